"""Find the saved pages and pictures in folders of saved pages and in mirrors."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from newsgen.importing.saved_pages.addresses import address_of_file

_PAGES = re.compile(
    r"\.(?:x?html?|shtml?|php\d?|aspx?|jsp|cgi|cfm|do)(?:[?@].*)?$|[?@][\w-]+=.*$|^[^.]+$|\.mht\.html$", re.I
)
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|mp4|mp3|webm|ogg|m4a|pdf)$", re.I)
_SAVED_WITH = re.compile(r"(?:_files|\.files|_berkas|_archivos|_fichiers|-Dateien|_data)$")
_OF_PROGRAMS = frozenset(("hts-cache", ".git", "__MACOSX", "node_modules", ".ds_store"))
_HEAD = 2048


class FoundFile(NamedTuple):
    """A file: its path, its name from the top of the source, and whether it is a page or a picture."""

    path: str
    name: str
    kind: Literal["page", "media"]


def is_html(head: bytes) -> bool:
    """Whether a file that begins so is an HTML page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) > 40:
        encoding = "utf-16-be" if head.startswith(b"\xfe\xff") or head[:1] == b"\0" else "utf-16-le"
        head = head.decode(encoding, "replace").encode("utf-8", "replace")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEAD].lower()
    if start.startswith((b"<?xml", b"<!--")) or not start.startswith(b"<"):
        if start.startswith(b"<?xml") and (b"<rss" in start or b"<feed" in start or b"<urlset" in start):
            return False
        return re.search(rb"<(?:!doctype html|html|head|body|title|meta)[\s>]", start) is not None
    return (
        re.match(
            rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|h1|center|font|article|link|script|style)[\s>/]",
            start,
        )
        is not None
    )


def files_in(path: str) -> Iterator[FoundFile]:
    """The pages and pictures of a folder, or a single page, by name; symbolic links are not followed."""
    top = Path(path)
    if top.is_file():
        yield FoundFile(str(top), top.name, "page")
        return
    folder = "" if address_of_file(f"{top.name}/x") == "" else f"{top.name}/"
    yield from _walk(str(top), folder)


def _walk(folder: str, name: str) -> Iterator[FoundFile]:
    waiting = [(folder, name)]
    while waiting:
        path, prefix = waiting.pop()
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        names = {entry.name for entry in found}
        folders = []
        for entry in found:
            if entry.is_symlink() or entry.name in _OF_PROGRAMS:
                continue
            if entry.is_dir():
                folders.append((entry.path, f"{prefix}{entry.name}/"))
            elif _MEDIA.search(entry.name):
                yield FoundFile(entry.path, prefix + entry.name, "media")
            elif not _is_part(prefix) and _PAGES.search(entry.name) and _is_page(entry.path):
                yield FoundFile(entry.path, prefix + entry.name, "page")
        waiting += reversed([one for one in folders if names])


def _is_part(prefix: str) -> bool:
    """Whether a folder holds what a browser saved beside a page."""
    return any(_SAVED_WITH.search(part) for part in prefix.split("/"))


def _is_page(path: str) -> bool:
    with Path(path).open("rb") as stream:
        return is_html(stream.read(_HEAD))
