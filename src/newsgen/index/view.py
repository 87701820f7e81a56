"""Which articles are shown at a moment, and when that changes by itself."""

from datetime import UTC, datetime, timedelta

import msgspec

from newsgen.content.article import Document, Status

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
NEVER = 2**62


class View(msgspec.Struct, frozen=True):
    """Which articles are shown: `now` is microseconds since 1970, and the only clock there is."""

    now: int
    drafts: bool = False
    future: bool = False
    expired: bool = False

    @property
    def is_public(self) -> bool:
        """Whether this is what readers are to see, rather than what a newsroom has before or behind it."""
        return not (self.drafts or self.future or self.expired)

    def shows(self, at: int, *, draft: bool) -> bool:
        """Whether an article that comes at a moment (microseconds since 1970) has a page."""
        return (self.drafts or not draft) and (self.future or at <= self.now)

    def has_expired(self, until: int) -> bool:
        """Whether but a notice stands at the address of an article that expires at a moment."""
        return until <= self.now and not self.expired

    def shows_document(self, document: Document) -> bool:
        """Whether a static page or an author is shown, which no clock hides."""
        return self.drafts or document.status is not Status.DRAFT

    def turns(self, at: int, until: int) -> int:
        """When time alone will next change whether such an article is shown."""
        return at if at > self.now else until if until > self.now else NEVER

    def timeless(self) -> "View":
        """The same view without its clock: what was asked for."""
        return msgspec.structs.replace(self, now=0)


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // _MICRO


def moment(micros: int) -> datetime:
    """The moment so many microseconds after 1970, in UTC."""
    return _EPOCH + micros * _MICRO
