"""The pages of a newspaper: every address of the design's table, and what stands on each page."""

import json
import re
from hashlib import blake2b
from pathlib import Path
from string import ascii_uppercase
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import BARE, CONFIG, MakeSite, Project, article, paragraphs, photo

from newsgen.config import Config
from newsgen.errors import ContentError

OWN_CARDS = (
    "{% for insert in page.read_alsos if insert.start < insert.end %}{{ insert.card.url }}{% endfor %}"
)


def page(site: Project, url: str) -> Element:
    found: Element = html5lib.parse(site.read(url), namespaceHTMLElements=False)
    return found


def links(node: Element, path: str) -> list[str]:
    return [found.get("href", "") for found in node.iterfind(path)]


def text(node: Element | None) -> str:
    assert node is not None
    return " ".join("".join(node.itertext()).split())


def missing(site: Project, expected: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Of a table of addresses with what must stand there, all that does not."""
    there = site.urls()
    return [
        (url, fragment)
        for url, fragments in expected.items()
        for fragment in fragments or [""]
        if url not in there or fragment not in site.read(url)
    ]


def sidebar(site: Project, url: str) -> list[str]:
    return links(page(site, url), ".//ol[@class='latest']/li/a")


def related(site: Project, url: str) -> list[str]:
    return links(page(site, url), ".//section[@class='related']//a")


def read_alsos(site: Project, url: str) -> list[str]:
    return links(page(site, url), ".//aside[@class='read-also']//a")


# addresses

SEKDA = article(
    "Sekda Jambi Ajak 49 OPD Berinovasi",
    "2018-08-02 09:05",
    authors=["Ratna Maulida", "Hms"],
    editors=["Yusril"],
    source="Humas Pemprov",
    categories=["Pemerintahan"],
    tags=["Inovasi"],
    dateline="Jambi",
    series="Reformasi Birokrasi",
    image={"src": "sekda.jpg", "alt": "Sekda bicara", "caption": "Di aula", "credit": "Hms"},
    body="Sekda **mengajak** semua.\n\n## Latar\n\nLama.",
)
KLINIK = article(
    "Klinik Inovasi Dibuka", "2018-09-01", series="Reformasi Birokrasi", categories=["Pemerintahan"]
)
SEKDA_JPG = photo(size=(1300, 900))


def key(data: bytes) -> str:
    """What stands for the content of a picture in its addresses."""
    digest = blake2b(data, digest_size=16).digest()
    return blake2b(digest, digest_size=5, key=b"1").hexdigest()


KEY = key(SEKDA_JPG)
NEWSPAPER: dict[str, str | bytes] = {
    "2018/sekda.md": SEKDA,
    "2018/sekda.jpg": SEKDA_JPG,
    "2018/klinik.md": KLINIK,
    "pages/redaksi.md": "---\ntitle: Susunan Redaksi\nsummary: Siapa kami\n---\nPenanggung jawab: Ratna.\n",
    "authors/ratna-maulida.md": (
        "---\nname: Ratna Maulida\nrole: Redaktur\nimage: foto/r.jpg\n---\nLahir di *Jambi*.\n"
    ),
    "authors/sri.md": "---\nname: Sri Wahyuni\nrole: Magang\n---\n",
    "foto/r.jpg": photo(),
}
INDONESIAN = {
    "/": [
        '<html lang="id"',
        '<a href="/2018/09/klinik-inovasi-dibuka/">Klinik Inovasi Dibuka</a>',
        '<a href="/2018/08/sekda-jambi-ajak-49-opd-berinovasi/">Sekda Jambi Ajak 49 OPD Berinovasi</a>',
        '<a href="/redaksi/">Susunan Redaksi</a>',
        '"@type":"NewsMediaOrganization"',
    ],
    "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/": [
        "<h1>Sekda Jambi Ajak 49 OPD Berinovasi</h1>",
        '<time datetime="2018-08-02T09:05:00+07:00">Kamis, 2 Agustus 2018 - 09:05 WIB</time>',
        '<a rel="author" href="/penulis/ratna-maulida/">Ratna Maulida</a>',
        ', <a rel="author" href="/penulis/hms/">Hms</a>',
        f'<img src="/2018/sekda.jpg.{KEY}.720.jpg" srcset="/2018/sekda.jpg.{KEY}.320.jpg 320w, ',
        'alt="Sekda bicara" width="720" height="498" fetchpriority="high"',
        'Di aula / <span class="credit">Foto: Hms</span>',
        '<p class="dateline">Jambi —',
        "<p>Sekda <strong>mengajak</strong> semua.</p>",
        '<h2 id="latar">Latar</h2>',
        "Sumber: Humas Pemprov",
        "Editor: Yusril",
        '<a rel="tag" href="/tag/inovasi/">Inovasi</a>',
        '<a href="/kategori/pemerintahan/">Pemerintahan</a>',
        '<a href="/seri/reformasi-birokrasi/">Reformasi Birokrasi</a>',
        '<link rel="canonical" href="https://kabar.example/2018/08/sekda-jambi-ajak-49-opd-berinovasi/">',
        "max-image-preview:large",
        'data-done="URL berhasil disalin"',
        f'<meta property="og:image" content="https://kabar.example/2018/sekda.jpg.{KEY}.social.jpg">',
        '<meta property="og:image:width" content="1200">',
    ],
    "/2018/09/klinik-inovasi-dibuka/": [
        '<time datetime="2018-09-01">Sabtu, 1 September 2018</time>',
        'rel="prev" href="/2018/08/sekda-jambi-ajak-49-opd-berinovasi/"',
    ],
    "/kategori/pemerintahan/": ["<h1>Pemerintahan</h1>", "/kategori/pemerintahan/feed.xml"],
    "/tag/inovasi/": [
        "<h1>Inovasi</h1>",
        "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/",
    ],
    "/penulis/ratna-maulida/": [
        "<h1>Ratna Maulida</h1>",
        "Redaktur",
        f'src="/foto/r.jpg.{key(photo())}.80.jpg"',
        "<p>Lahir di <em>Jambi</em>.</p>",
        "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/",
    ],
    "/penulis/hms/": ["<h1>Hms</h1>", "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/"],
    "/penulis/sri/": ["<h1>Sri Wahyuni</h1>", "Magang", "Belum ada berita."],
    "/seri/reformasi-birokrasi/": ["<h1>Reformasi Birokrasi</h1>", "/2018/09/klinik-inovasi-dibuka/"],
    "/indeks/": ["<h1>Indeks</h1>", '<a href="/2018/">2018</a>'],
    "/2018/": [
        "<h1>2018</h1>",
        '<a href="/2018/08/">Agustus 2018 <span class="count">1 berita</span></a>',
        '<a href="/2018/09/">September 2018</a>',
        "<span>Juli 2018</span>",
    ],
    "/2018/08/": [
        "<h1>Agustus 2018</h1>",
        '<a href="/2018/08/#d02" aria-label="2 Agustus 2018">2</a>',
        "<td>31</td>",
        '<section class="day" id="d02">\n<h2 class="bar">2 Agustus 2018</h2>',
        '<a href="/2018/08/sekda-jambi-ajak-49-opd-berinovasi/">Sekda Jambi Ajak 49 OPD Berinovasi</a>'
        ' <time datetime="2018-08-02T09:05:00+07:00">09:05</time>',
        'rel="next" href="/2018/09/"',
    ],
    "/2018/09/": ['rel="prev" href="/2018/08/"'],
    "/redaksi/": ["<h1>Susunan Redaksi</h1>", "<p>Penanggung jawab: Ratna.</p>", 'content="Siapa kami"'],
    "/404.html": ["Halaman tidak ditemukan", "noindex"],
    "/latest.html": ["Berita Terbaru", "/2018/09/klinik-inovasi-dibuka/"],
    "/feed.xml": ["<rss"],
    "/kategori/pemerintahan/feed.xml": ["<rss"],
    "/penulis/hms/feed.xml": ["<rss"],
    "/penulis/ratna-maulida/feed.xml": ["<rss"],
    "/seri/reformasi-birokrasi/feed.xml": ["<rss"],
    "/feed.json": ["jsonfeed.org"],
    "/kategori/pemerintahan/feed.json": ["jsonfeed.org"],
    "/penulis/hms/feed.json": ["jsonfeed.org"],
    "/penulis/ratna-maulida/feed.json": ["jsonfeed.org"],
    "/seri/reformasi-birokrasi/feed.json": ["jsonfeed.org"],
    "/sitemap.xml": ["<sitemapindex"],
    "/sitemap/2018-08.xml": ["<urlset"],
    "/sitemap/2018-09.xml": ["<urlset"],
    "/sitemap/news.xml": ["<urlset"],
    "/sitemap/pages.xml": ["https://kabar.example/redaksi/"],
    "/robots.txt": ["User-agent"],
    "/manifest.webmanifest": ['"Kabar Uji"'],
    "/_headers": ["Content-Security-Policy: default-src 'none'"],
}
ICONS = {f"/{name}" for name in ("apple-touch-icon.png", "favicon.ico", "icon-192.png", "icon-512.png")}
FORMS = ("320.avif 320.jpg 720.avif 720.jpg 1280.avif 1280.jpg social.jpg 16x9.jpg 4x3.jpg 1x1.jpg").split()
MEDIA = {
    *(f"/2018/sekda.jpg.{KEY}.{form}" for form in FORMS),
    *(f"/foto/r.jpg.{key(photo())}.80.{kind}" for kind in ("avif", "jpg")),
}


def test_every_address_of_an_indonesian_newspaper(make_site: MakeSite) -> None:
    site = make_site(NEWSPAPER)
    site.build()
    assert missing(site, INDONESIAN) == []
    assets = {url for url in site.urls() if url.startswith("/assets/")}
    assert site.urls() - assets == INDONESIAN.keys() | MEDIA | ICONS
    assert all(re.search(r"\.[0-9a-f]{10}\.\w+$", url) for url in assets)


ENGLISH = {
    "/": ['<html lang="en"', "Latest News"],
    "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/": [
        "Thursday, 2 August 2018 - 09:05 ",
        "Copy link",
        "Source: Humas",
    ],
    "/page/1/": ["Page 1", "Newer"],
    "/section/pemerintahan/": ["<h1>Pemerintahan</h1>"],
    "/section/pemerintahan/page/1/": ['href="/section/pemerintahan/"'],
    "/section/pemerintahan/feed.xml": [],
    "/tag/inovasi/": [],
    "/author/ratna-maulida/": ["Redaktur"],
    "/author/sri/": ["No news yet."],
    "/series/reformasi-birokrasi/": [],
    "/series/reformasi-birokrasi/page/1/": [],
    "/archive/": ["<h1>Archive</h1>"],
    "/2018/08/": ["<h1>August 2018</h1>"],
    "/404.html": ["Page not found"],
}


def test_the_words_of_an_english_newspaper(make_site: MakeSite) -> None:
    site = make_site(NEWSPAPER, CONFIG + "language: en\nper_page: 1\nnextpage: split\n")
    site.write("split.md", article("Split", "2018-07-01", body="One.\n\n<!--nextpage-->\n\nTwo."))
    site.build()
    assert missing(site, ENGLISH) == []
    indonesian = {"hal", "kategori", "penulis", "seri", "indeks", "semua"}
    assert [url for url in site.urls() if indonesian & set(url.split("/"))] == []


def test_names_that_differ_by_their_signs_have_lists_of_their_own(make_site: MakeSite) -> None:
    names = {"C": "c", "C++": "cplusplus", "C#": "csharp"}
    files = {
        f"{slug}.md": article(slug, "2026-03-01", tags=[name], categories=[name], authors=[name], series=name)
        for name, slug in names.items()
    }
    site = make_site(files)
    site.build()
    for name, slug in names.items():
        for kind in ("tag", "kategori", "penulis", "seri"):
            assert f"{name}</h1>" in site.read(f"/{kind}/{slug}/")
        for kind in ("tag", "kategori", "penulis"):
            assert f'href="/{kind}/{slug}/"' in site.read(f"/2026/03/{slug}/")


PERMALINKS = {
    "/{year}/{month}/{slug}/": "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/",
    "/{slug}/": "/sekda-jambi-ajak-49-opd-berinovasi/",
    "/{section}/{year}-{month}-{day}/{slug}.html": (
        "/pemerintahan/2018-08-02/sekda-jambi-ajak-49-opd-berinovasi.html"
    ),
}


@pytest.mark.parametrize("permalink", PERMALINKS)
@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_permalinks(make_site: MakeSite, permalink: str, root: str) -> None:
    site = make_site(NEWSPAPER, f"base_url: https://kabar.example{root}\npermalink: '{permalink}'\n")
    site.build()
    url = root + PERMALINKS[permalink][1:]
    assert "<h1>Sekda Jambi" in site.read(url)
    assert f'<link rel="canonical" href="https://kabar.example{url}">' in site.read(url)
    assert f'href="{url}"' in site.read(root)


def test_a_date_is_that_of_the_sites_zone(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Larut Malam", "2018-07-31 20:00 -0400")})
    site.build()
    shown = {
        "/2018/08/larut-malam/": ["Rabu, 1 Agustus 2018 - 07:00 WIB"],
        "/2018/08/": ['id="d01"', "07:00"],
    }
    assert missing(site, shown) == []


# lists, numbered from the oldest

LETTERS = [f"Berita {letter}" for letter in ascii_uppercase]
LISTS = ("/", "/kategori/kota/", "/tag/kota/", "/penulis/kota/", "/seri/kota/")


def letters(number: int, **keys: Any) -> dict[str, str | bytes]:
    """So many articles, a day apart, in an order that is not that of their files."""

    def one(n: int) -> str:
        return article(LETTERS[n], f"2026-03-{n + 1:02}", **keys)

    return {f"{(n * 7) % 26:02}.md": one(n) for n in range(number)}


def listed(site: Project, url: str) -> list[str]:
    """The articles of a list page, by their letters, in their order."""
    headings = [
        found
        for found in page(site, url).iterfind(".//main//article//a")
        if "/2026/03/" in found.get("href", "")
    ]
    return [text(heading)[-1] for heading in headings]


@pytest.mark.parametrize(
    ("number", "pages"),
    [(1, []), (2, []), (3, []), (4, ["AB"]), (5, ["AB"]), (6, ["AB", "CD"]), (7, ["AB", "CD"])],
)
def test_lists_are_numbered_from_the_oldest(make_site: MakeSite, number: int, pages: list[str]) -> None:
    """With two a page, the list's own address holds two or three: as 20 to 39 with twenty."""
    files = letters(number, categories=["Kota"], tags=["Kota"], authors=["Kota"], series="Kota")
    site = make_site(files, CONFIG + "per_page: 2\n")
    site.build()
    newest = ascii_uppercase[2 * len(pages) : number]
    for url in LISTS:
        own = listed(site, url)
        assert own[: len(newest)] == list(reversed(newest))
        assert set(own) == set(newest) or url == "/"  # the front page has blocks of sections too
        for count, members in enumerate(pages, 1):
            assert listed(site, f"{url}hal/{count}/") == list(reversed(members))
        assert f"{url}hal/{len(pages) + 1}/" not in site.urls()
        addresses = [f"{url}hal/{count}/" for count in range(1, len(pages) + 1)] + [url]
        for place, address in enumerate(addresses):
            pager = page(site, address)
            older = addresses[place - 1 : place] if place else []
            assert links(pager, ".//nav[@class='pager']/a[@rel='next']") == older
            assert links(pager, ".//nav[@class='pager']/a[@rel='prev']") == addresses[place + 1 : place + 2]


def test_a_list_has_twenty_to_thirty_nine_by_default() -> None:
    assert Config().per_page == 20


def test_history_never_shifts(make_site: MakeSite) -> None:
    site = make_site(letters(9, tags=["Kota"]), CONFIG + "per_page: 2\n")
    site.build()
    history = {url: site.data(url) for url in site.urls() if "/hal/" in url}
    assert len(history) == 6
    site.write("z.md", article("Berita Z", "2026-03-30", tags=["Kota"]))
    site.build()
    assert {url: site.data(url) for url in history} == history | {
        url: site.data(url) for url in ("/hal/3/", "/tag/kota/hal/3/")
    }


def test_no_page_shows_a_total_or_when_it_was_built(make_site: MakeSite) -> None:
    files = {
        f"{n}.md": article(f"Berita {ascii_uppercase[n]}", "2026-03-01", tags=["Kota"], categories=["Kota"])
        for n in range(17)
    }
    site = make_site(files)
    site.build(now="2026-11-20 12:00")
    before = site.snapshot()
    shown = {url: page(site, url) for url in site.urls() if url.endswith("/")}
    for whole in shown.values():
        for script in whole.iter("script"):  # in which the items of a list have their places
            script.text = ""
    assert [url for url, whole in shown.items() if re.search(r"\b17\b", text(whole))] == [
        "/2026/03/"  # the calendar's seventeenth
    ]
    site.build(now="2027-05-05 05:05")
    assert site.snapshot() == before
    assert site.clean(now="2027-05-05 05:05") == site.tree()


def test_another_headline_moves_nothing(make_site: MakeSite) -> None:
    text = "---\ntitle: {}\ndate: 2026-02-01\n---\nIsi.\n"
    files = ("2026-02-01-Banjir_Tebo.v1.md", "banjir/index.md", "pages/Tentang_Kami.md")
    site = make_site({path: text.format("Banjir") for path in files})
    site.build()
    urls = site.urls()
    assert {"/2026/02/Banjir_Tebo.v1/", "/2026/02/banjir/", "/Tentang_Kami/"} <= urls
    for path in files:
        site.write(path, text.format("Air Naik"))
    site.build()
    assert site.urls() == urls


def test_folders_of_static_pages_give_deeper_addresses(make_site: MakeSite) -> None:
    page = "---\ntitle: {}\n---\n[x]({})\n"
    site = make_site(
        {
            "pages/tentang/index.md": page.format("Tentang", "redaksi.md"),
            "pages/tentang/redaksi.md": page.format("Redaksi", "index.md"),
            "pages/tentang/arsip/lama.md": "---\ntitle: Lama\npermalink: /lama.html\n---\nIsi.\n",
        }
    )
    site.build()
    assert {"/tentang/", "/tentang/redaksi/", "/lama.html"} <= site.urls()
    assert '<a href="/tentang/redaksi/">x</a>' in site.read("/tentang/")
    assert '<a href="/tentang/">x</a>' in site.read("/tentang/redaksi/")
    site.write("pages/tentang.md", page.format("Lagi", "tentang/index.md"))
    with pytest.raises(
        ContentError, match=r"pages/tentang/index\.md: .*/tentang/.*content/pages/tentang\.md"
    ):
        site.build()


def test_one_tag_a_slug_written_as_its_oldest_article_writes_it(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Baru", "2026-03-03", tags=["KARHUTLA", "karhutla"]),
            "b.md": article("Tengah", "2026-03-02", tags=["Karhutla"]),
            "c.md": article("Lama", "2026-03-01", tags=["karhutla"], status="withdrawn", reason="Keliru"),
        }
    )
    site.build()
    assert [url for url in site.urls() if url.startswith("/tag/")].count("/tag/karhutla/") == 1
    tags = [text(found) for found in page(site, "/2026/03/baru/").iterfind(".//nav[@class='tags']//a")]
    assert tags == ["Karhutla"]
    assert "<h1>Karhutla</h1>" in site.read("/tag/karhutla/")
    site.write("d.md", article("Tertua", "2026-02-01", tags=["KarHutLa"]))
    site.build()
    assert missing(site, {url: ["KarHutLa"] for url in ("/tag/karhutla/", "/2026/03/baru/")}) == []


# split articles

SPLIT = article(
    "Panjang",
    "2026-03-01",
    dateline="Jambi",
    body="Satu.\n\n<!--nextpage-->\n\nDua.\n\n<!-- NextPage -->\n\nTiga.",
)


def test_a_split_article_is_joined_by_default(make_site: MakeSite) -> None:
    site = make_site({"a.md": SPLIT})
    site.build()
    paragraphs = [
        text(found) for found in page(site, "/2026/03/panjang/").iterfind(".//div[@class='text']/p")
    ]
    assert paragraphs[1:] == ["Satu.", "Dua.", "Tiga."]
    assert [url for url in site.urls() if url.startswith("/2026/03/panjang/")] == ["/2026/03/panjang/"]
    assert "nextpage" not in site.read("/2026/03/panjang/").lower()


def test_a_page_break_inside_of_html_parts_it_too(make_site: MakeSite) -> None:
    body = "Satu.\n\nBaca Juga: Lain Sekali\n\n<div>\nDua.\n<!--nextpage-->\nTiga.\n</div>\n\nEmpat."
    files = {
        "a.md": article("Panjang", "2026-03-01", body=body),
        "b.md": article("Lain Sekali", "2026-03-02"),
    }
    site = make_site(files, CONFIG + "nextpage: split\n")
    site.build()
    addresses = ("/2026/03/panjang/", "/2026/03/panjang/2/")
    first, second = (text(page(site, url).find(".//div[@class='text']")) for url in addresses)
    assert [word in first for word in ("Satu.", "Dua.", "Tiga.", "Empat.")] == [True, True, False, False]
    assert [word in second for word in ("Satu.", "Dua.", "Tiga.", "Empat.")] == [False, False, True, True]
    assert "Lain Sekali" in first
    assert not any("\ue000" in site.read(url) for url in addresses)


@pytest.mark.parametrize("suffix", ["/", ".html"])
def test_a_split_article_has_a_page_a_part_and_a_whole(make_site: MakeSite, suffix: str) -> None:
    site = make_site({"a.md": SPLIT}, CONFIG + f"nextpage: split\npermalink: /{{slug}}{suffix}\n")
    site.build()
    first = f"/panjang{suffix}"
    parts = {first: "Satu.", "/panjang/2/": "Dua.", "/panjang/3/": "Tiga."}
    for number, (url, own) in enumerate(parts.items(), 1):
        shown = page(site, url)
        body = text(shown.find(".//div[@class='text']"))
        assert [part for part in parts.values() if part in body] == [own]
        assert ("Jambi" in body) is (number == 1)
        assert links(shown, ".//nav[@class='parts']/a")[:3] == list(parts)
        assert [text(a) for a in shown.iterfind(".//nav[@class='parts']/a[@aria-current]")] == [str(number)]
        assert "Halaman" in text(shown.find(".//nav[@class='parts']"))
        assert links(shown, ".//nav[@class='parts']/a[@class='whole']") == ["/panjang/semua/"]
        assert links(shown, ".//link[@rel='canonical']") == ["https://kabar.example/panjang/semua/"]
    whole = text(page(site, "/panjang/semua/").find(".//div[@class='text']"))
    assert re.findall(r"Satu\.|Dua\.|Tiga\.", whole) == ["Satu.", "Dua.", "Tiga."]
    assert {url for url in site.urls() if "/panjang" in url} == {*parts, "/panjang/semua/"}


# labels


def test_withdrawn_sponsored_unverified_corrected(make_site: MakeSite) -> None:
    keys: dict[str, Any] = {"tags": ["Kota"], "categories": ["Kota"]}
    site = make_site(
        {
            "cabut.md": article(
                "Berita Keliru", "2026-03-01", status="withdrawn", reason="Narasumber <palsu>", **keys
            ),
            "iklan.md": article("Bank Buka Kelas", "2026-03-02", status="sponsored", **keys),
            "duga.md": article("Suara Gemuruh", "2026-03-03", status="unverified", **keys),
            "ralat.md": article(
                "Harga Beras",
                "2026-03-04",
                corrections=[{"date": "2026-03-05 08:00", "text": "Bukan dua & bukan tiga."}],
                body="Baca Juga: Berita Keliru",
                **keys,
            ),
        }
    )
    site.build()
    expected = {
        "/2026/03/berita-keliru/": ["Berita dicabut", "Narasumber &lt;palsu&gt;", "<h1>Berita Keliru</h1>"],
        "/2026/03/bank-buka-kelas/": ['<p class="label">Advertorial</p>', '"AdvertiserContentArticle"'],
        "/2026/03/suara-gemuruh/": ["Belum terverifikasi", "<em>(Berita ini masih memerlukan verifikasi"],
        "/2026/03/harga-beras/": [
            "Ralat",
            "Bukan dua &amp; bukan tiga.",
            "Kamis, 5 Maret 2026 - 08:00 WIB",
            '"CorrectionComment"',
        ],
        "/": ["Advertorial", "Belum terverifikasi", "Ralat"],
        "/tag/kota/": ["Advertorial", "Belum terverifikasi", "Ralat"],
    }
    assert missing(site, expected) == []
    showing = [url for url in site.urls() if "berita-keliru" in site.data(url).decode("utf-8", "replace")]
    assert showing == ["/2026/03/berita-keliru/"]
    assert "Isi berita." not in page_text(site, "/2026/03/berita-keliru/")


def page_text(site: Project, url: str) -> str:
    return text(page(site, url).find(".//main"))


# aliases

ALIASES = {
    "/lama/": "/lama/",
    "/dulu": "/dulu/",
    "lama/sekali": "/lama/sekali/",
    "/berita.html": "/berita.html",
    "https://kabar-lama.example/2011/berita-itu/": "/2011/berita-itu/",
    "/kategori/lama/": "/kategori/lama/",
    "/2018/08/café au lait/": "/2018/08/café au lait/",
    "/2018/08/caf%C3%A9/": "/2018/08/café/",
}


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_aliases_lead_to_their_articles(make_site: MakeSite, root: str) -> None:
    files = {f"{n}.md": article(f"Ke {n}", "2026-03-01", aliases=[old]) for n, old in enumerate(ALIASES)}
    site = make_site(files, f"base_url: https://kabar.example{root}\n", BARE | {"redirect.html": REDIRECT})
    site.build()
    for number, path in enumerate(ALIASES.values()):
        assert root + path[1:] in site.urls()
        assert f'content="0; url={root}2026/03/ke-{number}/"' in site.read(root + path[1:])


REDIRECT = (Path(__file__).parents[1] / "templates" / "redirect.html").read_text()


OWN_ADDRESSES = {
    "/2015/01/berita-lama/": "/2015/01/berita-lama/",
    "2015/berita-lama": "/2015/berita-lama/",
    "/berita/lama.html": "/berita/lama.html",
    "https://situs-lama.example/a/b/": "/a/b/",
    "/kabar/é/": "/kabar/%C3%A9/",
    "/x//./y/index.html": "/x/y/",
}


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_an_article_or_page_may_have_an_address_of_its_own(make_site: MakeSite, root: str) -> None:
    files = {
        f"{number}.md": article(
            f"Ke {number}", "2026-03-01", permalink=typed, aliases=[url, f"/lama/{number}/"]
        )
        for number, (typed, url) in enumerate(OWN_ADDRESSES.items())
    }
    files["pages/redaksi.md"] = (
        "---\ntitle: Redaksi\npermalink: /tentang/kami.html\naliases: /kami/\n---\nKami.\n"
    )
    files["baca.md"] = article(
        "Baca", "2026-03-02", body="Baca Juga: Ke 1\n\n[a](0.md) [r](pages/redaksi.md)"
    )
    site = make_site(files, CONFIG.replace("example/", f"example{root}"))
    assert not site.build().warnings
    for number, url in enumerate(OWN_ADDRESSES.values()):
        assert f"Ke {number}" in site.read(root + url[1:])
        assert f"url={root}{url[1:]}" in site.read(f"{root}lama/{number}/")
    assert "Kami." in site.read(f"{root}tentang/kami.html")
    assert f"{root}tentang/kami.html" in site.read(f"{root}kami/")
    assert f"{root}tentang/kami.html" in site.read(f"{root}sitemap/pages.xml")
    text = site.read(f"{root}2026/03/baca/")
    for url in ("2015/berita-lama/", "2015/01/berita-lama/", "tentang/kami.html"):
        assert f'href="{root}{url}"' in text
    site.write("0.md", files["0.md"].replace("/2015/01/berita-lama/", "/2015/01/lain/")).build()
    assert site.tree() == site.clean()
    assert f'href="{root}2015/01/lain/"' in site.read(f"{root}2026/03/baca/")


def test_an_address_of_its_own_conflicts_as_any_other(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Satu", "2026-03-01", permalink="/2026/03/dua"),
            "b.md": article("Dua", "2026-03-01"),
            "c.md": article("Tiga", "2026-03-01", permalink="/"),
        }
    )
    with pytest.raises(ContentError) as caught:
        site.build()
    assert [str(problem).partition(" (")[0] for problem in caught.value.problems] == [
        "b.md:1:1: its address /2026/03/dua/ is that of content/a.md",
        "c.md: its address, /, is that of the front page",
    ]


def test_a_page_has_aliases_too(make_site: MakeSite) -> None:
    site = make_site({"pages/redaksi.md": "---\ntitle: Redaksi\naliases: [/?page_id=2]\n---\n"})
    site.build()
    assert json.loads(site.read("/_/page_id/0.json")) == {"page_id=2": "/redaksi/"}


# the sidebar


def test_the_current_sidebar_is_of_the_newest_that_a_page_does_not_show(make_site: MakeSite) -> None:
    files = letters(26, tags=["Kota"]) | {"pages/redaksi.md": "---\ntitle: Redaksi\n---\n"}
    site = make_site(files, CONFIG + "latest: current\nrelated: 0\nlatest_count: 3\nread_also: {auto: 0}\n")
    site.build()
    expected = {
        "/2026/03/berita-a/": "zyx",  # b comes after it
        "/2026/03/berita-x/": "zvu",  # w and y stand around it
        "/2026/03/berita-y/": "wvu",
        "/2026/03/berita-z/": "xwv",
        "/redaksi/": "zyx",
        "/404.html": "zyx",
        "/tag/kota/": "",
    }
    assert {url: initials(sidebar(site, url)) for url in expected} == expected
    assert not [url for url in site.urls() if url.endswith("/") and "data-latest" in site.read(url)]


def initials(urls: list[str]) -> str:
    """`ab` of `/2026/03/berita-a/` and `/2026/03/berita-b/`."""
    return "".join(url[-2] for url in urls)


def test_the_frozen_sidebar_is_of_those_before(make_site: MakeSite) -> None:
    times = {
        "a": "2026-02-27 08:00",
        "b": "2026-02-28 08:00",
        "c": "2026-02-28 23:59",
        "d": "2026-03-01 00:00",
        "e": "2026-03-02 07:00",
        "f": "2026-03-02 07:00",
        "g": "2027-01-01 09:00",
    }
    files = {f"{name}.md": article(name.upper() * 3, time, tags=[name]) for name, time in times.items()}
    files |= {"pages/redaksi.md": "---\ntitle: Redaksi\n---\n", "authors/s.md": "---\nname: Sari\n---\n"}
    site = make_site(files, CONFIG + "latest_count: 3\nrelated: 0\nread_also: {auto: 0}\n")
    site.build(now="2027-01-02 00:00")
    expected = {
        "/2026/02/aaa/": "",
        "/2026/02/bbb/": "",  # a stands below it
        "/2026/02/ccc/": "a",
        "/2026/03/ddd/": "ba",
        "/2026/03/eee/": "cba",
        "/2026/03/fff/": "dcb",
        "/2027/01/ggg/": "edc",
        "/": "",
        "/redaksi/": "gfe",
        "/404.html": "gfe",
        "/indeks/": "gfe",
        "/latest.html": "gfedcba",
        "/tag/b/": "a",
        "/tag/d/": "cba",
        "/penulis/s/": "gfe",
        "/2026/02/": "",
        "/2026/03/": "cba",
        "/2026/": "fed",
        "/2027/": "gfe",
    }
    assert {url: initials(sidebar(site, url)) for url in expected} == expected
    swapping = {url for url in expected if 'data-latest="/latest.html" data-count="3"' in site.read(url)}
    assert swapping == expected.keys() - {"/", "/redaksi/", "/404.html", "/latest.html"}
    assert 'data-count="3" hidden>' in site.read("/2026/02/aaa/")


def test_no_story_stands_twice_on_a_page(make_site: MakeSite) -> None:
    files = letters(24, tags=["Kota"], categories=["Kota"], series="Mudik")
    site = make_site(files, CONFIG + "per_page: 3\n")
    site.build()
    for url in sorted(site.urls()):
        if url.startswith(("/2026/03/", "/tag/", "/kategori/", "/seri/")) and url.endswith("/"):
            main = page(site, url).find(".//main")
            assert main is not None
            inside = {a.get("href") for a in main.iter("a")}
            assert not {url, *inside} & set(sidebar(site, url))


def test_publishing_again_on_a_day_rewrites_no_other_story(make_site: MakeSite) -> None:
    """The first of a day and the fiftieth cost the same: the front page, the lists, the one before."""
    times = [f"2026-11-20 {n // 6:02}:{n % 6}0" for n in range(50)]
    files = {f"{n}.md": article(f"Berita {n}", time) for n, time in enumerate(times)}
    site = make_site(files, CONFIG + "related: 0\nread_also: {auto: 0}\nmenu: []\n")
    site.build()
    before = site.snapshot()
    site.write("baru.md", article("Baru Saja", "2026-11-20 11:00"))
    result = site.build()
    expected = {
        "/2026/11/baru-saja/",
        "/2026/11/berita-49/",  # followed by the new one
        "/",
        "/404.html",
        "/latest.html",
        "/indeks/",
        "/2026/",
        "/2026/11/",
        "/feed.xml",
        "/feed.json",
        "/sitemap.xml",
        "/sitemap/2026-11.xml",
        "/sitemap/news.xml",
        "/sitemap/pages.xml",
    }
    assert site.rewritten(before) == expected
    assert result.written == len(expected)
    assert site.tree() == site.clean()


# the index by date


def headlines(site: Project, url: str) -> list[str]:
    return links(page(site, url), ".//section[@class='day']//li/a")


def test_a_long_month_has_numbered_pages_from_the_oldest(make_site: MakeSite) -> None:
    only = {name: text for name, text in BARE.items() if name not in ("index.html", "partials/latest.html")}
    files = {f"{n}.md": article(f"B {n}", f"2026-03-{n // 20 + 1:02} {n % 20:02}:00") for n in range(450)}
    site = make_site(files, CONFIG + "related: 0\nread_also: {auto: 0}\nper_page: 100\n", only)
    site.build()
    assert headlines(site, "/2026/03/hal/1/") == [f"/2026/03/b-{n}/" for n in reversed(range(200))]
    assert headlines(site, "/2026/03/") == [f"/2026/03/b-{n}/" for n in reversed(range(200, 450))]
    assert "/2026/03/hal/2/" not in site.urls()
    days = links(page(site, "/2026/03/"), ".//table//a")
    assert days[:2] == ["/2026/03/hal/1/#d01", "/2026/03/hal/1/#d02"]
    assert days[9:11] == ["/2026/03/hal/1/#d10", "/2026/03/#d11"]
    assert len(days) == 23
    assert not links(page(site, "/2026/03/hal/1/"), ".//table//a")
    before = site.snapshot()
    site.write("baru.md", article("Baru", "2026-03-25 09:00"))
    site.build()
    assert "/2026/03/" in site.rewritten(before)
    assert "/2026/03/hal/1/" not in site.rewritten(before)
    assert site.tree() == site.clean()


def test_the_number_of_stories_is_told_of_periods_that_are_over(make_site: MakeSite) -> None:
    files = {"a.md": article("A", "2024-05-01"), "b.md": article("B", "2026-01-01")}
    files |= {"c.md": article("C", "2026-01-02"), "d.md": article("D", "2026-02-02")}
    site = make_site(files, CONFIG)
    site.build()

    def told(url: str) -> list[str]:
        lists = page(site, url).iterfind(".//ul[@class]")
        entries = [a for one in lists if one.get("class", "").startswith("periods") for a in one.iter("a")]
        return [" ".join("".join(a.itertext()).split()) for a in entries]

    assert told("/2026/") == ["Januari 2026 2 berita", "Februari 2026"]
    assert told("/2024/") == ["Mei 2024 1 berita"]
    assert told("/indeks/") == ["2026", "2024 1 berita"]
    site.configure(CONFIG + "language: en\n").build()
    assert told("/2026/") == ["January 2026 2 stories", "February 2026"]
    assert told("/2024/") == ["May 2024 1 story"]


def test_days_have_pages_of_their_own_by_setting(make_site: MakeSite) -> None:
    files = {"a.md": article("A", "2024-05-01"), "b.md": article("B", "2024-05-03 10:00")}
    site = make_site(files, CONFIG + "archive: day\n")
    site.build()
    assert {"/2024/05/01/", "/2024/05/03/"} <= site.urls()
    assert links(page(site, "/2024/05/"), ".//table//a") == ["/2024/05/01/", "/2024/05/03/"]
    assert links(page(site, "/2024/05/"), ".//h2/a") == ["/2024/05/03/", "/2024/05/01/"]
    assert links(page(site, "/2024/05/01/"), ".//nav[@class='pager']/a") == ["/2024/05/03/"]
    site.configure(CONFIG).build()
    assert not {"/2024/05/01/", "/2024/05/03/"} & site.urls()
    assert site.tree() == site.clean()


# feeds


@pytest.mark.parametrize(
    ("config", "fed"),
    [
        ("", {"/feed.xml", "/kategori/kota/feed.xml", "/penulis/sari/feed.xml", "/seri/mudik/feed.xml"}),
        ("feeds: []\n", {"/feed.xml"}),
        ("feeds: [tag]\n", {"/feed.xml", "/tag/pasar/feed.xml"}),
    ],
)
def test_lists_have_feeds_by_their_kind(make_site: MakeSite, config: str, fed: set[str]) -> None:
    named = article("A", "2024-05-01", categories=["Kota"], tags=["Pasar"], authors=["Sari"], series="Mudik")
    site = make_site({"a.md": named, "authors/budi.md": "---\nname: Budi\n---\n"}, CONFIG + config)
    site.build()
    assert {url for url in site.urls() if url.endswith("feed.xml")} == fed
    for url in ("/kategori/kota/", "/tag/pasar/", "/penulis/sari/", "/seri/mudik/", "/penulis/budi/"):
        assert (f'href="{url}feed.xml">RSS' in site.read(url)) == (f"{url}feed.xml" in fed)


# read-also

TARGETS = {
    "sekda.md": article("Sekda: “49 OPD” Harus Berinovasi, Jum'at Ini!", "2026-01-01", aliases=["/?p=9"]),
    "apbd17.md": article("Dewan Terima Ranperda APBD 2017", "2026-01-02"),
    "apbd18.md": article("Dewan Terima Ranperda APBD 2018", "2026-01-03"),
    "cabut.md": article("Berita yang Sudah Dicabut", "2026-01-04", status="withdrawn", reason="Keliru"),
    "esok.md": article("Berita yang Belum Terbit", "2027-01-04"),
    "dua-a.md": article("Kurs Rupiah Hari Ini", "2026-02-01", slug="kurs-a"),
    "dua-b.md": article("Kurs Rupiah Hari Ini", "2026-02-03", slug="kurs-b"),
    "dua-c.md": article("Kurs Rupiah Hari Ini", "2026-02-05", slug="kurs-c"),
    "tanya.md": article("Berapa Lama Lagi Warga Menunggu?", "2026-01-05"),
    "tanya-lagi.md": article("Berapa Lama Lagi Warga Menunggu Jembatan", "2026-01-06"),
}
SEKDA_URL = "/2026/01/sekda-49-opd-harus-berinovasi-jumat-ini/"
SPELLINGS = {
    "Baca Juga: Sekda: “49 OPD” Harus Berinovasi, Jum'at Ini!": SEKDA_URL,
    "Baca juga : sekda 49 opd harus berinovasi jumat ini": SEKDA_URL,
    "BACA JUGA: SEKDA: '49 OPD' HARUS BERINOVASI, JUM’AT INI": SEKDA_URL,
    '**Baca Juga:** Sekda: "49 OPD" Harus Berinovasi – Jum`at Ini': SEKDA_URL,
    "**Baca Juga: Sekda 49 OPD Harus Berinovasi  Jumat Ini**": SEKDA_URL,
    "*Baca Juga:* [Sekda 49 OPD Harus Berinovasi Jumat Ini](https://lain.example/x)": SEKDA_URL,
    "Baca Juga: Sekda 49 OPD Harus…": SEKDA_URL,
    "Baca Juga: Sekda: “49 OPD” Harus Berin...": SEKDA_URL,
    "Baca Juga: Sekda 50 OPD Harus Berinovasi Jumat Ini": None,
    "Baca Juga: Sekda 4 OPD Harus Berinovasi Jumat Ini": None,
    "Baca Juga: Sekda 49 OPD Harus": None,
    "Baca Juga: Sek…": None,
    "Baca Juga: Dewan Terima Ranperda APBD 2017": "/2026/01/dewan-terima-ranperda-apbd-2017/",
    "Baca Juga: Dewan Terima Ranperda APBD 2018": "/2026/01/dewan-terima-ranperda-apbd-2018/",
    "Baca Juga: Dewan Terima Ranperda APBD 2019": None,
    "Baca Juga: Dewan Terima Ranperda APBD": None,
    "Baca Juga: Dewan Terima Ranperda…": None,
    "Baca Juga: Dewan Terima Ranperda APBD 201…": None,
    "Baca Juga: Berapa Lama Lagi Warga Menunggu…": None,
    "Baca Juga: Berapa Lama Lagi Warga Menunggu": "/2026/01/berapa-lama-lagi-warga-menunggu/",
    "Baca Juga: Berapa Lama Lagi Warga Menunggu J…": "/2026/01/berapa-lama-lagi-warga-menunggu-jembatan/",
    "Baca Juga: Kurs Rupiah Hari Ini": "/2026/02/kurs-b/",
    "Baca Juga: Kurs Rupiah Hari…": "/2026/02/kurs-b/",
    f"Baca Juga: [judul lain]({SEKDA_URL})": SEKDA_URL,
    f"Baca Juga: [judul lain](https://kabar.example{SEKDA_URL})": SEKDA_URL,
    "Baca Juga: [judul lain](/?p=9)": SEKDA_URL,
    "Baca Juga: [judul lain](https://kabar.example/?p=9)": SEKDA_URL,
    "Baca Juga: [judul lain](sekda.md)": SEKDA_URL,
    "Baca Juga: [Sekda 49 OPD Harus Berinovasi Jumat Ini](/2026/01/tiada/)": SEKDA_URL,
    "Baca Juga: [judul lain](https://kabar.example.com/2026/01/x/)": None,
    "Baca Juga: Berita yang Sudah Dicabut": None,
    "Baca Juga: Berita yang Belum Terbit": None,
    "Baca Juga: Berita Tanpa Artikel": None,
}


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_read_alsos_find_their_articles(make_site: MakeSite, root: str) -> None:
    askers = {
        f"t{n}.md": article(
            f"Penanya {n}", "2026-02-04", body="Isi.\n\n" + body.replace("example/2", f"example{root}2")
        )
        for n, body in enumerate(SPELLINGS)
    }
    site = make_site(
        TARGETS | askers, f"base_url: https://kabar.example{root}\nrelated: 0\nread_also: {{auto: 0}}\n"
    )
    site.build()
    found = {
        body: (*read_alsos(site, f"{root}2026/02/penanya-{n}/"), None)[0] for n, body in enumerate(SPELLINGS)
    }
    assert found == {body: url and root + url[1:] for body, url in SPELLINGS.items()}


def test_a_read_also_without_its_article_is_plain_text_until_that_arrives(make_site: MakeSite) -> None:
    body = "Isi.\n\nBaca Juga: Jembatan <b>Baru</b> Dibuka\n\nBaca Juga: Jembatan Lama…\n\nIsi lagi."
    site = make_site({"a.md": article("Penanya", "2026-02-04", body=body.replace("<b>Baru</b>", "Baru"))})
    site.build()
    url = "/2026/02/penanya/"
    lines = [text(found) for found in page(site, url).iterfind(".//div[@class='text']/p")]
    assert lines == ["Isi.", "Baca Juga: Jembatan Baru Dibuka", "Baca Juga: Jembatan Lama…", "Isi lagi."]
    assert read_alsos(site, url) == []
    site.write("b.md", article("JEMBATAN BARU DIBUKA!", "2026-03-01"))
    site.write("c.md", article("Jembatan Lama Ditutup", "2026-03-02"))
    site.build()
    assert read_alsos(site, url) == ["/2026/03/jembatan-baru-dibuka/", "/2026/03/jembatan-lama-ditutup/"]
    card = text(page(site, url).find(".//aside[@class='read-also']"))
    assert card == "Baca Juga JEMBATAN BARU DIBUKA!"
    site.delete("b.md")
    site.build()
    assert read_alsos(site, url) == ["/2026/03/jembatan-lama-ditutup/"]
    assert site.tree() == site.clean()


def test_a_read_also_never_leads_to_its_own_page(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": article("Ke Sini", "2026-02-04", body="Isi.\n\nBaca Juga: Ke Sini\n\nBaca Juga: [x](a.md)")}
    )
    warned = site.build().warnings
    assert read_alsos(site, "/2026/02/ke-sini/") == []
    assert "Baca Juga" not in page_text(site, "/2026/02/ke-sini/")
    assert [(w.path, w.line, w.column, w.message) for w in warned] == [
        ("a.md", 8, 1, "Baca Juga: `Ke Sini` leads to its own page"),
        ("a.md", 10, 1, "Baca Juga: `x` leads to its own page"),
    ]


def test_a_title_that_returns_each_day_means_the_last_before(make_site: MakeSite) -> None:
    """However often it has returned since."""
    daily = {
        f"{n:02}.md": article("Kurs Rupiah Hari Ini", f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}")
        for n in range(70)
    }
    site = make_site(
        daily
        | {"a.md": article("Penanya", "2025-01-03 12:00", body="Isi.\n\nBaca Juga: Kurs Rupiah Hari Ini")},
        CONFIG + "permalink: /{year}/{month}/{day}/{slug}/\n",
        BARE | {"article.html": OWN_CARDS},
    )
    site.build()
    assert site.read("/2025/01/03/penanya/") == "/2025/01/03/kurs-rupiah-hari-ini/"


def test_a_prefix_that_two_titles_share_stays_plain_however_many_there_are(make_site: MakeSite) -> None:
    daily = {
        f"{n:02}.md": article("Kurs Rupiah Hari Ini", f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}")
        for n in range(70)
    }
    daily["x.md"] = article("Kurs Rupiah Hari Esok", "2024-01-01")
    site = make_site(
        daily | {"a.md": article("Penanya", "2025-06-03", body="Isi.\n\nBaca Juga: Kurs Rupiah Hari…")},
        CONFIG + "permalink: /{year}/{month}/{day}/{slug}/\n",
        BARE | {"article.html": OWN_CARDS},
    )
    site.build()
    assert site.read("/2025/06/03/penanya/") == ""


def order(site: Project, url: str) -> str:
    """The paragraphs and cards of an article's text: a figure for each paragraph, `+` for a card."""
    body = page(site, url).find(".//div[@class='text']")
    assert body is not None
    return "".join("+" if node.tag == "aside" else text(node).split()[1][3:] for node in body)


@pytest.mark.parametrize(
    ("number", "config", "expected"),
    [
        (2, "", "12"),
        (3, "", "123"),
        (4, "", "123+4"),
        (7, "", "123+4567"),
        (9, "", "123+4567+89"),
        (9, "read_also: {auto: 1}\n", "123+456789"),
        (9, "read_also: {auto: 0}\n", "123456789"),
        (9, "read_also: {auto: 3, after: [1, 2, 8]}\n", "123+45678+9"),
    ],
)
def test_read_alsos_are_placed_where_an_article_has_none(
    make_site: MakeSite, number: int, config: str, expected: str
) -> None:
    others = {f"{n}.md": article(f"Lain {n}", f"2026-03-{n + 1:02}", tags=["Kota"]) for n in range(8)}
    site = make_site(
        others | {"a.md": article("Panjang", "2026-04-01", tags=["Kota"], body=paragraphs(number))},
        CONFIG + config,
    )
    site.build()
    url = "/2026/04/panjang/"
    assert order(site, url) == expected
    assert read_alsos(site, url) == [f"/2026/03/lain-{n}/" for n in (7, 6, 5)][: expected.count("+")]
    assert len(related(site, url)) == 5
    assert set(related(site, url)) & set(read_alsos(site, url)) == set()


def test_none_is_placed_where_an_article_has_its_own(make_site: MakeSite) -> None:
    others = {f"{n}.md": article(f"Lain {n}", f"2026-03-{n + 1:02}", tags=["Kota"]) for n in range(3)}
    body = paragraphs(9) + "\n\nBaca Juga: Lain 1\n"
    site = make_site(others | {"a.md": article("Panjang", "2026-04-01", tags=["Kota"], body=body)})
    site.build()
    assert read_alsos(site, "/2026/04/panjang/") == ["/2026/03/lain-1/"]
    assert related(site, "/2026/04/panjang/") == ["/2026/03/lain-2/", "/2026/03/lain-0/"]


# related


def test_an_editors_picks_come_first(make_site: MakeSite) -> None:
    picks = [
        "pilihan-slug",
        "arsip/lewat-jalur.md",
        "PILIHAN “Judul”",
        "/2020/01/pilihan-alamat/",
        "tiada",
        "a",
    ]
    site = make_site(
        {
            "a.md": article("A", "2026-03-01", tags=["Kota"], related=picks),
            "arsip/1.md": article("Pilihan Slug", "2020-01-01"),
            "arsip/lewat-jalur.md": article("Pilihan Jalur", "2020-01-02"),
            "arsip/3.md": article("Pilihan Judul", "2020-01-03", slug="x"),
            "arsip/4.md": article("Pilihan Alamat", "2020-01-04"),
            "dekat.md": article("Dekat", "2026-03-02", tags=["Kota"]),
            "dekat2.md": article("Dekat Juga", "2026-03-03", tags=["Kota"]),
        }
    )
    site.build()
    assert related(site, "/2026/03/a/") == [
        "/2020/01/pilihan-slug/",
        "/2020/01/pilihan-jalur/",
        "/2020/01/x/",
        "/2020/01/pilihan-alamat/",
        "/2026/03/dekat/",
    ]


def test_related_has_shared_tags_before_sections_and_both_older_and_newer(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Utama", "2026-03-10", tags=["Banjir", "Tebo"], categories=["Daerah"]),
            "b.md": article("Dua Tag Lama", "2026-02-20", tags=["Banjir", "Tebo"]),
            "c.md": article("Satu Tag Baru", "2026-03-20", tags=["banjir"]),
            "d.md": article("Sekanal", "2026-03-10", categories=["Daerah"]),
            "e.md": article("Lain", "2026-03-10", tags=["Pasar"], categories=["Ekonomi"]),
            "f.md": article("Dicabut", "2026-03-10", tags=["Banjir"], status="withdrawn", reason="Keliru"),
            "g.md": article("Konsep", "2026-03-10", tags=["Banjir"], status="draft"),
        }
    )
    site.build()
    assert related(site, "/2026/03/utama/") == [
        "/2026/02/dua-tag-lama/",
        "/2026/03/satu-tag-baru/",
        "/2026/03/sekanal/",
        "/2026/03/lain/",
    ]
    assert related(site, "/2026/03/lain/")[0] == "/2026/03/sekanal/"  # nothing but nearness
    assert related(site, "/2026/02/dua-tag-lama/")[0] == "/2026/03/utama/"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_how_many_are_related(make_site: MakeSite, number: int) -> None:
    site = make_site(letters(6, tags=["Kota"]), CONFIG + f"related: {number}\n")
    site.build()
    assert len(related(site, "/2026/03/berita-c/")) == number


# links between files


def test_links_to_files_lead_to_their_pages(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "2026/a.md": article(
            "A", "2026-03-01", body="[b](../b.md#x) [r](/pages/redaksi.md) [f](foto.jpg) ![](/foto/x.jpg)"
        ),
        "b.md": article("B", "2026-03-02", body="[r](pages/redaksi.md) [luar](https://x.example/b.md)"),
        "2026/foto.jpg": b"x",
        "foto/x.jpg": b"y",
        "pages/redaksi.md": "---\ntitle: Redaksi\n---\n[a](../2026/a.md) [k](kontak.md) [b](/b.md)\n",
        "pages/kontak.md": "---\ntitle: Kontak\n---\nSurel.\n",
        "authors/sri.md": "---\nname: Sri\n---\n[a](../2026/a.md) ![](/foto/x.jpg)\n",
    }
    site = make_site(files, "base_url: https://kabar.example/koran/\n")
    site.build()
    inside = {
        "/koran/2026/03/a/": ["/koran/2026/03/b/#x", "/koran/redaksi/", "/koran/2026/foto.jpg"],
        "/koran/2026/03/b/": ["/koran/redaksi/", "https://x.example/b.md"],
        "/koran/redaksi/": ["/koran/2026/03/a/", "/koran/kontak/", "/koran/2026/03/b/"],
    }
    assert {url: links(page(site, url), ".//div[@class='text']/p/a") for url in inside} == inside
    assert links(page(site, "/koran/penulis/sri/"), ".//div[@class='intro']//a") == ["/koran/2026/03/a/"]
    assert 'src="/koran/foto/x.jpg"' in site.read("/koran/2026/03/a/")


# hostile text

HOSTILE = """</title></script><script>alert("1")</script> & 'x' "y" {{ 7*7 }} <!-- ]]> \u2028"""
QUOTED = json.dumps(HOSTILE)


def test_hostile_text_is_escaped_everywhere(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article(
                HOSTILE,
                "2026-03-01",
                slug="a",
                authors=[HOSTILE],
                editors=[HOSTILE],
                source=HOSTILE,
                categories=[HOSTILE],
                tags=[HOSTILE],
                summary=HOSTILE,
                dateline=HOSTILE,
                series=HOSTILE,
                image={
                    "src": 'https://foto.example/"><script>alert(1)</script>.jpg',
                    "alt": HOSTILE,
                    "caption": HOSTILE,
                    "credit": HOSTILE,
                },
                corrections=[{"date": "2026-03-02", "text": HOSTILE}],
                language='"><script>',
                origin="javascript:alert(1)",
                aliases=['/"><script>alert(1)</script>/'],
                body=f"{HOSTILE}\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
                f"Baca Juga: B {HOSTILE}",
            ),
            "b.md": article(
                "B " + HOSTILE, "2026-03-03", slug="b", series=HOSTILE, body="Baca Juga: " + HOSTILE
            ),
            "c.md": article("C " + HOSTILE, "2026-03-03", slug="c", status="withdrawn", reason=HOSTILE),
            "pages/p.md": f"---\ntitle: {QUOTED}\nsummary: {QUOTED}\n---\n{HOSTILE}\n",
        },
        f"title: {QUOTED}\ntagline: {QUOTED}\nbase_url: https://kabar.example/\n"
        f"masthead: [{QUOTED}]\nsocial: {{x: {json.dumps('https://x.example/' + HOSTILE)}}}\n",
    )
    site.build()
    headlines = set()
    for url in sorted(site.urls()):
        if not url.endswith(("/", ".html")):
            continue
        shown = page(site, url)
        for script in shown.iter("script"):
            if script.get("type") == "application/ld+json":
                headlines.add(str(json.loads("".join(script.itertext())).get("headline")))
            elif script.get("type") != "application/json":
                assert script.get("src", "").startswith("/assets/"), url
        for node in shown.iter():
            for name, value in node.attrib.items():
                assert not name.startswith("on"), (url, name)
                assert not value.strip().lower().startswith("javascript:"), (url, name)
        assert "49 <" not in site.read(url)
    assert " ".join(HOSTILE.split()) in headlines
    assert text(page(site, "/2026/03/a/").find(".//h1")) == " ".join(HOSTILE.split())


def test_json_ld_says_what_the_page_says(make_site: MakeSite) -> None:
    site = make_site(NEWSPAPER)
    site.build()
    scripts = page(site, "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/").iterfind(".//script[@type]")
    found = {data["@type"]: data for data in (json.loads("".join(script.itertext())) for script in scripts)}
    news = found["NewsArticle"]
    assert news["headline"] == "Sekda Jambi Ajak 49 OPD Berinovasi"
    assert (news["datePublished"], news["dateModified"]) == ("2018-08-02T09:05:00+07:00",) * 2
    assert news["author"][0] == {
        "@type": "Person",
        "name": "Ratna Maulida",
        "url": "https://kabar.example/penulis/ratna-maulida/",
        "jobTitle": "Redaktur",
        "image": news["author"][0]["image"],
    }
    assert (news["articleSection"], news["keywords"], news["dateline"]) == (
        "Pemerintahan",
        ["Inovasi"],
        "Jambi",
    )
    shapes = ("16x9", "4x3", "1x1")
    assert news["image"] == [f"https://kabar.example/2018/sekda.jpg.{KEY}.{shape}.jpg" for shape in shapes]
    crumbs = [
        (item["position"], item["name"], item.get("item"))
        for item in found["BreadcrumbList"]["itemListElement"]
    ]
    assert crumbs == [
        (1, "Beranda", "https://kabar.example/"),
        (2, "Pemerintahan", "https://kabar.example/kategori/pemerintahan/"),
        (3, "Sekda Jambi Ajak 49 OPD Berinovasi", None),
    ]


def test_a_split_article_that_is_withdrawn_is_one_page(make_site: MakeSite) -> None:
    text = "Satu.\n\n<!--nextpage-->\n\nDua."
    site = make_site(
        {"a.md": article("Berita Keliru", "2026-03-01", status="withdrawn", reason="Palsu", body=text)},
        config=CONFIG + "nextpage: split\n",
    )
    site.build()
    assert "Palsu" in site.read("/2026/03/berita-keliru/")
    assert "2026/03/berita-keliru/2/index.html" not in site.urls()


def test_parts_find_the_notes_and_references_of_the_whole(make_site: MakeSite) -> None:
    text = (
        "Kata[^1] dan [sumber][s].\n\n<!--nextpage-->\n\nDua.\n\n[^1]: Catatan.\n\n[s]: https://luar.example/"
    )
    site = make_site(
        {"a.md": article("Panjang", "2026-03-01", body=text)}, config=CONFIG + "nextpage: split\n"
    )
    site.build()
    first, second = site.read("/2026/03/panjang/"), site.read("/2026/03/panjang/2/")
    assert 'href="/2026/03/panjang/semua/#fn:1"' in first
    assert '<a href="https://luar.example/">sumber</a>' in first
    assert "Catatan." in second
    assert "Catatan." not in first


@pytest.mark.parametrize("key", ["draft: true", "status: draft"])
def test_a_static_page_may_be_a_draft(make_site: MakeSite, key: str) -> None:
    site = make_site({"pages/rahasia.md": f"---\ntitle: Rahasia\n{key}\n---\nIsi."})
    assert not site.build().warnings
    assert "rahasia/index.html" not in site.urls()
    assert "Rahasia" not in site.read("/")
    site.build(drafts=True)
    assert "Rahasia" in site.read("/rahasia/")


def test_an_alias_that_is_the_articles_own_address_is_none(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Satu", "2026-03-01", aliases=["/2026/03/satu", "/lama/"])})
    site.build()
    assert "<h1>Satu</h1>" in site.read("/2026/03/satu/")
    assert "http-equiv" in site.read("/lama/")


def test_an_address_from_the_root_is_always_the_sites(make_site: MakeSite) -> None:
    """Even where a folder of `content/` is named like the path of `base_url`."""
    site = make_site(
        {"a.md": article("Satu", "2026-03-01", body="![x](/berita/foto.jpg)"), "berita/foto.jpg": b"gambar"},
        config="title: Humas\nbase_url: https://kabar.example/berita/\n",
    )
    site.build()
    assert 'src="/berita/berita/foto.jpg"' in site.read("/berita/2026/03/satu/")


def test_what_is_not_shown_is_counted(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Satu", "2026-03-01"),
            "b.md": article("Dua", "2026-03-01", status="draft"),
            "c.md": article("Tiga", "2027-03-01"),
            "pages/x.md": "---\ntitle: X\n---\n",
        }
    )
    assert (site.build().articles, site.build().hidden) == (1, 2)


def described(site: Project, url: str) -> list[dict[str, Any]]:
    """What a page says of itself to search engines."""
    scripts = page(site, url).iter("script")
    return [json.loads(s.text or "") for s in scripts if s.get("type") == "application/ld+json"]


def test_the_front_page_describes_the_site_and_the_paper(make_site: MakeSite) -> None:
    site = make_site(NEWSPAPER, CONFIG + "social: {x: https://x.example/k}\npublisher: PT Kabar\n")
    site.build()
    website, paper, stories = described(site, "/")
    assert stories["@type"] == "ItemList"
    assert (website["@type"], paper["@type"]) == ("WebSite", "NewsMediaOrganization")
    assert website["publisher"]["@id"] == paper["@id"] == "https://kabar.example/#paper"
    assert (paper["legalName"], paper["sameAs"]) == ("PT Kabar", ["https://x.example/k"])
    assert paper["logo"] == "https://kabar.example/icon-512.png"


def test_an_author_has_a_profile_page_and_stories_name_it(make_site: MakeSite) -> None:
    site = make_site(NEWSPAPER)
    site.build()
    url = "https://kabar.example/penulis/ratna-maulida/"
    (profile,) = [one for one in described(site, "/penulis/ratna-maulida/") if one["@type"] == "ProfilePage"]
    assert (profile["mainEntity"]["name"], profile["mainEntity"]["url"]) == ("Ratna Maulida", url)
    story = site.read("/2018/08/sekda-jambi-ajak-49-opd-berinovasi/")
    assert f'<meta property="article:author" content="{url}">' in story
    news = next(
        one for one in described(site, "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/") if "headline" in one
    )
    assert news["publisher"]["@id"] == "https://kabar.example/#paper"
    assert news["author"][0]["url"] == url


def test_a_newsrooms_own_robots_txt_comes_first(make_site: MakeSite) -> None:
    site = make_site({"robots.txt": "User-agent: *\nDisallow: /\n", "ads.txt": "penjual"})
    site.build()
    assert site.read("/robots.txt") == "User-agent: *\nDisallow: /\n"
    assert site.read("/ads.txt") == "penjual"


def test_two_owners_of_an_address_are_both_named(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("Satu", "2026-03-01", aliases=["/kota/"]),
            "pages/kota.md": "---\ntitle: Kota\n---\n",
        }
    )
    with pytest.raises(ContentError) as caught:
        site.build()
    assert [str(problem) for problem in caught.value.problems] == [
        "a.md: the address of its alias, /kota/, is that of content/pages/kota.md (change one of them)"
    ]
