"""Find who wrote and edited a story, and what else stands above it: sections, summary, caption."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import same_words
from newsgen.importing.page_text.bylines import (
    are_names,
    is_capital_name,
    is_name,
    is_role,
    is_single_name,
    people,
    sections_in,
    split_names,
)
from newsgen.importing.page_text.candidates import Candidate, Doubt, Fields, FieldValue, Reason
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.page_text.rows import Row, is_title_case

_NEAR_ABOVE = 12  # rows above the story or the headline in which a byline may stand
_NEAR_BELOW = 25  # rows below the story
_SECTION_ABOVE = 4  # rows above the headline in which that of its section may stand
_MOST_SECTIONS = 2  # more are a menu
_MOST_NAMES = 20  # of one story; more are a list of something else
_SUMMARY_WORDS = 6
_PHOTO_LABELS = frozenset(
    "foto|photo|fotografer|photographer|pewarta foto|foto oleh|photo by|sumber foto|caption|keterangan foto"
    "|keterangan gambar|teks foto|gambar|ilustrasi".split("|")
)
_LEAST = 2.0
_SURE = 3.5


class Head(NamedTuple):
    """The fields found above the story, and the lines there that fit none."""

    fields: Fields
    doubts: list[Doubt]


def collect_people(rows: Sequence[Row], headline: int, start: int, end: int) -> Fields:
    """The authors, editors and source that labels near the story give."""
    fields: Fields = {}
    first = max(0, min(headline if headline >= 0 else start, start - _NEAR_ABOVE) - 4)
    inside = (row for row in rows[start:end] if row.kind == "field")
    translators = None
    for row in (*rows[first:start], *inside, *_fields_below(rows, end)):
        if (named := row.fields.get("translators")) and named.value and translators is None:
            translators = FieldValue(named.value, Provenance.GUESS, named.line, named.evidence)
        for field in ("authors", "editors", "source"):
            found = row.fields.get(field)
            if found is None or not found.value:
                continue
            earlier = fields.get(field)
            if earlier is None:
                fields[field] = found
            elif field != "source" and len(earlier.value) < _MOST_NAMES:
                fields[field] = _joined(earlier, found)
    if "authors" not in fields and translators is not None:
        fields["authors"] = translators
    return fields


def _fields_below(rows: Sequence[Row], end: int) -> Iterator[Row]:
    """The rows with fields below the story, up to lists of other stories and comments."""
    labelled = False
    for row in rows[end : end + _NEAR_BELOW]:
        labelled = labelled or row.label in ("related", "latest")
        if (
            row.label == "comments"
            or row.kind == "relative date"
            or row.weight
            or (labelled and row.kind == "text")
        ):
            return
        if row.kind == "field" or (row.kind == "date" and not labelled):
            yield row


def _joined(one: FieldValue, two: FieldValue) -> FieldValue:
    """All names of both, each once, whatever its capitals."""
    names = {slugify(name): name for name in reversed((*one.value, *two.value))}
    values = tuple(dict.fromkeys(names[slugify(name)] for name in (*one.value, *two.value)))
    return FieldValue(values, one.provenance, one.line, one.evidence)


def fields_above_story(
    rows: Sequence[Row], headline: int, lede: str, named: Fields, sites: Collection[str]
) -> Head:
    """The fields of the rows above the story, which starts with `lede`, except for the headline.

    A name without a label is looked for unless labels gave authors already, among the people `named`.
    """
    authors = "authors" in named
    editors = {slugify(name) for name in named["editors"].value} if "editors" in named else set()
    head = Head({}, [])
    title = rows[headline].line.text if headline >= 0 else ""
    names: list[Candidate] = []
    dated = next((at for at in range(headline + 1, len(rows)) if rows[at].dates), len(rows))
    for index, row in enumerate(rows):
        if row.kind == "section" and headline - _SECTION_ABOVE <= index:
            sections = sections_in(row.line.text) or _last_of_breadcrumb(row.line.text)
            if (
                sections
                and len(sections) <= _MOST_SECTIONS
                and (index < headline or "categories" not in head.fields)
            ):
                evidence = "the name of a section above the story"
                value = FieldValue(sections, Provenance.POSITION, row.line.number, evidence)
                head.fields["categories"] = value
        if row.dates and (section := row.fields.get("categories")) and section.value:
            head.fields.setdefault("categories", section)
        repeated = bool(title) and (row.line.text.startswith(title) or same_words(row.line.text, title))
        if not row.text or repeated or _is_profile(rows, index):
            continue
        if candidate := _name(rows, index, headline, sites, title, lede, editors):
            names.append(candidate)
            if authors or candidate.score >= _LEAST:
                continue
        if 0 <= headline < index:
            _place(row, lede, head, dated=dated <= index)
    best = max(names, key=lambda one: one.score, default=None)
    if best and not authors and best.score >= _LEAST:
        provenance = Provenance.POSITION if best.score >= _SURE else Provenance.GUESS
        evidence = best.reasons[0].words
        others = tuple(one for one in names if one is not best)
        head.fields["authors"] = FieldValue(
            people(best.value), provenance, best.line, evidence, best.reasons, others
        )
    return head


def _is_profile(rows: Sequence[Row], at: int) -> bool:
    """Whether a line says what the person named above it is."""
    return at > 0 and is_role(rows[at].text) and is_name(rows[at - 1].text)


def _last_of_breadcrumb(text: str) -> tuple[str, ...] | None:
    for separator in ("»", ">", "›", " / ", "|"):
        if separator in text:
            parts = [part.strip() for part in text.split(separator)]
            return next((found for part in reversed(parts) if (found := sections_in(part))), None)
    return None


def _name(
    rows: Sequence[Row],
    at: int,
    headline: int,
    sites: Collection[str],
    title: str,
    lede: str,
    editors: Collection[str],
) -> Candidate | None:
    """A line that may be the name of the author: it looks like one, and stands beside the date."""
    text = rows[at].text
    capitals = is_capital_name(text)
    single = is_single_name(text) and slugify(text) not in slugify(lede)
    if not (are_names(split_names(text)) or capitals or single) or headline < 0 or text in title:
        return None
    plain = slugify(text).replace("-", "")
    if at < headline or any(site in plain or plain in site for site in sites if len(site) > 3):
        return None
    if at and rows[at - 1].line.text.lower().strip(" :") in _PHOTO_LABELS:
        return None
    reasons = list(_beside(rows, at, headline, editors))
    if not reasons:
        return None
    if single:
        reasons.append(Reason(-1.5, "a single word"))
    if capitals:
        reasons.append(Reason(-0.5, "in capitals"))
    return Candidate(text, rows[at].line.number, tuple(reasons))


def _beside(rows: Sequence[Row], at: int, headline: int, editors: Collection[str]) -> Iterator[Reason]:
    """What the lines above and below a name say of it; nothing if it stands anywhere else."""
    text = rows[at].text
    above, below = _neighbour(rows, at, -1), _neighbour(rows, at, 1)
    if below is not None and below.dates:
        yield Reason(3.5, "a name right above the date")
    elif above is not None and above.dates:
        yield Reason(2.5, "a name right below the date")
    elif below is not None and is_name(text) and is_role(below.text):
        yield Reason(3.5, "a name right above what that person is")
    elif above is not None and above is rows[headline]:
        yield Reason(1.5, "a name right below the headline")
        if slugify(text) in editors:
            yield Reason(1.0, "named as the editor as well")
    if above is not None and above is rows[headline] and below is not None and below.dates:
        yield Reason(1.0, "between headline and date")


def _neighbour(rows: Sequence[Row], at: int, step: int) -> Row | None:
    """The next row above or below that is no boilerplate."""
    at += step
    while 0 <= at < len(rows) and rows[at].kind in ("boilerplate", "section"):
        at += step
    return rows[at] if 0 <= at < len(rows) else None


def _place(row: Row, lede: str, head: Head, *, dated: bool) -> None:
    """Take a row between headline and story, below a date or not, as summary or caption, or doubt it."""
    text, line = row.text, row.line.number
    credit = text[0] == "(" and text[-1] == ")"
    if same_words(lede[: len(text) // 2], text[: len(text) // 2]) and not credit:
        found, field = (
            FieldValue(text, Provenance.POSITION, line, "repeated by the first paragraph"),
            "summary",
        )
    elif credit or dated:
        shown = text[credit : len(text) - credit]
        found, field = FieldValue(shown, Provenance.POSITION, line, "the line above the story"), "caption"
    elif ends_sentence(text) or (text.count(" ") >= _SUMMARY_WORDS and not is_title_case(text)):
        found, field = (
            FieldValue(text, Provenance.POSITION, line, "the sentence under the headline"),
            "summary",
        )
    else:
        head.doubts.append(Doubt(line, "title: this line under the headline was left out"))
        return
    head.fields.setdefault(field, found)
