"""Runs of text with marks, such as bold or a link, as paragraphs of Markdown.

A run that both engines can't be told to mark by asterisks or underscores is marked by an element.
"""

import re
from typing import NamedTuple

from newsgen.importing.conversion.escaping import escaped, finished, target

TEXT, WRITTEN, BREAK, PARAGRAPH = range(4)
_NOTHING, _SPACE = -1, 0
_INVISIBLE = "\u200b\ufeff\u2060"
_BLANK = " \xa0\u200b\ufeff\u2060"
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_BEFORE = frozenset("([\"'“‘«—–-/>:,;&")
_BEHIND = frozenset(".,;:!?)\"'”’»—–-/…<[\\&(")
_DELIMITERS = {"strong": "**", "em": "_"}


class Link(NamedTuple):
    """A mark that leads somewhere; each element has one of its own."""

    address: str
    number: int


Mark = str | Link
Marks = tuple[Mark, ...]


class Run(NamedTuple):
    """Text with its marks from the outermost in; with the kind `WRITTEN` it is Markdown already."""

    marks: Marks
    text: str
    kind: int = TEXT


def paragraphs(runs: list[Run], line_break: str = "  \n") -> list[str]:
    """The paragraphs of a sequence of runs; two line breaks part them."""
    if len(runs) == 1 and not runs[0].marks and runs[0].kind == TEXT:
        text = _SPACES.sub(" ", runs[0].text).strip(_BLANK)
        return [finished(escaped(text), has_links=False)] if text else []
    found: list[str] = []
    line = _Line()
    pending = _NOTHING  # what stands between the last text and the next
    for run in runs:
        if run.kind >= BREAK:
            pending = PARAGRAPH if run.kind == PARAGRAPH or pending >= BREAK else BREAK
            continue
        text, before, behind = _trimmed(run.text) if run.kind == TEXT else (run.text, _NOTHING, _NOTHING)
        pending = max(pending, before)
        if not text and run.kind == TEXT:
            continue
        if pending == PARAGRAPH and line.pieces:
            found.append(line.ended())
            line = _Line()
        between = line_break if pending == BREAK else " " if pending == _SPACE else ""
        line.add(run.marks, text, between)
        pending = behind
    if line.pieces:
        found.append(line.ended())
    return found


def _trimmed(text: str) -> tuple[str, int, int]:
    """A text, escaped, and what stands before and behind it: a space or nothing. A blank text is a space."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        text = _SPACES.sub(" ", text)
    core = text.strip(" ")
    if not core or (core[0] in _BLANK and not core.strip(_BLANK)):
        return "", _SPACE if text.strip(_INVISIBLE) else _NOTHING, _NOTHING
    before = _SPACE if text[0] == " " else _NOTHING
    return escaped(core), before, _SPACE if text[-1] == " " else _NOTHING


class _Line:
    """One paragraph while it is written: its pieces, with empty ones where marks open and close."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.opened: list[tuple[Mark, int]] = []
        self.pairs: list[tuple[str, int, int]] = []
        self.opening: set[int] = set()
        self.closing: set[int] = set()
        self.has_links = False

    def add(self, marks: Marks, text: str, between: str) -> None:
        if marks or self.opened:
            self._change(marks, between)
        elif between and self.pieces:
            self.pieces.append(between)
        if text.startswith("!["):
            self._guard()
            self.has_links = True
        self.pieces.append(text)

    def _change(self, marks: Marks, between: str) -> None:
        shared = 0
        for (mark, _), new in zip(self.opened, marks, strict=False):
            if mark != new:
                break
            shared += 1
        self._close(shared)
        if between and self.pieces:
            self.pieces.append(between)
        for mark in marks[shared:]:
            self._open(mark)

    def _open(self, mark: Mark) -> None:
        if isinstance(mark, Link):
            self._guard()
            self.has_links = True
        at = len(self.pieces)
        self.opened.append((mark, at))
        self.opening.add(at)
        self.pieces.append("[" if isinstance(mark, Link) else mark if mark[0] == "<" else "")

    def _guard(self) -> None:
        if self.pieces and self.pieces[-1].endswith("!"):
            self.pieces[-1] = f"{self.pieces[-1][:-1]}\\!"

    def _close(self, depth: int) -> None:
        while len(self.opened) > depth:
            mark, start = self.opened.pop()
            self.closing.add(len(self.pieces))
            if isinstance(mark, Link):
                self.pieces.append(f"]({target(mark.address)})")
            elif mark[0] == "<":
                self.pieces.append(f"</{mark[1:].partition(' ')[0].rstrip('>')}>")
            else:
                self.pairs.append((mark, start, len(self.pieces)))
                self.pieces.append("")

    def ended(self) -> str:
        self._close(0)
        for mark, start, end in sorted(self.pairs, key=lambda pair: pair[1]):
            plain = self._may_delimit(mark, start, end)
            self.pieces[start] = _DELIMITERS[mark] if plain else f"<{mark}>"
            self.pieces[end] = _DELIMITERS[mark] if plain else f"</{mark}>"
        return finished("".join(self.pieces).strip(_BLANK), has_links=self.has_links)

    def _may_delimit(self, mark: str, start: int, end: int) -> bool:
        """Whether both engines read the delimiters of a mark as such."""
        inside = self.pieces[start + 1 : end]
        if mark == "em" and any("_" in piece for piece in inside):
            return False
        words = "".join(inside)
        if not words or words[0].isspace() or words[-1].isspace():
            return False
        before = self.pieces[start - 1] if start else ""
        if start and not before:
            return False
        ok = not start or before[-1].isspace() or before[-1] in _BEFORE or self._is_own(start - 1)
        return ok and self._ends_well(end + 1)

    def _is_own(self, at: int) -> bool:
        return at in self.opening and self.pieces[at] in ("**", "_")

    def _ends_well(self, at: int) -> bool:
        if at >= len(self.pieces):
            return True
        if at in self.closing:
            return True
        behind = self.pieces[at]
        return bool(behind) and (behind[0].isspace() or behind[0] in _BEHIND)
