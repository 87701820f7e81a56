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

from newsgen.archive.postings import Ints, Postings, powers, ranges, weights

WINDOW = 48  # articles with a term, on either side, that count for it
TOP = 16  # so many of the best are remembered
NEAR = 8  # articles on either side that are near in time, of all and of the section
NEXT = 1  # parts of a series on either side that come first

_DAY = 86_400_000_000
_LONG, _SHORT = 180.0, 3.0  # days after which the two parts of nearness in time are half
_BESIDE, _BESIDE_IN_SECTION = 400.0, 800.0  # what the next article is worth by its place alone
_NEXT_PART = 1e8
_GROUPS = 64  # of columns, to find a bound on the best

Floats = NDArray[np.float64]


class Archive(msgspec.Struct, frozen=True):
    """What scores need to know of all articles, by position: ids, moments in days, and the like.

    `by_section` and `by_series` hold the positions in the order of section (series) and time, and
    `section_place` and `series_place` where in them each position stands.
    """

    ids: Ints
    days: Floats
    sections: NDArray[np.uint32]
    series: NDArray[np.uint32]
    norms: Floats
    by_section: Ints
    section_place: Ints
    by_series: Ints
    series_place: Ints


class Block(msgspec.Struct, frozen=True):
    """The scores of some articles with all near any of them: `scores[i, j]` of rows[i], columns[j]."""

    rows: Ints
    columns: Ints
    scores: Floats


def archive(
    ids: Ints,
    moments: Ints,
    sections: NDArray[np.uint32],
    series: NDArray[np.uint32],
    masses: NDArray[np.uint16],
) -> Archive:
    """Bring together what is known of articles, by position."""
    by_section, by_series = np.argsort(sections, kind="stable"), np.argsort(series, kind="stable")
    # mass ** -3/8 by square roots, which are the same on every machine
    root = np.sqrt(np.sqrt(np.sqrt(masses + 1.0)))
    return Archive(
        ids,
        moments / _DAY,
        sections,
        series,
        1.0 / (root * root * root),
        by_section,
        _inverse(by_section),
        by_series,
        _inverse(by_series),
    )


def _inverse(order: Ints) -> Ints:
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


class Windows(msgspec.Struct, frozen=True):
    """The places that count, in the order of terms and time: the position of each, and number of its term."""

    found: Postings
    term: NDArray[np.int32]
    worth: Ints

    @property
    def positions(self) -> NDArray[np.int32]:
        return self.found.positions

    def range(self, places: Ints) -> tuple[Ints, Ints]:
        """The first place that is near each of these, and the one behind the last."""
        term, starts = self.term[places], self.found.starts
        low = np.maximum(starts[term], places - WINDOW)
        return low, np.minimum(starts[term + 1], places + WINDOW + 1)

    def strengths(self, places: Ints) -> Ints:
        """How much the term stands out at each of these places."""
        found: Ints = _ROOTS[self.found.counts[places]]
        return found


_ROOTS = np.rint(8 * np.sqrt(np.arange(256))).astype(np.int64)


def windows(found: Postings) -> Windows:
    """Know what is near each place."""
    term = np.repeat(np.arange(len(found.terms), dtype=np.int32), np.diff(found.starts))
    return Windows(found, term, weights(powers(found.sizes)))


def nearness(days: Floats) -> Floats:
    """What shared words are multiplied by, so many days apart: from 3 down to 1."""
    return 1.0 + _LONG / (_LONG + days) + _SHORT / (_SHORT + days)


class Desk(msgspec.Struct, frozen=True):
    """Room to work in, as long as the archive: `mark` is all False between two uses."""

    mark: NDArray[np.bool_]
    slot: Ints


def desk(size: int) -> Desk:
    return Desk(np.zeros(size, np.bool_), np.zeros(size, np.int64))


def block(near: Windows, places: Ints, row_of: Ints, rows: Ints, known: Archive, room: Desk) -> Block:
    """Score `rows` with all that are near them; `places` in the windows are theirs: of rows[row_of]."""
    index, sizes = ranges(*near.range(places))
    others = near.positions[index].astype(np.int64)
    beside = list(_beside(rows, known))
    for found in (others, rows, *(place for _, place, _ in beside)):
        room.mark[found] = True
    columns = np.flatnonzero(room.mark)
    room.mark[columns] = False
    width = len(columns)
    room.slot[columns] = np.arange(width)
    own = near.strengths(places) * near.worth[near.term[places]]
    amount = np.repeat(own, sizes) * near.strengths(index)
    cell = np.repeat(row_of * width, sizes) + room.slot[others]
    scores = np.bincount(cell, amount, len(rows) * width).astype(np.float64, copy=False)
    scores = scores.reshape(len(rows), width)
    scores *= known.norms[rows][:, None] * known.norms[columns]
    distance = np.abs(known.days[columns] - known.days[rows][:, None])
    scores *= nearness(distance)
    for number, place, value in beside:
        scores[number, room.slot[place]] += value
    scores[np.arange(len(rows)), room.slot[rows]] = 0.0
    return Block(rows, columns, np.floor(scores, out=scores))


def _beside(rows: Ints, known: Archive) -> Iterator[tuple[Ints, Ints, float]]:
    """Number of a row, position and worth of what is near it by its place alone."""
    everyone = np.arange(len(known.ids))
    none = np.zeros(0, np.uint32)
    orders = (
        (everyone, everyone, none, NEAR, _BESIDE),
        (known.by_section, known.section_place, known.sections, NEAR, _BESIDE_IN_SECTION),
        (known.by_series, known.series_place, known.series, NEXT, _NEXT_PART),
    )
    for order, place, group, reach, worth in orders:
        for step in range(-reach, reach + 1):
            number = np.flatnonzero((place[rows] + step >= 0) & (place[rows] + step < len(order)))
            own = rows[number]
            found = order[place[own] + step]
            if len(group):
                same = group[found] == group[own]
                same &= (group[own] > 0) | (reach > NEXT)
                number, found = number[same], found[same]
            if step and len(number):
                yield number, found, worth * 2.0 / (1 + abs(step))


def best(found: Block) -> tuple[Ints, Ints]:
    """For each row the positions of its `TOP` best, best first and newer before older, and their scores.

    Where there are fewer, -1 and 0 stand behind them.
    """
    scores = found.scores
    bound = np.maximum(_bound(scores), 1.0)
    number, column = np.nonzero(scores >= bound[:, None])
    value, position = scores[number, column].astype(np.int64), found.columns[column]
    order = np.lexsort((-position, -value, number))
    number, value, position = number[order], value[order], position[order]
    rank = np.arange(len(number)) - np.searchsorted(number, number)
    keep = rank < TOP
    positions = np.full((len(scores), TOP), -1, np.int64)
    values = np.zeros((len(scores), TOP), np.int64)
    positions[number[keep], rank[keep]] = position[keep]
    values[number[keep], rank[keep]] = value[keep]
    return positions, values


def _bound(scores: Floats) -> Floats:
    """For each row a score that its `TOP` best all reach: as many groups of columns have one as good."""
    width = scores.shape[1]
    if width < 2 * _GROUPS:
        return np.zeros(len(scores))
    highest = np.maximum.reduceat(scores, np.arange(_GROUPS) * width // _GROUPS, axis=1)
    return np.partition(highest, _GROUPS - TOP, axis=1)[:, _GROUPS - TOP]
