"""Format dates as newspapers print them, in the language of the site."""

import re
from datetime import date, datetime
from email.utils import format_datetime as rfc822_datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError, get_global
from babel.dates import format_date, format_datetime

from newsgen.content.article import When
from newsgen.content.languages import canonical_language

_FROM_RIGHT = frozenset("ar arc ckb dv fa he iw ks ku nqo ps sd syr ug ur yi".split())  # languages
_FROM_RIGHT_SCRIPTS = frozenset("adlm arab aran hebr nkoo rohg syrc thaa".split())
_WRITTEN_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_REGION = re.compile("[A-Z]{2}")
_CACHE_SIZE = 32768  # dates


@cache
def _month(number: int, pattern: str, language: str) -> str:
    return format_date(date(2000, number, 1), pattern, locale=language)


@cache
def _weekday(number: int, language: str) -> str:
    return format_date(date(2001, 1, 1 + number), "EEEE", locale=language)  # that year began on a Monday


def day_name(day: date, language: str) -> str:
    """`2 Agustus 2018`"""
    return f"{day.day} {month_name(day, language)}"


def month_name(day: date, language: str) -> str:
    """`Agustus 2018`"""
    return f"{_month(day.month, 'MMMM', language)} {day.year}"


def is_from_right(language: str) -> bool:
    """Whether a language is written from the right (`ar`, `ur-PK`, `ms-Arab`)."""
    name, *more = language.lower().replace("_", "-").split("-")
    scripts = [part for part in more if len(part) == 4 and part.isalpha()]
    return scripts[0] in _FROM_RIGHT_SCRIPTS if scripts else name in _FROM_RIGHT


def has_from_right(text: str) -> bool:
    """Whether a text has letters of a script that is written from the right."""
    return not text.isascii() and _WRITTEN_FROM_RIGHT.search(text) is not None


@cache
def language_name(code: str, language: str) -> str:
    """What a language calls itself (`Bahasa Inggris` is `English`); in `language` if that is not known."""
    name, *_ = code.split("-")
    try:
        found = Locale.parse(code, sep="-").get_display_name() or ""
    except UnknownLocaleError:
        found = Locale(language).languages.get(name) or Locale("en").languages.get(name) or code
    return found[:1].upper() + found[1:]


@cache
def open_graph_locale(code: str) -> str:
    """A language with the country where most speak it, as Open Graph writes it (`en_US`); or empty."""
    language, _, rest = canonical_language(code).partition("-")
    likely = str(get_global("likely_subtags").get(language, "")).split("_")
    region = next((part for part in reversed([*likely, *rest.split("-")]) if _REGION.fullmatch(part)), "")
    return f"{language}_{region}" if region else ""


class Dates:
    """Formats dates in the time zone and language of a site."""

    def __init__(self, zone: ZoneInfo, language: str) -> None:
        self.zone = zone
        self.language = language
        self._zone_names: dict[tuple[object, ...], str] = {}
        self._iso = lru_cache(maxsize=_CACHE_SIZE)(self._render_iso)
        self._short = lru_cache(maxsize=_CACHE_SIZE)(self._render_short)

    def long(self, when: When) -> str:
        """`Kamis, 2 Agustus 2018 - 09:05 WIB`, or without the clock."""
        local = self._local(when)
        text = self._full(local)
        if not when.clock:
            return text
        return f"{text} - {local.hour:02}:{local.minute:02} {self._zone_name(local)}"

    def _zone_name(self, local: datetime) -> str:
        """The zone as the language writes it, else as the zone itself does: English has no word for WIB."""
        kind = (local.tzname(), local.utcoffset(), local.dst())
        if kind not in self._zone_names:
            name, own = format_datetime(local, "z", locale=self.language, tzinfo=self.zone), local.tzname()
            self._zone_names[kind] = own if own and own.isalpha() and not name.isalpha() else name
        return self._zone_names[kind]

    def full_day(self, when: When) -> str:
        """`Kamis, 2 Agustus 2018`, whether or not a clock was written."""
        return self._full(self._local(when))

    def _full(self, local: datetime) -> str:
        return f"{_weekday(local.weekday(), self.language)}, {day_name(local, self.language)}"

    def day_iso(self, when: When) -> str:
        """`2018-08-02`"""
        return self._iso(when.at, when.at.fold)[:10]

    def short(self, when: When) -> str:
        """`2 Agu 2018`"""
        return self._short(when.at, when.at.fold)

    def _render_short(self, at: datetime, fold: int) -> str:
        day = at.astimezone(self.zone)
        return f"{day.day} {_month(day.month, 'MMM', self.language)} {day.year}"

    def clock(self, when: When) -> str:
        """`09:05`, or nothing where only the day is known."""
        return self._iso(when.at, when.at.fold)[11:16] if when.clock else ""

    def iso(self, when: When) -> str:
        """`2018-08-02T09:05:00+07:00`, or the day alone."""
        text = self._iso(when.at, when.at.fold)
        return text if when.clock else text[:10]

    def _render_iso(self, at: datetime, fold: int) -> str:
        return at.astimezone(self.zone).isoformat(timespec="seconds")

    def w3c(self, when: When) -> str:
        """`2018-08-02T09:05:00+07:00`: with clock and offset, as sitemaps need it for every date."""
        return self._iso(when.at, when.at.fold)

    def rfc822(self, when: When) -> str:
        """`Thu, 02 Aug 2018 09:05:00 +0700`, as feeds need it in any language."""
        return rfc822_datetime(self._local(when))

    def _local(self, when: When) -> datetime:
        return when.at.astimezone(self.zone)

    def month(self, day: date) -> str:
        return month_name(day, self.language)

    def day(self, day: date) -> str:
        return day_name(day, self.language)
