"""Which articles may get other related ones when some come, go or change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsgen.related.postings import Ints, Line, Postings, powers
from newsgen.related.scoring import NEAR, windows


def lighter_or_heavier(before: Postings, after: Postings) -> NDArray[np.bool_]:
    """Of the same terms, for each whether its frequency reaches another power of two than before."""
    turned: NDArray[np.bool_] = powers(before.sizes) != powers(after.sizes)
    return turned


def by_windows(
    before: tuple[Postings, Line],
    after: tuple[Postings, Line],
    turned: NDArray[np.bool_],
    touched: Ints,
) -> Ints:
    """The articles for which other untouched ones are near by a term than before.

    Of terms with another weight, where `turned`, nothing is said; the others count for the same untouched
    articles before and after.
    """
    (ids, low, high), (_, low_after, high_after) = (_edges(*one, turned, touched) for one in (before, after))
    moved: NDArray[np.bool_] = (low != low_after) | (high != high_after)
    return ids[moved]


def _edges(found: Postings, line: Line, turned: NDArray[np.bool_], touched: Ints) -> tuple[Ints, Ints, Ints]:
    """For each untouched place its article, and how many untouched its window has before and behind it."""
    ids = line.ids[found.positions]
    stay = ~np.isin(line.ids, touched)[found.positions]
    stay &= np.repeat(~turned, np.diff(found.starts))
    passed = np.concatenate([np.zeros(1, np.int64), np.cumsum(stay)])
    place = np.flatnonzero(stay)
    low, high = windows(found).range(place)
    return ids[place], passed[place] - passed[low], passed[high] - passed[place]


def by_place(line: Line, touched: Ints, groups: Sequence[NDArray[np.uint32]]) -> Ints:
    """The articles that stand near a touched one of the line, among those of the same value in a group."""
    found = [np.empty(0, np.int64)]
    for position in line.place[touched]:
        for group in groups:
            members = np.flatnonzero(group == group[position])
            place = int(np.searchsorted(members, position))
            found.append(line.ids[members[max(0, place - NEAR - 1) : place + NEAR + 2]])
    return np.concatenate(found)
