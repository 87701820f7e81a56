"""Projects of Hugo and of Zola."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsgen.importing.adopt import settings_of, spelling
from newsgen.importing.adopt.archive import (
    Source,
    Text,
    UnknownAddressError,
    below,
    files_of,
    is_markdown,
    stem,
)
from newsgen.importing.adopt.settings_of import mapping, text

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_FIELD = re.compile(r":(\w+(?:\[[^\]]*\])?)")
_LISTS = {"section": "categories", "tag": "tags", "author": "authors", "page": "page"}


def _lower(value: Any) -> Any:
    """Settings with keys in small letters, which is how Hugo reads them."""
    if isinstance(value, list):
        return [_lower(one) for one in value]
    return {str(key).lower(): _lower(one) for key, one in value.items()} if isinstance(value, dict) else value


class Hugo:
    """A project of Hugo."""

    name = "Hugo"

    def __init__(self, project: Path, file: Path | None) -> None:
        config = _lower(settings_of.read(file)) if file else {}
        if file and file.parent != project:
            for other in sorted(file.parent.iterdir()):
                if other.suffix in _SUFFIXES and other != file:
                    _add(config, other.stem.lower(), _lower(settings_of.read(other)))
        self._language = text(config.get("defaultcontentlanguage")) or "en"
        languages = mapping(config.get("languages"))
        own = mapping(languages.get(self._language))
        self._languages = {name.lower() for name in languages} - {self._language.lower()}
        self._below = f"/{self._language}" if config.get("defaultcontentlanguageinsubdir") is True else ""
        self._top = (
            text(own.get("contentdir")) or text(config.get("contentdir")) or _mounted(config, self._language)
        )
        permalinks = mapping(config.get("permalinks"))
        pages = permalinks.get("page")
        self._permalinks = {
            name: one
            for name, one in (mapping(pages) if isinstance(pages, dict) else permalinks).items()
            if isinstance(one, str)
        }
        ugly = config.get("uglyurls")
        self._ugly = {name for name, one in mapping(ugly).items() if one is True}
        self._is_ugly = ugly is True
        self._lower = config.get("disablepathtolower") is not True
        self._accents = config.get("removepathaccents") is not True
        found = settings_of.common(
            own.get("title") or config.get("title"),
            own.get("baseurl") or config.get("baseurl"),
            "",
            own.get("languagecode") or config.get("languagecode") or self._language,
            own.get("timezone") or config.get("timezone"),
        )
        self.settings: dict[str, Any] = {
            **found,
            "markdown": "commonmark",
            "paths": dict(_LISTS),
            "feed_aliases": ["index.xml"],
        }
        menus = mapping(own.get("menus") or own.get("menu") or config.get("menus") or config.get("menu"))
        if menu := settings_of.menu(menus.get("main")):
            self.settings["menu"] = menu
        self._all = files_of(project, self._top.partition("/")[0])
        static = config.get("staticdir")
        folders = static if isinstance(static, list) else [static]
        self._static = [text(one) for one in folders if text(one)] or ["static"]
        self._files = [(path, inside) for path in self._all if (inside := below(path, self._top)) is not None]
        self._bundles = {folder for _, inside in self._files if (folder := _bundle(inside)) is not None}

    def _codes(self) -> set[str]:
        return {*self._languages, self._language.lower()}

    def _code(self, inside: str) -> str:
        """The language in the name of a file, as in `a.fr.md`; empty if there is none."""
        code = stem(inside).rpartition("/")[2].rpartition(".")[2].lower()
        return code if "." in stem(inside).rpartition("/")[2] and code in self._codes() else ""

    def _reason(self, inside: str) -> str:
        """Why a Markdown file is no text of its own, or an empty string."""
        code = self._code(inside)
        name = stem(inside).rpartition("/")[2]
        plain = name[: -len(code) - 1] if code else name
        if code in self._languages or inside.partition("/")[0].lower() in self._languages:
            return "in another language than the site"
        if plain == "_index":
            return "the text of a list"
        folder = inside.rpartition("/")[0]
        inner = [folder[:at] for at, char in enumerate(folder + "/") if char == "/"]
        if plain != "index" and any(one in self._bundles for one in inner):
            return "a part of another text"
        return ""

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if is_markdown(inside) and not self._reason(inside):
                code = self._code(inside)
                target = f"{stem(inside)[: -len(code) - 1]}.md" if code else inside
                yield Source(path, inside, target, f"pages/{target}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if not is_markdown(inside) and not inside.lower().endswith((".html", ".txt", ".htm")):
                yield path, inside
        for folder in self._static:
            for path in self._all:
                public = below(path, folder)
                if public is not None:
                    yield path, public

    def left(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if is_markdown(inside) and (reason := self._reason(inside)):
                yield reason, path
            elif inside.lower().endswith((".html", ".htm", ".adoc", ".rst", ".org", ".txt")):
                yield "written in another language than Markdown", path

    def _part(self, words: str) -> str:
        return spelling.hugo(words, lower=self._lower, accents=self._accents)

    def address(self, text: Text) -> str:
        if own := text.key("url"):
            return f"{'' if own.startswith('/') else self._below}/{own.lstrip('/')}"
        code = self._code(text.source.below)
        path = stem(text.source.below)
        path = path[: -len(code) - 1] if code else path
        *folders, name = path.split("/")
        if name == "index":
            *folders, name = folders or [""]
        section = folders[0] if folders else ""
        slug = self._part(text.key("slug"))
        pattern = self._permalinks.get(section, "") if section else self._permalinks.get("/", "")
        if pattern:
            fields = {**_dates(text), **self._fields(text, folders, name, section)}
            made = spelling.filled(
                pattern.replace("[", "<").replace("]", ">"), _bracketed(pattern, fields, folders)
            )
        else:
            made = "/" + "/".join(filter(None, [*map(self._part, folders), slug or self._part(name)]))
        is_ugly = (self._is_ugly or section in self._ugly) and made.strip("/")
        made = self._below + "/" + made.strip("/")
        return f"{made}.html" if is_ugly and not made.endswith(".html") else f"{made.rstrip('/')}/"

    def _fields(self, text: Text, folders: list[str], name: str, section: str) -> dict[str, str]:
        slug, title, file = self._part(text.key("slug")), self._part(text.title), self._part(name)
        return {
            "section": self._part(section),
            "sections": "/".join(map(self._part, folders)),
            "title": title,
            "slug": slug or title,
            "slugorfilename": slug or file,
            "slugorcontentbasename": slug or file,
            "filename": file,
            "contentbasename": file,
        }


def _bracketed(pattern: str, fields: dict[str, str], folders: list[str]) -> dict[str, str]:
    if "[" in pattern:
        raise UnknownAddressError(f"`{pattern}` is not known")
    return fields


def _mounted(config: dict[str, Any], language: str) -> str:
    """The folder of texts, which may be mounted from another place."""
    mounts = mapping(config.get("module")).get("mounts")
    found = [mapping(one) for one in mounts if isinstance(one, dict)] if isinstance(mounts, list) else []
    tops = [one for one in found if text(one.get("target")) == "content"]
    own = [one for one in tops if text(one.get("lang")) in ("", language)]
    return next((text(one.get("source")) for one in own if text(one.get("source"))), "content")


def _dates(text: Text) -> dict[str, str]:
    at = text.written
    if at is None:
        return {}
    return {
        **{name: spelling.dates(at)[name] for name in ("year", "month", "day")},
        "monthname": f"{at:%B}".lower(),
        "weekday": str((at.weekday() + 1) % 7),
        "weekdayname": f"{at:%A}".lower(),
        "yearday": str(int(f"{at:%j}")),
    }


def _bundle(inside: str) -> str | None:
    """The folder that a file makes one text with its pictures; None if it makes none."""
    folder, slash, name = inside.rpartition("/")
    base = name.partition(".")[0]
    return folder if slash and base == "index" and is_markdown(name) else None


def _add(config: dict[str, Any], name: str, found: dict[str, Any]) -> None:
    """Add the settings in a file of a folder of them: `menus.id.toml` are the menus of one language."""
    base, _, code = name.partition(".")
    if base in ("hugo", "config"):
        return
    if code:
        languages = config.setdefault("languages", {})
        if isinstance(languages, dict):
            own = languages.setdefault(code, {})
            if isinstance(own, dict):
                own |= found if base == "languages" else {base: found}
    elif isinstance(config.get(base), dict):
        config[base] |= found
    else:
        config[base] = found


class Zola:
    """A project of Zola."""

    name = "Zola"

    def __init__(self, project: Path, file: Path) -> None:
        config = settings_of.read(file)
        self._languages = set(mapping(config.get("languages")))
        found = settings_of.common(
            config.get("title"), config.get("base_url"), "", config.get("default_language"), ""
        )
        self.settings: dict[str, Any] = {
            **found,
            "markdown": "commonmark",
            "paths": dict(_LISTS),
            "feed_aliases": ["atom.xml", "rss.xml"],
        }
        self._all = files_of(project, "content")
        self._files = [(path, inside) for path in self._all if (inside := below(path, "content")) is not None]

    def _reason(self, inside: str) -> str:
        name = stem(inside).rpartition("/")[2]
        if name.rpartition(".")[2] in self._languages:
            return "in another language than the site"
        return "the text of a list" if name == "_index" else ""

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if is_markdown(inside) and not self._reason(inside):
                yield Source(path, inside, inside, f"pages/{inside}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if not is_markdown(inside) and not inside.endswith((".html", ".txt")):
                yield path, inside
        for path in self._all:
            public = below(path, "static")
            if public is not None:
                yield path, public

    def left(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if is_markdown(inside) and (reason := self._reason(inside)):
                yield reason, path

    def address(self, text: Text) -> str:
        if own := text.key("path"):
            return f"/{own.strip('/')}/"
        folders = text.source.below.split("/")[: -2 if text.is_index else -1]
        name = text.key("slug") or spelling.slug(spelling.undated(text.name))
        return "/" + "/".join([*map(spelling.slug, folders), name]) + "/"
