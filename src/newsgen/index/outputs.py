"""What was written into output folders: the file of each page, as it was."""

import sqlite3
from collections.abc import Iterable, Iterator

from msgspec.structs import astuple

from newsgen.index.names import Name, unusual_name
from newsgen.index.rows import NameRow, OutputRow, OutputTotals, columns, create_table, insert

SCHEMA = (
    create_table("outputs", OutputRow, table="PRIMARY KEY (output, file)")
    + "CREATE INDEX outputs_key ON outputs (output, key);\n"
    "CREATE INDEX outputs_staged ON outputs (output, file) WHERE size < 0;\n"
    + create_table("names", NameRow, table="PRIMARY KEY (output, file)")
    + "CREATE INDEX names_folded ON names (output, folded);\n"
)


class Outputs:
    """The pages of one project, in each folder that they were written into."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def pages(self, output: str) -> Iterator[OutputRow]:
        """What was written into an output folder, by file."""
        query = f"SELECT {columns(OutputRow)} FROM outputs WHERE output = ? ORDER BY file"  # noqa: S608
        yield from (OutputRow(*row) for row in self._db.execute(query, (output,)))

    def all_files(self, output: str) -> list[str]:
        """The files that were written into an output folder, sorted."""
        query = "SELECT file FROM outputs WHERE output = ? ORDER BY file"
        return [row[0] for row in self._db.execute(query, (output,))]

    def totals(self, output: str) -> OutputTotals:
        """What was written into an output folder, summed up; of the largest files any."""
        size = "CASE WHEN size < 0 THEN ~size ELSE size END"
        query = f"SELECT count(*), total({size}), max({size}), file FROM outputs WHERE output = ?"  # noqa: S608
        count, total, largest, file = self._db.execute(query, (output,)).fetchone()
        return OutputTotals(count, int(total), largest or 0, file or "")

    def between(self, output: str, first: int, end: int) -> Iterator[OutputRow]:
        """What was written for pages whose keys are from `first` on and below `end`, by key."""
        where = "WHERE output = ? AND key >= ? AND key < ? ORDER BY key, file"
        rows = self._db.execute(f"SELECT {columns(OutputRow)} FROM outputs {where}", (output, first, end))  # noqa: S608
        yield from (OutputRow(*row) for row in rows)

    def keys(self, output: str) -> list[int]:
        """The keys of the pages that were written, rising."""
        query = "SELECT DISTINCT key FROM outputs WHERE output = ? ORDER BY key"
        return [row[0] for row in self._db.execute(query, (output,))]

    def files(self, output: str, key: int) -> list[str]:
        """The files that were written for a page, if it ever was; more than one only after a kill."""
        query = "SELECT file FROM outputs WHERE output = ? AND key = ?"
        return [row[0] for row in self._db.execute(query, (output, key))]

    def key_at(self, output: str, file: str) -> int | None:
        """The page that was written at a file, or None if none was."""
        query = "SELECT key FROM outputs WHERE output = ? AND file = ?"
        row = self._db.execute(query, (output, file)).fetchone()
        return row[0] if row else None

    def holds(self, output: str, file: str) -> bool:
        """Whether a page was written at a file."""
        return self.key_at(output, file) is not None

    def knows(self, output: str) -> bool:
        """Whether anything was written into an output folder."""
        query = "SELECT 1 FROM outputs WHERE output = ? LIMIT 1"
        return self._db.execute(query, (output,)).fetchone() is not None

    def keys_at(self, output: str, file: str) -> set[int]:
        """The pages written at a file, at one of its folders, or below it as if it were a folder."""
        query = "SELECT key FROM outputs WHERE output = ? AND file = ?"
        parts = file.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        found = {row[0] for path in above for row in self._db.execute(query, (output, path))}
        query = "SELECT key FROM outputs WHERE output = ? AND file > ? AND file < ?"
        return found | {row[0] for row in self._db.execute(query, (output, f"{file}/", f"{file}0"))}

    def unportable(self, output: str) -> list[Name]:
        """The names that Windows forbids, or that may be one with another where names are folded, by file."""
        query = (
            "SELECT file, folded, forbidden FROM names AS one WHERE output = ?1 AND (forbidden != ''"
            " OR EXISTS (SELECT 1 FROM names WHERE output = ?1 AND folded = one.folded AND file != one.file)"
            " OR EXISTS (SELECT 1 FROM outputs WHERE output = ?1 AND file = one.folded)) ORDER BY file"
        )
        return [Name(*row) for row in self._db.execute(query, (output,))]

    def put(self, rows: Iterable[OutputRow]) -> None:
        every = list(rows)
        self._db.executemany(insert("outputs", OutputRow, replace=True), map(astuple, every))
        names = ((row.output, unusual_name(row.file)) for row in every)
        unusual = [(output, *astuple(name)) for output, name in names if name]
        self._db.executemany(insert("names", NameRow, replace=True), unusual)

    def trust(self, output: str) -> None:
        """Note that all staged files are in their places."""
        self._db.execute("UPDATE outputs SET size = ~size WHERE output = ? AND size < 0", (output,))

    def drop(self, output: str, files: Iterable[str]) -> None:
        rows = [(output, file) for file in files]
        self._db.executemany("DELETE FROM outputs WHERE output = ? AND file = ?", rows)
        self._db.executemany("DELETE FROM names WHERE output = ? AND file = ?", rows)

    def drop_all(self, output: str) -> None:
        """Forget an output folder."""
        for table in ("outputs", "names"):
            self._db.execute(f"DELETE FROM {table} WHERE output = ?", (output,))  # noqa: S608
