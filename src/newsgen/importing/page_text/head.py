"""The lines of a saved news page told apart, and what stands above its story: headline, date, names."""

import re
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Origin
from newsgen.content.dates import Date, parse_date
from newsgen.content.slugs import slugify
from newsgen.importing.page_text import boilerplate
from newsgen.importing.page_text.boilerplate import READ_ALSO, Line, ends_sentence, is_prose, same_words
from newsgen.importing.page_text.bylines import (
    Fields,
    Found,
    byline,
    caption,
    is_name,
    labelled,
    sections,
    split_tags,
)
from newsgen.importing.page_text.datelines import DateLine, date_line, is_ago, opening, unglue


class Row(msgspec.Struct, frozen=True):
    """A line with what it is for: `text`, `date`, `field`, `caption`, `read-also`, `address` or `ago`."""

    line: Line
    kind: str
    fields: Fields = {}
    when: DateLine | None = None

    @property
    def text(self) -> str:
        """The words, if they may belong to the headline or the story; else nothing."""
        return self.line.text if self.kind == "text" else ""


Odd = list[tuple[Line, str]]

_GLUED = 8  # so many lines at the top may have a date and the first paragraph in one
_HEADLINE_LONGEST = 200
_HEADLINE_WORDS = 4
_SUMMARY_LONGEST = 400
_SHORTEST_STORY = 12
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_DATE_IN_ADDRESS = re.compile(r"/(?:(\d{4})/(\d\d)/(\d\d)|(\d\d)/(\d\d)/(\d{4}))/")
_DATE_IN_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-_ ]|$)")
_SHOWS = re.compile(r"\b(?:saat|ketika|sedang|tampak|berfoto|bersalaman|kiri|kanan)\b", re.I)


def rows_of(lines: Sequence[Line], zone: ZoneInfo) -> list[Row]:
    rows: list[Row] = []
    for place, whole in enumerate(lines):
        for line in unglue(whole, zone) if place < _GLUED else [whole]:
            rows.append((rows and _value_below(rows[-1], line)) or _row(line, zone))
    return rows


def _row(line: Line, zone: ZoneInfo) -> Row:
    if kind := _kind(line.text):
        return Row(line, kind)
    if when := date_line(line, zone):
        return Row(line, "date", when.beside, when)
    fields = labelled(line)
    if fields is None and all(word.startswith("#") for word in line.text.split()):
        fields = {"tags": Found(split_tags(line.text)[0], Origin.POSITION, line.number)}
    if fields is not None:
        return Row(line, "field", fields)
    if shown := caption(line.text):
        return Row(line, "caption", {"caption": Found(shown, Origin.POSITION, line.number)})
    return Row(line, "text")


def _kind(text: str) -> str:
    if text.startswith(READ_ALSO):
        return "read-also"
    if _ADDRESS.fullmatch(text):
        return "address"
    return "ago" if is_ago(text) else ""


def _value_below(label: Row, line: Line) -> Row | None:
    """What stands under a bare label: a name, or with a bullet the credit of a photo."""
    field = next((field for field, found in label.fields.items() if not found.value), None)
    if field in ("authors", "editors") and is_name(line.text):
        return Row(line, "field", {field: Found((line.text,), Origin.LABEL, line.number)})
    if (
        field in ("source", "caption")
        and boilerplate.is_bulleted(line.text)
        and len(line.text) < _HEADLINE_LONGEST
    ):
        return Row(line, "caption")
    return None


# --- above the story


def start_of(rows: Sequence[Row]) -> int:
    """Where the story starts: its first paragraph, not a summary or caption that stands before it."""
    paragraphs = [place for place, row in enumerate(rows) if _is_paragraph(row.text)]
    if not paragraphs:
        short = (
            place
            for place, row in enumerate(rows)
            if place and len(row.text) >= _SHORTEST_STORY and row.text.endswith((".", ".”", '."'))
        )
        return next(short, len(rows))
    first = paragraphs[0]
    bylines = [
        place for place, row in enumerate(rows) if {"authors", "editors"} & row.fields.keys() or row.when
    ]
    for later in paragraphs[1:3]:
        above = rows[first].text
        if len(above) > _SUMMARY_LONGEST or later > first + _HEADLINE_WORDS:
            break
        if (opening(rows[later].text) and not opening(above)) or (
            not bylines[:1] < [first] and any(first < place < later for place in bylines)
        ):
            return later
    return first


def _is_paragraph(text: str) -> bool:
    if not text or is_prose(text):
        return bool(text)
    found = opening(text)
    return found is not None and (
        bool(found.site or found.agency)
        or (found.sure and ends_sentence(text) and len(text) >= _SHORTEST_STORY)
    )


def address_of(rows: Sequence[Row], start: int) -> Fields:
    """The page's own address: a line above the story, or one with a label."""
    for place, row in enumerate(rows):
        said = row.fields.get("origin")
        if said and _ADDRESS.fullmatch(said.value):
            return {"origin": said}
        if row.kind == "address" and place < start:
            return {"origin": Found(row.line.text, Origin.POSITION, row.line.number)}
    return {}


def slugs_of(name: str, address: Fields) -> set[str]:
    """What the headline's slug is likely to be."""
    last = address["origin"].value.partition("?")[0].rstrip("/").rpartition("/")[2] if address else ""
    names = (slugify(_DATE_IN_NAME.sub("", name, count=1)), slugify(last.removesuffix(".html")))
    return {slug for slug in names if slug.count("-") > 1}


def headline_of(rows: Sequence[Row], start: int, slugs: set[str]) -> tuple[int, Fields]:
    """The place of the headline and the headline; -1 and nothing if there is none."""
    may_be = [place for place, row in enumerate(rows[:start]) if _may_be_headline(row)]
    sentence = not may_be
    if sentence:
        may_be = [place for place in range(start - 1) if rows[place].text and rows[place + 1].when]
    if not may_be:
        return -1, {}
    words = {place: slugify(rows[place].text) for place in may_be}
    every = Counter(slugify(row.text) for row in rows if len(row.text) <= _HEADLINE_LONGEST)
    sure = [place for place in may_be if words[place] in slugs] or [
        place for place in may_be if every[words[place]] > 1 and words[place].count("-") > 1
    ]
    group, masthead = _group(may_be, [place for place in range(start) if rows[place].when], words)
    long = [place for place in group if _is_long(words[place])]
    place = (sure or long or sorted(group, key=lambda place: -len(words[place])))[0]
    shown = _SHOWS.search(rows[place].text) and not any(row.when for row in rows[place:start])
    unsure = not sure and (len(long or group) > 1 or masthead or shown or sentence)
    how = "one of the lines above the story"
    origin = Origin.GUESS if unsure else Origin.POSITION
    return place, {"title": Found(rows[place].text, origin, rows[place].line.number, how)}


def _group(may_be: list[int], dates: list[int], words: dict[int, str]) -> tuple[list[int], bool]:
    """The lines right above the last date that has any, else those under it, which is then a masthead's."""
    above = [place for place in may_be if dates and place < dates[-1]]
    if not above:
        return may_be, False
    nearest = above[-1]
    date = min(date for date in dates if date > nearest)
    earlier = max((date for date in dates if date < nearest), default=-1)
    group = [place for place in above if earlier < place < date]
    if any(map(_is_long, (words[place] for place in group))):
        return group, False
    better = [place for place in may_be if place > date and _is_long(words[place])]
    return (better, True) if better else (group, False)


def _is_long(words: str) -> bool:
    return words.count("-") + 1 >= _HEADLINE_WORDS


def _may_be_headline(row: Row) -> bool:
    text = row.text
    sentence = text.endswith(".") and not text.endswith("...")
    return bool(
        slugify(text)
        and len(text) <= _HEADLINE_LONGEST
        and not sentence
        and not (text[0] == "(" and text[-1] == ")")
        and not byline(row.line)
        and sections(text) is None
    )


def head_of(rows: Sequence[Row], place: int, lede: str) -> tuple[Fields, Odd]:
    """What stands above the story, which starts with `lede`, beside the headline."""
    fields: Fields = {}
    odd: Odd = []
    title = rows[place].text if place >= 0 else ""
    date = next((at for at in range(place + 1, len(rows)) if rows[at].when), -1)
    for at, row in enumerate(rows):
        again = bool(title) and (row.text.startswith(title) or same_words(row.text, title))
        if not row.text or again:
            continue
        under = place >= 0 and at > place
        said = _beside_headline(row, under, at - date if date >= 0 else None, lede)
        if said is None and under:
            odd.append((row.line, "title: this line under the headline was left out"))
        for field, found in (said or {}).items():
            fields.setdefault(field, found)
    return fields, odd


def _beside_headline(row: Row, under: bool, below_date: int | None, lede: str) -> Fields | None:
    """What a line says by where it stands: `under` the headline, and so many lines below the date."""
    text, line = row.text, row.line.number
    if (named := sections(text)) is not None:
        return {"categories": Found(named, Origin.POSITION, line)} if named else {}
    by = byline(row.line) if under else None
    if by or not under:
        return {"authors": by} if by else None
    if below_date in (-1, 1) and is_name(text):
        origin = Origin.POSITION if below_date < 0 else Origin.GUESS
        return {"authors": Found((text,), origin, line, "the line under the date")}
    if same_words(lede[: len(text) // 2], text[: len(text) // 2]):
        return {"summary": Found(text, Origin.POSITION, line)}
    credit = text[0] == "(" and text[-1] == ")"
    if credit or (below_date or 0) > 0:
        origin = Origin.POSITION if credit else Origin.GUESS
        return {"caption": Found(text[credit : len(text) - credit], origin, line, "the line above the story")}
    return {"summary": Found(text, Origin.POSITION, line)} if ends_sentence(text) else None


def labelled_in(rows: Sequence[Row]) -> Fields:
    """The fields that labels and date lines name; all names count, of other fields the first."""
    fields: Fields = {}
    for row in rows:
        for field, found in row.fields.items():
            earlier = fields.get(field)
            if not found.value or field == "origin":
                continue
            if earlier is None:
                fields[field] = found
            elif field in ("authors", "editors"):
                names = tuple(dict.fromkeys(earlier.value + found.value))
                fields[field] = Found(names, earlier.origin, earlier.line, earlier.how)
    return fields


def dates_of(under: Sequence[Row], rows: Sequence[Row], zone: ZoneInfo, name: str, address: Fields) -> Fields:
    """When it was published and updated, by labels, position, or the name of the file or page."""
    fields: Fields = {}
    for when in (row.when for row in rows if row.when):
        for field, date in when.labelled.items():
            fields.setdefault(field, Found(date, Origin.LABEL, when.line))
    bare = [(when.line, date) for when in (row.when for row in under if row.when) for date in when.bare]
    if "date" not in fields and bare:
        differ = any(date.when.at.date() != bare[0][1].when.at.date() for _, date in bare)
        origin = Origin.GUESS if differ else Origin.POSITION
        fields["date"] = Found(bare[0][1], origin, bare[0][0], "the first of the dates under the headline")
    for text in (name, address["origin"].value if address else ""):
        if "date" not in fields and (named := date_in(text, zone)):
            fields["date"] = Found(named, Origin.METADATA, 0)
    if "date" not in fields and "updated" in fields:
        updated = fields["updated"]
        fields["date"] = Found(updated.value, Origin.GUESS, updated.line, "the date of the update")
    return fields


def date_in(text: str, zone: ZoneInfo) -> Date | None:
    """The date that a file's name starts with, or that an address holds as three of its parts."""
    found = _DATE_IN_NAME.match(text) or _DATE_IN_ADDRESS.search(text)
    if not found:
        return None
    parts = [part for part in found.groups() if part]
    try:
        return parse_date("-".join(parts if len(parts[0]) > 2 else parts[::-1]), zone)
    except ValueError:
        return None
