"""Writes a built site as a web archive (WARC 1.1): a response for each file, each compressed by itself."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import msgspec

from newsgen import __version__
from newsgen.publishing.export.built_site import SiteFile

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

_FORMAT = "WARC File Format 1.1"
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class Record(msgspec.Struct, frozen=True):
    """Where the response of a file stands in an archive: `digest` is that of its bytes."""

    file: SiteFile
    offset: int
    length: int
    digest: str


def write_warc(
    out: IO[bytes], folder: Path, files: Iterable[SiteFile], title: str, at: datetime
) -> Iterator[Record]:
    """Write an archive of files below a folder as they are at a moment, and yield each once it is written.

    The same files, title and moment give the same bytes.
    """
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    moment = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    _write_info(writer, title, moment)
    for file in files:
        offset = out.tell()
        digest = _write_response(writer, folder, file, moment)
        yield Record(file, offset, out.tell() - offset, digest)


def _write_info(writer: "WARCWriter", title: str, moment: str) -> None:
    fields = {
        "software": f"newsgen {__version__}",
        "format": _FORMAT,
        "conformsTo": _CONFORMS,
        "isPartOf": title,
    }
    text = "".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in fields.items()).encode()
    headers = {"WARC-Date": moment, "WARC-Record-ID": _record_id(title, moment)}
    info = writer.create_warc_record("", "warcinfo", io.BytesIO(text), len(text), warc_headers_dict=headers)
    writer.write_record(info)


def _write_response(writer: "WARCWriter", folder: Path, file: SiteFile, moment: str) -> str:
    """Write the response that is a file, and return the digest of its bytes."""
    from warcio.statusandheaders import StatusAndHeaders

    with (folder / file.file).open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        http = StatusAndHeaders(
            "200 OK",
            [("Content-Type", file.type), ("Content-Length", str(size))],
            protocol="HTTP/1.1",
        )
        headers = {"WARC-Date": moment, "WARC-Record-ID": _record_id(file.url, moment)}
        record = writer.create_warc_record(
            file.url, "response", stream, size, warc_headers_dict=headers, http_headers=http
        )
        writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))


def _record_id(url: str, moment: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{url} {moment}')}>"
