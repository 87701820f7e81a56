"""Who may ask, and for what: hosts, paths, and clients that take too long."""

import asyncio
import ipaddress
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS = 1000  # more at a time are told to come back
HEAD_BYTES = 16 * 1024  # of a request's line and headers
LONGEST_PATH = 2048

_OPEN = ("0.0.0.0", "::", "")  # noqa: S104 - told apart, not listened on
_CODED = ("%2f", "%5c", "%00")


def hostname(header: str) -> str:
    """The name in a `Host` header, without port and brackets; empty if it is none."""
    name, _, port = header.rpartition(":") if header.rfind(":") > header.rfind("]") else (header, "", "")
    if port and not (port.isascii() and port.isdigit()):
        return ""
    if name.startswith("[") and name.endswith("]"):
        return name[1:-1].lower()
    return name.lower().removesuffix(".") if ":" not in name else ""


def may_ask(header: str, listening: str) -> bool:
    """Whether a `Host` header names the preview.

    A foreign name that was made to point at this machine must not: its pages could read what is not
    published yet. A number can't be made to point elsewhere.
    """
    name = hostname(header)
    if name == "localhost" or name.endswith(".localhost") or (name and name == listening.lower()):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or listening in _OPEN


def clean(raw: str) -> str | None:
    """The path that a percent-encoded one means, or None if it can't be that of a page.

    No page's address has empty, `.` or `..` parts, backslashes, encoded slashes or control characters.
    """
    lower = raw.lower()
    if not raw.startswith("/") or len(raw) > LONGEST_PATH or any(code in lower for code in _CODED):
        return None
    try:
        path = unquote(raw, errors="strict")
    except UnicodeDecodeError:
        return None
    parts = path[1:].split("/")
    if any(part in (".", "..") for part in parts) or "" in parts[:-1]:
        return None
    if "\\" in path or any(ord(char) < 0x20 or ord(char) == 0x7F for char in path):
        return None
    return path


def spellings(path: str) -> Iterator[str]:
    """The ways in which the address of what a path means may be written, most likely ones first."""
    meant = clean(path)
    if meant is None:
        return
    if meant.endswith("/index.html"):
        meant, path = meant.removesuffix("index.html"), path.removesuffix("index.html")
    yield from dict.fromkeys([quote(meant), path, quote(meant, safe="/~.+,@=-:!$&'()*;"), meant])


class Guard:
    """Lets only questions to this preview through: by its own names, and only to read."""

    def __init__(self, app: ASGIApp, listening: str) -> None:
        self.app = app
        self.listening = listening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is None:
            await self.app(scope, receive, send)
        else:
            await refused(scope, receive, send)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not may_ask(headers.get("host", ""), self.listening):
            text = (
                "This preview answers to localhost and to the --host that it was given, to no other name.\n"
            )
            return PlainTextResponse(text, 403)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("A preview can only be read.\n", 405, {"Allow": "GET, HEAD"})
        if not scope["raw_path"].startswith(b"/"):
            return PlainTextResponse("An address starts with a slash.\n", 400)
        if len(scope["raw_path"]) > LONGEST_PATH:
            return PlainTextResponse("No page has an address as long as that.\n", 414)
        return None


class Patience(H11Protocol):
    """HTTP that gives up on clients that don't end their request, or don't take the answer."""

    asking = 10.0  # seconds for a request to be there as a whole
    taking = 20.0  # seconds without taking anything of an answer

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._asked: asyncio.TimerHandle | None = None
        self._taken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._asked = self.loop.call_later(self.asking, self._give_up)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        answered = self.cycle is None or self.cycle.response_complete
        if not answered:
            self._stop()
        elif self._asked is None and self.timeout_keep_alive_task is None:
            self._asked = self.loop.call_later(self.asking, self._give_up)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taken = self._taken or self.loop.call_later(self.taking, self._give_up)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._taken is not None:
            self._taken.cancel()
            self._taken = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        if self._taken is not None:
            self._taken.cancel()
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _give_up(self) -> None:
        abort: Callable[[], None] = self.transport.abort
        abort()
