"""The fast path of front matter: lines that can only mean what they look like.

Most front matter has nothing but `key: value`, a list of texts below a key, or one more level of keys, and
the parser with its nodes takes five times as long. What is let in here gives the same fields, with the same
places; all else is left to the parser whole.
"""

import re
from itertools import takewhile

from newsgen.content.field import Field, Value

# No line break but LF, and nothing that YAML forbids or a mark of byte order.
_PRINTABLE = re.compile(r"[\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_TEXT = r"\"([^\"\\]*)\" *|'([^']*)' *|([^\W_][^:#]*(?:(?::(?=[^ ])|(?<! )#)[^:#]*)*)"
_KEY = re.compile(rf"([A-Za-z][A-Za-z0-9_-]{{,99}})(:(?: +|$))(?:{_TEXT}|\[(.*))?")
_DASH = re.compile(rf"( *)(- +)(?:{_TEXT})")
_MARK, _BARE, _LIST = 2, 5, 6  # of the groups of both: what a value stands behind, and what it is
_ITEM = re.compile(r" *(?:\"([^\"\\]*)\"|'([^']*)'|([^\W_][^,\[\]{}:#\"'?]*)) *(?:,(?= )|(?=\]))")

_Lines = list[tuple[int, str]]  # with their numbers


def fields(matter: str, first: int) -> dict[str, Field] | None:
    """The fields of a front matter whose first line has this number, or None if it isn't so plain."""
    if not _PRINTABLE.fullmatch(matter):
        return None
    lines = [(line, text) for line, text in enumerate(matter.split("\n"), first) if text and text[0] != "#"]
    return _mapping(lines, 0)


def _mapping(lines: _Lines, indent: int) -> dict[str, Field] | None:
    """The fields of lines that are all indented so far, or under a key of these."""
    found: dict[str, Field] = {}
    skipped = 0
    for number, (line, text) in enumerate(lines, 1):
        if skipped:
            skipped -= 1
            continue
        parts = _KEY.fullmatch(text, indent)
        if parts is None or parts[1] in found or (indent and text[:indent].strip(" ")):
            return None
        if parts.lastindex == _MARK and not indent:
            below = list(takewhile(lambda numbered: numbered[1][0] in " -", lines[number:]))
            skipped = len(below)
            field = _below(below, line)
        else:
            field = _field(parts, line, line)
        if field is None:
            return None
        found[parts[1]] = field
    return found or None


def _below(lines: _Lines, key_line: int) -> Field | None:
    """What stands below a key: a list of texts, or one more level of keys."""
    if not lines:
        return None
    line, text = lines[0]
    indent = len(text) - len(text.lstrip(" "))
    value = _dashes(lines, indent) if text[indent : indent + 1] == "-" else _mapping(lines, indent)
    return Field(value, line, indent + 1, key_line) if value else None


def _dashes(lines: _Lines, indent: int) -> list[Field] | None:
    items = []
    for line, text in lines:
        parts = _DASH.fullmatch(text)
        field = _field(parts, line) if parts and parts.end(1) == indent else None
        if field is None:
            return None
        items.append(field)
    return items


def _field(parts: re.Match[str], line: int, key_line: int = 0) -> Field | None:
    """The value of a line, where it has one."""
    group = parts.lastindex or 0
    if group == _MARK:
        return None
    value: Value | None = parts[group]
    if group == _BARE:
        value = _bare(parts[_BARE])
    elif group == _LIST:
        value = _list(parts.string, parts.start(_LIST), line)
    return None if value is None else Field(value, line, parts.end(_MARK) + 1, key_line)


def _list(text: str, at: int, line: int) -> list[Field] | None:
    items: list[Field] = []
    while text[at : at + 1] != "]":
        item = _ITEM.match(text, at)
        if item is None:
            return None
        group = item.lastindex or 0
        value = _bare(item[3]) if group == 3 else item[group]
        items.append(Field(value, line, item.start(group) + (group == 3)))
        at = item.end()
    return None if text[at + 1 :].strip(" ") else items


def _bare(text: str) -> str:
    text = text.rstrip(" ")
    return "" if text == "null" else text
