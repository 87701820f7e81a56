"""The output folder: pages are written beside it first, and put into place only when all are ready."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.errors import OutputError, Problem

_STAGE = ".newsgen-stage"


class Output:
    """Writes into one folder. Nothing in it changes before `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = folder / _STAGE
        self._staged: list[str] = []
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
            status = os.stat(f"{self.folder}/{file}")  # noqa: PTH116 - once for every page of an archive
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns

    def holds(self, file: str, data: bytes) -> bool:
        """Whether the folder's file has these bytes already."""
        found = self.stat(file)
        if found is None or found[0] != len(data):
            return False
        try:
            return (self.folder / file).read_bytes() == data
        except OSError:
            return False

    def put(self, file: str, data: bytes) -> None:
        """Stage the bytes of a file."""
        with self._explained(self.folder / file):
            (self.stage / str(len(self._staged))).write_bytes(data)
        self._staged.append(file)

    def copy(self, file: str, source: Path) -> None:
        """Stage a copy of a file, of whatever size."""
        with self._explained(self.folder / file):
            shutil.copyfile(source, self.stage / str(len(self._staged)))
        self._staged.append(file)

    def publish(self) -> Iterator[str]:
        """Put each staged file into its place, and yield it."""
        for number, file in enumerate(self._staged):
            with self._explained(self.folder / file):
                self._make_folder(file)
                target = f"{self.folder}/{file}"
                os.replace(f"{self.stage}/{number}", target)  # noqa: PTH105
            yield file
        self._staged.clear()

    def _make_folder(self, file: str) -> None:
        below, _, _ = file.rpartition("/")
        if below and below not in self._folders:
            (self.folder / below).mkdir(parents=True, exist_ok=True)
            self._folders.add(below)

    def remove(self, file: str) -> None:
        """Delete a file, and the folders that it leaves empty."""
        path = self.folder / file
        with self._explained(path):
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == self.folder or any(parent.iterdir()):
                    break
                parent.rmdir()

    @contextmanager
    def _explained(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"can't be written: {error.strerror or error}"
            hint = "the next build goes on where this one stopped"
            raise OutputError(Problem(str(path), 0, 0, message, hint)) from error
