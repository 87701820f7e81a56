"""The body of an article as Markdown text: its paragraphs, read-alsos, parts and summary."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise

import msgspec

from newsgen.content.blocks import Block, blocks, plain_text, positions
from newsgen.content.images import images_in, mentioned_in
from newsgen.content.players import lone_files
from newsgen.content.read_also import ReadAlso, find_read_alsos

NEXT_PAGE = re.compile(r"^[ \t]*<!--\s*nextpage\s*-->[ \t]*$", re.MULTILINE | re.IGNORECASE)
LIST_ITEM = re.compile(r" {0,3}(\d{1,9})\.(?=\s)")  # of what looks like a numbered list

_OF_ITEM = re.compile(r"   |\t")
_NOT_PROSE = r"[*_]\s|([-*_])(?:\s*\1){2,}\s*$|\[\^?[^\]]+\]:|\*\["
_PROSE = re.compile(rf"(?!{_NOT_PROSE})(?:[^\W\d]|[“”\"'‘’(\[*_…–—]|\d+(?![.)]\s|\d)|#+[^\s#])")
# A line that is an address, or names a sound or video file, and nothing else.
_ALONE = re.compile(
    r"<?https?://\S+|(?:!?\[[^\[\]\n]*\]\()?[^\s()]+\.(?:mp3|m4a|ogg|wav|mp4|webm)\)?", re.IGNORECASE
)
_PICTURE = re.compile(r"!\[|<(?:img|figure|iframe|video|audio)\b", re.IGNORECASE)
_CREDIT = re.compile(r"[*_\s]*\([^()]{1,60}\)[.*_\s]*|\W*")
_SUMMARY_LENGTH = 180
_MIN_PARAGRAPHS = 3  # before the first read-also that newsgen adds
_FILE_LINK = re.compile(r"\]\(\s*<?([^\s<>():#]+\.(?:md|markdown|txt))(?:#[^\s()]*)?>?\s*\)")

_ADDRESS = re.compile(
    r"\]\(\s*<?(?P<link>(?:https?:/)?/(?:[^\s<>()]|\([^\s<>()]*\))*)"
    r"|<a\b[^<>]*?\shref\s*=\s*[\"'](?P<attribute>(?:https?:/)?/[^\"'<>]+)[\"']"
    r"|^[ ]{0,3}\[[^\]^\n]+\]:[ \t]*<?(?P<reference>(?:https?:/)?/[^\s<>]+)"
    r"|<(?P<bare>https?://[^\s<>]+)>",
    re.MULTILINE | re.IGNORECASE,
)


def is_prose(block: str) -> bool:
    """Whether a block is a paragraph of text: no heading, list, quote, picture, code or mere address."""
    if "\n" not in block and _ALONE.fullmatch(block):
        return False
    if "|" in block and ("\n|" in block or "|---" in block):
        return False
    return block[:1].isalpha() or _PROSE.match(block) is not None or is_sentence(block)


def is_sentence(block: str, before: str = "", behind: str = "") -> bool:
    """Whether a block like `17. Agustus …` is a sentence, and neither starts a list nor continues one.

    A list starts with 1, or goes on in the lines below, or in the block `before` or `behind`: with another
    item, or indented, which is what belongs to one.
    """
    found = LIST_ITEM.match(block)
    lines = (*block.split("\n")[1:], before, behind)
    is_alone = not any(map(LIST_ITEM.match, lines)) and not any(map(_OF_ITEM.match, (before, behind)))
    return found is not None and found[1] != "1" and is_alone


def with_neighbours(body: str) -> Iterator[tuple[str, Block, str]]:
    """Each block with the text of the one before and the one after it."""
    before = ""
    for block, behind in pairwise(chain(blocks(body), (Block("", 0, False),))):
        yield before, block, behind.text
        before = block.text


def _prose_flags(all_blocks: Sequence[Block], read_alsos: Container[int]) -> Iterator[bool]:
    """Whether each block is prose in its context; `read_alsos` has the indexes of blocks that are read-alsos.

    Lazy, since callers need only the first blocks of a body.
    """
    for index, block in enumerate(all_blocks):
        prose = not block.code and index not in read_alsos and is_prose(block.text)
        if prose and not block.text[:1].isalpha() and LIST_ITEM.match(block.text):
            before = all_blocks[index - 1].text if index else ""
            after = all_blocks[index + 1].text if index + 1 < len(all_blocks) else ""
            prose = is_sentence(block.text, before, after)
        yield prose


def _insertion_points(
    all_blocks: Sequence[Block], prose: Iterable[bool], after: tuple[int, ...]
) -> tuple[int, ...]:
    """The offsets at which read-alsos may be added: after the paragraphs of prose with these numbers.

    Numbers below 3 count as 3. Only between two paragraphs of prose: a card beside a heading, a list, a
    picture or another card reads badly, and so does one above nothing but a credit.
    """
    wanted = {max(number, _MIN_PARAGRAPHS) for number in after}
    last = max(wanted, default=0)
    number, before, found = 0, False, []
    for index, paragraph in enumerate(prose):
        if (
            before
            and paragraph
            and number in wanted
            and _may_insert(all_blocks[index - 1], all_blocks[index])
        ):
            found.append(all_blocks[index - 1].end)
        if number >= last:
            break
        number += paragraph
        before = paragraph
    return tuple(found)


def _may_insert(block: Block, following: Block) -> bool:
    return not (_has_picture(block.text) or _has_picture(following.text) or _CREDIT.fullmatch(following.text))


def _has_picture(block: str) -> bool:
    return ("!" in block or "<" in block) and _PICTURE.search(block) is not None


def parts(body: str) -> tuple[str, ...]:
    """The body between its `<!--nextpage-->` marks, without empty parts."""
    return tuple(part for part in (p.strip("\n") for p in NEXT_PAGE.split(body)) if part.strip()) or ("",)


def _summary(all_blocks: Sequence[Block], prose: Iterable[bool]) -> str:
    """The first paragraph as plain text, cut at a word."""
    texts = (plain_text(block.text) for block in compress(all_blocks, prose))
    return shorten(next(filter(None, texts), ""), _SUMMARY_LENGTH)


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut between words with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[: length - 1]
    return cut.rstrip(" ,.;:–—-“‘(") + "…"


class Outline(msgspec.Struct, frozen=True):
    """What pages need to know of a body without reading it again.

    `spans` are the start and end in the body of what the card of each read-also replaces (several in one
    line share theirs), `positions` their line and column in the file. At `insertion_points`, offsets in the
    body, read-alsos may be added. `links` are its links to other article files, `pictures` the pictures in
    it, and `players` the sound and video files that get a player, all as they are typed; `mentions` are
    what may link to a picture, see `images.mentioned_in`.
    """

    summary: str
    read_alsos: tuple[ReadAlso, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    insertion_points: tuple[int, ...] = ()
    parts: int = 1
    links: tuple[str, ...] = ()
    positions: tuple[tuple[int, int], ...] = ()
    pictures: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    players: tuple[str, ...] = ()


def linked_addresses(body: str) -> set[str]:
    """What the links of a body name by an address, with or without a host."""
    if not ("](" in body or "<" in body or "]:" in body):
        return set()
    return {found[str(found.lastgroup)] for found in _ADDRESS.finditer(body)}


def remove_spans(body: str, spans: Iterable[tuple[int, int]]) -> str:
    """A body without some spans, given in ascending order."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(body[at : max(at, start)])
        at = max(at, end)
    return "".join([*pieces, body[at:]])


def outline(body: str, after: tuple[int, ...], file: bytes = b"", first_line: int = 0) -> Outline:
    """Outline a body; read-alsos may be added `after` the paragraphs of these numbers.

    `first_line` is the line on which the body begins in its `file`, or 0 if it is not a part of it. Without
    a file there are no `positions`.
    """
    all_blocks = tuple(blocks(body))
    by_block = find_read_alsos(all_blocks)
    found = [span for spans in by_block.values() for span in spans]
    players = dict.fromkeys(file.name for file in lone_files(body))
    starts, titles = [span.start for span in found], [span.read_also.title for span in found]
    return Outline(
        summary=_summary(all_blocks, _prose_flags(all_blocks, by_block)),
        read_alsos=tuple(span.read_also for span in found),
        spans=tuple((span.start, span.end) for span in found),
        insertion_points=_insertion_points(all_blocks, _prose_flags(all_blocks, by_block), after),
        parts=len(parts(body)) if "<!--" in body else 1,
        links=tuple(sorted(set(_FILE_LINK.findall(body)))) if "](" in body else (),
        positions=positions(body, starts, titles, file, first_line) if found and file else (),
        pictures=tuple(name for name in images_in(body) if name not in players),
        mentions=mentioned_in(body),
        players=tuple(players),
    )
