"""Guesses which page of the site an address that died belongs to now, and how sure that is."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec
from rapidfuzz import fuzz

from newsgen.publishing.published.known import Known
from newsgen.publishing.published.traces import Trace

_NUMBER = re.compile(r"\d+")
_ALIKE = 62  # of 100: below it, two texts have little in common
_SHORTEST_CUT = 20  # characters of a slug that may be the beginning of a longer one
_NEAR = 2  # days by which a date differs where zones do
_MARGIN = 8  # percent by which the best guess is ahead of all others, or else none is sure
_TELLING_ID = 10_000  # from which on a number is hardly that of two things
_LEAST = 30  # percent; less is no guess
_UNSURE = 60  # percent that one of several is sure at most
_SURE = 99
_SAME_SLUG = 92
_SAME_TITLE = 88  # less: many stories have the same headline, and only one of them may be here
_SAME_WORD = 78

Relation = Literal["same", "near", "other", ""]


class Guess(msgspec.Struct, frozen=True):
    """A page that an address may belong to, in percent of `certainty`, and why; `path` is its file."""

    url: str
    path: str
    certainty: int
    why: str


class Guesses(msgspec.Struct, frozen=True):
    """The best guess, if there is any, and the others that are nearly as good: then none of them is sure."""

    best: Guess | None = None
    others: tuple[Guess, ...] = ()


def guess(trace: Trace, origin: str, pages: Iterable[Known]) -> Guesses:
    """Which of some pages a trace is of; `origin` is its whole address."""
    found = sorted(_guesses(trace, origin, pages), key=lambda one: (-one.certainty, one.path))
    if not found:
        return Guesses()
    best = found[0]
    rivals = [one for one in found[1:] if best.certainty - one.certainty < _MARGIN]
    if not rivals or best.certainty == 100:
        return Guesses(best)
    return Guesses(msgspec.structs.replace(best, certainty=min(best.certainty, _UNSURE)), tuple(rivals[:3]))


def _guesses(trace: Trace, origin: str, pages: Iterable[Known]) -> Iterator[Guess]:
    for page in pages:
        if origin and page.origin == origin:
            yield Guess(page.url, page.path, 100, "imported from there")
            continue
        certainty, why = _certainty(trace, page)
        if certainty >= _LEAST:
            yield Guess(page.url, page.path, certainty, why)


def _certainty(trace: Trace, page: Known) -> tuple[int, str]:
    certainty, reason = _by_words(trace, page)
    why = [reason] if reason else []
    if shared := trace.ids & page.ids:
        why.append(f"the number {min(shared)}")
        if certainty:
            certainty += 20
        else:
            alone = 95 if max(shared) >= _TELLING_ID else 70
            certainty = 55 if trace.texts else alone
    if not certainty:
        return 0, ""
    relation = _dated(trace, page)
    if relation == "other":
        certainty -= 15
        why.append("but another date")
    elif relation:
        certainty += 6
        why.append("same date")
    elif trace.told and trace.told == page.day:
        certainty += 3
        why.append("same date")
    return min(certainty, _SURE), ", ".join(why)


def _by_words(trace: Trace, page: Known) -> tuple[int, str]:
    """How sure the words make it, and what they have in common."""
    found = [_compared(one, other, _SAME_SLUG) for one in trace.slugs for other in page.texts]
    found += [_compared(one, other, _SAME_TITLE) for one in trace.titles for other in page.texts]
    return max(found, default=(0, ""))


def _compared(one: str, other: str, same: int) -> tuple[int, str]:
    if one == other:
        is_telling = " " in one and len(one) >= 10
        return (same, "same words") if is_telling else (_SAME_WORD, "same word")
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_CUT and long.startswith(short) and _numbers(short) <= _numbers(long):
        return 86, "beginning of it"
    alike = fuzz.ratio(one, other, score_cutoff=_ALIKE)
    if not alike:
        return 0, ""
    certainty = round(30 + (alike - _ALIKE) / (100 - _ALIKE) * 55)
    if _numbers(one) != _numbers(other):  # 2017 is not 2018
        return min(certainty, 45), f"{alike:.0f} % alike, but other numbers"
    return certainty, f"{alike:.0f} % alike"


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _dated(trace: Trace, page: Known) -> Relation:
    """How the date in an address is to that of a story."""
    if not page.day or not trace.month:
        return ""
    if trace.day == page.day or (not trace.day and page.day.startswith(trace.month)):
        return "same"
    here = date.fromisoformat(page.day)
    if trace.day:
        return "near" if abs((date.fromisoformat(trace.day) - here).days) <= _NEAR else "other"
    days = (date.fromordinal(here.toordinal() + by) for by in (-_NEAR, _NEAR))
    return "near" if any(day.isoformat().startswith(trace.month) for day in days) else "other"
