"""Which file each page gets, and which pages want one and the same."""

from collections.abc import Callable, Iterable

from newsgen.errors import Problem
from newsgen.pages.values import Owner

Rank = tuple[int, str, str]


class Claims:
    """The files of pages by key; where two want one, the first by kind and path has it."""

    def __init__(self, output: Callable[[str], str]) -> None:
        self.output = output
        self.files: dict[int, str] = {}
        self.lost: set[int] = set()
        self._holders: dict[str, tuple[Rank, int, str, Owner]] = {}
        self._rivals: dict[str, list[tuple[Rank, int, str, Owner]]] = {}

    def add(self, claims: Iterable[tuple[int, str, Owner]]) -> None:
        """Take in claims: key, address and owner of pages."""
        for key, url, owner in claims:
            file = self.output(url)
            entry = ((key >> 56, owner.path, url), key, url, owner)
            if file in self._holders:
                self._rivals.setdefault(file, [self._holders[file]]).append(entry)
            else:
                self._holders[file] = entry
                self.files[key] = file

    def settle(self) -> tuple[Problem, ...]:
        """Leave each file to one page, and say what the others must change."""
        problems = []
        for file, entries in self._rivals.items():
            first, *others = sorted(entries, key=lambda entry: entry[0])
            for _, key, url, owner in others:
                problems.append(_clash(owner, url, first[3]))
                if key != first[1]:
                    self.files.pop(key, None)
                    self.lost.add(key)
            self._holders[file] = first
            self.files[first[1]] = file
        return (*problems, *self._in_the_way())

    def _in_the_way(self) -> list[Problem]:
        """Files that stand where others need a folder."""
        folders: set[str] = set()
        for file in self._holders:
            while (file := file.rpartition("/")[0]) and file not in folders:
                folders.add(file)
        problems = []
        for file in sorted(folders & self._holders.keys()):
            _, key, _, owner = self._holders[file]
            message = f"its address is also a folder of other pages ({file}/)"
            problems.append(Problem(owner.path or owner.what, 0, 0, message, "rename it"))
            self.files.pop(key, None)
            self.lost.add(key)
        return problems


def _clash(owner: Owner, url: str, other: Owner) -> Problem:
    """Two things want one address: the problem is of the file, which a person can change."""
    if not owner.path:
        owner, other = other, owner
    what = f"the address of its {owner.what}" if owner.what else "its address"
    return Problem(owner.path, 0, 0, f"{what}, {url}, is that of {other}", "change one of them")
