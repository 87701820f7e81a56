"""What the receipt lists: outcomes in groups, of each of which the first are shown and the rest counted."""

import re
from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from newsgen.importing.outcome import Fate, Outcome, Quarantined
from newsgen.importing.receipt.counts import in_words
from newsgen.importing.story import Note

LISTED = 200  # entries of a group
_MAX_GROUPS = 100
_STORIES_LISTED = 20  # of one text that was cut out
_MAX_SPAM = 20_000  # characters that are shown of such a text
_MAX_SPAM_SIZE = 600_000  # characters that are shown of all of them
_MAX_SUMMARY = 120
_MAX_TEXT = 300

_TAG = re.compile(r"<[^<>]{0,2000}>")

_UNREADABLE, _LOST, _SPAM, _LOSING_NOTE, _KEPT, _UNSURE, _LEFT, _NOTE = range(8)  # the most lost first


class Entry(msgspec.Struct, frozen=True):
    """One line of a group. The `message` is shown unless all of the group have the same."""

    title: str
    place: str
    path: str = ""
    url: str = ""
    message: str = ""
    detail: str = ""


class Group(msgspec.Struct):
    """Entries of one kind: how many there are, and the first of them."""

    rank: int
    kind: str
    heading: str
    message: str
    count: int = 0
    entries: list[Entry] = []
    same: bool = True  # all have the same message

    @property
    def anchor(self) -> str:
        return f"g{self.rank}-" + "".join(
            char if char.isalnum() and char.isascii() else "-" for char in self.kind
        )

    @property
    def more(self) -> int:
        return self.count - len(self.entries)

    def add(self, entry: Entry, message: str) -> None:
        self.count += 1
        self.same = self.same and message == self.message
        if len(self.entries) < LISTED:
            self.entries.append(msgspec.structs.replace(entry, message=message))


class Spam(msgspec.Struct):
    """A text that was cut out, often of many stories. `cut` is how many of its characters are not shown."""

    text: str
    summary: str
    signs: tuple[str, ...]
    cut: int = 0
    count: int = 0
    entries: list[Entry] = []

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


class Findings:
    """The groups of an import, collected in one pass over its outcomes."""

    def __init__(self) -> None:
        self._groups: dict[tuple[int, str], Group] = {}
        self._spam: dict[bytes, Spam] = {}
        self._spam_size = 0
        self.more_spam = 0  # pieces that are not shown
        self.too_many = 0  # entries of kinds beyond those that are listed

    def add(self, outcome: Outcome) -> None:
        entry = entry_of(outcome)
        if outcome.fate is Fate.QUARANTINED:
            self._add(_SPAM, outcome.kind or "spam", entry, outcome.reason)
        elif outcome.fate is Fate.KEPT:
            self._add(
                _KEPT, outcome.kind or "kept", entry, outcome.reason or "the file was edited by somebody"
            )
        elif outcome.fate is Fate.LEFT_OUT:
            rank = (_UNREADABLE if "unreadable" in outcome.kind else _LOST) if outcome.loses else _LEFT
            self._add(rank, outcome.kind or "left out", entry, outcome.reason)
        elif outcome.loses:
            self._add(_LOST, outcome.kind or "not whole", entry, outcome.reason)
        for note in outcome.notes:
            self._add_note(note, entry)
        for field in outcome.unsure:
            self._add(_UNSURE, field, entry, "")
        for piece in outcome.quarantined:
            self._add_spam(entry, piece)

    def add_note_of_site(self, note: Note) -> None:
        self._add_note(note, Entry("", ""))

    def _add_note(self, note: Note, entry: Entry) -> None:
        rank = _LOSING_NOTE if note.loses else _NOTE
        detailed = msgspec.structs.replace(entry, detail=_short(note.subject))
        self._add(rank, note.kind, detailed, note.message)

    def _add(self, rank: int, kind: str, entry: Entry, message: str) -> None:
        message = _short(message)
        group = self._groups.get((rank, kind))
        if group is None:
            if len(self._groups) >= _MAX_GROUPS:
                self.too_many += 1
                return
            group = self._groups[rank, kind] = Group(rank, kind, _heading(rank, kind), message)
        group.add(entry, message)

    def _add_spam(self, entry: Entry, piece: Quarantined) -> None:
        key = blake2b(piece.text.encode(errors="surrogatepass"), digest_size=16).digest()
        spam = self._spam.get(key)
        if spam is None:
            if len(self._spam) >= LISTED or self._spam_size > _MAX_SPAM_SIZE:
                self.more_spam += 1
                return
            text = piece.text[:_MAX_SPAM]
            self._spam_size += len(text)
            spam = Spam(text, _summary(text), piece.signs, len(piece.text) - len(text))
            self._spam[key] = spam
        spam.count += 1
        if len(spam.entries) < _STORIES_LISTED:
            where = f"at character {piece.offset:,}"
            spam.entries.append(msgspec.structs.replace(entry, detail=where))

    def spam(self) -> list[Spam]:
        """The texts that were cut out, the most frequent first."""
        return sorted(self._spam.values(), key=lambda one: -one.count)

    def to_look_at(self) -> list[Group]:
        """What a person should look at, that by which most is lost first."""
        return list(self._ordered(_UNREADABLE, _UNSURE))

    def left(self) -> list[Group]:
        """What was left out on purpose."""
        return list(self._ordered(_LEFT, _LEFT))

    def notes(self) -> list[Group]:
        """What else was noted."""
        return list(self._ordered(_NOTE, _NOTE))

    def _ordered(self, first: int, last: int) -> Iterator[Group]:
        groups = [group for group in self._groups.values() if first <= group.rank <= last]
        yield from sorted(groups, key=lambda group: (group.rank, -group.count, group.kind))


def _summary(text: str) -> str:
    """The words of a text for one line."""
    words = " ".join(_TAG.sub(" ", text[: 20 * _MAX_SUMMARY]).split()) or " ".join(text.split())
    return words if len(words) <= _MAX_SUMMARY else words[:_MAX_SUMMARY] + "…"


def entry_of(outcome: Outcome) -> Entry:
    return Entry(_short(outcome.title), _short(outcome.place), outcome.path, outcome.url)


def _heading(rank: int, kind: str) -> str:
    words = in_words(kind)
    said = {
        _UNREADABLE: "Could not be read",
        _LOST: f"Not written: {words}",
        _SPAM: "Whole stories held back as spam" if kind == "spam" else f"Held back: {words}",
        _LOSING_NOTE: f"Something is missing: {words}",
        _KEPT: "Files that somebody edited, kept as they are",
        _UNSURE: f"Please check the {words}",
    }
    return said.get(rank, words[:1].upper() + words[1:])


def _short(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"
