"""Find the day of the printed edition in which a story stood: `Edisi Senin, 8 Maret 2004`, `Halaman 12`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from newsgen.content.article import Provenance
from newsgen.content.dates import ParsedDate, find_dates
from newsgen.importing.page_text.candidates import FieldValue
from newsgen.importing.saved_pages.dates import is_period
from newsgen.importing.saved_pages.layout import Layout
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.tree import Block, words

_LONGEST = 160
_EDITION = re.compile(
    r"\bedisi(?:[\W_]+(?:cetak|harian|minggu|koran|khusus|nasional|pagi|sore|no|nomor|ke|tahun|th|vol|volume"
    r"|tanggal|tgl|hari|\d{1,5}|[ivxlc]{1,8}))*[\W_]*$",
    re.I,
)
_PAGE = re.compile(r"\b(?:halaman|hal\.?|hlm\.?|page) ?\d{1,3}\b(?!\s?(?:dari|of|/|\d))", re.I)
_RANGE = re.compile(
    r"\b(?:[0-2]?\d|3[01])(?: [^\W\d]{3,10}(?: \d{4})?)? ?(?:[-–—]|s/d|s\.d\.|sampai|hingga) ?$", re.I
)
_OTHER = re.compile(
    r"\b(?:terbaru|terkini|sebelumnya|berikut\w*|lalu|mendatang|depan|arsip|hari ini|sekarang|lain\w*)\b",
    re.I,
)
_OFFER = re.compile(r"\b(?:baca|beli|dapatkan|unduh|download|klik|lihat|pesan)\b", re.I)
_SHORT_DAY = re.compile(r"\((?:[^\W\d]{4,6},? )?(\d{1,2})/(\d{1,2})(?:/\d{2,4})?\)")
_EARLIER = timedelta(days=10)  # that what a story tells of may be before its edition
_LATER = timedelta(days=1)


def edition_day(page: OpenPage, layout: Layout) -> FieldValue | None:
    """The one day that lines above the headline, or the title of the page, give the edition of a story.

    None if there are several, or if the story tells of other days: a site may show its newest edition.
    """
    found = {one.when.at.date(): one for one in _days(page, layout)}
    if len(found) != 1:
        return None
    [(day, parsed)] = found.items()
    told = [*_told_days(layout.beginning, day.year)]
    if told and not any(-_LATER <= day - one <= _EARLIER for one in told):
        return None
    return FieldValue(parsed, Provenance.POSITION, 1, "the day of the edition")


def _days(page: OpenPage, layout: Layout) -> Iterator[ParsedDate]:
    top = page.blocks[layout.title.at if layout.title.at >= 0 else layout.first]
    before = ""
    for block in page.all_blocks[: page.all_blocks.index(top)]:
        if not _OTHER.search(before) and not _OTHER.search(block.text[:_LONGEST]):
            for line in () if _has_card(block) else block.lines:
                yield from _days_on(line, page.zone, _linked(block))
        before = block.text[-_LONGEST:]
    for one in page.said.titles:
        if one.by == "title":
            yield from _days_on(one.text, page.zone, "")


def _has_card(block: Block) -> bool:
    """Whether a block leads to another story, whose edition it may name."""
    return any(words(link).count(" ") > 2 for link in block.element.iter("a"))


def _linked(block: Block) -> str:
    """What of a block leads elsewhere, as to another edition."""
    return block.text if block.links >= len(block.text) else " ".join(map(words, block.element.iter("a")))


def _days_on(line: str, zone: ZoneInfo, linked: str) -> Iterator[ParsedDate]:
    if len(line) > _LONGEST or is_period(line):
        return
    for span in find_dates(line, zone):
        before = line[: span.start]
        is_print = _EDITION.search(before) or _PAGE.search(line[span.end :]) or _PAGE.search(before)
        is_other = _OFFER.search(before) or _RANGE.search(before)
        if is_print and not is_other and line[span.start : span.end] not in linked:
            yield span.date


def _told_days(text: str, year: int) -> Iterator[date]:
    """The days that a story names by day and month, in the year of its edition or the one before."""
    for found in _SHORT_DAY.finditer(text):
        for near in (year, year - 1):
            try:
                yield date(near, int(found[2]), int(found[1]))
            except ValueError:
                continue
