"""The value of a field as it was found: with the evidence for it, and what else was considered."""

from typing import Any, NamedTuple

import msgspec

from newsgen.content.article import Provenance


class Reason(NamedTuple):
    """One piece of evidence: how much it counts for or against a candidate, and in words."""

    weight: float
    words: str


class Candidate(msgspec.Struct, frozen=True):
    """A value that a field may have, its line (0 for none), and what speaks for and against it."""

    value: Any
    line: int
    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> float:
        return sum(reason.weight for reason in self.reasons)


class FieldValue(msgspec.Struct, frozen=True):
    """The value of a field, how it was found, its line, and the evidence in a few words.

    `reasons` is the evidence in full where candidates were weighed, and `others` are those that lost.
    """

    value: Any
    provenance: Provenance
    line: int
    evidence: str = ""
    reasons: tuple[Reason, ...] = ()
    others: tuple[Candidate, ...] = ()


Fields = dict[str, FieldValue]


class Doubt(NamedTuple):
    """What a person should check, and the number of the line."""

    line: int
    message: str


def best_first(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates by score; of equal ones the first stays first."""
    return sorted(candidates, key=lambda candidate: -candidate.score)
