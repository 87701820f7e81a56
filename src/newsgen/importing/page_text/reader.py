"""Read the plain text of a saved news page as an article, with the provenance of each field."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content import fields, frontmatter, keys
from newsgen.content.article import Article, Provenance, Reading
from newsgen.content.frontmatter import ParsedFile
from newsgen.content.schema import FieldReader
from newsgen.content.slugs import slugify
from newsgen.errors import ContentError, Problem
from newsgen.importing.page_text.boilerplate import is_prose
from newsgen.importing.page_text.candidates import Candidate, Doubt, Fields, FieldValue
from newsgen.importing.page_text.datelines import split_dateline
from newsgen.importing.page_text.headline import Clues, find_headline
from newsgen.importing.page_text.lines import Line, clean_lines
from newsgen.importing.page_text.lists import why_list
from newsgen.importing.page_text.paragraphs import Story, story_of
from newsgen.importing.page_text.people import collect_people, fields_above_story
from newsgen.importing.page_text.published import date_in_name, publication_dates, undated
from newsgen.importing.page_text.rows import Row, classify
from newsgen.importing.page_text.story import find_groups, find_story, left_out
from newsgen.importing.page_text.tags import find_tags

_KEY = re.compile(r"([A-Za-z_-]{1,40})[ \t]*:[ \t]+\S")
_OF_ADDRESSES = ("slug", "permalink", "aliases")
_LATER_PAGE = re.compile(r"(?:(?:laman|halaman|page) )?(?:sebelumnya|previous)\b[ \d»«]*", re.I)
_LATER_ADDRESS = re.compile(r"[?&](?:page|hal)=(?:[2-9]|\d\d)")
_NEAR_START = 200
_DOMAIN = re.compile(r"\.(?:com|co|id|net|org|news|tv|info)\b", re.I)
_SITE = re.compile(r"\b([A-Za-z0-9][A-Za-z0-9-]{2,30})\.(?:com|co|id|net|org|news|tv|info)\b")
_UNSURE = "please check what was read of saved pages: `newsgen inspect FILE` says what is unsure of each"
_ADD_TITLE = 'add a line "judul: …" on top of the file'
_ADD_DATE = 'add a line "tanggal: 2018-08-02 10:00" on top of the file'
_AS_SAVED = "that on line {}, above the headline, may be the day on which it was saved"


class PageReading(msgspec.Struct, frozen=True):
    """What was made of a page: the fields found, those written on top, its story, and what is wrong.

    `rejected` are the dates that were not sure enough, `left_out` the lines that belong to no field.
    """

    fields: Fields
    written: dict[str, Any]
    story: Story
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]
    rejected: tuple[Candidate, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class _Found(NamedTuple):
    fields: Fields
    doubts: list[Doubt]
    rejected: tuple[Candidate, ...]
    problems: list[Problem]
    story: Story


def read_page_text(path: str, text: str, zone: ZoneInfo) -> Reading:
    """Turn the text of a saved page into an article; fields that nothing on the page gives stay empty.

    Raises:
        ContentError: it is the page of a list, or has no headline, no body or no date of publication.
    """
    written, page = _read(path, text, zone)
    if written.problems:
        raise ContentError(*sorted(written.problems))
    return written.reading(_article(path, page), 0)


def examine(path: str, text: str, zone: ZoneInfo) -> PageReading:
    """Everything that `read_page_text` makes of a page, also of one that it refuses.

    Raises:
        ContentError: the syntax of the keys on its top is broken.
    """
    written, page = _read(path, text, zone)
    return msgspec.structs.replace(
        page, problems=tuple(sorted(written.problems)), warnings=tuple(sorted(written.warnings))
    )


def _read(path: str, text: str, zone: ZoneInfo) -> tuple[FieldReader, PageReading]:
    parsed = frontmatter.split_page_text(path, text, fields.is_article_key)
    written = FieldReader(path, parsed, zone, fields.ARTICLE_FIELDS)
    values = fields.written_over(written, parsed) if parsed.fields else {}
    written.warnings += _mistaken_keys(path, text, parsed)
    rows = classify(clean_lines(parsed.body), zone)
    found = _find(path, rows, values, zone)
    written.problems += found.problems
    if found.doubts:
        written.warnings.append(_to_check(path, found.doubts))
    page = PageReading(found.fields, values, found.story, tuple(rows), tuple(found.doubts), found.rejected)
    return written, page


def _find(path: str, rows: list[Row], values: dict[str, Any], zone: ZoneInfo) -> _Found:
    """Find all fields of a page, but those that are written on top."""
    groups = find_groups(rows)
    span = find_story(rows, groups)
    start, end = span.start, span.end
    name = re.sub(r"\.[^.]*$", "", path.rpartition("/")[2])
    address = page_address(rows, start)
    clues = Clues(_expected_slugs(name, address, values), site_names(rows, start, address))
    headline = find_headline(rows, start, end, clues)
    at = headline.at
    titled = at >= 0 and any(row.is_byline for row in rows[max(0, at - 2) : start])
    reason = why_list(rows, groups, span, titled)
    if reason:
        hint = "save the pages of the articles themselves, and remove this file"
        problem = Problem(path, rows[0].line.number, 1, f"this is no article: {reason}", hint)
        return _Found(headline.fields, [], (), [problem], Story((), {}, [], frozenset()))
    title = headline.fields["title"].value if headline.fields else ""
    story = story_of(rows, start, end, title)
    lede = story.paragraphs[0] if story.paragraphs else ""
    named = collect_people(rows, at, start, end)
    above = fields_above_story(rows[:start], at, lede, named, clues.sites)
    dates, rejected = publication_dates(
        rows, at, start, end, name, address["origin"].value if address else "", zone
    )
    found = {
        **story.fields,
        **above.fields,
        **_captions(rows, start, end),
        **named,
        **address,
        **headline.fields,
        **dates,
    }
    if tags := find_tags(rows, start, end, title):
        found["tags"] = tags
    skipped = _left_out_above(rows[at + 1 : start], [*found.values(), *above.doubts]) if at >= 0 else []
    found = {field: value for field, value in found.items() if field not in values}
    problems = list(_lacking(path, {*found, *values}, found, story, rows, rejected))
    doubts = (
        [*above.doubts, *skipped, *story.doubts, *left_out(rows, groups, span)] if story.paragraphs else []
    )
    doubts += _doubts(rows, found, story.paragraphs, name, zone)
    return _Found(found, doubts, rejected, problems, story)


def _left_out_above(rows: Sequence[Row], known: Sequence[FieldValue | Doubt]) -> list[Doubt]:
    """A doubt about each paragraph between the headline and the story that is neither field nor doubt."""
    lines = {one.line for one in known}
    return [
        Doubt(row.line.number, "body: this paragraph above the story was left out")
        for row in rows
        if is_prose(row.text) and row.line.number not in lines
    ]


def _captions(rows: Sequence[Row], start: int, end: int) -> Fields:
    """The first caption, above the story or within it."""
    for index, row in enumerate(rows[:end]):
        found = row.fields.get("caption")
        if found and found.value and (index < start or not row.weight):
            return {"caption": found}
    return {}


def _mistaken_keys(path: str, text: str, parsed: ParsedFile) -> Iterator[Problem]:
    """The line below the keys on top, if it was meant for one of them: no page of a site has it."""
    line = (
        text.split("\n", parsed.body_line)[parsed.body_line - 1]
        if parsed.body_line <= text.count("\n") + 1
        else ""
    )
    typed = _KEY.match(line)
    if not typed:
        return
    known = keys.find(typed[1])
    if known and known.field in _OF_ADDRESSES:
        hint = f"write `{typed[1].lower()}:` in small letters"
    elif parsed.fields and typed[1][0].islower():
        hint = (
            keys.nearest_key(typed[1], fields.ARTICLE_FIELDS) or "put a blank line above the text of the page"
        )
    else:
        return
    message = f"`{typed[1]}` is not read as a key, but as text of the page"
    yield Problem(path, parsed.body_line, 1, message, hint)


def page_address(rows: Sequence[Row], start: int) -> Fields:
    """The page's own address: a line above the story, or one with a label."""
    for index, row in enumerate(rows):
        said = row.fields.get("origin")
        if said and re.fullmatch(r"https?://[^\s<>\"]{4,2000}", said.value):
            return {"origin": said}
        if row.kind == "address" and index < start:
            value = FieldValue(
                row.line.text, Provenance.POSITION, row.line.number, "an address above the story"
            )
            return {"origin": value}
    return {}


def _expected_slugs(name: str, address: Fields, values: dict[str, Any]) -> set[str]:
    """The slugs that the headline may have, from the name of the file, the address and a title on top."""
    last = address["origin"].value.partition("?")[0].rstrip("/").rpartition("/")[2] if address else ""
    names = (slugify(undated(name)), slugify(last.removesuffix(".html")))
    slugs = {slug for slug in names if slug.count("-") > 1}
    return slugs | {slugify(values["title"])} if "title" in values else slugs


def site_names(rows: Sequence[Row], start: int, address: Fields) -> frozenset[str]:
    """The names of sites on a page, as one word in small letters: `kabarsungai` for KabarSungai.com."""
    near = (row.line.text[:_NEAR_START] for row in rows)
    marked = (text for text in near if "." in text and _DOMAIN.search(text))
    found = {match.lower().replace("-", "") for text in marked for match in _SITE.findall(text)}
    dateline = split_dateline(rows[start].line.text) if start < len(rows) else None
    if dateline:
        found |= {
            slugify(dateline.site.partition(".")[0]).replace("-", ""),
            slugify(dateline.agency).replace("-", ""),
        }
    if address:
        found.add(address["origin"].value.split("/")[2].removeprefix("www.").partition(".")[0])
    return frozenset(found - {""})


def _to_check(path: str, doubts: Sequence[Doubt]) -> Problem:
    """One warning that names all that a person should check, each with its line."""
    first = min((doubt.line for doubt in doubts if doubt.line), default=0)
    parts = []
    for doubt in doubts:
        field, _, said = doubt.message.partition(": ")
        parts.append(f"{field} (line {doubt.line}: {said})" if doubt.line else f"{field} ({said})")
    message = f"please check {', '.join(dict.fromkeys(parts))}"
    return Problem(path, first, 1 if first else 0, message, kind="saved page", summary=_UNSURE)


def _doubts(
    rows: Sequence[Row], found: Fields, paragraphs: Sequence[str], name: str, zone: ZoneInfo
) -> list[Doubt]:
    """What a person should check in the fields and the body."""
    doubts = [
        Doubt(value.line, f"{field}: taken from {value.evidence}")
        for field, value in found.items()
        if value.provenance is Provenance.GUESS
    ]
    published, updated = found.get("date"), found.get("updated")
    for field, value in found.items():
        if field in ("date", "updated") and value.value.weekday_differs:
            doubts.append(Doubt(value.line, f"{field}: the weekday is not that of the date"))
    named = date_in_name(name, zone)
    if published and named and named.when.at.date() != published.value.when.at.date():
        doubts.append(Doubt(published.line, "date: the name of the file has another one"))
    if published and updated and updated.value.when.at.date() < published.value.when.at.date():
        doubts.append(Doubt(updated.line, "updated: it is before the date of publication"))
    lines = [row.line for row in rows if row.kind == "boilerplate"]
    later = [line for line in lines if _LATER_PAGE.fullmatch(line.text) and line.text[-1].isdigit()]
    if later or ("origin" in found and _LATER_ADDRESS.search(found["origin"].value)):
        line: Line = later[0] if later else rows[0].line
        doubts.append(Doubt(line.number, "body: this is a later page of an article"))
    elif paragraphs and (paragraphs[0][0].islower() or paragraphs[0].startswith(("...", "…"))):
        doubts.append(Doubt(0, "body: it starts within a sentence"))
    return doubts


def _lacking(
    path: str,
    known: set[str],
    found: Fields,
    story: Story,
    rows: Sequence[Row],
    rejected: Sequence[Candidate],
) -> Iterator[Problem]:
    """What an article needs and the page has not; `known` are the fields that were found or written."""
    first = rows[0].line.number if rows else 1
    if "title" not in known:
        yield Problem(path, first, 1, "no headline can be found", _ADD_TITLE)
    line = found["title"].line if "title" in found else first
    if not story.paragraphs:
        hint = "is this the page of an article, and saved whole?"
        yield Problem(path, line, 1, "no body can be found", hint)
    if "date" not in known:
        message = "no date of publication can be found"
        if masthead := next((one.line for one in rejected if 0 < one.line < line), 0):
            message += "; " + _AS_SAVED.format(masthead)
        yield Problem(path, line, 1, message, _ADD_DATE)


def _article(path: str, page: PageReading) -> Article:
    values: dict[str, Any] = {field: found.value for field, found in page.fields.items()}
    extra = {"caption": shown} if (shown := values.pop("caption", "")) else {}
    if credit := values.pop("credit", ""):
        extra["credit"] = credit
    for field in ("date", "updated"):
        if field in values:
            values[field] = values[field].when
    values |= page.written
    name = re.sub(r"\.[^.]*$", "", path.rpartition("/")[2])
    values.setdefault("slug", slugify(values["title"]) or slugify(name))
    provenance = {field: found.provenance for field, found in page.fields.items()}
    return Article(
        path=path, body="\n\n".join(page.story.paragraphs), extra=extra, provenance=provenance, **values
    )
