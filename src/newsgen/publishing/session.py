"""A session: one command holds a project, whose state is locked and whose index is brought up to the files.

Other processes look at the folders meanwhile, while what the work itself needs is still being loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsgen.config import Config
from newsgen.errors import Problem
from newsgen.index.database import DamagedStateError, Database
from newsgen.index.listing import list_files
from newsgen.publishing.options import Progress, SessionOptions
from newsgen.publishing.output import altered_pages
from newsgen.workers import WorkerPool

if TYPE_CHECKING:
    from newsgen.publishing.project import Project

R = TypeVar("R")

_DAMAGED = Problem(
    ".newsgen/state.db",
    0,
    0,
    "was damaged, and is made anew",
    "`newsgen verify` names files that are left over",
)
_LARGE = 8_000_000  # bytes of a state from which on a second process finds enough to do


def is_large(state: Path) -> bool:
    """Whether there is so much in a state that processes are worth their start."""
    return state.exists() and state.stat().st_size > _LARGE


def in_session(
    options: SessionOptions,
    config: Config,
    progress: Progress,
    work: Callable[[Project], R],
    *,
    output: Path | None = None,
    full: bool = False,
) -> R:
    """Do work on a project, which knows the pages whose files in `output` were altered.

    `full` forgets what was read.

    Raises:
        NewsgenError: the project can't be used.
    """

    def noticing(project: Project) -> R:
        project.notices = (_DAMAGED,)
        return work(project)

    options.check_content()
    with WorkerPool(options.workers) as pool:
        try:
            return _attempt(pool, options, config, progress, work, output, full)
        except DamagedStateError:
            return _attempt(pool, options, config, progress, noticing, output, full)


def _attempt(
    pool: WorkerPool,
    options: SessionOptions,
    config: Config,
    progress: Progress,
    work: Callable[[Project], R],
    output: Path | None,
    full: bool,
) -> R:
    state, content = options.state_file, options.content
    if is_large(state) or pool.is_worth_sharing(list_files(content).size):
        pool.fork()
    with Database(state) as database:  # locked first: no preview may know of a file that this has not seen
        listing = pool.submit(list_files, content)
        altered = pool.submit(partial(altered_pages, str(output.resolve())), str(state)) if output else None
        from newsgen.publishing.project import Project  # loaded while those are at work

        project = Project(options, config, database, pool)
        project.refresh(listing(), progress, full=full)
        project.altered = altered() if altered else frozenset()
        return work(project)
