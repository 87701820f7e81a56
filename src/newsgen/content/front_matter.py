"""Write front matter as PyYAML does, byte for byte.

Nearly all texts of articles need no more than a look, which takes half of the time; PyYAML writes the others.
"""

import re
from collections.abc import Iterator
from typing import Any

from frontmatter.default_handlers import YAMLHandler
from yaml import SafeDumper

_WIDTH = 10_000  # characters of a line, at which PyYAML folds it
# Texts of letters that PyYAML does not escape, with no space at their ends.
_KNOWN = re.compile(r"(?!\s)[\w !\"#%&'()*+,./:;=?@|~‘’“”–—…-]+(?<!\s)", re.ASCII)
_ACCENTED = str.maketrans({chr(code): "e" for code in range(0xC0, 0x250) if chr(code).isalpha()})
_STARTS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/(“‘"
)  # of what is no number or mark
_CONSTANTS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_MARKS = frozenset("\"'&*!|@%#,")
_AS_NUMBER = re.compile(r"[1-9]\d*|\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?", re.ASCII)
_AS_TEXT = re.compile(r"\d[\d.,-]*[ -][A-Za-z]{2}.*|\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)


class _UnknownError(Exception):
    """A value that only PyYAML can write."""


def front_matter(matter: dict[str, Any]) -> str:
    """Values by their keys, in order, as YAML without a line break at its end."""
    try:
        return "\n".join(_lines(matter, ""))
    except _UnknownError:
        return _by_yaml(matter)


def _by_yaml(matter: dict[str, Any]) -> str:
    written: str = YAMLHandler().export(matter, sort_keys=False, width=_WIDTH)
    if "\\U" not in written:
        return written
    # libyaml, which is faster, escapes emoji.
    return str(YAMLHandler().export(matter, Dumper=SafeDumper, sort_keys=False, width=_WIDTH))


def _lines(matter: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in matter.items():
        name = f"{indent}{_scalar(key)}:"
        if type(value) is list and value:
            yield name
            for one in value:
                yield f"{indent}- {_scalar(one)}"
        elif type(value) is dict and value:
            yield name
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{name} {_scalar(value)}"


def _scalar(value: object) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    if type(value) is not str or len(value) > _WIDTH // 2:
        raise _UnknownError
    known = value if value.isascii() else value.translate(_ACCENTED)
    if not _KNOWN.fullmatch(known):
        raise _UnknownError
    first = known[0]
    if (
        first in _MARKS
        or ": " in value
        or " #" in value
        or value.endswith(":")
        or _AS_NUMBER.fullmatch(value)
    ):
        return "'" + value.replace("'", "''") + "'"
    if (first in _STARTS and value.lower() not in _CONSTANTS) or _AS_TEXT.fullmatch(value):
        return value
    raise _UnknownError
