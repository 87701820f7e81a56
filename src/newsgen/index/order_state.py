"""The order of articles as the state keeps it, and how a few changes are put into it."""

from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from newsgen.index.articles import Store
from newsgen.index.order import PICK, TARGET, Integers, Order
from newsgen.index.rows import unpack_references

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
_MANY = 2_000  # changed articles from which reading all anew is quicker


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
    return Order(columns, tuple(store.terms()), frozenset())


def save(store: Store, order: Order) -> Order:
    """Keep the order of this generation of the content; it is returned as one that is kept."""
    near = order.changed and {article >> _BLOCK for article in order.changed}
    places = np.arange(len(order.ids))
    for names, owners in ((_PLACED, places), *((n, order.columns[n[0]]) for n in (_MEMBERS, _EDGES))):
        for name in names:
            column = order.columns[name].astype(_KINDS[name], copy=False)
            store.put_blocks(_KEY + name, blocks(column, owners, _BLOCK, None if names is _PLACED else near))
    store.set_meta("order", store.meta("generation"))
    return _but(order, changed=frozenset())


def blocks(
    rows: npt.NDArray[Any], owners: Integers, shift: int = 0, wanted: Container[int] | None = None
) -> Iterator[tuple[int, bytes | None]]:
    """Rows as they are kept: the number and bytes of each block, None for one that is not `wanted`.

    A block has the rows of those `owners`, which rise, that are alike but for the last bits (`shift`).
    """
    low = 0
    while low < len(owners):
        number = int(owners[low]) >> shift
        behind = owners.dtype.type((number + 1) << shift)  # of another type, all would be converted
        high = int(np.searchsorted(owners, behind))
        yield number, rows[low:high].tobytes() if wanted is None or number in wanted else None
        low = high


def anew(store: Store) -> Order:
    """The order as articles give it."""
    columns = _placed(store, None) | _members(store, None) | _edges(store, None)
    return Order(columns, tuple(store.terms()), None)


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
    return Order(columns, tuple(store.terms()), _more(order, ids))


def relinked(order: Order, store: Store, changed: Collection[int]) -> Order:
    """The order after these articles lead to others; what does not tell of that stays worked out."""
    ids = sorted(changed)
    many = len(ids) > _MANY
    edges = _edges(store, None) if many else _exchanged(order, ids, _edges(store, ids))
    return _but(order, columns=order.columns | edges, changed=_more(order, ids))


def _but(order: Order, **values: Any) -> Order:
    """A copy of an order with other values, which keeps what was worked out."""
    found = copy(order)
    vars(found).update(values)
    return found


def _more(order: Order, ids: Iterable[int]) -> frozenset[int] | None:
    return None if order.changed is None else order.changed.union(ids)


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
