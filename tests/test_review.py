"""The key `review`: what a person should look at is told by `check`, and changes no page."""

import pytest
from click.testing import CliRunner
from conftest import NOW, WIB, MakeSite, article

from newsgen.cli import main
from newsgen.content.article import Article
from newsgen.content.reader import read

GUESSED = article("Banjir", "2026-11-01", review=["date", "2 links were cut out as spam"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("review: [date, 2 links were cut out]", ("date", "2 links were cut out")),
        ("review: date", ("date",)),
        ("periksa: tanggal, penulis", ("tanggal, penulis",)),
        ("review: [no]", ("no",)),
    ],
)
def test_texts_are_a_list(line: str, expected: tuple[str, ...]) -> None:
    reading = read("a.md", f"---\ntitle: A\ndate: 2026-11-01\n{line}\n---\n".encode(), WIB)
    assert isinstance(reading.record, Article)
    assert reading.record.review == expected
    assert [(one.line, one.kind) for one in reading.warnings] == [(4, "review")]


def test_a_warning_says_what_at_and_when_it_goes(make_site: MakeSite) -> None:
    site = make_site({"a.md": GUESSED, "b.md": article("Lain", "2026-11-02")})
    (warning,) = site.build().warnings
    assert (warning.path, warning.line, warning.kind, warning.count) == ("a.md", 4, "review", 1)
    assert warning.message == "please look at this: date; 2 links were cut out as spam"
    assert warning.hint == "remove `review` once you have looked"
    site.write("a.md", article("Banjir", "2026-11-01"))
    assert site.build().warnings == ()


def test_many_are_one_line_for_people(make_site: MakeSite) -> None:
    """Builds and checks count them; programs get each."""
    site = make_site({f"{n}.md": article(f"B {n}", f"2026-11-0{n}", review=[f"{n}"]) for n in range(1, 6)})
    for command in ("check", "build"):
        done = CliRunner().invoke(
            main, [command, "--project", str(site.path)], env={"SOURCE_DATE_EPOCH": "1795500000"}
        )
        lines = [line for line in done.stderr.splitlines() if "look at" in line]
        assert done.exit_code == 0
        assert len(lines) == 1, done.stderr
        assert "stories wait for a person to look at them: `newsgen list --review` says which" in lines[0]
        assert "5 times: 1.md:4, 2.md:4, 3.md:4, …" in lines[0]
    assert [warning.message for warning in site.build().warnings] == [
        f"please look at this: {n}" for n in range(1, 6)
    ]


def test_pages_do_not_change(make_site: MakeSite) -> None:
    site = make_site({"a.md": GUESSED})
    site.build(now=NOW)
    before = site.tree()
    site.write("a.md", article("Banjir", "2026-11-01"))
    site.build(now=NOW)
    assert site.tree() == before


def test_the_text_of_a_saved_page_may_have_it(make_site: MakeSite) -> None:
    text = (
        "judul: Banjir\ntanggal: 2026-11-01\nreview: [authors]\n\n"
        + "Air sungai naik sejak pagi. " * 9
        + "\n"
    )
    found = make_site({"a.txt": text}).build().warnings
    assert [str(one)[:41] for one in found if one.kind == "review"] == [
        "a.txt:3:1: please look at this: authors ("
    ]
