"""Decode text of unknown encoding, and bring files of text into UTF-8."""

import gzip
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from hashlib import blake2b
from io import BufferedIOBase
from pathlib import Path

import msgspec
from charset_normalizer import from_bytes

DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_SAMPLE = 1 << 16  # bytes of lines that are not ASCII, by which an encoding is guessed
_LIKELY = [
    *("cp1252", "latin_1", "iso8859_15", "cp1250", "cp1251", "cp1256", "mac_roman", "big5", "gb18030"),
    *("shift_jis", "euc_jp", "euc_kr", "tis_620", "koi8_r", "iso8859_2"),
]
_WESTERN = "cp1252"
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_MIN_SEQUENCES = 3


class TextFile(msgspec.Struct, frozen=True):
    """A file that can be read as UTF-8 from `start` on. `path` differs from the original if it is a copy.

    `encoding` is that of the original, and `is_guess` says whether it was guessed from the bytes. `problem`
    is why the rest of a compressed file can't be read.
    """

    path: str
    start: int = 0
    encoding: str = "utf-8"
    is_guess: bool = False
    problem: str = ""


def opened(file: str) -> BufferedIOBase:
    """A file to read, unpacked on the way if it is compressed with gzip.

    Raises:
        OSError: it can't be opened. Reading raises one of `DAMAGED` where it is damaged.
    """
    with Path(file).open("rb") as stream:
        is_compressed = stream.read(len(_GZIP)) == _GZIP
    return gzip.open(file) if is_compressed else Path(file).open("rb")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of some bytes, and the encoding that it was in; `utf-8` where that is sure."""
    if encoding := _marked(data[:4096]):
        text = data.decode(encoding, "replace")
        return text.removeprefix("\ufeff"), encoding
    try:
        return data.removeprefix(BOM_UTF8).decode(), "utf-8"
    except UnicodeDecodeError:
        encoding = _guess(b"\n".join(line for line in data.split(b"\n") if not line.isascii()))
    return _decode(data, encoding), encoding


def in_utf8(file: str, workspace: str) -> TextFile:
    """The file itself if it is UTF-8 and not compressed, else a copy of it in the workspace that is so.

    Lines end as they did, but where they end with a mere CR, as on old Macs.

    Raises:
        OSError: it can't be read.
    """
    with Path(file).open("rb") as stream:
        head = stream.read(_CHUNK)
        if head.startswith(_GZIP):
            plain = _copy_of(file, workspace, "unpacked")
            problem = _unpack(file, plain)
            return msgspec.structs.replace(in_utf8(str(plain), workspace), problem=problem)
        encoding = _marked(head[:4096])
        old_mac = b"\r" in head and b"\n" not in head and not encoding
        if not encoding and not old_mac and _is_utf8(head, stream_chunks(file)):
            return TextFile(file, len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0)
    is_guess = not encoding and not _is_utf8(head, stream_chunks(file))
    if not encoding:
        encoding = _guess(_lines_beyond_ascii(file)) if is_guess else "utf-8"
    copy = _copy_of(file, workspace, "utf-8")
    with copy.open("w", encoding="utf-8", errors="replace", newline="") as target:
        for text in _texts(file, encoding):
            target.write(text.replace("\r", "\n") if old_mac else text)
    return TextFile(str(copy), 0, encoding, is_guess)


def _copy_of(file: str, workspace: str, suffix: str) -> Path:
    return Path(workspace) / f"{blake2b(file.encode(errors='replace'), digest_size=8).hexdigest()}.{suffix}"


def _unpack(file: str, target: Path) -> str:
    """Write what is in a compressed file; return why the rest can't be read, or an empty string."""
    with opened(file) as stream, target.open("wb") as copy:
        try:
            while chunk := stream.read1(_CHUNK):  # what comes before the damage, too
                copy.write(chunk)
        except DAMAGED as error:
            return f"the rest can't be unpacked ({error})"
    return ""


def stream_chunks(file: str) -> Iterator[bytes]:
    with Path(file).open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _marked(head: bytes) -> str:
    """The encoding that a byte order mark or many NULs tell, or an empty string."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return ""


def _is_utf8(head: bytes, chunks: Iterator[bytes]) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head[:_SAMPLE])
        decoder.reset()
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines_beyond_ascii(file: str) -> bytes:
    found, size = [], 0
    with Path(file).open("rb") as stream:
        while size < _SAMPLE and (line := stream.readline(_SAMPLE)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b"".join(found)


def _guess(sample: bytes) -> str:
    """The encoding of text that is not UTF-8; `utf-8` if most of it is, so that the rest is damaged."""
    sequences = len(_UTF8_SEQUENCE.findall(sample))
    beyond = len(re.findall(rb"[\x80-\xff]+", sample))
    if sequences >= _MIN_SEQUENCES and 2 * sequences > beyond:
        return "utf-8"
    best = from_bytes(sample[:_SAMPLE], cp_isolation=_LIKELY).best() if sample else None
    # What is Latin-1 without C1 characters is the same in Windows-1252, which adds the curly quotes.
    western = best is None or best.encoding in ("latin_1", "iso8859_15", "mac_roman", "cp1250", "iso8859_2")
    return _WESTERN if western or best is None else best.encoding


def _decode(data: bytes, encoding: str) -> str:
    """Damaged UTF-8 is read line by line: those that are none are Windows-1252."""
    if encoding != "utf-8":
        return data.decode(encoding, "replace")
    return "".join(map(_decode_line, data.splitlines(keepends=True)))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode(_WESTERN, "replace")


def _texts(file: str, encoding: str) -> Iterator[str]:
    if encoding == "utf-8":
        with Path(file).open("rb") as stream:
            while line := stream.readline(_CHUNK):
                yield _decode_line(line).removeprefix("\ufeff")
        return
    decoder = getincrementaldecoder(encoding)("replace")
    for chunk in stream_chunks(file):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
