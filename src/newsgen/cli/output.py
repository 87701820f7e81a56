"""What people see on a terminal: problems, results, a progress bar."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from newsgen.errors import ConfigError, NewsgenError, Problem, joined

if TYPE_CHECKING:
    from newsgen.publishing.check import CheckResult
    from newsgen.publishing.keep import KeepResult
    from newsgen.publishing.options import BuildResult
    from newsgen.publishing.verify import Verdict

_MAX_WARNINGS = 50
_DELAY = 0.5  # seconds until the progress bar appears
_INTERVAL = 0.1  # seconds between two updates of it


class ProgressBar:
    """A progress bar on a terminal, and nothing elsewhere. It appears once work takes a while."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _DELAY
        self._update: Callable[[str, int, int], None] | None = None
        self._close: Callable[[], None] = lambda: None

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _INTERVAL
        if self._update is None:
            self._update = self._open()
        self._update(stage, done, total)

    def _open(self) -> Callable[[str, int, int], None]:
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        task = progress.add_task("")
        progress.start()
        self._close = progress.stop
        return lambda stage, done, total: progress.update(
            task, description=stage, completed=done, total=total
        )


def report_build(result: "BuildResult", as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(result))
        return
    if result.explained:
        click.echo(result.explained)
    _show_warnings(_grouped(result.warnings))
    _show_errors(result.problems)
    summary = (
        f"{_count(result.articles, 'article')}, {_count(result.pages, 'page')}: {result.written} written, "
        f"{result.unchanged} unchanged, {result.removed} removed in {result.seconds:.2f} s"
    )
    if result.hidden:
        summary += f"; {_count(result.hidden, 'article')} not shown (drafts, or not due yet)"
    if result.warnings:
        summary += f"; {_count_all(result.warnings)}"
    click.echo(summary)
    if result.problems:
        click.echo(_total(result.problems), err=True)


def report_check(result: "CheckResult", as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(result))
        return
    _show_warnings(result.warnings)
    _show_errors(result.problems)
    found = f"{_count(len(result.problems), 'error')}, {_count_all(result.warnings)}"
    click.echo(f"{_count(result.articles, 'article')}: {found} in {result.seconds:.2f} s")


def report_kept(result: "KeepResult", as_json: bool, *, dry_run: bool) -> None:
    """Print what was done for each lost address, or would be."""
    if as_json:
        click.echo(msgspec.json.encode(result))
        return
    for step in result.steps:
        click.echo(f"{step.url}: " + (f"content/{step.file}: " if step.file else "") + step.what)
    files = {step.file for step in result.steps if step.written}
    wrote = f"{_count(len(files), 'file')} {'to write' if dry_run else 'written'}"
    left = sum(not step.written and not step.dropped for step in result.steps)
    for_you = f", {left} left to you" if left else ""
    click.echo(f"{_count(len(result.steps), 'address', 'addresses')}: {wrote}{for_you}")
    if files and not dry_run:
        click.echo("Review these files, then build.")


def report_verdict(verdict: "Verdict", as_json: bool) -> None:
    """Print what differs from a build from nothing."""
    if as_json:
        click.echo(msgspec.json.encode(verdict))
        return
    found = (
        ("missing", verdict.missing),
        ("differs", verdict.differing),
        ("not newsgen's", verdict.unexpected),
    )
    for word, paths in found:
        for path in paths:
            click.echo(f"{word}: {path}", err=True)
    mend = "not as built from nothing; `newsgen build --full` mends it"
    click.echo(f"{_count(verdict.pages, 'page')}: {'all as built from nothing' if verdict.holds else mend}")


def fail(error: NewsgenError, as_json: bool) -> NoReturn:
    """Show all problems, and exit: with 2 for wrong use, 1 for anything else."""
    if as_json:
        problems = [p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems]
        click.echo(msgspec.json.encode({"problems": problems}))
    else:
        _show_errors(error.problems)
        if len(error.problems) > 1:
            click.echo(f"{_total(error.problems)}; the site is as it was", err=True)
    sys.exit(2 if isinstance(error, ConfigError) else 1)


def _total(problems: Sequence[Problem | str]) -> str:
    """`3 errors in 2 files`"""
    files = {problem.path for problem in problems if isinstance(problem, Problem)}
    return _count(len(problems), "error") + (f" in {_count(len(files), 'file')}" if files else "")


def _show_errors(problems: Iterable[Problem | str]) -> None:
    _show(problems, click.style("error: ", fg="red", bold=True))


def _show_warnings(problems: Iterable[Problem]) -> None:
    _show(problems, click.style("warning: ", fg="yellow", bold=True))


def _show(problems: Iterable[Problem | str], prefix: str) -> None:
    for problem in problems:
        folder = "content/" if isinstance(problem, Problem) and _is_in_content(problem) else ""
        click.echo(f"{prefix}{folder}{problem}", err=True)


def _is_in_content(problem: Problem) -> bool:
    """Whether the path is that of an article's file, which is relative to `content/`."""
    from newsgen.content.reader import is_article_file

    path = problem.path
    is_elsewhere = path.startswith("templates/") or Path(path).is_absolute()
    return is_article_file(path) and not is_elsewhere


def _grouped(warnings: Iterable[Problem]) -> list[Problem]:
    """One warning for each message."""
    shown = joined(warnings, lambda problem: (problem.message, problem.hint))
    if len(shown) > _MAX_WARNINGS:
        rest = f"{len(shown) - _MAX_WARNINGS} more kinds of warning"
        shown = [*shown[:_MAX_WARNINGS], Problem("content", 0, 0, rest, "see them all with --json")]
    return shown


def _count_all(warnings: Iterable[Problem]) -> str:
    return _count(sum(problem.count for problem in warnings), "warning")


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or f'{noun}s'}"
