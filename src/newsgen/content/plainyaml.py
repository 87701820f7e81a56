"""The fast path of front matter: `key: value` lines that can only mean what they look like.

Most front matter has nothing else, and the parser with its nodes takes five times as long. What is let in
here gives the same fields, with the same places; all else is left to the parser whole.
"""

import re

from newsgen.content.field import Field, Value

# No line break but LF, and nothing that YAML forbids or a mark of byte order.
_PRINTABLE = re.compile(r"[\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]{,99}): +(?=[^ ])")
_QUOTED = re.compile(r"\"([^\"\\\n]*)\" *|'([^'\n]*)' *")
_PLAIN = re.compile(r"[^\W_](?:[^:#\n]|:(?=[^ \n])|(?<! )#)*")
_ITEM = re.compile(r" *(?:\"([^\"\\]*)\"|'([^']*)'|([^\W_][^,\[\]{}:#\"'?]*)) *(?:,(?= )|(?=\]))")


def fields(matter: str, first: int) -> dict[str, Field] | None:
    """The fields of a front matter whose first line has this number, or None if it isn't so plain."""
    if not _PRINTABLE.fullmatch(matter):
        return None
    found: dict[str, Field] = {}
    for line, text in enumerate(matter.split("\n"), first):
        if not text:
            continue
        key = _KEY.match(text)
        value = _value(text, key.end(), line) if key else None
        if key is None or value is None or key[1] in found:
            return None
        found[key[1]] = Field(value, line, key.end() + 1, line)
    return found or None


def _value(text: str, at: int, line: int) -> Value | None:
    mark = text[at]
    if mark in "\"'":
        quoted = _QUOTED.fullmatch(text, at)
        return None if quoted is None else quoted[1] or quoted[2] or ""
    if mark == "[":
        return _list(text, at + 1, line)
    return _bare(text[at:]) if _PLAIN.fullmatch(text, at) else None


def _list(text: str, at: int, line: int) -> Value | None:
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
