"""The dates and names of saved pages, in the words and places in which sites print them."""

import pytest
from saved_page import WHEN, linked_data, modified, published, read, whole


def when_of(raw: bytes) -> str:
    when = read(raw).header.date
    return "" if when is None else when.at.strftime("%Y-%m-%d %H:%M %z" if when.clock else "%Y-%m-%d")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"top": f"<div>Ditulis pada {WHEN} oleh Ratna Dewi</div>"}, "2019-03-04"),
        ({"top": "<ul><li>Post published:4 March 2019</li><li>Post category:News</li></ul>"}, "2019-03-04"),
        ({"top": f"<div>{WHEN}</div><div>10:15 WITA</div>"}, "2019-03-04 10:15 +0800"),
        ({"top": f'<div><a title="10:15" href="/x">{WHEN}</a></div>'}, "2019-03-04 10:15 +0700"),
        ({"top": f"<div>{WHEN} 10:15 3.201 ditonton</div>"}, "2019-03-04 10:15 +0700"),
        ({"top": "<div><div>04</div><div>Mar</div><div>2019</div></div>"}, "2019-03-04"),
        ({"top": '<span data-timestamp="1551669300">4 Maret</span>'}, "2019-03-04 10:15 +0700"),
        ({"top": f"<div>{WHEN}</div><div>Pemutakhiran terakhir: 5 Maret 2019</div>"}, "2019-03-04"),
        ({"inside": f"<span>Edisi {WHEN}</span>"}, "2019-03-04"),
        ({"below": f'<div>Posted</div><div class="post-date">{WHEN}</div>'}, "2019-03-04"),
        ({"end": "<p>Ulu Jaya, 4 Maret 2019<br>Biro Hubungan Masyarakat</p>"}, "2019-03-04"),
        (
            {"top": f"<div>{WHEN} 10:15</div>", "head": published("2019-03-04T10:15:00+09:00")},
            "2019-03-04 10:15 +0900",
        ),
        (
            {"top": f"<div>{WHEN} 10:15</div>", "head": published("2019-03-04T02:15:00Z")},
            "2019-03-04 10:15 +0800",
        ),
        (
            {"top": f"<div>{WHEN} 10:15 WIT</div>", "head": published("2019-03-04T10:15:00Z")},
            "2019-03-04 10:15 +0900",
        ),
        ({"head": published("2019-03-04T10:15:00+08:00")}, "2019-03-04 10:15 +0800"),
        ({"head": linked_data(dateCreated="2019-03-04T10:15:00+07:00")}, "2019-03-04 10:15 +0700"),
        (
            {"head": linked_data(headline="Daftar Juara Liga dari Masa ke Masa", datePublished="2018-01-01")},
            "",
        ),
        ({"above": f'<div class="tgl">{WHEN}</div><div><a href="/">Beranda</a></div>'}, ""),
        ({"above": f'<div class="date">{WHEN} 17:07:33 WIB</div>'}, ""),
        ({"below": f"<div>Dicetak pada {WHEN} 10:15</div>"}, ""),
        (
            {"below": f'<div class="date">{WHEN}</div><div><a href="/x">Warga Menanam Padi Lagi</a></div>'},
            "",
        ),
        ({"top": f"<div>Jadwal acara: {WHEN}</div>"}, ""),
        ({"top": '<div data-date="2030-01-01 00:00">Hitung mundur</div>'}, ""),
        (
            {"end": f"<p>Acara itu berlangsung pada {WHEN} pukul 10.15 WIB di balai desa bersama warga.</p>"},
            "",
        ),
        ({"head": '<meta name="date" content="2024-11-17">'}, ""),
    ],
)
def test_dates_beside_a_story(parts: dict[str, str], expected: str) -> None:
    assert when_of(whole(**parts)) == expected


BOTH = f"<div>Diterbitkan: {WHEN} 10:15 WIB</div><div>Diperbarui: 5 Maret 2019 14:40 WIB</div>"
NEXT_DAY = "Selasa, 5 Maret 2019"


@pytest.mark.parametrize(
    ("top", "head", "expected"),
    [
        (BOTH, published("2019-03-05T14:40:00+07:00"), "2019-03-04 10:15 +0700"),
        (BOTH, linked_data(datePublished="2019-03-05T14:40:00+07:00"), "2019-03-04 10:15 +0700"),
        (
            f"<p>Diperbarui: {WHEN} 14:40 WIB | Terbit: {WHEN} 10:15 WIB</p>",
            published("2019-03-04T14:40:00+07:00"),
            "2019-03-04 10:15 +0700",
        ),
        (
            f"<div>Diperbarui</div><div>{NEXT_DAY} 14:40</div><div>Diterbitkan</div><div>{WHEN} 10:15</div>",
            published("2019-03-05T14:40:00+07:00"),
            "2019-03-04 10:15 +0700",
        ),
        (
            f"<dl><dt>Tayang</dt><dd>{WHEN} 10:15</dd><dt>Diubah</dt><dd>{NEXT_DAY} 14:40</dd></dl>",
            published("2019-03-05T14:40:00+07:00"),
            "2019-03-04 10:15 +0700",
        ),
        (
            f"<div>Diterbitkan {WHEN}</div><div>Diperbarui {NEXT_DAY}</div>",
            published("2019-03-05T14:40:00+07:00"),
            "2019-03-04",
        ),
        (
            f"<div>{WHEN} 10:15 WIB</div>",
            published("2019-03-04T14:40:00+07:00"),
            "2019-03-04 10:15 +0700",
        ),
        (
            f"<div>{WHEN} 14:40 WIB</div>",
            published("2019-03-04T10:15:00+07:00") + modified("2019-03-04T14:40:00+07:00"),
            "2019-03-04 10:15 +0700",
        ),
    ],
)
def test_a_date_that_is_shown_as_that_of_publication_wins(top: str, head: str, expected: str) -> None:
    assert when_of(whole(top=top, head=head)) == expected


@pytest.mark.parametrize(
    ("shown", "head", "expected"),
    [
        (f"{WHEN} 10:15 WITA", published("2019-03-04T10:15:00+07:00"), "2019-03-04 10:15 +0800"),
        (f"{WHEN} 10:15 WITA", published("2019-03-04T11:00:00+07:00"), "2019-03-04 10:15 +0800"),
        (f"{WHEN} jam 10:15 Waktu Indonesia Tengah", "", "2019-03-04 10:15 +0800"),
        (f"<b>{WHEN}</b><b>10.15</b><b>WIT</b>", "", "2019-03-04 10:15 +0900"),
        (f"{NEXT_DAY} 00:30 WIT", published("2019-03-05T00:30:00+07:00"), "2019-03-05 00:30 +0900"),
        (NEXT_DAY, published("2019-03-04T16:30:00Z"), "2019-03-05 00:30 +0800"),
        (WHEN, published("2019-03-04T10:15:00+09"), "2019-03-04 10:15 +0900"),
        (
            f"{WHEN} 10:15",
            linked_data(datePublished="2019-03-04T10:15:00Z") + published("2019-03-04T02:15:00Z"),
            "2019-03-04 10:15 +0800",
        ),
        (
            "",
            linked_data(datePublished="2019-03-04T10:15:00Z") + published("2019-03-04T02:15:00Z"),
            "2019-03-04 09:15 +0700",
        ),
        (f"{WHEN} 10:15</div><div>Diperbarui {NEXT_DAY} 08:00 WITA", "", "2019-03-04 10:15 +0800"),
        (f"{WHEN} 10:15", modified("2019-03-05T08:00:00+08:00"), "2019-03-04 10:15 +0800"),
    ],
)
def test_zones_of_dates(shown: str, head: str, expected: str) -> None:
    assert when_of(whole(top=f"<div>{shown}</div>", head=head)) == expected


@pytest.mark.parametrize(
    ("parts", "authors", "editors"),
    [
        ({"end": "<p>(Ratna Dewi / Editor: Agus Salim)</p>"}, ("Ratna Dewi",), ("Agus Salim",)),
        ({"end": "<p>Rep: Ratna Dewi / Ed: Agus Salim</p>"}, ("Ratna Dewi",), ("Agus Salim",)),
        ({"end": "<p>***Ratna Dewi</p>"}, ("Ratna Dewi",), ()),
        ({"end": "<p>Teks dan foto: Ratna Dewi</p>"}, ("Ratna Dewi",), ()),
        ({"end": "<p>Liputan: Ratna Dewi dari Sukamaju</p>"}, ("Ratna Dewi",), ()),
        ({"end": "<p>*Ratna Dewi adalah dosen Universitas Ulu.</p>"}, ("Ratna Dewi",), ()),
        ({"top": "<h6>Penulis Kontributor Ulu, Ratna Dewi</h6>"}, ("Ratna Dewi",), ()),
        ({"top": "<div>Ratna Dewi - Kabar Ulu</div>"}, ("Ratna Dewi",), ()),
        ({"below": "<h3>Tentang Penulis</h3><h4>Ratna Dewi</h4><p>Wartawan.</p>"}, ("Ratna Dewi",), ()),
        ({"end": "<p>Warga senang dengan jembatan itu. (ratna/jay)</p>"}, (), ()),
        ({"end": "<p>(Foto: Joko Susilo)</p>"}, (), ()),
        ({"end": "<p>Laporan Keuangan Daerah</p>"}, (), ()),
        ({"end": "<p>Sumber: Humas Pemkab Ulu</p>"}, (), ()),
        ({"top": "<h4>By<a>humaspolres</a></h4>"}, (), ()),
        ({"top": "<div>Oleh Redaksi</div>"}, (), ()),
        ({"top": "<div>Oleh Tim Kabar Ulu</div>"}, (), ()),
        ({"head": linked_data(author={"@type": "Person", "name": "admin"})}, (), ()),
        (
            {
                "head": linked_data(author={"@type": "Person", "name": "Budi Unggah"}),
                "end": "<p>Reporter: Ratna Dewi</p>",
            },
            ("Ratna Dewi",),
            (),
        ),
    ],
)
def test_names_beside_a_story(
    parts: dict[str, str], authors: tuple[str, ...], editors: tuple[str, ...]
) -> None:
    found = read(whole(**parts))
    assert (found.header.authors, found.editors) == (authors, editors)
