"""Split a Markdown text into blocks, and strip Markdown to plain text."""

import html
import re
from collections.abc import Iterator

import msgspec

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|:])")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_TAGS = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_ANY_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_NOTE = re.compile(r"\[\^[^\]]*\]")
_MARKS = re.compile(r"[\\\[*_<&]")  # one of these begins everything that isn't plain text
_EMPHASIS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=[^\s\\])[*_]{1,3}(?!\w)")


class Block(msgspec.Struct, frozen=True, gc=False):
    """A part of a body between blank lines; `end` is the offset after it. `code`: it is in a fence."""

    text: str
    end: int
    code: bool


def blocks(body: str) -> Iterator[Block]:
    """Split a body at its blank lines."""
    fence, start = "", 0
    fenced = "`" in body or "~" in body
    for blank in _BLANK_LINES.finditer(body + "\n\n"):
        end = blank.start()
        text = body[start:end]
        inside = bool(fence)
        for line in text.split("\n") if fenced and ("```" in text or "~~~" in text) else ():
            found = _FENCE.match(line)
            if found and not fence:
                fence, inside = found[1], True
            elif found and found[1] == fence and not found[2].strip():
                fence = ""
        yield Block(text, end, inside)
        start = blank.end()


def unescape(text: str) -> str:
    """Text without Markdown's backslashes."""
    return _ESCAPE.sub(r"\1", text)


def plain_text(markdown: str) -> str:
    """Markdown as one line of plain text, without images, footnotes, tags, addresses and emphasis."""
    if not _MARKS.search(markdown):
        return " ".join(markdown.split())
    text = markdown
    if "[" in text:
        text = _NOTE.sub("", _ANY_LINK.sub(r"\1", _IMAGE.sub("", text)))
    if "<" in text:
        text = _TAGS.sub("", text)
    text = _EMPHASIS.sub("", text)
    return " ".join(html.unescape(unescape(text) if "\\" in text else text).split())
