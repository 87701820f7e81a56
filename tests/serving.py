"""A preview of a project, served in a thread: what its tests ask by HTTP."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

import uvicorn

from newsgen.index.listing import Listing
from newsgen.preview.app import PreviewApp
from newsgen.preview.live import LivePreview
from newsgen.preview.serve import listen
from newsgen.preview.server import make_server, serve_until_ended
from newsgen.preview.site import PreviewSite
from newsgen.workers import WorkerPool

PATIENCE = 60.0  # seconds for anything that must come


class Served:
    """A preview at `http://127.0.0.1:port`; the test waits for it with `ready`."""

    def __init__(
        self,
        project: Path,
        port: int = 0,
        *,
        drafts: bool = False,
        future: bool = False,
        host: str = "127.0.0.1",
        listing: Callable[[], Listing] | None = None,
    ) -> None:
        self.listing = listing
        self.preview = PreviewSite(project, drafts=drafts, future=future)
        self.host = host
        self.socket = listen("127.0.0.1", port)
        self.port: int = self.socket.getsockname()[1]
        self.said: list[str] = []
        self.started = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self.live: LivePreview
        self.server: uvicorn.Server
        self.loop: asyncio.AbstractEventLoop

    async def _run(self) -> None:
        self.loop = asyncio.get_running_loop()
        pool = WorkerPool() if self.listing else None
        self.live = LivePreview(self.preview, self.said.append, pool, self.listing)
        self.server = make_server(PreviewApp(self.live, heartbeat=0.2, ready_timeout=0.0), self.host)
        self.started.set()
        await serve_until_ended(self.server, self.live, self.socket)
        await self._abort_connections()

    async def _abort_connections(self) -> None:
        """Drop what a browser opened at the last moment, or never read: here the process lives on."""
        await asyncio.sleep(0.01)
        for connection in list(self.server.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0.01)

    def __enter__(self) -> "Served":
        self.thread.start()
        self.started.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.should_exit = True
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> "Served":
        """Wait until the site is there."""
        asyncio.run_coroutine_threadsafe(self.live.ready.wait(), self.loop).result(PATIENCE)
        return self

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The response to a request, and its body; `_` in the names of headers stands for `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Host": f"localhost:{self.port}"} | names)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def notes(self, path: str) -> Any:
        response, body = self.ask(f"/__newsgen/page?path={quote(path)}")
        assert response.status == 200
        return json.loads(body)

    @contextmanager
    def listening(self, path: str) -> Iterator[Iterator[tuple[str, Any]]]:
        """The events for the page at a path, as they come."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/__newsgen/events?path={quote(path)}")
            response = connection.getresponse()
            assert response.getheader("Content-Type", "").startswith("text/event-stream")
            yield _events(response)
        finally:
            connection.close()


def _events(response: HTTPResponse) -> Iterator[tuple[str, Any]]:
    kind = ""
    while line := response.readline().decode().rstrip("\n"):
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))
        response.readline() if not line.startswith("event: ") else None
