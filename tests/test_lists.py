"""The front page and lists: what stands on top, in which blocks, and which cards have their clock."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import CONFIG, MakeSite, Project, article

from newsgen.index.order import LEAD_FOR

# Values one behind the other, told apart by their first word.
SHOWN = {
    "home.html": (
        "top{% for card in [page.lead] + page.top|list if card %} {{ card.title }}{% endfor %};"
        "{% for link, cards in page.sections %}{{ link.title }}"
        "{% for card in cards %} {{ card.title }}{% endfor %};{% endfor %}"
        "rest{% for card in page.cards %} {{ card.title }}{% endfor %};"
        "clock {{ page.clock_since }}"
    ),
    "list.html": (
        "cards{% for card in page.cards %} {{ card.title }}{% endfor %};clock {{ page.clock_since }}"
    ),
}
FIRST = datetime(2026, 3, 1, 8)


def stories(count: int, **of: dict[str, Any]) -> dict[str, str | bytes]:
    """So many articles, a day apart, named by their numbers; the keys of `of` are those of single ones."""
    return {
        f"{n}.md": article(
            str(n), slug=f"berita-{n}", date=(FIRST + timedelta(days=n)).isoformat(" "), **of.get(f"n{n}", {})
        )
        for n in range(count)
    }


def shown(site: Project, url: str) -> dict[str, str]:
    """What stands on a page, by the first word of each line."""
    lines = site.read(url).split(";")
    return {first: rest for first, _, rest in (line.partition(" ") for line in lines)}


@pytest.mark.parametrize(
    ("leads", "top"),
    [
        ({}, "7 6 5 4"),
        ({2: True}, "2 7 6 5"),
        ({2: True, 4: True}, "4 7 6 5"),  # a newer one leads
        ({2: 2}, "7 2 6 5"),
        ({2: 4, 3: True}, "3 7 6 2"),
        ({7: True}, "7 6 5 4"),
        ({7: 3}, "6 5 7 4"),
        ({1: 1, 2: 2, 3: 3, 4: 4}, "1 2 3 4"),
    ],
)
def test_what_leads_stands_on_top_and_nowhere_else(
    make_site: MakeSite, leads: dict[int, object], top: str
) -> None:
    of = {f"n{n}": {"lead": place} for n, place in leads.items()}
    site = make_site(stories(8, **of), templates=SHOWN)
    site.build()
    front = shown(site, "/")
    assert front["top"] == top
    assert sorted(f"{top} {front['rest']}".split()) == [str(n) for n in range(8)]


def test_a_story_leads_its_sections_as_well(make_site: MakeSite) -> None:
    of: dict[str, dict[str, Any]] = {f"n{n}": {"categories": ["Warga"], "tags": ["Jambi"]} for n in range(6)}
    of["n1"]["lead"] = True
    site = make_site(stories(6, **of), templates=SHOWN)
    site.build()
    assert shown(site, "/kategori/warga/")["cards"] == "1 5 4 3 2 0"
    assert shown(site, "/tag/jambi/")["cards"] == "5 4 3 2 1 0"


def test_a_story_leads_until_thirty_newer_ones_have_come(make_site: MakeSite) -> None:
    """Told by the articles alone, so that no page changes while nothing happens."""
    of = {"n0": {"lead": True, "categories": ["Warga"]}}
    site = make_site(stories(LEAD_FOR + 1, **of), CONFIG + "per_page: 5\n", SHOWN)
    site.build()
    assert shown(site, "/")["top"].startswith(f"0 {LEAD_FOR} ")
    site.write("baru.md", article("baru", "2026-05-01"))
    site.build()
    assert shown(site, "/")["top"].startswith(f"baru {LEAD_FOR} ")
    assert shown(site, "/kategori/warga/")["cards"] == "0"
    assert site.tree() == site.clean()


def test_a_list_forgets_what_led_it_when_its_own_thirty_have_come(make_site: MakeSite) -> None:
    files = stories(LEAD_FOR + 1, **{f"n{n}": {"categories": ["Warga"]} for n in range(LEAD_FOR + 1)})
    files["0.md"] = article("0", "2026-03-01 08:00", categories=["Warga"], lead=True)
    site = make_site(files, CONFIG + "per_page: 5\n", SHOWN)
    site.build()
    url = "/kategori/warga/"
    assert shown(site, url)["cards"].startswith("0 30 ")
    before = site.snapshot()
    site.write("baru.md", article("baru", "2026-05-01", categories=["Warga"]))
    site.build()
    assert shown(site, url)["cards"].startswith("baru 30 ")
    assert url in site.rewritten(before)
    assert site.tree() == site.clean()


# blocks


def in_sections(*pairs: tuple[str, str]) -> dict[str, str | bytes]:
    """Articles of sections, given with their days, oldest first; and newer ones that fill the top."""
    files: dict[str, str | bytes] = {
        f"{n}.md": article(str(n), day, categories=[section]) for n, (section, day) in enumerate(pairs)
    }
    return files | {f"atas{n}.md": article(f"atas{n}", f"2026-04-0{n + 1}") for n in range(4)}


SECTIONS = in_sections(("A", "2026-03-01"), ("B", "2026-03-02"), ("A", "2026-03-03"), ("C", "2026-03-04"))


@pytest.mark.parametrize(
    ("menu", "blocks"),
    [
        ("", {"C": "3", "A": "2 0", "B": "1"}),  # the section with the newest story first
        ("menu: [{title: x, url: /kategori/b/}, {title: y, url: /kategori/a/}]\n", {"B": "1", "A": "2 0"}),
        ("menu: [{title: x, url: /redaksi/}]\n", {"C": "3", "A": "2 0", "B": "1"}),
        ("menu: []\n", {"C": "3", "A": "2 0", "B": "1"}),
    ],
)
def test_blocks_stand_in_the_order_of_the_menu(
    make_site: MakeSite, menu: str, blocks: dict[str, str]
) -> None:
    site = make_site(SECTIONS, CONFIG + menu, SHOWN)
    site.build()
    front = shown(site, "/")
    assert [*front] == ["top", *blocks, "rest", "clock"]
    assert {name: front[name] for name in blocks} == blocks
    assert sorted(front["rest"].split()) == sorted({*"0123"} - {*" ".join(blocks.values())})


def test_no_block_has_news_of_a_year_ago_beside_that_of_today(make_site: MakeSite) -> None:
    files = in_sections(("A", "2018-03-01"), ("B", "2024-03-02"), ("B", "2026-03-03"))
    site = make_site(files, templates=SHOWN)
    site.build()
    front = shown(site, "/")
    assert [*front] == ["top", "B", "rest", "clock"]
    assert (front["B"], front["rest"]) == ("2", "1 0")


# the clock


@pytest.mark.parametrize(
    ("days", "clocks"),
    [
        (("20 08:00",), "20 08:00"),
        (("20 08:00", "20 09:30", "19 23:59"), "20 09:30 20 08:00 19 23:59"),
        (("20 08:00", "15 07:00", "14 06:00"), "20 08:00 15 07:00"),
        (("20", "19 07:00", "18 06:00"), "19 07:00"),
    ],
)
def test_the_two_newest_days_of_a_page_have_their_clocks(
    make_site: MakeSite, days: tuple[str, ...], clocks: str
) -> None:
    files: dict[str, str | bytes] = {
        f"{n}.md": article(f"Berita {n}", f"2026-03-{day}", tags=["x"]) for n, day in enumerate(days)
    }
    templates = {"partials/card.html": "{% if clock %}{{ card.date|short_date }}, {{ clock }};{% endif %}"}
    site = make_site(files, templates=templates)
    expected = [f"{day} Mar 2026, {clock}" for day, clock in re.findall(r"(\S+) (\S+)", clocks)]
    for now in ("2026-03-20 12:00", "2027-01-01 00:00"):  # whatever the time of the build is
        site.build(now=now, full=True)
        assert re.findall(r"\d+ Mar 2026, \d\d:\d\d(?=;)", site.read("/tag/x/")) == expected
