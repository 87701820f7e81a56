"""The places of a text to which links in it lead, such as its footnotes."""

from urllib.parse import unquote

from lxml import etree

from newsgen.importing.conversion.escaping import attribute

_TAGS = set("a p div li span sup sub b strong i em h1 h2 h3 h4 h5 h6 td th section cite small".split())


def anchors_of(body: etree._Element) -> set[str]:
    """The names of the places that links lead to and that can be kept."""
    linked = {
        unquote(href[1:]) for link in body.iter("a") if (href := (link.get("href") or "").strip())[:1] == "#"
    }
    return {name for each in body.iter() if (name := _name(each)) and name in linked} if linked else set()


def anchor_html(element: etree._Element, anchors: set[str]) -> str:
    """An element that has the name of another, if links lead there."""
    name = _name(element)
    return f'<span id="{attribute(name)}"></span>' if name in anchors else ""


def _name(element: etree._Element) -> str:
    """The name of a place, if it can be an address."""
    if element.tag not in _TAGS:
        return ""
    name = element.get("id") or (element.get("name") if element.tag == "a" else "") or ""
    return "" if any(mark.isspace() or mark in "\"'<>&`\\" for mark in name) else name
