"""`newsgen build`, `verify` and `check`."""

import sys
from pathlib import Path

import click

from newsgen.cli.options import project_option
from newsgen.cli.showing import Bar, count, fail, report, report_verdict, show
from newsgen.errors import NewsgenError


@click.command()
@project_option
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes; by default site/.")
@click.option("--base-url", help="The site's address, instead of the one in newsgen.yaml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show articles whose date is yet to come.")
@click.option("--expired", is_flag=True, help="Show articles that have expired.")
@click.option("--strict", is_flag=True, help="Fail on warnings.")
@click.option("--keep-going", is_flag=True, help="Leave broken articles out, list them, and exit with 1.")
@click.option("--full", is_flag=True, help="Read and render everything anew, whatever is remembered.")
@click.option("--explain", metavar="URL", default="", help="Say why the page at this address is written.")
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
    full: bool,
    explain: str,
    as_json: bool,
) -> None:
    """Build the site."""
    from newsgen import clock, config
    from newsgen.index.view import View
    from newsgen.publishing.build import build as run
    from newsgen.publishing.options import BuildOptions

    try:
        settings = config.load(project / "newsgen.yaml", base_url=base_url)
        view = View(now=clock.now(), drafts=drafts, future=future, expired=expired)
        options = BuildOptions(
            project=project,
            output=output or project / "site",
            view=view,
            strict=strict,
            keep_going=keep_going,
            full=full,
            explain=explain,
        )
        with Bar() as bar:
            result = run(options, settings, bar)
    except NewsgenError as error:
        fail(error, as_json)
    report(result, as_json)
    if result.problems:
        sys.exit(1)


@click.command()
@project_option
@click.option("--output", type=click.Path(path_type=Path), help="The site to look at; by default site/.")
@click.option("--base-url", help="The site's address, instead of the one in newsgen.yaml.")
@click.option("--drafts", is_flag=True, help="The site was built with --drafts.")
@click.option("--future", is_flag=True, help="The site was built with --future.")
@click.option("--expired", is_flag=True, help="The site was built with --expired.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify(
    project: Path,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    expired: bool,
    as_json: bool,
) -> None:
    """Build from nothing elsewhere, and hold the site against it byte for byte."""
    from newsgen import clock, config
    from newsgen.index.view import View
    from newsgen.publishing.options import BuildOptions
    from newsgen.publishing.verify import verify as run

    try:
        settings = config.load(project / "newsgen.yaml", base_url=base_url)
        view = View(now=clock.now(), drafts=drafts, future=future, expired=expired)
        with Bar() as bar:
            verdict = run(
                BuildOptions(project=project, output=output or project / "site", view=view), settings, bar
            )
    except NewsgenError as error:
        fail(error, as_json)
    report_verdict(verdict, as_json)
    if not verdict.holds:
        sys.exit(1)


@click.command()
@project_option
@click.option("--base-url", help="The site's address, instead of the one in newsgen.yaml.")
@click.option("--drafts", is_flag=True, help="Look at drafts too.")
@click.option("--future", is_flag=True, help="Look at articles whose date is yet to come.")
@click.option("--expired", is_flag=True, help="Look at articles that have expired.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def check(
    project: Path,
    base_url: str | None,
    drafts: bool,
    future: bool,
    expired: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Say what is wrong or odd without building: broken files, dead links, lost Baca Juga."""
    import msgspec

    from newsgen import clock, config
    from newsgen.index.view import View
    from newsgen.publishing.check import check as run
    from newsgen.publishing.options import SessionOptions

    try:
        settings = config.load(project / "newsgen.yaml", base_url=base_url)
        view = View(now=clock.now(), drafts=drafts, future=future, expired=expired)
        with Bar() as bar:
            result = run(SessionOptions(project=project, view=view), settings, bar)
    except NewsgenError as error:
        fail(error, as_json)
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        show(result.warnings, "warning", "yellow")
        show(result.problems, "error", "red")
        numbers = (count(len(result.problems), "error"), count(len(result.warnings), "warning"))
        click.echo(f"{count(result.articles, 'article')}: {', '.join(numbers)} in {result.seconds:.2f} s")
    if result.problems or (strict and result.warnings):
        sys.exit(1)
