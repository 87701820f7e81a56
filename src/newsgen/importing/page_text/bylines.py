"""Parse the names of people on the lines of a saved page, and fields that carry a label."""

import re
from collections.abc import Sequence

from newsgen.content.article import Provenance
from newsgen.importing.page_text.candidates import Fields, FieldValue
from newsgen.importing.page_text.lexicon import GENERIC_SECTIONS, NOT_NAMES, PLACES, ROLES, SECTION_NAMES
from newsgen.importing.page_text.lines import Line

_MAX_LINE = 160
_MAX_CAPTION = 300
_MAX_NAME = 80
_SENTENCE_WORDS = 6

# --- names

_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,5} ?[A-Z]?[A-Za-z]{0,3}|[A-Z]{2,4}")
_NAME_SEPARATOR = re.compile(r" ?[;/|&•] ?| (?:dan|and) ", re.I)
_IN_BRACKETS = re.compile(r"(?<=\w) ?[(\[][^()\[\]]{1,40}(?:[)\]]|$)")
_DISOWNED = re.compile(r"Tulisan dari (?P<name>.{2,60}) tidak mewakili pandangan\b.*")
_ROLE_LINE = re.compile(
    r"(?:wartawan|jurnalis|reporter|kontributor|koresponden|penulis|editor|redaktur|kolumnis|journalist"
    r"|correspondent|staff writer)\b[^.:]{0,60}|(?:BBC|CNN|VOA|DW|CNBC) [\w ]{2,30}"
    r"|[\w, ]{2,40} (?:correspondent|reporter|journalist|editor)",
    re.I,
)
_CRAFT = re.compile(
    r"(?:videografer|videographer|(?:video )?editor video|video editor|kamerawan|juru kamera|cameraman"
    r"|camera ?person|fotografer|photographer|produser|producer|ilustrator|illustrator|desain(?:er)? grafis"
    r"|infografis|grafis|narator|pengisi suara|voice ?over|presenter|host) ?[|:/-] ?(?P<name>.{3,60})",
    re.I,
)
_ROLE_BEHIND = re.compile(
    r"(?P<name>[^,|]{2,60}?) ?[,|-] ?(?:jurnalis|wartawan|reporter|kontributor|redaktur|okezone"
    r"|staff writer|[\w ]{2,20} correspondent)",
    re.I,
)
_REPORT = re.compile(
    r"laporan (?:wartawan|reporter|jurnalis|kontributor"
    r"|khusus)?:? ?[\w.]{2,40}(?: [\w.]{2,40})?, ?(?P<name>.{2,60})",
    re.I,
)
_REPORT_FROM = re.compile(r"laporan:? (?P<name>[^|,]{5,60}?) ?\| ?[^|]{3,40}", re.I)
_IN_PLACE = re.compile(r"(?P<name>[A-Z][^,]{3,40}) in [A-Z][\w.]{2,20}(?: [A-Z][\w.]{2,20})?")
_REPORTING = re.compile(
    r"\(?reporting by (?P<authors>[^;]{3,80})(?:; [^;]{3,80}){0,2}?(?:; ?edit(?:ing"
    r"|ed) by (?P<editors>[^;]{3,80}?))?\)?\.?",
    re.I,
)
_ROLE_BEFORE = re.compile(
    r"(?:kontributor|wartawan|koresponden|jurnalis|reporter|pewarta)\b[^,:]{0,40}[,:] ?(?P<name>[^,]{2,60})",
    re.I,
)
_NEWSROOM = re.compile(
    r"(?:(?:tim|by|oleh|penulis)\W{0,3})?(?:(?:tim )?(?:redaksi|liputan|redaktur"
    r"|newsroom)(?: [\w.]{1,30}){0,2}|tim [\w.]{1,30}"
    r"|admin(?:istrator|web|\d{0,3})?|super ?admin|web ?master|editor|news ?desk|staff|staf|-|null|none"
    r"|user|penulis|author)",
    re.I,
)
_NAME_WORD = r"(?:[A-Z][\w’'.]{0,20}|bin|binti|al|van|de|von)"
_NAME = re.compile(rf"[A-Z][\w’'.]{{0,20}}(?:[ -]{_NAME_WORD}){{1,4}}")
_SITE = (
    r"(?:[\w-]{2,30}(?:\.(?:com|co|id|net|org|tv|news)){1,3}"
    r"|(?:20detik|detik|tribun|kompas|kabar|radar|suara|berita)\w{0,20}"
    r"|(?:cnbc|cnn|bbc|idn|mnc|jpnn|okezone|liputan6|merdeka|republika|sindonews|inews|tempo|antara|viva"
    r"|kumparan)"
    r"[\w ]{0,15}|[\w ]{0,20}(?:news|post|pos|times|herald|tribune|online|media|tv))"
)
_NAME_AND_SITE = re.compile(rf"(?P<name>[^|,(–—-]{{3,60}}?) ?(?:[-–—|,(•]|from) ?(?:the )?{_SITE}\)?", re.I)
_IN_CAPITALS = re.compile(
    r"(?P<name>[A-Z][A-Z.’' ]{3,40}), (?:Jawa ?Pos|(?:Radar|Tribun|Kabar|Suara) ?[A-Z]\w{2,20})"
)
_BYLINE = re.compile(
    r"(?:(?:artikel (?:ini |yang )?(?:ditulis|diterbitkan) "
    r"|ditulis |ditulis oleh|dilaporkan |diposting |posted |written |published )?(?:oleh|by)\b ?:? ?"
    r"|(?:penulis|reporter|author) ?[:,] ?)"
    r"(?P<name>.{2,80})",
    re.I,
)
_INITIALS = re.compile(r"[a-z]{1,4}\d?|[A-Z]{1,3}\d?")


_PARTS_OF_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def split_names(text: str) -> tuple[str, ...]:
    """The names in a byline; degrees after a comma stay with their name, roles and places beside it go."""
    names: list[str] = []
    for part in _NAME_SEPARATOR.split(without_brackets(text)):
        pieces = [_without_site(piece.strip(" -–—:|*)")) for piece in part.split(",")]
        for place, piece in enumerate(filter(None, pieces)):
            if place and _DEGREE.fullmatch(piece):
                names[-1] += f", {piece}"
            elif not place or piece.lower() not in PLACES:
                names.append(piece)
    return tuple(dict.fromkeys(filter(None, map(_without_role, names))))


def without_brackets(text: str) -> str:
    """A name without what stands behind it in brackets: `Ani Lestari (Kontributor)`."""
    return _IN_BRACKETS.sub("", text)


def _without_site(name: str) -> str:
    """A name without the site behind a dash: `Ani Lestari - Kabar Sungai`."""
    before, dash, site = name.partition(" - ")
    return before if dash and is_name(before) and not is_name(site) else name


def _without_role(name: str) -> str:
    """A name without the role before it; empty where a mere place is behind it, as in `Kontributor Garut`."""
    first, _, rest = name.partition(" ")
    if first.lower().strip(":") in ROLES:
        return "" if len(rest.split()) < 2 else rest
    return name


def people(text: str) -> tuple[str, ...]:
    """The people in the text behind a label: no newsroom, no initials."""
    return tuple(name for name in split_names(text) if not is_newsroom(name))


def is_newsroom(text: str) -> bool:
    """Whether a text names a desk rather than a person."""
    return _NEWSROOM.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a text looks like a person's full name."""
    return (
        len(text) <= _MAX_NAME and _NAME.fullmatch(text) is not None and not text.isupper() and _is_free(text)
    )


def _is_free(text: str) -> bool:
    """Whether none of the words is one that names places, offices or parts of a page."""
    words = [word.strip(".,") for word in text.lower().replace("-", " ").split()]
    return NOT_NAMES.isdisjoint(words) and text.lower() not in PLACES and not SECTION_NAMES.issuperset(words)


def is_role(text: str) -> bool:
    """Whether a line under a name says what that person is: `Wartawan BBC News Indonesia`."""
    return len(text) <= _MAX_NAME and _ROLE_LINE.fullmatch(text) is not None


def is_capital_name(text: str) -> bool:
    """Whether a text is a full name in capitals, which a headline may be as well."""
    return text.isupper() and 2 <= len(text.split()) <= 4 and len(text) <= 40 and is_name(text.title())


def is_single_name(text: str) -> bool:
    """Whether a text is one word that may be somebody's only name."""
    return 4 <= len(text) <= 15 and text.isalpha() and text.istitle() and _is_free(text)


def sections_in(text: str) -> tuple[str, ...] | None:
    """The sections that a line names, as `Politik` or the glued `HeadlinePolitik`; None on other lines."""
    words = _PARTS_OF_WORDS.findall(text) if len(text) <= _MAX_NAME and text.count(" ") < 5 else []
    if not words or any(word.lower() not in SECTION_NAMES for word in words):
        return None
    named = [word for word in words if word.lower() not in GENERIC_SECTIONS]
    return tuple(dict.fromkeys(word for word in named if word.lower() not in ("and", "dan")))


def name_in_byline(text: str) -> str | None:
    """The name in `oleh NAME`, `NAME, Jurnalis`, `NAME - site.com`."""
    match = _IN_PLACE.fullmatch(text) or _DISOWNED.fullmatch(text) or _REPORT_FROM.fullmatch(text)
    if match and is_name(match["name"]):
        return match["name"]
    if match := _REPORT.fullmatch(text) or _ROLE_BEHIND.fullmatch(text) or _ROLE_BEFORE.fullmatch(text):
        return match["name"] if is_byline_name(match["name"]) else None
    match = _BYLINE.fullmatch(text)
    if match:
        name = match["name"].strip(" ,|-–—•·")
        before = re.split(r" [-–—|•·] ", name)[0].strip(" ,")
        if (sited := _NAME_AND_SITE.fullmatch(name)) and is_name(sited["name"]):
            return sited["name"]
        if before != name and is_byline_name(before):
            return before
        return name if is_byline_name(name) else None
    return _name_before(text)


def _name_before(text: str) -> str | None:
    """The name before that of a site: `NAME - site.com`, `M. BUSYRO, Radar Lereng`."""
    if (match := _IN_CAPITALS.fullmatch(text)) and is_capital_name(match["name"]):
        return match["name"]
    match = _NAME_AND_SITE.fullmatch(text)
    return match["name"] if match and is_name(match["name"]) else None


def is_byline_name(text: str) -> bool:
    """Whether the words behind `oleh` are a name, or several."""
    names = split_names(text)
    words = text.split()
    return (
        bool(names)
        and not text.endswith((".", "?", "!"))
        and all(is_name(name) or is_name(name.split(",")[0]) or len(name.split()) < 3 for name in names)
        and len(words) <= 12
    ) or (is_newsroom(text))


_PHOTO_CREDIT = re.compile(r"[(\[](?:credit|foto|photo|dok|sumber|source) ?[:/.]", re.I)
_NAME_MARK = re.compile(r"[,|/(•–—-]|\b(?:from|in)\b")
_BYLINE_STARTS = ROLES | frozenset(
    "by oleh ditulis dilaporkan diposting posted written published penulis reporter author laporan"
    " kontributor tim redaksi wartawan koresponden jurnalis pewarta admin administrator adminweb"
    " superadmin"
    " artikel tulisan video videografer kamerawan fotografer produser narator presenter host"
    " super webmaster editor news newsdesk staff staf null none user liputan redaktur newsroom web".split()
)


def names_on(text: str) -> tuple[str, ...] | None:
    """The names on a line without a label: `oleh NAME`, `NAME, Jurnalis`, `A/B/C`; None on other lines.

    The tuple is empty if the line names a newsroom alone.
    """
    if len(text) > _MAX_LINE:
        return None
    first = text.partition(" ")[0].lower().strip(":.-")
    marked = _NAME_MARK.search(text) is not None
    if (not marked and first not in _BYLINE_STARTS) or _PHOTO_CREDIT.search(text):
        return None
    if _names_nobody(text):
        return ()
    if name := name_in_byline(text):
        return people(name)
    if "/" in text or "|" in text:
        several = split_names(text)
        if len(several) > 1 and are_names(several):
            return people(text)
    return None


def _names_nobody(text: str) -> bool:
    """Whether a line is that of a newsroom, of those who filmed, or of a place as in `Garut, NU Online`."""
    craft, disowned = _CRAFT.fullmatch(text), _DISOWNED.fullmatch(text)
    return (
        is_newsroom(text)
        or text.endswith(", NU Online")
        or (disowned is not None and not is_name(disowned["name"]))
        or (craft is not None and are_names(split_names(craft["name"])))
    )


def are_names(names: Sequence[str]) -> bool:
    """Whether most are full names, perhaps with degrees, and the rest single ones; with an agency, no."""
    plain = [name.partition(",")[0] for name in names]
    if any(map(_AGENCY.fullmatch, plain)):
        return False  # the credit of a photo: `Ani Lestari/Antara`
    return sum(map(is_name, plain)) * 2 >= len(plain) and all(
        is_name(name) or (name.isalpha() and name.istitle()) for name in plain
    )


# --- fields with a label

_LABELS = {
    "authors": "penulis|pewarta|reporter|wartawan|jurnalis|kontributor|peliput|author|oleh|laporan|by|rep"
        "|pengarang|ditulis oleh|written by|words by",
    "editors": r"redaktur & reporter|redaktur pelaksana|editor|redaktur|penyunting|red|edited by|uploader",
    "translators": "translators?|translated by",
    "source": "sumber berita|sumber artikel|sumber|source",
    "caption": r"pewarta foto|fotografer|foto|photo|photos|video|keterangan foto|keterangan gambar"
        r"|ket\.? ?foto|caption|image|photo by|photo credit|gambar|teks foto|foto ilustrasi|ilustrasi",
    "tags": "tags?|topik|kata kunci|tag artikel|tag berita|tagar|topik artikel|topik berita terkait"
        "|topik terkait|tag terkait|topics?|filed under|tagged|keywords|hashtag|id|labels?",
    "origin": "url|permalink",
}  # fmt: skip
_ANY_LABEL = "|".join(f"(?P<{field}>{words})" for field, words in reversed(_LABELS.items()))
_LABEL = re.compile(rf"(?:(?<=[ |/])|^)(?:{_ANY_LABEL}) ?[:：] ?", re.I)
_BARE_LABELS = {
    name: field
    for field, names in {
        "authors": "penulis|pewarta|reporter|wartawan|jurnalis|kontributor|author|oleh|by|ditulis oleh"
        "|written by|laporan",
        "editors": "editor|redaktur|penyunting|edited by",
        "source": "sumber|sumber berita|source",
    }.items()
    for name in names.split("|")
}
_LABEL_LETTERS = "pPrReEkK"
_LABEL_AND_NAME = re.compile(
    r"(?P<label>penulis|pewarta|reporter|editor|redaktur|penyunting|kontributor)s? (?P<name>.{3,60})", re.I
)
_CAPTION = re.compile(
    r"[(\[]?(?:ist(?:imewa)?|dok(?:umentasi)?)\.?[)\]]?|foto(?: ?[(/-].{0,40})?|ilustrasi\b[^.]{0,100}"
    r"|.{10,280}[.,)] (?:istimewa|ist|net|repro|doc|dok)\.?|.{3,280}©\s?(?:\d{4} )?[\w./ -]{2,40}"
    r"|.{10,280} (?:foto|photo|credit) ?: ?.{2,60}|.{0,280}(?:\W|^)\(?photo by [^.]{2,60}\)?\.?"
    r"|.{3,280}\bfotos?/.{2,60}"
    r"|(?:(?:sumber|keterangan) (?:gambar|foto|video)"
    r"|(?:image|media|video) (?:source|caption)),(?: .{2,280})?"
    r"|.{0,280}(?: ?--|[(\[/](?:foto|photo|dok(?:umen(?:tasi)?)?|ist(?:imewa)?|sumber|credit"
    r"|source)\b[^()\[\]]{0,60}[)\]]?)\.?",
    re.I,
)
_CREDITED = re.compile(
    r".{0,280}[.\w”\"’)] ?[(\[](?:[A-Za-z][\w.&' -]{1,40}/[\w.,&' /-]{2,50}|(?:SHUTTERSTOCK|FREEPIK"
    r"|UNSPLASH|PIXABAY|PEXELS|GETTY IMAGES|REUTERS|AFP|AP)\b[^()]{0,40}|[\w-]{2,30}\.(?:com|co\.id|id"
    r"|net)\b[^()]{0,40})[)\]]\.?"
    r"|.{10,280}[.)] ?(?:ANTARA(?: FOTO)?|[A-Z]{2,}[A-Z.]*|[A-Z][\w.]{2,30}\.(?:com|co\.id|id))/.{2,60}"
    r"|.{10,280}[\w.)] ?/ ?(?:Bisnis|JIBI|Antara|ANTARA|Reuters|Bloomberg|AFP|Kontan|Pixabay|Freepik"
    r"|Unsplash|Pexels|Humas|Istimewa)(?:[-/ ]{1,3}[A-Z][\w.’']{0,20}){0,4}/?\.?"
    r"|.{5,280}[a-z.](?:Foto|Photo|Image): ?.{2,80}"
    r"|.{10,280}[.)] ?(?:19|20)\d\d [\w-]{2,30}\.(?:com|co\.id|id|net)(?:[/ ]{1,3}[A-Z@][\w.@]{0,30}){0,4}"
    r"|[A-Z][\w-]{1,30}(?:\.(?:com|co\.id|id|net))?(?: (?:FOTO|News"
    r"|Images))?/ ?[A-Z][\w.’']{1,20}(?: [A-Z][\w.’']{1,20}){0,3}(?:/\w{1,5})?\.?"
    r"|/?(?:Instagram|Twitter|Facebook|YouTube|Pixabay|Pexels|Unsplash|Freepik|Tangkapan|Tangkap"
    r"|Screenshot)\b.{0,60}",
)  # fmt: skip


_COPYRIGHT = re.compile(r"\b(?:copyright|hak cipta)\b|©|\(c\)", re.I)
_AGENCY = re.compile(
    r"(?:antara|reuters|afp|ap|xinhua|bbc|bernama|anadolu|jpnn|tempo|kompas)(?:\.com|news)?", re.I
)


_MAX_CREDIT = 80
_CREDIT_MARK = re.compile(
    r"foto|photo|,$|image:|--$|[)\]©]\.?$|©|/|ilustrasi|\bist|\bdok|credit|repro$|\bnet$|instagram|twitter|facebook"
    r"|youtube"
    r"|pixabay|pexels|unsplash|freepik|tangkap|screenshot"
)
_LABELLED_CAPTION = re.compile(
    r"(?:(?P<source>sumber|image source|media source|video source)|keterangan|image|media|video)"
    r"(?: gambar| foto| video| caption)?,(?: |$)",
    re.I,
)
_CAPTION_STARTS = ("foto", "ilus", "phot", "sumb", "kete", "imag", "medi", "vide")


def labelled_fields(line: Line) -> Fields | None:
    """The fields on a line such as `Penulis : A Editor : B`, also empty ones; None without a label."""
    text = line.text
    if len(text) > _MAX_CAPTION:
        return None
    labels = list(_LABEL.finditer(text)) if ":" in text or "：" in text else []
    if not labels or labels[0].start():
        return _field_without_colon(text, line)
    if labels[0].lastgroup in ("tags", "caption", "origin"):
        del labels[1:]
    fields: Fields = {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        field = str(label.lastgroup)
        value = _COPYRIGHT.split(text[label.end() : end])[0].strip(" |-–—•/,")
        if field in ("authors", "editors", "translators", "source") and not _may_be_names(value):
            return None
        if field == "tags" and _is_sentence(value):
            return None
        if field == "authors" and _AGENCY.fullmatch(value):
            field = "source"
        fields.setdefault(field, _field(field, value, line, label[0]))
        if label[0].lower().startswith("redaktur & reporter"):
            fields["authors"] = fields["editors"]
    return fields


def _field_without_colon(text: str, line: Line) -> Fields | None:
    """The field of a bare label (`Penulis`), or of a label and a name (`Editor Ani Lestari`)."""
    if len(text) > _MAX_NAME:
        return None
    if text[:10].lower().strip("(") in ("reporting", "reporting ") and (match := _REPORTING.fullmatch(text)):
        given = {field: people(names) for field, names in match.groupdict("").items() if names}
        return {
            field: FieldValue(names, Provenance.LABEL, line.number, "`Reporting by`")
            for field, names in given.items()
        }
    if field := _BARE_LABELS.get(text.lower().strip(" :")):
        return {field: FieldValue(() if field != "source" else "", Provenance.LABEL, line.number)}
    fields: Fields = {}
    for cell in text.split(" | ") if text[0] in _LABEL_LETTERS else ():
        found = _LABEL_AND_NAME.fullmatch(cell)
        is_agency = found is not None and _AGENCY.fullmatch(found["name"]) is not None
        if found is None or not (is_agency or is_name(found["name"])):
            return None
        evidence = f"`{found['label']}`"
        if is_agency:
            fields["source"] = FieldValue(found["name"], Provenance.LABEL, line.number, evidence)
        else:
            field = _BARE_LABELS[found["label"].lower()]
            fields[field] = FieldValue((found["name"],), Provenance.LABEL, line.number, evidence)
    return fields or None


def _may_be_names(text: str) -> bool:
    """Whether the text after a label may be names; a question or long sentence is part of an interview."""
    return len(text) <= _MAX_NAME and not _is_sentence(text) and text[-1:] not in tuple("?!")


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and text.count(" ") >= _SENTENCE_WORDS


def _field(field: str, text: str, line: Line, label: str) -> FieldValue:
    value = people(text) if field in ("authors", "editors", "translators") else text
    if field == "tags":
        value = line.raw.partition(":")[2]
    return FieldValue(value, Provenance.LABEL, line.number, f"`{label.strip(' :')}:`")


def caption_in(text: str) -> str | None:
    """The caption of a photo, recognised by its end (`--`, `(Foto: …)`, `/ist`) or as a mere credit."""
    if len(text) > _MAX_CAPTION or not (
        _CREDIT_MARK.search(text[-_MAX_CREDIT:].lower()) or text[:4].lower() in _CAPTION_STARTS
    ):
        return None
    if not (_CAPTION.fullmatch(text) or _CREDITED.fullmatch(text)):
        return None
    if labelled := _LABELLED_CAPTION.match(text):
        return "" if labelled["source"] else text[labelled.end() :]
    return text.removesuffix("--").strip()
