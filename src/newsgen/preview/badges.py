"""Which stories an editor should not take for published ones."""

from collections.abc import Iterator

import msgspec

from newsgen.content.article import Article, Document, Status
from newsgen.index.view import micros
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Page

_SHOWN = {Status.DRAFT, Status.UNVERIFIED, Status.SPONSORED, Status.WITHDRAWN, Status.REMOVED}


def badges(record: Article | Document, now: int) -> tuple[str, ...]:
    """What a story or page is, other than simply published; `now` is microseconds since 1970."""
    found = [record.status.value] if record.status in _SHOWN else []
    if isinstance(record, Article) and micros(record.date.at) > now:
        found.append("scheduled")
    return tuple(found)


def stories(snapshot: Snapshot, page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The address and badges of every story that a page shows as a card, if it has any."""
    for url in sorted(_cards(page)):
        row = snapshot.database.articles.at_url(url)
        if row and (found := badges(row.article, snapshot.view.now)):
            yield url, found


def _cards(value: object) -> set[str]:
    """The addresses of all cards in a value."""
    if isinstance(value, Card):
        return {value.url}
    if isinstance(value, msgspec.Struct):
        return _cards([getattr(value, name) for name in value.__struct_fields__])
    if isinstance(value, tuple | list):
        return {url for inner in value for url in _cards(inner)}
    return set()
