"""Redirects: the old addresses of articles, static pages and lists, which lead to the new ones."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from newsgen.content.reader import PAGES
from newsgen.pages.documents import DocumentFile
from newsgen.pages.hashing import numbered
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
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page
from newsgen.urls import is_feed_alias


class RedirectPage(Page, frozen=True, kw_only=True):
    """An old address that leads to `target`."""

    template: ClassVar[str] = "redirect.html"
    target: str

    @property
    def location(self) -> str:
        return self.target


class RedirectKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file, and the place of the address among its old ones."""

    name: ClassVar[str] = "redirect"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        articles = snapshot.database.articles
        claimants = [(page.path, page.id, old) for page, old in _old_addresses(snapshot) if url in old]
        if row := articles.at_old_url(url):
            claimants.append((row.path, row.id, articles.old_urls(row.id)))
        if not claimants:
            return None
        _, file, old = min(claimants)
        return make_key(self.rank, file, old.index(url))

    def url(self, snapshot: Snapshot, key: int) -> str:
        parts = split_key(key)
        if old := snapshot.database.articles.old_urls(parts.owner):
            return old[parts.number]
        return _old_urls(snapshot, snapshot.document(parts.owner))[parts.number]

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(snapshot.path(split_key(key).owner), "alias")

    def lasting(self, key: int) -> Lasting:
        hint = "put it back, or withdraw the story: `newsgen keep` writes a file for that"
        return Lasting(hint, file=split_key(key).owner)

    # values

    def page(self, snapshot: Snapshot, key: int) -> RedirectPage:
        url, owner = self.url(snapshot, key), split_key(key).owner
        if row := snapshot.article(owner):
            return RedirectPage(url=url, title="" if row.is_removed else row.article.title, target=row.url)
        document = snapshot.document(owner)
        title = snapshot.term(*document.list).title if document.list else document.record.title
        return RedirectPage(url=url, title=title, target=snapshot.document_url(document))

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        order, columns = snapshot.order, snapshot.columns
        rows, numbers = numbered(order.aliases)
        keys = make_keys(self.rank, order.ids[rows], numbers)
        yield group(RedirectPage, keys, rows, own=columns.card[rows] + columns.own[rows])
        few = [(row.id, row.aliases) for row in snapshot.database.articles.unlisted()]
        few += [(page.id, len(old)) for page, old in _old_addresses(snapshot)]
        by_value = (make_key(self.rank, file, number) for file, count in few for number in range(count))
        yield from groups_by_value(self, snapshot, by_value)


def _old_addresses(snapshot: Snapshot) -> Iterator[tuple[DocumentFile, list[str]]]:
    """The static pages and files of lists, each with its old addresses."""
    every = (*snapshot.documents(PAGES), *snapshot.lists.described, *snapshot.lists.merged)
    yield from ((document, _old_urls(snapshot, document)) for document in every)


def _old_urls(snapshot: Snapshot, document: DocumentFile) -> list[str]:
    """The old addresses of a static page or list, sorted; that of a list which is merged is one of them."""
    is_list = document.list is not None  # old addresses of its feed answer with the feed
    typed = (alias for alias in document.record.aliases if not (is_list and is_feed_alias(alias)))
    urls = set(map(snapshot.urls.alias, typed))
    if document.list:
        urls.add(snapshot.urls.list(*document.list))
    return sorted(urls - {snapshot.document_url(document)})
