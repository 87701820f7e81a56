"""What became of each thing that came in: the receipt of an import is made of these."""

from enum import StrEnum

import msgspec

from newsgen.importing.story import Note


class Fate(StrEnum):
    """What became of a story."""

    WRITTEN = "written"
    UPDATED = "updated"  # a file of a former import that nobody has edited
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a file that somebody edited, or wrote, stays as it is
    QUARANTINED = "quarantined"  # as a whole
    LEFT_OUT = "left out"


class Count(msgspec.Struct):
    """How many came in, and where they went: `found` is the sum of the others."""

    found: int = 0
    kept: int = 0
    quarantined: int = 0
    left: int = 0

    def add(self, other: "Count") -> None:
        self.found += other.found
        self.kept += other.kept
        self.quarantined += other.quarantined
        self.left += other.left


class Tally(msgspec.Struct):
    """Counts of what stories are made of."""

    paragraphs: Count = msgspec.field(default_factory=Count)
    links: Count = msgspec.field(default_factory=Count)
    pictures: Count = msgspec.field(default_factory=Count)
    comments: Count = msgspec.field(default_factory=Count)
    addresses: Count = msgspec.field(default_factory=Count)

    def add(self, other: "Tally") -> None:
        for name in self.__struct_fields__:
            getattr(self, name).add(getattr(other, name))


class Quarantined(msgspec.Struct, frozen=True):
    """Spam that was cut out of a text: the exact text, its offset there, and by which signs it was known."""

    text: str
    offset: int
    signs: tuple[str, ...]
    paragraphs: int = 0
    links: int = 0
    pictures: int = 0


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one thing that came in. `path` is its file from `content/`, "" where it has none."""

    place: str
    title: str
    url: str
    fate: Fate
    path: str = ""
    kind: str = ""  # of the reason
    reason: str = ""
    loses: bool = False
    notes: tuple[Note, ...] = ()
    unsure: tuple[str, ...] = ()  # fields that a person should check
    quarantined: tuple[Quarantined, ...] = ()
    tally: Tally = msgspec.field(default_factory=Tally)
    media: tuple[str, ...] = ()  # full addresses of the files of the old site that the text shows
    digest: str = ""  # of the file as it was written
