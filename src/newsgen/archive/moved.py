"""Which articles may get other related ones when some come, go or change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsgen.archive.postings import Ints, Line, Postings
from newsgen.archive.scoring import NEAR, WINDOW, least, powers


def by_windows(before: Postings, old: Line, after: Postings, new: Line, touched: Ints) -> Ints:
    """The articles for which a term's weight changed, or which of the untouched articles are near by it."""
    found = [np.empty(0, np.int64)]
    for term in np.union1d(before.terms, after.terms):
        ids_before, counts_before = _members(before, old, term)
        ids_after, counts_after = _members(after, new, term)
        power = powers(np.array([len(ids_before), len(ids_after)]))
        if power[0] != power[1] or min(len(ids_before), len(ids_after)) < 2:
            found += [ids_before, ids_after]
            continue
        enough = least(power)[0]
        ids_before, ids_after = ids_before[counts_before >= enough], ids_after[counts_after >= enough]
        found.append(_other_windows(ids_before, ids_after, touched))
    return np.concatenate(found)


def _members(found: Postings, line: Line, term: int) -> tuple[Ints, NDArray[np.uint8]]:
    place = np.searchsorted(found.terms, term)
    if place == len(found.terms) or found.terms[place] != term:
        return np.empty(0, np.int64), np.empty(0, np.uint8)
    own = slice(found.starts[place], found.starts[place + 1])
    return line.ids[found.positions[own]], found.counts[own]


def _other_windows(before: Ints, after: Ints, touched: Ints) -> Ints:
    """The untouched members whose window holds other untouched ones than before."""
    stay = ~np.isin(before, touched)
    low, high = _edges(stay)
    low_after, high_after = _edges(~np.isin(after, touched))
    moved: NDArray[np.bool_] = (low != low_after) | (high != high_after)
    return before[stay][moved]


def _edges(stay: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """For each member that stays, where its window begins and ends among those that stay."""
    passed = np.concatenate([np.zeros(1, np.int64), np.cumsum(stay)])
    place = np.flatnonzero(stay)
    return passed[np.maximum(0, place - WINDOW)], passed[np.minimum(len(stay), place + WINDOW + 1)]


def by_place(line: Line, touched: Ints, groups: Sequence[NDArray[np.generic]]) -> Ints:
    """The articles that stand near a touched one, among those of the same value in one of `groups`."""
    found = [np.empty(0, np.int64)]
    for position in np.flatnonzero(np.isin(line.ids, touched)):
        for group in groups:
            members = np.flatnonzero(group == group[position])
            place = int(np.searchsorted(members, position))
            found.append(line.ids[members[max(0, place - NEAR - 1) : place + NEAR + 2]])
    return np.concatenate(found)
