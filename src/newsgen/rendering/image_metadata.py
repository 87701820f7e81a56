"""Metadata in image files (place, time, camera, author) removed without decoding the image.

Only the orientation and the colour profile are kept.
"""

import re
import struct
from collections.abc import Callable, Iterator
from zlib import crc32

_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)  # ends the compressed data of a JPEG
_METADATA_MARKERS = {*range(0xE1, 0xF0), 0xFE} - {0xEE}  # APP1-APP15 and COM, but not Adobe's APP14: colours
_ICC = b"ICC_PROFILE\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_METADATA = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # flags of a WebP
_ORIENTATION = 0x0112


def strip_metadata(data: bytes, kind: str) -> bytes:
    """The same image without metadata; `kind` is Pillow's name of the format.

    Of a broken file, whatever can be parsed is kept.
    """
    strip = _STRIPPERS.get(kind)
    return strip(data) if strip else data


def _jpeg(data: bytes) -> bytes:
    out, orientation = [], b""
    for marker, piece in _segments(data):
        body = piece[4:]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = orientation or _orientation_only(body[6:])
        elif marker not in _METADATA_MARKERS or (marker == 0xE2 and body.startswith(_ICC)):
            out.append(piece)
    if orientation:
        segment = b"Exif\0\0" + orientation
        out.insert(1, b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment)
    return b"".join(out)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment of a JPEG, up to its end; another image may follow."""
    yield 0xD8, data[:2]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            break
        if data[at + 1] == 0xFF:  # padding
            at += 1
            continue
        marker = data[at + 1]
        if marker == 0xD9:
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:  # compressed data follows, up to the next marker
            found = _MARKER.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[at:end]
        at = end
    yield 0xD9, b"\xff\xd9"


def _orientation_only(exif: bytes) -> bytes:
    """EXIF with the orientation alone; empty if the image needs none."""
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if not order:
        return b""
    try:
        start = struct.unpack_from(order + "I", exif, 4)[0]
        for number in range(struct.unpack_from(order + "H", exif, start)[0]):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * number)
            if tag == _ORIENTATION and kind == 3 and 2 <= value <= 8:
                return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    except struct.error:  # truncated
        return b""
    return b""


def _png(data: bytes) -> bytes:
    out, at = [data[: len(_PNG)]], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + struct.unpack_from(">I", data, at)[0]
        kind = data[at + 4 : at + 8]
        if kind == b"eXIf" and (orientation := _orientation_only(data[at + 8 : end - 4])):
            out.append(_png_chunk(kind, orientation))
        elif kind not in _PNG_METADATA:
            out.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(out)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _webp(data: bytes) -> bytes:
    out: list[bytes] = []
    at, flags, orientation = 12, -1, b""
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        end = at + 8 + size + size % 2
        if kind == b"EXIF":
            orientation = orientation or _orientation_only(data[at + 8 : at + 8 + size])
        elif kind != b"XMP ":
            flags = len(out) if kind == b"VP8X" and end <= len(data) else flags
            out.append(data[at:end])
        at = end
    if orientation:
        out.append(b"EXIF" + struct.pack("<I", len(orientation)) + orientation)
    if flags >= 0:
        chunk = out[flags]
        flag_byte = chunk[8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if orientation else 0)
        out[flags] = chunk[:8] + bytes((flag_byte,)) + chunk[9:]
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
