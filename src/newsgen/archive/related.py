"""Related stories: articles that share tags, a series or a section, nearer ones first.

For each term only the nearest articles in time on either side count, and a term weighs by the power of
two of its frequency, so that one new article moves few lists.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from newsgen.archive.order import Order
from newsgen.archive.store import Store

_WINDOW = 16
_WORTH = {"series": 24.0, "tag": 8.0, "section": 1.0}
_HALF_LIFE = 90 * 86_400_000_000  # microseconds: a shared term counts half at this distance


def relate(store: Store, order: Order, count: int) -> list[int]:
    """Give every listed article its list of the `count` most related ones; the ids of those that changed."""
    before = {article: related for article, related, _ in store.edges()}
    moved = [(related, article) for related, article in _lists(order, count) if before[article] != related]
    store.set_related(moved)
    return [article for _, article in moved]


def _lists(order: Order, count: int) -> Iterator[tuple[bytes, int]]:
    """For each article the ids of its related ones, packed, and its own id."""
    ids, moments = order.ids.tolist(), order.at.tolist()
    terms = [
        (np.asarray(order.members(kind, slug)).tolist(), _weight(kind, order.count(kind, slug)))
        for kind, slug in order.terms
        if kind in _WORTH
    ]
    belongs: list[list[tuple[int, int]]] = [[] for _ in ids]  # of each article: term, place in it
    for number, (members, _) in enumerate(terms):
        for place, position in enumerate(members):
            belongs[position].append((number, place))
    for position, article in enumerate(ids):
        scores: defaultdict[int, float] = defaultdict(float)
        for number, place in belongs[position]:
            members, weight = terms[number]
            for other in members[max(0, place - _WINDOW) : place + _WINDOW + 1]:
                scores[other] += weight
        scores.pop(position, None)
        at = moments[position]
        ranked = sorted(
            (-score * _HALF_LIFE / (_HALF_LIFE + abs(moments[other] - at)), -other)
            for other, score in scores.items()
        )
        yield array("q", (ids[-other] for _, other in ranked[:count])).tobytes(), article


def _weight(kind: str, size: int) -> float:
    """A rare term weighs more, by the power of two of its size, which seldom changes."""
    return _WORTH[kind] / max(1, size.bit_length() - 1)
