"""A preview that follows its files, and tells open pages of changes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from newsgen import clock
from newsgen.errors import ContentError, NewsgenError, OutputError, Problem
from newsgen.index.listing import Listing, list_files
from newsgen.preview import rendering
from newsgen.preview.answers import Answer, Change, News, Notes
from newsgen.preview.diagnostics import diagnostics, unexpected
from newsgen.preview.site import PreviewSite
from newsgen.preview.watch import Debouncer, FileWatcher
from newsgen.workers import WorkerPool

R = TypeVar("R")

# All in seconds.
_RETRY_INTERVAL = 0.3  # between two attempts to open the state, while another newsgen holds it
_PROGRESS_INTERVAL = 0.2
_SETTLE_DELAY = 0.3  # without a change, after which what a refresh has deferred is done
_MAX_CLOCK_DELAY = 3600.0  # until the clock is read again
_MIN_CLOCK_DELAY = 0.05


class IndexingProgress(msgspec.Struct, frozen=True):
    """How far the first scan of the content is."""

    stage: str = "Starting"
    done: int = 0
    total: int = 0


class LivePreview:
    """A preview that follows its files; all its methods belong to one event loop.

    The `PreviewSite` is used from one thread only. `echo` prints a line for the editor on the terminal.
    `listing` waits for a list of the content that a process of `pool` has begun before the file watcher is
    at work; the pool is asked for another one after that, and closed.
    """

    def __init__(
        self,
        preview: PreviewSite,
        echo: Callable[[str], None],
        pool: WorkerPool | None = None,
        listing: Callable[[], Listing] | None = None,
    ) -> None:
        self.preview = preview
        self.echo = echo
        self.pool = pool
        self.listing = listing
        self.ready = asyncio.Event()
        self.progress = IndexingProgress()
        self.refreshes = 0
        self.version = 0  # of all that pages are made of
        self._media_versions: dict[str, int] = {}  # by address: the version that changed the file
        self._reported: set[Problem] = set()
        self._settling_blocked = False  # and the editor knows
        self._version_changed = asyncio.Condition()
        self._debouncer = Debouncer()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsgen-site")
        self._following: asyncio.Task[None] | None = None
        self._ended = False

    async def start(self) -> None:
        """Begin to watch, and to index what is there."""
        loop = asyncio.get_running_loop()

        def on_change(path: Path) -> None:
            if not self._ended:
                loop.call_soon_threadsafe(self._debouncer.add, path)

        self._watcher = FileWatcher(self.preview.project, on_change)
        await loop.run_in_executor(None, self._watcher.start)  # before the last listing of a start
        await loop.run_in_executor(None, rendering.prepare)
        self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        await self.end_streams()
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait([self._following])
        self.preview.process.end()  # whatever it is at
        await asyncio.get_running_loop().run_in_executor(None, self._watcher.stop)
        if self.preview.unsettled:  # left to the next start if another newsgen holds the state
            with suppress(OutputError):
                await self.on_thread(self.preview.settle)
        await self.on_thread(self.preview.close)
        self._thread.shutdown()

    @property
    def failure(self) -> BaseException | None:
        """The error that ended the following of files, which none should."""
        task = self._following
        return task.exception() if task is not None and task.done() and not task.cancelled() else None

    async def end_streams(self) -> None:
        """End all event streams."""
        self._ended = True
        async with self._version_changed:
            self._version_changed.notify_all()

    async def on_thread(self, work: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # following the files

    async def _follow(self) -> None:
        while not await self._first_refresh():
            await self._debouncer.next_batch()
        self.ready.set()
        if self.pool is not None:  # for what changed before the watcher was at work
            content = self.preview.project / "content"
            await self._refresh(frozenset({content}), self.pool.submit(list_files, content))
            await asyncio.to_thread(self.pool.close)
        while True:
            unsettled = self.preview.unsettled
            delay = _SETTLE_DELAY if unsettled else await self.on_thread(self._clock_delay)
            try:
                paths = await asyncio.wait_for(self._debouncer.next_batch(), delay)
            except TimeoutError:
                if unsettled:
                    await self.settle()
                    continue
                if clock.now() < await self.on_thread(lambda: self.preview.until):
                    continue
                paths = frozenset()
            await self._refresh(paths)

    async def _first_refresh(self) -> bool:
        """Whether there is a site. An error that nobody expected is reported, once, and leaves none."""
        try:
            await self._refresh(None, self.listing)
        except Exception as error:
            if isinstance(error, NewsgenError | MemoryError):
                raise
            problem = unexpected("newsgen", "there is no site yet", error)
            self.progress = IndexingProgress(str(problem))
            self._report([problem], complete=False)
            return False
        return True

    async def settle(self) -> None:
        """Do what refreshes have deferred, unless another newsgen holds the state; that is reported once."""
        try:
            change = await self.on_thread(self.preview.settle)
        except OutputError as error:
            if not self._settling_blocked:
                self._report_waiting(error)
            self._settling_blocked = True
        else:
            self._settling_blocked = False
            await self._publish(change)

    def _clock_delay(self) -> float:
        """Seconds until time alone changes the site."""
        if self.preview.has_failed:
            return _MAX_CLOCK_DELAY
        remaining = (self.preview.until - clock.now()) / 1_000_000
        return min(max(remaining, _MIN_CLOCK_DELAY), _MAX_CLOCK_DELAY)

    async def _refresh(
        self, paths: frozenset[Path] | None, listing: Callable[[], Listing] | None = None
    ) -> None:
        """Bring the site up to these files; while another newsgen holds the state, wait for it."""
        blocked, listed = False, None
        if listing is not None:
            with suppress(ContentError):  # `refresh` lists the content itself, and reports what is wrong
                listed = await asyncio.to_thread(listing)
        while True:
            try:
                change = await self.on_thread(
                    partial(self.preview.refresh, paths, self._set_progress, listed)
                )
                break
            except OutputError as error:
                if not blocked:
                    self._report_waiting(error)
                blocked, listed = True, None
                await asyncio.sleep(_RETRY_INTERVAL)
                paths = None if paths is None else paths | self._debouncer.take()
        self.refreshes += 1
        await self._publish(change)

    async def _publish(self, change: Change) -> None:
        """Report what is wrong, and let open pages compare themselves with the site."""
        self._report(change.problems, complete=True)
        async with self._version_changed:
            self.version += 1
            self._media_versions |= dict.fromkeys(change.media, self.version)
            self._version_changed.notify_all()

    def _set_progress(self, stage: str, done: int, total: int) -> None:
        """Called from the thread of the preview."""
        self.progress = IndexingProgress(stage, done, total)

    def _report_waiting(self, error: OutputError) -> None:
        self.progress = IndexingProgress(str(error))
        self.echo(f"waiting: {error}; changes are shown once that is over")

    def _report(self, problems: Iterable[Problem], *, complete: bool) -> None:
        """Print problems, each once; with `complete`, all others are mended."""
        current = set(problems)
        for diagnostic in diagnostics(current - self._reported, self.preview.project, ()):
            self.echo(f"error: {diagnostic}")
        if not complete:
            self._reported |= current
            return
        if self._reported and not current:
            self.echo("no errors left")
        self._reported = current

    # what pages ask for

    async def answer(self, path: str, query: str = "") -> Answer:
        """Return the answer for a path; only once the preview is `ready`."""
        if query and (moved := await self.on_thread(lambda: self.preview.moved(f"{path}?{query}"))):
            return moved
        answer = await self.on_thread(lambda: self.preview.answer(path))
        if answer.problems:
            self._report(answer.problems, complete=False)
        return answer

    async def notes(self, path: str) -> Notes:
        return await self.on_thread(lambda: self.preview.notes(path))

    async def why(self, path: str, other: str) -> tuple[str, ...]:
        return await self.on_thread(lambda: self.preview.why(path, other))

    async def events(self, path: str, heartbeat: float) -> AsyncIterator[News | IndexingProgress | None]:
        """The state of an open page, now and after each change; None after each `heartbeat` without one."""
        while not self.ready.is_set() and not self._ended:
            yield self.progress
            await _completes(self.ready.wait(), _PROGRESS_INTERVAL)
        sent = self.version
        while not self._ended:
            version = self.version
            news = await self.on_thread(lambda: self.preview.news(path))
            media = tuple(url for url, changed in self._media_versions.items() if sent < changed <= version)
            yield msgspec.structs.replace(news, media=media)
            sent = version
            while self.version == sent and not self._ended:
                if not await _completes(self._later_than(sent), heartbeat):
                    yield None

    async def _later_than(self, version: int) -> None:
        async with self._version_changed:
            await self._version_changed.wait_for(lambda: self.version != version or self._ended)


async def _completes(awaitable: Awaitable[object], timeout: float) -> bool:
    """Whether something completes within a number of seconds."""
    try:
        await asyncio.wait_for(awaitable, timeout)
    except TimeoutError:
        return False
    return True
