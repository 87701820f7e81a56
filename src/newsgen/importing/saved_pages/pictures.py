"""Tell the pictures of a story and their captions from its paragraphs."""

import re
from collections.abc import Sequence

from lxml.html import Element, HtmlElement

from newsgen.content.article import Picture
from newsgen.importing.page_text.bylines import caption_in
from newsgen.importing.page_text.rows import Row
from newsgen.importing.saved_pages.tree import Block, named, short_words, squeezed, words
from newsgen.importing.saved_pages.words import CAPTION_BOXES, CAPTIONS, HEADINGS, LOGOS

_MAX_CAPTION = 400
_MOST_BESIDE = 50  # elements that may stand beside a picture in a box of its own
_MIN_WIDTH = 60
_MAX_SMALL_PRINT = 250
_CREDIT = re.compile(
    r"(?P<caption>.*?)[\s.]{0,3}[(\[]?\b(?:foto|photo|dok(?:umentasi)?|sumber(?: foto)?|credit|ist(?:imewa)?)"
    r"\b\s?[:/.]\s?(?P<credit>[^()\[\]]{2,80}?)[)\]]?\.?$",
    re.I,
)


def is_picture(block: Block) -> bool:
    if next(block.element.iter("img"), None) is None:
        return False
    if block.tag == "figure" or (block.text and _is_small_print(block)):
        return True
    return (
        len(block.text) == 0
        or (len(block.text) < _MAX_CAPTION and _in_picture_box(block) and block.links < len(block.text))
        or (block.links == len(block.text) == 0)
    )


def _in_picture_box(block: Block) -> bool:
    return CAPTION_BOXES.search(f"{named(block.element)} {named(block.parent)}") is not None


def picture_of(block: Block) -> Picture | None:
    """The picture of a block with its caption; None for a logo or a sign."""
    picture = next(block.element.iter("img"), None)
    source = (picture.get("src") or "").strip() if picture is not None else ""
    if picture is None or not source or source.startswith("data:") or LOGOS.search(source.rpartition("/")[2]):
        return None
    width = picture.get("width") or ""
    if width.isdigit() and int(width) < _MIN_WIDTH:
        return None
    shown = Picture(source, squeezed(picture.get("alt") or ""))
    return with_caption(shown, block.text) if block.text else shown


def with_caption(image: Picture, text: str) -> Picture:
    """A picture with a caption, from which the credit is split off where a word says what it is."""
    found = _CREDIT.fullmatch(text)
    if found and len(text) < _MAX_CAPTION:
        return Picture(image.src, image.alt, found["caption"].strip(" -–—|/(["), found["credit"].strip())
    return Picture(image.src, image.alt, text, image.credit)


def box_of(block: Block) -> HtmlElement | None:
    """The element that has no more than a picture and a line below it."""
    box = block.place if block.origin is None or block.tag == "p" else block.place.getparent()
    above = box.getparent() if box is not None and not short_words(box, _MAX_CAPTION) else box
    text = "" if above is None or len(above) > _MOST_BESIDE else short_words(above, _MAX_CAPTION)
    return above if 0 < len(text) <= _MAX_CAPTION else None


def is_caption(block: Block, rows: Sequence[Row], *, started: bool, boxed: bool = False) -> bool:
    if boxed and len(block.text) <= _MAX_CAPTION and not any(row.dates for row in rows):
        return True
    if len(block.text) > _MAX_CAPTION or not block.text or block.tag in HEADINGS:
        return False
    names = f"{named(block.element)} {named(block.parent)}"
    if CAPTIONS.search(names) or block.tag == "figcaption":
        return True
    if any(row.kind == "caption" or "caption" in row.fields for row in rows):
        return caption_in(block.text) is not None or not started
    return _is_small_print(block)


def _is_small_print(block: Block) -> bool:
    """Whether all words of a block stand in italics or small letters."""
    if len(block.text) > _MAX_SMALL_PRINT:
        return False
    return any(words(one) == block.text for one in block.element.iter("em", "i", "small"))


def captioned(shown: Block, text: str) -> HtmlElement:
    """The picture of a block and a caption below it as one figure."""
    made: HtmlElement = Element("figure")
    picture = next(shown.element.iter("img"))
    picture.tail = None
    made.append(picture)
    caption = Element("figcaption")
    caption.text = text
    made.append(caption)
    return made
