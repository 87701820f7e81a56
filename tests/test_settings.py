"""What `build` and `check` say of settings that a site can be built with."""

import pytest
from click.testing import CliRunner
from conftest import MakeSite, Project, article

from newsgen.cli import main
from newsgen.publishing.addresses import ADDRESS
from newsgen.publishing.settings import contrast

BASE = "base_url: https://kabar.example/koran/\nsocial_images: off\n"
FILES: dict[str, str | bytes] = {
    "a.md": article("Berita A", "2026-11-01", categories=["Kota Jambi"], aliases=["/lama/", "/?p=9"]),
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "dok/a b.pdf": b"%PDF",
}


def told(site: Project) -> list[str]:
    """The warnings of a build, which are those of a check, but for those of addresses that went."""
    warnings = [str(warning) for warning in site.build().warnings if warning.kind != ADDRESS]
    checked = CliRunner().invoke(main, ["check", "--project", str(site.path)])
    lines = [line for line in checked.stderr.splitlines() if "published address" not in line]
    assert lines == [f"warning: {warning}" for warning in warnings]
    return warnings


UNSET = (
    "newsgen.yaml: base_url is not set, so feeds, sitemaps and pages say that they are at"
    " http://localhost:8000/ (write base_url: https://kabar.example/)"
)
PALE = "can hardly be seen on #fff"
DARKER = '(choose a darker colour, such as "#b3261e")'
NOTHING = "nothing stands at the address"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", [UNSET]),
        ("base_url:\n", [UNSET]),
        ("base_url: http://localhost:8000/\n", []),
        (BASE, []),
        (BASE + "accent: '#b3261e'\n", []),
        (BASE + "accent: '#000'\n", []),
        (
            BASE + "accent: '#fff'\n",
            [f"newsgen.yaml:3:1: accent: `#fff` {PALE} (contrast 1.00 : 1, 3 : 1 is needed) {DARKER}"],
        ),
        (
            BASE + "accent: '#969696'\n",
            [f"newsgen.yaml:3:1: accent: `#969696` {PALE} (contrast 2.96 : 1, 3 : 1 is needed) {DARKER}"],
        ),
        (
            BASE + "menu:\n- {title: A, url: /kategori/kota-jmbi/}\n- title: B\n  url: https://kabar.example/x/\n",
            [
                f"newsgen.yaml:4:14: menu: {NOTHING} `/kategori/kota-jmbi/`"
                " (did you mean `/kategori/kota-jambi/`?)",
                f"newsgen.yaml:6:3: menu: {NOTHING} `https://kabar.example/x/` (check the address)",
            ],
        ),
        (
            BASE + "footer: [{title: A, url: /koran/redaksi/}]\nmenu: [{title: A, url: '/?p=8'}]\n",
            [
                f"newsgen.yaml:3:21: footer: {NOTHING} `/koran/redaksi/` (did you mean `/redaksi/`?)",
                f"newsgen.yaml:4:19: menu: {NOTHING} `/?p=8` (check the address)",
            ],
        ),
    ],
)  # fmt: skip
def test_warnings(make_site: MakeSite, config: str, expected: list[str]) -> None:
    assert told(make_site(FILES, config)) == expected


def test_links_of_a_menu_that_lead_somewhere(make_site: MakeSite) -> None:
    urls = [
        "/", "/redaksi/", "/redaksi", "/redaksi/#alamat", "/kategori/kota-jambi/", "/2026/11/", "/indeks/",
        "/2026/11/berita-a/?utm_source=menu", "/feed.xml", "/lama/", "/lama", "/?p=9", "/dok/a%20b.pdf",
        "/dok/a b.pdf", "/redaksi/index.html", "https://kabar.example/koran/redaksi/", "https://kabar.example/",
        "https://lain.example/x/", "mailto:redaksi@kabar.example", "#atas",
    ]  # fmt: skip
    items = "".join(f"- {{title: A, url: '{url}'}}\n" for url in urls)
    assert told(make_site(FILES, f"{BASE}menu:\n{items}footer:\n{items}")) == []


def test_warnings_follow_the_file(make_site: MakeSite) -> None:
    menu = "menu: [{title: R, url: /redaksi/}]\n"
    site = make_site(FILES, BASE + menu)
    assert told(site) == []
    site.delete("pages/redaksi.md")
    dead = f"menu: {NOTHING} `/redaksi/` (check the address)"
    assert told(site) == [f"newsgen.yaml:3:19: {dead}"]
    before = site.snapshot()
    site.configure(f"# Menu baru\n{BASE}{menu}")
    assert told(site) == [f"newsgen.yaml:4:19: {dead}"]
    site.put("newsgen.yml", "title: B\n")
    assert told(site) == [
        f"newsgen.yaml:4:19: {dead}",
        "newsgen.yml: is not read, since there is a newsgen.yaml"
        " (move what you need into newsgen.yaml, and delete it)",
    ]  # fmt: skip
    site.put("templates/artcle.html", "")
    assert told(site)[2:] == [
        "templates/artcle.html: newsgen does not use this file (did you mean `article.html`?)"
    ]
    assert site.rewritten(before) == set()
    site.drop("newsgen.yml").drop("templates/artcle.html").write(
        "pages/redaksi.md", FILES["pages/redaksi.md"]
    )
    assert told(site) == []


def test_an_address_from_the_command_line_is_one(make_site: MakeSite) -> None:
    assert make_site(FILES, "").build(base_url="https://kabar.example/").warnings == ()


def test_strict_fails_without_an_address(make_site: MakeSite) -> None:
    done = CliRunner().invoke(main, ["build", "--strict", "--project", str(make_site(FILES, "").path)])
    assert (done.exit_code, done.stderr) == (1, f"error: {UNSET}\n")


@pytest.mark.parametrize(
    ("colour", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0), ("#fff", "#FFFFFF", 1.0), ("#777", "#fff", 4.48), ("#f00", "#fff", 4.0),
        ("#a5182c", "#f6f4ef", 6.9),
    ],
)  # fmt: skip
def test_contrast(colour: str, other: str, expected: float) -> None:
    assert contrast(colour, other) == pytest.approx(expected, abs=0.01)
