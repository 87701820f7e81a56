"""How other generators spell the parts of addresses."""

import re
import unicodedata
from datetime import datetime

from newsgen.importing.adopt.archive import UnknownAddressError

_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]")
_FIELD = re.compile(r":(\w+)")


def undated(name: str) -> str:
    """The name of a file without the date before it."""
    found = _DATED.match(name)
    return name[found.end() :] if found else name


def with_whole_date(path: str) -> str:
    """A path in which the date before the name of the file has two digits for month and day."""
    folder, slash, name = path.rpartition("/")
    found = _DATED.match(name)
    if not found:
        return path
    year, month, day = found[0][:-1].split("-")
    return f"{folder}{slash}{year}-{month:0>2}-{day:0>2}{found[0][-1]}{name[found.end() :]}"


def filled(pattern: str, values: dict[str, str]) -> str:
    """A pattern with fields like `:year`; two slashes become one.

    Raises:
        UnknownAddressError: it has another field.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        while name and name not in values:  # `:title_x` is `:title` and `_x`
            name = name[:-1]
        if not name:
            raise UnknownAddressError(f"`{found[0]}` in its pattern is not known")
        return values[name] + found[1][len(name) :]

    return re.sub("/{2,}", "/", "/" + _FIELD.sub(value, pattern))


def dates(at: datetime | None) -> dict[str, str]:
    """The fields of a date, as Jekyll and Hexo call them."""
    if at is None:
        return {}
    return {
        "year": f"{at:%Y}",
        "short_year": f"{at:%y}",
        "month": f"{at:%m}",
        "i_month": str(at.month),
        "short_month": f"{at:%b}",
        "long_month": f"{at:%B}",
        "day": f"{at:%d}",
        "i_day": str(at.day),
        "y_day": f"{at:%j}",
        "short_day": f"{at:%a}",
        "long_day": f"{at:%A}",
        "week": f"{at:%V}",
        "w_year": f"{at:%G}",
        "w_day": f"{at:%u}",
        "hour": f"{at:%H}",
        "minute": f"{at:%M}",
        "second": f"{at:%S}",
    }


def hugo(words: str, *, lower: bool = True, accents: bool = True) -> str:
    """A part of an address as Hugo makes it of words."""
    text = unicodedata.normalize("NFC", words.strip())
    if not accents:
        text = _plain(text)
    kept = "".join(
        char if char.isalnum() or char in "._#+~-@" or unicodedata.category(char)[0] == "M" else " "
        for char in text.replace("'", "").replace("’", "")
    )
    made = re.sub("-*[ ]+-*", "-", kept.strip()) if " " in kept else kept
    return made.lower() if lower else made


def slug(words: str) -> str:
    """A slug as the libraries of Pelican, Eleventy, Zola and Astro make it, but for rare signs."""
    text = re.sub(r"[^\w\s-]", "", _plain(words)).strip().lower()
    return re.sub(r"[-\s]+", "-", text).strip("-")


def github(words: str) -> str:
    """A slug as GitHub makes it of a heading, and Astro of the names of files: only spaces become hyphens."""
    return re.sub(r"[^\w\s-]", "", words.strip().lower()).replace(" ", "-")


def _plain(text: str) -> str:
    """A text without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")
