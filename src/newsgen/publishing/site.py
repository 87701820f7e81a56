"""A site is a function from address to bytes: page kinds over a snapshot, and what renders their pages."""

from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from newsgen.config import Config, written
from newsgen.errors import Problem
from newsgen.index.database import Database
from newsgen.index.entries import hash64
from newsgen.index.order import Order
from newsgen.index.places import located
from newsgen.index.view import View
from newsgen.pages.site import AllPages, Site
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page
from newsgen.publishing.settings import setting_warnings
from newsgen.rendering.renderer import Renderer
from newsgen.rendering.theme import Theme
from newsgen.revision import revision


class RenderedSite:
    """The pages of a project as of now, and their bytes. A `theme` that is loaded already may be given."""

    def __init__(
        self,
        project: Path,
        config: Config,
        database: Database,
        view: View,
        order: Order | None = None,
        theme: Theme | None = None,
    ) -> None:
        self.config = config
        self.settings = project / "newsgen.yaml"
        self.theme = theme or Theme(
            project / "templates", config.language, database.path.parent / "templates"
        )
        content = project / "content"
        assets, mentions = self.theme.asset_names, self.theme.mentions
        self.snapshot = Snapshot(config, database, view, content, assets, order, mentions)
        self.registry = Site(self.snapshot)

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.config, self.snapshot.info, self.theme, self.snapshot.content)

    @cached_property
    def stamp(self) -> bytes:
        """A hash over all that pages and warnings depend on, but for the time of day."""
        view = self.snapshot.view.timeless()  # what time changes, the index knows
        seen = msgspec.msgpack.encode((self.config, view, revision(), *written(self.settings)))
        generation = self.snapshot.database.values.get("generation")
        return blake2b(seen + self.theme.stamp, digest_size=16).digest() + generation

    @cached_property
    def all_pages(self) -> AllPages:
        return self.registry.all_pages(self._template_hash)

    def _template_hash(self, type_: type[Page]) -> int:
        """A hash over what renders the pages of a type."""
        return hash64(self.renderer.fingerprint(type_), self.config)

    def render(self, page: Page) -> bytes:
        """The bytes of a page."""
        return self.renderer.render(page)

    def warnings(self) -> list[Problem]:
        """What is wrong with the mentions in articles, with the pages that were made, settings and theme."""
        snapshot = self.snapshot
        return [
            *snapshot.database.articles.problems(),
            *located(snapshot.content, (*snapshot.warnings, *snapshot.list_warnings())),
            *setting_warnings(self.settings, self.config, self.theme, self.registry),
            *self.theme.unused(),
        ]

    def problems(self) -> list[Problem]:
        """Pictures at the head of a text that can't be shown, and lists that are merged into themselves."""
        snapshot = self.snapshot
        pictures = snapshot.pictures.problems(snapshot.shown_pictures.missing, snapshot.content)
        return [*pictures, *located(snapshot.content, snapshot.lists.problems)]
