"""Which files of an output folder newsgen wrote, so that it overwrites no others."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsgen.errors import Problem
from newsgen.publishing.output import STAMP, Output
from newsgen.publishing.plan import BuildRecord

_MOST_NAMED = 20


class Ownership:
    """Tells by the record of a folder, and by the stamp in it, which of its files are `foreign`.

    `altered` are the pages whose files are not as they were written. A folder that has lost its stamp may be
    another one: of its files only those are newsgen's that are as they were written.
    """

    def __init__(self, record: BuildRecord, output: Output, altered: frozenset[int]) -> None:
        self._folder, self._outputs = record.folder, record.database.outputs
        is_stamped, was_stamped = output.is_stamped, record.is_stamped
        self._owns_all = is_stamped and not self._outputs.knows(record.folder)
        self._doubted = altered if was_stamped and not is_stamped else frozenset[int]()
        self.foreign = [STAMP] if output.holds(STAMP) and not is_stamped and not was_stamped else []

    def judge(self, files: Iterable[str]) -> None:
        """Add to `foreign` those of some files in the folder that newsgen did not write."""
        for file in () if self._owns_all else files:
            key = self._outputs.key_at(self._folder, file)
            if key is None or key in self._doubted:
                self.foreign.append(file)


def overwriting(folder: Path, files: Iterable[str]) -> Iterator[Problem]:
    """The problem that foreign files would be overwritten, with the names of the first."""
    every = sorted(files)
    what = "a file" if len(every) == 1 else f"{len(every)} files"
    hint = "move them away, or let `newsgen build --force` overwrite them"
    yield Problem(str(folder), 0, 0, f"holds {what} that newsgen did not write and would overwrite", hint)
    for file in every[:_MOST_NAMED]:
        yield Problem(str(folder / file), 0, 0, "newsgen did not write it")
