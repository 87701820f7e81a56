"""A saved page for cases: without any markup of fields, and with what a case puts around its story."""

import json

from newsgen.importing.saved_pages.reading import RawPage, Settings, read_page
from newsgen.importing.story import Story

WORDS = "Warga desa memperbaiki jembatan itu bersama-sama sejak pagi sampai sore hari dengan alat seadanya."
HEADLINE = "Jembatan Desa Selesai Diperbaiki Warga"
WHEN = "Senin, 4 Maret 2019"


def paragraphs(start: str, count: int = 4) -> list[str]:
    return [f"{start} bagian {number}. {WORDS}" for number in range(count)]


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
