"""The body of an article as Markdown text: its blocks, its read-alsos, its parts and its summary."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise

import msgspec

from newsgen.content.blocks import Block, blocks, plain
from newsgen.content.images import named_in
from newsgen.content.read_also import Mention, ReadAlso, mentions, places

NEXT_PAGE = re.compile(r"^[ \t]*<!--\s*nextpage\s*-->[ \t]*$", re.MULTILINE | re.IGNORECASE)
ITEM = re.compile(r" {0,3}(\d{1,9})\.(?=\s)")  # of a numbered list, or so it looks

_NOT_PROSE = r"[*_]\s|([-*_])(?:\s*\1){2,}\s*$|\[\^?[^\]]+\]:|\*\["
_PROSE = re.compile(rf"(?!{_NOT_PROSE})(?:[^\W\d]|[“”\"'‘’(\[*_…–—]|\d+(?![.)]\s|\d)|#+[^\s#])")
_PICTURE = re.compile(r"!\[|<(?:img|figure|iframe|video|audio)\b", re.IGNORECASE)
_CREDIT = re.compile(r"[*_\s]*\([^()]{1,60}\)[.*_\s]*|\W*")
_FIRST_SLOT = 3  # no card comes before a reader has had so many paragraphs
_FILE_LINK = re.compile(r"\]\(\s*<?([^\s<>():#]+\.(?:md|markdown|txt))(?:#[^\s()]*)?>?\s*\)")


def is_prose(block: str) -> bool:
    """Whether a block is a plain paragraph: no heading, list, table, quote, picture, HTML or code."""
    if "|" in block and ("\n|" in block or "|---" in block):
        return False
    return block[:1].isalpha() or _PROSE.match(block) is not None or is_sentence(block)  # most begin so


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
    for block, behind in pairwise(chain(blocks(body), (Block("", 0, False),))):
        yield before, block, behind.text
        before = block.text


def _prose(every: Sequence[Block], found: Container[int]) -> Iterator[bool]:
    """Of each block, whether it is prose where it stands, and none of those `found` to be a read-also.

    Few are ever asked for: a body's first, for its summary, and those up to the last slot.
    """
    for number, block in enumerate(every):
        prose = not block.code and number not in found and is_prose(block.text)
        if prose and not block.text[:1].isalpha() and ITEM.match(block.text):
            before = every[number - 1].text if number else ""
            behind = every[number + 1].text if number + 1 < len(every) else ""
            prose = is_sentence(block.text, before, behind)
        yield prose


def slots(body: str, after: tuple[int, ...]) -> tuple[int, ...]:
    """Where read-alsos may be put: offsets behind the prose paragraphs whose numbers are in `after`.

    Numbers below 3 count as 3. Only between two paragraphs of prose: a card beside a heading, a list, a
    picture or another card reads badly, and so does one above nothing but a credit.
    """
    every = tuple(blocks(body))
    return _slots(every, _prose(every, mentions(every)), after)


def _slots(every: Sequence[Block], prose: Iterable[bool], after: tuple[int, ...]) -> tuple[int, ...]:
    wanted = {max(number, _FIRST_SLOT) for number in after}
    last = max(wanted, default=0)
    number, before, found = 0, False, []
    for at, paragraph in enumerate(prose):
        if before and paragraph and number in wanted and _may_border(every[at - 1], every[at]):
            found.append(every[at - 1].end)
        if number >= last:
            break
        number += paragraph
        before = paragraph
    return tuple(found)


def _may_border(block: Block, following: Block) -> bool:
    return not (_has_picture(block.text) or _has_picture(following.text) or _CREDIT.fullmatch(following.text))


def _has_picture(block: str) -> bool:
    return ("!" in block or "<" in block) and _PICTURE.search(block) is not None


def parts(body: str) -> tuple[str, ...]:
    """The body between its `<!--nextpage-->` marks, without empty parts."""
    return tuple(part for part in (p.strip("\n") for p in NEXT_PAGE.split(body)) if part.strip()) or ("",)


def summary(body: str, length: int = 180) -> str:
    """The first paragraph as plain text, cut at a word to at most `length` characters."""
    every = tuple(blocks(body))
    return _summary(every, _prose(every, mentions(every)), length)


def _summary(every: Sequence[Block], prose: Iterable[bool], length: int = 180) -> str:
    texts = (plain(block.text) for block in compress(every, prose))
    return shorten(next(filter(None, texts), ""), length)


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut between words with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[: length - 1]
    return cut.rstrip(" ,.;:–—-“‘(") + "…"


class Outline(msgspec.Struct, frozen=True):
    """What pages need to know of a body without reading it again.

    `spans` are the characters of the body that the card of each read-also takes the place of (several in
    one line share theirs), `places` their line and column in the file, `slots` the offsets where some may
    be put.
    """

    summary: str
    read_alsos: tuple[ReadAlso, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    slots: tuple[int, ...] = ()
    parts: int = 1
    links: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    pictures: tuple[str, ...] = ()


def without(body: str, spans: Iterable[tuple[int, int]]) -> str:
    """A body without some spans, which rise."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(body[at : max(at, start)])
        at = max(at, end)
    return "".join([*pieces, body[at:]])


def _places(body: str, found: list[Mention], file: bytes, line: int) -> tuple[tuple[int, int], ...]:
    starts = [mention.start for mention in found]
    if line:
        return tuple((line + body.count("\n", 0, at), at - body.rfind("\n", 0, at)) for at in starts)
    titles = [mention.read_also.title for mention in found]
    return places(body, starts, titles, file.decode("utf-8-sig", "replace"))


def outline(body: str, after: tuple[int, ...], file: bytes = b"", line: int = 0) -> Outline:
    """Read off a body what its page depends on. `links` are its links to other article files,
    `pictures` the pictures in it, as they are typed.

    `file` is the file that it stands in, from this `line` on, or 0 if it stands nowhere as it is; without
    a file, no `places` are known.
    """
    # To look for one character takes a fifth of the time that two take.
    links = _FILE_LINK.findall(body) if "]" in body else ()
    every = tuple(blocks(body))
    inside = mentions(every)
    found = [mention for together in inside.values() for mention in together]
    return Outline(
        summary=_summary(every, _prose(every, inside)),
        read_alsos=tuple(mention.read_also for mention in found),
        spans=tuple((mention.start, mention.end) for mention in found),
        slots=_slots(every, _prose(every, inside), after),
        parts=len(parts(body)) if "<" in body and "<!--" in body else 1,
        links=tuple(sorted(set(links))),
        places=_places(body, found, file, line) if found and file else (),
        pictures=named_in(body),
    )
