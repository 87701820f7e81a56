"""Stories from the texts of saved pages."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from newsgen.config import Config
from newsgen.content.article import Article, Status
from newsgen.content.dates import ParsedDate
from newsgen.errors import ContentError, NewsgenError, Problem, unexpected
from newsgen.importing.page_text.reader import PageReading, examine, read_page_text
from newsgen.importing.story import (
    Format,
    Header,
    LeftOut,
    Note,
    Progress,
    SiteFacts,
    SourceOptions,
    Story,
    Survey,
    Unit,
    UnitHeaders,
    Visibility,
)
from newsgen.importing.text_files import DAMAGED, decoded, opened
from newsgen.symlinks import walk
from newsgen.workers import WorkerPool

_SUFFIXES = (".txt", ".txt.gz")
_UNIT_FILES = 50
_MAX_BYTES = 4 << 20  # no page of an article is longer
_MAX_REASON = 300
_MIN_PRINTABLE = 0.95
_LIST = "this is no article: "
_MARKUP = re.compile(r"\s*(?:<[!?a-z/]|---\s*\n|\+\+\+\s*\n|%PDF|\{\\rtf|WARC/|BEGIN:V)", re.I)


def is_page_text(head: bytes) -> bool:
    """Whether a file that begins so is plain text, neither markup nor a table nor binary."""
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text, _ = decoded(head[: head.rfind(b"\n") + 1 or None] if len(head) > 4096 else head)
    if not text.strip() or _MARKUP.match(text):
        return False
    printable = sum(char.isprintable() or char in "\t\n\r\f\u2028" for char in text)
    return printable >= _MIN_PRINTABLE * len(text)


class _File(msgspec.Struct, frozen=True):
    """A file, and how it is called: as the user named it, or from the folder that was named."""

    path: str
    place: str


class _Unit(msgspec.Struct, frozen=True):
    """Some files of the texts of pages."""

    files: tuple[_File, ...]
    options: SourceOptions

    def found(self) -> Iterator[Story | LeftOut]:
        zone = ZoneInfo(self.options.timezone or Config().timezone)
        for file in self.files:
            yield _found(file, zone)


class PageTexts:
    """The texts of saved pages as a source: files, and folders with `.txt` files at any depth."""

    name = "saved page texts"

    def __init__(self, files: Sequence[str], options: SourceOptions) -> None:
        self.files = tuple(files)
        self.options = options
        self._units: list[_Unit] = []

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """Find all files.

        Raises:
            ContentError: a folder can't be read.
        """
        files: list[_File] = []
        for name in self.files:
            files += _files(name)
            progress("Looking for pages", len(files), len(files))
        starts = range(0, len(files), _UNIT_FILES)
        self._units = [_Unit(tuple(files[at : at + _UNIT_FILES]), self.options) for at in starts]
        return Survey(site=SiteFacts(), headers=UnitHeaders(self._units, pool, progress))

    def units(self) -> Iterator[Unit]:
        yield from self._units


def _files(name: str) -> Iterator[_File]:
    """The files of a name in order.

    Raises:
        ContentError: a folder can't be read.
    """
    top = Path(name)
    if not top.is_dir():
        yield _File(name, name)
        return
    found: list[str] = []
    try:
        for folder in walk(top, lambda part: part.startswith(".")):
            names = (entry.name for entry in folder.files if entry.name.lower().endswith(_SUFFIXES))
            found += (folder.path + name for name in names)
    except OSError as error:
        raise ContentError(Problem(name, 0, 0, f"can't be read: {error.strerror}")) from error
    yield from (_File(str(top / path), path) for path in sorted(found))


def _found(file: _File, zone: ZoneInfo) -> Story | LeftOut:
    try:
        with opened(file.path) as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (OSError, *DAMAGED) as error:
        return LeftOut(file.place, "unreadable", f"it can't be read: {error}"[:_MAX_REASON], loses=True)
    if len(data) > _MAX_BYTES:
        reason = f"it has more than {_MAX_BYTES >> 20} MB, as no page has"
        return LeftOut(file.place, "too-large", reason, loses=True)
    text, encoding = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        return LeftOut(file.place, "empty", "it is empty")
    notes = [] if encoding == "utf-8" else [Note("encoding", f"it was read as {encoding}", encoding)]
    name = _name(file.place)
    try:
        reading = read_page_text(name, text, zone)
    except ContentError as error:
        return _refused(file.place, name, text, zone, error)
    except Exception as error:  # one page never ends the others
        return LeftOut(file.place, "bug", unexpected(file.place, error).message, loses=True)
    assert isinstance(reading.record, Article)
    return _story(file.place, reading.record, reading.warnings, notes)


def _name(place: str) -> str:
    """The name of a file with what the reader may take a date and a title from."""
    return place.replace("\\", "/").rpartition("/")[2].removesuffix(".gz")


def _refused(place: str, name: str, text: str, zone: ZoneInfo, error: NewsgenError) -> Story | LeftOut:
    """What becomes of a page that lacks something: without a date alone it is a story."""
    problems = [one for one in error.problems if isinstance(one, Problem)]
    lists = [one.message.removeprefix(_LIST) for one in problems if one.message.startswith(_LIST)]
    if lists:
        return LeftOut(place, "list-page", f"it is the page of a list: {lists[0]}")
    try:
        page = examine(name, text, zone)
    except ContentError:
        page = None
    values = _values(page) if page else {}
    title = str(values.get("title", ""))
    lacks_date_alone = len(problems) == 1 and problems[0].message.startswith("no date of publication")
    if page and title and page.story.paragraphs and lacks_date_alone:
        return _undated(place, page, problems[0].message)
    return LeftOut(place, "incomplete", "; ".join(one.message for one in problems), title, loses=True)


def _values(page: PageReading) -> dict[str, Any]:
    return {name: found.value for name, found in page.fields.items()} | page.written


def _undated(place: str, page: PageReading, lacking: str) -> Story:
    values = _values(page)
    updated = values.get("updated")
    doubts = (Note("to-check", one.message, f"line {one.line}" if one.line else "") for one in page.doubts)
    return Story(
        header=Header(
            title=values["title"],
            url=values.get("origin", ""),
            authors=tuple(values.get("authors", ())),
            categories=tuple(values.get("categories", ())),
        ),
        place=place,
        body="\n\n".join(page.story.paragraphs),
        format=Format.MARKDOWN,
        updated=updated.when if isinstance(updated, ParsedDate) else updated,
        editors=tuple(values.get("editors", ())),
        source=values.get("source", ""),
        dateline=values.get("dateline", ""),
        tags=tuple(values.get("tags", ())),
        extra={key: values[key] for key in ("caption", "credit") if values.get(key)},
        provenance={name: found.provenance for name, found in page.fields.items()},
        notes=(Note("no-date", lacking), *doubts),
    )


def _story(place: str, article: Article, warnings: Sequence[Problem], notes: Sequence[Note]) -> Story:
    visibility = Visibility.DRAFT if article.status is Status.DRAFT else Visibility.PUBLIC
    checks = (Note("to-check", one.message, f"line {one.line}" if one.line else "") for one in warnings)
    return Story(
        header=Header(
            title=article.title,
            slug=article.slug,
            date=article.date,
            url=article.origin,
            addresses=article.aliases,
            visibility=visibility,
            categories=article.categories,
            authors=article.authors,
            language=article.language,
        ),
        place=place,
        body=article.body,
        format=Format.MARKDOWN,
        updated=article.updated,
        editors=article.editors,
        source=article.source,
        dateline=article.dateline,
        tags=article.tags,
        summary=article.summary,
        image=article.image,
        guid=article.guid,
        lead=article.lead,
        series=article.series,
        related=article.related,
        comments_open=article.comments,
        extra=article.extra,
        provenance=article.provenance,
        notes=(*notes, *checks),
    )
