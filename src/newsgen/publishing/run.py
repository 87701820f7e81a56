"""One run of the press: what is out of date is found, printed and published, and the state keeps up."""

from collections.abc import Callable, Iterator
from itertools import chain

import msgspec
import numpy as np

from newsgen.config import Config
from newsgen.errors import ContentError, Problem, TemplateError
from newsgen.index import indexing
from newsgen.index.articles import Store
from newsgen.index.listing import Look
from newsgen.index.order import Integers
from newsgen.index.rows import PageRow, unpack
from newsgen.index.scan import forget_other_settings, scan
from newsgen.pages import photos
from newsgen.pages.seals import Sealed
from newsgen.pages.sequence import in_time
from newsgen.publishing import ledger
from newsgen.publishing.claims import Settled, settle
from newsgen.publishing.darkroom import develop_all
from newsgen.publishing.options import BuildOptions, BuildResult, Progress
from newsgen.publishing.output import Output
from newsgen.publishing.press import Press, Printed, Settings, prepare, print_all
from newsgen.publishing.site import Site
from newsgen.workers import WorkerPool, release_memory

_REASONS = {
    "look": "a template, a word, a setting, the menu or newsgen itself changed",
    "own": "its own file changed, or its address, its picture or a link in it",
    "names": "the name of a tag, section, author or series on it changed",
    "cards": "the articles that it lists changed",
    "latest": "the latest news beside it changed",
    "related": "its related stories, or what is shown of them, changed",
    "read_alsos": "the articles that its read-alsos lead to changed",
    "around": "the article or day before or after it changed",
}


class _Made(msgspec.Struct, frozen=True):
    """What the pages of an output folder were made from, how many they are, and what was odd about them."""

    stamp: bytes
    pages: int
    warnings: tuple[Problem, ...]


_NOTHING = _Made(b"", 0, ())


def run(
    options: BuildOptions,
    config: Config,
    pool: WorkerPool,
    store: Store,
    looking: Callable[[], Look],
    tampered: Callable[[], set[int]],
    progress: Progress,
) -> BuildResult:
    """Build a site over its state, which is locked, with what looks at the content and the output find.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    forget_other_settings(store, config, full=options.full)
    found = scan(options.project / "content", looking(), store, config, pool, progress)
    if pool.is_worth_sharing(len(found.changed)):
        pool.prepare(prepare)
    indexed = indexing.update(store, config, options.view, found, pool=pool)
    store.commit()  # what was read is true, whatever becomes of the pages
    site = Site(options.project, config, store, options.view, indexed.order)
    work = Run(options, site, store, progress)
    problems = [*found.broken, *indexed.problems]
    problems += work.compare(tampered(), bool(problems))
    if problems and not options.keep_going:
        raise ContentError(*sorted(problems))
    store.shrink()
    release_memory()
    work.print(pool)
    pool.close()  # the last to close the state puts its log away
    return work.result(problems)


class Run:
    """One run of the press: what is out of date is staged, then published, and the state keeps up."""

    def __init__(self, options: BuildOptions, site: Site, store: Store, progress: Progress) -> None:
        self.options = options
        self.site = site
        self.store = store
        self.output = Output(options.output)
        self.progress = progress
        self.folder = str(options.output.resolve())
        kept = store.meta(f"made {self.folder}")
        self.made = msgspec.msgpack.decode(kept, type=_Made) if kept else _NOTHING
        self.sealed: Sealed | None = None  # as long as the pages are known to be as they were made
        self.stale: list[int] = []
        self.orphans: list[str] = []
        self.lost: frozenset[int] = frozenset()  # pages whose address another one has
        self.explained = ""
        self.written = 0

    def compare(self, altered: set[int], problems: bool) -> tuple[Problem, ...]:
        """Find what is out of date, and what wants the address of another.

        `altered` are pages whose files are not as they were written. With `problems` all is looked at.
        """
        stamp = self.site.stamp + self.store.meta("generation")
        if self.made.stamp == stamp and not problems and not self.options.full:
            self.stale = sorted(altered)
            self._explain(altered)
            return ()
        before = ledger.load(self.store, self.folder)
        known = ledger.NOTHING if self.options.full else before
        self.sealed = self.site.sealed
        found = ledger.compared(self.sealed, known)
        changed, fresh = np.array(sorted(altered), np.int64), found.fresh
        if not self.made.stamp:  # a build that was killed may have put a page at an address of that moment
            fresh = np.intersect1d(np.union1d(fresh, changed), self.sealed.keys)
        claimed = self._claimed(fresh)
        lost = np.array(sorted(claimed.lost), np.int64)
        present = np.setdiff1d(self.sealed.keys, lost, assume_unique=True)
        stale = np.intersect1d(np.union1d(found.stale, changed), present)
        self.stale = in_time(self.site.edition.order, stale, self.site.edition.config.per_page).tolist()
        gone = np.setdiff1d(before.keys, present, assume_unique=True)
        moved = np.union1d(np.union1d(gone, lost), fresh)
        if not self.made.stamp:  # and have left more than it could note
            written = np.array(sorted(self.store.page_keys(self.folder)), np.int64)
            moved = np.intersect1d(np.union1d(moved, np.setdiff1d(written, present)), written)
        self.orphans = sorted(self._left(moved.tolist(), claimed))
        self.lost = claimed.lost
        clashes = (*claimed.problems, *photos.problems(self.site.edition, self.site.content))
        self.made = _Made(b"" if problems or clashes else stamp, len(present), self._warnings())
        self._explain(altered, known)
        return clashes

    def _claimed(self, fresh: Integers) -> Settled:
        """The files that pages want which may have new addresses, against all that have one."""
        assert self.sealed is not None
        output = self.site.edition.urls.output
        if 2 * len(fresh) > len(self.sealed.keys):
            return settle(self.site.claims, output)
        claims = list(self.site.claims_of(fresh.tolist()))
        known = {key for key, _, _ in claims}
        for file in {output(url) for _, url, _ in claims}:
            there = self.store.page_keys_at(self.folder, file) - known
            rivals = sorted(key for key in there if ledger.holds(self.sealed, key))
            claims += ((key, *self.site.claim(key)) for key in rivals)
            known.update(rivals)
        return settle(lambda: claims, output)

    def _left(self, moved: list[int], kept: Settled) -> Iterator[str]:
        """The files that pages had which are no more or may have moved, but for those that are kept."""
        for key in moved:
            for file in self.store.page_files(self.folder, key):
                if not kept.holds(file):
                    yield file

    def _explain(self, altered: set[int], before: Sealed | None = None) -> None:
        """Say why the page that was asked about is written; without `before` nothing but files changed."""
        url = self.options.explain
        key = next((key for key, found, _ in self.site.claims() if found == url), None) if url else None
        if key is None:
            self.explained = f"{url}: there is no such page" if url else ""
        elif key in altered and key in self.stale:
            self.explained = f"{url}: its file in the output was changed or deleted"
        else:
            reasons = ledger.reasons(key, self.site.sealed, before) if before else ()
            said = ["it was not there"] if reasons is None else [_REASONS[part] for part in reasons]
            self.explained = f"{url}: {'; '.join(said) or 'it is as it was'}"

    def _warnings(self) -> tuple[Problem, ...]:
        """What is odd about the files that were read, about their names, and about the pages made of them."""
        read = (unpack(row.kept).warnings for row in self.store.warned() if row.kept)
        return tuple(sorted({*chain.from_iterable(read), *self.store.flaws(), *self.site.edition.warnings}))

    def print(self, pool: WorkerPool) -> None:
        """Print what is out of date, and publish it.

        Raises:
            TemplateError: with all that went wrong; nothing in the output has changed.
        """
        if self.made.warnings and self.options.strict:
            raise ContentError(*self.made.warnings)
        idle = not self.stale and not self.orphans and self.sealed is None
        if idle and not self.output.stage.exists():
            return
        settings = Settings(
            str(self.options.project.resolve()),
            str(self.options.state_file),
            self.folder,
            self.site.edition.config,
            self.site.edition.view,
            self.site.stamp + self.store.meta("generation"),
        )
        printed, wrong = 0, dict[Problem | str, None]()
        develop_all(pool, self.site, self.stale)
        with self.output.open(), pool.stopping_on_error():
            for pages, problems in print_all(pool, settings, Press(self.site, self.output), self.stale):
                wrong |= dict.fromkeys(problems)
                self.store.put_pages(self.folder, map(_row, pages))
                self.written += sum(page.staged for page in pages)
                printed += len(pages)
                self.progress("Rendering", printed, len(self.stale))
            if wrong:
                raise TemplateError(*wrong)
            pool.check_interrupt()
            self._publish()

    def result(self, problems: list[Problem]) -> BuildResult:
        """What was done, with the problems that were passed over."""
        articles, hidden = msgspec.msgpack.decode(self.store.meta("counts"), type=tuple[int, int])
        return BuildResult(
            articles=articles,
            hidden=hidden,
            pages=self.made.pages,
            written=self.written,
            unchanged=self.made.pages - self.written,
            removed=len(self.orphans),
            warnings=self.made.warnings,
            problems=tuple(sorted(problems)),
            explained=self.explained,
        )

    def _publish(self) -> None:
        """Put what is staged into place and take away what is gone.

        What is about to be written is recorded first, so that after a kill the next build knows of it.
        """
        self.output.check(set(self.orphans))
        if self.written or self.orphans:
            self.store.set_meta(f"made {self.folder}", b"")
            self.store.commit()
        for file in self.orphans:
            self.output.remove(file)
        self.output.publish()
        self.store.trust_pages(self.folder)
        self.store.drop_pages(self.folder, self.orphans)
        if self.sealed is not None:
            ledger.save(self.store, self.folder, ledger.without(self.sealed, self.lost))
        self.store.set_meta(
            f"made {self.folder}", msgspec.msgpack.encode(self.made) if self.made.stamp else b""
        )
        self.store.commit()


def _row(page: Printed) -> PageRow:
    """What is recorded of a page; the size of one that is only staged is no size that a file can have."""
    return PageRow(page.key, page.file, ~page.size if page.staged else page.size, page.mtime)
