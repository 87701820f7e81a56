"""The site as it is now, for a preview: refreshed by what changed, and asked for one address at a time."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import msgspec

from newsgen import clock, config
from newsgen.config import Config
from newsgen.errors import ConfigError, ContentError, NewsgenError, OutputError, Problem
from newsgen.index.database import DamagedStateError, Database
from newsgen.index.flaws import flaws_of
from newsgen.index.indexing import Index, is_settled
from newsgen.index.listing import Listing, list_files
from newsgen.index.order import Order
from newsgen.index.scan import Scan, forget_outdated
from newsgen.index.view import View
from newsgen.pages.article import ArticlePage
from newsgen.pages.kind import Owner
from newsgen.pages.single import LATEST, NOT_FOUND
from newsgen.pages.values import FilePage, Page, TextPage
from newsgen.preview import answers
from newsgen.preview.answers import Answer, Change, News, Notes, styles
from newsgen.preview.badges import badges, stories
from newsgen.preview.changes import SETTINGS, ProjectChanges, classify
from newsgen.preview.diagnostics import Diagnostic, diagnostics, problems_of, unexpected
from newsgen.preview.rendering import RenderingError, RenderProcess
from newsgen.preview.unreadable import UnreadableFiles
from newsgen.publishing.options import SessionOptions
from newsgen.publishing.project import Project, settle
from newsgen.publishing.site import RenderedSite
from newsgen.related.why import explain
from newsgen.workers import WorkerPool

R = TypeVar("R")

Progress = Callable[[str, int, int], None]

_HINT = "simplify the text or the template; all other pages go on to work"
_MOST_ANSWERS = 512
_FEW = 64  # files that changed: their related stories are worked out once the site is there


class _Refreshed(msgspec.Struct, frozen=True):
    """The database after a refresh, opened for reading; `is_unsettled` asks for `settle`."""

    database: Database
    scan: Scan
    index: Index
    is_unsettled: bool


def _generation(database: Database) -> bytes:
    return database.values.get("generation")


class PreviewSite:
    """Holds the state and the site of one project; for one thread, as SQLite wants it."""

    def __init__(self, project: Path, *, drafts: bool = False, future: bool = False) -> None:
        self.project = project.resolve()
        self.drafts = drafts
        self.future = future
        self._index_until = 0  # when time alone changes the index, microseconds since 1970
        self.unsettled = False  # whether related stories are still those of before
        self._config: Config | None = None
        self._site: RenderedSite | None = None
        self._database: Database | None = None
        self._answers: dict[str, Answer] = {}
        self._unreadable = UnreadableFiles()
        self._unfit: tuple[Problem, ...] = ()  # articles that don't fit together
        self._pictures: tuple[Problem, ...] = ()  # those that can't be shown
        self._unusable: tuple[Problem, ...] = ()  # settings
        self._failures: dict[
            str, tuple[Problem, ...]
        ] = {}  # by what failed unexpectedly: `refresh` or `settle`
        self._missed: frozenset[Path] | None = frozenset()  # what refreshes that failed did not get to
        self.process = RenderProcess()
        self._slow: dict[str, object] = {}  # by address: what could not be rendered in time

    def close(self) -> None:
        self.process.close()
        self._close_database()

    def _close_database(self) -> None:
        if self._database is not None:
            self._database.close()

    @property
    def site(self) -> RenderedSite:
        assert self._site is not None, "refresh comes first"
        return self._site

    # what changed

    def refresh(
        self,
        paths: Iterable[Path] | None = None,
        progress: Progress | None = None,
        listing: Listing | None = None,
    ) -> Change:
        """Bring the site up to these files, or to all. What can't be read is in the `problems`.

        Where all of `content/` has to be looked at, `listing` is one that was made already.

        After a few changes, what takes longer than an editor should wait for is left to `settle`.

        If something unexpected fails, that is a problem too: the site stays as it was, and the next refresh
        looks at these files again.

        Raises:
            ConfigError: the settings can't be used, and there is no site yet.
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        missed, before, media = self._missed, self._site, tuple[str, ...]()
        self._missed = looked_at = None if paths is None or missed is None else missed.union(paths)
        with self._surviving("refresh", looked_at or ()):
            changed = classify(self.project, looked_at, listing)
            media = self._refreshed(changed, progress or (lambda stage, done, all_: None))
            self._missed = frozenset()
        return Change(fresh=before is not self._site, media=media, problems=self.problems())

    @contextmanager
    def _surviving(self, work: str, paths: Collection[Path] = ()) -> Iterator[None]:
        """Turn an error into a problem, if there is a site, and unless the state can't be used now."""
        try:
            yield
        except Exception as error:
            if self._site is None or isinstance(error, OutputError | MemoryError):
                raise
            self.unsettled = False  # the next change tries again
            named = [path.relative_to(self.project).as_posix() for path in paths]
            only = named[0].removeprefix("content/") if len(named) == 1 else "newsgen"
            bug = (unexpected(only, f"`{work}` failed", error),)
            self._failures[work] = problems_of(error) if isinstance(error, NewsgenError) else bug
        else:
            self._failures.pop(work, None)

    @property
    def has_failed(self) -> bool:
        """Whether the last refresh failed, so that nothing but another change is worth a new one."""
        return "refresh" in self._failures

    def _refreshed(self, changed: ProjectChanges, progress: Progress) -> tuple[str, ...]:
        """Bring the site up to what changed; returns the media that did."""
        settings = self._settings(changed)
        view = View(now=clock.now(), drafts=self.drafts, future=self.future)
        before, media = self._site, tuple[str, ...]()
        still = before is not None and before.snapshot.view.now <= view.now < self.until
        if changed.content != ():
            self._answers.clear()  # even of a file that is as it was: a page may have been made in between
        if changed.content != () or not still:
            media = self._read(changed, settings, view, progress)
        elif before is not None and changed.theme:
            known = before.snapshot
            site = self._renewed(known.database, settings, view, known.index_order, new_theme=True)
            self._take(known.database, site)
        return media

    @property
    def until(self) -> int:
        """When time alone will change the site: microseconds since 1970."""
        return min(self._index_until, self._site.registry.until) if self._site else self._index_until

    def _holds(self, view: View) -> bool:
        """Whether all pages are as they were, but for what the index says."""
        site = self._site
        return site is not None and site.snapshot.view.now <= view.now < site.registry.until

    def settle(self) -> Change:
        """Do what a refresh has left: find the stories related now, and pictures that can't be shown.

        Raises:
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        before, media = self.site, tuple[str, ...]()
        with self._surviving("settle"):
            while not is_settled(self.site.snapshot.database) and not self._related():
                changed = classify(self.project, None)  # another newsgen was at work since
                media += self._refreshed(changed, lambda stage, done, all_: None)
            self.unsettled = False
            self._pictures = tuple(self.site.problems())
        return Change(fresh=before is not self.site, media=media, problems=self.problems())

    def _related(self) -> bool:
        """Work out what is left, unless another newsgen has changed the database."""
        assert self._database is not None
        assert self._config is not None
        known, snapshot = _generation(self._database), self.site.snapshot
        try:
            with Database(self._database.path) as writing:
                if _generation(writing) != known:
                    return False
                order = settle(writing, self._config, snapshot.index_order)
                writing.commit()
                database = Database(self._database.path).reading()
        except DamagedStateError:
            return False
        if _generation(database) == known:
            database.close()
        else:
            self._take(database, self._renewed(database, self._config, snapshot.view, order, new_theme=False))
        return True

    def _settings(self, changed: ProjectChanges) -> Config:
        """The settings as they are now; with a mistake in them, the last that could be used."""
        if self._config is not None and not changed.settings:
            return self._config
        self._unusable = ()
        try:
            return config.load(self.project / SETTINGS)
        except ConfigError as error:
            if self._config is None:
                raise
            self._unusable = problems_of(error)
            return self._config

    def _read(
        self, changed: ProjectChanges, settings: Config, view: View, progress: Progress
    ) -> tuple[str, ...]:
        """Bring the database up to the files and the site up to the database; the media that changed."""
        try:
            refreshed = self._refresh(changed, settings, view, progress)
        except DamagedStateError:
            refreshed = self._refresh(ProjectChanges(None), settings, view, progress)
        database, scan, index = refreshed.database, refreshed.scan, refreshed.index
        self._unfit = index.problems
        still = self._database is not None and _generation(self._database) == _generation(database)
        new_theme = changed.theme or self._config != settings
        if still and self._holds(view) and not (scan.changed or scan.gone or new_theme):
            database.close()
            return ()
        self._take(database, self._renewed(database, settings, view, index.order, new_theme=new_theme))
        self._config, self.unsettled = settings, refreshed.is_unsettled
        if not self.unsettled:
            self._pictures = tuple(self.site.problems())
        media = [path for path in scan.changed if database.files.has_media(path)]
        return tuple(settings.root + quote(path) for path in (*media, *scan.gone))

    def _take(self, database: Database, site: RenderedSite) -> None:
        """Answer from another site, over this database."""
        if database is not self._database:
            self._close_database()
        if self._site is None or site.theme is not self._site.theme:
            self._slow.clear()
        self._database, self._site = database, site
        self._answers.clear()

    def _refresh(
        self, changed: ProjectChanges, settings: Config, view: View, progress: Progress
    ) -> _Refreshed:
        """Bring the database up to the files."""
        options = SessionOptions(project=self.project, view=view)
        with Database(options.state_file) as database, WorkerPool() as pool:
            project = Project(options, settings, database, pool)
            order = self._order(database)
            paths = changed.content
            if forget_outdated(database, settings):
                order = paths = None
            self._scan(project, paths, changed.listing, progress)
            self._unreadable.update(project.scan, paths, partial(self._url, database))
            is_first = not database.values.get("generation")
            is_few = not is_first and len(project.scan.changed) + len(project.scan.gone) <= _FEW
            is_unsettled = is_few or paths is not None
            project.update_index(order)
            if not is_unsettled:
                project.settle()
            self._index_until = project.index.until
            database.commit()
            reading = Database(options.state_file).reading()
            return _Refreshed(reading, project.scan, project.index, is_unsettled)

    def _scan(
        self, project: Project, paths: tuple[str, ...] | None, listing: Listing | None, progress: Progress
    ) -> None:
        if paths is not None:
            project.scan_paths(paths)
            return
        try:
            project.scan_all(listing or list_files(project.options.content), progress)
        except ContentError as error:  # a folder can't be read: what is known stays
            project.scan = Scan((), (), problems_of(error))

    def _order(self, database: Database) -> Order | None:
        """The order of articles that is at hand, if the database has seen no other update since."""
        if self._database is None or _generation(self._database) != _generation(database):
            return None
        return self.site.snapshot.index_order

    def _url(self, database: Database, path: str) -> str | None:
        """The address of what a file held until now: as it is shown, or as another newsgen has noted it."""
        for known in filter(None, (self._database, database)):
            if url := known.articles.url_of(path):
                return url
        pages = self._site.snapshot.static_pages.values() if self._site else ()
        found = next((page.record for page in pages if page.path == path), None)
        return self._site.snapshot.page_url(found) if self._site and found else None

    def _renewed(
        self, database: Database, settings: Config, view: View, order: Order | None, *, new_theme: bool
    ) -> RenderedSite:
        """A site over a database; unless it changed, with the theme that is compiled already."""
        theme = None if new_theme or self._site is None else self._site.theme
        return RenderedSite(self.project, settings, database, view, order, theme)

    def problems(self) -> tuple[Problem, ...]:
        """All that is known to be wrong, but for what pages say when they are made."""
        failures = chain.from_iterable(self._failures.values())
        return tuple(sorted({*self._unusable, *self._unfit, *self._pictures, *self._unreadable, *failures}))

    # what is there

    def answer(self, path: str) -> Answer:
        """What a percent-encoded path is answered with; whatever is asked, there is an answer."""
        if path not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[path] = self._answer(path)
        return self._answers[path]

    def moved(self, url: str) -> Answer | None:
        """What the host would answer for an address with a query, before it looks at its files."""
        return answers.moved(self.site, url) if self.site.snapshot.redirects.is_server else None

    def _answer(self, path: str) -> Answer:
        return self._told(path, partial(self._answer_of, path), self._broken)

    def _told(
        self,
        path: str,
        work: Callable[[int | None], R],
        otherwise: Callable[[tuple[Problem, ...]], R],
    ) -> R:
        """What `work` makes of the key of the page at a path; `otherwise` is told of all that goes wrong."""
        key = None
        try:
            key = answers.find(self.site, path)
            return work(key)
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            return otherwise(self._blamed(error, key))

    def _answer_of(self, path: str, key: int | None) -> Answer:
        if key is not None:
            return answers.of_page(self.site, self.site.registry.page(key), self._render)
        if lost := self._unreadable.path_at(path):
            return self._broken(tuple(self._unreadable.by_path[lost]))
        if moved := answers.moved(self.site, path):
            return moved
        if onward := answers.onward(self.site, path):
            return answers.plain(b"", type="text/plain; charset=utf-8", status=302, location=onward)
        missing = self.site.registry.page_at(self._own(NOT_FOUND))
        assert missing is not None
        return answers.whole_page(self._render(missing), styles(self.site), status=404)

    def _render(self, page: Page) -> bytes:
        """The bytes of a page; one that took too long is not tried again until it or the theme changes."""
        limit = f"it takes longer than {self.process.limit:g} seconds"
        seen = page.digest if isinstance(page, TextPage) and page.path else page
        if self._slow.get(page.url) == seen:
            raise RenderingError(limit)
        try:
            return self.process.render(self.site, page)
        except TimeoutError:
            self._slow[page.url] = seen
            raise RenderingError(limit) from None

    def _blamed(self, error: Exception, key: int | None) -> tuple[Problem, ...]:
        """An error as problems: one that nobody expected names the file whose page could not be made."""
        if isinstance(error, NewsgenError):
            return problems_of(error)
        owner = Owner(what="the page")
        with suppress(Exception):  # what broke the page may break this too
            owner = next((claim.owner for claim in self.site.registry.claims(filter(None, [key]))), owner)
        what = f"{owner.what or 'the page'} can't be made"
        if isinstance(error, RenderingError):
            return (Problem(owner.path or "newsgen", 0, 0, f"{what}: {error}", _HINT),)
        return (unexpected(owner.path or "newsgen", what, error),)

    def _own(self, name: str) -> str:
        """The address of a single page."""
        return self.site.snapshot.urls.file(name)

    def _broken(self, problems: tuple[Problem, ...]) -> Answer:
        return answers.broken(problems, diagnostics(problems, self.project, self.site.theme.folders))

    def news(self, path: str) -> News:
        """What the page open at a path compares itself with."""
        now = self.answer(path)
        frozen = self.site.config.latest == "frozen"
        latest = self.answer(self._own(LATEST)).look if frozen else ""
        return News(now.look, bool(now.problems), styles(self.site), latest)

    # what the editor should know

    def notes(self, path: str) -> Notes:
        """Source, badges and warnings of the page at a path, and what is wrong."""
        own = set(self.answer(path).problems)
        if own:
            return self._notes("", own, _named(self._unreadable.path_at(path) or ""))
        return self._told(path, self._notes_of, partial(self._notes, ""))

    def _notes(self, path: str, own: Iterable[Problem], source: str = "") -> Notes:
        """What is wrong with the page that is made from the file at a path, and what elsewhere.

        A problem of no page that there is or was is one of all pages.
        """
        elsewhere = {p for p in self._unreadable if p.path in self._unreadable.addressed}
        elsewhere |= {p for p in self._pictures if p.path != path}
        here = {*own, *(p for p in self.problems() if p not in elsewhere)}
        return Notes(overlay=self._shown(here), others=self._shown(elsewhere - here), source=source)

    def _notes_of(self, key: int | None) -> Notes:
        if key is None:
            return self._notes("", ())
        snapshot = self.site.snapshot
        snapshot.warnings.clear()
        page = self.site.registry.page(key)
        source = "" if isinstance(page, FilePage) else getattr(page, "path", "")
        related = tuple(card.url for card in page.related) if isinstance(page, ArticlePage) else ()
        known = msgspec.structs.replace(self._notes(source, ()), stories=self._stories(page), related=related)
        file = snapshot.database.files.at(source)
        if file is None:
            return known
        record = file.unpacked
        warnings = {warning for warning in snapshot.warnings if warning.path == source}
        warnings |= set(snapshot.database.articles.problems(file.id))
        warnings |= set(flaws_of(file, snapshot.database.files, snapshot.content, snapshot.config.zone))
        return msgspec.structs.replace(
            known,
            source=_named(source),
            badges=badges(record.record, snapshot.view.now) if record else (),
            warnings=self._shown({*warnings, *(record.warnings if record else ())}),
        )

    def why(self, path: str, other: str) -> tuple[str, ...]:
        """The lines that say why the story at one address is related to that at another."""
        if self.unsettled:
            return ("Related stories are being worked out: ask again in a moment.",)
        return self._told(path, partial(self._why, other), lambda problems: tuple(map(str, problems)))

    def _why(self, other: str, key: int | None) -> tuple[str, ...]:
        snapshot = self.site.snapshot
        page, found = self.site.registry.page(key) if key else None, snapshot.database.articles.at_url(other)
        if found is None or not isinstance(page, ArticlePage):
            return ("There is no such story.",)
        zone = snapshot.config.zone
        return tuple(explain(snapshot.database, snapshot.content, zone, page.path, found.path))

    def _stories(self, page: Page) -> dict[str, tuple[str, ...]]:
        return dict(stories(self.site.snapshot, page))

    def _shown(self, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
        return diagnostics(problems, self.project, self.site.theme.folders)


def _named(path: str) -> str:
    return f"content/{path}" if path else ""
