"""The index by date (*Indeks*): years, months with their headlines, and days where a site wants them."""

import calendar
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.i18n import day_name, month_name
from newsgen.pages.hashing import mixed, neighbours, prefix_sums, unsigned
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.paging import Pager, page_slice, paged, pager
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Link, Page
from newsgen.urls import list_pages

PER_PAGE = 200  # headlines of a month
_MONTHS, _YEARS, _ROOT = 1 << 30, 1 << 31, (1 << 32) - 1  # owners; those of days are their ordinals
_DAY, _MONTH, _YEAR = 10, 7, 4  # lengths of `2018-08-02` and what it begins with


class Period(msgspec.Struct, frozen=True):
    """A year, month or day in the index by date: its first day, and the address of its headlines.

    `url` is empty where nothing was published. `count` is how many stories it has; 0 for a day, and for the
    newest month and year, since they grow with each story.
    """

    first: date
    url: str
    count: int = 0


class Day(msgspec.Struct, frozen=True):
    """The stories of a day on a page, newest first.

    `anchor` is where they stand on it, and `url` the address of the day's own page, empty without one.
    """

    first: date
    anchor: str
    url: str
    cards: tuple[Card, ...]


class IndexPage(Page, frozen=True, kw_only=True):
    """The index by date. `kind` is "years", "months", "days" (one month) or "day".

    `entries` are the years, months or days below. `days` are the stories of a month that stand on this page,
    and `cards` those of a day.
    """

    template: ClassVar[str] = "index.html"
    kind: str
    first: date | None = None
    entries: tuple[Period, ...] = ()
    days: tuple[Day, ...] = ()
    cards: tuple[Card, ...] = ()
    pager: Pager = Pager()
    older: Link | None = None
    newer: Link | None = None

    @property
    def stories(self) -> tuple[Card, ...]:
        """All that it shows, from the top."""
        return (*(card for day in self.days for card in day.cards), *self.cards)


class PeriodKind(msgspec.Struct, frozen=True):
    """Keys hold the ordinal of a day, or the number of a month or year; and the number of a month's page."""

    name: ClassVar[str] = "period"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        period, number = snapshot.urls.parse_period(path) or (None, 0)
        if period is None or (period and not snapshot.order.days_of(period)):
            return None
        if len(period) == _DAY and snapshot.config.archive != "day":
            return None
        if number and (len(period) != _MONTH or number > list_pages(_count(snapshot, period), PER_PAGE)):
            return None
        return self.key(period, number)

    def key(self, period: str, number: int = 0) -> int:
        if not period:
            return make_key(self.rank, _ROOT)
        year, month, day = [*map(int, period.split("-")), 0, 0][:3]
        if day:
            return make_key(self.rank, date(year, month, day).toordinal())
        return make_key(self.rank, _MONTHS + year * 12 + month - 1 if month else _YEARS + year, number)

    def period(self, key: int) -> tuple[str, int]:
        """The period of a page, and its number: the inverse of `key`."""
        parts = split_key(key)
        if parts.owner == _ROOT:
            return "", 0
        if parts.owner >= _YEARS:
            return f"{parts.owner - _YEARS:04d}", 0
        if parts.owner >= _MONTHS:
            year, month = divmod(parts.owner - _MONTHS, 12)
            return f"{year:04d}-{month + 1:02d}", parts.number
        return date.fromordinal(parts.owner).isoformat(), 0

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.period(*self.period(key))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        period, _ = self.period(key)
        return Owner(what=f"the index of {period}" if period else "the index by date")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> IndexPage:
        period, number = self.period(key)
        is_month, is_day = len(period) == _MONTH, len(period) == _DAY
        shown = snapshot.order.period(period) if period else range(0)
        of_list = (len(shown), PER_PAGE, number)
        shown = shown[page_slice(*of_list)] if is_month else shown
        cards = snapshot.newest(shown, len(shown)) if is_month or is_day else ()
        above = [period[:n] for n in (_YEAR, _MONTH) if len(period) > n]
        return IndexPage(
            url=snapshot.urls.period(period, number),
            title=_title(snapshot, period) or snapshot.info.archive.title,
            crumbs=(
                snapshot.info.home,
                *((snapshot.info.archive,) if period else ()),
                *(_link(snapshot, p) for p in above),
                *((_link(snapshot, period),) if number else ()),
            ),
            latest=snapshot.latest(shown.stop if period else None, {card.url for card in cards}),
            kind=("years", "months", "days", "day")[period.count("-") + 1 if period else 0],
            first=_first_day(period) if period else None,
            entries=() if number else tuple(_entries(snapshot, period)),
            days=tuple(_by_day(snapshot, shown)) if is_month else (),
            cards=cards if is_day else (),
            pager=pager(*of_list, partial(snapshot.urls.period, period)) if is_month else Pager(),
            older=_neighbour(snapshot, period, newer=False),
            newer=_neighbour(snapshot, period, newer=True),
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        if snapshot.config.archive == "day":
            yield self._days(snapshot)
        yield self._months(snapshot)
        years = {day[:_YEAR] for day in snapshot.order.calendar}
        yield from groups_by_value(self, snapshot, map(self.key, ["", *years]))

    def _days(self, snapshot: Snapshot) -> PageGroup:
        columns = snapshot.columns
        days, starts = np.unique(snapshot.order.day, return_index=True)
        ends = np.append(starts[1:], len(columns.card)).astype(np.int64)[: len(starts)]
        return group(
            IndexPage,
            make_keys(self.rank, days),
            starts.astype(np.int64),
            cards=columns.window(starts, ends),
            latest=columns.latest(ends, ends - starts),
            neighbours=neighbours(unsigned(days)),
        )

    def _months(self, snapshot: Snapshot) -> PageGroup:
        columns, order = snapshot.columns, snapshot.order
        periods = sorted({day[:_MONTH] for day in order.calendar})
        spans = [(shown.start, shown.stop) for shown in map(order.period, periods)]
        starts, ends = np.ascontiguousarray(np.array(spans, np.int64).reshape(-1, 2).T)
        owners = np.array([split_key(self.key(period)).owner for period in periods], np.int64)
        pages = paged(starts, ends, PER_PAGE, snapshot.urls.words["page"])
        day_sums = prefix_sums(mixed(unsigned(order.day)))
        picker = np.where(pages.numbers > 0, np.uint64(0), (day_sums[ends] - day_sums[starts])[pages.rows])
        return group(
            IndexPage,
            make_keys(self.rank, owners[pages.rows], pages.numbers),
            pages.low,
            own=pages.pager + picker,
            cards=columns.window(pages.low, pages.high),
            latest=columns.latest(pages.high, pages.high - pages.low),
            neighbours=neighbours(unsigned(owners))[pages.rows],
        )


def _count(snapshot: Snapshot, period: str) -> int:
    return len(snapshot.order.period(period)) if period else 0


def _first_day(period: str) -> date:
    return date.fromisoformat((period + "-01-01")[:_DAY])


def _title(snapshot: Snapshot, period: str) -> str:
    """`2018`, `Agustus 2018` or `2 Agustus 2018`."""
    if len(period) <= _YEAR:
        return period
    name = day_name if len(period) == _DAY else month_name
    return name(_first_day(period), snapshot.config.language)


def _link(snapshot: Snapshot, period: str) -> Link:
    return Link(_title(snapshot, period), snapshot.urls.period(period))


def _entries(snapshot: Snapshot, period: str) -> Iterator[Period]:
    """What lies below a period: years, newest first; months and days all, whether or not they have news."""
    if not period:
        for year in sorted({day[:_YEAR] for day in snapshot.order.calendar}, reverse=True):
            yield _entry(snapshot, year)
    elif len(period) == _YEAR:
        yield from (_entry(snapshot, f"{period}-{month:02d}") for month in range(1, 13))
    elif len(period) == _MONTH:
        first = _first_day(period)
        for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
            day = first.replace(day=number)
            yield Period(day, _day_url(snapshot, day.isoformat()))


def _entry(snapshot: Snapshot, period: str) -> Period:
    """A year or month, with a count if it lies before another that has stories."""
    count = _count(snapshot, period)
    is_over = snapshot.order.beside(period, newer=True) is not None
    return Period(_first_day(period), snapshot.urls.period(period) if count else "", count if is_over else 0)


def _day_url(snapshot: Snapshot, day: str) -> str:
    """Where the stories of a day stand, newest first; empty without any."""
    shown, month = snapshot.order.period(day), day[:_MONTH]
    if not shown or snapshot.config.archive == "day":
        return snapshot.urls.period(day) if shown else ""
    of_month = snapshot.order.period(month)
    number = (shown.stop - 1 - of_month.start) // PER_PAGE + 1
    number = number if number <= list_pages(len(of_month), PER_PAGE) else 0
    return f"{snapshot.urls.period(month, number)}#{_anchor(day)}"


def _anchor(day: str) -> str:
    """The id of the stories of a day on the page of its month."""
    return f"d{day[-2:]}"


def _by_day(snapshot: Snapshot, shown: range) -> Iterator[Day]:
    """The stories at these positions, by day, newest first."""
    for day, positions in groupby(reversed(shown), snapshot.order.day_of):
        url = snapshot.urls.period(day) if snapshot.config.archive == "day" else ""
        yield Day(date.fromisoformat(day), _anchor(day), url, tuple(map(snapshot.card_at, positions)))


def _neighbour(snapshot: Snapshot, period: str, *, newer: bool) -> Link | None:
    """The nearest period of the same length that has articles."""
    day = snapshot.order.beside(period, newer=newer) if period else None
    return _link(snapshot, day[: len(period)]) if day else None
