"""The site as it is now, for a preview: refreshed by what changed, and asked for one address at a time."""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import msgspec

from newsgen import clock, config
from newsgen.archive import index
from newsgen.archive.index import Index, Seen, View
from newsgen.archive.order import Order
from newsgen.archive.rescan import rescan
from newsgen.archive.rows import unpack
from newsgen.archive.scan import Scan, look, scan
from newsgen.archive.state import DamagedState
from newsgen.archive.store import Store
from newsgen.config import Config
from newsgen.crew import Crew
from newsgen.errors import ConfigError, ContentError, NewsgenError, Problem
from newsgen.pages import photos
from newsgen.pages.values import FilePage, LatestPage, Page, RedirectPage
from newsgen.publishing.build import forget_other_settings
from newsgen.publishing.preview import answers
from newsgen.publishing.preview.answers import Answer, Change, News, Notes, styles
from newsgen.publishing.preview.badges import badges, stories
from newsgen.publishing.preview.changes import SETTINGS, Changed, sorted_out
from newsgen.publishing.preview.guard import spellings
from newsgen.publishing.preview.overlay import Trouble, problems_of, troubles
from newsgen.publishing.site import Site

Progress = Callable[[str, int, int], None]

_MOST_ANSWERS = 512
_NEVER = 2**62


class Preview:
    """Holds the state and the site of one project; for one thread, as SQLite wants it."""

    def __init__(self, project: Path, *, drafts: bool = False, future: bool = False) -> None:
        self.project = project.resolve()
        self.drafts = drafts
        self.future = future
        self.until = 0  # when time alone changes the site, microseconds since 1970
        self._config: Config | None = None
        self._site: Site | None = None
        self._store: Store | None = None
        self._answers: dict[str, Answer] = {}
        self._unreadable: dict[str, list[Problem]] = {}  # by path
        self._unfit: tuple[Problem, ...] = ()  # articles that don't fit together
        self._pictures: tuple[Problem, ...] = ()  # those that can't be shown
        self._unusable: tuple[Problem, ...] = ()  # settings
        self._lost: dict[str, str] = {}  # by address: the path of an article that can't be read any more

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    @property
    def site(self) -> Site:
        assert self._site is not None, "refresh comes first"
        return self._site

    # what changed

    def refresh(self, paths: Iterable[Path] | None = None, progress: Progress | None = None) -> Change:
        """Bring the site up to these files, or to all. What can't be read is in the `problems`.

        Raises:
            ConfigError: the settings can't be used, and there is no site yet.
            OutputError: another newsgen is at work on the state; the site is as it was.
        """
        changed = sorted_out(self.project, paths)
        settings = self._settings(changed)
        view = View(now=clock.now(), drafts=self.drafts, future=self.future)
        before, media = self._site, tuple[str, ...]()
        still = before is not None and before.edition.view.now <= view.now < self.until
        if changed.content != () or not still:
            media = self._read(changed, settings, view, progress or (lambda stage, done, all_: None))
        elif before is not None and changed.theme:
            known = before.edition
            self._site = self._renewed(known.store, settings, view, known.order, new_theme=True)
        fresh = before is not self._site
        if fresh:
            self._answers.clear()
        return Change(fresh=fresh, media=media, problems=self.problems())

    def _settings(self, changed: Changed) -> Config:
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

    def _read(self, changed: Changed, settings: Config, view: View, progress: Progress) -> tuple[str, ...]:
        """Bring the state up to the files and the site up to the state; the media that changed."""
        try:
            store, found, indexed = self._index(changed, settings, view, progress)
        except DamagedState:
            store, found, indexed = self._index(Changed(None), settings, view, progress)
        self._unfit = indexed.problems
        still = self._store is not None and self._store.meta("generation") == store.meta("generation")
        new_theme = changed.theme or self._config != settings
        if still and not (found.changed or found.gone or new_theme):
            store.close()
            return ()
        self._site = self._renewed(store, settings, view, indexed.order, new_theme=new_theme)
        self._pictures = tuple(photos.problems(self._site.edition, self._site.content))
        self.close()
        self._store, self._config = store, settings
        media = [path for path in found.changed if store.has_media(path)]
        return tuple(settings.root + quote(path) for path in (*media, *found.gone))

    def _index(
        self, changed: Changed, settings: Config, view: View, progress: Progress
    ) -> tuple[Store, Scan, Index]:
        """A look at the files, written to the state, and the state as it is after that."""
        state = self.project / ".newsgen" / "state.db"
        with Store(state) as store:
            known = self._site is not None and store.meta("settings")
            forget_other_settings(store, settings)
            if changed.content is None or known != store.meta("settings"):
                changed = Changed(None)
                found = self._whole(store, settings, progress)
            else:
                found = rescan(self.project / "content", store, settings, changed.content or ())
            self._remember(store, found, changed.content)
            indexed = index.update(store, settings, view, found, self._order(store))
            seen = store.meta("seen")
            self.until = msgspec.msgpack.decode(seen, type=Seen).until if seen else _NEVER
            store.commit()
            return Store(state).look(), found, indexed

    def _order(self, store: Store) -> Order | None:
        """The order of articles that is at hand, if the state has seen no other update since."""
        if self._store is None or self._store.meta("generation") != store.meta("generation"):
            return None
        return self.site.edition.order if store.meta("order") else None

    def _whole(self, store: Store, settings: Config, progress: Progress) -> Scan:
        with Crew() as crew:
            try:
                content = self.project / "content"
                return scan(content, look(content), store, settings, crew, progress)
            except ContentError as error:  # a folder can't be read: what is known stays
                return Scan((), (), problems_of(error))

    def _remember(self, store: Store, found: Scan, looked_at: tuple[str, ...] | None) -> None:
        """Keep what can't be read, and where its article stood, until it is mended."""
        for path in list(self._unreadable) if looked_at is None else looked_at:
            self._unreadable.pop(path, None)
        for problem in found.broken:
            self._unreadable.setdefault(problem.path, []).append(problem)
            if row := store.article_left(problem.path):
                self._lost[row.url] = problem.path
            elif self._site and (slug := self._site.edition.page_slugs.get(problem.path)):
                self._lost[self._site.edition.addresses.page(slug)] = problem.path
        self._lost = {url: path for url, path in self._lost.items() if path in self._unreadable}

    def _renewed(self, store: Store, settings: Config, view: View, order: Order, *, new_theme: bool) -> Site:
        """A site over a state; unless it changed, with the theme that is compiled already."""
        theme = None if new_theme or self._site is None else self._site.theme
        return Site(self.project, settings, store, view, order, theme)

    def problems(self) -> tuple[Problem, ...]:
        """All that is known to be wrong, but for what pages say when they are made."""
        return tuple(
            sorted(
                {
                    *self._unusable,
                    *self._unfit,
                    *self._pictures,
                    *(p for ps in self._unreadable.values() for p in ps),
                }
            )
        )

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
            found = self._find(path)
            if found is None and (lost := self._lost_at(path)):
                return self._broken(tuple(self._unreadable[lost]))
            if found is None and (onward := self._onward(path)):
                return answers.plain(b"", type="text/plain; charset=utf-8", status=302, location=onward)
            if found is None:
                missing = self.site.page(self.site.root + "404.html")
                assert missing is not None
                return answers.page(self.site.render(missing), styles(self.site), status=404)
            return self._made(found)
        except NewsgenError as error:
            return self._broken(problems_of(error))

    def _made(self, page: Page) -> Answer:
        if isinstance(page, FilePage):
            file = self.site.renderer.file(page)
            top = self.site.content if page.kind == "media" else None
            tops = [top] if top else self.site.theme.folders
            if not any(file.resolve().is_relative_to(inside.resolve()) for inside in tops):
                return answers.plain(b"", type="text/plain; charset=utf-8", status=404)
            return Answer(type=answers.content_type(file.name), file=file)
        body = self.site.render(page)
        kind = answers.content_type(self.site.edition.addresses.output(page.url))
        if isinstance(page, RedirectPage):
            return answers.plain(body, type=answers.content_type(".html"), status=302, location=page.target)
        if isinstance(page, LatestPage) or not kind.startswith("text/html"):
            return answers.plain(body, type=kind)
        return answers.page(body, styles(self.site))

    def _broken(self, problems: tuple[Problem, ...]) -> Answer:
        return answers.broken(problems, troubles(problems, self.project, self.site.theme.folders))

    def _find(self, path: str) -> Page | None:
        """The page whose file a host of static files would send for a path."""
        for url in spellings(path):
            if not url.startswith(self.site.root):
                continue
            page = self.site.page(url)
            output = self.site.edition.addresses.output
            if page is not None and output(page.url) == output(url):
                return page
        return None

    def _lost_at(self, path: str) -> str | None:
        return next((self._lost[url] for url in spellings(path) if url in self._lost), None)

    def _onward(self, path: str) -> str:
        """Where an address without its last slash, or from before the site's own path, leads; or nothing."""
        if path in ("/", self.site.root.rstrip("/")):
            return self.site.root if path != self.site.root else ""
        if path.endswith("/"):
            return ""
        page = self._find(path + "/")
        return page.url if page is not None and page.url.startswith(self.site.root) else ""

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
        lost = set(self._lost.values())
        everywhere = {p for p in self.problems() if p.path not in lost}
        others = {p for p in self.problems() if p.path in lost} - set(own)
        known = Notes(overlay=self._shown({*own, *everywhere}), others=self._shown(others))
        if own:
            return msgspec.structs.replace(known, source=_named(self._lost_at(path) or ""))
        self.site.edition.warnings.clear()
        page = self._find(path)
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

    def _shown(self, problems: Iterable[Problem]) -> tuple[Trouble, ...]:
        return troubles(problems, self.project, self.site.theme.folders)


def _named(path: str) -> str:
    return f"content/{path}" if path else ""
