"""`newsgen serve`."""

from pathlib import Path

import click

from newsgen.cli.options import project_option
from newsgen.cli.showing import fail
from newsgen.errors import NewsgenError


@click.command()
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
    from newsgen.preview.serve import ServeOptions
    from newsgen.preview.serve import serve as run

    try:
        run(
            ServeOptions(project, host, port, drafts, future, browser),
            lambda line: click.echo(line, err=True),
        )
    except NewsgenError as error:
        fail(error, as_json=False)
