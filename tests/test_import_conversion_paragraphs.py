"""The paragraphs and line breaks of WordPress texts are those that `wpautop` made when it showed them.

Each text stands beside the HTML that WordPress shows for it, worked out from the rules of `wpautop`.
"""

import re

import pytest
from import_rendering import ENGINES, SameLinks, rendered

from newsgen.importing.conversion.converting import convert
from newsgen.importing.story import Format

# A text; the paragraphs that readers see, `/` for a line break, tags of blocks that are no paragraphs.
SHOWN = [
    ("a", ["a"]),
    ("a\n\nb", ["a", "b"]),
    ("a\n\n\n\nb", ["a", "b"]),
    ("a\n \t\nb", ["a", "b"]),
    ("a\r\n\r\nb", ["a", "b"]),
    ("a\r\rb", ["a", "b"]),
    ("\n\na\n\n", ["a"]),
    ("a\nb", ["a/b"]),
    ("a\r\nb", ["a/b"]),
    ("a\nb\nc\n\nd", ["a/b/c", "d"]),
    ("a <br />\nb", ["a/b"]),
    ("a<br>b", ["a/b"]),
    ("a<br />\nb<br />\nc", ["a/b/c"]),
    ("a<br /><br />b", ["a", "b"]),
    ("a<br /> <br />\nb", ["a", "b"]),
    ("a\n<br />\nb", ["a", "b"]),
    ("a&nbsp;\n\n&nbsp;\n\nb", ["a", "b"]),
    ("<p>a</p>\n\n<p>b</p>", ["a", "b"]),
    ("<p>a</p>\n<p>b</p>", ["a", "b"]),
    ("<p>a\nb</p>", ["a/b"]),
    ("<p>a</p>b", ["a", "b"]),
    ("a<p>b</p>c", ["a", "b", "c"]),
    ("a\n\n<p>b", ["a", "b"]),
    ("<p></p>\n\na", ["a"]),
    ("<p>a\n\nb</p>", ["a", "b"]),
    ("<p style='text-align: center'>a</p>\nb", ["a", "b"]),
    ("<div>a</div>\nb", ["a", "b"]),
    ("<div>a\n\nb</div>", ["a", "b"]),
    ("<div>\n\na\n\n</div>\n\nb", ["a", "b"]),
    ("<div>a\nb</div>", ["a/b"]),
    ("a\n<div>b</div>\nc", ["a", "b", "c"]),
    ("<h2>a</h2>\nb", ["h:a", "b"]),
    ("a\n<h2>b</h2>\nc", ["a", "h:b", "c"]),
    ("<h3>a</h3>\n\n\n<h3>b</h3>", ["h:a", "h:b"]),
    ("a\n\n<hr />\n\nb", ["a", "hr", "b"]),
    ("a\n<hr>\nb", ["a", "hr", "b"]),
    ("<blockquote>a</blockquote>", ["q:a"]),
    ("<blockquote>a\n\nb</blockquote>", ["q:a", "q:b"]),
    ("<blockquote>a\nb</blockquote>\nc", ["q:a/b", "c"]),
    ("a\n<blockquote>b</blockquote>\nc", ["a", "q:b", "c"]),
    ("<blockquote>\n\na\n\n</blockquote>", ["q:a"]),
    ("<blockquote><p>a</p>\n<p>b</p></blockquote>", ["q:a", "q:b"]),
    ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", ["li:a", "li:b"]),
    ("<ul>\n\t<li>a</li>\n\n\t<li>b</li>\n</ul>\nc", ["li:a", "li:b", "c"]),
    ("a\n<ol>\n<li>b</li>\n</ol>\nc", ["a", "li:b", "c"]),
    ("<ul><li>a\nb</li></ul>", ["li:a/b"]),
    ("<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>\nc", ["td:a", "td:b", "c"]),
    ("<table><tr><td>a\nb</td><td>c</td></tr></table>", ["td:a/b", "td:c"]),
    ("<pre>a\nb\n\nc</pre>\nd", ["pre:a|b||c", "d"]),
    ("a\n<pre>b</pre>", ["a", "pre:b"]),
    ("a\n\n<script>\nx;\n\ny;\n</script>\n\nb", ["a", "b"]),
    ("a\n\n<style>\nx{}\n\ny{}\n</style>\nb", ["a", "b"]),
    ("a\n<!--more-->\nb", ["a", "b"]),
    ("a<!--more-->b", ["a", "b"]),
    ("a\n\n<!--more lanjut-->\n\nb", ["a", "b"]),
    ("<em>a</em>\n<strong>b</strong>", ["a/b"]),
    ("<em>a</em>\n\n<strong>b</strong>", ["a", "b"]),
    ("<strong>a\n\nb</strong>", ["a", "b"]),
    ("<em>a\nb</em> c", ["a/b c"]),
    ("<a href='/b/'>a</a>\nb", ["a/b"]),
    ("<span>a\n\nb</span>\n\nc", ["a", "b", "c"]),
    ("a <span>b</span>\n c", ["a b/c"]),
    ('[caption id="x"]<img src="/a.jpg" /> Kap[/caption]\na', ["fig:Kap", "a"]),
    ('a\n\n[caption id="x"]<img src="/a.jpg" /> Kap[/caption]\n\nb', ["a", "fig:Kap", "b"]),
    ("<figure><img src='/a.jpg'><figcaption>Kap</figcaption></figure>\na", ["fig:Kap", "a"]),
    ("<center>a</center>\nb", ["a", "b"]),
    ("<address>a\nb</address>\nc", ["a/b", "c"]),
    ("<section>a</section><section>b</section>", ["a", "b"]),
    ("[[a]]\nb", ["[a]/b"]),
]  # fmt: skip

_NAMES = {"blockquote": "q", "li": "li", "td": "td", "pre": "pre", "figure": "fig"}
_TOKEN = re.compile(r"<(/?)(\w+)[^>]*>|([^<]+)")
_ENDS = {
    "p",
    "div",
    "h2",
    "h3",
    "blockquote",
    "li",
    "ul",
    "ol",
    "td",
    "tr",
    "table",
    "pre",
    "figure",
    "hr",
    "tbody",
}


def shown(html: str) -> list[str]:
    """The paragraphs of a page, with the elements around them."""
    found, text, around = [], "", list[str]()

    def end() -> None:
        nonlocal text
        words = text.strip() if "pre" not in around else text.strip("\n").replace("\n", "|")
        words = re.sub(r"\s*/\s*", "/", " ".join(words.split())).strip("/")
        name = next((_NAMES.get(each, "h") for each in reversed(around) if each in {*_NAMES, "h2", "h3"}), "")
        if words:
            found.append(f"{name}:{words}" if name else words)
        text = ""

    for token in _TOKEN.finditer(html):
        closes, tag, words = token.groups()
        if words:
            text += words
        elif tag == "br":
            text += "/"
        elif tag in _ENDS:
            end()
            if tag == "hr":
                found.append("hr")
            elif closes:
                around.pop()
            else:
                around.append(tag)
    end()
    return found


@pytest.mark.parametrize(("text", "paragraphs"), SHOWN)
def test_paragraphs_are_those_of_wordpress(text: str, paragraphs: list[str]) -> None:
    markdown = convert(text, Format.WORDPRESS, SameLinks(), base="https://lama.example/a/").markdown
    for engine in ENGINES:
        assert shown(rendered(markdown, engine)) == paragraphs, markdown
