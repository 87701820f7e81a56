"""`newsgen clean`."""

from pathlib import Path

import click

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import SharedOptions, shared_options


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen clean": "Remove site/ and .newsgen/; files that newsgen did not write stay.",
        "newsgen clean --state": "Remove .newsgen/ alone: the next build reads everything anew.",
        "newsgen clean --output": "Remove site/ alone.",
        "newsgen clean --output pratinjau": "Remove the site in another folder alone.",
    },
)
@shared_options("project", "as_json")
@click.option("--state", is_flag=True, help="Remove only what newsgen remembers, in .newsgen/.")
@click.option(
    "--output",
    metavar="[FOLDER]",
    is_flag=False,
    flag_value="",
    help="Remove only the site; by default the one in site/.",
)
def clean(options: SharedOptions, state: bool, output: str | None) -> None:
    """Remove what newsgen wrote; your own files stay.

    That is the site, and what newsgen remembers of it in .newsgen/.
    """
    from newsgen.cli.output import report_cleaned
    from newsgen.publishing.clean import clean_output, clean_state

    memory = options.project / ".newsgen"
    cleaned = []
    if output is not None or not state:
        folder = Path(output) if output else options.project / "site"
        cleaned.append(clean_output(memory / "state.db", folder))
    if state or output is None:
        cleaned.append(clean_state(memory))
    report_cleaned(cleaned, options.as_json)
