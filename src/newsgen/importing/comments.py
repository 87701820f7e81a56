"""The comments of an old site as an article keeps them: plain text, each below what it answers."""

import re
from collections.abc import Sequence
from html import unescape

import nh3

from newsgen.content.article import ArchivedComment
from newsgen.importing.story import Comment

_LINE_BREAK = re.compile(r"<br\b[^<>]*>\n?", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|blockquote|ul|ol|li|dl|dt|dd|h[1-6]|hr|pre|table|tr|td|th|figure|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"\r\n?")
_BLANK_LINES = re.compile(r"\n{3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def archived(comments: Sequence[Comment]) -> tuple[ArchivedComment, ...]:
    """The comments in their order, but that none stands above the one that it answers.

    One without a text is left out, and so is the place of a comment that isn't there or that answers itself.
    """
    texts = [plain_text(comment.text) for comment in comments]
    places: dict[int, int] = {}  # by place in the story, that in the article; both from 1
    found = []
    for place in _in_order(comments):
        comment, text = comments[place - 1], texts[place - 1]
        if text:
            answers = places.get(comment.parent, 0)
            found.append(ArchivedComment(_line(comment.author), comment.date, text, answers))
            places[place] = len(found)
    return tuple(found)


def plain_text(html: str) -> str:
    """The text of a comment: blank lines part its paragraphs, and nothing of its markup is left."""
    text = _LINE_END.sub("\n", html)
    text = _BLOCK.sub("\n\n", _LINE_BREAK.sub("\n", text))
    text = _CONTROL.sub("", unescape(nh3.clean(text, tags=set(), link_rel=None)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub("", unescape(text)).split())


def _in_order(comments: Sequence[Comment]) -> list[int]:
    """Their places, from 1, with each comment behind the one that it answers."""
    found: dict[int, None] = {}
    for start in range(1, len(comments) + 1):
        above: dict[int, None] = {}
        place = start
        while 0 < place <= len(comments) and place not in found and place not in above:
            above[place] = None
            place = comments[place - 1].parent
        found.update(dict.fromkeys(reversed(above)))
    return list(found)
