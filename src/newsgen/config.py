"""Load `newsgen.yaml`; every setting has a default."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.allowlist import address_mistake
from newsgen.errors import ConfigError, Problem
from newsgen.yaml_nodes import Place
from newsgen.yaml_values import Decoded, KeyPath, decode

# A permalink with `x` for each field.
_PERMALINK = re.compile(r"(?:/(?!\.{1,2}/)[\w.~+,@=-]+)+(?:/|(?<=\.html))", re.ASCII)
_MAX_COUNT = 10_000  # articles on a page; a larger number is a typing error
EXAMPLES = {  # of settings whose default says too little
    "menu": "[{title: Ekonomi, url: /kategori/ekonomi/}]",
    "footer": "[{title: Kontak, url: /kontak/}]",
    "read_also": "{auto: 2, after: [3, 7]}",
    "social": "{facebook: https://www.facebook.com/kabar.example}",
    "masthead": '["Penanggung jawab: Ratna Maulida"]',
    "embeds": "[www.youtube.com, player.vimeo.com]",
    "tagline": "Berita dari tepian sungai",
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


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a site; an empty file is valid.

    `host` is who serves the site, whose limits `publishing.hosts` knows. `permalink` may use {year} {month}
    {day} {section} {slug}. `embeds` are the hosts whose frames are allowed in an article.
    """

    title: str = "Kabar"
    tagline: str = ""
    description: str = ""
    base_url: str = "http://localhost:8000/"
    language: Literal["id", "en"] = "id"
    timezone: str = "Asia/Jakarta"
    host: Literal["", "cloudflare", "github", "gitlab", "netlify", "server"] = ""
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
    def origin(self) -> str:
        """Scheme and host of `base_url`, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def load(path: Path, *, base_url: str | None = None) -> Config:
    """Read `newsgen.yaml`; `base_url` overrides the one in it.

    Raises:
        ConfigError: with all that is wrong, each with line, column and what to write instead.
    """
    decoded = read(path)
    values, places = decoded.values, decoded.places
    if base_url is not None:
        values["base_url"] = base_url
        places["base_url",] = Place(0, 0)
    config = Config(**values)
    wrong = [
        Problem(path.name, *places[mistake.key], f"{mistake.key[0]}: {mistake.message}", mistake.hint)
        for mistake in mistakes(config)
    ]
    if problems := sorted([*decoded.problems, *wrong]):
        raise ConfigError(*problems)
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def written(path: Path) -> tuple[bytes, list[str]]:
    """What all warnings about settings depend on: the bytes of the file, and which are named much like it."""
    with suppress(OSError):
        return path.read_bytes(), misnamed(path)
    return b"", []


def misnamed(path: Path) -> list[str]:
    """The files beside that of the settings that are named much like it, and not read."""
    alike = {path.name, path.with_suffix(".yml").name}
    try:
        files = sorted(file for file in path.parent.iterdir() if file.name.lower() in alike)
        return [file.name for file in files if not (path.exists() and file.samefile(path))]
    except OSError:
        return []


def read(path: Path) -> Decoded:
    """The settings that a file has, as far as they are of the right kind.

    Raises:
        ConfigError: it can't be read.
    """
    name = path.name
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        others = misnamed(path)
        hint = (
            "run newsgen in the folder that holds it, or make one: newsgen init, though an empty file will do"
        )
        hint = f"rename {others[0]} to {name}" if others else hint
        raise ConfigError(Problem(str(path), 0, 0, "there is no such file", hint)) from None
    except OSError as error:
        raise ConfigError(Problem(str(path), 0, 0, f"can't be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise ConfigError(Problem(name, 0, 0, "is not UTF-8", "save it as UTF-8")) from None
    return decode(name, text, Config, EXAMPLES)


class Mistake(NamedTuple):
    """What is wrong with the value of a setting, which is of the right kind, and what to write instead."""

    key: KeyPath
    message: str
    hint: str = ""


def mistakes(config: Config) -> Iterator[Mistake]:
    """All that is wrong with settings."""
    yield from _address_mistakes(config)
    yield from _number_mistakes(config)
    yield from _link_mistakes(config)


def _address_mistakes(config: Config) -> Iterator[Mistake]:
    try:
        parts = urlsplit(config.base_url)
        right = (
            parts.scheme in ("http", "https") and parts.hostname and not set('?#<>" ') & {*config.base_url}
        )
    except ValueError:
        right = False
    if not right:
        yield Mistake(
            ("base_url",), f'"{config.base_url}" is not a web address', "write https://kabar.example/"
        )
    fields = re.findall(r"\{([^{}]*)\}", config.permalink)
    whole = _PERMALINK.fullmatch(re.sub(r"\{[^{}]*\}", "x", config.permalink))
    if unknown := set(fields) - {"year", "month", "day", "section", "slug"}:
        yield Mistake(
            ("permalink",), f"unknown {{{min(unknown)}}}", "use {year} {month} {day} {section} {slug}"
        )
    elif "slug" not in fields or not whole:
        yield Mistake(("permalink",), f'"{config.permalink}" gives no page', "write /{year}/{month}/{slug}/")


def _number_mistakes(config: Config) -> Iterator[Mistake]:
    for key, least in (("per_page", 1), ("latest_count", 0), ("related", 0)):
        if getattr(config, key) < least:
            yield Mistake((key,), f"must be {least} or more")
        elif getattr(config, key) > _MAX_COUNT:
            yield Mistake((key,), f"must be {_MAX_COUNT} or less")
    if config.read_also.auto < 0:
        yield Mistake(("read_also", "auto"), "`auto` must be 0 or more")
    for place, number in enumerate(config.read_also.after):
        if number < 1:
            yield Mistake(("read_also", "after", place), "paragraphs count from 1")
    if config.accent and not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", config.accent):
        yield Mistake(("accent",), f"`{config.accent}` is not a colour", 'write "#b3261e"')
    try:
        ZoneInfo(config.timezone)
    except (ValueError, OSError, KeyError):
        yield Mistake(("timezone",), f"`{config.timezone}` is not a time zone", "write Asia/Jakarta")


def _link_mistakes(config: Config) -> Iterator[Mistake]:
    for name, url in config.social.items():
        if not url.startswith(_WEB):
            yield Mistake(("social", name), f"`{url}` is not a web address", "start it with https://")
    if config.whatsapp_channel and not config.whatsapp_channel.startswith(_WEB):
        yield Mistake(
            ("whatsapp_channel",),
            f"`{config.whatsapp_channel}` is not a web address",
            "start it with https://",
        )
    if config.comments and not re.fullmatch(r"[^@\s?&]+@[^@\s?&]+", config.comments):
        yield Mistake(
            ("comments",), f"`{config.comments}` is not an e-mail address", "write redaksi@kabar.example"
        )
    if mistake := address_mistake(config.logo, "content/"):
        yield Mistake(("logo",), mistake.message, mistake.hint)
    for key in ("menu", "footer"):
        for number, item in enumerate(getattr(config, key) or ()):
            if not item.url.startswith(("/", "#", "mailto:", *_WEB)):
                yield Mistake(
                    (key, number, "url"), f"`{item.url}` leads nowhere", "start it with / or https://"
                )
