"""Loads the files of `content/`: each becomes its record, its outline, its features and its index entry."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import msgspec

from newsgen.config import Config
from newsgen.content import images, reader, unshown
from newsgen.content.allowlist import BLOCKED, BLOCKED_HINT, is_blocked
from newsgen.content.article import Article, Reading, Status
from newsgen.content.body import Outline, linked_addresses, outline, remove_spans
from newsgen.content.capitals import tamed
from newsgen.content.complexity import check_complexity
from newsgen.content.players import files_beside, media_type
from newsgen.errors import ContentError, Problem, unexpected
from newsgen.index.entries import entry_of
from newsgen.index.features import features
from newsgen.index.flaws import has_long_title, no_alt
from newsgen.index.listing import FileStat
from newsgen.index.reading import is_page_text, read
from newsgen.index.rows import EntryRow, FeaturesRow, FileRecord, FileRow, ReadFile, RecordRow, pack
from newsgen.urls import Urls, picture_files


class Suspect(msgspec.Struct, frozen=True):
    """A file that may have changed, and the digest that it had; None for one that is new."""

    stat: FileStat
    digest: bytes | None


class Loaded(msgspec.Struct, frozen=True):
    """What came of reading files: those that changed, those that did not, and what is wrong."""

    files: list[ReadFile]
    unchanged: list[FileStat]
    problems: list[Problem]


_NO_OUTLINE = Outline("")


class _Opened(msgspec.Struct, frozen=True):
    """A text with its bytes, what was read from them, and what is worked out of that step by step."""

    stat: FileStat
    digest: bytes
    data: bytes
    reading: Reading
    outline: Outline = _NO_OUTLINE
    features: FeaturesRow | None = None


def load(content: str, config: Config, suspects: Sequence[Suspect]) -> Loaded:
    """Read files.

    Each step is done for all of them before the next, which a processor's caches reward.
    """
    problems: list[Problem] = []
    opened = list(_each(lambda suspect: _open(content, suspect, config), suspects, problems))
    texts = [text for text in opened if isinstance(text, _Opened)]
    outlined = list(_each(partial(_outlined, config), texts, problems))
    featured = list(_each(_featured, outlined, problems))
    rows = list(_each(partial(_rows, config, Urls(config)), featured, problems))
    media = [file for file in opened if isinstance(file, ReadFile)]
    return Loaded([*rows, *media], [stat for stat in opened if isinstance(stat, FileStat)], problems)


T = TypeVar("T", Suspect, _Opened)
R = TypeVar("R")


def _each(step: Callable[[T], R], files: Iterable[T], problems: list[Problem]) -> Iterator[R]:
    """Do a step for each file; one for which it fails goes no further, and its problems are noted."""
    for file in files:
        try:
            yield step(file)
        except ContentError as error:
            problems += [problem for problem in error.problems if isinstance(problem, Problem)]
        except Exception as error:
            problems.append(unexpected(file.stat.path, error))


def _open(content: str, suspect: Suspect, config: Config) -> _Opened | ReadFile | FileStat:
    """Read a file, unless its bytes have the digest that they had."""
    stat = suspect.stat
    path = f"{content}/{stat.path}"
    try:
        data = reader.load(path) if reader.is_article_file(stat.path) else None
        digest = _digest(path) if data is None else blake2b(data, digest_size=16).digest()
        if digest == suspect.digest:
            return stat
        if data is not None:
            return _opened(stat, digest, data, read(stat.path, data, config.zone), config)
        facts = images.measure(Path(path)) if images.may_be_picture(stat.path) else None
    except OSError as error:
        raise ContentError(Problem(stat.path, 0, 0, f"can't be read: {error.strerror}")) from error
    return ReadFile(_file_row(stat, digest, media=1, images=pack(facts) if facts else None))


def _opened(stat: FileStat, digest: bytes, data: bytes, reading: Reading, config: Config) -> _Opened:
    record = reading.record
    check_complexity(record.body, stat.path, reading.body_line)
    if config.capitals == "tame" and isinstance(record, Article):
        titled = msgspec.structs.replace(record, title=tamed(record.title, record.body))
        reading = msgspec.structs.replace(reading, record=titled)
    return _Opened(stat, digest, data, reading)


def _file_row(
    stat: FileStat, digest: bytes, *, media: int = 0, warned: int = 0, images: bytes | None = None
) -> FileRow:
    return FileRow(0, stat.path, stat.size, stat.mtime, stat.ctime, digest, media, warned, images, 0, 0)


def _outlined(config: Config, text: _Opened) -> _Opened:
    record = text.reading.record
    after = config.read_also.after if isinstance(record, Article) else ()
    shape = outline(record.body, after, text.data, text.reading.body_line)
    return msgspec.structs.replace(text, outline=shape)


def _featured(text: _Opened) -> _Opened:
    record = text.reading.record
    if not isinstance(record, Article):
        return text
    found = features(record, remove_spans(record.body, text.outline.spans))
    return msgspec.structs.replace(text, features=FeaturesRow(0, pack(found)))


def _rows(config: Config, urls: Urls, text: _Opened) -> ReadFile:
    shape, whole = text.outline, text.reading.record
    warnings = (*text.reading.warnings, *_unshown(text, config))
    record = whole if is_page_text(whole.path) else msgspec.structs.replace(whole, body="")
    file = FileRecord(record, shape, tuple(sorted(warnings)) if warnings else ())
    row = _file_row(text.stat, text.digest, warned=int(bool(file.warnings)), images=_images(file))
    return ReadFile(
        msgspec.structs.replace(row, no_alt=no_alt(whole), long_title=int(has_long_title(whole))),
        RecordRow(0, pack(file)),
        _entry(text, record, config, urls) if isinstance(record, Article) else None,
        text.features,
    )


def _entry(text: _Opened, record: Article, config: Config, urls: Urls) -> EntryRow:
    shown = {*text.outline.pictures, *text.outline.links}
    addresses = linked_addresses(text.reading.record.body) - shown
    return entry_of(record, text.outline, text.digest, config, urls, sorted(addresses))


def _unshown(text: _Opened, config: Config) -> tuple[Problem, ...]:
    """Warnings of what readers won't see of a text; of one that was taken down nothing is shown."""
    record, path = text.reading.record, text.stat.path
    if record.status.takes_down:
        return ()
    found = unshown.warnings(
        path,
        record.body,
        text.data,
        text.reading.body_line,
        config.origin,
        config.embeds,
        config.markdown,
    )
    if record.image and is_blocked(record.image.src, config.origin):
        place = reader.image_place(path, text.data)
        message = f"image: {BLOCKED} `{record.image.src}`"
        found += (Problem(path, *place, message, BLOCKED_HINT, record.image.src),)
    return found


def _images(file: FileRecord) -> bytes | None:
    """The pictures that a record names; a withdrawn one shows none, a removed one hides them."""
    image, outline, status = file.record.image, file.outline, file.record.status
    posters = tuple(_posters(file))
    if status is Status.WITHDRAWN or not (image or outline.pictures or posters or outline.mentions):
        return None
    hides = status is Status.REMOVED
    src = image.src if image else ""
    return pack(images.ImageRefs(src, outline.pictures, outline.mentions, hides, posters))


def _posters(file: FileRecord) -> Iterator[str]:
    """The pictures that may be shown in the place of a record's videos."""
    for name in file.outline.players:
        for video in picture_files(file.record.path, name):
            if media_type(video).startswith("video/"):
                yield from (f"/{quote(beside)}" for beside in files_beside(video))


def _digest(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123 - a `Path` for each costs as much as a small file
        return file_digest(stream, lambda: blake2b(digest_size=16)).digest()
