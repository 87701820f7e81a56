"""`newsgen build`: its first steps, which are taken before the greater part of newsgen is loaded."""

import os
import time
from functools import partial
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import ConfigError, OutputError, Problem
from newsgen.index.articles import Store
from newsgen.index.database import DamagedState
from newsgen.index.listing import look
from newsgen.publishing.options import BuildOptions, BuildResult, Progress
from newsgen.publishing.output import Output
from newsgen.workers import WorkerPool

_LARGE = 8_000_000  # bytes of a state from which on processes are worth their start


def build(options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    """Bring the output folder up to the content.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    _check_folders(options)
    with WorkerPool(options.workers) as pool:
        try:
            return _build(pool, options, config, progress)
        except DamagedState:
            return _build(pool, options, config, progress)


def _build(pool: WorkerPool, options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    """Let other processes look at both folders, and load meanwhile what brings one up to the other.

    The state is locked first: no preview may know of a file that this look has not seen.
    """
    started, state, content = time.monotonic(), options.state_file, options.project / "content"
    if is_large(state) or pool.is_worth_sharing(look(content).size):
        pool.fork()
    with Store(state) as store:
        looking = pool.submit(look, content)
        tampered = pool.submit(partial(altered, str(options.output.resolve())), str(state))
        from newsgen.publishing.run import run

        result = run(options, config, pool, store, looking, tampered, progress)
    return msgspec.structs.replace(result, seconds=round(time.monotonic() - started, 3))


def is_large(state: Path) -> bool:
    """Whether there is so much in a state that a second process finds enough to do."""
    return state.exists() and state.stat().st_size > _LARGE


def altered(output: str, state: str) -> set[int]:
    """The pages in an output folder whose files are not as they were written, by key."""
    store = Store(Path(state)).look()
    try:
        return Output(Path(output)).altered(store.pages(output))
    finally:
        store.close()


def _check_folders(options: BuildOptions) -> None:
    content, output = (options.project / "content").resolve(), options.output.resolve()
    if not content.is_dir():
        hint = 'newsgen new "Judul berita" makes the first article'
        raise ConfigError(Problem(str(options.project / "content"), 0, 0, "there is no such folder", hint))
    for own in (content, (options.project / "templates").resolve(), (options.project / "src").resolve()):
        if output.is_relative_to(own) or own.is_relative_to(output):
            message = "the site can't be written over the files that it is made from"
            raise ConfigError(
                Problem(str(options.output), 0, 0, message, "name another folder with --output")
            )
    if output.exists() and not output.is_dir():
        raise OutputError(
            Problem(str(options.output), 0, 0, "is a file, not a folder", "name another with --output")
        )
    existing = next(parent for parent in (output, *output.parents) if parent.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise OutputError(Problem(str(options.output), 0, 0, "can't be written: Permission denied"))
