"""Projects of Eleventy."""

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
    has_matter,
    is_markdown,
    is_media,
    stem,
)
from newsgen.importing.adopt.settings_of import mapping, text

_INPUT = re.compile(r"\binput:\s*[\"'`]([^\"'`]+)[\"'`]")
_COPIED = re.compile(r"addPassthroughCopy\(\s*(\{[^}]*\}|[\"'`][^\"'`]+[\"'`])")
_PAIR = re.compile(r"[\"'`]([^\"'`]+)[\"'`]\s*:\s*[\"'`]([^\"'`]+)[\"'`]")
_PERMALINK = re.compile(r"\bpermalink:\s*([\"'`])(.+?)\1")
_CODE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_SLUGGED = re.compile(
    r"(page\.fileSlug|title|slug)\s*(?:\|\s*(?:slug|slugify|url_encode|downcase|lower)\s*)*"
)
_DATED = re.compile(r"(?:page\.)?date\s*\|\s*date(?::|Format|\()\s*[\"']([^\"']+)[\"']\s*\)?")
_DATA = (".11tydata.json", ".json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")


class Eleventy:
    """A project of Eleventy."""

    name = "Eleventy"

    def __init__(self, project: Path, file: Path) -> None:
        self._project = project
        code = settings_of.text_of(file)
        found = _INPUT.search(code)
        self._top = found[1].removeprefix("./").strip("/.") if found else ""
        self._copied = list(_copied(code))
        self._all = files_of(project)
        self._files = [(path, inside) for path in self._all if (inside := below(path, self._top)) is not None]
        meta = _metadata(project, self._top)
        self.settings: dict[str, Any] = {
            **settings_of.common(
                meta.get("title") or meta.get("name"),
                meta.get("url"),
                "",
                meta.get("language") or meta.get("lang"),
                "",
            ),
            "markdown": "commonmark",
            "paths": {"tag": "tags"},
            "feed_aliases": ["/feed/feed.xml", "/feed/"],
        }
        self._permalinks: dict[str, str] = {}

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if is_markdown(inside) and not _is_theme(inside) and has_matter(self._project / path):
                target = inside.removeprefix("_")
                yield Source(path, inside, target, f"pages/{target}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path in self._all:
            for folder, target in self._copied:
                inside = "" if path == folder else below(path, folder)
                if inside is not None and not path.lower().endswith((".md", ".txt", ".html", ".njk")):
                    yield path, "/".join(filter(None, (target, inside))) or path
        for path, inside in self._files:
            if is_media(inside) and not _is_theme(inside):
                yield path, inside.removeprefix("_")

    def left(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            is_code = inside.lower().endswith((".njk", ".liquid", ".html"))
            if is_code and not _is_theme(inside) and has_matter(self._project / path):
                yield "written in another language than Markdown", path

    def address(self, text: Text) -> str:
        inside = text.source.below
        pattern = text.key("permalink") or self._permalink(inside.rpartition("/")[0])
        folders, _, name = stem(inside).rpartition("/")
        slug = spelling.undated(name)
        if slug == "index":
            slug = spelling.undated(folders.rpartition("/")[2])
            path = folders
        else:
            path = f"{folders}/{slug}" if folders else slug
        if not pattern:
            return f"/{path}/" if path else "/"
        fields = {"page.fileSlug": slug, "title": text.title, "slug": text.key("slug") or slug}

        def value(found: re.Match[str]) -> str:
            code = found[1]
            if code in ("page.filePathStem", "filePathStem"):
                return f"/{path}"
            if of := _SLUGGED.fullmatch(code):
                return fields[of[1]] if "|" not in code else spelling.slug(fields[of[1]])
            if (of := _DATED.fullmatch(code)) and text.at:
                if "%" in of[1]:
                    return text.at.strftime(of[1].replace("%-", "%"))
                words = {"yyyy": "%Y", "YYYY": "%Y", "MM": "%m", "dd": "%d", "DD": "%d", "LL": "%m"}
                return text.at.strftime(re.sub("|".join(words), lambda one: words[one[0]], of[1]))
            raise UnknownAddressError(f"its permalink is code: `{found[0]}`")

        made = _CODE.sub(value, pattern)
        if "{%" in made or "${" in made:
            raise UnknownAddressError(f"its permalink is code: `{pattern}`")
        return re.sub("/{2,}", "/", f"/{made}").removesuffix("index.html")

    def _permalink(self, folder: str) -> str:
        """The permalink that the data file of a folder gives, or that of a folder above."""
        while True:
            if folder not in self._permalinks:
                self._permalinks[folder] = self._of_folder(folder)
            if self._permalinks[folder] or not folder:
                return self._permalinks[folder]
            folder = folder.rpartition("/")[0]

    def _of_folder(self, folder: str) -> str:
        name = folder.rpartition("/")[2]
        for suffix in _DATA if name else ():
            file = self._project / self._top / folder / f"{name}{suffix}"
            if not file.is_file():
                continue
            if suffix.endswith("json"):
                return text(settings_of.read(file).get("permalink"))
            code = settings_of.text_of(file)
            if found := _PERMALINK.search(code):
                return found[2]
            if "permalink" in code:
                return f"{{{{ {file.name} }}}}"
        return ""


def _is_theme(path: str) -> bool:
    folders = path.split("/")[:-1]
    return any(part.startswith(("_", "#")) and part != "_posts" for part in folders)


def _copied(code: str) -> Iterator[tuple[str, str]]:
    """The folders and files that are copied as they are, and where to."""
    for found in _COPIED.finditer(code):
        if found[1].startswith("{"):
            yield from ((_path(one), _path(other)) for one, other in _PAIR.findall(found[1]))
        else:
            path = _path(found[1].strip("\"'`"))
            yield path, path


def _path(typed: str) -> str:
    path = typed.removeprefix("./").strip("/.")
    return path if "*" not in path and path != "." else "?"


def _metadata(project: Path, top: str) -> dict[str, Any]:
    """What the data files say of the site."""
    for name in ("metadata", "site", "meta"):
        for suffix in (".json", ".yaml", ".yml"):
            file = project / top / "_data" / f"{name}{suffix}"
            if file.is_file():
                return mapping(settings_of.read(file))
        for suffix in (".js", ".mjs", ".cjs"):
            file = project / top / "_data" / f"{name}{suffix}"
            if file.is_file():
                pairs = re.findall(
                    r"\b(title|url|language|lang)\s*:\s*([\"'`])(.*?)\2", settings_of.text_of(file)
                )
                return {key: value for key, _, value in reversed(pairs)}
    return {}
