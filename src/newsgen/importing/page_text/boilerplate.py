"""What a saved news page carries around its story: share rows, lists of other stories, plugin chrome."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from newsgen.content.slugs import slugify


class Line(msgspec.Struct, frozen=True):
    """A line that isn't blank: its number, its words, how it was `typed`, and whether a `gap` precedes it."""

    number: int
    text: str
    typed: str = ""
    gap: bool = True


class Story(msgspec.Struct, frozen=True):
    """A page without its furniture. `odd` says what was left out that a person should look at."""

    lines: tuple[Line, ...]
    odd: tuple[tuple[Line, str], ...] = ()


READ_ALSO = "Baca Juga: "

_TITLE_LONGEST = 160  # headlines are shorter, and paragraphs in a list of headlines are longer
_SENTENCE = 80
_CHROME_LONGEST = 300
_PUNCTUATION = 30  # characters by which two spellings of a headline may differ
_WRAPPED = range(40, 121)

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff￾\uffff]"
)
_CRAWLED = re.compile(r"date \d{4}-\d\d(?:-\d\d)?(?: |$)")  # put before the text by a crawler
_PERIOD_END = re.compile(r"(?<!\.)\.[\"”’')\]]{0,3}(?: ?[(\[][^()\[\]]{1,30}[)\]])?$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}$")
_TEASER_END = re.compile(r"(?:selengkapnya|read more|continue reading|lanjutkan membaca)\W{0,5}$", re.I)
_BULLET = re.compile(r"[-–•*▪■●►»>]\s?(?=\w|[“\"'‘])")


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|"))


_SHARING = _phrases(
    """facebook|fb|twitter|x|whatsapp|wa|telegram|line|copy|icon|share|bagikan|tweet|pinterest|email|print
    linkedin|messenger|threads|instagram|youtube|tiktok|salin|link|url|cetak|reddit|tumblr|viber|sms|pin|it
    ke|on|this|artikel|berita|ini|article|post|to|via"""
)
_NETWORKS = _phrases("facebook|twitter|pinterest|linkedin|whatsapp|telegram|flipboard")
_REACTING = _phrases("happy|sad|excited|sleepy|angry|surprise|surprised|wink|love|wow")

_PAGES = "sebelumnya|selanjutnya|berikutnya|next|previous|prev|(?:(?:show|lihat|tampilkan) )?(?:all|semua)"

# Whole lines, in any case; tried on short lines only.
_CHROME = re.compile(
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
        .replace("PAGES", _PAGES)
        .split("\n")
    ),
    re.I,
)
# Labels over lists of other stories. The text can go on after the first kind, never after the second.
_RELATED = _phrases(
    """berita terkait|terkait|artikel terkait|jangan lewatkan|simak juga|rekomendasi|rekomendasi untuk anda
    pilihan editor|pilihan redaksi|video pilihan|video terkait|foto terkait|tag|tags|topik|topik terkait
    related posts|related news|related articles|related stories|you may also like|mungkin anda suka"""
)
_LATEST = _phrases(
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


def tidy(text: str) -> list[Line]:
    """The lines of a text that aren't blank, without what no reader sees and with hard wraps undone."""
    lines: list[Line] = []
    gap = True
    for number, typed in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        words = _CRAWLED.sub("", " ".join(_INVISIBLE.sub("", typed).split()), count=1)
        if words:
            lines.append(Line(number, _said_once(words), typed.strip(), gap))
        gap = not words
    return [line for block in _blocks(lines) for line in _unwrapped(block)]


def _said_once(text: str) -> str:
    """`TITLE × TITLE` and `TITLE TITLE` are one title."""
    first, _, second = text.partition(" × ")
    if first == second:
        return first
    middle = len(text) // 2
    doubled = text[middle : middle + 1] == " " and text[:middle] == text[middle + 1 :]
    return text[:middle] if doubled else text


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    yield block


def _unwrapped(block: list[Line]) -> list[Line]:
    """One line if the block was wrapped by a program: no line had room for the next one's first word."""
    texts = [line.text for line in block]
    width = max(map(len, texts), default=0)
    if len(block) == 1 or width not in _WRAPPED or not ends_sentence(texts[-1]):
        return block
    full = all(len(one) + 1 + len(two.split(" ", 1)[0]) > width for one, two in pairwise(texts))
    runs_on = any(two[0].islower() and not ends_sentence(one) for one, two in pairwise(texts))
    return [Line(block[0].number, " ".join(texts), gap=True)] if full and runs_on else block


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and headlines (mostly) don't."""
    return _SENTENCE_END.search(text[-5:]) is not None


def is_prose(text: str) -> bool:
    """Whether a line can only be a paragraph, not a headline."""
    return len(text) > _TITLE_LONGEST or (len(text) >= _SENTENCE and bool(_PERIOD_END.search(text[-40:])))


def is_chrome(text: str) -> bool:
    """Whether a line is part of the page's machinery."""
    if len(text) > _CHROME_LONGEST:
        return False
    if _CHROME.fullmatch(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return not re.search(r"\d[/.:-]\d", text)  # which is a date, or a time
    if len(_NETWORKS.intersection(words)) > len(_NETWORKS) // 3 and not ends_sentence(text):
        return True
    return (len(words) > 1 or words[0] in _SHARING - {"berita", "artikel", "post"}) and (
        _SHARING.issuperset(words) or _REACTING.issuperset(words)
    )


def heads_list(text: str) -> frozenset[str] | None:
    """The kind of list that a label stands over."""
    if len(text) > len("leave a reply cancel reply") + 20:
        return None
    label = text.lower().strip(" :»>|-–—.#")
    for more in (" selengkapnya", " lihat semua", " indeks"):
        label = label.removesuffix(more)
    return next((kind for kind in (_RELATED, _LATEST) if label in kind), None)


def story_of(lines: Sequence[Line], is_field: Callable[[str], bool]) -> Story:
    """Leave out chrome, and lists of other stories; lines for which `is_field` holds are kept in any list."""
    kept: list[Line] = []
    odd: list[tuple[Line, str]] = []
    begun = listing = False
    for index, line in enumerate(lines):
        kind = heads_list(line.text)
        if kind is _LATEST and begun:
            left = "body: this paragraph under a list of other stories was left out"
            odd += [(lost, left) for lost in lines[index:] if _is_lost(lost.text)][:1]
            break
        if kind:
            listing = begun  # before the story a label is an empty one, of the menu
        elif is_chrome(line.text):
            continue
        elif not listing or is_field(line.text):
            kept.append(line)
            begun = begun or is_prose(line.text)
        elif _is_lost(line.text):
            odd.append((line, "body: it goes on under a list of other stories here"))
            kept.append(line)
            listing = False
    return _with_read_also(kept, odd)


def _is_lost(text: str) -> bool:
    return len(text) > _TITLE_LONGEST and not is_teaser(text) and not text.endswith(("...", "…"))


def read_also(text: str) -> str | None:
    """The title that a `Baca Juga` line leads to, empty under a bare label, None on any other line."""
    found = _READ_ALSO.match(text) if len(text) <= _CHROME_LONGEST else None
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


def _with_read_also(lines: list[Line], odd: list[tuple[Line, str]]) -> Story:
    """Bring every read-also into the shape `Baca Juga: TITLE`, wherever its label stands."""
    kept: list[Line] = []
    index = 0
    upside_down = False
    while index < len(lines):
        line = lines[index]
        title = read_also(line.text)
        index += 1
        if title is None:
            kept.append(line)
        elif title:
            kept.append(_leading_to(line, title))
        elif items := _items(lines, index):
            kept += [_leading_to(item, item.text) for item in items]
            index += len(items)
        else:
            for place in range(len(kept) - 1, -1, -1):
                if not is_item(kept[place].text):
                    break
                kept[place] = _leading_to(kept[place], kept[place].text)
                upside_down = True
    if upside_down:  # the same list once more, at the end and without its label
        last = max((place for place, line in enumerate(kept) if not is_item(line.text)), default=-1)
        odd = odd + [(line, "related: a title without a label was left out") for line in kept[last + 1 :]]
        kept = kept[: last + 1]
    return Story(tuple(kept), tuple(odd))


def _leading_to(line: Line, title: str) -> Line:
    bullet = _BULLET.match(title)
    return Line(line.number, READ_ALSO + title[bullet.end() if bullet else 0 :], line.typed, line.gap)


def is_item(text: str) -> bool:
    """Whether a line is a title with a bullet before it."""
    return is_bulleted(text) and is_title(text)


def is_bulleted(text: str) -> bool:
    """Whether a line starts with a bullet."""
    return _BULLET.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a line may be the title of an article."""
    return len(text) <= _TITLE_LONGEST and text.count(" ") > 1 and not ends_sentence(text.rstrip("?!…"))


def _items(lines: list[Line], start: int) -> list[Line]:
    """The titles right under a bare `Baca Juga`: those with bullets, else the first block."""
    items: list[Line] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if not is_title(line.text) or read_also(line.text) is not None:
            break
        if items and not (is_item(line.text) if is_item(items[0].text) else not line.gap):
            break
        items.append(line)
    return items


def same_words(one: str, two: str) -> bool:
    """Whether two lines say the same, whatever their case and punctuation."""
    return abs(len(one) - len(two)) < _PUNCTUATION and bool(slugify(one)) and slugify(one) == slugify(two)
