"""The output folder: pages are written beside it first, and put into place only when all are ready."""

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os.path import isdir, lexists
from pathlib import Path

from newsgen.errors import OutputError, Problem

_STAGE = ".newsgen-stage"
_MOVE = "newsgen did not write it: move it away"


class Output:
    """Writes into one folder. Nothing in it changes before `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = folder / _STAGE
        self._folders: set[str] = set()

    @contextmanager
    def open(self) -> Iterator["Output"]:
        """Make the folder and an empty stage in it, and take the stage away at the end."""
        with self._explained(self.folder):
            shutil.rmtree(self.stage, ignore_errors=True)
            self.stage.mkdir(parents=True, exist_ok=True)
        try:
            yield self
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)

    def stat(self, file: str) -> tuple[int, int] | None:
        """Size and mtime (ns) of a file in the folder, or None if there is none."""
        try:
            status = os.stat(f"{self.folder}/{file}")
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns

    def put(self, number: int, file: str, data: bytes) -> bool:
        """Stage the bytes of a file under a number, unless it holds them already; whether it was staged."""
        found = self.stat(file)
        with self._explained(f"{self.folder}/{file}"):
            if found and found[0] == len(data) and (self.folder / file).read_bytes() == data:
                return False
            with open(f"{self.stage}/{number}", "wb") as stream:
                stream.write(data)
        return True

    def copy(self, number: int, file: str, source: Path) -> bool:
        """Stage a copy of a file of whatever size, unless the bytes are there already."""
        target = self.folder / file
        with self._explained(target):
            if target.is_file() and filecmp.cmp(target, source, shallow=False):
                return False
            shutil.copyfile(source, self.stage / str(number))
        return True

    def written(self, number: int, file: str, *, staged: bool) -> tuple[int, int]:
        """Size and mtime (ns) of a file as it will be once it is published."""
        status = os.stat(f"{self.stage}/{number}" if staged else f"{self.folder}/{file}")
        return status.st_size, status.st_mtime_ns

    def check(self, files: Iterable[str], leaving: set[str]) -> None:
        """See that each file can be put into its place once those in `leaving` are gone.

        Raises:
            OutputError: a file stands where a folder must be, or the other way round.
        """
        folders: set[str] = set()
        wrong = []
        for file in files:
            path = file
            while (path := path.rpartition("/")[0]) and path not in folders:
                folders.add(path)
            if isdir(f"{self.folder}/{file}") and not _holds_only(self.folder / file, self.folder, leaving):
                wrong.append((file, "is a folder where a file must be"))
        wrong += [
            (path, "is a file where a folder must be")
            for path in folders - leaving
            if lexists(f"{self.folder}/{path}") and not isdir(f"{self.folder}/{path}")
        ]
        if wrong:
            raise OutputError(
                *(Problem(str(self.folder / path), 0, 0, what, _MOVE) for path, what in sorted(wrong))
            )

    def publish(self, number: int, file: str) -> None:
        """Put the staged file of that number into its place."""
        target = f"{self.folder}/{file}"
        with self._explained(target):
            self._make_folder(file)
            try:
                os.replace(f"{self.stage}/{number}", target)
            except IsADirectoryError:  # `check` saw that it holds nothing any more
                shutil.rmtree(target)
                os.replace(f"{self.stage}/{number}", target)

    def _make_folder(self, file: str) -> None:
        below, _, _ = file.rpartition("/")
        if below and below not in self._folders:
            os.makedirs(f"{self.folder}/{below}", exist_ok=True)
            self._folders.add(below)

    def remove(self, file: str) -> None:
        """Delete a file, and the folders that it leaves empty."""
        path = self.folder / file
        with self._explained(path):
            if not isdir(path):  # else somebody put a folder in its place, which is theirs
                path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == self.folder or (parent.exists() and any(parent.iterdir())):
                    break
                if parent.exists():
                    parent.rmdir()

    @contextmanager
    def _explained(self, path: str | Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"can't be written: {error.strerror or error}"
            hint = "the next build goes on where this one stopped"
            raise OutputError(Problem(str(path), 0, 0, message, hint)) from error


def _holds_only(path: Path, top: Path, files: set[str]) -> bool:
    """Whether all files below a folder are among these, named from `top`."""
    return all(found.relative_to(top).as_posix() in files for found in path.rglob("*") if not found.is_dir())
