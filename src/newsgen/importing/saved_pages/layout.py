"""Find where headline and story stand on an open page, and what each line around them may be."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from newsgen.content.article import Provenance
from newsgen.importing.page_text.headline import Clues, find_headline
from newsgen.importing.page_text.lines import Line
from newsgen.importing.page_text.rows import Row, classify
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages.dates import is_foreign, is_period
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.titles import Title, find_title, is_told_of, title_slugs, without_site
from newsgen.importing.saved_pages.tree import Block

_BEGINNING = 8  # blocks of a story that say what it is about
_LONGEST = 3000  # characters of a line that are looked at
_MOST_LINES = 400  # of a block
_ABOVE = 8  # blocks above the headline, and below the story, that are near it
_BELOW = 30
_FAR_BELOW = 12


@dataclass(frozen=True, slots=True)
class Outline:
    """The places of the blocks of the region of a story, of its first paragraph (or -1), and its headline."""

    story: Sequence[int]
    first: int
    title: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand on a page that has a story, as places of blocks.

    `places` are those from which the story is taken, also prose between headline and region, `first` is that
    of its first paragraph. `rows` are the lines of all blocks; those of the story go from `start` to before
    `end`, and `headline` is that of the headline, or -1 if it does not stand above the story.
    """

    title: Title
    story: frozenset[int]
    places: Sequence[int]
    first: int
    beginning: str
    rows: Sequence[Row]
    rows_of: dict[int, list[Row]]
    start: int
    end: int
    headline: int

    def near(self, page: OpenPage) -> list[Block]:
        """The blocks above, below and between the paragraphs of the story."""
        around = self._around(page)
        beside = [page.blocks[at] for at in around if at not in self.story]
        return beside + [page.blocks[at] for at in sorted(self.story) if not page.weight(at)]

    def text_near(self, page: OpenPage) -> str:
        """The text of the story and of what is near it, as a slug."""
        return hyphenated(" ".join(page.blocks[at].text for at in self._around(page)))

    def below(self, page: OpenPage) -> Sequence[Block]:
        """The blocks below the story, also those that stand around stories on most pages."""
        last = page.all_blocks.index(page.blocks[self.places[-1]])
        return page.all_blocks[last + 1 : last + 1 + _FAR_BELOW]

    def _around(self, page: OpenPage) -> range:
        return range(max(0, self.title.at - _ABOVE), min(len(page.blocks), self.places[-1] + _BELOW))


def outline(page: OpenPage) -> Outline:
    """Find the story and its headline, or that there is none."""
    region = page.regions.story
    inside = set(region.iter()) if region is not None else set()
    story = [at for at, block in enumerate(page.blocks) if block.place in inside]
    weighed = (at for at in story if page.weight(at))
    first = next(weighed, story[0] if story else -1)
    return Outline(story, first, _title(page, story, first))


def _title(page: OpenPage, story: Sequence[int], first: int) -> Title:
    found = find_title(page.blocks, page.said, page.sites, first)
    if found.at >= 0 or first < 0:
        return found
    elsewhere = find_title(page.all_blocks, page.said, page.sites, -1)
    if elsewhere.at >= 0 and elsewhere.provenance is Provenance.METADATA:
        return elsewhere._replace(at=-1)
    beginning = _beginning(page, story)
    by_lines = _title_by_lines(page, story, first)
    if by_lines is not None and by_lines.provenance is Provenance.METADATA:
        return by_lines
    if is_told_of(found.text, beginning):
        return found._replace(text=without_site(found.text, beginning))
    return by_lines or found


def _title_by_lines(page: OpenPage, story: Sequence[int], first: int) -> Title | None:
    """The headline as it is found on a page without any markup."""
    rows = _rows(page)
    told = frozenset(slug for slug in title_slugs(page.said) if slug.count("-") > 1)
    seen = find_headline(rows, _row_at(rows, first), _row_at(rows, story[-1] + 1), Clues(told, page.sites))
    if seen.at < 0:
        return None
    field = seen.fields["title"]
    return Title(field.value, rows[seen.at].line.number - 1, field.provenance)


def _beginning(page: OpenPage, story: Sequence[int]) -> str:
    return " ".join(page.blocks[at].text for at in story[:_BEGINNING])


def lay_out(page: OpenPage, found: Outline) -> Layout:
    """Where things stand on a page with a story."""
    rows = _rows(page)
    rows_of: dict[int, list[Row]] = {}
    for row in rows:
        rows_of.setdefault(row.line.number - 1, []).append(row)
    places = _places(page, found)
    start = _row_at(rows, found.first)
    headline = _row_at(rows, found.title.at) if found.title.at >= 0 else -1
    return Layout(
        title=found.title,
        story=frozenset(found.story),
        places=places,
        first=found.first,
        beginning=_beginning(page, [*filter(page.weight, found.story)]),
        rows=rows,
        rows_of=rows_of,
        start=start,
        end=_row_at(rows, places[-1] + 1),
        headline=headline if headline < start else -1,
    )


def _places(page: OpenPage, found: Outline) -> list[int]:
    if found.title.at < 0:
        return [*found.story]
    between = [
        at
        for at in range(found.title.at + 1, found.story[0])
        if page.weight(at) or any(map(_has_picture, page.blocks[max(0, at - 2) : at + 1]))
    ]
    return between + [at for at in found.story if at != found.title.at]


def _has_picture(block: Block) -> bool:
    return next(block.element.iter("img"), None) is not None


def _rows(page: OpenPage) -> list[Row]:
    lines = [
        Line(at + 1, line[:_LONGEST], line[:_LONGEST])
        for at, block in enumerate(page.blocks)
        for line in block.lines[:_MOST_LINES]
    ]
    return [_without_foreign_dates(row) for row in classify(lines, page.zone)]


def _without_foreign_dates(row: Row) -> Row:
    """A row without dates of a period, or in a zone far from Indonesia, as programs write that send mail."""
    text = row.line.text
    return (
        msgspec.structs.replace(row, dates=None)
        if row.dates and (is_foreign(text) or is_period(text))
        else row
    )


def _row_at(rows: Sequence[Row], block: int) -> int:
    """The first row of a block."""
    return bisect_left(rows, block, key=lambda row: row.line.number - 1)
