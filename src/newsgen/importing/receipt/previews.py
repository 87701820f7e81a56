"""The stories that the receipt shows beside their source."""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from html import escape

import msgspec
import nh3
from markdown_it import MarkdownIt

from newsgen.content.article import Article
from newsgen.importing.receipt.unseen import named
from newsgen.importing.story import Format, Story

SHOWN = 10
_CANDIDATES = 40
_MAX_TEXT = 6000  # characters that are kept of a text
_MAX_SHOWN = 2500  # characters that are shown of it
_MAX_BYLINE = 300
_RANKS = 1 << 64
_TAGS = set(
    "p br hr div a b strong i em u s del ins sub sup small mark code pre blockquote q cite ul ol li dl dt dd"
    " h4 table thead tbody tr td th caption figure figcaption".split()
)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^<>]{0,300}>", re.I)
_MEDIA = re.compile(r"<(img|iframe|video|audio|embed|object)\b([^<>]{0,2000})>", re.I)
_SRC = re.compile(r"""\b(?:src|data)\s{0,4}=\s{0,4}["']?([^"'\s<>]{1,500})""", re.I)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_MARKDOWN_PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\(([^()\s]{1,500})[^()\n]{0,300}\)")


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A story as its source has it, and as it was written; both texts may be cut."""

    place: str
    url: str
    path: str
    title: str
    byline: str
    source: str
    format: Format
    markdown: str


def may_be_shown(place: str, stories: int) -> bool:
    """Whether a story, of so many, is one of the few (some 40) that are candidates for the receipt.

    It depends on nothing but its place, so that each worker decides alone, and a resumed import the same.
    """
    return _rank(place) * stories < _CANDIDATES * _RANKS


def preview_of(story: Story, article: Article) -> Preview:
    """What the receipt needs of a story. The texts are cut to a few thousand characters."""
    when = article.date
    date = when.at.strftime("%Y-%m-%d %H:%M" if when.clock else "%Y-%m-%d")
    return Preview(
        place=story.place,
        url=story.header.url,
        path=article.path,
        title=article.title,
        byline=" · ".join(filter(None, (", ".join(article.authors)[:_MAX_BYLINE], date, article.dateline))),
        source=story.body[:_MAX_TEXT],
        format=story.format,
        markdown=article.body[:_MAX_TEXT],
    )


def shown(previews: Iterable[Preview]) -> list[Preview]:
    """The ten of the candidates that the receipt shows, always the same, in the order of their places."""
    found = {preview.place: preview for preview in previews}
    return sorted(sorted(found.values(), key=lambda one: _rank(one.place))[:SHOWN], key=lambda one: one.place)


def _rank(place: str) -> int:
    return int.from_bytes(blake2b(place.encode(errors="replace"), digest_size=8).digest(), "big")


def source_html(preview: Preview) -> str:
    """The text as it came, as HTML that loads and runs nothing."""
    text, more = _cut(preview.source)
    if preview.format in (Format.MARKDOWN, Format.TEXT):
        return f"<pre>{escape(text)}{more}</pre>"
    if preview.format is Format.WORDPRESS:
        text = _COMMENT.sub("", text)
        if "</p>" not in text:
            text = "".join(f"<p>{part}</p>" for part in _BLANK.split(text) if part.strip())
    return _harmless(text) + more


def written_html(preview: Preview) -> str:
    """The Markdown as HTML that loads and runs nothing, nearly as the site shows it."""
    text, more = _cut(preview.markdown)
    text = _MARKDOWN_PICTURE.sub(lambda found: f"*▣ {found[1] or found[2]}*", text)
    html: str = _markdown().render(text)
    return _harmless(html) + more


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block"])


def _cut(text: str) -> tuple[str, str]:
    text = named(text[: _MAX_SHOWN + 1], str, "[{}]".format)
    if len(text) <= _MAX_SHOWN:
        return text, ""
    cut = text.rfind(" ", _MAX_SHOWN - 200, _MAX_SHOWN)
    return text[: cut if cut > 0 else _MAX_SHOWN], " …"


def _harmless(html: str) -> str:
    """HTML without attributes, scripts, and what is loaded; a picture or frame is its name."""
    html = _MEDIA.sub(_named, html)
    html = _HEADING.sub(r"<\1h4>", html)
    return nh3.clean(html, tags=_TAGS, attributes={}, link_rel=None, strip_comments=True)


def _named(found: re.Match[str]) -> str:
    src = _SRC.search(found[2])
    name = src[1].partition("?")[0].rstrip("/") if src else found[1].lower()
    kind = "▣" if found[1].lower() == "img" else "▶"
    return f"<em>{kind} {escape(name.rpartition('/')[2] or name)}</em>"
