"""Find and read the pages and files in WARC and WACZ files."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from newsgen.importing.saved_pages.addresses import web_address
from newsgen.importing.saved_pages.opened import MAX_BYTES, RawPage

DAMAGED = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError)
_HTML = ("text/html", "application/xhtml+xml")
_MEDIA = ("image/", "video/", "audio/", "application/pdf")
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)
_WARC_NAME = re.compile(r"(?:.*/)?archive/[^/]{1,200}\.warc(?:\.gz)?")
_CHUNK = 1 << 20
_MOST_PACKED = 200  # a file in a zip that grows more than so many times is no archive


class Record(msgspec.Struct, frozen=True, array_like=True):
    """Where a response stands in a file."""

    file: str
    offset: int
    url: str
    kind: Literal["page", "media"]


def records(file: str) -> Iterator[Record]:
    """The pages and media in a WARC file, in order.

    Raises:
        One of `DAMAGED`, after the records that could be read.
    """
    with Path(file).open("rb") as stream:
        archive = ArchiveIterator(stream)
        for record in archive:
            kind = _kind(record)
            url = web_address(record.rec_headers.get_header("WARC-Target-URI") or "")
            if kind and url:
                yield Record(file, archive.get_record_offset(), url, kind)


def _kind(record: Any) -> Literal["page", "media"] | None:
    if record.rec_type == "resource":
        content = record.rec_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        content = record.http_headers.get_header("Content-Type") or ""
    else:
        return None
    content = content.lower().strip()
    if content.startswith(_HTML):
        return "page"
    return "media" if content.startswith(_MEDIA) else None


def read_record(record: Record, name: str) -> RawPage:
    """A page of a WARC file."""
    with Path(record.file).open("rb") as stream:
        stream.seek(record.offset)
        found = next(iter(ArchiveIterator(stream)))
        headers = found.http_headers or found.rec_headers
        charset = _CHARSET.search(headers.get_header("Content-Type") or "")
        saved = found.rec_headers.get_header("WARC-Date") or ""
        raw = found.content_stream().read(MAX_BYTES + 1)
    return RawPage(f"{name}: {record.url}", raw, record.url, charset[1] if charset else "", saved)


def save_record(record: Record, target: Path) -> None:
    """Write the bytes of a file in a WARC file."""
    with Path(record.file).open("rb") as stream:
        stream.seek(record.offset)
        found = next(iter(ArchiveIterator(stream)))
        content = found.content_stream()
        with target.open("wb") as out:
            while chunk := content.read(_CHUNK):
                out.write(chunk)


def unpacked(file: str, workspace: Path, number: int) -> list[str]:
    """The WARC files in a WACZ file, written to the workspace under names of our own.

    Raises:
        zipfile.BadZipFile: it is no zip file, or grows out of proportion.
    """
    found = []
    with zipfile.ZipFile(file) as archive:
        names = sorted(info.filename for info in archive.infolist() if _WARC_NAME.fullmatch(info.filename))
        for place, name in enumerate(names):
            info = archive.getinfo(name)
            if info.file_size > _MOST_PACKED * max(info.compress_size, _CHUNK):
                raise zipfile.BadZipFile(
                    f"{name} grows from {info.compress_size:,} to {info.file_size:,} bytes"
                )
            target = (
                workspace / f"archive-{number:04}-{place:04}{'.warc.gz' if name.endswith('.gz') else '.warc'}"
            )
            with archive.open(name) as source, target.open("wb") as out:
                while chunk := source.read(_CHUNK):
                    out.write(chunk)
            found.append(str(target))
    return found
