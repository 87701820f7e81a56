"""A look at a few files of `content/` that are known to have changed, without walking all of it."""

import stat
from collections.abc import Iterable
from pathlib import Path

from newsgen.config import Config
from newsgen.index.articles import Store
from newsgen.index.listing import BACKUP, Found, folder_of
from newsgen.index.scan import Scan, read_all


def counts(path: str) -> bool:
    """Whether a file of this path, from `content/`, is one that a scan looks at."""
    return not any(part.startswith((".", "#")) or part.endswith(BACKUP) for part in path.split("/"))


def rescan(content: Path, store: Store, config: Config, paths: Iterable[str]) -> Scan:
    """Bring the store's files up to what stands at these paths, whatever the files' times say."""
    paths = sorted(set(paths))
    suspects, gone = [], []
    for path in paths:
        before = store.file(path)
        found = _found(content, path)
        if found is not None:
            suspects.append((found, before.digest if before else None))
        elif before is not None:
            gone.append(path)
    rows, touched, broken = read_all(str(content), config, suspects)
    store.put_files(rows)
    store.touch_files(touched)
    gone += [path for path in sorted({problem.path for problem in broken}) if store.file(path) is not None]
    store.drop_files(gone)
    store.put_folders((folder, b"") for folder in sorted({folder_of(path) for path in paths}))
    return Scan(tuple(row.path for row in rows), tuple(gone), tuple(broken))


def _found(content: Path, path: str) -> Found | None:
    """The file at a path, or None where there is none that counts."""
    try:
        status = (content / path).stat()
    except OSError:
        return None
    if not counts(path) or not stat.S_ISREG(status.st_mode):
        return None
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
