"""`newsgen completion`: the script that lets a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from newsgen.cli.help import CommandWithExamples


@click.command(
    cls=CommandWithExamples,
    examples={
        'eval "$(newsgen completion bash)"': "In ~/.bashrc.",
        'eval "$(newsgen completion zsh)"': "In ~/.zshrc, after compinit.",
        "newsgen completion fish > ~/.config/fish/completions/newsgen.fish": "Once, for fish.",
    },
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script for completion of commands in a shell."""
    shell_class = get_completion_class(shell)
    assert shell_class is not None
    click.echo(shell_class(context.find_root().command, {}, "newsgen", "_NEWSGEN_COMPLETE").source())
