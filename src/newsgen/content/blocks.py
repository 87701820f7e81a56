"""Split a Markdown text into blocks, and strip Markdown to plain text."""

import html
import re
from collections.abc import Iterator, Sequence

import msgspec

from newsgen.errors import position

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|:])")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)$")
# As Python-Markdown has it: one that isn't closed is none.
_FENCED = re.compile(r"^(`{3,}|~{3,})[^`\n]*\n(?:.*?\n)??\1[ ]*$", re.MULTILINE | re.DOTALL)
# As CommonMark has it: in lists and quotations, too, and one that isn't closed goes on to the end.
_FENCED_COMMONMARK = re.compile(
    r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n"
    r"(?:.*?^[ \t>]*\1[`~]*[ \t]*$|.*)",
    re.MULTILINE | re.DOTALL,
)
_CODE_SPAN = re.compile(r"(?<!\\)(`+)(?!`)(?:(?!\n\s*[\n<]).)+?(?<!`)\1(?!`)", re.DOTALL)
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*")
_CONTINUED = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]|\[\^[^\]]+\]:")  # lists and notes have indented blocks
_NOT_BREAK = re.compile(r"[^\n]")
# `name` as in an element; not an autolink, nor the address of a link in angle brackets.
TAG = re.compile(
    r"<(?:(?!(?:https?|ftp)://)(?<!\]\(<)(?<!\]: <)([a-zA-Z][^\s<>/@]*)(?=[\s/>])"
    r"((?:[^<>\"']+|\"[^\"]*\"|'[^']*')*+)>|\?(?P<code>\w*))"
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE_ELEMENT = re.compile(r"<(pre|code)\b[^<>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
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


def positions(
    body: str, offsets: Sequence[int], names: Sequence[str], file: bytes, first_line: int
) -> tuple[tuple[int, int], ...]:
    """The line and column in a `file` of each offset in its body, which begins on `first_line`.

    The body of a saved page is not a part of its file, so `first_line` is 0: there it is those of the name
    of what stands at the offset, or zeros.
    """
    if first_line:
        return tuple(position(body, at, first_line) for at in offsets)
    text = file.decode("utf-8-sig", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    begin = text.rfind(body)
    found = []
    for offset, name in zip(offsets, names, strict=True):
        at = begin + offset if begin >= 0 else text.find(name) if name else -1
        found.append(position(text, at))
    return tuple(found)


def without_code(text: str, markdown: str = "python-markdown") -> str:
    """The text with blanks in the place of code, so that offsets and lines stay.

    `markdown` is the setting of that name: the engine that reads the text.
    """
    if "```" in text or "~~~" in text:
        text = (_FENCED_COMMONMARK if markdown == "commonmark" else _FENCED).sub(blank, text)
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        text = _without_indented(text)
    return _CODE_SPAN.sub(blank, text) if "`" in text else text


def without_comments(text: str) -> str:
    """The text with blanks in the place of comments; what opens behind the end of the last one is none."""
    end = text.rfind("-->") + 3
    return COMMENT.sub(blank, text[:end]) + text[end:] if "<!--" in text and end > 2 else text


def without_markup(text: str) -> str:
    """The text with blanks in the place of code, comments and tags, so that offsets and lines stay."""
    text = without_code(text)
    if "<" in text:
        text = without_comments(text)
        for pattern in (CODE_ELEMENT, TAG):
            text = pattern.sub(blank, text)
    return text


def _without_indented(text: str) -> str:
    pieces, at, depth = [], 0, 1
    for block in blocks(text):
        start = block.end - len(block.text)
        indented = _INDENTED.match(block.text)
        if not indented:
            depth = 2 if _CONTINUED.match(block.text) else 1
        is_code = indented and len(indented[0].expandtabs(4)) >= 4 * depth
        pieces += [text[at:start], _NOT_BREAK.sub(" ", block.text) if is_code else block.text]
        at = block.end
    return "".join([*pieces, text[at:]])


def blank(found: re.Match[str]) -> str:
    """Spaces in the place of what was found, but for the ends of its lines."""
    return _NOT_BREAK.sub(" ", found[0])


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
