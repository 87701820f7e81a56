"""Recognises what files and folders hold by their content, and makes sources of them."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from newsgen.errors import ConfigError, Problem
from newsgen.importing.page_texts import PageTexts, is_page_text
from newsgen.importing.running.unread import is_archive, notes_of
from newsgen.importing.saved_pages.source import SavedPages, WebArchive, is_html, is_wacz, is_warc
from newsgen.importing.story import Note, Source, SourceOptions
from newsgen.importing.tables import Table, is_csv, is_json_lines
from newsgen.importing.text_files import DAMAGED
from newsgen.importing.wordpress.export import Feed, WordPressExport, is_feed, is_wordpress
from newsgen.symlinks import walk

_HEAD = 1 << 16  # bytes by which a file is known
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_MOST_UNPACKED = 1000  # bytes for each one in a zip file
_FREE = 1 << 30  # bytes that may be unpacked in any case
READABLE = (
    "WordPress exports and news feeds (XML), saved HTML pages and folders of them, web archives (WARC, WACZ),"
    " texts of saved pages, CSV and JSON lines can be read; these may be in .gz and .zip files"
)
_OF_PROGRAMS = frozenset(("__MACOSX", "node_modules", "hts-cache"))
_MOST_PEEKED = 100  # files in a zip file


# In this order the fuller source of a story counts.
_KINDS: dict[str, Callable[[tuple[str, ...], SourceOptions], Source]] = {
    "wordpress": WordPressExport,
    "archive": WebArchive,
    "html": SavedPages,
    "table": Table,
    "feed": Feed,
    "text": PageTexts,
}
_BESIDE_PAGES = ("feed", "text", "table")  # were saved with them
_TAKEN = {"html": ".pdf", "text": ".txt"}  # what these sources take of a folder, whatever it holds


class Recognised(msgspec.Struct, frozen=True):
    """Sources, that with the fullest stories first, and what to say of the files that are not read."""

    sources: Sequence[Source]
    notes: tuple[Note, ...] = ()


class _Held(msgspec.Struct, frozen=True):
    """What a file or folder holds, by kind, and what to say of its files that are not read."""

    kinds: dict[str, list[str]]
    notes: tuple[Note, ...] = ()


def sources(paths: Sequence[Path], options: SourceOptions) -> Recognised:
    """The sources that these files and folders hold.

    What is in zip files is unpacked into the workspace.

    Raises:
        ConfigError: there is no such file, or nothing in it can be read.
    """
    found: dict[str, list[str]] = {}
    notes: list[Note] = []
    wrong: list[Problem] = []
    for number, path in enumerate(paths):
        try:
            held = _held(path, Path(options.workspace) / f"unpacked-{number}")
        except OSError as error:
            wrong.append(Problem(str(path), 0, 0, f"can't be read: {error.strerror or error}"))
            continue
        except ConfigError as error:
            wrong += [one for one in error.problems if isinstance(one, Problem)]
            continue
        if not held.kinds:
            wrong.append(_nothing(path, held.notes))
        notes += held.notes
        for kind, files in held.kinds.items():
            known = found.setdefault(kind, [])
            known += [file for file in files if file not in known]
    if wrong:
        raise ConfigError(*wrong)
    made = [make(tuple(found[kind]), options) for kind, make in _KINDS.items() if kind in found]
    return Recognised(made, tuple(notes))


def _nothing(path: Path, notes: Sequence[Note]) -> Problem:
    there = "; ".join(f"{note.message} ({note.subject})" for note in notes)
    unpacking = "unpack it, and give the folder to the command" if is_archive(path.name) else READABLE
    return Problem(str(path), 0, 0, "holds nothing that can be read", there or unpacking)


def _held(path: Path, unpacked: Path) -> _Held:
    """What a file or folder holds.

    Raises:
        OSError: it can't be read.
        ConfigError: it must not be.
    """
    if path.is_dir():
        return _in_folder(path, str(path))
    kind = kind_of(path)
    if kind == "zip":
        return _in_folder(_unpack(path, unpacked), str(path))
    return _Held({kind: [str(path)]} if kind else {})


def _in_folder(folder: Path, name: str) -> _Held:
    """What a folder holds. Pages and texts are read as the folder, since they belong together."""
    found: dict[str, list[str]] = {}
    for kind, file in sorted(_files(folder)):
        found.setdefault(kind, []).append(file)
    beside = _BESIDE_PAGES if "html" in found else ()
    held = {kind: found.pop(kind) for kind in _KINDS if kind in found and kind not in beside}
    taken = tuple(suffix for kind, suffix in _TAKEN.items() if kind in held)
    found[""] = [file for file in found.get("", ()) if not file.lower().endswith(taken)]
    files = {kind: [str(folder / file) for file in some] for kind, some in held.items()}
    files |= {kind: [str(folder)] for kind in ("html", "text") if kind in held}
    return _Held(files, tuple(notes_of(name, found)))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The kind of each file, and its path from the top; "exports" are zip files with such, "link" links."""
    for below in walk(folder, lambda name: name.startswith(".") or name in _OF_PROGRAMS):
        yield from (("link", link) for link in below.links)
        for entry in below.files:
            kind = kind_of(Path(entry.path))
            if kind == "zip":
                kind = "exports" if _holds_exports(entry.path) else ""
            elif not _is_taken(kind, entry.name.lower()):
                kind = ""
            yield kind, below.path + entry.name


def _is_taken(kind: str, name: str) -> bool:
    """Whether the source of a kind takes a file out of a folder."""
    return (
        name.endswith((".txt", ".txt.gz")) if kind == "text" else kind != "html" or not name.endswith(".gz")
    )


def _holds_exports(path: str) -> bool:
    """Whether there is an export of WordPress in a zip file."""
    try:
        with zipfile.ZipFile(path) as packed:
            some = [name for name in packed.namelist() if name.lower().endswith(".xml")][:_MOST_PEEKED]
            return any(is_wordpress(packed.open(name).read(_HEAD)) for name in some)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, ValueError, OSError):
        return False


def kind_of(path: Path) -> str:
    """What a file holds: a name of the kinds, "zip" for other things in a zip file, or an empty string.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as stream:
        start = stream.read(_HEAD)
    if start.startswith(_ZIP):
        return "archive" if is_wacz(path) else "zip"
    head = _decompressed(path) if start.startswith(_GZIP) else start
    told = (
        ("archive", is_warc),
        ("wordpress", is_wordpress),
        ("feed", is_feed),
        ("html", is_html),
        ("table", is_json_lines),
        ("table", is_csv),
        ("text", is_page_text),
    )
    return next((kind for kind, tells in told if head.strip() and tells(head)), "")


def _decompressed(path: Path) -> bytes:
    head = b""
    try:
        with gzip.open(path) as stream:
            while len(head) < _HEAD and (more := stream.read1(_HEAD - len(head))):
                head += more
    except DAMAGED:
        return head
    return head


def _unpack(path: Path, folder: Path) -> Path:
    """Unpack a zip file into a new folder, in which all of it stays.

    Raises:
        ConfigError: it is damaged, or unpacks to far more than it is.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            if sum(one.file_size for one in members) > _FREE + _MOST_UNPACKED * path.stat().st_size:
                message = "unpacks to far more than it is"
                raise ConfigError(Problem(str(path), 0, 0, message, "unpack it yourself"))
            for member in members:
                parts = [part for part in PurePosixPath(member.filename).parts if part not in ("..", "/")]
                if parts and not member.filename.startswith("__MACOSX"):
                    _extract(packed, member, folder.joinpath(*parts))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, ValueError) as error:
        message = f"is a damaged zip file: {error}"
        raise ConfigError(Problem(str(path), 0, 0, message, "unpack it yourself")) from None
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _extract(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with packed.open(member) as stream, target.open("wb") as copy:
        while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
            copy.write(chunk)
            left -= len(chunk)
