"""Writes a new project: settings, starter stories, pages, an author, a picture, and how to go on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from string import Template

import msgspec

from newsgen.cli.existing import Existing
from newsgen.cli.settings_file import settings_text
from newsgen.cli.starter_picture import starter_picture
from newsgen.errors import OutputError, Problem

_STARTER = Path(__file__).parent / "starter"
_PICTURES = {"id": "content/foto/selamat-datang.jpg", "en": "content/photos/welcome.jpg"}
_GITIGNORE = "# What newsgen makes anew from content/ at any time\n/site/\n/.newsgen/\n"
_STORIES = ("content/YYYY/MM/", "content/authors/")


class NewProject(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written into a folder, at a time in the newsroom's zone.

    `settings` are those that differ from their defaults. `stories` and `pages` say whether the starter ones
    are wanted; `adopted` are folders whose files are copied to `content/`.
    """

    folder: Path
    now: datetime
    title: str
    language: str
    host: str
    settings: dict[str, object]
    stories: bool
    pages: bool
    adopted: tuple[Existing, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """The paths of files that are new, and of those that are kept since they exist.

    Of the new ones `copied` are those of another generator.
    """

    new: tuple[str, ...]
    copied: tuple[str, ...]
    kept: tuple[str, ...]


def write_project(project: NewProject) -> Written:
    """Write a project; a file that exists is kept.

    Raises:
        OutputError: a file can't be written; those before it are there.
    """
    starter = {path: _create(project.folder / path, data) for path, data in _starter_files(project)}
    copied = {path: _create(project.folder / path, data) for path, data in _adopted_files(project)}
    return Written(
        new=tuple(path for path, is_new in starter.items() if is_new),
        copied=tuple(path for path, is_new in copied.items() if is_new),
        kept=tuple(path for path, is_new in (starter | copied).items() if not is_new),
    )


def _create(file: Path, data: bytes) -> bool:
    """Write a file unless it exists; whether it was written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        if file.is_file():
            return False
        hint = "move it away, or choose another folder"
        what = "is a folder" if file.exists() else "can't be written: a file stands in the place of a folder"
        raise OutputError(Problem(str(file), 0, 0, what, hint)) from None
    except OSError as error:
        hint = "make the folder writable, or choose another one"
        raise OutputError(Problem(str(file), 0, 0, f"can't be written: {error.strerror}", hint)) from error
    return True


def _starter_files(project: NewProject) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file, the settings first."""
    texts = _STARTER / project.language
    yield "newsgen.yaml", settings_text(project.settings).encode()
    hosting = (texts / "hosts" / f"{project.host or 'none'}.md").read_text("utf-8")
    words = {
        "title": project.title,
        "date": f"{project.now:%Y-%m-%d %H:%M}",
        "earlier": f"{project.now - timedelta(hours=1):%Y-%m-%d %H:%M}",
        "hosting": Template(hosting).substitute().rstrip(),
    }
    yield "README.md", _filled(texts / "README.md", words)
    yield ".gitignore", _GITIGNORE.encode()
    for file in sorted((texts / "content").rglob("*.md")):
        path = file.relative_to(texts).as_posix()
        if project.stories if path.startswith(_STORIES) else project.pages:
            yield path.replace("YYYY/MM", f"{project.now:%Y/%m}"), _filled(file, words)
    if project.stories:
        yield _PICTURES[project.language], starter_picture()


def _adopted_files(project: NewProject) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file that is copied to `content/`."""
    for folder in project.adopted:
        for name in folder.files:
            file = project.folder / folder.folder / name
            try:
                yield f"content/{name}", file.read_bytes()
            except OSError as error:
                raise OutputError(Problem(str(file), 0, 0, f"can't be read: {error.strerror}")) from error


def _filled(file: Path, words: dict[str, str]) -> bytes:
    return Template(file.read_text("utf-8")).substitute(words).encode()
