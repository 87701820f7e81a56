"""Front matter of any dialect, parsed into fields that remember their line and column.

python-frontmatter knows how a file is split; values stay the strings that were typed, since it is
the schema (`fields.py`) that decides types: `title: No` is a title.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from newsgen.errors import ContentError, Problem, hashtag_lost, position
from newsgen.yaml_nodes import YamlError, compose, is_empty

_MAX_LENGTH = 100_000  # characters of front matter; a longer one is missing its end
_MAX_BRACKETS = 500  # and dashes of lists: parsers recurse, and must not run out of stack
_COMMENTS = re.compile(r"^(?:archived[_-]?comments|arsip[_-]?komentar)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_MAX_WITH_COMMENTS = 20_000_000  # characters, of thousands of comments
_MAX_DEPTH = 50
_QUOTE = 'put the text in quotes, as in `title: "Sekda: 49 OPD"`'
_NO_KEYS = ("the front matter is not a list of keys", "write `key: value` lines")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

Value = str | list["Field"] | dict[str, "Field"]


class Field(msgspec.Struct, frozen=True, gc=False):
    """A value as it was typed, with its line and column, both from 1.

    `key_line` is the line of its key, where it is known and may differ from that of the value.
    """

    value: Value
    line: int
    column: int
    key_line: int = 0


class ParsedFile(msgspec.Struct, frozen=True):
    """The fields and the body of a file. `body_line` is the line on which the body starts.

    `has_lists` is False for a dialect in which a list can only be written with commas.
    """

    fields: dict[str, Field]
    body: str
    body_line: int
    has_lists: bool = True


def split(path: str, text: str) -> ParsedFile:
    """Split a file into its front matter, parsed, and its body.

    Raises:
        ContentError: there is no front matter, it has no end, or its syntax is broken.
    """
    stripped = text.lstrip("\n\t ")
    skipped = text[: len(text) - len(stripped)].count("\n")
    if _HEADER.match(stripped):
        return _header_lines(path, stripped, skipped)
    for opening, handler, load in _DIALECTS:
        if not opening.match(stripped):
            continue
        try:
            matter, body = handler.split(stripped)
        except ValueError:
            message = "the front matter has no end"
            hint = f"close it with a line `{handler.END_DELIMITER or '---'}`"
            raise ContentError(Problem(path, skipped + 1, 1, message, hint)) from None
        first_line = skipped + 1  # the opening fence
        if len(matter) > _MAX_BRACKETS and _is_too_large(matter):
            raise ContentError(
                Problem(path, first_line, 1, "the front matter is too large", "is its end missing?")
            )
        try:
            fields = load(path, matter, first_line)
        except RecursionError:
            raise ContentError(
                Problem(path, first_line, 1, "it is nested too deeply", "write it flat")
            ) from None
        at = text.count("\n", 0, len(text) - len(body)) + 1
        blank = len(body) - len(body.lstrip("\n"))
        return ParsedFile(fields, body.strip("\n"), at + blank)
    hint = "start the file with `---`, `title: …`, `date: …`, `---`"
    raise ContentError(Problem(path, 1, 1, "there is no front matter", hint))


_KEY_LINE = re.compile(r"([a-z][A-Za-z_-]*)[ \t]*:[ \t]+\S")


def split_page_text(path: str, text: str, is_key: Callable[[str], bool]) -> ParsedFile:
    """Split the text of a saved page into the lines of keys on its top, parsed as YAML, and the page.

    Such a line has a key that is known and begins with a small letter, and a value: `Penulis: Ani` is the
    page's own. The first line that is none ends them; `body_line` is its number. They are blank in the body,
    so that all others keep their numbers.

    Raises:
        ContentError: their syntax is broken.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    while end < len(lines) and (key := _KEY_LINE.match(lines[end])) and is_key(key[1]):
        end += 1
    if end == start:
        return ParsedFile({}, text, start + 1)
    fields = _load_yaml(path, "\n".join(lines[start:end]), start + 1)
    return ParsedFile(fields, "\n" * end + "\n".join(lines[end:]), end + 1)


def _is_too_large(matter: str) -> bool:
    brackets = sum(map(matter.count, ("[", "{", "- ", "? ")))
    if len(matter) <= _MAX_LENGTH and brackets <= _MAX_BRACKETS:
        return False
    return len(matter) > _MAX_WITH_COMMENTS or not _COMMENTS.search(matter)


def body(path: str, text: str) -> str:
    """Return only the body, of a file that `split` accepts; its fields are not parsed."""
    stripped = text.lstrip("\n\t ")
    for opening, handler, _ in _DIALECTS:
        if opening.match(stripped):
            with suppress(ValueError):
                return handler.split(stripped)[1].strip("\n")
    return split(path, text).body


def plain_value(value: Value) -> Any:
    """A value as bare strings, lists and dicts, without lines and columns."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [plain_value(item.value) for item in value]
    return {key: plain_value(item.value) for key, item in value.items()}


def _load_yaml(path: str, matter: str, first_line: int) -> dict[str, Field]:
    try:
        node = compose(matter)
    except YamlError as error:
        line, column = first_line - 1 + error.place.line, error.place.column
        raise ContentError(Problem(path, line, column, error.reason, error.hint or _QUOTE)) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise ContentError(Problem(path, first_line, 1, *_NO_KEYS))
    return _YamlFields(path, first_line, matter).mapping(node, 0)


class _YamlFields:
    """Converts YAML nodes to fields; refuses anchors, duplicate keys and values lost to a comment."""

    def __init__(self, path: str, first_line: int, matter: str) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = matter.split("\n") if " #" in matter else []  # only comments are looked up in them
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.problem(key, "a key must be a word", _QUOTE)
            if key.value in fields:
                hint = f"it stands on line {fields[key.value].line} already; keep one of them"
                raise self.problem(key, f"`{key.value}` is given twice", hint)
            fields[key.value] = self.field(value, depth, self.first_line + key.start_mark.line)
        return fields

    def field(self, node: yaml.Node, depth: int, key_line: int = 0) -> Field:
        line, column = self.first_line + node.start_mark.line, node.start_mark.column + 1
        if isinstance(node, yaml.ScalarNode):
            if node.style:  # quoted, or a block
                return Field(node.value, line, column, key_line)
            if self.lines:
                self.refuse_lost_hashtag(node)
            return Field("" if is_empty(node) else node.value, line, column, key_line)
        if depth > _MAX_DEPTH:
            raise RecursionError
        if id(node) in self.seen:
            raise self.problem(node, "YAML anchors are not supported", "write the value out")
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Field([self.field(item, depth + 1) for item in node.value], line, column, key_line)
        assert isinstance(node, yaml.MappingNode)
        return Field(self.mapping(node, depth + 1), line, column, key_line)

    def refuse_lost_hashtag(self, node: yaml.ScalarNode) -> None:
        start, end = node.start_mark, node.end_mark
        if end.line >= len(self.lines) or not (lost := hashtag_lost(self.lines[end.line], end.column)):
            return
        key = self.lines[start.line][: start.column].strip()
        empty = "" if node.value else f"{key.removesuffix(':')} is empty: "
        hint = f'put the text in quotes: {key} "{f"{node.value} {lost}".strip()}"'
        raise self.problem(node, f"{empty}YAML takes `{lost}` for a comment", hint)

    def problem(self, node: yaml.Node, message: str, hint: str) -> ContentError:
        mark = node.start_mark
        return ContentError(Problem(self.path, self.first_line + mark.line, mark.column + 1, message, hint))


def _load_toml(path: str, matter: str, first_line: int) -> dict[str, Field]:
    try:
        values = tomllib.loads(matter, parse_float=str)
    except ValueError as error:  # tomllib's own, or a number of thousands of digits
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        message = "TOML: " + str(error).split(" (at ")[0]
        raise ContentError(
            Problem(path, first_line + line - 1, column, message, "put texts in quotes")
        ) from None
    return _located(values, matter, first_line, re.compile(r"^\s*(\"?)([\w-]+)\1\s*="))


def _load_json(path: str, matter: str, first_line: int) -> dict[str, Field]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in pairs:
            if key in values:
                line = first_line + matter.count(
                    "\n", 0, max(0, matter.rfind(json.dumps(key, ensure_ascii=False)))
                )
                raise ContentError(Problem(path, line, 1, f"`{key}` is given twice", "keep one of them"))
            values[key] = value
        return values

    try:
        values = json.loads(matter, object_pairs_hook=unique, parse_float=str)
    except json.JSONDecodeError as error:
        place = (path, first_line + error.lineno - 1, error.colno)
        raise ContentError(Problem(*place, f"JSON: {error.msg}", "check quotes and commas")) from None
    except ValueError as error:  # a number of thousands of digits
        raise ContentError(Problem(path, first_line, 1, f"JSON: {error}", "put texts in quotes")) from None
    if not isinstance(values, dict):
        raise ContentError(Problem(path, first_line, 1, *_NO_KEYS))
    if "\\u" in matter and (half := _SURROGATE.search(json.dumps(values, ensure_ascii=False))):
        typed = re.search(rf"\\u{ord(half[0]):x}", matter, re.IGNORECASE)
        at = position(matter, typed.start() if typed else 0, first_line)
        message = f"`{typed[0] if typed else ''}` is no character"
        raise ContentError(Problem(path, *at, message, "write the character itself"))
    return _located(values, matter, first_line, re.compile(r'^\s*(")([^"]+)"\s*:'))


def _located(
    values: dict[str, Any], matter: str, first_line: int, key_line: re.Pattern[str]
) -> dict[str, Field]:
    """Fields of a dialect whose parser gives no positions: a key is searched for at the start of a line."""
    positions: dict[str, tuple[int, int]] = {}
    quoting = False  # inside a TOML text of several lines
    for number, line in enumerate(matter.split("\n")):
        if not quoting and (found := key_line.match(line)):
            column = len(line) - len(line[found.end() :].lstrip()) + 1
            positions.setdefault(found[2], (first_line + number, column))
        quoting ^= (line.count("'''") + line.count('"""')) % 2 == 1

    def field(value: Any, line: int, column: int, depth: int = 0) -> Field:
        if depth > _MAX_DEPTH:
            raise RecursionError
        if isinstance(value, dict):
            inside = {k: field(v, *positions.get(k, (line, column)), depth + 1) for k, v in value.items()}
            return Field(inside, line, column)
        if isinstance(value, list):
            return Field([field(item, line, column, depth + 1) for item in value], line, column)
        if value is None:
            return Field("", line, column)
        if isinstance(value, bool):
            return Field(str(value).lower(), line, column)
        return Field(str(value), line, column)

    return {key: field(value, *positions.get(key, (first_line, 1))) for key, value in values.items()}


_HEADER = re.compile(
    r"(?:title|judul|date|tanggal|modified|slug|authors?|category|tags|summary|status|lang)[ \t]*:[ \t]*\S",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*)")


def _header_lines(path: str, text: str, skipped: int) -> ParsedFile:
    """Pelican's dialect: `Title: …` lines up to the first blank one, without any fence."""
    fields: dict[str, Field] = {}
    lines = text.split("\n")
    count = 0
    for number, line in _until_blank(lines):
        found = _HEADER_LINE.match(line)
        if not found:
            break
        key, at = found[1].lower(), skipped + number + 1
        if key in fields:
            hint = f"it stands on line {fields[key].line} already; keep one of them"
            raise ContentError(Problem(path, at, 1, f"`{key}` is given twice", hint))
        fields[key] = Field(found[2].strip(), at, found.start(2) + 1)
        count = number + 1
    body = "\n".join(lines[count:])
    blank = len(body) - len(body.lstrip("\n"))
    return ParsedFile(fields, body.strip("\n"), skipped + count + blank + 1, has_lists=False)


def _until_blank(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines):
        if not line.strip():
            return
        yield number, line


def _line(pattern: str, start: str = "^") -> re.Pattern[str]:
    # Not `\s*`, as python-frontmatter has it: that matches into the body's own first lines.
    return re.compile(rf"{start}{pattern}[ \t]*$", re.MULTILINE)


# As `^-{3,}`, but a search goes from dash to dash and not from character to character.
_DASHES = _line(r"---(?<![^\n]---)-*", "")
_DIALECTS = (
    (_DASHES, YAMLHandler(_DASHES), _load_yaml),
    (_line(r"\+{3,}"), BaseHandler(_line(r"\+{3,}"), end_delimiter="+++"), _load_toml),
    (_line(r"\{"), JSONHandler(_line(r"(?:\{|\})"), end_delimiter="}"), _load_json),
    (_line("---json"), BaseHandler(_line("---(?:json)?"), end_delimiter="---"), _load_json),
    (_line("---toml"), BaseHandler(_line("---(?:toml)?"), end_delimiter="---"), _load_toml),
)
