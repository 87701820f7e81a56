"""The text of a story as Markdown, and what the conversion found in it."""

from typing import Protocol

import msgspec

from newsgen.importing.outcome import Quarantined, Tally
from newsgen.importing.story import Note


class Links(Protocol):
    """Where links and files of the old site lead in the new one."""

    def link(self, url: str) -> str | None:
        """The address to write for a link: from the root of the site for what is there, unchanged for other
        sites; None for an address of the old site at which nothing answers.
        """

    def file(self, url: str) -> str:
        """The address to write for a picture or another file: from the root of the site for one of the old
        site, without the size in its name if it is a resized picture; unchanged for other sites.
        """


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """Markdown, with what was found on the way. `media` are the full addresses of files of the old site."""

    markdown: str
    summary: str = ""  # what stood before <!--more-->, if that says so
    notes: tuple[Note, ...] = ()
    tally: Tally
    media: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A text without the spam that was in it. With `is_spam`, the story as a whole is spam."""

    body: str
    quarantined: tuple[Quarantined, ...] = ()
    is_spam: bool = False
    signs: tuple[str, ...] = ()
