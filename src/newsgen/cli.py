"""The command line."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from newsgen.errors import ConfigError, NewsgenError, Problem

if TYPE_CHECKING:
    from newsgen.publishing.build import BuildResult

_MOST_WARNINGS = 50

project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder that holds newsgen.yaml; by default this one.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsgen", message="newsgen %(version)s")
def main() -> None:
    """Turn a folder of article files into a static news archive."""


@main.command()
@project_option
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes; by default site/.")
@click.option("--base-url", help="The site's address, instead of the one in newsgen.yaml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show articles whose date is yet to come.")
@click.option("--expired", is_flag=True, help="Show articles that have expired.")
@click.option("--strict", is_flag=True, help="Fail on warnings.")
@click.option("--keep-going", is_flag=True, help="Leave broken articles out, list them, and exit with 1.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def build(  # noqa: PLR0913, PLR0917 - one for each option
    project: Path,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    expired: bool,
    strict: bool,
    keep_going: bool,
    as_json: bool,
) -> None:
    """Build the site."""
    from newsgen import clock, config
    from newsgen.archive.index import View
    from newsgen.publishing.build import BuildOptions
    from newsgen.publishing.build import build as run

    try:
        settings = config.load(project / "newsgen.yaml", base_url=base_url)
        view = View(now=clock.now(), drafts=drafts, future=future, expired=expired)
        options = BuildOptions(project, output or project / "site", view, strict, keep_going)
        with _Bar() as bar:
            result = run(options, settings, bar)
    except NewsgenError as error:
        _fail(error, as_json)
    _report(result, as_json)
    if result.problems:
        sys.exit(1)


@main.command()
@project_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Who may look: this machine alone, by default."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.option("--open", "browser", is_flag=True, help="Open the front page in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show articles whose date is yet to come.")
def serve(project: Path, host: str, port: int, browser: bool, drafts: bool, future: bool) -> None:
    """Show the site on this machine, and renew it while it is written."""
    from newsgen.publishing.serve import ServeOptions
    from newsgen.publishing.serve import serve as run

    try:
        run(
            ServeOptions(project, host, port, drafts, future, browser),
            lambda line: click.echo(line, err=True),
        )
    except NewsgenError as error:
        _fail(error, as_json=False)


@main.command()
@project_option
@click.argument("title")
@click.option("--section", default="", help="The section (kategori) of the article.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
def new(project: Path, title: str, section: str, tags: tuple[str, ...]) -> None:
    """Start an article with this headline, and print the path of its file."""
    from newsgen import clock, config
    from newsgen.archive.index import moment
    from newsgen.content.article import Article, When
    from newsgen.content.slugs import slugify
    from newsgen.content.writing import write_article

    try:
        settings = config.load(project / "newsgen.yaml")
        title = " ".join(title.split())
        slug = slugify(title)
        if not slug:
            raise ConfigError(
                f'"{title}" has no letters to make an address from: give the article a headline'
            )
        at = moment(clock.now()).astimezone(settings.zone).replace(second=0, microsecond=0)
        path = f"{at:%Y}/{at:%m}/{slug}.md"
        article = Article(
            path=path,
            title=title,
            date=When(at),
            slug=slug,
            categories=(section,) if section else (),
            tags=tuple(dict.fromkeys(tags)),
        )
        file = project / "content" / path
        _create(file, write_article(article, settings.zone))
    except NewsgenError as error:
        _fail(error, as_json=False)
    click.echo(file)


def _create(file: Path, text: str) -> None:
    """Write a file that must not exist yet."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ConfigError(f"{file}: exists already (edit it, or choose another headline)") from None
    except OSError as error:
        raise ConfigError(f"{file}: can't be written: {error.strerror}") from error


class _Bar:
    """A progress bar on a terminal, and nothing elsewhere. It appears once work takes a while."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._next = self._started + 0.5
        self._stage = ""
        self._live: Callable[[str, int, int], None] | None = None
        self._close: Callable[[], None] = lambda: None

    def __enter__(self) -> "_Bar":
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


def _report(result: "BuildResult", as_json: bool) -> None:
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(result))
        return
    _show(_grouped(result.warnings), "warning", "yellow")
    _show(result.problems, "error", "red")
    numbers = (
        f"{_count(result.articles, 'article')}, {_count(result.pages, 'page')}: {result.written} written, "
    )
    numbers += f"{result.unchanged} unchanged, {result.removed} removed in {result.seconds:.2f} s"
    if result.hidden:
        numbers += f"; {_count(result.hidden, 'article')} not shown (drafts, not due yet, or expired)"
    if result.warnings:
        numbers += f"; {_count(len(result.warnings), 'warning')}"
    click.echo(numbers)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _grouped(warnings: Iterable[Problem]) -> list[Problem]:
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


def _show(problems: Iterable[Problem | str], word: str, colour: str) -> None:
    for problem in problems:
        place = (
            f"content/{problem}" if isinstance(problem, Problem) and _is_content(problem) else str(problem)
        )
        click.echo(click.style(f"{word}: ", fg=colour, bold=True) + place, err=True)


def _is_content(problem: Problem) -> bool:
    """Whether the path is that of an article's file, which is told from `content/`."""
    return problem.path.endswith((".md", ".markdown", ".txt")) and not Path(problem.path).is_absolute()


def _fail(error: NewsgenError, as_json: bool) -> NoReturn:
    """Show all problems, and end: with 2 for wrong use, 1 for anything else."""
    if as_json:
        import msgspec

        problems = [p if isinstance(p, Problem) else Problem("", 0, 0, p) for p in error.problems]
        click.echo(msgspec.json.encode({"problems": problems}))
    else:
        _show(error.problems, "error", "red")
        if len(error.problems) > 1:
            click.echo(f"{len(error.problems)} errors; the site is as it was", err=True)
    sys.exit(2 if isinstance(error, ConfigError) else 1)
