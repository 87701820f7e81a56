"""`newsgen why`."""

from pathlib import Path

import click

from newsgen.cli.options import project_option
from newsgen.cli.showing import fail
from newsgen.errors import NewsgenError


@click.command()
@project_option
@click.argument("path")
@click.argument("other")
def why(project: Path, path: str, other: str) -> None:
    """Say why two articles are related; their paths are from content/."""
    from newsgen import config
    from newsgen.related.why import explain

    try:
        lines = list(explain(project, config.load(project / "newsgen.yaml").zone, path, other))
    except NewsgenError as error:
        fail(error, as_json=False)
    click.echo("\n".join(lines))
