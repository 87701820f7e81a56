"""`newsgen keep`: writes into `content/` what keeps addresses that no page has any more."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import msgspec
from msgspec.structs import replace

from newsgen.config import Config
from newsgen.content.article import Article, Status, When
from newsgen.content.editing import with_aliases, with_slug
from newsgen.content.writer import write_article
from newsgen.errors import ConfigError, Problem, nearest
from newsgen.index.rows import LostRow
from newsgen.index.view import moment
from newsgen.publishing.addresses import (
    ADDRESS,
    Heir,
    Heirs,
    LostAddresses,
    address_warnings,
    can_be_alias,
    is_left_out,
    merging_file,
)
from newsgen.publishing.options import BuildOptions, Progress
from newsgen.publishing.plan import BuildRecord, make_plan
from newsgen.publishing.project import Project
from newsgen.publishing.session import in_session

_NO_TITLE = "Judul berita"


class KeepOptions(BuildOptions, frozen=True, kw_only=True):
    """Which addresses are to be kept: some, or all if none is named.

    `dry_run` writes nothing. `drop` lets the named ones go; they may have `*` in them.
    """

    urls: tuple[str, ...] = ()
    dry_run: bool = False
    drop: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What is done for a lost address: `file` is that in `content/` which is `written`, or to be changed."""

    url: str
    file: str = ""
    what: str
    written: bool = False
    dropped: bool = False


class KeepResult(msgspec.Struct, frozen=True):
    """What is done for each lost address that was asked for."""

    steps: tuple[Step, ...]


def keep(options: KeepOptions, config: Config, progress: Progress) -> KeepResult:
    """Keep addresses that were published, or let them go.

    Raises:
        ConfigError: an address is named that is not lost.
    """
    options.check_content()
    return in_session(options, config, progress, lambda project: _keep(project, options))


def _keep(project: Project, options: KeepOptions) -> KeepResult:
    record = BuildRecord(project.database, str(options.output.resolve()))
    plan = make_plan(
        project.site, record, frozenset(), (), is_whole=not project.problems, full=False, explain=""
    )
    rows = _chosen(project, plan.lost.rows, options.urls)
    if not options.drop:
        return KeepResult(tuple(_Keeper(project, options).steps(record, rows)))
    if not options.dry_run:
        _drop(project, record, plan.lost, rows)
    urls = project.site.snapshot.urls
    steps = (Step(url=urls.at_file(row.file), what="it is let go", dropped=True) for row in rows)
    return KeepResult(tuple(steps))


def _chosen(project: Project, rows: Sequence[LostRow], wanted: Sequence[str]) -> list[LostRow]:
    """The rows of the addresses that are wanted; all without any."""
    urls = project.site.snapshot.urls
    by_url = {urls.at_file(row.file): row for row in rows}
    if not wanted:
        return list(by_url.values())
    found: dict[str, LostRow] = {}
    for typed in wanted:
        meant = {typed, urls.local(typed)}
        here = {url: row for url, row in by_url.items() if any(fnmatchcase(url, one) for one in meant if one)}
        if not here:
            hint = nearest(typed, by_url) or "`newsgen keep` lists those that are"
            raise ConfigError(Problem(typed, 0, 0, "no address that was lost", hint))
        found |= here
    return list(found.values())


def _drop(project: Project, record: BuildRecord, lost: LostAddresses, rows: Sequence[LostRow]) -> None:
    """Let addresses go, those too that only the next build will take away."""
    addresses, new = project.database.addresses, {row.file for row in lost.new}
    addresses.forget_lost(record.folder, [row.file for row in rows if row.file not in new])
    addresses.put_lost(msgspec.structs.replace(row, dropped=1) for row in rows if row.file in new)
    gone = {row.file for row in rows}
    last = record.last_build
    others = [warning for warning in last.warnings if warning.kind != ADDRESS]
    left = address_warnings(project.site.snapshot, (row for row in lost.rows if row.file not in gone))
    record.put(msgspec.structs.replace(last, warnings=tuple(sorted({*others, *left}))), None)
    project.database.commit()


class _Keeper:
    """Writes what keeps addresses."""

    def __init__(self, project: Project, options: KeepOptions) -> None:
        self.snapshot = project.site.snapshot
        self.zone = project.config.zone
        self.outputs = project.database.outputs
        self.content = options.content
        self.dry_run = options.dry_run

    def steps(self, record: BuildRecord, rows: Sequence[LostRow]) -> Iterator[Step]:
        heirs = Heirs(self.snapshot, rows)
        moved: dict[Heir, list[LostRow]] = {}
        gone: dict[str, list[LostRow]] = {}
        merged: dict[str, list[LostRow]] = {}
        for row in rows:
            heir = heirs.find(row)
            if heir and heir.url and self._can_be_alias(row):
                moved.setdefault(heir, []).append(row)
            elif heir:
                what = f"content/{heir.path} is not shown: show it, or withdraw it with `status: withdrawn`"
                yield Step(url=self._url(row), file=heir.path, what=what)
            elif row.path and is_left_out(self.snapshot, row.path):
                yield Step(url=self._url(row), file=row.path, what="correct this file, which can't be used")
            elif path := merging_file(self.snapshot, row):
                merged.setdefault(path, []).append(row)
            else:
                gone.setdefault(row.path or row.file, []).append(row)
        for heir, some in moved.items():
            yield from self._add_aliases(record, heir, some)
        for path, some in merged.items():
            yield from self._merge_list(path, some)
        for some in gone.values():
            story = next((row for row in some if row.is_story and self._can_be_alias(row)), None)
            if story:
                yield from self._withdraw(story, [row for row in some if row is not story])
            else:
                yield from (Step(url=self._url(row), file=row.path, what=row.hint) for row in some)

    def _url(self, row: LostRow) -> str:
        return self.snapshot.urls.at_file(row.file)

    def _alias(self, row: LostRow) -> str:
        return self.snapshot.urls.as_alias(self._url(row))

    def _can_be_alias(self, row: LostRow) -> bool:
        return can_be_alias(self.snapshot, self._url(row))

    # a story or page that has another address

    def _add_aliases(self, record: BuildRecord, heir: Heir, rows: Sequence[LostRow]) -> Iterator[Step]:
        data = (self.content / heir.path).read_bytes()
        slug = self._slug(record, heir, rows)
        if slug and (changed := with_slug(heir.path, data, slug)):
            yield from self._written(heir.path, changed, rows, f"`slug: {slug}` was added")
            return
        aliases = list(map(self._alias, rows))
        changed = with_aliases(heir.path, data, aliases)
        if changed is None:
            what = f"write `aliases: [{', '.join(aliases)}]` on top of this file"
            yield from self._written(heir.path, None, rows, what)
        else:
            yield from self._written(heir.path, changed, rows, "added to its `aliases`")

    def _slug(self, record: BuildRecord, heir: Heir, rows: Sequence[LostRow]) -> str:
        """The slug that keeps a story at its only address, as long as no other was published; else empty."""
        snapshot = self.snapshot
        row = snapshot.database.articles.at(heir.path)
        is_published = self.outputs.holds(record.folder, snapshot.urls.output(heir.url))
        if row is None or len(rows) > 1 or is_published or row.article.permalink:
            return ""
        url = self._url(rows[0])
        slug = PurePosixPath(snapshot.urls.path(url) or "").name.removesuffix(".html")
        return slug if snapshot.urls.article(replace(row.article, slug=slug)) == url else ""

    # a list whose articles are in another one

    def _merge_list(self, path: str, rows: Sequence[LostRow]) -> Iterator[Step]:
        """Let a list that went lead to the one that has its articles, and its feed have the same news."""
        text = f"---\nmerge_into: {rows[0].heir_slug}\n---\n"
        what = f"a file was written that merges the list into `{rows[0].heir}`"
        yield from self._written(path, text.encode(), rows, what)

    # a story that is gone

    def _withdraw(self, own: LostRow, old: Sequence[LostRow]) -> Iterator[Step]:
        """Write a withdrawn story for a file that is gone, with its old addresses.

        A person has to give the reason.
        """
        path = self._free_path(own)
        name = PurePosixPath(self.snapshot.urls.path(self._url(own)) or "").name
        stub = Article(
            path=path,
            title=own.title or name.removesuffix(".html").replace("-", " ").capitalize() or _NO_TITLE,
            date=When(moment(own.at).astimezone(self.zone), clock=own.at != 0),
            slug="",
            permalink=self._alias(own),
            aliases=tuple(map(self._alias, old)),
            status=Status.WITHDRAWN,
        )
        text = write_article(stub, self.zone).replace("slug: ''\n", "").rstrip("\n")
        text = text.replace("status: withdrawn\n", "status: withdrawn\nreason:\n") + "\n"
        what = "a withdrawn story was written: give its `reason`, and check its title and date"
        yield from self._written(path, text.encode(), [own, *old], what)

    def _free_path(self, row: LostRow) -> str:
        """Where a file may be written: where the old one was, if nothing is there now."""
        if row.path.lower().endswith((".md", ".markdown")) and not (self.content / row.path).exists():
            return row.path
        url = PurePosixPath(self.snapshot.urls.path(self._url(row)) or "").with_suffix("")
        numbers = (f"{url}{'' if number == 1 else f'-{number}'}.md" for number in range(1, 1000))
        return next(path for path in numbers if not (self.content / path).exists())

    def _written(self, path: str, data: bytes | None, rows: Iterable[LostRow], what: str) -> Iterator[Step]:
        """Write a file; without data a person has to."""
        if data is not None and not self.dry_run:
            replace_file(self.content / path, data)
        for row in rows:
            yield Step(url=self._url(row), file=path, what=what, written=data is not None)


def replace_file(file: Path, data: bytes) -> None:
    """Write a file whole, or leave it as it was."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.tmp")
        beside.write_bytes(data)
        if file.exists():
            beside.chmod(file.stat().st_mode)
        beside.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: can't be written: {error.strerror}") from error
