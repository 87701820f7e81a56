"""`newsgen serve`: the site on this machine, as it is being written."""

import asyncio
import errno
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn

from newsgen import config
from newsgen.errors import ConfigError, Problem
from newsgen.publishing.preview import guard
from newsgen.publishing.preview.app import App
from newsgen.publishing.preview.live import Live
from newsgen.publishing.preview.preview import Preview

_TRIED = 100  # ports after the one that was asked for
_LAST_WORDS = 2  # seconds for answers that are under way when the preview ends


class ServeOptions(msgspec.Struct, frozen=True):
    """What a preview is asked for. `browser` opens the front page in one."""

    project: Path
    host: str = "127.0.0.1"
    port: int = 8000
    drafts: bool = False
    future: bool = False
    browser: bool = False


def serve(options: ServeOptions, say: Callable[[str], None]) -> None:
    """Serve the site until the process is told to end.

    Raises:
        ConfigError: the settings, the folder or the address can't be used.
    """
    settings = config.load(options.project / "newsgen.yaml")
    if not (options.project / "content").is_dir():
        hint = 'newsgen new "Judul berita" makes the first article'
        raise ConfigError(Problem(str(options.project / "content"), 0, 0, "there is no such folder", hint))
    listening = listen(options.host, options.port)
    address = f"http://{_shown(options.host)}:{listening.getsockname()[1]}{settings.root}"
    say(f"Preview: {address}  (Ctrl-C ends it)")
    if listening.getsockname()[1] != options.port and options.port:
        say(f"port {options.port} is taken: this is the next free one")
    if not guard.is_loopback(options.host):
        say(f"warning: everyone who can reach {options.host} sees the site, drafts and sources included")
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(options, listening, say, address if options.browser else ""))


async def _run(
    options: ServeOptions, listening: socket.socket, say: Callable[[str], None], open_: str
) -> None:
    live = Live(Preview(options.project, drafts=options.drafts, future=options.future), say)
    opened = asyncio.get_running_loop().run_in_executor(None, webbrowser.open, open_) if open_ else None
    await server(App(live), options.host).serve([listening])
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


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on a port, or on the next that is free.

    Raises:
        ConfigError: there is no such host here, or no port that may be used.
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError, OverflowError) as error:
        raise ConfigError(f"--host {host}: {getattr(error, 'strerror', None) or error}") from error
    for candidate in range(port, min(port + _TRIED, 65535) + 1):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((where[0], candidate, *where[2:]))
            found.listen(2048)
        except OSError as error:
            found.close()
            if error.errno != errno.EADDRINUSE:
                raise ConfigError(f"--host {host} --port {candidate}: {error.strerror}") from error
        else:
            return found
    raise ConfigError(f"--port {port}: it and the {_TRIED} after it are taken")


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - what a browser can open
        return "localhost"
    return f"[{host}]" if ":" in host else host
