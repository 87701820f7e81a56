"""`newsgen why`: what makes two articles related, by the state that the last build left."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from newsgen.content import reader
from newsgen.content.article import Article
from newsgen.content.body import without
from newsgen.errors import ConfigError
from newsgen.index import order_state
from newsgen.index.articles import Store
from newsgen.index.features import term_names
from newsgen.index.rows import ArticleRow
from newsgen.related.postings import WINDOW, merge
from newsgen.related.scoring import all_scores, article_metadata, blocks, nearness
from newsgen.related.storage import load_corpus


class SharedTerm(msgspec.Struct, frozen=True):
    """A word or tag that two articles share: how many articles have it, and what it adds to the score."""

    name: str
    frequency: int
    points: float


class Reasons(msgspec.Struct, frozen=True):
    """What makes up the score of two articles: `nearness` times the points of `terms`, and `bonus`.

    `rank` is the second article's place in the list of the first, 0 if it is not in it.
    """

    score: int
    rank: int
    days: float
    nearness: float
    terms: tuple[SharedTerm, ...]

    @property
    def bonus(self) -> float:
        """What being neighbours adds, in the archive, a section or a series."""
        return max(0.0, self.score - self.nearness * sum(term.points for term in self.terms))


def explain(project: Path, zone: ZoneInfo, path: str, other: str) -> Iterator[str]:
    """The reasons in lines of text; the paths may begin with `content/`."""
    path, other = path.removeprefix("content/"), other.removeprefix("content/")
    with Store(project / ".newsgen" / "state.db") as store:
        first, second = _row(store, path), _row(store, other)
        file = project / "content" / path
        record = reader.read(path, file.read_bytes(), zone).record
        assert isinstance(record, Article)
        text = without(record.body, first.outline.spans)
        found = reasons(store, first, second, term_names(record, text))
    listed = f"number {found.rank} in the list of {path}" if found.rank else f"not in the list of {path}"
    yield f"{other}: score {found.score}, {listed}"
    yield f"  {found.nearness:5.2f} times the words, for being {found.days:.1f} days apart:"
    for term in found.terms:
        yield f"  {term.points:7.1f}  {term.name} (in {term.frequency} articles)"
    yield f"  {found.bonus:7.1f}  for their places in the archive, section and series"


def _row(store: Store, path: str) -> ArticleRow:
    row = store.article_at(path)
    if row is None or not row.listed:
        raise ConfigError(f"content/{path}: no article that the last build listed (run `newsgen build`)")
    return row


def reasons(store: Store, first: ArticleRow, second: ArticleRow, names: dict[int, str]) -> Reasons:
    """Why the second article is related to the first; `names` are the words behind the first one's terms."""
    corpus = load_corpus(store)
    metadata = article_metadata(corpus.timeline.ids, order_state.load(store).at, corpus.columns())
    here, there = corpus.timeline.positions[[first.id, second.id]].tolist()
    terms = np.frombuffer(store.features(first.id).terms, np.uint32)
    postings = merge(corpus.lookup(terms), corpus.timeline, terms)
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
    related = array("q", first.related).tolist()
    return Reasons(
        score=int(pairs.scores[pairs.positions == there].sum()),
        rank=related.index(second.id) + 1 if second.id in related else 0,
        days=days,
        nearness=float(nearness(np.array(days))),
        terms=tuple(sorted(shared, key=lambda term: (-term.points, term.name))),
    )
