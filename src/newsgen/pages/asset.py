"""Assets: the files of the theme that pages are shown with."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from newsgen.pages.kind import Owner, PageGroup, address_key, groups_by_value
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import FilePage


class AssetKind(msgspec.Struct, frozen=True):
    """Keys hold a hash of the address, which itself holds one of the file."""

    name: ClassVar[str] = "asset"
    rank: int

    def _key(self, url: str) -> int:
        return address_key(self.rank, url)

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        return self._key(url) if url in snapshot.assets else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return next(url for url in snapshot.assets if self._key(url) == key)

    def page(self, snapshot: Snapshot, key: int) -> FilePage:
        url = self.url(snapshot, key)
        name = snapshot.assets[url]
        return FilePage(url=url, title=name, kind="asset", path=name, digest=url)

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        yield from groups_by_value(self, snapshot, map(self._key, snapshot.assets))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what=f"the theme's {snapshot.assets[self.url(snapshot, key)]}")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""
