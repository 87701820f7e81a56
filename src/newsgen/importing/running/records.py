"""Values in a file that all processes read, each at an offset."""

import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
_LENGTH = 4  # bytes
_AT_ONCE = 1024  # bytes, which most values have not


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
    """The values that were written, each read from the file when it is asked for.

    The file is not mapped: what is mapped counts as memory of each process.
    """

    def __init__(self, file: Path, kind: type[T]) -> None:
        self._stream = file.open("rb", buffering=0)
        weakref.finalize(self, self._stream.close)
        self._decoder = msgspec.msgpack.Decoder(kind)

    def at(self, offset: int) -> T:
        self._stream.seek(offset)
        data = self._stream.read(_AT_ONCE)
        end = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
        if end > len(data):
            data += self._stream.read(end - len(data))
        return self._decoder.decode(data[_LENGTH:end])
