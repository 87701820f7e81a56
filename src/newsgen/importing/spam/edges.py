"""The edges of cuts: whole elements that show nothing else, runs of blocks as one, what is wrapped around."""

import re
from bisect import bisect_left

from newsgen.importing.spam.passages import UNREAD, Cut, Page

_BETWEEN = re.compile(r"(?:\s|&nbsp;|<br\s?/?>|</?p>|<hr\s?/?>)*+\Z", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:p|div|ul|ol|li|h\d|table|section|article|blockquote|center|marquee)\b|<!--", re.IGNORECASE
)
_WRITES_HIDDEN = re.compile(
    r"<script[^<>]{0,100}>\s{0,9}document\.write\([^\n]{0,200}(?:display|visibility|-\d{3}|opacity)[^\n]{0,100}</script>\s{0,9}\Z"
)
_WRITES_END = re.compile(r"\s{0,9}<script[^<>]{0,100}>\s{0,9}document\.write\(.{0,9}</div>.{0,9}</script>")
_SHORTCODE = re.compile(r"\[([a-z_-]{2,20})[^\[\]]{0,80}\]\s{0,3}\Z")


def outermost(page: Page, cuts: list[Cut]) -> list[Cut]:
    """Cuts without those in others; whole elements that have nothing else in them; runs as one."""
    if not cuts:
        return []
    cuts = joined_overlaps(cuts)
    gone = _gone(page, cuts)
    cuts = joined_overlaps([_with_wrapping(page.text, _grown(page, cut, gone)) for cut in cuts])
    joined: list[Cut] = []
    for cut in cuts:
        last = joined[-1] if joined else None
        if last and _are_one(page, last, cut):
            signs = tuple(dict.fromkeys((*last.signs, *cut.signs)))[:12]
            joined[-1] = Cut(last.start, cut.end, signs)
        else:
            joined.append(cut)
    return joined


def _are_one(page: Page, last: Cut, cut: Cut) -> bool:
    """Whether nothing is between two cuts, and they are blocks or one a comment beside the other."""
    between = page.text[last.end : cut.start]
    if not _BETWEEN.match(between) or ("<" in between and not page.is_whole(last.start, cut.end)):
        return False
    adjoining = last.end == cut.start and page.text.startswith("<!--", last.start)
    return _is_block(page, last) and (adjoining or _is_block(page, cut))


def joined_overlaps(cuts: list[Cut]) -> list[Cut]:
    joined: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if joined and cut.start < joined[-1].end:
            last = joined[-1]
            if cut.end > last.end:
                joined[-1] = Cut(last.start, cut.end, last.signs)
        else:
            joined.append(cut)
    return joined


def _grown(page: Page, cut: Cut, gone: list[int]) -> Cut:
    """The outermost element around a cut that shows nothing else; `gone` has the offsets that are cut."""
    place = page.around(cut.start)
    if place >= 0 and cut.start > page.elements[place].start and cut.end < page.elements[place].content:
        return cut  # a value in a tag
    while place >= 0 and page.elements[place].start >= cut.start:
        place = page.elements[place].parent
    start, end = cut.start, cut.end
    while place >= 0:
        element = page.elements[place]
        if element.end < end or element.name in UNREAD:
            break
        content = page.after_summary(place)
        shown = _count(page.matters, content, element.content_end)
        if shown > _count(gone, element.content, element.content_end):
            break
        start, end, place = element.start, element.end, element.parent
    return Cut(start, end, cut.signs)


def _with_wrapping(text: str, cut: Cut) -> Cut:
    """A cut with the scripts that write a hidden element around it, or the shortcode that it is in."""
    head, tail = text[max(0, cut.start - 400) : cut.start], text[cut.end : cut.end + 400]
    if (before := _WRITES_HIDDEN.search(head)) and (after := _WRITES_END.match(tail)):
        return Cut(cut.start - len(before[0]), cut.end + after.end(), cut.signs)
    if (before := _SHORTCODE.search(head)) and tail.lstrip().startswith(f"[/{before[1]}]"):
        end = text.index(f"[/{before[1]}]", cut.end) + len(before[1]) + 3
        return Cut(cut.start - len(before[0]), end, cut.signs)
    return cut


def _count(offsets: list[int], start: int, end: int) -> int:
    return bisect_left(offsets, end) - bisect_left(offsets, start)


def _gone(page: Page, cuts: list[Cut]) -> list[int]:
    """The offsets of what is shown in cuts."""
    return [offset for cut in cuts for offset in page.between(cut.start, cut.end)]


def _is_block(page: Page, cut: Cut) -> bool:
    """Whether a cut is a block, or all of a line."""
    return _BLOCK.match(page.text, cut.start) is not None or _is_line(page.text, cut)


def _is_line(text: str, cut: Cut) -> bool:
    before, after = text[: cut.start].rstrip(" \t")[-1:], text[cut.end : cut.end + 40].lstrip(" \t\r")[:1]
    return before in ("", "\n") and after in ("", "\n")
