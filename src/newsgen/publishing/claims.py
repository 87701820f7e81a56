"""Which file each page gets, and which pages want one and the same.

A million pages want a million files: of each only a hash is kept, and what may clash is looked at again.
"""

from array import array
from collections.abc import Callable, Iterable

import msgspec
import numpy as np

from newsgen.errors import Problem
from newsgen.index.order import Integers
from newsgen.pages.values import Owner

Claim = tuple[int, str, Owner]  # key, address and owner of a page
_Entry = tuple[tuple[int, str, str], int, str, Owner]  # rank, key, address, owner


class Settled(msgspec.Struct, frozen=True):
    """The files that pages get, as hashes, rising; the keys of those that get none; and why."""

    files: Integers
    lost: frozenset[int]
    problems: tuple[Problem, ...]

    def holds(self, file: str) -> bool:
        """Whether a page gets this file."""
        place = int(np.searchsorted(self.files, hash(file)))
        return place < len(self.files) and int(self.files[place]) == hash(file)


def settle(claims: Callable[[], Iterable[Claim]], output: Callable[[str], str]) -> Settled:
    """Leave each file to one page, the first by kind and path, and say what the others must change.

    `claims` gives the same each time; `output` the file of an address.
    """
    files, folders = _hashes(output(url) for _, url, _ in claims())
    rising = np.sort(files)
    suspects = {*rising[1:][rising[1:] == rising[:-1]].tolist(), *np.intersect1d(rising, folders).tolist()}
    if not suspects:
        return Settled(rising, frozenset(), ())
    holders: dict[str, list[_Entry]] = {}
    above: set[str] = set()
    for key, url, owner in claims():
        file = output(url)
        if hash(file) in suspects:
            holders.setdefault(file, []).append(((key >> 56, owner.path, url), key, url, owner))
        above.update(folder for folder in _above(file) if hash(folder) in suspects)
    lost: set[int] = set()
    problems = []
    for file, entries in holders.items():
        first, *others = sorted(entries, key=lambda entry: entry[0])
        problems += [_clash(owner, url, first[3]) for _, _, url, owner in others]
        lost.update(key for _, key, _, _ in others if key != first[1])
        if file in above:
            problems.append(_in_the_way(file, first[3]))
            lost.add(first[1])
            rising = rising[rising != hash(file)]
    return Settled(rising, frozenset(lost), tuple(problems))


def _hashes(every: Iterable[str]) -> tuple[Integers, Integers]:
    """The hashes of files, and those of the folders above them, some of these more than once."""
    files, folders = array("q"), array("q")
    seen = {""}
    for file in every:
        files.append(hash(file))
        folder = file.rpartition("/")[0]
        folders.append(hash(folder))
        while (folder := folder.rpartition("/")[0]) not in seen:
            seen.add(folder)
            folders.append(hash(folder))
    return np.array(files, np.int64), np.array(folders, np.int64)


def _above(file: str) -> Iterable[str]:
    while file := file.rpartition("/")[0]:
        yield file


def _in_the_way(file: str, owner: Owner) -> Problem:
    """A file stands where others need a folder."""
    message = f"its address is also a folder of other pages ({file}/)"
    return Problem(owner.path or owner.what, 0, 0, message, "rename it")


def _clash(owner: Owner, url: str, other: Owner) -> Problem:
    """Two things want one address: the problem is of the file, which a person can change."""
    if not owner.path:
        owner, other = other, owner
    what = f"the address of its {owner.what}" if owner.what else "its address"
    return Problem(owner.path, 0, 0, f"{what}, {url}, is that of {other}", "change one of them")
