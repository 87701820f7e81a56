"""Work shared out over processes, where there is enough of it."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 100
ALONE = 500  # fewer pieces of work are done sooner than a second process starts
_AHEAD = 3  # batches under way for each worker


class Crew:
    """Does pieces of work: in this process while there are few, else in one for each processor."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss(at_once=error is not None)

    def dismiss(self, *, at_once: bool = False) -> None:
        """End the processes, before what they have open is closed here; `at_once` also at work."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()) if at_once else ():
            process.terminate()
        pool.shutdown(wait=not at_once, cancel_futures=True)

    def gather(self) -> bool:
        """Start the processes now, where that costs next to nothing: by a fork, before anything is opened.

        Tells whether there are any. A forked process must not hold an open database or a thread's locks;
        elsewhere, the processes start when there is work for them.
        """
        alone = threading.active_count() == 1
        if self._pool is None and self.size > 1 and sys.platform == "linux" and alone:
            self._pool = ProcessPoolExecutor(
                self.size, multiprocessing.get_context("fork"), initializer=_begin
            )
            self._pool.submit(int).result()
        return self._pool is not None

    def beside(self, work: Callable[[T], R], piece: T) -> Callable[[], R]:
        """Do one piece of work while this process goes on, if processes were gathered; else when asked."""
        if self._pool is None:
            return partial(work, piece)
        waiting = [self._pool.submit(work, piece)]
        return lambda: waiting.pop().result()  # asked once, and then not held here

    def shares(self, pieces: int) -> bool:
        """Whether so many pieces of work are done by several processes."""
        return self.size > 1 and pieces >= ALONE

    def alone(self, work: Callable[[list[T]], R], pieces: Iterable[T]) -> Iterator[R]:
        """The results of `work` on batches of `pieces`, in order, all by this process."""
        yield from map(work, _batches(iter(pieces)))

    def each(
        self, work: Callable[[list[T]], R], pieces: Iterable[T], *, batch: int = _BATCH, least: int = ALONE
    ) -> Iterator[R]:
        """The results of `work` on batches of `pieces`, in order; `work` and pieces must be picklable.

        Fewer than `least` pieces are done by this process.
        """
        pieces = iter(pieces)
        few = list(islice(pieces, least))
        if self.size == 1 or len(few) < least:
            yield from self.alone(work, chain(few, pieces))
            return
        under_way: deque[Future[R]] = deque()
        for together in _batches(chain(few, pieces), batch):
            with _no_interrupt():
                under_way.append(self._workers().submit(work, together))
            if len(under_way) >= _AHEAD * self.size:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.size, spawn, initializer=_begin)
        return self._pool


def release() -> None:
    """Give free memory back to the system: after an index, the C library of Linux keeps a good third."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def _batches(pieces: Iterator[T], size: int = _BATCH) -> Iterator[list[T]]:
    while batch := list(islice(pieces, size)):
        yield batch


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let no Ctrl-C through, where that is known: a worker that is starting would show a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave Ctrl-C to the parent, which ends its workers; and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
