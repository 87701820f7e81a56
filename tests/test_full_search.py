"""`search: full`: Pagefind indexes the texts of stories once a build changed the site."""

import gzip
from pathlib import Path

import pytest
from conftest import CONFIG, MakeSite, Project, article

from newsgen import config
from newsgen.errors import ConfigError
from newsgen.publishing import full_search
from newsgen.publishing.budget import budget

FULL = CONFIG.replace("search: off", "search: full")


def fragments(project: Project) -> str:
    """What Pagefind knows of all pages."""
    files = (project.site / "cari" / "pagefind" / "fragment").iterdir()
    return "\n".join(gzip.decompress(file.read_bytes()).decode(errors="replace") for file in files)


def stamp(project: Project) -> tuple[int, int]:
    found = (project.site / "cari" / "pagefind" / "pagefind-entry.json").stat()
    return found.st_ino, found.st_mtime_ns


def test_texts_of_stories_are_indexed_and_nothing_else(make_site: MakeSite) -> None:
    files = {
        "a.md": article("Satu", "2026-08-02", body="Jembatan gantung.", tags=["Kali"]),
        "b.md": article("Dua", "2026-08-03", status="withdrawn", reason="Keliru sekali."),
        "pages/redaksi.md": "---\ntitle: Redaksi\n---\nSusunan redaktur.\n",
    }
    project = make_site(files, FULL)
    project.build()
    found = fragments(project)
    assert "Jembatan gantung." in found
    assert "/2026/08/satu/" in found
    assert "Keliru" not in found
    assert "redaktur" not in found
    assert not list((project.site / "cari").glob("*.json"))


def test_the_index_is_made_anew_only_when_the_site_changed(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Satu", "2026-08-02")}, FULL)
    project.build()
    first = stamp(project)
    project.build()
    assert stamp(project) == first
    project.write("b.md", article("Dua", "2026-08-03", body="Pasar terapung.")).build()
    assert stamp(project) != first
    assert "Pasar terapung." in fragments(project)


def test_the_whole_of_a_story_is_indexed_and_not_its_parts_again(make_site: MakeSite) -> None:
    body = "Satu kata.\n\n<!--nextpage-->\n\nDua kata."
    project = make_site({"a.md": article("Satu", "2026-08-02", body=body)}, FULL + "nextpage: split\n")
    project.build()
    found = fragments(project)
    assert found.count("Satu kata.") == 1
    assert "/2026/08/satu/semua/" in found


def test_without_full_search_its_files_go(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Satu", "2026-08-02")}, FULL)
    project.build()
    project.configure(CONFIG).build()
    assert not (project.site / "cari" / "pagefind").exists()


def test_a_budget_counts_the_files_of_the_index(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Satu", "2026-08-02")}, FULL)
    project.build()
    state = project.path / ".newsgen" / "state.db"
    found = budget(state, project.site, config.load(project.path / "newsgen.yaml"), ["gitlab"])
    assert found.usage.files == len(project.pages())


def test_without_pagefind_a_build_says_how_to_get_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(full_search, "find_spec", lambda name: None)
    project = make_site({"a.md": article("Satu", "2026-08-02")}, FULL)
    with pytest.raises(ConfigError) as error:
        project.build()
    assert str(error.value) == (
        'newsgen.yaml: search: `full` needs Pagefind (pip install "newsgen[search]", or write headlines)'
    )
    assert not project.site.exists()
