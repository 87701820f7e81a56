"""The lines of a saved page: without invisible characters, and with hard wraps undone."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that isn't blank: its number and words, the `raw` line, and whether a blank one precedes it."""

    number: int
    text: str
    raw: str = ""
    after_blank: bool = True


_WRAP_WIDTHS = range(40, 121)  # at which programs break lines
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]"
)
_CRAWLER_DATE = re.compile(r"date \d{4}-\d\d(?:-\d\d)?(?: |$)")  # put before the text by a crawler
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}$")


def clean_lines(text: str) -> list[Line]:
    """The lines of a text that aren't blank, without invisible characters, and with hard wraps undone."""
    lines: list[Line] = []
    after_blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        words = " ".join((raw if raw.isprintable() else _INVISIBLE.sub("", raw)).split())
        if words.startswith("date ") or " date " in words:
            words = _CRAWLER_DATE.sub("", words, count=1)
        if words:
            lines.append(Line(number, _undoubled(words), raw.strip(), after_blank))
        after_blank = not words
    return [line for block in _blocks(lines) for line in _joined(block)]


def _undoubled(text: str) -> str:
    """The title of `TITLE × TITLE` or `TITLE TITLE`; any other text as it is."""
    if " × " in text:
        first, _, second = text.partition(" × ")
        if first == second:
            return first
    middle = len(text) // 2
    doubled = text[middle : middle + 1] == " " and text[:middle] == text[middle + 1 :]
    return text[:middle] if doubled else text


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.after_blank and block:
            yield block
            block = []
        block.append(line)
    yield block


def _joined(block: list[Line]) -> list[Line]:
    """The block as one line if a program wrapped it: no line had room for the first word of the next."""
    if len(block) < 2:
        return block
    texts = [line.text for line in block]
    width = max(map(len, texts))
    if width not in _WRAP_WIDTHS or not ends_sentence(texts[-1]):
        return block
    full = all(len(one) + 1 + len(two.split(" ", 1)[0]) > width for one, two in pairwise(texts))
    runs_on = any(two[0].islower() and not ends_sentence(one) for one, two in pairwise(texts))
    return [Line(block[0].number, " ".join(texts), after_blank=True)] if full and runs_on else block


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and headlines (mostly) don't."""
    return _SENTENCE_END.search(text[-5:]) is not None
