"""The order of articles as the database keeps it, and how a few changes are applied to it."""

from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from newsgen.index.database import Database
from newsgen.index.order import LINK, PICK, TARGET, TRANSLATION, Integers, Order
from newsgen.index.rows import unpack_references
from newsgen.index.values import Block

# By position: day as a proleptic ordinal, moments in microseconds since 1970; `card` is a hash of all that
# other pages show of the article, `own` of all that it names itself.
_PLACED = ("day", "at", "ids", "modified", "card", "own", "parts", "aliases", "queries", "lead")
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


def load(database: Database, *, edges: bool = True) -> Order:
    """The order as the state has it, or anew where articles have changed since.

    `edges` are a good half of it; to print pages, only those to translations are needed.
    """
    of = database.values.get("order")
    if not of or of != database.values.get("generation"):
        return anew(database)
    columns: dict[str, Integers] = {
        name: np.frombuffer(database.values.blocks(_KEY + name), kind) for name, kind in _KINDS.items()
    }
    if not edges:
        kept = (columns["edge_slot"] >= TRANSLATION) & (columns["edge_slot"] < LINK)
        columns |= {name: columns[name][kept] for name in _EDGES}
    columns |= {name: columns[name].astype(np.int64) for name in _PLACED}
    return Order(columns, tuple(database.articles.terms()), frozenset())


def save(database: Database, order: Order) -> Order:
    """Keep the order of this generation of the content; it is returned as one that is kept."""
    near = order.changed and {article >> _BLOCK for article in order.changed}
    places = np.arange(len(order.ids))
    for names, owners in ((_PLACED, places), *((n, order.columns[n[0]]) for n in (_MEMBERS, _EDGES))):
        for name in names:
            column = order.columns[name].astype(_KINDS[name], copy=False)
            database.values.put_blocks(
                _KEY + name, blocks(column, owners, _BLOCK, None if names is _PLACED else near)
            )
    database.values.put("order", database.values.get("generation"))
    return _but(order, changed=frozenset())


def blocks(
    rows: npt.NDArray[Any], owners: Integers, shift: int = 0, wanted: Container[int] | None = None
) -> Iterator[Block]:
    """Rows as they are kept: the number and bytes of each block, None for one that is not `wanted`.

    A block has the rows of those `owners`, which rise, that are alike but for the last bits (`shift`).
    """
    low = 0
    while low < len(owners):
        number = int(owners[low]) >> shift
        behind = owners.dtype.type((number + 1) << shift)  # of another type, all would be converted
        high = int(np.searchsorted(owners, behind))
        yield Block(number, rows[low:high].tobytes() if wanted is None or number in wanted else None)
        low = high


def anew(database: Database) -> Order:
    """The order as articles give it."""
    columns = _placed(database, None) | _members(database, None) | _edges(database, None)
    return Order(columns, tuple(database.articles.terms()), None)


def patched(order: Order, database: Database, changed: Collection[int]) -> Order:
    """The order after these articles came, changed or went."""
    if len(changed) > _MANY:
        return anew(database)
    ids = sorted(changed)
    touched = np.array(ids, np.int64)
    stays = ~np.isin(order.ids, touched)
    kept = {name: order.columns[name][stays] for name in _PLACED}
    added = _placed(database, ids)
    where = np.array(list(_places(database, kept, ids)), np.int64)
    columns = {name: np.insert(kept[name], where, added[name]) for name in _PLACED}
    columns |= _exchanged(order, ids, _members(database, ids)) | _exchanged(order, ids, _edges(database, ids))
    return Order(columns, tuple(database.articles.terms()), _more(order, ids))


def relinked(order: Order, database: Database, changed: Collection[int]) -> Order:
    """The order after these articles lead to others; what does not tell of that stays worked out."""
    ids = sorted(changed)
    many = len(ids) > _MANY
    edges = _edges(database, None) if many else _exchanged(order, ids, _edges(database, ids))
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


def _placed(database: Database, ids: Sequence[int] | None) -> dict[str, Integers]:
    rows = (
        (
            ordinal(row.day),
            row.at,
            row.id,
            row.modified,
            row.card,
            row.own,
            row.parts,
            row.aliases,
            row.queries,
            row.lead,
        )
        for row in database.articles.placed(ids)
    )
    table = np.fromiter(rows, np.dtype((np.int64, len(_PLACED))))
    return {name: np.ascontiguousarray(table[:, column]) for column, name in enumerate(_PLACED)}


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _places(database: Database, kept: dict[str, Integers], ids: Sequence[int]) -> Iterator[int]:
    """Where, among those that stay, each article belongs that is listed now, oldest first."""
    for row in database.articles.placed(ids):
        first, end = np.searchsorted(kept["day"], (ordinal(row.day), ordinal(row.day) + 1))
        same = kept["at"][first:end]
        low, high = first + np.searchsorted(same, row.at), first + np.searchsorted(same, row.at, "right")
        yield int(low) + bisect_left(database.articles.paths(kept["ids"][low:high].tolist()), row.path)


def _members(database: Database, ids: Sequence[int] | None) -> dict[str, Integers]:
    return _columns(_MEMBERS, ((row.article, row.term) for row in database.articles.members(ids)))


def _edges(database: Database, ids: Sequence[int] | None) -> dict[str, Integers]:
    return _columns(_EDGES, _leading(database, ids))


def _columns(names: Sequence[str], rows: Iterable[tuple[int, ...]]) -> dict[str, Integers]:
    table = np.fromiter(rows, np.dtype((np.int32, len(names))))
    return {name: np.ascontiguousarray(column) for name, column in zip(names, table.T, strict=True)}


def _leading(database: Database, ids: Sequence[int] | None) -> Iterator[tuple[int, int, int]]:
    for row in database.articles.linking(ids):
        for slot, other in enumerate(np.frombuffer(row.related or b"", np.int64).tolist()):
            yield row.id, other, slot
        if not row.refs:
            continue
        references = unpack_references(row.refs)
        for slot, other in enumerate(references.targets):
            if other > 0:
                yield row.id, other, TARGET + slot
        for slot, other in enumerate(references.picks):
            yield row.id, other, PICK + slot
        for slot, translation in enumerate(references.translations):
            if translation.article:
                yield row.id, translation.article, TRANSLATION + slot
        for slot, other in enumerate(references.articles):
            yield row.id, other, LINK + slot
