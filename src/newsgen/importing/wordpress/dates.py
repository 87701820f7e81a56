"""The dates of exports and feeds."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

_EARLIEST, _LATEST = 1900, 2200
_FARTHEST = timedelta(hours=14)
_STEP = 900  # seconds: all zones differ by quarters of an hour
_ODD_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d)[-.](\d\d)[-.](\d\d)")


def moment(text: str) -> datetime | None:
    """An ISO date, with a `T` or a space, and a zone or none; None for `0000-00-00 00:00:00` and so on."""
    text = text.strip()
    if not text or text.startswith(("0000", "-")):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            at = datetime.fromisoformat(_ODD_CLOCK.sub(r"\1 \2:\3:\4", text))
        except ValueError:
            return None
    return at if _EARLIEST <= at.year <= _LATEST else None


def feed_date(text: str) -> datetime | None:
    """A date as feeds have it (`Thu, 02 Aug 2018 03:00:00 +0000`); None if it is none."""
    text = text.strip()
    if not text or "-0001" in text:
        return None
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        at = parsedate_to_datetime(text)
        if _EARLIEST <= at.year <= _LATEST:
            return at if at.tzinfo else at.replace(tzinfo=UTC)
    return moment(text)


def offset(local: datetime, gmt: datetime) -> timedelta | None:
    """How far a site's clock was ahead of UTC; None if the two can't be the same moment."""
    return _plausible(local - gmt)


def clock_time(local: datetime | None, gmt: datetime | None) -> datetime | None:
    """A time by the clock of the site, with the offset that it had, if that is known.

    If its clock is not known, the time is in UTC.
    """
    if local is None:
        return (gmt if gmt.tzinfo else gmt.replace(tzinfo=UTC)) if gmt else None
    if local.tzinfo or gmt is None or gmt.tzinfo or (ahead := offset(local, gmt)) is None:
        return local
    return local.replace(tzinfo=fixed_zone(ahead))


@lru_cache(maxsize=4096)
def _plausible(difference: timedelta) -> timedelta | None:
    seconds = difference.total_seconds()
    nearest = round(seconds / _STEP) * _STEP
    if abs(difference) > _FARTHEST or abs(seconds - nearest) > 2:
        return None
    return timedelta(seconds=nearest)


@lru_cache(maxsize=256)
def fixed_zone(difference: timedelta) -> timezone:
    """The zone of an offset."""
    return timezone(difference)
