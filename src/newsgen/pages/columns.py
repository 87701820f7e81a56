"""The cards of all articles as columns of hashes, from which the fingerprints of pages are made.

What a page shows of others are windows: some neighbours in a sequence of cards (all articles, a list, a day).
The hash of a window is the difference of two prefix sums, so that the fingerprints of a million pages are a
few additions of columns.
"""

from collections.abc import Mapping
from functools import cached_property

import msgspec
import numpy as np

from newsgen.config import Config
from newsgen.index.entries import hash64
from newsgen.index.order import PICK, TARGET, Integers, Order
from newsgen.pages.hashing import Hashes, mixed, prefix_sums, unsigned


class LinkHashes(msgspec.Struct, frozen=True):
    """By position: hashes of the related articles and picks of each article, and of its read-alsos."""

    related: Hashes
    read_alsos: Hashes


class CardColumns:
    """The cards of an order by position. `author_names` are those that files give, by slug."""

    def __init__(self, config: Config, order: Order, author_names: Mapping[str, str]) -> None:
        self.config = config
        self.order = order
        self.author_names = author_names

    @cached_property
    def names(self) -> Hashes:
        """By the id of each term, a hash of its name."""
        terms = self.order.all_terms
        found = np.zeros(max((term.id for term in terms), default=0) + 1, np.int64)
        for term in terms:
            own = self.author_names.get(term.slug) if term.kind == "author" else None
            found[term.id] = term.hash if own is None else hash64(own)
        return unsigned(found)

    @cached_property
    def _members(self) -> tuple[Integers, Integers]:
        """Position and term of every place in a list."""
        columns = self.order.columns
        positions = self.order.positions(columns["member_article"])
        listed = positions >= 0
        return positions[listed], columns["member_term"][listed]

    @cached_property
    def term_names(self) -> Hashes:
        """By position: a hash of the names of all lists that the article stands in."""
        positions, terms = self._members
        found = np.zeros(len(self.order.ids), np.uint64)
        np.add.at(found, positions, mixed(self.names[terms]))
        return found

    @cached_property
    def card(self) -> Hashes:
        """By position: a hash of the card, the name of its section included."""
        positions, terms = self._members
        section = np.isin(terms, [term.id for term in self.order.all_terms if term.kind == "section"])
        found = mixed(unsigned(self.order.card))
        np.add.at(found, positions[section], mixed(self.names[terms[section]]))
        return mixed(found)

    @cached_property
    def sums(self) -> Hashes:
        """Prefix sums over the cards of all articles."""
        return prefix_sums(self.card)

    @cached_property
    def list_sums(self) -> Hashes:
        """Prefix sums over the cards of all lists, one list behind the other."""
        return prefix_sums(self.card[self.order.lists.members])

    @cached_property
    def list_lead_sums(self) -> Hashes:
        """Prefix sums over the same lists: of what leads, hashes of card and place, and 0 for all others."""
        members, lead = self.order.lists.members, unsigned(self.order.lead)
        leading = np.where(lead > 0, mixed(self.card + lead), np.uint64(0))
        return prefix_sums(leading[members])

    @cached_property
    def own(self) -> Hashes:
        """By position: a hash of the article's own file and what its mentions lead to."""
        return unsigned(self.order.own)

    def window(self, start: Integers, end: Integers) -> Hashes:
        """Hashes of the cards from some positions up to others."""
        return self.sums[end] - self.sums[start]

    def latest(self, day: Integers) -> Hashes:
        """Hashes of the sidebar on pages of these days, given as ordinals."""
        frozen = self.config.latest == "frozen"
        end = np.searchsorted(self.order.day, day, "right") if frozen else np.full(len(day), len(self.card))
        return self.window(np.maximum(end - self.config.latest_count, 0), end)

    @cached_property
    def links(self) -> LinkHashes:
        columns, size = self.order.columns, len(self.card)
        start, goal = (self.order.positions(columns[name]) for name in ("edge_from", "edge_to"))
        known = (start >= 0) & (goal >= 0)
        slot = columns["edge_slot"][known]
        hashes = mixed(self.card[goal[known]] + unsigned(slot))
        is_read_also = (slot >= TARGET) & (slot < PICK)
        found = np.zeros(2 * size, np.uint64)
        np.add.at(found, np.where(is_read_also, size, 0) + start[known], hashes)
        return LinkHashes(found[:size], found[size:])
