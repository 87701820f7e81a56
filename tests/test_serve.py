"""`newsgen serve` as a client sees it: HTTP, its limits, and news as it happens."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from conftest import CONFIG, MakeSite, Project, article, photo
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import PATIENCE, Served

from newsgen.errors import ConfigError
from newsgen.index.database import Database
from newsgen.index.listing import list_files
from newsgen.preview import guard
from newsgen.preview.live import LivePreview
from newsgen.preview.serve import listen
from newsgen.preview.site import PreviewSite
from newsgen.preview.watch import Debouncer
from newsgen.publishing.output import STAMP

MEDIA = bytes(range(256)) * 40
GOOD: dict[str, str | bytes] = {
    "a.md": article("Berita A", "2025-11-01", tags=["Kota"], image="gambar.jpg", aliases=["/lama/"]),
    "b.md": article("Berita B", "2025-11-02", body="Awal.\n\nBaca Juga: Berita A\n\nAkhir."),
    "data.bin": MEDIA,
    "gambar.jpg": photo(),
}
A = "/2025/11/berita-a/"
BAD = "---\ntitle: Berita A\ndate: 32 Agustus 2018\n---\nIsi.\n"


@pytest.fixture
def site(make_site: MakeSite) -> Project:
    return make_site(GOOD)


@pytest.fixture
def served(site: Project) -> Iterator[Served]:
    with Served(site.path) as served:
        yield served.ready()


# HTTP


def test_pages_are_not_sent_again_to_those_who_have_them(served: Served) -> None:
    response, body = served.ask("/")
    etag = response.getheader("ETag", "")
    assert (response.status, response.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert response.getheader("Cache-Control") == "no-cache"
    assert b"Berita A" in body
    for known in (etag, f'"x", {etag}', f"W/{etag}", "*"):
        response, body = served.ask("/", If_None_Match=known)
        assert (response.status, body, response.getheader("ETag")) == (304, b"", etag)
    assert served.ask("/", If_None_Match='"x"')[0].status == 200
    etag = served.ask("/data.bin")[0].getheader("ETag", "")
    assert served.ask("/data.bin", If_None_Match=etag)[0].status == 304


@pytest.mark.parametrize("path", ["/", "/data.bin", "/tidak/ada/", A, "/feed.xml", "/lama/"])
def test_head_says_what_get_would(served: Served, path: str) -> None:
    response, body = served.ask(path, "HEAD")
    full, whole = served.ask(path)
    assert body == b""
    assert response.status == full.status
    for name in ("Content-Type", "Content-Length", "ETag", "Location"):
        assert response.getheader(name) == full.getheader(name)
    assert full.getheader("Content-Length") == str(len(whole))


@pytest.mark.parametrize(
    ("ranges", "status", "expected"),
    [
        ("bytes=0-0", 206, MEDIA[:1]),
        ("bytes=100-199", 206, MEDIA[100:200]),
        ("bytes=10000-", 206, MEDIA[10000:]),
        ("bytes=-7", 206, MEDIA[-7:]),
        ("bytes=0-99999999", 206, MEDIA),
        ("bytes=999999-", 416, None),
        ("bytes=5-1", 400, None),
        ("lines=1-2", 400, None),
    ],
)
def test_byte_ranges(served: Served, ranges: str, status: int, expected: bytes | None) -> None:
    response, body = served.ask("/data.bin", Range=ranges)
    assert response.status == status
    if expected is not None:
        first = MEDIA.index(expected) if len(expected) > 1 else 0
        assert body == expected
        assert response.getheader("Content-Length") == str(len(expected))
        if len(expected) not in (7, 240):
            last = first + len(expected) - 1
            assert (
                response.getheader("Content-Range")
                == f"bytes {first % 256}-{first % 256 + last - first}/10240"
            )


def test_several_ranges_and_a_range_of_what_changed(served: Served) -> None:
    response, body = served.ask("/data.bin", Range="bytes=0-9,100-109")
    assert response.status == 206
    assert response.getheader("Content-Type", "").startswith("multipart/byteranges")
    assert MEDIA[:10] in body
    assert MEDIA[100:110] in body
    etag = served.ask("/data.bin")[0].getheader("ETag", "")
    assert served.ask("/data.bin", Range="bytes=0-9", If_Range=etag)[0].status == 206
    assert served.ask("/data.bin", Range="bytes=0-9", If_Range='"x"')[0].status == 200


def test_redirects_keep_the_query(served: Served) -> None:
    for path, location in [
        ("/lama/", A),
        ("/lama", "/lama/"),
        (A[:-1] + "?x=1&y=%20", A + "?x=1&y=%20"),
        ("/tag/kota", "/tag/kota/"),
    ]:
        response, _ = served.ask(path)
        assert (response.status, response.getheader("Location")) == (302, location)


def test_the_sites_own_404(served: Served) -> None:
    response, body = served.ask("/tidak/ada/")
    assert response.status == 404
    assert b"Kabar Uji" in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ABC"])
def test_a_preview_can_only_be_read(served: Served, method: str) -> None:
    response, _ = served.ask("/", method)
    assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD")


def test_nothing_else_is_below_its_own_addresses(served: Served) -> None:
    for name in ("preview.js", "preview.css"):
        response, _ = served.ask(f"/__newsgen/{name}")
        assert response.status == 200
        assert response.getheader("X-Content-Type-Options") == "nosniff"
    for name in ("indexing.html", "", "../app.py", "%2e%2e/app.py", "x"):
        assert served.ask(f"/__newsgen/{name}")[0].status == 404, name


# safety


@pytest.mark.parametrize(
    ("header", "listening", "expected"),
    [
        ("localhost", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("localhost.", "127.0.0.1", True),
        ("kabar.localhost:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("127.9.9.9", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("[::1]", "::1", True),
        ("ruang-redaksi:8000", "ruang-redaksi", True),
        ("192.168.1.5:8000", "192.168.1.5", True),
        ("192.168.1.5:8000", "0.0.0.0", True),
        ("[fe80::1]:8000", "::", True),
        ("", "127.0.0.1", False),
        ("evil.example", "127.0.0.1", False),
        ("evil.example", "0.0.0.0", False),
        ("localhost.evil.example:8000", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("evillocalhost", "127.0.0.1", False),
        ("192.168.1.5:8000", "127.0.0.1", False),
        ("10.0.0.1", "127.0.0.1", False),
        ("evil.example:localhost", "127.0.0.1", False),
        ("localhost:80:80", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
        ("localhost/evil", "127.0.0.1", False),
        ("2130706433", "127.0.0.1", False),
        ("::1", "127.0.0.1", False),
    ],
)
def test_who_may_ask(header: str, listening: str, expected: bool) -> None:
    assert guard.is_allowed_host(header, listening) is expected


def test_a_foreign_name_gets_nothing(served: Served) -> None:
    for path in (
        "/",
        "/data.bin",
        "/__newsgen/page?path=/",
        "/__newsgen/events?path=/",
        "/__newsgen/preview.js",
    ):
        response, body = served.ask(path, Host="evil.example:8000")
        assert response.status == 403
        assert b"Berita" not in body


SECRET = b"rahasia besar"
UP = ("..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "..%00", "..;", "...", "..%2f..", "..%5c..", "%252e%252e")
HOSTILE = (
    *(f"/{up}/rahasia.txt" for up in UP),
    *(f"/{up}/{up}/rahasia.txt" for up in UP),
    *(f"/tag/{up}/{up}/{up}/rahasia.txt" for up in UP),
    *(f"/assets/{up}/{up}/newsgen.yaml" for up in UP),
    *(f"/__newsgen/{up}/app.py" for up in UP),
    "//rahasia.txt",
    "///etc/passwd",
    "//evil.example/",
    "//evil.example/..",
    "/\\evil.example",
    "/%5cevil.example",
    "/etc/passwd",
    "/%2fetc%2fpasswd",
    "/%2Fetc/passwd",
    "/..\\..\\rahasia.txt",
    "/..%c0%af..%c0%afrahasia.txt",
    "/%c0%ae%c0%ae/rahasia.txt",
    "/%uff0e%uff0e/rahasia.txt",
    "/C:/Windows/win.ini",
    "/c:%5cwindows%5cwin.ini",
    "/file:///etc/passwd",
    "/keluar.txt",
    "/luar/",
    "/luar/rahasia.txt",
    "/./rahasia.txt",
    "/%2e/rahasia.txt",
    "/data.bin%00.html",
    "/%00",
    "/%0d%0aSet-Cookie:x=1",
    "/%0a",
    "/%7f",
    "/%ff%fe",
    "/%",
    "/%zz",
    "/a.md",
    "/.git/config",
    "/.newsgen/state.db",
    "/.hidden.md",
    "/newsgen.yaml",
    "/content/a.md",
    "/templates/base.html",
    "/proc/self/environ",
    "/tag/../../rahasia.txt",
    "/tag//kota/",
    "/foto/../data.bin",
    "/" + "../" * 200 + "etc/passwd",
    "/" + "a/" * 900,
    "/" + "9" * 2000 + "/",
    "/2025/11/berita-a/" + "9" * 1900 + "/",
    "/" + "%2e%2e/" * 200 + "etc/passwd",
    "*",
    "http://evil.example/",
    "http://localhost/../rahasia.txt",
    "rahasia.txt",
    "?",
    "/x" * 3000,
)


def raw(port: int, data: bytes) -> bytes:
    """All that is answered to bytes, sent as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(data)
        found = b""
        while chunk := connection.recv(65536):
            found += chunk
    return found


def test_hostile_paths_lead_nowhere(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_bytes(SECRET)
    site = make_site({**GOOD, ".hidden.md": article("Tersembunyi", "2025-11-01")})
    site.put("rahasia.txt", SECRET)
    (site.path / "content" / "keluar.txt").symlink_to(tmp_path / "rahasia.txt")
    (site.path / "content" / "luar").symlink_to(tmp_path)
    assert len(HOSTILE) >= 60
    with Served(site.path) as served:
        served.ready()
        for path in HOSTILE:
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = raw(served.port, request.encode("latin-1"))
            status = int(answer.split(b" ", 2)[1])
            assert status in (400, 403, 404, 414, 431), (path, answer[:200])
            for inside in (SECRET, b"root:", b"title: Kabar Uji", b"Set-Cookie", b"date: 2025"):
                assert inside not in answer, path
        assert served.ask("/")[0].status == 200
        assert served.said == []


PARTS = (
    b"hal kategori tag penulis seri indeks semua sitemap sitemap.xml feed.xml index.html social.jpg 404.html"
    b" latest.html kota 1 2025 11 00 13 99 berita-a lama data.bin gambar.jpg __newsgen events page preview.js"
    b" %2e %2E%2e . .. %00 %ff %C3 %zz % %25 %2f %5c %0a %D9%A2 %C2%B2 \xd9\xa2 \xff \x01 \x7f \\ ? # + * ; @"
).split(b" ")
RAW_PARTS = st.one_of(
    st.sampled_from([*PARTS, b""]),
    st.binary(max_size=6).map(lambda data: data.translate(None, b"\r\n \0")),
    st.integers(0, 10**30).map(lambda number: b"%d" % number),
    st.integers(1, 3000).map(lambda count: b"a" * count),
)


def test_any_address_is_answered(site: Project, served: Served) -> None:
    @settings(max_examples=int(os.environ.get("NEWSGEN_EXAMPLES", "15")) * 20, deadline=None)
    @given(parts=st.lists(RAW_PARTS, max_size=5), query=st.sampled_from([b"", b"?x=%ff", b"?path=%00%ff/"]))
    def asked(parts: list[bytes], query: bytes) -> None:
        path = b"/" + b"/".join(parts) + query
        if path.startswith(b"/__newsgen/events"):
            return
        answer = raw(
            served.port, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        assert answer[9:12] in (b"200", b"302", b"400", b"404", b"414"), answer[:200]

    asked()
    assert served.said == []


def test_no_folder_is_listed(make_site: MakeSite) -> None:
    site = make_site({**GOOD, "berkas/a.pdf": b"x", "berkas/b/c.pdf": b"x"})
    with Served(site.path) as served:
        served.ready()
        for path in ("/berkas/", "/berkas", "/berkas/b/", "/assets/", "/sitemap/", "/__newsgen/"):
            response, body = served.ask(path)
            assert response.status == 404, path
            assert b"pdf" not in body


def test_malformed_requests_end_their_connection_alone(served: Served) -> None:
    for data in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 2_000_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nabcde",
    ):
        try:
            answer = raw(served.port, data)
        except ConnectionResetError:
            continue  # it did not read to the end
        assert answer[9:12] in (b"400", b"403", b"405", b"431"), data[:40]
    assert served.ask("/")[0].status == 200


def test_idle_connections_are_closed(served: Served) -> None:
    served.server.config.timeout_keep_alive = 0  # seconds
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as idle:
        idle.sendall(b"GET /data.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while idle.recv(65536):
            pass
    assert served.ask("/")[0].status == 200


def test_more_connections_than_the_limit_are_refused(served: Served) -> None:
    served.server.config.limit_concurrency = 3
    with contextlib.ExitStack() as others:
        for _ in range(3):
            others.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE))
        _until(lambda: len(served.server.server_state.connections) == 3)
        assert served.ask("/")[0].status == 503
    _until(lambda: not served.server.server_state.connections)
    assert served.ask("/")[0].status == 200


@pytest.mark.parametrize("cut", [1 << 20, 9_000])
def test_a_long_head_is_refused_however_it_comes(served: Served, cut: int) -> None:
    for size, status in (
        (16_384, b"200"),
        (16_385, b"431"),
        (20_000, b"431"),
        (60_000, b"431"),
        (200_000, b"400"),
    ):
        head = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
        head += b"x" * (size - len(head) - 4) + b"\r\n\r\n"
        with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
            found = b""
            with contextlib.suppress(ConnectionError):  # it does not read to the end
                for piece in filter(None, (head[:cut], head[cut:])):
                    connection.sendall(piece)
                    threading.Event().wait(0.01)
                while chunk := connection.recv(65536):
                    found += chunk
        assert found[9:12] == status or (status == b"400" and not found), size
    assert served.ask("/")[0].status == 200


def test_open_pages_are_counted_exactly(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgen.preview.app.MAX_STREAMS", 20)
    request = b"GET /__newsgen/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n"

    async def opened(count: int) -> list[bytes]:
        streams = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(count)]
        for _, writer in streams:  # all at once
            writer.write(request)
        found = [(await reader.readuntil(b"\r\n"))[9:12] for reader, _ in streams]
        for _, writer in streams:
            writer.close()
        return found

    for _ in range(3):
        _until(lambda: not served.server.server_state.connections)
        assert sorted(asyncio.run(opened(50))) == [b"200"] * 20 + [b"503"] * 30
    _until(lambda: not served.server.server_state.connections)
    assert served.ask("/__newsgen/events?path=/", "HEAD")[0].status == 200
    with served.listening("/") as events:
        assert next(events)[0] == "state"


def test_a_client_that_goes_away_is_forgotten(site: Project, served: Served) -> None:
    site.write("besar.bin", b"x" * 30_000_000)
    _until(lambda: served.ask("/besar.bin", "HEAD")[0].status == 200)
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as leaving:
        leaving.sendall(b"GET /besar.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert leaving.recv(10)
    _until(lambda: not served.server.server_state.connections)
    assert served.ask("/")[0].status == 200


def _until(done: object) -> None:
    """Wait for what the other thread will surely do."""
    assert callable(done)
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


# many at once


def test_two_hundred_connections_lose_no_request(served: Served) -> None:
    """Each asks again and again for some seconds, while an article is edited under them."""
    paths = ["/", A, "/tag/kota/", "/data.bin", "/feed.xml", "/tidak/ada/", "/lama/", "/sitemap.xml"]
    wanted = {"/tidak/ada/": 404, "/lama/": 302}
    end = time.monotonic() + float(os.environ.get("NEWSGEN_LOAD_SECONDS", "4"))
    wrong: list[object] = []
    counts: list[int] = []

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        count = 0
        while time.monotonic() < end or not count:
            path = paths[(number + count) % len(paths)]
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            if int(head.split()[1]) != wanted.get(path, 200):
                wrong.append((path, head))
            count += 1
        writer.close()
        counts.append(count)

    async def load() -> None:
        clients = [asyncio.create_task(client(number)) for number in range(200)]
        (served.preview.project / "content/a.md").write_text(
            article(
                "Berita A", "2025-11-01", aliases=["/lama/"], tags=["Kota"], image="gambar.jpg", body="Lain."
            )
        )
        await asyncio.gather(*clients)

    asyncio.run(asyncio.wait_for(load(), 120))
    assert wrong == []
    assert len(counts) == 200
    assert min(counts) >= 1
    assert b"Lain." in served.ask(A)[1]


class Editor(threading.Thread):
    """Saves articles at random moments, in all the ways that leave a file broken or away for a while."""

    def __init__(self, site: Project, names: list[str], seed: int, seconds: float) -> None:
        super().__init__()
        self.content = site.path / "content"
        self.names = names
        self.random = Random(seed)
        self.seconds = seconds

    def run(self) -> None:
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            file = self.content / f"{self.random.choice(self.names)}.md"
            self.random.choice([self.good, self.broken, self.empty, self.gone, self.swapped])(file)
            if self.random.random() < 0.5:  # and mended, perhaps before anyone looked
                time.sleep(self.random.choice([0, 0.001, 0.01]))
                self.good(file)
            time.sleep(self.random.choice([0, 0.001, 0.02, 0.1]))

    def text(self, file: Path) -> str:
        body = self.random.choice(["Satu.", "Dua.", "Tiga."])
        return article(f"Berita {file.stem}", "2025-11-01", tags=["Kota"], body=body)

    def good(self, file: Path) -> None:
        file.write_text(self.text(file), "utf-8")

    def broken(self, file: Path) -> None:
        file.write_text(BAD, "utf-8")

    def empty(self, file: Path) -> None:
        file.write_bytes(b"")

    def gone(self, file: Path) -> None:
        file.unlink(missing_ok=True)

    def swapped(self, file: Path) -> None:
        """As editors save: the old file is moved away, and the new one into its place."""
        part = file.with_name(f".{file.name}.tmp")
        part.write_text(self.random.choice([self.text(file), BAD]), "utf-8")
        if file.exists():
            file.replace(file.with_name(f"{file.name}~"))
        part.replace(file)


@pytest.mark.parametrize("seed", range(int(os.environ.get("NEWSGEN_SEEDS", "2"))))
def test_an_error_is_told_at_its_own_address_whenever_files_change(make_site: MakeSite, seed: int) -> None:
    names = ["a", "b", "c", "d"]
    texts = {f"{name}.md": article(f"Berita {name}", "2025-11-01", tags=["Kota"]) for name in names}
    site = make_site(texts)
    home = ("/", "/tag/kota/", "/2025/11/", "/sitemap.xml", "/tidak/ada/")
    own = {f"/2025/11/berita-{name}/": f"{name}.md" for name in names}
    with Served(site.path) as served:
        served.ready()
        editor = Editor(site, names, seed, 3)
        editor.start()
        while editor.is_alive():
            for path in (*home, *own, "/feed.xml"):
                response, body = served.ask(path)
                assert response.status in ((200, 404) if path in home else (200, 404, 500)), (path, body)
                if response.status == 500:  # of a feed, which has the whole texts, it may be any of them
                    named = [file for file in own.values() if f"content/{file}".encode() in body]
                    assert named == [own[path]] if path in own else len(named) == 1
            assert served.notes("/")["overlay"] == []
        editor.join()
        for path, text in texts.items():
            site.write(path, text)
        tree = {path: data for path, data in site.clean().items() if path != STAMP}
        _until(lambda: _is_served(served, tree))
        for path in (*home, *own):
            notes = served.notes(path)
            assert (notes["overlay"], notes["others"]) == ([], []), path
        assert not [line for line in served.said if "bug" in line]


def _is_served(served: Served, tree: dict[str, bytes]) -> bool:
    """Whether every page is served as it is built, but for the script at its end."""
    for file, built in tree.items():
        url = "/" + file.removesuffix("index.html")
        body = served.ask(quote(url))[1].partition(b'<script src="/__newsgen/preview.js"')[0]
        if body != built:
            return False
    return True


# live


def test_an_edit_is_told_to_the_pages_that_show_it(site: Project, served: Served) -> None:
    with served.listening(A) as here, served.listening("/2025/11/berita-b/") as there:
        (kind, first), (_, other) = next(here), next(there)
        assert kind == "state"
        assert not first["broken"]
        assert f'data-look="{first["look"]}"'.encode() in served.ask(A)[1]
        site.write("a.md", str(GOOD["a.md"]) + "\nIsi lain.\n")
        (_, now), (_, same) = next(here), next(there)
    assert now["look"] != first["look"]
    assert same["look"] == other["look"]
    assert b"Isi lain." in served.ask(A)[1]


@pytest.mark.parametrize(
    "edit",
    ["write", "rename", "backup and rename", "delete and write", "move a folder", "add a folder", "template"],
)
def test_however_an_editor_saves(site: Project, served: Served, edit: str) -> None:
    content = site.path / "content"
    text = article("Berita A", "2025-11-01", body="Isi anyar sekali.")
    with served.listening(A) as events:
        look = next(events)[1]["look"]
        if edit == "write":
            site.write("a.md", text)
        elif edit == "rename":
            site.write(".a.md.tmp", text)
            (content / ".a.md.tmp").replace(content / "a.md")
        elif edit == "backup and rename":
            (content / "a.md").replace(content / "a.md~")
            site.write("a.md", text)
        elif edit == "delete and write":
            site.delete("a.md").write("a.md", text)
        elif edit == "move a folder":
            site.put("baru/a.md", text)
            site.delete("a.md")
            (site.path / "baru").replace(content / "baru")
        elif edit == "add a folder":
            site.delete("a.md").write("dalam/sekali/a.md", text)
        else:
            site.put("templates/article.html", "Isi anyar sekali.")
        while next(events)[1]["look"] == look or b"Isi anyar sekali." not in served.ask(A)[1]:
            pass
    assert served.ask(A)[0].status == 200


def test_many_changes_are_few_refreshes(site: Project, served: Served) -> None:
    for number in range(300):
        site.write(f"banyak/{number}.md", article(f"Berita ke-{number}", "2025-10-01"))
    with served.listening("/2025/10/berita-ke-299/") as events:
        while b"Berita ke-299" not in served.ask("/2025/10/berita-ke-299/")[1]:
            next(events)
    assert served.live.refreshes < 30
    assert served.said == []


def test_events_that_come_together_are_one_batch() -> None:
    async def gathered() -> tuple[frozenset[Path], frozenset[Path]]:
        debouncer = Debouncer(wait=0.05, max_wait=60)
        for name in ("a", "b", "a"):
            debouncer.add(Path(name))
        first = await debouncer.next_batch()
        debouncer.add(Path("c"))
        return first, await debouncer.next_batch()

    assert asyncio.run(gathered()) == (frozenset({Path("a"), Path("b")}), frozenset({Path("c")}))


def test_a_batch_without_end_is_cut() -> None:
    async def gathered() -> frozenset[Path]:
        debouncer = Debouncer(wait=60, max_wait=0.05)
        debouncer.add(Path("a"))
        return await debouncer.next_batch()

    assert asyncio.run(gathered()) == frozenset({Path("a")})


def test_folders_that_come_later_are_watched(site: Project, served: Served) -> None:
    with served.listening("/") as events:
        for text in (b"Satu", b"Dua"):
            site.put("templates/home.html", text)
            while text not in served.ask("/")[1]:
                next(events)
            site.drop("templates")
            while b"Kabar Uji" not in served.ask("/")[1]:
                next(events)


def test_a_picture_that_changed_is_named(site: Project, served: Served) -> None:
    with served.listening(A) as events:
        assert next(events)[1]["media"] == []
        site.write("data.bin", b"\xff\xd8lain")
        while "/data.bin" not in (found := next(events)[1])["media"]:
            pass
    assert not found["broken"]


def test_an_error_is_said_once_and_its_end_too(site: Project, served: Served) -> None:
    with served.listening(A) as events:
        next(events)
        site.write("a.md", BAD)
        while not next(events)[1]["broken"]:
            pass
        site.write("b.md", article("Berita B", "2025-11-02", body="Lain."))
        next(events)
        assert served.ask(A)[0].status == 500
        assert b"Lain." in served.ask("/2025/11/berita-b/")[1]
        assert [problem["path"] for problem in served.notes(A)["overlay"]] == ["content/a.md"]
        site.write("a.md", GOOD["a.md"])
        while next(events)[1]["broken"]:
            pass
    (error, end) = served.said
    assert error.startswith('error: content/a.md:3:7: date: "32 Agustus 2018" is not a date')
    assert end == "no errors left"


def test_an_unexpected_error_is_said_once_and_ends_nothing(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise KeyError("ejaan")

    with monkeypatch.context() as patched:
        patched.setattr("newsgen.publishing.project.scan", failing)
        served = Served(site.path).__enter__()
        _until(lambda: served.said)
        assert served.ask("/")[0].status == 503
    try:
        site.write("a.md", article("Berita A", "2025-11-01", body="Sesudah itu."))
        served.ready()
        with monkeypatch.context() as patched:
            patched.setattr("newsgen.publishing.project.rescan", failing)
            for body in ("Satu.", "Dua."):
                before = served.live.refreshes
                site.write("a.md", article("Berita A", "2025-11-01", body=body))
                _until(
                    lambda before=before: served.live.refreshes > before and served.live.preview.has_failed
                )
            assert served.ask("/")[0].status == 200
            assert len(served.notes("/")["overlay"]) == 1
        site.write("b.md", article("Berita B", "2025-11-02", body="Tiga."))
        _until(lambda: b"Tiga." in served.ask("/2025/11/berita-b/")[1])
        assert b"Dua." in served.ask(A)[1]
        assert served.notes("/")["overlay"] == []
    finally:
        served.__exit__(None, None, None)
    assert [line.split(" (")[0] for line in served.said if "KeyError" in line] == [
        "error: newsgen: there is no site yet: KeyError: 'ejaan'",
        "error: content/a.md: `refresh` failed: KeyError: 'ejaan'",
    ]


def test_a_template_error_is_said_once(site: Project, served: Served) -> None:
    with served.listening("/tag/kota/") as events:
        next(events)
        site.put("templates/list.html", "{{ broken")
        while not next(events)[1]["broken"]:
            pass
        for _ in range(3):
            assert served.ask("/tag/kota/")[0].status == 500
    assert [line for line in served.said if "templates/list.html:1" in line] == served.said
    assert len(served.said) == 1


def test_the_moment_of_a_scheduled_article_comes(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsgen import clock

    start = clock.now()
    soon = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(start / 1e6 + 3))
    site = make_site({**GOOD, "c.md": article("Sebentar Lagi", soon)})
    with Served(site.path) as served:
        served.ready()
        with served.listening("/") as events:
            look = next(events)[1]["look"]
            while next(events)[1]["look"] == look:
                pass
        assert b"Sebentar Lagi" in served.ask("/")[1]


def test_pulses_keep_a_quiet_connection(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
        connection.sendall(b"GET /__newsgen/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        found = b""
        while found.count(b"\n:\n") < 2:
            found += connection.recv(65536)
    _until(lambda: not served.server.server_state.connections)


# the first look


def test_until_the_site_is_there_a_page_says_so(site: Project) -> None:
    with Database(site.path / ".newsgen" / "state.db"), Served(site.path) as served:
        response, body = served.ask("/")
        assert (response.status, response.getheader("Retry-After")) == (503, "1")
        assert b'data-look="indexing"' in body
        with served.listening("/") as events:
            kind, progress = next(events)
            assert kind == "progress"
            while "another newsgen is at work" not in progress["stage"]:
                kind, progress = next(events)
        assert served.ask("/__newsgen/page?path=/")[0].status == 503
    assert len(served.said) == 1
    assert served.said[0].startswith("waiting: ")


def test_it_goes_on_once_a_build_has_ended(site: Project) -> None:
    with Served(site.path) as served, contextlib.ExitStack() as build:
        served.ready()
        with served.listening(A) as events:
            next(events)
            build.enter_context(Database(site.path / ".newsgen" / "state.db"))
            site.write("a.md", article("Berita A", "2025-11-01", body="Sesudah itu."))
            _until(lambda: served.said)
            assert served.ask(A)[0].status == 200
            build.close()
            while b"Sesudah itu." not in served.ask(A)[1]:
                next(events)
    assert len(served.said) == 1
    assert "another newsgen is at work here" in served.said[0]


def test_what_changed_after_an_early_look_is_shown_too(site: Project) -> None:
    site.build()
    listing = list_files(site.path / "content")
    site.write("a.md", article("Berita A", "2025-11-01", body="Sesudah dilihat."))
    site.write("c.md", article("Berita C", "2025-11-03")).delete("b.md")
    with Served(site.path, listing=lambda: listing) as served:
        served.ready()
        _until(lambda: b"Sesudah dilihat." in served.ask(A)[1])
        _until(lambda: served.ask("/2025/11/berita-c/")[0].status == 200)
        _until(lambda: served.ask("/2025/11/berita-b/")[0].status == 404)


def test_the_site_is_used_from_one_thread_only(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its database refuses others, as it may have to be asked when time alone will change the site."""
    threads: set[str] = set()
    until: property = vars(PreviewSite)["until"]

    def noted(preview: PreviewSite) -> object:
        threads.add(threading.current_thread().name.rpartition("_")[0])
        return until.__get__(preview)

    monkeypatch.setattr(PreviewSite, "until", property(noted))
    with Served(site.path) as served:
        assert served.ready().ask(A)[0].status == 200
    assert threads == {"newsgen-site"}


def test_what_waits_to_be_settled_is_said_once(site: Project) -> None:
    said: list[str] = []

    async def settled() -> None:
        preview = PreviewSite(site.path)
        live = LivePreview(preview, said.append)
        await live.on_thread(preview.refresh)
        site.write("a.md", article("Berita A", "2025-11-01", body="Sesudah itu."))
        await live.on_thread(lambda: preview.refresh([preview.project / "content/a.md"]))
        with Database(site.path / ".newsgen" / "state.db"):
            await live.settle()
            await live.settle()
            assert preview.unsettled
        await live.settle()
        assert not preview.unsettled
        await live.on_thread(preview.close)

    asyncio.run(settled())
    assert len(said) == 1
    assert said[0].startswith("waiting: ")


# the command


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "tidak.ada.invalid"], "--host tidak.ada.invalid"),
        (["--host", "203.0.113.7"], "--host 203.0.113.7"),
        (["--port", "70000"], "--port"),
        (["--project", "/tidak/ada"], "newsgen.yaml"),
    ],
)
def test_wrong_use_ends_with_2(site: Project, arguments: list[str], message: str) -> None:
    command = [sys.executable, "-m", "newsgen.cli", "serve", "--project", str(site.path), *arguments]
    command[1:3] = ["-c", "from newsgen.cli import main; main()"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_without_content_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "newsgen.yaml").write_text(CONFIG)
    command = [
        sys.executable,
        "-c",
        "from newsgen.cli import main; main()",
        "serve",
        "--project",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert "newsgen new" in done.stderr


@contextlib.contextmanager
def running(site: Project, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command in a process of its own, and the lines that it said until it told its address."""
    code = "from newsgen.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--project", str(site.path), *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        yield process, [process.stderr.readline()]
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def test_the_command_takes_the_next_free_port_and_ends_well(site: Project) -> None:
    with (
        listen("127.0.0.1", 0) as taken,
        running(site, "--port", str(taken.getsockname()[1])) as (process, lines),
    ):
        found = re.search(r"Preview: http://127\.0\.0\.1:(\d+)/ ", lines[0])
        assert found
        port, wanted = int(found[1]), taken.getsockname()[1]
        assert wanted < port <= wanted + 100
        assert process.stderr is not None
        assert process.stderr.readline() == f"port {wanted} is taken: this is the next free one\n"
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(b"GET /__newsgen/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            found_ = b""
            while b"event: state" not in found_:
                found_ += connection.recv(65536)
            process.send_signal(signal.SIGINT)  # though a page is open
            _, rest = process.communicate(timeout=PATIENCE)
        assert (process.returncode, rest) == (0, "")


def test_others_may_look_only_where_that_is_asked_for_and_said(site: Project) -> None:
    with running(site, "--host", "0.0.0.0", "--port", "0") as (process, lines):
        assert re.match(r"Preview: http://localhost:\d+/ ", lines[0])
        assert process.stderr is not None
        assert process.stderr.readline().startswith("warning: everyone who can reach 0.0.0.0 sees the site")


def test_the_front_page_is_opened_in_a_browser(
    site: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part\nmv {opened}.part {opened}\n', "utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    with running(site, "--open", "--port", "0") as (_, lines):
        end = time.monotonic() + PATIENCE
        while not opened.exists() and time.monotonic() < end:
            time.sleep(0.02)
    assert f"Preview: {opened.read_text('utf-8').strip()} " in lines[0]


def test_ports_end_somewhere() -> None:
    with listen("127.0.0.1", 0) as taken:
        listen("127.0.0.1", taken.getsockname()[1]).close()
    with contextlib.suppress(ConfigError), listen("127.0.0.1", 65535), pytest.raises(ConfigError):
        listen("127.0.0.1", 65535)
