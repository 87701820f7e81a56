"""The site as it is now, for a preview: refreshed by what changed, and asked for one address at a time."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec

from newsgen import clock, config
from newsgen.config import Config
from newsgen.errors import ConfigError, ContentError, NewsgenError, Problem
from newsgen.index import indexing
from newsgen.index.articles import Store
from newsgen.index.database import DamagedState
from newsgen.index.indexing import Index
from newsgen.index.listing import Look, look
from newsgen.index.order import Order
from newsgen.index.rescan import rescan
from newsgen.index.rows import unpack
from newsgen.index.scan import Scan, forget_other_settings, scan
from newsgen.index.view import View
from newsgen.pages import photos
from newsgen.pages.values import FilePage, Page
from newsgen.preview import answers
from newsgen.preview.answers import Answer, Change, News, Notes, styles
from newsgen.preview.badges import badges, stories
from newsgen.preview.changes import SETTINGS, ProjectChanges, classify
from newsgen.preview.diagnostics import Diagnostic, diagnostics, problems_of
from newsgen.preview.unreadable import UnreadableFiles
from newsgen.publishing.site import Site
from newsgen.workers import WorkerPool

Progress = Callable[[str, int, int], None]

_MOST_ANSWERS = 512
_FEW = 64  # files that changed: their related stories are worked out once the site is there


class Preview:
    """Holds the state and the site of one project; for one thread, as SQLite wants it."""

    def __init__(self, project: Path, *, drafts: bool = False, future: bool = False) -> None:
        self.project = project.resolve()
        self.drafts = drafts
        self.future = future
        self.until = 0  # when time alone changes the site, microseconds since 1970
        self.unsettled = False  # whether related stories are still those of before
        self._config: Config | None = None
        self._site: Site | None = None
        self._store: Store | None = None
        self._answers: dict[str, Answer] = {}
        self._unreadable = UnreadableFiles()
        self._unfit: tuple[Problem, ...] = ()  # articles that don't fit together
        self._pictures: tuple[Problem, ...] = ()  # those that can't be shown
        self._unusable: tuple[Problem, ...] = ()  # settings

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    @property
    def site(self) -> Site:
        assert self._site is not None, "refresh comes first"
        return self._site

    # what changed

    def refresh(
        self,
        paths: Iterable[Path] | None = None,
        progress: Progress | None = None,
        seen: Look | None = None,
    ) -> Change:
        """Bring the site up to these files, or to all. What can't be read is in the `problems`.

        Where all of `content/` has to be looked at, `seen` is a look that somebody had already.

        After a few changes, what takes longer than an editor should wait for is left to `settle`.

        Raises:
            ConfigError: the settings can't be used, and there is no site yet.
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        changed = classify(self.project, paths, seen)
        settings = self._settings(changed)
        view = View(now=clock.now(), drafts=self.drafts, future=self.future)
        before, media = self._site, tuple[str, ...]()
        still = before is not None and before.edition.view.now <= view.now < self.until
        if changed.content != () or not still:
            media = self._read(changed, settings, view, progress or (lambda stage, done, all_: None))
        elif before is not None and changed.theme:
            known = before.edition
            self._take(known.store, self._renewed(known.store, settings, view, known.order, new_theme=True))
        return Change(fresh=before is not self._site, media=media, problems=self.problems())

    def settle(self) -> Change:
        """Do what a refresh has left: find the stories related now, and pictures that can't be shown.

        Raises:
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        before, media = self.site, tuple[str, ...]()
        while indexing.waits(self.site.edition.store) and not self._related():
            media += self.refresh().media  # another newsgen was at work since
        self.unsettled = False
        self._pictures = tuple(photos.problems(self.site.edition, self.site.content))
        return Change(fresh=before is not self.site, media=media, problems=self.problems())

    def _related(self) -> bool:
        """Work out what is left, unless another newsgen has changed the state."""
        assert self._store is not None
        assert self._config is not None
        known, edition = self._store.meta("generation"), self.site.edition
        try:
            with Store(self._store.path) as writing:
                if writing.meta("generation") != known:
                    return False
                order = indexing.relate_rest(writing, self._config, edition.order)
                writing.commit()
                store = Store(self._store.path).look()
        except DamagedState:
            return False
        if store.meta("generation") == known:
            store.close()
        else:
            self._take(store, self._renewed(store, self._config, edition.view, order, new_theme=False))
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
        """Bring the state up to the files and the site up to the state; the media that changed."""
        try:
            store, found, indexed, later = self._index(changed, settings, view, progress)
        except DamagedState:
            store, found, indexed, later = self._index(ProjectChanges(None), settings, view, progress)
        self._unfit = indexed.problems
        still = self._store is not None and self._store.meta("generation") == store.meta("generation")
        new_theme = changed.theme or self._config != settings
        if still and not (found.changed or found.gone or new_theme):
            store.close()
            return ()
        self._take(store, self._renewed(store, settings, view, indexed.order, new_theme=new_theme))
        self._config, self.unsettled = settings, later
        if not later:
            self._pictures = tuple(photos.problems(self.site.edition, self.site.content))
        media = [path for path in found.changed if store.has_media(path)]
        return tuple(settings.root + quote(path) for path in (*media, *found.gone))

    def _take(self, store: Store, site: Site) -> None:
        """Answer from another site, over this state."""
        if store is not self._store:
            self.close()
        self._store, self._site = store, site
        self._answers.clear()

    def _index(
        self, changed: ProjectChanges, settings: Config, view: View, progress: Progress
    ) -> tuple[Store, Scan, Index, bool]:
        """A look at the files, written to the state; the state after that, and whether to `settle` it."""
        state = self.project / ".newsgen" / "state.db"
        with Store(state) as store:
            known = self._site is not None and store.meta("settings")
            forget_other_settings(store, settings)
            order = self._order(store) if known == store.meta("settings") else None
            if changed.content is None or known != store.meta("settings"):
                changed = ProjectChanges(None, listing=changed.listing)
                found = self._whole(changed.listing, store, settings, progress)
            else:
                found = rescan(self.project / "content", store, settings, changed.content or ())
            self._unreadable.update(found.broken, changed.content, partial(self._url, store))
            few = store.meta("generation") != b"" and len(found.changed) + len(found.gone) <= _FEW
            later = few or changed.content is not None
            indexed = indexing.update(store, settings, view, found, order, relating=not later)
            self.until = indexed.until
            store.commit()
            return Store(state).look(), found, indexed, later

    def _order(self, store: Store) -> Order | None:
        """The order of articles that is at hand, if the state has seen no other update since."""
        if self._store is None or self._store.meta("generation") != store.meta("generation"):
            return None
        return self.site.edition.order

    def _whole(self, seen: Look | None, store: Store, settings: Config, progress: Progress) -> Scan:
        with WorkerPool() as pool:
            try:
                content = self.project / "content"
                return scan(content, seen or look(content), store, settings, pool, progress)
            except ContentError as error:  # a folder can't be read: what is known stays
                return Scan((), (), problems_of(error))

    def _url(self, store: Store, path: str) -> str | None:
        """The address of what a file held until now."""
        if row := store.article_left(path):
            return row.url
        slug = self._site and self._site.edition.page_slugs.get(path)
        return self._site.edition.urls.page(slug) if self._site and slug else None

    def _renewed(
        self, store: Store, settings: Config, view: View, order: Order | None, *, new_theme: bool
    ) -> Site:
        """A site over a state; unless it changed, with the theme that is compiled already."""
        theme = None if new_theme or self._site is None else self._site.theme
        return Site(self.project, settings, store, view, order, theme)

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
                missing = self.site.page(self.site.root + "404.html")
                assert missing is not None
                return answers.page(self.site.render(missing), styles(self.site), status=404)
            return answers.made(self.site, found)
        except NewsgenError as error:
            return self._broken(problems_of(error))

    def _broken(self, problems: tuple[Problem, ...]) -> Answer:
        return answers.broken(problems, diagnostics(problems, self.project, self.site.theme.folders))

    def news(self, path: str) -> News:
        """What the page open at a path compares itself with."""
        now = self.answer(path)
        frozen = self.site.edition.config.latest == "frozen"
        latest = self.answer(self.site.root + "latest.html").look if frozen else ""
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
        self.site.edition.warnings.clear()
        page = answers.find(self.site, path)
        source = "" if page is None or isinstance(page, FilePage) else getattr(page, "path", "")
        row = self.site.edition.store.file(source)
        if page is None or row is None:
            return known if page is None else msgspec.structs.replace(known, stories=self._stories(page))
        kept = unpack(row.kept) if row.kept else None
        odd = {warning for warning in self.site.edition.warnings if warning.path == source}
        odd |= set(self.site.edition.store.flaws(row.id))
        return msgspec.structs.replace(
            known,
            source=_named(source),
            badges=badges(kept.record, self.site.edition.view.now) if kept else (),
            stories=self._stories(page),
            warnings=self._shown({*odd, *(kept.warnings if kept else ())}),
        )

    def _stories(self, page: Page) -> dict[str, tuple[str, ...]]:
        return dict(stories(self.site.edition, page))

    def _shown(self, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
        return diagnostics(problems, self.project, self.site.theme.folders)


def _named(path: str) -> str:
    return f"content/{path}" if path else ""
