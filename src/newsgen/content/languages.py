"""Language codes, as `translations` in front matter has them and as pages print them (`en`, `zh-Hans`)."""

import re
from functools import lru_cache

_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=1024)
def canonical_language(code: str) -> str:
    """A language code in its usual capitals, with hyphens; empty for one that names no known language."""
    from babel.core import Locale, get_global  # it takes a while to import, and few articles name languages

    found = _CODE.fullmatch(code.strip())
    if not found:
        return ""
    english = Locale("en")
    language, script, region = found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()
    is_known = language in english.languages or language in get_global("likely_subtags")
    if not is_known or language in ("und", "mul", "zxx"):
        return ""
    if (script and script not in english.scripts) or (region and region not in english.territories):
        return ""
    return "-".join(filter(None, (language, script, region)))


def same_language(one: str, other: str) -> bool:
    """Whether two codes are of one language, whatever they say of region and script."""
    first, second = (canonical_language(code).partition("-")[0] for code in (one, other))
    return first == second
