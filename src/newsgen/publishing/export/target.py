"""New files outside of the site: written whole or not at all, and never over another one by accident."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newsgen.errors import OutputError, Problem


@contextmanager
def new_file(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file at the end of the block, unless that fails.

    Raises:
        OutputError: a file is there already and not to be overwritten, or it can't be written.
    """
    _check(path, force=force)
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _check(path, force=force)
        Path(name).chmod(0o666 & ~_umask())
        os.replace(name, path)  # noqa: PTH105  # as everywhere that files are put into their places
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _check(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise OutputError(Problem(str(path), 0, 0, "is a folder", "name a file"))
    if path.exists() and not force:
        raise OutputError(Problem(str(path), 0, 0, "exists already", "name another file, or use --force"))


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(Problem(str(path), 0, 0, f"can't be written: {error.strerror or error}"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
