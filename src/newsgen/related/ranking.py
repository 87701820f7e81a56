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
from newsgen.related.arrays import Ints, UInt16s, UInt32s, concatenated, distinct, select
from newsgen.related.duplicates import without_duplicates
from newsgen.related.links import PlacedLinks
from newsgen.related.postings import Postings
from newsgen.related.scoring import (
    BEST,
    Metadata,
    Pairs,
    Scores,
    best,
    blocks,
    followed_best,
    nearest,
    ranked,
    summed,
)
from newsgen.workers import WorkerPool

_PIECE = 1 << 12  # articles that are ranked at a time
_SHARED_FROM = 2  # pieces from which on several processes rank
_ALIGNMENT = 64  # bytes
_ROWS = 256  # articles whose lists are made together
_LED_TO = 64  # of what the best and their links give, so many are looked at for a list


class RankingInput(msgspec.Struct, frozen=True):
    """All that rankings follow from; a list has `count` articles at most."""

    postings: Postings
    metadata: Metadata
    links: PlacedLinks
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
    found = distinct_best(inputs, targets)
    lists = [np.empty((0, inputs.count), np.int64)]
    for first in range(0, len(targets), _ROWS):
        part = slice(first, first + _ROWS)
        lists.append(_lists(inputs, targets[part], Scores(*(column[part] for column in found))))
    ids = np.append(inputs.metadata.ids, 0).astype(np.uint32)  # position -1 has no id
    return Rankings(
        inputs.metadata.ids[targets], ids[found.positions], found.scores[:, -1], ids[np.concatenate(lists)]
    )


def distinct_best(inputs: RankingInput, targets: Ints, depth: int = 0) -> Scores:
    """The `BEST` best of some positions by their scores, links aside, without duplicates.

    As long as those leave too few of the first `depth` (`BEST` at first), twice as many are looked at. At
    last the nearest in time follow.
    """
    metadata, depth = inputs.metadata, depth or BEST
    parts = [best(block, metadata, depth) for block in blocks(inputs.postings, metadata, targets)]
    every = Scores(*map(np.concatenate, zip(*parts, strict=True)))
    found = without_duplicates(targets, every, metadata.sketches, BEST)
    is_short, has_more = found.positions[:, -1] < 0, every.positions[:, -1] >= 0
    if len(short := np.flatnonzero(is_short & has_more)):
        found.positions[short], found.scores[short] = distinct_best(inputs, targets[short], 2 * depth)
    if len(short := np.flatnonzero(is_short & ~has_more)):
        filled = _filled(targets[short], Scores(*(column[short] for column in every)), len(metadata.ids))
        filled = without_duplicates(targets[short], filled, metadata.sketches, BEST)
        found.positions[short], found.scores[short] = filled
    return found


def _filled(targets: Ints, found: Scores, size: int) -> Scores:
    """What was found for some positions, and behind it the nearest in time, with a score of 0."""
    near = nearest(targets, size)
    near[(near[:, :, None] == found.positions[:, None, :]).any(2)] = -1
    positions, scores = np.hstack([found.positions, near]), np.hstack([found.scores, np.zeros_like(near)])
    order = np.argsort(positions < 0, axis=1, kind="stable")
    return Scores(np.take_along_axis(positions, order, 1), np.take_along_axis(scores, order, 1))


def _lists(inputs: RankingInput, targets: Ints, found: Scores) -> Ints:
    """The lists of some positions, of their best and what those lead to; -1 where there are fewer."""
    metadata, lists = inputs.metadata, found.positions[:, : inputs.count].copy()
    rows, places = np.nonzero(found.positions >= 0)
    own = Pairs(rows, found.positions[rows, places], found.scores[rows, places])
    led = inputs.links.led_to(select(own, places < followed_best(len(metadata.ids))), metadata.ids)
    led = select(led, led.positions != targets[led.rows])
    having = distinct(led.rows)
    if len(having):
        number = np.full(len(targets), -1)
        number[having] = np.arange(len(having))
        both = summed(concatenated(select(own, number[own.rows] >= 0), led))
        both = msgspec.structs.replace(both, rows=number[both.rows])
        lists[having] = _first(targets[having], both, metadata.sketches, inputs.count)
    return lists


def _first(targets: Ints, pairs: Pairs, sketches: UInt16s, count: int) -> Ints:
    """The `count` best of some positions, given with their rows, without duplicates."""
    found = ranked(pairs, len(targets), _LED_TO)
    nearly = Scores(*(column[:, :BEST] for column in found))
    lists = without_duplicates(targets, nearly, sketches, count).positions
    short = np.flatnonzero((lists[:, -1:] < 0).any(1))
    if len(short):
        rest = Scores(*(column[short] for column in found))
        lists[short] = without_duplicates(targets[short], rest, sketches, count).positions
    return lists


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
