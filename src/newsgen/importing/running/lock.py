"""Keeps two imports out of one newsroom. The lock ends with its process, however that ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newsgen.errors import OutputError, Problem

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NAME = "import.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made if it is not there.

    Raises:
        OutputError: another import has it, or it can't be written.
    """
    file = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = file.open("ab")
    except OSError as error:
        raise OutputError(Problem(str(folder), 0, 0, f"can't be made: {error.strerror}")) from error
    with stream:
        try:
            _lock(stream)
            is_held = file.exists() and os.path.samestat(file.stat(), os.fstat(stream.fileno()))
        except OSError:
            is_held = False
        if not is_held:  # also if the other import has just ended, and has taken the file away
            message = "another newsgen import is at work here"
            raise OutputError(Problem(str(folder), 0, 0, message, "wait until it ends"))
        try:
            yield
        finally:
            with suppress(OSError):
                file.unlink()
