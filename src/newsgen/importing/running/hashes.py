"""Tables from 64-bit hashes to whole numbers, in files that all processes share without a copy."""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

_FIELDS = np.dtype([("key", "<u8"), ("value", "<u8")])


def hash64(text: str | bytes) -> int:
    """A hash that is the same in all processes, and on all machines."""
    data = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def write_table(file: Path, pairs: Iterable[tuple[int, int]]) -> None:
    """Write a table; of several pairs with one key the first counts."""
    rows = np.fromiter(pairs, _FIELDS)
    _, first = np.unique(rows["key"], return_index=True)
    np.save(file, rows[first])


class Table:
    """A table that was written; the system reads from its file what is asked for."""

    def __init__(self, file: Path) -> None:
        rows: npt.NDArray[np.void] = np.load(file, mmap_mode="r" if file.stat().st_size > 1 << 12 else None)
        self._keys, self._values = rows["key"], rows["value"]

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, key: int) -> int | None:
        """The value of a key."""
        place = int(self._keys.searchsorted(np.uint64(key)))
        if place < len(self._keys) and int(self._keys[place]) == key:
            return int(self._values[place])
        return None

    def __contains__(self, key: int) -> bool:
        return self.get(key) is not None
