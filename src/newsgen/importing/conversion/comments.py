"""Comments of readers as plain text."""

import re

from lxml import etree

from newsgen.importing.conversion.tree import body_of
from newsgen.importing.conversion.vocabulary import BLOCKS, HEADINGS, REMOVED

_PARTS = {*BLOCKS, *HEADINGS, "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "hr"}
_LINE = re.compile(r"[ \t\xa0]+")
_BLANK_LINES = re.compile(r"\n\s*\n")


def plain_comment(html: str) -> str:
    """The text of a comment, with blank lines between its paragraphs, and addresses behind the links."""
    parts: list[str] = []
    events = etree.iterwalk(
        body_of(html.replace("\r\n", "\n").replace("\r", "\n")), events=("start", "end", "comment")
    )
    removed: etree._Element | None = None
    for event, each in events:
        tag = str(each.tag)
        if removed is not None:
            removed = None if event == "end" and each is removed else removed
        elif event == "start":
            removed = each if tag in REMOVED else None
            parts += [
                "\n" if tag == "br" else "\n\n" if tag in _PARTS else "",
                each.text or "" if removed is None else "",
            ]
        elif tag in _PARTS:
            parts.append("\n\n")
        elif tag == "a":
            parts.append(_address(each))
        if event in ("end", "comment") and removed is None and each.tail and tag != "body":
            parts.append(each.tail)
    text = "".join(map(str, parts))
    found = []
    for part in _BLANK_LINES.split(text):
        lines = (_LINE.sub(" ", line).strip() for line in part.strip().split("\n"))
        found.append("\n".join(lines))
    return "\n\n".join(filter(None, found))


def _address(link: etree._Element) -> str:
    href = (link.get("href") or "").strip()
    text = "".join(map(str, link.itertext())).strip()
    is_shown = href.startswith(("http://", "https://")) and href.rstrip("/") != text.rstrip("/")
    return f" ({href})" if is_shown else ""
