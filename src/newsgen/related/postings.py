"""Which articles have a term, in the order of time: arrays, in shards so that one article moves little."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.index.features import Features

Ints = NDArray[np.int64]
T = TypeVar("T", np.int64, np.uint32)

SHARD = 11  # bits: so many articles, by id, are kept together
_SKETCH = 8
_MUCH = 4  # times that no term must stand, so that it never counts
_A_FEW = 16
_FREQUENT = 14  # a term in 2**14 articles tells nothing
_OFTEN = (6, 9)  # from these powers of two on, an article must have a term twice, three times


class Shard(msgspec.Struct, frozen=True):
    """The features of up to 2,048 articles whose ids follow one another.

    `ids` rise. Term number `i` of `terms`, which rise, is in the articles `rows[starts[i]:starts[i + 1]]`,
    where it stands out as `counts` says, falling; in `ample[k, i]` of them at least k + 2 times.
    """

    ids: Ints
    sections: NDArray[np.uint32]
    series: NDArray[np.uint32]
    sketches: NDArray[np.uint16]
    masses: NDArray[np.uint16]
    terms: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    ample: NDArray[np.uint16]
    rows: NDArray[np.uint16]
    counts: NDArray[np.uint8]

    def find(self, wanted: NDArray[np.uint32]) -> tuple[Ints, Ints]:
        """The numbers of the terms that are among some, which rise, and theirs among those."""
        few, many = sorted((self.terms, wanted), key=len)
        place = np.searchsorted(many, few)
        place[place == len(many)] = 0
        same = np.flatnonzero(many[place] == few)
        return (same, place[same]) if few is self.terms else (place[same], same)

    def sizes(self, numbers: Ints) -> Ints:
        """In how many places each of these terms stands out at least once, twice, three and `_MUCH` times."""
        found = np.zeros((len(numbers), _MUCH), np.int64)
        found[:, 0] = self.starts[numbers + 1] - self.starts[numbers]
        found[:, 1:-1] = self.ample[:, numbers].T
        return found

    def places(self, numbers: Ints, sizes: Ints) -> tuple[Ints, Ints]:
        """Where in `rows` the first so many places of these terms are, and so many for each."""
        low = self.starts[numbers].astype(np.int64)
        return ranges(low, low + sizes)

    def of(self, articles: Ints) -> tuple[Ints, NDArray[np.uint32], NDArray[np.uint8]]:
        """Article, term and count of all places of some articles, which are in it."""
        rows = np.searchsorted(self.ids, articles)
        if len(rows) < _A_FEW:  # they are sooner compared one after the other than looked up
            having = np.zeros(len(self.rows), np.bool_)
            for row in rows:
                having |= self.rows == row
        else:
            having = np.isin(self.rows, rows)
        places = np.flatnonzero(having)
        numbers = np.searchsorted(self.starts, places, side="right") - 1
        return self.ids[self.rows[places]], self.terms[numbers], self.counts[places]

    def changed(self, gone: Ints, new: dict[int, Features]) -> Shard:
        """The shard without the articles that are gone, and with new ones."""
        stay = ~np.isin(self.ids, gone)
        ids = np.concatenate([self.ids[stay], np.array(list(new), np.int64)])
        order = np.argsort(ids)
        place = np.empty(len(ids), np.int64)
        place[order] = np.arange(len(ids))
        row_of = np.zeros(len(self.ids), np.int64)
        row_of[stay] = place[: stay.sum()]
        kept = stay[self.rows]
        terms, counts = np.repeat(self.terms, np.diff(self.starts).astype(np.int64)), self.counts
        added = [np.frombuffer(found.terms, "<u4") for found in new.values()]
        sizes = [len(found) for found in added]
        all_terms = np.concatenate([terms[kept], *added])
        rows = np.concatenate([row_of[self.rows[kept]], np.repeat(place[stay.sum() :], sizes)])
        weights = np.concatenate(
            [counts[kept], *(np.frombuffer(found.counts, np.uint8) for found in new.values())]
        )
        columns = _columns(new.values())
        own: tuple[NDArray[Any], ...] = (self.sections, self.series, self.sketches, self.masses)
        joined = [np.concatenate([old[stay], more])[order] for old, more in zip(own, columns, strict=True)]
        return _sorted(ids[order], joined, all_terms, rows, weights)


def empty() -> Shard:
    """A shard without articles."""
    return _sorted(
        np.empty(0, np.int64),
        _columns(()),
        np.empty(0, np.uint32),
        np.empty(0, np.int64),
        np.empty(0, np.uint8),
    )


def _columns(features: Iterable[Features]) -> list[NDArray[Any]]:
    found = list(features)
    return [
        np.array([one.section for one in found], np.uint32),
        np.array([one.series for one in found], np.uint32),
        sketches([np.frombuffer(one.terms, "<u4") for one in found]),
        np.array([sum(one.counts) for one in found], np.uint16),
    ]


def sketches(articles: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint16]:
    """Eight numbers for the terms of each article, of which two share as large a part as of their terms.

    They are the least hash in each of eight bins, after shuffling; 0xFFFF for a bin without any.
    """
    sizes = [len(terms) for terms in articles]
    mixed = np.concatenate([np.empty(0, np.uint32), *articles]) * np.uint32(0x9E3779B1)
    cells = (mixed >> 29) + np.repeat(np.arange(len(articles), dtype=np.uint32) * _SKETCH, sizes)
    least = np.full(len(articles) * _SKETCH, 0xFFFF, np.uint16)
    np.minimum.at(least, cells, (mixed >> 13 & 0xFFFF).astype(np.uint16))
    return least.reshape(-1, _SKETCH)


def _sorted(
    ids: Ints,
    columns: Sequence[NDArray[Any]],
    terms: NDArray[np.uint32],
    rows: Ints,
    counts: NDArray[np.uint8],
) -> Shard:
    keys = terms.astype(np.int64) << 19 | (255 - counts.astype(np.int64)) << 11 | rows
    keys.sort()
    numbers = keys >> 19
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    starts = np.append(first, len(keys)).astype(np.uint32)
    own_rows, counts = (keys & 0x7FF).astype(np.uint16), (255 - (keys >> 11 & 0xFF)).astype(np.uint8)
    passed = np.cumsum([np.append(False, counts >= least) for least in (2, 3)], axis=1, dtype=np.uint32)
    ample = np.diff(passed[:, starts], axis=1).astype(np.uint16)
    sections, series, sketches, masses = columns
    own_terms = numbers[first].astype(np.uint32)
    return Shard(ids, sections, series, sketches, masses, own_terms, starts, ample, own_rows, counts)


def encode(shard: Shard) -> bytes:
    """A shard as the store holds it."""
    return msgspec.msgpack.encode([column.tobytes() for column in msgspec.structs.astuple(shard)])


_KINDS = ("<i8", "<u4", "<u4", "<u2", "<u2", "<u4", "<u4", "<u2", "<u2", "u1")


def decode(data: bytes) -> Shard:
    """A shard out of the store."""
    parts = msgspec.msgpack.decode(data, type=list[memoryview])
    columns: list[Any] = [np.frombuffer(part, kind) for part, kind in zip(parts, _KINDS, strict=True)]
    columns[3], columns[7] = columns[3].reshape(-1, _SKETCH), columns[7].reshape(2, -1)
    return Shard(*columns)


def distinct(*parts: NDArray[T]) -> NDArray[T]:
    """The values of some arrays, each once, rising; numpy's own `unique` takes 20 ms to load."""
    values = np.sort(np.concatenate(parts))
    first = np.ones(len(values), np.bool_)
    first[1:] = values[1:] != values[:-1]
    return values[first]


def ranges(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """The numbers of all ranges, one after another, and the size of each."""
    sizes = high - low
    ends = np.cumsum(sizes)
    if not len(ends):
        return ends, sizes
    return np.arange(ends[-1]) + np.repeat(low - ends + sizes, sizes), sizes


class Postings(msgspec.Struct, frozen=True):
    """For each term the positions of the articles that it counts for, rising, and how much it stands out.

    Term number `i`, of `terms` that rise, is in `sizes[i]` articles and counts for those at the places
    `starts[i]:starts[i + 1]`.
    """

    terms: NDArray[np.uint32]
    sizes: Ints
    starts: Ints
    positions: NDArray[np.int32]
    counts: NDArray[np.uint8]


def powers(sizes: Ints) -> Ints:
    """The power of two that a frequency reaches, at least one: 1 for up to 3, 2 for 4 to 7."""
    return np.maximum(1, np.frexp(sizes.astype(np.float64))[1].astype(np.int64) - 1)


def weights(powers: Ints) -> Ints:
    """What a term is worth whose frequency has this power of two."""
    return np.maximum(0, _FREQUENT - powers) ** 2


def least(powers: Ints) -> Ints:
    """How often a term must stand in an article to count for it; `_MUCH` is never enough."""
    often = 1 + (powers >= _OFTEN[0]).astype(np.int64) + (powers >= _OFTEN[1])
    return np.where(powers < _FREQUENT, often, _MUCH)


class Found(NamedTuple):
    """Some terms of a shard: their numbers there and among those that are wanted, and `Shard.sizes`."""

    shard: Shard
    own: Ints
    number: Ints
    sizes: Ints


class Looked(msgspec.Struct, frozen=True):
    """Shards, each with those of its terms that are wanted; each time anew, so that none need be held."""

    shards: Collection[Shard]
    wanted: NDArray[np.uint32]

    def __iter__(self) -> Iterator[Found]:
        for shard in self.shards:
            own, number = shard.find(self.wanted)
            yield Found(shard, own, number, shard.sizes(own))


def sizes_of(looked: Iterable[Found], terms: int) -> Ints:
    """In how many articles each of so many terms stands at least once, twice, three and `_MUCH` times."""
    sizes = np.zeros((terms, _MUCH), np.int64)
    for found in looked:
        sizes[found.number] += found.sizes
    return sizes


def amounts(sizes: Ints, enough: Ints) -> Ints:
    """In how many articles each term, of these sizes, stands often enough."""
    return sizes[np.arange(len(sizes)), enough - 1]


def postings(
    looked: Iterable[Found],
    line: Line,
    wanted: NDArray[np.uint32],
    near: NDArray[np.bool_] | None = None,
) -> Postings:
    """Bring the places of terms, which rise, out of shards into the order of time.

    Unless all are wanted, `near` tells for each term (a row) and shard (a column) if its places are.
    """
    sizes = sizes_of(looked, len(wanted))
    enough = least(powers(sizes[:, 0]))
    # Of term, position and count: millions, so that it is held only once.
    key = np.empty(amounts(sizes, enough).sum(), np.int64)
    end = 0
    for column, (shard, own, its, each_size) in enumerate(looked):
        asked = slice(None) if near is None else near[its, column]
        number = its[asked]
        index, each = shard.places(own[asked], amounts(each_size[asked], enough[number]))
        start, end = end, end + len(index)
        key[start:end] = line.place[shard.ids][shard.rows[index]] << 8 | shard.counts[index]
        key[start:end] |= np.repeat(number << 32, each)
    key = key[:end]
    key.sort()
    starts = np.searchsorted(key, np.arange(len(wanted) + 1) << 32)
    counts = key.astype(np.uint8)  # the lowest bits
    key >>= 8
    key &= 0xFFFFFF
    return Postings(wanted, sizes[:, 0], starts, key.astype(np.int32), counts)


class Line(msgspec.Struct, frozen=True):
    """Articles in the order of time: `ids` by position, and the `place` of each id, -1 if it has none."""

    ids: Ints
    place: Ints

    def has(self, articles: Ints) -> NDArray[np.bool_]:
        """Whether each of these articles is in the line."""
        there: NDArray[np.bool_] = articles < len(self.place)
        there[there] = self.place[articles[there]] >= 0
        return there


def line(ids: Ints) -> Line:
    """The line of articles whose ids are given oldest first."""
    place = np.full(int(ids.max(initial=0)) + 1, -1)
    place[ids] = np.arange(len(ids))
    return Line(ids, place)
