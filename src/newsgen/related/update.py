"""Related stories: for each article the ones to read next, worked out anew only where something moved."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.index.database import Database
from newsgen.index.features import Features
from newsgen.index.order import Order
from newsgen.index.rows import RelatedRow
from newsgen.related import nearby, staleness
from newsgen.related.lists import Shortlists
from newsgen.related.nearby import Places
from newsgen.related.postings import (
    SHARD,
    Found,
    Ints,
    Line,
    Looked,
    Postings,
    Shard,
    decode,
    distinct,
    empty,
    encode,
    line,
    postings,
)
from newsgen.related.ranking import Ground, Ranked, ranked, ranked_all
from newsgen.related.scoring import TOP, WINDOW, Archive, archive, blocks, scored, windows
from newsgen.workers import WorkerPool

_ORDER, _SHELF = "related order", "related shard "
_FEW = 64  # changes; of more, all lists are worked out


class Shelf(Mapping[int, Shard]):
    """The shards of some articles by number, each read when it is asked for."""

    def __init__(self, store: Database, ids: Ints) -> None:
        self.store = store
        self.numbers = np.flatnonzero(np.bincount(ids >> SHARD)).tolist()

    def __getitem__(self, number: int) -> Shard:
        data = self.store.values.get(f"{_SHELF}{number:08}")
        return decode(data) if data else empty()

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


class State(msgspec.Struct, frozen=True):
    """All articles at one moment: their line, and their features in shards by id."""

    line: Line
    shards: Mapping[int, Shard]

    def known(self, moments: Ints) -> tuple[Archive, NDArray[np.uint16]]:
        """What scores need, and the sketches by position; `moments` too, in microseconds since 1970."""
        names = ("sections", "series", "masses", "sketches")
        columns: list[NDArray[Any]] = [
            np.zeros((len(self.line.ids), *like.shape[1:]), like.dtype)
            for like in (getattr(empty(), name) for name in names)
        ]
        for shard in self.shards.values():
            place = self.line.place[shard.ids]
            for name, column in zip(names, columns, strict=True):
                column[place] = getattr(shard, name)
        return archive(self.line.ids, moments, *columns[:3]), columns[3]

    def looked(self, terms: NDArray[np.uint32]) -> tuple[Found, ...]:
        """The shards with those of their terms that are among some, which rise."""
        return tuple(Looked(self.shards.values(), terms))

    def members(self, terms: NDArray[np.uint32]) -> Ints:
        """The articles that have any of these terms, which rise; some of them several times."""
        found = [
            shard.ids[shard.rows[shard.places(numbers, sizes[:, 0])[0]]]
            for shard, numbers, _, sizes in (self.looked(terms) if len(terms) else ())
        ]
        return np.concatenate([np.empty(0, np.int64), *found])

    def places(self, articles: Ints) -> Places:
        """All terms of some articles, with the positions of these."""
        found = [
            self.shards[number].of(articles[articles >> SHARD == number])
            for number in distinct(articles >> SHARD).tolist()
        ]
        ids, terms, counts = (np.concatenate(some) for some in zip(empty().of(articles), *found, strict=True))
        return Places(self.line.place[ids], terms, counts)


def relate(
    store: Database, order: Order, touched: Iterable[int], count: int, pool: WorkerPool | None = None
) -> list[int]:
    """Give the listed articles whose related ones changed their lists of the `count` best; their ids.

    `touched` are the articles that came, changed or went since the last time.
    """
    changed = np.array(sorted(touched), np.int64)
    listed = np.isin(changed, order.ids)
    new = _Remembered(store, changed[listed].tolist())
    lists = update(store, order.ids, order.at, new, changed[~listed].tolist(), min(count, TOP), pool)
    rows = (RelatedRow(article, array("q", related).tobytes()) for article, related in lists)
    return sorted(store.articles.put_related(rows))


class _Remembered(Mapping[int, Features]):
    """The features of articles, read when they are asked for: those of a million take a gigabyte."""

    def __init__(self, store: Database, ids: list[int]) -> None:
        self.store = store
        self.ids = ids

    def __getitem__(self, article: int) -> Features:
        return self.store.files.features(article)

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def update(
    store: Database,
    ids: Ints,
    moments: Ints,
    changed: Mapping[int, Features],
    removed: Iterable[int],
    count: int,
    pool: WorkerPool | None = None,
) -> Iterator[tuple[int, list[int]]]:
    """Bring what is remembered up to date; yield all lists that differ, and those of `changed` ones.

    A list is the article, and its related ones, best first.
    `ids` are all listed articles, oldest first, and `moments` theirs, in microseconds since 1970. `changed`
    has the features of those that were added, or changed in features, moment or place; the others keep their
    order. `removed` are those that were listed and are no more; a list has `count` articles at most. All must
    be consumed, within one transaction of the store.
    """
    before = np.frombuffer(store.values.get(_ORDER), "<i8")
    gone = np.array([*removed, *changed], np.int64)
    lists = Shortlists(store, max(int(some.max(initial=0)) for some in (before, ids, gone)), count)
    if lists.stale or len(gone) > max(_FEW, len(ids) // 500):
        _shelve(store, gone, changed)
        found = _all(store, ids, moments, count, pool)
    else:
        found = _moved(*_turned(store, before, ids, gone, changed), moments, lists, gone)
    differing, asked = [gone], np.zeros(len(lists.floors), np.bool_)
    asked[gone] = True
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
    store.values.put(_ORDER, ids.tobytes())


def load(store: Database) -> State:
    """What was remembered by the last update."""
    ids = np.frombuffer(store.values.get(_ORDER), "<i8")
    return State(line(ids), dict(Shelf(store, ids)))


def _shelve(store: Database, gone: Ints, new: Mapping[int, Features]) -> None:
    """Put what changed into the shards of the state."""
    articles = np.array(sorted(new), np.int64)
    for number, shard in Shelf(store, gone).items():
        added = {article: new[article] for article in articles[articles >> SHARD == number].tolist()}
        store.values.put(f"{_SHELF}{number:08}", encode(shard.changed(gone[gone >> SHARD == number], added)))


def _all(store: Database, ids: Ints, moments: Ints, count: int, pool: WorkerPool | None) -> Iterator[Ranked]:
    """The lists of all; the shards are read one by one, and none of it is held meanwhile."""
    new = State(line(ids), Shelf(store, ids))
    shards = new.shards.values()
    terms = distinct(np.empty(0, np.uint32), *(shard.terms for shard in shards))
    found = windows(postings(Looked(shards, terms), new.line, terms))
    file = store.path.with_name(f"{store.path.name}-related")
    return ranked_all(Ground(found, *new.known(moments), count), pool, file)


def _turned(
    store: Database, before: Ints, ids: Ints, gone: Ints, new: Mapping[int, Features]
) -> tuple[State, State]:
    """The state as it was, and as it is with what changed."""
    old = State(line(before), dict(Shelf(store, np.append(before, gone))))
    _shelve(store, gone, new)
    return old, State(line(ids), {**old.shards, **Shelf(store, gone)})


def _moved(old: State, new: State, moments: Ints, lists: Shortlists, gone: Ints) -> Iterator[Ranked]:
    """The lists that may have changed by the articles that are `gone` or are new."""
    known, sketches = new.known(moments)
    affected = _affected(old, new, known, lists, gone)
    if len(affected):
        places = new.places(affected)
        terms = distinct(places.terms)
        looked = new.looked(terms)
        kept = nearby.near(looked, new.line, terms, places, WINDOW)
        found = windows(postings(looked, new.line, terms, kept))
        yield ranked(Ground(found, known, sketches, lists.count), np.sort(new.line.place[affected]))


def _affected(old: State, new: State, known: Archive, lists: Shortlists, gone: Ints) -> Ints:
    """The articles whose best may have changed by those that are `gone` or are new."""
    were, there = gone[old.line.has(gone)], gone[new.line.has(gone)]
    before, after = _around(old, new, were, there)
    turned = staleness.lighter_or_heavier(before, after)
    found = [there, new.members(after.terms[turned])]
    found.append(staleness.by_windows((before, old.line), (after, new.line), turned, gone))
    found.append(staleness.by_place(new.line, there, [group.values for group in known.groups]))
    if len(were):
        was, _ = old.known(np.zeros_like(old.line.ids))
        found.append(staleness.by_place(old.line, were, [group.values for group in was.groups]))
    found.append(lists.holding(were))
    for some in blocks(windows(after), known, np.sort(new.line.place[there])):
        positions, scores = scored(some, known)
        found.append(lists.beaten(known.ids[positions], scores))
    affected = distinct(*found)
    return affected[new.line.has(affected)]


def _around(old: State, new: State, were: Ints, there: Ints) -> tuple[Postings, Postings]:
    """Of the terms of some articles what is near these, as they were and as they are.

    Of both the same shards are kept, and so much that also what is near those that are near is whole.
    """
    sides = ((old, old.places(were)), (new, new.places(there)))
    terms = distinct(*(places.terms for _, places in sides))
    looked = [state.looked(terms) for state, _ in sides]
    enough = 2 * (WINDOW + 1 + len(were) + len(there))
    kept = np.zeros((len(terms), len(new.shards)), np.bool_)
    for (state, places), own in zip(sides, looked, strict=True):
        kept |= nearby.near(own, state.line, terms, places, enough)
    before, after = (
        postings(own, state.line, terms, kept) for (state, _), own in zip(sides, looked, strict=True)
    )
    return before, after
