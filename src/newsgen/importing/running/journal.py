"""The journal of imports: what newsgen wrote, so that it never takes a person's file for its own.

It lies in `.newsgen/`, and is only appended to while an import is at work: killed at any moment, the next one
knows every file that was written.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from newsgen.importing.outcome import Outcome
from newsgen.importing.receipt.previews import Preview

_NAME = "import.jsonl"
_INTENTS = "import-intents"


class Batch(msgspec.Struct, frozen=True, omit_defaults=True):
    """What workers made of some units; `terms` are the slugs of lists that stories are in, by kind."""

    units: int
    outcomes: tuple[Outcome, ...]
    previews: tuple[Preview, ...] = ()
    terms: dict[str, list[str]] = {}


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the journal: a file of a former run, the start of one, a batch, or the end."""

    path: str = ""
    digest: str = ""
    run: str = ""
    batch: Batch | None = None
    done: bool = False


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Line)


class Journal:
    """The journal of a newsroom. `owned` has the digests of files of former runs, by their path.

    A file has two, parted by a space, if a run was killed that may have written it or not.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / _NAME
        self._stream: IO[bytes] | None = None
        self.owned: dict[str, str] = {}
        self.run = ""
        self.is_done = False
        self.units = 0
        self._end = 0  # of what is whole
        self._start = 0  # of the run

    def read(self) -> None:
        """Read what is there; a line that was torn by a kill does not count."""
        for line, end in _lines(self._file):
            if line.run:
                self.run, self.units, self.is_done, self._start = line.run, 0, False, self._end
            elif line.path:
                self.owned[line.path] = line.digest
            elif line.batch:
                self.units += line.batch.units
            elif line.done:
                self.is_done = True
            self._end = end

    def begin(self, run: str, *, resume: bool) -> bool:
        """Begin a run, or go on with the same one that was interrupted; whether that is so."""
        goes_on = resume and self.run == run and not self.is_done
        self._folder.mkdir(parents=True, exist_ok=True)
        if goes_on:
            self._stream = self._file.open("r+b")
            self._stream.truncate(self._end)
            self._stream.seek(self._end)
        else:
            self.take_over()
            self.units = 0
            fresh = self._file.with_name(f"{_NAME}.new")
            with fresh.open("wb") as stream:
                for path, digest in self.owned.items():
                    stream.write(_ENCODER.encode(_Line(path=path, digest=digest)) + b"\n")
                self._start = stream.tell()
                stream.write(_ENCODER.encode(_Line(run=run)) + b"\n")
            fresh.replace(self._file)
            self._forget_intents()
            self._stream = self._file.open("ab")
        return goes_on

    def take_over(self) -> None:
        """Own the files of the last run, also those that were written just before it was killed."""
        for intents in sorted(self._folder.glob(f"{_INTENTS}-*")):
            for line, _ in _lines(intents):
                digests = dict.fromkeys((*self.owned.get(line.path, "").split()[:1], line.digest))
                self.owned[line.path] = " ".join(digests)
        for batch in self.batches():
            self.owned.update((one.path, one.digest) for one in batch.outcomes if one.path and one.digest)

    def add(self, batch: Batch) -> None:
        assert self._stream is not None
        self._stream.write(_ENCODER.encode(_Line(batch=batch)) + b"\n")
        self._stream.flush()

    def own(self, path: str, digest: str) -> None:
        """Note that another file is newsgen's, before it is written."""
        assert self._stream is not None
        self._stream.write(_ENCODER.encode(_Line(path=path, digest=digest)) + b"\n")
        self._stream.flush()

    def end(self) -> None:
        assert self._stream is not None
        self._stream.write(_ENCODER.encode(_Line(done=True)) + b"\n")
        self.close()
        self._forget_intents()

    def _forget_intents(self) -> None:
        for intents in self._folder.glob(f"{_INTENTS}-*"):
            intents.unlink()

    def close(self) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None

    def batches(self) -> Iterator[Batch]:
        """Those of the last run, in order."""
        for line, _ in _lines(self._file, self._start):
            if line.batch:
                yield line.batch


def _lines(file: Path, start: int = 0) -> Iterator[tuple[_Line, int]]:
    """The lines of a file that are whole, each with the offset of its end."""
    with suppress(FileNotFoundError), file.open("rb") as stream:
        stream.seek(start)
        end = start
        for data in stream:
            if not data.endswith(b"\n"):
                return
            try:
                line = _DECODER.decode(data)
            except msgspec.DecodeError:
                return
            end += len(data)
            yield line, end


class Intents:
    """What one process is about to write: it says so before, for it may be killed right after."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{_INTENTS}-{os.getpid()}"

    def add(self, files: dict[str, str]) -> None:
        """Note the digests of files by their paths."""
        lines = [_ENCODER.encode(_Line(path=path, digest=digest)) + b"\n" for path, digest in files.items()]
        with self._file.open("ab", buffering=0) as stream:
            stream.write(b"".join(lines))
