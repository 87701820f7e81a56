"""Makes, renders and stages pages, in this process or in several."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import ContentError, Problem, TemplateError
from newsgen.index.database import Database
from newsgen.index.order_state import load
from newsgen.index.view import View
from newsgen.pages.values import FilePage, ImagePage
from newsgen.publishing.output import Output
from newsgen.publishing.site import RenderedSite
from newsgen.rendering.images import VariantJob, render_variants
from newsgen.workers import WorkerPool

_IMAGES_A_BATCH = 4
_FEW_IMAGES = 6  # fewer are made sooner than a second process starts


class WriterSettings(msgspec.Struct, frozen=True):
    """What a writer in another process needs to know of its site; all else it reads from the database."""

    project: str
    state: str
    output: str
    config: Config
    view: View
    stamp: bytes  # of all that pages depend on, so that another site is opened anew


class WrittenPage(msgspec.Struct, frozen=True, array_like=True):
    """A page that was rendered: size and mtime (ns) of its file; not `staged` if that held it already.

    One that is staged `replaces` a file of the output if one is there.
    """

    key: int
    file: str
    size: int
    mtime: int
    staged: bool
    replaces: bool


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """Pages that were written, and on how many others each problem was met."""

    pages: list[WrittenPage]
    failed: dict[Problem | str, int]


class PageWriter:
    """Writes the pages of a site into the stage of an output folder."""

    def __init__(self, site: RenderedSite, output: Output) -> None:
        self.site = site
        self.output = output

    def write(self, keys: list[int]) -> Batch:
        pages, failed = [], Counter[Problem | str]()
        for key in keys:
            try:
                pages.append(self._write(key))
            except (ContentError, TemplateError) as error:
                failed.update(error.problems)
            except Exception as error:
                failed[self.site.registry.failure(key, error)] += 1
        return Batch(pages, failed)

    def _write(self, key: int) -> WrittenPage:
        page = self.site.registry.page(key)
        file = self.site.registry.output(page.url)
        if isinstance(page, FilePage):
            staged = self.output.copy(file, self.site.renderer.file(page))
        else:
            staged = self.output.put(file, self.site.render(page))
        return WrittenPage(key, file, staged.size, staged.mtime, staged.is_new, staged.replaces)


def write_pages(
    pool: WorkerPool, settings: WriterSettings, writer: PageWriter, keys: list[int]
) -> Iterator[Batch]:
    """Write pages on all processors, batch after batch, once that is quicker than here."""
    if pool.is_worth_sharing(len(keys)):
        yield from pool.map_batches(partial(_write_elsewhere, msgspec.msgpack.encode(settings)), keys)
    else:
        yield from pool.map_here(writer.write, keys)


def _write_elsewhere(settings: bytes, keys: list[int]) -> Batch:
    return _writer(settings).write(keys)


@lru_cache(maxsize=1)
def _writer(settings: bytes) -> PageWriter:
    """The writer of a site, made once in each process."""
    known = msgspec.msgpack.decode(settings, type=WriterSettings)
    database = Database(Path(known.state)).reading()
    order = load(database, edges=False)
    site = RenderedSite(Path(known.project), known.config, database, known.view, order)
    return PageWriter(site, Output(Path(known.output)))


def render_images(pool: WorkerPool, site: RenderedSite, keys: list[int]) -> None:
    """Fill the cache with the image variants among some pages, on all processors, each file opened once.

    Raises:
        ContentError: with every picture that can't be read any more.
    """
    problems: list[Problem | str] = []
    work = partial(render_variants, str(site.snapshot.content))
    jobs = _image_jobs(site, keys)
    for failed in pool.map_batches(work, jobs, batch_size=_IMAGES_A_BATCH, min_shared=_FEW_IMAGES):
        problems += failed
    if problems:
        raise ContentError(*problems)


def _image_jobs(site: RenderedSite, keys: list[int]) -> Iterator[VariantJob]:
    """The pictures among some pages, whose keys rise, each with its forms."""
    pages = (site.registry.page(key) for key in keys)
    variants = (page for page in pages if isinstance(page, ImagePage) and page.form != "original")
    for (path, digest), some in groupby(variants, key=lambda page: (page.path, page.digest)):
        yield VariantJob(path, digest, tuple(page.form for page in some))
