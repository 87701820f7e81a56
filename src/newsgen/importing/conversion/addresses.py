"""The addresses of one text: resolved against its own, asked for in the new site, counted and noted."""

import re
from copy import copy
from urllib.parse import quote, unquote, urljoin

from newsgen.content import allowlist
from newsgen.importing.conversion.vocabulary import FILE, MESSAGES
from newsgen.importing.converted import Links
from newsgen.importing.outcome import Tally
from newsgen.importing.story import Note

_PLAIN = re.compile(r"https?://[^\s\\\x00-\x20]+")
_LONGEST = 200  # characters of an address in a note


Saved = tuple[dict[Note, int], Tally, dict[str, None], int]


class Findings:
    """What a conversion finds: notes in their order, each once, counts, and files of the old site."""

    def __init__(self) -> None:
        self._notes: dict[Note, int] = {}
        self.tally = Tally()
        self.media: dict[str, None] = {}
        self.gone = 0  # letters that readers saw and that are left out on purpose, less those added

    def note(self, kind: str, message: str = "", subject: str = "", *, loses: bool = False) -> None:
        note = Note(kind, message or MESSAGES.get(kind, kind), subject[:_LONGEST], loses)
        self._notes[note] = self._notes.get(note, 0) + 1

    def saved(self) -> Saved:
        """What was found until now, for `restore`."""
        return self._notes.copy(), _copy(self.tally), self.media.copy(), self.gone

    def restore(self, saved: Saved) -> None:
        """Forget what was found since."""
        self._notes, self.tally, self.media, self.gone = saved

    def notes(self) -> tuple[Note, ...]:
        """The notes; one that was made several times says so."""
        return tuple(
            note
            if times == 1
            else Note(note.kind, f"{note.message} ({times} times)", note.subject, note.loses)
            for note, times in self._notes.items()
        )


def _copy(tally: Tally) -> Tally:
    return Tally(
        paragraphs=copy(tally.paragraphs),
        links=copy(tally.links),
        pictures=copy(tally.pictures),
        comments=copy(tally.comments),
        addresses=copy(tally.addresses),
    )


class Addresses:
    """Gives the addresses to write for those in a text whose own old address is `base`."""

    def __init__(self, links: Links, base: str, findings: Findings) -> None:
        self._links = links
        self._base = base
        self._findings = findings
        self.anchors: set[str] = set()  # the places of the text that links lead to

    def full(self, address: str) -> str:
        """An address with its host, where that is known; "" for one that can't be."""
        if _PLAIN.fullmatch(address):
            return address
        address = " ".join(address.split()).replace(" ", "%20").replace("\\", "/")
        address = allowlist.without_invisible(address)
        if address.startswith(("https://", "http://")):
            return address
        if address.startswith("//"):
            return f"{'http:' if self._base.startswith('http:') else 'https:'}{address}"
        if not self._base or allowlist.scheme(address):
            return address
        try:
            return urljoin(self._base, address)
        except ValueError:
            return ""

    def link(self, typed: str) -> str | None:
        """The address to write for a link; None, with a note, for one that leads nowhere any more."""
        if not typed.strip():
            return None
        if typed.lstrip().startswith("#"):
            return self._place(unquote(typed.strip()[1:]), typed)
        full = self.full(typed)
        if not full or not allowlist.is_kept(full):
            kind = "script-link" if allowlist.scheme(full) == "javascript" else "link-removed"
            self._findings.note(
                kind, "the link can't be in a page, its text is kept", typed, loses=kind != "script-link"
            )
            return None
        if allowlist.scheme(full) in ("mailto", "tel"):
            return full
        if FILE.match(full.partition("//")[2].partition("/")[2]) and (new := self.file(full)) != full:
            return new
        found = self._links.link(full)
        if found is None:
            self._findings.note(
                "dead-link", "nothing answers at the address, the text is kept", full, loses=True
            )
        return found

    def _place(self, name: str, typed: str) -> str | None:
        if name in self.anchors:
            return f"#{quote(name)}"
        self._findings.note("anchor-link", "a link inside of the page leads nowhere", typed)
        return None

    def file(self, full: str) -> str:
        """The address to write for a file, by its full old one."""
        new = self._links.file(full)
        if new != full:
            self._findings.media[full] = None
        return new
