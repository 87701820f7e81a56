"""The best related articles and the lists of many articles, computed in this process or in several."""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Generator
from functools import partial
from pathlib import Path

import msgspec
import numpy as np

from newsgen.errors import OutputError, Problem
from newsgen.related.arrays import Ints, Mask, UInt16s, UInt32s
from newsgen.related.postings import Postings
from newsgen.related.scoring import Metadata, best, blocks
from newsgen.workers import WorkerPool

_PIECE = 1 << 12  # articles that are ranked at a time
_SHARED_FROM = 2  # pieces from which on several processes rank
_ALIGNMENT = 64  # bytes
_DUPLICATE = 6  # of eight numbers of their sketches that two texts have in common if they are much the same
_EMPTY_BIN = 0xFFFF  # of a sketch
_COMPARED = 256  # articles among whose best duplicates are looked for at a time


class RankingInput(msgspec.Struct, frozen=True):
    """All that rankings follow from; a list has `count` articles at most."""

    postings: Postings
    metadata: Metadata
    count: int


class Rankings(msgspec.Struct, frozen=True):
    """Articles, by row, with the ids of their best and of their lists; 0 where there are fewer.

    `thresholds` are the scores that another article must reach to be among the best: those of the last ones.
    """

    articles: Ints
    best: UInt32s
    thresholds: Ints
    lists: UInt32s


class SharedInput(msgspec.Struct, frozen=True):
    """A ranking input in a file: pickled without the data of its arrays, which stand in the file in order."""

    file: str
    pickled: bytes
    sizes: tuple[int, ...]


def rank(inputs: RankingInput, targets: Ints) -> Rankings:
    """Rank for some positions, which rise."""
    metadata = inputs.metadata
    found = [best(block, metadata) for block in blocks(inputs.postings, metadata, targets)]
    positions = np.concatenate([one.positions for one in found])
    thresholds = np.concatenate([one.scores[:, -1] for one in found])
    ids = np.append(metadata.ids, 0).astype(np.uint32)  # position -1 has no id
    lists = without_duplicates(positions, metadata.sketches, inputs.count)
    return Rankings(metadata.ids[targets], ids[positions], thresholds, ids[lists])


def rank_all(inputs: RankingInput, pool: WorkerPool | None, file: Path) -> Generator[Rankings, None, None]:
    """Rank for all articles, piece by piece; `file` holds the input while several processes read it."""
    size = len(inputs.metadata.ids)
    pieces = [(first, min(first + _PIECE, size)) for first in range(0, size, _PIECE)]
    if pool is None or pool.size == 1 or len(pieces) < _SHARED_FROM:
        for piece in pieces:
            yield rank(inputs, np.arange(*piece))
        return
    try:
        shared = share(inputs, file)
        del inputs  # this process needs its arrays no more
        work = partial(_rank_shared, shared)
        for found in pool.map_batches(work, pieces, batch_size=1, min_shared=_SHARED_FROM):
            yield from found
    finally:
        file.unlink(missing_ok=True)


def _rank_shared(shared: SharedInput, pieces: list[tuple[int, int]]) -> list[Rankings]:
    inputs = load_shared(shared)
    return [rank(inputs, np.arange(*piece)) for piece in pieces]


def share(inputs: RankingInput, file: Path) -> SharedInput:
    """Write the arrays of an input to a file, which processes map into memory instead of copying them."""
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(inputs, protocol=5, buffer_callback=buffers.append)
    try:
        with file.open("wb") as out:
            for buffer in buffers:
                out.write(buffer.raw())
                out.write(bytes(-out.tell() % _ALIGNMENT))
    except OSError as error:
        hint = "make room on the disk"
        raise OutputError(Problem(str(file), 0, 0, f"can't be written: {error}", hint)) from error
    return SharedInput(str(file), pickled, tuple(buffer.raw().nbytes for buffer in buffers))


def load_shared(shared: SharedInput) -> RankingInput:
    """The input that was shared; its arrays are views of the mapped file."""
    with Path(shared.file).open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    buffers, start = [], 0
    for size in shared.sizes:
        buffers.append(mapped[start : start + size])
        start += size + -size % _ALIGNMENT
    inputs = pickle.loads(shared.pickled, buffers=buffers)  # noqa: S301 - the parent's own, by its pipe
    assert isinstance(inputs, RankingInput)
    return inputs


def without_duplicates(positions: Ints, sketches: UInt16s, count: int) -> Ints:
    """The first `count` of each row, and of texts that are much the same the first only; -1 for too few."""
    parts = (positions[first : first + _COMPARED] for first in range(0, len(positions), _COMPARED))
    found = [_without_duplicates(part, sketches)[:, :count] for part in parts]
    return np.concatenate([np.empty((0, count), np.int64), *found])


def _without_duplicates(positions: Ints, sketches: UInt16s) -> Ints:
    agreeing = np.zeros((*positions.shape, positions.shape[1]), np.uint8)  # of all pairs in each row
    for numbers in sketches.T:
        own = numbers[positions]
        agreeing += (own[:, :, None] == own[:, None, :]) & (own != _EMPTY_BIN)[:, :, None]
    duplicates: Mask = agreeing >= _DUPLICATE
    later = np.triu(np.ones(duplicates.shape[1:], np.bool_), 1)
    having = np.flatnonzero((duplicates & later & (positions >= 0)[:, None, :]).any((1, 2)))
    found = positions.copy()
    if len(having):
        found[having] = _keep_first(positions[having], duplicates[having])
    return found


def _keep_first(positions: Ints, duplicates: Mask) -> Ints:
    """Of each row those that are no duplicate of one before them that is kept; -1 behind them."""
    keep = positions >= 0
    for place in range(1, positions.shape[1]):
        keep[:, place] &= ~(keep[:, :place] & duplicates[:, :place, place]).any(1)
    order = np.argsort(~keep, axis=1, kind="stable")
    return np.take_along_axis(np.where(keep, positions, -1), order, 1)
