"""YAML as nodes that know their place, and whose scalars stay the strings that were typed."""

import re
from typing import NamedTuple

import yaml

from newsgen.errors import position

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FORBIDDEN = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8})")
_TOO_DEEP = ("it is nested too deeply", "write it flat, or put the text in quotes")


class Place(NamedTuple):
    """Line and column, both from 1; a line of 0 means the file as a whole."""

    line: int
    column: int


class YamlError(Exception):
    """A text is not YAML: where, why, and how to mend it (empty if that depends on the file)."""

    def __init__(self, place: Place, reason: str, hint: str = "") -> None:
        self.place = place
        self.reason = reason
        self.hint = hint
        super().__init__(reason)


def place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing stands there, or YAML's words for nothing."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


def compose(text: str) -> yaml.Node | None:
    """The root of a text, or None if it is empty.

    Raises:
        YamlError: it is not YAML, or nested too deeply.
    """
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        raise _explained(error.problem or error.context or "it is not YAML", text, found) from None
    except yaml.YAMLError as error:
        forbidden = _FORBIDDEN.search(text)
        at = forbidden.start() if forbidden else 0
        reason = f"a character that YAML forbids ({str(error).splitlines()[0]})"
        raise YamlError(Place(*position(text, at)), reason, "remove it") from None
    except RecursionError:
        raise YamlError(Place(1, 1), *_TOO_DEEP) from None
    return root


def _explained(problem: str, text: str, found: Place) -> YamlError:
    lines = text.split("\n")
    line = lines[found.line - 1] if found.line <= len(lines) else ""
    if "nesting depth" in problem:
        return YamlError(found, *_TOO_DEEP)
    if "\t" in line or "'\\t'" in problem:
        return YamlError(found, "there is a tab", "indent with spaces")
    if "Unicode character escape" in problem:
        at = max(0, line.rfind("\\", 0, found.column))
        typed = _ESCAPE.match(line, at)
        message = f"`{typed[0] if typed else ''}` is no character"
        return YamlError(Place(found.line, at + 1), message, "write the character itself")
    return YamlError(found, f"YAML: {problem}")
