"""Which parts of a project changed, told from the paths that did."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsgen.index.listing import Listing, counts

SETTINGS = "newsgen.yaml"


class Changed(msgspec.Struct, frozen=True):
    """What of a project changed: files of `content/` (None is all of them), the theme, the settings.

    `seen` is what stands in `content/`, where somebody had a look already.
    """

    content: tuple[str, ...] | None = ()
    theme: bool = False
    settings: bool = False
    seen: Listing | None = None


def sorted_out(project: Path, paths: Iterable[Path] | None, seen: Listing | None = None) -> Changed:
    """The parts of a project that the paths are of; None is everything.

    After a folder or a link, all of `content/` has to be looked at.
    """
    if paths is None:
        return Changed(None, theme=True, settings=True, seen=seen)
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
    return Changed(None if whole or settings else tuple(sorted(files)), theme, settings, seen)
