"""What becomes of files and pages that fail: which are left out, and what is said of bugs."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec.structs import replace

from newsgen.content.reader import is_article_file
from newsgen.errors import PageError, Problem, TemplateError

_FEW = 3  # pages; if more fail in one way, it is no fault of their files
_PLACE = re.compile(r"^  File .*$", re.MULTILINE)


def causes(failed: Mapping[Problem | str, int]) -> tuple[Problem, ...]:
    """Each cause once, given on how many pages each problem was met.

    The same bug on many pages is one cause, whose problem has the kind of page in the place of a file. What
    an article meets in feeds too is told once.
    """
    bugs: dict[tuple[str, ...], list[Problem]] = {}
    found: list[Problem] = []
    for said, pages in failed.items():
        problem = said if isinstance(said, Problem) else Problem("templates", 0, 0, said)
        if problem.trace:
            bugs.setdefault((problem.subject, *_PLACE.findall(problem.trace)), []).append(problem)
        elif pages > 1 and not is_article_file(problem.path):
            found.append(replace(problem, message=f"{problem.message} (on {pages} pages)"))
        else:
            found.append(problem)
    told = set[tuple[str, str]]()
    for every in sorted(bugs.values(), key=len, reverse=True):
        same = [problem for problem in every if (problem.path, problem.message) not in told]
        told.update((problem.path, problem.message) for problem in same)
        if not same:
            continue
        first = min(same)
        if len(same) <= _FEW:
            found += same
        else:
            message = f"{first.message} (on {len(same)} pages, {first.path} the first)"
            found.append(replace(first, path=f"every {first.subject}", message=message))
    return tuple(found)


def failure(problems: Iterable[Problem]) -> PageError | TemplateError:
    """The error of a build whose pages have these problems: of files alone, or of a template too."""
    every = tuple(problems)
    of_files = all(is_article_file(problem.path) for problem in every)
    return PageError(*every) if of_files else TemplateError(*every)


def reported(problems: Iterable[Problem], folder: Path) -> tuple[Problem, ...]:
    """The problems, those of bugs with the file below `folder` that now holds the traceback."""
    return tuple(_reported(problem, folder) if problem.trace else problem for problem in problems)


def _reported(problem: Problem, folder: Path) -> Problem:
    digest = blake2b(problem.trace.encode(), digest_size=4).hexdigest()
    file = folder / f"crash-{digest}.txt"
    with suppress(OSError):  # the problem is said all the same
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{problem.path}: {problem.message}\n\n{problem.trace}", "utf-8")
    hint = f"a bug of newsgen: please report it with {folder.name}/{file.name}"
    return replace(problem, hint=hint, subject="", trace="")
