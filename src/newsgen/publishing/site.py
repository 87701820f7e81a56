"""A site is a function from address to bytes."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.index import reading
from newsgen.index.articles import Store
from newsgen.index.order import Order
from newsgen.index.resolver import seal
from newsgen.index.view import View
from newsgen.pages import catalogue, keys, seals
from newsgen.pages.edition import Edition
from newsgen.pages.seals import Sealed
from newsgen.pages.values import FilePage, Owner, Page
from newsgen.rendering.renderer import Renderer
from newsgen.rendering.theme import Theme
from newsgen.revision import revision

_encode = msgspec.msgpack.Encoder().encode


class Site:
    """All pages of a project as of now: key, address, value, seal and bytes of each."""

    def __init__(
        self,
        project: Path,
        config: Config,
        store: Store,
        view: View,
        order: Order | None = None,
        theme: Theme | None = None,
    ) -> None:
        self.edition = Edition(config, store, view, order)
        self.theme = theme or Theme(project / "templates", config.language, store.path.parent / "templates")
        self.content = project / "content"
        self.root = config.root
        self.assets = {self.root + path: name for name, path in self.theme.asset_names.items()}
        self.look = lru_cache(maxsize=None)(self._look)

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.edition.config, self.edition.info, self.theme, self.content, reading.body)

    @cached_property
    def stamp(self) -> bytes:
        """A hash over all that pages depend on, but for the content."""
        view = self.edition.view.timeless()  # what time changes, the index knows
        seen = _encode((self.edition.config, view, revision()))
        return blake2b(seen + self.theme.stamp, digest_size=16).digest()

    def _look(self, kind: type[Page]) -> int:
        """The seal of what renders a kind of page."""
        return seal(self.renderer.stamp(kind), self.edition.config)

    @cached_property
    def few(self) -> dict[int, Page]:
        """The pages that are made whenever anything changed, by key."""
        found: dict[int, Page] = {keys.few(url): self._asset(url) for url in self.assets}
        for key, (url, _) in self.edition.few.items():
            if page := self.edition.page(url):
                found.setdefault(key, page)
        return found

    @cached_property
    def sealed(self) -> Sealed:
        """The key of every page, and its seals."""
        return seals.sealed(self.edition, self.look, self.few)

    def claims(self) -> Iterator[tuple[int, str, Owner]]:
        """Key, address and owner of every page, also of those that want the address of another."""
        return self.claims_of(self.sealed.keys.tolist(), most=True)

    def claims_of(self, wanted: list[int], *, most: bool = False) -> Iterator[tuple[int, str, Owner]]:
        """Key, address and owner of some pages, whose keys rise, and of all that are few."""
        for url, name in self.assets.items():
            yield keys.few(url), url, Owner(what=f"the theme's {name}")
        for url, owner in catalogue.few(self.edition):
            yield keys.few(url), url, owner
        many = (key for key in wanted if key >= keys.AFTER_FEW)
        yield from catalogue.claims(self.edition, many, most=most)

    def claim(self, key: int) -> tuple[str, Owner]:
        """The address of a page, and who wants it."""
        page = self.few.get(key)
        if page and page.url in self.assets:
            return page.url, Owner(what=f"the theme's {page.title}")
        return catalogue.claim(self.edition, key)

    def page(self, url: str) -> Page | None:
        """The value of the page at an address, or None."""
        return self._asset(url) if url in self.assets else self.edition.page(url)

    def _asset(self, url: str) -> FilePage:
        name = self.assets[url]
        return FilePage(url=url, title=name, kind="asset", path=name, digest=url)

    def numbered(self, key: int) -> Page:
        """The value of the page of a key that `sealed` gave."""
        split = keys.split(key)
        page = self.few.get(key) if split[0] == keys.FEW else catalogue.page(self.edition, key)
        if page is None:
            raise LookupError(f"page {split} was announced, but there is none")
        return page

    def render(self, page: Page) -> bytes:
        """The bytes of a page."""
        return self.renderer.render(page)
