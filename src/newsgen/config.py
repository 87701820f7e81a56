"""Load `newsgen.yaml`; every setting has a default."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.allowlist import FRAME_HOSTS, address_mistake
from newsgen.content.fediverse import is_account
from newsgen.errors import ConfigError, Problem
from newsgen.services import (
    Ads,
    Analytics,
    Comments,
    Script,
    Service,
    comments_mistakes,
    comments_service,
    host_mistakes,
    services,
)
from newsgen.services import mistakes as service_mistakes
from newsgen.yaml_nodes import Place
from newsgen.yaml_values import Decoded, Former, KeyPath, decode

LISTS = ("section", "tag", "author", "series")
PERMALINK = "/{year}/{month}/{slug}/"
# A permalink with `x` for each field.
_PERMALINK = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[\w.~+,@=-]+)+/?", re.ASCII)
_PERMALINK_FIELDS = (
    "year", "month", "day", "hour", "minute", "second",
    "section", "categories", "author", "language", "path", "id", "slug",
)  # fmt: skip
_WORDS = {
    "id": {
        "page": "hal", "section": "kategori", "tag": "tag",
        "author": "penulis", "series": "seri", "archive": "indeks", "search": "cari", "all": "semua",
    },
    "en": {
        "page": "page", "section": "section", "tag": "tag",
        "author": "author", "series": "series", "archive": "archive", "search": "search", "all": "all",
    },
}  # fmt: skip
_FIELD = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"(?!\.|\d+(?:/|$))[\w.~-]+", re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?!localhost$)[a-z][a-z0-9-]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FEED_ALIAS = re.compile(r"/?(?:(?!\.{1,2}(?:/|$))[\w.~-]+(?:/(?!$)|/?$))+", re.ASCII)
_OWN_FEEDS = ("feed.xml", "feed.json")
_INDEXNOW = re.compile(r"[a-zA-Z0-9-]{8,128}")
_MAX_COUNT = 10_000  # articles on a page; a larger number is a typing error
EXAMPLES = {  # of settings whose default says too little
    "menu": "[{title: Ekonomi, url: /kategori/ekonomi/}]",
    "footer": "[{title: Kontak, url: /kontak/}]",
    "read_also": "{auto: 2, after: [3, 7]}",
    "social": "{facebook: https://www.facebook.com/kabar.example}",
    "fediverse": '"@kabar@mastodon.example"',
    "policies": "{masthead: /redaksi/, ethics: /pedoman-media-siber/, corrections: /koreksi/}",
    "comments": "redaksi@kabar.example",
    "masthead": '["Penanggung jawab: Ratna Maulida"]',
    "embeds": "[www.youtube.com, player.vimeo.com]",
    "feeds": "[section, tag]",
    "feed_aliases": "[feed/, /rss.xml]",
    "paths": "{section: category, author: author, page: page}",
    "tagline": "Berita dari tepian sungai",
    "analytics": "{service: goatcounter, site: kabar, consent: true}",
    "ads": "{adsense: ca-pub-1234567890123456, consent: true}",
    "former_urls": "[https://lama.example/]",
    "redirect_rules": '[{from: "/{year}/{month}/{day}/{slug}/", to: article}]',
    "scripts": "[{src: https://cdn.example/a.js, consent: true}]",
}
_FORMER = {"social_cards": Former("social_images", {"true": "article", "false": "off"})}
_WEB = ("https://", "http://")


class MenuItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a menu; `url` is a full address, or starts at the root of the site."""

    title: str
    url: str


class ReadAlsoConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many read-alsos newsgen adds to an article that has none, and after which paragraphs."""

    auto: int = 2
    after: tuple[int, ...] = (3, 7)


class PermalinkMatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The articles that a permalink is for: of a section, of the days from `after` on and before `before`.

    `path` is that of the file from `content/`, with `*` and `**`. What is empty matches all.
    """

    section: str = ""
    after: str = ""
    before: str = ""
    path: str = ""


class PermalinkRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern of addresses, and the articles that it is for."""

    pattern: str
    match: PermalinkMatch = PermalinkMatch()


class RedirectRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"old": "from"}):
    """A pattern of former addresses, and what of the site now stands where each leads."""

    old: str
    to: Literal[
        "article", "section", "tag", "author", "series",
        "section-feed", "tag-feed", "author-feed", "series-feed", "feed",
    ]  # fmt: skip

    @property
    def fields(self) -> set[str]:
        return set(_FIELD.findall(self.old))


class Paths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words in addresses; what is empty follows the language."""

    page: str = ""
    section: str = ""
    tag: str = ""
    author: str = ""
    series: str = ""
    archive: str = ""
    search: str = ""
    all: str = ""


class Policies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pages by which a newspaper tells who it is and by which rules it works, as `url` of a menu."""

    masthead: str = ""
    ethics: str = ""
    corrections: str = ""
    contact: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a site; an empty file is valid.

    `host` is who serves the site, whose limits `hosts` knows. Of several `permalink` rules the
    first counts that fits an article. `embeds` are the hosts whose frames are allowed in an article.
    """

    title: str = "Kabar"
    tagline: str = ""
    description: str = ""
    base_url: str = "http://localhost:8000/"
    language: Literal["id", "en"] = "id"
    timezone: str = "Asia/Jakarta"
    host: Literal["", "cloudflare", "github", "gitlab", "netlify", "server"] = ""
    permalink: str | tuple[PermalinkRule, ...] = PERMALINK
    redirects: Literal["html", "cloudflare", "netlify", "gitlab", "nginx", "apache", "caddy"] = "html"
    redirect_rules: tuple[RedirectRule, ...] = ()
    former_urls: tuple[str, ...] = ()
    paths: Paths = Paths()
    per_page: int = 20
    latest: Literal["current", "frozen"] = "frozen"
    latest_count: int = 10
    archive: Literal["month", "day"] = "month"
    search: Literal["headlines", "full", "off"] = "headlines"
    feeds: tuple[Literal["section", "tag", "author", "series"], ...] = ("section", "author", "series")
    feed_items: int = 20
    feed_aliases: tuple[str, ...] = ()
    thin: int = 3
    ai: Literal["allow", "search-only", "deny"] = "search-only"
    indexnow: str = ""
    related: int = 5
    read_also: ReadAlsoConfig = ReadAlsoConfig()
    markdown: Literal["python-markdown", "commonmark"] = "python-markdown"
    nextpage: Literal["join", "split"] = "join"
    capitals: Literal["keep", "tame"] = "keep"
    menu: tuple[MenuItem, ...] | None = None
    footer: tuple[MenuItem, ...] | None = None
    social: dict[str, str] = {}
    fediverse: str = ""
    whatsapp_channel: str = ""
    preferred_source: bool = False
    publisher: str = ""
    masthead: tuple[str, ...] = ()
    policies: Policies = Policies()
    logo: str = ""
    accent: str = ""
    social_images: Literal["section", "article", "off"] = "section"
    originals: Literal["linked", "all"] = "linked"
    comments: str | Comments = ""
    embeds: tuple[str, ...] = tuple(FRAME_HOSTS)
    analytics: Analytics | None = None
    ads: Ads | None = None
    scripts: tuple[Script, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def words(self) -> dict[str, str]:
        """The words in addresses, by what they are for."""
        own = {name: word for name, word in msgspec.structs.asdict(self.paths).items() if word}
        return {**_WORDS[self.language], **own}

    @property
    def permalinks(self) -> tuple[PermalinkRule, ...]:
        return (PermalinkRule(self.permalink),) if isinstance(self.permalink, str) else self.permalink

    @property
    def root(self) -> str:
        """The path of `base_url`, which starts and ends with a slash."""
        return urlsplit(self.base_url).path or "/"

    @property
    def origin(self) -> str:
        """Scheme and host of `base_url`, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def services(self) -> tuple[Service, ...]:
        """The scripts of other hosts that pages load."""
        return services(self.analytics, self.ads, self.scripts, urlsplit(self.base_url).netloc)

    @property
    def comments_service(self) -> Service | None:
        """What is loaded where a reader asks for comments."""
        return None if isinstance(self.comments, str) else comments_service(self.comments, self.language)

    @property
    def own_domain(self) -> str:
        """The domain that the site has to itself; empty below a path, and on an address without a name."""
        parts = urlsplit(self.base_url)
        is_named = not parts.port and _DOMAIN.fullmatch(parts.hostname or "")
        return (parts.hostname or "") if is_named and self.root == "/" else ""


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
    return decode(name, text, Config, EXAMPLES, _FORMER)


class Mistake(NamedTuple):
    """What is wrong with the value of a setting, which is of the right kind, and what to write instead."""

    key: KeyPath
    message: str
    hint: str = ""


def mistakes(config: Config) -> Iterator[Mistake]:
    """All that is wrong with settings."""
    yield from _address_mistakes(config)
    yield from _permalink_mistakes(config)
    yield from _redirect_mistakes(config)
    yield from _word_mistakes(config)
    yield from _number_mistakes(config)
    yield from _account_mistakes(config)
    yield from _link_mistakes(config)
    yield from _machine_mistakes(config)
    yield from map(Mistake._make, host_mistakes(("embeds",), config.embeds))
    yield from map(Mistake._make, service_mistakes(config.analytics, config.ads, config.scripts))


def _address_mistakes(config: Config) -> Iterator[Mistake]:
    keys: list[tuple[KeyPath, str]] = [(("base_url",), config.base_url)]
    keys += [(("former_urls", place), url) for place, url in enumerate(config.former_urls)]
    for key, url in keys:
        if not _is_site(url):
            hint = "write https://kabar.example/"
            yield Mistake(key, f'"{url}" is not a web address', hint)


def _is_site(url: str) -> bool:
    """Whether a site can live at an address."""
    try:
        parts = urlsplit(url)
        is_named = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return is_named and not set('?#<>" ') & {*url}


def _permalink_mistakes(config: Config) -> Iterator[Mistake]:
    is_alone = isinstance(config.permalink, str)
    whole = -1  # the place of a rule that fits every article
    for place, rule in enumerate(config.permalinks):
        key: KeyPath = ("permalink",) if is_alone else ("permalink", place, "pattern")
        fields = set(re.findall(r"\{([^{}]*)\}", rule.pattern))
        if unknown := fields - set(_PERMALINK_FIELDS):
            known = " ".join(f"{{{name}}}" for name in _PERMALINK_FIELDS)
            yield Mistake(key, f"unknown {{{min(unknown)}}}", f"use {known}")
        elif not fields & {"slug", "id"} or not _PERMALINK.fullmatch(
            re.sub(r"\{[^{}]*\}", "x", rule.pattern)
        ):
            yield Mistake(key, f'"{rule.pattern}" gives no page', f"write {PERMALINK}")
        for name in ("after", "before"):
            day = getattr(rule.match, name)
            if day and not _is_day(day):
                yield Mistake(
                    ("permalink", place, "match", name), f'"{day}" is not a day', "write 2019-01-01"
                )
        if whole >= 0:
            message = "no article gets here: a pattern above, which has no `match`, is for all"
            yield Mistake(("permalink", place), message, "put that one last")
        if rule.match == PermalinkMatch() and not fields & {"id", "author"}:
            whole = place


def _redirect_mistakes(config: Config) -> Iterator[Mistake]:
    for place, rule in enumerate(config.redirect_rules):
        key: KeyPath = ("redirect_rules", place, "from")
        known = {"article": _PERMALINK_FIELDS, "feed": ()}.get(rule.to, ("slug",))
        if unknown := rule.fields - set(known):
            hint = f"use {' '.join(f'{{{name}}}' for name in known)}" if known else "write it without fields"
            yield Mistake(key, f"unknown {{{min(unknown)}}}", hint)
        elif not _PERMALINK.fullmatch(_FIELD.sub("x", rule.old)):
            yield Mistake(key, f'"{rule.old}" is no path', "write /{year}/{month}/{slug}/")
        elif known and not rule.fields & {"slug", "id"}:
            yield Mistake(key, f'"{rule.old}" is one address for many', "use {slug}")


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    return False


def _word_mistakes(config: Config) -> Iterator[Mistake]:
    """What is wrong with the words in addresses: each must tell what stands below it."""
    words = config.words
    for name, word in msgspec.structs.asdict(config.paths).items():
        parts = word.split("/") if name not in ("page", "all") else [word]
        if word and not all(map(_WORD.fullmatch, parts)):
            years = "; a number is that of a year or page" if word.isdigit() else ""
            hint = f"write letters and hyphens, as {_WORDS[config.language][name]}{years}"
            yield Mistake(("paths", name), f"`{word}` can't stand in addresses", hint)
    told = (*LISTS, "archive", "search", "page")
    for place, name in enumerate(told):
        for other in told[:place]:
            one, two = sorted((words[name], words[other]))
            if one == two or ({name, other} <= {*LISTS} and two.startswith(f"{one}/")):
                key, rest = (name, other) if getattr(config.paths, name) else (other, name)
                message = f"`{words[key]}` is for {key}, and `{words[rest]}` for {rest}"
                yield Mistake(("paths", key), message, "give each a word of its own, none below another")


def _number_mistakes(config: Config) -> Iterator[Mistake]:
    for key, least in (("per_page", 1), ("latest_count", 0), ("feed_items", 1), ("thin", 0), ("related", 0)):
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


def _machine_mistakes(config: Config) -> Iterator[Mistake]:
    """What is wrong with what only programs read: old addresses of feeds, the key of IndexNow."""
    seen = {*_OWN_FEEDS, *(f"/{name}" for name in _OWN_FEEDS)}
    for place, name in enumerate(config.feed_aliases):
        key: KeyPath = ("feed_aliases", place)
        if not _FEED_ALIAS.fullmatch(name) or name.endswith((".html", ".htm")):
            yield Mistake(
                key, f"`{name}` is not the address of a feed", "write /feed/, or feed/ for each list"
            )
        elif name.rstrip("/") in seen:
            yield Mistake(key, f"a feed stands at `{name}` already", "remove it")
        seen.add(name.rstrip("/"))
    if config.indexnow and not _INDEXNOW.fullmatch(config.indexnow):
        hint = "write 8 to 128 letters, figures and hyphens, such as 5f3a09c1d2e84b76"
        yield Mistake(("indexnow",), f"`{config.indexnow}` is not a key", hint)


def _account_mistakes(config: Config) -> Iterator[Mistake]:
    """What is wrong with where readers write to the newspaper, and with what it is called elsewhere."""
    if isinstance(config.comments, Comments):
        yield from map(Mistake._make, comments_mistakes(config.comments))
    elif config.comments and not re.fullmatch(r"[^@\s?&]+@[^@\s?&]+", config.comments):
        yield Mistake(
            ("comments",), f"`{config.comments}` is not an e-mail address", "write redaksi@kabar.example"
        )
    if config.fediverse and not is_account(config.fediverse):
        message = f"`{config.fediverse}` is not an account"
        yield Mistake(("fediverse",), message, 'write "@kabar@mastodon.example"')


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
    for name, url in msgspec.structs.asdict(config.policies).items():
        if url and not url.startswith(("/", *_WEB)):
            yield Mistake(("policies", name), f"`{url}` leads nowhere", "start it with / or https://")
    if mistake := address_mistake(config.logo, "content/"):
        yield Mistake(("logo",), mistake.message, mistake.hint)
    for key in ("menu", "footer"):
        for number, item in enumerate(getattr(config, key) or ()):
            if not item.url.startswith(("/", "#", "mailto:", *_WEB)):
                yield Mistake(
                    (key, number, "url"), f"`{item.url}` leads nowhere", "start it with / or https://"
                )
