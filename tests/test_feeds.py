"""Feeds: RSS and JSON Feed, held against the rules of their formats, and read as a reader of feeds does."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from conftest import CONFIG, WIB, MakeSite, Project, article, photo

from newsgen.urls import is_feed_alias

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
        assert entry.guid == entry.link.removeprefix(home.rstrip("/"))
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


# the rules of both formats

DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
FORBIDDEN = ("script", "style", "form", "input", "button", "iframe", "object", "embed")


def check_html(text: str) -> None:
    """What stands in a feed shows nothing that runs, and no address that needs a page around it."""
    for element in html5lib.parseFragment(text, namespaceHTMLElements=False).iter():
        assert element.tag not in FORBIDDEN
        assert not any(name.startswith("on") or name in ("style", "srcset") for name in element.attrib)
        for name in ("href", "src", "poster", "cite"):
            assert re.match(r"(?:https?://|mailto:|tel:)", element.get(name, "https://")), element.attrib


def check_rss(data: bytes, url: str) -> list[dict[str, Any]]:
    """The items of an RSS feed by the RSS Advisory Board's profile."""
    root = ElementTree.fromstring(data)
    assert (root.tag, root.attrib["version"], len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    for name in ("title", "link", "description", "language"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    (own,) = channel.findall(f"{ATOM}link")
    assert own.attrib == {"href": url, "rel": "self", "type": "application/rss+xml"}
    items = []
    for item in channel.findall("item"):
        for name in ("title", "link", "guid", "pubDate", "description", CONTENT):
            assert len(item.findall(name)) == 1, name
        assert item.find("guid").attrib == {"isPermaLink": "false"}  # type: ignore[union-attr]
        assert DATE.fullmatch(item.findtext("pubDate", ""))
        assert item.findtext("link", "").startswith(HOST)
        check_html(item.findtext(CONTENT, ""))
        enclosures = [one.attrib for one in item.findall("enclosure")]
        assert len(enclosures) <= 1
        for one in enclosures:
            assert one.keys() == {"url", "length", "type"}
            assert one["url"].startswith("http")
            assert int(one["length"]) >= 0
        items.append(
            {
                "id": item.findtext("guid"),
                "url": item.findtext("link"),
                "title": item.findtext("title"),
                "html": item.findtext(CONTENT),
                "summary": item.findtext("description"),
                "date": parsedate_to_datetime(item.findtext("pubDate", "")),
                "authors": [author.text for author in item.findall(CREATOR)],
                "tags": [category.text for category in item.findall("category")],
            }
        )
    newest = channel.findtext("lastBuildDate")
    assert newest == next((item.findtext("pubDate") for item in channel.findall("item")), None)
    assert len({item["id"] for item in items}) == len(items)
    return items


def check_json(data: bytes, url: str) -> list[dict[str, Any]]:
    """The items of a JSON Feed by version 1.1 of its specification."""
    found = json.loads(data)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == url
    assert found["home_page_url"].startswith(HOST)
    assert found["title"]
    assert found.keys() <= {
        "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items",
    }  # fmt: skip
    items = []
    for item in found["items"]:
        assert item.keys() <= {
            "id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified",
            "authors", "tags", "language", "attachments",
        }  # fmt: skip
        for name in ("id", "url", "title", "content_html", "summary", "date_published", "language"):
            assert isinstance(item[name], str)
            assert item[name] or name == "content_html"
        for name in ("date_published", "date_modified"):
            assert RFC3339.fullmatch(item.get(name, item["date_published"]))
        for author in item.get("authors", []):
            assert author["name"]
            assert author["url"].startswith(HOST)
        for file in item.get("attachments", []):
            assert file["url"].startswith(HOST)
            assert file["mime_type"]
            assert file["size_in_bytes"] > 0
        check_html(item["content_html"])
        items.append(
            {
                "id": item["id"],
                "url": item["url"],
                "title": item["title"],
                "html": item["content_html"],
                "summary": item["summary"],
                "date": datetime.fromisoformat(item["date_published"]),
                "authors": [author["name"] for author in item.get("authors", [])],
                "tags": item.get("tags", []),
            }
        )
    return items


RICH: dict[str, str | bytes] = {
    "a.md": article(
        "Harga & <Beras>",
        "2026-11-19 09:05",
        categories=["Ekonomi"],
        tags=["Pasar Raya"],
        authors=["Sri Dewi", "Hms"],
        image={"src": "foto/a.jpg", "alt": "Karung", "caption": "Beras", "credit": "Sri"},
        dateline="Jambi",
        source="Humas",
        body="Satu & ]]> *dua*.[^1] <script>x()</script>\n\nBaca Juga: Cabai\n\n![gambar](foto/a.jpg)\n\n"
        "https://youtu.be/dQw4w9WgXcQ\n\n![Sidang](s.mp3)\n\n"
        '<iframe src="https://www.youtube.com/embed/x1234567890"></iframe>\n\n'
        "[c](c.md) [r](/redaksi/) [m](mailto:a@b.example) [i](#fn:1)\n\n<!--nextpage-->\n\n"
        "Akhir.\n\n[^1]: Catatan.",
    ),
    "b.md": article(
        "Cabai",
        "2026-11-18 09:05",
        guid="https://lama.example/?p=7",
        language="ar",
        status="unverified",
        corrections=[{"date": "2026-11-19 10:00", "text": "Salah nama."}],
        body="عربي",
    ),
    "c.md": article("C", "2026-11-10", status="sponsored", categories=["Ekonomi"], body="![x](https://cdn.example/p.png?w=1)"),
    "d.md": article("D", "2026-11-09", body="![v](v.mp4)", summary="Ringkas & jelas"),
    "e.md": article("E", "2026-11-08", status="withdrawn", reason="Keliru."),
    "sections/ekonomi.md": (
        "---\npermalink: /uang/\n"
        "aliases: [/kategori/ekonomi/, /category/eko/feed/, /eko.rss, /?cat=3]\n---\n"
    ),
    "tags/pasar.md": "---\nmerge_into: pasar-raya\naliases: [/topik/pasar.html]\n---\n",
    "foto/a.jpg": photo(size=(1300, 700)),
    "s.mp3": b"ID3 rekaman",
    "v.mp4": b"video",
}  # fmt: skip
RICH_SETTINGS = (
    "title: Kabar & Uji\ndescription: Dari hulu & hilir\nsocial_images: off\nfeeds: [section, tag, author]\n"
    "feed_aliases: [/feed/, rss/]\nnextpage: split\n"
)


@pytest.mark.parametrize("root", ["/", "/koran/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_feeds_keep_the_rules_of_their_formats(make_site: MakeSite, root: str, language: str) -> None:
    site = make_site(RICH, f"{RICH_SETTINGS}base_url: {HOST}{root}\nlanguage: {language}\n")
    site.build()
    feeds = [url for url in site.urls() if url.endswith("feed.xml")]
    assert len(feeds) == 8
    for url in feeds:
        own = json.loads(site.data(url.replace("feed.xml", "feed.json")))["feed_url"]
        rss = check_rss(site.data(url), own.replace("feed.json", "feed.xml"))
        assert check_json(site.data(url.replace("feed.xml", "feed.json")), own) == rss
        parsed = feed(site, url)
        assert [entry.id for entry in parsed.entries] == [item["id"] for item in rss]
        assert [entry.content[0].value != "" for entry in parsed.entries] == [True] * len(rss)
    newest = check_rss(site.data(site.root + "feed.xml"), f"{HOST}{root}feed.xml")
    assert [item["title"] for item in newest] == ["Harga & <Beras>", "Cabai", "C", "D"]
    assert newest[0]["authors"] == ["Sri Dewi", "Hms"]
    assert newest[0]["tags"] == ["Ekonomi", "Pasar Raya"]
    assert newest[3]["summary"] == "Ringkas & jelas"


def test_a_feed_has_the_whole_text_and_links_in_place_of_players(make_site: MakeSite) -> None:
    site = make_site(RICH, f"{RICH_SETTINGS}base_url: {HOST}/koran/\n")
    site.build()
    items = check_rss(site.data("/koran/feed.xml"), f"{HOST}/koran/feed.xml")
    home = f"{HOST}/koran/"
    text = items[0]["html"]
    for part in (
        "<figcaption>Beras / Foto: Sri</figcaption>",
        "<p>Jambi —</p>",
        "<p>Satu &amp; ]]&gt; <em>dua</em>.",
        f'<a href="{home}2026/11/harga-beras/#fn:1">1</a>',
        f'<p><strong>Baca Juga:</strong> <a href="{home}2026/11/cabai/">Cabai</a></p>',
        '<p><a href="https://youtu.be/dQw4w9WgXcQ">Video dari YouTube</a></p>',
        f'<p><a href="{home}s.mp3">Sidang</a></p>',
        '<a href="https://www.youtube.com/embed/x1234567890">Isi dari YouTube</a>',
        f'<a href="{home}2026/11/c/">c</a> <a href="{home}redaksi/">r</a> <a href="mailto:a@b.example">m</a>',
        "<p>Akhir.</p>",
        "<p>Sumber: Humas</p>",
    ):
        assert part in text
    assert "x()" not in text
    pictures = re.findall(r'src="([^"]+)"', text)
    assert len(pictures) == 2
    assert all(site.data(url.removeprefix(HOST)) for url in pictures)
    assert '<div lang="ar" dir="rtl">' in items[1]["html"]
    assert "memerlukan verifikasi" in items[1]["html"]
    assert "Kamis, 19 November 2026 - 10:00 WIB: Salah nama." in items[1]["html"]
    assert items[2]["html"].startswith("<p><strong>Advertorial</strong></p>")


def test_enclosures_are_sound_and_video_or_the_picture(make_site: MakeSite) -> None:
    site = make_site(RICH, f"{RICH_SETTINGS}base_url: {HOST}/\n")
    site.build()
    found = {entry.title: entry.get("enclosures", []) for entry in feed(site, "/feed.xml").entries}
    assert {title: [(one.href, one.type, one.length) for one in some] for title, some in found.items()} == {
        "Harga & <Beras>": [(f"{HOST}/s.mp3", "audio/mpeg", "11")],
        "Cabai": [],
        "C": [("https://cdn.example/p.png?w=1", "image/png", "0")],
        "D": [(f"{HOST}/v.mp4", "video/mp4", "5")],
    }
    images = {item["title"]: item.get("image", "") for item in json.loads(site.data("/feed.json"))["items"]}
    assert images["Harga & <Beras>"].endswith(".social.jpg")
    assert images["C"] == "https://cdn.example/p.png?w=1"
    before = site.snapshot()
    site.write("v.mp4", b"a longer video").build()
    assert site.rewritten(before) >= {"/v.mp4", "/feed.xml", "/feed.json"}
    assert 'length="14"' in site.read("/feed.xml")


# what makes a feed another

OWN = article(
    "Lama", "2026-11-01", body="Isi.\n\nBaca Juga: Tujuan\n\n![f](f.jpg)", summary="S", tags=["Kota"]
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("b.md", OWN.replace("Isi.", "Isi lain.")),
        ("b.md", OWN.replace("title:", "guid: x\ntitle:", 1)),
        ("z.md", article("Tujuan", "2025-01-01", slug="lain")),
        ("f.jpg", photo("#123", (700, 500))),
        ("tags/kota.md", "---\ntitle: Kota Jambi\n---\n"),
    ],
)  # fmt: skip
def test_an_edit_that_no_card_shows_is_in_the_feeds(
    make_site: MakeSite, path: str, text: str | bytes
) -> None:
    files: dict[str, str | bytes] = {
        "b.md": OWN,
        "z.md": article("Tujuan", "2025-01-01"),
        "f.jpg": photo("#abc", (700, 500)),
    }
    site = make_site(files, CONFIG + "feeds: [tag]\nfeed_items: 1\n")
    site.build()
    before = site.snapshot()
    site.write(path, text).build()
    assert site.tree() == site.clean()
    feeds = {"/feed.xml", "/feed.json", "/tag/kota/feed.xml", "/tag/kota/feed.json"}
    assert feeds <= site.rewritten(before)


def test_a_feed_stays_as_it_is_when_what_it_does_not_show_changes(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-0{n}") for n in range(1, 6)}
    site = make_site(files, CONFIG + "feed_items: 2\n")
    site.build()
    before = site.snapshot()
    site.write("1.md", article("Berita 1", "2026-11-01", body="Lain sama sekali.")).build()
    assert {url for url in site.rewritten(before) if "feed" in url} == set()


# a reader of feeds


class FeedReader:
    """Remembers the stories that it has seen, as readers of feeds do."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def new(self, site: Project, url: str) -> list[str]:
        """The titles of stories in a feed that were not seen before."""
        if url.endswith(".json"):
            items = [(item["id"], item["title"]) for item in json.loads(site.data(url))["items"]]
        else:
            items = [(entry.id, entry.title) for entry in feed(site, url).entries]
        titles = [title for id_, title in items if id_ not in self.seen]
        self.seen |= {id_ for id_, _ in items}
        return titles


@pytest.mark.parametrize("name", ["feed.xml", "feed.json", "feed/"])
def test_a_reader_sees_no_old_story_again(make_site: MakeSite, name: str) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-0{n}", body="Isi.") for n in range(1, 5)}
    settings = CONFIG + "feed_aliases: [/feed/]\n"
    site, reader = make_site(files, settings), FeedReader()
    site.build()
    assert reader.new(site, f"/{name}") == ["Berita 4", "Berita 3", "Berita 2", "Berita 1"]
    site.write("4.md", article("Berita 4 Lagi", "2026-11-04 10:00", slug="berita-4", updated="2026-11-05"))
    site.build()
    assert reader.new(site, f"/{name}") == []
    for base_url in ("https://baru.example/", "https://x.example/koran/", "http://y.example:8080/a/b/"):
        site.configure(settings.replace("https://kabar.example/", base_url)).build(full=True)
        assert reader.new(site, f"{site.root}{name}") == []
    site.write("5.md", article("Berita 5", "2026-11-06")).build()
    assert reader.new(site, f"{site.root}{name}") == ["Berita 5"]


def test_a_rule_puts_the_feed_itself_at_its_former_address(make_site: MakeSite) -> None:
    rules = (
        "redirect_rules: [{from: '/category/{slug}/feed/', to: section-feed}, {from: /rss.json, to: feed}]\n"
    )
    site = make_site({"a.md": article("A", "2026-11-01", categories=["Kota"])}, CONFIG + rules)
    site.build()
    assert site.read("/category/kota/feed/") == site.read("/kategori/kota/feed.xml")
    assert site.read("/rss.json") == site.read("/feed.json")
    site.write("b.md", article("B", "2026-11-02", categories=["Kota"])).build()
    assert "B" in site.read("/category/kota/feed/")
    assert site.tree() == site.clean()


def test_a_reader_of_the_former_site_sees_no_story_again(make_site: MakeSite) -> None:
    former = {n: f"https://lama.example/?p={n} &x" for n in range(1, 4)}
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-0{n}", guid=guid) for n, guid in former.items()}
    site, reader = make_site(files), FeedReader()
    reader.seen = set(former.values())
    site.build()
    assert reader.new(site, "/feed.xml") == reader.new(site, "/feed.json") == []


# where feeds are found


def test_pages_name_the_feeds_of_the_site_and_of_their_list(make_site: MakeSite) -> None:
    site = make_site(RICH, f"{RICH_SETTINGS}base_url: {HOST}/koran/\n")
    site.build()
    link = re.compile(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">')
    own = [
        ("application/rss+xml", "Kabar &amp; Uji", "/koran/feed.xml"),
        ("application/feed+json", "Kabar &amp; Uji", "/koran/feed.json"),
    ]
    for url in ("/koran/", "/koran/2026/11/c/", "/koran/404.html"):
        assert link.findall(site.read(url)) == own
    assert link.findall(site.read("/koran/penulis/hms/")) == [
        ("application/rss+xml", "Hms", "/koran/penulis/hms/feed.xml"),
        ("application/feed+json", "Hms", "/koran/penulis/hms/feed.json"),
        *own,
    ]


def test_old_addresses_answer_with_the_bytes_of_the_feed(make_site: MakeSite) -> None:
    site = make_site(RICH, f"{RICH_SETTINGS}base_url: {HOST}/koran/\n")
    assert site.build().problems == ()
    same = {
        "feed.xml": ["feed/", "rss/"],
        "uang/feed.xml": [
            "uang/rss/", "kategori/ekonomi/feed.xml", "kategori/ekonomi/rss/", "category/eko/feed/",
            "eko.rss",
        ],
        "uang/feed.json": ["kategori/ekonomi/feed.json"],
        "tag/pasar-raya/feed.xml": ["tag/pasar/feed.xml", "tag/pasar/rss/", "topik/pasar/feed.xml"],
        "tag/pasar-raya/feed.json": ["tag/pasar/feed.json", "topik/pasar/feed.json"],
    }  # fmt: skip
    for path, others in same.items():
        for other in others:
            assert site.data(f"/koran/{other}") == site.data(f"/koran/{path}"), other
    assert 'url=/koran/uang/"' in site.read("/koran/kategori/ekonomi/")  # a page leads on
    site.write("f.md", article("F", "2026-11-20", categories=["Ekonomi"], tags=["Pasar"])).build()
    assert site.tree() == site.clean()
    for url in ("/koran/eko.rss", "/koran/topik/pasar/feed.json"):
        assert b"/2026/11/f/" in site.data(url)


@pytest.mark.parametrize(
    ("alias", "is_feed"),
    [
        ("/feed/", True), ("/feed", True), ("/category/x/feed/", True), ("/feed/rss2/", True),
        ("/x/feed/atom", True), ("/index.xml", True), ("/berita.rss", True), ("/x.atom", True),
        ("/x/feed.json", True), ("/feeds/", False), ("/x.json", False), ("/tag/rss/", False),
        ("/?feed=rss2", False), ("/feed/kucing/", False), ("/feed.html", False),
    ],
)  # fmt: skip
def test_which_addresses_are_those_of_feeds(alias: str, is_feed: bool) -> None:
    assert is_feed_alias(alias) == is_feed


def test_a_feed_at_an_old_address_is_kept_or_named(make_site: MakeSite) -> None:
    files = {"a.md": article("A", "2026-11-01", categories=["Ekonomi"])}
    site = make_site(files)
    site.build()
    site.write("sections/ekonomi.md", "---\npermalink: /uang/\n---\n")
    lost = {warning.subject for warning in site.build().warnings}
    assert {f"/kategori/ekonomi/{name}" for name in ("", "feed.xml", "feed.json")} <= lost
    site.write("sections/ekonomi.md", "---\npermalink: /uang/\naliases: [/kategori/ekonomi/]\n---\n")
    assert site.build().warnings == ()
