"""Article pages: one an article, or one for each part of a split one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from newsgen.index.resolver import placed, term_slug
from newsgen.index.rows import ArticleRow
from newsgen.pages import cards, photos
from newsgen.pages.values import (
    LABELS,
    ArticlePage,
    Card,
    Insert,
    Link,
    Notice,
    Page,
    Part,
    RedirectPage,
    SeriesPlace,
    WithdrawnPage,
)

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_BEGUN = 60  # characters that a summary may share with the text before it says the same
_PART = re.compile(r"(.*?)(?:(\d+)|[a-z]+)/", re.ASCII)


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
        if row.parts > 1 and number <= row.parts and edition.urls.part(row.url, number) == url:
            return article_page(edition, row, number)
    row = edition.store.article_by_alias(url)
    if row:
        return RedirectPage(url=url, title=row.article.title, target=row.url)
    return None


def _split_article(edition: Edition, base: str) -> ArticleRow | None:
    return edition.store.article_by_url(base) or edition.store.article_by_url(base.rstrip("/") + ".html")


def article_page(edition: Edition, row: ArticleRow, part: int) -> ArticlePage:
    """The page of an article: its part of that number, or 0 for the whole."""
    article, (related, inserts, dropped) = row.article, _related(edition, row)
    preview, shapes = cards.preview(edition, row.url, article.title, article.image, row.path)
    return ArticlePage(
        url=edition.urls.part(row.url, part) if part != 1 and row.parts > 1 else row.url,
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
        series=_series(edition, row),
        label=LABELS.get(article.status, ""),
        corrections=tuple(Notice(correction.date, correction.text) for correction in article.corrections),
        origin=article.origin if article.origin.startswith(("http://", "https://")) else "",
        language=article.language if article.language != edition.config.language else "",
        part=part,
        parts=_parts(edition, row, part),
        whole=edition.urls.part(row.url, 0) if row.parts > 1 and part else "",
        read_alsos=inserts,
        dropped=dropped,
        links=row.references.links,
        pictures=photos.inside(edition, row.outline, row.path),
        preview=preview,
        shapes=shapes,
        related=related,
        older=_beside(edition, row, -1),
        newer=_beside(edition, row, +1),
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
        preview=cards.preview(edition, row.url, article.title, None, row.path)[0],
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


def _beside(edition: Edition, row: ArticleRow, step: int) -> Link | None:
    return _link(edition, edition.order.position(row.id) + step)


def _link(edition: Edition, position: int) -> Link | None:
    if not 0 <= position < len(edition.order.ids):
        return None
    card = edition.card_at(position)
    return Link(card.title, card.url)


def _parts(edition: Edition, row: ArticleRow, part: int) -> tuple[Part, ...]:
    if row.parts < 2 or not part:
        return ()
    return tuple(Part(n, edition.urls.part(row.url, n), n == part) for n in range(1, row.parts + 1))


def _series(edition: Edition, row: ArticleRow) -> SeriesPlace | None:
    """Where the article stands in its series, and the parts before and after it."""
    if not row.article.series:
        return None
    series = edition.term_named("series", row.article.series)
    members = edition.order.members("series", term_slug(row.article.series))
    here = bisect_left(members, edition.order.position(row.id))
    return SeriesPlace(
        title=series.title,
        url=series.url,
        part=here + 1,
        older=_link(edition, members[here - 1]) if here else None,
        newer=_link(edition, members[here + 1]) if here + 1 < len(members) else None,
    )


def _related(
    edition: Edition, row: ArticleRow
) -> tuple[tuple[Card, ...], tuple[Insert, ...], tuple[tuple[int, int], ...]]:
    """The cards under the text, an editor's picks first, those inside it, and what is left out of it.

    No article stands in both. One without read-alsos of its own gets some of the related ones, in the slots
    of its text. Until what follows from a change is worked out, one of them may have gone: it is passed over.
    """
    found = placed(row.id, row.outline.spans, row.references.targets)
    inserts = [(start, end, target) for target, start, end in found.targets]
    inside = {target for _, _, target in inserts}
    picks = [pick for pick in row.references.picks if pick not in inside]
    left_out = {*inside, *picks}
    related = filter(edition.order.lists_article, array("q", row.related))
    ids = [article for article in related if article not in left_out]
    if not row.outline.read_alsos:
        slots = row.outline.slots[: edition.config.read_also.auto]
        inserts = [(at, at, ids.pop(0)) for at in slots if ids]
    under = [edition.cards(article) for article in (picks + ids)[: edition.config.related]]
    shown = tuple(Insert(start, end, edition.cards(target)) for start, end, target in inserts)
    return tuple(under), shown, found.dropped
