"""The index by date (*Indeks*): years, months, days."""

import calendar
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.i18n import day_name, month_name
from newsgen.pages.hashing import neighbours, unsigned
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Link, Page

_MONTHS, _YEARS, _ROOT = 1 << 30, 1 << 31, (1 << 32) - 1  # owners; those of days are their ordinals


class Period(msgspec.Struct, frozen=True):
    """A year, month or day in the index by date."""

    first: date
    url: str


class IndexPage(Page, frozen=True, kw_only=True):
    """The index by date. `kind` is "years", "months", "days" or "day".

    `entries` are the years, months or days below (`first` is the first day of each, `url` empty
    where nothing was published); `cards` are the articles of a day.
    """

    template: ClassVar[str] = "index.html"
    kind: str
    first: date | None = None
    entries: tuple[Period, ...] = ()
    cards: tuple[Card, ...] = ()
    older: Link | None = None
    newer: Link | None = None


class PeriodKind(msgspec.Struct, frozen=True):
    """Keys hold the ordinal of a day, or the number of a month or year."""

    name: ClassVar[str] = "period"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        period = snapshot.urls.parse_period(path)
        if period is None or (period and not snapshot.order.days_of(period)):
            return None
        return self.key(period)

    def key(self, period: str) -> int:
        if not period:
            return make_key(self.rank, _ROOT)
        year, month, day = [*map(int, period.split("-")), 0, 0][:3]
        if day:
            return make_key(self.rank, date(year, month, day).toordinal())
        return make_key(self.rank, _MONTHS + year * 12 + month - 1 if month else _YEARS + year)

    def period(self, key: int) -> str:
        """The inverse of `key`."""
        owner = split_key(key).owner
        if owner == _ROOT:
            return ""
        if owner >= _YEARS:
            return f"{owner - _YEARS:04d}"
        if owner >= _MONTHS:
            year, month = divmod(owner - _MONTHS, 12)
            return f"{year:04d}-{month + 1:02d}"
        return date.fromordinal(owner).isoformat()

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.period(self.period(key))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        period = self.period(key)
        return Owner(what=f"the index of {period}" if period else "the index by date")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> IndexPage:
        period, order = self.period(key), snapshot.order
        shown = order.period(period) if period.count("-") == 2 else range(0)
        kind = ("years", "months", "days", "day")[period.count("-") + 1 if period else 0]
        above = [period[:n] for n in (4, 7) if len(period) > n]
        return IndexPage(
            url=snapshot.urls.period(period),
            title=_title(snapshot, period) or snapshot.info.archive.title,
            crumbs=(
                snapshot.info.home,
                *((snapshot.info.archive,) if period else ()),
                *(_link(snapshot, p) for p in above),
            ),
            latest=snapshot.latest(period or None),
            kind=kind,
            first=_first_day(period) if period else None,
            entries=tuple(_entries(snapshot, period, kind)),
            cards=snapshot.newest(shown, len(shown)),
            older=_neighbour(snapshot, period, newer=False),
            newer=_neighbour(snapshot, period, newer=True),
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns = snapshot.columns
        days, starts = np.unique(snapshot.order.day, return_index=True)
        ends = np.append(starts[1:], len(columns.card)).astype(np.int64)[: len(starts)]
        yield group(
            IndexPage,
            make_keys(self.rank, days),
            starts.astype(np.int64),
            cards=columns.window(starts, ends),
            latest=columns.latest(days),
            neighbours=neighbours(unsigned(days)),
        )
        years, months = ({day[:length] for day in snapshot.order.calendar} for length in (4, 7))
        for periods in ({""}, years, months):
            yield from groups_by_value(self, snapshot, map(self.key, periods))


def _first_day(period: str) -> date:
    return date.fromisoformat((period + "-01-01")[:10])


def _title(snapshot: Snapshot, period: str) -> str:
    """`2018`, `Agustus 2018` or `2 Agustus 2018`."""
    if len(period) <= len("2018"):
        return period
    name = day_name if len(period) == len("2018-08-02") else month_name
    return name(_first_day(period), snapshot.config.language)


def _link(snapshot: Snapshot, period: str) -> Link:
    return Link(_title(snapshot, period), snapshot.urls.period(period))


def _entries(snapshot: Snapshot, period: str, kind: str) -> Iterator[Period]:
    """What lies below a period: years, newest first; months and days all, whether or not they have news."""
    days = snapshot.order.days_of(period) if kind != "day" else []
    if kind == "years":
        for year in sorted({day[:4] for day in days}, reverse=True):
            yield Period(_first_day(year), snapshot.urls.period(year))
    elif kind == "months":
        published = {day[:7] for day in days}
        for month in (f"{period}-{n:02d}" for n in range(1, 13)):
            yield Period(_first_day(month), snapshot.urls.period(month) if month in published else "")
    elif kind == "days":
        first, published = _first_day(period), set(days)
        for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
            day = first.replace(day=number)
            iso = day.isoformat()
            yield Period(day, snapshot.urls.period(iso) if iso in published else "")


def _neighbour(snapshot: Snapshot, period: str, *, newer: bool) -> Link | None:
    """The nearest period of the same length that has articles."""
    day = snapshot.order.beside(period, newer=newer) if period else None
    return _link(snapshot, day[: len(period)]) if day else None
