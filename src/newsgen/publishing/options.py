"""What a build is asked for, and what it tells of itself."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from newsgen.errors import Problem
from newsgen.index.view import View

Progress = Callable[[str, int, int], None]


class BuildOptions(msgspec.Struct, frozen=True):
    """What a build is asked for. `strict` lets warnings fail it, `keep_going` leaves broken articles out.

    `workers` is the number of processes, by default one for each processor. `full` makes all anew, whatever
    is remembered. `explain` is an address: why its page is written is said. `state` is the file that
    remembers, by default `.newsgen/state.db` in the project.
    """

    project: Path
    output: Path
    view: View
    strict: bool = False
    keep_going: bool = False
    workers: int | None = None
    full: bool = False
    explain: str = ""
    state: Path | None = None

    @property
    def state_file(self) -> Path:
        return self.state or self.project / ".newsgen" / "state.db"


class BuildResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `hidden` counts drafts, and articles not due yet or expired.

    `problems` are those that `keep_going` passed over; `explained` says why a page was written.
    """

    articles: int
    hidden: int
    pages: int
    written: int
    unchanged: int
    removed: int
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    explained: str = ""
