"""The files of imported stories: names that every file system takes, and that stay below their folder."""

import re
import unicodedata

from newsgen.content.slugs import kept_slug, slugify
from newsgen.importing.running.hashes import hash64

_MAX_NAME = 120  # bytes, which leaves room for a number, and for the path on Windows
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>:"/\\|?*~\x00-\x1f\x7f]')
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[-_. ]|$)")


def slug_of(typed: str, title: str, fallback: str) -> str:
    """The slug of a story: as the old site had it, else made from its headline."""
    return kept_slug(typed) or slugify(title) or f"artikel-{hash64(fallback):016x}"[:16]


def file_name(slug: str) -> str:
    """The name of the file for a slug, without a suffix; another one where that is no good name."""
    name = unicodedata.normalize("NFC", _UNSAFE.sub("-", slug)).strip("-. ")
    if len(name.encode()) > _MAX_NAME:
        name = (
            f"{name.encode()[:_MAX_NAME].decode(errors='ignore').strip('-. ')}-{hash64(slug) % 0x10000:04x}"
        )
    if not name or name.startswith(("#", "_")) or _RESERVED.match(name) or name.lower() == "index":
        name = f"a-{name}".strip("-")
    # What looks like a date at the start of a name is taken for one.
    return f"a-{name}" if _DATED.match(name) else name


def path_key(path: str) -> int:
    """What paths have in common that are one file on a file system that does not tell capitals apart."""
    return hash64(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold()))
