"""Take characters off the start and the end of an element, and what of it is empty then."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from newsgen.importing.saved_pages.tree import squeezed


def cut_start(element: HtmlElement, count: int) -> None:
    """Take so many characters, of a text with single spaces, off the start of an element."""
    text = "".join(element.itertext())
    left, space = count, True
    for skip, sign in enumerate(text):
        is_space = not squeezed(sign)
        if not (is_space and space):
            if left == 0:
                _remove(element, 0, skip)
                return
            left -= 1
        space = is_space


def cut_end(element: HtmlElement, count: int) -> None:
    text = "".join(element.itertext())
    keep, left, space = len(text), count, True
    for at in range(len(text) - 1, -1, -1):
        is_space = not squeezed(text[at])
        if not (is_space and space):
            if left == 0:
                break
            left -= 1
        space = is_space
        keep = at
    _remove(element, keep, len(text))


def _remove(element: HtmlElement, start: int, end: int) -> None:
    """Remove the text of an element from one offset to before another."""
    at = 0
    for one, name in list(_texts(element)):
        text = getattr(one, name) or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            setattr(one, name, text[:first] + text[last:])
        at += len(text)
    for one in list(element.iter("br", "b", "strong", "em", "i", "span", "font", "a")):
        empty = not "".join(one.itertext()).strip() and not len(one)
        leading = one.tag != "br" or not _text_before(element, one)
        if empty and leading and one is not element and one.getparent() is not None:
            one.drop_tree()
    if not start and element.text:
        element.text = element.text.lstrip() if element.text.strip() else ""


def _text_before(element: HtmlElement, one: HtmlElement) -> bool:
    for other in element.iter():
        if other is one:
            return False
        if (other.text or "").strip():
            return True
    return False


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The places of all texts in an element, in order."""
    waiting: list[tuple[HtmlElement, str]] = [(element, "text")]
    while waiting:
        one, name = waiting.pop()
        yield one, name
        if name == "text":
            for child in reversed(one):
                waiting.append((child, "tail"))
                waiting.append((child, "text"))
