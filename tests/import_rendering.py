"""Renders Markdown as newsgen does, and compares what readers see of it with what they saw in HTML."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from lxml import etree

from newsgen.config import Config
from newsgen.rendering.markup import MarkdownConverter

ENGINES: tuple[Literal["python-markdown", "commonmark"], ...] = ("python-markdown", "commonmark")
_BLANK = re.compile(r"[\s\u200b\ufeff\u2060]+")
_UNSEEN = {"script", "style", "template", "title"}
_BLOCKS = set(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote pre figure figcaption br hr dl dt dd details"
    " summary center section article tbody thead img iframe audio video".split()
)


class SameLinks:
    """Links of a site whose old addresses are those of `https://lama.example`; `/mati` is dead there."""

    def link(self, url: str) -> str | None:
        path = url.removeprefix("https://lama.example")
        return None if path.startswith("/mati") else path

    def file(self, url: str) -> str:
        path = url.removeprefix("https://lama.example/wp-content/uploads/")
        return url if path == url else "/foto/" + re.sub(r"-\d+x\d+(?=\.\w+$)", "", path)


@cache
def _converter(engine: Literal["python-markdown", "commonmark"]) -> MarkdownConverter:
    return MarkdownConverter(Config(title="Kabar", base_url="https://kabar.example", markdown=engine))


def rendered(markdown: str, engine: Literal["python-markdown", "commonmark"]) -> str:
    """The sanitised HTML of a Markdown text."""
    converter = _converter(engine)
    fast = converter.prose(markdown, "2020/a.md", {})
    return converter.convert(markdown, "2020/a.md", {}) if fast is None else fast


def _texts(element: etree._Element) -> Iterator[str]:
    stack: list[tuple[str, etree._Element]] = [("start", element)]
    while stack:
        event, each = stack.pop()
        is_element = isinstance(each.tag, str)
        if event == "end":
            yield " " if each.tag in _BLOCKS else ""
            yield each.tail or ""
            continue
        if is_element and each.tag not in _UNSEEN:
            yield " " if each.tag in _BLOCKS else ""
            yield each.text or ""
            stack.append(("end", each))
            stack += [("start", child) for child in reversed(each)]
        else:
            yield each.tail or ""


def tree(html: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    return etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)


def words(html: str) -> list[str]:
    """The words that a reader sees, in order."""
    return _BLANK.sub(" ", "".join(_texts(tree(html)))).split()


def links(html: str) -> list[str]:
    """Where the links lead that show something."""
    return [
        str(each.get("href"))
        for each in tree(html).iter("a")
        if each.get("href") is not None
        and (
            "".join(map(str, each.itertext())).strip(" \n\xa0\u200b\ufeff\u2060")
            or each.find(".//img") is not None
        )
    ]


def images(html: str) -> list[str]:
    return [str(each.get("src")) for each in tree(html).iter("img")]
