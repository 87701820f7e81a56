"""The parts of a series, and the marks of stories that were corrected or updated."""

import re
from typing import Any

import pytest
from conftest import BARE, CONFIG, MakeSite, Project, article

FROZEN = CONFIG + "latest: frozen\nread_also: {auto: 0}\nrelated: 0\nper_page: 2\n"
SERIES = "{% if page.series %}{{ page.series.part }} {{ page.series.older.url if page.series.older else '-' }} {{ page.series.newer.url if page.series.newer else '-' }}{% endif %}"  # noqa: E501
LIST = "{% for card in page.cards %}{{ page.first_part + loop.revindex0 if page.first_part else 0 }}:{{ card.title }} {% endfor %}"  # noqa: E501


def part(number: int, **keys: Any) -> str:
    return article(f"Bab {number}", f"2026-0{number}-01", series="Jejak Kopi", **keys)


def series(site: Project, number: int) -> str:
    return site.read(f"/2026/0{number}/bab-{number}/")


def test_each_part_leads_to_the_one_before_and_after(make_site: MakeSite) -> None:
    files = {f"{n}.md": part(n) for n in (1, 2, 3)} | {"x.md": article("Lepas", "2026-02-15")}
    site = make_site(files, FROZEN, BARE | {"article.html": SERIES, "list.html": LIST})
    site.build()
    assert [series(site, n) for n in (1, 2, 3)] == [
        "1 - /2026/02/bab-2/",
        "2 /2026/01/bab-1/ /2026/03/bab-3/",
        "3 /2026/02/bab-2/ -",
    ]
    assert site.read("/2026/02/lepas/") == ""
    assert site.read("/seri/jejak-kopi/") == "3:Bab 3 2:Bab 2 1:Bab 1 "


def test_the_numbers_hold_on_every_page_of_the_list(make_site: MakeSite) -> None:
    site = make_site({f"{n}.md": part(n) for n in range(1, 8)}, FROZEN, BARE | {"list.html": LIST})
    site.build()
    assert site.read("/seri/jejak-kopi/") == "7:Bab 7 6:Bab 6 5:Bab 5 "
    assert site.read("/seri/jejak-kopi/hal/2/") == "4:Bab 4 3:Bab 3 "
    assert site.read("/seri/jejak-kopi/hal/1/") == "2:Bab 2 1:Bab 1 "


def test_a_new_part_changes_one_older_part_and_the_list(make_site: MakeSite) -> None:
    files = {f"{n}.md": part(n) for n in (1, 2, 3)} | {"x.md": article("Lepas", "2026-03-15")}
    site = make_site(files, FROZEN, BARE | {"article.html": SERIES, "list.html": LIST})
    site.build()
    before = site.snapshot()
    site.write("4.md", part(4))
    site.build()
    about = {url for url in site.rewritten(before) if "bab" in url or "seri" in url}
    lists = {
        "/seri/jejak-kopi/",
        "/seri/jejak-kopi/hal/1/",
        "/seri/jejak-kopi/feed.xml",
        "/seri/jejak-kopi/feed.json",
    }
    assert about == {"/2026/03/bab-3/", "/2026/04/bab-4/", *lists}
    assert site.tree() == site.clean()


@pytest.mark.parametrize(
    ("language", "words", "url"),
    [
        ("id", ["Bagian 2", "Sebelumnya di seri ini", "Berikutnya di seri ini"], "/seri/jejak-kopi/"),
        ("en", ["Part 2", "Earlier in this series", "Later in this series"], "/series/jejak-kopi/"),
    ],
)
def test_the_default_theme_shows_it(make_site: MakeSite, language: str, words: list[str], url: str) -> None:
    site = make_site({f"{n}.md": part(n) for n in (1, 2, 3)}, CONFIG + f"language: {language}\n")
    site.build()
    text = series(site, 2)
    assert [word for word in words if word in text] == words
    assert f'<a href="{url}">Jejak Kopi</a>' in text
    assert words[0] in site.read(url)


def test_a_series_of_one_needs_no_box(make_site: MakeSite) -> None:
    site = make_site({"1.md": part(1)})
    site.build()
    assert "Bagian 1" not in series(site, 1)


@pytest.mark.parametrize(
    ("keys", "language", "mark"),
    [
        ({}, "id", ""),
        ({"updated": "2026-01-02"}, "id", "Diperbarui"),
        ({"updated": "2026-01-02"}, "en", "Updated"),
        ({"updated": "2026-01-01"}, "id", ""),
        ({"corrections": [{"date": "2026-01-02", "text": "Salah nama."}]}, "id", "Ralat"),
        ({"corrections": [{"date": "2026-01-02", "text": "Salah nama."}], "updated": "2026-01-02"}, "en", "Correction"),  # noqa: E501
    ],
)  # fmt: skip
def test_lists_mark_what_changed(make_site: MakeSite, keys: dict[str, Any], language: str, mark: str) -> None:
    site = make_site({"1.md": part(1, tags=["Kopi"], **keys)}, CONFIG + f"language: {language}\n")
    site.build()
    shown = re.findall(r'<span class="updated">(.*?)</span>', site.read("/tag/kopi/"))
    assert shown == ([mark] if mark else [])
