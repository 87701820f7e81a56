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

_PAGER = "sebelumnya|selanjutnya|berikutnya|next|previous|prev|(?:(?:show|lihat|tampilkan) )?(?:all|semua)"

# Whole lines, in small letters; tried on lines with a word of `NOTICE_WORDS`, or with figures alone.
_NOTICE = re.compile(
    r"""FOLLOW\b.*\b(?:google news|(?:channel|saluran|kanal) (?:whatsapp|wa|telegram|youtube)
        (?:whatsapp
        wa|telegram) (?:channel|grup))\b.*
        (?:[*•-] ?)?(?:follow|ikuti|gabung|join) (?:us|our|kami|berita|terus|official|saluran|channel
        akun
        update|perkembangan|artikel|topik|serial|\S+\.(?:com|co|id)\S*)\b.*|(?:sukai
        like)\b.*\bfacebook\b.*
        (?:yuk|mari|ayo)\b.{0,40}\b(?:gabung|bergabung|ikuti|follow|baca|download|subscribe|simak
        tonton
        saksikan|lihat)\b.*
        .*\b(?:grup|channel|saluran|kanal) (?:telegram|whatsapp|wa)\b.{0,200}\b(?:klik|link|join
        bergabung
        gabung)\b.*
        .*\b(?:whatsapp channel|google news)\b[^.]{0,40}
        .*\bbaca berita (?:lainnya )?di google news\b.*
        (?:dapatkan|temukan|nikmati|simak|baca) (?:update )?(?:berita|breaking|informasi|konten
        artikel)\b.*\b(?:dari|di|hanya|setiap hari|lainnya)\b.*
        baca berita (?:tanpa|dengan sedikit) iklan.*|artikel ini (?:telah|sudah|pertama kali) (?:tayang
        terbit).*
        (?:berita|artikel) ini [\d.,]+ kali dibaca|(?:telah )?(?:di)?(?:baca
        lihat)\W{0,3}[\d.,]+(?: kali)?
        (?:post |total |page )?(?:views?|hits|dilihat|pembaca)\s?:?\s?[\d.,]+(?: kali)?
        [\d.,]+ ?(?:k|rb|jt)? ?(?:views?|kali dibaca|kali dilihat|komentar|comments?|shares?|dilihat
        dibaca
        pembaca|likes?|suka|x dibaca|kali)
        (?:(?:halaman|laman|hal|pages?)\b\W{0,3})?(?:(?:PAGES|\d{1,3}\b|dari|of|/|»|«|›|‹)\s?)+
        (?:halaman|laman|page) (?:PAGES)[\d »«›‹.…/]*|(?:halaman|laman|page
        hal)(?: ke)?[ .:-]{0,3}\d{1,3}(?: ?(?:/|dari|of) ?\d{1,3})?
        (?:read(?:ing)? time|waktu (?:mem)?baca|estimasi baca|estimated reading)\b.{0,40}
        \d+ ?(?:min(?:ute)?s?
        menit)(?: read| baca| membaca| waktu baca)?
        (?:scroll|gulir) (?:to|untuk|ke|down)\b.{0,60}
        skip to .{0,40}|loading\b.{0,20}|advertisements?\b.{0,60}
        iklan\b.{0,30}|logo\b.{0,60}
        (?:home|beranda|anda di sini|you are here)\s?[»›>/|:].{0,150}
        (?:hak cipta )?(?:copyright|©|\(c\))\s?[©\d].*|copyright\b.*|hak cipta\b.*
        .*\ball rights? reserved\b.*|© .*
        average rating.*|\d stars?\b\W*[\d %()]*|no votes so far.*|rate this.*|click on a star.*
        submit rating.*
        you must be logged in.*|your email address will not.*|alamat email anda tidak.*
        save my name,? email.*|simpan nama,? email.*
        dilarang (?:keras )?(?:mengambil|menyalin|mengutip|memperbanyak|mengkopi|copy)\b.*
        konten di bawah ini disajikan.*|.*\bdisajikan oleh advertiser\b.*
        (?:kami|situs ini|website ini|this (?:site|website)|we|by (?:using|clicking
        continuing))\b.*\bcookies?\b.*
        .*\b(?:sign up|subscribe|daftar|berlangganan)\b.{0,80}\b(?:newsletters?|email|inbox|for free
        gratis
        kami)\b.*
        (?:enable|please enable|aktifkan) javascript.*|download (?:our|aplikasi|app)\b.*
        unduh aplikasi\b.*
        segera lengkapi data diri\S*.*|(?:powered|proudly powered) by\b.*|theme (?:by|:).*
        .{0,40}\bwordpress theme\b.{0,40}
        lihat (?:\S+ ){1,4}selengkapnya|baca (?:\S+ ){0,3}selengkapnya.{0,5}|(?:berita|artikel|topik
        info) (?:\S+ ){1,3}(?:lainnya|selengkapnya)
        (?:komentar|comments?) (?:di|on|\(?\d).{0,60}|komentari\b.{0,40}
        lihat (?:semua )?komentar.{0,30}
        .{0,30}\btulis komentar\b.{0,30}
        silakan (?:login|masuk|baca|kunjungi|daftar)\b.*|isi komentar\b.*|baca selanjutnya\b.*
        (?:berita
        artikel|topik) terkait ?:? ?#.*
        .{0,40}\bindeks berita\b.{0,40}|telusuri berita\b.*|(?:klik|click)\b.{0,60}\b(?:di ?sini
        here)\b.{0,40}|.*\bklik disini dan\b.*
        tetap terhubung\b.*|stay (?:informed|connected|up to date)\b.*|support (?:our|independent
        local) journalism.*|donate\b.{0,60}
        .{0,60}\b(?:privacy policy|terms of (?:use|service)|kebijakan privasi
        syarat dan ketentuan)\b.{0,100}
        jangan (?:sampai ketinggalan|lewatkan)\b.{0,60}\b(?:video|ini|berikut|terbaru)\b.{0,30}
        simak (?:breaking news|berita|video)\b.*|(?:saksikan|tonton|simak)(?: juga)? video\b.{0,60}[:!]
        (?:saksikan|tonton|simak)(?: juga)? video\b.{0,20}
        cek (?:berita|artikel)\b.*|informasi selengkapnya\b.{0,80}|this article (?:was|first
        originally)\b.*\bpublished\b.{0,80}
        (?:join|gabung)\b.{0,60}\b(?:channel|grup|group|komunitas|community)\b.*|get (?:the|our
        breaking)\b.{0,60}\b(?:inbox|newsletter|alerts?|app)\b.*
        (?:read|baca) (?:this|artikel|berita|more)\b.{0,40}\b(?:app|aplikasi|news|stories)\b.{0,20}
        .*#jernihberkomentar\b.*
        (?:already|have|sudah)\b.{0,30}\b(?:subscriber|account|akun|member)\b.{0,40}
        gabung kompas\.com.*
        (?:lewati|lewatkan|skip)\b.{0,80}\b(?:membaca|reading)
        (?:akhir dari|end of) (?:paling|most|rekomendasi|recommended|artikel-artikel
        podcast|whatsapp)\b.{0,40}|peranan, .{2,60}
        (?:masukkan|enter|isi) (?:your |alamat )?e-?mail\b.{0,60}
        konten ini (?:menjadi tanggung jawab|diproduksi oleh)\b.*|share your experiences\b.*
        (?:\* )?fakta atau hoaks\? untuk mengetahui\b.*
        our standards:.*|purchase licensing rights.*|(?:klik|click) (?:untuk|to) (?:berbagi|share
        mencetak|print)\b.*|reuse this content
        """.strip()
    .replace("\n        ", "|")
    .replace("FOLLOW", "(?:[*•-] ?)?(?:follow|ikuti|cek|simak|silakan|dapatkan|gabung|join|baca)")
    .replace("PAGES", _PAGER)
)  # fmt: skip
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
        return marked and _NOTICE.fullmatch(low) is not None
    if size <= _MAX_LABEL and low.strip(_ENDS) in CHROME:
        return True
    if not low.islower():  # it has no letters
        return not _DATE_OR_TIME.search(text)
    words = low.replace(",", " ").replace(".", " ").replace(":", " ").replace("!", " ").split()
    if not NOTICE_WORDS.isdisjoint(words) and _NOTICE.fullmatch(low):
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
