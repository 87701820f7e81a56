"""What people see on a terminal: problems, results, a progress bar."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from newsgen.errors import ConfigError, NewsgenError, Problem, joined

if TYPE_CHECKING:
    from newsgen.publishing.article_list import ArticleList
    from newsgen.publishing.budget import Budget
    from newsgen.publishing.check import CheckResult
    from newsgen.publishing.clean import Cleaned
    from newsgen.publishing.export.export import ExportResult
    from newsgen.publishing.keep import KeepResult, Step
    from newsgen.publishing.options import BuildResult
    from newsgen.publishing.published.comparison import Comparison, Dying
    from newsgen.publishing.verify import Verdict

_MAX_WARNINGS = 50
_MAX_STAYING = 20
_WIDTH = 100  # columns of a table that is not shown on a terminal
_STATUS_STYLES = {"draft": "yellow", "scheduled": "cyan", "expired": "dim", "withdrawn": "red"}
_ERROR = click.style("error: ", fg="red", bold=True)
_ITSELF = 100  # percent: the guess is the very file
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
    if result.outgrown:
        _show_warnings([result.outgrown])
    if result.problems:
        click.echo(_total(result.problems), err=True)


def report_check(
    result: "CheckResult", as_json: bool, *, sure: int, dry_run: bool, every: bool = False
) -> None:
    """Print what a check found; guesses of `sure` percent are certain.

    Warnings with a summary are shown as one, unless `every` one is to be shown.
    """
    if as_json:
        click.echo(msgspec.json.encode(result))
        return
    _show_warnings(result.warnings if every else _summarised(result.warnings))
    if result.published:
        _show_warnings(result.published.warnings, in_content=False)
    _show_errors(result.problems)
    if result.published:
        report_published(result.published, result.steps, sure, dry_run=dry_run)
    found = f"{_count(len(result.problems), 'error')}, {_count_all(result.warnings)}"
    click.echo(f"{_count(result.articles, 'article')}: {found} in {result.seconds:.2f} s")


def report_published(
    found: "Comparison", steps: Sequence["Step"], sure: int, *, dry_run: bool = False
) -> None:
    """Print which published addresses would die, with the files that they most likely belong to."""
    for source in found.sources:
        former = f", compared by their paths with those of {source.former}" if source.former else ""
        click.echo(
            f"{source.name}: {source.kind}, {_count(source.addresses, 'address', 'addresses')}{former}"
        )
    certain = [one for one in found.dying if one.is_certain(sure)]
    likely = [one for one in found.dying if one.is_likely and not one.is_certain(sure)]
    unknown = [one for one in found.dying if not one.is_likely]
    for word, some in (("certain", certain), ("likely", likely), ("no idea", unknown)):
        if some:
            click.echo(f"would die, {word}:")
        for one in some:
            click.echo(f"  {one.url}" + "".join(f"\n    {line}" for line in _guess_lines(one)))
    for step in steps:
        is_done = "would be " if dry_run and step.written else ""
        click.echo(f"content/{step.file}: {step.url}: {is_done}{step.what}")
    exempt = "".join(f", {count} need not ({what})" for what, count in found.exempt.items())
    dying = f"{len(found.dying)} would die"
    if found.dying:
        dying += f" ({len(certain)} certain, {len(likely)} likely, {len(unknown)} no idea)"
    total = f"{_count(found.addresses, 'published address', 'published addresses')}"
    click.echo(f"{total}: {found.answered} answered{exempt}, {dying}")
    if written := [step for step in steps if step.written]:
        files = _count(len({step.file for step in written}), "file")
        where = f"{_count(len(written), 'address', 'addresses')} in {files}"
        click.echo(f"{where} to write" if dry_run else f"{where} written: review them, then build.")
    elif certain and not steps:
        click.echo("--fix writes those that are certain into the files that they belong to.")


def _guess_lines(one: "Dying") -> Iterator[str]:
    if one.file or one.leads_to:
        file = f"content/{one.file}" if one.file else one.leads_to
        yield f"{file} ({one.certainty} %: {one.why})"
    for other in one.others:
        yield f"or content/{other.path} ({other.certainty} %: {other.why})"
    if one.kind == "feed":
        yield "a feed: let your host redirect it, since readers of feeds expect one here"
    elif one.kind == "file" and one.certainty < _ITSELF:
        yield "no page can stand here: put the file there, below content/"


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


def report_cleaned(cleaned: Sequence["Cleaned"], as_json: bool) -> None:
    """Print what was removed, and what stays."""
    if as_json:
        click.echo(msgspec.json.encode(cleaned))
        return
    for one in cleaned:
        stays = f"; {_count(len(one.stays), 'file')} not of newsgen's stay" if one.stays else ""
        click.echo(f"{one.folder}: {_count(one.removed, 'file')} removed{stays}")
        for file in one.stays[:_MAX_STAYING]:
            click.echo(f"stays: {Path(one.folder) / file}")
        if len(one.stays) > _MAX_STAYING:
            click.echo(f"and {len(one.stays) - _MAX_STAYING} more (see them all with --json)")


def report_exported(result: "ExportResult") -> None:
    """Say what was written, beside what may have been printed."""
    from newsgen.publishing.budget import size

    click.echo(f"{result.file}: {result.entries:,} entries, {size(result.bytes)}", err=True)


def report_articles(found: "ArticleList", as_json: bool) -> None:
    """Print articles: two lines for each on a terminal, elsewhere one whose fields are parted by tabs."""
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    _show_errors(found.problems)
    if sys.stdout.isatty():
        from rich.console import Console, Group
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for one in found.articles:
            title = Text(one.title, "bold", no_wrap=True, overflow="ellipsis")
            status = Text(one.status, _STATUS_STYLES.get(one.status, ""))
            notes = (Text(f"look at: {note}", "yellow") for note in one.review)
            lines = Group(title, Text(one.path, overflow="fold"), *notes)
            table.add_row(Group(Text(one.date), status), lines)
        Console().print(table)
        click.echo(_count(len(found.articles), "article"))
    else:
        for one in found.articles:
            click.echo("\t".join((one.date, one.status, one.title, one.path)))


def report_budget(budget: "Budget", as_json: bool) -> None:
    """Print a site held against hosts as a table."""
    if as_json:
        click.echo(msgspec.json.encode(budget))
        return
    from rich.console import Console
    from rich.table import Table

    from newsgen.hosts import HOSTS
    from newsgen.publishing.budget import amount, size

    usage = budget.usage
    folders = "" if usage.folders is None else f" in {usage.folders:,} folders"
    files = f"{usage.files:,} files{folders}, {size(usage.bytes)}"
    click.echo(f"{files}; the largest is {usage.largest_file} ({size(usage.largest)})")
    if usage.publishes is not None:
        click.echo(f"{usage.publishes:,} publishes in the last 30 days of the archive")
    if usage.redirect_pages:
        click.echo(f"{usage.redirect_pages:,} old addresses lead on by pages, which count as files")
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("Host", "Of what", "This site", "Free plan", "Paid plan", ""):
        table.add_column(title, no_wrap=True, justify="right" if title.endswith(("plan", "site")) else "left")
    for host in budget.hosts:
        name = HOSTS[host.host].title
        if not host.verdicts:
            table.add_row(name, "no limit", "", "", "", "fits")
        for verdict in host.verdicts:
            what, limit = verdict.limit.what, verdict.limit
            table.add_row(
                name,
                what,
                amount(what, verdict.uses),
                amount(what, limit.free),
                amount(what, limit.paid) if limit.paid else "",
                "unknown" if verdict.uses is None else "fits" if verdict.fits else "too much",
                style="" if verdict.fits else "red",
            )
            name = ""
    Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False).print(table)
    for host in budget.hosts:
        for saving in host.savings:
            click.echo(f"{HOSTS[host.host].title}: {saving}")


def fail(error: NewsgenError, as_json: bool) -> NoReturn:
    """Show all problems, and exit: with 2 for wrong use, 1 for anything else."""
    if as_json:
        problems = [p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems]
        click.echo(msgspec.json.encode({"problems": problems}))
    else:
        is_of_use = isinstance(error, ConfigError)
        _show(error.problems, _ERROR, in_content=not is_of_use)
        if len(error.problems) > 1:
            click.echo(f"{_total(error.problems)}; the site is as it was", err=True)
    sys.exit(2 if isinstance(error, ConfigError) else 1)


def _total(problems: Sequence[Problem | str]) -> str:
    """`3 errors in 2 files`"""
    files = {problem.path for problem in problems if isinstance(problem, Problem)}
    return _count(len(problems), "error") + (f" in {_count(len(files), 'file')}" if files else "")


def _show_errors(problems: Iterable[Problem | str]) -> None:
    _show(problems, _ERROR)


def _show_warnings(problems: Iterable[Problem | str], *, in_content: bool = True) -> None:
    _show(problems, click.style("warning: ", fg="yellow", bold=True), in_content=in_content)


def _show(problems: Iterable[Problem | str], prefix: str, *, in_content: bool = True) -> None:
    """Show problems, whose paths are from `content/` if they are of article files and `in_content`."""
    for problem in problems:
        is_there = in_content and isinstance(problem, Problem) and _is_in_content(problem)
        folder = "content/" if is_there else ""
        click.echo(f"{prefix}{folder}{problem}", err=True)


def _is_in_content(problem: Problem) -> bool:
    """Whether the path is that of an article's file, which is relative to `content/`."""
    from newsgen.content.reader import is_article_file

    path = problem.path
    is_elsewhere = path.startswith("templates/") or Path(path).is_absolute()
    return is_article_file(path) and not is_elsewhere


def _summarised(warnings: Iterable[Problem]) -> list[Problem]:
    """One warning for each summary."""
    return joined(warnings, lambda problem: (problem.kind, problem.summary) if problem.summary else problem)


def _grouped(warnings: Iterable[Problem]) -> list[Problem]:
    """One warning for each message."""
    shown = joined(warnings, lambda problem: (problem.said, problem.hint))
    if len(shown) > _MAX_WARNINGS:
        rest = f"{len(shown) - _MAX_WARNINGS} more kinds of warning"
        shown = [*shown[:_MAX_WARNINGS], Problem("content", 0, 0, rest, "see them all with --json")]
    return shown


def _count_all(warnings: Iterable[Problem]) -> str:
    return _count(sum(problem.count for problem in warnings), "warning")


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or f'{noun}s'}"
