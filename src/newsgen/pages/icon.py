"""Icons: what browsers and phones show for the paper, and the manifest that names them."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from newsgen.pages.kind import Owner, PageGroup, groups_by_value, make_key, split_key
from newsgen.pages.pictures import Media
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import IconPage, Page

ICONS = {"favicon.ico": 48, "apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}  # pixels
MANIFEST = "manifest.webmanifest"
_NAMES = (*ICONS, MANIFEST)
_WIDEST = 2  # times as long as high: of a longer logo nothing could be told in an icon


class ManifestPage(Page, frozen=True, kw_only=True):
    """`manifest.webmanifest`: how a phone keeps the paper. `icons` are the addresses of pictures by size."""

    template: ClassVar[str] = "manifest.txt"
    icons: tuple[tuple[int, str], ...]


class IconKind(msgspec.Struct, frozen=True):
    """Keys hold the place in `_NAMES`. A newsroom's own file in `content/` comes first."""

    name: ClassVar[str] = "icon"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        if path not in _NAMES or snapshot.database.files.has_media(path):
            return None
        return make_key(self.rank, _NAMES.index(path))

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.file(self._name(key))

    def lasting(self, key: int) -> None:
        """Readers don't type it."""

    def page(self, snapshot: Snapshot, key: int) -> Page:
        url, name, config = self.url(snapshot, key), self._name(key), snapshot.config
        if name == MANIFEST:
            sizes = (ICONS["icon-192.png"], ICONS["icon-512.png"])
            icons = tuple((size, snapshot.urls.file(f"icon-{size}.png")) for size in sizes)
            return ManifestPage(url=url, title=config.title, icons=icons)
        logo = _logo(snapshot)
        return IconPage(
            url=url,
            title=config.title,
            size=ICONS[name],
            accent=config.accent,
            path=logo.path if logo else "",
            digest=logo.digest.hex() if logo else "",
        )

    def _name(self, key: int) -> str:
        return _NAMES[split_key(key).owner]

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        matches = (self.match(snapshot, snapshot.urls.file(name), name) for name in _NAMES)
        yield from groups_by_value(self, snapshot, (key for key in matches if key is not None))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what=f"newsgen's {self._name(key)}")


def _logo(snapshot: Snapshot) -> Media | None:
    """The paper's logo, if it is a picture that can be made small and is about as high as it is wide."""
    logo = snapshot.config.logo
    media = snapshot.pictures.find(logo, "newsgen.yaml") if logo else None
    if media is None or not media.facts.scalable:
        return None
    short, long = sorted((media.facts.width, media.facts.height))
    return media if long <= _WIDEST * short else None
