"""The HTTP server of a preview."""

import asyncio
import socket
import webbrowser

import uvicorn

from newsgen.preview import guard
from newsgen.preview.app import PreviewApp
from newsgen.preview.live import LivePreview

MAX_CONNECTIONS = 1000  # more at a time are answered with 503
_MAX_UNREAD_BYTES = 4 * guard.MAX_HEAD_BYTES  # of a head that is not there yet; what is, the guard measures
_SHUTDOWN_TIMEOUT = 2  # seconds for answers that are under way when the preview ends
_POLL_INTERVAL = 0.05  # seconds


async def run(live: LivePreview, host: str, listening: socket.socket, browser_url: str) -> None:
    """Serve a preview, and open an address in a browser, unless it is empty."""
    if browser_url:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, browser_url)
    await serve_until_ended(make_server(PreviewApp(live), host), live, listening)


def make_server(app: PreviewApp, host: str) -> uvicorn.Server:
    """Return a server for a socket that listens on this host."""
    config = uvicorn.Config(
        guard.Guard(app.asgi(), host),
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT,
        h11_max_incomplete_event_size=_MAX_UNREAD_BYTES,
    )
    return uvicorn.Server(config)


async def serve_until_ended(server: uvicorn.Server, live: LivePreview, listening: socket.socket) -> None:
    """Serve until the process is told to end, or the preview can't follow its files any more.

    uvicorn waits for open responses before it shuts the application down, so event streams are ended first.
    """
    serving = asyncio.create_task(server.serve([listening]))
    while not (server.should_exit or live.failure or serving.done()):
        await asyncio.sleep(_POLL_INTERVAL)
    server.should_exit = True
    await live.end_streams()
    await serving
    if live.failure is not None:
        raise live.failure
