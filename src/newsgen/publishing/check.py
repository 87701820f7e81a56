"""`newsgen check`: all that a build would find wrong or odd, and what only readers would find: dead links."""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.content.reader import decode
from newsgen.errors import ConfigError, ContentError, Problem, TemplateError, nearest_titles
from newsgen.index import indexing
from newsgen.index.articles import Store
from newsgen.index.database import DamagedState
from newsgen.index.listing import look
from newsgen.index.mentions import title_key
from newsgen.index.rows import ArticleRow, unpack
from newsgen.index.scan import forget_other_settings, scan
from newsgen.index.view import View
from newsgen.pages import photos
from newsgen.pages.values import FilePage, Owner
from newsgen.publishing import claims
from newsgen.publishing.links import Addressed, Typed, typed_links
from newsgen.publishing.site import Site
from newsgen.workers import WorkerPool

Progress = Callable[[str, int, int], None]

_QUOTED = re.compile(r"`([^`]+)`")
_TEXTS = (".md", ".markdown", ".txt")
_NEAREST = 2  # titles that are suggested for a mistyped one


class CheckOptions(msgspec.Struct, frozen=True):
    """What a check is asked for; `workers` is the number of processes, by default one for each processor."""

    project: Path
    view: View
    workers: int | None = None


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: `problems` are to be mended, `warnings` to be looked at. Both are sorted."""

    articles: int
    seconds: float
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check(options: CheckOptions, config: Config, progress: Progress) -> CheckResult:
    """Look at everything, and write neither to the site nor to what is remembered of it.

    Raises:
        ConfigError: there is nothing to check.
        TemplateError: the theme can't be loaded.
    """
    content = options.project / "content"
    if not content.is_dir():
        hint = 'newsgen new "Judul berita" makes the first article'
        raise ConfigError(Problem(str(content), 0, 0, "there is no such folder", hint))
    try:
        return _check(options, config, progress)
    except DamagedState:
        return _check(options, config, progress)


def _check(options: CheckOptions, config: Config, progress: Progress) -> CheckResult:
    started = time.monotonic()
    content = options.project / "content"
    seen = look(content)
    with WorkerPool(options.workers) as pool, Store(options.project / ".newsgen" / "state.db") as store:
        forget_other_settings(store, config)
        found = scan(content, seen, store, config, pool, progress)
        indexed = indexing.update(store, config, options.view, found)
        store.commit()
        site = Site(options.project, config, store, options.view, indexed.order)
        addresses = list(site.claims())
        settled = claims.settle(lambda: addresses, site.edition.urls.output)
        problems = [*found.broken, *indexed.problems, *settled.problems]
        problems += photos.problems(site.edition, content)
        problems += [*_broken_pages(site, addresses, progress)]
        problems += [*_dead_links(site, pool, {url for _, url, _ in addresses})]
        read = chain.from_iterable(unpack(row.kept).warnings for row in store.warned() if row.kept)
        told = {(problem.path, quoted) for problem in problems for quoted in _QUOTED.findall(problem.message)}
        flaws = [
            flaw
            for flaw in (*store.flaws(), *site.edition.warnings)
            if not any((flaw.path, quoted) in told for quoted in _QUOTED.findall(flaw.message))
        ]
        odd = {*read, *(_located(site.content, flaw) for flaw in flaws)}
        return CheckResult(
            articles=len(site.edition.order.ids),
            seconds=round(time.monotonic() - started, 3),
            problems=tuple(sorted(set(problems))),
            warnings=tuple(sorted({*odd, *_unresolved(site, store)})),
        )


def _broken_pages(
    site: Site, addresses: list[tuple[int, str, Owner]], progress: Progress
) -> Iterator[Problem]:
    """What fails when pages are made; every text's page is made, and one of each kind is rendered."""
    rendered: set[object] = set()
    for done, (key, url, owner) in enumerate(addresses):
        progress("Checking", done, len(addresses))
        kind = (bool(owner.path), *owner.what.split()[:4], url.count("/"))
        is_text = owner.path and not owner.what
        page = site.numbered(key) if is_text or kind not in rendered else None
        if page is None or isinstance(page, FilePage) or {kind, type(page)} <= rendered:
            continue
        rendered |= {kind, type(page)}
        try:
            site.render(page)
        except (ContentError, TemplateError) as error:
            for problem in error.problems:
                yield problem if isinstance(problem, Problem) else Problem("templates", 0, 0, problem)


def _located(content: Path, problem: Problem) -> Problem:
    """A problem of a text with the line and column of what it quotes."""
    quoted = _QUOTED.search(problem.message)
    if problem.line or not quoted or not problem.path.endswith(_TEXTS):
        return problem
    try:
        text = decode(problem.path, (content / problem.path).read_bytes())
    except (OSError, ContentError):  # told elsewhere
        return problem
    at = text.find(quoted[1])
    if at < 0:
        return problem
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return msgspec.structs.replace(problem, line=line, column=column)


# --- read-alsos


def _unresolved(site: Site, store: Store) -> Iterator[Problem]:
    """Read-alsos that find no article, each with the titles nearest to it."""
    keys: dict[int, str] = {}
    missing: list[tuple[int, int]] = []
    for row in _listed(site):
        keys[row.id] = row.key
        missing += [(row.id, number) for number, target in enumerate(row.references.targets) if not target]
    for article, number in missing:
        asker = store.article(article)
        assert asker is not None
        title, places = asker.outline.read_alsos[number].title, asker.outline.places
        line, column = places[number] if number < len(places) else (0, 0)
        message = f'Baca Juga: no article is titled "{title}"'
        yield Problem(asker.path, line, column, message, _nearest(store, keys, title, asker))


def _listed(site: Site) -> Iterator[ArticleRow]:
    for article in site.edition.order.ids.tolist():
        row = site.edition.store.article(article)
        assert row is not None
        yield row


def _nearest(store: Store, keys: dict[int, str], title: str, asker: ArticleRow) -> str:
    cut = title.rstrip().endswith(("…", "..."))
    ids, titles = list(keys), list(keys.values())
    similar = nearest_titles(titles, title_key(title), count=_NEAREST + 1, cut=cut)
    others = [ids[index] for index in similar if ids[index] != asker.id]
    found = (store.article(article) for article in others[:_NEAREST])
    near = [f'"{row.article.title}", {row.path}' for row in found if row]
    return f"nearest: {'; '.join(near)}" if near else "it links itself once that article is here"


# --- links


def _dead_links(site: Site, pool: WorkerPool, urls: set[str]) -> Iterator[Problem]:
    """Links and pictures in texts that lead to nothing on the site."""
    addressed = Addressed(site.edition.urls, urls)
    standing = (*site.edition.standing_pages.values(), *site.edition.author_files.values())
    paths = [*(row.path for row in _listed(site)), *(record.path for record in standing)]
    read = partial(typed_links, str(site.content), site.edition.config)
    for batch in pool.map_batches(read, paths):
        for typed in batch:
            if problem := _judged(addressed, typed):
                yield problem


def _judged(addressed: Addressed, typed: Typed) -> Problem | None:
    if addressed.leads_somewhere(typed):
        return None
    place = (typed.path, typed.line, typed.column)
    if typed.picture:
        return Problem(*place, f"the picture `{typed.link}` does not exist", "check its path")
    moved = addressed.elsewhere(typed)
    hint = f"is it {moved}?" if moved else "check the address"
    return Problem(*place, f"nothing stands at the address `{typed.link}`", hint)
