"""The output folder: what newsgen wrote there, what others did, and what is never overwritten."""

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BARE, MakeSite, Project, article, killed_at

from newsgen.errors import ContentError, OutputError
from newsgen.publishing.output import STAMP

NEWSROOM: dict[str, str | bytes] = {
    "banjir.md": article("Banjir di Tebo", "2026-11-01 08:00"),
    "cabai.md": article("Harga Cabai Naik", "2026-11-02 09:00"),
    "unduhan/peta.pdf": b"%PDF",
}
BARU = article("Berita Baru", "2026-11-03")

Edit = Callable[[Project], object]


def overwritten(error: OutputError, site: Project) -> list[str]:
    """The files that an error names, from the output folder."""
    paths = [
        p.path for p in error.problems if not isinstance(p, str) and p.message == "newsgen did not write it"
    ]
    return [path.removeprefix(f"{site.site}/") for path in paths]


def refused(site: Project, **options: bool) -> list[str]:
    """The foreign files that a build names; it changes nothing."""
    before = site.snapshot() if site.site.exists() else {}
    with pytest.raises(OutputError, match="newsgen did not write and would overwrite") as caught:
        site.build(**options)  # type: ignore[arg-type]
    assert site.snapshot() == before
    return overwritten(caught.value, site)


# files that newsgen did not write


@pytest.mark.parametrize(
    "foreign",
    [
        {"index.html": "<p>Situs lama</p>"},
        {"index.html": "", "feed.xml": "<rss/>", "CNAME": "kabar.example"},
        {"unduhan/peta.pdf": "%PDF lain"},
        {"2026/11/banjir-di-tebo/index.html": "<p>Situs lama</p>"},
        {STAMP: "milik orang"},
    ],
)
def test_what_newsgen_did_not_write_is_not_overwritten(make_site: MakeSite, foreign: dict[str, str]) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    for path, text in foreign.items():
        site.put(f"site/{path}", text)
    expected = sorted(foreign.keys() - {"CNAME"})
    assert refused(site) == expected
    assert refused(site, keep_going=True) == expected
    assert refused(site, full=True) == expected
    site.build(force=True)
    assert {path: data for path, data in site.tree().items() if path != "CNAME"} == site.clean()
    assert ("CNAME" in foreign) == (site.site / "CNAME").exists()
    assert site.build().written == 0


def test_a_file_with_the_same_bytes_is_no_obstacle(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.put("site/unduhan/peta.pdf", b"%PDF").put("site/index.html", site.clean()["index.html"])
    site.build()
    assert site.tree() == site.clean()


def test_a_foreign_file_at_a_new_address(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    site.put("site/2026/11/berita-baru/index.html", "milik orang")
    site.write("baru.md", BARU).delete("cabai.md")
    assert refused(site) == ["2026/11/berita-baru/index.html"]
    site.build(force=True)
    assert site.tree() == site.clean()


def test_of_many_foreign_files_twenty_are_named(make_site: MakeSite) -> None:
    files = {f"{n:02}.md": article(f"Berita {n:02}", "2026-11-01") for n in range(30)}
    site = make_site(files, templates=BARE)
    for n in range(30):
        site.put(f"site/2026/11/berita-{n:02}/index.html", "milik orang")
    with pytest.raises(OutputError) as caught:
        site.build()
    first, *named = map(str, caught.value.problems)
    assert re.fullmatch(
        r".*/site: holds 30 files that newsgen did not write and would overwrite "
        r"\(move them away, or let `newsgen build --force` overwrite them\)",
        first,
    )
    assert overwritten(caught.value, site) == [f"2026/11/berita-{n:02}/index.html" for n in range(20)]
    assert len(named) == 20


def test_another_site_in_the_place_of_newsgens(make_site: MakeSite) -> None:
    """The record knows these files, but the stamp is gone: nothing of the other site is touched."""
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    site.drop("site").put("site/index.html", "<p>Situs lama</p>")
    site.put("site/2026/11/harga-cabai-naik/index.html", "<p>Berita lama</p>").delete("cabai.md")
    assert refused(site) == ["2026/11/harga-cabai-naik/index.html", "index.html"]
    site.build(force=True)
    assert site.tree() == site.clean()


# files that newsgen wrote


def _edit_by_hand(site: Project) -> None:
    site.put("site/index.html", "diubah")


def _drop_state(site: Project) -> None:
    site.drop(".newsgen")


def _drop_stamp(site: Project) -> None:
    site.drop(f"site/{STAMP}")


def _upgrade(site: Project) -> None:
    with sqlite3.connect(site.path / ".newsgen/state.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()


def _former_version(site: Project) -> None:
    """It left no stamp, and a state of another shape."""
    _drop_stamp(site)
    _upgrade(site)


def _former_version_and_edit(site: Project) -> None:
    _former_version(site)
    _edit_by_hand(site)


def _move_project(site: Project) -> None:
    site.path.rename(site.path.with_name("koran-lain"))
    site.path = site.path.with_name("koran-lain")


@pytest.mark.parametrize(
    "change",
    [
        _edit_by_hand,
        _drop_state,
        _drop_stamp,
        _former_version,
        _former_version_and_edit,
        _upgrade,
        _move_project,
    ],
)
def test_newsgens_own_files_are_rewritten(make_site: MakeSite, change: Edit) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    change(site)
    site.write("baru.md", BARU).write("unduhan/peta.pdf", b"%PDF baru")
    site.build()
    assert site.tree() == site.clean()
    assert site.build().written == 0


@pytest.mark.parametrize("after", range(8))
@pytest.mark.parametrize("first", [False, True])
def test_after_a_kill_newsgens_own_files_are_its_own(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, after: int, first: bool
) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    if first:
        site.put("site/CNAME", "kabar.example")
    else:
        site.build()
        site.write("baru.md", BARU)
    with killed_at(monkeypatch, after), pytest.raises(KeyboardInterrupt):
        site.build()
    site.write("banjir.md", article("Banjir di Tebo", "2026-11-01 08:00", body="Isi lain."))
    site.build()
    assert {path: data for path, data in site.tree().items() if path != "CNAME"} == site.clean()


def test_a_missing_stamp_is_written_again(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    whole = site.tree()
    assert STAMP in whole
    _drop_stamp(site)
    assert site.build().written == 0
    assert site.tree() == whole


def test_a_build_that_fails_stamps_nothing(make_site: MakeSite) -> None:
    site = make_site({"rusak.md": "tanpa apa-apa"})
    site.put("site/CNAME", "kabar.example")
    with pytest.raises(ContentError):
        site.build()
    assert site.tree().keys() == {"CNAME"}


def test_a_folder_in_the_place_of_the_stamp(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM)
    site.put(f"site/{STAMP}/x", "milik orang")
    with pytest.raises(OutputError, match=r"\.newsgen: is a folder where a file must be"):
        site.build()
    assert site.tree().keys() == {f"{STAMP}/x"}


# links


def _elsewhere(site: Project) -> Path:
    """A folder outside of the project, with a file that must stay."""
    folder = site.path.parent / "tempat-lain"
    (folder / "11").mkdir(parents=True)
    (folder / "penting.txt").write_text("penting")
    (folder / "index.html").write_text("penting")
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.mark.parametrize("target", ["tempat-lain", "tempat-lain/penting.txt", "tiada"])
def test_a_stage_that_is_a_link_is_taken_away_and_not_followed(make_site: MakeSite, target: str) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    folder = _elsewhere(site)
    before = _files(folder)
    for edit in ("satu", "dua"):
        site.write("banjir.md", article("Banjir di Tebo", "2026-11-01 08:00", body=edit))
        site.site.mkdir(exist_ok=True)
        (site.site / ".newsgen-stage").symlink_to(site.path.parent / target)
        site.build()
        assert _files(folder) == before
        assert site.tree() == site.clean()
    (site.site / ".newsgen-stage").symlink_to(site.path.parent / target)
    assert site.build().written == 0
    assert not os.path.lexists(site.site / ".newsgen-stage")
    assert _files(folder) == before


@pytest.mark.parametrize("exists", [True, False])
def test_the_output_folder_may_be_a_link(make_site: MakeSite, exists: bool) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    folder = site.path.parent / "tempat-lain"
    if exists:
        folder.mkdir()
    site.site.symlink_to(folder)
    site.build()
    assert site.tree() == site.tree(folder) == site.clean()
    site.delete("cabai.md").build()
    assert site.site.is_symlink()
    assert site.tree(folder) == site.clean()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("link", ["2026", "2026/11", "2026/11/banjir-di-tebo"])
def test_nothing_is_written_through_a_link(make_site: MakeSite, link: str, workers: int) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    folder = _elsewhere(site)
    (site.site / link).parent.mkdir(parents=True)
    (site.site / link).symlink_to(folder)
    (folder / "index.html").unlink()
    before, tree = _files(folder), site.tree()
    for force in (False, True):
        with pytest.raises(
            OutputError, match=f"{re.escape(link)}: is a link to another place, where newsgen"
        ):
            site.build(workers=workers, force=force)
        assert _files(folder) == before
        assert site.tree() == tree
    (site.site / link).unlink()
    site.build()
    assert site.tree() == site.clean()


def test_nothing_is_removed_through_a_link(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM | {"lama.md": article("Berita Lama", "2018-08-02")}, templates=BARE)
    site.build()
    folder = site.path.parent / "tempat-lain"
    (site.site / "2018").rename(folder)
    (site.site / "2018").symlink_to(folder)
    before = _files(folder)
    site.delete("lama.md")
    with pytest.raises(OutputError, match="site/2018: is a link to another place"):
        site.build()
    assert _files(folder) == before
    (site.site / "2018").unlink()
    site.build()
    assert _files(folder) == before
    assert site.tree() == site.clean()


def test_a_link_in_the_place_of_a_file_is_replaced(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    whole, folder = site.tree(), _elsewhere(site)
    (folder / "salinan").write_bytes(whole["feed.xml"])
    before = _files(folder)
    for path, target in {"index.html": "index.html", "feed.xml": "salinan", "robots.txt": "."}.items():
        site.drop(f"site/{path}")
        (site.site / path).symlink_to(folder / target)
    site.drop("site/unduhan/peta.pdf")
    (site.site / "unduhan/peta.pdf").symlink_to(site.path / "content/unduhan/peta.pdf")
    site.build()
    assert site.tree() == whole
    assert [path for path in whole if (site.site / path).is_symlink()] == []
    assert _files(folder) == before
    site.drop("site/unduhan/peta.pdf").delete("unduhan/peta.pdf")
    (site.site / "unduhan/peta.pdf").symlink_to(folder)
    site.build()
    assert site.tree() == site.clean()
    assert _files(folder) == before


def test_a_foreign_link_is_not_replaced(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    folder = _elsewhere(site)
    site.site.mkdir()
    (site.site / "index.html").symlink_to(folder / "index.html")
    (site.site / "feed.xml").symlink_to(folder / "tiada")
    assert refused(site) == ["feed.xml", "index.html"]
    assert (site.site / "feed.xml").is_symlink()


@pytest.mark.parametrize("link", [".newsgen", ".newsgen/state.db"])
def test_the_state_may_stand_elsewhere(make_site: MakeSite, link: str) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    site.build()
    target = site.path.parent / "tempat-lain"
    (site.path / link).rename(target)
    (site.path / link).symlink_to(target)
    assert site.build().written == 0
    site.delete("cabai.md").build()
    assert (site.path / link).is_symlink()
    assert site.tree() == site.clean()


def test_a_state_that_is_a_link_to_something_else(make_site: MakeSite) -> None:
    site = make_site(NEWSROOM, templates=BARE)
    folder = _elsewhere(site)
    before = _files(folder)
    (site.path / ".newsgen").mkdir()
    (site.path / ".newsgen/state.db").symlink_to(folder / "penting.txt")
    site.build()
    assert _files(folder) == before
    assert site.tree() == site.clean()
