"""An archive of another generator: its texts with their old addresses, its files, and what it is set to."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from newsgen.content import frontmatter
from newsgen.content.reader import decode
from newsgen.symlinks import walk

MARKDOWN = (".md", ".markdown", ".mdx")
MEDIA = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff",
    ".pdf", ".mp3", ".ogg", ".oga", ".wav", ".m4a", ".mp4", ".webm", ".mov", ".ogv", ".vtt", ".srt",
    ".zip", ".gz", ".tar", ".epub", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".csv",
)  # fmt: skip
_NEVER = {"node_modules", "vendor", "bower_components", "__pycache__", "_site", "venv"}


class UnknownAddressError(Exception):
    """The old address of a text can't be told without running the generator; the message says why."""


class Source(msgspec.Struct, frozen=True):
    """A Markdown file: its path in the project, and where in `content/` it goes as an article or as a page.

    `below` is its path in the folder of texts of the generator.
    """

    file: str
    below: str
    target: str
    page: str


class Text(msgspec.Struct, frozen=True):
    """What an old address is made from: the keys of a file in small letters, and what newsgen reads in it.

    `name` is that of the file without its suffix, of an index that of its folder. `at` is its date in the
    zone of the site, and `written` in that which is typed; both are None for a page without a date.
    """

    source: Source
    keys: dict[str, Any]
    title: str
    at: datetime | None
    written: datetime | None
    categories: tuple[str, ...]
    name: str
    is_index: bool

    def key(self, name: str) -> str:
        """The text of a key; empty if there is none."""
        value = self.keys.get(name)
        return value.strip() if isinstance(value, str) else ""


class Generator(Protocol):
    """A project of one generator. `settings` are those of newsgen that follow from its own."""

    name: str
    settings: dict[str, Any]

    def sources(self) -> Iterator[Source]:
        """All texts that may become articles or pages."""

    def media(self) -> Iterator[tuple[str, str]]:
        """All files beside them: the path in the project, and that in `content/`."""

    def left(self) -> Iterator[tuple[str, str]]:
        """What stays behind: the reason, and the file."""

    def address(self, text: Text) -> str:
        """The old address of a text, decoded, from the root of the site.

        Raises:
            UnknownAddressError: only the generator knows it.
        """


def files_of(project: Path, texts: str = "") -> list[str]:
    """The paths of the files of a project, sorted: nothing hidden, no packages, no link out of it.

    `texts` is the folder of texts; another `content/` beside the settings of newsgen is what was adopted.
    """
    is_adopted = (project / "newsgen.yaml").exists()
    own = tuple(f"{name}/" for name in ("content", "site") if is_adopted and name != texts)
    found: list[str] = []
    for folder in walk(project, lambda name: name.startswith(".") or name in _NEVER):
        if folder.path.startswith(own or ("/",)):
            continue
        for entry in folder.files:
            path = folder.path + entry.name
            if path == path.encode(errors="replace").decode():
                found.append(path)
    return sorted(found)


def keys_of(path: str, data: bytes) -> dict[str, Any]:
    """The keys of a file in small letters.

    Raises:
        ContentError: they can't be read.
    """
    fields = frontmatter.split(path, decode(path, data)).fields
    return {key.lower(): frontmatter.plain_value(field.value) for key, field in fields.items()}


def has_matter(file: Path) -> bool:
    """Whether a file begins with front matter between dashes."""
    try:
        with file.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++"))
    except OSError:
        return False


def is_markdown(path: str) -> bool:
    return path.lower().endswith(MARKDOWN)


def is_media(path: str) -> bool:
    return path.lower().endswith(MEDIA)


def below(path: str, folder: str) -> str | None:
    """The path in a folder, which is empty for the top; None if it is outside."""
    folder = folder.strip("/")
    if folder in ("", "."):
        return path
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else None


def stem(path: str) -> str:
    """A path without the suffix of its file."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}"
