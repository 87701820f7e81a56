"""Which requests are answered: the hosts and paths that may be asked for."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from newsgen.urls import SAFE

MAX_PATH_LENGTH = 2048
MAX_HEAD_BYTES = 16 * 1024  # of the request line and all header fields

_ANY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
_FORBIDDEN_ESCAPES = ("%2f", "%5c", "%00")


def hostname(header: str) -> str:
    """Return the name in a `Host` header, without port and brackets; empty if it is malformed."""
    name, _, port = header.rpartition(":") if header.rfind(":") > header.rfind("]") else (header, "", "")
    if port and not (port.isascii() and port.isdigit()):
        return ""
    if name.startswith("[") and name.endswith("]"):
        return name[1:-1].lower()
    return name.lower().removesuffix(".") if ":" not in name else ""


def is_allowed_host(header: str, listening: str) -> bool:
    """Whether a `Host` header names the preview, which listens on the host `listening`.

    A foreign name may have been pointed at this machine (DNS rebinding), and the pages of its site must not
    read what is not published yet. An IP address can't be pointed elsewhere.
    """
    name = hostname(header)
    if name == "localhost" or name.endswith(".localhost") or (name and name == listening.lower()):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or listening in _ANY_ADDRESS


def decode(raw: str) -> str | None:
    """Return a percent-encoded path decoded, or None if no page can have it.

    No page's address has empty, `.` or `..` parts, backslashes, encoded slashes or control characters.
    """
    lower = raw.lower()
    if (
        not raw.startswith("/")
        or len(raw) > MAX_PATH_LENGTH
        or any(code in lower for code in _FORBIDDEN_ESCAPES)
    ):
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
    """The ways in which an address may be percent-encoded, likely ones first; none if no page can have it.

    The address of a folder and that of its `index.html` are one.
    """
    decoded = decode(path)
    if decoded is None:
        return
    found = dict.fromkeys((quote(decoded), path, quote(decoded, safe=SAFE), decoded))
    if decoded.endswith("/index.html"):
        yield from (spelling.removesuffix("index.html") for spelling in found)
    yield from found
    if decoded.endswith("/"):
        yield from (spelling + "index.html" for spelling in found)


class Guard:
    """Middleware that refuses requests for other hosts, and all that would not only read."""

    def __init__(self, app: ASGIApp, listening: str) -> None:
        self.app = app
        self.listening = listening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if _head_bytes(scope) > MAX_HEAD_BYTES:
            return PlainTextResponse("No preview needs headers as long as that.\n", 431)
        headers = Headers(scope=scope)
        if not is_allowed_host(headers.get("host", ""), self.listening):
            text = (
                "This preview answers to localhost and to the --host that it was given, to no other name.\n"
            )
            return PlainTextResponse(text, 403)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("A preview can only be read.\n", 405, {"Allow": "GET, HEAD"})
        if not scope["raw_path"].startswith(b"/"):
            return PlainTextResponse("An address starts with a slash.\n", 400)
        if len(scope["raw_path"]) > MAX_PATH_LENGTH:
            return PlainTextResponse("No page has an address as long as that.\n", 414)
        return None


def _head_bytes(scope: Scope) -> int:
    """The length of the head of a request, as it is written without needless spaces."""
    target = len(scope["raw_path"]) + (len(scope["query_string"]) + 1 if scope["query_string"] else 0)
    line = len(scope["method"]) + len("  HTTP/1.1\r\n") + target
    return line + sum(len(name) + len(value) + len(": \r\n") for name, value in scope["headers"]) + 2
