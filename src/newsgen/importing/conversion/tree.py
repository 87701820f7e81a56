"""HTML as a tree."""

import re

from lxml import etree

from newsgen.importing.conversion.addresses import Findings
from newsgen.importing.conversion.escaping import without_control

_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_KEPT = re.compile(r"<(?!/?(?:p|br|img)\b)[^<>]*>", re.IGNORECASE)
_AROUND = re.compile(r"</?(?:html|body|head|frameset|plaintext)\b[^<>]*>?", re.IGNORECASE)


def body_of(text: str, findings: Findings | None = None) -> etree._Element:
    """The body of a piece of HTML, whatever is wrong with it.

    The parser stops at 2,000 elements in each other: of such a text only words and pictures are kept.
    """
    text = _AROUND.sub(" ", without_control(text))
    body, is_whole = _parsed(text)
    if not is_whole:
        ends = max(text.rfind(end) for end in ("</script", "</style", "-->"))
        flat = _SCRIPT.sub(" ", text[: ends + 10]) + text[ends + 10 :] if ends >= 0 else text
        body, _ = _parsed(_KEPT.sub(" ", flat))
        if findings:
            message = "elements are nested too deeply: only words and pictures are kept"
            findings.note("too-nested", message, loses=True)
    return body


def _parsed(text: str) -> tuple[etree._Element, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = f"<!DOCTYPE html><html><body>{text}</body></html>".encode()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    body = root.find("body") if root is not None else None
    found = etree.Element("body") if body is None else body
    return found, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
