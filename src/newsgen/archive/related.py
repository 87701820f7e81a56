"""Related stories: for each article the ones to read next, worked out anew only where something moved."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.archive import moved
from newsgen.archive.order import Order
from newsgen.archive.postings import SHARD, Ints, Line, Postings, Shard, decode, empty, encode, line, postings
from newsgen.archive.ranking import Ground, Ranked, ranked, ranked_all
from newsgen.archive.scoring import TOP, Archive, archive, blocks, scored, windows
from newsgen.archive.shortlist import Shortlists
from newsgen.archive.store import Store
from newsgen.archive.telling import Features
from newsgen.crew import Crew

_ORDER, _SHELF = "related order", "related shard "
_FEW = 64  # changes; of more, all lists are worked out


class Shelf(Mapping[int, Shard]):
    """The shards of some articles by number, each read when it is asked for."""

    def __init__(self, store: Store, ids: Ints) -> None:
        self.store = store
        self.numbers = np.unique(ids >> SHARD).tolist()

    def __getitem__(self, number: int) -> Shard:
        data = self.store.meta(f"{_SHELF}{number:08}")
        return decode(data) if data else empty()

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


class State(msgspec.Struct, frozen=True):
    """All articles at one moment: their line, and their features in shards by id."""

    line: Line
    shards: Mapping[int, Shard]

    def columns(self, *names: str) -> Iterator[NDArray[Any]]:
        """Columns of all shards, by position."""
        for name in names:
            like = getattr(empty(), name)
            column = np.zeros((len(self.line.ids), *like.shape[1:]), like.dtype)
            for shard in self.shards.values():
                column[self.line.place[shard.ids]] = getattr(shard, name)
            yield column

    def postings(self, terms: NDArray[np.uint32] | None) -> Postings:
        return postings(self.shards.values(), self.line, terms)

    def known(self, moments: Ints) -> Archive:
        """What scores need; `moments` by position, in microseconds since 1970."""
        return archive(self.line.ids, moments, *self.columns("sections", "series", "masses"))

    def members(self, terms: NDArray[np.uint32]) -> Ints:
        """The articles that have any of these terms, which rise; some of them several times."""
        found = [np.empty(0, np.int64)]
        for shard in self.shards.values() if len(terms) else ():
            numbers, _ = shard.find(terms)
            found.append(shard.ids[shard.rows[shard.places(numbers, np.ones_like(numbers))[0]]])
        return np.concatenate(found)

    def terms_of(self, articles: Ints) -> NDArray[np.uint32]:
        """All terms of some articles, rising."""
        found = [
            self.shards[number].terms_of(articles[articles >> SHARD == number])
            for number in np.unique(articles >> SHARD).tolist()
        ]
        return np.unique(np.concatenate([np.empty(0, np.uint32), *found]))


def relate(
    store: Store, order: Order, touched: Iterable[int], count: int, crew: Crew | None = None
) -> list[int]:
    """Give the listed articles whose related ones changed their lists of the `count` best; their ids.

    `touched` are the articles that came, changed or went since the last time.
    """
    changed = np.array(sorted(touched), np.int64)
    listed = np.isin(changed, order.ids)
    new = _Remembered(store, changed[listed].tolist())
    lists = update(store, order.ids, order.at, new, changed[~listed].tolist(), min(count, TOP), crew)
    return sorted(store.set_related((array("q", related).tobytes(), article) for article, related in lists))


class _Remembered(Mapping[int, Features]):
    """The features of articles, read when they are asked for: those of a million take a gigabyte."""

    def __init__(self, store: Store, ids: list[int]) -> None:
        self.store = store
        self.ids = ids

    def __getitem__(self, article: int) -> Features:
        return self.store.features(article)

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def update(
    store: Store,
    ids: Ints,
    moments: Ints,
    changed: Mapping[int, Features],
    removed: Iterable[int],
    count: int,
    crew: Crew | None = None,
) -> Iterator[tuple[int, list[int]]]:
    """Bring what is remembered up to date; yield all lists that differ, and those of `changed` ones.

    A list is the article, and its related ones, best first.
    `ids` are all listed articles, oldest first, and `moments` theirs, in microseconds since 1970. `changed`
    has the features of those that were added, or changed in features, moment or place; the others keep their
    order. `removed` are those that were listed and are no more; a list has `count` articles at most. All must
    be consumed, within one transaction of the store.
    """
    before = np.frombuffer(store.meta(_ORDER), "<i8")
    gone = np.array([*removed, *changed], np.int64)
    lists = Shortlists(store, max(int(some.max(initial=0)) for some in (before, ids, gone)), count)
    if lists.stale or len(gone) > max(_FEW, len(ids) // 500):
        _shelve(store, gone, changed)
        found = _all(store, ids, moments, count, crew)
    else:
        old = State(line(before), dict(Shelf(store, before)))
        _shelve(store, gone, changed)
        new = State(line(ids), {**old.shards, **Shelf(store, gone)})
        found = _moved(old, new, moments, lists, gone)
    differing, asked = [gone], np.isin(np.arange(len(lists.floors)), gone)
    for some in found:
        differ, renamed = lists.put(some)
        differing.append(differ)
        renamed |= asked[some.articles]
        for article, related in zip(
            some.articles[renamed].tolist(), some.lists[renamed].tolist(), strict=True
        ):
            yield article, [one for one in related if one]
    lists.forget(gone[~np.isin(gone, ids)])
    lists.save(ids if lists.stale else np.concatenate(differing))
    store.set_meta(_ORDER, ids.tobytes())


def load(store: Store) -> State:
    """What was remembered by the last update."""
    ids = np.frombuffer(store.meta(_ORDER), "<i8")
    return State(line(ids), Shelf(store, ids))


def _shelve(store: Store, gone: Ints, new: Mapping[int, Features]) -> None:
    """Put what changed into the shards of the state."""
    articles = np.array(sorted(new), np.int64)
    for number, shard in Shelf(store, gone).items():
        added = {article: new[article] for article in articles[articles >> SHARD == number].tolist()}
        store.set_meta(f"{_SHELF}{number:08}", encode(shard.changed(gone[gone >> SHARD == number], added)))


def _all(store: Store, ids: Ints, moments: Ints, count: int, crew: Crew | None) -> Iterator[Ranked]:
    """The lists of all; the shards are read one by one, and none of it is held meanwhile."""
    new = State(line(ids), Shelf(store, ids))
    (sketches,) = new.columns("sketches")
    ground = Ground(windows(new.postings(None)), new.known(moments), sketches, count)
    return ranked_all(ground, crew, store.path.with_name("related.tmp"))


def _moved(old: State, new: State, moments: Ints, lists: Shortlists, gone: Ints) -> Iterator[Ranked]:
    """The lists that may have changed by the articles that are `gone` or are new."""
    known = new.known(moments)
    affected = _affected(old, new, known, lists, gone)
    if len(affected):
        near = windows(new.postings(new.terms_of(affected)))
        (sketches,) = new.columns("sketches")
        yield ranked(Ground(near, known, sketches, lists.count), np.sort(new.line.place[affected]))


def _affected(old: State, new: State, known: Archive, lists: Shortlists, gone: Ints) -> Ints:
    """The articles whose best may have changed by those that are `gone` or are new."""
    were, there = gone[old.line.has(gone)], gone[new.line.has(gone)]
    terms = np.union1d(old.terms_of(were), new.terms_of(there))
    before, after = old.postings(terms), new.postings(terms)
    turned = moved.lighter_or_heavier(before, after)
    found = [there, new.members(turned)]
    found.append(moved.by_windows((before, old.line), (after, new.line), turned, gone))
    for state in (old, new):
        groups = (np.zeros(len(state.line.ids)), *state.columns("sections", "series"))
        found.append(moved.by_place(state.line, gone, groups))
    found.append(lists.holding(were))
    for some in blocks(windows(after), known, np.sort(new.line.place[there])):
        positions, scores = scored(some, known)
        found.append(lists.beaten(known.ids[positions], scores))
    affected = np.unique(np.concatenate(found))
    return affected[new.line.has(affected)]
