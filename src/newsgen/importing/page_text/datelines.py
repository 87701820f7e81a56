"""How a news page says when and where: date lines, the dateline of a story, and the credit that closes it."""

import re
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Origin, Status
from newsgen.content.dates import Date, find_dates
from newsgen.importing.page_text.boilerplate import Line, ends_sentence, is_chrome
from newsgen.importing.page_text.bylines import (
    DESK,
    Fields,
    Found,
    is_name,
    name_beside,
    sections,
    split_names,
)


class DateLine(msgspec.Struct, frozen=True):
    """A line that is there to say when: `labelled` holds `date` or `updated`, `bare` what has no label."""

    line: int
    labelled: dict[str, Date]
    bare: tuple[Date, ...]
    beside: Fields


class Opening(msgspec.Struct, frozen=True):
    """How an article opens: the place, whether it can only be one, who reports, and the text after them."""

    place: str
    sure: bool
    site: str
    agency: str
    text: str


_LINE_LONGEST = 160

# --- dates

_SAID = {
    "date": "diterbitkan|dipublikasikan|diposting|diunggah|published|posted|publish|terbit|tayang",
    "updated": "terakhir diperbarui|diperbarui|diperbaharui|pembaruan|last updated|updated|diupdate|update",
}
_SAID_DATE = re.compile(
    "(?:" + "|".join(rf"\b(?P<{field}>{words})" for field, words in _SAID.items()) + r")?"
    r"(?: ?(?:pada|on|at|tanggal)\b)? ?:? ?\0",
    re.I,
)
_YEAR = re.compile(r"[12]\d{3}")
_BETWEEN_CELLS = re.compile(r"[\0|·•–—]| - |^- | -$")
_CELL_LONGEST = 40
_GLUED_AT = 50
_AGO = re.compile(
    r"(?:[^\W\d]+ ){0,3}\d+ (?:(?:detik|menit|jam|hari|minggu|bulan|tahun) (?:yang )?lalu"
    r"|(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago)\W{0,3}\d{0,4}",
    re.I,
)


def is_ago(text: str) -> bool:
    """Whether a line is a date such as `10 tahun yang lalu`, perhaps after a name."""
    return len(text) <= _LINE_LONGEST and _AGO.fullmatch(text) is not None


def date_line(line: Line, zone: ZoneInfo) -> DateLine | None:
    """The dates of a line that is there to say when; None if a date only occurs in what it says."""
    may_be = len(line.text) <= _LINE_LONGEST and _YEAR.search(line.text)
    spans = find_dates(line.text, zone) if may_be else []
    if not spans:
        return None
    masked = line.text
    for start, end, _ in reversed(spans):
        masked = f"{masked[:start]}\0{masked[end:]}"
    said: dict[str, Date] = {}
    bare: list[Date] = []
    for match, (_, _, date) in zip(_SAID_DATE.finditer(masked), spans, strict=True):
        if match.lastgroup:
            said.setdefault(match.lastgroup, date)
        else:
            bare.append(date)
    rest = _SAID_DATE.sub("\0", masked)
    clock = any(date.when.clock for _, _, date in spans)
    beside = _beside(rest, line.number, re.search(r"[|·•–—]| - " if clock else r"[|·•]", rest) is not None)
    return None if beside is None else DateLine(line.number, said, tuple(bare), beside)


def _beside(rest: str, number: int, apart: bool) -> Fields | None:
    """Who and which section stand beside a date; None if it is more than such a line says."""
    fields: Fields = {}
    for cell in filter(None, (cell.strip(" ,.()[]-") for cell in _BETWEEN_CELLS.split(rest))):
        if by := name_beside(cell):
            fields["authors"] = Found(split_names(by), Origin.LABEL, number)
        elif DESK.fullmatch(cell):
            fields["authors"] = Found((cell,), Origin.POSITION, number)
        elif is_chrome(cell):
            continue
        elif not apart or len(cell) > _CELL_LONGEST or cell.count(" ") > 3:
            return None
        elif named := sections(cell):
            fields["categories"] = Found(named, Origin.POSITION, number)
        elif is_name(cell):
            fields["authors"] = Found((cell,), Origin.GUESS, number, "the words beside the date")
    return fields


def unglue(line: Line, zone: ZoneInfo) -> list[Line]:
    """Two lines if a date with a clock, as `Kota | 2 Mei 2023, 10:00 WIB`, runs into the first paragraph."""
    start, end, date = next(iter(find_dates(line.text[:_LINE_LONGEST], zone)), (len(line.text), 0, None))
    text = line.text[end:].lstrip(" |·•-–—")
    if date is None or not date.when.clock or start > _GLUED_AT or len(text) < _CELL_LONGEST:
        return [line]
    opened = line.text[:start].endswith(("| ", "· ")) and (text[0].isupper() or text[0] in "“\"'(")
    if not opened and (start or opening(text) is None):
        return [line]
    return [Line(line.number, line.text[:end]), Line(line.number, text)]


# --- the opening

_WORD = r"[A-Z][\w’'.]{0,20}"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_PLACES = rf"(?P<place>{_PLACE}(?:, ?{_PLACE})?)"
_SITE = r"(?P<site>[A-Za-z0-9][\w-]{0,30}(?:\.[A-Za-z]{2,10}){1,3})"
_DASH = r" ?(?:[-–—]{1,3}|\|\|) ?,? ?"
_OPENINGS = (
    re.compile(rf"{_SITE} ?[|,–—-] ?{_PLACES} ?(?:{_DASH}|: ?)"),
    re.compile(rf"{_PLACES} ?[|,(] ?{_SITE}\)?(?:{_DASH}|$)"),
    re.compile(rf"\((?P<agency>[^()]{{2,60}})\){_DASH}"),
    re.compile(rf"{_PLACES} ?\((?P<agency>[^()]{{2,40}})\){_DASH}"),
    re.compile(rf"{_PLACES}(?: ?\|\| ?| [—–] ?|[—–] | - |- | -(?=[A-Z“\"]))(?=[“\"'‘(]?[A-Z0-9])"),
)
_PRESS = re.compile(
    r"\b(?:\w*(?:news|online|pos|post|media|ekspres|times)|(?:tribun|radar|detik|kabar)\w*|tv|kompas|antara|jpnn|tempo|humas|hms|kominfo)\b"
    r"|\.\w{2}",
    re.I,
)
_NO_PLACES = {
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


def opening(text: str) -> Opening | None:
    """Take a dateline off a first paragraph; None if it has none."""
    for kind, pattern in enumerate(_OPENINGS):
        match = pattern.match(text)
        if not match:
            continue
        found = {"agency": "", **match.groupdict("")}
        parts = [part.strip() for part in found.get("place", "").split(",") if part.strip()]
        inside = [part.strip() for part in re.split(r"[,/|]", found["agency"]) if part.strip()]
        if not parts and len(inside) > 1:
            parts = [part for part in inside if not _PRESS.search(part)][-1:]
            inside = [part for part in inside if part not in parts]
        places = [part for part in parts if not _PRESS.search(part)]
        if kind == len(_OPENINGS) - 1 and parts[0].split()[0].lower().strip(".") in _NO_PLACES:
            return None
        reported = any(map(_PRESS.search, parts + inside))
        if kind > 1 and not reported and (not places or (found["agency"] and found.get("place"))):
            return None  # `(Ketua RT) - …` or `Bank Indonesia (BI) - …`
        sure = kind < len(_OPENINGS) - 1 or parts[0].isupper() or parts[0].count(" ") < 2
        agency = next((part for part in inside if _PRESS.search(part)), "")
        rest = text[match.end() :].lstrip(" -–—,:|")
        return Opening(", ".join(places), sure, found.get("site", ""), agency, rest)
    return None


# --- the close

_CREDIT = re.compile(
    r"(?:[-–—]{0,2} ?[(\[](?P<inside>[^()\[\]]{1,40})[)\]]|(?:^|[-–— ]{1,3})(?P<bare>hms|humas|red|rls)"
    r"|(?P<stars>\*{1,5}))\.?$",
    re.I,
)
_CREDIT_LONGEST = 60
_OFFICES = re.compile(r"(?:hms|humas|diskominfo|kominfo|prokopim|prokompim|pendim|penerangan)\b.*", re.I)
_AGENCIES = re.compile(
    r"jpnn|jpg|antara|ant|detikcom|detik|kompas|tempo|okezone|rmol|republika|viva|tribun|cnn|inews|[\w-]+\.\w{2,}",
    re.I,
)
_INITIALS = re.compile(r"[A-Za-z]{1,5}\d?")
_SHORT_INITIALS = 3
_RELEASE = {"rls", "rilis", "release", "ist"}
_EDITORS = {"red", "redaksi", "tim", "tim redaksi"}
_PAID = {"adv", "advertorial", "pariwara"}
_TO_KEEP = {"bersambung", "habis", "selesai", "tamat", "sekian"}


def closing(text: str, line: int) -> tuple[Fields, str] | None:
    """Take a credit off the end of a story, as `Hms`, `(red)`, `(tan/jpnn)`, `***`; None if it has none."""
    tail = text[-_CREDIT_LONGEST:]
    match = _CREDIT.search(tail)
    if not match:
        return None
    before = text[: len(text) - len(tail) + match.start()].rstrip(" -–—")
    parts = [part.strip(" .*") for part in re.split(r"[/&,;|-]", match["inside"] or match["bare"] or "")]
    fields: Fields = {}
    certain = len(parts) > 1 or match["stars"] is not None
    for part in filter(None, parts):
        credit = _credited(part, line)
        if credit is None:
            return None
        field, found, known = credit
        certain = certain or known
        if field:
            earlier = fields.get(field)
            value = earlier.value + found.value if earlier and field == "authors" else found.value
            fields[field] = Found(value, found.origin, line, found.how)
    ended = not before or ends_sentence(before)
    return (fields, before) if ended or (certain and not match["bare"]) else None


def _credited(part: str, line: int) -> tuple[str, Found, bool] | None:
    """What one word of a credit stands for, and whether it is known; None if it is no credit."""
    said: tuple[str, Found, bool] | None = None
    if part.lower() in _RELEASE:
        said = "", Found("", Origin.POSITION, line), True
    elif part.lower() in _EDITORS:
        said = "authors", Found(("Redaksi",), Origin.POSITION, line), True
    elif part.lower() in _PAID:
        said = "status", Found(Status.SPONSORED, Origin.GUESS, line, f"`{part}` at the end"), True
    elif _OFFICES.fullmatch(part) or _AGENCIES.fullmatch(part):
        said = "source", Found(part, Origin.POSITION, line), True
    elif _INITIALS.fullmatch(part) and part.lower() not in _TO_KEEP:
        certain = len(part) <= _SHORT_INITIALS and not part.isupper()  # `(KPK)` may be the story's
        said = "authors", Found((part,), Origin.POSITION, line), certain
    elif is_name(part):
        said = "authors", Found((part,), Origin.GUESS, line, "the name at the end"), False
    return said
