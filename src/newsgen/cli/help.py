"""Help pages that end with examples, and commands in the order in which a newsroom meets them."""

from collections.abc import Mapping
from typing import Any

import click


class CommandWithExamples(click.Command):
    """A command whose help ends with examples: what to type, and what that does."""

    def __init__(self, *arguments: Any, examples: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples"):
            for typed, does in self.examples.items():
                formatter.write_text(typed)
                with formatter.indentation():
                    formatter.write_text(does)


class CommandsInOrder(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)
