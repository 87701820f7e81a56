"""The body of an article as Markdown text: its blocks, its read-alsos, its parts and its summary."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import msgspec

from newsgen.content.pictures import named_in

NEXT_PAGE = re.compile(r"^[ \t]*<!--\s*nextpage\s*-->[ \t]*$", re.MULTILINE | re.IGNORECASE)
ITEM = re.compile(r" {0,3}(\d{1,9})\.(?=\s)")  # of a numbered list, or so it looks

_LABEL = re.compile(
    r"[ ]{0,3}\xa0*(?:(?P<mark>\*\*|__|\*|_)\s*)?baca\s+juga\s*(?P<a>\*\*|__|\*|_)?\s*:"
    r"\s*(?P<b>\*\*|__|\*|_)?\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"\[(?P<title>(?:[^\[\]\\]|\\.)+)\]\(\s*<?(?P<url>[^\s<>()]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|:])")
_PROSE = re.compile(r"[^\W\d]|[“”\"'‘’(\[*_…–—]|\d+(?![.)]\s|\d)|#+[^\s#]")
_NOT_PROSE = re.compile(r"[*_]\s|([-*_])(?:\s*\1){2,}\s*$|\[\^?[^\]]+\]:|\*\[")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_FILE_LINK = re.compile(r"\]\(\s*<?([^\s<>():#]+\.(?:md|markdown|txt))(?:#[^\s()]*)?>?\s*\)")
_TAGS = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_ANY_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_NOTE = re.compile(r"\[\^[^\]]*\]")
_EMPHASIS = re.compile(r"(?<![\w\\])([*_]{1,3})(?=\S)|(?<=[^\s\\])([*_]{1,3})(?!\w)")


class ReadAlso(msgspec.Struct, frozen=True):
    """A *Baca Juga* paragraph: the title it names, and the address if it is a link."""

    title: str
    url: str = ""


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


def read_also(block: str) -> ReadAlso | None:
    """The read-also that a block is, in any of the ways it is spelled, or None."""
    found = _LABEL.match(block)
    if not found or "\n" in block.strip():
        return None
    rest = found["rest"].strip()
    link = _LINK.match(rest)
    if link and not rest[link.end() :].strip(" *_."):
        return ReadAlso(plain(link["title"]), link["url"])
    for mark in (found["mark"], found["b"]):
        if mark and not (found["a"] and mark == found["mark"]):
            rest = rest.removesuffix(mark).removeprefix(mark)
    title = unescape(rest).strip()
    return ReadAlso(title) if len(title) > 3 else None


def read_alsos(body: str) -> tuple[ReadAlso, ...]:
    """All read-alsos of a body, in order."""
    if "aca" not in body and "ACA" not in body:
        return ()
    found = (read_also(block.text) for block in blocks(body) if not block.code)
    return tuple(item for item in found if item)


def is_prose(block: str) -> bool:
    """Whether a block is a plain paragraph: no heading, list, table, quote, picture, HTML or code."""
    return (
        (bool(_PROSE.match(block)) or is_sentence(block))
        and not _NOT_PROSE.match(block)
        and "\n|" not in block
        and "|---" not in block
    )


def is_sentence(block: str, before: str = "", behind: str = "") -> bool:
    """Whether a block like `17. Agustus …` is a sentence, and neither starts a list nor continues one.

    A list starts with 1, or goes on in the lines below, or in the block `before` or `behind`.
    """
    found = ITEM.match(block)
    lines = (*block.split("\n")[1:], before, behind)
    return found is not None and found[1] != "1" and not any(map(ITEM.match, lines))


def neighbours(body: str) -> Iterator[tuple[str, Block, str]]:
    """Each block with the text of the one before and the one behind it."""
    before = ""
    for block, behind in pairwise(chain(blocks(body), (Block("", len(body), False),))):
        yield before, block, behind.text
        before = block.text


Judged = tuple[Block, bool, ReadAlso | None]  # a block, whether it is prose where it stands, its read-also


def _judged(body: str) -> Iterator[Judged]:
    for before, block, behind in neighbours(body):
        mention = None if block.code else read_also(block.text)
        prose = not block.code and mention is None and is_prose(block.text)
        if prose and ITEM.match(block.text):
            prose = is_sentence(block.text, before, behind)
        yield block, prose, mention


def slots(body: str, after: tuple[int, ...]) -> tuple[int, ...]:
    """Where read-alsos may be put: offsets behind the prose paragraphs whose numbers are in `after`.

    Only between two paragraphs of prose: a card beside a heading, a list or a picture reads badly.
    """
    return _slots(_judged(body), after)


def _slots(judged: Iterable[Judged], after: tuple[int, ...]) -> tuple[int, ...]:
    count, found = 0, []
    for (block, is_paragraph, _), (_, next_too, _) in pairwise(judged):
        count += is_paragraph
        if is_paragraph and count in after and next_too:
            found.append(block.end)
    return tuple(found)


def parts(body: str) -> tuple[str, ...]:
    """The body between its `<!--nextpage-->` marks, without empty parts."""
    return tuple(part for part in (p.strip("\n") for p in NEXT_PAGE.split(body)) if part.strip()) or ("",)


def unescape(text: str) -> str:
    """Text without Markdown's backslashes."""
    return _ESCAPE.sub(r"\1", text)


def plain(markdown: str) -> str:
    """Markdown as one line of plain text: no pictures, notes, tags, addresses or emphasis."""
    text = _NOTE.sub("", _ANY_LINK.sub(r"\1", _IMAGE.sub("", markdown)))
    text = _EMPHASIS.sub("", _TAGS.sub("", text))
    return " ".join(html.unescape(unescape(text)).split())


def summary(body: str, length: int = 180) -> str:
    """The first paragraph as plain text, cut at a word to at most `length` characters."""
    return _summary(_judged(body), length)


def _summary(judged: Iterable[Judged], length: int = 180) -> str:
    texts = (plain(block.text) for block, prose, _ in judged if prose)
    return shorten(next(filter(None, texts), ""), length)


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut between words with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[: length - 1]
    return cut.rstrip(" ,.;:–—-“‘(") + "…"


class Outline(msgspec.Struct, frozen=True):
    """What pages need to know of a body without reading it again.

    `spans` are the places of the read-alsos, `slots` those where some may be put: offsets in the body.
    """

    summary: str
    read_alsos: tuple[ReadAlso, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    slots: tuple[int, ...] = ()
    parts: int = 1
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def outline(body: str, after: tuple[int, ...]) -> Outline:
    """Read off a body what its page depends on. `links` are its links to other article files,
    `pictures` the pictures in it, as they are typed.
    """
    links = (m[1] for m in _FILE_LINK.finditer(body)) if ".md" in body or ".txt" in body else ()
    judged = tuple(_judged(body))
    return Outline(
        summary=_summary(judged),
        read_alsos=tuple(mention for _, _, mention in judged if mention),
        spans=tuple((block.end - len(block.text), block.end) for block, _, mention in judged if mention),
        slots=_slots(judged, after),
        parts=len(parts(body)) if "<!--" in body else 1,
        links=tuple(sorted(set(links))),
        pictures=named_in(body),
    )
