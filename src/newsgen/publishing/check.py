"""`newsgen check`: all that a build would report, and what only readers would find: dead links."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.errors import ContentError, Problem, TemplateError, joined, nearest_titles
from newsgen.index.mentions import normalised_title
from newsgen.index.names import unusual_name
from newsgen.index.rows import ArticleRow
from newsgen.pages.kind import Claim, PageGroup, split_key
from newsgen.pages.values import FilePage
from newsgen.publishing.addresses import address_warnings, lost_addresses
from newsgen.publishing.conflicts import resolve
from newsgen.publishing.keep import Step
from newsgen.publishing.links import KnownUrls, TypedLink, typed_links
from newsgen.publishing.options import Progress, SessionOptions
from newsgen.publishing.plan import BuildRecord
from newsgen.publishing.portability import joined_names, portability_warnings
from newsgen.publishing.project import Project
from newsgen.publishing.published.comparison import Comparison, compare
from newsgen.publishing.published.fixing import fix
from newsgen.publishing.session import in_session
from newsgen.publishing.site import RenderedSite

_NEAREST = 2  # titles that are offered for a missing one


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: `problems` are to be mended, `warnings` to be looked at. Both are sorted.

    `published` are the addresses of the sources that were given, `steps` what was written for them.
    """

    articles: int
    seconds: float
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    published: Comparison | None = None
    steps: tuple[Step, ...] = ()

    def left(self, *, dry_run: bool) -> int:
        """How many published addresses still die."""
        written = 0 if dry_run else sum(step.written for step in self.steps)
        return len(self.published.dying) - written if self.published else 0


class CheckOptions(SessionOptions, frozen=True, kw_only=True):
    """What a check is asked for: `output` is where addresses were published, by default `site/`.

    `published` are sources of other addresses that were, and `former` addresses that the site had before.
    `fix` writes those that would die into the files that they belong to by `sure` percent; `dry_run` only
    says so.
    """

    output: Path | None = None
    published: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    fix: bool = False
    sure: int = 90
    dry_run: bool = False

    @property
    def folder(self) -> str:
        return str((self.output or self.project / "site").resolve())


def check(options: CheckOptions, config: Config, progress: Progress) -> CheckResult:
    """Look at everything, and write neither to the site nor to what is remembered of it.

    Raises:
        ConfigError: there is nothing to check.
        TemplateError: the theme can't be loaded.
    """
    started = time.monotonic()
    result = in_session(options, config, progress, lambda project: _check(project, options, progress))
    return msgspec.structs.replace(result, seconds=round(time.monotonic() - started, 3))


def _check(project: Project, options: CheckOptions, progress: Progress) -> CheckResult:
    site, folder = project.site, options.folder
    groups = list(site.registry.groups())
    claims = list(site.registry.claims(key for group in groups for key in group.keys.tolist()))
    problems = [*project.problems, *resolve(lambda: claims, site.registry.output).problems]
    problems += site.problems()
    problems += site.snapshot.pictures.problems(site.snapshot.shown_pictures.absent, site.snapshot.content)
    problems += _broken_pages(site, groups, progress)
    problems += _dead_links(project, {claim.url for claim in claims})
    known = {(problem.path, problem.subject) for problem in problems if problem.subject}
    others = [warning for warning in site.warnings() if (warning.path, warning.subject) not in known]
    warnings = {
        *project.reading_warnings(),
        *project.link_warnings(),
        *_unportable(claims, site.registry.output),
        *others,
        *_unresolved(site),
        *_lost_addresses(project, folder, claims),
    }
    published: Comparison | None = None
    steps: tuple[Step, ...] = ()
    if options.published:
        urls = {claim.url for claim in claims}
        former = tuple(dict.fromkeys((*options.former, *project.config.former_urls)))
        published = compare(site.registry, urls, options.published, former, progress)
        steps = _fixed(options, published)
    return CheckResult(
        articles=len(site.snapshot.order.ids),
        seconds=0.0,
        problems=tuple(sorted(set(problems))),
        warnings=(*project.notices, *joined(warnings)),
        published=published,
        steps=steps,
    )


def _fixed(options: CheckOptions, published: Comparison) -> tuple[Step, ...]:
    """What is written for addresses that would die."""
    if not options.fix:
        return ()
    return tuple(fix(options.content, published.dying, options.sure, dry_run=options.dry_run))


def _lost_addresses(project: Project, folder: str, claims: Iterable[Claim]) -> Iterator[Problem]:
    """The addresses that were published in a folder, and that no page has now."""
    site, database = project.site, project.database
    files = {site.registry.output(claim.url) for claim in claims}
    written = ((row.file, row.key) for row in database.outputs.pages(folder))
    removed = (row for row in (*written, *database.addresses.answered(folder)) if row[0] not in files)
    kind_of = BuildRecord(database, folder).kind_of
    lost = lost_addresses(database, folder, removed, files.__contains__, kind_of)
    return address_warnings(site.snapshot, lost.rows)


def _unportable(claims: Iterable[Claim], output: Callable[[str], str]) -> Iterator[Problem]:
    """The files that another file system would join or refuse."""
    owners = {output(claim.url): claim.owner for claim in claims}
    names = [name for name in map(unusual_name, owners) if name]
    return portability_warnings(names, joined_names(names, owners.__contains__), owners.__getitem__)


def _broken_pages(site: RenderedSite, groups: Iterable[PageGroup], progress: Progress) -> Iterator[Problem]:
    """What fails when pages are rendered: the first and the last of each group, and a numbered one."""
    samples = [key for group in groups for key in _samples(group.keys.tolist())]
    for done, key in enumerate(samples):
        progress("Checking", done, len(samples))
        try:
            page = site.registry.page(key)
            if page.has_file and not isinstance(page, FilePage):
                site.render(page)
        except (ContentError, TemplateError) as error:
            for problem in error.problems:
                yield problem if isinstance(problem, Problem) else Problem("templates", 0, 0, problem)
        except Exception as error:
            yield site.registry.failure(key, error)


def _samples(keys: list[int]) -> set[int]:
    numbered = (key for key in keys if split_key(key).number)
    return {*keys[:1], *keys[-1:], *islice(numbered, 1)}


# read-alsos


def _unresolved(site: RenderedSite) -> Iterator[Problem]:
    """Read-alsos that find no article, each with the titles nearest to it."""
    ids: list[int] = []
    titles: list[str] = []
    missing: list[tuple[int, int]] = []
    for row in _listed(site):
        ids.append(row.id)
        titles.append(row.key)
        missing += [(row.id, number) for number, target in enumerate(row.references.targets) if not target]
    for article, number in missing:
        asker = _article(site, article)
        title, places = asker.outline.read_alsos[number].title, asker.outline.positions
        line, column = places[number] if number < len(places) else (0, 0)
        message = f'Baca Juga: no article is titled "{title}"'
        is_cut = title.rstrip().endswith(("…", "..."))
        similar = nearest_titles(titles, normalised_title(title), count=_NEAREST + 1, cut=is_cut)
        rows = (_article(site, ids[index]) for index in similar if ids[index] != article)
        near = [f'"{row.article.title}", {row.path}' for row in islice(rows, _NEAREST)]
        hint = f"nearest: {'; '.join(near)}" if near else "it links itself once that article is here"
        yield Problem(asker.path, line, column, message, hint, title)


def _listed(site: RenderedSite) -> Iterator[ArticleRow]:
    yield from (_article(site, article) for article in site.snapshot.order.ids.tolist())


def _article(site: RenderedSite, article: int) -> ArticleRow:
    row = site.snapshot.database.articles.get(article)
    assert row is not None
    return row


# links


def _dead_links(project: Project, urls: set[str]) -> Iterator[Problem]:
    """Links and pictures in texts that lead to nothing on the site."""
    snapshot = project.site.snapshot
    pictures = map(snapshot.urls.file, snapshot.shown_pictures.files)  # shown in forms of their own
    known = KnownUrls(snapshot.urls, {*urls, *pictures})
    documents = (*snapshot.static_pages.values(), *snapshot.lists.described)
    paths = [*(row.path for row in _listed(project.site)), *(document.path for document in documents)]
    read = partial(typed_links, str(snapshot.content), project.config)
    for batch in project.pool.map_batches(read, paths):
        for typed in batch:
            if not known.leads_somewhere(typed):
                yield _dead_link(known, typed)


def _dead_link(known: KnownUrls, typed: TypedLink) -> Problem:
    place = (typed.path, typed.line, typed.column)
    if typed.is_picture:
        message = f"the picture `{typed.link}` does not exist"
        return Problem(*place, message, "check its path", typed.link)
    moved = known.elsewhere(typed)
    hint = f"is it {moved}?" if moved else "check the address"
    return Problem(*place, f"nothing stands at the address `{typed.link}`", hint, typed.link)
