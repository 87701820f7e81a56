"""The text of a story as Markdown: a table of HTML, and of what WordPress adds to it."""

# ruff: noqa: E501

import pytest
from import_rendering import ENGINES, SameLinks, images, links, rendered, words

from newsgen.content.body import outline
from newsgen.content.embeds import lone_addresses
from newsgen.importing.conversion.converting import convert
from newsgen.importing.converted import Converted
from newsgen.importing.story import Format

HOST = "https://lama.example"
FILES = f"{HOST}/wp-content/uploads"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def converted(text: str, format_: Format = Format.HTML) -> Converted:
    return convert(text, format_, SameLinks(), base=f"{HOST}/2018/08/aula/")


# HTML, Markdown; what readers see of both is the same in both engines.
SAME = [
    ("<p>17. Agustus adalah hari kemerdekaan.</p>", "17\\. Agustus adalah hari kemerdekaan."),
    ("<p>1986. Tahun itu.</p>", "1986\\. Tahun itu."),
    ("<p>1) Pertama.</p>", "1\\) Pertama."),
    ("<p>#kata dan # kata</p>", "#kata dan # kata"),
    ("<p># kata</p>", "\\# kata"),
    ("<p>+ lima</p><p>- enam</p><p>&gt; tujuh</p>", "\\+ lima\n\n\\- enam\n\n\\> tujuh"),
    ("<p>+62 811</p><p>-5 derajat</p>", "+62 811\n\n-5 derajat"),
    ("<p>---</p><p>x</p>", "\\---\n\nx"),
    ("<p>Judul<br>===</p>", "Judul  \n&#61;=="),
    ("<p>Judul<br>---</p>", "Judul  \n\\---"),
    ("<p>a | b<br>--- | ---</p>", "a | b  \n\\--- | ---"),
    ("<p>snake_case dan _miring_ dan __tebal__</p>", "snake_case dan \\_miring\\_ dan \\_\\_tebal\\_\\_"),
    ("<p>5 * 4 * 3 **x**</p>", "5 \\* 4 \\* 3 \\*\\*x\\*\\*"),
    ("<p>[x] dan `y`</p>", "[x] dan \\`y\\`"),
    ("<p>[x](y) dan [a]: b</p>", "\\[x\\](y) dan \\[a\\]: b"),
    ("<p>[1] <a href='/b/'>b</a></p>", "\\[1\\] [b](/b/)"),
    ("<p>Lihat!<a href='/b/'>b</a></p>", "Lihat\\![b](/b/)"),
    ("<p>R &amp; D, AT&amp;T, &amp;copy; &lt;b&gt;</p>", "R & D, AT&amp;T, &amp;copy; &lt;b>"),
    ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "&lt;script>alert(1)&lt;/script>"),
    ("<p>{: .merah} {{ judul }} {% if %}</p>", "\\{: .merah} {{ judul }} \\{% if %}"),
    ("<p>C:\\Users \\* \\</p>", "C:\\Users \\\\\\* \\\\"),
    ("<p>~~~</p><p>~~x~~ ~100</p>", "&#126;&#126;&#126;\n\n&#126;&#126;x&#126;&#126; ~100"),
    ("<p>: arti</p>", "&#58; arti"),
    ("<p>     empat\tspasi\n baris</p>", "empat spasi baris"),
    ("<p>Ia <b>tebal </b>dan<i> miring</i>.</p>", "Ia **tebal** dan _miring_."),
    ("<p><b><i>Jambi</i></b> - teks</p>", "**_Jambi_** - teks"),
    ("<p><b>a</b><b>b</b> <i>c</i></p>", "**ab** _c_"),
    ("<p>ke<b>tua</b>nya</p>", "ke<strong>tua</strong>nya"),
    ("<p><i>a_b</i></p>", "<em>a_b</em>"),
    ("<p><b>a<br>b</b></p>", "**a  \nb**"),
    ("<p>H<sub>2</sub>O m<sup>2</sup> <u>g</u> <del>h</del></p>", "H<sub>2</sub>O m<sup>2</sup> <u>g</u> <del>h</del>"),
    ("<p><span style='font-weight: bold'>a</span> b</p>", "**a** b"),
    ("<p><code>x = 1</code> <code>a`b</code> <code>&lt;p&gt;</code></p>", "`x = 1` <code>a\\`b</code> <code>&lt;p></code>"),
    ("<p><abbr title='Sekretaris Daerah'>Sekda</abbr> x</p>", '<abbr title="Sekretaris Daerah">Sekda</abbr> x'),
    ("<p>a<br>b<br><br>c</p>", "a  \nb\n\nc"),
    ("<h1>Satu</h1><h3>1. Tiga #</h3>", "## Satu\n\n### 1\\. Tiga \\#"),
    ("<h2></h2><p>x</p><p>&nbsp;</p>", "x"),
    ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("<ol start=5><li>a</li><li>b</li></ol>", "5. a\n6. b"),
    ("<ol start=5><li>a</li></ol>", '<ol start="5"><li>a</li></ol>'),
    ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n\n    1. b"),
    ("<ul><li>- a</li></ul>", "- \\- a"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
    ("<ul><li>a<table><tr><td>b</td></tr></table></li></ul>", "<ul><li>a<table><tr><td>b</td></tr></table></li></ul>"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n<!-- -->\n\n> b"),
    ("<blockquote>a<pre>b</pre></blockquote>", "<blockquote>a<pre>b</pre></blockquote>"),
    ("<table><tr><th>a<th align=right>b<tr><td>1|2<td>c<br>d</table>", "| a | b |\n| --- | --: |\n| 1\\|2 | c<br>d |"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>a</td><td>b</td></tr></table>"),
    ("<table><tr><th colspan=2>a<tr><td>b<td>c</table>", '<table><tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr></table>'),
    ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
    ("<dl><dt>a</dt><dd>*b*</dd></dl>", "<dl><dt>a</dt><dd>*b*</dd></dl>"),
    ("<details><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>"),
    ("<pre>a\n\n  *b*\n</pre>", "```\na\n\n  *b*\n```"),
    ("<pre><code class='language-php'>```</code></pre>", "````php\n```\n````"),
    ("a<hr>b", "a\n\n***\n\nb"),
    ("<p dir=rtl>x</p>", '<p dir="rtl">x</p>'),
    ("<p><a href='../b c(d)/?x=1&amp;y=&quot;'>b]</a></p>", "[b\\]](/2018/08/b%20c%28d%29/?x=1&y=%22)"),
    ("<p><a href='mailto:a@b.example'>a</a> <a href='https://x.example/'>b</a></p>", "[a](mailto:a@b.example) [b](https://x.example/)"),
    ("<p><b><a href='/b/'>b</a></b></p>", "**[b](/b/)**"),
    ("<p><a href='/b/'><b>b</b></a></p>", "[**b**](/b/)"),
    ("<p><a name=x></a>a<o:p></o:p> <font color=red>b</font></p>", "a b"),
    ("<p>**</p><p>__</p><p>&#126; a</p>", "\\*\\*\n\n\\_\\_\n\n&#126; a"),
    (f"<p><img src='{FILES}/a-300x200.jpg' alt='A [b]' width=300 class='alignleft'></p>", "![A (b)](/foto/a.jpg)"),
    (f"<a href='{FILES}/a.jpg'><img src='{FILES}/a-300x200.jpg'></a>", "![](/foto/a.jpg)"),
    (f"<a href='/b/'><img src='{FILES}/a.jpg'></a>", "[![](/foto/a.jpg)](/b/)"),
    (
        f"<figure><img src='{FILES}/a.jpg' alt='A'><figcaption>Kap <b>*</b></figcaption></figure>",
        '<figure><img src="/foto/a.jpg" alt="A"><figcaption>Kap <strong>*</strong></figcaption></figure>',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), SAME)
def test_html_is_markdown_that_shows_the_same(html: str, markdown: str) -> None:
    assert converted(html).markdown == markdown
    for engine in ENGINES:
        assert words(rendered(markdown, engine)) == words(html)
        assert len(images(rendered(markdown, engine))) == len(images(html))


# HTML, Markdown, kinds of notes
CHANGED = [
    (
        f"<table class='tr-caption-container'><tr><td><img src='{FILES}/a.jpg'></td></tr><tr><td class='tr-caption'>Kap</td></tr></table>",
        '<figure><img src="/foto/a.jpg" alt=""><figcaption>Kap</figcaption></figure>',
        [],
    ),
    ("<div class='advertorial'><p>Isi</p></div>", "Isi", []),
    ("<p>a<script>x()</script><style>b{}</style></p>", "a", ["script-removed"]),
    ("<p onclick='x()'>a</p>", "a", ["handler-removed"]),
    (f"<a href='{HOST}/mati/x'>a</a>", "a", ["dead-link"]),
    ("<a href='javascript:x()'>a</a>", "a", ["script-link"]),
    ("<a href='#x'>a</a>", "a", ["anchor-link"]),
    ("<p>a</p><img src='https://pixel.wp.com/b.gif'><img width=1 height=1 src=x.gif>", "a", ["tracker-removed"]),
    ("<img src='data:image/png;base64,xx'>", "", ["picture-removed"]),
    ("<form><input><button>Kirim</button></form>a", "a", ["form-removed"]),
    ("<span style='display:none'>a</span> b", "a b", ["hidden-text"]),
    ("<iframe src='https://x.example/f'></iframe>", "[https://x.example/f](https://x.example/f)", ["frame-removed"]),
    ("a<iframe src='//www.youtube.com/embed/dQw4w9WgXcQ?rel=0'></iframe>b", f"a\n\n{VIDEO}\n\nb", []),
    ("<div class='sharedaddy'><a href='x'>Facebook</a></div>a", "a", ["share-removed"]),
    ("<div class='yarpp-related'><a href='x'>b</a></div>a", "a", ["related-removed"]),
    ("<ins class='adsbygoogle'></ins><div class='code-block code-block-1'>x</div>a", "a", ["advert-removed"]),
    ("<p>Post Views: 1,234</p>a", "a", ["rating-removed"]),
    ("<div class='baca-juga'><strong>Baca Juga:</strong> <a href='/b/'>Judul</a></div>", "Baca Juga: [Judul](/b/)", []),
    (
        f"<div class='baca-juga'>Baca Juga <a href='{HOST}/mati/'>Judul</a></div>", "Baca Juga: Judul", ["dead-link"],
    ),
    (f"<img src='data:image/gif;base64,x' data-src='{FILES}/a.jpg'><noscript><img src='{FILES}/a.jpg'></noscript>", "![](/foto/a.jpg)", []),
    (f"<img src='{FILES}/a-300x200.jpg' srcset='{FILES}/a-300x200.jpg 300w, {FILES}/a.jpg 1024w'>", "![](/foto/a.jpg)", []),
    (
        "<blockquote class='twitter-tweet'><p>Halo</p>&mdash; A <a href='https://twitter.com/a/status/12'>x</a></blockquote>",
        "> Halo\n>\n> — A [x](https://twitter.com/a/status/12)\n\nhttps://twitter.com/a/status/12", [],
    ),
    (f"<video src='{FILES}/a.mp4'></video>", "[a.mp4](/foto/a.mp4)", []),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown", "kinds"), CHANGED)
def test_what_is_left_out_is_noted(html: str, markdown: str, kinds: list[str]) -> None:
    found = converted(html)
    assert (found.markdown, [note.kind for note in found.notes]) == (markdown, kinds)
    for count in (found.tally.paragraphs, found.tally.links, found.tally.pictures):
        assert count.found == count.kept + count.left


WORDPRESS = [
    ('[button url="/b/"]Klik[/button] a', "[Klik](/b/)\n\na", ["layout-shortcode"]),
    ("a\nb\n\nc <b>d\n\ne</b>\n<h2>f</h2>\ng", "a  \nb\n\nc **d**\n\n**e**\n\n## f\n\ng", []),
    ("a<br />\nb<br /><br />c", "a  \nb\n\nc", []),
    ("<pre>a\n\nb</pre>", "```\na\n\nb\n```", []),
    ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n\nc", "- a\n- b\n\nc", []),
    (
        f'[caption id="a" width="3"]<img src="{FILES}/a-3x2.jpg" alt="A"/> Kap ["x"][/caption]\na',
        '<figure><img src="/foto/a.jpg" alt="A"><figcaption>Kap ["x"]</figcaption></figure>\n\na', [],
    ),
    (
        f"[caption caption='Kap ]']<img src=\"{FILES}/a.jpg\" alt=''/>[/caption]",
        '<figure><img src="/foto/a.jpg" alt=""><figcaption>Kap ]</figcaption></figure>', [],
    ),
    ("[[gallery]] a", "[gallery] a", []),
    ('[gallery ids="1,2"]', "", ["gallery-removed"]),
    ("[youtube https://youtu.be/dQw4w9WgXcQ]", "https://youtu.be/dQw4w9WgXcQ", []),
    ("[youtube id=dQw4w9WgXcQ]", VIDEO, []),
    (f"[embed width=3]{VIDEO}[/embed]", VIDEO, []),
    (f'[audio src="{FILES}/a.mp3"]', "[a.mp3](/foto/a.mp3)", []),
    ('[sourcecode language="php"]\n<b>\n\n[x]\n[/sourcecode]', "```php\n<b>\n\n[x]\n```", []),
    ("[vc_row][vc_column]Isi.[/vc_column][/vc_row]", "Isi.", ["layout-shortcode", "layout-shortcode"]),
    ('[peta lat="1"] x', '[peta lat="1"] x', ["unknown-shortcode"]),
    ("Pejabat [kanan] hadir.", "Pejabat [kanan] hadir.", []),
    ('[baca_juga url="/b/" title="Judul"]', "Baca Juga: [Judul](/b/)", []),
    ("a\n<!--nextpage-->\nb", "a\n\n<!--nextpage-->\n\nb", []),
    (f"{VIDEO}\n\nhttps://x.example/a_b", f"{VIDEO}\n\nhttps://x.example/a_b", []),
    ("<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->", "a b", []),
    (f'<!-- wp:core-embed/youtube {{"url":"{VIDEO}"}} /-->', VIDEO, []),
    (
        f'<!-- wp:embed {{"url":"{VIDEO}"}} --><figure class="wp-block-embed"><div>\n{VIDEO}\n</div>'
        "<figcaption>Kap</figcaption></figure><!-- /wp:embed -->", f"{VIDEO}\n\nKap", [],
    ),
    ("<!-- wp:latest-posts /--><p>a</p>", "a", ["dynamic-block"]),
    ("<!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage --><p>a</p>", "<!--nextpage-->\n\na", []),
    (
        '<!-- wp:gallery --><figure class="wp-block-gallery"><figure><img src="/a.jpg"/><figcaption>A "1"</figcaption>'
        '</figure><figure><img src="/b.jpg"/></figure></figure><!-- /wp:gallery -->',
        f'![]({HOST}/a.jpg "A &#34;1&#34;")\n![]({HOST}/b.jpg)', [],
    ),
    (
        '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>a</p><cite>b</cite></blockquote>'
        "</figure><!-- /wp:pullquote -->", "> a\n>\n> <cite>b</cite>", [],
    ),
    ("<!-- wp:separator --><hr/><!-- /wp:separator --><p>a</p>", "***\n\na", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "markdown", "kinds"), WORDPRESS)
def test_wordpress(text: str, markdown: str, kinds: list[str]) -> None:
    found = converted(text, Format.WORDPRESS)
    assert (found.markdown, [note.kind for note in found.notes]) == (markdown, kinds)


def test_what_stands_before_more_is_the_summary() -> None:
    assert converted("Ringkas saja.\n<!--more-->\nLanjut.", Format.WORDPRESS).summary == "Ringkas saja."
    assert converted("<h2>a</h2>b\n<!--more-->\nc", Format.WORDPRESS).summary == ""


def test_files_of_the_old_site_are_named() -> None:
    found = converted(
        f"<img src='{FILES}/a.jpg'><a href='{FILES}/b.pdf'>b</a><img src='https://x.example/c.jpg'>"
    )
    assert found.media == (f"{FILES}/a.jpg", f"{FILES}/b.pdf")


def test_pictures_of_a_gallery_can_be_given_by_number() -> None:
    found = convert(
        '[gallery ids="1,2"]', Format.WORDPRESS, SameLinks(), attachments=f"{FILES}/{{}}.jpg".format
    )
    assert found.markdown == "![](/foto/1.jpg)\n![](/foto/2.jpg)"


def test_newsgen_finds_read_alsos_and_videos() -> None:
    found = converted(f"<p>a</p><p><b>Baca Juga:</b> <a href='/b/'>Judul</a></p><p>{VIDEO}</p>").markdown
    assert [(also.title, also.url) for also in outline(found, ()).read_alsos] == [("Judul", "/b/")]
    assert [lone.embed.service for lone in lone_addresses(found)] == ["YouTube"]


def test_markdown_keeps_all_but_its_addresses() -> None:
    text = f'# a\n\n[b]({HOST}/c/) `[x]({HOST}/mati/)` ![d]({FILES}/d.jpg "e") [f]({HOST}/mati/)\n\n[g]: {HOST}/h/'
    found = converted(text, Format.MARKDOWN)
    assert found.markdown == f'# a\n\n[b](/c/) `[x]({HOST}/mati/)` ![d](/foto/d.jpg "e") f\n\n[g]: /h/'


def test_plain_text_is_escaped() -> None:
    assert converted("# a\n* b\n\n\n<c>", Format.TEXT).markdown == "\\# a  \n\\* b\n\n&lt;c>"


@pytest.mark.parametrize("unit", ["<b>", "<div>", "<ul><li>", "<blockquote>", "[x ", "<a href="])
def test_deep_nesting_loses_no_word(unit: str) -> None:
    text = f"awal {unit * 100_000}> akhir"
    assert "awal" in converted(text).markdown
    assert "akhir" in converted(text).markdown or unit == "<a href="


def test_set_aside_texts_come_through_whole(request: pytest.FixtureRequest) -> None:
    """Texts that were not looked at while the conversion was written."""
    file = request.path.parent / "imports" / "conversion" / "aside.html"
    for html in file.read_text("utf-8").split("\n=====\n"):
        markdown = converted(html).markdown
        for engine in ENGINES:
            page = rendered(markdown, engine)
            assert words(page) == words(html), markdown
            assert len(links(page)) == len(links(html))
