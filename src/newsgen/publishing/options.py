"""The options and results of commands."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from newsgen.errors import ConfigError, Problem
from newsgen.index.view import View

Progress = Callable[[str, int, int], None]


class SessionOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What every command that looks at a whole project is asked for.

    `workers` is the number of processes, by default one for each processor. `state` is the file that
    remembers, by default `.newsgen/state.db` in the project.
    """

    project: Path
    view: View
    workers: int | None = None
    state: Path | None = None

    @property
    def content(self) -> Path:
        return self.project / "content"

    @property
    def state_file(self) -> Path:
        return self.state or self.project / ".newsgen" / "state.db"

    def check_content(self) -> None:
        """Raises:
        ConfigError: there is no content.
        """
        if not self.content.is_dir():
            hint = 'newsgen new "Judul berita" makes the first article'
            raise ConfigError(Problem(str(self.content), 0, 0, "there is no such folder", hint))


class BuildOptions(SessionOptions, frozen=True, kw_only=True):
    """What a build is asked for. `strict` lets warnings fail it, `keep_going` leaves broken articles out.

    `full` makes all anew, whatever is remembered. `force` overwrites files in the output that newsgen did not
    write. `explain` is an address: why its page is written is said.
    """

    output: Path
    strict: bool = False
    keep_going: bool = False
    full: bool = False
    force: bool = False
    explain: str = ""


class BuildResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `hidden` counts drafts, and articles not due yet.

    `problems` are those that `keep_going` passed over; `explained` says why a page was written. `outgrown`
    says what is too much for the host of the settings. `changed_texts` are the full addresses of articles and
    static pages whose own text is new, changed or gone since the last build of this output.
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
    outgrown: str = ""
    changed_texts: tuple[str, ...] = ()
