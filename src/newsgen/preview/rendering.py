"""Renders the pages of a preview in a process of its own, which is killed when a page takes too long.

A thread would not do: a regular expression, where most time is lost, can't be stopped from outside and lets
no other thread run. The process keeps nothing but the theme, so another one takes its place at once.
"""

import multiprocessing
import pickle
import signal
import sys
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import NewsgenError
from newsgen.pages.values import Page, SiteInfo
from newsgen.preview.diagnostics import described
from newsgen.publishing.site import RenderedSite
from newsgen.rendering.renderer import Renderer
from newsgen.rendering.theme import Theme

LIMIT = 10.0  # seconds for one page
_START_LIMIT = 60.0  # seconds for a process to import what it needs
_GRACE = 5.0  # seconds after which a process whose parent is gone ends itself
if sys.platform == "win32":
    _context = multiprocessing.get_context("spawn")
else:
    _context = multiprocessing.get_context("forkserver")


class RenderingError(Exception):
    """A page can't be rendered, and no known mistake in its file or template is the reason."""


class _Recipe(msgspec.Struct, frozen=True):
    """What a renderer is made of: each has a number, and those with the same theme have its number too."""

    number: int
    theme: int
    site: RenderedSite

    def parts(self) -> "_Parts":
        snapshot = self.site.snapshot
        return _Parts(
            self.theme,
            str(snapshot.content.parent),
            str(snapshot.database.path.parent / "templates"),
            self.site.config,
            snapshot.info,
        )


class _Parts(msgspec.Struct, frozen=True):
    """A recipe as the process gets it."""

    theme: int
    project: str
    cache: str
    config: Config
    info: SiteInfo


def prepare() -> None:
    """Begin to import what rendering needs, so that the first page need not wait for it."""
    if sys.platform != "win32":
        forkserver.set_forkserver_preload([__name__])
        forkserver.ensure_running()


class RenderProcess:
    """Renders pages, each within `limit` seconds. Its methods belong to one thread, but for `end`."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
        self._worker: _Worker | None = None
        self._recipe: _Recipe | None = None
        self._is_ended = False

    def render(self, site: RenderedSite, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            NewsgenError: as `Renderer.render` does.
            TimeoutError: it takes longer than the limit.
            RenderingError: anything else went wrong.
        """
        recipe = self._recipe_of(site)
        try:
            worker = self._worker = self._worker or _Worker(self.limit)
            if self._is_ended:
                raise EOFError
            return worker.render(recipe, page)
        except TimeoutError:
            self.close()
            raise
        except (EOFError, OSError):
            self.close()
            raise RenderingError("its process has ended") from None

    def _recipe_of(self, site: RenderedSite) -> _Recipe:
        known = self._recipe
        if known is None or known.site is not site:
            number = known.number + 1 if known else 1
            theme = known.theme if known and known.site.theme is site.theme else number
            self._recipe = known = _Recipe(number, theme, site)
        return known

    def end(self) -> None:
        """Let what is being rendered fail, and all after it."""
        self._is_ended = True
        if worker := self._worker:
            worker.process.kill()

    def close(self) -> None:
        """End the process; the next page gets another one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.kill()
            worker.process.join()
            worker.connection.close()


class _Worker:
    """A process that renders, and the number of the recipe that it has."""

    def __init__(self, limit: float) -> None:
        prepare()
        self.limit = limit
        self.number = 0
        self.connection, theirs = _context.Pipe()
        self.process = _context.Process(target=_work, args=(theirs, limit), daemon=True)
        self.process.start()
        theirs.close()
        if not self.connection.poll(_START_LIMIT):
            self.process.kill()
            raise EOFError
        self.connection.recv_bytes()

    def render(self, recipe: _Recipe, page: Page) -> bytes:
        parts = None if recipe.number == self.number else recipe.parts()
        self.connection.send_bytes(pickle.dumps((parts, page), pickle.HIGHEST_PROTOCOL))
        self.number = recipe.number
        if not self.connection.poll(self.limit):
            raise TimeoutError
        found: bytes | Exception = pickle.loads(self.connection.recv_bytes())  # noqa: S301 - our own process
        if isinstance(found, Exception):
            raise found
        return found


# in the process


def _work(connection: Connection, limit: float) -> None:
    """Render pages until the connection ends. Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send_bytes(b"ready")
    renderers = _Renderers()
    try:
        while True:
            parts, page = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the parent
            if hasattr(signal, "setitimer"):  # ends even a process that runs nothing but C
                signal.setitimer(signal.ITIMER_REAL, limit + _GRACE)
            found: bytes | Exception
            try:
                found = renderers.render(parts, page)
            except (NewsgenError, RenderingError) as error:  # raised again by the parent
                found = error
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    except (EOFError, OSError):
        return


class _Renderers:
    """The renderer of the last recipe, made when it is first needed, and its theme."""

    def __init__(self) -> None:
        self._parts: _Parts | None = None
        self._renderer: Renderer | None = None
        self._theme: tuple[int, Theme] | None = None

    def render(self, parts: _Parts | None, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            NewsgenError: as `Renderer.render` does.
            RenderingError: anything else.
        """
        if parts is not None:
            self._parts, self._renderer = parts, None
        try:
            assert self._parts is not None
            self._renderer = self._renderer or self._made(self._parts)
            return self._renderer.render(page)
        except NewsgenError:
            raise
        except Exception as error:
            raise RenderingError(described(error)) from error

    def _made(self, parts: _Parts) -> Renderer:
        if self._theme is None or self._theme[0] != parts.theme:
            own, cache = Path(parts.project, "templates"), Path(parts.cache)
            self._theme = parts.theme, Theme(own, parts.config.language, cache)
        return Renderer(parts.config, parts.info, self._theme[1], Path(parts.project, "content"))
