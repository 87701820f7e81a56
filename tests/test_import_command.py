"""The command `newsgen import`: what it recognises, where it writes, what it says, and how it ends."""

import gzip
import io
import json
import tarfile
import zipfile
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsgen.cli import main
from newsgen.errors import ConfigError
from newsgen.importing.running.recognise import kind_of, sources
from newsgen.importing.story import SourceOptions

ITEM = """
<item>
<title>{title}</title>
<link>https://www.kabar.example/2018/08/{slug}/</link>
<pubDate>Thu, 02 Aug 2018 03:00:00 +0000</pubDate>
<dc:creator><![CDATA[ratna]]></dc:creator>
<guid isPermaLink="false">https://www.kabar.example/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>2018-08-02 10:00:00</wp:post_date>
<wp:post_date_gmt>2018-08-02 03:00:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name>
<wp:status>{status}</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="ekonomi"><![CDATA[Ekonomi]]></category>
</item>
"""
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Kabar Tepian</title>
<link>https://www.kabar.example</link>
<language>id</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://www.kabar.example</wp:base_site_url>
<wp:base_blog_url>https://www.kabar.example</wp:base_blog_url>
"""


def item(number: int, *, body: str = "Isi berita.", status: str = "publish") -> str:
    return ITEM.format(
        title=f"Berita {number}", slug=f"berita-{number}", number=number, body=body, status=status
    )


def export(*items: str) -> bytes:
    return (HEAD + "".join(items) + "</channel></rss>").encode()


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, data)
    return packed.getvalue()


FEED = b"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>Kabar</title><link>https://www.kabar.example</link>
<item><title>Berita 1</title><link>https://www.kabar.example/2018/08/berita-1/</link>
<pubDate>Thu, 02 Aug 2018 03:00:00 +0000</pubDate><description>Ringkasan.</description></item>
</channel></rss>"""
PAGE = (
    b"<!doctype html><html><head><title>Berita</title></head><body><h1>Berita</h1><p>Isi.</p></body></html>"
)
STORY = (
    b"<!doctype html><html><head><title>Harga cabai turun</title></head><body><h1>Harga cabai turun</h1>"
    b"<p class='date'>Kamis, 2 Agustus 2018 10:00 WIB</p><div class='entry-content'>"
    b"<p>Harga cabai turun di pasar induk sejak pekan lalu, kata para pedagang di Jambi.</p>"
    b"<p>Pedagang berharap harga tetap stabil sampai akhir tahun ini.</p></div></body></html>"
)
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
CSV = b"Judul,Tanggal,Isi\nBerita 1,2018-08-02,Isi berita.\nBerita 2,2018-08-03,Isi lain.\n"
LINES = b'{"title": "Berita 1", "date": "2018-08-02", "body": "Isi."}\n{"title": "B", "date": "2018-08-03"}\n'
TEXT = b"Sekda Resmikan Pasar\nKamis, 2 Agustus 2018 - 10:00 WIB\n\nJambi - Sekda meresmikan pasar.\n"

HELD = {
    "wordpress": export(item(1)),
    "feed": FEED,
    "html": PAGE,
    "archive": WARC,
    "table": CSV,
    "text": TEXT,
}


@pytest.mark.parametrize("kind", HELD)
@pytest.mark.parametrize("packed", [False, True])
def test_files_are_known_by_their_content(kind: str, packed: bool, tmp_path: Path) -> None:
    file = tmp_path / "unduhan.bin"
    file.write_bytes(gzip.compress(HELD[kind]) if packed else HELD[kind])
    assert kind_of(file) == kind


def test_json_lines_are_a_table(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(LINES)
    assert kind_of(file) == "table"


@pytest.mark.parametrize("data", [b"", b"\0\1\2\3" * 100, b"%PDF-1.4\n%\xe2\xe3", b"\x1f\x8b\x08broken"])
def test_what_can_not_be_read_says_what_can(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "kabar.xml"
    file.write_bytes(data)
    with pytest.raises(ConfigError, match="holds nothing that can be read"):
        sources([file], SourceOptions(workspace=str(tmp_path)))


def test_a_folder_of_many_things(tmp_path: Path) -> None:
    folder, workspace = tmp_path / "sisa", tmp_path / "w"
    (folder / "2018").mkdir(parents=True)
    workspace.mkdir()
    (folder / "a.xml").write_bytes(export(item(1)))
    (folder / "b.xml.gz").write_bytes(gzip.compress(export(item(2))))
    (folder / "2018/index.html").write_bytes(PAGE)
    (folder / "feed").write_bytes(FEED)
    (folder / "x.warc").write_bytes(WARC)
    found = sources([folder], SourceOptions(workspace=str(workspace)))
    assert [(one.name, len(one.files)) for one in found.sources] == [
        ("WordPress export", 2),
        ("web archive", 1),
        ("saved pages", 1),
    ]
    assert [(note.kind, note.subject) for note in found.notes] == [("not-read", "feed")]


PDF = b"%PDF-1.4"
BESIDE = "beside saved pages: give each to the command by name if it holds stories"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({"a.html": PAGE, "gaya.css": b"p {}", "foto.jpg": b"\xff", "edisi.pdf": PDF, "fon.woff2": b"w"}, {}),
        ({"a.html": PAGE, "robots.txt": TEXT, ".DS_Store": b"\0", "hts-cache/new.zip": b"PK\x03\x04"}, {}),
        (
            {"a.html": PAGE, "berita.csv": CSV, "lama/x.jsonl": LINES, "feed": FEED, "catatan.txt": TEXT},
            {
                f"2 tables in sisa {BESIDE}": "berita.csv, lama/x.jsonl",
                f"1 feed in sisa {BESIDE}": "feed",
                f"1 text in sisa {BESIDE}": "catatan.txt",
            },
        ),
        (
            {"a.html": PAGE, "b.html.gz": gzip.compress(PAGE)},
            {"1 .html.gz file in sisa that can't be read": "b.html.gz"},
        ),
        (
            {"a.txt": TEXT, "kosong.txt": b"", "edisi.pdf": PDF, "b.PDF": PDF, "README": TEXT},
            {
                "2 .pdf files in sisa that can't be read": "b.PDF, edisi.pdf",
                "1 unnamed file in sisa that can't be read": "README",
            },
        ),
        (
            {"a.xml": export(item(1)), **{f"{n}.sql.gz": gzip.compress(b"\0") for n in range(1, 8)}},
            {
                "7 .sql.gz files in sisa that can't be read":
                    "1.sql.gz, 2.sql.gz, 3.sql.gz, 4.sql.gz, 5.sql.gz and 2 more",
            },
        ),
        (
            {
                "a.xml": export(item(1)),
                "b.zip": zipped("b.xml", export(item(2))),
                "c.zip": zipped("c.txt", TEXT),
                "d.tar.gz": b"\x1f\x8b",
                "e.rar": b"Rar!\x1a\x07",
                "f.docx": zipped("word/document.xml", b"<w/>"),
            },
            {
                "1 zip file in sisa with exports of WordPress: give each to the command by name": "b.zip",
                "3 archives in sisa that are not opened: give a zip file to the command by name,"
                " and unpack others": "c.zip, d.tar.gz, e.rar",
                "1 .docx file in sisa that can't be read": "f.docx",
            },
        ),
    ],
)  # fmt: skip
def test_what_is_not_read_of_a_folder_is_told(
    held: dict[str, bytes], expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in held.items():
        file = tmp_path / "sisa" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    found = sources([Path("sisa")], SourceOptions(workspace=str(tmp_path)))
    assert {note.message: note.subject for note in found.notes} == expected


def test_links_out_of_a_folder_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "sisa"
    folder.mkdir()
    (tmp_path / "luar.txt").write_bytes(TEXT)
    (folder / "a.txt").write_bytes(TEXT)
    (folder / "tautan.txt").symlink_to(tmp_path / "luar.txt")
    (note,) = sources([folder], SourceOptions(workspace=str(tmp_path))).notes
    assert note.message.startswith(f"1 link in {folder} that can't be followed")
    assert note.subject == "tautan.txt"


def test_a_folder_with_archives_alone_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped("a.xml", export(item(1))))
    with pytest.raises(ConfigError, match=r"1 zip file in .* with exports of WordPress: give each"):
        sources([tmp_path], SourceOptions(workspace=str(tmp_path)))


@pytest.mark.parametrize("name", ["kabar.tar.gz", "kabar.rar"])
def test_an_archive_that_can_not_be_opened_says_what_to_do(name: str, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / name, "w:gz") as packed:
        (tmp_path / "a.html").write_bytes(PAGE)
        packed.add(tmp_path / "a.html", "kabar/a.html")
    with pytest.raises(ConfigError, match="unpack it, and give the folder to the command"):
        sources([tmp_path / name], SourceOptions(workspace=str(tmp_path)))


def test_a_zip_file_stays_in_the_workspace(tmp_path: Path) -> None:
    workspace = tmp_path / "w"
    workspace.mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("../../luar.xml", export(item(1)))
        packed.writestr("/mutlak.xml", export(item(2)))
    (found,) = sources([tmp_path / "a.zip"], SourceOptions(workspace=str(workspace))).sources
    assert all(Path(file).resolve().is_relative_to(workspace.resolve()) for file in found.files)
    assert len(found.files) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "w"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", b"a")
        packed.infolist()[0].file_size = 1 << 42
    with pytest.raises(ConfigError, match="unpacks to far more"):
        sources([tmp_path / "a.zip"], SourceOptions(workspace=str(tmp_path)))


# the command


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments), "--jobs", "1"])


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".newsgen" not in path.parts
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, beside a folder with an export."""
    (tmp_path / "unduhan").mkdir()
    (tmp_path / "unduhan/kabar.xml").write_bytes(export(item(1), item(2, status="draft")))
    (tmp_path / "di-sini").mkdir()
    monkeypatch.chdir(tmp_path / "di-sini")
    return tmp_path / "di-sini"


WRITTEN = [
    ".gitignore",
    "addresses.csv",
    "content/2018/08/berita-1.md",
    "content/2018/08/berita-2.md",
    "content/sections/ekonomi.md",
    "import-report.html",
    "import-report.json",
    "newsgen.yaml",
]


def test_a_new_newsroom_is_named_after_the_source(here: Path) -> None:
    done = run("../unduhan/kabar.xml")
    assert done.exit_code == 0, done.output
    assert [path.name for path in here.iterdir()] == ["kabar-newsgen"]
    assert set(files(here / "kabar-newsgen")) >= {*WRITTEN} - {"content/sections/ekonomi.md"}
    assert "cd kabar-newsgen" in done.stdout
    assert "newsgen build" in done.stdout


def test_a_newsroom_that_is_here_takes_the_stories(here: Path) -> None:
    (here / "newsgen.yaml").write_text("title: Kabar\npermalink: /{slug}/\n")
    done = run("../unduhan/kabar.xml")
    assert done.exit_code == 0, done.output
    assert (here / "newsgen.yaml").read_text() == "title: Kabar\npermalink: /{slug}/\n"
    assert "permalink: /2018/08/berita-1/" in (here / "content/2018/08/berita-1.md").read_text()


@pytest.mark.parametrize("into", ["koran", "koran/content", "koran/content/"])
def test_into_is_the_newsroom_or_its_content(into: str, here: Path) -> None:
    assert run("../unduhan/kabar.xml", "--into", into).exit_code == 0
    assert (here / "koran/newsgen.yaml").exists()
    assert (here / "koran/content/2018/08/berita-1.md").exists()


def test_into_a_folder_of_content(here: Path) -> None:
    (here / "newsgen.yaml").write_text("title: Kabar\n")
    assert run("../unduhan/kabar.xml", "--into", "content/arsip").exit_code == 0
    assert (here / "content/arsip/2018/08/berita-1.md").exists()
    assert run("../unduhan/kabar.xml", "--into", "content/pages").exit_code == 2


def test_a_dry_run_writes_nothing(here: Path) -> None:
    done = run("../unduhan/kabar.xml", "--dry-run")
    assert done.exit_code == 0, done.output
    assert list(here.iterdir()) == []
    done = run("../unduhan/kabar.xml", "--dry-run", "--report", "r.json")
    assert [path.name for path in here.iterdir()] == ["r.json"]


@pytest.mark.parametrize(("data", "status"), [(gzip.compress(STORY), 0), (gzip.compress(STORY)[:-30], 1)])
def test_a_compressed_page(data: bytes, status: int, here: Path) -> None:
    (here / "kabar.html.gz").write_bytes(data)
    result = run(here / "kabar.html.gz", "--into", "k")
    assert result.exit_code == status, result.output
    assert (here / "k/content/2018/08/harga-cabai-turun.md").exists() == (status == 0)
    assert ("1 unreadable" in result.stdout) == (status == 1)


@pytest.mark.parametrize("packed", [False, True])
def test_an_interrupted_import_goes_on(packed: bool, here: Path) -> None:
    source = here / ("kabar.zip" if packed else "kabar.xml")
    data = export(item(1), item(2))
    source.write_bytes(zipped("kabar.xml", data) if packed else data)
    assert run(source, "--into", "k").exit_code == 0
    journal = here / "k/.newsgen/import.jsonl"
    *whole, _ = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(whole))
    before = (here / "k/newsgen.yaml").read_bytes()
    (here / "k/newsgen.yaml").unlink()  # which is written at the end
    assert run(source, "--into", "k", "--resume").exit_code == 0
    assert journal.read_bytes().startswith(b"".join(whole))
    assert (here / "k/newsgen.yaml").read_bytes() == before


def test_twice_changes_nothing(here: Path) -> None:
    run("../unduhan/kabar.xml")
    folder = here / "kabar-newsgen"
    before = {path: (folder / path).read_bytes() for path in files(folder) if "report" not in path}
    done = run("../unduhan/kabar.xml", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["totals"]["stories"]["unchanged"] == 2
    assert {path: (folder / path).read_bytes() for path in before} == before


WRONG_USE = {
    "there is no such file": ["tidak-ada.xml"],
    "is not written as one=other": ["../unduhan/kabar.xml", "--meta", "penulis"],
    "Missing argument": [],
    "lies in ..": ["..", "--into", "x"],
}


@pytest.mark.parametrize("said", WRONG_USE)
def test_wrong_use(said: str, here: Path) -> None:
    done = run(*WRONG_USE[said])
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert list(here.iterdir()) == []


def test_a_draft_without_a_date_is_not_lost(here: Path) -> None:
    """WordPress gives a draft a date once it is published."""
    draft = dated(2, "0000-00-00 00:00:00", "0000-00-00 00:00:00").replace(">publish<", ">draft<")
    draft = draft.replace("Thu, 02 Aug 2018 03:00:00 +0000", "Wed, 30 Nov -0001 00:00:00 +0000")
    (here / "kabar.xml").write_bytes(export(item(1), draft))
    done = run("kabar.xml", "--into", "k")
    assert done.exit_code == 0, done.output
    assert "To check: date (1)" in done.stdout
    assert "status: draft" in (here / "k/content/undated/berita-2.md").read_text()


def test_what_was_lost_sets_the_exit_status(here: Path) -> None:
    file = here / "content/2018/08/berita-1.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: Milik orang\ndate: 2018-08-02\n---\nIsi.\n")
    assert run("../unduhan/kabar.xml").exit_code == 1
    assert run("../unduhan/kabar.xml", "--force").exit_code == 0


NO_STORY: dict[str, tuple[bytes, str, str]] = {
    "catatan.txt": (b"asdf qwer\n\nzxcv\n", "", "catatan.txt: no body can be found"),
    "berita.csv": (b"title,body\n", "", "0 stories came in: nothing"),
    "kabar.xml": (export(item(1)), "--since 2019-01-01", "kabar.xml: post 1: it is older than 2019-01-01"),
    "rahasia.xml": (export(item(1, status="private")), "", "post 1: is private: --private keeps"),
}


@pytest.mark.parametrize("name", NO_STORY)
@pytest.mark.parametrize("place", ["", "--dry-run", "--into x", "--into x/content"])
def test_without_a_story_nothing_is_written(name: str, place: str, here: Path) -> None:
    data, options, said = NO_STORY[name]
    (here / name).write_bytes(data)
    done = run(name, *options.split(), *place.split())
    assert done.exit_code == 1, done.output
    assert said in done.stdout
    assert "There is no story to write, so nothing was written." in done.stdout
    assert [path.name for path in here.iterdir()] == [name]


def test_without_a_story_there_is_a_receipt_if_it_is_wanted(here: Path) -> None:
    (here / "catatan.txt").write_bytes(b"asdf\n")
    done = run("catatan.txt", "--into", "x", "--report", "r.json")
    assert done.exit_code == 1, done.output
    assert sorted(path.name for path in here.iterdir()) == ["catatan.txt", "r.json"]
    assert json.loads((here / "r.json").read_text())["totals"]["stories"]["left out"] == 1


def test_without_a_story_a_newsroom_stays_as_it_was(here: Path) -> None:
    assert run("../unduhan/kabar.xml", "--into", "k").exit_code == 0
    before = {path: (here / "k" / path).read_bytes() for path in files(here / "k")}
    (here / "catatan.txt").write_bytes(b"asdf\n")
    assert run("catatan.txt", "--into", "k").exit_code == 1
    assert {path: (here / "k" / path).read_bytes() for path in files(here / "k")} == before
    done = run("../unduhan/kabar.xml", "--into", "k", "--json")
    assert json.loads(done.stdout)["totals"]["stories"]["unchanged"] == 2


def test_spam_alone_has_a_receipt(here: Path) -> None:
    spam = "<p>Daftar situs slot gacor maxwin, bonus new member 100%, deposit pulsa.</p>" * 3
    link = '<a href="https://slot-gacor.example/">slot gacor maxwin</a>'
    (here / "kabar.xml").write_bytes(export(item(1, body=f"{spam} {link}")))
    done = run("kabar.xml", "--into", "k")
    assert done.exit_code == 1, done.output
    assert "No story became a file." in done.stdout
    assert (here / "k/import-report.html").exists()


def test_a_report_where_it_is_wanted(here: Path) -> None:
    assert run("../unduhan/kabar.xml", "--report", "r.json", "--json").exit_code == 0
    assert json.loads((here / "r.json").read_text())
    assert not (here / "kabar-newsgen/import-report.html").exists()


def test_columns_of_a_table(here: Path) -> None:
    (here / "berita.csv").write_bytes(CSV)
    done = run(
        "berita.csv", "--map", "title=Judul", "--map", "date=Tanggal", "--map", "body=Isi", "--into", "k"
    )
    assert done.exit_code == 0, done.output
    assert (here / "k/content/2018/08/berita-1.md").exists()


def dated(number: int, local: str, utc: str, kind: str = "post") -> str:
    """A post of an export with other dates: those in UTC are of the day before."""
    text = item(number).replace("2018-08-02 10:00:00", local).replace("2018-08-02 03:00:00", utc)
    return text.replace("<wp:post_type>post", f"<wp:post_type>{kind}")


DAYS = ("2018-08-01", "2018-08-02", "2018-08-03")
ONE_A_DAY: dict[str, bytes] = {
    "kabar.xml": export(
        dated(1, "2018-08-01 00:30:00", "2018-07-31 17:30:00"),
        dated(2, "2018-08-02 00:30:00", "2018-08-01 17:30:00"),
        dated(3, "2018-08-03 00:30:00", "2018-08-02 17:30:00"),
        dated(4, "2010-08-01 00:30:00", "2010-07-31 17:30:00", "page"),
    ),
    "berita.csv": b"title,date,type,body\n"
    + b"".join(b"Berita %d,%s 23:59,post,Isi.\n" % (n, day.encode()) for n, day in enumerate(DAYS, 1))
    + b"Redaksi,2010-08-01,page,Isi.\nTanpa tanggal,,post,Isi.\n",
    "berita.jsonl": b"".join(
        b'{"title": "Berita %d", "date": "%sT17:30:00Z", "body": "Isi."}\n' % (n, day.encode())
        for n, day in enumerate(("2018-07-31", *DAYS), 1)
    ),
    "html": b"",
    "teks": b"",
}
ONE_A_DAY |= {f"{name}.gz": gzip.compress(ONE_A_DAY[name]) for name in ("berita.csv", "berita.jsonl")}


@pytest.fixture
def a_story_a_day(here: Path) -> Path:
    """A folder with sources of each kind that hold a story for each of three days and more."""
    for name, data in ONE_A_DAY.items():
        if data:
            (here / name).write_bytes(data)
            continue
        (here / name).mkdir()
        for number, day in enumerate(DAYS, 1):
            title, text = f"Warga Memperbaiki Jembatan Nomor {number}", "Warga memperbaiki jembatan itu. " * 9
            page = f"{title}\n\n{int(day[-2:])} Agustus 2018 - 23:59 WIB\n\nJambi - {text}\n\n{text}\n"
            if name == "html":
                time = f'<meta property="article:published_time" content="{day}T23:59:00+07:00">'
                body = f"<h1>{title}</h1><p>{text}</p><p>{text}</p>"
                page = f"<html><head><title>{title}</title>{time}</head><body>{body}</body></html>"
            (here / name / f"{number}.{'html' if name == 'html' else 'txt'}").write_text(page)
    return here


@pytest.mark.parametrize(
    ("source", "options", "expected"),
    [
        ("kabar.xml", "", {"written": 4}),
        ("kabar.xml", "--since 2018-08-02", {"written": 3, "outside-dates": 1}),
        ("kabar.xml", "--until 2018-08-02", {"written": 3, "outside-dates": 1}),
        ("kabar.xml", "--since 2018-08-02 --until 2018-08-02", {"written": 2, "outside-dates": 2}),
        ("kabar.xml", "--types page", {"written": 1, "type-not-chosen": 3}),
        ("kabar.xml", "--types post --since 2018-08-03",
         {"written": 1, "outside-dates": 2, "type-not-chosen": 1}),
        ("berita.csv", "--since 2018-08-02", {"written": 4, "outside-dates": 1}),
        ("berita.csv", "--until 2018-08-02", {"written": 4, "outside-dates": 1}),
        ("berita.csv", "--types page", {"written": 1, "type-not-chosen": 4}),
        ("berita.jsonl", "--since 2018-08-02 --until 2018-08-03", {"written": 2, "outside-dates": 2}),
        ("berita.csv.gz", "--since 2018-08-02", {"written": 4, "outside-dates": 1}),
        ("berita.jsonl.gz", "", {"written": 4}),
        ("html", "--since 2018-08-02", {"written": 2, "outside-dates": 1}),
        ("html", "--until 2018-08-02", {"written": 2, "outside-dates": 1}),
        ("teks", "--since 2018-08-02", {"written": 2, "outside-dates": 1}),
        ("teks", "--until 2018-08-02", {"written": 2, "outside-dates": 1}),
    ],
)  # fmt: skip
def test_days_and_types(source: str, options: str, expected: dict[str, int], a_story_a_day: Path) -> None:
    done = run(source, *options.split(), "--into", "k", "--json")
    totals = json.loads(done.stdout)["totals"]
    kinds = totals["reasons"].get("left out", {})
    assert {"written": totals["stories"]["written"], **kinds} == expected
    assert totals["stories"]["left out"] == sum(kinds.values())
    assert sum(path.endswith(".md") for path in files(a_story_a_day / "k/content")) == expected["written"]


def test_what_is_not_read_is_said(here: Path) -> None:
    (here.parent / "unduhan/basis.sql").write_bytes(b"\0\1")
    done = run("../unduhan", "--into", "k")
    assert done.exit_code == 0, done.output
    said = "1 .sql file in ../unduhan that can't be read"
    assert f"Not read: {said} (basis.sql)\n" in done.stdout
    assert said in unescape((here / "k/import-report.html").read_text())
    assert json.loads((here / "k/import-report.json").read_text())["run"]["site"]["notes"][-1] == {
        "kind": "not-read", "message": said, "subject": "basis.sql", "loses": False,
    }  # fmt: skip


def test_pictures_come_along(here: Path) -> None:
    photo = here / "salinan/wp-content/uploads/2018/08/foto.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8\xff\xe0 foto")
    body = '<img src="https://kabar.example/wp-content/uploads/2018/08/foto.jpg" alt="Pasar"> Isi.'
    other = '<img src="/wp-content/uploads/2018/08/lain.jpg" alt="Lain"> Isi.'
    (here / "kabar.xml").write_bytes(export(item(1, body=body), item(2, body=other)))
    done = run("kabar.xml", "--uploads", "salinan", "--into", "k")
    assert done.exit_code == 0, done.output
    assert (here / "k/content/wp-content/uploads/2018/08/foto.jpg").read_bytes() == photo.read_bytes()
    assert "(/wp-content/uploads/2018/08/foto.jpg)" in (here / "k/content/2018/08/berita-1.md").read_text()
    assert (
        "https://www.kabar.example/wp-content/uploads/2018/08/lain.jpg"
        in (here / "k/media.aria2.txt").read_text()
    )


def test_what_was_imported_builds_under_its_old_addresses(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = '<a href="https://kabar.example/?p=2">Lanjutan</a> dan <a href="/category/ekonomi/">Ekonomi</a>.'
    (here / "kabar.xml").write_bytes(export(item(1, body=body), *(item(number) for number in range(2, 6))))
    assert run("kabar.xml", "--into", "k").exit_code == 0
    monkeypatch.chdir(here / "k")
    built = CliRunner().invoke(main, ["build", "--strict"])
    assert built.exit_code == 0, built.output
    proved = CliRunner().invoke(main, ["check", "--published", "addresses.csv", "--strict"])
    assert proved.exit_code == 0, proved.output
    assert "0 would die" in proved.stdout
    assert (here / "k/site/2018/08/berita-1/index.html").exists()
    assert 'href="/2018/08/berita-2/"' in (here / "k/site/2018/08/berita-1/index.html").read_text()
    rows = (here / "k/addresses.csv").read_text().splitlines()
    assert {"/2018/08/berita-1/,2018/08/berita-1.md", "/?p=1,2018/08/berita-1.md"} <= set(rows)
