"""WordPress exports and feeds become stories: what each field becomes, and what is refused or left out."""

import gzip
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from exports import Export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgen.content.article import Picture, Provenance, When
from newsgen.errors import ContentError
from newsgen.importing.story import (
    Comment,
    Format,
    Header,
    LeftOut,
    ListText,
    Note,
    SourceOptions,
    Story,
    Survey,
    Visibility,
)
from newsgen.importing.wordpress.export import Feed, WordPressExport, is_feed, is_wordpress
from newsgen.importing.wordpress.plain import excerpt, plain
from newsgen.workers import WorkerPool

WIB = timezone(timedelta(hours=7))
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Kabar Tepian</title><link>https://tepian.example</link><description>Dari tepian sungai</description>
<pubDate>{exported}</pubDate><language>id-ID</language>
<wp:base_site_url>https://tepian.example</wp:base_site_url>
<wp:base_blog_url>https://tepian.example</wp:base_blog_url>
<wp:author><wp:author_id>3</wp:author_id><wp:author_login>ratna</wp:author_login>
<wp:author_email>ratna@surat.example</wp:author_email>
<wp:author_display_name><![CDATA[Ratna Maulida]]></wp:author_display_name></wp:author>
<wp:author><wp:author_id>4</wp:author_id><wp:author_login>joko@surat.example</wp:author_login>
<wp:author_display_name><![CDATA[joko@surat.example]]></wp:author_display_name>
<wp:author_first_name><![CDATA[Joko]]></wp:author_first_name>
<wp:author_last_name><![CDATA[Sungkono]]></wp:author_last_name></wp:author>
<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>ekonomi</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Ekonomi]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>8</wp:term_id><wp:category_nicename>pasar</wp:category_nicename>
<wp:category_parent>ekonomi</wp:category_parent><wp:cat_name><![CDATA[Pasar &amp; Pangan]]></wp:cat_name>
<wp:category_description><![CDATA[Harga di pasar.]]></wp:category_description></wp:category>
<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>umkm-kita</wp:tag_slug><wp:tag_name>UMKM</wp:tag_name></wp:tag>
"""
TAIL = "</channel></rss>\n"
FIELDS = {
    "title": "Harga cabai turun",
    "link": "https://tepian.example/2018/08/harga-cabai/",
    "pubDate": "Thu, 02 Aug 2018 03:00:00 +0000",
    "dc:creator": "<![CDATA[ratna]]>",
    "guid": "https://tepian.example/?p=12",
    "content:encoded": "<![CDATA[Harga cabai turun.\n\nKata pedagang.]]>",
    "excerpt:encoded": "<![CDATA[]]>",
    "wp:post_id": "12",
    "wp:post_date": "2018-08-02 10:00:00",
    "wp:post_date_gmt": "2018-08-02 03:00:00",
    "wp:comment_status": "open",
    "wp:post_name": "harga-cabai",
    "wp:status": "publish",
    "wp:post_parent": "0",
    "wp:post_type": "post",
    "wp:post_password": "",
    "wp:is_sticky": "0",
}


def item(more: str = "", /, **changes: str | None) -> str:
    """An item; `_` in names stands for `:` behind wp, dc, content and excerpt. None leaves a field out."""
    fields: dict[str, str | None] = dict(FIELDS)
    for name, value in changes.items():
        prefix, _, rest = name.partition("_")
        fields[f"{prefix}:{rest}" if prefix in ("wp", "dc", "content", "excerpt") else name] = value
    lines = [f"<{name}>{value}</{name}>" for name, value in fields.items() if value is not None]
    return "<item>\n" + "\n".join(lines) + "\n" + more + "</item>\n"


def post(number: int, more: str = "", /, **changes: str | None) -> str:
    """An item with a number, and all that follows from it."""
    own = {
        "wp_post_id": str(number),
        "guid": f"https://tepian.example/?p={number}",
        "wp_post_name": f"kabar-{number}",
        "link": f"https://tepian.example/2018/08/kabar-{number}/",
        "title": f"Kabar {number}",
    }
    return item(more, **{**own, **changes})


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>\n"
    )


def term(domain: str, slug: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>\n'


def export(*items: str, exported: str = "Wed, 01 Jan 2020 00:00:00 +0000", head: str = HEAD) -> str:
    return head.replace("{exported}", exported) + "".join(items) + TAIL


class Found:
    """All that a source gives."""

    def __init__(self, survey: Survey, found: list[Story | LeftOut]) -> None:
        self.site = survey.site
        self.headers = list(survey.headers)
        self.media = list(survey.media)
        self.stories = [one for one in found if isinstance(one, Story)]
        self.left = [one for one in found if isinstance(one, LeftOut)]

    @property
    def story(self) -> Story:
        (one,) = self.stories
        return one

    @property
    def kinds(self) -> list[str]:
        return [note.kind for story in self.stories for note in story.notes]


Read = Callable[..., Found]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read exports, each as text or bytes; options are those of the source."""
    numbers = iter(range(1000))

    def reading(
        *texts: str | bytes, source: type[WordPressExport] = WordPressExport, **options: Any
    ) -> Found:
        files = []
        folder = tmp_path / f"{next(numbers)}"
        (folder / "work").mkdir(parents=True)
        for number, text in enumerate(texts):
            file = folder / f"{number}.xml"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            files.append(str(file))
        return gather(source(tuple(files), SourceOptions(workspace=str(folder / "work"), **options)))

    return reading


def gather(source: WordPressExport, size: int = 1) -> Found:
    with WorkerPool(size) as pool:
        survey = source.survey(pool, lambda stage, done, total: None)
        found = [one for unit in source.units() for one in unit.found()]
    result = Found(survey, found)
    assert result.headers == [
        story.header for story in result.stories
    ]  # what was announced is what comes, in order
    return result


def header(read: Read, text: str, **options: Any) -> Header:
    return read(export(text), **options).story.header


def test_a_post_is_read_whole(read: Read) -> None:
    more = (
        term("category", "pasar", "Pasar &amp; Pangan")
        + term("post_tag", "umkm-kita", "UMKM")
        + meta("_thumbnail_id", "20")
        + meta("_edit_lock", "1:1")
        + meta("penulis", "Sari Dewi, S.Sos.")
        + meta("editor", "Joko")
        + meta("sumber", "Dinas Perdagangan")
        + meta("kota", "Jambi")
    )
    photo = post(
        20,
        "<wp:attachment_url>https://tepian.example/wp-content/uploads/2018/08/cabai.jpg</wp:attachment_url>"
        + meta("_wp_attachment_image_alt", "Cabai")
        + meta("_wp_attachment_metadata", 'a:1:{s:10:"image_meta";a:1:{s:6:"credit";s:5:"Hasan";}}'),
        wp_post_type="attachment",
        wp_status="inherit",
        wp_post_parent="12",
        excerpt_encoded="<![CDATA[Cabai di <em>pasar</em>]]>",
        link="https://tepian.example/2018/08/harga-cabai/cabai/",
        title="cabai",
    )
    found = read(export(item(more, excerpt_encoded="<![CDATA[Turun <b>lagi</b>]]>"), photo))
    at = datetime(2018, 8, 2, 10, tzinfo=WIB)
    assert found.story == Story(
        header=Header(
            title="Harga cabai turun",
            slug="harga-cabai",
            date=When(at),
            url="https://tepian.example/2018/08/harga-cabai/",
            addresses=("/?p=12", "/harga-cabai/", "/?attachment_id=20", "/2018/08/harga-cabai/cabai/"),
            categories=("Ekonomi", "Pasar & Pangan"),
            authors=("Sari Dewi, S.Sos.",),
            tags=("UMKM",),
        ),
        place="0.xml: post 12",
        body="Harga cabai turun.\n\nKata pedagang.",
        format=Format.WORDPRESS,
        editors=("Joko",),
        source="Dinas Perdagangan",
        dateline="Jambi",
        tags=("UMKM",),
        summary="Turun lagi",
        image=Picture(
            "https://tepian.example/wp-content/uploads/2018/08/cabai.jpg", "Cabai", "Cabai di pasar", "Hasan"
        ),
        guid="https://tepian.example/?p=12",
        provenance=dict.fromkeys(("authors", "editors", "source", "dateline"), Provenance.METADATA),
    )
    assert [medium.url for medium in found.media] == [found.story.image and found.story.image.src]
    assert found.left == []


def test_the_site_is_read_whole(read: Read) -> None:
    menu = [
        post(
            number,
            term("nav_menu", "utama", "Utama")
            + "".join(meta(f"_menu_item_{key}", value) for key, value in fields),
            wp_post_type="nav_menu_item",
            title=title,
        )
        for number, title, fields in (
            (30, "", (("type", "taxonomy"), ("object", "category"), ("object_id", "8"))),
            (31, "", (("type", "post_type"), ("object", "page"), ("object_id", "13"))),
            (32, "Arsip", (("type", "custom"), ("url", "https://tepian.example/arsip/"))),
            (33, "Lain", (("type", "custom"), ("url", "https://lain.example/"))),
            (34, "Jahat", (("type", "custom"), ("url", "javascript:alert(1)"))),
        )
    ]
    page = post(
        13,
        wp_post_type="page",
        title="Redaksi",
        wp_post_name="redaksi",
        link="https://tepian.example/redaksi/",
    )
    found = read(export(item(), page, *menu))
    assert found.site.url == "https://tepian.example/"
    assert found.site.settings == {
        "title": "Kabar Tepian",
        "tagline": "Dari tepian sungai",
        "base_url": "https://tepian.example/",
        "language": "id",
        "timezone": "Asia/Jakarta",
        "paths": {"section": "category", "tag": "tag", "author": "author", "page": "page"},
        "feed_aliases": ["feed/"],
        "menu": [
            {"title": "Pasar & Pangan", "url": "/category/pasar-pangan/"},
            {"title": "Redaksi", "url": "/redaksi/"},
            {"title": "Arsip", "url": "/arsip/"},
            {"title": "Lain", "url": "https://lain.example/"},
        ],
        "policies": {"masthead": "/redaksi/"},
    }
    assert found.site.lists == (
        ListText("author", "Ratna Maulida", "ratna", addresses=("/author/ratna/", "/?author=3")),
        ListText("section", "Ekonomi", "ekonomi", addresses=("/?cat=7",)),
        ListText(
            "section",
            "Pasar & Pangan",
            "pasar",
            "Harga di pasar.",
            addresses=("/category/pasar/", "/category/ekonomi/pasar/", "/?cat=8"),
        ),
        ListText("tag", "UMKM", "umkm-kita", addresses=("/tag/umkm-kita/",)),
    )
    assert {one.kind for one in found.left} == {"nav_menu_item"}
    assert [story.header.kind for story in found.stories] == ["article", "page"]


@pytest.mark.parametrize(
    ("changes", "visibility"),
    [
        ({}, Visibility.PUBLIC),
        ({"wp_status": "future"}, Visibility.SCHEDULED),
        ({"wp_status": "draft"}, Visibility.DRAFT),
        ({"wp_status": "pending"}, Visibility.DRAFT),
        ({"wp_status": "inherit"}, Visibility.DRAFT),
        ({"wp_status": "private"}, Visibility.PRIVATE),
        ({"wp_status": "\n  private\n "}, Visibility.PRIVATE),
        ({"wp_status": "trash"}, Visibility.TRASHED),
        ({"wp_post_password": "rahasia"}, Visibility.PROTECTED),
        ({"wp_status": "future", "wp_post_password": "rahasia"}, Visibility.PROTECTED),
        ({"wp_status": "private", "wp_post_password": "rahasia"}, Visibility.PRIVATE),
        ({"wp_status": "arsip"}, Visibility.DRAFT),
        ({"wp_status": None}, Visibility.DRAFT),
        ({"more": "<wp:status>private</wp:status>"}, Visibility.DRAFT),
        ({"more": "<wp:post_password>rahasia</wp:post_password>"}, Visibility.PROTECTED),
        ({"wp_status": "<!-- publish -->private"}, Visibility.DRAFT),
        ({"wp_status": "<![CDATA[pri]]><![CDATA[vate]]>"}, Visibility.PRIVATE),
    ],
)
def test_who_could_see_a_post(read: Read, changes: dict[str, str | None], visibility: Visibility) -> None:
    more = changes.get("more") or ""
    fields = {name: value for name, value in changes.items() if name != "more"}
    assert header(read, item(more, **fields)).visibility is visibility


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<wp:post_password>", "<wp:post_passwo>"),
        ("</wp:status>", "</wp:statux>"),
        ("<wp:status>", "<wp:stat"),
        ("</wp:post_type>", ""),
    ],
)
def test_damage_never_publishes_what_was_hidden(read: Read, old: str, new: str) -> None:
    text = item(wp_post_password="rahasia").replace(old, new)
    assert header(read, text).visibility is not Visibility.PUBLIC


@pytest.mark.parametrize(
    ("changes", "slug", "url"),
    [
        ({"link": "\n\t\thttps://tepian.example/x/\n"}, "harga-cabai", "https://tepian.example/x/"),
        ({"link": "/2018/x/"}, "harga-cabai", "https://tepian.example/2018/x/"),
        ({"link": "http://[::1/x"}, "harga-cabai", ""),
        ({"link": "javascript:alert(1)"}, "harga-cabai", ""),
        ({"link": None}, "harga-cabai", "https://tepian.example/?p=12"),
        ({"wp_post_name": "", "link": "https://tepian.example/a/kabar.html"}, "kabar", None),
        ({"wp_post_name": "%d8%b3%d9%84"}, "سل", None),
        ({"wp_post_name": "..%2F..%2Fetc/passwd"}, "-..-etc-passwd", None),
    ],
)
def test_slugs_and_addresses(read: Read, changes: dict[str, str | None], slug: str, url: str | None) -> None:
    found = header(read, item(**changes))
    assert found.slug == slug
    assert url is None or found.url == url
    assert not any(".." in address.split("/") for address in found.addresses)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
        ({"wp_post_date": "\n2018-08-02 10:00:00\n"}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
        (
            {"wp_post_date": "2018-08-02T10:00:00", "wp_post_date_gmt": None},
            datetime(2018, 8, 2, 10, tzinfo=WIB),
        ),
        ({"wp_post_date_gmt": "0000-00-00 00:00:00"}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
        ({"wp_post_date": "0000-00-00 00:00:00"}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
        ({"wp_post_date": "2018-08-02T10:00:00+08:00"}, datetime(2018, 8, 2, 2, tzinfo=UTC)),
        ({"wp_post_date": None, "wp_post_date_gmt": None}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
        (
            {"wp_post_date": None, "wp_post_date_gmt": None, "pubDate": "Wed, 30 Nov -0001 00:00:00 +0000"},
            None,
        ),
        ({"wp_post_date": None, "wp_post_date_gmt": None, "pubDate": None}, None),
        ({"wp_post_date": None, "wp_post_date_gmt": "9999-12-31 23:59:59", "pubDate": None}, None),
        ({"wp_post_date": "0001-01-01 00:00:00", "wp_post_date_gmt": None, "pubDate": None}, None),
        ({"wp_post_date": "kemarin", "wp_post_date_gmt": ""}, datetime(2018, 8, 2, 10, tzinfo=WIB)),
    ],
)
def test_dates(read: Read, changes: dict[str, str | None], expected: datetime | None) -> None:
    found = header(read, item(**changes)).date
    assert (found and found.at) == expected
    assert not found or found.at.utcoffset()


@pytest.mark.parametrize(
    ("changes", "title", "is_guess"),
    [
        ({"title": "<![CDATA[Harga <em>cabai</em> &amp; bawang]]>"}, "Harga cabai & bawang", False),
        ({"title": "Harga cabai &amp;#8211; naik"}, "Harga cabai – naik", False),
        ({"title": "Harga <em>cabai</em> naik"}, "Harga cabai naik", False),
        ({"title": "Cabai & bawang &nbsp;naik"}, "Cabai & bawang naik", False),
        ({"title": "<![CDATA[Stok <3 ton]]>"}, "Stok <3 ton", False),
        ({"title": "\n\t Harga\n cabai "}, "Harga cabai", False),
        ({"title": "🌶"}, "🌶", False),
        ({"title": ""}, "Harga cabai", True),
        ({"title": "", "wp_post_name": "12"}, "Harga cabai turun. Kata pedagang.", True),
        ({"title": "<![CDATA[&lt;script&gt;]]>"}, "<script>", False),
        ({"title": "<!--:en-->Chili<!--:--><!--:id-->Cabai<!--:-->"}, "Cabai", False),
        ({"title": "[:en]Chili[:id]Cabai[:]"}, "Cabai", False),
    ],
)
def test_titles(read: Read, changes: dict[str, str | None], title: str, is_guess: bool) -> None:
    story = read(export(item(**changes))).story
    assert story.header.title == title
    assert (story.provenance.get("title") is Provenance.GUESS) == is_guess


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (term("category", "ekonomi", "Ekonomi"), ("Ekonomi",)),
        (term("category", "pasar", "Pasar & Pangan"), ("Ekonomi", "Pasar & Pangan")),
        ("<category><![CDATA[Ekonomi]]></category>" + term("category", "ekonomi", "Ekonomi"), ("Ekonomi",)),
        (
            term("category", "daerah", "Daerah")
            + term("category", "ekonomi", "Ekonomi")
            + meta("_yoast_wpseo_primary_category", "7"),
            ("Ekonomi", "Daerah"),
        ),
    ],
)
def test_categories(read: Read, text: str, expected: tuple[str, ...]) -> None:
    assert header(read, item(text)).categories == expected


def test_the_category_in_the_address_is_the_first(read: Read) -> None:
    terms = term("category", "daerah", "Daerah") + term("category", "politik", "Politik")
    assert header(read, item(terms, link="https://tepian.example/politik/x/")).categories == (
        "Politik",
        "Daerah",
    )


def test_a_category_that_is_alone_in_the_address_is_before_its_parent(read: Read) -> None:
    text = item(term("category", "pasar", "Pasar"), link="https://tepian.example/pasar/harga-cabai.html")
    assert header(read, text).categories == ("Pasar", "Ekonomi")


def test_other_taxonomies(read: Read) -> None:
    more = (
        term("tag", "umkm", "UMKM")
        + term("lokasi", "jambi", "Jambi")
        + term("series", "ramadan", "Ramadan")
        + term("language", "en", "English")
        + term("post_format", "post-format-video", "post-format-video")
        + term("author", "cap-tamu", "tamu")
    )
    guest = post(
        40,
        meta("cap-display_name", "Tamu Kita") + meta("cap-user_login", "tamu"),
        wp_post_type="guest-author",
    )
    found = read(export(item(more), guest))
    story = found.story
    assert (story.tags, story.series, story.header.language) == (("UMKM", "Jambi"), "Ramadan", "en")
    assert story.header.authors == ("Tamu Kita",)
    assert {"taxonomy-lokasi", "taxonomy-series"} <= {*found.kinds}


def test_authors_never_show_an_address(read: Read) -> None:
    assert header(read, item(dc_creator="joko@surat.example")).authors == ("Joko Sungkono",)
    assert header(read, item(dc_creator="lain@surat.example")).authors == ("lain",)


def test_fields_that_users_name(read: Read) -> None:
    more = meta("wartawan_kami", "Budi; Sari") + meta("rubrik_khusus", "Kuliner") + meta("kode", "X Y")
    found = read(
        export(item(more)),
        meta={"wartawan_kami": "author", "rubrik_khusus": "categories", "kode": "kode_lama"},
    )
    assert found.story.header.authors == ("Budi", "Sari")
    assert found.story.header.categories == ("Kuliner",)
    assert found.story.extra == {"kode_lama": "X Y"}


def test_fields_that_readers_saw_are_named(read: Read) -> None:
    more = (
        meta("kutipan", "Harga naik karena hujan")
        + meta("post_views_count", "12")
        + meta("x", 'a:1:{i:0;s:1:"a";}')
    )
    assert read(export(item(more))).story.notes == (
        Note(
            "field-kutipan",
            "the field kutipan is not in the article (--meta kutipan=FIELD takes it)",
            "Harga naik karena hujan",
            loses=True,
        ),
    )


COMMENTS = "".join(
    f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{author}]]></wp:comment_author>"
    f"<wp:comment_author_email>rahasia@surat.example</wp:comment_author_email>"
    f"<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>"
    f"<wp:comment_date>2018-08-02 1{number}:00:00</wp:comment_date>"
    f"<wp:comment_date_gmt>2018-08-02 0{number + 3}:00:00</wp:comment_date_gmt>"
    f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
    f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    for number, author, text, approved, kind, parent in (
        (1, "Andi", "Setuju.\n\nMurah\nsekali", "1", "", 0),
        (2, "Spam", "slot", "spam", "", 0),
        (3, "ani@surat.example", "2 < 3", "1", "comment", 1),
        (4, "Situs", "[…]", "1", "pingback", 0),
    )
)


def test_comments(read: Read) -> None:
    story = read(export(item(COMMENTS)), comments=True).story
    assert story.comments == (
        Comment(
            "Andi", When(datetime(2018, 8, 2, 11, tzinfo=WIB)), "<p>Setuju.</p>\n<p>Murah<br>\nsekali</p>"
        ),
        Comment("ani", When(datetime(2018, 8, 2, 13, tzinfo=WIB)), "<p>2 &lt; 3</p>", 1),
    )
    assert story.hidden_comments == 2
    without = read(export(item(COMMENTS))).story
    assert (without.comments, without.hidden_comments) == ((), 2)
    assert [(note.kind, note.subject) for note in without.notes] == [("comments-left", "2")]


@pytest.mark.parametrize(
    ("kind", "body", "left"),
    [
        ("liputan_khusus", "Teks liputan.", None),
        ("wp_block", "Teks", "wp_block"),
        ("revision", "Teks", "revision"),
        ("acf-field-group", "Teks", "internal-type"),
        ("tata_letak", '{"a": 1}', "internal-type"),
        ("galeri", "", "type-without-text"),
    ],
)
def test_kinds_of_posts(read: Read, kind: str, body: str, left: str | None) -> None:
    found = read(export(item(wp_post_type=kind, content_encoded=body), post(99)))
    assert [one.kind for one in found.left] == ([left] if left else [])


def test_kinds_can_be_chosen(read: Read) -> None:
    found = read(
        export(item(), post(13, wp_post_type="page"), post(14, wp_post_type="acara")), types=("acara",)
    )
    assert [story.header.title for story in found.stories] == ["Kabar 14"]
    assert [one.kind for one in found.left] == ["type-not-chosen"] * 2


def test_of_several_exports_the_newest_version_counts(read: Read) -> None:
    old = export(post(1, title="Lama"), post(2), exported="Tue, 01 Jan 2019 00:00:00 +0000")
    new = export(post(1, title="Baru"), post(3), exported="Wed, 01 Jan 2020 00:00:00 +0000")
    for files in ((old, new), (new, old)):
        found = read(*files)
        assert sorted(story.header.title for story in found.stories) == ["Baru", "Kabar 2", "Kabar 3"]
        assert [(one.kind, one.title) for one in found.left] == [("duplicate", "Lama")]


def test_pages_below_others(read: Read) -> None:
    pages = (
        post(1, wp_post_type="page", wp_post_name="tentang"),
        post(2, wp_post_type="page", wp_post_name="redaksi", wp_post_parent="1"),
    )
    assert [one.slug for one in read(export(*pages)).headers] == ["tentang", "tentang/redaksi"]


def photo(number: int, **changes: str | None) -> str:
    url = f"https://tepian.example/wp-content/uploads/foto-{number}.jpg"
    more = f"<wp:attachment_url>{url}</wp:attachment_url>"
    return post(number, more, **{"wp_post_type": "attachment", "wp_status": "inherit", **changes})


def test_an_attachment_without_a_post_belongs_to_the_first_that_features_it(read: Read) -> None:
    featured = meta("_thumbnail_id", "20")
    found = read(export(photo(20), post(1, featured), post(2, featured), photo(21, wp_post_parent="2")))
    assert [one.addresses for one in found.headers] == [
        ("/?p=1", "/kabar-1/", "/?attachment_id=20", "/2018/08/kabar-20/"),
        ("/?p=2", "/kabar-2/", "/?attachment_id=21", "/2018/08/kabar-21/"),
    ]
    assert [story.image and story.image.src for story in found.stories] == [
        "https://tepian.example/wp-content/uploads/foto-20.jpg"
    ] * 2
    assert len(found.media) == 2


def test_an_attachment_without_a_file_is_left_out(read: Read) -> None:
    found = read(export(post(20, wp_post_type="attachment"), post(1)))
    assert [(one.kind, one.loses) for one in found.left] == [("file-unknown", True)]


def test_a_dateless_address_is_of_one_page_only(read: Read) -> None:
    page = post(
        1, wp_post_type="page", wp_post_name="harga-cabai", link="https://tepian.example/harga-cabai/"
    )
    found = read(export(item(), page, post(2)))
    assert [one.addresses for one in found.headers] == [
        ("/?p=12",),
        ("/?page_id=1", "/?p=1"),
        ("/?p=2", "/kabar-2/"),
    ]


def test_only_the_newest_sticky_posts_lead(read: Read) -> None:
    posts = [
        post(number, wp_is_sticky="1", wp_post_date=f"2018-08-0{number} 10:00:00", wp_post_date_gmt=None)
        for number in range(1, 7)
    ]
    found = read(export(*posts, post(9, wp_is_sticky="1", wp_status="draft")))
    assert [story.lead for story in found.stories] == [0, 0, 1, 1, 1, 1, 0]
    assert found.kinds.count("sticky-left") == 2


@pytest.mark.parametrize(
    ("hours", "zone"), [(7, "Asia/Jakarta"), (8, "Asia/Makassar"), (9, "Asia/Jayapura"), (0, "UTC")]
)
def test_time_zones(read: Read, hours: int, zone: str) -> None:
    gmt = f"{datetime(2018, 8, 2, 10) - timedelta(hours=hours):%Y-%m-%d %H:%M:%S}"
    assert read(export(item(wp_post_date_gmt=gmt))).site.settings["timezone"] == zone


def test_a_time_zone_with_summer_time(read: Read) -> None:
    summer = item(wp_post_date_gmt="2018-08-02 08:00:00")
    winter = post(2, wp_post_date="2018-01-02 10:00:00", wp_post_date_gmt="2018-01-02 09:00:00")
    assert read(export(summer, winter)).site.settings["timezone"] == "Europe/Berlin"


def test_lists_of_addresses_are_told_by_links(read: Read) -> None:
    body = '<![CDATA[<a href="https://tepian.example/rubrik/ekonomi/">Ekonomi</a>]]>'
    assert read(export(item(content_encoded=body))).site.settings["paths"]["section"] == "rubrik"


@pytest.mark.parametrize(("path", "expected"), [("?p=1", ("/?tag=cabai",)), ("2018/08/kabar-1/", None)])
def test_tags_of_a_site_with_numbered_addresses(read: Read, path: str, expected: tuple[str] | None) -> None:
    tag = '<category domain="post_tag" nicename="cabai"><![CDATA[Cabai]]></category>'
    found = read(export(post(1, tag, link=f"https://tepian.example/{path}")))
    assert {one.name: one.addresses for one in found.site.lists}.get("Cabai") == expected


# encodings and damage


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252", "iso-8859-1"])
def test_encodings(read: Read, name: str) -> None:
    text = export(item(title="Menteri Energía – “naik”" if name[:3] in ("utf", "win") else "Menteri Energía"))
    raw = text.replace('"UTF-8"', f'"{name.removesuffix("-sig")}"').encode(name)
    story = read(raw).story
    assert story.header.title.startswith("Menteri Energía")
    assert not story.notes


def test_bytes_that_are_no_utf_8_are_told(read: Read) -> None:
    raw = export(item(title="Kafé — Énergie")).encode().replace("é".encode(), b"\xe9")
    found = read(raw)
    assert found.story.header.title == "Kafé — Énergie"
    assert found.kinds == ["not-utf-8"]


def test_what_stands_around_and_between(read: Read) -> None:
    warning = (
        "<br />\n<b>Warning</b>: Undefined index in <b>/home/kabar/export.php</b> on line <b>3</b><br />\n"
    )
    found = read(warning + export(item(), warning, post(2)).replace("\n", "\r\n"))
    assert [story.header.title for story in found.stories] == ["Harga cabai turun", "Kabar 2"]
    assert found.stories[0].body == "Harga cabai turun.\n\nKata pedagang."
    assert [one.kind for one in found.left] == ["outside"]


def test_control_characters_are_told(read: Read) -> None:
    found = read(export(item(title="Harga\x0b cabai\x00")))
    assert found.story.header.title == "Harga cabai"
    assert found.kinds == ["control-characters"]


def test_undeclared_and_unusual_namespaces(read: Read) -> None:
    bare = read(item(guid="https://tepian.example/blog/?p=12"))
    assert bare.story.header.addresses == ("/blog/?p=12", "/blog/harga-cabai/")
    assert bare.site.settings["base_url"] == "https://tepian.example/blog/"
    text = export(item())
    for old, new in (("wp", "ns0"), ("content", "ns1"), ("dc", "ns2")):
        text = text.replace(f"xmlns:{old}=", f"xmlns:{new}=").replace(f"<{old}:", f"<{new}:")
        text = text.replace(f"</{old}:", f"</{new}:")
    assert read(text).story == read(export(item())).story


def test_a_post_that_shows_an_export_stays_one(read: Read) -> None:
    shown = item(content_encoded="<![CDATA[x]]>") * 2
    body = f"<![CDATA[Contoh:\n{shown.replace(']]>', ']]]]><![CDATA[>')}selesai]]>"
    found = read(export(item(content_encoded=body), post(2)))
    assert [story.header.title for story in found.stories] == ["Harga cabai turun", "Kabar 2"]
    assert found.stories[0].body == f"Contoh:\n{shown}selesai"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pedagang.]]>", "pedagang."),
        ("</content:encoded>", "</content:encodex>"),
        ("<item>", "<itex>"),
        ("</item>", "</itex>"),
        ("<wp:status>", "<wp:statux>"),
        ("<![CDATA[Harga", "<![CDATX[Harga"),
        ("</title>", "<title>"),
        ("<content:encoded>", "<!-- <content:encoded>"),
    ],
)
def test_damage_harms_no_other_post(read: Read, old: str, new: str) -> None:
    found = read(export(post(1), item().replace(old, new), post(3), post(4)))
    titles = [story.header.title for story in found.stories]
    assert {"Kabar 1", "Kabar 3", "Kabar 4"} <= {*titles}
    whole = read(export(post(1), post(3), post(4)))
    others = [story for story in found.stories if story.header.title.startswith("Kabar ")]
    assert [story.body for story in others] == [story.body for story in whole.stories]


def test_an_export_that_is_cut_off(read: Read) -> None:
    text = export(post(1), item())
    for raw in (text[: text.rindex("pedagang")].encode(), gzip.compress(text.encode())[:-20]):
        found = read(raw)
        assert found.stories[0].header.title == "Kabar 1"
    assert [note.kind for note in read(gzip.compress(text.encode())[:-20]).site.notes] == ["file-damaged"]
    cut = read(text[: text.rindex("pedagang")])
    assert cut.stories[1].body == "Harga cabai turun.\n\nKata"
    assert cut.stories[1].header.visibility is Visibility.DRAFT
    assert "truncated" in cut.kinds


def test_a_post_that_is_cut_off_gives_way_to_a_whole_one(read: Read) -> None:
    cut = export(post(1), post(2))
    whole = export(post(2), exported="Tue, 01 Jan 2019 00:00:00 +0000")
    found = read(cut[: cut.rindex("pedagang")], whole)
    assert [story.header.visibility for story in found.stories] == [Visibility.PUBLIC] * 2


def test_a_section_with_its_own_end_in_the_text(read: Read) -> None:
    found = read(export(item(content_encoded="<![CDATA[a[b[0]]> 1]]>"), post(2)))
    assert [story.body for story in found.stories] == ["a[b[0]]> 1", "Harga cabai turun.\n\nKata pedagang."]


@pytest.mark.parametrize(
    ("field", "value", "image", "summary"),
    [
        ("_thumbnail_id", "999", None, ""),
        ("fifu_image_url", "https://cdn.example/a.jpg", Picture("https://cdn.example/a.jpg"), ""),
        ("_yoast_wpseo_metadesc", "Ringkas saja.", None, "Ringkas saja."),
        ("rank_math_description", "%title% %sep%", None, ""),
    ],
)
def test_fields_of_plugins(read: Read, field: str, value: str, image: Picture | None, summary: str) -> None:
    story = read(export(item(meta(field, value)))).story
    assert (story.image, story.summary) == (image, summary)
    assert [note.subject for note in story.notes] == (["999"] if field == "_thumbnail_id" else [])


@pytest.mark.parametrize(
    ("name", "title", "encoding"), [("windows-1251", "Новости", "cp1251"), ("ISO-8859-1", "Énergie", "utf-8")]
)
def test_declared_encodings(read: Read, name: str, title: str, encoding: str) -> None:
    raw = export(item(title=title)).replace('"UTF-8"', f'"{name}"').encode(encoding)
    story = read(raw).story
    assert (story.header.title, story.notes) == (title, ())


def test_a_site_in_a_folder(read: Read) -> None:
    text = export(item(guid="https://tepian.example/blog/?p=12"))
    story = read(
        text.replace("blog_url>https://tepian.example<", "blog_url>https://tepian.example/blog<")
    ).story
    assert story.header.addresses == ("/blog/?p=12", "/blog/harga-cabai/")


def test_posts_with_one_number_are_both_kept(read: Read) -> None:
    found = read(export(item(), item(guid="https://tepian.example/?p=13", title="Lain")))
    assert [story.header.title for story in found.stories] == ["Harga cabai turun", "Lain"]


def test_compressed_exports(read: Read) -> None:
    text = export(item()).encode()
    for raw in (gzip.compress(text), gzip.compress(text[:500]) + gzip.compress(text[500:])):
        assert read(raw).story == read(text).story


BOMBS = {
    "billion laughs": '<!DOCTYPE rss [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]>',
    "external": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "remote": '<!DOCTYPE rss SYSTEM "http://192.0.2.1/a.dtd">',
    "parameter": '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("name", ["utf-8", "utf-16"])
def test_declarations_of_entities_are_refused(read: Read, bomb: str, name: str) -> None:
    text = export(item(title="&a;&b;")).replace("<rss", f"{bomb}<rss", 1)
    with pytest.raises(ContentError, match="DOCTYPE"):
        read(text.encode(name))


def test_entities_in_an_item_are_text(read: Read) -> None:
    text = export(item(title='<!DOCTYPE a [<!ENTITY lol "x">]>&lol;'), post(2))
    assert len(read(text).stories) == 2


def test_a_post_about_declarations_is_no_danger(read: Read) -> None:
    assert read(export(item(content_encoded="<![CDATA[<!DOCTYPE html> <!ENTITY a>]]>"))).story


@pytest.mark.parametrize(
    "raw", [b"", b"halo", HEAD.encode(), b"\x1f\x8b\x08\x00", gzip.compress(b"\0" * 5_000_000)]
)
def test_what_holds_no_items_is_refused(read: Read, raw: bytes) -> None:
    with pytest.raises(ContentError):
        read(raw)


@pytest.mark.parametrize(
    "hostile",
    ["<item>", "<item><a>", "<item><![CDATA[</item>x", "<item><wp:a><![CDATA[x</wp:a></item>", "<!--",
     "<![CDATA[", "<item><title>", "</item>", "</item> <item>", "<item><wp:a><wp:b>", "]]>"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(read: Read, hostile: str) -> None:
    text = HEAD + hostile * (300_000 // len(hostile)) + post(1) + "]]>-->" + post(2) + TAIL
    found = read(text)
    assert found.stories or found.left


# feeds

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kabar</title><link>https://tepian.example</link><description>x</description>
<item><title>Sungai meluap</title><link>https://tepian.example/sungai-meluap/</link>
<dc:creator><![CDATA[Ratna Maulida]]></dc:creator><pubDate>Thu, 02 Aug 2018 03:00:00 +0000</pubDate>
<category><![CDATA[Peristiwa]]></category><category><![CDATA[banjir]]></category>
<guid isPermaLink="false">https://tepian.example/?p=5</guid>
<description><![CDATA[<p>Air naik [&#8230;]</p>
<p>The post <a href="x">Sungai meluap</a> appeared first on <a href="y">Kabar</a>.</p>]]></description>
<content:encoded><![CDATA[<p>Air naik sejak pagi.</p>
<p>The post <a href="x">Sungai meluap</a> appeared first on <a href="y">Kabar</a>.</p>]]></content:encoded>
<enclosure url="https://tepian.example/banjir.jpg" length="1" type="image/jpeg"/></item>
<item><title>Kutipan</title><link>https://tepian.example/kutipan/</link>
<description>&lt;p&gt;Hanya awal &amp;hellip; […]&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar</title>
<link rel="self" href="https://tepian.example/feed"/><link href="https://tepian.example/"/>
<entry><title type="html">Sungai &amp;amp; rawa</title><link rel="alternate" href="https://tepian.example/a/"/>
<id>tag:tepian.example,2018:1</id><published>2018-08-02T10:00:00+07:00</published>
<updated>2018-08-03T10:00:00+07:00</updated><author><name>Ratna</name></author><category term="Air"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Air &amp; tanah.</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize("source", [WordPressExport, Feed])
def test_a_feed_passed_off_as_an_export(read: Read, source: type[WordPressExport]) -> None:
    found = read(RSS, source=source)
    first, second = found.stories
    assert first.header == Header(
        title="Sungai meluap", slug="sungai-meluap", date=When(datetime(2018, 8, 2, 10, tzinfo=WIB)),
        url="https://tepian.example/sungai-meluap/", addresses=("/?p=5",), categories=("Peristiwa",),
        authors=("Ratna Maulida",), tags=("banjir",),
    )  # fmt: skip
    assert (first.body.strip(), first.tags) == ("<p>Air naik sejak pagi.</p>", ("banjir",))
    assert first.image == Picture("https://tepian.example/banjir.jpg")
    assert (second.body, second.format) == ("<p>Hanya awal &hellip; […]</p>", Format.HTML)
    assert [note.kind for note in second.notes] == ["excerpt-only"]


def test_atom(read: Read) -> None:
    story = read(ATOM, source=Feed).story
    assert (story.header.title, story.header.authors, story.guid) == (
        "Sungai & rawa", ("Ratna",), "tag:tepian.example,2018:1",
    )  # fmt: skip
    assert story.header.url == "https://tepian.example/a/"
    assert "<p>Air &amp; tanah.</p>" in story.body
    assert story.updated == When(datetime(2018, 8, 3, 10, tzinfo=WIB))
    assert story.header.categories == ("Air",)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (export(item()), (True, True)),
        (item(), (True, True)),
        ("<br />Warning: x\n" + export(item()), (True, True)),
        (RSS, (False, True)),
        (ATOM, (False, True)),
        ("<!DOCTYPE html><html><body><code>&lt;rss&gt; <wp:post_id></code></body></html>", (False, False)),
        ("<html><rss></html>", (False, False)),
        ("judul,isi\nx,y\n", (False, False)),
        ("Teks tentang <rss version='2.0'> saja.", (False, False)),
        ('<?xml version="1.0"?><urlset></urlset>', (False, False)),
    ],
)
def test_recognising(head: str, expected: tuple[bool, bool]) -> None:
    assert (is_wordpress(head.encode()), is_feed(head.encode())) == expected
    assert (is_wordpress(head.encode("utf-16")), is_feed(head.encode("utf-16"))) == expected


# laws


POSTS = [post(number, meta("a", "b") + COMMENTS) for number in range(1, 7)]
SOUND = export(*POSTS).encode()
STARTS = [SOUND.index(text.encode()) for text in POSTS]
ENDS = [start + len(text.encode().rstrip()) for start, text in zip(STARTS, POSTS, strict=True)]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, int, int]:
    """An export with damage in one place, and the bytes of the sound one between which it is."""
    at = draw(st.integers(len(HEAD), len(SOUND) - 1))
    size = draw(st.integers(0, 40))
    marks = st.sampled_from(
        [b"<", b">", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"<!--", b"&", b"\0", b"\xff"]
    )
    put = draw(st.one_of(st.binary(max_size=40), st.lists(marks, max_size=4).map(b"".join)))
    return SOUND[:at] + put + SOUND[at + size :], at, at + size


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_damage_never_loses_a_sound_post(tmp_path: Path, case: tuple[bytes, int, int]) -> None:
    raw, first, last = case
    (tmp_path / "work").mkdir(exist_ok=True)
    (tmp_path / "a.xml").write_bytes(raw)
    source = WordPressExport((str(tmp_path / "a.xml"),), SourceOptions(workspace=str(tmp_path / "work")))
    try:
        found = gather(source)
    except ContentError:
        assert b"<!DOCTYPE" in raw or b"<!ENTITY" in raw
        return
    guids = [story.guid for story in found.stories]
    for number, (start, end) in enumerate(zip(STARTS, ENDS, strict=True), 1):
        if last < start or first > end:
            assert f"https://tepian.example/?p={number}" in guids


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.integers(0, len(SOUND)).map(lambda at: SOUND[:at])))
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "work").mkdir(exist_ok=True)
    (tmp_path / "a.xml").write_bytes(raw)
    source = WordPressExport((str(tmp_path / "a.xml"),), SourceOptions(workspace=str(tmp_path / "work")))
    with suppress(ContentError):
        gather(source)


def test_processes_make_no_difference(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"".join(Export(300, comments=2, oddities=True).chunks()))
    results = []
    for size in (1, 2):
        work = tmp_path / f"work-{size}"
        work.mkdir()
        options = SourceOptions(workspace=str(work), comments=True)
        results.append(gather(WordPressExport((str(file),), options), size))
    one, two = results
    assert (one.site, one.stories, one.left, one.media) == (two.site, two.stories, two.left, two.media)
    assert len(one.stories) == 300


@given(st.text(alphabet="ab <>&;/-!em[]=\"'", max_size=60))
def test_plain_text_is_one_line(text: str) -> None:
    for found in (plain(text), excerpt(text)):
        assert found == " ".join(found.split())


@pytest.mark.parametrize(
    ("link", "more", "body", "expected"),
    [
        ("/berita/harga-cabai/", meta("_wp_old_slug", "cabai-naik"), "", "/berita/cabai-naik/"),
        ("/berita/harga-cabai.html", meta("_wp_old_slug", "cabai-naik"), "", "/berita/cabai-naik.html"),
        ("/berita/harga-cabai", meta("_wp_old_slug", "../x"), "", "/berita/-x"),
        ("/2018/harga-cabai/", "", "Satu.<!--nextpage-->Dua.", "/2018/harga-cabai/2/"),
    ],
)
def test_addresses_beside_that_of_a_post(read: Read, link: str, more: str, body: str, expected: str) -> None:
    changes = {"content_encoded": f"<![CDATA[{body}]]>"} if body else {}
    found = header(read, item(more, link=f"https://tepian.example{link}", **changes))
    assert expected in found.addresses


def test_a_post_that_was_never_saved_is_left_out(read: Read) -> None:
    found = read(export(item(wp_status="auto-draft")))
    assert (found.stories, [one.kind for one in found.left]) == ([], ["auto-draft"])


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (
            '[{"elType":"section","elements":[{"widgetType":"heading","settings":{"title":"Warga Pindah"}},'
            '{"widgetType":"text-editor","settings":{"editor":"<p>Isi di meta.<\\/p>"}}]}]',
            "<h2>Warga Pindah</h2>\n\n<p>Isi di meta.</p>",
        ),
        ('[{"widgetType":["x"],"settings":{"editor":1}}, 7, {"elements":{}}]', ""),
        ("[{", ""),
        ("[" * 100_000, ""),
    ],
)
def test_text_that_only_elementor_has(read: Read, data: str, body: str) -> None:
    found = read(export(item(meta("_elementor_data", data), content_encoded="")))
    assert found.story.body == body
