"""Decide when a page was published: what the markup says, checked against what is seen and the address."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Provenance, When
from newsgen.content.dates import parse_date
from newsgen.importing.page_text.candidates import FieldValue
from newsgen.importing.saved_pages.metadata import Said

_ODD = re.compile(
    r"(\d{4})-(\d\d)-(\d\d) {0,3}T? {0,3}(\d\d)[-:.](\d\d)(?:[-:.](\d\d))?(?:\.\d{1,6})?"
    r" ?(?:Z|[+-]\d\d:?\d\d)?$"
)
_UNIX = re.compile(r"1\d{9}(?:\d{3})?$")
_BRACKETS = re.compile(r"\s?\([\w ]{1,40}\)$")
_NAMED_ZONE = re.compile(r"(?:Z|:\d\d(?:\.\d{1,9})? ?[+-]\d\d(?::?\d\d)?|WIB|WITA|WIT|GMT|UTC)$")
_FOREIGN = re.compile(r"\d (?:[ECMP][SD]T|CES?T|BST|A[EW]?[SD]T|JST)\b")
_SCRIPT = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) ?(.*)$")
_PERIOD = re.compile(
    r"\b\d{1,2} [^\W\d]{3,10}(?: \d{4})? ?(?:[-–—]|s/d|s\.d\.|sampai|hingga) ?\d{1,2} [^\W\d]{3,10} \d{4}",
    re.I,
)
_ISSUE = re.compile(r"\b(?:edisi|nomor|no|vol(?:ume)?|periode|minggu ke)\b", re.I)
_DAYS_OF_ISSUE = re.compile(
    r"(?<![:./\d])(?:[0-2]?\d|3[01]) ?(?:[-–—]|s/d|s\.d\.|sampai|hingga) ?(?:\d{1,2} )?[^\W\d]{3,10} \d{4}",
    re.I,
)
_HOUR = 3600
_SOON = 3  # days after which a story about something is published
_ZONE_NAMES = {7.0: "WIB", 8.0: "WITA", 9.0: "WIT"}
_ZONES = 14 * _HOUR  # how far two clocks on earth differ
_YEARS = range(1990, 2100)


class Stamp(NamedTuple):
    """A time in markup: the moment, what its figures are without a zone, and whether it may be relied on.

    `has_zone` says that it names one, and `is_odd` that no program should write it so.
    """

    when: When
    written: datetime
    has_zone: bool
    is_odd: bool
    by: str


class Witnesses(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about the date of a page beside its markup."""

    seen: FieldValue | None
    zone: ZoneInfo
    address_day: date | None = None
    address_month: tuple[int, int] | None = None
    crawled: datetime | None = None
    story_days: frozenset[date] = frozenset()


class Dating(NamedTuple):
    """When a page was published and updated, how that is known, and why there is no date."""

    date: When | None
    updated: When | None
    provenance: Provenance
    doubt: str


class Verdict(NamedTuple):
    """A date of publication, how it is known, and why there is none."""

    date: When | None
    provenance: Provenance
    doubt: str = ""


def is_foreign(text: str) -> bool:
    """Whether a time is in a zone far from Indonesia."""
    return _FOREIGN.search(text) is not None


def is_period(text: str) -> bool:
    """Whether a line names the days from one to another, or the month of an issue: `No 12 - Mei 2006`."""
    return _PERIOD.search(text) is not None or (
        _ISSUE.search(text) is not None and _DAYS_OF_ISSUE.search(text) is not None
    )


def stamp(said: Said, zone: ZoneInfo) -> Stamp | None:
    """The time that a statement of markup means; None if it can't be read."""
    text = _BRACKETS.sub("", said.text.strip())
    if _UNIX.match(text):
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        return Stamp(When(at), at.replace(tzinfo=None), True, False, said.by)
    if script := _SCRIPT.match(text):
        text = f"{script[1][4:6]} {script[1][:3]} {script[1][7:]} {script[2].replace('GMT', '')}".strip()
    try:
        parsed = parse_date(text, zone).when
    except ValueError:
        return _odd(text, zone, said.by)
    if parsed.at.year not in _YEARS:
        return None
    written = parsed.at.replace(tzinfo=None, second=0, microsecond=0)
    return Stamp(parsed, written, parsed.clock and _NAMED_ZONE.search(text) is not None, False, said.by)


def _odd(text: str, zone: ZoneInfo, by: str) -> Stamp | None:
    found = _ODD.match(text)
    if not found:
        return None
    try:
        written = datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None
    if written.year not in _YEARS:
        return None
    return Stamp(When(written.replace(tzinfo=zone)), written.replace(second=0), False, True, by)


def decide(published: Sequence[Said], modified: Sequence[Said], about: Witnesses) -> Dating:
    """The date of publication; none where witnesses disagree and no third one settles it."""
    read = [one for said in published if (one := stamp(said, about.zone)) and _may_be(one, about)]
    stamps = [_without_false_zone(_in_zone_of_another(one, read), read) for one in read]
    changed = [one for said in modified if (one := stamp(said, about.zone))]
    found, how, doubt = _published(stamps, changed, about)
    if found is None:
        return Dating(None, None, Provenance.GUESS, doubt)
    return Dating(found, _updated(found, changed, stamps, about.zone), how, "")


def surer(one: FieldValue | None, other: FieldValue | None) -> FieldValue | None:
    """The surer of two dates that a page shows; of one day, the one with a time of day."""
    if one is not None and one.line == 0:
        one = None  # from the address, which is a witness of its own
    one = None if one is None else msgspec.structs.replace(one, others=())
    if one is None or other is None:
        return one or other
    if one.value.when.at.date() != other.value.when.at.date():
        return max(one, other, key=_sureness)
    best = other if _exactness(other) > _exactness(one) else one
    how = max(one, other, key=_sureness).provenance
    return msgspec.structs.replace(best, provenance=how, others=other.others)


def _sureness(one: FieldValue) -> tuple[bool, int]:
    """How sure a date is: less than any other if its weekday is another one."""
    known = (Provenance.GUESS, Provenance.POSITION, Provenance.LABEL)
    return not one.value.weekday_differs, known.index(one.provenance)


def _exactness(one: FieldValue) -> tuple[bool, bool, bool]:
    """Whether a date has a time of day, a label, and a zone of its own."""
    when = one.value.when
    return when.clock, one.provenance is Provenance.LABEL, not isinstance(when.at.tzinfo, ZoneInfo)


def _in_zone_of_another(one: Stamp, others: Sequence[Stamp]) -> Stamp:
    """A stamp without a zone in that of Indonesia by which it is the moment of another stamp."""
    if one.has_zone or not one.when.clock:
        return one
    zones = (_zone_between(other, one.when) for other in others if other.has_zone and other.when.clock)
    zone = next(filter(None, zones), None)
    return one._replace(when=When(one.when.at.replace(tzinfo=zone)), has_zone=True) if zone else one


def _without_false_zone(one: Stamp, others: Sequence[Stamp]) -> Stamp:
    """A stamp in UTC, or another one of whose local time it has the figures: sites name the wrong zone."""
    if not one.has_zone or one.when.at.utcoffset() or not one.when.clock:
        return one
    clocks = (other for other in others if other.when.clock)
    return next((other for other in clocks if _hours(one.when.at - other.when.at) in _ZONE_NAMES), one)


def _hours(span: timedelta) -> float:
    return span.total_seconds() / _HOUR


def _may_be(one: Stamp, about: Witnesses) -> bool:
    """Whether a stamp is no time at which the page was only sent."""
    if about.crawled is None:
        return True
    away = (one.when.at - about.crawled).total_seconds()
    return away < 24 * _HOUR and not abs(away) < 120


def _published(stamps: Sequence[Stamp], changed: Sequence[Stamp], about: Witnesses) -> Verdict:
    seen = about.seen
    if seen is not None and seen.provenance is not Provenance.GUESS:
        return _agreement(stamps, changed, seen, about) or _with_seen(_strong(stamps), changed, seen, about)
    trusted = _strong(stamps) or [one for one in stamps if one.when.at.date() == about.address_day]
    if trusted:
        return _by_markup(trusted, changed, about)
    return _without_markup(stamps, seen, about)


def _without_markup(stamps: Sequence[Stamp], seen: FieldValue | None, about: Witnesses) -> Verdict:
    """Decide by the address, and by a date on the page that is not sure."""
    if seen is not None and seen.value.when.at.date() == about.address_day:
        return Verdict(seen.value.when, Provenance.POSITION)
    if about.address_day is None and (told := _told_by_story(stamps, seen, about)) is not None:
        return told
    if about.address_day is not None:
        return Verdict(When(_midnight(about.address_day, about.zone), False), Provenance.METADATA)
    if seen is None:
        return _none("the page has no date of publication")
    at = seen.value.when.at
    if (at.year, at.month) == about.address_month or any(one.written.date() == at.date() for one in stamps):
        return Verdict(seen.value.when, seen.provenance)
    return _none(f"the only date on the page is {seen.evidence or 'not sure'}")


def _told_by_story(stamps: Sequence[Stamp], seen: FieldValue | None, about: Witnesses) -> Verdict | None:
    """A date that is not sure, but of a day on which the story says that something has just happened."""
    if seen is not None and _is_soon(seen.value.when.at.date(), about.story_days):
        return Verdict(seen.value.when, Provenance.POSITION)
    for one in stamps:
        if one.by == "weak" and _is_soon(one.written.date(), about.story_days):
            return Verdict(_best(one, about.zone), Provenance.METADATA)
    return None


def _is_soon(day: date, days: frozenset[date]) -> bool:
    return any(0 <= (day - one).days <= _SOON for one in days)


def _strong(stamps: Sequence[Stamp]) -> list[Stamp]:
    """The stamps that may say a date alone."""
    return [one for one in stamps if one.by != "weak"]


def _none(doubt: str) -> Verdict:
    return Verdict(None, Provenance.GUESS, doubt)


def _agreement(
    stamps: Sequence[Stamp], changed: Sequence[Stamp], seen: FieldValue, about: Witnesses
) -> Verdict | None:
    """The time on which the date beside the story and one in the markup agree, at least by day."""
    shown = _as_written(seen, stamps, about.zone)
    found = (
        _one_moment(stamps, shown) or _shown_clock(stamps, changed, shown, seen, about)
        if shown.clock
        else next(filter(None, (_same_day(one, shown, about.zone) for one in stamps)), None)
    )
    return None if found is None else Verdict(found, Provenance.METADATA)


def _as_written(seen: FieldValue, stamps: Sequence[Stamp], zone: ZoneInfo) -> When:
    """The date that is shown: in figures, with the month first where only that is a day of the markup."""
    shown: When = seen.value.when
    days = {day for one in stamps for day in _days(one, zone)}
    turned = [one.value.when for one in seen.others if one.value.when.at.date() in days]
    return turned[0] if turned and shown.at.date() not in days else shown


def _one_moment(stamps: Sequence[Stamp], shown: When) -> When | None:
    """The moment of a stamp that is shown, perhaps in the zone of the site, which need not be said."""
    zoned = [one for one in stamps if one.has_zone]
    for one in zoned:
        if abs((one.when.at - shown.at).total_seconds()) < 60:
            return When(one.when.at.astimezone(shown.at.tzinfo))
    if isinstance(shown.at.tzinfo, ZoneInfo):  # it names none
        for one in zoned:
            if zone := _zone_between(one, shown):
                return When(shown.at.replace(tzinfo=zone))
    return None


def _shown_clock(
    stamps: Sequence[Stamp], changed: Sequence[Stamp], shown: When, seen: FieldValue, about: Witnesses
) -> When | None:
    """What readers saw, where a stamp has the day but not the moment: markup has wrong zones and later saves.

    Only a time that is shown without a word, and which the markup calls that of a change, is no better.
    """
    alike = [one for one in stamps if shown.at.date() in _days(one, about.zone) or _is_hours_off(one, shown)]
    if not alike:
        return None
    if seen.provenance is not Provenance.LABEL and _one_moment(changed, shown):
        return When(_local(alike[0], about.zone)) if alike[0].when.clock and not alike[0].is_odd else shown
    return _in_zone_of_site(shown, (*stamps, *changed))


def _is_hours_off(one: Stamp, shown: When) -> bool:
    away = abs((one.when.at - shown.at).total_seconds())
    return one.when.clock and away <= _ZONES and min(away % _HOUR, _HOUR - away % _HOUR) < 60


def _in_zone_of_site(shown: When, stamps: Sequence[Stamp]) -> When:
    """A time without a zone in the one of Indonesia that all stamps name."""
    offsets = {one.when.at.utcoffset() for one in stamps if one.has_zone}
    hours = {_hours(offset) for offset in offsets if offset is not None}
    is_bare = shown.clock and isinstance(shown.at.tzinfo, ZoneInfo)
    if not is_bare or len(hours) != 1 or not hours <= _ZONE_NAMES.keys():
        return shown
    return When(shown.at.replace(tzinfo=_named_zone(hours.pop())))


def _with_seen(
    strong: Sequence[Stamp], changed: Sequence[Stamp], seen: FieldValue, about: Witnesses
) -> Verdict:
    """Decide where the date beside the story is in no markup, or the markup says another one."""
    shown = Verdict(_in_zone_of_site(seen.value.when, (*strong, *changed)), seen.provenance)
    day = seen.value.when.at.date()
    labelled = seen.provenance is Provenance.LABEL
    if not strong or about.address_day == day:
        if about.address_day in (None, day) or labelled:
            return shown
        return _none("the date on the page is not that of its address")
    best = strong[0]
    said = Verdict(_best(best, about.zone), Provenance.METADATA)
    if about.address_day in _days(best, about.zone):
        return said
    earlier = best.when.at.date() < day
    if earlier and any(day in _days(one, about.zone) for one in changed):
        return _by_markup(strong, changed, about)
    several = len({one.by for one in strong if best.written.date() in _days(one, about.zone)}) > 1
    settled = _by_month(shown, said, about) or (said if earlier and several else None)
    settled = settled or (shown if labelled else None)
    return settled or _none(f"the page shows {day}, but its markup says {best.written.date()}")


def _by_month(shown: Verdict, said: Verdict, about: Witnesses) -> Verdict | None:
    """The one of two dates that is of the month in the address; None if both are, or none."""
    fits = [
        one
        for one in (shown, said)
        if one.date and (one.date.at.year, one.date.at.month) == about.address_month
    ]
    return fits[0] if len(fits) == 1 else None


def _same_day(one: Stamp, shown: When, zone: ZoneInfo) -> When | None:
    """The time of a stamp of the day that is shown; None if it is of another one."""
    day = shown.at.date()
    written = one.written.date() == day
    if not one.when.clock or (written and one.written.time() == time()):  # programs write a day so
        return shown if written else None
    zones = () if one.is_odd else (None, *map(_named_zone, _ZONE_NAMES))
    for other in zones:
        local = _local(one, zone) if other is None else one.when.at.astimezone(other)
        if local.date() == day:
            return When(local)
    return When(one.written.replace(tzinfo=zone)) if written else None


def _zone_between(one: Stamp, shown: When) -> timezone | None:
    """The zone of Indonesia in which the moment of a stamp has the time of day that is shown."""
    utc = one.when.at.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    hours = _hours(shown.at.replace(tzinfo=None, second=0, microsecond=0) - utc)
    return _named_zone(hours) if hours in _ZONE_NAMES else None


def _named_zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours), _ZONE_NAMES[hours])


def _days(one: Stamp, zone: ZoneInfo) -> set[date]:
    return {one.written.date(), one.when.at.astimezone(zone).date()}


def _local(one: Stamp, zone: ZoneInfo) -> datetime:
    """The time of a stamp in the zone of Indonesia that it names, else in that of the site."""
    offset = one.when.at.utcoffset() or timedelta()
    local = one.when.at.astimezone(zone)
    if one.has_zone and offset != local.utcoffset() and _hours(offset) in _ZONE_NAMES:
        return local.astimezone(_named_zone(_hours(offset)))
    return local


def _best(one: Stamp, zone: ZoneInfo) -> When:
    """What a stamp means without another witness: of an odd one, and at midnight, no more than the day."""
    if one.is_odd or not one.when.clock or one.written.time() == time():
        return When(_midnight(one.written.date(), zone), False)
    return When(_local(one, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _by_markup(stamps: Sequence[Stamp], changed: Sequence[Stamp], about: Witnesses) -> Verdict:
    best = stamps[0]
    if about.address_day is not None:
        return _on_day(stamps, about.address_day, about.zone)
    if (other := _other_day(stamps, about)) is not None:
        return _none(f"its markup says {best.written.date()}, and {other.written.date()} elsewhere")
    months = {(day.year, day.month) for day in _days(best, about.zone)}
    if about.address_month is not None and about.address_month not in months:
        return _none(f"its markup says {best.written.date()}, but its address another month")
    before = [one for one in changed if one.when.at - best.when.at < timedelta(days=-1)]
    is_seen = about.seen is not None and about.seen.value.when.at.date() in _days(best, about.zone)
    if changed and len(before) == len(changed) and about.address_month is None and not is_seen:
        return _none("its markup says that it was changed before it was published")
    return Verdict(_best(best, about.zone), Provenance.METADATA)


def _on_day(stamps: Sequence[Stamp], day: date, zone: ZoneInfo) -> Verdict:
    """The time of a stamp on the day that the address names, or that day."""
    best = next((one for one in stamps if day in _days(one, zone)), None)
    if best is None:
        return Verdict(When(_midnight(day, zone), False), Provenance.METADATA)
    if not best.is_odd and best.when.clock and best.when.at.astimezone(zone).date() != day:
        return Verdict(When(best.written.replace(tzinfo=zone)), Provenance.METADATA)
    return Verdict(_best(best, zone), Provenance.METADATA)


def _other_day(stamps: Sequence[Stamp], about: Witnesses) -> Stamp | None:
    first = _days(stamps[0], about.zone)
    return next((one for one in stamps if first.isdisjoint(_days(one, about.zone))), None)


def _updated(found: When, changed: Sequence[Stamp], stamps: Sequence[Stamp], zone: ZoneInfo) -> When | None:
    """The last change, if it is later than the publication by more than a minute."""
    for one in changed:
        if one.is_odd or not one.when.clock or not one.has_zone:
            continue
        local = one.when.at.astimezone(found.at.tzinfo)
        as_local = any(
            said.written == found.at.replace(tzinfo=None, second=0, microsecond=0)
            and said.when.at != found.at
            for said in stamps
        )
        if as_local and found.clock:
            local = one.written.replace(tzinfo=found.at.tzinfo)
        if (local - found.at).total_seconds() > 90 and (found.clock or local.date() > found.at.date()):
            return When(local)
    return None
