"""HTML as a tree."""

from lxml import etree

from newsgen.importing.conversion.escaping import without_control


def body_of(text: str) -> etree._Element:
    """The body of a piece of HTML, whatever is wrong with it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = f"<!DOCTYPE html><html><body>{without_control(text)}</body></html>".encode()
    root = etree.fromstring(data, parser)
    body = root.find("body") if root is not None else None
    return etree.Element("body") if body is None else body
