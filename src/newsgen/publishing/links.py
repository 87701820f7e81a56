"""The links that texts have to the site itself, and whether they lead somewhere."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec

from newsgen.config import Config
from newsgen.content import reader
from newsgen.content.allowlist import is_remote
from newsgen.content.blocks import without_code
from newsgen.content.unshown import is_picture_at
from newsgen.errors import ContentError, position
from newsgen.index.reading import body
from newsgen.urls import Urls, is_wordpress, linked_file, split_link

_LINK = re.compile(
    r"\]\(\s*<?(?P<link>(?:[^\s<>()]|\([^\s<>()]*\))+)"
    r"|<(?P<tag>a|area|img|source|video|audio)\b[^<>]*?\s(?:href|src|poster)\s*=\s*[\"'](?P<attribute>[^\"'<>]+)[\"']"
    r"|^[ ]{0,3}\[[^\]^\n]+\]:[ \t]*<?(?P<reference>[^\s<>]+)",
    re.MULTILINE | re.IGNORECASE,
)


class TypedLink(msgspec.Struct, frozen=True):
    """A link as it stands in a file of `content/`."""

    path: str
    line: int
    column: int
    link: str
    is_picture: bool


class KnownUrls:
    """All addresses of a site, in the shape that links are compared in."""

    def __init__(self, urls: Urls, known: Iterable[str]) -> None:
        self.urls = urls
        self.known = {unquote(url) for url in known}
        self.by_name = {url.rstrip("/").rpartition("/")[2]: url for url in self.known}

    def _meant(self, typed: TypedLink) -> str:
        """The address that a link means, with its query but no fragment."""
        link = typed.link.partition("#")[0]
        if local := self.urls.local(link):
            return unquote(local)
        path, query = split_link(link)
        file = self._file(typed)
        return self.urls.root + file + ("/" if file and path.endswith("/") else "") + query

    def _file(self, typed: TypedLink) -> str:
        """The file of `content/` that a link means by its path."""
        return linked_file(typed.path, unquote(split_link(typed.link)[0]))

    def leads_somewhere(self, typed: TypedLink) -> bool:
        url = self._meant(typed)
        path, _, query = url.partition("?")
        old = unquote(self.urls.alias("/" + url.removeprefix(self.urls.root)))
        if is_wordpress(query):
            return old in self.known
        is_text = reader.is_article_file(self._file(typed))  # pages look after these themselves
        return is_text or not self.known.isdisjoint((path, path + "/", path + "index.html", old))

    def elsewhere(self, typed: TypedLink) -> str:
        """The address of the same name in another place, or an empty string."""
        path = self._meant(typed).partition("?")[0]
        name = path.rstrip("/").rpartition("/")[2]
        return self.by_name.get(name, "") if path != self.urls.root else ""


def typed_links(content: str, config: Config, paths: list[str]) -> list[TypedLink]:
    """The links and pictures in these files of `content/` that may lead to the site itself."""
    found: list[TypedLink] = []
    for path in paths:
        try:
            data = (Path(content) / path).read_bytes()
            text = body(path, data, config.zone)
        except (OSError, ContentError):  # reported elsewhere
            continue
        if "](" in text or "<" in text or "]:" in text:
            bare = without_code(text, config.markdown)
            found += _links(path, text, bare, reader.decode(path, data), config.origin + config.root)
    return found


def _links(path: str, text: str, bare: str, whole: str, home: str) -> Iterator[TypedLink]:
    """The links in a text, which is a part of the `whole` file, and `bare` without code."""
    begin = whole.rfind(text)
    for found in _LINK.finditer(bare):
        link = found["link"] or found["attribute"] or found["reference"]
        is_elsewhere = is_remote(link) or link.startswith(("#", "?"))
        if is_elsewhere and not link.startswith(home) and link + "/" != home:
            continue
        start = found.start(str(found.lastgroup))
        at = begin + start if begin >= 0 else whole.find(link)
        yield TypedLink(path, *position(whole, at), link, _is_picture(found, bare))


def _is_picture(found: re.Match[str], text: str) -> bool:
    return (found["tag"] or "").lower() == "img" or is_picture_at(text, found.start())
