"""HTML that is kept as HTML, since Markdown can't say it: cleaned, and without a blank line."""

import re

from lxml import etree

from newsgen.content import allowlist
from newsgen.importing.conversion.anchors import anchor_html
from newsgen.importing.conversion.escaping import attribute, html_text
from newsgen.importing.conversion.frames import page_of
from newsgen.importing.conversion.known import Known, text_of
from newsgen.importing.conversion.loss import letters, letters_in
from newsgen.importing.conversion.vocabulary import BLOCKS, HEADINGS

MOST_NESTED = 80
MOST_INSTEAD = 200  # letters for readers whose browsers can't show a frame or film
_KEPT = {
    "td": ("colspan", "rowspan", "align"), "th": ("colspan", "rowspan", "align", "scope"),
    "ol": ("start", "reversed"), "time": ("datetime",), "abbr": ("title",),
}  # fmt: skip
_VOID = {"br", "hr", "img"}
_RENAMED = {"strike": "s", "acronym": "abbr", "b": "strong", "i": "em", "dfn": "em", "var": "em"}
_LINE_END = re.compile(r"[ \t\r]*\n[ \t\r]*")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_VERBATIM = {"pre"}
_WITHOUT_TEXT = {"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl"}
_DROPPED = {"span", "font", "noscript", "picture", "big", "tt", "nobr", "label", "colgroup", "col"}


class Elements:
    """Writes elements as HTML; with `newlines`, the end of a line in a text is a break."""

    def __init__(self, known: Known, *, newlines: bool) -> None:
        self._known = known
        self._newlines = newlines
        self._verbatim = 0  # in how many elements line ends count

    def html(self, element: etree._Element, depth: int = 0) -> str:  # noqa: PLR0911
        """An element with all that is in it."""
        tag = str(element.tag).lower()
        if self._known.is_left_out(element, tag):
            return ""
        if depth > MOST_NESTED:
            return html_text(" ".join(text_of(element).split()))
        if tag == "img":
            return self._image(element)
        if tag in ("iframe", "embed", "object"):
            return self._frame(element)
        if tag in ("audio", "video"):
            return self.player(element)
        if tag == "a":
            return self._link(element, depth)
        self._verbatim += tag in _VERBATIM
        inside = self.inside(element, depth + 1)
        self._verbatim -= tag in _VERBATIM
        if tag in HEADINGS:
            tag = f"h{HEADINGS[tag]}"
        tag = _RENAMED.get(tag, tag)
        if tag not in allowlist.TAGS:
            tag = "div" if tag in BLOCKS else ""
        if not tag or tag in _DROPPED:
            return inside
        return f"<{tag}>" if tag in _VOID else f"<{tag}{_attributes(element, tag)}>{inside}</{tag}>"

    def inside(self, element: etree._Element, depth: int = 1) -> str:
        """What is in an element."""
        tag = str(element.tag)
        anchors = self._known.addresses.anchors
        parts = [anchor_html(element, anchors) if anchors else "", self._text(element.text, tag)]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self.html(child, depth))
            parts.append(self._text(child.tail, tag, after=str(child.tag)))
        return "".join(parts)

    def _text(self, text: str | None, tag: str, after: str = "") -> str:
        if not text:
            return ""
        if self._verbatim:
            return html_text(text).replace("\n", "&#10;")
        if not text.strip(" \t\r\n\f\v"):
            return "" if tag in _WITHOUT_TEXT else " "
        if self._newlines and "\n" in text:
            if after == "br":
                text = re.sub(r"\A\s*\n", " ", text)
            return _LINE_END.sub("<br>", html_text(text.strip("\n")))
        return html_text(_SPACES.sub(" ", text))

    def _image(self, image: etree._Element) -> str:
        picture = self._known.picture(image)
        return f'<img src="{attribute(picture.address)}" alt="{attribute(picture.alt)}">' if picture else ""

    def _link(self, element: etree._Element, depth: int) -> str:
        address = self._known.link(element)
        inside = self.inside(element, depth + 1)
        return f'<a href="{attribute(address)}">{inside}</a>' if address else inside

    def _frame(self, element: etree._Element) -> str:
        src = self._known.frame_address(element)
        if not src:
            return self.inside(element)
        behind = self._instead(element)
        if allowlist.is_known_frame(src, allowlist.FRAME_HOSTS):
            return frame_html(element, src) + behind
        self._known.note_frame(src)
        href = page_of(src) or src
        self._known.findings.gone -= letters(href)
        shown = html_text(href)
        return (f'<a href="{attribute(href)}">{shown}</a>' if allowlist.is_kept(href) else shown) + behind

    def _instead(self, element: etree._Element) -> str:
        """What stands in a frame or film for browsers that can't show it, unless that is a short text."""
        number = letters_in(element)
        if number > MOST_INSTEAD or len(element):
            return self.inside(element)
        self._known.findings.gone += number
        return ""

    def player(self, element: etree._Element) -> str:
        """An audio or video element with its file."""
        address = self._known.media_address(element)
        if not address:
            return self.inside(element)
        tag = str(element.tag)
        return f'<{tag} controls src="{attribute(address)}"></{tag}>{self._instead(element)}'


def _attributes(element: etree._Element, tag: str) -> str:
    found = []
    for name in ("dir", "lang", *_KEPT.get(tag, ())):
        value = element.get(name)
        if value is not None:
            found.append(f' {name}="{attribute(value)}"')
    return "".join(found)


def frame_html(element: etree._Element, src: str) -> str:
    """A frame of a known host."""
    sizes = "".join(
        f' {name}="{value}"' for name in ("width", "height") if (value := element.get(name) or "").isdigit()
    )
    title = element.get("title") or ""
    named = f' title="{attribute(title)}"' if title.strip() else ""
    return f'<iframe src="{attribute(src)}"{sizes}{named} allowfullscreen></iframe>'
