"""Which articles stand in which list, and in what order: whole numbers in memory, nothing else.

An article's position is its place among all that are listed, oldest first: by its local day, its
moment and its path. A list is the positions of its articles, so that a page of it is a slice.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from newsgen.archive.store import Store

Term = tuple[str, str]


class Order:
    """The order of all listed articles, as it is in the store now."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids = array("q")
        self.moments = array("q")  # microseconds since 1970
        self.days: list[str] = []
        for article, at, day in store.listed():
            self.ids.append(article)
            self.moments.append(at)
            self.days.append(sys.intern(day))

    @cached_property
    def position(self) -> dict[int, int]:
        """The position of each listed article, by its id."""
        return {article: index for index, article in enumerate(self.ids)}

    @cached_property
    def terms(self) -> dict[Term, array[int]]:
        """For each list, by kind and slug, the positions of its articles, rising; sorted by kind and slug."""
        found: defaultdict[Term, array[int]] = defaultdict(lambda: array("q"))
        position = self.position
        for kind, slug, article in self.store.memberships():
            found[kind, slug].append(position[article])
        for term, members in found.items():
            found[term] = array("q", sorted(members))
        return dict(sorted(found.items()))

    def slugs(self, kind: str) -> list[str]:
        """The slugs of all lists of a kind, sorted."""
        return [slug for found, slug in self.terms if found == kind]

    def members(self, kind: str, slug: str) -> Sequence[int]:
        """The positions of a list's articles, rising; kind "home" has them all."""
        return range(len(self.ids)) if kind == "home" else self.terms.get((kind, slug), ())

    def period(self, period: str) -> range:
        """The positions of the articles of a day, month or year (`2018-08`)."""
        return range(bisect_left(self.days, period), bisect_left(self.days, period + "~"))

    @cached_property
    def calendar(self) -> list[str]:
        """The days that have articles, oldest first."""
        return sorted(set(self.days))

    def days_of(self, period: str) -> list[str]:
        """The days of a month or year that have articles, oldest first; "" has them all."""
        found = self.calendar
        return found[bisect_left(found, period) : bisect_left(found, period + "~")]

    def beside(self, period: str, *, newer: bool) -> str | None:
        """The nearest day with articles after or before a day, month or year."""
        found = self.calendar
        index = bisect_left(found, period + "~") if newer else bisect_left(found, period) - 1
        return found[index] if 0 <= index < len(found) else None
