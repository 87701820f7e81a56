"""Article pages: one an article, or one for each part of a split one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from newsgen.archive.index import term_slug
from newsgen.archive.rows import ArticleRow
from newsgen.archive.titles import resolve, resolve_pick
from newsgen.errors import Problem
from newsgen.pages.values import (
    LABELS,
    ArticlePage,
    Card,
    Insert,
    Link,
    Notice,
    Owner,
    Page,
    Part,
    RedirectPage,
    SeriesPlace,
    WithdrawnPage,
)

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_PART = re.compile(r"(.*?)(?:(\d+)|[a-z]+)/", re.ASCII)


def urls(edition: Edition) -> Iterator[tuple[str, Owner]]:
    for url, path, parts in edition.store.article_urls():
        yield url, Owner(path)
        if parts > 1:
            for number in (0, *range(2, parts + 1)):
                yield edition.addresses.part(url, number), Owner(path)
    for url, path in edition.store.alias_urls():
        yield url, Owner(path, "alias")


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The article, part of one, or redirect to one at an address, or None."""
    row = edition.store.article_by_url(url)
    if row:
        if not row.listed:
            return withdrawn_page(edition, row)
        return article_page(edition, row, 1 if row.parts > 1 else 0)
    found = _PART.fullmatch(url)
    if found and (row := _split_article(edition, found[1])):
        number = int(found[2] or 0)
        if row.parts > 1 and number <= row.parts and edition.addresses.part(row.url, number) == url:
            return article_page(edition, row, number)
    row = edition.store.article_by_alias(url)
    if row:
        return RedirectPage(url=url, title=row.article.title, target=row.url)
    return None


def _split_article(edition: Edition, base: str) -> ArticleRow | None:
    return edition.store.article_by_url(base) or edition.store.article_by_url(base.rstrip("/") + ".html")


def article_page(edition: Edition, row: ArticleRow, part: int) -> ArticlePage:
    """The page of an article: its part of that number, or 0 for the whole."""
    article = row.article
    found = _read_alsos(edition, row)
    related, inserts = _related(edition, row, found)
    position = edition.order.position[row.id]
    return ArticlePage(
        url=edition.addresses.part(row.url, part) if part != 1 and row.parts > 1 else row.url,
        title=article.title,
        description=article.summary or row.outline.summary,
        crumbs=_crumbs(edition, row),
        latest=edition.latest(row.day),
        image=edition.picture(article.image, row.path),
        path=row.path,
        digest=row.digest.hex(),
        date=article.date,
        updated=article.updated,
        authors=tuple(edition.term_named("author", name) for name in article.authors),
        editors=article.editors,
        source=article.source,
        dateline=article.dateline,
        section=_section(edition, row),
        tags=tuple(dict.fromkeys(edition.term_named("tag", name) for name in article.tags)),
        series=_series(edition, row),
        label=LABELS.get(article.status, ""),
        corrections=tuple(Notice(correction.date, correction.text) for correction in article.corrections),
        origin=article.origin if article.origin.startswith(("http://", "https://")) else "",
        language=article.language if article.language != edition.config.language else "",
        part=part,
        parts=_parts(edition, row, part),
        whole=edition.addresses.part(row.url, 0) if row.parts > 1 and part else "",
        read_alsos=inserts,
        dropped=found.dropped,
        links=edition.links(row.path, row.outline),
        related=related,
        older=_link(edition, position - 1),
        newer=_link(edition, position + 1),
    )


def withdrawn_page(edition: Edition, row: ArticleRow) -> WithdrawnPage:
    """What stands in the place of an article that was withdrawn."""
    article = row.article
    return WithdrawnPage(
        url=row.url,
        title=article.title,
        description=article.reason,
        crumbs=_crumbs(edition, row),
        latest=edition.latest(row.day),
        date=article.date,
        reason=article.reason,
        updated=article.updated,
    )


def _section(edition: Edition, row: ArticleRow) -> Link | None:
    return edition.term("section", row.section) if row.section else None


def _crumbs(edition: Edition, row: ArticleRow) -> tuple[Link, ...]:
    return tuple(link for link in (edition.info.home, _section(edition, row)) if link)


def _link(edition: Edition, position: int) -> Link | None:
    if not 0 <= position < len(edition.order.ids):
        return None
    card = edition.card_at(position)
    return Link(card.title, card.url)


def _parts(edition: Edition, row: ArticleRow, part: int) -> tuple[Part, ...]:
    if row.parts < 2 or not part:
        return ()
    return tuple(Part(n, edition.addresses.part(row.url, n), n == part) for n in range(1, row.parts + 1))


def _series(edition: Edition, row: ArticleRow) -> SeriesPlace | None:
    """Where the article stands in its series, and the parts before and after it."""
    if not row.article.series:
        return None
    series = edition.term_named("series", row.article.series)
    members = edition.order.members("series", term_slug(row.article.series))
    here = bisect_left(members, edition.order.position[row.id])
    return SeriesPlace(
        title=series.title,
        url=series.url,
        part=here + 1,
        older=_link(edition, members[here - 1]) if here else None,
        newer=_link(edition, members[here + 1]) if here + 1 < len(members) else None,
    )


class Placed(msgspec.Struct, frozen=True):
    """The read-alsos of a text that found their articles, with their characters; and those left out.

    `odd` has the number of each that leads to its own page, or where another one does.
    """

    targets: tuple[tuple[int, int, int], ...]  # article, start, end
    dropped: tuple[tuple[int, int], ...]
    odd: tuple[int, ...]


def placed(asker: int, spans: Sequence[tuple[int, int]], targets: Sequence[int]) -> Placed:
    """Which cards stand where in the text of the article `asker`: `targets` are articles, 0 where none is.

    Where one in a line finds nothing, the whole line stays text.
    """
    cards: list[tuple[int, int, int]] = []
    dropped, odd, seen = [], [], {asker}
    for (start, end), inside in groupby(enumerate(spans), key=lambda item: item[1]):
        numbers = [number for number, _ in inside]
        if not all(targets[number] for number in numbers):
            continue
        begin = start
        for number in numbers:
            if targets[number] in seen:
                odd.append(number)
                continue
            seen.add(targets[number])
            cards.append((targets[number], begin, end))
            begin = end
        if begin == start:
            dropped.append((start, end))
    return Placed(tuple(cards), tuple(dropped), tuple(odd))


def odd_read_also(row: ArticleRow, number: int, target: int) -> Problem:
    """What to say of a read-also that is left out: it leads to its own page, or where another one does."""
    places = row.outline.places
    line, column = places[number] if number < len(places) else (0, 0)
    why = "leads to its own page" if target == row.id else "leads where another one does"
    title = row.outline.read_alsos[number].title
    return Problem(row.path, line, column, f"Baca Juga: `{title}` {why}", "remove it")


def _read_alsos(edition: Edition, row: ArticleRow) -> Placed:
    found = [resolve(edition.store, edition.addresses, row, also) for also in row.outline.read_alsos]
    targets = [target.id if target else 0 for target in found]
    cards = placed(row.id, row.outline.spans, targets)
    edition.warnings += [odd_read_also(row, number, targets[number]) for number in cards.odd]
    return cards


def _related(edition: Edition, row: ArticleRow, found: Placed) -> tuple[tuple[Card, ...], tuple[Insert, ...]]:
    """The cards under the text, an editor's picks first, and those inside it; no article stands in both.

    An article without read-alsos of its own gets some of the related ones, in the slots of its text.
    """
    inserts = [(start, end, target) for target, start, end in found.targets]
    inside = {target for _, _, target in inserts}
    picks = [pick for pick in _picks(edition, row) if pick not in inside]
    ids = [article for article in array("q", row.related) if article not in inside and article not in picks]
    if not row.outline.read_alsos:
        slots = row.outline.slots[: edition.config.read_also.auto]
        inserts = [(at, at, ids.pop(0)) for at in slots if ids]
    under = [edition.cards(article) for article in (picks + ids)[: edition.config.related]]
    return tuple(under), tuple(Insert(start, end, edition.cards(target)) for start, end, target in inserts)


def _picks(edition: Edition, row: ArticleRow) -> list[int]:
    """The ids of the articles that the editor picked."""
    picks: dict[int, None] = {}
    for name in row.article.related:
        if found := resolve_pick(edition.store, edition.addresses, row, name):
            picks[found.id] = None
        else:
            edition.warn(row.path, f"related: there is no article `{name}`", "write its path, slug or title")
    return list(picks)
