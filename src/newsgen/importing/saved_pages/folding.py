"""Fold the pages that are one story: its copies for phones and printers, and the pages it is continued on."""

from collections.abc import Iterable, Sequence

import msgspec

from newsgen.importing.saved_pages.addresses import path_and_query, web_address
from newsgen.importing.story import Header, Note, Story

_MIN_TEXT = 200  # characters of a story from which its text alone tells it from others
NEXT_PAGE = "\n<!--nextpage-->\n"


class PageRef(msgspec.Struct, frozen=True, array_like=True):
    """Where a page that was read is spooled, and what decides with which others it is one story.

    `key`, `own_key`, `title`, `text`, `lede` and `told` are hashes; `key` is 0 where the address is not
    known, and `told`, that of the site and the headline, where the headline is short.
    """

    file: int
    offset: int
    length: int
    is_story: bool
    key: int = 0
    own_key: int = 0
    part: int = 1
    title: int = 0
    text: int = 0
    size: int = 0
    lede: int = 0
    told: int = 0


class _Known:
    """The groups so far, by what later pages may share with them."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[int, int], int] = {}
        self.by_text: dict[tuple[int, int], int] = {}
        self.by_part: dict[tuple[int, int], int] = {}

    def add(self, page: PageRef, place: int) -> None:
        for key in (page.key, page.own_key):
            if key:
                self.by_key.setdefault((key, page.title), place)
                if page.lede:
                    self.by_key.setdefault((key, page.lede), place)
        if page.size >= _MIN_TEXT:
            self.by_text.setdefault((page.text, page.title), place)
        if page.told:
            self.by_part.setdefault((page.told, min(page.part, 2)), place)

    def place(self, page: PageRef) -> int | None:
        """The group of an earlier page of the same story."""
        for key in (page.key, page.own_key):
            for same in (page.title, page.lede):
                if key and same and (found := self.by_key.get((key, same))) is not None:
                    return found
        if page.size >= _MIN_TEXT and (found := self.by_text.get((page.text, page.title))) is not None:
            return found
        return self._place_of_part(page)

    def _place_of_part(self, page: PageRef) -> int | None:
        """The group of other pages of a longer story that has the same headline and no address in common."""
        if not page.told:
            return None
        later = self.by_part.get((page.told, 2))
        return later if page.part == 1 or later is not None else self.by_part.get((page.told, 1))


def folded(pages: Iterable[PageRef]) -> list[tuple[PageRef, ...]]:
    """The pages in groups of which each is one story, or one page that is none, in the order of the first."""
    groups: list[list[PageRef]] = []
    known = _Known()
    for page in pages:
        place = known.place(page) if page.is_story else None
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(page)
        if page.is_story:
            known.add(page, place)
    return [tuple(group) for group in groups]


def merged(pages: Sequence[PageRef], stories: Sequence[Story]) -> Story:
    """One story of all its pages: the fullest copy of each part, in order."""
    parts: dict[int, list[tuple[PageRef, Story]]] = {}
    for page, story in zip(pages, stories, strict=True):
        parts.setdefault(page.part, []).append((page, story))
    best = [max(parts[number], key=_fullness) for number in sorted(parts)]
    first_page, first = best[0]
    bodies = [first.body]
    for _, story in best[1:]:
        if story.body and _opening(story.body) not in "".join(bodies):
            bodies.append(story.body)
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


def _fullness(pair: tuple[PageRef, Story]) -> tuple[int, bool, bool, int]:
    page, story = pair
    return page.size, story.header.date is not None, page.key == page.own_key, -page.offset


def _opening(body: str) -> str:
    return body[:400]


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
