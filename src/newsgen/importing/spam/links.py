"""The links of a text by their offsets, however they are written."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

import msgspec

from newsgen.importing.spam.markup import Element, attributes_of
from newsgen.importing.spam.scripts import written_out
from newsgen.importing.spam.words import ADVERTISED, IN_ADDRESS
from newsgen.importing.story import Format

_BARE = re.compile(r"(?:https?://|(?<![\w.@/-])www\.)[^\s<>\"'\[\](){}|\\^`]{3,2000}", re.IGNORECASE)
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_TARGET = re.compile(
    r"\(\s{0,3}(<[^<>\n]{0,2000}>|(?:[^\s()<>]++|\([^\s()]{0,500}+\))*+)(?:\s{1,3}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s{0,3}\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]{0,9}<?([^\s<>]{1,2000})>?[^\n]{0,300}$", re.MULTILINE
)
_REFERENCE = re.compile(r"\[([^\]\n]{0,200})\]")
_BBCODE = re.compile(r"\[url(?:=[\"']?([^\]\s\"']{1,1000})[\"']?)?\]([^\[\n]{0,500})\[/url\]", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z+.-]{0,20}:)?[/\\]{2}(?:[^/@\s?#]{0,200}@)?([^/\s:?#\\]+)")
_LEADS_OUT = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "form": "action"}
_NO_LINKS = frozenset(("!--", "script", "style", "code", "kbd"))  # an address in them is none
_ONCLICK = re.compile(r"(?:location(?:\.href)?\s{0,5}=|window\.open\()\s{0,5}['\"]([^'\"]{1,1000})")
_ADDRESS = re.compile(r"(https?://[^\s'\"<>\\]{4,1000})")
_LONGEST_SCRIPT = 2000


class Link(msgspec.Struct):
    """A link from `start` to `end`; `text` is what it shows, with titles and alternative texts.

    `element` is its place among the elements, or that of the element around it for a link that is none.
    """

    start: int
    end: int
    url: str
    text: str
    host: str
    rel: str = ""
    style: str = ""
    words: tuple[int, int] = (0, 0)  # where the text between the tags of an element begins and ends
    element: int = -1
    bare: bool = False
    pictures: int = 0
    scripted: bool = False  # a script leads to another address than the link shows


def host_of(url: str) -> str:
    """The host of an address in small letters, without `www.`; "" for one without a host."""
    if url[:4].lower() == "www.":
        url = f"//{url}"
    match = _HOST.match(url)
    if match is None:
        return ""
    host = match[1].lower().rstrip(".").removeprefix("www.")
    if "xn--" in host:
        host = ".".join(_unpuny(part) for part in host.split("."))
    return host


def _unpuny(part: str) -> str:
    if not part.startswith("xn--"):
        return part
    try:
        return part[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return part


def links_in(text: str, elements: list[Element], form: Format) -> list[Link]:
    """All links in the order of their starts; of links in links only the outermost."""
    found = list(_elements(text, elements))
    if "[/url]" in text or "[/URL]" in text:
        found.extend(_link(m.start(), m.end(), m[1] or m[2], m[2]) for m in _BBCODE.finditer(text))
    if form is Format.MARKDOWN:
        found.extend(_markdown(text))
    taken = sorted(
        [(link.start, link.end) for link in found]
        + [(element.start, element.content) for element in elements]
        + [(element.start, element.end) for element in elements if element.name in _NO_LINKS]
    )
    found.extend(_bare(text, taken))
    return _outermost(sorted(found, key=lambda link: (link.start, -link.end)))


def _link(start: int, end: int, url: str, text: str) -> Link:
    url = unescape(url)
    return Link(start, end, url, text, host_of(url))


def _elements(text: str, elements: list[Element]) -> Iterator[Link]:
    for place, element in enumerate(elements):
        if element.name in _LEADS_OUT:
            attributes = attributes_of(element.attributes)
            url = attributes.get(_LEADS_OUT[element.name], "")
            if not host_of(url) and (scripted := _scripted(attributes.get("onclick", ""))):
                url = scripted
        elif element.name == "img":
            attributes = attributes_of(element.attributes)
            url = attributes.get("src", "")
            said = f"{attributes.get('alt', '')} {attributes.get('title', '')}"
            if not _advertises(url, {attributes.get("width", ""), attributes.get("height", "")}, said):
                continue
        elif element.name in ("button", "div", "span") and "onclick" in element.attributes.lower():
            attributes = attributes_of(element.attributes)
            url = _scripted(attributes.get("onclick", ""))
        else:
            continue
        if not url:
            continue
        inner = text[element.content : min(element.content_end, element.content + 2000)]
        said = f"{inner} {attributes.get('title', '')} {attributes.get('aria-label', '')}"
        if element.name == "img":
            said = f"{said} {attributes.get('alt', '')}"
        link = _link(element.start, element.end, url, f"{said}{_alternatives(inner)}")
        link.element, link.rel = place, attributes.get("rel", "").lower()
        link.scripted = url not in (attributes.get("href", url), unescape(element.attributes))
        link.style = attributes.get("style", "").lower()
        if element.name == "a":
            link.words = (element.content, element.content_end)
        link.pictures = inner.lower().count("<img")
        yield link


def _scripted(script: str) -> str:
    """The address that a click leads to by a script, also if the script hides it."""
    if not any(mark in script for mark in ("location", "open(", "atob(", "fromCharCode")):
        return ""
    plain = written_out(script[:_LONGEST_SCRIPT])
    match = _ADDRESS.search(plain) or _ONCLICK.search(plain)
    return match[1] if match else ""


def _advertises(url: str, sizes: set[str], said: str) -> bool:
    """Whether a picture is one of advertising: of the size of a dot, or by its address and words."""
    host = host_of(url).rpartition(".")[0]
    if not host:
        return False
    named = IN_ADDRESS.search(re.sub(r"[^a-z0-9]", "", host)) is not None
    if not named and ADVERTISED.search(said.lower()):
        named = IN_ADDRESS.search(re.sub(r"[^a-z0-9]", "", url.lower())) is not None
    return named or bool(sizes & {"0", "1"})


def _alternatives(inner: str) -> str:
    if "<img" not in inner.lower():
        return ""
    return "".join(
        f" {alt or other}" for alt, other in re.findall(r"\b(?:alt|title)=(?:\"([^\"]*)\"|'([^']*)')", inner)
    )


def _markdown(text: str) -> Iterator[Link]:
    definitions: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        definitions.setdefault(match[1].casefold(), match[2])
        yield _link(match.start(), match.end(), match[2], match[1])
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            yield from _closed(text, opened.pop(), bracket.end(), definitions)


def _closed(text: str, start: int, end: int, definitions: dict[str, str]) -> Iterator[Link]:
    """The link whose text is in brackets from `start` to `end`."""
    if end - start > 3000:
        return
    said = text[start + 1 : end - 1]
    if target := _TARGET.match(text, end):
        link = _link(
            start, target.end(), target[1].strip("<>"), f"{said} {text[target.end(1) : target.end() - 1]}"
        )
        link.pictures = said.count("![")
        if text[start - 1 : start] == "!":
            if not _advertises(link.url, set(), link.text):
                return
            link.start, link.pictures = start - 1, 1
        yield link
    elif definitions and text[end : end + 1] != ":" and text[start - 1 : start] != "!":
        reference = _REFERENCE.match(text, end)
        label = (reference[1] if reference else "") or said
        if url := definitions.get(label.casefold()):
            yield _link(start, reference.end() if reference else end, url, said)


def _bare(text: str, taken: list[tuple[int, int]]) -> Iterator[Link]:
    starts = [start for start, _ in taken]
    reach, furthest = [], 0
    for _, end in taken:
        furthest = max(furthest, end)
        reach.append(furthest)
    for match in _BARE.finditer(text):
        place = bisect_right(starts, match.start()) - 1
        if place < 0 or reach[place] <= match.start():
            url = match[0].rstrip(".,;:!?*_")
            start, end = match.start(), match.start() + len(url)
            if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
                start, end = start - 1, end + 1
            link = _link(start, end, url, url)
            link.bare = True
            yield link


def _outermost(links: list[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return kept
