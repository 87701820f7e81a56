"""The index over what was read: which articles are shown, at which address and in which lists."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import groupby

import msgspec

from newsgen.addresses import Addresses
from newsgen.archive.order import Order
from newsgen.archive.related import relate
from newsgen.archive.rows import ArticleRow, FileRow, unpack
from newsgen.archive.scan import Scan
from newsgen.archive.store import Store
from newsgen.archive.titles import title_key, web_key
from newsgen.config import Config
from newsgen.content.article import Article, Status
from newsgen.content.slugs import slugify
from newsgen.errors import Problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_NEVER = 2**62


class View(msgspec.Struct, frozen=True):
    """Which articles are shown: `now` is microseconds since 1970, and the only clock there is."""

    now: int
    drafts: bool = False
    future: bool = False
    expired: bool = False

    def shows(self, article: Article) -> bool:
        return (
            (self.drafts or article.status is not Status.DRAFT)
            and (self.future or micros(article.date.at) <= self.now)
            and (self.expired or article.expires is None or micros(article.expires.at) > self.now)
        )

    def timeless(self) -> "View":
        """The same view without its clock: what was asked for."""
        return msgspec.structs.replace(self, now=0)

    def turns(self, article: Article) -> int:
        """When time alone will next change whether the article is shown."""
        moments = [micros(article.date.at)] + ([micros(article.expires.at)] if article.expires else [])
        return min((moment for moment in moments if moment > self.now), default=_NEVER)


class Seen(msgspec.Struct, frozen=True):
    """The view that the index holds, and until when time does not change it."""

    view: View
    until: int

    def still_holds(self, view: View) -> bool:
        return self.view.timeless() == view.timeless() and self.view.now <= view.now < self.until


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // _MICRO


def moment(micros: int) -> datetime:
    """The moment so many microseconds after 1970, in UTC."""
    return _EPOCH + micros * _MICRO


def term_slug(name: str) -> str:
    """The address part of a tag, section, author or series; never empty."""
    return slugify(name) or blake2b(name.encode(), digest_size=4).hexdigest()


def update(store: Store, config: Config, view: View, scan: Scan) -> tuple[Problem, ...]:
    """Bring the index up to the files, and return what does not fit together.

    Two articles at one address are a problem; the one whose path comes first stays in the index. Whatever
    changes gives the content another `generation`.
    """
    stored = store.meta("seen")
    seen = msgspec.msgpack.decode(stored, type=Seen) if stored else None
    steady = seen is not None and seen.still_holds(view)
    until = seen.until if seen and steady else _NEVER
    present = set(scan.changed) if steady else store.article_paths()
    addresses = Addresses(config)
    touched = list(scan.gone)
    for path in scan.gone:
        store.drop_article(path)
    changed = set(scan.changed)
    for row in list(_rows(store, scan.changed) if steady else store.records()):
        article = unpack(row.kept or b"").record
        if not isinstance(article, Article):
            continue
        until = min(until, view.turns(article))
        shown = view.shows(article)
        if row.path in changed or shown != (row.path in present):
            store.drop_article(row.path)
            touched.append(row.path)
            if shown:
                _add(store, config, addresses, row, article)
    problems = tuple(_collisions(store))
    # An article that was pushed out comes back once its address is free: then all must be looked at.
    store.set_meta("seen", b"" if problems else msgspec.msgpack.encode(Seen(view, until)))
    if touched:
        relate(store, Order(store), config.related + config.read_also.auto)
    if touched or changed:
        store.set_meta("generation", (int.from_bytes(store.meta("generation")) + 1).to_bytes(8))
    return problems


def _rows(store: Store, paths: Iterable[str]) -> Iterator[FileRow]:
    for path in paths:
        row = store.file(path)
        if row is not None and row.kept is not None:
            yield row


def _add(store: Store, config: Config, addresses: Addresses, row: FileRow, article: Article) -> None:
    kept = row.kept
    assert kept is not None
    day = article.date.at.astimezone(config.zone).date()
    section = term_slug(article.categories[0]) if article.categories else ""
    listed = article.status is not Status.WITHDRAWN
    parts = unpack(kept).outline.parts if config.nextpage == "split" and listed else 1
    entry = ArticleRow(
        id=0,
        path=row.path,
        url=addresses.article(day, section, article.slug),
        at=micros(article.date.at),
        modified=_modified(article),
        day=day.isoformat(),
        listed=int(listed),
        slug=article.slug,
        key=title_key(article.title),
        section=section,
        parts=parts,
        digest=row.digest,
        kept=kept,
    )
    terms = [(kind, term_slug(name), name) for kind, name in _terms(article)] if listed else []
    if listed and (origin := web_key(article.origin)):
        terms.append(("origin", origin, ""))
    old = {addresses.alias(alias) for alias in article.aliases} - {entry.url}
    store.put_article(entry, terms, sorted(old))


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


def _collisions(store: Store) -> Iterator[Problem]:
    for url, group in groupby(list(store.same_urls()), key=lambda row: row[0]):
        first, *others = [path for _, path in group]
        for path in others:
            hint = "give one of them another `slug`"
            yield Problem(path, 1, 1, f"its address {url} is that of content/{first}", hint)
            store.drop_article(path)
