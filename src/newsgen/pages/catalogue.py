"""All pages of an edition by their keys: the address of each, who wants it, and its value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsgen.addresses import LISTS
from newsgen.archive.rows import ArticleRow
from newsgen.content.reading import AUTHORS, PAGES
from newsgen.pages import articles, feeds, keys, lists, periods, standing
from newsgen.pages.values import Owner, Page, RedirectPage

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

Claim = tuple[str, Owner]


def few(edition: Edition) -> Iterator[Claim]:
    """The addresses of the pages that are made whenever anything changed, for they show it or are few."""
    a = edition.addresses
    for name in ("404.html", "latest.html", "robots.txt"):
        if name != "robots.txt" or not edition.store.has_media(name):  # a newsroom's own comes first
            yield a.file(name), Owner(what=f"newsgen's {name}")
    yield a.root, Owner(what="the front page")
    for author in edition.standing(AUTHORS):
        yield a.list("author", author.slug), Owner(author.path)
    yield a.archive(), Owner(what="the index by date")
    for period in sorted({day[:n] for day in edition.order.calendar for n in (4, 7)}):
        yield a.archive(period), Owner(what=f"the index of {period}")
    yield a.feed(a.root), Owner(what="the feed")
    yield a.sitemap(), Owner(what="the sitemap")
    yield from feeds.page_sitemaps(edition)
    for record in edition.standing(PAGES):
        own = a.page(record.slug)
        yield own, Owner(record.path)
        for old in map(a.alias, record.aliases):
            if old != own:
                yield old, Owner(record.path, "alias")
    for row in edition.store.unlisted():
        yield row.url, Owner(row.path)
        for url in edition.store.aliases(row.id):
            yield url, Owner(row.path, "alias")


def claim(edition: Edition, key: int) -> Claim:
    """The address of a page, and who wants it."""
    family, owner, number = keys.split(key)
    if family == keys.FEW:
        return edition.few[key]
    if family in (keys.LIST, keys.FEED):
        kind, slug = _list(edition, owner)
        url = edition.addresses.list(kind, slug, number)
        what = f"the list of the {kind} {slug}" if slug else "the front page"
        if family == keys.FEED:
            return edition.addresses.feed(url), Owner(what=f"the feed of the {kind} {slug}")
        return url, Owner(what=what)
    if family == keys.DAY:
        day = periods.iso(owner)
        return edition.addresses.archive(day), Owner(what=f"the index of {day}")
    if family == keys.SITEMAP:
        return feeds.sitemap_address(edition, keys.month(owner), number + 1), Owner(what="the sitemap")
    if family == keys.MEDIA:
        path = edition.store.path_of(owner)
        return edition.addresses.file(path), Owner(path)
    row = edition.store.article_bare(owner)
    assert row is not None
    if family == keys.ALIAS:
        return edition.store.aliases(owner)[number], Owner(row.path, "alias")
    return edition.addresses.part(row.url, _part(row, number)), Owner(row.path)


def claims(edition: Edition, found: Iterable[int]) -> Iterator[tuple[int, str, Owner]]:
    """Key, address and owner of pages."""
    for key in found:
        yield key, *claim(edition, key)


def page(edition: Edition, key: int) -> Page | None:
    """The value of a page, or None if there is none of that key."""
    family, owner, number = keys.split(key)
    if family == keys.FEW:
        return edition.page(edition.few[key][0])
    if family == keys.LIST:
        return lists.list_page(edition, *_list(edition, owner), number)
    if family == keys.FEED:
        return feeds.feed(edition, *_list(edition, owner))
    if family == keys.DAY:
        return periods.index_page(edition, periods.iso(owner))
    if family == keys.SITEMAP:
        return feeds.sitemap(edition, keys.month(owner), number + 1)
    if family == keys.MEDIA:
        file = edition.store.file_numbered(owner)
        return standing.file_page(edition, file) if file else None
    row = edition.store.article(owner)
    if row is None:
        return None
    if family == keys.ALIAS:
        return RedirectPage(url=edition.store.aliases(owner)[number], title=row.article.title, target=row.url)
    return articles.article_page(edition, row, _part(row, number))


def _part(row: ArticleRow, number: int) -> int:
    """The part that an article's page of a number shows: 0 for the whole."""
    return 0 if row.parts < 2 or number == 1 else number or 1


def _list(edition: Edition, term: int) -> tuple[str, str]:
    if not term:
        return "home", ""
    found = edition.order.by_id[term]
    assert found.kind in LISTS
    return found.kind, found.slug
