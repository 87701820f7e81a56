"""Redirects: the old addresses of articles, static pages and lists, which lead to the new ones."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.index.order import Integers
from newsgen.pages.hashing import Hashes, numbered
from newsgen.pages.kind import (
    Lasting,
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.redirects import Answering, DocumentAddress
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page

Flags = npt.NDArray[np.bool_]

_NO_FILE = np.uint64(0x9E3779B97F4A7C15)  # added to a fingerprint, so that a page that loses its file differs


class RedirectPage(Page, frozen=True, kw_only=True):
    """An old address that leads to `target`, by a page of its own."""

    template: ClassVar[str] = "redirect.html"
    target: str

    @property
    def location(self) -> str:
        return self.target


class AnsweredRedirect(Page, frozen=True, kw_only=True):
    """An old address that leads to `target` without a page of its own: `by` is the host, or a script.

    A `query` is the one that it was typed with, and the path before that.
    """

    has_file: ClassVar[bool] = False
    target: str
    by: Answering
    query: str = ""


class RedirectKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file, and the place of the address among its old ones."""

    name: ClassVar[str] = "redirect"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        articles = snapshot.database.articles
        old = snapshot.redirects.by_url.get(url, ())
        claimants = [(0, snapshot.path(one.file), one.file, one.number) for one in old]
        if row := articles.at_old_url(url):
            every = snapshot.old_urls(row.id)
            number = next(number for number, one in enumerate(every) if one.url == url)
            claimants.append((int(every[number].rule != 0), row.path, row.id, number))
        return make_key(self.rank, *min(claimants)[2:]) if claimants else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        parts = split_key(key)
        if old := snapshot.old_urls(parts.owner):
            return old[parts.number].url
        return _of_document(snapshot, parts.owner)[parts.number].old.url

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        parts = split_key(key)
        old = snapshot.old_urls(parts.owner)
        is_typed = not old or old[parts.number].rule == 0
        return Owner(
            snapshot.path(parts.owner), "alias" if is_typed else "former address", yields=not is_typed
        )

    def lasting(self, key: int) -> Lasting:
        hint = "put it back, or withdraw the story: `newsgen keep` writes a file for that"
        return Lasting(hint, file=split_key(key).owner)

    # values

    def page(self, snapshot: Snapshot, key: int) -> RedirectPage | AnsweredRedirect:
        parts = split_key(key)
        if row := snapshot.article(parts.owner):
            one = snapshot.old_urls(row.id)[parts.number]
            title = "" if row.is_removed else row.article.title
            return redirect(snapshot, one.url, row.url, title, one.query, one.rule)
        old = _of_document(snapshot, parts.owner)[parts.number]
        document = snapshot.document(parts.owner)
        title = snapshot.term(*document.list).title if document.list else document.record.title
        return redirect(snapshot, old.old.url, old.target, title, old.old.query)

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        order, columns = snapshot.order, snapshot.columns
        rows, numbers = numbered(order.aliases)
        keys = make_keys(self.rank, order.ids[rows], numbers)
        own = columns.card[rows] + columns.own[rows]
        has_page = self._have_pages(snapshot, keys, numbers >= (order.aliases - order.queries)[rows])
        yield group(RedirectPage, keys[has_page], rows[has_page], own=own[has_page])
        yield group(AnsweredRedirect, keys[~has_page], rows[~has_page], own=without_file(own[~has_page]))
        few = [(row.id, row.aliases) for row in snapshot.database.articles.unlisted()]
        by_value = [make_key(self.rank, file, number) for file, count in few for number in range(count)]
        by_value += [make_key(self.rank, one.file, one.number) for one in snapshot.redirects.documents]
        yield from groups_by_value(self, snapshot, by_value)

    def _have_pages(self, snapshot: Snapshot, keys: Integers, has_query: Flags) -> Flags:
        """Which of the old addresses of listed articles have a page of their own."""
        redirects = snapshot.redirects
        if redirects.is_server:
            return np.zeros(len(keys), bool)
        if not redirects.file:
            return ~has_query
        answered = [
            make_key(self.rank, place.article, place.number)
            for place in snapshot.database.articles.old_places()
            if redirects.answering(place.url, "", place.rule) == "host"
        ]
        return ~has_query & ~np.isin(keys, np.array(answered, np.int64))


def redirect(
    snapshot: Snapshot, url: str, target: str, title: str, query: str = "", rule: int = 0
) -> RedirectPage | AnsweredRedirect:
    """What stands for an old address."""
    by = snapshot.redirects.answering(url, query, rule)
    if by == "page":
        return RedirectPage(url=url, title=title, target=target)
    return AnsweredRedirect(url=url, title=title, target=target, by=by, query=query)


def without_file(own: Hashes) -> Hashes:
    """Fingerprints of redirects that have no file."""
    return own + _NO_FILE


def _of_document(snapshot: Snapshot, file: int) -> list[DocumentAddress]:
    return snapshot.redirects.by_file[file]
