"""Read the comments of readers on a page, or count them."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from newsgen.content.article import When
from newsgen.content.dates import parse_date
from newsgen.importing.saved_pages.tree import html_of, named, words
from newsgen.importing.saved_pages.words import COMMENT_LISTS
from newsgen.importing.story import Comment

_TEXTS = ("comment-content", "comment-body-text", "comment_text", "comment-text", "commenttext")
_LONGEST = 100


class PageComments(NamedTuple):
    """The comments that were read, and how many were found."""

    comments: tuple[Comment, ...]
    found: int


def read_comments(root: HtmlElement, zone: ZoneInfo, *, whole: bool) -> PageComments:
    """The comments in lists that the markup calls so, and how many there are; only these if not `whole`."""
    holder = next((one for one in root.iter("ol", "ul", "div") if COMMENT_LISTS.search(named(one))), None)
    items = [] if holder is None else [one for one in holder.iter("li", "article", "div") if _is_comment(one)]
    items = [
        one
        for one in items
        if not (one.tag == "article" and one.getparent() is not None and one.getparent() in items)
    ]
    if not whole or not items:
        return PageComments((), len(items))
    places = {item: place for place, item in enumerate(items, 1)}
    read = tuple(_comment(item, places, zone) for item in items)
    return PageComments(tuple(one for one in read if one.text), len(items))


def _is_comment(element: HtmlElement) -> bool:
    return "comment" in (element.get("class") or "").split() or (element.get("itemtype") or "").endswith(
        "/Comment"
    )


def _comment(item: HtmlElement, places: dict[HtmlElement, int], zone: ZoneInfo) -> Comment:
    own = [one for one in item.iter() if _nearest(one, places) is item]
    name = next(
        (one for one in own if "fn" in (one.get("class") or "").split() or one.get("itemprop") == "name"),
        None,
    )
    name = name if name is not None else next((one for one in own if "comment-author" in named(one)), None)
    text = next(
        (
            one
            for one in own
            if any(word in named(one).split() for word in _TEXTS) or one.get("itemprop") == "text"
        ),
        None,
    )
    when = next((date for one in own if one.tag == "time" and (date := _date(one, zone))), None)
    parent = next((places[one] for one in item.iterancestors() if one in places), 0)
    author = (
        words(name)[:_LONGEST].removesuffix("says:").removesuffix("berkata:").strip()
        if name is not None
        else ""
    )
    return Comment(author, when, _inner(text) if text is not None else "", parent)


def _nearest(element: HtmlElement, places: dict[HtmlElement, int]) -> HtmlElement | None:
    return next((one for one in (element, *element.iterancestors()) if one in places), None)


def _date(element: HtmlElement, zone: ZoneInfo) -> When | None:
    try:
        return parse_date(element.get("datetime") or words(element), zone).when
    except ValueError:
        return None


def _inner(element: HtmlElement) -> str:
    return html_of(element)
