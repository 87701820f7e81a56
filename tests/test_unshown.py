"""What readers won't see of a text is said when it is read, and agrees with what rendering drops."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

import html5lib
import pytest
from click.testing import CliRunner
from conftest import CONFIG, MakeSite, Project, article
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.cli import main
from newsgen.config import Config
from newsgen.content import unshown
from newsgen.content.allowlist import is_blocked
from newsgen.preview.site import PreviewSite
from newsgen.rendering.layout import policy
from newsgen.rendering.markup import MarkdownConverter, house_rules

HOST = "https://kabar.example"
Engine = Literal["python-markdown", "commonmark"]
ENGINES: tuple[Engine, ...] = ("python-markdown", "commonmark")
MARKUP = {engine: MarkdownConverter(Config(base_url=HOST, markdown=engine)) for engine in ENGINES}
EMBEDS = Config().embeds


def warned(text: str, host: str = HOST) -> list[str]:
    """The warnings of a text that begins on line 5, without the name of the file."""
    found = unshown.warnings("a.md", text, text.encode(), 5, host, EMBEDS, "python-markdown")
    return [str(problem).removeprefix("a.md:") for problem in found]


NO_CODE = "(pages run no code of a text: link to where it runs)"
STAYS = "(what stands inside stays; write `&lt;` for a `<` that is text)"
CLASS = "(use a class, and give that its looks in the style sheet of the theme)"
FRAMES = "(add its host to `embeds` in newsgen.yaml, or link to it)"
LINKS = "(a link names a file, or starts with https:, mailto: or tel:)"
HTTPS = "(write https:, or copy the file into content/)"
OTHER = "(it is code of another program: write what it stands for)"
WORDPRESS = "(it is code of WordPress: write what it stands for)"
POST = "(the quotation and its link stay: delete the script)"

DROPPED = {
    "<script>alert(1)</script>": [f"5:1: left out of the page: `<script>` {NO_CODE}"],
    "Isi.\n\nIsi <script>x('<iframe>')</script> <SCRIPT src=x></SCRIPT>": [
        f"7:5: left out of the page: `<script>` (2 times) {NO_CODE}"
    ],
    "<style>p {color: red}</style>": [
        "5:1: left out of the page: `<style>` (put the rules into the style sheet of the theme)"
    ],
    "<form action=x><input><button>Kirim</button></form>": [
        "5:1: left out of the page: `<form>`, `<input>`, `<button>` (3 times)"
        " (link to the page that has the form)"
    ],
    "Warga <nama desa> bilang <font color=red>ya</font>.": [
        f"5:7: left out of the page: `<nama>`, `<font>` (2 times) {STAYS}"
    ],
    "<a1><a2><a3><a4><a5>": [
        f"5:1: left out of the page: `<a1>`, `<a2>`, `<a3>`, `<a4>`, … (5 times) {STAYS}"
    ],
    "<?php echo 1 ?>": [f"5:1: left out of the page: `<?php` {NO_CODE}"],
    "<p onclick=x ONLOAD='y'>a</p>": [
        f"5:1: event handlers left out of the page: `onclick`, `onload` (2 times) {NO_CODE}"
    ],
    "a\n{: onclick=x .kelas #id title='b'}": [
        f"6:1: event handlers left out of the page: `onclick` {NO_CODE}"
    ],
    "<p style='color: red' align=center>a</p>": [
        f"5:1: attributes left out of the page: `style`, `align` (2 times) {CLASS}"
    ],
    "<iframe src='https://peta.example/x'>Peramban <b onclick=x>lama</b></iframe>": [
        f"5:1: frames left out of the page: `peta.example` {FRAMES}"
    ],
    "<iframe src='/lokal.html'></iframe>\n\n<iframe></iframe>": [
        f"5:1: frames left out of the page: `/lokal.html`, `<iframe>` (2 times) {FRAMES}"
    ],
    '<blockquote class="twitter-tweet"><p>Isi</p></blockquote>'
    ' <script async src="https://platform.twitter.com/widgets.js"></script>': [
        f"5:59: scripts of posts left out of the page: `platform.twitter.com` {POST}"
    ],
    "[a](javascript:alert(1)) [b](JaVaScRiPt:x) <a href=' &#106;avascript:x'>c</a>": [
        f"5:5: links left out of the page: `javascript:` (3 times) {LINKS}"
    ],
    "[a][1]\n\n[1]: whatsapp://send?x": [f"7:6: links left out of the page: `whatsapp:` {LINKS}"],
    "[a](http://[x) [b](https://1.2.3.999/)": [
        f"5:5: links left out of the page: `http://[x`, `https://1.2.3.999/` (2 times) {LINKS}"
    ],
}

NOT_LOADED = {
    "![](C:\\Users\\Budi\\foto.jpg)": [
        "5:5: `C:\\Users\\Budi\\foto.jpg` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `foto.jpg`)"
    ],
    "<img src='file:///home/budi/foto%20a.jpg'>\n\n![](\\\\server\\x.jpg) [dokumen](D:/apbd.pdf)": [
        "5:1: `file:///home/budi/foto%20a.jpg` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `foto a.jpg`)",
        "7:5: `\\\\server\\x.jpg` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `x.jpg`)",
        "7:31: `D:/apbd.pdf` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `apbd.pdf`)",
    ],
    "![](data:image/png;base64,iVBORw0KGgo=)": [
        "5:5: `data:image/png;base64,iVBORw0KGgo=` is a whole picture and no address"
        " (save it as a file in the folder of this file)"
    ],
    "![](blob:https://x.id/1)": [
        "5:5: `blob:https://x.id/1` is neither a file nor a web address"
        " (copy the file to the folder of this file)"
    ],
    "![](http://x.id/a)\n<img src=http://x.id/b> <video src='http://y.id/c'></video> [a](http://x.id)": [
        f"5:5: not loaded by browsers, which take only https: here: `http://x.id`, `http://y.id`"
        f" (3 times) {HTTPS}"
    ],
    "<iframe src='http://www.youtube.com/embed/1'></iframe>": [
        f"5:1: not loaded by browsers, which take only https: here: `http://www.youtube.com` {HTTPS}"
    ],
    "<img src=a.jpg srcset='a.jpg 1x, http://x.id/a.jpg 2x'>": [
        f"5:1: not loaded by browsers, which take only https: here: `http://x.id` {HTTPS}"
    ],
}

AS_TEXT = {
    "{{ page.title }} lalu {% include x.html %}\n\n{{< figure src=x >}} {{% note %}}": [
        "5:1: shown as text: `{{ page.title }}`, `{% include x.html %}`, `{{< figure src=x >}}`,"
        f" `{{{{% note %}}}}` (4 times) {OTHER}"
    ],
    "import Peta from '../Peta.astro';\nimport { a,\n  b } from \"./x\"\n\nIsi.\n\nexport const x = 1": [
        "5:1: shown as text: `import Peta from '../Peta.astro';`, `import { a, b } from \"./x\"`,"
        f" `export const x = 1` (3 times) {OTHER}"
    ],
    '[caption id="a" width="300"]Isi[/caption] [gallery] [embed]https://x.id[/embed] [su_box title=x]': [
        f"5:1: shown as text: `[caption]`, `[gallery]`, `[embed]`, `[su_box]` (4 times) {WORDPRESS}"
    ],
}

FINE = [
    "Kalimat biasa, 3 < 4 dan {kurung} [VIDEO] [video] [galeri](https://x.id) [a][gallery].",
    "<https://x.id/a> <redaksi@kabar.example> [a](<b c.pdf>) [a](b.pdf) [a](tel:+62741) [a](#bab)",
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/x" title="Film" frameborder="0"'
    ' allow="autoplay" referrerpolicy="strict-origin" allowfullscreen></iframe>',
    '<a href="https://x.id" target="_blank" rel="noopener" data-x="y">a</a> <img loading=lazy src=a.jpg>',
    "`<script>` ``a ` <b onclick=x>`` `{{ x }}` `[gallery]` `![](C:\\x.jpg)`",
    "```\n<script>\n\n{{ x }}\n```\n\n~~~ html\n![](data:x)\n~~~",
    "Teks:\n\n    <script>\n\n    {{ x }}",
    "<pre><code>{{ x }} [gallery]</code></pre>",
    "<!-- <script> <b onclick=x> --> <!--more--> <!--nextpage-->",
    "Isi {: .kelas #id } ![](https://x.id/a.jpg) ![](//x.id/a.jpg) ![](foto.jpg)",
    "import dari Jawa turun.\n\nexport beras naik, kata mereka.\n\n```\nimport a from 'a'\n```",
    "| a | b |\n|:-:|---|\n| [x](y.pdf) | z[^1] |\n\n[^1]: Catatan.",
]


@pytest.mark.parametrize("text", [*DROPPED, *NOT_LOADED, *AS_TEXT])
def test_what_readers_do_not_see_is_warned_of(text: str) -> None:
    assert warned(text) == (DROPPED | NOT_LOADED | AS_TEXT)[text]


@pytest.mark.parametrize("text", FINE)
def test_what_they_see_is_not(text: str) -> None:
    assert warned(text) == []


# --- what is blocked


@pytest.mark.parametrize(
    ("url", "host", "blocked"),
    [
        ("http://x.id/a.jpg", "https://kabar.example", True),
        ("HTTP://x.id/a.jpg", "https://kabar.example", True),
        ("https://x.id/a.jpg", "https://kabar.example", False),
        ("//x.id/a.jpg", "https://kabar.example", False),
        ("a.jpg", "https://kabar.example", False),
        ("http://kabar.example/a.jpg", "https://kabar.example", True),
        ("http://x.id/a.jpg", "http://localhost:8000", True),
        ("https://x.id/a.jpg", "http://localhost:8000", False),
        ("//x.id/a.jpg", "http://localhost:8000", True),
        ("http://localhost:8000/a.jpg", "http://localhost:8000", False),
        ("http://localhost:8000.x.id/a.jpg", "http://localhost:8000", True),
        ("a.jpg", "http://localhost:8000", False),
    ],
)
def test_what_the_policy_blocks(url: str, host: str, blocked: bool) -> None:
    assert is_blocked(url, host) == blocked
    rules = {
        rule.partition(" ")[0]: rule.split()[1:] for rule in str(policy(Config(base_url=host))).split("; ")
    }
    for rule in ("img-src", "media-src"):
        assert set(rules[rule]) <= {"'self'", "data:", "https:"}
    assert all(source.startswith("https://") for source in rules["frame-src"])


# --- what rendering drops

ON = re.compile("on[a-z]+")
NEEDLESS = {"target", "rel", "loading", "frameborder", "referrerpolicy"}
FORMS = {"form", "input", "button", "select", "textarea"}


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag != "DOCUMENT_FRAGMENT":
            yield node.tag.rpartition("}")[2], dict(node.attrib)


def dropped(text: str, engine: Engine) -> set[str]:
    """The kinds of what is in the HTML of a text before it is sanitised, and not after."""
    before = list(elements(MARKUP[engine].engine.html(house_rules(text))))
    after = list(elements(MARKUP[engine].convert(text, "a.md", {})))
    kinds = set()
    for tag in Counter(tag for tag, _ in before) - Counter(tag for tag, _ in after):
        kinds.add(
            {"script": "script", "style": "style", "iframe": "frame"}.get(
                tag, "form" if tag in FORMS else "element"
            )
        )
    kept = {tag for tag, _ in after}
    lost = Counter((tag, name) for tag, attributes in before if tag in kept for name in attributes)
    lost -= Counter((tag, name) for tag, attributes in after for name in attributes)
    for tag, name in lost:
        if (tag, name) in (("td", "align"), ("th", "align")):  # a class tells it
            continue
        if name in ("href", "src"):
            kinds.add("frame" if tag == "iframe" else "address")
        elif name not in NEEDLESS and not name.startswith("data-"):
            kinds.add("event handler" if ON.fullmatch(name) else "attribute")
    # Nothing drops it, but it is no picture either.
    kinds |= {
        "address" for tag, found in after if tag == "img" and found.get("src", "").startswith("mailto:")
    }
    return kinds


def found(text: str, engine: Engine) -> set[str]:
    """The kinds of what is found that rendering drops."""
    kinds = {finding.kind for finding in unshown.find(text, HOST, EMBEDS, engine)}
    same = {"post": "script", "link": "address"}
    return {same.get(kind, kind) for kind in kinds} - {"insecure", "template", "module", "shortcode", "PHP"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [*DROPPED, *FINE, *AS_TEXT])
def test_rendering_drops_what_is_warned_of(text: str, engine: Engine) -> None:
    assert found(text, engine) == dropped(text, engine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n  ```\n  <script>x</script>\n\n  <form>\n  ```\n- b", set()),
        ("1. ```html\n   <script>x</script>\n\n   <form>\n   ````", set()),
        ("> ~~~\n> <script>x</script>\n> ~~~", set()),
        ("```\n<script>x</script>\n\n<form>", set()),
        ("   ```\n<script>x</script>\n\n<form>\n   ```\n\n<style>a</style>", {"style"}),
        ("``` a ``` <script>x</script>", {"script"}),
        ("- a\n\n  <script>x</script>", {"script"}),
        ("<o:p>isi</o:p> <nama_desa>", set()),
    ],
)
def test_commonmark_has_code_in_lists_too(text: str, expected: set[str]) -> None:
    assert found(text, "commonmark") == dropped(text, "commonmark") == expected


TAGS = "b i p div span font center nama svg h1 h2 o:p script style form input section object u".split()
BLOCK_TAGS = ["div", "p", "script", "style", "section"]
ATTRIBUTES = [
    "",
    " class=a",
    " onclick=x",
    " style='color: red'",
    " data-a=b",
    " title='a > b'",
    " id=c align=x",
]
ADDRESSES = [
    "a.pdf",
    "/a/",
    "https://x.id/a",
    "http://x.id",
    "#bab",
    "javascript:x",
    "DATA:x",
    "&#106;avascript:x",
    "C:\\x\\y.jpg",
    "C:/x.jpg",
    "file:///x",
    "mailto:a@b.id",
    "ftp://x.id",
    "//x.id/a",
    "https://[x",
    "x.id:80",
    "https://1.2.3.999/",
    "java&Tab;script:x",
    "a:b",
    "?a=b:c",
    "vbscript:x",
]
FRAMES_OF = [
    "https://www.youtube.com/embed/x",
    "https://peta.example/x",
    "/lokal.html",
    "",
    "//www.youtube.com/x",
]

INLINE = st.one_of(
    st.builds("<{0}{1}>isi</{0}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("[isi]({})".format, st.sampled_from(ADDRESSES)),
    st.builds("![isi]({})".format, st.sampled_from(ADDRESSES)),
    st.builds('<a href="{}" target=_blank>isi</a>'.format, st.sampled_from(ADDRESSES)),
    st.builds("<img{1} src='{0}'>".format, st.sampled_from(ADDRESSES), st.sampled_from(ATTRIBUTES)),
    st.builds('<iframe src="{}" frameborder=0></iframe>'.format, st.sampled_from(FRAMES_OF)),
    st.sampled_from(["kata", "3 < 4", "{{ x }}", "**tebal**", "<https://x.id>", "#kata", "<br>", "a_b"]),
)
SPANS = st.one_of(INLINE, st.builds("`{}`".format, INLINE), st.builds("<!-- {} -->".format, INLINE))
LINES = st.lists(SPANS, min_size=1, max_size=3).map(lambda spans: "Awal " + " lalu ".join(spans) + " akhir.")
BLOCKS = st.one_of(
    LINES,
    LINES.map("## {}".format),
    LINES.map("> {}".format),
    LINES.map("- satu\n- {}".format),
    LINES.map("- satu\n\n    {}".format),
    LINES.map("Teks:\n\n    {}".format),
    LINES.map("```\n{}\n\n{{{{ x }}}}\n```".format),
    LINES.map("- satu\n\n  ```\n  {}\n\n  {{{{ x }}}}\n  ```".format),
    LINES.map("Isi[^1].\n\n[^1]: {}".format),
    st.builds("<{0}{1}>isi</{0}>".format, st.sampled_from(BLOCK_TAGS), st.sampled_from(ATTRIBUTES)),
    st.sampled_from(FRAMES_OF).map('<iframe src="{}"></iframe>'.format),
)


def numbered(blocks: list[str]) -> str:
    """A text in which no two notes have one name."""
    return "\n\n".join(block.replace("[^1]", f"[^{number}]") for number, block in enumerate(blocks))


TEXTS = st.lists(BLOCKS, min_size=1, max_size=3).map(numbered)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
@example(text="- satu\n\n    <script>x</script>")
@example(text="```\n<b>\n\n<style>x</style>")
def test_a_warning_where_something_is_dropped_and_nowhere_else(engine: Engine, text: str) -> None:
    assert found(text, engine) == dropped(text, engine)


# --- in a newsroom

FRAME = '<iframe src="https://peta.example/x"></iframe>'


def build(site: Project) -> list[str]:
    return [str(warning) for warning in site.build().warnings]


def test_warnings_stay_until_the_text_is_mended(make_site: MakeSite) -> None:
    body = f"Isi.\r\n\r\n{FRAME}\r\n\r\n<script>x</script>"
    site = make_site(
        {
            "a.md": article("A", "2026-11-05", body=body),
            "pages/p.md": "---\ntitle: P\n---\n![x](C:\\x\\y.jpg)\n",
            "authors/sri.md": "---\nname: Sri\n---\n\n{{ x }}\n",
            "tarik.md": article("B", "2026-11-05", body=body, status="withdrawn", reason="Salah."),
        }
    )
    expected = [
        f"a.md:8:1: frames left out of the page: `peta.example` {FRAMES}",
        f"a.md:10:1: left out of the page: `<script>` {NO_CODE}",
        f"authors/sri.md:5:1: shown as text: `{{{{ x }}}}` {OTHER}",
        "pages/p.md:4:6: `C:\\x\\y.jpg` is on your own computer, where readers can't see it"
        " (copy it to the folder of this file, and write `y.jpg`)",
    ]
    assert build(site) == expected
    assert build(site) == expected
    checked = CliRunner().invoke(main, ["check", "--project", str(site.path)]).stderr
    assert [line for line in checked.splitlines() if line.startswith("warning: ")] == [
        f"warning: content/{line}" for line in expected
    ]
    site.write("lain.md", article("C", "2026-11-06"))
    assert build(site) == expected
    site.write("a.md", article("A", "2026-11-05", body="Isi."))
    assert build(site) == expected[2:]


def test_warnings_follow_the_settings(make_site: MakeSite) -> None:
    body = f"{FRAME}\n\n![x](//x.id/a.jpg)"
    site = make_site({"a.md": article("A", "2026-11-05", body=body)})
    assert build(site) == [f"a.md:6:1: frames left out of the page: `peta.example` {FRAMES}"]
    site.configure(CONFIG + "embeds: [peta.example]\n")
    assert build(site) == []
    shown = '<iframe loading="lazy" src="https://peta.example/x" title="Isi dari peta.example"></iframe>'
    assert shown in site.read("/2026/11/a/")
    site.configure(CONFIG.replace("https:", "http:") + "embeds: []\n")
    assert build(site) == [
        f"a.md:6:1: frames left out of the page: `peta.example` {FRAMES}",
        f"a.md:8:6: not loaded by browsers, which take only https: here: `//x.id` {HTTPS}",
    ]


def test_a_head_picture_that_is_blocked_is_warned_of(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("A", "2026-11-05", image={"src": "http://x.id/a.jpg", "alt": "x"}),
            "b.md": article("B", "2026-11-05", image={"src": "https://x.id/a.jpg", "alt": "x"}),
        },
        config=CONFIG + "logo: http://x.id/logo.png\n",
    )
    message = "not loaded by browsers, which take only https: here:"
    assert build(site) == [
        f"a.md:4:1: image: {message} `http://x.id/a.jpg` {HTTPS}",
        f"newsgen.yaml: logo: {message} `http://x.id/logo.png` {HTTPS}",
    ]


def test_the_preview_says_it_too(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", body=FRAME)})
    preview = PreviewSite(site.path, future=True)
    preview.refresh()
    (found,) = preview.notes("/2026/11/a/").warnings
    assert (found.path, found.line, found.column) == ("content/a.md", 6, 1)
    assert found.message == "frames left out of the page: `peta.example`"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("opening", "findings"), [("<!-- ", 0), ("<? ", 100_000)])
def test_what_is_never_closed_is_looked_for_once(engine: Engine, opening: str, findings: int) -> None:
    """Looked for again at each of these, the end would take minutes."""
    body = opening * 100_000
    assert len(unshown.find(body, "", (), engine)) == findings
