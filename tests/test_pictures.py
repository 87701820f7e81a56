"""Pictures from file to page: what is made of them, what is taken out, what is refused, and what it costs."""

import json
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import BARE, CONFIG, MakeSite, Project, article, photo
from PIL import Image, ImageCms

from newsgen.cli import main
from newsgen.content.images import MOST_PIXELS, ImageInfo, images_in, measure
from newsgen.errors import ContentError
from newsgen.rendering.image_metadata import strip_metadata

PLACE = b"S 1.6101, E 103.6131 rumah"  # no picture has these bytes by chance
SVG = b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="x" viewBox="0 0 40 20"><path/></svg>'
URL = "/2026/11/banjir/"


def exif(orientation: int = 1) -> bytes:
    """EXIF of a phone: how the picture is turned, when it was taken, by what, and where."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "Merek"
    told[0x8825] = {1: "S", 2: (1.0, 36.0, 36.0), 3: "E", 4: (103.0, 36.0, 47.0), 29: PLACE.decode("latin-1")}
    return told.tobytes()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def noise(size: tuple[int, int], **settings: Any) -> bytes:
    """A JPEG as large as a real photo: every pixel differs."""
    stream = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(stream, "JPEG", **settings)
    return stream.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    stream = BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:])
    return stream.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says that it is this large; it has no pixels at all."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", b""), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


MEASURED: dict[str, tuple[bytes, ImageInfo | str]] = {
    "jpeg": (photo(), ImageInfo("JPEG", 80, 60)),
    "a phone's on its side": (photo(exif=exif(6)), ImageInfo("JPEG", 60, 80)),
    "upside down": (photo(exif=exif(3)), ImageInfo("JPEG", 80, 60)),
    "png": (photo(kind="PNG"), ImageInfo("PNG", 80, 60)),
    "webp": (photo(kind="WEBP"), ImageInfo("WEBP", 80, 60)),
    "avif": (photo(kind="AVIF"), ImageInfo("AVIF", 80, 60)),
    "gif": (photo(kind="GIF"), ImageInfo("GIF", 80, 60)),
    "moving gif": (moving("GIF"), ImageInfo("GIF", 40, 30, True)),
    "moving webp": (moving("WEBP"), ImageInfo("WEBP", 40, 30, True)),
    "svg by its view box": (SVG, ImageInfo("SVG", 40, 20)),
    "svg by its size": (b'<svg width="12px" height="7.6" stroke-width="3">', ImageInfo("SVG", 12, 8)),
    "svg of no size": (b'<svg width="100%">', ImageInfo("SVG")),
    "empty": (b"", "is an empty file"),
    "text": (b"<html>404 Not Found</html>", "is not a picture that newsgen knows"),
    "cut off": (noise((400, 300))[:9000], "is broken: "),
    "cut off png": (photo(kind="PNG", size=(200, 200))[:300], "is broken: "),
    "cut off in its header": (photo()[:8], "is broken"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is HEIC, which browsers don't show"),
    "heic of another brand": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "is HEIC, which browsers don't show"),
    "tiff": (photo(kind="TIFF"), "is TIFF, which browsers don't show"),
    "bmp": (photo(kind="BMP"), "is BMP, which browsers don't show"),
    "bomb": (bomb(12_000, 12_000), "is 12000 × 12000: it has more than 100 million pixels"),
    "bomb that Pillow refuses": (bomb(60_000, 60_000), "has more than 100 million pixels"),
    "one pixel too many": (bomb(MOST_PIXELS + 1, 1), "it has more than 100 million pixels"),
}


@pytest.mark.parametrize("name", MEASURED)
def test_a_file_is_measured(tmp_path: Path, name: str) -> None:
    data, expected = MEASURED[name]
    file = tmp_path / "gambar"
    file.write_bytes(data)
    facts = measure(file)
    if isinstance(expected, ImageInfo):
        assert facts == expected
    else:
        assert expected in facts.wrong
        assert facts.hint
        assert not facts.scalable


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Teks tanpa gambar (a.jpg).", ()),
        ("![Foto](a.jpg) dan ![](<b c.jpg> 'judul')", ("a.jpg", "b c.jpg")),
        ('![x](/foto/b.jpg "judul") ![x](/foto/b.jpg)', ("/foto/b.jpg",)),
        ('<figure><img alt="x" src="c&amp;d.jpg"></figure>', ("c&d.jpg",)),
        ("<img\nsrc='e.jpg'/>", ("e.jpg",)),
    ],
)
def test_pictures_named_in_a_text(body: str, names: tuple[str, ...]) -> None:
    assert images_in(body) == names


# metadata

TOLD: dict[str, dict[str, Any]] = {
    "JPEG": {"exif": exif(), "comment": PLACE, "xmp": PLACE},
    "PNG": {"exif": exif()},
    "WEBP": {"exif": exif(), "xmp": PLACE, "lossless": True},
}


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_what_a_file_tells_is_taken_out_and_the_picture_is_kept(kind: str, orientation: int) -> None:
    before = photo(kind=kind, **TOLD[kind] | {"exif": exif(orientation)})
    assert PLACE in before
    after = strip_metadata(before, kind)
    assert PLACE not in after
    assert b"Merek" not in after
    a, b = opened(before), opened(after)
    assert a.tobytes() == b.tobytes()
    assert dict(b.getexif()) == ({0x0112: orientation} if orientation > 1 else {})
    assert strip_metadata(after, kind) == after


def test_colours_are_kept_in_a_cleaned_file() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in TOLD:
        after = strip_metadata(photo(kind=kind, icc_profile=profile, exif=exif()), kind)
        assert opened(after).info["icc_profile"] == profile


def test_what_is_behind_a_picture_is_cut_off() -> None:
    """Phones put a second picture behind the first, with the same EXIF."""
    whole = photo()
    assert strip_metadata(whole + photo(exif=exif()), "JPEG") == whole


@pytest.mark.parametrize("kind", TOLD)
def test_no_broken_file_stops_the_cleaning(kind: str) -> None:
    data = photo(kind=kind, **TOLD[kind])
    for end in range(len(data)):
        assert PLACE not in strip_metadata(data[:end], kind)


# what is published


def newsroom(picture: bytes, name: str = "foto.jpg", **keys: Any) -> dict[str, str | bytes]:
    keys = {"image": name} | keys
    return {"2026/banjir.md": article("Banjir", "2026-11-05", **keys), f"2026/{name}": picture}


def forms(site: Project) -> dict[str, bytes]:
    """What was made of the one picture of a site, by the end of the address."""
    made = re.compile(r".+\.[0-9a-f]{10}\.(\w+\.\w+)")
    return {found[1]: data for path, data in site.tree().items() if (found := made.fullmatch(path))}


SIZES: dict[str, tuple[tuple[int, int], dict[str, tuple[int, int]]]] = {
    "of a camera": (
        (2000, 1500),
        {
            "320.avif": (320, 240), "320.jpg": (320, 240), "720.avif": (720, 540), "720.jpg": (720, 540),
            "1280.avif": (1280, 960), "1280.jpg": (1280, 960), "social.jpg": (1200, 630),
            "16x9.jpg": (1200, 675), "4x3.jpg": (1200, 900), "1x1.jpg": (1200, 1200),
        },
    ),
    "wide, but not for all shapes": (
        (1300, 400),
        {
            "320.avif": (320, 98), "320.jpg": (320, 98), "720.avif": (720, 222), "720.jpg": (720, 222),
            "1280.avif": (1280, 394), "1280.jpg": (1280, 394), "social.jpg": (1200, 630),
            "16x9.jpg": (711, 399), "4x3.jpg": (533, 399), "1x1.jpg": (400, 400),
        },
    ),
    "of a messenger": (
        (800, 600),
        {
            "320.avif": (320, 240), "320.jpg": (320, 240),
            "800.avif": (800, 600), "800.jpg": (800, 600), "social.jpg": (1200, 630),
        },
    ),
    "a thumbnail": ((150, 100), {"150.avif": (150, 100), "150.jpg": (150, 100)}),
    "one pixel": ((1, 1), {"1.avif": (1, 1), "1.jpg": (1, 1)}),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_the_forms_of_a_picture(make_site: MakeSite, name: str) -> None:
    size, expected = SIZES[name]
    site = make_site(newsroom(photo(size=size)), templates=BARE)
    site.build()
    made = {form: opened(data) for form, data in forms(site).items()}
    assert {form: image.size for form, image in made.items()} == expected
    assert {image.format for image in made.values()} == {"AVIF", "JPEG"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_form_stands_upright_and_tells_nothing(make_site: MakeSite, orientation: int) -> None:
    turned = {
        3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270,
        2: Image.Transpose.FLIP_LEFT_RIGHT, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 7: Image.Transpose.TRANSVERSE,
    }  # fmt: skip
    image = opened(photo("white", (1400, 700)))
    if orientation in turned:
        image = image.transpose(turned[orientation])
    stream = BytesIO()
    image.save(stream, "JPEG", exif=exif(orientation), comment=PLACE, xmp=PLACE)
    site = make_site(newsroom(stream.getvalue()), templates=BARE)
    site.build()
    for form, data in forms(site).items():
        made = opened(data)
        assert made.width > made.height or form == "1x1.jpg"
        assert not made.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & made.info.keys()
        if form[0] in "37" and not form.startswith("4x3"):
            corner, rest = made.getpixel((5, 5)), made.getpixel((made.width - 5, made.height - 5))
            assert isinstance(corner, tuple)
            assert isinstance(rest, tuple)
            assert sum(corner) < 300
            assert sum(rest) > 700
    assert not [path for path, data in site.tree().items() if PLACE in data or b"Merek" in data]


ODD: dict[str, Callable[[], Image.Image]] = {
    "grey": lambda: Image.new("L", (90, 60), 128),
    "grey with 16 bits": lambda: Image.new("I;16", (90, 60), 128 * 257),
    "palette": lambda: Image.new("RGB", (90, 60), (128, 128, 128)).quantize(4),
    "half transparent": lambda: Image.new("RGBA", (90, 60), (1, 1, 1, 128)),
    "one bit": lambda: Image.new("1", (90, 60), 1),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_modes_become_plain_pictures_on_white(make_site: MakeSite, name: str) -> None:
    stream = BytesIO()
    ODD[name]().save(stream, "PNG")
    site = make_site(newsroom(stream.getvalue(), "foto.png"), templates=BARE)
    site.build()
    middle = 255 if name == "one bit" else 128
    for data in forms(site).values():
        made = opened(data)
        assert made.mode == "RGB"
        pixel = made.getpixel((45, 30))
        assert isinstance(pixel, tuple)
        assert all(abs(channel - middle) < 4 for channel in pixel)


def test_colours_of_print_become_those_of_screens(make_site: MakeSite) -> None:
    stream = BytesIO()
    Image.new("CMYK", (90, 60), (0, 255, 255, 0)).save(stream, "JPEG")
    site = make_site(newsroom(stream.getvalue()), templates=BARE)
    site.build()
    pixel = opened(forms(site)["90.jpg"]).getpixel((45, 30))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert max(pixel[1:]) < 60


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("peta.svg", SVG),
        ("gerak.gif", moving("GIF")),
        ("gerak.webp", moving("WEBP")),
        ("a.gif", photo(kind="GIF")),
    ],
)
def test_drawings_and_animations_are_copied(make_site: MakeSite, name: str, data: bytes) -> None:
    site = make_site(newsroom(data, name))
    site.build()
    assert site.tree()[f"2026/{name}"] == data
    assert forms(site) == {}
    assert f'<img src="/2026/{name}" alt="" width="' in site.read(URL)


def test_a_social_picture_stays_below_what_messengers_take(make_site: MakeSite) -> None:
    site = make_site(newsroom(noise((1600, 1200), quality=95)), templates=BARE)
    site.build()
    assert 100_000 < len(forms(site)["social.jpg"]) < 300_000


def test_a_page_shows_all_forms(make_site: MakeSite) -> None:
    keys: dict[str, Any] = {
        "image": {"src": "foto.jpg", "alt": "Air naik", "caption": "Tebo", "credit": "Sari"}
    }
    site = make_site(newsroom(photo(size=(1600, 900)), **keys), CONFIG.replace("example/", "example/koran/"))
    site.build()
    base = next(path for path in site.tree() if path.endswith(".social.jpg")).removesuffix(".social.jpg")
    url = f"/koran/{base}"
    text = site.read(f"/koran{URL}")
    avif = f"{url}.320.avif 320w, {url}.720.avif 720w, {url}.1280.avif 1280w"
    assert f'<source type="image/avif" srcset="{avif}" sizes="' in text
    assert f'<img src="{url}.720.jpg" srcset="{url}.320.jpg 320w, {url}.720.jpg 720w, ' in text
    assert 'alt="Air naik" width="720" height="405" fetchpriority="high">' in text
    for line in (
        f'<meta property="og:image" content="https://kabar.example{url}.social.jpg">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="Air naik">',
    ):
        assert line in text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    shapes = ("16x9", "4x3", "1x1")
    assert data["image"] == [f"https://kabar.example{url}.{shape}.jpg" for shape in shapes]
    front = site.read("/koran/")
    assert f"{url}.320.avif 320w" in front


IN_TEXT = {
    "markdown": ("![Air](foto.jpg)", '<picture><source type="image/avif" srcset="/2026/foto.jpg.'),
    "a size by hand": ('<img src="foto.jpg" alt="Air" width="40">', ' width="40" srcset="/2026/foto.jpg.'),
    "chosen by hand": (
        '<picture><source srcset="kecil.webp"><img src="foto.jpg" alt="Air"></picture>',
        '<img loading="lazy" src="/2026/foto.jpg" alt="Air" width="720" height="540">',
    ),
    "from content/": ("![Air](/2026/foto.jpg)", '<picture><source type="image/avif"'),
    "on another host": ("![Air](https://foto.example/a.jpg)", '<img loading="lazy" '),
}


@pytest.mark.parametrize("name", IN_TEXT)
def test_pictures_inside_a_text(make_site: MakeSite, name: str) -> None:
    body, expected = IN_TEXT[name]
    site = make_site(newsroom(photo(size=(1000, 750)), image="", body=f"Awal.\n\n{body}\n\nAkhir."))
    result = site.build()
    assert result.warnings == ()
    text = site.read(URL)
    assert expected in text
    tag = re.findall(r"<img [^>]*>", text.split('<div class="text">')[1])[0]
    assert 'loading="lazy"' in tag
    if name in ("markdown", "from content/"):
        assert 'width="720" height="540"' in tag
        assert " 1000w" in tag
        assert 'alt="Air"' in tag


def test_a_picture_in_an_authors_text_is_like_any_other(make_site: MakeSite) -> None:
    text = "---\nname: Sri\n---\n![Sri](sri.jpg)\n\n![x](tiada.jpg)\n"
    site = make_site({"authors/sri.md": text, "authors/sri.jpg": photo(size=(1000, 750))})
    result = site.build()
    assert ".320.avif" in site.read("/penulis/sri/")
    assert [str(warning) for warning in result.warnings] == [
        "authors/sri.md:6:6: there is no picture `tiada.jpg` that can be shown (check its path)"
    ]


def test_a_picture_of_another_host_is_named_in_full_where_links_are_shown(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", image="//foto.example/a.jpg")})
    site.build()
    assert '<meta property="og:image" content="https://foto.example/a.jpg">' in site.read("/2026/11/a/")


def test_a_missing_picture_in_a_text_is_a_warning(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", body="![x](tiada.jpg) ![x](/dari/tempat/lain.jpg)")})
    assert [problem.message for problem in site.build().warnings] == [
        "there is no picture `tiada.jpg` that can be shown"
    ]


def test_originals_are_published_clean(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "a.jpg": photo(exif=exif(6), comment=PLACE),
        "b.png": photo(kind="PNG", exif=exif()),
        "c.webp": photo(kind="WEBP", exif=exif()),
        "d.avif": photo(kind="AVIF", exif=exif()),
        "e.jpg": noise((300, 200), exif=exif())[:5000],  # broken, and nobody names it
        "f.heic": b"\0\0\0\x18ftypheic" + PLACE,
        "g.tif": photo(kind="TIFF", exif=exif()),
    }
    site = make_site(files, CONFIG + "originals: all\n", BARE)
    result = site.build()
    tree = site.tree()
    assert {path for path in files if path in tree} == {"a.jpg", "b.png", "c.webp", "d.avif", "e.jpg"}
    assert not [path for path, data in tree.items() if PLACE in data or b"Merek" in data]
    assert opened(tree["a.jpg"]).getexif()[0x0112] == 6
    assert [(problem.path, problem.message[:4]) for problem in result.warnings] == [
        ("f.heic", "HEIC"),
        ("g.tif", "TIFF"),
    ]


LINKED: dict[str, tuple[str, bool]] = {
    "shown": ("![x](foto.jpg)", False),
    "shown in HTML": ('<img src="foto.jpg" alt="x">', False),
    "not named": ("Isi.", False),
    "a link": ("[Foto](foto.jpg)", True),
    "a link of the picture itself": ("[![x](foto.jpg)](foto.jpg)", True),
    "a link from the top": ("[Foto](/2026/foto.jpg?x=1)", True),
    "a full address": ("[Foto](https://kabar.example/2026/foto.jpg)", True),
    "a link in HTML": ('<a href="foto.jpg"><img src="foto.jpg" alt="x"></a>', True),
    "a reference": ("![x][1]\n\n[1]: foto.jpg", True),
    "forms chosen by hand": ('<img src="foto.jpg" srcset="foto.jpg 2x" alt="x">', True),
    "escaped": ("[Foto](%66oto.jpg)", True),
    "another": ("[Foto](b/xfoto.jpg)", False),
}


@pytest.mark.parametrize("name", LINKED)
def test_an_original_is_published_where_something_links_to_it(make_site: MakeSite, name: str) -> None:
    body, is_published = LINKED[name]
    site = make_site(newsroom(photo(), body=body))
    site.build()
    assert ("/2026/foto.jpg" in site.urls()) == is_published
    site.write("2026/banjir.md", article("Banjir", "2026-11-05")).build()
    assert "/2026/foto.jpg" not in site.urls()
    assert site.tree() == site.clean()
    site.configure(CONFIG + "originals: all\n").build()
    assert "/2026/foto.jpg" in site.urls()


def test_what_is_no_photo_or_well_known_is_always_published(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "favicon.ico": b"ikon",
        "apple-touch-icon.png": photo(kind="PNG"),
        "surat.pdf": b"%PDF",
        "suara.mp3": b"ID3",
        "peta.svg": SVG,
        "sia-sia.gif": photo(kind="GIF"),
        "gerak.gif": moving("GIF"),
        "gerak.webp": moving("WEBP"),
        "gerak-lain.webp": moving("WEBP"),
        "ditautkan.gif": moving("GIF"),
        "a.md": article("A", "2026-11-05", body="![x](gerak.gif) ![y](gerak.webp) [z](ditautkan.gif)"),
    }
    site = make_site(files)
    site.build()
    unused = {"/sia-sia.gif", "/gerak-lain.webp"}
    assert {url for url in site.urls() if url[1:] in files} == {f"/{name}" for name in files} - unused - {
        "/a.md"
    }


def test_what_a_template_of_the_newsroom_names_is_published(make_site: MakeSite) -> None:
    ad = '<a href="https://toko.example/"><img src="/iklan/toko.jpg" alt="Toko"></a>'
    files: dict[str, str | bytes] = {"iklan/toko.jpg": photo(), "iklan/lain.jpg": photo("red")}
    site = make_site(files, templates={"ads/sidebar.html": ad})
    site.build()
    assert "/iklan/toko.jpg" in site.urls()
    assert "/iklan/lain.jpg" not in site.urls()
    site.drop("templates/ads/sidebar.html").build()
    assert "/iklan/toko.jpg" not in site.urls()
    assert site.tree() == site.clean()


def test_the_logo_is_published(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {"foto/logo.png": photo(kind="PNG"), "foto/lain.png": photo(kind="PNG")}
    site = make_site(files, CONFIG + "logo: foto/logo.png\nmenu: [{title: Lain, url: /foto/lain.png}]\n")
    site.build()
    assert {"/foto/logo.png", "/foto/lain.png"} <= site.urls()


# what is wrong

HEAD = "---\ntitle: Banjir\ndate: 2026-11-05\n"
WRONG: dict[str, tuple[dict[str, str | bytes], str]] = {
    "missing": (
        {"a.md": HEAD + "tags: [x]\nimage: foto/tbeo.jpg\n---\n", "foto/tebo.jpg": photo()},
        "a.md:5:1: image: there is no picture `foto/tbeo.jpg` (did you mean `foto/tebo.jpg`?)",
    ),
    "other capitals": (
        {"a.md": HEAD + "image: foto/a.jpg\n---\n", "foto/A.JPG": photo()},
        "a.md:4:1: image: there is no picture `foto/a.jpg`"
        " (write `foto/A.JPG`: small letters and capitals are not the same)",
    ),
    "other capitals, beside the file": (
        {"2026/a.md": HEAD + "image: A.JPG\n---\n", "2026/a.jpg": photo(), "x/A.JPG": photo()},
        "2026/a.md:4:1: image: there is no picture `A.JPG`"
        " (write `2026/a.jpg`: small letters and capitals are not the same)",
    ),
    "missing, in Indonesian": (
        {"a.md": HEAD + "gambar: {src: x.jpg, alt: y}\n---\n"},
        "a.md:4:1: image: there is no picture `x.jpg` (paths are from this file's folder, or from content/)",
    ),
    "broken": (
        {"a.md": HEAD + "image: x.jpg\n---\n", "x.jpg": noise((400, 300))[:9000]},
        "a.md:4:1: image: `x.jpg` is broken: image file is truncated (",
    ),
    "empty": (
        {"a.md": HEAD + "image: x.jpg\n---\n", "x.jpg": b""},
        "a.md:4:1: image: `x.jpg` is an empty file (copy it again)",
    ),
    "a bomb": (
        {"a.md": HEAD + "image: x.png\n---\n", "x.png": bomb(50_000, 50_000)},
        "a.md:4:1: image: `x.png` has more than 100 million pixels (make it 4000 pixels wide or less)",
    ),
    "heic": (
        {"a.md": HEAD + "image: IMG_1.HEIC\n---\n", "IMG_1.HEIC": b"\0\0\0\x18ftypheic\0\0\0\0"},
        "a.md:4:1: image: `IMG_1.HEIC` is HEIC, which browsers don't show (save it as JPEG (iPhone:",
    ),
    "no picture": (
        {"a.md": HEAD + "image: x.pdf\n---\n", "x.pdf": b"%PDF"},
        "a.md:4:1: image: `x.pdf` is not a picture (use JPEG, PNG, WebP, AVIF, GIF or SVG)",
    ),
    "an article": (
        {"a.md": HEAD + "image: a.md\n---\n"},
        "a.md:4:1: image: `a.md` is not a picture (use JPEG, PNG, WebP, AVIF, GIF or SVG)",
    ),
    "out of content/": (
        {"a.md": HEAD + "image: ../../x.jpg\n---\n"},
        "a.md:4:1: image: there is no picture `../../x.jpg`",
    ),
    "of one's own computer": (
        {"a.md": HEAD + "image: C:\\Users\\Budi\\foto.jpg\n---\n", "foto.jpg": photo()},
        r"a.md:4:1: image: `C:\Users\Budi\foto.jpg` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `foto.jpg`)",
    ),
    "of one's own computer, in a mapping": (
        {"a.md": HEAD + "image: {src: 'D:/foto.jpg', alt: x}\n---\n"},
        "a.md:4:1: image: `D:/foto.jpg` is on your own computer",
    ),
    "a file's address": (
        {"a.md": HEAD + "image: file:///home/budi/foto.jpg\n---\n"},
        "a.md:4:1: image: `file:///home/budi/foto.jpg` is on your own computer",
    ),
    "of a shared folder": (
        {"a.md": HEAD + "image: \\\\server\\x.jpg\n---\n"},
        r"a.md:4:1: image: `\\server\x.jpg` is on your own computer",
    ),
    "the picture itself": (
        {"a.md": HEAD + "image: data:image/png;base64,eA==\n---\n"},
        "a.md:4:1: image: `data:image/png;base64,eA==` is a whole picture and no address (save it as",
    ),
    "another scheme": (
        {"pages/a.md": "---\ntitle: A\nimage: ftp://x.id/a.jpg\n---\n"},
        "pages/a.md:3:1: image: `ftp://x.id/a.jpg` is neither a file nor a web address (copy the file",
    ),
    "with backslashes": (
        {"a.md": HEAD + "image: foto\\tebo.jpg\n---\n", "foto/tebo.jpg": photo()},
        r"a.md:4:1: image: there is no picture `foto\tebo.jpg` (did you mean `foto/tebo.jpg`?)",
    ),
    "of an author": (
        {"authors/sari.md": "---\nname: Sari\nimage: x.jpg\n---\n"},
        "authors/sari.md:3:1: image: there is no picture `x.jpg`",
    ),
    "by another key": (
        {"a.md": HEAD + "featured_image: x.jpg\n---\n"},
        "a.md:4:1: image: there is no picture `x.jpg`",
    ),
    "of a page": (
        {"pages/kami.md": "---\ntitle: Kami\n\nimage: x.jpg\n---\n"},
        "pages/kami.md:4:1: image: there is no picture `x.jpg`",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_picture_that_cannot_be_shown_is_an_error(make_site: MakeSite, name: str) -> None:
    files, expected = WRONG[name]
    site = make_site({"lama.md": article("Lama", "2026-11-01")})
    site.build()
    before = site.snapshot()
    for path, data in files.items():
        site.write(path, data)
    for _ in range(2):
        with pytest.raises(ContentError) as error:
            site.build()
        assert str(error.value).startswith(expected)
        assert len(error.value.problems) == 1
        assert site.snapshot() == before


def test_a_picture_that_is_broken_or_goes_later_is_an_error_until_it_is_mended(make_site: MakeSite) -> None:
    site = make_site(newsroom(photo()))
    site.build()
    spoils: list[Callable[[], object]] = [
        lambda: site.write("2026/foto.jpg", b"rusak"),
        lambda: site.delete("2026/foto.jpg"),
    ]
    for spoil in spoils:
        spoil()
        with pytest.raises(ContentError, match=r"2026/banjir\.md:4:1: image: "):
            site.build()
        result = site.build(keep_going=True)
        assert [problem.path for problem in result.problems] == ["2026/banjir.md"]
        assert "<figure" not in site.read(URL)
        assert [problem.path for problem in site.build(keep_going=True).problems] == ["2026/banjir.md"]
        site.write("2026/foto.jpg", photo())
        assert site.build().problems == ()
        assert "<figure" in site.read(URL)


def test_a_draft_or_withdrawn_article_shows_no_photo(make_site: MakeSite) -> None:
    for status in ("draft", "withdrawn"):
        site = make_site(newsroom(photo(size=(700, 500)), status=status, reason="Keliru"))
        site.build()
        assert forms(site) == {}
        site.drop("content").drop("site")


# what it costs, and that it is always the same


def many(count: int = 14) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for number in range(count):
        files[f"{number}.md"] = article(f"Berita {number}", "2026-11-05", image=f"{number}.jpg")
        files[f"{number}.jpg"] = photo((number * 9, 90, 200), (640, 480))  # type: ignore[arg-type]
    return files


def test_workers_do_not_matter(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(many(), templates=BARE)
    site.build(workers=1)
    one = site.tree()
    site.drop(".newsgen").drop("site").build(workers=2)
    assert site.tree() == one
    assert one == site.clean()


def test_incremental_equals_clean(make_site: MakeSite) -> None:
    site = make_site(newsroom(photo(size=(900, 700))), templates=BARE)
    edits: list[Callable[[], object]] = [
        lambda: site.write("2026/foto.jpg", photo("red", (900, 700))),
        lambda: site.write("2026/lain.md", article("Lain", "2026-11-06", body="![x](foto.jpg)")),
        lambda: site.delete("2026/banjir.md"),
        lambda: site.write("2026/lain.md", article("Lain", "2026-11-06", image="/2026/foto.jpg")),
        lambda: site.write("foto.jpg", photo("blue", (50, 70), "PNG")),
        lambda: site.write("2026/lain.md", article("Lain", "2026-11-06", image="/foto.jpg")),
        lambda: site.delete("2026/foto.jpg"),
        lambda: site.configure(CONFIG.replace("cards: false", "cards: true")),
        lambda: site.configure(CONFIG),
        lambda: site.write("2026/lain.md", article("Lain", "2026-11-06")),
    ]
    for edit in edits:
        site.build()
        edit()
        site.build()
        assert site.tree() == site.clean()


def test_another_photo_has_other_addresses_and_pages_follow(make_site: MakeSite) -> None:
    site = make_site(newsroom(photo(size=(400, 300))) | {"lain.md": article("Lain", "2025-01-01")})
    site.build()
    before, old = site.snapshot(), {path for path in site.tree() if ".avif" in path}
    site.write("2026/foto.jpg", photo("red", (400, 300)))
    site.build()
    new = {path for path in site.tree() if ".avif" in path}
    assert not old & new
    assert len(old) == len(new) == 2
    assert URL in site.rewritten(before)


def test_unchanged_pictures_cost_nothing(make_site: MakeSite) -> None:
    site = make_site(many(3), templates=BARE)
    site.build()
    cache = site.path / ".newsgen" / "pictures"
    made = {file: file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()}
    assert len(made) == 3 * 5
    for file in made:  # were any of them read, its bytes would be seen in the site
        file.write_bytes(b"lain")
    before = site.snapshot()
    assert site.build().written == 0
    site.write("9.md", article("Baru", "2026-11-06"))
    site.build()
    assert not [url for url in site.rewritten(before) if ".jpg" in url]


def test_the_cache_spares_the_work_and_can_be_lost(make_site: MakeSite) -> None:
    site = make_site(many(3), templates=BARE)
    site.build()
    first = site.tree()
    cache = site.path / ".newsgen" / "pictures"
    times = {file: file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()}
    site.drop("site").build()
    assert {file: file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()} == times
    site.drop(".newsgen/pictures").drop("site").build()
    assert site.tree() == first


def test_a_picture_that_is_not_there_yet_does_not_stop_a_build(make_site: MakeSite) -> None:
    """An imported story names its photo from the root of the site, before that is downloaded."""
    site = make_site(
        {
            "a.md": HEAD + "image: /uploads/a.jpg\n---\nIsi.\n",
            "b.md": HEAD.replace("Banjir", "Sawah") + "image: /uploads/b.jpg\n---\nIsi.\n",
        }
    )
    result = site.build()
    assert not result.problems
    said = "image: the picture is not in content/, so this is shown without it"
    (warning,) = [one for one in result.warnings if one.message == said]
    assert (warning.count, warning.files) == (2, ("a.md", "b.md"))
    assert "a.jpg" not in site.read("/2026/11/a/").partition("<article")[2]
    checked = json.loads(CliRunner().invoke(main, ["check", "--project", str(site.path), "--json"]).stdout)
    assert [f"{one['path']}:{one['line']}: {one['message']}" for one in checked["problems"]] == [
        "a.md:4: image: there is no picture `/uploads/a.jpg`",
        "b.md:4: image: there is no picture `/uploads/b.jpg`",
    ]
    site.write("uploads/a.jpg", photo())
    site.build()
    assert "<img" in site.read("/2026/11/a/").partition("<article")[2]
    assert site.tree() == site.clean()
