"""The files of the search, written as plainly as their format is told: what the tests hold others to.

A headline's words stand in `words*.json` by key and form, what a result shows in `cards-YEAR*.json`.
"""

import json
import re
import unicodedata
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from newsgen.index import words as words_module
from newsgen.index.words import WordRules, rules

EPOCH = date(1900, 1, 1).toordinal()
MOST_WORDS = 32 * 1024  # characters of a file of words that can be split
MOST_CARDS = 32 * 1024  # of a file of cards
INDONESIAN: dict[str, Any] = msgspec.to_builtins(rules("id"))
ENGLISH: dict[str, Any] = msgspec.to_builtins(rules("en"))
STOP = INDONESIAN["stop"]
_APOSTROPHES = re.compile("['’‘`´ʼ]")


class Story(msgspec.Struct, frozen=True):
    """What is indexed of a story; `sections` are titles with addresses, its own first."""

    title: str
    day: date
    url: str
    number: int  # in its day
    sections: tuple[tuple[str, str], ...] = ()
    image: str = ""
    label: str = ""
    language: str = ""

    @property
    def place(self) -> tuple[int, int]:
        return self.day.toordinal() - EPOCH, self.number

    @property
    def card(self) -> list[Any]:
        return [*self.place, self.url, self.title, self.sections, self.image, self.label, self.language]


def words(text: str) -> list[str]:
    """The words of a headline, in their order."""
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    text = _APOSTROPHES.sub("", text)
    shapes = "".join(unicodedata.category(letter)[0] for letter in text)
    return [_plain(text[run.start() : run.end()]) for run in re.finditer("[LN][LNM]*", shapes)]


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(c for c in letters if unicodedata.category(c)[0] != "M"))


def stem(word: str, lists: Mapping[str, Any]) -> str:
    return words_module.stem(word, msgspec.convert(lists, WordRules))


def word_bits(key: str) -> str:
    """The bits that say which file holds a key."""
    numbers = [ord(c) - 96 if "a" <= c <= "z" else 27 + ord(c) % 5 for c in key[:6]]
    return "".join(f"{number:05b}" for number in numbers).ljust(30, "0")


def card_bits(story: Story) -> str:
    """The bits that say which file of its year holds a story."""
    return f"{story.day.timetuple().tm_yday - 1:09b}{story.number >> 3:013b}"


def section_bit(url: str) -> int:
    return crc32(url.rstrip("/").rpartition("/")[2].encode()) % 8


def postings(found: Iterable[tuple[Story, int, int]]) -> str:
    """Where a form stands: stories, oldest first, with its place in the headline and the length of that."""
    data, before = bytearray(), 0
    for story, place, length in found:
        day, number = story.place
        step, before = day - before, day
        while step > 127:
            data.append(step & 127 | 128)
            step >>= 7
        mask = 0
        for _, url in story.sections:
            mask |= 1 << section_bit(url)
        data += bytes((step, number >> 8, number & 255, mask, min(place, 15) << 4 | min(length, 15)))
    return b64encode(data).decode()


def write(
    stories: Sequence[Story], folder: Path, url: str, lists: Mapping[str, Any] = INDONESIAN
) -> dict[str, Any]:
    """Write the files into the folder that stands at an address, and return the data of the search page."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(stories, key=lambda story: story.place)
    return {
        "folder": url,
        "words": _write_words(ordered, folder, lists),
        "cards": _write_cards(ordered, folder),
        **lists,
    }


def _write_words(stories: Iterable[Story], folder: Path, lists: Mapping[str, Any]) -> list[str]:
    found: dict[str, dict[str, list[tuple[Story, int, int]]]] = defaultdict(lambda: defaultdict(list))
    keys: dict[str, str] = {}
    for story in stories:
        title = words(story.title)
        for word in dict.fromkeys(title):
            if word not in lists["stop"]:
                key = keys.setdefault(word, stem(word, lists))
                found[key][word].append((story, title.index(word), len(title)))
    shards = {key: {form: postings(found[key][form]) for form in sorted(found[key])} for key in sorted(found)}

    def save(bits: str, part: list[str]) -> None:
        name = f"words{'-' if bits else ''}{bits}.json"
        _save(folder / name, {key: shards[key] for key in part})

    def size(part: list[str]) -> int:
        return sum(
            len(key) + sum(len(form) + len(text) + 6 for form, text in shards[key].items()) for key in part
        )

    return _split(list(shards), word_bits, lambda part: size(part) <= MOST_WORDS, save)


def _write_cards(stories: Iterable[Story], folder: Path) -> list[str]:
    years = defaultdict(list)
    for story in stories:
        years[story.day.year].append(story)
    names = []
    for year, part in sorted(years.items()):

        def save(bits: str, part: list[Story], year: int = year) -> None:
            name = f"{year}{'-' if bits else ''}{bits}"
            names.append(name)
            links = list(dict.fromkeys(link for story in part for link in story.sections))
            cards = [story.card for story in part]
            for card in cards:
                card[4] = [links.index(link) for link in card[4]]
                while card[-1] == "":
                    card.pop()
            _save(folder / f"cards-{name}.json", {"sections": links, "stories": cards})

        _split(part, card_bits, lambda part: sum(150 for _ in part) <= MOST_CARDS, save)
    return names


def _split(
    part: list[Any],
    bits_of: Callable[[Any], str],
    is_small: Callable[[list[Any]], bool],
    save: Callable[[str, list[Any]], None],
    bits: str = "",
) -> list[str]:
    """Save a part as a whole if it is small, else its halves by the next bit; return the bits of all."""
    if not part:
        return []
    if is_small(part) or len({bits_of(one) for one in part}) < 2:
        save(bits, part)
        return [bits]
    halves = ([one for one in part if bits_of(one)[len(bits)] == bit] for bit in "01")
    return [
        name
        for bit, half in zip("01", halves, strict=True)
        for name in _split(half, bits_of, is_small, save, bits + bit)
    ]


def _save(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
