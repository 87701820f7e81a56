"""What was decided of each story before any is converted: its file, its addresses, or why it is left out."""

import msgspec

from newsgen.importing.story import Header, Visibility

# Why a story that readers could not see is left out, by who could see it.
_HIDDEN = {
    Visibility.PRIVATE: "is private",
    Visibility.PROTECTED: "is protected by a password",
    Visibility.TRASHED: "is in the trash",
}


class Entry(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """The decisions on one story. `path` is its file from `content/`, and `address` where it will be.

    With a `left` kind it is left out for that `reason`. `review` are the fields that a person has to look at.
    `found` is how many old addresses it had, of which `answered` lead to it. With `twice`, another story of
    its source has the very same header, so that the first of the two counts. `former` is the file that it had
    at the last import, if that was another one.
    """

    path: str = ""
    slug: str = ""
    permalink: str = ""
    aliases: tuple[str, ...] = ()
    address: str = ""
    is_draft: bool = False
    review: tuple[str, ...] = ()
    left: str = ""
    reason: str = ""
    loses: bool = False
    found: int = 0
    answered: int = 0
    unanswered: tuple[str, ...] = ()
    twice: bool = False
    former: str = ""


def left_by_visibility(header: Header, *, private: bool) -> tuple[str, str]:
    """The kind and the reason for which a story is left out; empty if it isn't."""
    reason = "" if private else _HIDDEN.get(header.visibility, "")
    return (header.visibility.value, f"{reason}: --private keeps it as a draft") if reason else ("", "")


def was_public(header: Header) -> bool:
    """Whether readers saw a story, or were to see it."""
    return header.visibility in (Visibility.PUBLIC, Visibility.SCHEDULED)


def is_draft(header: Header) -> bool:
    """Whether a story must not be published: readers could not see it, or nobody knows when it came out."""
    return not was_public(header) or (header.kind == "article" and header.date is None)


def to_review(header: Header) -> tuple[str, ...]:
    """What a person has to look at before a story can be published."""
    fields = []
    if header.kind == "article" and header.date is None:
        fields.append("date")
    if not header.title.strip():
        fields.append("title")
    if header.visibility in _HIDDEN:
        fields.append("status")
    return tuple(fields)
