"""The preview at work: one thread for the site, a watch over its files, and news for open pages."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from newsgen import clock
from newsgen.errors import ContentError, OutputError, Problem
from newsgen.index.listing import Listing, list_files
from newsgen.preview.answers import Answer, Change, News, Notes
from newsgen.preview.overlay import troubles
from newsgen.preview.site import PreviewSite
from newsgen.preview.watch import Burst, Watch
from newsgen.workers import WorkerPool

R = TypeVar("R")

_AGAIN = 0.3  # seconds until the state is asked for again, while another newsgen is at work
_REST = 0.3  # seconds without a change after which what a change has left is done
_LONGEST_WAIT = 3600.0  # seconds until the clock is looked at again
_SHORTEST_WAIT = 0.05


class Progress(msgspec.Struct, frozen=True):
    """How far the first look at the content is."""

    stage: str = "Starting"
    done: int = 0
    all: int = 0


class Live:
    """A preview that follows its files; all its methods belong to one event loop.

    `say` takes each line that the editor should read in the terminal. `seen` waits for a look at the content
    that was begun before this, by a process of `pool`, which is then asked for another.
    """

    def __init__(
        self,
        preview: PreviewSite,
        say: Callable[[str], None],
        pool: WorkerPool | None = None,
        seen: Callable[[], Listing] | None = None,
    ) -> None:
        self.preview = preview
        self.say = say
        self.pool = pool
        self.seen = seen
        self.ready = asyncio.Event()
        self.progress = Progress()
        self.refreshes = 0
        self.version = 0  # of what pages are made of
        self._media: dict[str, int] = {}  # the version that an address of a media file last changed in
        self._said: set[Problem] = set()
        self._waiting = False  # whether what refreshes have left is known to wait
        self._turned = asyncio.Condition()
        self._burst = Burst()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsgen-site")
        self._following: asyncio.Task[None] | None = None
        self.closing = False

    async def start(self) -> None:
        """Begin to watch, and to look at what is there."""
        loop = asyncio.get_running_loop()

        def tell(path: Path) -> None:
            if not self.closing:
                loop.call_soon_threadsafe(self._burst.add, path)

        self._watch = Watch(self.preview.project, tell)
        await loop.run_in_executor(None, self._watch.start)  # before the last look of a start
        self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        await self.close()
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait([self._following])
        await asyncio.get_running_loop().run_in_executor(None, self._watch.stop)
        if self.preview.unsettled:  # else the next start has to, as while another newsgen is at work
            with suppress(OutputError):
                await self.on_thread(self.preview.settle)
        await self.on_thread(self.preview.close)
        self._thread.shutdown()

    @property
    def failure(self) -> BaseException | None:
        """What ended the following of files, which nothing should."""
        task = self._following
        return task.exception() if task is not None and task.done() and not task.cancelled() else None

    async def close(self) -> None:
        """Let no open page wait any longer."""
        self.closing = True
        async with self._turned:
            self._turned.notify_all()

    async def on_thread(self, work: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # following the files

    async def _follow(self) -> None:
        await self._refresh(None, self.seen)
        self.ready.set()
        if self.pool is not None:  # what changed before the watch was at work
            content = self.preview.project / "content"
            await self._refresh(frozenset({content}), self.pool.submit(list_files, content))
            await asyncio.to_thread(self.pool.close)
        while True:
            unsettled = self.preview.unsettled
            waiting = _REST if unsettled else self._until_time_changes_it()
            try:
                paths = await asyncio.wait_for(self._burst.next(), waiting)
            except TimeoutError:
                if unsettled:
                    await self.settle()
                    continue
                if clock.now() < self.preview.until:
                    continue
                paths = frozenset()
            await self._refresh(paths)

    async def settle(self) -> None:
        """Do what refreshes have left; as long as the state can't be written, that is said once."""
        try:
            change = await self.on_thread(self.preview.settle)
        except OutputError as error:
            if not self._waiting:
                self._wait_for(error)
            self._waiting = True
        else:
            self._waiting = False
            await self._tell(change)

    def _until_time_changes_it(self) -> float:
        left = (self.preview.until - clock.now()) / 1_000_000
        return min(max(left, _SHORTEST_WAIT), _LONGEST_WAIT)

    async def _refresh(
        self, paths: frozenset[Path] | None, seeing: Callable[[], Listing] | None = None
    ) -> None:
        """Bring the site up to these files; as long as another newsgen is at work, wait for it."""
        waiting, seen = False, None
        if seeing is not None:
            with suppress(ContentError):  # then the site's own look says what is wrong
                seen = await asyncio.to_thread(seeing)
        while True:
            try:
                change = await self.on_thread(partial(self.preview.refresh, paths, self._note, seen))
                break
            except OutputError as error:
                if not waiting:
                    self._wait_for(error)
                waiting, seen = True, None
                await asyncio.sleep(_AGAIN)
                paths = None if paths is None else paths | self._burst.taken()
        self.refreshes += 1
        await self._tell(change)

    async def _tell(self, change: Change) -> None:
        """Say what is wrong, and let open pages look at themselves."""
        self._say(change.problems, mended=True)
        async with self._turned:
            self.version += 1
            self._media |= dict.fromkeys(change.media, self.version)
            self._turned.notify_all()

    def _wait_for(self, error: OutputError) -> None:
        self.progress = Progress(str(error))
        self.say(f"waiting: {error}; changes are shown once that is over")

    def _note(self, stage: str, done: int, all_: int) -> None:
        """Progress, told from the thread."""
        self.progress = Progress(stage, done, all_)

    def _say(self, problems: Iterable[Problem], *, mended: bool) -> None:
        """Say what is wrong in the terminal, each thing once; with `mended`, these are all there are."""
        known = set(problems)
        for trouble in troubles(known - self._said, self.preview.project, ()):
            self.say(f"error: {trouble}")
        if not mended:
            self._said |= known
            return
        if self._said and not known:
            self.say("no errors left")
        self._said = known

    # what pages ask

    async def answer(self, path: str) -> Answer:
        """What a path is answered with; `ready` comes first."""
        answer = await self.on_thread(lambda: self.preview.answer(path))
        if answer.problems:
            self._say(answer.problems, mended=False)
        return answer

    async def notes(self, path: str) -> Notes:
        return await self.on_thread(lambda: self.preview.notes(path))

    async def news(self, path: str, pulse: float) -> AsyncIterator[News | Progress | None]:
        """What an open page should know, now and whenever anything changed; None every `pulse` seconds."""
        while not self.ready.is_set() and not self.closing:
            yield self.progress
            await self._within(self.ready.wait(), 0.2)
        seen = self.version
        while not self.closing:
            version = self.version
            found = await self.on_thread(lambda: self.preview.news(path))
            media = tuple(url for url, changed in self._media.items() if seen < changed <= version)
            yield msgspec.structs.replace(found, media=media)
            seen = version
            while self.version == seen and not self.closing:
                if not await self._within(self._turn(seen), pulse):
                    yield None

    async def _turn(self, seen: int) -> bool:
        async with self._turned:
            return await self._turned.wait_for(lambda: self.version != seen or self.closing)

    async def _within(self, waiting: Awaitable[object], seconds: float) -> bool:
        """Whether something came within a time."""
        try:
            await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return False
        return True
