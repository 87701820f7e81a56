"""The door: a file's bytes become a record, by one reader for each suffix."""

from codecs import BOM_UTF8
from collections.abc import Callable
from zoneinfo import ZoneInfo

from newsgen.content import fields, frontmatter
from newsgen.content.article import Reading
from newsgen.errors import ContentError, Problem

PAGES = "pages/"
AUTHORS = "authors/"
_FOR_MACHINES = {"ads.txt", "app-ads.txt", "humans.txt", "llms.txt", "security.txt", "robots.txt"}


def read(path: str, data: bytes, zone: ZoneInfo) -> Reading:
    """Read an article, page or author file. `path` is POSIX, from `content/`; `zone` is the site's.

    Raises:
        ContentError: with everything that is wrong with the file.
    """
    reader = _READERS[path[path.rfind(".") :].lower()]
    return reader(path, decode(path, data), zone)


def body(path: str, data: bytes, zone: ZoneInfo) -> str:
    """The body alone of a file that `read` has read."""
    if path.lower().endswith(".txt"):
        return read(path, data, zone).record.body
    return frontmatter.body(path, decode(path, data))


def load(file: str) -> bytes:
    """The bytes of a file, by its whole path.

    Raises:
        OSError: it can't be read.
    """
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - a `Path` takes as long as the file
        return stream.readall()


def is_article_file(path: str) -> bool:
    """Whether a file is one that newsgen reads; any other is media."""
    return "." in path and path[path.rfind(".") :].lower() in _READERS and path not in _FOR_MACHINES


def decode(path: str, data: bytes) -> str:
    """Text with Unix line ends and no byte order mark.

    Raises:
        ContentError: the bytes are not UTF-8, or hold NUL; it names the likely encoding.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        hint = f"it looks like {_likely(data)}; save it as UTF-8"
        raise ContentError(Problem(path, *_place(data[: error.start].decode()), message, hint)) from None
    if b"\0" in data:  # in bytes, this is told at once
        hint = "it looks like UTF-16; save it as UTF-8" if _is_utf16(data) else "remove it"
        raise ContentError(Problem(path, *_place(text[: text.index("\0")]), "a NUL character", hint))
    return text.replace("\r\n", "\n").replace("\r", "\n") if b"\r" in data else text


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what comes behind a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4


def _likely(data: bytes) -> str:
    if _is_utf16(data):
        return "UTF-16"
    return "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "ISO-8859-1"


def _read_markdown(path: str, text: str, zone: ZoneInfo) -> Reading:
    matter = frontmatter.split(path, text)
    if path.startswith((PAGES, AUTHORS)):
        return fields.standing(path, matter, zone)
    return fields.article(path, matter, zone)


def _read_page_text(path: str, text: str, zone: ZoneInfo) -> Reading:
    from newsgen.importing.page_text.reader import (
        read_page_text,  # its patterns take longer than a small build
    )

    return read_page_text(path, text, zone)


_READERS: dict[str, Callable[[str, str, ZoneInfo], Reading]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".txt": _read_page_text,
}
