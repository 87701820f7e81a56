"""Find advertising that was put into the text of a story, and cut it out."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby

from newsgen.content.blocks import without_code
from newsgen.importing.converted import Judged
from newsgen.importing.outcome import Quarantined
from newsgen.importing.spam.cuts import cuts_of
from newsgen.importing.spam.evidence import Site
from newsgen.importing.spam.hiding import MAY_HIDE
from newsgen.importing.spam.passages import Cut, Page
from newsgen.importing.spam.whole import signs_of_whole
from newsgen.importing.spam.words import MARKING_PHRASES, MARKING_WORDS, MARKS_OF_HIDING, MARKS_OF_WORDS
from newsgen.importing.story import Format

_ROUNDS = 10


def _any_of(marks: Iterable[bytes]) -> re.Pattern[bytes]:
    """A pattern of all marks, parted by their first bytes, so that a place takes few comparisons."""
    parts = (
        re.escape(first) + b"(?:" + b"|".join(re.escape(mark[1:]) for mark in some) + b")"
        for first, some in groupby(sorted(marks), key=lambda mark: mark[:1])
    )
    return re.compile(b"|".join(parts))


# The first bytes in UTF-8 of scripts and signs that spam has, for itself or to disguise words.
_ODD_LETTERS = _any_of(
    bytes.fromhex(letters)
    for letters in (
        "d0 d1 ce cf f09d f09f85 f09f87 efbc efbd e284aa "  # Cyrillic, Greek, mathematical, wide, Kelvin
        "e2808b e2808c e2808d e281a0 efbbbf c2ad cd8f "  # that nobody sees
        "e28080 e28081 e28082 e28083 e28084 e28085 e28086 e28087 e28088 e28089 e2808a e380 "  # wide spaces
        "e0b8 e0b9 e1ba e1bb e381 e382 e383 e1b4 d5 d6 "  # Thai, Vietnamese, Japanese, phonetic, Armenian
        "e4 e5 e6 e7 e8 e9 ea eb ec ed e293 c9 "  # Chinese, Korean, in circles, phonetic
    ).split()
)
_ASCII = bytes(range(128))
_PARTED = bytes.maketrans(b",.<>", b"    ")
_WORDS = frozenset(word.encode() for word in MARKING_WORDS)
_ADVERTISING = _any_of(mark.encode() for mark in MARKS_OF_WORDS)
_PHRASES = tuple(phrase.encode() for phrase in MARKING_PHRASES)
_LAST_WORDS = frozenset(phrase.split()[-1] for phrase in _PHRASES)
_HIDING = tuple(mark.encode() for mark in MARKS_OF_HIDING)
_HOST = re.compile(rb"\.[a-z]{2}")
_LETTER_BY_NUMBER = re.compile(rb"&#(?:x[45670]|[6790]|1[012])")


def judge(
    body: str,
    format: Format,  # noqa: A002
    *,
    title: str = "",
    own_hosts: frozenset[str] = frozenset(),
    language: str = "id",
) -> Judged:
    """The text without spam, and each span that was cut out with its offset in `body`.

    If the story as a whole is spam, all of it is one such span and the text is empty.
    """
    if not may_have_spam(body, title):
        return Judged(body=body)
    site = Site(own_hosts, language)
    whole = may_be_whole(body, title)
    rest = body
    cut: list[Cut] = []
    for _ in range(_ROUNDS):  # what a cut leaves behind may be spam only now
        # Code in Markdown is shown as it is: a guide to what attackers write is no spam.
        page = Page(without_code(rest, "commonmark") if format is Format.MARKDOWN else rest, format)
        cuts = cuts_of(page, site, title)
        if (cuts or whole) and (signs := signs_of_whole(page, site, title, cuts)):
            return _all_of(body, page, signs)
        if not cuts:
            break
        cut = _in_original(cut, cuts)
        rest = _without(body, cut)
    return Judged(body=rest, quarantined=tuple(_quarantined(body, one, format) for one in cut))


def may_have_spam(body: str, title: str = "") -> bool:
    """A quick look at a text: whether a word, a style, a link or a letter in it is one that spam has.

    Nearly all stories get no further, so it looks at bytes, which takes a tenth of the time.
    """
    lowered = f"{title} {body}".encode("utf-8", "surrogatepass").lower()
    words = lowered.translate(_PARTED).replace(b"\xc2\xa0", b" ").split()
    if not _WORDS.isdisjoint(words) or _has_odd_letters(lowered) or _ADVERTISING.search(_links(lowered)):
        return True
    if not _LAST_WORDS.isdisjoint(words) and any(phrase in lowered for phrase in _PHRASES):
        return True
    if b"&#" in lowered and _LETTER_BY_NUMBER.search(lowered):
        return True
    may_hide = any(mark in lowered for mark in _HIDING)
    return may_hide and MAY_HIDE.search(lowered.decode("utf-8", "surrogatepass")) is not None


def _has_odd_letters(text: bytes) -> bool:
    """Whether letters of other scripts, or those that nobody sees, are in a text."""
    return _ODD_LETTERS.search(text.translate(None, _ASCII)) is not None


def may_be_whole(body: str, title: str) -> bool:
    """Whether a text has words or letters that a story has which is spam as a whole."""
    lowered = f"{title} {body}".lower()
    return (
        _has_odd_letters(lowered.encode("utf-8", "surrogatepass"))
        or "&#" in lowered
        or not MARKING_WORDS.isdisjoint(re.split(r"[^a-z0-9]+", lowered))
        or any(phrase in lowered for phrase in MARKING_PHRASES)
    )


def _links(lowered: bytes) -> bytes:
    """The texts and addresses of the links in a text, with what stands before them."""
    parts = []
    for begin, end, before in (
        (b"href", b"</a", 80),
        (b"](", b")", 200),
        (b"]:", b"\n", 0),
        (b"http", b" ", 0),
        (b"www.", b" ", 0),
    ):
        position = lowered.find(begin)
        while position >= 0:
            last = lowered.find(end, position, position + 400)
            last = last if last >= 0 else position + 400
            if before or not lowered.startswith(b'href="', position - 6):  # those are in the first parts
                parts.append(lowered[max(0, position - before) : last])
            position = lowered.find(begin, max(last, position + 1))
    for found in _HOST.finditer(lowered):  # hosts without a scheme
        start = found.start()
        if lowered.rfind(b"//", max(0, start - 60), start) < 0:
            parts.append(lowered[max(0, start - 80) : start + 80])
    return b" ".join(parts)


def _all_of(body: str, page: Page, signs: tuple[str, ...]) -> Judged:
    whole = Quarantined(
        body,
        0,
        signs,
        len(page.passages),
        len(page.links),
        _pictures(body),
    )
    return Judged(body="", quarantined=(whole,) if body else (), is_spam=True, signs=signs)


def _without(body: str, cut: list[Cut]) -> str:
    edges = [0, *(edge for one in cut for edge in (one.start, one.end)), len(body)]
    return "".join(body[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _in_original(before: list[Cut], cuts: list[Cut]) -> list[Cut]:
    """All cuts by their offsets in the original, of which `before` was cut out when `cuts` were found."""
    gone, starts = 0, []
    for one in before:  # where each cut is in what is left
        starts.append(one.start - gone)
        gone += one.end - one.start
    lengths = [0]
    for one in before:
        lengths.append(lengths[-1] + one.end - one.start)
    moved = []
    for one in cuts:
        start = one.start + lengths[bisect_left(starts, one.start + 1)]
        end = one.end + lengths[bisect_left(starts, one.end)]
        moved.append(Cut(start, end, one.signs))
    return _joined(sorted([*before, *moved], key=lambda one: (one.start, -one.end)))


def _joined(cuts: list[Cut]) -> list[Cut]:
    joined: list[Cut] = []
    for one in cuts:
        if joined and one.start < joined[-1].end:
            last = joined[-1]
            signs = tuple(dict.fromkeys((*last.signs, *one.signs)))
            joined[-1] = Cut(last.start, max(last.end, one.end), signs)
        else:
            joined.append(one)
    return joined


def _quarantined(body: str, cut: Cut, form: Format) -> Quarantined:
    text = body[cut.start : cut.end]
    page = Page(text, form)
    inline = (
        len(page.passages) == 1
        and "</p>" not in text.lower()
        and "</li>" not in text.lower()
        and "\n" not in text
    )
    paragraphs = 0 if inline and page.links else len(page.passages)
    return Quarantined(text, cut.start, cut.signs, paragraphs, len(page.links), _pictures(text))


def _pictures(text: str) -> int:
    lowered = text.lower()
    return lowered.count("<img") + lowered.count("![")
