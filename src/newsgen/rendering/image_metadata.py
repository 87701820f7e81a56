"""What a picture file tells beside the picture: where and when it was taken, by whom; taken out, bit for bit.

Nothing is decoded, so nothing is lost. Only how the picture is turned, and its colours, are kept.
"""

import re
import struct
from collections.abc import Callable, Iterator
from zlib import crc32

_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)  # what ends the packed pixels of a JPEG
_TELLING = {*range(0xE1, 0xF0), 0xFE} - {0xEE}  # programs' own and comments; 0xEE: colours
_ICC = b"ICC_PROFILE\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # among the flags of a WebP
_TURNED = 0x0112


def cleaned(data: bytes, kind: str) -> bytes:
    """The same picture, which tells nothing else; `kind` is as Pillow names it.

    What is broken is kept as far as it goes.
    """
    clean = _CLEANERS.get(kind)
    return clean(data) if clean else data


def _jpeg(data: bytes) -> bytes:
    out, turned = [], b""
    for marker, piece in _segments(data):
        body = piece[4:]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turned = turned or _only_turned(body[6:])
        elif marker not in _TELLING or (marker == 0xE2 and body.startswith(_ICC)):
            out.append(piece)
    if turned:
        segment = b"Exif\0\0" + turned
        out.insert(1, b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment)
    return b"".join(out)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment of a JPEG, up to its end: what is behind is another picture."""
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
        if marker == 0xDA:  # the pixels follow, up to the next marker
            found = _MARKER.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[at:end]
        at = end
    yield 0xD9, b"\xff\xd9"


def _only_turned(exif: bytes) -> bytes:
    """EXIF that says how the picture is turned, and nothing else; empty if it stands upright."""
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if not order:
        return b""
    try:
        start = struct.unpack_from(order + "I", exif, 4)[0]
        for number in range(struct.unpack_from(order + "H", exif, start)[0]):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * number)
            if tag == _TURNED and kind == 3 and 2 <= value <= 8:
                return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _TURNED, 3, 1, value, 0, 0)
    except struct.error:  # broken: it can't be believed
        return b""
    return b""


def _png(data: bytes) -> bytes:
    out, at = [data[: len(_PNG)]], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + struct.unpack_from(">I", data, at)[0]
        kind = data[at + 4 : at + 8]
        if kind == b"eXIf" and (turned := _only_turned(data[at + 8 : end - 4])):
            out.append(_png_chunk(kind, turned))
        elif kind not in _PNG_TOLD:
            out.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(out)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _webp(data: bytes) -> bytes:
    out: list[bytes] = []
    at, flags, turned = 12, -1, b""
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        end = at + 8 + size + size % 2
        if kind == b"EXIF":
            turned = turned or _only_turned(data[at + 8 : at + 8 + size])
        elif kind != b"XMP ":
            flags = len(out) if kind == b"VP8X" and end <= len(data) else flags
            out.append(data[at:end])
        at = end
    if turned:
        out.append(b"EXIF" + struct.pack("<I", len(turned)) + turned)
    if flags >= 0:
        chunk = out[flags]
        told = chunk[8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turned else 0)
        out[flags] = chunk[:8] + bytes((told,)) + chunk[9:]
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
