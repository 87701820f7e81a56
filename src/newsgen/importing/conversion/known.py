"""What is known of single elements: whether they stay, where they lead, and which picture they show."""

import re
from typing import NamedTuple

from lxml import etree

from newsgen.content import allowlist
from newsgen.importing.conversion.addresses import Addresses, Findings
from newsgen.importing.conversion.loss import letters, letters_in
from newsgen.importing.conversion.pictures import is_beacon, source_of
from newsgen.importing.conversion.vocabulary import (
    BEACON,
    COUNTERS,
    FURNITURE,
    HIDDEN,
    MESSAGES,
    PICTURE_FILE,
    REMOVED,
    UNSEEN,
    WITHOUT_TEXT,
)

_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_POST_SCRIPT = re.compile(r"twitter|instagram|tiktok|facebook|threads|platform\.x\.com", re.IGNORECASE)
_STORY = ("p", "img", "blockquote", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "iframe")
_MOST_FORM = 100  # letters: a form with more holds a story
_MOST_FURNITURE, _MOST_RELATED = 500, 5000  # a story has more
_MOST_COUNTER = 60


class Picture(NamedTuple):
    """A picture to show: where it is in the new site, and what is to be seen on it."""

    address: str
    alt: str


def text_of(element: etree._Element) -> str:
    """The text in an element, without scripts and comments."""
    parts = []
    for each in element.iter():
        is_element = isinstance(each.tag, str)
        if is_element and each.text and str(each.tag) not in UNSEEN:
            parts.append(each.text)
        if each is not element and each.tail:
            parts.append(each.tail)
    return "".join(parts)


class Known:
    """Answers for elements of one text, and keeps count."""

    def __init__(self, addresses: Addresses, findings: Findings) -> None:
        self.addresses = addresses
        self.findings = findings

    def is_left_out(self, element: etree._Element, tag: str) -> bool:
        """Whether an element goes with all that is in it; if readers may miss it, there is a note."""
        kind = REMOVED.get(tag, "form-removed" if tag == "form" else None)
        if kind is None:
            return bool(element.attrib) and self._is_furniture(element)
        if tag not in UNSEEN and _holds_story(element):
            return False
        if tag in WITHOUT_TEXT and (len(element) or element.text):
            return False
        self._note_removed(element, tag, kind)
        self.findings.gone += letters_in(element)
        return True

    def _note_removed(self, element: etree._Element, tag: str, kind: str) -> None:
        if tag == "script" and _POST_SCRIPT.search(element.get("src") or ""):
            return
        words = 0 if tag in UNSEEN else len(text_of(element).split())
        if kind or words:
            kind = kind or "element-removed"
            counted = f": {words} words" if words else ""
            self.findings.note(kind, MESSAGES[kind] + counted, f"<{tag}>" if words else "")

    def _is_furniture(self, element: etree._Element) -> bool:
        for name in element.attrib:
            if str(name).startswith("on"):
                self.findings.note("handler-removed", subject=str(name))
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(names) > 1 and (found := FURNITURE.search(names)) and _is_short(element, found.lastgroup):
            self.leave(element, f"{found.lastgroup}-removed")
            return True
        style = element.get("style")
        if ((style and HIDDEN.search(style)) or element.get("hidden") is not None) and text_of(
            element
        ).strip():
            self.findings.note("hidden-text", subject=" ".join(text_of(element).split())[:80])
        return False

    def leave(self, element: etree._Element, kind: str) -> None:
        """Count what goes with an element that is no part of the story."""
        self.findings.note(kind)
        self.findings.gone += letters_in(element)
        tally = self.findings.tally
        links = sum(1 for each in element.iter("a") if each.get("href"))
        pictures = sum(1 for each in element.iter("img") if not is_beacon(each))
        has_text = 1 if text_of(element).strip() else 0
        for count, number in ((tally.paragraphs, has_text), (tally.links, links), (tally.pictures, pictures)):
            count.found += number
            count.left += number

    def is_counter(self, text: str) -> bool:
        """Whether a paragraph says only how often a page was read."""
        if len(text) > _MOST_COUNTER or not COUNTERS.fullmatch(text):
            return False
        self.findings.note("rating-removed")
        self.findings.gone += letters(text)
        self.findings.tally.paragraphs.found += 1
        self.findings.tally.paragraphs.left += 1
        return True

    def link(self, element: etree._Element) -> str | None:
        """The address to write for a link; None for one that shows nothing, or leads to its own picture."""
        href = element.get("href")
        is_plain = not len(element)
        image = None if is_plain else next(element.iter("img"), None)
        has_text = bool((element.text or "").strip() if is_plain else text_of(element).strip())
        if href is None or (image is None and not has_text):
            return None
        count = self.findings.tally.links
        count.found += 1
        if (
            image is not None
            and not has_text
            and _is_same_picture(href, source_of(image), element.iter("img"))
        ):
            count.kept += 1
            return None
        address = self.addresses.link(href)
        if address is None:
            count.left += 1
        else:
            count.kept += 1
        return address

    def picture(self, image: etree._Element) -> Picture | None:
        """The picture that an element shows; None for what is none."""
        if is_beacon(image):
            self.findings.note("tracker-removed")
            return None
        count = self.findings.tally.pictures
        count.found += 1
        src = source_of(image)
        full = self.addresses.full(src) if src and not src.startswith("data:") else ""
        if not full or not allowlist.is_kept(full):
            message = "a picture without an address of its own can't be taken over"
            self.findings.note("picture-removed", message, src[:80], loses=True)
            count.left += 1
            return None
        count.kept += 1
        return Picture(self.addresses.file(full), " ".join((image.get("alt") or "").split()))

    def frame_address(self, element: etree._Element) -> str:
        """The full address of a frame or an embedded object; "" for one that shows nothing."""
        names = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data")
        src = next(
            (value for name in names if (value := element.get(name)) and not value.startswith("about:")), ""
        )
        if not src and (movie := element.find(".//param[@name='movie']")) is not None:
            src = movie.get("value") or ""
        src = self.addresses.full(src) if src else ""
        if BEACON.search(src) or "googletagmanager.com" in src or element.get("height") in ("0", "1"):
            self.findings.note("tracker-removed")
            return ""
        return src

    def note_frame(self, src: str) -> None:
        message = "a frame of a host that newsgen doesn't show is a link"
        self.findings.note("frame-removed", message, src, loses=True)

    def media_address(self, element: etree._Element) -> str:
        """The address to write for the file of an audio or video element."""
        source = element.find(".//source[@src]")
        src = element.get("src") or (source.get("src") if source is not None else "") or ""
        full = self.addresses.full(src) if src else ""
        return self.addresses.file(full) if full and allowlist.is_kept(full) else ""


def _holds_story(element: etree._Element) -> bool:
    """Whether an element has paragraphs or pictures, as one of a form does that is never closed."""
    if element.tag != "form" and next(element.iter(*_STORY), None) is not None:
        return True
    return letters_in(element) >= _MOST_FORM


def _is_short(element: etree._Element, kind: str | None) -> bool:
    """Whether an element has so little text that it can be what its class says it is."""
    return len(text_of(element)) <= (_MOST_RELATED if kind == "related" else _MOST_FURNITURE)


def _is_same_picture(href: str, src: str, images: object) -> bool:
    if not PICTURE_FILE.match(href) or not src or len(list(images)) > 1:  # type: ignore[call-overload]
        return False
    names = [_SIZE.sub("", each.partition("?")[0].rpartition("/")[2]) for each in (href, src)]
    return names[0] == names[1]
