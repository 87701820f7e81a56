"""The elements of a text by their offsets, as lenient as browsers: HTML in any format of a story."""

import re
from html import unescape

import msgspec

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW = frozenset(("script", "style", "textarea", "title"))
BLOCKS = frozenset(
    """p div section article aside header footer main nav ul ol li dl dt dd table thead tbody tfoot tr td th
    h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption form fieldset details summary center marquee
    noscript address hr
    template iframe script style""".split()
)
_LONGEST_TAG = 20_000
_OPENING = re.compile(r"<(?:!--|/?(?!https?:|mailto:)[a-zA-Z])")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)((?:[^<>\"'=]++|=[\s]*+(?:\"[^\"]*+\"|'[^']*+')|[\"'=])*+)>"
)
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)([^<>]{0,4000}+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_BLOCK_COMMENT = re.compile(r"\s*+(/?)wp:([a-z0-9/_-]{1,80})(.*?)(/?)\s*+\Z", re.DOTALL)


class Element(msgspec.Struct):
    """An element from `start` to `end`, and its content between; its parent's place in the list, or -1.

    A comment has the name `!--`, and what is between the two comments of a WordPress block is an element too.
    """

    name: str
    attributes: str
    start: int
    content: int
    content_end: int
    end: int
    parent: int = -1


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag by their names in small letters; of equal ones the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


class _Parser:
    """Reads a text once from its start; elements that nothing closes end with their parents."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[Element] = []
        self.open: list[int] = []
        self.counts: dict[str, int] = {}
        self.missing: set[str] = set()

    def parse(self) -> list[Element]:
        position = 0
        while opening := _OPENING.search(self.text, position):
            read = self._comment if opening[0] == "<!--" else self._tag
            position = read(opening.start())
        while self.open:
            self._close_last(len(self.text), len(self.text))
        return self.elements

    def _find(self, mark: str, start: int) -> int:
        """Where a mark is next. One that was not found is not looked for again."""
        if mark in self.missing:
            return -1
        found = self.text.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found

    def _comment(self, start: int) -> int:
        end = self._find("-->", start + 4)
        if end < 0:
            return start + 4
        block = (
            _BLOCK_COMMENT.match(self.text, start + 4, end)
            if self.text.startswith("wp:", start + 5)
            else None
        )
        if block is None and self.text.startswith("/wp:", start + 5):
            block = _BLOCK_COMMENT.match(self.text, start + 4, end)
        if block is None:
            self._add("!--", "", start, start + 4)
            self.elements[-1].content_end, self.elements[-1].end = end, end + 3
        elif block[1]:
            self._close(f"wp:{block[2]}", start, end + 3)
        elif not block[4]:
            self._add(f"wp:{block[2]}", "", start, end + 3)
            self._push(f"wp:{block[2]}")
        return end + 3

    def _tag(self, start: int) -> int:
        limit = min(len(self.text), start + _LONGEST_TAG)
        tag = _TAG.match(self.text, start, limit) or _PLAIN_TAG.match(self.text, start)
        if tag is None:
            return start + 2
        name = tag[2].lower()
        if tag[1]:
            self._close(name, start, tag.end())
            return tag.end()
        self._close_implied(name, start)
        self._add(name, tag[3], start, tag.end())
        if name in RAW:
            return self._raw(name, tag.end())
        if name not in VOID:
            self._push(name)
        return tag.end()

    def _raw(self, name: str, start: int) -> int:
        if name in self.missing:
            return start
        close = re.compile(rf"</{name}[^<>]{{0,200}}>", re.IGNORECASE).search(self.text, start)
        if close is None:
            self.missing.add(name)
            return start
        self.elements[-1].content_end, self.elements[-1].end = close.start(), close.end()
        return close.end()

    def _add(self, name: str, attributes: str, start: int, content: int) -> None:
        parent = self.open[-1] if self.open else -1
        self.elements.append(Element(name, attributes, start, content, content, content, parent))

    def _push(self, name: str) -> None:
        self.open.append(len(self.elements) - 1)
        self.counts[name] = self.counts.get(name, 0) + 1

    def _close_implied(self, name: str, start: int) -> None:
        if not self.open:
            return
        last = self.elements[self.open[-1]].name
        if (last == "p" and name in BLOCKS) or (last == name and name in ("a", "li", "td", "tr", "option")):
            self._close_last(start, start)

    def _close_last(self, content_end: int, end: int) -> None:
        element = self.elements[self.open.pop()]
        element.content_end, element.end = content_end, end
        self.counts[element.name] -= 1

    def _close(self, name: str, start: int, end: int) -> None:
        if not self.counts.get(name):
            return
        while self.elements[self.open[-1]].name != name:
            self._close_last(start, start)
        self._close_last(start, end)


def parse(text: str) -> list[Element]:
    """All elements in the order of their starts."""
    return _Parser(text).parse()
