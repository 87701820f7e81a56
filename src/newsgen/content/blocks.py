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
# What a mark stands behind is looked at from behind it: a search for the mark itself is far quicker.
_EMPHASIS = re.compile(r"[*_](?:(?<![\w\\].)[*_]{,2}(?=\S)|(?<=[^\s\\].)[*_]{,2}(?!\w))")


class Block(msgspec.Struct, frozen=True, gc=False):
    """A part of a body between blank lines; `end` is the offset behind it. `code` is a fence's inside."""

    text: str
    end: int
    code: bool


def blocks(body: str) -> Iterator[Block]:
    """The parts of a body between blank lines."""
    fence, start = "", 0
    fenced = "`" in body or "~" in body
    for gap in _GAP.finditer(body + "\n\n"):
        end = gap.start()
        text = body[start:end]
        inside = bool(fence)
        for line in text.split("\n") if fenced and ("```" in text or "~~~" in text) else ():
            found = _FENCE.match(line)
            if found and not fence:
                fence, inside = found[1], True
            elif found and found[1] == fence and not found[2].strip():
                fence = ""
        yield Block(text, end, inside)
        start = gap.end()


def unescape(text: str) -> str:
    """Text without Markdown's backslashes."""
    return _ESCAPE.sub(r"\1", text)


def plain(markdown: str) -> str:
    """Markdown as one line of plain text: no pictures, notes, tags, addresses or emphasis."""
    if not _MARKS.search(markdown):
        return " ".join(markdown.split())
    text = markdown
    if "[" in text:
        text = _NOTE.sub("", _ANY_LINK.sub(r"\1", _IMAGE.sub("", text)))
    if "<" in text:
        text = _TAGS.sub("", text)
    text = _EMPHASIS.sub("", text)
    return " ".join(html.unescape(unescape(text) if "\\" in text else text).split())
