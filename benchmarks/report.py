"""Measurements as one Markdown table."""

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from cases import NEWSGEN, Table
from measure import median
from programs import HUGO, newsgen_command

_MIB = 1024 * 1024
_HEAD = (
    ("Articles", "Case", "Program", "Wall s", "CPU s", "Peak MiB", "Files", "MB", "Time ×", "Memory ×"),
    ("--:", "---", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:"),
)


def machine(runs: Mapping[int, int], with_hugo: bool) -> str:
    """One line about what measured; `runs` is how often each size was built."""
    newsgen = subprocess.run([newsgen_command(), "--version"], check=True, capture_output=True, text=True)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1024**3
    parts = [
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        newsgen.stdout.strip(),
        *([f"Hugo {HUGO}"] if with_hugo else []),
        "medians of " + ", ".join(f"{count} at {size:,}" for size, count in runs.items()),
        f"load before {os.getloadavg()[0]:.1f}",
    ]
    return "; ".join(parts) + "."


def table(results: Mapping[int, Table]) -> str:
    """Time × and Memory × say how many times newsgen's own a number is, in the same case."""
    lines = [*_HEAD, *(line for size, rows in results.items() for line in _lines(size, rows))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _lines(size: int, rows: Table) -> Iterator[tuple[str, ...]]:
    medians = {key: median(measurements) for key, measurements in rows.items()}
    for (case, program), it in medians.items():
        own = medians[case, NEWSGEN]
        yield (
            f"{size:,}",
            case,
            program,
            _number(it.wall),
            _number(it.cpu),
            f"{it.memory / _MIB:,.0f}" if it.memory else "",
            f"{it.files:,.0f}",
            _number(it.written / 1e6),
            _ratio(it.wall, own.wall) if program != NEWSGEN else "",
            _ratio(it.memory, own.memory) if program != NEWSGEN else "",
        )


def _number(value: float) -> str:
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f}"


def _ratio(value: float, own: float) -> str:
    return _number(value / own) if value and own else ""


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
