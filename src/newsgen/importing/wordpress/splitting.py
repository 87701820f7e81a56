"""Cut an export into its items without parsing it, with no more than one item in memory.

Exports are cut off by timeouts, and damaged by what was done to them since. So an item ends where it should,
or else where the next one starts; what is wrong with one harms no other.
"""

import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from newsgen.errors import ContentError, Problem

_CHUNK = 1 << 20  # bytes
LARGEST = 64 << 20  # bytes of one item, or of what stands before the first
_MOST_OUTSIDE = 1 << 30  # bytes without any item
_DROPPED = 1 << 18  # bytes before the current item that are worth dropping
_TOKEN = re.compile(rb"<!--|<!\[CDATA\[|<(?:item|entry)(?=[\s>])|</(?:item|entry)\s*>")
_INSIDE = re.compile(rb"<!\[CDATA\[|<(?:item|entry)(?=[\s>])|</(?:item|entry)\s*>")
_BOUNDARY = re.compile(rb"</(?:item|entry)\s*>\s*<(?:item|entry)[\s>]")
_TAG = re.compile(rb"<(?:item|entry)(?=[\s>])|</(?:item|entry)\s*>")
_CLOSING = re.compile(rb"</(?:item|entry)\s*>")
_LONGEST_TOKEN = 32
_CDATA, _CDATA_END, _REOPENED = b"<![CDATA[", b"]]>", b"<![CDATA[>"


class Piece(msgspec.Struct, frozen=True):
    """The bytes of one item, and what is wrong with them as a whole: "" or one of the faults below."""

    number: int
    raw: bytes
    fault: str = ""


TRUNCATED = "truncated"  # the file ends in it
UNCLOSED = "unclosed"  # its end is missing, or a CDATA section's
UNOPENED = "unopened"  # its start is missing
OUTSIDE = "outside"  # text between items
TOO_LARGE = "too-large"


class Stream:
    """The bytes of a file, decompressed, and as UTF-8 if they were UTF-16.

    `read_so_far` counts bytes of the file. `fault` says what ended it early.
    """

    def __init__(self, path: str) -> None:
        self.read_so_far = 0
        self.fault = ""
        self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115 - see `close`
        first = self._file.read(_CHUNK)
        self._gzip = zlib.decompressobj(31) if first.startswith(b"\x1f\x8b") else None
        self._compressed = b""
        self._ended = False
        self._decoder: IncrementalDecoder | None = None
        start = self._inflated(first) if self._gzip else first
        self.read_so_far = len(first)
        if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            self._decoder = getincrementaldecoder("utf-16")("replace")
        elif start[:2] in (b"<\0", b"\0<"):
            name = "utf-16-le" if start[:1] == b"<" else "utf-16-be"
            self._decoder = getincrementaldecoder(name)("replace")
        self._first = start

    def close(self) -> None:
        self._file.close()

    def read(self) -> bytes:
        """The next bytes; empty at the end."""
        chunk, self._first = self._first or self._raw(), b""
        while self._decoder is not None and chunk:
            if text := self._decoder.decode(chunk).encode():
                return text
            chunk = self._raw()
        return chunk

    def _raw(self) -> bytes:
        if self._gzip is None:
            chunk = self._file.read(_CHUNK)
            self.read_so_far += len(chunk)
            return chunk
        while not self._ended:
            if chunk := self._inflated(b""):
                return chunk
            if self._compressed:
                continue
            new = self._file.read(_CHUNK)
            self.read_so_far += len(new)
            if not new:
                self.fault = self.fault or ("" if self._gzip.eof else "the compressed file is cut off")
                break
            if chunk := self._inflated(new):
                return chunk
        return b""

    def _inflated(self, new: bytes) -> bytes:
        """At most one chunk of what more of the compressed bytes hold; the rest waits."""
        assert self._gzip is not None
        self._compressed += new
        if self._gzip.eof:  # another member may follow
            if not self._compressed.lstrip(b"\0"):
                self._compressed = b""
                return b""
            self._gzip = zlib.decompressobj(31)
        try:
            found = self._gzip.decompress(self._compressed, _CHUNK)
        except zlib.error:
            self.fault = "the compressed file is damaged"
            self._ended = True
            return b""
        self._compressed = self._gzip.unused_data if self._gzip.eof else self._gzip.unconsumed_tail
        return found


class Splitter:
    """The items of one stream, in order. `head` is what stands before the first, once that was read."""

    def __init__(self, stream: Stream, path: str) -> None:
        self.head = b""
        self._stream = stream
        self._path = path
        self._data = b""
        self._at = 0
        self._is_whole = False  # whether the stream has ended
        self._ends: dict[bytes, tuple[int, int, int]] = {}  # see `_next`
        self._refused = -1  # the end of a comment or section that swallows items
        self._number = 0
        self._in_head = True

    def __iter__(self) -> Iterator[Piece]:
        while (gap := self._gap()) is not None:
            start, found = gap
            outside = self._data[self._at : start]
            if found and found.group().startswith(b"</"):
                self._at = found.end()
                yield from self._unopened(outside)
                continue
            yield from self._outside(outside)
            if found is None:
                return
            end, fault = self._item_end(found.end())
            if fault == TOO_LARGE:
                yield self._piece(self._data[start : start + 4096], fault)
                self._at = len(self._data)
                self._drop()
                continue
            yield self._piece(self._data[start:end], fault)
            self._at = end
            self._drop()
        yield from self._outside(b"")

    def _piece(self, raw: bytes, fault: str = "") -> Piece:
        self._number += 1
        return Piece(self._number, raw, fault)

    # between items

    def _gap(self) -> tuple[int, re.Match[bytes] | None] | None:
        """Where the next tag of an item is; None as its match is the end of the stream."""
        pos = self._at
        seen = 0
        while True:
            found = _TOKEN.search(self._data, pos)
            if found is None:
                before = len(self._data)
                if not self._refill():
                    return len(self._data), None
                pos = max(pos, before - _LONGEST_TOKEN)
                if len(self._data) - self._at > LARGEST:
                    seen += self._forget_gap()
                    pos = self._at
                if seen > _MOST_OUTSIDE:
                    raise ContentError(Problem(self._path, 0, 0, "has no items in its first gigabyte"))
            elif found.group() == b"<!--":
                pos = self._behind(found.end(), b"-->")
            elif found.group() == _CDATA:
                pos = self._behind(found.end(), _CDATA_END)
            else:
                return found.start(), found

    def _behind(self, start: int, end: bytes) -> int:
        """The place behind the end of a comment or section outside of items; `start` if it swallows some."""
        at = self._next(end, start)
        if at < 0 or at == self._refused:
            return start
        if _BOUNDARY.search(self._data, start, at) or self._data.find(_CDATA, start, at) >= 0:
            self._refused = at
            return start
        return at + len(end)

    def _forget_gap(self) -> int:
        keep = len(self._data) - _LONGEST_TOKEN
        if self._in_head:
            self.head, self._in_head = self._data[self._at : keep], False
        dropped = keep - self._at
        self._at = keep
        self._drop()
        return dropped

    def _outside(self, gap: bytes) -> Iterator[Piece]:
        if self._in_head:
            self.head, self._in_head = gap, False
        elif (text := _without_markup(gap)) and b"<channel" not in gap:
            yield self._piece(text[:LARGEST], UNOPENED if b"<content:encoded" in text else OUTSIDE)

    def _unopened(self, gap: bytes) -> Iterator[Piece]:
        """What stands before an end of an item that has no start."""
        if self._in_head:
            start = gap.rfind(b"<title")
            start = start if start >= 0 else len(gap)
            self.head, self._in_head, gap = gap[:start], False, gap[start:]
        if gap.strip():
            yield self._piece(gap, UNOPENED)

    # in an item

    def _item_end(self, pos: int) -> tuple[int, str]:
        """Where an item ends whose first tag ends at `pos`, and what is wrong with it."""
        fault = ""
        if end := self._plain_end(pos):
            return end, fault
        while True:
            found = _INSIDE.search(self._data, pos)
            if found is None:
                if len(self._data) - self._at > LARGEST:
                    return 0, TOO_LARGE
                if not self._refill():
                    return len(self._data), TRUNCATED
                continue
            if found.group().startswith(b"</"):
                return found.end(), fault
            if found.group() != _CDATA:
                return found.start(), UNCLOSED
            pos, is_closed = self._behind_cdata(found.end())
            fault = fault if is_closed else UNCLOSED
            if pos < 0:
                return len(self._data), TRUNCATED

    def _plain_end(self, pos: int) -> int:
        """The end of an item in which nothing looks odd, or 0."""
        found = _TAG.search(self._data, pos)
        if found is None or not found.group().startswith(b"</"):
            return 0
        opened = self._data.rfind(_CDATA, pos, found.start())
        is_inside = opened >= 0 and self._data.rfind(_CDATA_END, opened, found.start()) < 0
        return 0 if is_inside else found.end()

    def _behind_cdata(self, start: int) -> tuple[int, bool]:
        """The place behind a CDATA section that begins at `start`, and whether it has its own end.

        A section that swallows the end of its item and the start of the next one, with a section of that, has
        lost its end. A text that shows such markup is written with `]]]]><![CDATA[>` for each `]]>` in it.
        The place is -1 if the stream ends in it.
        """
        end = self._next(_CDATA_END, start)
        if end < 0:
            found = _CLOSING.search(self._data, start)
            return (found.start(), False) if found else (-1, False)
        boundary = _BOUNDARY.search(self._data, start, end)
        if boundary and self._data.find(_CDATA, boundary.end(), end) >= 0:
            self._find(_REOPENED, end, len(_CDATA_END))  # so that what follows has been read
            is_shown = self._data[end - 2 : end] == b"]]" and self._data.startswith(_REOPENED, end + 3)
            if not is_shown:
                return boundary.start(), False
        return end + len(_CDATA_END), True

    # the window on the stream

    def _next(self, token: bytes, start: int) -> int:
        """Where the next end of a section or comment is, or -1.

        What was found is remembered as (searched from, found at, searched up to): it may be far away.
        """
        first, at, last = self._ends.get(token, (0, -1, -1))
        if first <= start <= at:
            return at
        from_here = last if at < 0 and first <= start < last else start
        at = self._find(token, from_here, start + LARGEST - from_here)
        last = -1 if at >= 0 else max(start, len(self._data) - len(token) + 1)
        self._ends[token] = start, at, last
        return at

    def _find(self, token: bytes, start: int, within: int = LARGEST) -> int:
        while (at := self._data.find(token, start, start + within + len(token))) < 0:
            if len(self._data) - start > within or not self._refill():
                return -1
        return at

    def _refill(self) -> bool:
        """Read more, about half of what there is, so that a large item is not copied too often."""
        if self._is_whole:
            return False
        parts = [self._data]
        wanted = max(_CHUNK, (len(self._data) - self._at) // 2)
        while wanted > 0:
            chunk = self._stream.read()
            if not chunk:
                self._is_whole = True
                break
            parts.append(chunk)
            wanted -= len(chunk)
        self._data = b"".join(parts)
        return len(parts) > 1

    def _drop(self) -> None:
        if self._at > _DROPPED:
            by, self._at = self._at, 0
            self._data = self._data[by:]
            self._ends = {
                token: (max(first - by, 0), at - by if at >= 0 else -1, last - by)
                for token, (first, at, last) in self._ends.items()
                if at >= by or at < 0
            }
            self._refused = -1


def _without_markup(gap: bytes) -> bytes:
    """What stands between items, without the tags that may and without comments."""
    if not gap.strip():
        return b""
    gap = re.sub(rb"<!--[^<>]*-->|</?(?:channel|rss|feed|rdf:RDF)[^<>]*>|<\?[^<>]*\?>", b"", gap)
    return gap.strip()


def refuse_entities(head: bytes, path: str) -> None:
    """Refuse a document that declares a document type: entities can make gigabytes out of it, or name files.

    Raises:
        ContentError: it declares one.
    """
    outside = _outside_sections(head)
    start = outside.find(b"<?xml")
    for mark in (b"<!DOCTYPE", b"<!ENTITY"):
        at = outside.find(mark)
        if at < 0 or (start > at and outside[at : at + 15].lower() == b"<!doctype html>"):
            continue
        message = f"declares {mark.decode()}, which exports of WordPress and feeds never need"
        hint = "such declarations make files grow without limit, or read others; remove it if you trust it"
        raise ContentError(Problem(path, head.count(b"\n", 0, head.find(mark)) + 1, 1, message, hint))


def _outside_sections(data: bytes) -> bytes:
    """Bytes without comments and CDATA sections."""
    parts: list[bytes] = []
    at = 0
    ends = {b"<!--": b"-->", _CDATA: _CDATA_END}
    for found in re.finditer(rb"<!--|<!\[CDATA\[", data):
        if found.start() < at or found.group() not in ends:
            continue
        end = data.find(ends[found.group()], found.end())
        if end < 0:
            del ends[found.group()]
            continue
        parts.append(data[at : found.start()])
        at = end + 3
    parts.append(data[at:])
    return b"".join(parts)
