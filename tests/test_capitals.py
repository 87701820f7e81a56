"""Headlines in capitals: which are tamed, and which words keep theirs."""

import pytest
from conftest import CONFIG, MakeSite, article

from newsgen.content.capitals import tamed

TAMED = [
    (
        "GUBERNUR JAMBI LANTIK PEJABAT ESELON II",
        "Gubernur Jambi melantik.",
        "Gubernur Jambi Lantik Pejabat Eselon II",
    ),
    ("PEMPROV BAHAS APBD 2018 DI DPRD", "Soal APBD, kata Pemprov.", "Pemprov Bahas APBD 2018 di DPRD"),
    ("BPOM SITA KOSMETIK ILEGAL DI MUARO JAMBI", "BPOM menyita.", "BPOM Sita Kosmetik Ilegal di Muaro Jambi"),
    ("UNDANG-UNDANG CIPTA KERJA DAN JUM'AT BERKAH", "", "Undang-Undang Cipta Kerja dan Jum'at Berkah"),
    ("“JAMBI TUNTAS” DIGELAR SELAMA SEPEKAN", "", "“Jambi Tuntas” Digelar Selama Sepekan"),
    ("DI ATAS AWAN: KISAH PENDAKI KERINCI", "", "Di Atas Awan: Kisah Pendaki Kerinci"),
    (
        "RALAT ASN TERIMA TUNJANGAN HARI RAYA",
        "Para ASN menerima. ASN lain tidak.",
        "Ralat ASN Terima Tunjangan Hari Raya",
    ),
]
KEPT = [
    ("Sekda Jambi Ajak 49 OPD Berinovasi", ""),
    ("PERTAMA di Indonesia, kata BPOM", ""),
    ("DPRD APBD KPK", ""),
    ("2018", ""),
    ("", ""),
    ("SEMUA DITULIS DENGAN HURUF BESAR", "SEMUA DITULIS BEGITU DENGAN HURUF BESAR."),
    ("السيول في تيبو", ""),
]


@pytest.mark.parametrize(("title", "body", "expected"), TAMED)
def test_a_headline_in_capitals_is_set_as_others(title: str, body: str, expected: str) -> None:
    assert tamed(title, body) == expected
    assert tamed(expected, body) == expected


@pytest.mark.parametrize(("title", "body"), KEPT)
def test_others_stay_as_they_are(title: str, body: str) -> None:
    assert tamed(title, body) == title


def test_a_setting_tames_them_everywhere_on_the_site(make_site: MakeSite) -> None:
    files = {
        "a.md": article("GUBERNUR LANTIK KEPALA BPOM", "2026-11-01", slug="a", body="Kata BPOM kemarin."),
        "b.md": article(
            "Lain", "2026-11-02", slug="b", body="Isi.\n\nBaca Juga: Gubernur Lantik Kepala BPOM"
        ),
    }
    site = make_site(files)
    site.build()
    pages = ("/", "/2026/11/a/", "/2026/11/b/", "/feed.xml", "/2026/11/")
    assert [url for url in pages if "GUBERNUR LANTIK KEPALA BPOM" not in site.read(url)] == []
    site.configure(CONFIG + "capitals: tame\n").build()
    assert [url for url in pages if "Gubernur Lantik Kepala BPOM" not in site.read(url)] == []
    assert [url for url in pages if "GUBERNUR" in site.read(url)] == []
    assert site.tree() == site.clean()
    site.configure(CONFIG).build()
    assert site.tree() == site.clean()
