"""The benchmarks: the corpus is the same each time, newsgen reads all of it, and every case is measured."""

import subprocess
import sys
from pathlib import Path

from conftest import MakeSite

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def run(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, BENCHMARKS / script, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def corpus(folder: Path, *options: str) -> dict[str, bytes]:
    """Path and bytes of what the generator adds to a folder for a corpus of 30 articles."""
    before = set(folder.rglob("*.md"))
    run("corpus.py", folder, "30", *options)
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in {*folder.rglob("*.md")} - before
    }


def test_the_corpus_is_the_same_bytes_for_any_number_of_jobs(tmp_path: Path) -> None:
    alone = corpus(tmp_path / "1", "--jobs", "1")
    assert len(alone) == 30
    assert corpus(tmp_path / "2", "--jobs", "2") == alone
    assert corpus(tmp_path / "other", "--seed", "2") != alone


def test_added_articles_are_the_newest_and_change_no_other(tmp_path: Path) -> None:
    first = corpus(tmp_path / "news")
    added = corpus(tmp_path / "news", "--add", "2")
    assert sorted(path[:7] for path in added) == ["2024/12", "2025/01"]
    assert max(path[:7] for path in first) <= "2024/12"
    assert {path: (tmp_path / "news" / path).read_bytes() for path in first} == first


def test_newsgen_builds_the_corpus_without_a_problem(tmp_path: Path, make_site: MakeSite) -> None:
    site = make_site(corpus(tmp_path / "news"))
    result = site.build(strict=True)
    assert (result.articles, result.problems, result.warnings) == (30, (), ())


def test_the_runner_measures_every_case_and_cleans_up(tmp_path: Path) -> None:
    work = tmp_path / "work"
    said = run("run.py", "--sizes", "60", "--without-hugo", "--runs", "1", "--work", work)
    machine, _, *lines = said.splitlines()
    assert "medians of 1 at 60" in machine
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    files = {case: int(count) for _, case, program, _, _, _, count, *_ in rows if program == "newsgen"}
    assert list(files) == [
        "cold",
        "nothing changed",
        "publish one, `current`",
        "edit one",
        "retag one",
        "change a template",
        "publish one, `frozen`",
    ]
    assert files["nothing changed"] == 0
    assert 0 < files["edit one"] < files["retag one"] < files["change a template"] < files["cold"]
    assert 0 < files["publish one, `frozen`"] < files["publish one, `current`"]
    assert not list(work.iterdir())


def test_the_preview_is_measured(tmp_path: Path) -> None:
    said = run("serve.py", "--sizes", "60", "--edits", "1", "--without-hugo", "--work", tmp_path / "work")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines()[2:]]
    assert [row[:2] for row in rows] == [["60", "newsgen, first time"], ["60", "newsgen"]]
    assert all(float(cell) > 0 for row in rows for cell in row[2:])
    assert not list((tmp_path / "work").iterdir())


PAGE = "Jembatan Desa Sukamaju Putus\n\n2 Agustus 2018\n\nJembatan itu putus diterjang arus, kata warga.\n"


def test_page_texts_are_judged_by_what_a_person_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    title, start = PAGE.splitlines()[0], "Jembatan itu putus"
    expected = f"grammar: x\nkind: article\ntitle: {title}\ndate: '2018-08-03'\nbody: [{start}]"
    (tmp_path / "a.yaml").write_text(expected, "utf-8")
    shown = run("page_texts.py", "--verbose", tmp_path)
    assert "a.txt: date wrong\n  expected '2018-08-03'\n  got '2018-08-02'" in shown
    counts = {line.split()[0]: line.split()[1:] for line in shown.splitlines() if line.count("%") == 4}
    assert counts["title"][0] == counts["paragraphs"][0] == "1"
    assert counts["date"][2] == "1"
