"""The file of the state: its tables, its one writer, what if it is damaged.

`files`, `folders`, `records`, `entries` and `features` are what was read, `articles`, `terms`, `members`,
`aliases` and `asks` the index over it, `pages` what was written. All of it can be deleted at any time: the
next build reads everything again.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgen.errors import OutputError, Problem

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE, size INTEGER, mtime INTEGER, ctime INTEGER,
    digest BLOB, warned INTEGER, media INTEGER, facts BLOB
);
CREATE TABLE folders (path TEXT PRIMARY KEY, seal BLOB) WITHOUT ROWID;
CREATE INDEX files_warned ON files (path) WHERE warned;
CREATE INDEX files_media ON files (path) WHERE media;
CREATE INDEX files_facts ON files (path, digest, media, facts) WHERE facts NOT NULL;
CREATE TABLE records (id INTEGER PRIMARY KEY, kept BLOB);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, at INTEGER, until INTEGER, draft INTEGER, entry BLOB, names BLOB
);
CREATE TABLE features (id INTEGER PRIMARY KEY, features BLOB);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, url TEXT, at INTEGER, modified INTEGER, day TEXT,
    listed INTEGER, slug TEXT, key TEXT, section TEXT, parts INTEGER, aliases INTEGER,
    origin TEXT, card INTEGER, own INTEGER, related BLOB, names BLOB
);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_slug ON articles (slug);
CREATE INDEX articles_key ON articles (key);
CREATE INDEX articles_origin ON articles (origin) WHERE origin != '';
CREATE INDEX articles_unlisted ON articles (path) WHERE NOT listed;
CREATE TABLE terms (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, slug TEXT, name TEXT, seal INTEGER, UNIQUE (kind, slug)
);
CREATE TABLE members (article INTEGER, term INTEGER, name TEXT, PRIMARY KEY (article, term)) WITHOUT ROWID;
CREATE TABLE aliases (article INTEGER, url TEXT, PRIMARY KEY (article, url)) WITHOUT ROWID;
CREATE INDEX aliases_url ON aliases (url);
CREATE TABLE asks (article INTEGER, key INTEGER, PRIMARY KEY (article, key)) WITHOUT ROWID;
CREATE INDEX asks_key ON asks (key);
CREATE TABLE flaws (article INTEGER, problem BLOB);
CREATE INDEX flaws_article ON flaws (article);
CREATE TABLE pages (
    output TEXT, file TEXT, key INTEGER, size INTEGER, mtime INTEGER, PRIMARY KEY (output, file)
) WITHOUT ROWID;
CREATE INDEX pages_key ON pages (output, key);
CREATE INDEX pages_unsure ON pages (output, file) WHERE size < 0;
"""
_PAGE = 8192  # bytes: all rows are read a third sooner than with SQLite's own 4096
_VERSION = zlib.crc32(f"{_SCHEMA}{_PAGE}".encode()) >> 1  # a state of another shape is made anew
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
_LATER = {
    name: whole
    for whole, name in re.findall(r"(CREATE INDEX ((?:articles|aliases|asks)_\w+) [^;]+)", _SCHEMA)
}
_WRITING, _LOOKING = 65536, 16384  # KiB of pages that a connection keeps
_READ = "files folders records entries features articles terms members aliases asks flaws".split()
_PATIENCE = 5.0  # seconds, while another newsgen makes the state
_AGAIN = "the next build goes on where this one stopped"


class DamagedState(Exception):  # noqa: N818 - no error of the user's: the state is made again
    """The file is not the state that newsgen left, and was deleted."""


class State:
    """The state of one project; a context manager that rolls back what `commit` did not keep."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = self._open()
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise self._taken() from error
            hint = "make the folder writable, or delete it if it is damaged"
            raise OutputError(
                Problem(str(path), 0, 0, f"the state can't be opened: {error}", hint)
            ) from error

    def _taken(self) -> OutputError:
        return OutputError(
            Problem(str(self.path), 0, 0, "another newsgen is at work here", "wait until it ends")
        )

    def _open(self) -> sqlite3.Connection:
        seen = self.path.stat().st_ino if self.path.exists() else None
        db = self._connect()
        try:
            if _version(db) != _VERSION:
                self._make(db)
        except sqlite3.OperationalError:
            db.close()
            raise
        except sqlite3.DatabaseError:  # not a database: it holds nothing that can't be made again
            db.close()
            if self.path.exists() and self.path.stat().st_ino == seen:  # else another newsgen was quicker
                self.delete()
            db = self._connect()
            self._make(db)
        db.execute("PRAGMA busy_timeout = 0")
        return db

    def _make(self, db: sqlite3.Connection) -> None:
        """Make an empty state of one that is new, or of another shape; of two newsgens, one does."""
        db.execute("BEGIN IMMEDIATE")
        if _version(db) != _VERSION:
            found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            for (name,) in db.execute(found).fetchall():
                db.execute(f"DROP TABLE {name}")
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute("COMMIT")

    def delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=_PATIENCE)
        try:
            for setting in (
                f"page_size = {_PAGE}",
                "journal_mode = WAL",
                "synchronous = NORMAL",
                f"cache_size = -{_WRITING}",
            ):
                db.execute(f"PRAGMA {setting}")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                db.close()
                raise
        return db

    def __enter__(self) -> Self:
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            self.db.close()
            raise self._taken() from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.db.in_transaction:
            with suppress(sqlite3.Error):
                self.db.execute("ROLLBACK")
        self.db.close()
        if isinstance(error, sqlite3.Error):
            if error.sqlite_errorcode & 0xFF in _DAMAGED:
                self.delete()
                raise DamagedState from error
            raise OutputError(Problem(str(self.path), 0, 0, f"can't be written: {error}", _AGAIN)) from error

    def look(self) -> Self:
        """Read what was last committed, whoever writes meanwhile; `close` ends it."""
        self.db.execute(f"PRAGMA cache_size = -{_LOOKING}")
        self.db.execute("BEGIN")
        self.meta("generation")  # SQLite takes its snapshot at the first read
        return self

    def close(self) -> None:
        self.db.close()

    def shrink(self) -> None:
        """Let go of the pages that are held, and hold few from now on: the system has them too."""
        self.db.execute(f"PRAGMA cache_size = -{_LOOKING}")
        self.db.execute("PRAGMA shrink_memory")

    def commit(self) -> None:
        """Keep everything so far, and go on."""
        self.db.execute("COMMIT")
        self.db.execute("BEGIN IMMEDIATE")

    def is_empty(self) -> bool:
        """Whether the index has no article."""
        return self.db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Fill an empty index: sorted at the end, it takes a fraction of the time, and of the log's size."""
        names = _LATER if self.is_empty() else {}
        for name in names:
            self.db.execute(f"DROP INDEX {name}")
        yield
        for statement in names.values():
            self.db.execute(statement)

    def meta(self, key: str) -> bytes:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else b""

    def metas(self, prefix: str) -> list[tuple[str, bytes]]:
        """Key and value of all whose key begins with `prefix`, by key."""
        query = "SELECT * FROM meta WHERE key >= ? AND key < ? ORDER BY key"
        return self.db.execute(query, (prefix, prefix + "~")).fetchall()

    def set_meta(self, key: str, value: bytes) -> None:
        """Keep a value; one that is kept already is not written again."""
        query = (
            "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value != ?2"
        )
        self.db.execute(query, (key, value))

    def blocks(self, name: str) -> bytes:
        """What `put_blocks` has kept."""
        return b"".join(value for _, value in self.metas(f"{name}//"))

    def put_blocks(self, name: str, blocks: Iterable[tuple[int, bytes | None]]) -> None:
        """Keep numbered blocks of bytes and no others of this name; one that is None stays as it is."""
        keys = set()
        for number, value in blocks:
            keys.add(key := f"{name}//{number:08}")
            if value is not None:
                self.set_meta(key, value)
        known = self.db.execute("SELECT key FROM meta WHERE key > ? AND key < ?", (f"{name}//", f"{name}//~"))
        gone = [row for row in known if row[0] not in keys]
        self.db.executemany("DELETE FROM meta WHERE key = ?", gone)

    def folders(self) -> dict[str, bytes]:
        """What stands for the files of each folder as they were when it was last read."""
        return dict(self.db.execute("SELECT path, seal FROM folders"))

    def put_folders(self, seals: Iterable[tuple[str, bytes]]) -> None:
        """Keep the seals of folders; an empty one is of a folder that must be looked at again."""
        self.db.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", seals)

    def drop_folders(self, folders: Iterable[str]) -> None:
        self.db.executemany("DELETE FROM folders WHERE path = ?", ((folder,) for folder in folders))

    def clear_content(self) -> None:
        """Forget what was read, but not what was written."""
        for table in _READ:
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608
        self.db.execute("DELETE FROM meta WHERE key >= 'related ' AND key < 'related~'")

    def count_articles(self) -> tuple[int, int]:
        """How many articles are listed, and how many are not shown: drafts, not due yet, or expired."""
        articles, unlisted, files, media, standing = (
            self.db.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608
            for rows in (
                "articles",
                "articles WHERE NOT listed",
                "files",
                "files WHERE media",
                "files WHERE NOT media AND"
                " (path > 'pages/' AND path < 'pages0' OR path > 'authors/' AND path < 'authors0')",
            )
        )
        return articles - unlisted, files - media - standing - articles

    def article_ids(self, paths: Iterable[str] | None = None) -> dict[str, int]:
        """The ids of articles in the index, by path: of these paths, or of all."""
        query = "SELECT path, id FROM articles"
        if paths is None:
            return dict(self.db.execute(query))
        return dict(row for path in paths for row in self.db.execute(f"{query} WHERE path = ?", (path,)))


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
