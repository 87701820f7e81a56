"""Reads lists of addresses: one in a line, CSV as search consoles and analytics export it, or JSON lines."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from newsgen.errors import Problem
from newsgen.publishing.published.address import Published, parse
from newsgen.publishing.published.source import Source, refused

_ADDRESS = {
    "url", "urls", "loc", "address", "link", "href", "permalink", "page", "pages", "top pages", "page path",
    "landing page", "target url", "target page", "alamat", "halaman", "halaman teratas", "tautan",
}  # fmt: skip
_TITLE = {"title", "judul", "headline", "page title", "judul halaman", "name"}
_DATE = {"date", "tanggal", "published", "lastmod", "post_date", "date_published", "created"}
_FILE = {"file", "berkas"}  # in `content/`
_DELIMITERS = "\t;,"
_MOST_NAMED = 20  # lines of a list that are no addresses


def read_list(name: str, data: bytes) -> Source:
    """Read a list of addresses: full ones, or paths. Blank lines and those that start with `#` don't count.

    Raises:
        ConfigError: it is no text.
    """
    lines = _text(name, data).splitlines()
    typed = [(n, line.strip()) for n, line in enumerate(lines, 1) if line.strip() and not _is_comment(line)]
    warnings: list[Problem] = []
    addresses: list[Published] = []
    rows = _rows(typed)
    for number, cells in rows:
        address = parse(cells[0])
        if address:
            place = f"{name}:{number}"
            titles = tuple(filter(None, cells[1:2]))
            addresses.append(Published(address, place, titles, cells[2][:10], belongs_to=cells[3]))
        else:
            shown = cells[0][:80] or lines[number - 1].strip()[:80]
            warnings.append(Problem(name, number, 1, f"`{shown}` is no address"))
    if warnings and not addresses:
        first = warnings[0]
        message = f"is a text without any address: {first.message} on line {first.line}"
        raise refused(name, message)
    if len(warnings) > _MOST_NAMED:
        rest = Problem(name, 0, 0, f"{len(warnings) - _MOST_NAMED} more lines are no addresses")
        warnings = [*warnings[:_MOST_NAMED], rest]
    return Source(name, "list of addresses", tuple(addresses), tuple(warnings))


def _text(name: str, data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise refused(name, "is none of the sources that can be read") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(name, "is not UTF-8 text", "save it as UTF-8", line) from None
    if "\0" in text:
        raise refused(name, "is none of the sources that can be read")
    return text


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


_Cells = tuple[str, str, str, str]
_Row = tuple[int, _Cells]  # the number of a line, and its address, title, date and file


def _rows(lines: list[tuple[int, str]]) -> Iterator[_Row]:
    if not lines:
        return
    if lines[0][1].startswith(('{"', "{ ", '"http', '"/')) and _is_json(lines[0][1]):
        yield from ((number, _json_cells(line)) for number, line in lines)
        return
    delimiter, header = _table(lines)
    if not delimiter:
        start = 1 if lines[0][1].strip('"').lower() in _ADDRESS else 0
        yield from ((number, (line.strip('"<>'), "", "", "")) for number, line in lines[start:])
        return
    at = _columns(header)
    for number, line in lines[1:] if at else lines:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if at:
            address, title, date, file = (cells[i].strip() if 0 <= i < len(cells) else "" for i in at)
        else:
            address, title, date, file = next((cell for cell in cells if parse(cell)), ""), "", "", ""
        yield number, (address, title, date, file)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _json_cells(line: str) -> _Cells:
    """Address, title, date and file of a line of JSON: a text, or an object with one of the usual keys."""
    try:
        value: Any = json.loads(line)
    except ValueError:
        return "", "", "", ""
    if isinstance(value, str):
        return value, "", "", ""
    if not isinstance(value, dict):
        return "", "", "", ""
    texts = {str(key).lower(): one for key, one in value.items() if isinstance(one, str)}
    address, title, date, file = (
        next((texts[key] for key in texts if key in names), "") for names in (_ADDRESS, _TITLE, _DATE, _FILE)
    )
    return address, title, date, file


def _table(lines: list[tuple[int, str]]) -> tuple[str, list[str]]:
    """What parts the cells of a table, and its first row; empty if the lines are none.

    A list without a known header is a table if all lines have as many cells: addresses may have commas.
    """
    for delimiter in _DELIMITERS:
        first = next(csv.reader([lines[0][1]], delimiter=delimiter), [])
        if len(first) < 2:
            continue
        counts = {len(next(csv.reader([line], delimiter=delimiter), [])) for _, line in lines[1:]}
        if _columns(first) or (lines[1:] and counts == {len(first)}):
            return delimiter, first
    return "", []


def _columns(header: list[str]) -> tuple[int, int, int, int] | None:
    """The columns of address, title, date and file, -1 for a missing one; None if this is no header."""
    names = [cell.strip().lower() for cell in header]
    address, title, date, file = (
        next((at for at, name in enumerate(names) if name in known), -1)
        for known in (_ADDRESS, _TITLE, _DATE, _FILE)
    )
    return (address, title, date, file) if address >= 0 else None
