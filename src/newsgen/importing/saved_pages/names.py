"""Tell the names of persons from those of sites, offices, sections and places."""

from collections.abc import Collection

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import is_boilerplate
from newsgen.importing.page_text.bylines import is_capital_name, is_name, is_newsroom, sections_in
from newsgen.importing.saved_pages.words import (
    ADDRESS,
    GIVEN_NAMES,
    NEWSROOM_PARTS,
    NEWSROOM_WORDS,
    PLACE_WORDS,
    TITLES,
)

_LONGEST = 60
_MOST_WORDS = 6
_VOWELS = frozenset("aeiouy")


def is_person(name: str, sites: Collection[str]) -> bool:
    """Whether a name may be that of a person: no newsroom, no address, no part of the site's name."""
    plain = slugify(name).replace("-", "")
    parts = slugify(name).split("-")
    if not plain or any(map(str.isdigit, name)) or len(name) > _LONGEST or len(parts) > _MOST_WORDS:
        return False
    if is_newsroom(name) or ADDRESS.search(name) or is_boilerplate(name) or sections_in(name) is not None:
        return False
    if any(plain == site or (len(site) > 4 and (site in plain or plain in site)) for site in sites):
        return False
    if any(map(NEWSROOM_PARTS.search, parts)) or NEWSROOM_WORDS.intersection(parts):
        return False
    return not are_initials(name)


def are_initials(name: str) -> bool:
    """Whether a name is one of few letters, as those who wrote and edited sign a story: `rtn`, `AS`."""
    return (
        " " not in name and (len(name) < 4 or not _VOWELS.intersection(name.lower())) and name != name.title()
    )


def is_known_name(name: str) -> bool:
    """Whether a name is a full one that begins with a given name of Indonesia, so that no place is meant."""
    plain = name.partition(",")[0]
    if not is_name(plain) and not is_capital_name(plain):
        return False
    first, *rest = [part for part in slugify(plain).split("-") if part not in TITLES and len(part) > 1] or [
        ""
    ]
    return first in GIVEN_NAMES and (bool(rest) or plain.count(" ") > 0)


def may_be_place(name: str) -> bool:
    """Whether a name begins as those of places do: `Lubuk Sari`."""
    return slugify(name).partition("-")[0] in PLACE_WORDS
