"""Remove the boilerplate of a saved news page: share buttons, navigation, lists of other stories."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from newsgen.content.slugs import slugify


class Line(msgspec.Struct, frozen=True):
    """A line that isn't blank: its number and words, the `raw` line, and whether a blank one precedes it."""

    number: int
    text: str
    raw: str = ""
    after_blank: bool = True


class Doubt(NamedTuple):
    """What a person should check, and the number of the line."""

    line: int
    message: str


class Story(msgspec.Struct, frozen=True):
    """The lines of a page without boilerplate."""

    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()


READ_ALSO = "Baca Juga: "

_MAX_TITLE = 160  # characters: headlines are shorter, and paragraphs in a list of headlines are longer
_MIN_SENTENCE = 80
_MAX_BOILERPLATE = 300
_MAX_PUNCTUATION = 30  # characters by which two spellings of a headline may differ
_WRAP_WIDTHS = range(40, 121)  # at which programs break lines

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff￾\uffff]"
)
_CRAWLER_DATE = re.compile(r"date \d{4}-\d\d(?:-\d\d)?(?: |$)")  # put before the text by a crawler
_PERIOD_END = re.compile(r"(?<!\.)\.[\"”’')\]]{0,3}(?: ?[(\[][^()\[\]]{1,30}[)\]])?$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}$")
_TEASER_END = re.compile(r"(?:selengkapnya|read more|continue reading|lanjutkan membaca)\W{0,5}$", re.I)
_BULLET = re.compile(r"[-–•*▪■●►»>]\s?(?=\w|[“\"'‘])")


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|"))


_SHARE_WORDS = _phrases(
    """facebook|fb|twitter|x|whatsapp|wa|telegram|line|copy|icon|share|bagikan|tweet|pinterest|email|print
    linkedin|messenger|threads|instagram|youtube|tiktok|salin|link|url|cetak|reddit|tumblr|viber|sms|pin|it
    ke|on|this|artikel|berita|ini|article|post|to|via"""
)
_NETWORKS = _phrases("facebook|twitter|pinterest|linkedin|whatsapp|telegram|flipboard")
_REACTION_WORDS = _phrases("happy|sad|excited|sleepy|angry|surprise|surprised|wink|love|wow")

_PAGER = "sebelumnya|selanjutnya|berikutnya|next|previous|prev|(?:(?:show|lihat|tampilkan) )?(?:all|semua)"

# Whole lines, in any case; tried on short lines only.
_BOILERPLATE = re.compile(
    "|".join(
        r"""url berhasil di(?:copy|salin)\W*
        FOLLOW\b.*\bgoogle news\b.*|(?:sukai|like)\b.*\bfacebook\b.*
        FOLLOW\b.*\b(?:channel|saluran|kanal) (?:whatsapp|wa|telegram).*
        FOLLOW\b.*\b(?:whatsapp|wa|telegram) channel\b.*
        (?:berita|artikel) ini [\d.,]+ kali dibaca|(?:telah )?(?:di)?(?:baca|lihat)\W{0,3}[\d.,]+(?: kali)?
        (?:post )?views?\s?:?\s?[\d.,]+|[\d.,]+ (?:views?|kali dibaca|komentar|comments?|shares?|dilihat)
        (?:(?:halaman|laman|hal|pages?)\b\W{0,3})?(?:(?:PAGES|\d{1,3}\b|dari|of|/|»|«|›|‹)\s?)+
        (?:halaman|laman|page) (?:PAGES)[\d »«›‹.…]*
        (?:halaman|laman|pages?)\s?:?|[\w-]+\.(?:jpe?g|png|gif|webp)
        read time\s?:.*|\d+ min(?:ute)?s? read|waktu baca\b.*|estimated reading time.*
        back to top(?: button)?|skip to content|scroll (?:to|untuk) .*|kembali ke atas|loading\W*|close|tutup
        advertisements?\b.{0,60}|iklan|sponsored|home|beranda|menu|search|cari|login|masuk|subscribe
        (?:home|beranda)\s?[»›>/|].*
        (?:hak cipta )?(?:copyright|©|\(c\))\s?[©\d].*|hak cipta dilindungi.*|all rights reserved.*
        average rating.*|\d stars?\b\W*[\d %()]*|no votes so far.*|rate this.*|click on a star.*
        -?\d{1,2}(?:[.,]\d)?\s?°?\s?c(?:\W{1,5}\w[\w ]{0,30})?
        wib|wita|wit|uncategorized|share|baca selengkapnya|selengkapnya|read more
        you must be logged in.*|your email address will not.*|alamat email anda tidak.*""".replace(
            "\n        ", "\n"
        )
        .replace("FOLLOW", "(?:follow|ikuti|cek|simak|silakan|dapatkan|gabung|join)")
        .replace("PAGES", _PAGER)
        .split("\n")
    ),
    re.I,
)
# Labels over lists of other stories. The story may continue after the first kind, never after the second.
_RELATED_LABELS = _phrases(
    """berita terkait|terkait|artikel terkait|jangan lewatkan|simak juga|rekomendasi|rekomendasi untuk anda
    pilihan editor|pilihan redaksi|video pilihan|video terkait|foto terkait|tag|tags|topik|topik terkait
    related posts|related news|related articles|related stories|you may also like|mungkin anda suka"""
)
_LATEST_LABELS = _phrases(
    """berita terbaru|berita terkini|terbaru|terkini|artikel terbaru|berita lainnya|artikel lainnya|populer
    berita populer|terpopuler|berita terpopuler|paling banyak dibaca|trending|most popular|popular posts
    recent posts|latest news|latest posts|komentar|komentar via facebook|tinggalkan balasan
    leave a reply|leave a comment|leave a reply cancel reply|tulis komentar|tinggalkan komentar|comments
    berita terkini lainnya|post navigation|navigasi pos|tentang penulis|about author|more stories"""
)
_READ_ALSO = re.compile(
    r"[\W_]{0,6}(?P<label>(?:baca|simak|lihat) ?juga|baca|jangan lewatkan)\b"
    r" ?(?P<colon>[:：»>|]{0,2})(?P<title>.*)",
    re.I,
)


def clean_lines(text: str) -> list[Line]:
    """The lines of a text that aren't blank, without invisible characters, and with hard wraps undone."""
    lines: list[Line] = []
    after_blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        words = _CRAWLER_DATE.sub("", " ".join(_INVISIBLE.sub("", raw).split()), count=1)
        if words:
            lines.append(Line(number, _undoubled(words), raw.strip(), after_blank))
        after_blank = not words
    return [line for block in _blocks(lines) for line in _joined(block)]


def _undoubled(text: str) -> str:
    """The title of `TITLE × TITLE` or `TITLE TITLE`; any other text as it is."""
    first, _, second = text.partition(" × ")
    if first == second:
        return first
    middle = len(text) // 2
    doubled = text[middle : middle + 1] == " " and text[:middle] == text[middle + 1 :]
    return text[:middle] if doubled else text


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.after_blank and block:
            yield block
            block = []
        block.append(line)
    yield block


def _joined(block: list[Line]) -> list[Line]:
    """The block as one line if a program wrapped it: no line had room for the first word of the next."""
    texts = [line.text for line in block]
    width = max(map(len, texts), default=0)
    if len(block) == 1 or width not in _WRAP_WIDTHS or not ends_sentence(texts[-1]):
        return block
    full = all(len(one) + 1 + len(two.split(" ", 1)[0]) > width for one, two in pairwise(texts))
    runs_on = any(two[0].islower() and not ends_sentence(one) for one, two in pairwise(texts))
    return [Line(block[0].number, " ".join(texts), after_blank=True)] if full and runs_on else block


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and headlines (mostly) don't."""
    return _SENTENCE_END.search(text[-5:]) is not None


def is_prose(text: str) -> bool:
    """Whether a line must be a paragraph, not a headline."""
    return len(text) > _MAX_TITLE or (len(text) >= _MIN_SENTENCE and bool(_PERIOD_END.search(text[-40:])))


def is_boilerplate(text: str) -> bool:
    """Whether a line belongs to no story: a button, a counter, a pager, a notice."""
    if len(text) > _MAX_BOILERPLATE:
        return False
    if _BOILERPLATE.fullmatch(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return not re.search(r"\d[/.:-]\d", text)  # which is a date, or a time
    if len(_NETWORKS.intersection(words)) > len(_NETWORKS) // 3 and not ends_sentence(text):
        return True
    return (len(words) > 1 or words[0] in _SHARE_WORDS - {"berita", "artikel", "post"}) and (
        _SHARE_WORDS.issuperset(words) or _REACTION_WORDS.issuperset(words)
    )


def _list_label(text: str) -> frozenset[str] | None:
    """If a line is the label over a list of stories, the set of labels that it is one of."""
    if len(text) > len("leave a reply cancel reply") + 20:
        return None
    label = text.lower().strip(" :»>|-–—.#")
    for more in (" selengkapnya", " lihat semua", " indeks"):
        label = label.removesuffix(more)
    return next((kind for kind in (_RELATED_LABELS, _LATEST_LABELS) if label in kind), None)


def extract_story(lines: Sequence[Line], is_field: Callable[[str], bool]) -> Story:
    """Drop boilerplate and lists of other stories, but keep lines in them for which `is_field` holds."""
    kept: list[Line] = []
    doubts: list[Doubt] = []
    begun = in_list = False
    for index, line in enumerate(lines):
        labels = _list_label(line.text)
        if labels is _LATEST_LABELS and begun:
            message = "body: this paragraph under a list of other stories was left out"
            doubts += [Doubt(lost.number, message) for lost in lines[index:] if _is_long_text(lost.text)][:1]
            break
        if labels:
            in_list = begun  # before the story a label is one of the menu, with no list below
        elif is_boilerplate(line.text):
            continue
        elif not in_list or is_field(line.text):
            kept.append(line)
            begun = begun or is_prose(line.text)
        elif _is_long_text(line.text):
            doubts.append(Doubt(line.number, "body: it goes on under a list of other stories here"))
            kept.append(line)
            in_list = False
    return _normalise_read_alsos(kept, doubts)


def _is_long_text(text: str) -> bool:
    return len(text) > _MAX_TITLE and not is_teaser(text) and not text.endswith(("...", "…"))


def read_also_title(text: str) -> str | None:
    """The title that a `Baca Juga` line leads to, empty under a bare label, None on any other line."""
    found = _READ_ALSO.match(text) if len(text) <= _MAX_BOILERPLATE else None
    if not found:
        return None
    title = found["title"].strip(" -–•:*_")
    title = title.removesuffix(")") if text.startswith("(") else title
    if found["colon"]:
        return title
    if found["label"].lower() in ("baca", "jangan lewatkan") or ends_sentence(title):
        return None
    return title if not title or not title[0].islower() else None


def is_teaser(text: str) -> bool:
    """Whether a text ends with an invitation to read on elsewhere."""
    return _TEASER_END.search(text[-40:]) is not None


def _normalise_read_alsos(lines: list[Line], doubts: list[Doubt]) -> Story:
    """Rewrite each read-also as `Baca Juga: TITLE`, whether its label is on, above or below the line."""
    kept: list[Line] = []
    index = 0
    label_below = False
    while index < len(lines):
        line = lines[index]
        title = read_also_title(line.text)
        index += 1
        if title is None:
            kept.append(line)
        elif title:
            kept.append(_read_also_line(line, title))
        elif items := _titles_below(lines, index):
            kept += [_read_also_line(item, item.text) for item in items]
            index += len(items)
        else:
            for above in range(len(kept) - 1, -1, -1):
                if not is_item(kept[above].text):
                    break
                kept[above] = _read_also_line(kept[above], kept[above].text)
                label_below = True
    if label_below:  # then the same list stands at the end once more, without its label
        end = 1 + max((index for index, line in enumerate(kept) if not is_item(line.text)), default=-1)
        message = "related: a title without a label was left out"
        doubts = doubts + [Doubt(line.number, message) for line in kept[end:]]
        kept = kept[:end]
    return Story(tuple(kept), tuple(doubts))


def _read_also_line(line: Line, title: str) -> Line:
    bullet = _BULLET.match(title)
    return Line(line.number, READ_ALSO + title[bullet.end() if bullet else 0 :], line.raw, line.after_blank)


def is_item(text: str) -> bool:
    """Whether a line is a title with a bullet."""
    return is_bulleted(text) and is_title(text)


def is_bulleted(text: str) -> bool:
    """Whether a line starts with a bullet."""
    return _BULLET.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a line may be the title of an article."""
    return len(text) <= _MAX_TITLE and text.count(" ") > 1 and not ends_sentence(text.rstrip("?!…"))


def _titles_below(lines: list[Line], start: int) -> list[Line]:
    """The titles right under a bare `Baca Juga`: those with bullets, else the first block."""
    items: list[Line] = []
    for line in lines[start:]:
        if not is_title(line.text) or read_also_title(line.text) is not None:
            break
        if items and not (is_item(line.text) if is_item(items[0].text) else not line.after_blank):
            break
        items.append(line)
    return items


def same_words(one: str, two: str) -> bool:
    """Whether two lines differ in case and punctuation only."""
    return abs(len(one) - len(two)) < _MAX_PUNCTUATION and bool(slugify(one)) and slugify(one) == slugify(two)
