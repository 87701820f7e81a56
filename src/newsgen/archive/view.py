"""Which articles are shown at a moment, and when that changes by itself."""

from datetime import UTC, datetime, timedelta

import msgspec

from newsgen.content.article import Article, Status

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
NEVER = 2**62


class View(msgspec.Struct, frozen=True):
    """Which articles are shown: `now` is microseconds since 1970, and the only clock there is."""

    now: int
    drafts: bool = False
    future: bool = False
    expired: bool = False

    def shows(self, article: Article) -> bool:
        return (
            (self.drafts or article.status is not Status.DRAFT)
            and (self.future or micros(article.date.at) <= self.now)
            and (self.expired or article.expires is None or micros(article.expires.at) > self.now)
        )

    def timeless(self) -> "View":
        """The same view without its clock: what was asked for."""
        return msgspec.structs.replace(self, now=0)

    def turns(self, article: Article) -> int:
        """When time alone will next change whether the article is shown."""
        moments = [micros(article.date.at)] + ([micros(article.expires.at)] if article.expires else [])
        return min((moment for moment in moments if moment > self.now), default=NEVER)


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // _MICRO


def moment(micros: int) -> datetime:
    """The moment so many microseconds after 1970, in UTC."""
    return _EPOCH + micros * _MICRO
