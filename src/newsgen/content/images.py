"""The kind and size of an image file, and whether browsers can show it; and the images that a text names."""

import html
import re
import warnings
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from newsgen.content.blocks import without_code
from newsgen.errors import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000  # a larger image is not opened: it would take gigabytes
DECODED = {"JPEG", "PNG", "WEBP", "AVIF"}  # kinds that are resized
_SUFFIXES = tuple(
    ".jpg .jpeg .jpe .jfif .png .webp .gif .avif .svg .heic .heif .tif .tiff .bmp .psd .jp2 .jxl .ico".split()
)
_AS_JPEG = "save it as JPEG"
_PHONE = "save it as JPEG (iPhone: Settings, Camera, Formats, Most Compatible)"
_MAGIC: tuple[tuple[re.Pattern[bytes], str, str], ...] = (  # kinds that browsers don't show
    (re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cmx]|mif1|msf1)", re.DOTALL), "HEIC", _PHONE),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF", _AS_JPEG),
    (re.compile(rb"8BPS"), "PSD", _AS_JPEG),
    (re.compile(rb"BM"), "BMP", _AS_JPEG),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "), "JPEG XL", _AS_JPEG),
    (re.compile(rb"\0\0\0\x0cjP  "), "JPEG 2000", _AS_JPEG),
)
_SVG = re.compile(
    rb"\s*(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg\b([^>]*)>", re.DOTALL | re.IGNORECASE
)
_LENGTH = re.compile(r"""(?<![\w-])(width|height)\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']""")
_VIEW_BOX = re.compile(
    r"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)"""
)
_IN_MARKDOWN = re.compile(r"!\[[^\[\]]*\]\(\s*(?:<([^<>\n]+)>|([^\s<>()]+))")
_SUFFIX = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|avif|gif)\b", re.IGNORECASE)
_LONGEST_NAME = 255  # characters
_VARIANTS_BY_HAND = ("srcset", "<picture")
_WITHOUT_ALT = re.compile(r"!\[\s*\]\(|<img\b(?![^<>]*\salt\s*=)[^<>]*>", re.IGNORECASE)
_IN_HTML = re.compile(r"""<img\s[^<>]*?\bsrc\s*=\s*["']([^"'<>]+)["']""", re.IGNORECASE)


class ImageInfo(msgspec.Struct, frozen=True, array_like=True):
    """An image file: `kind` as Pillow names it ("" for an unknown one).

    `width` and `height` are as it is shown, in pixels; 0 where an SVG gives none. `wrong` is why it can't be
    shown, with a `hint`, and empty for one that can.
    """

    kind: str
    width: int = 0
    height: int = 0
    animated: bool = False
    wrong: str = ""
    hint: str = ""

    @property
    def scalable(self) -> bool:
        """Whether it can be resized."""
        return self.kind in DECODED and not self.animated and not self.wrong


class ImageRefs(msgspec.Struct, frozen=True, array_like=True):
    """The images that an article, page or author names: its `image:`, and those in its body.

    Each of `mentions` ends with the name of an image file that the body may link to; see `mentioned`. A
    removed article `hides` its images, where nothing else shows them. `posters` may stand for its videos.
    """

    image: str
    in_body: tuple[str, ...]
    mentions: tuple[str, ...] = ()
    hides: bool = False
    posters: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All that may be shown."""
        return tuple(filter(None, (self.image, *self.in_body, *self.posters)))


def no_picture(path: str, src: str) -> Problem:
    """What is wrong with a text at a path that shows a picture which isn't there."""
    message = f"there is no picture `{src}` that can be shown"
    summary = "pictures in texts are not there"
    return Problem(path, 0, 0, message, "check its path", src, kind="missing picture", summary=summary)


def may_be_picture(path: str) -> bool:
    return path.lower().endswith(_SUFFIXES)


def images_in(body: str) -> tuple[str, ...]:
    """The images in a Markdown text, as they are typed, each once."""
    found = [a or b for a, b in _IN_MARKDOWN.findall(body)] if "!" in body else []
    if "<" in body:
        found += map(html.unescape, _IN_HTML.findall(body))
    return tuple(dict.fromkeys(found))


def mentioned_in(body: str) -> tuple[str, ...]:
    """Where a Markdown text names an image file other than to show it: what stands before, and the name.

    A link, a poster, or only the word: where a name begins is left open, since it may have any character.
    """
    if not _SUFFIX.search(body):
        return ()
    if not any(word in body for word in _VARIANTS_BY_HAND):
        body = _IN_HTML.sub("", _IN_MARKDOWN.sub("", body))
    return all_mentions(body)


def all_mentions(text: str) -> tuple[str, ...]:
    """Where any text names an image file, whatever for; see `mentioned_in`."""
    found = []
    for suffix in _SUFFIX.finditer(text):
        start = max(text.rfind("\n", 0, suffix.start()) + 1, suffix.start() - _LONGEST_NAME)
        found.append(unquote(html.unescape(text[start : suffix.end()])))
    return tuple(dict.fromkeys(found))


def mentioned(mentions: Iterable[str], names: Container[str]) -> Iterator[str]:
    """Those of some file names that mentions may end with."""
    for mention in mentions:
        for start in range(len(mention)):
            if not mention[start - 1 : start].isalnum() and mention[start:] in names:
                yield mention[start:]


def without_alt(body: str) -> list[int]:
    """The offsets in a Markdown text of its images that say nothing to those who can't see them.

    An `alt=""` in HTML says that an image is but decoration.
    """
    if ("![" not in body and "<" not in body) or not _WITHOUT_ALT.search(body):
        return []
    return [found.start() for found in _WITHOUT_ALT.finditer(without_code(body))]


def measure(file: Path) -> ImageInfo:
    """Examine an image file: its header first, and only if that is harmless every byte.

    Raises:
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        start = stream.read(4096)
    if not start:
        return ImageInfo("", wrong="is an empty file", hint="copy it again")
    for magic, kind, hint in _MAGIC:
        if magic.match(start):
            return ImageInfo(kind, wrong=f"is {kind}, which browsers don't show", hint=hint)
    if svg := _SVG.match(start):
        return _svg(svg[1].decode("utf-8", "replace"))
    return _pixels(file)


def _svg(attributes: str) -> ImageInfo:
    sizes = {name: float(value) for name, value in _LENGTH.findall(attributes)}
    if box := _VIEW_BOX.search(attributes):
        sizes = {"width": float(box[1]), "height": float(box[2])} | (sizes if len(sizes) == 2 else {})
    if len(sizes) < 2:
        return ImageInfo("SVG")
    return ImageInfo("SVG", max(1, round(sizes["width"])), max(1, round(sizes["height"])))


def _pixels(file: Path) -> ImageInfo:
    from PIL import Image, UnidentifiedImageError  # only once a picture is new

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about EXIF, and about sizes that are checked here
        try:
            image = Image.open(file, formats=sorted({*DECODED, "GIF"}))
        except UnidentifiedImageError:
            hint = "use JPEG, PNG, WebP, AVIF, GIF or SVG"
            return ImageInfo("", wrong="is not a picture that newsgen knows, or is broken", hint=hint)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            return _refused(error)
        with image:
            return _decoded(image)


def _refused(error: Exception) -> ImageInfo:
    if type(error).__name__ == "DecompressionBombError":
        return ImageInfo("", wrong=_TOO_LARGE, hint=_SMALLER)
    return ImageInfo("", wrong=f"is broken: {error}", hint=_AGAIN)


_TOO_LARGE = f"has more than {MOST_PIXELS // 1_000_000} million pixels"
_SMALLER = "make it 4000 pixels wide or less"
_AGAIN = "export it once more, or take another"


def _decoded(image: "Image") -> ImageInfo:
    kind = "JPEG" if image.format == "MPO" else str(image.format)  # a JPEG followed by more images
    width, height = image.size
    if width * height > MOST_PIXELS:
        return ImageInfo(kind, width, height, wrong=f"is {width} × {height}: it {_TOO_LARGE}", hint=_SMALLER)
    animated = bool(getattr(image, "is_animated", False)) and image.format != "MPO"
    try:
        if image.getexif().get(0x0112) in (5, 6, 7, 8):  # it lies on its side
            width, height = height, width
    except (OSError, SyntaxError, ValueError):
        pass  # the EXIF is broken, and not published in any case
    try:
        image.draft("L", (1, 1))  # reads every byte, but makes as few pixels as can be
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        return ImageInfo(kind, width, height, wrong=f"is broken: {error}", hint=_AGAIN)
    return ImageInfo(kind, width, height, animated)
