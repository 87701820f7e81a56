"""What stands in `content/`, and what of it is new, changed or gone since the last look."""

import os
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b, file_digest
from pathlib import Path

import msgspec

from newsgen.archive.rows import FileRow, Kept, pack
from newsgen.archive.store import Store
from newsgen.config import Config
from newsgen.content import reading
from newsgen.content.article import Article
from newsgen.content.body import Outline, outline
from newsgen.errors import ContentError, Problem

_BACKUP = ("~", ".bak", ".orig", ".swp", ".tmp", ".part", ".crdownload")
_TRUSTED_AFTER = 2_000_000_000  # ns; the coarsest file system keeps times to two seconds


class Found(msgspec.Struct, frozen=True):
    """A file as the file system tells it, times in nanoseconds."""

    path: str
    size: int
    mtime: int
    ctime: int


class Scan(msgspec.Struct, frozen=True):
    """What a look at `content/` found. `changed` and `gone` are paths; `broken` says what can't be read."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    broken: tuple[Problem, ...]


def walk(content: Path) -> Iterator[Found]:
    """All files that count, in no order: nothing hidden, no editor's backups, no link out of `content/`.

    Raises:
        ContentError: a folder can't be read, or a file's name is not text.
    """
    top = content.resolve()
    folders = [("", str(content))]
    while folders:
        below, folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            raise ContentError(
                Problem(below or str(content), 0, 0, f"can't be read: {error.strerror}")
            ) from error
        for entry in entries:
            path = below + entry.name
            if entry.name.startswith((".", "#")) or entry.name.endswith(_BACKUP):
                continue
            if entry.is_symlink() and not _stays_inside(entry.path, top):
                continue
            if entry.is_dir():
                folders.append((path + "/", entry.path))
            elif entry.is_file():
                yield _found(path, entry.stat())


def _stays_inside(path: str, top: Path) -> bool:
    """Whether a link leads to a file or folder of `content/`, and not to one that it stands in itself."""
    target = Path(path).resolve()
    return target.is_relative_to(top) and not Path(path).parent.resolve().is_relative_to(target)


def _found(path: str, status: os.stat_result) -> Found:
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "backslashreplace").decode()
        raise ContentError(Problem(shown, 0, 0, "the file's name is not UTF-8", "rename it")) from None
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def scan(content: Path, store: Store, config: Config, progress: Callable[[int, int], None]) -> Scan:
    """Bring the store's files up to what stands in `content/`; an unchanged file costs a stat.

    `progress` is called with how many files were read so far, and how many are to be.
    """
    started = time.time_ns()
    trusted = int.from_bytes(store.meta("trusted") or b"")
    known = store.stats()
    present: set[str] = set()
    suspects = []
    for found in walk(content):
        present.add(found.path)
        before = known.get(found.path)
        if before is None or before[:3] != (found.size, found.mtime, found.ctime) or found.mtime >= trusted:
            suspects.append(found)
    suspects.sort(key=lambda found: found.path)
    changed, broken = [], []
    rows = []
    for number, found in enumerate(suspects):
        progress(number, len(suspects))
        before = known.get(found.path)
        try:
            row = _read(content, found, config, before[3] if before else None)
        except ContentError as error:
            broken += [problem for problem in error.problems if isinstance(problem, Problem)]
            present.discard(found.path)
            continue
        if row is None:
            assert before is not None
            store.touch_file(found.path, found.size, found.mtime, found.ctime)
            continue
        changed.append(found.path)
        rows.append(row)
        if len(rows) >= 1000:
            store.put_files(rows)
            rows.clear()
    store.put_files(rows)
    gone = tuple(sorted(known.keys() - present))
    store.drop_files(gone)
    store.set_meta("trusted", max(0, started - _TRUSTED_AFTER).to_bytes(8))
    return Scan(tuple(changed), gone, tuple(broken))


def _read(content: Path, found: Found, config: Config, before: bytes | None) -> FileRow | None:
    """Read a file into a row, or None if its bytes are those of `before`."""
    file = content / found.path
    try:
        if not reading.is_article_file(found.path):
            with file.open("rb") as stream:
                digest = file_digest(stream, lambda: blake2b(digest_size=16)).digest()
            return None if digest == before else _row(found, digest)
        data = file.read_bytes()
    except OSError as error:
        raise ContentError(Problem(found.path, 0, 0, f"can't be read: {error.strerror}")) from error
    digest = blake2b(data, digest_size=16).digest()
    if digest == before:
        return None
    result = reading.read(found.path, data, config.zone)
    record = result.record
    is_article = isinstance(record, Article)
    sketch = outline(record.body, config.read_also.after) if is_article else Outline(summary="")
    kept = Kept(msgspec.structs.replace(record, body=""), sketch, result.warnings)
    return _row(found, digest, pack(kept), bool(result.warnings))


def _row(found: Found, digest: bytes, kept: bytes | None = None, warned: bool = False) -> FileRow:
    return FileRow(found.path, found.size, found.mtime, found.ctime, digest, kept, int(warned))
