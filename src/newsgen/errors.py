"""What can go wrong through no fault of the program: problems with a place, a reason and a mend."""

import re
from collections.abc import Iterable

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One mistake in one file. `line` and `column` count from 1; 0 means the file as a whole.

    `subject` is what the message quotes as it is typed in the file, such as a link.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    subject: str = ""

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}:{self.column or 1}"
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class NewsgenError(Exception):
    """A mistake that the user can mend; shown without a traceback."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))

    def __reduce__(self) -> tuple[type, tuple[Problem | str, ...]]:
        return type(self), self.problems


class ConfigError(NewsgenError):
    """`newsgen.yaml` can't be used."""


class ContentError(NewsgenError):
    """Article files can't be read, or don't fit together."""


class TemplateError(NewsgenError):
    """A template is missing or broken."""


class OutputError(NewsgenError):
    """The site can't be written."""


_COMMENT = re.compile(r"[ \t]+(#\S.*)")


def hashtag_lost(line: str, column: int) -> str:
    """What YAML takes for a comment at `column` (from 0) of a line, though it looks like a hashtag."""
    found = _COMMENT.match(line, column)
    return found[1].rstrip() if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to a mistyped one, or an empty string."""
    from difflib import get_close_matches  # only needed once something is wrong

    found = get_close_matches(word, list(known), n=1, cutoff=0.66)
    return f"did you mean `{found[0]}`?" if found else ""
