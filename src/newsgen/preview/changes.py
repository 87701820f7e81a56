"""Which parts of a project a set of changed paths belongs to."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsgen.index.listing import Listing, counts

SETTINGS = "newsgen.yaml"


class ProjectChanges(msgspec.Struct, frozen=True):
    """The files of `content/` that changed (None: any may have), and whether the theme or settings did.

    `listing` holds the files of `content/`, if they have been listed already.
    """

    content: tuple[str, ...] | None = ()
    theme: bool = False
    settings: bool = False
    listing: Listing | None = None


def classify(project: Path, paths: Iterable[Path] | None, listing: Listing | None = None) -> ProjectChanges:
    """Return the parts of a project that the paths belong to; None stands for everything.

    A changed folder or link may stand for any number of files, so all of `content/` counts as changed.
    """
    if paths is None:
        return ProjectChanges(None, theme=True, settings=True, listing=listing)
    files: set[str] = set()
    whole = theme = settings = False
    for path in paths:
        top, _, below = path.relative_to(project).as_posix().partition("/")
        settings = settings or (top == SETTINGS and not below)
        theme = theme or top == "templates"
        if top != "content":
            continue
        if not below or (counts(below) and (path.is_dir() or path.is_symlink())):
            whole = True
        elif counts(below):
            files.add(below)
    return ProjectChanges(None if whole or settings else tuple(sorted(files)), theme, settings, listing)
