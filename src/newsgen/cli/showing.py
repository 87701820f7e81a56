"""What people see on a terminal: problems, results, a progress bar."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from newsgen.errors import ConfigError, NewsgenError, Problem

if TYPE_CHECKING:
    from newsgen.publishing.options import BuildResult
    from newsgen.publishing.verify import Verdict

_MOST_WARNINGS = 50


class Bar:
    """A progress bar on a terminal, and nothing elsewhere. It appears once work takes a while."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._next = self._started + 0.5
        self._stage = ""
        self._live: Callable[[str, int, int], None] | None = None
        self._close: Callable[[], None] = lambda: None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, stage: str, done: int, all_: int) -> None:
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + 0.1
        if self._live is None:
            self._open()
        assert self._live is not None
        self._live(stage, done, all_)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        task = progress.add_task("")
        progress.start()
        self._close = progress.stop
        self._live = lambda stage, done, all_: progress.update(
            task, description=stage, completed=done, total=all_
        )


def report(result: "BuildResult", as_json: bool) -> None:
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(result))
        return
    if result.explained:
        click.echo(result.explained)
    show(grouped(result.warnings), "warning", "yellow")
    show(result.problems, "error", "red")
    numbers = (
        f"{count(result.articles, 'article')}, {count(result.pages, 'page')}: {result.written} written, "
    )
    numbers += f"{result.unchanged} unchanged, {result.removed} removed in {result.seconds:.2f} s"
    if result.hidden:
        numbers += f"; {count(result.hidden, 'article')} not shown (drafts, not due yet, or expired)"
    if result.warnings:
        numbers += f"; {count(len(result.warnings), 'warning')}"
    click.echo(numbers)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def grouped(warnings: Iterable[Problem]) -> list[Problem]:
    """One warning for each thing that is odd, with how many more files have it."""
    counts = Counter((problem.message, problem.hint) for problem in warnings)
    shown: list[Problem] = []
    for problem in warnings:
        more = counts.pop((problem.message, problem.hint), 0) - 1
        if more >= 0:
            message = problem.message + (f" (and {more} more like it)" if more else "")
            shown.append(Problem(problem.path, problem.line, problem.column, message, problem.hint))
    if len(shown) > _MOST_WARNINGS:
        rest = f"{len(shown) - _MOST_WARNINGS} more kinds of warning"
        shown = [*shown[:_MOST_WARNINGS], Problem("content", 0, 0, rest, "see them all with --json")]
    return shown


def show(problems: Iterable[Problem | str], word: str, colour: str) -> None:
    for problem in problems:
        place = (
            f"content/{problem}" if isinstance(problem, Problem) and _is_content(problem) else str(problem)
        )
        click.echo(click.style(f"{word}: ", fg=colour, bold=True) + place, err=True)


def _is_content(problem: Problem) -> bool:
    """Whether the path is that of an article's file, which is told from `content/`."""
    return problem.path.endswith((".md", ".markdown", ".txt")) and not Path(problem.path).is_absolute()


def fail(error: NewsgenError, as_json: bool) -> NoReturn:
    """Show all problems, and end: with 2 for wrong use, 1 for anything else."""
    if as_json:
        import msgspec

        problems = [p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems]
        click.echo(msgspec.json.encode({"problems": problems}))
    else:
        show(error.problems, "error", "red")
        if len(error.problems) > 1:
            click.echo(f"{len(error.problems)} errors; the site is as it was", err=True)
    sys.exit(2 if isinstance(error, ConfigError) else 1)


def report_verdict(verdict: "Verdict", as_json: bool) -> None:
    """Print what differs from a build from nothing."""
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(verdict))
        return
    found = (("missing", verdict.missing), ("differs", verdict.differing), ("not newsgen's", verdict.strange))
    for word, paths in found:
        for path in paths:
            click.echo(f"{word}: {path}", err=True)
    mend = "not as built from nothing; `newsgen build --full` mends it"
    click.echo(f"{count(verdict.pages, 'page')}: {'all as built from nothing' if verdict.holds else mend}")
