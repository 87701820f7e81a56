"""What machines read: RSS feeds, sitemaps by month, robots.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.content.article import When
from newsgen.index.view import moment
from newsgen.pages.values import FeedPage, Owner, Page, RobotsPage, SitemapEntry, SitemapPage

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

SITEMAP_SIZE = 50_000  # addresses a file, by the protocol
FEED_SIZE = 20
FEEDS = ("section", "tag")
_SHARD = re.compile(r"sitemap/(pages|\d{4}-\d\d)(?:-([2-9]|[1-9]\d+))?\.xml", re.ASCII)


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The feed, sitemap or robots.txt at an address, or None."""
    if path == "robots.txt" and not edition.store.has_media(path):  # a newsroom's own comes first
        return RobotsPage(url=url, title=path, sitemap=edition.urls.sitemap())
    if path == "sitemap.xml":
        return _sitemap_index(edition)
    if found := _SHARD.fullmatch(path):
        return sitemap(edition, found[1], int(found[2] or 1))
    if path == "feed.xml":
        return feed(edition, "home", "")
    parts = path.split("/")
    kind = edition.urls.lists.get(parts[0])
    if kind in FEEDS and len(parts) == 3 and parts[2] == "feed.xml":
        return feed(edition, kind, parts[1])
    return None


def feed(edition: Edition, kind: str, slug: str) -> FeedPage | None:
    """The feed of a list; None if there is no such list."""
    cards = edition.newest(edition.order.members(kind, slug), FEED_SIZE)
    if not cards and kind != "home":
        return None
    list_url = edition.urls.list(kind, slug)
    return FeedPage(
        url=edition.urls.feed(kind, slug),
        title=edition.name(kind, slug) if slug else edition.config.title,
        description=edition.config.description or edition.config.tagline,
        cards=cards,
        list_url=list_url,
    )


def page_sitemaps(edition: Edition) -> Iterator[tuple[str, Owner]]:
    """The addresses of the sitemaps of lists and static pages, with who wants them."""
    for name, number in _shards(edition):
        if name == "pages":
            yield sitemap_address(edition, name, number), Owner(what="the sitemap")


def _shards(edition: Edition) -> Iterator[tuple[str, int]]:
    """Every sitemap, as its name (`pages` or a month) and its number among those of that name."""
    months = sorted({day[:7] for day in edition.order.calendar})
    counts = {"pages": len(edition.page_entries)} | {
        month: len(edition.order.period(month)) for month in months
    }
    for name, count in counts.items():
        for number in range(1, -(-count // SITEMAP_SIZE) + 1):
            yield name, number


def sitemap_address(edition: Edition, name: str, number: int) -> str:
    """The address of a sitemap by its name and number."""
    return edition.urls.sitemap(name, number)


def _entries(edition: Edition, name: str, number: int) -> list[SitemapEntry]:
    start = (number - 1) * SITEMAP_SIZE
    if name == "pages":
        return edition.page_entries[start : start + SITEMAP_SIZE]
    shown = edition.order.period(name)[start : start + SITEMAP_SIZE]
    rows = edition.store.addresses(edition.order.ids[shown.start : shown.stop].tolist())
    return [SitemapEntry(url, When(moment(modified))) for url, modified in rows]


def _modified(edition: Edition, name: str, number: int) -> When | None:
    """When what a sitemap lists last changed."""
    if name == "pages":
        moments = [entry.modified for entry in _entries(edition, name, number) if entry.modified]
        return max(moments, key=lambda when: when.at, default=None)
    start = (number - 1) * SITEMAP_SIZE
    shown = edition.order.period(name)[start : start + SITEMAP_SIZE]
    return When(moment(int(edition.order.modified[shown.start : shown.stop].max())))


def page_entries(edition: Edition) -> list[SitemapEntry]:
    """The lists' own addresses and the static pages; a list is as new as its newest article."""
    entries = []
    for kind, slug, _ in edition.all_lists():
        newest = edition.order.newest(kind, slug)
        modified = None if newest is None else When(moment(int(edition.order.at[newest])))
        entries.append(SitemapEntry(edition.urls.list(kind, slug), modified))
    for slug, record in edition.standing_pages.items():
        entries.append(SitemapEntry(edition.urls.page(slug), record.updated))
    return entries


def sitemap(edition: Edition, name: str, number: int) -> SitemapPage | None:
    """A sitemap of a month, or of lists and static pages (`pages`), by its number from 1."""
    entries = _entries(edition, name, number)
    url = sitemap_address(edition, name, number)
    return SitemapPage(url=url, title=url, entries=tuple(entries)) if entries else None


def _sitemap_index(edition: Edition) -> SitemapPage:
    entries = []
    for name, number in _shards(edition):
        modified = _modified(edition, name, number)
        entries.append(SitemapEntry(sitemap_address(edition, name, number), modified))
    url = edition.urls.sitemap()
    return SitemapPage(url=url, title=url, entries=tuple(entries), index=True)
