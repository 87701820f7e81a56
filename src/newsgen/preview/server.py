"""The server of a preview."""

import asyncio
import socket
import webbrowser
from types import FrameType

import uvicorn

from newsgen.preview import guard
from newsgen.preview.app import App
from newsgen.preview.live import Live

_LAST_WORDS = 2  # seconds for answers that are under way when the preview ends


async def run(live: Live, host: str, listening: socket.socket, open_: str) -> None:
    """Serve a preview until the process is told to end; `open_` is an address to open in a browser."""
    opened = asyncio.get_running_loop().run_in_executor(None, webbrowser.open, open_) if open_ else None
    await server(App(live), host).serve([listening])
    if live.failure is not None:
        raise live.failure
    if opened is not None:
        await opened


def server(app: App, host: str) -> "Server":
    """A server of a preview, for a socket that listens on this host."""
    settings = uvicorn.Config(
        app.asgi(host),
        http=guard.Patience,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=guard.CONNECTIONS,
        timeout_graceful_shutdown=_LAST_WORDS,
        h11_max_incomplete_event_size=guard.HEAD_BYTES,
    )
    return Server(settings, app.live)


class Server(uvicorn.Server):
    """Ends what open pages wait for as soon as it is told to end."""

    def __init__(self, settings: uvicorn.Config, live: Live) -> None:
        super().__init__(settings)
        self.live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.live.closing = True

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self.live.failure is not None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.live.close()
        await super().shutdown(sockets)
