"""The table of old addresses beside `content/`, each with the file that answers it."""

import csv
import filecmp
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from newsgen.importing.running.hashes import Table, hash64, write_table
from newsgen.urls import Urls

ADDRESSES = "addresses.csv"


def as_asked(typed: str, urls: Urls) -> str:
    """An old address as readers ask for it, from the root of the host."""
    old = urls.old(typed)
    return old.query or old.url


def write_addresses(file: Path, fresh: Path, rows: list[tuple[str, str]]) -> None:
    """Write the table of old addresses, with those of former imports at its end."""
    whole = fresh.with_name("addresses.whole")
    keys = fresh.with_name("addresses.npy")
    write_table(keys, ((hash64(url), 0) for url, _ in chain(_rows(fresh), rows)))
    known = Table(keys)
    with whole.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("url", "file"))
        table.writerows(_rows(fresh))
        table.writerows(rows)
        if file.exists():
            table.writerows(row for row in _rows(file) if row[0] != "url" and hash64(row[0]) not in known)
    if not file.exists() or not filecmp.cmp(whole, file, shallow=False):
        shutil.move(whole, file)


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from ((row[0], row[1]) for row in csv.reader(stream) if len(row) > 1)
