"""`newsgen export`: the site or its records as one file, for archives and other programs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from newsgen.config import Config
from newsgen.errors import ConfigError, OutputError, Problem
from newsgen.index.view import moment
from newsgen.publishing.export.built_site import SiteFile, built_site
from newsgen.publishing.export.records import records
from newsgen.publishing.export.target import new_file
from newsgen.publishing.export.wacz import Book, write_wacz
from newsgen.publishing.export.warc import Record, write_warc
from newsgen.publishing.extras import need
from newsgen.publishing.options import BuildOptions, Progress
from newsgen.publishing.project import Project
from newsgen.publishing.session import in_session


class ExportResult(msgspec.Struct, frozen=True):
    """What was written: how many pages and files, or lines, and the bytes of the file."""

    file: str
    entries: int
    bytes: int


def export_site(
    options: BuildOptions, config: Config, progress: Progress, target: Path, *, packed: bool
) -> ExportResult:
    """Write the built site to a file: as a WARC, or `packed` with an index and a list of pages as a WACZ.

    Raises:
        ConfigError: warcio is not installed, or the file has another ending.
        NewsgenError: the site is not up to date, or the file can't be written.
    """
    _check_place(target, options)
    need("warcio", "import", "writing a web archive")
    ending = ".wacz" if packed else ".warc.gz"
    if not target.name.endswith(ending):
        name = f"name it {target.name.partition('.')[0]}{ending}"
        raise ConfigError(Problem(str(target), 0, 0, f"such a file ends with {ending}", name))

    def work(project: Project) -> ExportResult:
        files = built_site(project, options).files
        book = Book(config.title, config.base_url, moment(options.view.now))
        with new_file(target, force=options.force) as out:
            count = 0
            for _ in _written(out, options.output, files, book, target.parent, packed=packed):
                count += 1
                progress("Exporting", count, len(files))
            out.flush()
            return ExportResult(str(target), count, out.tell())

    return in_session(options, config, progress, work, output=options.output)


def _check_place(target: Path, options: BuildOptions) -> None:
    """Raises OutputError for a file among those that the site is made from, or of the site itself."""
    for folder in (options.content, options.project / "templates", options.output):
        if target.resolve().is_relative_to(folder.resolve()):
            message = f"lies in {folder.name}/, where an export would be taken for a part of the newspaper"
            raise OutputError(Problem(str(target), 0, 0, message, "name a file elsewhere"))


def _written(
    out: IO[bytes], folder: Path, files: tuple[SiteFile, ...], book: Book, beside: Path, *, packed: bool
) -> Iterator[Record]:
    if not packed:
        yield from write_warc(out, folder, files, book.title, book.at)
        return
    with tempfile.TemporaryFile(dir=beside) as archive:
        yield from write_wacz(out, archive, folder, files, book)


def export_records(
    options: BuildOptions, config: Config, progress: Progress, target: Path | None, stream: IO[bytes]
) -> ExportResult:
    """Write all records to a file, or to a stream where none is named.

    Raises:
        NewsgenError: something can't be read, or the file can't be written.
    """
    if target:
        _check_place(target, options)

    def work(project: Project) -> ExportResult:
        if target is None:
            return _put(project, stream, "-")
        with new_file(target, force=options.force) as out:
            return _put(project, out, str(target))

    def _put(project: Project, out: IO[bytes], name: str) -> ExportResult:
        lines = size = 0
        for line in records(project, progress):
            out.write(line)
            lines, size = lines + 1, size + len(line)
        return ExportResult(name, lines, size)

    return in_session(options, config, progress, work)
