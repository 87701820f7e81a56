"""Old addresses with a query, as a browser finds them on a host of static files."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import newsstand
import pytest
from playwright.sync_api import Browser, expect

STORY = "/2026/11/banjir/"
TEXT = "---\ntitle: {}\ndate: 2026-11-01\nslug: {}\naliases: {}\n---\nIsi berita.\n"


class _Handler(SimpleHTTPRequestHandler):
    """Shows `404.html` where nothing is, as hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("koran")
    (folder / "content").mkdir()
    old = '["/?p=12", "/berita.php?id=3003", "/?lang=id&id=4", "/cari.php?q=harga%20beras"]'
    (folder / "content/a.md").write_text(TEXT.format("Banjir", "banjir", old), "utf-8")
    (folder / "newsgen.yaml").write_text("title: Kabar\nbase_url: https://kabar.example/\n", "utf-8")
    site = newsstand.build(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "path",
    [
        "/?p=12",
        "/?p=12&fbclid=IwAR0",
        "/berita.php?id=3003",
        "/berita.php?id=3003&utm_source=x",
        "/?lang=id&id=4",
        "/cari.php?q=harga%20beras",
    ],
)
def test_an_old_address_leads_on(browser: Browser, base: str, path: str) -> None:
    with newsstand.reader(browser, base) as reader:
        tab = reader.open(path)
        tab.wait_for_url(f"{base}{STORY}")
        expect(tab.locator("h1")).to_have_text("Banjir")


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/?p=13", ["/_/p/0.json"]),
        ("/?p=99999", ["/_/p/99.json"]),
        ("/?page_id=12", []),
        ("/?utm_source=x", ["/_/others.json"]),
        ("/?p=x", ["/_/others.json"]),
        ("/", []),
        (f"{STORY}?p=12", []),
        ("/lain.php?id=3003", []),
        ("/berita.php?id=__proto__", []),
        ("/?toString=1", []),
    ],
)
def test_another_address_stays(browser: Browser, base: str, path: str, asked: list[str]) -> None:
    """And no file is asked for where there are no old addresses that begin like that."""
    with newsstand.reader(browser, base) as reader:
        tab = reader.open(path, until="networkidle")
        assert tab.url == base + path
        lists = [url.removeprefix(base) for url in reader.requests if url.endswith(".json")]
        assert lists == asked
