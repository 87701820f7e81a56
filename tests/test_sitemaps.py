"""Sitemaps: held against the rules of their schemas, and what makes one of them another."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import escape
from xml.etree import ElementTree

import pytest
from conftest import BARE, CONFIG, NOW, WIB, MakeSite, Project, article, photo
from hypothesis import given
from hypothesis import strategies as st

from newsgen import config
from newsgen.index.database import Database
from newsgen.index.view import View, micros
from newsgen.pages.site import KINDS
from newsgen.pages.sitemap import MOST_ENTRIES, SitemapKind, split
from newsgen.publishing.site import RenderedSite

HOST = "https://kabar.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
MOST_BYTES = 52_428_800
W3C = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")
FILES: dict[str, str | bytes] = {
    "a.md": article("Harga & <Beras>", "2018-08-02 09:05", categories=["Ekonomi"], tags=["Pasar Raya"]),
    "b.md": article("Cabai", "2018-09-30 23:30", tags=["Pasar Raya"], updated="2018-10-02 07:00"),
    "c.md": article("Ralat", "2018-08-05", corrections=[{"date": "2019-01-01 10:00", "text": "Bukan."}]),
    "d.md": article("Dicabut", "2018-08-06", status="withdrawn", reason="Keliru", tags=["Hilang"]),
    "e.md": article("Lewat", "2018-08-07", expires="2018-08-08"),
    "pages/redaksi.md": "---\ntitle: Redaksi\nupdated: 2020-02-02\n---\nIsi.\n",
    "authors/sri.md": "---\nname: Sri\n---\n",
}


def check(data: bytes) -> list[ElementTree.Element]:
    """The entries of a sitemap, by the rules of sitemap.xsd, siteindex.xsd and Google's two beside them."""
    assert len(data) <= MOST_BYTES
    root = ElementTree.fromstring(data)
    inside = {f"{SITEMAP}urlset": f"{SITEMAP}url", f"{SITEMAP}sitemapindex": f"{SITEMAP}sitemap"}[root.tag]
    assert len(root) <= 50_000
    entries = list(root)
    for entry in entries:
        assert entry.tag == inside
        assert not entry.attrib
        names = [child.tag for child in entry]
        order = [f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{NEWS}news", f"{IMAGE}image"]
        assert names == sorted(names, key=order.index)
        assert [names.count(name) for name in order[:3]] in ([1, 0, 0], [1, 1, 0], [1, 0, 1])
        location = entry.findtext(f"{SITEMAP}loc", "")
        assert location.startswith(f"{HOST}/")
        assert location.isascii()
        assert 12 <= len(location) < 2_048
        assert W3C.fullmatch(entry.findtext(f"{SITEMAP}lastmod", "2018-01-01"))
        pictures = entry.findall(f"{IMAGE}image")
        assert len(pictures) <= 1_000
        for picture in pictures:
            assert [child.tag for child in picture] == [f"{IMAGE}loc"]
            assert picture.findtext(f"{IMAGE}loc", "").startswith("https://")
        for news in entry.findall(f"{NEWS}news"):
            assert [c.tag for c in news] == [
                f"{NEWS}{n}" for n in ("publication", "publication_date", "title")
            ]
            assert [child.tag for child in news[0]] == [f"{NEWS}name", f"{NEWS}language"]
            assert re.fullmatch(r"zh-cn|zh-tw|[a-z]{2,3}", news[0].findtext(f"{NEWS}language", ""))
            assert len(news.findtext(f"{NEWS}publication_date", "")) > len("2018-01-01")
            assert news.findtext(f"{NEWS}title")
    assert len({entry.findtext(f"{SITEMAP}loc") for entry in entries}) == len(entries)
    return entries


def locations(site: Project, url: str) -> dict[str, str | None]:
    """The addresses in a sitemap, with when each was changed."""
    entries = check(site.data(url))
    return {one.findtext(f"{SITEMAP}loc", ""): one.findtext(f"{SITEMAP}lastmod") for one in entries}


def news(site: Project, url: str = "/sitemap/news.xml") -> list[str]:
    return [one.findtext(f"{NEWS}news/{NEWS}title", "") for one in check(site.data(url))]


@pytest.fixture(params=["/", "/koran/"])
def site(make_site: MakeSite, request: pytest.FixtureRequest) -> Project:
    made = make_site(FILES, f"title: Kabar & Uji\nbase_url: {HOST}{request.param}\nthin: 2\n")
    made.build()
    return made


def test_sitemaps_name_every_page_once_and_each_is_there(site: Project) -> None:
    home = HOST + site.root
    index = locations(site, site.root + "sitemap.xml")
    assert index == {
        home + "sitemap/pages.xml": "2020-02-02",
        home + "sitemap/news.xml": None,
        home + "sitemap/2018-08.xml": "2019-01-01T10:00:00+07:00",
        home + "sitemap/2018-09.xml": "2018-10-02T07:00:00+07:00",
    }
    shards = {url: locations(site, url.removeprefix(HOST)) for url in index}
    assert shards[home + "sitemap/2018-08.xml"] == {
        home + "2018/08/harga-beras/": "2018-08-02T09:05:00+07:00",
        home + "2018/08/ralat/": "2019-01-01T10:00:00+07:00",
    }
    assert shards[home + "sitemap/2018-09.xml"] == {home + "2018/09/cabai/": "2018-10-02T07:00:00+07:00"}
    assert shards[home + "sitemap/pages.xml"] == {
        home: "2018-09-30T23:30:00+07:00",
        home + "kategori/ekonomi/": "2018-08-02T09:05:00+07:00",
        home + "tag/pasar-raya/": "2018-09-30T23:30:00+07:00",
        home + "penulis/sri/": None,
        home + "redaksi/": "2020-02-02",
    }
    every = [url for shard in shards.values() for url in shard]
    assert len(every) == len(set(every))
    assert [url for url in every if not site.data(url.removeprefix(HOST))] == []


def test_addresses_in_sitemaps_are_encoded(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("漢字 & Kopi", "2026-01-01", tags=["漢字"])}, CONFIG + "thin: 0\n")
    site.build()
    assert list(locations(site, "/sitemap/2026-01.xml")) == [f"{HOST}/2026/01/%E6%BC%A2%E5%AD%97-kopi/"]
    assert f"{HOST}/tag/%E6%BC%A2%E5%AD%97/" in locations(site, "/sitemap/pages.xml")


def test_an_empty_newspaper_has_sitemaps(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert list(locations(site, "/sitemap.xml")) == [f"{HOST}/sitemap/pages.xml", f"{HOST}/sitemap/news.xml"]
    assert locations(site, "/sitemap/pages.xml") == {f"{HOST}/": None}
    assert news(site) == []


def test_only_the_month_of_an_edit_changes(make_site: MakeSite) -> None:
    site = make_site(FILES, templates={**BARE, "sitemap.xml": "{{ page.entries }}"})
    site.build()
    before = site.snapshot()
    site.write("a.md", str(FILES["a.md"]).replace("Isi berita.", "Isi yang lain.")).build()
    assert {url for url in site.rewritten(before) if "sitemap" in url} == set()
    site.write("a.md", str(FILES["a.md"]).replace("title:", "updated: 2018-08-03 10:00\ntitle:", 1)).build()
    assert {url for url in site.rewritten(before) if "sitemap" in url} == {"/sitemap/2018-08.xml"}


def test_articles_name_their_pictures(make_site: MakeSite) -> None:
    body = "![a](f.jpg)\n\n![b](/foto/g.jpg)\n\n![c](https://cdn.example/h.png)\n\n![tiada](tiada.jpg)"
    files: dict[str, str | bytes] = {
        "a.md": article("A", "2026-01-01", image="f.jpg", body=body),
        "f.jpg": photo(size=(800, 600)),
        "foto/g.jpg": photo("#345"),
    }
    site = make_site(files)
    site.build()
    (entry,) = check(site.data("/sitemap/2026-01.xml"))
    pictures = [one.findtext(f"{IMAGE}loc", "") for one in entry.findall(f"{IMAGE}image")]
    assert [re.sub(r"\.[0-9a-f]{10}\.\d+", "", url) for url in pictures] == [
        f"{HOST}/f.jpg.jpg", f"{HOST}/foto/g.jpg.jpg", "https://cdn.example/h.png",
    ]  # fmt: skip
    assert all(site.data(url.removeprefix(HOST)) for url in pictures[:2])
    site.write(
        "a.md", article("A", "2026-01-01", image="f.jpg", body="![c](https://cdn.example/i.png)")
    ).build()
    assert site.tree() == site.clean()
    assert "https://cdn.example/i.png" in site.read("/sitemap/2026-01.xml")


# how many addresses and bytes


@given(st.integers(0, 2_000), st.integers(1, 700))
def test_parts_follow_each_other_and_none_is_too_long(count: int, most: int) -> None:
    parts = split(count, most)
    assert [number for part in parts for number in part] == list(range(count))
    assert all(0 < len(part) <= most for part in parts)
    assert [len(part) for part in parts[:-1]] == [most] * (len(parts) - 1)


def test_120_000_addresses_fit() -> None:
    parts = split(120_000, MOST_ENTRIES)
    assert [part.start for part in parts] == list(range(0, 120_000, MOST_ENTRIES))
    assert parts[-1].stop == 120_000
    assert MOST_ENTRIES <= 50_000


@contextmanager
def opened(project: Project) -> Iterator[RenderedSite]:
    view = View(now=micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB)))
    database = Database(project.path / ".newsgen" / "state.db").reading()
    try:
        yield RenderedSite(project.path, config.load(project.path / "newsgen.yaml"), database, view)
    finally:
        database.close()


@dataclass
class Small:
    """The sitemaps of a project as a kind makes them that takes fewer entries a file."""

    kind: SitemapKind
    site: RenderedSite

    def pages(self) -> dict[str, bytes]:
        found = {}
        for group in self.kind.groups(self.site.snapshot):
            for key in group.keys.tolist():
                url = self.kind.url(self.site.snapshot, key)
                path = self.site.snapshot.urls.path(url)
                assert path is not None
                assert self.kind.match(self.site.snapshot, url, path) == key
                found[url] = self.site.render(self.kind.page(self.site.snapshot, key))
        return found


def test_a_month_with_too_many_addresses_has_several_files(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-{n:02}", tags=[f"T{n}"]) for n in range(10, 21)}
    project = make_site(files, CONFIG + "thin: 0\n")
    project.build()
    rank = next(kind.rank for kind in KINDS if isinstance(kind, SitemapKind))
    with opened(project) as site:
        pages = Small(SitemapKind(rank, most_entries=4, most_news=1), site).pages()
        assert SitemapKind(rank, most_entries=4).match(site.snapshot, "", "sitemap/2026-11-4.xml") is None
    assert sorted(pages) == [
        "/sitemap.xml",
        "/sitemap/2026-11-2.xml", "/sitemap/2026-11-3.xml", "/sitemap/2026-11.xml", "/sitemap/news-2.xml",
        "/sitemap/news.xml", "/sitemap/pages-2.xml", "/sitemap/pages-3.xml", "/sitemap/pages.xml",
    ]  # fmt: skip
    months = [check(pages[f"/sitemap/2026-11{part}.xml"]) for part in ("", "-2", "-3")]
    assert [len(month) for month in months] == [4, 4, 3]
    urls = [entry.findtext(f"{SITEMAP}loc") for month in months for entry in month]
    assert urls == [f"{HOST}/2026/11/berita-{n}/" for n in range(10, 21)]
    assert len(check(pages["/sitemap.xml"])) == len(pages) - 1


def test_the_longest_entries_fit_into_the_bytes_of_a_file(make_site: MakeSite) -> None:
    long = "/" + "/".join(["a'&" * 30] * 3) + "/"
    body = "\n\n".join(f"![{n}](https://cdn.example/{'&' * 40}{n}.jpg)" for n in range(400))
    files = {
        "a.md": article("A", "2026-01-01", permalink=long, body=body),
        "b.md": article("B", "2026-01-02", permalink="/" + "/".join(["漢" * 60] * 5) + "/"),
    }
    project = make_site(files)
    project.build()
    entries = check(project.data("/sitemap/2026-01.xml"))
    assert len(entries) == 1  # an address that the protocol doesn't take is left out
    size = len(project.data("/sitemap/2026-01.xml"))
    assert 8_000 < size < MOST_BYTES / MOST_ENTRIES
    (first, *_) = entries[0].findall(f"{IMAGE}image")
    assert escape(first.findtext(f"{IMAGE}loc", "")).endswith("0.jpg")


# news


DAYS = {
    "a.md": article("A", "2026-11-18 12:00"),
    "b.md": article("B", "2026-11-18 12:01", language="en"),
    "c.md": article("C", "2026-11-20 11:00"),
    "d.md": article("D", "2026-11-20 11:30", status="sponsored"),
    "e.md": article("E", "2026-11-20 12:30"),
}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20 11:59", ["C", "B", "A"]),
        ("2026-11-20 12:00", ["C", "B"]),
        ("2026-11-20 12:01", ["C"]),
        ("2026-11-20 12:30", ["E", "C"]),
        ("2026-11-22 11:00", ["E"]),
        ("2026-11-22 12:30", []),
    ],
)
def test_news_is_of_the_last_48_hours(make_site: MakeSite, now: str, expected: list[str]) -> None:
    site = make_site(DAYS)
    site.build(now="2026-11-20 11:59")
    site.build(now=now)
    assert news(site) == expected
    assert site.tree() == site.clean(now=now)
    site.build(now="2026-11-20 11:59")
    assert news(site) == ["C", "B", "A"]


def test_time_alone_changes_the_sitemap_of_news_alone(make_site: MakeSite) -> None:
    site = make_site(DAYS)
    site.build(now="2026-11-20 12:40")
    before = site.snapshot()
    assert site.build(now="2026-11-22 10:59").written == 0
    result = site.build(now="2026-11-22 11:00")
    assert (result.written, site.rewritten(before)) == (1, {"/sitemap/news.xml"})
    assert site.build(now="2026-11-22 12:30").written == 1
    assert site.build(now="2027-01-01 00:00").written == 0


def test_news_has_what_google_asks_for(make_site: MakeSite) -> None:
    site = make_site(DAYS, "title: Kabar & Uji\nbase_url: https://kabar.example/\n")
    site.build(now="2026-11-20 11:59")
    found = [
        (
            one.findtext(f"{SITEMAP}loc"),
            *(child.text for child in one.iter() if child.text and child.text.strip()),
        )
        for one in check(site.data("/sitemap/news.xml"))
    ]
    assert found[1] == (
        f"{HOST}/2026/11/b/",
        f"{HOST}/2026/11/b/",
        "Kabar & Uji",
        "en",
        "2026-11-18T12:01:00+07:00",
        "B",
    )
