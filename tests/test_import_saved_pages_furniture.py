"""Lines of pages that stand within or below a story and are none of it, and those that only look so."""

import pytest
from saved_page import HEADLINE, WHEN, paragraphs, read
from saved_pages import lines_of

FURNITURE = (
    "Bagikan WAFBTWSalin A-A+",
    "Bagikan:",
    "Share this:",
    "Share on Facebook Tweet",
    "Facebook Twitter WhatsApp",
    "Cetak | Email | PDF",
    "Baca Juga :",
    "ADVERTISEMENT",
    "Iklan",
    "- Advertisement -",
    "Scroll untuk melanjutkan membaca",
    "SCROLL TO CONTINUE WITH CONTENT",
    "Gulir untuk baca berita",
    "Dilihat: 333 kali",
    "Dibaca 1.234 kali",
    "Post Views: 345",
    "Views: 345",
    "Hits: 345",
    "Tags: jembatan, desa",
    "Tag : jembatan desa",
    "Posted in Daerah",
    "Filed under: Daerah",
    "Tinggalkan komentar",
    "Komentar (4)",
    "3 Komentar",
    "Leave a comment",
    "Berikan rating: 12345",
    "Rate this item",
    "Ikuti kami di Google News",
    "Ikuti berita Kabar Ulu di Google News",
    "Cek Berita dan Artikel yang lain di Google News",
    "Dapatkan update berita pilihan dan breaking news setiap hari dari Kabar Ulu.",
    'Mari bergabung di Grup Telegram "Kabar Ulu News Update", klik https://t.me/kabarulu, kemudian join.',
    "Simak berita terbaru di saluran WhatsApp Kabar Ulu",
    "Gabung saluran WhatsApp Kabar Ulu di sini",
    "Baca berita lainnya di Kabar Ulu",
    "Baca artikel menarik lainnya di Google News",
    "Download aplikasi Kabar Ulu untuk berita terkini",
    "Artikel ini telah tayang di kabarulu.example dengan judul Jembatan Desa Selesai Diperbaiki Warga",
    "Artikel ini sudah tayang di Kabar Ulu",
    "Simak Video: Jembatan Desa",
    "Saksikan juga video berikut ini:",
    "Lihat juga video 'Jembatan Roboh':",
    "[Gambas:Video 20detik]",
    "(function(d,s,id){var js;})(document);",
    "Klik di sini untuk membaca berita lainnya",
    "Selanjutnya",
    "Halaman 1 2 3 Selanjutnya",
    "Halaman Selanjutnya",
    "Halaman: 1",
    "<< Sebelumnya | Selanjutnya >>",
    "Kembali ke atas",
    "Back to top",
    "Powered by WordPress",
    "Copyright 2019 Kabar Ulu",
    "© 2019 Kabar Ulu. All Rights Reserved.",
    "Hak Cipta Dilindungi",
    "Dilarang mengutip isi tanpa izin redaksi",
    "Related Posts",
    "Berita Terkait",
    "Artikel Terkait:",
    "You may also like",
    "Jangan Lewatkan",
    "Rekomendasi untuk Anda",
    "Terpopuler",
    "Editor : Agus Salim",
    "Penulis : Ratna Dewi",
    "Sumber : Antara",
    "Last Updated on 5 Maret 2019",
    "Terakhir diperbarui: 5 Maret 2019",
    "Print",
    "Email",
    "PDF",
    "Cetak berita ini",
    "Kirim ke teman",
    "Versi cetak",
    "Font size: A A A",
    "Ukuran huruf: kecil sedang besar",
    "Dengarkan berita ini",
    "Listen to this article",
    "Waktu baca: 3 menit",
    "3 min read",
    "Like this: Like Loading...",
    "Suka ini: Suka Memuat...",
    "Loading...",
    "Memuat...",
    "Follow Us",
    "Subscribe",
    "Berlangganan newsletter",
    "Masukkan email Anda",
    "Daftar sekarang",
    "Login untuk berkomentar",
    "Silakan login untuk memberi komentar",
    "Report this ad",
    "Laporkan",
    "Simpan artikel",
    "Copy link",
    "Tautan disalin",
    "Foto lainnya",
    "Lihat foto",
    "Perbesar foto",
    "Komentar via Facebook",
    "Berita Sebelumnya",
    "Berita Selanjutnya",
    "Previous article Harga cabai naik",
    "Next article Harga cabai naik",
    "Apa reaksi anda?",
    "Bagaimana reaksi Anda tentang artikel ini?",
    "Beri nilai:",
    "Trending",
    "TOPIK: jembatan",
    "#jembatan #desa",
    "Konten ini di luar tanggung jawab redaksi",
    "Disclaimer: isi tulisan tanggung jawab penulis",
    "Redaksi menerima tulisan dari pembaca, kirim ke redaksi@kabarulu.example",
    "Punya informasi? Hubungi redaksi kami di 0812345",
    "Jangan lupa like dan share ya!",
    "Dukung jurnalisme kami",
    "Anda pengunjung ke 1234 sejak Januari 2004",
    "Terbaik dilihat dengan Internet Explorer 800x600",
    "Add new comment",
    "1407 reads",
    "Add comment",
    "Permalink",
    "Trackback",
    "Reply",
    "Balas",
    "[ Kembali ]",
    "[Kembali ke halaman utama]",
    "Kembali ke Beranda",
    "Download PDF",
    "Klik gambar untuk memperbesar",
    "Baca selengkapnya",
    "Read more",
    "Show more",
    "Tampilkan lebih banyak",
    "Lihat semua",
    "Sponsored",
    "Konten Sponsor",
    "Promoted",
    "Story continues below advertisement",
    "Artikel berlanjut di bawah ini",
    "Pilihan Redaksi",
    "Pilihan Editor",
    "Most Popular",
    "Info iklan hubungi 0812345",
    "Pasang iklan di sini",
    "Polling",
    "Arsip",
    "Beranda › Liputan › Lingkungan",
    "Home / Daerah",
)
OF_STORY = (
    "Ia bergabung dengan grup musik itu pada 2010 sebagai penabuh gendang.",
    "“Dukung kami,” kata kepala desa kepada warga yang datang.",
    "Bagaimana reaksi Anda saat mendengar kabar itu?",
    "“Mari bergabung dengan kami,” ujarnya kepada para pemuda desa.",
    "Kategori: Putra",
    "Nilai 90",
)


def shown(line: str, place: int) -> list[str]:
    """The lines of a story between or below whose paragraphs a line stands."""
    text = paragraphs("Warga", 3)
    text.insert(place, line)
    body = "".join(f"<p>{one}</p>" for one in text)
    html = f"<title>{HEADLINE} - Kabar Ulu</title><h1>{HEADLINE}</h1><div>{WHEN}</div><div>{body}</div>"
    return [one for one in lines_of(read(html.encode()).body) if "bagian" not in one]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_between_and_below_paragraphs(line: str) -> None:
    assert (shown(line, 2), shown(line, 3)) == ([], [])


@pytest.mark.parametrize("line", OF_STORY)
def test_what_looks_like_furniture_stays(line: str) -> None:
    assert shown(line, 2) == [line]


@pytest.mark.parametrize(
    "line", ["Pekan kesepuluh digelar Minggu sore. (gk-2)", "Acara ditutup malam itu. (rtn/jay)***"]
)
def test_a_short_last_sentence_with_initials_stays(line: str) -> None:
    assert [one[:12] for one in shown(line, 3)] == [line[:12]]


def test_comments_that_stand_with_the_story_are_none_of_it() -> None:
    comment = "<div><b>Joko</b> - 5 Maret 2019 08:00<br>Semoga jembatan itu awet dan berguna.</div>"
    body = "".join(f"<p>{one}</p>" for one in paragraphs("Warga", 3))
    label = "<div>Komentar:</div>"
    html = f"<title>{HEADLINE}</title><div><h1>{HEADLINE}</h1><div>{WHEN}</div>{body}{label}{comment}</div>"
    assert [*lines_of(read(html.encode()).body)] == paragraphs("Warga", 3)


def test_who_comments_is_no_author() -> None:
    comments = (
        '<div id="jc"><h4>Komentar</h4><div class="rbox"><span class="comment-author">Ratna Dewi</span>'
        '<span class="comment-date">2019-03-05 08:00</span><div class="comment-body">Setuju.</div>'
        "</div></div>"
    )
    body = "".join(f"<p>{one}</p>" for one in paragraphs("Warga", 3))
    html = f"<title>{HEADLINE}</title><div><h1>{HEADLINE}</h1><div>{WHEN}</div>{body}{comments}</div>"
    story = read(html.encode())
    assert (story.header.authors, story.editors) == ((), ())


def test_a_story_goes_on_below_a_heading_that_may_be_one_over_comments() -> None:
    body = "".join(f"<p>{one}</p>" for one in paragraphs("Warga", 3))
    more = f"<h3>Diskusi</h3><p>{paragraphs('Panggung', 1)[0]}</p>"
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div>{WHEN}</div><div>{body}{more}</div>"
    assert paragraphs("Panggung", 1)[0] in [*lines_of(read(html.encode()).body)]
