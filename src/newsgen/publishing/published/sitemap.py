"""Reads saved sitemaps, and the sitemaps beside an index that names them. Nothing is fetched."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError, ParserCreate

from newsgen.errors import Problem
from newsgen.publishing.published.address import Published, parse
from newsgen.publishing.published.source import Source, readable, refused

GZIP = b"\x1f\x8b"
_ROOTS = ("urlset", "sitemapindex")


def root_of(data: bytes) -> str:
    """The name of the first element of an XML document; empty if it is none."""
    names: list[str] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name.rpartition(":")[2])
    with suppress(ExpatError):  # it may be cut, or go on as no XML
        parser.Parse(data, False)
    return names[0] if names else ""


def is_sitemap(data: bytes) -> bool:
    """Whether the beginning of a document is that of a sitemap, or of an index of some."""
    return root_of(data) in _ROOTS


def read_sitemap(name: str, data: bytes) -> Source:
    """Read a sitemap; those that an index names are looked for beside the file `name`.

    Raises:
        ConfigError: it is broken.
    """
    reader = _Reader()
    reader.read(name, data)
    return Source(name, "sitemap", tuple(reader.addresses), tuple(reader.warnings))


def uncompressed(name: str, data: bytes) -> bytes:
    """The bytes of a file, which may be compressed by gzip.

    Raises:
        ConfigError: they are damaged.
    """
    try:
        return gzip.decompress(data) if data.startswith(GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        raise refused(name, f"is damaged: {error}", "save it once more") from error


class _Reader:
    """Gathers the addresses of sitemaps, each read once."""

    def __init__(self) -> None:
        self.addresses: list[Published] = []
        self.warnings: list[Problem] = []
        self._read: set[Path] = set()

    def read(self, name: str, data: bytes) -> None:
        self._read.add(Path(name).resolve())
        if b"<!DOCTYPE" in data[:1000] or b"<!ENTITY" in data:
            raise refused(name, "is a sitemap with definitions of its own, which are not read", "remove them")
        try:
            root = ElementTree.fromstring(data)  # noqa: S314  # without definitions nothing can grow
        except ElementTree.ParseError as error:
            line, column = error.position
            reason = str(error).partition(":")[0]
            message = f"the sitemap is broken: {reason}"
            raise refused(name, message, "save it once more", line, column + 1) from None
        if _name(root) == "sitemapindex":
            for one in root:
                self._read_named(name, _own_text(one, "loc"))
        else:
            for one in root:
                self.addresses += self._entries(name, one)

    def _entries(self, name: str, entry: ElementTree.Element) -> Iterator[Published]:
        """The page of an entry, and its pictures."""
        typed = _own_text(entry, "loc")
        address = parse(typed)
        if address is None:
            self.warnings.append(Problem(name, 0, 0, f"`{typed}` is no address"))
            return
        titles = tuple(filter(None, (_text(entry, "title"), _text(entry, "caption"))))
        date = (_text(entry, "publication_date") or _text(entry, "lastmod"))[:10]
        yield Published(address, name, titles, date)
        for one in entry:
            picture = parse(_own_text(one, "loc")) if _name(one) == "image" else None
            if picture:
                yield Published(picture, name)

    def _read_named(self, index: str, typed: str) -> None:
        """Read the sitemap at an address that an index names, if it was saved beside it."""
        file = _beside(Path(index), typed)
        if file is None:
            hint = "save it beside the index, and check again"
            self.warnings.append(Problem(index, 0, 0, f"the sitemap `{typed}` was not read", hint))
        elif file.resolve() not in self._read:
            with readable(str(file)):
                data = file.read_bytes()
            data = uncompressed(str(file), data)
            if not is_sitemap(data):
                raise refused(str(file), "is no sitemap, though an index names it", "save it once more")
            self.read(str(file), data)


def _beside(index: Path, typed: str) -> Path | None:
    """The file of a sitemap that was saved beside an index, in the folders of its address or without them."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    if not segments or ".." in segments:
        return None
    queried = [f"?{parts.query}"] if parts.query else []
    for start in range(len(segments)):
        place = index.parent.joinpath(*segments[start:])
        for ending in (*queried, "", ".gz"):
            if (file := place.with_name(place.name + ending)).is_file():
                return file
    return None


def _name(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _own_text(element: ElementTree.Element, name: str) -> str:
    """The text of the first child of a name."""
    return _plain(next((one for one in element if _name(one) == name), None))


def _text(element: ElementTree.Element, name: str) -> str:
    """The text of the first element of a name that is in another, at any depth."""
    return _plain(next((one for one in element.iter() if _name(one) == name), None))


def _plain(found: ElementTree.Element | None) -> str:
    return " ".join((found.text or "").split()) if found is not None else ""
