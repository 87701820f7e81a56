"""All questions that newsgen asks of its state; SQL stands here and in `state.py` only."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import msgspec

from newsgen.archive.rows import ArticleRow, FileRow, Term, unpack
from newsgen.archive.state import State
from newsgen.archive.telling import Features
from newsgen.archive.walk import Found
from newsgen.errors import Problem

_ARTICLE = (
    "a.id, a.path, a.url, a.at, a.modified, a.day, a.listed, a.slug, a.key, a.section, a.parts, a.aliases,"
    " a.origin, f.digest, r.kept, a.related, a.names"
    " FROM articles a JOIN files f ON f.id = a.id JOIN records r ON r.id = a.id"
)
_FILE = (
    "f.path, f.size, f.mtime, f.ctime, f.digest, r.kept, f.warned, f.id, f.facts"
    " FROM files f LEFT JOIN records r ON r.id = f.id"
)
_PLACE = "day, at, path, id, modified, card, own, parts, aliases"


class Store(State):
    """The state of one project: what was read, the index over it, and what was written."""

    # files

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

    def records(self) -> Iterator[FileRow]:
        """All files with a record; what changes meanwhile is seen or not, but never twice."""
        last = 0
        while rows := list(self._files("WHERE f.id > ? AND NOT f.media ORDER BY f.id LIMIT 500", (last,))):
            yield from rows
            last = rows[-1].id

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
        query = (
            "INSERT INTO files (path, size, mtime, ctime, digest, warned, media, facts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,"
            " ctime = excluded.ctime, digest = excluded.digest, warned = excluded.warned,"
            " media = excluded.media, facts = excluded.facts RETURNING id"
        )
        for row in rows:
            stat = (row.path, row.size, row.mtime, row.ctime)
            values = (*stat, row.digest, row.warned, row.kept is None, row.facts)
            found = self.db.execute(query, values).fetchone()
            if row.kept is None:
                self.db.execute("DELETE FROM records WHERE id = ?", found)
            else:
                self.db.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (*found, row.kept))

    def touch_files(self, files: Iterable[Found]) -> None:
        """Note the new times of files whose bytes are as before."""
        values = ((found.size, found.mtime, found.ctime, found.path) for found in files)
        self.db.executemany("UPDATE files SET size = ?, mtime = ?, ctime = ? WHERE path = ?", values)

    def drop_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            self.db.execute("DELETE FROM records WHERE id = (SELECT id FROM files WHERE path = ?)", (path,))
            self.db.execute("DELETE FROM files WHERE path = ?", (path,))

    # articles

    def articles(self, where: str = "", values: tuple[object, ...] = ()) -> Iterator[ArticleRow]:
        with closing(self.db.execute(f"SELECT {_ARTICLE} {where}", values)) as found:
            for row in found:
                yield ArticleRow(*row)

    def _article(self, where: str, values: tuple[object, ...]) -> ArticleRow | None:
        return next(self.articles(f"{where} LIMIT 1", values), None)

    def article(self, article: int) -> ArticleRow | None:
        return self._article("WHERE a.id = ?", (article,))

    def article_bare(self, article: int) -> ArticleRow | None:
        """An article of the index whose file may have gone: without digest and record."""
        query = "SELECT * FROM articles WHERE id = ?"
        row = self.db.execute(query, (article,)).fetchone()
        return ArticleRow(*row[:13], b"", b"", row[15], row[16]) if row else None  # type: ignore[call-arg] # thirteen of them

    def article_left(self, path: str) -> ArticleRow | None:
        """The article that was read from a path, as `article_bare` gives it."""
        found = self.article_ids([path])
        return self.article_bare(found[path]) if found else None

    def article_at(self, path: str) -> ArticleRow | None:
        return self._article("WHERE a.path = ?", (path,))

    def article_by_url(self, url: str) -> ArticleRow | None:
        return self._article("WHERE a.url = ?", (url,))

    def article_by_alias(self, url: str) -> ArticleRow | None:
        owner = "SELECT article FROM aliases JOIN articles ON article = id WHERE aliases.url = ?"
        return self._article(f"WHERE a.id = ({owner} ORDER BY path LIMIT 1)", (url,))

    def article_titled(self, key: str, at: int, path: str) -> ArticleRow | None:
        """The listed article of a title key that came last before a moment and path, else the next after."""
        where = "WHERE a.key = ? AND a.listed AND a.path != ? AND (a.at, a.path)"
        values = (key, path, at, path)
        before = self._article(f"{where} < (?, ?) ORDER BY a.at DESC, a.path DESC", values)
        return before or self._article(f"{where} > (?, ?) ORDER BY a.at, a.path", values)

    def keys_from(self, start: str, end: str, path: str) -> list[str]:
        """The first two title keys from `start` up to `end`, of listed articles but the one at `path`."""
        query = (
            "SELECT DISTINCT key FROM articles WHERE key >= ? AND key < ? AND listed AND path != ? LIMIT 2"
        )
        return [row[0] for row in self.db.execute(query, (start, end, path))]

    def article_slugged(self, slug: str) -> ArticleRow | None:
        return self._article("WHERE a.slug = ? AND a.listed ORDER BY a.at DESC, a.path DESC", (slug,))

    def article_from(self, origin: str) -> ArticleRow | None:
        """The listed article that came from an address of another site."""
        return self._article("WHERE a.origin = ? AND a.origin != '' AND a.listed ORDER BY a.path", (origin,))

    def unlisted(self) -> Iterator[ArticleRow]:
        yield from self.articles("WHERE NOT a.listed ORDER BY a.path")

    def put_article(
        self, row: ArticleRow, terms: Iterable[tuple[str, str, str]], aliases: Iterable[str]
    ) -> None:
        """Add an article with its terms (kind, slug, name) and aliases."""
        values = (
            row.id, row.path, row.url, row.at, row.modified, row.day, row.listed, row.slug, row.key,
            row.section, row.parts, row.aliases, row.origin, row.related,
        )  # fmt: skip
        self.db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)", (*values, b"")
        )
        for kind, slug, name in terms:
            self.db.execute(
                "INSERT OR IGNORE INTO members VALUES (?, ?, ?)", (row.id, self._term(kind, slug), name)
            )
        entries = ((url, row.id) for url in aliases)
        self.db.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", entries)

    def drop_article(self, article: int) -> None:
        for table in ("members", "aliases", "asks", "flaws"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
        self.db.execute("DELETE FROM articles WHERE id = ?", (article,))

    def paths(self, articles: Iterable[int]) -> list[str]:
        query = "SELECT path FROM articles WHERE id = ?"
        return [self.db.execute(query, (article,)).fetchone()[0] for article in articles]

    def same_urls(self, urls: Iterable[str] | None = None) -> Iterator[tuple[str, str, int]]:
        """Address, path and id of articles that share one of these addresses, or any, with another."""
        query = "SELECT url, path, id FROM articles WHERE url"
        if urls is None:
            group = "(SELECT url FROM articles GROUP BY url HAVING count(*) > 1)"
            yield from self.db.execute(f"{query} IN {group} ORDER BY url, path")
            return
        for url in urls:
            found = self.db.execute(f"{query} = ? ORDER BY path", (url,)).fetchall()
            yield from found if len(found) > 1 else ()

    def aliases(self, article: int) -> list[str]:
        """The old addresses of an article, sorted."""
        query = "SELECT url FROM aliases WHERE article = ? ORDER BY url"
        return [row[0] for row in self.db.execute(query, (article,))]

    def addresses(self, articles: Iterable[int]) -> list[tuple[str, int]]:
        """Address and modification of these articles, in this order."""
        query = "SELECT url, modified FROM articles WHERE id = ?"
        return [self.db.execute(query, (article,)).fetchone() for article in articles]

    def features(self, article: int) -> Features:
        """What an article tells of itself to find related ones."""
        kept = self.db.execute("SELECT kept FROM records WHERE id = ?", (article,)).fetchone()
        return unpack(kept[0]).features

    # what articles ask for

    def put_names(self, article: int, names: bytes, seals: tuple[int, int], flaws: Iterable[bytes]) -> None:
        """What the names in an article lead to; `seals` are of its card and itself. It asks for nothing."""
        query = "UPDATE articles SET names = ?, card = ?, own = ? WHERE id = ?"
        self.db.execute(query, (names, *seals, article))
        for table in ("asks", "flaws"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
        self.db.executemany("INSERT INTO flaws VALUES (?, ?)", ((article, flaw) for flaw in flaws))

    def put_asks(self, asks: Iterable[tuple[str, int]]) -> None:
        """Note what articles asked for."""
        self.db.executemany("INSERT INTO asks VALUES (?, ?)", asks)

    def asking(self, keys: Iterable[str]) -> set[int]:
        """The articles that ask for any of these."""
        query = "SELECT article FROM asks WHERE key = ?"
        return {row[0] for key in keys for row in self.db.execute(query, (key,))}

    def flaws(self, article: int | None = None) -> Iterator[Problem]:
        """What is odd about the names in an article, or in all."""
        query = "SELECT problem FROM flaws WHERE ?1 IS NULL OR article = ?1"
        for row in self.db.execute(query, (article,)):
            yield msgspec.msgpack.decode(row[0], type=Problem)

    # order, lists and related

    def places(self, articles: Sequence[int] | None = None) -> Iterator[tuple[str | int, ...]]:
        """Day, moment, path, id and the other columns of listed articles, oldest first."""
        query = f"SELECT {_PLACE} FROM articles WHERE listed"  # noqa: S608
        if articles is None:
            yield from self.db.execute(f"{query} ORDER BY day, at, path")
            return
        yield from sorted(row for a in articles for row in self.db.execute(f"{query} AND id = ?", (a,)))

    def edges(self, articles: Sequence[int] | None = None) -> Iterator[tuple[int, bytes, bytes]]:
        """Id, related and names of listed articles."""
        query = "SELECT id, related, names FROM articles WHERE listed"
        if articles is None:
            yield from self.db.execute(query)
            return
        yield from (row for a in articles for row in self.db.execute(f"{query} AND id = ?", (a,)))

    def members(self, articles: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
        """Article and term of every place in a list."""
        if articles is None:
            yield from self.db.execute("SELECT article, term FROM members")
            return
        query = "SELECT article, term FROM members WHERE article = ?"
        yield from (row for a in articles for row in self.db.execute(query, (a,)))

    def _term(self, kind: str, slug: str) -> int:
        query = "SELECT id FROM terms WHERE kind = ? AND slug = ?"
        found = self.db.execute(query, (kind, slug)).fetchone()
        if found is None:
            query = "INSERT INTO terms VALUES (NULL, ?, ?, '', 0) RETURNING id"
            found = self.db.execute(query, (kind, slug)).fetchone()
        return int(found[0])

    def terms(self) -> Iterator[Term]:
        """All lists, by kind and slug."""
        for row in self.db.execute("SELECT id, kind, slug, name, seal FROM terms ORDER BY kind, slug"):
            yield Term(*row)

    def name(self, term: int, article: int) -> str:
        """The name of a term as this article writes it."""
        query, values = "SELECT name FROM members WHERE article = ? AND term = ?", (article, term)
        return str(self.db.execute(query, values).fetchone()[0])

    def rename(self, term: int, name: str, seal: int) -> None:
        self.db.execute("UPDATE terms SET name = ?, seal = ? WHERE id = ?", (name, seal, term))

    def drop_terms(self, terms: Iterable[int]) -> None:
        self.db.executemany("DELETE FROM terms WHERE id = ?", ((term,) for term in terms))

    def set_related(self, values: Iterable[tuple[bytes, int]]) -> list[int]:
        """Give articles their related ones; the ids of those that had others."""
        query = "UPDATE articles SET related = ?1 WHERE id = ?2 AND related != ?1 RETURNING id"
        return [row[0] for value in values for row in self.db.execute(query, value)]


def _behind(folder: str) -> str:
    """What comes behind all paths below a folder, which is "" or ends with a slash."""
    return folder[:-1] + "0" if folder else chr(0x10FFFF)
