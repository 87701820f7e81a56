"""Options that several commands have."""

from pathlib import Path

import click

project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder that holds newsgen.yaml; by default this one.",
)
