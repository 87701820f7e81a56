"""Puts article files in their place: whole, below their folder, and never over what a person wrote."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from newsgen.content.reader import load
from newsgen.errors import OutputError, Problem
from newsgen.importing.outcome import Fate
from newsgen.importing.running.hashes import Table, hash64


def digest_of(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


class Folder:
    """The folder `content/`. `owned` has the digests of files that were written by former runs.

    With `goes_on`, this run goes on with one that was killed, which may have written the file already.
    """

    def __init__(self, top: Path, owned: Table, temporary: Path, *, goes_on: bool, force: bool) -> None:
        self._top = top
        self._real = os.path.realpath(top)
        self._owned = owned
        self._temporary = f"{temporary}/{os.getpid()}.tmp"
        self._goes_on = goes_on
        self._force = force
        self._made: set[str] = set()
        self._inside: dict[str, bool] = {}

    def fate(self, path: str, data: bytes) -> tuple[Fate, bool]:
        """What is to become of a file with these bytes, and whether the one that is kept was never newsgen's.

        Raises:
            OutputError: it would lie outside of the folder.
        """
        if not self._is_inside(path.rpartition("/")[0]):
            message = "would be outside of the folder: a link leads there"
            raise OutputError(Problem(f"content/{path}", 0, 0, message))
        file = f"{self._top}/{path}"
        try:
            present = None if os.path.islink(file) else load(file)
        except FileNotFoundError:
            return Fate.WRITTEN, False
        except OSError:
            present = None
        if present is None:
            return Fate.KEPT, True
        is_known = hash64(path) in self._owned
        if present == data:
            if self._is_owned(path, data) or not self._goes_on:
                return Fate.UNCHANGED, False
            return (Fate.UPDATED if is_known else Fate.WRITTEN), False
        if self._force or self._is_owned(path, present):
            return Fate.UPDATED, False
        return Fate.KEPT, not is_known

    def _is_owned(self, path: str, data: bytes) -> bool:
        return hash64(f"{path} {digest_of(data)}") in self._owned

    def write(self, path: str, data: bytes) -> None:
        """Write a file.

        Raises:
            OutputError: that can't be done.
        """
        try:
            self._make(path.rpartition("/")[0])
            with open(self._temporary, "wb", buffering=0) as stream:
                stream.write(data)
            os.replace(self._temporary, f"{self._top}/{path}")
        except OSError as error:
            problem = Problem(f"content/{path}", 0, 0, f"can't be written: {error.strerror}")
            raise OutputError(problem) from error

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(f"{self._top}/{folder}", exist_ok=True)
            self._made.add(folder)

    def _is_inside(self, folder: str) -> bool:
        known = self._inside.get(folder)
        if known is None:
            real = os.path.realpath(f"{self._top}/{folder}")
            known = self._inside[folder] = ".." not in folder.split("/") and _is_below(real, self._real)
        return known


def owned_keys(owned: dict[str, str]) -> Iterator[tuple[int, int]]:
    """What the table of owned files has: each path, alone and with each of its digests."""
    for path, digests in owned.items():
        yield hash64(path), 0
        yield from ((hash64(f"{path} {digest}"), 0) for digest in digests.split())


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)
