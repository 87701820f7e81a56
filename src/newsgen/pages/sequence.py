"""The sequence in which pages are printed: by time, so that those that show the same cards follow each other.

A list, a day and an article beside each other in time have most of their cards in common, and so have the
stories that are related. Printed kind after kind, an archive of 100,000 articles made every card five times.
"""

import numpy as np

from newsgen.index.order import Integers, Order
from newsgen.pages import keys

_STREAM = (keys.LIST, keys.DAY, keys.FEED, keys.ARTICLE, keys.ALIAS, keys.CARD)


def in_time(order: Order, found: Integers, per_page: int) -> Integers:
    """Keys of pages by the oldest article that each shows; what shows none comes last."""
    place = np.full(len(found), len(order.ids))
    families, owners, numbers = keys.columns(found)
    for family in _STREAM:
        own = np.flatnonzero(families == family)
        match family:
            case keys.DAY:
                place[own] = np.searchsorted(order.day, owners[own].astype(order.day.dtype))
            case keys.LIST:
                place[own] = _members(order, owners[own], (numbers[own] - 1) * per_page)
            case keys.FEED:
                place[own] = _members(order, owners[own], numbers[own] - 1)
            case _:
                place[own] = order.positions(owners[own])
    return found[np.argsort(place, kind="stable")]


def _members(order: Order, lists: Integers, offsets: Integers) -> Integers:
    """The positions of the members at some offsets of lists, the last where an offset is below 0."""
    ids, starts, members = order.lists
    place = np.full(len(lists), len(order.ids))
    at = np.minimum(np.searchsorted(ids, lists), max(len(ids) - 1, 0))
    known = np.flatnonzero(ids[at] == lists) if len(ids) else at[:0]
    first, last = starts[at[known]], starts[at[known] + 1] - 1
    place[known] = members[np.where(offsets[known] < 0, last, np.minimum(first + offsets[known], last))]
    home = lists == 0
    place[home] = np.where(offsets[home] < 0, len(order.ids), offsets[home])
    return place
