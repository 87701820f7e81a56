"""`newsgen inspect`: what it says of how a file is read."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from test_page_text import FULL, OTHERS, STORY, TITLE, page

from newsgen.cli import main
from newsgen.index.inspection import InspectedField, Inspection, inspect

ZONE = ZoneInfo("Asia/Jakarta")
MARKDOWN = """---
judul: Jembatan Pulih
publishDate: 2018-08-02 10:00
tags: [desa, jembatan]
---

Jembatan gantung itu kembali dibuka.

Warga menyeberang lagi.
"""


def fields(found: Inspection) -> dict[str, InspectedField]:
    return {one.field: one for one in found.fields}


def of_text(text: str, path: str = "jembatan.txt") -> Inspection:
    return inspect(path, text.encode(), ZONE)


@pytest.mark.parametrize(
    ("field", "value", "line", "found"),
    [
        ("title", TITLE, 1, "position"),
        ("date", "2018-08-02 09:05 WITA", 5, "position"),
        ("authors", ("Siti Rahayu, S.H., M.H.", "Budi"), 17, "label"),
        ("editors", ("Joko Susilo",), 19, "label"),
        ("source", "Kantor Desa", 21, "label"),
        ("tags", ("gotong royong", "jembatan", "desa"), 35, "label"),
        ("dateline", "MUARA INDAH", 9, "position"),
        ("slug", "warga-desa-sukamaju-gotong-royong-perbaiki-jembatan-gantung", 0, "default"),
    ],
)
def test_each_field_of_a_page_says_where_it_was_found(
    field: str, value: str | tuple[str, ...], line: int, found: str
) -> None:
    one = fields(of_text(FULL))[field]
    assert (one.value, one.line, one.found, one.sure) == (value, line, found, True)
    assert one.why


def test_what_else_was_considered_is_shown_with_the_reasons() -> None:
    found = fields(of_text(page("Kabar Sungai dari Hulu ke Hilir", TITLE, "2 Agustus 2018", *STORY)))
    (other,) = found["title"].others
    assert (other.value, other.line) == ("Kabar Sungai dari Hulu ke Hilir", 1)
    assert "more such lines between it and the story" in other.why


def test_a_refused_page_is_explained_too() -> None:
    found = of_text(page("Jumat, 3 Mei 2024", "Kabar Sungai", TITLE, *STORY))
    assert [problem.message[:35] for problem in found.problems] == ["no date of publication can be found"]
    date = fields(found)["date"]
    assert (date.value, date.found) == ("", "none")
    assert [(other.value, other.line) for other in date.others] == [("2024-05-03", 1)]
    assert fields(found)["title"].value == TITLE
    assert found.paragraphs == 3


def test_lines_that_were_left_out_are_named() -> None:
    found = of_text(page("Home", TITLE, "2 Agustus 2018", *STORY, "Berita Terkait", *OTHERS))
    assert [one.text for one in found.left_out] == ["Home", "Berita Terkait", *OTHERS]
    assert found.opening == tuple(STORY)


def test_keys_on_top_of_a_page_are_named() -> None:
    one = fields(of_text("penulis: Budi\n\n" + FULL))["authors"]
    assert (one.value, one.line, one.why) == (("Budi",), 1, "the key `penulis`")


def test_a_markdown_file_names_its_keys_and_defaults() -> None:
    found = inspect("2018-08-03-pulih.md", MARKDOWN.encode(), ZONE)
    got = {one.field: (one.value, one.line, one.found) for one in found.fields}
    assert got["title"] == ("Jembatan Pulih", 2, "key")
    assert got["date"] == ("2018-08-02 10:00 WIB", 3, "key")
    assert got["tags"] == (("desa", "jembatan"), 4, "key")
    assert got["slug"] == ("pulih", 0, "default")
    assert got["summary"] == ("Jembatan gantung itu kembali dibuka.", 0, "default")
    assert got["authors"] == ("", 0, "none")
    assert found.paragraphs == 2


def test_a_broken_markdown_file_shows_its_keys_and_what_is_wrong() -> None:
    found = inspect("a.md", b"---\ntitle: Judul\ndate: besok\n---\nIsi.\n", ZONE)
    assert fields(found)["title"].value == "Judul"
    assert 'date: "besok" is not a date' in found.problems[0].message


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["inspect", *arguments])
    return result.exit_code, result.stdout


def test_the_command_explains_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FULL)
    (tmp_path / "b.txt").write_text(page(TITLE, *STORY))
    code, shown = run("--project", str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert code == 1
    assert "a.txt: is read" in shown
    assert "b.txt: refused" in shown
    assert "authors   Siti Rahayu" in shown
    assert 'add a line "tanggal: 2018-08-02 10:00" on top of the file' in shown.replace("\n", " ")


def test_the_command_prints_json(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.txt").write_text(FULL)
    code, shown = run("--project", str(tmp_path), "--json", str(tmp_path / "content" / "a.txt"))
    (found,) = json.loads(shown)
    assert (code, found["path"], found["paragraphs"]) == (0, "a.txt", 3)
    assert {"field", "value", "line", "found", "sure", "why", "others"} == found["fields"][0].keys()


def test_values_of_several_parts_and_warnings_are_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "aula.md"
    file.write_text(
        '---\ntitle: "Aula\\e[31m"\ndate: 2018-08-02\nimage: {src: a.jpg, alt: Aula, credit: Budi}\n'
        "corrections: [{date: 2018-08-03, text: Salah nama}]\ntagz: [desa]\n---\nIsi.\n"
    )
    _, shown = run("--project", str(tmp_path), str(file))
    assert "title        Aula [31m\n" in _stripped(shown)
    assert "image        a.jpg (alt: Aula, credit: Budi)\n" in _stripped(shown)
    assert "corrections  2018-08-03 (text: Salah nama)\n" in _stripped(shown)
    assert "warning: line 6: unknown key `tagz` (did you mean `tag`?)\n" in _stripped(shown)


def _stripped(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / "tiada.md")])
    assert result.exit_code == 2
    assert "tiada.md: can't be read: No such file or directory" in result.stderr
