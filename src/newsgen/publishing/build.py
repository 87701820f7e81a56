"""`newsgen build`: what is out of date is rendered, all of it, and then put into place."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from newsgen.archive import index
from newsgen.archive.index import View
from newsgen.archive.rows import PageRow, unpack
from newsgen.archive.scan import scan
from newsgen.archive.store import Store
from newsgen.config import Config
from newsgen.errors import ConfigError, ContentError, OutputError, Problem
from newsgen.pages.values import FilePage
from newsgen.publishing.output import Output
from newsgen.publishing.site import Site

Progress = Callable[[str, int, int], None]


class BuildOptions(msgspec.Struct, frozen=True):
    """What a build is asked for. `strict` lets warnings fail it, `keep_going` leaves broken articles out."""

    project: Path
    output: Path
    view: View
    strict: bool = False
    keep_going: bool = False


class BuildResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `problems` are those that `keep_going` passed over."""

    articles: int
    pages: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Work(msgspec.Struct, frozen=True):
    """What a build has to do: pages to write with their digests, and recorded pages to take away."""

    files: dict[str, str]
    stale: list[tuple[str, bytes]]
    gone: list[PageRow]


def build(options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    """Bring the output folder up to the content.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    started = time.monotonic()
    _check_folders(options)
    with Store(options.project / ".newsgen" / "state.db") as store:
        _forget_other_settings(store, config)
        content = options.project / "content"
        found = scan(content, store, config, lambda done, all_: progress("Reading", done, all_))
        problems = [*found.broken, *index.update(store, config, options.view, found)]
        site = Site(options.project, config, store, options.view)
        files, clashes = site.addresses()
        problems += clashes
        if problems and not options.keep_going:
            raise ContentError(*sorted(problems))
        work = _plan(site, store, files, options.output, progress)
        warnings = _warnings(store, site)
        if warnings and options.strict:
            raise ContentError(*warnings)
        output = Output(options.output)
        with output.open():
            written = _write(site, store, output, work, progress)
        return BuildResult(
            articles=len(site.edition.order.ids),
            pages=len(files),
            written=written,
            unchanged=len(files) - written,
            removed=len(work.gone),
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
    from newsgen import __version__

    depends = (
        __version__,
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


def _plan(site: Site, store: Store, files: dict[str, str], folder: Path, progress: Progress) -> _Work:
    """Compare every page's digest with the recorded one, and every written file with what was written."""
    output = Output(folder)
    recorded = store.pages(str(folder.resolve()))
    stale = []
    for number, (url, file) in enumerate(files.items()):
        progress("Comparing", number, len(files))
        digest = site.digest(site.must(url))
        before = recorded.get(url)
        if before is None or before.digest != digest or output.stat(file) != (before.size, before.mtime):
            stale.append((url, digest))
    kept = set(files.values())
    gone = [row for url, row in recorded.items() if url not in files]
    return _Work(files, stale, [row for row in gone if row.file not in kept])


def _warnings(store: Store, site: Site) -> tuple[Problem, ...]:
    read = (unpack(row.kept).warnings for row in store.warned() if row.kept)
    return tuple(sorted({*(warning for warnings in read for warning in warnings), *site.edition.warnings}))


def _write(site: Site, store: Store, output: Output, work: _Work, progress: Progress) -> int:
    """Render what is stale, put it into place, take away what is gone; how many files were written.

    What is about to be written is recorded first, so that after a kill the next build knows of it.
    """
    folder = str(output.folder.resolve())
    digests = {}
    unchanged = []
    for number, (url, digest) in enumerate(work.stale):
        progress("Rendering", number, len(work.stale))
        file, page = work.files[url], site.must(url)
        data = b"" if isinstance(page, FilePage) else site.render(page)
        if isinstance(page, FilePage):
            output.copy(file, site.renderer.file(page))
        elif output.holds(file, data):
            unchanged.append((url, digest))
            continue
        else:
            output.put(file, data)
        digests[file] = (url, digest)
    store.put_pages(folder, (PageRow(url, file, b"", 0, 0) for file, (url, _) in digests.items()))
    store.commit()
    for number, _ in enumerate(output.publish()):
        progress("Writing", number, len(digests))
    for row in work.gone:
        output.remove(row.file)
    done = [*digests.values(), *unchanged]
    store.put_pages(folder, (_row(output, url, work.files[url], digest) for url, digest in done))
    store.drop_pages(folder, (row.url for row in work.gone))
    store.commit()
    return len(digests)


def _row(output: Output, url: str, file: str, digest: bytes) -> PageRow:
    size, mtime = output.stat(file) or (0, 0)
    return PageRow(url, file, digest, size, mtime)
