"""The titles nearest to one that was mistyped."""

import pytest

from newsgen.index.mentions import title_key
from newsgen.index.rows import ArticleRow
from newsgen.publishing.nearest import Titles

TITLES = [
    "Pasar Tani Dibuka Setiap Kamis",
    "Pasar Tani Ditutup",
    "Jalan Desa Putus Lagi",
    "APBD 2017",
    "APBD 2018",
]


def row(number: int, title: str) -> ArticleRow:
    return ArticleRow(number, "", "", 0, 0, "", 1, "", title_key(title), "", 1, 0, "", b"", b"")


@pytest.mark.parametrize(
    ("title", "asker", "expected"),
    [
        ("Pasar Tani Dibuka Setiap Rabu", 9, ["Pasar Tani Dibuka Setiap Kamis", "Pasar Tani Ditutup"]),
        ("Pasar Tani Dib…", 9, ["Pasar Tani Dibuka Setiap Kamis", "Pasar Tani Ditutup"]),
        ("JALAN DESA PUTUS", 9, ["Jalan Desa Putus Lagi"]),
        ("JALAN DESA PUTUS", 2, []),
        ("APBD 2019", 9, ["APBD 2017", "APBD 2018"]),
        ("Jalan Tol Kota Diresmikan Presiden", 9, []),
        ("Bubur Ikan", 9, []),
        ("…", 9, []),
    ],
)
def test_nearest(title: str, asker: int, expected: list[str]) -> None:
    titles = Titles()
    for number, found in enumerate(TITLES):
        titles.add(row(number, found))
    titles.ask(title)
    titles.close()
    assert [TITLES[number] for number in titles.nearest(title, asker)] == expected
