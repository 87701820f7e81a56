"""Social cards: the headline and the newspaper's name as a picture, for pages without a photo."""

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from newsgen.errors import Problem, TemplateError
from newsgen.pages.pictures import SOCIAL
from newsgen.pages.values import SocialImagePage

HEADLINE, NAME = "fonts/NotoSerif-Bold.ttf", "fonts/NotoSans-Bold.ttf"
_RECIPE = b"1"
_INK, _PAPER, _ACCENT = "#16181d", "#ffffff", "#a3161a"
_LEFT, _RIGHT, _TOP, _FOOT = 96, 80, 84, 96  # of the headline, from the edges; of the name, from below
_BAND = 28
_SIZES = (92, 84, 76, 68, 60, 54, 48)
_LEADING = 1.22
_ROOM = 348  # px high, for the headline
_DRAWN = re.compile(
    "[^ -~\xa0-\u024f\u02bb\u02bc\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122]+"
)

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=4)
def _digest(file: Path, mtime: int) -> bytes:
    return blake2b(file.read_bytes(), digest_size=16).digest()


def stamp(fonts: tuple[Path, Path]) -> bytes:
    """What decides the bytes of a card beside what stands on it."""
    return _RECIPE + b"".join(_digest(font, font.stat().st_mtime_ns) for font in fonts)


@lru_cache(maxsize=32)
def _font(file: Path, size: int) -> Font:
    # The basic layout is part of Pillow; the other one depends on a library of the machine.
    try:
        # By its bytes: Pillow would look for a file that it can't read among the machine's own fonts.
        return ImageFont.truetype(BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        shown = f"templates/fonts/{file.name}"
        raise TemplateError(Problem(shown, 0, 0, f"is not a font: {error}", "use a TTF file")) from error


def card(page: SocialImagePage, fonts: tuple[Path, Path]) -> bytes:
    """The card as a JPEG of 1200 × 630."""
    image = Image.new("RGB", SOCIAL, _PAPER)
    draw = ImageDraw.Draw(image)
    accent = page.accent or _ACCENT
    draw.rectangle((0, 0, _BAND - 1, SOCIAL[1]), fill=accent)
    width = SOCIAL[0] - _LEFT - _RIGHT
    text, below = (page.title, page.paper) if page.title else (page.paper, page.tagline)
    font, lines = fitted(_drawable(text), lambda size: _font(fonts[0], size), width)
    leading = round(font.size * _LEADING)
    top = _TOP + (_ROOM - leading * len(lines)) // 2
    for number, line in enumerate(lines):
        draw.text((_LEFT, top + number * leading), line, _INK, font)
    name = _font(fonts[1], 34)
    foot = SOCIAL[1] - _FOOT
    draw.rectangle((_LEFT, foot - 34, _LEFT + 72, foot - 29), fill=accent)
    draw.text((_LEFT, foot - 8), _cut(_drawable(below), name, width), _INK, name)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=82)
    return stream.getvalue()


def _drawable(text: str) -> str:
    """A text without the characters that the fonts don't have, such as emoji."""
    return " ".join(_DRAWN.sub(" ", text).split())


def fitted(text: str, font: Callable[[int], Font], width: int) -> tuple[Font, list[str]]:
    """The largest font in which a text fits, and its lines, all of about the same length.

    A text that is too long for the smallest is cut at a word.
    """
    for size in _SIZES:
        lines = wrapped(text, font(size), width)
        if len(lines) * size * _LEADING <= _ROOM and (len(lines) < 4 or size <= 76):
            return font(size), _balanced(text, font(size), width, len(lines))
    smallest = font(_SIZES[-1])
    most = int(_ROOM / (_SIZES[-1] * _LEADING))
    lines = wrapped(text, smallest, width)[:most]
    return smallest, [*lines[:-1], _cut(lines[-1] + " …", smallest, width, always=True)]


def wrapped(text: str, font: Font, width: float) -> list[str]:
    """Lines of a text, as full as they can be; a word that is too long for one is broken."""
    lines: list[str] = []
    line, space = "", font.getlength(" ")
    used = 0.0
    for word in text.split():
        length = font.getlength(word)
        if line and used + space + length <= width:
            line, used = f"{line} {word}", used + space + length
            continue
        if line:
            lines.append(line)
        while length > width:
            fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:fits])
            word = word[fits:]  # noqa: PLW2901
            length = font.getlength(word)
        line, used = word, length
    return [*lines, line] if line else lines


def _balanced(text: str, font: Font, width: float, count: int) -> list[str]:
    """As many lines, in the least width in which they stand: no word is left alone on the last."""
    low, high = width / max(count, 1) * 0.8, float(width)
    while high - low > 8:
        middle = (low + high) / 2
        if len(wrapped(text, font, middle)) > count:
            low = middle
        else:
            high = middle
    lines = wrapped(text, font, high)
    unbroken = {*text.split()} >= {word for line in lines for word in line.split()}
    return lines if unbroken else wrapped(text, font, width)


def _cut(text: str, font: Font, width: float, *, always: bool = False) -> str:
    """A text cut at a word so that it fits, with an ellipsis if anything is missing."""
    if font.getlength(text) <= width:
        return text.replace(" …", "…") if always else text
    words = text.removesuffix(" …").split()
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > width:
        words.pop()
    kept = " ".join(words).rstrip(",;:–—-")
    while len(kept) > 1 and font.getlength(kept + "…") > width:
        kept = kept[:-1]
    return kept + "…"
