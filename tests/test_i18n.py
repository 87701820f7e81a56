"""Dates as newspapers print them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from newsgen.content.article import When
from newsgen.i18n import Dates, has_from_right, is_from_right

JAKARTA = ZoneInfo("Asia/Jakarta")
NEW_YORK = ZoneInfo("America/New_York")
NINE = When(datetime(2018, 8, 2, 9, 5, tzinfo=JAKARTA))


def day(zone: ZoneInfo) -> When:
    return When(datetime(2018, 8, 2, tzinfo=zone), False)


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("Asia/Jakarta", "id", "Kamis, 2 Agustus 2018 - 09:05 WIB"),
        ("Asia/Pontianak", "id", "Kamis, 2 Agustus 2018 - 09:05 WIB"),
        ("Asia/Makassar", "id", "Kamis, 2 Agustus 2018 - 10:05 WITA"),
        ("Asia/Jayapura", "id", "Kamis, 2 Agustus 2018 - 11:05 WIT"),
        ("America/New_York", "en", "Wednesday, 1 August 2018 - 22:05 EDT"),
        ("Asia/Jakarta", "en", "Thursday, 2 August 2018 - 09:05 WIB"),
        ("Asia/Jayapura", "en", "Thursday, 2 August 2018 - 11:05 WIT"),
        ("Europe/Berlin", "en", "Thursday, 2 August 2018 - 04:05 CEST"),
        ("America/Sao_Paulo", "en", "Wednesday, 1 August 2018 - 23:05 -0300"),
        ("UTC", "en", "Thursday, 2 August 2018 - 02:05 UTC"),
    ],
)
def test_long(zone: str, language: str, expected: str) -> None:
    assert Dates(ZoneInfo(zone), language).long(NINE) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", True), ("fa", True), ("ur-PK", True), ("he_IL", True), ("ms-Arab", True), ("AR", True),
        ("id", False), ("en", False), ("ar-Latn", False), ("az-Latn-IR", False), ("", False),
    ],
)  # fmt: skip
def test_which_languages_are_written_from_the_right(language: str, expected: bool) -> None:
    assert is_from_right(language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("kata", False), ("é – “x” 日本", False), ("kata نص kata", True), ("שלום", True)],
)
def test_which_texts_have_letters_from_the_right(text: str, expected: bool) -> None:
    assert has_from_right(text) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [(NINE, "09:05"), (When(datetime(2018, 8, 1, 18, tzinfo=UTC)), "01:00"), (day(JAKARTA), "")],
)
def test_clock(when: When, expected: str) -> None:
    assert Dates(JAKARTA, "id").clock(when) == expected


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_day_is_written_as_babel_does(language: str) -> None:
    dates = Dates(JAKARTA, language)
    for number in range(date(2018, 1, 1).toordinal(), date(2020, 12, 31).toordinal()):
        day = date.fromordinal(number)
        at = When(datetime(day.year, day.month, day.day, 9, tzinfo=JAKARTA), False)
        found = (dates.long(at), dates.short(at), dates.day(day), dates.month(day))
        patterns = ("EEEE, d MMMM y", "d MMM y", "d MMMM y", "MMMM y")
        assert found == tuple(format_date(day, pattern, locale=language) for pattern in patterns)


@pytest.mark.parametrize("order", [1, -1])
def test_the_name_of_a_zone_does_not_depend_on_what_was_asked_before(order: int) -> None:
    names = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
    at = When(datetime(2019, 1, 1 + (order > 0), 3, 0, tzinfo=UTC))
    found = {zone: Dates(ZoneInfo(zone), "id").long(at).split()[-1] for zone in list(names)[::order]}
    assert found == names


def test_the_hour_that_comes_twice_has_its_own_name_each_time() -> None:
    dates = Dates(NEW_YORK, "en")
    first, second = (When(datetime(2018, 11, 4, 1, 30, fold=fold, tzinfo=NEW_YORK)) for fold in (0, 1))
    assert dates.long(first) == "Sunday, 4 November 2018 - 01:30 EDT"
    assert dates.long(second) == "Sunday, 4 November 2018 - 01:30 EST"


@pytest.mark.parametrize(
    ("language", "expected"), [("id", "Kamis, 2 Agustus 2018"), ("en", "Thursday, 2 August 2018")]
)
@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura", "America/New_York"])
def test_long_without_clock(zone: str, language: str, expected: str) -> None:
    assert Dates(ZoneInfo(zone), language).long(day(ZoneInfo(zone))) == expected


@pytest.mark.parametrize(
    ("month", "indonesian", "english"),
    [
        (1, "Jan", "Jan"), (2, "Feb", "Feb"), (3, "Mar", "Mar"), (4, "Apr", "Apr"), (5, "Mei", "May"),
        (6, "Jun", "Jun"), (7, "Jul", "Jul"), (8, "Agu", "Aug"), (10, "Okt", "Oct"), (12, "Des", "Dec"),
    ],
)  # fmt: skip
def test_short(month: int, indonesian: str, english: str) -> None:
    when = When(datetime(2018, month, 2, 23, 59, tzinfo=JAKARTA))
    assert Dates(JAKARTA, "id").short(when) == f"2 {indonesian} 2018"
    assert Dates(JAKARTA, "en").short(when) == f"2 {english} 2018"


@pytest.mark.parametrize(
    ("zone", "when", "expected"),
    [
        ("Asia/Jakarta", NINE, "2018-08-02T09:05:00+07:00"),
        ("Asia/Makassar", NINE, "2018-08-02T10:05:00+08:00"),
        ("America/New_York", NINE, "2018-08-01T22:05:00-04:00"),
        ("Asia/Jakarta", day(JAKARTA), "2018-08-02"),
        (
            "Asia/Jakarta",
            When(datetime(2018, 8, 2, 9, 5, 7, 123456, tzinfo=JAKARTA)),
            "2018-08-02T09:05:07+07:00",
        ),
    ],
)
def test_iso(zone: str, when: When, expected: str) -> None:
    assert Dates(ZoneInfo(zone), "id").iso(when) == expected


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "Thu, 02 Aug 2018 09:05:00 +0700"),
        ("Asia/Jayapura", "Thu, 02 Aug 2018 11:05:00 +0900"),
        ("America/New_York", "Wed, 01 Aug 2018 22:05:00 -0400"),
        ("UTC", "Thu, 02 Aug 2018 02:05:00 +0000"),
    ],
)
def test_rfc822_is_english_in_every_language(language: str, zone: str, expected: str) -> None:
    assert Dates(ZoneInfo(zone), language).rfc822(NINE) == expected


@pytest.mark.parametrize(
    ("language", "month", "name"),
    [("id", "Agustus 2018", "2 Agustus 2018"), ("en", "August 2018", "2 August 2018")],
)
def test_month_and_day(language: str, month: str, name: str) -> None:
    dates = Dates(JAKARTA, language)
    assert dates.month(date(2018, 8, 2)) == month
    assert dates.day(date(2018, 8, 2)) == name
