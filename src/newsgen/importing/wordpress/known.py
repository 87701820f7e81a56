"""What the readers of single items need to know of their export."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from newsgen.importing.story import SourceOptions
from newsgen.importing.wordpress.items import Namespaces

FALLBACK_ZONE = "Asia/Jakarta"


class ExportFile(msgspec.Struct, frozen=True):
    """A file of the source: its name for people, its prefixes, and its site. `is_feed` has no statuses."""

    name: str
    names: Namespaces
    url: str
    is_feed: bool


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What all files say of their site.

    `authors` are names by login, `categories` names by slug, `parents` slugs by the slug of the category
    below, and `category_ids` slugs by number. `zone` is known after the first reading.
    """

    options: SourceOptions
    files: tuple[ExportFile, ...]
    url: str = ""
    language: str = ""
    authors: dict[str, str] = {}
    author_ids: dict[str, str] = {}
    categories: dict[str, str] = {}
    parents: dict[str, str] = {}
    category_ids: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    zone: str = ""

    @property
    def base(self) -> str:
        """The path of the site, which starts and ends with a slash."""
        return (urlsplit(self.url).path.rstrip("/") if self.url else "") + "/"


def write(known: Known, name: str) -> str:
    """Write what is known into the workspace, and return the path of the file."""
    path = Path(known.options.workspace) / name
    path.write_bytes(msgspec.json.encode(known))
    return str(path)


@lru_cache(maxsize=4)
def read(path: str) -> Known:
    """What `write` has written."""
    return msgspec.json.decode(Path(path).read_bytes(), type=Known)


def zone_of(known: Known) -> ZoneInfo:
    """The zone of times that have none."""
    return ZoneInfo(known.zone or known.options.timezone or FALLBACK_ZONE)
