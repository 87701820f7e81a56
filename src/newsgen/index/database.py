"""The database of the state: one file, its schema, its one writer, and what if it is damaged.

What was read, the index over it, and what was written: all of it can be deleted at any time, since the next
build reads everything again.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from newsgen.errors import OutputError, Problem
from newsgen.index import addresses, articles, files, headlines, outputs, values
from newsgen.index.addresses import Addresses
from newsgen.index.articles import Articles
from newsgen.index.files import Files
from newsgen.index.headlines import Headlines
from newsgen.index.outputs import Outputs
from newsgen.index.rows import NameRow, OutputRow, columns, insert
from newsgen.index.values import Values

_SCHEMA = "".join(part.SCHEMA for part in (values, files, articles, headlines, outputs, addresses))
_KEPT: dict[str, type[msgspec.Struct]] = {"outputs": OutputRow, "names": NameRow, **addresses.KEPT}
_PAGE_SIZE = 8192
_VERSION = zlib.crc32(f"{_SCHEMA}{_PAGE_SIZE}".encode()) >> 1  # a state of another shape is made anew
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_WRITER_CACHE, _READER_CACHE = 65536, 16384  # KiB
_PATIENCE = 5.0  # seconds, while another newsgen makes the state
_HINT = "the next build goes on where this one stopped"


StateError = sqlite3.Error  # of the state as such, whatever was asked of it


class DamagedStateError(OutputError):
    """The file is not the state that newsgen left: it was deleted, or will be made anew when next opened."""


class Database:
    """The state of one project.

    As a context manager it is the one writer, and rolls back what `commit` did not keep.

    Raises:
        OutputError: it can't be opened, or another newsgen writes to it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = self._open()
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise self._locked() from error
            hint = "make the folder writable, or delete it if it is damaged"
            raise OutputError(
                Problem(str(path), 0, 0, f"the state can't be opened: {error}", hint)
            ) from error
        self.files = Files(self.connection)
        self.articles = Articles(self.connection)
        self.headlines = Headlines(self.connection)
        self.outputs = Outputs(self.connection)
        self.addresses = Addresses(self.connection)
        self.values = Values(self.connection)

    def _locked(self) -> OutputError:
        return OutputError(
            Problem(str(self.path), 0, 0, "another newsgen is at work here", "wait until it ends")
        )

    def _open(self) -> sqlite3.Connection:
        inode = self.path.stat().st_ino if self.path.exists() else None
        db = self._connect()
        try:
            if _version(db) != _VERSION:
                _make(db)
        except sqlite3.OperationalError:
            db.close()
            raise
        except sqlite3.DatabaseError:  # not a database: it holds nothing that can't be made again
            db.close()
            if self.path.exists() and self.path.stat().st_ino == inode:  # else another newsgen was quicker
                self._delete()
            db = self._connect()
            _make(db)
        db.execute("PRAGMA busy_timeout = 0")
        return db

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=_PATIENCE)
        try:
            for setting in (
                f"page_size = {_PAGE_SIZE}",
                "journal_mode = WAL",
                "synchronous = NORMAL",
                f"cache_size = -{_WRITER_CACHE}",
            ):
                db.execute(f"PRAGMA {setting}")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                db.close()
                raise
        return db

    def _delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            self.connection.close()
            raise self._locked() from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.connection.in_transaction:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
        code = error.sqlite_errorcode & 0xFF if isinstance(error, sqlite3.Error) else sqlite3.SQLITE_OK
        if code == sqlite3.SQLITE_ERROR:  # its tables are of another shape
            with suppress(sqlite3.Error):
                self.connection.execute("PRAGMA user_version = 0")
        self.connection.close()
        if code in _DAMAGED:
            self._delete()
        if code in (*_DAMAGED, sqlite3.SQLITE_ERROR):
            hint = "delete it, and build again"
            raise DamagedStateError(Problem(str(self.path), 0, 0, f"is damaged: {error}", hint)) from error
        if code:
            raise OutputError(Problem(str(self.path), 0, 0, f"can't be written: {error}", _HINT)) from error

    def reading(self) -> Self:
        """Read what was last committed, whoever writes meanwhile; `close` ends it."""
        self.connection.execute(f"PRAGMA cache_size = -{_READER_CACHE}")
        self.connection.execute("BEGIN")
        self.values.get("")  # SQLite takes its snapshot at the first read
        return self

    def close(self) -> None:
        self.connection.close()

    def shrink(self) -> None:
        """Let go of the pages that are cached, and cache few from now on: the system has them too."""
        self.connection.execute(f"PRAGMA cache_size = -{_READER_CACHE}")
        self.connection.execute("PRAGMA shrink_memory")

    def commit(self) -> None:
        """Keep everything so far, and go on."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN IMMEDIATE")

    @contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Take back what a block did, unless it was committed, if an error leaves it."""
        self.connection.execute("SAVEPOINT block")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # all was committed, or is rolled back soon
                self.connection.execute("ROLLBACK TO block")
            raise

    def forget_content(self) -> None:
        """Forget what was read, but not what was written."""
        self.addresses.remember_content()
        for table in (*files.TABLES, *articles.TABLES, *headlines.TABLES):
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        self.values.drop_below("related ")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _make(db: sqlite3.Connection) -> None:
    """Make an empty state of one that is new, or of another shape; of two newsgens, one does.

    What was written is remembered even so: what is gone from the site must be taken out of its folder, and
    its address be kept. An id is never given again.
    """
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != _VERSION:
        kept = {table: _kept(db, table, row) for table, row in _KEPT.items()}
        last_ids = _last_ids(db)
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (name,) in db.execute(tables).fetchall():
            db.execute(f'DROP TABLE "{name}"')
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
        for table, row in _KEPT.items():
            db.executemany(insert(table, row), kept[table])
        db.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", last_ids)
        db.execute(f"PRAGMA user_version = {_VERSION}")
    db.execute("COMMIT")


def _kept(db: sqlite3.Connection, table: str, row: type[msgspec.Struct]) -> list[tuple[object, ...]]:
    """What a state of another shape has in a table, if that is kept as it is now."""
    names = [found[1] for found in db.execute(f"PRAGMA table_info({table})")]
    if names != list(row.__struct_fields__):
        return []
    return db.execute(f"SELECT {columns(row)} FROM {table}").fetchall()  # noqa: S608


def _last_ids(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """The last id that was given in each table that never gives one again."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone() is None:
        return []
    return db.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
