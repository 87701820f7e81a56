"""Redirects that follow from rules for lists: their former addresses, and those of their feeds."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.index.entries import hash64
from newsgen.index.order import Integers
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

    def page(self, snapshot: Snapshot, key: int) -> RedirectPage | AnsweredRedirect:
        url = self.url(snapshot, key)
        return redirect(snapshot, url, snapshot.redirects.lists[url], "")

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        redirects = snapshot.redirects
        rows: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for url, target in redirects.lists.items():
            has_page = redirects.answering(url, "") == "page"
            rows[has_page].append((address_key(self.rank, url), hash64(url, target)))
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
