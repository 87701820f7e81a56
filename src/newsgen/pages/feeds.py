"""What machines read: RSS feeds, sitemaps by month, robots.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.archive.index import moment
from newsgen.content.article import When
from newsgen.pages.values import FeedPage, Owner, Page, RobotsPage, SitemapEntry, SitemapPage

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_SITEMAP_SIZE = 50_000  # addresses a file, by the protocol
_FEED_SIZE = 20
_FEEDS = ("section", "tag")
_SHARD = re.compile(r"sitemap/(pages|\d{4}-\d\d)(?:-([2-9]|[1-9]\d+))?\.xml", re.ASCII)


def urls(edition: Edition) -> Iterator[tuple[str, Owner]]:
    a = edition.addresses
    yield a.feed(a.root), Owner(what="the feed")
    for kind in _FEEDS:
        for slug in edition.order.slugs(kind):
            yield a.feed(a.list(kind, slug)), Owner(what=f"the feed of the {kind} {slug}")
    yield a.sitemap(), Owner(what="the sitemap")
    for name, number in _shards(edition):
        yield _address(edition, name, number), Owner(what="the sitemap")


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The feed, sitemap or robots.txt at an address, or None."""
    if path == "robots.txt" and edition.store.file(path) is None:  # a newsroom's own comes first
        return RobotsPage(url=url, title=path, sitemap=edition.addresses.sitemap())
    if path == "sitemap.xml":
        return _sitemap_index(edition)
    if found := _SHARD.fullmatch(path):
        return _sitemap(edition, found[1], int(found[2] or 1))
    if path == "feed.xml":
        return _feed(edition, "home", "")
    parts = path.split("/")
    kind = edition.addresses.lists.get(parts[0])
    if kind in _FEEDS and len(parts) == 3 and parts[2] == "feed.xml":
        return _feed(edition, kind, parts[1])
    return None


def _feed(edition: Edition, kind: str, slug: str) -> FeedPage | None:
    cards = edition.newest(edition.order.members(kind, slug), _FEED_SIZE)
    if not cards and kind != "home":
        return None
    list_url = edition.addresses.list(kind, slug)
    return FeedPage(
        url=edition.addresses.feed(list_url),
        title=edition.name(kind, slug) if slug else edition.config.title,
        description=edition.config.description or edition.config.tagline,
        cards=cards,
        list_url=list_url,
    )


def _shards(edition: Edition) -> Iterator[tuple[str, int]]:
    """Every sitemap, as its name (`pages` or a month) and its number among those of that name."""
    months = sorted({day[:7] for day in edition.order.calendar})
    counts = {"pages": len(edition.page_entries)} | {
        month: len(edition.order.period(month)) for month in months
    }
    for name, count in counts.items():
        for number in range(1, -(-count // _SITEMAP_SIZE) + 1):
            yield name, number


def _address(edition: Edition, name: str, number: int) -> str:
    return edition.addresses.sitemap(f"{name}-{number}" if number > 1 else name)


def _entries(edition: Edition, name: str, number: int) -> list[SitemapEntry]:
    start = (number - 1) * _SITEMAP_SIZE
    if name == "pages":
        return edition.page_entries[start : start + _SITEMAP_SIZE]
    shown = edition.order.period(name)[start : start + _SITEMAP_SIZE]
    rows = edition.store.addresses([edition.order.ids[position] for position in shown])
    return [SitemapEntry(url, When(moment(modified))) for url, modified in rows]


def page_entries(edition: Edition) -> list[SitemapEntry]:
    """The lists' own addresses and the static pages; a list is as new as its newest article."""
    entries = []
    for kind, slug, _ in edition.all_lists():
        newest = edition.newest(edition.order.members(kind, slug), 1)
        entries.append(SitemapEntry(edition.addresses.list(kind, slug), newest[0].date if newest else None))
    for slug, record in edition.standing_pages.items():
        entries.append(SitemapEntry(edition.addresses.page(slug), record.updated))
    return entries


def _sitemap(edition: Edition, name: str, number: int) -> SitemapPage | None:
    entries = _entries(edition, name, number)
    url = _address(edition, name, number)
    return SitemapPage(url=url, title=url, entries=tuple(entries)) if entries else None


def _sitemap_index(edition: Edition) -> SitemapPage:
    entries = []
    for name, number in _shards(edition):
        modified = (entry.modified for entry in _entries(edition, name, number))
        newest = max((when for when in modified if when), key=lambda when: when.at, default=None)
        entries.append(SitemapEntry(_address(edition, name, number), newest))
    url = edition.addresses.sitemap()
    return SitemapPage(url=url, title=url, entries=tuple(entries), index=True)
