"""Words made into parts of an address."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_APART = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_LONGEST = 100
_MOST_BYTES = 200  # no file system takes a name of more than 255


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Lower-case words joined by hyphens: Latin letters without accents, other scripts as they are.

    Percent-escapes are undone first, as WordPress exports carry them. Text without any letter or
    digit gives an empty string. No slug is longer than 100 characters or 200 bytes, cut between words.
    """
    text = unquote(text)
    if text.isascii():
        slug = _APART.sub("-", text.replace("'", "").lower()).strip("-")
    else:
        slug = _hyphenated(_folded(text).translate(_APOSTROPHES)).strip("-")
    longest = _LONGEST
    if not slug.isascii():
        longest = min(longest, len(slug.encode()[:_MOST_BYTES].decode(errors="ignore")))
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return slug


def _folded(text: str) -> str:
    """Text in one case and one spelling, its accents apart from their letters.

    Folded twice: letters of mathematics have a case only once they are plain ones.
    """
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())


def _hyphenated(text: str) -> str:
    """Letters, digits, and the marks of scripts that can't be written without them, as Devanagari."""
    kept: list[str] = []
    letter = ""
    for char in text:
        if char.isalnum():
            kept.append(char)
            letter = char
        elif unicodedata.category(char)[0] != "M":
            if letter:
                kept.append("-")
            letter = ""
        elif letter and not letter.isascii():
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))
