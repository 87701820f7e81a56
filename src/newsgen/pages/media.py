"""Media: the files of `content/` that are no texts, each at its own path."""

from collections.abc import Container, Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.pages.hashing import unsigned
from newsgen.pages.kind import Lasting, Owner, PageGroup, group, make_key, make_keys, split_key
from newsgen.pages.pictures import is_cleaned, media_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import FilePage, ImagePage, Page


class MediaKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file."""

    name: ClassVar[str] = "media"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        file = snapshot.database.files.at(path) if path else None
        if file is None or not file.media or file.path in self._unpublished(snapshot):
            return None
        return make_key(self.rank, file.id)

    def _unpublished(self, snapshot: Snapshot) -> Container[str]:
        """The files that have no page of their own: a file of redirects becomes part of newsgen's."""
        return snapshot.shown_pictures.unpublished | {snapshot.redirects.file}

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.file(snapshot.database.files.path(split_key(key).owner))

    def page(self, snapshot: Snapshot, key: int) -> FilePage | ImagePage:
        """A picture is cleaned of what it tells of its maker, all other files are copied as they are."""
        file = snapshot.database.files.get(split_key(key).owner)
        assert file is not None
        url, digest = snapshot.urls.file(file.path), file.digest.hex()
        if is_cleaned(media_of(file)):
            return ImagePage(url=url, title=file.path, path=file.path, digest=digest, form="original")
        return FilePage(url=url, title=file.path, kind="media", path=file.path, digest=digest)

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        unpublished = self._unpublished(snapshot)
        rows: dict[type[Page], list[tuple[int, int]]] = {FilePage: [], ImagePage: []}
        for row in snapshot.database.files.media():
            if row.path not in unpublished:
                some = rows[ImagePage if is_cleaned(media_of(row)) else FilePage]
                some.append((row.id, int.from_bytes(row.digest[:8], signed=True)))
        for type_, found in rows.items():
            ids, own = np.array(sorted(found), np.int64).reshape(-1, 2).T
            yield group(type_, make_keys(self.rank, ids), own=unsigned(own))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(snapshot.path(split_key(key).owner))

    def lasting(self, key: int) -> Lasting:
        hint = "put the file back; other sites may show it"
        return Lasting(hint, file=split_key(key).owner)
