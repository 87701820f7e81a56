"""Dates as newsrooms write them."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsgen.content.article import When
from newsgen.content.dates import find_dates, parse_date

ZONE = ZoneInfo("Asia/Jakarta")

READ = {
    # ISO, and what people and programs make of it
    "2018-08-02": "2018-08-02T00:00:00+07:00 day",
    " 2018-08-02 ": "2018-08-02T00:00:00+07:00 day",
    "2018-8-2": "2018-08-02T00:00:00+07:00 day",
    "2018/08/02": "2018-08-02T00:00:00+07:00 day",
    "2018-08-02 10:00": "2018-08-02T10:00:00+07:00",
    "2018-08-02T10:00": "2018-08-02T10:00:00+07:00",
    "2018-08-02 00:00:00": "2018-08-02T00:00:00+07:00",
    "2018-08-02T10:00:00+07:00": "2018-08-02T10:00:00+07:00",
    "2018-08-02T10:00:00Z": "2018-08-02T10:00:00+00:00",
    "2018-08-02T10:00:00.250Z": "2018-08-02T10:00:00.250000+00:00",
    "2018-08-02 10:00 WIB": "2018-08-02T10:00:00+07:00",
    "2018-08-02 10:00:00 +07:00": "2018-08-02T10:00:00+07:00",
    "2015-06-29 10:00:00 -0400": "2015-06-29T10:00:00-04:00",
    "2015-06-29 10:00:00 +08": "2015-06-29T10:00:00+08:00",
    "2015-11-05 T10:08:58Z": "2015-11-05T10:08:58+00:00",
    "2023-11-02T20-59-53Z": "2023-11-02T20:59:53+00:00",
    "2018-08-02 10:00:00.250 +07:00": "2018-08-02T10:00:00.250000+07:00",
    "2018-08-02 10:00:00.123456789 WIB": "2018-08-02T10:00:00.123456+07:00",
    # a dot is Indonesia's colon
    "2026-11-20 10.30": "2026-11-20T10:30:00+07:00",
    "2026-11-20T10.30": "2026-11-20T10:30:00+07:00",
    "2026-11-20 10.30.15": "2026-11-20T10:30:15+07:00",
    "2026-11-20 10.30 WITA": "2026-11-20T10:30:00+08:00",
    "2026-11-20 pukul 10.30 WIB": "2026-11-20T10:30:00+07:00",
    "2026-11-20, Pkl. 10.30": "2026-11-20T10:30:00+07:00",
    "2026-11-20 Jam 10.30": "2026-11-20T10:30:00+07:00",
    "20/11/2026 pukul 10.30 WIB": "2026-11-20T10:30:00+07:00",
    "Jumat, 20 November 2026 Pkl. 10.30 WIB": "2026-11-20T10:30:00+07:00",
    "20.11.2026 jam 10.30": "2026-11-20T10:30:00+07:00",
    # Indonesian
    "Jum'at, 2 Pebruari 2018 - 13:30 WIB": "2018-02-02T13:30:00+07:00",
    "Jum’at, 17 Februari 2017 - 13:30 wib": "2017-02-17T13:30:00+07:00",
    "Jumat , 17 February 2017": "2017-02-17T00:00:00+07:00 day",
    "Kamis , 28 Dec 2023 - 10:46": "2023-12-28T10:46:00+07:00",
    "Selasa, 06 Juni 2023 | 08:15 WIB": "2023-06-06T08:15:00+07:00",
    "Kamis, 08 Juli 2021 - 09:12:45": "2021-07-08T09:12:45+07:00",
    "Sabtu, 16 September 2023 – 07:05 WITA": "2023-09-16T07:05:00+08:00",
    "Minggu, 4 Nopember 2018 · 21.40 WIT": "2018-11-04T21:40:00+09:00",
    "Ahad, 4 Nov 2018": "2018-11-04T00:00:00+07:00 day",
    "Senin 24 Agustus 2020 09:12 WIB": "2020-08-24T09:12:00+07:00",
    "14 Feb 2012, 23:32 WIB": "2012-02-14T23:32:00+07:00",
    "15 Jun 2023 23:55 WIB": "2023-06-15T23:55:00+07:00",
    "2 Agustus 2018 pukul 10.00": "2018-08-02T10:00:00+07:00",
    "2 Agt 2018": "2018-08-02T00:00:00+07:00 day",
    "2 Agu. 2018": "2018-08-02T00:00:00+07:00 day",
    "2 Aug 2018": "2018-08-02T00:00:00+07:00 day",
    "2-Okt-2018": "2018-10-02T00:00:00+07:00 day",
    "2 Mei 2018": "2018-05-02T00:00:00+07:00 day",
    "2 DESEMBER 2018": "2018-12-02T00:00:00+07:00 day",
    "29 Februari 2016": "2016-02-29T00:00:00+07:00 day",
    "20/1/2026 18:30": "2026-01-20T18:30:00+07:00",
    "(30/07/2018)": "2018-07-30T00:00:00+07:00 day",
    "30-07-2018": "2018-07-30T00:00:00+07:00 day",
    "30.07.2018": "2018-07-30T00:00:00+07:00 day",
    "Senin, (30/07/2018)": "2018-07-30T00:00:00+07:00 day",
    # English
    "November 21, 2024 1:45 AM": "2024-11-21T01:45:00+07:00",
    "November 21, 2024, 12:05 a.m.": "2024-11-21T00:05:00+07:00",
    "21 November 2024, 1:45 PM WIB": "2024-11-21T13:45:00+07:00",
    "21 November 2024 18:30 PM": "2024-11-21T18:30:00+07:00",
    "May 1st, 2024": "2024-05-01T00:00:00+07:00 day",
    "Thu, 02 Aug 2018 10:00:00 +0700": "2018-08-02T10:00:00+07:00",
    "Thu, 02 Aug 2018 10:00:00 GMT": "2018-08-02T10:00:00+00:00",
    "2 Aug 2018 10:00 GMT+7": "2018-08-02T10:00:00+07:00",
}

REFUSED = (
    "",
    "Kamis",
    "2018",
    "2018-08",
    "2018-W31-4",
    "12/8",
    "5 Agu 12",
    "10 tahun yang lalu",
    "kemarin",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "32 Agustus 2018",
    "0 Agustus 2018",
    "29 Februari 2019",
    "2019-02-29",
    "13/13/2018",
    "2018-08-02 25:00",
    "2018-08-02 10.60",
    "2018-08-02 10",
    "2018-08-02T10",
    "2018-08-02T1030",
    "2018-08-02T",
    "2018-08-02 10.3",
    "2018-08-02 10:30.5",
    "2018-08-02 10:30:5",
    "2018-08-02 10.30 - 11.30",
    "2018-08-02 10.30-11.30",
    "2018-08-02-5",
    "2018-08-02+07",
    "2 Agustus 2018 -07",
    "2018-08-02 pukul",
    "2018-08-02T10:00:00+99:00",
    "21 November 2024 13:45 AM",
    "31 Desember 1899",
    "1899-12-31",
    "2 Agustus 2018 di Jambi",
    "Rapat 2 Agustus 2018",
    "2 Agustus 2018, 3 Agustus 2018",
    "٢ Agustus ٢٠١٨",
)


def shown(when: When) -> str:
    return when.at.isoformat() + ("" if when.clock else " day")


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    read = parse_date(text, ZONE)
    assert shown(read.when) == READ[text]
    assert not read.weekday_differs


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_date(text, ZONE)
    assert str(error.value) == f'"{text}" is not a date'


KNOWN_WORDS = {"wib", "wita", "wit", "utc", "gmt", "z", "am", "pm"}


def is_another_date(date: str, between: str, rest: str) -> bool:
    """Whether the rest makes a known word (WITA), an offset (+0730) or a day of two digits (2018-8-20)."""
    last_word = re.split(r"[^a-z]", (date + between + rest).lower())[-1]
    goes_on = not between and rest.isdigit() and ("+" in date or re.search(r"\D\d$", date))
    return last_word in KNOWN_WORDS or bool(goes_on)


@settings(max_examples=500)
@given(
    st.sampled_from([text for text in READ if not text.endswith((")", " "))]),
    st.sampled_from(["", " ", ", ", " - ", " (", " | "]),
    st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8),
)
@example("2018-08-02", " ", "10")
@example("2018-08-02", " ", "WIBB")
@example("2018-08-02 10:00", "", "0")
@example("2018-08-02 10:00 WIB", " ", "selesai")
def test_a_rest_behind_a_date_is_never_cut_off(date: str, between: str, rest: str) -> None:
    assume(not is_another_date(date, between, rest))
    with pytest.raises(ValueError):
        parse_date(date + between + rest, ZONE)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError) as error:
        parse_date("2 Agustus " * 1000, ZONE)
    assert len(str(error.value)) < 80


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Kamis, 2 Agustus 2018", False),
        ("Rabu, 2 Agustus 2018", True),
        ("Jum`at, 3 Agustus 2018", False),
        ("Fri, 02 Aug 2018 10:00:00 +0700", True),
        ("2 Agustus 2018", False),
    ],
)
def test_weekday(text: str, differs: bool) -> None:
    assert parse_date(text, ZONE).weekday_differs is differs


def test_the_zone_that_was_written_is_kept() -> None:
    assert parse_date("2 Agustus 2018", ZONE).when.at.tzinfo is ZONE
    assert parse_date("2018-08-02 10:00", ZONE).when.at.tzinfo is ZONE
    assert parse_date("2 Agustus 2018 10:00 WITA", ZONE).when.at.tzname() == "WITA"
    assert (
        parse_date("2 Agustus 2018 10:00", ZoneInfo("Asia/Jayapura")).when.at.isoformat().endswith("+09:00")
    )


def test_finds_dates_in_prose() -> None:
    text = (
        "Rapat pada Senin, (30/07/2018) dilanjutkan 2 Agustus 2018 pukul 10.00 WIB, lalu 2019-01-05; "
        "bukan 32 Mei 2018, bukan /2018/08/02/, bukan 1.234/5/2018 dan bukan Mei."
    )
    assert [(text[start:end], shown(date.when)) for start, end, date in find_dates(text, ZONE)] == [
        ("Senin, (30/07/2018", "2018-07-30T00:00:00+07:00 day"),
        ("2 Agustus 2018 pukul 10.00 WIB", "2018-08-02T10:00:00+07:00"),
        ("2019-01-05", "2019-01-05T00:00:00+07:00 day"),
    ]


MONTHS = (
    *("Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "Nopember", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum’at", "Sabtu", "Ahad")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(9998, 12, 31)))
def test_every_day_is_read_the_way_it_is_written(day: date) -> None:
    written = f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year:04}"
    read = parse_date(written, ZONE)
    assert (read.when.at.date(), read.when.clock, read.weekday_differs) == (day, False, False)
    assert parse_date(day.isoformat(), ZONE) == read
    assert parse_date(f"{day.day}/{day.month}/{day.year}", ZONE) == read


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(9998, 12, 31)),
    st.sampled_from(("", "Z", "+07:00", "-04:30")),
)
def test_iso_is_read_as_python_writes_it(at: datetime, zone: str) -> None:
    read = parse_date(at.isoformat() + zone, ZONE).when
    assert read.clock
    assert read.at.replace(tzinfo=None) == at
    assert read.at.tzinfo is not None


DATE_LIKE = st.lists(
    st.sampled_from(
        [
            *MONTHS,
            *WEEKDAYS,
            "2018",
            "02",
            "31",
            "-",
            "/",
            ":",
            " ",
            ",",
            ".",
            "T",
            "Z",
            "+07",
            "WIB",
            "(",
            "10:00",
        ]
    )
    | st.text(max_size=3)
).map("".join)


@given(st.text() | DATE_LIKE)
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        read = parse_date(text, ZONE)
    except ValueError:
        return
    assert read.when.at.tzinfo is not None
    assert read.when.at.year >= 1900


@given(st.text() | DATE_LIKE)
def test_found_dates_stand_in_order(text: str) -> None:
    ends = [0]
    for start, end, _ in find_dates(text, ZONE):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
