"""How near two articles are: shared telling terms, the section, and time. All of it is the same both ways.

For each term only the nearest articles in time on either side count, and a term weighs by the power of two
of its frequency, so that one new article moves few scores. Sums are whole numbers and the rest only adds,
multiplies and divides, so that a score doesn't depend on what is worked out together with it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.related.postings import Ints, Postings, powers, ranges, weights

WINDOW = 48  # articles with a term, on either side, that count for it
TOP = 16  # so many of the best are remembered
NEAR = 8  # articles on either side that are near in time, of all and of the section
NEXT = 1  # parts of a series on either side that come first

_DAY = 86_400_000_000
_LONG, _SHORT = 180.0, 3.0  # days after which the two parts of nearness in time are half
_NEAREST = 3.0  # nearness on the same day
_BESIDE, _BESIDE_IN_SECTION = 400.0, 800.0  # what the next article is worth by its place alone
_NEXT_PART = 1e8
_GROUPS = 64  # of columns, to find a bound on the best
_PART = 1 << 16  # articles whose places are looked up together
_ROWS = 24  # articles scored together: their neighbours fit into a processor's cache
# Bits of a score (at most 1e8 for a series and 4e5 for all else) and of a position.
_SCORE, _POSITION = 29, 24

Floats = NDArray[np.float64]


class Group(msgspec.Struct, frozen=True):
    """Articles that stand beside each other: positions in `order` of value and time, and the `place` of each.

    They are beside those of the same value, up to `reach` on either side; the next is worth `worth`.
    """

    values: NDArray[np.uint32]
    order: NDArray[np.int32]
    place: NDArray[np.int32]
    reach: int
    worth: float
    whole: bool  # value 0 is one like others


class Archive(msgspec.Struct, frozen=True):
    """What scores need to know of all articles, by position: ids, moments in days, and the like."""

    ids: Ints
    days: Floats
    norms: Floats
    groups: tuple[Group, ...]


class Block(msgspec.Struct, frozen=True):
    """The shared words of some articles with all near any of them: `sums[i, j]` of rows[i], columns[j].

    `beside` are cells of `sums`, in the order of its memory, and what is added there for the place alone.
    """

    rows: Ints
    columns: Ints
    sums: Floats
    beside: tuple[tuple[Ints, Floats], ...]


def archive(
    ids: Ints,
    moments: Ints,
    sections: NDArray[np.uint32],
    series: NDArray[np.uint32],
    masses: NDArray[np.uint16],
) -> Archive:
    """Bring together what is known of articles, by position."""
    # mass ** -3/8 by square roots, which are the same on every machine
    root = np.sqrt(np.sqrt(np.sqrt(masses + 1.0)))
    everyone = np.arange(len(ids), dtype=np.int32)
    groups = (
        Group(np.zeros_like(sections), everyone, everyone, NEAR, _BESIDE, whole=True),
        _group(sections, NEAR, _BESIDE_IN_SECTION, whole=True),
        _group(series, NEXT, _NEXT_PART, whole=False),
    )
    return Archive(ids, moments / _DAY, 1.0 / (root * root * root), groups)


def _group(values: NDArray[np.uint32], reach: int, worth: float, *, whole: bool) -> Group:
    everyone = np.arange(len(values))
    keys = values.astype(np.int64) << 32 | everyone  # a fifth of the time of a stable argsort
    keys.sort()
    order = (keys & 0xFFFFFFFF).astype(np.int32)
    place = np.empty_like(order)
    place[order] = everyone
    return Group(values, order, place, reach, worth, whole)


class Windows(msgspec.Struct, frozen=True):
    """The places that count, in the order of terms and time: position, strength and number of the term."""

    starts: Ints
    worth: Floats
    term: NDArray[np.int32]
    positions: NDArray[np.int32]
    strengths: NDArray[np.uint8]

    def range(self, places: Ints) -> tuple[Ints, Ints]:
        """The first place that is near each of these, and the one behind the last."""
        term = self.term[places]
        low = np.maximum(self.starts[term], places - WINDOW)
        return low, np.minimum(self.starts[term + 1], places + WINDOW + 1)


_ROOTS = np.rint(8 * np.sqrt(np.arange(256))).astype(np.uint8)


def windows(found: Postings) -> Windows:
    """Know what is near each place."""
    term = np.repeat(np.arange(len(found.terms), dtype=np.int32), np.diff(found.starts))
    worth = weights(powers(found.sizes)).astype(np.float64)
    return Windows(found.starts, worth, term, found.positions, _ROOTS[found.counts])


def nearness(days: Floats) -> Floats:
    """What shared words are multiplied by, so many days apart: from 3 down to 1."""
    return 1.0 + _LONG / (_LONG + days) + _SHORT / (_SHORT + days)


class Desk(msgspec.Struct, frozen=True):
    """Room to work in, as long as the archive: `mark` is all False between two uses."""

    mark: NDArray[np.bool_]
    slot: NDArray[np.int32]


def blocks(near: Windows, known: Archive, targets: Ints) -> Iterator[Block]:
    """The shared words of some positions, which rise, a few after the other."""
    size = len(known.ids)
    room = Desk(np.zeros(size, np.bool_), np.zeros(size, np.int32))
    number = np.full(size, -1, np.int32)
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
            yield _block(near, some & 0xFFFFFFFF, (some >> 32) - first, rows, known, room)


def _block(near: Windows, places: Ints, row_of: Ints, rows: Ints, known: Archive, room: Desk) -> Block:
    """Sum up for `rows` what they share with others; `places` in the windows are theirs: of rows[row_of]."""
    index, sizes = ranges(*near.range(places))
    others = near.positions[index]
    beside = [_beside(rows, group) for group in known.groups]
    room.mark[others] = room.mark[rows] = True
    for _, place, _ in beside:
        room.mark[place] = True
    columns = np.flatnonzero(room.mark)
    room.mark[columns] = False
    width = len(columns)
    room.slot[columns] = np.arange(width)
    amount = np.repeat(near.strengths[places] * near.worth[near.term[places]], sizes)
    amount *= near.strengths[index]
    cell = np.repeat(row_of * width, sizes)
    cell += room.slot[others]
    sums = np.bincount(cell, amount, len(rows) * width).astype(np.float64, copy=False)
    sums = sums.reshape(len(rows), width)
    sums[np.arange(len(rows)), room.slot[rows]] = 0.0
    added = tuple((number * width + room.slot[place], worth) for number, place, worth in beside)
    return Block(rows, columns, sums, added)


def _beside(rows: Ints, group: Group) -> tuple[Ints, NDArray[np.int32], Floats]:
    """Number of a row, position and worth of what is near it in a group."""
    steps = np.append(np.arange(-group.reach, 0), np.arange(1, group.reach + 1))
    at = group.place[rows][:, None] + steps
    there = (at >= 0) & (at < len(group.order))
    found = group.order[np.where(there, at, 0)]
    own = group.values[rows][:, None]
    there &= group.values[found] == own
    there &= group.whole | (own > 0)
    number, step = np.nonzero(there)
    return number.astype(np.int64), found[there], group.worth * 2.0 / (1 + np.abs(steps))[step]


def scores(found: Block, known: Archive, cells: Ints) -> Ints:
    """The scores of some cells, which rise, among them all of `beside`."""
    number = cells // len(found.columns)
    row, column = found.rows[number], found.columns[cells - number * len(found.columns)]
    score: Floats = found.sums.ravel()[cells] * (known.norms[row] * known.norms[column])
    score *= nearness(np.abs(known.days[column] - known.days[row]))
    for own, worth in found.beside:
        score[np.searchsorted(cells, own)] += worth
    return np.floor(score).astype(np.int64)


def scored(found: Block, known: Archive) -> tuple[Ints, Ints]:
    """Position and score of all that are near the rows; of some several times."""
    cells = _with_beside(found.sums > 0.0, found)
    return found.columns[cells % len(found.columns)], scores(found, known, cells)


def _with_beside(cells: NDArray[np.bool_], found: Block) -> Ints:
    for own, _ in found.beside:
        cells.ravel()[own] = True
    return np.flatnonzero(cells)


def best(found: Block, known: Archive) -> tuple[Ints, Ints]:
    """For each row the positions of its `TOP` best, best first and newer before older, and their scores.

    Where there are fewer, -1 and 0 stand behind them. What shared words make three times too little of,
    wherever it stands, is passed over; of a hundred cells, few are left.
    """
    weighed = found.sums * known.norms[found.columns]
    enough = (_bound(weighed) - 2.0 / known.norms[found.rows]) / _NEAREST  # 2: what rounding takes, and more
    cells = _with_beside(weighed > np.maximum(enough, 0.0)[:, None], found)
    score = scores(found, known, cells)
    cells, score = cells[score > 0], score[score > 0]
    number = cells // len(found.columns)
    place = found.columns[cells - number * len(found.columns)]
    highest, last = (1 << _SCORE) - 1, (1 << _POSITION) - 1
    keys = number << _SCORE + _POSITION | highest - score << _POSITION | last - place
    keys.sort()
    number = keys >> _SCORE + _POSITION
    rank = np.arange(len(number)) - np.searchsorted(number, number)
    keys, number, rank = keys[rank < TOP], number[rank < TOP], rank[rank < TOP]
    positions = np.full((len(found.rows), TOP), -1, np.int64)
    values = np.zeros((len(found.rows), TOP), np.int64)
    positions[number, rank] = last - (keys & last)
    values[number, rank] = highest - (keys >> _POSITION & highest)
    return positions, values


def _bound(scores: Floats) -> Floats:
    """For each row a score that its `TOP` best all reach: as many groups of columns have one as good."""
    width = scores.shape[1]
    if width < 2 * _GROUPS:
        return np.zeros(len(scores))
    highest = np.maximum.reduceat(scores, np.arange(_GROUPS) * width // _GROUPS, axis=1)
    return np.partition(highest, _GROUPS - TOP, axis=1)[:, _GROUPS - TOP]
