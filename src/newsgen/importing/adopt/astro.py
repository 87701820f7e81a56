"""Projects of Astro."""

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
    is_media,
    stem,
)

_SETTING = re.compile(r"^\s*(site|base|trailingSlash|format)\s*:\s*[\"'`]([^\"'`]*)[\"'`]", re.MULTILINE)
_TITLE = re.compile(r"\b(?:SITE_TITLE|title)\s*[:=]\s*[\"'`]([^\"'`]+)[\"'`]")
_BASE = re.compile(r"\bbase:\s*[\"'`](?:\./)?([^\"'`]+)[\"'`]")
_ROUTE = re.compile(r"src/pages/(?:(.*)/)?\[(?:\.\.\.)?[\w.-]+\]\.(?:astro|md|ts|js)")
_CONFIGS = (
    "src/content.config.ts",
    "src/content/config.ts",
    "src/content.config.mjs",
    "src/content/config.js",
)
_TEXTS = ("src/consts.ts", "src/config.ts", "src/consts.js", "src/site.config.ts", "src/config.yaml")


class Astro:
    """A project of Astro."""

    name = "Astro"

    def __init__(self, project: Path, file: Path) -> None:
        self._project = project
        found = dict(_SETTING.findall(settings_of.text_of(file)))
        self._is_file = found.get("format") == "file"
        titles = (
            _TITLE.search(settings_of.text_of(project / name))
            for name in _TEXTS
            if (project / name).is_file()
        )
        title = next((one[1] for one in titles if one), "")
        common = settings_of.common(title, found.get("site"), found.get("base"), "", "")
        self.settings: dict[str, Any] = {
            **common,
            "markdown": "commonmark",
            "paths": {"tag": "tags"},
            "feed_aliases": ["/rss.xml"],
        }
        self._all = files_of(project)
        self._tops = self._collections()
        self._climbs = any(b"](../" in _bytes(project / path) for path in self._all if self._inside(path))
        self._routes = {
            match[1] or "": path for path in self._all if (match := _ROUTE.fullmatch(path)) is not None
        }

    def _collections(self) -> list[tuple[str, str]]:
        """The folders of texts, each with the name of its collection."""
        found = {"src/content": ""}
        for name in _CONFIGS:
            if (self._project / name).is_file():
                for base in _BASE.findall(settings_of.text_of(self._project / name)):
                    path = base.strip("/.")
                    if not path.startswith("src/content"):
                        found[path] = path.rpartition("/")[2]
        return sorted(found.items(), reverse=True)

    def _inside(self, path: str) -> tuple[str, str] | None:
        """Collection and path in it of a text."""
        if not is_markdown(path):
            return None
        for top, name in self._tops:
            inside = below(path, top)
            if inside is None:
                continue
            if name:
                return name, inside
            collection, slash, rest = inside.partition("/")
            return (collection, rest) if slash else ("", inside)
        inside = below(path, "src/pages")
        return ("", inside) if inside is not None else None

    def sources(self) -> Iterator[Source]:
        for path in self._all:
            if found := self._inside(path):
                collection, inside = found
                plain = f"{collection}/{inside}" if collection else inside
                target = path.removeprefix("src/") if self._climbs else plain
                yield Source(path, path, target, f"pages/{inside}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path in self._all:
            inside = below(path, "public")
            if inside is not None:
                yield path, inside
            elif is_media(path) and (path.startswith("src/") or self._is_in_texts(path)):
                yield path, self._beside(path)

    def _is_in_texts(self, path: str) -> bool:
        return any(below(path, top) is not None for top, _ in self._tops)

    def _beside(self, path: str) -> str:
        """Where a picture goes, so that texts find it by the way that leads to it now."""
        for top, name in () if self._climbs else self._tops:
            if (inside := below(path, top)) is not None:
                return f"{name}/{inside}" if name else inside
        return path.removeprefix("src/")

    def left(self) -> Iterator[tuple[str, str]]:
        for path in self._all:
            if path.startswith("src/content/") and path.endswith((".mdoc", ".adoc")):
                yield "written in another language than Markdown", path

    def address(self, text: Text) -> str:
        found = self._inside(text.source.file)
        assert found
        collection, inside = found
        path = stem(inside)
        folders = path.split("/")
        if folders[-1].lower() == "index":
            folders.pop()
        if text.source.file.startswith("src/pages/"):
            return self._spelled("/" + "/".join(folders))
        own = text.key("slug") or text.key("id")
        identity = own.strip("/") or "/".join(map(spelling.github, folders))
        return self._spelled(f"/{self._route(collection)}/{identity}")

    def _route(self, collection: str) -> str:
        """The folder of `src/pages/` whose route shows a collection."""
        ones = {collection, collection.rstrip("s"), f"{collection}s"}
        routes = {route: path for route, path in self._routes.items() if "[" not in route}
        named = [route for route in routes if route.rpartition("/")[2] in ones]
        if named:
            return min(named, key=len)
        asked = [
            route
            for route, path in routes.items()
            if re.search(
                rf"getCollection\(\s*[\"'`]{re.escape(collection)}[\"'`]",
                settings_of.text_of(self._project / path),
            )
        ]
        if len(asked) == 1:
            return asked[0]
        raise UnknownAddressError(f"no route in src/pages/ is known to show `{collection}`")

    def _spelled(self, path: str) -> str:
        path = re.sub("/{2,}", "/", path)
        return f"{path.rstrip('/')}.html" if self._is_file and path != "/" else f"{path.rstrip('/')}/"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
