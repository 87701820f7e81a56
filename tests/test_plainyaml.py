"""The fast path of front matter: it gives what the parser gives, or nothing."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.content import frontmatter, plainyaml
from newsgen.content.field import Field
from newsgen.errors import ContentError

PLAIN = {
    "title: Sekda Ajak 49 OPD\ndate: 2018-08-02 10:00": ["Sekda Ajak 49 OPD", "2018-08-02 10:00"],
    'title: "Sekda: 49 OPD # 1"\n\ntags: [Jambi, "a, b", \'c d\']': ["Sekda: 49 OPD # 1", 3],
    "tags: []": [0],
    "summary: null": [""],
    "image:   foto.jpg  ": ["foto.jpg"],
    "origin: https://a.id/b#c?d": ["https://a.id/b#c?d"],
    "título: a": None,
    "title: a: b": None,
    "title: a #b": None,
    "title: a:": None,
    "title: #a": None,
    "title: 'it''s'": None,
    'title: "a\\n"': None,
    "title: [a, b": None,
    "title: [a,b]": None,
    "title: a\n  b": None,
    "title:": None,
    "title: a\ntitle: b": None,
    "title: &x a": None,
    "title: ~": None,
    "tags:\n- a\n\n# b\n- 'c: d'": [2],
    "tags:\n  - a\ntitle: b": [1, "b"],
    "image: \n  src: a.jpg\n  alt: [b, c]": [2],
    "tags:\n- a\n - b": None,
    "tags:\n  - a\n- b": None,
    "tags:\n- a\n  b": None,
    "tags:\n-a": None,
    "tags:\n-": None,
    "tags:\n- a: b": None,
    "tags:\n- [a]": None,
    "image:\n  src: a\n   alt: b": None,
    "image:\n  src: a\n alt: b": None,
    "image:\n  src: a\n  src: b": None,
    "image:\n  src:\n    a: b": None,
    "image:\n  a\n  b": None,
    "image:\ntitle: b": None,
    "title: a\n  src: b": None,
    "title: a\n- b": None,
    "title: a\u2028b": None,
    "title: a\tb": None,
    "# title: a": None,
    "": None,
}


@pytest.mark.parametrize("matter", PLAIN)
def test_what_is_plain(matter: str) -> None:
    found, expected = plainyaml.fields(matter, 2), PLAIN[matter]
    if expected is None or found is None:
        assert found is expected is None
        return
    values = [field.value if isinstance(field.value, str) else len(field.value) for field in found.values()]
    assert values == expected


def parsed(matter: str) -> dict[str, Field] | None:
    """What the parser says of a front matter; None where it refuses it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plainyaml, "fields", lambda matter, first: None)
        try:
            return frontmatter._load_yaml("a.md", matter, 2)
        except ContentError:
            return None


PIECES = st.sampled_from(
    ["title", "tags", "a-b", "x_1", ":", ": ", " ", "  ", ", ", ",", "[", "]", "{", "}", '"', "'", "#", " #", "-", "- ", "?", "? ", "!", "&a", "*a", "|", ">", "%", "@", "`", "~", "null", "No", "010", "12:30", "2018-08-02", "Jum'at", "Sekda", "é", "新", "…", "\\", "\n", "\n\n", "\n ", "\t", "\u2028", "\xa0", "\x85", "<<", "=", "---", "...", "http://a.id/b"]  # noqa: E501
)  # fmt: skip
VALUES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", '"', "'", "["]),
    st.lists(PIECES, max_size=6).map("".join),
    st.sampled_from(["", '"', "'", "]", " ", ":"]),
)
KEYS = st.sampled_from(["title", "tags", "date", "a", "b-c"])
LINES = st.builds("{}: {}".format, KEYS, VALUES)
PLAIN_VALUES = st.sampled_from(["a", "b c", '"d: e"', "[f, g]", "null", "~", "10:00", "x ", "", "#h", "i #j"])
BELOW = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", " ", "  ", "    ", "\n  ", "# k\n  "]),
    st.sampled_from(["- ", "-  ", "-", "a: ", "b: ", "a:", "c:  ", ""]),
    VALUES | PLAIN_VALUES,
)
BLOCKS = st.builds(
    "{}:{}\n{}".format, KEYS, st.sampled_from(["", " "]), st.lists(BELOW, max_size=3).map("\n".join)
)
# Lines that are alike, so that not all are refused.
TIDY = st.builds(
    lambda key, indent, mark, values: (
        f"{key}:" + "".join(f"\n{indent}{mark.format(n)}{v}" for n, v in values)
    ),
    KEYS,
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["- ", "-   ", "k{}: "]),
    st.lists(VALUES | PLAIN_VALUES, min_size=1, max_size=4).map(lambda values: list(enumerate(values))),
)
MATTERS = st.lists(
    LINES | BLOCKS | TIDY | st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12), max_size=4
).map("\n".join)


@settings(max_examples=2000, deadline=None)
@given(MATTERS)
@example("title: " + "a" * 2000)
@example("a" * 1500 + ": b")
@example("a: [b , c ]")
@example('a: ["b" , "c"]')
@example("a: [b, c] ")
@example("a: b\n\n\n")
@example("a:\n# c\n- b\n\n-  null\nb:\n  c: d\n  e: [f]")
def test_plain_front_matter_means_what_the_parser_says(matter: str) -> None:
    found = plainyaml.fields(matter, 2)
    if found is not None:
        assert found == parsed(matter)
        assert list(found) == list(parsed(matter) or ())
