"""What is published works: a wheel, a source distribution and an editable install find their templates."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import newsgen

REPO = Path(__file__).parents[1]
CODE = "from newsgen.rendering.theme import default_folder; print(default_folder().resolve())"


def run(*command: str | Path, cwd: Path, path: str = "") -> str:
    """What a command prints; `path` stands before the packages of this environment."""
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SOURCE_DATE"))
    }
    env["PYTHONPATH"] = path
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(*arguments: str | Path, cwd: Path) -> str:
    return run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the backend that pyproject.toml asks for, and the sdist and wheel that it builds."""
    folder = tmp_path_factory.mktemp("dist")
    pip("install", "--target", folder / "backend", "hatchling>=1.25", cwd=folder)
    path = str(folder / "backend")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "sdist",
        "-t",
        "wheel",
        "-d",
        folder,
        cwd=REPO,
        path=path,
    )
    return folder


def _theme() -> set[str]:
    top = REPO / "templates"
    return {file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()}


def _wheel(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_a_wheel_has_the_package_and_the_theme_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(_wheel(built)) as wheel:
        names = set(wheel.namelist())
    modules = {file.relative_to(REPO / "src").as_posix() for file in (REPO / "src").rglob("*.py")}
    for data in ("preview/assets", "cli/starter", "importing/receipt"):
        files = (file for file in (REPO / "src/newsgen" / data).rglob("*.*") if file.suffix != ".pyc")
        modules |= {file.relative_to(REPO / "src").as_posix() for file in files}
    expected = modules | {f"newsgen/templates/{name}" for name in _theme()}
    assert expected - names == set()
    assert {name for name in names - expected if ".dist-info/" not in name} <= {"newsgen/py.typed"}
    assert len(_theme()) > 20


def test_an_installed_wheel_builds_a_site(built: Path, tmp_path: Path) -> None:
    """In an environment of its own; only the dependencies come from this one."""
    pip("install", "--no-deps", "--no-index", "--target", tmp_path / "installed", _wheel(built), cwd=tmp_path)
    (tmp_path / "dependencies").mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.lower().startswith(("newsgen", "_newsgen", "__editable__", "_editable")):
            (tmp_path / "dependencies" / entry.name).symlink_to(entry)
    path = os.pathsep.join([str(tmp_path / "installed"), str(tmp_path / "dependencies")])
    python = [sys.executable, "-S"]  # without -S the editable install of this checkout could answer
    package = (tmp_path / "installed" / "newsgen").resolve()
    assert run(
        *python, "-c", "import newsgen; print(newsgen.__file__)", cwd=tmp_path, path=path
    ).strip() == str(package / "__init__.py")
    assert run(*python, "-c", CODE, cwd=tmp_path, path=path).strip() == str(package / "templates")
    project = tmp_path / "koran"
    project.mkdir()
    (project / "newsgen.yaml").write_text("")
    command = [*python, "-c", "from newsgen.cli import main; main()"]
    made = run(*command, "new", "Berita Pertama", cwd=project, path=path).strip()
    assert (project / made).is_file()
    run(*command, "init", "baru", "--yes", cwd=project, path=path)
    assert run(*command, "build", "--strict", "--project", "baru", cwd=project, path=path).startswith(
        "2 articles, "
    )
    assert run(*command, "build", cwd=project, path=path).startswith("1 article, ")
    assert "Berita Pertama" in (project / "site" / "index.html").read_text("utf-8")
    assert list((project / "site" / "assets").glob("style.*.css"))
    shown = run(*command, "--version", cwd=project, path=path)
    assert shown == f"newsgen {newsgen.__version__}\n"


def test_a_source_distribution_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path)  # Python 3.11.2 knows no `filter`
    (source,) = tmp_path.iterdir()
    assert {path.name for path in source.iterdir()} >= {
        "pyproject.toml",
        "src",
        "templates",
        "tests",
        "content",
    }
    assert (source / "README.md").is_file()
    assert (source / "LICENSE").is_file()
    assert not (source / "site").exists()
    path = str(built / "backend")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        tmp_path / "again",
        cwd=source,
        path=path,
    )
    with zipfile.ZipFile(_wheel(built)) as first, zipfile.ZipFile(_wheel(tmp_path / "again")) as second:
        assert sorted(first.namelist()) == sorted(second.namelist())
        theme = [name for name in first.namelist() if name.startswith("newsgen/templates/")]
        assert theme
        assert [name for name in theme if first.read(name) != second.read(name)] == []
    assert run(sys.executable, "-c", CODE, cwd=source, path=str(source / "src")).strip() == str(
        source / "templates"
    )


def test_an_editable_install_finds_the_templates_at_the_top(built: Path, tmp_path: Path) -> None:
    path = str(built / "backend")
    code = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    name = run(sys.executable, "-c", code, cwd=REPO, path=path).strip().splitlines()[-1]
    pip(
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        tmp_path / "installed",
        tmp_path / name,
        cwd=tmp_path,
    )
    (link,) = (tmp_path / "installed").glob("*.pth")
    assert Path(link.read_text().strip()) == REPO / "src"
    assert not (tmp_path / "installed" / "newsgen").exists()
    found = run(sys.executable, "-c", CODE, cwd=tmp_path, path=link.read_text().strip())
    assert found.strip() == str(REPO / "templates")
