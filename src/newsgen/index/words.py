"""The words of headlines as readers search for them, and the keys that bring forms of one word together.

`templates/assets/search.js` makes the same keys of what a reader types, from the lists of `rules`.
"""

import unicodedata
from collections.abc import Iterator

import msgspec

LETTERS, LETTER_BITS = 6, 5  # of a key, that stand in its code
CODE_BITS = LETTERS * LETTER_BITS
_LEAST = 4  # letters that an ending or a prefix leaves, and
_LEAST_SWALLOWED = 3  # those after a letter that a prefix swallowed, as in menari (tari)
_NASALS, _VOWELS = "gmny", "aeiou"  # the last letters of prefixes that swallow another, which a vowel follows


class WordRules(msgspec.Struct, frozen=True):
    """How words of a language are brought to their keys.

    `stop` are words that are not searched for. Of each group of `endings` one is cut off, of `prefixes`, the
    longest of which come first, two. A letter among `swallowed` may be lost behind a prefix (tulis, menulis).
    """

    stop: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...] = ()
    swallowed: tuple[str, ...] = ()


_STOP = {
    "id": "dan dari dengan di ini itu ke oleh pada para untuk yang",
    "en": "a an and at by for from in is of on the to with",
}
_RULES = {
    "id": WordRules(
        stop=tuple(sorted(f"{_STOP['id']} {_STOP['en']}".split())),
        endings=(("lah", "kah", "pun", "nya"), ("kan", "an"), ("i",)),
        prefixes=(
            *("memper", "diper", "meny", "peny", "meng", "peng", "mem", "pem", "men", "pen"),
            *("ber", "bel", "ter", "per", "me", "pe", "di", "ke", "se"),
        ),
        swallowed=("k", "p", "s", "t"),
    ),
    "en": WordRules(stop=tuple(sorted(_STOP["en"].split())), endings=(("s",),)),
}


def rules(language: str) -> WordRules:
    return _RULES[language]


def without_marks(word: str) -> str:
    """A word without its diacritics."""
    if word.isascii():
        return word
    letters = (
        letter for letter in unicodedata.normalize("NFKD", word) if unicodedata.category(letter)[0] != "M"
    )
    return unicodedata.normalize("NFC", "".join(letters))


def stem(word: str, rules: WordRules) -> str:
    """The key of a word: what is left of it without its most common endings and prefixes."""
    if not (word.isascii() and word.isalpha()):
        return word
    root, least = _without_prefix(word, rules)
    for endings in rules.endings:
        ending = next(filter(root.endswith, endings), "")
        root = root if len(root) - len(ending) < least else root.removesuffix(ending)
    return _without_prefix(root, rules)[0]


def _without_prefix(word: str, rules: WordRules) -> tuple[str, int]:
    """A word without its prefix, and how many letters of it must stay."""
    prefix = next(filter(word.startswith, rules.prefixes), "")
    rest = word.removeprefix(prefix)
    is_swallowed = prefix.endswith(tuple(_NASALS)) and rest.startswith(tuple(_VOWELS))
    least = _LEAST_SWALLOWED if is_swallowed else _LEAST
    return (rest, least) if len(rest) >= least else (word, _LEAST)


def code(key: str) -> int:
    """The first letters of a key as a number of `CODE_BITS`: keys that begin alike lie side by side."""
    found = 0
    for letter in key[:LETTERS].ljust(LETTERS, "\0"):
        found = found << LETTER_BITS | _letter(letter)
    return found


def _letter(letter: str) -> int:
    if "a" <= letter <= "z":
        return ord(letter) - ord("a") + 1
    return 27 + ord(letter) % 5 if letter != "\0" else 0


def distinct_words(title_key: str) -> Iterator[tuple[int, str]]:
    """The words of a normalised title, each once, with its place there."""
    seen = set[str]()
    for place, word in enumerate(title_key.split()):
        if word not in seen:
            seen.add(word)
            yield place, word
