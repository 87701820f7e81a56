"""The command line."""

import click

from newsgen.cli.commands import build, check, keep, new, serve, verify, why


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsgen", message="newsgen %(version)s")
def main() -> None:
    """Turn a folder of article files into a static news archive."""


for command in (build, check, keep, new, serve, verify, why):
    main.add_command(command)
