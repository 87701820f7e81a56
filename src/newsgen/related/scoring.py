"""How related two articles are: a score from shared terms, nearness in time, and neighbouring positions.

The score of a pair is the same both ways. Sums over terms are whole numbers, and the rest only adds,
multiplies, divides and takes square roots, so that a score is the same on every machine, whatever else is
computed together with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.related.arrays import Floats, Ints, Mask, UInt16s, UInt32s, ranges
from newsgen.related.postings import Postings
from newsgen.related.shards import ArticleColumns

BEST = 16  # so many of the best are kept for each article
REACH = 8  # neighbours that get a bonus, on either side, in the archive and in the section
SERIES_REACH = 1
FILL_REACH = 64  # so many on either side may fill a list for which too few have a score

_DAY = 86_400_000_000  # microseconds
# Nearness has two parts, of a season and of days. The second counts three times as much, since what happens
# in one week is one story more often than words tell. With links, that serves archives whose links follow
# events, and costs those whose links follow words .015 of recall@5.
_SLOW, _FAST = 180.0, 3.0  # days after which each part has halved
_FAST_WEIGHT = 3.0
_ARCHIVE_BONUS, _SECTION_BONUS, _SERIES_BONUS = 400.0, 800.0, 1e8  # of the next article
# The part of its score that what an article links to gets. From .5 to .8 much the same is found in five
# archives; below 1, one link counts less than the article that it stands in.
_LINK_SHARE = 0.5
_SMALL_PART = 16  # one in so many articles is the most whose links count
_COLUMN_GROUPS = 64
_ROWS = 24  # articles scored together: a block of their scores fits into a processor's cache
_LOOKUP_ROWS = 1 << 12  # articles whose postings are looked up together
# In a sort key: a score (at most 1e8 for a series and 1e7 for all else, links among it), a position.
_SCORE_BITS, _POSITION_BITS = 29, 24
_ROUNDING = 2.0  # more than rounding scores can change


class Neighbourhood(msgspec.Struct, frozen=True):
    """A sequence of articles in which near ones get a bonus: the archive, each section, each series.

    `values` (by position) says which sequence an article is in. `order` has all positions, by value and time,
    and `ranks` is its inverse. Neighbours are up to `reach` steps apart, and get `bonus` * 2 / (1 + steps).
    Articles of the value 0 have neighbours only if `zero_counts`.
    """

    values: UInt32s
    order: NDArray[np.int32]
    ranks: NDArray[np.int32]
    reach: int
    bonus: float
    zero_counts: bool


class Neighbours(NamedTuple):
    """Pairs of neighbours: the number of a row, the position of its neighbour, and the bonus."""

    rows: Ints
    positions: NDArray[np.int32]
    bonuses: Floats


class Metadata(msgspec.Struct, frozen=True):
    """What scores and lists depend on besides terms, for all articles by position.

    `days` are moments in days, `norms` what term sums are multiplied by to make up for long texts.
    """

    ids: Ints
    days: Floats
    norms: Floats
    sketches: UInt16s
    neighbourhoods: tuple[Neighbourhood, ...]


class Bonus(NamedTuple):
    """Cells of a block, as indices of its flat array, each with what is added there."""

    cells: Ints
    values: Floats


class Block(msgspec.Struct, frozen=True):
    """Term sums of some articles with all others near them: `sums[i, j]` is of positions rows[i], columns[j].

    Cells with a bonus may have a sum of 0, and are candidates nevertheless.
    """

    rows: Ints
    columns: Ints
    sums: Floats
    bonuses: tuple[Bonus, ...]


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of articles with their scores: the number of a row, and the position of the second article."""

    rows: Ints
    positions: Ints
    scores: Ints


class Scores(NamedTuple):
    """Scores with the positions of the second articles of their pairs; two arrays of one shape."""

    positions: Ints
    scores: Ints


def article_metadata(ids: Ints, moments: Ints, columns: ArticleColumns) -> Metadata:
    """The metadata of articles given by position; moments are microseconds since 1970."""
    # total ** -3/8 by square roots, which are the same on every machine
    root = np.sqrt(np.sqrt(np.sqrt(columns.term_totals + 1.0)))
    norms = 1.0 / (root * root * root)
    return Metadata(ids, moments / _DAY, norms, columns.sketches, neighbourhoods(columns))


def neighbourhoods(columns: ArticleColumns) -> tuple[Neighbourhood, ...]:
    """The neighbourhoods of articles given by position: archive, sections, series."""
    everyone = np.arange(len(columns.sections), dtype=np.int32)
    same = np.zeros_like(columns.sections)
    return (
        Neighbourhood(same, everyone, everyone, REACH, _ARCHIVE_BONUS, zero_counts=True),
        _grouped(columns.sections, REACH, _SECTION_BONUS, zero_counts=True),
        _grouped(columns.series, SERIES_REACH, _SERIES_BONUS, zero_counts=False),
    )


def _grouped(values: UInt32s, reach: int, bonus: float, *, zero_counts: bool) -> Neighbourhood:
    valued = np.flatnonzero(values)
    keys = values[valued].astype(np.int64) << 32 | valued  # quicker than a stable argsort
    keys.sort()
    order = np.append(np.flatnonzero(values == 0), keys & 0xFFFFFFFF).astype(np.int32)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(values))
    return Neighbourhood(values, order, ranks, reach, bonus, zero_counts)


def neighbours(rows: Ints, within: Neighbourhood) -> Neighbours:
    """All neighbours of some positions (rows) in a neighbourhood."""
    steps = np.append(np.arange(-within.reach, 0), np.arange(1, within.reach + 1))
    ranks = within.ranks[rows][:, None] + steps
    there = (ranks >= 0) & (ranks < len(within.order))
    found = within.order[np.where(there, ranks, 0)]
    values = within.values[rows][:, None]
    there &= within.values[found] == values
    there &= within.zero_counts | (values > 0)
    number, step = np.nonzero(there)
    return Neighbours(number.astype(np.int64), found[there], within.bonus * 2.0 / (1 + np.abs(steps))[step])


def nearest(rows: Ints, size: int) -> Ints:
    """The nearest in time of some positions, newer before older; -1 where the archive of `size` ends."""
    steps = np.repeat(np.arange(1, FILL_REACH + 1), 2)
    steps[1::2] *= -1
    found = rows[:, None] + steps
    found[(found < 0) | (found >= size)] = -1
    return found


def nearness(days: Floats) -> Floats:
    """What term sums are multiplied by, so many days apart: from 5 down to 1."""
    return 1.0 + _SLOW / (_SLOW + days) + _FAST_WEIGHT * _FAST / (_FAST + days)


class _Workspace(msgspec.Struct, frozen=True):
    """Arrays by position that blocks share: `marked` is all False between two blocks."""

    marked: Mask
    column: NDArray[np.int32]


def blocks(postings: Postings, metadata: Metadata, targets: Ints) -> Iterator[Block]:
    """The term sums of some positions, which rise, block by block."""
    size = len(metadata.ids)
    workspace = _Workspace(np.zeros(size, np.bool_), np.zeros(size, np.int32))
    number = np.full(size, -1, np.int32)
    for part in (targets[first : first + _LOOKUP_ROWS] for first in range(0, len(targets), _LOOKUP_ROWS)):
        number[part] = np.arange(len(part))
        found = np.flatnonzero((postings.positions >= part[0]) & (postings.positions <= part[-1]))
        own = number[postings.positions[found]].astype(np.int64)
        keys = own[own >= 0] << 32 | found[own >= 0]
        keys.sort()
        starts = np.searchsorted(keys, np.arange(len(part) + 1) << 32)
        near = [neighbours(part, each) for each in metadata.neighbourhoods]
        for first in range(0, len(part), _ROWS):
            rows = part[first : first + _ROWS]
            some = keys[starts[first] : starts[first + len(rows)]]
            beside = [_of_rows(each, first, len(rows)) for each in near]
            yield _block(postings, some & 0xFFFFFFFF, (some >> 32) - first, rows, beside, workspace)


def _of_rows(near: Neighbours, first: int, size: int) -> Neighbours:
    """The neighbours of `size` rows from a `first` one on, which is number 0 there."""
    start, stop = np.searchsorted(near.rows, (first, first + size))
    part = slice(start, stop)
    return Neighbours(near.rows[part] - first, near.positions[part], near.bonuses[part])


def _block(
    postings: Postings, own: Ints, own_rows: Ints, rows: Ints, near: list[Neighbours], workspace: _Workspace
) -> Block:
    """The term sums of `rows`, which have the postings `own`, each of the row that `own_rows` numbers."""
    window = postings.window(own)
    sizes = window.stop - window.start
    others = ranges(window.start, sizes)
    positions = postings.positions[others]
    workspace.marked[positions] = workspace.marked[rows] = True
    for found in near:
        workspace.marked[found.positions] = True
    columns = np.flatnonzero(workspace.marked)
    workspace.marked[columns] = False
    width = len(columns)
    workspace.column[columns] = np.arange(width)
    amounts = np.repeat(postings.strengths[own] * postings.weights[postings.numbers[own]], sizes)
    amounts *= postings.strengths[others]
    cells = np.repeat(own_rows * width, sizes)
    cells += workspace.column[positions]
    sums = np.bincount(cells, amounts, len(rows) * width).astype(np.float64, copy=False)
    sums = sums.reshape(len(rows), width)
    sums[np.arange(len(rows)), workspace.column[rows]] = 0.0  # an article is not related to itself
    bonuses = (Bonus(each.rows * width + workspace.column[each.positions], each.bonuses) for each in near)
    return Block(rows, columns, sums, tuple(bonuses))


def scores(block: Block, metadata: Metadata, cells: Ints) -> Ints:
    """The scores of some cells, which rise and have all cells with a bonus among them."""
    number = cells // len(block.columns)
    row, column = block.rows[number], block.columns[cells - number * len(block.columns)]
    score: Floats = block.sums.ravel()[cells] * (metadata.norms[row] * metadata.norms[column])
    score *= nearness(np.abs(metadata.days[column] - metadata.days[row]))
    for bonus in block.bonuses:
        score[np.searchsorted(cells, bonus.cells)] += bonus.values
    return np.floor(score).astype(np.int64)


def all_scores(block: Block, metadata: Metadata) -> Scores:
    """The scores of all pairs of a block; a position may occur in pairs with several rows."""
    cells = _with_bonuses(block.sums > 0.0, block)
    return Scores(block.columns[cells % len(block.columns)], scores(block, metadata, cells))


def _with_bonuses(chosen: Mask, block: Block) -> Ints:
    """The cells that are chosen or have a bonus."""
    for bonus in block.bonuses:
        chosen.ravel()[bonus.cells] = True
    return np.flatnonzero(chosen)


def best(block: Block, metadata: Metadata, count: int) -> Scores:
    """For each row its `count` best, by falling score, newer before older; -1 and 0 where there are fewer.

    Rows are near in time, so that for each column the nearness to all of them is within narrow limits. A pair
    that even with the highest doesn't reach what `count` others have with the lowest can't be among the best,
    and is scored only if it has a bonus.
    """
    first, last = metadata.days[block.rows[0]], metadata.days[block.rows[-1]]
    days, norms = metadata.days[block.columns], metadata.norms[block.columns]
    lowest = block.sums * (norms * nearness(np.maximum(days - first, last - days)))
    highest = block.sums * (norms * nearness(np.maximum(0.0, np.maximum(first - days, days - last))))
    enough = _reached_by(lowest, count) - _ROUNDING / metadata.norms[block.rows]
    cells = _with_bonuses(highest > np.maximum(enough, 0.0)[:, None], block)
    score = scores(block, metadata, cells)
    cells, score = cells[score > 0], score[score > 0]
    number = cells // len(block.columns)
    found = Pairs(number, block.columns[cells - number * len(block.columns)], score)
    return ranked(found, len(block.rows), count)


def ranked(pairs: Pairs, size: int, count: int) -> Scores:
    """The `count` best pairs of each of `size` rows, sorted as those of `best`."""
    max_score, max_position = (1 << _SCORE_BITS) - 1, (1 << _POSITION_BITS) - 1
    row_shift = _SCORE_BITS + _POSITION_BITS
    keys = (
        pairs.rows << row_shift | max_score - pairs.scores << _POSITION_BITS | max_position - pairs.positions
    )
    keys.sort()
    number = keys >> row_shift
    rank = np.arange(len(number)) - np.searchsorted(number, number)
    keys, number, rank = keys[rank < count], number[rank < count], rank[rank < count]
    found = Scores(np.full((size, count), -1, np.int64), np.zeros((size, count), np.int64))
    found.positions[number, rank] = max_position - (keys & max_position)
    found.scores[number, rank] = max_score - (keys >> _POSITION_BITS & max_score)
    return found


def led_to(scores: Ints) -> Ints:
    """What is added for each link from an article with one of these scores; a series counts for nothing."""
    shares: Ints = (scores % int(_SERIES_BONUS) * _LINK_SHARE).astype(np.int64)
    return shares


def followed_best(size: int) -> int:
    """How many of an article's best count with their links, in an archive of this size: fewer in a small one.

    There most of the best have little to do with the article, and what is linked often would be in all lists.
    """
    return min(BEST, size // _SMALL_PART)


def summed(pairs: Pairs) -> Pairs:
    """The same pairs, each once, with the sum of its scores."""
    row_shift = _SCORE_BITS + _POSITION_BITS
    keys = pairs.rows << row_shift | pairs.positions << _SCORE_BITS | pairs.scores
    keys.sort()
    scores, keys = keys & (1 << _SCORE_BITS) - 1, keys >> _SCORE_BITS
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    keys = keys[first]
    positions = keys & (1 << _POSITION_BITS) - 1
    return Pairs(keys >> _POSITION_BITS, positions, np.add.reduceat(scores, first))


def _reached_by(values: Floats, count: int) -> Floats:
    """For each row a value that at least `count` columns reach: the maxima of so many groups of columns."""
    width = values.shape[1]
    if width < 2 * _COLUMN_GROUPS or count > _COLUMN_GROUPS:
        return np.zeros(len(values))
    maxima = np.maximum.reduceat(values, np.arange(_COLUMN_GROUPS) * width // _COLUMN_GROUPS, axis=1)
    return np.partition(maxima, _COLUMN_GROUPS - count, axis=1)[:, _COLUMN_GROUPS - count]
