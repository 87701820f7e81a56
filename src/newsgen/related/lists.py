"""The best related ones of each article as they are remembered, and its list."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.index.database import Database
from newsgen.related.postings import Ints, distinct
from newsgen.related.ranking import Ranked
from newsgen.related.scoring import TOP

_KEY, _FLOORS, _LENGTH = "related list ", "related floors ", "related length"
_PART = 8  # bits: the lists of so many articles, by id, are stored together
_FLOOR = 11  # bits: and so many floors, of which all are looked at


class Shortlists:
    """For each article, by id: its `TOP` best, the last one's score (0 if there are fewer), and its list.

    0 stands where there is none. They are read from the state when they are asked for. `stale` are lists of
    another length than is wanted.
    """

    def __init__(self, store: Database, highest: int, count: int) -> None:
        self.store = store
        self.count = count
        self.key = f"{_KEY}{count:03} "  # so that lists of another length are never read
        self.stale = store.values.get(_LENGTH) != bytes([count])
        self.present: set[int] = set()
        size = (highest >> max(_PART, _FLOOR)) + 1 << max(_PART, _FLOOR)
        # Zeros take no memory before they are written.
        self.tops, self.lists = np.zeros((size, TOP), np.uint32), np.zeros((size, count), np.uint32)
        self.floors = np.zeros(size, np.int64)
        if not self.stale:
            for found in store.values.below(_FLOORS):
                number = int(found.key[len(_FLOORS) :])
                self.floors[_part(number, _FLOOR)] = np.frombuffer(found.value, "<i8")

    def _read(self, parts: Ints) -> None:
        for number in sorted({*parts.tolist()} - self.present) if not self.stale else ():
            self.present.add(number)
            if data := self.store.values.get(f"{self.key}{number:08}"):
                tops, lists = msgspec.msgpack.decode(data, type=tuple[memoryview, memoryview])
                self.tops[_part(number, _PART)] = np.frombuffer(tops, "<u4").reshape(-1, TOP)
                self.lists[_part(number, _PART)] = np.frombuffer(lists, "<u4").reshape(1 << _PART, self.count)

    def put(self, found: Ranked) -> tuple[Ints, NDArray[np.bool_]]:
        """Set what some articles have; return those for which anything, and whether the list, differs."""
        own = found.articles
        self._read(distinct(own >> _PART))
        renamed = (self.lists[own] != found.lists).any(1) | self.stale
        differ = renamed | (self.tops[own] != found.tops).any(1) | (self.floors[own] != found.floors)
        self.tops[own], self.floors[own], self.lists[own] = found.tops, found.floors, found.lists
        return own[differ], renamed

    def forget(self, articles: Ints) -> None:
        """Let some articles have nothing."""
        self._read(distinct(articles >> _PART))
        self.tops[articles], self.floors[articles], self.lists[articles] = 0, 0, 0

    def holding(self, touched: Ints) -> Ints:
        """The articles that have a touched one among their best: for it all are read, if there is any."""
        if not len(touched):
            return touched
        self._read(np.arange(len(self.tops) >> _PART))
        hit = np.zeros(len(self.tops), np.bool_)
        for article in touched:
            hit |= (self.tops == np.uint32(article)).any(1)
        return np.flatnonzero(hit)

    def beaten(self, articles: Ints, scores: Ints) -> Ints:
        """Those of `articles` for which one of `scores` (one for each) is as good as their last best."""
        return articles[scores >= np.maximum(1, self.floors[articles])]

    def save(self, changed: Ints) -> None:
        """Database the parts that hold any of these articles."""
        for number in distinct(changed >> _PART).tolist():
            columns = (self.tops[_part(number, _PART)], self.lists[_part(number, _PART)])
            data = msgspec.msgpack.encode([column.tobytes() for column in columns])
            self.store.values.put(f"{self.key}{number:08}", data)
        for number in distinct(changed >> _FLOOR).tolist():
            self.store.values.put(f"{_FLOORS}{number:08}", self.floors[_part(number, _FLOOR)].tobytes())
        self.store.values.put(_LENGTH, bytes([self.count]))


def _part(number: int, bits: int) -> slice:
    return slice(number << bits, number + 1 << bits)
