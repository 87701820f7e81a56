"""`newsgen clean`: removes what newsgen wrote, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsgen.errors import OutputError, Problem
from newsgen.index.database import Database
from newsgen.publishing.output import STAMP, Output
from newsgen.publishing.plan import BuildRecord
from newsgen.symlinks import is_link

_STATE = ("state.db*", "pictures", "templates", "crash-*.txt")  # all that newsgen keeps beside the site


class Cleaned(msgspec.Struct, frozen=True):
    """What was removed from a folder, and the files that stay because newsgen did not write them."""

    folder: str
    removed: int
    stays: tuple[str, ...] = ()


def clean_output(state: Path, folder: Path) -> Cleaned:
    """Remove from an output folder the files that newsgen wrote, and the folders that become empty.

    Raises:
        OutputError: newsgen did not write the folder, or can't tell which files are its own; all are there.
    """
    output = Output(folder)
    if not folder.exists():
        return Cleaned(str(folder), 0)
    if not output.is_stamped:
        message = f"has no stamp {STAMP}, so newsgen did not write it, and removes nothing"
        raise OutputError(Problem(str(folder), 0, 0, message, "delete it yourself if you don't need it"))
    message = "its state is gone, so newsgen can't tell its own files from yours"
    unknown = OutputError(Problem(str(folder), 0, 0, message, "delete the folder yourself"))
    if not state.exists():
        raise unknown
    with Database(state) as database:
        record = BuildRecord(database, str(folder.resolve()))
        files = database.outputs.all_files(record.folder)
        if not files:
            raise unknown
        with output.open():
            output.check(set(files))
            removed = [file for file in files if output.holds(file)]
            record.interrupted()
            database.commit()
            for file in removed:
                output.remove(file)
        output.remove(STAMP)
        record.forget()
        database.commit()
    return Cleaned(str(folder), len(removed) + 1, tuple(sorted(_close(folder))))


def _close(folder: Path) -> Iterator[str]:
    """The files that are left in a folder, which goes if there are none."""
    left = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()]
    if not left and not any(folder.iterdir()) and not is_link(folder):
        folder.rmdir()
    yield from left


def clean_state(folder: Path) -> Cleaned:
    """Remove what newsgen remembers of a project, which it can make again from `content/`.

    Raises:
        OutputError: another newsgen is at work, or something can't be removed.
    """
    if not folder.is_dir():
        return Cleaned(str(folder), 0)
    with Database(folder / "state.db"):
        pass  # nobody else is at work
    removed = 0
    try:
        for entry in [entry for pattern in _STATE for entry in folder.glob(pattern)]:
            if entry.is_dir() and not is_link(entry):
                removed += sum(1 for file in entry.rglob("*") if not file.is_dir())
                shutil.rmtree(entry)
            elif is_link(entry) or entry.exists():
                removed += 1
                entry.unlink()
        return Cleaned(str(folder), removed, tuple(sorted(_close(folder))))
    except OSError as error:
        raise OutputError(Problem(str(folder), 0, 0, f"can't be removed: {error.strerror}")) from error
