"""Tell lines of a page that stand between or below the paragraphs of a story, and are none of it."""

import re

_LONGEST = 220
_CALL = re.compile(
    r"\b(?:dukung kami|berlangganan mulai|dapatkan update|scroll to continue|advertisement\b.{0,40}\bcontinue"
    r"|(?:lanjut|lanjutkan|scroll)\b.{0,24}\b(?:di bawah iklan|untuk (?:lanjut )?(?:mem)?baca)"
    r"|(?:ikuti|follow) (?:kami|akun|berita lain|channel|saluran)"
    r"|(?:gabung|bergabung)(?:lah)? (?:di|ke|dengan|bersama) (?:(?:grup|group|channel|saluran) )?"
    r"(?:whatsapp|wa|telegram|kami)|gabung (?:grup|group|channel|saluran))\b",
    re.I,
)
_BEGINNING = re.compile(
    r"\W{0,3}(?:dicetak (?:pada|dari)|printed (?:on|from)|hak cipta|copyright|©|all rights reserved"
    r"|function ?\(|artikel ini (?:telah|sudah|pernah) (?:tayang|terbit|dimuat|dipublikasikan|diterbitkan)"
    r"|disclaimer ?:|konten ini (?:\w+ ){1,4}tanggung jawab|anda pengunjung ke"
    r"|this entry was posted (?:on|in)|terbaik dilihat dengan|best viewed"
    r"|redaksi menerima (?:tulisan|naskah|kiriman|artikel)\b.{0,120}(?:kirim|e-?mail|@)"
    r"|punya (?:informasi|info|berita|cerita)\b.{0,40}\?.{0,60}(?:redaksi|kirim)"
    r"|jangan lupa (?:\w+ ){0,3}(?:like|share|subscribe|follow)"
    r"|(?:mari|ayo|yuk|silakan),? (?:ber)?gabung (?:di|ke|dengan) (?:grup|group|channel|saluran)"
    r"|(?:story|artikel|berita|article) (?:continues?|berlanjut) (?:below|di bawah|setelah))",
    re.I,
)
_LINE = re.compile(
    r"(?:(?:bagikan|sebarkan|share)\b.{0,20}(?:wa|fb|tw|salin|copy|link|telegram|a-).{0,20}"
    r"|(?:(?:versi )?cetak|print|e-?mail|(?:(?:download|unduh) )?pdf|bagikan|share)"
    r"(?: ?[|/,·] ?(?:cetak|print|e-?mail|pdf|bagikan|share|simpan)){0,5}"
    r"|(?:hits|views?|dilihat|dibaca|reads?)\W{0,3}[\d.,]{1,9}(?: (?:kali|x|times|pembaca))?"
    r"|[\d.,]{1,9}x? (?:reads|views|hits|kali dibaca|kali dilihat|dibaca|dilihat)"
    r"|(?:posted in|filed under) [\w ,&/-]{3,40}|beri(?:kan)? (?:rating|nilai)\b.{0,20}|rate this\b.{0,30}"
    r"|kirim ke (?:teman|email)|(?:font size|ukuran (?:huruf|font|teks))\b.{0,30}"
    r"|(?:dengarkan|listen to) .{0,20}(?:berita|artikel|article).{0,6}|(?:like this|suka ini) ?:.{0,30}"
    r"|(?:silakan )?(?:daftar|login|masuk) (?:sekarang|(?:untuk|to) .{0,30})|report this ad"
    r"|(?:klik|perbesar|zoom) .{0,20}(?:foto|gambar|memperbesar)"
    r"|(?:previous|next) (?:article|post|story)\b.{0,99}"
    r"|(?:add|post|tambah|tulis) (?:new |a )?(?:comment|komentar)|permalink|trackback|pingback|reply|balas"
    r"|kembali(?: ke (?:atas|beranda|indeks|halaman \w+))?"
    r"|(?:apa|bagaimana) reaksi anda(?: .{0,12}(?:artikel|berita) ini)?"
    r"|(?:tampilkan|lihat|muat|load|show) (?:lebih|semua|more|all|lainnya)\b.{0,12}"
    r"|(?:konten )?(?:sponsor|bersponsor)|(?:info|pasang) iklan\b.{0,60}|dukung jurnalisme\b.{0,20})",
    re.I,
)
_QUOTE = re.compile(r"[“”\"]")


def is_notice(text: str) -> bool:
    """Whether a line calls upon readers, or says something about the page: no part of any story."""
    if len(text) >= _LONGEST:
        return False
    bare = text.strip(" .!?:[]()|»«›‹")
    return (
        (_CALL.search(text) is not None and not _QUOTE.search(text))
        or _BEGINNING.match(text) is not None
        or _LINE.fullmatch(bare) is not None
    )
