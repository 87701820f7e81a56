"""Finds the Markdown files of another generator in a folder, so that they can become `content/`."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsgen.content.reader import DOCUMENTS, PAGES, is_article_file
from newsgen.index.listing import counts

_HOMES = {  # where others keep articles, by the path from the folder of a project
    "_posts", "source/_posts", "posts", "post", "src/posts", "src/pages/posts", "src/content", "articles",
    "artikel", "berita", "news", "blog", "src/blog", "docs/_posts", "src/_posts", "_articles", "pages/posts",
}  # fmt: skip
_MARKS = (b"---", b"+++", b"{", b"Title:", b"title:")  # how front matter begins


class Existing(msgspec.Struct, frozen=True):
    """A folder with articles of another generator: its path, all its files, and how many are articles."""

    folder: str
    files: tuple[str, ...]
    articles: int


def find_existing(project: Path) -> list[Existing]:
    """The folders of a project in which another generator kept articles, outside of `content/`."""
    found: list[Existing] = []
    for home in sorted(_HOMES):
        if not (project / home).is_dir():
            continue
        files = tuple(_files(project / home))
        articles = sum(_is_article(project / home / file) for file in files)
        if articles and not any(home.startswith(f"{other.folder}/") for other in found):
            found.append(Existing(home, files, articles))
    return found


def has_articles(project: Path) -> bool:
    """Whether `content/` holds an article already."""
    files = _files(project / "content")
    return any(is_article_file(file) and not file.startswith(DOCUMENTS) for file in files)


def has_pages(project: Path) -> bool:
    """Whether `content/` holds a static page already."""
    return any(is_article_file(file) for file in _files(project / "content" / PAGES))


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder that newsgen would read, sorted."""
    for top, folders, files in os.walk(folder):
        below = Path(top).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        folders[:] = sorted(name for name in folders if counts(name))
        yield from (prefix + name for name in sorted(files) if counts(name))


def _is_article(file: Path) -> bool:
    """Whether a file is Markdown with front matter."""
    if file.suffix.lower() not in (".md", ".markdown"):
        return False
    try:
        with file.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_MARKS)
    except OSError:
        return False
