"""A project that is at work: its database, scan, index and site."""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

import msgspec

from newsgen.config import Config
from newsgen.errors import Problem
from newsgen.index import indexing, order_state
from newsgen.index.database import Database
from newsgen.index.flaws import flaws
from newsgen.index.indexing import Index
from newsgen.index.listing import Listing, folder_of
from newsgen.index.order import Order
from newsgen.index.rows import FolderRow
from newsgen.index.scan import Scan, forget_outdated, rescan, scan
from newsgen.publishing.failures import reported
from newsgen.publishing.options import Progress, SessionOptions
from newsgen.publishing.site import RenderedSite
from newsgen.related.update import update
from newsgen.workers import WorkerPool


def preload(_: None) -> None:
    """Nothing to do: to find this, a process has loaded all that rendering needs."""


class Project:
    """A project whose state is locked. `scan`, `index` and `site` are there once it was refreshed.

    `altered` are the keys of pages whose files in the output are not as they were written. `notices` are
    warnings of this run, and of no other; `unfollowed` those of links in `content/`.
    """

    scan: Scan
    index: Index
    altered: frozenset[int] = frozenset()
    notices: tuple[Problem, ...] = ()
    unfollowed: tuple[Problem, ...] = ()

    def __init__(self, options: SessionOptions, config: Config, database: Database, pool: WorkerPool) -> None:
        self.options = options
        self.config = config
        self.database = database
        self.pool = pool

    def refresh(self, listing: Listing, progress: Progress, *, full: bool = False) -> None:
        """Bring the database up to a listing of `content/`, and keep that, whatever becomes of the pages."""
        forget_outdated(self.database, self.config, full=full)
        self.scan_all(listing, progress)
        if self.pool.is_worth_sharing(len(self.scan.changed)):
            self.pool.prepare(preload)
        self.update_index()
        self.settle()
        self.database.commit()

    # steps

    def scan_all(self, listing: Listing, progress: Progress) -> None:
        self.unfollowed = listing.warnings
        found = scan(self.options.content, listing, self.database, self.config, self.pool, progress)
        self.scan = self._reported(found)

    def scan_paths(self, paths: Iterable[str]) -> None:
        self.scan = self._reported(rescan(self.options.content, self.database, self.config, paths))

    def _reported(self, found: Scan) -> Scan:
        problems = reported(found.problems, self.options.state_file.parent)
        return msgspec.structs.replace(found, problems=problems)

    def update_index(self, order: Order | None = None) -> None:
        """Bring the index up to the scan; `order` is the one of the last update, if that is at hand."""
        options = self.options
        self.index = indexing.update(
            self.database, options.content, self.config, options.view, self.scan, order
        )

    def settle(self) -> None:
        """Work out which stories are related, for what changed since that was done last."""
        if not indexing.is_settled(self.database):
            order = settle(self.database, self.config, self.index.order, self.pool)
            self.index = msgspec.structs.replace(self.index, order=order)

    def leave_out(self, problems: Iterable[Problem | str]) -> bool:
        """Take files with these problems out of the index, as if they could not be read.

        Returns whether that is possible: each problem is of one file.
        """
        found = reported((p for p in problems if isinstance(p, Problem)), self.options.state_file.parent)
        paths = {problem.path for problem in found}
        if not paths or not all(self.database.files.at(path) for path in paths):
            return False
        self.database.files.drop(paths)
        self.database.files.put_folders(FolderRow(path, b"") for path in {folder_of(path) for path in paths})
        self.scan = Scan((), tuple(sorted(paths)), (*self.scan.problems, *found))
        self.update_index()
        self.settle()
        self.database.commit()
        self.__dict__.pop("site", None)
        return True

    # what there is

    @cached_property
    def site(self) -> RenderedSite:
        options = self.options
        return RenderedSite(options.project, self.config, self.database, options.view, self.index.order)

    @property
    def problems(self) -> list[Problem]:
        """What can't be read, and what does not fit together."""
        return [*self.scan.problems, *self.index.problems]

    def reading_warnings(self) -> Iterable[Problem]:
        """The warnings from when the files were read."""
        files = (file.unpacked for file in self.database.files.with_warnings())
        own = chain.from_iterable(file.warnings for file in files if file)
        return chain(own, flaws(self.database.files, self.options.content, self.config.zone))

    def link_warnings(self) -> tuple[Problem, ...]:
        """The links in `content/` and `templates/` that are not followed, as they are now."""
        return (*self.unfollowed, *self.site.theme.unfollowed)

    def article_count(self) -> tuple[int, int]:
        """How many articles are listed, and how many have no page: drafts, or not due yet."""
        listed, others = msgspec.msgpack.decode(self.database.values.get("counts"), type=tuple[int, int])
        return listed, others - len(self.index.problems)


def settle(database: Database, config: Config, order: Order | None, pool: WorkerPool | None = None) -> Order:
    """Work out which stories are related to those that changed, and keep the order with these links."""
    order = order or order_state.load(database)
    touched = indexing.pending(database).tolist()
    count = config.related + config.read_also.auto
    changed = update(database, order, touched, count, pool).articles if touched else ()
    if changed:
        order = order_state.relinked(order, database, changed)
        indexing.new_generation(database)
    return indexing.settled(database, order)
