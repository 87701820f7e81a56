"""A newsroom in a folder: what the tests of whole builds stand on."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from newsgen import config
from newsgen.content.slugs import slugify
from newsgen.index.view import View, micros
from newsgen.publishing.build import build
from newsgen.publishing.options import BuildOptions, BuildResult
from newsgen.publishing.output import STAMP

WIB = ZoneInfo("Asia/Jakarta")
NOW = "2026-11-20 12:00"
CONFIG = "title: Kabar Uji\nbase_url: https://kabar.example/\nsocial_images: off\nsearch: off\n"

Files = Mapping[str, str | bytes]

# A theme that prints all that a page has: quick, and nothing that differs between two builds escapes it.
_ALL = "{{ page }} {{ site }} {{ t }} {{ url }} {{ content }} {{ latest }}"
_ITEMS = "{% for item in page.items %}{{ item|full_text }}{% endfor %}"
BARE: dict[str, str | bytes] = {
    **{
        f"{name}.html": _ALL
        for name in (
            "article",
            "withdrawn",
            "removed",
            "expired",
            "home",
            "list",
            "index",
            "page",
            "404",
            "latest",
            "redirect",
            "search",
        )
    },
    **dict.fromkeys(("sitemap.xml", "news.xml", "robots.txt", "headers.txt", "manifest.txt"), _ALL),
    **dict.fromkeys(("feed.xml", "feed_json.txt"), f"{_ALL} {_ITEMS}"),
    "partials/latest.html": "{{ cards }}",
    **dict.fromkeys(("partials/read_also.html", "partials/feed/read_also.html"), "{{ card }}"),
}


def article(title: str, date: str, *, body: str = "Isi berita.", **keys: Any) -> str:
    """An article file with this headline and date; other keys are written as YAML's flow style.

    Without a `slug` it gets that of its headline, as `newsgen new` writes it.
    """
    keys.setdefault("slug", slugify(title))
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}", f"date: {date}"]
    lines += [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def paragraphs(number: int) -> str:
    """A body of so many paragraphs, each one known by its number."""
    return "\n\n".join(f"Paragraf ke-{n} berita ini." for n in range(1, number + 1))


def photo(
    colour: str = "#7a9", size: tuple[int, int] = (80, 60), kind: str = "JPEG", **settings: Any
) -> bytes:
    """A picture file of one colour with a dark corner, so that it can be seen which way it is turned."""
    image = Image.new("RGB", size, colour)
    image.paste("#123", (0, 0, size[0] // 4, size[1] // 4))
    stream = BytesIO()
    image.save(stream, kind, **settings)
    return stream.getvalue()


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, number: int, *, is_done: bool = False) -> Iterator[None]:
    """Kill a build at the file of this number, from 0, that it puts into its place; or right after it."""
    replace, calls = os.replace, count()

    def put(source: str, target: str) -> None:
        is_last = next(calls) == number
        if is_last and not is_done:
            raise KeyboardInterrupt
        replace(source, target)
        if is_last:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", put)
        yield


class Project:
    """A project folder with a fixed clock. Paths of articles and media are from `content/`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.copies = count(1)

    @property
    def site(self) -> Path:
        return self.path / "site"

    def write(self, path: str, text: str | bytes) -> "Project":
        return self.put(f"content/{path}", text)

    def put(self, path: str, text: str | bytes) -> "Project":
        """Write a file whose path is from the project's folder."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def configure(self, text: str) -> "Project":
        return self.put("newsgen.yaml", text)

    def delete(self, path: str) -> "Project":
        return self.drop(f"content/{path}")

    def drop(self, path: str) -> "Project":
        """Delete a file, or a folder with all that is in it; the path is from the project's folder."""
        file = self.path / path
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()
        return self

    def build(
        self,
        *,
        now: str = NOW,
        output: Path | None = None,
        base_url: str | None = None,
        drafts: bool = False,
        future: bool = False,
        expired: bool = False,
        strict: bool = False,
        keep_going: bool = False,
        workers: int | None = None,
        full: bool = False,
        force: bool = False,
    ) -> BuildResult:
        moment = micros(datetime.fromisoformat(now).replace(tzinfo=WIB))
        view = View(now=moment, drafts=drafts, future=future, expired=expired)
        options = BuildOptions(
            project=self.path,
            output=output or self.site,
            view=view,
            strict=strict,
            keep_going=keep_going,
            workers=workers,
            full=full,
            force=force,
        )
        settings = config.load(self.path / "newsgen.yaml", base_url=base_url)
        return build(options, settings, lambda stage, done, all_: None)

    def clean(self, *, now: str = NOW, keep_going: bool = False) -> dict[str, bytes]:
        """What a build from nothing makes of the project, elsewhere."""
        copy = Project(self.path.parent / f"clean-{next(self.copies)}")
        shutil.copytree(
            self.path, copy.path, symlinks=True, ignore=shutil.ignore_patterns("site", ".newsgen")
        )
        copy.build(now=now, keep_going=keep_going)
        return copy.tree()

    @property
    def root(self) -> str:
        return config.load(self.path / "newsgen.yaml").root

    def read(self, url: str) -> str:
        return self.data(url).decode()

    def data(self, url: str) -> bytes:
        path = unquote(url.removeprefix(self.root))
        return (self.site / (path + "index.html" if path.endswith("/") or not path else path)).read_bytes()

    def urls(self) -> set[str]:
        """The addresses of all files in `site/`, not percent-encoded."""
        files = (self.root + path for path in self.pages())
        return {
            url.removesuffix("index.html") if url.rpartition("/")[2] == "index.html" else url for url in files
        }

    def tree(self, output: Path | None = None) -> dict[str, bytes]:
        """Path and bytes of every file in the output."""
        return {path: file.read_bytes() for path, file in self._files(output)}

    def pages(self, output: Path | None = None) -> dict[str, bytes]:
        """Path and bytes of every file in the output but for newsgen's stamp, which is at no address."""
        return {path: data for path, data in self.tree(output).items() if path != STAMP}

    def snapshot(self) -> dict[str, tuple[bytes, int]]:
        """Path, bytes and mtime of every file in the output."""
        return {path: (file.read_bytes(), file.stat().st_mtime_ns) for path, file in self._files(None)}

    def rewritten(self, before: dict[str, tuple[bytes, int]]) -> set[str]:
        """The addresses whose files were written, or went, since a snapshot."""
        now = self.snapshot()
        changed = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
        return {"/" + path.removesuffix("index.html") for path in changed}

    def _files(self, output: Path | None) -> list[tuple[str, Path]]:
        top = output or self.site
        return [(file.relative_to(top).as_posix(), file) for file in sorted(top.rglob("*")) if file.is_file()]


class MakeSite(Protocol):
    """Makes a project of article and media files, paths from `content/`."""

    def __call__(
        self, files: Files = ..., config: str = ..., templates: Mapping[str, str | bytes] = ...
    ) -> Project: ...


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    def make(files: Files = {}, config: str = CONFIG, templates: Files = {}) -> Project:  # noqa: B006
        project = Project(tmp_path / "koran")
        (project.path / "content").mkdir(parents=True)
        project.configure(config)
        for path, text in files.items():
            project.write(path, text)
        for name, text in templates.items():
            project.put(f"templates/{name}", text)
        return project

    return make
