"""What stands at the address of a story that is not shown any more: removed ones, expired ones."""

from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, MakeSite, Project, article, photo

from newsgen.content.article import Status
from newsgen.content.reader import read
from newsgen.preview.badges import badges

DRAWN = CONFIG.replace("social_images: off", "social_images: article\noriginals: all")
KEYS: dict[str, Any] = {
    "tags": ["Sekolah"],
    "categories": ["Daerah"],
    "authors": ["Sari Dewi"],
    "series": "Mudik",
    "aliases": ["/lama/anak.html"],
    "slug": "berita-12",
    "summary": "Ringkasan Mawarsari.",
    "image": {"src": "foto/mawar.jpg", "alt": "Potret Mawarsari"},
}
HEADLINE = "Mawarsari Menang Lomba"
REMOVED = {"status": "removed", "reason": "Atas permintaan keluarga."}
OTHERS = {
    "a.md": article("Kabar Lain", "2026-11-01", tags=["Sekolah"], categories=["Daerah"], series="Mudik"),
    "b.md": article(
        "Kabar Lanjutan",
        "2026-11-03",
        tags=["Sekolah", "Lomba"],
        categories=["Daerah"],
        body=f"Awal.\n\nBaca Juga: {HEADLINE}\n\nBaca Juga: {HEADLINE[:-6]}…\n\nBaca Juga: Kabar Lain",
        related=[HEADLINE],
    ),
}


def story(**keys: Any) -> str:
    return article(HEADLINE, "2026-11-02", body="Mawarsari dari Tebo menang.", **{**KEYS, **keys})


def naming(site: Project, word: bytes) -> list[str]:
    """The files of the site that hold a word, in whatever capitals, or have it in their names."""
    return [
        path for path, data in site.tree().items() if word in data.lower() or word.decode() in path.lower()
    ]


def test_nothing_of_a_removed_story_stands_anywhere(make_site: MakeSite) -> None:
    site = make_site({**OTHERS, "c.md": story(), "foto/mawar.jpg": photo(size=(700, 400))}, config=DRAWN)
    site.build()
    assert len(naming(site, b"mawarsari")) > 5
    site.write("c.md", story(**REMOVED))
    result = site.build()
    assert naming(site, b"mawarsari") == []
    assert [file for file in naming(site, b"berita-12") if file.startswith(("sitemap", "tag", "feed"))] == []
    page = site.read("/2026/11/berita-12/")
    assert '<meta name="robots" content="noindex">' in page
    assert "Berita dihapus" in page
    assert "Atas permintaan keluarga." in page
    assert "application/ld+json" not in page
    assert 'url=/2026/11/berita-12/"' in site.read("/lama/anak.html")
    assert "/2026/11/berita-12/social.jpg" not in site.urls()
    assert "/foto/mawar.jpg" not in site.urls()
    (lost,) = (one for one in result.warnings if one.subject == "/foto/mawar.jpg")
    assert lost.message.endswith("this file is not published any more")
    left_out = [problem for problem in result.warnings if "was removed, and is left out" in problem.message]
    assert [(problem.path, problem.line) for problem in left_out] == [("b.md", 11), ("b.md", 13)]
    assert "Kabar Lain" in site.read("/2026/11/kabar-lanjutan/")
    assert site.tree() == site.clean()
    site.write("c.md", story())
    site.build()
    assert len(naming(site, b"mawarsari")) > 5
    assert site.tree() == site.clean()


def test_a_picture_of_a_removed_story_stays_where_another_page_shows_it(make_site: MakeSite) -> None:
    page = "---\ntitle: Redaksi\n---\n![foto](/foto/mawar.jpg)\n"
    files: dict[str, str | bytes] = {
        "c.md": story(**REMOVED),
        "foto/mawar.jpg": photo(),
        "pages/redaksi.md": page,
    }
    site = make_site(files, CONFIG + "originals: all\n")
    site.build()
    assert "/foto/mawar.jpg" in site.urls()
    site.delete("pages/redaksi.md").build()
    assert "/foto/mawar.jpg" not in site.urls()
    assert site.tree() == site.clean()


BEFORE: dict[str, dict[str, Any] | None] = {
    "withdrawn": {"status": "withdrawn", "reason": "Keliru."},
    "expired": {"expires": "2026-11-10"},
    "draft": {"status": "draft"},
    "missing": None,
}


@pytest.mark.parametrize("name", BEFORE)
def test_a_headline_goes_from_texts_whatever_the_story_was_before(make_site: MakeSite, name: str) -> None:
    keys = BEFORE[name]
    text = f"Awal.\n\nBaca Juga: {HEADLINE}\n\nAkhir."
    site = make_site({"b.md": article("Lain", "2026-11-03", body=text)})
    if keys is not None:
        site.write("c.md", article(HEADLINE, "2026-11-02", **keys))
    site.build()
    assert HEADLINE in site.read("/2026/11/lain/")
    site.write("c.md", article(HEADLINE, "2026-11-02", slug="x", status="removed", reason="Diminta.")).build()
    assert HEADLINE not in site.read("/2026/11/lain/")
    assert site.tree() == site.clean()


def test_a_removed_story_without_a_reason_is_a_warning(make_site: MakeSite) -> None:
    site = make_site({"c.md": story(status="removed", image="")})
    (warning,) = site.build().warnings
    assert (warning.path, warning.message, warning.hint) == (
        "c.md",
        "readers are not told why this was removed",
        "add `reason: …`, without naming anybody",
    )
    assert "Alasan" not in site.read("/2026/11/berita-12/")


def test_a_removed_story_is_told_by_the_preview() -> None:
    from conftest import WIB

    record = read("c.md", story(**REMOVED).encode(), WIB).record
    assert record.status is Status.REMOVED
    assert badges(record, 2**62) == ("removed",)


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Tidak tersedia lagi"), ("en", "No longer available")]
)
def test_an_expired_story_keeps_its_address(make_site: MakeSite, language: str, words: str) -> None:
    site = make_site(
        {**OTHERS, "c.md": story(expires="2026-11-20 12:30"), "foto/mawar.jpg": photo(size=(700, 400))},
        config=f"{DRAWN}language: {language}\n",
    )
    site.build()
    assert "Mawarsari dari Tebo" in site.read("/2026/11/berita-12/")
    assert "Mawarsari Menang" in site.read("/feed.xml")
    later = "2026-11-20 12:30"
    site.build(now=later)
    page = site.read("/2026/11/berita-12/")
    assert words in page
    assert "<h1>Mawarsari Menang Lomba</h1>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Mawarsari dari Tebo" not in page
    assert 'url=/2026/11/berita-12/"' in site.read("/lama/anak.html")
    own = {"lama/anak.html", "2026/11/berita-12/index.html"}
    texts = {"2026/11/kabar-lanjutan/index.html"}  # with the read-also, which is text again
    found = {path for path in naming(site, b"mawarsari") if "feed." not in path}
    assert found == own | texts
    assert "<title>Mawarsari Menang" not in site.read("/feed.xml")
    assert not any(path.startswith("foto/mawar.jpg.") for path in site.tree())
    assert site.tree() == site.clean(now=later)
    site.write("c.md", story(expires="2027-01-01"))
    site.build(now=later)
    assert "Mawarsari dari Tebo" in site.read("/2026/11/berita-12/")
    assert site.tree() == site.clean(now=later)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"status": "withdrawn", "reason": "Keliru."}, "Berita dicabut"),
        (REMOVED, "Berita dihapus"),
        ({"status": "sponsored"}, "Tidak tersedia lagi"),
    ],
)
def test_why_a_story_is_gone_matters_more_than_that_it_expired(
    make_site: MakeSite, keys: dict[str, str], words: str
) -> None:
    site = make_site({"c.md": story(expires="2026-11-03", image="", **keys)})
    result = site.build()
    assert words in site.read("/2026/11/berita-12/")
    assert (result.articles, result.hidden) == (0, 0)


def test_a_draft_or_scheduled_story_that_expires_has_no_page(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Konsep", "2026-11-01", status="draft", expires="2026-11-02"),
            "b.md": article("Besok", "2026-11-21", expires="2026-11-02"),
        }
    )
    assert site.build().hidden == 2
    assert not {"/2026/11/konsep/", "/2026/11/besok/"} & site.urls()


def test_an_expired_split_story_is_one_page(make_site: MakeSite, tmp_path: Path) -> None:
    text = "Satu.\n\n<!--nextpage-->\n\nDua."
    site = make_site(
        {"a.md": article("Panjang", "2026-11-01", expires="2026-11-20 12:30", body=text)},
        config=f"{CONFIG}nextpage: split\n",
    )
    site.build()
    assert "/2026/11/panjang/2/" in site.urls()
    site.build(now="2026-11-20 13:00")
    assert [url for url in sorted(site.urls()) if "panjang" in url] == ["/2026/11/panjang/"]
