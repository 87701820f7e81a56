"""Texts that are Markdown already, or have no marks at all."""

import html
import re

from newsgen.content.blocks import without_code
from newsgen.importing.conversion.addresses import Addresses, Findings
from newsgen.importing.conversion.escaping import attribute, escaped, finished, target, without_control

_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<text>[^\[\]\n]*+)\]\([ \t]*<?(?P<url>[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?"
    r"(?P<title>[^()\n]*)\)"
)
_REFERENCE = re.compile(r"^([ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?)([^\s<>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"(<(?P<tag>a|img)\b[^<>]*?\s(?:href|src)\s*=\s*)(?P<quote>[\"'])(?P<url>[^\"'<>]*)(?P=quote)",
    re.IGNORECASE,
)
_MOST_MARKS = 2000  # of code: looking for pairs of more takes too long
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def markdown_rewritten(text: str, addresses: Addresses, findings: Findings) -> str:
    """Markdown whose links and pictures lead to the new site."""
    text = without_control(text)
    bare = text if text.count("`") > _MOST_MARKS else without_code(text)

    def is_code(found: re.Match[str]) -> bool:
        return bare[found.start() : found.end()] != found[0]

    pieces: list[tuple[int, int, str]] = [
        (*found.span(), _link(found, addresses, findings))
        for found in _LINK.finditer(text)
        if not is_code(found)
    ]
    pieces += [
        (*found.span(2), addresses.link(found[2]) or found[2])
        for found in _REFERENCE.finditer(text)
        if not is_code(found)
    ]
    for found in _ATTRIBUTE.finditer(text):
        if not is_code(found):
            new = _address(found["url"], addresses, findings, is_picture=found["tag"].lower() == "img")
            pieces.append((*found.span("url"), attribute(new or html.unescape(found["url"]))))
    out, at = [], 0
    for start, end, new in sorted(pieces):
        if start >= at:
            out += [text[at:start], new]
            at = end
    count = findings.tally.paragraphs
    number = sum(1 for block in _BLANK_LINES.split(text) if block.strip())
    count.found, count.kept = number, number
    return "".join([*out, text[at:]]).strip("\n")


def _address(typed: str, addresses: Addresses, findings: Findings, *, is_picture: bool) -> str | None:
    count = findings.tally.pictures if is_picture else findings.tally.links
    count.found += 1
    typed = html.unescape(typed)
    if is_picture:
        count.kept += 1
        return addresses.file(addresses.full(typed)) if not typed.startswith("data:") else typed
    if typed.startswith("#"):
        count.kept += 1
        return typed
    new = addresses.link(typed)
    count.kept += new is not None
    count.left += new is None
    return new


def _link(found: re.Match[str], addresses: Addresses, findings: Findings) -> str:
    new = _address(found["url"], addresses, findings, is_picture=bool(found["picture"]))
    if new is None:
        return found["text"]
    return f"{found['picture']}[{found['text']}]({target(new)}{found['title']})"


def text_markdown(text: str, findings: Findings) -> str:
    """Plain text as Markdown: blank lines part paragraphs, and the ends of lines are kept."""
    found = []
    for block in _BLANK_LINES.split(without_control(text)):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        if written := "  \n".join(escaped(line) for line in lines if line):
            found.append(finished(written, has_links=False))
    findings.tally.paragraphs.found = findings.tally.paragraphs.kept = len(found)
    return "\n\n".join(found)
