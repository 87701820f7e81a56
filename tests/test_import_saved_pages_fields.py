"""The dates and names of saved pages, in the words and places in which sites print them."""

import pytest
from saved_page import HEADLINE, WHEN, linked_data, modified, published, read, whole

SUMMARY = "Warga desa di hulu sungai itu tidak perlu lagi berjalan memutar sampai dua jam."


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
        ({"top": f'<p class="standfirst">{SUMMARY}</p><p class="meta">Oleh Ani<br>{WHEN}</p>'}, "2019-03-04"),
        ({"top": f"<p>{SUMMARY}</p><p>Oleh Ratna Dewi di Sukamaju<br>{WHEN}</p>"}, "2019-03-04"),
        ({"top": f"<p>{SUMMARY}</p><p>Acara dimulai pada {WHEN} di balai desa.</p>"}, ""),
        (
            {
                "inside": f'<ul><li><span class="post-metadata__date" title="{WHEN}">{WHEN}</span></li>'
                "<li>3 menit baca</li></ul><p><span>Updated: </span><span>30 November 2021</span></p>"
            },
            "2019-03-04",
        ),
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
        (
            WHEN,
            linked_data(datePublished="2019-03-04 10:15:20") + published("2019-03-04T02:15:20+00:00"),
            "2019-03-04 10:15 +0800",
        ),
        (
            WHEN,
            linked_data(datePublished="2019-03-04 10:15:20") + published("2019-03-04T02:40:00+00:00"),
            "2019-03-04 10:15 +0700",
        ),
        (f"{WHEN} 10:15</div><div>Diperbarui {NEXT_DAY} 08:00 WITA", "", "2019-03-04 10:15 +0800"),
        (f"{WHEN} 10:15", modified("2019-03-05T08:00:00+08:00"), "2019-03-04 10:15 +0800"),
    ],
)
def test_zones_of_dates(shown: str, head: str, expected: str) -> None:
    assert when_of(whole(top=f"<div>{shown}</div>", head=head)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"top": "<p>Mon, 03/04/2019 - 10:15 — Ratna Dewi...</p>"}, "2019-03-04 10:15 +0700"),
        ({"top": "<p>Senin, 04/03/2019 - 10:15</p>"}, "2019-03-04 10:15 +0700"),
        (
            {"top": "<p>03/04/2019 - 10:15</p>", "head": published("2019-03-04T10:15:00+07:00")},
            "2019-03-04 10:15 +0700",
        ),
        ({"top": "<p>03/04/2019 - 10:15</p>"}, "2019-04-03 10:15 +0700"),
        ({"top": "<p>Date: Mon Mar 04 2019 - 10:15:11 EDT</p>"}, ""),
        (
            {"top": "<p><span>04/03/2019 10:15 WITA</span><span>Daerah</span></p>"},
            "2019-03-04 10:15 +0800",
        ),
        (
            {
                "inside": "<div><h2 class='date-header'>Monday, March 4, 2019</h2></div>",
                "below": "<p class='post-footer'>posted by Ratna Dewi @ <a href='#'>11:12 PM</a></p>",
            },
            "2019-03-04 23:12 +0700",
        ),
        (
            {
                "inside": f"<h2 class='date-header'>{WHEN}</h2>",
                "below": "<div class='post-footer'>Diposkan oleh Ratna Dewi di 10:15 0 komentar</div>",
            },
            "2019-03-04 10:15 +0700",
        ),
        (
            {
                "top": "<small>March 4, 2019 by admin</small>",
                "end": "<p><small>This entry was posted on Monday, March 4th, 2019 at 10:15 am and is filed"
                " under Berita. You can follow any responses to this entry.</small></p>",
            },
            "2019-03-04 10:15 +0700",
        ),
        ({"top": "<p>Sukamaju, 4 Maret 2019 — Jembatan desa itu selesai diperbaiki.</p>"}, "2019-03-04"),
        ({"above": f"<h2>{WHEN}</h2><p>Kota Ulu cerah berawan</p>"}, ""),
        ({"top": "<p>Pembukaan: 4 Maret 2019, Pukul 09.00 WIB</p>"}, ""),
        ({"top": "<p>Terakhir diperbarui: 4 Maret 2019 09:00</p>"}, ""),
        ({"top": "<p>4 Maret 2019 | 12 Maret 2019</p>"}, ""),
        ({"top": "<p>Mar. 4, 2019, 10:15 a.m.</p>"}, "2019-03-04 10:15 +0700"),
        ({"top": '<span title="4 Maret 2019 10:15">7 tahun yang lalu</span>'}, "2019-03-04 10:15 +0700"),
        (
            {
                "top": "<table><tr><td>Terbit</td><td>:</td><td>4 Maret 2019 10:15</td></tr>"
                "<tr><td>Editor</td><td>:</td><td>Agus Salim</td></tr></table>"
            },
            "2019-03-04 10:15 +0700",
        ),
    ],
)
def test_dates_as_programs_print_them(parts: dict[str, str], expected: str) -> None:
    assert when_of(whole(**parts)) == expected


@pytest.mark.parametrize(
    "parts",
    [
        {"end": "<p>*Ratna Dewi adalah Dosen Ilmu Politik Universitas Ulu.</p>"},
        {"end": "<p>*) Ratna Dewi adalah pegiat literasi di Kabupaten Ulu.</p>"},
        {"end": "<p>*Penulis adalah mahasiswa Universitas Ulu</p>", "top": "<p>Oleh: Ratna Dewi</p>"},
        {"end": "<p>*Penulis adalah Ratna Dewi, mahasiswa Universitas Ulu</p>"},
        {"end": "<p>Penulis adalah Ratna Dewi, guru SMA Negeri 1 Ulu.</p>"},
        {"end": "<p>Ratna Dewi, penulis adalah guru SMA Negeri 1 Ulu.</p>"},
        {"end": "<p><em>Ratna Dewi, mahasiswa Universitas Ulu.</em></p>"},
        {"end": "<p>*Ratna Dewi, mahasiswa Fakultas Hukum Universitas Ulu</p>"},
        {"end": "<p><strong>Penulis: Ratna Dewi (Mahasiswa Universitas Ulu)</strong></p>"},
        {"end": "<p>(Ratna Dewi)</p>"},
        {"end": "<p><b>(Ratna Dewi)</b></p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Ratna Dewi)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. <strong>(Ratna Dewi)</strong></p>"},
        {"end": "<p>Warga senang dengan jembatan itu.<br>(Ratna Dewi)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu.*** (Ratna Dewi)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. [Ratna Dewi]</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Ratna Dewi/Kabar Ulu)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Ratna Dewi/red)</p>"},
        {"end": "<p>- Ratna Dewi -</p>"},
        {"end": "<p>— Ratna Dewi</p>"},
        {"end": "<p>~ Ratna Dewi</p>"},
        {"end": '<p style="text-align:right"><strong>Ratna Dewi</strong></p>'},
        {"end": "<p>Laporan: Ratna Dewi</p>"},
        {"end": "<p>Laporan Ratna Dewi</p>"},
        {"end": "<p>Laporan Ratna Dewi dari Sukamaju</p>"},
        {"top": f"<div>Ratna Dewi</div><div>{WHEN}</div>"},
        {"top": f"<div>{WHEN}</div><div>Ratna Dewi</div>"},
        {"top": f"<p>Ratna Dewi | {WHEN} 10:15 WIB</p>"},
        {"top": f"<p>{WHEN} | 10:15 WIB | Ratna Dewi</p>"},
        {"top": f"<p>{WHEN} 10:15 WIB / Ratna Dewi</p>"},
        {"top": f"<p>Ratna Dewi, {WHEN}</p>"},
        {"top": f"<p>Ratna Dewi - {WHEN}, 10:15 WIB</p>"},
        {"top": f"<p>Ratna Dewi<br>{WHEN}</p>"},
        {"top": f"<p>{WHEN}<br>Ratna Dewi</p>"},
        {"top": f"<div><span>Ratna Dewi</span> <span>{WHEN}</span></div>"},
        {"top": f"<div><span>{WHEN}</span> <span>Ratna Dewi</span></div>"},
        {"top": f"<div><span>Ratna Dewi</span> &bull; <span>{WHEN}</span></div>"},
        {"top": f"<div><a href='/a'>Ratna Dewi</a> &middot; {WHEN} &middot; 3 menit baca</div>"},
        {"top": f"<div>Oleh <b>Ratna Dewi</b> pada {WHEN}</div>"},
        {"top": f"<div>Ratna Dewi</div><div>Kabar Ulu</div><div>{WHEN} 10:15</div>"},
        {"top": "<div>Ratna Dewi</div>"},
        {"top": "<p>Laporan wartawan Kabar Ulu, Ratna Dewi</p>"},
        {"top": "<p>Laporan Wartawan Kabar Ulu, Ratna Dewi</p>"},
        {"top": "<p>Laporan Wartawan Kabarulu.example, Ratna Dewi dari Sukamaju</p>"},
        {"top": "<p><b>Laporan Kontributor Ratna Dewi</b></p>"},
        {"top": "<p>Laporan: Ratna Dewi</p>"},
        {"top": "<p>Laporan Jurnalis Kabar Ulu: Ratna Dewi</p>"},
        {"top": "<p>Laporan wartawan kami di Sukamaju, Ratna Dewi</p>"},
        {"top": "<p>Reporter Kabar Ulu, Ratna Dewi</p>"},
        {"below": "<div class='author-box'><img src='a.jpg'><h4>Ratna Dewi</h4><p>Wartawan.</p></div>"},
        {"below": "<div class='about-author'><a href='/author/ratna'>Ratna Dewi</a><p>Penulis.</p></div>"},
        {"below": "<div><h3>Penulis</h3><div>Ratna Dewi</div><p>Wartawan.</p></div>"},
        {"below": "<div><h4>About Ratna Dewi</h4><p>Wartawan.</p></div>"},
        {"below": "<div><h4>Tentang Ratna Dewi</h4><p>Wartawan di Kabar Ulu.</p></div>"},
        {"below": "<div class='author-bio'><p><b>Ratna Dewi</b> wartawan Kabar Ulu sejak 2010.</p></div>"},
        {"below": "<div class='penulis'><p>Ditulis oleh</p><p>Ratna Dewi</p></div>"},
        {"below": "<div>Written by Ratna Dewi</div>"},
        {"below": "<div><a rel='author' href='/author/ratna/'>Ratna Dewi</a></div>"},
        {"below": "<div><a href='/author/ratna/'>Ratna Dewi</a></div>"},
        {"below": "<div><a href='/penulis/ratna-dewi'><b>Ratna Dewi</b></a><i>Jurnalis</i></div>"},
        {"top": "<div><a href='/author/ratna/'>Ratna Dewi</a></div>"},
        {"below": "<p class='post-footer'>posted by Ratna Dewi @ <a href='#'>11:12 PM</a></p>"},
        {"head": f"<meta property='og:title' content='{HEADLINE} oleh Ratna Dewi - Kabar Ulu'>"},
        {"top": f"<p><span>{WHEN} | 10:15 WIB</span><span>Penulis: Ratna Dewi</span> 9.812 kali</p>"},
        {"top": "<div class='author'><b>Ratna Dewi</b><br><time>Senin, 4 Maret 2019</time></div>"},
        {"top": "<div class='author'>Ratna Dewi</div><div class='reporter'>Editor: <a>Agus Salim</a></div>"},
        {"below": "<div class='post-footer'>Diposting oleh Ratna Dewi di 10.15</div>"},
        {"below": "<div class='user-box'><a href='/ratna'>Ratna Dewi</a><span>FOLLOW</span></div>"},
        {"top": "<div><span>Tim Liputan:</span> Ratna Dewi</div>"},
        {"end": "<p><em>Written by Ratna Dewi, Public Relations Office</em></p>"},
        {"end": "<p>Penulis: Ratna Dewi, Biro Humas</p>"},
        {"inside": "<ul><li><a href='/profile/ratna'>Ratna Dewi</a></li><li>3 min read</li></ul>"},
        {"top": "<div><span>Ditulis oleh <b>Ratna Dewi</b></span><span>1 jam yang lalu</span></div>"},
    ],
)
def test_the_author_of_a_story(parts: dict[str, str]) -> None:
    assert read(whole(**parts)).header.authors == ("Ratna Dewi",)


@pytest.mark.parametrize(
    "parts",
    [
        {"top": f"<div>{WHEN} 10:15</div>", "inside": "<div>Ratna Dewi</div>"},
        {"below": "<div class='author-box'><h4>Redaksi</h4></div>"},
        {"above": "<div><a href='/profile/joko'>Joko Susilo</a></div>"},
        {"end": "<p>Oleh: Public Relations Office</p>"},
        {"end": "<p>LUBUK SARI</p>"},
        {"end": "<p>BERITA TERKAIT</p>"},
        {"end": "<p>SELAMAT MEMBACA</p>"},
        {"end": "<p>WAHYU ILAHI</p>"},
        {"top": "<div>Tim Foto: Joko Susilo</div>"},
        {"end": "<p>(Kabar Ulu)</p>"},
        {"end": "<p>(Antara)</p>"},
        {"end": "<p>Warga senang. (Antara/Kabar Ulu)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Pemkab Ulu)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Humas Polres Ulu)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Tribun Network)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Kompas TV)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Media Center)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Berbagai Sumber)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Foto Ratna Dewi)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Red)</p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Ratna)</p>"},
        {"end": "<p>Fotografer: Joko Susilo</p>"},
        {"end": "<p>Foto oleh Joko Susilo</p>"},
        {"end": "<p>Foto-foto: Joko Susilo</p>"},
        {"top": "<figure><img src='a.jpg'><figcaption>Jembatan (Foto: Joko Susilo)</figcaption></figure>"},
        {"top": f"<img src='a.jpg'><div>Joko Susilo/Kabar Ulu</div><div>{WHEN}</div>"},
        {"top": f"<div>{WHEN}</div><img src='a.jpg'><div>Joko Susilo</div>"},
        {"top": f"<div>{WHEN}</div><img src='a.jpg'><div>Foto: Joko Susilo</div>"},
        {"top": f"<div>{WHEN}</div><div>Kabar Daerah</div>"},
        {"top": f"<div>{WHEN}</div><div>Berita Utama</div>"},
        {"top": f"<div>Ulu Raya</div><div>{WHEN}</div>"},
        {"top": f"<div>Suara Rakyat</div><div>{WHEN}</div>"},
        {"top": f"<div>Gaya Hidup</div><div>{WHEN}</div>"},
        {"top": f"<div>Nusantara Kini</div><div>{WHEN}</div>"},
        {"top": f"<div>Politik dan Hukum</div><div>{WHEN}</div>"},
        {"top": f"<div>Kabupaten Ulu</div><div>{WHEN}</div>"},
        {"top": f"<div>Ekonomi Bisnis</div><div>{WHEN}</div>"},
        {"top": f"<div>Dunia Islam</div><div>{WHEN}</div>"},
        {"top": f"<div>Serba Serbi</div><div>{WHEN}</div>"},
        {"top": f"<div>Kirim Komentar</div><div>{WHEN}</div>"},
        {"top": f"<div>Cetak Halaman</div><div>{WHEN}</div>"},
        {"top": f"<div>Sukamaju, {WHEN}</div>"},
        {"top": f"<div>Lubuk Sari, {WHEN}</div>"},
        {"top": f"<div>Lubuk Sari - {WHEN}</div>"},
        {"top": f"<div>Lubuk Sari | {WHEN} 10:15</div>"},
        {"top": "<div>Oleh: Tim Liputan</div>"},
        {"top": "<div>Oleh: Kabar Ulu</div>"},
        {"top": "<div>Penulis: rtn</div>"},
        {"top": "<div>Oleh: admin2</div>"},
        {"head": linked_data(author={"@type": "Person", "name": "Kabar Ulu"})},
        {"head": linked_data(author={"@type": "Person", "name": "Redaksi Kabar Ulu"})},
        {"head": linked_data(author={"@type": "Person", "name": "Super Admin"})},
        {"head": linked_data(author={"@type": "Person", "name": "Media Ulu"})},
        {"head": linked_data(author={"@type": "Person", "name": "Tim Redaksi"})},
        {"head": linked_data(author={"@type": "Person", "name": "Antara"})},
        {"head": linked_data(author={"@type": "Person", "name": "LKBN Antara"})},
        {"head": linked_data(author={"@type": "Person", "name": "Dinas Kominfo"})},
        {"head": linked_data(author={"@type": "Person", "name": "Humas Pemkab"})},
        {"head": "<meta name='author' content='Kabar Ulu'>"},
        {"head": "<meta name='author' content='PT Media Ulu'>"},
        {"end": "<p>Warga senang. (rtn)</p>", "head": "<meta name='author' content='rtn'>"},
        {"end": "<p>Sumber: Antara</p>"},
        {"end": "<p>Sumber: Ratna Dewi</p>"},
        {"below": "<div>Copyright © 2019 Kabar Ulu</div>"},
        {"below": "<div>Copyright © 2019 Ratna Dewi</div>"},
        {"below": "<div>Hubungi Ratna Dewi</div>"},
        {"below": "<h3>Komentar</h3><div><b>Joko Susilo</b><p>Bagus sekali.</p></div>"},
        {"below": "<h3>2 Komentar</h3><div><a href='/u'>Joko Susilo</a> 5 Maret 2019<p>Ya.</p></div>"},
        {"below": f"<div>Joko Susilo</div><div>{WHEN}</div><p>Bagus sekali, semoga cepat bisa dipakai.</p>"},
        {"end": "<p><em>Joko Susilo adalah kepala desa yang memimpin perbaikan itu.</em></p>"},
        {"end": "<p>Ketua panitia Joko Susilo adalah guru di desa itu.</p>"},
        {"end": "<p>“Jembatan ini milik kita semua,” katanya.</p><p>(Bersambung)</p>"},
        {"end": "<p>*Joko Susilo bukan nama sebenarnya</p>"},
        {"end": "<p>(Selesai Sudah)</p>"},
        {"end": "<p>Kepala Desa Ulu<br>Joko Susilo</p>"},
        {"end": "<p>Tertanda,<br>Joko Susilo</p>"},
        {"end": "<p>Kontak: Joko Susilo</p>"},
        {"end": "<p>Narahubung: Joko Susilo (08123)</p>"},
        {
            "head": "<meta name='author' content='PT Ulu Energi Tbk'>",
            "below": "<p>© 2019 PT Ulu Energi Tbk</p>",
        },
        {"head": "<meta name='author' content='Diskominfo'>", "end": "<p>Diskominfo</p>"},
        {
            "top": "<div class='author'>Lensa Jaya</div>",
            "below": "<p>Copyright © 2019 Lensa Jaya.</p>",
        },
        {"top": "<div class='author'>Kabar Ulu</div>"},
        {"top": "<p><i>Lubuk Sari</i></p>"},
        {"top": "<p><i>Catatan Perjalanan</i></p>"},
        {"end": "<p>Warga senang dengan jembatan itu. (Nusa Ekonomi)</p>"},
        {"end": "<p>(Kilas Ulu/Nusa Ekonomi)</p>"},
        {"top": "<dl><dd class='createdby'>Written by Super User</dd></dl>"},
        {"top": "<div class='author'>BBC Indonesia</div>"},
        {"below": "<div class='author-box'><span>Editor</span><h4>Joko Susilo</h4></div>"},
        {"below": "<h3>Baca Juga</h3><h4><a href='x'>Harga Kol Anjlok Lagi</a></h4><b>Oleh Joko Susilo</b>"},
        {"below": "<div><a href='/x'>Menjaga Hutan Kita</a><br><a href='/author/j'>Joko Susilo</a></div>"},
    ],
)
def test_who_is_no_author(parts: dict[str, str]) -> None:
    found = read(whole(**parts))
    assert (found.header.authors, found.editors) == ((), ())


@pytest.mark.parametrize(
    ("parts", "authors", "editors"),
    [
        (
            {"top": f"<p>Ratna Dewi | Agus Salim | {WHEN}</p>", "end": "<p>Editor: Agus Salim</p>"},
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        (
            {
                "head": linked_data(author={"@type": "Person", "name": "Ratna Dewi"}),
                "top": "<h4 class='author-name'><a>Ratna Dewi</a>, <a>Agus Salim</a></h4>",
            },
            ("Ratna Dewi", "Agus Salim"),
            (),
        ),
        (
            {"top": f"<p>{WHEN} | Penulis: Ratna Dewi | Editor: Agus Salim 9.812 kali</p>"},
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        (
            {"end": "<p>Penulis merupakan dosen Universitas Ulu</p>", "top": "<p>Oleh Ratna Dewi, M.Si.</p>"},
            ("Ratna Dewi, M.Si",),
            (),
        ),
        (
            {"end": "<p>Warga senang dengan jembatan itu. (Ratna Dewi/Agus Salim)</p>"},
            ("Ratna Dewi", "Agus Salim"),
            (),
        ),
        (
            {"end": "<p>Warga senang dengan jembatan itu. (Ratna Dewi/ed. Agus Salim)</p>"},
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        ({"end": "<p>Penulis : Ratna Dewi<br>Editor : Agus Salim</p>"}, ("Ratna Dewi",), ("Agus Salim",)),
        (
            {"end": "<p>Pewarta : Ratna Dewi<br>Editor: Agus Salim<br>COPYRIGHT © KABARULU 2019</p>"},
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        ({"top": f"<div>RATNA DEWI</div><div>{WHEN} 10:15</div>"}, ("RATNA DEWI",), ()),
        ({"end": "<p>Editor: Agus Salim</p>"}, (), ("Agus Salim",)),
        (
            {
                "head": linked_data(author={"@type": "Person", "name": "Agus Salim"}),
                "top": f"<div><span>Agus Salim | Ratna Dewi</span><span>{WHEN}</span></div>",
                "end": "<p><em>Kontributor : Ratna Dewi</em></p>",
            },
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        (
            {
                "top": f"<div><span>Ratna Dewi | Agus Salim</span><span>{WHEN}</span></div>",
                "end": "<p><em>Kontributor : Ratna Dewi</em></p>",
            },
            ("Ratna Dewi",),
            (),
        ),
        (
            {
                "top": "<div><span>Ditulis oleh <b>Ratna Dewi</b></span>"
                "<span>Disunting oleh <b>Agus Salim</b></span><span>1 jam yang lalu</span></div>"
            },
            ("Ratna Dewi",),
            ("Agus Salim",),
        ),
        ({"end": "<p>RATNA DEWI</p>"}, ("RATNA DEWI",), ()),
        ({"top": "<div>Tim Lapangan: Ratna Dewi dan Agus Salim</div>"}, ("Ratna Dewi", "Agus Salim"), ()),
        ({"end": "<p>(Editor Agus Salim)</p>"}, (), ("Agus Salim",)),
        (
            {
                "head": linked_data(author={"@type": "Person", "name": "Agus Salim"}),
                "end": "<p>Editor: Agus Salim</p>",
            },
            (),
            ("Agus Salim",),
        ),
        ({"top": "<div>Editor: Agus Salim</div>", "end": "<p>(Agus Salim)</p>"}, (), ("Agus Salim",)),
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
