"""Tell which page of a longer story a page is, by its pager and its title, for addresses without it."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsgen.importing.saved_pages.tree import named, words
from newsgen.importing.saved_pages.words import COMMENT_LISTS, CURRENT_PAGE, PAGERS

_IN_TITLE = re.compile(r"[\s(|–—-](?:halaman|hal|page|laman)\.? ?-? ?(\d{1,2})(?!\d)", re.I)
_LONGEST = 200
_NUMBERED = re.compile(
    r"(?P<start>[/_=-](?:p|page|hal|halaman)?[-_]?)(?P<number>\d{1,2})(?P<end>/?|\.html?|\.php)$", re.I
)


def shown_part(root: HtmlElement, titles: list[str], headline: str) -> int:
    """The number of a page that its title or its pager shows; 1 if they show none."""
    for title in titles:
        found = _IN_TITLE.search(title)
        if found and found[0].strip(" (|-–—").lower() not in headline.lower():
            return int(found[1]) or 1
    return next(_current_numbers(root), 1)


def first_address(url: str, number: int) -> str:
    """The address of the first page of a story, for that of a later one which ends with its number."""
    found = _NUMBERED.search(url)
    if not found or int(found["number"]) != number:
        return url
    end = "" if found["end"] == "/" and not found["start"].startswith("/") else found["end"]
    return url[: found.start()] + (end or ("/" if url.endswith("/") else ""))


def _current_numbers(root: HtmlElement) -> Iterator[int]:
    """The numbers that pagers of stories show as that of the page itself."""
    for box in root.iter("div", "ul", "nav", "p", "span", "ol", "td"):
        names = named(box)
        if not PAGERS.search(names) or len(words(box)) > _LONGEST:
            continue
        if any(COMMENT_LISTS.search(named(above)) for above in box.iterancestors()):
            continue
        shown = [one for one in box.iter() if isinstance(one.tag, str) and words(one).isdigit()]
        leaves = [
            one
            for one in shown
            if not any(other is not one and one in other.iterancestors() for other in shown)
        ]
        linked = [one for one in leaves if _link(one) is not None]
        marked = [one for one in leaves if _is_marked(one, box)]
        current = marked or [one for one in leaves if _link(one) is None]
        if len(current) == 1 and linked and 1 < int(words(current[0])) < 100:
            yield int(words(current[0]))


def _link(element: HtmlElement) -> HtmlElement | None:
    if element.tag == "a":
        return element if element.get("href") else None
    return next((one for one in element.iterancestors("a")), None)


def _is_marked(element: HtmlElement, box: HtmlElement) -> bool:
    """Whether the class of an element, or of one around it in the pager, says that it is the page itself."""
    for one in (element, *element.iterancestors()):
        if one is box:
            return False
        if CURRENT_PAGE.search(named(one)) or one.get("aria-current"):
            return True
    return False
