"""The array types of this package, and operations on arrays and on structs of arrays."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
UInt8s = NDArray[np.uint8]
UInt16s = NDArray[np.uint16]
UInt32s = NDArray[np.uint32]

T = TypeVar("T", np.int64, np.uint32)
S = TypeVar("S", bound=msgspec.Struct)


def distinct(*parts: NDArray[T]) -> NDArray[T]:
    """The values of some arrays, each once, rising; by sorting, since `numpy.unique` fills a hash table."""
    values = np.sort(np.concatenate(parts))
    first = np.ones(len(values), np.bool_)
    first[1:] = values[1:] != values[:-1]
    return values[first]


def ranges(starts: Ints, sizes: Ints) -> Ints:
    """The numbers of ranges, one range after another, each given by its first number and its size."""
    ends = np.cumsum(sizes)
    if not len(ends):
        return ends
    return np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)


def concatenated(*parts: S) -> S:
    """Structs of arrays joined into one, array by array."""
    arrays = zip(*map(msgspec.structs.astuple, parts), strict=True)
    return type(parts[0])(*map(np.concatenate, arrays))


def select(columns: S, index: Ints | Mask) -> S:
    """A struct of arrays with some of its rows, or with all in another order."""
    return type(columns)(*(array[index] for array in msgspec.structs.astuple(columns)))
