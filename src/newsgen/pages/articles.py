"""Article pages: one an article, or one for each part of a split one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.addresses import beside
from newsgen.archive.index import term_slug
from newsgen.archive.rows import ArticleRow
from newsgen.archive.titles import by_name, by_title
from newsgen.content.body import ReadAlso
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
    WithdrawnPage,
)

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_SERIES_AROUND = 4
_BEGUN = 60  # characters that a summary may share with the text before it says the same
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
    related, read_alsos = _related(edition, row)
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
        standfirst=_standfirst(article.summary, row.outline.summary),
        section=_section(edition, row),
        tags=tuple(dict.fromkeys(edition.term_named("tag", name) for name in article.tags)),
        series=edition.term_named("series", article.series) if article.series else None,
        series_cards=_series(edition, row),
        label=LABELS.get(article.status, ""),
        corrections=tuple(Notice(correction.date, correction.text) for correction in article.corrections),
        origin=article.origin if article.origin.startswith(("http://", "https://")) else "",
        language=article.language if article.language != edition.config.language else "",
        part=part,
        parts=_parts(edition, row, part),
        whole=edition.addresses.part(row.url, 0) if row.parts > 1 and part else "",
        read_alsos=read_alsos,
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


def _standfirst(summary: str, opening: str) -> str:
    """The summary that stands above the text, unless it is but the text's own beginning."""
    begun = summary.rstrip("… .[]")[:_BEGUN]
    return "" if opening.startswith(begun) else summary


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


def _series(edition: Edition, row: ArticleRow) -> tuple[Card, ...]:
    """The parts of the article's series around it, itself among them, oldest first."""
    slug = term_slug(row.article.series) if row.article.series else ""
    members = edition.order.members("series", slug) if slug else ()
    if len(members) < 2:
        return ()
    here = bisect_left(members, edition.order.position[row.id])
    start = max(0, min(here - _SERIES_AROUND, len(members) - 2 * _SERIES_AROUND - 1))
    return tuple(edition.card_at(position) for position in members[start : start + 2 * _SERIES_AROUND + 1])


def _target(edition: Edition, row: ArticleRow, mention: ReadAlso) -> Card | None:
    """The card of the article that a read-also means, by its address first and then by its title."""
    found = None
    if mention.url and (local := edition.local(mention.url)):
        found = edition.store.article_by_url(local) or edition.store.article_by_alias(edition.alias(local))
    elif mention.url.endswith((".md", ".txt")):
        found = edition.store.article_at(beside(row.path, mention.url))
    if found is None or not found.listed or found.path == row.path:
        found = by_title(edition.store, mention.title, row)
    return edition.card(found) if found else None


def _related(edition: Edition, row: ArticleRow) -> tuple[tuple[Card, ...], tuple[Insert, ...]]:
    """The cards under the text, an editor's picks first, and those inside it; none stands in both.

    An article without read-alsos of its own gets some of the related ones, in the slots of its text.
    """
    outline = row.outline
    own = [
        Insert(start, end, card)
        for mention, (start, end) in zip(outline.read_alsos, outline.spans, strict=True)
        if (card := _target(edition, row, mention))
    ]
    picks = _picks(edition, row)
    ids = [article for article in array("q", row.related) if article not in picks]
    if not outline.read_alsos:
        slots = outline.slots[: edition.config.read_also.auto]
        own = [Insert(at, at, edition.cards(ids.pop(0))) for at in slots if ids]
    inside = {insert.card for insert in own}
    under = [card for card in map(edition.cards, picks + ids) if card not in inside]
    return tuple(under[: edition.config.related]), tuple(own)


def _picks(edition: Edition, row: ArticleRow) -> list[int]:
    """The ids of the articles that the editor picked."""
    picks: dict[int, None] = {}
    for name in row.article.related:
        if found := by_name(edition.store, name, row):
            picks[found.id] = None
        else:
            edition.warn(row.path, f"related: there is no article `{name}`", "write its path, slug or title")
    return list(picks)
