"""Find who wrote and edited a story: the labels and the byline that are seen, then what the markup says."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import is_boilerplate
from newsgen.importing.page_text.bylines import (
    is_name,
    is_newsroom,
    is_single_name,
    name_in_byline,
    people,
    sections_in,
)
from newsgen.importing.page_text.candidates import Fields
from newsgen.importing.saved_pages.credits import in_author_box, read_credits, without_site
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.tree import Block, named, words
from newsgen.importing.saved_pages.words import AUTHOR_CLASSES, FURNITURE

_LONGEST = 120
_ADDRESS = re.compile(r"@|://|\.(?:com|co|id|net|org|news|tv|info|example)\b", re.I)
_EDITOR_CLASSES = re.compile(r"(?:^|[\s_-])(?:editor|editors|penyunting|redaktur)(?=$|[\s_-])")
_NEWSROOM_WORDS = frozenset(
    "redaksi admin administrator redaktur editor tim team newsroom desk humas kontributor superadmin"
    " webmaster operator publisher anonymous guest unknown news berita media online staff"
    " posted published written ditulis diposting oleh by on in at pada komentar comment share"
    " pemutakhiran terakhir update updated diperbarui dibaca views hits tanggal".split()
)
_NEWSROOM_PARTS = re.compile(r"^(?:by)?(?:humas|admin|redaksi)|(?:humas|admin|redaksi|polres|polda)$")
_AN_EDITOR = re.compile(r"(?:ed|editor|red|redaktur|penyunting) ?[:.] ?(.+)", re.I)
_BESIDE = ("the byline", "the name beside")  # lines that have no label alone for names


class Around(NamedTuple):
    """The blocks beside a story, its last ones and those right below, and all of the page."""

    beside: Sequence[Block]
    ends: Sequence[Block]
    every: Sequence[Block]


class People(NamedTuple):
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    provenance: Provenance


def people_of(found: People, around: Around, sites: Collection[str]) -> People:
    """The people that were found, with those that credits, signatures and boxes name beside them."""
    moved = tuple(match[1] for name in found.authors if (match := _AN_EDITOR.fullmatch(name)))
    authors = tuple(name for name in found.authors if not _AN_EDITOR.fullmatch(name))
    named_there = read_credits(around.beside, around.ends)
    editors = found.editors or _persons((*moved, *named_there.editors), sites)
    labelled = tuple(one for one in _persons(named_there.labelled, sites) if not _is_in(one, editors))
    authors = tuple(name for name in authors if not (_is_in(name, editors) and labelled))
    if labelled and (found.provenance is not Provenance.METADATA or not authors):
        new = tuple(name for name in labelled if not _is_in(name, authors))
        return People((*new, *authors) if new else authors, editors, Provenance.LABEL)
    if not authors:
        sides = [name for block in around.beside if (name := without_site(block, sites))]
        for names in (named_there.signed, sides, [*in_author_box(around.every)][:1]):
            if authors := tuple(one for one in _persons(names, sites) if not _is_in(one, editors)):
                return People(authors, editors, Provenance.POSITION)
    return People(authors, editors, found.provenance)


def find_people(
    said: Metadata,
    labelled: Fields,
    beside: Fields,
    near: Sequence[Block],
    sites: Collection[str],
    seen: str,
    told_of: str,
) -> People:
    """The authors and editors; nobody rather than a newsroom, the site, or a name that nobody saw.

    `labelled` and `beside` are the fields of the lines around the story, `near` the blocks there, and `seen`
    the text of the page around the story, as a slug; `told_of` is the story itself as one.
    """
    editors = _persons(labelled["editors"].value, sites) if "editors" in labelled else ()
    if not editors:
        editors = _persons([one.text for one in near if _is_editor(one)], sites)
        editors = editors or tuple(name for name in _persons(said.editors, sites) if slugify(name) in seen)
    label = labelled.get("authors")
    named_there = _persons(label.value, sites) if label is not None else ()
    if named_there and label is not None and not label.evidence.startswith(_BESIDE):
        return People(named_there, editors, Provenance.LABEL)
    marked = tuple(dict.fromkeys(_marked(near, sites)))
    told = tuple(name for name in _told(said, sites, seen) if not _is_in(name, editors))
    if marked:
        fuller = tuple(name for name in told if _is_in(name, marked))
        return People(fuller or marked[:4], editors, Provenance.METADATA if fuller else Provenance.POSITION)
    if named_there and not (told and slugify(told[0]) in seen):
        return People(named_there, editors, Provenance.LABEL)
    if told:
        return People(told, editors, Provenance.METADATA)
    if "authors" in beside and beside["authors"].provenance is not Provenance.GUESS:
        names = _persons(beside["authors"].value, sites)
        names = tuple(
            name for name in names if f"-{slugify(name)}-" not in told_of
        )  # a place has a part in it
        return People(names, editors, Provenance.POSITION)
    return People((), editors, Provenance.POSITION)


def _told(said: Metadata, sites: Collection[str], seen: str) -> tuple[str, ...]:
    """The authors of the first kind of markup that names persons."""
    for kinds in (("json-ld",), ("microdata",), ("meta",)):
        names = _persons([one.text for one in said.authors if one.by in kinds], sites)
        if kinds == ("meta",):
            names = tuple(name for name in names if slugify(name) in seen)
        else:
            names = tuple(name for name in names if slugify(name) in seen or is_name(name))
        if names:
            return names
    return ()


def _persons(texts: Sequence[str], sites: Collection[str]) -> tuple[str, ...]:
    found = [name for text in texts for name in people(text) if is_person(name, sites)]
    return tuple({slugify(name): name for name in reversed(found)}.values())[::-1]


def is_person(name: str, sites: Collection[str]) -> bool:
    """Whether a name may be that of a person: no newsroom, no address, no part of the site's name."""
    plain = slugify(name).replace("-", "")
    if not plain or any(map(str.isdigit, name)) or is_newsroom(name) or _ADDRESS.search(name):
        return False
    if any(plain == site or (len(site) > 4 and (site in plain or plain in site)) for site in sites):
        return False
    parts = slugify(name).split("-")
    if is_boilerplate(name) or sections_in(name) is not None:
        return False
    if any(map(_NEWSROOM_PARTS.search, parts)):
        return False
    return not _NEWSROOM_WORDS.intersection(parts) and len(name) <= 60 and len(parts) <= 6


def _marked(near: Sequence[Block], sites: Collection[str]) -> Iterator[str]:
    """The names in elements that the markup calls authors."""
    done: set[HtmlElement] = set()
    for block in near:
        for element in _author_elements(block):
            origin = element
            if origin in done or any(above in done for above in origin.iterancestors()):
                continue
            text = words(element)
            if not 2 < len(text) <= _LONGEST:
                continue
            done.add(origin)
            name = name_in_byline(text) or text
            for person in people(name.removeprefix(":").strip()):
                by_markup = "author" in (element.get("rel") or "") + (element.get("itemprop") or "") + named(
                    element
                )
                if is_person(person, sites) and (
                    is_name(person.partition(",")[0])
                    or is_single_name(person)
                    or (by_markup and _is_short(person))
                ):
                    yield person


def _is_short(name: str) -> bool:
    return name.count(" ") < 4 and not any(map(str.isdigit, name)) and len(name) > 2 and name[:1].isalpha()


def _author_elements(block: Block) -> Iterator[HtmlElement]:
    inside = [one for one in block.element.iter() if isinstance(one.tag, str)]
    surest = [one for one in inside if "author" in (one.get("rel") or "").split()]
    surest += [one for one in inside if (one.get("itemprop") or "") == "author"]
    called = [one for one in inside if one.get("class") and AUTHOR_CLASSES.search(named(one))]
    narrow = [
        one
        for one in called
        if not any(other is not one and one in other.iterancestors() for other in called)
    ]
    yield from surest or narrow
    if surest or narrow:
        return
    above: HtmlElement | None = block.place
    for _ in range(3):
        if above is None or above.tag in ("article", "body", "main") or _EDITOR_CLASSES.search(named(above)):
            return
        if (
            above.get("class")
            and AUTHOR_CLASSES.search(named(above))
            and len(words(above)) <= _LONGEST
            and not FURNITURE.search(named(above))
        ):
            yield above if len(inside) < 2 else block.element
            return
        above = above.getparent()


def _is_editor(block: Block) -> bool:
    """Whether the markup calls a short text the name of an editor."""
    if not is_name(block.text):
        return False
    return _EDITOR_CLASSES.search(f"{named(block.element)} {named(block.parent)}") is not None


def _is_in(name: str, others: Sequence[str]) -> bool:
    return slugify(name) in {slugify(one) for one in others}
