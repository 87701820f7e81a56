"""Read-alsos in all their spellings, and what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.content.blocks import blocks, positions
from newsgen.content.body import outline
from newsgen.content.frontmatter import split
from newsgen.content.read_also import ReadAlso, _in_block, may_be_read_also
from newsgen.content.reader import decode

A = ReadAlso("Pasar Tani Dibuka")
B = ReadAlso("Jalan Desa Putus Lagi")
LINKED_A = ReadAlso("Pasar Tani Dibuka", "pasar.md")
LINKED_B = ReadAlso("Jalan Desa Putus Lagi", "/2018/08/jalan/")
FAR = ReadAlso("Pasar Tani Dibuka", "https://lama.example/2017/02/pasar.html?x=1&y=2")


def found(body: str) -> list[tuple[ReadAlso, str]]:
    """Each read-also of a body with the text that its card takes the place of."""
    seen = outline(body, ())
    return [(also, body[start:end]) for also, (start, end) in zip(seen.read_alsos, seen.spans, strict=True)]


ONE_LINE = {
    # labels
    "Baca Juga: Pasar Tani Dibuka": A,
    "Baca juga : Pasar Tani Dibuka": A,
    "BACA JUGA: Pasar Tani Dibuka": A,
    "BACA JUGA :Pasar Tani Dibuka": A,
    "BACA  JUGA\u00a0: Pasar Tani Dibuka": A,
    "Baca Juga： Pasar Tani Dibuka": A,
    "Baca pula: Pasar Tani Dibuka": A,
    "Baca: Pasar Tani Dibuka": A,
    "BACA : Pasar Tani Dibuka": A,
    "Simak Juga: Pasar Tani Dibuka": A,
    "SIMAK JUGA : Pasar Tani Dibuka": A,
    "Lihat Juga: Pasar Tani Dibuka": A,
    "Jangan Lewatkan: Pasar Tani Dibuka": A,
    "JANGAN LEWATKAN : Pasar Tani Dibuka": A,
    "Jangan Dilewatkan: Pasar Tani Dibuka": A,
    "TERKAIT: Pasar Tani Dibuka": A,
    "Berita Terkait: Pasar Tani Dibuka": A,
    "Read also: Pasar Tani Dibuka": A,
    "Also Read: Pasar Tani Dibuka": A,
    # marks
    "**Baca Juga:** Pasar Tani Dibuka": A,
    "**Baca Juga** : Pasar Tani Dibuka": A,
    "**Baca Juga : Pasar Tani Dibuka**": A,
    "***Baca Juga:*** Pasar Tani Dibuka": A,
    "***Baca Juga: Pasar Tani Dibuka***": A,
    "_Baca juga_: *Pasar Tani Dibuka*": A,
    "(Baca Juga: Pasar Tani Dibuka)": A,
    "*(Baca Juga: Pasar Tani Dibuka)*": A,
    "**(Baca Juga: Pasar Tani Dibuka)**": A,
    "### Baca Juga: Pasar Tani Dibuka": A,
    # arrows
    "→ Baca Juga: Pasar Tani Dibuka": A,
    "» Baca juga: Pasar Tani Dibuka": A,
    "👉 Baca Juga: Pasar Tani Dibuka": A,
    "👉 **Baca Juga:** Pasar Tani Dibuka": A,
    "**▶️ Baca Juga: Pasar Tani Dibuka**": A,
    "• Baca Juga: Pasar Tani Dibuka": A,
    "Baca Juga » Pasar Tani Dibuka": A,
    "Baca Juga → Pasar Tani Dibuka": A,
    "Baca Juga: → Pasar Tani Dibuka": A,
    "Baca Juga: » **Pasar Tani Dibuka**": A,
    "BACA JUGA | Pasar Tani Dibuka": A,
    "Baca Juga – Pasar Tani Dibuka": A,
    "Baca Juga - Pasar Tani Dibuka": A,
    # links
    "Baca Juga: [Pasar Tani Dibuka](pasar.md)": LINKED_A,
    "**Baca Juga:** [Pasar Tani Dibuka](pasar.md)": LINKED_A,
    "**Baca Juga: [Pasar Tani Dibuka](pasar.md)**": LINKED_A,
    "**Baca Juga** [Pasar Tani Dibuka](pasar.md)": LINKED_A,
    "Baca juga [**Pasar Tani Dibuka**](pasar.md).": LINKED_A,
    "Simak juga » [Pasar Tani Dibuka](pasar.md 'judul')": LINKED_A,
    "[Baca Juga: Pasar Tani Dibuka](pasar.md)": LINKED_A,
    "**[Baca Juga: Pasar Tani Dibuka](pasar.md)**": LINKED_A,
    "[**Baca Juga:** Pasar Tani Dibuka](pasar.md)": LINKED_A,
    "Baca Juga: [Pasar (Tani) Dibuka](/a_(b)/)": ReadAlso("Pasar (Tani) Dibuka", "/a_(b)/"),
    "Baca Juga: https://kabar.example/2018/08/pasar/": ReadAlso(
        "https://kabar.example/2018/08/pasar/", "https://kabar.example/2018/08/pasar/"
    ),
    # HTML
    "<p>Baca Juga: Pasar Tani Dibuka</p>": A,
    "<strong>Baca Juga:</strong> Pasar Tani Dibuka": A,
    '<p><strong>Baca Juga:</strong> <a href="pasar.md">Pasar Tani Dibuka</a></p>': LINKED_A,
    '<p><strong>Baca Juga: <a href="pasar.md">Pasar Tani Dibuka</a></strong></p>': LINKED_A,
    "<p><b>BACA JUGA</b> : <a class='x' href='pasar.md' target='_blank'>Pasar <em>Tani</em> Dibuka</a></p>": LINKED_A,  # noqa: E501
    '<p>Baca juga <a href="pasar.md">Pasar Tani Dibuka</a></p>': LINKED_A,
    '<div class="baca"><span>Baca Juga:</span>\n<a href="pasar.md">Pasar Tani Dibuka</a>\n</div>': LINKED_A,
    '**Baca Juga:** <a href="pasar.md">Pasar Tani Dibuka</a>': LINKED_A,
    '<p>Baca Juga: <a href="https://lama.example/2017/02/pasar.html?x=1&amp;y=2">Pasar Tani Dibuka</a></p>': FAR,  # noqa: E501
    '<p>Baca Juga:&nbsp;<a href="/a (1)">Harga &amp; Stok [Beras]</a></p>': ReadAlso("Harga & Stok [Beras]", "/a%20%281%29"),  # noqa: E501
    # titles
    "Baca Juga: Pasar Tani Dibuka…": ReadAlso("Pasar Tani Dibuka…"),
    "Baca Juga: Pasar Tani: 17\\. Kali": ReadAlso("Pasar Tani: 17. Kali"),
    "Baca Juga: Harga &amp; Stok": ReadAlso("Harga & Stok"),
}  # fmt: skip


@pytest.mark.parametrize("block", ONE_LINE)
def test_one_in_any_spelling(block: str) -> None:
    body = f"Isi.\n\n{block}\n\nAkhir."
    assert found(body) == [(ONE_LINE[block], block)]


LISTS = {
    "Baca Juga:\n- Pasar Tani Dibuka\n- Jalan Desa Putus Lagi": [
        (A, "Baca Juga:\n- Pasar Tani Dibuka"),
        (B, "- Jalan Desa Putus Lagi"),
    ],
    "Baca Juga:\n\n- Pasar Tani Dibuka\n- Jalan Desa Putus Lagi": [
        (A, "Baca Juga:\n\n- Pasar Tani Dibuka"),
        (B, "- Jalan Desa Putus Lagi"),
    ],
    "**Baca Juga:**\n\n* [Pasar Tani Dibuka](pasar.md)\n\n* [Jalan Desa Putus Lagi](/2018/08/jalan/)": [
        (LINKED_A, "**Baca Juga:**\n\n* [Pasar Tani Dibuka](pasar.md)"),
        (LINKED_B, "* [Jalan Desa Putus Lagi](/2018/08/jalan/)"),
    ],
    "## Baca Juga\n\n1. Pasar Tani Dibuka\n2. Jalan Desa Putus Lagi": [
        (A, "## Baca Juga\n\n1. Pasar Tani Dibuka"),
        (B, "2. Jalan Desa Putus Lagi"),
    ],
    "BACA JUGA\n\n→ Pasar Tani Dibuka\n→ Jalan Desa Putus Lagi": [
        (A, "BACA JUGA\n\n→ Pasar Tani Dibuka"),
        (B, "→ Jalan Desa Putus Lagi"),
    ],
    "Jangan Lewatkan:\nPasar Tani Dibuka\nJalan Desa Putus Lagi": [
        (A, "Jangan Lewatkan:\nPasar Tani Dibuka"),
        (B, "Jalan Desa Putus Lagi"),
    ],
    "Baca Juga:\n\n[Pasar Tani Dibuka](pasar.md)\n[Jalan Desa Putus Lagi](/2018/08/jalan/)": [
        (LINKED_A, "Baca Juga:\n\n[Pasar Tani Dibuka](pasar.md)"),
        (LINKED_B, "[Jalan Desa Putus Lagi](/2018/08/jalan/)"),
    ],
    "Simak Juga:\n\nPasar Tani Dibuka": [(A, "Simak Juga:\n\nPasar Tani Dibuka")],
    "Baca Juga: Pasar Tani Dibuka\nBaca Juga: Jalan Desa Putus Lagi": [
        (A, "Baca Juga: Pasar Tani Dibuka"),
        (B, "Baca Juga: Jalan Desa Putus Lagi"),
    ],
    "Baca Juga: Pasar Tani Dibuka\n- Jalan Desa Putus Lagi": [
        (A, "Baca Juga: Pasar Tani Dibuka"),
        (B, "- Jalan Desa Putus Lagi"),
    ],
    "Baca Juga: [Pasar Tani Dibuka](pasar.md), [Jalan Desa Putus Lagi](/2018/08/jalan/)": [
        (LINKED_A, "Baca Juga: [Pasar Tani Dibuka](pasar.md), [Jalan Desa Putus Lagi](/2018/08/jalan/)"),
        (LINKED_B, "Baca Juga: [Pasar Tani Dibuka](pasar.md), [Jalan Desa Putus Lagi](/2018/08/jalan/)"),
    ],
    "Baca juga [Pasar Tani Dibuka](pasar.md) dan [Jalan Desa Putus Lagi](/2018/08/jalan/).": [
        (LINKED_A, "Baca juga [Pasar Tani Dibuka](pasar.md) dan [Jalan Desa Putus Lagi](/2018/08/jalan/)."),
        (LINKED_B, "Baca juga [Pasar Tani Dibuka](pasar.md) dan [Jalan Desa Putus Lagi](/2018/08/jalan/)."),
    ],
}
HTML_LIST = '<p>Baca Juga:</p>\n<ul>\n<li><a href="pasar.md">Pasar Tani Dibuka</a></li>\n<li><a href="/2018/08/jalan/">Jalan Desa Putus Lagi</a></li>\n</ul>'  # noqa: E501
LISTS[HTML_LIST] = [(LINKED_A, HTML_LIST), (LINKED_B, HTML_LIST)]
APART = HTML_LIST.replace("</p>\n", "</p>\n\n")
LISTS[APART] = [(LINKED_A, APART), (LINKED_B, APART)]


@pytest.mark.parametrize("text", LISTS)
def test_a_label_over_several(text: str) -> None:
    assert found(f"Isi.\n\n{text}\n\nAkhir kalimat.") == LISTS[text]


@pytest.mark.parametrize(
    "body",
    [
        "Warga diminta membaca juga: pengumuman itu penting.",
        "Baca juga pengumuman di kantor desa.",
        "Baca Juga:",
        "Baca Juga:\n\nIni kalimat biasa yang berakhir dengan titik.",
        "Baca Juga:\n\n## Subjudul Berita Ini",
        "Baca Juga:\n\n![foto](foto.jpg)",
        "Baca Juga:\n\n```\n- Pasar Tani Dibuka\n```",
        "- Kata pengantar\n- Baca Juga: Pasar Tani Dibuka\n- Penutup",
        "- Baca Juga\n- Tulis Juga",
        "1. Baca Juga: Pasar Tani Dibuka",
        "> Baca Juga: Pasar Tani Dibuka",
        "| Baca Juga: Pasar |\n|---|\n| Tani |",
        "Baca itu penting.",
        "Terkait hal itu, warga menunggu.",
        "Terkait: hal itu, warga menunggu.",
        "Jangan lewatkan kesempatan ini",
        "Bacaan: Pasar Tani Dibuka",
        "Baca-baca: Pasar Tani Dibuka",
        "Baca - Tulis dan Hitung",
        "Baca Juga: Pasar Tani Dibuka\nlalu kalimat lain.",
        '<figure>Baca Juga: <img src="x.jpg"></figure>',
        "<p>Kalimat biasa. Baca Juga: Pasar</p>",
        "`Baca Juga: Pasar Tani Dibuka`",
        "    Baca Juga: Pasar Tani Dibuka",
        "Tujuh butir:\n\n- Pasar Tani Dibuka\n- Jalan Desa Putus Lagi",
        "Baca Juga:\n" + "\n".join(f"- Judul berita ke-{n}" for n in range(40)),
    ],
)
def test_what_only_looks_like_one(body: str) -> None:
    assert found(f"Isi.\n\n{body}\n\n```\nx\n```") == []


def test_a_list_ends_where_its_items_end() -> None:
    body = "Baca Juga:\n\n- Pasar Tani Dibuka\n\nIni paragraf biasa\n\n- Jalan Desa Putus Lagi"
    assert [also for also, _ in found(body)] == [A]


PIECES = st.sampled_from(
    ["Baca Juga:", "BACA JUGA", "Simak Juga » ", "**", "[", "](a.md)", "Pasar Tani", "\n", "\n\n", "- ", "1. ", "```", "<p>", "</p>", '<a href="x">', "</a>", "<li>", "(", ")", "…", " ", "→"]  # noqa: E501
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=60)


@settings(max_examples=300, deadline=None)
@given(BODIES)
@example("Baca Juga:\n\n- a b c\n\n- d e f")
@example("<p>Baca Juga:</p>\n\n<ul><li>a b c</li></ul>\n\n<ul><li>d e f</li></ul>")
def test_spans_stand_in_order_and_share_all_or_nothing(body: str) -> None:
    spans = outline(body, ()).spans
    assert list(spans) == sorted(spans)
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert (start, end) == (next_start, next_end) or end <= next_start
    assert all(0 <= start < end <= len(body) for start, end in spans)


BEGINNINGS = st.sampled_from(
    ["baca", "Simak", "LIHAT", "\u017fimak", " juga", " pula:", "jangan dilewatkan", "read also", "also read", "terkait:", "berita ", "Artikel ", "](a.md)", "[", "(", "*", "__", "# ", "=>", "\ufe0f", "\u200b", "\xa0", "\n", " ", " \t", "|", "<b>", "\\", ": A b c", "17"]  # noqa: E501
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(BODIES | st.lists(BEGINNINGS, max_size=9).map("".join))
@example("[Baca Juga: A b c](a.md)")
@example(" * **=> Berita terkait: A b c")
@example("<i>Ba</i>ca Juga: A b c")
def test_the_quick_test_misses_none(body: str) -> None:
    for block in blocks(body):
        assert may_be_read_also(block.text) or _in_block(block.text) is None


@settings(max_examples=200, deadline=None)
@given(
    BODIES.map(lambda body: body.replace("\0", "")),
    st.sampled_from(
        ["---\ntitle: A\n---\n", "\n\n---\r\ntitle: A\r\n---\r\n \n\n", "\ufeff+++\ntitle='A'\n+++\n"]
    ),
)
@example("Baca Juga: A b c\n\n[Baca Juga: D e f](a.md)\r\n\r\n  Simak juga: G h i\r\rx\n\n", "---\n---\n")
def test_places_by_the_line_of_the_body_are_those_in_the_file(body: str, head: str) -> None:
    file = (head + body).encode(errors="ignore")
    text = decode("a.md", file)
    matter = split("a.md", text)
    every = outline(matter.body, (), file, matter.body_line)
    assert every == outline(matter.body, (), file)


def test_places_in_files() -> None:
    text = "---\r\ntitle: x\r\n---\r\n\r\nIsi.\r\n\r\nBaca Juga: A b c\r\n\r\n  Baca Juga: D\r\n"
    body = "Isi.\n\nBaca Juga: A b c\n\n  Baca Juga: D"
    assert positions(body, [6, 26], ["A b c", "D"], text.encode(), 0) == ((7, 1), (9, 3))
    assert positions("lain", [0, 0, 0], ["D", "tiada", ""], text.encode(), 0) == ((9, 14), (0, 0), (0, 0))
