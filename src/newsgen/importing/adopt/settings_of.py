"""Reads the settings of other generators as data; programs are read for their constants, and never run."""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import yaml

from newsgen.errors import ConfigError, Problem

_MOST = 2_000_000  # bytes of a settings file
_ZONES = (  # of several with one offset the first counts
    "UTC", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo",
    "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka", "Australia/Sydney", "Australia/Adelaide",
    "Australia/Brisbane",
    "Pacific/Auckland", "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow", "Africa/Lagos",
    "Africa/Johannesburg", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "America/Halifax", "America/Sao_Paulo", "America/Bogota",
    "America/Mexico_City", "Pacific/Honolulu",
)  # fmt: skip
_MOST_VALUES, _DEEPEST = 100_000, 50
# The last three come from tags of YAML on what they can't hold: `!!bool x`, `!!int ""`, `!!timestamp x`.
_UNREADABLE = (ValueError, yaml.YAMLError, RecursionError, LookupError, TypeError, AttributeError)


class _Loader(yaml.SafeLoader):
    """YAML without its dates: `2018-08-02` stays a text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def read(file: Path) -> dict[str, Any]:
    """The settings in a TOML, YAML or JSON file.

    Raises:
        ConfigError: it can't be read.
    """
    text = text_of(file)
    try:
        if file.suffix == ".toml":
            found: Any = tomllib.loads(text)
        elif file.suffix == ".json":
            found = json.loads(text)
        else:
            found = _Loader(text).get_single_data()
    except _UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else getattr(error, "lineno", 0)
        if told := re.search(r"at line (\d+)", str(error)):
            line = int(told[1])
        said = str(getattr(error, "problem", "") or error).split(" (at ")[0].partition("\n")[0]
        hint = "mend it, so that its generator reads it, too"
        raise ConfigError(
            Problem(str(file), line, 1 if line else 0, f"can't be read: {said}", hint)
        ) from None
    if not _is_small(found):
        message = "can't be read: it is too large, or nested too deeply"
        raise ConfigError(Problem(str(file), 0, 0, message))
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _is_small(found: Any) -> bool:
    """Whether settings have no more values than people write; an alias of YAML counts with all it holds."""
    level, count = [found], 0
    for _ in range(_DEEPEST):
        inside = [
            one
            for value in level
            if isinstance(value, dict | list)
            for one in (value.values() if isinstance(value, dict) else value)
        ]
        count += len(inside)
        if not inside or count > _MOST_VALUES:
            return not inside
        level = inside
    return False


def text_of(file: Path) -> str:
    """The text of a settings file.

    Raises:
        ConfigError: it can't be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST).decode("utf-8-sig", "replace")
    except OSError as error:
        raise ConfigError(Problem(str(file), 0, 0, f"can't be read: {error.strerror}")) from None


def read_python(file: Path) -> dict[str, Any]:
    """The names that a Python file gives constants; what is computed is left out.

    Raises:
        ConfigError: it can't be read.
    """
    try:
        tree = ast.parse(text_of(file))
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise ConfigError(Problem(str(file), line, 1, "is not Python that can be read", "mend it")) from None
    return dict(_constants(tree))


def _constants(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets, node = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            targets, node = [statement.target], statement.value
        else:
            continue
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
        yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))


def mapping(value: Any) -> dict[str, Any]:
    """A value as a mapping of texts; an empty one if it is none."""
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """A value as a text of one line; empty if it is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def common(title: Any, address: Any, path: Any, language: Any, zone: Any) -> dict[str, Any]:
    """The settings that all generators have, as far as they can be used."""
    found: dict[str, Any] = {}
    if name := text(title):
        found["title"] = name
    try:
        parts = urlsplit(text(address))
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname:
        folder = "/".join(filter(None, f"{parts.path}/{text(path)}".split("/")))
        found["base_url"] = f"{parts.scheme}://{parts.netloc}/{folder}{'/' if folder else ''}"
    found["language"] = "id" if text(language).lower().startswith("id") else "en"
    if text(zone) in available_timezones():
        found["timezone"] = text(zone)
    return found


def likely_zone(dates: Iterable[datetime]) -> str:
    """The time zone whose offsets most of these dates are written with, of those that many people live in."""
    typed = [one for one in dates if isinstance(one.tzinfo, timezone)]
    fits = {
        name: sum(one.astimezone(zone).utcoffset() == one.utcoffset() for one in typed)
        for name, zone in ((name, ZoneInfo(name)) for name in _ZONES)
    }
    return max(fits, key=lambda name: fits[name])


def menu(entries: Any) -> list[dict[str, str]]:
    """A menu of Hugo, in the order of its weights."""
    items = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    items.sort(key=lambda one: one["weight"] if isinstance(one.get("weight"), int) else 0)
    named = [(text(one.get("name")), text(one.get("url")) or text(one.get("pageref"))) for one in items]
    return [{"title": title, "url": menu_url(url)} for title, url in named if title and url]


def menu_url(url: str) -> str:
    return url if url.startswith(("/", "#", "mailto:", "http://", "https://")) else f"/{url}"
