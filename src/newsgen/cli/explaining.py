"""`newsgen why`."""

from pathlib import Path

import click

from newsgen.cli.options import project_option
from newsgen.cli.showing import Bar, fail
from newsgen.errors import NewsgenError


@click.command()
@project_option
@click.argument("path")
@click.argument("other")
def why(project: Path, path: str, other: str) -> None:
    """Say why two articles are related; their paths are from content/."""
    from newsgen import clock, config
    from newsgen.index.view import View
    from newsgen.publishing.options import SessionOptions
    from newsgen.publishing.session import in_session
    from newsgen.related.why import explain

    try:
        settings = config.load(project / "newsgen.yaml")
        options = SessionOptions(project=project, view=View(now=clock.now()))
        with Bar() as bar:
            lines = in_session(
                options,
                settings,
                bar,
                lambda held, _: list(explain(held.database, options.content, settings.zone, path, other)),
            )
    except NewsgenError as error:
        fail(error, as_json=False)
    click.echo("\n".join(lines))
