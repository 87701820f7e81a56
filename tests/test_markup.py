"""Markdown into safe HTML: house rules, sanitising, links."""

import re
from collections.abc import Callable
from typing import Literal
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.config import Config
from newsgen.rendering.markup import MarkdownConverter, balanced, house_rules

PATH = "2018/08/a.md"
EngineName = Literal["python-markdown", "commonmark"]
ENGINES: tuple[EngineName, ...] = ("python-markdown", "commonmark")
KORAN = {
    engine: MarkdownConverter(Config(base_url="https://x.github.io/koran/", markdown=engine))
    for engine in ENGINES
}
LINKS = {"b.md": "/koran/2018/08/b/", "../c.md": "/koran/2018/07/c/"}
CODE = '<pre role="region" tabindex="0" aria-label="Kode">'


Convert = Callable[[str], str]


@pytest.fixture(scope="module", params=ENGINES)
def html(request: pytest.FixtureRequest) -> Convert:
    """Converts a text, with each engine: what is tested with it holds for both."""
    return lambda text: KORAN[request.param].convert(text, PATH, LINKS)


# --- house rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#kata", "<p>#kata</p>"),
        ("#kata dan lain", "<p>#kata dan lain</p>"),
        ("Isi #kata", "<p>Isi #kata</p>"),
        ("##kata", "<p>##kata</p>"),
        ("######kata", "<p>######kata</p>"),
        ("#######kata", "<p>#######kata</p>"),
        ("  #kata", "<p>#kata</p>"),
        ("#1 di dunia", "<p>#1 di dunia</p>"),
        ("#kata #lain\n#tiga", "<p>#kata #lain\n#tiga</p>"),
        ("Satu\n#kata\nDua", "<p>Satu\n#kata\nDua</p>"),
        ("#kata\n\n## Judul\n\n#dua", '<p>#kata</p>\n<h2 id="judul">Judul</h2>\n<p>#dua</p>'),
        ("**#kata**", "<p><strong>#kata</strong></p>"),
        ("\\#kata", "<p>#kata</p>"),
        ("`#kata`", "<p><code>#kata</code></p>"),
        ("- #kata", "<ul>\n<li>#kata</li>\n</ul>"),
        ("* satu\n* #kata", "<ul>\n<li>satu</li>\n<li>#kata</li>\n</ul>"),
        ("1. #kata\n2. #dua", "<ol>\n<li>#kata</li>\n<li>#dua</li>\n</ol>"),
        ("> #kata", "<blockquote>\n<p>#kata</p>\n</blockquote>"),
        ("| a |\n|---|\n| #kata |", None),
        ("```\n#kata\n```", f"{CODE}<code>#kata\n</code></pre>"),
        (
            "```\n#kata\n\n#dua\n\n17. Mei\n```",
            f"{CODE}<code>#kata\n\n#dua\n\n17. Mei\n</code></pre>",
        ),
        ("~~~\n#kata\n\n##dua\n~~~", f"{CODE}<code>#kata\n\n##dua\n</code></pre>"),
        ("````\n```\n\n#kata\n\n````", f"{CODE}<code>```\n\n#kata\n\n</code></pre>"),
        ("```\n``` x\n\n#kata\n```", f"{CODE}<code>``` x\n\n#kata\n</code></pre>"),
        ("Teks:\n\n    #kata\n    #dua", f"<p>Teks:</p>\n{CODE}<code>#kata\n#dua\n</code></pre>"),
        ("<div>\n#kata\n</div>", "<div>\n#kata\n</div>"),
        ("<pre>\n#kata\n\n#dua\n</pre>", None),
        ("# Judul", '<h2 id="judul">Judul</h2>'),
        ("#  Judul", '<h2 id="judul">Judul</h2>'),
        ("Judul\n=====", '<h2 id="judul">Judul</h2>'),
        ("## Judul", '<h2 id="judul">Judul</h2>'),
        ("## Judul ##", '<h2 id="judul">Judul</h2>'),
        ("###### Judul", '<h6 id="judul">Judul</h6>'),
        ("Judul #kata\n---", '<h2 id="judul-kata">Judul #kata</h2>'),
    ],
)
def test_hashtags_and_headings(html: Convert, text: str, expected: str | None) -> None:
    found = html(text)
    if expected is None:
        assert "#kata" in found
        assert "\\" not in found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17. Agustus adalah hari", "<p>17. Agustus adalah hari</p>"),
        ("1945. Tahun itu", "<p>1945. Tahun itu</p>"),
        ("  17. Agustus", "<p>17. Agustus</p>"),
        ("17. Agustus\nlanjut", "<p>17. Agustus\nlanjut</p>"),
        ("Satu\n\n17. Agustus\n\nDua", "<p>Satu</p>\n<p>17. Agustus</p>\n<p>Dua</p>"),
        ("17. Agustus #merdeka", "<p>17. Agustus #merdeka</p>"),
        ("17.Agustus", "<p>17.Agustus</p>"),
        ("17. Agustus\n18. September", '<ol start="17">\n<li>Agustus</li>\n<li>September</li>\n</ol>'),
        ("1. Satu", "<ol>\n<li>Satu</li>\n</ol>"),
        ("1. Satu\n2. Dua", "<ol>\n<li>Satu</li>\n<li>Dua</li>\n</ol>"),
        ("1. Satu\n\n2. Dua", "<ol>\n<li>\n<p>Satu</p>\n</li>\n<li>\n<p>Dua</p>\n</li>\n</ol>"),
        ("3. Tiga\n\n4. Empat", '<ol start="3">\n<li>\n<p>Tiga</p>\n</li>\n<li>\n<p>Empat</p>\n</li>\n</ol>'),
        ("- satu\n- dua", "<ul>\n<li>satu</li>\n<li>dua</li>\n</ul>"),
        (
            "1. a\n\n    b\n\n2. c\n\n    d\n\n3. e",
            "<ol>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n<p>d</p>\n</li>\n<li>\n<p>e</p>\n</li>\n</ol>",
        ),
        ("2. a\n\n    b", '<ol start="2">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>'),
        (" Satu\n\n17. Agustus\n\n  Dua", "<p>Satu</p>\n<p>17. Agustus</p>\n<p>Dua</p>"),
    ],
)
def test_a_lone_number_is_a_sentence_and_a_list_is_a_list(html: Convert, text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Kalimat biasa.", "## Judul\n\nIsi.", "1. Satu\n2. Dua", "```\n#x\n```\n\nIsi."]
)
def test_house_rules_leave_other_text_alone(text: str) -> None:
    assert house_rules(text) == text


# --- what must not get through


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", ""),
        ("a <script src=x></script> b", "<p>a  b</p>"),
        ("<ScRiPt>alert(1)</sCrIpT>", ""),
        ("<svg onload=x><script>y</script></svg>", ""),
        ("<style>p {color: red}</style>", ""),
        ("<p onclick='x'>a</p>", "<p>a</p>"),
        ("<p ONCLICK=x>a</p>", "<p>a</p>"),
        ("<p style='color:red'>a</p>", "<p>a</p>"),
        ("a\n{: style='color:red' onclick='x' .kelas #id }", '<p class="kelas" id="id">a</p>'),
        ("![a](b.jpg){: onerror=x }", '<p><img loading="lazy" alt="a" src="/koran/2018/08/b.jpg"></p>'),
        ("<form action=x><input></form>", ""),
        ("<object data=x></object>", ""),
        ("<base href=x>", ""),
        ("<meta http-equiv=refresh>", ""),
        ("<a href='https://x' target=_blank>a</a>", '<p><a href="https://x">a</a></p>'),
        ("<!-- rahasia -->", ""),
        ("<?php x ?>", ""),
    ],
)
def test_sanitising(html: Convert, text: str, expected: str) -> None:
    assert html(text).replace("<p></p>", "").strip() == expected


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "java&#10;script:alert(1)",
        "java&Tab;script:alert(1)",
        " javascript:alert(1)",
        "&#1;javascript:alert(1)",
        "javascript&#58;alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "DATA:text/html;base64,eA==",
        "file:///etc/passwd",
    ],
)
def test_no_link_runs_code(html: Convert, link: str) -> None:
    for text in (f'<a href="{link}">a</a>', f"[a]({link})", f"[a][1]\n\n[1]: {link}", f"[a](<{link}>)"):
        found = html(text)
        assert not re.search(r"(?i)href=\"\W*(javascript|vbscript|data|file):", found)
        assert re.search(r"<a(>| href=\"/koran/)", found) or "<a" not in found
    assert "src" not in html(f'<img src="{link}">')


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_the_address_of_a_quotation_is_a_link_too(html: Convert, link: str) -> None:
    assert html(f'<blockquote cite="{link}">a</blockquote>') == "<blockquote>a</blockquote>"


@pytest.mark.parametrize(
    "src",
    [
        "https://www.youtube.com/embed/x",
        "http://www.youtube.com/embed/x",
        "//www.youtube.com/embed/x",
        "https://player.vimeo.com/video/1",
        "https://WWW.YouTube.com/embed/x",
    ],
)
def test_frames_of_known_hosts_stay(html: Convert, src: str) -> None:
    shown = html(f'<iframe src="{src}" width="560"></iframe>')
    assert re.findall(r' (src|width|loading)="([^"]*)"', shown.replace('width="560"', "")) == [
        ("loading", "lazy"),
        ("src", src),
    ]
    assert 'width="560"' in shown


@pytest.mark.parametrize(
    ("language", "frame", "title"),
    [
        ("id", "src='https://www.youtube.com/embed/x'", "Isi dari YouTube"),
        ("en", "src='https://www.youtube-nocookie.com/embed/x'", "Content from YouTube"),
        ("id", "src='//player.vimeo.com/video/1'", "Isi dari Vimeo"),
        ("id", "src='https://www.google.com/maps' title=''", "Isi dari Google"),
        ("id", "title='Peta &quot;Jambi&quot;' src='https://www.google.com/maps'", "Peta &quot;Jambi&quot;"),
    ],
)
def test_every_frame_has_a_title(language: Literal["id", "en"], frame: str, title: str) -> None:
    markup = MarkdownConverter(Config(language=language))
    assert re.findall(' title="([^"]*)"', markup.convert(f"<iframe {frame}></iframe>", PATH, {})) == [title]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("| a |\n|---|\n| b |", ["Tabel"]),
        ("| a |\n|---|\n| b |\n\nLalu\n\n| a |\n|---|\n| b |", ["Tabel", "Tabel 2"]),
        ("<table><tr><td><table><tr><td>b</td></tr></table></td></tr></table>", ["Tabel"]),
        ("<table class='x'><tr><td>b</td></tr></table>", ["Tabel"]),
        ("```\na\n```\n\nLalu\n\n    b", ["Kode", "Kode 2"]),
        ("Tabel dan kode.", []),
    ],
)
def test_tables_and_code_can_be_scrolled_by_keyboard(html: Convert, text: str, names: list[str]) -> None:
    tree = html5lib.parse(html(text), namespaceHTMLElements=False)
    regions = [node for node in tree.iter() if node.get("role") == "region"]
    assert [node.get("aria-label") for node in regions] == names
    assert all(node.get("tabindex") == "0" for node in regions)
    inside = {inner for node in regions for inner in node.iter()}
    assert all(node in inside for node in tree.iter() if node.tag in ("table", "pre"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("| a |\n|--:|\n| b |", '<td class="align-right">b</td>'),
        ("| a |\n|:-:|\n| b |", '<th class="align-center">a</th>'),
        ("<table><tr><td class='x' align='left'>b</td></tr></table>", '<td class="align-left x">b</td>'),
        ("<table><tr><td>b</td></tr></table>", "<td>b</td>"),
    ],
)
def test_cells_are_aligned_by_class(html: Convert, cell: str, expected: str) -> None:
    assert expected in html(cell)
    assert " align=" not in html(cell)


def test_a_part_of_a_text_keeps_what_rendering_added(html: Convert) -> None:
    whole = html("| a |\n|---|\n| b |\n\n```\na\n```\n\n<iframe src='//player.vimeo.com/1'></iframe>")
    for kept in ('role="region"', 'tabindex="0"', 'aria-label="Kode"', 'title="Isi dari', 'loading="lazy"'):
        assert kept in balanced(whole)


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='https://jahat.example/x'></iframe>",
        "<iframe src='https://www.youtube.com.jahat.example/x'></iframe>",
        "<iframe src='https://www.youtube.com@jahat.example/x'></iframe>",
        "<iframe src='https://jahat.example/www.youtube.com'></iframe>",
        "<iframe src='javascript://www.youtube.com/%0aalert(1)'></iframe>",
        "<iframe src='data://www.youtube.com/x'></iframe>",
        "<iframe src='https://www.youtube.com\\@jahat.example/'></iframe>",
        "<iframe src='http://[x'></iframe>",
        "<iframe src='/lokal.html'></iframe>",
        "<iframe srcdoc='<script>x</script>'></iframe>",
        "<iframe></iframe>",
        "<iframe src='https://jahat.example/x'>Peramban lama</iframe>",
        "<iframe src='https://jahat.example/x'><script>x</script></iframe>",
    ],
)
def test_frames_of_other_hosts_vanish(html: Convert, frame: str) -> None:
    assert "iframe" not in html(f"Satu.\n\n{frame}\n\nDua.")
    assert "Dua." in html(f"Satu.\n\n{frame}\n\nDua.")


def test_embeds_of_the_config_decide() -> None:
    markup = MarkdownConverter(Config(embeds=("video.example",)))
    assert "video.example" in markup.convert('<iframe src="https://video.example/1"></iframe>', PATH, {})
    assert "iframe" not in markup.convert('<iframe src="https://www.youtube.com/1"></iframe>', PATH, {})


# --- links


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("b.pdf", "/koran/2018/08/b.pdf"),
        ("./b.pdf", "/koran/2018/08/b.pdf"),
        ("../b.pdf", "/koran/2018/b.pdf"),
        ("../../b.pdf", "/koran/b.pdf"),
        ("b.pdf?x=1#y", "/koran/2018/08/b.pdf?x=1#y"),
        ("/", "/koran/"),
        ("/tag/jambi/", "/koran/tag/jambi/"),
        ("/koran/tag/jambi/", "/koran/koran/tag/jambi/"),
        ("/koranku/", "/koran/koranku/"),
        ("sub/folder/", "/koran/2018/08/sub/folder/"),
        ("https://x.id/y?z#a", "https://x.id/y?z#a"),
        ("//x.id/y", "//x.id/y"),
        ("mailto:a@b.id", "mailto:a@b.id"),
        ("tel:+62741555", "tel:+62741555"),
        ("#bab", "#bab"),
        ("b.md", "/koran/2018/08/b/"),
        ("b.md#bab", "/koran/2018/08/b/#bab"),
        ("../c.md", "/koran/2018/07/c/"),
        ("tidak-ada.md", "/koran/2018/08/tidak-ada.md"),
    ],
)
def test_links(html: Convert, link: str, expected: str) -> None:
    assert html(f"[a]({link})") == f'<p><a href="{expected}">a</a></p>'
    assert html(f'<a href="{link}">a</a>') == f'<p><a href="{expected}">a</a></p>'


def test_links_of_a_site_without_base_path() -> None:
    markup = MarkdownConverter(Config())
    assert (
        markup.convert("[a](/x/) [b](b.pdf)", PATH, {})
        == '<p><a href="/x/">a</a> <a href="/2018/08/b.pdf">b</a></p>'
    )
    assert markup.convert("![a](f.jpg)", "a.md", {}) == '<p><img loading="lazy" alt="a" src="/f.jpg"></p>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](f.jpg)", '<p><img loading="lazy" alt="a" src="/koran/2018/08/f.jpg"></p>'),
        ("![a](/foto/f.jpg)", '<p><img loading="lazy" alt="a" src="/koran/foto/f.jpg"></p>'),
        ("![a](https://x.id/f.jpg)", '<p><img loading="lazy" alt="a" src="https://x.id/f.jpg"></p>'),
        ("<div><video src=v.mp4 poster=/p.jpg></video></div>", '<div><video src="/koran/2018/08/v.mp4" poster="/koran/p.jpg"></video></div>'),  # noqa: E501
        ("![<img onerror=alert(1) x](a.jpg)", '<p><img loading="lazy" alt="&lt;img onerror=alert(1) x" src="/koran/2018/08/a.jpg"></p>'),  # noqa: E501
    ],
)  # fmt: skip
def test_pictures(html: Convert, text: str, expected: str) -> None:
    assert html(text) == expected


def test_srcset_is_resolved_like_src(html: Convert) -> None:
    found = html('<img src="f.jpg" srcset="f.jpg 1x, /g.jpg 2x, https://x.id/h.jpg 3x">')
    assert 'srcset="/koran/2018/08/f.jpg 1x, /koran/g.jpg 2x, https://x.id/h.jpg 3x"' in found


# --- extensions


def test_a_table_is_aligned_without_style(html: Convert) -> None:
    found = html("|a|b|c|d|\n|:--|--:|:-:|---|\n|1|2|3|4|")
    assert "style" not in found
    assert re.findall(r"<th(?!ead)[^>]*>", found) == [
        '<th class="align-left">', '<th class="align-right">', '<th class="align-center">', "<th>",
    ]  # fmt: skip
    assert re.findall(r"<td[^>]*>\d", found) == [
        '<td class="align-left">1', '<td class="align-right">2', '<td class="align-center">3', "<td>4",
    ]  # fmt: skip


def test_footnotes_lead_there_and_back(html: Convert) -> None:
    found = html("Teks[^1] lagi[^dua].\n\n[^1]: Catatan.\n[^dua]: Kedua.")
    ids = set(re.findall(r' id="([^"]+)"', found))
    targets = re.findall(r'href="#([^"]+)"', found)
    assert len(targets) == 4
    assert set(targets) == ids
    assert "Catatan." in found
    assert "Kedua." in found


def test_footnotes_speak_the_language_of_the_site(html: Convert) -> None:
    assert "Jump back" not in html("Teks[^1].\n\n[^1]: Catatan.")


def test_footnotes_and_ids_of_one_text_do_not_reach_the_next(html: Convert) -> None:
    text = "## Judul\n\nTeks[^1].\n\n[^1]: Catatan."
    assert html(text) == html(text)
    assert "footnote" not in html("Teks tanpa catatan.")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Judul Satu", ["judul-satu"]),
        ("## Judul\n\n### Judul\n\n## Judul", ["judul", "judul_1", "judul_2"]),
        ("## Apa?! “Ini”", ["apa-ini"]),
        ("## Émile *miring* `kode`", ["emile-miring-kode"]),
        ("## Judul {: #sendiri }", ["sendiri"]),
    ],
)
def test_headings_have_ids(html: Convert, text: str, ids: list[str]) -> None:
    assert re.findall(r'<h\d id="([^"]+)"', html(text)) == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{< x >}}", "<p>{{&lt; x &gt;}}</p>"),
        ("{% x %}", "<p>{% x %}</p>"),
        ("{{ page.title }}", "<p>{{ page.title }}</p>"),
        ("Isi\n{% x %}", "<p>Isi\n{% x %}</p>"),
        ("Isi\n{{ x }}", "<p>Isi\n{{ x }}</p>"),
        ("*a*{% x %} `b`{{ x }}", "<p><em>a</em>{% x %} <code>b</code>{{ x }}</p>"),
        ("## Judul {% x %}", '<h2 id="judul-x">Judul {% x %}</h2>'),
        ('{{< figure src="x.jpg" >}}', '<p>{{&lt; figure src="x.jpg" &gt;}}</p>'),
        ('{% include "a.html" %} lagi', '<p>{% include "a.html" %} lagi</p>'),
        ("[gallery ids=1]", "<p>[gallery ids=1]</p>"),
    ],
)
def test_shortcodes_stay_text(html: Convert, text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a*{.x} dan {y} lagi", '<p><em class="x">a</em> dan {y} lagi</p>'),
        ("`a`{.x}{.y} lagi", '<p><code class="x">a</code>{.y} lagi</p>'),
        ("## Judul {x} {#y}", '<h2 id="y">Judul {x}</h2>'),
    ],
)
def test_attribute_lists_with_other_braces(html: Convert, text: str, expected: str) -> None:
    assert html(text) == expected


def test_blanks_before_a_brace_are_looked_at_once(html: Convert) -> None:
    assert html("## Judul" + 100_000 * " " + "{x").endswith("  {x</h2>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python\nx < 1\n```", f'{CODE}<code class="language-python">x &lt; 1\n</code></pre>'),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("AT&T &amp; <3", "<p>AT&amp;T &amp; &lt;3</p>"),
        ("> kutipan", "<blockquote>\n<p>kutipan</p>\n</blockquote>"),
        ("", ""),
    ],
)
def test_markdown(html: Convert, text: str, expected: str) -> None:
    assert html(text) == expected


# --- any text

SNIPPETS = st.sampled_from(
    [
        "<script>", "</script>", "<a href='", "javascript:", "data:", "' onclick='x' ", '" onerror="x" ', "<img src=",  # noqa: E501
        "<iframe src='https://www.youtube.com/", "</iframe>", "<iframe ", "onload=x", ">", "<", "[a](", ")", "![b](",  # noqa: E501
        "<svg/", "<p title='", "<math>", "<style>", "&#106;", "&Tab;", "{: onclick=x }", "{: .a href=x }", "```\n",  # noqa: E501
        "\n\n", "\n", "# ", "#kata", "##", "17. ", "- ", "> ", "|a|\n|-|\n", "[^1]", "[^1]: x\n", "`", "*", "_", "\\",  # noqa: E501
        "<!--", "-->", "\x02", "\x03", "klzzwxh:0", "[x]: javascript:y\n", "//[", "http://[x", "<a href=//[>", "    ",  # noqa: E501
    ]
)  # fmt: skip
TEXTS = st.lists(SNIPPETS | st.text(max_size=8), max_size=14).map("".join)


def elements(found: str) -> list[Element]:
    """What a browser makes of it."""
    tree: Element = html5lib.parseFragment(found, treebuilder="etree", namespaceHTMLElements=False)
    return [element for element in tree.iter() if isinstance(element.tag, str)]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("[a](http://[x)")
@example("<iframe <script><script>")
@example("<a href='http://[x'>a</a>")
@example("<iframe src='https://[x'></iframe>")
@example("<p title='<img src=x onerror=alert(1) '>a</p>")
@example("<p title='<iframe a'>x</p><p title='></iframe>'>y</p>")
def test_html_of_any_text_is_safe(html: Convert, text: str) -> None:
    found = html(text)
    assert "<script" not in found.lower()
    for element in elements(found):
        assert element.tag not in (
            "script",
            "style",
            "object",
            "embed",
            "form",
            "base",
            "meta",
            "svg",
            "math",
        )
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name not in ("style", "srcdoc")
            if name in ("href", "src", "poster"):
                bare = re.sub(r"[\x00-\x20]", "", value).lower()
                assert not bare.startswith(("javascript:", "data:", "vbscript:"))
        if element.tag == "iframe":
            assert re.match(r"(https?:)?//", element.attrib["src"])


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_the_same_text_gives_the_same_html(engine: EngineName, text: str) -> None:
    fresh = MarkdownConverter(Config(base_url="https://x.github.io/koran/", markdown=engine))
    assert KORAN[engine].convert(text, PATH, LINKS) == fresh.convert(text, PATH, LINKS)


@settings(max_examples=100, deadline=None)
@given(
    st.from_regex(r"#{1,6}[a-z0-9]{1,8}( [a-z]{1,5}){0,3}", fullmatch=True),
    st.sampled_from(["", "a\n\n", "a\n"]),
)
def test_a_hashtag_is_never_a_heading(html: Convert, line: str, before: str) -> None:
    found = html(before + line)
    assert not re.search(r"<h\d", found)
    assert line in found
