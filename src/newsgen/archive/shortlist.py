"""The best related ones of each article as they are remembered, and the list that is made of them."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.archive.postings import Ints
from newsgen.archive.scoring import TOP, Floats
from newsgen.archive.store import Store

_KEY = "related list "
_PART = 8  # bits: the lists of so many articles, by id, are stored together
_ALIKE = 6  # of eight numbers of their sketches, that two texts have which are the same but for some words
_NONE = 0xFFFF  # of a sketch where a text has no word

Names = NDArray[np.uint32]


class Shortlists(msgspec.Struct, frozen=True):
    """For each article, by id: its `TOP` best, the last one's score (0 if there are fewer), and its list.

    0 stands where there is none. `stale` are lists of another length than is wanted,
    """

    ids: Ints
    tops: Names
    floors: Ints
    lists: Names
    stale: bool

    @staticmethod
    def load(store: Store, ids: Ints, count: int) -> Shortlists:
        """What is remembered of these articles, whose ids rise."""
        parts = [msgspec.msgpack.decode(data, type=list[memoryview]) for _, data in store.metas(_KEY)]
        tops, floors, lists = (
            np.frombuffer(b"".join(part[column] for part in parts), kind)
            for column, kind in enumerate((np.uint32, np.int64, np.uint32))
        )
        if len(lists) != len(ids) * count:
            return Shortlists(ids, *_blank(len(ids), count), stale=True)
        return Shortlists(ids, tops.reshape(-1, TOP), floors, lists.reshape(len(ids), count), stale=False)

    def aligned(self, ids: Ints) -> Shortlists:
        """A copy for other articles, whose ids rise; those that are not here have nothing yet."""
        tops, floors, lists = _blank(len(ids), self.lists.shape[1])
        before = np.searchsorted(self.ids, ids)
        stay = np.flatnonzero(np.append(self.ids, 0)[before] == ids)
        before = before[stay]
        tops[stay], floors[stay], lists[stay] = self.tops[before], self.floors[before], self.lists[before]
        return Shortlists(ids, tops, floors, lists, self.stale)

    def put(self, articles: Ints, tops: Ints, floors: Ints, lists: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Set what some articles have; return those for which anything, and whether the list, differs."""
        place = np.searchsorted(self.ids, articles)
        renamed = (self.lists[place] != lists).any(1) | self.stale
        differ = renamed | (self.tops[place] != tops).any(1) | (self.floors[place] != floors)
        self.tops[place], self.floors[place], self.lists[place] = tops, floors, lists
        return articles[differ], renamed

    def holding(self, touched: Ints) -> Ints:
        """The articles that have a touched one among their best."""
        hit = np.zeros(len(self.ids), np.bool_)
        for article in touched:
            hit |= (self.tops == np.uint32(article)).any(1)
        return self.ids[hit]

    def beaten(self, articles: Ints, scores: Floats) -> Ints:
        """Those of `articles` for which one of `scores` (a column for each) is as good as their last best."""
        mine = np.isin(articles, self.ids)
        articles, scores = articles[mine], scores[:, mine]
        floors = np.maximum(1, self.floors[np.searchsorted(self.ids, articles)])
        hit: NDArray[np.bool_] = scores.max(0, initial=0.0) >= floors
        return articles[hit]

    def save(self, store: Store, changed: Ints) -> None:
        """Store the parts that hold any of these articles."""
        for number in np.unique(changed >> _PART).tolist():
            own = slice(*np.searchsorted(self.ids, [number << _PART, number + 1 << _PART]))
            columns = (self.tops[own], self.floors[own], self.lists[own])
            store.set_meta(f"{_KEY}{number:08}", msgspec.msgpack.encode([c.tobytes() for c in columns]))


def _blank(size: int, count: int) -> tuple[Names, Ints, Names]:
    return np.zeros((size, TOP), np.uint32), np.zeros(size, np.int64), np.zeros((size, count), np.uint32)


def without_twins(positions: Ints, sketches: NDArray[np.uint16], count: int) -> Ints:
    """Of each row the first `count`, but of texts that are much the same one; -1 where there are fewer."""
    own = sketches[positions]
    same = (own[:, :, None] == own[:, None, :]) & (own != _NONE)[:, :, None]
    twins = same.sum(3) >= _ALIKE
    keep = positions >= 0
    for place in range(1, positions.shape[1]):
        keep[:, place] &= ~(keep[:, :place] & twins[:, :place, place]).any(1)
    order = np.argsort(~keep, axis=1, kind="stable")
    return np.take_along_axis(np.where(keep, positions, -1), order, 1)[:, :count]
