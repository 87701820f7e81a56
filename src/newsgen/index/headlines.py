"""The words of all headlines, for the search of the site."""

import sqlite3
from array import array
from collections.abc import Collection, Container, Iterable, Iterator
from functools import cached_property
from zlib import crc32

import msgspec
import numpy as np
from msgspec.structs import astuple

from newsgen.index.entries import hash64
from newsgen.index.order import Integers
from newsgen.index.rows import columns, create_table, insert
from newsgen.index.values import Block, Values
from newsgen.index.words import code, distinct_words, rules, stem, without_marks

_BLOCK = 12  # articles whose ids differ only in so many last bits are kept together
_LARGEST = 15  # that half a byte holds
_STOP = 0  # instead of the id of a word that is not searched for


class WordRow(msgspec.Struct, frozen=True):
    """A word (`form`) of headlines; `key` brings it together with others, whose code is that of `words.code`.

    `hash` is of both.
    """

    id: int
    form: str
    key: str
    code: int
    hash: int


class HeadlineRow(msgspec.Struct, frozen=True):
    """The words of an article's headline as pairs of 4-byte integers: the id of a word, and its place.

    A place holds, from its highest bits: 16 of a hash of the address, 4 of the place in the headline, 4 of
    the number of its words.
    """

    article: int
    words: bytes


class WordColumns(msgspec.Struct, frozen=True):
    """All words in headlines, by article: the article's id, the word's id, and the place of `HeadlineRow`."""

    articles: Integers
    words: Integers
    places: Integers


class WordCodes(msgspec.Struct, frozen=True):
    """By the id of a word: the code of its key, and its hash."""

    codes: Integers
    hashes: Integers


SCHEMA = (
    create_table("words", WordRow, id="PRIMARY KEY", form="UNIQUE")
    + "CREATE INDEX words_code ON words (code);\n"
    + create_table("headlines", HeadlineRow, article="PRIMARY KEY")
)
TABLES = ("words", "headlines")
_KEY = "headlines"


class Headlines:
    """The headlines of the articles in the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._values = Values(connection)

    # what the index writes

    def put(self, articles: Iterable[tuple[int, str, str]], language: str) -> None:
        """Add the headlines of articles: their ids, addresses and normalised titles."""
        rows = (HeadlineRow(article, self._words(url, key, language)) for article, url, key in articles)
        statement = insert("headlines", HeadlineRow, replace=True)
        self._db.executemany(statement, [astuple(row) for row in rows if row.words])

    def drop(self, article: int) -> None:
        self._db.execute("DELETE FROM headlines WHERE article = ?", (article,))

    def _words(self, url: str, title_key: str, language: str) -> bytes:
        length = min(title_key.count(" ") + 1, _LARGEST)
        start = (crc32(url.encode()) & 0xFFFF) << 8 | length
        found = array("i")
        for place, word in distinct_words(title_key):
            if word not in self._ids:
                self._ids[word] = self._id(word, language)
            if self._ids[word] != _STOP:
                found.extend((self._ids[word], start | min(place, _LARGEST) << 4))
        return found.tobytes()

    @cached_property
    def _ids(self) -> dict[str, int]:
        """By a word as titles have it, its id: most words are asked for again and again."""
        return {}

    def _id(self, word: str, language: str) -> int:
        """The id of a word, which is kept if it is new."""
        form, known = without_marks(word), rules(language)
        if not form or form in known.stop:
            return _STOP
        found = self._db.execute("SELECT id FROM words WHERE form = ?", (form,)).fetchone()
        if found is None:
            key = stem(form, known)
            query = "INSERT INTO words VALUES (NULL, ?, ?, ?, ?) RETURNING id"
            found = self._db.execute(query, (form, key, code(key), hash64(form, key))).fetchone()
        return int(found[0])

    def save(self, changed: Collection[int] | None) -> None:
        """Keep the columns of all headlines; those of `changed` articles are others, None: of any."""
        near = None if changed is None else {article >> _BLOCK for article in changed}
        self._values.put_blocks(_KEY, self._blocks(near))

    def _blocks(self, wanted: Container[int] | None) -> Iterator[Block]:
        numbers = [
            row[0] for row in self._db.execute("SELECT DISTINCT article >> ? FROM headlines", (_BLOCK,))
        ]
        query = "SELECT article, words FROM headlines WHERE article >= ? AND article < ? ORDER BY article"
        for number in sorted(numbers):
            if wanted is not None and number not in wanted:
                yield Block(number, None)
                continue
            rows = self._db.execute(query, (number << _BLOCK, (number + 1) << _BLOCK)).fetchall()
            pairs = np.frombuffer(b"".join(words for _, words in rows), "<i4").reshape(-1, 2)
            sizes = [len(words) // 8 for _, words in rows]
            articles = np.repeat(np.array([article for article, _ in rows], np.int32), sizes)
            yield Block(number, np.column_stack([articles, pairs]).astype("<i4").tobytes())

    # what pages read

    def columns(self) -> WordColumns:
        table = np.frombuffer(self._values.blocks(_KEY), "<i4").reshape(-1, 3)
        return WordColumns(*(np.ascontiguousarray(column, np.int64) for column in table.T))

    def codes(self) -> WordCodes:
        """The codes and hashes of all words."""
        rows = self._db.execute("SELECT id, code, hash FROM words")
        table = np.fromiter(rows, np.dtype((np.int64, 3)))
        found = np.zeros((2, int(table[:, 0].max(initial=0)) + 1), np.int64)
        found[:, table[:, 0]] = table[:, 1:].T
        return WordCodes(*found)

    def between(self, low: int, high: int) -> list[WordRow]:
        """The words whose codes lie from `low` up to `high`, by key and form."""
        query = f"SELECT {columns(WordRow)} FROM words WHERE code >= ? AND code < ? ORDER BY key, form"  # noqa: S608
        return [WordRow(*row) for row in self._db.execute(query, (low, high))]
