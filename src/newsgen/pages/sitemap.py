"""Sitemaps: one for each month of articles, one for lists and static pages, and the index of all."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.article import When
from newsgen.index.view import moment
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    split_key,
)
from newsgen.pages.list import list_urls
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page

_SIZE = 50_000  # addresses a file, by the protocol
_INDEX, _PAGES = (1 << 32) - 1, (1 << 32) - 2  # owners; those of months are their numbers


class SitemapEntry(msgspec.Struct, frozen=True):
    """An address in a sitemap. `modified` is true to the content, or None."""

    url: str
    modified: When | None = None


class SitemapPage(Page, frozen=True, kw_only=True):
    """A sitemap, or the index of all (`index` is True)."""

    template: ClassVar[str] = "sitemap.xml"
    entries: tuple[SitemapEntry, ...]
    index: bool = False


class SitemapKind(msgspec.Struct, frozen=True):
    """Keys hold the number of the month, and that of the file among those of the month, from 0."""

    name: ClassVar[str] = "sitemap"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_sitemap(path)
        if found is None:
            return None
        name, number = found
        is_known = name in ("", "pages") or name in _months(snapshot)
        if not is_known or (name and (number - 1) * _SIZE >= _count(snapshot, name)):
            return None
        return self.key(name, number)

    def key(self, name: str, number: int) -> int:
        owner = {"": _INDEX, "pages": _PAGES}.get(name)
        if owner is None:
            owner = int(name[:4]) * 12 + int(name[5:]) - 1
        return make_key(self.rank, owner, number - 1)

    def place(self, key: int) -> tuple[str, int]:
        """The name of a sitemap, and its number from 1: the inverse of `key`."""
        parts = split_key(key)
        if parts.owner in (_INDEX, _PAGES):
            return "" if parts.owner == _INDEX else "pages", parts.number + 1
        return f"{parts.owner // 12:04d}-{parts.owner % 12 + 1:02d}", parts.number + 1

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.sitemap(*self.place(key))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what="the sitemap")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> SitemapPage:
        name, number = self.place(key)
        url = self.url(snapshot, key)
        entries = _entries(snapshot, name, number) if name else _index_entries(snapshot)
        return SitemapPage(url=url, title=url, entries=tuple(entries), index=not name)

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        rows = []
        for month in _months(snapshot):
            shown = snapshot.order.period(month)
            for number, start in enumerate(range(shown.start, shown.stop, _SIZE), 1):
                rows.append((self.key(month, number), start, min(start + _SIZE, shown.stop)))
        keys, low, high = (np.ascontiguousarray(c) for c in np.array(rows, np.int64).reshape(-1, 3).T)
        yield group(SitemapPage, keys, cards=snapshot.columns.window(low, high))
        few = [self.key(name, number) for name, number in _files(snapshot) if name == "pages"]
        yield from groups_by_value(self, snapshot, [*few, self.key("", 1)])


def _months(snapshot: Snapshot) -> list[str]:
    return sorted({day[:7] for day in snapshot.order.calendar})


def _count(snapshot: Snapshot, name: str) -> int:
    """How many addresses there are in all files of a name."""
    return len(_page_entries(snapshot) if name == "pages" else snapshot.order.period(name))


def _files(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Name and number of every sitemap but the index."""
    for name in ("pages", *_months(snapshot)):
        for number in range(1, -(-_count(snapshot, name) // _SIZE) + 1):
            yield name, number


def _entries(snapshot: Snapshot, name: str, number: int) -> list[SitemapEntry]:
    start = (number - 1) * _SIZE
    if name == "pages":
        return _page_entries(snapshot)[start : start + _SIZE]
    shown = snapshot.order.period(name)[start : start + _SIZE]
    rows = snapshot.database.articles.modified(snapshot.order.ids[shown.start : shown.stop].tolist())
    return [SitemapEntry(row.url, When(moment(row.modified))) for row in rows]


@lru_cache(maxsize=1)
def _page_entries(snapshot: Snapshot) -> list[SitemapEntry]:
    """The lists' own addresses and the static pages; a list is as new as its newest article."""
    entries = []
    for kind, slug in list_urls(snapshot):
        newest = snapshot.order.newest(kind, slug)
        modified = None if newest is None else When(moment(int(snapshot.order.at[newest])))
        entries.append(SitemapEntry(snapshot.urls.list(kind, slug), modified))
    records = (page.record for page in snapshot.static_pages.values())
    return [*entries, *(SitemapEntry(snapshot.page_url(record), record.updated) for record in records)]


def _index_entries(snapshot: Snapshot) -> Iterator[SitemapEntry]:
    for name, number in _files(snapshot):
        yield SitemapEntry(snapshot.urls.sitemap(name, number), _modified(snapshot, name, number))


def _modified(snapshot: Snapshot, name: str, number: int) -> When | None:
    """When what a sitemap lists last changed."""
    if name == "pages":
        entries = _entries(snapshot, name, number)
        moments = [entry.modified for entry in entries if entry.modified]
        return max(moments, key=lambda when: when.at, default=None)
    start = (number - 1) * _SIZE
    shown = snapshot.order.period(name)[start : start + _SIZE]
    return When(moment(int(snapshot.order.modified[shown.start : shown.stop].max())))
