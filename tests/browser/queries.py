"""Queries as readers type them, made of headlines: what the quality of the search is measured with."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from searching import STOP, words

KINDS = ("some words", "whole headline", "an affix", "a typing error", "another order")
FEW = 5  # headlines: the right one should be among so many results
_PREFIXES = {"k": "meng", "p": "mem", "s": "meny", "t": "men"}


def _content(title: str, *, least: int = 0) -> list[str]:
    """The words of a headline that say what it is about."""
    return [w for w in words(title) if w not in STOP and len(w) > 2 and len(w) >= least and not w.isdigit()]


class Newsroom:
    """Headlines, and which of them hold a word."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = titles
        self.holders: dict[str, set[int]] = defaultdict(set)
        for number, title in enumerate(titles):
            for word in words(title):
                self.holders[word].add(number)

    def some(self, title: str, rng: random.Random) -> list[str]:
        """Four words of a headline as they follow each other, and more until few headlines hold them all."""
        found = _content(title)
        start = rng.randrange(max(1, len(found) - 3))
        chosen = set(range(start, min(start + 4, len(found))))
        others = [at for at in range(len(found)) if at not in chosen]
        rng.shuffle(others)
        while others and self._count([found[at] for at in chosen]) > FEW:
            chosen.add(others.pop())
        return [found[at] for at in sorted(chosen)]

    def is_told(self, title: str) -> bool:
        """Whether few other headlines hold all its words: a query can tell it from others."""
        return self._count(_content(title)) <= FEW

    def _count(self, query: Sequence[str]) -> int:
        return len(set.intersection(*(self.holders[word] for word in query))) if query else len(self.titles)


def _with_affix(word: str, rng: random.Random) -> str:
    """A word with an affix that it has not: as a reader remembers another form of it."""
    kind = rng.randrange(4)
    if kind == 0 and word[0] in _PREFIXES and word[1] in "aeiou":
        return _PREFIXES[word[0]] + word[1:]
    if kind == 1:
        return f"ber{word}" if word[0] != "r" else f"be{word}"
    return word + ("nya" if kind == 2 else "an" if word[-1] != "a" else "kan")


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def _with_one(query: list[str], rng: random.Random, change: Callable[[str, random.Random], str]) -> list[str]:
    """A query with one of its long words changed."""
    at = rng.choice([at for at, word in enumerate(query) if len(word) > 4] or [0])
    return [change(word, rng) if number == at else word for number, word in enumerate(query)]


def _query(kind: str, newsroom: Newsroom, title: str, rng: random.Random) -> str:
    if kind == "whole headline":
        return title
    query = newsroom.some(title, rng)
    if kind == "an affix":
        query = _with_one(query, rng, _with_affix)
    elif kind == "a typing error":
        query = _with_one(query, rng, _mistyped)
    elif kind == "another order":
        rng.shuffle(query)
    return " ".join(query)


def queries(titles: Sequence[str], number: int, seed: str) -> list[tuple[str, str, str]]:
    """So many queries of each kind: the kind, the query, and the headline that is looked for."""
    rng = random.Random(seed)
    newsroom = Newsroom(titles)
    told = [title for title in titles if newsroom.is_told(title)]
    chosen = rng.sample(told, min(number, len(told)))
    return [(kind, _query(kind, newsroom, title, rng), title) for kind in KINDS for title in chosen]
