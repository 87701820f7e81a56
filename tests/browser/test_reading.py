"""What readers do with a page, in a real browser: by keyboard, without script, in the dark, on a phone."""

from collections.abc import Iterator
from pathlib import Path

import newsstand
import pytest
from newsstand import TEMPLATES, TOOLS, Reader
from playwright.sync_api import Browser, Page, Route, expect

ARTICLE = TEMPLATES["article"]
COPIED = "https://kabarbatanghari.example" + ARTICLE
STEADY = 0.01  # by the measure of browsers, for which 0.1 is good: what a busy machine draws in two steps
PATIENCE = 90_000  # ms, for a busy machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = newsstand.sample(tmp_path_factory.mktemp("koran") / "contoh")
    with newsstand.served(site) as base:
        yield base


@pytest.fixture
def reader(browser: Browser, base: str) -> Iterator[Reader]:
    with newsstand.reader(browser, base) as reader:
        yield reader


def style(tab: Page, selector: str, name: str) -> str:
    found = tab.eval_on_selector(selector, f"node => getComputedStyle(node).{name}")
    assert isinstance(found, str)
    return found


def focus_on(tab: Page, selector: str) -> None:
    """Press Tab until the focus is where a reader wants it."""
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the Tab key never reaches {selector}")


# sharing


def test_the_address_is_copied_and_announced(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base, permissions=["clipboard-read", "clipboard-write"]) as reader:
        tab = reader.open(ARTICLE)
        status = tab.locator(".share [role=status]")
        assert status.text_content() == ""
        focus_on(tab, "[data-copy]")
        tab.keyboard.press("Enter")
        expect(status).to_have_text("URL berhasil disalin")
        assert tab.evaluate("navigator.clipboard.readText()") == COPIED


def test_the_address_is_copied_where_the_clipboard_is_closed_to_scripts(browser: Browser, base: str) -> None:
    """As on an intranet without https: the old way still works."""
    with newsstand.reader(browser, base, permissions=["clipboard-read", "clipboard-write"]) as reader:
        tab = reader.open(ARTICLE)
        tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        tab.click("[data-copy]")
        expect(tab.locator(".share [role=status]")).not_to_be_empty()
        assert tab.evaluate("navigator.clipboard.readText()") == COPIED


# the menu and the dark


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_opens_and_closes_by_keyboard(browser: Browser, base: str, width: int) -> None:
    with newsstand.reader(browser, base, viewport={"width": width, "height": 740}) as reader:
        tab = reader.open("/")
        assert not tab.is_visible(".panel")
        focus_on(tab, ".all summary")
        tab.keyboard.press("Enter")
        assert tab.is_visible(".panel")
        focus_on(tab, ".panel a")
        tab.keyboard.press("Escape")
        assert not tab.is_visible(".panel")
        assert tab.evaluate("document.activeElement.matches('.all summary')")


def test_the_menu_and_the_sections_work_without_script(browser: Browser, base: str) -> None:
    with newsstand.reader(browser, base, java_script_enabled=False) as reader:
        tab = reader.open("/")
        for _ in range(2):  # past the link to the content
            tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.click(".panel >> text=Kesehatan")
        assert tab.url == base + "/kategori/kesehatan/"
        tab.click(".sections >> text=Olahraga")
        assert tab.url == base + "/kategori/olahraga/"
        assert not tab.is_visible("[data-dark]")


@pytest.mark.parametrize("device", ["light", "dark"])
def test_light_and_dark_are_switched_by_keyboard_and_remembered(
    browser: Browser, base: str, device: str
) -> None:
    with newsstand.reader(browser, base, color_scheme=device) as reader:
        # Every colour that the page ever had, from when there was a body to paint.
        reader.tab.add_init_script(
            """new MutationObserver((_, observer) => {
                 if (!document.body) return;
                 window.first = document.documentElement.dataset.look ?? "";
                 observer.disconnect();
               }).observe(document, { childList: true, subtree: true });"""
        )
        tab = reader.open("/")
        before = style(tab, "body", "backgroundColor")
        focus_on(tab, "[data-dark]")
        assert tab.get_attribute("[data-dark]", "aria-pressed") == str(device == "dark").lower()
        tab.keyboard.press("Enter")
        after = style(tab, "body", "backgroundColor")
        assert after != before
        assert tab.get_attribute("[data-dark]", "aria-pressed") == str(device != "dark").lower()
        tab = reader.open(ARTICLE)
        assert style(tab, "body", "backgroundColor") == after
        assert tab.evaluate("window.first") == ("light" if device == "dark" else "dark")
        tab.click("[data-dark]")
        assert style(tab, "body", "backgroundColor") == before
        assert tab.evaluate("localStorage.length") == 0


# the sidebar of its day


def test_a_frozen_sidebar_is_renewed(browser: Browser, tmp_path: Path) -> None:
    site = newsstand.sample(tmp_path / "koran", config="latest: frozen\n")
    with newsstand.served(site) as base:
        with newsstand.reader(browser, base, java_script_enabled=False) as reader:
            tab = reader.open(ARTICLE)
            then = tab.locator("ol.latest a").all_text_contents()
            assert tab.is_visible(".text")
            assert tab.is_visible(".related")
        with newsstand.reader(browser, base) as reader:
            tab = reader.open(ARTICLE)
            expect(tab.locator("ol.latest a").first).not_to_have_text(then[0])
            now = tab.locator("ol.latest a").all_text_contents()
            shown = tab.locator("main a").all_text_contents()
            assert reader.mistakes == []
            fresh = reader.open("/latest.html").locator("ol.latest a").all_text_contents()
    assert then
    assert now == [title for title in fresh if title not in shown][:10]
    assert now != then


# every template


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_a_page_makes_no_mistake(browser: Browser, base: str, path: str) -> None:
    """No complaint of the console or the policy, nothing from elsewhere, nothing that jumps or overflows."""
    with newsstand.reader(browser, base, viewport={"width": 320, "height": 640}) as reader:
        for width in (320, 1280):
            reader.tab.set_viewport_size({"width": width, "height": 800})
            tab = reader.open(path, until="networkidle")
            assert tab.evaluate("window.violations ?? []") == []
            assert tab.evaluate("window.shifted ?? 0") < STEADY
            overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert tab.evaluate(overflow) == 0
            assert reader.elsewhere() == []
        assert reader.mistakes == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", ARTICLE, TEMPLATES["section"], TEMPLATES["author"]])
def test_nothing_moves_when_photos_come_late(browser: Browser, base: str, path: str, width: int) -> None:
    with newsstand.reader(browser, base, viewport={"width": width, "height": 800}) as reader:
        held: list[Route] = []
        are_held = True

        def hold(route: Route) -> None:
            if are_held:
                held.append(route)
            else:  # asked for later: held, it would never come
                route.continue_()

        reader.tab.route("**/foto/**", hold)
        reader.tab.goto(base + path, wait_until="domcontentloaded")
        reader.tab.wait_for_timeout(300)  # the page without them is painted
        assert held
        are_held = False
        for route in held:
            route.continue_()
        reader.tab.wait_for_load_state("networkidle", timeout=PATIENCE)
        assert reader.tab.evaluate("window.shifted ?? 0") < STEADY


def test_a_language_from_right_to_left_overflows_nowhere(browser: Browser, tmp_path: Path) -> None:
    project = tmp_path / "koran"
    (project / "templates" / "words").mkdir(parents=True)
    (project / "templates" / "words" / "id.yaml").write_text("direction: rtl\n")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with (
        newsstand.served(newsstand.sample(project)) as base,
        newsstand.reader(browser, base, viewport={"width": 320, "height": 640}) as reader,
    ):
        for path in ("/", ARTICLE, TEMPLATES["section"], TEMPLATES["days"]):
            tab = reader.open(path)
            assert tab.evaluate(overflow) == 0, path
            x = "node => node.getBoundingClientRect().x"
            assert tab.eval_on_selector(".all summary", x) > tab.eval_on_selector(".tools", x), path


def test_an_article_takes_six_requests_besides_its_pictures(reader: Reader) -> None:
    """Itself, a style sheet, two scripts, icons, and the newest news."""
    reader.open(ARTICLE, until="networkidle")
    pictures = (".jpg", ".jpeg", ".png", ".webp", ".avif")
    fetched = [url for url in reader.requests if not url.endswith(pictures)]
    assert len({url.partition("#")[0] for url in fetched}) <= 6, fetched


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_template_is_accessible(browser: Browser, base: str, look: str) -> None:
    axe = (TOOLS / "axe-core" / "axe.min.js").read_text("utf-8")
    found = []
    with newsstand.reader(browser, base, color_scheme=look) as reader:
        for name, path in TEMPLATES.items():
            tab = reader.open(path)
            tab.evaluate(axe)
            report = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            found += [
                (name, violation["id"], node["html"])
                for violation in report["violations"]
                for node in violation["nodes"]
            ]
            if name == "home":
                tab.click(".all summary")
                opened = tab.evaluate("axe.run('.masthead')")
                found += [(name, violation["id"], "the open menu") for violation in opened["violations"]]
    assert found == []


def test_print_leaves_the_story_alone(reader: Reader) -> None:
    tab = reader.open(ARTICLE)
    tab.emulate_media(media="print")
    seen = {part: tab.is_visible(part) for part in (".text", "h1", ".photo", ".sections", ".side", ".share")}
    assert [part for part, visible in seen.items() if visible] == [".text", "h1", ".photo"]


# what a newsroom sets


def test_its_own_colour_and_advertisements_keep_the_policy(browser: Browser, tmp_path: Path) -> None:
    project = tmp_path / "koran"
    (project / "templates" / "ads").mkdir(parents=True)
    for slot in ("top", "in_article", "sidebar"):
        (project / "templates" / "ads" / f"{slot}.html").write_text(f'<p class="{slot}">Toko Sungai</p>')
    config = 'logo: foto/2026/stadion.jpg\naccent: "#0b5d3b"\ncomments: redaksi@kabarbatanghari.example\n'
    with newsstand.served(newsstand.sample(project, config=config)) as base:
        for script in (True, False):
            with newsstand.reader(browser, base, java_script_enabled=script) as reader:
                tab = reader.open(ARTICLE)
                for slot in ("top", "in_article", "sidebar"):
                    assert tab.is_visible(f".ad .{slot}"), slot
                assert tab.locator(".text > .ad").count() == 1
                assert tab.is_visible(".comments")
                assert style(tab, ".masthead", "borderTopColor") == "rgb(11, 93, 59)"
                assert tab.is_visible(".masthead .name img")
                assert reader.mistakes == []
                if script:
                    assert tab.evaluate("window.shifted ?? 0") < STEADY


def test_empty_advertisements_take_no_room(reader: Reader) -> None:
    assert reader.open(ARTICLE).locator(".ad").count() == 0
