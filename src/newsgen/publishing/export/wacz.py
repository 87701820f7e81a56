"""Writes a built site as WACZ 1.1.1: a ZIP file with a web archive, its index and its list of pages.

https://specs.webrecorder.net/wacz/1.1.1/
"""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from newsgen import __version__
from newsgen.publishing.export.built_site import SiteFile
from newsgen.publishing.export.surt import surt
from newsgen.publishing.export.warc import Record, write_warc
from newsgen.publishing.published.html_head import read_head

_ARCHIVE = "data.warc.gz"
_BLOCK_LINES = 300  # of the index that are compressed together, as pywb does
_COPIED = 1 << 20  # bytes at once
_FIRST_YEAR = 1980  # that a ZIP file can tell


class Resource(msgspec.Struct, frozen=True):
    """A file of the package, as `datapackage.json` names it."""

    name: str
    path: str
    hash: str
    bytes: int


class Book(msgspec.Struct, frozen=True):
    """What the package says of itself: its title, the address of its main page, and its moment."""

    title: str
    main: str
    at: datetime

    @property
    def moment(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ}"


def write_wacz(
    out: IO[bytes], archive: IO[bytes], folder: Path, files: Iterable[SiteFile], book: Book
) -> Iterator[Record]:
    """Write a package, and yield each record of its archive once it is written.

    `archive` is an empty file that can be read and written, for the archive before it is packed. The same
    files and book give the same bytes.
    """
    lines: list[bytes] = []
    pages: list[bytes] = [_json({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})]
    for record in write_warc(archive, folder, files, book.title, book.at):
        lines.append(_index_line(record, book.at))
        if record.file.is_page:
            pages.append(_page_line(record, folder, book))
        yield record
    packed, index = _index(sorted(lines))
    archive.seek(0)
    with ZipFile(out, "w", ZIP_STORED) as package:
        put = _Packer(package, book.at).put
        resources = [
            put("pages.jsonl", "pages/pages.jsonl", io.BytesIO(b"\n".join(pages) + b"\n")),
            put(_ARCHIVE, f"archive/{_ARCHIVE}", archive),
            put("index.cdx.gz", "indexes/index.cdx.gz", io.BytesIO(packed)),
            put("index.idx", "indexes/index.idx", io.BytesIO(index)),
        ]
        described = put("", "datapackage.json", io.BytesIO(_described(book, resources)))
        digest = {"path": described.path, "hash": described.hash}
        put("", "datapackage-digest.json", io.BytesIO(_json(digest)))


def _described(book: Book, resources: list[Resource]) -> bytes:
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": book.title,
        "created": book.moment,
        "software": f"newsgen {__version__}",
        "mainPageUrl": book.main,
        "mainPageDate": book.moment,
        "resources": resources,
    }
    return msgspec.json.format(msgspec.json.encode(package), indent=2)


class _Packer:
    """Puts files into a package as they are, all with the same time."""

    def __init__(self, package: ZipFile, at: datetime) -> None:
        self._package = package
        year = max(at.year, _FIRST_YEAR)
        self._time = (year, at.month, at.day, at.hour, at.minute, at.second)

    def put(self, name: str, path: str, source: IO[bytes]) -> Resource:
        info = ZipInfo(path, self._time)
        info.compress_type, info.create_system, info.external_attr = ZIP_STORED, 3, 0o644 << 16
        info.file_size = source.seek(0, io.SEEK_END)
        source.seek(0)
        digest = sha256()
        with self._package.open(info, "w") as target:
            while data := source.read(_COPIED):
                digest.update(data)
                target.write(data)
        return Resource(name, path, f"sha256:{digest.hexdigest()}", info.file_size)


# the index


def _index_line(record: Record, at: datetime) -> bytes:
    fields = {
        "url": record.file.url,
        "mime": record.file.type.partition(";")[0],
        "status": "200",
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": _ARCHIVE,
    }
    return f"{surt(record.file.url)} {at:%Y%m%d%H%M%S} ".encode() + _json(fields)


def _index(lines: list[bytes]) -> tuple[bytes, bytes]:
    """Sorted lines compressed in blocks, and where each block begins."""
    packed = bytearray()
    meta = _json({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
    blocks = [b"!meta 0 " + meta]
    every = iter(lines)
    while some := list(islice(every, _BLOCK_LINES)):
        data = gzip.compress(b"".join(line + b"\n" for line in some), mtime=0)
        place = {"offset": len(packed), "length": len(data), "digest": f"sha256:{sha256(data).hexdigest()}"}
        blocks.append(b" ".join(some[0].split(b" ", 2)[:2]) + b" " + _json(place))
        packed += data
    return bytes(packed), b"".join(block + b"\n" for block in blocks)


# the pages


def _page_line(record: Record, folder: Path, book: Book) -> bytes:
    titles = read_head((folder / record.file.file).read_bytes()).titles
    return _json(
        {
            "id": sha256(record.file.url.encode()).hexdigest()[:22],
            "url": record.file.url,
            "ts": book.moment,
            "title": titles[0] if titles else record.file.url,
        }
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
