"""The fast path of Markdown: equal to what each engine makes of it byte for byte, or None."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.config import Config
from newsgen.index import reading
from newsgen.rendering.markup import MarkdownConverter
from newsgen.rendering.prose import prose_html

# `NEWSGEN_EXAMPLES=200000 pytest tests/test_prose.py` looks longer.
EXAMPLES = int(os.environ.get("NEWSGEN_EXAMPLES", "1000"))
CONTENT = Path(__file__).parent.parent / "content"
PATH = "2018/08/a.md"
KORAN = MarkdownConverter(Config(base_url="https://x.github.io/koran&co/"))
COMMONMARK = MarkdownConverter(Config(base_url="https://x.github.io/koran&co/", markdown="commonmark"))
LINKS = {"b.md": "/koran&co/2018/08/b/", "../c_d.md": "/koran&co/2018/07/c_d/"}


def fast(text: str, markup: MarkdownConverter = KORAN) -> str | None:
    return markup.prose(text, PATH, LINKS)


def reference(text: str, markup: MarkdownConverter = KORAN) -> str:
    return markup.convert(text, PATH, LINKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n\n\n", ""),
        ("Isi.", "<p>Isi.</p>"),
        ("\nSatu.\n\n\nDua.\n", "<p>Satu.</p>\n<p>Dua.</p>"),
        ("Satu\ndua", "<p>Satu\ndua</p>"),
        ("Satu  \ndua", "<p>Satu<br>\ndua</p>"),
        ("“Ya,” kata ’dia’ – naïve…", "<p>“Ya,” kata ’dia’ – naïve…</p>"),
        ("PT A & B, R&D, x > y", "<p>PT A &amp; B, R&amp;D, x &gt; y</p>"),
        ("Rp5\xa0juta", "<p>Rp5&nbsp;juta</p>"),
        ("17 Agustus\n1945. Tahun itu", "<p>17 Agustus\n1945. Tahun itu</p>"),
        ("17.30 WIB", "<p>17.30 WIB</p>"),
        ("#kata #lain\n#tiga", "<p>#kata #lain\n#tiga</p>"),
        ("Hadir:\n- Bupati\n- Camat", "<p>Hadir:\n- Bupati\n- Camat</p>"),
        ("\ue0000\ue001", "<p>\ue0000\ue001</p>"),
        ("Satu.\n\n\ue00012\ue001\n\nDua.", "<p>Satu.</p>\n<p>\ue00012\ue001</p>\n<p>Dua.</p>"),
        ("---", "<hr>"),
        # emphasis
        ("**Jambi** – *Ini* (*itu*)", "<p><strong>Jambi</strong> – <em>Ini</em> (<em>itu</em>)</p>"),
        ("_Ini_ dan __itu__", "<p><em>Ini</em> dan <strong>itu</strong></p>"),
        ("di*tengah*kata", "<p>di<em>tengah</em>kata</p>"),
        ("akun @humas_jambi_kota", "<p>akun @humas_jambi_kota</p>"),
        ("*satu\ndua*", "<p><em>satu\ndua</em></p>"),
        # links and pictures
        ("[a](https://x.id/y_z?b=1&c=2#d)", '<p><a href="https://x.id/y_z?b=1&amp;c=2#d">a</a></p>'),
        ("[a](/tag/jambi/)", '<p><a href="/koran&amp;co/tag/jambi/">a</a></p>'),
        ("[a](b.md#bab)", '<p><a href="/koran&amp;co/2018/08/b/#bab">a</a></p>'),
        ("[a](../c_d.md)", '<p><a href="/koran&amp;co/2018/07/c_d/">a</a></p>'),
        ("[a](mailto:a@b.id)", '<p><a href="mailto:a@b.id">a</a></p>'),
        ("[*a*](/b) **[c_d](/e_f)**", '<p><a href="/koran&amp;co/b"><em>a</em></a> <strong><a href="/koran&amp;co/e_f">c_d</a></strong></p>'),  # noqa: E501
        ("**Baca Juga:** [A & B](/c/)", '<p><strong>Baca Juga:</strong> <a href="/koran&amp;co/c/">A &amp; B</a></p>'),  # noqa: E501
        ("![a (b)](/f.jpg)", '<p><img loading="lazy" alt="a (b)" src="/koran&amp;co/f.jpg"></p>'),
        # blocks
        ("#  Judul", '<h2 id="judul">Judul</h2>'),
        ("### C# itu *apa*?", '<h3 id="c-itu-apa">C# itu <em>apa</em>?</h3>'),
        ("## A & B_c ", '<h2 id="a-b-c">A &amp; B_c</h2>'),
        ("## [Satu](/x) dua\nIsi.", '<h2 id="satu-dua"><a href="/koran&amp;co/x">Satu</a> dua</h2>\n<p>Isi.</p>'),  # noqa: E501
        (
            "## A\n\n### a\n\n## ?\n\n## A\n\n## !",
            '<h2 id="a">A</h2>\n<h3 id="a_1">a</h3>\n<h2 id="_1">?</h2>\n'
            '<h2 id="a_2">A</h2>\n<h2 id="_2">!</h2>',
        ),
        ("- #a\n* **dua**\n+ 3", "<ul>\n<li>#a</li>\n<li><strong>dua</strong></li>\n<li>3</li>\n</ul>"),
        ("1. Satu\n2. Dua\n\n- Tiga", "<ol>\n<li>Satu</li>\n<li>Dua</li>\n</ol>\n<ul>\n<li>Tiga</li>\n</ul>"),
        ("> Satu\n> dua", "<blockquote>\n<p>Satu\ndua</p>\n</blockquote>"),
    ],
)  # fmt: skip
def test_prose(text: str, expected: str) -> None:
    assert fast(text) == expected
    assert reference(text) == expected
    if text not in READ_OTHERWISE:
        assert fast(text, COMMONMARK) == expected
        assert reference(text, COMMONMARK) == expected


# What is prose for Python-Markdown, and either something else for CommonMark or not worth a rule.
READ_OTHERWISE = [
    "Satu  \ndua", "Hadir:\n- Bupati\n- Camat", "Hadir:\n1. Bupati", "17 Agustus\n1945. Tahun itu", "## Hadir\n- Bupati",  # noqa: E501
    "- #a\n* **dua**\n+ 3", "> Hadir:\n> - Bupati", "1) Satu", "Isi\n1) Satu", "- 1) a", "- 1.", "Isi\n\n1.",
    "-     a", "1.      a", "1. a\n1234567890. b", "a ~~b~~", "Kata\n: arti", "Kata\n\n: arti", "a\xa0", "a\n\na\u2003",  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize("text", READ_OTHERWISE)
def test_what_commonmark_may_read_otherwise_is_left_to_it(text: str) -> None:
    assert fast(text) == reference(text)
    assert fast(text, COMMONMARK) is None
    assert fast(f"Satu.\n\n{text}\n\nDua.", COMMONMARK) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu. \nDua. ", "<p>Satu.\nDua.</p>"),
        ("Satu.  \n\nDua.   ", "<p>Satu.</p>\n<p>Dua.</p>"),
        ("Satu.\n \nDua.", "<p>Satu.</p>\n<p>Dua.</p>"),
        ("- a \n- b  \n\n## C ", '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<h2 id="c">C</h2>'),
    ],
)
def test_commonmark_strips_spaces_at_the_end_of_lines(text: str, expected: str) -> None:
    assert fast(text, COMMONMARK) == expected
    assert reference(text, COMMONMARK) == expected


@pytest.mark.parametrize(
    "text",
    [
        # letters that mean more
        "a \\* b", "`a`", "<b>a</b>", "a < b", "<!-- a -->", "a\tb", "a\r\nb", "a\x02b", "a\x00b", "\x0ca",
        "Isi\n{: .kelas }", "## Judul {#id}", "&amp;", "&#8217;", "R&copy;",
        # space
        " a", "    a", "a\n b", "a\n  \nb", "\xa0a", "\u2003a", "a\n\n\xa0",
        # emphasis that isn't clear-cut
        "***a***", "**a *b* c**", "*a", "a * b", "*a **b***", "*a**b*", "** a**", "a*(b)*", "*(a)*b", "_a_\x7f", "a_ b", "_a_b _c", "a__b__c", "*_a_*",  # noqa: E501
        "*a [b*](/c)", "[*a](/b)*", "****", "**a**\n\n**", "* * *\n\n***a",
        # links that aren't simple
        '[a](/b "c")', "[a](<b>)", "[a](/b(c))", "[a]( /b)", "[a](b c)", "[a]", "[a][b]", "[a]: /b", "[^1]", "[TOC]", "[[a](/b)]",  # noqa: E501
        "[a](javascript:b)", "[a](http://1.2.3.999/)", "[a](http://a.id:99999/)", "[a](https://xn--a.id/)",
        "[a](/b;c)", "[a](/b*c)", "![a *b*](/c)", '![a "b"](/c)', "[](/a)",
        # blocks
        "17. Agustus adalah hari", "3. Tiga\n4. Empat", "1.\nSatu", "١. Satu", "  1. Satu",
        "Judul\n===", "Judul\n---", "Judul\n-", "a\n## b", "a\n> b", "a\n~~~\nb\n~~~", "~~~",
        "## Judul ##", "##", "#######", "- - a", "- 1. a", "- a\n  b", "- a\n\n- b",
        "-", "- ", "a | b\n--|--", "1. a\n\n2. b",
        "> a\n\n> b", "> a\nb", "> ## a", "- ## a", "> - a", "> ", ">a", "## a\n## b",
    ],
)  # fmt: skip
def test_what_is_not_proved_is_left_to_the_reference(text: str) -> None:
    assert fast(text) is None
    assert fast(f"Satu.\n\n{text}\n\nDua.") is None
    found = fast(text, COMMONMARK)
    assert found is None or found == reference(text, COMMONMARK)


def test_the_address_of_a_link_is_the_resolvers() -> None:
    assert prose_html("[a](b_c&d)", lambda link: f"/{link}/") == '<p><a href="/b_c&amp;d/">a</a></p>'
    assert prose_html("[a](b)", lambda _: '/"') is None


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[a](",
        "[a](b",
        "[a](http://a.",
        "*a",
        "_a ",
        "**a ",
        "*a _",
        "![",
        "## a\n",
        "- a\n\n",
        "#",
        "&",
        "1",
        " ",
        " \n",
        "- ",
        "1.",
    ],
)
def test_time_is_linear(text: str) -> None:
    assert fast(text * 200_000 + "\n\n~") is None  # minutes, if it were not
    assert fast(text * 50_000 + "\n\n~", COMMONMARK) is None


def test_the_sample_newspaper_is_prose() -> None:
    paths = [path for path in CONTENT.rglob("*") if path.suffix in (".md", ".txt")]
    zone = ZoneInfo("Asia/Jakarta")
    bodies = [
        reading.read(p.relative_to(CONTENT).as_posix(), p.read_bytes(), zone).record.body for p in paths
    ]
    for markup in (KORAN, COMMONMARK):
        found = [fast(body, markup) for body in bodies]
        whole = [reference(body, markup) for body in bodies]
        assert [made or body for made, body in zip(found, whole, strict=True)] == whole
        assert found.count(None) < len(found) / 8


# --- any text

WORDS = st.sampled_from(
    [
        "Jambi", "kata", "a", "b", "warga desa", "17", "2.500", "dan", "é", "ﬁ", "١", "½", "İ", "中文", "nama_orang",  # noqa: E501
        "x_y", "http://a.id/b_c", "Baca Juga:", "“kata”", "kata,", "kata.", "(kata)", "R&D", "@a_b", "*a*", "**a b**", "_a_",  # noqa: E501
        "[a](/b_c)", "[*a*](https://kata.id/x?y=1&z=2#q)", "**[a](b.md)**", "![a](/c.jpg)", "\ue0000\ue001",
    ]
)  # fmt: skip
ODD = st.sampled_from(
    [
        "*", "**", "***", "__", "[", "]", "(", ")", "](", "](/b)", "![", "[^1]", "[^1]: a", "[a]:", "[a]: /b", "[a][b]", "[TOC]",  # noqa: E501
        "[a*](/b)", "[a_](/c)", "[a](b.md)", "[a](../c_d.md#e)", "[a](mailto:b@c.id)", "[a](tel:1)", "[a](/b \"c\")", "[a](<b>)",  # noqa: E501
        "[a](/b(c))", "[a](//b:c)", "[a](b:c)", "[a](./b:c)", "[](/a)", "[ a ](/b)", "[a\nb](/c)", "[a](/é%zz)", "[a](?b)", "[a](#b)",  # noqa: E501
        "[a](http://1.2.3.999/)", "[a](http://a.id:99999/)", "[a](https://xn--a.id/)", "[a](http://a.id?b)", "[a](/b&amp;c)",  # noqa: E501
        "[a](/b&copy=1)", "![a *b* _c_](/d)", "![a&b>c](/d)", "&", "&amp;", "&#39;", "&lt", "&copy;", "<", "<b>", "</p>", "<!--", "-->",  # noqa: E501
        "_", "17.", "# ", "## ", "#", "##", " ##", "#kata", "- ", "+ ", "* ", "1. ", "17. ", "> ", ">", "=", "===", "-", "---", "|", "|-", ":", "~",  # noqa: E501
        "~~~", "`", "```\n", "\\", "{", "}", "{: .a}", "{#id}", "!", "’", "'", '"', "\ue000", "\ue001", "%41", "///Footnotes Go Here///",  # noqa: E501
        "klzzwxh:0000", "\x02", "\x03", "\x7f", "\ufeff", "\u200b", "\u2028", "\x85", "\xa0", "\u2003", "\u3000", "\t", "\r", "\x0c", "\x1c",  # noqa: E501
    ]
)  # fmt: skip
SPACES = st.sampled_from(
    [" ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n", "\n\n\n", " \n", "  \n", "\n ", "\xa0", "\n\n    ", ""]
)
GAPS = st.sampled_from([" ", " ", " ", " ", "  ", "\n", "  \n", "\xa0", ""])
STARTS = st.sampled_from(["", "", "", "## ", "# ", "- ", "1. ", "> ", "#", "**Baca Juga:** ", "---\n\n"])


def joined(*texts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(*texts).map("".join), max_size=most).map("".join)


LINES = st.tuples(STARTS, WORDS, joined(GAPS, WORDS, most=6)).map("".join)
PROSE = joined(LINES, st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n"]), most=5)
ONE_ODD = st.tuples(LINES, SPACES, ODD, SPACES, LINES).map("".join)
WILD = joined(WORDS | ODD | SPACES | st.text(max_size=4), most=12)
MARKS = st.text(alphabet="*_ab .\n[]()/“-#>1&", max_size=24)


@settings(max_examples=EXAMPLES, deadline=None)
@given(PROSE | ONE_ODD | WILD | MARKS)
@example("*a**b*")
@example("a[_b](/c)")
@example("[a](b.md)[_c_](/_d_)")
@example("- a\n\n\n- b")
@example("*\xa0a*")
@example("## \xa0a")
@example("a\n\xa0- b")
@example("_a\ufeff_")
@example("a*(b)*")
@example("_a_\x7f")
@example("Satu. \n \n1. dua  \n2. tiga")
def test_prose_is_what_the_reference_makes_of_it(text: str) -> None:
    for markup in (KORAN, COMMONMARK):
        found = fast(text, markup)
        assert found is None or found == reference(text, markup)
