"""The search page, as readers use it: forms of words, filters, addresses, the keyboard, bad networks."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import newsstand
import pytest
import searching
from msgspec.structs import replace
from newsstand import REPO, TOOLS, Reader
from playwright.sync_api import Browser, Locator, Page, Route, expect
from searching import Story

from newsgen import config
from newsgen.index.database import Database
from newsgen.index.view import View, micros
from newsgen.pages.search import SearchData, SearchPage, SearchSection
from newsgen.pages.values import Link
from newsgen.publishing.site import RenderedSite
from newsgen.rendering.renderer import Renderer

ECONOMY, SPORT, LAW = (
    ("Ekonomi", "/kategori/ekonomi/"),
    ("Olahraga", "/kategori/olahraga/"),
    ("Hukum", "/kategori/hukum/"),
)
HOSTILE = 'Galeri <img src=x onerror="window.hacked = 1"> & "Kutipan" Dibuka'
TITLES = {
    "Sekda Jambi Ajak 49 OPD Berinovasi": ("2018-08-02", (ECONOMY,)),
    "Inovasi Petani Karet Diganjar Penghargaan": ("2020-03-01", (ECONOMY,)),
    "Pembangunan Jembatan Batanghari Rampung": ("2021-05-04", (LAW,)),
    "Warga Membangun Kembali Surau": ("2019-05-04", ()),
    "Siswa Belajar Menulis Puisi": ("2022-01-10", ()),
    "Lomba Tulis Cerita Rakyat": ("2023-02-11", ()),
    "Nelayan Menyapu Dermaga": ("2023-02-12", ()),
    "Café Béranda Buka Lagi di Kota": ("2024-02-12", (ECONOMY,)),
    "Jum'at Berkah di Masjid Agung": ("2024-02-13", ()),
    "Bupati Lantik Camat Baru": ("2017-06-01", (LAW,)),
    "Camat Sambut Bupati dan Lantik Kades": ("2025-06-01", (SPORT,)),
    "Stadion Baru Dibuka untuk Umum": ("2026-11-01", (SPORT,)),
    HOSTILE: ("2024-05-05", ()),
    "إندونيسيا تفتتح جسرا جديدا": ("2024-06-06", ()),
}
PANEN = [
    Story(
        f"Panen Raya Desa Nomor {number}",
        date(2010 + number % 8, 1 + number % 12, 1 + number % 28),
        f"/panen-{number}/",
        number * 997,
        ((ECONOMY, SPORT, LAW)[number % 3],),
    )
    for number in range(45)
]
STORIES = [
    Story(
        title,
        date.fromisoformat(day),
        f"/berita-{number}/",
        number,
        sections,
        image="/foto/2026/stadion.jpg" if "Stadion" in title else "",
        label="sponsored" if "Stadion" in title else "",
        language="ar" if title[0] == "إ" else "",
    )
    for number, (title, (day, sections)) in enumerate(TITLES.items())
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def write_search(project: Path, stories: list[Story]) -> None:
    """Write the search page of a built project, its files, and the pages that lead to it."""
    site_folder = project / "site"
    shutil.rmtree(site_folder / "cari", ignore_errors=True)
    index = searching.write(stories, site_folder / "cari", "/cari/")
    sections = dict.fromkeys(section for story in stories for section in story.sections)
    page = SearchPage(
        url="/cari/",
        title="Cari",
        crumbs=(Link("Beranda", "/"),),
        index=msgspec.convert(index, SearchData),
        sections=tuple(
            SearchSection(title, url, url.strip("/").rpartition("/")[2], searching.section_bit(url))
            for title, url in sections
        ),
        years=tuple(sorted({story.day.year for story in stories}, reverse=True)),
    )
    view = View(now=micros(datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Jakarta"))))
    database = Database(project / ".newsgen" / "state.db").reading()
    try:
        site = RenderedSite(project, config.load(project / "newsgen.yaml"), database, view)
        info = replace(site.snapshot.info, search="/cari/")
        renderer = Renderer(site.config, info, site.theme, site.snapshot.content)
        (site_folder / "cari" / "index.html").write_bytes(renderer.render(page))
        for path, url in (("indeks/index.html", "/indeks/"), ("404.html", "/404.html")):
            other = site.registry.page_at(url)
            assert other is not None
            (site_folder / path).write_bytes(renderer.render(other))
    finally:
        database.close()


def newsroom(folder: Path, stories: list[Story]) -> Path:
    """A newsroom of one article, with a search page over these stories."""
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "satu.md").write_text("---\ntitle: Satu\ndate: 2026-11-20\n---\nIsi.\n", "utf-8")
    (folder / "content" / "foto" / "2026").mkdir(parents=True)
    shutil.copy(REPO / "content" / "foto" / "2026" / "stadion.jpg", folder / "content" / "foto" / "2026")
    settings = "title: Kabar Uji\nbase_url: https://kabar.example/\nsocial_images: off\noriginals: all\n"
    (folder / "newsgen.yaml").write_text(settings, "utf-8")
    site = newsstand.build(folder)
    write_search(folder, stories)
    return site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("koran") / "cari", STORIES + PANEN)


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with newsstand.served(site) as base:
        yield base


@pytest.fixture
def reader(browser: Browser, base: str) -> Iterator[Reader]:
    """A reader whose page makes no mistake."""
    with newsstand.reader(browser, base) as reader:
        yield reader
        assert reader.mistakes == []
        assert reader.tab.evaluate("window.violations ?? []") == []
        assert reader.elsewhere() == []


def status(tab: Page) -> Locator:
    return tab.locator("[data-part=status]")


def results(tab: Page) -> Locator:
    return tab.locator(".results h2 a")


def found(reader: Reader, query: str) -> list[str]:
    """The headlines that a query finds, as `?…` has it."""
    tab = reader.open(f"/cari/{query}")
    expect(status(tab)).not_to_have_text("")
    expect(status(tab)).not_to_have_text("Mencari…")
    return results(tab).all_text_contents()


# words


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("stadion", "Stadion Baru Dibuka untuk Umum"),
        ("SEKDA jambi", "Sekda Jambi Ajak 49 OPD Berinovasi"),
        ("49 opd", "Sekda Jambi Ajak 49 OPD Berinovasi"),
        ("berinovasi", "Sekda Jambi Ajak 49 OPD Berinovasi"),
        ("inovasi", "Inovasi Petani Karet Diganjar Penghargaan"),
        ("pembangunan", "Pembangunan Jembatan Batanghari Rampung"),
        ("membangun", "Warga Membangun Kembali Surau"),
        ("dibangunnya jembatan", "Pembangunan Jembatan Batanghari Rampung"),
        ("menulis", "Siswa Belajar Menulis Puisi"),
        ("tulis", "Lomba Tulis Cerita Rakyat"),
        ("sapu", "Nelayan Menyapu Dermaga"),
        ("jembatna", "Pembangunan Jembatan Batanghari Rampung"),  # two letters swapped
        ("jmbatan", "Pembangunan Jembatan Batanghari Rampung"),  # one too few
        ("jembattan", "Pembangunan Jembatan Batanghari Rampung"),  # one too many
        ("jembatam", "Pembangunan Jembatan Batanghari Rampung"),  # another one
        ("ejmbatan", "Pembangunan Jembatan Batanghari Rampung"),
        ("pmbangunan jembatan", "Pembangunan Jembatan Batanghari Rampung"),
        ("cafe beranda", "Café Béranda Buka Lagi di Kota"),
        ("jumat berkah", "Jum'at Berkah di Masjid Agung"),
        ("jum’at", "Jum'at Berkah di Masjid Agung"),
        ("penghar", "Inovasi Petani Karet Diganjar Penghargaan"),  # a beginning
        ("petani stadion-baru", "Stadion Baru Dibuka untuk Umum"),  # most of the words
        ("yang stadion", "Stadion Baru Dibuka untuk Umum"),
        ("تفتتح", "إندونيسيا تفتتح جسرا جديدا"),
    ],
)
def test_words_and_their_forms_are_found(reader: Reader, query: str, first: str) -> None:
    assert found(reader, f"?q={query}")[0] == first


@pytest.mark.parametrize(
    ("one", "other"), [("berinovasi", "inovasi"), ("menulis", "tulis"), ("bangun", "membangun")]
)
def test_forms_of_a_word_are_found_by_each_other(reader: Reader, one: str, other: str) -> None:
    titles = [sorted(found(reader, f"?q={query}")) for query in (one, other)]
    assert titles[0] == titles[1]
    assert len(titles[0]) == 2


def test_words_in_the_order_of_the_query_come_first(reader: Reader) -> None:
    orders = ["Bupati Lantik Camat Baru", "Camat Sambut Bupati dan Lantik Kades"]
    assert found(reader, "?q=bupati lantik camat") == orders
    assert found(reader, "?q=bupati lantik camat&sort=newest") == orders[::-1]


def test_what_was_found_is_marked(reader: Reader) -> None:
    found(reader, "?q=inovasi sekda")
    assert reader.tab.locator("mark").all_text_contents() == ["Sekda", "Berinovasi"]
    found(reader, "?q=cafe jumat")
    assert reader.tab.locator("mark").all_text_contents() == ["Jum'at", "Café"]


def test_a_headline_is_never_read_as_html(reader: Reader) -> None:
    assert found(reader, "?q=galeri kutipan") == [HOSTILE]
    assert reader.tab.locator(".results img").count() == 0
    assert found(reader, "?q=<img src=x onerror=hacked=1>") == [HOSTILE]
    assert reader.tab.evaluate("window.hacked") is None


# filters and order


def test_a_year_and_a_section_leave_others_out(reader: Reader) -> None:
    assert len(found(reader, "?q=panen&year=2012")) == 6
    assert found(reader, "?q=inovasi&year=2020") == ["Inovasi Petani Karet Diganjar Penghargaan"]
    assert found(reader, "?q=baru&section=hukum") == ["Bupati Lantik Camat Baru"]
    assert found(reader, "?q=inovasi&year=1999&section=tak-ada") == found(reader, "?q=inovasi")


def test_sections_of_one_bit_are_told_apart(reader: Reader) -> None:
    """Ekonomi and Olahraga have the same bit: only what a result shows tells them apart."""
    assert searching.section_bit(ECONOMY[1]) == searching.section_bit(SPORT[1])
    assert found(reader, "?q=stadion&section=ekonomi") == []
    assert status(reader.tab).text_content() == "Tidak ada hasil."
    expect(reader.tab.locator("[data-part=none]")).to_be_visible()
    assert found(reader, "?q=stadion&section=olahraga") == ["Stadion Baru Dibuka untuk Umum"]
    assert status(reader.tab).text_content() == "1 hasil"
    found(reader, "?q=panen&section=ekonomi")
    assert status(reader.tab).text_content() == "Sekitar 30 hasil"
    assert set(reader.tab.locator(".results .kicker").all_text_contents()) == {"Ekonomi"}


def test_the_newest_come_first(reader: Reader) -> None:
    found(reader, "?q=panen raya&sort=newest")
    days = reader.tab.locator(".results time").evaluate_all("all => all.map(time => time.dateTime)")
    assert len(days) == 10
    assert days == sorted(days, reverse=True)


def test_a_result_tells_its_section_date_label_and_picture(reader: Reader) -> None:
    found(reader, "?q=stadion")
    item = reader.tab.locator(".results li")
    assert item.locator(".kicker").text_content() == "advertorial Olahraga".replace("a", "A", 1)
    assert item.locator(".when").text_content() == "1 Nov 2026"
    assert item.locator("img").get_attribute("src") == "/foto/2026/stadion.jpg"
    assert item.locator(".kicker a").get_attribute("href") == SPORT[1]


# the address and the history


def test_the_address_follows_the_search_and_back_leads_through_it(reader: Reader) -> None:
    tab = reader.open("/cari/")
    tab.fill("#q", "inovasi")
    expect(results(tab)).to_have_count(2)
    expect(tab).to_have_url(f"{reader.base}/cari/?q=inovasi")
    expect(tab).to_have_title("inovasi – Cari – Kabar Uji")
    tab.press("#q", "Enter")
    tab.select_option("select[name=year]", "2020")
    expect(tab).to_have_url(f"{reader.base}/cari/?q=inovasi&year=2020")
    expect(results(tab)).to_have_count(1)
    tab.press("#q", "Control+a")
    tab.keyboard.type("stadion", delay=20)
    tab.select_option("select[name=year]", "")
    expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])
    results(tab).first.click(no_wait_after=True)
    tab.wait_for_url("**/berita-11/")
    reader.mistakes.clear()  # the story itself isn't there
    tab.go_back()
    expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])
    expect(tab.locator("#q")).to_have_value("stadion")
    tab.go_back()
    tab.go_back()
    expect(tab.locator("#q")).to_have_value("inovasi")
    expect(results(tab)).to_have_count(2)
    tab.go_back()
    expect(tab.locator("#q")).to_have_value("")
    expect(results(tab)).to_have_count(0)
    expect(tab.locator("[data-part=hint]")).to_be_visible()
    tab.go_forward()
    expect(results(tab)).to_have_count(2)


def test_a_word_is_found_while_it_is_typed(reader: Reader) -> None:
    tab = reader.open("/cari/")
    tab.locator("#q").press_sequentially("st")
    tab.wait_for_timeout(400)
    assert not status(tab).text_content()
    tab.locator("#q").press_sequentially("a")
    expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])
    tab.fill("#q", "")
    expect(results(tab)).to_have_count(0)
    expect(tab).to_have_url(f"{reader.base}/cari/")


def test_what_is_mistyped_is_found_after_a_longer_pause(reader: Reader) -> None:
    tab = reader.open("/cari/")
    tab.locator("#q").press_sequentially("jembatna")
    expect(results(tab)).to_have_text(["Pembangunan Jembatan Batanghari Rampung"])
    expect(status(tab)).to_have_text("1 hasil")


def test_only_the_files_of_the_words_are_loaded_and_each_once(reader: Reader) -> None:
    found(reader, "?q=panen raya")
    files = [url for url in reader.requests if url.endswith(".json")]
    assert len(files) == len(set(files))
    assert [url for url in files if "/words" in url] == [f"{reader.base}/cari/words.json"]


def test_more_results_come_when_they_are_asked_for(reader: Reader) -> None:
    found(reader, "?q=panen raya")
    tab = reader.tab
    expect(status(tab)).to_have_text("45 hasil")
    more = tab.locator("[data-part=more]")
    for shown, count in ((10, 20), (20, 30), (30, 40), (40, 45)):
        more.focus()
        tab.keyboard.press("Enter")
        expect(results(tab)).to_have_count(count)
        expect(results(tab).nth(shown)).to_be_focused()  # the first of the new ones
    expect(more).to_be_hidden()
    expect(status(tab)).to_have_text("45 hasil")
    assert len(set(results(tab).all_text_contents())) == 45


def test_without_a_result_a_reader_is_helped(reader: Reader) -> None:
    assert found(reader, "?q=xyzzyq") == []
    assert status(reader.tab).text_content() == "Tidak ada hasil."
    assert reader.tab.is_visible("[data-part=none] a[href='/indeks/']")
    assert not reader.tab.is_visible("[data-part=hint]")
    assert found(reader, "?q=stadion xyzzyq") == ["Stadion Baru Dibuka untuk Umum"]


# the keyboard, other pages, no script


def test_all_is_reached_by_keyboard(reader: Reader) -> None:
    tab = reader.open("/indeks/")
    tab.focus("a[href='/cari/#q']")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/cari/#q")
    expect(tab.locator("#q")).to_be_focused()
    tab.keyboard.type("lantik")
    tab.keyboard.press("Enter")
    expect(status(tab)).to_have_text("2 hasil")
    order = []
    for _ in range(6):
        tab.keyboard.press("Tab")
        order.append(tab.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert order[1:] == ["section", "year", "sort", "Olahraga", "Camat Sambut Bupati dan Lantik Kades"]
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/berita-10/")
    reader.mistakes.clear()  # the story itself isn't there


def test_the_masthead_leads_to_the_field(reader: Reader) -> None:
    tab = reader.open("/cari/?q=inovasi")
    expect(tab.locator("#q")).not_to_be_focused()
    expect(results(tab)).to_have_count(2)
    tab.click(".tools a")
    expect(tab.locator("#q")).to_be_focused()
    tab.keyboard.type("stadion")
    expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])


@pytest.mark.parametrize("path", ["/indeks/", "/404.html"])
@pytest.mark.parametrize("script", [True, False])
def test_other_pages_have_a_form_that_leads_here(
    browser: Browser, base: str, path: str, script: bool
) -> None:
    with newsstand.reader(browser, base, java_script_enabled=script) as reader:
        tab = reader.open(path)
        tab.fill("#search [type=search]", "stadion baru")
        tab.press("#search [type=search]", "Enter")
        tab.wait_for_url("**/cari/?q=stadion+baru")
        if script:
            expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])


def test_without_script_a_reader_is_led_on(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base, java_script_enabled=False) as reader:
        tab = reader.open("/cari/?q=stadion")
        assert tab.is_visible("main p a[href='/indeks/']")
        assert not tab.is_visible("form[data-search]")
        assert tab.is_visible("form[action^='https://www.google.com/']")


# bad networks


def test_a_lost_connection_is_told_and_tried_again(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base) as reader:
        tab = reader.open("/cari/")
        reader.tab.context.set_offline(True)
        tab.fill("#q", "inovasi")
        tab.press("#q", "Enter")
        failed = tab.locator("[data-part=failed]")
        expect(failed).to_be_visible()
        assert not status(tab).text_content()
        reader.tab.context.set_offline(False)
        failed.locator("button").click()
        expect(results(tab)).to_have_count(2)
        expect(failed).to_be_hidden()


def test_a_connection_lost_before_more_results_keeps_those_shown(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base) as reader:
        tab = reader.open("/cari/?q=panen raya&sort=newest")
        expect(status(tab)).to_have_text("45 hasil")
        reader.tab.context.set_offline(True)
        more = tab.locator("[data-part=more]")
        more.click()
        failed = tab.locator("[data-part=failed]")
        expect(failed).to_be_visible()
        count = results(tab).count()
        assert 10 <= count < 20
        reader.tab.context.set_offline(False)
        failed.locator("button").click()
        expect(results(tab)).to_have_count(count + 10)
        assert len(set(results(tab).all_text_contents())) == count + 10


def test_a_site_that_was_published_anew_is_asked_again(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files have other names by then: the page learns them, once."""
    project = tmp_path / "koran"
    with newsstand.served(newsroom(project, STORIES)) as base, newsstand.reader(browser, base) as reader:
        tab = reader.open("/cari/")
        monkeypatch.setattr(searching, "MOST_WORDS", 500)
        monkeypatch.setattr(searching, "MOST_CARDS", 100)
        before = (project / "site" / "cari" / "index.html").stat().st_mtime
        write_search(project, STORIES)
        for file in (project / "site" / "cari").iterdir():  # HTTP tells times of changes by the second
            os.utime(file, (before + 2, before + 2))
        tab.fill("#q", "inovasi")
        tab.press("#q", "Enter")
        expect(results(tab)).to_have_count(2)
        (project / "site" / "cari" / "cards-2026.json").unlink()
        pages = []
        tab.on("request", lambda request: pages.append(request.url))
        tab.fill("#q", "stadion")
        tab.press("#q", "Enter")
        expect(tab.locator("[data-part=failed]")).to_be_visible()
        assert pages.count(f"{base}/cari/") == 1


def test_an_older_answer_never_replaces_a_newer_one(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base) as reader:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        reader.tab.route("**/cards-2018.json", hold)
        tab = reader.open("/cari/?q=berinovasi&year=2018")
        newsstand.eventually(tab, lambda: bool(held))
        tab.select_option("select[name=year]", "")
        tab.fill("#q", "stadion")
        tab.press("#q", "Enter")
        expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])
        held[0].continue_()
        tab.wait_for_load_state("networkidle")
        expect(results(tab)).to_have_text(["Stadion Baru Dibuka untuk Umum"])
        expect(status(tab)).to_have_text("1 hasil")


# how it looks


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_page_is_accessible(browser: Browser, base: str, look: Any) -> None:
    axe = (TOOLS / "axe-core" / "axe.min.js").read_text("utf-8")
    with newsstand.reader(browser, base, color_scheme=look) as reader:
        for query in ("", "?q=baru", "?q=xyzzyq", "?q=panen"):
            tab = reader.open(f"/cari/{query}", until="networkidle")
            tab.evaluate(axe)
            report = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            wrong = [(one["id"], node["html"]) for one in report["violations"] for node in one["nodes"]]
            assert wrong == [], query


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_jumps_and_nothing_overflows(browser: Browser, base: str, width: int) -> None:
    with newsstand.reader(browser, base, viewport={"width": width, "height": 740}) as reader:

        def late(route: Route) -> None:
            reader.tab.wait_for_timeout(700)  # what a reader does is no longer the reason of what moves
            route.continue_()

        reader.tab.route("**/*.json", late)
        tab = reader.open("/cari/?q=baru")
        expect(status(tab)).to_have_text("2 hasil")
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("window.shifted ?? 0") == 0
        assert tab.evaluate(OVERFLOW) == 0


def test_a_page_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    project = tmp_path / "koran"
    (project / "templates" / "words").mkdir(parents=True)
    (project / "templates" / "words" / "id.yaml").write_text("direction: rtl\n")
    with (
        newsstand.served(newsroom(project, STORIES)) as base,
        newsstand.reader(browser, base, viewport={"width": 320, "height": 640}) as reader,
    ):
        assert found(reader, "?q=stadion") == ["Stadion Baru Dibuka untuk Umum"]
        assert reader.tab.evaluate(OVERFLOW) == 0
        x = "node => node.getBoundingClientRect().x"
        title, picture = (reader.tab.eval_on_selector(f".results {name}", x) for name in ("h2 a", "img"))
        assert picture < title


def test_the_page_is_valid(site: Path) -> None:
    checker = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        "java",
        "-jar",
        str(checker),
        "--errors-only",
        "--format",
        "gnu",
        str(site / "cari" / "index.html"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_stories_that_share_a_number_are_both_shown(browser: Browser, tmp_path: Path) -> None:
    day = date(2024, 2, 3)
    stories = [Story("Pasar Terbakar", day, "/pasar/", 7), Story("Sungai Meluap", day, "/sungai/", 7)]
    with (
        newsstand.served(newsroom(tmp_path / "koran", stories)) as base,
        newsstand.reader(browser, base) as reader,
    ):
        assert found(reader, "?q=pasar") == ["Pasar Terbakar", "Sungai Meluap"]
