"""Brings the index up to the files: which articles are shown, at which address, and in which lists."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import astuple

from newsgen.config import Config
from newsgen.content.article import Document
from newsgen.content.reader import PAGES
from newsgen.errors import Problem
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.entries import hash64, hashed_key, unlisted
from newsgen.index.mentions import answered_keys
from newsgen.index.order import Integers, Order
from newsgen.index.resolver import Resolver
from newsgen.index.rows import (
    AliasRow,
    ArticleColumns,
    AskRow,
    FormerTerm,
    IndexedArticle,
    IndexEntry,
    MemberRow,
    ShowableRow,
    unpack_entry,
)
from newsgen.index.scan import Scan
from newsgen.index.view import NEVER, View
from newsgen.urls import Urls

_BATCH = 500  # articles that are stored at a time


class IndexedView(msgspec.Struct, frozen=True):
    """The view that the index holds, and until when time does not change it."""

    view: View
    until: int

    def still_holds(self, view: View) -> bool:
        return self.view.timeless() == view.timeless() and self.view.now <= view.now < self.until


class Index(msgspec.Struct, frozen=True):
    """The index as it is now: what does not fit together, until when it holds, and the order of articles.

    `until` is microseconds since 1970. `order` is None where nothing changed and none was at hand:
    `order_state.load` reads it.
    """

    problems: tuple[Problem, ...]
    until: int
    order: Order | None


def update(
    database: Database, content: Path, config: Config, view: View, scan: Scan, order: Order | None = None
) -> Index:
    """Bring the index up to a scan of `content`. `order` is the one of the last update, if that is at hand.

    Two articles at one address are a problem; the one whose path comes first stays in the index. Whatever
    changes gives the content another generation. Related stories are left as they were: `pending` are the
    articles for which they are to be worked out, and `settled` says that they were.
    """
    update = _Update(database, content, config, view)
    with database.articles.filling():
        update.apply(scan)
    problems = update.conflicts()
    # An article that was pushed out comes back once its address is free: then all must be looked at.
    seen = b"" if problems else msgspec.msgpack.encode(IndexedView(view, update.until))
    database.values.put("seen", seen)
    changed = update.whole or bool(update.touched or scan.changed or scan.gone)
    if changed:
        order = update.order(order)
        database.headlines.save(None if update.whole else set(update.touched))
        _add_pending(database, update.touched)
        new_generation(database)
    return Index(problems, update.until, order)


def is_settled(database: Database) -> bool:
    """Whether related stories are worked out, and the order is kept, for the content as it is."""
    values = database.values
    return not values.get("related pending") and values.get("order") == values.get("generation")


def pending(database: Database) -> Integers:
    """The articles that came, changed or went since related stories were worked out."""
    return np.frombuffer(database.values.get("related pending"), np.int64)


def settled(database: Database, order: Order) -> Order:
    """Note that related stories are worked out, and keep the order; it is returned as one that is kept."""
    database.values.put("related pending", b"")
    database.values.put("counts", msgspec.msgpack.encode(database.articles.count()))
    return order_state.save(database, order)


def _add_pending(database: Database, touched: array[int]) -> None:
    articles = np.union1d(np.array(touched, np.int64), pending(database))
    database.values.put("related pending", articles.tobytes())


def new_generation(database: Database) -> None:
    """Give the content another generation: a number, and a mark of the state that no other state has."""
    generation = database.values.get("generation")
    number = (int.from_bytes(generation[:8]) + 1).to_bytes(8)
    database.values.put("generation", number + (generation[8:] or os.urandom(8)))


class _Update:
    """One update of the index: which articles were touched, and the keys that they answered to."""

    def __init__(self, database: Database, content: Path, config: Config, view: View) -> None:
        self.database = database
        self.content = content
        self.config = config
        self.view = view
        self.touched = array("q")
        self.keys: set[str] = set()  # that touched articles answer to
        self.urls: set[str] = set()  # of touched articles
        self.terms: set[int] = set()  # of touched articles
        self._left: dict[int, dict[int, set[int]]] = {}  # by term, its articles, with all theirs
        self._added: list[tuple[IndexedArticle, IndexEntry]] = []  # not stored yet: many together go faster
        self._term_ids: dict[tuple[str, str], int] = {}
        stored = database.values.get("seen")
        seen = msgspec.msgpack.decode(stored, type=IndexedView) if stored else None
        self.steady = seen is not None and seen.still_holds(view)
        self.whole = seen is None or seen.view.timeless() != view.timeless()
        self.until = seen.until if seen and self.steady else NEVER

    def apply(self, scan: Scan) -> None:
        """Drop what is gone, and add what is new, changed, or due."""
        paths = (*scan.changed, *scan.gone)
        articles, files = self.database.articles, self.database.files
        if not self.whole:
            self.keys = {f"path:{path}" for path in paths}
        for article in () if articles.is_empty() else articles.ids(paths).values():
            self._drop(article)
        for row in files.showable(scan.changed if self.steady else None):
            self.until = min(self.until, self.view.turns(row.at, row.until))
            if self.view.shows(row.at, draft=bool(row.draft)):
                self._show(row)
            elif row.listed is not None:
                self._drop(row.id)
        self._store()

    def _show(self, row: ShowableRow) -> None:
        """Give an article its place in the index: among the others, or as one that has expired."""
        has_expired = self.view.has_expired(row.until)
        if row.listed == int(not has_expired):
            return
        entry = unlisted(unpack_entry(row.entry)) if has_expired else unpack_entry(row.entry)
        if row.listed == entry.listed:
            return
        if row.listed is not None:
            self._drop(row.id)
        self._add(row.id, row.path, entry)

    def _drop(self, article: int) -> None:
        row = self.database.articles.indexed(article)
        if row is None:
            return
        self.touched.append(article)
        terms = {member.term for member in self.database.articles.members([article])}
        self.terms |= terms
        for term in terms:
            self._left.setdefault(term, {})[article] = terms
        self._note(row.path, row, [old.url for old in self.database.articles.old_urls(article)])
        self.database.articles.drop(article)
        self.database.headlines.drop(article)

    def _add(self, article: int, path: str, entry: IndexEntry) -> None:
        self.touched.append(article)
        columns = {name: getattr(entry, name) for name in ArticleColumns.__struct_fields__}
        self._added.append((IndexedArticle(**columns, id=article, path=path), entry))
        self._note(path, entry, [old.url for old in entry.old_urls])
        if len(self._added) >= _BATCH:
            self._store()

    def _note(self, path: str, article: IndexedArticle | IndexEntry, old_urls: Iterable[str]) -> None:
        """Note what a touched article answers to; of a whole index, everything is looked at anyway."""
        if not self.whole:
            self.urls.add(article.url)
            self.keys |= answered_keys(path, article, old_urls)

    def _store(self) -> None:
        """Store what was added."""
        members = [
            MemberRow(row.id, self._term_id(term.kind, term.slug), term.name)
            for row, entry in self._added
            for term in entry.terms
        ]
        self.database.articles.put(
            (row for row, _ in self._added),
            members,
            (AliasRow(row.id, *astuple(old)) for row, entry in self._added for old in entry.old_urls),
            (AskRow(row.id, key) for row, entry in self._added for key in entry.asks),
        )
        headlines = ((row.id, row.url, row.key) for row, _ in self._added if row.listed)
        self.database.headlines.put(headlines, self.config.language)
        self.terms.update(member.term for member in members)
        self._added.clear()

    def _term_id(self, kind: str, slug: str) -> int:
        known = self._term_ids.get((kind, slug))
        if known is None:
            known = self._term_ids[kind, slug] = self.database.articles.term(kind, slug)
        return known

    def conflicts(self) -> tuple[Problem, ...]:
        """The articles that want the address of another one; they are taken out again."""
        problems = []
        for first, *others in list(
            self.database.articles.same_urls(None if self.whole else sorted(self.urls))
        ):
            for other in others:
                message = f"its address {other.url} is that of content/{first.path}"
                hint = "give one of them another `slug` or `permalink`"
                problems.append(Problem(other.path, 1, 1, message, hint, other.url))
                self._drop(other.id)
        return tuple(problems)

    def order(self, order: Order | None) -> Order:
        """Resolve mentions, and bring articles and lists into order."""
        articles = self.database.articles
        asking = None if self.whole else articles.asking(map(hashed_key, self.keys)).union(self.touched)
        resolver = Resolver(self.database, self.content, self._page_urls(), self.config.language)
        mentioning = articles.mentioning(None if asking is None else sorted(asking))
        while batch := list(islice(mentioning, _BATCH)):
            articles.put_resolved([resolver.resolve(asker) for asker in batch])
        if asking is None:
            return self._with_names(order_state.anew(self.database))
        known = order or order_state.load(self.database)
        return self._with_names(order_state.patched(known, self.database, asking))

    def _page_urls(self) -> dict[str, str]:
        """The address of every static page, by the path of its file."""
        urls = Urls(self.config)
        records = (file.unpacked.record for file in self.database.files.below(PAGES) if file.unpacked)
        return {
            record.path: urls.page(record.slug, record.permalink)
            for record in records
            if isinstance(record, Document) and self.view.shows_document(record)
        }

    def _with_names(self, order: Order) -> Order:
        """The order, each list named as its oldest article writes it, without those that are empty."""
        empty, renamed = [], False
        for term in self.terms:
            oldest = order.oldest(term)
            if oldest is None:
                empty.append(term)
                continue
            name = self.database.articles.term_name(term, oldest)
            if name != order.by_id[term].name:
                self.database.articles.rename_term(term, name, hash64(name))
                renamed = True
        self.database.addresses.put_former_terms(self._former(order, term) for term in empty)
        self.database.articles.drop_terms(empty)
        if not empty and not renamed:
            return order
        return Order(order.columns, tuple(self.database.articles.terms()), order.changed)

    def _former(self, order: Order, term: int) -> FormerTerm:
        """A list that is empty now, and the one that all its articles came into instead."""
        went = order.by_id[term]
        gained = [
            {member.term for member in self.database.articles.members([article])} - before
            for article, before in self._left.get(term, {}).items()
        ]
        common = set.intersection(*gained) if gained else set[int]()
        heirs = [order.by_id[other] for other in common if order.by_id[other].kind == went.kind]
        heir = heirs[0] if len(heirs) == 1 else None
        name, slug = (self.database.articles.term_named(heir.id), heir.slug) if heir else ("", "")
        return FormerTerm(term, went.kind, went.slug, went.name, name, slug)
