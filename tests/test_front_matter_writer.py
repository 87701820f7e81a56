"""Front matter is written byte for byte as PyYAML writes it."""

from typing import Any

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import example, given
from hypothesis import strategies as st
from yaml import SafeDumper

from newsgen.content.front_matter import front_matter

ODD = (
    *"yes No on NULL ~ true y 010 0x1F 1e3 12:30 2018-08-02 .5 .inf +1 1_000 = <<".split(),
    *"5-000-kepala - x: a:b".split(),
    *"'kutip' \"kutip\" it's [a] &a !a %a a% | > ? `a` , “a” (a) @kata #satu é 日本 😀".split(),
    *(
        "2018-08-02 10:00",
        "2018-08-02 10:00:01",
        "2018-08-02 1:00",
        "1.000 ton",
        "17 Agustus",
        "12 Z",
        "1. a",
    ),
    *(
        "- butir",
        "-- aa",
        "--- a",
        "* butir",
        "Juara #1",
        "a: b",
        ": x",
        "{a: b}",
        "? a",
        " a",
        "a ",
        "a\nb",
        "",
    ),
    *("\u00a0", "a\u00a0", "\u2028", "\ufeff", "x" * 6_000, "kata " * 3_000),
)
PIECES = st.sampled_from([*ODD[:60], *"aZé -:#'\"%&*!|@,.?/=019yn~[]{}<>\\\t–…_+();‘"])
TEXTS = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=8) | st.sampled_from(ODD)
VALUES = (
    TEXTS
    | st.booleans()
    | st.integers(-10, 10**9)
    | st.lists(TEXTS, max_size=3)
    | st.dictionaries(st.sampled_from(("src", "alt", "x y")), TEXTS, max_size=2)
    | st.lists(
        st.dictionaries(st.sampled_from(("author", "text")), TEXTS, min_size=1), min_size=1, max_size=2
    )
)


def by_pyyaml(matter: dict[str, Any]) -> str:
    text = str(YAMLHandler().export(matter, sort_keys=False, width=10_000))
    if "\\U" in text:
        text = str(YAMLHandler().export(matter, Dumper=SafeDumper, sort_keys=False, width=10_000))
    return text


@given(st.dictionaries(st.sampled_from(("title", "tags", "image")) | TEXTS, VALUES, min_size=1, max_size=4))
@example(
    {"title": "Harga: naik", "date": "2018-08-02 10:00", "tags": ["2024", "yes"], "image": {"src": "/a.jpg"}}
)
def test_front_matter_is_that_of_pyyaml(matter: dict[str, Any]) -> None:
    assert front_matter(matter) == by_pyyaml(matter)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_written_as_pyyaml_writes_them(text: str) -> None:
    matter = {"title": text, "tags": [text, "x"], "image": {"src": text}}
    assert front_matter(matter) == by_pyyaml(matter)
