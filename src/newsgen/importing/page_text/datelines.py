"""Parse the lines with dates, the dateline that opens a story, and the credit that closes it."""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Provenance, Status
from newsgen.content.dates import ParsedDate, find_dates
from newsgen.importing.page_text.boilerplate import is_boilerplate
from newsgen.importing.page_text.bylines import (
    is_name,
    is_newsroom,
    labelled_fields,
    name_in_byline,
    people,
    sections_in,
)
from newsgen.importing.page_text.candidates import Fields, FieldValue
from newsgen.importing.page_text.lexicon import PLACES
from newsgen.importing.page_text.lines import Line, ends_sentence


class DatedLine(msgspec.Struct, frozen=True):
    """The dates of a line, those with a label by field (`date`, `updated`), and its other fields."""

    line: int
    labelled: dict[str, ParsedDate]
    unlabelled: tuple[ParsedDate, ...]
    fields: Fields


class Dateline(msgspec.Struct, frozen=True):
    """The place, whether it is `sure` to be one, the site and agency that report, and the text after them."""

    place: str
    sure: bool
    site: str
    agency: str
    text: str


class Credit(NamedTuple):
    """The fields that a credit at the end of a story gives, the text before it, and its own words.

    `signed` says that these hold initials or a desk, which are no author.
    """

    fields: Fields
    before: str
    words: str
    signed: bool


class _CreditPart(NamedTuple):
    """What a part of a credit gives; `certain` if it can be nothing else. `field` may be empty."""

    field: str
    value: FieldValue
    certain: bool


_MAX_LINE = 160

# --- dates

_DATE_LABELS = {
    "date": "diterbitkan|dipublikasikan|dipublikasi|diposting|diunggah|dirilis|published|first published"
    "|posted|publish"
    "|terbit|tayang|tanggal|date|dibuat",
    "updated": "terakhir diperbarui|diperbarui|diperbaharui|pembaruan|last updated|last modified|modified"
    "|updated"
    "|di-?update|update|edited",
}
_LABELLED_DATE = re.compile(
    "(?:" + "|".join(rf"\b(?P<{field}>{words})" for field, words in _DATE_LABELS.items()) + r")?"
    r"(?: ?\b(?:pada|on|at|di|tanggal)\b)? ?:? ?\0",
    re.I,
)
_MAY_BE_DATE = re.compile(
    r"\d{4}[-/]\d|\d[/.-]\d\d?[/.-]\d{4}|\d(?:st|nd|rd|th)?[\s,.|-]{0,3}[^\W\d_]{3,10}[\s,.-]{1,3}\d{4}"
    r"|[^\W\d_]{3,9}\.? \d\d?(?:st|nd|rd|th)?,? ?\d{4}"
)
_CELL_SEPARATOR = re.compile(r"[\0|·•●–—]| - |^- | -$|-(?=\0)")
_CLOCK_FIRST = re.compile(
    r"\b(\d\d?[:.]\d\d)( ?[ap]\.?m\b\.?)? ?((?:GMT|UTC)[+-]\d\d?|WIB|WITA|WIT|GMT"
    r"|UTC)?,? (?:[A-Z]{3,4},? )?(?:on |- )?"
    r"((?:[^\W\d]{3,10},? )?(?:[^\W\d]{3,10}\.? \d\d?|\d\d? [^\W\d]{3,10}\.?),? \d{4})",
    re.I,
)
_SLASHED_CLOCK = re.compile(r"(?<=\d{4}) / (?=\d\d?[:.]\d\d)")
_WEEKDAY_LEFT = re.compile(
    r"[-,·|•– ]{0,3}\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu),? ?(?=\0)", re.I
)
_IN_DATE_LINE = re.compile(  # a foreign zone, a word between date and clock, the site
    r"[\w-]{2,30}\.(?:com|co\.id|id|net|tv)|(?-i:[A-Z]{2,5})|jam|pkl|tgl"
    r"|\(?(?:local time|waktu setempat)\)?|hari ini|today|at|pukul|on|pada",
    re.I,
)
_MAX_CELL = 40
_MAX_DATE_START = 50
_RELATIVE_DATE = re.compile(
    r"(?:kemarin|yesterday|baru saja|just now)|(?:an?|se)(?: ?hour| ?day|jam|hari) (?:ago|(?:yang )?lalu)"
    r"|(?:[^\W\d]+ ){0,3}\d+ (?:(?:detik|menit|jam|hari|minggu|bulan|tahun) (?:yang )?lalu"
    r"|(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago)\W{0,3}\d{0,4}",
    re.I,
)
_AGO = ("kemarin", "yesterday", "baru saja", "just now", "lalu")


def is_relative_date(text: str) -> bool:
    """Whether a line is a date such as `10 tahun yang lalu`, perhaps after a name."""
    low = text[-12:].lower()
    ago = low.endswith(_AGO) or "lalu" in text or "ago" in text or "Lalu" in text
    return ago and len(text) <= _MAX_LINE and _RELATIVE_DATE.fullmatch(text) is not None


def dates_in(line: Line, zone: ZoneInfo) -> DatedLine | None:
    """The dates of a line of metadata; None if it has none, or has one within a sentence."""
    may_have_dates = len(line.text) <= _MAX_LINE and _MAY_BE_DATE.search(line.text)
    text = _CLOCK_FIRST.sub(r"\4 \1\2 \3", _apart(line.text)) if may_have_dates else ""
    spans = find_dates(text, zone) if text else []
    if not spans:
        return None
    masked = text
    for start, end, _ in reversed(spans):
        masked = f"{masked[:start]}\0{masked[end:]}"
    labelled: dict[str, ParsedDate] = {}
    unlabelled: list[ParsedDate] = []
    for match, (_, _, date) in zip(_LABELLED_DATE.finditer(masked), spans, strict=True):
        if match.lastgroup:
            labelled.setdefault(match.lastgroup, date)
        else:
            unlabelled.append(date)
    rest = _WEEKDAY_LEFT.sub("", _LABELLED_DATE.sub("\0", masked))
    clock = bool(labelled) or any(date.when.clock for _, _, date in spans)
    in_cells = re.search(r"[|·•●–—]| - |-\0" if clock else r"[|·•●]", rest) is not None
    fields = _other_fields(rest, line, in_cells)
    return None if fields is None else DatedLine(line.number, labelled, tuple(unlabelled), fields)


def _apart(text: str) -> str:
    """The line with what is joined to its date apart: `Send an email2 Mei 2018`, `2 Mei 2018 / 10:00`."""
    if "Send an email" in text:
        text = text.replace("Send an email", " | ").strip(" |")
    return _SLASHED_CLOCK.sub(" ", text) if " / " in text else text


def _other_fields(rest: str, line: Line, in_cells: bool) -> Fields | None:
    """The authors and sections in the rest of a line with dates; None if the rest is anything else."""
    fields: Fields = {}
    number = line.number
    for cell in filter(None, (cell.strip(" ,.()[]-/") for cell in _CELL_SEPARATOR.split(rest))):
        if by := name_in_byline(cell):
            fields["authors"] = FieldValue(people(by), Provenance.LABEL, number, "the byline beside the date")
        elif is_newsroom(cell) or is_boilerplate(cell) or _IN_DATE_LINE.fullmatch(cell):
            continue
        elif ":" in cell and (found := labelled_fields(Line(number, cell, cell))):
            fields |= found
        elif is_name(cell):
            fields["authors"] = FieldValue((cell,), Provenance.POSITION, number, "the name beside the date")
        elif not (in_cells or "authors" in fields) or len(cell) > _MAX_CELL or cell.count(" ") > 3:
            return None
        elif named := sections_in(cell):
            fields["categories"] = FieldValue(named, Provenance.POSITION, number, "the words beside the date")
    return fields


def split_after_date(line: Line, zone: ZoneInfo) -> list[Line]:
    """Split a line in which `Kota | 2 Mei 2023, 10:00 WIB` and the first paragraph are joined into two."""
    start, end, date = next(iter(find_dates(line.text[:_MAX_LINE], zone)), (len(line.text), 0, None))
    text = line.text[end:].lstrip(" |·•-–—")
    if date is None or not date.when.clock or start > _MAX_DATE_START or len(text) < _MAX_CELL:
        return [line]
    opened = line.text[:start].endswith(("| ", "· ")) and (text[0].isupper() or text[0] in "“\"'(")
    if not opened and (start or split_dateline(text) is None):
        return [line]
    return [Line(line.number, line.text[:end]), Line(line.number, text)]


# --- datelines

_WORD = r"[A-Z][\w’'.]{0,20}"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_PLACES = rf"(?P<place>{_PLACE}(?:, ?{_PLACE})?)"
_SITE = r"(?P<site>[A-Za-z0-9][\w-]{0,30}(?:\.[A-Za-z]{2,10}){1,3})"
_TWO_WORDS = (
    "Bandar|Banda|Kota|Tanjung|Pangkal|Kuala|Labuan|New|Bukit|Nusa|Jawa|Ujung|Muara|Pulang|Palangka|Kutai"
    "|Musi|Ogan"
    "|Aceh|Lubuk|Deli|Sungai|Teluk|Pulau|San|Los|Padang"
)
_DASH = r" ?(?:[-–—]{1,3}|\|\|) ?,? ?"
_DATELINES = (
    re.compile(rf"{_SITE} ?[|,–—-] ?{_PLACES} ?(?:{_DASH}|: ?)"),
    re.compile(rf"{_SITE} ?[-–—] ?(?P<place>[A-Z]{{3,20}}(?: [A-Z]{{3,20}}){{0,2}})\. "),
    re.compile(rf"{_PLACES} ?[|,(] ?{_SITE}\)?(?:{_DASH}|$)"),
    re.compile(rf"(?P<site>[a-z0-9][\w-]{{1,30}}\.(?:com|co\.id|id|net)){_DASH}(?=[“\"'‘]?[A-Z0-9])"),
    re.compile(rf"\((?P<agency>[^()]{{2,60}})\){_DASH}"),
    re.compile(rf"(?P<site>KBRN|RRI|VIVA), ?{_PLACES} ?(?:{_DASH}|: ?)"),
    re.compile(rf"{_PLACES}(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})? ?\((?P<agency>[^()]{{2,40}})\){_DASH}"),
    re.compile(rf"{_SITE}, ?(?P<place>(?:(?:{_TWO_WORDS}) )?{_WORD}) (?=[“\"]?[A-Z])"),
    re.compile(
        rf"{_PLACES}(?: ?\|\| ?| ?-{{2,3}} ?| [—–] ?|[—–] | - |- | -(?=[A-Z“\"]))(?=[“\"'‘(]?[A-Z0-9])"
    ),
)
# `Pacitan, Pemerintah Kabupaten menggelar …`, `Takengon. Fuel became …`
_CITY_ALONE = re.compile(
    r"(?P<place>[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?)"
    r"(?:[.:] (?=[“\"]?[A-Z])"
    r"|, (?=(?P<next>[A-Z][\w/.-]{1,20}) (?:[A-Z][\w/.-]{0,20} ){0,5}"
    r"(?!(?:dan|and|serta|atau|or|adalah|yang|sebagai|is|was)\b)[a-z]))"
)
_MARK = re.compile(r"[-–—|:)]|\.\w{2,10},")
_MAX_DATELINE = 120
_MEDIA_NAME = re.compile(
    r"\b(?:\w*(?:news|online|pos|post|media|ekspres|times)|(?:tribun|radar|detik|kabar)\w*|tv|kompas"
    r"|antara|voa|dw|bbc|bloomberg|jpnn|tempo|humas|hms|kominfo|viva|okezone|liputan\d|cnn|cnbc|kbrn|rri"
    r"|pikiran rakyat|republika|merdeka|reuters|ap|afp|xinhua|bisnis|sindonews|inews|infopublik|gatra)\b"
    r"|\.\w{2}",
    re.I,
)
# The names of local papers, which is what a dateline calls the site itself.
_PAPER = re.compile(r"(?:suara|warta|harian|koran|portal|jurnal|lensa|berita|info) \w", re.I)
_NOT_PLACES = {
    *("wali", "walikota", "bupati", "gubernur", "sekda", "kapolres", "kapolda", "kapolsek", "presiden"),
    *("menteri", "ketua", "kepala", "wakil", "polisi", "tim", "dinas", "pt", "pemkab", "pemkot", "pemprov"),
    *(
        "polres",
        "polda",
        "badan",
        "pemerintah",
        "sekretaris",
        "komandan",
        "bank",
        "timnas",
        "satuan",
        "anggota",
        "sebanyak",
        "direktur",
        "warga",
        "kasus",
    ),
}


def _city_alone(text: str) -> Dateline | None:
    """The dateline of a known place alone, without a dash; None where the place belongs to the sentence."""
    match = _CITY_ALONE.match(text)
    if match is None or match["place"].lower() not in PLACES:
        return None
    if (match["next"] or "").lower() in PLACES | {"indonesia"}:
        return None
    return Dateline(match["place"], False, "", "", text[match.end() :])


def _is_media(text: str) -> bool:
    return _MEDIA_NAME.search(text) is not None or _PAPER.match(text) is not None


def split_dateline(text: str) -> Dateline | None:
    """Split the dateline off a first paragraph; None if it has none."""
    if alone := _city_alone(text):
        return alone
    if not _MARK.search(text, 0, _MAX_DATELINE) or (text[0].islower() and "." not in text[:_MAX_CELL]):
        return None
    for kind, pattern in enumerate(_DATELINES):
        match = pattern.match(text)
        if not match:
            continue
        found = {"agency": "", **match.groupdict("")}
        parts = [part.strip() for part in found.get("place", "").split(",") if part.strip()]
        inside = [part.strip() for part in re.split(r"[,/|]", found["agency"]) if part.strip()]
        if not parts and len(inside) > 1:
            parts = [part for part in inside if not _is_media(part)][-1:]
            inside = [part for part in inside if part not in parts]
        places = [part for part in parts if not _is_media(part)]
        if kind == len(_DATELINES) - 1 and parts[0].split()[0].lower().strip(".") in _NOT_PLACES:
            return None
        reported = any(map(_is_media, parts + inside))
        if kind > 3 and not reported and (not places or (found["agency"] and found.get("place"))):
            return None  # `(Ketua RT) - …` or `Bank Indonesia (BI) - …`
        sure = kind < len(_DATELINES) - 1 or parts[0].isupper() or parts[0].count(" ") < 2
        agency = next((part for part in inside if _MEDIA_NAME.search(part)), "")
        rest = text[match.end() :].lstrip(" -–—,:|")
        papers = (part for part in inside + parts if _PAPER.match(part) and part != agency)
        site = found.get("site") or next(
            (part for part in parts if _MEDIA_NAME.search(part)), next(papers, "")
        )
        return Dateline(", ".join(places), sure, site, agency, rest)
    return None


# --- credits

_CREDIT = re.compile(
    r"(?:[-–—]{0,2} ?[(\[](?P<inside>[^()\[\]]{1,40})[)\]]|(?:^|[-–— ]{1,3})(?P<bare>hms|humas|red|rls)"
    r"|(?P<stars>\*{1,5}))\.?$",
    re.I,
)
_MAX_CREDIT = 60
_OFFICES = re.compile(r"(?:hms|humas|diskominfo|kominfo|prokopim|prokompim|pendim|penerangan)\b.*", re.I)
_AGENCIES = re.compile(
    r"jpnn|jpg|antara|ant|detikcom|detik|kompas|tempo|okezone|rmol|republika|viva|tribun|cnn|inews"
    r"|[\w-]+\.\w{2,}",
    re.I,
)
_INITIALS = re.compile(r"[A-Za-z]{1,5}\d?")
_DESK = re.compile(r"[A-Z]{1,3}-\d{1,2}")  # `(H-2)`
_MAX_SURE_INITIALS = 3
_RELEASE = {"rls", "rilis", "release", "ist"}
_EDITORS = {"red", "redaksi", "tim", "tim redaksi"}
_ADVERTORIAL = {"adv", "advertorial", "pariwara"}
_NOT_CREDITS = {"bersambung", "habis", "selesai", "tamat", "sekian"}


def split_credit(text: str, line: int) -> Credit | None:
    """Split the credit (`Hms`, `(red)`, `(tan/jpnn)`, `***`) off the end of a story; None if it has none."""
    tail = text[-_MAX_CREDIT:]
    match = _CREDIT.search(tail)
    if not match:
        return None
    before = text[: len(text) - len(tail) + match.start()].rstrip(" -–—")
    words = match["inside"] or match["bare"] or ""
    desk = _DESK.fullmatch(words) is not None
    parts = [words[:1]] if desk else [part.strip(" .*") for part in re.split(r"[/&,;|-]", words)]
    fields: Fields = {}
    certain = len(parts) > 1 or match["stars"] is not None
    signed = False
    for part in filter(None, parts):
        credit = _credit_part(part, line)
        if credit is None:
            return None
        field, found = credit.field, credit.value
        certain = certain or (credit.certain and not desk)
        signed = signed or not (field or part.lower() in _RELEASE)
        if field:
            earlier = fields.get(field)
            value = earlier.value + found.value if earlier and field == "authors" else found.value
            fields[field] = FieldValue(value, found.provenance, line, found.evidence)
    ended = not before or ends_sentence(before)
    return Credit(fields, before, words, signed) if ended or (certain and not match["bare"]) else None


def _credit_part(part: str, line: int) -> _CreditPart | None:
    """The meaning of one part of a credit; None if it can't be part of one."""
    known = part.lower()
    if known in _RELEASE:
        return _CreditPart("", FieldValue("", Provenance.POSITION, line), True)
    if known in _ADVERTORIAL:
        paid = FieldValue(Status.SPONSORED, Provenance.GUESS, line, f"`{part}` at the end")
        return _CreditPart("status", paid, True)
    if _OFFICES.fullmatch(part) or _AGENCIES.fullmatch(part):
        return _CreditPart("source", FieldValue(part, Provenance.POSITION, line), True)
    return _author_part(part, line)


def _author_part(part: str, line: int) -> _CreditPart | None:
    """Initials and desks, which name nobody, or a name."""
    nobody = FieldValue("", Provenance.POSITION, line)
    if part.lower() in _EDITORS:
        return _CreditPart("", nobody, True)
    if _INITIALS.fullmatch(part) and part.lower() not in _NOT_CREDITS:
        certain = len(part) <= _MAX_SURE_INITIALS and not part.isupper()  # `(KPK)` may belong to the story
        return _CreditPart("", nobody, certain)
    if is_name(part):
        name = FieldValue((part,), Provenance.GUESS, line, "the name at the end")
        return _CreditPart("authors", name, False)
    return None
