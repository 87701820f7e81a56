"""The files of a folder that an import does not read, as its receipt names them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from newsgen.importing.receipt.counts import NOT_READ, plural
from newsgen.importing.story import Note

_NAMED = 5  # files
_MOST_KINDS = 20
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|tar|tgz|tbz2?|txz|wpress|tar\.\w{1,4})$", re.ASCII | re.I)
_SUFFIX = re.compile(r"\.\w{1,8}(?:\.(?:gz|bz2|xz|zst))?$", re.ASCII)
# What pages look like and what they show belongs to no story, or comes along with it.
_FURNITURE = re.compile(
    r"\.(?:css|s[ac]ss|less|m?js|map|ico|cur|woff2?|[ot]tf|eot|webmanifest|swf|db|ini"
    r"|jpe?g|png|gif|webp|avif|bmp|svg|tiff?|mp[34]|m4a|webm|ogg|wav|mov|avi)$"
    r"|(?:^|/)(?:robots|humans|security|(?:app-)?ads)\.txt$",
    re.I,
)
_ADVICE = {
    "exports": ("zip file", "with exports of WordPress: give each to the command by name"),
    "archive": ("archive", "that are not opened: give a zip file to the command by name, and unpack others"),
    "table": ("table", "beside saved pages: give each to the command by name if it holds stories"),
    "feed": ("feed", "beside saved pages: give each to the command by name if it holds stories"),
    "text": ("text", "beside saved pages: give each to the command by name if it holds stories"),
    "link": ("link", "that can't be followed: put a copy in the place of each"),
}


def is_archive(name: str) -> bool:
    """Whether a file is named like one that holds others."""
    return _ARCHIVE.search(name) is not None


def notes_of(folder: str, unread: Mapping[str, Sequence[str]]) -> Iterator[Note]:
    """What to say of the files that are not read, by their kind: one of the advice, or "" if it is none."""
    found: dict[str, list[str]] = {kind: [] for kind in _ADVICE}
    for kind, names in unread.items():
        for name in names:
            if not _FURNITURE.search(name):
                found.setdefault(kind or _kind(name), []).append(name)
    for kind, (noun, advice) in _ADVICE.items():
        yield from _note(found.pop(kind), noun, f"in {folder} {advice}")
    kinds = sorted(found, key=lambda kind: (-len(found[kind]), kind))
    for kind in kinds[:_MOST_KINDS]:
        yield from _note(found[kind], f"{kind} file", f"in {folder} that can't be read")
    rest = [name for kind in kinds[_MOST_KINDS:] for name in found[kind]]
    yield from _note(rest, "other file", f"in {folder} that can't be read")


def _kind(name: str) -> str:
    suffix = _SUFFIX.search(name)
    return "archive" if is_archive(name) else suffix[0].lower() if suffix else "unnamed"


def _note(names: Sequence[str], noun: str, said: str) -> Iterator[Note]:
    if names:
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        yield Note(NOT_READ, f"{plural(len(names), noun)} {said}", ", ".join(sorted(names)[:_NAMED]) + more)
