"""The inverted index of the archive, in shards of up to 2,048 articles.

A posting says that an article has a term, and how often. Articles are assigned to shards by id, so that a
published article rewrites one shard.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import msgspec
import numpy as np

from newsgen.index.features import Features
from newsgen.related.arrays import Ints, Mask, UInt8s, UInt16s, UInt32s, concatenated, ranges, select

SHARD_BITS = 11  # articles whose ids differ only in so many last bits share a shard
NEVER = 4  # a minimum count that no posting reaches

_ROW_BITS, _COUNT_BITS = 11, 8  # in a sort key: a row of a shard, a count
_SKETCH_BINS = 8
_TYPES = ("<i8", "<u4", "<u4", "<u2", "<u2", "<u4", "<u4", "<u2", "<u2", "u1")  # of the stored arrays


class ArticleColumns(msgspec.Struct, frozen=True):
    """Articles without their terms: hashes of section and series (0: none), sketches, sums of term counts."""

    sections: UInt32s
    series: UInt32s
    sketches: UInt16s
    term_totals: UInt16s


class TermMatches(msgspec.Struct, frozen=True):
    """The terms of a shard that are among some wanted ones.

    A term has a number in the shard (`numbers`) and one among the wanted terms (`wanted`). `frequencies` are
    those of `Shard.frequencies`.
    """

    shard: Shard
    numbers: Ints
    wanted: Ints
    frequencies: Ints

    def only(self, chosen: Mask) -> TermMatches:
        return TermMatches(self.shard, self.numbers[chosen], self.wanted[chosen], self.frequencies[chosen])


class TermCounts(msgspec.Struct, frozen=True):
    """Postings as rows: an article's id, one of its terms, and the count of that term in the article."""

    articles: Ints
    terms: UInt32s
    counts: UInt8s


class Shard(msgspec.Struct, frozen=True):
    """An inverted index of up to 2,048 articles.

    Articles are rows: `ids`, which rise, and `columns` are by row. Term number `i` of `terms`, which rise,
    has the postings `starts[i]:starts[i + 1]`: the rows of its articles in `rows`, its counts there in
    `counts`, which fall. `repeated[k, i]` of these postings have a count of at least k + 2.
    """

    ids: Ints
    columns: ArticleColumns
    terms: UInt32s
    starts: UInt32s
    repeated: UInt16s
    rows: UInt16s
    counts: UInt8s

    def match(self, wanted: UInt32s) -> TermMatches:
        """The terms that are among the wanted ones, which rise."""
        few, many = sorted((self.terms, wanted), key=len)
        place = np.searchsorted(many, few)
        place[place == len(many)] = 0
        same = np.flatnonzero(many[place] == few)
        numbers, among = (same, place[same]) if few is self.terms else (place[same], same)
        return TermMatches(self, numbers, among, self.frequencies(numbers))

    def frequencies(self, numbers: Ints) -> Ints:
        """For each term (a row) how many articles have it at least once, twice, three and `NEVER` times."""
        found = np.zeros((len(numbers), NEVER), np.int64)
        found[:, 0] = self.starts[numbers + 1] - self.starts[numbers]
        found[:, 1:-1] = self.repeated[:, numbers].T
        return found

    def first_postings(self, numbers: Ints, sizes: Ints) -> Ints:
        """The indices of the first so many postings of these terms, one term after another."""
        return ranges(self.starts[numbers].astype(np.int64), sizes)

    def term_counts(self, articles: Ints) -> TermCounts:
        """All postings of some of the shard's articles."""
        chosen = np.zeros(len(self.rows), np.bool_)
        for row in np.searchsorted(self.ids, articles).tolist():
            chosen |= self.rows == row
        postings = np.flatnonzero(chosen)
        numbers = np.searchsorted(self.starts, postings, side="right") - 1
        return TermCounts(self.ids[self.rows[postings]], self.terms[numbers], self.counts[postings])

    def updated(self, removed: Ints, added: Mapping[int, Features]) -> Shard:
        """The shard without the removed articles and with the added ones; a changed article is both."""
        stays = ~np.isin(self.ids, removed)
        ids = np.concatenate([self.ids[stays], np.array(list(added), np.int64)])
        columns = concatenated(select(self.columns, stays), _columns(added.values()))
        order = np.argsort(ids)
        ids = ids[order]
        kept, new = stays[self.rows], _postings(added)
        old_terms = np.repeat(self.terms, np.diff(self.starts).astype(np.int64))[kept]
        old_rows, new_rows = _rows(ids, self.ids)[self.rows[kept]], _rows(ids, new.articles)
        return _build(
            ids,
            select(columns, order),
            np.concatenate([old_terms, new.terms]),
            np.concatenate([old_rows, new_rows]),
            np.concatenate([self.counts[kept], new.counts]),
        )


def shard_numbers(articles: Ints) -> Ints:
    """The number of the shard of each article."""
    return articles >> SHARD_BITS


@cache
def empty() -> Shard:
    """A shard without articles."""
    none = _postings({})
    return _build(none.articles, _columns(()), none.terms, _rows(none.articles, none.articles), none.counts)


def _rows(ids: Ints, articles: Ints) -> UInt16s:
    """The row of each article among ids, which rise."""
    return np.searchsorted(ids, articles).astype(np.uint16)


def _terms(features: Features) -> UInt32s:
    return np.frombuffer(features.terms, "<u4")


def _columns(articles: Collection[Features]) -> ArticleColumns:
    return ArticleColumns(
        np.array([features.section for features in articles], np.uint32),
        np.array([features.series for features in articles], np.uint32),
        _sketches([_terms(features) for features in articles]),
        np.array([sum(features.counts) for features in articles], np.uint16),
    )


def _postings(articles: Mapping[int, Features]) -> TermCounts:
    terms = [_terms(features) for features in articles.values()]
    counts = [np.frombuffer(features.counts, np.uint8) for features in articles.values()]
    return TermCounts(
        np.repeat(np.array(list(articles), np.int64), np.array([len(own) for own in terms], np.int64)),
        np.concatenate([np.empty(0, np.uint32), *terms]),
        np.concatenate([np.empty(0, np.uint8), *counts]),
    )


def _sketches(articles: Sequence[UInt32s]) -> UInt16s:
    """MinHash sketches: of two articles, about as large a part of the eight numbers agree as of the terms.

    They are the least hashes in each of eight bins of an article's terms; 0xFFFF for an empty bin.
    """
    sizes = [len(terms) for terms in articles]
    hashes = np.concatenate([np.empty(0, np.uint32), *articles]) * np.uint32(0x9E3779B1)
    bins = (hashes >> 29) + np.repeat(np.arange(len(articles), dtype=np.uint32) * _SKETCH_BINS, sizes)
    least = np.full(len(articles) * _SKETCH_BINS, 0xFFFF, np.uint16)
    np.minimum.at(least, bins, (hashes >> 13 & 0xFFFF).astype(np.uint16))
    return least.reshape(-1, _SKETCH_BINS)


def _build(ids: Ints, columns: ArticleColumns, terms: UInt32s, rows: UInt16s, counts: UInt8s) -> Shard:
    """The shard of these articles, and of postings in any order: of each its term, row and count."""
    keys = terms.astype(np.int64)  # all three in one number, the count falling
    keys <<= _COUNT_BITS
    keys |= 255 - counts
    keys <<= _ROW_BITS
    keys |= rows
    keys.sort()
    sorted_rows = keys.astype(np.uint16) & np.uint16((1 << _ROW_BITS) - 1)
    keys >>= _ROW_BITS
    sorted_counts = 255 - keys.astype(np.uint8)
    sorted_terms = keys >> _COUNT_BITS
    first = np.flatnonzero(np.diff(sorted_terms, prepend=-1))
    starts = np.append(first, len(keys)).astype(np.uint32)
    passed = np.cumsum(
        [np.append(False, sorted_counts >= least) for least in (2, 3)], axis=1, dtype=np.uint32
    )
    return Shard(
        ids,
        columns,
        sorted_terms[first].astype(np.uint32),
        starts,
        np.diff(passed[:, starts], axis=1).astype(np.uint16),
        sorted_rows,
        sorted_counts,
    )


def encode(shard: Shard) -> bytes:
    """The bytes of a shard for the state."""
    ids, columns, *postings = msgspec.structs.astuple(shard)
    arrays = (ids, *msgspec.structs.astuple(columns), *postings)
    return msgspec.msgpack.encode([array.tobytes() for array in arrays])


def decode(data: bytes) -> Shard:
    """The inverse of `encode`; the arrays are views of `data`."""
    parts = msgspec.msgpack.decode(data, type=list[memoryview])
    arrays = (np.frombuffer(part, kind) for part, kind in zip(parts, _TYPES, strict=True))
    ids, sections, series, sketches, totals, terms, starts, repeated, rows, counts = arrays
    columns = ArticleColumns(sections, series, sketches.reshape(-1, _SKETCH_BINS), totals)
    return Shard(ids, columns, terms, starts, repeated.reshape(2, -1), rows, counts)
