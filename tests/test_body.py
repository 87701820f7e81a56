"""The body of an article: read-alsos, blocks, insertion points, parts and summary."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.content.blocks import blocks, plain_text, unescape
from newsgen.content.body import Outline, is_prose, outline, parts, shorten
from newsgen.content.read_also import ReadAlso

TITLE = ReadAlso("Sekda Ajak 49 OPD")
LINKED = ReadAlso("Sekda Ajak 49 OPD", "a.md")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Baca Juga: Sekda Ajak 49 OPD", TITLE),
        ("Baca Juga:Sekda Ajak 49 OPD", TITLE),
        ("Baca Juga:  Sekda Ajak 49 OPD  ", TITLE),
        ("Baca juga : Sekda Ajak 49 OPD", TITLE),
        ("BACA JUGA: Sekda Ajak 49 OPD", TITLE),
        ("BACA JUGA : Sekda Ajak 49 OPD", TITLE),
        ("baca juga: Sekda Ajak 49 OPD", TITLE),
        ("  Baca  Juga :  Sekda Ajak 49 OPD", TITLE),
        ("Baca Juga:\tSekda Ajak 49 OPD", TITLE),
        ("Baca\u00a0Juga:\u00a0Sekda Ajak 49 OPD", TITLE),
        ("**Baca Juga:** Sekda Ajak 49 OPD", TITLE),
        ("**Baca Juga**: Sekda Ajak 49 OPD", TITLE),
        ("**Baca Juga** : Sekda Ajak 49 OPD", TITLE),
        ("**Baca Juga: Sekda Ajak 49 OPD**", TITLE),
        ("**Baca Juga:** **Sekda Ajak 49 OPD**", TITLE),
        ("__Baca Juga:__ Sekda Ajak 49 OPD", TITLE),
        ("*Baca Juga: Sekda Ajak 49 OPD*", TITLE),
        ("_Baca juga: Sekda Ajak 49 OPD_", TITLE),
        ("Baca Juga: **Sekda Ajak 49 OPD**", TITLE),
        ("Baca Juga: *Sekda Ajak 49 OPD*", TITLE),
        ("Baca Juga: [Sekda Ajak 49 OPD](a.md)", LINKED),
        ("Baca Juga: [Sekda Ajak 49 OPD](<a.md>)", LINKED),
        ('Baca Juga: [Sekda Ajak 49 OPD](a.md "judul")', LINKED),
        ("Baca Juga: [Sekda Ajak 49 OPD](a.md).", LINKED),
        ("**Baca Juga:** [Sekda Ajak 49 OPD](a.md)", LINKED),
        ("**Baca Juga: [Sekda Ajak 49 OPD](a.md)**", LINKED),
        ("Baca Juga: **[Sekda Ajak 49 OPD](a.md)**", LINKED),
        ("Baca Juga: [**Sekda Ajak 49 OPD**](a.md)", LINKED),
        ("Baca Juga: 17\\. Judul \\*bintang\\*", ReadAlso("17. Judul *bintang*")),
        ("Baca Juga: [Judul \\[2\\] itu](a.md)", ReadAlso("Judul [2] itu", "a.md")),
        ("Baca Juga: “Judul Dikutip”", ReadAlso("“Judul Dikutip”")),
        ("Baca Juga: Judul Terpotong…", ReadAlso("Judul Terpotong…")),
        ("Baca Juga: Sekda: 49 OPD", ReadAlso("Sekda: 49 OPD")),
    ],
)
def test_a_read_also_in_any_spelling(block: str, expected: ReadAlso) -> None:
    assert outline(block, ()).read_alsos == (expected,)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "Baca Juga:",
        "Baca Juga:   ",
        "Baca Juga Sekda Ajak 49 OPD",
        "Mari baca juga: Sekda Ajak 49 OPD",
        "Bacajuga: Sekda Ajak 49 OPD",
        "Baca Juga: Sekda Ajak\nkalimat lain",
        "> Baca Juga: Sekda Ajak 49 OPD",
        "- Baca Juga: Sekda Ajak 49 OPD",
        "    Baca Juga: Sekda Ajak 49 OPD",
        "`Baca Juga: Sekda Ajak 49 OPD`",
    ],
)
def test_what_is_no_read_also(block: str) -> None:
    assert outline(block, ()).read_alsos == ()


def test_read_alsos_of_a_body_in_order_and_not_from_code() -> None:
    body = "Satu.\n\nBaca Juga: Judul Pertama\n\n```\nkode\n\nBaca Juga: Bukan Judul\n```\n\nBACA JUGA : Judul Kedua"  # noqa: E501
    assert outline(body, ()).read_alsos == (ReadAlso("Judul Pertama"), ReadAlso("Judul Kedua"))
    assert outline("Tidak ada di sini.\n\nJuga tidak.", ()).read_alsos == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", [("", 0, False)]),
        ("a", [("a", 1, False)]),
        ("a\nb", [("a\nb", 3, False)]),
        ("a\n\nb", [("a", 1, False), ("b", 4, False)]),
        ("a\n\n \t\n\nb\n", [("a", 1, False), ("b", 8, False)]),
        ("```\na\n\nb\n```\n\nc", [("```\na", 5, True), ("b\n```", 12, True), ("c", 15, False)]),
        ("~~~\n\n```\n\n~~~\n\nc", [("~~~", 3, True), ("```", 8, True), ("~~~", 13, True), ("c", 16, False)]),
        ("```\na\n```\n\nc", [("```\na\n```", 9, True), ("c", 12, False)]),
        ("````\n```\n\na\n\n````\n\nc", [("````\n```", 8, True), ("a", 11, True), ("````", 17, True), ("c", 20, False)]),  # noqa: E501
        ("```\n\n``` x\n\na\n\n```\n\nc", [("```", 3, True), ("``` x", 10, True), ("a", 13, True), ("```", 18, True), ("c", 21, False)]),  # noqa: E501
    ],
)  # fmt: skip
def test_blocks(body: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(block.text, block.end, block.code) for block in blocks(body)] == expected


PIECES = st.sampled_from(
    ["a", "Kata-kata.", "# h", "```", "~~~", "````", "- x", "\n", "\n\n", "\n \t\n", "  ", "\t", "Baca Juga: Judul", "😀"]  # noqa: E501
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


@settings(max_examples=200, deadline=None)
@given(BODIES)
@example("\n\na")
@example("a\n\n")
@example("a\n \n")
def test_blocks_reassemble_to_the_body(body: str) -> None:
    start, again = 0, []
    for block in blocks(body):
        begin = block.end - len(block.text)
        assert body[begin : block.end] == block.text
        gap = body[start:begin]
        assert not gap.strip(" \t\n")
        again += [gap, block.text]
        start = block.end
    assert not body[start:].strip(" \t\n")
    assert "".join(again) + body[start:] == body


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_blocks_hold_no_blank_line(body: str) -> None:
    assert not [block for block in blocks(body) if re.search(r"\n[ \t]*\n", block.text)]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Kalimat biasa.", True),
        ("17 orang hadir.", True),
        ("2018 adalah tahunnya.", True),
        ("“Kutipan,” katanya.", True),
        ("**Tebal** di awal.", True),
        ("*Miring* di awal.", True),
        ("[Tautan](x.md) di awal.", True),
        ("(red)", True),
        ("Ég", True),
        ("日本語", True),
        ("# Judul", False),
        ("## Judul", False),
        ("- butir", False),
        ("* butir", False),
        ("+ butir", False),
        ("1. butir", False),
        ("1) butir", False),
        ("> kutipan", False),
        ("![foto](x.jpg)", False),
        ("<div>", False),
        ("***", False),
        ("* * *", False),
        ("___", False),
        ("---", False),
        ("[^1]: catatan", False),
        ("[x]: https://x.id", False),
        ("a | b\n|---|", False),
        ("| a | b |", False),
        ("    kode", False),
        ("", False),
        ("17. Agustus adalah hari kemerdekaan.", True),
        ("#merdeka kata mereka.", True),
    ],
)
def test_is_prose(block: str, expected: bool) -> None:
    """The last two are sentences by the house rules of DESIGN, "The body"."""
    assert is_prose(block) is expected


def marked(body: str, after: tuple[int, ...]) -> str:
    """The body with `@` at each insertion point."""
    for at in reversed(outline(body, after).insertion_points):
        body = body[:at] + "@" + body[at:]
    return body


@pytest.mark.parametrize(
    ("body", "after", "expected"),
    [
        ("a\n\nb\n\nc\n\nd", (3, 7), "a\n\nb\n\nc@\n\nd"),
        ("a\n\nb\n\nc", (3,), "a\n\nb\n\nc"),
        ("a\n\nb\n\n- c\n\nd\n\ne", (2, 3), "a\n\nb\n\n- c\n\nd@\n\ne"),
        ("a\n\nb\n\n- c\n\nd\n\ne", (1, 2), "a\n\nb\n\n- c\n\nd@\n\ne"),
        ("a\n\nb\n\nc\n\n![x](y.jpg) d\n\ne", (3,), "a\n\nb\n\nc\n\n![x](y.jpg) d\n\ne"),
        ("a\n\nb\n\nc\n\n(tan/jpnn)", (3,), "a\n\nb\n\nc\n\n(tan/jpnn)"),
        ("a\n\nb\n\nc\n\n***", (3,), "a\n\nb\n\nc\n\n***"),
        (
            "a\n\nb\n\nc\n\nBaca Juga:\n\n- Judul Lain\n\nd",
            (3,),
            "a\n\nb\n\nc\n\nBaca Juga:\n\n- Judul Lain\n\nd",
        ),
        ("a\n\n## b\n\nc\n\nd\n\ne", (1, 3), "a\n\n## b\n\nc\n\nd@\n\ne"),
        ("a\n\nBaca Juga: Judul\n\nb\n\nc\n\nd", (1, 2), "a\n\nBaca Juga: Judul\n\nb\n\nc@\n\nd"),
        ("a\n\nb\n\n```\na\n\nb\n```\n\nc\n\nd", (1,), "a\n\nb\n\n```\na\n\nb\n```\n\nc@\n\nd"),
        ("a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh", (3, 7), "a\n\nb\n\nc@\n\nd\n\ne\n\nf\n\ng@\n\nh"),
        ("a\n\nb", (), "a\n\nb"),
        ("", (1,), ""),
    ],
)
def test_insertion_points_stand_between_paragraphs(body: str, after: tuple[int, ...], expected: str) -> None:
    assert marked(body, after) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a", ("a",)),
        ("a\n\n<!--nextpage-->\n\nb", ("a", "b")),
        ("a\n<!-- NextPage -->\nb\n \n<!--nextpage-->\n\nc", ("a", "b\n ", "c")),
        ("<!--nextpage-->\n\na\n\n<!--nextpage-->\n<!--nextpage-->", ("a",)),
        ("<!--nextpage-->", ("",)),
        ("", ("",)),
        ("a <!--nextpage--> b", ("a <!--nextpage--> b",)),
        ("a\n\n    kode\n<!--nextpage-->\n    kode", ("a\n\n    kode", "    kode")),
    ],
)
def test_parts(body: str, expected: tuple[str, ...]) -> None:
    assert parts(body) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**tebal** _miring_ ***dua***", "tebal miring dua"),
        ("[teks](https://x.id/y) ![foto](x.jpg)lagi", "teks lagi"),
        ("kata[^1] lain", "kata lain"),
        ("a <b>b</b> <br/> c", "a b c"),
        ("AT&amp;T &lt;x&gt; &quot;q&quot;", 'AT&T <x> "q"'),
        ("5\\. \\*bintang\\* snake_case 2*3", "5. *bintang* snake_case 2*3"),
        ("dua\nbaris  dan   spasi", "dua baris dan spasi"),
        ("[**tebal**](x.md)", "tebal"),
        ("", ""),
    ],
)
def test_plain(markdown: str, expected: str) -> None:
    assert plain_text(markdown) == expected


def test_unescape() -> None:
    assert unescape("17\\. \\#kata \\a \\\\") == "17. #kata \\a \\"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Isi **tebal**.\n\nDua.", "Isi tebal."),
        ("# H\n\n![x](y)\n\nBaca Juga: Judul Lain\n\n- butir\n\nIsi.", "Isi."),
        ("```\nkode\n\nkode\n```\n\nIsi.", "Isi."),
        ("> kutipan\n\nIsi.", "Isi."),
        ("- butir", ""),
        ("", ""),
        ("Kata " * 100, ("Kata " * 36).strip() + "…"),
        ("17. Agustus adalah hari kemerdekaan.\n\nDua.", "17. Agustus adalah hari kemerdekaan."),
        ("#merdeka kata mereka.\n\nDua.", "#merdeka kata mereka."),
    ],
)
def test_summary_is_the_first_paragraph(body: str, expected: str) -> None:
    found = outline(body, ()).summary
    assert len(found) <= 180
    assert found == (expected if len(expected) <= 180 else ("Kata " * 35).strip() + "…")


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("satu dua", 8, "satu dua"),
        ("satu dua", 7, "satu…"),
        ("satu dua tiga", 9, "satu dua…"),
        ("satu, dua", 6, "satu…"),
        ("satu – dua", 8, "satu…"),
        ("panjangsekali", 5, "panj…"),
        ("", 5, ""),
    ],
)
def test_shorten(text: str, length: int, expected: str) -> None:
    assert shorten(text, length) == expected


@settings(max_examples=200)
@given(st.text(max_size=60), st.integers(1, 40))
def test_shorten_never_exceeds_its_length_nor_invents_text(text: str, length: int) -> None:
    found = shorten(text, length)
    assert len(found) <= length
    assert found == text if len(text) <= length else found.endswith("…")
    assert text.startswith(found.removesuffix("…"))


def test_outline_tells_what_a_page_depends_on() -> None:
    body = (
        "Isi [satu](b.md) [dua](../c.txt#bab) [luar](https://x.id/y.md) [lagi](b.md).\n\n"
        "Baca Juga: Judul Lain\n\n<!--nextpage-->\n\nDua.\n\nTiga.\n\nEmpat."
    )
    assert outline(body, (1, 3)) == Outline(
        summary="Isi satu dua luar lagi.",
        read_alsos=(ReadAlso("Judul Lain"),),
        spans=((78, 99),),
        insertion_points=(129,),
        parts=2,
        links=("../c.txt", "b.md"),
    )


def test_outline_of_an_empty_body() -> None:
    assert outline("", (3, 7)) == Outline(summary="")


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_outline_agrees_with_its_parts(body: str) -> None:
    found = outline(body, (1, 2))
    assert len(found.read_alsos) == len(found.spans)
    assert found.read_alsos == outline(body, ()).read_alsos
    assert all(0 < at <= len(body) for at in found.insertion_points)
    assert list(found.spans) == sorted(found.spans)
    assert all(0 <= start < end <= len(body) for start, end in found.spans)
    assert found.parts == len(parts(body))
