"""Sitemaps: of the articles of each month, of lists and static pages, of news; and the index of all."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.article import Picture, Status, When
from newsgen.index.order import Integers
from newsgen.index.view import NEVER, moment
from newsgen.pages.hashing import mixed, prefix_sums
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    split_key,
)
from newsgen.pages.list import is_thin, list_urls
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page

# The protocol takes 50,000 addresses and 52,428,800 bytes a file. So many entries, each no longer than an
# address and its pictures may be, stay below both.
MOST_ENTRIES = 5_000
_LONGEST_ADDRESS = 2_047  # bytes, by the protocol
_PICTURE_BYTES = 8_000  # of an entry
_AROUND_PICTURE = len("<image:image><image:loc></image:loc></image:image>")
MOST_NEWS = 1_000  # by Google
_NEWS_FOR = 48 * 3600 * 1_000_000  # microseconds
_INDEX, _PAGES, _NEWS = (
    (1 << 32) - 1,
    (1 << 32) - 2,
    (1 << 32) - 3,
)  # owners; those of months are their numbers
_OWNERS = {"": _INDEX, "pages": _PAGES, "news": _NEWS}
_NAMES = {owner: name for name, owner in _OWNERS.items()}


class SitemapEntry(msgspec.Struct, frozen=True):
    """An address in a sitemap, with those of its pictures. `modified` is true to the content, or None."""

    url: str
    modified: When | None = None
    pictures: tuple[str, ...] = ()


class SitemapPage(Page, frozen=True, kw_only=True):
    """A sitemap, or the index of all (`index` is True)."""

    template: ClassVar[str] = "sitemap.xml"
    entries: tuple[SitemapEntry, ...]
    index: bool = False


class NewsEntry(msgspec.Struct, frozen=True):
    """A story in the sitemap of news. `language` is empty for that of the site."""

    url: str
    title: str
    date: When
    language: str = ""


class NewsSitemapPage(Page, frozen=True, kw_only=True):
    """A sitemap of the stories of the last two days."""

    template: ClassVar[str] = "news.xml"
    stories: tuple[NewsEntry, ...]


class SitemapKind(msgspec.Struct, frozen=True):
    """Keys hold the number of the month, and that of the file among those of the month, from 0.

    No file has more than `most_entries`, nor more than `most_news`.
    """

    name: ClassVar[str] = "sitemap"
    rank: int
    most_entries: int = MOST_ENTRIES
    most_news: int = MOST_NEWS

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_sitemap(path)
        if found is None:
            return None
        name, number = found
        is_known = name in _OWNERS or name in _months(snapshot)
        if not is_known or number > self._count(snapshot, name):
            return None
        return self.key(name, number)

    def key(self, name: str, number: int) -> int:
        owner = _OWNERS.get(name)
        if owner is None:
            owner = int(name[:4]) * 12 + int(name[5:]) - 1
        return make_key(self.rank, owner, number - 1)

    def place(self, key: int) -> tuple[str, int]:
        """The name of a sitemap, and its number from 1: the inverse of `key`."""
        parts = split_key(key)
        month = f"{parts.owner // 12:04d}-{parts.owner % 12 + 1:02d}"
        return _NAMES.get(parts.owner, month), parts.number + 1

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.sitemap(*self.place(key))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what="the sitemap")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # which files there are

    def _files(self, snapshot: Snapshot) -> Iterator[tuple[str, int]]:
        """Name and number of every sitemap but the index."""
        for name in ("pages", "news", *_months(snapshot)):
            for number in range(1, self._count(snapshot, name) + 1):
                yield name, number

    def _count(self, snapshot: Snapshot, name: str) -> int:
        """How many files of a name there are; one of news is there even without any."""
        if name == "news":
            return max(1, len(split(len(_news(snapshot)), self.most_news)))
        return len(self._split(snapshot, name)) if name else 1

    def _split(self, snapshot: Snapshot, name: str) -> list[range]:
        every = len(_page_entries(snapshot) if name == "pages" else snapshot.order.period(name))
        return split(every, self.most_entries)

    # values

    def page(self, snapshot: Snapshot, key: int) -> SitemapPage | NewsSitemapPage:
        name, number = self.place(key)
        url = self.url(snapshot, key)
        if name == "news":
            return NewsSitemapPage(url=url, title=url, stories=tuple(self._stories(snapshot, number)))
        entries = self._entries(snapshot, name, number) if name else self._index_entries(snapshot)
        return SitemapPage(url=url, title=url, entries=tuple(entries), index=not name)

    def _stories(self, snapshot: Snapshot, number: int) -> Iterator[NewsEntry]:
        start = (number - 1) * self.most_news
        for position in _news(snapshot)[start : start + self.most_news]:
            card = snapshot.card_at(position)
            yield NewsEntry(card.url, card.title, card.date, card.language)

    def _entries(self, snapshot: Snapshot, name: str, number: int) -> list[SitemapEntry]:
        part = self._split(snapshot, name)[number - 1]
        if name == "pages":
            return _page_entries(snapshot)[part.start : part.stop]
        shown = snapshot.order.period(name)[part.start : part.stop]
        return list(_article_entries(snapshot, snapshot.order.ids[shown.start : shown.stop]))

    def _index_entries(self, snapshot: Snapshot) -> Iterator[SitemapEntry]:
        for name, number in self._files(snapshot):
            modified = self._modified(snapshot, name, number)
            yield SitemapEntry(snapshot.urls.sitemap(name, number), modified)

    def _modified(self, snapshot: Snapshot, name: str, number: int) -> When | None:
        """When what a sitemap lists last changed; None of news, which time alone changes."""
        if name == "news":
            return None
        part = self._split(snapshot, name)[number - 1]
        if name == "pages":
            entries = _page_entries(snapshot)[part.start : part.stop]
            return max((entry.modified for entry in entries if entry.modified), key=_at, default=None)
        shown = snapshot.order.period(name)[part.start : part.stop]
        return When(moment(int(snapshot.order.modified[shown.start : shown.stop].max())))

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        rows = []
        for month in _months(snapshot):
            shown = snapshot.order.period(month)
            for number, part in enumerate(self._split(snapshot, month), 1):
                rows.append((self.key(month, number), shown[part.start], shown[part.stop - 1] + 1))
        keys, low, high = (np.ascontiguousarray(c) for c in np.array(rows, np.int64).reshape(-1, 3).T)
        columns = snapshot.columns
        sums = prefix_sums(mixed(columns.card) + mixed(columns.own))  # a picture in a text is on no card
        yield group(SitemapPage, keys, cards=sums[high] - sums[low])
        few = [self.key(name, number) for name, number in self._files(snapshot) if name in _OWNERS]
        yield from groups_by_value(self, snapshot, [*few, self.key("", 1)])


def split(count: int, most: int) -> list[range]:
    """So many in as few parts as can be, none with more than `most`; all but the last are full.

    >>> split(5, 2)
    [range(0, 2), range(2, 4), range(4, 5)]
    """
    return [range(start, min(start + most, count)) for start in range(0, count, most)]


def news_until(snapshot: Snapshot) -> int:
    """When time alone will next change what is news: microseconds since 1970."""
    at, now = snapshot.order.at, snapshot.view.now
    moments = np.concatenate([at[at > now], at[(at > now - _NEWS_FOR) & (at <= now)] + _NEWS_FOR])
    return int(moments.min(initial=NEVER))


def _at(when: When) -> float:
    return when.at.timestamp()


def _months(snapshot: Snapshot) -> list[str]:
    return sorted({day[:7] for day in snapshot.order.calendar})


@lru_cache(maxsize=1)
def _news(snapshot: Snapshot) -> list[int]:
    """The positions of the stories of the last two days, newest first, without advertisements."""
    at, now = snapshot.order.at, snapshot.view.now
    recent = np.flatnonzero((at > now - _NEWS_FOR) & (at <= now))
    return [
        position
        for position in reversed(recent.tolist())
        if snapshot.card_at(position).label != Status.SPONSORED
        and _fits(snapshot, snapshot.card_at(position).url)
    ]


@lru_cache(maxsize=1)
def _page_entries(snapshot: Snapshot) -> list[SitemapEntry]:
    """The lists' own addresses and the static pages; a list is as new as its newest article."""
    entries = []
    for kind, slug in list_urls(snapshot):
        if is_thin(snapshot, kind, slug):
            continue
        newest = snapshot.order.newest(kind, slug)
        modified = None if newest is None else When(moment(int(snapshot.order.at[newest])))
        entries.append(SitemapEntry(snapshot.urls.list(kind, slug), modified))
    records = (page.record for page in snapshot.static_pages.values())
    entries += [SitemapEntry(snapshot.page_url(record), record.updated) for record in records]
    return [entry for entry in entries if _fits(snapshot, entry.url)]


def _article_entries(snapshot: Snapshot, ids: Integers) -> Iterator[SitemapEntry]:
    for row in snapshot.database.articles.modified(ids.tolist()):
        if _fits(snapshot, row.url):
            pictures = _pictures(snapshot, row.named, row.path)
            yield SitemapEntry(row.url, When(moment(row.modified)), tuple(pictures))


def _pictures(snapshot: Snapshot, named: Iterable[str], owner: str) -> Iterator[str]:
    """The pictures that an article shows, each once; of very many the first."""
    values = (snapshot.picture(Picture(src), owner) for src in named)
    room = _PICTURE_BYTES
    for src in dict.fromkeys(value.src for value in values if value):
        room -= _length(snapshot, src) + _AROUND_PICTURE
        if room < 0:
            return
        yield src


def _fits(snapshot: Snapshot, url: str) -> bool:
    """Whether the protocol takes an address."""
    return _length(snapshot, url) <= _LONGEST_ADDRESS


def _length(snapshot: Snapshot, url: str) -> int:
    """The bytes of a full address in XML."""
    return len(escape(snapshot.urls.host + url).encode())
