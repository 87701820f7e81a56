"""Headlines that are typed in capitals, set as newspapers set others."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEWEST_LETTERS = 12  # a shorter headline may be a name or an abbreviation
_VOWELS = frozenset("AEIOUY")
_NUMERAL = re.compile(r"[IVXLC]+")
_SMALL = frozenset(
    "agar atau bagi dalam dan dari demi di guna hingga karena ke kepada lewat oleh pada para saat sejak"
    " seperti serta tentang terhadap untuk via yang"
    " a an and as at but by for from in nor of on or the to vs with".split()
)


def tamed(title: str, body: str) -> str:
    """A headline all in capitals with only those that it needs; any other one as it is.

    The text tells which words are abbreviations: those that it writes in capitals too. Of words that are not
    in it, those without a vowel are, and Roman numerals. If the text is in capitals as well, nothing tells
    words from abbreviations, and the headline stays.

    >>> tamed("PEMPROV JAMBI BAHAS APBD 2018 DI DPRD", "Pemprov Jambi membahas APBD.")
    'Pemprov Jambi Bahas APBD 2018 di DPRD'
    """
    if sum(map(str.isalpha, title)) < _FEWEST_LETTERS or not title.isupper() or body.isupper():
        return title
    words = {word.casefold() for word in _WORD.findall(title)}
    spellings = Counter(word for word in _WORD.findall(body) if word.casefold() in words)

    def spelled(found: re.Match[str]) -> str:
        word, low = found[0], found[0].lower()
        others = spellings[low] + spellings[word.capitalize()]
        if len(word) > 1 and (spellings[word] > others or (not others and _is_abbreviation(word))):
            return word
        return low if low in _SMALL and found.start() else word.capitalize()

    return _WORD.sub(spelled, title)


def _is_abbreviation(word: str) -> bool:
    return not _VOWELS & {*word} or bool(_NUMERAL.fullmatch(word))
