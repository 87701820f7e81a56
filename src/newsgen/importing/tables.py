"""Stories from tables: CSV, JSON lines, and an array in JSON."""

from collections.abc import Iterator, Sequence

from newsgen.importing.story import Progress, SourceOptions, Survey, Unit
from newsgen.workers import WorkerPool


def is_csv(head: bytes) -> bool:
    """Whether a file that begins so (with 64 KiB, or all of it) is a table with a line of names on top."""
    raise NotImplementedError


def is_json_lines(head: bytes) -> bool:
    """Whether a file that begins so holds JSON objects, one a line or in an array."""
    raise NotImplementedError


class Table:
    """Tables of one site, as a source."""

    name = "table"

    def __init__(self, files: Sequence[str], options: SourceOptions) -> None:
        self.files = tuple(files)
        self.options = options

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        raise NotImplementedError

    def units(self) -> Iterator[Unit]:
        raise NotImplementedError
