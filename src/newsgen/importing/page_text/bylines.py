"""Parse bylines, labelled fields, tags and photo captions on the lines of a saved news page."""

import re
from typing import Any

import msgspec

from newsgen.content.article import Provenance
from newsgen.importing.page_text.boilerplate import Line


class FieldValue(msgspec.Struct, frozen=True):
    """The value of a field, how it was found, its line, and for a guess the words that name the evidence."""

    value: Any
    provenance: Provenance
    line: int
    evidence: str = ""


Fields = dict[str, FieldValue]

_MAX_LINE = 160
_MAX_CAPTION = 300
_MAX_NAME = 80
_SENTENCE_WORDS = 6

# --- names

_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,5} ?[A-Z]?[A-Za-z]{0,3}|[A-Z]{2,4}")
_NAME_SEPARATOR = re.compile(r" ?[;/|&•] ?| (?:dan|and) ", re.I)
_ROLE = re.compile(r"(?P<name>[^,|]{2,60}?) ?, ?(?:jurnalis|wartawan|reporter|kontributor|redaktur)", re.I)
_REPORT = re.compile(
    r"laporan (?:wartawan|reporter|jurnalis|kontributor) [\w.]{2,40}(?: [\w.]{2,40})?, ?(?P<name>.{2,60})",
    re.I,
)
NEWSROOM = re.compile(r"(?:tim )?(?:redaksi|liputan)|admin(?:istrator)?", re.I)
_NAME = re.compile(r"[A-Z][\w’'.]{0,20}(?:[ -](?:[A-Z][\w’'.]{0,20}|bin|binti|al)){1,4}")
_BYLINE = re.compile(r"(?:(?:oleh|by)\b ?:? ?|(?:penulis|reporter) ?: ?)(?P<name>.{2,60})", re.I)
_GENERIC_SECTIONS = {
    *("headline", "berita", "news", "umum", "uncategorized", "artikel", "video", "foto", "utama", "terkini"),
}
_SECTION_NAMES = _GENERIC_SECTIONS | {
    *(
        "politik",
        "hukum",
        "kriminal",
        "hukrim",
        "daerah",
        "nasional",
        "regional",
        "internasional",
        "peristiwa",
    ),
    *("pemerintahan", "ekonomi", "bisnis", "olahraga", "pendidikan", "kesehatan", "teknologi", "sosial"),
    *("budaya", "hiburan", "opini", "advertorial", "feature", "features"),
}


def split_names(text: str) -> tuple[str, ...]:
    """The names in a byline; degrees after a comma stay with their name."""
    names: list[str] = []
    for part in _NAME_SEPARATOR.split(text):
        pieces = [piece.strip(" -–—:|*)") for piece in part.split(",")]
        for place, piece in enumerate(filter(None, pieces)):
            if place and _DEGREE.fullmatch(piece):
                names[-1] += f", {piece}"
            else:
                names.append(piece)
    return tuple(dict.fromkeys(names))


def is_name(text: str) -> bool:
    """Whether a text looks like a person's full name."""
    return _NAME.fullmatch(text) is not None and not text.isupper() and not sections_in(text)


def sections_in(text: str) -> tuple[str, ...] | None:
    """The sections that a line names, as `Politik` or the glued `HeadlinePolitik`; None on other lines."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text) if len(text) <= _MAX_NAME else []
    if not words or any(word.lower() not in _SECTION_NAMES for word in words):
        return None
    return tuple(word for word in words if word.lower() not in _GENERIC_SECTIONS)


def name_in_byline(text: str) -> str | None:
    """The name in `oleh NAME` or `NAME, Jurnalis`."""
    if match := _ROLE.fullmatch(text) or _REPORT.fullmatch(text):
        return match["name"]
    match = _BYLINE.fullmatch(text)
    return match["name"] if match and (is_name(match["name"]) or len(match["name"].split()) < 3) else None


def authors_in(line: Line) -> FieldValue | None:
    """The authors on a line without a label: `oleh NAME`, `Tim Redaksi`, `NAME, Jurnalis`, `A/B/C`."""
    if name := name_in_byline(line.text):
        return FieldValue(split_names(name), Provenance.LABEL, line.number)
    several = [name.strip() for name in line.text.split("/")]
    if NEWSROOM.fullmatch(line.text) or (
        len(line.text) <= _MAX_LINE and len(several) > 1 and _are_names(several)
    ):
        return FieldValue(split_names(line.text), Provenance.POSITION, line.number)
    return None


def _are_names(texts: list[str]) -> bool:
    return sum(map(is_name, texts)) * 2 > len(texts) and all(
        is_name(text) or (text.isalpha() and text.istitle()) for text in texts
    )


# --- fields with a label

_LABELS = {
    "authors": "penulis|pewarta|reporter|wartawan|jurnalis|kontributor|peliput|author|oleh|laporan|by",
    "editors": "redaktur & reporter|editor|redaktur|penyunting",
    "source": "sumber berita|sumber|source",
    "caption": r"pewarta foto|fotografer|foto|photo|keterangan foto|keterangan gambar|ket\.? ?foto|caption",
    "tags": "tags?|topik|kata kunci",
    "origin": "url|permalink",
}
_ANY_LABEL = "|".join(f"(?P<{field}>{words})" for field, words in reversed(_LABELS.items()))
_LABEL = re.compile(rf"(?:(?<=[ |/])|^)(?:{_ANY_LABEL}) ?: ?", re.I)
_CAPTION = re.compile(
    r"[(\[]?(?:ist(?:imewa)?|dok(?:umentasi)?)\.?[)\]]?|foto(?: ?[(/-].{0,40})?|ilustrasi\b[^.]{0,100}"
    r"|.{10,280} foto ?: ?.{2,60}"
    r"|.{0,280}(?: ?--|[(\[/](?:foto|dok(?:umentasi)?|ist(?:imewa)?|sumber)\b[^()\[\]]{0,60}[)\]]?)",
    re.I,
)


def labelled_fields(line: Line) -> Fields | None:
    """The fields on a line such as `Penulis : A Editor : B`, also empty ones; None without a label."""
    labels = list(_LABEL.finditer(line.text)) if len(line.text) <= _MAX_CAPTION else []
    if not labels or labels[0].start():
        return None
    if labels[0].lastgroup in ("tags", "caption", "origin"):
        del labels[1:]
    fields: Fields = {}
    ends = [label.start() for label in labels[1:]] + [len(line.text)]
    for label, end in zip(labels, ends, strict=True):
        field = str(label.lastgroup)
        text = line.text[label.end() : end].strip(" |-–—•/")
        if field in ("authors", "editors", "source") and not _may_be_names(text):
            return None
        fields.setdefault(field, _field(field, text, line))
    return fields


def has_label(text: str) -> bool:
    """Whether a line starts with the label of a field."""
    return _LABEL.match(text) is not None


def _may_be_names(text: str) -> bool:
    """Whether the text after a label may be names; a question or long sentence is part of an interview."""
    sentence = text.endswith(".") and text.count(" ") >= _SENTENCE_WORDS
    return len(text) <= _MAX_NAME and not sentence and text[-1:] not in tuple("?!")


def _field(field: str, text: str, line: Line) -> FieldValue:
    if field == "tags":
        tags, sure = split_tags(line.raw.partition(":")[2])
        provenance = Provenance.LABEL if sure else Provenance.GUESS
        return FieldValue(tags, provenance, line.number, "words that may belong together")
    value = split_names(text) if field in ("authors", "editors") else text
    return FieldValue(value, Provenance.LABEL, line.number)


def split_tags(text: str) -> tuple[tuple[str, ...], bool]:
    """The tags, and whether it is certain where each ends: one may contain single spaces."""
    for separator in ("#", r"[,;]", r"\s{2,}|\t|[|•·]"):
        if re.search(separator, text.strip()):
            tags = re.split(separator, text)
            break
    else:
        tags = text.split()
        return tuple(dict.fromkeys(tags)), len(tags) < 2
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.split()).strip(" ,;|") for tag in tags)))), True


def caption_in(text: str) -> str | None:
    """The caption of a photo, recognised by its end (`--`, `(Foto: …)`, `/ist`) or as a mere credit."""
    if len(text) > _MAX_CAPTION or not _CAPTION.fullmatch(text):
        return None
    return text.removesuffix("--").strip()
