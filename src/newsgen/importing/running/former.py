"""The files that former imports wrote, by the old addresses of their stories."""

import csv
from collections.abc import Container, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from newsgen.config import Config
from newsgen.content.article import Article, Status
from newsgen.content.reader import PAGES, load, read
from newsgen.errors import ContentError
from newsgen.importing.running.catalog import address_keys
from newsgen.importing.running.files import digest_of
from newsgen.importing.running.hashes import Table, hash64, write_table
from newsgen.importing.running.old_site import key_of
from newsgen.importing.running.records import Records, RecordWriter
from newsgen.importing.story import Header
from newsgen.urls import Urls


class FormerAddresses(msgspec.Struct, frozen=True, array_like=True):
    """A file of a former import, and the old addresses of its story, from the root of the host."""

    path: str
    urls: tuple[str, ...]


class FormerFile(NamedTuple):
    """A file of a former import, its address, and the others that led to it, from the root of the host."""

    path: str
    is_edited: bool
    address: str
    aliases: tuple[str, ...]


class FormerFiles:
    """Finds the file that a story had. `owned` has the digests of what former imports wrote, by path.

    The `contested` addresses tell nothing: several stories have them.
    """

    def __init__(
        self,
        content: Path,
        addresses: Path,
        owned: dict[str, str],
        config: Config,
        workspace: Path,
        contested: Container[int],
    ) -> None:
        self._contested = contested
        self._content = content
        self._owned = owned
        self._urls = Urls(config)
        self._zone = config.zone
        with RecordWriter(workspace / "former") as writer:
            rows = _rows(addresses) if owned and addresses.exists() else iter(())
            write_table(workspace / "former.npy", self._keys(rows, writer))
        self._table = Table(workspace / "former.npy")
        self._groups = Records(workspace / "former", FormerAddresses)

    def _keys(self, rows: Iterator[tuple[str, str]], writer: RecordWriter) -> Iterator[tuple[int, int]]:
        for path, some in groupby(rows, itemgetter(1)):  # rows of one story come together
            if path in self._owned:
                urls = tuple(url for url, _ in some)
                offset = writer.add(FormerAddresses(path, urls))
                yield from ((hash64(key_of(url)), offset) for url in urls)

    def addresses(self, header: Header) -> FormerAddresses | None:
        """The file of a story at the last import, and what led there. Its number there counts most."""
        if not len(self._table):
            return None
        keys = map(hash64, sorted(address_keys(header), key=lambda one: "?" not in one))
        own = (self._table.get(one) for one in keys if one not in self._contested)
        offset = next((at for at in own if at is not None), None)
        found = None if offset is None else self._groups.at(offset)
        return found if found and found.path.startswith(PAGES) == (header.kind == "page") else None

    def file(self, path: str) -> FormerFile | None:
        """What is in a former file; None if it is gone, or can't be read."""
        try:
            data = load(f"{self._content}/{path}")
            record = read(path, data, self._zone).record
        except (OSError, ContentError):
            return None
        urls = self._urls
        is_edited = digest_of(data) not in self._owned[path].split()
        if isinstance(record, Article):
            address = urls.article(record)
        else:
            address = urls.page(record.slug, record.permalink)
        if record.status is Status.DRAFT:
            return FormerFile(path, is_edited, "", ())
        return FormerFile(path, is_edited, address, tuple(map(urls.from_root, record.aliases)))


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        yield from ((row[0], row[1]) for row in csv.reader(stream) if len(row) > 1)
