"""Classify the lines of a saved page by what each may be."""

import re
from collections.abc import Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Provenance
from newsgen.importing.page_text.boilerplate import (
    MAX_BOILERPLATE,
    READ_ALSO,
    ListLabel,
    ends_list,
    is_boilerplate,
    is_bulleted,
    is_copyright,
    is_prose,
    is_teaser,
    is_video,
    list_label,
    read_also_title,
    skips_list,
    without_bullet,
)
from newsgen.importing.page_text.bylines import (
    caption_in,
    is_name,
    is_newsroom,
    labelled_fields,
    names_on,
    people,
    sections_in,
    without_brackets,
)
from newsgen.importing.page_text.candidates import Fields, FieldValue
from newsgen.importing.page_text.datelines import (
    DatedLine,
    dates_in,
    is_relative_date,
    split_after_date,
    split_credit,
)
from newsgen.importing.page_text.lexicon import SECTION_NAMES
from newsgen.importing.page_text.lines import Line, ends_sentence

Kind = Literal[
    "text",
    "date",
    "field",
    "caption",
    "read-also",
    "address",
    "relative date",
    "boilerplate",
    "label",
    "section",
    "end",
]


class Row(msgspec.Struct, frozen=True, gc=False):
    """A line of the page with its kind, and with the fields and dates on it.

    `weight` says how much it counts as a part of a story: the characters of a paragraph, 0 for anything else.
    `label` is the kind of list that it is the label over.
    """

    line: Line
    kind: Kind
    weight: int = 0
    fields: Fields = {}
    dates: DatedLine | None = None
    label: ListLabel = ""

    @property
    def text(self) -> str:
        """The words if they may belong to the headline or the story, else an empty string."""
        return self.line.text if self.kind == "text" else ""

    @property
    def is_byline(self) -> bool:
        """Whether it names who wrote or edited the story, or when."""
        return self.dates is not None or "authors" in self.fields or "editors" in self.fields


_MAX_TOP = 40  # lines at the top in which a date and the first paragraph may be joined
_MAX_METADATA = 160
_MAX_SKIPPED = 20  # lines of a list within a story that a line leads past
_MAX_LABEL = 30
_WHOLE_STORY = 800
_SHORT_TITLE = 35
_MAX_HEADLINE = 200
_MAX_WEIGHT = 500
_MIN_SHORT_SENTENCE = 25
_MIN_OPEN_SENTENCE = 70
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_SITE = re.compile(r"[\w-]{2,30}\.(?:com|co\.id|id|net|tv)", re.I)
_LABEL_MARK = re.compile(r":(?!\d)|#")
_FIGURE = re.compile(r"\d")
_CLOCK = re.compile(r"[12]\d{3}\D{1,12}\d\d?[.:]\d\d")
_TAGGED = re.compile(
    r"(?:[Pp]osted in [^|]{1,60}[|,]? ?(?:and )?)?[Tt]agged(?: with)?:? (.{2,200})"
    r"|(?:[Tt]ags?|TAGS?|[Tt]opik|[Tt]opics?|[Ll]abel) (#[^#]{2,60}(?:#[^#]{2,60}){0,20})"
    r"|id ([^,]{2,40}(?:,[^,]{2,40}){1,20})"
    r"|(?:[Tt]ags?|TAGS?|[Tt]opik|[Ll]abel) ([^,]{2,40}(?:,[^,]{2,40}){1,20}|[a-z][a-z ]{2,40})"
)
_BREADCRUMB = re.compile(r" [/»>›|▸] |[>»]")
_BREADCRUMB_STARTS = ("home", "beranda", "news", "berita", "detiknews", "index")
_NEWSROOMS = ("redaksi", "tim redaksi")
_MENU_WORD = re.compile(r"[^\W\d_][\w&./-]*")


def classify(lines: Sequence[Line], zone: ZoneInfo) -> list[Row]:
    """The rows of a page, one for each line, or two where a date and the first paragraph are joined.

    Below a list of other stories under a whole story, lines are only told apart as far as that takes no time.
    """
    rows: list[Row] = []
    weight, dated, below = 0, False, False
    named: set[str] = set()  # the authors, in capitals as they may sign the story
    for index, whole in enumerate(lines):
        if below:
            rows.append(_row_below(whole) or _row(whole, zone))
            continue
        parts = split_after_date(whole, zone) if index < _MAX_TOP and _may_be_joined(whole.text) else (whole,)
        for line in parts:
            value = _value_below(rows[-1], line) if rows and rows[-1].fields else None
            rows.append(value or _row(line, zone))
        row = rows[-1]
        if len(rows) > 1 and rows[-2].label == "related" and _is_question(row):
            row = rows[-1] = Row(row.line, "text")
        if len(rows) > 1 and row.dates and rows[-2].label and is_newsroom(rows[-2].line.text):
            rows[-2] = Row(rows[-2].line, "boilerplate")
        if weight and row.kind == "text" and row.line.text in named:
            row = rows[-1] = Row(row.line, "boilerplate")
        if row.kind == "boilerplate" and ends_list(row.line.text):
            _skip_list(rows)
        if "authors" in row.fields:
            named.update(name.upper() for name in row.fields["authors"].value)
        weight += row.weight
        dated = dated or row.is_byline
        below = weight >= _WHOLE_STORY and dated and row.label in ("related", "latest", "comments")
    return rows


def _skip_list(rows: list[Row]) -> None:
    """Make boilerplate of the last lines, from one that leads past them on."""
    for at in range(len(rows) - 2, max(0, len(rows) - _MAX_SKIPPED), -1):
        if rows[at].kind == "boilerplate" and skips_list(rows[at].line.text):
            rows[at:] = [Row(row.line, "boilerplate") for row in rows[at:]]
            return


def _is_question(row: Row) -> bool:
    """Whether a line asks, as titles under a label and polls do."""
    return row.weight > 0 and row.text.endswith(("?", "!")) and not is_prose(row.text)


def _row_below(line: Line) -> Row | None:
    """The row of a title, date or paragraph below the story; None if it may be a label or a field."""
    text = line.text
    if text[0] in "©Cc" or _LABEL_MARK.search(text):
        return None
    if len(text) < _SHORT_TITLE and not _FIGURE.search(text):
        return None
    return Row(line, "text", _weight(text))


def _may_be_joined(text: str) -> bool:
    return len(text) > 60 and _CLOCK.search(text, 0, 110) is not None


def _row(line: Line, zone: ZoneInfo) -> Row:
    text = line.text
    low = text.lower()
    if row := _around_stories(line, low):
        return row
    if _is_address(text):
        return Row(line, "address")
    weight = _weight(text)
    if weight < _MAX_METADATA and len(text) <= MAX_BOILERPLATE and (row := _metadata(line, weight, zone)):
        return row
    if (shown := caption_in(text)) is not None:
        value = FieldValue(shown, Provenance.POSITION, line.number, "the credit of a photo")
        return Row(line, "caption", weight if _may_end_story(text) else 0, {"caption": value})
    return Row(line, "text", weight)


def _around_stories(line: Line, low: str) -> Row | None:
    """The row of a label, a read-also, a copyright or boilerplate."""
    text = line.text
    read_also = read_also_title(text, low)
    label = list_label(low)
    if label:
        return Row(line, "label", label=label)
    if ("video" in low or low[-1] == ":") and is_video(low):
        return Row(line, "boilerplate")
    if read_also is not None:
        if read_also and is_boilerplate(read_also):
            return Row(line, "boilerplate")
        return Row(read_also_line(line, read_also), "read-also")
    if is_copyright(low) and len(text) <= MAX_BOILERPLATE:
        return Row(line, "end")
    return Row(line, "boilerplate") if is_boilerplate(text, low) else None


def _is_address(text: str) -> bool:
    return text.startswith("http") and _ADDRESS.fullmatch(text) is not None


def read_also_line(line: Line, title: str) -> Line:
    return Line(line.number, READ_ALSO + without_bullet(title), line.raw, line.after_blank)


def _metadata(line: Line, weight: int, zone: ZoneInfo) -> Row | None:
    """The row of a short line if it gives dates, fields, names or sections."""
    text = line.text
    if len(text) < _SHORT_TITLE and is_relative_date(text):
        return Row(line, "relative date")
    if _FIGURE.search(text) and (dates := dates_in(line, zone)):
        return Row(line, "date", 0, dates.fields, dates)
    fields = labelled_fields(line) if not weight or ":" in text[:_MAX_LABEL] else None
    fields = _hashtags(line) if fields is None else fields
    if fields is not None:
        return Row(line, "field", 0, fields)
    return None if weight else _names_or_sections(line)


def _hashtags(line: Line) -> Fields | None:
    text = line.text
    if text[0] != "#" or len(text) == 1 or (text.count(" ") > 3 and text.count("#") < 3):
        return None
    return {"tags": FieldValue(text, Provenance.POSITION, line.number, "words with `#`")}


def _names_or_sections(line: Line) -> Row | None:
    text = line.text
    if text[0] in "PpTtLli" and (found := _TAGGED.fullmatch(text)):
        words = next(filter(None, found.groups()))
        tags = FieldValue(words, Provenance.LABEL, line.number, "behind a label")
        return Row(line, "field", 0, {"tags": tags})
    if is_menu(text):
        return Row(line, "section")
    names = names_on(text)
    if names is not None and not _MENU_WORD.fullmatch(text):
        authors = FieldValue(names, Provenance.LABEL, line.number, "the byline")
        return Row(line, "field", 0, {"authors": authors})
    return Row(line, "section") if names is not None or sections_in(text) is not None else None


def _may_end_story(text: str) -> bool:
    """Whether what looks like the credit of a photo may as well be that of a story: `(ist)`, `(tan/jpnn)`."""
    credit = split_credit(text, 0)
    return credit is not None and "authors" not in credit.fields


def _value_below(label: Row, line: Line) -> Row | None:
    """The row under a label without a value: a name, or with a bullet the credit of a photo."""
    field = next((field for field, found in label.fields.items() if not found.value), None)
    name = without_brackets(without_bullet(line.text))
    if field is None and is_name(name):  # one more under the same label
        field = next(
            (field for field, found in label.fields.items() if found.evidence.startswith("under")), None
        )
    if field == "authors" and line.text.lower() in _NEWSROOMS:
        return Row(line, "boilerplate")
    if field is None or label.dates or len(line.text) >= _MAX_HEADLINE or label.label:
        return None
    if field in ("authors", "editors") and label.kind == "field" and not label.line.text[0].isdigit():
        words = label.line.text.lower().strip(" :")
        names = people(line.text)
        bare = words in _NEWSROOMS
        if not bare and names and all(is_name(name) or is_name(name.split(",")[0]) for name in names):
            return Row(
                line,
                "field",
                0,
                {field: FieldValue(names, Provenance.LABEL, line.number, f"under `{label.line.text}`")},
            )
    if field == "caption" and label.line.text.endswith(","):
        shown = FieldValue(line.text, Provenance.LABEL, line.number, f"under `{label.line.text}`")
        return Row(line, "caption", 0, {"caption": shown})
    if field in ("source", "caption") and is_bulleted(line.text):
        return Row(line, "caption")
    return None


def is_menu(text: str) -> bool:
    """Whether a line is a breadcrumb, or a row of the names of sections."""
    if len(text) < _MAX_METADATA and (separator := _BREADCRUMB.search(text)):
        parts = [part.strip() for part in text.split(separator[0])]
        if parts[0].lower() in _BREADCRUMB_STARTS or all(map(_is_section_or_site, parts[:-1])):
            return True
    if text.lower().startswith(("home/", "beranda/")):
        return True
    words = text.split()
    if len(words) < 4:
        return False
    known = sum(word.lower() in SECTION_NAMES for word in words)
    return known * 3 > 2 * len(words) and not ends_sentence(text)


def _is_section_or_site(text: str) -> bool:
    return sections_in(text) is not None or _SITE.fullmatch(text) is not None


def _weight(text: str) -> int:
    """The characters of a paragraph, fewer for what may be something else, 0 for a title."""
    if text[-1] in ")]*" and (credit := split_credit(text, 0)) and credit.before:
        text = credit.before
    size = len(text)
    if size < MAX_BOILERPLATE and is_teaser(text):
        return 0
    if is_prose(text):
        return min(size, _MAX_WEIGHT)
    if size >= _MIN_SHORT_SENTENCE and text.count(" ") > 3 and ends_sentence(text):
        return size // 2 if text.endswith((".", '"', "”", "'", "’")) or not is_title_case(text) else 0
    if size >= _MIN_OPEN_SENTENCE and text.count(" ") > 8 and not is_title_case(text) and _continues(text):
        return size // 2
    return 0


def _continues(text: str) -> bool:
    """Whether a text without a full stop is a paragraph: it quotes somebody, or has two sentences."""
    return text[0] in "“\"'" or ". " in text or split_credit(text, 0) is not None


def is_title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as those of headlines do."""
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and sum(not word.lstrip("“\"'‘(#")[:1].islower() for word in words) >= 0.6 * len(words)
