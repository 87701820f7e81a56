"""The files that answer old addresses: what a host reads, and the lists that a script looks into."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.index.entries import hash64
from newsgen.pages.hashing import unsigned
from newsgen.pages.kind import ADDRESS_BITS, Owner, PageGroup, address_key, group, make_key
from newsgen.pages.redirects import RULES
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page
from newsgen.permalinks import FormerPattern


class RedirectRulesPage(Page, frozen=True, kw_only=True):
    """`_redirects`: the newsroom's `own` text, and lines that lead on."""

    own: str
    lines: tuple[str, ...]


class ServerRedirectsPage(Page, frozen=True, kw_only=True):
    """What a server includes into its settings: old addresses, each with its target.

    `queries` are those of which a query has one parameter, and `longer` all others; `root` is the path of
    the site, from which patterns lead.
    """

    server: str
    root: str
    paths: tuple[tuple[str, str], ...]
    queries: tuple[tuple[str, str], ...]
    longer: tuple[tuple[str, str], ...]
    patterns: tuple[FormerPattern, ...]


class OldQueriesPage(Page, frozen=True, kw_only=True):
    """Old addresses with a query, decoded, each with its target."""

    links: dict[str, str]


class RedirectFileKind(msgspec.Struct, frozen=True):
    """Its only key is that of the file that the setting `redirects` asks for."""

    name: ClassVar[str] = "file of redirects"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        return make_key(self.rank, 0) if path and path == snapshot.redirects.file else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.file(snapshot.redirects.file)

    def page(self, snapshot: Snapshot, key: int) -> RedirectRulesPage | ServerRedirectsPage:
        url, redirects = self.url(snapshot, key), snapshot.redirects
        if redirects.file == RULES:
            return RedirectRulesPage(url=url, title=RULES, own=redirects.own, lines=tuple(redirects.lines()))
        paths, queries, longer = dict[str, str](), dict[str, str](), dict[str, str]()
        for old, target in redirects.links():
            _, mark, query = old.partition("?")
            some = longer if "&" in query else queries if mark else paths
            some.setdefault(old, target)
        return ServerRedirectsPage(
            url=url,
            title=redirects.file,
            server=redirects.setting,
            root=snapshot.urls.root,
            paths=tuple(sorted(paths.items())),
            queries=tuple(sorted(queries.items())),
            longer=tuple(sorted(longer.items())),
            patterns=redirects.patterns,
        )

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        redirects = snapshot.redirects
        if redirects.file:
            type_ = RedirectRulesPage if redirects.file == RULES else ServerRedirectsPage
            own = unsigned(np.array([hash64(*redirects.hash)], np.int64))
            yield group(type_, np.array([make_key(self.rank, 0)]), own=own)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what=f"newsgen's {snapshot.redirects.file}")

    def lasting(self, key: int) -> None:
        """No reader asks for it."""


class OldQueriesKind(msgspec.Struct, frozen=True):
    """Keys hold a hash of the address."""

    name: ClassVar[str] = "list of redirects"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        return address_key(self.rank, url) if url in snapshot.redirects.shards else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.redirects.by_hash[key & ADDRESS_BITS]

    def page(self, snapshot: Snapshot, key: int) -> OldQueriesPage:
        url = self.url(snapshot, key)
        return OldQueriesPage(url=url, title=url, links=snapshot.redirects.links_in(url))

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        shards = snapshot.redirects.shards.values()
        rows = sorted((address_key(self.rank, one.url), hash64(*one.hash)) for one in shards)
        keys, own = np.array(rows, np.int64).reshape(-1, 2).T
        yield group(OldQueriesPage, np.ascontiguousarray(keys), own=unsigned(own))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what="a list of redirects")

    def lasting(self, key: int) -> None:
        """No reader asks for it."""
