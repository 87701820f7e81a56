"""The command line."""

import click

from newsgen.cli.adopt import adopt
from newsgen.cli.clean import clean
from newsgen.cli.commands import build, check, keep, new, serve, verify, why
from newsgen.cli.completion import completion
from newsgen.cli.export import export
from newsgen.cli.help import CommandsInOrder
from newsgen.cli.import_ import import_
from newsgen.cli.init import init
from newsgen.cli.inspect import inspect
from newsgen.cli.overview import budget, list_


@click.group(cls=CommandsInOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsgen", message="newsgen %(version)s")
def main() -> None:
    """Turn a folder of article files into a static news archive."""


for command in (
    init,
    adopt,
    import_,
    new,
    list_,
    inspect,
    serve,
    build,
    check,
    keep,
    budget,
    verify,
    export,
    why,
    clean,
    completion,
):
    main.add_command(command)
