"""Load `newsgen.yaml`; every setting has a default."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import yaml

from newsgen.content.allowlist import address_mistake
from newsgen.errors import ConfigError, Problem, hashtag_lost, nearest

_TYPE_NAMES = {  # as msgspec names them
    "bool": "true or false",
    "int": "a whole number",
    "str": "a text",
    "array": "a list",
    "object": "keys and values",
    "null": "nothing",
}
# A permalink with `x` for each field.
_PERMALINK = re.compile(r"(?:/(?!\.{1,2}/)[\w.~+,@=-]+)+(?:/|(?<=\.html))", re.ASCII)
_MAX_COUNT = 10_000  # articles on a page; a larger number is a typing error
_EXAMPLES = {
    "language": "id or en",
    "latest": "current or frozen",
    "nextpage": "join or split",
    "social_cards": "true or false",
    "menu": "`menu: [{title: Ekonomi, url: /kategori/ekonomi/}]`",
    "footer": "`footer: [{title: Kontak, url: /kontak/}]`",
    "read_also": "`read_also: {auto: 2, after: [3, 7]}`",
}

_WEB = ("https://", "http://")


class MenuItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a menu; `url` is a full address, or starts at the root of the site."""

    title: str
    url: str


class ReadAlsoConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many read-alsos newsgen adds to an article that has none, and after which paragraphs."""

    auto: int = 2
    after: tuple[int, ...] = (3, 7)


_NESTED: dict[str, type[msgspec.Struct]] = {
    "read_also": ReadAlsoConfig,
    "menu": MenuItem,
    "footer": MenuItem,
}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a site; an empty file is valid.

    `permalink` may use {year} {month} {day} {section} {slug}. `embeds` are the hosts whose frames
    are allowed in an article.
    """

    title: str = "Kabar"
    tagline: str = ""
    description: str = ""
    base_url: str = "http://localhost:8000/"
    language: Literal["id", "en"] = "id"
    timezone: str = "Asia/Jakarta"
    permalink: str = "/{year}/{month}/{slug}/"
    per_page: int = 20
    latest: Literal["current", "frozen"] = "current"
    latest_count: int = 10
    related: int = 5
    read_also: ReadAlsoConfig = ReadAlsoConfig()
    nextpage: Literal["join", "split"] = "join"
    menu: tuple[MenuItem, ...] | None = None
    footer: tuple[MenuItem, ...] | None = None
    social: dict[str, str] = {}
    whatsapp_channel: str = ""
    publisher: str = ""
    masthead: tuple[str, ...] = ()
    logo: str = ""
    accent: str = ""
    social_cards: bool = True
    comments: str = ""
    embeds: tuple[str, ...] = (
        "www.youtube.com",
        "www.youtube-nocookie.com",
        "player.vimeo.com",
        "www.facebook.com",
        "www.instagram.com",
        "platform.twitter.com",
        "www.tiktok.com",
        "open.spotify.com",
        "www.google.com",
        "www.openstreetmap.org",
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def root(self) -> str:
        """The path of `base_url`, which starts and ends with a slash."""
        return urlsplit(self.base_url).path or "/"

    @property
    def host(self) -> str:
        """Scheme and host of `base_url`, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def load(path: Path, *, base_url: str | None = None) -> Config:
    """Read `newsgen.yaml`; `base_url` overrides the one in it.

    Raises:
        ConfigError: with line, column and what to write instead.
    """
    name = path.name
    values, positions = _read(path)
    if base_url is not None:
        values["base_url"] = base_url
        positions["base_url"] = (0, 0)
    try:
        config = msgspec.convert(values, Config, strict=False)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        key = re.split(r"[.\[`]", where.lstrip("."))[0]
        raise ConfigError(
            Problem(name, *positions.get(key, (1, 1)), f"{key}: {_in_plain_words(message)}", _hint(key))
        ) from None
    return _validated(config, name, positions)


def _in_plain_words(message: str) -> str:
    """A message of msgspec, for people who don't write Python."""
    for python, word in _TYPE_NAMES.items():
        message = message.replace(f"`{python}`", word)
    message = message.replace("Object contains", "it has an").replace(
        "Object missing required", "it lacks the"
    )
    return message[0].lower() + message[1:]


def _hint(key: str) -> str:
    example = _EXAMPLES.get(key)
    return f"write {example}" if example else "see docs/configuration.md"


def _read(path: Path) -> tuple[dict[Any, Any], dict[str, tuple[int, int]]]:
    """The values of a file, and the line and column of each key."""
    name = path.name
    try:
        text = path.read_text("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only: a title may be `No`
    except FileNotFoundError:
        hint = "run newsgen in the folder that holds newsgen.yaml, or make one: an empty file will do"
        raise ConfigError(Problem(str(path), 0, 0, "there is no such file", hint)) from None
    except OSError as error:
        raise ConfigError(Problem(str(path), 0, 0, f"can't be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise ConfigError(Problem(name, 0, 0, "is not UTF-8", "save it as UTF-8")) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "indent with spaces and put texts with `:` or `#` in quotes"
        raise ConfigError(Problem(name, line, column, f"YAML: {error.problem}", hint)) from None
    except yaml.YAMLError as error:
        raise ConfigError(Problem(name, 1, 1, f"YAML: {str(error).splitlines()[0]}")) from None
    values = values or {}
    if not isinstance(values, dict):
        raise ConfigError(Problem(name, 1, 1, "expected lines of `key: value`"))
    keys = node.value if isinstance(node, yaml.MappingNode) else []
    if wrong := tuple(_key_mistakes(name, keys, text.splitlines(), Config)):
        raise ConfigError(*wrong)
    positions = {key.value: _position(key) for key, _ in keys}
    return {key: value for key, value in values.items() if value != ""}, positions


def _position(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _key_mistakes(
    name: str, keys: list[tuple[yaml.Node, yaml.Node]], lines: list[str], kind: type[msgspec.Struct]
) -> Iterator[Problem]:
    """Keys that are unknown, given twice, or lose their value to a comment, in the file and in its menus."""
    known, seen = kind.__struct_fields__, set()
    for key, value in keys:
        if key.value in seen:
            yield Problem(name, *_position(key), f"`{key.value}` is given twice", "keep one of them")
        elif key.value not in known:
            yield Problem(name, *_position(key), f"unknown key `{key.value}`", nearest(key.value, known))
        seen.add(key.value)
        end = value.end_mark
        unquoted = isinstance(value, yaml.ScalarNode) and not value.style and end.line < len(lines)
        if unquoted and (lost := hashtag_lost(lines[end.line], end.column)):
            hint = f'put the text in quotes: {key.value}: "{f"{value.value} {lost}".strip()}"'
            yield Problem(name, *_position(key), f"{key.value}: YAML takes `{lost}` for a comment", hint)
        for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if kind is Config and key.value in _NESTED and isinstance(item, yaml.MappingNode):
                yield from _key_mistakes(name, item.value, lines, _NESTED[key.value])


class _Mistake(NamedTuple):
    key: str
    message: str
    hint: str = ""


def _validated(config: Config, name: str, positions: dict[str, tuple[int, int]]) -> Config:
    """Check the values, and add a slash to the end of `base_url`."""
    mistakes = (*_address_mistakes(config), *_number_mistakes(config), *_link_mistakes(config))
    if mistakes:
        raise ConfigError(
            *(
                Problem(name, *positions.get(key, (1, 1)), f"{key}: {message}", hint)
                for key, message, hint in mistakes
            )
        )
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def _address_mistakes(config: Config) -> Iterator[_Mistake]:
    try:
        parts = urlsplit(config.base_url)
        right = (
            parts.scheme in ("http", "https") and parts.hostname and not set('?#<>" ') & {*config.base_url}
        )
    except ValueError:
        right = False
    if not right:
        yield _Mistake(
            "base_url", f'"{config.base_url}" is not a web address', "write https://kabar.example/"
        )
    fields = re.findall(r"\{([^{}]*)\}", config.permalink)
    whole = _PERMALINK.fullmatch(re.sub(r"\{[^{}]*\}", "x", config.permalink))
    if unknown := set(fields) - {"year", "month", "day", "section", "slug"}:
        yield _Mistake(
            "permalink", f"unknown {{{min(unknown)}}}", "use {year} {month} {day} {section} {slug}"
        )
    elif "slug" not in fields or not whole:
        yield _Mistake("permalink", f'"{config.permalink}" gives no page', "write /{year}/{month}/{slug}/")


def _number_mistakes(config: Config) -> Iterator[_Mistake]:
    for key, least in (("per_page", 1), ("latest_count", 0), ("related", 0)):
        if getattr(config, key) < least:
            yield _Mistake(key, f"must be {least} or more")
        elif getattr(config, key) > _MAX_COUNT:
            yield _Mistake(key, f"must be {_MAX_COUNT} or less")
    if config.read_also.auto < 0 or any(number < 1 for number in config.read_also.after):
        yield _Mistake("read_also", "`auto` must be 0 or more, and paragraphs count from 1")
    if config.accent and not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", config.accent):
        yield _Mistake("accent", f"`{config.accent}` is not a colour", 'write "#b3261e"')
    try:
        ZoneInfo(config.timezone)
    except (ValueError, OSError, KeyError):
        yield _Mistake("timezone", f"`{config.timezone}` is not a time zone", "write Asia/Jakarta")


def _link_mistakes(config: Config) -> Iterator[_Mistake]:
    for url in config.social.values():
        if not url.startswith(_WEB):
            yield _Mistake("social", f"`{url}` is not a web address", "start it with https://")
    if config.whatsapp_channel and not config.whatsapp_channel.startswith(_WEB):
        yield _Mistake(
            "whatsapp_channel", f"`{config.whatsapp_channel}` is not a web address", "start it with https://"
        )
    if config.comments and not re.fullmatch(r"[^@\s?&]+@[^@\s?&]+", config.comments):
        yield _Mistake(
            "comments", f"`{config.comments}` is not an e-mail address", "write redaksi@kabar.example"
        )
    if mistake := address_mistake(config.logo, "content/"):
        yield _Mistake("logo", mistake.message, mistake.hint)
    for key in ("menu", "footer"):
        for item in getattr(config, key) or ():
            if not item.url.startswith(("/", "#", "mailto:", *_WEB)):
                yield _Mistake(key, f"`{item.url}` leads nowhere", "start it with / or https://")
