"""Which articles stand in which list, and in what order: columns of whole numbers, and nothing else.

An article's position is its place among all that are listed, oldest first: by its local day, its moment and
its path. A list is the positions of its articles, so that a page of it is a slice. The columns are kept in
the state as they are, and a change to a few articles moves only their rows.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from newsgen.archive.rows import Term, unpack_references
from newsgen.archive.store import Store

Integers = npt.NDArray[np.int64]

# By position: day as a proleptic ordinal, moments in microseconds since 1970; `card` is a hash of all that
# other pages show of the article, `own` of all that it names itself.
_PLACED = ("day", "at", "ids", "modified", "card", "own", "parts", "aliases")
# A list that an article stands in, and an article that one leads to; `slot` tells by what. Articles rise.
_MEMBERS = ("member_article", "member_term")
_EDGES = ("edge_from", "edge_to", "edge_slot")
# How the state keeps each column: moments and hashes need all their bits. Pairs, which are many, stay so.
_KINDS = dict.fromkeys((*_PLACED, *_MEMBERS, *_EDGES), "<i4") | dict.fromkeys(
    ("at", "modified", "card", "own"), "<i8"
)
_KEY = "order "
# A column is kept in blocks, of so many places or articles (as a power of two): a change writes few of them.
_BLOCK = 12
TARGET, PICK = 10_000, 20_000  # slots of read-alsos and picks; below them those of related articles
_MANY = 2_000  # changed articles from which reading all anew is quicker


class Order:
    """The order of all listed articles. `columns` are those of the state, which `load` reads."""

    def __init__(self, columns: dict[str, Integers], terms: Sequence[Term]) -> None:
        self.columns = columns
        self.all_terms = terms
        self.ids, self.at, self.day = columns["ids"], columns["at"], columns["day"]
        self.modified, self.card, self.own = columns["modified"], columns["card"], columns["own"]
        self.parts, self.aliases = columns["parts"], columns["aliases"]

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
    def terms(self) -> dict[tuple[str, str], Term]:
        """Each list with articles, by kind and slug; sorted by both."""
        return {(term.kind, term.slug): term for term in self.all_terms}

    @cached_property
    def by_id(self) -> dict[int, Term]:
        return {term.id: term for term in self.all_terms}

    @cached_property
    def lists(self) -> tuple[Integers, Integers, Integers]:
        """The ids of all lists, rising; where each begins and the last ends; the positions of all members."""
        place = self.positions(self.columns["member_article"])
        listed = place >= 0
        pairs = np.sort(self.columns["member_term"][listed].astype(np.int64) << 32 | place[listed])
        term, place = pairs >> 32, pairs & 0xFFFFFFFF  # a third quicker than by two keys
        starts = np.flatnonzero(np.diff(term, prepend=-1))
        return term[starts], np.append(starts, len(term)), place

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int]]:
        """Where the members of each list begin and end."""
        ids, starts, _ = self.lists
        return dict(zip(ids.tolist(), pairwise(starts.tolist()), strict=True))

    def _members(self, term: int) -> Integers:
        start, end = self._spans.get(term, (0, 0))
        return self.lists[2][start:end]

    def slugs(self, kind: str) -> list[str]:
        """The slugs of all lists of a kind, sorted."""
        return [slug for found, slug in self.terms if found == kind]

    def members(self, kind: str, slug: str) -> Sequence[int]:
        """The positions of a list's articles, rising; kind "home" has them all."""
        if kind == "home":
            return range(len(self.ids))
        term = self.terms.get((kind, slug))
        return self._members(term.id) if term else ()  # type: ignore[return-value] # a column is as good

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

    def newest(self, kind: str, slug: str) -> int | None:
        """The position of the newest article of a list."""
        if kind == "home":
            return len(self.ids) - 1 if len(self.ids) else None
        term = self.terms.get((kind, slug))
        members = self._members(term.id) if term else self.ids[:0]
        return int(members[-1]) if len(members) else None

    # days

    def period(self, period: str) -> range:
        """The positions of the articles of a day, month or year (`2018-08`)."""
        first, end = span(period)
        return range(*np.searchsorted(self.day, (first, end)).tolist())

    @cached_property
    def calendar(self) -> list[str]:
        """The days that have articles, oldest first."""
        return [date.fromordinal(day).isoformat() for day in np.unique(self.day).tolist()]

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
        return date.fromordinal(int(self.day[position])).isoformat()


def span(period: str) -> tuple[int, int]:
    """The ordinals of the first day of a day, month or year, and of the day behind it."""
    numbers = [int(number) for number in period.split("-")]
    year, month, day = [*numbers, 1, 1][:3]
    first = date(year, month, day).toordinal()
    if len(numbers) == 3:
        return first, first + 1
    year, month = (year + 1, 1) if len(numbers) == 1 or numbers[1] == 12 else (numbers[0], numbers[1] + 1)
    return first, date(year, month, 1).toordinal() if year < 10_000 else date.max.toordinal() + 1


# in the state


def load(store: Store, *, edges: bool = True) -> Order:
    """The order as the state has it, or anew where articles have changed since.

    `edges` are a good half of it, and not needed to print pages.
    """
    of = store.meta("order")
    if not of or of != store.meta("generation"):
        return anew(store)
    columns: dict[str, Integers] = {
        name: np.frombuffer(store.blocks(_KEY + name), kind)
        for name, kind in _KINDS.items()
        if edges or name not in _EDGES
    }
    columns |= {name: columns[name].astype(np.int64) for name in _PLACED}
    return Order(columns, tuple(store.terms()))


def save(store: Store, order: Order) -> None:
    """Keep the order of this generation of the content."""
    owners = dict.fromkeys(_PLACED, np.arange(len(order.ids)))
    for names in (_MEMBERS, _EDGES):
        owners |= dict.fromkeys(names, order.columns[names[0]])
    for name, kind in _KINDS.items():
        store.put_blocks(_KEY + name, blocks(order.columns[name].astype(kind), owners[name] >> _BLOCK))
    store.set_meta("order", store.meta("generation"))


def blocks(rows: npt.NDArray[Any], numbers: Integers) -> Iterator[tuple[int, bytes]]:
    """Rows as they are kept: the bytes of each block; `numbers`, which rise, tell which one a row is in."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    for start, part in zip(starts.tolist(), np.split(rows, starts[1:]), strict=False):
        yield int(numbers[start]), part.tobytes()


def anew(store: Store) -> Order:
    """The order as articles give it."""
    columns = _placed(store, None) | _members(store, None) | _edges(store, None)
    return Order(columns, tuple(store.terms()))


def patched(order: Order, store: Store, changed: Collection[int]) -> Order:
    """The order after these articles came, changed or went."""
    if len(changed) > _MANY:
        return anew(store)
    ids = sorted(changed)
    touched = np.array(ids, np.int64)
    stays = ~np.isin(order.ids, touched)
    kept = {name: order.columns[name][stays] for name in _PLACED}
    added = _placed(store, ids)
    where = np.array(list(_places(store, kept, ids)), np.int64)
    columns = {name: np.insert(kept[name], where, added[name]) for name in _PLACED}
    columns |= _exchanged(order, ids, _members(store, ids)) | _exchanged(order, ids, _edges(store, ids))
    return Order(columns, tuple(store.terms()))


def relinked(order: Order, store: Store, changed: Collection[int]) -> Order:
    """The order after these articles lead to others; what does not tell of that stays worked out."""
    ids = sorted(changed)
    many = len(ids) > _MANY
    found = copy(order)
    found.columns = order.columns | (
        _edges(store, None) if many else _exchanged(order, ids, _edges(store, ids))
    )
    return found


def _exchanged(order: Order, ids: Sequence[int], pairs: dict[str, Integers]) -> dict[str, Integers]:
    """Columns of pairs with these instead of those of some articles."""
    first, *_ = pairs
    stays = ~np.isin(order.columns[first], np.array(ids, np.int64))
    where = np.searchsorted(order.columns[first][stays], pairs[first])
    return {name: np.insert(order.columns[name][stays], where, added) for name, added in pairs.items()}


def _placed(store: Store, ids: Sequence[int] | None) -> dict[str, Integers]:
    rows = ((ordinal(day), at, *rest) for day, at, _, *rest in store.places(ids))
    table = np.fromiter(rows, np.dtype((np.int64, len(_PLACED))))
    return {name: np.ascontiguousarray(table[:, column]) for column, name in enumerate(_PLACED)}


def ordinal(day: str | int) -> int:
    return date.fromisoformat(str(day)).toordinal()


def _places(store: Store, kept: dict[str, Integers], ids: Sequence[int]) -> Iterator[int]:
    """Where, among those that stay, each article belongs that is listed now, oldest first."""
    for day, at, path, *_ in store.places(ids):
        first, end = np.searchsorted(kept["day"], (ordinal(day), ordinal(day) + 1))
        same = kept["at"][first:end]
        low, high = first + np.searchsorted(same, at), first + np.searchsorted(same, at, "right")
        yield int(low) + bisect_left(store.paths(kept["ids"][low:high].tolist()), str(path))


def _members(store: Store, ids: Sequence[int] | None) -> dict[str, Integers]:
    return _columns(_MEMBERS, store.members(ids))


def _edges(store: Store, ids: Sequence[int] | None) -> dict[str, Integers]:
    return _columns(_EDGES, _leading(store, ids))


def _columns(names: Sequence[str], rows: Iterable[tuple[int, ...]]) -> dict[str, Integers]:
    table = np.fromiter(rows, np.dtype((np.int32, len(names))))
    return {name: np.ascontiguousarray(column) for name, column in zip(names, table.T, strict=True)}


def _leading(store: Store, ids: Sequence[int] | None) -> Iterator[tuple[int, int, int]]:
    for article, related, names in store.edges(ids):
        for slot, other in enumerate(np.frombuffer(related, np.int64).tolist()):
            yield article, other, slot
        if not names:
            continue
        references = unpack_references(names)
        for slot, other in enumerate(references.targets):
            if other:
                yield article, other, TARGET + slot
        for slot, other in enumerate(references.picks):
            yield article, other, PICK + slot
