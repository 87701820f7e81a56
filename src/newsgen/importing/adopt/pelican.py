"""Projects of Pelican."""

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
from newsgen.importing.adopt.settings_of import text

_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_FEEDS = ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS")


class Pelican:
    """A project of Pelican."""

    name = "Pelican"

    def __init__(self, project: Path, file: Path) -> None:
        config = settings_of.read_python(file)
        public = file.with_name("publishconf.py")
        if public.is_file():
            config |= settings_of.read_python(public)
        self._top = text(config.get("PATH")).removeprefix("./").strip("/.") or (
            "content" if (project / "content").is_dir() else ""
        )
        self._url = text(config.get("ARTICLE_URL")) or text(config.get("ARTICLE_SAVE_AS")) or "{slug}.html"
        self._page_url = (
            text(config.get("PAGE_URL")) or text(config.get("PAGE_SAVE_AS")) or "pages/{slug}.html"
        )
        self._is_by_file = config.get("SLUGIFY_SOURCE") == "basename"
        self._language = text(config.get("DEFAULT_LANG")) or "en"
        self._pages = _paths(config.get("PAGE_PATHS"), ["pages"])
        self._articles = _paths(config.get("ARTICLE_PATHS"), [""])
        self._static = _paths(config.get("STATIC_PATHS"), ["images"])
        metadata = text(config.get("FILENAME_METADATA"))
        self._metadata = _compiled(metadata)
        self._category = text(config.get("DEFAULT_CATEGORY")) or "misc"
        self._by_folder = config.get("USE_FOLDER_AS_CATEGORY") is not False
        self.settings: dict[str, Any] = {
            **settings_of.common(
                config.get("SITENAME"), config.get("SITEURL"), "", self._language, config.get("TIMEZONE")
            ),
            "markdown": "python-markdown",
        }
        feeds = (config.get(name) for name in _FEEDS)
        names = [f"/{one.lstrip('/')}" for one in feeds if isinstance(one, str) and "{" not in one]
        if names := names or (["/feeds/all.atom.xml"] if "FEED_ALL_ATOM" not in config else []):
            self.settings["feed_aliases"] = names
        items = config.get("MENUITEMS")
        menu = [
            {"title": one[0], "url": settings_of.menu_url(one[1])}
            for one in (items if isinstance(items, list | tuple) else ())
            if isinstance(one, list | tuple)
            and len(one) == 2
            and all(isinstance(part, str) and part for part in one)
        ]
        if menu:
            self.settings["menu"] = menu
        self._files = [
            (path, inside)
            for path in files_of(project, self._top.partition("/")[0])
            if (inside := below(path, self._top)) is not None
        ]

    def _is_page(self, inside: str) -> bool:
        return any(below(inside, folder) is not None for folder in self._pages)

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if not is_markdown(inside):
                continue
            if self._is_page(inside):
                plain = next(filter(None, (below(inside, folder) for folder in self._pages)), inside)
                yield Source(path, inside, "", f"pages/{plain}")
            elif any(below(inside, folder) is not None for folder in self._articles):
                yield Source(path, inside, inside, f"pages/{inside}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            is_static = any(inside == one or below(inside, one) is not None for one in self._static)
            if is_static and not inside.lower().endswith((".md", ".rst", ".txt", ".html")):
                yield path, inside

    def left(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if inside.lower().endswith((".rst", ".html", ".htm", ".ipynb", ".adoc")):
                is_static = any(below(inside, one) is not None for one in self._static)
                if not is_static:
                    yield "written in another language than Markdown", path

    def address(self, text: Text) -> str:
        inside = text.source.below
        if own := text.key("url") or text.key("save_as"):
            return f"/{own.lstrip('/')}".removesuffix("index.html")
        pattern = self._page_url if self._is_page(inside) else self._url
        base = stem(inside).rpartition("/")[2]
        metadata = self._metadata.fullmatch(base) if self._metadata else None
        told = metadata.groupdict() if metadata else {}
        slug = text.key("slug") or told.get("slug") or spelling.slug(base if self._is_by_file else text.title)
        folder = inside.rpartition("/")[0].rpartition("/")[2]
        category = next(iter(text.categories), "") or (folder if self._by_folder else "") or self._category
        values = {
            "slug": slug,
            "lang": text.key("lang") or self._language,
            "category": spelling.slug(category),
            "author": spelling.slug(text.key("author") or text.key("authors").partition(",")[0]),
            "base_name": base,
            "path_no_ext": stem(inside),
        }

        def value(found: re.Match[str]) -> str:
            if found[1] == "date" and text.at:
                return text.at.strftime(found[2] or "%Y-%m-%d")
            if not values.get(found[1]):
                raise UnknownAddressError(f"`{found[0]}` in its pattern is not known")
            return values[found[1]]

        return f"/{_FIELD.sub(value, pattern).lstrip('/')}".removesuffix("index.html")


def _paths(value: Any, default: list[str]) -> list[str]:
    found = [text(one).strip("/") for one in value] if isinstance(value, list | tuple) else default
    return [one for one in found if one] or ([""] if default == [""] else [])


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None
