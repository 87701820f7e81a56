"""The preview as a web application: the site's own addresses, and a few of the preview's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from newsgen.preview.answers import ASSETS, INNER, Answer, News
from newsgen.preview.live import LivePreview
from newsgen.publishing.media_types import content_type

MAX_STREAMS = 200  # event streams, one for each open page
_HEARTBEAT = 15.0  # seconds between two signs of life on an event stream
_READY_TIMEOUT = 0.25  # seconds for which a request waits for the site
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASSETS = ("preview.js", "preview.css")


class PreviewApp:
    """The routes of one live preview; times are in seconds."""

    def __init__(
        self, live: LivePreview, heartbeat: float = _HEARTBEAT, ready_timeout: float = _READY_TIMEOUT
    ) -> None:
        self.live = live
        self.heartbeat = heartbeat
        self.ready_timeout = ready_timeout
        self.streams = 0

    def asgi(self) -> Starlette:
        routes = [
            Route(f"{INNER}events", self.events),
            Route(f"{INNER}page", self.page),
            Route(f"{INNER}why", self.why),
            Route(INNER + "{name}", self.asset),
            Route("/{path:path}", self.site),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.live.start()
        try:
            yield
        finally:
            await self.live.stop()

    async def site(self, request: Request) -> Response:
        """A page, file, redirect or the 404 page of the site; while it is indexed, a page that says so."""
        if not self.live.ready.is_set():
            try:
                await asyncio.wait_for(self.live.ready.wait(), self.ready_timeout)
            except TimeoutError:
                return _asset_response("indexing.html", 503, {"Retry-After": "1"})
        path, query = request.scope["raw_path"], request.scope["query_string"]
        answer = await self.live.answer(path.decode("ascii"), query.decode("ascii", "replace"))
        return _file_response(answer, request) if answer.file else _bytes_response(answer, request)

    async def page(self, request: Request) -> Response:
        """What the script draws on the page at `path`, as JSON."""
        if not self.live.ready.is_set():
            return PlainTextResponse("indexing\n", 503, _HEADERS)
        notes = await self.live.notes(request.query_params.get("path", "/"))
        return Response(msgspec.json.encode(notes), 200, _HEADERS, "application/json")

    async def why(self, request: Request) -> Response:
        """Why the story at the address `other` is related to that at `path`, as lines of text."""
        if not self.live.ready.is_set():
            return PlainTextResponse("indexing\n", 503, _HEADERS)
        asked = request.query_params
        lines = await self.live.why(asked.get("path", "/"), asked.get("other", "/"))
        return PlainTextResponse("\n".join(lines), 200, _HEADERS)

    async def asset(self, request: Request) -> Response:
        """A file of the preview itself."""
        name = request.path_params["name"]
        return (
            _asset_response(name) if name in _ASSETS else PlainTextResponse("no such file\n", 404, _HEADERS)
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events for the page at `path`: `progress` until the site is indexed, then `state`."""
        headers = {**_HEADERS, "Cache-Control": "no-store"}
        if request.method != "GET":
            return Response(None, 200, headers, "text/event-stream")
        if self.streams >= MAX_STREAMS:
            return PlainTextResponse("too many pages are open\n", 503, _HEADERS)
        path = request.query_params.get("path", "/")
        return _EventStream(self, StreamingResponse(self._events(path), 200, headers, "text/event-stream"))

    async def _events(self, path: str) -> AsyncIterator[bytes]:
        yield b"retry: 500\n\n"
        async for event in self.live.events(path, self.heartbeat):
            if event is None:
                yield b":\n\n"
                continue
            name = b"state" if isinstance(event, News) else b"progress"
            yield b"event: " + name + b"\ndata: " + msgspec.json.encode(event) + b"\n\n"


class _EventStream(Response):
    """A response that counts among the streams of an app from its making until it ends, however it does.

    Starlette sends a response at once, so nothing comes between.
    """

    def __init__(self, app: PreviewApp, response: Response) -> None:
        self.app = app
        self.response = response
        app.streams += 1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.response(scope, receive, send)
        finally:
            self.app.streams -= 1


def _bytes_response(answer: Answer, request: Request) -> Response:
    headers = dict(_HEADERS)
    if answer.etag:
        headers["ETag"] = answer.etag
    if answer.location:
        query = request.url.query if answer.status != 301 else ""
        headers["Location"] = answer.location + (f"?{query}" if query else "")
    elif answer.status == 200 and _is_cached(request, answer.etag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, answer.status, headers, answer.type)


def _file_response(answer: Answer, request: Request) -> Response:
    assert answer.file is not None
    try:
        stat = answer.file.stat()
    except OSError:
        return PlainTextResponse("the file is gone\n", 404, _HEADERS)
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {**_HEADERS, "ETag": etag}
    if _is_cached(request, etag):
        return Response(status_code=304, headers=headers)
    return FileResponse(
        answer.file, 200, {**headers, "Content-Type": answer.type}, answer.type, stat_result=stat
    )


def _is_cached(request: Request, etag: str) -> bool:
    """Whether the client has these bytes already."""
    cached = request.headers.get("if-none-match", "")
    return cached.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in cached.split(","))


def _asset_response(name: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = (ASSETS / name).read_bytes()
    return Response(body, status, {**_HEADERS, **(headers or {})}, content_type(name))
