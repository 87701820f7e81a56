"""Files of the old site that were saved with its pages."""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from newsgen.errors import OutputError, Problem
from newsgen.importing.media import Originals, RefusedError
from newsgen.importing.story import Source


@runtime_checkable
class _HasFiles(Protocol):
    def media_file(self, url: str) -> str | None:
        """The file on this machine that has the bytes of an old address."""


def have_files(sources: Sequence[Source]) -> bool:
    """Whether files were saved with the pages of any source."""
    return any(isinstance(source, _HasFiles) for source in sources)


def copy_saved(
    urls: Iterable[str], sources: Sequence[Source], originals: Originals, content: Path, workspace: Path
) -> int:
    """Copy the saved files of these old addresses to where they belong, and return how many were copied.

    Raises:
        OutputError: one can't be written.
    """
    top = os.path.realpath(content) + os.sep
    copied = 0
    for url in urls:
        try:
            target = content / originals.file(url).path
        except RefusedError:
            continue
        saved = _saved(url, sources)
        if saved and os.path.realpath(target).startswith(top) and not os.path.lexists(target):
            _copy(saved, target, workspace / "part")
            copied += 1
    return copied


def _saved(url: str, sources: Sequence[Source]) -> str | None:
    found = (source.media_file(url) for source in sources if isinstance(source, _HasFiles))
    return next(filter(None, found), None)


def _copy(saved: str, target: Path, part: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(saved, part)
        shutil.move(part, target)
    except OSError as error:
        raise OutputError(Problem(str(target), 0, 0, f"can't be written: {error.strerror}")) from error
