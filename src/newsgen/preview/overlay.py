"""What is wrong, as the preview shows it: the place, the lines around it, and the mend."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from newsgen.content.reader import is_article_file
from newsgen.errors import NewsgenError, Problem

_AROUND = 3
_WIDEST = 300
_LARGEST = 1_000_000  # bytes of a file that is read for its lines


class Trouble(msgspec.Struct, frozen=True):
    """A problem or warning with the lines around it, each with its number. `path` is from the project."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    lines: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return str(Problem(self.path, self.line, self.column, self.message, self.hint))


def problems_of(error: NewsgenError) -> tuple[Problem, ...]:
    """The problems of an error; one that has no file yet gets an empty path."""
    return tuple(p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems)


def troubles(problems: Iterable[Problem], project: Path, themes: Iterable[Path]) -> tuple[Trouble, ...]:
    """The problems as they are shown; `themes` are the folders that templates are found in."""
    folders = tuple(themes)
    return tuple(_trouble(problem, project, folders) for problem in sorted(set(problems)))


def _trouble(problem: Problem, project: Path, themes: tuple[Path, ...]) -> Trouble:
    path = problem.path
    if is_article_file(path) and not path.startswith("templates/") and not Path(path).is_absolute():
        path = f"content/{path}"
    lines = _lines(next(_files(path, project, themes), None), problem.line) if problem.line else ()
    return Trouble(path, problem.line, problem.column, problem.message, problem.hint, lines)


def _files(path: str, project: Path, themes: tuple[Path, ...]) -> Iterator[Path]:
    """Where the file of a problem may be: in the project, or in newsgen's own theme."""
    below = path.removeprefix("templates/")
    candidates = [project / path, *(theme / below for theme in themes if below != path)]
    for file, top in zip(candidates, [project, *themes], strict=False):
        if file.is_file() and file.resolve().is_relative_to(top.resolve()):
            yield file


def _lines(file: Path | None, line: int) -> tuple[tuple[int, str], ...]:
    if file is None:
        return ()
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST).decode("utf-8-sig", "replace")
    except OSError:
        return ()
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = max(1, line - _AROUND)
    shown = found[first - 1 : line + _AROUND]
    return tuple((first + offset, text[:_WIDEST]) for offset, text in enumerate(shown))
