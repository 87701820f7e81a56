"""The records that files in `content/` are read into, whatever their format."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from newsgen.errors import Problem

LEADS = 4  # places on top of a list


class When(msgspec.Struct, frozen=True):
    """A date and time; `clock` is False where only the day is known."""

    at: datetime
    clock: bool = True


class Picture(msgspec.Struct, frozen=True):
    """A picture as the author names it: `src` is a URL, or a path from the article's folder or `content/`."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Correction(msgspec.Struct, frozen=True):
    """A *Ralat*: what was wrong, and when it was corrected."""

    date: When
    text: str


class ArchivedComment(msgspec.Struct, frozen=True):
    """What a reader wrote under a story on a former site, as plain text whose paragraphs blank lines part.

    `author` is empty where no name is known. `answers` is the place, from 1, of the comment above it that it
    answers; 0 if it answers none.
    """

    author: str
    date: When | None
    text: str
    answers: int = 0


class Status(StrEnum):
    """Whether, and with which label, an article is shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNVERIFIED = "unverified"
    WITHDRAWN = "withdrawn"
    SPONSORED = "sponsored"
    REMOVED = "removed"

    @property
    def takes_down(self) -> bool:
        """Whether no more than a notice stands at the article's address."""
        return self in (Status.WITHDRAWN, Status.REMOVED)


class Provenance(StrEnum):
    """How the reader of a saved page found a field."""

    LABEL = "label"  # by a label, as in `Penulis : …`
    POSITION = "position"  # by where it stands on the page
    METADATA = "metadata"  # in the name or markup of the file
    GUESS = "guess"  # a person should check


class Article(msgspec.Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """One article file. Times carry the zone that they were written in, or else the site's.

    `path` is POSIX, from `content/`. `lead` is its place on top of lists, from 1, or 0. `slug` is ready for
    an address; `permalink` is the article's own one, in place of the site's pattern. `guid` is what a former
    system called it in feeds. `translations` are the names or web addresses of the same story in other
    languages, by language code. `comments` is whether readers may comment; `archived_comments` are those of
    a former site. `review` is what a person should look at, as fields and remarks. `provenance` has the
    fields of a saved page. `body` is Markdown.
    """

    path: str
    title: str
    date: When
    slug: str
    updated: When | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    image: Picture | None = None
    dateline: str = ""
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    translations: dict[str, str] = {}
    series: str = ""
    lead: int = 0
    corrections: tuple[Correction, ...] = ()
    status: Status = Status.PUBLISHED
    reason: str = ""
    expires: When | None = None
    comments: bool = True
    language: str = ""
    origin: str = ""
    permalink: str = ""
    guid: str = ""
    archived_comments: tuple[ArchivedComment, ...] = ()
    review: tuple[str, ...] = ()
    extra: dict[str, Any] = {}
    provenance: dict[str, Provenance] = {}
    body: str = ""

    @property
    def unsure(self) -> tuple[str, ...]:
        """The fields that a person should check."""
        return tuple(field for field, how in self.provenance.items() if how is Provenance.GUESS)


class Document(msgspec.Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """A text that is no article: a static page from `content/pages/`, or one about a list.

    The `title` of a list's is the name that is shown; empty for the one that articles write. `merge_into` is
    the slug of the list whose members the articles of this one are. `social` has an author's profiles
    elsewhere by name, `fediverse` their account as `nama@server.example`.
    """

    path: str
    title: str
    slug: str
    role: str = ""
    social: dict[str, str] = {}
    fediverse: str = ""
    summary: str = ""
    image: Picture | None = None
    updated: When | None = None
    aliases: tuple[str, ...] = ()
    permalink: str = ""
    merge_into: str = ""
    status: Status = Status.PUBLISHED
    body: str = ""


class Reading(msgspec.Struct, frozen=True):
    """The result of reading a file: its record, with warnings.

    `body_line` is the line on which the body starts; 0 if the body is not a part of the file.
    """

    record: Article | Document
    warnings: tuple[Problem, ...] = ()
    body_line: int = 0
