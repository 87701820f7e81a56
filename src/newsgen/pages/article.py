"""Articles: a page for each, or each part of a split one; and what stands for one that is not shown now."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.article import ArchivedComment, Status, When
from newsgen.content.languages import canonical_language
from newsgen.content.slugs import term_slug
from newsgen.i18n import language_name, open_graph_locale
from newsgen.index.resolver import place_read_alsos
from newsgen.index.rows import ArticleRow, Location
from newsgen.pages.hashing import Hashes, mixed, neighbours, numbered, unsigned
from newsgen.pages.kind import (
    Lasting,
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import (
    LABELS,
    Author,
    Card,
    Insert,
    Link,
    LinkPreview,
    Page,
    TextPage,
    Translation,
)

_AROUND = 5  # the story itself, those before and after it, and those before and after it in its series
_MAY_SHARE = 60  # characters that a summary may share with the beginning of the text before it says the same


class Notice(msgspec.Struct, frozen=True):
    """A correction (*Ralat*) as it is shown."""

    date: When
    text: str


class ShownComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment of a former site, with all answers below it, and theirs, as one list.

    `author` is empty where no name is known, `date` None where that isn't. `answers` is the author of the
    comment that this one answers, unless it is the one that they all stand below.
    """

    author: str
    date: When | None
    paragraphs: tuple[str, ...]
    answers: str = ""
    replies: tuple["ShownComment", ...] = ()


class SeriesPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article stands in its series; part 1 is the oldest. A total would change on all pages."""

    title: str
    url: str
    part: int
    older: Link | None = None
    newer: Link | None = None


class Part(msgspec.Struct, frozen=True):
    """One page of a split article."""

    number: int
    url: str
    current: bool


class ArticlePage(TextPage, frozen=True, kw_only=True):
    """An article, or one part of a split one."""

    template: ClassVar[str] = "article.html"
    has_ads: ClassVar[bool] = True
    has_parts: ClassVar[bool] = True
    date: When
    updated: When | None = None
    authors: tuple[Author, ...] = ()
    fediverse: str = ""
    editors: tuple[str, ...] = ()
    source: str = ""
    dateline: str = ""
    standfirst: str = ""
    section: Link | None = None
    tags: tuple[Link, ...] = ()
    series: SeriesPlace | None = None
    label: str = ""
    corrections: tuple[Notice, ...] = ()
    origin: str = ""
    language: str = ""
    locale: str = ""
    translations: tuple[Translation, ...] = ()
    comments: bool = True
    archived_comments: tuple[ShownComment, ...] = ()
    archived_count: int = 0
    parts: tuple[Part, ...] = ()
    shapes: tuple[str, ...] = ()
    related: tuple[Card, ...] = ()
    older: Link | None = None
    newer: Link | None = None


class WithdrawnPage(Page, frozen=True, kw_only=True):
    """What stands at the address of an article that was withdrawn."""

    template: ClassVar[str] = "withdrawn.html"
    date: When
    reason: str
    updated: When | None = None


class RemovedPage(Page, frozen=True, kw_only=True):
    """What stands at the address of an article that was removed: nothing of it, not even its headline."""

    template: ClassVar[str] = "removed.html"
    reason: str
    updated: When | None = None


class ExpiredPage(Page, frozen=True, kw_only=True):
    """What stands at the address of an article that has expired."""

    template: ClassVar[str] = "expired.html"
    date: When
    expires: When


class LinkedCards(msgspec.Struct, frozen=True):
    """The cards of other articles on a page: under the text, inside it, and what is left out of the text."""

    related: tuple[Card, ...]
    read_alsos: tuple[Insert, ...]
    dropped: tuple[tuple[int, int], ...]

    @property
    def urls(self) -> Iterator[str]:
        """The addresses of all of them."""
        yield from (card.url for card in self.related)
        yield from (insert.card.url for insert in self.read_alsos)


class ArticleKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the article, and the number of its page.

    Of a split article that is 0 for the first part, 1 for the whole on one page, and n for part n.
    """

    name: ClassVar[str] = "article"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        articles, urls = snapshot.database.articles, snapshot.urls
        if row := articles.at_url(url):
            return make_key(self.rank, row.id)
        bases, part = urls.parse_part(url) or ((), 0)
        row = next(filter(None, map(articles.at_url, bases)), None)
        if row is None or row.parts < 2 or part > row.parts or urls.part(row.url, part) != url:
            return None
        return make_key(self.rank, row.id, part or 1)

    def url(self, snapshot: Snapshot, key: int) -> str:
        parts = split_key(key)
        location = snapshot.location(parts.owner)
        assert location is not None
        part = _part(location, parts.number)
        return snapshot.urls.part(location.url, part) if location.parts > 1 else location.url

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(snapshot.path(split_key(key).owner))

    def lasting(self, key: int) -> Lasting | None:
        parts = split_key(key)
        hint = "put the file back, or withdraw the story: `newsgen keep` writes a file for that"
        return None if parts.number else Lasting(hint, file=parts.owner, is_story=True)

    # values

    def page(self, snapshot: Snapshot, key: int) -> Page:
        parts = split_key(key)
        row = snapshot.article(parts.owner)
        assert row is not None
        return _article(snapshot, row, _part(row, parts.number)) if row.listed else _notice(snapshot, row)

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns, order = snapshot.columns, snapshot.order
        rows, numbers = numbered(np.where(order.parts > 1, order.parts + 1, 1))
        yield group(
            ArticlePage,
            make_keys(self.rank, order.ids[rows], numbers),
            rows,
            own=columns.own[rows] + columns.translations[rows],
            names=columns.term_names[rows],
            cards=_series_hashes(snapshot)[rows],
            latest=columns.latest(rows, columns.links.count[rows] + _AROUND),
            related=columns.links.related[rows],
            read_alsos=columns.links.read_alsos[rows],
            neighbours=neighbours(columns.card)[rows],
        )
        notices = (make_key(self.rank, row.id) for row in snapshot.database.articles.unlisted())
        yield from groups_by_value(self, snapshot, notices)


def _part(row: ArticleRow | Location, number: int) -> int:
    """The part that an article's page of a number shows: 0 for the whole."""
    return 0 if row.parts < 2 or number == 1 else number or 1


def _article(snapshot: Snapshot, row: ArticleRow, part: int) -> ArticlePage:
    """The page of an article: its part of that number, or 0 for the whole."""
    article, cards, series = row.article, _linked_cards(snapshot, row), _series(snapshot, row)
    position = snapshot.order.position(row.id)
    older, newer = _link(snapshot, position - 1), _link(snapshot, position + 1)
    around = filter(None, (older, newer, *((series.older, series.newer) if series else ())))
    shown = {row.url, *cards.urls, *(link.url for link in around)}
    authors = tuple(dict.fromkeys(snapshot.author(name) for name in article.authors))
    language = article.language if article.language != snapshot.config.language else ""
    previews = snapshot.preview(Link(article.title, row.url), article.image, row.path, row.section)
    return ArticlePage(
        url=snapshot.urls.part(row.url, part) if row.parts > 1 else row.url,
        title=article.title,
        description=article.summary or row.outline.summary,
        crumbs=_crumbs(snapshot, row),
        latest=snapshot.latest(position, shown),
        image=snapshot.picture(article.image, row.path),
        path=row.path,
        digest=row.digest.hex(),
        text=snapshot.text(row.path, article),
        date=article.date,
        updated=article.updated,
        authors=authors,
        fediverse=next((one.fediverse for one in authors if one.fediverse), snapshot.info.fediverse),
        editors=article.editors,
        source=article.source,
        dateline=article.dateline,
        standfirst=_standfirst(article.summary, row.outline.summary),
        section=_section(snapshot, row),
        tags=tuple(dict.fromkeys(snapshot.term_named("tag", name) for name in article.tags)),
        series=series,
        label=LABELS.get(article.status, ""),
        corrections=tuple(Notice(correction.date, correction.text) for correction in article.corrections),
        origin=article.origin if article.origin.startswith(("http://", "https://")) else "",
        language=language,
        locale=open_graph_locale(language) if language else "",
        translations=_translations(snapshot, row),
        comments=article.comments,
        archived_comments=_archived_comments(article.archived_comments),
        archived_count=len(article.archived_comments),
        part=part,
        parts=_parts(snapshot, row, part),
        whole=snapshot.urls.part(row.url, 0) if row.parts > 1 and part else "",
        read_alsos=cards.read_alsos,
        dropped=cards.dropped,
        links=row.references.links,
        pictures=snapshot.pictures_in(row.outline, row.path),
        players=snapshot.players_in(row.outline, row.path),
        preview=previews.preview,
        shapes=previews.shapes,
        related=cards.related,
        older=older,
        newer=newer,
    )


def _notice(snapshot: Snapshot, row: ArticleRow) -> Page:
    """What stands at the address of an article that is not shown any more: why."""
    article = row.article
    match article.status:
        case Status.REMOVED:
            return RemovedPage(
                url=row.url,
                title="",
                description=article.reason,
                latest=_latest_of_day(snapshot, row),
                reason=article.reason,
                updated=article.updated,
            )
        case Status.WITHDRAWN:
            return _withdrawn(snapshot, row)
    assert article.expires
    return ExpiredPage(
        url=row.url,
        title=article.title,
        crumbs=_crumbs(snapshot, row),
        latest=_latest_of_day(snapshot, row),
        date=article.date,
        expires=article.expires,
        preview=_preview(snapshot, row),
    )


def _withdrawn(snapshot: Snapshot, row: ArticleRow) -> WithdrawnPage:
    article = row.article
    return WithdrawnPage(
        url=row.url,
        title=article.title,
        description=article.reason,
        crumbs=_crumbs(snapshot, row),
        latest=_latest_of_day(snapshot, row),
        date=article.date,
        reason=article.reason,
        preview=_preview(snapshot, row),
        updated=article.updated,
    )


def _latest_of_day(snapshot: Snapshot, row: ArticleRow) -> tuple[Card, ...]:
    """The sidebar of an article that is in no order: of the stories before its day."""
    return snapshot.latest(snapshot.order.period(row.day).start)


def _preview(snapshot: Snapshot, row: ArticleRow) -> LinkPreview | None:
    """How links to an article that shows no photo any more are shown."""
    section = row.section if _section(snapshot, row) else ""
    return snapshot.preview(Link(row.article.title, row.url), None, row.path, section).preview


def _standfirst(summary: str, opening: str) -> str:
    """The summary that stands above the text, unless it is but the text's own beginning."""
    begun = summary.rstrip("… .[]")[:_MAY_SHARE]
    return "" if opening.startswith(begun) else summary


def _section(snapshot: Snapshot, row: ArticleRow) -> Link | None:
    """Its section, which may have no page any more if the article is not in it."""
    section = snapshot.lists.target("section", row.section)
    is_there = snapshot.order.count("section", section) or snapshot.lists.get("section", section)
    return snapshot.term("section", row.section) if is_there else None


def _crumbs(snapshot: Snapshot, row: ArticleRow) -> tuple[Link, ...]:
    return tuple(link for link in (snapshot.info.home, _section(snapshot, row)) if link)


def _link(snapshot: Snapshot, position: int) -> Link | None:
    if not 0 <= position < len(snapshot.order.ids):
        return None
    card = snapshot.card_at(position)
    return Link(card.title, card.url)


def _parts(snapshot: Snapshot, row: ArticleRow, part: int) -> tuple[Part, ...]:
    if row.parts < 2 or not part:
        return ()
    return tuple(Part(n, snapshot.urls.part(row.url, n), n == part) for n in range(1, row.parts + 1))


def _translations(snapshot: Snapshot, row: ArticleRow) -> tuple[Translation, ...]:
    """The same story in other languages, by language: one for each, of the site's own the oldest.

    An article's language is what its own file says.
    """
    site = snapshot.config.language
    group = snapshot.order.translations.get(row.id, (row.id,))
    rows = [other for one in group if (other := row if one == row.id else snapshot.article(one))]
    found: dict[str, Translation] = {}
    for other in rows:
        language = canonical_language(other.article.language or site)
        url = snapshot.urls.part(other.url, 0) if other.parts > 1 else other.url
        if language and other is not row:
            found.setdefault(language, _translation(snapshot, language, other.article.title, url))
    for link in (link for other in rows for link in other.references.translations if link.url):
        found.setdefault(link.language, _translation(snapshot, link.language, "", link.url))
    found.pop(canonical_language(row.article.language or site), None)
    return tuple(found[language] for language in sorted(found))


def _translation(snapshot: Snapshot, language: str, title: str, url: str) -> Translation:
    return Translation(
        language=language,
        name=language_name(language, snapshot.config.language),
        locale=open_graph_locale(language),
        title=title,
        url=url,
    )


def _archived_comments(comments: tuple[ArchivedComment, ...]) -> tuple[ShownComment, ...]:
    """The comments that answer none, in their order, each with those that answer it or its answers."""
    starts: list[int] = []  # by comment, the one that it stands below
    replies: dict[int, list[ShownComment]] = {}
    for place, comment in enumerate(comments):
        above = comment.answers - 1
        starts.append(place if above < 0 else starts[above])
        if above >= 0:
            answers = comments[above].author if above != starts[above] else ""
            replies.setdefault(starts[above], []).append(_shown(comment, answers=answers))
    return tuple(
        _shown(comment, replies=tuple(replies.get(place, ())))
        for place, comment in enumerate(comments)
        if not comment.answers
    )


def _shown(
    comment: ArchivedComment, answers: str = "", replies: tuple[ShownComment, ...] = ()
) -> ShownComment:
    return ShownComment(
        author=comment.author,
        date=comment.date,
        paragraphs=tuple(comment.text.split("\n\n")),
        answers=answers,
        replies=replies,
    )


def _series(snapshot: Snapshot, row: ArticleRow) -> SeriesPlace | None:
    """Where the article stands in its series, and the parts before and after it."""
    if not row.article.series:
        return None
    series = snapshot.term_named("series", row.article.series)
    slug = snapshot.lists.target("series", term_slug(row.article.series))
    members = snapshot.order.members("series", slug)
    here = bisect_left(members, snapshot.order.position(row.id))
    return SeriesPlace(
        title=series.title,
        url=series.url,
        part=here + 1,
        older=_link(snapshot, int(members[here - 1])) if here else None,
        newer=_link(snapshot, int(members[here + 1])) if here + 1 < len(members) else None,
    )


def _linked_cards(snapshot: Snapshot, row: ArticleRow) -> LinkedCards:
    """The cards under the text, an editor's picks first, and those inside it; no article stands in both.

    One without read-alsos of its own gets some of the related ones, in the slots of its text. Until what
    follows from a change is worked out, a related one may have gone: it is passed over.
    """
    placed = place_read_alsos(row.id, row.outline.spans, row.references.targets)
    inserts = [(card.start, card.end, card.article) for card in placed.cards]
    inside = {card.article for card in placed.cards}
    picks = [pick for pick in row.references.picks if pick not in inside]
    related = filter(snapshot.order.lists_article, array("q", row.related or b""))
    ids = [article for article in related if article not in inside and article not in picks]
    if not row.outline.read_alsos:
        slots = row.outline.insertion_points[: snapshot.config.read_also.auto]
        inserts = [(at, at, ids.pop(0)) for at in slots if ids]
    return LinkedCards(
        related=tuple(snapshot.card(article) for article in (picks + ids)[: snapshot.config.related]),
        read_alsos=tuple(Insert(start, end, snapshot.card(article)) for start, end, article in inserts),
        dropped=placed.dropped,
    )


def _series_hashes(snapshot: Snapshot) -> Hashes:
    """By position: a hash of the place in the series, and of the parts before and after it."""
    columns, lists = snapshot.columns, snapshot.order.lists
    found = np.zeros(len(columns.card), np.uint64)
    for term in snapshot.order.all_terms:
        at = int(np.searchsorted(lists.terms, term.id)) if term.kind == "series" else len(lists.terms)
        if at == len(lists.terms) or lists.terms[at] != term.id:
            continue
        here = np.arange(lists.starts[at], lists.starts[at + 1])
        low, high = np.maximum(here - 1, lists.starts[at]), np.minimum(here + 2, lists.starts[at + 1])
        window = columns.list_sums[high] - columns.list_sums[low]
        found[lists.members[here]] += mixed(window + unsigned(here - lists.starts[at]))
    return found
