"""Lists `content/`: which files are in which folder, as the file system tells it."""

import os
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from newsgen.errors import ContentError, Problem
from newsgen.symlinks import unfollowed, walk

_BACKUP = ("~", ".bak", ".orig", ".swp", ".tmp", ".part", ".crdownload")


class FileStat(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as the file system tells it, times in nanoseconds."""

    path: str
    size: int
    mtime: int
    ctime: int


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[tuple[str, int, int, int]]).decode


class Folder(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The files of a folder, packed, since the hash is enough to know of most folders that nothing changed.

    `newest` is the latest mtime among them, in nanoseconds.
    """

    size: int
    newest: int
    packed: bytes

    def files(self, below: str) -> list[FileStat]:
        """The files by path; `below` is the path of this folder."""
        return [FileStat(below + name, *times) for name, *times in sorted(_decode(self.packed))]

    def hash(self) -> bytes:
        """A hash over the names, times and sizes of the files."""
        return blake2b(self.packed, digest_size=16).digest()


EMPTY = Folder(0, 0, _encode([]))


class Listing(msgspec.Struct, frozen=True):
    """The files in each folder of `content/`, and when the listing began (ns since 1970).

    A folder is its path with a slash behind it, "" for `content/` itself. `warnings` name the links that are
    not followed.
    """

    began: int
    folders: dict[str, Folder]
    warnings: tuple[Problem, ...] = ()

    @property
    def size(self) -> int:
        """How many files there are."""
        return sum(folder.size for folder in self.folders.values())


def list_files(content: Path) -> Listing:
    """List the files of `content/` that count: nothing hidden, no editor's backups, no link out of it.

    Raises:
        ContentError: a folder can't be read, or a file's name is not text.
    """
    began, links = time.time_ns(), list[Problem]()
    folders = dict(_walk(content, links))
    return Listing(began, folders, tuple(links))


def counts(path: str) -> bool:
    """Whether a path from `content/` is one that newsgen reads: nothing hidden, no editor's backup."""
    return not any(map(_is_ignored, path.split("/")))


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(_BACKUP)


def folder_of(path: str) -> str:
    """The folder of a path, as a `Listing` names it."""
    return path[: path.rfind("/") + 1]


def _walk(content: Path, links: list[Problem]) -> Iterator[tuple[str, Folder]]:
    """All folders, with the files in them that count, in no order; links that are not followed are noted."""
    try:
        for folder in walk(content, _is_ignored):
            _check_name(folder.path.rstrip("/"))
            files, newest = [], 0
            for entry in folder.files:
                try:
                    status = entry.stat()
                except FileNotFoundError:  # an editor's file of a moment
                    continue
                _check_name(entry.name, folder.path)
                newest = max(newest, status.st_mtime_ns)
                files.append((entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            for path, what in folder.links.items():
                _check_name(path)
                links.append(unfollowed(path, what))
            yield folder.path, Folder(len(files), newest, _encode(files))
    except OSError as error:
        shown = os.path.relpath(error.filename or content, content)
        raise ContentError(
            Problem(str(content) if shown == "." else shown, 0, 0, f"can't be read: {error.strerror}")
        ) from error


def _check_name(name: str, below: str = "") -> None:
    """See that a name is one that can be written down."""
    try:
        name.isascii() or name.encode()
    except UnicodeEncodeError:
        shown = (below + name).encode("utf-8", "backslashreplace").decode()
        raise ContentError(Problem(shown, 0, 0, "the name is not UTF-8", "rename it")) from None
