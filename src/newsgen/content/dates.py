"""Dates as newsrooms write them: ISO, Indonesian and English, with or without a clock."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import When


class ParsedDate(msgspec.Struct, frozen=True):
    """A date as it was parsed; `weekday_differs` is True if the text names another day of the week."""

    when: When
    weekday_differs: bool = False


class DateSpan(NamedTuple):
    """A date within a text, with the offsets of its start and end."""

    start: int
    end: int
    date: ParsedDate


_MONTH_NAMES = (
    "jan januari january",
    "feb februari february peb pebruari",
    "mar maret march mrt",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "agu agt ags agust agustus aug august",
    "sep sept september",
    "okt oktober oct october",
    "nov november nop nopember",
    "des desember dec december",
)
_WEEKDAY_NAMES = (
    "senin sen monday mon",
    "selasa sel tuesday tues tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thurs thur thu",
    "jumat jum'at jum friday fri",
    "sabtu sab saturday sat",
    "minggu min ahad sunday sun",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_ZONES: dict[str, tzinfo] = {
    "wib": timezone(timedelta(hours=7), "WIB"),
    "wita": timezone(timedelta(hours=8), "WITA"),
    "wit": timezone(timedelta(hours=9), "WIT"),
    "z": timezone.utc,  # noqa: UP017 - spelt like the lines around it
    "utc": timezone.utc,  # noqa: UP017
    "gmt": timezone.utc,  # noqa: UP017
}
_APOSTROPHES = "'’‘ʼ`´"
_YEARS = range(1900, 9999)  # an earlier one is a typing error, 9999 has no end in UTC
_MAX_LENGTH = 100  # no date is longer; keeps hostile text out of messages and regular expressions
_NOON = 12


def _alternatives(known: dict[str, int]) -> str:
    longest_first = sorted(known, key=len, reverse=True)
    return "|".join(longest_first).replace("'", f"[{_APOSTROPHES}]")


# Every repetition is bounded, so that no text costs more than its length.
_GAP = r"[ \t\xa0]{0,4}"
_SEPARATOR = r"[ \t\xa0,|·•●.–—-]{1,8}"
_WEEKDAY = rf"(?:(?P<weekday>{_alternatives(_WEEKDAYS)})\b\.?{_GAP}[,/(-]?{_GAP}\(?)?"
# Behind a mere day stands no bare offset: `2018-08-02-5` is no date.
_OFFSET = r"(?:UTC|GMT|(?(hour)|(?!)))[+-]\d\d?(?::?[0-5]\d)?"
_ZONE = rf"(?:{_GAP}\(?(?P<zone>WIB|WITA|WIT|{_OFFSET}|UTC|GMT|Z)(?![\w:])\)?)?"
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)


def _pattern(date: str, clock_separator: str) -> re.Pattern[str]:
    clock = (
        rf"(?:(?:(?:{_SEPARATOR}|{_GAP}T{_GAP})(?:(?:pukul|pkl|pk|jam|at)\b[.:]?{_GAP})?)"
        rf"(?P<hour>\d\d?)(?P<separator>{clock_separator})(?P<minute>\d\d)(?!\d)"
        rf"(?:(?P=separator)(?P<second>\d\d)(?!\d)(?:[.,](?P<fraction>\d{{1,9}}))?)?"
        rf"(?:{_GAP}(?P<meridiem>[ap])\.?m\b\.?)?)?"
    )
    # ASCII: digits of other scripts, and letters that case-fold to ASCII, are not accepted.
    return re.compile(rf"(?<![\w/.,-]){_WEEKDAY}{date}{clock}{_ZONE}", re.I | re.A)


_MONTH = rf"(?P<month>{_alternatives(_MONTHS)})\b\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_PATTERNS = (
    _pattern(r"(?P<year>\d{4})(?P<dash>[-/])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)(?![\d/])", "[:.-]"),
    _pattern(
        rf"(?P<day>\d\d?)(?:(?:st|nd|rd|th)\b)?(?:{_SEPARATOR})?{_MONTH}(?:{_SEPARATOR})?{_YEAR}", "[:.]"
    ),
    _pattern(rf"{_MONTH}{_GAP}(?P<day>\d\d?)(?:st|nd|rd|th)?{_GAP},?{_GAP}{_YEAR}", "[:.]"),
    _pattern(rf"(?P<day>\d\d?)(?P<dash>[/.-])(?P<month>\d\d?)(?P=dash){_YEAR}(?!/)", "[:.]"),
)

# What a text must have for each of the patterns to match in it.
_PARTS = (
    re.compile(r"\d{4}[-/]\d"),
    re.compile(rf"\d.{{0,10}}?(?:{_alternatives(_MONTHS)})\b", re.I),
    re.compile(r"\d(?:st|nd|rd|th)?[ ,\t\xa0]{1,9}[12]\d{3}", re.I),
    re.compile(r"\d[/.-]\d\d?[/.-]\d{4}"),
)


def parse_date(text: str, zone: ZoneInfo) -> ParsedDate:
    """Parse a text that is a date and nothing else.

    The datetime is aware: in the zone that was written, else in `zone`. Numeric dates put the day first.

    Raises:
        ValueError: the text is not a date; the message quotes it.
    """
    text = text.strip()
    if _ISO.fullmatch(text):  # Python reads `10.30` as ten o'clock and a fraction
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            pass  # perhaps in a looser form, as `10:00:00 -0400`
        else:
            if at.year in _YEARS:
                return ParsedDate(
                    When(at if at.tzinfo else at.replace(tzinfo=zone), len(text) > len("2018-08-02"))
                )
    if len(text) <= _MAX_LENGTH:
        bare = text.removeprefix("(").removesuffix(")").strip()
        for pattern in _PATTERNS:
            match = pattern.match(bare)
            if match and not bare[match.end() :].strip(" \t\xa0|)."):
                try:
                    return _from_match(match, zone)
                except ValueError:
                    break
    quoted = text if len(text) <= _MAX_LENGTH // 2 else text[: _MAX_LENGTH // 2].rstrip() + "…"
    raise ValueError(f'"{quoted}" is not a date')


def find_dates(text: str, zone: ZoneInfo) -> list[DateSpan]:
    """The dates in a text, in order and not overlapping."""
    found: list[DateSpan] = []
    for span in sorted(_all_dates(text, zone), key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _all_dates(text: str, zone: ZoneInfo) -> Iterator[DateSpan]:
    for pattern, part in zip(_PATTERNS, _PARTS, strict=True):
        for match in pattern.finditer(text) if part.search(text) else ():
            try:
                yield DateSpan(match.start(), match.end(), _from_match(match, zone))
            except ValueError:
                continue  # `32 Agustus 2018` looks like a date, and is none


def _from_match(match: re.Match[str], zone: ZoneInfo) -> ParsedDate:
    year = int(match["year"])
    if year not in _YEARS:
        raise ValueError
    month = _MONTHS.get(match["month"].lower()) or int(match["month"])
    clock = match["hour"] is not None
    at = datetime(
        year,
        month,
        int(match["day"]),
        _hour(int(match["hour"]), match["meridiem"]) if clock else 0,
        int(match["minute"] or 0),
        int(match["second"] or 0),
        int(f"{match['fraction'] or '':0<6}"[:6]),
        tzinfo=_zone(match["zone"], zone) if clock else zone,  # a day is the same wherever it is written
    )
    named = match["weekday"]
    return ParsedDate(When(at, clock), named is not None and _weekday(named) != at.weekday())


def _hour(hour: int, meridiem: str | None) -> int:
    if meridiem is None:
        return hour
    if meridiem in "aA":
        if not 1 <= hour <= _NOON:
            raise ValueError
        return hour % _NOON
    return hour + _NOON if hour < _NOON else hour  # some themes print `18:30 PM`


def _weekday(name: str) -> int:
    for mark in _APOSTROPHES:
        name = name.replace(mark, "'")
    return _WEEKDAYS[name.lower()]


def _zone(name: str | None, default: ZoneInfo) -> tzinfo:
    if name is None:
        return default
    known = _ZONES.get(name.lower())
    if known is not None:
        return known
    sign, digits = re.sub("[A-Za-z:]", "", name)[0], re.sub(r"\D", "", name)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("07") else (digits, "0")
    away = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-away if sign == "-" else away)
