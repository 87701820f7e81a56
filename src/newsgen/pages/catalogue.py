"""All pages of an edition by their keys: the address of each, who wants it, and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from newsgen.content.reader import AUTHORS, PAGES
from newsgen.index.rows import ArticleRow, Location
from newsgen.pages import articles, cards, feeds, keys, lists, periods, photos, standing
from newsgen.pages.values import Owner, Page, RedirectPage
from newsgen.urls import LISTS

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

Claim = tuple[str, Owner]
_OF_ARTICLES = (keys.ARTICLE, keys.ALIAS, keys.CARD)


def few(edition: Edition) -> Iterator[Claim]:
    """The addresses of the pages that are made whenever anything changed, for they show it or are few."""
    a = edition.urls
    for name in ("404.html", "latest.html", "robots.txt", standing.HEADERS):
        may_be_theirs = name in ("robots.txt", standing.HEADERS)  # a newsroom's own comes first
        if not (may_be_theirs and edition.store.has_media(name)):
            yield a.file(name), Owner(what=f"newsgen's {name}")
    yield a.root, Owner(what="the front page")
    for author in edition.standing(AUTHORS):
        yield a.list("author", author.slug), Owner(author.path)
    yield a.period(), Owner(what="the index by date")
    for period in sorted({day[:n] for day in edition.order.calendar for n in (4, 7)}):
        yield a.period(period), Owner(what=f"the index of {period}")
    yield a.feed("home"), Owner(what="the feed")
    yield a.sitemap(), Owner(what="the sitemap")
    yield from feeds.page_sitemaps(edition)
    yield from _standing(edition)
    yield from cards.few(edition)
    for row in edition.store.unlisted():
        yield row.url, Owner(row.path)
        for url in edition.store.aliases(row.id):
            yield url, Owner(row.path, "alias")


def _standing(edition: Edition) -> Iterator[Claim]:
    """The static pages, and the old addresses that lead to them."""
    a = edition.urls
    for record in edition.standing(PAGES):
        own = a.page(record.slug)
        yield own, Owner(record.path)
        for old in map(a.alias, record.aliases):
            if old != own:
                yield old, Owner(record.path, "alias")


def claim(edition: Edition, key: int) -> Claim:
    """The address of a page, and who wants it."""
    family, owner, number = keys.split(key)
    a = edition.urls
    match family:
        case keys.FEW:
            found = edition.few[key]
        case keys.LIST:
            kind, slug = _list(edition, owner)
            what = f"the list of the {kind} {slug}" if slug else "the front page"
            found = a.list(kind, slug, number), Owner(what=what)
        case keys.FEED:
            kind, slug = _list(edition, owner)
            found = a.feed(kind, slug), Owner(what=f"the feed of the {kind} {slug}")
        case keys.DAY:
            found = a.period(periods.iso(owner)), Owner(what=f"the index of {periods.iso(owner)}")
        case keys.SITEMAP:
            url = feeds.sitemap_address(edition, keys.month(owner), number + 1)
            found = url, Owner(what="the sitemap")
        case keys.MEDIA:
            path = edition.store.path_of(owner)
            found = a.file(path), Owner(path)
        case keys.PHOTO:
            media, form = photos.numbered(edition, owner, number)
            found = photos.address(edition, media, form), Owner(media.path, "other sizes")
        case _:
            found = _claim_of_article(edition, family, owner, number, edition.store.location(owner))
    return found


def _claim_of_article(edition: Edition, family: int, article: int, number: int, at: Location) -> Claim:
    if family == keys.ALIAS:
        return edition.store.aliases(article)[number], Owner(at.path, "alias")
    if family == keys.CARD:
        return cards.address(at.url), Owner(at.path, "card")
    part = _part(at, number)
    return edition.urls.part(at.url, part) if at.parts > 1 else at.url, Owner(at.path)


def claims(edition: Edition, found: Iterable[int], *, most: bool) -> Iterator[tuple[int, str, Owner]]:
    """Key, address and owner of pages whose keys rise; where they are `most` pages, rows are read in turn."""
    for family, some in groupby(found, key=keys.family):
        if family not in _OF_ARTICLES:
            yield from ((key, *claim(edition, key)) for key in some)
            continue
        locate = _in_turn(edition.store.locations()) if most else edition.store.location
        for key in some:
            _, article, number = keys.split(key)
            yield key, *_claim_of_article(edition, family, article, number, locate(article))


def _in_turn(rows: Iterator[Location]) -> Callable[[int], Location]:
    """Finds the rows of ids that rise among all rows by id: a third of the time of asking for each."""
    here = next(rows)

    def locate(article: int) -> Location:
        nonlocal here
        while here.id != article:
            here = next(rows)
        return here

    return locate


def page(edition: Edition, key: int) -> Page | None:
    """The value of a page, or None if there is none of that key."""
    family, owner, number = keys.split(key)
    found: Page | None
    match family:
        case keys.FEW:
            found = edition.page(edition.few[key][0])
        case keys.LIST:
            found = lists.list_page(edition, *_list(edition, owner), number)
        case keys.FEED:
            found = feeds.feed(edition, *_list(edition, owner))
        case keys.DAY:
            found = periods.index_page(edition, periods.iso(owner))
        case keys.SITEMAP:
            found = feeds.sitemap(edition, keys.month(owner), number + 1)
        case keys.MEDIA:
            file = edition.store.file_numbered(owner)
            found = standing.file_page(edition, file) if file else None
        case keys.PHOTO:
            found = photos.form_page(edition, owner, number)
        case _:
            found = _page_of_article(edition, family, owner, number)
    return found


def _page_of_article(edition: Edition, family: int, article: int, number: int) -> Page | None:
    row = edition.store.article(article)
    if row is None:
        return None
    if family == keys.ALIAS:
        return RedirectPage(
            url=edition.store.aliases(article)[number], title=row.article.title, target=row.url
        )
    if family == keys.CARD:
        return cards.card_page(edition, cards.address(row.url), row.article.title)
    return articles.article_page(edition, row, _part(row, number))


def _part(row: ArticleRow | Location, number: int) -> int:
    """The part that an article's page of a number shows: 0 for the whole."""
    return 0 if row.parts < 2 or number == 1 else number or 1


def _list(edition: Edition, term: int) -> tuple[str, str]:
    if not term:
        return "home", ""
    found = edition.order.by_id[term]
    assert found.kind in LISTS
    return found.kind, found.slug
