"""`newsgen build`: brings the output folder up to the content."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import msgspec

from newsgen.config import Config
from newsgen.errors import ConfigError, OutputError, Problem
from newsgen.publishing.full_search import check_installed
from newsgen.publishing.options import BuildOptions, BuildResult, Progress
from newsgen.publishing.session import in_session

if TYPE_CHECKING:
    from newsgen.publishing.project import Project


def build(options: BuildOptions, config: Config, progress: Progress) -> BuildResult:
    """Bring the output folder up to the content.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    started = time.monotonic()
    options.check_content()
    _check_output(options)
    if config.search == "full":
        check_installed()

    def work(project: Project) -> BuildResult:
        from newsgen.publishing.publisher import publish  # loaded while other processes look at the folders

        return publish(project, options, progress)

    result = in_session(options, config, progress, work, output=options.output, full=options.full)
    return msgspec.structs.replace(result, seconds=round(time.monotonic() - started, 3))


def _check_output(options: BuildOptions) -> None:
    content, output = options.content.resolve(), options.output.resolve()
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
