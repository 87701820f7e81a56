"""The pages at former addresses of lists and of their feeds, which redirect rules give.

Readers of feeds follow no page that leads on: where the host doesn't answer, the feed itself stands there.
"""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.index.entries import hash64
from newsgen.index.order import Integers
from newsgen.pages.feed import FeedPage, feed_at, feed_group
from newsgen.pages.hashing import unsigned
from newsgen.pages.kind import ADDRESS_BITS, Lasting, Owner, PageGroup, address_key, group
from newsgen.pages.redirect import AnsweredRedirect, RedirectPage, redirect, without_file
from newsgen.pages.snapshot import Snapshot


class ListRedirectKind(msgspec.Struct, frozen=True):
    """Keys hold a hash of the address."""

    name: ClassVar[str] = "list redirect"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        return address_key(self.rank, url) if url in snapshot.redirects.lists else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.redirects.by_hash[key & ADDRESS_BITS]

    def page(self, snapshot: Snapshot, key: int) -> RedirectPage | AnsweredRedirect | FeedPage:
        url = self.url(snapshot, key)
        target = snapshot.redirects.lists[url]
        if target.feed_of and snapshot.redirects.answering(url, "") == "page":
            return feed_at(snapshot, url, *target.feed_of)
        return redirect(snapshot, url, target.url, "")

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        redirects = snapshot.redirects
        rows: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for url, target in redirects.lists.items():
            has_page = redirects.answering(url, "") == "page"
            key = address_key(self.rank, url)
            if target.feed_of and has_page:
                yield feed_group(snapshot, key, url, *target.feed_of)
            else:
                rows[has_page].append((key, hash64(url, target.url)))
        for type_, some in ((RedirectPage, rows[True]), (AnsweredRedirect, rows[False])):
            keys, own = _columns(some)
            hashes = unsigned(own)
            yield group(type_, keys, own=hashes if type_.has_file else without_file(hashes))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what="a former address of a list", yields=True)

    def lasting(self, key: int) -> Lasting:
        return Lasting("put the rule of `redirect_rules` back, or let an article be in the list")


def _columns(rows: list[tuple[int, int]]) -> tuple[Integers, Integers]:
    keys, hashes = np.array(sorted(rows), np.int64).reshape(-1, 2).T
    return np.ascontiguousarray(keys), np.ascontiguousarray(hashes)
