"""A state so large that other processes look at both folders, while newsgen is being loaded."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from conftest import NOW, WIB, MakeSite, Project, article, photo

from newsgen.index.database import Database

COMMAND = [sys.executable, "-c", "from newsgen.cli import main; main()"]
PATIENCE = 60.0  # seconds


def run(site: Project, *arguments: str) -> subprocess.Popen[str]:
    """The command at work on a project, at its moment."""
    moment = str(int(datetime.fromisoformat(NOW).replace(tzinfo=WIB).timestamp()))
    return subprocess.Popen(
        [*COMMAND, *arguments, "--project", str(site.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": moment},
        start_new_session=True,
    )


def build(site: Project, *arguments: str) -> tuple[int, str]:
    """The exit code of a build, and all that it said."""
    process = run(site, "build", *arguments)
    said, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    return process.returncode, said


@pytest.fixture
def site(make_site: MakeSite) -> Project:
    """A site that was built, with ten megabytes more in its state than it needs."""
    site = make_site(
        {
            "a.md": article("Berita A", "2025-11-01", tags=["Kota"], image="gambar.jpg"),
            "2025/b.md": article("Berita B", "2025-11-02", body="Awal.\n\nBaca Juga: Berita A\n\nAkhir."),
            "gambar.jpg": photo(),
        }
    )
    assert build(site)[0] == 0
    with Database(site.path / ".newsgen" / "state.db") as store:
        store.values.put("ballast", os.urandom(10_000_000))
        store.commit()
    return site


def test_nothing_changed(site: Project) -> None:
    code, said = build(site)
    assert code == 0
    assert " 0 written" in said


def test_all_that_changed_is_seen(site: Project) -> None:
    page = next(path for path in site.tree() if path.endswith("berita-a/index.html"))
    (site.site / page).write_text("bukan halaman ini")
    (site.site / "index.html").unlink()
    site.write("2025/b.md", article("Berita B", "2025-11-02", body="Lain."))
    site.write("c/c.md", article("Berita C", "2025-11-03"))
    assert build(site)[0] == 0
    assert site.tree() == site.clean()
    site.delete("2025")
    assert build(site)[0] == 0
    assert site.tree() == site.clean()


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"caf\xe9/d.md"])
def test_what_the_look_finds_wrong_is_said(site: Project, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(site.path / "content") + b"/" + name))
    file.parent.mkdir(exist_ok=True)
    file.write_text(article("Berita D", "2025-11-04"))
    code, said = build(site)
    assert code == 1
    assert "the name is not UTF-8" in said


def test_a_damaged_state_is_made_again(site: Project) -> None:
    state = site.path / ".newsgen" / "state.db"
    state.write_bytes(b"SQLite format 3\0" + os.urandom(10_000_000))
    (site.site / "index.html").write_text("bukan halaman ini")
    assert build(site)[0] == 0
    assert site.tree() == site.clean()


def test_a_preview_that_ends_while_it_is_loaded_ends_well(site: Project) -> None:
    process = run(site, "serve", "--port", "0")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Preview: http://127.0.0.1:")
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (0, "")
