"""The headlines of saved pages whose markup tells none: beside editions, bylines and lines that sum up."""

import pytest
from saved_page import HEADLINE, paragraphs, read

SITE = "Harian Umum Kabar Ulu"


def page(above: str) -> bytes:
    """A page whose `<title>` names nothing but its site."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs("Warga", 3))
    return f"<html><head><title>{SITE}</title></head><body>{above}<div>{text}</div></body></html>".encode()


@pytest.mark.parametrize(
    "above",
    [
        f"<div><b>Edisi: Senin, 4 Maret 2019</b></div><div>EKONOMI<br><b>{HEADLINE}</b><br></div>",
        f'<div><b>Edisi Nomor 12 Tahun V</b></div><font class="judul">{HEADLINE}</font>',
        f'<div class="judul">{HEADLINE}</div><div><b>Laporan: Simon Rante Allo</b></div>',
        f"<div><b>{HEADLINE}</b></div><div><b>Oleh Ratna Dewi Lestari Putri</b></div>",
        f"<div><b>{HEADLINE}</b></div><div><b>Ulu Jaya, Senin, 4 Maret 2019</b></div>",
        f"<div><b>{HEADLINE}</b></div><div><b>Senin, 4 Maret 2019 | 10:15 WIB</b></div>",
        f"<h2>{HEADLINE}</h2><h4>Warga bekerja sejak pagi sampai sore hari.</h4>",
        f'<h2>{HEADLINE}</h2><h4 class="standfirst">Warga bekerja sejak pagi sampai sore</h4>',
        f"<h3>{HEADLINE}</h3><h4>Semua Berharap Jembatan Itu Tahan Lama</h4><div>4 Maret 2019</div>",
        f"<div>{HEADLINE}</div><div>4 Maret 2019</div><div><b>Laporan Ratna Dewi dari Sukamaju</b></div>",
        f"<h1>Edisi 4 Maret 2019</h1><h2>{HEADLINE}</h2>",
        f"<h1>Kabar Ulu</h1><h2>Senin, 4 Maret 2019</h2><h3>{HEADLINE}</h3>",
        f"<h1>{HEADLINE}</h1><h5>Warga bekerja dari pagi sampai sore</h5>",
    ],
)
def test_the_headline_beside_lines_that_are_none(above: str) -> None:
    assert read(page(above)).header.title == HEADLINE


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("<h1>Kota Tanpa Trotoar</h1><h5>Pejalan kaki kalah oleh parkir.</h5>", "Kota Tanpa Trotoar"),
        ("<h1>Warga Desa</h1><h2>Semua bekerja dari pagi sampai sore</h2>", "Warga Desa"),
        ("<div class='judul'>Warga Desa</div><b>Semua bekerja dari pagi sampai sore</b>", "Warga Desa"),
        (f"<h1>Kabar Ulu</h1><h2>{HEADLINE}</h2>", HEADLINE),
        (f"<h1>Suara Hati Kita</h1><h2>{HEADLINE}</h2>", HEADLINE),
        ("<h1>Laporan Warga Soal Jembatan Ditolak</h1>", "Laporan Warga Soal Jembatan Ditolak"),
        ("<h1>Kebakaran 4 Maret 2019 yang Tak Terlupa</h1>", "Kebakaran 4 Maret 2019 yang Tak Terlupa"),
        (f'<h1><a href="/">Kabar Ulu</a></h1><h4>{HEADLINE}</h4>', HEADLINE),
        ("<h2>Edisi Baru Buku Tua Laris di Ulu</h2>", "Edisi Baru Buku Tua Laris di Ulu"),
    ],
)
def test_headlines_that_look_like_other_lines(above: str, expected: str) -> None:
    assert read(page(above)).header.title == expected
