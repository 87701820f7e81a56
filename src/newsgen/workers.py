"""Work shared out over processes, where there is enough of it."""

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from types import FrameType, TracebackType
from typing import Any, Generic, TypeVar

from newsgen.errors import OutputError, Problem

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 100
ALONE = 500  # fewer pieces of work are done sooner than a second process starts
_AHEAD = 3  # batches under way for each worker
_ROOM = 8192  # bytes that every system's pipes take at once: while a worker is busy, none may wait for it


class WorkerPool:
    """Does pieces of work: in this process while there are few, else in one for each processor.

    From its `with` on, no Ctrl-C is lost: Python drops the one that comes while a generator is closed.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self._workers: list[_Worker] = []
        self._interrupted = False
        self._before: Any = None

    def __enter__(self) -> "WorkerPool":
        handler = signal.getsignal(signal.SIGINT)
        if handler is signal.default_int_handler and threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None
        self.close(at_once=error is not None)
        if error is None:
            self.check_interrupt()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
        raise KeyboardInterrupt

    def check_interrupt(self) -> None:
        """Raise the Ctrl-C that has come, if it was lost."""
        if self._interrupted:
            raise KeyboardInterrupt

    @contextmanager
    def stopping_on_error(self) -> Iterator[None]:
        """End the processes before an error leaves this block, so that they do nothing after it."""
        try:
            yield
        except BaseException:
            self.close(at_once=True)
            raise

    def close(self, *, at_once: bool = False) -> None:
        """End the processes, before what they have open is closed here; `at_once` also at work."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.end(at_once=at_once)
            worker.connection.close()  # one that still has something to say need not say it
        for worker in workers:
            worker.process.join()

    def fork(self) -> bool:
        """Start the processes now, where that costs next to nothing: by a fork, before anything is opened.

        Tells whether there are any. A forked process must not hold an open database or a thread's locks;
        elsewhere, the processes start when there is work for them.
        """
        alone = threading.active_count() == 1
        if not self._workers and self.size > 1 and sys.platform == "linux" and alone:
            self._start("fork")
        return bool(self._workers)

    def _start(self, method: str) -> None:
        with _no_interrupt():
            context = multiprocessing.get_context(method)
            while len(self._workers) < self.size:
                self._workers.append(_Worker(context))

    def submit(self, work: Callable[[T], R], piece: T) -> Callable[[], R]:
        """Do one piece of work while this process goes on, if processes were gathered; else when asked."""
        if not self._workers:
            return partial(work, piece)
        return partial(self._result, self._give(work, piece))

    def prepare(self, work: Callable[[None], None]) -> None:
        """Let each process that was gathered get ready for what comes later, while this one goes on."""
        for worker in self._workers:
            worker.give(_Task[None](pickle.dumps((work, None), pickle.HIGHEST_PROTOCOL)))

    def is_worth_sharing(self, pieces: int) -> bool:
        """Whether so many pieces of work are done by several processes."""
        return self.size > 1 and pieces >= ALONE

    def map_here(self, work: Callable[[list[T]], R], pieces: Iterable[T]) -> Iterator[R]:
        """The results of `work` on batches of `pieces`, in order, all by this process."""
        for together in _batches(iter(pieces)):
            self.check_interrupt()
            yield work(together)

    def map_batches(
        self, work: Callable[[list[T]], R], pieces: Iterable[T], *, batch: int = _BATCH, least: int = ALONE
    ) -> Iterator[R]:
        """The results of `work` on batches of `pieces`, in order; `work` and pieces must be picklable.

        Fewer than `least` pieces are done by this process.
        """
        pieces = iter(pieces)
        few = list(islice(pieces, least))
        if self.size == 1 or len(few) < least:
            yield from self.map_here(work, chain(few, pieces))
            return
        self._start("spawn")
        under_way: deque[_Task[R]] = deque()
        for together in _batches(chain(few, pieces), batch):
            under_way.append(self._give(work, together))
            if len(under_way) >= _AHEAD * self.size:
                yield self._result(under_way.popleft())
        while under_way:
            yield self._result(under_way.popleft())

    def _give(self, work: Callable[[T], R], piece: T) -> "_Task[R]":
        """Hand work to the worker that has least; one that is busy takes only what its pipe has room for."""
        task = _Task[R](pickle.dumps((work, piece), pickle.HIGHEST_PROTOCOL))
        while not (worker := min(self._workers, key=lambda one: len(one.tasks))).has_room(task):
            self._receive()
        worker.give(task)
        return task

    def _result(self, task: "_Task[R]") -> R:
        while task.answer is None:
            self._receive()
        result, error = task.answer
        if error is not None:
            raise error
        return result

    def _receive(self) -> None:
        """Take what is ready, and wait until something is."""
        self.check_interrupt()
        busy = {worker.connection: worker for worker in self._workers if worker.tasks}
        for connection in wait(list(busy)):
            busy[connection].receive()  # type: ignore[index] # it is one of them


class _Task(Generic[R]):
    """A piece of work on its way: its message, and in the end its result, or the error that it raised."""

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.answer: tuple[R, Exception | None] | None = None


class _Worker:
    """A process, this end of its pipe, and the work that it has not answered yet, oldest first."""

    def __init__(self, context: BaseContext) -> None:
        self.connection, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(there,), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        there.close()
        self.tasks: deque[_Task[Any]] = deque()

    def has_room(self, task: _Task[Any]) -> bool:
        return not self.tasks or sum(len(one.message) for one in (*self.tasks, task)) <= _ROOM

    def give(self, task: _Task[Any]) -> None:
        self.tasks.append(task)
        with _lost():
            self.connection.send_bytes(task.message)

    def receive(self) -> None:
        with _lost():
            self.tasks[0].answer = self.connection.recv()
        self.tasks.popleft()

    def end(self, *, at_once: bool) -> None:
        if at_once:
            self.process.kill()
            return
        with suppress(OSError):  # it has ended already
            self.connection.send_bytes(b"")


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        hint = "is there too little memory? The next build goes on where this one stopped"
        raise OutputError(
            Problem("newsgen", 0, 0, "one of its processes was ended from outside", hint)
        ) from error


def release_memory() -> None:
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


# in a worker


def _serve(connection: Connection) -> None:
    """Do what comes until nothing does; leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while message := connection.recv_bytes():
            work, piece = pickle.loads(message)  # noqa: S301 - from the parent
            answer: tuple[Any, Exception | None]
            try:
                answer = work(piece), None
            except Exception as error:  # raised again by the parent
                error.add_note("".join(traceback.format_exception(error)))
                answer = None, error
            connection.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
