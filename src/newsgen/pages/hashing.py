"""Hashes in columns: how fingerprints of many pages are worked out at once."""

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from newsgen.index.order import Integers

Hashes = npt.NDArray[np.uint64]


def address_hash(url: str) -> int:
    """A hash over an address that fits into the key of a page."""
    return int.from_bytes(blake2b(url.encode(), digest_size=7).digest())


def unsigned(column: Integers) -> Hashes:
    return np.ascontiguousarray(column, np.int64).view(np.uint64)


def mixed(column: Hashes) -> Hashes:
    """Every bit of each number spread over all of it (SplitMix64), so that sums of them tell sets apart."""
    column = (column ^ (column >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    column = (column ^ (column >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return column ^ (column >> np.uint64(31))


def prefix_sums(column: Hashes) -> Hashes:
    """The sum of all that stand before each place, and of all at the end."""
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(column, dtype=np.uint64)])


def neighbours(column: Hashes) -> Hashes:
    """For each place a hash over the ones before and after it."""
    padded = np.pad(column, 1)
    return mixed(padded[:-2]) * np.uint64(3) + mixed(padded[2:])


def numbered(counts: Integers) -> tuple[Integers, Integers]:
    """For rows that have so many pages each: the row of every page, and its number from 0 in that row."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
