"""`newsgen serve`: its first steps, which are taken before the greater part of newsgen is loaded."""

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

_TRIED = 100  # ports after the one that was asked for


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
    with suppress(KeyboardInterrupt), WorkerPool() as pool:
        early = is_large(options.project / ".newsgen" / "state.db") and pool.fork()
        seen = pool.submit(list_files, options.project / "content")
        listening = listen(options.host, options.port)
        address = f"http://{_shown(options.host)}:{listening.getsockname()[1]}{settings.root}"
        _introduce(options, listening, address, say)
        import asyncio

        from newsgen.preview.live import Live
        from newsgen.preview.server import run
        from newsgen.preview.site import PreviewSite

        preview = PreviewSite(options.project, drafts=options.drafts, future=options.future)
        live = Live(preview, say, pool, seen) if early else Live(preview, say)
        asyncio.run(run(live, options.host, listening, address if options.browser else ""))


def _introduce(
    options: ServeOptions, listening: socket.socket, address: str, say: Callable[[str], None]
) -> None:
    """Say where the preview is, and who sees it."""
    say(f"Preview: {address}  (Ctrl-C ends it)")
    if listening.getsockname()[1] != options.port and options.port:
        say(f"port {options.port} is taken: this is the next free one")
    if not is_loopback(options.host):
        say(f"warning: everyone who can reach {options.host} sees the site, drafts and sources included")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
