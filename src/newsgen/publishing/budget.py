"""`newsgen budget`: a site held against what hosts take, and the settings that would make it smaller."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np

from newsgen.config import Config
from newsgen.errors import OutputError, Problem
from newsgen.hosts import HOSTS, IN_BYTES, Limit, Measure
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.listing import folder_of
from newsgen.index.order import Order
from newsgen.index.rows import OutputRow, OutputTotals
from newsgen.pages.kind import make_key, split_key
from newsgen.pages.period import PeriodKind
from newsgen.pages.redirects import RULES, is_dynamic, rules_in
from newsgen.pages.site import KINDS
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.social_image import is_of_page
from newsgen.publishing import full_search
from newsgen.publishing.output import STAMP

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_MONTH = 30  # days


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What a site asks of a host.

    `folders`, and the entries of the `fullest` one, are None where nobody asked for them, `publishes` where
    the state does not know the articles. `redirect_pages` are old addresses that lead on by a page of their
    own: they count as files, not as rules.
    """

    files: int
    bytes: int
    largest: int
    largest_file: str
    folders: int | None = None
    fullest: int | None = None
    redirect_pages: int = 0
    rules: int = 0
    dynamic_rules: int = 0
    longest_rule: int = 0
    rule_bytes: int = 0
    publishes: int | None = None

    def of(self, what: Measure) -> int | None:
        """How much of what a host limits there is; None where that is not known."""
        return {
            "files": self.files,
            "bytes": self.bytes,
            "largest file": self.largest,
            "files and folders": None if self.folders is None else self.files + self.folders,
            "entries of one folder": self.fullest,
            "redirects": self.rules,
            "dynamic redirects": self.dynamic_rules,
            "longest redirect": self.longest_rule,
            "bytes of redirects": self.rule_bytes,
            "publishes a month": self.publishes,
        }[what]


class Verdict(msgspec.Struct, frozen=True):
    """A limit of a host, and what a site `uses` of it; None where that is not known."""

    limit: Limit
    uses: int | None
    fits: bool

    def __str__(self) -> str:
        """`files 38,464, 20,000 is the most (100,000 on a paid plan)`"""
        what, limit = self.limit.what, self.limit
        paid = f" ({amount(what, limit.paid)} on a paid plan)" if limit.paid else ""
        return f"{what} {amount(what, self.uses)}, {amount(what, limit.free)} is the most{paid}"


class Saving(msgspec.Struct, frozen=True):
    """What a setting would take away."""

    setting: str
    files: int
    bytes: int

    def __str__(self) -> str:
        """`archive: month` saves 3,000 files, 45 MB"""
        return f"`{self.setting}` saves {self.files:,} files, {size(self.bytes)}"


class HostBudget(msgspec.Struct, frozen=True):
    """A site held against the limits of one host, with what would make it smaller if it outgrows them."""

    host: str
    fits: bool
    verdicts: tuple[Verdict, ...]
    savings: tuple[Saving, ...] = ()


class Budget(msgspec.Struct, frozen=True):
    """What a site uses, held against hosts."""

    usage: Usage
    hosts: tuple[HostBudget, ...]

    @property
    def fits(self) -> bool:
        return all(host.fits for host in self.hosts)


def amount(what: Measure, number: int | None) -> str:
    """A number as people read it: `20,000`, `1.4 GB`."""
    if number is None:
        return "unknown"
    return size(number) if what in IN_BYTES else f"{number:,}"


def size(number: float) -> str:
    """Bytes as people read them."""
    for unit in ("bytes", "KB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" or number >= 100 else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.2f} GB"


def budget(state: Path, output: Path, config: Config, hosts: Collection[str]) -> Budget:
    """Hold the site in a folder, as the state knows it or else as it is there, against some hosts.

    Raises:
        OutputError: there is no site.
    """
    if not state.exists():
        return _budget_of_folder(output, hosts)
    database = Database(state).reading()
    try:
        folder = str(output.resolve())
        if not database.outputs.knows(folder):
            return _budget_of_folder(output, hosts)
        order = order_state.load(database, edges=False)
        usage = _usage_of(hosts, database, output, order, config)
        return Budget(usage, tuple(_held_against(host, usage, database, folder, config) for host in hosts))
    finally:
        database.close()


def _budget_of_folder(output: Path, hosts: Collection[str]) -> Budget:
    if not output.is_dir():
        raise OutputError(Problem(str(output), 0, 0, "there is no site yet", "newsgen build makes one"))
    files = dict(_walk(str(output), ""))
    largest_file = max(files, key=files.__getitem__, default="")
    totals = OutputTotals(len(files), sum(files.values()), files.get(largest_file, 0), largest_file)
    usage = _usage(totals, files, output)
    return Budget(usage, tuple(host_budget(host, usage) for host in hosts))


def _walk(top: str, below: str) -> Iterator[tuple[str, int]]:
    """The files of a folder that newsgen does not know, each with its size."""
    try:
        with os.scandir(f"{top}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    yield from _walk(top, f"{path}/")
                elif path != STAMP:
                    yield path, entry.stat().st_size
    except OSError as error:
        raise OutputError(Problem(f"{top}/{below}", 0, 0, f"can't be read: {error.strerror}")) from error


# what a site uses

_OF_FOLDERS: tuple[Measure, ...] = ("files and folders", "entries of one folder")


def _usage_of(
    hosts: Collection[str], database: Database, output: Path, order: Order, config: Config
) -> Usage:
    """What the site that newsgen wrote into a folder uses of what these hosts limit.

    The files of Pagefind, which newsgen does not know, are counted too.
    """
    folder = str(output.resolve())
    limits = (limit for host in hosts for limit in HOSTS[host].limits)
    counts_folders = any(limit.what in _OF_FOLDERS for limit in limits)
    files = database.outputs.all_files(folder) if counts_folders else None
    totals = database.outputs.totals(folder)
    if config.search == "full":
        others = dict(_walk(str(output), f"{full_search.folder(config)}/"))
        files = files and [*files, *others]
        totals = msgspec.structs.replace(
            totals, files=totals.files + len(others), bytes=totals.bytes + sum(others.values())
        )
    usage = _usage(totals, files, output)
    kinds = ("redirect", "list redirect")
    redirects = sum(len(list(_of_kind(database, folder, kind))) for kind in kinds)
    return msgspec.structs.replace(usage, redirect_pages=redirects, publishes=_publishes(order))


def _usage(totals: OutputTotals, files: Iterable[str] | None, output: Path) -> Usage:
    """What files use whose names are given if their folders are to be counted."""
    entries = None if files is None else _entries(files)
    rules = _rules(output / RULES)
    return Usage(
        files=totals.files,
        bytes=totals.bytes,
        largest=totals.largest,
        largest_file=totals.largest_file,
        folders=None if entries is None else len(entries) - 1,
        fullest=None if entries is None else max(entries.values()),
        rules=sum(not is_dynamic(rule) for rule in rules),
        dynamic_rules=sum(map(is_dynamic, rules)),
        longest_rule=max(map(len, rules), default=0),
        rule_bytes=sum(len(rule.encode()) + 1 for rule in rules),
    )


def _entries(files: Iterable[str]) -> Counter[str]:
    """How many files and folders each folder holds; "" is the top."""
    entries = Counter({"": 0})
    entries.update(map(folder_of, files))
    known = {""}
    for folder in list(entries):
        while folder not in known:
            known.add(folder)
            folder = folder_of(folder[:-1])  # noqa: PLW2901 - up to the top
            entries[folder] += 1
    return entries


def _rules(file: Path) -> list[str]:
    """The lines of a file of redirect rules."""
    try:
        return rules_in(file.read_text("utf-8", "replace"))
    except OSError:
        return []


def _publishes(order: Order) -> int:
    """How often the newsroom published in the last 30 days of its archive: once for each time of an article.

    Those that are dated by the same minute, or by a day alone, were published at once.
    """
    recent = order.day > order.day.max(initial=0) - _MONTH
    return len(np.unique(order.at[recent] // 60_000_000))


_LISTS = 6  # an article stands in: the front page, its section, an author, three tags
_ARTICLE_BYTES = 33_000  # of its page and of its places in lists
_OTHER_FILES = 0.03  # an article's share of indexes by date, sitemaps and feeds
_PHOTO_FILES, _PHOTO_BYTES = 10, 400_000  # all sizes of a photo


def forecast(archive: int, a_day: int, per_page: int) -> Usage:
    """What a site is likely to use in a year; new articles have a photo each, those of the archive none."""
    new = 365 * a_day
    pages = round((archive + new) * (1 + _LISTS / per_page + _OTHER_FILES))
    return Usage(
        files=pages + new * _PHOTO_FILES,
        bytes=(archive + new) * _ARTICLE_BYTES + new * _PHOTO_BYTES,
        largest=0,
        largest_file="",
        folders=pages,
        fullest=a_day * 31,
        publishes=a_day * _MONTH,
    )


# what is too much, and what would help


def _held_against(host: str, usage: Usage, database: Database, folder: str, config: Config) -> HostBudget:
    """The budget of one host; `folder` is the output as the state names it."""
    found = host_budget(host, usage)
    savings = () if found.fits else tuple(_savings(found, database, folder, config))
    return msgspec.structs.replace(found, savings=savings)


def outgrown(snapshot: Snapshot, output: Path) -> str:
    """A line that says what is too much for the host of the settings; empty if nothing is."""
    config, database = snapshot.config, snapshot.database
    if not config.host:
        return ""
    usage = _usage_of([config.host], database, output, snapshot.order, config)
    found = _held_against(config.host, usage, database, str(output.resolve()), config)
    if found.fits:
        return ""
    much = "; ".join(str(verdict) for verdict in found.verdicts if not verdict.fits)
    helps = "".join(f"; {saving}" for saving in found.savings[:1])
    return f"the site outgrows {HOSTS[config.host].title} ({much}{helps}): see newsgen budget"


def host_budget(host: str, usage: Usage) -> HostBudget:
    """The budget of one host, without what would help."""
    verdicts = tuple(_verdict(limit, usage.of(limit.what)) for limit in HOSTS[host].limits)
    return HostBudget(host, all(verdict.fits for verdict in verdicts), verdicts)


def _verdict(limit: Limit, uses: int | None) -> Verdict:
    return Verdict(limit, uses, uses is None or uses <= limit.free)


_IN_SIZE: tuple[Measure, ...] = ("files", "bytes", "files and folders", "entries of one folder")


def _savings(found: HostBudget, database: Database, folder: str, config: Config) -> Iterator[Saving]:
    """The settings that would make the site smaller, those first that save the most."""
    if any(not verdict.fits and verdict.limit.what in _IN_SIZE for verdict in found.verdicts):
        settings = msgspec.structs.asdict(config)
        every = [
            Saving(f"{name}: {value}" if value else name, len(sizes), sum(sizes))
            for (name, value), rows in _SAVED.items()
            if not (value and settings.get(name) == value)
            and (sizes := [row.size for row in rows(database, folder)])
        ]
        key: Callable[[Saving], int] = lambda saving: saving.files  # noqa: E731
        if all(verdict.fits for verdict in found.verdicts if verdict.limit.what != "bytes"):
            key = lambda saving: saving.bytes  # noqa: E731
        yield from sorted(every, key=key, reverse=True)


def _of_kind(database: Database, folder: str, name: str) -> Iterator[OutputRow]:
    """What was written for the pages of a kind."""
    (kind,) = (kind for kind in KINDS if kind.name == name)
    return database.outputs.between(folder, make_key(kind.rank, 0), make_key(kind.rank + 1, 0))


def _day_pages(database: Database, folder: str) -> Iterator[OutputRow]:
    (kind,) = (kind for kind in KINDS if isinstance(kind, PeriodKind))
    rows = _of_kind(database, folder, kind.name)
    return (row for row in rows if kind.period(row.key)[0].count("-") == 2)


def _drawn_images(database: Database, folder: str) -> Iterator[OutputRow]:
    """Those of articles and static pages."""
    return (row for row in _of_kind(database, folder, "social image") if is_of_page(row.key))


def _tag_feeds(database: Database, folder: str) -> Iterator[OutputRow]:
    tags = {term.id for term in database.articles.terms() if term.kind == "tag"}
    return (row for row in _of_kind(database, folder, "feed") if split_key(row.key).owner in tags)


def _originals(database: Database, folder: str) -> Iterator[OutputRow]:
    rows = _of_kind(database, folder, "media")
    return (row for row in rows if row.file.lower().endswith(_PHOTOS))


_SAVED: dict[tuple[str, str], Callable[[Database, str], Iterator[OutputRow]]] = {
    ("social_images", "section"): _drawn_images,
    ("archive", "month"): _day_pages,
    ("feeds", ""): _tag_feeds,
    ("originals", "linked"): _originals,
}
