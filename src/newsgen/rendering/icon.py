"""Icons: the paper's logo, else its initial in its colour, in the sizes that browsers and phones ask for."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from newsgen.pages.values import IconPage
from newsgen.rendering.social_image import ACCENT, drawable, load_font

VERSION = b"1"  # raise it when the drawing changes
_LARGE = 1024  # drawn so, and made smaller: edges are smooth in every size
_LETTER_HEIGHT = 0.6  # of the picture
_LOGO_SIZE = 0.86  # of the picture, on white
_LIGHT = 160  # of 255: a colour on which a dark letter is read better


def render(page: IconPage, font: Path, logo: Image.Image | None) -> bytes:
    """The icon as an ICO of 16, 32 and 48 pixels, or as a PNG."""
    whole = _with_logo(logo) if logo else _with_initial(page, font)
    stream = BytesIO()
    if page.url.endswith(".ico"):
        sizes = [(size, size) for size in (16, 32, 48)]
        whole.resize((256, 256), Image.Resampling.BOX).save(stream, "ICO", sizes=sizes)
    else:
        whole.resize((page.size, page.size), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _with_logo(logo: Image.Image) -> Image.Image:
    image = Image.new("RGB", (_LARGE, _LARGE), "white")
    scale = _LOGO_SIZE * _LARGE / max(logo.size)
    width, height = (max(1, round(side * scale)) for side in logo.size)
    shown = logo.resize((width, height), Image.Resampling.LANCZOS)
    image.paste(shown, ((_LARGE - width) // 2, (_LARGE - height) // 2))
    return image


def _with_initial(page: IconPage, font: Path) -> Image.Image:
    """The first letter of the paper's name; a name without one that the font has leaves the colour alone."""
    colour = ImageColor.getrgb(page.accent or ACCENT)
    image = Image.new("RGB", (_LARGE, _LARGE), colour)
    letter = next((sign for sign in drawable(page.title) if sign.isalnum()), "").upper()[:1]
    if not letter:
        return image
    canvas = ImageDraw.Draw(image)
    size = round(_LETTER_HEIGHT * _LARGE / 0.714)  # capitals of the font are so high
    is_light = image.resize((1, 1)).convert("L").getpixel((0, 0))
    left, top, right, bottom = canvas.textbbox((0, 0), letter, load_font(font, size))
    at = ((_LARGE - right - left) / 2, (_LARGE - bottom - top) / 2)
    ink = "#16181d" if isinstance(is_light, int | float) and is_light > _LIGHT else "white"
    canvas.text(at, letter, ink, load_font(font, size))
    return image
