"""What a line of a news page says about its story: who wrote it, for whom, its tags and captions."""

import re
from typing import Any

import msgspec

from newsgen.content.article import Origin
from newsgen.importing.page_text.boilerplate import Line


class Found(msgspec.Struct, frozen=True):
    """The value of a field, where it comes from, its line, and `how` to tell a person."""

    value: Any
    origin: Origin
    line: int
    how: str = ""


Fields = dict[str, Found]

_LINE_LONGEST = 160
_CAPTION_LONGEST = 300
_NAME_LONGEST = 80
_SENTENCE_WORDS = 6

# --- names

_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,5} ?[A-Z]?[A-Za-z]{0,3}|[A-Z]{2,4}")
_BETWEEN_NAMES = re.compile(r" ?[;/|&•] ?| (?:dan|and) ", re.I)
_ROLE = re.compile(r"(?P<name>[^,|]{2,60}?) ?, ?(?:jurnalis|wartawan|reporter|kontributor|redaktur)", re.I)
_REPORT = re.compile(
    r"laporan (?:wartawan|reporter|jurnalis|kontributor) [\w.]{2,40}(?: [\w.]{2,40})?, ?(?P<name>.{2,60})",
    re.I,
)
DESK = re.compile(r"(?:tim )?(?:redaksi|liputan)|admin(?:istrator)?", re.I)
_NAME = re.compile(r"[A-Z][\w’'.]{0,20}(?:[ -](?:[A-Z][\w’'.]{0,20}|bin|binti|al)){1,4}")
_BYLINE = re.compile(r"(?:(?:oleh|by)\b ?:? ?|(?:penulis|reporter) ?: ?)(?P<name>.{2,60})", re.I)
_NAMING_NOTHING = {
    *("headline", "berita", "news", "umum", "uncategorized", "artikel", "video", "foto", "utama", "terkini"),
}
_SECTION_WORDS = _NAMING_NOTHING | {
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
    for part in _BETWEEN_NAMES.split(text):
        pieces = [piece.strip(" -–—:|*)") for piece in part.split(",")]
        for place, piece in enumerate(filter(None, pieces)):
            if place and _DEGREE.fullmatch(piece):
                names[-1] += f", {piece}"
            else:
                names.append(piece)
    return tuple(dict.fromkeys(names))


def is_name(text: str) -> bool:
    """Whether a text has the shape of a person's full name."""
    return _NAME.fullmatch(text) is not None and not text.isupper() and not sections(text)


def sections(text: str) -> tuple[str, ...] | None:
    """The sections that a line names, as `Politik` or the glued `HeadlinePolitik`; None on other lines."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text) if len(text) <= _NAME_LONGEST else []
    if not words or any(word.lower() not in _SECTION_WORDS for word in words):
        return None
    return tuple(word for word in words if word.lower() not in _NAMING_NOTHING)


def name_beside(text: str) -> str | None:
    """The name in `oleh NAME` or `NAME, Jurnalis`."""
    if match := _ROLE.fullmatch(text) or _REPORT.fullmatch(text):
        return match["name"]
    match = _BYLINE.fullmatch(text)
    return match["name"] if match and (is_name(match["name"]) or len(match["name"].split()) < 3) else None


def byline(line: Line) -> Found | None:
    """The authors on a line without a label: `oleh NAME`, `Tim Redaksi`, `NAME, Jurnalis`, `A/B/C`."""
    if name := name_beside(line.text):
        return Found(split_names(name), Origin.LABEL, line.number)
    several = [name.strip() for name in line.text.split("/")]
    if DESK.fullmatch(line.text) or (
        len(line.text) <= _LINE_LONGEST and len(several) > 1 and _are_names(several)
    ):
        return Found(split_names(line.text), Origin.POSITION, line.number)
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


def labelled(line: Line) -> Fields | None:
    """The fields on a line such as `Penulis : A Editor : B`, also empty ones; None without a label."""
    labels = list(_LABEL.finditer(line.text)) if len(line.text) <= _CAPTION_LONGEST else []
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


def is_field(text: str) -> bool:
    """Whether a line starts with a label of ours."""
    return _LABEL.match(text) is not None


def _may_be_names(text: str) -> bool:
    """A question, or a long sentence, after `Wartawan:` is part of an interview."""
    sentence = text.endswith(".") and text.count(" ") >= _SENTENCE_WORDS
    return len(text) <= _NAME_LONGEST and not sentence and text[-1:] not in tuple("?!")


def _field(field: str, text: str, line: Line) -> Found:
    if field == "tags":
        tags, sure = split_tags(line.typed.partition(":")[2])
        return Found(
            tags, Origin.LABEL if sure else Origin.GUESS, line.number, "words that may belong together"
        )
    value = split_names(text) if field in ("authors", "editors") else text
    return Found(value, Origin.LABEL, line.number)


def split_tags(text: str) -> tuple[tuple[str, ...], bool]:
    """Tags, and whether it is sure where each ends: single spaces may stand within one."""
    for apart in ("#", r"[,;]", r"\s{2,}|\t|[|•·]"):
        if re.search(apart, text.strip()):
            tags = re.split(apart, text)
            break
    else:
        tags = text.split()
        return tuple(dict.fromkeys(tags)), len(tags) < 2
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.split()).strip(" ,;|") for tag in tags)))), True


def caption(text: str) -> str | None:
    """A photo's caption that can be known by its end (`--`, `(Foto: …)`, `/ist`) or is only a credit."""
    if len(text) > _CAPTION_LONGEST or not _CAPTION.fullmatch(text):
        return None
    return text.removesuffix("--").strip()
