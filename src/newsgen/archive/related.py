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
from newsgen.archive.scoring import (
    Archive,
    Block,
    Desk,
    Windows,
    archive,
    best,
    block,
    desk,
    windows,
)
from newsgen.archive.shortlist import Shortlists, without_twins
from newsgen.archive.store import Store
from newsgen.archive.telling import Features

_ORDER, _SHELF = "related order", "related shard "
_FEW = 64  # changes; of more, all lists are worked out
_PART = 1 << 16  # articles whose places are looked up together
_ROWS = 16  # articles scored together: their neighbours fit into a processor's cache


class State(msgspec.Struct, frozen=True):
    """All articles at one moment: their line, and their features in shards by id."""

    line: Line
    shards: Mapping[int, Shard]

    def column(self, name: str) -> NDArray[Any]:
        """A column of all shards, by position."""
        found = np.concatenate([getattr(empty(), name), *(getattr(s, name) for s in self.shards.values())])
        by_position = np.empty_like(found)
        by_position[self.line.positions] = found
        return by_position

    def postings(self, terms: NDArray[np.uint32] | None) -> Postings:
        return postings(self.shards.values(), self.line, terms)

    def known(self, moments: Ints) -> Archive:
        """What scores need; `moments` by position, in microseconds since 1970."""
        return archive(
            self.line.ids, moments, self.column("sections"), self.column("series"), self.column("masses")
        )

    def members(self, terms: NDArray[np.uint32]) -> Ints:
        """The articles that have any of these terms, which rise; some of them several times."""
        found = [
            shard.ids[shard.rows[shard.places(numbers, np.ones_like(numbers))[0]]]
            for shard in self.shards.values()
            if len(numbers := shard.find(terms))
        ]
        return np.concatenate([np.empty(0, np.int64), *found])

    def terms_of(self, articles: Ints) -> NDArray[np.uint32]:
        """All terms of some articles, rising."""
        found = [
            shard.terms_of(own)
            for number, shard in self.shards.items()
            if len(own := articles[articles >> SHARD == number])
        ]
        return np.unique(np.concatenate([np.empty(0, np.uint32), *found]))


def relate(store: Store, order: Order, touched: Iterable[int], count: int) -> list[int]:
    """Give the listed articles whose related ones changed their lists of the `count` best; their ids.

    `touched` are the articles that came, changed or went since the last time.
    """
    changed = np.array(sorted(touched), np.int64)
    listed = np.isin(changed, order.ids)
    new = _Remembered(store, changed[listed].tolist())
    lists = update(store, order.ids, order.at, new, changed[~listed].tolist(), count)
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
) -> Iterator[tuple[int, list[int]]]:
    """Bring what is remembered up to date; yield all lists that differ, and those of `changed` ones.

    A list is the article, and its related ones, best first.
    `ids` are all listed articles, oldest first, and `moments` theirs, in microseconds since 1970. `changed`
    has the features of those that were added, or changed in features, moment or place; the others keep their
    order. `removed` are those that were listed and are no more; a list has `count` articles at most. All must
    be consumed, within one transaction of the store.
    """
    old = load(store)
    gone = np.array([*removed, *changed], np.int64)
    new = State(line(ids), _shelve(store, old, gone, changed))
    lists = Shortlists.load(store, old.line.sorted_ids, count)
    fresh = lists.aligned(new.line.sorted_ids)
    known = new.known(moments)
    room = desk(len(ids))
    targets, found = np.arange(len(ids)), None
    if not lists.stale and len(gone) <= max(_FEW, len(ids) // 500):
        affected = _affected(old, new, known, lists, gone, room)
        targets, found = np.sort(new.line.position(affected)), new.terms_of(affected)
    sketches = new.column("sketches")
    asked = np.isin(ids, gone)
    differing: list[Ints] = [gone]
    for rows, (positions, scores) in _best(new, known, targets, found, room):
        chosen = without_twins(positions, sketches, count)
        tops, names = (np.where(some >= 0, ids[some], 0) for some in (positions, chosen))
        differ, renamed = fresh.put(ids[rows], tops, scores[:, -1], names)
        differing.append(differ)
        renamed |= asked[rows]
        for article, related in zip(ids[rows][renamed].tolist(), names[renamed].tolist(), strict=True):
            yield article, [one for one in related if one]
    fresh.save(store, ids if lists.stale else np.concatenate(differing))
    store.set_meta(_ORDER, ids.tobytes())


def load(store: Store) -> State:
    """What was remembered by the last update."""
    order = np.frombuffer(store.meta(_ORDER), np.int64)
    return State(line(order), {int(key[len(_SHELF) :]): decode(data) for key, data in store.metas(_SHELF)})


def _shelve(store: Store, old: State, gone: Ints, new: Mapping[int, Features]) -> dict[int, Shard]:
    """The shards with what changed, stored and returned."""
    shards = dict(old.shards)
    articles = np.array(sorted(new), np.int64)
    for number in np.unique(gone >> SHARD).tolist():
        own = articles[articles >> SHARD == number].tolist()
        added = {article: new[article] for article in own}
        shards[number] = shards.get(number, empty()).changed(gone[gone >> SHARD == number], added)
        store.set_meta(f"{_SHELF}{number:08}", encode(shards[number]))
    return dict(sorted(shards.items()))


def _affected(old: State, new: State, known: Archive, lists: Shortlists, gone: Ints, room: Desk) -> Ints:
    """The articles whose best may have changed by those that are `gone` or are new."""
    there = gone[np.isin(gone, new.line.ids)]
    terms = np.union1d(old.terms_of(gone), new.terms_of(there))
    before, after = old.postings(terms), new.postings(terms)
    turned = moved.lighter_or_heavier(before, after)
    windows_moved = moved.by_windows((before, old.line), (after, new.line), turned, gone)
    found = [there, new.members(turned), windows_moved]
    for state in (old, new):
        groups = (np.zeros(len(state.line.ids)), state.column("sections"), state.column("series"))
        found.append(moved.by_place(state.line, gone, groups))
    found.append(lists.holding(gone))
    rows = np.sort(new.line.position(there))
    scored = blocks(windows(after), known, rows, room)
    found += [lists.beaten(known.ids[some.columns], some.scores) for some in scored]
    affected = np.unique(np.concatenate(found))
    return affected[np.isin(affected, new.line.ids)]


def _best(
    state: State, known: Archive, targets: Ints, terms: NDArray[np.uint32] | None, room: Desk
) -> Iterator[tuple[Ints, tuple[Ints, Ints]]]:
    """The best of a few positions after the other; `terms` are all that these have, None all there are."""
    if not len(targets):
        return
    for scored in blocks(windows(state.postings(terms)), known, targets, room):
        yield scored.rows, best(scored)


def blocks(near: Windows, known: Archive, targets: Ints, room: Desk) -> Iterator[Block]:
    """The scores of some positions, which rise, a few after the other."""
    number = np.full(len(known.ids), -1, np.int32)
    for part in (targets[first : first + _PART] for first in range(0, len(targets), _PART)):
        number[part] = np.arange(len(part))
        places = np.flatnonzero((near.positions >= part[0]) & (near.positions <= part[-1]))
        own = number[near.positions[places]].astype(np.int64)
        keys = own[own >= 0] << 32 | places[own >= 0]
        keys.sort()
        starts = np.searchsorted(keys, np.arange(len(part) + 1) << 32)
        for first in range(0, len(part), _ROWS):
            rows = part[first : first + _ROWS]
            some = keys[starts[first] : starts[first + len(rows)]]
            yield block(near, some & 0xFFFFFFFF, (some >> 32) - first, rows, known, room)
