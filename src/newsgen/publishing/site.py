"""A site is a function from address to bytes."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from newsgen.archive.index import View
from newsgen.archive.store import Store
from newsgen.config import Config
from newsgen.errors import Problem
from newsgen.fingerprint import fingerprint
from newsgen.pages import photos
from newsgen.pages.edition import Edition
from newsgen.pages.values import FilePage, Owner, Page
from newsgen.rendering.renderer import Renderer
from newsgen.rendering.theme import Theme

_encode = msgspec.msgpack.Encoder().encode


class Site:
    """All addresses of a project as of now, the value behind each, and its bytes."""

    def __init__(self, project: Path, config: Config, store: Store, view: View) -> None:
        self.edition = Edition(config, store, view)
        self.theme = Theme(project / "templates", config.language)
        self.content = project / "content"
        self.root = config.root
        self.assets = {self.root + path: name for name, path in self.theme.asset_names.items()}

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.edition.config, self.edition.info, self.theme, self.content)

    @cached_property
    def stamp(self) -> bytes:
        """A hash over all that pages depend on, but for the content."""
        view = self.edition.view.timeless()  # what time changes, the index knows
        seen = _encode((self.edition.config, view, fingerprint()))
        return blake2b(seen + self.theme.stamp, digest_size=16).digest()

    def urls(self) -> Iterator[tuple[str, Owner]]:
        """Every address, with the file or list that wants it."""
        yield from ((url, Owner(what=f"the theme's {name}")) for url, name in self.assets.items())
        yield from self.edition.urls()

    def page(self, url: str) -> Page | None:
        """The value of the page at an address, or None."""
        if name := self.assets.get(url):
            return FilePage(url=url, title=name, kind="asset", path=name, digest=url)
        return self.edition.page(url)

    def encoded(self, url: str) -> tuple[bytes, bytes]:
        """The encoded value of the page at an address that `urls` gave, and its digest."""
        page = self.page(url)
        if page is None:
            raise LookupError(f"{url} was announced, but there is no page for it")
        value = _encode(page)
        return value, self.renderer.digest(type(page), value)

    def render(self, page: Page) -> bytes:
        """The bytes of a page."""
        return self.renderer.render(page)

    def addresses(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Each address with its file below the output folder, and what two owners want at once."""
        output = self.edition.addresses.output
        files: dict[str, str] = {}
        owners: dict[str, Owner] = {}
        problems = []
        for url, owner in self.urls():
            file = output(url)
            if file in owners:
                problems.append(_clash(owner, url, owners[file]))
                continue
            owners[file] = owner
            files[url] = file
        folders: set[str] = set()
        for file in owners:
            while (file := file.rpartition("/")[0]) and file not in folders:
                folders.add(file)
        for file, owner in owners.items():
            if file in folders:
                message = f"its address is also a folder of other pages ({file}/)"
                problems.append(Problem(owner.path or owner.what, 0, 0, message, "rename it"))
        problems += photos.problems(self.edition, self.content)
        return files, tuple(problems)


def _clash(owner: Owner, url: str, other: Owner) -> Problem:
    """Two things want one address: the problem is of the file, which a person can change."""
    if not owner.path:
        owner, other = other, owner
    what = f"the address of its {owner.what}" if owner.what else "its address"
    return Problem(owner.path, 0, 0, f"{what}, {url}, is that of {other}", "change one of them")
