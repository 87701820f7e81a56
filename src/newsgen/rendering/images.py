"""LastBuild images: variants in other sizes and formats, social images, and originals without metadata.

A variant depends only on the bytes of its source file, its name and this module, and is cached by these.
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
from newsgen.pages.values import IconPage, ImagePage, SocialImagePage
from newsgen.rendering.image_metadata import strip_metadata

if TYPE_CHECKING:
    from PIL.Image import Image, Resampling

_DRAFT_SIZE = (1400, 1400)  # JPEGs are decoded at the smallest scale that is no less than this
_MAX_SOCIAL_BYTES = 290_000  # WhatsApp shows no image of 300 KB or more
_CROP_CENTER = (0.5, 0.33)  # of a tall image keep more of the upper part, where faces are
_JPEG = {"quality": 78, "optimize": True}
_AVIF = {"quality": 52, "speed": 9, "max_threads": 1, "subsampling": "4:2:0"}


class VariantJob(msgspec.Struct, frozen=True):
    """The variants to render of one image file; `digest` is the hash of the file's bytes."""

    path: str
    digest: str
    variants: tuple[str, ...]


@cache
def stamp() -> bytes:
    """What decides the bytes of a variant apart from its source file."""
    return f"{RECIPE} pillow {version('pillow')}".encode()


def render_variant(page: ImagePage, content: Path) -> bytes:
    """The bytes of one variant of an image, or of its original without metadata.

    Raises:
        ContentError: the file can't be read any more.
    """
    if page.form == "original":
        return _original(content / page.path, page.path)
    name = _cache_name(page.digest, page.form)
    return _cached(
        cache_folder(content),
        name,
        lambda: _encode_variant(_load(content, page.path, page.digest), page.form),
    )


def render_variants(content: str, jobs: list[VariantJob]) -> list[Problem | str]:
    """Render all variants that the cache lacks, decoding each file once; returns the problems of files.

    Raises:
        OutputError: the cache can't be written.
    """
    problems: list[Problem | str] = []
    folder = cache_folder(Path(content))
    for job in jobs:
        names = {variant: _cache_name(job.digest, variant) for variant in job.variants}
        missing = [variant for variant, name in names.items() if not (folder / name).is_file()]
        if not missing:
            continue
        try:
            source = _load(Path(content), job.path, job.digest)
            for variant in missing:
                _store(folder, names[variant], _encode_variant(source, variant))
        except ContentError as error:
            problems += error.problems
    return problems


def render_social_image(page: SocialImagePage, content: Path, theme_file: Callable[[str], Path]) -> bytes:
    """The drawn image of a page without a photo; `theme_file` gives the path of a file of the theme."""
    from newsgen.rendering import social_image

    fonts = (theme_file(social_image.HEADLINE_FONT), theme_file(social_image.NAME_FONT))
    inputs = (page.title, page.paper, page.tagline, page.accent, social_image.stamp(fonts))
    name = _cache_name(msgspec.msgpack.encode(inputs).hex(), "card.jpg")
    return _cached(cache_folder(content), name, lambda: social_image.draw(page, fonts))


def social_image_stamp(theme_file: Callable[[str], Path]) -> bytes:
    """What decides the bytes of a social image apart from its texts and colour."""
    from newsgen.rendering import social_image

    fonts = (theme_file(social_image.HEADLINE_FONT), theme_file(social_image.NAME_FONT))
    return stamp() + social_image.stamp(fonts)


def render_icon(page: IconPage, content: Path, theme_file: Callable[[str], Path]) -> bytes:
    """The paper's icon; `theme_file` gives the path of a file of the theme.

    Raises:
        ContentError: its logo can't be read any more.
    """
    from newsgen.rendering import icon, social_image

    logo = _load(content, page.path, page.digest).image if page.path else None
    return icon.render(page, theme_file(social_image.HEADLINE_FONT), logo)


def icon_stamp(theme_file: Callable[[str], Path]) -> bytes:
    """What decides the bytes of an icon apart from the name, colour and logo of the paper."""
    from newsgen.rendering import icon

    return icon.VERSION + social_image_stamp(theme_file)


# cache


def cache_folder(content: Path) -> Path:
    """The cache for the images of a `content/` folder; it may be deleted at any time."""
    return content.parent / ".newsgen" / "pictures"


def _cache_name(digest: str, variant: str) -> str:
    key = blake2b(digest.encode(), digest_size=16, key=stamp()).hexdigest()
    return f"{key[:2]}/{key[2:]}.{variant}"


def _cached(folder: Path, name: str, render: Callable[[], bytes]) -> bytes:
    with suppress(OSError):
        return (folder / name).read_bytes()
    data = render()
    _store(folder, name, data)
    return data


def _store(folder: Path, name: str, data: bytes) -> None:
    """Write a file of the cache atomically."""
    file = folder / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".") as temporary:
            part = Path(temporary) / "part"
            part.write_bytes(data)
            part.replace(file)
    except OSError as error:
        hint = "make room, or make the folder writable"
        raise OutputError(Problem(str(file), 0, 0, f"can't be written: {error.strerror}", hint)) from error


# originals


def _original(file: Path, path: str) -> bytes:
    """An image file without its metadata."""
    from PIL import Image

    data = _read(file, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=sorted(DECODED))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return strip_metadata(data, _format_of(data))
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if kind != "AVIF" or not {"exif", "xmp"} & image.info.keys():
        return strip_metadata(data, kind)
    return _encode(_normalize(image), "AVIF", **_AVIF | {"quality": 80})


def _format_of(data: bytes) -> str:
    """The format of a file that Pillow can't open, by its first bytes; empty if it is another."""
    signatures = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"RIFF": "WEBP"}
    return next((kind for signature, kind in signatures.items() if data.startswith(signature)), "")


# decoding


class _Source:
    """A decoded image, perhaps at a fraction of its size; `width` and `height` are those of the file."""

    def __init__(self, image: "Image", file_size: tuple[int, int]) -> None:
        rotated = (file_size[0] > file_size[1]) != (image.width > image.height)
        self.image = image
        self.width, self.height = reversed(file_size) if rotated else file_size
        self.resized = lru_cache(maxsize=1)(self._resized)  # the AVIF and JPEG of a width are neighbours

    def _resized(self, width: int) -> "Image":
        size = (width, max(1, round(width * self.height / self.width)))
        return self.image.resize(size, _resampling(), reducing_gap=2.0)

    def cropped(self, width: int, height: int) -> "Image":
        """The image cropped and resized to exactly this size."""
        from PIL import ImageOps

        return ImageOps.fit(self.image, (width, height), _resampling(), centering=_CROP_CENTER)


def _resampling() -> "Resampling":
    from PIL.Image import Resampling

    return Resampling.BICUBIC


def _read(file: Path, path: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from error


def _unreadable(path: str, reason: str) -> ContentError:
    return ContentError(Problem(path, 0, 0, f"can't be read any more: {reason}", "build again"))


def _load(content: Path, path: str, digest: str) -> _Source:
    from PIL import Image

    data = _read(content / path, path)
    if blake2b(data, digest_size=16).hexdigest() != digest:
        raise _unreadable(path, "it was changed meanwhile")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid EXIF, and of sizes that are checked here
            image = Image.open(BytesIO(data), formats=sorted(DECODED))
            file_size = image.size
            if file_size[0] * file_size[1] > MOST_PIXELS:
                raise _unreadable(path, "it has too many pixels")
            image.draft("RGB", _DRAFT_SIZE)
            return _Source(_normalize(image), file_size)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _unreadable(path, str(error)) from error


def _normalize(image: "Image") -> "Image":
    """The image as sRGB, with its EXIF orientation applied, on white where it is transparent."""
    from PIL import Image, ImageOps

    icc = image.info.get("icc_profile")
    try:
        image = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        image.load()  # invalid EXIF has no orientation
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    image = _to_srgb(image, icc)
    if image.mode in ("RGBA", "LA", "PA", "P") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    return image.convert("RGB")


def _to_srgb(image: "Image", icc: bytes | None) -> "Image":
    """The image converted from its colour profile to sRGB; as it is without a valid profile."""
    if not icc or image.mode not in ("RGB", "CMYK", "L"):
        return image
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, profile, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


# encoding


def _encode_variant(source: _Source, variant: str) -> bytes:
    """`720.avif` is 720 pixels wide; `social.jpg` and the shapes such as `16x9.jpg` are cropped."""
    name, _, suffix = variant.partition(".")
    if name == "social":
        return _encode_social(source.cropped(*SOCIAL))
    if name in SHAPES:
        wide, high = SHAPES[name]
        width = min(1200, source.width, source.height * wide // high)
        return _encode(source.cropped(width, max(1, width * high // wide)), "JPEG", **_JPEG)
    kind, settings = ("AVIF", _AVIF) if suffix == "avif" else ("JPEG", _JPEG)
    return _encode(source.resized(int(name)), kind, **settings)


def _encode_social(image: "Image") -> bytes:
    """A JPEG of the best quality that stays below the limit of messengers."""
    data = b""
    for quality in (80, 65, 50, 35, 20):
        data = _encode(image, "JPEG", quality=quality, optimize=True)
        if len(data) <= _MAX_SOCIAL_BYTES:
            break
    return data


def _encode(image: "Image", kind: str, **settings: object) -> bytes:
    stream = BytesIO()
    image.info = {}  # some encoders write the metadata that they find here
    image.save(stream, kind, **settings)
    return stream.getvalue()
