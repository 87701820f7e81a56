"""A built newspaper on loopback, and a browser to read it with: what the tests here stand on."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit

from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from newsgen.cli import main

REPO = Path(__file__).parents[2]
TOOLS = Path(__file__).parent / "node_modules"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
EPOCH = "1795500000"  # 2026-11-24

# One page of every template, of the sample newspaper.
TEMPLATES = {
    "home": "/",
    "article": "/2018/08/sekda-jambi-ajak-49-opd-berinovasi/",
    "corrected": "/2025/06/anggaran-perbaikan-jalan-batanghari-ditambah/",
    "withdrawn": "/2024/03/harga-beras-di-angso-duo-disebut-naik-dua-kali-lipat/",
    "section": "/kategori/lingkungan/",
    "tag": "/tag/jambi/",
    "author": "/penulis/ratna-maulida/",
    "series": "/seri/reformasi-birokrasi/",
    "older": "/hal/1/",
    "years": "/indeks/",
    "months": "/2026/",
    "days": "/2026/11/",
    "page": "/redaksi/",
    "search": "/cari/",
    "404": "/404.html",
}
# Whatever breaks the policy is gathered from the first moment of a page.
_WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});
let shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  window.shifted = shifted;
}).observe({ type: "layout-shift", buffered: true });
"""


def eventually(tab: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that a page does in its own time."""
    for _ in range(200):
        if holds():
            return
        tab.wait_for_timeout(50)
    assert holds()


def build(project: Path) -> Path:
    """Build a project as a person would, and give the folder of its site."""
    done = CliRunner().invoke(main, ["build", "--project", str(project)], env={"SOURCE_DATE_EPOCH": EPOCH})
    assert done.exit_code == 0, done.output
    return project / "site"


def sample(folder: Path, *, config: str = "") -> Path:
    """The repository's own newspaper, built into a folder of its own; `config` is added to its settings."""
    shutil.copytree(REPO / "content", folder / "content")
    settings = (REPO / "newsgen.yaml").read_text("utf-8")
    (folder / "newsgen.yaml").write_text(settings + config, "utf-8")
    return build(folder)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site on loopback, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; without one the tests fail."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """A reader with a tab of their own. `mistakes` gathers what the console complains of."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.mistakes: list[str] = []
        self.requests: list[str] = []
        context.add_init_script(_WATCH)
        self.tab: Page = context.new_page()
        self.tab.on("console", lambda message: self._heard(message.type, message.text))
        self.tab.on("pageerror", lambda error: self.mistakes.append(str(error)))
        self.tab.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.mistakes.append(text)

    def open(self, path: str, *, until: Literal["load", "networkidle"] = "load") -> Page:
        """Go to a page and wait until all of it is there."""
        self.requests.clear()
        self.tab.goto(self.base + path, wait_until=until)
        return self.tab

    def elsewhere(self) -> list[str]:
        """What the page asked other hosts for."""
        own = urlsplit(self.base).netloc
        return [url for url in self.requests if urlsplit(url).netloc not in (own, "") and url[:5] != "data:"]


@contextmanager
def reader(browser: Browser, base: str, **options: Any) -> Iterator[Reader]:
    context = browser.new_context(**options)
    try:
        yield Reader(context, base)
    finally:
        context.close()
