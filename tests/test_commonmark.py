"""CommonMark: the sections of the specification, what other generators add, and that nothing is lost."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from markdown_it.common.normalize_url import normalizeLink

from newsgen.config import Config
from newsgen.content.complexity import check_complexity
from newsgen.errors import ContentError
from newsgen.rendering.commonmark import parser
from newsgen.rendering.markup import MarkdownConverter

# Texts of our own for each section of the specification (0.31), with what markdown-it-py and at least two of
# commonmark.py, marko and mistletoe make of them. `tests/browser` has the specification's own examples.
SECTIONS: dict[str, list[tuple[str, str]]] = json.loads(
    (Path(__file__).parent / "commonmark_examples.json").read_text("utf-8")
)
PARSER = parser()
MARKUP = MarkdownConverter(Config(markdown="commonmark"))
CODE = '<pre role="region" tabindex="0" aria-label="Kode">'


def html(text: str) -> str:
    return MARKUP.convert(text, "a.md", {})


def encoded(found: str) -> str:
    """HTML whose addresses are percent-encoded, as the specification writes them."""
    return re.sub(
        r' (href|src)="([^"]*)"',
        lambda part: f' {part[1]}="{normalizeLink(unescape(part[2]))}"',
        found,
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_sections_of_the_specification(section: str) -> None:
    examples = SECTIONS[section]
    assert len(examples) >= 8
    found = {text: encoded(str(PARSER.render(text))) for text, _ in examples}
    assert found == {text: encoded(expected) for text, expected in examples}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"),
        ("1. a\n   - b\n2. c", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"),
        (
            "1. a\n\n   ```py\n   x\n\n   17. y\n   ```\n2. b",
            f'<ol>\n<li>\n<p>a</p>\n{CODE}<code class="language-py">x\n\n17. y\n</code></pre>\n</li>\n'
            "<li>\n<p>b</p>\n</li>\n</ol>",
        ),
        ("[`a`](/b) [c [d]](/e)", '<p><a href="/b"><code>a</code></a> <a href="/e">c [d]</a></p>'),
        ("<div>\n\n**a**\n\n</div>", "<div>\n<p><strong>a</strong></p>\n</div>"),
        ("<p>a\n\n**b**", "<p>a\n</p><p><strong>b</strong></p>"),
        ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"),
        ("~~a~~ b~c", "<p><s>a</s> b~c</p>"),
        ("Padi\n: Tanaman.\n: Beras.", "<dl>\n<dt>Padi</dt>\n<dd>Tanaman.</dd>\n<dd>Beras.</dd>\n</dl>"),
        ("```\na", f"{CODE}<code>a</code></pre>"),
        ("a \nb", "<p>a\nb</p>"),
        ("www.x.id dan https://x.id", "<p>www.x.id dan https://x.id</p>"),
        ("[a](</foto satu.jpg>) ![b](é.jpg)", '<p><a href="/foto satu.jpg">a</a> <img loading="lazy" alt="b" src="/é.jpg"></p>'),  # noqa: E501
    ],
)  # fmt: skip
def test_what_archives_of_other_generators_are_written_in(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Isi\n{: .a #b title='c d' }", '<p class="a" id="b" title="c d">Isi</p>'),
        ("Isi\n{.a .b}", '<p class="a b">Isi</p>'),
        ("## Judul {#b}", '<h2 id="b">Judul</h2>'),
        ("Judul {: .a}\n===", '<h2 class="a" id="judul">Judul</h2>'),
        ("*a*{: .b} **c**{#d}", '<p><em class="b">a</em> <strong id="d">c</strong></p>'),
        ("[a](/b){: .c} `d`{.e}", '<p><a href="/b" class="c">a</a> <code class="e">d</code></p>'),
        ("*a **b***{: .c}", '<p><em class="c">a <strong>b</strong></em></p>'),
        ("- a\n{: .b}", '<ul>\n<li class="b">a</li>\n</ul>'),
        ("```{.python #a .b}\nx\n```", f'{CODE}<code id="a" class="b language-python">x\n</code></pre>'),
        ("```yaml\nx: {a: b}\n```", f'{CODE}<code class="language-yaml">x: {{a: b}}\n</code></pre>'),
        ("## Judul\n{: .a}", '<h2 class="a" id="judul">Judul</h2>'),
        ("## Judul\n{: #a .b}\nIsi", '<h2 id="a" class="b">Judul</h2>\n<p>Isi</p>'),
        ("{: .a}\nIsi", '<p class="a">Isi</p>'),
        ("{: .a}\nIsi\n{: #b}", '<p class="a" id="b">Isi</p>'),
        ("```\nx\n```\n{: .a}", f'{CODE}<code class="a">x\n</code></pre>'),
        ("> ## x\n> {: .a}", '<blockquote>\n<h2 class="a" id="x">x</h2>\n</blockquote>'),
        ("- a\n  > b\n\n  {: .c}", "<ul>\n<li>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>{: .c}</p>\n</li>\n</ul>"),  # noqa: E501
        ("Isi\n\n{: .a}", "<p>Isi</p>\n<p>{: .a}</p>"),
        ("{: .a}", "<p>{: .a}</p>"),
        ("## Judul\n{.a}", '<h2 id="judul">Judul</h2>\n<p>{.a}</p>'),
        ("a {b} {: .c}", "<p>a {b} {: .c}</p>"),
        ("*a* {: .b}", "<p><em>a</em> {: .b}</p>"),
        ("*a*\\{: .b}", "<p><em>a</em>{: .b}</p>"),
    ],
)  # fmt: skip
def test_attribute_lists(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("row", "table", "cells"),
    [
        ("{: .t}", '<table class="t">', ["b", "c"]),
        ("{: .t} | |", '<table class="t">', ["b", "c"]),
        ("{: .t} | d |", "<table>", ["b", "c", "{: .t}", "d"]),
        ("{.t} | |", "<table>", ["b", "c", "{.t}", ""]),
    ],
)
def test_a_table_has_attributes_below_it(row: str, table: str, cells: list[str]) -> None:
    found = html(f"| a | b |\n|---|---|\n| b | c |\n{row}")
    assert table in found
    assert re.findall("<td>(.*?)</td>", found) == cells


@pytest.mark.parametrize(
    ("text", "numbers", "notes"),
    [
        ("a[^x] b[^y].\n\n[^y]: Satu.\n[^x]: Dua.", ["1", "2"], ["Dua.", "Satu."]),
        ("a[^1] b[^1].\n\n[^1]: Satu.", ["1", "1"], ["Satu."]),
        ("a.\n\n[^1]: Tak disebut.", [], ["Tak disebut."]),
        ("a[^1].\n\n[^1]: Satu.\n\n[^1]: Dua.", ["1"], ["Satu.", "Dua."]),
        ("a[^1].\n\n[^1]: Satu[^2].\n[^2]: Dua.", ["1", "2"], ["Satu", "Dua."]),
        ("a[^1].\n\n[^1]:\n    - Satu.", ["1"], ["Satu."]),
        ("## a[^1]\n\n[^1]: Satu.", ["1"], ["Satu."]),
        ("a[^<b>].\n\n[^<b>]: Satu.", ["1"], ["Satu."]),
        ("a[^1].", [], []),
    ],
)
def test_every_note_is_kept(text: str, numbers: list[str], notes: list[str]) -> None:
    found = html(text)
    assert re.findall(r'class="footnote-ref"[^>]*>(\d+)<', found) == numbers
    at = [found.index(note) for note in notes]
    assert at == sorted(at)
    links, ids = re.findall(r'href="#(fn[^"]+)"', found), re.findall(r' id="(fn[^"]+)"', found)
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text",
    [
        "> " * 40 + "dalam",
        "- " * 40 + "dalam",
        "\n".join("  " * depth + f"- a{depth}" for depth in range(80)) + "\n" + "  " * 80 + "dalam",
        "\n".join("    " * depth + f"- a{depth}" for depth in range(40)) + "\n" + "    " * 40 + "dalam",
        "*a " * 300 + "dalam",
        "\n".join("  " * depth + "- a" for depth in range(79)) + "\n" + "  " * 79 + "- " * 40 + "dalam",
        "[" * 1500 + "dalam",
        "![" * 1500 + "dalam",
        "**a [" * 100 + "dalam",
    ],
)
def test_what_is_nested_deeply_is_not_lost(text: str) -> None:
    check_complexity(text, "a.md", 1)
    assert "dalam" in html(text)


def test_what_is_nested_too_deeply_is_an_error() -> None:
    text = "\n".join("> " + "  " * depth + "- a" for depth in range(130))
    check_complexity(text, "a.md", 1)
    with pytest.raises(ContentError, match="lists or quotes are nested too deeply"):
        html(text)
