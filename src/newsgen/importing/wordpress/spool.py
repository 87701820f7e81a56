"""What was read, on disk: an archive of half a million posts does not fit into memory."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.importing.wordpress.surveying import Attachment, ReadBatch, Surveyed, SurveyedBatch

_LENGTH = 8  # bytes


class Spool:
    """The batches in order: what was surveyed in one file, and what their items tell in another, `told`."""

    def __init__(self, workspace: Path) -> None:
        self.told = workspace / "told"
        self.told_ends = array("Q", [0])  # of the batches in that file
        self._path = workspace / "surveyed.json"
        self._files: list[BinaryIO] = [self._path.open("wb"), self.told.open("wb")]
        self._decoder = msgspec.json.Decoder(SurveyedBatch)

    def add(self, batch: ReadBatch) -> SurveyedBatch:
        surveyed, told = self._files
        surveyed.write(len(batch.surveyed).to_bytes(_LENGTH, "big") + batch.surveyed)
        told.write(batch.told)
        self.told_ends.append(self.told_ends[-1] + len(batch.told))
        return self._decoder.decode(batch.surveyed)

    def finish(self) -> None:
        for file in self._files:
            file.close()

    def batches(self) -> Iterator[SurveyedBatch]:
        with self._path.open("rb") as file:
            while length := file.read(_LENGTH):
                yield self._decoder.decode(file.read(int.from_bytes(length, "big")))


class Attachments:
    """The attachments by their number and by that of the post that they are in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = path.open("wb")
        self._offset = 0
        self._rows = array("q")  # id, parent, offset
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._id_offsets = self._id_parents = self._parents = self._parent_offsets = self._ids
        self._reader: BinaryIO | None = None
        self._decoder = msgspec.json.Decoder(Attachment)

    def __len__(self) -> int:
        return len(self._rows) // 3

    def add(self, surveyed: Surveyed) -> None:
        assert self._file is not None
        line = msgspec.json.encode(surveyed.attachment) + b"\n"
        self._rows.extend((surveyed.id, surveyed.parent, self._offset))
        self._file.write(line)
        self._offset += len(line)

    def finish(self) -> None:
        """Sort; nothing can be added any more."""
        self.close()
        rows = np.array(self._rows, np.int64).reshape(-1, 3)
        by_id = rows[np.argsort(rows[:, 0], kind="stable")]
        by_parent = rows[np.argsort(rows[:, 1], kind="stable")]
        self._ids, self._id_parents, self._id_offsets = (by_id[:, place].copy() for place in range(3))
        self._parents, self._parent_offsets = by_parent[:, 1].copy(), by_parent[:, 2].copy()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Within, single attachments can be asked for."""
        with self._path.open("rb") as file:
            before, self._reader = self._reader, file
            try:
                yield
            finally:
                self._reader = before

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __iter__(self) -> Iterator[Attachment]:
        with self._path.open("rb") as file:
            yield from map(self._decoder.decode, file)

    def by_id(self, number: int) -> Attachment | None:
        """The last one with a number."""
        at = int(np.searchsorted(self._ids, number, "right")) - 1
        found = at >= 0 and self._ids[at] == number
        return self._at(int(self._id_offsets[at])) if found else None

    def parent_of(self, number: int) -> int:
        """The number of the post that an attachment belongs to, or 0."""
        at = int(np.searchsorted(self._ids, number, "right")) - 1
        return int(self._id_parents[at]) if at >= 0 and self._ids[at] == number else 0

    def of_post(self, number: int) -> Iterator[Attachment]:
        first, last = np.searchsorted(self._parents, (number, number + 1))
        for offset in self._parent_offsets[int(first) : int(last)]:
            yield self._at(int(offset))

    def _at(self, offset: int) -> Attachment:
        assert self._reader is not None
        self._reader.seek(offset)
        return self._decoder.decode(self._reader.readline())


class Column:
    """A column of whole numbers, one for each item, that becomes an array."""

    def __init__(self) -> None:
        self._values = array("q")

    def add(self, value: int) -> None:
        self._values.append(value)

    def array(self) -> NDArray[np.int64]:
        return np.array(self._values, np.int64)
