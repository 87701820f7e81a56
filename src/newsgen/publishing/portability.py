"""Files of a site that another file system would join into one, or refuse."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from newsgen.errors import Problem
from newsgen.index.names import Name
from newsgen.pages.kind import Owner

_HINT = "change it if the site is ever to be built or hosted there"


class Joined(msgspec.Struct, frozen=True, order=True):
    """Two files that are one where names are folded."""

    file: str
    other: str


def joined_names(names: Iterable[Name], exists: Callable[[str], bool]) -> list[Joined]:
    """The files among some names that would be joined with another of these, or with a plain one."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.folded, []).append(name.file)
    found = []
    for folded, files in groups.items():
        first, *others = sorted(files)
        if folded not in files and exists(folded):
            first, others = folded, sorted(files)
        found += [Joined(file, first) for file in others]
    return sorted(found)


def portability_warnings(
    names: Iterable[Name], pairs: Iterable[Joined], owner: Callable[[str], Owner]
) -> Iterator[Problem]:
    """What to say of such names; `owner` gives who wants a file."""
    for name in names:
        if name.forbidden:
            yield _warning(owner(name.file), f"has {name.forbidden}, which Windows does not allow")
    for pair in pairs:
        what = f"and that of {owner(pair.other)} are one on Windows and macOS"
        yield _warning(owner(pair.file), f"{what}: {pair.file}, {pair.other}")


def _warning(owner: Owner, what: str) -> Problem:
    whose = f"the address of its {owner.what}" if owner.path and owner.what else "its address"
    return Problem(owner.path or owner.what, 0, 0, f"{whose} {what}", _HINT)
