"""Lists `content/`: which files are in which folder, as the file system tells it."""

import os
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from newsgen.errors import ContentError, Problem

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

    A folder is its path with a slash behind it, "" for `content/` itself.
    """

    began: int
    folders: dict[str, Folder]

    @property
    def size(self) -> int:
        """How many files there are."""
        return sum(folder.size for folder in self.folders.values())


def list_files(content: Path) -> Listing:
    """List the files of `content/` that count.

    Raises:
        ContentError: a folder can't be read, or a file's name is not text.
    """
    return Listing(time.time_ns(), dict(_walk(content)))


def counts(path: str) -> bool:
    """Whether a path from `content/` is one that newsgen reads: nothing hidden, no editor's backup."""
    return not any(map(_is_ignored, path.split("/")))


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(_BACKUP)


def folder_of(path: str) -> str:
    """The folder of a path, as a `Listing` names it."""
    return path[: path.rfind("/") + 1]


def _walk(content: Path) -> Iterator[tuple[str, Folder]]:
    """All folders, with the files in them that count, in no order.

    Nothing hidden counts, no editor's backups, and no link out of `content/`.
    """
    top = content.resolve()
    folders = [("", str(content), False)]
    while folders:
        below, folder, linked = folders.pop()
        files, newest = [], 0
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            raise ContentError(
                Problem(below or str(content), 0, 0, f"can't be read: {error.strerror}")
            ) from error
        for entry in entries:
            name = entry.name
            if _is_ignored(name):
                continue
            link = entry.is_symlink()
            if link and not _stays_inside(Path(entry.path), top):
                continue
            if entry.is_dir() and not (link and linked):  # a link below a link may be a ring
                folders.append((f"{below}{_text(name, below)}/", entry.path, link or linked))
            elif entry.is_file():
                try:
                    status = entry.stat()
                except FileNotFoundError:  # an editor's file of a moment
                    continue
                newest = max(newest, status.st_mtime_ns)
                files.append((_text(name, below), status.st_size, status.st_mtime_ns, status.st_ctime_ns))
        yield below, Folder(len(files), newest, _encode(files))


def _stays_inside(path: Path, top: Path) -> bool:
    """Whether a link leads to a file or folder of `content/`, and not to one that it stands in itself."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # it leads nowhere, or to itself
        return False
    return target.is_relative_to(top) and not path.parent.resolve().is_relative_to(target)


def _text(name: str, below: str) -> str:
    """A name, if it is one that can be written down."""
    try:
        name.isascii() or name.encode()
    except UnicodeEncodeError:
        shown = (below + name).encode("utf-8", "backslashreplace").decode()
        raise ContentError(Problem(shown, 0, 0, "the name is not UTF-8", "rename it")) from None
    return name
