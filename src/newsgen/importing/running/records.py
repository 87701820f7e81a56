"""Values in a file that all processes read, each at an offset."""

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
_LENGTH = 4  # bytes


class RecordWriter:
    """Appends values to a file."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("wb")
        self._at = 0
        self._encoder = msgspec.msgpack.Encoder()

    def __enter__(self) -> "RecordWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, value: object) -> int:
        """Write a value, and return its offset."""
        data, at = self._encoder.encode(value), self._at
        self._stream.write(len(data).to_bytes(_LENGTH, "little") + data)
        self._at += _LENGTH + len(data)
        return at


def in_order(file: Path, kind: type[T]) -> Iterator[T]:
    """All values, one after another: without the memory of a file that is looked up anywhere."""
    decoder = msgspec.msgpack.Decoder(kind)
    with file.open("rb") as stream:
        while length := stream.read(_LENGTH):
            yield decoder.decode(stream.read(int.from_bytes(length, "little")))


class Records(Generic[T]):
    """The values that were written; the system reads from the file what is asked for."""

    def __init__(self, file: Path, kind: type[T]) -> None:
        with file.open("rb") as stream:
            self._data = (
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if file.stat().st_size else b""
            )
        self._decoder = msgspec.msgpack.Decoder(kind)

    def at(self, offset: int) -> T:
        start = offset + _LENGTH
        return self._decoder.decode(
            self._data[start : start + int.from_bytes(self._data[offset:start], "little")]
        )
