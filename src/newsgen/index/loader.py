"""Loads the files of `content/`: each becomes its record, its outline, its features and its index entry."""

from collections.abc import Sequence
from hashlib import blake2b, file_digest
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.content import images, reader, unshown
from newsgen.content.allowlist import BLOCKED, BLOCKED_HINT, is_blocked
from newsgen.content.article import Article, Reading, Status
from newsgen.content.body import Outline, outline, remove_spans
from newsgen.errors import ContentError, Problem
from newsgen.index.entries import entry_of
from newsgen.index.features import features
from newsgen.index.listing import FileStat
from newsgen.index.reading import is_page_text, read
from newsgen.index.rows import FeaturesRow, FileRecord, FileRow, ReadFile, RecordRow, pack
from newsgen.urls import Urls


class Suspect(msgspec.Struct, frozen=True):
    """A file that may have changed, and the digest that it had; None for one that is new."""

    stat: FileStat
    digest: bytes | None


class Loaded(msgspec.Struct, frozen=True):
    """What came of reading files: those that changed, those that did not, and what is wrong."""

    files: list[ReadFile]
    unchanged: list[FileStat]
    problems: list[Problem]


class _Opened(msgspec.Struct, frozen=True):
    """A text with its bytes, and what was read from them."""

    stat: FileStat
    digest: bytes
    data: bytes
    reading: Reading


def load(content: str, config: Config, suspects: Sequence[Suspect]) -> Loaded:
    """Read files.

    Each step is done for all of them before the next, which a processor's caches reward.
    """
    media: list[ReadFile] = []
    texts: list[_Opened] = []
    unchanged, problems = [], []
    for suspect in suspects:
        try:
            opened = _open(content, suspect, config)
        except ContentError as error:
            problems += [problem for problem in error.problems if isinstance(problem, Problem)]
            continue
        if opened is None:
            unchanged.append(suspect.stat)
        elif isinstance(opened, _Opened):
            texts.append(opened)
        else:
            media.append(opened)
    outlines = [_outline(text, config) for text in texts]
    feature_rows = [_features(text, shape) for text, shape in zip(texts, outlines, strict=True)]
    urls = Urls(config)
    rows = [_rows(*parts, config, urls) for parts in zip(texts, outlines, feature_rows, strict=True)]
    return Loaded([*rows, *media], unchanged, problems)


def _open(content: str, suspect: Suspect, config: Config) -> _Opened | ReadFile | None:
    """Read a file, unless its bytes have the digest that they had."""
    stat = suspect.stat
    path = f"{content}/{stat.path}"
    try:
        data = reader.load(path) if reader.is_article_file(stat.path) else None
        digest = _digest(path) if data is None else blake2b(data, digest_size=16).digest()
        if digest == suspect.digest:
            return None
        if data is not None:
            return _Opened(stat, digest, data, read(stat.path, data, config.zone))
        facts = images.measure(Path(path)) if images.may_be_picture(stat.path) else None
    except OSError as error:
        raise ContentError(Problem(stat.path, 0, 0, f"can't be read: {error.strerror}")) from error
    return ReadFile(_file_row(stat, digest, media=1, images=pack(facts) if facts else None))


def _file_row(
    stat: FileStat, digest: bytes, *, media: int = 0, warned: int = 0, images: bytes | None = None
) -> FileRow:
    return FileRow(0, stat.path, stat.size, stat.mtime, stat.ctime, digest, media, warned, images)


def _outline(text: _Opened, config: Config) -> Outline:
    record = text.reading.record
    after = config.read_also.after if isinstance(record, Article) else ()
    return outline(record.body, after, text.data, text.reading.body_line)


def _features(text: _Opened, shape: Outline) -> FeaturesRow | None:
    record = text.reading.record
    if not isinstance(record, Article):
        return None
    return FeaturesRow(0, pack(features(record, remove_spans(record.body, shape.spans))))


def _rows(
    text: _Opened, shape: Outline, feature_row: FeaturesRow | None, config: Config, urls: Urls
) -> ReadFile:
    whole = text.reading.record
    warnings = (*text.reading.warnings, *_unshown(text, config))
    record = whole if is_page_text(whole.path) else msgspec.structs.replace(whole, body="")
    file = FileRecord(record, shape, tuple(sorted(warnings)) if warnings else ())
    return ReadFile(
        _file_row(text.stat, text.digest, warned=int(bool(file.warnings)), images=_images(file)),
        RecordRow(0, pack(file)),
        entry_of(record, shape, text.digest, config, urls) if isinstance(record, Article) else None,
        feature_row,
    )


def _unshown(text: _Opened, config: Config) -> tuple[Problem, ...]:
    """Warnings of what readers won't see of a text; one that was withdrawn is not shown at all."""
    record, path = text.reading.record, text.stat.path
    if record.status is Status.WITHDRAWN:
        return ()
    found = unshown.warnings(path, record.body, text.data, text.reading.body_line, config.host, config.embeds)
    if record.image and is_blocked(record.image.src, config.host):
        place = reader.image_place(path, text.data)
        message = f"image: {BLOCKED} `{record.image.src}`"
        found += (Problem(path, *place, message, BLOCKED_HINT, record.image.src),)
    return found


def _images(file: FileRecord) -> bytes | None:
    """The pictures that a record names; one that was withdrawn shows none."""
    image, inside = file.record.image, file.outline.pictures
    if file.record.status is Status.WITHDRAWN or not (image or inside):
        return None
    return pack(images.ImageRefs(image.src if image else "", inside))


def _digest(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123 - a `Path` for each costs as much as a small file
        return file_digest(stream, lambda: blake2b(digest_size=16)).digest()
