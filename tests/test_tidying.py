"""`newsgen list` and `newsgen clean`."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import CONFIG, WIB, MakeSite, Project, article

from newsgen.cli import main
from newsgen.index.database import Database
from newsgen.publishing.output import STAMP

EPOCH = str(int(datetime(2026, 11, 20, 12, tzinfo=WIB).timestamp()))


def run(site: Project, command: str, *arguments: str) -> Result:
    options = [command, "--project", str(site.path), *arguments]
    return CliRunner().invoke(main, options, env={"SOURCE_DATE_EPOCH": EPOCH})


# list

ARTICLES: dict[str, str | bytes] = {
    "konsep.md": article("Konsep", "2026-11-05 09:00", status="draft"),
    "besok.md": article("Besok", "2026-11-21 08:00"),
    "konsep-besok.md": article("Konsep Besok", "2026-11-22", status="draft"),
    "ditarik.md": article("Ditarik", "2026-11-03", status="withdrawn", reason="Keliru"),
    "belum.md": article("Belum Diperiksa", "2026-11-02 07:30", status="unverified"),
    "iklan.md": article("Iklan", "2026-11-01", status="sponsored"),
    "basi.md": article("Basi", "2026-10-01", expires="2026-10-02"),
    "2019/lama.md": article("Berita Lama", "2019-01-02 10:00", review=["date", "2 links were cut out"]),
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\n",
    "authors/ratna.md": "---\nname: Ratna\n---\n",
}
LISTED = {
    "2026-11-22": "konsep-besok draft",
    "2026-11-21 08:00": "besok scheduled",
    "2026-11-05 09:00": "konsep draft",
    "2026-11-03": "ditarik withdrawn",
    "2026-11-02 07:30": "belum unverified",
    "2026-11-01": "iklan sponsored",
    "2026-10-01": "basi expired",
    "2019-01-02 10:00": "2019/lama published",
}
FILTERS: list[tuple[list[str], set[str]]] = [
    ([], {line.split()[0] for line in LISTED.values()}),
    (["--drafts"], {"konsep", "konsep-besok"}),
    (["--scheduled"], {"besok"}),
    (["--withdrawn"], {"ditarik"}),
    (["--unverified"], {"belum"}),
    (["--review"], {"2019/lama"}),
    (["--review", "--scheduled"], {"2019/lama", "besok"}),
    (["--drafts", "--scheduled"], {"konsep", "konsep-besok", "besok"}),
    (["--newest", "2"], {"konsep-besok", "besok"}),
    (["--drafts", "--newest", "1"], {"konsep-besok"}),
    (["--unverified", "--newest", "9"], {"belum"}),
]


@pytest.mark.parametrize(("options", "expected"), FILTERS)
def test_filters(make_site: MakeSite, options: list[str], expected: set[str]) -> None:
    done = run(make_site(ARTICLES), "list", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    names = [line.rpartition("content/")[2].removesuffix(".md") for line in done.stdout.splitlines()]
    assert set(names) == expected
    assert len(names) == len(expected)


def test_lines_for_other_programs(make_site: MakeSite) -> None:
    done = run(make_site(ARTICLES), "list")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert {row[0]: f"{row[3][8:-3]} {row[1]}" for row in rows} == LISTED
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    assert rows[-1] == ["2019-01-02 10:00", "published", "Berita Lama", "content/2019/lama.md"]


def test_list_json(make_site: MakeSite) -> None:
    done = run(make_site(ARTICLES), "list", "--scheduled", "--json")
    assert json.loads(done.stdout) == {
        "articles": [
            {
                "date": "2026-11-21 08:00",
                "status": "scheduled",
                "title": "Besok",
                "path": "content/besok.md",
                "url": "https://kabar.example/2026/11/besok/",
                "review": [],
            }
        ],
        "problems": [],
    }


def test_what_to_look_at_is_listed(make_site: MakeSite) -> None:
    site = make_site(
        ARTICLES | {"konsep.md": article("Konsep", "2026-11-05", status="draft", review="authors")}
    )
    done = run(site, "list", "--review", "--json")
    assert {one["path"]: one["review"] for one in json.loads(done.stdout)["articles"]} == {
        "content/2019/lama.md": ["date", "2 links were cut out"],
        "content/konsep.md": ["authors"],
    }


def test_a_date_is_in_the_zone_of_the_newsroom(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-01 23:30 +00:00")}, CONFIG + "timezone: Asia/Jayapura\n")
    assert run(site, "list").stdout.startswith("2026-11-02 08:30\t")


def test_list_names_what_can_not_be_read(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-01"), "b.md": "rusak"})
    done = run(site, "list")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: content/b.md:1:1: there is no front matter (")
    assert done.stderr.count("\n") == 1
    assert done.stdout.count("\n") == 1
    assert len(json.loads(run(site, "list", "--json").stdout)["problems"]) == 1


def test_list_follows_the_files_without_a_build(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-01")})
    assert "\tA\t" in run(site, "list").stdout
    site.write("a.md", article("Judul [b]Baru[/b]", "2026-11-01"))
    assert "\tJudul [b]Baru[/b]\t" in run(site, "list").stdout
    assert not site.site.exists()


@pytest.mark.parametrize("options", [["--newest", "0"], ["--newest", "x"], ["--konsep"], ["x"]])
def test_wrong_use_of_list(make_site: MakeSite, options: list[str]) -> None:
    assert run(make_site(), "list", *options).exit_code == 2


def test_a_table_on_a_terminal(make_site: MakeSite) -> None:
    site = make_site(ARTICLES | {"panjang.md": article("Judul yang panjang sekali " * 9, "2026-11-06")})
    parent, child = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "newsgen", "list"],
        cwd=site.path,
        stdout=child,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "80", "NO_COLOR": "1"},
    )
    os.close(child)
    shown = b""
    while True:
        try:
            shown += os.read(parent, 65536)
        except OSError:
            break
    os.close(parent)
    assert done.wait(60) == 0
    lines = [line.rstrip() for line in re.sub("\x1b\\[[0-9;]*m", "", shown.decode()).splitlines()]
    assert lines[-1] == "9 articles"
    assert len(lines) == 2 * 9 + 2 + 1
    assert max(map(len, lines)) <= 80
    assert lines[:2] == ["2026-11-22        Konsep Besok", "draft             content/konsep-besok.md"]
    assert any(
        line.startswith("2026-11-06        Judul yang panjang") and line.endswith("…") for line in lines
    )
    assert lines[-4:-1] == [
        "published         content/2019/lama.md",
        "                  look at: date",
        "                  look at: 2 links were cut out",
    ]


# clean

FILES: dict[str, str | bytes] = {"a.md": article("Berita A", "2026-11-01", tags=["Kota"]), "foto.pdf": b"pdf"}


def test_clean_removes_what_newsgen_wrote(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = {path: file.read_bytes() for path, file in _files(site.path).items()}
    run(site, "build")
    count = len(site.tree())
    done = run(site, "clean")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{site.site}: {count} files removed\n{site.path}/.newsgen: ")
    assert {path: file.read_bytes() for path, file in _files(site.path).items()} == before
    assert not site.site.exists()
    assert not (site.path / ".newsgen").exists()


def _files(folder: Path) -> dict[str, Path]:
    return {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}


def test_clean_where_there_is_nothing(make_site: MakeSite) -> None:
    done = run(make_site(), "clean")
    assert done.exit_code == 0
    assert done.stdout.count("0 files removed") == 2


def test_foreign_files_stay(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    mine = {"CNAME": "kabar.example", "2026/11/catatan.txt": "x"}
    for path, text in mine.items():
        site.put(f"site/{path}", text)
    site.put("site/index.html", "diubah tangan")  # newsgen's own all the same
    site.put(".newsgen/catatan.txt", "x")
    done = run(site, "clean")
    assert done.exit_code == 0
    assert set(_files(site.site)) == set(mine)
    assert set(_files(site.path / ".newsgen")) == {"catatan.txt"}
    for path in mine:
        assert f"stays: {site.site / path}\n" in done.stdout
    assert "; 2 files not of newsgen's stay\n" in done.stdout
    assert run(site, "build", "--json").exit_code == 0
    assert (
        mine.items()
        <= {path: file.read_text() for path, file in _files(site.site).items() if path in mine}.items()
    )


def test_a_folder_without_the_stamp_is_not_newsgens(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    (site.site / STAMP).unlink()
    before = site.tree()
    done = run(site, "clean")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "site: has no stamp .newsgen, so newsgen did not write it, and removes nothing" in done.stderr
    assert site.tree() == before
    assert (site.path / ".newsgen/state.db").exists()


def test_without_the_state_nothing_can_be_told(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    shutil.rmtree(site.path / ".newsgen")
    before = site.tree()
    done = run(site, "clean")
    assert done.exit_code == 1
    assert "its state is gone, so newsgen can't tell its own files from yours" in done.stderr
    assert site.tree() == before
    assert not (site.path / ".newsgen").exists()
    other = Project(site.path.parent / "lain").put("newsgen.yaml", "").put("content/x.pdf", "x")
    run(other, "list")
    assert "its state is gone" in run(other, "clean", "--output", str(site.site)).stderr


def test_one_of_both(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    run(site, "build")
    run(site, "build", "--output", str(tmp_path / "pratinjau"))
    assert run(site, "clean", "--output", str(tmp_path / "pratinjau")).exit_code == 0
    assert not (tmp_path / "pratinjau").exists()
    assert (site.site / "index.html").exists()
    assert run(site, "clean", "--output").exit_code == 0
    assert not site.site.exists()
    assert (site.path / ".newsgen/state.db").exists()
    run(site, "build")
    before = site.tree()
    done = run(site, "clean", "--state")
    assert done.exit_code == 0
    assert "site:" not in done.stdout
    assert site.tree() == before
    assert not (site.path / ".newsgen").exists()


def test_a_build_after_clean_is_one_from_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    before = site.tree()
    for arguments in (["--output"], [], ["--state"]):
        assert run(site, "clean", *arguments).exit_code == 0
        done = json.loads(run(site, "build", "--json").stdout)
        assert site.tree() == before
        assert done["written"] == (0 if arguments == ["--state"] else done["pages"])


def test_no_link_is_followed(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    run(site, "build")
    shutil.move(site.site / "2026", tmp_path / "luar")
    (site.site / "2026").symlink_to(tmp_path / "luar")
    before = set(_files(tmp_path / "luar"))
    done = run(site, "clean")
    assert done.exit_code == 1
    assert "2026: is a link to another place" in done.stderr
    assert set(_files(tmp_path / "luar")) == before


def test_a_linked_output_folder_keeps_its_link(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    (tmp_path / "www").mkdir()
    site.site.symlink_to(tmp_path / "www")
    run(site, "build")
    assert run(site, "clean").exit_code == 0
    assert site.site.is_symlink()
    assert list((tmp_path / "www").iterdir()) == []


def test_not_while_another_newsgen_is_at_work(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    before = site.tree()
    with Database(site.path / ".newsgen" / "state.db"):
        for arguments in ([], ["--state"], ["--output"]):
            done = run(site, "clean", *arguments)
            assert done.exit_code == 1
            assert "another newsgen is at work here" in done.stderr
    assert site.tree() == before


def test_clean_json(make_site: MakeSite) -> None:
    site = make_site(FILES)
    run(site, "build")
    site.put("site/CNAME", "x")
    (output, state) = json.loads(run(site, "clean", "--json").stdout)
    assert (output["folder"], output["stays"]) == (str(site.site), ["CNAME"])
    assert state["removed"] > 0
