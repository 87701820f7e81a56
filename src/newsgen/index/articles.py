"""All questions that newsgen asks of its state; SQL stands here, in `files`, `written` and `state` only."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import msgspec

from newsgen.errors import Problem
from newsgen.index.files import Files
from newsgen.index.rows import ArticleRow, Entry, Glimpse, Location, Target, Term

_ARTICLE = (
    "a.id, a.path, a.url, a.at, a.modified, a.day, a.listed, a.slug, a.key, a.section, a.parts, a.aliases,"
    " a.origin, f.digest, r.kept, a.related, a.names"
    " FROM articles a JOIN files f ON f.id = a.id JOIN records r ON r.id = a.id"
)
_TARGET = "SELECT id, path, at, key, listed FROM articles"
_GLIMPSE = "SELECT url, path, section, kept FROM articles JOIN records USING (id) WHERE id = ?"
_LOCATION = "SELECT id, path, url, parts FROM articles"
_OWNER = (
    "(SELECT article FROM aliases JOIN articles ON article = id WHERE aliases.url = ? ORDER BY path LIMIT 1)"
)
_PLACE = "day, at, path, id, modified, card, own, parts, aliases"


class Store(Files):
    """The state of one project: what was read, the index over it, and what was written."""

    # articles

    def articles(self, where: str = "", values: tuple[object, ...] = ()) -> Iterator[ArticleRow]:
        with closing(self.db.execute(f"SELECT {_ARTICLE} {where}", values)) as found:
            for row in found:
                yield ArticleRow(*row)

    def _article(self, where: str, values: tuple[object, ...]) -> ArticleRow | None:
        return next(self.articles(f"{where} LIMIT 1", values), None)

    def article(self, article: int) -> ArticleRow | None:
        return self._article("WHERE a.id = ?", (article,))

    def glimpse(self, article: int) -> Glimpse:
        """An article of the index as cards show it."""
        return Glimpse(*self.db.execute(_GLIMPSE, (article,)).fetchone())

    def article_bare(self, article: int) -> ArticleRow | None:
        """An article of the index whose file may have gone: without digest and record."""
        query = "SELECT * FROM articles WHERE id = ?"
        row = self.db.execute(query, (article,)).fetchone()
        return ArticleRow(*row[:13], b"", b"", row[15], row[16]) if row else None  # type: ignore[call-arg] # thirteen of them

    def location(self, article: int) -> Location:
        return Location(*self.db.execute(f"{_LOCATION} WHERE id = ?", (article,)).fetchone())

    def locations(self) -> Iterator[Location]:
        """Where all articles are, by id."""
        yield from (Location(*row) for row in self.db.execute(f"{_LOCATION} ORDER BY id"))

    def article_left(self, path: str) -> ArticleRow | None:
        """The article that was read from a path, as `article_bare` gives it."""
        found = self.article_ids([path])
        return self.article_bare(found[path]) if found else None

    def article_at(self, path: str) -> ArticleRow | None:
        return self._article("WHERE a.path = ?", (path,))

    def article_by_url(self, url: str) -> ArticleRow | None:
        return self._article("WHERE a.url = ?", (url,))

    def article_by_alias(self, url: str) -> ArticleRow | None:
        return self._article(f"WHERE a.id = {_OWNER}", (url,))

    def unlisted(self) -> Iterator[ArticleRow]:
        yield from self.articles("WHERE NOT a.listed ORDER BY a.path")

    def put_articles(
        self, rows: Sequence[tuple[int, str, Entry, bytes]], places: Iterable[tuple[int, int, str]]
    ) -> None:
        """Add articles (id, path, entry, related), and their places in lists (article, term, name)."""
        self.db.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    id_, path, e.url, e.at, e.modified, e.day, e.listed, e.slug, e.key, e.section, e.parts,
                    len(e.aliases), e.origin, e.card, e.own, related, b"",
                )
                for id_, path, e, related in rows
            ),
        )  # fmt: skip
        self.db.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", places)
        aliases = ((id_, url) for id_, _, entry, _ in rows for url in entry.aliases)
        self.db.executemany("INSERT INTO aliases VALUES (?, ?)", aliases)
        asks = ((id_, key) for id_, _, entry, _ in rows for key in entry.asks)
        self.db.executemany("INSERT INTO asks VALUES (?, ?)", asks)

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

    # names

    def _target(self, where: str, values: tuple[object, ...]) -> Target | None:
        row = self.db.execute(f"{_TARGET} {where} LIMIT 1", values).fetchone()
        return Target(*row) if row else None

    def target_at(self, path: str) -> Target | None:
        return self._target("WHERE path = ?", (path,))

    def target_by_url(self, url: str) -> Target | None:
        return self._target("WHERE url = ?", (url,))

    def target_by_alias(self, url: str) -> Target | None:
        return self._target(f"WHERE id = {_OWNER}", (url,))

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

    def keys_from(self, start: str, end: str, path: str) -> list[str]:
        """The first two title keys from `start` up to `end`, of listed articles but the one at `path`."""
        query = (
            "SELECT DISTINCT key FROM articles WHERE key >= ? AND key < ? AND listed AND path != ? LIMIT 2"
        )
        return [row[0] for row in self.db.execute(query, (start, end, path))]

    def url_of(self, path: str) -> str | None:
        """The address of the article at a path."""
        row = self.db.execute("SELECT url FROM articles WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def names(self, articles: Iterable[int] | None = None) -> Iterator[tuple[Target, bytes]]:
        """These articles, or all, that name something, and their packed names."""
        query = (
            "SELECT a.id, a.path, a.at, a.key, a.listed, e.names"
            " FROM entries e JOIN articles a USING (id) WHERE e.names NOT NULL AND"
        )
        if articles is not None:
            found = (row for a in articles for row in self.db.execute(f"{query} a.id = ?", (a,)).fetchall())
            yield from ((Target(*row[:5]), row[5]) for row in found)
            return
        last, query = 0, f"{query} a.id > ? ORDER BY a.id LIMIT 500"
        while rows := self.db.execute(query, (last,)).fetchall():
            yield from ((Target(*row[:5]), row[5]) for row in rows)
            last = rows[-1][0]

    def put_references(self, found: Sequence[tuple[int, bytes, int, int, list[bytes]]]) -> None:
        """What the names in articles lead to: article, references, seals of its card and itself, flaws."""
        query = "UPDATE articles SET names = ?2, card = ?3, own = ?4 WHERE id = ?1"
        self.db.executemany(query, (row[:4] for row in found))
        self.db.executemany("DELETE FROM flaws WHERE article = ?", ((row[0],) for row in found))
        flaws = ((row[0], flaw) for row in found for flaw in row[4])
        self.db.executemany("INSERT INTO flaws VALUES (?, ?)", flaws)

    def asking(self, keys: Iterable[int]) -> set[int]:
        """The articles that ask for any of these hashed keys."""
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
        """Id, related and names of listed articles, by id."""
        query = "SELECT id, related, names FROM articles WHERE listed"
        if articles is None:
            yield from self.db.execute(f"{query} ORDER BY id")
            return
        yield from (row for a in articles for row in self.db.execute(f"{query} AND id = ?", (a,)))

    def members(self, articles: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
        """Article and term of every place in a list, by article."""
        if articles is None:
            yield from self.db.execute("SELECT article, term FROM members ORDER BY article")
            return
        query = "SELECT article, term FROM members WHERE article = ?"
        yield from (row for a in articles for row in self.db.execute(query, (a,)))

    def term(self, kind: str, slug: str) -> int:
        """The id of a list, which is made if it is new."""
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
