"""The preview as a web application: the site's own addresses, and a few of the preview's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from newsgen.preview.answers import ASSETS, INNER, Answer, News, content_type
from newsgen.preview.guard import Guard
from newsgen.preview.live import Live

MOST_LISTENERS = 200
_PULSE = 15.0  # seconds between two signs of life to an open page
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OWN = ("preview.js", "preview.css")


class App:
    """Answers for one live preview."""

    def __init__(self, live: Live, pulse: float = _PULSE, grace: float = 0.25) -> None:
        self.live = live
        self.pulse = pulse
        self.grace = grace  # seconds in which a site that is nearly ready is waited for
        self.listeners = 0

    def asgi(self, listening: str) -> Starlette:
        """The application, for a server that listens on this host."""
        routes = [
            Route(f"{INNER}events", self.events),
            Route(f"{INNER}page", self.page),
            Route(INNER + "{name}", self.asset),
            Route("/{path:path}", self.anything),
        ]
        guard = Middleware(Guard, listening=listening)
        return Starlette(routes=routes, middleware=[guard], lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.live.start()
        try:
            yield
        finally:
            await self.live.stop()

    async def anything(self, request: Request) -> Response:
        """A page, file, redirect or the 404 page of the site; the page about indexing before there is one."""
        if not self.live.ready.is_set():
            try:
                await asyncio.wait_for(self.live.ready.wait(), self.grace)
            except TimeoutError:
                return _own("indexing.html", 503, {"Retry-After": "1"})
        answer = await self.live.answer(request.scope["raw_path"].decode("ascii"))
        return _file(answer, request) if answer.file else _bytes(answer, request)

    async def page(self, request: Request) -> Response:
        """What the script draws on the page at `path`, as JSON."""
        if not self.live.ready.is_set():
            return PlainTextResponse("indexing\n", 503, _HEADERS)
        notes = await self.live.notes(request.query_params.get("path", "/"))
        return Response(msgspec.json.encode(notes), 200, _HEADERS, "application/json")

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        return _own(name) if name in _OWN else PlainTextResponse("no such file\n", 404, _HEADERS)

    async def events(self, request: Request) -> Response:
        """Server-sent events for the page at `path`: `progress` until the site is there, then `state`."""
        if self.listeners >= MOST_LISTENERS or request.method != "GET":
            return PlainTextResponse("too many pages are open\n", 503, _HEADERS)
        headers = {**_HEADERS, "Cache-Control": "no-store"}
        path = request.query_params.get("path", "/")
        return StreamingResponse(self._events(path), 200, headers, "text/event-stream")

    async def _events(self, path: str) -> AsyncIterator[bytes]:
        self.listeners += 1
        try:
            yield b"retry: 500\n\n"
            async for news in self.live.news(path, self.pulse):
                if news is None:
                    yield b":\n\n"
                    continue
                kind = b"state" if isinstance(news, News) else b"progress"
                yield b"event: " + kind + b"\ndata: " + msgspec.json.encode(news) + b"\n\n"
        finally:
            self.listeners -= 1


def _bytes(answer: Answer, request: Request) -> Response:
    headers = dict(_HEADERS)
    if answer.etag:
        headers["ETag"] = answer.etag
    if answer.location:
        query = request.url.query
        headers["Location"] = answer.location + (f"?{query}" if query else "")
    elif answer.status == 200 and _knows(request, answer.etag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, answer.status, headers, answer.type)


def _file(answer: Answer, request: Request) -> Response:
    assert answer.file is not None
    try:
        found = answer.file.stat()
    except OSError:
        return PlainTextResponse("the file is gone\n", 404, _HEADERS)
    etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    if _knows(request, etag):
        return Response(status_code=304, headers={**_HEADERS, "ETag": etag})
    headers = {**_HEADERS, "ETag": etag, "Content-Type": answer.type}
    return FileResponse(answer.file, 200, headers, answer.type, stat_result=found)


def _knows(request: Request, etag: str) -> bool:
    """Whether the client has these bytes already."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))


def _own(name: str, status: int = 200, more: dict[str, str] | None = None) -> Response:
    """A file of the preview itself."""
    response = Response((ASSETS / name).read_bytes(), status, _HEADERS, content_type(name))
    MutableHeaders(raw=response.raw_headers).update(more or {})
    return response
