"""Text as a reader sees it, in the plainest letters: what disguised words are found in."""

import re
from functools import lru_cache
from html import unescape
from unicodedata import combining, normalize

INVISIBLE = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
    )
)
_LOOKALIKES = {
    ord(pair[0]): pair[1]
    for pair in (
        "аa вb еe ёe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd ӏl ɡg һh ԛq ԝw ոn ցg օo αa βb γy εe "
        "ηn ιi κk νv οo ρp τt υu χx ɑa ℓl ıi øo łl đd ʟl ɢg ᴀa ᴄc ᴏo ꜱs ᴛt"
    ).split()
}
_DIGITS = str.maketrans("013457@$!", "oieastasi")
_MIXED = re.compile(r"(?<![\w@$])(?=[\w@$!]*?[a-z])(?=[a-z]*[013457@$!])[\w@$!]{3,40}")
_SPACED = re.compile(r"(?<![^\W_])[^\W_]([ .*·|_\-]{1,2})[^\W_](?:\1[^\W_]){2,60}(?![^\W_])")
_GAPS = re.compile(r"[ .*·|_\-]+")
_INLINE = re.compile(r"</?(?:b|i|em|strong|span|font|u|wbr|small|big)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WORD = re.compile(r"[^\W\d_]{2,}")


def seen(markup: str) -> str:
    """The text between tags, in small letters, as it is written."""
    text = _TAG.sub(" ", _INLINE.sub("", markup)) if "<" in markup else markup
    if "&" in text:
        text = unescape(text)
    return text.lower() if text.isascii() else normalize("NFKC", text).translate(INVISIBLE).lower()


def fold(text: str) -> str:
    """Seen text in plain Latin letters; and again as it reads, if digits and gaps disguise words."""
    if not text.isascii():
        text = "".join(c for c in normalize("NFD", text.translate(_LOOKALIKES)) if not combining(c))
        text = text.translate(_LOOKALIKES)
    spelled = _MIXED.sub(lambda match: match[0].translate(_DIGITS), text)
    if "1" in text:
        spelled = (
            f"{spelled}\n{_MIXED.sub(lambda match: match[0].replace('1', 'l').translate(_DIGITS), text)}"
        )
    spelled = _SPACED.sub(lambda match: _GAPS.sub("", match[0]), spelled)
    return text if spelled == text else f"{text}\n{spelled}"


@lru_cache(maxsize=256)
def findings(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """All that a pattern finds in a text: the same passages are looked at more than once."""
    return tuple(pattern.findall(text))


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def scripts(text: str) -> set[str]:
    """The scripts of a text other than Latin."""
    return set() if text.isascii() else {name for name, pattern in SCRIPTS.items() if pattern.search(text)}


SCRIPTS = {
    "Chinese": re.compile("[\u4e00-\u9fff]{2}"),
    "Japanese": re.compile("[\u3040-\u30ff]{2}"),
    "Korean": re.compile("[\uac00-\ud7af]{2}"),
    "Thai": re.compile("[\u0e00-\u0e7f]{2}"),
    "Cyrillic": re.compile("[\u0400-\u04ff]{3}"),
    "Vietnamese": re.compile("[\u1ea0-\u1ef9ơưđ].{0,12}[\u1ea0-\u1ef9ơưđ]"),
    "Arabic": re.compile("[\u0600-\u06ff]{3}"),
}
LANGUAGES = {
    "Chinese": ("zh", "ja"),
    "Japanese": ("ja",),
    "Korean": ("ko",),
    "Thai": ("th",),
    "Cyrillic": ("ru", "uk", "bg", "sr", "be", "kk"),
    "Vietnamese": ("vi",),
    "Arabic": ("ar", "fa", "ur", "ms-arab"),
}
