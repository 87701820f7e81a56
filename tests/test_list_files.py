"""What files say of lists: names, texts, addresses, and which lists are merged into others."""

from collections.abc import Callable

import pytest
from conftest import BARE, CONFIG, MakeSite, Project, article

from newsgen.errors import ContentError

STORIES = {
    "a.md": article("A", "2026-11-01", tags=["Bola", "Kota"], categories=["Olahraga"], authors=["Sari"]),
    "b.md": article(
        "B", "2026-11-02", tags=["Sepak Bola"], categories=["Sport"], authors=["Sari D."], series="Liga"
    ),
    "c.md": article("C", "2026-11-03", tags=["Bola", "Sepak Bola"], series="Liga"),
}
ALL_FEEDS = CONFIG + "feeds: [section, tag, author, series]\n"
FOLDERS = {"section": "sections", "tag": "tags", "author": "authors", "series": "series"}
WORDS = {"section": "kategori", "tag": "tag", "author": "penulis", "series": "seri"}
OF_A = {"section": "olahraga", "tag": "bola", "author": "sari", "series": "liga"}


def described(text: str = "", **keys: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"---\n{text}\n"


def titles(site: Project, url: str) -> list[str]:
    """The headlines that a list shows, newest first."""
    return [line for line in site.read(url).split("|") if line]


ITSELF = "2:13: merge_into: its list is merged into itself (write the slug of another list)"
LIST = {**BARE, "list.html": "{% for card in page.cards %}{{ card.title }}|{% endfor %}"}


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_file_gives_a_list_name_text_and_summary(make_site: MakeSite, kind: str) -> None:
    text = described(
        "Isi **tebal**.", title="Nama Baru", summary="Ringkas.", role="Peran", image="{src: /f.svg, alt: f}"
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    site = make_site(STORIES | {f"{FOLDERS[kind]}/{OF_A[kind]}.md": text, "f.svg": svg})
    assert site.build().warnings == ()
    page = site.read(f"/{WORDS[kind]}/{OF_A[kind]}/")
    assert "Nama Baru</h1>" in page
    assert "Isi <strong>tebal</strong>." in page
    assert '<meta name="description" content="Ringkas."' in page
    assert 'src="/f.svg"' in page
    story = site.read("/2026/11/c/" if kind == "series" else "/2026/11/a/")
    assert "Nama Baru" in story
    assert site.tree() == site.clean()


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize(
    ("address", "first", "second", "feed"),
    [
        ("/lama/x/", "/lama/x/", "/lama/x/hal/1/", "/lama/x/feed.xml"),
        ("/lama/x", "/lama/x/", "/lama/x/hal/1/", "/lama/x/feed.xml"),
        ("/x.html", "/x.html", "/x/hal/1/", "/x/feed.xml"),
    ],
)
def test_a_list_has_an_address_of_its_own(
    make_site: MakeSite, kind: str, address: str, first: str, second: str, feed: str
) -> None:
    keys = {"title": "Nama", "permalink": address, "aliases": "[/?cat=5, /lain/]"}
    more = {
        f"{n}.md": article(
            f"L {n}", f"2026-10-0{n}", tags=["Bola"], categories=["Olahraga"], authors=["Sari"]
        )
        for n in (1, 2)
    } | {f"s{n}.md": article(f"S {n}", f"2026-09-0{n}", series="Liga") for n in (1, 2)}
    site = make_site(
        STORIES | more | {f"{FOLDERS[kind]}/{OF_A[kind]}.md": described(**keys)}, ALL_FEEDS + "per_page: 1\n"
    )
    site.build()
    usual = f"/{WORDS[kind]}/{OF_A[kind]}/"
    urls = site.urls()
    assert {first, second, feed} <= urls
    assert not [url for url in urls if url.startswith(usual)]
    assert f"https://kabar.example{first}" in site.read("/lain/")
    assert f'"{first}"' in site.read("/_/cat/0.json")
    assert f'href="{first}"' in site.read(second)
    assert f'href="{first}"' in site.read("/2026/11/c/" if kind == "series" else "/2026/11/a/")
    assert first in site.read("/sitemap/pages.xml")
    assert site.tree() == site.clean()
    site.write(f"{FOLDERS[kind]}/{OF_A[kind]}.md", described(title="Nama"))
    site.build()
    assert usual in site.urls()
    assert first not in site.urls()
    assert site.tree() == site.clean()


def test_the_members_of_a_merged_list_are_in_the_other(make_site: MakeSite) -> None:
    site = make_site(STORIES | {"tags/sepak-bola.md": described(merge_into="bola")}, templates=LIST)
    site.build()
    assert titles(site, "/tag/bola/") == ["C", "B", "A"]
    assert "/tag/bola/" in site.read("/tag/sepak-bola/")
    assert site.tree() == site.clean()


def test_the_name_of_a_merged_list_is_not_shown(make_site: MakeSite) -> None:
    files = {
        "tags/sepak-bola.md": described(merge_into="Bola", aliases="[/tag/soccer/]"),
        "sections/sport.md": described(merge_into="olahraga"),
        "authors/sari-d.md": described(merge_into="sari"),
        "authors/sari.md": described(name="Sari Dewi"),
    }
    site = make_site(STORIES | files, ALL_FEEDS)
    site.build()
    story = site.read("/2026/11/b/")
    assert [word for word in ("Sepak Bola", "sepak-bola", "Sport", "Sari D.") if word in story] == []
    assert all(url in story for url in ('"/tag/bola/"', '"/kategori/olahraga/"', '"/penulis/sari/"'))
    assert site.read("/2026/11/c/").count('href="/tag/bola/"') == 1
    for old in ("/tag/sepak-bola/", "/tag/soccer/"):
        assert "https://kabar.example/tag/bola/" in site.read(old)
    assert "/tag/bola/" in site.read("/tag/sepak-bola/feed.xml")
    assert "<title>B</title>" in site.read("/tag/sepak-bola/feed.xml")
    assert "Sport" not in site.read("/")
    assert "sepak-bola" not in site.read("/sitemap/pages.xml")


def test_merges_go_on_to_the_end_of_a_chain(make_site: MakeSite) -> None:
    files = {"tags/kota.md": described(merge_into="bola"), "tags/bola.md": described(merge_into="sepak-bola")}
    site = make_site(STORIES | files, templates=LIST)
    site.build()
    assert titles(site, "/tag/sepak-bola/") == ["C", "B", "A"]
    for old in ("/tag/kota/", "/tag/bola/"):
        assert "/tag/sepak-bola/" in site.read(old)


def test_a_list_may_be_merged_into_one_that_has_a_file_alone(make_site: MakeSite) -> None:
    files = {"tags/bola.md": described(merge_into="futbol"), "tags/futbol.md": described(title="Futbol")}
    site = make_site(STORIES | files, templates=LIST)
    assert site.build().warnings == ()
    assert titles(site, "/tag/futbol/") == ["C", "A"]
    site.write("d.md", article("D", "2026-11-04", tags=["Futbol"])).build()
    assert titles(site, "/tag/futbol/") == ["D", "C", "A"]
    assert site.tree() == site.clean()


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        (
            {"tags/bola.md": described(merge_into="kota"), "tags/kota.md": described(merge_into="bola")},
            [
                f"tags/bola.md:{ITSELF}",
                f"tags/kota.md:{ITSELF}",
            ],
        ),
        (
            {"tags/bola.md": described(merge_into="bola")},
            [f"tags/bola.md:{ITSELF}"],
        ),
        (
            {"tags/bola.md": described(title="A"), "tags/x/bola.md": described(title="B")},
            ["tags/x/bola.md: its address, /tag/bola/, is that of content/tags/bola.md (change one of them)"],
        ),
        (
            {"tags/bola.md": described(merge_into="kota"), "tags/x/bola.md": described(merge_into="kota")},
            [
                "tags/x/bola.md: the address of its alias, /tag/bola/, is that of the alias in"
                " content/tags/bola.md (change one of them)",
                "tags/x/bola.md: the address of its feed, /tag/bola/feed.json, is that of the feed in"
                " content/tags/bola.md (change one of them)",
                "tags/x/bola.md: the address of its feed, /tag/bola/feed.xml, is that of the feed in"
                " content/tags/bola.md (change one of them)",
            ],
        ),
        (
            {"tags/bola.md": described(permalink="/kategori/olahraga/")},
            [
                "tags/bola.md: its address, /kategori/olahraga/, is that of the list of the section olahraga"
                " (change one of them)",
                "tags/bola.md: the address of its feed, /kategori/olahraga/feed.json, is that of the feed of"
                " the section olahraga (change one of them)",
                "tags/bola.md: the address of its feed, /kategori/olahraga/feed.xml, is that of the feed of"
                " the section olahraga (change one of them)",
            ],
        ),
        (
            {"series/2026-11-01-a.md": described(title="A")},
            ["series/2026-11-01-a.md:1:1: a file in series/ is about a list, and has no date"
             " (move an article to another folder)"],
        ),
        (
            {"tags/bola.md": article("A", "2026-11-01")},
            ["tags/bola.md:3:7: a file in tags/ is about a list, and has no date"
             " (move an article to another folder)"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_of_a_list_has_its_place(
    make_site: MakeSite, files: dict[str, str], problems: list[str]
) -> None:
    site = make_site(STORIES | files, ALL_FEEDS)
    with pytest.raises(ContentError) as caught:
        site.build()
    assert [str(problem) for problem in caught.value.problems] == problems
    assert not site.site.exists()
    site.build(keep_going=True)
    assert site.tree() == site.clean(keep_going=True)


@pytest.mark.parametrize(
    ("files", "warnings"),
    [
        (
            {"tags/bolla.md": described("Isi.")},
            ["tags/bolla.md: no article has the tag `bolla` (did you mean `bola`?)"],
        ),
        ({"authors/ani.md": described(name="Ani")}, []),
        (
            {"tags/bola/_index.md": described(title="Bola", date="2026-11-01")},
            ["tags/bola/_index.md:3:1: unknown key `date` (did you mean `updated`?)"],
        ),
        ({"tags/lama.md": described(merge_into="bola")}, []),
        (
            {"tags/bola.md": described(merge_into="kotta")},
            ["tags/bola.md:2:13: merge_into: there is no tag `kotta` (did you mean `kota`?)"],
        ),
        (
            {"sections/lama.md": described(merge_into="entah")},
            ["sections/lama.md:2:13: merge_into: there is no section `entah` (give it a file that names it)"],
        ),
        (
            {"tags/kota.md": described("Isi.", merge_into="bola")},
            ["tags/kota.md:2:13: the text is not shown, since the list is merged into another"],
        ),
        (
            {"tags/bola.md": described(tgas="x")},
            ["tags/bola.md:2:1: unknown key `tgas`"],
        ),
    ],
)  # fmt: skip
def test_what_is_odd_about_a_file_of_a_list_is_a_warning(
    make_site: MakeSite, files: dict[str, str], warnings: list[str]
) -> None:
    site = make_site(STORIES | files)
    assert site.build().hidden == 0
    assert [str(problem) for problem in site.build().warnings] == warnings
    assert [str(problem) for problem in site.build().warnings] == warnings


def test_a_list_without_articles_has_a_page_if_it_has_a_file(make_site: MakeSite) -> None:
    site = make_site(STORIES | {"series/mudik.md": described("Isi seri.", title="Mudik")})
    site.build()
    assert "Isi seri." in site.read("/seri/mudik/")
    assert site.tree() == site.clean()


EDITS: dict[str, Callable[[Project], object]] = {
    "merge": lambda p: p.write("tags/sepak-bola.md", described(merge_into="bola")),
    "merge the other way": lambda p: p.write("tags/bola.md", described(merge_into="sepak-bola")).delete(
        "tags/sepak-bola.md"
    ),
    "give it up": lambda p: p.delete("tags/bola.md"),
    "name": lambda p: p.write("tags/bola.md", described(title="Futbol")),
    "address": lambda p: p.write("tags/bola.md", described(title="Futbol", permalink="/bola.html")),
    "merge one with an address": lambda p: p.write(
        "tags/bola.md", described(permalink="/bola.html", merge_into="kota")
    ),
    "draft": lambda p: p.write("tags/bola.md", described(status="draft", merge_into="kota")),
    "sections": lambda p: p.write("sections/sport.md", described(merge_into="olahraga")),
    "an article comes": lambda p: p.write("d.md", article("D", "2026-11-04", categories=["Sport"])),
    "the last article goes": lambda p: p.delete("d.md").delete("b.md"),
    "new name of the target": lambda p: p.write("sections/olahraga.md", described(title="Raga")),
    "into an address": lambda p: p.write("sections/olahraga.md", described(permalink="/raga")),
    "authors": lambda p: p.write("authors/sari.md", described(permalink="/redaksi/sari")),
}


def test_incremental_equals_clean(make_site: MakeSite) -> None:
    site = make_site(STORIES, CONFIG + "per_page: 1\n", BARE)
    site.build()
    for name, edit in EDITS.items():
        edit(site)
        site.build()
        assert site.tree() == site.clean(), name
