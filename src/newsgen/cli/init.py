"""`newsgen init`: makes a newsroom in a folder."""

from pathlib import Path
from typing import Any

import click

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import COUNT, check_text
from newsgen.cli.output import fail
from newsgen.errors import NewsgenError
from newsgen.hosts import HOSTS


def _checked(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """An option's value as it is meant; what is not given is asked for later.

    Raises:
        BadParameter: it can't be used.
    """
    from newsgen.cli import newsroom

    return value if value is None else newsroom.CHECKS[str(option.name)](value)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen init": "Ask, and make a newsroom in this folder.",
        "newsgen init kabar --title 'Kabar Batanghari' --yes": "Make one in the folder kabar without asking.",
        "newsgen init --language en --timezone UTC --host github --yes": (
            "One in English that GitHub Pages will serve."
        ),
    },
)
@click.argument(
    "directory", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path()
)
@click.option("--title", metavar="NAME", callback=_checked, help="The newspaper's name.")
@click.option("--language", type=click.Choice(["id", "en"]), help="Of the articles and the site.")
@click.option(
    "--timezone", metavar="ZONE", callback=_checked, help="Such as Asia/Jakarta; or WIB, WITA, WIT."
)
@click.option("--base-url", metavar="URL", callback=_checked, help="Where the site will live.")
@click.option("--host", type=click.Choice(list(HOSTS)), help="Who will serve it.")
@click.option("--articles-per-day", type=COUNT, metavar="N", help="About how many.")
@click.option(
    "--archive-size",
    type=COUNT,
    metavar="N",
    help="Old articles that will be added.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults, and copy old articles.")
def init(directory: Path, yes: bool, **given: Any) -> None:
    """Make a newsroom in a folder.

    It has settings, two articles to start from, pages, an author, and a README that says how to go on.
    On a terminal newsgen asks for what is not given. Files that exist are kept.
    """
    check_text({"directory": directory, **given})
    try:
        from newsgen.cli.newsroom import make_newsroom

        make_newsroom(directory, yes, given)
    except NewsgenError as error:
        fail(error, as_json=False)
