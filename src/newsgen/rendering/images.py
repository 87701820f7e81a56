"""Pictures as they are published: in other sizes and formats, upright, and without what they tell.

Each form depends on the bytes of the file, its name and this module alone, and is kept in a cache
by these, so that it is made once.
"""

import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from newsgen.content.images import DECODED, MOST_PIXELS
from newsgen.errors import ContentError, OutputError, Problem
from newsgen.pages.pictures import RECIPE, SHAPES, SOCIAL
from newsgen.pages.values import ImagePage, SocialImagePage
from newsgen.rendering.image_metadata import cleaned

if TYPE_CHECKING:
    from PIL.Image import Image, Resampling

_ENOUGH = (1400, 1400)  # a JPEG is read at no less than this, and less than twice: that is quicker
_MOST_BYTES = 290_000  # of a social picture: WhatsApp shows none of 300 KB
_JPEG = {"quality": 78, "optimize": True}
# Speed 9 costs half of WebP's default and is smaller; 6 saves another fifth for thirteen times the work.
_AVIF = {"quality": 52, "speed": 9, "max_threads": 1, "subsampling": "4:2:0"}


class Exposure(msgspec.Struct, frozen=True):
    """A picture file whose forms are to be made; `digest` is the hash of its bytes."""

    path: str
    digest: str
    forms: tuple[str, ...]


class _Opened:
    """A picture to be formed, perhaps at half its size. `full` is that size, as it lies in the file."""

    def __init__(self, image: "Image", full: tuple[int, int]) -> None:
        turned = (full[0] > full[1]) != (image.width > image.height)
        self.image = image
        self.width, self.height = reversed(full) if turned else full
        self.sized = lru_cache(maxsize=1)(self._sized)  # AVIF and JPEG of a width follow each other

    def _sized(self, width: int) -> "Image":
        size = (width, max(1, round(width * self.height / self.width)))
        return self.image.resize(size, _filter(), reducing_gap=2.0)

    def cut(self, width: int, height: int) -> "Image":
        """The middle at this size; of a tall picture, more of its upper part, where faces are."""
        from PIL import ImageOps

        return ImageOps.fit(self.image, (width, height), _filter(), centering=(0.5, 0.33))


def _filter() -> "Resampling":
    """Half as slow as Lanczos, and as good where a picture gets smaller."""
    from PIL.Image import Resampling

    return Resampling.BICUBIC


@cache
def stamp() -> bytes:
    """What decides the bytes of a form beside its file."""
    return f"{RECIPE} pillow {version('pillow')}".encode()


def cache_of(content: Path) -> Path:
    """Where the forms of the pictures of a `content/` are kept; it can be deleted at any time."""
    return content.parent / ".newsgen" / "pictures"


def kept(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """What the cache has under a name, else what `make` gives, put there whole or not at all."""
    file = folder / name
    with suppress(OSError):
        return file.read_bytes()
    data = make()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".") as below:
            part = Path(below) / "part"
            part.write_bytes(data)
            part.replace(file)
    except OSError as error:
        hint = "make room, or make the folder writable"
        raise OutputError(Problem(str(file), 0, 0, f"can't be written: {error.strerror}", hint)) from error
    return data


def _name(digest: str, form: str) -> str:
    known = blake2b(digest.encode(), digest_size=16, key=stamp()).hexdigest()
    return f"{known[:2]}/{known[2:]}.{form}"


def photo(page: ImagePage, content: Path) -> bytes:
    """The bytes of a picture in one form.

    Raises:
        ContentError: the file can't be read any more.
    """
    if page.form == "original":
        return _original(content / page.path, page.path)
    name = _name(page.digest, page.form)
    return kept(cache_of(content), name, lambda: _formed(_opened(content, page.path), page.form))


def develop(content: str, exposures: list[Exposure]) -> list[Problem | str]:
    """Make all forms of these pictures that the cache lacks, each file being opened once; what failed.

    Raises:
        OutputError: the cache can't be written.
    """
    problems: list[Problem | str] = []
    for exposure in exposures:
        folder = cache_of(Path(content))
        lacking = [form for form in exposure.forms if not (folder / _name(exposure.digest, form)).is_file()]
        if not lacking:
            continue
        try:
            opened = _opened(Path(content), exposure.path)
            for form in lacking:
                data = _formed(opened, form)
                kept(folder, _name(exposure.digest, form), lambda data=data: data)  # type: ignore[misc]
        except ContentError as error:
            problems += error.problems
    return problems


def card(page: SocialImagePage, content: Path, file: Callable[[str], Path]) -> bytes:
    """The card of a page without a photo; `file` gives the theme's file of a name."""
    from newsgen.rendering import social_image

    fonts = (file(social_image.HEADLINE), file(social_image.NAME))
    said = msgspec.msgpack.encode(
        (page.title, page.paper, page.tagline, page.accent, social_image.stamp(fonts))
    )
    name = _name(said.hex(), "card.jpg")
    return kept(cache_of(content), name, lambda: social_image.card(page, fonts))


def card_stamp(file: Callable[[str], Path]) -> bytes:
    """What decides the bytes of a card beside what stands on it."""
    from newsgen.rendering import social_image

    return stamp() + social_image.stamp((file(social_image.HEADLINE), file(social_image.NAME)))


def _original(file: Path, path: str) -> bytes:
    """The file itself, without what it tells."""
    from PIL import Image

    data = _read(file, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=sorted(DECODED))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return cleaned(data, _kind(data))
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if kind != "AVIF" or not {"exif", "xmp"} & image.info.keys():
        return cleaned(data, kind)
    return _saved(_upright(image), "AVIF", **_AVIF | {"quality": 80})


def _kind(data: bytes) -> str:
    starts = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"RIFF": "WEBP"}
    return next((kind for start, kind in starts.items() if data.startswith(start)), "")


def _read(file: Path, path: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from error


def _unreadable(path: str, why: str) -> ContentError:
    return ContentError(Problem(path, 0, 0, f"can't be read any more: {why}", "build again"))


def _opened(content: Path, path: str) -> _Opened:
    """The picture in sRGB, upright, on white where it is transparent."""
    from PIL import Image

    data = _read(content / path, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd EXIF, and of sizes that are judged here
            image = Image.open(BytesIO(data), formats=sorted(DECODED))
            full = image.size
            if full[0] * full[1] > MOST_PIXELS:
                raise _unreadable(path, "it has too many pixels")
            image.draft("RGB", _ENOUGH)
            return _Opened(_upright(image), full)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _unreadable(path, str(error)) from error


def _upright(image: "Image") -> "Image":
    from PIL import Image, ImageOps

    icc = image.info.get("icc_profile")
    try:
        image = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        image.load()  # broken EXIF tells nothing of how it is turned
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    image = _in_srgb(image, icc)
    if image.mode in ("RGBA", "LA", "PA", "P") or "transparency" in image.info:
        above = image.convert("RGBA")
        image = Image.new("RGBA", above.size, "white")
        image.alpha_composite(above)
    return image.convert("RGB")


def _in_srgb(image: "Image", icc: bytes | None) -> "Image":
    """The picture in the colours that all screens know; its profile is thrown away with the rest."""
    if not icc or image.mode not in ("RGB", "CMYK", "L"):
        return image
    from PIL import ImageCms

    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(icc))
        srgb = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, theirs, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile: the colours as they are
        return image
    return turned or image


def _formed(opened: _Opened, form: str) -> bytes:
    """A form of an opened picture: `720.avif` is so many pixels wide, `social.jpg` and shapes are cut."""
    name, _, suffix = form.partition(".")
    if name == "social":
        return small_jpeg(opened.cut(*SOCIAL))
    if name in SHAPES:
        wide, high = SHAPES[name]
        width = min(1200, opened.width, opened.height * wide // high)
        return _saved(opened.cut(width, max(1, width * high // wide)), "JPEG", **_JPEG)
    kind, settings = ("AVIF", _AVIF) if suffix == "avif" else ("JPEG", _JPEG)
    return _saved(opened.sized(int(name)), kind, **settings)


def small_jpeg(image: "Image") -> bytes:
    """A JPEG that messengers accept: as good as it can be in less than 300 KB."""
    data = b""
    for quality in (80, 65, 50, 35, 20):
        data = _saved(image, "JPEG", quality=quality, optimize=True)
        if len(data) <= _MOST_BYTES:
            break
    return data


def _saved(image: "Image", kind: str, **settings: object) -> bytes:
    stream = BytesIO()
    image.info = {}  # some encoders write what they find here
    image.save(stream, kind, **settings)
    return stream.getvalue()
