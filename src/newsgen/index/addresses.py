"""The addresses that were published: which of them no page has any more, and what they were of."""

import sqlite3
from collections.abc import Iterable

import msgspec
from msgspec.structs import astuple

from newsgen.index.rows import (
    AnsweredRow,
    FormerFile,
    FormerTerm,
    LostRow,
    UnpublishedRow,
    columns,
    create_table,
    insert,
)

SCHEMA = (
    create_table("lost", LostRow, table="PRIMARY KEY (output, file)")
    + create_table("unpublished", UnpublishedRow, table="PRIMARY KEY (output, file)")
    + create_table("answered", AnsweredRow, table="PRIMARY KEY (output, file)")
    + "CREATE INDEX answered_key ON answered (output, key);\n"
    + create_table("former_files", FormerFile, id="PRIMARY KEY")
    + create_table("former_terms", FormerTerm, id="PRIMARY KEY")
)
# Tables that nothing can make again.
KEPT: dict[str, type[msgspec.Struct]] = {
    "lost": LostRow,
    "unpublished": UnpublishedRow,
    "answered": AnsweredRow,
}


class Addresses:
    """The published addresses of one project, in each folder that it was written into."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # addresses that no page has any more

    def lost(self, output: str) -> list[LostRow]:
        """What was lost from an output folder, by file, those that were let go among them."""
        query = f"SELECT {columns(LostRow)} FROM lost WHERE output = ? ORDER BY file"  # noqa: S608
        return [LostRow(*row) for row in self._db.execute(query, (output,))]

    def put_lost(self, rows: Iterable[LostRow]) -> None:
        self._db.executemany(insert("lost", LostRow, replace=True), map(astuple, rows))

    def forget_lost(self, output: str, files: Iterable[str]) -> None:
        """Forget addresses that are answered again, or were let go."""
        query = "DELETE FROM lost WHERE output = ? AND file = ?"
        self._db.executemany(query, ((output, file) for file in files))

    # addresses that are answered without a file

    def answered_files(self, output: str, key: int) -> list[str]:
        """The files that would stand for what is answered in the place of a page."""
        query = "SELECT file FROM answered WHERE output = ? AND key = ?"
        return [row[0] for row in self._db.execute(query, (output, key))]

    def answered_keys(self, output: str) -> list[int]:
        """The keys of the pages in whose place something answers."""
        return [row[0] for row in self._db.execute("SELECT key FROM answered WHERE output = ?", (output,))]

    def answered(self, output: str) -> list[tuple[str, int]]:
        """All that is answered without a file: the file that would stand for it, and the key of the page."""
        return self._db.execute("SELECT file, key FROM answered WHERE output = ?", (output,)).fetchall()

    def answered_at(self, output: str, file: str) -> set[int]:
        """The page in whose place an address is answered, given by the file that would stand for it."""
        query = "SELECT key FROM answered WHERE output = ? AND file = ?"
        return {row[0] for row in self._db.execute(query, (output, file))}

    def put_answered(self, rows: Iterable[AnsweredRow]) -> None:
        self._db.executemany(insert("answered", AnsweredRow, replace=True), map(astuple, rows))

    def drop_answered(self, output: str, files: Iterable[str] | None = None) -> None:
        """Forget these of an output folder, or all."""
        if files is None:
            self._db.execute("DELETE FROM answered WHERE output = ?", (output,))
            return
        query = "DELETE FROM answered WHERE output = ? AND file = ?"
        self._db.executemany(query, ((output, file) for file in files))

    # what only a build with drafts or the like has written

    def put_unpublished(self, output: str, files: Iterable[str]) -> None:
        """Note files that were written, though readers were not to see them."""
        rows = ((output, file) for file in files)
        self._db.executemany("INSERT OR IGNORE INTO unpublished VALUES (?, ?)", rows)

    def is_unpublished(self, output: str, file: str) -> bool:
        query = "SELECT 1 FROM unpublished WHERE output = ? AND file = ?"
        return self._db.execute(query, (output, file)).fetchone() is not None

    def drop_unpublished(self, output: str, files: Iterable[str] | None = None) -> None:
        """Take these files of an output folder, or all, from those that readers were not to see."""
        if files is None:
            self._db.execute("DELETE FROM unpublished WHERE output = ?", (output,))
            return
        query = "DELETE FROM unpublished WHERE output = ? AND file = ?"
        self._db.executemany(query, ((output, file) for file in files))

    # what was known of files and lists that changed or went since the last build

    def former_file(self, file: int) -> FormerFile | None:
        query = f"SELECT {columns(FormerFile)} FROM former_files WHERE id = ?"  # noqa: S608
        row = self._db.execute(query, (file,)).fetchone()
        return FormerFile(*row) if row else None

    def was_elsewhere(self, digest: bytes, file: int) -> bool:
        """Whether the bytes that a file has now were those of another one."""
        query = "SELECT 1 FROM former_files WHERE digest = ? AND id != ?"
        return self._db.execute(query, (digest, file)).fetchone() is not None

    def former_term(self, term: int) -> FormerTerm | None:
        query = f"SELECT {columns(FormerTerm)} FROM former_terms WHERE id = ?"  # noqa: S608
        row = self._db.execute(query, (term,)).fetchone()
        return FormerTerm(*row) if row else None

    def put_former_terms(self, rows: Iterable[FormerTerm]) -> None:
        self._db.executemany(insert("former_terms", FormerTerm, replace=True), map(astuple, rows))

    def remember_content(self) -> None:
        """Remember all files and lists, which are about to be read anew."""
        self._db.execute(
            "INSERT OR IGNORE INTO former_files"
            " SELECT f.id, f.path, f.digest, coalesce(a.key, ''), NULL"
            " FROM files f LEFT JOIN articles a USING (id)"
        )
        self._db.execute("INSERT OR IGNORE INTO former_terms SELECT id, kind, slug, name, '', '' FROM terms")

    def forget_former(self) -> None:
        """Forget files and lists that went: whatever address they had is kept with what is known of it."""
        for table in ("former_files", "former_terms"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608
