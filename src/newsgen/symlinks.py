"""Links in the file system: which names are links, and which of those in a tree are followed."""

import os
from pathlib import Path

_isjunction = getattr(os.path, "isjunction", None)  # Windows, from Python 3.12 on


def is_link(path: str | Path) -> bool:
    """Whether a path is a link to another file or folder."""
    return Path(path).is_symlink() or (_isjunction is not None and bool(_isjunction(path)))
