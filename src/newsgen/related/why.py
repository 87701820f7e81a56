"""`newsgen why`: what makes two articles related."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from newsgen.content.body import remove_spans
from newsgen.errors import ConfigError
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.features import term_names
from newsgen.index.reading import body
from newsgen.index.rows import ArticleRow
from newsgen.related.links import PlacedLinks, placed
from newsgen.related.postings import WINDOW, merge
from newsgen.related.ranking import RankingInput, distinct_best
from newsgen.related.scoring import (
    BEST,
    Metadata,
    Pairs,
    Scores,
    all_scores,
    article_metadata,
    blocks,
    followed_best,
    nearness,
)
from newsgen.related.storage import load_corpus, load_links


class SharedTerm(msgspec.Struct, frozen=True):
    """A word or tag that two articles share: how many articles have it, and what it adds to the score."""

    name: str
    frequency: int
    points: float


class LeadingArticle(msgspec.Struct, frozen=True):
    """One of the best of an article that leads to another: its id, and what the link adds."""

    article: int
    points: int


class Reasons(msgspec.Struct, frozen=True):
    """What makes up the score of two articles: `nearness` times the points of `terms`, and `bonus`.

    `links` add to that in the list of the first; they alone count there if the second is not `among_best`.
    `rank` is the second article's place in that list, 0 if it is not in it.
    """

    score: int
    rank: int
    days: float
    nearness: float
    terms: tuple[SharedTerm, ...]
    links: tuple[LeadingArticle, ...]
    among_best: bool

    @property
    def bonus(self) -> float:
        """What being neighbours adds, in the archive, a section or a series."""
        return max(0.0, self.score - self.nearness * sum(term.points for term in self.terms))

    @property
    def total(self) -> int:
        """The score in the list of the first article."""
        own = self.score if self.among_best or not self.links else 0
        return own + sum(link.points for link in self.links)


def explain(database: Database, content: Path, zone: ZoneInfo, path: str, other: str) -> Iterator[str]:
    """The reasons in lines of text; the paths may begin with `content/`.

    Raises:
        ConfigError: one of them is not the path of a listed article.
    """
    path, other = path.removeprefix("content/"), other.removeprefix("content/")
    first, second = _row(database, path), _row(database, other)
    text = remove_spans(body(path, (content / path).read_bytes(), zone), first.outline.spans)
    found = reasons(database, first, second, term_names(first.article, text))
    listed = f"number {found.rank} in the list of {path}" if found.rank else f"not in the list of {path}"
    yield f"{other}: score {found.total}, {listed}"
    for link in found.links:
        (by,) = database.articles.paths([link.article])
        yield f"  {link.points:7.1f}  for a link: {by}, among the best itself, leads to it"
    if found.links and not found.among_best:
        yield f"  Only links count: by the rest, a score of {found.score}, it is not among the {BEST} best:"
    yield f"  {found.nearness:5.2f} times the words, for being {found.days:.1f} days apart:"
    for term in found.terms:
        yield f"  {term.points:7.1f}  {term.name} (in {term.frequency} articles)"
    yield f"  {found.bonus:7.1f}  for their places in the archive, section and series"


def _row(database: Database, path: str) -> ArticleRow:
    row = database.articles.at(path)
    if row is None or not row.listed:
        raise ConfigError(f"content/{path}: there is no such article that is listed")
    return row


def reasons(database: Database, first: ArticleRow, second: ArticleRow, names: dict[int, str]) -> Reasons:
    """Why the second article is related to the first; `names` are the words behind the first one's terms."""
    corpus = load_corpus(database)
    metadata = article_metadata(corpus.timeline.ids, order_state.load(database).at, corpus.columns())
    here, there = corpus.timeline.positions[[first.id, second.id]].tolist()
    terms = np.frombuffer(database.files.features(first.id).terms, np.uint32)
    postings = merge(corpus.lookup(terms), corpus.timeline, terms)
    links = placed(load_links(database), corpus.timeline)
    best = distinct_best(RankingInput(postings, metadata, links, BEST), np.array([here]))
    pairs = all_scores(next(blocks(postings, metadata, np.array([here]))), metadata)
    norm = metadata.norms[here] * metadata.norms[there]
    shared = []
    for number, term in enumerate(terms.tolist()):
        own, other = (
            np.flatnonzero((postings.numbers == number) & (postings.positions == position))
            for position in (here, there)
        )
        if len(own) and len(other) and abs(other[0] - own[0]) <= WINDOW:
            strengths = postings.strengths[[own[0], other[0]]]
            points = float(postings.weights[number] * strengths[0] * strengths[1] * norm)
            shared.append(SharedTerm(names.get(term, "?"), int(postings.frequencies[number]), points))
    days = float(abs(metadata.days[here] - metadata.days[there]))
    related = array("q", first.related or b"").tolist()
    return Reasons(
        score=int(pairs.scores[pairs.positions == there].sum()),
        rank=related.index(second.id) + 1 if second.id in related else 0,
        days=days,
        nearness=float(nearness(np.array(days))),
        terms=tuple(sorted(shared, key=lambda term: (-term.points, term.name))),
        links=tuple(_leading(best, links, metadata, there)),
        among_best=bool((best.positions == there).any()),
    )


def _leading(best: Scores, links: PlacedLinks, metadata: Metadata, there: int) -> Iterator[LeadingArticle]:
    """Those among the best of one article that lead to a position, in the order of their scores."""
    listed = best.positions[0][: followed_best(len(metadata.ids))]
    listed = listed[listed >= 0]
    scores = best.scores[0][: len(listed)]
    led = links.led_to(Pairs(np.arange(len(listed)), listed, scores), metadata.ids)
    for number in np.flatnonzero(led.positions == there).tolist():
        place = int(led.rows[number])
        yield LeadingArticle(int(metadata.ids[listed[place]]), int(led.scores[number]))
