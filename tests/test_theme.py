"""The default theme: one page of every template as a golden file, what pages weigh, what their parts promise.

`make golden` writes the golden files anew; read the difference before you keep it.
"""

import gzip
import os
import re
from base64 import b64decode
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from conftest import CONFIG, MakeSite, Project, article, paragraphs

from newsgen.config import Config
from newsgen.errors import ConfigError, TemplateError
from newsgen.publishing.settings import contrast
from newsgen.rendering.layout import accent_style, policy
from newsgen.rendering.theme import Theme, default_folder

# One colour, 360 by 240: the same bytes wherever this runs, and so the same addresses.
PHOTO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAWgAAADwCAIAAACixWkYAAACSUlEQVR42u3UMQ0AAAgEsZeNHGZUooGFqUkV3HCpaYCTSAAY"
    "B2AcgHEAxgEYB4BxAMYBGAdgHIBxABgHYByAcQDGARgHgHEAxgEYB2AcgHEAxgFgHIBxAMYBGAdgHADGARgHYByAcQDGAWAc"
    "gHEAxgEYB2AcAMYBGAdgHIBxAMYBGAeAcQDGARgHYByAcQAYB2AcgHEAxgEYB4BxAMYBGAdgHIBxABgHYByAcQDGARgHYBwA"
    "xgEYB2AcgHEAxgFgHIBxAMYBGAdgHADGARgHYByAcQDGAWAcgHEAxgEYB2AcgHEAGAdgHIBxAMYBGAeAcQDGARgHYByAcQAY"
    "B2AcgHEAxgEYB2AcKgDGARgHYByAcQDGAWAcgHEAxgEYB2AcAMYBGAdgHIBxAMYBYByAcQDGARgHYByAcQAYB2AcgHEAxgEY"
    "B4BxAMYBGAdgHIBxABgHYByAcQDGARgHgHEAxgEYB2AcgHEAxgFgHIBxAMYBGAdgHADGARgHYByAcQDGAWAcgHEAxgEYB2Ac"
    "AMYBGAdgHIBxAMYBGAeAcQDGARgHYByAcQAYB2AcgHEAxgEYB4BxAMYBGAdgHIBxAMahAmAcgHEAxgEYB2AcAMYBGAdgHIBx"
    "AMYBYByAcQDGARgHYBwAxgEYB2AcgHEAxgEYB4BxAMYBGAdgHIBxABgHYByAcQDGARgHgHEAxgEYB2AcgHEAGAdgHIBxAMYB"
    "GAdgHADGARgHYByAcQDGAWAcgHEAxgEYB2AcAMYBGAdgHIBxAMYBYByAcQAfFqtpZcDXvybxAAAAAElFTkSuQmCC"
)
GOLDEN = Path(__file__).parent / "golden"
_HASHED = re.compile(r"\.[0-9a-f]{10}(\.(?:css|js|svg)\b)")

SETTINGS = CONFIG.replace("search: off\n", "") + (
    "archive: day\n"
    'tagline: Dari tepi sungai\ndescription: Berita Batanghari\naccent: "#0b5d3b"\n'
    "publisher: PT Kabar Uji\nmasthead: [Penanggung jawab Ratna]\nnextpage: split\nper_page: 2\n"
    "menu: [{title: Warga, url: /kategori/warga/}, {title: Kontak, url: /redaksi/}]\n"
    "social: {facebook: https://facebook.example/kabar}\nwhatsapp_channel: https://wa.example/kabar\n"
    "comments: redaksi@kabar.example\nindexnow: kunci-surat\npreferred_source: true\n"
    "policies: {masthead: /redaksi/, ethics: /redaksi/, corrections: /redaksi/, contact: /redaksi/}\n"
)
STORY = article(
    'Warga "Tepi" & Sungai',
    "2026-03-02 09:05",
    updated="2026-03-03 10:00",
    authors=["Ratna Maulida", "Hms"],
    editors=["Yusril"],
    source="Humas",
    categories=["Warga"],
    tags=["Sungai", "Banjir"],
    dateline="Jambi",
    summary="Ringkasan yang ditulis sendiri.",
    series="Hulu ke Hilir",
    translations={"en": "https://en.example/river/"},
    image={"src": "/foto/s.png", "alt": "Sungai", "caption": "Saat surut", "credit": "Hms"},
    corrections=[{"date": "2026-03-04", "text": "Namanya Ratna."}],
    archived_comments=[
        {"author": "Budi & Sari", "date": "2026-03-03 09:12", "text": "Semoga <b>lekas</b> surut.\n\nAmin."},
        {"author": "Redaksi", "date": "2026-03-03", "text": "Kami pantau.", "answers": 1},
        {"text": "Terima kasih.", "answers": 2},
    ],
    body="Air **surut**.\n\nBaca Juga: Panen Raya\n\n" + paragraphs(4),
)
NEWSROOM: dict[str, str | bytes] = {
    "warga.md": STORY,
    "panen.md": article(
        "Panen Raya", "2026-03-01", categories=["Warga"], tags=["Sungai"], image="/foto/s.png"
    ),
    "iklan.md": article(
        "Bank Buka Kelas", "2026-02-01", status="sponsored", series="Hulu ke Hilir", categories=["Ekonomi"]
    ),
    "rumor.md": article("Suara Gemuruh", "2026-01-05 07:00", status="unverified"),
    "panjang.md": article(
        "Panjang",
        "2026-01-02",
        body="Satu.\n\n<!--nextpage-->\n\nDua.",
        aliases=["/lama/", "/?p=9"],
        archived_comments=[{"text": "Panjang sekali."}],
    ),
    "lowongan.md": article("Lowongan Kerja", "2026-01-01", expires="2026-02-01"),
    "hapus.md": article("Berita Rahasia", "2026-01-01", status="removed", reason="Atas permintaan keluarga."),
    "keliru.md": article("Berita Keliru", "2026-01-01", status="withdrawn", reason="Sumbernya keliru."),
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\n## Alamat\n\nJalan Tepi.\n",
    "authors/ratna-maulida.md": (
        "---\nname: Ratna Maulida\nrole: Redaktur\nimage: /foto/s.png\n"
        "social: {x: 'https://x.example/ratna'}\nfediverse: ratna@fedi.example\n---\nDi *Jambi*.\n"
    ),
    "foto/s.png": PHOTO,
}
PAGES = {
    "home.html": "/",
    "article.html": "/2026/03/warga-tepi-sungai/",
    "article-plain.html": "/2026/02/bank-buka-kelas/",
    "article-part.html": "/2026/01/panjang/",
    "article-unverified.html": "/2026/01/suara-gemuruh/",
    "withdrawn.html": "/2026/01/berita-keliru/",
    "removed.html": "/2026/01/berita-rahasia/",
    "expired.html": "/2026/01/lowongan-kerja/",
    "list-section.html": "/kategori/warga/",
    "list-older.html": "/hal/1/",
    "list-author.html": "/penulis/ratna-maulida/",
    "list-series.html": "/seri/hulu-ke-hilir/",
    "index-years.html": "/indeks/",
    "index-months.html": "/2026/",
    "index-days.html": "/2026/03/",
    "index-day.html": "/2026/03/02/",
    "page.html": "/redaksi/",
    "search.html": "/cari/",
    "404.html": "/404.html",
    "latest.html": "/latest.html",
    "redirect.html": "/lama/",
    "feed.xml": "/feed.xml",
    "feed_json.txt": "/feed.json",
    "news.xml": "/sitemap/news.xml",
    "indexnow.txt": "/kunci-surat.txt",
    "sitemap.xml": "/sitemap/2026-03.xml",
    "robots.txt": "/robots.txt",
    "headers.txt": "/_headers",
    "manifest.txt": "/manifest.webmanifest",
}


def test_each_template_prints_what_its_golden_file_has(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, SETTINGS)
    site.build()
    printed = {name: _HASHED.sub(r".HASH\1", site.read(url)) for name, url in PAGES.items()}
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        for name, text in printed.items():
            (GOLDEN / name).write_text(text, "utf-8")
    golden = {file.name: file.read_text("utf-8") for file in GOLDEN.iterdir()}
    assert printed.keys() == golden.keys()
    for name, text in printed.items():
        assert text == golden[name], name


def test_every_template_has_a_golden_file() -> None:
    kinds = {file.name for file in default_folder().iterdir() if file.is_file()}
    assert kinds - {"base.html"} == {re.sub(r"-[a-z]+(?=\.)", "", name) for name in PAGES}


# weight


def weight(data: bytes) -> int:
    """Bytes on the wire, as hosts press them."""
    return len(gzip.compress(data, 6))


def heavy_article(make_site: MakeSite) -> Project:
    """A long article among articles with long headlines: more than most newspapers ever print."""
    headline = "Pemerintah Kabupaten Batanghari Menambah Anggaran Perbaikan Jalan di {} Kecamatan Tahun Ini"
    files: dict[str, str | bytes] = {
        f"{n}.md": article(
            headline.format(n), f"2026-02-{n:02d}", tags=["Jalan", "Anggaran"], categories=["Pemerintahan"]
        )
        for n in range(1, 21)
    }
    words = [f"kata{number * 7919 % 9973}" for number in range(1500)]
    body = "\n\n".join(" ".join(words[at : at + 60]) + "." for at in range(0, 1500, 60))
    files["panjang.md"] = article("Berita Panjang", "2026-03-01", tags=["Jalan"], body=body)
    return make_site(files, SETTINGS)


def test_a_page_is_light(make_site: MakeSite) -> None:
    site = heavy_article(make_site)
    site.build()
    assets = {
        re.sub(r"\.[0-9a-f]{10}|assets/", "", path): weight(data)
        for path, data in site.tree().items()
        if path.startswith("assets/")
    }
    for name in ("services.js", "comments.js"):
        del assets[name]  # only pages of a site with ads, analytics or comments load it
    assert assets.pop("search.js") + assets.pop("finding.js") <= 9 * 1024  # only the search page loads them
    assert assets.pop("finding_texts.js") <= 2 * 1024  # and this one where Pagefind searches
    assert set(assets) == {"style.css", "look.js", "script.js", "icons.svg"}  # with the page, five requests
    assert assets["style.css"] <= 8 * 1024
    assert assets["look.js"] <= 2 * 1024  # what a page waits for
    assert assets["script.js"] <= 3 * 1024
    assert weight(site.data("/2026/03/berita-panjang/")) + sum(assets.values()) <= 35 * 1024


# policy


def test_pages_hold_no_script_or_style_that_the_policy_forbids(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, SETTINGS)
    site.build()
    for path, data in site.tree().items():
        if not path.endswith(".html"):
            continue
        text = data.decode()
        scripts = re.findall(r"<script\b([^>]*)>", text)
        data_types = ('type="application/ld+json"', 'type="application/json"')
        runs = [a for a in scripts if "src=" not in a and not any(kind in a for kind in data_types)]
        assert runs == [], path
        assert set(re.findall(r"<style>(.*?)</style>", text)) <= {":root{--accent:#0b5d3b}"}, path
        assert re.findall(r"<[^>]*\s(?:style|on\w+)=", text) == [], path


@pytest.mark.parametrize(
    ("config", "rule"),
    [
        (Config(), "script-src 'self';"),
        (Config(), "style-src 'self';"),
        (Config(embeds=("www.youtube.com",)), "frame-src https://www.youtube.com;"),
        (Config(embeds=()), "frame-src 'none';"),
        (Config(accent="#0b5d3b"), "style-src 'self' 'sha256-LIDiAUKQpQyq0/ACd7eD1HMNiCH9xO4519sSb+h1nUA=';"),
    ],
)
def test_the_policy_follows_the_settings(config: Config, rule: str) -> None:
    assert rule in policy(config)


def test_without_a_colour_of_its_own_a_page_has_no_style() -> None:
    assert accent_style(Config()) == ""


def test_a_newsroom_brings_its_own_headers_and_icon(make_site: MakeSite) -> None:
    site = make_site({"_headers": "/*\n  X-Own: 1\n"}, templates={"assets/favicon.svg": "<svg/>"})
    site.build()
    assert site.read("/_headers") == "/*\n  X-Own: 1\n"
    assert re.search(r'rel="icon" href="/assets/favicon\.[0-9a-f]{10}\.svg"', site.read("/"))


# what the parts promise


def test_the_front_page_alone_bears_a_date_and_it_is_that_of_the_news(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, SETTINGS)
    site.build(now="2026-11-20 12:00")
    line = '<time datetime="2026-03-02">Senin, 2 Maret 2026</time><span>Dari tepi sungai</span>'
    assert [url for url in PAGES.values() if line in site.read(url)] == ["/"]


@pytest.mark.parametrize(
    ("summary", "standfirst"),
    [
        ("Kata redaksi sendiri.", "Kata redaksi sendiri."),
        ("Bupati meresmikan jembatan baru di atas sungai…", ""),
        ("Bupati meresmikan [...]", ""),
        ("", ""),
    ],
)
def test_a_summary_that_the_text_begins_with_is_not_said_twice(
    make_site: MakeSite, summary: str, standfirst: str
) -> None:
    body = "Bupati meresmikan jembatan baru di atas sungai pada hari Senin pagi.\n\nDua."
    site = make_site({"a.md": article("Jembatan", "2026-03-01", summary=summary, body=body)})
    site.build()
    found = re.findall(r'<p class="standfirst">(.*?)</p>', site.read("/2026/03/jembatan/"))
    assert found == ([standfirst] if standfirst else [])


@pytest.mark.parametrize(
    ("language", "attributes"),
    [("", ""), ("id", ""), ("en", ' lang="en"'), ("ur-PK", ' lang="ur-PK" dir="rtl"')],
)
def test_an_article_of_another_language_says_so_wherever_it_stands(
    make_site: MakeSite, language: str, attributes: str
) -> None:
    names = ("satu", "dua", "tiga", "empat", "lima", "enam")
    files: dict[str, str | bytes] = {
        f"{name}.md": article(name, f"2026-03-0{n}", language=language, tags=["x"], categories=["Warga"])
        for n, name in enumerate(names, 1)
    }
    site = make_site(files)
    site.build()
    story = site.read("/2026/03/satu/")
    assert f"<h1{attributes}>satu</h1>" in story
    assert f'<div class="text"{attributes}>' in story
    assert f'<a href="/2026/03/dua/"{attributes}>dua</a><time' in story  # related
    assert f'<h2{attributes}><a href="/2026/03/enam/">' in site.read("/")
    assert f'<li><a href="/2026/03/satu/"{attributes}>' in site.read("/")  # in a block
    assert f'<h2{attributes}><a href="/2026/03/satu/">' in site.read("/tag/x/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kata.\n\nنص عربي", '<p>Kata.</p>\n<p dir="auto">نص عربي</p>'),
        ("Kata **نص** kata.", '<p dir="auto">Kata <strong>نص</strong> kata.</p>'),
        ("- kata\n- נص", '<ul>\n<li>kata</li>\n<li dir="auto">נص</li>\n</ul>'),
        ("> kata\n>\n> نص", '<blockquote>\n<p>kata</p>\n<p dir="auto">نص</p>\n</blockquote>'),
        ('<p dir="rtl">نص</p>', '<p dir="rtl">نص</p>'),
        ("## نص", '<h2 dir="auto" id="'),
    ],
)
def test_a_paragraph_in_a_script_from_the_right_finds_its_direction(
    make_site: MakeSite, text: str, expected: str
) -> None:
    site = make_site(
        {
            "a.md": article("A", "2026-03-01", body=text),
            "b.md": article("نص", "2026-03-02", slug="b", language="ar", body="نص"),
            "c.md": article("نص", "2026-03-03", slug="c"),
        }
    )
    site.build()
    assert expected in site.read("/2026/03/a/")
    assert '<h1 lang="ar" dir="rtl">نص</h1>' in site.read("/2026/03/b/")
    assert "<p>نص</p>" in site.read("/2026/03/b/")  # as the article that it stands in
    assert '<h1 dir="auto">نص</h1>' in site.read("/2026/03/c/")


@pytest.mark.parametrize(
    ("length", "attributes"),
    [(74, ""), (75, ' class="long"'), (109, ' class="long"'), (110, ' class="huge"')],
)
def test_a_long_headline_is_set_smaller(make_site: MakeSite, length: int, attributes: str) -> None:
    title = ("Kata " * 30)[:length].strip().ljust(length, "x")
    site = make_site({"a.md": article(title, "2026-03-01", slug="a")})
    site.build()
    assert f"<h1{attributes}>{title}</h1>" in site.read("/2026/03/a/")
    assert f"<h2{attributes}><a" in site.read("/")


def test_the_first_picture_of_a_page_is_loaded_at_once_and_all_others_late(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        f"{n}.md": article(
            f"Berita {n}", f"2026-03-{n:02}", tags=["x"], categories=["Warga"], image="s.png" if n < 8 else ""
        )
        for n in range(1, 10)
    }
    site = make_site(files | {"s.png": PHOTO})
    site.build()
    for url in ("/", "/tag/x/", "/kategori/warga/", "/2026/03/berita-7/"):
        pictures = re.findall(r"<img[^>]*>", site.read(url).split("<main")[1].split("</main>")[0])
        assert 'fetchpriority="high"' in pictures[0], url
        assert "lazy" not in pictures[0], url
        assert all('loading="lazy"' in picture for picture in pictures[1:]), url


@pytest.mark.parametrize(("number", "shown"), [(2, 0), (3, 0), (4, 1), (9, 1)])
def test_an_advertisement_stands_in_the_middle_of_a_text(
    make_site: MakeSite, number: int, shown: int
) -> None:
    site = make_site(
        {"a.md": article("Jembatan", "2026-03-01", body=paragraphs(number))},
        templates={"ads/in_article.html": "<p>Toko & Sungai</p>"},
    )
    site.build()
    text = site.read("/2026/03/jembatan/")
    assert text.count('<aside class="ad"') == shown
    if shown:
        assert text.index("Paragraf ke-3") < text.index("Toko &") < text.index("Paragraf ke-4")


def test_both_languages_have_every_word() -> None:
    words = [
        yaml.safe_load((default_folder() / "words" / f"{language}.yaml").read_text("utf-8"))
        for language in ("id", "en")
    ]
    assert words[0].keys() == words[1].keys()
    assert all(word for catalogue in words for word in catalogue.values())


def test_the_style_knows_no_left_and_no_right() -> None:
    style = (default_folder() / "assets" / "style.css").read_text("utf-8")
    style = style.replace("float: left; float: inline-start", "")
    sides = (
        r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)\s*:|(?:float|text-align):\s*(?:left|right)"
    )
    assert re.findall(sides, style) == []


# templates of the newsroom's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "partials").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("template", "expected"),
    [("{{ d.k }}", "v"), ("{{ 'd' ~ d.k }}{{ d.gone is defined }}", "dvFalse")],
)
def test_a_key_may_be_read_like_an_attribute(own: Path, template: str, expected: str) -> None:
    (own / "latest.html").write_text(template, "utf-8")
    assert Theme(own, "id").render("latest.html", d={"k": "v"}) == expected


def test_what_is_missing_is_reported_where_it_was_written(own: Path) -> None:
    (own / "latest.html").write_text('\n{% include "partials/a.html" %}', "utf-8")
    (own / "partials/a.html").write_text("\n\n{{ d.gone }}", "utf-8")
    with pytest.raises(TemplateError, match=r"^templates/partials/a\.html:3:1: .*gone"):
        Theme(own, "id").render("latest.html", d={"k": "v"})


def test_an_error_in_a_fragment_names_the_template_of_the_fragment(own: Path) -> None:
    (own / "latest.html").write_text("{{ 'x'|card }}", "utf-8")
    (own / "partials/card.html").write_text("\n{{ card.gone }}", "utf-8")
    theme = Theme(own, "id")
    theme.use("/", "", {"card": lambda card: theme.render("partials/card.html", card=card)})
    with pytest.raises(TemplateError, match=r"^templates/partials/card\.html:2:1: .*gone"):
        theme.render("latest.html")


def test_a_theme_may_serve_one_newspaper_after_another(own: Path) -> None:
    (own / "latest.html").write_text("{{ site.paper }}{{ root }}", "utf-8")
    theme = Theme(own, "id")
    for paper, root in (("A", "/"), ("B", "/"), ("A", "/k/")):
        theme.use(root, "", {})
        assert theme.render("latest.html", site=SimpleNamespace(paper=paper)) == paper + root


def test_filters_that_depend_on_the_site_are_asked_anew_for_another(own: Path, tmp_path: Path) -> None:
    shown = "{% set w = {'card': '9rem'} %}{{ w.card }}{{ '/a'|absolute }}"
    macro = f"{{% macro picture(image) %}}{shown}{{% endmacro %}}"
    (own / "partials/picture.html").write_text(macro, "utf-8")
    for host in ("https://a.example", "https://b.example", "https://a.example"):
        theme = Theme(own, "id", tmp_path / "cache")
        theme.use("/", host, {"absolute": host.__add__})
        assert theme.picture(None) == f"9rem{host}/a"


def test_newsgens_own_theme_may_be_installed_as_links(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "packed"
    for file in default_folder().rglob("*"):
        if file.is_file():
            link = packed / file.relative_to(default_folder())
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    whole = Theme(own, "id")
    monkeypatch.setattr("newsgen.rendering.theme.default_folder", lambda: packed)
    linked = Theme(own, "id")
    assert linked.files.keys() == whole.files.keys()
    assert (linked.stamp, linked.unfollowed) == (whole.stamp, ())


def test_compiled_templates_are_cached(own: Path, tmp_path: Path) -> None:
    for text in ("satu", "dua"):
        (own / "latest.html").write_text(text, "utf-8")
        for _ in range(2):
            assert Theme(own, "id", tmp_path / "cache").render("latest.html") == text
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_cache_that_cannot_be_written_costs_only_time(own: Path, tmp_path: Path) -> None:
    (own / "latest.html").write_text("satu", "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    assert Theme(own, "id", tmp_path / "file" / "cache").render("latest.html") == "satu"
    theme = Theme(own, "id", tmp_path / "cache")
    (tmp_path / "cache").rmdir()
    assert theme.render("latest.html") == "satu"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (b"latest: " + b"[" * 5000, ["1:1008: it is nested too deeply"]),
        (b'home: Depan\nlatest: "\\uD800"\n', ["2:10: `\\uD800` is no character"]),
        (b"home: A\nlatest: Kabar: terkini\n", ["2:14: YAML"]),
        (b"home: Caf\xe9\n", ["is not UTF-8"]),
        (b"- Terkini\n", ["1:1: expected lines of `word: text`"]),
        (b"home: A\nlatest: [B]\nhome: C\nlates: D\npage_n: '{judul}'\n", [
            "2:1: expected `word: text`", "3:1: `home` is given twice", "4:1: unknown word `lates`",
            "5:1: page_n: a placeholder",
        ]),
    ],
    ids=range(6),
)  # fmt: skip
def test_mistakes_in_words_are_told_with_their_place(own: Path, text: bytes, places: list[str]) -> None:
    (own / "words").mkdir()
    (own / "words/id.yaml").write_bytes(text)
    with pytest.raises(ConfigError) as caught:
        _ = Theme(own, "id").words
    found = [
        str(problem).removeprefix("templates/words/id.yaml:").strip() for problem in caught.value.problems
    ]
    assert len(found) == len(places)
    assert [message[: len(place)] for message, place in zip(found, places, strict=True)] == places


@pytest.mark.parametrize("text", [b"", b"# nanti\n", b"\xef\xbb\xbfhome: Depan\n"])
def test_a_file_of_words_may_be_empty(own: Path, text: bytes) -> None:
    (own / "words").mkdir()
    (own / "words/id.yaml").write_bytes(text)
    assert Theme(own, "id").words.home in ("Beranda", "Depan")


def test_a_file_that_nothing_uses_is_named_with_its_nearest(own: Path) -> None:
    includes = {
        "ads/top.html": '{% include "partials/iklan.html" %}',
        "partials/iklan.html": '{% import "partials/macro.html" as m %}',
        "partials/macro.html": "",
        "article.html": '{% extends "dasar.html" %}',
        "dasar.html": "",
    }
    unused = {
        "ads/sidbar.html": "did you mean `ads/sidebar.html`?",
        "artcle.html": "did you mean `article.html`?",
        "lama/xyzzy.html": "include it in a template, or delete it",
        "lama/zzz.html": "include it in a template, or delete it",
        "logo-koran.png": "what pages load is in assets/",
        "masthead.html": "did you mean `partials/masthead.html`?",
        "robot.txt": "did you mean `robots.txt`?",
        "style.css": "did you mean `assets/style.css`?",
        "words/jv.yaml": "did you mean `words/id.yaml`?",
    }
    others = ("assets/lain.css", "README.md", ".git/x.html", "words/en.yaml", "page.html~", "fonts/LICENSE")
    for name in (*includes, *unused, *others):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(includes.get(name, ""), "utf-8")
    (own / "lama/zzz.html").write_text('{% include "lama/xyzzy.html" %}', "utf-8")
    told = {problem.path.removeprefix("templates/"): problem.hint for problem in Theme(own, "id").unused()}
    assert told == unused


def test_a_name_that_is_known_at_run_time_only_may_be_that_of_any_template(own: Path) -> None:
    (own / "page.html").write_text("{% include page.slug ~ '.html' %}", "utf-8")
    (own / "redaksi.html").write_text("", "utf-8")
    (own / "styel.css").write_text("", "utf-8")
    assert [problem.path for problem in Theme(own, "id").unused()] == ["templates/styel.css"]


def test_no_accent_is_lost_in_the_dark() -> None:
    style = (default_folder() / "assets" / "style.css").read_text("utf-8")
    (share,) = {int(part) / 100 for part in re.findall(r"var\(--accent\) (\d+)%", style)}
    grey = round(
        255 * ((1.055 * ((1 - share) ** 3) ** (1 / 2.4)) - 0.055)
    )  # black, mixed with white in Oklab
    backgrounds = re.findall(r"--(?:paper|box): (#\w+)", style)[2:4]
    assert all(contrast(f"#{grey:02x}{grey:02x}{grey:02x}", background) >= 3 for background in backgrounds)
