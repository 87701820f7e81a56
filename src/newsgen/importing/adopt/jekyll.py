"""Projects of Jekyll, and of Hexo, whose settings stand in a file of the same name."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newsgen.importing.adopt import settings_of, spelling
from newsgen.importing.adopt.archive import (
    Source,
    Text,
    below,
    files_of,
    has_matter,
    is_markdown,
    is_media,
    stem,
)
from newsgen.importing.adopt.settings_of import mapping, text

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_POSTS = re.compile(r"(?:(.*)/)?_posts/(.+)")
_OLD = re.compile(r"\.(?:html?|textile|mkdn?|mkdown|adoc|org)$", re.IGNORECASE)


class Jekyll:
    """A project of Jekyll."""

    name = "Jekyll"

    def __init__(self, project: Path, file: Path | None) -> None:
        config = settings_of.read(file) if file else {}
        self._project = project
        self._permalink = text(config.get("permalink")) or "date"
        defaults = config.get("defaults")
        self._defaults = [mapping(one) for one in defaults] if isinstance(defaults, list) else []
        self._top = text(config.get("source")).removeprefix("./").strip("/.")
        excluded = config.get("exclude")
        self._excluded = tuple(text(one).strip("/") for one in excluded) if isinstance(excluded, list) else ()
        collections = mapping(config.get("collections"))
        self._collections = {
            name: text(mapping(one).get("permalink"))
            for name, one in collections.items()
            if mapping(one).get("output") is True and name != "posts"
        }
        self._posts_pattern = text(mapping(collections.get("posts")).get("permalink"))
        found = settings_of.common(
            config.get("title") or config.get("name"),
            config.get("url"),
            config.get("baseurl"),
            config.get("lang") or config.get("locale"),
            config.get("timezone"),
        )
        self.settings: dict[str, Any] = {**found, "markdown": "commonmark", "feed_aliases": ["/atom.xml"]}
        if text(config.get("description")):
            self.settings["description"] = text(config.get("description"))
        self._files = [
            (path, inside)
            for path in files_of(project)
            if (inside := below(path, self._top)) is not None and not self._is_excluded(inside)
        ]

    def _is_excluded(self, path: str) -> bool:
        return any(name and (path == name or path.startswith(f"{name}/")) for name in self._excluded)

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if not is_markdown(inside):
                continue
            if post := _POSTS.fullmatch(inside):
                target = f"{post[1] or 'posts'}/{spelling.with_whole_date(post[2])}"
                yield Source(path, inside, target, f"pages/{target}")
            elif self._collection(inside):
                yield Source(path, inside, inside[1:], f"pages/{inside[1:]}")
            elif not _is_internal(inside) and has_matter(self._project / path):
                yield Source(path, inside, inside, f"pages/{inside}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if is_media(inside) and not _is_internal(inside):
                yield path, inside

    def left(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if inside.startswith("_drafts/") or "/_drafts/" in inside:
                yield "a draft without a date", path
            elif _OLD.search(inside) and self._is_text(path, inside):
                yield "written in another language than Markdown", path

    def _is_text(self, path: str, inside: str) -> bool:
        is_shown = _POSTS.fullmatch(inside) is not None or not _is_internal(inside)
        return is_shown and has_matter(self._project / path)

    def _collection(self, inside: str) -> str:
        name = inside.partition("/")[0].removeprefix("_")
        return name if inside.startswith("_") and name in self._collections else ""

    def address(self, text: Text) -> str:
        inside = text.source.below
        post, collection = _POSTS.fullmatch(inside), self._collection(inside)
        pattern = text.key("permalink") or self._default(inside, bool(post), collection)
        name = spelling.undated(text.name) if post else stem(inside).rpartition("/")[2]
        title = text.key("slug") or name
        folders = [part for part in (post[1] or "").split("/") if part] if post else []
        categories = [*folders, *(one.lower() for one in _categories(text))]
        values = {
            **spelling.dates(text.at),
            "title": title,
            "slug": spelling.slug(title),
            "name": name,
            "categories": "/".join(dict.fromkeys(categories)),
            "slugified_categories": "/".join(dict.fromkeys(map(spelling.slug, categories))),
            "collection": collection or "posts",
            "output_ext": ".html",
            "path": stem(inside.partition("/")[2]) if collection else inside.rpartition("/")[0],
            "basename": name,
        }
        if post:
            chosen = pattern or self._posts_pattern or self._permalink
            return spelling.filled(_STYLES.get(chosen, chosen), values)
        if collection:
            return spelling.filled(
                pattern or self._collections[collection] or "/:collection/:path:output_ext", values
            )
        if not pattern:
            is_pretty = self._permalink.endswith("/") or self._permalink == "pretty"
            pattern = "/:path/:basename/" if is_pretty else "/:path/:basename:output_ext"
            pattern = "/:path/" if name == "index" else pattern
        return spelling.filled(pattern, values)

    def _default(self, inside: str, is_post: bool, collection: str) -> str:
        """The permalink of the most special default that fits."""
        kind = "posts" if is_post else collection or "pages"
        found = ""
        longest = (-1, False)
        for one in self._defaults:
            scope, permalink = mapping(one.get("scope")), text(mapping(one.get("values")).get("permalink"))
            path, of = text(scope.get("path")).strip("/"), text(scope.get("type"))
            fits = (not path or inside.startswith(path)) and of in ("", kind, kind.removesuffix("s"))
            if permalink and fits and (len(path), bool(of)) >= longest:
                found, longest = permalink, (len(path), bool(of))
        return found


def _categories(text: Text) -> Sequence[str]:
    """The categories of a post; a text of `categories` has them between spaces."""
    return text.key("categories").split() or text.categories


def _is_internal(path: str) -> bool:
    return any(part.startswith(("_", "#")) for part in path.split("/"))


class Hexo:
    """A project of Hexo."""

    name = "Hexo"

    def __init__(self, project: Path, file: Path) -> None:
        config = settings_of.read(file)
        self._top = text(config.get("source_dir")) or "source"
        self._permalink = text(config.get("permalink")) or ":year/:month/:day/:title/"
        language = config.get("language")
        found = settings_of.common(
            config.get("title"),
            config.get("url"),
            "",
            language[0] if isinstance(language, list) and language else language,
            config.get("timezone"),
        )
        words = {"section": "categories", "tag": "tags", "archive": "archives", "page": "page"}
        self.settings: dict[str, Any] = {
            **found,
            "markdown": "commonmark",
            "paths": words,
            "feed_aliases": ["/atom.xml", "/rss2.xml"],
        }
        self._files = [
            (path, inside) for path in files_of(project) if (inside := below(path, self._top)) is not None
        ]

    def sources(self) -> Iterator[Source]:
        for path, inside in self._files:
            if not is_markdown(inside) or inside.startswith("_drafts/"):
                continue
            target = inside.removeprefix("_")
            if not _is_internal(target):
                yield Source(path, inside, target, f"pages/{inside}")

    def media(self) -> Iterator[tuple[str, str]]:
        for path, inside in self._files:
            if is_media(inside) and not _is_internal(inside.removeprefix("_posts/")):
                yield path, inside.removeprefix("_")

    def left(self) -> Iterator[tuple[str, str]]:
        yield from (("a draft", path) for path, inside in self._files if inside.startswith("_drafts/"))

    def address(self, text: Text) -> str:
        inside = text.source.below
        if not inside.startswith("_posts/"):
            path = stem(inside)
            return f"/{path.removesuffix('index')}" if path.endswith("index") else f"/{path}.html"
        title = stem(inside.removeprefix("_posts/"))
        values = {
            **spelling.dates(text.at),
            "title": text.key("slug") or spelling.undated(title),
            "name": spelling.undated(title.rpartition("/")[2]),
            "post_title": spelling.slug(text.title),
            "category": "/".join(text.categories) or "uncategorized",
        }
        return spelling.filled(text.key("permalink") or self._permalink, values)
