"""Find the story on a saved page: the run of paragraphs that counts most, wherever it stands."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from newsgen.importing.page_text.boilerplate import READ_ALSO, is_item, is_title
from newsgen.importing.page_text.candidates import Doubt
from newsgen.importing.page_text.datelines import split_credit, split_dateline
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.page_text.rows import Row, is_title_case, read_also_line

_MAX_TITLES = 4  # in a row, without a label, that may interrupt a story
_MAX_LISTED = 12  # under a label
_MAX_SUMMARY = 400
_MIN_STORY = 12
_MIN_FIRST = 300  # characters of a story that no later one on the page can replace easily
_OF_OTHERS = 0.5  # what stands below a story counts so much less
_OF_READERS = 0.1
_SITE_DATELINE = 200
_BYLINE = 150
_NEAR = 6
_MOST_BETWEEN = 3  # rows between a summary and the first paragraph
_MOST_HIGHLIGHTS = 6  # rows between a caption and the first paragraph, where that names the site
_MIN_SIGNED = 60
_MIN_VERSES = 4
_MAX_VERSES = 400
_POEMS = re.compile(r"\b(?:puisi|sajak|pantun|syair|poems?|poetry)\b", re.I)


class Span(NamedTuple):
    """The rows of the story, from `start` to before `end`, and how much all of them count."""

    start: int
    end: int
    weight: float


class _Gap(msgspec.Struct):
    """What stands between two paragraphs."""

    titles: int = 0
    listed: bool = False
    related: bool = False
    clock: bool = False
    dated: bool = False
    byline: bool = False
    closed: bool = False
    source: bool = False

    def add(self, row: Row) -> None:
        if row.kind == "text":
            self.titles += is_title(row.line.text)
        elif row.kind == "read-also":
            self.listed = True
        elif row.kind == "label":
            self.related = self.related or row.label == "related"
            self.closed = self.closed or row.label != "related"
        elif row.kind == "date" and row.dates:
            self.clock = (
                self.clock or bool(row.dates.labelled) or any(d.when.clock for d in row.dates.unlabelled)
            )
            self.dated = True
        elif row.kind in ("relative date", "end"):
            self.closed = True
        elif row.fields:
            self.byline = self.byline or (row.is_byline and not _is_byline_within(row))
            self.closed = self.closed or bool("tags" in row.fields and row.fields["tags"].value)
            self.source = self.source or "source" in row.fields

    def ends_story(self, rows: Sequence[Row], index: int) -> bool:
        """Whether the paragraph below, at `index`, belongs to something else."""
        if self.closed or self.clock or self.byline:
            return True
        if self.titles and (self.dated or self.source):
            return True
        if self.related:
            below = rows[index + 1] if index + 1 < len(rows) else None
            excerpt = (
                below is not None and below.kind == "text" and not below.weight and is_title(below.line.text)
            )
            return self.titles > _MAX_LISTED or (excerpt and self.titles > 0)
        return self.titles > (_MAX_LISTED if self.listed else _MAX_TITLES)


def _is_byline_within(row: Row) -> bool:
    """Whether a byline may stand below the first paragraphs: `M. BUSYRO, Radar Lereng`."""
    name, comma, _ = row.line.text.partition(", ")
    return bool(comma) and row.dates is None and name.isupper() and ":" not in name


class Group(NamedTuple):
    """Paragraphs that belong together: the first and the last row, their number, and how much they count."""

    start: int
    last: int
    paragraphs: int
    weight: float


def find_groups(rows: Sequence[Row]) -> list[Group]:
    """The groups of paragraphs on a page, in order."""
    groups: list[Group] = []
    gap = _Gap()
    start, last, count, weight = -1, -1, 0, 0.0
    for index, row in enumerate(rows):
        counts = row.weight and (row.kind == "text" or (row.kind == "caption" and last >= 0))
        if not counts:
            gap.add(row)
            continue
        if last < 0 or gap.ends_story(rows, index):
            if last >= 0:
                groups.append(Group(start, last, count, weight))
            start, count, weight = index, 0, 0.0
        last, count, weight = index, count + 1, weight + row.weight
        gap = _Gap()
    if last >= 0:
        groups.append(Group(start, last, count, weight))
    return groups


def find_story(rows: Sequence[Row], groups: Sequence[Group]) -> Span:
    """The span of the story; empty, at the end of the page, if there is none."""
    if not groups:
        return _short_story(rows)
    best, most, factor = groups[0], 0.0, 1.0
    comments = next((at for at, row in enumerate(rows) if row.label == "comments"), len(rows))
    listed = next((at for at in range(groups[0].last, len(rows)) if rows[at].label == "latest"), len(rows))
    for group in groups:
        score = (group.weight + _bonus(rows, group)) * factor
        if group.start > comments and groups[0].start < comments:
            score *= _OF_READERS
        elif group.start > listed:
            score *= _OF_OTHERS
        if score > most:
            best, most = group, score
        if group.weight >= _MIN_FIRST and group.paragraphs > 1:
            factor *= _OF_OTHERS
    start = _with_verses(rows, _after_summary(rows, best))
    return Span(start, _tail(rows, best.last + 1), best.weight)


def _bonus(rows: Sequence[Row], group: Group) -> float:
    found = split_dateline(rows[group.start].line.text)
    above = rows[max(0, group.start - _NEAR) : group.start]
    return _SITE_DATELINE * bool(found and (found.site or found.agency)) + _BYLINE * any(
        row.is_byline for row in above
    )


def _short_story(rows: Sequence[Row]) -> Span:
    """The first short sentence below another line."""
    for index, row in enumerate(rows):
        if index and len(row.text) >= _MIN_STORY and row.text.endswith((".", ".”", '."')):
            return Span(index, _tail(rows, index + 1), len(row.text))
    return Span(len(rows), len(rows), 0)


def _after_summary(rows: Sequence[Row], group: Group) -> int:
    """The first paragraph of the story, after any summary or caption above it."""
    first = group.start
    paragraphs = [
        at for at in range(first, min(group.last, first + _NEAR) + 1) if rows[at].weight and rows[at].text
    ]
    bylines = [at for at, row in enumerate(rows[: group.last]) if row.is_byline]
    for later in paragraphs[1:3]:
        above = rows[first].line.text
        between = len(_between(rows, first, later))
        if len(above) > _MAX_SUMMARY or between > _MOST_HIGHLIGHTS:
            break
        if _names_site(rows[later]) and not _names_site(rows[first]):
            return later
        if between > _MOST_BETWEEN:
            break
        if {"address", "caption"} <= {row.kind for row in rows[first:later]}:
            return later
        if _is_reported(rows[later]) and not _is_reported(rows[first]):
            return later
        if not bylines[:1] < [first] and any(first < at < later for at in bylines):
            return later
    return first


def _between(rows: Sequence[Row], first: int, later: int) -> list[Row]:
    return [row for row in rows[first + 1 : later] if row.kind not in ("boilerplate", "caption")]


def _with_verses(rows: Sequence[Row], start: int) -> int:
    """The first verse where poems stand above the first paragraph, and a line above them says so."""
    first = start
    while first and start - first < _MAX_VERSES and rows[first - 1].text and not rows[first - 1].weight:
        first -= 1
    if start - first < _MIN_VERSES:
        return start
    poems = any(_POEMS.search(row.line.text, 0, _MAX_SUMMARY) for row in rows[max(0, first - _NEAR) : first])
    return first if poems else start


def _is_reported(row: Row) -> bool:
    found = split_dateline(row.line.text)
    return found is not None and bool(found.site or found.agency or found.sure)


def _tail(rows: Sequence[Row], end: int) -> int:
    """The end of the story, with the short lines below that still belong to it."""
    while end < len(rows):
        row = rows[end]
        is_kept = row.kind == "read-also" or (
            row.kind == "caption" and (row.weight or _is_signed(row.line.text))
        )
        if is_kept or (row.kind == "text" and _closes(row.text)):
            end += 1
        elif row.kind == "boilerplate" and end + 1 < len(rows) and _leads_on(rows[end + 1]):
            end += 2
        else:
            break
    return end


def _is_signed(text: str) -> bool:
    """Whether what looks like a caption is the last paragraph of a story, with who wrote it at its end."""
    before = text.rpartition("(")[0].rstrip()
    return len(before) >= _MIN_SIGNED and ends_sentence(before)


def _leads_on(row: Row) -> bool:
    return row.kind == "read-also" and _titled(row)


def _closes(text: str) -> bool:
    """Whether a short line ends a story: a credit, or one more sentence."""
    if split_credit(text, 0) is not None:
        return True
    return ends_sentence(text) and (text.endswith(".") or not is_title_case(text)) and text.count(" ") > 0


def _names_site(row: Row) -> bool:
    found = split_dateline(row.line.text)
    return found is not None and bool(found.site)


def left_out(rows: Sequence[Row], groups: Sequence[Group], span: Span) -> list[Doubt]:
    """A doubt about what stands below the story and may belong to it."""
    below = rows[span.end] if span.end < len(rows) else None
    if below and below.kind == "text" and is_title(below.text) and not is_title_case(below.text):
        return [Doubt(below.line.number, "body: what stands from here on was left out")]
    long = next(
        (group for group in groups if group.start >= span.end and group.weight > span.weight / 2), None
    )
    if long:
        return [Doubt(rows[long.start].line.number, "body: this paragraph below the story was left out")]
    return []


def with_read_alsos(rows: list[Row]) -> tuple[list[Row], list[Doubt]]:
    """The rows of a story with each title under or above a bare `Baca Juga` as a read-also of its own."""
    kept: list[Row] = []
    index = 0
    label_below = False
    while index < len(rows):
        row = rows[index]
        index += 1
        if row.kind != "read-also":
            kept.append(row)
        elif _titled(row):
            kept.append(row)
            if row.line.after_blank and (
                items := [item for item in _items_below(rows, index) if _is_headline(item)]
            ):
                kept += map(_as_read_also, items)
                index += len(items)
        elif items := _items_below(rows, index):
            kept += map(_as_read_also, items)
            index += len(items)
        else:
            for above in range(len(kept) - 1, -1, -1):
                if not is_item(kept[above].line.text):
                    break
                kept[above] = _as_read_also(kept[above])
                label_below = True
    doubts: list[Doubt] = []
    if label_below:  # then the same list stands at the end once more, without its label
        end = 1 + max((at for at, row in enumerate(kept) if not is_item(row.text)), default=-1)
        doubts = [
            Doubt(row.line.number, "related: a title without a label was left out") for row in kept[end:]
        ]
        kept = kept[:end]
    return kept, doubts


def _is_headline(row: Row) -> bool:
    """Whether a line can't be a sub-heading: it is long, and in capitals as headlines are."""
    return row.text.count(" ") > 2 and not row.text.isupper() and is_title_case(row.text)


def _titled(row: Row) -> bool:
    return row.line.text.strip() != READ_ALSO.strip()


def _as_read_also(row: Row) -> Row:
    return Row(read_also_line(row.line, row.line.text), "read-also")


def _items_below(rows: Sequence[Row], start: int) -> list[Row]:
    """The titles right under a bare `Baca Juga`: those with bullets, else the first block."""
    items: list[Row] = []
    for row in map(rows.__getitem__, range(start, len(rows))):  # a slice would copy all that follow
        if row.kind != "text" or not is_title(row.text) or row.weight:
            break
        blank = row.line.after_blank and not _is_headline(row)
        if items and not (is_item(row.text) if is_item(items[0].text) else not blank):
            break
        items.append(row)
    return items
