"""`newsgen.yaml`: every setting with its default."""

import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import yaml

from newsgen.errors import ConfigError, Problem, nearest


class MenuItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a menu; `url` is a full address, or starts at the root of the site."""

    title: str
    url: str


class ReadAlsoConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many read-alsos newsgen adds to an article that has none, and after which paragraphs."""

    auto: int = 2
    after: tuple[int, ...] = (3, 7)


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a newspaper; an empty file is a complete one.

    `permalink` may use {year} {month} {day} {section} {slug}. `embeds` are the hosts whose frames
    may stand in an article.
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
    values, places = _read(path)
    known = Config.__struct_fields__
    unknown = [
        Problem(name, places.get(str(key), (1, 1))[0], 1, f"unknown key `{key}`", nearest(str(key), known))
        for key in values
        if key not in known
    ]
    if unknown:
        raise ConfigError(*unknown)
    if base_url is not None:
        values["base_url"] = base_url
        places["base_url"] = (0, 0)
    try:
        config = msgspec.convert(values, Config)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        key = re.split(r"[.\[`]", where.lstrip("."))[0]
        place = places.get(key, (1, 1))
        raise ConfigError(Problem(name, *place, f"{key}: {message[0].lower()}{message[1:]}")) from None
    return _checked(config, name, places)


def _read(path: Path) -> tuple[dict[Any, Any], dict[str, tuple[int, int]]]:
    """The values of a file, and the line and column of each of its keys."""
    name = path.name
    try:
        text = path.read_text("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
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
    values = {} if values is None else values
    if not isinstance(values, dict):
        raise ConfigError(Problem(name, 1, 1, "expected lines of `key: value`"))
    return values, _places(node)


def _places(node: yaml.Node | None) -> dict[str, tuple[int, int]]:
    """Line and column, from 1, of every top-level key."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: (key.start_mark.line + 1, key.start_mark.column + 1) for key, _ in node.value}


def _checked(config: Config, name: str, places: dict[str, tuple[int, int]]) -> Config:
    """The config with a complete `base_url`, once its values make sense."""
    problems = []

    def wrong(key: str, message: str, hint: str = "") -> None:
        problems.append(Problem(name, *places.get(key, (0, 0)), f"{key}: {message}", hint))

    parts = urlsplit(config.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        wrong("base_url", f'"{config.base_url}" is not a web address', "write https://kabar.example/")
    try:
        ZoneInfo(config.timezone)
    except (ValueError, OSError, KeyError):
        wrong("timezone", f"`{config.timezone}` is not a time zone", "write Asia/Jakarta")
    fields = re.findall(r"\{([^{}]*)\}", config.permalink)
    if unknown := set(fields) - {"year", "month", "day", "section", "slug"}:
        wrong("permalink", f"unknown {{{sorted(unknown)[0]}}}", "use {year} {month} {day} {section} {slug}")
    elif (
        "slug" not in fields
        or not config.permalink.startswith("/")
        or not config.permalink.endswith(("/", ".html"))
    ):
        wrong("permalink", f'"{config.permalink}" gives no page', "write /{year}/{month}/{slug}/")
    for key, least in (("per_page", 1), ("latest_count", 0), ("related", 0)):
        if getattr(config, key) < least:
            wrong(key, f"must be {least} or more")
    if config.accent and not re.fullmatch(r"#[0-9a-fA-F]{3,8}", config.accent):
        wrong("accent", f"`{config.accent}` is not a colour", 'write "#b3261e"')
    if problems:
        raise ConfigError(*problems)
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")
