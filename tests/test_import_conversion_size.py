"""Long paragraphs full of marks are written so that newsgen can build them."""

import pytest
from import_rendering import SameLinks, rendered, words

from newsgen.content.complexity import check_complexity
from newsgen.importing.conversion.converting import convert
from newsgen.importing.converted import Converted
from newsgen.importing.story import Format


def converted(html: str) -> Converted:
    return convert(html, Format.HTML, SameLinks(), base="https://lama.example/a/")


@pytest.mark.parametrize(
    "unit",
    [
        "a * b ",
        "a [ b ",
        "a ] ( b ",
        "C:\\* ",
        "` x ",
        "a &lt; b ",
        "a_ _b ",
        "x &amp;y; ",
        "<b>a</b>b ",
        "<code>a`b</code> ",
        "{a} ",
        "[x](y) ",
        "<a href='/b/'>[c]</a> ",
    ],
)
def test_many_marks_in_one_paragraph_can_be_built(unit: str) -> None:
    html = f"<p>awal {unit * 20_000} akhir</p>"
    found = converted(html)
    check_complexity(found.markdown, "a.md", 1)
    assert not found.notes


def test_marks_as_entities_are_the_same_words() -> None:
    html = f"<p>{'a * b [ c ] ` d &lt; e {f} ' * 2000}</p>"
    assert words(rendered(converted(html).markdown, "commonmark")) == words(html)


def test_what_can_not_be_built_is_noted() -> None:
    assert [note.kind for note in converted("<p>kata kata</p>" * 200_000).notes] == ["too-complex"]
