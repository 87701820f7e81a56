"""What the state knows of pages: the file of each in an output folder, as it was written."""

from collections.abc import Iterable, Iterator

from newsgen.index.database import State
from newsgen.index.rows import PageRow


class Written(State):
    """The pages of one project, in each folder that they were written into."""

    def pages(self, output: str) -> Iterator[tuple[int, str, int, int]]:
        """Key, file, size and mtime of what was written into an output folder, by file.

        A size below 0 is of a file that was staged, by a build that did not end.
        """
        query = "SELECT key, file, size, mtime FROM pages WHERE output = ? ORDER BY file"
        yield from self.db.execute(query, (output,))

    def page_keys(self, output: str) -> set[int]:
        return {row[0] for row in self.db.execute("SELECT key FROM pages WHERE output = ?", (output,))}

    def page_files(self, output: str, key: int) -> list[str]:
        """The files that were written for a page, if it ever was; more than one only after a kill."""
        query = "SELECT file FROM pages WHERE output = ? AND key = ?"
        return [row[0] for row in self.db.execute(query, (output, key))]

    def page_keys_at(self, output: str, file: str) -> set[int]:
        """The pages written at a file, at one of its folders, or below it as if it were a folder."""
        query = "SELECT key FROM pages WHERE output = ? AND file = ?"
        parts = file.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        found = {row[0] for path in above for row in self.db.execute(query, (output, path))}
        query = "SELECT key FROM pages WHERE output = ? AND file > ? AND file < ?"
        return found | {row[0] for row in self.db.execute(query, (output, f"{file}/", f"{file}0"))}

    def put_pages(self, output: str, rows: Iterable[PageRow]) -> None:
        values = ((output, row.file, row.key, row.size, row.mtime) for row in rows)
        self.db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", values)

    def trust_pages(self, output: str) -> None:
        """Know that all pages are in their places, also those whose size was given as staged (`~size`)."""
        self.db.execute("UPDATE pages SET size = ~size WHERE output = ? AND size < 0", (output,))

    def drop_pages(self, output: str, files: Iterable[str]) -> None:
        self.db.executemany(
            "DELETE FROM pages WHERE output = ? AND file = ?", ((output, file) for file in files)
        )
