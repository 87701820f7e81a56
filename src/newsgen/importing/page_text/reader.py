"""Read the plain text of a saved news page as an article, with the provenance of each field."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content import fields, frontmatter, keys
from newsgen.content.article import Article, Provenance, Reading
from newsgen.content.frontmatter import ParsedFile
from newsgen.content.schema import FieldReader
from newsgen.content.slugs import slugify
from newsgen.errors import ContentError, Problem
from newsgen.importing.page_text import boilerplate, head
from newsgen.importing.page_text.boilerplate import (
    READ_ALSO,
    Doubt,
    Line,
    ends_sentence,
    is_prose,
    is_teaser,
    same_words,
)
from newsgen.importing.page_text.bylines import Fields, FieldValue, has_label
from newsgen.importing.page_text.datelines import Dateline, split_credit, split_dateline
from newsgen.importing.page_text.head import Row

_NO_DATE = 'name the file 2018-08-02-….txt, or add a line such as "Kamis, 2 Agustus 2018" under the headline'
_KEY = re.compile(r"([A-Za-z_-]{1,40})[ \t]*:[ \t]+\S")
_OF_ADDRESSES = ("slug", "permalink", "aliases")
_MAX_BELOW_CREDIT = 8  # lines that may follow the credit at the end of a story
_LATER_PAGE = re.compile(r"(?:(?:laman|halaman|page) )?(?:sebelumnya|previous)\b[ \d»«]*", re.I)
_LATER_ADDRESS = re.compile(r"[?&](?:page|hal)=(?:[2-9]|\d\d)")
_MIN_LIST_DATES = 3
_LIST_ADDRESS = re.compile(
    r"https?://[^/\s]+(?:/[^\s?#]*)?"
    r"/(?:tags?|listtag|category|kategori|topik|author|penulis|indeks|search)(?:[/?].*)?"
    r"|https?://[^/\s]+(?:/[^\s?#]*)?/page/\d+/?|https?://[^/\s]+/?"
)
_LIST_HEADING = re.compile(
    r"(?:tag|topik|kategori|category|arsip|archives?|label|indeks)(?: archives?)? ?[:#»].{0,80}"
    r"|(?:hasil pencarian|search results)\b.{0,80}",
    re.I,
)


class _Story(NamedTuple):
    """The paragraphs of a story in Markdown, and the fields of its dateline and credit."""

    paragraphs: list[str]
    fields: Fields
    doubts: list[Doubt]


class _Uncredited(NamedTuple):
    """The rows of a story without its credit, and the fields of the credit."""

    rows: list[Row]
    fields: Fields
    doubts: list[Doubt]


def read_page_text(path: str, text: str, zone: ZoneInfo) -> Reading:
    """Turn the text of a saved page into an article; fields that nothing on the page gives stay empty.

    Raises:
        ContentError: it is the page of a list, or has no headline, no body or no date of publication.
    """
    parsed = frontmatter.split_page_text(path, text, fields.is_article_key)
    written = FieldReader(path, parsed, zone, fields.ARTICLE_FIELDS)
    values = fields.written_over(written, parsed)
    written.warnings += _mistaken_keys(path, parsed)
    lines = boilerplate.clean_lines(parsed.body)
    cleaned = boilerplate.extract_story(lines, has_label)
    rows = head.classify(cleaned.lines, zone)
    start = head.story_start(rows)
    rows[start:] = map(_uncaptioned, rows[start:])
    _refuse_list_page(path, rows, start)
    name = re.sub(r"\.[^.]*$", "", path.rpartition("/")[2])
    address = head.page_address(rows, start)
    slugs = head.expected_slugs(name, address)
    headline = head.find_headline(
        rows, start, slugs | {slugify(values["title"])} if "title" in values else slugs
    )
    story = _story(rows, start, headline.fields)
    lede = story.paragraphs[0] if story.paragraphs else ""
    above = head.fields_above_story(rows[:start], headline.index, lede)
    found = {**story.fields, **above.fields, **head.collect_fields(rows), **address, **headline.fields}
    found |= head.publication_dates(rows[headline.index + 1 : start], rows, zone, name, address)
    found = {field: value for field, value in found.items() if field not in values}
    written.problems += _lacking(path, {*found, *values}, found, story.paragraphs, rows, start)
    if written.problems:
        raise ContentError(*sorted(written.problems))
    doubts = [*cleaned.doubts, *above.doubts, *story.doubts]
    doubts += _doubts(lines, found, story.paragraphs, name, zone)
    written.warnings += (Problem(path, line, 1, f"{message}, please check") for line, message in doubts)
    return written.reading(_article(path, name, found, values, "\n\n".join(story.paragraphs)), 0)


def _mistaken_keys(path: str, parsed: ParsedFile) -> Iterator[Problem]:
    """The line below the keys on top, if it was meant for one of them: no page of a site has it."""
    line = "".join(parsed.body.split("\n")[parsed.body_line - 1 : parsed.body_line])
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


def _refuse_list_page(path: str, rows: Sequence[Row], start: int) -> None:
    texts = [row.line.text for row in rows]
    prose = any(map(is_prose, texts))
    heads = [bool(row.text) and not is_prose(row.text) for row in rows]
    dated = sum(row.kind == "relative date" for row in rows) + sum(
        row.kind == "date" and any(heads[max(0, index - 1) : index + 2]) for index, row in enumerate(rows)
    )
    datelines = sum(_names_site(row.text) for row in rows)
    newsrooms = sum(row.text.lower() == "tim redaksi" for row in rows)
    reasons = {
        "it is only a list of tags": bool(texts) and all(text.startswith("#") for text in texts),
        "its address is that of a list": any(map(_LIST_ADDRESS.fullmatch, texts[:start])),
        "it lists articles that are to be read elsewhere": sum(map(is_teaser, texts)) > 1,
        "it holds several articles": max(datelines, newsrooms) > 1,
        "it lists several articles with their dates": dated >= _MIN_LIST_DATES + prose,
        "it is headed like a tag or section": not prose and any(map(_LIST_HEADING.fullmatch, texts[:1])),
    }
    for reason, holds in reasons.items():
        if holds:
            hint = "save the pages of the articles themselves, and remove this file"
            raise ContentError(Problem(path, rows[0].line.number, 1, f"this is no article: {reason}", hint))


def _names_site(text: str) -> bool:
    """Whether a text opens with a dateline that names a site or agency."""
    found = split_dateline(text) if text else None
    return found is not None and bool(found.site or found.agency)


# --- the story


def _story(rows: Sequence[Row], start: int, title: Fields) -> _Story:
    """Take the dateline and credit off the story, and other titles out of it."""
    headline = title["title"].value if title else ""
    story, fields, doubts = _without_credit([row for row in rows[start:] if row.kind in _IN_STORY])
    if story and (found := split_dateline(story[0].text)):
        fields = {**_dateline_fields(found, story[0].line.number), **fields}
        story[:1] = [_with_text(story[0], found.text)] if found.text else []
    story = [row for row in story if not same_words(row.line.text.removeprefix(READ_ALSO), headline)]
    if not any(row.text for row in story):
        return _Story([], {}, [])
    story[1:1] = [row for row in rows[:start] if row.kind == "read-also"]
    subheadings = {at for at in range(1, len(story) - 1) if _is_subheading(story[at].text)}
    paragraphs = ["## " * (at in subheadings) + escaped(row.line.text) for at, row in enumerate(story)]
    return _Story(paragraphs, fields, [*doubts, *_other_titles(story, subheadings)])


def _is_subheading(text: str) -> bool:
    return text.isupper() and len(text) in _SUBHEADING and not ends_sentence(text)


def _other_titles(story: Sequence[Row], subheadings: set[int]) -> list[Doubt]:
    """Lines that may be titles of other articles, though no label says so."""
    doubts = []
    prose = [is_prose(row.text) for row in story]
    titles = [at not in subheadings and boilerplate.is_title(row.text) for at, row in enumerate(story)]
    for at in range(1, len(story) - 1):
        if titles[at] and prose[at - 1] and prose[at + 1]:
            message = "body: this line may be the title of another article"
            doubts.append(Doubt(story[at].line.number, message))
    end = next((at + 1 for at in range(len(story) - 1, -1, -1) if not titles[at]), 0)
    if 0 < end < len(story) - 1:
        message = "body: from here on the lines may be titles of other articles"
        doubts.append(Doubt(story[end].line.number, message))
    return doubts


_IN_STORY = ("text", "date", "read-also")


def _uncaptioned(row: Row) -> Row:
    """A paragraph of the story that looks like a caption, since it ends with `(ist)`, as text."""
    line = row.line
    credited = row.kind == "caption" and is_prose(line.text) and split_credit(line.text, line.number)
    return Row(line, "text") if credited else row


def _with_text(row: Row, text: str) -> Row:
    return Row(Line(row.line.number, text, row.line.raw, row.line.after_blank), row.kind)


def _dateline_fields(found: Dateline, line: int) -> Fields:
    provenance = Provenance.POSITION if found.sure else Provenance.GUESS
    dateline = {"dateline": FieldValue(found.place, provenance, line, "the first words of the story")}
    source = {"source": FieldValue(found.agency, Provenance.POSITION, line)}
    return (dateline if found.place else {}) | (source if found.agency else {})


def _without_credit(story: list[Row]) -> _Uncredited:
    """Split off the credit at the end; unlabelled titles below it belong to other articles."""
    prose_below = False
    for at in range(len(story) - 1, max(-1, len(story) - 1 - _MAX_BELOW_CREDIT), -1):
        row = story[at]
        credit = split_credit(row.text, row.line.number) if row.text else None
        if credit and (not prose_below or {"authors", "source"} <= credit.fields.keys()):  # as `(tan/jpnn)`
            last = [_with_text(row, credit.before)] if credit.before else []
            read_alsos = [row for row in story[at + 1 :] if row.kind == "read-also"]
            message = "body: what stands under the credit was left out"
            doubts = [Doubt(row.line.number, message)] if prose_below else []
            return _Uncredited([*story[:at], *last, *read_alsos], credit.fields, doubts)
        prose_below = prose_below or is_prose(row.text)
    end = next((at for at in range(len(story), 0, -1) if story[at - 1].kind != "date"), 0)
    return _Uncredited(story[:end], {}, [])


_SUBHEADING = range(4, 101)
_INLINE = re.compile(r"[\\*`\[]|(?<![^\W_])_|_(?![^\W_])|\{(?=:)")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCK = re.compile(r"[-+](?=[ +-]|$)|[#>]|(?<=^)\d{1,9}(?=[.)](?: |$))")


def escaped(text: str) -> str:
    """A line of plain text as Markdown that shows just that."""
    text = _TAG.sub("&lt;", _INLINE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)))
    block = _BLOCK.match(text)
    if not block:
        return text.removesuffix("#") + r"\#" if text.endswith("#") else text
    if block[0].isdigit():
        return f"{block[0]}\\{text[block.end() :]}"
    return f"\\{text}"


# --- the article


def _doubts(
    lines: Sequence[Line], fields: Fields, paragraphs: Sequence[str], name: str, zone: ZoneInfo
) -> list[Doubt]:
    """What a person should check in the fields and the body."""
    doubts = [
        Doubt(found.line, f"{field}: taken from {found.evidence}")
        for field, found in fields.items()
        if found.provenance is Provenance.GUESS
    ]
    published, updated = fields.get("date"), fields.get("updated")
    for field, found in fields.items():
        if field in ("date", "updated") and found.value.weekday_differs:
            doubts.append(Doubt(found.line, f"{field}: the weekday is not that of the date"))
    named = head.date_in_name(name, zone)
    if published and named and named.when.at.date() != published.value.when.at.date():
        doubts.append(Doubt(published.line, "date: the name of the file has another one"))
    if published and updated and updated.value.when.at.date() < published.value.when.at.date():
        doubts.append(Doubt(updated.line, "updated: it is before the date of publication"))
    later = [line for line in lines if _LATER_PAGE.fullmatch(line.text) and line.text[-1].isdigit()]
    if later or ("origin" in fields and _LATER_ADDRESS.search(fields["origin"].value)):
        line = later[0] if later else lines[0]
        doubts.append(Doubt(line.number, "body: this is a later page of an article"))
    elif paragraphs[0][0].islower() or paragraphs[0].startswith(("...", "…")):
        doubts.append(Doubt(0, "body: it starts within a sentence"))
    return doubts


def _lacking(
    path: str,
    known: Container[str],
    fields: Fields,
    paragraphs: Sequence[str],
    rows: Sequence[Row],
    start: int,
) -> Iterator[Problem]:
    """What an article needs and the page has not; `known` are the fields that were found or written."""
    first = rows[0].line.number if rows else 1
    if "title" not in known:
        hint = "write it on a line of its own, above the date and the story"
        yield Problem(path, first, 1, "no headline can be found", hint)
    line = fields["title"].line if "title" in fields else first
    if not paragraphs:
        hint = "is this the page of an article, and saved whole?"
        yield Problem(path, line, 1, "no body can be found", hint)
    if "date" not in known:
        message = "no date of publication can be found"
        if masthead := next(
            (row.line.number for row in rows[:start] if row.dates and row.line.number < line), 0
        ):
            message += f"; that on line {masthead}, above the headline, may be the day on which it was saved"
        yield Problem(path, line, 1, message, _NO_DATE)


def _article(path: str, name: str, fields: Fields, written: dict[str, Any], body: str) -> Article:
    values: dict[str, Any] = {field: found.value for field, found in fields.items()}
    shown = values.pop("caption", "")
    for field in ("date", "updated"):
        if field in values:
            values[field] = values[field].when
    values |= written
    values.setdefault("slug", slugify(values["title"]) or slugify(name))
    provenance = {field: found.provenance for field, found in fields.items()}
    extra = {"caption": shown} if shown else {}
    return Article(path=path, body=body, extra=extra, provenance=provenance, **values)
