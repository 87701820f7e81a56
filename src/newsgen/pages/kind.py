"""What a page kind is: an object that knows everything of the pages of one kind.

Its address and key, each from the other; which pages there are; the value of each; and the fingerprint that
stands for that value, so that a build can tell which pages changed without making them.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec
import numpy as np

from newsgen.errors import PageError, Problem, unexpected
from newsgen.index.database import StateError
from newsgen.index.entries import hash64
from newsgen.index.order import Integers
from newsgen.pages.hashing import Hashes, address_hash, unsigned
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page

# The parts of a fingerprint.
PARTS = ("template", "own", "names", "cards", "latest", "related", "read_alsos", "neighbours")

_OWNER_BITS, _NUMBER_BITS = 32, 24
RANK_SHIFT = _OWNER_BITS + _NUMBER_BITS
ADDRESS_BITS = (1 << RANK_SHIFT) - 1  # of a key: the hash of the address in `address_key`
_encode = msgspec.msgpack.Encoder().encode


class Owner(msgspec.Struct, frozen=True):
    """Who wants an address: a file of `content/`, or newsgen itself, and what for.

    One that `yields` leaves the address to any other without a word.
    """

    path: str = ""
    what: str = ""
    yields: bool = False

    def __str__(self) -> str:
        file = f"content/{self.path}"
        return f"the {self.what} in {file}" if self.path and self.what else file if self.path else self.what


class Claim(msgspec.Struct, frozen=True):
    """The address of a page, and who wants it."""

    key: int
    url: str
    owner: Owner


class Lasting(msgspec.Struct, frozen=True):
    """A page whose address is to answer for ever: the file or the term that it is of, as far as it has one.

    `hint` says what keeps the address of one that went; if it `is_story`, a notice may stand there instead.
    """

    hint: str
    file: int = 0
    term: int = 0
    is_story: bool = False


class Key(msgspec.Struct, frozen=True):
    """What the number of a page is made of: the rank of its kind, whose page it is, and which of those."""

    rank: int
    owner: int
    number: int


def make_key(rank: int, owner: int, number: int = 0) -> int:
    """The key of a page: a whole number that lasts as long as the page, and is no other's."""
    return (rank << RANK_SHIFT) + (owner << _NUMBER_BITS) + number


def make_keys(rank: int, owners: Integers, numbers: Integers | int = 0) -> Integers:
    return np.asarray((rank << RANK_SHIFT) + (owners << _NUMBER_BITS) + numbers, np.int64)


def address_key(rank: int, url: str) -> int:
    """The key of a page whose address alone tells it from others of its kind."""
    return (rank << RANK_SHIFT) + address_hash(url)


def split_key(key: int) -> Key:
    return Key(rank_of(key), (key >> _NUMBER_BITS) & (1 << _OWNER_BITS) - 1, key & (1 << _NUMBER_BITS) - 1)


def rank_of(key: int) -> int:
    return key >> RANK_SHIFT


class Fingerprints(msgspec.Struct, frozen=True):
    """The fingerprints of pages, beside their keys, which rise: a row of `PARTS` for each.

    A fingerprint may differ though the page is the same, never the other way round.
    """

    keys: Integers
    parts: Hashes


class PageGroup(msgspec.Struct, frozen=True):
    """Pages of one type: their fingerprints, but for the template's, and where they come in rendering.

    `positions` are those of the oldest article that each shows, so that pages that show the same cards are
    rendered one after the other.
    """

    type: type[Page]
    keys: Integers
    parts: Hashes
    positions: Integers


class PageKind(Protocol):
    """All that newsgen knows of the pages of one kind.

    Of two pages that want one address, the one whose kind has the lower rank gets it.
    """

    @property
    def name(self) -> str:
        """The kind as people call it."""

    @property
    def rank(self) -> int:
        """Its place in the registry."""

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        """The key of the page at an address, whose decoded path is given, or None if this kind has none."""

    def url(self, snapshot: Snapshot, key: int) -> str:
        """The address of a page, which exists."""

    def page(self, snapshot: Snapshot, key: int) -> Page:
        """The value of a page, which exists."""

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        """All pages of the kind."""

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        """Who wants the address of a page, which exists."""

    def lasting(self, key: int) -> Lasting | None:
        """What the address of a page is kept by, which may be gone; None if readers won't miss it."""


def failure(kind: PageKind, snapshot: Snapshot, key: int, error: Exception) -> Problem:
    """An exception that nobody expected at work on a page, as a problem of its file, or its address.

    Raises:
        NewsgenError, MemoryError, StateError: it was no bug, and ends the whole.
    """
    if isinstance(error, StateError):
        raise error
    path = kind.owner(snapshot, key).path or kind.url(snapshot, key)
    return unexpected(path, error, kind.name)


def group(
    type_: type[Page], keys: Integers, positions: Integers | None = None, **parts: Hashes | int
) -> PageGroup:
    """A group of pages with these parts of their fingerprints; the others are 0."""
    table = np.zeros((len(keys), len(PARTS)), np.uint64)
    for name, value in parts.items():
        table[:, PARTS.index(name)] = value if not isinstance(value, int) else value & (2**64 - 1)
    last = np.full(len(keys), np.iinfo(np.int64).max)
    return PageGroup(type_, keys, table, last if positions is None else positions)


def groups_by_value(kind: PageKind, snapshot: Snapshot, keys: Iterable[int]) -> Iterator[PageGroup]:
    """Groups of pages of which there are so few that each is made: their values are their fingerprints."""
    by_type: dict[type[Page], list[tuple[int, int, int]]] = {}
    for key in keys:
        try:
            value = kind.page(snapshot, key)
        except Exception as error:
            raise PageError(failure(kind, snapshot, key, error)) from error
        own = msgspec.structs.replace(value, latest=())
        hashes = hash64(_encode(own)), hash64(_encode(value.latest))
        by_type.setdefault(type(value), []).append((key, *hashes))
    for type_, rows in by_type.items():
        found, every, latest = (np.ascontiguousarray(column) for column in np.array(sorted(rows), np.int64).T)
        yield group(type_, found, own=unsigned(every), latest=unsigned(latest))
