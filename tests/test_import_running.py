"""The run of an import: what is written, what is left out, and what a second run changes."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgen import config as config_module
from newsgen.cli import main
from newsgen.cli.settings_file import settings_text
from newsgen.config import Config
from newsgen.content.article import Article, When
from newsgen.content.complexity import check_complexity
from newsgen.content.reader import read
from newsgen.importing.outcome import Fate, Outcome
from newsgen.importing.receipt.counts import loses
from newsgen.importing.running.buildable import buildable
from newsgen.importing.running.old_site import Place, place
from newsgen.importing.running.options import ImportOptions
from newsgen.importing.running.recognise import Recognised
from newsgen.importing.running.run import Imported, imported
from newsgen.importing.story import (
    Format,
    Header,
    LeftOut,
    ListText,
    Progress,
    SiteFacts,
    Source,
    Story,
    Survey,
    Unit,
    Visibility,
)
from newsgen.urls import Urls
from newsgen.workers import WorkerPool

WIB = ZoneInfo("Asia/Jakarta")
NO_FACTS = SiteFacts()
START = datetime(2018, 8, 2, 10, 0, tzinfo=WIB)


class Some(msgspec.Struct, frozen=True):
    """A unit of a few stories."""

    stories: tuple[Story | LeftOut, ...]

    def found(self) -> Iterator[Story | LeftOut]:
        yield from self.stories


class Tiny:
    """A source of stories that are there already."""

    name = "tiny source"

    def __init__(
        self, stories: Sequence[Story | LeftOut], site: SiteFacts = NO_FACTS, *, size: int = 3
    ) -> None:
        self.files: tuple[str, ...] = ()
        self.told = tuple(stories)
        self._site = site
        self._size = size

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        headers = [one.header for one in self.told if isinstance(one, Story)]
        return Survey(site=self._site, headers=iter(headers))

    def units(self) -> Iterator[Unit]:
        for at in range(0, len(self.told), self._size):
            yield Some(self.told[at : at + self._size])


def a_story(number: int = 1, *, body: str = "Isi berita.", **others: Any) -> Story:
    """A story with an address of WordPress's; other fields are those of a header or of a story."""
    fields: dict[str, Any] = {
        "title": f"Berita {number}",
        "slug": f"berita-{number}",
        "date": When(START + timedelta(hours=number)),
        "addresses": (f"/?p={number}",),
    }
    fields |= {name: others.pop(name) for name in list(others) if name in Header.__struct_fields__}
    date = fields["date"]
    path = f"{date.at:%Y/%m/%d}/" if date else ""
    fields.setdefault("url", f"https://www.kabar.example/{path}{fields['slug']}/")
    return Story(
        header=Header(**fields),
        place=f"e.xml: post {number}",
        body=body,
        format=Format.WORDPRESS,
        **others,
    )


def run(folder: Path, *sources: Source, **options: Any) -> tuple[list[Outcome], Imported]:
    chosen = ImportOptions(sources=(), newsroom=folder, **{"jobs": 1, **options})
    some = list(sources)
    with imported(chosen, lambda *_: None, settings_text, lambda *_: Recognised(some)) as result:
        return list(result.outcomes()), result


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".newsgen" not in file.parts
    }


def record(folder: Path, path: str) -> Article:
    found = read(path, (folder / "content" / path).read_bytes(), WIB).record
    assert isinstance(found, Article)
    return found


def fates(outcomes: Iterable[Outcome]) -> list[tuple[str, str]]:
    return [(one.fate.value, one.kind) for one in outcomes]


def test_a_story_becomes_a_file(tmp_path: Path) -> None:
    outcomes, result = run(tmp_path, Tiny([a_story(1), a_story(2)]))
    assert [(one.fate, one.path) for one in outcomes] == [
        (Fate.WRITTEN, "2018/08/berita-1.md"),
        (Fate.WRITTEN, "2018/08/berita-2.md"),
    ]
    found = record(tmp_path, "2018/08/berita-1.md")
    assert (found.title, found.slug, found.aliases) == ("Berita 1", "berita-1", ("/?p=1",))
    assert found.permalink == ""
    assert "permalink: /{year}/{month}/{day}/{slug}/" in (tmp_path / "newsgen.yaml").read_text()
    assert result.settings["originals"] == "all"
    assert (tmp_path / "addresses.csv").read_text().splitlines()[:3] == [
        "url,file",
        "/2018/08/02/berita-1/,2018/08/berita-1.md",
        "/?p=1,2018/08/berita-1.md",
    ]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    stories = [a_story(number) for number in range(1, 8)]
    run(tmp_path, Tiny(stories))
    before = tree(tmp_path)
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in before}
    config = load(tmp_path)
    outcomes, _ = run(tmp_path, Tiny(stories), config=config)
    assert {one.fate for one in outcomes} == {Fate.UNCHANGED}
    assert tree(tmp_path) == before
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in before} == times


def load(folder: Path) -> Config:
    return config_module.load(folder / "newsgen.yaml")


def test_what_a_person_edited_stays(tmp_path: Path) -> None:
    run(tmp_path, Tiny([a_story(1), a_story(2), a_story(3)]))
    edited, deleted = tmp_path / "content/2018/08/berita-1.md", tmp_path / "content/2018/08/berita-2.md"
    edited.write_text(edited.read_text() + "Tambahan.\n")
    deleted.unlink()
    again = Tiny([a_story(1), a_story(2), a_story(3, body="Isi baru.")])
    outcomes, _ = run(tmp_path, again, config=load(tmp_path))
    assert fates(outcomes) == [("kept", "edited"), ("written", ""), ("updated", "")]
    assert not outcomes[0].loses
    assert edited.read_text().endswith("Tambahan.\n")
    outcomes, _ = run(tmp_path, again, config=load(tmp_path), force=True)
    assert fates(outcomes) == [("updated", ""), ("unchanged", ""), ("unchanged", "")]
    assert not edited.read_text().endswith("Tambahan.\n")


def test_a_file_of_others_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "content/2018/08/berita-1.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: Milik orang\ndate: 2018-08-02\n---\nIsi.\n")
    (outcome,), _ = run(tmp_path, Tiny([a_story(1)]))
    assert (outcome.fate, outcome.kind, outcome.loses) == (Fate.KEPT, "foreign", True)
    assert "Milik orang" in file.read_text()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    outcomes, result = run(tmp_path / "kabar", Tiny([a_story(1), a_story(2)]), dry_run=True)
    assert fates(outcomes) == [("written", "")] * 2
    assert result.settings["permalink"] == "/{year}/{month}/{day}/{slug}/"
    assert list(tmp_path.iterdir()) == []


HIDDEN = [Visibility.PRIVATE, Visibility.PROTECTED, Visibility.TRASHED]


@pytest.mark.parametrize("visibility", HIDDEN)
def test_what_readers_could_not_see_is_never_published(visibility: Visibility, tmp_path: Path) -> None:
    story = a_story(1, visibility=visibility)
    (outcome,), _ = run(tmp_path, Tiny([story]))
    assert fates([outcome]) == [("left out", visibility.value)]
    assert not list((tmp_path / "content").rglob("*.md"))
    (outcome,), _ = run(tmp_path, Tiny([story]), private=True)
    assert outcome.fate is Fate.WRITTEN
    found = record(tmp_path, outcome.path)
    assert (found.status, found.review) == ("draft", ("status",))


def test_drafts_and_scheduled_stories(tmp_path: Path) -> None:
    stories = [a_story(1, visibility=Visibility.DRAFT), a_story(2, visibility=Visibility.SCHEDULED)]
    outcomes, _ = run(tmp_path, Tiny(stories))
    assert [record(tmp_path, one.path).status for one in outcomes] == ["draft", "published"]


def test_a_story_without_a_date_is_a_draft_to_look_at(tmp_path: Path) -> None:
    (outcome,), _ = run(tmp_path, Tiny([a_story(1, date=None)]))
    assert outcome.path == "undated/berita-1.md"
    found = record(tmp_path, outcome.path)
    assert (found.status, found.review) == ("draft", ("date",))
    assert [note.kind for note in outcome.notes if note.loses] == ["address-lost", "address-lost", "no-date"]
    assert outcome.unsure == ("date",)


@pytest.mark.parametrize(
    ("visibility", "review", "lost"),
    [
        (Visibility.PUBLIC, ("date",), True),
        (Visibility.SCHEDULED, ("date",), True),
        (Visibility.DRAFT, ("date",), False),
        (Visibility.PRIVATE, ("date", "status"), False),
    ],
)
def test_for_want_of_a_date_only_what_readers_saw_is_lost(
    visibility: Visibility, review: tuple[str, ...], lost: bool, tmp_path: Path
) -> None:
    story = a_story(1, date=None, visibility=visibility, url="", addresses=())
    (outcome,), result = run(tmp_path, Tiny([story]), private=True)
    found = record(tmp_path, outcome.path)
    assert (outcome.path, found.status, found.review) == ("undated/berita-1.md", "draft", review)
    assert (loses(outcome), result.totals.lost) == (lost, int(lost))


NAMES = {  # the slug that the old site had: the name of the file
    "berita": "berita",
    "CON": "a-CON",
    "nul.txt": "a-nul.txt",
    "../../etc/passwd": "etc-passwd",
    "a/b": "a-b",
    "2018-08-02": "a-2018-08-02",
    "index": "a-index",
    "x" * 400: "",
    "é" * 300: "",
    "": "berita-1",
    "😀": "berita-1",
    "jam 10:30?": "jam-10-30",
    ".htaccess": "htaccess",
    "%e0%a4%a8%e0%a4%ae": "नम",
}


@pytest.mark.parametrize("slug", NAMES)
def test_hostile_slugs_stay_below_their_folder(slug: str, tmp_path: Path) -> None:
    (outcome,), _ = run(tmp_path / "a", Tiny([a_story(1, slug=slug, url="https://kabar.example/?p=1")]))
    assert outcome.fate is Fate.WRITTEN
    if NAMES[slug]:
        assert outcome.path == f"2018/08/{NAMES[slug]}.md"
    assert len(outcome.path.rpartition("/")[2].encode()) <= 255
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert record(tmp_path / "a", outcome.path).slug


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (tmp_path / "kabar/content").mkdir(parents=True)
    (tmp_path / "kabar/content/2018").symlink_to(outside)
    (outcome,), _ = run(tmp_path / "kabar", Tiny([a_story(1)]))
    assert (outcome.fate, outcome.kind, outcome.loses) == (Fate.LEFT_OUT, "outside", True)
    assert list(outside.iterdir()) == []


def test_one_headline_three_times_in_a_month(tmp_path: Path) -> None:
    days = [START, START + timedelta(days=1), START + timedelta(days=2)]
    stories = [
        a_story(n, title="Harga Cabai", slug="harga-cabai", date=When(day)) for n, day in enumerate(days, 1)
    ]
    outcomes, _ = run(tmp_path, Tiny(stories[::-1]))
    assert sorted(one.path for one in outcomes) == [
        "2018/08/harga-cabai-2.md",
        "2018/08/harga-cabai-3.md",
        "2018/08/harga-cabai.md",
    ]
    first = record(tmp_path, "2018/08/harga-cabai.md")
    second = record(tmp_path, "2018/08/harga-cabai-2.md")
    assert (first.slug, first.date.at.day, second.slug, second.date.at.day) == (
        "harga-cabai",
        2,
        "harga-cabai",
        3,
    )
    urls = Urls(load(tmp_path))
    assert urls.article(second) == "/2018/08/03/harga-cabai/"


def test_names_that_differ_by_capitals_are_two_files(tmp_path: Path) -> None:
    outcomes, _ = run(tmp_path, Tiny([a_story(1, slug="Banjir"), a_story(2, slug="banjir")]))
    assert [one.path for one in outcomes] == ["2018/08/Banjir.md", "2018/08/banjir-2.md"]
    assert record(tmp_path, "2018/08/banjir-2.md").slug == "banjir"


def test_the_fuller_source_of_a_story_counts(tmp_path: Path) -> None:
    export = Tiny([a_story(1, body="Isi penuh.")])
    pages = Tiny([a_story(1, body="Isi.", addresses=("/amp/berita-1/",)), a_story(2)])
    outcomes, _ = run(tmp_path, export, pages)
    assert fates(outcomes) == [("written", ""), ("left out", "same-story"), ("written", "")]
    assert "https://www.kabar.example/2018/08/02/berita-1/" in outcomes[1].reason
    found = record(tmp_path, outcomes[0].path)
    assert (found.body, found.aliases) == ("Isi penuh.", ("/?p=1", "/amp/berita-1/"))


def test_a_story_that_comes_in_twice_is_written_once(tmp_path: Path) -> None:
    outcomes, _ = run(tmp_path, Tiny([a_story(1, body="Satu."), a_story(1, body="Dua.")], size=1))
    assert fates(outcomes) == [("written", ""), ("left out", "same-story")]
    assert record(tmp_path, outcomes[0].path).body == "Satu."


class Broken(msgspec.Struct, frozen=True):
    def found(self) -> Iterator[Story | LeftOut]:
        yield a_story(1)
        raise ValueError("rusak")


def test_a_unit_that_breaks_does_not_end_the_rest(tmp_path: Path) -> None:
    class HalfBroken(Tiny):
        def units(self) -> Iterator[Unit]:
            yield Broken()
            yield Some((a_story(2),))

    outcomes, _ = run(tmp_path, HalfBroken([a_story(1), a_story(2)]))
    assert fates(outcomes) == [("written", ""), ("left out", "failed"), ("written", "")]
    assert outcomes[1].loses
    assert "rusak" in outcomes[1].reason


def test_links_between_stories_are_rewritten(tmp_path: Path) -> None:
    body = " ".join(
        f'<a href="{url}">x</a>'
        for url in (
            "http://kabar.example/2018/08/02/berita-2/?utm_source=x#isi",
            "/?p=2",
            "https://m.kabar.example/2018/08/02/berita-2/amp/",
            "https://kabar.example/category/ekonomi/",
            "https://lain.example/2018/08/02/berita-2/",
            "https://www.kabar.example/tidak-ada/",
        )
    )
    ekonomi = ListText("section", "Ekonomi", "ekonomi", addresses=("/category/ekonomi/",))
    site = SiteFacts(url="https://www.kabar.example", lists=(ekonomi,))
    stories = [a_story(1, body=body, categories=("Ekonomi",)), a_story(2)]
    outcomes, _ = run(tmp_path, Tiny(stories, site))
    assert record(tmp_path, outcomes[0].path).body.split(" ") == [
        "[x](/2018/08/02/berita-2/#isi)",
        "[x](/2018/08/02/berita-2/)",
        "[x](/2018/08/02/berita-2/)",
        "[x](/category/ekonomi/)",
        "[x](https://lain.example/2018/08/02/berita-2/)",
        "x",
    ]
    assert "permalink: /category/ekonomi/" in (tmp_path / "content/sections/ekonomi.md").read_text()


def many(count: int) -> Tiny:
    """Stories enough for several processes."""
    rng = random.Random(count)
    stories: list[Story | LeftOut] = []
    for number in range(1, count + 1):
        slug = f"berita-{rng.randrange(count // 2)}"
        visibility = rng.choice([Visibility.PUBLIC] * 8 + [Visibility.DRAFT, Visibility.PRIVATE])
        body = "\n\n".join(f"Paragraf {n} dari berita {number}." for n in range(rng.randrange(1, 9)))
        stories.append(a_story(number, slug=slug, visibility=visibility, body=body, categories=("Ekonomi",)))
        if not number % 50:
            stories.append(LeftOut(f"post {number}", "attachment", "is a picture"))
    return Tiny(stories, size=7)


def import_many(folder: str, count: str, jobs: str) -> None:
    """What a process does that is killed."""
    run(Path(folder), many(int(count)), jobs=int(jobs), resume=True)


def told(outcomes: Iterable[Outcome]) -> bytes:
    return msgspec.json.encode(list(outcomes))


def test_workers_do_not_matter(tmp_path: Path) -> None:
    one, _ = run(tmp_path / "satu", many(600), jobs=1)
    two, _ = run(tmp_path / "dua", many(600), jobs=2)
    assert told(one) == told(two)
    assert tree(tmp_path / "satu") == tree(tmp_path / "dua")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment_and_resumed(jobs: str, tmp_path: Path) -> None:
    expected, _ = run(tmp_path / "utuh", many(600))
    whole = tree(tmp_path / "utuh")
    rng = random.Random(jobs)
    code = "import sys, test_import_running as t; t.import_many(*sys.argv[1:])"
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    folder = tmp_path / "putus"
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), "600", jobs], env={**os.environ, "PYTHONPATH": path}
        )
        wanted = rng.randrange(600)
        while process.poll() is None and len(list(folder.glob("content/**/*.md"))) < wanted:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    config = load(folder) if (folder / "newsgen.yaml").exists() else None
    outcomes, _ = run(folder, many(600), resume=True, config=config)
    assert tree(folder) == whole
    if config is None:
        assert told(outcomes) == told(expected)


def test_an_interrupted_import_can_begin_anew(tmp_path: Path) -> None:
    """Files that were written just before a kill are newsgen's, though the journal has no line of them."""
    run(tmp_path, many(30))
    journal = tmp_path / ".newsgen/import.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1] + lines[2][:50])
    before = tree(tmp_path)
    (tmp_path / "content/2018/08/berita-0.md").unlink(missing_ok=True)
    outcomes, _ = run(tmp_path, many(30), config=load(tmp_path), comments=True)
    assert {one.fate for one in outcomes} <= {Fate.UNCHANGED, Fate.LEFT_OUT, Fate.WRITTEN}
    assert tree(tmp_path) == before
    changed = Tiny(
        [msgspec.structs.replace(one, body="Lain.") for one in many(30).told if isinstance(one, Story)]
    )
    outcomes, _ = run(tmp_path, changed, config=load(tmp_path))
    assert {one.fate for one in outcomes} == {Fate.UPDATED, Fate.LEFT_OUT}


def test_resumed_does_not_convert_again(tmp_path: Path) -> None:
    run(tmp_path, many(30))
    journal = tmp_path / ".newsgen/import.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:4]))
    (tmp_path / "newsgen.yaml").unlink()
    first = next((tmp_path / "content").rglob("*.md"))
    asked: list[int] = []

    class Counting(Tiny):
        def units(self) -> Iterator[Unit]:
            for number, unit in enumerate(super().units()):
                asked.append(number)
                yield unit

    source = Counting(many(30).told, size=7)
    outcomes, _ = run(tmp_path, source, resume=True)
    assert first.exists()
    assert {one.fate for one in outcomes} == {Fate.WRITTEN, Fate.LEFT_OUT}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PATHS = st.lists(
    WORDS | st.sampled_from(["2018", "08", "tag", "hal", "1", "..", "index.html", "feed"]), max_size=4
)


@st.composite
def stories(draw: st.DrawFn) -> list[Story]:
    """Stories whose names, dates and addresses collide in many ways."""
    found = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        path = "/".join(draw(PATHS))
        slug = draw(st.sampled_from(["a", "A", "a-2", "con", "ä", ""]) | WORDS)
        address = draw(
            st.sampled_from(
                [
                    f"https://k.example/2018/08/{slug}/",
                    f"https://k.example/?p={number}",
                    f"https://k.example/{path}",
                    "",
                ]
            )
        )
        day = draw(st.none() | st.integers(0, 40))
        found.append(
            a_story(
                number,
                title=draw(WORDS),
                slug=slug,
                url=address,
                kind=draw(st.sampled_from(["article", "article", "page"])),
                date=None if day is None else When(START + timedelta(days=day)),
                visibility=draw(st.sampled_from([Visibility.PUBLIC] * 4 + list(Visibility))),
                categories=draw(st.lists(WORDS, max_size=2).map(tuple)),
                addresses=tuple(
                    draw(st.lists(st.sampled_from(["/?p=1", "/x/", "/tag/y/", f"/{path}"]), max_size=2))
                ),
                tags=draw(st.lists(WORDS, max_size=2).map(tuple)),
                summary=draw(WORDS),
                guid=draw(WORDS),
                extra=draw(st.dictionaries(WORDS, WORDS | st.booleans(), max_size=2)),
                body=draw(WORDS),
            )
        )
    return found


def is_newsgens_own(address: str, urls: Urls) -> bool:
    path = urls.path(address)
    return not path or any((urls.parse_list(path), urls.parse_period(path), urls.parse_search(path)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=stories())
def test_every_file_can_be_read_and_every_address_answers(
    some: list[Story], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kabar")
    outcomes, result = run(folder, Tiny(some))
    assert len(outcomes) == len(some)
    if not result.has_stories:
        assert {one.fate for one in outcomes} == {Fate.LEFT_OUT}
        assert tree(folder) == {}
        return
    config = load(folder)
    urls = Urls(config)
    answers: dict[str, str] = {}
    leading: set[str] = set()
    names = set()
    for outcome in outcomes:
        assert outcome.fate in (Fate.WRITTEN, Fate.LEFT_OUT)
        if not outcome.path:
            assert outcome.kind in ("private", "protected", "trashed", "same-story")
            continue
        assert outcome.path.lower() not in names
        names.add(outcome.path.lower())
        data = (folder / "content" / outcome.path).read_bytes()
        found = read(outcome.path, data, config.zone).record
        if isinstance(found, Article):
            address = urls.article(found)
        else:
            address = urls.page(found.slug, found.permalink)
        assert found.status in ("draft", "published")
        if found.status == "published":
            assert address not in answers
            assert not is_newsgens_own(address, urls)
            answers[address] = outcome.path
            leading.update(map(urls.alias, found.aliases))
    for story, outcome in zip(some, outcomes, strict=True):
        if outcome.path in answers.values():
            lost = {
                urls.alias(note.subject.partition("#")[0].removesuffix("index.html"))
                for note in outcome.notes
                if note.kind == "address-lost"
            }
            url = urlsplit(story.header.url)
            own = ((url.path or "/") + (f"?{url.query}" if url.query else ""),) if story.header.url else ()
            olds = (
                old.partition("#")[0].removesuffix("index.html") for old in (*own, *story.header.addresses)
            )
            for old in map(urls.alias, olds):
                assert old in answers or old in leading or old in lost or is_newsgens_own(old, urls)
            tally = outcome.tally.addresses
            assert tally.found == tally.kept + tally.left
            assert tally.left == sum(note.kind == "address-lost" for note in outcome.notes)
    second, _ = run(folder, Tiny(some), config=config)
    assert {one.fate for one in second} <= {Fate.UNCHANGED, Fate.LEFT_OUT}


def test_a_story_leaves_the_pages_of_newsgen_alone(tmp_path: Path) -> None:
    """The index of a year can't move, so the story does; the search can."""
    stories = [a_story(number, url=f"https://kabar.example/berita-{number}/") for number in range(1, 5)]
    stories += [
        a_story(5, slug="2014", url="https://kabar.example/2014/"),
        a_story(6, slug="cari", url="https://kabar.example/cari/"),
    ]
    outcomes, _ = run(tmp_path, Tiny(stories))
    config = load(tmp_path)
    urls = Urls(config)
    assert config.words["search"] not in ("cari", "")
    of_year, of_search = (record(tmp_path, one.path) for one in outcomes[4:])
    assert urls.article(of_search) == "/cari/"
    assert urls.article(of_year) == "/2014-2/"
    assert [(note.kind, note.subject) for note in outcomes[4].notes] == [("address-lost", "/2014/")]


def test_menus_lead_to_what_is_there(tmp_path: Path) -> None:
    site = SiteFacts(
        url="https://kabar.example/koran/",
        settings={
            "base_url": "https://kabar.example/koran/",
            "menu": [
                {"title": "Berita", "url": "/koran/berita-1/"},
                {"title": "Banjir", "url": "/koran/tag/banjir/"},
                {"title": "Kosong", "url": "/koran/tag/kosong/"},
                {"title": "Luar", "url": "https://luar.example/a/"},
            ],
            "policies": {"contact": "/koran/berita-2/", "ethics": "/koran/hilang/"},
        },
    )
    stories = [
        a_story(number, url=f"https://kabar.example/koran/berita-{number}/", tags=("Banjir",))
        for number in (1, 2)
    ]
    _, result = run(tmp_path, Tiny(stories, site))
    config = load(tmp_path)
    assert [(one.title, one.url) for one in config.menu or ()] == [
        ("Berita", "/berita-1/"),
        ("Banjir", "/tag/banjir/"),
        ("Luar", "https://luar.example/a/"),
    ]
    assert (config.policies.contact, config.policies.ethics) == ("/berita-2/", "")
    assert [note.subject for note in result.site.notes] == ["/koran/tag/kosong/", "/koran/hilang/"]


def test_lists_have_addresses_of_their_own(tmp_path: Path) -> None:
    """The account `sari` wrote as Dewi, whose list can't be at the address of that of Sari."""
    site = SiteFacts(lists=(ListText("author", "Dewi", "sari", addresses=("/penulis/sari/",)),))
    run(tmp_path, Tiny([a_story(1, authors=("Dewi",)), a_story(2, authors=("Sari",))], site))
    result = CliRunner().invoke(main, ["build", "--project", str(tmp_path)])
    assert result.exit_code == 0, result.output


class _Nested:
    """A source that tries to begin another import into the same newsroom while it is read."""

    name = "nested source"
    files: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said = ""

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        code = (
            "import sys; from pathlib import Path; from newsgen.importing.running.lock import locked\n"
            "with locked(Path(sys.argv[1])): pass"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(self._folder / ".newsgen")],
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stderr
        return Survey(site=NO_FACTS, headers=iter([]))

    def units(self) -> Iterator[Unit]:
        yield from ()


def test_two_imports_into_one_newsroom_are_refused(tmp_path: Path) -> None:
    source = _Nested(tmp_path)
    run(tmp_path, source)
    assert "another newsgen import is at work here" in source.said
    assert not (tmp_path / ".newsgen/import.lock").exists()


HOSTILE = [
    "[" * 5000,
    "<b" * 4000,
    "`x" * 6000,
    "> " * 60 + "x",
    "a\\" * 9000,
    "[x](" * 3000,
    "#\n" * 4000,
    "\n" * 9000,
]


def assert_all_are_taken(folder: Path) -> None:
    """Fails if newsgen refuses a file of a newsroom."""
    for file in (folder / "content").rglob("*.md"):
        path = file.relative_to(folder / "content").as_posix()
        reading = read(path, file.read_bytes(), WIB)
        check_complexity(reading.record.body, path, 1)


@given(
    bodies=st.lists(
        st.lists(st.sampled_from([*HOSTILE, "Isi. ", "\n\n", "<p>", "* "]), max_size=5), max_size=3
    ),
    title=st.text(max_size=30),
    extra=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2),
    tags=st.lists(st.text(max_size=9), max_size=2),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_is_written_that_newsgen_refuses(
    tmp_path_factory: pytest.TempPathFactory,
    bodies: list[list[str]],
    title: str,
    extra: dict[str, str],
    tags: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("ganjil")
    kinds = (Format.MARKDOWN, Format.WORDPRESS, Format.TEXT)
    stories = [
        msgspec.structs.replace(
            a_story(number, title=title, body="".join(body)),
            format=kinds[number % 3],
            extra=extra,
            tags=tuple(tags),
            summary=title,
            series=title,
        )
        for number, body in enumerate(bodies, 1)
    ]
    outcomes, _ = run(folder, Tiny(stories))
    assert all(one.kind not in ("failed",) for one in outcomes)
    assert_all_are_taken(folder)


@pytest.mark.parametrize("body", [one * 2 for one in HOSTILE])
def test_a_text_that_newsgen_would_refuse_keeps_its_words(body: str) -> None:
    article = Article(path="a.md", slug="a", title="Judul", date=When(START), body=f"Awal. {body} akhir")
    found = buildable(article, WIB)
    check_complexity(found.record.body, "a.md", 1)
    assert "Awal." in found.record.body
    assert found.record.body.endswith("akhir")
    assert (found.note is None) == (found.record == article)


def test_a_text_that_is_longer_than_newsgen_takes_is_a_draft_and_told(tmp_path: Path) -> None:
    outcomes, _ = run(tmp_path, Tiny([a_story(1, body="Kata demi kata. " * 250_000, authors=("Ratna",))]))
    assert_all_are_taken(tmp_path)
    found = record(tmp_path, "2018/08/berita-1.md")
    assert (found.status.value, found.authors, found.review) == ("draft", ("Ratna",), ("text",))
    assert [(one.kind, one.loses) for one in outcomes[0].notes if one.kind == "simplified"] == [
        ("simplified", True)
    ]


def test_a_story_that_was_changed_at_its_source_has_one_file_and_all_its_addresses(tmp_path: Path) -> None:
    run(tmp_path, Tiny([a_story(1), a_story(2)]))
    changed = a_story(1, slug="berita-satu", date=When(START + timedelta(days=40)))
    outcomes, _ = run(tmp_path, Tiny([changed, a_story(2)]))
    assert fates(outcomes) == [("written", ""), ("unchanged", "")]
    found = sorted(path for path in tree(tmp_path / "content") if path.startswith("2018"))
    assert found == ["2018/08/berita-2.md", "2018/09/berita-satu.md"]
    aliases = record(tmp_path, "2018/09/berita-satu.md").aliases
    assert {*aliases} == {"/?p=1", "/2018/08/02/berita-1/"}
    assert [note.subject for note in outcomes[0].notes if note.kind == "moved"] == ["2018/08/berita-1.md"]
    before = tree(tmp_path / "content")
    outcomes, _ = run(tmp_path, Tiny([changed, a_story(2)]))
    assert fates(outcomes) == [("unchanged", ""), ("unchanged", "")]
    assert tree(tmp_path / "content") == before


def test_an_edited_file_of_a_story_that_was_changed_at_its_source_stays(tmp_path: Path) -> None:
    run(tmp_path, Tiny([a_story(1)]))
    file = tmp_path / "content/2018/08/berita-1.md"
    file.write_text(file.read_text() + "\nDisunting.\n")
    changed = a_story(1, slug="berita-satu", date=When(START + timedelta(days=40)))
    outcomes, _ = run(tmp_path, Tiny([changed]))
    assert fates(outcomes) == [("kept", "edited")]
    assert [path for path in tree(tmp_path / "content") if path.startswith("2018")] == ["2018/08/berita-1.md"]
    assert "Disunting." in file.read_text()


def test_stories_that_swap_their_slugs_keep_both_files(tmp_path: Path) -> None:
    run(tmp_path, Tiny([a_story(1), a_story(2)]))
    swapped = [a_story(1, slug="berita-2"), a_story(2, slug="berita-1")]
    run(tmp_path, Tiny(swapped))
    found = sorted(path for path in tree(tmp_path / "content") if path.startswith("2018"))
    assert found == ["2018/08/berita-1.md", "2018/08/berita-2.md"]
    assert record(tmp_path, "2018/08/berita-1.md").title == "Berita 2"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://kabar.wordpress.com/2018/08/berita/", Place("/2018/08/berita/", "")),
        ("http://kabar.files.wordpress.com/2018/08/foto.jpg?w=300", Place("/2018/08/foto.jpg", "w=300")),
        ("https://i0.wp.com/kabar.wordpress.com/foto.jpg?w=1", Place("/foto.jpg", "")),
        ("https://lain.files.wordpress.com/foto.jpg", None),
        ("https://files.wordpress.com/foto.jpg", None),
        ("mailto:redaksi@kabar.wordpress.com", None),
        ("/2018/#bagian", Place("/2018/", "", "#bagian")),
    ],
)
def test_places_on_a_blog(url: str, expected: Place | None) -> None:
    assert place(url, {"kabar.wordpress.com"}) == expected
