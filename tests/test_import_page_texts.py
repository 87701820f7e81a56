"""Texts of saved pages become stories; lists and what is none are left out, with the reason."""

import gzip
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.article import Provenance
from newsgen.importing.page_texts import PageTexts, is_page_text
from newsgen.importing.story import Format, LeftOut, SourceOptions, Story
from newsgen.workers import WorkerPool

BODY = """\
KotaUji.example | Muara Tebo – Pemerintah Kabupaten Tebo membangun dua jembatan gantung di atas Sungai \
Batanghari untuk menghubungkan tiga desa yang selama ini hanya bisa dicapai dengan perahu.

Kepala Dinas Pekerjaan Umum, Hasan Basri, mengatakan pekerjaan dimulai pada awal musim kemarau agar fondasi \
selesai sebelum air naik. “Kami menargetkan enam bulan,” kata dia, Rabu (1/8/2018).

Warga Desa Sungai Karang menyambut rencana itu karena anak-anak tidak perlu lagi menyeberang dengan rakit \
setiap pagi untuk pergi ke sekolah.
"""
PAGE = f"""\
Tebo Bangun Dua Jembatan Gantung di Sungai Batanghari

Rina Wati

Kamis, 2 Agustus 2018 - 09:05 WIB

{BODY}
Penulis : Rina Wati

Editor : Joko Susilo

Tag : tebo jembatan
"""
UNDATED = f"Tebo Bangun Dua Jembatan Gantung di Sungai Batanghari\n\n{BODY}"
LIST = "Berita Terbaru\n\n" + "".join(
    f"Pemerintah Daerah Menata Pasar Rakyat Nomor {n} di Kota\n{n} Agustus 2018\n\n" for n in range(1, 20)
)


def read(path: Path, files: Mapping[str, bytes | str], **options: Any) -> dict[str, Story | LeftOut]:
    folder = path / "halaman"
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    source = PageTexts([str(folder)], SourceOptions(workspace=str(path), **options))
    with WorkerPool(1) as pool:
        survey = source.survey(pool, lambda *_: None)
    found = [one for unit in source.units() for one in pickle.loads(pickle.dumps(unit)).found()]
    assert list(survey.headers) == [one.header for one in found if isinstance(one, Story)]
    return {one.place: one for one in found}


def test_a_page(tmp_path: Path) -> None:
    one = read(tmp_path, {"2018/jembatan.txt": PAGE})["2018/jembatan.txt"]
    assert isinstance(one, Story)
    assert one.header.title == "Tebo Bangun Dua Jembatan Gantung di Sungai Batanghari"
    assert one.header.date is not None
    assert one.header.date.at.isoformat() == "2018-08-02T09:05:00+07:00"
    assert one.header.authors == ("Rina Wati",)
    assert one.editors == ("Joko Susilo",)
    assert one.dateline == "Muara Tebo"
    assert one.format is Format.MARKDOWN
    assert one.body.startswith("Pemerintah Kabupaten Tebo")
    assert one.provenance["authors"] is Provenance.LABEL


def test_a_page_without_a_date_is_a_story_that_says_so(tmp_path: Path) -> None:
    one = read(tmp_path, {"a.txt": UNDATED})["a.txt"]
    assert isinstance(one, Story)
    assert one.header.date is None
    assert one.body.startswith("Pemerintah Kabupaten Tebo")
    assert "no-date" in [note.kind for note in one.notes]


LEFT: list[tuple[bytes | str, str, bool]] = [
    (LIST, "list-page", False),
    ("", "empty", False),
    ("\n \n", "empty", False),
    ("Beranda\n", "incomplete", True),
    (b"x" * (5 << 20), "too-large", True),
]


@pytest.mark.parametrize(("text", "kind", "loses"), LEFT, ids=[kind for _, kind, _ in LEFT])
def test_what_is_no_article_is_left_out(tmp_path: Path, text: bytes | str, kind: str, loses: bool) -> None:
    one = read(tmp_path, {"a.txt": text})["a.txt"]
    assert isinstance(one, LeftOut)
    assert (one.kind, one.loses) == (kind, loses)
    assert one.reason


def test_encodings(tmp_path: Path) -> None:
    files = {f"{name}.txt": PAGE.encode(name) for name in ("utf-8", "cp1252", "utf-16")}
    found = read(tmp_path, files)
    bodies = {one.body for one in found.values() if isinstance(one, Story)}
    assert len(bodies) == 1
    assert "“Kami menargetkan enam bulan,”" in bodies.pop()


def test_compressed_pages(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.encode())
    found = read(tmp_path, {"a.txt": PAGE, "b.txt.gz": packed, "c.txt.gz": packed[:-40]})
    plain, unpacked, damaged = found["a.txt"], found["b.txt.gz"], found["c.txt.gz"]
    assert isinstance(plain, Story)
    assert isinstance(unpacked, Story)
    assert isinstance(damaged, LeftOut)
    assert (unpacked.header, unpacked.body) == (plain.header, plain.body)
    assert (damaged.kind, damaged.loses) == ("unreadable", True)


def test_what_was_written_on_top_counts(tmp_path: Path) -> None:
    one = read(tmp_path, {"a.txt": f"judul: Jembatan\n\n{UNDATED}"})["a.txt"]
    assert isinstance(one, Story)
    assert one.header.title == "Jembatan"


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "di luar.txt").write_text(PAGE)
    folder = tmp_path / "halaman"
    folder.mkdir()
    (folder / "tautan.txt").symlink_to(tmp_path / "di luar.txt")
    found = read(tmp_path, {f"{n:03}.txt": PAGE for n in range(120)} | {"foto.jpg": "x", "b/c.TXT": PAGE})
    assert list(found) == [*(f"{n:03}.txt" for n in range(120)), "b/c.TXT"]


HEADS: list[tuple[bytes, bool]] = [
    (PAGE.encode(), True),
    (PAGE.encode("cp1252"), True),
    (PAGE.encode("utf-16"), True),
    (b"<!DOCTYPE html><p>a", False),
    (b"<?xml version='1.0'?>", False),
    (b"---\ntitle: A\n---\n", False),
    (b"%PDF-1.7\n", False),
    (b"WARC/1.0\r\n", False),
    (b"\x89PNG\r\n\x1a\n\0\0\0", False),
    (bytes(range(1, 32)) * 20, False),
    (b"", False),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_recognised(head: bytes, expected: bool) -> None:
    assert is_page_text(head) is expected


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_no_bytes_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    is_page_text(data)
    read(tmp_path_factory.mktemp("bytes"), {"a.txt": data, "b.txt": PAGE.encode() + data})
