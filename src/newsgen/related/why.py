"""`newsgen why`: what makes two articles related, by the state that the last build left."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from newsgen.content.article import Article
from newsgen.content.body import without
from newsgen.errors import ConfigError
from newsgen.index import order_state, reading
from newsgen.index.articles import Store
from newsgen.index.features import named
from newsgen.index.rows import ArticleRow
from newsgen.related.postings import postings
from newsgen.related.scoring import WINDOW, blocks, nearness, scored, windows
from newsgen.related.update import load


class Shared(msgspec.Struct, frozen=True):
    """A word or tag that two articles share: how many have it, and what it adds to the score."""

    name: str
    frequency: int
    worth: float


class Reasons(msgspec.Struct, frozen=True):
    """The score of two articles is that of the words times `near`, and what their places are worth.

    `rank` is the second one's place in the list of the first, 0 if it is not in it.
    """

    score: int
    rank: int
    days: float
    near: float
    words: tuple[Shared, ...]

    @property
    def place(self) -> float:
        """What standing next to each other, in the section or a series, adds."""
        return max(0.0, self.score - self.near * sum(word.worth for word in self.words))


def told(project: Path, zone: ZoneInfo, path: str, other: str) -> Iterator[str]:
    """The reasons in lines of text; the paths may begin with `content/`."""
    path, other = path.removeprefix("content/"), other.removeprefix("content/")
    with Store(project / ".newsgen" / "state.db") as store:
        first, second = _row(store, path), _row(store, other)
        file = project / "content" / path
        record = reading.read(path, file.read_bytes(), zone).record
        assert isinstance(record, Article)
        text = without(record.body, first.outline.spans)
        found = reasons(store, first, second, named(record, text))
    listed = f"number {found.rank} in the list of {path}" if found.rank else f"not in the list of {path}"
    yield f"{other}: score {found.score}, {listed}"
    yield f"  {found.near:5.2f} times the words, for being {found.days:.1f} days apart:"
    for word in found.words:
        yield f"  {word.worth:7.1f}  {word.name} (in {word.frequency} articles)"
    yield f"  {found.place:7.1f}  for their places in the archive, section and series"


def _row(store: Store, path: str) -> ArticleRow:
    row = store.article_at(path)
    if row is None or not row.listed:
        raise ConfigError(f"content/{path}: no article that the last build listed (run `newsgen build`)")
    return row


def reasons(store: Store, first: ArticleRow, second: ArticleRow, names: dict[int, str]) -> Reasons:
    """Why the second article is related to the first; `names` are the words behind the first one's terms."""
    state = load(store)
    known, _ = state.known(order_state.load(store).at)
    here, there = state.line.place[[first.id, second.id]].tolist()
    terms = np.frombuffer(store.features(first.id).terms, np.uint32)
    found = postings(state.looked(terms), state.line, terms)
    near = windows(found)
    positions, scores = scored(next(blocks(near, known, np.array([here]))), known)
    norm = known.norms[here] * known.norms[there]
    words = []
    for number in range(len(found.terms)):
        places = np.arange(found.starts[number], found.starts[number + 1])
        own, its = (places[near.positions[places] == position] for position in (here, there))
        if len(own) and len(its) and abs(its[0] - own[0]) <= WINDOW:
            worth = float(near.worth[number] * near.strengths[own][0] * near.strengths[its][0] * norm)
            name = names.get(int(found.terms[number]), "?")
            words.append(Shared(name, int(found.sizes[number]), worth))
    days = float(abs(known.days[here] - known.days[there]))
    related = array("q", first.related).tolist()
    return Reasons(
        score=int(scores[positions == there].sum()),
        rank=related.index(second.id) + 1 if second.id in related else 0,
        days=days,
        near=float(nearness(np.array(days))),
        words=tuple(sorted(words, key=lambda word: (-word.worth, word.name))),
    )
