"""The fast path of front matter: `key: value` lines that can only mean what they look like.

Most front matter has nothing else, and the parser with its nodes takes five times as long. What is let in
here gives the same fields, with the same places; all else is left to the parser whole.
"""

import re

from newsgen.content.field import Field, Value

# No line break but LF, and nothing that YAML forbids or a mark of byte order.
_PRINTABLE = re.compile(r"[\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_LINE = re.compile(
    r"([A-Za-z][A-Za-z0-9_-]{,99})(: +)"
    r"(?:\"([^\"\\]*)\" *|'([^']*)' *|\[(.*)|([^\W_][^:#]*(?:(?::(?=[^ ])|(?<! )#)[^:#]*)*))"
)
_LIST, _BARE = 5, 6  # of its groups
_ITEM = re.compile(r" *(?:\"([^\"\\]*)\"|'([^']*)'|([^\W_][^,\[\]{}:#\"'?]*)) *(?:,(?= )|(?=\]))")


def fields(matter: str, first: int) -> dict[str, Field] | None:
    """The fields of a front matter whose first line has this number, or None if it isn't so plain."""
    if not _PRINTABLE.fullmatch(matter):
        return None
    found: dict[str, Field] = {}
    for line, text in enumerate(matter.split("\n"), first):
        if not text:
            continue
        parts = _LINE.fullmatch(text)
        if parts is None or parts[1] in found:
            return None
        group = parts.lastindex or 0
        value: Value | None = parts[group]
        if group == _LIST:
            value = _list(text, parts.start(_LIST), line)
        elif group == _BARE:
            value = _bare(parts[_BARE])
        if value is None:
            return None
        found[parts[1]] = Field(value, line, parts.end(2) + 1, line)
    return found or None


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
