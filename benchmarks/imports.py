"""Measure what an import of a WordPress export takes: python imports.py [POSTS…] [--jobs N…].

For each number of posts an export is written by `exports.py`, and imported into a new newsroom by each number
of processes. Shown are posts a second by the clock, and by one of a processor's, and the peak memory of all
processes.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Measurement, measure

_HERE = Path(__file__).parent
_MB = 1_000_000


def run(export: Path, folder: Path, jobs: int) -> Measurement:
    """Import an export into a new newsroom."""
    shutil.rmtree(folder, ignore_errors=True)
    # The exit status says that something is missing, as the odd posts of an export have it.
    code = "import sys; from newsgen.cli import main; main(sys.argv[1:], standalone_mode=True)"
    command = [
        sys.executable,
        "-c",
        f"try:\n    {code}\nexcept SystemExit as end:\n    sys.exit(end.code == 2)",
    ]
    return measure(
        [*command, "import", export, "--into", folder, "--jobs", str(jobs)],
        folder,
        {"PYTHONPATH": str(_HERE.parent / "src")},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("posts", type=int, nargs="*", default=[10_000])
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args()
    print(
        f"{'posts':>9} {'MB':>6} {'jobs':>4} {'seconds':>8} {'posts/s':>8} {'posts/s CPU':>11} {'peak MB':>8}"
    )
    for posts in options.posts:
        with tempfile.TemporaryDirectory() as folder:
            export = Path(folder) / "export.xml"
            subprocess.run([sys.executable, str(_HERE / "exports.py"), str(export), str(posts)], check=True)
            for jobs in options.jobs:
                found = run(export, Path(folder) / "newsroom", jobs)
                speeds = f"{posts / found.wall:8.0f} {posts / found.cpu:11.0f}"
                size = export.stat().st_size / _MB
                print(f"{posts:9,} {size:6.0f} {jobs:4} {found.wall:8.1f} {speeds} {found.memory / _MB:8.0f}")


if __name__ == "__main__":
    main()
