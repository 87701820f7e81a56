"""The output folder: files are staged in one of the same shape, and put into place when all are ready.

The folder itself may be a link. Inside of it none is followed: one in the place of a file is replaced, one in
the place of a folder is an error.
"""

import filecmp
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from os.path import isdir, lexists
from pathlib import Path

import msgspec

from newsgen.errors import OutputError, Problem
from newsgen.index.database import Database
from newsgen.index.rows import OutputRow
from newsgen.symlinks import is_link

_STAGE = ".newsgen-stage"
_PROBE = ".newsgen-probe"
STAMP = ".newsgen"
_STAMPED = b"This folder is written by newsgen."  # the same for ever; no line end, which git may change
_MOVE = "newsgen did not write it: move it away"
_LINK = "is a link to another place, where newsgen changes nothing"


class StagedFile(msgspec.Struct, frozen=True):
    """A file with its size and mtime (ns); it `is_new` unless the output held these bytes already.

    One that is new `replaces` a file of the output if one is there.
    """

    size: int
    mtime: int
    is_new: bool
    replaces: bool = False


class Output:
    """Writes into one folder. Nothing in it changes before `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve() if is_link(folder) else folder
        self.stage = self.folder / _STAGE
        self._top = f"{self.folder}/"
        self._staged = f"{self.stage}/"
        self._fresh: dict[str, bool] = {}

    @contextmanager
    def open(self) -> Iterator["Output"]:
        """Make the folder and an empty stage in it, and take the stage away at the end."""
        with self._explained(self.folder):
            self._clear_stage()
            self.stage.mkdir(parents=True, exist_ok=True)
            if not self.is_stamped:
                _written(self._staged + STAMP, _STAMPED, replaces=False)
        try:
            yield self
        finally:
            with suppress(OSError):
                self._clear_stage()

    def _clear_stage(self) -> None:
        """Take the stage away; where a link or a file is in its place, nothing but that."""
        if is_link(self.stage) or self.stage.is_file():
            self.stage.unlink()
        else:
            shutil.rmtree(self.stage, ignore_errors=True)

    @property
    def is_staged(self) -> bool:
        """Whether a build that did not end has left its stage."""
        return lexists(self.stage)

    @property
    def is_stamped(self) -> bool:
        """Whether the folder says that it is newsgen's own."""
        stamp = self.folder / STAMP
        try:
            return not is_link(stamp) and stamp.read_bytes() == _STAMPED
        except OSError:
            return False

    def holds(self, file: str) -> bool:
        """Whether a file is there, or a link in its place."""
        return self._status(file) is not None

    def altered(self, pages: Iterable[OutputRow]) -> frozenset[int]:
        """Which of these pages have another file than was written, or none."""
        stat, top, found = os.lstat, self._top, set()
        for page in pages:
            try:
                status = stat(top + page.file)
            except OSError:
                found.add(page.key)
                continue
            if status.st_mtime_ns != page.mtime or status.st_size != page.size:
                found.add(page.key)
        return frozenset(found)

    def put(self, file: str, data: bytes) -> StagedFile:
        """Stage the bytes of a file, unless it holds them already."""
        status = self._status(file) if self._may_hold(file) else None
        try:
            if status and _is_file(status, len(data)) and (self.folder / file).read_bytes() == data:
                return StagedFile(status.st_size, status.st_mtime_ns, is_new=False)
            return _written(self._staged + file, data, replaces=status is not None)
        except OSError as error:
            raise _explained(self._top + file, error) from error

    def _may_hold(self, file: str) -> bool:
        """Whether the file may be there: not where its top folder isn't."""
        top = file.partition("/")[0]
        if top not in self._fresh:
            self._fresh[top] = not lexists(self._top + top)
        return not self._fresh[top]

    def _status(self, file: str) -> os.stat_result | None:
        """The status of a file, or of a link in its place, or None if there is none."""
        try:
            status = os.lstat(self._top + file)
        except OSError:
            return None
        return None if stat.S_ISDIR(status.st_mode) else status

    def copy(self, file: str, source: Path) -> StagedFile:
        """Stage a copy of a file of whatever size, unless the bytes are there already."""
        target = self.folder / file
        with self._explained(target):
            status = self._status(file)
            there = status is not None
            is_same = status and _is_file(status, source.stat().st_size)
            staged = not (is_same and filecmp.cmp(target, source, shallow=False))
            if staged:
                target = self.stage / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
            status = target.stat()
        return StagedFile(status.st_size, status.st_mtime_ns, staged, staged and there)

    def joins(self, file: str, other: str) -> bool:
        """Whether two files are one in the file system of this folder."""
        probe = self.stage / _PROBE
        with self._explained(self.folder / file):
            (probe / file).parent.mkdir(parents=True)
            (probe / file).touch()
            found = lexists(probe / other)
            shutil.rmtree(probe)
        return found

    def check(self, leaving: set[str]) -> None:
        """See that each staged file can be put into its place once those in `leaving` are gone.

        Raises:
            OutputError: a file stands where a folder must be, or the other way round; or a link in the place
                of a folder that something is put into, or taken out of.
        """
        wrong = dict.fromkeys(self._linked_folders(leaving), _LINK)
        for path, folder in self._meeting(""):
            target = self._top + path
            if folder and path not in leaving:
                if is_link(target):
                    wrong[path] = _LINK
                elif not isdir(target):
                    wrong[path] = "is a file where a folder must be"
            if (
                not folder
                and _is_folder(target)
                and not _holds_only(self.folder / path, self.folder, leaving)
            ):
                wrong[path] = "is a folder where a file must be"
        if wrong:
            raise OutputError(
                *(Problem(str(self.folder / path), 0, 0, what, _MOVE) for path, what in sorted(wrong.items()))
            )

    def _linked_folders(self, files: Iterable[str]) -> Iterator[str]:
        """The folders above some files that are links."""
        seen = {""}
        for file in files:
            folder = file.rpartition("/")[0]
            while folder not in seen:
                seen.add(folder)
                if is_link(self._top + folder):
                    yield folder
                folder = folder.rpartition("/")[0]

    def _meeting(self, below: str) -> Iterator[tuple[str, bool]]:
        """Each staged path that meets something in the output, and whether it is a folder."""
        for entry in os.scandir(self._staged + below):
            path = below + entry.name
            if lexists(self._top + path):
                folder = entry.is_dir(follow_symlinks=False)
                yield path, folder
                if folder and _is_folder(self._top + path):
                    yield from self._meeting(path + "/")

    def put_stamp(self) -> None:
        """Let the folder say that it is newsgen's own, which comes before all other changes."""
        with self._explained(self._top + STAMP), suppress(FileNotFoundError):
            os.replace(self._staged + STAMP, self._top + STAMP)

    def publish(self, below: str = "") -> None:
        """Put all that is staged into its place; a whole folder at once where there is none yet."""
        for entry in list(os.scandir(self._staged + below)):
            path = below + entry.name
            target = self._top + path
            with self._explained(target):
                if entry.is_dir(follow_symlinks=False) and _is_folder(target):
                    self.publish(path + "/")
                    continue
                try:
                    os.replace(entry.path, target)
                except (IsADirectoryError, PermissionError):
                    if not isdir(target):
                        raise
                    shutil.rmtree(target)  # `check` saw that it holds nothing any more
                    os.replace(entry.path, target)

    def remove(self, file: str) -> None:
        """Delete a file, and the folders that it leaves empty."""
        path = self.folder / file
        with self._explained(path):
            if not _is_folder(path):  # else somebody put a folder in its place, which is theirs
                with suppress(NotADirectoryError):
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
            raise _explained(path, error) from error


def _explained(path: str | Path, error: OSError) -> OutputError:
    hint = "the next build goes on where this one stopped"
    return OutputError(Problem(str(path), 0, 0, f"can't be written: {error.strerror or error}", hint))


_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _written(path: str, data: bytes, *, replaces: bool) -> StagedFile:
    """Write a file, and the folders that it needs."""
    try:
        descriptor = os.open(path, _WRITE, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        descriptor = os.open(path, _WRITE, 0o666)
    try:
        _write_whole(descriptor, data)
        status = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return StagedFile(status.st_size, status.st_mtime_ns, is_new=True, replaces=replaces)


def _make_folder(folder: str) -> None:
    with suppress(FileExistsError):  # another process was quicker
        try:
            os.mkdir(folder)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)


def _write_whole(descriptor: int, data: bytes) -> None:
    """Write all bytes: the system may take them in pieces."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _is_folder(path: str | Path) -> bool:
    """Whether a path is a folder, and no link to one."""
    return isdir(path) and not is_link(path)


def _is_file(status: os.stat_result, size: int) -> bool:
    """Whether this is the status of a file of some size, and not of a link."""
    return status.st_size == size and stat.S_ISREG(status.st_mode)


def _holds_only(path: Path, top: Path, files: set[str]) -> bool:
    """Whether all files below a folder are among these, named from `top`."""
    every = (found for found in path.rglob("*") if not _is_folder(found))
    return all(found.relative_to(top).as_posix() in files for found in every)


def altered_pages(output: str, state: str) -> frozenset[int]:
    """The pages in an output folder whose files are not as they were written, by key."""
    database = Database(Path(state)).reading()
    try:
        return Output(Path(output)).altered(database.outputs.pages(output))
    finally:
        database.close()
