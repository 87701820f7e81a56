"""One article never ends a build: a bug that it meets is a problem of its file, and so is too much text."""

from typing import Any

import pytest
from conftest import MakeSite, article, paragraphs

from newsgen.content.body import outline
from newsgen.content.complexity import check_complexity
from newsgen.errors import ContentError, NewsgenError
from newsgen.index import loader
from newsgen.rendering.markup import MarkdownConverter

BAD = article("Berita Meledak", "2026-11-02", tags=["Kota"], body="*Meledak* <b>di sini</b>.")
FILES = {
    "a.md": article("Berita A", "2026-11-01", tags=["Kota"]),
    "b.md": BAD,
    "c.md": article("Berita C", "2026-11-03", tags=["Kota"], body="Baca Juga: Berita Meledak"),
}


def _fail_to_outline(patch: pytest.MonkeyPatch, error: Exception) -> None:

    def failing(body: str, *rest: Any) -> Any:
        if "Meledak*" in body:
            raise type(error)(*error.args)
        return outline(body, *rest)

    patch.setattr(loader, "outline", failing)


def _fail_to_render(patch: pytest.MonkeyPatch, error: Exception) -> None:
    convert = MarkdownConverter.convert

    def failing(self: MarkdownConverter, text: str, *rest: Any) -> str:
        if "Meledak*" in text:
            raise type(error)(*error.args)
        return convert(self, text, *rest)

    patch.setattr(MarkdownConverter, "convert", failing)


BUGS = {"as it is read": _fail_to_outline, "as it is rendered": _fail_to_render}


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_that_a_file_meets_names_the_file(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, bug: str
) -> None:
    site = make_site(FILES)
    BUGS[bug](monkeypatch, ValueError("aneh \ud800 sekali"))
    with pytest.raises(ContentError) as caught:
        site.build()
    (problem,) = caught.value.problems
    said = str(problem)
    assert said.startswith(
        r"b.md: newsgen failed on it: ValueError: aneh \ud800 sekali (a bug of newsgen: please"
    )
    (crash,) = (site.path / ".newsgen").glob("crash-*.txt")
    assert f".newsgen/{crash.name}" in said
    assert "Traceback (most recent call last)" in crash.read_text("utf-8")
    assert site.tree() == {}


@pytest.mark.parametrize("bug", BUGS)
def test_the_rest_can_be_built_and_shows_nothing_of_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, bug: str
) -> None:
    site = make_site(FILES)
    site.build()
    BUGS[bug](monkeypatch, RecursionError("terlalu dalam"))
    site.write("b.md", BAD + "\nLagi.\n")
    result = site.build(keep_going=True)
    assert [problem.path for problem in result.problems] == ["b.md"]
    assert result.articles == 2
    naming = {path for path, data in site.tree().items() if b"Berita Meledak" in data}
    assert naming == {"2026/11/berita-c/index.html", "feed.json", "feed.xml"}  # whose text names it
    assert site.tree() == site.clean(keep_going=True)
    again = site.build(keep_going=True)
    assert [problem.path for problem in again.problems] == ["b.md"]
    assert site.tree() == site.clean(keep_going=True)
    monkeypatch.undo()
    assert site.build().problems == ()
    assert site.tree() == site.clean()


def test_a_bug_that_many_pages_meet_is_told_once(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"{n}.md": article(f"Berita {n}", "2026-11-02", body="*Meledak* <b>di sini</b>.") for n in range(9)
    }
    site = make_site(files)
    _fail_to_render(monkeypatch, KeyError("kunci"))
    for keep_going in (False, True):
        with pytest.raises(NewsgenError) as caught:
            site.build(keep_going=keep_going)
        (problem,) = caught.value.problems
        assert str(problem).startswith(
            "every article: newsgen failed on it: KeyError: 'kunci' (on 9 pages, 0.md the"
        )
    assert site.tree() == {}


@pytest.mark.parametrize("bug", BUGS)
def test_lack_of_memory_ends_a_build(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    site = make_site(FILES)
    BUGS[bug](monkeypatch, MemoryError())
    with pytest.raises(MemoryError):
        site.build(keep_going=True)
    assert site.tree() == {}
    monkeypatch.undo()
    site.build()
    assert site.tree() == site.clean()


def test_a_template_that_fails_on_many_pages_is_told_once_with_their_number(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", "2026-11-02") for n in range(9)}
    site = make_site(files, templates={"article.html": "{{ 1 // (page.related | length - 5) }}"})
    with pytest.raises(NewsgenError, match=r"templates/article.html:1:1: .* \(on 9 pages\)"):
        site.build()


# private characters mark the places of cards in a text

PRIVATE = [
    "&#xe000;abc&#xe001;",
    "&#57344;0&#57345;",
    "&#XE000",
    "&#x0E000;",
    "&#xe0\ue00000;7&#xe001;",
    "\ue0000\ue001",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_characters_that_are_marks_here_are_text_of_nobody(make_site: MakeSite, text: str) -> None:
    body = f"Awal {text} <b>akhir</b>.\n\nBaca Juga: Berita A\n\nTutup {text}.\n"
    site = make_site({"a.md": FILES["a.md"], "b.md": article("Berita B", "2026-11-02", body=body)})
    site.build()
    page = site.read("/2026/11/berita-b/").split('<div class="text">')[1]
    assert "\ue000" not in page
    assert "\ue001" not in page
    assert 'href="/2026/11/berita-a/"' in page
    assert "Tutup" in page


# bodies that Python-Markdown would not end with

HEAVY: dict[str, tuple[str, int]] = {
    "brackets": ("[" * 10_000, 1),
    "pictures": ("![" * 5_000, 1),
    "links": ("[a](" * 10_000, 1),
    "underlined headings": ("a\n=\n" * 30_000, 1),
    "headings": ("#\n" * 50_000, 1),
    "rules": ("***\n" * 20_000, 1),
    "tags": ("Awal.\n\n" + "<a " * 10_000, 1),
    "declarations": ("<![CDATA[" * 10_000, 1),
    "code": ("``a`" * 10_000, 1),
    "fences that are never closed": ("~~~ {\n" * 20_000, 1),
    "in the third paragraph": ("Satu.\n\nDua.\n\n" + "[" * 10_000, 5),
    "paragraphs": ("a\n\n" * 100_000, 1),
    "a whole book": ("Sebuah buku. " * 200_000, 1),
    "lists in lists": ("Awal.\n\n" + "- " * 500, 3),
    "quotes in quotes": ("> " * 500, 1),
    "lists below lists": ("".join("    " * n + "- a\n" for n in range(60)), 41),
}
LIGHT = {
    "an article": paragraphs(40),
    "a long list of links": "".join(
        f"- [Berita nomor {n}](/2026/11/berita-nomor-{n}/) dari desa\n" for n in range(400)
    ),
    "a table": "| a | b |\n|---|---|\n" + "| [x](/x/) | `y` |\n" * 200,
    "rules of dashes": f"Judul\n{'-' * 80}\n\n+{'-' * 60}+\n",
    "nested lists": "".join("    " * n + "- a\n" for n in range(12)),
    "many parts": "".join(f"## Bab {n}\n\nIsi bab itu.\n\n" for n in range(500)),
    "fences": "Jalankan:\n\n```sh\nmake build\n```\n\n~~~\nselesai\n~~~\n\n" * 500,
    "HTML": '<p>Satu <a href="/x/">dua</a> <b>tiga</b></p>\n' * 500,
    "a book": (paragraphs(30) + "\n\n") * 60,
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_body_that_takes_minutes_is_an_error_at_its_line(make_site: MakeSite, name: str) -> None:
    body, line = HEAVY[name]
    site = make_site({"a.md": article("A", "2026-11-01", body=body)})
    with pytest.raises(ContentError) as caught:
        site.build()
    (problem,) = caught.value.problems
    first = (site.path / "content/a.md").read_text().split("---\n")[1].count("\n") + 3
    assert str(problem).startswith(f"a.md:{first + line - 1}:1: ")


@pytest.mark.parametrize("name", LIGHT)
def test_what_newsrooms_write_is_light(name: str) -> None:
    check_complexity(LIGHT[name], "a.md", 1)
