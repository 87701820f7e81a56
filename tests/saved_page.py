"""A saved page for cases: without any markup of fields, and with what a case puts around its story."""

import json
from pathlib import Path

from newsgen.importing.saved_pages.opened import RawPage, Settings
from newsgen.importing.saved_pages.reading import read_page
from newsgen.importing.saved_pages.source import SavedPages, WebArchive
from newsgen.importing.story import LeftOut, SourceOptions, Story
from newsgen.workers import WorkerPool

WORDS = "Warga desa memperbaiki jembatan itu bersama-sama sejak pagi sampai sore hari dengan alat seadanya."
HEADLINE = "Jembatan Desa Selesai Diperbaiki Warga"
WHEN = "Senin, 4 Maret 2019"


def paragraphs(start: str, count: int = 4) -> list[str]:
    return [f"{start} bagian {number}. Hari {number} untuk {start}: {WORDS}" for number in range(count)]


def whole(
    *, top: str = "", end: str = "", below: str = "", head: str = "", above: str = "", inside: str = ""
) -> bytes:
    """A page without any markup of fields, and what a case puts somewhere around its story."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs("Warga", 3))
    return (
        f'<html><head><title>{HEADLINE} - Kabar Ulu</title><meta property="og:site_name" content="Kabar Ulu">'
        f'{head}</head><body>{above}<div class="b2">{inside}<h1>{HEADLINE}</h1>{top}'
        f'<div class="b3">{text}{end}</div>{below}</div></body></html>'
    ).encode()


def read(raw: bytes) -> Story:
    found = read_page(
        RawPage("x.html", raw, "https://kabarulu.example/jembatan.html"), Settings("Asia/Jakarta")
    )
    assert isinstance(found.found, Story)
    return found.found


def published(content: str) -> str:
    return f'<meta property="article:published_time" content="{content}">'


def modified(content: str) -> str:
    return f'<meta property="article:modified_time" content="{content}">'


def linked_data(**values: object) -> str:
    node = {"@type": "NewsArticle", "headline": HEADLINE, **values}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


def story(title: str, *paragraphs: str, head: str = "") -> bytes:
    date = '<meta property="article:published_time" content="2018-08-02T09:05:00+07:00">'
    return page(title, "".join(f"<p>{text}</p>" for text in paragraphs), date + head).encode()


def read_all(source: SavedPages | WebArchive, size: int = 1) -> list[Story | LeftOut]:
    with WorkerPool(size) as pool:
        survey = source.survey(pool, lambda stage, done, total: None)
        found = [one for unit in source.units() for one in unit.found()]
    headers = list(survey.headers)
    assert headers == [one.header for one in found if isinstance(one, Story)]
    return found


def saved(
    folder: Path, files: dict[str, bytes], size: int = 1, *, run: str = "work"
) -> list[Story | LeftOut]:
    for name, raw in files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    (folder / run).mkdir(exist_ok=True)
    return read_all(SavedPages((str(folder / "site"),), SourceOptions(workspace=str(folder / run))), size)
