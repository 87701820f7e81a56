"""Dates as newspapers print them, in the language of the site."""

from datetime import date, datetime
from email.utils import format_datetime as rfc822_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from newsgen.content.article import When


@lru_cache(maxsize=32768)
def _formatted(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


def day_name(day: date, language: str) -> str:
    """`2 Agustus 2018`"""
    return _formatted(day, "d MMMM y", language)


def month_name(day: date, language: str) -> str:
    """`Agustus 2018`"""
    return _formatted(day, "MMMM y", language)


@lru_cache(maxsize=1024)
def _zone_name(zone: ZoneInfo, hour: datetime, fold: int, language: str) -> str:
    # Moments of two zones may be equal, and the two folds of an hour are: neither alone can be the key.
    return format_datetime(hour.replace(tzinfo=zone, fold=fold), "z", locale=language, tzinfo=zone)


class Dates:
    """The dates of one site: all in its zone and language."""

    def __init__(self, zone: ZoneInfo, language: str) -> None:
        self.zone = zone
        self.language = language

    def long(self, when: When) -> str:
        """`Kamis, 2 Agustus 2018 - 09:05 WIB`, or without the clock."""
        local = self._local(when)
        text = _formatted(local.date(), "EEEE, d MMMM y", self.language)
        if not when.clock:
            return text
        hour = local.replace(minute=0, second=0, microsecond=0, tzinfo=None)
        zone = _zone_name(self.zone, hour, local.fold, self.language)
        return f"{text} - {local:%H:%M} {zone}"

    def full_day(self, when: When) -> str:
        """`Kamis, 2 Agustus 2018`, whether or not a clock was written."""
        return _formatted(self._local(when).date(), "EEEE, d MMMM y", self.language)

    def day_iso(self, when: When) -> str:
        """`2018-08-02`"""
        return self._local(when).date().isoformat()

    def short(self, when: When) -> str:
        """`2 Agu 2018`"""
        return _formatted(self._local(when).date(), "d MMM y", self.language)

    def iso(self, when: When) -> str:
        """`2018-08-02T09:05:00+07:00`, or the day alone."""
        local = self._local(when)
        return local.isoformat(timespec="seconds") if when.clock else local.date().isoformat()

    def w3c(self, when: When) -> str:
        """`2018-08-02T09:05:00+07:00`: with clock and offset, as search engines want it of every date."""
        return self._local(when).isoformat(timespec="seconds")

    def rfc822(self, when: When) -> str:
        """`Thu, 02 Aug 2018 09:05:00 +0700`, as feeds want it in whatever language."""
        return rfc822_datetime(self._local(when))

    def _local(self, when: When) -> datetime:
        return when.at.astimezone(self.zone)

    def month(self, day: date) -> str:
        return month_name(day, self.language)

    def day(self, day: date) -> str:
        return day_name(day, self.language)
