"""What the state knows of files: their times, their records, and what the index takes from them."""

from collections.abc import Iterable, Iterator

from newsgen.index.features import Features
from newsgen.index.listing import Found
from newsgen.index.outputs import Written
from newsgen.index.rows import FileRow, Showing, unpack_features

_FILE = (
    "f.path, f.size, f.mtime, f.ctime, f.digest, r.kept, f.warned, f.id, f.facts"
    " FROM files f LEFT JOIN records r ON r.id = f.id"
)
_SHOWING = (
    "SELECT entries.id, at, until, draft, entries.id IN (SELECT id FROM articles), path, entry"
    " FROM entries JOIN files USING (id)"
)


class Files(Written):
    """The files of one project, as they were read."""

    def stats(self, folder: str) -> dict[str, tuple[int, int, int, bytes]]:
        """Size, mtime, ctime and digest of every file that was read from a folder, "" or with a slash."""
        inside = "path >= ?1 AND path < ?2 AND instr(substr(path, length(?1) + 1), '/') = 0"
        query = f"SELECT path, size, mtime, ctime, digest FROM files WHERE {inside}"  # noqa: S608
        return {row[0]: row[1:] for row in self.db.execute(query, (folder, _behind(folder)))}

    def _files(self, where: str, values: tuple[object, ...] = ()) -> Iterator[FileRow]:
        for row in self.db.execute(f"SELECT {_FILE} {where}", values):
            yield FileRow(*row)

    def file(self, path: str) -> FileRow | None:
        return next(self._files("WHERE f.path = ?", (path,)), None)

    def file_numbered(self, file: int) -> FileRow | None:
        return next(self._files("WHERE f.id = ?", (file,)), None)

    def path_of(self, file: int) -> str:
        return str(self.db.execute("SELECT path FROM files WHERE id = ?", (file,)).fetchone()[0])

    def has_media(self, path: str) -> bool:
        return self.db.execute("SELECT 1 FROM files WHERE path = ? AND media", (path,)).fetchone() is not None

    def files_below(self, folder: str) -> Iterator[FileRow]:
        """The files below `folder`, which ends with a slash, in the order of their paths."""
        where = "WHERE f.path >= ? AND f.path < ? ORDER BY f.path"
        yield from self._files(where, (folder, _behind(folder)))

    def kept(self, file: int) -> bytes:
        """The packed record of a file, which has one."""
        return bytes(self.db.execute("SELECT kept FROM records WHERE id = ?", (file,)).fetchone()[0])

    def warned(self) -> Iterator[FileRow]:
        yield from self._files("WHERE f.warned ORDER BY f.path")

    def media(self) -> Iterator[tuple[int, str, bytes]]:
        """Id, path and digest of every media file, in the order of their paths."""
        yield from self.db.execute("SELECT id, path, digest FROM files WHERE media ORDER BY path")

    def facts(self) -> Iterator[tuple[str, bytes, int, bytes, int, int]]:
        """Of files that are pictures or name some: path, digest, if media, facts, id, if an article."""
        query = "SELECT path, digest, media, facts, id, id IN (SELECT id FROM articles)"
        yield from self.db.execute(f"{query} FROM files WHERE facts NOT NULL")

    def put_files(self, rows: Iterable[FileRow]) -> None:
        """Add files, or put them in the place of those with the same path, which keep their ids."""
        numbered = list(self._numbered(rows))
        self.db.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,"
            " ctime = excluded.ctime, digest = excluded.digest, warned = excluded.warned,"
            " media = excluded.media, facts = excluded.facts",
            (
                (
                    id_,
                    row.path,
                    row.size,
                    row.mtime,
                    row.ctime,
                    row.digest,
                    row.warned,
                    row.kept is None,
                    row.facts,
                )
                for id_, row in numbered
            ),
        )
        records = ((id_, row.kept) for id_, row in numbered if row.kept is not None)
        self.db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?)", records)
        taken = [(id_, row.indexed) for id_, row in numbered if row.indexed]
        self.db.executemany(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)",
            ((id_, of.at, of.until, of.draft, of.entry, of.names) for id_, of in taken),
        )
        features = ((id_, of.features) for id_, of in taken)
        self.db.executemany("INSERT OR REPLACE INTO features VALUES (?, ?)", features)

    def _numbered(self, rows: Iterable[FileRow]) -> Iterator[tuple[int, FileRow]]:
        """Files with their ids; a new one gets the next that no file ever had."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'files'"
        last = (self.db.execute(query).fetchone() or (0,))[0]
        for row in rows:
            known = self.db.execute("SELECT id FROM files WHERE path = ?", (row.path,)).fetchone()
            last += known is None
            yield known[0] if known else last, row

    def touch_files(self, files: Iterable[Found]) -> None:
        """Note the new times of files whose bytes are as before."""
        values = ((found.size, found.mtime, found.ctime, found.path) for found in files)
        self.db.executemany("UPDATE files SET size = ?, mtime = ?, ctime = ? WHERE path = ?", values)

    def drop_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            for (file,) in self.db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchall():
                for table in ("records", "entries", "features", "files"):
                    self.db.execute(f"DELETE FROM {table} WHERE id = ?", (file,))  # noqa: S608

    # what the index takes

    def showings(self, paths: Iterable[str] | None = None) -> Iterator[Showing]:
        """Of the articles read from these paths, or of all: when each is shown, and what it gives the index.

        What changes meanwhile is seen or not, but never twice.
        """
        if paths is not None:
            query = f"{_SHOWING} WHERE path = ?"
            yield from (Showing(*row) for path in paths for row in self.db.execute(query, (path,)))
            return
        last, query = 0, f"{_SHOWING} WHERE entries.id > ? ORDER BY entries.id LIMIT 500"
        while rows := self.db.execute(query, (last,)).fetchall():
            yield from (Showing(*row) for row in rows)
            last = rows[-1][0]

    def features(self, article: int) -> Features:
        """What an article tells of itself to find related ones."""
        found = self.db.execute("SELECT features FROM features WHERE id = ?", (article,)).fetchone()
        return unpack_features(found[0])


def _behind(folder: str) -> str:
    """What comes behind all paths below a folder, which is "" or ends with a slash."""
    return folder[:-1] + "0" if folder else chr(0x10FFFF)
