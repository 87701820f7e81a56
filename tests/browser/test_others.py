"""What a page asks other sites for: nothing before a reader wants it, and nothing without consent."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import newsstand
import pytest
from newsstand import TOOLS, Reader
from PIL import Image
from playwright.sync_api import Browser, Route, expect

ID = "dQw4w9WgX_-"
FRAME = f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1"
BODY = f"""Pembuka berita.

https://www.youtube.com/watch?v={ID}

https://x.com/humas/status/123

https://www.instagram.com/reel/Cab_-1/

https://www.openstreetmap.org/#map=15/-1.6/103.6

https://open.spotify.com/episode/4uLU6hMCjMI75M1A2tKUQC

![Pedagang menata sayuran](a.jpg "Pasar tani, Kamis pagi.")
![Pembeli memilih cabai](b.jpg "Cabai rawit habis sebelum tengah hari, kata para pedagang.")
![Timbangan](a.jpg)

![Rapat pleno di aula](rapat.mp4)

[Rekaman rapat](rapat.mp3)
"""
STORY = "/2026/11/pasar/"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONSENT = """
analytics: {service: goatcounter, site: kabar}
ads: {adsense: ca-pub-1234567890123456, consent: true}
scripts: [{src: https://cdn.lain.example/a.js, data: {id: kabar}, consent: true}]
"""
COUNTER, CDN = "https://gc.zgo.at/count.js", "https://cdn.lain.example/a.js"


def photo(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (1400, 900), colour).save(stream, "JPEG")
    return stream.getvalue()


def paper(folder: Path, config: str = "") -> Path:
    """A newspaper of one story that shows what other sites have, built."""
    content = folder / "content"
    content.mkdir(parents=True)
    settings = f"title: Kabar Uji\nbase_url: https://kabar.example/\n{config}"
    (folder / "newsgen.yaml").write_text(settings, "utf-8")
    (content / "pasar.md").write_text(f"---\ntitle: Pasar\ndate: 2026-11-05\n---\n{BODY}", "utf-8")
    for name, data in (
        ("a.jpg", photo("#7a9")),
        ("b.jpg", photo("#a97")),
        ("rapat.jpg", photo("#79a")),
        ("rapat.mp4", b"x"),
        ("rapat.mp3", b"x"),
        ("rapat.vtt", b"WEBVTT\n"),
    ):
        (content / name).write_bytes(data)
    slot = folder / "templates" / "ads"
    slot.mkdir(parents=True)
    (slot / "top.html").write_text('<ins class="adsbygoogle" data-ad-slot="1">Iklan</ins>')
    return newsstand.build(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with newsstand.served(paper(tmp_path_factory.mktemp("koran") / "uji")) as base:
        yield base


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a newspaper that asks for consent."""
    with newsstand.served(paper(tmp_path_factory.mktemp("koran") / "tanya", CONSENT)) as base:
        yield base


def answered(reader: Reader) -> None:
    """Answer in the place of all other sites: scripts count themselves, all else is an empty page."""

    def answer(route: Route) -> None:
        if route.request.resource_type == "script":
            route.fulfill(content_type="text/javascript", body="window.ran = (window.ran ?? 0) + 1;")
        else:
            route.fulfill(content_type="text/html", body="<!doctype html><title>a</title>")

    reader.tab.route(lambda url: not url.startswith(reader.base), answer)


# embeds


def test_nothing_is_asked_for_before_a_click(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base) as reader:
        answered(reader)
        tab = reader.open(STORY, until="networkidle")
        tab.mouse.wheel(0, 9000)
        tab.wait_for_load_state("networkidle")
        assert reader.elsewhere() == []
        assert [url for url in reader.requests if url.endswith((".mp4", ".mp3", ".vtt"))] == []
        assert tab.locator("iframe").count() == 0

        card = tab.locator(".embed.video")
        card.get_by_role("button", name="Tampilkan video dari YouTube").focus()
        tab.keyboard.press("Enter")
        frame = card.locator("iframe")
        expect(frame).to_have_attribute("src", FRAME)
        expect(frame).to_have_attribute("title", "Video dari YouTube")
        expect(frame).to_have_attribute("loading", "lazy")
        expect(frame).to_be_focused()
        expect(card.get_by_role("button")).to_have_count(0)
        expect(card.get_by_role("link")).to_have_attribute("href", f"https://www.youtube.com/watch?v={ID}")
        newsstand.eventually(tab, lambda: reader.elsewhere() == [FRAME])

        buttons = tab.locator(".embed button")
        for left in (3, 2, 1, 0):  # by keyboard: a card that grows moves the others from under the mouse
            buttons.last.press("Enter")
            expect(buttons).to_have_count(left)
        expect(tab.locator(".embed iframe")).to_have_count(5)
        for found in tab.locator(".embed").all():
            found.scroll_into_view_if_needed()
        newsstand.eventually(tab, lambda: len(set(reader.elsewhere())) == 5)
        assert tab.evaluate("window.violations ?? []") == []
        assert reader.mistakes == []


def test_without_script_a_card_is_a_link(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base, java_script_enabled=False) as reader:
        answered(reader)
        tab = reader.open(STORY, until="networkidle")
        expect(tab.locator(".embed button:visible")).to_have_count(0)
        expect(tab.locator(".embed a:visible")).to_have_count(5)
        assert reader.elsewhere() == []


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_they_fit_and_are_accessible(browser: Browser, asking: str, look: str, width: int) -> None:
    axe = (TOOLS / "axe-core" / "axe.min.js").read_text("utf-8")
    size = {"width": width, "height": 800}
    with newsstand.reader(browser, asking, viewport=size, color_scheme=look) as reader:
        answered(reader)
        tab = reader.open(STORY, until="networkidle")
        for button in (None, *tab.locator(".embed button").all()[::-1]):
            if button:
                button.click()
            assert tab.evaluate(OVERFLOW) == 0
        tab.evaluate(axe)
        report = tab.evaluate("axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'] })")
        wrong = [(one["id"], node["html"]) for one in report["violations"] for node in one["nodes"]]
        assert wrong == []


def test_a_gallery_is_gone_through_by_keyboard(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base) as reader:
        tab = reader.open(STORY)
        links = tab.locator(".gallery a")
        expect(links).to_have_count(3)
        links.first.focus()
        tab.keyboard.press("Tab")
        expect(links.nth(1)).to_be_focused()
        expect(tab.get_by_role("link", name="Pembeli memilih cabai")).to_be_focused()
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/b.jpg.*.1280.jpg")


# consent


def test_nothing_is_loaded_before_consent_and_the_choice_is_kept(browser: Browser, asking: str) -> None:
    with newsstand.reader(browser, asking) as reader:
        answered(reader)
        tab = reader.open(STORY, until="networkidle")
        assert set(reader.elsewhere()) == {COUNTER}  # needs no consent
        banner = tab.get_by_role("region", name="Persetujuan")
        expect(banner).to_contain_text("Google AdSense, cdn.lain.example")
        tab.keyboard.press("Tab")  # the link to the content
        tab.keyboard.press("Tab")
        expect(banner.get_by_role("button", name="Izinkan")).to_be_focused()
        tab.keyboard.press("Tab")
        expect(banner.get_by_role("button", name="Tolak")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(banner).to_be_hidden()

        reader.open("/", until="networkidle")
        expect(banner).to_be_hidden()
        assert set(reader.elsewhere()) == {COUNTER}

        change = tab.get_by_role("button", name="Pengaturan privasi")
        change.focus()
        tab.keyboard.press("Enter")
        expect(banner).to_be_focused()
        banner.get_by_role("button", name="Izinkan").click()
        expect(banner).to_be_hidden()
        expect(change).to_be_focused()
        newsstand.eventually(tab, lambda: {CDN, COUNTER} < set(reader.elsewhere()))
        newsstand.eventually(tab, lambda: tab.evaluate("window.ran") == 3)
        assert tab.evaluate("window.adsbygoogle.length") == 1
        expect(tab.locator(f'script[src="{CDN}"]')).to_have_attribute("data-id", "kabar")

        reader.open(STORY, until="networkidle")
        expect(banner).to_be_hidden()
        newsstand.eventually(tab, lambda: tab.evaluate("window.ran") == 3)
        tab.get_by_role("button", name="Pengaturan privasi").click()
        with tab.expect_navigation():  # what was loaded is gone with the page
            banner.get_by_role("button", name="Tolak").click()
        newsstand.eventually(tab, lambda: tab.evaluate("window.ran") == 1)
        expect(banner).to_be_hidden()
        assert tab.evaluate("window.violations ?? []") == []
        assert reader.mistakes == []


def test_a_choice_about_other_services_does_not_count(browser: Browser, asking: str) -> None:
    with newsstand.reader(browser, asking) as reader:
        answered(reader)
        reader.tab.add_init_script("localStorage.setItem('consent', 'yes https://cdn.lain.example/a.js')")
        tab = reader.open("/", until="networkidle")
        expect(tab.get_by_role("region", name="Persetujuan")).to_be_visible()
        assert set(reader.elsewhere()) == {COUNTER}


def test_without_script_nothing_is_loaded_and_nobody_is_asked(browser: Browser, asking: str) -> None:
    with newsstand.reader(browser, asking, java_script_enabled=False) as reader:
        answered(reader)
        tab = reader.open("/", until="networkidle")
        assert reader.elsewhere() == []
        expect(tab.get_by_role("region", name="Persetujuan")).to_have_count(0)
        expect(tab.get_by_role("button", name="Pengaturan privasi")).to_have_count(0)


# comments

COMMENTS = "comments: {script: https://komentar.example/x.js, element: utas, data: {site: kabar}}\n"
COMMENTS_SCRIPT = "https://komentar.example/x.js"
WIDGET = """
const script = document.currentScript;
document.querySelector("#utas").textContent = `${script.dataset.site} ${script.dataset.id ?? ""}`;
fetch("https://komentar.example/utas").then(() => (window.asked = true));
fetch("https://lain.example/utas").catch(() => (window.refused = true));
"""


@pytest.fixture(scope="module")
def commented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a newspaper whose comments another host keeps."""
    settings = COMMENTS.replace("site: kabar", 'site: "{look} {path}", id: "{url}"')
    with newsstand.served(paper(tmp_path_factory.mktemp("koran") / "komentar", settings)) as base:
        yield base


@pytest.mark.parametrize("look", ["light", "dark"])
def test_comments_are_asked_for_on_a_click(
    browser: Browser, commented: str, look: Literal["light", "dark"]
) -> None:
    with newsstand.reader(browser, commented, color_scheme=look) as reader:

        def answer(route: Route) -> None:
            headers = {"access-control-allow-origin": "*"}
            route.fulfill(content_type="text/javascript", headers=headers, body=WIDGET)

        reader.tab.route(lambda url: not url.startswith(reader.base), answer)
        tab = reader.open(STORY, until="networkidle")
        box = tab.locator("#comments")
        box.scroll_into_view_if_needed()
        tab.wait_for_load_state("networkidle")
        assert reader.elsewhere() == []
        expect(box).to_contain_text("komentar.example")

        box.get_by_role("button", name="Tampilkan komentar").press("Enter")
        expect(tab.locator("#utas")).to_have_text(f"{look} {STORY} https://kabar.example{STORY}")
        expect(tab.locator("#utas")).to_be_focused()
        expect(box.get_by_role("button")).to_have_count(0)
        newsstand.eventually(tab, lambda: tab.evaluate("window.asked && window.refused") is True)
        assert set(reader.elsewhere()) <= {COMMENTS_SCRIPT, "https://komentar.example/utas"}
        assert tab.evaluate("window.violations") == ["connect-src https://lain.example/utas"]


def test_comments_that_do_not_come_are_told_and_asked_for_again(browser: Browser, commented: str) -> None:
    with newsstand.reader(browser, commented) as reader:
        reader.tab.route(lambda url: not url.startswith(reader.base), lambda route: route.abort())
        tab = reader.open(STORY)
        button = tab.locator("#comments").get_by_role("button")
        button.press("Enter")
        expect(tab.locator("#comments [role=status]")).to_have_text(
            "Komentar tidak dapat dimuat dari komentar.example."
        )
        expect(button).to_be_focused()
        expect(tab.locator("#utas")).to_have_count(0)
