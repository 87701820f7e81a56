"""Values by key: what is kept whole, such as columns of numbers and stamps."""

import sqlite3
from collections.abc import Iterable

import msgspec

from newsgen.index.rows import checked, create_table, with_checksum


class Value(msgspec.Struct, frozen=True):
    """A value and its key."""

    key: str
    value: bytes


class Block(msgspec.Struct, frozen=True):
    """A numbered part of a large value; `data` is None for one that stays as it is kept."""

    number: int
    data: bytes | None


SCHEMA = create_table("value", Value, key="PRIMARY KEY")


class Values:
    """The values of one database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, key: str) -> bytes:
        """The value of a key, empty if there is none."""
        row = self._db.execute("SELECT value FROM value WHERE key = ?", (key,)).fetchone()
        return checked(row[0]) if row else b""

    def below(self, prefix: str) -> list[Value]:
        """All values whose key begins with `prefix`, by key."""
        query = "SELECT key, value FROM value WHERE key >= ? AND key < ? ORDER BY key"
        rows = self._db.execute(query, (prefix, prefix + "~"))
        return [Value(key, checked(value)) for key, value in rows]

    def put(self, key: str, value: bytes) -> None:
        """Keep a value; one that is kept already is not written again."""
        query = (
            "INSERT INTO value VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value != ?2"
        )
        self._db.execute(query, (key, with_checksum(value)))

    def drop_below(self, prefix: str) -> None:
        self._db.execute("DELETE FROM value WHERE key >= ? AND key < ?", (prefix, prefix + "~"))

    def blocks(self, name: str) -> bytes:
        """The blocks of a large value, one behind the other."""
        return b"".join(found.value for found in self.below(f"{name}//"))

    def put_blocks(self, name: str, blocks: Iterable[Block]) -> None:
        """Keep these blocks of a large value, and no others."""
        keys = set()
        for block in blocks:
            keys.add(key := f"{name}//{block.number:08}")
            if block.data is not None:
                self.put(key, block.data)
        known = self._db.execute(
            "SELECT key FROM value WHERE key > ? AND key < ?", (f"{name}//", f"{name}//~")
        )
        gone = [row for row in known if row[0] not in keys]
        self._db.executemany("DELETE FROM value WHERE key = ?", gone)
