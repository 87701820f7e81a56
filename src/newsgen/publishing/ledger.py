"""What was written into an output folder, by seals: held against the seals of now, it says what to do."""

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.index.articles import Store
from newsgen.index.order import Integers
from newsgen.index.order_state import blocks
from newsgen.pages import keys
from newsgen.pages.seals import PARTS, Sealed

NOTHING = Sealed(np.zeros(0, np.int64), np.zeros((0, len(PARTS)), np.uint64))
_ROW = np.dtype([("key", np.int64), ("parts", np.uint64, (len(PARTS),))])
_OWN = PARTS.index("own")


class Difference(msgspec.Struct, frozen=True):
    """Keys of pages: those to print (`stale`), and those of them that may have a new address."""

    stale: Integers
    fresh: Integers


def load(store: Store, folder: str) -> Sealed:
    """The seals of the pages in an output folder as they were written."""
    rows = np.frombuffer(store.blocks(f"seals {folder}"), _ROW)
    return Sealed(np.ascontiguousarray(rows["key"]), np.ascontiguousarray(rows["parts"]))


def save(store: Store, folder: str, sealed: Sealed) -> None:
    rows = np.empty(len(sealed.keys), _ROW)
    rows["key"], rows["parts"] = sealed.keys, sealed.parts
    store.put_blocks(f"seals {folder}", blocks(rows, keys.block(sealed.keys)))


def without(sealed: Sealed, lost: frozenset[int]) -> Sealed:
    """These seals without those of some pages, which are to be printed again the next time."""
    if not lost:
        return sealed
    stays = ~np.isin(sealed.keys, np.array(sorted(lost), np.int64))
    return Sealed(sealed.keys[stays], sealed.parts[stays])


def compared(now: Sealed, before: Sealed) -> Difference:
    """What has changed since pages were written."""
    known, place = _found(now.keys, before.keys)
    differs = np.zeros((len(now.keys), len(PARTS)), bool)
    differs[known] = now.parts[known] != before.parts[place[known]]
    return Difference(
        stale=now.keys[~known | differs.any(axis=1)],
        fresh=now.keys[~known | differs[:, _OWN]],
    )


def holds(sealed: Sealed, key: int) -> bool:
    """Whether a page of this key is among those that are sealed."""
    return bool(_found(np.array([key]), sealed.keys)[0][0])


def _found(wanted: Integers, among: Integers) -> tuple[npt.NDArray[np.bool_], Integers]:
    """Whether each key is among others, which rise, and where."""
    if not len(among):
        return np.zeros(len(wanted), bool), np.zeros(len(wanted), np.int64)
    place = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    return among[place] == wanted, place


def reasons(key: int, now: Sealed, before: Sealed) -> tuple[str, ...] | None:
    """The parts of a page that differ since it was written; None if it was not there."""
    (known,), (place,) = _found(np.array([key]), before.keys)
    if not known:
        return None
    (here,) = np.flatnonzero(now.keys == key)
    return tuple(
        name for name, new, old in zip(PARTS, now.parts[here], before.parts[place], strict=True) if new != old
    )
