"""Saved pages of many layouts, in sentences of our own."""

import html
from typing import Any
from zoneinfo import ZoneInfo

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content import fields, frontmatter
from newsgen.content.article import Article, Provenance, Reading, Status
from newsgen.errors import ContentError
from newsgen.importing.page_text.markdown import escaped
from newsgen.importing.page_text.reader import read_page_text
from newsgen.index import reading
from newsgen.rendering.commonmark import CommonMark

ZONE = ZoneInfo("Asia/Jakarta")

TITLE = "Warga Desa Sukamaju Gotong Royong Perbaiki Jembatan Gantung"
FIRST = (
    "Puluhan warga Desa Sukamaju bergotong royong memperbaiki jembatan gantung yang putus diterjang "
    "arus sungai, Sabtu (28/7/2018)."
)
SECOND = (
    "“Jembatan ini satu-satunya jalan anak kami ke sekolah,” kata Kepala Desa Sukamaju, Rahmat Hidayat. "
    "Ia berharap pekerjaan selesai dalam dua pekan."
)
THIRD = (
    "Bahan bangunan dibeli dari iuran warga dan bantuan sebuah koperasi. Pemerintah kecamatan meminjamkan "
    "alat berat selama tiga hari kerja."
)
SUMMARY = "Jembatan gantung satu-satunya di Desa Sukamaju kembali berdiri berkat gotong royong warganya."
SHORTER = "Puluhan warga Desa Sukamaju bergotong royong memperbaiki jembatan gantung yang putus."
STORY = [FIRST, SECOND, THIRD]
OTHERS = [
    "Harga Cabai Rawit di Pasar Induk Naik Dua Kali Lipat",
    "Pelajar SMA Juarai Lomba Robotik Tingkat Provinsi",
    "Perahu Nelayan Terbalik Dihantam Ombak, Tiga Orang Selamat",
]
NAMED = "2018-08-02-jembatan.txt"


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def read(text: str, path: str = "jembatan.txt") -> Reading:
    return read_page_text(path, text, ZONE)


def article(text: str, path: str = "jembatan.txt") -> Article:
    record = read(text, path).record
    assert isinstance(record, Article)
    return record


def problems(text: str, path: str = "jembatan.txt") -> str:
    with pytest.raises(ContentError) as error:
        read(text, path)
    return str(error.value)


def values(record: Article, *fields: str) -> dict[str, Any]:
    return {field: getattr(record, field) for field in fields}


# --- the layout that newsgen was made for

WORDPRESS = page(
    TITLE,
    "Kamis, 2 Agustus 2018",
    "facebook twitter whatsapp telegram line copy",
    "URL berhasil dicopy",
    "facebook icon twitter icon whatsapp icon telegram icon line icon copy",
    "URL berhasil dicopy",
    "\u00a0",
    f"Kabarsungai.com | Muara Indah-, {FIRST}",
    SECOND,
    "Baca Juga:  KOPERASI DESA SALURKAN BANTUAN SEMEN",
    f"{THIRD} Hms",
    "Berita Terkait",
    "\n".join([*OTHERS, "Tag :"]),
    "Berita Terkait",
    "Minggu, 24 November 2024 - 16:40 WIB",
    OTHERS[0],
    "Minggu, 24 November 2024 - 16:12 WIB",
    OTHERS[1],
    "Berita Terbaru",
    "Uncategorized",
    OTHERS[2],
    "Minggu, 24 Nov 2024 - 16:12 WIB",
)


def test_the_wordpress_layout() -> None:
    reading = read(WORDPRESS)
    record = reading.record
    assert isinstance(record, Article)
    assert record.title == TITLE
    assert record.slug == "warga-desa-sukamaju-gotong-royong-perbaiki-jembatan-gantung"
    assert (record.date.at.isoformat(), record.date.clock) == ("2018-08-02T00:00:00+07:00", False)
    assert (record.dateline, record.source, record.authors, record.tags) == ("Muara Indah", "Hms", (), ())
    assert record.body.split("\n\n") == [
        FIRST,
        SECOND,
        "Baca Juga: KOPERASI DESA SALURKAN BANTUAN SEMEN",
        THIRD,
    ]
    assert record.provenance == dict.fromkeys(("title", "date", "dateline", "source"), Provenance.POSITION)
    assert reading.warnings == ()


FULL = page(
    TITLE,
    "Siti Rahayu",
    "Kamis, 2 Agustus 2018 - 09:05 WITA",
    "Tiga warga mengangkat papan jembatan. (Foto: Kabar Sungai)",
    f"MUARA INDAH, KABARSUNGAI.CO.ID – {FIRST}",
    SECOND,
    "Halaman : 1 2 Selanjutnya",
    f"{THIRD} (tan/jpnn)",
    "Penulis : Siti Rahayu, S.H., M.H. dan Budi",
    "Editor : Joko Susilo",
    "Sumber Berita : Kantor Desa",
    "Follow WhatsApp Channel www.kabarsungai.com untuk update berita terbaru setiap hari Follow",
    "Berita Terkait",
    *OTHERS,
    "Berita ini 35 kali dibaca",
    "Tag : gotong royong, jembatan, desa",
)


def test_all_fields_of_the_layout() -> None:
    record = article(FULL)
    assert values(record, "authors", "editors", "source", "tags", "dateline") == {
        "authors": ("Siti Rahayu, S.H., M.H.", "Budi"),
        "editors": ("Joko Susilo",),
        "source": "Kantor Desa",
        "tags": ("gotong royong", "jembatan", "desa"),
        "dateline": "MUARA INDAH",
    }
    assert record.date.at.isoformat() == "2018-08-02T09:05:00+08:00"
    assert record.date.clock
    assert record.extra == {
        "caption": "Tiga warga mengangkat papan jembatan. (Foto: Kabar Sungai)",
        "credit": "tan/jpnn",
    }
    assert record.body == page(*STORY)
    labels = ("authors", "editors", "source", "tags")
    assert {field for field, origin in record.provenance.items() if origin is Provenance.LABEL} == set(labels)


# --- other layouts: what each page should give

LAYOUTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "site name first, no date, caption ends in dashes": (
        page(
            "Kabar Sungai",
            TITLE,
            "Papan jembatan diangkat warga --",
            f"MUARA INDAH, KABARSUNGAI.CO – {FIRST}",
        ),
        NAMED,
        {
            "title": TITLE,
            "dateline": "MUARA INDAH",
            "body": FIRST,
            "extra": {"caption": "Papan jembatan diangkat warga"},
        },
    ),
    "a zone without its date, a credit line": (
        page(TITLE, "WIB", "IST", *STORY),
        NAMED,
        {"title": TITLE, "body": page(*STORY)},
    ),
    "seconds, a lone slash, site and city": (
        page(
            TITLE,
            "Kamis, 02 Agustus 2018 - 09:05:33",
            "/",
            f"KABARSUNGAI.CO.ID-INDAH- {FIRST}",
            f"{SECOND} (***)",
        ),
        "",
        {"dateline": "INDAH", "body": page(FIRST, SECOND), "date": "2018-08-02T09:05:33+07:00"},
    ),
    "a short headline": (
        page("Jembatan Gantung", "Kamis, 02 Agustus 2018 - 09:05:33", *STORY),
        "",
        {"title": "Jembatan Gantung", "body": page(*STORY)},
    ),
    "a crawler's date": (
        page(" date 2024-12", TITLE, "Kamis, 2 Agustus 2018", f"date 2025-12-12 MUARA INDAH – {FIRST}"),
        "",
        {"title": TITLE, "date": "2018-08-02T00:00:00+07:00", "dateline": "MUARA INDAH", "body": FIRST},
    ),
    "an en dash, initials and an agency": (
        page(TITLE, "Kamis, 2 Agustus 2018 – 13:30 WIB", FIRST, f"{SECOND} (flo/jpnn)"),
        "",
        {
            "authors": (),
            "extra": {"credit": "flo/jpnn"},
            "source": "jpnn",
            "body": page(FIRST, SECOND),
            "date": "2018-08-02T13:30:00+07:00",
        },
    ),
    "site and city in parentheses": (
        page(TITLE, "2 Agustus 2018", f"(Kabar Sungai News, Muara) – {FIRST}"),
        "",
        {"dateline": "Muara", "body": FIRST},
    ),
    "a bar, empty labels, an invitation": (
        page(
            TITLE,
            "Kamis, 02 Agustus 2018 | 08:15 WIB",
            "Warga di jembatan. [Foto: ANTARA]",
            "Follow Kabarsungai.com untuk mendapatkan berita terkini. WhatsApp Channel & Google News",
            FIRST,
            f"{SECOND} [ANTARA]",
            "BERITA TERKAIT",
            "REKOMENDASI",
            "TERKINI",
        ),
        "",
        {
            "source": "ANTARA",
            "body": page(FIRST, SECOND),
            "extra": {"caption": "Warga di jembatan. [Foto: ANTARA]"},
        },
    ),
    "updated before published": (
        page(
            TITLE,
            "oleh Siti Rahayu diperbarui 14 Agu 2018, 23:32 WIB",
            "Diterbitkan 02 Agu 2018, 10:00 WIB",
            *STORY,
        ),
        "",
        {
            "authors": ("Siti Rahayu",),
            "date": "2018-08-02T10:00:00+07:00",
            "updated": "2018-08-14T23:32:00+07:00",
        },
    ),
    "updated and published on one line": (
        page(TITLE, "Diperbarui 14 Agu 2018, 23:32 WIB | Diterbitkan 02 Agu 2018, 10:00 WIB", *STORY),
        "",
        {"date": "2018-08-02T10:00:00+07:00", "updated": "2018-08-14T23:32:00+07:00"},
    ),
    "a summary that repeats the first paragraph": (
        page(
            TITLE,
            "oleh Siti Rahayu diperbarui 14 Feb 2012, 23:32 WIB",
            SHORTER,
            f"Kabarsungai.com, Muara Indah: {FIRST}",
            SECOND,
            "POPULER",
            *OTHERS,
            "Berita Terkini Selengkapnya",
        ),
        "",
        {
            "summary": SHORTER,
            "dateline": "Muara Indah",
            "body": page(FIRST, SECOND),
            "date": "2012-02-14T23:32:00+07:00",
        },
    ),
    "bullets are body": (
        page(TITLE, "2 Agustus 2018", FIRST, "- papan kayu ulin", "- kawat baja", SECOND),
        "",
        {"body": page(FIRST, r"\- papan kayu ulin", r"\- kawat baja", SECOND)},
    ),
    "author before the date, middle dot, title starts with a digit": (
        page(
            "3 Jembatan Gantung Putus dalam Sepekan",
            "Siti Rahayu, Jurnalis · Kamis 02 Agustus 2018 09:12 WIB",
            *STORY,
            "Follow Berita Sungai di Google News",
            "Bagikan Artikel Ini",
            "Berita Terkait",
        ),
        "",
        {
            "title": "3 Jembatan Gantung Putus dalam Sepekan",
            "authors": ("Siti Rahayu",),
            "date": "2018-08-02T09:12:00+07:00",
            "body": page(*STORY),
        },
    ),
    "date and first paragraph share a line, two labels share another": (
        page(
            TITLE,
            f"Regional | 2 Agustus 2018, 23:55 WIB MUARA, KABAR.TV - {FIRST}",
            "Baca Juga: Koperasi Desa Salurkan Bantuan Semen",
            SECOND,
            "Penulis : Siti Rahayu Editor : Joko Susilo",
            "Sumber : Kabar TV/Antara",
        ),
        "",
        {
            "authors": ("Siti Rahayu",),
            "editors": ("Joko Susilo",),
            "source": "Kabar TV/Antara",
            "categories": ("Regional",),
            "dateline": "MUARA",
            "body": page(FIRST, "Baca Juga: Koperasi Desa Salurkan Bantuan Semen", SECOND),
        },
    ),
    "(Jun) is a reporter's initials": (
        page(
            TITLE,
            "Kamis , 02 Aug 2018 - 10:46",
            "Editor: Fajar",
            "|",
            FIRST,
            f"{SECOND} (Jun)",
            "Tag",
            "Share",
            "Berita Terkini",
        ),
        "",
        {
            "authors": (),
            "extra": {"credit": "Jun"},
            "editors": ("Fajar",),
            "tags": (),
            "body": page(FIRST, SECOND),
        },
    ),
    "an empty source, stars, an invitation": (
        page(TITLE, FIRST, f"{SECOND} ***", "Sumber:", "Cek Berita dan Artikel yang lain di Google News"),
        NAMED,
        {
            "source": "",
            "body": page(FIRST, SECOND),
            "provenance": {"title": Provenance.POSITION, "date": Provenance.METADATA},
        },
    ),
    "a summary, then lower-case names, a sub-heading": (
        page(
            TITLE,
            SUMMARY,
            "Penulis: siti rahayu | Editor: joko susilo",
            FIRST,
            "IURAN WARGA",
            SECOND,
        ),
        NAMED,
        {
            "authors": ("siti rahayu",),
            "editors": ("joko susilo",),
            "summary": SUMMARY,
            "body": page(FIRST, "## IURAN WARGA", SECOND),
        },
    ),
    "a byline after many blank lines, a copyright with a year": (
        page(
            TITLE,
            f"Muara Indah (ANTARA News) - {FIRST}",
            SECOND + "\n" * 20,
            "Pewarta: Siti Rahayu",
            "Editor : Joko Susilo",
            "COPYRIGHT © ANTARA News Muara 2017",
        ),
        NAMED,
        {
            "authors": ("Siti Rahayu",),
            "editors": ("Joko Susilo",),
            "source": "ANTARA News",
            "dateline": "Muara Indah",
            "body": page(FIRST, SECOND),
        },
    ),
    "a video page of one sentence": (
        page(
            TITLE, "(Antara)- Warga memperbaiki jembatan gantung di Desa Sukamaju.", "Copyright © ANTARA 2018"
        ),
        NAMED,
        {"source": "Antara", "dateline": "", "body": "Warga memperbaiki jembatan gantung di Desa Sukamaju."},
    ),
    "a label after its items": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            *(f"- {title}" for title in OTHERS[:2]),
            "Baca Juga",
            SECOND,
            f"- {OTHERS[2]}",
        ),
        "",
        {"body": page(FIRST, *(f"Baca Juga: {title}" for title in OTHERS[:2]), SECOND)},
    ),
    "a label over its items": (
        page(TITLE, "2 Agustus 2018", FIRST, "BACA JUGA :", f"• {OTHERS[0]}", f"• {OTHERS[1]}", SECOND),
        "",
        {"body": page(FIRST, f"Baca Juga: {OTHERS[0]}", f"Baca Juga: {OTHERS[1]}", SECOND)},
    ),
    "other words for read-also, one of them for the page itself": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            f"Baca: {OTHERS[0]}",
            f"Simak juga: {TITLE}",
            f"BACA JUGA {OTHERS[1]}",
            SECOND,
        ),
        "",
        {"body": page(FIRST, f"Baca Juga: {OTHERS[0]}", f"Baca Juga: {OTHERS[1]}", SECOND)},
    ),
    "a hyphen in the title of a read-also": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            "Baca Juga:  Anak-anak Sukamaju Kini - Akhirnya - ke Sekolah",
            SECOND,
        ),
        "",
        {"body": page(FIRST, "Baca Juga: Anak-anak Sukamaju Kini - Akhirnya - ke Sekolah", SECOND)},
    ),
    "a read-also above the story": (
        page(TITLE, "2 Agustus 2018", f"Baca Juga: {OTHERS[0]}", FIRST, SECOND),
        "",
        {"body": page(FIRST, f"Baca Juga: {OTHERS[0]}", SECOND)},
    ),
    "a bullet under a label is a photo credit": (
        page(
            TITLE,
            "2 Agustus 2018",
            "Sumber :",
            "• Kabar Sungai/Siti",
            *STORY,
            "Photo :",
            "• Dokumentasi warga",
        ),
        "",
        {"source": "", "body": page(*STORY)},
    ),
    "a category first, page 2, a comment form": (
        page(
            "Berita",
            TITLE,
            "2 Agustus 2018",
            FIRST,
            f"{SECOND} (afs/sis)",
            "Laman sebelumnya 1 2",
            "Berita Terkait",
            *OTHERS,
            "Tinggalkan Balasan",
            "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
            "Back to top button",
        ),
        "",
        {
            "title": TITLE,
            "authors": (),
            "extra": {"credit": "afs/sis"},
            "categories": (),
            "body": page(FIRST, SECOND),
        },
    ),
    "two categories glued, the title twice": (
        page(
            "HeadlinePolitik",
            TITLE,
            "×",
            TITLE,
            "Share this article",
            *STORY,
            "editor : awan",
            "Leave a Reply",
            FIRST,
        ),
        NAMED,
        {"title": TITLE, "categories": ("Politik",), "editors": ("awan",), "body": page(*STORY)},
    ),
    "the title twice on one line": (
        page(f"{TITLE} × {TITLE}", "2 Agustus 2018", *STORY),
        "",
        {"title": TITLE, "body": page(*STORY)},
    ),
    "English plugin chrome": (
        page(
            "Read Time:1 Minute, 18 Second",
            TITLE,
            "2 Agustus 2018",
            f"Muara || {FIRST}",
            f"{SECOND} (Red)",
            "Happy Happy 0 % Sad Sad 0 % Excited Excited 0 %",
            "Average Rating",
            "5 Star 0%",
        ),
        "",
        {"dateline": "Muara", "authors": (), "extra": {"credit": "Red"}, "body": page(FIRST, SECOND)},
    ),
    "weather, today's date, a kicker, names in a row; the date in the address": (
        page(
            "26.5 C / Jakarta",
            "21 November 2024, 1:45 AM WIB",
            "https://kabarsungai.com/features/02/08/2018/warga-desa-sukamaju-gotong-royong-perbaiki-jembatan-gantung",
            "Kisah Desa",
            TITLE,
            "S. Rahayu/Joko/ Budi Santoso/Rahmat Hidayat",
            *STORY,
        ),
        "",
        {
            "title": TITLE,
            "authors": ("S. Rahayu", "Joko", "Budi Santoso", "Rahmat Hidayat"),
            "date": "2018-08-02T00:00:00+07:00",
            "origin": "https://kabarsungai.com/features/02/08/2018/"
            "warga-desa-sukamaju-gotong-royong-perbaiki-jembatan-gantung",
            "body": page(*STORY),
        },
    ),
    "a long dash; the date in the story is the event's": (
        page(
            TITLE,
            f"Muara Indah — {FIRST}",
            "Rabu, 14 Januari 2026, sekitar pukul 09.30 WIB, jembatan itu putus.",
        ),
        NAMED,
        {"date": "2018-08-02T00:00:00+07:00", "dateline": "Muara Indah"},
    ),
    "a menu above": (
        page("Home", "Terkini", "Populer", "Beranda » Daerah", TITLE, "2 Agustus 2018", *STORY),
        "",
        {"title": TITLE, "body": page(*STORY)},
    ),
    "today's date above, the true one below": (
        page("Jumat, 3 Mei 2024", TITLE, "Siti Rahayu", "Kamis, 2 Agustus 2018", *STORY),
        "",
        {"title": TITLE, "authors": ("Siti Rahayu",), "date": "2018-08-02T00:00:00+07:00"},
    ),
    "a headline with a date in it": (
        page("Jadwal Salat Muara Indah Hari Ini, Kamis 2 Agustus 2018", *STORY),
        "2018-08-01-jadwal.txt",
        {
            "title": "Jadwal Salat Muara Indah Hari Ini, Kamis 2 Agustus 2018",
            "date": "2018-08-01T00:00:00+07:00",
        },
    ),
    "a chronicle with dates as headings": (
        page(TITLE, "2 Agustus 2018", FIRST, "Senin, 30 Juli 2018", SECOND, "Selasa, 31 Juli 2018", THIRD),
        "",
        {"body": page(FIRST, "Senin, 30 Juli 2018", SECOND, "Selasa, 31 Juli 2018", THIRD)},
    ),
    "hard wraps": (
        page(TITLE, "2 Agustus 2018")
        + "\n\nPuluhan warga Desa Sukamaju bergotong royong\nmemperbaiki jembatan gantung yang putus\n"
        "diterjang arus sungai pada hari Sabtu.\n\n" + SECOND,
        "",
        {
            "body": page(
                "Puluhan warga Desa Sukamaju bergotong royong memperbaiki jembatan gantung yang putus "
                "diterjang arus sungai pada hari Sabtu.",
                SECOND,
            )
        },
    ),
    "no blank lines at all": (
        "\n".join([TITLE, "2 Agustus 2018", *STORY]),
        "",
        {"title": TITLE, "body": page(*STORY)},
    ),
    "a site and the date with a clock above the headline": (
        page(
            "Kabar Sungai", "Kabarsungai.com - 02/08/2018, 10:00 WIB", TITLE, "Penulis", "Siti Rahayu", *STORY
        ),
        "",
        {
            "title": TITLE,
            "authors": ("Siti Rahayu",),
            "date": "2018-08-02T10:00:00+07:00",
            "body": page(*STORY),
        },
    ),
    "another story's teaser above": (
        page(
            "Trending",
            OTHERS[0],
            SECOND,
            "Selengkapnya",
            TITLE,
            "Siti Rahayu",
            "2 Agustus 2018 10:00",
            *STORY,
        ),
        "",
        {"title": TITLE, "authors": ("Siti Rahayu",), "body": page(*STORY)},
    ),
    "dated titles under the source": (
        page(
            TITLE,
            "2 Agustus 2018",
            *STORY,
            "Sumber: Kantor Desa",
            *(line for title in OTHERS for line in (title, "1 Agustus 2018")),
        ),
        "",
        {"source": "Kantor Desa", "date": "2018-08-02T00:00:00+07:00", "body": page(*STORY)},
    ),
    "tags of an agency": (
        page(
            TITLE,
            "2 Agustus 2018",
            *STORY,
            "Pewarta: Siti Rahayu",
            "COPYRIGHT © ANTARA 2018",
            "id jembatan gantung,desa",
        ),
        "",
        {"authors": ("Siti Rahayu",), "tags": ("jembatan gantung", "desa"), "body": page(*STORY)},
    ),
    "tags on lines of their own, and what is trending": (
        page(
            "TRENDING",
            "#pilkada",
            TITLE,
            "2 Agustus 2018",
            *STORY,
            "Tag\njembatan gantung\nkoperasi",
            "Terpopuler",
            *OTHERS,
        ),
        "",
        {"tags": ("jembatan gantung", "koperasi"), "body": page(*STORY)},
    ),
    "topics of the site, none of them of the story": (
        page(TITLE, "2 Agustus 2018", *STORY, "TOPIK\nTimnas\nIdul Adha", "Terpopuler", *OTHERS),
        "",
        {"tags": (), "body": page(*STORY)},
    ),
    "desks and initials are nobody": (
        page(TITLE, "2 Agustus 2018", "Tim Redaksi", FIRST, f"{SECOND} (abc/def)", "Penulis: Admin"),
        "",
        {"authors": (), "body": page(FIRST, SECOND)},
    ),
    "a headline that begins with FOTO": (
        page(f"FOTO: {TITLE}", "2 Agustus 2018", "Papan jembatan. Foto: Siti/Kabar.com", *STORY),
        "",
        {"title": f"FOTO: {TITLE}", "body": page(*STORY)},
    ),
    "invitations around the story": (
        page(
            "Skip to main content",
            "Baca berita tanpa iklan. Gabung Kabar+",
            TITLE,
            "2 Agustus 2018",
            *STORY,
            "Jangan Lewatkan!!!",
            *OTHERS,
        ),
        "",
        {"title": TITLE, "body": page(*STORY)},
    ),
    "an agency's reporters": (
        page(
            TITLE,
            "By Jane Doe and John Roe",
            "August 2, 2018 10:05 AM",
            *STORY,
            "Reporting by Jane Doe; Editing by Max Poe",
        ),
        "",
        {"authors": ("Jane Doe", "John Roe"), "editors": ("Max Poe",), "body": page(*STORY)},
    ),
    "the time before the day": (
        page(TITLE, "Published 10:05 PM GMT+7, August 2, 2018", *STORY),
        "",
        {"date": "2018-08-02T22:05:00+07:00", "body": page(*STORY)},
    ),
    "a line between date and story": (
        page(TITLE, "2 Agustus 2018", "Warga mengangkat papan jembatan", *STORY),
        "",
        {"extra": {"caption": "Warga mengangkat papan jembatan"}, "body": page(*STORY)},
    ),
    "titles at the end": (
        page(TITLE, "2 Agustus 2018", *STORY, *OTHERS),
        "",
        {"body": page(*STORY)},
    ),
    "a site's slogan above the headline": (
        page("Kabar Sungai dari Hulu ke Hilir", TITLE, "2 Agustus 2018", *STORY),
        "",
        {"title": TITLE, "body": page(*STORY)},
    ),
    "related titles in the middle": (
        page(TITLE, "2 Agustus 2018", FIRST, "TERKAIT", *OTHERS, SECOND + " " + THIRD),
        "",
        {"body": page(FIRST, SECOND + " " + THIRD)},
    ),
    "an advertorial": (
        page(TITLE, "2 Agustus 2018", FIRST, f"{SECOND} (adv)"),
        "",
        {"status": Status.SPONSORED, "body": page(FIRST, SECOND)},
    ),
    "words in parentheses that are no credit": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            "Kasus itu kini ditangani Komisi Pemberantasan Korupsi (KPK)",
            f"{SECOND} (Bersambung)",
        ),
        "",
        {
            "body": page(
                FIRST, "Kasus itu kini ditangani Komisi Pemberantasan Korupsi (KPK)", f"{SECOND} (Bersambung)"
            )
        },
    ),
    "an interview": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            "Wartawan: Kapan jembatan selesai?",
            "Rahmat: Dua pekan lagi.",
            SECOND,
        ),
        "",
        {
            "authors": (),
            "body": page(FIRST, "Wartawan: Kapan jembatan selesai?", "Rahmat: Dua pekan lagi.", SECOND),
        },
    ),
    "hashtags under the story": (
        page(TITLE, "2 Agustus 2018", *STORY, "#jembatan #gotongroyong"),
        "",
        {"tags": ("jembatan", "gotongroyong"), "body": page(*STORY)},
    ),
    "odd captions": (
        page(
            TITLE,
            "sungai-jembatan.jpg",
            f"Warga dan papan jembatan. {FIRST[:80]}. Foto: Siti/Kabar.com",
            *STORY,
        ),
        NAMED,
        {
            "extra": {"caption": f"Warga dan papan jembatan. {FIRST[:80]}. Foto: Siti/Kabar.com"},
            "body": page(*STORY),
        },
    ),
    "a photo's credit in parentheses": (
        page(
            TITLE,
            "(KABAR.CO.ID/SITI RAHAYU)",
            f"KABARONLINE, MUARA - {FIRST}",
            f"(Baca Juga: {OTHERS[0]})",
            SECOND,
        ),
        NAMED,
        {
            "dateline": "MUARA",
            "extra": {"caption": "KABAR.CO.ID/SITI RAHAYU"},
            "body": page(FIRST, f"Baca Juga: {OTHERS[0]}", SECOND),
        },
    ),
    "a site without a city": (
        page(
            TITLE,
            "2 Agustus 2018",
            f"KABARSUNGAI.CO - {FIRST}",
            f"{SECOND} (ist)",
            "Komentar Via Facebook :",
            THIRD[:90],
        ),
        "",
        {"dateline": "", "body": page(FIRST, SECOND), "extra": {}},
    ),
    "initials without a full stop before them": (
        page(TITLE, "2 Agustus 2018", FIRST, f"{SECOND.removesuffix('.')} (Fes)"),
        "",
        {"authors": (), "extra": {"credit": "Fes"}, "body": page(FIRST, SECOND.removesuffix("."))},
    ),
    "a headline that ends with a full stop": (
        page(f"{TITLE} di Tepi Sungai Batang Hari.", "2 Agustus 2018", *STORY),
        "",
        {"title": f"{TITLE} di Tepi Sungai Batang Hari.", "body": page(*STORY)},
    ),
    "a reporter of a paper, a row of networks, the headline with the site's name": (
        page(
            TITLE,
            "2 Agustus 2018",
            f"{TITLE} - Kabar Sungai",
            "Laporan Wartawan Kabar Sungai, Siti Rahayu",
            FIRST,
            "Ilustrasi jembatan (Kabar Sungai/Siti)",
            SECOND,
            "Facebook Kabar.com Twitter Kabar.com Pinterest Kabar.com Line Kabar.com",
        ),
        "",
        {
            "authors": ("Siti Rahayu",),
            "extra": {"caption": "Ilustrasi jembatan (Kabar Sungai/Siti)"},
            "body": page(FIRST, SECOND),
        },
    ),
    "a short story": (
        page(TITLE, "2 Agustus 2018", "Jembatan sudah selesai."),
        "",
        {"title": TITLE, "body": "Jembatan sudah selesai."},
    ),
    "an institution is no place": (
        page(TITLE, "2 Agustus 2018", f"Bank Indonesia (BI) - {FIRST}"),
        "",
        {"dateline": "", "body": f"Bank Indonesia (BI) - {FIRST}"},
    ),
    "a press office": (
        page(TITLE, "2 Agustus 2018", f"Muara (Humas) - {FIRST}"),
        "",
        {"dateline": "Muara", "source": "Humas", "body": FIRST},
    ),
    "news about messengers is no furniture": (
        page("Cek Fakta: Pesan Berantai di WhatsApp soal Jembatan", "2 Agustus 2018", *STORY),
        "",
        {"title": "Cek Fakta: Pesan Berantai di WhatsApp soal Jembatan", "body": page(*STORY)},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    text, path, expected = LAYOUTS[layout]
    record = article(text, path or "jembatan.txt")
    got = values(record, *expected)
    for field in {"date", "updated"} & got.keys():
        got[field] = got[field].at.isoformat()
    assert got == expected


# --- the layouts of sites, in short: each line of a text stands for a line of the page, after a blank one

LINES = {"title": TITLE, "first": FIRST, "second": SECOND, "third": THIRD, "summary": SUMMARY}
LINES |= {"shorter": SHORTER} | dict(zip(("one", "two", "three"), OTHERS, strict=True))
SITES: dict[str, tuple[str, dict[str, Any]]] = {
    "lists within the story, labels above it": (
        "Home\nRegional\n{title}\nTayang: Kamis, 2 Agustus 2018 09:05 WIB\nTribun X baca tanpa iklan\n"
        "Penulis: Siti Rahayu\nEditor: Budi Santoso\nzoom-inlihat foto\nTribunkabar.com/Siti Rahayu\n"
        "Warga memperbaiki jembatan gantung di Desa Sukamaju.\n"
        "Laporan Wartawan Tribunkabar.com, Siti Rahayu\nTRIBUNKABAR.COM, MUARA INDAH - {first}\n{second}\n"
        "BERITA REKOMENDASI\n{one}\n{two}\n{third}\n(Tribunkabar.com/Siti Rahayu)\n"
        "Baca berita TRIBUN lainnya di Google News\nTags:\ngotong royong\njembatan gantung\n"
        "Berita Terkait\n{one}\n{two}\n{three}",
        {"dateline": "MUARA INDAH", "editors": ("Budi Santoso",)},
    ),
    "a name and its site, videos, initials": (
        "CNBC Indonesia\nNews\nBerita\n{title}\nSiti Rahayu, CNBC Indonesia\n02 August 2018 09:05\nSHARE\n"
        "Foto: Jembatan gantung di Desa Sukamaju. (Dok. Pemkab Muara)\nMuara, CNBC Indonesia - {first}\n"
        "{second}\n[Gambas:Video CNBC]\n{third}\n(fys/wur)\n[Gambas:Video CNBC]\nNext Article\n{one}\n"
        "Tags\ngotong royong\njembatan gantung\nRelated Articles\n{one}\n{two}\n{three}\nRecommendation",
        {"dateline": "Muara"},
    ),
    "a clock behind a slash, a place that ends in a full stop": (
        "REGIONAL\nKABUPATEN\n{title}\nKamis, 02 Agustus 2018 / 09:05 WIB\n"
        "Reporter: Siti Rahayu | Editor: Budi Santoso\n"
        "ILUSTRASI. Jembatan gantung. ANTARA FOTO/Rahmat/rwa.\nKONTAN.CO.ID - MUARA INDAH. {first}\n"
        "Baca Juga: {one}\n{second}\n{third}\nCek Berita dan Artikel yang lain di Google News\n"
        "Reporter: Siti Rahayu\nEditor: Budi Santoso\nTAG\ngotong royong\njembatan gantung\n"
        "Berita Terkait\n{one}\n{two}\n{three}\nTERBARU",
        {
            "dateline": "MUARA INDAH",
            "editors": ("Budi Santoso",),
            "body": "{first}\nBaca Juga: {one}\n{second}\n{third}",
        },
    ),
    "tags with `#`, an invitation to an app": (
        "Katadata\n{title}\nOleh Siti Rahayu\n2 Agustus 2018, 09:05\nButton AI Summarize\n"
        "ANTARA FOTO/Rahmat Hidayat/foc.\n{first}\n{second}\n{third}\nReporter: Siti Rahayu\n"
        "#gotong royong\n#jembatan gantung\nBaca artikel ini lewat aplikasi mobile.\n"
        "Dapatkan pengalaman membaca lebih nyaman dan nikmati fitur menarik lainnya lewat aplikasi mobile "
        "Katadata.\nArtikel Terpopuler\n{one}\n{two}\n{three}",
        {},
    ),
    "name, site and date in one line, the site in small letters": (
        "Home\nSosial Budaya\n{title}\n{summary}\nSiti Rahayu, tirto.id - 2 Agt 2018 09:05 WIB\n"
        "Dibaca Normal 2 menit\ntirto.id - {first}\n{second}\nBaca juga:\n{one}\n{third}\n"
        "(tirto.id - Sosial Budaya)\nReporter: Siti Rahayu\nPenulis: Siti Rahayu\nEditor: Budi Santoso\n"
        "Baca juga artikel terkait JEMBATAN atau tulisan menarik lainnya Siti Rahayu\nArtikel Terkait\n"
        "{one}\n{two}\n{three}",
        {"editors": ("Budi Santoso",), "tags": (), "body": "{first}\n{second}\nBaca Juga: {one}\n{third}"},
    ),
    "a photo's credit, numbered headings, an editorial team": (
        "News\nRegional\n{title}\nSiti Rahayu\n02 Agt 2018, 09:05 WIB\n"
        "Jembatan gantung di Desa Sukamaju (IDN Times/Siti Rahayu)\n"
        "Follow IDN Times untuk mendapatkan informasi terkini. Klik untuk follow WhatsApp Channel & "
        "Google News\nMuara, IDN Times - {first}\n{second}\n1. Dana dari iuran\nBaca Juga: {one}\n{third}\n"
        "Editorial Team\nEditor\nBudi Santoso\nTopics\ngotong royong\njembatan gantung\nFollow Us\n"
        "Latest in News\n{one}\n{two}\n{three}",
        {
            "dateline": "Muara",
            "editors": ("Budi Santoso",),
            "body": "{first}\n{second}\n1\\. Dana dari iuran\nBaca Juga: {one}\n{third}",
        },
    ),
    "a place in brackets behind the author": (
        "Mongabay.co.id\nSitus berita lingkungan\n{title}\noleh Siti Rahayu [Bandung] di 2 August 2018\n"
        "{first}\n{second}\nBaca juga: {one}\n{third}\n*****\nArtikel yang diterbitkan oleh Siti Rahayu\n"
        "gotong royong, jembatan gantung\nCetak",
        {"body": "{first}\n{second}\nBaca Juga: {one}\n{third}"},
    ),
    "counters, what was shared, the next post": (
        "Home Daerah\n{title}\n{summary}\nby Siti Rahayu\n2 Agustus 2018\nin Daerah\n"
        "Reading Time: 2 mins read\n0\n0\nSHARES\n98\nVIEWS\nShare on Facebook\nShare on Twitter\n{first}\n"
        "{second}\n{third}\nTags: gotong royong, jembatan gantung\nShareTweetSend\nPrevious Post\n{one}\n"
        "Next Post\n{two}\nSiti Rahayu\nRelated Posts\n{three}\nby Rahmat Hidayat\n5 Agustus 2024\n0\n"
        "{shorter}\nLeave a Reply Cancel reply",
        {},
    ),
    "glued sections, titles glued to their labels": (
        "Home\nBerita\n{title}\nBeritaDaerah\n{title}\nBy Siti Rahayu\n-\n2 Agustus 2018\n0\n45\nFacebook\n"
        "Twitter\nPinterest\nWhatsApp\n{first}\n{second}\n{third}\nTAGS\ngotong royong\njembatan gantung\n"
        "Previous article{one}\nNext article{two}\nSiti Rahayu\nhttp://kabarsungai.com\n"
        "RELATED ARTICLESMORE FROM AUTHOR\n{three}\nLEAVE A REPLY\nCancel reply",
        {},
    ),
    "a breadcrumb without spaces, a date glued to a button": (
        "Home/Daerah/{title}\nDaerah\n{title}\nSiti Rahayu\nSend an email2 Agustus 2018\n"
        "0 15 1 minute read\n{first}\n{second}\n{third}\nTags\ngotong royong, jembatan gantung\n"
        "Facebook Twitter LinkedIn Tumblr Pinterest Reddit VKontakte Odnoklassniki Pocket\nSiti Rahayu\n"
        "Website\nRelated Articles\n{three}\n3 minggu ago\nBack to top button",
        {},
    ),
    "who reported and who edited at the end, tags with `#` behind a label": (
        "Home » Daerah » {title}\n{title}\nDitulis oleh: Siti Rahayu\nKamis, 2 Agustus 2018 | 09:05 WIB\n"
        "Dibaca 120 kali\nMuara Indah, Kabarsungai.com – {first}\n{second}\n{third}\n"
        "Reporter : Siti Rahayu\nRedaktur : Budi Santoso\nTags: #gotong royong #jembatan gantung\n"
        "Related Posts\n{one}\n{two}\n{three}",
        {"dateline": "Muara Indah", "editors": ("Budi Santoso",)},
    ),
    "author and the editor's initials in one line": (
        "Home\nNusantara\n{title}\nPenulis: Siti Rahayu | Editor: BS\nKamis, 2 Agustus 2018 | 09:05 WIB\n"
        "Warga memperbaiki jembatan gantung di Desa Sukamaju. (Beritasatu.com/Siti Rahayu)\n"
        "Muara, Beritasatu.com – {first}\n{second}\n{third}\n"
        "Simak berita dan artikel lainnya di Google News\n"
        "Ikuti terus berita terhangat dari Beritasatu.com via whatsapp\nBagikan\nTAG:\ngotong royong\n"
        "jembatan gantung\nBERITA TERKAIT\n{one}\n{two}\n{three}\nB-FILES",
        {"dateline": "Muara", "editors": ("BS",)},
    ),
    "a desk as credit": (
        "Nusantara\n{title}\nSiti Rahayu\n02/8/2018 09:05\n"
        "Jembatan gantung di Desa Sukamaju.(ANTARA/Rahmat)\n{first}\n{second}\nBaca juga : {one}\n"
        "{third} (H-2)\n"
        "Cek berita dan artikel yg lain di Google News dan dan ikuti WhatsApp channel mediaindonesia.com\n"
        "Editor : Budi Santoso\nTags:\ngotong royong\njembatan gantung\nBerita Lainnya\n{one}\n{two}\n"
        "{three}",
        {"editors": ("Budi Santoso",), "body": "{first}\n{second}\nBaca Juga: {one}\n{third}"},
    ),
    "the size of letters, a photo's credit at the end of its caption": (
        "Home\nDaerah\n{title}\nSiti Rahayu\nKamis, 02 Agustus 2018 - 09:05 WIB\nloading...\n"
        "Warga memperbaiki jembatan gantung di Desa Sukamaju. Foto/Siti Rahayu\nA\nA\nA\nMUARA - {first}\n"
        "{second}\nBaca juga: {one}\n{third}\n(abc)\nLihat Juga :\ngotong royong\njembatan gantung\n"
        "Dapatkan berita terkini dan kejutan menarik dari SINDOnews.com, Klik Disini untuk mendaftarkan "
        "diri anda sekarang juga!\nBaca Berita Terkait Lainnya\nBerita Terkait\n{one}\n{two}\n{three}",
        {"dateline": "MUARA", "body": "{first}\n{second}\nBaca Juga: {one}\n{third}"},
    ),
    "a photo's credit behind a slash": (
        "Home\nDaerah\n{title}\n{summary}\nSiti Rahayu - Bisnis.com\nKamis, 2 Agustus 2018 | 09:05\nShare\n"
        "Jembatan gantung di Desa Sukamaju/Bisnis-Siti Rahayu\nBisnis.com, MUARA INDAH – {first}\n"
        "{second}\n{third}\nCek Berita dan Artikel yang lain di Google News dan WA Channel\n"
        "Penulis : Siti Rahayu\nEditor : Budi Santoso\nTopik\ngotong royong, jembatan gantung\nBagikan\n"
        "Artikel Terkait\n{one}\n{two}\n{three}",
        {"dateline": "MUARA INDAH", "editors": ("Budi Santoso",)},
    ),
    "an author's role, a label of captions in a line of its own": (
        "Skip to content\nBBC News\n{title}\nBy Siti Rahayu\nBBC News, Jakarta\nPublished\n2 August 2018\n"
        "Share page\nAbout sharing\nImage source, Getty Images\n"
        "Image caption, Villagers repaired the bridge.\n{first}\n{second}\nImage source, Siti Rahayu\n"
        "Image caption,\nThe bridge in July.\n{third}\nRelated Topics\nIndonesia\nMore on this story\n"
        "{one}\nPublished\n3 July 2017\nTop Stories",
        {"tags": ()},
    ),
    "an agency, initials in brackets": (
        "Tautan-tautan Akses\nLanjutkan ke Konten Utama\n{title}\n02/08/2018\nSiti Rahayu\nTeruskan\n"
        "Lihat Komentar\n"
        "Warga memperbaiki jembatan gantung di Desa Sukamaju, 28 Juli 2018. (Foto: VOA/Siti)\n"
        "MUARA INDAH (VOA) — {first}\n{second}\n{third} [sr/ab]\nTerkait\n{one}\n{two}\n{three}\nForum",
        {"dateline": "MUARA INDAH", "tags": ()},
    ),
    "a summary under the date, a credit glued to its caption": (
        "Langsung ke konten\nSosialIndonesia\n{title}\nSiti Rahayu\n2 Agustus 2018\n{summary}\n"
        "https://p.dw.com/p/31abc\nJembatan gantung di Desa SukamajuFoto: Siti Rahayu/AFP\nIklan\n{first}\n"
        "{second}\n{third}\nsr/ab (afp, reuters)\nKirim masukan Anda!\nJelajahi laman DW\nTopik terkait",
        {"tags": ()},
    ),
    "a dateline in a line of its own": (
        "Daerah\n{title}\nKamis, 2 Agustus 2018 | 09:05 WIB\n"
        "Warga memperbaiki jembatan gantung di Desa Sukamaju. (Foto: NU Online/Siti)\nSiti Rahayu\n"
        "Kontributor\nTasikmalaya, NU Online\n{first}\n{second}\n{third}\nKontributor: Siti Rahayu\n"
        "Editor: Budi Santoso\nTags:\ngotong royong\njembatan gantung\nTerkait\n{one}\n{two}\n{three}",
        {"editors": ("Budi Santoso",)},
    ),
    "place and date with a dot, topics": (
        "The Jakarta Post\nArchipelago\n{title}\nSiti Rahayu (The Jakarta Post)\nPREMIUM\n"
        "Jakarta ● Thu, August 2, 2018\nShare This Article\nChange Size\n{first}\n{second}\n{third}\n"
        "Topics :\ngotong-royong\njembatan-gantung\nYour Opinion Matters\n"
        "Share your experiences, suggestions, and any issues you've encountered on The Jakarta Post. "
        "We're here to listen.\nThank You\nRelated Articles\n{one}\n{two}\n{three}",
        {"tags": ("gotong-royong", "jembatan-gantung")},
    ),
    "posted on and by, what it is filed under": (
        "Skip to content\nKabar Sungai\nBerita dari tepi sungai\n{title}\n"
        "Posted on 2 Agustus 2018 by Siti Rahayu\n{first}\n{second}\n{third}\n"
        "Posted in Daerah Tagged gotong royong, jembatan gantung\nPost navigation\nPrevious: {one}\n"
        "Next: {two}\nLeave a Reply",
        {},
    ),
    "an office, counters, a survey": (
        "Pemerintah Kabupaten Muara\nBeranda Profil Layanan Informasi Kontak\n{title}\n"
        "Dipublikasikan oleh: Admin Kominfo | 2 Agustus 2018\nKategori: Berita\nDilihat: 12 kali\n"
        "MUARA INDAH - {first}\n{second}\n{third}\n(Prokopim/sr)\nBagikan:\nSurvei Kepuasan\n"
        "Bagaimana pelayanan kami?\nBerita Terbaru\n{one}\n{two}\n{three}\nKontak Kami",
        {"dateline": "MUARA INDAH", "authors": (), "tags": ()},
    ),
    "both dates and counters in one line, a profile": (
        "KOMPASIANA\n{title}\n2 Agustus 2018 09:05 Diperbarui: 3 Agustus 2018 10:15 120 3 1\nSiti Rahayu\n"
        "Siti Rahayu Guru\nProfil Lengkap\nMenulis untuk merawat ingatan.\n"
        "Konten ini menjadi tanggung jawab bloger dan tidak mewakili pandangan redaksi Kompas.\n{first}\n"
        "{second}\n{third}\nLihat Sosbud Selengkapnya\nMohon tunggu...\nLihat Konten Sosbud Selengkapnya",
        {"tags": ()},
    ),
    "a date behind a dash, stars at the end": (
        "Daerah\n{title}\nSiti Rahayu\n- 2 Agustus 2018, 09:05 WIB\n"
        "Jembatan gantung di Desa Sukamaju. /ANTARA/Rahmat Hidayat\nPIKIRAN RAKYAT - {first}\n"
        "Baca Juga: {one}\n{second}\n{third}***\nEditor: Budi Santoso\nSumber: ANTARA\nTags\n"
        "gotong royong\njembatan gantung\nArtikel Pilihan\n{one}\nTerkini\n{two}\n2 Mei 2024, 10:00 WIB",
        {"editors": ("Budi Santoso",), "body": "{first}\nBaca Juga: {one}\n{second}\n{third}"},
    ),
    "how long it takes to read, a quote of the story above it": (
        "Home\nNusantara\n{title}\nKamis, 2 Agustus 2018 09:05 WIB waktu baca 2 menit\n"
        "Arsip foto - Jembatan gantung. ANTARA/Rahmat Hidayat/aa.\n... kata Kepala Desa Sukamaju\n"
        "Muara Indah (ANTARA) - {first}\n{second}\n{third}\nBaca juga: {one}\nPewarta: Siti Rahayu\n"
        "Editor: Budi Santoso\nCopyright © ANTARA 2018\n"
        "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs "
        "web ini tanpa izin tertulis dari Kantor Berita ANTARA.\nTags:\ngotong royong\njembatan gantung\n"
        "Komentar\nBerita Terkait\n{one}\n{two}\n{three}",
        {
            "dateline": "Muara Indah",
            "editors": ("Budi Santoso",),
            "body": "{first}\n{second}\n{third}\nBaca Juga: {one}",
        },
    ),
    "an agency of two words in the dateline": (
        "Bloomberg Technoz\n{title}\nSiti Rahayu\n02 August 2018 09:05\n"
        "Jembatan gantung di Desa Sukamaju. (Dok. Desa)\nBloomberg Technoz, Muara - {first}\n{second}\n"
        "{third}\n(sr/bs)\nTAG\ngotong royong\njembatan gantung\nArtikel Terkait\n{one}\n{two}\n{three}\n"
        "Terpopuler",
        {"dateline": "Muara"},
    ),
    "contributors, names in capitals at the end": (
        "Tempo\nRegional\n{title}\nReporter\nSiti Rahayu\nRahmat Hidayat (Kontributor)\nEditor\n"
        "Budi Santoso\n2 Agustus 2018 | 09.05 WIB\nJembatan gantung di Desa Sukamaju. TEMPO/Siti\n"
        "TEMPO.CO, Muara Indah - {first}\nScroll ke bawah untuk melanjutkan membaca\n{second}\n{third}\n"
        "Pilihan Editor: {one}\nSITI RAHAYU\nTopik Terkait\n#gotong royong\n#jembatan gantung\n"
        "Artikel Lainnya\n{one}\n{two}\n{three}",
        {
            "dateline": "Muara Indah",
            "authors": ("Siti Rahayu", "Rahmat Hidayat"),
            "editors": ("Budi Santoso",),
            "body": "{first}\n{second}\n{third}\nBaca Juga: {one}",
        },
    ),
    "a newsroom as author, neighbours of the story": (
        "Beranda\nDaerah\nKabupaten Muara\n{title}\nOleh\nRedaksi\n-\n2 Agustus 2018\nShare\n"
        "MUARA INDAH, kabarsungai.id – {first}\n{second}\n{third}\nPenulis: Siti\n"
        "Print Friendly, PDF & Email\nKomentar\nNavigasi pos\nSebelumnya\n{one}\nSelanjutnya\n{two}",
        {"dateline": "MUARA INDAH", "authors": ("Siti",), "tags": ()},
    ),
    "a name before a dot and the date": (
        "KabarSungai.com\nLugas dan Berani\nMenu\nBeranda / Daerah\n{title}\n"
        "Siti Rahayu • 2 Agustus 2018 09:05\n{first}\n{second}\n{third}\n"
        "Dapatkan update berita pilihan dan breaking news setiap hari dari KabarSungai.\nTag\n"
        "gotong royong\njembatan gantung\nBerita Terkait\n{one}\n{two}\n{three}",
        {},
    ),
    "a branch of an agency": (
        "ANTARA News Muara\nHome\nNasional\n{title}\nKamis, 2 Agustus 2018 9:05 WIB\nImage Print\n"
        "Jembatan gantung. (ANTARA/Siti Rahayu)\nMuara Indah (Antaranews Muara) - {first}\n{second}\n"
        "{third}\nPewarta : Siti Rahayu\nEditor: Budi Santoso\nCOPYRIGHT © ANTARA 2018",
        {"dateline": "Muara Indah", "editors": ("Budi Santoso",), "tags": ()},
    ),
    "names under a label, more on the next page": (
        "VIVA\nNasional\n{title}\nKamis, 2 Agustus 2018 - 09:05 WIB\nOleh :\nSiti Rahayu\nRahmat Hidayat\n"
        "Sumber :\nVIVA/Siti Rahayu\nMuara, VIVA – {first}\n{second}\nBaca Juga :\n{one}\n{third}\n"
        "Halaman Selanjutnya\n“Jembatan ini …\nTopik Terkait\ngotong royong\njembatan gantung",
        {
            "dateline": "Muara",
            "authors": ("Siti Rahayu", "Rahmat Hidayat"),
            "body": "{first}\n{second}\nBaca Juga: {one}\n{third}",
        },
    ),
    "the site before its date, behind a comma": (
        "News\nRegional\n{title}\nKompas.com, 2 Agustus 2018, 09:05 WIB\nSiti Rahayu,\nBudi Santoso\n"
        "Tim Redaksi\nLihat Foto\nMUARA, KOMPAS.com - {first}\nBaca juga: {one}\n{second}\n{third}\n"
        "Simak breaking news dan berita pilihan kami langsung di ponselmu. Pilih saluran andalanmu akses "
        "berita Kompas.com WhatsApp Channel : https://www.whatsapp.com/channel/x.\nTag\ngotong royong\n"
        "jembatan gantung\nLihat Nasional Selengkapnya\nTerkini Lainnya\n{one}\n{two}\n{three}",
        {"dateline": "MUARA", "body": "{first}\nBaca Juga: {one}\n{second}\n{third}"},
    ),
    "a paper and its photographer behind a dash": (
        "Home > Daerah > {title}\n{title}\n{summary}\nSiti Rahayu\nKamis, 02 Agustus 2018 - 09:05 WIB\n"
        "Jembatan gantung di Desa Sukamaju - Harian Jogja/Siti Rahayu\nHarianjogja.com, BANTUL—{first}\n"
        "{second}\n{third}\nCek Berita dan Artikel yang lain di Google News\nShare\nTags Terkait\n"
        "gotong royong\njembatan gantung\nBerita Lainnya\n{one}\n{two}\n{three}",
        {"dateline": "BANTUL"},
    ),
    "a site as author, counters as icons": (
        "kumparanNEWS\n{title}\nkumparanNEWS\n2 Agustus 2018 9:05 WIB\n·\nwaktu baca 2 menit\n0\ncomment\n"
        "0\nmore-vertical\nJembatan gantung di Desa Sukamaju. Foto: Siti Rahayu/kumparan\nzoom-in-white\n"
        "Perbesar\nJembatan gantung di Desa Sukamaju. Foto: Siti Rahayu/kumparan\nADVERTISEMENT\n{first}\n"
        "ADVERTISEMENT\nSCROLL TO CONTINUE WITH CONTENT\n{second}\n{third}\nGotong Royong\n"
        "Jembatan Gantung\nBaca Lainnya\n{one}\n{two}\n{three}",
        {"authors": (), "tags": ()},
    ),
    "author, date, editor and counter in one line": (
        "InfoPublik\nNusantara\n{title}\n"
        "Oleh MC KAB MUARA, Kamis, 2 Agustus 2018 | 09:05 WIB - Redaktur: Budi Santoso - 120\n"
        "Muara Indah, InfoPublik - {first}\n{second}\n{third}\n"
        "Anda dapat menyiarkan ulang, menulis ulang, dan atau menyalin konten ini dengan mencantumkan "
        "sumber infopublik.id\nBerita Terkait\n{one}\n{two}\n{three}",
        {"dateline": "Muara Indah", "authors": (), "editors": ("Budi Santoso",), "tags": ()},
    ),
    "tags that follow `#` and a space": (
        "Suara Muara\nSuara.com Network\nNews\n{title}\nSiti Rahayu : Budi Santoso\n"
        "Kamis, 02 Agustus 2018 | 09:05 WIB\nJembatan gantung [Suara.com/Siti Rahayu]\n"
        "SuaraMuara.id - {first}\n{second}\n{third}\nTag # gotong royong # jembatan gantung\n"
        "Berita Terkait\n{one}",
        {"authors": ()},
    ),
    "a `#` above each tag": (
        "Regional\n{title}\nOleh Siti Rahayu\n2 Agustus 2018, 09:05 WIB\n{first}\n{second}\n{third}\n"
        "Advertisement\n#\ngotong royong\n#\njembatan gantung\nKabar dari Muara\nPOPULER\n1\n{one}\n2\n{two}",
        {},
    ),
    "small tags between the credit and what the site offers": (
        "Berita\n{title}\nSiti Rahayu - kabarNews\nKamis, 02 Agu 2018 09:05 WIB\nBagikan\nMuara - {first}\n"
        "{second}\n{third}\n(sit/bud)\ngotong royong\njembatan gantung\nLomba Foto 2018\n"
        "Lihat karya para peserta lomba di sini\nBerita Terkait\n{one}\n{two}",
        {"dateline": "Muara"},
    ),
    "tags in capitals with separators": (
        "{title}\nOleh Siti Rahayu\n2 Agustus 2018\n{first}\n{second}\n{third}\n"
        "Gotong Royong | Jembatan Gantung\nBerita Terkait\n{one}\n{two}",
        {"tags": ("Gotong Royong", "Jembatan Gantung")},
    ),
    "who signs in capitals, no tags": (
        "{title}\nOleh Siti Rahayu\n2 Agustus 2018\n{first}\n{second}\n{third}\nKepala Desa Sukamaju\n"
        "Rahmat Hidayat\nBerita Terkait\n{one}\n{two}",
        {"tags": ()},
    ),
    "somebody with a role below the date, a list with `#` of what is popular": (
        "{title}\n2 Agustus 2018\nVokalis Senandika, Rahmat Hidayat\n{first}\n{second}\n{third}\n"
        "Berita Terkait\n{one}\nTopik Populer\n#\ngotong royong\n#\npilkada",
        {"authors": (), "tags": ()},
    ),
    "the site behind the second author": (
        "{title}\nPenulis: Siti Rahayu, Budi Santoso - Kabar Sungai\n2 Agustus 2018\n{first}\n"
        "{second}\n{third}\n"
        "Tag\ngotong royong\njembatan gantung\nFoto Terpopuler\n{one}\n{two}",
        {"authors": ("Siti Rahayu", "Budi Santoso")},
    ),
    "videos and how long they are below the tags": (
        "Program\nkabarUpdate\n{title}\nSiti Rahayu - 20DETIK\nKamis, 02 Agu 2018 09:05 WIB\n{first}\n"
        "{second}\n{third}\nEmbed\nTag:\ngotong royong\njembatan gantung\nVideo Lainnya\n01:12\n"
        "{one}\n02:40\n{two}",
        {},
    ),
    "translators and nobody else": (
        "Latest News\n{title}\nAugust 2, 2018 09:05 GMT+700\nMuara Indah (ANTARA) - {first}\n{second}\n"
        "{third}\nTranslator: Siti Rahayu, Rahmat Hidayat | Editor: Budi Santoso\n"
        "Copyright © ANTARA 2018\nTags:\n"
        "gotong royong\njembatan gantung\nRelated News\n{one}",
        {
            "dateline": "Muara Indah",
            "authors": ("Siti Rahayu", "Rahmat Hidayat"),
            "editors": ("Budi Santoso",),
        },
    ),
    "a translator beside the reporter": (
        "Latest News\n{title}\nAugust 2, 2018 09:05 GMT+700\nMuara Indah (ANTARA) - {first}\n{second}\n"
        "{third}\nReporter: Siti Rahayu\nTranslator: Rahmat Hidayat\nEditor: Budi Santoso\n"
        "Copyright © ANTARA 2018",
        {"dateline": "Muara Indah", "editors": ("Budi Santoso",), "tags": ()},
    ),
    "the credit of a photo of somebody with a role": (
        "Daerah\n{title}\nDiterbitkan: Kamis, 2 Agustus 2018 09:05\nPenulis: Siti Rahayu\n"
        "Ketua Panitia, Rahmat Hidayat (credit: instagram.com/sukamaju)\nKabarsungai.com - {first}\n"
        "{second}\n{third}\n(Jangan lewatkan kabar desa, gabung di WhatsApp Channel kami)\n"
        "Baca Juga: {one}\n(ksi/str)\nTrending\n{two}",
        {"tags": (), "body": "{first}\n{second}\n{third}\nBaca Juga: {one}"},
    ),
    "authors with bullets, the source of a photo, a title between paragraphs": (
        "Home\nDaerah\n{title}\nKamis, 2 Agustus 2018 - 09:05 WIB\nOleh :\n- Siti Rahayu\n- Budi Santoso\n"
        "Warga mengangkat papan jembatan\nSumber :\n- VIVA.co.id/Siti Rahayu (Muara)\nShare :\n"
        "Muara, VIVA – {first}\n{one}\n{second}\n{third}\nTopik :\ngotong royong\njembatan gantung\n"
        "Terpopuler\n{two}",
        {"dateline": "Muara", "authors": ("Siti Rahayu", "Budi Santoso")},
    ),
    "a report from a place, a read-also below the end": (
        "{title}\nKamis, 2 Agustus 2018\nLaporan Siti Rahayu | Muara Hulu\nSUARAMUARA.COM, MUARA - {first}\n"
        "{second}\n{third}(*)\nBaca juga: {one}",
        {"dateline": "MUARA", "tags": (), "body": "{first}\n{second}\n{third}\nBaca Juga: {one}"},
    ),
    "a caption that begins in capitals, points that sum up": (
        "{title}\nTayang: Kamis, 2 Agustus 2018 09:05 WIB\nPenulis: Siti Rahayu | Editor: Budi Santoso\n"
        "zoom-inlihat foto\nKERJA - Warga Desa Sukamaju mengangkat papan jembatan, Sabtu (28/7/2018).\n"
        "Ringkasan Berita:\nJembatan gantung putus diterjang arus\nWarga desa bergotong royong\n"
        "Bahan bangunan dibeli dari iuran warga\nTRIBUNMUARA.COM, MUARA INDAH - {first}\n{second}\n{third}\n"
        "Tags\ngotong royong\njembatan gantung\nBerita Terkait\n{one}",
        {"dateline": "MUARA INDAH", "editors": ("Budi Santoso",)},
    ),
    "an author's role behind a comma, a list to be skipped": (
        "BBC News, Indonesia\nBerita\n{title}\nSumber gambar, Rahmat Hidayat\nPenulis, Siti Rahayu\n"
        "Peranan, BBC News Indonesia\n2 Agustus 2018\n{first}\n{second}\n"
        "Lewati Paling banyak dibaca dan terus membaca\nPaling banyak dibaca\n"
        "Mengapa burung laut ini selalu kembali ke muara?\nAkhir dari Paling banyak dibaca\n{third}\n"
        "Artikel terkait\n{one}\nBerita utama",
        {"tags": ()},
    ),
    "an author in capitals above the editor's choice, tags below a notice": (
        "Daerah\n{title}\nReporter\nSiti Rahayu\nEditor\nBudi Santoso\nKamis, 2 Agustus 2018 09:05 WIB\n"
        "TEMPO.CO, Muara - {first}\n{second}\n{third}\nSITI RAHAYU\nEditor's Choice: {one}\n"
        "Ikuti berita terkini di Google News, klik di sini.\ngotong royong\njembatan gantung\nSukamaju\n"
        "Artikel Terkait\n{two}\n3 jam lalu",
        {
            "dateline": "Muara",
            "editors": ("Budi Santoso",),
            "tags": ("gotong royong", "jembatan gantung", "Sukamaju"),
            "body": "{first}\n{second}\n{third}\nBaca Juga: {one}",
        },
    ),
}


def filled(text: str) -> str:
    return text.replace("\n", "\n\n").format(**LINES)


@pytest.mark.parametrize("layout", SITES)
def test_layouts_of_sites(layout: str) -> None:
    text, different = SITES[layout]
    expected = {
        "title": TITLE,
        "dateline": "",
        "authors": ("Siti Rahayu",),
        "editors": (),
        "tags": ("gotong royong", "jembatan gantung"),
        "body": "{first}\n{second}\n{third}",
        **different,
    }
    record = article(filled(text))
    assert values(record, *expected) == {**expected, "body": filled(expected["body"])}
    assert record.date.at.date().isoformat() == "2018-08-02"


# --- what looks like a dateline, a byline, a caption, a notice or tags, and is none

WHOLE = {
    "a list of places": "Jakarta, Bandung dan Surabaya menjadi tuan rumah lomba perahu tahun ini.",
    "a place and what it is": "Sumenep, Indonesia bagian timur Madura, mengirim garam ke luar negeri.",
    "a sentence of one word": "Sunyi. Tidak ada lagi suara gergaji di tepi sungai sejak jembatan putus.",
    "two networks": "Warga menjual papan sisa lewat Facebook/Instagram miliknya sejak pekan lalu.",
    "an agency's name": "Data itu dikutip dari Antara/Reuters yang mencatat sungai meluap sejak Juli.",
    "news of what was shown": "Konten ini menjadi perbincangan warga desa sejak pekan lalu di pasar.",
    "poems in the news": "Puisi dan pantun dibacakan para pelajar di tepi sungai sebelum kerja dimulai.",
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_paragraph_stays_whole(case: str) -> None:
    text = WHOLE[case]
    record = article(page(TITLE, "2 Agustus 2018", text, "https://youtu.be/abc", SECOND, THIRD))
    assert record.body == page(text, SECOND, THIRD)
    assert values(record, "dateline", "authors", "tags") == {"dateline": "", "authors": (), "tags": ()}


BELOW: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "trends of the site": (["Topik Populer", "jembatan", "warga"], ()),
    "trends that share a word": (["Topik", "warga negara asing", "jembatan timbang"], ()),
    "no tags": (["bersambung", "Warga"], ()),
    "a name": (["warga", "Siti Rahayu"], ()),
    "titles of others": (
        ["Tags", "KKN", "desa", "Guru PAUD Mogok", "Seragam Gratis Dibagikan"],
        ("KKN", "desa"),
    ),
    "one tag": (["Tags", "jembatan desa ini"], ("jembatan desa ini",)),
    "in lines of their own": (["jembatan gantung", "sungai musi"], ("jembatan gantung", "sungai musi")),
}


@pytest.mark.parametrize("case", BELOW)
def test_tags_below_a_story(case: str) -> None:
    lines, tags = BELOW[case]
    record = article(page(TITLE, "2 Agustus 2018", *STORY, *lines, "Berita Terkait", *OTHERS))
    assert (record.tags, record.body) == (tags, page(*STORY))


NO_AUTHORS = [
    "LONGSOR SUSULAN, Garut",
    "Lembah Hijau, Suara Rakyat",
    "Ogan Ilir, NU Online",
    "Videografer | Siti Rahayu",
    "Tulisan dari kabarsungai tidak mewakili pandangan redaksi",
]


@pytest.mark.parametrize("line", NO_AUTHORS)
def test_a_line_that_names_no_author(line: str) -> None:
    record = article(page(TITLE, "2 Agustus 2018", line, *STORY))
    assert (record.authors, record.body) == ((), page(*STORY))


def test_verses_are_the_story_of_a_page_of_poems() -> None:
    verses = ["DI SUNGAI", "air membawa nama kita", "ke muara yang jauh", "tanpa menoleh"]
    about = "Siti Rahayu, lahir di Muara. Bekerja sebagai guru dan mengelola perpustakaan kampung sejak lama."
    record = article(
        page("Puisi Siti Rahayu: Di Sungai", "Oleh: Siti Rahayu", "2 Agustus 2018", *verses, about)
    )
    assert record.title == "Puisi Siti Rahayu: Di Sungai"
    assert record.body == page(*verses, about)


# --- what is refused, and why

REFUSED = {
    "a tag page": (page("Tag: jembatan", *OTHERS), "it is headed like a tag or section"),
    "only tags": ("#jembatan #desa #gotong royong warga", "it is only a list of tags"),
    "teasers": (
        page(*(f"{title} {FIRST[:60]} ... Baca Selengkapnya" for title in OTHERS)),
        "it lists articles that are to be read elsewhere",
    ),
    "relative dates": (
        page(*(line for title in OTHERS for line in (title, "Siti Rahayu 10 tahun yang lalu 0"))),
        "it lists several articles with their dates",
    ),
    "a front page": (
        page(*(line for title in [*OTHERS, TITLE] for line in (title, "Kamis, 2 Agustus 2018", FIRST))),
        "it lists several articles with their dates",
    ),
    "headlines and beginnings in turn": (
        page("Arsip", *(line for title in [*OTHERS, TITLE] for line in (title, FIRST))),
        "it lists several articles with the beginning of each",
    ),
    "headlines alone": (page("Daerah", *OTHERS, TITLE, "Politik", *OTHERS), "it is a list of headlines"),
    "its address": (
        page("https://kabarsungai.com/tag/jembatan/page/2", TITLE, "2 Agustus 2018", *STORY),
        "its address is that of a list",
    ),
    "full articles back to back": (
        page(
            *(TITLE, "Tim Redaksi", "MUARA, KABAR.com", FIRST, SECOND),
            *(OTHERS[0], "Tim Redaksi", "MUARA, KABAR.com", THIRD, SECOND),
        ),
        "it holds several articles",
    ),
    "no headline: the story comes first": (
        page(f"MUARA INDAH, Kabarsungai.com – {FIRST}", SECOND),
        "no headline can be found",
    ),
    "no headline: a caption comes first": (
        page("Bupati meninjau jembatan gantung di Desa Sukamaju.", f"(Kabar News, Muara) – {FIRST}"),
        "no headline can be found",
    ),
    "no body": (page(TITLE, "Kamis, 2 Agustus 2018", "Berita Terkait", *OTHERS), "no body can be found"),
    "no date": (page(TITLE, *STORY), "no date of publication can be found"),
    "only the event's date": (page(TITLE, f"Muara — {FIRST}", SECOND), "no date of publication can be found"),
    "only today's date": (
        page("Jumat, 3 Mei 2024", TITLE, *STORY),
        "no date of publication can be found; that on line 1, above the headline, "
        "may be the day on which it was saved",
    ),
    "only dates of other articles": (
        page(TITLE, *STORY, "Berita Terbaru", OTHERS[0], "Minggu, 24 Nov 2024 - 16:12 WIB"),
        "no date of publication can be found",
    ),
    "a newsroom's date below the story": (
        page(TITLE, *STORY, "Redaksi", "Jumat, 3 Mei 2024 - 10:00 WIB"),
        "no date of publication can be found",
    ),
    "the site's date above the headline": (
        page("kabarsungai.com, 3 Mei 2024, 09:00", TITLE, *STORY),
        "no date of publication can be found",
    ),
    "a relative date": (page(TITLE, "10 tahun yang lalu", *STORY), "no date of publication can be found"),
    "the date of something else": (
        page(TITLE, "Rapat: 17 Agustus 2018 19:00", *STORY),
        "no date of publication can be found",
    ),
    "a birthday": (page(TITLE, "Lahir 17 Agustus 1970 00:10", *STORY), "no date of publication can be found"),
    "an impossible date": (page(TITLE, "32 Agustus 2018", *STORY), "no date of publication can be found"),
    "nothing": ("", "no headline can be found"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    text, message = REFUSED[case]
    assert message in problems(text)


def test_a_missing_date_says_how_to_give_one() -> None:
    assert problems(page("", TITLE, *STORY)) == (
        "jembatan.txt:3:1: no date of publication can be found "
        '(add a line "tanggal: 2018-08-02 10:00" on top of the file)'
    )


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert problems("").count("jembatan.txt:1:1: ") == 3


def test_a_name_with_an_impossible_date_gives_none() -> None:
    assert "no date" in problems(page(TITLE, *STORY), "2018-02-30-jembatan.txt")


# --- what a person should check

WARNED = {
    "weekday": (
        page(TITLE, "Rabu, 2 Agustus 2018", *STORY),
        ["jembatan.txt:3:1: please check date (line 3: the weekday is not that of the date)"],
    ),
    "two dates": (
        page(TITLE, "2 Agustus 2018", "5 Agustus 2018", *STORY),
        ["jembatan.txt:3:1: please check date (line 3: taken from the first of several dates)"],
    ),
    "only an update": (
        page(TITLE, "Diperbarui: 2 Agustus 2018", *STORY),
        ["jembatan.txt:3:1: please check date (line 3: taken from the date of the update)"],
    ),
    "updated before published": (
        page(TITLE, "Diterbitkan: 2 Agustus 2018", "Diperbarui: 1 Agustus 2018", *STORY),
        ["jembatan.txt:5:1: please check updated (line 5: it is before the date of publication)"],
    ),
    "two headlines": (
        page("Warga Desa Sukamaju Perbaiki Jembatan yang Putus", TITLE, *STORY, "Terbit: 2 Agustus 2018"),
        ["jembatan.txt:3:1: please check title (line 3: this line under the headline was left out)"],
    ),
    "two headlines apart": (
        page("Jembatan Sukamaju Putus", "2 Agustus 2018", "Koperasi Bantu Perbaiki Jembatan", *STORY),
        [
            "jembatan.txt:1:1: please check title (line 1: taken from the likeliest of several lines above "
            "the story)"
        ],
    ),
    "several things": (
        page(
            "Rabu, 2 Agustus 2018",
            TITLE,
            "Rabu, 2 Agustus 2018",
            "Papan jembatan",
            *STORY,
            "Tag : gotong royong desa",
        ),
        [
            "jembatan.txt:5:1: please check tags (line 15: taken from words that may belong together), "
            "date (line 5: the weekday is not that of the date)"
        ],
    ),
    "tags apart by spaces": (
        page(TITLE, "2 Agustus 2018", *STORY, "Tag : gotong royong desa"),
        ["jembatan.txt:11:1: please check tags (line 11: taken from words that may belong together)"],
    ),
    "a title between paragraphs": (
        page(TITLE, "2 Agustus 2018", FIRST, OTHERS[0], SECOND),
        ["jembatan.txt:7:1: please check body (line 7: the title of another article was left out)"],
    ),
    "a paragraph above the byline": (
        page(TITLE, SUMMARY, SECOND, "Penulis: Ani Lestari", "2 Agustus 2018 10:00", FIRST, THIRD),
        ["jembatan.txt:5:1: please check body (line 5: this paragraph above the story was left out)"],
    ),
    "a sentence like a notice": (
        page(
            TITLE,
            "2 Agustus 2018",
            FIRST,
            "Ikuti perkembangan zaman, kata bupati, yang meminta petani tidak bergantung pada pupuk kimia.",
            "* Ikuti berita kami di Google News agar tidak ketinggalan kabar terbaru dari seluruh kabupaten.",
            SECOND,
        ),
        ["jembatan.txt:7:1: please check body (line 7: this sentence was taken for a notice, and left out)"],
    ),
    "lines at the end": (
        page(TITLE, "2 Agustus 2018", *STORY, "Warga berharap jembatan itu awet", *OTHERS),
        ["jembatan.txt:11:1: please check body (line 11: what stands from here on was left out)"],
    ),
    "prose under the credit": (
        page(TITLE, "2 Agustus 2018", FIRST, f"{SECOND} (tan/jpnn)", THIRD, *OTHERS),
        ["jembatan.txt:7:1: please check body (line 7: what stands under the credit was left out)"],
    ),
    "prose under a list": (
        page(TITLE, "2 Agustus 2018", FIRST, "Berita Terbaru", SECOND + " " + THIRD),
        ["jembatan.txt:9:1: please check body (line 9: this paragraph below the story was left out)"],
    ),
    "page 2": (
        page(TITLE, "2 Agustus 2018", *STORY, "Laman sebelumnya 1 2"),
        ["jembatan.txt:11:1: please check body (line 11: this is a later page of an article)"],
    ),
    "starts in the middle": (
        page(TITLE, "2 Agustus 2018", "dan " + SECOND),
        ["jembatan.txt: please check body (it starts within a sentence)"],
    ),
}


@pytest.mark.parametrize("case", WARNED)
def test_warns(case: str) -> None:
    text, expected = WARNED[case]
    assert [str(problem) for problem in read(text).warnings] == expected


def test_the_file_name_yields_to_the_page_but_says_so() -> None:
    reading = read(page(TITLE, "2 Agustus 2018 10:00", *STORY), "2018-08-03-jembatan.txt")
    assert isinstance(reading.record, Article)
    assert reading.record.date.at.day == 2
    assert "the name of the file has another one" in str(reading.warnings[0])


def test_the_file_name_tells_which_line_is_the_headline() -> None:
    text = page("Kabar Sungai dari Hulu ke Hilir", TITLE, *STORY)
    reading = read(text, "2018-08-02-warga-desa-sukamaju-gotong-royong-perbaiki-jembatan-gantung.txt")
    assert isinstance(reading.record, Article)
    assert reading.record.title == TITLE
    assert reading.warnings == ()


# --- Markdown

PLAIN = st.text(
    st.sampled_from("ab Z9 .!*_#<>[]()\\`+-~=&;:{}|\"'/1")
    | st.characters(codec="utf-8", categories=["L", "N", "P"]),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split()))


@given(PLAIN.filter(bool))
@settings(max_examples=500)
def test_escaped_text_shows_as_it_was(text: str) -> None:
    shown = markdown.markdown(escaped(text), extensions=["footnotes", "tables", "toc", "sane_lists"])
    assert html.unescape(shown.removeprefix("<p>").removesuffix("</p>")) == text
    above = "<p>Kata.</p>\n<p>"  # which a definition would take
    shown = CommonMark("").html(f"Kata.\n\n{escaped(text)}")
    assert shown.startswith(above)
    assert html.unescape(shown.removeprefix(above).removesuffix("</p>")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harga naik 5 * 3 persen", r"Harga naik 5 \* 3 persen"),
        ("akun @warga_desa di snake_case", "akun @warga_desa di snake_case"),
        ("kata _miring_ itu", r"kata \_miring\_ itu"),
        ("# bukan judul", r"\# bukan judul"),
        ("17. Agustus", r"17\. Agustus"),
        ("1) satu", r"1\) satu"),
        ("17.000 orang", "17.000 orang"),
        ("+ tambah", r"\+ tambah"),
        ("-5 derajat", "-5 derajat"),
        ("> kutipan", r"\> kutipan"),
        ("a < b <b>tebal</b>", "a < b &lt;b>tebal&lt;/b>"),
        ("[ANTARA](x)", r"\[ANTARA](x)"),
        (r"C:\data", r"C:\\data"),
        ("R&D &copy; x", "R&D &amp;copy; x"),
        ("~~~ Redaksi", "&#126;&#126;&#126; Redaksi"),
        ("suhu ~30 derajat", "suhu ~30 derajat"),
        ("~ Redaksi", "&#126; Redaksi"),
        (": kata bupati", "&#58; kata bupati"),
    ],
)
def test_escapes_only_what_would_change(text: str, expected: str) -> None:
    assert escaped(text) == expected


# --- properties

PARTS = st.sampled_from(
    [
        *WORDPRESS.split("\n"),
        *FULL.split("\n"),
        *(line for text, _, _ in LAYOUTS.values() for line in text.split("\n")),
        "",
        "Baca Juga",
        "Sumber :",
        "2018-08-02",
        "***",
    ]
)
TEXTS = st.text() | st.lists(PARTS | st.text(max_size=20), max_size=30).map("\n".join)
PATHS = st.sampled_from(["a.txt", "2018-08-02-a.txt", "b/2018-02-30.txt", "é!.txt", ".txt", "a"])


@given(TEXTS, PATHS)
@settings(max_examples=500, deadline=None)
def test_any_text_is_an_article_or_a_content_error(text: str, path: str) -> None:
    try:
        reading = read(text, path)
    except ContentError:
        return
    record = reading.record
    assert isinstance(record, Article)
    assert record.title
    assert record.body.strip()
    assert record.date.at.tzinfo is not None
    assert len(reading.warnings) <= 1
    assert all(f" {field} (" in str(reading.warnings[0]) for field in record.unsure)


@given(TEXTS.map(lambda text: text.replace("\r", "")), PATHS)
@settings(max_examples=200, deadline=None)
def test_windows_line_ends_change_nothing(text: str, path: str) -> None:
    def outcome(text: str) -> Reading | str:
        try:
            return read(text, path)
        except ContentError as error:
            return str(error)

    assert outcome(text.replace("\n", "\r\n")) == outcome(text)


HOSTILE = [
    *(
        "- ",
        "1 ",
        "Baca Juga ",
        "A, ",
        "2 Mei 2018 ",
        "(a)",
        "»",
        "A ",
        "x\n",
        "A a/",
        "semua ",
        "\n",
        "S.",
        "#",
    ),
    *(
        "Jambi, ",
        "JAMBI - ",
        "a.bc-",
        "Penulis: ",
        "Penulis: a ",
        "Baca Juga\n",
        "- a b c\nBaca Juga\n",
        "a b ",
        "***",
    ),
    *(
        "Berita Terkait\n",
        "Kamis, 2 Agustus 2018\n",
        f"{TITLE}\n2 Agustus 2018\n",
        f"{FIRST}\n",
        "Tag: a\n",
        "Kamis, 2 Agustus 2018 10:00 WIB\n",
        "10:00, 2 Agustus 2018\n",
        "Siti Rahayu\n",
        "é\n",
        "×",
        "a × ",
    ),
]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_hostile_text_is_refused(part: str) -> None:
    """A pattern that costs more than its text's length would still be at work tomorrow."""
    with pytest.raises(ContentError):
        read(page(TITLE, part * (200_000 // len(part))))


def test_the_suffix_chooses_the_reader() -> None:
    markdown = b"---\ntitle: Judul\ndate: 2018-08-02\n---\nIsi.\n"
    saved = "Bupati Buka Pasar Tani di Desa\n\nKamis, 2 Agustus 2018\n\n" + "Bupati membuka pasar tani. " * 9
    for path, data, found in (
        ("a.md", markdown, {}),
        ("a.Markdown", markdown, {}),
        ("a.TXT", saved.encode(), {"title": Provenance.POSITION, "date": Provenance.POSITION}),
    ):
        record = reading.read(path, data, ZONE).record
        assert isinstance(record, Article)
        assert record.provenance == found
        assert reading.body(path, data, ZONE) == record.body


SAVED = page(TITLE, "Kamis, 2 Agustus 2018 - 10:00 WIB", "Penulis: Sari Dewi", *STORY)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("slug: jembatan", {"slug": "jembatan"}),
        ("slug: Jembatan_2.0", {"slug": "Jembatan_2.0"}),
        ("\n\nslug: jembatan", {"slug": "jembatan"}),
        ("penulis: Budi", {"authors": ("Budi",)}),
        ("tanggal: 3 Agustus 2018", {"date": "2018-08-03"}),
        ("publishDate: 2018-08-03", {"date": "2018-08-03"}),
        ("judul: Jembatan Pulih", {"title": "Jembatan Pulih", "slug": "jembatan-pulih"}),
        ("judul: Jembatan Pulih\nslug: x", {"title": "Jembatan Pulih", "slug": "x"}),
        (
            "tags: [jembatan, desa]\nkategori: Daerah",
            {"tags": ("jembatan", "desa"), "categories": ("Daerah",)},
        ),
        ("status: unverified", {"status": Status.UNVERIFIED}),
        ("draft: true", {"status": Status.DRAFT}),
        ("permalink: /lama/jembatan.html", {"permalink": "/lama/jembatan.html"}),
        ("aliases: [/?p=7]\nredirect_from: /x/", {"aliases": ("/?p=7", "/x/")}),
    ],
)
@pytest.mark.parametrize("below", ["\n\n", "\n"])
def test_keys_on_top_of_a_page_win_over_what_it_says(
    lines: str, below: str, expected: dict[str, Any]
) -> None:
    plain, found = article(SAVED), article(lines + below + SAVED)
    for name in plain.__struct_fields__:
        value = getattr(found, name)
        if name == "provenance":
            assert value == {key: how for key, how in plain.provenance.items() if key not in expected}
        elif name == "date" and "date" in expected:
            assert value.at.date().isoformat() == expected["date"]
        else:
            assert value == expected.get(name, getattr(plain, name)), name
    assert read(lines + below + SAVED).warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        "Penulis: Budi",
        "PENULIS: BUDI",
        "Foto: Banjir di Jambi",
        "Status: Siaga",
        "Sumber: Antara",
        "Tag: Desa",
        "penulis:",
        "penulis:Budi",
        "https://kabar.example/berita/jembatan",
        "Kategori: Daerah",
        "siaga: warga diminta waspada",
    ],
)
def test_a_line_of_a_page_is_never_taken_for_a_key(line: str) -> None:
    parsed = frontmatter.split_page_text("a.txt", page(line, SAVED), fields.is_article_key)
    assert parsed.fields == {}
    assert parsed.body == page(line, SAVED)


def test_a_byline_on_top_counts_as_a_label_and_a_key_in_small_letters_alone() -> None:
    assert article(page("Penulis: Budi Santoso", SAVED)).authors == ("Budi Santoso", "Sari Dewi")
    assert article(page("penulis: Budi Santoso", SAVED)).authors == ("Budi Santoso",)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("Slug: jembatan\n\n" + SAVED, 1, "`Slug` is not read as a key", "`slug:` in small letters"),
        ("slug: x\ntnggal: 2018-08-02\n\n" + SAVED, 2, "`tnggal` is not read", "tanggal"),
        ("slug: x\nxyz: b\n\n" + SAVED, 2, "`xyz` is not read", "blank line"),
    ],
)
def test_a_line_that_was_meant_for_a_key_is_a_warning(text: str, line: int, message: str, hint: str) -> None:
    first = read(text).warnings[0]
    assert (first.line, first.column) == (line, 1)
    assert message in first.message
    assert hint in first.hint


def test_what_is_wrong_with_the_keys_and_with_the_page_is_said_together() -> None:
    found = problems("status: siaga\ntanggal: 32 Agustus 2018\n\n" + TITLE)
    assert "1:9: status: `siaga` is not a status" in found
    assert '2:10: date: "32 Agustus 2018" is not a date' in found
    assert "no body can be found" in found
    assert "no date of publication" not in found


def test_lines_below_the_keys_keep_their_numbers() -> None:
    keys_, tail = "slug: x\nlanguage: id\n\n", page(SAVED, "Laman sebelumnya 2")
    plain, found = read(tail).warnings, read(keys_ + tail).warnings
    assert plain
    assert [w.line for w in found] == [w.line + 3 for w in plain]
    assert f"(line {found[0].line}: " in found[0].message


def test_a_page_needs_no_headline_or_date_of_its_own_where_keys_give_them() -> None:
    found = article("judul: Jembatan Pulih\ntanggal: 2018-08-02\n\n" + page(*STORY))
    assert (found.title, found.slug, found.body) == ("Jembatan Pulih", "jembatan-pulih", page(*STORY))


@pytest.mark.parametrize(
    "lines",
    [
        ("Foto", "Budi Santoso", "2 Agustus 2018 10:00"),
        ("Keterangan Foto:", "Budi Santoso", "2 Agustus 2018 10:00"),
        ("2 Agustus 2018 10:00", "Budi Santoso/Antara"),
        ("Antara/Budi Santoso", "2 Agustus 2018 10:00"),
    ],
)
def test_who_took_the_photo_is_no_author(lines: tuple[str, ...]) -> None:
    assert article(page(TITLE, *lines, *STORY)).authors == ()


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        (" (Siti Rahayu/Ani Lestari)", ("Siti Rahayu", "Ani Lestari")),
        (" (Kabarsungai.com/Siti Rahayu)", ("Siti Rahayu",)),
        (" (ANTARA/Siti Rahayu)", ("Siti Rahayu",)),
        (" (Siti Rahayu)", ("Siti Rahayu",)),
    ],
)
def test_the_last_paragraph_stays_with_who_wrote_it_behind(credit: str, authors: tuple[str, ...]) -> None:
    found = article(page(TITLE, "Kamis, 2 Agustus 2018 - 09:05 WIB", FIRST, SECOND, THIRD + credit))
    assert found.body.endswith(THIRD)
    assert found.authors == authors
