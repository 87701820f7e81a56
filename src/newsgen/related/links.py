"""The links that editors set: what a related article leads to is related as well.

An article's list follows from the links of those among its best, and from no others. So when links change,
only the lists of articles that have their source among their best can change with them.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.index.order import LINK, Order
from newsgen.related.arrays import Ints, UInt32s, ranges
from newsgen.related.postings import Timeline
from newsgen.related.scoring import Pairs, led_to


class Links(msgspec.Struct, frozen=True):
    """Links between listed articles, by their ids, each once: `sources` rise, and the `targets` of each."""

    sources: UInt32s
    targets: UInt32s

    def sources_to(self, articles: Ints) -> Ints:
        """The ids of those that lead to any of these articles; one may occur several times."""
        return self.sources[np.isin(self.targets, articles)].astype(np.int64)


class PlacedLinks(msgspec.Struct, frozen=True):
    """The same links by id of their source: those of id `i` lead to `positions[starts[i]:starts[i + 1]]`."""

    starts: Ints
    positions: NDArray[np.int32]

    def led_to(self, pairs: Pairs, ids: Ints) -> Pairs:
        """What the second articles of some pairs lead to, with what that adds; `ids` are by position."""
        wanted = ids[pairs.positions]
        starts = self.starts[wanted]
        sizes = self.starts[wanted + 1] - starts
        number = np.repeat(np.arange(len(wanted)), sizes)
        positions = self.positions[ranges(starts, sizes)].astype(np.int64)
        return Pairs(pairs.rows[number], positions, led_to(pairs.scores[number]))


def links_of(order: Order) -> Links:
    """The links between the articles of an order."""
    columns = order.columns
    chosen = np.flatnonzero(columns["edge_slot"] >= LINK)
    sources, targets = columns["edge_from"][chosen], columns["edge_to"][chosen]
    listed = (order.positions(sources) >= 0) & (order.positions(targets) >= 0)
    return Links(sources[listed].astype(np.uint32), targets[listed].astype(np.uint32))


def placed(links: Links, timeline: Timeline) -> PlacedLinks:
    sizes = np.bincount(links.sources, minlength=len(timeline.positions))
    starts = np.append(0, np.cumsum(sizes))
    return PlacedLinks(starts, timeline.positions[links.targets].astype(np.int32))


def relinked(old: Links, new: Links, touched: Ints) -> Ints:
    """The ids of articles that lead to others than before, or to touched ones; some may occur twice."""
    changed = _differing(*(links.sources.astype(np.int64) << 32 | links.targets for links in (old, new)))
    return np.concatenate([changed >> 32, old.sources_to(touched), new.sources_to(touched)])


def _differing(before: Ints, after: Ints) -> Ints:
    """The numbers that only one of two arrays has, which rise; between what both begin and end with."""
    size = min(len(before), len(after))
    start = _common(before[:size], after[:size])
    end = _common(before[start:][::-1][: size - start], after[start:][::-1][: size - start])
    return np.setxor1d(before[start : len(before) - end], after[start : len(after) - end], assume_unique=True)


def _common(one: Ints, other: Ints) -> int:
    """How many numbers two arrays of one length have in common before they differ."""
    differs = one != other
    return int(differs.argmax()) if differs.any() else len(one)
