"""The preview in a real browser: what an editor sees while writing."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import CONFIG, MakeSite, Project, article, paragraphs
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright
from serving import Served

from newsgen.index.database import Database

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
GOOD: dict[str, str | bytes] = {
    "a.md": article("Berita A", "2025-11-01", tags=["Kota"], body=paragraphs(60)),
    "b.md": article("Berita B", "2025-11-02"),
}
A, B = "/2025/11/berita-a/", "/2025/11/berita-b/"
BAD = "---\ntitle: Berita A\ndate: 32 Agustus 2018\n---\nIsi <b>.\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose every error in the console fails the test, but for answers that it is about."""
    context = browser.new_context(viewport={"width": 1000, "height": 600})
    page = context.new_page()
    page.set_default_timeout(30_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def site(make_site: MakeSite) -> Project:
    return make_site(GOOD)


def opened(page: Page, served: Served, path: str) -> None:
    """Open a page, and wait until it listens; a mark in it is gone after a reload."""
    page.goto(served.home + path)
    drawn(page)
    page.evaluate("window.mark = 1")


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds. Not by the page's own timers: its policy lets no text be run."""
    for _ in range(1500):
        try:
            if page.evaluate(expression):
                return
        except Error:  # the page is just going away
            pass
        page.wait_for_timeout(20)
    raise AssertionError(f"{expression} never came true")


def drawn(page: Page) -> None:
    until(page, "document.querySelector('newsgen-preview') !== null")


def reloaded(page: Page) -> None:
    until(page, "window.mark === undefined && document.readyState === 'complete'")


def test_an_edit_reloads_the_page_and_keeps_its_place(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        page.evaluate("scrollTo(0, 900)")
        site.write("a.md", article("Berita A", "2025-11-01", tags=["Kota"], body=paragraphs(60) + " Anyar."))
        reloaded(page)
        expect(page.locator("main")).to_contain_text("Anyar.")
        until(page, "scrollY === 900")


def test_a_page_that_shows_nothing_new_stays(site: Project, page: Page) -> None:
    kami = "---\ntitle: Kami\n---\nKami {}.\n"
    site.write("pages/kami.md", kami.format("lama"))
    with Served(site.path) as served:
        served.ready()
        while b'<section class="related' not in served.ask(B)[1]:  # related stories come a little later
            page.wait_for_timeout(20)
        opened(page, served, B)
        site.write("pages/kami.md", kami.format("anyar"))
        while b"anyar" not in served.ask("/kami/")[1]:
            page.wait_for_timeout(20)
        page.wait_for_timeout(1000)  # the page hears of it meanwhile
        assert page.evaluate("window.mark") == 1


def test_a_stylesheet_is_swapped_without_a_reload(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        for colour, shown in (("#010203", "rgb(1, 2, 3)"), ("#040506", "rgb(4, 5, 6)")):
            site.put("templates/assets/style.css", f"h1 {{ color: {colour} }}")
            until(page, f"getComputedStyle(document.querySelector('h1')).color === '{shown}'")
        assert page.evaluate("window.mark") == 1
        until(page, "document.querySelectorAll('link[rel=stylesheet]').length === 1")


def test_a_picture_that_changed_reloads_the_pages_that_show_it(make_site: MakeSite, page: Page) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>'
    site = make_site({"a.md": article("Berita A", "2025-11-01", image="a.svg"), "a.svg": svg.format(7)})
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        site.write("a.svg", svg.format(11))
        reloaded(page)
        until(page, "document.querySelector('main img').naturalWidth === 11")


def test_an_error_is_laid_over_the_page_until_it_is_mended(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        site.write("a.md", BAD)
        overlay = page.locator(".overlay")
        expect(overlay.locator(".place")).to_have_text("content/a.md:3:7")
        expect(overlay.locator(".message")).to_contain_text('"32 Agustus 2018" is not a date')
        expect(overlay.locator(".hint")).to_contain_text("write 2018-08-02 10:00")
        expect(overlay.locator(".here")).to_have_text(re.compile(r"3 {2}date: 32 Agustus 2018"))
        expect(overlay.locator("pre")).to_contain_text("Isi <b>.")
        assert page.evaluate("window.mark") == 1
        page.goto(served.home + A)
        expect(page.locator("h1")).to_have_text("This page can’t be made")
        expect(overlay.locator(".place")).to_have_text("content/a.md:3:7")
        page.keyboard.press("Escape")
        expect(overlay).to_have_count(0)
        page.goto(served.home + B)
        expect(page.locator(".bar summary")).to_contain_text("1 error")
        expect(overlay).to_have_count(0)
        page.goto(served.home + A)
        expect(overlay).to_be_visible()
        site.write("a.md", GOOD["a.md"])
        expect(page.locator("h1")).to_contain_text("Berita A")
        expect(overlay).to_have_count(0)


def test_an_error_that_is_mended_before_a_reload_goes_by_itself(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, "/tag/kota/")
        site.put("templates/list.html", "satu\n{{ broken")
        overlay = page.locator(".overlay")
        expect(overlay.locator(".place")).to_contain_text("templates/list.html:2")
        site.drop("templates/list.html")
        expect(overlay).to_have_count(0)
        assert page.evaluate("window.mark") == 1
        expect(page.locator("main")).to_contain_text("Berita A")


def test_badges_and_the_bar(make_site: MakeSite, page: Page) -> None:
    site = make_site(
        {
            **GOOD,
            "c.md": article("Konsep C", "2025-11-03", status="draft", kategry="Kota"),
            "d.md": article("Nanti D", "2099-11-03"),
            "e.md": article("Iklan E", "2025-11-05", status="sponsored"),
            "f.md": article("Kabar F", "2025-11-06", status="unverified"),
        }
    )
    with Served(site.path, drafts=True, future=True) as served:
        served.ready()
        opened(page, served, "/2025/11/konsep-c/")
        bar = page.locator(".bar")
        expect(bar.locator("summary")).to_contain_text("content/c.md")
        expect(bar.locator(".badge")).to_have_text("draft")
        expect(bar.locator("summary .warnings")).to_contain_text("1 warning")
        bar.locator("summary").click()
        expect(bar.locator("li")).to_contain_text("unknown key `kategry`")
        expect(page.locator("h1 newsgen-badge")).to_have_text("draft")
        opened(page, served, "/")
        for title, badge in (
            ("Konsep C", "draft"),
            ("Nanti D", "scheduled"),
            ("Iklan E", "sponsored"),
            ("Kabar F", "unverified"),
        ):
            link = page.locator("main a", has_text=title).first
            expect(link.locator("newsgen-badge")).to_have_text(badge)
        expect(page.locator("a", has_text="Berita B").locator("newsgen-badge")).to_have_count(0)
        assert b"newsgen-badge" not in served.ask("/")[1]


def test_why_stories_are_related(make_site: MakeSite, page: Page) -> None:
    site = make_site(GOOD)
    with Served(site.path) as served:
        served.ready()
        opened(page, served, B)
        found = page.locator(".related newsgen-why").first
        found.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(found.locator("pre")).to_contain_text("score ")
        site.write("z.md", article("Berita Z", "2025-11-09"))
        expect(page.locator(".related")).to_contain_text("Berita Z")
        assert b"newsgen-why" not in served.ask(B)[1]


def test_the_page_about_indexing_turns_into_the_site(site: Project, page: Page) -> None:
    with ExitStack() as build:
        build.enter_context(Database(site.path / ".newsgen" / "state.db"))
        with Served(site.path) as served:
            page.goto(served.home + A)
            expect(page.locator("h1")).to_have_text("newsgen is reading the archive")
            expect(page.locator("#newsgen-stage")).to_contain_text("another newsgen is at work")
            build.close()
            expect(page.locator("h1")).to_contain_text("Berita A")
            expect(page.locator(".bar summary")).to_contain_text("content/a.md")


def test_the_latest_news_are_swapped_in(make_site: MakeSite, page: Page) -> None:
    site = make_site(GOOD, config=CONFIG + "latest: frozen\n")
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        site.write("c.md", article("Paling Anyar", "2025-11-09"))
        expect(page.locator("[data-latest]")).to_contain_text("Paling Anyar")
        assert b"Paling Anyar" not in served.ask(A)[1].partition(b"</aside>")[0].partition(b"<aside")[2]


def test_it_comes_back_after_a_restart(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, A)
        port = served.port
    site.write("a.md", article("Berita A", "2025-11-01", body="Sesudah jeda."))
    with Served(site.path, port=port) as served:
        assert served.port == port
        reloaded(page)
        expect(page.locator("main")).to_contain_text("Sesudah jeda.")


def test_a_page_that_is_missing_comes_once_it_is_written(site: Project, page: Page) -> None:
    with Served(site.path) as served:
        served.ready()
        opened(page, served, "/2025/11/berita-c/")
        site.write("c.md", article("Berita C", "2025-11-03"))
        expect(page.locator("h1")).to_contain_text("Berita C")


def test_eight_open_pages_all_hear_of_it(site: Project, browser: Browser) -> None:
    """More than a browser has connections for: those that are hidden let go of theirs."""
    context = browser.new_context()
    with Served(site.path) as served:
        served.ready()
        pages = [context.new_page() for _ in range(8)]
        for page in pages:
            page.goto(served.home + A, wait_until="load", timeout=30_000)
            page.evaluate(
                "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
        site.write("a.md", article("Berita A", "2025-11-01", body="Untuk semua."))
        while b"Untuk semua." not in served.ask(A)[1]:
            pages[0].wait_for_timeout(20)
        for page in pages:
            page.evaluate(
                "Object.defineProperty(document, 'hidden', { get: () => false, configurable: true });"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
            expect(page.locator("main")).to_contain_text("Untuk semua.")
            page.close()
        context.close()


def test_nothing_of_it_breaks_a_strict_policy(make_site: MakeSite, page: Page) -> None:
    """A site may allow scripts of its own alone; the preview needs no more."""
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"
    base = (Path(__file__).parents[2] / "templates" / "base.html").read_text("utf-8")
    site = make_site(GOOD, templates={"base.html": base.replace("<head>", f"<head>{policy}")})
    with Served(site.path) as served:
        served.ready()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        opened(page, served, A)
        expect(page.locator(".bar summary")).to_contain_text("content/a.md")
        assert [text for text in said if "Content Security Policy" in text] == []
        assert json.loads(page.evaluate("JSON.stringify([...document.scripts].map((s) => s.text.length))"))
