"""What newsgen remembers between builds, in SQLite: the only module with SQL.

`files` is what was read, `articles` and `terms` the index over it, `pages` what was written. All of it
can be deleted at any time: the next build reads everything again.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType

import msgspec

from newsgen.archive.rows import ArticleRow, FileRow, Found, PageRow
from newsgen.errors import OutputError, Problem

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, digest BLOB, kept BLOB, warned INTEGER,
    facts BLOB
) WITHOUT ROWID;
CREATE INDEX files_facts ON files (kept IS NULL, digest, facts) WHERE facts NOT NULL;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, url TEXT, at INTEGER, modified INTEGER, day TEXT,
    listed INTEGER, slug TEXT, key TEXT, section TEXT, parts INTEGER, digest BLOB, kept BLOB, related BLOB
);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_slug ON articles (slug); CREATE INDEX articles_key ON articles (key);
CREATE INDEX articles_order ON articles (listed, day, at, path);
CREATE TABLE terms (kind TEXT, slug TEXT, article INTEGER, name TEXT,
    PRIMARY KEY (kind, slug, article)) WITHOUT ROWID;
CREATE INDEX terms_article ON terms (article);
CREATE TABLE aliases (url TEXT, article INTEGER, PRIMARY KEY (url, article)) WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article);
CREATE TABLE pages (
    output TEXT, url TEXT, file TEXT, digest BLOB, size INTEGER, mtime INTEGER, PRIMARY KEY (output, url)
) WITHOUT ROWID;
"""
_VERSION = zlib.crc32(_SCHEMA.encode()) >> 1  # a state of another shape is made anew
_ARTICLE = "id, path, url, at, modified, day, listed, slug, key, section, parts, digest, kept, related"
_FILE = "path, size, mtime, ctime, digest, kept, warned, facts"

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
_AGAIN = "the next build goes on where this one stopped"


class DamagedState(Exception):  # noqa: N818 - no error of the user's: the state is made again
    """The file is not the state that newsgen left, and was deleted."""


class Store:
    """The state of one project; a context manager that rolls back what `commit` did not keep."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = self._open()
        except (OSError, sqlite3.Error) as error:
            hint = "make the folder writable, or delete it if it is damaged"
            raise OutputError(
                Problem(str(path), 0, 0, f"the state can't be opened: {error}", hint)
            ) from error

    def _open(self) -> sqlite3.Connection:
        db = self._connect()
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            version = -1  # not a database: it holds nothing that can't be made again
        if version == _VERSION:
            return db
        db.close()
        self.delete()
        db = self._connect()
        db.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")
        return db

    def delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=0)
        try:
            for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536"):
                db.execute(f"PRAGMA {setting}")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                db.close()
                raise
        return db

    def __enter__(self) -> "Store":
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            self.db.close()
            problem = Problem(str(self.path), 0, 0, "another newsgen is at work here", "wait until it ends")
            raise OutputError(problem) from error
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

    def commit(self) -> None:
        """Keep everything so far, and go on."""
        self.db.execute("COMMIT")
        self.db.execute("BEGIN IMMEDIATE")

    def meta(self, key: str) -> bytes:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else b""

    def set_meta(self, key: str, value: bytes) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def clear_content(self) -> None:
        """Forget what was read, but not what was written."""
        for table in ("files", "articles", "terms", "aliases"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608

    def stats(self) -> dict[str, tuple[int, int, int, bytes]]:
        """Size, mtime, ctime and digest of every file that was read."""
        found = self.db.execute("SELECT path, size, mtime, ctime, digest FROM files")
        return {row[0]: row[1:] for row in found}

    def _files(self, where: str, values: tuple[object, ...] = ()) -> Iterator[FileRow]:
        for row in self.db.execute(f"SELECT {_FILE} FROM files {where}", values):  # noqa: S608
            yield FileRow(*row)

    def file(self, path: str) -> FileRow | None:
        return next(self._files("WHERE path = ?", (path,)), None)

    def files_below(self, folder: str) -> Iterator[FileRow]:
        """The files below `folder`, which ends with a slash, in the order of their paths."""
        yield from self._files("WHERE path >= ? AND path < ? ORDER BY path", (folder, folder[:-1] + "0"))

    def records(self) -> Iterator[FileRow]:
        yield from self._files("WHERE kept IS NOT NULL")

    def facts(self) -> Iterator[tuple[str, bytes, int, bytes]]:
        """Path, digest, whether it is media, and facts of all files that are pictures or name some."""
        yield from self.db.execute("SELECT path, digest, kept IS NULL, facts FROM files WHERE facts NOT NULL")

    def warned(self) -> Iterator[FileRow]:
        yield from self._files("WHERE warned ORDER BY path")

    def media(self) -> Iterator[FileRow]:
        yield from self._files("WHERE kept IS NULL ORDER BY path")

    def put_files(self, rows: Iterable[FileRow]) -> None:
        values = (msgspec.structs.astuple(row) for row in rows)
        self.db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def touch_files(self, files: Iterable[Found]) -> None:
        """Note the new times of files whose bytes are as before."""
        values = ((found.size, found.mtime, found.ctime, found.path) for found in files)
        self.db.executemany("UPDATE files SET size = ?, mtime = ?, ctime = ? WHERE path = ?", values)

    def drop_files(self, paths: Iterable[str]) -> None:
        self.db.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def _articles(self, where: str, values: tuple[object, ...] = ()) -> Iterator[ArticleRow]:
        with closing(self.db.execute(f"SELECT {_ARTICLE} FROM articles {where}", values)) as found:  # noqa: S608
            for row in found:
                yield ArticleRow(*row)

    def _article(self, where: str, values: tuple[object, ...]) -> ArticleRow | None:
        return next(self._articles(f"{where} LIMIT 1", values), None)

    def article(self, article: int) -> ArticleRow | None:
        return self._article("WHERE id = ?", (article,))

    def article_at(self, path: str) -> ArticleRow | None:
        return self._article("WHERE path = ?", (path,))

    def article_by_url(self, url: str) -> ArticleRow | None:
        return self._article("WHERE url = ?", (url,))

    def article_by_alias(self, url: str) -> ArticleRow | None:
        owner = "SELECT article FROM aliases JOIN articles ON article = id WHERE aliases.url = ?"
        return self._article(f"WHERE id = ({owner} ORDER BY path LIMIT 1)", (url,))

    def article_titled(self, key: str, at: int, path: str) -> ArticleRow | None:
        """The listed article of a title key that came last before a moment and path, else the next after."""
        where = "WHERE key = ? AND listed AND path != ? AND (at, path)"
        values = (key, path, at, path)
        before = self._article(f"{where} < (?, ?) ORDER BY at DESC, path DESC", values)
        return before or self._article(f"{where} > (?, ?) ORDER BY at, path", values)

    def keys_from(self, start: str, end: str, path: str) -> list[str]:
        """The first two title keys from `start` up to `end`, of listed articles but the one at `path`."""
        query = (
            "SELECT DISTINCT key FROM articles WHERE key >= ? AND key < ? AND listed AND path != ? LIMIT 2"
        )
        return [row[0] for row in self.db.execute(query, (start, end, path))]

    def article_slugged(self, slug: str) -> ArticleRow | None:
        return self._article("WHERE slug = ? AND listed ORDER BY at DESC, path DESC", (slug,))

    def put_article(
        self, row: ArticleRow, terms: Iterable[tuple[str, str, str]], aliases: Iterable[str]
    ) -> int:
        """Add an article with its terms (kind, slug, name) and aliases; the row's `id` is ignored."""
        values = (None, *msgspec.structs.astuple(row)[1:])
        cursor = self.db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
        )
        article = cursor.lastrowid
        assert article is not None
        entries = [(kind, slug, article, name) for kind, slug, name in terms]
        self.db.executemany("INSERT OR IGNORE INTO terms VALUES (?, ?, ?, ?)", entries)
        places = ((url, article) for url in aliases)
        self.db.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", places)
        return article

    def drop_article(self, path: str) -> None:
        row = self.db.execute("SELECT id FROM articles WHERE path = ?", (path,)).fetchone()
        if row:
            self.db.execute("DELETE FROM terms WHERE article = ?", row)
            self.db.execute("DELETE FROM aliases WHERE article = ?", row)
            self.db.execute("DELETE FROM articles WHERE id = ?", row)

    def article_urls(self) -> Iterator[tuple[str, str, int]]:
        """Address, path and number of parts of all articles, in the order of their addresses."""
        yield from self.db.execute("SELECT url, path, parts FROM articles ORDER BY url, path")

    def counts(self) -> tuple[int, int]:
        """How many articles are listed, and how many are not shown: drafts, not due yet, or expired."""
        query = (
            "SELECT (SELECT count(*) FROM articles WHERE listed = 1),"
            " (SELECT count(*) FROM files WHERE kept IS NOT NULL AND path NOT LIKE 'pages/%'"
            " AND path NOT LIKE 'authors/%') - (SELECT count(*) FROM articles)"
        )
        listed, hidden = self.db.execute(query).fetchone()
        return int(listed), int(hidden)

    def article_paths(self) -> set[str]:
        return {row[0] for row in self.db.execute("SELECT path FROM articles")}

    def same_urls(self) -> Iterator[tuple[str, str]]:
        """Address and path of articles that share their address with another, by address and path."""
        query = (
            "SELECT url, path FROM articles WHERE url IN"
            " (SELECT url FROM articles GROUP BY url HAVING count(*) > 1) ORDER BY url, path"
        )
        yield from self.db.execute(query)

    def alias_urls(self) -> Iterator[tuple[str, str]]:
        """Old address and path of the article that it leads to."""
        query = "SELECT aliases.url, path FROM aliases JOIN articles ON article = id ORDER BY 1, 2"
        yield from self.db.execute(query)

    def listed(self) -> Iterator[tuple[int, int, str]]:
        """Id, moment and day of all listed articles, oldest first."""
        yield from self.db.execute("SELECT id, at, day FROM articles WHERE listed = 1 ORDER BY day, at, path")

    def memberships(self) -> Iterator[tuple[str, str, int]]:
        """Kind, slug and article of every place in a list."""
        yield from self.db.execute("SELECT kind, slug, article FROM terms")

    def name(self, kind: str, slug: str, article: int) -> str:
        """The name of a term as this article writes it."""
        query = "SELECT name FROM terms WHERE kind = ? AND slug = ? AND article = ?"
        return str(self.db.execute(query, (kind, slug, article)).fetchone()[0])

    def addresses(self, articles: Sequence[int]) -> list[tuple[str, int]]:
        """Address and modification of these articles, in this order."""
        query = "SELECT url, modified FROM articles WHERE id = ?"
        return [self.db.execute(query, (article,)).fetchone() for article in articles]

    def set_related(self, values: Iterable[tuple[bytes, int]]) -> None:
        self.db.executemany("UPDATE articles SET related = ? WHERE id = ?", values)

    def pages(self, output: str) -> dict[str, PageRow]:
        """By address, the pages that were written into an output folder."""
        query = "SELECT url, file, digest, size, mtime FROM pages WHERE output = ?"
        return {row[0]: PageRow(*row) for row in self.db.execute(query, (output,))}

    def put_pages(self, output: str, rows: Iterable[PageRow]) -> None:
        values = ((output, *msgspec.structs.astuple(row)) for row in rows)
        self.db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", values)

    def drop_pages(self, output: str, urls: Iterable[str]) -> None:
        self.db.executemany("DELETE FROM pages WHERE output = ? AND url = ?", ((output, url) for url in urls))
