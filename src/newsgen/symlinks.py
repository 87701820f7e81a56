"""Links in the file system: which names are links, and which of those in a tree of files are followed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from newsgen.errors import Problem

_isjunction = getattr(os.path, "isjunction", None)  # Windows, from Python 3.12 on


def is_link(path: str | Path) -> bool:
    """Whether a path is a link to another file or folder."""
    return Path(path).is_symlink() or (_isjunction is not None and bool(_isjunction(path)))


class TreeFolder(msgspec.Struct, frozen=True):
    """A folder of a tree: its path from the top with a slash behind it, and the files in it.

    `links` are those that are not followed, each by its path from the top, with the reason.
    """

    path: str
    files: list[os.DirEntry[str]]
    links: dict[str, str]


def walk(top: Path, is_ignored: Callable[[str], bool], *, anywhere: bool = False) -> Iterator[TreeFolder]:
    """All folders of a tree, with the files in them, in no order.

    A link is followed if it leads to a file or folder of the tree, or `anywhere`; one folder after another,
    but no ring. Files and folders with an ignored name don't count.

    Raises:
        OSError: a folder can't be read.
    """
    inside = None if anywhere else top.resolve()
    folders = [("", str(top), False)]
    while folders:
        below, folder, linked = folders.pop()
        files, links = list[os.DirEntry[str]](), dict[str, str]()
        for entry in list(os.scandir(folder)):
            if is_ignored(entry.name):
                continue
            link = entry.is_symlink()
            if link and (obstacle := _obstacle(Path(entry.path), inside)):
                links[below + entry.name] = obstacle
            elif entry.is_file():
                files.append(entry)
            elif link and linked:
                links[below + entry.name] = "is a link to a folder, below another such link"
            elif entry.is_dir():
                folders.append((f"{below}{entry.name}/", entry.path, link or linked))
        yield TreeFolder(below, files, links)


def unfollowed(path: str, what: str) -> Problem:
    """The warning that a link is not followed."""
    return Problem(path, 0, 0, f"{what}: it is left out", "put a copy in its place")


def _obstacle(link: Path, top: Path | None) -> str:
    """Why a link in the tree below `top` is not followed, or an empty string."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere"
    if link.parent.resolve().is_relative_to(target):
        return "is a link to a folder that it stands in"
    if top is not None and not target.is_relative_to(top):
        return f"is a link out of {top.name}/"
    return ""
