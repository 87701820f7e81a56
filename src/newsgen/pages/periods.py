"""The index by date (*Indeks*): years, months, days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from newsgen.i18n import day_name, month_name
from newsgen.pages.values import IndexPage, Link, Page, Period

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_DATED = re.compile(r"(\d{4})/(?:(\d\d)/(?:(\d\d)/)?)?", re.ASCII)


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The index page at an address, or None."""
    if path == edition.urls.words["archive"] + "/":
        return index_page(edition, "")
    found = _DATED.fullmatch(path)
    return index_page(edition, "-".join(filter(None, found.groups()))) if found else None


def index_page(edition: Edition, period: str) -> IndexPage | None:
    """The index of a year, month or day with articles (`2018-08`), or of all years (empty)."""
    days = edition.order.days_of(period) if period.count("-") < 2 else []
    shown = edition.order.period(period) if period.count("-") == 2 else range(0)
    if period and not days and not shown:
        return None
    kind = ("years", "months", "days", "day")[period.count("-") + 1 if period else 0]
    above = [period[:n] for n in (4, 7) if len(period) > n]
    return IndexPage(
        url=edition.urls.period(period),
        title=_title(edition, period) or edition.info.archive.title,
        crumbs=(
            edition.info.home,
            *((edition.info.archive,) if period else ()),
            *(Link(_title(edition, p), edition.urls.period(p)) for p in above),
        ),
        latest=edition.latest(period or None),
        kind=kind,
        first=_first(period) if period else None,
        entries=tuple(_entries(edition, period, kind, days)),
        cards=edition.newest(shown, len(shown)),
        older=_beside(edition, period, newer=False),
        newer=_beside(edition, period, newer=True),
    )


def iso(ordinal: int) -> str:
    """A day as it stands in addresses, of its ordinal."""
    return date.fromordinal(ordinal).isoformat()


def _first(period: str) -> date:
    return date.fromisoformat((period + "-01-01")[:10])


def _title(edition: Edition, period: str) -> str:
    """`2018`, `Agustus 2018` or `2 Agustus 2018`."""
    if len(period) <= 4:
        return period
    name = day_name if len(period) == 10 else month_name
    return name(_first(period), edition.config.language)


def _entries(edition: Edition, period: str, kind: str, days: list[str]) -> Iterator[Period]:
    """What lies below a period: years, newest first; months and days all, whether or not they have news."""
    if kind == "years":
        for year in sorted({day[:4] for day in days}, reverse=True):
            yield Period(_first(year), edition.urls.period(year))
    elif kind == "months":
        having = {day[:7] for day in days}
        for month in (f"{period}-{n:02d}" for n in range(1, 13)):
            yield Period(_first(month), edition.urls.period(month) if month in having else "")
    elif kind == "days":
        first = _first(period)
        for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
            day = first.replace(day=number)
            has = day.isoformat() in days
            yield Period(day, edition.urls.period(day.isoformat()) if has else "")


def _beside(edition: Edition, period: str, *, newer: bool) -> Link | None:
    """The nearest period of the same length that has articles."""
    day = edition.order.beside(period, newer=newer) if period else None
    other = day[: len(period)] if day else ""
    return Link(_title(edition, other), edition.urls.period(other)) if other else None
