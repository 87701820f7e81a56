"""A pool of worker processes for work that is large enough to be shared."""

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
from multiprocessing.process import BaseProcess
from types import FrameType, TracebackType
from typing import Any, Generic, TypeVar

from newsgen.errors import OutputError, Problem

T = TypeVar("T")
R = TypeVar("R")

MIN_SHARED = 500  # items; fewer are done by this process before another one has started
_BATCH_SIZE = 100  # items
_BATCHES_PER_WORKER = 3  # sent at most before their results are taken
_PIPE_SIZE = 8192  # bytes that a pipe takes on every system, so that sending to a busy worker never blocks


class WorkerPool:
    """Runs functions in this process, or in one process for each processor once there is enough to do.

    Use it as a context manager. Within, no Ctrl-C is lost, though Python drops one that arrives while it
    closes a generator.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self._workers: list[_Worker] = []
        self._interrupted = False
        self._old_handler: Any = None

    def __enter__(self) -> "WorkerPool":
        handler = signal.getsignal(signal.SIGINT)
        if handler is signal.default_int_handler and threading.current_thread() is threading.main_thread():
            self._old_handler = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._old_handler is not None:
            signal.signal(signal.SIGINT, self._old_handler)
            self._old_handler = None
        self.close(kill=error is not None)
        if error is None:
            self.check_interrupt()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
        raise KeyboardInterrupt

    def check_interrupt(self) -> None:
        """Raise `KeyboardInterrupt` if a Ctrl-C has come that Python dropped."""
        if self._interrupted:
            raise KeyboardInterrupt

    @contextmanager
    def stopping_on_error(self) -> Iterator[None]:
        """Kill the workers before an error leaves this block, so that they do nothing after it."""
        try:
            yield
        except BaseException:
            self.close(kill=True)
            raise

    def close(self, *, kill: bool = False) -> None:
        """End the workers: each after the task that it is at, or at once with `kill`.

        Results that were not taken are lost. Files that a worker has open are closed when this returns.
        """
        workers, self._workers = self._workers, []
        for worker in workers:
            if kill:
                worker.process.kill()
            worker.connection.close()
        for worker in workers:
            worker.process.join()

    def fork(self) -> bool:
        """Start the workers by a fork, if that is possible, and return whether there are any.

        A fork costs next to nothing, but must come before a database is opened or a thread started.
        Without one, `map_batches` starts the workers.
        """
        single_threaded = threading.active_count() == 1
        if not self._workers and self.size > 1 and sys.platform == "linux" and single_threaded:
            self._start(multiprocessing.get_context("fork").Process, inherits=True)
        return bool(self._workers)

    def _start(self, process_type: type[BaseProcess], *, inherits: bool) -> None:
        with _interrupts_blocked():
            while len(self._workers) < self.size:
                ours, theirs = multiprocessing.Pipe()
                open_here = [*(worker.connection for worker in self._workers), ours] if inherits else []
                process = process_type(target=_work, args=(theirs, open_here), daemon=True)
                process.start()
                theirs.close()
                self._workers.append(_Worker(process, ours))

    def submit(self, function: Callable[[T], R], item: T) -> Callable[[], R]:
        """Return a callable that waits for the result of `function` on `item`.

        A worker begins at once; without workers, the function runs when the result is asked for.
        """
        if not self._workers:
            return partial(function, item)
        return partial(self._result, self._send(function, item))

    def prepare(self, function: Callable[[None], None]) -> None:
        """Let each worker call a function, such as one whose module takes long to import."""
        for worker in self._workers:
            worker.send(_Task[None](function, None))

    def is_worth_sharing(self, items: int) -> bool:
        """Whether `map_batches` shares so many items by default."""
        return self.size > 1 and items >= MIN_SHARED

    def map_here(self, function: Callable[[list[T]], R], items: Iterable[T]) -> Iterator[R]:
        """The results of `function` on batches of `items`, in order, computed by this process."""
        for batch in _batches(iter(items), _BATCH_SIZE):
            self.check_interrupt()
            yield function(batch)

    def map_batches(
        self,
        function: Callable[[list[T]], R],
        items: Iterable[T],
        *,
        batch_size: int = _BATCH_SIZE,
        min_shared: int = MIN_SHARED,
    ) -> Iterator[R]:
        """The results of `function` on batches of `items`, in order; function and items must be picklable.

        Fewer than `min_shared` items are done by this process. Items are taken as workers get free.
        """
        items = iter(items)
        first = list(islice(items, min_shared))
        if self.size == 1 or len(first) < min_shared:
            yield from self.map_here(function, chain(first, items))
            return
        self._start(multiprocessing.get_context("spawn").Process, inherits=False)
        tasks: deque[_Task[R]] = deque()
        for batch in _batches(chain(first, items), batch_size):
            tasks.append(self._send(function, batch))
            if len(tasks) >= _BATCHES_PER_WORKER * self.size:
                yield self._result(tasks.popleft())
        while tasks:
            yield self._result(tasks.popleft())

    def _send(self, function: Callable[[T], R], item: T) -> "_Task[R]":
        """Send a task to the worker that has the fewest, once its pipe has room for it."""
        task = _Task[R](function, item)
        while not (worker := min(self._workers, key=lambda it: len(it.tasks))).has_room(task):
            self._receive()
        worker.send(task)
        return task

    def _result(self, task: "_Task[R]") -> R:
        while task.outcome is None:
            self._receive()
        result, error = task.outcome
        if error is not None:
            raise error
        return result

    def _receive(self) -> None:
        """Wait until there are results, and take them."""
        self.check_interrupt()
        busy = [worker for worker in self._workers if worker.tasks]
        ready = wait([worker.connection for worker in busy])
        for worker in busy:
            if worker.connection in ready:
                worker.receive()


class _Task(Generic[R]):
    """A call that a worker is to make; in the end its result, or the error that it raised."""

    def __init__(self, function: Callable[[T], R], item: T) -> None:
        self.message = pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)
        self.outcome: tuple[R, Exception | None] | None = None


class _Worker:
    """A process, the connection to it, and the tasks that it has not answered yet, oldest first."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.tasks: deque[_Task[Any]] = deque()

    def has_room(self, task: _Task[Any]) -> bool:
        return not self.tasks or sum(len(it.message) for it in (*self.tasks, task)) <= _PIPE_SIZE

    def send(self, task: _Task[Any]) -> None:
        self.tasks.append(task)
        with _worker_loss_reported():
            self.connection.send_bytes(task.message)

    def receive(self) -> None:
        with _worker_loss_reported():
            self.tasks[0].outcome = self.connection.recv()
        self.tasks.popleft()


@contextmanager
def _worker_loss_reported() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        hint = "is there too little memory? The next build goes on where this one stopped"
        raise OutputError(
            Problem("newsgen", 0, 0, "one of its processes was ended from outside", hint)
        ) from error


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block SIGINT, where that is possible: a process that is starting would show a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def release_memory() -> None:
    """Return free memory to the system, of which the C library of Linux keeps much after an index."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


# in a worker


def _work(connection: Connection, inherited: list[Connection]) -> None:
    """Do tasks until the connection ends. Ctrl-C is left to the parent.

    A forked process has inherited the parent's ends of connections, which don't end while it holds them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            function, item = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the parent
            outcome: tuple[Any, Exception | None]
            try:
                outcome = function(item), None
            except Exception as error:  # raised again by the parent
                error.add_note("".join(traceback.format_exception(error)))
                outcome = None, error
            connection.send(outcome)


def _exit_with_parent() -> None:
    """Exit as soon as the parent has ended, however it did: nobody may write to the site after it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
