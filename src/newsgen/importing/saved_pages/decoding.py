"""Decode saved pages: what they say of their charset is checked against their bytes."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

_HEAD = 4096  # bytes in which a page names its charset
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", re.I)
_XML = re.compile(rb"^\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.-]{2,40})", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS = {  # what pages mean by these names
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode", "utf8", "utf-7"), "utf-8"),
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_SAMPLE = 65536  # bytes from which an unknown charset is guessed
_FEW = 0.01  # share of bytes outside ASCII that may be broken in a page that is UTF-8 all the same


class Decoded(NamedTuple):
    """A page as text, the charset that it was read in, and how many characters could not be read."""

    text: str
    charset: str
    broken: int


def decode(raw: bytes, http_charset: str = "") -> Decoded:
    """The text of a page by its mark, by what server and page say if its bytes agree, or by a guess."""
    for mark, charset in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], charset)
    if unmarked := _utf16_without_mark(raw):
        return _decoded(raw, unmarked)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", 0)  # no other charset gives that by chance
    except UnicodeDecodeError:
        return _not_utf8(raw, http_charset)


def _not_utf8(raw: bytes, http_charset: str) -> Decoded:
    """The text of a page with bytes that UTF-8 does not have: a few may be broken."""
    named = (http_charset, *(found[1].decode("ascii") for found in _named_in(raw)))
    charsets = [charset for name in named if (charset := _known(name))]
    if "utf-8" in charsets or not charsets:
        nearly = _decoded(raw, "utf-8")
        if nearly.broken <= max(1, _FEW * sum(byte > 127 for byte in raw)):
            return nearly
    for charset in charsets:
        if charset != "utf-8" and not (decoded := _decoded(raw, charset)).broken:
            return decoded
    guess = from_bytes(raw[:_SAMPLE]).best()
    return _decoded(raw, _known(guess.encoding) if guess else "cp1252")


def _named_in(raw: bytes) -> list[re.Match[bytes]]:
    head = raw[:_HEAD]
    return [found for found in (_XML.search(head), _META.search(head)) if found]


def _known(name: str) -> str:
    """The codec of a charset's name; empty for one that is unknown, or no charset."""
    name = name.strip().lower()
    try:
        codec = codecs.lookup(_AS_BROWSERS.get(name, name))
    except (LookupError, ValueError):
        return ""
    return codec.name if codec._is_text_encoding else ""


def _utf16_without_mark(raw: bytes) -> str:
    head = raw[:_HEAD]
    if len(head) < 8 or head.count(0) * 3 < len(head):
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _decoded(raw: bytes, charset: str) -> Decoded:
    text = raw.decode(charset or "cp1252", errors="replace")
    return Decoded(text, charset, text.count("\ufffd"))
