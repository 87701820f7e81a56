"""Tells what a source of published addresses is, by its content, and reads it."""

import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from newsgen.publishing.options import Progress
from newsgen.publishing.published.address_list import read_list
from newsgen.publishing.published.folder import FEEDS, read_folder
from newsgen.publishing.published.sitemap import GZIP, is_sitemap, read_sitemap, root_of, uncompressed
from newsgen.publishing.published.source import Source, readable, refused
from newsgen.publishing.published.web_archive import read_wacz, read_warc

STDIN = "-"
_HEAD = 4096  # bytes that tell what a file is


def read_source(name: str, progress: Progress) -> Source:
    """Read a source: a folder or file at a path, or what `-` reads from the standard input.

    Raises:
        ConfigError: it can't be read, or is none of those that are known.
    """
    with readable(name):
        if name == STDIN:
            return _read_file("standard input", io.BytesIO(sys.stdin.buffer.read()), progress)
        path = Path(name)
        if path.is_dir():
            return read_folder(path)
        with path.open("rb") as stream:
            return _read_file(name, stream, progress)


def _read_file(name: str, stream: IO[bytes], progress: Progress) -> Source:
    start = stream.read(_HEAD)
    stream.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return read_wacz(name, stream, progress)
    head = _beginning(start) if start.startswith(GZIP) else start
    if head.startswith(b"WARC/"):
        return read_warc(name, stream, progress)
    return _reader(name, head)(name, uncompressed(name, stream.read()))


def _reader(name: str, head: bytes) -> Callable[[str, bytes], Source]:
    """What reads a text that begins like this."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"<"):
        return read_list
    if is_sitemap(text):
        return read_sitemap
    root = root_of(text)
    if root in FEEDS:
        raise refused(name, "is a feed, which has the newest addresses only")
    if root.lower() == "html" or text[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise refused(name, "is a single page; give the folder of the site, or its sitemap")
    raise refused(name, "is XML, but no sitemap")


def _beginning(data: bytes) -> bytes:
    """The first bytes of what was compressed by gzip."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _HEAD)
    except zlib.error:
        return b""
