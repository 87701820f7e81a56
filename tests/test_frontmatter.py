"""Front matter of every dialect, and what is said when it is broken."""

import textwrap
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsgen.content.frontmatter import ParsedFile, plain_value, split
from newsgen.content.reader import decode, read
from newsgen.errors import ContentError, Problem

PATH = "2018/08/x.md"


def fields(matter: ParsedFile) -> dict[str, Any]:
    return {key: plain_value(field.value) for key, field in matter.fields.items()}


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        split(PATH, text)
    found = tuple(p for p in caught.value.problems if isinstance(p, Problem))
    assert len(found) == len(caught.value.problems)
    return found


YAML = "---\ntitle: A\ntags: [x, 010]\n---\n"
WANTED = {"title": "A", "tags": ["x", "010"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(YAML + "Isi\n", WANTED, id="yaml"),
        pytest.param("--- \ntitle: A\ntags: [x, 010]\n---  \nIsi\n", WANTED, id="spaces behind fences"),
        pytest.param("----\ntitle: A\ntags: [x, 010]\n----\nIsi\n", WANTED, id="longer fences"),
        pytest.param("\n \n\t\n" + YAML + "Isi\n", WANTED, id="blank lines before"),
        pytest.param(YAML + "\n\n\nIsi\n\n\n", WANTED, id="blank lines around the body"),
        pytest.param("---\n# catatan\n\ntitle: A\ntags:\n- x\n- 010\n---\nIsi", WANTED, id="yaml comment"),
        pytest.param('+++\ntitle = "A"\ntags = ["x", "010"]\n+++\nIsi\n', WANTED, id="toml"),
        pytest.param('---toml\ntitle = "A"\ntags = ["x", "010"]\n---\nIsi\n', WANTED, id="---toml"),
        pytest.param('{\n"title": "A",\n"tags": ["x", "010"]\n}\nIsi\n', WANTED, id="json"),
        pytest.param('---json\n{\n"title": "A", "tags": ["x", "010"]\n}\n---\nIsi\n', WANTED, id="---json"),
        pytest.param("Title: A\nTags: x, 010\n\nIsi\n", {"title": "A", "tags": "x, 010"}, id="header lines"),
        pytest.param("\n\nJudul: A: B\n\n\nIsi\n", {"judul": "A: B"}, id="header lines in Indonesian"),
        pytest.param("TITLE : A\nSave-As: a\nIsi\n", {"title": "A", "save-as": "a"}, id="header, no blank"),
    ],
)
def test_every_dialect_gives_the_same_fields_and_body(text: str, expected: dict[str, Any]) -> None:
    matter = split(PATH, text)
    assert fields(matter) == expected
    assert matter.body == "Isi"


@pytest.mark.parametrize(
    "body",
    [
        "Satu\n\n---\n\nDua\n---\nTiga",
        "+++\nbukan front matter\n+++",
        "    kode\n\nteks",
        "{% include iklan.html %}\n\nIsi",
        "{{< youtube abc >}}",
        "Title: bukan lagi\n\nIsi",
        "",
    ],
)
@pytest.mark.parametrize("head", [YAML, '+++\ntitle = "A"\ntags = ["x", "010"]\n+++\n'])
def test_the_body_is_left_as_it_was_typed(head: str, body: str) -> None:
    matter = split(PATH, head + "\n" + body + "\n")
    assert fields(matter) == WANTED
    assert matter.body == body


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: A\n---\nIsi\n", 4),
        ("---\ntitle: A\n---\n\n\nIsi\n", 6),
        ("\n\n---\ntitle: A\n---\nIsi\n", 6),
        ("+++\ntitle = 'A'\n+++\n\nIsi\n", 5),
        ('{\n"title": "A"\n}\n\nIsi\n', 5),
        ("Title: A\nDate: 2018-08-02\n\nIsi\n", 4),
        ("\nTitle: A\n\n\nIsi\n", 5),
    ],
)
def test_body_line_is_where_the_body_starts(text: str, line: int) -> None:
    assert text.split("\n")[line - 1] == "Isi"
    assert split(PATH, text).body_line == line


@pytest.mark.parametrize(
    "typed",
    ["No", "yes", "on", "010", "12:30", "1e3", "0x1F", "2018-08-02", "1_000", ".5", "NaN"],
)
def test_yaml_scalars_stay_what_was_typed(typed: str) -> None:
    matter = split(PATH, f"---\ntitle: {typed}\ntags: [{typed}]\n---\n")
    assert fields(matter) == {"title": typed, "tags": [typed]}


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("---\ntitle: A\nsource: x\n---\n", "source", (3, 9)),
        ("---\n\n\ntitle: A\n---\n", "title", (4, 8)),
        ("\n\n---\ntitle: A\n---\n", "title", (4, 8)),
        ("---\ntags:\n- a\n---\n", "tags", (3, 1)),
        ("+++\ntitle = 'A'\n\nsource = 'x'\n+++\n", "source", (4, 10)),
        ('{\n  "title": "A",\n  "source": "x"\n}\n', "source", (3, 13)),
        ("---toml\ntitle = 'A'\n---\n", "title", (2, 9)),
        ("Title: A\nSource: x\n\n", "source", (2, 9)),
        ("+++\nisi = '''\ntitle = 1\n'''\ntitle = 'A'\n+++\n", "title", (5, 9)),
    ],
)
def test_fields_know_where_they_stand(text: str, key: str, place: tuple[int, int]) -> None:
    field = split(PATH, text).fields[key]
    assert (field.line, field.column) == place


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nSatu\r\n\r\nDua\r\n", "Satu\n\nDua"),
        (b"\r\n\r\n---\r\ntitle: A\r\n---\r\nSatu\r\nDua", "Satu\nDua"),
        (b"---\rtitle: A\r---\rSatu\rDua\r", "Satu\nDua"),
        (b"---\ntitle: A\r\n---\r\nSatu\nDua\r\n", "Satu\nDua"),
    ],
)
def test_bom_and_line_ends_do_not_matter(data: bytes, text: str) -> None:
    matter = split(PATH, decode(PATH, data))
    assert fields(matter) == {"title": "A"}
    assert matter.body == text


def deep_yaml(depth: int) -> str:
    return "---\n" + "".join(f"{'  ' * level}a:\n" for level in range(depth)) + "---\n"


BILLION_LAUGHS = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\n"

BROKEN: list[Any] = [
    # text, line, column, in the message, in the hint
    ("Isi saja.\n", 1, 1, "no front matter", "start the file with `---`"),
    ("", 1, 1, "no front matter", "start the file with `---`"),
    ("{% include x %}\n\nIsi\n", 1, 1, "no front matter", "start the file with `---`"),
    ("{{< youtube x >}}\n", 1, 1, "no front matter", "start the file with `---`"),
    ("---\ntitle: A\n\nIsi\n", 1, 1, "front matter has no end", "`---`"),
    ("\n\n---\ntitle: A\n\nIsi\n", 3, 1, "front matter has no end", "`---`"),
    ("+++\ntitle = 'A'\n\nIsi\n", 1, 1, "front matter has no end", "`+++`"),
    ('{\n"title": "A"\n\nIsi\n', 1, 1, "front matter has no end", "`}`"),
    ("---\ntitle: Sekda: 49 OPD\n---\n", 2, 13, "YAML", 'title: "Sekda: 49 OPD"'),
    ("---\n\ntitle: Sekda: 49 OPD\n---\n", 3, 13, "YAML", "in quotes"),
    ('---\ntitle: "Sekda" Ajak\n---\n', 2, 16, "YAML", "in quotes"),
    ("---\ntitle: [Foto] Sekda\n---\n", 2, 15, "YAML", "in quotes"),
    ("---\ntitle: *Foto\n---\n", 2, 8, "YAML", "in quotes"),
    ("---\ntitle: @kata\n---\n", 2, 8, "YAML", "in quotes"),
    ("---\ntitle: %kata\n---\n", 2, 8, "YAML", "in quotes"),
    ("---\ntags:\n\t- a\n---\n", 3, 1, "a tab", "spaces"),
    ("---\ntitle: A\n\tsource: x\n---\n", 3, 1, "a tab", "spaces"),
    ("---\ntitle: A\ndate: x\ntitle: B\n---\n", 4, 1, "`title` is given twice", "line 2"),
    ("---\nimage: {src: a, src: b}\n---\n", 2, 17, "`src` is given twice", "line 2"),
    ("---\n- title: A\n---\n", 1, 1, "not a list of keys", "key: value"),
    ("---\nJudul saja\n---\n", 1, 1, "not a list of keys", "key: value"),
    ("---\n? [a]\n: b\n---\n", 2, 3, "key must be a word", ""),
    (BILLION_LAUGHS, 2, 4, "anchors are not supported", "write the value out"),
    ("---\na: &a [*a]\n---\n", 2, 4, "anchors are not supported", "write the value out"),
    ("---\na: &a {b: *a}\n---\n", 2, 4, "anchors are not supported", "write the value out"),
    ("---\na: " + "[" * 600 + "]" * 600 + "\n---\n", 1, 1, "too large", ""),
    ("---\na: " + "x" * 200_000 + "\n---\n", 1, 1, "too large", "end missing"),
    ("---\narchived_comments: " + "x" * 20_000_000 + "\n---\n", 1, 1, "too large", "end missing"),
    ("---\narchived_comments: " + "[" * 600_000 + "\n---\n", 2, 1019, "nested too deeply", "flat"),
    ("+++\ntitle = A\n+++\n", 2, 9, "TOML", "quotes"),
    ("---toml\n\ntitle = A\n---\n", 3, 9, "TOML", "quotes"),
    ("+++\ntitle = 'A'\ntitle = 'B'\n+++\n", 3, 12, "TOML", ""),
    ('{\n"title": "A" "date": "x"\n}\n', 2, 14, "JSON", "commas"),
    ('---json\n{\n"a" 1}\n---\n', 3, 5, "JSON", "commas"),
    ('---\ntitle: "\\uD800"\n---\n', 2, 9, "`\\uD800` is no character", "the character itself"),
    ('---\ndate: x\n"\\uDFFF": x\n---\n', 3, 2, "`\\uDFFF` is no character", "the character itself"),
    (
        '{\n"tags": ["\\ud83d\\ude00", "\\uD800"]\n}\n',
        2,
        27,
        "`\\uD800` is no character",
        "the character itself",
    ),
    ('---json\n{\n"a": 1,\n"\\ud800": 1}\n---\n', 4, 2, "`\\ud800` is no character", "the character itself"),
    ('+++\ntitle = "\\uD800"\n+++\n', 2, 16, "TOML", ""),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [pytest.param(*case, id=textwrap.shorten(ascii(case[0]), 40, placeholder="")) for case in BROKEN],
)
def test_broken_front_matter_says_where_and_how_to_mend_it(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    (problem,) = problems(text)
    assert (problem.path, problem.line, problem.column) == (PATH, line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_a_key_given_twice_in_json_is_named_with_its_line() -> None:
    (problem,) = problems('{\n"title": "A",\n"date": "x",\n"title": "B"\n}\n')
    assert problem.message == "`title` is given twice"
    assert problem.line == 4


def test_a_key_given_twice_in_header_lines_is_an_error() -> None:
    (problem,) = problems("Title: A\nDate: 2018-08-02\nTitle: B\n\nIsi\n")
    assert (problem.line, problem.column) == (3, 1)
    assert "`title` is given twice" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(deep_yaml(60), id="60 levels"),
        pytest.param(deep_yaml(290), id="290 levels"),
        pytest.param("---\na: " + "{a: " * 240 + "x" + "}" * 240 + "\n---\n", id="240 braces"),
        pytest.param("---\na:\n" + "- " * 3000 + "x\n---\n", id="3000 dashes"),
        pytest.param("+++\n" + ".".join(["a"] * 3000) + " = 1\n+++\n", id="3000 dots in TOML"),
        pytest.param('{\n"a": ' + "[" * 490 + "]" * 490 + "\n}\n", id="490 brackets in JSON"),
    ],
)
def test_deep_nesting_is_read_or_refused_but_never_a_crash(text: str) -> None:
    try:
        found = list(split(PATH, text).fields)
    except ContentError as error:
        found = [p.path for p in error.problems if isinstance(p, Problem) and p.line]
    assert found in (["a"], [PATH])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---json\n[1]\n---\nIsi\n", id="JSON list"),
        pytest.param('---json\n"x"\n---\nIsi\n', id="JSON text"),
        pytest.param('{\n"a": ' + "1" * 5000 + "\n}\n", id="JSON number of 5000 digits"),
        pytest.param("+++\na = " + "1" * 5000 + "\n+++\n", id="TOML number of 5000 digits"),
    ],
)
def test_valid_syntax_that_is_no_front_matter_is_a_problem_with_a_place(text: str) -> None:
    (problem,) = problems(text)
    assert problem.path == PATH
    assert problem.line in (1, 2, 3)


def test_a_character_that_yaml_forbids_is_reported_on_its_line() -> None:
    (problem,) = problems("---\ntitle: A\nsource: a\x07b\n---\n")
    assert "forbids" in problem.message
    assert (problem.line, problem.column) == (3, 10)


def test_a_comment_that_cuts_a_text_is_not_silent() -> None:
    """`title: Juara #1 Dunia` is `Juara` in YAML: what is typed must not vanish without a word."""
    text = "---\ntitle: Juara #1 Dunia\ndate: 2018-08-02\n---\nIsi\n"
    try:
        said = read(PATH, text.encode(), ZoneInfo("Asia/Jakarta")).warnings
    except ContentError as error:
        said = tuple(p for p in error.problems if isinstance(p, Problem))
    assert [(p.line, "quote" in p.hint) for p in said] == [(2, True)]
