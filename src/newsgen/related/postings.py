"""Postings in the order of time: for each term the articles that have it, merged from the shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.related.arrays import Floats, Ints, Mask, UInt8s, UInt32s, concatenated, distinct
from newsgen.related.shards import (
    NEVER,
    ArticleColumns,
    Shard,
    TermCounts,
    TermMatches,
    empty,
    shard_numbers,
)

WINDOW = 48  # for a term of an article, so many others that have it count, on either side

_REPEATED_FROM = (6, 9)  # frequency classes from which on only counts of two, of three are postings
_TOO_FREQUENT = 14  # the frequency class from which on a term is ignored
_ROOTS = np.rint(8 * np.sqrt(np.arange(256))).astype(np.uint8)
_MAX_PAIRS = 1 << 22  # of a posting and a shard, beyond which all shards are read


class Timeline(msgspec.Struct, frozen=True):
    """Articles in the order of time: `ids` by position, oldest first; `positions` by id, else -1."""

    ids: Ints
    positions: Ints

    def has(self, articles: Ints) -> Mask:
        found: Mask = articles < len(self.positions)
        found[found] = self.positions[articles[found]] >= 0
        return found


def timeline(ids: Ints) -> Timeline:
    """The timeline of articles whose ids are given oldest first."""
    positions = np.full(int(ids.max(initial=0)) + 1, -1)
    positions[ids] = np.arange(len(ids))
    return Timeline(ids, positions)


class TermLookup(msgspec.Struct, frozen=True):
    """The matches of some terms in each shard. Each iteration reads the shards again, and holds none."""

    shards: Mapping[int, Shard]
    terms: UInt32s

    def __iter__(self) -> Iterator[TermMatches]:
        return (shard.match(self.terms) for shard in self.shards.values())


class Corpus(msgspec.Struct, frozen=True):
    """All articles at one moment: their timeline, and the shards with their features, by number."""

    timeline: Timeline
    shards: Mapping[int, Shard]

    def columns(self) -> ArticleColumns:
        """The columns of all articles, by position."""
        size = len(self.timeline.ids)
        arrays = [
            np.zeros((size, *like.shape[1:]), like.dtype) for like in msgspec.structs.astuple(empty().columns)
        ]
        for shard in self.shards.values():
            positions = self.timeline.positions[shard.ids]
            for array, own in zip(arrays, msgspec.structs.astuple(shard.columns), strict=True):
                array[positions] = own
        return ArticleColumns(*arrays)

    def lookup(self, terms: UInt32s) -> TermLookup:
        """Find some terms, which rise, in all shards."""
        return TermLookup(self.shards, terms)

    def articles_with(self, terms: UInt32s) -> Ints:
        """The ids of the articles that have any of these terms, which rise; an id may occur several times."""
        found = [np.empty(0, np.int64)]
        for match in self.lookup(terms) if len(terms) else ():
            postings = match.shard.first_postings(match.numbers, match.frequencies[:, 0])
            found.append(match.shard.ids[match.shard.rows[postings]])
        return np.concatenate(found)

    def term_counts(self, articles: Ints) -> TermCounts:
        """All postings of some articles."""
        numbers = shard_numbers(articles)
        parts = [
            self.shards[number].term_counts(articles[numbers == number])
            for number in distinct(numbers).tolist()
        ]
        return concatenated(empty().term_counts(articles[:0]), *parts)


class Window(NamedTuple):
    """For some postings the first posting in the window of each, and the one behind the last."""

    start: Ints
    stop: Ints


class Postings(msgspec.Struct, frozen=True):
    """The postings of some terms, by term and time; occurrences too few for a frequent term are left out.

    Term number `i` of `terms`, which rise, is in `frequencies[i]` articles, has the weight `weights[i]`, and
    the postings `starts[i]:starts[i + 1]`. By posting: the number of its term (`numbers`), the position of
    its article (`positions`), and eight times the root of its count (`strengths`).
    """

    terms: UInt32s
    frequencies: Ints
    weights: Floats
    starts: Ints
    numbers: NDArray[np.int32]
    positions: NDArray[np.int32]
    strengths: UInt8s

    def window(self, postings: Ints) -> Window:
        """The postings that count for each of these: the nearest of the same term, and itself."""
        number = self.numbers[postings]
        start = np.maximum(self.starts[number], postings - WINDOW)
        return Window(start, np.minimum(self.starts[number + 1], postings + WINDOW + 1))


def frequency_classes(frequencies: Ints) -> Ints:
    """The power of two that a frequency reaches, at least one: 1 for up to 3, 2 for 4 to 7."""
    return np.maximum(1, np.frexp(frequencies.astype(np.float64))[1].astype(np.int64) - 1)


def _minimum_counts(classes: Ints) -> Ints:
    """How often an article must have a term of each of these frequency classes for a posting."""
    counts = 1 + (classes >= _REPEATED_FROM[0]).astype(np.int64) + (classes >= _REPEATED_FROM[1])
    return np.where(classes < _TOO_FREQUENT, counts, NEVER)


def _frequencies(matches: Iterable[TermMatches], terms: int) -> Ints:
    """The sum of `Shard.frequencies` over all shards, for so many wanted terms."""
    frequencies = np.zeros((terms, NEVER), np.int64)
    for match in matches:
        frequencies[match.wanted] += match.frequencies
    return frequencies


def _posting_counts(frequencies: Ints, minimum: Ints) -> Ints:
    """How many articles have each term at least its minimum of times."""
    return frequencies[np.arange(len(frequencies)), minimum - 1]


def merge(
    matches: Iterable[TermMatches], timeline: Timeline, terms: UInt32s, needed: Mask | None = None
) -> Postings:
    """Merge the postings of some terms, which rise; the matches are iterated twice.

    `needed`, if given, says for each term (a row) and shard (a column) whether its postings are read.
    """
    all_frequencies = _frequencies(matches, len(terms))
    frequencies = all_frequencies[:, 0]
    classes = frequency_classes(frequencies)
    minimum = _minimum_counts(classes)
    # Term number, position and count in one key: there are millions, which are held once and sorted in place.
    keys = np.empty(_posting_counts(all_frequencies, minimum).sum(), np.int64)
    end = 0
    for column, each in enumerate(matches):
        match = each if needed is None else each.only(needed[each.wanted, column])
        shard, sizes = match.shard, _posting_counts(match.frequencies, minimum[match.wanted])
        postings = shard.first_postings(match.numbers, sizes)
        start, end = end, end + len(postings)
        positions = timeline.positions[shard.ids]
        keys[start:end] = positions[shard.rows[postings]] << 8 | shard.counts[postings]
        keys[start:end] |= np.repeat(match.wanted << 32, sizes)
    keys = keys[:end]
    keys.sort()
    starts = np.searchsorted(keys, np.arange(len(terms) + 1) << 32)
    strengths = _ROOTS[keys.astype(np.uint8)]  # the lowest bits are the count
    keys >>= 8
    keys &= 0xFFFFFF
    sorted_positions = keys.astype(np.int32)
    del keys
    weights = np.maximum(0.0, _TOO_FREQUENT - classes) ** 2
    numbers = np.repeat(np.arange(len(terms), dtype=np.int32), np.diff(starts))
    return Postings(terms, frequencies, weights, starts, numbers, sorted_positions, strengths)


def postings_near(corpus: Corpus, articles: Ints) -> Postings:
    """The postings of the terms of some articles, whole in the windows of these articles."""
    around = corpus.term_counts(articles)
    terms = distinct(around.terms)
    matches = tuple(corpus.lookup(terms))
    return merge(
        matches, corpus.timeline, terms, needed_shards(matches, corpus.timeline, terms, around, WINDOW)
    )


def needed_shards(
    matches: Sequence[TermMatches], timeline: Timeline, terms: UInt32s, around: TermCounts, reach: int
) -> Mask:
    """For each term (a row) and shard (a column) whether its postings may be near one of `around`.

    Near are the `reach` postings of the same term on either side. Only the first and last position in each
    shard are looked at: as soon as the shards that lie wholly between a posting and some position have
    enough, what lies wholly beyond it is not near. Where ids follow time, that leaves few shards.
    """
    needed = np.zeros((len(terms), len(matches)), np.bool_)
    minimum = _minimum_counts(frequency_classes(_frequencies(matches, len(terms))[:, 0]))
    number = np.searchsorted(terms, around.terms)
    counted = around.counts >= minimum[number]
    position, number = timeline.positions[around.articles[counted]], number[counted]
    if len(number) * len(matches) > _MAX_PAIRS:
        return ~needed
    held = [timeline.positions[match.shard.ids] for match in matches]
    low = np.array([positions.min(initial=len(timeline.ids)) for positions in held])
    high = np.array([positions.max(initial=-1) for positions in held])
    sizes = np.zeros((len(matches), len(terms)), np.int64)
    for row, match in zip(sizes, matches, strict=True):
        row[match.wanted] = _posting_counts(match.frequencies, minimum[match.wanted])
    own = sizes[:, number].T
    last = _reached(position, low, high, own, reach)
    first = -_reached(-position, -high, -low, own, reach)
    posting, shard = np.nonzero((low <= last[:, None]) & (high >= first[:, None]))
    needed[number[posting], shard] = True
    return needed


def _reached(position: Ints, low: Ints, high: Ints, sizes: Ints, reach: int) -> Ints:
    """For each position, up to which one the shards that begin behind it have `reach` postings.

    It is the largest int if they never do. `sizes` are by position (a row) and shard.
    """
    order = np.argsort(high)
    enough = np.cumsum(np.where(low[order] > position[:, None], sizes[:, order], 0), axis=1) >= reach
    return np.where(enough.any(1), high[order][enough.argmax(1)], np.iinfo(np.int64).max)
