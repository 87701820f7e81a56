"""What many texts may have in common is said once: pictures without words, long headlines, small photos."""

import pytest
from click.testing import CliRunner
from conftest import MakeSite, Project, article, photo

from newsgen.cli import main
from newsgen.content.images import without_alt
from newsgen.preview.site import PreviewSite
from newsgen.publishing.addresses import ADDRESS

HINT = "describe each for those who can't see it: ![Warga menanam padi](sawah.jpg), or `alt` in `image`"
CUT = "search engines and phones cut longer ones"
SMALL = "image: smaller than 600 × 315 pixels, so links go without it"
WIDE = "take one that is at least 1200 pixels wide"


def told(site: Project) -> list[str]:
    """The warnings of a build, which are those of the next build, of a check and of one from nothing."""
    warnings = [str(warning) for warning in site.build().warnings if warning.kind != ADDRESS]
    assert [str(warning) for warning in site.build().warnings if warning.kind != ADDRESS] == warnings
    checked = CliRunner().invoke(main, ["check", "--project", str(site.path)]).stderr
    lines = [line for line in checked.splitlines() if "nothing stands any more" not in line]
    found = [line for line in lines if line.startswith("warning: ")]
    assert sorted(found) == sorted(f"warning: content/{warning}" for warning in warnings)
    return warnings


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("![](a.jpg) ![ ](b.jpg) ![Sawah](c.jpg)", [0, 11]),
        ("Isi <img src=a.jpg> <img src=b.jpg alt=''> <IMG alt='Sawah' src=c.jpg>", [4]),
        ("<img src='a.jpg'\nalt='Sawah'> <img data-alt=x src=a.jpg>", [30]),
        ("`![](a.jpg)` dan\n\n    ![](b.jpg)\n\n```\n![](c.jpg)\n```", []),
        ("[](a.jpg) ![][1]", []),
        ("Isi.", []),
    ],
)
def test_pictures_without_an_alternative_text(text: str, offsets: list[int]) -> None:
    assert without_alt(text) == offsets


BIG = photo(size=(1200, 630))


def test_missing_words_are_counted_and_said_once(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "a.md": article("A", "2026-11-05", body="Isi.\n\n![](foto.jpg) dan ![ ](foto.jpg)"),
        "foto.jpg": BIG,
    }
    site = make_site(files)
    assert told(site) == [f"a.md:8:1: 2 pictures have no alt text ({HINT})"]
    site.write("b.md", article("B", "2026-11-05", image="foto.jpg"))
    site.write("pages/p.md", "---\ntitle: P\n---\n![](../foto.jpg)\n")
    site.write("authors/sri.md", "---\nname: Sri\nimage: foto.jpg\n---\n")
    site.write("c.md", article("C", "2026-11-05", image={"src": "foto.jpg", "alt": " "}))
    site.write("tarik.md", article("D", "2026-11-05", image="foto.jpg", status="withdrawn", reason="Salah."))
    also = "also in authors/sri.md, b.md, …; "
    assert told(site) == [f"a.md:8:1: 6 pictures in 5 files have no alt text ({also}{HINT})"]
    site.write(
        "a.md", article("A", "2026-11-05", body='Isi.\n\n![Sawah](foto.jpg) <img src="foto.jpg" alt="">')
    )
    also = "also in b.md, c.md, …; "
    assert told(site) == [f"authors/sri.md:3:1: 4 pictures in 4 files have no alt text ({also}{HINT})"]
    for path in ("authors/sri.md", "b.md", "pages/p.md"):
        site.delete(path)
    assert told(site) == [f"c.md:4:1: a picture has no alt text ({HINT})"]
    site.delete("c.md")
    assert told(site) == []


def test_a_long_headline(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": article("A" * 110, "2026-11-05"), "pages/p.md": f"---\ntitle: {'P' * 111}\n---\nIsi.\n"}
    )
    assert told(site) == []
    site.write("b.md", article("B" * 111, "2026-11-05"))
    assert told(site) == [f"b.md:2:1: the headline has more than 110 characters ({CUT})"]
    site.write("c.md", article("C" * 120, "2026-11-05"))
    assert told(site) == [f"b.md:2:1: 2 headlines have more than 110 characters (also in c.md; {CUT})"]
    for path in "defg":
        site.write(f"{path}.md", article(path * 120, "2026-11-05"))
    assert told(site) == [
        f"b.md:2:1: 6 headlines have more than 110 characters (also in c.md, d.md, …; {CUT})"
    ]


def test_a_photo_that_is_too_small_for_links(make_site: MakeSite) -> None:
    image = {"src": "foto.jpg", "alt": "Sawah"}
    site = make_site(
        {
            "a.md": article("A", "2026-11-05", image=image),
            "authors/sri.md": "---\nname: Sri\nimage: {src: foto.jpg, alt: Sri}\n---\n",
            "b.md": article("B", "2026-11-05", image={"src": "lambang.svg", "alt": "Lambang"}),
            "lambang.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            "foto.jpg": photo(size=(599, 400)),
        }
    )
    assert told(site) == [f"a.md:4:17: {SMALL} ({WIDE})"]
    site.write("c.md", article("C", "2026-11-05", image=image))
    site.write("d.md", article("D", "2026-11-05", image=image, status="draft"))
    assert told(site) == [f"a.md:4:17: {SMALL} (2 times: a.md, c.md; {WIDE})"]
    site.write("foto.jpg", photo(size=(600, 315)))
    assert told(site) == []
    site.write("foto.jpg", photo(size=(1200, 314)))
    assert [warning.count for warning in site.build().warnings] == [2]


def test_the_preview_says_it_of_the_page_that_is_open(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("A" * 111, "2026-11-05", body="![](https://x.id/a.jpg)", slug="a"),
            "b.md": article("B", "2026-11-05", body="![](https://x.id/a.jpg)"),
            "c.md": article("C", "2026-11-05"),
        }
    )
    preview = PreviewSite(site.path, future=True)
    preview.refresh()
    found = {
        url: [(one.path, one.line, one.message) for one in preview.notes(url).warnings]
        for url in ("/2026/11/a/", "/2026/11/b/", "/2026/11/c/")
    }
    assert found == {
        "/2026/11/a/": [
            ("content/a.md", 2, "the headline has more than 110 characters"),
            ("content/a.md", 6, "a picture has no alt text"),
        ],
        "/2026/11/b/": [("content/b.md", 6, "a picture has no alt text")],
        "/2026/11/c/": [],
    }
