"""Saved HTML pages and web archives as sources of stories: their pages are read once, in workers."""

from collections.abc import Iterator
from pathlib import Path

from newsgen.importing.story import Progress, SourceOptions, Survey, Unit
from newsgen.workers import WorkerPool


def is_html(head: bytes) -> bool:
    """Whether a file that begins so is an HTML page."""
    raise NotImplementedError


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC file, compressed or not."""
    raise NotImplementedError


def is_wacz(path: str | Path) -> bool:
    """Whether a file is a web archive as a zip file."""
    raise NotImplementedError


class SavedPages:
    """Folders of saved pages, mirrors, and single pages."""

    name = "saved pages"

    def __init__(self, paths: tuple[str, ...], options: SourceOptions) -> None:
        self.files = paths
        self.options = options

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        raise NotImplementedError

    def units(self) -> Iterator[Unit]:
        raise NotImplementedError

    def media_file(self, url: str) -> str | None:
        """The file on this machine with the bytes of a media address of the survey; None if it is not there."""
        raise NotImplementedError


class WebArchive:
    """WARC and WACZ files."""

    name = "web archive"

    def __init__(self, files: tuple[str, ...], options: SourceOptions) -> None:
        self.files = files
        self.options = options

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        raise NotImplementedError

    def units(self) -> Iterator[Unit]:
        raise NotImplementedError

    def media_file(self, url: str) -> str | None:
        """The file on this machine with the bytes of a media address of the survey; None if it is not there."""
        raise NotImplementedError
