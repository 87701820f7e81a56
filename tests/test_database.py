"""What is remembered between builds: it may be damaged, it has one writer, and it misses no edit."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BARE, MakeSite, Project, article
from msgspec.structs import asdict, replace

from newsgen import config
from newsgen.errors import NewsgenError, OutputError
from newsgen.index.database import Database
from newsgen.index.listing import FileStat
from newsgen.index.rows import File, FileRow, MediaRow, ReadFile, RecordRow
from newsgen.index.values import Block

A = article("Berita A", "2026-11-01", tags=["Kota"], body="Isi satu.")
FILES: dict[str, str | bytes] = {
    "a.md": A,
    "b.md": article("Berita B", "2026-11-02", tags=["Kota"]),
    "foto.jpg": b"satu",
}
YEAR = 365 * 86_400 * 10**9


def state(site: Project) -> Path:
    return site.path / ".newsgen" / "state.db"


def _garbage(file: Path) -> None:
    file.write_bytes(b"bukan basis data" * 1000)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _middle(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def _every_other_page(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 8192):
        data[start : start + 4096] = b"\x00" * 4096
    file.write_bytes(bytes(data))


def _another_schema(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("DROP TABLE terms")
    db.close()


def _another_version(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 999")
        db.execute("DROP TABLE files")
    db.close()


def _version_only(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()


@pytest.mark.parametrize(
    "damage",
    [_garbage, _empty, _cut, _middle, _every_other_page, _another_schema, _another_version],
)
def test_a_damaged_state_is_replaced(make_site: MakeSite, damage: Callable[[Path], None]) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    damage(state(site))
    site.write("a.md", A.replace("satu", "dua"))
    site.build()
    assert site.tree() == site.clean()
    assert site.build().written == 0


@pytest.mark.parametrize("damage", [_another_version, _another_schema, _version_only])
def test_a_state_of_another_version_still_tells_what_was_written(
    make_site: MakeSite, damage: Callable[[Path], None]
) -> None:
    """The page of an article that was deleted around an upgrade is taken away."""
    site = make_site(FILES, templates=BARE)
    site.build()
    damage(state(site))
    site.delete("a.md")
    assert site.build().removed > 0
    assert site.tree() == site.clean()


LINKED = FILES | {
    "c.md": article("Berita C: Panen Raya Padi", "2026-11-03", tags=["Padi"], body="Baca Juga: Berita A"),
    "draf.md": article("Berita Draf", "2026-11-03", status="draft"),
}
PACKED = {
    "records": "record",
    "entries": "entry",
    "features": "features",
    "resolved": "refs",
    "value": "value",
}


@pytest.mark.parametrize("table", PACKED)
def test_one_bit_that_flips_in_a_row_is_noticed_once(make_site: MakeSite, table: str) -> None:
    site = make_site(LINKED, templates=BARE)
    site.build()
    key, column = {"value": "key", "resolved": "article"}.get(table, "id"), PACKED[table]
    with sqlite3.connect(state(site)) as db:
        rows = db.execute(f"SELECT {key}, {column} FROM {table} WHERE length({column}) > 5").fetchall()
        for name, data in rows:
            flipped = bytes([*data[:-6], data[-6] ^ 1, *data[-5:]])
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (flipped, name))
    db.close()
    assert rows
    site.configure((site.path / "newsgen.yaml").read_text() + "tagline: Baru\n")
    site.write("d.md", article("Berita D: Panen Raya Padi", "2026-11-04", tags=["Padi"]))
    result = site.build(drafts=table in ("entries", "features"))
    assert [str(warning) for warning in result.warnings if "damaged" in warning.message] == [
        ".newsgen/state.db: was damaged, and is made anew (`newsgen verify` names files that are left over)"
    ]
    site.build()
    assert site.tree() == site.clean()
    assert not [warning for warning in site.build().warnings if "damaged" in warning.message]


def test_a_leftover_of_a_killed_build_is_no_hindrance(make_site: MakeSite) -> None:
    """A build that dies before its end has committed nothing, or all that it was about to write."""
    site = make_site(FILES, templates=BARE)
    site.build()
    (site.site / ".newsgen-stage").mkdir()
    (site.site / ".newsgen-stage" / "0").write_text("setengah")
    with Database(state(site)) as store:
        store.files.drop(["a.md"])
    site.build()
    assert site.tree() == site.clean()


def test_a_second_build_at_once_is_refused(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    before = site.snapshot()
    site.write("c.md", article("Berita C", "2026-11-03"))
    with Database(state(site)), pytest.raises(OutputError) as caught:
        site.build()
    assert str(caught.value) == f"{state(site)}: another newsgen is at work here (wait until it ends)"
    assert site.snapshot() == before
    site.build()
    assert site.tree() == site.clean()


def test_the_very_first_build_refuses_a_second_too(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    with Database(state(site)), pytest.raises(OutputError, match="another newsgen is at work here"):
        site.build()
    assert site.build().articles == 2


@pytest.mark.parametrize("place", [".newsgen", ".newsgen/state.db/x"])
def test_a_state_that_can_not_be_opened_is_said(make_site: MakeSite, place: str) -> None:
    site = make_site(FILES)
    site.put(place, "milik orang")
    with pytest.raises(
        OutputError, match=r"\.newsgen/state\.db: the state can't be opened: .*\(make the folder"
    ):
        site.build()
    assert (site.path / place).read_text() == "milik orang"


def _fail_after_writing(path: Path) -> None:
    with Database(path) as store:
        store.values.put("a", b"4")
        raise NewsgenError("salah")


def test_what_is_not_committed_is_forgotten(tmp_path: Path) -> None:
    with Database(tmp_path / "state.db") as store:
        store.values.put("a", b"1")
        store.commit()
        store.values.put("a", b"2")
        store.values.put("b", b"3")
    with Database(tmp_path / "state.db") as store:
        assert (store.values.get("a"), store.values.get("b")) == (b"1", b"")
    with pytest.raises(NewsgenError):
        _fail_after_writing(tmp_path / "state.db")
    with Database(tmp_path / "state.db") as store:
        assert store.values.get("a") == b"1"


# edits that hide


def _restore(file: Path, text: bytes) -> None:
    """Change a file, and leave its size and mtime as they were."""
    status = file.stat()
    assert len(text) == status.st_size
    file.write_bytes(text)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


EDITS = {"a.md": (b"satu", b"dua!"), "foto.jpg": (b"satu", b"dua!")}


@pytest.mark.parametrize("path", EDITS)
@pytest.mark.parametrize("age", [0, YEAR])
def test_an_edit_with_the_same_size_and_mtime_is_noticed(make_site: MakeSite, path: str, age: int) -> None:
    site = make_site(FILES, templates=BARE)
    file = site.path / "content" / path
    os.utime(file, ns=(time.time_ns() - age,) * 2)
    site.build()
    old, new = EDITS[path]
    _restore(file, file.read_bytes().replace(old, new))
    site.build()
    assert site.tree() == site.clean()
    assert any(new in data for data in site.tree().values())


def _blur(site: Project, path: str) -> None:
    """Let the state know a file as it now looks from outside, as if an edit had left no trace."""
    status = (site.path / "content" / path).stat()
    with Database(state(site)) as store:
        store.files.touch([FileStat(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)])
        store.commit()


@pytest.mark.parametrize("path", EDITS)
@pytest.mark.parametrize(
    ("age", "noticed"), [(0, True), (10**9, True), (-YEAR, True), (60 * 10**9, False), (YEAR, False)]
)
def test_a_file_as_young_as_the_last_look_is_read_again(
    make_site: MakeSite, path: str, age: int, noticed: bool
) -> None:
    """Within two seconds a file system may not tell two versions apart; older files cost a stat."""
    site = make_site(FILES, templates=BARE)
    file = site.path / "content" / path
    os.utime(file, ns=(time.time_ns() - age,) * 2)
    site.build()
    old, new = EDITS[path]
    _restore(file, file.read_bytes().replace(old, new))
    _blur(site, path)
    site.build()
    assert any(new in data for data in site.tree().values()) is noticed
    assert (site.tree() == site.clean()) is noticed


def test_a_touched_file_writes_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    before = site.snapshot()
    for path in FILES:
        os.utime(site.path / "content" / path, ns=(0, 0))
    assert site.build().written == 0
    assert site.snapshot() == before


def test_a_moved_file_with_old_times_is_noticed(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    content = site.path / "content"
    for path in FILES:
        os.utime(content / path, ns=(0, 0))
    site.build()
    (content / "a.md").rename(content / "lama")
    (content / "b.md").rename(content / "a.md")
    (content / "lama").rename(content / "b.md")
    site.build()
    assert site.tree() == site.clean()


# the repositories


def test_files_come_back_as_they_were_put(tmp_path: Path) -> None:
    text = FileRow(
        0, "a/b.md", 1, 2**62, -5, b"\x00" * 16, media=0, warned=1, images=None, no_alt=0, long_title=0
    )
    other = FileRow(0, "a0.md", 0, 0, 0, b"", media=0, warned=0, images=None, no_alt=0, long_title=0)
    media = FileRow(0, "a/ü.jpg", 3, 3, 3, b"d", media=1, warned=0, images=b"i", no_alt=0, long_title=0)
    with Database(tmp_path / "state.db") as database:
        files = database.files
        files.put([ReadFile(text, RecordRow(0, b"r")), ReadFile(other, RecordRow(0, b"o")), ReadFile(media)])
        rows = [
            File(**asdict(replace(row, id=number)), record=record)
            for number, (row, record) in enumerate(((text, b"r"), (other, b"o"), (media, None)), 1)
        ]
        assert [files.at(row.path) for row in rows] == rows
        assert [files.get(row.id) for row in rows] == rows
        assert list(files.below("a/")) == [rows[0], rows[2]]
        assert list(files.media()) == [MediaRow(3, media.path, media.digest, 1, b"i")]
        assert list(files.with_warnings()) == rows[:1]
        files.put([ReadFile(replace(text, size=9), RecordRow(0, b"s"))])
        assert files.at("a/b.md") == replace(rows[0], size=9, record=b"s")
        files.drop(["a/b.md", "tiada"])
        assert [*files.known(""), *files.known("a/")] == ["a0.md", "a/ü.jpg"]


def test_blocks_come_back_as_they_were_put(tmp_path: Path) -> None:
    with Database(tmp_path / "state.db") as database:
        values = database.values

        def put(name: str, blocks: dict[int, bytes | None]) -> None:
            values.put_blocks(name, (Block(number, data) for number, data in blocks.items()))

        put("a/b", {2: b"dua", 10: b"sepuluh", 11: b""})
        put("a", {1: b"lain"})
        assert values.blocks("a/b") == b"duasepuluh"
        put("a/b", {2: None, 10: b"10", 11: b""})
        assert values.blocks("a/b") == b"dua10"
        put("a/b", {10: b"10", 12: b"!"})
        assert values.blocks("a/b") == b"10!"
        assert values.blocks("a") == b"lain"
        put("a", {})
        assert (values.blocks("a"), values.blocks("a/b")) == (b"", b"10!")


def test_the_state_survives_another_config(make_site: MakeSite) -> None:
    """Pages written under another config are still known, and taken away."""
    site = make_site(FILES, templates=BARE)
    site.build()
    site.configure("permalink: /{slug}/\n")
    result = site.build()
    assert result.removed > 0
    assert site.tree() == site.clean()
    assert config.load(site.path / "newsgen.yaml").permalink == "/{slug}/"
