"""What stands in `content/`, and what of it is new, changed or gone since the last look."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.content import images, reader
from newsgen.content.article import Article, Reading, Status
from newsgen.content.body import Outline, outline, without
from newsgen.errors import ContentError, Problem
from newsgen.index import reading
from newsgen.index.articles import Store
from newsgen.index.entries import indexed
from newsgen.index.features import Features, features
from newsgen.index.listing import EMPTY, Folder, Found, Look, folder_of
from newsgen.index.rows import FileRow, Kept, pack, pack_facts
from newsgen.revision import revision
from newsgen.urls import Urls
from newsgen.workers import WorkerPool

_KEPT = 10_000  # files that are read before the first look keeps what it has
_NO_OUTLINE, _NO_FEATURES = Outline(""), Features()
_TRUSTED_AFTER = 2_000_000_000  # ns; the coarsest file system keeps times to two seconds


Suspect = tuple[Found, bytes | None]  # a file and the digest that it had
Progress = Callable[[str, int, int], None]


class Scan(msgspec.Struct, frozen=True):
    """What a look at `content/` found. `changed` and `gone` are paths; `broken` says what can't be read."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    broken: tuple[Problem, ...]


def forget_other_settings(store: Store, config: Config, *, full: bool = False) -> None:
    """Read everything anew when what the records depend on has changed."""
    depends = (
        revision(),
        config.timezone,
        config.permalink,
        config.language,
        config.root,
        config.host,
        config.nextpage,
        config.read_also,
        config.related,
    )
    stamp = msgspec.msgpack.encode(depends)
    if full or store.meta("settings") != stamp:
        store.clear_content()
        for key in ("seen", "order", "unrelated"):
            store.set_meta(key, b"")
        store.set_meta("settings", stamp)


def scan(
    content: Path, seen: Look, store: Store, config: Config, pool: WorkerPool, progress: Progress
) -> Scan:
    """Bring the store up to what a look at `content/` has seen.

    An unchanged file costs a stat, and the files of a folder in which nothing changed are not even compared.
    The very first keeps what it has read from time to time: after a kill, nothing has to be parsed twice.
    """
    trusted = int.from_bytes(store.meta("trusted"))
    differing = _differing(seen, store, trusted)
    size = sum(folder.size for folder in differing.values())
    changed: list[str] = []
    gone: list[str] = []
    broken: list[Problem] = []
    suspects = _suspects(differing, store, trusted, gone)
    store.put_folders((folder, b"") for folder in differing)  # until all in it is read
    first = not store.meta("generation")
    for rows, touched, problems in pool.map_batches(partial(read_all, str(content), config), suspects):
        store.put_files(rows)
        store.touch_files(touched)
        changed += [row.path for row in rows]
        broken += problems
        progress("Reading", len(changed), size)
        if first and len(changed) // _KEPT > (len(changed) - len(rows)) // _KEPT:
            store.commit()  # there is no index yet that it could be ahead of
    gone += [problem.path for problem in broken if store.file(problem.path) is not None]
    store.drop_files(gone)
    unsure = {folder_of(problem.path) for problem in broken}
    whole = {folder: seen.folders[folder] for folder in differing.keys() & seen.folders.keys() - unsure}
    store.put_folders((folder, files.seal()) for folder, files in whole.items())
    store.drop_folders(differing.keys() - seen.folders.keys())
    store.set_meta("trusted", max(0, seen.began - _TRUSTED_AFTER).to_bytes(8))
    return Scan(tuple(changed), tuple(sorted(set(gone))), tuple(broken))


def _differing(seen: Look, store: Store, trusted: int) -> dict[str, Folder]:
    """The folders in which something may have changed, sorted; those that are gone have no files.

    A file whose time is not older than `trusted`, the last look, may have changed after it within the same
    tick.
    """
    known = store.folders()
    gone = dict.fromkeys(known.keys() - seen.folders.keys(), EMPTY)
    found = {
        folder: files
        for folder, files in seen.folders.items()
        if files.newest >= trusted or known.get(folder) != files.seal()
    }
    return dict(sorted((gone | found).items()))


def _suspects(folders: dict[str, Folder], store: Store, trusted: int, gone: list[str]) -> Iterator[Suspect]:
    """The files that may have changed, folder by folder; those that are no more are put into `gone`."""
    for folder, files in folders.items():
        known = store.stats(folder)
        for found in files.files(folder):
            before = known.pop(found.path, None)
            same = before is not None and before[:3] == (found.size, found.mtime, found.ctime)
            if not same or found.mtime >= trusted:
                yield found, before[3] if before else None
        gone += known


class _Opened(msgspec.Struct, frozen=True):
    """A file with its bytes and what was read from them; or of media, the facts."""

    found: Found
    digest: bytes
    data: bytes = b""
    reading: Reading | None = None
    facts: bytes | None = None


def read_all(
    content: str, config: Config, suspects: list[Suspect]
) -> tuple[list[FileRow], list[Found], list[Problem]]:
    """Read files: the rows of those that changed, those whose bytes did not, and what is wrong.

    Each step is done for all of them before the next: a processor that goes on doing the same takes a
    seventh less time.
    """
    opened: list[_Opened] = []
    touched, problems = [], []
    for found, before in suspects:
        try:
            file = _open(content, found, config, before)
        except ContentError as error:
            problems += [problem for problem in error.problems if isinstance(problem, Problem)]
            continue
        if file is None:
            touched.append(found)
        else:
            opened.append(file)
    outlines = [_outline(file, config) for file in opened]
    tellings = list(map(_telling, opened, outlines))
    urls = Urls(config)
    rows = [_row(*one, config, urls) for one in zip(opened, outlines, tellings, strict=True)]
    return rows, touched, problems


def _open(content: str, found: Found, config: Config, before: bytes | None) -> _Opened | None:
    """Read a file, unless its bytes have the digest `before`."""
    path = f"{content}/{found.path}"
    try:
        data = reader.load(path) if reader.is_article_file(found.path) else None
        digest = _digest(path) if data is None else blake2b(data, digest_size=16).digest()
    except OSError as error:
        raise ContentError(Problem(found.path, 0, 0, f"can't be read: {error.strerror}")) from error
    if digest == before:
        return None
    if data is None:
        return _Opened(found, digest, facts=_measured(Path(path)))
    return _Opened(found, digest, data, reading.read(found.path, data, config.zone))


def _outline(file: _Opened, config: Config) -> Outline:
    if file.reading is None:
        return _NO_OUTLINE
    record = file.reading.record
    after = config.read_also.after if isinstance(record, Article) else ()
    return outline(record.body, after, file.data, file.reading.body_line)


def _telling(file: _Opened, found_in: Outline) -> Features:
    if file.reading is None or not isinstance(file.reading.record, Article):
        return _NO_FEATURES
    record = file.reading.record
    return features(record, without(record.body, found_in.spans))


def _row(file: _Opened, found_in: Outline, telling: Features, config: Config, urls: Urls) -> FileRow:
    found, digest, result = file.found, file.digest, file.reading
    stat = (found.path, found.size, found.mtime, found.ctime, digest)
    if result is None:
        return FileRow(*stat, facts=file.facts)
    bare = msgspec.structs.replace(result.record, body="")
    kept = Kept(bare, found_in, result.warnings)
    taken = indexed(kept, telling, digest, config, urls)
    warned, facts = int(bool(result.warnings)), pack_facts(_named(kept))
    return FileRow(*stat, pack(kept), warned, facts=facts, indexed=taken)


def _measured(file: Path) -> bytes | None:
    return pack_facts(images.measure(file)) if images.may_be_picture(file.name) else None


def _named(kept: Kept) -> images.Named | None:
    """The pictures that a record shows; one that was withdrawn shows none."""
    image, inside = kept.record.image, kept.outline.pictures
    if kept.record.status is Status.WITHDRAWN or not (image or inside):
        return None
    return images.Named(image.src if image else "", inside)


def _digest(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123
        return file_digest(stream, lambda: blake2b(digest_size=16)).digest()
