"""The paper's icons, and the manifest that names them."""

import json
from io import BytesIO

import pytest
from conftest import CONFIG, MakeSite, Project, photo
from PIL import Image

ACCENT = 'accent: "#0b5d3b"\n'
GREEN, WHITE = (11, 93, 59), (255, 255, 255)


def icon(site: Project, name: str) -> Image.Image:
    return Image.open(BytesIO(site.data(f"{site.root}{name}")))


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours that cover at least a tenth of a picture."""
    found = image.convert("RGB").getcolors(2**20) or []
    total = image.width * image.height
    return {colour for count, colour in found if isinstance(colour, tuple) and count > total / 10}


def test_icons_of_every_size_are_drawn_and_linked(make_site: MakeSite) -> None:
    site = make_site(config=CONFIG.replace(".example/", ".example/koran/") + ACCENT)
    site.build()
    assert icon(site, "favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for name, size in (("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)):
        assert icon(site, name).size == (size, size)
    front = site.read("/koran/")
    for link in (
        '<link rel="icon" href="/koran/favicon.ico"',
        '<link rel="apple-touch-icon" href="/koran/apple-touch-icon.png">',
        '<link rel="manifest" href="/koran/manifest.webmanifest">',
    ):
        assert link in front
    manifest = json.loads(site.read("/koran/manifest.webmanifest"))
    assert (manifest["name"], manifest["start_url"], manifest["theme_color"]) == (
        "Kabar Uji",
        "/koran/",
        "#0b5d3b",
    )
    for entry in manifest["icons"]:
        size = int(entry["sizes"].split("x")[0])
        assert Image.open(BytesIO(site.data(entry["src"]))).size == (size, size)


@pytest.mark.parametrize(
    ("title", "accent", "expected"),
    [
        ("Kabar", "#0b5d3b", {GREEN, WHITE}),
        ("«élan»", "#0b5d3b", {GREEN, WHITE}),
        ("Kabar", "#ffe14d", {(255, 225, 77), (22, 24, 29)}),  # dark on a light colour
        ("خبر", "#0b5d3b", {GREEN}),  # a letter that the font doesn't have
    ],
)
def test_an_icon_is_the_initial_in_the_papers_colour(
    make_site: MakeSite, title: str, accent: str, expected: set[tuple[int, ...]]
) -> None:
    site = make_site(config=CONFIG.replace("Kabar Uji", title) + f'accent: "{accent}"\n')
    site.build()
    assert colours(icon(site, "icon-512.png")) == expected


@pytest.mark.parametrize(
    ("size", "is_used"), [((400, 400), True), ((400, 200), True), ((200, 400), True), ((900, 200), False)]
)
def test_an_icon_is_made_from_a_logo_that_is_no_long_line(
    make_site: MakeSite, size: tuple[int, int], is_used: bool
) -> None:
    files: dict[str, str | bytes] = {"logo.png": photo("#ff0000", size, "PNG")}
    site = make_site(files, CONFIG + ACCENT + "logo: logo.png\n")
    site.build()
    assert ((255, 0, 0) in colours(icon(site, "icon-512.png"))) == is_used
    before = site.snapshot()
    site.write("logo.png", photo("#0000ff", size, "PNG"))
    site.build()
    assert ("/icon-192.png" in site.rewritten(before)) == is_used
    assert site.tree() == site.clean()


def test_a_newsrooms_own_icons_come_first(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {"favicon.ico": b"own", "manifest.webmanifest": b"{}"}
    site = make_site(files)
    site.build()
    assert {name: site.data(f"/{name}") for name in files} == files
    assert icon(site, "icon-192.png").size == (192, 192)
    site.delete("favicon.ico")
    site.build()
    assert icon(site, "favicon.ico").size == (48, 48)
    assert site.tree() == site.clean()
