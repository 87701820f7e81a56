"""Add old addresses to the front matter of a file, and change nothing else in it."""

import json
import re
from collections.abc import Sequence

import yaml

from newsgen.content import frontmatter, keys
from newsgen.content.frontmatter import plain_value
from newsgen.content.reader import decode
from newsgen.errors import ContentError
from newsgen.yaml_nodes import YamlError, compose, is_empty

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_TOML_FENCE = re.compile(r"^\+{3,}[ \t]*\r?$", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TOML_LIST = re.compile(r"^([ \t]*\w+[ \t]*=[ \t]*\[)([^\]#\r\n]*)\][ \t]*\r?$", re.MULTILINE)
_PLAIN = re.compile(r"(?!null$)[/a-zA-Z][\w./~%=-]*", re.ASCII)
_MARK = "\ufeff"  # before the text, as some editors write it


def with_aliases(path: str, data: bytes, aliases: Sequence[str]) -> bytes | None:
    """The bytes of a file with more `aliases`, all else as it was; None if a person has to write them.

    That is so for all that is neither YAML between lines of three dashes nor TOML between lines of `+++`.
    """
    return _with_key(path, data, "aliases", aliases)


def with_slug(path: str, data: bytes, slug: str) -> bytes | None:
    """The bytes of a file with a `slug`, which it must not have yet, all else as it was."""
    return _with_key(path, data, "slug", (slug,))


def _with_key(path: str, data: bytes, name: str, added: Sequence[str]) -> bytes | None:
    try:
        whole = data.decode()
        text = whole.removeprefix(_MARK)
        is_toml = name == "aliases" and text.startswith("+++")
        edited = _edited_toml(text, added) if is_toml else _edited(text, name, added)
    except (UnicodeDecodeError, YamlError):
        return None
    if edited is None or not _adds_only(path, text, edited, name, added):
        return None
    return (whole[: len(whole) - len(text)] + edited).encode()


def _edited(text: str, name: str, added: Sequence[str]) -> str | None:
    fences = list(_FENCE.finditer(text))[:2]
    if len(fences) < 2 or text[: fences[0].start()].strip():
        return None
    start = text.index("\n", fences[0].start()) + 1
    matter = text[start : fences[1].start()]
    root = compose(matter)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    written = [_quoted(one) for one in added]
    node = next((value for key, value in root.value if _is_key(key.value, name)), None)
    newline = "\r\n" if "\r\n" in matter else "\n"
    if node is None:
        value = f"[{', '.join(written)}]" if name == "aliases" else written[0]
        indent = " " * root.start_mark.column
        return f"{text[: fences[1].start()]}{indent}{name}: {value}{newline}{text[fences[1].start() :]}"
    if name != "aliases":
        return None
    lines = matter.splitlines(keepends=True)
    begin, end = _offset(lines, node.start_mark), _offset(lines, node.end_mark)
    if isinstance(node, yaml.ScalarNode):
        old = matter[begin:end].rstrip()
        items = written if is_empty(node) else [old, *written]
        new = f"{'' if old or matter[:begin].endswith(' ') else ' '}[{', '.join(items)}]"
        changed = matter[:begin] + new + matter[begin + len(old) :]
    elif isinstance(node, yaml.SequenceNode) and node.flow_style:
        before = matter[: end - 1].rstrip()
        comma = ", " if node.value and not before.endswith(",") else " " if node.value else ""
        changed = before + comma + ", ".join(written) + matter[len(before) :]
    elif isinstance(node, yaml.SequenceNode):
        last = node.value[-1]
        at = _offset(lines, last.end_mark)
        at = matter.find("\n", at) + 1 or len(matter)
        dashes = " " * node.start_mark.column + "- "
        changed = matter[:at] + "".join(f"{dashes}{one}{newline}" for one in written) + matter[at:]
    else:
        return None
    return text[:start] + changed + text[fences[1].start() :]


def _edited_toml(text: str, added: Sequence[str]) -> str | None:
    """TOML with more aliases: in their list, if that is on one line, else in one before the first table."""
    fences = list(_TOML_FENCE.finditer(text))[:2]
    if len(fences) < 2:
        return None
    start, end = text.index("\n", fences[0].start()) + 1, fences[1].start()
    matter = text[start:end]
    written = ", ".join(json.dumps(one, ensure_ascii=False) for one in added)
    for line in _TOML_LIST.finditer(matter):
        if _is_key(line[1].partition("=")[0].strip(), "aliases"):
            had = line[2].strip().rstrip(",")
            items = f"{had}, {written}" if had else written
            return text[: start + line.end(1)] + items + text[start + line.end(2) :]
    table = _TOML_TABLE.search(matter)
    at = start + (table.start() if table else len(matter))
    newline = "\r\n" if "\r\n" in matter else "\n"
    return f"{text[:at]}aliases = [{written}]{newline}{text[at:]}"


def _is_key(typed: str, name: str) -> bool:
    found = keys.find(typed)
    return bool(found and found.field == name and not found.rank)


def _offset(lines: list[str], mark: yaml.Mark) -> int:
    return sum(map(len, lines[: mark.line])) + mark.column


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _adds_only(path: str, before: str, after: str, name: str, added: Sequence[str]) -> bool:
    """Whether a file has got these values, and is as it was in all else."""
    try:
        old = frontmatter.split(path, decode(path, before.encode()))
        new = frontmatter.split(path, decode(path, after.encode()))
    except ContentError:
        return False
    values = {key: plain_value(field.value) for key, field in old.fields.items()}
    changed = {key: plain_value(field.value) for key, field in new.fields.items()}
    key = next((key for key in changed if _is_key(key, name)), name)
    had: object = values.pop(key, "")
    has: object = changed.pop(key, "")
    if old.body != new.body or values != changed:
        return False
    if name != "aliases":
        return has == added[0]
    items = had if isinstance(had, list) else [had] if had else []
    return has == [*items, *added]
