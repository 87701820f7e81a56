"""Two engines for Markdown: every feature of a body works with each, and a change of engine is noticed."""

import re

from conftest import CONFIG, MakeSite, article, photo

# Written so that both dialects read it in the same way; see tests/test_markup.py for what is inside of texts.
SAME = {
    "read-also": "Satu.\n\nBaca Juga: Karet\n\nDua.",
    "read-also-in-bold": "Satu.\n\n**Baca Juga:** [Karet](karet.md)\n\nDua.",
    "read-alsos-in-a-list": "Satu.\n\nBaca Juga:\n\n- Karet\n- Kopi\n\nDua.",
    "read-also-in-html": '<p>Satu.</p>\n\n<p>Baca Juga: <a href="karet.md">Karet</a></p>\n\n<p>Dua.</p>',
    "read-also-behind-html": "<div>\n<p>Satu.</p>\n\nBaca Juga: Karet\n\n</div>\n\nDua.",
    "read-alsos-of-newsgen": "\n\n".join(f"Paragraf {n} tentang karet." for n in range(1, 9)),
    "hashtags": "#kata dan `kode`\n\n## Judul\n\n#lain",
    "sentence": "Satu.\n\n17. Agustus *adalah* hari itu, kata `dia`.",
    "notes": "Satu[^1] dua[^b] tiga[^1].\n\n[^1]: Catatan *satu*.\n[^b]: Catatan dua.",
    "long-note": "Satu[^1].\n\n[^1]: Catatan.\n\n    Lanjutannya.",
    "table": "| Nama | Harga |\n|:-----|------:|\n| Cabai | **40** |\n| `a` | 2 |",
    "attributes": "## Judul {: #sendiri }\n\nIsi *miring*{: .a title='b c' }.\n{: .kelas }\n\n- satu\n- dua",
    "code": "```python\nx < 1\n\n17. y\n```\n\n    kode\n\nDan `x < 1`.",
    "picture": 'Satu.\n\n![Foto](foto.jpg)\n\nDua ![lain](/lain.jpg "Judul").',
    "gallery": '![a](foto.jpg)\n![b](lain.jpg "Satu")\n\nLalu:\n\n- ![a](foto.jpg)\n- ![b](lain.jpg)',
    "embed": "Satu.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nDua.",
    "embed-below-a-line": "Satu:\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\nDua.",
    "embed-in-html": "<p>https://vimeo.com/123456</p>\n\nDua `kode`.",
    "link-of-an-embed": "Satu.\n\nhttps://www.google.com/maps/place/Jambi/\n\nDua.",
    "frame": '<iframe src="https://www.youtube.com/embed/x"></iframe>\n\nDua.',
    "player": "Satu.\n\n![Rapat](rapat.mp3)\n\nDua.",
    "parts": "Satu[^1].\n\n<!--nextpage-->\n\n## Dua\n\nTiga.\n\n[^1]: Catatan.",
    "links": '[a](karet.md) [b](https://x.id/?a=1&b=2) <https://x.id> [c][d] [e](</f>)\n\n[d]: /x "Judul"',
    "from-right": "السيول *في* `x`.\n\n- السيول",
    "lists": "1. satu\n    - dua\n    - tiga\n2. empat\n\nLalu:\n\n- satu\n\n    Lanjutannya.\n\n- dua",
    "quotation": "> Satu\n> *dua*\n>\n> ```kode```",
    "html": '<div class="a">\n<p>Satu <b>dua</b></p>\n</div>\n\nTiga &amp; <i>empat</i>.',
    "dropped": "Satu <script>x</script> <font>dua</font>.\n\n<form><input></form>\n\n[a](javascript:x)",
}
MEDIA = {"foto.jpg": photo(), "lain.jpg": photo("#a97"), "rapat.mp3": b"ID3"}


def bare(page: bytes) -> str:
    """A page without the white space around its tags, which each engine sets in its own way."""
    text = page.decode(errors="replace").replace(r"\n", "\n")  # as it stands in a feed of JSON
    return re.sub(r"\s*(<[^<>]*>|\\u003c.*?\\u003e)\s*", r"\1", text)


def test_both_engines_make_the_same_pages_of_what_both_dialects_have(make_site: MakeSite) -> None:
    stories = {f"{name}.md": article(name, "2026-11-02", slug=name, body=text) for name, text in SAME.items()}
    known = {f"{name}.md": article(name.title(), "2026-11-01", slug=name) for name in ("karet", "kopi")}
    site = make_site({**stories, **known, **MEDIA}, f"{CONFIG}nextpage: split\nfeed_items: 50\n")
    site.build()
    before = {path: bare(data) for path, data in site.pages().items()}
    site.configure(f"{CONFIG}nextpage: split\nfeed_items: 50\nmarkdown: commonmark\n").build()
    after = {path: bare(data) for path, data in site.pages().items()}
    assert after == before
    assert site.tree() == site.clean()


def test_another_engine_renders_every_text_again(make_site: MakeSite) -> None:
    body = "- satu\n  - dua"
    site = make_site(
        {
            "a.md": article("Satu", "2026-11-02", slug="a", body=body, tags=["padi"]),
            "pages/redaksi.md": f"---\ntitle: Redaksi\n---\n{body}\n",
            "tags/padi.md": f"---\ntitle: Padi\n---\n{body}\n",
        }
    )
    pages = ("/2026/11/a/", "/redaksi/", "/tag/padi/", "/feed.xml")
    flat, nested = "<ul><li>satu</li><li>dua</li></ul>", "<ul><li>satu<ul><li>dua</li></ul></li></ul>"
    for setting, expected in (("", flat), ("markdown: commonmark\n", nested), ("", flat)):
        site.configure(CONFIG + setting).build(workers=2)
        assert [url for url in pages if expected not in bare(site.data(url))] == []
        assert site.tree() == site.clean()
