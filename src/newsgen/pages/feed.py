"""RSS feeds: of the whole site, and of the lists of the kinds that a site wants feeds of."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.pages.kind import (
    Lasting,
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.list import HOME, has_feed, list_of, term_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Page

_SIZE = 20
_MERGED = 1  # the number of a feed whose list is merged into another, and which has what that one's has


class FeedPage(Page, frozen=True, kw_only=True):
    """An RSS feed of the newest articles of a list at `list_url`."""

    template: ClassVar[str] = "feed.xml"
    cards: tuple[Card, ...]
    list_url: str


class FeedKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the term, or that of the file by which a list is merged into another."""

    name: ClassVar[str] = "feed"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_feed(path)
        if found is None:
            return None
        kind, slug = found
        for file in snapshot.lists.merged if kind in snapshot.config.feeds else ():
            if file.list == found:
                return make_key(self.rank, file.id, _MERGED)
        return make_key(self.rank, term_of(snapshot, kind, slug)) if has_feed(snapshot, kind, slug) else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.feed(*self._list(snapshot, key))

    def _list(self, snapshot: Snapshot, key: int) -> tuple[str, str]:
        """Kind and slug of the list that a feed is of."""
        parts = split_key(key)
        merged = snapshot.document(parts.owner).list if parts.number == _MERGED else None
        return merged or list_of(snapshot, parts.owner)

    def page(self, snapshot: Snapshot, key: int) -> FeedPage:
        url = self.url(snapshot, key)
        kind, slug = self._list(snapshot, key)
        slug = snapshot.lists.target(kind, slug)
        config = snapshot.config
        return FeedPage(
            url=url,
            title=snapshot.name(kind, slug) if slug else config.title,
            description=config.description or config.tagline,
            cards=snapshot.newest(snapshot.order.members(kind, slug), _SIZE),
            list_url=snapshot.urls.list(kind, slug),
        )

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns, lists = snapshot.columns, snapshot.order.lists
        with_feed = [term.id for term in snapshot.order.all_terms if term.kind in snapshot.config.feeds]
        fed = np.isin(lists.terms, with_feed)
        terms, end = lists.terms[fed], lists.starts[1:][fed]
        start = np.maximum(lists.starts[:-1][fed], end - _SIZE)
        yield group(
            FeedPage,
            make_keys(self.rank, terms),
            lists.members[end - 1],
            own=columns.names[terms],
            names=columns.names[terms],
            cards=columns.list_sums[end] - columns.list_sums[start],
        )
        kinds = snapshot.config.feeds
        merged = (file for file in snapshot.lists.merged if file.list and file.list.kind in kinds)
        few = [make_key(self.rank, HOME), *(make_key(self.rank, file.id, _MERGED) for file in merged)]
        yield from groups_by_value(self, snapshot, few)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        kind, slug = self._list(snapshot, key)
        parts, file = split_key(key), snapshot.lists.get(kind, slug)
        if file or parts.number == _MERGED:
            return Owner(file.path if file else snapshot.path(parts.owner), "feed")
        return Owner(what=f"the feed of the {kind} {slug}" if slug else "the feed")

    def lasting(self, key: int) -> Lasting:
        hint, parts = "whoever reads it gets no news any more", split_key(key)
        is_merged = parts.number == _MERGED
        return Lasting(hint, file=parts.owner) if is_merged else Lasting(hint, term=parts.owner)
