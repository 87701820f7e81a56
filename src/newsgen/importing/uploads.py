"""A folder with files of the old site, in which they are found by their paths however it was copied."""

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import msgspec

from newsgen.symlinks import is_link

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_SAMPLE = 200  # paths by which the layout is told
_DEPTH, _FOLDERS = 3, 400  # of folders that may be the top of the old site
_LISTED = 1000  # folders whose names are remembered


class Root(msgspec.Struct, frozen=True, order=True):
    """What of a path is left out, `wp-content/uploads/`, to find it below a folder."""

    prefix: str
    folder: str


class Uploads:
    """Files of the old site in a folder: its uploads, `wp-content`, its root, or a mirror of it.

    `roots` say which it is; `known_by` finds them. It can be pickled.
    """

    def __init__(self, folder: Path, roots: tuple[Root, ...]) -> None:
        self.folder = folder
        self.roots = roots
        self._names: dict[Path, dict[str, str]] = {}

    def __reduce__(self) -> tuple[type["Uploads"], tuple[Path, tuple[Root, ...]]]:
        return Uploads, (self.folder, self.roots)

    @classmethod
    def known_by(cls, folder: Path, paths: Iterable[str]) -> "Uploads":
        """The files in a folder, whose layout is told by some paths of files that may be there.

        Paths are from the root of the old site.

        Raises:
            OSError: the folder can't be read.
        """
        found = cls(folder.resolve(strict=True), ())
        os.scandir(folder).close()
        tops = list(islice(found._tops(), _FOLDERS))
        sample = dict.fromkeys(nsmallest(_SAMPLE, paths, key=_spread))
        hits: dict[Root, int] = {}
        for path in sample:
            for root in (Root(prefix, top) for prefix in _prefixes(path) for top in tops):
                if found._below(root, path):
                    hits[root] = hits.get(root, 0) + 1
        if not hits:
            return cls(found.folder, tuple(found._guessed(tops)))
        ranked = sorted(hits, key=lambda root: (-hits[root], len(root.prefix), root))
        best, *others = ranked
        return cls(found.folder, (best, *(one for one in others if not _is_within(one, best))))

    def find(self, path: str) -> Path | None:
        """The file for a path from the root of the old site, None if there is none.

        Capitals, percent-encoding and the form of accents may differ.
        """
        return next(filter(None, (self._below(root, path) for root in self.roots)), None)

    def _below(self, root: Root, path: str) -> Path | None:
        if not path.startswith(root.prefix):
            return None
        here = self.folder / root.folder
        for part in path[len(root.prefix) :].split("/"):
            names = self._listed(here)
            name = names.get(part) or names.get(_key(part))
            if not name:
                return None
            here /= name
        try:
            real = here.resolve(strict=True)
            is_whole = real.is_file() and real.stat().st_size > 0
        except (OSError, RuntimeError):  # a link that leads nowhere, or in a ring
            return None
        return real if is_whole and real.is_relative_to(self.folder) else None

    def _listed(self, folder: Path) -> dict[str, str]:
        """The names in a folder by themselves, and by what doesn't differ between copies."""
        if folder not in self._names:
            if len(self._names) >= _LISTED:
                self._names.clear()
            try:
                names = sorted(entry.name for entry in os.scandir(folder))
            except OSError:
                names = []
            found: dict[str, str] = {}
            for name in names:
                found.setdefault(_key(name), name)
            self._names[folder] = {**found, **{name: name for name in names}}
        return self._names[folder]

    def _tops(self) -> Iterator[str]:
        """The folders that may be the top of the old site, the outer ones first."""
        level = [""]
        for _ in range(_DEPTH + 1):
            yield from level
            level = [inner for folder in level for inner in self._folders(folder)]

    def _guessed(self, tops: list[str]) -> Iterator[Root]:
        """What the names of the folders say, where nothing is known of the files."""
        for top in tops:
            names = self._listed(self.folder / top)
            if "wp-content" in names:
                yield Root("", top)
            elif "uploads" in names:
                yield Root("wp-content/", top)
            elif not top and any(_YEAR.fullmatch(name) for name in names):
                yield Root("wp-content/uploads/", top)

    def _folders(self, folder: str) -> Iterator[str]:
        here = self.folder / folder
        for name in dict.fromkeys(self._listed(here).values()):
            path = here / name
            if not name.startswith(".") and path.is_dir() and not is_link(path):
                yield f"{folder}/{name}" if folder else name


def _prefixes(path: str) -> list[str]:
    """The beginnings of a path up to each of its folders."""
    return ["", *(path[: at + 1] for at, char in enumerate(path) if char == "/")]


def _is_within(root: Root, best: Root) -> bool:
    """Whether another root stands in the same tree of files: by it, a file of any month would be found."""
    is_below = not best.folder or f"{root.folder}/".startswith(f"{best.folder}/")
    return root.prefix.startswith(best.prefix) and (is_below or root.prefix != best.prefix)


def _spread(path: str) -> bytes:
    """By this order the first ones of many paths are any."""
    return blake2b(path.encode(), digest_size=8).digest()


def _key(name: str) -> str:
    return normalize("NFC", unquote(name)).casefold()
