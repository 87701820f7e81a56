"""`newsgen check --published`: which addresses would die, where their stories are, and what is written."""

import gzip
import io
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from conftest import BARE, CONFIG, MakeSite, Project, article, photo
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsgen.cli import main
from newsgen.publishing.published.address import Published, parse
from newsgen.publishing.published.guesses import guess
from newsgen.publishing.published.html_head import read_head
from newsgen.publishing.published.known import Known, KnownPages
from newsgen.publishing.published.lists_and_files import is_feed, is_file
from newsgen.publishing.published.traces import slug_texts, trace

SEKDA = "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/"
FILES: dict[str, str | bytes] = {
    "2018/sekda.md": article(
        "Sekda Jambi Ajak 49 OPD Berinovasi",
        "2018-08-02",
        categories=["Pemerintahan"],
        tags=["Kota Jambi"],
        aliases=["/?p=126536"],
        body="![Foto](foto.jpg)\n\n[Foto asli](foto.jpg)",
    ),
    "2018/pasar.md": article("Pasar Tani Dibuka Setiap Kamis", "2018-09-10"),
    "2018/apbd.md": article("Dewan Mulai Periksa Pertanggungjawaban APBD 2018", "2019-06-04"),
    "2018/cabut.md": article("Jalan Lintas Ditutup Total", "2018-10-01", status="withdrawn", reason="Keliru"),
    "2018/foto.jpg": photo(),
    "pages/redaksi.md": "---\ntitle: Redaksi\naliases: [/tentang/redaksi.html]\n---\nKami.\n",
    "sections/pemerintahan.md": "---\ntitle: Pemerintahan\n---\n",
    "dok/laporan tahunan.pdf": b"%PDF",
}


def run(site: Project, *options: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", "--project", str(site.path), *options], input=stdin)


def found(site: Project, *options: str, stdin: str | None = None) -> dict[str, Any]:
    """What a check says of published addresses, with its own warnings as texts."""
    result = run(site, "--json", *options, stdin=stdin)
    decoded = json.loads(result.stdout)
    assert "published" in decoded, result.output
    published: dict[str, Any] = decoded["published"]
    return published


def dying(site: Project, text: str, *options: str) -> dict[str, tuple[str, int]]:
    """By address: the file and the certainty of the guess, for a list of addresses."""
    listed = found(site, "--published", "-", *options, stdin=text)
    return {one["url"]: (one["file"], one["certainty"]) for one in listed["dying"]}


# addresses


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://Kabar.example/a/", "kabar.example/a/"),
        ("http://www.kabar.example:80/a/index.html", "kabar.example/a/"),
        ("https://kabar.example:443", "kabar.example/"),
        ("https://kabar.example:8080/a", "kabar.example:8080/a"),
        ("//kabar.example/a", "kabar.example/a"),
        ("kabar.example/a", "kabar.example/a"),
        ("/a/?utm_source=wa&fbclid=x", "/a/"),
        ("/?p=12&utm_medium=x#bab", "/?p=12"),
        ("/INDEX.HTML", "/"),
        (" /a%20b ", "/a%20b"),
        ("/a b", "/a b"),
        ("/myindex.html", "/myindex.html"),
        ("", None),
        ("halo", None),
        ("2018/08/x", None),
        ("mailto:a@kabar.example", None),
        ("javascript:x", None),
        ("https://", None),
        ("http://[x", None),
        ("https://a.example:x/", None),
    ],
)
def test_what_varies_in_an_address_is_left_out(typed: str, address: str | None) -> None:
    parsed = parse(typed)
    assert (str(parsed) if parsed else None) == address


ANSWERED = [
    SEKDA,
    SEKDA[:-1],
    SEKDA + "index.html",
    SEKDA + "?utm_source=wa",
    SEKDA + "#bab",
    SEKDA.replace("sekda", "%73ekda"),
    f"http://www.kabar.example{SEKDA}",
    f"https://kabar.example:443{SEKDA}",
    "/?p=126536",
    "https://kabar.example/?p=126536&utm_source=x",
    "/tentang/redaksi.html",
    "/redaksi",
    "/kategori/pemerintahan/",
    "/tag/kota-jambi/",
    "/feed.xml",
    "/kategori/pemerintahan/feed.xml",
    "/2018/10/jalan-lintas-ditutup-total/",
    "/2018/foto.jpg",
    "/dok/laporan%20tahunan.pdf",
    "/dok/laporan tahunan.pdf",
    "/",
    "https://kabar.example",
]
EXEMPT = {
    "/hal/7/": "numbered pages",
    "/kategori/tiada/page/3": "numbered pages",
    f"{SEKDA}2/": "numbered pages",
    "/tiada?paged=3": "numbered pages",
    "/2011/05/": "index by date",
    "/2018/08/02/": "index by date",
    "/2018/foto.jpg.0123456789.720.avif": "other sizes of pictures",
    "/wp-content/uploads/foto-300x200.jpg": "other sizes of pictures",
    "/post-sitemap1.xml": "files for machines",
    "/peta/sitemap_index.xml": "files for machines",
}


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_what_answers(make_site: MakeSite, root: str) -> None:
    site = make_site(FILES, CONFIG.replace("example/", f"example{root}"))
    listed = "\n".join(one.replace("example/", f"example{root}") for one in ANSWERED if one[-1] != "e")
    result = found(site, "--published", "-", stdin=listed)
    assert result["dying"] == []
    assert result["answered"] == result["addresses"] > 10
    assert run(site, "--published", "-", stdin=listed).exit_code == 0


def test_paths_with_the_folder_of_the_site(make_site: MakeSite) -> None:
    site = make_site(FILES, CONFIG.replace("example/", "example/koran/"))
    result = found(site, "--published", "-", stdin="/koran/redaksi/\n/koran/2018/foto.jpg\n/redaksi/")
    assert (result["dying"], result["addresses"]) == ([], 2)


def test_what_need_not_answer(make_site: MakeSite) -> None:
    site = make_site(FILES)
    result = found(site, "--published", "-", stdin="\n".join(EXEMPT))
    assert result["dying"] == []
    assert result["exempt"] == {what: list(EXEMPT.values()).count(what) for what in set(EXEMPT.values())}


# guesses

GUESSED: list[tuple[str, str, range]] = [
    ("/berita/2018/08/02/sekda-jambi-ajak-49-opd-berinovasi.html", "2018/sekda.md", range(95, 100)),
    ("/sekda-jambi-ajak-49-opd-berinovasi", "2018/sekda.md", range(90, 95)),
    ("/read/7771/Sekda_Jambi_Ajak_49_OPD_Berinovasi/", "2018/sekda.md", range(90, 95)),
    ("/2018/07/sekda-jambi-ajak-49-opd-berinovasi/", "2018/sekda.md", range(95, 100)),  # two days before
    ("/2015/01/sekda-jambi-ajak-49-opd-berinovasi/", "2018/sekda.md", range(50, 90)),
    ("/x/sekda-jambi-ajak-49-opd-ber.html", "2018/sekda.md", range(80, 90)),
    ("/x/sekda-jambi-ajak-50-opd-berinovasi", "2018/sekda.md", range(30, 50)),
    ("/x/pasar-tani-buka-setiap-kamis", "2018/pasar.md", range(60, 90)),
    ("/detail/126536", "2018/sekda.md", range(90, 100)),
    ("/index.php?id=126536", "2018/sekda.md", range(90, 100)),
    ("/2018/10/jalan-lintas-ditutup-total.html", "2018/cabut.md", range(90, 100)),
    ("/redaksi.html", "pages/redaksi.md", range(50, 90)),
    ("/category/pemerintahan/", "sections/pemerintahan.md", range(90, 100)),
    ("/label/kota-jambi", "tags/kota-jambi.md", range(90, 100)),
    ("/wp-content/uploads/2018/08/Foto.JPG", "2018/foto.jpg", range(50, 90)),
    ("/entah/resep-bubur-ikan-patin", "", range(1)),
    ("/author/pasar-tani", "", range(1)),
    ("/p/126536/", "2018/sekda.md", range(90, 100)),
    ("/kategori/pemerintahan/126536/", "2018/sekda.md", range(90, 100)),
    ("/?p=77", "", range(1)),
    ("/?mod=berita&id=126536", "2018/sekda.md", range(90, 100)),
]


@pytest.mark.parametrize(("address", "file", "certainty"), GUESSED, ids=[one[0] for one in GUESSED])
def test_where_a_story_is_now(make_site: MakeSite, address: str, file: str, certainty: range) -> None:
    guesses = dying(make_site(FILES, templates=BARE), address)
    assert [one[0] for one in guesses.values()] == [file]
    assert next(iter(guesses.values()))[1] in certainty


def test_a_small_number_alone_proves_little(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Satu Kabar", "2018-08-02", aliases=["/berita.php?id=4"])})
    assert dying(site, "/?p=4") == {"/?p=4": ("a.md", 70)}


def test_headlines_and_dates_of_the_source_help(make_site: MakeSite) -> None:
    site = make_site(FILES)
    listed = "url,title,date\n/a/1,Pasar Tani Dibuka Setiap Kamis,2018-09-10\n/a/2,Entah,\n"
    assert dying(site, listed) == {"/a/1": ("2018/pasar.md", 91), "/a/2": ("", 0)}


def test_a_file_that_is_there_and_not_published(make_site: MakeSite) -> None:
    site = make_site(FILES | {"lain.jpg": photo("#123")})
    assert dying(site, "/lain.jpg\n") == {"/lain.jpg": ("lain.jpg", 100)}
    assert "set `originals: all`" in run(site, "--published", "-", stdin="/lain.jpg\n").output


def test_an_address_that_a_story_was_imported_from(make_site: MakeSite) -> None:
    story = article("Lain Sekali", "2017-01-01", origin="http://www.lama.example/baca/9?x=1")
    site = make_site(FILES | {"x.md": story})
    assert dying(site, "https://lama.example/baca/9?x=1\n") == {"/baca/9?x=1": ("x.md", 100)}


def test_of_several_none_is_sure_unless_the_date_tells(make_site: MakeSite) -> None:
    files = {f"{day}.md": article("Jadwal Salat Hari Ini", f"2018-08-{day}") for day in ("02", "12")}
    site = make_site({path: text.replace("hari-ini", f"hari-ini-{path[:2]}") for path, text in files.items()})
    listed = "url,title\n/x/1,Jadwal Salat Hari Ini\n/2018/08/12/y,Jadwal Salat Hari Ini\n"
    result = found(site, "--published", "-", "--sure", "50", "--fix", "--dry-run", stdin=listed)
    first, second = sorted(result["dying"], key=lambda one: str(one["url"]), reverse=True)
    assert (first["file"], first["certainty"], first["others"][0]["path"]) == ("02.md", 60, "12.md")
    assert (second["file"], second["certainty"], second["others"]) == ("12.md", 94, [])
    before = (site.path / "content/02.md").read_bytes()
    done = run(site, "--published", "-", "--sure", "50", "--fix", stdin=listed)
    assert (done.exit_code, (site.path / "content/02.md").read_bytes()) == (1, before)
    assert b"aliases: [/2018/08/12/y]" in (site.path / "content/12.md").read_bytes()


def test_numbers_tell_stories_apart() -> None:
    known = [Known(f"{year}.md", f"/{year}/", (f"periksa apbd {year}",)) for year in (2017, 2018)]
    address = parse("/x/periksa-apbd-2018")
    assert address
    found = guess(trace(Published(address, ""), ()), "", known)
    assert found.best
    assert (found.best.path, found.best.certainty, found.others) == ("2018.md", 92, ())


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/2018/08/pasar-tani.html", ("pasar tani",)),
        ("/2018-08-02-pasar-tani/", ("pasar tani", "2018 08 02 pasar tani")),
        ("/pasar-tani-buka/amp/", ("pasar tani buka",)),
        ("/read/pasar-tani-buka/1234", ("pasar tani buka",)),
        ("/d-4148822/pasar-tani", ("pasar tani",)),
        ("/pasar-tani-d4148822", ("pasar tani", "pasar tani d4148822")),
        ("/berita/4148822", ()),
        ("/Pasar%20Tani%20B%C3%A9nar", ("pasar tani benar",)),
        ("/", ()),
    ],
)
def test_the_slug_of_an_address(path: str, texts: tuple[str, ...]) -> None:
    assert slug_texts(path) == texts


def test_feeds_and_files_are_told_from_pages() -> None:
    feeds = ("/feed/", "/feed", "/rss.xml", "/a/feed/atom/", "/feeds/posts/default", "/x.rss")
    assert all(map(is_feed, feeds))
    assert not any(map(is_feed, ("/feedback/", "/a/x.xml", "/berita-rss/")))
    assert all(map(is_file, ("/a.pdf", "/a/b.JPG")))
    assert not any(map(is_file, ("/a.html", "/a.php", "/a/", "/pasal-1.5", "/.well-known", "/2018.08")))


def test_what_a_person_has_to_do_is_said(make_site: MakeSite) -> None:
    shown = run(make_site(FILES), "--published", "-", stdin="/feed/\n/lama/foto.jpg\n").output
    assert "a feed: let your host redirect it" in shown
    assert "no page can stand here: put the file there, below content/" in shown


# writing


def test_what_is_certain_is_written_once(make_site: MakeSite) -> None:
    site = make_site(FILES)
    listed = "/a/sekda-jambi-ajak-49-opd-berinovasi\n/b/sekda-jambi-ajak-49-opd-berinovasi.php?x=1\n"
    before = (site.path / "content/2018/sekda.md").read_text("utf-8")
    tried = run(site, "--published", "-", "--fix", "--dry-run", stdin=listed)
    assert tried.exit_code == 1
    assert "2 addresses in 1 file to write" in tried.output
    assert (site.path / "content/2018/sekda.md").read_text("utf-8") == before
    done = run(site, "--published", "-", "--fix", stdin=listed)
    assert done.exit_code == 0, done.output
    assert "2 addresses in 1 file written: review them, then build." in done.output
    after = (site.path / "content/2018/sekda.md").read_text("utf-8")
    aliases = ", ".join(f'"{one}"' if "?" in one else one for one in listed.split())
    assert after == before.replace('aliases: ["/?p=126536"]', f'aliases: ["/?p=126536", {aliases}]')
    again = run(site, "--published", "-", "--fix", stdin=listed)
    assert (again.exit_code, "2 answered, 0 would die" in again.output) == (0, True)
    assert (site.path / "content/2018/sekda.md").read_text("utf-8") == after
    site.build()
    assert SEKDA in site.read("/a/sekda-jambi-ajak-49-opd-berinovasi/")


def test_only_what_is_sure_enough_is_written(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = site.path.joinpath("content/2018/pasar.md").read_bytes()
    listed = "/x/pasar-tani-buka-setiap-kamis\n"
    assert run(site, "--published", "-", "--fix", stdin=listed).exit_code == 1
    assert site.path.joinpath("content/2018/pasar.md").read_bytes() == before
    assert run(site, "--published", "-", "--fix", "--sure", "60", stdin=listed).exit_code == 0
    assert (
        b"aliases: [/x/pasar-tani-buka-setiap-kamis]"
        in site.path.joinpath("content/2018/pasar.md").read_bytes()
    )


def test_toml_is_written_and_what_can_t_be_is_said(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": "+++\ntitle = 'Banjir Besar di Tebo'\ndate = '2026-11-01'\n[x]\ny = 1\n+++\nAir.\n",
            "b.md": '{\n"title": "Jembatan Tembesi Dibuka", "date": "2026-11-02"\n}\nJalan.\n',
            "c.md": article("Pasar Tani Dibuka", "2026-11-02", tags=["Kota"]),
        }
    )
    listed = "/banjir-besar-di-tebo\n/jembatan-tembesi-dibuka.html\n/topik/kota/\n"
    done = run(site, "--published", "-", "--fix", stdin=listed)
    assert done.exit_code == 1
    assert (
        "content/b.md: /jembatan-tembesi-dibuka.html: write `aliases: [/jembatan-tembesi-dibuka.html]`"
        in done.output
    )
    assert "content/tags/kota.md: /topik/kota/: make this file, with `aliases: [/topik/kota/]`" in done.output
    text = (site.path / "content/a.md").read_text("utf-8")
    assert text.startswith("+++\ntitle = 'Banjir Besar di Tebo'\ndate = '2026-11-01'\naliases = ")
    assert not (site.path / "content/tags").exists()
    site.write("tags/kota.md", "---\naliases: [/topik/kota/]\n---\n")
    assert dying(site, listed) == {"/jembatan-tembesi-dibuka.html": ("b.md", 92)}


# sources

URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://kabar.example/lama/x.jpg</image:loc></image:image>
<loc>
 https://kabar.example/a/1?x=1&amp;y=2 </loc>
<news:news><news:publication_date>2018-09-10T08:00:00+07:00</news:publication_date>
<news:title>Pasar Tani Dibuka Setiap Kamis</news:title></news:news></url>
<url><loc>https://kabar.example/redaksi/</loc><lastmod>2018-01-01</lastmod></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://kabar.example/sitemap/one.xml</loc></sitemap>
<sitemap><loc>https://kabar.example/two.xml.gz</loc></sitemap>
<sitemap><loc>https://kabar.example/index.xml</loc></sitemap>
<sitemap><loc>https://kabar.example/../../etc/passwd</loc></sitemap>
<sitemap><loc>https://kabar.example/three.xml</loc></sitemap></sitemapindex>"""


def test_a_sitemap(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    for name, data in (("map", URLSET.encode()), ("map.gz", gzip.compress(URLSET.encode()))):
        (tmp_path / name).write_bytes(data)
        result = found(site, "--published", str(tmp_path / name))
        assert [(one["url"], one["file"], one["certainty"]) for one in result["dying"]] == [
            ("/a/1?x=1&y=2", "2018/pasar.md", 91),
            ("/lama/x.jpg", "", 0),
        ]
        assert result["sources"][0]["kind"] == "sitemap"


def test_an_index_is_read_as_far_as_it_was_saved(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    (tmp_path / "index.xml").write_text(INDEX)
    (tmp_path / "sitemap").mkdir()
    (tmp_path / "sitemap/one.xml").write_text(URLSET)
    (tmp_path / "two.xml.gz").write_bytes(gzip.compress(URLSET.replace("/a/1", "/a/2").encode()))
    result = found(site, "--published", str(tmp_path / "index.xml"))
    assert [one["url"] for one in result["dying"]] == ["/a/1?x=1&y=2", "/a/2?x=1&y=2", "/lama/x.jpg"]
    assert [one["message"] for one in result["warnings"]] == [
        "the sitemap `https://kabar.example/../../etc/passwd` was not read",
        "the sitemap `https://kabar.example/three.xml` was not read",
    ]
    read = str(tmp_path / "two.xml.gz")
    assert run(site, "--published", read, "--fix").exit_code == 1


@pytest.mark.parametrize(
    "config", [CONFIG, CONFIG + "originals: all\nfeeds: [section, tag]\nnextpage: split\n"]
)
def test_a_site_holds_what_it_publishes(make_site: MakeSite, config: str) -> None:
    """Its own sitemap, and its own folder."""
    stories = {
        f"s/{n}.md": article(f"Berita {n}", f"2018-08-{n % 28 + 1:02}", tags=["Kota"]) for n in range(50)
    }
    site = make_site(FILES | stories, config)
    site.build()
    result = found(site, "--published", str(site.site / "sitemap.xml"), "--published", str(site.site))
    assert (result["dying"], result["exempt"], result["warnings"]) == ([], {}, [])
    assert result["sources"][1]["kind"] == "site built by newsgen"
    assert result["addresses"] > 60


def test_the_folder_of_an_old_site(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    old = tmp_path / "old"
    page = "<html><head><meta property='og:title' content='{}'></head><body><title>x</title></body></html>"
    files = {
        "index.html": page.format("Depan"),
        "a/1/index.html": page.format("Pasar Tani Dibuka Setiap Kamis"),
        "b.html": page.format("Entah"),
        "berita.xml": "<rss version='2.0'><channel/></rss>",
        "peta.xml": URLSET,
        "img/x y.png": "png",
        "img/y.js": "js",
        "wp-content/style.css": "css",
        ".git/index.html": "x",
        "assets/a.png": "png",
    }
    for path, text in files.items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text(text)
    result = found(site, "--published", str(old))
    assert {one["url"]: one["file"] for one in result["dying"]} == {
        "/a/1/": "2018/pasar.md",
        "/assets/a.png": "",
        "/b.html": "",
        "/berita.xml": "",
        "/img/x%20y.png": "",
    }
    assert result["answered"] == 1
    (old / ".newsgen").write_text("x")
    assert "/assets/a.png" not in {one["url"] for one in found(site, "--published", str(old))["dying"]}


LISTS = {
    "plain": "# lama\n\n/a/1\nhttps://kabar.example/a/2, dua\n\n",
    "with a byte order mark": "\ufeff/a/1\n/a/2,\u0020dua\n",
    "csv": 'url,clicks\n/a/1,5\n"/a/2, dua",7\n',
    "semicolons": "Halaman teratas;Klik\n/a/1;5\n/a/2, dua;7\n",
    "tabs without a header": "1\t/a/1\n2\t/a/2, dua\n",
    "json": '{"url": "/a/1", "title": "x"}\n{"loc": "/a/2, dua"}\n',
    "json texts": '"/a/1"\n"/a/2, dua"\n',
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list(make_site: MakeSite, text: str) -> None:
    result = found(make_site(FILES), "--published", "-", stdin=text)
    assert [unquote(one["url"]) for one in result["dying"]] == ["/a/1", "/a/2, dua"]
    assert result["warnings"] == []


@pytest.mark.parametrize(
    "text", ["url,file\n/x/y/,{}\n", "url,file\n/x/y/,content/{}\n", '{{"url": "/x/y/", "file": "{}"}}\n']
)
def test_a_list_may_name_the_file(make_site: MakeSite, text: str) -> None:
    path = next(path for path in FILES if path.endswith(".md"))
    site = make_site(FILES)
    (dying,) = found(site, "--published", "-", stdin=text.format(path))["dying"]
    assert (dying["file"], dying["certainty"], dying["why"]) == (path, 100, "named there")
    (dying,) = found(site, "--published", "-", stdin=text.format("tiada.md"))["dying"]
    assert dying["certainty"] == 0


def test_lines_that_are_no_address_are_named(make_site: MakeSite, tmp_path: Path) -> None:
    listed = tmp_path / "alamat.txt"
    listed.write_text("/a/1\nhalo\n\n# ya\nmailto:a@kabar.example\n")
    site = make_site(FILES)
    result = run(site, "--published", str(listed))
    assert [line for line in result.stderr.splitlines() if "alamat" in line] == [
        f"warning: {listed}:2:1: `halo` is no address",
        f"warning: {listed}:5:1: `mailto:a@kabar.example` is no address",
    ]
    assert f"{listed}:1" in json.dumps(found(site, "--published", str(listed)))


def warc(*records: tuple[str, str, str, bytes], compressed: bool = True) -> bytes:
    """A web archive of responses: address, status, media type and body of each."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "uji"}))
    for url, status, media, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), len(body), http_headers=headers)
        )
    return stream.getvalue()


RECORDS = (
    (
        "https://kabar.example/a/1",
        "200 OK",
        "text/html; charset=iso-8859-1",
        "<title>Pasar Tani Dibuka Setiap Kamis - Kabar é</title>".encode("latin-1"),
    ),
    ("https://kabar.example/a/2", "404 Not Found", "text/html", b"tiada"),
    ("https://kabar.example/a/3.css", "200 OK", "text/css", b"css"),
    ("https://kabar.example/rss/", "200 OK", "application/rss+xml", b"<rss/>"),
    ("https://pihak.example/bingkai", "200 OK", "text/html", b"<title>x</title>"),
)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_web_archive(make_site: MakeSite, tmp_path: Path, compressed: bool) -> None:
    (tmp_path / "arsip").write_bytes(warc(*RECORDS, compressed=compressed))
    result = found(make_site(FILES), "--published", str(tmp_path / "arsip"))
    assert [(one["url"], one["file"], one["certainty"]) for one in result["dying"]] == [
        ("/a/1", "2018/pasar.md", 88),
        ("/rss/", "", 93),
    ]
    assert result["sources"][0]["elsewhere"] == {"pihak.example": 1}


def test_a_damaged_web_archive_is_read_as_far_as_possible(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "arsip").write_bytes(warc(*RECORDS)[:-300])
    site = make_site(FILES)
    result = found(site, "--published", str(tmp_path / "arsip"))
    assert "/a/1" in [one["url"] for one in result["dying"]]
    with ZipFile(tmp_path / "arsip.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(*RECORDS))
    result = found(site, "--published", str(tmp_path / "arsip.wacz"))
    assert [one["url"] for one in result["dying"]] == ["/a/1", "/rss/"]


REFUSED = {
    "html": (b"<!DOCTYPE html><html></html>", "is a single page"),
    "feed": (b"<?xml version='1.0'?><rss version='2.0'></rss>", "is a feed"),
    "other xml": (b"<svg/>", "is XML, but no sitemap"),
    "broken sitemap": (b"<urlset>\n<url>", "the sitemap is broken: no element found"),
    "entities": (b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>", "definitions of its own"),
    "picture": (photo(), "is none of the sources"),
    "latin": (b"/a\n/\xe9\n", ":2:1: is not UTF-8 text"),
    "zip": (b"PK\x03\x04xx", "is damaged"),
    "gzip": (gzip.compress(b"/a\n")[:-4], "is damaged"),
    "prose": (b"Halo semua.\n", "is a text without any address"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_source(make_site: MakeSite, tmp_path: Path, name: str) -> None:
    data, message = REFUSED[name]
    (tmp_path / "sumber.txt").write_bytes(data)
    result = run(make_site(FILES), "--published", str(tmp_path / "sumber.txt"))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {tmp_path}/sumber.txt")
    assert message in result.stderr


def test_wrong_use(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    for options in (
        ["x.txt"],
        ["--fix"],
        ["--published", "-", "--dry-run"],
        ["--published", str(tmp_path / "x")],
    ):
        assert run(site, *options, stdin="").exit_code == 2
    assert run(site, "--published", "-", "--former-url", "halo", stdin="/a").exit_code == 2
    empty = run(site, "--published", "-", stdin="\n")
    assert (empty.exit_code, "there are no addresses in this list" in empty.stderr) == (0, True)
    assert run(site, "--published", "-", "--strict", stdin="\n").exit_code == 1


def test_without_warcio_it_says_what_to_install(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "arsip").write_bytes(warc(*RECORDS))
    monkeypatch.setattr("newsgen.publishing.extras.find_spec", lambda name: None)
    result = run(make_site(FILES), "--published", str(tmp_path / "arsip"))
    assert result.exit_code == 2
    assert "pip install 'newsgen[import]'" in result.stderr


# hosts


def test_a_former_site_is_compared_by_its_paths(make_site: MakeSite) -> None:
    site = make_site(FILES)
    listed = f"https://www.lama.example{SEKDA}\nhttp://lama.example/a/1\n"
    result = found(site, "--published", "-", stdin=listed)
    assert (result["answered"], [one["url"] for one in result["dying"]]) == (1, ["/a/1"])
    assert result["sources"][0]["former"] == "lama.example"
    assert "with those of lama.example" in run(site, "--published", "-", stdin=listed).output


def test_other_sites_are_counted_and_named_once(make_site: MakeSite) -> None:
    listed = f"https://kabar.example{SEKDA}\nhttps://a.example/x\nhttps://a.example/y\nhttps://b.example/\n"
    site = make_site(FILES)
    result = found(site, "--published", "-", stdin=listed)
    assert (result["addresses"], result["dying"]) == (1, [])
    (warning,) = result["warnings"]
    assert warning["message"] == "addresses of other sites were not compared: a.example (2), b.example (1)"
    mixed = found(site, "--published", "-", stdin="https://a.example/x\nhttps://b.example/\n")
    assert "--former-url" in mixed["warnings"][0]["hint"]


def test_a_former_address_may_have_a_path(make_site: MakeSite) -> None:
    site = make_site(FILES, CONFIG.replace("example/", "example/koran/"))
    listed = f"https://lama.example/berita{SEKDA}\nhttps://lama.example/toko/x\nhttps://kabar.example/x\n"
    result = found(site, "--published", "-", "--former-url", "http://lama.example/berita/", stdin=listed)
    assert (result["answered"], result["dying"]) == (1, [])
    assert result["sources"][0]["elsewhere"] == {"lama.example": 1, "kabar.example": 1}
    site.configure(
        CONFIG.replace("example/", "example/koran/") + "former_urls: [http://lama.example/berita]\n"
    )
    assert found(site, "--published", "-", stdin=listed) == result


# cost


def test_titles_in_a_head() -> None:
    head = read_head(
        b'<head><title>Judul &amp; Kata | Kabar</title><meta content="2018-08-02T10:00" '
        b"property=article:published_time></head><meta property='og:title' content='Lain'>"
    )
    assert head.titles == ("Judul & Kata | Kabar", "Judul & Kata", "Kabar")
    assert head.date == "2018-08-02"


def test_thousands_are_guessed_in_seconds() -> None:
    """What is compared with each address does not grow with the archive."""
    words = [f"kata{n}" for n in range(3000)]
    texts = [" ".join(words[(n * k) % 3000] for k in (1, 7, 11, 13, 17, 19)) for n in range(1, 20_001)]
    pages = [Known(f"{n}.md", f"/{n}/", (text,)) for n, text in enumerate(texts)]
    addresses = [parse(f"/x/{text.replace(' ', '-')}-lagi") for text in texts[:: len(texts) // 200]]
    traces = [trace(Published(one, ""), ()) for one in addresses if one]
    started = time.monotonic()
    found = KnownPages(pages, traces)
    best = [guess(one, "", found.like(one, "")).best for one in traces]
    assert all(best)
    assert time.monotonic() - started < 10
