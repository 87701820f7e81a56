"""The features of an article that related stories are found by: frequent terms, section, series."""

import re
from array import array
from collections import Counter
from itertools import islice
from zlib import crc32

import msgspec

from newsgen.content.article import Article
from newsgen.index.stopwords import STOP_WORDS

MAX_TERMS = 64
_HEADLINE_COUNT, _TAG_COUNT = 2, 4  # what a word of the headline, and a tag, adds to a term's count
_PUNCTUATION = "\"'.,:;!?()[]{}<>*_#“”‘’…–—|`~«»"
_NO_WORD = re.compile(r"[/=<>]|^[\W\d_]*$")
_CACHED_TERMS = 1 << 18


class Features(msgspec.Struct, frozen=True, array_like=True):
    """The features of an article; they depend on the article alone.

    `terms` are the hashes of words and tags, 4 bytes each, rising, and `counts` a byte for each: how often
    the term occurs. `section` and `series` are hashes, 0 for none.
    """

    terms: bytes = b""
    counts: bytes = b""
    section: int = 0
    series: int = 0


def features(article: Article, text: str) -> Features:
    """The features of an article whose text, without its read-alsos, is this."""
    term = _TERMS.__getitem__
    counts = Counter(dict.fromkeys(map(term, article.title.split()), _HEADLINE_COUNT))
    for name in article.tags:
        counts[tag_term(name)] = _TAG_COUNT
    counts.update(map(term, f"{article.summary} {text}".split()))
    counts.pop(0, None)
    terms = sorted(_most_frequent(counts))
    return Features(
        array("I", terms).tobytes(),
        _as_bytes(list(map(counts.__getitem__, terms))),
        _hash("/" + article.categories[0].casefold()) if article.categories else 0,
        _hash("+" + article.series.casefold()) if article.series else 0,
    )


def _most_frequent(counts: dict[int, int]) -> list[int]:
    """The `MAX_TERMS` most frequent terms, and of equally frequent ones those that come first.

    Most terms occur once, and need not be sorted.
    """
    repeated = [term for term, count in counts.items() if count > 1]
    if len(repeated) < MAX_TERMS:
        single = (term for term, count in counts.items() if count == 1)
        return [*repeated, *islice(single, MAX_TERMS - len(repeated))]
    return sorted(repeated, key=counts.__getitem__, reverse=True)[:MAX_TERMS]


def term_names(article: Article, text: str) -> dict[int, str]:
    """The words and tags behind the terms of `features`."""
    words = [*article.title.split(), *article.summary.split(), *text.split()]
    names = {_term(word): word for word in reversed(words)}
    return names | {tag_term(name): f"tag {name}" for name in article.tags}


def tag_term(name: str) -> int:
    """The term of a tag, which differs from that of the same word in the text."""
    return _hash("#" + " ".join(name.casefold().split()))


def _term(token: str) -> int:
    """The term of what stands between two spaces: the hash of a word without its most common endings.

    It is 0 for stop words, numbers, addresses and HTML tags.
    """
    word = token.partition("](")[0].strip(_PUNCTUATION).lower()
    if len(word) < 3 or word in STOP_WORDS or token[0] == "<" or _NO_WORD.search(word):
        return 0
    if len(word) > 6 and word.endswith("nya"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1].removesuffix("'").removesuffix("’")
    return _hash(word)


class _Terms(dict[str, int]):
    """The terms of tokens, each computed once; a dict, since a call for every word would take far longer."""

    def __missing__(self, token: str) -> int:
        if len(self) > _CACHED_TERMS:
            self.clear()
        found = self[token] = _term(token)
        return found


_TERMS = _Terms()


def _hash(text: str) -> int:
    """A number from 1 up to 2**31 that is the same on every machine."""
    return crc32(text.encode()) >> 1 or 1


def _as_bytes(counts: list[int]) -> bytes:
    """A byte for each count; 255 for those that are larger."""
    return bytes(counts) if max(counts, default=0) < 256 else bytes(min(255, count) for count in counts)
