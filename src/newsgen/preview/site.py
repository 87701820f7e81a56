"""The site as it is now, for a preview: refreshed by what changed, and asked for one address at a time."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec

from newsgen import clock, config
from newsgen.config import Config
from newsgen.errors import ConfigError, ContentError, NewsgenError, Problem
from newsgen.index.database import DamagedStateError, Database
from newsgen.index.indexing import Index, is_settled
from newsgen.index.listing import Listing, list_files
from newsgen.index.order import Order
from newsgen.index.scan import Scan, forget_outdated
from newsgen.index.view import View
from newsgen.pages.single import LATEST, NOT_FOUND
from newsgen.pages.values import FilePage, Page
from newsgen.preview import answers
from newsgen.preview.answers import Answer, Change, News, Notes, styles
from newsgen.preview.badges import badges, stories
from newsgen.preview.changes import SETTINGS, ProjectChanges, classify
from newsgen.preview.diagnostics import Diagnostic, diagnostics, problems_of
from newsgen.preview.unreadable import UnreadableFiles
from newsgen.publishing.options import SessionOptions
from newsgen.publishing.project import Project, settle
from newsgen.publishing.site import RenderedSite
from newsgen.workers import WorkerPool

Progress = Callable[[str, int, int], None]

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
        self.until = 0  # when time alone changes the site, microseconds since 1970
        self.unsettled = False  # whether related stories are still those of before
        self._config: Config | None = None
        self._site: RenderedSite | None = None
        self._database: Database | None = None
        self._answers: dict[str, Answer] = {}
        self._unreadable = UnreadableFiles()
        self._unfit: tuple[Problem, ...] = ()  # articles that don't fit together
        self._pictures: tuple[Problem, ...] = ()  # those that can't be shown
        self._unusable: tuple[Problem, ...] = ()  # settings

    def close(self) -> None:
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

        Raises:
            ConfigError: the settings can't be used, and there is no site yet.
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        changed = classify(self.project, paths, listing)
        settings = self._settings(changed)
        view = View(now=clock.now(), drafts=self.drafts, future=self.future)
        before, media = self._site, tuple[str, ...]()
        still = before is not None and before.snapshot.view.now <= view.now < self.until
        if changed.content != () or not still:
            media = self._read(changed, settings, view, progress or (lambda stage, done, all_: None))
        elif before is not None and changed.theme:
            known = before.snapshot
            site = self._renewed(known.database, settings, view, known.order, new_theme=True)
            self._take(known.database, site)
        return Change(fresh=before is not self._site, media=media, problems=self.problems())

    def settle(self) -> Change:
        """Do what a refresh has left: find the stories related now, and pictures that can't be shown.

        Raises:
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        before, media = self.site, tuple[str, ...]()
        while not is_settled(self.site.snapshot.database) and not self._related():
            media += self.refresh().media  # another newsgen was at work since
        self.unsettled = False
        self._pictures = tuple(self.site.picture_problems())
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
                order = settle(writing, self._config, snapshot.order)
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
        if still and not (scan.changed or scan.gone or new_theme):
            database.close()
            return ()
        self._take(database, self._renewed(database, settings, view, index.order, new_theme=new_theme))
        self._config, self.unsettled = settings, refreshed.is_unsettled
        if not self.unsettled:
            self._pictures = tuple(self.site.picture_problems())
        media = [path for path in scan.changed if database.files.has_media(path)]
        return tuple(settings.root + quote(path) for path in (*media, *scan.gone))

    def _take(self, database: Database, site: RenderedSite) -> None:
        """Answer from another site, over this database."""
        if database is not self._database:
            self.close()
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
            self._unreadable.update(project.scan.problems, paths, partial(self._url, database))
            is_first = not database.values.get("generation")
            is_few = not is_first and len(project.scan.changed) + len(project.scan.gone) <= _FEW
            is_unsettled = is_few or paths is not None
            project.update_index(order)
            if not is_unsettled:
                project.settle()
            self.until = project.index.until
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
        return self.site.snapshot.order

    def _url(self, database: Database, path: str) -> str | None:
        """The address of what a file held until now."""
        if url := database.articles.url_of(path):
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
        return tuple(sorted({*self._unusable, *self._unfit, *self._pictures, *self._unreadable}))

    # what is there

    def answer(self, path: str) -> Answer:
        """What a percent-encoded path is answered with; whatever is asked, there is an answer."""
        if path not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[path] = self._answer(path)
        return self._answers[path]

    def _answer(self, path: str) -> Answer:
        try:
            found = answers.find(self.site, path)
            if found is None and (lost := self._unreadable.path_at(path)):
                return self._broken(tuple(self._unreadable.by_path[lost]))
            if found is None and (onward := answers.onward(self.site, path)):
                return answers.plain(b"", type="text/plain; charset=utf-8", status=302, location=onward)
            if found is None:
                missing = self.site.registry.page_at(self._own(NOT_FOUND))
                assert missing is not None
                return answers.whole_page(self.site.render(missing), styles(self.site), status=404)
            return answers.of_page(self.site, found)
        except NewsgenError as error:
            return self._broken(problems_of(error))

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
        own = self.answer(path).problems
        lost = self._unreadable.addressed
        everywhere = {p for p in self.problems() if p.path not in lost}
        others = {p for p in self.problems() if p.path in lost} - set(own)
        known = Notes(overlay=self._shown({*own, *everywhere}), others=self._shown(others))
        if own:
            return msgspec.structs.replace(known, source=_named(self._unreadable.path_at(path) or ""))
        snapshot = self.site.snapshot
        snapshot.warnings.clear()
        page = answers.find(self.site, path)
        if page is None:
            return known
        source = "" if isinstance(page, FilePage) else getattr(page, "path", "")
        file = snapshot.database.files.at(source)
        if file is None:
            return msgspec.structs.replace(known, stories=self._stories(page))
        record = file.unpacked
        warnings = {warning for warning in snapshot.warnings if warning.path == source}
        warnings |= set(snapshot.database.articles.problems(file.id))
        return msgspec.structs.replace(
            known,
            source=_named(source),
            badges=badges(record.record, snapshot.view.now) if record else (),
            stories=self._stories(page),
            warnings=self._shown({*warnings, *(record.warnings if record else ())}),
        )

    def _stories(self, page: Page) -> dict[str, tuple[str, ...]]:
        return dict(stories(self.site.snapshot, page))

    def _shown(self, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
        return diagnostics(problems, self.project, self.site.theme.folders)


def _named(path: str) -> str:
    return f"content/{path}" if path else ""
