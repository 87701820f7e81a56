"""The day of a printed edition as the date of a saved page, and lines that say no such day."""

import pytest
from saved_page import HEADLINE, paragraphs

from newsgen.importing.saved_pages.opened import RawPage, Settings
from newsgen.importing.saved_pages.reading import read_page
from newsgen.importing.story import Story

MENU = "".join(f"<p><a href='/{name}'>{name}</a></p>" for name in ("Daerah", "Hukum", "Politik", "Ekonomi"))


def day(line: str, *, title: str = HEADLINE, lede: str = "", saved: str = "", over: str = "") -> str:
    """The day of a page with a line on top, a menu, and a story with a line over it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs("Warga", 3))
    raw = (
        f"<html><head><title>{title}</title></head><body><div>{line}</div><div>{MENU}</div>"
        f"<div><h1>{HEADLINE}</h1><div>{over}</div><div><p>{lede}{text}</div></div></body></html>"
    ).encode()
    found = read_page(RawPage("x.html", raw, saved=saved), Settings("Asia/Jakarta")).found
    assert isinstance(found, Story)
    return str(found.header.date.at.date()) if found.header.date else ""


@pytest.mark.parametrize(
    "line",
    [
        "Edisi: Senin, 4 Maret 2019",
        "EDISI SENIN 4 MARET 2019",
        "Edisi No. 12 Tahun V, 4 Maret 2019",
        "Edisi 37/XXXIX 04 Maret 2019 <a href='/langganan'>Berlangganan</a>",
        "Kabar Ulu • SENIN PON, 4 MARET 2019 • HALAMAN 12 • NUSA",
        "Hal. 3 | Senin, 4 Maret 2019",
        "Edisi cetak 4/3/2019",
    ],
)
def test_the_day_of_an_edition(line: str) -> None:
    assert day(line) == "2019-03-04"


def test_the_day_of_an_edition_in_the_title_of_a_page() -> None:
    assert day("", title="Koran Kabar Ulu - Senin, 4 Maret 2019 - Halaman 12") == "2019-03-04"


def test_the_day_of_an_edition_of_whose_days_the_story_tells() -> None:
    line = "Edisi: Senin, 4 Maret 2019"
    assert day(line, lede="Warga bekerja sejak pagi di jembatan itu, Minggu (3/3).") == "2019-03-04"
    assert day(line, lede="Warga bekerja sejak pagi di jembatan itu, Minggu (3/11).") == ""


@pytest.mark.parametrize(
    "line",
    [
        "Senin, 4 Maret 2019",
        "Edisi Maret 2019",
        "Edisi 29 Februari - 4 Maret 2019",
        "Edisi 1 - 4 Maret 2019",
        "Edisi 28 Februari s/d 4 Maret 2019",
        "Edisi terbaru: 4 Maret 2019",
        "Edisi hari ini: Senin, 4 Maret 2019",
        "<p>Arsip</p><p>Edisi 4 Maret 2019</p>",
        "<a href='/e/1'>Edisi 4 Maret 2019</a>",
        "<p>Edisi 4 Maret 2019</p><p>Edisi 3 Maret 2019</p>",
        "Senin, 4 Maret 2019 halaman 1 dari 5",
        "Baca e-paper edisi Senin, 4 Maret 2019",
        "Beli edisi cetak 4 Maret 2019 di toko kami",
        "Edisi 4 Maret 2019<br><a href='/x'>Sapi Lari ke Kota Lagi</a>",
        "Edisi lengkap terbit sejak 4 Maret 2019",
    ],
)
def test_lines_that_say_no_day_of_an_edition(line: str) -> None:
    assert day(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Edisi 29 Februari - 4 Maret 2019",
        "Edisi 12, 1 - 4 Maret 2019",
        "29 Februari s/d 4 Maret 2019",
        "Edisi No 12 - Maret 2019",
        "Baca e-paper edisi Senin, 4 Maret 2019",
    ],
)
def test_a_period_or_an_offer_beside_the_headline_is_no_day(line: str) -> None:
    assert day("", over=line) == ""


def test_dates_beside_the_headline_that_look_like_periods() -> None:
    assert day("", over="Edisi 37 - 4 Maret 2019") == "2019-03-04"
    assert day("", over="Pukul 10:15 - 4 Maret 2019") == "2019-03-04"


def test_an_edition_of_the_day_on_which_a_page_was_saved_says_nothing() -> None:
    assert day("Edisi: Senin, 4 Maret 2019", saved="2019-03-04T10:00:00Z") == ""
    assert day("Edisi: Senin, 4 Maret 2019", saved="2021-03-04T10:00:00Z") == "2019-03-04"


def test_a_date_beside_the_story_goes_before_an_edition() -> None:
    assert day("Edisi: Senin, 4 Maret 2019", lede="Ulu, 1 Maret 2019 - Warga bekerja.") == "2019-03-01"
