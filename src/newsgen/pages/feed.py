"""RSS feeds: of the whole site, and of each section and tag."""

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
from newsgen.pages.list import HOME, WITH_FEED, list_of, term_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Page

_SIZE = 20


class FeedPage(Page, frozen=True, kw_only=True):
    """An RSS feed of the newest articles of a list at `list_url`."""

    template: ClassVar[str] = "feed.xml"
    cards: tuple[Card, ...]
    list_url: str


class FeedKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the term."""

    name: ClassVar[str] = "feed"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_feed(path)
        if found is None:
            return None
        kind, slug = found
        if kind not in WITH_FEED or (kind != "home" and not snapshot.order.count(kind, slug)):
            return None
        return make_key(self.rank, term_of(snapshot, kind, slug))

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.feed(*list_of(snapshot, split_key(key).owner))

    def page(self, snapshot: Snapshot, key: int) -> FeedPage:
        kind, slug = list_of(snapshot, split_key(key).owner)
        config = snapshot.config
        return FeedPage(
            url=snapshot.urls.feed(kind, slug),
            title=snapshot.name(kind, slug) if slug else config.title,
            description=config.description or config.tagline,
            cards=snapshot.newest(snapshot.order.members(kind, slug), _SIZE),
            list_url=snapshot.urls.list(kind, slug),
        )

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns, lists = snapshot.columns, snapshot.order.lists
        with_feed = [term.id for term in snapshot.order.all_terms if term.kind in WITH_FEED]
        fed = np.isin(lists.terms, with_feed)
        terms, end = lists.terms[fed], lists.starts[1:][fed]
        start = np.maximum(lists.starts[:-1][fed], end - _SIZE)
        yield group(
            FeedPage,
            make_keys(self.rank, terms),
            lists.members[end - 1],
            names=columns.names[terms],
            cards=columns.list_sums[end] - columns.list_sums[start],
        )
        yield from groups_by_value(self, snapshot, [make_key(self.rank, HOME)])

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        kind, slug = list_of(snapshot, split_key(key).owner)
        return Owner(what=f"the feed of the {kind} {slug}" if slug else "the feed")

    def lasting(self, key: int) -> Lasting:
        hint = "whoever reads it gets no news any more"
        return Lasting(hint, term=split_key(key).owner)
