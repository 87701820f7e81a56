"""Reads the folder of an old site: each file stands for the address at which a server answers with it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from newsgen.publishing.output import STAMP
from newsgen.publishing.published.address import Published, parse
from newsgen.publishing.published.sitemap import root_of
from newsgen.publishing.published.source import Source, readable

PAGES = (".html", ".htm")
FEEDS = ("rss", "feed", "RDF")  # the first elements of RSS and Atom
_FEED_FILES = (".xml", ".rss", ".atom", ".rdf")
_MEDIA = {
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".heic",
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".csv", ".zip",
    ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".vtt",
}  # fmt: skip
_HASHED = re.compile(r"\.[0-9a-f]{10}\.")  # in the name of a theme's file, or of a picture in another form
_HEAD = 4096  # bytes of a file that tell whether it is a feed


def read_folder(folder: Path) -> Source:
    """Read a folder: its pages, feeds and media, which readers may have linked.

    What pages are shown with (styles, scripts, fonts) does not count.

    Raises:
        ConfigError: it can't be read.
    """
    is_own = (folder / STAMP).is_file()
    with readable(str(folder)):
        addresses = tuple(_addresses(folder, is_own=is_own))
    return Source(str(folder), "site built by newsgen" if is_own else "folder of a site", addresses)


def _addresses(folder: Path, *, is_own: bool) -> Iterator[Published]:
    for path in _files(folder):
        suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a text, for each file of an archive
        is_page = suffix in PAGES
        is_media = suffix in _MEDIA and not (is_own and _is_shown_with(path))
        if is_page or is_media or (suffix in _FEED_FILES and _first_element(folder / path) in FEEDS):
            address = parse("/" + quote(path))
            assert address is not None
            file = f"{folder}/{path}"
            yield Published(address, file, file=file if is_page else "")


def _is_shown_with(path: str) -> bool:
    """Whether a file of a site that newsgen built is its theme's, or a picture in another form."""
    return path.startswith("assets/") or bool(_HASHED.search(path)) or path.endswith("/social.jpg")


def _first_element(file: Path) -> str:
    with file.open("rb") as stream:
        return root_of(stream.read(_HEAD))


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files of a folder, sorted, but hidden ones."""

    def refuse(error: OSError) -> None:
        raise error

    for top, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(top).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        yield from (prefix + name for name in sorted(files) if not name.startswith("."))
