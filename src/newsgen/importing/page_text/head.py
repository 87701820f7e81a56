"""Classify the lines of a saved news page, and read what is above its story: headline, dates, names."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Provenance
from newsgen.content.dates import ParsedDate, parse_date
from newsgen.content.slugs import slugify
from newsgen.importing.page_text import boilerplate
from newsgen.importing.page_text.boilerplate import (
    READ_ALSO,
    Doubt,
    Line,
    ends_sentence,
    is_prose,
    same_words,
)
from newsgen.importing.page_text.bylines import (
    Fields,
    FieldValue,
    authors_in,
    caption_in,
    is_name,
    labelled_fields,
    sections_in,
    split_tags,
)
from newsgen.importing.page_text.datelines import (
    DatedLine,
    dates_in,
    is_relative_date,
    split_after_date,
    split_dateline,
)

Kind = Literal["text", "date", "field", "caption", "read-also", "address", "relative date"]


class Row(msgspec.Struct, frozen=True):
    """A line of the page with its kind, and with the fields and dates on it."""

    line: Line
    kind: Kind
    fields: Fields = {}
    dates: DatedLine | None = None

    @property
    def text(self) -> str:
        """The words if they may belong to the headline or the story, else an empty string."""
        return self.line.text if self.kind == "text" else ""


class Headline(msgspec.Struct, frozen=True):
    """The index of the headline's row, and its field; -1 and no field if there is none."""

    index: int
    fields: Fields


class Head(NamedTuple):
    """The fields found above the story, and the lines there that fit none."""

    fields: Fields
    doubts: list[Doubt]


_MAX_TOP = 8  # lines at the top in which a date and the first paragraph may be joined
_MAX_HEADLINE = 200
_MIN_HEADLINE_WORDS = 4
_MAX_SUMMARY = 400
_MIN_STORY = 12
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_DATE_IN_ADDRESS = re.compile(r"/(?:(\d{4})/(\d\d)/(\d\d)|(\d\d)/(\d\d)/(\d{4}))/")
_DATE_IN_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-_ ]|$)")
_CAPTION_WORDS = re.compile(r"\b(?:saat|ketika|sedang|tampak|berfoto|bersalaman|kiri|kanan)\b", re.I)


def classify(lines: Sequence[Line], zone: ZoneInfo) -> list[Row]:
    """The rows of a page, one for each line, or two where a date and the first paragraph are joined."""
    rows: list[Row] = []
    for index, whole in enumerate(lines):
        for line in split_after_date(whole, zone) if index < _MAX_TOP else [whole]:
            rows.append((rows and _value_below(rows[-1], line)) or _row(line, zone))
    return rows


def _row(line: Line, zone: ZoneInfo) -> Row:
    if kind := _kind(line.text):
        return Row(line, kind)
    if dates := dates_in(line, zone):
        return Row(line, "date", dates.fields, dates)
    fields = labelled_fields(line)
    if fields is None and all(word.startswith("#") for word in line.text.split()):
        fields = {"tags": FieldValue(split_tags(line.text)[0], Provenance.POSITION, line.number)}
    if fields is not None:
        return Row(line, "field", fields)
    if shown := caption_in(line.text):
        return Row(line, "caption", {"caption": FieldValue(shown, Provenance.POSITION, line.number)})
    return Row(line, "text")


def _kind(text: str) -> Kind | None:
    if text.startswith(READ_ALSO):
        return "read-also"
    if _ADDRESS.fullmatch(text):
        return "address"
    return "relative date" if is_relative_date(text) else None


def _value_below(label: Row, line: Line) -> Row | None:
    """The row under a label without a value: a name, or with a bullet the credit of a photo."""
    field = next((field for field, found in label.fields.items() if not found.value), None)
    if field in ("authors", "editors") and is_name(line.text):
        return Row(line, "field", {field: FieldValue((line.text,), Provenance.LABEL, line.number)})
    if (
        field in ("source", "caption")
        and boilerplate.is_bulleted(line.text)
        and len(line.text) < _MAX_HEADLINE
    ):
        return Row(line, "caption")
    return None


# --- above the story


def story_start(rows: Sequence[Row]) -> int:
    """The index of the first paragraph of the story, after any summary or caption."""
    paragraphs = [index for index, row in enumerate(rows) if _is_paragraph(row.text)]
    if not paragraphs:
        short = (
            index
            for index, row in enumerate(rows)
            if index and len(row.text) >= _MIN_STORY and row.text.endswith((".", ".”", '."'))
        )
        return next(short, len(rows))
    first = paragraphs[0]
    bylines = [
        index for index, row in enumerate(rows) if {"authors", "editors"} & row.fields.keys() or row.dates
    ]
    for later in paragraphs[1:3]:
        above = rows[first].text
        if len(above) > _MAX_SUMMARY or later > first + _MIN_HEADLINE_WORDS:
            break
        if (split_dateline(rows[later].text) and not split_dateline(above)) or (
            not bylines[:1] < [first] and any(first < index < later for index in bylines)
        ):
            return later
    return first


def _is_paragraph(text: str) -> bool:
    if not text or is_prose(text):
        return bool(text)
    found = split_dateline(text)
    return found is not None and (
        bool(found.site or found.agency) or (found.sure and ends_sentence(text) and len(text) >= _MIN_STORY)
    )


def page_address(rows: Sequence[Row], start: int) -> Fields:
    """The page's own address: a line above the story, or one with a label."""
    for index, row in enumerate(rows):
        said = row.fields.get("origin")
        if said and _ADDRESS.fullmatch(said.value):
            return {"origin": said}
        if row.kind == "address" and index < start:
            return {"origin": FieldValue(row.line.text, Provenance.POSITION, row.line.number)}
    return {}


def expected_slugs(name: str, address: Fields) -> set[str]:
    """The slugs that the headline may have, from the name of the file and the address."""
    last = address["origin"].value.partition("?")[0].rstrip("/").rpartition("/")[2] if address else ""
    names = (slugify(_DATE_IN_NAME.sub("", name, count=1)), slugify(last.removesuffix(".html")))
    return {slug for slug in names if slug.count("-") > 1}


def find_headline(rows: Sequence[Row], start: int, slugs: set[str]) -> Headline:
    """Choose the headline among the rows above the story."""
    candidates = [index for index, row in enumerate(rows[:start]) if _is_headline_candidate(row)]
    sentence = not candidates
    if sentence:
        candidates = [index for index in range(start - 1) if rows[index].text and rows[index + 1].dates]
    if not candidates:
        return Headline(-1, {})
    words = {index: slugify(rows[index].text) for index in candidates}
    every = Counter(slugify(row.text) for row in rows if len(row.text) <= _MAX_HEADLINE)
    sure = [index for index in candidates if words[index] in slugs] or [
        index for index in candidates if every[words[index]] > 1 and words[index].count("-") > 1
    ]
    group, masthead = _group(candidates, [index for index in range(start) if rows[index].dates], words)
    long = [index for index in group if _is_long(words[index])]
    index = (sure or long or sorted(group, key=lambda index: -len(words[index])))[0]
    shown = _CAPTION_WORDS.search(rows[index].text) and not any(row.dates for row in rows[index:start])
    unsure = not sure and (len(long or group) > 1 or masthead or shown or sentence)
    evidence = "one of the lines above the story"
    provenance = Provenance.GUESS if unsure else Provenance.POSITION
    title = FieldValue(rows[index].text, provenance, rows[index].line.number, evidence)
    return Headline(index, {"title": title})


def _group(candidates: list[int], dates: list[int], words: dict[int, str]) -> tuple[list[int], bool]:
    """The candidates right above the last date that has any; else those below it, and True for a masthead."""
    above = [index for index in candidates if dates and index < dates[-1]]
    if not above:
        return candidates, False
    nearest = above[-1]
    date = min(date for date in dates if date > nearest)
    earlier = max((date for date in dates if date < nearest), default=-1)
    group = [index for index in above if earlier < index < date]
    if any(map(_is_long, (words[index] for index in group))):
        return group, False
    better = [index for index in candidates if index > date and _is_long(words[index])]
    return (better, True) if better else (group, False)


def _is_long(words: str) -> bool:
    return words.count("-") + 1 >= _MIN_HEADLINE_WORDS


def _is_headline_candidate(row: Row) -> bool:
    text = row.text
    sentence = text.endswith(".") and not text.endswith("...")
    return bool(
        slugify(text)
        and len(text) <= _MAX_HEADLINE
        and not sentence
        and not (text[0] == "(" and text[-1] == ")")
        and not authors_in(row.line)
        and sections_in(text) is None
    )


def fields_above_story(rows: Sequence[Row], headline: int, lede: str) -> Head:
    """The fields of the rows above the story, which starts with `lede`, except for the headline."""
    head = Head({}, [])
    title = rows[headline].text if headline >= 0 else ""
    date = next((index for index in range(headline + 1, len(rows)) if rows[index].dates), -1)
    for index, row in enumerate(rows):
        repeated = bool(title) and (row.text.startswith(title) or same_words(row.text, title))
        if not row.text or repeated:
            continue
        under = 0 <= headline < index
        fields = _fields_by_position(row, under, index - date if date >= 0 else None, lede)
        if fields is None and under:
            head.doubts.append(Doubt(row.line.number, "title: this line under the headline was left out"))
        for field, found in (fields or {}).items():
            head.fields.setdefault(field, found)
    return head


def _fields_by_position(row: Row, under: bool, below_date: int | None, lede: str) -> Fields | None:
    """The fields of a row by its position: `under` the headline, so many rows below the date."""
    text, line = row.text, row.line.number
    if (named := sections_in(text)) is not None:
        return {"categories": FieldValue(named, Provenance.POSITION, line)} if named else {}
    by = authors_in(row.line) if under else None
    if by or not under:
        return {"authors": by} if by else None
    if below_date in (-1, 1) and is_name(text):
        provenance = Provenance.POSITION if below_date < 0 else Provenance.GUESS
        return {"authors": FieldValue((text,), provenance, line, "the line under the date")}
    if same_words(lede[: len(text) // 2], text[: len(text) // 2]):
        return {"summary": FieldValue(text, Provenance.POSITION, line)}
    credit = text[0] == "(" and text[-1] == ")"
    if credit or (below_date or 0) > 0:
        provenance = Provenance.POSITION if credit else Provenance.GUESS
        shown = text[credit : len(text) - credit]
        return {"caption": FieldValue(shown, provenance, line, "the line above the story")}
    return {"summary": FieldValue(text, Provenance.POSITION, line)} if ends_sentence(text) else None


def collect_fields(rows: Sequence[Row]) -> Fields:
    """The fields of all rows: of authors and editors every name, of the others the first value."""
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
                fields[field] = FieldValue(names, earlier.provenance, earlier.line, earlier.evidence)
    return fields


def publication_dates(
    under: Sequence[Row], rows: Sequence[Row], zone: ZoneInfo, name: str, address: Fields
) -> Fields:
    """When it was published and updated: by label, position `under` the headline, name or address."""
    fields: Fields = {}
    for dated in (row.dates for row in rows if row.dates):
        for field, date in dated.labelled.items():
            fields.setdefault(field, FieldValue(date, Provenance.LABEL, dated.line))
    dated_under = [row.dates for row in under if row.dates]
    unlabelled = [(dated.line, date) for dated in dated_under for date in dated.unlabelled]
    if "date" not in fields and unlabelled:
        line, first = unlabelled[0]
        differ = any(date.when.at.date() != first.when.at.date() for _, date in unlabelled)
        provenance = Provenance.GUESS if differ else Provenance.POSITION
        fields["date"] = FieldValue(first, provenance, line, "the first of the dates under the headline")
    for text in (name, address["origin"].value if address else ""):
        if "date" not in fields and (named := date_in_name(text, zone)):
            fields["date"] = FieldValue(named, Provenance.METADATA, 0)
    if "date" not in fields and "updated" in fields:
        updated = fields["updated"]
        fields["date"] = FieldValue(updated.value, Provenance.GUESS, updated.line, "the date of the update")
    return fields


def date_in_name(text: str, zone: ZoneInfo) -> ParsedDate | None:
    """The date that a file's name starts with, or that an address holds as three of its parts."""
    found = _DATE_IN_NAME.match(text) or _DATE_IN_ADDRESS.search(text)
    if not found:
        return None
    parts = [part for part in found.groups() if part]
    try:
        return parse_date("-".join(parts if len(parts[0]) > 2 else parts[::-1]), zone)
    except ValueError:
        return None
