"""Read the plain text of a saved news page as an article, saying for each field where it was found."""

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Origin, Reading
from newsgen.content.slugs import slugify
from newsgen.errors import ContentError, Problem
from newsgen.importing.page_text import boilerplate, head
from newsgen.importing.page_text.boilerplate import (
    READ_ALSO,
    Line,
    ends_sentence,
    is_prose,
    is_teaser,
    same_words,
)
from newsgen.importing.page_text.bylines import Fields, Found, is_field
from newsgen.importing.page_text.datelines import Opening, closing, opening
from newsgen.importing.page_text.head import Odd, Row

_NO_DATE = 'name the file 2018-08-02-….txt, or add a line such as "Kamis, 2 Agustus 2018" under the headline'
_AFTER_CREDIT = 8  # so many lines without a label may follow the end of a story
_LATER_PAGE = re.compile(r"(?:(?:laman|halaman|page) )?(?:sebelumnya|previous)\b[ \d»«]*", re.I)
_LATER_ADDRESS = re.compile(r"[?&](?:page|hal)=(?:[2-9]|\d\d)")
_DATES_OF_A_LIST = 3
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


def read_page_text(path: str, text: str, zone: ZoneInfo) -> Reading:
    """Turn the text of a saved page into an article; what nothing on the page says stays empty.

    Raises:
        ContentError: it is the page of a list, or has no headline, no body or no date of publication.
    """
    lines = boilerplate.tidy(text)
    story = boilerplate.story_of(lines, is_field)
    rows = head.rows_of(story.lines, zone)
    start = head.start_of(rows)
    rows[start:] = map(_of_story, rows[start:])
    _refuse_list(path, rows, start)
    name = re.sub(r"\.[^.]*$", "", path.rpartition("/")[2])
    address = head.address_of(rows, start)
    place, title = head.headline_of(rows, start, head.slugs_of(name, address))
    paragraphs, told, left = _body(rows, start, title)
    lede = paragraphs[0] if paragraphs else ""
    opened, above = head.head_of(rows[:start], place, lede)
    fields = {**told, **opened, **head.labelled_in(rows), **address, **title}
    fields |= head.dates_of(rows[place + 1 : start], rows, zone, name, address)
    _require(path, fields, paragraphs, rows, start)
    odd = [*story.odd, *above, *left, *_doubts(lines, fields, paragraphs, name, zone)]
    warnings = tuple(sorted(Problem(path, line.number, 1, f"{said}, please check") for line, said in odd))
    return Reading(_article(path, name, fields, "\n\n".join(paragraphs)), warnings)


def _refuse_list(path: str, rows: Sequence[Row], start: int) -> None:
    texts = [row.line.text for row in rows]
    prose = any(map(is_prose, texts))
    heads = [bool(row.text) and not is_prose(row.text) for row in rows]
    dated = sum(row.kind == "ago" for row in rows) + sum(
        row.kind == "date" and any(heads[max(0, place - 1) : place + 2]) for place, row in enumerate(rows)
    )
    stories = sum(_opens_with_site(row.text) for row in rows)
    desks = sum(row.text.lower() == "tim redaksi" for row in rows)
    reasons = {
        "it is only a list of tags": bool(texts) and all(text.startswith("#") for text in texts),
        "its address is that of a list": any(map(_LIST_ADDRESS.fullmatch, texts[:start])),
        "it lists articles that are to be read elsewhere": sum(map(is_teaser, texts)) > 1,
        "it holds several articles": max(stories, desks) > 1,
        "it lists several articles with their dates": dated >= _DATES_OF_A_LIST + prose,
        "it is headed like a tag or section": not prose and any(map(_LIST_HEADING.fullmatch, texts[:1])),
    }
    for reason, holds in reasons.items():
        if holds:
            hint = "save the pages of the articles themselves, and remove this file"
            raise ContentError(Problem(path, rows[0].line.number, 1, f"this is no article: {reason}", hint))


def _opens_with_site(text: str) -> bool:
    found = opening(text) if text else None
    return found is not None and bool(found.site or found.agency)


# --- the story


def _body(rows: Sequence[Row], start: int, title: Fields) -> tuple[list[str], Fields, Odd]:
    """The paragraphs of the story in Markdown, what its opening and close say, and which lines are odd."""
    headline = title["title"].value if title else ""
    story, fields, odd = _closed([row for row in rows[start:] if row.kind in _IN_STORY])
    if story and (found := opening(story[0].text)):
        fields = {**_opened(found, story[0].line.number), **fields}
        story[:1] = [_reworded(story[0], found.text)] if found.text else []
    story = [row for row in story if not same_words(row.line.text.removeprefix(READ_ALSO), headline)]
    if not any(row.text for row in story):
        return [], {}, []
    story[1:1] = [row for row in rows[:start] if row.kind == "read-also"]
    heads = {at for at in range(1, len(story) - 1) if _is_subheading(story[at].text)}
    paragraphs = ["## " * (at in heads) + escaped(row.line.text) for at, row in enumerate(story)]
    return paragraphs, fields, [*odd, *_other_titles(story, heads)]


def _is_subheading(text: str) -> bool:
    return text.isupper() and len(text) in _SUBHEADING and not ends_sentence(text)


def _other_titles(story: Sequence[Row], heads: set[int]) -> Odd:
    """Lines that may be titles of other articles, though no label says so."""
    odd: Odd = []
    prose = [is_prose(row.text) for row in story]
    like = [at not in heads and boilerplate.is_title(row.text) for at, row in enumerate(story)]
    for at in range(1, len(story) - 1):
        if like[at] and prose[at - 1] and prose[at + 1]:
            odd.append((story[at].line, "body: this line may be the title of another article"))
    end = next((at + 1 for at in range(len(story) - 1, -1, -1) if not like[at]), 0)
    if 0 < end < len(story) - 1:
        odd.append((story[end].line, "body: from here on the lines may be titles of other articles"))
    return odd


_IN_STORY = ("text", "date", "read-also")


def _of_story(row: Row) -> Row:
    """A paragraph may end with `(ist)` like a caption."""
    credited = row.kind == "caption" and is_prose(row.line.text) and closing(row.line.text, row.line.number)
    return Row(row.line, "text") if credited else row


def _reworded(row: Row, text: str) -> Row:
    return Row(Line(row.line.number, text, row.line.typed, row.line.gap), row.kind)


def _opened(found: Opening, line: int) -> Fields:
    origin = Origin.POSITION if found.sure else Origin.GUESS
    dateline = {"dateline": Found(found.place, origin, line, "the first words of the story")}
    source = {"source": Found(found.agency, Origin.POSITION, line)}
    return (dateline if found.place else {}) | (source if found.agency else {})


def _closed(story: list[Row]) -> tuple[list[Row], Fields, Odd]:
    """Take the credit off the end; titles without a label that stand under it belong to other articles."""
    under = False
    for at in range(len(story) - 1, max(-1, len(story) - 1 - _AFTER_CREDIT), -1):
        row = story[at]
        found = closing(row.text, row.line.number) if row.text else None
        if found and (not under or {"authors", "source"} <= found[0].keys()):  # as `(tan/jpnn)`
            fields, before = found
            last = [_reworded(row, before)] if before else []
            odd = [(row.line, "body: what stands under the credit was left out")] if under else []
            return (
                [*story[:at], *last, *(row for row in story[at + 1 :] if row.kind == "read-also")],
                fields,
                odd,
            )
        under = under or is_prose(row.text)
    end = next((at for at in range(len(story), 0, -1) if story[at - 1].kind != "date"), 0)
    return story[:end], {}, []


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
) -> Odd:
    """What a person should check, by line."""
    odd = [
        (Line(found.line, ""), f"{field}: taken from {found.how}")
        for field, found in fields.items()
        if found.origin is Origin.GUESS
    ]
    published, updated = fields["date"], fields.get("updated")
    for field, found in fields.items():
        if field in ("date", "updated") and found.value.weekday_differs:
            odd.append((Line(found.line, ""), f"{field}: the weekday is not that of the date"))
    named = head.date_in(name, zone)
    if named and named.when.at.date() != published.value.when.at.date():
        odd.append((Line(published.line, ""), "date: the name of the file has another one"))
    if updated and updated.value.when.at.date() < published.value.when.at.date():
        odd.append((Line(updated.line, ""), "updated: it is before the date of publication"))
    later = [line for line in lines if _LATER_PAGE.fullmatch(line.text) and line.text[-1].isdigit()]
    if later or ("origin" in fields and _LATER_ADDRESS.search(fields["origin"].value)):
        odd.append((later[0] if later else lines[0], "body: this is a later page of an article"))
    elif paragraphs[0][0].islower() or paragraphs[0].startswith(("...", "…")):
        odd.append((Line(0, ""), "body: it starts within a sentence"))
    return odd


def _require(path: str, fields: Fields, paragraphs: Sequence[str], rows: Sequence[Row], start: int) -> None:
    first = rows[0].line.number if rows else 1
    problems = []
    if "title" not in fields:
        hint = "write it on a line of its own, above the date and the story"
        problems.append(Problem(path, first, 1, "no headline can be found", hint))
    line = fields["title"].line if "title" in fields else first
    if not paragraphs:
        hint = "is this the page of an article, and saved whole?"
        problems.append(Problem(path, line, 1, "no body can be found", hint))
    if "date" not in fields:
        message = "no date of publication can be found"
        if masthead := next(
            (row.line.number for row in rows[:start] if row.when and row.line.number < line), 0
        ):
            message += f"; that on line {masthead}, above the headline, may be the day on which it was saved"
        problems.append(Problem(path, line, 1, message, _NO_DATE))
    if problems:
        raise ContentError(*problems)


def _article(path: str, name: str, fields: Fields, body: str) -> Article:
    values: dict[str, Any] = {field: found.value for field, found in fields.items()}
    shown = values.pop("caption", "")
    for field in ("date", "updated"):
        if field in values:
            values[field] = values[field].when
    slug = slugify(values["title"]) or slugify(name)
    found = {field: found.origin for field, found in fields.items()}
    extra = {"caption": shown} if shown else {}
    return Article(path=path, slug=slug, body=body, extra=extra, found=found, **values)
