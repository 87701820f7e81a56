"""Related stories: which ones are found, and that updates find the same as a computation from nothing."""

import random
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import CONFIG, MakeSite, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgen.cli import main
from newsgen.config import Config
from newsgen.content.article import Article, When
from newsgen.index import features as features_module
from newsgen.index.database import Database
from newsgen.index.features import Features, features
from newsgen.index.listing import FileStat
from newsgen.index.loader import Suspect, load
from newsgen.index.order import LINK, Order
from newsgen.index.rows import pack, unpack_features
from newsgen.index.view import micros
from newsgen.related import postings, ranking, scoring, shards, staleness, storage
from newsgen.related.update import update
from newsgen.related.why import reasons
from newsgen.workers import WorkerPool

COUNT = 5
START = datetime(2018, 8, 1, tzinfo=UTC)

Lists = dict[int, list[int]]


class Listed(NamedTuple):
    """An article of an archive; `links` are those that it leads to, as far as they are there."""

    moment: int
    path: str
    features: Features
    links: frozenset[int] = frozenset()


Archive = dict[int, Listed]


def story(
    title: str = "",
    body: str = "",
    day: float = 0,
    tags: Sequence[str] = (),
    section: str = "",
    series: str = "",
) -> tuple[Article, str]:
    return (
        Article(
            path="a.md",
            title=title,
            date=When(START + timedelta(days=day)),
            slug="a",
            tags=tuple(tags),
            categories=(section,) if section else (),
            series=series,
        ),
        body,
    )


def archive_of(stories: Sequence[tuple[Article, str]]) -> Archive:
    return {
        number: Listed(micros(one.date.at), f"{number:04}.md", features(one, body))
        for number, (one, body) in enumerate(stories, 1)
    }


def apply(
    store: Database,
    archive: Archive,
    touched: Iterable[int],
    count: int = COUNT,
    pool: WorkerPool | None = None,
) -> list[int]:
    """Update the store to an archive, and return the articles whose lists changed."""
    for number in touched:
        if number in archive:
            store.connection.execute("INSERT OR IGNORE INTO articles (id) VALUES (?)", (number,))
            row = (number, pack(archive[number].features))
            store.connection.execute("INSERT OR REPLACE INTO features VALUES (?, ?)", row)
        else:
            store.connection.execute("DELETE FROM articles WHERE id = ?", (number,))
    ids = sorted(archive, key=lambda number: archive[number][:2])
    columns = dict.fromkeys(
        ("day", "at", "modified", "card", "own", "parts", "aliases", "queries", "lead"),
        np.array([archive[number].moment for number in ids], np.int64),
    )
    links = [(number, to) for number in sorted(ids) for to in sorted(archive[number].links - {number})]
    edges = np.array(links, np.int64).reshape(-1, 2)
    columns |= {"edge_from": edges[:, 0], "edge_to": edges[:, 1], "edge_slot": np.full(len(edges), LINK)}
    order = Order(columns | {"ids": np.array(ids, np.int64)}, (), None)
    return list(update(store, order, touched, count, pool).articles)


def stored(store: Database) -> Lists:
    rows = store.connection.execute("SELECT id, related FROM articles LEFT JOIN related ON article = id")
    return {number: array("q", related or b"").tolist() for number, related in rows}


def lists(stories: Sequence[tuple[Article, str]], folder: Path) -> Lists:
    archive = archive_of(stories)
    with Database(folder / "state.db") as store:
        apply(store, archive, archive)
        return stored(store)


# The features of an article


def words(*tokens: str) -> set[int]:
    return {features_module._term(token) for token in tokens}


def terms(found: Features) -> dict[int, int]:
    return dict(zip(array("I", found.terms), found.counts, strict=True))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Banjir di Muaro Jambi.", {"banjir", "muaro", "jambi"}),
        ('Banjirnya, "banjir" dan **BANJIR**!', {"banjir"}),
        ("yang dan untuk 2018 17/08/2018 10.30", set()),
        ("[Jalan putus](https://kabar.example/2018/08/gubernur-hadir/) lagi", {"jalan", "putus"}),
        ('<img src="foto.jpg"> Warga', {"warga"}),
        ("The agency's agencies", {"agency", "agencie"}),
    ],
)
def test_the_words_of_a_body(body: str, expected: set[str]) -> None:
    assert set(terms(features(*story(body=body)))) == words(*expected)


def test_read_alsos_are_left_out(tmp_path: Path) -> None:
    """Not even the first word of what a card takes the place of."""
    body = "Warga\n\nBaca Juga: Gubernur hadir\n\nmengungsi\n\nBaca juga:\n- Jalan putus lagi"
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: Banjir\ndate: 2026-11-19\n---\n{body}\n", "utf-8")
    loaded = load(str(tmp_path), Config(), [Suspect(FileStat("a.md", 0, 0, 0), None)])
    (row,), problems = loaded.files, loaded.problems
    assert not problems
    assert row.features is not None
    assert set(terms(unpack_features(row.features.features))) == words("banjir", "warga", "mengungsi")


def test_headline_and_tags_stand_out() -> None:
    found = terms(features(*story("Banjir Jambi", "Banjir lagi, warga pindah.", tags=["Jambi"])))
    assert found == {
        **dict.fromkeys(words("Banjir"), 3),
        **dict.fromkeys(words("Jambi"), 2),
        **dict.fromkeys(words("warga", "pindah"), 1),
        features_module.tag_term("jambi"): 4,
    }


def test_features_are_small_and_the_same_everywhere() -> None:
    found = features(
        *story("Banjir", " ".join(f"kata{n}x" for n in range(500)), section="Daerah", series="Air")
    )
    assert len(found.terms) == 4 * features_module.MAX_TERMS
    assert len(found.counts) == features_module.MAX_TERMS
    assert list(array("I", found.terms)) == sorted(array("I", found.terms))
    assert (found.section, found.series) == (2077640348, 178998117)


# Which stories are related


def filler(number: int) -> tuple[Article, str]:
    """A story that has no word of any other."""
    return story(f"judul{number}x", " ".join(f"w{number}n{n}" for n in range(30)), day=number)


def test_shared_words_count_more_than_nearness(tmp_path: Path) -> None:
    flood = "Banjir bandang merendam ratusan rumah warga Muaro Jambi sejak Batanghari meluap"
    stories = [
        story("Banjir bandang", flood, 0),
        *map(filler, range(1, 40)),
        story("Batanghari", flood + " kembali", 40),
    ]
    found = lists(stories, tmp_path)
    assert found[1][0] == 41
    assert found[41][0] == 1  # the follow-up, and what it follows


def test_without_shared_words_the_nearest_are_offered(tmp_path: Path) -> None:
    found = lists([*map(filler, range(20))], tmp_path)
    assert set(found[10]) == {8, 9, 11, 12, 13}


def test_articles_without_any_features_are_offered_once(tmp_path: Path) -> None:
    found = lists([story(day=day) for day in range(8)], tmp_path)
    assert [len(set(related)) for related in found.values()] == [COUNT] * 8


def test_the_section_decides_among_neighbours(tmp_path: Path) -> None:
    stories = [story(f"judul{n}x", f"kata{n}x", n, section=("Daerah", "Olahraga")[n % 2]) for n in range(20)]
    assert set(lists(stories, tmp_path)[10]) >= {8, 12}


def test_the_parts_of_a_series_come_first(tmp_path: Path) -> None:
    stories = [*map(filler, range(30))]
    for number in (3, 15, 27):
        stories[number] = story(f"judul{number}x", f"kata{number}x", number, series="Reformasi")
    found = lists(stories, tmp_path)
    assert set(found[16][:2]) == {4, 28}
    assert found[4][0] == found[28][0] == 16


def test_the_same_text_twice_is_offered_once(tmp_path: Path) -> None:
    release = "Pemerintah daerah membuka lelang jabatan aparatur sipil: syarat, jadwal, berkas, seleksi"
    about = story("Lelang jabatan", release + " panitia akademisi independen wawancara", 0)
    copies = [story("Lelang jabatan dibuka", release + " diumumkan resmi", day) for day in (1, 2, 3, 4)]
    other = story("Lelang", "lelang jabatan wawancara panitia", 5)
    found = lists([about, *copies, other, *map(filler, range(30, 50))], tmp_path)
    assert len({2, 3, 4, 5} & set(found[1])) == 1
    assert 6 in found[1]


def test_a_repost_of_the_story_itself_is_not_offered(tmp_path: Path) -> None:
    text = "Pemerintah daerah membuka lelang jabatan aparatur sipil: syarat, jadwal, berkas, seleksi"
    stories = [story("Lelang jabatan", text, 0), story("Lelang jabatan", text, 1), *map(filler, range(2, 9))]
    found = lists(stories, tmp_path)
    assert 2 not in found[1]
    assert 1 not in found[2]


def test_many_duplicates_leave_a_full_list(tmp_path: Path) -> None:
    """However many stand before the others."""
    text = "Harga emas batangan hari ini naik tipis dibanding kemarin: cek pecahan gram toko perhiasan"
    copies = [story("Harga emas", text, hour / 24) for hour in range(50)]
    found = lists([*copies, story("Harga", "harga emas perhiasan", 3), *map(filler, range(9))], tmp_path)
    assert all(len(related) == COUNT for related in found.values())
    assert all(len({*range(1, 51)} & set(related)) <= 1 for related in found.values())


def test_what_a_related_story_leads_to_is_related(tmp_path: Path) -> None:
    flood = "Banjir bandang merendam ratusan rumah warga Muaro Jambi sejak Batanghari meluap"
    stories = [story("Banjir bandang", flood, 0), story("Banjir lagi", flood + " kembali", 1)]
    archive = archive_of([*stories, *map(filler, range(2, 60))])
    with Database(tmp_path / "state.db") as store:
        apply(store, archive, archive)
        assert 50 not in stored(store)[1]
        archive[2] = archive[2]._replace(links=frozenset({50, 99}))
        changed = apply(store, archive, [])
        assert stored(store)[1][:2] == [2, 50]
        assert 1 in changed
        assert 2 not in changed  # its own links show what they lead to
        del archive[50]
        assert 1 in apply(store, archive, [50])
        assert 50 not in stored(store)[1]


def test_a_link_counts_once_and_no_series_makes_it_more(tmp_path: Path) -> None:
    stories = [*map(filler, range(80))]
    for number in (3, 4):
        stories[number] = story(f"judul{number}x", "banjir sungai", number, series="Reformasi")
    stories[5] = story("judul5x", "banjir sungai " * 3, 5)
    archive = archive_of(stories)
    archive[5] = archive[5]._replace(links=frozenset({30}))
    with Database(tmp_path / "state.db") as store:
        apply(store, archive, archive)
        assert stored(store)[4][:2] == [5, 6]


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_small_archives(size: int, tmp_path: Path) -> None:
    found = lists([story("Banjir", "Banjir bandang", day) for day in range(size)], tmp_path)
    expected: Lists = {
        number: [other for other in range(1, size + 1) if other != number] for number in range(1, size + 1)
    }
    assert {number: sorted(others) for number, others in found.items()} == expected


# Updates find the same as a computation from nothing


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows so narrow, and limits so low, that small archives go over their edges."""
    monkeypatch.setattr(postings, "WINDOW", 2)
    monkeypatch.setattr(staleness, "WINDOW", 2)
    monkeypatch.setattr(postings, "_REPEATED_FROM", (2, 3))
    monkeypatch.setattr(shards, "SHARD_BITS", 2)
    monkeypatch.setattr(scoring, "REACH", 2)
    monkeypatch.setattr(scoring, "FILL_REACH", 4)
    monkeypatch.setattr(scoring, "_SMALL_PART", 4)
    monkeypatch.setattr(ranking, "BEST", 6)
    monkeypatch.setattr(scoring, "_COLUMN_GROUPS", 8)
    monkeypatch.setattr(scoring, "_ROWS", 4)
    monkeypatch.setattr(storage, "BEST", 6)
    monkeypatch.setattr(storage, "_LIST_BITS", 3)


class Newsroom:
    """Draws edits of an archive; everything about it follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.archive: Archive = {}
        self.next = 1

    def features(self) -> Features:
        draw = self.random
        if self.archive and draw.random() < 0.2:  # the same text once more
            return self.archive[draw.choice(sorted(self.archive))].features
        vocabulary = [f"kata{int(12 * draw.random() ** -0.7) % 300}x" for _ in range(draw.randrange(25))]
        tags = draw.sample(["Jambi", "Banjir", "Sekda"], draw.randrange(3))
        section, series = draw.choice(["", "Daerah", "Daerah", "Olahraga"]), draw.choice(["", "", "", "Air"])
        return features(*story("", " ".join(vocabulary), tags=tags, section=section, series=series))

    def moment(self) -> int:
        return micros(START + timedelta(hours=self.random.randrange(2000)))

    def links(self) -> frozenset[int]:
        """To articles that are there, were there, or find their way here later."""
        return frozenset(self.random.choices(range(1, self.next + 4), k=self.random.choice([0, 0, 1, 2, 5])))

    def relink(self) -> None:
        """Some articles lead to others; they are not touched by that."""
        for number in self.random.choices(sorted(self.archive), k=2) if self.archive else ():
            self.archive[number] = self.archive[number]._replace(links=self.links())

    def edit(self) -> set[int]:
        """One to three changes: the articles that were added, changed or removed."""
        changed: set[int] = set()
        removed: set[int] = set()
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            left = sorted(self.archive.keys() - changed - removed)
            kind = self.random.choice(["add", "add", "newest", "edit", "move", "delete"]) if left else "add"
            if kind in ("add", "newest"):
                moment = (
                    self.moment()
                    if kind == "add"
                    else max((one.moment for one in self.archive.values()), default=0)
                )
                self.archive[self.next] = Listed(
                    moment,
                    f"{self.random.randrange(999):03}-{self.next}.md",
                    self.features(),
                    self.links(),
                )
                changed.add(self.next)
                self.next += 1
                continue
            one = self.random.choice(left)
            now = self.archive[one]
            if kind == "delete":
                del self.archive[one]
                removed.add(one)
            else:
                self.archive[one] = (
                    now._replace(features=self.features())
                    if kind == "edit"
                    else now._replace(moment=self.moment())
                )
                changed.add(one)
        return changed | removed


@pytest.mark.usefixtures("narrow")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.integers(0, 60))
def test_after_any_edits_the_lists_are_those_from_nothing(
    seed: int, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("related")
    room = Newsroom(seed)
    for _ in range(size):
        room.edit()
    with Database(folder / "state.db") as store, Database(folder / "clean.db") as clean:
        apply(store, room.archive, room.archive)
        for _ in range(8):
            before = stored(store)
            touched = room.edit() if room.random.random() < 0.8 else set[int]()
            if room.random.random() < 0.5:
                room.relink()
            changed = apply(store, room.archive, touched)
            clean.connection.execute("SAVEPOINT bare")
            apply(clean, room.archive, room.archive)
            expected = stored(clean)
            clean.connection.execute("ROLLBACK TO bare")
            assert stored(store) == expected
            assert changed == [number for number in expected if expected[number] != before.get(number, [])]


def test_lists_may_have_no_place(tmp_path: Path) -> None:
    archive = archive_of([story("Banjir", "Banjir bandang", day) for day in range(9)])
    first = {number: archive[number] for number in range(1, 9)}
    with Database(tmp_path / "state.db") as store:
        assert apply(store, first, first, 0) == []
        assert apply(store, archive, [9], 0) == []
        assert stored(store) == {number: [] for number in archive}


def test_another_length_of_lists_makes_all_anew(tmp_path: Path) -> None:
    archive = archive_of([story("Banjir", "Banjir bandang", day) for day in range(9)])
    with Database(tmp_path / "state.db") as store:
        apply(store, archive, archive)
        assert apply(store, archive, [], 2) == list(archive)
        assert [len(related) for related in stored(store).values()] == [2] * 9
        assert apply(store, archive, [], 2) == []


def test_scores_are_the_same_whatever_is_scored_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room = Newsroom(7)
    for _ in range(120):
        room.edit()
    found = []
    for rows in (1, 7, 64):
        monkeypatch.setattr(scoring, "_ROWS", rows)
        with Database(tmp_path / f"{rows}.db") as store:
            apply(store, room.archive, room.archive)
            found.append(stored(store))
    assert found[0] == found[1] == found[2]


def test_lists_are_as_long_as_what_is_remembered_at_most(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Judul {n}", "2018-08-02", body="Banjir bandang") for n in range(20)}
    project = make_site(files, f"{CONFIG}related: {scoring.BEST + 2}\n")
    project.build()
    with Database(project.path / ".newsgen/state.db") as store:
        related = [row.related for row in store.articles.linking()]
    assert len(related) == 20
    assert all(found and len(found) <= 8 * scoring.BEST for found in related)


def test_several_processes_make_the_same_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ranking, "_PIECE", 50)
    room = Newsroom(7)
    for _ in range(150):
        room.edit()
    found = []
    for size in (1, 2):
        with WorkerPool(size) as pool, Database(tmp_path / f"{size}.db") as store:
            apply(store, room.archive, room.archive, pool=pool)
            found.append(stored(store))
    assert found[0] == found[1]
    assert not (tmp_path / "2.db-related").exists()


def test_an_interrupted_ranking_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared = tmp_path / "state.db-related"

    def put(lists: storage.ListStore, rankings: ranking.Rankings) -> list[int]:
        assert shared.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(ranking, "_PIECE", 5)
    monkeypatch.setattr(storage.ListStore, "put", put)
    archive = archive_of([story("Banjir", "Banjir bandang", day) for day in range(20)])
    with WorkerPool(2) as pool, Database(tmp_path / "state.db") as store:
        with pytest.raises(KeyboardInterrupt):
            apply(store, archive, archive, pool=pool)
        assert not shared.exists()


@pytest.mark.usefixtures("narrow")
@given(seed=st.integers(0, 2**32))
def test_passing_over_pairs_misses_none_of_the_best(seed: int) -> None:
    """The best are the first of all scores, sorted."""
    random = np.random.default_rng(seed)
    size, width = 30, int(random.integers(20, 60))
    moments = np.sort(random.integers(0, 10**14, width))
    columns = shards.ArticleColumns(
        random.integers(0, 3, width).astype(np.uint32),
        random.integers(0, 9, width).astype(np.uint32),
        np.zeros((width, 8), np.uint16),
        random.integers(1, 99, width).astype(np.uint16),
    )
    known = scoring.article_metadata(np.arange(1, width + 1), moments, columns)
    sums = (random.integers(0, 4, (size, width)) * random.integers(0, 9999, (size, width))).astype(np.float64)
    rows = np.sort(random.integers(0, width, size))
    near = [scoring.neighbours(rows, each) for each in known.neighbourhoods]
    bonuses = tuple(scoring.Bonus(each.rows * width + each.positions, each.bonuses) for each in near)
    block = scoring.Block(rows, np.arange(width), sums, bonuses)
    best = scoring.best(block, known, scoring.BEST)
    every = scoring.scores(block, known, np.arange(size * width)).reshape(size, width)
    for row, own in enumerate(every):
        expected = sorted(((score, place) for place, score in enumerate(own.tolist()) if score), reverse=True)
        pairs = zip(best.scores[row].tolist(), best.positions[row].tolist(), strict=True)
        assert [pair for pair in pairs if pair[0]] == expected[: scoring.BEST]


# In a site, and `newsgen why`


def test_why_two_stories_are_related(make_site: MakeSite) -> None:
    body = "Banjir bandang merendam rumah warga Muaro Jambi."
    project = make_site(
        {
            "a.md": article("Banjir di Jambi", "2018-08-02", body=body, tags=["Banjir"]),
            "b.md": article("Banjir lagi", "2018-08-05", body=body + " Sungai meluap.", tags=["Banjir"]),
            "c.md": article("Lomba lari", "2018-08-04", body="Pelari nasional datang."),
        }
    )
    project.build()
    run = CliRunner().invoke(main, ["why", "--project", str(project.path), "content/a.md", "b.md"])
    assert run.exit_code == 0
    first, *rest = run.output.splitlines()
    assert first.startswith("b.md: score ")
    assert first.endswith(", number 1 in the list of a.md")
    assert any(line.endswith("  tag Banjir (in 2 articles)") for line in rest)
    assert any(line.endswith("  Muaro (in 2 articles)") for line in rest)


def test_why_names_the_links_that_counted(make_site: MakeSite) -> None:
    body = "Banjir bandang merendam rumah warga Muaro Jambi."
    files = {
        "a.md": article("Banjir di Jambi", "2018-08-02", body=body),
        "b.md": article("Banjir lagi", "2018-08-03", body=body + "\n\nLihat [anggarannya](z.md)."),
        "z.md": article("Anggaran tanggul", "2012-01-01", body="Dewan membahas belanja modal."),
    }
    for number in range(40):
        text = " ".join(f"w{number}n{n}" for n in range(9))
        files[f"lain/{number}.md"] = article(f"Lain {number}x", f"2016-{number % 12 + 1:02}-02", body=text)
    project = make_site(files)
    project.build()
    run = CliRunner().invoke(main, ["why", "--project", str(project.path), "a.md", "z.md"])
    first, link, only, *_ = run.output.splitlines()
    assert first.endswith(", number 2 in the list of a.md")
    assert "for a link: b.md, among the best itself, leads to it" in link
    assert "Only links count" in only
    back = CliRunner().invoke(main, ["why", "--project", str(project.path), "z.md", "a.md"])
    assert "for a link" not in back.output


def test_the_reasons_add_up_to_the_score(make_site: MakeSite) -> None:
    room = Newsroom(3)
    files = {}
    for number in range(30):
        body = " ".join(f"kata{int(12 * room.random.random() ** -0.7) % 300}x" for _ in range(20))
        files[f"{number}.md"] = article(f"Judul {number}", f"2018-08-{number + 1:02}", body=body)
    project = make_site(files)
    project.build()
    with Database(project.path / ".newsgen/state.db") as store:
        first = store.articles.at("3.md")
        assert first is not None
        for article_id in array("q", first.related or b""):
            second = store.articles.get(article_id)
            assert second is not None
            found = reasons(store, first, second, {})
            back = reasons(store, second, first, {})
            assert found.score == back.score > 0
            assert found.bonus == pytest.approx(back.bonus)
            assert found.score >= int(found.nearness * sum(term.points for term in found.terms))


def test_an_unknown_path_is_an_error(make_site: MakeSite) -> None:
    project = make_site({"a.md": article("Banjir", "2018-08-02")})
    project.build()
    run = CliRunner().invoke(main, ["why", "--project", str(project.path), "a.md", "x.md"])
    assert run.exit_code == 2
    assert "content/x.md: there is no such article that is listed" in run.output
