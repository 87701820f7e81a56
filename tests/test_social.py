"""Social cards: drawn in the paper's colours, wrapped well, small enough, and the same everywhere."""

import json
import re
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from urllib.parse import quote, unquote

import pytest
from conftest import BARE, CONFIG, MakeSite, article, photo
from PIL import Image, ImageFont

from newsgen.errors import TemplateError
from newsgen.pages.values import SocialImagePage
from newsgen.rendering import social_image
from newsgen.rendering.theme import default_folder

CARDS = CONFIG.replace("social_images: off", "social_images: article")
FONTS = (default_folder() / social_image.HEADLINE_FONT, default_folder() / social_image.NAME_FONT)
WIDTH = 1024
LONG = "Sekolah di Pesisir Tanjung Jabung Timur Pakai Listrik Surya dan Kini Menyala Sepanjang Malam"


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS[0]), size, layout_engine=ImageFont.Layout.BASIC)


def drawn(title: str, *, paper: str = "Kabar Uji", tagline: str = "", accent: str = "") -> Image.Image:
    page = SocialImagePage(url="/x/social.jpg", title=title, paper=paper, tagline=tagline, accent=accent)
    data = social_image.draw(page, FONTS)
    assert len(data) < 300_000
    image = Image.open(BytesIO(data))
    image.load()
    assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
    return image


def dark(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels in a box are dark: those of letters."""
    return sum(image.convert("L").crop(box).histogram()[:100])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Banjir", ["Banjir"]),
        ("Sekda Jambi Ajak 49 OPD Berinovasi", ["Sekda Jambi Ajak", "49 OPD Berinovasi"]),
        ("  Dua   spasi ", ["Dua spasi"]),
        ("", []),
    ],
)
def test_lines_are_of_about_the_same_length(text: str, lines: list[str]) -> None:
    assert social_image.fit_headline(text, font, WIDTH)[1] == lines


HEADLINES = [
    "Banjir",
    "Harga Beras di Angso Duo Disebut Naik Dua Kali Lipat",
    LONG,
    LONG + ", Kata Kepala Dinas Pendidikan dan Kebudayaan Kabupaten Tanjung Jabung Timur",
    "Kata " * 80,
    "A" * 300,
    "Pertanggungjawabanpertanggungjawabanpertanggungjawaban Bupati",
]


@pytest.mark.parametrize("text", HEADLINES)
def test_no_line_leaves_the_card(text: str) -> None:
    chosen, lines = social_image.fit_headline(text, font, WIDTH)
    assert all(chosen.getlength(line) <= WIDTH for line in lines)
    assert len(lines) * chosen.size * 1.22 <= 348
    said, shown = "".join(text.split()), "".join("".join(lines).split())
    assert said == shown or (shown.endswith("…") and said.startswith(shown[:-1]))


@pytest.mark.parametrize("text", HEADLINES[1:4])
def test_no_word_is_left_alone_on_the_last_line(text: str) -> None:
    chosen, lines = social_image.fit_headline(text, font, WIDTH)
    lengths = [chosen.getlength(line) for line in lines]
    assert len(lines) > 1
    assert min(lengths) > 0.55 * max(lengths)


@pytest.mark.parametrize("text", HEADLINES)
def test_a_card_has_its_headline_and_the_name(text: str) -> None:
    image = drawn(text)
    assert dark(image, (90, 60, 1140, 460)) > 1500
    assert dark(image, (90, 520, 1140, 600)) > 500
    assert dark(image, (1140, 0, 1200, 630)) == 0
    assert dark(image, (40, 600, 1200, 630)) == 0


@pytest.mark.parametrize(
    ("accent", "colour"), [("", (163, 22, 26)), ("#0a0", (0, 170, 0)), ("#123456", (18, 52, 86))]
)
def test_the_band_has_the_papers_colour(accent: str, colour: tuple[int, int, int]) -> None:
    pixel = drawn("Banjir", accent=accent).getpixel((10, 300))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) < 6 for a, b in zip(pixel, colour, strict=True))


def test_what_the_fonts_lack_is_left_out() -> None:
    assert drawn("Banjir 🎉 سلام di Tebo").tobytes() == drawn("Banjir di Tebo").tobytes()
    drawn("🎉")
    drawn("", paper="🎉")


def test_the_fonts_are_small_and_their_licence_is_beside_them() -> None:
    assert all(file.stat().st_size < 300_000 for file in FONTS)
    assert "SIL OPEN FONT LICENSE" in (FONTS[0].parent / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("number", [0, 1])
def test_the_fonts_have_the_letters_of_the_language(number: int) -> None:
    chosen = ImageFont.truetype(str(FONTS[number]), 40, layout_engine=ImageFont.Layout.BASIC)
    lacking = bytes(chosen.getmask("\U0010ffff"))
    shown = "ABCXYZabcxyz0189.,:;!?%&()/-–—“”‘’…éèêëçñöüßøåłšžğơệ€£©°"
    assert [letter for letter in shown if bytes(chosen.getmask(letter)) == lacking] == []


# in a site

A = {"a.md": article("Banjir di Tebo", "2026-11-05", slug="banjir")}
URL = "/2026/11/banjir/"
CARD = "/2026/11/banjir/social.jpg"


def test_an_article_without_a_photo_is_shown_with_its_card(make_site: MakeSite) -> None:
    site = make_site(A, CARDS.replace("example/", "example/koran/"))
    site.build()
    text = site.read(f"/koran{URL}")
    full = f"https://kabar.example/koran{CARD}"
    for line in (
        f'<meta property="og:image" content="{full}">',
        '<meta property="og:image:type" content="image/jpeg">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="Banjir di Tebo">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert line in text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["image"] == [full]
    assert Image.open(BytesIO(site.data(f"/koran{CARD}"))).size == (1200, 630)


KINDS = {
    "/": "/social.jpg",
    "/indeks/": "/social.jpg",
    "/kontak/": "/kontak/social.jpg",
    "/2026/11/keliru/": "/2026/11/keliru/social.jpg",
    "/2026/11/pecah/": "/2026/11/pecah/social.jpg",
    "/2026/11/pecah/2/": "/2026/11/pecah/social.jpg",
    "/2026/11/kecil/": "/2026/11/kecil/social.jpg",
    "/2026/11/gerak/": "/2026/11/gerak/social.jpg",
    "/2026/11/jauh/": "https://foto.example/a.jpg",
}


def test_every_page_has_a_picture_to_be_shown_with(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "pages/kontak.md": "---\ntitle: Kontak\n---\nSurel.\n",
        "a.md": article("Keliru", "2026-11-05", status="withdrawn", reason="Salah", image="x.jpg"),
        "b.md": article("Pecah", "2026-11-05", body="Satu.\n\n<!--nextpage-->\n\nDua."),
        "c.md": article("Kecil", "2026-11-05", image="kecil.jpg"),
        "d.md": article("Gerak", "2026-11-05", image="gerak.gif"),
        "e.md": article("Jauh", "2026-11-05", image="https://foto.example/a.jpg"),
        "kecil.jpg": photo(size=(590, 400)),
        "gerak.gif": photo(size=(900, 700), kind="GIF"),
        "x.jpg": photo(size=(900, 700)),
    }
    site = make_site(files, CARDS + "nextpage: split\n")
    site.build()
    found = {}
    for url in KINDS:
        content = re.findall('property="og:image" content="([^"]*)"', site.read(url))
        found[url] = content[0].removeprefix("https://kabar.example")
    assert found == KINDS
    assert {path for path in KINDS.values() if path.startswith("/")} == {
        url for url in site.urls() if url.endswith("social.jpg")
    }


SECTIONS: dict[str, str | bytes] = {
    "a.md": article("Banjir di Tebo", "2026-11-05", categories=["Daerah"]),
    "b.md": article("Harga Cabai", "2026-11-05"),
    "c.md": article("Berfoto", "2026-11-05", categories=["Daerah"], image="c.jpg"),
    "d.md": article("Keliru", "2026-11-05", categories=["Daerah"], status="withdrawn", reason="Salah"),
    "e.md": article("Rapat", "2026-11-05", categories=["会议"]),
    "pages/kontak.md": "---\ntitle: Kontak\n---\nSurel.\n",
    "c.jpg": photo(size=(900, 700)),
}


def test_by_default_one_is_drawn_for_each_section_and_one_for_the_paper(make_site: MakeSite) -> None:
    site = make_site(SECTIONS, CONFIG.replace("social_images: off\n", ""))
    site.build()
    shown = {
        "/2026/11/banjir-di-tebo/": "/kategori/daerah/social.jpg",
        "/2026/11/keliru/": "/kategori/daerah/social.jpg",
        "/kategori/daerah/": "/kategori/daerah/social.jpg",
        "/2026/11/rapat/": f"/kategori/{quote('会议')}/social.jpg",
        "/2026/11/harga-cabai/": "/social.jpg",
        "/kontak/": "/social.jpg",
        "/": "/social.jpg",
    }
    for url, image in shown.items():
        assert f'property="og:image" content="https://kabar.example{image}"' in site.read(url)
    drawn = {url for url in site.urls() if url.endswith("social.jpg") and "c.jpg" not in url}
    assert drawn == {unquote(image) for image in shown.values()}
    assert site.data("/kategori/会议/social.jpg") == site.data("/social.jpg")  # the fonts lack its letters
    before = site.snapshot()
    site.write("a.md", article("Banjir Surut di Tebo", "2026-11-05", categories=["Daerah"])).build()
    assert not [url for url in site.rewritten(before) if url.endswith(".jpg")]
    site.write("a.md", article("Banjir Surut", "2026-11-04", categories=["DAERAH"])).build()
    assert {url for url in site.rewritten(before) if url.endswith(".jpg")} == {"/kategori/daerah/social.jpg"}
    assert site.tree() == site.clean()


@pytest.mark.parametrize(
    ("title", "drawn_for"),
    [
        ("Banjir di Tebo", "Banjir di Tebo"),
        ("Banjir 🎉 di Tebo", "Banjir di Tebo"),
        ("السيول في تيبو", "Daerah"),
        ("Rapat 会议 dibuka", "Daerah"),
        ("🎉🎉", "Daerah"),
    ],
)
def test_a_headline_that_the_fonts_lack_gets_the_image_of_its_section(
    make_site: MakeSite, title: str, drawn_for: str
) -> None:
    site = make_site({"a.md": article(title, "2026-11-05", categories=["Daerah"], slug="a")}, CARDS)
    site.build()
    page = SocialImagePage(url="", title=drawn_for, paper="Kabar Uji", tagline="", accent="")
    assert site.data("/2026/11/a/social.jpg") == social_image.draw(page, FONTS)


def test_a_name_that_the_fonts_lack_gives_way_to_the_host(make_site: MakeSite) -> None:
    site = make_site(A, CARDS.replace("Kabar Uji", "أخبار"))
    site.build()
    page = SocialImagePage(url="", title="", paper="kabar.example", tagline="", accent="")
    assert site.data("/social.jpg") == social_image.draw(page, FONTS)


def test_cards_can_be_turned_off_and_on(make_site: MakeSite) -> None:
    site = make_site(A, CARDS)
    site.build()
    assert {CARD, "/social.jpg"} <= site.urls()
    site.configure(CONFIG).build()
    assert not [url for url in site.urls() if url.endswith("social.jpg")]
    assert "og:image" not in site.read(URL)
    assert '"image":' not in site.read(URL)
    site.configure(CARDS).build()
    assert site.tree() == site.clean()


EDITS: dict[str, tuple[str, str, set[str]]] = {
    "another headline": ("content/a.md", article("Banjir Surut", "2026-11-05", slug="banjir"), {CARD}),
    "another text": ("content/a.md", A["a.md"] + "Lagi.\n", set()),
    "another name": ("newsgen.yaml", CARDS.replace("Kabar Uji", "Kabar Lain"), {CARD, "/social.jpg"}),
    "another colour": ("newsgen.yaml", CARDS + 'accent: "#00f"\n', {CARD, "/social.jpg"}),
    "another tagline": ("newsgen.yaml", CARDS + "tagline: Dari tepian\n", {"/social.jpg"}),
    "another setting": ("newsgen.yaml", CARDS + "per_page: 3\n", set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_card_is_drawn_again_only_if_it_says_something_else(make_site: MakeSite, name: str) -> None:
    path, text, redrawn = EDITS[name]
    site = make_site(A, CARDS)
    site.build()
    before = site.snapshot()
    site.put(path, text).build()
    assert {url for url in site.rewritten(before) if url.endswith(".jpg")} == redrawn
    assert site.tree() == site.clean()


def test_a_newsroom_may_bring_its_own_font(make_site: MakeSite) -> None:
    site = make_site(A, CARDS)
    site.build()
    before = site.data(CARD)
    site.put(f"templates/{social_image.HEADLINE_FONT}", FONTS[1].read_bytes()).build()
    assert site.data(CARD) != before
    assert site.tree() == site.clean()


def test_a_card_is_drawn_once(make_site: MakeSite) -> None:
    site = make_site(A, CARDS, BARE)
    site.build()
    cache = site.path / ".newsgen" / "pictures"
    for file in cache.rglob("*.card.jpg"):
        file.write_bytes(b"dari simpanan")
    site.drop("site").build()
    assert site.data(CARD) == b"dari simpanan"


def test_workers_do_not_matter(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", "2026-11-05") for n in range(410)}
    site = make_site(files, CARDS, BARE)
    site.build(workers=2)
    many = site.tree()
    site.drop(".newsgen").drop("site").build(workers=1)
    assert site.tree() == many


def test_a_font_that_is_none_names_its_file(make_site: MakeSite) -> None:
    site = make_site(A, CARDS, {social_image.HEADLINE_FONT: b"bukan huruf"})
    with pytest.raises(TemplateError, match=f"templates/{social_image.HEADLINE_FONT}: is not a font"):
        site.build()


SAME: dict[str, Callable[[], SocialImagePage]] = {
    "headline": lambda: SocialImagePage(url="", title=LONG, paper="Kabar", tagline="", accent="#b3261e"),
    "paper": lambda: SocialImagePage(url="", title="", paper="Kabar", tagline="Dari tepian", accent=""),
}


@pytest.mark.parametrize("name", SAME)
def test_a_card_is_the_same_at_every_drawing(name: str) -> None:
    digests = {blake2b(social_image.draw(SAME[name](), FONTS)).hexdigest() for _ in range(3)}
    assert len(digests) == 1
