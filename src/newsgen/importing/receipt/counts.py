"""What an import comes to, in numbers: for the receipt and for the terminal."""

from collections.abc import Iterable

import msgspec

from newsgen.importing.outcome import Fate, Outcome, Tally
from newsgen.importing.story import SiteFacts


class Sourced(msgspec.Struct, frozen=True):
    """A source that was read: what it was recognised as, and its files as the user named them."""

    name: str
    files: tuple[str, ...]


class Pictures(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files of the old site that texts show.

    `manifest` is the file with those that are to be downloaded, and `command` what does it.
    """

    copied: int = 0
    existing: int = 0
    to_download: int = 0
    manifest: str = ""
    command: str = ""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an import but for the fate of each story.

    `content` is the folder into which paths of outcomes lead. `settings` are those of `newsgen.yaml` that
    fit the archive, as YAML; with `settings_file` they were written there, else the user has to. `written`
    has other files that were written by what they are for (`content/authors/…: profiles of authors`).
    `steps` are what to do next, in order. `finished` is when the import was done, in words.
    """

    sources: tuple[Sourced, ...]
    content: str
    site: SiteFacts
    settings: str = ""
    settings_file: str = ""
    written: dict[str, str] = {}
    pictures: Pictures = Pictures()
    steps: tuple[str, ...] = ()
    dry_run: bool = False
    finished: str = ""
    version: str = ""


class Totals(msgspec.Struct):
    """The sums over outcomes. `reasons` count by fate and kind; `notes` by kind; `unsure` by field."""

    stories: dict[Fate, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    notes: dict[str, int] = {}
    unsure: dict[str, int] = {}
    tally: Tally = msgspec.field(default_factory=Tally)
    quarantined: int = 0
    lost: int = 0  # stories that were lost, or that lost something readers saw

    def add(self, outcome: Outcome) -> None:
        raise NotImplementedError

    @property
    def found(self) -> int:
        return sum(self.stories.values())


def counted(outcomes: Iterable[Outcome]) -> Totals:
    raise NotImplementedError


def summary_lines(run: Run, totals: Totals) -> list[str]:
    """The receipt in a few lines for a terminal, without markup."""
    raise NotImplementedError
