"""Fold the pages that are one story: its copies for phones and printers, and the pages it is continued on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages.addresses import path_and_query, web_address
from newsgen.importing.saved_pages.parts import title_of_whole
from newsgen.importing.story import Header, Note, Story

_MIN_SENTENCE = 25  # characters of one that tells a text from others
_SKETCH = 12  # sentences by which a text is known
_SHARED = 0.5  # of the sentences of the shorter of two texts
_NEARLY = 0.9  # of the length of the longest copy
_MOST_ALIKE = 50  # earlier pages with the same headline that a page is compared with
_SENTENCE_ENDS = re.compile(r"[.?!](?=\W|$)|\n")
_BREAKS = re.compile(r"</(?:p|h\d|li|td|blockquote|figcaption)>|<br ?/?>")
_TAGS = re.compile(r"<[^<>]*>")
NEXT_PAGE = "\n<!--nextpage-->\n"


class PageRef(msgspec.Struct, frozen=True, array_like=True):
    """Where a page that was read is spooled, and what decides with which others it is one story.

    `key`, `own_key`, `title`, `site` and `lede` are hashes, 0 where the page does not say it. `sketch` are
    hashes of some of its sentences, `day` is that of its publication, and `has_long_title` says that few
    stories have its headline.
    """

    file: int
    offset: int
    length: int
    is_story: bool
    key: int = 0
    own_key: int = 0
    part: int = 1
    title: int = 0
    site: int = 0
    size: int = 0
    lede: int = 0
    has_long_title: bool = False
    sketch: tuple[int, ...] = ()
    day: int = 0


def sketch(text: str) -> tuple[int, ...]:
    """Hashes of some sentences of a text, the same ones in each copy that has them."""
    hashes = {
        int.from_bytes(blake2b(one.encode(), digest_size=8).digest(), "big") >> 1 for one in sentences(text)
    }
    return tuple(sorted(hashes)[:_SKETCH])


def sentences(text: str) -> set[str]:
    """The longer sentences of a text or a story in HTML, as slugs."""
    plain = _TAGS.sub("", _BREAKS.sub("\n", text))
    found = (hyphenated(part) for part in _SENTENCE_ENDS.split(plain))
    return {one for one in found if len(one) >= _MIN_SENTENCE}


def folded(pages: Iterable[PageRef]) -> list[tuple[PageRef, ...]]:
    """The pages in groups of which each is one story, or one page that is none, in the order of the first."""
    every = list(pages)
    first = list(range(len(every)))  # the place of an earlier page of the same story, in the end of the first

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = at = first[first[at]]
        return at

    for one, other in _pairs(every):
        low, high = sorted((root(one), root(other)))
        first[high] = low
    groups: dict[int, list[PageRef]] = {}
    for at, page in enumerate(every):
        groups.setdefault(root(at), []).append(page)
    return [tuple(group) for group in groups.values()]


def _pairs(pages: Sequence[PageRef]) -> Iterator[tuple[int, int]]:
    """The places of pages that are one story, each with that of an earlier one."""
    by_address: dict[tuple[int, int], int] = {}
    by_title: dict[int, list[int]] = {}
    for at, page in enumerate(pages):
        if not page.is_story:
            continue
        for key in filter(None, {page.key, page.own_key}):
            for same in filter(None, (page.title, page.lede)):
                yield by_address.setdefault((key, same), at), at
        alike = by_title.setdefault(page.title, [])
        yield from ((other, at) for other in alike[-_MOST_ALIKE:] if _is_same(pages[other], page))
        alike.append(at)


def _is_same(one: PageRef, other: PageRef) -> bool:
    """Whether pages with the same headline have the same text, or are numbered pages of one story."""
    if one.site and other.site and one.site != other.site:
        return False
    if one.day and other.day and one.day != other.day:  # what a paper has every day, as the weather
        return False
    if one.title and _shares(set(one.sketch), set(other.sketch)):
        return True
    return one.has_long_title and one.part != other.part


def _shares(one: set[int] | set[str], other: set[int] | set[str]) -> bool:
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= _SHARED * least


def merged(pages: Sequence[PageRef], stories: Sequence[Story]) -> Story:
    """One story of all its pages: the fullest copy of each part, in order."""
    parts: dict[int, list[tuple[PageRef, Story]]] = {}
    for page, story in zip(pages, stories, strict=True):
        parts.setdefault(page.part, []).append((page, story))
    best = [one for number in sorted(parts) for one in _copies(parts[number])]
    first_page, first = best[0]
    bodies = [first.body]
    known = sentences(first.body)
    for _, story in best[1:]:
        more = sentences(story.body)
        if len(more - known) > len(more) / 2 or (not more and story.body not in "".join(bodies)):
            bodies.append(story.body)
            known |= more
    others = [story for story in stories if story is not first]
    notes = list(first.notes)
    if first_page.part > 1:
        message = f"it begins on page {first_page.part}: page 1 is not among the saved ones"
        notes.append(Note("first-page-missing", message, first.header.url, loses=True))
    notes += _missing_parts(sorted(parts), first.header.url)
    header = _header(first.header, [story.header for story in others])
    if header.date is not None:
        notes = [note for note in notes if note.kind != "no-date"]
    if others:
        places = ", ".join(story.place for story in others[:3])
        notes.append(
            Note("folded", f"{len(others)} other pages are the same story: {places}", first.header.url)
        )
    return msgspec.structs.replace(
        first,
        header=header,
        body=NEXT_PAGE.join(bodies),
        tags=first.tags or next((one.tags for one in others if one.tags), ()),
        editors=first.editors or next((one.editors for one in others if one.editors), ()),
        updated=first.updated or next((one.updated for one in others if one.updated), None),
        image=first.image or next((one.image for one in others if one.image), None),
        source=first.source or next((one.source for one in others if one.source), ""),
        comments=max((one.comments for one in stories), key=len),
        notes=tuple(notes),
    )


def _copies(pairs: Sequence[tuple[PageRef, Story]]) -> Iterator[tuple[PageRef, Story]]:
    """The fullest copy of each text among pages with one number: pages without any have the same one."""
    texts: list[tuple[set[str], list[tuple[PageRef, Story]]]] = []
    for pair in pairs:
        mine = sentences(pair[1].body)
        same = next((copies for known, copies in texts if not mine or _shares(mine, known)), None)
        if same is None:
            texts.append((mine, same := []))
        same.append(pair)
    for _, copies in texts:
        most = max(page.size for page, _ in copies)
        yield max((pair for pair in copies if pair[0].size >= _NEARLY * most), key=_fullness)


def _fullness(pair: tuple[PageRef, Story]) -> tuple[bool, int, bool, int, int]:
    """How much a copy says of its story: those for printers and phones call themselves so, and say less."""
    page, story = pair
    header = story.header
    is_whole = title_of_whole(header.title, page.part) == slugify(header.title)
    said = (header.date, header.authors, header.categories, story.editors, story.tags, story.image)
    return is_whole, sum(map(bool, said)), page.key == page.own_key, page.size, -page.offset


def _missing_parts(numbers: Sequence[int], url: str) -> list[Note]:
    missing = [number for number in range(numbers[0], numbers[-1]) if number not in numbers]
    if not missing:
        return []
    named = ", ".join(map(str, missing))
    return [Note("page-missing", f"page {named} of it is not among the saved ones", url, loses=True)]


def _header(first: Header, others: Sequence[Header]) -> Header:
    """The header of the first, with the addresses of all."""
    own = path_and_query(first.url) if first.url else ""
    found = [*first.addresses]
    for other in others:
        found += [path_and_query(other.url)] if web_address(other.url) else []
        found += other.addresses
    dated = next((other for other in others if other.date is not None), None)
    return msgspec.structs.replace(
        first,
        addresses=tuple(dict.fromkeys(one for one in found if one != own)),
        date=first.date or (dated.date if dated else None),
        authors=first.authors or next((other.authors for other in others if other.authors), ()),
        categories=first.categories or next((other.categories for other in others if other.categories), ()),
    )
