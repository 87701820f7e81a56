"""`newsgen verify`: the site held against one that is built from nothing, byte for byte."""

import filecmp
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.publishing.build import build
from newsgen.publishing.options import BuildOptions, Progress


class Verdict(msgspec.Struct, frozen=True):
    """What differs from a build from nothing: paths below the output folder, sorted.

    `unexpected` files stand in the output though newsgen would not write them; hidden ones are let be.
    """

    pages: int
    missing: tuple[str, ...]
    differing: tuple[str, ...]
    unexpected: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all that newsgen writes is there as it would write it now."""
        return not self.missing and not self.differing


def verify(options: BuildOptions, config: Config, progress: Progress) -> Verdict:
    """Build from nothing beside the state, compare, and take it away again.

    Raises:
        NewsgenError: the site can't be built.
    """
    beside = options.state_file.parent
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=beside) as folder:
        fresh = Path(folder) / "site"
        state = Path(folder) / "state.db"
        result = build(msgspec.structs.replace(options, output=fresh, state=state), config, progress)
        expected, found = set(_files(fresh)), set(_files(options.output))
        differing = (
            path
            for path in expected & found
            if not filecmp.cmp(fresh / path, options.output / path, shallow=False)
        )
        return Verdict(
            pages=result.pages,
            missing=tuple(sorted(expected - found)),
            differing=tuple(sorted(differing)),
            unexpected=tuple(sorted(path for path in found - expected if not path.startswith("."))),
        )


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
