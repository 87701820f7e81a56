"""A text as passages (paragraphs, list items, cells), with their links and own words."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

import msgspec

from newsgen.importing.spam.folding import fold, seen, words
from newsgen.importing.spam.hiding import Hiding, hidden_names, hiding_of
from newsgen.importing.spam.links import Link, links_in
from newsgen.importing.spam.markup import BLOCKS, Element, parse
from newsgen.importing.story import Format

_BLANK_LINE = re.compile(r"\n[ \t\r]{0,200}(?=\n)|<br ?/?>\s{0,9}(?=<br)", re.IGNORECASE)
_LINE = re.compile(r"\n")
_ITEM = re.compile(
    r"\n(?=[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]|[ \t]{0,3}#{1,6} |[ ]{0,3}\[[^\]\n]{1,200}\]:)"
)
_MATTERS = re.compile(r"[^\W_]+")
_CODE = re.compile(r"<(code|kbd|samp)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_SPACE = " \t\r\n\f\v\xa0"
UNREAD = ("!--", "script", "style")
SHOWN = frozenset(("img", "video", "audio", "picture", "iframe", "embed", "object", "svg", "table", "form"))
PROSE_WORDS = 8


class Passage(msgspec.Struct):
    """A passage without a block in it: its offsets, the block around it, its links, its own words."""

    start: int
    end: int
    block: int
    links: list[Link]
    said: str = ""  # its own words as they are seen
    own: str = ""  # the same, folded
    hidden: bool = False
    is_prose: bool = False


class Cut(NamedTuple):
    """A span to cut out, and by which signs."""

    start: int
    end: int
    signs: tuple[str, ...]


class Page:
    """A text, its elements, its links and its passages."""

    def __init__(self, text: str, form: Format) -> None:
        self.text = text
        self.form = form
        self.elements: list[Element] = parse(text) if "<" in text else []
        self.links: list[Link] = links_in(text, self.elements, form)

    @cached_property
    def hiding(self) -> list[tuple[int, Hiding] | None]:
        """For each element the outermost hidden one that it is in, or is, and how that is hidden."""
        named: dict[str, Hiding] = {}
        for element in self.elements:
            if element.name == "style":
                named.update(hidden_names(self.text[element.content : element.content_end]))
        found: list[tuple[int, Hiding] | None] = []
        for place, element in enumerate(self.elements):
            above = found[element.parent] if element.parent >= 0 else None
            own = None if above else hiding_of(element, named)
            found.append(above or ((place, own) if own else None))
        return found

    def hiding_opened(self, place: int) -> bool:
        """Whether readers may open what hides an element."""
        found = self.hiding[place]
        return found is not None and found[1].opened

    def after_summary(self, place: int) -> int:
        """Where the content of an element begins, without the words to click on of one that is opened."""
        element = self.elements[place]
        inner = self.elements[place + 1] if place + 1 < len(self.elements) else None
        if element.name == "details" and inner and inner.name == "summary" and inner.parent == place:
            return inner.end
        return element.content

    def links_between(self, start: int, end: int) -> int:
        """How many links begin in a span."""
        starts = self._starts_of_links
        return bisect_left(starts, end) - bisect_left(starts, start)

    @cached_property
    def _starts_of_links(self) -> list[int]:
        return [link.start for link in self.links]

    def around(self, position: int) -> int:
        """The innermost element around an offset, or -1."""
        place = bisect_right(self._starts, position) - 1
        while place >= 0 and self.elements[place].end <= position:
            place = self.elements[place].parent
        return place

    @cached_property
    def _starts(self) -> list[int]:
        return [element.start for element in self.elements]

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        return sorted((element.end, element.start) for element in self.elements)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether no element begins or ends in a span that isn't in it as a whole."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if any(element.end > end for element in self.elements[first:last]):
            return False
        low, high = (
            bisect_right(self._ends, (start, len(self.text))),
            bisect_right(self._ends, (end, len(self.text))),
        )
        return all(begin >= start for _, begin in self._ends[low:high])

    @cached_property
    def matters(self) -> list[int]:
        """The offsets of all words outside of tags, and of what else is shown."""
        skipped = sorted(
            [(element.start, element.content) for element in self.elements]
            + [(element.content_end, element.end) for element in self.elements]
            + [(element.start, element.end) for element in self.elements if element.name in UNREAD]
        )
        found = [element.start for element in self.elements if element.name in SHOWN]
        position = 0
        for start, end in [*skipped, (len(self.text), len(self.text))]:
            if start > position:
                found.extend(
                    match.start()
                    for match in _MATTERS.finditer(self.text, position, start)
                    if not self._is_entity(match.start(), match.end())
                )
            position = max(position, end)
        return sorted(found)

    def between(self, start: int, end: int) -> list[int]:
        """The offsets of what is shown in a span."""
        return self.matters[bisect_left(self.matters, start) : bisect_left(self.matters, end)]

    def _is_entity(self, start: int, end: int) -> bool:
        before = self.text[start - 1 : start]
        return self.text[end : end + 1] == ";" and (before == "&" or self.text[start - 2 : start] == "&#")

    @cached_property
    def passages(self) -> list[Passage]:
        found: list[Passage] = []
        place = 0
        for start, end, block in self._spans():
            while place < len(self.links) and self.links[place].end <= start:
                place += 1
            last = place
            while last < len(self.links) and self.links[last].start < end:
                last += 1
            passage = Passage(start, end, block, self.links[place:last])
            passage.hidden = block >= 0 and self.hiding[block] is not None
            passage.said = self.said(passage)
            passage.own = fold(passage.said)
            passage.is_prose = not passage.hidden and len(words(passage.own)) >= PROSE_WORDS
            if passage.links or passage.own.strip():
                found.append(passage)
        return found

    def shown(self, passage: Passage) -> str:
        """The words of a passage as they are seen, with those of its links."""
        return self._words(passage, None) if passage.links else passage.said

    def said(self, passage: Passage) -> str:
        """The words of a passage as they are seen, without those of its links."""
        return self._words(passage, "")

    def _words(self, passage: Passage, instead: str | None) -> str:
        """The words of a passage, with the words of its links or something else in their place."""
        parts, position = [], passage.start
        gaps = [(link.start, link.end, "" if link.bare else link.text) for link in passage.links]
        gaps += [(start, end, "") for start, end in self._hidden_in(passage)]
        for start, end, words_ in sorted(gaps):
            if start >= position:
                parts += [self.text[position:start], words_ if instead is None else instead]
            position = max(position, end)
        parts.append(self.text[position : max(position, passage.end)])
        markup = " \x00 ".join(parts)
        if "<code" in markup or "<kbd" in markup:
            markup = _CODE.sub(" ", markup)
        return seen(markup).replace("\x00", "").replace("\n", " ")

    def _hidden_in(self, passage: Passage) -> list[tuple[int, int]]:
        """The hidden elements among the words of a passage that anybody sees."""
        if passage.hidden:
            return []
        spans = self._hidden_spans
        first = bisect_left(spans, (passage.start, 0))
        return [
            span for span in spans[first : bisect_left(spans, (passage.end, 0))] if span[1] <= passage.end
        ]

    @cached_property
    def _hidden_spans(self) -> list[tuple[int, int]]:
        """The offsets of hidden elements, without those in others."""
        return [
            (self.elements[place].start, self.elements[place].end)
            for place, found in enumerate(self.hiding)
            if found and found[0] == place
        ]

    def _spans(self) -> list[tuple[int, int, int]]:
        """The passages as start, end and block."""
        edges: list[tuple[int, int]] = []  # offset; the block that begins (place + 1) or ends (-place - 1)
        for place, element in enumerate(self.elements):
            if element.name in BLOCKS or element.name in UNREAD or element.name.startswith("wp:"):
                edges += [(element.start, 0), (element.content, place + 1)]
                edges += [(element.content_end, -place - 1), (element.end, 0)]
        patterns = [_LINE] if self.form is Format.TEXT else [_BLANK_LINE]
        if self.form is Format.MARKDOWN:
            patterns.append(_ITEM)
        for pattern in patterns:
            edges.extend((match.end(), 0) for match in pattern.finditer(self.text))
        return self._between(sorted(edges, key=lambda edge: edge[0]))

    def _between(self, edges: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        spans: list[tuple[int, int, int]] = []
        links = [(link.start, link.end) for link in self.links]
        position, inside = 0, 0
        opened: list[int] = []
        for offset, change in [*edges, (len(self.text), 0)]:
            while inside < len(links) and links[inside][1] <= offset:
                inside += 1
            if inside < len(links) and links[inside][0] < offset < links[inside][1]:
                continue  # a block in a link
            block = opened[-1] if opened else -1
            if offset > position and (block < 0 or self.elements[block].name not in UNREAD):
                piece = self.text[position:offset]
                if stripped := piece.strip(_SPACE):
                    start = position + len(piece) - len(piece.lstrip(_SPACE))
                    spans.append((start, start + len(stripped), block))
            position = max(position, offset)
            if change > 0:
                opened.append(change - 1)
            while change < 0 and opened and opened[-1] >= -change - 1:
                opened.pop()
        return [span for span in spans if not self._is_markup_alone(span)]

    def _is_markup_alone(self, span: tuple[int, int, int]) -> bool:
        """Whether a span is but the tags of a block."""
        text = self.text[span[0] : span[1]]
        return (
            text[0] == "<"
            and text[-1] == ">"
            and text.count("<") == 1
            and not text.lower().startswith(("<a ", "<im", "<if", "<http"))
        )
