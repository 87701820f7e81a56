"""What was written into an output folder, by seals: held against the seals of now, it says what to do."""

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.archive.order import Integers
from newsgen.archive.store import Store
from newsgen.pages.seals import PARTS, Sealed

NOTHING = Sealed(np.zeros(0, np.int64), np.zeros((0, len(PARTS)), np.uint64))
_OWN = PARTS.index("own")


class Difference(msgspec.Struct, frozen=True):
    """Keys of pages: those to print (`stale`), those of them that may have a new address, those `gone`."""

    stale: Integers
    fresh: Integers
    gone: Integers


def load(store: Store, folder: str) -> Sealed:
    """The seals of the pages in an output folder as they were written."""
    kept = store.meta(f"seals {folder}")
    if not kept:
        return NOTHING
    keys, parts = msgspec.msgpack.decode(kept, type=tuple[bytes, bytes])
    return Sealed(np.frombuffer(keys, np.int64), np.frombuffer(parts, np.uint64).reshape(-1, len(PARTS)))


def save(store: Store, folder: str, sealed: Sealed) -> None:
    value = msgspec.msgpack.encode((sealed.keys.tobytes(), sealed.parts.tobytes()))
    store.set_meta(f"seals {folder}", value)


def without(sealed: Sealed, keys: set[int]) -> Sealed:
    """These seals without those of some pages, which are to be printed again the next time."""
    if not keys:
        return sealed
    stays = ~np.isin(sealed.keys, np.array(sorted(keys), np.int64))
    return Sealed(sealed.keys[stays], sealed.parts[stays])


def compared(now: Sealed, before: Sealed) -> Difference:
    """What has changed since pages were written."""
    known, place = _found(now.keys, before.keys)
    differs = np.zeros((len(now.keys), len(PARTS)), bool)
    differs[known] = now.parts[known] != before.parts[place[known]]
    still, _ = _found(before.keys, now.keys)
    return Difference(
        stale=now.keys[~known | differs.any(axis=1)],
        fresh=now.keys[~known | differs[:, _OWN]],
        gone=before.keys[~still],
    )


def _found(keys: Integers, among: Integers) -> tuple[npt.NDArray[np.bool_], Integers]:
    """Whether each key is among others, which rise, and where."""
    if not len(among):
        return np.zeros(len(keys), bool), np.zeros(len(keys), np.int64)
    place = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return among[place] == keys, place


def reasons(key: int, now: Sealed, before: Sealed) -> tuple[str, ...] | None:
    """The parts of a page that differ since it was written; None if it was not there."""
    (known,), (place,) = _found(np.array([key]), before.keys)
    if not known:
        return None
    (here,) = np.flatnonzero(now.keys == key)
    return tuple(
        name for name, new, old in zip(PARTS, now.parts[here], before.parts[place], strict=True) if new != old
    )
