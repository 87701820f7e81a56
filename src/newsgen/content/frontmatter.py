"""Front matter of any dialect, as fields that remember where they stand in their file.

python-frontmatter knows how a file is split; values stay the strings that were typed, since it is
the schema (`fields.py`) that decides types: `title: No` is a title.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from newsgen.errors import ContentError, Problem

Value = str | list["Field"] | dict[str, "Field"]

_LONGEST = 100_000  # characters of front matter; anything longer is not one
_DEEPEST = 500  # brackets
_QUOTE = 'put the text in quotes, as in `title: "Sekda: 49 OPD"`'


class Field(msgspec.Struct, frozen=True):
    """A value as it was typed, with the line and column where it stands, both from 1."""

    value: Value
    line: int
    column: int


class Matter(msgspec.Struct, frozen=True):
    """A file taken apart. `body_line` is the line on which the body starts."""

    fields: dict[str, Field]
    body: str
    body_line: int


class _Toml(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)


class _TaggedJson(BaseHandler):
    FM_BOUNDARY = re.compile(r"^---(?:json)?\s*$", re.MULTILINE)


class _TaggedToml(BaseHandler):
    FM_BOUNDARY = re.compile(r"^---(?:toml)?\s*$", re.MULTILINE)


def split(path: str, text: str) -> Matter:
    """Take front matter and body apart.

    Raises:
        ContentError: there is no front matter, it has no end, or its syntax is broken.
    """
    stripped = text.lstrip("\n\t ")
    skipped = text[: len(text) - len(stripped)].count("\n")
    if _HEADER.match(stripped):
        return _header_lines(stripped, skipped)
    for opening, handler, load in _DIALECTS:
        boundary = handler.FM_BOUNDARY
        if not opening.match(stripped) or boundary is None:
            continue
        try:
            matter, body = handler.split(stripped)
        except ValueError:
            message = "the front matter has no end"
            hint = f"close it with a line `{handler.END_DELIMITER or '---'}`"
            raise ContentError(Problem(path, skipped + 1, 1, message, hint)) from None
        fence = boundary.match(stripped)  # reaches past blank lines
        assert fence
        first = skipped + 1 + stripped.count("\n", 0, fence.end())
        if len(matter) > _LONGEST or matter.count("[") + matter.count("{") > _DEEPEST:
            raise ContentError(
                Problem(path, first, 1, "the front matter is too large", "is its end missing?")
            )
        fields = load(path, matter, first)
        at = text.count("\n", 0, len(text) - len(body)) + 1
        blank = len(body) - len(body.lstrip("\n"))
        return Matter(fields, body.strip("\n"), at + blank)
    hint = "start the file with `---`, `title: …`, `date: …`, `---`"
    raise ContentError(Problem(path, 1, 1, "there is no front matter", hint))


def plain(value: Value) -> Any:
    """The bare strings, lists and dicts of a value, without their places."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [plain(item.value) for item in value]
    return {key: plain(item.value) for key, item in value.items()}


def _load_yaml(path: str, matter: str, first: int) -> dict[str, Field]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(matter, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (first + mark.line, mark.column + 1) if mark else (first, 1)
        raise ContentError(Problem(path, line, column, *_yaml_reason(error, matter, mark))) from None
    except yaml.YAMLError as error:
        message = f"a character that YAML forbids ({str(error).splitlines()[0]})"
        raise ContentError(Problem(path, first, 1, message, "remove it")) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        hint = "write `key: value` lines"
        raise ContentError(Problem(path, first, 1, "the front matter is not a list of keys", hint))
    return _YamlFields(path, first).mapping(node)


def _yaml_reason(error: yaml.MarkedYAMLError, matter: str, mark: Any) -> tuple[str, str]:
    reason = error.problem or error.context or "it is not YAML"
    line = matter.split("\n")[mark.line] if mark and mark.line < matter.count("\n") + 1 else ""
    if "\t" in line or "'\\t'" in reason:
        return "a tab in the front matter", "indent with spaces"
    return f"YAML: {reason}", _QUOTE


class _YamlFields:
    """Turns nodes into fields, and refuses what an article file has no use for."""

    def __init__(self, path: str, first: int) -> None:
        self.path = path
        self.first = first
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.problem(key, "a key must be a word", _QUOTE)
            if key.value in fields:
                hint = f"it stands on line {fields[key.value].line} already; keep one of them"
                raise self.problem(key, f"`{key.value}` is given twice", hint)
            fields[key.value] = self.field(value)
        return fields

    def field(self, node: yaml.Node) -> Field:
        line, column = self.first + node.start_mark.line, node.start_mark.column + 1
        if isinstance(node, yaml.ScalarNode):
            null = node.style is None and node.value in ("~", "null")
            return Field("" if null else node.value, line, column)
        if id(node) in self.seen:
            raise self.problem(node, "YAML anchors are not supported", "write the value out")
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Field([self.field(item) for item in node.value], line, column)
        assert isinstance(node, yaml.MappingNode)
        return Field(self.mapping(node), line, column)

    def problem(self, node: yaml.Node, message: str, hint: str) -> ContentError:
        mark = node.start_mark
        return ContentError(Problem(self.path, self.first + mark.line, mark.column + 1, message, hint))


def _load_toml(path: str, matter: str, first: int) -> dict[str, Field]:
    try:
        values = tomllib.loads(matter)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        message = "TOML: " + str(error).split(" (at ")[0]
        raise ContentError(Problem(path, first + line - 1, column, message, "put texts in quotes")) from None
    return _placed(values, matter, first, re.compile(r"^\s*(\"?)([\w-]+)\1\s*="))


def _load_json(path: str, matter: str, first: int) -> dict[str, Field]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key in {key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1}:
            raise ContentError(Problem(path, first, 1, f"`{key}` is given twice", "keep one of them"))
        return dict(pairs)

    try:
        values = json.loads(matter, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        place = (path, first + error.lineno - 1, error.colno)
        raise ContentError(Problem(*place, f"JSON: {error.msg}", "check quotes and commas")) from None
    except RecursionError:
        raise ContentError(Problem(path, first, 1, "JSON: nested too deeply", "write it flat")) from None
    return _placed(values, matter, first, re.compile(r'^\s*(")([^"]+)"\s*:'))


def _placed(values: dict[str, Any], matter: str, first: int, key_line: re.Pattern[str]) -> dict[str, Field]:
    """Fields of a dialect whose parser forgets places: found again by the line that a key starts."""
    places: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(matter.split("\n")):
        if found := key_line.match(line):
            column = len(line) - len(line[found.end() :].lstrip()) + 1
            places.setdefault(found[2], (first + number, column))

    def field(value: Any, line: int, column: int) -> Field:
        if isinstance(value, dict):
            return Field(
                {str(k): field(v, *places.get(k, (line, column))) for k, v in value.items()}, line, column
            )
        if isinstance(value, list):
            return Field([field(item, line, column) for item in value], line, column)
        if value is None:
            return Field("", line, column)
        if isinstance(value, bool):
            return Field(str(value).lower(), line, column)
        return Field(str(value), line, column)

    return {key: field(value, *places.get(key, (first, 1))) for key, value in values.items()}


_HEADER = re.compile(r"(?:title|judul)[ \t]*:[ \t]*\S", re.IGNORECASE)
_HEADER_LINE = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*)")


def _header_lines(text: str, skipped: int) -> Matter:
    """Pelican's dialect: `Title: …` lines up to the first blank one, without any fence."""
    fields: dict[str, Field] = {}
    lines = text.split("\n")
    count = 0
    for number, line in _until_blank(lines):
        found = _HEADER_LINE.match(line)
        if not found:
            break
        fields.setdefault(found[1].lower(), Field(found[2].strip(), skipped + number + 1, found.start(2) + 1))
        count = number + 1
    body = "\n".join(lines[count:])
    blank = len(body) - len(body.lstrip("\n"))
    return Matter(fields, body.strip("\n"), skipped + count + blank + 1)


def _until_blank(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines):
        if not line.strip():
            return
        yield number, line


_DIALECTS = (
    (re.compile(r"-{3,}\s*$", re.MULTILINE), YAMLHandler(), _load_yaml),
    (re.compile(r"\+{3,}\s*$", re.MULTILINE), _Toml(end_delimiter="+++"), _load_toml),
    (re.compile(r"\{$", re.MULTILINE), JSONHandler(), _load_json),
    (re.compile(r"---json\s*$", re.MULTILINE), _TaggedJson(end_delimiter="---"), _load_json),
    (re.compile(r"---toml\s*$", re.MULTILINE), _TaggedToml(end_delimiter="---"), _load_toml),
)
