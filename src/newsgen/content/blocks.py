"""The blocks of a Markdown text, and their words without any marks."""

import html
import re
from collections.abc import Iterator

import msgspec

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|:])")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_TAGS = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_ANY_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_NOTE = re.compile(r"\[\^[^\]]*\]")
_MARKS = re.compile(r"[\\\[*_<&]")  # what starts anything that is more than words
_EMPHASIS = re.compile(r"(?<![\w\\])([*_]{1,3})(?=\S)|(?<=[^\s\\])([*_]{1,3})(?!\w)")


class Block(msgspec.Struct, frozen=True):
    """A part of a body between blank lines; `end` is the offset behind it. `code` is a fence's inside."""

    text: str
    end: int
    code: bool


def blocks(body: str) -> Iterator[Block]:
    """The parts of a body between blank lines."""
    fence, start = "", 0
    for gap in _GAP.finditer(body + "\n\n"):
        text = body[start : gap.start()]
        inside = bool(fence)
        for line in text.split("\n") if "```" in text or "~~~" in text else ():
            found = _FENCE.match(line)
            if found and not fence:
                fence, inside = found[1], True
            elif found and found[1] == fence and not found[2].strip():
                fence = ""
        yield Block(text, min(gap.start(), len(body)), inside)
        start = gap.end()


def unescape(text: str) -> str:
    """Text without Markdown's backslashes."""
    return _ESCAPE.sub(r"\1", text)


def plain(markdown: str) -> str:
    """Markdown as one line of plain text: no pictures, notes, tags, addresses or emphasis."""
    if not _MARKS.search(markdown):
        return " ".join(markdown.split())
    text = _NOTE.sub("", _ANY_LINK.sub(r"\1", _IMAGE.sub("", markdown)))
    text = _EMPHASIS.sub("", _TAGS.sub("", text))
    return " ".join(html.unescape(unescape(text)).split())
