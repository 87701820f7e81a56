"""Guesses for addresses that are of no story: those of lists, feeds and files."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from newsgen.config import LISTS
from newsgen.content.reader import LIST_FOLDERS
from newsgen.content.slugs import slugify
from newsgen.pages.site import Site
from newsgen.publishing.published.guesses import Guess

_LIST_WORDS = {
    "section": {"category", "categories", "kategori", "rubrik", "kanal", "section", "sections", "channel"},
    "tag": {"tag", "tags", "topic", "topics", "topik", "label", "labels", "indeks-tag", "t"},
    "author": {"author", "authors", "penulis", "reporter", "wartawan"},
    "series": {"series", "seri"},
}
_FEED = re.compile(
    r"(?:^|/)(?:feed|rss|atom)/?$|(?:^|/)(?:feed|rss|atom|index)\.(?:xml|rss|atom|json)$|\.(?:rss|atom)$"
    r"|/feeds/posts/default/?$|(?:^|/)feed/(?:rss2?|atom|rdf)/?$",
    re.IGNORECASE,
)
_PAGE_SUFFIXES = {"html", "htm", "shtml", "php", "php3", "asp", "aspx", "jsp", "cfm", "do", "cgi"}
_SUFFIX = re.compile(r"[a-z][a-z0-9]{1,4}", re.IGNORECASE)
UNPUBLISHED = "nothing links to it: set `originals: all`"
_LIST = 93  # percent that a list of this kind and slug is the one
_HEADLINE_HYPHENS = 3  # of a slug that is a headline rather than a name
_ANY_FEED = 50  # percent that the feed of the site has what one had whose list is not known
_SAME_NAME = 80  # percent that a file of the same name is the one


def is_feed(path: str) -> bool:
    """Whether an address looks like that of a feed."""
    return _FEED.search(path) is not None


def is_file(path: str) -> bool:
    """Whether an address is of a file that is no page, in whose place no redirect can stand."""
    name = unquote(path).rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return bool(stem and dot and _SUFFIX.fullmatch(suffix)) and suffix.lower() not in _PAGE_SUFFIXES


class ListsAndFiles:
    """The lists and media of a site, found by old addresses."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._snapshot = snapshot = site.snapshot
        words = snapshot.urls.words
        self._words = {kind: {*_LIST_WORDS[kind], words[kind]} for kind in LISTS}
        self._media: dict[str, list[str]] = {}
        for row in snapshot.database.files.media():
            self._media.setdefault(PurePosixPath(row.path).name.lower(), []).append(row.path)

    def list(self, path: str) -> Guess | None:
        """The list that an address was of: `/category/ekonomi/` of the section `ekonomi`."""
        segments = [segment for segment in unquote(path).split("/") if segment]
        if len(segments) < 2:
            return None
        slug = slugify(re.sub(r"\.(?:html?|php)$", "", segments[-1]))
        above = {slugify(segment) for segment in segments[:-1]}
        kind = self._kind(above)
        if not kind or not self._has(kind, slug):
            return None
        file = self._snapshot.lists.get(kind, slug)
        name = file.path if file else f"{LIST_FOLDERS[kind]}{slug}.md"
        return Guess(self._snapshot.urls.list(kind, slug), name, _LIST, f"the {kind} `{slug}`")

    def is_list(self, path: str) -> bool:
        """Whether an address looks like that of a list, which may be gone."""
        *_, above, slug = ["", "", *(segment for segment in unquote(path).split("/") if segment)]
        return bool(self._kind({slugify(above)})) and slug.count("-") < _HEADLINE_HYPHENS

    def _kind(self, segments: set[str]) -> str:
        return next((kind for kind, words in self._words.items() if words & segments), "")

    def _has(self, kind: str, slug: str) -> bool:
        snapshot = self._snapshot
        return bool(snapshot.order.count(kind, slug) or snapshot.lists.get(kind, slug))

    def feed(self, path: str) -> Guess:
        """The feed that has what an old one had: that of the same list, else of the whole site."""
        base = _FEED.sub("/", path)
        urls = self._snapshot.urls
        found = self.list(base)
        parsed = urls.parse_list(urls.path(found.url) or "") if found else None
        own = urls.feed(*parsed[:2]) if parsed else ""
        if found and own and self._site.find(own) is not None:
            return Guess(own, "", found.certainty, found.why)
        return Guess(urls.feed("home"), "", _LIST if base.strip("/") == "" else _ANY_FEED, "a feed")

    def file(self, path: str) -> Guess | None:
        """The file of the same name, if there is only one; or the file itself, which is not published."""
        own = unquote(path).lstrip("/")
        found = self._media.get(own.rpartition("/")[2].lower(), [])
        if own in found:
            return Guess(self._snapshot.urls.file(own), own, 100, UNPUBLISHED)
        if len(found) != 1:
            return None
        return Guess(self._snapshot.urls.file(found[0]), found[0], _SAME_NAME, "same name")
