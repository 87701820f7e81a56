"""The mistakes that users can correct, each with its place, its reason and how to correct it."""

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import msgspec

_NAMED_FILES = 3  # of those that have a problem in common
_MOST_SAID = 200  # characters of an exception's message
_SIMILAR = 66  # of 100: below it, words and titles have little in common
_COMMENT = re.compile(r"[ \t]+(#\S.*)")


class Problem(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """One mistake in one file. `line` and `column` count from 1; 0 means the file as a whole.

    `subject` is the link, picture or title that it is about, as it is typed in the file; empty if none is.
    `trace` is the traceback of an exception that nobody expected.
    `kind` is given to what is wrong with the archive rather than with one file: all that say the same of one
    kind are reported as one, with their `count` and the first `files`. Where each names other things in its
    message, they have a `summary` in common: people are shown that alone, programs get all of them.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = msgspec.field(default_factory=str)  # an empty one is encoded: `omit_defaults` skips factories
    subject: str = ""
    trace: str = ""
    kind: str = ""
    count: int = 1
    files: tuple[str, ...] = ()
    summary: str = ""

    @property
    def said(self) -> str:
        """What is said of all of its kind."""
        return self.summary or self.message

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}:{self.column or 1}"
        times = f"{self.count:,} times: {', '.join(self.files)}" if self.count > 1 else ""
        if self.count > len(self.files) == _NAMED_FILES:
            times += ", …"
        notes = "; ".join(filter(None, (times, self.hint)))
        return f"{place}: {self.message}" + (f" ({notes})" if notes else "")


def joined(problems: Iterable[Problem], key: Callable[[Problem], object] | None = None) -> list[Problem]:
    """The problems in order, those with the same key as one, at the place of the first.

    By default those are joined that say the same of one kind.
    """
    groups: dict[object, list[Problem]] = {}
    for problem in sorted(problems):
        own = (problem.kind, problem.message) if problem.kind and not problem.summary else problem
        groups.setdefault(key(problem) if key else own, []).append(problem)
    return [_one(group) if len(group) > 1 else group[0] for group in groups.values()]


def _one(group: list[Problem]) -> Problem:
    named = dict.fromkeys(file for one in group for file in one.files or (_place(one),))
    files = tuple(islice(named, _NAMED_FILES))
    count = sum(one.count for one in group)
    return msgspec.structs.replace(group[0], message=group[0].said, count=count, files=files)


def _place(problem: Problem) -> str:
    """The file of a problem, with its line where each file has another thing wrong."""
    return f"{problem.path}:{problem.line}" if problem.summary and problem.line else problem.path


class NewsgenError(Exception):
    """A mistake that the user can correct; shown without a traceback."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))

    def __reduce__(self) -> tuple[type, tuple[Problem | str, ...]]:
        return type(self), self.problems


class ConfigError(NewsgenError):
    """`newsgen.yaml` can't be used."""


class ContentError(NewsgenError):
    """Article files can't be read, or don't fit together."""


class PageError(ContentError):
    """Pages can't be made or rendered from files that could be read."""


class TemplateError(NewsgenError):
    """A template is missing or broken."""


class OutputError(NewsgenError):
    """The site can't be written."""


def unexpected(path: str, error: Exception, subject: str = "") -> Problem:
    """What becomes of a bug of newsgen while one file, or one page, is at work: the others go on.

    Raises:
        NewsgenError, MemoryError: it was no bug, and ends the whole.
    """
    if isinstance(error, (NewsgenError, MemoryError)):
        raise error
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_MOST_SAID]
    trace = "".join(traceback.format_exception(error))
    hint = "this is a bug of newsgen"
    return Problem(path, 0, 0, f"newsgen failed on it: {_text(said)}", hint, subject, _text(trace))


def _text(text: str) -> str:
    """A text without lone surrogates, which can't be written."""
    return text.encode(errors="backslashreplace").decode()


def position(text: str, at: int, first_line: int = 1) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text that begins on `first_line`; zeros for one below 0."""
    if at < 0:
        return 0, 0
    return first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)


def shortened(quoted: str, longest: int) -> str:
    """What is quoted in a message, cut if it has more characters than `longest`."""
    return quoted if len(quoted) <= longest else f"{quoted[:longest]}…"


def hashtag_lost(line: str, column: int) -> str:
    """What YAML takes for a comment at `column` (from 0) of a line, though it looks like a hashtag."""
    found = _COMMENT.match(line, column)
    return found[1].rstrip() if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to a mistyped one, or an empty string."""
    from rapidfuzz import fuzz, process  # only needed once something is wrong

    ordered = sorted(known, reverse=True)  # of equally near words always the same one, also from a set
    found = process.extractOne(word, ordered, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return f"did you mean `{found[0]}`?" if found else ""


def nearest_titles(keys: Sequence[str], wanted: str, *, count: int, cut: bool = False) -> list[int]:
    """The indexes of at most `count` titles similar to a mistyped one, the most similar first.

    All are normalised. One that was `cut` with an ellipsis is compared with the beginnings of the others.
    """
    from rapidfuzz import fuzz, process

    if not wanted:
        return []
    choices = [key[: len(wanted)] for key in keys] if cut else keys
    found = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=count)
    return [index for _, _, index in found]
