"""Recognises what files and folders hold by their content, and makes sources of them."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from newsgen.errors import ConfigError, Problem
from newsgen.importing.page_texts import PageTexts, is_page_text
from newsgen.importing.saved_pages.source import SavedPages, WebArchive, is_html, is_wacz, is_warc
from newsgen.importing.story import Source, SourceOptions
from newsgen.importing.tables import Table, is_csv, is_json_lines
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
_EXTRA = "pip install 'newsgen[import]'"


class _Kind(msgspec.Struct, frozen=True):
    name: str
    make: Callable[[tuple[str, ...], SourceOptions], Source]


# In this order the fuller source of a story counts.
_KINDS = {
    "wordpress": _Kind("wordpress", WordPressExport),
    "archive": _Kind("archive", WebArchive),
    "html": _Kind("html", SavedPages),
    "table": _Kind("table", Table),
    "feed": _Kind("feed", Feed),
    "text": _Kind("text", PageTexts),
}


def sources(paths: Sequence[Path], options: SourceOptions) -> list[Source]:
    """The sources that these files and folders hold, that with the fullest stories first.

    What is in zip files is unpacked into the workspace.

    Raises:
        ConfigError: there is no such file, or nothing in it can be read.
    """
    found: dict[str, list[str]] = {}
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
        if not held:
            wrong.append(Problem(str(path), 0, 0, "holds nothing that can be read", READABLE))
        for kind, files in held.items():
            known = found.setdefault(kind, [])
            known += [file for file in files if file not in known]
    if wrong:
        raise ConfigError(*wrong)
    return [kind.make(tuple(found[name]), options) for name, kind in _KINDS.items() if name in found]


def _held(path: Path, unpacked: Path) -> dict[str, list[str]]:
    """What a file or folder holds, by kind.

    Raises:
        OSError: it can't be read.
        ConfigError: it must not be.
    """
    if path.is_dir():
        return _in_folder(path)
    kind = kind_of(path)
    if kind == "zip":
        return _in_folder(_unpack(path, unpacked))
    return {kind: [str(path)]} if kind else {}


def _in_folder(folder: Path) -> dict[str, list[str]]:
    """What a folder holds. Pages and texts are read as the folder, since they belong together.

    Feeds beside saved pages were saved with them.
    """
    found: dict[str, list[str]] = {}
    for kind, file in sorted(_files(folder)):
        found.setdefault(kind, []).append(file)
    for kind in ("html", "text"):
        if kind in found:
            found[kind] = [str(folder)]
    if "html" in found:
        for beside in ("feed", "text", "table"):
            found.pop(beside, None)
    return found


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for below in walk(folder, lambda name: name.startswith(".")):
        for entry in below.files:
            kind = kind_of(Path(entry.path))
            if kind and kind != "zip":
                yield kind, entry.path


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
    try:
        with gzip.open(path) as stream:
            return stream.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return b""


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


def missing_extra(error: ImportError) -> ConfigError:
    """What to say where a library of the extra is not there."""
    message = f"needs {error.name or 'more'}, which is not installed"
    return ConfigError(Problem("newsgen import", 0, 0, message, _EXTRA))
