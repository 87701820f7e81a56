"""What an import comes to, in numbers: for the receipt and for the terminal."""

from collections.abc import Iterable, Iterator

import msgspec

from newsgen.importing.outcome import Count, Fate, Outcome, Tally
from newsgen.importing.story import Note, SiteFacts

NOT_READ = "not-read"  # the kind of notes of the site on files that were there, and were not read


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
    has other files that were written, with what they are for (`content/authors/`: profiles of authors).
    `steps` are what to do next, in order: a sentence with its full stop, or a command. `finished` is when
    the import was done, in words.
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


class Counted(msgspec.Struct):
    """How often something was noted, in how many stories, and the first message that says it."""

    times: int = 0
    stories: int = 0
    message: str = ""
    loses: bool = False


class Totals(msgspec.Struct):
    """The sums over outcomes.

    `reasons` count stories by fate and kind of reason, `notes` by kind and `unsure` by field. `lost` are the
    stories that were lost, or of which something is missing that readers saw.
    """

    stories: dict[Fate, int] = msgspec.field(default_factory=lambda: dict.fromkeys(Fate, 0))
    reasons: dict[Fate, dict[str, int]] = {}
    notes: dict[str, Counted] = {}
    unsure: dict[str, int] = {}
    tally: Tally = msgspec.field(default_factory=Tally)
    quarantined: int = 0  # pieces of text
    cleaned: int = 0  # stories out of which they were cut
    lost: int = 0

    @property
    def found(self) -> int:
        return sum(self.stories.values())

    def add(self, outcome: Outcome) -> None:
        self.stories[outcome.fate] += 1
        if outcome.kind:
            kinds = self.reasons.setdefault(outcome.fate, {})
            kinds[outcome.kind] = kinds.get(outcome.kind, 0) + 1
        for field in outcome.unsure:
            self.unsure[field] = self.unsure.get(field, 0) + 1
        self.add_notes(outcome.notes)
        self.tally.add(outcome.tally)
        self.quarantined += len(outcome.quarantined)
        self.cleaned += bool(outcome.quarantined)
        self.lost += loses(outcome)

    def add_notes(self, notes: Iterable[Note]) -> None:
        """Count the notes of one story, or of the site."""
        kinds = set()
        for note in notes:
            counted = self.notes.setdefault(note.kind, Counted(message=note.message))
            counted.times += 1
            counted.loses = counted.loses or note.loses
            kinds.add(note.kind)
        for kind in kinds:
            self.notes[kind].stories += 1


def loses(outcome: Outcome) -> bool:
    """Whether something that readers saw is not in the article, or there is none."""
    return outcome.loses or any(note.loses for note in outcome.notes)


def counted(outcomes: Iterable[Outcome]) -> Totals:
    totals = Totals()
    for outcome in outcomes:
        totals.add(outcome)
    return totals


def has_loss(run: Run, totals: Totals) -> bool:
    """Whether an import lost anything, so that a person has to look at the receipt."""
    return bool(totals.lost) or any(note.loses for note in run.site.notes)


def in_words(kind: str) -> str:
    """A kind of reason or note as people read it: `list-page` is `list page`."""
    return kind.replace("-", " ").replace("_", " ")


def plural(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def summary_lines(run: Run, totals: Totals) -> list[str]:
    """The receipt in a few lines for a terminal, without markup."""
    fates = [f"{number:,} {fate.value}" for fate, number in totals.stories.items() if number]
    lines = [f"{plural(totals.found, 'story', 'stories')} came in: {', '.join(fates) or 'nothing'}"]
    for fate, kinds in totals.reasons.items():
        said = ", ".join(f"{number:,} {in_words(kind)}" for kind, number in _most_first(kinds))
        lines.append(f"{fate.value.capitalize()}: {said}")
    lines += _tally_lines(totals.tally)
    if totals.quarantined:
        pieces = plural(totals.quarantined, "piece")
        lines.append(f"Quarantine: {pieces} of spam cut out of {plural(totals.cleaned, 'story', 'stories')}")
    losses = {kind: note.stories for kind, note in totals.notes.items() if note.loses}
    if losses:
        said = ", ".join(f"{in_words(kind)} ({number:,})" for kind, number in _most_first(losses))
        lines.append(f"Something is missing: {said}")
    unread = [note for note in run.site.notes if note.kind == NOT_READ]
    lines += [f"Not read: {note.message} ({note.subject})" for note in unread]
    if totals.unsure:
        said = ", ".join(f"{field} ({number:,})" for field, number in _most_first(totals.unsure))
        lines.append(f"To check: {said}")
    if run.pictures.to_download:
        lines.append(f"{plural(run.pictures.to_download, 'file')} to download: {run.pictures.command}")
    return lines


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _tally_lines(tally: Tally) -> Iterator[str]:
    """A line for each part of stories of which not all was kept."""
    for name in tally.__struct_fields__:
        count: Count = getattr(tally, name)
        if count.found != count.kept:
            line = f"{name.capitalize()}: {count.found:,} found = {count.kept:,} kept"
            line += f" + {count.quarantined:,} quarantined + {count.left:,} left out"
            missing = count.found - count.kept - count.quarantined - count.left
            yield line + (f" (and {missing:,} that were not counted)" if missing else "")
