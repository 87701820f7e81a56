"""The comments of a post, without what could tell who wrote them but the name they chose."""

import re

from newsgen.content.article import When
from newsgen.importing.story import Comment
from newsgen.importing.wordpress.channel import without_address
from newsgen.importing.wordpress.dates import clock_time, moment
from newsgen.importing.wordpress.plain import plain

_APPROVED = ("1", "approve", "approved")
_OTHER_TYPES = ("pingback", "trackback")
_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_BLOCK = re.compile(r"<(?:p|blockquote|ul|ol|pre|div)\b", re.IGNORECASE)


def approved(comments: list[dict[str, str]]) -> list[dict[str, str]]:
    """The comments that readers saw, without notices of links elsewhere."""
    return [
        one
        for one in comments
        if one.get("wp:comment_approved", "").strip().lower() in _APPROVED
        and one.get("wp:comment_type", "").strip().lower() not in _OTHER_TYPES
        and one.get("wp:comment_content", "").strip()
    ]


def read_comments(comments: list[dict[str, str]]) -> tuple[Comment, ...]:
    """Approved comments in the order in which they were written, by the clock of the site."""
    shown = sorted(approved(comments), key=lambda one: (_id(one, "wp:comment_date"), _number(one)))
    places = {_id(one, "wp:comment_id"): place for place, one in enumerate(shown, 1)}
    return tuple(
        Comment(
            author=plain(without_address(one.get("wp:comment_author", "").strip())),
            date=_date(one),
            text=_html(one.get("wp:comment_content", "")),
            parent=_parent(one, places, place),
        )
        for place, one in enumerate(shown, 1)
    )


def _id(comment: dict[str, str], field: str) -> str:
    return comment.get(field, "").strip()


def _number(comment: dict[str, str]) -> int:
    text = _id(comment, "wp:comment_id")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _parent(comment: dict[str, str], places: dict[str, int], place: int) -> int:
    parent = places.get(_id(comment, "wp:comment_parent"), 0)
    return parent if parent < place else 0


def _date(comment: dict[str, str]) -> When | None:
    local, gmt = moment(_id(comment, "wp:comment_date")), moment(_id(comment, "wp:comment_date_gmt"))
    at = clock_time(local, gmt)
    return When(at) if at else None


def _html(text: str) -> str:
    """The text of a comment, which has some HTML and blank lines between its paragraphs."""
    text = _TAG.sub("&lt;", text.strip())
    parts = [part for part in _PARAGRAPHS.split(text) if part.strip()]
    return "\n".join(
        part if _BLOCK.match(part) else f"<p>{part.strip().replace(chr(10), '<br>' + chr(10))}</p>"
        for part in parts
    )
