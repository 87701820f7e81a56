"""Plain text of one line out of titles, names, captions and excerpts."""

import html
import re
from urllib.parse import unquote

_HTML_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--[^<>]*--)>")
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s+[\w-]+=[^\[\]]*)?/?\]")
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|h[1-6]|blockquote|tr)\b[^<>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """A text without its tags, with its entities as characters, on one line.

    >>> plain("Harga <em>cabai</em> &lt; Rp50.000 &amp; stok <3 ton")
    'Harga cabai < Rp50.000 & stok <3 ton'
    """
    if "<" in text:
        text = _HTML_TAG.sub("", _BLOCK_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def excerpt(text: str) -> str:
    """The plain text of an excerpt, without shortcodes."""
    return plain(_SHORTCODE.sub(" ", text) if "[" in text else text)


def first_words(text: str, count: int) -> str:
    """The first words of a body, with an ellipsis if there are more."""
    words = excerpt(text[:5000]).split()
    return " ".join(words[:count]) + ("…" if len(words) > count else "")


def slug_of(text: str) -> str:
    """A slug as people read it: WordPress keeps letters that are not Latin percent-encoded."""
    text = text.strip()
    return unquote(text) if "%" in text else text
