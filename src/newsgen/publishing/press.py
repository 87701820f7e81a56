"""The press: pages are made, rendered and staged, in this process or in several."""

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import ContentError, Problem, TemplateError
from newsgen.index.articles import Store
from newsgen.index.order_state import load
from newsgen.index.view import View
from newsgen.pages.values import FilePage
from newsgen.publishing.output import Output
from newsgen.publishing.site import Site
from newsgen.workers import WorkerPool


class Settings(msgspec.Struct, frozen=True):
    """What a press in another process needs to know of its site; all else it reads from the state."""

    project: str
    state: str
    output: str
    config: Config
    view: View
    made: bytes  # the stamp of all that pages depend on, so that another site is opened anew


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """A page that was printed: size and mtime (ns) of its file; not `staged` if that held it already."""

    key: int
    file: str
    size: int
    mtime: int
    staged: bool


Batch = tuple[list[Printed], list[Problem | str]]


class Press:
    """Prints the pages of a site into the stage of an output folder."""

    def __init__(self, site: Site, output: Output) -> None:
        self.site = site
        self.output = output

    def print(self, keys: list[int]) -> Batch:
        """Make, render and stage pages; what failed, each thing once."""
        printed, problems = [], dict[Problem | str, None]()
        for key in keys:
            try:
                printed.append(self._print(key))
            except (ContentError, TemplateError) as error:
                problems |= dict.fromkeys(error.problems)
        return printed, list(problems)

    def _print(self, key: int) -> Printed:
        page = self.site.numbered(key)
        file = self.site.edition.urls.output(page.url)
        if isinstance(page, FilePage):
            found = self.output.copy(file, self.site.renderer.file(page))
        else:
            found = self.output.put(file, self.site.render(page))
        return Printed(key, file, *found)


def prepare(_: None) -> None:
    """Nothing to do: to find this, a process has loaded all that printing needs."""


@lru_cache(maxsize=1)
def _press(settings: bytes) -> Press:
    """The press of a site, made once in each process."""
    known = msgspec.msgpack.decode(settings, type=Settings)
    project = Path(known.project)
    store = Store(Path(known.state)).look()
    site = Site(project, known.config, store, known.view, load(store, edges=False))
    return Press(site, Output(Path(known.output)))


def _print_elsewhere(settings: bytes, keys: list[int]) -> Batch:
    return _press(settings).print(keys)


def print_all(pool: WorkerPool, settings: Settings, press: Press, keys: list[int]) -> Iterator[Batch]:
    """Print pages on all processors, batch after batch, once that is quicker than here."""
    if pool.is_worth_sharing(len(keys)):
        yield from pool.map_batches(partial(_print_elsewhere, msgspec.msgpack.encode(settings)), keys)
    else:
        yield from pool.map_here(press.print, keys)
