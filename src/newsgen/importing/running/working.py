"""What a worker process does: reads units of a source, writes their stories, and says what became of each."""

import os
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from newsgen.content.article import Article
from newsgen.content.slugs import term_slug
from newsgen.errors import OutputError, Problem, unexpected
from newsgen.importing.outcome import Count, Fate, Outcome, Tally
from newsgen.importing.receipt.previews import Preview, may_be_shown, preview_of
from newsgen.importing.running.catalog import identity
from newsgen.importing.running.days import Days
from newsgen.importing.running.entries import Entry
from newsgen.importing.running.files import Folder, digest_of
from newsgen.importing.running.hashes import Table
from newsgen.importing.running.journal import Batch, Intents
from newsgen.importing.running.links import SiteLinks
from newsgen.importing.running.records import Records
from newsgen.importing.running.stories import Made, Site, made
from newsgen.importing.story import LeftOut, Story, Unit

_OF_ARTICLES = {"section": "categories", "tag": "tags", "author": "authors"}


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What all units have in common. `content` and `journal` are folders."""

    workspace: str
    content: str
    journal: str
    site: Site
    days: Days
    stories: int
    dry_run: bool
    force: bool
    goes_on: bool


class Numbered(msgspec.Struct, frozen=True):
    """A unit, and the place of its source among all."""

    unit: Unit
    source: int


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """A story before it is written."""

    story: Story
    entry: Entry
    made: Made


class Result(msgspec.Struct, frozen=True):
    """What became of the stories of a batch; of those that came in twice, what is to be written."""

    batch: Batch
    twice: dict[int, bytes] = {}  # by place among the outcomes


@lru_cache(maxsize=1)
def _desk(work_file: str) -> "Desk":
    return Desk(msgspec.msgpack.decode(Path(work_file).read_bytes(), type=Work))


def write_batch(work_file: str, units: list[Numbered]) -> Result:
    """Write all stories of some units."""
    return _desk(work_file).write(units)


class Desk:
    """Everything that one process needs to make files of stories."""

    def __init__(self, work: Work) -> None:
        self.work = work
        workspace = Path(work.workspace)
        self._stories = Table(workspace / "stories.npy")
        self._entries = Records(workspace / "entries", Entry)
        self._links = SiteLinks(workspace, work.site.hosts, work.site.url)
        self._folder = Folder(
            Path(work.content),
            Table(workspace / "owned.npy"),
            workspace,
            goes_on=work.goes_on,
            force=work.force,
        )
        self._intents = None if work.dry_run else Intents(Path(work.journal))

    def write(self, units: list[Numbered]) -> Result:
        outcomes: list[Outcome] = []
        previews: list[Preview] = []
        terms: dict[str, set[str]] = {}
        files: dict[str, bytes] = {}
        twice: dict[int, bytes] = {}
        for found in self._found(units):
            if isinstance(found, Outcome):
                outcomes.append(found)
                continue
            outcome, data = self._outcome(found)
            if found.entry.twice and outcome.path:
                twice[len(outcomes)] = data or b""
            elif data is not None and outcome.fate in (Fate.WRITTEN, Fate.UPDATED):
                files[outcome.path] = data
            outcomes.append(outcome)
            if outcome.path and outcome.fate is not Fate.KEPT:
                _add_terms(terms, found.made.record)
                previews += self._previews(found)
        self.put(files)
        listed = {kind: sorted(some) for kind, some in sorted(terms.items())}
        return Result(Batch(len(units), tuple(outcomes), tuple(previews), listed), twice)

    def put(self, files: dict[str, bytes]) -> None:
        """Write files, after it was noted that they are going to be."""
        if self._intents is None or not files:
            return
        self._intents.add({path: digest_of(data) for path, data in files.items()})
        for path, data in files.items():
            self._folder.write(path, data)

    def _previews(self, found: Rendered) -> list[Preview]:
        record = found.made.record
        is_shown = isinstance(record, Article) and may_be_shown(found.story.place, self.work.stories)
        return [preview_of(found.story, record)] if is_shown and isinstance(record, Article) else []

    def _found(self, units: list[Numbered]) -> Iterator[Rendered | Outcome]:
        for one in units:
            try:
                for found in one.unit.found():
                    yield (
                        left_out(found) if isinstance(found, LeftOut) else self._rendered(found, one.source)
                    )
            except Exception as error:
                yield _failed(unexpected("import", error), "", "")

    def _rendered(self, story: Story, source: int) -> Rendered | Outcome:
        header = story.header
        if reason := self.work.days.why_outside(header):
            return left_out(LeftOut(story.place, "outside-dates", reason, header.title, header.url))
        offset = self._stories.get(identity(header, source))
        if offset is None:
            return _failed(
                Problem(story.place, 0, 0, "was not there at the first reading"), header.title, header.url
            )
        entry = self._entries.at(offset)
        if entry.left:
            return _left(story, entry)
        try:
            return Rendered(story=story, entry=entry, made=made(story, entry, self.work.site, self._links))
        except Exception as error:
            return _failed(unexpected(story.place, error), header.title, header.url)

    def _outcome(self, found: Rendered) -> tuple[Outcome, bytes | None]:
        """What becomes of a story, with what its file is to hold; without, nothing is written."""
        result, entry = found.made, found.entry
        outcome = partial(_outcome, found)
        if result.is_spam:
            return outcome(fate=Fate.QUARANTINED, kind="spam", reason="is spam as a whole"), None
        data = result.text.encode()
        path = entry.path
        try:
            fate, is_foreign = self._folder.fate(path, data)
        except OutputError as error:
            return outcome(fate=Fate.LEFT_OUT, kind="outside", reason=str(error), loses=True), None
        if fate is Fate.KEPT:
            reason = "a file that newsgen did not write is in its place" if is_foreign else "was edited since"
            kind = "foreign" if is_foreign else "edited"
            return outcome(fate=fate, path=path, kind=kind, reason=reason, loses=is_foreign), None
        return outcome(fate=fate, path=path, digest=digest_of(data)), data


def _outcome(found: Rendered, **fields: object) -> Outcome:
    header, result = found.story.header, found.made
    outcome = Outcome(
        place=found.story.place,
        title=header.title,
        url=header.url,
        fate=Fate.WRITTEN,
        notes=result.notes,
        unsure=result.unsure,
        quarantined=result.quarantined,
        tally=result.tally,
        media=result.media,
    )
    return msgspec.structs.replace(outcome, **fields)


def _left(story: Story, entry: Entry) -> Outcome:
    """What becomes of a story that is left out: what it is made of is not counted, but for its comments."""
    comments = len(story.comments) + story.hidden_comments
    tally = Tally(comments=Count(found=comments, left=comments))
    header = story.header
    return Outcome(
        place=story.place,
        title=header.title,
        url=header.url,
        fate=Fate.LEFT_OUT,
        kind=entry.left,
        reason=entry.reason,
        loses=entry.loses,
        tally=tally,
    )


def left_out(found: LeftOut) -> Outcome:
    return Outcome(
        place=found.place,
        title=found.title,
        url=found.url,
        fate=Fate.LEFT_OUT,
        kind=found.kind,
        reason=found.reason,
        loses=found.loses,
    )


def _failed(problem: Problem, title: str, url: str) -> Outcome:
    reason = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
    return Outcome(
        place=problem.path, title=title, url=url, fate=Fate.LEFT_OUT, kind="failed", reason=reason, loses=True
    )


def _add_terms(terms: dict[str, set[str]], record: object) -> None:
    if isinstance(record, Article):
        for kind, field in _OF_ARTICLES.items():
            terms.setdefault(kind, set()).update(map(term_slug, getattr(record, field)))
        if record.series:
            terms.setdefault("series", set()).add(term_slug(record.series))


def workers_of(jobs: int | None) -> int:
    """How many processes are to work: as many as this one may use, by default."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
