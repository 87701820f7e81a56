"""The index over what was read: which articles are shown, at which address and in which lists."""

import os
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
import numpy as np

from newsgen.addresses import Addresses
from newsgen.archive.order import Order, load, patched, save
from newsgen.archive.references import Resolver, seal, term_slug
from newsgen.archive.related import relate
from newsgen.archive.rows import ArticleRow, FileRow, unpack
from newsgen.archive.scan import Scan
from newsgen.archive.store import Store
from newsgen.archive.titles import answers, title_key, web_key
from newsgen.archive.view import NEVER, View, micros
from newsgen.config import Config
from newsgen.content.article import Article, Standing, Status
from newsgen.content.reading import PAGES
from newsgen.crew import Crew
from newsgen.errors import Problem


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
    crew: Crew | None = None,
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
        order = update.settle(order or load(store))
        _leave(store, update.touched)
        _turn(store)
    if relating and (changed or store.meta("unrelated")):
        order = relate_rest(store, config, order or load(store), crew)
    return Index(problems, update.until, order)


def waits(store: Store) -> bool:
    """Whether an update has left something to `relate_rest`."""
    return bool(store.meta("unrelated")) or store.meta("order") != store.meta("generation")


def relate_rest(store: Store, config: Config, order: Order, crew: Crew | None = None) -> Order:
    """Do what updates have left: work out related stories, count, and keep the order."""
    touched = np.frombuffer(store.meta("unrelated"), np.int64).tolist()
    count = config.related + config.read_also.auto
    moved = relate(store, order, touched, count, crew) if touched else []
    if moved:
        order = patched(order, store, moved)
        _turn(store)
    store.set_meta("unrelated", b"")
    store.set_meta("counts", msgspec.msgpack.encode(store.count_articles()))
    save(store, order)
    return order


def _leave(store: Store, touched: set[int]) -> None:
    """Note the articles whose related stories are to be worked out."""
    waiting = np.frombuffer(store.meta("unrelated"), np.int64).tolist()
    store.set_meta("unrelated", np.array(sorted(touched.union(waiting)), np.int64).tobytes())


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
        self.addresses = Addresses(config)
        self.touched: set[int] = set()
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
        present = self.store.article_ids((*scan.changed, *scan.gone) if self.steady else None)
        self.names = {f"path:{path}" for path in (*scan.changed, *scan.gone)}
        for path in scan.gone:
            self._drop(present.get(path))
        changed = set(scan.changed)
        for row in _rows(self.store, scan.changed) if self.steady else self.store.records():
            article = unpack(row.kept or b"").record
            if not isinstance(article, Article):
                self._drop(present.get(row.path) if row.path in changed else None)
                continue
            self.until = min(self.until, self.view.turns(article))
            shown = self.view.shows(article)
            if row.path in changed or shown != (row.path in present):
                self._drop(present.get(row.path))
                if shown:
                    self._add(row, article)

    def _drop(self, article: int | None) -> None:
        if article is not None and (row := self.store.article_bare(article)):
            self._note(row)
            self.related[article] = row.related
            self.store.drop_article(article)

    def _note(self, row: ArticleRow) -> None:
        self.touched.add(row.id)
        self.terms.update(term for _, term in self.store.members([row.id]))
        if not self.whole:
            self.urls.add(row.url)
            self.names |= answers(self.store, row)

    def _add(self, row: FileRow, article: Article) -> None:
        kept = row.kept
        assert kept is not None
        day = article.date.at.astimezone(self.config.zone).date()
        section = term_slug(article.categories[0]) if article.categories else ""
        listed = article.status is not Status.WITHDRAWN
        parts = unpack(kept).outline.parts if self.config.nextpage == "split" and listed else 1
        url = self.addresses.article(day, section, article.slug)
        old = {self.addresses.alias(alias) for alias in article.aliases} - {url}
        entry = ArticleRow(
            id=row.id,
            path=row.path,
            url=url,
            at=micros(article.date.at),
            modified=_modified(article),
            day=day.isoformat(),
            listed=int(listed),
            slug=article.slug,
            key=title_key(article.title),
            section=section,
            parts=parts,
            aliases=len(old),
            origin=web_key(article.origin),
            digest=row.digest,
            kept=kept,
            related=self.related.get(row.id, b""),
        )
        terms = [(kind, term_slug(name), name) for kind, name in _terms(article)] if listed else []
        self.store.put_article(entry, terms, sorted(old))
        self._note(entry)

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

    def settle(self, order: Order) -> Order:
        """Look up names, and put articles and lists in order."""
        pages = self._pages()
        asking = None if self.whole else self.store.asking(self.names) | self.touched
        resolver = Resolver(self.store, self.addresses, pages)
        if asking is None:
            asking = set(self.store.article_ids().values()) | self.touched
        for article in sorted(asking):
            if row := self.store.article(article):
                resolver.resolve(row)
        resolver.finish()
        return self._named(patched(order, self.store, asking))

    def _pages(self) -> dict[str, str]:
        """The address of every static page, by the path of its file."""
        found = {}
        for row in self.store.files_below(PAGES):
            record = unpack(row.kept).record if row.kept else None
            if isinstance(record, Standing) and (self.view.drafts or record.status is not Status.DRAFT):
                found[row.path] = self.addresses.page(record.slug)
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
        return Order(order.columns, tuple(self.store.terms())) if empty or named else order


def _rows(store: Store, paths: Iterable[str]) -> Iterator[FileRow]:
    for path in paths:
        row = store.file(path)
        if row is not None and row.kept is not None:
            yield row


def _modified(article: Article) -> int:
    """When the article last changed: its newest update or correction, else its publication."""
    moments = [article.date, article.updated or article.date, *(c.date for c in article.corrections)]
    return max(micros(when.at) for when in moments)


def _terms(article: Article) -> Iterator[tuple[str, str]]:
    for name in article.categories:
        yield "section", name
    for name in article.tags:
        yield "tag", name
    for name in article.authors:
        yield "author", name
    if article.series:
        yield "series", article.series
