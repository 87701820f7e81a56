"""The best related ones of many articles, worked out here or shared out over processes."""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.errors import OutputError, Problem
from newsgen.related.postings import Ints
from newsgen.related.scoring import Archive, Windows, best, blocks
from newsgen.workers import WorkerPool

_PIECE = 1 << 12  # articles that a process ranks at once
_SHARED = 2  # pieces from which on they are shared out
_ALIGNED = 64  # bytes at which an array begins
_ALIKE = 6  # of eight numbers of their sketches, that two texts have which are the same but for some words
_NONE = 0xFFFF  # of a sketch where a text has no word
_TOGETHER = 256  # articles whose lists are made at once

Names = NDArray[np.uint32]


class Ground(msgspec.Struct, frozen=True):
    """All that lists follow from; sketches by position, `count` articles in a list."""

    near: Windows
    known: Archive
    sketches: NDArray[np.uint16]
    count: int


class Ranked(msgspec.Struct, frozen=True):
    """Articles with their best ones, the last one's score, and their lists; 0 where there are fewer."""

    articles: Ints
    tops: Names
    floors: Ints
    lists: Names


class Laid(msgspec.Struct, frozen=True):
    """A ground whose arrays are in a file, for others to map: in `head` all but those, which have `sizes`."""

    file: str
    head: bytes
    sizes: tuple[int, ...]


def ranked(ground: Ground, targets: Ints) -> Ranked:
    """The best of some positions, which rise."""
    found = [best(some, ground.known) for some in blocks(ground.near, ground.known, targets)]
    positions = np.concatenate([one for one, _ in found])
    floors = np.concatenate([values[:, -1] for _, values in found])
    ids = np.append(ground.known.ids, 0).astype(np.uint32)  # the last one is of no position
    lists = without_twins(positions, ground.sketches, ground.count)
    return Ranked(ground.known.ids[targets], ids[positions], floors, ids[lists])


def ranked_all(ground: Ground, pool: WorkerPool | None, file: Path) -> Iterator[Ranked]:
    """The best of all, a piece after the other; `file` holds the ground for as long as others work on it."""
    size = len(ground.known.ids)
    pieces = [(first, min(first + _PIECE, size)) for first in range(0, size, _PIECE)]
    if pool is None or pool.size == 1 or len(pieces) < _SHARED:
        for piece in pieces:
            yield ranked(ground, np.arange(*piece))
        return
    try:
        laid = lay(ground, file)
        del ground
        for found in pool.map_batches(
            partial(_ranked_elsewhere, laid), pieces, batch_size=1, min_shared=_SHARED
        ):
            yield from found
    finally:
        file.unlink(missing_ok=True)


def _ranked_elsewhere(laid: Laid, pieces: list[tuple[int, int]]) -> list[Ranked]:
    ground = picked_up(laid)
    return [ranked(ground, np.arange(*piece)) for piece in pieces]


def lay(ground: Ground, file: Path) -> Laid:
    """Put a ground into a file, so that processes share the memory that it takes."""
    parts: list[pickle.PickleBuffer] = []
    head = pickle.dumps(ground, protocol=5, buffer_callback=parts.append)
    try:
        with file.open("wb") as out:
            for part in parts:
                out.write(part.raw())
                out.write(bytes(-out.tell() % _ALIGNED))
    except OSError as error:
        hint = "make room on the disk"
        raise OutputError(Problem(str(file), 0, 0, f"can't be written: {error}", hint)) from error
    return Laid(str(file), head, tuple(part.raw().nbytes for part in parts))


def picked_up(laid: Laid) -> Ground:
    """The ground that was laid; its arrays are read where they are."""
    with Path(laid.file).open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    parts, start = [], 0
    for size in laid.sizes:
        parts.append(whole[start : start + size])
        start += size + -size % _ALIGNED
    ground = pickle.loads(laid.head, buffers=parts)  # noqa: S301 - the parent's own, by its pipe
    assert isinstance(ground, Ground)
    return ground


def without_twins(positions: Ints, sketches: NDArray[np.uint16], count: int) -> Ints:
    """Of each row the first `count`, but of texts that are much the same one; -1 where there are fewer."""
    parts = (positions[first : first + _TOGETHER] for first in range(0, len(positions), _TOGETHER))
    found = [_without_twins(part, sketches)[:, :count] for part in parts]
    return np.concatenate([np.empty((0, count), np.int64), *found])


def _without_twins(positions: Ints, sketches: NDArray[np.uint16]) -> Ints:
    alike = np.zeros((*positions.shape, positions.shape[1]), np.uint8)
    for number in sketches.T:
        own = number[positions]
        alike += (own[:, :, None] == own[:, None, :]) & (own != _NONE)[:, :, None]
    found = positions.copy()
    later = np.triu(np.ones(alike.shape[1:], np.bool_), 1)
    having = np.flatnonzero(((alike >= _ALIKE) & later & (positions >= 0)[:, None, :]).any((1, 2)))
    if len(having):  # few have any
        found[having] = _first_of_alike(positions[having], alike[having] >= _ALIKE)
    return found


def _first_of_alike(positions: Ints, twins: NDArray[np.bool_]) -> Ints:
    """Of each row those with no twin before them that stays; -1 behind them."""
    keep = positions >= 0
    for place in range(1, positions.shape[1]):
        keep[:, place] &= ~(keep[:, :place] & twins[:, :place, place]).any(1)
    order = np.argsort(~keep, axis=1, kind="stable")
    return np.take_along_axis(np.where(keep, positions, -1), order, 1)
