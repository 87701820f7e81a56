"""The search index: the words of all headlines, and the cards of their stories, cut into files.

Both are cut in halves, again and again, until a file holds few enough: by the first letters of a word, or by
the day of a story. So where a file begins and ends depends on what it holds, and a new story changes only
the files of its words and the one of its day. docs/search.md gives the format.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby, pairwise
from zlib import crc32

import msgspec
import numpy as np

from newsgen.index.headlines import Headlines, WordCodes, WordColumns
from newsgen.index.order import Integers, Order
from newsgen.index.words import CODE_BITS
from newsgen.pages.hashing import Hashes, mixed, prefix_sums, unsigned

MAX_WORDS, MAX_CARDS = 8192, 256  # that a file holds, if it can be cut
_DAY_BITS, _NUMBER_BITS = 9, 13  # of the day in its year, and of a story's number in its day
CARD_BITS = _DAY_BITS + _NUMBER_BITS
FIRST_DAY = 693_596  # the ordinal of 1900-01-01, from which days are counted
_UNIX_DAY = 719_163  # the ordinal of 1970-01-01
_ALL_NUMBER_BITS = 16
_MASK_BITS = 8


class Part(msgspec.Struct, frozen=True):
    """A file of codes that begin with the same `bits`, which are text: those from `low` up to `high`."""

    bits: str
    low: int
    high: int


class CardPart(Part, frozen=True):
    """A file of the cards of a year."""

    year: int


class SectionMembers(msgspec.Struct, frozen=True):
    """Positions, which rise, and the term of a section that the story at each stands in."""

    positions: Integers
    terms: Integers


def parts(codes: Integers, sums: Integers, width: int, most: int) -> Iterator[Part]:
    """Cut codes of `width` bits, which rise, into files.

    `sums` has for each code what is held before it, and at its end what is held by all. A file that holds
    more than `most` is cut as long as that is possible; one that holds nothing is left out.
    """
    todo = [""]
    while todo:
        bits = todo.pop()
        size = 1 << width - len(bits)
        low = int(bits or "0", 2) * size
        start, stop = np.searchsorted(codes, (low, low + size)).tolist()
        held = int(sums[stop] - sums[start])
        if held > most and len(bits) < width:
            todo += [bits + "1", bits + "0"]
        elif held:
            yield Part(bits, low, low + size)


def section_bit(slug: str) -> int:
    """The bit that stands for a section in the masks of its stories; some sections may share one."""
    return crc32(slug.encode()) % _MASK_BITS


class SearchIndex:
    """The search index of the articles of an order, whose lists are merged already."""

    def __init__(self, headlines: Headlines, order: Order) -> None:
        self._headlines = headlines
        self._order = order

    @cached_property
    def _rows(self) -> WordColumns:
        """The words of listed articles; `articles` are their positions."""
        columns = self._headlines.columns()
        positions = self._order.positions(columns.articles)
        listed = positions >= 0
        return WordColumns(positions[listed], columns.words[listed], columns.places[listed])

    # stories

    @cached_property
    def _numbers(self) -> Integers:
        """By position: the number of a story in its day, which follows from its address; -1 without words.

        Where two would have the same, the later one gets the next.
        """
        found = np.full(len(self._order.ids), -1)
        found[self._rows.articles] = self._rows.places >> 8
        stories = np.flatnonzero(found >= 0)
        days = self._order.day[stories] << _ALL_NUMBER_BITS
        rising = np.argsort(days | found[stories], kind="stable")
        places = np.arange(len(stories))
        codes = np.maximum.accumulate((days | found[stories])[rising] - places) + places
        most = (1 << _ALL_NUMBER_BITS) - 1  # more stories than that share the last number of their day
        found[stories[rising]] = np.minimum(codes - days[rising], most)
        return found

    @cached_property
    def _stories(self) -> Integers:
        """By position: the day of a story, and its number there, in one code."""
        days = np.maximum(self._order.day - FIRST_DAY, 0)
        return days << _ALL_NUMBER_BITS | np.maximum(self._numbers, 0)

    @cached_property
    def _section_members(self) -> SectionMembers:
        members, articles = (self._order.columns[name] for name in ("member_term", "member_article"))
        sections = [term.id for term in self._order.all_terms if term.kind == "section"]
        chosen = np.isin(members, sections)
        positions, terms = self._order.positions(articles[chosen]), members[chosen].astype(np.int64)
        by_position = np.argsort(positions, kind="stable")
        by_position = by_position[positions[by_position] >= 0]
        return SectionMembers(positions[by_position], terms[by_position])

    def sections(self, position: int) -> list[str]:
        """The slugs of all sections that a story stands in, sorted."""
        members = self._section_members
        start, stop = np.searchsorted(members.positions, (position, position + 1))
        return sorted(self._order.by_id[term].slug for term in members.terms[start:stop].tolist())

    @cached_property
    def _masks(self) -> Integers:
        """By position: the bits of all sections of a story."""
        members = self._section_members
        bits = np.zeros(int(members.terms.max(initial=0)) + 1, np.int64)
        for term in np.unique(members.terms).tolist():
            bits[term] = 1 << section_bit(self._order.by_id[term].slug)
        found = np.zeros(len(self._order.ids), np.int64)
        np.bitwise_or.at(found, members.positions, bits[members.terms])
        return found

    # words

    @cached_property
    def _known(self) -> WordCodes:
        return self._headlines.codes()

    @cached_property
    def word_parts(self) -> tuple[Part, ...]:
        """The files of words, in the order of their codes."""
        rising = np.argsort(self._known.codes)
        counts = np.bincount(self._rows.words, minlength=len(rising))[rising]
        sums = np.append(0, np.cumsum(counts))
        return tuple(parts(self._known.codes[rising], sums, CODE_BITS, MAX_WORDS))

    @cached_property
    def _postings(self) -> Integers:
        """By row, all that is told of a word in a headline: the story, its sections, and the place."""
        rows = self._rows
        return self._stories[rows.articles] << 16 | self._masks[rows.articles] << 8 | rows.places & 0xFF

    def word_hashes(self) -> Hashes:
        """Beside `word_parts`, a hash of what each file holds."""
        words = self._rows.words
        hashes = mixed(unsigned(self._postings) ^ mixed(unsigned(self._known.hashes))[words])
        starts = np.array([part.low for part in self.word_parts], np.int64)
        found = np.zeros(len(starts), np.uint64)
        np.add.at(found, (np.searchsorted(starts, self._known.codes, side="right") - 1)[words], hashes)
        return found

    def words(self, part: Part) -> dict[str, dict[str, str]]:
        """What a file of words holds: by key and form, the stories with that word in their headlines."""
        codes = self._known.codes
        chosen = np.flatnonzero(((codes >= part.low) & (codes < part.high))[self._rows.words])
        words, postings = self._rows.words[chosen], self._postings[chosen]
        rising = np.lexsort((postings, words))
        ids, starts = np.unique(words[rising], return_index=True)
        spans = pairwise([*starts.tolist(), len(rising)])
        packed = {
            word: _packed(postings[rising[slice(*span)]].tolist())
            for word, span in zip(ids.tolist(), spans, strict=True)
        }
        rows = (row for row in self._headlines.between(part.low, part.high) if row.id in packed)
        by_key = groupby(rows, lambda row: row.key)
        return {key: {row.form: packed[row.id] for row in some} for key, some in by_key}

    # cards

    @cached_property
    def _by_story(self) -> Integers:
        """The positions of all stories with words, by day and number."""
        stories = np.flatnonzero(self._numbers >= 0)
        return stories[np.argsort(self._stories[stories])]

    @cached_property
    def _years(self) -> Integers:
        """By story of `_by_story`, its year."""
        return _date_parts(self._order.day[self._by_story])[0]

    @cached_property
    def _card_codes(self) -> Integers:
        """By story of `_by_story`, the code of its place in its year."""
        days = _date_parts(self._order.day[self._by_story])[1]
        return days << _NUMBER_BITS | self._numbers[self._by_story] >> _ALL_NUMBER_BITS - _NUMBER_BITS

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(np.unique(self._years).tolist())

    @cached_property
    def card_parts(self) -> tuple[CardPart, ...]:
        """The files of cards, oldest first."""
        return tuple(
            CardPart(part.bits, part.low, part.high, year)
            for year in self.years
            for part in self._parts_of(year)
        )

    def _parts_of(self, year: int) -> Iterator[Part]:
        start, stop = np.searchsorted(self._years, (year, year + 1)).tolist()
        return parts(self._card_codes[start:stop], np.arange(stop - start + 1), CARD_BITS, MAX_CARDS)

    def _span(self, part: CardPart) -> tuple[int, int]:
        """Where the stories of a file of cards stand in `_by_story`."""
        start, stop = np.searchsorted(self._years, (part.year, part.year + 1)).tolist()
        low, high = np.searchsorted(self._card_codes[start:stop], (part.low, part.high)).tolist()
        return start + low, start + high

    def card_positions(self, part: CardPart) -> list[int]:
        """The positions of the stories whose cards a file holds, by day and number."""
        found: list[int] = self._by_story[slice(*self._span(part))].tolist()
        return found

    def oldest_cards(self) -> Integers:
        """Beside `card_parts`, the position of the oldest story in each."""
        return np.array([min(self.card_positions(part)) for part in self.card_parts], np.int64)

    def card_hashes(self, cards: Hashes) -> Hashes:
        """Beside `card_parts`, a hash of what each file holds; `cards` are hashes of cards, by position."""
        sums = prefix_sums(mixed(cards[self._by_story] + mixed(unsigned(self._stories[self._by_story]))))
        spans = np.array([self._span(part) for part in self.card_parts], np.int64).reshape(-1, 2)
        return sums[spans[:, 1]] - sums[spans[:, 0]]

    def day_and_number(self, position: int) -> tuple[int, int]:
        """The day of a story from `FIRST_DAY` on, and its number there."""
        story = int(self._stories[position])
        return story >> _ALL_NUMBER_BITS, story & (1 << _ALL_NUMBER_BITS) - 1


def _packed(postings: list[int]) -> str:
    """Postings, which rise, as base64: the distance to the day before as LEB128, and the bytes below it."""
    found = bytearray()
    last = 0
    for posting in postings:
        gap = (posting >> 32) - last
        last += gap
        while gap > 0x7F:
            found.append(gap & 0x7F | 0x80)
            gap >>= 7
        found.append(gap)
        found += (posting & 0xFFFFFFFF).to_bytes(4)
    return b64encode(found).decode()


def _date_parts(ordinals: Integers) -> tuple[Integers, Integers]:
    """The year of each day, and its place there, from 0."""
    days = (ordinals - _UNIX_DAY).astype("datetime64[D]")
    years = days.astype("datetime64[Y]")
    return years.astype(np.int64) + 1970, (days - years).astype(np.int64)
