"""`newsgen serve`: what happens before the greater part of newsgen is imported."""

import errno
import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from newsgen import config
from newsgen.errors import ConfigError, Problem
from newsgen.index.listing import list_files
from newsgen.publishing.session import is_large
from newsgen.workers import WorkerPool

_ADDITIONAL_PORTS = 100  # tried after the one that was asked for


class ServeOptions(msgspec.Struct, frozen=True):
    """The options of `newsgen serve`. With `browser`, the front page is opened in one."""

    project: Path
    host: str = "127.0.0.1"
    port: int = 8000
    drafts: bool = False
    future: bool = False
    browser: bool = False


def serve(options: ServeOptions, echo: Callable[[str], None]) -> None:
    """Serve the site until the process is told to end; `echo` prints a line on the terminal.

    With a large state, another process lists the content while this one imports the rest of newsgen.

    Raises:
        ConfigError: the settings, the folder or the address can't be used.
    """
    settings = config.load(options.project / "newsgen.yaml")
    if not (options.project / "content").is_dir():
        hint = 'newsgen new "Judul berita" makes the first article'
        raise ConfigError(Problem(str(options.project / "content"), 0, 0, "there is no such folder", hint))
    with suppress(KeyboardInterrupt), WorkerPool() as pool:
        content = options.project / "content"
        listing = None
        if is_large(options.project / ".newsgen" / "state.db") and pool.fork():
            listing = pool.submit(list_files, content)
        listening = listen(options.host, options.port)
        url = f"http://{_browser_host(options.host)}:{listening.getsockname()[1]}{settings.root}"
        _introduce(options, listening, url, echo)
        import asyncio

        from newsgen.preview.live import LivePreview
        from newsgen.preview.server import run
        from newsgen.preview.site import PreviewSite

        preview = PreviewSite(options.project, drafts=options.drafts, future=options.future)
        live = LivePreview(preview, echo, pool if listing else None, listing)
        asyncio.run(run(live, options.host, listening, url if options.browser else ""))


def _introduce(
    options: ServeOptions, listening: socket.socket, url: str, echo: Callable[[str], None]
) -> None:
    """Print where the preview is, and who can see it."""
    echo(f"Preview: {url}  (Ctrl-C ends it)")
    if listening.getsockname()[1] != options.port and options.port:
        echo(f"port {options.port} is taken: this is the next free one")
    if not is_loopback(options.host):
        echo(f"warning: everyone who can reach {options.host} sees the site, drafts and sources included")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on a port, or on the next that is free.

    Raises:
        ConfigError: there is no such host here, or no port that may be used.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError, OverflowError) as error:
        raise ConfigError(f"--host {host}: {getattr(error, 'strerror', None) or error}") from error
    for candidate in range(port, min(port + _ADDITIONAL_PORTS, 65535) + 1):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address[0], candidate, *address[2:]))
            listening.listen(2048)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise ConfigError(f"--host {host} --port {candidate}: {error.strerror}") from error
        else:
            return listening
    raise ConfigError(f"--port {port}: it and the {_ADDITIONAL_PORTS} after it are taken")


def _browser_host(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared with, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host
