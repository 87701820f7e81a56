"""Which file each page gets, and which pages want one and the same.

A million pages want a million files: of each only a hash is kept, and what may conflict is looked at again.
"""

from array import array
from collections.abc import Callable, Collection, Iterable

import msgspec
import numpy as np

from newsgen.errors import Problem
from newsgen.index.order import Integers
from newsgen.pages.kind import Claim, Owner, rank_of


class Resolution(msgspec.Struct, frozen=True):
    """The files that pages get, as hashes, rising; the keys of those that get none; and why.

    Those `answered` are not there: something else answers at their addresses.
    """

    files: Integers
    lost: frozenset[int]
    problems: tuple[Problem, ...]
    answered: frozenset[int] = frozenset()

    def has_file(self, file: str) -> bool:
        """Whether a page gets this file, and has one."""
        return self.holds(file) and hash(file) not in self.answered

    def is_answered(self, file: str) -> bool:
        """Whether a page gets this file, and has none."""
        return self.holds(file) and hash(file) in self.answered

    def holds(self, file: str) -> bool:
        """Whether a page gets this file, or answers in its place."""
        place = int(np.searchsorted(self.files, hash(file)))
        return place < len(self.files) and int(self.files[place]) == hash(file)


class _Files(msgspec.Struct, frozen=True):
    """The hashes of files, and of the folders above them, some of these more than once."""

    files: Integers
    folders: Integers


def resolve(
    claims: Callable[[], Iterable[Claim]], output: Callable[[str], str], answered: Collection[int] = ()
) -> Resolution:
    """Leave each file to one page, the first by kind and path, and say what the others must change.

    `claims` gives the same each time; `output` the file of an address; `answered` are the keys of pages that
    have no file.
    """
    without = {hash(output(claim.url)) for claim in claims() if claim.key in answered} if answered else set()
    hashes = _hashes(output(claim.url) for claim in claims())
    rising = np.sort(hashes.files)
    twice = rising[1:][rising[1:] == rising[:-1]]
    suspects = {*twice.tolist(), *np.intersect1d(rising, hashes.folders).tolist()}
    if not suspects:
        return Resolution(rising, frozenset(), (), frozenset(without))
    claimants: dict[str, list[Claim]] = {}
    folders: set[str] = set()
    for claim in claims():
        file = output(claim.url)
        if hash(file) in suspects:
            claimants.setdefault(file, []).append(claim)
        folders.update(folder for folder in _above(file) if hash(folder) in suspects)
    lost: set[int] = set()
    problems = []
    for file, every in claimants.items():
        winner, *losers = sorted(every, key=_precedence)
        problems += [_conflict(loser, winner.owner) for loser in losers if not loser.owner.yields]
        lost.update(loser.key for loser in losers)
        if winner.key not in answered:
            without.discard(hash(file))
        if file in folders:
            problems += [] if winner.owner.yields else [_in_the_way(file, winner.owner)]
            lost.add(winner.key)
            rising = rising[rising != hash(file)]
    return Resolution(rising, frozenset(lost), tuple(problems), frozenset(without))


def _precedence(claim: Claim) -> tuple[bool, int, str, str]:
    """What sorts those that want one address; the first gets it."""
    return claim.owner.yields, rank_of(claim.key), claim.owner.path, claim.url


def _hashes(every: Iterable[str]) -> _Files:
    files, folders = array("q"), array("q")
    seen = {""}
    for file in every:
        files.append(hash(file))
        folder = file.rpartition("/")[0]
        folders.append(hash(folder))
        while (folder := folder.rpartition("/")[0]) not in seen:
            seen.add(folder)
            folders.append(hash(folder))
    return _Files(np.array(files, np.int64), np.array(folders, np.int64))


def _above(file: str) -> Iterable[str]:
    while file := file.rpartition("/")[0]:
        yield file


def _in_the_way(file: str, owner: Owner) -> Problem:
    """A file stands where others need a folder."""
    message = f"its address is also a folder of other pages ({file}/)"
    return Problem(owner.path or owner.what, 0, 0, message, "rename it", file)


def _conflict(claim: Claim, other: Owner) -> Problem:
    """Two things want one address: the problem is of the file, which a person can change."""
    owner = claim.owner
    if not owner.path:
        owner, other = other, owner
    if not owner.path:
        message = f"{owner.what} and {other} want one address, {claim.url}"
        return Problem("newsgen.yaml", 0, 0, message, "change the setting that gives one of them", claim.url)
    what = f"the address of its {owner.what}" if owner.what else "its address"
    message = f"{what}, {claim.url}, is that of {other}"
    return Problem(owner.path, 0, 0, message, "change one of them", claim.url)
