"""Characters that nobody sees, or that turn the direction of others: the receipt names them."""

from collections.abc import Callable

_SPACES = "\r\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_JOINERS = "\xad\u200c\u200d"  # parts of words, and of emoji


def named(text: str, shown: Callable[[str], str], name: Callable[[str], str]) -> str:
    """A text with the names of such characters in their place, as `name` writes `U+202E`.

    `shown` is applied to what is between them.
    """
    parts: list[str] = []
    start = 0
    for at, char in enumerate(text):
        if char.isprintable() or char in "\n\t":
            continue
        parts.append(shown(text[start:at]))
        start = at + 1
        if char in _SPACES:
            parts.append(" ")
        else:
            parts.append(char if char in _JOINERS else name(f"U+{ord(char):04X}"))
    return "".join((*parts, shown(text[start:])))
