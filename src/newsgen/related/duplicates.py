"""Texts that are much the same: only one of them stays in a list, and none that is as the article itself."""

from __future__ import annotations

import numpy as np

from newsgen.related.arrays import Ints, Mask, UInt16s
from newsgen.related.scoring import Scores

_SAME = 6  # of the eight numbers of their sketches that two texts have in common if they are much the same
_EMPTY_BIN = 0xFFFF  # of a sketch
_ROWS = 256  # articles that are looked at together
_MOST_PAIRED = 16  # columns up to which all pairs are compared


def without_duplicates(own: Ints, found: Scores, sketches: UInt16s, count: int) -> Scores:
    """The first `count` of each row that are much the same neither as its own article nor as one before.

    `own` are the positions of the rows' articles. Where there are fewer, -1 and 0 follow, as in `found`.
    """
    width = found.positions.shape[1]
    places = np.tile(np.minimum(np.arange(count), width), (len(own), 1))
    for first in range(0, len(own), _ROWS):
        part = slice(first, first + _ROWS)
        having = first + np.flatnonzero(_have_duplicates(own[part], found.positions[part], sketches))
        if len(having):
            places[having] = _places(own[having], found.positions[having], sketches, count)
    return Scores(
        *(
            np.take_along_axis(np.pad(column, ((0, 0), (0, 1)), constant_values=none), places, 1)
            for column, none in zip(found, (-1, 0), strict=True)
        )
    )


def _have_duplicates(own: Ints, positions: Ints, sketches: UInt16s) -> Mask:
    """The rows in which some are much the same, most often few."""
    if positions.shape[1] > _MOST_PAIRED:
        return np.ones(len(own), np.bool_)
    theirs, there = sketches[positions], positions >= 0
    alike = _alike(theirs[:, :, None], theirs[:, None]) & there[:, :, None] & there[:, None]
    alike &= np.triu(np.ones(alike.shape[1:], np.bool_), 1)
    found = alike.any((1, 2)) | (_alike(sketches[own][:, None], theirs) & there).any(1)
    return np.asarray(found)


def _places(own: Ints, positions: Ints, sketches: UInt16s, count: int) -> Ints:
    """The columns that stay, `count` of each row; the number of columns where there are fewer."""
    theirs, rows = sketches[positions], np.arange(len(own))
    left = (positions >= 0) & ~_alike(sketches[own][:, None], theirs)
    places = np.full((len(own), count), positions.shape[1])
    for number in range(count):
        place = left.argmax(1)
        some = left[rows, place]
        places[some, number] = place[some]
        left[rows, place] = False
        left &= ~_alike(theirs[rows, place][:, None], theirs)
    return places


def _alike(some: UInt16s, others: UInt16s) -> Mask:
    """Whether sketches, by the last axis, are those of texts that are much the same."""
    agreeing = np.zeros(np.broadcast_shapes(some.shape, others.shape)[:-1], np.uint8)
    for number in range(some.shape[-1]):
        agreeing += (some[..., number] == others[..., number]) & (some[..., number] != _EMPTY_BIN)
    alike: Mask = agreeing >= _SAME
    return alike
