"""Tell the page of a list (a front page, a section, a tag, a search) from that of an article."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsgen.importing.page_text.boilerplate import is_prose, is_teaser, is_title
from newsgen.importing.page_text.datelines import split_dateline
from newsgen.importing.page_text.rows import Row, is_title_case
from newsgen.importing.page_text.story import Group, Span

_STORY = 500  # characters of paragraphs that make a story, whatever stands around them
_LONG_STORY = 1200
_SHORT = 160
_HEAD = 12  # lines among which the heading of a list is looked for
_MIN_DATES = 3
_MIN_TITLES = 4
_MIN_EXCERPTS = 3
_ADDRESS = re.compile(
    r"https?://[^/\s]+(?:/[^\s?#]*)?"
    r"/(?:tags?|listtag|category|kategori|topik|topic|author|penulis|indeks|index|search)(?:[/?].*)?"
    r"|https?://[^/\s]+(?:/[^\s?#]*)?/page/\d+/?|https?://[^/\s]+/?"
)
_HEADING = re.compile(
    r"(?:tag|topik|kategori|category|arsip|archives?|label|indeks|index|kanal|rubrik|author|penulis"
    r"|topic)(?: archives?| berita)? ?[:#»\"“].{0,80}"
    r"|(?:hasil pencarian|search results?|hasil penelusuran|indeks berita|kumpulan berita|arsip berita"
    r"|berita tentang|posts tagged|browsing:?"
    r"|artikel dengan tag|semua berita|berita terkini tentang|latest news (?:on|about))\b.{0,80}"
    r"|(?:menampilkan|showing)\b.{0,30}\d+.{0,60}|\d+ (?:hasil|results?|artikel|berita)(?: untuk"
    r"| for)?.{0,60}",
    re.I,
)


def why_list(rows: Sequence[Row], groups: Sequence[Group], span: Span, titled: bool) -> str:
    """Why a page is no article but lists some, an empty text if it doesn't.

    `titled` says that a headline above the story was found with a date or byline beside it.
    """
    texts = [row.line.text for row in rows]
    paragraphs = next((group.paragraphs for group in groups if group.start <= span.start <= group.last), 0)
    whole = (
        paragraphs > 1
        and span.weight >= (_STORY if titled else _LONG_STORY)
        and not _alternate(rows[span.start : span.end])
    )
    checks = (
        ("it is only a list of tags", bool(texts) and all(text.startswith("#") for text in texts)),
        (
            "its address is that of a list",
            any(_ADDRESS.fullmatch(text) for text in texts[: span.start] if text.startswith("http")),
        ),
        ("it holds several articles", _several(rows, groups)),
        (
            "it lists several articles with their dates",
            _dated_titles(rows[span.start : span.end]) >= _MIN_DATES - 1,
        ),
    )
    reason = next((reason for reason, holds in checks if holds), "")
    return reason or ("" if whole else _why_not_whole(rows, groups, span, titled and paragraphs > 1, titled))


def _why_not_whole(
    rows: Sequence[Row], groups: Sequence[Group], span: Span, several: bool, titled: bool
) -> str:
    """The same of a page on which no whole story was found; `several` are its paragraphs under a headline."""
    texts = [row.line.text for row in rows]
    prose = any(map(is_prose, texts))
    short = span.weight < _SHORT
    dated = _dated_titles(rows if short or not titled else rows[: _listed(rows, span.end)])
    checks = (
        ("it lists several articles with their dates", dated >= _MIN_DATES + (not short)),
        (
            "it lists articles that are to be read elsewhere",
            sum(is_teaser(text) and not text.startswith("Lihat ") for text in texts) > 1
            and (span.weight < _STORY or not titled),
        ),
        (
            "it is headed like a tag or section",
            not (prose and titled) and any(map(_HEADING.fullmatch, texts[:_HEAD])),
        ),
        (
            "it lists several articles with the beginning of each",
            not several and _excerpts(groups, rows) >= _MIN_EXCERPTS,
        ),
        (
            "it lists several articles with the beginning of each",
            not titled and _alternate(rows[span.start : span.end]),
        ),
        ("it is a list of headlines", not prose and _titles(rows, span) >= _MIN_TITLES + 4 * titled),
    )
    return next((reason for reason, holds in checks if holds), "")


def _listed(rows: Sequence[Row], end: int) -> int:
    """The row below the story at which other things begin: a label, fields, the end of the page."""
    return next(
        (at for at in range(end, len(rows)) if rows[at].kind in ("label", "field", "end", "read-also")),
        len(rows),
    )


def _several(rows: Sequence[Row], groups: Sequence[Group]) -> bool:
    """Whether several stories stand there whole, each with a dateline or a byline of its own."""
    whole = [group for group in groups if group.paragraphs > 1 and group.weight >= _SHORT]
    datelines = sum(_names_site(rows[group.start].line.text) for group in whole)
    sites = sum(
        _names_site(row.line.text)
        for row in rows
        if row.kind == "text" and len(row.line.text) < _SHORT and not row.weight
    )
    newsrooms = sum(row.line.text.lower() == "tim redaksi" for row in rows)
    return max(datelines, sites, newsrooms) > 1


def _names_site(text: str) -> bool:
    """Whether a text opens with a dateline that names a site or agency."""
    found = split_dateline(text)
    return found is not None and bool(found.site or found.agency)


def _dated_titles(rows: Sequence[Row]) -> int:
    """The dates that stand beside a title."""
    seen = [row for row in rows if row.kind not in ("boilerplate", "section")]
    heads = [row.kind == "text" and not is_prose(row.text) for row in seen]
    return sum(row.kind == "relative date" for row in seen) + sum(
        row.kind == "date" and any(heads[max(0, index - 1) : index + 2]) for index, row in enumerate(seen)
    )


def _excerpts(groups: Sequence[Group], rows: Sequence[Row]) -> int:
    """The single paragraphs under a title, such as the beginnings of stories."""
    return sum(
        group.paragraphs == 1
        and group.start > 0
        and rows[group.start - 1].kind in ("text", "date", "boilerplate")
        for group in groups
    )


def _alternate(rows: Sequence[Row]) -> bool:
    """Whether headlines and single paragraphs take turns."""
    titles = sum(
        above.kind == "text" and not above.weight and is_title_case(above.text) and above.text.count(" ") > 3
        for above, row in pairwise(rows)
        if row.weight
    )
    return titles >= _MIN_EXCERPTS and sum(row.weight > 0 for row in rows) <= titles + 1


def _titles(rows: Sequence[Row], span: Span) -> int:
    count, under = 0, ""
    for row in (*rows[: span.start], *rows[span.end :]):
        under = row.label or under
        count += under != "related" and row.kind == "text" and is_title(row.text) and row.text.count(" ") > 2
    return count
