"""Read the rows of a CSV or JSON file by parts that can be read apart from each other."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from json import JSONDecoder
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec

from newsgen.importing.text_files import TextFile, decoded

MAX_ROW = 16 << 20  # bytes of a line
_MAX_CELL = 4 << 20  # characters
_MAX_RETRIES = 10  # lines of a file on which a quotation mark opens and never closes
_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.I)  # of Excel
_CHUNK = 1 << 20
_BREAK = "\u2028"  # stands for a mere CR, which the csv module takes for the end of a row
_UNCLOSED = "a quotation mark on this line is never closed"
_TOO_MANY = f"more than {_MAX_RETRIES} quotation marks are never closed; all from this line on is left out"
_TOO_LONG = f"this line has more than {MAX_ROW >> 20} MB"
_MIN_SAME = 0.6  # of the rows have as many cells as the names
_MAX_NAME = 60


class Layout(msgspec.Struct, frozen=True):
    """How rows are written: with a delimiter and the names of their cells, or as JSON if there is none.

    `unit` is what a number of a row counts: lines, or the items of an array.
    """

    delimiter: str = ""
    names: tuple[str, ...] = ()
    unit: str = "line"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive rows of a file, by their bytes.

    `line` is the number of the first one, and `retries` is how many before it were not read.
    """

    file: str
    path: str
    layout: Layout
    start: int
    end: int = -1
    line: int = 1
    retries: int = 0


class Row(msgspec.Struct, frozen=True):
    """A row by the names of its columns, or why it can't be read.

    `next` is where the next one begins, as a part.
    """

    line: int
    values: dict[str, Any] | None
    next: Part
    problem: str = ""
    is_short: bool = False


class _Lines:
    """The lines of a part as text, counted. One that is too long is cut, and said to be."""

    def __init__(self, stream: BinaryIO, part: Part) -> None:
        self.stream = stream
        self.end = part.end
        self.too_long = False
        self.seek(part.start, part.line)

    def seek(self, offset: int, number: int) -> None:
        self.stream.seek(offset)
        self.offset, self.number = offset, number

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if 0 <= self.end <= self.offset:
            raise StopIteration
        data = self.stream.readline(MAX_ROW)
        if not data:
            raise StopIteration
        self.offset += len(data)
        if len(data) == MAX_ROW and not data.endswith(b"\n"):
            self.too_long = True
            while data and not data.endswith(b"\n"):
                data = self.stream.readline(_CHUNK)
                self.offset += len(data)
            self.number += 1
            return "\n"
        self.number += 1
        line = data.decode(errors="replace").replace("\0", "")
        if "\r" in line:
            line = line.replace("\r\n", "\n").replace("\r", _BREAK)
        return line


def rows(part: Part) -> Iterator[Row]:
    """The rows of a part, in order.

    Raises:
        OSError: the file can't be read.
    """
    with Path(part.path).open("rb") as stream:
        lines = _Lines(stream, part)
        yield from _csv_rows(lines, part) if part.layout.delimiter else _json_rows(lines, part)


def _csv_rows(lines: _Lines, part: Part) -> Iterator[Row]:
    csv.field_size_limit(_MAX_CELL)
    retries = part.retries
    reader = csv.reader(lines, delimiter=part.layout.delimiter)
    while True:
        start, number = lines.offset, lines.number
        try:
            cells = next(reader)
            is_open = lines.number - number > 1 and _is_open(lines, start, part)
        except StopIteration:
            return
        except csv.Error:
            is_open = True
        if is_open or lines.too_long:
            problem = _TOO_LONG if lines.too_long else _UNCLOSED
            retries += 1
            if retries > _MAX_RETRIES:
                lines.stream.seek(0, 2)
                lines.offset = lines.stream.tell() if part.end < 0 else part.end
                yield Row(number, None, _next(part, lines, retries), _TOO_MANY)
                return
            lines.too_long = False
            lines.seek(start, number)
            next(lines)
            lines.too_long = False
            reader = csv.reader(lines, delimiter=part.layout.delimiter)
            yield Row(number, None, _next(part, lines, retries), problem)
        elif cells:
            yield _row(cells, number, _next(part, lines, retries))


def _next(part: Part, lines: _Lines, retries: int = 0) -> Part:
    return msgspec.structs.replace(part, start=lines.offset, line=lines.number, retries=retries)


def _is_open(lines: _Lines, start: int, part: Part) -> bool:
    """Whether a row that ends with its part does so only for want of a quotation mark."""
    at = lines.offset
    if part.end < 0:
        if lines.stream.read(1):
            lines.stream.seek(at)
            return False
    elif at < part.end:
        return False
    lines.stream.seek(start)
    text = lines.stream.read(at - start).decode(errors="replace").replace("\r", "")
    lines.stream.seek(at)
    try:
        for _ in csv.reader(StringIO(text), delimiter=part.layout.delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _row(cells: list[str], line: int, following: Part) -> Row:
    names = following.layout.names
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        problem = f"it has {len(cells)} cells, but there are {len(names)} columns"
        return Row(line, None, following, problem)
    values = {
        name: cell.replace(_BREAK, "\n") if _BREAK in cell else cell
        for name, cell in zip(names, cells, strict=False)
    }
    if not any(map(str.strip, values.values())):
        return Row(line, {}, following)
    return Row(line, values, following, is_short=len(cells) < len(names))


def _json_rows(lines: _Lines, part: Part) -> Iterator[Row]:
    for line in lines:
        number, following = lines.number - 1, _next(part, lines)
        if lines.too_long:
            lines.too_long = False
            yield Row(number, None, following, _TOO_LONG)
        elif text := line.strip().strip(_BREAK):
            try:
                value = _json(text)
            except (ValueError, RecursionError) as error:
                yield Row(number, None, following, f"it is no JSON ({_said(error)})")
                continue
            is_object = isinstance(value, dict)
            yield Row(number, value if is_object else None, following, "" if is_object else "it is no object")


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)  # takes NaN and halves of surrogate pairs


def _said(error: Exception) -> str:
    return "too deep" if isinstance(error, RecursionError) else str(error)[:100]


def csv_layout(head: str) -> tuple[Layout, int] | None:
    """The layout of a table that begins so, and how many lines come before its rows; None if it is none."""
    head = head.replace("\r\n", "\n").replace("\r", _BREAK if "\n" in head else "\n")
    skipped, named = 0, _SEPARATOR_LINE.match(head)
    if named:
        head, skipped = head[named.end() :], 1
    best: tuple[float, int, list[list[str]], str] | None = None
    for delimiter in (named[1],) if named else _DELIMITERS:
        table = _sample(head, delimiter)
        if not table or len(table[0]) < 2:
            continue
        same = sum(len(row) == len(table[0]) for row in table[1:]) / max(1, len(table) - 1)
        rank = (same if len(table) > 1 else 1.0, len(table[0]), table, delimiter)
        best = max(best, rank, key=lambda it: it[:2]) if best else rank
    if not best:
        return None
    _, _, table, delimiter = best
    lines = len(_first_record(head, delimiter))
    return Layout(delimiter, _unique(table[0])), skipped + lines


def _first_record(head: str, delimiter: str) -> list[str]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in StringIO(head):
            taken.append(line)
            yield line

    next(csv.reader(lines(), delimiter=delimiter), None)
    return taken


def _sample(head: str, delimiter: str) -> list[list[str]]:
    """The first rows; a last one that the head cuts off is left out."""
    csv.field_size_limit(_MAX_CELL)
    found = []
    try:
        for row in csv.reader(StringIO(head), delimiter=delimiter):
            if row:
                found.append(row)
            if len(found) > 50:
                break
    except csv.Error:
        return found
    return found


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for at, cell in enumerate(cells, 1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {at}"
        plain, count = name, 1
        while name in names:
            count += 1
            name = f"{plain} ({count})"
        names[name] = None
    return tuple(names)


def looks_like_csv(head: bytes, is_known: Callable[[str], bool]) -> bool:
    """Whether a file that begins so has a line of names on top, and rows under it that fit."""
    text, _ = decoded(_whole_lines(head))
    text = text.lstrip("\n")
    if not text or text[0] in "<{[" or "\0" in text:
        return False
    found = csv_layout(text)
    if found is None:
        return False
    layout = found[0]
    names = layout.names
    if any(len(name) > _MAX_NAME or name.endswith((".", "?", "!")) for name in names):
        return False
    table = _sample(text.replace("\r", "\n"), layout.delimiter)[1:]
    same = sum(len(row) == len(names) for row in table)
    known = sum(map(is_known, names))
    if known >= 2 or (known and 2 * known >= len(names)):
        return not table or same >= _MIN_SAME * len(table) or same >= 2
    return len(table) >= 2 and same >= len(table) - 1 and not any(name[:1].isdigit() for name in names)


def _whole_lines(head: bytes) -> bytes:
    """A head without the last line, which it may cut off, if there are several."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2]
    cut = head.rfind(b"\n")
    return head[: cut + 1] if len(head) >= 4096 and cut > 0 else head


def looks_like_json(head: bytes) -> bool:
    """Whether a file that begins so holds objects, one after another or in an array, and nothing else."""
    text = decoded(head if head.lstrip().startswith(b"[") else _whole_lines(head))[0].lstrip()
    text = text.removeprefix("[").lstrip()
    after = text[1:].lstrip()
    if not text.startswith("{") or not after.startswith(('"', "}")):
        return False
    try:
        end = JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):  # it is cut off, or broken
        return ":" in after
    return text[end:].lstrip()[:1] in ("", "{", ",", "]")  # no front matter with a text under it


def is_json_lines(file: TextFile) -> bool:
    """Whether each object of a file stands on a line of its own, as far as its first line tells."""
    with Path(file.path).open("rb") as stream:
        stream.seek(file.start)
        line = b""
        while not line.strip() and (line := stream.readline(MAX_ROW)):
            pass
    try:
        return isinstance(_json(line.decode(errors="replace")), dict)
    except (ValueError, RecursionError):
        return not line.lstrip().startswith(b"[") and line.rstrip().endswith(b"}")


def write_lines(file: TextFile, target: Path) -> str:
    """Write the objects of an array, or of a file that breaks them over lines, one to a line.

    Returns why the rest can't be read, or an empty string.
    """
    with (
        Path(file.path).open(encoding="utf-8", errors="replace") as source,
        target.open("w", encoding="utf-8") as lines,
    ):
        source.seek(file.start)
        items = _Items(source)
        lines.writelines(json.dumps(item) + "\n" for item in items.read())
    return items.problem


class _Items:
    """The values of an array, or those that follow one another. `problem` says why the rest can't be read."""

    def __init__(self, source: TextIO) -> None:
        self.source = source
        self.problem = ""
        self._decoder = JSONDecoder()

    def read(self) -> Iterator[Any]:
        text, at = self.source.read(_CHUNK), 0
        if text.lstrip().startswith("["):
            at = text.index("[") + 1
        while not self.problem:
            at = _past_space(text, at)
            try:
                value, end = self._decoder.raw_decode(text, at)
            except RecursionError:
                self.problem = "the rest can't be read (an item is too deep)"
                return
            except ValueError as error:  # perhaps since it is cut off
                text, at = text[at:], 0
                more = self.source.read(max(_CHUNK, len(text))) if len(text) <= MAX_ROW else ""
                if not more:
                    rest = text.strip(" \t\r\n],")
                    self.problem = f"the rest can't be read ({_said(error)})" if rest else ""
                    return
                text += more
                continue
            is_whole = isinstance(value, dict) or end < len(text)
            if is_whole or not (more := self.source.read(_CHUNK)):
                yield value
                at = end
            else:  # a number may go on
                text, at = text[at:] + more, 0


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at
