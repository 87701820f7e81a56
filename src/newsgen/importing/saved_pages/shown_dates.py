"""Find the date that a page shows beside its story, in whatever words and elements it stands."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from lxml.html import HtmlElement

from newsgen.content.article import Provenance
from newsgen.content.dates import DateSpan, ParsedDate, find_dates, parse_date
from newsgen.importing.page_text.candidates import Candidate, FieldValue
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.saved_pages.credits import is_credit
from newsgen.importing.saved_pages.dates import is_foreign, is_period
from newsgen.importing.saved_pages.layout import Layout
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.tree import Block, named, short_words, squeezed
from newsgen.importing.saved_pages.words import (
    DATE_CLASSES,
    HEADINGS,
    META,
    NOW_CLASSES,
    SUMMARIES,
    UPDATED_CLASSES,
)

_ABOVE = 4  # blocks above the headline in which the date may stand
_BELOW = 15
_LONGEST = 200
_MAX_LABEL = 30
_MAX_WEIGHT = 60  # of a line that may be no sentence
_SURE = 3.0
_LEAST = 2.0
_UPDATED = re.compile(
    r"\b(?:updated?|diperba[rh]\w+|pemutakhiran|pembaruan|diubah|modified|perubahan|last|direvisi|revisi"
    r"|terakhir|disunting|edited)\b"
)
_PUBLISHED = re.compile(
    r"\b(?:(?:first )?published|posted|di(?:terbitkan|publikasikan|posting|muat|unggah|tayangkan|rilis)"
    r"|tayang|terbit)(?: (?:pada|on|tanggal|hari))?\W{0,4}$"
)
_TIME = r"(\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: (?:WIB|WITA|WIT))?)"
_NUMBERS = re.compile(r"(\d\d?)([/.-])(\d\d?)(?=[/.-]\d{4})")
_POSTED_AT = re.compile(
    rf"(?:posted|diposting|diposkan|ditulis|published)\b.{{0,60}}? (?:@|at|di|pada|pukul|jam) {_TIME}"
    r"(?: \d{1,4} (?:komentar|comments?|balasan))?",
    re.I,
)
_ENTRY = re.compile(r"this entry was posted on (?P<date>.{10,60}?)(?:,? (?:and|in|by)\b|\.)", re.I)
_OF_POST = re.compile(
    r"(?:date|post|entry)-?header|(?:post|entry|article)(?:[_-]?meta(?:data)?)?[_-]{0,2}date(?!-?header)"
)
_ZONE_WORDS = re.compile(r"\(?waktu indonesia (barat|tengah|timur)\)?", re.I)
_ZONES = {"barat": "WIB", "tengah": "WITA", "timur": "WIT"}
_NOW = re.compile(r"\b(?:dicetak|diakses|diunduh|printed|accessed|hari ini|sekarang|today|cetak pada)\b")
_EVENT = re.compile(
    r"\b(?:jadwal|acara|event|berlangsung|mulai|deadline|batas|sampai|hingga|lahir|wafat|berlaku)\b"
)
_POSTED = re.compile(
    r"\b(?:post(?:ed|ing)?|published|di(?:tulis|terbitkan|publikasikan|posting|muat|unggah|tayangkan)|tayang|terbit"
    r"|edisi|tanggal|tgl|by|oleh|pada|penulis|kontributor|reporter|on)\b"
)
_EDITION = re.compile(
    r"\b(?:edisi|terbit|posted|published|di(?:tulis|terbitkan|publikasikan|posting|muat))\b"
)
_OFFER = re.compile(r"\b(?:baca|beli|dapatkan|unduh|download|klik|lihat|pesan)\b")  # of an edition
_CLOCK = re.compile(rf"(?:pukul |jam |at )?{_TIME}", re.I)
_CLOCK_AFTER = re.compile(rf"\W{{1,4}}(?:pukul |jam |at )?{_TIME}(?!\w)", re.I)
_CLOCK_BEFORE = re.compile(rf"(?:^|\s){_TIME}\W{{1,4}}$", re.I)
_LEDE = 2500  # characters
_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", re.I
)
_OF_DATE = re.compile(r"\b(?:date|hari|waktu|tgl|tanggal|wib|wita|wit|time)\b")
_DATELINE = re.compile(r"[A-Z][\w .'/-]{2,40}, (?:\w{4,6}, )?(\d{1,2} \w{3,12} \d{4})\)? ?[-–—:]")
_SIGNED = re.compile(r"[A-Z][\w .'-]{2,40}, (\d{1,2} \w{3,12} \d{4})\.?")


class _Seen(NamedTuple):
    date: ParsedDate
    at: int
    score: float
    words: str
    is_labelled: bool = False
    swapped: ParsedDate | None = None
    names: str = ""


class ShownDates(NamedTuple):
    """The date of publication and that of a change, as far as they are shown."""

    published: FieldValue | None
    updated: ParsedDate | None


def shown_dates(page: OpenPage, layout: Layout) -> ShownDates:
    """The dates beside the story of a page."""
    blocks, zone = page.blocks, page.zone
    title_at, first = layout.title.at, _opening(blocks, layout, zone)
    top = max(0, title_at - _ABOVE) if 0 <= title_at < first else max(0, first - 2 * _ABOVE)
    found: list[_Seen] = []
    changed: list[ParsedDate] = []
    for at in (*range(top, first), *_below(blocks, layout)):
        block = blocks[at]
        weight = page.weight(at)
        if weight > _MAX_WEIGHT or len(block.text) > _LONGEST or _is_menu(block):
            continue
        beside = (
            blocks[at - 1].text.lower() if at else "",
            blocks[at + 1].text if at + 1 < len(blocks) else "",
        )
        for seen, is_change in _dates_on(block, at, beside, zone):
            if weight and seen.words:
                break  # in a sentence
            if is_change:
                changed.append(seen.date)
            elif (score := seen.score + _position(blocks, at, title_at, first, seen)) >= _LEAST:
                found.append(seen._replace(score=score))
    if not found:
        found = list(_calendar(blocks, range(top, first), zone))
    if not found:
        found = list(_signed(blocks, layout.places, first, zone))
    best = _best(found)
    if best is not None and not best.value.when.clock:
        best = _with_clock_below(best, (*blocks[first:], *layout.below(page)), zone)
    return ShownDates(best, changed[0] if changed else None)


def _opening(blocks: Sequence[Block], layout: Layout, zone: ZoneInfo) -> int:
    """The place of the first paragraph, behind one that sums the story up above the line of its date."""
    first = layout.first
    if not 0 <= layout.title.at < first or first + 1 >= min(len(blocks), layout.places[-1]):
        return first
    meta = blocks[first + 1]
    is_meta = META.search(f"{named(meta.element)} {named(meta.parent)}") is not None
    is_sum = SUMMARIES.search(f"{named(blocks[first].element)} {named(blocks[first].parent)}") is not None
    is_meta = is_meta or (any(map(is_credit, meta.lines)) and bool(find_dates(meta.text, zone)))
    is_short = len(meta.text) <= _LONGEST and meta.tag not in (*HEADINGS, "figure", "table", "blockquote")
    return first + 2 if is_short and (is_meta or is_sum) and not ends_sentence(meta.text) else first


def _with_clock_below(found: FieldValue, blocks: Sequence[Block], zone: ZoneInfo) -> FieldValue:
    """A day with the time of day that a line without a date gives: `posted by Ani @ 11:12 PM`."""
    for block in blocks:
        if entry := _ENTRY.match(block.text):
            same = (one.date for one in find_dates(entry["date"], zone) if one.date.when.clock)
            moment = next((one for one in same if one.when.at.date() == found.value.when.at.date()), None)
            return msgspec.structs.replace(found, value=moment) if moment else found
        clock = _POSTED_AT.fullmatch(block.text)
        if clock and not find_dates(block.text, zone):
            try:
                moment = parse_date(f"{found.value.when.at.date()} {clock[1].replace('.', ':', 1)}", zone)
            except ValueError:
                return found
            return msgspec.structs.replace(found, value=moment)
    return found


def _below(blocks: Sequence[Block], layout: Layout) -> Iterator[int]:
    """The places below the story, up to a heading or the label of a list of other stories."""
    last = layout.places[-1]
    for at in range(last + 1, min(len(blocks), last + 1 + _BELOW)):
        labels = {row.label for row in layout.rows_of.get(at, [])}
        if blocks[at].tag in HEADINGS or labels & {"latest", "related", "comments"}:
            return
        yield at


def _is_menu(block: Block) -> bool:
    return block.links > 0.7 * len(block.text) and len(block.text) > 50


def _dates_on(block: Block, at: int, beside: tuple[str, str], zone: ZoneInfo) -> Iterator[tuple[_Seen, bool]]:
    """The dates in a block, each with whether it is that of a change."""
    previous, following = beside
    own = f"{named(block.element)} {named(block.parent)}"
    if NOW_CLASSES.search(own):
        return
    text = _ZONE_WORDS.sub(lambda found: _ZONES[found[1].lower()], _without_updates(block))
    end = 0
    if is_foreign(text) or is_period(text):
        return
    for span in find_dates(text, zone):
        found, swapped = _by_weekday(span, text, zone)
        before, end = text[end : span.start].lower()[-60:], span.end
        if not before.strip(" :") and _is_label(previous):
            before = previous
        if _NOW.search(before) or _EVENT.search(before) or _is_other_label(before):
            continue
        if _EDITION.search(before) and _OFFER.search(before):
            continue
        names = f"{own} {_named_around(block, text[span.start : span.end])}"
        score = 1.0 * bool(DATE_CLASSES.search(names))
        score += 1.0 * bool(_POSTED.search(before))
        after = text[span.end : span.end + 20]
        moment = found if found.when.clock else _with_clock(block, found, (before, after, following), zone)
        score += 1.0 * moment.when.clock + 0.5 * (_WEEKDAY.match(text[span.start :]) is not None)
        is_change = _UPDATED.search(before) is not None
        is_labelled = not is_change and _PUBLISHED.search(before) is not None
        yield _Seen(moment, at, score, before, is_labelled, swapped, names), is_change


def _named_around(block: Block, date: str) -> str:
    """The class of the element within a block that has a date and no more than a label beside it."""
    for one in block.element.iterdescendants():
        if (
            named(one).strip()
            and date in (text := short_words(one, len(date) + _MAX_LABEL))
            and len(text) <= len(date) + _MAX_LABEL
        ):
            return named(one)
    return ""


def _by_weekday(span: DateSpan, text: str, zone: ZoneInfo) -> tuple[ParsedDate, ParsedDate | None]:
    """A date in figures as its weekday says, the day or the month first; without one, the other way too."""
    raw = text[span.start : span.end]
    turned = _NUMBERS.sub(r"\3\2\1", raw, count=1)
    if turned == raw:
        return span.date, None
    try:
        other = parse_date(turned, zone)
    except ValueError:
        return span.date, None
    has_weekday = _WEEKDAY.match(raw) is not None or span.date.weekday_differs != other.weekday_differs
    if has_weekday:
        return (other if span.date.weekday_differs and not other.weekday_differs else span.date), None
    return span.date, other


def _is_other_label(before: str) -> bool:
    """Whether what stands right before a date says that it is that of something else: `Pembukaan: `."""
    words = before.rstrip()
    known = _POSTED.search(words) or _UPDATED.search(words) or _OF_DATE.search(words)
    return words.endswith(":") and not known


def _is_label(text: str) -> bool:
    """Whether a block says what the date below it is."""
    words = text.strip(" :")
    return len(words) <= _MAX_LABEL and (_POSTED.match(words) or _UPDATED.match(words)) is not None


def _without_updates(block: Block) -> str:
    """The text of a block without what its markup calls the time of a change."""
    if not any(UPDATED_CLASSES.search(named(one)) for one in block.element.iterdescendants()):
        return block.text
    copy: HtmlElement = deepcopy(block.element)
    for one in list(copy.iterdescendants()):
        names = named(one) if isinstance(one.tag, str) else ""
        if UPDATED_CLASSES.search(names) and not DATE_CLASSES.search(names) and one.getparent() is not None:
            one.drop_tree()
    return Block(copy, block.parent, None).text


def _with_clock(block: Block, date: ParsedDate, around: tuple[str, str, str], zone: ZoneInfo) -> ParsedDate:
    """A date with the time of day that stands beside it, or in the title of a link around it."""
    before, after, following = around
    titles = [squeezed(one.get("title") or "") for one in block.element.iter() if one.get("title")]
    near = [found[1] for found in (_CLOCK_AFTER.match(after), _CLOCK_BEFORE.search(before)) if found]
    for text in (*near, *block.lines, following, *titles):
        if found := _CLOCK.fullmatch(text):
            try:
                return parse_date(f"{date.when.at.date()} {found[1].replace('.', ':', 1)}", zone)
            except ValueError:
                continue
    return date


def days_in(text: str, zone: ZoneInfo) -> frozenset[date]:
    """The days that the beginning of a story names in full."""
    return frozenset(span.date.when.at.date() for span in find_dates(text[:_LEDE], zone))


def _position(blocks: Sequence[Block], at: int, title_at: int, first: int, seen: _Seen) -> float:
    """What the place of a date says for it."""
    if title_at < at < first:
        return 4.0 if title_at >= 0 else 2.0
    if at < first:
        if not 0 < title_at - at <= 2 or seen.date.when.at.second:
            return -2.0
        if _EDITION.search(seen.words):
            return 2.0
        return _above_headline(blocks[at], blocks[title_at], seen, title_at - at)
    among_links = any(_is_card(blocks[near]) for near in (at - 1, at + 1) if near < len(blocks))
    return -3.0 if among_links else 0.5


def _above_headline(block: Block, title: Block, seen: _Seen, distance: int) -> float:
    """What it says for a date that it stands right above the headline, perhaps in the same element."""
    together = are_together(block, title)
    by_name = together and _OF_POST.search(seen.names) is not None
    if by_name or (distance == 1 and _OF_POST.search(named(block.element))):
        return 2.5
    return 1.5 if together else -0.5


def are_together(block: Block, title: Block) -> bool:
    """Whether a block and the headline below it stand in one element that is not the whole page."""
    around = [one for one in list(title.place.iterancestors())[:2] if one.tag not in ("body", "html", "td")]
    return any(one in around for one in (block.place, *block.place.iterancestors()))


def _is_card(block: Block) -> bool:
    return block.links > 0.7 * max(1, len(block.text)) and block.text.count(" ") > 2


def _calendar(blocks: Sequence[Block], places: Sequence[int], zone: ZoneInfo) -> Iterator[_Seen]:
    """The date of a leaf of a calendar, whose day, month and year are elements of their own."""
    for at in places[:-1]:
        parts = [blocks[near].text for near in range(at, min(at + 3, places[-1] + 1))]
        if all(len(part) < 12 for part in parts) and not find_dates(parts[0], zone):
            for seen in find_dates(" ".join(parts), zone)[:1]:
                yield _Seen(seen.date, at, _SURE, "calendar")


def _signed(blocks: Sequence[Block], places: Sequence[int], opening: int, zone: ZoneInfo) -> Iterator[_Seen]:
    """The place and date under which a press release is signed, or with which it opens."""
    for at in places[-2:]:
        first = blocks[at].lines[0] if blocks[at].lines else ""
        if (found := _SIGNED.fullmatch(first)) and (dates := find_dates(found[1], zone)):
            yield _Seen(dates[0].date, at, _SURE, "signed")
    for at in (*places[:2], opening):
        found = _DATELINE.match(blocks[at].text)
        for one in find_dates(found[1], zone) if found else ():
            yield _Seen(one.date, at, _SURE, "dateline")


def _best(found: Sequence[_Seen]) -> FieldValue | None:
    if not found:
        return None
    best = max(found, key=lambda one: (one.is_labelled, one.score, -one.at))
    day = best.date.when.at.date()
    rivals = [
        one
        for one in found
        if one.date.when.at.date() != day and (one.is_labelled, one.score) >= (best.is_labelled, best.score)
    ]
    if best.score < _SURE or rivals:
        how = Provenance.GUESS
    else:
        how = Provenance.LABEL if best.is_labelled else Provenance.POSITION
    others = (Candidate(best.swapped, best.at + 1),) if best.swapped else ()
    return FieldValue(best.date, how, best.at + 1, "the date beside the story", (), others)
