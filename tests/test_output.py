"""The output folder: what newsgen wrote there, what others did, and what is never overwritten."""

import os
import re
import sqlite3
from collections.abc import Callable
from itertools import count

import pytest
from conftest import BARE, MakeSite, Project, article

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
    replace, calls = os.replace, count()

    def killed(source: str, target: str) -> None:
        if next(calls) == after:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
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
