"""Problems as the preview shows them: with the place, the lines around it, and how to mend them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from traceback import extract_tb

import msgspec

from newsgen.content.reader import is_article_file
from newsgen.errors import NewsgenError, Problem

_CONTEXT_LINES = 3
_MAX_LINE_LENGTH = 300
_MAX_FILE_BYTES = 1_000_000
_BUG = "this is a bug in newsgen; all else goes on, and the next save is looked at again"


class Diagnostic(msgspec.Struct, frozen=True):
    """A problem or warning with the numbered lines around it. `path` is relative to the project."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    lines: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return str(Problem(self.path, self.line, self.column, self.message, self.hint))


def problems_of(error: NewsgenError) -> tuple[Problem, ...]:
    """Return the problems of an error; one without a file gets an empty path."""
    return tuple(p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems)


def diagnostics(problems: Iterable[Problem], project: Path, themes: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """Return the distinct problems as diagnostics, sorted; `themes` are the folders of templates."""
    folders = tuple(themes)
    return tuple(_diagnostic(problem, project, folders) for problem in sorted(set(problems)))


def _diagnostic(problem: Problem, project: Path, themes: tuple[Path, ...]) -> Diagnostic:
    path = problem.path
    if is_article_file(path) and not path.startswith("templates/") and not Path(path).is_absolute():
        path = f"content/{path}"
    lines = _context(next(_files(path, project, themes), None), problem.line) if problem.line else ()
    return Diagnostic(path, problem.line, problem.column, problem.message, problem.hint, lines)


def _files(path: str, project: Path, themes: tuple[Path, ...]) -> Iterator[Path]:
    """The files that a path may mean: in the project, or in newsgen's own theme."""
    below = path.removeprefix("templates/")
    candidates = [project / path, *(theme / below for theme in themes if below != path)]
    for file, top in zip(candidates, [project, *themes], strict=False):
        if file.is_file() and file.resolve().is_relative_to(top.resolve()):
            yield file


def _context(file: Path | None, line: int) -> tuple[tuple[int, str], ...]:
    if file is None:
        return ()
    try:
        with file.open("rb") as stream:
            text = stream.read(_MAX_FILE_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = max(1, line - _CONTEXT_LINES)
    around = lines[first - 1 : line + _CONTEXT_LINES]
    return tuple((first + offset, text[:_MAX_LINE_LENGTH]) for offset, text in enumerate(around))


def described(error: Exception) -> str:
    """What an unexpected error says, and where in newsgen it arose."""
    places = [frame for frame in extract_tb(error.__traceback__) if "newsgen" in Path(frame.filename).parts]
    place = f" ({Path(places[-1].filename).name}:{places[-1].lineno})" if places else ""
    return f"{type(error).__name__}: {error}{place}"


def unexpected(path: str, what: str, error: Exception) -> Problem:
    """A bug of newsgen that a file brought to light, as a problem of that file."""
    return Problem(path, 0, 0, f"{what}: {described(error)}", _BUG)
