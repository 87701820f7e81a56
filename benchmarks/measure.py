"""What a command takes, with all processes that it starts: Linux only, for /proc knows."""

import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import Event

_PROC = Path("/proc")
_EVERY = 0.02  # seconds between two looks at the memory
_SHARE = 10  # a look may take one part in so many of the time


@dataclass(frozen=True, slots=True)
class Measurement:
    """`wall` and `cpu` in seconds, `memory` (the peak) and `written` in bytes; `files` were written."""

    wall: float
    cpu: float
    memory: float
    files: float
    written: float


def median(measurements: Sequence[Measurement]) -> Measurement:
    """Of each number by itself."""
    return Measurement(*map(statistics.median, zip(*map(astuple, measurements), strict=True)))


def measure(command: Sequence[str | Path], output: Path, environment: Mapping[str, str]) -> Measurement:
    """Run a command that writes to the folder `output`, once the disk has nothing left to do.

    Raises:
        RuntimeError: the command failed; with the end of what it said.
    """
    os.sync()
    began, done = time.time_ns(), Event()
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as watcher:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            peak = watcher.submit(_peak, process.pid, done)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            done.set()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = " ".join(map(str, command))
            raise RuntimeError(f"{words}: exit {process.returncode}\n{said.read()[-4000:].decode()}")
    sizes = list(_written(output, began))
    return Measurement(wall, usage.ru_utime + usage.ru_stime, peak.result(), len(sizes), sum(sizes))


def _written(folder: Path, since: int) -> Iterator[int]:
    """The sizes of the files that were made, written or moved here since; the kernel sets their ctime."""
    folders = [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                status = entry.stat(follow_symlinks=False)
                if status.st_ctime_ns >= since:
                    yield status.st_size


def _peak(session: int, done: Event) -> int:
    """The most memory, in bytes, that the processes of a session have together until `done`."""
    peak, pause = 0, 0.0
    strangers: set[str] = set()
    while not done.wait(pause):
        started = time.perf_counter()
        peak = max(peak, _memory(_processes(session, strangers)))
        pause = max(_EVERY, (time.perf_counter() - started) * _SHARE)
    return peak


def _processes(session: int, strangers: set[str]) -> list[Path]:
    """The processes of a session; the others become `strangers`, which are not looked at again."""
    ours = []
    for name in os.listdir(_PROC):  # noqa: PTH208 - fifty times a second
        if not name.isdecimal() or name in strangers:
            continue
        try:
            fields = (_PROC / name / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session:
            ours.append(_PROC / name)
        else:
            strangers.add(name)
    return ours


def _memory(processes: Sequence[Path]) -> int:
    """The peak of a process that is alone, else the shares (PSS) of all as they are now."""
    file, key = ("status", "VmHWM:") if len(processes) == 1 else ("smaps_rollup", "Pss:")
    return sum(_kibibytes(process / file, key) for process in processes) * 1024


def _kibibytes(file: Path, key: str) -> int:
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)
