"""What machines read: RSS feeds, sitemaps and robots.txt."""

import re
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import CONFIG, WIB, MakeSite, Project, article

HOST = "https://kabar.example"
FILES = {
    "a.md": article("Harga & <Beras>", "2018-08-02 09:05", categories=["Ekonomi"], tags=["Pasar Raya"]),
    "b.md": article(
        "Cabai", "2018-09-30 23:30", tags=["Pasar Raya"], updated="2018-10-02 07:00", summary="S & T"
    ),
    "c.md": article("Ralat", "2018-08-05", corrections=[{"date": "2019-01-01 10:00", "text": "Bukan."}]),
    "d.md": article("Dicabut", "2018-08-06", status="withdrawn", reason="Keliru", tags=["Hilang"]),
    "pages/redaksi.md": "---\ntitle: Redaksi\nupdated: 2020-02-02\n---\nIsi.\n",
    "authors/sri.md": "---\nname: Sri\n---\n",
}


@pytest.fixture(params=["/", "/koran/"])
def site(make_site: MakeSite, request: pytest.FixtureRequest) -> Project:
    made = make_site(
        FILES,
        f"title: Kabar & Uji\nbase_url: {HOST}{request.param}\ndescription: Dari hulu & hilir\n"
        "feeds: [section, tag]\n",
    )
    made.build()
    return made


def feed(site: Project, url: str) -> Any:
    found = feedparser.parse(site.data(url))
    assert not found.bozo, found.get("bozo_exception")
    return found


def locations(site: Project, url: str) -> dict[str, str | None]:
    """The addresses in a sitemap, with when each was changed."""
    tree = ElementTree.fromstring(site.data(url))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {item.findtext(f"{name}loc", ""): item.findtext(f"{name}lastmod") for item in tree}


FEEDS = {
    "feed.xml": ["Cabai", "Ralat", "Harga & <Beras>"],
    "kategori/ekonomi/feed.xml": ["Harga & <Beras>"],
    "tag/pasar-raya/feed.xml": ["Cabai", "Harga & <Beras>"],
}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_rss_with_absolute_addresses(site: Project, path: str) -> None:
    found = feed(site, site.root + path)
    assert found.version == "rss20"
    assert [entry.title for entry in found.entries] == FEEDS[path]
    home = HOST + site.root
    assert found.feed.link == home + path.removesuffix("feed.xml")
    assert [(a.rel, a.href, a.type) for a in found.feed.links if a.rel == "self"] == [
        ("self", home + path, "application/rss+xml")
    ]
    assert "Kabar & Uji" in found.feed.title
    assert found.feed.subtitle == "Dari hulu & hilir"
    for entry in found.entries:
        assert entry.guid == entry.link
        assert entry.link.startswith(home + "2018/")
        assert site.data(entry.link.removeprefix(HOST))
        assert entry.summary


def test_the_feed_of_nothing_is_a_feed(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert feed(site, "/feed.xml").entries == []


def test_only_lists_with_news_have_feeds(site: Project) -> None:
    assert {url for url in site.urls() if url.endswith("feed.xml")} == {site.root + path for path in FEEDS}


@pytest.mark.parametrize("language", ["id", "en"])
def test_dates_of_feeds_are_english_whatever_the_language(make_site: MakeSite, language: str) -> None:
    site = make_site(FILES, CONFIG + f"language: {language}\n")
    site.build()
    dates = re.findall(r"<(pubDate|lastBuildDate)>(.*?)</", site.read("/feed.xml"))
    assert dates == [
        ("lastBuildDate", "Sun, 30 Sep 2018 23:30:00 +0700"),
        ("pubDate", "Sun, 30 Sep 2018 23:30:00 +0700"),
        ("pubDate", "Sun, 05 Aug 2018 00:00:00 +0700"),
        ("pubDate", "Thu, 02 Aug 2018 09:05:00 +0700"),
    ]
    assert parsedate_to_datetime(dates[3][1]).astimezone(WIB).hour == 9


def test_a_feed_has_the_newest_twenty(make_site: MakeSite) -> None:
    files = {f"{n:02}.md": article(f"Berita {n}", f"2026-01-{n:02}", tags=["Kota"]) for n in range(1, 26)}
    site = make_site(files, CONFIG + "feeds: [tag]\n")
    site.build()
    for url in ("/feed.xml", "/tag/kota/feed.xml"):
        assert [entry.title for entry in feed(site, url).entries] == [f"Berita {n}" for n in range(25, 5, -1)]


def test_a_character_that_xml_forbids_does_not_break_a_feed(make_site: MakeSite) -> None:
    """It can be typed in JSON and YAML: either it is refused with its place, or left out."""
    escaped = "\\u0001\\u000b\\ufffe"
    matter = (
        f'{{\n"title": "Aneh{escaped} Sekali", "date": "2026-01-01", "tags": ["x{escaped}y"]\n}}\n\nIsi.\n'
    )
    site = make_site({"a.md": matter, "b.md": article("Wajar", "2026-01-02")})
    result = site.build(keep_going=True)
    assert result.articles == 2 or [problem.path for problem in result.problems] == ["a.md"]
    for url in sorted(site.urls()):
        if url.endswith(".xml"):
            ElementTree.fromstring(site.data(url))


def test_sitemaps_name_every_page_once_and_each_is_there(site: Project) -> None:
    home = HOST + site.root
    index = locations(site, site.root + "sitemap.xml")
    assert index == {
        home + "sitemap/2018-08.xml": "2019-01-01T10:00:00+07:00",
        home + "sitemap/2018-09.xml": "2018-10-02T07:00:00+07:00",
        home + "sitemap/pages.xml": index[home + "sitemap/pages.xml"],
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
    assert index[home + "sitemap/pages.xml"] == "2020-02-02"
    every = [url for shard in shards.values() for url in shard]
    assert len(every) == len(set(every))
    assert [url for url in every if not site.data(url.removeprefix(HOST))] == []


def test_addresses_in_sitemaps_are_encoded(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("漢字 & Kopi", "2026-01-01", tags=["漢字"])}, CONFIG + "feeds: [tag]\n")
    site.build()
    assert list(locations(site, "/sitemap/2026-01.xml")) == [f"{HOST}/2026/01/%E6%BC%A2%E5%AD%97-kopi/"]
    assert f"{HOST}/tag/%E6%BC%A2%E5%AD%97/" in locations(site, "/sitemap/pages.xml")
    assert feed(site, "/tag/漢字/feed.xml").entries[0].link == f"{HOST}/2026/01/%E6%BC%A2%E5%AD%97-kopi/"


def test_an_empty_newspaper_has_sitemaps(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert list(locations(site, "/sitemap.xml")) == [f"{HOST}/sitemap/pages.xml"]
    assert locations(site, "/sitemap/pages.xml") == {f"{HOST}/": None}


def test_robots_names_the_sitemap(site: Project) -> None:
    robots = site.read(site.root + "robots.txt")
    assert re.findall(r"^Sitemap: (\S+)$", robots, re.MULTILINE) == [f"{HOST}{site.root}sitemap.xml"]
    assert "Disallow: /" not in robots
