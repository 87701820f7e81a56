"""The cases of spam and of what only looks like it, as texts with the spans that are to be cut out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from newsgen.importing.converted import Judged
from newsgen.importing.spam.comments import judge_comment
from newsgen.importing.spam.judging import judge
from newsgen.importing.story import Format

FOLDER = Path(__file__).parent / "imports" / "spam"
HALVES = ("dev", "kept")
SETS = (
    *HALVES,
    "fresh",
    "strangers",
    "second",
)  # the last three were written by others, each by another hand
OWN = frozenset({"kabarlereng.example"})
_PLACE = re.compile(r"\{([ps])([123])\}")
_MARK = re.compile("[⟦⟧]")


class Case(msgspec.Struct, frozen=True):
    """A text. `spans` are the offsets of spam in it; `is_spam` if the whole of it is."""

    name: str
    kind: str
    format: Format
    title: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    is_spam: bool = False
    author: str = ""

    def judged(self) -> Judged:
        if self.kind == "comments":
            return judge_comment(self.text, self.author, own_hosts=OWN)
        return judge(self.text, self.format, title=self.title, own_hosts=OWN)


class Score(msgspec.Struct):
    """Counts of spans, or of texts: expected ones that were found, and found ones that were not expected."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def _read(half: str, name: str) -> Any:
    return yaml.safe_load((FOLDER / half / f"{name}.yaml").read_text("utf-8"))


def _filled(template: str, story: list[str]) -> str:
    def place(match: re.Match[str]) -> str:
        sentence = story[int(match[2])]
        return f"<p>{sentence}</p>" if match[1] == "p" else sentence

    return _PLACE.sub(place, template)


def _marked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks, and where they were."""
    edges = [match.start() - number for number, match in enumerate(_MARK.finditer(text))]
    return _MARK.sub("", text), tuple(zip(edges[::2], edges[1::2], strict=True))


def _texts(half: str, kind: str) -> Iterator[Case]:
    stories = _read(half, "stories")
    for number, entry in enumerate(_read(half, kind)):
        (head, template), *_ = entry.items()
        form, _, about = head.partition(" ")
        title = about
        if about.isdigit():
            title = stories[int(about)][0]
            template = _filled(template, stories[int(about)])
        text, spans = _marked(template)
        if "spans" in entry:
            spans = tuple((text.index(span), text.index(span) + len(span)) for span in entry["spans"])
        yield Case(f"{half}/{kind}/{number}", kind, Format(form), title, text, spans, kind == "whole")


def _comments(half: str) -> Iterator[Case]:
    for number, entry in enumerate(_read(half, "comments")):
        ((head, text),) = entry.items()
        verdict, _, author = head.partition(" ")
        name = f"{half}/comments/{number}"
        yield Case(name, "comments", Format.HTML, "", text, (), verdict == "spam", author)


def cases(half: str) -> list[Case]:
    return [case for kind in ("spam", "legitimate", "whole") for case in _texts(half, kind)] + [
        *_comments(half)
    ]


def expected(case: Case) -> tuple[tuple[int, int], ...]:
    return ((0, len(case.text)),) if case.is_spam else case.spans


def found(judged: Judged) -> tuple[tuple[int, int], ...]:
    return tuple((one.offset, one.offset + len(one.text)) for one in judged.quarantined)


def score(half: str) -> tuple[Score, Score, list[str]]:
    """The counts by span, where the very offsets count, and by text; and what went wrong, in words."""
    spans, texts, wrong = Score(), Score(), []
    for case in cases(half):
        wanted, got = set(expected(case)), set(found(case.judged()))
        spans.right += len(wanted & got)
        spans.missed += len(wanted - got)
        spans.wrong += len(got - wanted)
        texts.right += bool(wanted and got)
        texts.missed += bool(wanted and not got)
        texts.wrong += bool(got and not wanted)
        if wanted != got:
            missed = [case.text[start:end] for start, end in sorted(wanted - got)]
            extra = [case.text[start:end] for start, end in sorted(got - wanted)]
            wrong.append(f"{case.name} missed {missed} extra {extra}")
    return spans, texts, wrong
