"""The pool of worker processes: order, large messages, errors, processes that end, Ctrl-C."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from newsgen.errors import ContentError, OutputError, Problem
from newsgen.workers import WorkerPool


def doubled(numbers: list[int]) -> list[int]:
    return [2 * number for number in numbers]


def repeated(texts: list[str]) -> list[str]:
    return [text * 40 for text in texts]


def failing(numbers: list[int]) -> list[int]:
    if 700 in numbers:
        raise ContentError(Problem("a.md", 3, 7, "is wrong"))
    return numbers


def ending(numbers: list[int]) -> list[int]:
    if 700 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return numbers


def dividing(number: int) -> float:
    return 1 / number


@pytest.mark.parametrize(("size", "pieces"), [(1, 1000), (2, 20), (2, 1000), (3, 1001)])
def test_results_come_in_order(size: int, pieces: int) -> None:
    with WorkerPool(size) as pool:
        found = [number for batch in pool.map_batches(doubled, range(pieces)) for number in batch]
    assert found == [2 * number for number in range(pieces)]


def test_pieces_and_results_may_be_larger_than_any_pipe() -> None:
    texts = [f"{number:<1000}" for number in range(3000)]  # 100 KB a batch there, 4 MB back
    with WorkerPool(2) as pool:
        assert [text for batch in pool.map_batches(repeated, texts) for text in batch] == repeated(texts)


def test_work_beside_may_be_asked_for_in_any_order_or_never() -> None:
    with WorkerPool(2) as pool:
        assert pool.fork()
        first, second, _ = (pool.submit(dividing, number) for number in (2, 4, 5))
        assert list(pool.map_batches(doubled, range(600), batch_size=600)) == [doubled([*range(600)])]
        assert (second(), first()) == (0.25, 0.5)


@pytest.mark.parametrize("forked", [True, False])
def test_results_that_nobody_takes_hold_nothing_up(forked: bool) -> None:
    texts = [f"{number:<1000}" for number in range(3000)]
    with WorkerPool(3) as pool:
        assert pool.fork() if forked else True
        next(pool.map_batches(repeated, texts))  # the others are larger than any pipe


def test_an_error_in_a_process_is_raised_here() -> None:
    with WorkerPool(2) as pool, pytest.raises(ContentError, match=r"a\.md:3:7: is wrong"):
        list(pool.map_batches(failing, range(1000)))


def test_a_fault_in_a_process_tells_where_it_was() -> None:
    with WorkerPool(2) as pool:
        pool.fork()
        with pytest.raises(ZeroDivisionError) as raised:
            pool.submit(dividing, 0)()
    assert "in dividing" in raised.value.__notes__[0]


def test_a_process_that_is_ended_from_outside_is_an_error() -> None:
    with (
        WorkerPool(2) as pool,
        pytest.raises(OutputError, match="one of its processes was ended from outside"),
    ):
        list(pool.map_batches(ending, range(1000)))


def test_a_ctrl_c_that_python_drops_is_raised_again() -> None:
    def closing() -> Iterator[int]:
        try:
            yield 1
        finally:
            with suppress(KeyboardInterrupt):  # as Python does with what comes while a generator is closed
                signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), WorkerPool(2) as pool:
        list(pool.map_batches(doubled, closing()))
    with pytest.raises(KeyboardInterrupt), WorkerPool(1):
        list(closing())
    assert signal.getsignal(signal.SIGINT) is before
