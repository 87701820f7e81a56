"""Builds as a whole: what is written, what stays, and what an error leaves as it was."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BARE, CONFIG, NOW, MakeSite, Project, article, paragraphs, photo

from newsgen.errors import ConfigError, ContentError, NewsgenError, OutputError, TemplateError

Edit = Callable[[Project], object]

BANJIR = article("Banjir di Tebo", "2026-11-01 08:00", categories=["Daerah"], tags=["Banjir", "Tebo"])
CABAI = article("Harga Cabai Naik", "2026-11-02 09:00", categories=["Ekonomi"], tags=["Pasar"])
DAYUNG = article("Dayung Raih Emas", "2026-11-03 10:00", categories=["Olahraga"], authors=["Sari Dewi"])
SLUGLESS = BANJIR.replace('slug: "banjir-di-tebo"\n', "")
NEWSROOM: dict[str, str | bytes] = {
    "2026/banjir.md": BANJIR,
    "2026/cabai.md": CABAI,
    "2026/dayung.md": DAYUNG,
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\nSusunan redaksi.\n",
    "authors/sari-dewi.md": "---\nname: Sari Dewi\nrole: Wartawan\n---\nMeliput olahraga.\n",
    "foto/tebo.jpg": b"\xff\xd8gambar",
}


@pytest.mark.parametrize(
    "config",
    ["", CONFIG, "language: en\n", "latest: frozen\nrelated: 0\n", "title: No\ndescription: 2018-13-45\n"],
)
def test_an_empty_newsroom_builds(make_site: MakeSite, config: str) -> None:
    site = make_site({}, config)
    result = site.build()
    fixed = {"/", "/404.html", "/latest.html", "/robots.txt", "/feed.xml", "/feed.json", "/sitemap.xml"}
    assert (result.articles, result.written, result.problems) == (0, result.pages, ())
    assert site.urls() >= fixed | {"/archive/" if "en" in config.split() else "/indeks/"}
    assert ("No news yet." if "en" in config.split() else "Belum ada berita.") in site.read("/")


def test_a_missing_content_folder_is_said(make_site: MakeSite) -> None:
    site = make_site()
    (site.path / "content").rmdir()
    with pytest.raises(ConfigError, match=r"content: there is no such folder \(newsgen new"):
        site.build()
    assert not site.site.exists()


def test_a_missing_config_is_said(make_site: MakeSite) -> None:
    site = make_site()
    (site.path / "newsgen.yaml").unlink()
    with pytest.raises(ConfigError, match=r"newsgen\.yaml: there is no such file \(.*an empty file will do"):
        site.build()


# incremental


def test_a_second_build_writes_nothing(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM)
    first = site.build()
    before = site.snapshot()
    again = site.build()
    assert (first.articles, first.written, first.unchanged, first.removed) == (3, first.pages, 0, 0)
    assert (again.written, again.unchanged, again.removed) == (0, first.pages, 0)
    assert first.pages == len(site.pages()) == len(before) - 1
    assert site.snapshot() == before


def feeds(url: str) -> set[str]:
    return {f"{url}feed.xml", f"{url}feed.json"}


@pytest.mark.parametrize(
    ("path", "text", "rewritten"),
    [
        (
            "2026/banjir.md",
            BANJIR + "\nKalimat yang baru.\n",
            {"/2026/11/banjir-di-tebo/", *feeds("/"), *feeds("/kategori/daerah/")},
        ),
        ("pages/redaksi.md", "---\ntitle: Redaksi\n---\nSusunan baru.\n", {"/redaksi/"}),
        (
            "authors/sari-dewi.md",
            "---\nname: Sari Dewi\nrole: Wartawan\n---\nBaru.\n",
            {"/penulis/sari-dewi/"},
        ),
        ("foto/tebo.jpg", b"\xff\xd8lain", {"/foto/tebo.jpg"}),
        ("foto/baru.jpg", b"\xff\xd8baru", {"/foto/baru.jpg"}),
        ("2026/konsep.md", article("Konsep", "2026-11-04", status="draft"), set()),
        (
            "2026/cabai.md",
            CABAI.replace('["Pasar"]', '["Pangan"]'),
            {
                "/2026/11/harga-cabai-naik/",
                "/tag/pasar/",
                "/tag/pangan/",
                *feeds("/"),
                *feeds("/kategori/ekonomi/"),
            },
        ),
    ],
)
def test_an_edit_rewrites_what_shows_it(
    make_site: MakeSite, path: str, text: str | bytes, rewritten: set[str]
) -> None:
    site = make_site(NEWSROOM)
    site.build()
    before = site.snapshot()
    site.write(path, text)
    site.build()
    assert site.rewritten(before) == rewritten


def test_a_headline_in_the_sidebar_is_on_every_page(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, CONFIG + "latest: current\nlatest_count: 30\n")
    site.build()
    site.write("2026/cabai.md", CABAI.replace("Cabai Naik", "Cabai Turun") + "\n")
    site.build()
    pages = [url for url in site.urls() if url.endswith("/") or url in ("/404.html", "/latest.html")]
    assert len(pages) > 15
    assert [url for url in pages if "Harga Cabai Turun" not in site.read(url)] == []
    assert [url for url in pages if "Harga Cabai Naik" in site.read(url)] == []


def test_deletion_takes_its_files_and_empty_folders(make_site: MakeSite) -> None:
    site = make_site(
        NEWSROOM | {"2025/lama.md": article("Berita Lama", "2025-03-04", tags=["Arsip"])}, templates=BARE
    )
    site.build()
    site.delete("2025/lama.md")
    result = site.build()
    gone = {"/2025/", "/2025/03/", "/2025/03/berita-lama/", "/tag/arsip/"}
    gone |= {"/sitemap/2025-03.xml"}
    assert result.removed == len(gone)
    assert gone & site.urls() == set()
    assert not (site.site / "2025").exists()
    assert not (site.site / "tag" / "arsip").exists()
    assert site.tree() == site.clean()


def test_foreign_files_stay(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM)
    foreign = {"CNAME": b"kabar.example", ".gitignore": b"*", "2026/11/banjir-di-tebo/peta.pdf": b"%PDF"}
    for path, data in foreign.items():
        site.put(f"site/{path}", data)
    site.build()
    site.delete("2026/banjir.md")
    site.build()
    assert {path: site.tree().get(path) for path in foreign} == foreign
    assert site.tree().keys() - foreign.keys() == site.clean().keys()


def _tamper(project: Project) -> None:
    (project.site / "index.html").write_text("rusak")


def _truncate(project: Project) -> None:
    (project.site / "feed.xml").write_text("")


def _unlink(project: Project) -> None:
    project.drop("site/2026/11/banjir-di-tebo/index.html")


def _unlink_media(project: Project) -> None:
    project.drop("site/foto/tebo.jpg")


def _drop_folder(project: Project) -> None:
    project.drop("site/2026")


def _drop_site(project: Project) -> None:
    project.drop("site")


def _drop_state(project: Project) -> None:
    project.drop(".newsgen")


@pytest.mark.parametrize(
    "harm", [_tamper, _truncate, _unlink, _unlink_media, _drop_folder, _drop_site, _drop_state]
)
def test_harm_to_the_output_is_mended(make_site: MakeSite, harm: Edit) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    whole = site.tree()
    harm(site)
    site.build()
    assert site.tree() == whole == site.clean()
    assert site.build().written == 0


@pytest.mark.parametrize("harm", [_drop_folder, _drop_site])
def test_an_article_and_its_page_may_both_be_deleted(make_site: MakeSite, harm: Edit) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    harm(site)
    site.delete("2026/banjir.md")
    site.build()
    assert site.tree() == site.clean()


# where the site may go


@pytest.mark.parametrize("output", ["content", "content/site", ".", "templates", "templates/x", ".."])
def test_the_site_is_not_written_over_its_sources(make_site: MakeSite, output: str) -> None:
    site = make_site(NEWSROOM, templates={"page.html": "{{ page.title }}"})
    before = site.tree(site.path)
    with pytest.raises(ConfigError, match="can't be written over the files that it is made from"):
        site.build(output=site.path / output)
    assert site.tree(site.path) == before


@pytest.mark.parametrize("output", ["berkas", "berkas/site"])
def test_a_file_in_the_place_of_the_folder(make_site: MakeSite, output: str) -> None:
    site = make_site(NEWSROOM)
    site.put("berkas", "isi")
    with pytest.raises(OutputError, match="berkas"):
        site.build(output=site.path / output)
    assert (site.path / "berkas").read_text() == "isi"


@pytest.mark.parametrize("foreign", ["tag", "2026/11", "robots.txt/x", "2026/11/banjir-di-tebo/index.html/x"])
def test_a_file_where_a_folder_is_needed(make_site: MakeSite, foreign: str) -> None:
    """And a folder where a file is: an error, and not half of a site."""
    site = make_site(NEWSROOM, templates=BARE)
    site.put(f"site/{foreign}", "milik orang")
    before = site.snapshot()
    with pytest.raises(OutputError, match=foreign.removesuffix("/x")):
        site.build()
    assert site.snapshot() == before
    (site.site / foreign).unlink()
    site.build()
    assert site.tree() == site.clean()


def test_another_output_folder(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    other = tmp_path / "lain" / "dalam"
    assert site.build(output=other).written == len(site.pages())
    assert site.tree(other) == site.tree()
    assert (site.build(output=other).written, site.build().written) == (0, 0)
    site.delete("2026/banjir.md")
    site.build()
    assert "2026/11/banjir-di-tebo/index.html" in site.tree(other)
    site.build(output=other)
    assert site.tree(other) == site.tree() == site.clean()


def test_base_url_with_a_path(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM | {"tautan.md": article("Tautan", "2026-11-05", body="[tag](/tag/tebo/)")})
    site.build(base_url="https://x.github.io/koran")
    page = site.read("/2026/11/tautan/")
    assert '<a href="/koran/tag/tebo/">tag</a>' in page
    assert '<link rel="canonical" href="https://x.github.io/koran/2026/11/tautan/">' in page
    assert "https://x.github.io/koran/sitemap.xml" in site.read("/robots.txt")
    assert 'href="/koran/2026/11/banjir-di-tebo/"' in site.read("/")
    assert 'href="/2026' not in site.read("/")
    assert not (site.site / "koran").exists()
    site.build()
    assert site.tree() == site.clean()


# errors


def _no_config_key(project: Project) -> None:
    project.configure(CONFIG + "per_pge: 3\n")


ERRORS: dict[str, tuple[Edit, type[NewsgenError], list[str]]] = {
    "broken article": (
        lambda p: p.write("2026/rusak.md", "---\ntitle: Rusak\ndate: 32 Agustus 2018\n---\nIsi.\n"),
        ContentError,
        ['2026/rusak.md:3:7: date: "32 Agustus 2018" is not a date (write 2018-08-02 10:00)'],
    ),
    "all errors at once": (
        lambda p: (
            p.write("a.md", "tanpa apa-apa"),
            p.write("b.md", b"---\ntitle: caf\xe9\n---\n"),
            p.write("c.md", "---\ntitle: X\ndate: 2026-01-01\nstatus: wihtdrawn\n---\n"),
        ),
        ContentError,
        ["a.md:1:1: there is no front matter", "b.md:2:11: byte 0xe9", "c.md:4:9: status: `wihtdrawn`"],
    ),
    "broken page": (
        lambda p: p.write("pages/rusak.md", "---\nslug: x\n---\nIsi.\n"),
        ContentError,
        ["pages/rusak.md:1:1: there is no title"],
    ),
    "two articles with one address": (
        lambda p: p.write("kedua.md", article("Banjir di Tebo", "2026-11-28 08:00")),
        ContentError,
        ["kedua.md", "/2026/11/banjir-di-tebo/", "2026/banjir.md"],
    ),
    "an alias at an article's address": (
        lambda p: p.write("kedua.md", article("Kedua", "2026-11-05", aliases=["/2026/11/banjir-di-tebo/"])),
        ContentError,
        ["kedua.md", "/2026/11/banjir-di-tebo/", "2026/banjir.md"],
    ),
    "two articles with one alias": (
        lambda p: (
            p.write("kesatu.md", article("Kesatu", "2026-11-05", aliases=["/?p=7"])),
            p.write("kedua.md", article("Kedua", "2026-11-05", aliases=["/?p=7"])),
        ),
        ContentError,
        ["kesatu.md", "/_/p=7/", "kedua.md"],
    ),
    "an alias that only looks different": (
        lambda p: p.write(
            "kedua.md", article("Kedua", "2026-11-05", aliases=["/2026//11/./banjir-di-tebo/"])
        ),
        ContentError,
        ["kedua.md", "/2026/11/banjir-di-tebo/", "2026/banjir.md"],
    ),
    "two pages with one address": (
        lambda p: p.write("pages/tim.md", "---\ntitle: Tim\nslug: redaksi\n---\n"),
        ContentError,
        ["pages/tim.md", "/redaksi/", "pages/redaksi.md"],
    ),
    "two author files with one address": (
        lambda p: p.write("authors/sari.md", "---\nname: Sari Dewi\nslug: sari-dewi\n---\n"),
        ContentError,
        ["authors/sari.md", "/penulis/sari-dewi/", "authors/sari-dewi.md"],
    ),
    "a page at the address of an index": (
        lambda p: p.write("pages/indeks.md", "---\ntitle: Indeks\n---\n"),
        ContentError,
        ["pages/indeks.md", "/indeks/"],
    ),
    "media at the address of a page": (
        lambda p: p.write("index.html", "<p>milik saya</p>"),
        ContentError,
        ["index.html", "front page"],
    ),
    "media that is a folder of pages": (
        lambda p: p.write("tag", "berkas"),
        ContentError,
        ["tag: its address is also a folder of other pages"],
    ),
    "an alias that leaves the site": (
        lambda p: p.write("a.md", article("A", "2026-01-01", aliases=["/../lepas/"])),
        ContentError,
        ["a.md:4:10: aliases: `/../lepas/` leaves the site"],
    ),
    "an alias that leaves the site in disguise": (
        lambda p: p.write("a.md", article("A", "2026-01-01", aliases=["/%2e%2e/%2E./lepas/"])),
        ContentError,
        ["a.md:4:10: aliases: `/%2e%2e/%2E./lepas/` leaves the site"],
    ),
    "an alias that no file can have": (
        lambda p: p.write("a.md", article("A", "2026-01-01", aliases=["/a%00b/"])),
        ContentError,
        ["a.md:4:10: aliases: `/a%00b/`"],
    ),
    "missing template": (
        lambda p: p.put("templates/page.html", '{% extends "dasar.html" %}'),
        TemplateError,
        ["templates/dasar.html: is missing (wanted by page.html)"],
    ),
    "template syntax": (
        lambda p: p.put(
            "templates/article.html", "<h1>\n{% if page.title %}\n{{ page.title }}\n{% endfor %}"
        ),
        TemplateError,
        ["templates/article.html:4:1: ", "endfor"],
    ),
    "template syntax in a partial": (
        lambda p: (
            p.put("templates/partials/card.html", "<p>\n{{ card.title | }}"),
            p.put(
                "templates/list.html",
                '{% for card in page.cards %}{% include "partials/card.html" %}{% endfor %}',
            ),
        ),
        TemplateError,
        ["templates/partials/card.html:2:1: "],
    ),
    "unknown filter": (
        lambda p: p.put("templates/article.html", "\n\n{{ page.date|tanggal }}"),
        TemplateError,
        ["templates/article.html:3:1: ", "tanggal"],
    ),
    "template fails": (
        lambda p: p.put("templates/article.html", "<h1>\n{{ 1 / 0 }}"),
        TemplateError,
        ["templates/article.html:2:1: ZeroDivisionError"],
    ),
    "partial fails": (
        lambda p: p.put("templates/partials/latest.html", "{{ cards[0].title }}\n{{ cards[0].title() }}"),
        TemplateError,
        ["templates/partials/latest.html:2:1: TypeError"],
    ),
    "undefined variable": (
        lambda p: p.put("templates/page.html", "<h1>{{ page.title }}</h1>\n\n{{ page.titel }}"),
        TemplateError,
        ["templates/page.html:3:1: ", "has no attribute 'titel'"],
    ),
    "undefined name": (
        lambda p: p.put("templates/404.html", "{{ halaman.title }}"),
        TemplateError,
        ["templates/404.html:1:1: 'halaman' is undefined"],
    ),
    "missing asset": (
        lambda p: p.put("templates/404.html", "\n{{ asset('tiada.css') }}"),
        TemplateError,
        ["templates/404.html:2:1: ", "there is no asset `tiada.css`"],
    ),
    "template is not UTF-8": (
        lambda p: p.put("templates/article.html", b"<h1>caf\xe9</h1>"),
        TemplateError,
        ["templates/article.html", "UTF-8"],
    ),
    "unknown word": (
        lambda p: p.put("templates/words/id.yaml", "lates: Terkini\n"),
        ConfigError,
        ["templates/words/id.yaml:1:1: unknown word `lates` (did you mean `latest`?)"],
    ),
    "words are not a mapping": (
        lambda p: p.put("templates/words/id.yaml", "- Terkini\n"),
        ConfigError,
        ["templates/words/id.yaml"],
    ),
    "a word is not a text": (
        lambda p: p.put("templates/words/id.yaml", "latest: [Terkini]\n"),
        ConfigError,
        ["templates/words/id.yaml"],
    ),
    "unknown config key": (
        _no_config_key,
        ConfigError,
        ["newsgen.yaml:5:1: unknown key `per_pge` (did you mean `per_page`?)"],
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_leaves_the_site_as_it_was(make_site: MakeSite, name: str) -> None:
    edit, kind, fragments = ERRORS[name]
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    before = site.snapshot()
    edit(site)
    files = set(site.path.parent.rglob("*"))
    with pytest.raises(kind) as caught:
        site.build(now="2026-11-30 12:00")
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []
    assert site.snapshot() == before
    assert set(site.path.parent.rglob("*")) == files


def test_an_error_of_a_first_build_makes_no_site(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates={"article.html": "{{ 1 / 0 }}"})
    with pytest.raises(TemplateError):
        site.build()
    assert not site.site.exists() or site.tree() == {}


def test_a_mended_error_builds_as_if_nothing_had_been(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    site.write("2026/cabai.md", "rusak")
    site.write("2026/banjir.md", BANJIR + "\nTambahan.\n")
    with pytest.raises(ContentError):
        site.build()
    site.write("2026/cabai.md", CABAI)
    site.build()
    assert site.tree() == site.clean()


# --keep-going and --strict


def test_keep_going_builds_the_rest_and_lists_what_is_broken(make_site: MakeSite) -> None:
    site = make_site(
        NEWSROOM
        | {
            "a.md": "rusak",
            "b.md": article("Tanpa Tanggal", "tiada"),
            "c.md": article("Banjir di Tebo", "2026-11-09"),
        }
    )
    result = site.build(keep_going=True)
    assert [problem.path for problem in result.problems] == ["a.md", "b.md", "c.md"]
    assert result.articles == 3
    assert site.urls() > {"/2026/11/banjir-di-tebo/", "/2026/11/harga-cabai-naik/"}
    assert site.build(keep_going=True).problems == result.problems
    assert site.tree() == site.clean(keep_going=True)
    site.delete("a.md")
    site.delete("b.md")
    site.delete("c.md")
    assert site.build().problems == ()
    assert site.tree() == site.clean()


def test_keep_going_drops_the_page_of_an_article_that_broke(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    site.write("2026/cabai.md", "rusak")
    site.build(keep_going=True)
    assert "/2026/11/harga-cabai-naik/" not in site.urls()
    site.write("2026/cabai.md", CABAI)
    site.build()
    assert site.tree() == site.clean()


@pytest.mark.parametrize("order", [("a.md", "b.md"), ("b.md", "a.md")])
def test_keep_going_with_one_alias_twice_does_not_depend_on_what_came_first(
    make_site: MakeSite, order: tuple[str, str]
) -> None:
    files = {
        "a.md": article("Alfa", "2026-11-05", aliases=["/lama/"]),
        "b.md": article("Beta", "2026-11-05", aliases=["/lama/"]),
    }
    site = make_site(templates=BARE)
    for path in order:
        site.write(path, files[path])
        site.build(keep_going=True)
    assert site.tree() == site.clean(keep_going=True)


STRICT = {
    "unknown key": article("Aneh", "2026-11-05", kategry="Ekonomi"),
    "another weekday": article("Aneh", "Senin, 5 November 2026"),
    "no such picture in the text": article("Aneh", "2026-11-05", body="![Foto](tiada.jpg)"),
}


@pytest.mark.parametrize("name", STRICT)
def test_strict_fails_on_a_warning(make_site: MakeSite, name: str) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build(strict=True)
    before = site.snapshot()
    site.write("aneh.md", STRICT[name])
    with pytest.raises(ContentError, match=r"aneh\.md"):
        site.build(strict=True)
    assert site.snapshot() == before
    result = site.build()
    assert [problem.path for problem in result.warnings] == ["aneh.md"]
    assert result.problems == ()
    assert site.build().warnings == result.warnings


# drafts, time


VIEWS: dict[str, tuple[dict[str, bool], set[str]]] = {
    "plain": ({}, set()),
    "drafts": ({"drafts": True}, {"konsep"}),
    "future": ({"future": True}, {"besok"}),
    "expired": ({"expired": True}, {"basi"}),
    "drafts and future": ({"drafts": True, "future": True}, {"konsep", "besok", "konsep-besok"}),
    "all": (
        {"drafts": True, "future": True, "expired": True},
        {"konsep", "besok", "basi", "konsep-besok"},
    ),
}


@pytest.mark.parametrize("first", ["plain", "all"])
@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown(make_site: MakeSite, name: str, first: str) -> None:
    site = make_site(
        templates=BARE,
        files={
            "biasa.md": article("Biasa", "2026-11-01"),
            "konsep.md": article("Konsep", "2026-11-01", status="draft"),
            "besok.md": article("Besok", "2026-11-20 12:01"),
            "konsep-besok.md": article("Konsep Besok", "2026-11-21", status="draft"),
            "basi.md": article("Basi", "2026-11-01", expires="2026-11-20 12:00"),
        },
    )
    site.build(**VIEWS[first][0])  # type: ignore[arg-type]
    options, shown = VIEWS[name]
    site.build(**options)  # type: ignore[arg-type]
    articles = {url for url in site.urls() if "ArticlePage(" in site.data(url).decode("utf-8", "replace")}
    assert articles == {f"/2026/11/{name}/" for name in {"biasa"} | shown}
    assert "ExpiredPage(" not in "".join(map(site.read, articles))
    assert "/2026/11/basi/" in site.urls()


@pytest.mark.parametrize(
    ("keys", "date", "shown"),
    [
        ({}, "2026-11-20 12:30", [False, False, True, True, True]),
        ({"expires": "2026-11-20 12:30"}, "2026-11-01", [True, True, False, False, False]),
        ({"expires": "2026-11-20 13:30"}, "2026-11-20 12:30", [False, False, True, False, False]),
    ],
)
def test_time_alone_shows_and_hides(
    make_site: MakeSite, keys: dict[str, str], date: str, shown: list[bool]
) -> None:
    site = make_site(NEWSROOM | {"waktu.md": article("Tepat Waktu", date, **keys)}, templates=BARE)
    times = ["12:00", "12:29", "12:30", "13:30", "23:59"]
    for time, expected in zip(times, shown, strict=True):
        now = f"2026-11-20 {time}"
        site.build(now=now)
        assert ("Tepat Waktu" in site.read("/")) is expected, time
        url = next((url for url in site.urls() if "tepat-waktu" in url), "")
        assert (bool(url) and "ArticlePage(" in site.read(url)) is expected
        assert bool(url) is (expected or now >= f"{date} 00:00"[:16])
        assert site.tree() == site.clean(now=now)
    site.build(now=NOW)
    assert site.tree() == site.clean()


# incremental equals clean

SEQUENCES: dict[str, list[Edit]] = {
    "rename the file": [
        lambda p: (p.write("lain/z.md", BANJIR), p.delete("2026/banjir.md")),
        lambda p: (p.write("2026/banjir.md", BANJIR), p.delete("lain/z.md")),
    ],
    "retag": [
        lambda p: p.write("2026/cabai.md", CABAI.replace('"Pasar"', '"BANJIR", "tebo"')),
        lambda p: p.write("2026/banjir.md", BANJIR.replace('"Banjir", "Tebo"', '"Banjír"')),
        lambda p: p.write("2026/cabai.md", CABAI),
    ],
    "another section": [
        lambda p: p.write("2026/dayung.md", DAYUNG.replace("Olahraga", "Daerah")),
        lambda p: p.write("2026/dayung.md", DAYUNG.replace("Olahraga", "daerah")),
    ],
    "delete all, one by one": [
        lambda p: p.delete("2026/banjir.md"),
        lambda p: p.delete("2026/dayung.md"),
        lambda p: p.delete("authors/sari-dewi.md"),
        lambda p: p.delete("2026/cabai.md"),
        lambda p: p.delete("pages/redaksi.md"),
        lambda p: p.delete("foto/tebo.jpg"),
    ],
    "another slug": [
        lambda p: p.write("2026/banjir.md", BANJIR.replace('slug: "', 'slug: "air-naik-')),
        lambda p: p.write("2026/banjir.md", BANJIR),
    ],
    "no slug, and the file gets another name": [
        lambda p: p.write("2026/2026-11-01-Banjir_Tebo.md", SLUGLESS).delete("2026/banjir.md"),
        lambda p: p.write("2026/banjir/index.md", SLUGLESS).delete("2026/2026-11-01-Banjir_Tebo.md"),
        lambda p: p.write("2026/banjir/index.md", SLUGLESS.replace("Banjir", "Air")),
        lambda p: p.write("2026/banjir.md", BANJIR).delete("2026/banjir"),
    ],
    "another date": [
        lambda p: p.write("2026/banjir.md", BANJIR.replace("2026-11-01", "2024-02-29")),
        lambda p: p.write("2026/cabai.md", CABAI.replace("2026-11-02 09:00", "2026-11-03 10:00")),
    ],
    "two articles swap their addresses": [
        lambda p: (p.write("2026/banjir.md", CABAI), p.write("2026/cabai.md", BANJIR)),
        lambda p: (p.write("2026/banjir.md", BANJIR), p.write("2026/cabai.md", CABAI)),
    ],
    "templates": [
        lambda p: p.put("templates/partials/card.html", "<p>{{ card.title }}</p>"),
        lambda p: p.put("templates/words/id.yaml", "latest: Terkini\n"),
        lambda p: p.put("templates/assets/style.css", "body { color: red }"),
        lambda p: p.drop("templates/partials/card.html"),
        lambda p: p.drop("templates"),
    ],
    "config": [
        lambda p: p.configure(CONFIG.replace("Uji", "Baru")),
        lambda p: p.configure(CONFIG + "language: en\n"),
        lambda p: p.configure(CONFIG + "permalink: /{section}/{slug}.html\n"),
        lambda p: p.configure(CONFIG + "permalink: /{section}/{slug}.html\ntimezone: Asia/Jayapura\n"),
        lambda p: p.configure(CONFIG + "per_page: 1\nlatest: frozen\nlatest_count: 2\n"),
        lambda p: p.configure(CONFIG + "per_page: 1\nread_also: {auto: 0}\nrelated: 1\n"),
        lambda p: p.configure(CONFIG.replace("example/", "example/koran/")),
        lambda p: p.configure(""),
        lambda p: p.configure(CONFIG),
    ],
    "media": [
        lambda p: p.write("2026/tebo.jpg", photo("red")),
        lambda p: p.write("2026/banjir.md", BANJIR.replace("date:", "image: tebo.jpg\ndate:")),
        lambda p: p.write("2026/tebo.jpg", photo("blue")),
        lambda p: p.write("foto/tebo.jpg", photo("green")),
        lambda p: p.write("2026/banjir.md", BANJIR.replace("date:", "image: foto/tebo.jpg\ndate:")),
        lambda p: p.write("2026/dayung.md", DAYUNG + "![Foto](tebo.jpg) ![](../foto/tebo.jpg)"),
        lambda p: p.delete("2026/tebo.jpg"),
        lambda p: p.write("foto/tebo.jpg", photo("white", (900, 600))),
    ],
    "a file becomes a folder": [
        lambda p: p.write("unduhan", b"berkas"),
        lambda p: (p.delete("unduhan"), p.write("unduhan/satu.pdf", b"%PDF")),
        lambda p: p.delete("unduhan").write("unduhan", b"berkas"),
    ],
    "a page takes the address of an alias": [
        lambda p: p.write("2026/cabai.md", CABAI.replace("date:", "aliases: [/kontak/]\ndate:")),
        lambda p: (
            p.write("2026/cabai.md", CABAI),
            p.write("pages/kontak.md", "---\ntitle: Kontak\naliases: [/hubungi]\n---\nSurel.\n"),
        ),
    ],
    "read-also and picks": [
        lambda p: p.write("2026/banjir.md", BANJIR + "\nBaca Juga: Jembatan Baru Dibuka\n"),
        lambda p: p.write("jembatan.md", article("Jembatan Baru Dibuka", "2026-11-10", related=["cabai"])),
        lambda p: p.write("jembatan2.md", article("Jembatan Baru Dibuka", "2026-10-10")),
        lambda p: p.write("cabai2.md", article("Cabai", "2026-10-10")),
        lambda p: p.delete("jembatan.md"),
    ],
    "split": [
        lambda p: p.configure(CONFIG + "nextpage: split\n"),
        lambda p: p.write(
            "2026/banjir.md", BANJIR + "\n<!--nextpage-->\n\nDua.\n\n<!--nextpage-->\n\nTiga.\n"
        ),
        lambda p: p.write("2026/banjir.md", BANJIR + "\n<!--nextpage-->\n\nDua.\n"),
        lambda p: p.configure(CONFIG),
    ],
    "an author's file": [
        lambda p: p.configure(CONFIG + "per_page: 1\n"),
        lambda p: [
            p.write(f"s{n}.md", article(f"Berita {n}", f"2026-11-0{n}", authors=["Sari"])) for n in (1, 2, 3)
        ],
        lambda p: p.write("authors/sari.md", "---\nname: Sari\nrole: Wartawan\n---\nIa.\n"),
        lambda p: p.write("authors/sari.md", "---\nname: Sari\nrole: Editor\nsummary: Baru.\n---\nIa.\n"),
        lambda p: p.delete("authors/sari.md"),
    ],
    "the language of numbered pages": [
        lambda p: p.configure(CONFIG + "per_page: 1\n"),
        lambda p: p.configure(CONFIG + "per_page: 1\nlanguage: en\n"),
        lambda p: p.configure(CONFIG + "per_page: 1\n"),
    ],
    "an update that is older than the correction": [
        lambda p: p.write(
            "2026/cabai.md",
            CABAI.replace("date:", "corrections: [{date: 2026-11-19, text: Salah.}]\ndate:"),
        ),
        lambda p: p.write(
            "2026/cabai.md",
            CABAI.replace(
                "date:", "corrections: [{date: 2026-11-19, text: Salah.}]\nupdated: 2026-11-18\ndate:"
            ),
        ),
    ],
    "withdrawn and back": [
        lambda p: p.write(
            "2026/banjir.md", BANJIR.replace("date:", "status: withdrawn\nreason: Keliru\ndate:")
        ),
        lambda p: p.write("2026/banjir.md", BANJIR),
    ],
    "the files' names decide between equals": [
        lambda p: (
            p.configure(CONFIG + "permalink: /{section}/{slug}/\n"),
            p.write("y.md", article("Upacara", "2026-11-10 08:00", categories=["Daerah"], related=[])),
            p.write("banjir.md", article("Ikuti", "2026-11-12 08:00", related=["upacara"])),
        ),
        lambda p: p.write("b.md", article("Upacara", "2026-11-10 08:00", categories=["Ekonomi"])),
        lambda p: (p.write("z.md", (p.path / "content/b.md").read_text()), p.delete("b.md")),
        lambda p: (p.write("a.md", (p.path / "content/y.md").read_text()), p.delete("y.md")),
    ],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_incremental_equals_clean(make_site: MakeSite, name: str) -> None:
    site = make_site(NEWSROOM, templates={} if name == "templates" else BARE)
    site.build()
    for number, edit in enumerate(SEQUENCES[name]):
        edit(site)
        site.build()
        assert site.tree() == site.clean(), f"after edit {number}"
    assert site.build().written == 0


def test_a_folder_elsewhere_gives_the_same_bytes(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    deep = Project(tmp_path / "jauh di sana" / "café")
    shutil.copytree(site.path, deep.path, ignore=shutil.ignore_patterns("site", ".newsgen"))
    for file in deep.path.rglob("*.md"):
        os.utime(file, (0, 0))
    deep.build(now="2030-01-01 00:00")
    assert deep.tree() == site.tree()


def test_workers_do_not_matter(make_site: MakeSite, tmp_path: Path) -> None:
    files = {
        f"{n}.md": article(f"Berita {n}", f"2026-{n % 11 + 1:02}-01", tags=[f"T{n}"]) for n in range(150)
    }
    site = make_site(NEWSROOM | files, templates=BARE)
    assert site.build(workers=3).pages > 350
    assert site.build(output=tmp_path / "lain", workers=1).written == len(site.pages())
    assert site.tree(tmp_path / "lain") == site.tree()


def test_an_error_in_a_worker_is_an_error_of_the_build(make_site: MakeSite) -> None:
    files = {
        f"{n}.md": article(f"Berita {n}", f"2026-{n % 11 + 1:02}-01", tags=[f"T{n}"]) for n in range(150)
    }
    site = make_site(files, templates=BARE)
    site.build()
    before = site.snapshot()
    site.put("templates/article.html", "\n{{ page.titel }}")
    with pytest.raises(TemplateError, match=r"^templates/article\.html:2:1: .*titel.*\)$"):
        site.build(workers=2)
    assert site.snapshot() == before


# what of content/ counts


def test_media_is_copied_as_it_is(make_site: MakeSite) -> None:
    media = {
        "foto/tebo.jpg": bytes(range(256)),
        "2026/data banjir 100%.csv": b"a,b\r\n",
        "2026/suara #1.mp3": b"",
        "unduhan/arsip.tar.gz": b"\x1f\x8b",
        "tanpa-akhiran": b"x",
        "Foto/TEBO.JPG": b"lain",
    }
    site = make_site(NEWSROOM | media)
    site.build()
    assert {path: site.tree().get(path) for path in media} == media
    assert not [path for path in site.tree() if path.endswith((".md", ".txt")) and path != "robots.txt"]


def test_hidden_files_and_backups_do_not_count(make_site: MakeSite) -> None:
    ignored = [
        ".rahasia.md",
        ".git/config",
        "2026/.DS_Store",
        "2026/banjir.md~",
        "banjir.md.bak",
        "#banjir.md#",
    ]
    ignored += [".#banjir.md", "2026/banjir.md.swp", "foto.jpg.part", "x.md.orig", "draf.tmp"]
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    before = site.snapshot()
    for path in ignored:
        site.write(path, "rusak")
    site.build()
    assert site.snapshot() == before


def _link(project: Project, link: str, target: str) -> None:
    file = project.path / "content" / link
    file.parent.mkdir(parents=True, exist_ok=True)
    file.symlink_to(target)


SYMLINKS: dict[str, dict[str, str]] = {
    "to a file outside": {"rahasia.jpg": "../../rahasia"},
    "to an article outside": {"rahasia.md": "../../rahasia"},
    "to a folder outside": {"luar": "../../luar"},
    "to an absolute path": {"passwd.jpg": "/etc/passwd"},
    "to the folder above": {"2026/atas": "../.."},
    "to content itself": {"2026/lagi": ".."},
    "to its own folder": {"2026/sini": "."},
    "to itself": {"ular": "ular"},
    "to nothing": {"putus.jpg": "tiada.jpg"},
    "in a ring": {"ring/a": "b", "ring/b": "a"},
    "folders in each other": {"x/y": "../z", "z/x": "../x"},
}


@pytest.mark.parametrize("name", SYMLINKS)
def test_links_out_of_content_and_loops_are_not_followed(
    make_site: MakeSite, tmp_path: Path, name: str
) -> None:
    (tmp_path / "rahasia").write_text("rahasia")
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "kunci.jpg").write_text("rahasia")
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    before = site.snapshot()
    for link, target in SYMLINKS[name].items():
        _link(site, link, target)
    result = site.build()
    assert site.snapshot() == before
    assert {warning.path for warning in result.warnings} >= SYMLINKS[name].keys() - {"x/y", "z/x"}
    assert all(": it is left out (put a copy in its place)" in str(warning) for warning in result.warnings)
    again = site.build()
    assert (again.written, again.warnings) == (0, result.warnings)
    with pytest.raises(ContentError, match="it is left out"):
        site.build(strict=True)
    for link in SYMLINKS[name]:
        (site.path / "content" / link).unlink()
    assert site.build().warnings == ()


def test_a_link_inside_content_is_followed(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM)
    _link(site, "sampul.jpg", "foto/tebo.jpg")
    _link(site, "album", "foto")
    result = site.build()
    assert site.tree()["sampul.jpg"] == site.tree()["album/tebo.jpg"] == b"\xff\xd8gambar"
    assert result.warnings == ()


# links in the theme: the rule is that of content/

THEME_LINKS: dict[str, tuple[str, str]] = {  # what is linked, and where it would be seen
    "assets/luar.css": ("rahasia", "assets/luar"),
    "assets/luar": ("luar", "assets/luar/"),
    "page.html": ("rahasia", "redaksi/index.html"),
    "partials": ("luar", "index.html"),
    "words/id.yaml": ("kata", "index.html"),
}


@pytest.mark.parametrize("link", THEME_LINKS)
def test_a_link_out_of_the_theme_is_not_followed(make_site: MakeSite, tmp_path: Path, link: str) -> None:
    (tmp_path / "rahasia").write_text("rahasia")
    (tmp_path / "kata").write_text("home: rahasia\n")
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "footer.html").write_text("rahasia")
    site = make_site(NEWSROOM, templates={"words/en.yaml": "", "assets/warna.css": "a {}"})
    site.build()
    before = site.snapshot()
    file = site.path / "templates" / link
    file.symlink_to(tmp_path / THEME_LINKS[link][0])
    result = site.build()
    assert site.snapshot() == before
    said = f"templates/{link}: is a link out of templates/: it is left out (put a copy in its place)"
    assert list(map(str, result.warnings)) == [said]
    again = site.build()
    assert (again.written, again.warnings) == (0, result.warnings)


def test_a_link_inside_the_theme_is_followed(make_site: MakeSite) -> None:
    parts = {"bagian/kaki.html": "kaki", "gaya/warna.css": "a {}", "kata.yaml": "home: Depan\n"}
    site = make_site(
        NEWSROOM, templates=BARE | parts | {"page.html": "{% include 'bagian/lain.html' %}{{ t.home }}"}
    )
    templates = site.path / "templates"
    (templates / "bagian/lain.html").symlink_to("kaki.html")
    (templates / "assets").symlink_to("gaya")
    (templates / "words").mkdir()
    (templates / "words/id.yaml").symlink_to("../kata.yaml")
    assert site.build().warnings == ()
    assert site.read("/redaksi/") == "kakiDepan"
    assert [path for path in site.tree() if path.startswith("assets/warna.")]


# limits


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("ꦗꦮ" * 60, "2026-11-05"),
        ("漢" * 120, "2026-11-05"),
        ("Pohon Tua", "1900-01-01"),
        ("Kabar " * 60, "2026-11-05"),
    ],
)
def test_odd_articles_build(make_site: MakeSite, title: str, date: str) -> None:
    site = make_site(NEWSROOM | {"aneh.md": article(title, date, tags=[title], body=paragraphs(9))})
    result = site.build()
    assert result.articles == 4
    assert title.strip() in site.read("/feed.xml") or date < "2026"
    assert site.build().written == 0


def _outcome(site: Project) -> str:
    """`built`, or the errors of a build."""
    try:
        site.build(future=True)
    except ContentError as error:
        return str(error)
    return "built"


@pytest.mark.parametrize("latest", ["current", "frozen"])
@pytest.mark.parametrize(
    "date", ["9999-12-31 23:30", "9999-12-31 23:30 -0800", "1900-01-01 00:00 +1400", "0001-01-01 00:00 +0800"]
)
def test_dates_at_the_ends_of_time_are_no_crash(make_site: MakeSite, date: str, latest: str) -> None:
    """Such a date is built or refused with its place, and nothing else."""
    site = make_site({"x.md": article("Ujung Waktu", date)}, CONFIG + f"latest: {latest}\n", BARE)
    assert _outcome(site).startswith(("built", "x.md:3:7: date: "))
