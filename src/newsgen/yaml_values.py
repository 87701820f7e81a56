"""A YAML file decoded to a struct: all that is wrong in it is gathered, each with its place and a mend."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

import msgspec
import yaml
from msgspec import inspect

from newsgen.errors import Problem, hashtag_lost, nearest, shortened
from newsgen.yaml_nodes import Place, YamlError, compose, is_empty, place

KeyPath = tuple[str | int, ...]  # of keys and of positions in lists
Places = dict[KeyPath, Place]

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_LONG = 40  # characters of what is typed that a message quotes
_SWITCH = {"true": True, "1": True, "false": False, "0": False}
_EXPECTED = {
    inspect.StrType: "a text",
    inspect.IntType: "a whole number",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "a list",
    inspect.StructType: "lines of `key: value`",
    inspect.DictType: "lines of `key: value`",
}
_GIVEN: dict[type[yaml.Node], str] = {yaml.SequenceNode: "a list", yaml.MappingNode: "lines of `key: value`"}
_QUOTE = "indent with spaces and put texts with `:` or `#` in quotes"


class Decoded(msgspec.Struct, frozen=True):
    """The values of the fields that are given and right, the place of each key and item, and all mistakes."""

    values: dict[str, Any] = {}
    places: Places = {}
    problems: tuple[Problem, ...] = ()


class Former(msgspec.Struct, frozen=True):
    """What a key that was renamed is called now, and what its values are now."""

    key: str
    values: dict[str, str]


def decode(
    name: str,
    text: str,
    kind: type[msgspec.Struct],
    examples: Mapping[str, str],
    former: Mapping[str, Former] | None = None,
) -> Decoded:
    """Decode the text of the file `name`.

    `examples` are what to write for a field whose default says too little; `former` are names that keys had.
    """
    try:
        root = compose(text)
    except YamlError as error:
        return Decoded(problems=(Problem(name, *error.place, error.reason, error.hint or _QUOTE),))
    if root is None or is_empty(root):
        return Decoded()
    if not isinstance(root, yaml.MappingNode):
        return Decoded(problems=(Problem(name, 1, 1, "expected lines of `key: value`"),))
    for key, value in root.value:
        if found := (former or {}).get(key.value) if isinstance(key, yaml.ScalarNode) else None:
            key.value = found.key
            value.value = found.values.get(str(value.value).lower(), value.value)
    struct = inspect.type_info(kind)
    assert isinstance(struct, inspect.StructType)
    defaults = {field.name: _as_yaml(field.default) for field in struct.fields}
    decoder = _Decoder(name, text, {**defaults, **examples})
    values = decoder.fields(root, struct, ())
    return Decoded(values, decoder.places, tuple(decoder.problems))


class _Decoder:
    """Turns nodes into values; those that are wrong are noted, and left out."""

    def __init__(self, name: str, text: str, examples: Mapping[str, str]) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.examples = examples
        self.places: Places = {}
        self.problems: list[Problem] = []

    def fields(self, node: yaml.MappingNode, struct: inspect.StructType, path: KeyPath) -> dict[str, Any]:
        """The values of a struct's fields, without those that are empty."""
        types = {field.encode_name: field.type for field in struct.fields}
        names = {field.encode_name: field.name for field in struct.fields}
        values: dict[str, Any] = {}
        for word, key, value in self.keys(node, path):
            if word not in types:
                self.note(place(key), f"unknown key `{word}`", nearest(word, types))
            elif _is_blank(value):
                self.has_lost_hashtag(value, (*path, word))
            elif (found := self.value(value, types[word], (*path, word))) is not None:
                values[names[word]] = found
        return values

    def keys(self, node: yaml.MappingNode, path: KeyPath) -> list[tuple[str, yaml.Node, yaml.Node]]:
        """The keys and values of a mapping, each key as text too; of a key that is given twice the first."""
        found: list[tuple[str, yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.note(place(key), "a key must be a word", _QUOTE)
            elif (*path, key.value) in self.places:
                self.note(place(key), f"`{key.value}` is given twice", "keep one of them")
            else:
                self.places[*path, key.value] = place(key)
                found.append((key.value, key, value))
        return found

    def value(self, node: yaml.Node, type_: inspect.Type, path: KeyPath) -> Any:
        """The value of a node, or None if it is wrong."""
        if isinstance(type_, inspect.UnionType):
            type_ = _chosen(node, type_)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, type_, path)
        if isinstance(type_, inspect.VarTupleType) and isinstance(node, yaml.SequenceNode):
            return self.items(node, type_.item_type, path)
        if isinstance(type_, inspect.StructType) and isinstance(node, yaml.MappingNode):
            return self.struct(node, type_, path)
        if isinstance(type_, inspect.DictType) and isinstance(node, yaml.MappingNode):
            keys = self.keys(node, path)
            every = ((word, self.value(value, type_.value_type, (*path, word))) for word, _, value in keys)
            return {word: found for word, found in every if found is not None}
        return self.wrong(node, type_, path)

    def items(self, node: yaml.SequenceNode, type_: inspect.Type, path: KeyPath) -> tuple[Any, ...]:
        found: list[Any] = []
        for item in node.value:
            at = (*path, len(found))
            self.places[at] = place(item)
            value = self.value(item, type_, at)
            if value is not None:
                found.append(value)
            else:  # the next one gets its number
                self.places = {k: v for k, v in self.places.items() if k[: len(at)] != at}
        return tuple(found)

    def struct(self, node: yaml.MappingNode, struct: inspect.StructType, path: KeyPath) -> Any:
        before = len(self.problems)
        values = self.fields(node, struct, path)
        required = (field for field in struct.fields if field.required)
        lacking = [field.encode_name for field in required if field.name not in values]
        for name in lacking if len(self.problems) == before else ():  # else it may be what is misspelled
            self.note(self.places[path], f"{path[0]}: `{name}` is missing", self.example(path))
        is_wrong = len(self.problems) > before and not values
        return None if lacking or is_wrong else struct.cls(**values)

    def scalar(self, node: yaml.ScalarNode, type_: inspect.Type, path: KeyPath) -> Any:
        text = "" if is_empty(node) else node.value
        if self.has_lost_hashtag(node, path):
            return None
        if isinstance(type_, inspect.StrType):
            return text
        if isinstance(type_, inspect.LiteralType) and text in type_.values:
            return text
        if isinstance(type_, inspect.IntType) and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if isinstance(type_, inspect.BoolType) and text.lower() in _SWITCH:
            return _SWITCH[text.lower()]
        return self.wrong(node, type_, path)

    def has_lost_hashtag(self, node: yaml.ScalarNode, path: KeyPath) -> bool:
        """Whether a part of a text is taken for a comment though it looks like a hashtag, which is noted."""
        end = node.end_mark
        if node.style or end.line >= len(self.lines):
            return False
        lost = hashtag_lost(self.lines[end.line], end.column)
        if lost:
            message = f"{path[0]}: YAML takes `{lost}` for a comment"
            self.note(self.places[path], message, _quoted(path, f"{node.value} {lost}".strip()))
        return bool(lost)

    def wrong(self, node: yaml.Node, type_: inspect.Type, path: KeyPath) -> None:
        given = (
            f'"{shortened(node.value, _LONG)}"' if isinstance(node, yaml.ScalarNode) else _GIVEN[type(node)]
        )
        start, end = node.start_mark, node.end_mark
        hint = self.example(path)
        if isinstance(type_, inspect.StrType) and start.line == end.line:  # a text that begins with a bracket
            hint = _quoted(path, self.lines[start.line][start.column : end.column])
        if isinstance(type_, inspect.LiteralType):
            choices = [str(value) for value in type_.values]
            expected = " or ".join(choices)
            hint = nearest(str(node.value), choices) or hint
        else:
            expected = _EXPECTED[type(type_)]
        self.note(self.places[path], f"{path[0]}: expected {expected}, not {given}", hint)

    def example(self, path: KeyPath) -> str:
        return f"write `{path[0]}: {self.examples[str(path[0])]}`"

    def note(self, at: Place, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, *at, message, hint))


def _chosen(node: yaml.Node, union: inspect.UnionType) -> inspect.Type:
    """The type that a node may be of: the one of its kind, else the first."""
    types = [one for one in union.types if not isinstance(one, inspect.NoneType)]
    kinds: dict[type[yaml.Node], type[inspect.Type]] = {
        yaml.SequenceNode: inspect.VarTupleType,
        yaml.MappingNode: inspect.StructType,
    }
    wanted = kinds.get(type(node), inspect.StrType)
    return next((one for one in types if isinstance(one, wanted)), types[0])


def _is_blank(node: yaml.Node) -> TypeGuard[yaml.ScalarNode]:
    return isinstance(node, yaml.ScalarNode) and (node.value == "" or is_empty(node))


def _as_yaml(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def _quoted(path: KeyPath, text: str) -> str:
    key = "-" if isinstance(path[-1], int) else f"{path[-1]}:"
    mark = "'" if '"' in text else '"'
    return f"put the text in quotes: {key} {mark}{text}{mark}"
