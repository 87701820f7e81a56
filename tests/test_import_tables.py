"""Tables become stories: whatever their columns are called, and however they are written."""

import csv
import gzip
import io
import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.errors import ContentError
from newsgen.importing.running.recognise import kind_of
from newsgen.importing.story import Format, LeftOut, SourceOptions, Story, Visibility
from newsgen.importing.tables import Table, is_csv, is_json_lines
from newsgen.workers import WorkerPool


def read(path: Path, data: str | bytes, name: str = "arsip.csv", **options: Any) -> list[Story | LeftOut]:
    """All that is in a table, whose headers are those of its stories."""
    file = path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_files(path, [str(file)], **options)


def read_files(path: Path, files: list[str], **options: Any) -> list[Story | LeftOut]:
    table = source(path, files, **options)
    with WorkerPool(1) as pool:
        survey = table.survey(pool, lambda *_: None)
    found = [one for unit in table.units() for one in pickle.loads(pickle.dumps(unit)).found()]
    assert list(survey.headers) == [one.header for one in found if isinstance(one, Story)]
    return found


def source(path: Path, files: list[str], **options: Any) -> Table:
    return Table(files, SourceOptions(**{"workspace": str(path), "timezone": "Asia/Jakarta", **options}))


def notes_of(path: Path, data: str, name: str = "arsip.csv", **options: Any) -> list[tuple[str, str]]:
    file = path / name
    file.write_text(data, "utf-8")
    with WorkerPool(1) as pool:
        survey = source(path, [str(file)], **options).survey(pool, lambda *_: None)
    return [(note.kind, note.subject) for note in survey.site.notes]


def story(path: Path, row: Mapping[str, Any], **options: Any) -> Story:
    """The story of a single JSON object."""
    found = read(path, json.dumps(row), "satu.jsonl", **options)
    assert len(found) == 1
    assert isinstance(found[0], Story), found[0]
    return found[0]


def left(found: Story | LeftOut) -> tuple[str, str]:
    assert isinstance(found, LeftOut)
    return found.kind, found.reason


def stories(found: list[Story | LeftOut]) -> Iterator[Story]:
    return (one for one in found if isinstance(one, Story))


def titles(found: list[Story | LeftOut]) -> list[str]:
    return [one.header.title for one in stories(found)]


def test_a_table_with_indonesian_names(tmp_path: Path) -> None:
    [one] = read(
        tmp_path,
        "Judul;Tanggal Terbit;Penulis;Rubrik;Tagar;Isi;Link;Keterangan Foto;Foto;Tiras\n"
        'Bupati Lantik Camat;"Kamis, 2 Agustus 2018 - 09:05 WIB";Rina Wati|Joko;Daerah, Politik;'
        '#Jambi, camat;"Paragraf satu.\n\nParagraf ""dua"".";https://kabar.example/2018/08/bupati.html;'
        "Pelantikan;/foto/a.jpg;900\n",
    )
    assert isinstance(one, Story)
    header = one.header
    assert header.title == "Bupati Lantik Camat"
    assert header.date is not None
    assert header.date.at.isoformat() == "2018-08-02T09:05:00+07:00"
    assert header.authors == ("Rina Wati", "Joko")
    assert header.categories == ("Daerah", "Politik")
    assert one.tags == ("Jambi", "camat")
    assert one.body == 'Paragraf satu.\n\nParagraf "dua".'
    assert one.format is Format.TEXT
    assert header.url == "https://kabar.example/2018/08/bupati.html"
    assert one.image is not None
    assert (one.image.src, one.image.caption) == ("/foto/a.jpg", "Pelantikan")
    assert one.extra == {"Tiras": "900"}
    assert one.place.endswith("arsip.csv: line 2")
    assert one.notes == ()


def test_a_table_of_wordpress(tmp_path: Path) -> None:
    one = story(
        tmp_path,
        {
            "ID": 126,
            "post_title": "Sekda &amp; OPD",
            "post_date": "2018-08-02 10:00:00",
            "post_date_gmt": "2018-08-02 03:00:00",
            "post_content": "Satu.\n\nDua [caption]x[/caption]",
            "post_status": "publish",
            "post_name": "sekda-opd",
            "post_author": "4",
            "post_type": "post",
            "comment_status": "closed",
            "guid": "https://kabar.example/?p=126",
            "post_password": "",
            "post_modified": "2018-08-02 10:00:00",
        },
    )
    assert one.header.title == "Sekda & OPD"
    assert one.header.slug == "sekda-opd"
    assert one.header.addresses == ("/?p=126",)
    assert one.guid == "https://kabar.example/?p=126"
    assert one.format is Format.WORDPRESS
    assert one.header.authors == ()
    assert one.extra == {"post_author": "4"}
    assert [note.kind for note in one.notes] == ["number-for-name"]
    assert not one.comments_open
    assert one.updated is None
    assert one.header.visibility is Visibility.PUBLIC


def test_a_table_of_ghost(tmp_path: Path) -> None:
    one = story(
        tmp_path,
        {
            "title": "Banjir",
            "html": "<p>Air <b>naik</b>.</p>",
            "plaintext": "Air naik.",
            "published_at": "2020-01-02T03:04:05.000Z",
            "feature_image": "https://kabar.example/content/images/a.jpg",
            "feature_image_alt": "Air",
            "tags": [{"name": "Cuaca", "slug": "cuaca"}, {"name": "#impor"}],
            "authors": [{"name": "Rina"}],
            "custom_excerpt": None,
            "featured": True,
            "visibility": "public",
        },
    )
    assert (one.format, one.body) == (Format.HTML, "<p>Air <b>naik</b>.</p>")
    assert one.header.authors == ("Rina",)
    assert one.tags == ("Cuaca", "impor")
    assert one.lead == 1
    assert one.image is not None
    assert one.image.alt == "Air"
    assert one.notes == ()
    assert one.header.date is not None
    assert one.header.date.at.isoformat() == "2020-01-02T10:04:05+07:00"


def test_the_rest_interface_of_wordpress(tmp_path: Path) -> None:
    one = story(
        tmp_path,
        {
            "title": {"rendered": "Pasar &#8220;Baru&#8221;"},
            "content": {"rendered": "<p>Isi.</p>", "protected": False},
            "date": "2020-01-02T10:00:00",
            "link": "https://kabar.example/pasar/",
            "categories": [3, 5],
            "status": "publish",
        },
    )
    assert one.header.title == "Pasar “Baru”"
    assert (one.body, one.format) == ("<p>Isi.</p>", Format.HTML)
    assert one.header.categories == ()
    assert one.extra == {"column_categories": [3, 5]}


DATES = {
    "2018-08-02 10:00": "2018-08-02T10:00:00+07:00",
    "2018-08-02": "2018-08-02T00:00:00+07:00 day",
    "2018-08-02T03:00:00Z": "2018-08-02T10:00:00+07:00 or 2018-08-02T03:00:00+00:00",
    "02/08/2018 10.30": "2018-08-02T10:30:00+07:00",
    "Jum'at, 3 Agustus 2018 - 13:30 WIB": "2018-08-03T13:30:00+07:00",
    "Thu, 02 Aug 2018 10:00:00 +0700": "2018-08-02T10:00:00+07:00",
    "1533178800": "2018-08-02T10:00:00+07:00",
    "1533178800000": "2018-08-02T10:00:00+07:00",
    "0000-00-00 00:00:00": "",
    "NULL": "",
}


@pytest.mark.parametrize(("typed", "expected"), DATES.items())
def test_dates(tmp_path: Path, typed: str, expected: str) -> None:
    one = story(tmp_path, {"judul": "A", "tanggal": typed, "isi": "B."})
    when = one.header.date
    shown = "" if when is None else when.at.isoformat() + ("" if when.clock else " day")
    assert shown in expected.split(" or ")
    assert one.notes == ()


def test_a_date_that_cant_be_read_is_named_and_kept(tmp_path: Path) -> None:
    one = story(tmp_path, {"judul": "A", "tanggal": "32 Agustus 2018", "isi": "B."})
    assert one.header.date is None
    assert [(note.kind, note.subject, note.loses) for note in one.notes] == [
        ("unreadable-date", "32 Agustus 2018", True)
    ]
    assert one.extra == {"column_tanggal": "32 Agustus 2018"}


def test_a_clock_in_a_column_of_its_own(tmp_path: Path) -> None:
    one = story(tmp_path, {"judul": "A", "tanggal": "2 Agustus 2018", "jam": "09.05 WIB", "isi": "B."})
    assert one.header.date is not None
    assert one.header.date.at.isoformat() == "2018-08-02T09:05:00+07:00"
    assert one.header.date.clock


def test_dates_of_americans_are_told_by_the_whole_column(tmp_path: Path) -> None:
    text = "title,date,body\nA,08/02/2018,x.\nB,08/22/2018,x.\n"
    found = [one.header.date for one in stories(read(tmp_path, text))]
    assert [when and (when.at.month, when.at.day) for when in found] == [(8, 2), (8, 22)]
    assert notes_of(tmp_path, text) == [("month-first", "date")]


VISIBLE = {
    "publish": "public", "Terbit": "public", "draft": "draft", "pending": "draft", "private": "private",
    "future": "scheduled", "trash": "trashed", "members": "private", "entahlah": "draft", "": "public",
}  # fmt: skip


@pytest.mark.parametrize(("status", "expected"), VISIBLE.items())
def test_only_what_is_known_to_be_public_is(tmp_path: Path, status: str, expected: str) -> None:
    one = story(tmp_path, {"title": "A", "body": "B.", "status": status})
    assert one.header.visibility == expected
    assert [note.kind for note in one.notes] == (["unknown-status"] if status == "entahlah" else [])


HIDING: list[tuple[dict[str, Any], str]] = [
    ({"draft": True}, "draft"),
    ({"draft": "0"}, "public"),
    ({"published": False}, "draft"),
    ({"published": "2018-08-02"}, "public"),
    ({"password": "rahasia"}, "protected"),
    ({"hidden": 1}, "private"),
    ({"status": "publish", "private": "yes"}, "private"),
    ({"visibility": "public", "status": "draft"}, "draft"),
]


@pytest.mark.parametrize(("row", "expected"), HIDING)
def test_columns_that_hide(tmp_path: Path, row: dict[str, Any], expected: str) -> None:
    one = story(tmp_path, {"title": "A", "body": "B.", **row})
    assert one.header.visibility == expected
    assert "password" not in one.extra


FORMATS = {
    "<p>Satu.</p><p>Dua.</p>": Format.HTML,
    "Satu.\n\nDua <a href='https://x.example/'>tautan</a>.": Format.WORDPRESS,
    "<!-- wp:paragraph --><p>Satu.</p>": Format.WORDPRESS,
    "## Judul\n\nSatu **dua**.": Format.MARKDOWN,
    "Satu.\n\nDua, 3 < 4.": Format.TEXT,
}


@pytest.mark.parametrize(("body", "expected"), FORMATS.items())
def test_the_format_of_texts(tmp_path: Path, body: str, expected: Format) -> None:
    assert story(tmp_path, {"title": "A", "body": body}).format is expected


def test_a_text_without_tags_among_html(tmp_path: Path) -> None:
    rows = [{"title": "A", "body": "<p>Satu.</p>"}, {"title": "B", "body": "Satu.\n\nDua."}]
    found = read(tmp_path, "\n".join(map(json.dumps, rows)), "a.jsonl")
    assert [one.format for one in stories(found)] == [Format.HTML, Format.WORDPRESS]


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    text = "a,b,c\nSatu,2018-08-02,Isi.\n"
    for columns in ({"a": "title", "b": "date", "c": "body"}, {"title": "A", "date": "B", "body": "c"}):
        [one] = stories(read(tmp_path, text, columns=columns))
        assert (one.header.title, one.body) == ("Satu", "Isi.")


MISTAKES = {
    "there is no column `judl` (did you mean `judul`?)": {"judl": "title"},
    "`titel` is no field (did you mean `title`?)": {"judul": "titel"},
}


@pytest.mark.parametrize(("message", "columns"), MISTAKES.items())
def test_a_column_that_is_not_there_is_refused(tmp_path: Path, message: str, columns: dict[str, str]) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, "judul,isi\nA,B.\n", columns=columns)
    assert message in str(refused.value)


def test_a_table_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="--map title=COLUMN; there are `harga`, `stok`"):
        read(tmp_path, "harga,stok\n3,4\n5,6\n")


def test_a_table_of_titles_alone(tmp_path: Path) -> None:
    text = "judul,tanggal\nA,2018-08-02\n"
    assert [kind for kind, _ in notes_of(tmp_path, text)] == ["no-text"]
    assert [one.notes for one in stories(read(tmp_path, text))] == [()]


def test_unknown_columns_are_named_and_never_take_the_place_of_a_key(tmp_path: Path) -> None:
    text = "judul,isi,Dibaca,expires,Judul\nA,B.,12,2030-01-01,C\n"
    assert notes_of(tmp_path, text) == [("unknown-column", "Dibaca"), ("unknown-column", "expires")]
    [one] = stories(read(tmp_path, text))
    assert one.extra == {"Dibaca": "12", "column_expires": "2030-01-01", "column_Judul": "C"}


BROKEN: list[tuple[str, list[str | tuple[str, str]]]] = [
    ("judul,isi\nA,B.\nC\n", ["A", "C"]),
    (
        "judul,isi\nA,B.,C\nD,E.\n",
        [("unreadable", "it has 3 cells, but there are 2 columns"), "D"],
    ),
    ("judul,isi\nA,B.,,\n", ["A"]),
    (
        'judul,isi\nA,"B.\nC,D.\nE,F.\n',
        [("unreadable", "a quotation mark on this line is never closed"), "C", "E"],
    ),
    ("judul,isi\n\n,\nA,B.\n", ["A"]),
    ("judul,isi\n,\n , \n", []),
    ("judul,isi,tag\n,,jambi\n", [("no-text", "it has neither a title nor a text")]),
    ('judul,isi\r\nA,"B.\r\nC."\r\nD,E.\r\n', ["A", "D"]),
    ("judul,isi\rA,B.\rD,E.\r", ["A", "D"]),
    ("sep=;\njudul;isi\nA;B.\n", ["A"]),
    ("\ufeffjudul\tisi\nA\tB.\n", ["A"]),
    ('judul,isi\nMeja 5" baru,B.\nD,E.\n', ['Meja 5" baru', "D"]),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_tables_as_they_come(tmp_path: Path, text: str, expected: list[str | tuple[str, str]]) -> None:
    found = read(tmp_path, text)
    assert [one.header.title if isinstance(one, Story) else left(one) for one in found] == expected


def test_a_short_row_says_its_line(tmp_path: Path) -> None:
    found = [*stories(read(tmp_path, 'judul,isi\n"A\nA","B.\nB."\nC\n'))]
    assert ("short-row", "line 5") in [(note.kind, note.subject) for note in found[1].notes]


def test_many_open_quotes_end_the_reading(tmp_path: Path) -> None:
    found = read(tmp_path, "judul,isi\n" + 'a","b\n' * 200)
    kinds = [left(one)[1] for one in found if isinstance(one, LeftOut)]
    assert len(kinds) == 11
    assert "all from this line on is left out" in kinds[-1]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "judul,isi\n“Kafé” – Jum’at,Harga naik 5 € sejak “Jum’at” lalu.\n" + "Naïf,Café di kota.\n" * 5
    data = text.encode(encoding)
    assert is_csv(data)
    assert titles(read(tmp_path, data))[:2] == ["“Kafé” – Jum’at", "Naïf"]


def test_a_file_that_is_mostly_utf8(tmp_path: Path) -> None:
    data = "judul,isi\nKafé,“Satu”.\nJum’at,Dua.\n".encode() + "Naïf,“Tiga”.\n".encode("cp1252")
    assert titles(read(tmp_path, data)) == ["Kafé", "Jum’at", "Naïf"]


ROWS = [{"title": "A", "body": "<p>Satu</p>"}, {"title": "B {", "body": 'kutip " \\ ]}'}, {"title": "C"}]
JSON = {
    "lines": "\n".join(map(json.dumps, ROWS)),
    "array": json.dumps(ROWS),
    "indented": json.dumps(ROWS, indent=2),
    "one after another": "\n".join(json.dumps(row, indent=1) for row in ROWS),
    "with a mark": "\ufeff" + "\r\n".join(map(json.dumps, ROWS)),
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON)
def test_json(tmp_path: Path, text: str) -> None:
    assert is_json_lines(text.encode())
    assert titles(read(tmp_path, text, "a.json")) == ["A", "B {", "C"]


def test_json_lines_that_cant_be_read(tmp_path: Path) -> None:
    deep = "[" * 100_000
    found = read(
        tmp_path, f'{{"title": "A"}}\n{{"title": \n[1]\n{{"a": {deep}\n{{"title": "B\\ud800"}}\n', "a.jsonl"
    )
    assert titles(found) == ["A", "B\ufffd"]
    assert [one.place.rpartition(": ")[2] for one in found if isinstance(one, LeftOut)] == [
        "line 2",
        "line 3",
        "line 4",
    ]
    assert all(one.loses for one in found if isinstance(one, LeftOut))


def test_an_array_that_breaks_off_says_so(tmp_path: Path) -> None:
    text = '[{"title": "A", "body": "C."}, {"title": "B"}, {"title": '
    assert titles(read(tmp_path, text, "a.json")) == ["A", "B"]
    assert [kind for kind, _ in notes_of(tmp_path, text, "a.json")] == ["unreadable-rest"]


KINDS: list[tuple[bytes, str]] = [
    (b"title,body\nA,B\n", "csv"),
    (b"x,y\n1,2\n3,4\n", "csv"),
    (b"Judul\tTanggal\tIsi\n", "csv"),
    (b"Jambi, Sekda hadir di kota.\nIa berkata, hari ini, bahwa\n", ""),
    (b"Bupati Lantik Camat\nKamis, 2 Agustus 2018\n\nJambi, kata dia, maju.\n", ""),
    (b"<html><body>a,b</body></html>", ""),
    (b'<?xml version="1.0"?><rss/>', ""),
    (b"---\ntitle: A, B\n---\n", ""),
    (b'{"title": "A"}\n', "json"),
    (b'[\n  {"title": "A"},\n', "json"),
    (b"{% include a %}", ""),
    (b'{"title": "A"}\n\nIsi berita.\n', ""),
    (b'{"title": "A"', "json"),
    (b'{"title": "A"}{"title": "B"}', "json"),
    (b"[1, 2]", ""),
    (b"", ""),
    (b"\x89PNG\r\n\x1a\n\0\0", ""),
]


@pytest.mark.parametrize(("head", "expected"), KINDS)
def test_recognised(head: bytes, expected: str) -> None:
    assert ("csv" if is_csv(head) else "json" if is_json_lines(head) else "") == expected


def test_types(tmp_path: Path) -> None:
    text = (
        "title,date,type\nA,2010-01-01,post\nB,2018-01-01,page\nC,2018-01-02,attachment\n"
        "D,2018-01-03,resep\nE,2030-01-01,post\nF,,post\n"
    )
    kinds = [one.kind if isinstance(one, LeftOut) else one.header.kind for one in read(tmp_path, text)]
    assert kinds == ["article", "page", "not-a-story", "article", "article", "article"]
    kinds = [one.kind for one in read(tmp_path, text, types=("post",)) if isinstance(one, LeftOut)]
    assert kinds == ["type-not-chosen", "not-a-story", "type-not-chosen"]


def test_a_title_is_taken_from_the_text(tmp_path: Path) -> None:
    one = story(tmp_path, {"isi": "<p>Warga <b>Desa</b> Sukamaju panen raya.</p><p>Dua.</p>"})
    assert one.header.title == "Warga Desa Sukamaju panen raya."
    assert one.provenance == {"title": "guess"}


def test_two_texts_that_differ_are_told(tmp_path: Path) -> None:
    one = story(tmp_path, {"judul": "A", "isi": "Satu.", "body": "Dua."})
    assert [(note.kind, note.loses) for note in one.notes] == [("second-text", True)]


def test_a_large_table_in_parts(tmp_path: Path) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["judul", "isi", "tanggal"])
    for number in range(2000):
        writer.writerow([f"Berita {number}", f'"Satu", kata dia.\n\nDua {number}.', "2018-08-02"])
    found = read(tmp_path, stream.getvalue())
    assert titles(found) == [f"Berita {number}" for number in range(2000)]
    assert found[1999].place.endswith(f"line {2 + 3 * 1999}")


NO_TEXT = ("NULL", "\\N", "null", "None", "N/A", "#N/A", "NaN", "nan")
CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1c\x1d\x1e\x85\u2028"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL), max_size=20), st.sampled_from(",;\t"))
@settings(deadline=None, max_examples=60)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["url", "title", "isi"])
    writer.writerows([(f"/{number}", f"J {number}", body) for number, (_, body) in enumerate(rows)])
    found = read(tmp_path_factory.mktemp("csv"), stream.getvalue())
    assert titles(found) == [f"J {number}" for number in range(len(rows))]
    for one, (_, body) in zip(stories(found), rows, strict=True):
        assert one.body == ("" if body.strip() in NO_TEXT else body.strip().strip("\n"))


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=200)
def test_no_bytes_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    is_csv(data)
    is_json_lines(data)
    path = tmp_path_factory.mktemp("bytes")
    for head in (b"judul,isi\n", b'{"title": "A"}\n', b'[{"title": "A"},'):
        with suppress(ContentError):  # what looks like UTF-16 may be no table
            read(path, head + data, "a.csv")


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", "judul,isi\nA,“Satu”.\nB,Dua.\n", "utf-8"),
        ("a.csv", "judul,isi\nA,“Satu”.\nB,Dua.\n", "cp1252"),
        ("a.csv", "judul,isi\nA,“Satu”.\nB,Dua.\n", "utf-16"),
        ("a.jsonl", '{"judul": "A", "isi": "“Satu”."}\n{"judul": "B", "isi": "Dua."}\n', "utf-8"),
        ("a.json", '[{"judul": "A", "isi": "“Satu”."},\n{"judul": "B", "isi": "Dua."}]', "utf-8"),
    ],
)
def test_a_compressed_table_is_read_like_the_plain_one(
    name: str, text: str, encoding: str, tmp_path: Path
) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / name).write_bytes(text.encode(encoding))
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode(encoding)))
    plain, packed = (
        [(one.header, one.body) for one in stories(read_files(tmp_path / "w", [str(tmp_path / file)]))]
        for file in (name, f"{name}.gz")
    )
    assert packed == plain
    assert [body for _, body in packed] == ["“Satu”.", "Dua."]


def test_of_a_damaged_compressed_table_the_start_is_read(tmp_path: Path) -> None:
    rows = "".join(f"Berita {number},{number * 7919 % 10007}\n" for number in range(9000))
    data = gzip.compress(f"judul,isi\n{rows}".encode())
    (tmp_path / "a.csv.gz").write_bytes(data[: len(data) // 2])
    table = source(tmp_path, [str(tmp_path / "a.csv.gz")])
    assert kind_of(tmp_path / "a.csv.gz") == "table"
    with WorkerPool(1) as pool:
        survey = table.survey(pool, lambda *_: None)
        assert 1000 < len(list(survey.headers)) < 9000
    (note,) = survey.site.notes
    assert (note.kind, note.loses) == ("unreadable-rest", True)


def test_several_tables_of_one_site(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("judul,isi\nA,B.\n")
    (tmp_path / "b.jsonl").write_text('{"title": "C", "body": "D."}')
    assert titles(read_files(tmp_path, [str(tmp_path / "a.csv"), str(tmp_path / "b.jsonl")])) == ["A", "C"]
