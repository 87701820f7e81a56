"""What the state keeps of related stories: timeline, shards, and for each article its best and its list."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import numpy as np

from newsgen.index.database import Database
from newsgen.index.order_state import blocks
from newsgen.index.rows import RelatedRow
from newsgen.related.arrays import Ints, Mask, UInt32s, distinct
from newsgen.related.links import Links
from newsgen.related.postings import Corpus, timeline
from newsgen.related.ranking import Rankings
from newsgen.related.scoring import BEST
from newsgen.related.shards import Shard, decode, empty, encode, shard_numbers

_ORDER, _SHARD = "related order", "related shard "
_LIST, _THRESHOLDS, _LENGTH = "related list ", "related thresholds ", "related length"
_LINKS = "related links"
_LINK_BLOCK = 12  # links of articles whose ids differ in so many last bits are stored together
_LIST_BITS = 8  # ids that differ in their last bits only have their lists stored together
_THRESHOLD_BITS = 11  # the same for thresholds, which are all read


class ShardStore(Mapping[int, Shard]):
    """The stored shards of some articles, by number; each is read whenever it is asked for, and not held."""

    def __init__(self, database: Database, articles: Ints) -> None:
        self.database = database
        self.numbers = np.flatnonzero(np.bincount(shard_numbers(articles))).tolist()

    def __getitem__(self, number: int) -> Shard:
        data = self.database.values.get(f"{_SHARD}{number:08}")
        return decode(data) if data else empty()

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


def update_shards(database: Database, removed: Ints, added: Ints) -> None:
    """Take articles out of their shards, and put articles in, with their features from the state."""
    removed_numbers, added_numbers = shard_numbers(removed), shard_numbers(added)
    for number, shard in ShardStore(database, np.append(removed, added)).items():
        features = {
            article: database.files.features(article) for article in added[added_numbers == number].tolist()
        }
        updated = shard.updated(removed[removed_numbers == number], features)
        database.values.put(f"{_SHARD}{number:08}", encode(updated))


def load_order(database: Database) -> Ints:
    """The ids of the articles that the last update knew, oldest first."""
    return np.frombuffer(database.values.get(_ORDER), "<i8")


def save_order(database: Database, ids: Ints) -> None:
    database.values.put(_ORDER, ids.tobytes())


def load_links(database: Database) -> Links:
    """The links that the last update knew."""
    pairs = np.frombuffer(database.values.blocks(_LINKS), "<u4").reshape(-1, 2)
    return Links(pairs[:, 0], pairs[:, 1])


def save_links(database: Database, links: Links, changed: Ints) -> None:
    """Store the links; only those of `changed` articles may be others than before."""
    pairs, sources = np.column_stack([links.sources, links.targets]), links.sources.astype(np.int64)
    changed_blocks = set(distinct(changed >> _LINK_BLOCK).tolist())
    database.values.put_blocks(_LINKS, blocks(pairs, sources, _LINK_BLOCK, changed_blocks))


def load_corpus(database: Database) -> Corpus:
    """All articles as the last update knew them."""
    ids = load_order(database)
    return Corpus(timeline(ids), dict(ShardStore(database, ids)))


def shared_file(database: Database) -> Path:
    """Where processes share what they rank by: a temporary file beside the state."""
    return database.path.with_name(f"{database.path.name}-related")


class ListStore:
    """For each article, by id: its best, the threshold to be among them, and its list of `count` articles.

    0 stands where there is none. Stored lists are read when they are needed. They are `outdated` if they have
    another length; then all must be put. The lists of `touched` articles are written whatever they were.
    """

    def __init__(self, database: Database, highest: int, touched: Ints, count: int) -> None:
        self.database = database
        self.count = count
        self.outdated = database.values.get(_LENGTH) != bytes([count])
        self._key = f"{_LIST}{count:03} "  # lists of another length have other keys
        bits = max(_LIST_BITS, _THRESHOLD_BITS)
        size = (highest >> bits) + 1 << bits
        # Zeros take no memory before they are written.
        self._best, self._lists = np.zeros((size, BEST), np.uint32), np.zeros((size, count), np.uint32)
        self._thresholds = np.zeros(size, np.int64)
        self._touched = np.zeros(size, np.bool_)
        self._touched[touched] = True
        self._loaded: set[int] = set()
        self._changed = [touched]
        if not self.outdated:
            for found in database.values.below(_THRESHOLDS):
                part = _slice(int(found.key.removeprefix(_THRESHOLDS)), _THRESHOLD_BITS)
                self._thresholds[part] = np.frombuffer(found.value, "<i8")

    def with_best_among(self, articles: Ints) -> Ints:
        """The ids of those that have any of these articles among their best."""
        if not len(articles):
            return articles
        self._load(np.arange(len(self._best) >> _LIST_BITS))
        wanted = np.zeros(max(len(self._best), int(articles.max()) + 1), np.bool_)
        wanted[articles] = True
        return np.flatnonzero(wanted[self._best].any(1))

    def reached(self, articles: Ints, scores: Ints) -> Ints:
        """Those of the articles whose threshold is reached by the score of the same index."""
        return articles[scores >= np.maximum(1, self._thresholds[articles])]

    def unfilled(self, articles: Ints) -> Ints:
        """Those of the articles whose best are too few by their scores, so that others follow."""
        is_unfilled: Mask = self._thresholds[articles] == 0
        return articles[is_unfilled]

    def put(self, rankings: Rankings) -> list[int]:
        """Take in rankings, and write the lists that changed; return the ids of their articles."""
        ids = rankings.articles
        self._load(distinct(ids >> _LIST_BITS))
        relisted = (self._lists[ids] != rankings.lists).any(1) | self.outdated
        changed = relisted | (self._best[ids] != rankings.best).any(1)
        changed |= self._thresholds[ids] != rankings.thresholds
        self._best[ids], self._lists[ids] = rankings.best, rankings.lists
        self._thresholds[ids] = rankings.thresholds
        self._changed.append(ids[changed])
        written = relisted | self._touched[ids]
        lists = zip(ids[written].tolist(), rankings.lists[written].tolist(), strict=True)
        return self.database.articles.put_related(
            RelatedRow(article, array("q", filter(None, related)).tobytes()) for article, related in lists
        )

    def save(self, removed: Ints) -> None:
        """Store what changed; removed articles have nothing."""
        self._load(distinct(removed >> _LIST_BITS))
        self._best[removed], self._lists[removed], self._thresholds[removed] = 0, 0, 0
        self.database.articles.drop_related(removed.tolist())
        changed = np.concatenate(self._changed)
        for number in distinct(changed >> _LIST_BITS).tolist():
            part = _slice(number, _LIST_BITS)
            columns = [self._best[part].tobytes(), self._lists[part].tobytes()]
            self.database.values.put(f"{self._key}{number:08}", msgspec.msgpack.encode(columns))
        for number in distinct(changed >> _THRESHOLD_BITS).tolist():
            data = self._thresholds[_slice(number, _THRESHOLD_BITS)].tobytes()
            self.database.values.put(f"{_THRESHOLDS}{number:08}", data)
        self.database.values.put(_LENGTH, bytes([self.count]))

    def _load(self, parts: Ints) -> None:
        """Read the parts that are not there yet."""
        for number in () if self.outdated else sorted({*parts.tolist()} - self._loaded):
            self._loaded.add(number)
            if data := self.database.values.get(f"{self._key}{number:08}"):
                best, lists = msgspec.msgpack.decode(data, type=tuple[memoryview, memoryview])
                part = _slice(number, _LIST_BITS)
                self._best[part] = _ids(best).reshape(-1, BEST)
                self._lists[part] = _ids(lists).reshape(1 << _LIST_BITS, self.count)


def _slice(number: int, bits: int) -> slice:
    return slice(number << bits, number + 1 << bits)


def _ids(data: memoryview) -> UInt32s:
    return np.frombuffer(data, "<u4")
