"""Dates as newsrooms write them: ISO, Indonesian and English, with or without a clock."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import When


class Date(msgspec.Struct, frozen=True):
    """A date that was read; `weekday_differs` is True if the text names another day of the week."""

    when: When
    weekday_differs: bool = False


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
_YEARS = range(1900, 9999)  # an earlier one is a slip of the keys, 9999 has no end in UTC
_LONGEST = 100  # no date is longer; keeps hostile text out of messages and patterns
_NOON = 12


def _names(known: dict[str, int]) -> str:
    longest_first = sorted(known, key=len, reverse=True)
    return "|".join(longest_first).replace("'", f"[{_APOSTROPHES}]")


# Every repetition is bounded, so that no text costs more than its length.
_GAP = r"[ \t\xa0]{0,4}"
_APART = r"[ \t\xa0,|·•.–—-]{1,8}"
_WEEKDAY = rf"(?:(?P<weekday>{_names(_WEEKDAYS)})\b\.?{_GAP}[,/(-]?{_GAP}\(?)?"
_ZONE = rf"(?:{_GAP}\(?(?P<zone>WIB|WITA|WIT|(?:UTC|GMT)?[+-]\d\d?(?::?[0-5]\d)?|UTC|GMT|Z)(?![\w:])\)?)?"


def _shape(date: str, clock_separator: str) -> re.Pattern[str]:
    clock = (
        rf"(?:(?:(?:{_APART}|{_GAP}T{_GAP})(?:(?:pukul|pkl|pk|jam|at)\b[.:]?{_GAP})?)"
        rf"(?P<hour>\d\d?)(?P<apart>{clock_separator})(?P<minute>\d\d)(?!\d)"
        rf"(?:(?P=apart)(?P<second>\d\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
        rf"(?:{_GAP}(?P<half>[ap])\.?m\b\.?)?)?"
    )
    # ASCII: other scripts' digits, and letters that only fold to ours, are no dates of ours.
    return re.compile(rf"(?<![\w/.,-]){_WEEKDAY}{date}{clock}{_ZONE}", re.I | re.A)


_MONTH = rf"(?P<month>{_names(_MONTHS)})\b\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SHAPES = (
    _shape(r"(?P<year>\d{4})(?P<dash>[-/])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)(?![\d/])", "[:.-]"),
    _shape(rf"(?P<day>\d\d?)(?:{_APART})?{_MONTH}(?:{_APART})?{_YEAR}", "[:.]"),
    _shape(rf"{_MONTH}{_GAP}(?P<day>\d\d?)(?:st|nd|rd|th)?{_GAP},?{_GAP}{_YEAR}", "[:.]"),
    _shape(rf"(?P<day>\d\d?)(?P<dash>[/.-])(?P<month>\d\d?)(?P=dash){_YEAR}(?!/)", "[:.]"),
)


def parse_date(text: str, zone: ZoneInfo) -> Date:
    """Read a text that is a date and nothing else.

    The moment is aware: in the zone that was written, else in `zone`. Dates of figures put the day first.

    Raises:
        ValueError: the text is not a date; the message quotes it.
    """
    text = text.strip()
    if text[4:5] == "-" and text[7:8] == "-" and text[10:11] in ("", "T", " "):
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            pass  # perhaps a looser shape that people write, as `10:00:00 -0400`
        else:
            if at.year in _YEARS:
                return Date(When(at if at.tzinfo else at.replace(tzinfo=zone), len(text) > len("2018-08-02")))
    if len(text) <= _LONGEST:
        bare = text.removeprefix("(").removesuffix(")").strip()
        for shape in _SHAPES:
            match = shape.match(bare)
            if match and not bare[match.end() :].strip(" \t\xa0|)."):
                try:
                    return _date(match, zone)
                except ValueError:
                    break
    quoted = text if len(text) <= _LONGEST // 2 else text[: _LONGEST // 2].rstrip() + "…"
    raise ValueError(f'"{quoted}" is not a date')


def find_dates(text: str, zone: ZoneInfo) -> list[tuple[int, int, Date]]:
    """All dates that stand somewhere in a text, as (start, end, date), in order and not overlapping."""
    found: list[tuple[int, int, Date]] = []
    for start, end, date in sorted(_all_dates(text, zone), key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end, date))
    return found


def _all_dates(text: str, zone: ZoneInfo) -> Iterator[tuple[int, int, Date]]:
    for shape in _SHAPES:
        for match in shape.finditer(text):
            try:
                yield match.start(), match.end(), _date(match, zone)
            except ValueError:
                continue  # `32 Agustus 2018`: looks like a date, and is none


def _date(match: re.Match[str], zone: ZoneInfo) -> Date:
    year = int(match["year"])
    if year not in _YEARS:
        raise ValueError
    month = _MONTHS.get(match["month"].lower()) or int(match["month"])
    clock = match["hour"] is not None
    at = datetime(
        year,
        month,
        int(match["day"]),
        _hour(int(match["hour"]), match["half"]) if clock else 0,
        int(match["minute"] or 0),
        int(match["second"] or 0),
        tzinfo=_zone(match["zone"], zone) if clock else zone,  # a day is the same wherever it is written
    )
    named = match["weekday"]
    return Date(When(at, clock), named is not None and _weekday(named) != at.weekday())


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if half in "aA":
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
    sign, figures = re.sub("[A-Za-z:]", "", name)[0], re.sub(r"\D", "", name)
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > len("07") else (figures, "0")
    away = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-away if sign == "-" else away)
