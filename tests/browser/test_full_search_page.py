"""The search page where Pagefind searches whole texts."""

from collections.abc import Iterator

import newsstand
import pytest
from newsstand import Reader
from playwright.sync_api import Browser, expect

SETTINGS = "title: Kabar Uji\nbase_url: https://kabar.example/\nsocial_images: off\nsearch: full\n"
STORIES = {
    "Pasar Tani Dibuka": ("2025-03-01", "Ekonomi", "Empat puluh petani menjual cabai rawit."),
    "Harga Turun": ("2026-03-02", "Ekonomi", "Harga cabai turun di tingkat petani."),
    "Lomba Dayung": ("2026-04-02", "Olahraga", "Perahu naga melaju di sungai."),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("penuh") / "koran"
    (folder / "content").mkdir(parents=True)
    (folder / "newsgen.yaml").write_text(SETTINGS, "utf-8")
    for number, (title, (day, section, text)) in enumerate(STORIES.items()):
        head = f"title: {title}\ndate: {day}\ncategory: {section}\n"
        (folder / "content" / f"{number}.md").write_text(f"---\n{head}---\n{text}\n", "utf-8")
    with newsstand.served(newsstand.build(folder)) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


@pytest.fixture
def reader(browser: Browser, base: str) -> Iterator[Reader]:
    with newsstand.reader(browser, base) as reader:
        yield reader
        assert reader.mistakes == []
        assert reader.elsewhere() == []


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=naga", ["Lomba Dayung"]),
        ("?q=cabai&sort=newest", ["Harga Turun", "Pasar Tani Dibuka"]),
        ("?q=cabai&year=2025", ["Pasar Tani Dibuka"]),
        ("?q=petani&section=olahraga", []),
    ],
)
def test_texts_are_found(reader: Reader, query: str, titles: list[str]) -> None:
    tab = reader.open(f"/cari/{query}")
    expect(tab.locator("[data-part=status]")).not_to_have_text("")
    expect(tab.locator("[data-part=status]")).not_to_have_text("Mencari…")
    expect(tab.locator(".results h2 a")).to_have_text(titles)


def test_a_result_leads_to_the_story(reader: Reader) -> None:
    tab = reader.open("/cari/?q=naga")
    tab.locator(".results h2 a").first.press("Enter")
    expect(tab.locator("h1")).to_have_text("Lomba Dayung")
