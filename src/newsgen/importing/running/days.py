"""The days of which stories are taken."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from newsgen.importing.story import Header


class Days(msgspec.Struct, frozen=True):
    """The first and the last day of which stories are taken, by the clock of the site."""

    timezone: str
    since: date | None = None
    until: date | None = None

    def why_outside(self, header: Header) -> str:
        """Why a story is not of these days, or an empty string; pages and what has no date always are."""
        if header.kind == "page" or header.date is None or not (self.since or self.until):
            return ""
        day = header.date.at.astimezone(ZoneInfo(self.timezone)).date()
        if self.since and day < self.since:
            return f"it is older than {self.since}"
        if self.until and day > self.until:
            return f"it is newer than {self.until}"
        return ""

    def of(self, headers: Iterable[Header]) -> Iterator[Header]:
        """Those of these days."""
        return (header for header in headers if not self.why_outside(header))
