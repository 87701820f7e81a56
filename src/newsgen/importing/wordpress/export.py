"""WordPress exports (WXR 1.0 to 1.2) and news feeds as sources of stories."""

from collections.abc import Iterator

from newsgen.importing.story import Progress, SourceOptions, Survey, Unit
from newsgen.workers import WorkerPool


def is_wordpress(head: bytes) -> bool:
    """Whether a file that begins so (the first 64 KiB, decompressed) is a WordPress export."""
    return b"wordpress.org/export/" in head or b"<wp:" in head


def is_feed(head: bytes) -> bool:
    """Whether a file that begins so is an RSS or Atom feed; also true for a WordPress export."""
    return any(mark in head for mark in (b"<rss", b"<rdf:RDF", b"http://www.w3.org/2005/Atom", b"<item>"))


class WordPressExport:
    """One export of a WordPress site, or several of one site: of a post in more than one, the newest counts.

    Files may be compressed with gzip.
    """

    name = "WordPress export"

    def __init__(self, files: tuple[str, ...], options: SourceOptions) -> None:
        self.files = files
        self._options = options

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """See `Source.survey`."""
        raise NotImplementedError

    def units(self) -> Iterator[Unit]:
        """See `Source.units`."""
        raise NotImplementedError


class Feed(WordPressExport):
    """An RSS or Atom feed with the texts of stories."""

    name = "news feed"
