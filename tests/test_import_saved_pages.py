"""Saved pages and web archives as sources: fields and paragraphs by share, folding, hostile pages."""

import gzip
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import saved_pages as material
from hypothesis import given, settings
from hypothesis import strategies as st
from saved_page import HEADLINE, WORDS, linked_data, paragraphs, read, read_all, saved, story, whole

from newsgen.errors import ContentError
from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.decoding import decode
from newsgen.importing.saved_pages.opened import RawPage, Settings
from newsgen.importing.saved_pages.reading import read_page
from newsgen.importing.saved_pages.source import SavedPages, WebArchive, is_html, is_wacz, is_warc
from newsgen.importing.story import LeftOut, SourceOptions, Story
from newsgen.workers import WorkerPool

LEAST = {"title": 0.95, "date": 0.95, "authors": 0.9, "paragraphs": 1.0, "list refused": 1.0}
NONE_OF = {"date": ("wrong", "invented"), "authors": ("invented",)}


@pytest.fixture(scope="module")
def outcomes() -> list[material.Outcome]:
    pages = (sample for folder in material.FOLDERS for sample in material.samples(folder))
    return [outcome for sample in pages for outcome in material.measure(sample)]


@pytest.mark.parametrize("row", material.ROWS)
def test_shares(row: str, outcomes: list[material.Outcome]) -> None:
    verdicts = material.shares(outcomes)[row]
    assert verdicts["right"] >= LEAST.get(row, 0.9) * sum(verdicts.values()) > 0
    assert sum(verdicts[name] for name in NONE_OF.get(row, ())) == 0


@pytest.fixture(scope="module")
def others() -> dict[Path, list[material.Outcome]]:
    return {
        folder: [outcome for _, outcomes in material.measure_others(folder) for outcome in outcomes]
        for folder in material.OTHERS
    }


@pytest.mark.parametrize("folder", material.OTHERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("row", [row for row in material.ROWS if row not in ("source", "dateline")])
def test_shares_on_pages_of_others(
    row: str, folder: Path, others: dict[Path, list[material.Outcome]]
) -> None:
    verdicts = material.shares(others[folder])[row]
    assert verdicts["right"] >= LEAST.get(row, 0.9) * sum(verdicts.values()) > 0
    assert sum(verdicts[name] for name in NONE_OF.get(row, ())) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path


def warc(target: Path, pages: dict[str, tuple[str, bytes]], *, packed: bool) -> Path:
    """Write a WARC file with a response for each address."""
    with target.open("wb") as out:
        for url, (status, raw) in pages.items():
            kind = "image/jpeg" if url.endswith(".jpg") else "text/html; charset=utf-8"
            http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + raw
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Date: 2024-03-05T03:11:10Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            record = head.encode() + http + b"\r\n\r\n"
            out.write(gzip.compress(record) if packed else record)
    return target


def test_what_stands_on_every_page_is_learned(folder: Path) -> None:
    notice = (
        "Naskah di situs ini boleh dikutip selama menyebut nama koran desa sebagai sumbernya dengan jelas."
    )
    files = {
        f"desa.example/{at}.html": story(f"Kabar nomor {at} dari desa", *paragraphs(f"Kabar {at}"), notice)
        for at in range(12)
    }
    for found in saved(folder, files):
        assert isinstance(found, Story)
        assert notice not in found.body
        assert found.body.count("<p>") == 4


def test_the_number_of_workers_changes_nothing(folder: Path) -> None:
    files = {
        f"desa.example/{at:03}.html": story(f"Kabar nomor {at} dari desa", *paragraphs(f"Kabar {at}"))
        for at in range(70)
    }
    assert saved(folder, files) == saved(folder, {}, 2, run="other")


def test_folder_without_pages(folder: Path) -> None:
    with pytest.raises(ContentError):
        saved(folder, {"gambar/a.jpg": b"\xff\xd8"})


def test_pictures_saved_beside_a_page(folder: Path) -> None:
    raw = story("Foto Desa Kami", *paragraphs("Foto"), '<img src="Foto_files/a.jpg"> ')
    files = {"Foto.html": raw, "Foto_files/a.jpg": b"\xff\xd8", "Foto_files/frame.html": story("Iklan", "x")}
    for name, content in files.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    source = SavedPages((str(folder / "site"),), SourceOptions(workspace=str(folder / "work")))
    assert len(read_all(source)) == 1
    assert source.media_file("Foto_files/a.jpg") == str(folder / "site" / "Foto_files" / "a.jpg")
    assert source.media_file("../../etc/passwd") is None


@pytest.mark.parametrize("packed", [True, False])
def test_web_archives(folder: Path, *, packed: bool) -> None:
    pages = {
        "https://desa.example/satu/": ("200 OK", story("Kabar Satu dari Desa", *paragraphs("Satu"))),
        "https://desa.example/lama/": ("404 Not Found", story("Kabar Lama dari Desa", *paragraphs("Lama"))),
        "https://desa.example/foto.jpg": ("200 OK", b"\xff\xd8foto"),
    }
    file = warc(folder / f"a.warc{'.gz' if packed else ''}", pages, packed=packed)
    wacz = folder / "a.wacz"
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.write(file, f"archive/{file.name}")
        archive.writestr("../../outside.warc", b"x")
    assert is_warc(file.read_bytes()[:512])
    assert is_wacz(wacz)
    for path in (file, wacz):
        source = WebArchive((str(path),), SourceOptions(workspace=str(folder / "work")))
        (found,) = read_all(source)
        assert isinstance(found, Story)
        assert found.header.url == "https://desa.example/satu/"
        copy = source.media_file("https://desa.example/foto.jpg")
        assert copy is not None
        assert Path(copy).read_bytes() == b"\xff\xd8foto"


def test_a_damaged_archive_keeps_what_can_be_read(folder: Path) -> None:
    pages = {
        f"https://desa.example/{name}/": ("200 OK", story(f"Kabar {name} dari Desa", *paragraphs(name)))
        for name in ("satu", "dua")
    }
    file = warc(folder / "a.warc.gz", pages, packed=True)
    file.write_bytes(file.read_bytes()[:-40])
    found = read_all(WebArchive((str(file),), SourceOptions(workspace=str(folder / "work"))))
    assert isinstance(found[0], Story)
    assert any(isinstance(one, LeftOut) and one.loses for one in found[1:])


HOSTILE = {
    "deep": b"<html><body>" + b"<div>" * 50_000 + WORDS.encode(),
    "inline": b"<html><body><h1>Judul</h1>" + b"<b>" * 1500 + WORDS.encode() * 5,
    "empty": b"",
    "zeros": b"\0" * 5000,
    "no html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "breaks": b"<html><body><h1>Judul Berita</h1>" + b"a<br><br>" * 20_000,
    "json": b'<html><script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>x</p></html>",
    "attributes": b"<html><body><p " + b"a=1 " * 50_000 + b">" + WORDS.encode() + b"</p>",
    "tables": b"<table><tr><td>" * 3000 + WORDS.encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_left_out(name: str) -> None:
    found = read_page(RawPage(f"{name}.html", HOSTILE[name]), Settings("Asia/Jakarta")).found
    assert isinstance(found, Story | LeftOut)


def test_a_page_that_is_too_deep_is_a_loss() -> None:
    found = read_page(RawPage("deep.html", HOSTILE["deep"]), Settings("Asia/Jakarta")).found
    assert isinstance(found, LeftOut)
    assert found.loses


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_page_raises(raw: bytes) -> None:
    read_page(RawPage("x.html", b"<html><body><h1>Judul</h1><p>" + raw), Settings("Asia/Jakarta"))
    decode(raw)


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://desa.example/satu/", "https://desa.example/satu/"),
        ("/satu/", "https://desa.example/satu/"),
        ("https://m.desa.example/satu/", "https://m.desa.example/satu/"),
        ("javascript:alert(1)", "https://desa.example/berita/1"),
        ("file:///etc/passwd", "https://desa.example/berita/1"),
        ("https://lain.example/satu/", "https://desa.example/berita/1"),
        ("https://desa.example/", "https://desa.example/berita/1"),
        ("https://[bad", "https://desa.example/berita/1"),
    ],
)
def test_canonical_addresses(canonical: str, expected: str) -> None:
    assert addresses.own_address(canonical, "", "https://desa.example/berita/1") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("www.desa.example/2018/08/x/index.html", "https://www.desa.example/2018/08/x/index.html"),
        ("mirror/desa.example/index.html@p=5.html", "https://desa.example/index.html?p=5"),
        ("web.archive.org/web/20180802000000/http/desa.example/x.html", "https://desa.example/x.html"),
        ("simpan/berita.html", ""),
    ],
)
def test_addresses_of_files(name: str, expected: str) -> None:
    assert addresses.address_of_file(name) == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://www.desa.example/x/",
        "https://m.desa.example/x",
        "https://desa.example/x/amp/",
        "https://desa.example/x/?utm_source=a&fbclid=b",
        "https://desa.example/x/?replytocom=5",
        "https://desa.example/x/index.html",
    ],
)
def test_addresses_of_one_page(url: str) -> None:
    assert addresses.fold_key(url) == "desa.example/x"


def encodings() -> Iterator[tuple[bytes, str]]:
    text = "<html><p>Café “buka” — sampai malam</p></html>"
    yield b"\xef\xbb\xbf" + text.encode(), ""
    yield b"\xff\xfe" + text.encode("utf-16-le"), "utf-8"
    yield b"\xfe\xff" + text.encode("utf-16-be"), ""
    yield text.encode(), "iso-8859-1"
    yield b'<meta charset="utf-8">' + text.encode("cp1252"), ""
    yield b'<meta charset="iso-8859-1">' + text.encode("cp1252"), ""
    yield text.encode("cp1252"), "windows-1252"


@pytest.mark.parametrize(("raw", "charset"), [*encodings()])
def test_charsets(raw: bytes, charset: str) -> None:
    assert "Café “buka” — sampai malam" in decode(raw, charset).text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n <HTML>", True),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", True),
        (b"<!-- saved from url=(0010)http://a --><html>", True),
        (b"<?xml version='1.0'?><rss><channel>", False),
        (b"WARC/1.0", False),
        (b"judul: x", False),
    ],
)
def test_recognising_pages(head: bytes, *, expected: bool) -> None:
    assert is_html(head) is expected


def test_two_sources_in_one_workspace(folder: Path) -> None:
    options = SourceOptions(workspace=str(folder / "work"))
    sources = []
    for name in ("satu", "dua"):
        (folder / name).mkdir()
        (folder / name / "x.html").write_bytes(story(f"Kabar {name} dari desa", *paragraphs(name)))
        sources.append(SavedPages((str(folder / name),), options))
    with WorkerPool(1) as pool:
        for source in sources:
            source.survey(pool, lambda stage, done, total: None)
    found = [one for source in sources for unit in source.units() for one in unit.found()]
    assert [one.header.title for one in found if isinstance(one, Story)] == [
        "Kabar satu dari desa",
        "Kabar dua dari desa",
    ]


def test_the_text_of_a_page_that_a_script_would_fill() -> None:
    body = "\n\n".join(paragraphs("Warga"))
    head = linked_data(articleBody=body, datePublished="2019-03-04T10:15:00+07:00")
    raw = f'<html><head><title>Kabar Ulu</title>{head}</head><body><div id="app"></div></body></html>'
    found = read(raw.encode())
    assert found.header.title == HEADLINE
    assert found.body.count("<p>") == 4


def test_hidden_links_outside_of_the_story_are_told() -> None:
    links = '<div style="position:absolute;left:-9999px"><a href="https://gacor.example/">x</a></div>'
    notes = read(whole(below=links)).notes
    assert [note.message for note in notes if note.kind == "hidden-links"] == [
        "1 links to other sites are hidden on the page, outside of its story: gacor.example"
    ]
    assert "gacor" not in read(whole(below=links)).body


@pytest.mark.parametrize(
    "entry",
    [
        '<h2 class="entry-title"><a href="/{0}">Kabar nomor {0} dari desa kami</a></h2><p>{1}</p><p>{1}</p>',
        '<p><a href="/{0}">Kabar nomor {0} dari desa kami</a><br>{1}</p><hr>',
    ],
)
def test_lists_of_whole_stories_are_refused(entry: str) -> None:
    body = "".join(entry.format(at, f"{WORDS} {WORDS} {WORDS}") for at in range(4))
    raw = f"<html><head><title>Koran Desa Daring</title></head><body>{body}</body></html>"
    found = read_page(RawPage("x.html", raw.encode()), Settings("Asia/Jakarta")).found
    assert isinstance(found, LeftOut)
    assert found.kind == "list"


TITLES = (
    "Harga kubis anjlok di tingkat petani",
    "Warga gotong royong perbaiki irigasi desa",
    "Bupati lantik tujuh camat baru",
)
TEXT = "".join(f"<p>{one}</p>" for one in paragraphs("Warga"))


@pytest.mark.parametrize(
    "body",
    [
        "".join(f'<h3 class="post-title"><a href="/{one}">{one}</a></h3>{TEXT}' for one in TITLES[:2]),
        "<h1>Hasil pencarian: jalan</h1>" + "".join(f"<p><a>{one}</a><br>{WORDS}</p>" for one in TITLES),
        "<p>Ditemukan 3 hasil</p>" + "".join(f'<p><a href="/">{one}</a><br>{WORDS}...</p>' for one in TITLES),
    ],
)
def test_short_lists_are_refused(body: str) -> None:
    raw = f"<html><head><title>Koran Desa Daring</title></head><body>{body}</body></html>"
    found = read_page(RawPage("x.html", raw.encode()), Settings("Asia/Jakarta")).found
    assert isinstance(found, LeftOut)
    assert found.kind == "list"


def test_a_story_above_a_list_of_others_is_one() -> None:
    cards = "".join(
        f'<div><h4><a href="/{at}">{TITLES[at % 3]} {at}</a></h4><p>{WORDS[:60]}...</p></div>'
        for at in range(6)
    )
    body = f"<h2>{HEADLINE}</h2>{TEXT}<h3>Berita Lain</h3>{cards}"
    raw = f"<html><head><title>{HEADLINE}</title></head><body>{body}</body></html>"
    found = read_page(RawPage("x.html", raw.encode()), Settings("Asia/Jakarta")).found
    assert isinstance(found, Story)
    assert found.body.count("<p>") == 4


def name_of(at: int) -> str:
    """A name of its own for each number."""
    return f"Ratna D{str(at).translate(str.maketrans('0123456789', 'aiueobcdfg'))}"


MANY = {
    "labelled names": lambda at: f"<div>Penulis: {name_of(at)}</div>",
    "pagers": lambda at: f'<div><b>{at % 9}</b><a href="?hal={at}">{at}</a></div>',
    "pictures": lambda at: f'<p><img src="a{at}.jpg"></p>',
    "dates": lambda at: f"<div>4 Maret 2019 10:{at % 60:02}</div>",
}


@pytest.mark.parametrize("name", MANY)
def test_the_time_for_a_page_grows_with_its_size(name: str) -> None:
    took = []
    for count in (500, 4000):
        raw = whole(top="".join(map(MANY[name], range(count))))
        started = time.process_time()
        read(raw)
        took.append(time.process_time() - started)
    assert took[1] < 20 * took[0]  # 8 times the lines; 64 times the time if each looked at all the others
