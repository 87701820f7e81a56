"""Social images of pages without a photo: the headline and the newspaper's name, drawn."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from newsgen.errors import Problem, TemplateError
from newsgen.pages.pictures import SOCIAL
from newsgen.pages.social_image import NOT_IN_FONTS
from newsgen.pages.values import SocialImagePage

HEADLINE_FONT, NAME_FONT = "fonts/NotoSerif-Bold.ttf", "fonts/NotoSans-Bold.ttf"
_VERSION = b"1"  # raise it when the drawing changes
_TEXT_COLOR, _BACKGROUND, ACCENT = "#16181d", "#ffffff", "#a3161a"
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 80, 84, 96  # margins
_BAND_WIDTH = 28
_FONT_SIZES = (92, 84, 76, 68, 60, 54, 48)
_LINE_HEIGHT = 1.22
_HEADLINE_HEIGHT = 348

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=4)
def _digest(file: Path, mtime: int) -> bytes:
    return blake2b(file.read_bytes(), digest_size=16).digest()


def stamp(fonts: tuple[Path, Path]) -> bytes:
    """What decides the bytes of a social image apart from its texts and colour."""
    return _VERSION + b"".join(_digest(font, font.stat().st_mtime_ns) for font in fonts)


@lru_cache(maxsize=32)
def load_font(file: Path, size: int) -> Font:
    # The basic layout is part of Pillow; Raqm depends on a system library.
    try:
        # Given as bytes: for a path that Pillow can't read, it would search the system's fonts.
        return ImageFont.truetype(BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        shown = f"templates/fonts/{file.name}"
        raise TemplateError(Problem(shown, 0, 0, f"is not a font: {error}", "use a TTF file")) from error


def draw(page: SocialImagePage, fonts: tuple[Path, Path]) -> bytes:
    """The social image as a JPEG of 1200 × 630."""
    image = Image.new("RGB", SOCIAL, _BACKGROUND)
    canvas = ImageDraw.Draw(image)
    accent = page.accent or ACCENT
    canvas.rectangle((0, 0, _BAND_WIDTH - 1, SOCIAL[1]), fill=accent)
    width = SOCIAL[0] - _LEFT - _RIGHT
    text, name = (page.title, page.paper) if page.title else (page.paper, page.tagline)
    font, lines = fit_headline(drawable(text), lambda size: load_font(fonts[0], size), width)
    line_height = round(font.size * _LINE_HEIGHT)
    top = _TOP + (_HEADLINE_HEIGHT - line_height * len(lines)) // 2
    for number, line in enumerate(lines):
        canvas.text((_LEFT, top + number * line_height), line, _TEXT_COLOR, font)
    name_font = load_font(fonts[1], 34)
    bottom = SOCIAL[1] - _BOTTOM
    canvas.rectangle((_LEFT, bottom - 34, _LEFT + 72, bottom - 29), fill=accent)
    canvas.text((_LEFT, bottom - 8), _truncate(drawable(name), name_font, width), _TEXT_COLOR, name_font)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=82)
    return stream.getvalue()


def drawable(text: str) -> str:
    """A text without characters that the fonts lack, such as emoji."""
    return " ".join(NOT_IN_FONTS.sub(" ", text).split())


def fit_headline(text: str, font: Callable[[int], Font], width: int) -> tuple[Font, list[str]]:
    """The largest font in which a text fits, and its lines, of about equal length.

    A text that is too long for the smallest font is truncated at a word.
    """
    for size in _FONT_SIZES:
        lines = wrap(text, font(size), width)
        if len(lines) * size * _LINE_HEIGHT <= _HEADLINE_HEIGHT and (len(lines) < 4 or size <= 76):
            return font(size), _balance(text, font(size), width, len(lines))
    smallest = font(_FONT_SIZES[-1])
    most = int(_HEADLINE_HEIGHT / (_FONT_SIZES[-1] * _LINE_HEIGHT))
    lines = wrap(text, smallest, width)[:most]
    return smallest, [*lines[:-1], _truncate(lines[-1] + " …", smallest, width, always=True)]


def wrap(text: str, font: Font, width: float) -> list[str]:
    """Wrap a text greedily; a word that is longer than a line is broken."""
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


def _balance(text: str, font: Font, width: float, count: int) -> list[str]:
    """Wrap a text into `count` lines of the least width, so that no word is left alone on the last."""
    low, high = width / max(count, 1) * 0.8, float(width)
    while high - low > 8:
        middle = (low + high) / 2
        if len(wrap(text, font, middle)) > count:
            low = middle
        else:
            high = middle
    lines = wrap(text, font, high)
    unbroken = {*text.split()} >= {word for line in lines for word in line.split()}
    return lines if unbroken else wrap(text, font, width)


def _truncate(text: str, font: Font, width: float, *, always: bool = False) -> str:
    """Truncate a text at a word so that it fits, with an ellipsis if anything is missing."""
    if font.getlength(text) <= width:
        return text.replace(" …", "…") if always else text
    words = text.removesuffix(" …").split()
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > width:
        words.pop()
    shown = " ".join(words).rstrip(",;:–—-")
    while len(shown) > 1 and font.getlength(shown + "…") > width:
        shown = shown[:-1]
    return shown + "…"
