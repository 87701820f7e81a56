"""Which shards hold the places near some articles: of frequent terms few, so that the others can be left."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.related.postings import Found, Ints, Line, amounts, least, powers, sizes_of

_MOST = 1 << 22  # pairs of a place and a shard that are worth a look


class Places(msgspec.Struct, frozen=True):
    """Positions of articles, each with a term that it has and how much that stands out."""

    positions: Ints
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint8]


def near(
    looked: Sequence[Found], line: Line, wanted: NDArray[np.uint32], places: Places, reach: int
) -> NDArray[np.bool_]:
    """For each term (a row) and shard (a column) whether it may hold one of the `reach` nearest of a place.

    What is near is told by the first and last position in each shard alone: if those that lie wholly between
    a place and some position have enough, what lies wholly behind that is not near. Where articles came in
    the order of time, few shards are left.
    """
    found = np.zeros((len(wanted), len(looked)), np.bool_)
    enough = least(powers(sizes_of(looked, len(wanted))[:, 0]))
    number = np.searchsorted(wanted, places.terms)
    counts = places.counts >= enough[number]
    position, number = places.positions[counts], number[counts]
    if len(number) * len(looked) > _MOST:
        return ~found
    held = [line.place[found.shard.ids] for found in looked]
    low = np.array([own.min(initial=len(line.ids)) for own in held])
    high = np.array([own.max(initial=-1) for own in held])
    amount = np.zeros((len(looked), len(wanted)), np.int64)
    for row, one in zip(amount, looked, strict=True):
        row[one.number] = amounts(one.sizes, enough[one.number])
    own = amount[:, number].T
    last = _edge(position, low, high, own, reach)
    first = -_edge(-position, -high, -low, own, reach)
    place, shards = np.nonzero((low <= last[:, None]) & (high >= first[:, None]))
    found[number[place], shards] = True
    return found


def _edge(position: Ints, low: Ints, high: Ints, amount: Ints, reach: int) -> Ints:
    """The position up to which shards that begin behind each position have `reach` places."""
    order = np.argsort(high)
    passed = np.cumsum(np.where(low[order] > position[:, None], amount[:, order], 0), axis=1) >= reach
    return np.where(passed.any(1), high[order][passed.argmax(1)], np.iinfo(np.int64).max)
