"""The search of the site: its page, and the files that its script looks things up in."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.index.entries import hash64
from newsgen.index.words import rules
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    split_key,
)
from newsgen.pages.search_index import CardPart, Part, section_bit
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, DataPage, Link, Page
from newsgen.urls import SEARCH_PAGE, SearchFile

_TITLES = {"id": "Cari", "en": "Search"}


class SearchData(msgspec.Struct, frozen=True):
    """What the script needs to find files: the folder of all, and which there are of words and of cards.

    There are none of either where Pagefind searches the texts. The rest are the rules of `index.words`.
    """

    folder: str
    words: tuple[str, ...]
    cards: tuple[str, ...]
    stop: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]
    swallowed: tuple[str, ...]


class SearchSection(Link, frozen=True):
    """A section to choose: its slug, and the bit that stands for it in the files."""

    slug: str
    bit: int


class SearchPage(Page, frozen=True, kw_only=True):
    """The page to search on; `years` are those with stories, newest first."""

    template: ClassVar[str] = "search.html"
    is_current: ClassVar[bool] = True
    index: SearchData
    sections: tuple[SearchSection, ...] = ()
    years: tuple[int, ...] = ()


class WordsPage(DataPage, frozen=True, kw_only=True):
    """A file of words."""


class CardsPage(DataPage, frozen=True, kw_only=True):
    """A file of cards."""


class SearchKind(msgspec.Struct, frozen=True):
    """Keys hold the bits of a file of words, behind a 1, or the year of one of cards, and its bits so."""

    name: ClassVar[str] = "search"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        file = snapshot.urls.parse_search(path) if snapshot.config.search != "off" else None
        if file is None or (file.kind and snapshot.config.search != "headlines"):
            return None
        return self.key(file) if not file.kind or _part(snapshot, file) else None

    def key(self, file: SearchFile) -> int:
        bits = int(f"1{file.bits}", 2)
        if file.kind == "words":
            return make_key(self.rank, bits)
        return make_key(self.rank, file.year, bits if file.kind else 0)

    def file(self, key: int) -> SearchFile:
        """The inverse of `key`."""
        parts = split_key(key)
        if parts.number:
            return SearchFile("cards", f"{parts.number:b}"[1:], parts.owner)
        return SearchFile("words", f"{parts.owner:b}"[1:]) if parts.owner else SEARCH_PAGE

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.search(self.file(key))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what="the search of the site")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> Page:
        url, file = self.url(snapshot, key), self.file(key)
        part = _part(snapshot, file) if file.kind else None
        if isinstance(part, CardPart):
            return CardsPage(url=url, title=url, data=_encode(_cards(snapshot, part)))
        if part:
            return WordsPage(url=url, title=url, data=_encode(snapshot.search_index.words(part)))
        slugs = snapshot.order.slugs("section")
        sections = (snapshot.term("section", slug) for slug in slugs)
        return SearchPage(
            url=url,
            title=_TITLES[snapshot.config.language],
            crumbs=(snapshot.info.home,),
            latest=snapshot.latest(),
            index=_data(snapshot),
            sections=tuple(
                SearchSection(link.title, link.url, slug, section_bit(slug))
                for link, slug in zip(sections, slugs, strict=True)
            ),
            years=snapshot.search_index.years[::-1],
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        if snapshot.config.search == "off":
            return
        yield from groups_by_value(self, snapshot, [self.key(SEARCH_PAGE)])
        if snapshot.config.search != "headlines":
            return
        index = snapshot.search_index
        words = np.array([self.key(SearchFile("words", part.bits)) for part in index.word_parts], np.int64)
        folder = np.uint64(hash64(snapshot.urls.search()) & (1 << 64) - 1)  # where all files stand
        yield group(WordsPage, words, own=index.word_hashes() + folder)
        cards = np.array(
            [self.key(SearchFile("cards", part.bits, part.year)) for part in index.card_parts], np.int64
        )
        hashes = index.card_hashes(snapshot.columns.card)
        yield group(CardsPage, cards, index.oldest_cards(), own=hashes + folder)


_encode = msgspec.json.Encoder().encode


def _part(snapshot: Snapshot, file: SearchFile) -> Part | None:
    """What a file of words or cards holds, if there is such a file."""
    index = snapshot.search_index
    if file.kind == "words":
        return next((part for part in index.word_parts if part.bits == file.bits), None)
    of_year = (part for part in index.card_parts if part.year == file.year)
    return next((part for part in of_year if part.bits == file.bits), None)


def _data(snapshot: Snapshot) -> SearchData:
    index, known = snapshot.search_index, rules(snapshot.config.language)
    has_files = snapshot.config.search == "headlines"
    cards = (SearchFile("cards", part.bits, part.year).stem for part in index.card_parts)
    return SearchData(
        folder=snapshot.urls.search(),
        words=tuple(part.bits for part in index.word_parts) if has_files else (),
        cards=tuple(cards) if has_files else (),
        stop=known.stop,
        endings=known.endings,
        prefixes=known.prefixes,
        swallowed=known.swallowed,
    )


class StoryCards(msgspec.Struct, frozen=True):
    """The cards of a file: the sections that stories name by their place here, and the stories."""

    sections: tuple[tuple[str, str], ...]
    stories: tuple[tuple[object, ...], ...]


def _cards(snapshot: Snapshot, part: CardPart) -> StoryCards:
    sections = dict[tuple[str, str], int]()
    stories = []
    for position in snapshot.search_index.card_positions(part):
        card = snapshot.card_at(position)
        every = (snapshot.term("section", slug) for slug in snapshot.search_index.sections(position))
        own = dict.fromkeys((*filter(None, [card.section]), *every))
        places = [sections.setdefault((link.title, link.url), len(sections)) for link in own]
        story = [*snapshot.search_index.day_and_number(position), card.url, card.title, places]
        rest = [_smallest(card), card.label, card.language]
        while rest and not rest[-1]:
            rest.pop()
        stories.append((*story, *rest))
    return StoryCards(tuple(sections), tuple(stories))


def _smallest(card: Card) -> str:
    """The address of the smallest form of a story's picture, or an empty string."""
    if card.image is None:
        return ""
    return card.image.srcset.split(" ", 1)[0] or card.image.src
