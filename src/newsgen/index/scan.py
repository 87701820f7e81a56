"""Compares `content/` with the files that were read, and reads what is new or changed."""

import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import Problem
from newsgen.index.database import Database
from newsgen.index.listing import EMPTY, FileStat, Folder, Listing, counts, folder_of
from newsgen.index.loader import Suspect, load
from newsgen.index.rows import FolderRow
from newsgen.revision import revision
from newsgen.workers import WorkerPool

_COMMIT_EVERY = 10_000  # files that are read, in the first scan
_TRUSTED_AFTER = 2_000_000_000  # ns; the coarsest file system keeps times to two seconds

Progress = Callable[[str, int, int], None]


class Scan(msgspec.Struct, frozen=True):
    """What a scan found. `changed` and `gone` are paths; `problems` say what can't be read."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]


def forget_outdated(database: Database, config: Config, *, full: bool = False) -> bool:
    """Forget what was read if what records depend on has changed; whether that was so."""
    depends = (
        revision(),
        config.timezone,
        config.permalink,
        config.redirect_rules,
        config.former_urls,
        config.paths,
        config.language,
        config.root,
        config.origin,
        config.nextpage,
        config.read_also,
        config.related,
        config.embeds,
        config.markdown,
        config.capitals,
    )
    stamp = msgspec.msgpack.encode(depends)
    if not full and database.values.get("settings") == stamp:
        return False
    database.forget_content()
    for key in ("seen", "order", "related pending"):
        database.values.put(key, b"")
    database.values.put("settings", stamp)
    return True


def scan(
    content: Path, listing: Listing, database: Database, config: Config, pool: WorkerPool, progress: Progress
) -> Scan:
    """Bring the files of the database up to a listing of `content/`.

    An unchanged file costs a stat, and the files of a folder in which nothing changed are not even compared.
    The very first scan keeps what it has read from time to time: after a kill, nothing is parsed twice.
    """
    files = database.files
    trusted = int.from_bytes(database.values.get("trusted"))
    differing = _differing(listing, database, trusted)
    size = sum(folder.size for folder in differing.values())
    changed: list[str] = []
    gone: list[str] = []
    problems: list[Problem] = []
    suspects = _suspects(differing, database, trusted, gone)
    files.put_folders(FolderRow(folder, b"") for folder in differing)  # until all in it is read
    is_first = not database.values.get("generation")
    for loaded in pool.map_batches(partial(load, str(content), config), suspects):
        files.put(loaded.files)
        files.touch(loaded.unchanged)
        before = len(changed)
        changed += [read.file.path for read in loaded.files]
        problems += loaded.problems
        progress("Reading", len(changed), size)
        if is_first and len(changed) // _COMMIT_EVERY > before // _COMMIT_EVERY:
            database.commit()  # there is no index yet that it could be ahead of
    gone += _unreadable(database, problems)
    files.drop(gone)
    unsure = {folder_of(problem.path) for problem in problems}
    whole = {folder: listing.folders[folder] for folder in differing.keys() & listing.folders.keys() - unsure}
    files.put_folders(FolderRow(path, folder.hash()) for path, folder in whole.items())
    files.drop_folders(differing.keys() - listing.folders.keys())
    database.values.put("trusted", max(0, listing.began - _TRUSTED_AFTER).to_bytes(8))
    return Scan(tuple(changed), tuple(sorted(set(gone))), tuple(problems))


def rescan(content: Path, database: Database, config: Config, paths: Iterable[str]) -> Scan:
    """Bring the files of the database up to these paths, whatever the files' times say."""
    files, paths = database.files, sorted(set(paths))
    suspects, gone = [], []
    for path in paths:
        before, found = files.at(path), _stat(content, path)
        if found is not None:
            suspects.append(Suspect(found, before.digest if before else None))
        elif before is not None:
            gone.append(path)
    loaded = load(str(content), config, suspects)
    files.put(loaded.files)
    files.touch(loaded.unchanged)
    gone += _unreadable(database, loaded.problems)
    files.drop(gone)
    files.put_folders(FolderRow(folder, b"") for folder in sorted({folder_of(path) for path in paths}))
    return Scan(tuple(read.file.path for read in loaded.files), tuple(gone), tuple(loaded.problems))


def _unreadable(database: Database, problems: Iterable[Problem]) -> list[str]:
    """The files that were read once, and can't be read any more."""
    paths = sorted({problem.path for problem in problems})
    return [path for path in paths if database.files.at(path) is not None]


def _stat(content: Path, path: str) -> FileStat | None:
    """The file at a path, or None where there is none that counts."""
    try:
        status = (content / path).stat()
    except OSError:
        return None
    if not counts(path) or not stat.S_ISREG(status.st_mode):
        return None
    return FileStat(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _differing(listing: Listing, database: Database, trusted: int) -> dict[str, Folder]:
    """The folders in which something may have changed, sorted; those that are gone have no files.

    A file whose time is not older than `trusted`, the last scan, may have changed after it within the same
    tick.
    """
    known = database.files.folders()
    gone = dict.fromkeys(known.keys() - listing.folders.keys(), EMPTY)
    differing = {
        path: folder
        for path, folder in listing.folders.items()
        if folder.newest >= trusted or known.get(path) != folder.hash()
    }
    return dict(sorted((gone | differing).items()))


def _suspects(
    folders: dict[str, Folder], database: Database, trusted: int, gone: list[str]
) -> Iterator[Suspect]:
    """The files that may have changed, folder by folder; those that are no more are put into `gone`."""
    for folder, files in folders.items():
        known = database.files.known(folder)
        for found in files.files(folder):
            before = known.pop(found.path, None)
            same = before and (before.size, before.mtime, before.ctime) == (
                found.size,
                found.mtime,
                found.ctime,
            )
            if not same or found.mtime >= trusted:
                yield Suspect(found, before.digest if before else None)
        gone += known
