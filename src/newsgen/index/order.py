"""The order of all listed articles, and the members of each list, as NumPy columns.

An article's position is its place among all that are listed, oldest first: by its local day, its moment and
its path. A list is the positions of its articles, so that a page of it is a slice. `order_state` keeps the
columns in the database, and applies changes to them.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.index.entries import hash64
from newsgen.index.rows import TermRow

Integers = npt.NDArray[np.int64]

LEAD_FOR = 30  # newer articles after which one no longer leads
# Slots of read-alsos, picks and translations, and of all that the editors' links lead to; below them those of
# related articles.
TARGET, PICK, TRANSLATION, LINK = 10_000, 20_000, 30_000, 40_000


class ListName(NamedTuple):
    """The kind of a list ("section", "tag", "author", "series"), and its slug."""

    kind: str
    slug: str


class Lists(msgspec.Struct, frozen=True):
    """All lists: their `terms` (rising), where each begins in `members` and the last ends, and positions."""

    terms: Integers
    starts: Integers
    members: Integers


class Order:
    """The order of all listed articles. `columns` are those of `order_state`.

    `changed` are the articles whose links and memberships may differ from those in the database, None if
    that is not known.
    """

    def __init__(
        self, columns: dict[str, Integers], terms: Sequence[TermRow], changed: frozenset[int] | None
    ) -> None:
        self.columns = columns
        self.changed = changed
        self.all_terms = terms
        self.ids, self.at, self.day = columns["ids"], columns["at"], columns["day"]
        self.modified, self.card, self.own = columns["modified"], columns["card"], columns["own"]
        self.parts, self.lead = columns["parts"], columns["lead"]
        self.aliases, self.queries = columns["aliases"], columns["queries"]

    @cached_property
    def _position(self) -> Integers:
        """The position of each id, -1 where it is not listed."""
        found = np.full(int(self.ids.max(initial=0)) + 1, -1)
        found[self.ids] = np.arange(len(self.ids))
        return found

    def positions(self, ids: Integers) -> Integers:
        """The positions of articles, -1 for those that are not listed."""
        known = ids < len(self._position)
        return np.where(known, self._position[np.where(known, ids, 0)], -1) if len(self.ids) else ids * 0 - 1

    def position(self, article: int) -> int:
        return int(self._position[article])

    def lists_article(self, article: int) -> bool:
        return article < len(self._position) and self._position[article] >= 0

    @cached_property
    def terms(self) -> dict[tuple[str, str], TermRow]:
        """Each list with articles, by kind and slug; sorted by both."""
        return {(term.kind, term.slug): term for term in self.all_terms}

    @cached_property
    def by_id(self) -> dict[int, TermRow]:
        return {term.id: term for term in self.all_terms}

    @cached_property
    def lists(self) -> Lists:
        place = self.positions(self.columns["member_article"])
        listed = place >= 0
        pairs = np.sort(self.columns["member_term"][listed].astype(np.int64) << 32 | place[listed])
        term, place = pairs >> 32, pairs & 0xFFFFFFFF  # quicker than by two keys
        starts = np.flatnonzero(np.diff(term, prepend=-1))
        return Lists(term[starts], np.append(starts, len(term)), place)

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int]]:
        """Where the members of each list begin and end."""
        lists = self.lists
        return dict(zip(lists.terms.tolist(), pairwise(lists.starts.tolist()), strict=True))

    def _members(self, term: int) -> Integers:
        start, end = self._spans.get(term, (0, 0))
        return self.lists.members[start:end]

    def slugs(self, kind: str) -> list[str]:
        """The slugs of all lists of a kind, sorted."""
        return [slug for found, slug in self.terms if found == kind]

    def members(self, kind: str, slug: str) -> Integers:
        """The positions of a list's articles, rising; kind "home" has them all."""
        if kind == "home":
            return np.arange(len(self.ids))
        term = self.terms.get((kind, slug))
        return self._members(term.id) if term else self.ids[:0]

    @cached_property
    def translations(self) -> dict[int, tuple[int, ...]]:
        """By id, all articles that are the same story in some language, itself among them, oldest first.

        It is enough that one of them names another.
        """
        slot = self.columns["edge_slot"]
        named = (slot >= TRANSLATION) & (slot < LINK)
        first, second = self.columns["edge_from"][named], self.columns["edge_to"][named]
        both = (self.positions(first) >= 0) & (self.positions(second) >= 0)
        groups: dict[int, set[int]] = {}
        for one, other in zip(first[both].tolist(), second[both].tolist(), strict=True):
            joined = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(joined, joined))
        return {one: tuple(sorted(group, key=self.position)) for one, group in groups.items()}

    def count(self, kind: str, slug: str) -> int:
        """How many articles a list has."""
        if kind == "home":
            return len(self.ids)
        term = self.terms.get((kind, slug))
        return len(self._members(term.id)) if term else 0

    def oldest(self, term: int) -> int | None:
        """The id of the oldest article of a list."""
        members = self._members(term)
        return int(self.ids[members[0]]) if len(members) else None

    def leads(self, kind: str, slug: str) -> dict[int, int]:
        """By place on top of a list, rising, the position of the article that stands there.

        That is the newest for this place, unless there are `LEAD_FOR` newer articles in the list.
        """
        newest = self.members(kind, slug)[-LEAD_FOR - 1 :]
        leading = newest[self.lead[newest] > 0].tolist()
        return dict(sorted((int(self.lead[position]), position) for position in leading))

    def newest(self, kind: str, slug: str) -> int | None:
        """The position of the newest article of a list."""
        if kind == "home":
            return len(self.ids) - 1 if len(self.ids) else None
        term = self.terms.get((kind, slug))
        members = self._members(term.id) if term else self.ids[:0]
        return int(members[-1]) if len(members) else None

    def merged(self, targets: Mapping[ListName, ListName]) -> "Order":
        """The order with the members of some lists in others of the same kind."""
        if not targets:
            return self
        terms, into = dict(self.terms), dict[int, int]()
        for source, target in sorted(targets.items()):
            if term := terms.pop(source, None):
                own = TermRow(term.id, target.kind, target.slug, target.slug, hash64(target.slug))
                goal = terms.setdefault(target, own)
                into[term.id] = goal.id
        if not into:
            return self
        articles, members = self.columns["member_article"], self.columns["member_term"]
        goals = np.arange(max(*into, *self.by_id) + 1)
        goals[list(into)] = list(into.values())
        pairs = np.unique(articles.astype(np.int64) << 32 | goals[members])
        columns = {"member_article": pairs >> 32, "member_term": pairs & 0xFFFFFFFF}
        every = sorted(terms.values(), key=lambda term: (term.kind, term.slug))
        return Order(self.columns | columns, tuple(every), self.changed)

    # days

    def period(self, period: str) -> range:
        """The positions of the articles of a day, month or year (`2018-08`)."""
        first, end = span(period)
        return range(*np.searchsorted(self.day, (first, end)).tolist())

    @cached_property
    def calendar(self) -> list[str]:
        """The days that have articles, oldest first."""
        return [iso_day(day) for day in np.unique(self.day).tolist()]

    def days_of(self, period: str) -> list[str]:
        """The days of a month or year that have articles, oldest first; "" has them all."""
        found = self.calendar
        return found[bisect_left(found, period) : bisect_left(found, period + "~")]

    def beside(self, period: str, *, newer: bool) -> str | None:
        """The nearest day with articles after or before a day, month or year."""
        found = self.calendar
        index = bisect_left(found, period + "~") if newer else bisect_left(found, period) - 1
        return found[index] if 0 <= index < len(found) else None

    def day_of(self, position: int) -> str:
        return iso_day(int(self.day[position]))


def iso_day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def span(period: str) -> tuple[int, int]:
    """The ordinals of the first day of a day, month or year, and of the day behind it."""
    numbers = [int(number) for number in period.split("-")]
    year, month, day = [*numbers, 1, 1][:3]
    first = date(year, month, day).toordinal()
    if len(numbers) == 3:
        return first, first + 1
    year, month = (year + 1, 1) if len(numbers) == 1 or numbers[1] == 12 else (numbers[0], numbers[1] + 1)
    return first, date(year, month, 1).toordinal() if year < 10_000 else date.max.toordinal() + 1
