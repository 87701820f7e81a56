"""`newsgen build`: what is out of date is rendered, all of it, and then put into place."""

import os
import time
from functools import partial

import msgspec

from newsgen.archive import index
from newsgen.archive.scan import look, scan
from newsgen.archive.state import DamagedState
from newsgen.archive.store import Store
from newsgen.config import Config
from newsgen.crew import Crew
from newsgen.errors import ConfigError, ContentError, OutputError, Problem
from newsgen.fingerprint import fingerprint
from newsgen.publishing.press import altered
from newsgen.publishing.run import BuildOptions, Progress, Run
from newsgen.publishing.site import Site

_LARGE = 8_000_000  # bytes of a state from which on processes are worth their start


class BuildResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `hidden` counts drafts, and articles not due yet or expired.

    `problems` are those that `keep_going` passed over; `explained` says why a page was written.
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
    explained: str = ""


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
    state, content = options.state_file, options.project / "content"
    with Crew(options.workers) as crew:
        large = state.exists() and state.stat().st_size > _LARGE
        seen = None if large else look(content)
        if large or (seen and crew.shares(seen.size)):
            crew.gather()
        with Store(state) as store:
            tampered = crew.beside(partial(altered, str(options.output.resolve())), str(state))
            forget_other_settings(store, config, full=options.full)
            found = scan(content, seen or look(content), store, config, crew, progress)
            del seen  # of a million files it is large
            indexed = index.update(store, config, options.view, found)
            store.commit()  # what was read is true, whatever becomes of the pages
            site = Site(options.project, config, store, options.view, indexed.order)
            run = Run(options, site, store, progress)
            problems = [*found.broken, *indexed.problems]
            problems += run.compare(tampered(), bool(problems))
            if problems and not options.keep_going:
                raise ContentError(*sorted(problems))
            run.print(crew)
            crew.dismiss()  # the last to close the state puts its log away
            articles, hidden = msgspec.msgpack.decode(store.meta("counts"), type=tuple[int, int])
            return BuildResult(
                articles=articles,
                hidden=hidden,
                pages=run.made.pages,
                written=run.written,
                unchanged=run.made.pages - run.written,
                removed=len(run.orphans),
                seconds=round(time.monotonic() - started, 3),
                warnings=run.made.warnings,
                problems=tuple(sorted(problems)),
                explained=run.explained,
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


def forget_other_settings(store: Store, config: Config, *, full: bool = False) -> None:
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
    if full or store.meta("settings") != stamp:
        store.clear_content()
        for key in ("seen", "order", "unrelated"):
            store.set_meta(key, b"")
        store.set_meta("settings", stamp)
