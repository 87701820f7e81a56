"""Image variants: the pictures that pages show, in other sizes, shapes and formats."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.pages.hashing import unsigned
from newsgen.pages.kind import Owner, PageGroup, group, make_key, make_keys, split_key
from newsgen.pages.pictures import Media, media_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import ImagePage


class ImageVariantKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file, and the place of the form among all that there may be."""

    name: ClassVar[str] = "image variant"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_variant(path)
        shown = snapshot.shown_pictures.files.get(found[0]) if found else None
        if not found or not shown:
            return None
        _, digest, form = found
        forms = shown.media.forms(is_lead=shown.is_lead)
        if digest != shown.media.key or form not in forms:
            return None
        return make_key(self.rank, shown.media.id, forms.index(form))

    def form(self, snapshot: Snapshot, key: int) -> tuple[Media, str]:
        """The picture and the form of a key."""
        parts = split_key(key)
        media = media_of(snapshot.database.files.get(parts.owner))
        assert media is not None
        return media, media.forms(is_lead=True)[parts.number]

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.pictures.form_url(*self.form(snapshot, key))

    def page(self, snapshot: Snapshot, key: int) -> ImagePage:
        media, form = self.form(snapshot, key)
        url = snapshot.pictures.form_url(media, form)
        return ImagePage(url=url, title=media.path, path=media.path, digest=media.digest.hex(), form=form)

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        rows = [
            (shown.media.id, number, int.from_bytes(shown.media.digest[:8], signed=True))
            for shown in snapshot.shown_pictures.files.values()
            for number in range(len(shown.media.forms(is_lead=shown.is_lead)))
        ]
        ids, numbers, own = np.array(sorted(rows), np.int64).reshape(-1, 3).T
        yield group(ImagePage, make_keys(self.rank, ids, numbers), own=unsigned(own))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(snapshot.path(split_key(key).owner), "other sizes")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""
