"""Whether a page is still as it was, told without making it: the seals of all pages, as columns of numbers.

What a page shows of others are windows: some neighbours in a sequence of cards (all articles, a list, a day).
A window's seal is the difference of two prefix sums over the cards' hashes, so that the seals of a million
pages are a few additions of columns. A page is out of date if any of its parts has another seal than when it
was written. The pages of which there are few are made, and sealed by their value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.index.order import PICK, TARGET, Integers
from newsgen.index.resolver import seal
from newsgen.pages import cards as social
from newsgen.pages import keys, photos, values
from newsgen.pages.feeds import FEED_SIZE, FEEDS, SITEMAP_SIZE
from newsgen.pages.values import Page

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

Seals = npt.NDArray[np.uint64]
Look = Callable[[type[Page]], int]

# What a page is made of, as `--explain` says it.
PARTS = ("look", "own", "names", "cards", "latest", "related", "read_alsos", "around")


class Sealed(msgspec.Struct, frozen=True):
    """The key of every page, rising, and beside it the seals of its parts, in the order of `PARTS`."""

    keys: Integers
    parts: Seals


def sealed(edition: Edition, look: Look, few: dict[int, Page]) -> Sealed:
    """The seals of all pages of an edition. `look` gives that of what renders a kind of page.

    `few` are the pages that were made, by key.
    """
    cards = _Cards(edition)
    families = [
        _articles(cards, look),
        _aliases(cards, look),
        *_lists(cards, look),
        _days(cards, look),
        _sitemaps(cards, look),
        _media(edition, look),
        _files(keys.PHOTO, photos.keyed(edition), look),
        _drawn(cards, look),
        _few(few, look),
    ]
    found = np.concatenate([family[0] for family in families])
    parts = np.concatenate([family[1] for family in families])
    sorting = np.argsort(found)
    return Sealed(found[sorting], parts[sorting])


def mixed(value: Seals) -> Seals:
    """Every bit of each number spread over all of it (SplitMix64), so that sums of them tell sets apart."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _sums(value: Seals) -> Seals:
    """The sum of all that stand before each place, and of all at the end."""
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(value, dtype=np.uint64)])


def _u(value: Integers) -> Seals:
    return np.ascontiguousarray(value, np.int64).view(np.uint64)


def _family(
    family: int, ids: Integers, numbers: Integers | int, **parts: Seals | int
) -> tuple[Integers, Seals]:
    found = keys.many(family, ids, numbers)
    table = np.zeros((len(found), len(PARTS)), np.uint64)
    for name, value in parts.items():
        table[:, PARTS.index(name)] = value if not isinstance(value, int) else value & (2**64 - 1)
    return found, table


class _Cards:
    """The cards of all articles by position as numbers, and their prefix sums."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        order = self.order = edition.order
        columns = order.columns
        self.names = _names(edition)
        member = order.positions(columns["member_article"])
        listed = member >= 0
        self.member, self.term = member[listed], columns["member_term"][listed]
        name = mixed(self.names[self.term])
        self.terms = np.zeros(len(order.ids), np.uint64)
        np.add.at(self.terms, self.member, name)
        section = np.isin(self.term, [t.id for t in order.all_terms if t.kind == "section"])
        self.card = mixed(_u(order.card))
        np.add.at(self.card, self.member[section], name[section])
        self.card = mixed(self.card)
        self.sums = _sums(self.card)
        self.own_sums = _sums(mixed(_u(order.own)))

    def window(self, start: Integers, end: Integers) -> Seals:
        return self.sums[end] - self.sums[start]

    def latest(self, day: Integers) -> Seals:
        """Of the sidebar on pages of these days, given as the ordinals of their last."""
        config = self.edition.config
        frozen = config.latest == "frozen"
        end = np.searchsorted(self.order.day, day, "right") if frozen else np.full(len(day), len(self.card))
        return self.window(np.maximum(end - config.latest_count, 0), end)

    def edges(self) -> tuple[Seals, Seals]:
        """For each position the seals of its related articles and picks, and of its read-alsos."""
        columns = self.order.columns
        start, goal = (self.order.positions(columns[name]) for name in ("edge_from", "edge_to"))
        known = (start >= 0) & (goal >= 0)
        slot = columns["edge_slot"][known]
        worth = mixed(self.card[goal[known]] + _u(slot))
        own = np.where((slot >= TARGET) & (slot < PICK), len(self.card), 0) + start[known]
        found = np.zeros(2 * len(self.card), np.uint64)
        np.add.at(found, own, worth)
        return found[: len(self.card)], found[len(self.card) :]

    def in_lists(self) -> Seals:
        """Prefix sums over the cards of all lists, one list behind the other."""
        return _sums(self.card[self.order.lists[2]])


def _names(edition: Edition) -> Seals:
    """By the id of each list, a hash of its name."""
    terms = edition.order.all_terms
    found = np.zeros(max((term.id for term in terms), default=0) + 1, np.int64)
    for term in terms:
        own = term.kind == "author" and term.slug in edition.author_files
        found[term.id] = seal(edition.name(term.kind, term.slug)) if own else term.seal
    return _u(found)


def _articles(cards: _Cards, look: Look) -> tuple[Integers, Seals]:
    order = cards.order
    ends = np.pad(cards.card, 1)
    around = mixed(ends[:-2]) * np.uint64(3) + mixed(ends[2:])
    pages = np.where(order.parts > 1, order.parts + 1, 1)
    which = np.repeat(np.arange(len(order.ids)), pages)
    number = np.arange(len(which)) - np.repeat(np.cumsum(pages) - pages, pages)
    related, read_alsos = cards.edges()
    return _family(
        keys.ARTICLE,
        order.ids[which],
        number,
        look=look(values.ArticlePage),
        own=_u(order.own)[which],
        names=cards.terms[which],
        cards=_series(cards)[which],
        latest=cards.latest(order.day)[which],
        related=related[which],
        read_alsos=read_alsos[which],
        around=around[which],
    )


def _series(cards: _Cards) -> Seals:
    """For each position the seal of its place in its series, and of the parts before and after it."""
    found = np.zeros(len(cards.card), np.uint64)
    ids, starts, place = cards.order.lists
    sums = cards.in_lists()
    for term in cards.order.all_terms:
        at = int(np.searchsorted(ids, term.id)) if term.kind == "series" else len(ids)
        if at == len(ids) or ids[at] != term.id:
            continue
        here = np.arange(starts[at], starts[at + 1])
        low, high = np.maximum(here - 1, starts[at]), np.minimum(here + 2, starts[at + 1])
        found[place[here]] += mixed(sums[high] - sums[low] + _u(here - starts[at]))
    return found


def _aliases(cards: _Cards, look: Look) -> tuple[Integers, Seals]:
    order = cards.order
    which = np.repeat(np.arange(len(order.ids)), order.aliases)
    number = np.arange(len(which)) - np.repeat(np.cumsum(order.aliases) - order.aliases, order.aliases)
    own = cards.card[which] + _u(order.own[which])
    return _family(keys.ALIAS, order.ids[which], number, look=look(values.RedirectPage), own=own)


def _lists(cards: _Cards, look: Look) -> Iterator[tuple[Integers, Seals]]:
    """The pages of all lists, and their feeds; the front page itself is one of the few."""
    edition, order = cards.edition, cards.order
    ids, starts, place = order.lists
    with_file = [t.id for t in order.all_terms if t.kind == "author" and t.slug in edition.author_files]
    with_feed = [t.id for t in order.all_terms if t.kind in FEEDS]
    sums = cards.in_lists()
    yield _pages(cards, look, (ids, starts, place), sums, np.array(with_file, np.int64))
    whole = np.arange(len(order.ids)), np.array([0, len(order.ids)]), cards.sums
    yield _pages(cards, look, (np.zeros(1, np.int64), whole[1], whole[0]), whole[2], np.zeros(1, np.int64))
    fed = np.isin(ids, with_feed)
    end = starts[1:][fed]
    start = np.maximum(starts[:-1][fed], end - FEED_SIZE)
    own = _sums(mixed(_u(order.own))[place])
    yield _family(
        keys.FEED,
        ids[fed],
        0,
        look=look(values.FeedPage),
        own=own[end] - own[start],
        names=cards.names[ids[fed]],
        cards=sums[end] - sums[start],
    )


def _pages(
    cards: _Cards, look: Look, lists: tuple[Integers, Integers, Integers], sums: Seals, without: Integers
) -> tuple[Integers, Seals]:
    """The pages of some lists; those `without` have their own address sealed by its value."""
    ids, starts, place = lists
    per_page = cards.edition.config.per_page
    last = np.maximum(0, np.diff(starts) // per_page - 1)
    which = np.repeat(np.arange(len(ids)), last + 1)
    number = np.arange(len(which)) - np.repeat(np.cumsum(last + 1) - last - 1, last + 1)
    wanted = (number > 0) | ~np.isin(ids[which], without)
    which, number = which[wanted], number[wanted]
    last = last[which]
    low = starts[which] + np.where(number > 0, number - 1, last) * per_page
    high = np.where(number > 0, low + per_page, starts[which + 1])
    end = np.maximum(high - 1, 0)
    day = cards.order.day[place[end]] if len(place) else end
    word = _u(np.array([seal(cards.edition.urls.words["page"])]))  # in the address of numbered ones
    return _family(
        keys.LIST,
        ids[which],
        number,
        look=look(values.ListPage),
        own=mixed(_u(np.where(number > 0, number == last, last + 2))) ^ word,
        names=cards.names[ids[which]],
        cards=sums[high] - sums[low],
        latest=cards.latest(day),
    )


def _days(cards: _Cards, look: Look) -> tuple[Integers, Seals]:
    days, start = np.unique(cards.order.day, return_index=True)
    beside = np.pad(days, 1)
    return _family(
        keys.DAY,
        days,
        0,
        look=look(values.IndexPage),
        cards=cards.window(start, np.append(start[1:], len(cards.card)).astype(np.int64)[: len(start)]),
        latest=cards.latest(days),
        around=mixed(_u(beside[:-2])) * np.uint64(3) + mixed(_u(beside[2:])),
    )


def _sitemaps(cards: _Cards, look: Look) -> tuple[Integers, Seals]:
    rows = []
    for month in sorted({day[:7] for day in cards.order.calendar}):
        shown = cards.order.period(month)
        for number, start in enumerate(range(shown.start, shown.stop, SITEMAP_SIZE)):
            rows.append((keys.month_number(month), number, start, min(start + SITEMAP_SIZE, shown.stop)))
    months, numbers, low, high = np.array(rows, np.int64).reshape(-1, 4).T
    cards_of = cards.window(low, high)
    return _family(keys.SITEMAP, months, numbers, look=look(values.SitemapPage), cards=cards_of)


def _media(edition: Edition, look: Look) -> tuple[Integers, Seals]:
    found = ((m[0], 0, m[2]) for m in edition.store.media() if m[1] not in edition.photos.secret)
    return _files(keys.MEDIA, found, look)


def _files(family: int, found: Iterable[tuple[int, int, bytes]], look: Look) -> tuple[Integers, Seals]:
    rows = [(file, n, int.from_bytes(digest[:8], signed=True)) for file, n, digest in found]
    ids, numbers, own = np.array(rows, np.int64).reshape(-1, 3).T
    return _family(family, ids, numbers, look=look(values.PhotoPage), own=_u(own))


def _drawn(cards: _Cards, look: Look) -> tuple[Integers, Seals]:
    """The social cards of listed articles without a photo."""
    order, edition = cards.order, cards.edition
    wanted = ~np.isin(order.ids, social.pictured(edition)) & edition.config.social_cards
    own = _u(order.own)[wanted]
    return _family(keys.CARD, order.ids[wanted], 0, look=look(values.SocialPage), own=own)


def _few(few: dict[int, Page], look: Look) -> tuple[Integers, Seals]:
    encode = msgspec.msgpack.Encoder().encode
    own = np.array([seal(encode(page)) for page in few.values()], np.int64)
    looks = np.array([look(type(page)) for page in few.values()], np.int64)
    found = np.array(list(few), np.int64)
    table = np.zeros((len(found), len(PARTS)), np.uint64)
    table[:, PARTS.index("own")], table[:, PARTS.index("look")] = _u(own), _u(looks)
    return found, table
