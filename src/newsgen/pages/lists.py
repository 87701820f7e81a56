"""Lists of articles: the front page, sections, tags, authors and series, numbered from the oldest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.index.rows import unpack
from newsgen.pages.values import Card, HomePage, Link, ListPage, Page, Pager, Profile
from newsgen.urls import list_pages

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_ON_TOP = 3
_IN_A_BLOCK = 4


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The list page at an address, or None."""
    parts = path.split("/")
    word = edition.urls.words["page"]
    if path == "":
        return home_page(edition)
    if len(parts) == 3 and parts[0] == word and parts[2] == "":
        return _numbered(edition, "home", "", parts[1])
    kind = edition.urls.lists.get(parts[0])
    if kind is None or parts[-1] != "":
        return None
    if len(parts) == 3:
        return list_page(edition, kind, parts[1], 0)
    if len(parts) == 5 and parts[2] == word:
        return _numbered(edition, kind, parts[1], parts[3])
    return None


def _numbered(edition: Edition, kind: str, slug: str, number: str) -> Page | None:
    if not number.isascii() or not number.isdigit() or number.startswith("0"):
        return None
    return list_page(edition, kind, slug, int(number))


def _slice(edition: Edition, kind: str, slug: str, number: int) -> tuple[list[Card], Pager, str] | None:
    """Cards (newest first), pager and newest day of a page of a list, or None if there is no such page."""
    per_page = edition.config.per_page
    members = edition.order.members(kind, slug)
    pages = list_pages(len(members), per_page)
    if number > pages:
        return None
    start = (number - 1 if number else pages) * per_page
    shown = members[start : start + per_page if number else None]

    def address(n: int) -> str:
        return edition.urls.list(kind, slug, n)

    pager = Pager(
        number=number,
        newer="" if not number else address(0) if number == pages else address(number + 1),
        older=address(pages) if not number and pages else address(number - 1) if number > 1 else "",
    )
    cards = [edition.card_at(position) for position in reversed(shown)]
    return cards, pager, edition.order.day_of(shown[-1]) if len(shown) else ""


def _first_part(edition: Edition, slug: str, number: int) -> int:
    """The number of the oldest part of a series on a page of its list."""
    per_page = edition.config.per_page
    pages = list_pages(edition.order.count("series", slug), per_page)
    return (number - 1 if number else pages) * per_page + 1


def home_page(edition: Edition) -> HomePage:
    """The front page: always as of now."""
    found = _slice(edition, "home", "", 0)
    assert found is not None
    cards, pager, _ = found
    lead, top = cards[:1], cards[1 : _ON_TOP + 1]
    sections = tuple(_blocks(edition, shown={card.url for card in lead + top}))
    below = {card.url for _, block in sections for card in block}
    return HomePage(
        url=edition.urls.root,
        title=edition.config.title,
        description=edition.config.description or edition.config.tagline,
        latest=edition.latest(None),
        feed=edition.urls.feed("home"),
        lead=lead[0] if lead else None,
        top=tuple(top),
        cards=tuple(card for card in cards[_ON_TOP + 1 :] if card.url not in below),
        sections=sections,
        pager=pager,
    )


def _blocks(edition: Edition, shown: set[str]) -> Iterator[tuple[Link, tuple[Card, ...]]]:
    """For each section its newest articles that are not shown above; an article stands in one block only."""
    for slug in edition.order.slugs("section"):
        newest = edition.newest(edition.order.members("section", slug), 2 * _IN_A_BLOCK + _ON_TOP)
        block = [card for card in newest if card.url not in shown][:_IN_A_BLOCK]
        shown |= {card.url for card in block}
        if block:
            yield edition.term("section", slug), tuple(block)


def list_page(edition: Edition, kind: str, slug: str, number: int) -> ListPage | None:
    """Page `number` of a list, 0 being its own address; None if there is no such list or page."""
    author = edition.author_files.get(slug) if kind == "author" and not number else None
    found = _slice(edition, kind, slug, number)
    if found is None or (not found[0] and author is None):
        return None
    cards, pager, day = found
    top = edition.urls.list(kind, slug)
    title = edition.config.title if kind == "home" else edition.name(kind, slug)
    file = edition.store.file(author.path) if author else None
    return ListPage(
        url=edition.urls.list(kind, slug, number),
        title=title,
        description=author.summary if author else "",
        crumbs=(edition.info.home, *((Link(title, top),) if number and kind != "home" else ())),
        latest=edition.latest(day or None),
        feed=edition.urls.feed(kind, slug) if kind in ("home", "section", "tag") else "",
        kind=kind,
        cards=tuple(cards),
        pager=pager,
        first_part=_first_part(edition, slug, number) if kind == "series" else 0,
        profile=Profile(name=author.title, role=author.role, image=edition.picture(author.image, author.path))
        if author
        else None,
        path=author.path if author and file else "",
        digest=file.digest.hex() if file else "",
        links=edition.links(file.path, unpack(file.kept or b"").outline) if file else (),
    )
