"""Help pages and shell completion."""

import re
import shlex
import shutil
import subprocess

import click
import pytest
from click.testing import CliRunner

from newsgen.cli import main
from newsgen.cli.help import CommandWithExamples

COMMANDS = list(main.commands)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_list_of_commands_fits_a_terminal() -> None:
    shown = run("--help")
    assert max(map(len, shown.splitlines())) <= 80
    lines = shown.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == COMMANDS
    assert COMMANDS[0] == "init"
    assert not [line for line in lines if line.endswith("...")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_page_ends_with_examples(name: str) -> None:
    shown = run(name, "--help")
    command = main.commands[name]
    assert isinstance(command, CommandWithExamples)
    assert re.search(r"\n\nExamples:\n  \S", shown)
    assert "Options:" in shown.partition("Examples:")[0]
    words = " ".join(shown.partition("Examples:")[2].split())
    for typed, does in command.examples.items():
        assert f"{typed} {does}" in words
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_right(name: str) -> None:
    command = main.commands[name]
    assert isinstance(command, CommandWithExamples)
    for typed, does in command.examples.items():
        found = re.search(r"newsgen (\S+)([^)>]*)", typed)
        assert found
        assert found[1] == name
        command.make_context("newsgen", shlex.split(found[2].rstrip('"') if "$(" in typed else found[2]))
        assert does.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_options_are_explained(name: str) -> None:
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert parameter.help.endswith(".")


# completion

ASKED = {  # what is typed, up to the word to be completed, and what must be among the answers
    ("newsgen", "bu"): {"build", "budget"},
    ("newsgen", "budget", ""): {"cloudflare", "gitlab"},
    ("newsgen", "init", "--language", ""): {"id", "en"},
    ("newsgen", "list", "--"): {"--drafts", "--newest", "--json"},
    ("newsgen", "completion", "f"): {"fish"},
}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    script = run("completion", shell)
    assert "_NEWSGEN_COMPLETE" in script
    assert f"{shell}_complete" in script


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_what_is_completed(words: tuple[str, ...]) -> None:
    environment = {
        "_NEWSGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    done = CliRunner().invoke(main, [], prog_name="newsgen", env=environment)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} >= ASKED[words]


def test_bash_takes_the_script() -> None:
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run([bash, "-n"], input=run("completion", "bash"), text=True, check=False)
    assert done.returncode == 0


def test_an_unknown_shell() -> None:
    done = CliRunner().invoke(main, ["completion", "tcsh"])
    assert done.exit_code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr
