"""The schema of an article file: what each key becomes, and what is said when it can't."""

import textwrap
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsgen.content.article import (
    ArchivedComment,
    Article,
    Correction,
    Document,
    Picture,
    Reading,
    Status,
    When,
)
from newsgen.content.reader import body, decode, is_article_file, read
from newsgen.errors import ContentError, Problem

JAKARTA = ZoneInfo("Asia/Jakarta")
PATH = "2018/08/x.md"
DAY = When(datetime(2018, 8, 2, tzinfo=JAKARTA), False)
TEN = When(datetime(2018, 8, 2, 10, 0, tzinfo=JAKARTA))


def reading(text: str, path: str = PATH) -> Reading:
    return read(path, text.encode(), JAKARTA)


def article(text: str, path: str = PATH) -> Article:
    record = reading(text, path).record
    assert isinstance(record, Article)
    return record


def with_lines(lines: str) -> str:
    """An article whose own lines start on line 4."""
    return f"---\ntitle: Sekda Ajak OPD\ndate: 2018-08-02\n{lines}\n---\nIsi.\n"


def problems(data: bytes, path: str = PATH) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read(path, data, JAKARTA)
    found = tuple(p for p in caught.value.problems if isinstance(p, Problem))
    assert len(found) == len(caught.value.problems)
    return found


def given(record: Article) -> dict[str, Any]:
    """The fields that differ from an article with nothing but title and date."""
    bare = Article(path=PATH, title="Sekda Ajak OPD", date=DAY, slug="x", body="Isi.")
    return {
        name: getattr(record, name)
        for name in record.__struct_fields__
        if getattr(record, name) != getattr(bare, name)
    }


FULL: dict[str, Any] = {
    "title": "Sekda Ajak 49 OPD",
    "date": TEN,
    "authors": ("Hms",),
    "categories": ("Pemerintahan",),
    "tags": ("Jambi", "Sekda"),
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "---\ntitle: Sekda Ajak 49 OPD\ndate: 2018-08-02 10:00\nauthors: [Hms]\n"
            "categories: [Pemerintahan]\ntags: [Jambi, Sekda]\n---\nIsi.\n",
            id="yaml",
        ),
        pytest.param(
            "---\njudul: Sekda Ajak 49 OPD\ntanggal: Kamis, 2 Agustus 2018 - 10:00 WIB\npenulis: Hms\n"
            "kategori: Pemerintahan\ntag: Jambi, Sekda\n---\nIsi.\n",
            id="yaml in Indonesian",
        ),
        pytest.param(
            '+++\ntitle = "Sekda Ajak 49 OPD"\ndate = 2018-08-02T10:00:00\nauthor = "Hms"\n'
            'category = "Pemerintahan"\ntags = ["Jambi", "Sekda"]\n+++\n\nIsi.\n',
            id="toml",
        ),
        pytest.param(
            '---toml\ntitle = "Sekda Ajak 49 OPD"\ndate = "2018-08-02 10:00"\nauthors = ["Hms"]\n'
            'categories = ["Pemerintahan"]\ntags = "Jambi, Sekda"\n---\nIsi.\n',
            id="---toml",
        ),
        pytest.param(
            '{\n"title": "Sekda Ajak 49 OPD",\n"date": "2018-08-02T10:00:00+07:00",\n"author": "Hms",\n'
            '"category": "Pemerintahan",\n"tags": ["Jambi", "Sekda"]\n}\n\nIsi.\n',
            id="json",
        ),
        pytest.param(
            '---json\n{"title": "Sekda Ajak 49 OPD", "date": "2018-08-02 10:00", "author": "Hms",\n'
            '"category": "Pemerintahan", "tags": "Jambi,Sekda"}\n---\nIsi.\n',
            id="---json",
        ),
        pytest.param(
            "Title: Sekda Ajak 49 OPD\nDate: 2018-08-02 10:00\nAuthor: Hms\nCategory: Pemerintahan\n"
            "Tags: Jambi, Sekda\n\nIsi.\n",
            id="pelican",
        ),
    ],
)
def test_every_dialect_gives_the_same_article(text: str) -> None:
    found = reading(text)
    assert isinstance(found.record, Article)
    wanted = FULL | {"date": found.record.date}
    assert given(found.record) == wanted
    assert found.record.date == TEN
    assert found.warnings == ()


@pytest.mark.parametrize("key", ["Title", "TITLE", "Judul", "JUDUL"])
def test_a_title_may_be_given_in_any_capitals(key: str) -> None:
    assert article(f"---\n{key}: Sekda\nDATE: 2018-08-02\n---\n").title == "Sekda"


def test_in_plain_lines_categories_are_parted_by_commas() -> None:
    text = "Title: Sekda\nDate: 2018-08-02\nCategory: Kota, Daerah\nTags: a, b\n\nIsi.\n"
    assert article(text).categories == ("Kota", "Daerah")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("tags: jambi, sekda ,, inovasi,", {"tags": ("jambi", "sekda", "inovasi")}),
        ("tags: [010, No, 12:30, 'a, b', No]", {"tags": ("010", "No", "12:30", "a, b")}),
        ("tags: 2018", {"tags": ("2018",)}),
        ("tags: []", {}),
        ("tags:", {}),
        ("authors: Ani, S.H.", {"authors": ("Ani, S.H.",)}),
        ("penulis: [Ani, Budi]", {"authors": ("Ani", "Budi")}),
        ("editor: Ani", {"editors": ("Ani",)}),
        ("sumber: Humas", {"source": "Humas"}),
        ("kategori: [Kota, Daerah]", {"categories": ("Kota", "Daerah")}),
        ("ringkasan: |\n  Dua\n  baris", {"summary": "Dua baris"}),
        ("gambar: foto.jpg", {"image": Picture("foto.jpg")}),
        ("image: {src: a.jpg, alt: No, caption: c, credit: d}", {"image": Picture("a.jpg", "No", "c", "d")}),
        ("image:", {}),
        ("dateline: Jambi", {"dateline": "Jambi"}),
        ("slug: Sudah Lama", {"slug": "Sudah-Lama"}),
        ("slug: '%f0%9f%98%80'", {}),
        ("aliases: [/?p=126536, a/b, 'https://x.id/y/#z']", {"aliases": ("/?p=126536", "/a/b", "/y/")}),
        ("aliases: [/.well-known/x, /./a]", {"aliases": ("/.well-known/x", "/./a")}),
        ("aliases: /kabar/é", {"aliases": ("/kabar/%C3%A9",)}),
        ("aliases: /kabar/%C3%A9", {"aliases": ("/kabar/%C3%A9",)}),
        ("related: [a, b.md]", {"related": ("a", "b.md")}),
        ("series: Reformasi", {"series": "Reformasi"}),
        ("updated: 2018-08-02 10:00", {"updated": TEN}),
        ("expires: 2018-08-02", {"expires": DAY}),
        ("updated: 2 Agustus 2018 WIT", {"updated": DAY}),  # a day is the same day everywhere
        ("updated: Kamis, 2 Agustus 2018 GMT-4", {"updated": DAY}),
        ("status: Draft", {"status": Status.DRAFT}),
        ("status: sponsored", {"status": Status.SPONSORED}),
        ("status: withdrawn\nreason: Keliru", {"status": Status.WITHDRAWN, "reason": "Keliru"}),
        ("status: removed\nreason: Diminta", {"status": Status.REMOVED, "reason": "Diminta"}),
        ("corrections: [{date: 2018-08-02, text: 'Nama: Ani'}]", {"corrections": (Correction(DAY, "Nama: Ani"),)}),  # noqa: E501
        ("corrections: [{Date: 2018-08-02, Text: Nama}]", {"corrections": (Correction(DAY, "Nama"),)}),
        ("archived_comments: {text: Bagus}", {"archived_comments": (ArchivedComment("", None, "Bagus"),)}),
        (
            "Arsip-Komentar:\n- {Author: ' Ani  B ', Date: 2018-08-02 10:00, text: a}\n"
            '- {text: " a  b \\r\\n \\n\\n\\nc\\n\\td", answers: 1}',
            {
                "archived_comments": (
                    ArchivedComment("Ani B", TEN, "a"),
                    ArchivedComment("", None, "a b\n\nc\nd", 1),
                )
            },
        ),
        ("archived_comments: []", {}),
        ("review: no", {}),
        ("review:", {}),
        ("review: []", {}),
        ("archived_comments:", {}),
        ("lead: true", {"lead": 1}),
        ("lead: Ya", {"lead": 1}),
        ("lead: no", {}),
        ("lead: 4", {"lead": 4}),
        ("sticky: true", {"lead": 1}),
        ("sticky: 100", {"lead": 1}),
        ("sticky: false", {}),
        ("lead: 2\nsticky: true", {"lead": 2, "extra": {"sticky": "true"}}),
        ("corrections: {date: 2018-08-02, text: Nama}", {"corrections": (Correction(DAY, "Nama"),)}),
        ("language: en", {"language": "en"}),
        ("origin: https://x.id/y", {"origin": "https://x.id/y"}),
        ("guid: https://x.id/?p=1&x#y", {"guid": "https://x.id/?p=1&x#y"}),
        # other generators
        ("draft: true", {"status": Status.DRAFT}),
        ("description: Ringkas", {"summary": "Ringkas"}),
        ("excerpt: Ringkas", {"summary": "Ringkas"}),
        ("lastmod: 2018-08-02 10:00", {"updated": TEN}),
        ("modified: 2018-08-02", {"updated": DAY}),
        ("expiryDate: 2018-08-02", {"expires": DAY}),
        ("lang: en", {"language": "en"}),
        ("unpublish_date: 2018-08-02", {"expires": DAY}),
        ("updatedDate: 2018-08-02", {"updated": DAY}),
        ("last_modified_at: 2018-08-02", {"updated": DAY}),
        ("featured_image: a.jpg", {"image": Picture("a.jpg")}),
        ("featuredImage: a.jpg", {"image": Picture("a.jpg")}),
        ("photo: a.jpg", {"image": Picture("a.jpg")}),
        ("foto: a.jpg", {"image": Picture("a.jpg")}),
        ("heroImage: a.jpg", {"image": Picture("a.jpg")}),
        ("thumbnail: a.jpg\ncover: b.jpg", {"image": Picture("b.jpg"), "extra": {"thumbnail": "a.jpg"}}),
        ("image: {url: a.jpg, Alt: b}", {"image": Picture("a.jpg", "b")}),
        ("cover: {image: a.jpg}", {"image": Picture("a.jpg"), "extra": {"cover": {"image": "a.jpg"}}}),
        ("cover: {src: a.jpg, x: b}", {"image": Picture("a.jpg"), "extra": {"cover": {"src": "a.jpg", "x": "b"}}}),  # noqa: E501
        ("cover: {hidden: 'true'}", {"extra": {"cover": {"hidden": "true"}}}),
        ("redirect_from: /a/", {"aliases": ("/a/",)}),
        ("redirect_from: [/a/, /c/]\naliases: /b/", {"aliases": ("/b/", "/a/", "/c/")}),
        ("SUMBER: Humas\nKategori: Kota", {"source": "Humas", "categories": ("Kota",)}),
        ("Source: Humas\nTAGS: a, b", {"source": "Humas", "tags": ("a", "b")}),
        ("kategori: Kota, Daerah", {"categories": ("Kota, Daerah",)}),
        ("summary: Satu\ndescription: Dua", {"summary": "Satu", "extra": {"description": "Dua"}}),
        ("draft: false", {"extra": {"draft": "false"}}),
    ],
)  # fmt: skip
def test_lines_become_fields(lines: str, expected: dict[str, Any]) -> None:
    found = reading(with_lines(lines))
    assert isinstance(found.record, Article)
    assert given(found.record) == expected
    assert found.warnings == ()


@pytest.mark.parametrize("yes", ["true", "True", "TRUE", "yes", "'true'"])
def test_a_draft_of_another_generator_is_never_published(yes: str) -> None:
    assert article(with_lines(f"draft: {yes}")).status is Status.DRAFT


OFF_THE_SITE = [
    # lines, the key that is warned about, if newsgen has no more than a draft for it
    ("published: false", ""),
    ("Published: False", ""),
    ("published: no", ""),
    ("publish: false", ""),
    ("Draft: true", ""),
    ("DRAFT: ya", ""),
    ("draft: {a: b}", ""),
    ("status: draft", ""),
    ("hidden: true", "`hidden`"),
    ("private: true", "`private`"),
    ("unlisted: true", "`unlisted`"),
    ("headless: true", "`headless`"),
    ("listed: false", "`listed`"),
    ("visible: false", "`visible`"),
    ("password: rahasia", "`password`"),
    ("visibility: private", "`visibility`"),
    ("eleventyExcludeFromCollections: true", "`eleventyExcludeFromCollections`"),
    ("_build: {list: never, render: never}", "`_build`"),
    ("build:\n  render: link", "`build`"),
    ("build: {list: local}", "`build`"),
    ("build: {render: false}", "`build`"),
    ("permalink: false", "`permalink`"),
    ("permalink: False", "`permalink`"),
    ("save_as: ''", "`save_as`"),
    ("status: hidden", "`status: hidden`"),
    ("status: private", "`status: private`"),
    ("Status: Pending", "`status: Pending`"),
    ("status: trash", "`status: trash`"),
]


@pytest.mark.parametrize(("lines", "key"), OFF_THE_SITE)
@pytest.mark.parametrize("path", [PATH, "pages/kami.md", "authors/ani.md"])
def test_what_keeps_a_text_off_a_site_elsewhere_makes_it_a_draft(lines: str, key: str, path: str) -> None:
    found = reading(f"---\ntitle: A\n{lines}\n---\n", path if path != PATH else "2018-08-02-a.md")
    assert found.record.status is Status.DRAFT
    message = f"{key} makes this a draft: newsgen knows nothing between that and public"
    assert [(w.line, w.message, w.hint) for w in found.warnings] == (
        [(3, message, "remove it to publish this")] if key else []
    )


@pytest.mark.parametrize(
    "lines",
    [
        "published: true", "published:", "publish: yes", "draft: false", "Draft:", "hidden: false",
        "private: no",
        "password: ''", "visibility: public", "visible: true", "eleventyExcludeFromCollections: false",
        "build: {list: always, render: true}", "build: {publishResources: false}", "_build: {}",
        "status: publish", "status: Future", "status: published", "redirect_to:", "redirect: false",
    ],
)  # fmt: skip
def test_what_hides_nothing_is_published_without_a_warning(lines: str) -> None:
    found = reading(with_lines(lines))
    assert found.record.status is Status.PUBLISHED
    assert found.warnings == ()


@pytest.mark.parametrize("status", ["published", "publish", "sponsored"])
@pytest.mark.parametrize("key", ["draft: true", "published: false"])
def test_a_key_that_hides_is_stronger_than_a_status(key: str, status: str) -> None:
    found = reading(with_lines(f"{key}\nstatus: {status}"))
    assert isinstance(found.record, Article)
    assert found.record.status is Status.DRAFT
    assert found.record.extra == {}
    (warning,) = found.warnings
    assert (warning.line, warning.hint) == (4, "remove one of the two")
    assert warning.message == f"`{key.partition(':')[0]}` makes this a draft, whatever its status says"


MORNING, NOON = "2018-08-02 10:00", "2018-08-02 12:00"


@pytest.mark.parametrize(
    ("lines", "date", "warned"),
    [
        (f"publishDate: {MORNING}", MORNING, ""),
        (f"publishdate: {MORNING}", MORNING, ""),
        (f"pubDate: {MORNING}", MORNING, ""),
        (f"date_published: {MORNING}", MORNING, ""),
        (f"published_at: {MORNING}", MORNING, ""),
        (f"published: {MORNING}", MORNING, ""),
        (f"date: {MORNING}\npublishDate: {NOON}", NOON, ""),
        (f"date: {NOON}\npublishDate: {MORNING}", NOON, ""),
        (f"date: 2018-08-02\npublishDate: {MORNING}", MORNING, ""),
        (f"date: 2018-07-01\nPublishDate: {MORNING}", MORNING, "`PublishDate` is later than `date`"),
        (f"date: 2018-08-03 09:00\npublishDate: {MORNING}", "2018-08-03 09:00", ""),
        (f"pubDate: {MORNING}\npublishDate: {NOON}", NOON, ""),
        (f"publishDate: {NOON}\npubDate: {MORNING}", NOON, ""),
        (f"date:\npublishDate: {NOON}", NOON, ""),
        (f"date: {NOON}\npublishDate:", NOON, ""),
    ],
)  # fmt: skip
def test_a_story_comes_out_by_the_latest_of_its_dates(lines: str, date: str, warned: str) -> None:
    found = reading(f"---\ntitle: A\n{lines}\n---\n", "2017-01-01-a.md")
    assert isinstance(found.record, Article)
    assert f"{found.record.date.at:%Y-%m-%d %H:%M}" == date
    assert [w.message.partition(",")[0] for w in found.warnings] == ([warned] if warned else [])


@pytest.mark.parametrize(
    ("lines", "permalink"),
    [
        ("permalink: /2015/berita-lama/", "/2015/berita-lama/"),
        ("Permalink: 2015/berita-lama", "/2015/berita-lama"),
        ("url: /2015/berita-lama.html", "/2015/berita-lama.html"),
        ("permalink: https://kabar.example/a/", "/a/"),
        ("permalink: /a/index.html", "/a/"),
        ("permalink: /a:b/é/", "/a:b/%C3%A9/"),
        ("permalink: /2015/%3Aid/", "/2015/%3Aid/"),
        ("save_as: a/index.html", "/a/"),
        ("url: /a/\nsave_as: b.html", "/a/"),
        ("permalink:", ""),
        ("path: /a/b", "/a/b"),
        ("permalink: /2014/12/1.0-Awal", "/2014/12/1.0-Awal"),
        ("permalink: /2014/rilis-1.94.1", "/2014/rilis-1.94.1"),
        ("path: /a/b\npermalink: /c/", "/c/"),
    ],
)
@pytest.mark.parametrize("path", [PATH, "pages/kami.md"])
def test_a_text_may_have_an_address_of_its_own(lines: str, permalink: str, path: str) -> None:
    found = reading(f"---\ntitle: A\n{lines}\n---\n", path if path != PATH else "2018-08-02-a.md")
    assert found.record.permalink == permalink
    assert found.warnings == ()


def test_a_draft_beside_a_status_does_not_pollute_extra() -> None:
    """`extra` is written back as front matter: a `status` in it would change the article."""
    record = article(with_lines("draft: true\nstatus: published"))
    assert "status" not in record.extra
    assert "draft" not in record.extra


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("No", "No"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("'#JambiTuntas'", "#JambiTuntas"),
        ("  'Dua   kata '", "Dua kata"),
        ('"Sekda: 49 OPD"', "Sekda: 49 OPD"),
    ],
)
def test_a_title_is_what_was_typed(typed: str, title: str) -> None:
    assert article(f"---\ntitle: {typed}\ndate: 2018-08-02\n---\n").title == title


@pytest.mark.parametrize("empty", ["~", "null", ""])
def test_yaml_null_is_an_empty_field(empty: str) -> None:
    assert given(article(with_lines(f"source: {empty}\nsummary: {empty}\nupdated: {empty}"))) == {}
    assert article(with_lines("source: 'null'")).source == "null"


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2018-08-02-slug.md", DAY),
        ("berita/2018/2018-08-02_slug.md", DAY),
        ("2018-08-02.md", DAY),
        (" 2018-08-02 slug kata.md", DAY),
        ("2018/2018-08-02-slug/index.md", DAY),
    ],
)
@pytest.mark.parametrize("line", ["", "date:\n", "source: x\n"])
def test_a_missing_date_is_taken_from_the_file_name(path: str, date: When, line: str) -> None:
    assert article(f"---\ntitle: A\n{line}---\nIsi\n", path).date == date


def test_a_written_date_counts_more_than_the_file_name() -> None:
    assert article(with_lines(""), "2017-01-01-x.md").date == DAY


@pytest.mark.parametrize(
    ("title", "path", "slug"),
    [
        ("Lain", "2018/berita-lain.md", "berita-lain"),
        ("Lain", "2018-08-02-berita.md", "berita"),
        ("Lain", "2018-08-02 Berita Lain.markdown", "Berita-Lain"),
        ("Lain", "2018-08-02_Berita_v1.2.md", "Berita_v1.2"),
        ("Lain", "2018-08-02-2018-08-03-x.md", "2018-08-03-x"),
        ("Lain", " kata.md", "kata"),
        ("Lain", "Jum'at.md", "Jumat"),
        ("Lain", "café.md", "café"),
        ("Lain", "cafe\u0301.md", "café"),
        ("Lain", "a%20b.md", "a-b"),
        ("Lain", "2018/banjir-tebo/index.md", "banjir-tebo"),
        ("Lain", "2018-08-02-banjir/Index.md", "banjir"),
        ("Lain", "2018/banjir/_index.md", "banjir"),
        ("Lain", "indeks.md", "indeks"),
        ("Jum'at Kelabu", "index.md", "jumat-kelabu"),
        ("Jum'at Kelabu", "2018-08-02.md", "jumat-kelabu"),
        ("Jum'at Kelabu", "2018/-.md", "jumat-kelabu"),
    ],
)
def test_a_slug_is_the_name_of_the_file_or_else_made_from_the_title(title: str, path: str, slug: str) -> None:
    assert article(f'---\ntitle: "{title}"\ndate: 2018-08-02\n---\n', path).slug == slug


def test_a_slug_without_any_letter_is_made_from_the_path() -> None:
    text = "---\ntitle: '!!!'\ndate: 2018-08-02\n---\n"
    first, again, other = (article(text, path).slug for path in ("a/!.md", "a/!.md", "b/!.md"))
    assert first == again
    assert first.startswith("artikel-")
    assert first != other


@pytest.mark.parametrize(
    ("lines", "extra", "warnings"),
    [
        ("titel: X", {"titel": "X"}, [(4, "`titel`", "`title`")]),
        ("layout: post", {"layout": "post"}, [(4, "`layout`", "")]),
        ("layot: {a: [1, {b: 2}]}", {"layot": {"a": ["1", {"b": "2"}]}}, [(4, "`layot`", "")]),
        ("source: a\nkategory: X", {"kategory": "X"}, [(5, "`kategory`", "`kategori`")]),
        ("foo: 1\nSourc: X", {"foo": "1", "Sourc": "X"}, [(4, "`foo`", ""), (5, "`Sourc`", "`source`")]),
        ("publishd: false", {"publishd": "false"}, [(4, "`publishd`", "`published`")]),
        ("featured_imge: a", {"featured_imge": "a"}, [(4, "`featured_imge`", "`featured_image`")]),
        ("PenuliS_: a\ntanggl: b", {"tanggl": "b"}, [(5, "`tanggl`", "`tanggal`")]),
    ],
)
def test_unknown_keys_are_kept_and_warned_about(
    lines: str, extra: dict[str, Any], warnings: list[tuple[int, str, str]]
) -> None:
    found = reading(with_lines(lines))
    assert isinstance(found.record, Article)
    assert found.record.extra == extra
    assert [(w.path, w.line) for w in found.warnings] == [(PATH, line) for line, _, _ in warnings]
    for warning, (_, key, hint) in zip(found.warnings, warnings, strict=True):
        assert warning.message == f"unknown key {key}"
        assert hint in warning.hint


def test_a_mapping_of_an_unknown_key_is_warned_about_on_the_line_of_its_key() -> None:
    (warning,) = reading(with_lines("layout:\n  a:\n    b: c")).warnings
    assert warning.line == 4


def test_a_weekday_that_differs_is_a_warning() -> None:
    found = reading("---\ntitle: A\ndate: Jum'at, 2 Agustus 2018\n---\n")
    assert isinstance(found.record, Article)
    assert found.record.date == DAY
    (warning,) = found.warnings
    assert (warning.path, warning.line, warning.column) == (PATH, 3, 7)
    assert "weekday" in warning.message


@pytest.mark.parametrize(
    ("path", "lines", "day"),
    [
        ("2018/08/02/pasar.md", "", "2018-08-02"),
        ("posts/2018/8/2/pasar/index.md", "", "2018-08-02"),
        ("2018-08-02/pasar.md", "", "2018-08-02"),
        ("x/2018/02/30/pasar.md", "", ""),
        ("2018/08/pasar.md", "", ""),
        ("12018/08/02/pasar.md", "", ""),
        ("pasar.md", "permalink: /2018/08/02/pasar/", "2018-08-02"),
        ("pasar.md", "path: /berita/2018/08/02/pasar", "2018-08-02"),
        ("pasar.md", "permalink: [/2018/08/02/pasar/]", ""),
        ("2018-08-03-pasar.md", "permalink: /2018/08/02/pasar/", "2018-08-03"),
        ("2018/08/04/pasar.md", "permalink: /2018/08/02/pasar/", "2018-08-02"),
        ("2018/08/04/pasar.md", "permalink: /2018/08/02/pasar/\ndate: 2018-08-05", "2018-08-05"),
    ],
)
def test_the_day_is_in_the_address_or_in_the_folders(path: str, lines: str, day: str) -> None:
    text = f"---\ntitle: A\n{lines}\n---\n"
    if day:
        assert article(text, path).date == When(
            datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=JAKARTA), False
        )
    else:
        with pytest.raises(ContentError, match="there is no date"):
            reading(text, path)


HEAD = "---\ntitle: A\ndate: 2018-08-02\n"

BROKEN: list[Any] = [
    # text, line, column, in the message, in the hint
    ("---\ntitle: A\ndate: 32 Agustus 2018\n---\n", 3, 7, 'date: "32 Agustus 2018" is not a date', "2018-08-02 10:00"),  # noqa: E501
    ("---\ntitle: A\ndate: 2018-02-30\n---\n", 3, 7, 'date: "2018-02-30" is not a date', "2018-08-02 10:00"),
    ("---\ntitle: A\ndate: kemarin\n---\n", 3, 7, 'date: "kemarin" is not a date', "2018-08-02 10:00"),
    ("---\ntitle: A\ndate: [2018]\n---\n", 3, 7, "date: expected a date", "2018-08-02 10:00"),
    ("---\ntitle: A\ndate: {a: b}\n---\n", 3, 7, "date: expected a date", "2018-08-02 10:00"),
    ("---\ntitle: A\ndate: 10:30\n---\n", 3, 7, 'date: "10:30" is not a date', "2018-08-02 10:00"),
    ("---\ntitle: A\n---\n", 1, 1, "there is no date", "add `date: 2018-08-02 10:00`, or name the file"),
    ("---\ntitle: A\ndate:\n---\n", 3, 6, "there is no date", "2018-08-02 10:00"),
    ("---\ndate: 2018-08-02\n---\n", 1, 1, "there is no title", "add `title:"),
    ("---\ntitle: #JambiTuntas\ndate: 2018-08-02\n---\n", 2, 7, "title is empty", 'title: "#JambiTuntas"'),
    ("---\ntitle:\ndate: 2018-08-02\n---\n", 2, 7, "title is empty", "title"),
    ("---\ntitle: [a]\ndate: 2018-08-02\n---\n", 2, 8, "title: expected a text", "title: …"),
    ("---\ntitle: {Foto}\ndate: 2018-08-02\n---\n", 2, 8, "title: expected a text", "title: …"),
    (HEAD + "Title: B\n---\n", 4, 8, "`Title` and another key both give the title", "keep one"),
    (HEAD + "redirect_to: https://lain.example/\n---\n", 4, 14, "is to lead elsewhere", "`aliases`"),
    (HEAD + "redirect_to: [/a/]\n---\n", 4, 14, "this story is to lead elsewhere", "`aliases`"),
    (HEAD + "published: kemarin\n---\n", 4, 12, 'published: "kemarin" is not a date', "2018-08-02 10:00"),
    (HEAD + "publishDate: kemarin\n---\n", 4, 14, 'publishDate: "kemarin" is not a date', "2018-08-02 10:00"),
    (HEAD + "permalink: /:year/:title/\n---\n", 4, 12, "`/:year/:title/` is a pattern", "as /2018/08/judul/"),
    (HEAD + "permalink: '/{{ page.fileSlug }}/'\n---\n", 4, 12, "is a pattern", "newsgen.yaml"),
    (HEAD + "permalink: pretty\n---\n", 4, 12, "`pretty` is a pattern", "as /2018/08/judul/"),
    (HEAD + "permalink: /a/../b/\n---\n", 4, 12, "`/a/../b/` leaves the site", "as /2018/08/judul/"),
    (HEAD + "permalink: /?p=12\n---\n", 4, 12, "no static host shows a page at `/?p=12`", "`aliases`"),
    (HEAD + "url: /berita.php\n---\n", 4, 6, "no static host shows a page at `/berita.php`", "`.html`"),
    (HEAD + "url: /a/\npermalink: /b/\n---\n", 5, 12, "both give the permalink", "keep one"),
    (HEAD + "judul: B\n---\n", 4, 8, "`judul` and another key both give the title", "keep one"),
    (HEAD + "tag: a\ntags: b\n---\n", 5, 7, "both give the tags", "keep one"),
    (HEAD + "tags: {a: b}\n---\n", 4, 7, "tags: expected a list of texts", "tags: [a, b]"),
    (HEAD + "tags:\n- a\n- {b: c}\n---\n", 6, 3, "tags: expected texts", "tags: [a, b]"),
    (HEAD + "tags: [[a]]\n---\n", 4, 8, "tags: expected texts", "tags: [a, b]"),
    (HEAD + "authors: {nama: Ani}\n---\n", 4, 10, "authors: expected a list of texts", "authors: [a, b]"),
    (HEAD + "summary: [a]\n---\n", 4, 10, "summary: expected a text", "summary: …"),
    (HEAD + "description: [a]\n---\n", 4, 14, "summary: expected a text", "summary: …"),
    (HEAD + "status: publised\n---\n", 4, 9, "`publised` is not a status", "`published`"),
    (HEAD + "status: xyz\n---\n", 4, 9, "`xyz` is not a status", "draft, published, unverified, withdrawn, sponsored, removed"),  # noqa: E501
    (HEAD + "status: [draft]\n---\n", 4, 9, "status: expected a text", "status: …"),
    (HEAD + "status: withdrawn\n---\n", 4, 9, "needs its reason", "reason: …"),
    (HEAD + "updated: 2018-13-01\n---\n", 4, 10, 'updated: "2018-13-01" is not a date', "2018-08-02 10:00"),
    (HEAD + "modified: kemarin\n---\n", 4, 11, 'updated: "kemarin" is not a date', "2018-08-02 10:00"),
    (HEAD + "expires: [a]\n---\n", 4, 10, "expires: expected a date", "2018-08-02 10:00"),
    (HEAD + "corrections: [{text: x}]\n---\n", 4, 15, "needs a `date` and a `text`", "date: 2018-08-04, text"),  # noqa: E501
    (HEAD + "corrections: [{date: 2018-08-04}]\n---\n", 4, 15, "needs a `date` and a `text`", "text"),
    (HEAD + "corrections:\n- date: 2018-08-04\n  text: ''\n---\n", 5, 3, "needs a `date` and a `text`", "text"),  # noqa: E501
    (HEAD + "lead: 5\n---\n", 4, 7, "lead: expected `true` or a place", "from 1 to 4"),
    (HEAD + "lead: [1]\n---\n", 4, 7, "lead: expected `true` or a place", "from 1 to 4"),
    (HEAD + "corrections: salah\n---\n", 4, 14, "needs a `date` and a `text`", "date: 2018-08-04"),
    (HEAD + "corrections: [{date: kemarin, text: x}]\n---\n", 4, 22, '"kemarin" is not a date', "2018-08-02"),
    (HEAD + "corrections: [{date: 2018-08-04, text: [a]}]\n---\n", 4, 15, "corrections", "text"),
    (HEAD + "review: {date: x}\n---\n", 4, 9, "review: expected a list of texts", "[a, b]"),
    (HEAD + "archived_comments: bagus\n---\n", 4, 20, "each needs a `text`", "author: Ani"),
    (HEAD + "archived_comments:\n- author: Ani\n---\n", 5, 3, "each needs a `text`", "text: …"),
    (HEAD + "archived_comments: [{text: ' '}]\n---\n", 4, 21, "each needs a `text`", "text: …"),
    (HEAD + "archived_comments: [{text: [a]}]\n---\n", 4, 21, "expected a text for `text`", "text: …"),
    (HEAD + "archived_comments: [{text: a, oleh: b}]\n---\n", 4, 21, "unknown key `oleh`", ""),
    (HEAD + "archived_comments: [{text: a, date: x}]\n---\n", 4, 37, '"x" is not a date', "2018-08-02 10:00"),
    (HEAD + "archived_comments: [{text: a, answers: 1}]\n---\n", 4, 40, "`1` is not the place", "from 1"),
    (HEAD + "archived_comments: [{text: a}, {text: a, answers: -1}]\n---\n", 4, 51, "`-1` is not the", "from 1"),  # noqa: E501
    (HEAD + "archived_comments: [{text: a}, {text: a, answers: 0}]\n---\n", 4, 51, "`0` is not the", "from 1"),  # noqa: E501
    (HEAD + "archived_comments: [{text: a}, {text: a, answers: 2}]\n---\n", 4, 51, "`2` is not the", "from 1"),  # noqa: E501
    (HEAD + "image: {src: a.jpg, captoin: y}\n---\n", 4, 8, "image: unknown key `captoin`", "`caption`"),
    (HEAD + "image: {alt: x}\n---\n", 4, 8, "image: expected a file name", ""),
    (HEAD + "image: [a.jpg]\n---\n", 4, 8, "image: expected a file name", ""),
    (HEAD + "image: {src: a.jpg, alt: [x]}\n---\n", 4, 8, "image", ""),
    (HEAD + "aliases: /a/../../b\n---\n", 4, 10, "`/a/../../b` leaves the site", "/old/path/"),
    (HEAD + "aliases: [/a, ../b]\n---\n", 4, 10, "`../b` leaves the site", "/old/path/"),
    (HEAD + "aliases: /a\\b\n---\n", 4, 10, "leaves the site", "/old/path/"),
    (HEAD + "aliases: /%2e%2e/%2E%2E/b\n---\n", 4, 10, "leaves the site", "/old/path/"),
    (HEAD + "aliases: /?p=%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fb\n---\n", 4, 10, "leaves the site", "/old/path/"),
    (HEAD + "aliases: /.newsgen-stage/a/\n---\n", 4, 10, "`/.newsgen-stage/a/` is hidden", "/old/path/"),
    (HEAD + "aliases: /a/%2Egit/x\n---\n", 4, 10, "is hidden", "/old/path/"),
    (HEAD + f"aliases: /{'é' * 128}/\n---\n", 4, 10, "is too long", "/old/path/"),
    (HEAD + f"aliases: {'/abcdefghi' * 101}\n---\n", 4, 10, "is too long", "/old/path/"),
    (HEAD + "aliases: 'http://[x'\n---\n", 4, 10, "`http://[x`", "/old/path/"),
    ("+++\ntitle = 'A'\ndate = 10:30:00\n+++\n", 3, 8, 'date: "10:30:00" is not a date', "2018-08-02 10:00"),
    ('{\n"title": ["a"],\n"date": "2018-08-02"\n}\n', 2, 10, "title: expected a text", "title: …"),
    ("Title: A\nDate: kemarin\n\nIsi\n", 2, 7, 'date: "kemarin" is not a date', "2018-08-02 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [pytest.param(*case, id=textwrap.shorten(ascii(case[0][4:]), 60, placeholder="")) for case in BROKEN],
)
def test_a_mistake_is_one_problem_with_place_and_mend(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    (problem,) = problems(text.encode())
    assert (problem.path, problem.line, problem.column) == (PATH, line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_an_unknown_key_of_a_correction_is_not_dropped_silently() -> None:
    text = with_lines("corrections: [{date: 2018-08-04, text: x, oleh: y}]")
    try:
        said: list[str] = [str(warning) for warning in reading(text).warnings]
    except ContentError as error:
        said = [str(problem) for problem in error.problems]
    assert [("`oleh`" in line, line.startswith(f"{PATH}:4:")) for line in said] == [(True, True)]


def test_an_impossible_date_in_a_file_name_is_a_problem() -> None:
    (problem,) = problems(b"---\ntitle: A\n---\n", "2018-02-31-a.md")
    assert '"2018-02-31" is not a date' in problem.message


def test_a_broken_date_is_not_replaced_by_that_of_the_file_name() -> None:
    (problem,) = problems(b"---\ntitle: A\ndate: kemarin\n---\n", "2018-08-02-a.md")
    assert problem.line == 3


def test_all_mistakes_of_a_file_are_reported_at_once_by_line() -> None:
    text = "---\nstatus: z\ndate: x\ntags: {a: b}\nimage: [a]\nupdated: y\naliases: /../x\n---\nIsi\n"
    found = problems(text.encode())
    assert [p.line for p in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [p.message.split(":")[0] for p in found] == [
        "there is no title", "status", "date", "tags", "image", "updated", "aliases",
    ]  # fmt: skip


def test_a_problem_prints_as_an_editor_opens_it() -> None:
    (problem,) = problems(b"---\ntitle: A\ndate: 32 Agustus 2018\n---\n")
    assert str(problem) == f'{PATH}:3:7: date: "32 Agustus 2018" is not a date (write 2018-08-02 10:00)'


@pytest.mark.parametrize(
    ("data", "line", "column", "message", "likely"),
    [
        ("---\ntitle: Café\n".encode("latin-1"), 2, 11, "byte 0xe9 is not UTF-8", "ISO-8859-1"),
        ("---\ntitle: A\nsource: “x”\n".encode("cp1252"), 3, 9, "byte 0x93 is not UTF-8", "Windows-1252"),
        ("---\r\ntitle: A\r\nsource: –\r\n".encode("cp1252"), 3, 9, "byte 0x96 is not UTF-8", "Windows-1252"),
        ("---\ntitle: A\n---\n".encode("utf-16"), 1, 1, "byte 0xff is not UTF-8", "UTF-16"),
        ("---\ntitle: A\n---\n".encode("utf-16-le"), 1, 2, "NUL", "UTF-16"),
        ("---\ntitle: A\n---\n".encode("utf-16-be"), 1, 1, "NUL", "UTF-16"),
        (b"---\ntitle: A\0b\n---\n", 2, 9, "NUL", ""),
        (b"\xef\xbb\xbf---\ntitle: Caf\xe9 A\n", 2, 11, "byte 0xe9 is not UTF-8", "ISO-8859-1"),
        (b"\xef\xbb\xbf---\ntitle: A\nsource: \x93x\x94\n", 3, 9, "byte 0x93 is not UTF-8", "Windows-1252"),
    ],
)
def test_bytes_that_are_not_text_name_the_likely_encoding(
    data: bytes, line: int, column: int, message: str, likely: str
) -> None:
    with pytest.raises(ContentError) as caught:
        decode(PATH, data)
    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.column) == (PATH, line, column)
    assert message in problem.message
    assert likely in problem.hint


def test_a_lone_nul_in_utf8_is_not_called_another_encoding() -> None:
    (problem,) = problems("---\ntitle: Café\0 A\n---\n".encode())
    assert "ISO-8859-1" not in problem.hint
    assert "Windows-1252" not in problem.hint


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (
            "---\nnama: Ani Lestari\nrole: Pewarta\nimage: ani.jpg\n---\nIsi.\n",
            "authors/ani.md",
            {"title": "Ani Lestari", "slug": "ani", "role": "Pewarta", "image": Picture("ani.jpg")},
        ),
        (
            "---\nmerge_into: Sepak Bola\npermalink: /bola\n---\n",
            "tags/C++.md",
            {"title": "", "slug": "cplusplus", "merge_into": "sepak-bola", "permalink": "/bola", "body": ""},
        ),
        (
            "---\ntitle: Kota\nslug: Kota Jambi\n---\nIsi.\n",
            "sections/2018/index.md",
            {"title": "Kota", "slug": "kota-jambi"},
        ),
        ("---\n---\nIsi.\n", "series/Mudik Lebaran/_index.md", {"title": "", "slug": "mudik-lebaran"}),
        (
            "---\ntitle: Kami\n---\nIsi.\n",
            "pages/Tentang Kami/2018-redaksi.md",
            {"title": "Kami", "slug": "Tentang-Kami/2018-redaksi"},
        ),
        ("---\ntitle: Kami\n---\nIsi.\n", "pages/tentang/index.md", {"title": "Kami", "slug": "tentang"}),
        ("---\ntitle: Kami\n---\nIsi.\n", "pages/index.md", {"title": "Kami", "slug": "kami"}),
        (
            "---\ntitle: Redaksi Kami\naliases: [/tentang]\n---\nIsi.\n",
            "pages/redaksi.md",
            {"title": "Redaksi Kami", "slug": "redaksi", "aliases": ("/tentang",)},
        ),
        (
            "---\ntitle: Redaksi\nslug: Susunan Redaksi\nupdated: 2018-08-02\n---\nIsi.\n",
            "pages/redaksi.md",
            {"title": "Redaksi", "slug": "Susunan-Redaksi", "updated": DAY},
        ),
    ],
)
def test_pages_and_authors_are_standing_texts(text: str, path: str, expected: dict[str, Any]) -> None:
    found = reading(text, path)
    assert found.record == Document(path=path, **({"body": "Isi."} | expected))
    assert found.warnings == ()


def test_a_page_without_title_is_a_problem() -> None:
    (problem,) = problems(b"---\nrole: x\n---\n", "pages/a.md")
    assert problem == Problem("pages/a.md", 1, 1, "there is no title", "add `title: …`")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.md", True), ("a/b.MARKDOWN", True), ("a.mdx", True), ("a.txt", True), ("a.jpg", False), ("README", False), ("a.md.bak", False)],  # noqa: E501
)  # fmt: skip
def test_is_article_file(path: str, expected: bool) -> None:
    assert is_article_file(path) is expected


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
@pytest.mark.parametrize("path", ["pages/a.md", "authors/a.md"])
def test_only_articles_are_taken_down(path: str, status: str) -> None:
    (problem,) = problems(f"---\ntitle: A\nstatus: {status}\n---\n".encode(), path)
    assert (problem.line, problem.message) == (3, f"status: only an article can be {status}")


# headlines on top of the text


HEADINGS = {  # the front matter and the text: the title, the body, and the line on which it begins
    "a heading": ("date: 2018-08-02", "# Pasar Tani\n\nIsi.", ("Pasar Tani", "Isi.", 6)),
    "closed": ("date: 2018-08-02", "#  Pasar Tani ##\nIsi.", ("Pasar Tani", "Isi.", 5)),
    "underlined": ("date: 2018-08-02", "Pasar *Tani*\n===\n\n\nIsi.", ("Pasar Tani", "Isi.", 8)),
    "marked up": (
        "date: 2018-08-02",
        "# [Pasar](/x/) `Tani` & **Ikan**\n\nIsi.",
        ("Pasar `Tani` & Ikan", "Isi.", 6),
    ),
    "nothing else": ("date: 2018-08-02", "# Pasar Tani", ("Pasar Tani", "", 4)),
    "below a key": ("date: 2018-08-02\njudul: A", "# Pasar\n\nIsi.", ("A", "# Pasar\n\nIsi.", 5)),
    "a sub-heading": ("date: 2018-08-02\ntitle: A", "## Pasar\n\nIsi.", ("A", "## Pasar\n\nIsi.", 5)),
}


@pytest.mark.parametrize("name", HEADINGS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_heading_on_top_is_the_title_where_no_key_is(name: str, ending: str) -> None:
    matter, text, expected = HEADINGS[name]
    data = f"---\n{matter}\n---\n{text}\n".replace("\n", ending).encode()
    found = read("a.md", data, JAKARTA)
    assert (found.record.title, found.record.body, found.body_line) == expected
    assert body("a.md", data) == found.record.body


@pytest.mark.parametrize("text", ["#Pasar", "## Pasar", "Pasar\n---", "Isi.\n\n# Pasar", "", "# "])
def test_what_is_no_heading_on_top_gives_no_title(text: str) -> None:
    with pytest.raises(ContentError, match="there is no title"):
        read("a.md", f"---\ndate: 2018-08-02\n---\n{text}\n".encode(), JAKARTA)


def test_the_text_of_a_list_keeps_its_heading() -> None:
    data = b"---\nslug: kota\n---\n# Kota\n\nIsi.\n"
    assert read("tags/kota.md", data, JAKARTA).record.body == body("tags/kota.md", data) == "# Kota\n\nIsi."
    assert read("pages/kota.md", data, JAKARTA).record.title == "Kota"
