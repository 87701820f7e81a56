"""The state as it is at one moment, for reading on while others write."""

from pathlib import Path

from newsgen.archive.store import Store


def standstill(path: Path) -> Store:
    """A store that sees nothing of what is written from now on, and keeps nobody from writing."""
    store = Store(path)
    store.db.execute("BEGIN")
    store.meta("generation")  # SQLite takes its snapshot at the first read
    return store
