"""Names of files that another file system would join into one, or refuse."""

from collections.abc import Callable
from datetime import datetime
from unicodedata import normalize

import pytest
from conftest import BARE, NOW, WIB, MakeSite, Project, article

from newsgen.config import load
from newsgen.errors import ContentError, OutputError
from newsgen.index.names import unusual_name
from newsgen.index.view import View, micros
from newsgen.publishing.addresses import ADDRESS
from newsgen.publishing.check import CheckOptions, check
from newsgen.publishing.output import Output

NFD = normalize("NFD", "café")


@pytest.mark.parametrize(
    ("file", "folded", "forbidden"),
    [
        ("Judul/index.html", "judul/index.html", ""),
        (f"{NFD}.jpg", "café.jpg", ""),
        ("CAFÉ.jpg", "café.jpg", ""),
        ("Straße.jpg", "strasse.jpg", ""),
        ("tag/con/index.html", "tag/con/index.html", "the name `con`"),
        ("AUX.html", "aux.html", "the name `AUX.html`"),
        ("a/lpt1.tar.gz", "a/lpt1.tar.gz", "the name `lpt1.tar.gz`"),
        ("a./b.html", "a./b.html", "a dot or a space at the end of a name"),
        ("a/b ", "a/b ", "a dot or a space at the end of a name"),
        ("jam 10:30.jpg", "jam 10:30.jpg", "the character ':'"),
        ("_/a=b?c/index.html", "_/a=b?c/index.html", "the character '?'"),
    ],
)
def test_unusual_names(file: str, folded: str, forbidden: str) -> None:
    name = unusual_name(file)
    assert name
    assert (name.file, name.folded, name.forbidden) == (file, folded, forbidden)


@pytest.mark.parametrize(
    "file",
    [
        "index.html",
        "2026/11/banjir-di-tebo/index.html",
        "café.jpg",
        "ꦗꦮ/漢/index.html",
        "_headers",
        "404.html",
        "contoh/index.html",
        "tag/con-air/index.html",
        "x.con.jpg",
        "data banjir 100%.csv",
        "com/index.html",
    ],
)
def test_usual_names(file: str) -> None:
    assert unusual_name(file) is None


ARTICLE = article("Judul", "2026-11-01", slug="judul")
HINT = "(change it if the site is ever to be built or hosted there)"
ALIAS = (
    "alias.md: the address of its alias and that of content/judul.md are one on Windows and macOS: "
    f"2026/11/Judul/index.html, 2026/11/judul/index.html {HINT}"
)
CASES: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "an alias in capitals": (
        {"judul.md": ARTICLE, "alias.md": article("Lain", "2026-11-02", aliases=["/2026/11/Judul/"])},
        [ALIAS],
    ),
    "two pictures": (
        {"FOTO.pdf": b"a", "Foto.pdf": b"b"},
        [
            "Foto.pdf: its address and that of content/FOTO.pdf are one on Windows and macOS: "
            f"Foto.pdf, FOTO.pdf {HINT}"
        ],
    ),
    "three": (
        {"FOTO.pdf": b"a", "Foto.pdf": b"b", "foto.pdf": b"c"},
        [
            f"{name}: its address and that of content/foto.pdf are one on Windows and macOS: "
            f"{name}, foto.pdf {HINT}"
            for name in ("FOTO.pdf", "Foto.pdf")
        ],
    ),
    "two forms of an accent": (
        {"café.pdf": b"a", f"{NFD}.pdf": b"b"},
        [
            f"{NFD}.pdf: its address and that of content/café.pdf are one on Windows and macOS: "
            f"{NFD}.pdf, café.pdf {HINT}"
        ],
    ),
    "capitals alone": ({"FOTO.pdf": b"a", "lain/Foto.pdf": b"b"}, []),
    "forbidden": (
        {"jam 10:30.pdf": b"a", "aux.pdf": b"b"},
        [
            f"aux.pdf: its address has the name `aux.pdf`, which Windows does not allow {HINT}",
            f"jam 10:30.pdf: its address has the character ':', which Windows does not allow {HINT}",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_builds_and_check_warn_of_them(make_site: MakeSite, name: str) -> None:
    files, expected = CASES[name]
    site = make_site(files, templates=BARE)
    assert list(map(str, site.build().warnings)) == expected
    assert list(map(str, site.build().warnings)) == expected
    site.write("baru.md", article("Berita Baru", "2026-11-03"))
    assert list(map(str, site.build().warnings)) == expected
    settings = load(site.path / "newsgen.yaml")
    options = CheckOptions(project=site.path, view=_view())
    result = check(options, settings, lambda stage, done, all_: None)
    assert [str(warning) for warning in result.warnings] == expected
    if expected:
        before = site.snapshot()
        site.write("lagi.md", article("Berita Lagi", "2026-11-04"))
        with pytest.raises(ContentError, match="Windows"):
            site.build(strict=True)
        assert site.snapshot() == before


def _view() -> View:
    return View(now=micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB)))


Edit = Callable[[Project], object]
SEQUENCE: list[tuple[Edit, list[str]]] = [
    (lambda p: p.write("foto.pdf", b"a"), []),
    (lambda p: p.write("Foto.pdf", b"b"), ["Foto.pdf, foto.pdf"]),
    (lambda p: p.write("FOTO.pdf", b"c"), ["FOTO.pdf, foto.pdf", "Foto.pdf, foto.pdf"]),
    (lambda p: p.delete("foto.pdf"), ["Foto.pdf, FOTO.pdf"]),
    (lambda p: p.write("judul.md", ARTICLE), ["Foto.pdf, FOTO.pdf"]),
    (lambda p: p.delete("FOTO.pdf"), []),
    (
        lambda p: p.write("2026/11/JUDUL/index.html", "x"),
        ["2026/11/JUDUL/index.html, 2026/11/judul/index.html"],
    ),
    (lambda p: p.write("judul.md", ARTICLE.replace("slug:", "status: draft\nslug:")), []),
    (lambda p: p.write("judul.md", ARTICLE), ["2026/11/JUDUL/index.html, 2026/11/judul/index.html"]),
    (lambda p: p.drop("site"), ["2026/11/JUDUL/index.html, 2026/11/judul/index.html"]),
]


def test_an_incremental_build_warns_as_a_clean_one(make_site: MakeSite) -> None:
    site = make_site({"lain.md": article("Lain", "2026-01-01")}, templates=BARE)
    site.build()
    for edit, expected in SEQUENCE:
        edit(site)
        for _ in range(2):
            result = site.build()
            warnings = [warning for warning in result.warnings if warning.kind != ADDRESS]
            found = [warning.message.partition("macOS: ")[2] for warning in warnings]
            assert found == expected
        assert site.tree() == site.clean()


def test_a_file_system_that_joins_them_is_an_error(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({"Foto.pdf": b"a"}, templates=BARE)
    monkeypatch.setattr(Output, "joins", lambda self, file, other: file.lower() == other.lower())
    site.build()
    before = site.snapshot()
    site.write("foto.pdf", b"b")
    with pytest.raises(
        OutputError, match=r"Foto\.pdf: .* are one on Windows and macOS: Foto\.pdf, foto\.pdf"
    ):
        site.build()
    assert site.snapshot() == before


def test_whether_a_file_system_joins_two_is_tried(make_site: MakeSite) -> None:
    site = make_site()
    with Output(site.site).open() as output:
        assert output.joins("a/b.html", "a/b.html")
        joins = output.joins("a/Foto.pdf", "a/foto.pdf")
        assert joins is (site.path / "NEWSGEN.YAML").exists()
        assert [file.name for file in output.stage.iterdir()] == [".newsgen"]
