"""The index over what was read: which articles are shown, at which address and in which lists."""

from __future__ import annotations

import os
from array import array
from itertools import groupby, islice

import msgspec
import numpy as np

from newsgen.config import Config
from newsgen.content.article import Standing, Status
from newsgen.content.reader import PAGES
from newsgen.errors import Problem
from newsgen.index.articles import Store
from newsgen.index.entries import hashed
from newsgen.index.mentions import answers
from newsgen.index.order import Order
from newsgen.index.order_state import anew, load, patched, relinked, save
from newsgen.index.resolver import Resolver, seal
from newsgen.index.rows import Entry, unpack, unpack_entry, unpack_names
from newsgen.index.scan import Scan
from newsgen.index.view import NEVER, View
from newsgen.related.update import update as update_related
from newsgen.urls import Urls
from newsgen.workers import WorkerPool

_TOGETHER = 500  # articles that are stored at a time


class Seen(msgspec.Struct, frozen=True):
    """The view that the index holds, and until when time does not change it."""

    view: View
    until: int

    def still_holds(self, view: View) -> bool:
        return self.view.timeless() == view.timeless() and self.view.now <= view.now < self.until


class Index(msgspec.Struct, frozen=True):
    """The index as it is now: what does not fit together, until when it holds, and the order of articles.

    `until` is microseconds since 1970. `order` is None where nothing changed and none was at hand:
    `archive.order.load` reads it.
    """

    problems: tuple[Problem, ...]
    until: int
    order: Order | None


def update(
    store: Store,
    config: Config,
    view: View,
    scan: Scan,
    order: Order | None = None,
    *,
    relating: bool = True,
    pool: WorkerPool | None = None,
) -> Index:
    """Bring the index up to the files. `order` is the one of the last update, if that is at hand.

    Two articles at one address are a problem; the one whose path comes first stays in the index. Whatever
    changes gives the content another `generation`. Unless `relating`, related stories are left as they were,
    and the order is not kept, until `relate_rest`, or the next update.
    """
    update = _Update(store, config, view)
    with store.filling():
        update.take(scan)
    problems = update.collisions()
    # An article that was pushed out comes back once its address is free: then all must be looked at.
    store.set_meta("seen", b"" if problems else msgspec.msgpack.encode(Seen(view, update.until)))
    changed = update.whole or bool(update.touched or scan.changed or scan.gone)
    if changed:
        order = update.settle(order)
        _leave(store, update.touched)
        _turn(store)
    if relating and (changed or waits(store)):
        order = relate_rest(store, config, order or load(store), pool)
    return Index(problems, update.until, order)


def waits(store: Store) -> bool:
    """Whether an update has left something to `relate_rest`."""
    return bool(store.meta("unrelated")) or store.meta("order") != store.meta("generation")


def relate_rest(store: Store, config: Config, order: Order, pool: WorkerPool | None = None) -> Order:
    """Do what updates have left: work out related stories, count, and keep the order."""
    touched = np.frombuffer(store.meta("unrelated"), np.int64).tolist()
    count = config.related + config.read_also.auto
    changes = update_related(store, order, touched, count, pool) if touched else None
    if changes and changes.articles:
        order = relinked(order, store, changes.articles)
        _turn(store)
    store.set_meta("unrelated", b"")
    store.set_meta("counts", msgspec.msgpack.encode(store.count_articles()))
    return save(store, order)


def _leave(store: Store, touched: array[int]) -> None:
    """Note the articles whose related stories are to be worked out."""
    waiting = np.frombuffer(store.meta("unrelated"), np.int64)
    store.set_meta("unrelated", np.union1d(np.array(touched, np.int64), waiting).tobytes())


def _turn(store: Store) -> None:
    """Give the content another generation."""
    store.set_meta("generation", _next(store.meta("generation")))


def _next(generation: bytes) -> bytes:
    """The generation after one: a number, and a mark of the state that no other state has."""
    return (int.from_bytes(generation[:8]) + 1).to_bytes(8) + (generation[8:] or os.urandom(8))


class _Update:
    """One update of the index: which articles were touched, and the names they answered to."""

    def __init__(self, store: Store, config: Config, view: View) -> None:
        self.store = store
        self.config = config
        self.view = view
        self.touched = array("q")
        self.added: list[tuple[int, str, Entry, bytes]] = []  # not stored yet: many together go faster
        self.places: list[tuple[int, int, str]] = []  # of those, in lists
        self.lists: dict[tuple[str, str], int] = {}
        self.names: set[str] = set()
        stored = store.meta("seen")
        seen = msgspec.msgpack.decode(stored, type=Seen) if stored else None
        self.steady = seen is not None and seen.still_holds(view)
        self.whole = seen is None or seen.view.timeless() != view.timeless()
        self.until = seen.until if seen and self.steady else NEVER
        self.related: dict[int, bytes] = {}  # of articles that were taken out, as it still is
        self.terms: set[int] = set()
        self.urls: set[str] = set()  # of articles that were touched

    def take(self, scan: Scan) -> None:
        """Let go what is gone, and take in what is new, changed, or due."""
        paths = (*scan.changed, *scan.gone)
        if not self.whole:
            self.names = {f"path:{path}" for path in paths}
        for article in () if self.store.is_empty() else self.store.article_ids(paths).values():
            self._drop(article)
        for showing in self.store.showings(scan.changed if self.steady else None):
            self.until = min(self.until, self.view.turns(showing.at, showing.until))
            shown = self.view.shows(showing.at, showing.until, draft=bool(showing.draft))
            if shown and not showing.present:
                self._add(showing.id, showing.path, unpack_entry(showing.entry))
            elif showing.present and not shown:
                self._drop(showing.id)
        self._put()

    def _drop(self, article: int) -> None:
        row = self.store.article_bare(article)
        if row is None:
            return
        self.touched.append(article)
        self.terms.update(term for _, term in self.store.members([article]))
        if not self.whole:
            self.urls.add(row.url)
            self.names |= answers(row.path, row, self.store.aliases(article))
        self.related[article] = row.related
        self.store.drop_article(article)

    def _add(self, article: int, path: str, entry: Entry) -> None:
        self.touched.append(article)
        self.added.append((article, path, entry, self.related.get(article, b"")))
        for kind, slug, name in entry.terms:
            self.places.append((article, self._term(kind, slug), name))
        if not self.whole:
            self.urls.add(entry.url)
            self.names |= answers(path, entry, entry.aliases)
        if len(self.added) >= _TOGETHER:
            self._put()

    def _term(self, kind: str, slug: str) -> int:
        found = self.lists.get((kind, slug))
        if found is None:
            found = self.lists[kind, slug] = self.store.term(kind, slug)
        return found

    def _put(self) -> None:
        """Store what was added."""
        self.store.put_articles(self.added, self.places)
        self.terms.update(term for _, term, _ in self.places)
        self.added.clear()
        self.places.clear()

    def collisions(self) -> tuple[Problem, ...]:
        """What wants one address; all but the first are taken out again."""
        found = []
        for url, group in groupby(
            list(self.store.same_urls(None if self.whole else sorted(self.urls))), key=lambda row: row[0]
        ):
            first, *others = [(path, article) for _, path, article in group]
            for path, article in others:
                hint = "give one of them another `slug`"
                found.append(Problem(path, 1, 1, f"its address {url} is that of content/{first[0]}", hint))
                self._drop(article)
        return tuple(found)

    def settle(self, order: Order | None) -> Order:
        """Look up names, and put articles and lists in order."""
        asking = None if self.whole else self.store.asking(map(hashed, self.names)).union(self.touched)
        resolver = Resolver(self.store, self._pages())
        naming = self.store.names(None if asking is None else sorted(asking))
        while some := list(islice(naming, _TOGETHER)):
            self.store.put_references([resolver.resolve(of, unpack_names(names)) for of, names in some])
        if asking is None:
            return self._named(anew(self.store))
        return self._named(patched(order or load(self.store), self.store, asking))

    def _pages(self) -> dict[str, str]:
        """The address of every static page, by the path of its file."""
        found, addresses = {}, Urls(self.config)
        for row in self.store.files_below(PAGES):
            record = unpack(row.kept).record if row.kept else None
            if isinstance(record, Standing) and (self.view.drafts or record.status is not Status.DRAFT):
                found[row.path] = addresses.page(record.slug)
        return found

    def _named(self, order: Order) -> Order:
        """With every list named as its oldest article writes it, and none that is empty."""
        empty, named = [], False
        for term in self.terms:
            oldest = order.oldest(term)
            if oldest is None:
                empty.append(term)
                continue
            name = self.store.name(term, oldest)
            if name != order.by_id[term].name:
                self.store.rename(term, name, seal(name))
                named = True
        self.store.drop_terms(empty)
        return Order(order.columns, tuple(self.store.terms()), order.changed) if empty or named else order
