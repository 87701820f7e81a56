"""An import from beginning to end: what is read, planned, written and told."""

import csv
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from newsgen.config import Config
from newsgen.content.article import Document
from newsgen.content.writer import write_document
from newsgen.errors import ConfigError, OutputError, Problem
from newsgen.importing.conversion.converting import convert
from newsgen.importing.media import MediaFolders, MediaResult, Originals, bring
from newsgen.importing.outcome import Fate, Outcome
from newsgen.importing.receipt.counts import Sourced, Totals, counted
from newsgen.importing.receipt.previews import Preview
from newsgen.importing.running.address_table import ADDRESSES, as_asked, write_addresses
from newsgen.importing.running.catalog import Catalog
from newsgen.importing.running.days import Days
from newsgen.importing.running.facts import answered, differing, free_words, joined, usable, with_permalink
from newsgen.importing.running.files import Folder, digest_of, owned_keys
from newsgen.importing.running.former import FormerFiles
from newsgen.importing.running.hashes import Table, hash64, write_table
from newsgen.importing.running.journal import Batch, Journal
from newsgen.importing.running.links import SiteLinks
from newsgen.importing.running.lists import ListPlan, documents, planned
from newsgen.importing.running.lock import locked
from newsgen.importing.running.options import ImportOptions
from newsgen.importing.running.planning import Planner
from newsgen.importing.running.recognise import Recognised, sources
from newsgen.importing.running.records import RecordWriter
from newsgen.importing.running.saved_files import copy_saved, have_files
from newsgen.importing.running.stories import Site
from newsgen.importing.running.targets import list_targets, site_targets
from newsgen.importing.running.working import Desk, Numbered, Result, Work, left_out, workers_of, write_batch
from newsgen.importing.story import (
    Format,
    LeftOut,
    Media,
    Progress,
    SiteFacts,
    SourceOptions,
    Survey,
)
from newsgen.importing.uploads import Uploads
from newsgen.urls import Urls
from newsgen.workers import WorkerPool, release_memory

_GITIGNORE = "/site/\n/.newsgen/\n"
_STAGE = "Writing"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import. `outcomes` and `previews` can be read several times, until it is closed.

    `settings` are those that fit; `to_set` are those of them that a newsroom that was there lacks. Where it
    `has_stories` to write not even one, nothing was written, as by a dry run.
    """

    sources: tuple[Sourced, ...]
    site: SiteFacts
    settings: dict[str, Any]
    to_set: dict[str, Any]
    totals: Totals
    has_stories: bool
    files: dict[str, str]
    kept: tuple[str, ...]
    hosts: frozenset[str]
    media: MediaResult
    outcomes: Callable[[], Iterator[Outcome]]
    previews: Callable[[], Iterator[Preview]]


@contextmanager
def imported(
    options: ImportOptions,
    progress: Progress,
    settings_text: Callable[[dict[str, Any]], str],
    recognise: Callable[[Sequence[Path], SourceOptions], Recognised] = sources,
) -> Iterator[Imported]:
    """Import the sources; what came of it can be read within the block.

    Raises:
        NewsgenError: nothing in them can be read, or something can't be written.
    """
    with _workspace(options) as workspace, WorkerPool(workers_of(options.jobs)) as pool:
        with pool.stopping_on_error():
            found = recognise(options.sources, _source_options(options, workspace))
            work = _Import(options, workspace, found, pool, progress)
            try:
                result = work.run(settings_text)
            finally:
                work.journal.close()
        yield result


def _roomy_folder() -> str | None:
    """Where as much as a whole export can be: `/tmp` is memory on some systems."""
    is_told = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return "/var/tmp" if not is_told and os.access("/var/tmp", os.W_OK | os.X_OK) else None  # noqa: S108


@contextmanager
def _workspace(options: ImportOptions) -> Iterator[Path]:
    """An empty folder on the file system of the newsroom, which is gone at the end; a dry run has another."""
    if options.dry_run:
        with tempfile.TemporaryDirectory(prefix="newsgen-", dir=_roomy_folder()) as temporary:
            yield Path(temporary)
        return
    folder = options.state / "import"
    try:
        with locked(options.state):
            try:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                inside = Path(tempfile.mkdtemp(dir=folder))
            except OSError as error:
                raise OutputError(Problem(str(folder), 0, 0, f"can't be made: {error.strerror}")) from error
            try:
                yield inside
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        for made in (options.state, options.newsroom):
            with suppress(OSError):
                made.rmdir()  # only if nothing is in it


def _source_options(options: ImportOptions, workspace: Path) -> SourceOptions:
    own = options.config
    return SourceOptions(
        workspace=str(workspace),
        timezone=own.timezone if own and "timezone" in options.written else "",
        language=own.language if own and "language" in options.written else "",
        types=options.types,
        comments=options.comments,
        private=options.private,
        meta=options.meta,
        columns=options.columns,
    )


class _Import:
    """The state of one import."""

    def __init__(
        self,
        options: ImportOptions,
        workspace: Path,
        recognised: Recognised,
        pool: WorkerPool,
        progress: Progress,
    ) -> None:
        self.options = options
        self.workspace = workspace
        self.sources = recognised.sources
        self._unread = recognised.notes
        self.pool = pool
        self.progress = progress
        self.catalog = Catalog(workspace)
        self._left_files: tuple[LeftOut, ...] = ()
        self._has_stories = False
        self._moved: dict[str, str] = {}  # files by those that the same stories had before
        self.journal = Journal(workspace / "journal" if options.dry_run else options.state)

    def run(self, settings_text: Callable[[dict[str, Any]], str]) -> Imported:
        surveys = [source.survey(self.pool, self.progress) for source in self.sources]
        site = joined([*(one.site for one in surveys), SiteFacts(notes=self._unread)])
        days = self._days(site)
        self.catalog.fill((days.of(one.headers) for one in surveys), self.pool.check_interrupt)
        config, settings = self._settings(site)
        hosts = self.catalog.hosts(site.url, str(site.settings.get("base_url", "")), *self._own_urls(config))
        planner = self._planner(config, self._former(config))
        lists = planned(site.lists, config, planner, self.catalog)
        addresses = self._write_plan(planner, lists, surveys, site, config)
        del planner
        release_memory()
        if not self._has_stories:
            self.options = msgspec.structs.replace(self.options, dry_run=True)
            self.journal = Journal(self.workspace / "journal")
        originals = self._originals(self._old_url(site, hosts), surveys)
        work = self._begin(config, hosts, site, days)
        terms = self._write_stories(work)
        self._take_away_moved()
        settings, notes = answered(settings, SiteLinks(self.workspace, hosts, self._old_url(site, hosts)))
        files, kept = self._write_others(config, settings, lists, terms, addresses, settings_text)
        brought = self._bring(originals, surveys)
        self.journal.end()
        return Imported(
            sources=tuple(Sourced(one.name, tuple(one.files)) for one in self.sources),
            site=msgspec.structs.replace(site, notes=(*site.notes, *notes)),
            settings=settings,
            to_set=differing(settings, config, settings) if self.options.config else {},
            totals=counted(self._outcomes()),
            has_stories=self._has_stories,
            files=files,
            kept=kept,
            hosts=hosts,
            media=brought,
            outcomes=self._outcomes,
            previews=self._previews,
        )

    # planning

    def _days(self, site: SiteFacts) -> Days:
        config = self.options.config or usable(site.settings)[0]
        return Days(config.timezone, self.options.since, self.options.until)

    def _settings(self, site: SiteFacts) -> tuple[Config, dict[str, Any]]:
        """The settings that count, and those that fit the archive."""
        config, settings = usable(site.settings)
        if words := free_words(self.catalog, config):
            config, settings = usable({**settings, "paths": {**settings.get("paths", {}), **words}})
        settings |= with_permalink(self.catalog, config, self._planner(config))
        fitting, settings = usable(settings)
        return self.options.config or fitting, settings

    def _planner(self, config: Config, former: FormerFiles | None = None) -> Planner:
        return Planner(
            self.catalog,
            config,
            self.workspace,
            folder=self.options.folder,
            private=self.options.private,
            former=former,
            force=self.options.force,
        )

    def _former(self, config: Config) -> FormerFiles | None:
        """The files of former imports, if there were any."""
        options = self.options
        addresses = options.newsroom / ADDRESSES
        if not addresses.exists():
            return None
        journal = Journal(options.state)
        journal.read()
        journal.take_over()
        contested = self.catalog.contested
        return FormerFiles(options.content, addresses, journal.owned, config, self.workspace, contested)

    def _own_urls(self, config: Config) -> tuple[str, ...]:
        return (config.base_url, *config.former_urls) if self.options.config else ()

    def _write_plan(
        self,
        planner: Planner,
        lists: list[ListPlan],
        surveys: Sequence[Survey],
        site: SiteFacts,
        config: Config,
    ) -> Path:
        """Write what workers look up, and the table of old addresses; return the file of that table."""
        urls = Urls(config)
        table = self.workspace / ADDRESSES
        with (
            RecordWriter(self.workspace / "addresses") as writer,
            table.open("w", encoding="utf-8") as stream,
        ):
            targets = self._targets(planner, writer, csv.writer(stream, lineterminator="\n"), urls)
            others = chain(
                list_targets(lists, self.catalog, writer, urls), site_targets(site, config, writer)
            )
            write_table(self.workspace / "targets.npy", chain(targets, others))
            write_table(self.workspace / "attachments.npy", _numbered(surveys, writer))
        write_table(self.workspace / "media.npy", ((hash64(one.url), 0) for one in _media(surveys)))
        return table

    def _targets(
        self, planner: Planner, writer: RecordWriter, table: Any, urls: Urls
    ) -> Iterator[tuple[int, int]]:
        for number, (entry, olds) in enumerate(planner.write()):
            self._has_stories |= not entry.left
            if entry.left or entry.is_draft:
                continue
            if entry.former:
                self._moved[entry.former] = entry.path
            offset = writer.add("/" + urls.behind_root(entry.address))
            yield from ((key, offset) for key in self.catalog.keys_of(number))
            table.writerows((as_asked(old, urls), entry.path) for old in olds)

    # writing

    def _begin(self, config: Config, hosts: frozenset[str], site: SiteFacts, days: Days) -> Path:
        """Open the journal, and write down what workers have to know."""
        if not self.options.dry_run:
            self.journal.read()
        goes_on = self.options.resume and not self.options.dry_run
        if self.options.dry_run:
            owned = Journal(self.options.state)
            owned.read()
            owned.take_over()
            self.journal.owned = owned.owned
        goes_on = self.journal.begin(self._run_key(config), resume=goes_on)
        write_table(self.workspace / "owned.npy", owned_keys(self.journal.owned))
        work = Work(
            workspace=str(self.workspace),
            content=str(self.options.content),
            journal=str(self.options.state),
            site=Site(
                url=self._old_url(site, hosts),
                hosts=hosts,
                timezone=config.timezone,
                language=config.language,
                comments=self.options.comments,
            ),
            days=days,
            stories=len(self.catalog),
            dry_run=self.options.dry_run,
            force=self.options.force,
            goes_on=goes_on,
        )
        file = self.workspace / "work"
        file.write_bytes(msgspec.msgpack.encode(work))
        if not self.options.dry_run:
            self.options.content.mkdir(parents=True, exist_ok=True)
        return file

    def _run_key(self, config: Config) -> str:
        """What two runs have in common that write the same files."""
        options = self.options
        inside = str(self.workspace)  # what was taken out of an archive is known by the archive
        unpacked = [file for source in self.sources for file in source.files if not file.startswith(inside)]
        files = [(file, *_stamp(file)) for file in (*map(str, options.sources), *unpacked)]
        decided = (options.folder, options.since, options.until, options.types, options.comments)
        told = (files, decided, options.private, options.meta, options.columns, options.force, config)
        identities = hash64(self.catalog.identities.tobytes())
        return digest_of(msgspec.json.encode([*map(repr, told), identities]))

    def _write_stories(self, work: Path) -> dict[str, set[str]]:
        """Write all stories, and return the slugs of the lists that they are in."""
        terms: dict[str, set[str]] = {}
        for batch in self.journal.batches():
            _join(terms, batch.terms)
        desk: Desk | None = None
        seen: set[str] = set()
        done = 0
        for result in self._results(work):
            batch = result.batch
            if result.twice:
                desk = desk or Desk(msgspec.msgpack.decode(work.read_bytes(), type=Work))
                batch = _once(result, seen, desk)
            self.journal.add(batch)
            _join(terms, batch.terms)
            done += len(batch.outcomes)
            self.progress(_STAGE, min(done, len(self.catalog)), len(self.catalog))
        return terms

    def _take_away_moved(self) -> None:
        """Delete the former files of stories that have another one now, unless they were edited."""
        if not self._moved or self.options.dry_run:
            return
        written = {one.path for batch in self.journal.batches() for one in batch.outcomes if one.path}
        for former, path in self._moved.items():
            file = self.options.content / former
            if path not in written or former in written or file.is_symlink() or not file.is_file():
                continue
            is_own = digest_of(file.read_bytes()) in self.journal.owned.get(former, "").split()
            if is_own or self.options.force:
                file.unlink()

    def _results(self, work: Path) -> Iterator[Result]:
        units = (Numbered(unit, place) for place, one in enumerate(self.sources) for unit in one.units())
        rest = islice(units, self.journal.units, None)
        write = partial(write_batch, str(work))
        if self.pool.is_worth_sharing(len(self.catalog)):
            yield from self.pool.map_batches(write, rest, batch_size=1, min_shared=2)
            return
        for unit in rest:
            self.pool.check_interrupt()
            yield write([unit])

    def _write_others(
        self,
        config: Config,
        settings: dict[str, Any],
        lists: list[ListPlan],
        terms: dict[str, set[str]],
        addresses: Path,
        settings_text: Callable[[dict[str, Any]], str],
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Write the files of lists, and those beside `content/`; return what they are for."""
        work = msgspec.msgpack.decode((self.workspace / "work").read_bytes(), type=Work)
        links = SiteLinks(self.workspace, work.site.hosts, work.site.url)

        def markdown(text: str) -> str:
            return convert(text, Format.HTML, links, base="").markdown

        table = Table(self.workspace / "owned.npy")
        options = self.options
        folder = Folder(options.content, table, self.workspace, goes_on=True, force=options.force)
        written: dict[str, str] = {}
        kept: list[str] = []
        rows: list[tuple[str, str]] = []
        urls = Urls(config)
        for document, one in _documents(lists, terms, markdown):
            rows += [
                (as_asked(old, urls), document.path) for old in filter(None, (one.permalink, *one.aliases))
            ]
            self._write_document(folder, document, written, kept)
        if not options.dry_run:
            self._write_beside(addresses, rows, settings_text(settings), written)
        return written, tuple(kept)

    def _write_document(
        self, folder: Folder, document: Document, written: dict[str, str], kept: list[str]
    ) -> None:
        data = write_document(document).encode()
        fate, _ = folder.fate(document.path, data)
        if fate is Fate.KEPT:
            kept.append(document.path)
            return
        if not self.options.dry_run:
            self.journal.own(document.path, digest_of(data))
            folder.write(document.path, data)
        written[f"content/{document.path.partition('/')[0]}/"] = "names, texts and old addresses of lists"

    def _write_beside(
        self, addresses: Path, rows: list[tuple[str, str]], settings: str, written: dict[str, str]
    ) -> None:
        """Write the settings, unless there are any, and the table of old addresses."""
        newsroom = self.options.newsroom
        if self.options.config is None and _write_new(newsroom / "newsgen.yaml", settings):
            written["newsgen.yaml"] = "the settings"
        if _write_new(newsroom / ".gitignore", _GITIGNORE):
            written[".gitignore"] = "what newsgen makes anew at any time"
        write_addresses(newsroom / ADDRESSES, addresses, rows)
        written[ADDRESSES] = "the old addresses, each with its file"

    # files of the old site

    def _old_url(self, site: SiteFacts, hosts: frozenset[str]) -> str:
        """Where the old site was."""
        return site.url or f"https://{min(hosts, default='site.invalid')}/"

    def _originals(self, url: str, surveys: Sequence[Survey]) -> Originals:
        """Where files of the old site belong; workers read it, too."""
        folder, uploads = self.options.uploads, None
        if folder:
            try:
                sample = (unquote(urlsplit(one.url).path).lstrip("/") for one in _media(surveys))
                uploads = Uploads.known_by(folder, sample)
            except OSError as error:
                message = f"can't be read: {error.strerror}"
                raise ConfigError(Problem(str(folder), 0, 0, message)) from None
        originals = Originals(url, _media(surveys), uploads)
        (self.workspace / "originals").write_bytes(pickle.dumps(originals))
        return originals

    def _bring(self, originals: Originals, surveys: Sequence[Survey]) -> MediaResult:
        """Copy the files of the old site that are on this machine, and list the others."""
        options = self.options
        place = MediaFolders(project=options.newsroom, content=options.content, workspace=self.workspace)
        copied = 0
        if have_files(self.sources) and not options.dry_run:
            urls = self._file_urls(surveys)
            copied = copy_saved(urls, self.sources, originals, options.content, self.workspace)
        try:
            found = bring(self._file_urls(surveys), originals, place, self.progress, dry_run=options.dry_run)
        except OSError as error:
            raise OutputError(Problem(str(options.content), 0, 0, f"can't be written: {error}")) from error
        there = max(0, found.there - copied)
        self._left_files = found.left
        return msgspec.structs.replace(found, copied=found.copied + copied, there=there)

    def _file_urls(self, surveys: Sequence[Survey]) -> Iterator[str]:
        """The old addresses of the files that the sources name, and of those that stories show."""
        yield from (one.url for one in _media(surveys))
        yield from (url for batch in self.journal.batches() for one in batch.outcomes for url in one.media)

    # what is told

    def _outcomes(self) -> Iterator[Outcome]:
        for batch in self.journal.batches():
            yield from batch.outcomes
        yield from map(left_out, self._left_files)

    def _previews(self) -> Iterator[Preview]:
        for batch in self.journal.batches():
            yield from batch.previews


def _documents(
    lists: list[ListPlan],
    terms: dict[str, set[str]],
    markdown: Callable[[str], str],
) -> Iterator[tuple[Document, ListPlan]]:
    for one in lists:
        for document in documents([one], terms, markdown):
            yield document, one


def _once(result: Result, seen: set[str], desk: Desk) -> Batch:
    """Of stories that came in twice, write the first; the others are left out."""
    outcomes = list(result.batch.outcomes)
    for place, data in result.twice.items():
        outcome = outcomes[place]
        if outcome.path in seen:
            outcomes[place] = msgspec.structs.replace(
                outcome, fate=Fate.LEFT_OUT, path="", digest="", kind="same-story", reason="came in before",
                tally=type(outcome.tally)(), notes=(), quarantined=(), media=(), unsure=(),
            )  # fmt: skip
            continue
        seen.add(outcome.path)
        if outcome.fate in (Fate.WRITTEN, Fate.UPDATED):
            desk.put({outcome.path: data})
    return msgspec.structs.replace(result.batch, outcomes=tuple(outcomes))


def _media(surveys: Sequence[Survey]) -> Iterator[Media]:
    return (one for survey in surveys for one in survey.media)


def _numbered(surveys: Sequence[Survey], writer: RecordWriter) -> Iterator[tuple[int, int]]:
    return ((hash64(one.number), writer.add(one.url)) for one in _media(surveys) if one.number)


def _join(terms: dict[str, set[str]], more: dict[str, list[str]]) -> None:
    for kind, slugs in more.items():
        terms.setdefault(kind, set()).update(slugs)


def _stamp(file: str) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116 - also of a folder
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _write_new(file: Path, text: str) -> bool:
    """Write a file unless there is one; whether it was written."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True
