"""The links that texts have to the site itself, and whether they lead somewhere."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec

from newsgen.config import Config
from newsgen.content import reader
from newsgen.content.blocks import blocks
from newsgen.errors import ContentError
from newsgen.index import reading
from newsgen.urls import Urls, linked_file

_LINK = re.compile(
    r"\]\(\s*<?(?P<link>(?:[^\s<>()]|\([^\s<>()]*\))+)"
    r"|<(?P<tag>a|area|img|source|video|audio)\b[^<>]*?\s(?:href|src|poster)\s*=\s*[\"'](?P<attribute>[^\"'<>]+)[\"']"
    r"|^[ ]{0,3}\[[^\]^\n]+\]:[ \t]*<?(?P<reference>[^\s<>]+)",
    re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\?")
_FILES = (".md", ".markdown", ".txt")
_WORDPRESS = re.compile(r"(?:p|page_id|attachment_id|cat)=\d")


class Typed(msgspec.Struct, frozen=True):
    """A link as it stands in a file of `content/`."""

    path: str
    line: int
    column: int
    link: str
    picture: bool


class Addressed:
    """All addresses of a site, in the shape that links are compared in."""

    def __init__(self, urls: Urls, known: Iterable[str]) -> None:
        self.urls = urls
        self.known = {unquote(url) for url in known}
        self.by_name = {url.rstrip("/").rpartition("/")[2]: url for url in self.known}

    def _address(self, typed: Typed) -> str:
        """The address that a link means, with its query but no fragment."""
        link = typed.link.partition("#")[0]
        if local := self.urls.local(link):
            return unquote(local)
        target, mark, query = link.partition("?")
        file = linked_file(typed.path, unquote(target))
        return self.urls.root + file + ("/" if file and target.endswith("/") else "") + mark + query

    def leads_somewhere(self, typed: Typed) -> bool:
        address = self._address(typed)
        path, _, query = address.partition("?")
        old = unquote(self.urls.alias("/" + address.removeprefix(self.urls.root)))
        if query and _WORDPRESS.match(query):
            return old in self.known
        return not self.known.isdisjoint((path, path + "/", path + "index.html", old)) or self._is_text(typed)

    def _is_text(self, typed: Typed) -> bool:
        """Whether a link is one to a text's file, which pages look after themselves."""
        return typed.link.partition("#")[0].partition("?")[0].endswith(_FILES)

    def elsewhere(self, typed: Typed) -> str:
        """The address of the same name in another place, or an empty string."""
        path = self._address(typed).partition("?")[0]
        return self.by_name.get(path.rstrip("/").rpartition("/")[2], "") if path != self.urls.root else ""


def typed_links(content: str, config: Config, paths: list[str]) -> list[Typed]:
    """The links and pictures in these files of `content/` that may lead to the site itself."""
    found: list[Typed] = []
    for path in paths:
        try:
            data = (Path(content) / path).read_bytes()
            body = reading.body(path, data, config.zone)
        except (OSError, ContentError):  # told elsewhere
            continue
        if "](" in body or "<" in body or "]:" in body:
            found += _links(path, body, reader.decode(path, data), config.host + config.root)
    return found


def _links(path: str, body: str, text: str, home: str) -> Iterator[Typed]:
    bare = _without_code(body)
    begin = text.rfind(body)
    for found in _LINK.finditer(bare):
        link = found["link"] or found["attribute"] or found["reference"]
        if _REMOTE.match(link) and not link.startswith(home) and link + "/" != home:
            continue
        start = found.start(str(found.lastgroup))
        at = begin + start if begin >= 0 else text.find(link)
        line, column = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) if at >= 0 else (0, 0)
        yield Typed(path, line, column, link, _is_picture(found, bare))


def _is_picture(found: re.Match[str], text: str) -> bool:
    if found["attribute"]:
        return str(found["tag"]).lower() == "img"
    opening = text.rfind("[", 0, found.start())
    return opening > 0 and text[opening - 1] == "!" and "](" not in text[opening : found.start()]


def _without_code(body: str) -> str:
    """The body with blanks in the place of code, so that offsets stay."""
    if "```" in body or "~~~" in body or "\n    " in body:
        pieces, at = [], 0
        for block in blocks(body):
            start = block.end - len(block.text)
            code = block.code or block.text.startswith(("    ", "\t"))
            pieces += [body[at:start], " " * len(block.text) if code else block.text]
            at = block.end
        body = "".join([*pieces, body[at:]])
    return _CODE.sub(lambda code: " " * len(code[0]), body) if "`" in body else body
