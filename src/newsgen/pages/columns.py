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
from newsgen.index.order import PICK, TARGET, TRANSLATION, Integers, ListName, Order
from newsgen.pages.hashing import Hashes, mixed, prefix_sums, unsigned


class LinkHashes(msgspec.Struct, frozen=True):
    """By position: hashes of the related articles and picks of each article, and of its read-alsos.

    `count` is how many there are of all.
    """

    related: Hashes
    read_alsos: Hashes
    count: Integers


class CardColumns:
    """The cards of an order by position. `lists` has hashes of what files say of lists."""

    def __init__(self, config: Config, order: Order, lists: Mapping[ListName, int]) -> None:
        self.config = config
        self.order = order
        self._lists = lists

    @cached_property
    def names(self) -> Hashes:
        """By the id of each term, a hash of its name and of the address that it was given."""
        terms = self.order.all_terms
        found = np.zeros(max((term.id for term in terms), default=0) + 1, np.int64)
        for term in terms:
            found[term.id] = term.hash
        for name, own in self._lists.items():
            if described := self.order.terms.get(name):
                found[described.id] = own
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
    def feed_item(self) -> Hashes:
        """By position: a hash of the article as feeds have it: its text, and what that leads to."""
        found = mixed(self.card) + self.own
        for part in (self.term_names, self.links.read_alsos):
            found = mixed(found) + part
        return mixed(found)

    @cached_property
    def feed_sums(self) -> Hashes:
        """Prefix sums over what feeds have of all articles."""
        return prefix_sums(self.feed_item)

    @cached_property
    def list_feed_sums(self) -> Hashes:
        """Prefix sums over what feeds have of the members of all lists, one list behind the other."""
        return prefix_sums(self.feed_item[self.order.lists.members])

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

    @cached_property
    def translations(self) -> Hashes:
        """By position: a hash of the articles that are the same story, with what they name elsewhere."""
        found = np.zeros(len(self.card), np.uint64)
        for article, group in self.order.translations.items():
            members = self.order.positions(np.array(group))
            found[self.order.position(article)] = mixed(self.card[members] + mixed(self.own[members])).sum()
        return found

    def window(self, start: Integers, end: Integers) -> Hashes:
        """Hashes of the cards from some positions up to others."""
        return self.sums[end] - self.sums[start]

    def latest(self, before: Integers, shown: Integers) -> Hashes:
        """Hashes of the sidebars of pages that show at most so many stories; see `Snapshot.latest`."""
        if not self.config.latest_count:
            return np.zeros(len(before), np.uint64)
        end = before if self.config.latest == "frozen" else np.full(len(before), len(self.card))
        return self.window(np.maximum(end - self.config.latest_count - shown, 0), end)

    @cached_property
    def links(self) -> LinkHashes:
        columns, size = self.order.columns, len(self.card)
        start, goal = (self.order.positions(columns[name]) for name in ("edge_from", "edge_to"))
        known = (start >= 0) & (goal >= 0) & (columns["edge_slot"] < TRANSLATION)
        slot = columns["edge_slot"][known]
        hashes = mixed(self.card[goal[known]] + unsigned(slot))
        is_read_also = (slot >= TARGET) & (slot < PICK)
        found = np.zeros(2 * size, np.uint64)
        np.add.at(found, np.where(is_read_also, size, 0) + start[known], hashes)
        count = np.bincount(start[known], minlength=size)
        return LinkHashes(found[:size], found[size:], count)
