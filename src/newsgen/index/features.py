"""What an article tells, in few bytes: words that stand out, tags, section, series."""

import re
from array import array
from collections import Counter
from itertools import islice
from zlib import crc32

import msgspec

from newsgen.content.article import Article
from newsgen.index.stopwords import STOP

MOST = 64  # telling words of an article
_HEADLINE, _TAG = 2, 4  # how many times in the body such a place is worth
_MARKS = "\"'.,:;!?()[]{}<>*_#“”‘’…–—|`~«»"
_NO_WORD = re.compile(r"[/=<>]|^[\W\d_]*$")
_MOST_TERMS = 1 << 18


class Features(msgspec.Struct, frozen=True, array_like=True):
    """What the related stories of an article are found by; it depends on the article alone.

    `terms` are 4-byte hashes of words and tags, rising, and `counts` a byte for each: how much it stands
    out. `section` and `series` are hashes, 0 for none.
    """

    terms: bytes = b""
    counts: bytes = b""
    section: int = 0
    series: int = 0


def features(article: Article, text: str) -> Features:
    """What an article tells whose text, without its read-alsos, is this. Urls in it tell nothing."""
    term = _TERMS.__getitem__
    counts = Counter(dict.fromkeys(map(term, article.title.split()), _HEADLINE))
    for word in (tag(name) for name in article.tags):
        counts[word] = _TAG
    counts.update(map(term, f"{article.summary} {text}".split()))
    counts.pop(0, None)
    most = sorted(_most(counts))
    return Features(
        array("I", most).tobytes(),
        _bytes(list(map(counts.__getitem__, most))),
        _hashed("/" + article.categories[0].casefold()) if article.categories else 0,
        _hashed("+" + article.series.casefold()) if article.series else 0,
    )


def _most(counts: dict[int, int]) -> list[int]:
    """The `MOST` words that stand out most, those that come first before others.

    Most words stand once, so that those need not be sorted.
    """
    often = [term for term, count in counts.items() if count > 1]
    if len(often) < MOST:
        return [*often, *islice((term for term, count in counts.items() if count == 1), MOST - len(often))]
    return sorted(often, key=counts.__getitem__, reverse=True)[:MOST]


def named(article: Article, text: str) -> dict[int, str]:
    """The words and tags behind the hashes of `features`."""
    words = [*article.title.split(), *article.summary.split(), *text.split()]
    names = {_term(word): word for word in reversed(words)}
    return names | {tag(name): f"tag {name}" for name in article.tags}


def tag(name: str) -> int:
    """The hash of a tag, which is none of the same word in the text."""
    return _hashed("#" + " ".join(name.casefold().split()))


def _term(token: str) -> int:
    """The hash of what stands between two spaces: a word without the endings that seldom tell.

    It is 0 for what tells nothing: words of grammar, numbers, addresses and tags of HTML.
    """
    word = token.partition("](")[0].strip(_MARKS).lower()
    if len(word) < 3 or word in STOP or token[0] == "<" or _NO_WORD.search(word):
        return 0
    if len(word) > 6 and word.endswith("nya"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1].removesuffix("'").removesuffix("’")
    return _hashed(word)


class _Terms(dict[str, int]):
    """The hashes of words, each worked out once: a dict counts a word in a third of a cache's time."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_TERMS:
            self.clear()
        found = self[token] = _term(token)
        return found


_TERMS = _Terms()


def _hashed(text: str) -> int:
    """A number from 1 up to 2**31 that is the same everywhere."""
    return crc32(text.encode()) >> 1 or 1


def _bytes(counts: list[int]) -> bytes:
    """A byte for each number; what is more than a byte holds, as much as it does."""
    return bytes(counts) if max(counts, default=0) < 256 else bytes(min(255, count) for count in counts)
