"""Recognise the boilerplate of a saved page: share buttons, notices, counters, labels over other stories."""

import re
from typing import Literal

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.lexicon import (
    CHROME,
    COMMENT_LABELS,
    LATEST_LABELS,
    NETWORKS,
    NOTICE_MARKS,
    NOTICE_WORDS,
    REACTION_WORDS,
    RELATED_LABELS,
    SHARE_WORDS,
    TAG_LABELS,
)
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.page_text.notices import NOTICE

ListLabel = Literal["", "related", "latest", "comments", "tags"]

READ_ALSO = "Baca Juga: "
MAX_BOILERPLATE = 300
MAX_NOTICE = 600

_MORE_LABELS = ("more from ", "more in ", "more on ", "lainnya dari ", "lainnya di ", "berita lain di ")
_MAX_LABEL = 60
_MAX_TITLE = 160  # characters: headlines are shorter, and paragraphs in a list of headlines are longer
_MIN_SENTENCE = 80
_MAX_PUNCTUATION = 30  # characters by which two spellings of a headline may differ
_PERIOD_END = re.compile(r"(?<!\.)\.[\"”’')\]]{0,3}(?: ?[(\[][^()\[\]]{1,30}[)\]])?$")
_TEASER_END = re.compile(r"(?:selengkapnya|read more|continue reading|lanjutkan membaca)\W{0,5}$", re.I)
_TEASER = 25  # characters at the end of a teaser
_TEASER_WORDS = ("selengkapnya", "read more", "reading", "membaca")
_BULLET = re.compile(r"[-–•*▪■●►»>]\s?(?=\w|[“\"'‘])")
_ENDS = " :»«>|-–—.#!?*…·•\t,;()[]+▸▾▼×✕"
_WORDS = re.compile(r"[^\W\d_]+")

_LIST_STARTS = ("lewati ", "lewatkan ", "skip ")
_READ_ON = ("membaca", "reading")
_LIST_ENDS = ("akhir dari ", "end of ")
_VIDEO = re.compile(
    r"(?:yuk,? )?(?:saksikan|tonton|simak|lihat)(?: juga)? ?[:-]? ?(?:['\"‘“]?video\b.{0,200}"
    r"|['\"‘“].{1,200}:)"
)
_ROW_WORDS = SHARE_WORDS | REACTION_WORDS | {""}
_FILE = re.compile(r"[\w-]+\.(?:jpe?g|png|gif|webp)", re.I)
_WEATHER = re.compile(r"-?\d{1,2}(?:[.,]\d)?\s?°?\s?c(?:\W{1,5}\w[\w ]{0,30})?")
_EMBED = re.compile(r"\[ ?(?:gambas|video|foto|embed|instagram|tweet|youtube)\b[^\]]{0,60}\]", re.I)
_DATE_OR_TIME = re.compile(r"\d[/.:-]\d")
_READ_ALSO = re.compile(
    r"[\W_]{0,6}(?P<label>(?:baca|simak|lihat|tonton) ?juga|baca(?: berita| artikel)?(?: (?:terkait"
    r"|lainnya|sebelumnya|selengkapnya))?"
    r"|jangan lewatkan|artikel terkait|berita terkait|read (?:also|more)|also read|see also"
    r"|pilihan (?:editor|redaksi)|editor['’]s choice(?= ?: ?\w)"
    r"|related (?:news|stories|story|articles?|posts?))\b"
    r" ?(?P<colon>[:：»>|]{0,2})(?P<title>.*)",
    re.I,
)  # fmt: skip
_READ_ALSO_STARTS = frozenset(
    "baca simak lihat tonton jangan artikel berita read also related see pilihan bacajuga editor's"
    " editor’s".split()
)
_QUOTES = tuple("'\"‘“")
_CHOSEN = ("pilihan redaksi", "pilihan editor")
_OPEN_LABELS = (
    "baca juga",
    "simak juga",
    "lihat juga",
    "tonton juga",
    "read also",
    "also read",
    "see also",
    *_CHOSEN,
)


def list_label(low: str) -> ListLabel:
    """The kind of list that a line in small letters is the label over, empty if it is none."""
    if len(low) > _MAX_LABEL:
        return ""
    label = low.strip(_ENDS)
    for more in (" selengkapnya", " lihat semua", " indeks", " see all", " view all"):
        label = label.removesuffix(more)
    if label in RELATED_LABELS:
        return "related"
    if label in TAG_LABELS:
        return "tags"
    if label in COMMENT_LABELS:
        return "comments"
    return "latest" if label in LATEST_LABELS or label.startswith(_MORE_LABELS) else ""


def is_boilerplate(text: str, low: str = "") -> bool:
    """Whether a line belongs to no story: a button, a counter, a pager, a notice, a menu."""
    size = len(text)
    low = low or text.lower()
    if size > _MAX_TITLE:
        marked = size <= MAX_NOTICE and any(mark in low for mark in NOTICE_MARKS)
        return marked and NOTICE.fullmatch(low) is not None
    if size <= _MAX_LABEL and low.strip(_ENDS) in CHROME:
        return True
    if not low.islower():  # it has no letters
        return not _DATE_OR_TIME.search(text)
    words = low.replace(",", " ").replace(".", " ").replace(":", " ").replace("!", " ").split()
    if not NOTICE_WORDS.isdisjoint(words) and NOTICE.fullmatch(low):
        return True
    if (words[0].strip(_ENDS) in _ROW_WORDS or "facebook" in low) and _is_share_row(low):
        return True
    return _is_embed(text, low)


def _is_embed(text: str, low: str) -> bool:
    """Whether a line stands for a video, is the name of a file, or tells the weather."""
    if text[0] == "[":
        return _EMBED.fullmatch(text) is not None
    return _FILE.fullmatch(text) is not None or (
        text[0] in "-0123456789" and _WEATHER.fullmatch(low) is not None
    )


def _is_share_row(low: str) -> bool:
    """Whether a line is made of the names of networks and buttons, or of reactions."""
    letters = _WORDS.findall(low)
    if len(letters) == 1:
        return letters[0] in SHARE_WORDS - {"berita", "artikel", "post", "on", "ke", "di"}
    if len(NETWORKS.intersection(letters)) > 2 and not ends_sentence(low):
        return True
    return SHARE_WORDS.issuperset(letters) or REACTION_WORDS.issuperset(letters)


def skips_list(text: str) -> bool:
    """Whether a line leads past a list within a story: `Lewati Paling banyak dibaca dan terus membaca`."""
    return text.lower().startswith(_LIST_STARTS) and text.endswith(_READ_ON)


def ends_list(text: str) -> bool:
    """Whether a line says that a list within a story is over: `Akhir dari Paling banyak dibaca`."""
    return text.lower().startswith(_LIST_ENDS)


def is_video(low: str) -> bool:
    """Whether a line in small letters leads to a video that the text doesn't hold: `Simak juga Video: …`"""
    return _VIDEO.fullmatch(low) is not None


def is_copyright(low: str) -> bool:
    """Whether a line in small letters is the notice that ends a page."""
    return low.startswith(("copyright", "©", "hak cipta", "(c) ")) or "all rights reserved" in low


def is_prose(text: str) -> bool:
    """Whether a line must be a paragraph, not a headline."""
    size = len(text)
    return size > _MAX_TITLE or (size >= _MIN_SENTENCE and _PERIOD_END.search(text[-40:]) is not None)


def is_teaser(text: str) -> bool:
    """Whether a text ends with an invitation to read on elsewhere."""
    end = text[-_TEASER:].lower()
    return any(word in end for word in _TEASER_WORDS) and _TEASER_END.search(text[-40:]) is not None


def read_also_title(text: str, low: str) -> str | None:
    """The title that a `Baca Juga` line leads to, empty under a bare label, None on any other line."""
    if low.lstrip("(*_[•->» ").split(" ", 1)[0].rstrip(":：»") not in _READ_ALSO_STARTS:
        return None
    found = _READ_ALSO.match(text) if len(text) <= MAX_BOILERPLATE else None
    if not found:
        return None
    title = found["title"].strip(" -–•:*_!")
    title = title.removesuffix(")") if text.startswith("(") else title
    if title[:1] in _QUOTES and text.endswith(":"):
        return None  # a video, shown below
    if found["colon"]:
        return title
    if found["label"].lower() not in _OPEN_LABELS or ends_sentence(title):
        return None
    return title if not title or not title[0].islower() else None


def is_bulleted(text: str) -> bool:
    """Whether a line starts with a bullet."""
    return _BULLET.match(text) is not None


def without_bullet(text: str) -> str:
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def is_title(text: str) -> bool:
    """Whether a line may be the title of an article."""
    return len(text) <= _MAX_TITLE and text.count(" ") > 1 and not ends_sentence(text.rstrip("?!…"))


def is_item(text: str) -> bool:
    """Whether a line is a title with a bullet."""
    return is_bulleted(text) and is_title(text)


def same_words(one: str, two: str) -> bool:
    """Whether two lines differ in case and punctuation only."""
    return abs(len(one) - len(two)) < _MAX_PUNCTUATION and bool(slugify(one)) and slugify(one) == slugify(two)
