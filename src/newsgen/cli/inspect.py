"""`newsgen inspect`: how a file is read, and why."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import SharedOptions, shared_options
from newsgen.errors import ConfigError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from rich.console import RenderableType

    from newsgen.index.inspection import InspectedField, Inspection, Value

_WIDTH = 100  # columns where the result is not shown on a terminal
_SHOWN_LINES = 12  # of those left out
_SHOWN_TEXT = 60  # characters of each
_MAX_PARAGRAPH = 160


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen inspect content/2019/11/pasar.txt": "Say how the text of a saved page is read.",
        "newsgen inspect content/*.txt": "The same of many; exit with 1 if one is refused.",
        "newsgen inspect --json aula.md": "The same of a Markdown file, for another program.",
    },
)
@shared_options("project", "as_json")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(path_type=Path),
)
def inspect(options: SharedOptions, files: tuple[Path, ...]) -> None:
    """Explain how article files are read.

    Shows each field with its value, where it was found, how sure that is, and what else was considered; then
    how the story begins, and which lines were left out. A file that is refused is explained as well.
    """
    from newsgen.config import Config
    from newsgen.index.inspection import inspect as run

    has_settings = (options.project / "newsgen.yaml").exists()
    zone: ZoneInfo = options.config().zone if has_settings else Config().zone
    content = (options.project / "content").resolve()
    found = [run(_path(file, content), _read(file), zone) for file in files]
    if options.as_json:
        click.echo(msgspec.json.encode(found))
    else:
        for file, inspection in zip(files, found, strict=True):
            _report(str(file), inspection)
    if any(inspection.problems for inspection in found):
        sys.exit(1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: can't be read: {error.strerror}") from error


def _path(file: Path, content: Path) -> str:
    """The path of a file from `content/`; of one that is elsewhere, its name."""
    whole = file.resolve()
    return whole.relative_to(content).as_posix() if whole.is_relative_to(content) else file.name


def _report(name: str, inspection: "Inspection") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    refused = bool(inspection.problems)
    verdict = Text("refused", "bold red") if refused else Text("is read", "green")
    console.print(Text.assemble((name, "bold"), ": ", verdict), soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for field in inspection.fields:
        table.add_row(Text(field.field, "bold"), _field(field))
    if inspection.paragraphs:
        table.add_row(Text("body", "bold"), _body(inspection))
    if inspection.left_out:
        table.add_row(Text("left out", "bold"), _left_out(inspection))
    console.print(table)
    kinds = (
        (("error: ", "bold red"), inspection.problems),
        (("warning: ", "bold yellow"), inspection.warnings),
    )
    for label, problems in kinds:
        for problem in problems:
            named = not problem.line or "(line " in problem.message  # by each of its parts
            line = "" if named else f"line {problem.line}: "
            hint = f" ({problem.hint})" if problem.hint else ""
            console.print(Text.assemble(label, line, problem.message, hint))
    console.print()


def _field(field: "InspectedField") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    if field.found == "none":
        value = Text("not found", "dim")
    else:
        value = Text(_text(field.value), "" if field.sure else "yellow")
        if not field.sure:
            value.append("  please check", "bold yellow")
    lines = [value, *(Text(line, "dim") for line in _evidence(field))]
    return Group(*lines)


def _evidence(field: "InspectedField") -> Iterator[str]:
    if field.found != "none":
        place = f"line {field.line}: " if field.line else ""
        yield f"{place}{field.why or field.found}"
    for other in field.others:
        place = f" (line {other.line})" if other.line else ""
        yield f"not “{_text(other.value)}”{place}: {other.why}"


def _body(inspection: "Inspection") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    count = f"{inspection.paragraphs} paragraph{'s' * (inspection.paragraphs != 1)}; it begins:"
    return Group(Text(count), *(Text(_cut(part, _MAX_PARAGRAPH), "dim") for part in inspection.opening))


def _left_out(inspection: "Inspection") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    lines = inspection.left_out
    shown: Sequence[str] = [f"line {one.line}: {_cut(one.text, _SHOWN_TEXT)}" for one in lines[:_SHOWN_LINES]]
    if len(lines) > _SHOWN_LINES:
        shown = [*shown, f"and {len(lines) - _SHOWN_LINES} more (see them all with --json)"]
    return Group(Text(f"{len(lines)} line{'s' * (len(lines) != 1)}"), *(Text(line, "dim") for line in shown))


def _text(value: "Value") -> str:
    return _printable(value if isinstance(value, str) else ", ".join(value))


def _cut(text: str, longest: int) -> str:
    text = _printable(text)
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def _printable(text: str) -> str:
    """A text without what would command the terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
