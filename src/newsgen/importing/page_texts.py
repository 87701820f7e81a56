"""Stories from the texts of saved pages."""

from collections.abc import Iterator, Sequence

from newsgen.importing.story import Progress, SourceOptions, Survey, Unit
from newsgen.workers import WorkerPool


def is_page_text(head: bytes) -> bool:
    """Whether a file that begins so is plain text, neither markup nor a table nor binary."""
    raise NotImplementedError


class PageTexts:
    """The texts of saved pages as a source: files, and folders with `.txt` files at any depth."""

    name = "saved page texts"

    def __init__(self, files: Sequence[str], options: SourceOptions) -> None:
        self.files = tuple(files)
        self.options = options

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        raise NotImplementedError

    def units(self) -> Iterator[Unit]:
        raise NotImplementedError
