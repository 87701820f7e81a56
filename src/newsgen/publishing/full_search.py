"""Search in whole texts (`search: full`) by Pagefind, which reads the pages in the output folder.

Its files are no pages of newsgen's: they are made anew after each build that changed the site.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from newsgen.config import Config
from newsgen.errors import ConfigError, OutputError, Problem

if TYPE_CHECKING:
    from newsgen.publishing.project import Project

_FOLDER = "folder of full search "  # the key of its path


def folder(config: Config) -> str:
    """Where the index stands below the output folder; the script of the page to search on looks there."""
    return f"{config.words['search']}/pagefind"


def check_installed() -> None:
    """Raises ConfigError if Pagefind is missing."""
    if find_spec("pagefind") is None:
        message, hint = "search: `full` needs Pagefind", 'pip install "newsgen[search]", or write headlines'
        raise ConfigError(Problem("newsgen.yaml", 0, 0, message, hint))


def update(project: "Project", output: Path) -> None:
    """Index the pages in an output folder, if they are others than at the last time.

    Raises:
        OutputError: Pagefind fails; the index is as it was.
    """
    values, target = project.database.values, output / folder(project.config)
    key, stamp = f"searched {output.resolve()}", project.site.stamp
    if values.get(key) == stamp and target.is_dir():
        return
    made = project.options.state_file.with_name("pagefind")
    shutil.rmtree(made, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(output),
        "--output-path",
        str(made),
        "--silent",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split()[:40])
        raise OutputError(Problem(str(output), 0, 0, f"Pagefind can't index the site: {said}", "build again"))
    shutil.rmtree(target, ignore_errors=True)
    shutil.move(made, target)
    values.put(key, stamp)
    values.put(f"{_FOLDER}{output.resolve()}", str(target.resolve()).encode())
    project.database.commit()


def remove_former(project: "Project", output: Path) -> None:
    """Remove an index that no page leads to any more: the settings name another folder, or another search."""
    values, key = project.database.values, f"{_FOLDER}{output.resolve()}"
    former, config = values.get(key).decode(), project.config
    if former and (config.search != "full" or Path(former) != (output / folder(config)).resolve()):
        shutil.rmtree(former, ignore_errors=True)
        values.put(key, b"")
        project.database.commit()
