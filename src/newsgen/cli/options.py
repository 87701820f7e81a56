"""The options that several commands share, each declared once."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate

import click
import msgspec

from newsgen.cli.output import fail
from newsgen.errors import NewsgenError

if TYPE_CHECKING:
    from newsgen.config import Config
    from newsgen.index.view import View

_OPTIONS = {
    "project": click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        metavar="FOLDER",
        help="The folder with newsgen.yaml; by default this one.",
    ),
    "output": click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="The folder of the site; by default site/.",
    ),
    "base_url": click.option(
        "--base-url", metavar="URL", help="The site's address, instead of the one in newsgen.yaml."
    ),
    "drafts": click.option("--drafts", is_flag=True, help="Include drafts."),
    "future": click.option("--future", is_flag=True, help="Include articles whose date is yet to come."),
    "expired": click.option("--expired", is_flag=True, help="Include articles that have expired."),
    "strict": click.option("--strict", is_flag=True, help="Fail on warnings."),
    "as_json": click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
}


class Count(click.IntRange):
    """A whole number from 0 on."""

    name = "whole number"


COUNT = Count(0)


class SharedOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The values of the shared options; those that a command does not have keep their default."""

    project: Path
    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    strict: bool = False
    as_json: bool = False

    @property
    def site_folder(self) -> Path:
        return self.output or self.project / "site"

    def config(self) -> "Config":
        """Load the project's configuration.

        Raises:
            ConfigError: it can't be used.
        """
        from newsgen import config

        return config.load(self.project / "newsgen.yaml", base_url=self.base_url)

    def view(self) -> "View":
        """Return which articles are shown now.

        Raises:
            ConfigError: `SOURCE_DATE_EPOCH` is not a time.
        """
        from newsgen import clock
        from newsgen.index.view import View

        return View(now=clock.now(), drafts=self.drafts, future=self.future, expired=self.expired)


def check_text(values: dict[str, Any]) -> None:
    """Refuse what can't be written down: on Linux an argument, or a folder's name, may be any bytes."""
    for value in values.values():
        text = str(value.resolve()) if isinstance(value, Path) else value
        if isinstance(text, str) and text != text.encode(errors="replace").decode():
            raise click.UsageError(f"{value!r} is not UTF-8 text.")


Command = Callable[Concatenate[SharedOptions, ...], None]


def shared_options(*names: str) -> Callable[[Command], Callable[..., None]]:
    """Give a command these options; it receives them as its first argument.

    A `NewsgenError` that the command raises is shown, and sets the exit status.
    """

    def decorate(command: Command) -> Callable[..., None]:
        @wraps(command)
        def run(**values: Any) -> None:
            check_text(values)
            options = SharedOptions(**{name: values.pop(name) for name in names})
            try:
                command(options, **values)
            except NewsgenError as error:
                fail(error, options.as_json)

        decorated: Callable[..., None] = run
        for name in reversed(names):
            decorated = _OPTIONS[name](decorated)
        return decorated

    return decorate
