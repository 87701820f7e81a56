"""Read a Markdown file of `content/`: decode its bytes, parse its front matter, check its fields."""

import re
from codecs import BOM_UTF8
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content import fields, frontmatter, keys
from newsgen.content.article import Reading
from newsgen.content.blocks import plain_text
from newsgen.content.frontmatter import Field, ParsedFile
from newsgen.errors import ContentError, Problem

PAGES = "pages/"
LIST_FOLDERS = {"section": "sections/", "tag": "tags/", "author": "authors/", "series": "series/"}
DOCUMENTS = (PAGES, *LIST_FOLDERS.values())
_LISTS = tuple(LIST_FOLDERS.values())
_SUFFIXES = (".md", ".markdown", ".mdx", ".txt")
# The headline on top of a text, which counts where no key gives one: `# Judul`, or underlined.
_HEADING = re.compile(r"(?:#[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*|(\S[^\n]*)\n=+[ \t]*)(?:\n+|$)")
_FOR_MACHINES = {"ads.txt", "app-ads.txt", "humans.txt", "llms.txt", "security.txt", "robots.txt"}


def read(path: str, data: bytes, zone: ZoneInfo) -> Reading:
    """Read a Markdown file. `path` is POSIX, from `content/`; `zone` is the site's.

    Raises:
        ContentError: with everything that is wrong with the file.
    """
    parsed = frontmatter.split(path, decode(path, data))
    if path.startswith(_LISTS):
        return fields.list_file(path, parsed, zone)
    parsed = _with_title(parsed)
    if path.startswith(PAGES):
        return fields.static_page(path, parsed, zone)
    return fields.article(path, parsed, zone)


def _with_title(parsed: ParsedFile) -> ParsedFile:
    """A file without a title takes the headline from the top of its body, if there is one."""
    heading = _HEADING.match(parsed.body)
    if not heading or any((known := keys.find(key)) and known.field == "title" for key in parsed.fields):
        return parsed
    title = plain_text(heading[1] or heading[2])
    return msgspec.structs.replace(
        parsed,
        fields={
            **parsed.fields,
            "title": Field(title, parsed.body_line, heading.start(heading.lastindex or 0) + 1),
        },
        body=parsed.body[heading.end() :],
        body_line=parsed.body_line + heading[0].count("\n"),
    )


def body(path: str, data: bytes) -> str:
    """Return only the body of a file that `read` accepts."""
    text = decode(path, data)
    found = frontmatter.body(path, text)
    if not _HEADING.match(found) or path.startswith(_LISTS):
        return found
    return _with_title(frontmatter.split(path, text)).body


def image_place(path: str, data: bytes) -> tuple[int, int]:
    """Line and column of the key of a file's picture, or zeros where they can't be told."""
    return field_place(path, data, "image")


def field_place(path: str, data: bytes, name: str) -> tuple[int, int]:
    """Line and column of the key of a field of a file, or zeros where they can't be told."""
    try:
        fields = frontmatter.split(path, decode(path, data)).fields
    except ContentError:
        return 0, 0
    named = (field for key, field in fields.items() if (known := keys.find(key)) and known.field == name)
    field = next(named, None)
    return (field.key_line or field.line, 1 if field.key_line else field.column) if field else (0, 0)


def key_line(file: Path, path: str, *names: str) -> int:
    """The line of the first of these fields that a file at a path has, else that of its front matter.

    0 where that can't be told.
    """
    try:
        fields = frontmatter.split(path, decode(path, file.read_bytes())).fields
    except (OSError, ContentError):
        return 0
    named = ((keys.find(key), field) for key, field in fields.items())
    lines = {key.field: field.key_line or field.line for key, field in named if key}
    return next((lines[name] for name in names if name in lines), 1)


def load(file: str) -> bytes:
    """The bytes of a file, by its whole path.

    Raises:
        OSError: it can't be read.
    """
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - a `Path` takes as long as the file
        return stream.readall()


def is_article_file(path: str) -> bool:
    """Whether a file holds an article, in Markdown or as the text of a saved page; any other is media."""
    return path.lower().endswith(_SUFFIXES) and path not in _FOR_MACHINES


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
        raise ContentError(Problem(path, *_end_of(data[: error.start].decode()), message, hint)) from None
    if b"\0" in data:
        hint = "it looks like UTF-16; save it as UTF-8" if _is_utf16(data) else "remove it"
        raise ContentError(Problem(path, *_end_of(text[: text.index("\0")]), "a NUL character", hint))
    return text.replace("\r\n", "\n").replace("\r", "\n") if b"\r" in data else text


def _end_of(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4


def _likely(data: bytes) -> str:
    if _is_utf16(data):
        return "UTF-16"
    return "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "ISO-8859-1"
