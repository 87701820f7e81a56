"""The files of `content/` as they were read: their times, their records, and their index entries."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from msgspec.structs import astuple, replace

from newsgen.index.features import Features
from newsgen.index.listing import FileStat
from newsgen.index.rows import (
    EntryRow,
    FeaturesRow,
    File,
    FileRow,
    Flawed,
    FolderRow,
    ImageRow,
    KnownFile,
    MediaRow,
    ReadFile,
    RecordRow,
    ShowableRow,
    columns,
    create_table,
    insert,
    unpack_features,
)

_ID = "PRIMARY KEY"
SCHEMA = (
    create_table("files", FileRow, id="PRIMARY KEY AUTOINCREMENT", path="UNIQUE")
    + create_table("folders", FolderRow, path=_ID)
    + create_table("records", RecordRow, id=_ID)
    + create_table("entries", EntryRow, id=_ID)
    + create_table("features", FeaturesRow, id=_ID)
    + "CREATE INDEX files_warned ON files (path) WHERE warned;\n"
    "CREATE INDEX files_no_alt ON files (path, no_alt) WHERE no_alt;\n"
    "CREATE INDEX files_long_title ON files (path) WHERE long_title;\n"
    "CREATE INDEX files_media ON files (path) WHERE media;\n"
    "CREATE INDEX files_images ON files (path, digest, media, images) WHERE images NOT NULL;\n"
)
TABLES = ("files", "folders", "records", "entries", "features")

_SELECT = f"SELECT {columns(FileRow, 'f')}, r.record FROM files f LEFT JOIN records r ON r.id = f.id"  # noqa: S608
_PUT_FILE = f"{insert('files', FileRow)} ON CONFLICT (path) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in FileRow.__struct_fields__ if name not in ("id", "path")
)
_SHOWABLE = (
    "SELECT entries.id, at, until, draft, (SELECT listed FROM articles WHERE id = entries.id), path, entry"
    " FROM entries JOIN files USING (id)"
)
_BATCH = 500


class Files:
    """The files of one project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def _find(self, where: str, values: tuple[object, ...] = ()) -> Iterator[File]:
        for row in self._db.execute(f"{_SELECT} {where}", values):
            yield File(*row)

    def at(self, path: str) -> File | None:
        return next(self._find("WHERE f.path = ?", (path,)), None)

    def get(self, file: int) -> File | None:
        return next(self._find("WHERE f.id = ?", (file,)), None)

    def below(self, folder: str) -> Iterator[File]:
        """The files below `folder`, which ends with a slash, in the order of their paths."""
        yield from self._find("WHERE f.path >= ? AND f.path < ? ORDER BY f.path", (folder, _behind(folder)))

    def with_digests(self, digests: Collection[bytes]) -> dict[bytes, str]:
        """By digest, the path of a text with these bytes; of several, the one that comes last."""
        rows = self._db.execute("SELECT digest, path FROM files WHERE NOT media ORDER BY path")
        return {digest: path for digest, path in rows if digest in digests}

    def with_warnings(self) -> Iterator[File]:
        yield from self._find("WHERE f.warned ORDER BY f.path")

    def flawed(self, flaw: Literal["no_alt", "long_title"], most: int) -> Flawed:
        """How often texts have a flaw, in how many, and the paths of the first."""
        where = f"FROM files WHERE {flaw}"
        times, count = self._db.execute(f"SELECT total({flaw}), count(*) {where}").fetchone()
        first = self._db.execute(f"SELECT path {where} ORDER BY path LIMIT ?", (most,))
        return Flawed(int(times), count, tuple(path for (path,) in first))

    def path(self, file: int) -> str:
        return str(self._db.execute("SELECT path FROM files WHERE id = ?", (file,)).fetchone()[0])

    def has_media(self, path: str) -> bool:
        return (
            self._db.execute("SELECT 1 FROM files WHERE path = ? AND media", (path,)).fetchone() is not None
        )

    def media(self) -> Iterator[MediaRow]:
        """Every media file, in the order of their paths."""
        query = f"SELECT {columns(MediaRow)} FROM files WHERE media ORDER BY path"  # noqa: S608
        yield from (MediaRow(*row) for row in self._db.execute(query))

    def images(self) -> Iterator[ImageRow]:
        """The files that are pictures, and the texts that name some."""
        query = "SELECT id, path, digest, media, images, id IN (SELECT id FROM articles WHERE listed)"
        rows = self._db.execute(f"{query} FROM files WHERE images NOT NULL")
        yield from (ImageRow(*row) for row in rows)

    def features(self, article: int) -> Features:
        """What the related stories of an article are found by."""
        found = self._db.execute("SELECT features FROM features WHERE id = ?", (article,)).fetchone()
        return unpack_features(found[0])

    def showable(self, paths: Iterable[str] | None = None) -> Iterator[ShowableRow]:
        """The articles read from these paths, or all.

        What changes meanwhile is seen or not, but never twice.
        """
        if paths is not None:
            query = f"{_SHOWABLE} WHERE path = ?"
            yield from (ShowableRow(*row) for path in paths for row in self._db.execute(query, (path,)))
            return
        last, query = 0, f"{_SHOWABLE} WHERE entries.id > ? ORDER BY entries.id LIMIT {_BATCH}"
        while rows := self._db.execute(query, (last,)).fetchall():
            yield from (ShowableRow(*row) for row in rows)
            last = rows[-1][0]

    # what a scan writes

    def known(self, folder: str) -> dict[str, KnownFile]:
        """By path, every file that was read from a folder itself, which is "" or ends with a slash."""
        inside = "path >= ?1 AND path < ?2 AND instr(substr(path, length(?1) + 1), '/') = 0"
        query = f"SELECT {columns(KnownFile)} FROM files WHERE {inside}"  # noqa: S608
        return {row[0]: KnownFile(*row) for row in self._db.execute(query, (folder, _behind(folder)))}

    def put(self, files: Iterable[ReadFile]) -> None:
        """Add files, or put them in the place of those with the same path, which keep their ids."""
        last = self._last_id()
        numbered = list(self._numbered(files, last))
        self._remember(read.file.path for read in numbered if read.file.id <= last)
        self._db.executemany(_PUT_FILE, (astuple(read.file) for read in numbered))
        for table, row, rows in (
            ("records", RecordRow, (read.record for read in numbered)),
            ("entries", EntryRow, (read.entry for read in numbered)),
            ("features", FeaturesRow, (read.features for read in numbered)),
        ):
            self._db.executemany(insert(table, row, replace=True), map(astuple, filter(None, rows)))

    def _last_id(self) -> int:
        """The last id that a file was given."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'files'"
        return int((self._db.execute(query).fetchone() or (0,))[0])

    def _numbered(self, files: Iterable[ReadFile], last: int) -> Iterator[ReadFile]:
        """Files with their ids; a new one gets the next after the last that a file was given."""
        for read in files:
            known = self._db.execute("SELECT id FROM files WHERE path = ?", (read.file.path,)).fetchone()
            last += known is None
            id_ = known[0] if known else last
            yield ReadFile(
                replace(read.file, id=id_),
                read.record and replace(read.record, id=id_),
                read.entry and replace(read.entry, id=id_),
                read.features and replace(read.features, id=id_),
            )

    def touch(self, files: Iterable[FileStat]) -> None:
        """Note the new times of files whose bytes are as before."""
        values = ((stat.size, stat.mtime, stat.ctime, stat.path) for stat in files)
        self._db.executemany("UPDATE files SET size = ?, mtime = ?, ctime = ? WHERE path = ?", values)

    def _remember(self, paths: Iterable[str]) -> None:
        """Remember of files that change or go what they were when they were last published."""
        query = (
            "INSERT OR IGNORE INTO former_files SELECT f.id, f.path, f.digest, coalesce(a.key, ''), r.record"
            " FROM files f LEFT JOIN articles a USING (id) LEFT JOIN records r USING (id) WHERE f.path = ?"
        )
        self._db.executemany(query, ((path,) for path in paths))

    def drop(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._remember([path])
            for (file,) in self._db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchall():
                for table in ("records", "entries", "features", "files"):
                    self._db.execute(f"DELETE FROM {table} WHERE id = ?", (file,))  # noqa: S608

    def folders(self) -> dict[str, bytes]:
        """By path, the hash of each folder as it was when it was last read."""
        return dict(self._db.execute("SELECT path, hash FROM folders"))

    def put_folders(self, folders: Iterable[FolderRow]) -> None:
        self._db.executemany(insert("folders", FolderRow, replace=True), map(astuple, folders))

    def drop_folders(self, paths: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM folders WHERE path = ?", ((path,) for path in paths))


def _behind(folder: str) -> str:
    """What comes behind all paths below a folder, which is "" or ends with a slash."""
    return folder[:-1] + "0" if folder else chr(0x10FFFF)
