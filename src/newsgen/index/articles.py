"""The articles that are shown: where they are, in which lists, and what they lead to."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import astuple

from newsgen.content.reader import DOCUMENTS
from newsgen.errors import Problem
from newsgen.index.rows import (
    AliasRow,
    ArticleRow,
    AskRow,
    IndexedArticle,
    LinkingRow,
    Location,
    MemberRow,
    MentioningRow,
    ModifiedRow,
    NamedRow,
    OldLink,
    OldPlace,
    OldUrl,
    Placed,
    RelatedRow,
    ResolvedRow,
    ShardRow,
    SharedUrl,
    Target,
    TermRow,
    columns,
    create_table,
    insert,
    unpack_problems,
)

_ID = "PRIMARY KEY"
_INDEXES = {
    "articles_url": "articles (url)",
    "articles_slug": "articles (slug)",
    "articles_key": "articles (key)",
    "articles_origin": "articles (origin) WHERE origin != ''",
    "articles_unlisted": "articles (path) WHERE NOT listed",
    "aliases_url": "aliases (url)",
    "aliases_shard": "aliases (shard, hash) WHERE shard != ''",
    "asks_key": "asks (key)",
}
_CREATE_INDEXES = [f"CREATE INDEX {name} ON {on};\n" for name, on in _INDEXES.items()]
SCHEMA = (
    create_table("articles", IndexedArticle, id=_ID, path="UNIQUE")
    + create_table("terms", TermRow, id="PRIMARY KEY AUTOINCREMENT")
    + "CREATE UNIQUE INDEX terms_slug ON terms (kind, slug);\n"
    + create_table("members", MemberRow, table="PRIMARY KEY (article, term)")
    + create_table("aliases", AliasRow, table="PRIMARY KEY (article, url)")
    + create_table("asks", AskRow, table="PRIMARY KEY (article, key)")
    + create_table("resolved", ResolvedRow, article=_ID)
    + "CREATE INDEX resolved_problems ON resolved (article) WHERE problems NOT NULL;\n"
    + create_table("related", RelatedRow, article=_ID)
    + "".join(_CREATE_INDEXES)
)
TABLES = ("articles", "terms", "members", "aliases", "asks", "resolved", "related")

_ARTICLE = (
    f"SELECT {columns(IndexedArticle, 'a')}, f.digest, r.record, s.refs, l.related FROM articles a"  # noqa: S608
    " JOIN files f USING (id) JOIN records r USING (id)"
    " LEFT JOIN resolved s ON s.article = a.id LEFT JOIN related l ON l.article = a.id"
)
_TARGET = f"SELECT {columns(Target)} FROM articles"  # noqa: S608
_LOCATION = f"SELECT {columns(Location)} FROM articles"  # noqa: S608
_OLD_URL = (
    "(SELECT article FROM aliases JOIN articles ON article = id WHERE aliases.url = ?"
    " ORDER BY rule != 0, path LIMIT 1)"
)
_OLD_ORDER = "shard != '', rule != 0, url"
_OLD_LINK = (
    "SELECT o.url, o.query, o.rule, a.url FROM aliases AS o JOIN articles AS a ON a.id = o.article WHERE 1"
)
_BY_URL = "ORDER BY o.url, o.rule != 0, a.path"
_PLACED = (
    "SELECT day, at, path, id, modified, coalesce(s.card, a.card), coalesce(s.own, a.own), parts, aliases,"
    " queries, lead FROM articles a LEFT JOIN resolved s ON s.article = a.id WHERE listed"
)
_LINKING = (
    "SELECT id, related, refs FROM articles"
    " LEFT JOIN resolved s ON s.article = id LEFT JOIN related l ON l.article = id WHERE listed"
)
_MENTIONING = (
    f"SELECT {columns(Target, 'a')}, e.mentions, a.card, a.own"  # noqa: S608
    " FROM entries e JOIN articles a USING (id) WHERE e.mentions NOT NULL AND"
)
_DOCUMENT = " OR ".join(f"path > '{folder}' AND path < '{folder[:-1]}0'" for folder in DOCUMENTS)
_ANSWERING = {
    "path": "path = :value",
    "url": "(url = :value OR id IN (SELECT article FROM aliases WHERE url = :value))",
    "origin": "origin = :value AND origin != ''",
    "title": "key = :value",
    "cut": "key >= :value AND key < :end",
}
_BATCH = 500


class Articles:
    """The articles of one project that are shown, and the lists that they stand in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def _first(self, where: str, values: tuple[object, ...]) -> ArticleRow | None:
        row = self._db.execute(f"{_ARTICLE} {where} LIMIT 1", values).fetchone()
        return ArticleRow(*row) if row else None

    def get(self, article: int) -> ArticleRow | None:
        return self._first("WHERE a.id = ?", (article,))

    def at(self, path: str) -> ArticleRow | None:
        return self._first("WHERE a.path = ?", (path,))

    def at_url(self, url: str) -> ArticleRow | None:
        return self._first("WHERE a.url = ?", (url,))

    def at_old_url(self, url: str) -> ArticleRow | None:
        return self._first(f"WHERE a.id = {_OLD_URL}", (url,))

    def unlisted(self) -> Iterator[ArticleRow]:
        """The articles that have an address but stand in no list, by path."""
        rows = self._db.execute(f"{_ARTICLE} WHERE NOT a.listed ORDER BY a.path")
        yield from (ArticleRow(*row) for row in rows)

    def indexed(self, article: int) -> IndexedArticle | None:
        """What the index has of an article, whose file may have gone."""
        query = f"SELECT {columns(IndexedArticle)} FROM articles WHERE id = ?"  # noqa: S608
        row = self._db.execute(query, (article,)).fetchone()
        return IndexedArticle(*row) if row else None

    def ids(self, paths: Iterable[str]) -> dict[str, int]:
        """By path, the ids of the articles at these paths."""
        query = "SELECT path, id FROM articles WHERE path = ?"
        return dict(row for path in paths for row in self._db.execute(query, (path,)))

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None

    def location(self, article: int) -> Location | None:
        row = self._db.execute(f"{_LOCATION} WHERE id = ?", (article,)).fetchone()
        return Location(*row) if row else None

    def old_urls(self, article: int) -> list[OldUrl]:
        """The old addresses of an article."""
        query = f"SELECT {columns(OldUrl)} FROM aliases WHERE article = ? ORDER BY {_OLD_ORDER}"  # noqa: S608
        return [OldUrl(*row) for row in self._db.execute(query, (article,))]

    def shards(self) -> Iterator[ShardRow]:
        """All shards of old addresses, by address."""
        query = "SELECT shard, count(*), sum(hash) FROM aliases WHERE shard != '' GROUP BY shard"
        yield from (ShardRow(*row) for row in self._db.execute(query))

    def old_links_of(self, shard: str) -> Iterator[OldLink]:
        """The old addresses of articles in a shard, sorted."""
        yield from (
            OldLink(*row)
            for row in self._db.execute(f"{_OLD_LINK} AND o.shard = ? AND o.shard != '' {_BY_URL}", (shard,))
        )

    def old_links(self, most: int = -1) -> Iterator[OldLink]:
        """The old addresses of articles that no pattern answers, sorted, at most so many.

        Of two articles with the same one, the one has it that would have its page.
        """
        where = "AND rule <= 0"
        yield from (
            OldLink(*row) for row in self._db.execute(f"{_OLD_LINK} {where} {_BY_URL} LIMIT ?", (most,))
        )

    def old_places(self) -> Iterator[OldPlace]:
        """All old addresses of articles that have no query, each with its place among the article's own."""
        place = f"row_number() OVER (PARTITION BY article ORDER BY {_OLD_ORDER}) - 1"
        query = f"SELECT article, {place}, url, rule FROM aliases WHERE shard = ''"  # noqa: S608
        yield from (OldPlace(*row) for row in self._db.execute(query))

    def old_link_hashes(self) -> tuple[int, int]:
        """How many old addresses of articles no pattern answers, and the sum of their hashes."""
        query = "SELECT count(*), coalesce(sum(hash), 0) FROM aliases WHERE rule <= 0"
        count, hashes = self._db.execute(query).fetchone()
        return count, hashes

    def named(self) -> Iterator[NamedRow]:
        """All articles that have an address, listed or not, by path."""
        query = f"SELECT {columns(NamedRow)} FROM articles ORDER BY path"  # noqa: S608
        yield from (NamedRow(*row) for row in self._db.execute(query))

    def every_old_url(self) -> Iterator[AliasRow]:
        """The old addresses of all articles."""
        query = f"SELECT {columns(AliasRow)} FROM aliases ORDER BY article, url"  # noqa: S608
        yield from (AliasRow(*row) for row in self._db.execute(query))

    def modified(self, articles: Iterable[int]) -> list[ModifiedRow]:
        """Address, modification and pictures of these articles, in this order."""
        query = (
            "SELECT a.url, a.modified, f.path, f.images FROM articles a JOIN files f USING (id) WHERE id = ?"
        )
        return [ModifiedRow(*self._db.execute(query, (article,)).fetchone()) for article in articles]

    def paths_titled(self, key: str) -> list[str]:
        """The paths of the first two articles with a title key, listed or not."""
        query = "SELECT path FROM articles WHERE key = ? ORDER BY path LIMIT 2"
        return [row[0] for row in self._db.execute(query, (key,))]

    def paths(self, articles: Iterable[int]) -> list[str]:
        query = "SELECT path FROM articles WHERE id = ?"
        return [self._db.execute(query, (article,)).fetchone()[0] for article in articles]

    def same_urls(self, urls: Iterable[str] | None = None) -> Iterator[list[SharedUrl]]:
        """The articles that share an address, by path; of all addresses, or of these."""
        query = f"SELECT {columns(SharedUrl)} FROM articles WHERE url = ? ORDER BY path"  # noqa: S608
        if urls is None:
            shared = "SELECT url FROM articles GROUP BY url HAVING count(*) > 1 ORDER BY url"
            urls = [row[0] for row in self._db.execute(shared)]
        for url in urls:
            found = [SharedUrl(*row) for row in self._db.execute(query, (url,))]
            if len(found) > 1:
                yield found

    def count(self) -> tuple[int, int]:
        """How many articles are listed, and how many are not in the index.

        Those are drafts or not due yet, or another article has their address.
        """
        articles, unlisted, files, media, documents = (
            self._db.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608
            for rows in (
                "articles",
                "articles WHERE NOT listed",
                "files",
                "files WHERE media",
                f"files WHERE NOT media AND ({_DOCUMENT})",
            )
        )
        return articles - unlisted, files - media - documents - articles

    # what the index writes

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Fill an empty index: sorted at the end, it takes a fraction of the time, and of the log's size."""
        empty = self.is_empty()
        for name in _INDEXES if empty else ():
            self._db.execute(f"DROP INDEX {name}")
        yield
        for statement in _CREATE_INDEXES if empty else ():
            self._db.execute(statement)

    def put(
        self,
        articles: Iterable[IndexedArticle],
        members: Iterable[MemberRow],
        aliases: Iterable[AliasRow],
        asks: Iterable[AskRow],
    ) -> None:
        self._db.executemany(insert("articles", IndexedArticle), map(astuple, articles))
        self._db.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", map(astuple, members))
        self._db.executemany(insert("aliases", AliasRow), map(astuple, aliases))
        self._db.executemany(insert("asks", AskRow), map(astuple, asks))

    def drop(self, article: int) -> None:
        """Take an article out of the index. Its related ones stay, until others are worked out."""
        for table in ("members", "aliases", "asks", "resolved"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
        self._db.execute("DELETE FROM articles WHERE id = ?", (article,))

    # mentions

    def _target(self, where: str, values: tuple[object, ...]) -> Target | None:
        row = self._db.execute(f"{_TARGET} {where} LIMIT 1", values).fetchone()
        return Target(*row) if row else None

    def target_at(self, path: str) -> Target | None:
        return self._target("WHERE path = ?", (path,))

    def target_at_url(self, url: str) -> Target | None:
        return self._target("WHERE url = ?", (url,))

    def target_at_old_url(self, url: str) -> Target | None:
        return self._target(f"WHERE id = {_OLD_URL}", (url,))

    def target_titled(self, key: str, at: int, path: str) -> Target | None:
        """The listed article of a title key that came last before a moment and path, else the next after."""
        where = "WHERE key = ? AND listed AND path != ? AND (at, path)"
        values = (key, path, at, path)
        before = self._target(f"{where} < (?, ?) ORDER BY at DESC, path DESC", values)
        return before or self._target(f"{where} > (?, ?) ORDER BY at, path", values)

    def target_slugged(self, slug: str) -> Target | None:
        return self._target("WHERE slug = ? AND listed ORDER BY at DESC, path DESC", (slug,))

    def target_from(self, origin: str) -> Target | None:
        """The listed article that came from an address of another site."""
        return self._target("WHERE origin = ? AND origin != '' AND listed ORDER BY path", (origin,))

    def unlisted_at(self, kind: str, value: str, end: str) -> list[str]:
        """The paths of unlisted articles that answer to a key; to one that is cut, all up to `end` do."""
        where = _ANSWERING.get(kind)
        if where is None:
            return []
        query = f"SELECT path FROM articles WHERE NOT listed AND {where}"  # noqa: S608
        return [row[0] for row in self._db.execute(query, {"value": value, "end": end})]

    def title_keys(self, start: str, end: str, path: str) -> list[str]:
        """The first two title keys from `start` up to `end`, of listed articles but the one at `path`."""
        query = (
            "SELECT DISTINCT key FROM articles WHERE key >= ? AND key < ? AND listed AND path != ? LIMIT 2"
        )
        return [row[0] for row in self._db.execute(query, (start, end, path))]

    def url_of(self, path: str) -> str | None:
        """The address of the article at a path."""
        row = self._db.execute("SELECT url FROM articles WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def mentioning(self, articles: Iterable[int] | None = None) -> Iterator[MentioningRow]:
        """These articles, or all, as far as they mention something."""
        if articles is not None:
            for article in articles:
                for row in self._db.execute(f"{_MENTIONING} a.id = ?", (article,)).fetchall():
                    yield MentioningRow(*row)
            return
        last, query = 0, f"{_MENTIONING} a.id > ? ORDER BY a.id LIMIT {_BATCH}"
        while rows := self._db.execute(query, (last,)).fetchall():
            yield from (MentioningRow(*row) for row in rows)
            last = rows[-1][0]

    def asking(self, keys: Iterable[int]) -> set[int]:
        """The articles that ask for any of these hashed keys."""
        query = "SELECT article FROM asks WHERE key = ?"
        return {row[0] for key in keys for row in self._db.execute(query, (key,))}

    def put_resolved(self, rows: Iterable[ResolvedRow]) -> None:
        self._db.executemany(insert("resolved", ResolvedRow, replace=True), map(astuple, rows))

    def problems(self, article: int | None = None) -> Iterator[Problem]:
        """What is wrong with the mentions in an article, or in all."""
        query = "SELECT problems FROM resolved WHERE problems NOT NULL"
        own = f"{query} AND article = ?"
        for (packed,) in self._db.execute(
            query if article is None else own, () if article is None else (article,)
        ):
            yield from unpack_problems(packed)

    # order, lists and related

    def placed(self, articles: Sequence[int] | None = None) -> Iterator[Placed]:
        """The listed ones of some articles, or all, oldest first."""
        if articles is None:
            yield from (Placed(*row) for row in self._db.execute(f"{_PLACED} ORDER BY day, at, path"))
            return
        yield from (
            Placed(*row)
            for row in sorted(r for a in articles for r in self._db.execute(f"{_PLACED} AND id = ?", (a,)))
        )

    def linking(self, articles: Sequence[int] | None = None) -> Iterator[LinkingRow]:
        """The listed ones of some articles, or all, by id."""
        if articles is None:
            yield from (LinkingRow(*row) for row in self._db.execute(f"{_LINKING} ORDER BY id"))
            return
        for article in articles:
            yield from (LinkingRow(*row) for row in self._db.execute(f"{_LINKING} AND id = ?", (article,)))

    def members(self, articles: Sequence[int] | None = None) -> Iterator[MemberRow]:
        """The places in lists of some articles, or all, by article."""
        query = "SELECT article, term, name FROM members"
        if articles is None:
            yield from (MemberRow(*row) for row in self._db.execute(f"{query} ORDER BY article"))
            return
        for article in articles:
            yield from (MemberRow(*row) for row in self._db.execute(f"{query} WHERE article = ?", (article,)))

    def term(self, kind: str, slug: str) -> int:
        """The id of a term, which is made if it is new."""
        query = "SELECT id FROM terms WHERE kind = ? AND slug = ?"
        found = self._db.execute(query, (kind, slug)).fetchone()
        if found is None:
            query = "INSERT INTO terms VALUES (NULL, ?, ?, '', 0) RETURNING id"
            found = self._db.execute(query, (kind, slug)).fetchone()
        return int(found[0])

    def terms(self) -> Iterator[TermRow]:
        """All terms, by kind and slug."""
        query = f"SELECT {columns(TermRow)} FROM terms ORDER BY kind, slug"  # noqa: S608
        yield from (TermRow(*row) for row in self._db.execute(query))

    def term_name(self, term: int, article: int) -> str:
        """The name of a term as this article writes it."""
        query = "SELECT name FROM members WHERE article = ? AND term = ?"
        return str(self._db.execute(query, (article, term)).fetchone()[0])

    def term_named(self, term: int) -> str:
        """The name that a list goes by."""
        return str(self._db.execute("SELECT name FROM terms WHERE id = ?", (term,)).fetchone()[0])

    def rename_term(self, term: int, name: str, hash_: int) -> None:
        self._db.execute("UPDATE terms SET name = ?, hash = ? WHERE id = ?", (name, hash_, term))

    def drop_terms(self, terms: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM terms WHERE id = ?", ((term,) for term in terms))

    def put_related(self, rows: Iterable[RelatedRow]) -> list[int]:
        """Give articles their related ones; returns the ids of those that had others."""
        query = (
            "INSERT INTO related SELECT ?1, ?2"
            " WHERE ?2 != x'' OR EXISTS (SELECT 1 FROM related WHERE article = ?1)"
            " ON CONFLICT (article) DO UPDATE SET related = ?2 WHERE related != ?2 RETURNING article"
        )
        return [found[0] for row in rows for found in self._db.execute(query, astuple(row))]

    def drop_related(self, articles: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM related WHERE article = ?", ((article,) for article in articles))
