"""What a source gives of a site and its stories, before anything is judged, converted or written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Literal, Protocol

import msgspec

from newsgen.content.article import Picture, Provenance, When
from newsgen.workers import WorkerPool

Progress = Callable[[str, int, int], None]  # stage, done, total

_MIN_UNITS = 4  # before other processes are worth their start


class Visibility(StrEnum):
    """Who could see a story on the old site."""

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"  # also one that waits for review
    PRIVATE = "private"
    PROTECTED = "protected"  # by a password
    TRASHED = "trashed"


class Format(StrEnum):
    """What the text of a story is written in."""

    HTML = "html"
    WORDPRESS = "wordpress"  # HTML with shortcodes and blocks, where a blank line parts paragraphs
    MARKDOWN = "markdown"
    TEXT = "text"


class Note(msgspec.Struct, frozen=True, order=True):
    """Something of a story that a person may want to know: what was left out of it, or is not sure.

    All notes of one `kind` (`frame-removed`) are counted together; `subject` is the link, name or text that
    this one is about. With `loses`, something that readers saw is not in the article.
    """

    kind: str
    message: str
    subject: str = ""
    loses: bool = False


class Comment(msgspec.Struct, frozen=True):
    """An approved comment, without e-mail and network address. `text` is HTML.

    `parent` is the place of the comment that it answers among those of the story, from 1; 0 if there is none.
    """

    author: str
    date: When | None
    text: str
    parent: int = 0


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a story after the first reading: enough to decide where it goes.

    `slug` is decoded, as the old site had it. `url` is the old full address, and `addresses` are others by
    which the story was known, each as path and query from the root of the host. `tags` are those that a
    source knows at first sight, so that links to their lists can be told from dead ones.
    """

    kind: Literal["article", "page"] = "article"
    title: str
    slug: str = ""
    date: When | None = None
    url: str = ""
    addresses: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story as its source has it. `place` names where that is, for people (`export.xml: post 126`).

    `hidden_comments` counts those that were not approved.
    """

    header: Header
    place: str
    body: str
    format: Format
    updated: When | None = None
    editors: tuple[str, ...] = ()
    source: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    image: Picture | None = None
    guid: str = ""
    lead: int = 0
    series: str = ""
    related: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    comments_open: bool = True
    hidden_comments: int = 0
    extra: dict[str, Any] = {}
    provenance: dict[str, Provenance] = {}
    notes: tuple[Note, ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """What came in and is no story, or can't be read, and why (`kind` is the same for all of one reason).

    With `loses` it is something that a person would miss.
    """

    place: str
    kind: str
    reason: str
    title: str = ""
    url: str = ""
    loses: bool = False


class Media(msgspec.Struct, frozen=True):
    """A picture or another file of the old site, by its full address there; `title` is what it was called.

    `number` is by what shortcodes name it.
    """

    url: str
    title: str = ""
    number: str = ""


class ListText(msgspec.Struct, frozen=True):
    """What the old site said of an author, a section or a tag, and the old addresses of its list.

    `name` is as articles write it, and `slug` as the old site had it in addresses.
    """

    kind: Literal["author", "section", "tag", "series"]
    name: str
    slug: str
    text: str = ""
    social: dict[str, str] = {}
    addresses: tuple[str, ...] = ()


class SiteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says of the site as a whole. `url` is where it was.

    `settings` are those of `newsgen.yaml` that follow; those about addresses of articles are worked out from
    the stories.
    """

    url: str = ""
    settings: dict[str, Any] = {}
    lists: tuple[ListText, ...] = ()
    notes: tuple[Note, ...] = ()


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The result of reading a source for the first time: its stories in the order of its units."""

    site: SiteFacts
    headers: Iterable[Header]
    media: Iterable[Media] = ()


class Unit(Protocol):
    """A piece of a source that a worker process reads by itself. It can be pickled."""

    def found(self) -> Iterator[Story | LeftOut]:
        """What is in it, in order. A part that can't be read is a `LeftOut`, and does not end the rest."""


class UnitHeaders:
    """The headers of the stories in units, read anew each time, so that they need no memory."""

    def __init__(self, units: Sequence[Unit], pool: WorkerPool, progress: Progress) -> None:
        self._units, self._pool, self._progress = units, pool, progress

    def __iter__(self) -> Iterator[Header]:
        read = self._pool.map_batches(_headers, self._units, batch_size=1, min_shared=_MIN_UNITS)
        for done, headers in enumerate(read):
            self._progress("Reading headers", done, len(self._units))
            yield from headers


def _headers(units: list[Unit]) -> list[Header]:
    return [one.header for unit in units for one in unit.found() if isinstance(one, Story)]


class Source(Protocol):
    """Something that stories come from. `name` says what it is (`WordPress export`)."""

    name: str
    files: tuple[str, ...]

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """Read everything once. The stories in the units are as many, and in the same order, as the headers.

        Raises:
            ContentError: nothing of it can be read, or it must not be (entities in XML).
        """

    def units(self) -> Iterator[Unit]:
        """The pieces, in order, after `survey`."""


class SourceOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the user decided that changes how sources are read. `timezone` is the site's, "" if not known.

    `types` are the kinds of posts to take; without any, all that readers could see. `meta` has fields of
    newsgen by the name of the field of the source (`{"penulis": "authors"}`), and `columns` those of a table.
    `workspace` is an empty folder for files that a source needs until the end.
    """

    workspace: str
    timezone: str = ""
    language: str = ""
    types: tuple[str, ...] = ()
    comments: bool = False
    private: bool = False
    meta: dict[str, str] = {}
    columns: dict[str, str] = {}
