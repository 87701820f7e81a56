"""Words made into parts of an address."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_APART = re.compile(r"[^\w]+|_+")
_LONGEST = 100


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Lower-case words joined by hyphens: Latin letters without accents, other scripts as they are.

    Percent-escapes are undone first, as WordPress exports carry them. Text without any letter or
    digit gives an empty string. No slug is longer than 100 characters, cut between words.
    """
    text = unquote(text).replace("’", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = _APART.sub("-", unicodedata.normalize("NFC", plain)).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return slug
