"""Find when a saved page was published and updated, by evidence; what is not sure enough is no date."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from newsgen.content.article import Provenance
from newsgen.content.dates import ParsedDate, find_dates, parse_date
from newsgen.importing.page_text.candidates import Candidate, Fields, FieldValue, Reason, best_first
from newsgen.importing.page_text.rows import Row

_LEAST = 2.5  # score of a date that counts
_SURE = 3.5
_NEAR_ABOVE = 6
_AROUND_DATES = ("field", "boilerplate", "date", "caption")
_MAX_ABOVE = 40
_NEAR_BELOW = 4
_WITHIN = 10  # days between what happened and the story
_OLD = 60  # days after which a story's own dates speak against one above the headline
_LEDE = 4  # paragraphs
_DATE_IN_ADDRESS = re.compile(r"/(?:(\d{4})/(\d\d)/(\d\d)|(\d\d)/(\d\d)/(\d{4}))/")
_DATE_IN_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-_ ]|$)")
_MONTH_IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d)/")
_DAY_AND_MONTH = re.compile(r"\((\d{1,2})/(\d{1,2})(?:/\d{4})?\)")
_YEAR = re.compile(r"[12]\d{3}")
_LEDE_TEXT = 600  # characters of each


class Evidence:
    """What the rest of the page says of its date: the date of its name or address, and the days of the story.

    The story is searched only if a date stands where it has to be confirmed.
    """

    def __init__(self, story: Sequence[Row], name: str, address: str, zone: ZoneInfo) -> None:
        self.named = date_in_name(name, zone) or date_in_name(address, zone)
        self.months = {(int(year), int(month)) for year, month in _MONTH_IN_ADDRESS.findall(address)}
        self._story = story
        self._zone = zone

    @cached_property
    def days(self) -> frozenset[date]:
        """The days that the beginning of the story names in full."""
        texts = [
            row.line.text[:_LEDE_TEXT] for row in self._story if _YEAR.search(row.line.text[:_LEDE_TEXT])
        ]
        return frozenset(span.date.when.at.date() for text in texts for span in find_dates(text, self._zone))

    @cached_property
    def days_of_year(self) -> frozenset[tuple[int, int]]:
        """The days that it names as `(28/7)`."""
        found = (_DAY_AND_MONTH.findall(row.line.text[:_LEDE_TEXT]) for row in self._story)
        return frozenset((int(day), int(month)) for pairs in found for day, month in pairs)


def publication_dates(
    rows: Sequence[Row], headline: int, start: int, end: int, name: str, address: str, zone: ZoneInfo
) -> tuple[Fields, tuple[Candidate, ...]]:
    """The fields `date` and `updated`, and the dates that were not good enough.

    The story goes from row `start` to before `end`; `headline` is the row of the headline, or -1.
    """
    evidence = Evidence(rows[start : min(end, start + _LEDE)], name, address, zone)
    fields: Fields = {}
    found: list[Candidate] = []
    listed = next((at for at in range(end, len(rows)) if rows[at].kind == "label"), len(rows))
    for at, row in enumerate(rows):
        if row.dates is None or start <= at < end:
            continue
        line = row.line.number
        if updated := row.dates.labelled.get("updated"):
            fields.setdefault("updated", FieldValue(updated, Provenance.LABEL, line, "labelled as an update"))
        if at < listed and (labelled := row.dates.labelled.get("date")):
            reasons = (Reason(6.0, "labelled as the date of publication"), *_agreement(labelled, evidence))
            found.append(Candidate(labelled, line, reasons))
        for parsed in row.dates.unlabelled:
            confirm = at < headline or end <= at < end + _NEAR_BELOW
            position = _position(rows, at, headline, start, end)
            reasons = (*position, *_own(row, parsed), *_agreement(parsed, evidence, confirm=confirm))
            found.append(Candidate(parsed, line, reasons))
    for words, text in (("the name of the file", name), ("the address of the page", address)):
        if named := date_in_name(text, zone):
            found.append(Candidate(named, 0, (Reason(4.0, words),)))
    ranked = best_first(found)
    if ranked and ranked[0].score >= _LEAST:
        fields["date"] = _chosen(ranked)
    elif "updated" in fields:
        changed = fields["updated"]
        fields["date"] = FieldValue(changed.value, Provenance.GUESS, changed.line, "the date of the update")
    return fields, tuple(ranked)


def _chosen(ranked: list[Candidate]) -> FieldValue:
    best, others = ranked[0], ranked[1:]
    rivals = [
        one
        for one in others
        if one.score > best.score - 1 and one.line and one.value.when.at.date() != best.value.when.at.date()
    ]
    evidence = (
        f"the date {words}" if (words := best.reasons[0].words).startswith(("right", "between")) else words
    )
    lost = tuple(others[:3])
    if not best.line:
        return FieldValue(best.value, Provenance.METADATA, 0, evidence, best.reasons, lost)
    labelled = best.reasons[0].weight > 5
    provenance = Provenance.LABEL if labelled else Provenance.POSITION
    if not labelled and (rivals or best.score < _SURE):
        provenance = Provenance.GUESS
        evidence = "the first of several dates" if rivals else evidence
    return FieldValue(best.value, provenance, best.line, evidence, best.reasons, lost)


def _position(rows: Sequence[Row], at: int, headline: int, start: int, end: int) -> Iterator[Reason]:
    if headline < at < start:
        near = headline >= 0 or start - at <= _NEAR_ABOVE
        yield Reason(
            4.0 if near else 0.5, "between the headline and the story" if headline >= 0 else "above the story"
        )
        listed = any(
            row.kind == "label" and row.label in ("latest", "related")
            for row in rows[max(headline + 1, at - _MAX_ABOVE) : at]
        )
        if listed:
            yield Reason(-3.0, "in a list of other stories")
    elif at < headline:
        between = [
            row
            for row in rows[at + 1 : min(headline, at + _MAX_ABOVE)]
            if row.kind not in ("boilerplate", "section") and not row.is_byline
        ]
        if between or headline - at > _MAX_ABOVE:
            yield Reason(-2.0, "far above the headline, where pages print the day on which they are read")
        else:
            yield Reason(1.0, "right above the headline")
    elif at >= end:
        if at - end <= _NEAR_BELOW and all(row.kind in _AROUND_DATES for row in rows[end:at]):
            yield Reason(1.0, "right below the story")
        else:
            yield Reason(-3.0, "below the story, where other stories are listed")


def _own(row: Row, parsed: ParsedDate) -> Iterator[Reason]:
    text = row.line.text
    if parsed.when.clock:
        yield Reason(1.5, "with a time of day")
    if "authors" in row.fields or "editors" in row.fields:
        yield Reason(1.5, "beside a byline")
    if parsed.weekday_differs:
        yield Reason(-0.5, "its weekday is another one")
    elif text[:2].isalpha():
        yield Reason(0.3, "with its weekday" if "," in text[:12] else "with words")


def _agreement(parsed: ParsedDate, evidence: Evidence, *, confirm: bool = False) -> Iterator[Reason]:
    day = parsed.when.at.date()
    if evidence.named and evidence.named.when.at.date() == day:
        yield Reason(3.0, "the same as in the file's name or address")
    if evidence.months:
        agrees = (day.year, day.month) in evidence.months
        yield Reason(1.5 if agrees else -1.5, f"{'' if agrees else 'not '}of the month in the address")
    if not confirm:
        return
    near = [one for one in evidence.days if 0 <= (day - one).days <= _WITHIN]
    of_year = {
        (one.day, one.month)
        for one in (date.fromordinal(max(1, day.toordinal() - back)) for back in range(_WITHIN))
    }
    if near or not of_year.isdisjoint(evidence.days_of_year):
        yield Reason(2.0, "the story tells of the days before it")
    elif evidence.days and all(abs((day - one).days) > _OLD for one in evidence.days):
        yield Reason(-0.7, "the story tells of other days")


def date_in_name(text: str, zone: ZoneInfo) -> ParsedDate | None:
    """The date that a file's name starts with, or that an address holds as three of its parts."""
    found = _DATE_IN_NAME.match(text) or _DATE_IN_ADDRESS.search(text)
    if not found:
        return None
    parts = [part for part in found.groups() if part]
    try:
        return parse_date("-".join(parts if len(parts[0]) > 2 else parts[::-1]), zone)
    except ValueError:
        return None


def undated(name: str) -> str:
    """The name of a file without its date."""
    return _DATE_IN_NAME.sub("", name, count=1)
