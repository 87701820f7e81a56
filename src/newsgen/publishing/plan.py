"""What a build has to do: the site as it is now, held against what was published."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.errors import Problem, joined
from newsgen.index.database import Database
from newsgen.index.order import Integers
from newsgen.index.order_state import blocks
from newsgen.index.rows import AnsweredRow
from newsgen.index.view import NEVER
from newsgen.pages.hashing import Hashes
from newsgen.pages.kind import PARTS, Fingerprints, PageKind, rank_of
from newsgen.pages.site import KINDS, AllPages, is_text
from newsgen.publishing.addresses import LostAddresses, address_warnings, lost_addresses
from newsgen.publishing.conflicts import Resolution, resolve
from newsgen.publishing.site import RenderedSite

_ROW = np.dtype([("key", np.int64), ("parts", np.uint64, (len(PARTS),))])
_SHAPE = crc32(repr((PARTS, [kind.name for kind in KINDS])).encode())  # of other kinds and parts, none counts
_NAMES = [kind.name for kind in KINDS]  # by rank, from 1
_BY_NAME = {kind.name: kind for kind in KINDS}
_OWN = PARTS.index("own")
_BLOCK = 36  # bits of the keys that share a block of what is recorded
_REASONS = {
    "template": "a template, a word, a setting, the menu or newsgen itself changed",
    "own": "its own file changed, or its address, its picture or a link in it",
    "names": "the name of a tag, section, author or series on it changed",
    "cards": "the articles that it lists changed",
    "latest": "the latest news beside it changed",
    "related": "its related stories, or what is shown of them, changed",
    "read_alsos": "the articles that its read-alsos lead to changed",
    "neighbours": "the article or day before or after it changed",
}


class LastBuild(msgspec.Struct, frozen=True):
    """What an output folder was made from, how many pages it has, and the warnings about them.

    The stamp is empty where a build was interrupted, or left broken articles out. Time alone changes no page
    from `since` up to `until` (microseconds since 1970).
    """

    stamp: bytes = b""
    pages: int = 0
    warnings: tuple[Problem, ...] = ()
    since: int = 0
    until: int = NEVER

    def still_holds(self, site: RenderedSite) -> bool:
        """Whether it was of the same site, at a moment with the same pages."""
        return self.stamp == site.stamp and self.since <= site.snapshot.view.now < self.until


class Recorded(msgspec.Struct, frozen=True):
    """The keys of all pages that an output folder may hold, and the fingerprints of those it surely holds.

    A page has none whose file was altered, or that an interrupted build was about to write. `own` has that
    part of all that were recorded, whatever became of their files.
    """

    keys: Integers
    fingerprints: Fingerprints
    own: Hashes


class Plan(msgspec.Struct, frozen=True):
    """What a build has to do.

    `write` are the keys of pages, in the order of rendering, `images` those of them that are pictures, and
    `remove` are files, with which addresses may be `lost`. `answer` are addresses at which something answers
    without a file from now on, and `unanswered` those where that ends. What is recorded in the end is
    `build` and `fingerprints`, None if these stay. `changed_texts` are the full addresses of texts that are
    not as the last build left them.
    """

    write: list[int]
    images: list[int]
    remove: list[str]
    problems: tuple[Problem, ...]
    build: LastBuild
    fingerprints: Fingerprints | None
    explained: str
    lost: LostAddresses
    changed_texts: tuple[str, ...] = ()
    answer: tuple[AnsweredRow, ...] = ()
    unanswered: tuple[str, ...] = ()


class BuildRecord:
    """What the database has of one output folder."""

    def __init__(self, database: Database, folder: str) -> None:
        self.database = database
        self.folder = folder
        self._name = f"fingerprints {_SHAPE:08x} {folder}"

    @property
    def last_build(self) -> LastBuild:
        kept = self.database.values.get(f"published {self.folder}")
        return msgspec.msgpack.decode(kept, type=LastBuild) if kept else LastBuild()

    def pages(self, last: LastBuild, altered: frozenset[int]) -> Recorded:
        rows = np.frombuffer(self.database.values.blocks(self._name), _ROW)
        keys = np.ascontiguousarray(rows["key"])
        sure = ~np.isin(keys, np.array(sorted(altered), np.int64))
        every = keys
        if not last.stamp or not len(keys):  # another page may stand in the file of one
            found = (
                self.database.outputs.keys(self.folder),
                self.database.addresses.answered_keys(self.folder),
            )
            written = np.array(sorted({*found[0], *found[1]}), np.int64)
            sure &= np.isin(keys, written)
            every = np.union1d(keys, written)
        fingerprints = Fingerprints(keys[sure], np.ascontiguousarray(rows["parts"][sure]))
        return Recorded(every, fingerprints, rows["parts"][:, _OWN])

    def interrupted(self) -> None:
        """Note that from now on the folder is being changed."""
        self.database.values.put(f"published {self.folder}", b"")

    @property
    def is_stamped(self) -> bool:
        """Whether the folder was given its stamp."""
        return bool(self.database.values.get(f"stamped {self.folder}"))

    def stamped(self) -> None:
        """Note that the folder has its stamp."""
        self.database.values.put(f"stamped {self.folder}", b"1")

    def kind_of(self, key: int) -> PageKind | None:
        """The kind of a page that was written, by whatever newsgen; None if there is none of its name."""
        names, place = self._kinds, rank_of(key) - 1
        return _BY_NAME.get(names[place]) if 0 <= place < len(names) else None

    @cached_property
    def _kinds(self) -> list[str]:
        """The names of the kinds by which the last build gave ranks."""
        kept = self.database.values.get(f"kinds {self.folder}")
        return msgspec.msgpack.decode(kept, type=list[str]) if kept else _NAMES

    def forget(self) -> None:
        """Note that the folder holds nothing of newsgen's any more."""
        self.database.outputs.drop_all(self.folder)
        self.database.addresses.drop_answered(self.folder)
        for name in (f"published {self.folder}", f"stamped {self.folder}"):
            self.database.values.put(name, b"")

    def put(self, build: LastBuild, fingerprints: Fingerprints | None) -> None:
        if fingerprints is not None:
            rows = np.empty(len(fingerprints.keys), _ROW)
            rows["key"], rows["parts"] = fingerprints.keys, fingerprints.parts
            self.database.values.put_blocks(self._name, blocks(rows, fingerprints.keys >> _BLOCK))
        self.database.values.put(f"kinds {self.folder}", msgspec.msgpack.encode(_NAMES))
        kept = msgspec.msgpack.encode(build) if build.stamp else b""
        self.database.values.put(f"published {self.folder}", kept)


def make_plan(
    site: RenderedSite,
    record: BuildRecord,
    altered: frozenset[int],
    warnings: Iterable[Problem],
    *,
    is_whole: bool,
    full: bool,
    explain: str,
) -> Plan:
    """Compare a site with what was published.

    `altered` are pages whose files in the output are not as they were written. The site is not `is_whole` if
    broken articles are left out of it: then nothing that is written now is taken for published.
    """
    last = record.last_build
    if last.still_holds(site) and is_whole and not full:
        return _plan_for_altered(record, last, altered, _explained(site, explain, altered, ()))
    recorded = record.pages(last, altered)
    pages = site.all_pages
    keys, parts = pages.fingerprints.keys, pages.fingerprints.parts
    known = Fingerprints(keys[:0], parts[:0]) if full else recorded.fingerprints
    difference = _compared(pages.fingerprints, known)
    resolution = _resolve_conflicts(site, record, pages, difference.moved)
    losers = np.array(sorted(resolution.lost), np.int64)
    present = ~np.isin(keys, losers)
    has_file = ~np.isin(keys, pages.answered)
    stale = np.flatnonzero(present & difference.stale & has_file)
    in_order = stale[np.argsort(pages.positions[stale], kind="stable")]
    moved = _may_leave(recorded.keys, keys[present], losers, difference.moved)
    problems = (*resolution.problems, *site.problems())
    removed = sorted(_left_behind(record, moved, resolution))
    unanswered = sorted(_no_more_answered(record, moved, resolution))
    ended = {file for file, _ in unanswered}
    leaving = [
        (file, key)
        for file, key in (*removed, *unanswered)
        if not resolution.holds(file)
        and (file in ended or not record.database.addresses.answered_at(record.folder, file))
    ]
    lost = lost_addresses(record.database, record.folder, leaving, resolution.holds, record.kind_of)
    lost_warnings = address_warnings(site.snapshot, lost.rows)
    every_warning = tuple(joined({*warnings, *site.warnings(), *lost_warnings}))
    stamp = site.stamp if is_whole and not problems else b""
    return Plan(
        write=keys[in_order].tolist(),
        images=np.intersect1d(keys[stale], pages.images).tolist(),
        remove=[file for file, _ in removed],
        problems=problems,
        build=LastBuild(
            stamp,
            int((present & has_file).sum()),
            every_warning,
            site.snapshot.view.now,
            site.registry.until,
        ),
        fingerprints=Fingerprints(keys[present], parts[present]),
        explained=_explained(site, explain, altered, _reasons(site, explain, known) if explain else ()),
        lost=lost,
        changed_texts=tuple(_changed_texts(site, record, recorded, present, removed)),
        answer=tuple(_answered(site, record, keys[present & difference.stale & ~has_file])),
        unanswered=tuple(file for file, _ in unanswered),
    )


def _changed_texts(
    site: RenderedSite,
    record: BuildRecord,
    recorded: Recorded,
    present: npt.NDArray[np.bool_],
    removed: Iterable[tuple[str, int]],
) -> Iterator[str]:
    """The full addresses of articles and static pages that are new, gone, or differ by themselves.

    Whatever else a page shows of others does not count. Without a record nobody can tell, so there are none.
    """
    if not len(recorded.own):
        return
    now = site.all_pages
    is_new = present & ~np.isin(now.fingerprints.parts[:, _OWN], recorded.own)
    for key in np.intersect1d(now.fingerprints.keys[is_new], now.texts).tolist():
        yield site.snapshot.urls.host + site.registry.url(key)
    for file, key in removed:
        kind = record.kind_of(key)
        if kind and is_text(kind):
            yield site.snapshot.urls.host + site.snapshot.urls.at_file(file)


def _answered(site: RenderedSite, record: BuildRecord, keys: Integers) -> Iterator[AnsweredRow]:
    """What is recorded of pages that have no file."""
    for key in keys.tolist():
        yield AnsweredRow(record.folder, site.registry.output(site.registry.url(key)), key)


def _plan_for_altered(record: BuildRecord, last: LastBuild, altered: frozenset[int], explained: str) -> Plan:
    """What a build of an unchanged site has to do: to mend what somebody else changed."""
    return Plan(
        write=sorted(altered),
        images=[],
        remove=[],
        problems=(),
        build=last,
        fingerprints=None,
        explained=explained,
        lost=lost_addresses(record.database, record.folder, (), lambda file: False, record.kind_of),
    )


def _may_leave(recorded: Integers, present: Integers, lost: Integers, moved: Integers) -> Integers:
    """The keys of recorded pages whose files may have to go: they are gone, or may stand elsewhere now."""
    gone = np.setdiff1d(recorded, present, assume_unique=True)
    return np.intersect1d(np.union1d(np.union1d(gone, lost), moved), recorded)


class _Difference(msgspec.Struct, frozen=True):
    """Which of the pages differ from what is known of them, and the keys of those that may have moved."""

    stale: npt.NDArray[np.bool_]
    moved: Integers


def _compared(now: Fingerprints, known: Fingerprints) -> _Difference:
    there, place = _find(now.keys, known.keys)
    differs = np.zeros((len(now.keys), len(PARTS)), bool)
    differs[there] = now.parts[there] != known.parts[place[there]]
    return _Difference(~there | differs.any(axis=1), now.keys[~there | differs[:, _OWN]])


def _find(wanted: Integers, among: Integers) -> tuple[npt.NDArray[np.bool_], Integers]:
    """Whether each key is among others, which rise, and where."""
    if not len(among):
        return np.zeros(len(wanted), bool), np.zeros(len(wanted), np.int64)
    place = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    return among[place] == wanted, place


def _resolve_conflicts(
    site: RenderedSite, record: BuildRecord, pages: AllPages, moved: Integers
) -> Resolution:
    """Which files the pages get that may have new addresses, against all that have one."""
    claims_of, output = site.registry.claims, site.registry.output
    keys, answered = pages.fingerprints.keys, frozenset(pages.answered.tolist())
    if 2 * len(moved) > len(keys):
        return resolve(lambda: claims_of(keys.tolist()), output, answered)
    claims = list(claims_of(moved.tolist()))
    known = {claim.key for claim in claims}
    for file in {output(claim.url) for claim in claims}:
        at = record.database.outputs.keys_at(record.folder, file)
        at |= record.database.addresses.answered_at(record.folder, file)
        there = np.array(sorted(at - known), np.int64)
        rivals = there[_find(there, keys)[0]].tolist()
        claims += claims_of(rivals)
        known.update(rivals)
    return resolve(lambda: claims, output, answered)


def _left_behind(record: BuildRecord, moved: Integers, resolution: Resolution) -> Iterator[tuple[str, int]]:
    """The files of pages that are gone or may have moved, with their keys, unless another page gets them."""
    for key in moved.tolist():
        for file in record.database.outputs.files(record.folder, key):
            if not resolution.has_file(file):
                yield file, key


def _no_more_answered(
    record: BuildRecord, moved: Integers, resolution: Resolution
) -> Iterator[tuple[str, int]]:
    """The same of addresses at which something answered without a file."""
    for key in moved.tolist():
        for file in record.database.addresses.answered_files(record.folder, key):
            if not resolution.is_answered(file):
                yield file, key


def _reasons(site: RenderedSite, url: str, known: Fingerprints) -> tuple[str, ...] | None:
    """The parts of the page at an address that differ from what is known; None if it was not there."""
    key = site.registry.meant(url)
    if key is None:
        return ()
    (was_there,), (place,) = _find(np.array([key]), known.keys)
    if not was_there:
        return None
    now = site.all_pages.fingerprints
    (here,) = np.flatnonzero(now.keys == key)
    both = zip(PARTS, now.parts[here], known.parts[place], strict=True)
    return tuple(name for name, new, old in both if new != old)


def _explained(site: RenderedSite, url: str, altered: frozenset[int], reasons: tuple[str, ...] | None) -> str:
    """Why the page at an address is written."""
    if not url:
        return ""
    key = site.registry.meant(url)
    if key is None:
        return f"{url}: there is no such page"
    url = site.registry.url(key)
    if key in altered:
        return f"{url}: its file in the output was changed or deleted"
    if reasons is None:
        return f"{url}: it was not there"
    return f"{url}: {'; '.join(_REASONS[part] for part in reasons) or 'it is as it was'}"
