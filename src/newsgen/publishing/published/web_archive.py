"""Reads web archives (WARC, WACZ): the pages and feeds that a crawler has got from a site."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

from newsgen.errors import Problem
from newsgen.publishing.extras import need
from newsgen.publishing.options import Progress
from newsgen.publishing.published.address import Published, parse
from newsgen.publishing.published.folder import FEEDS
from newsgen.publishing.published.html_head import Head, read_head
from newsgen.publishing.published.sitemap import root_of
from newsgen.publishing.published.source import Source, refused

_PAGES = ("text/html", "application/xhtml+xml")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_XML = ("application/xml", "text/xml")
_START = 4096  # bytes of a document that tell whether it is a feed
_MOST_HEAD = 200_000  # bytes of a page in which its head ends


def read_warc(name: str, stream: IO[bytes], progress: Progress) -> Source:
    """Read a WARC file, compressed or not.

    Raises:
        ConfigError: warcio is not installed.
    """
    need("warcio", "import", "reading a web archive")
    addresses, warnings = _records(name, stream, _size(stream), progress)
    return Source(name, "web archive", tuple(addresses), tuple(warnings))


def read_wacz(name: str, file: IO[bytes], progress: Progress) -> Source:
    """Read all WARC files of a WACZ file.

    Raises:
        ConfigError: it is no such file, or damaged; or warcio is not installed.
    """
    need("warcio", "import", "reading a web archive")
    addresses: list[Published] = []
    warnings: list[Problem] = []
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [one for one in archive.namelist() if _is_warc(one)]
            if not inside:
                raise refused(name, "is a ZIP file without web archives in it")
            for one in inside:
                with archive.open(one) as stream:
                    found, odd = _records(f"{name}:{one}", stream, archive.getinfo(one).file_size, progress)
                addresses += found
                warnings += odd
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise refused(name, f"is damaged: {error}", "save it once more") from error
    return Source(name, "web archive", tuple(addresses), tuple(warnings))


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _size(stream: IO[bytes]) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _records(
    name: str, stream: IO[bytes], size: int, progress: Progress
) -> tuple[list[Published], list[Problem]]:
    """The addresses of pages and feeds, and what is wrong with the file, as far as it can be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found: list[Published] = []
    read = 0
    try:
        with closing(ArchiveIterator(stream)) as records:
            for record in records:
                read += 1
                progress("Reading", stream.tell(), size)
                found += _published(name, record)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        message = f"is damaged after {read} records, and the rest was not read: {error}"
        return found, [Problem(name, 0, 0, message, "save it once more")]
    return found, []


def _published(name: str, record: Any) -> Iterator[Published]:
    """The address of a record, if it is a page or feed that was there."""
    http = record.http_headers
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200":
        return
    media, _, parameters = (http.get_header("Content-Type") or "").partition(";")
    media = media.strip().lower()
    typed = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    address = parse(typed)
    is_feed = media in _FEEDS or (media in _XML and root_of(record.content_stream().read(_START)) in FEEDS)
    if address is None or not (media in _PAGES or is_feed):
        return
    head = Head()
    if media in _PAGES:
        head = read_head(
            record.content_stream().read(_MOST_HEAD), parameters.partition("charset=")[2].strip(' "')
        )
    yield Published(address, name, head.titles, head.date)
