"""The search index: what its files say, where one ends, and which of them a story changes."""

import json
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from conftest import BARE, CONFIG, MakeSite, Project, article, photo
from hypothesis import given
from hypothesis import strategies as st

from newsgen.content.slugs import slugify
from newsgen.index.database import Database
from newsgen.index.mentions import normalised_title
from newsgen.index.order import Order
from newsgen.index.words import rules, without_marks
from newsgen.pages.search_index import FIRST_DAY, SearchIndex, parts, section_bit

SEARCH = CONFIG.replace("search: off", "search: headlines")
FIRST = date(1900, 1, 1)
assert FIRST.toordinal() == FIRST_DAY


def postings(packed: str) -> Iterator[tuple[int, int, int, int]]:
    """Day, number, sections and place of each story, as docs/search.md says."""
    data = iter(b64decode(packed))
    day = 0
    for byte in data:
        shift, gap = 7, byte & 0x7F
        while byte & 0x80:
            byte = next(data)  # noqa: PLW2901
            gap |= (byte & 0x7F) << shift
            shift += 7
        day += gap
        yield day, next(data) << 8 | next(data), next(data), next(data)


def read(project: Project) -> dict[str, Any]:
    """What the files say: by word the headlines that have it, and by headline its card."""
    folder = project.site / "cari"
    titles, cards = {}, {}
    for file in folder.glob("cards-*.json"):
        found = json.loads(file.read_bytes())
        for day, number, url, title, sections, *rest in found["stories"]:
            titles[day, number] = title
            own = [found["sections"][place] for place in sections]
            cards[title] = (str(FIRST + timedelta(day)), url, own, *rest)
    words = defaultdict[str, set[str]](set)
    for file in folder.glob("words*.json"):
        for forms in json.loads(file.read_bytes()).values():
            for form, packed in forms.items():
                words[form] |= {titles[day, number] for day, number, *_ in postings(packed)}
    return {"words": dict(words), "cards": cards}


def expected_words(titles: list[str]) -> dict[str, set[str]]:
    found = defaultdict(set)
    for title in titles:
        for word in normalised_title(title).split():
            if without_marks(word) not in rules("id").stop:
                found[without_marks(word)].add(title)
    return dict(found)


def test_the_files_of_a_newspaper(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "a.md": article(
            "Sekda Ajak OPD Berinovasi",
            "2018-08-02 10:00",
            categories=["Pemerintahan", "Kota"],
            image="f.jpg",
        ),
        "b.md": article("Inovasi di Pasar", "2018-08-02", status="sponsored", categories=["Kota"]),
        "c.md": article("Ditarik", "2018-08-03", status="withdrawn", reason="Keliru."),
        "d.md": article("Rencana", "2018-08-03", status="draft"),
        "e.md": article("Floods", "2019-01-01", language="en"),
        "f.jpg": photo(size=(900, 600)),
    }
    project = make_site(files, SEARCH)
    project.build()
    found = read(project)
    city, government = ["Kota", "/kategori/kota/"], ["Pemerintahan", "/kategori/pemerintahan/"]
    image = found["cards"]["Sekda Ajak OPD Berinovasi"][3]
    assert (project.site / image[1:]).is_file()
    assert found["cards"] == {
        "Sekda Ajak OPD Berinovasi": (
            "2018-08-02",
            "/2018/08/sekda-ajak-opd-berinovasi/",
            [government, city],
            image,
        ),
        "Inovasi di Pasar": ("2018-08-02", "/2018/08/inovasi-di-pasar/", [city], "", "sponsored"),
        "Floods": ("2019-01-01", "/2019/01/floods/", [], "", "", "en"),
    }
    assert found["words"] == expected_words(["Sekda Ajak OPD Berinovasi", "Inovasi di Pasar", "Floods"])
    assert json.loads(project.read("/cari/words.json"))["inovas"].keys() == {"berinovasi", "inovasi"}


def test_a_posting_tells_sections_and_place(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Satu dua di Tiga", "2018-08-02", categories=["Kota"])}, SEARCH)
    project.build()
    words = json.loads(project.read("/cari/words.json"))
    (posting,) = postings(words["tiga"]["tiga"])
    assert posting[0] == (date(2018, 8, 2) - FIRST).days
    assert posting[2:] == (1 << section_bit("kota"), 3 << 4 | 4)


def test_merged_sections_count_as_the_one_they_are_in(make_site: MakeSite) -> None:
    files = {
        "a.md": article("Satu", "2018-08-02", categories=["Pemkot"]),
        "b.md": article("Dua", "2018-08-02", categories=["Kota"]),
        "sections/pemkot.md": "---\nmerge_into: kota\n---\n",
    }
    project = make_site(files, SEARCH)
    project.build()
    assert {card[2][0][1] for card in read(project)["cards"].values()} == {"/kategori/kota/"}
    words = json.loads(project.read("/cari/words.json"))
    (posting,) = postings(words["satu"]["satu"])
    assert posting[2] == 1 << section_bit("kota")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_and_its_folder_follow_the_language(make_site: MakeSite, language: str) -> None:
    project = make_site({"a.md": article("Satu", "2018-08-02")}, SEARCH + f"language: {language}\n")
    project.build()
    word = {"id": "cari", "en": "search"}[language]
    assert {url for url in project.urls() if url.startswith(f"/{word}/")} == {
        f"/{word}/",
        f"/{word}/words.json",
        f"/{word}/cards-2018.json",
    }


def test_without_search_there_is_nothing_of_it(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Satu", "2018-08-02")})
    project.build()
    assert not any(url.startswith("/cari/") for url in project.urls())
    assert "google.com/search" in project.read("/indeks/")


def test_an_empty_newspaper_has_a_page_that_finds_nothing(make_site: MakeSite) -> None:
    project = make_site(config=SEARCH)
    project.build()
    assert {url for url in project.urls() if url.startswith("/cari/")} == {"/cari/"}


def test_a_year_of_many_stories_is_cut_and_stays_as_it_is(make_site: MakeSite) -> None:
    """Another story changes the file of its day, and those of its words."""
    start = date(2025, 1, 1)
    files = {f"{n}.md": article(f"Berita nomor {n}", str(start + timedelta(n * 7 % 360))) for n in range(300)}
    project = make_site(files, SEARCH, BARE)
    project.build()
    assert {path.name for path in (project.site / "cari").glob("cards-*")} == {
        "cards-2025-0.json",
        "cards-2025-1.json",
    }
    before = project.snapshot()
    project.write("baru.md", article("Kabar baru", "2025-02-03")).build()
    changed = {url for url in project.rewritten(before) if url.startswith("/cari/")}
    assert changed == {"/cari/cards-2025-0.json", "/cari/words.json"}
    assert project.clean() == project.tree()


# the index, held against headlines


class Headlines:
    """Headlines at days, in a database, as the index has them."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "state.db")
        self.database.connection.execute("BEGIN")
        self.known: dict[int, tuple[int, str]] = {}

    def put(self, stories: dict[int, tuple[int, str]], *, whole: bool = False) -> None:
        """Add or replace stories: by id, days and headlines."""
        self.known |= stories
        rows = [(story, self.url(story), normalised_title(title)) for story, (_, title) in stories.items()]
        for story in stories:
            self.database.headlines.drop(story)
        self.database.headlines.put(rows, "id")
        self.database.headlines.save(None if whole else stories.keys())

    def url(self, story: int) -> str:
        day, title = self.known[story]
        return f"/{day}/{slugify(title)}/"

    def drop(self, story: int) -> None:
        del self.known[story]
        self.database.headlines.drop(story)
        self.database.headlines.save([story])

    @property
    def index(self) -> SearchIndex:
        ids = np.array(sorted(self.known, key=lambda story: (self.known[story][0], story)), np.int64)
        days = np.array([self.known[story][0] for story in ids.tolist()], np.int64)
        none = np.zeros(0, np.int64)
        columns = dict.fromkeys(("at", "modified", "card", "own", "parts", "aliases", "queries", "lead"), ids)
        columns |= {"ids": ids, "day": days, "member_article": none, "member_term": none}
        return SearchIndex(self.database.headlines, Order(columns, (), None))

    def files(self) -> dict[tuple[object, ...], tuple[int, Any]]:
        """By what a file is cut by, its hash and what it holds."""
        index = self.index
        cards = index.card_hashes(np.array(sorted(self.known), np.uint64))
        found: dict[tuple[object, ...], tuple[int, Any]] = {
            (part.bits,): (int(own), index.words(part))
            for part, own in zip(index.word_parts, index.word_hashes(), strict=True)
        }
        for part, own in zip(index.card_parts, cards, strict=True):
            held = [index.day_and_number(position) for position in index.card_positions(part)]
            found[part.year, part.bits] = int(own), held
        return found


def stories(random: Random, count: int, start: int = 1) -> dict[int, tuple[int, str]]:
    letters = "abdegiklmnoprstu"
    words = ["".join(random.choices(letters, k=random.randint(3, 8))) for _ in range(400)]
    days = range(date(2019, 1, 1).toordinal(), date(2021, 12, 31).toordinal())
    return {
        story: (random.choice(days), " ".join(random.choices(words, k=random.randint(1, 9))))
        for story in range(start, start + count)
    }


def test_the_index_has_every_word_of_every_headline(tmp_path: Path) -> None:
    headlines = Headlines(tmp_path)
    headlines.put(stories(Random(1), 4000), whole=True)
    index = headlines.index
    assert len(index.word_parts) > 1
    assert len(index.card_parts) > 10
    found = defaultdict[str, set[tuple[int, int]]](set)
    seen = set[tuple[int, int]]()
    for part in index.word_parts:
        for forms in index.words(part).values():
            for form, packed in forms.items():
                found[form] |= {(day + FIRST_DAY, number) for day, number, *_ in postings(packed)}
    by_story = {}
    for part in index.card_parts:
        assert len(index.card_positions(part)) <= 256
        for position in index.card_positions(part):
            day, number = index.day_and_number(position)
            assert (day, number) not in seen
            seen.add((day, number))
            by_story[day + FIRST_DAY, number] = position
    assert len(by_story) == len(headlines.known)
    assert sum(map(len, found.values())) == sum(
        len({*title.split()}) for _, title in headlines.known.values()
    )
    ids = sorted(headlines.known, key=lambda story: (headlines.known[story][0], story))
    for form, places in found.items():
        assert all(form in headlines.known[ids[by_story[place]]][1].split() for place in places)


@pytest.mark.parametrize("seed", range(4))
def test_a_file_that_changes_has_another_hash_and_few_change(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    headlines = Headlines(tmp_path)
    headlines.put(stories(random, 3000), whole=True)
    before = headlines.files()
    for story in range(3001, 3006):
        headlines.put(stories(random, 1, random.choice([story, story - 1000])))
        if random.random() < 0.5:
            headlines.drop(random.choice(sorted(headlines.known)))
        now = headlines.files()
        for name in now.keys() & before.keys():
            assert (now[name][0] == before[name][0]) <= (now[name][1] == before[name][1])
        before = now


def test_very_many_stories_of_one_day(tmp_path: Path) -> None:
    """More than there are numbers: the last of them share one."""
    headlines = Headlines(tmp_path)
    headlines.put(dict.fromkeys(range(1, 70_000), (737_000, "kabar")), whole=True)
    index = headlines.index
    assert {index.day_and_number(position)[1] for position in range(69_999)} <= set(range(1 << 16))


def test_stories_whose_addresses_share_a_hash_are_told_apart(tmp_path: Path) -> None:
    headlines = Headlines(tmp_path)
    day = date(2020, 5, 1).toordinal()
    headlines.put({n: (day, f"berita {n}") for n in range(1, 1200)}, whole=True)
    index = headlines.index
    numbers = [index.day_and_number(position) for position in range(len(headlines.known))]
    assert len(set(numbers)) == len(numbers)


@given(st.lists(st.integers(0, 255)), st.integers(1, 9))
def test_files_are_cut_where_codes_begin_alike(codes: list[int], most: int) -> None:
    rising = np.array(sorted(codes), np.int64)
    found = list(parts(rising, np.arange(len(codes) + 1), 8, most))
    held = [[code for code in sorted(codes) if part.low <= code < part.high] for part in found]
    assert sorted(codes) == [code for some in held for code in some]
    for part, some in zip(found, held, strict=True):
        assert some
        assert len(some) <= most or len({*some}) == 1
        assert {f"{code:08b}".startswith(part.bits) for code in some} == {True}
