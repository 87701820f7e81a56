"""`newsgen build`: what is out of date is rendered, all of it, and then put into place."""

import os
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from newsgen.archive import index
from newsgen.archive.index import View
from newsgen.archive.rows import PageRow, unpack
from newsgen.archive.scan import scan
from newsgen.archive.store import DamagedState, Store
from newsgen.config import Config
from newsgen.crew import Crew
from newsgen.errors import ConfigError, ContentError, OutputError, Problem, TemplateError
from newsgen.fingerprint import fingerprint
from newsgen.publishing.darkroom import develop_all
from newsgen.publishing.output import Output
from newsgen.publishing.press import Settings, Sheet, print_all
from newsgen.publishing.site import Site

Progress = Callable[[str, int, int], None]


class BuildOptions(msgspec.Struct, frozen=True):
    """What a build is asked for. `strict` lets warnings fail it, `keep_going` leaves broken articles out.

    `workers` is the number of processes, by default one for each processor.
    """

    project: Path
    output: Path
    view: View
    strict: bool = False
    keep_going: bool = False
    workers: int | None = None


class BuildResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `hidden` counts drafts, and articles not due yet or expired.

    `problems` are those that `keep_going` passed over.
    """

    articles: int
    hidden: int
    pages: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Made(msgspec.Struct, frozen=True):
    """What the pages of an output folder were made from, and what was odd about them."""

    stamp: bytes
    warnings: tuple[Problem, ...]


_NOTHING = msgspec.msgpack.encode(_Made(b"", ()))


def build(options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    """Bring the output folder up to the content.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    _check_folders(options)
    try:
        return _build(options, config, progress)
    except DamagedState:
        return _build(options, config, progress)


def _build(options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    started = time.monotonic()
    with Store(options.project / ".newsgen" / "state.db") as store, Crew(options.workers) as crew:
        _forget_other_settings(store, config)
        found = scan(options.project / "content", store, config, crew, progress)
        problems = [*found.broken, *index.update(store, config, options.view, found)]
        site = Site(options.project, config, store, options.view)
        output = Output(options.output)
        run = _Run(options, site, store, output, progress)
        problems += run.clashes
        if problems and not options.keep_going:
            raise ContentError(*sorted(problems))
        with output.open():
            if not run.current:
                develop_all(crew, site.edition, site.content, run.recorded)
            run.render(crew)
            warnings = run.warnings()
            if warnings and options.strict:
                raise ContentError(*warnings)
            run.publish()
        articles, hidden = store.counts()
        return BuildResult(
            articles=articles,
            hidden=hidden,
            pages=len(run.files),
            written=len(run.staged),
            unchanged=len(run.files) - len(run.staged),
            removed=len(run.gone),
            seconds=round(time.monotonic() - started, 3),
            warnings=warnings,
            problems=tuple(sorted(problems)),
        )


def _check_folders(options: BuildOptions) -> None:
    content, output = (options.project / "content").resolve(), options.output.resolve()
    if not content.is_dir():
        hint = 'newsgen new "Judul berita" makes the first article'
        raise ConfigError(Problem(str(options.project / "content"), 0, 0, "there is no such folder", hint))
    for own in (content, (options.project / "templates").resolve(), (options.project / "src").resolve()):
        if output.is_relative_to(own) or own.is_relative_to(output):
            message = "the site can't be written over the files that it is made from"
            raise ConfigError(
                Problem(str(options.output), 0, 0, message, "name another folder with --output")
            )
    if output.exists() and not output.is_dir():
        raise OutputError(
            Problem(str(options.output), 0, 0, "is a file, not a folder", "name another with --output")
        )
    existing = next(parent for parent in (output, *output.parents) if parent.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise OutputError(Problem(str(options.output), 0, 0, "can't be written: Permission denied"))


def _forget_other_settings(store: Store, config: Config) -> None:
    """Read everything anew when what the records depend on has changed."""
    depends = (
        fingerprint(),
        config.timezone,
        config.permalink,
        config.language,
        config.root,
        config.nextpage,
        config.read_also,
        config.related,
    )
    stamp = msgspec.msgpack.encode(depends)
    if store.meta("settings") != stamp:
        store.clear_content()
        store.set_meta("seen", b"")
        store.set_meta("settings", stamp)


class _Run:
    """One run of the press: what is out of date is staged, then published, and the state keeps up."""

    def __init__(
        self, options: BuildOptions, site: Site, store: Store, output: Output, progress: Progress
    ) -> None:
        self.project = str(options.project.resolve())
        self.site = site
        self.store = store
        self.output = output
        self.progress = progress
        self.folder = str(output.folder.resolve())
        self.recorded = store.pages(self.folder)
        made = msgspec.msgpack.decode(store.meta(f"made {self.folder}") or _NOTHING, type=_Made)
        self.made = _Made(site.stamp + store.meta("generation"), made.warnings)
        self.current = self.made == made  # all that pages depend on is as it was when they were made
        self.clashes: tuple[Problem, ...] = ()
        if self.current:
            self.files = {url: row.file for url, row in self.recorded.items()}
        else:
            self.files, self.clashes = site.addresses()
        kept = set(self.files.values())
        self.gone = [row for url, row in self.recorded.items() if url not in self.files]
        self.orphans = [row.file for row in self.gone if row.file not in kept]
        self.rows: list[PageRow] = []
        self.staged: list[int] = []  # numbers, which are also places in `rows`

    def _settings(self) -> Settings:
        edition = self.site.edition
        return Settings(self.project, self.folder, edition.config, edition.info, self.site.theme.stamp)

    def _stale(self) -> Iterator[Sheet]:
        """Every page whose digest is not the recorded one, or whose file is not as it was written."""
        for done, (url, file) in enumerate(self.files.items()):
            self.progress("Rendering", done, len(self.files))
            before = self.recorded.get(url)
            intact = before is not None and self.output.stat(file) == (before.size, before.mtime)
            if intact and self.current:
                continue
            value, digest = self.site.encoded(url)
            if intact and before and before.digest == digest:
                continue
            self.rows.append(PageRow(url, file, digest, 0, 0))
            yield Sheet(len(self.rows) - 1, file, value)

    def warnings(self) -> tuple[Problem, ...]:
        """What is odd about the files that were read, and about the pages that were made of them."""
        if not self.current:
            self.made = _Made(self.made.stamp, tuple(sorted(set(self.site.edition.warnings))))
        read = (unpack(row.kept).warnings for row in self.store.warned() if row.kept)
        return tuple(sorted({*chain.from_iterable(read), *self.made.warnings}))

    def render(self, crew: Crew) -> None:
        """Render and stage what is out of date. Nothing in the output has changed yet.

        Raises:
            TemplateError: with all that went wrong.
        """
        wrong: dict[Problem | str, None] = {}
        sheets = self._stale()
        first = next(sheets, None)
        if first is None:
            return
        for printed, problems in print_all(crew, self._settings(), chain([first], sheets)):
            wrong |= dict.fromkeys(problems)
            for sheet in printed:
                self.rows[sheet.number] = msgspec.structs.replace(
                    self.rows[sheet.number], size=sheet.size, mtime=sheet.mtime
                )
                if sheet.staged:
                    self.staged.append(sheet.number)
        if wrong:
            raise TemplateError(*wrong)

    def publish(self) -> None:
        """Put what is staged into place and take away what is gone.

        What is about to be written is recorded first, so that after a kill the next build knows of it.
        """
        self.output.check((self.rows[number].file for number in self.staged), set(self.orphans))
        planned = (PageRow(self.rows[n].url, self.rows[n].file, b"", 0, 0) for n in self.staged)
        self.store.put_pages(self.folder, planned)
        self.store.set_meta(f"made {self.folder}", b"")
        self.store.commit()
        for file in self.orphans:
            self.output.remove(file)
        for done, number in enumerate(self.staged):
            self.progress("Writing", done, len(self.staged))
            self.output.publish(number, self.rows[number].file)
        self.store.put_pages(self.folder, self.rows)
        self.store.drop_pages(self.folder, (row.url for row in self.gone))
        self.store.set_meta(f"made {self.folder}", b"" if self.clashes else msgspec.msgpack.encode(self.made))
        self.store.commit()
