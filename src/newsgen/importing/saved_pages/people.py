"""Find who wrote and edited a story: the labels and the byline that are seen, then what the markup says."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import list_label, read_also_title
from newsgen.importing.page_text.bylines import is_name, is_single_name, name_in_byline, people
from newsgen.importing.page_text.candidates import Fields, FieldValue
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages.credits import (
    bare_names,
    in_author_box,
    is_bare_name,
    linked_authors,
    pair_with,
    read_credits,
    without_signature,
)
from newsgen.importing.saved_pages.layout import Layout
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.names import is_person
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.shown_dates import are_together
from newsgen.importing.saved_pages.titles import names_of_site
from newsgen.importing.saved_pages.tree import Block, lines, named, words
from newsgen.importing.saved_pages.words import AUTHOR_CLASSES, FURNITURE, HEADINGS

_LONGEST = 120
_BELOW = 6  # blocks below the story in which it may be signed
_HEAD = 3  # blocks above a headline
_MOST = 4
_LINKED = 0.9
_EDITOR_CLASSES = re.compile(r"(?:^|[\s_-])(?:editor|editors|penyunting|redaktur)(?=$|[\s_-])")
_EDITOR = re.compile(r"(?:editor|ed|redaktur|penyunting)\b", re.I)
_AN_EDITOR = re.compile(r"(?:ed|editor|red|redaktur|penyunting) ?[:.] ?(.+)", re.I)
_IN_TITLE = re.compile(r" (?:oleh|by):? (?P<name>[^|–—-]{4,40}?)(?= [|–—-] |$)")
_BESIDE_DATE = "the name beside the date"
_BESIDE = ("the byline", _BESIDE_DATE)  # lines that have no label alone for names


class Around(NamedTuple):
    """The blocks around a story in which names may stand.

    `near` are those above, below and between its paragraphs, `above` those between headline and story,
    `head` those right above the headline in one element with it,
    `short` those in it that are no prose, `ends` its last ones and those right below, `below` more of these
    up to a list, also of what stands around stories.
    """

    near: Sequence[Block]
    above: Sequence[Block]
    short: Sequence[Block]
    ends: Sequence[Block]
    below: Sequence[Block]
    head: Sequence[Block]


class People(NamedTuple):
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    provenance: Provenance


def find_people(page: OpenPage, layout: Layout, labelled: Fields) -> People:
    """The authors and editors; nobody rather than a newsroom, the site, or a name that nobody saw.

    `labelled` are the fields of the lines around the story.
    """
    said, around, seen = page.said, _around(page, layout), layout.text_near(page)
    prose = (page.blocks[at] for at in layout.places if page.weight(at))
    told_of = hyphenated(" ".join(without_signature(block.text) for block in prose))
    sites = page.sites | names_of_site(said, (block.text for block in page.all_blocks))
    there = read_credits((*around.above, *around.short), around.ends, around.below, sites, told_of)
    bare = bare_names(around.above, sites, told_of)
    found = _by_label_or_markup(said, labelled, bare, around, sites, seen, told_of)
    moved = tuple(match[1] for name in found.authors if (match := _AN_EDITOR.fullmatch(name)))
    authors = tuple(name for name in found.authors if not _AN_EDITOR.fullmatch(name))
    editors = found.editors or _persons((*moved, *there.editors), sites)
    named_there = tuple(one for one in _persons(there.labelled, sites) if not _is_in(one, editors))
    authors = tuple(name for name in authors if not (_is_in(name, editors) and named_there))
    if len(named_there) == 1 and (pair := pair_with(around.above, named_there[0])):
        others = tuple(one for one in _persons(pair, sites) if not _is_in(one, named_there))
        authors = tuple(name for name in authors if not _is_in(name, others))
        is_behind = _is_in(pair[1], named_there)  # `EDITOR | REPORTER`
        editors = editors or (others if is_behind else ())
    if named_there and (found.provenance is not Provenance.METADATA or not authors):
        new = tuple(name for name in named_there if not _is_in(name, authors))
        return People((*new, *authors) if new else authors, editors, Provenance.LABEL)
    if authors:
        return People(authors, editors, found.provenance)
    for names in (
        bare,
        there.signed,
        [*_in_titles(said, seen)],
        [*in_author_box(page.all_blocks)][:1],
        [*linked_authors((*around.above, *around.below))][:1],
        [*linked_authors(around.head)][:1],
    ):
        if authors := tuple(one for one in _persons(names, sites) if not _is_in(one, editors)):
            return People(authors, editors, Provenance.POSITION)
    return People((), editors, found.provenance)


def _around(page: OpenPage, layout: Layout) -> Around:
    blocks, first, last = page.blocks, layout.first, layout.places[-1]
    end = _end(page, layout)
    places = [at for at in layout.places if at < end]
    ends = places[-2:]
    for at in range(last + 1, min(len(blocks), last + _BELOW)) if end > last else ():
        if blocks[at].tag in HEADINGS or any(row.label for row in layout.rows_of.get(at, [])):
            break
        ends.append(at)
    return Around(
        layout.near(page),
        blocks[max(0, min(layout.title.at, first)) : first],
        [blocks[at] for at in places if not page.weight(at)],
        [blocks[at] for at in ends],
        [*takewhile(lambda block: not _begins_list(block), layout.below(page))],
        [*_head(blocks, layout.title.at)],
    )


def _head(blocks: Sequence[Block], title_at: int) -> Iterator[Block]:
    """The blocks right above a headline in one element with it."""
    for block in blocks[max(0, title_at - _HEAD) : max(0, title_at)]:
        if are_together(block, blocks[title_at]):
            yield block


def _end(page: OpenPage, layout: Layout) -> int:
    """The place behind the story and the lines below its last paragraph, where a list of others may begin."""
    last = max(filter(page.weight, layout.places), default=layout.places[-1])
    end = layout.places[-1] + 1
    return next((at for at in range(last + 1, end) if _begins_list(page.blocks[at])), end)


def _begins_list(block: Block) -> bool:
    """Whether a block is the label over other stories or comments, or a headline that leads to a story."""
    low = block.lines[0].lower().lstrip("0123456789 ").rstrip(" :") if block.lines else ""
    is_card = block.text.count(" ") > 2 and block.links >= _LINKED * len(block.text)
    return bool(low and (list_label(low) or read_also_title(low, low) is not None)) or is_card


def _by_label_or_markup(
    said: Metadata,
    labelled: Fields,
    bare: Sequence[str],
    around: Around,
    sites: Collection[str],
    seen: str,
    told_of: str,
) -> People:
    """The people that a label, the markup or a byline names, which may be but a `bare` name."""
    editors = _persons(labelled["editors"].value, sites) if "editors" in labelled else ()
    if not editors:
        editors = _persons([one.text for one in around.near if _is_editor(one)], sites)
        editors = editors or tuple(name for name in _persons(said.editors, sites) if slugify(name) in seen)
    label = labelled.get("authors")
    named_there = _persons(label.value, sites) if label is not None else ()
    if label is not None and is_bare(label):
        known = [name for name in label.value if is_bare_name(name, told_of)]
        named_there = tuple(one for one in _persons((*bare, *known), sites) if not _is_in(one, editors))
    if named_there and label is not None and not label.evidence.startswith(_BESIDE):
        return People(named_there, editors, Provenance.LABEL)
    marked = [names for names in _marked(around.near, sites) if not _are_in(names, editors)]
    told = tuple(name for name in _told(said, sites, seen) if not _is_in(name, editors))
    if marked:
        fuller = _unique(name for names in marked if _are_in(names, told) for name in names)
        how = Provenance.METADATA if fuller else Provenance.POSITION
        return People(fuller or _unique(name for names in marked for name in names)[:_MOST], editors, how)
    if named_there and not (told and slugify(told[0]) in seen):
        return People(named_there, editors, Provenance.LABEL)
    return People(told, editors, Provenance.METADATA if told else Provenance.POSITION)


def is_bare(field: FieldValue) -> bool:
    """Whether a name has no label but stands beside a date, as below a story those of comments do."""
    return field.evidence == _BESIDE_DATE


def without_bylines_below(labelled: Fields, page: OpenPage, layout: Layout) -> Fields:
    """The fields without a byline below the story, or a name beside a date there: other stories have them."""
    byline = labelled.get("authors")
    if byline is None or not byline.evidence.startswith(_BESIDE):
        return labelled
    if byline.line <= (layout.first if is_bare(byline) else _end(page, layout)):
        return labelled
    return {name: field for name, field in labelled.items() if name != "authors"}


def _in_titles(said: Metadata, seen: str) -> Iterator[str]:
    """The name that only a title has behind the headline: `Naik Kereta oleh Ani Lestari - Kabar Kita`."""
    for one in said.titles:
        found = _IN_TITLE.search(one.text)
        headline = f"-{slugify(one.text[: found.start()])}-" if found else ""
        if found and is_name(found["name"]) and headline in seen and f"{headline}oleh-" not in seen:
            yield found["name"]


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
    return _unique(name for text in texts for name in people(text) if is_person(name, sites))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, as it is spelled first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(slugify(name), name)
    return tuple(found.values())


def _marked(near: Sequence[Block], sites: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The names in each element that the markup calls authors."""
    done: set[HtmlElement] = set()
    for block in near:
        for element in _author_elements(block):
            if element in done or any(above in done for above in element.iterancestors()):
                continue
            shown = lines(element)
            text = " ".join(shown)
            if not len(text) > 2 or min(map(len, shown)) > _LONGEST or _EDITOR.match(text):
                continue
            done.add(element)
            for line in (*shown, text) if len(text) <= _LONGEST else shown:
                if names := tuple(_names_on(line, element, sites)):
                    yield names
                    break


def _names_on(line: str, element: HtmlElement, sites: Collection[str]) -> Iterator[str]:
    name = name_in_byline(line) or line
    by_markup = "author" in f"{element.get('rel') or ''}{element.get('itemprop') or ''}{named(element)}"
    for person in people(name.removeprefix(":").strip()):
        is_full = is_name(person.partition(",")[0]) or is_single_name(person)
        if is_person(person, sites) and (is_full or (by_markup and _is_short(person))):
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


def _are_in(names: Sequence[str], others: Sequence[str]) -> bool:
    return any(_is_in(name, others) for name in names)


def _is_in(name: str, others: Sequence[str]) -> bool:
    return slugify(name) in {slugify(one) for one in others}
