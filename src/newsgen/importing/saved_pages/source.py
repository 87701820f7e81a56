"""Saved HTML pages and web archives as sources of stories: their pages are read once, in workers."""

import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from newsgen.errors import ContentError, Problem, unexpected
from newsgen.importing.adopt.settings_of import likely_zone
from newsgen.importing.saved_pages import archives, folders
from newsgen.importing.saved_pages.addresses import address_of_file, fold_key, host_of, site_of
from newsgen.importing.saved_pages.archives import DAMAGED, Record
from newsgen.importing.saved_pages.folding import PageRef, folded, merged
from newsgen.importing.saved_pages.opened import MAX_BYTES, RawPage, Settings
from newsgen.importing.saved_pages.reading import ReadPage, read_page
from newsgen.importing.saved_pages.repeated import shared_texts, texts_of
from newsgen.importing.story import (
    Header,
    LeftOut,
    Media,
    Progress,
    SiteFacts,
    SourceOptions,
    Story,
    Survey,
    Unit,
    UnitHeaders,
)
from newsgen.importing.text_files import opened
from newsgen.workers import WorkerPool

is_html = folders.is_html

_ZONE = "Asia/Jakarta"
_LAYOUT = 10  # pages of a site from which what they have in common is learned
_SAMPLE = 40
_MOST_SITES = 50
_BATCH = 20
_MIN_SHARED = 60
_MOST_DATES = 2000  # from which the time zone is told
_GROUPS = 50  # stories in a unit
_SHARED_FILE = "shared-texts.msgpack"


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC file, compressed or not."""
    if head.startswith(b"WARC/"):
        return True
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64).startswith(b"WARC/")
    except zlib.error:
        return False


def is_wacz(path: str | Path) -> bool:
    """Whether a file is a web archive as a zip file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return any(".warc" in name for name in names) and any(name.startswith("archive/") for name in names)


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A page to be read: in a file of its own, or in a WARC file. `number` is its place among all."""

    number: int
    name: str
    path: str
    record: Record | None = None


class _Batch(msgspec.Struct, frozen=True, array_like=True):
    task: Task
    workspace: str
    zone: str
    language: str
    comments: bool


class _Spooled(msgspec.Struct, frozen=True, array_like=True):
    """The pages of a batch, the pictures that were saved beside them, as address and path, and site names."""

    pages: list[PageRef]
    files: list[tuple[str, str]]
    names: list[str]


class PagesUnit(msgspec.Struct, frozen=True):
    """A few stories, each with the pages that it is read from."""

    workspace: str
    groups: tuple[tuple[PageRef, ...], ...]

    def found(self) -> Iterator[Story | LeftOut]:
        """The stories, and the pages without one, in order."""
        for group in self.groups:
            read = [_spooled(self.workspace, page) for page in group]
            stories = [one for one in read if isinstance(one, Story)]
            yield merged(group, stories) if len(stories) == len(group) else read[0]


class _Pages:
    """What folders and archives have in common: tasks are read, spooled and folded."""

    def __init__(self, options: SourceOptions) -> None:
        self.options = options
        self._groups: list[tuple[PageRef, ...]] = []
        self._beside: dict[str, str] = {}
        self.names: Counter[str] = Counter()

    def read(
        self, tasks: Sequence[Task], pool: WorkerPool, progress: Progress, left: Sequence[LeftOut]
    ) -> None:
        """Read all tasks, and fold the pages that are one story."""
        options = self.options
        self._learn(tasks, pool)
        batches = (
            _Batch(task, options.workspace, options.timezone or _ZONE, options.language, options.comments)
            for task in tasks
        )
        pages: list[PageRef] = []
        for spooled in pool.map_batches(_read_batch, batches, batch_size=_BATCH, min_shared=_MIN_SHARED):
            pages += spooled.pages
            self._beside.update(spooled.files)
            self.names.update(spooled.names)
            progress("read pages", len(pages), len(tasks))
        pages += _spool(options.workspace, len(tasks), [ReadPage(found=one) for one in left])
        self._groups = folded(pages)

    def _learn(self, tasks: Sequence[Task], pool: WorkerPool) -> None:
        """Find the texts that stand on many pages of each site with enough of them."""
        sites: dict[str, dict[str, Task]] = {}
        for task in tasks:
            url = task.record.url if task.record else address_of_file(task.name)
            sites.setdefault(host_of(url), {}).setdefault(fold_key(url) or task.name, task)
        found: dict[str, list[str]] = {}
        for host, by_key in islice(
            sorted(sites.items(), key=lambda one: (-len(one[1]), one[0])), _MOST_SITES
        ):
            if len(by_key) >= _LAYOUT:
                every = list(by_key.values())
                sample = every[:: max(1, len(every) // _SAMPLE)][:_SAMPLE]
                texts: dict[str, set[str]] = {}
                for results in pool.map_batches(_texts_batch, sample, batch_size=5, min_shared=_SAMPLE):
                    for title, some in results:
                        texts.setdefault(title, some)
                found[host] = sorted(shared_texts(list(texts.values()))) if len(texts) >= _LAYOUT else []
        Path(self.options.workspace, _SHARED_FILE).write_bytes(msgspec.msgpack.encode(found))

    def units(self) -> Iterator[Unit]:
        groups = iter(self._groups)
        while some := tuple(islice(groups, _GROUPS)):
            yield PagesUnit(self.options.workspace, some)


def _in_own_folder(options: SourceOptions, files: Sequence[str]) -> SourceOptions:
    """The options with a folder of the workspace that no other source of the import uses."""
    name = f"pages-{_hash(os.pathsep.join(files)):016x}"
    return msgspec.structs.replace(options, workspace=str(Path(options.workspace, name)))


class SavedPages:
    """Folders of saved pages, mirrors, and single pages."""

    name = "saved pages"

    def __init__(self, paths: tuple[str, ...], options: SourceOptions) -> None:
        self.files = paths
        self.options = _in_own_folder(options, self.files)
        self._pages = _Pages(self.options)
        self._media: list[folders.FoundFile] = []
        self._by_address: dict[str, str] | None = None

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """Read all pages.

        Raises:
            ContentError: there is no page among the files.
        """
        Path(self.options.workspace).mkdir(exist_ok=True)
        tasks: list[Task] = []
        for path in self.files:
            for found in folders.files_in(path):
                if found.kind == "page":
                    tasks.append(Task(len(tasks), found.name, found.path))
                else:
                    self._media.append(found)
        if not tasks:
            raise ContentError(Problem(", ".join(self.files[:3]), 0, 0, "there is no saved page in it"))
        self._pages.read(tasks, pool, progress, ())
        headers = UnitHeaders([*self.units()], pool, progress)
        return Survey(site=_site(headers, self._pages.names), headers=headers, media=self._all_media())

    def _all_media(self) -> list[Media]:
        return [Media(url) for url in sorted(self._addresses())]

    def _addresses(self) -> dict[str, str]:
        if self._by_address is None:
            known = ((address_of_file(one.name), one.path) for one in self._media)
            self._by_address = {url: path for url, path in known if url} | self._pages._beside
        return self._by_address

    def units(self) -> Iterator[Unit]:
        """The stories, after `survey`."""
        return self._pages.units()

    def media_file(self, url: str) -> str | None:
        """The file with the bytes of a media address of the survey; None if it is not there."""
        found = self._addresses().get(url)
        if found is None and "://" in url:
            other = "http" if url.startswith("https") else "https"
            found = self._addresses().get(f"{other}://{url.partition('://')[2]}")
        return found


class WebArchive:
    """WARC and WACZ files."""

    name = "web archive"

    def __init__(self, files: tuple[str, ...], options: SourceOptions) -> None:
        self.files = files
        self.options = _in_own_folder(options, self.files)
        self._pages = _Pages(self.options)
        self._media: dict[str, Record] = {}

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """Read all pages.

        Raises:
            ContentError: there is no page in the files.
        """
        Path(self.options.workspace).mkdir(exist_ok=True)
        tasks: list[Task] = []
        left: list[LeftOut] = []
        for number, file in enumerate(self.files):
            name = Path(file).name
            try:
                for warc in self._warcs(file, number):
                    for record in archives.records(warc):
                        if record.kind == "media":
                            self._media.setdefault(record.url, record)
                        else:
                            tasks.append(Task(len(tasks), name, file, record))
                        progress("find pages", len(tasks), 0)
            except (*DAMAGED, zipfile.BadZipFile) as error:
                left.append(
                    LeftOut(name, "damaged", f"it can't be read to its end: {error}"[:300], loses=True)
                )
        if not tasks:
            reason = left[0].reason if left else "there is no page in it"
            raise ContentError(Problem(", ".join(self.files[:3]), 0, 0, reason))
        self._pages.read(tasks, pool, progress, left)
        media = [Media(url) for url in sorted(self._media)]
        headers = UnitHeaders([*self.units()], pool, progress)
        return Survey(site=_site(headers, self._pages.names), headers=headers, media=media)

    def _warcs(self, file: str, number: int) -> list[str]:
        return archives.unpacked(file, Path(self.options.workspace), number) if is_wacz(file) else [file]

    def units(self) -> Iterator[Unit]:
        """The stories, after `survey`."""
        return self._pages.units()

    def media_file(self, url: str) -> str | None:
        """The file with the bytes of a media address of the survey; None if it is not there."""
        record = self._media.get(url)
        if record is None:
            return None
        target = Path(self.options.workspace, f"media-{_hash(url):016x}")
        if not target.exists():
            archives.save_record(record, target)
        return str(target)


def _site(headers: Iterable[Header], names: Counter[str]) -> SiteFacts:
    """What most pages say of their site: its address, name, language and time zone."""
    homes: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    dates: list[datetime] = []
    for header in headers:
        if header.url:
            parts = urlsplit(header.url)
            homes[f"{parts.scheme}://{parts.netloc}/"] += 1
        if header.language in ("id", "en"):
            languages[header.language] += 1
        if header.date and header.date.clock and len(dates) < _MOST_DATES:
            dates.append(header.date.at)
    url = _most(homes)
    found = {
        "title": _most(names),
        "base_url": url,
        "language": _most(languages),
        "timezone": likely_zone(dates) if dates else "",
    }
    return SiteFacts(url=url, settings={name: value for name, value in found.items() if value})


def _most(counts: Counter[str]) -> str:
    return max(sorted(counts), key=lambda text: counts[text], default="")


# in a worker


def _read_batch(batches: list[_Batch]) -> _Spooled:
    read: list[ReadPage] = []
    files: list[tuple[str, str]] = []
    for batch in batches:
        task = batch.task
        page = _read(batch)
        read.append(page)
        if task.record is None:
            files += _saved_beside(task.path, page.files)
    names = [page.site for page in read if page.site]
    return _Spooled(_spool(batches[0].workspace, batches[0].task.number, read), files, names)


def _read(batch: _Batch) -> ReadPage:
    task = batch.task
    try:
        raw = _raw(task)
        host = host_of(task.record.url if task.record else address_of_file(task.name))
        shared = _shared(batch.workspace).get(host, frozenset())
        return read_page(raw, Settings(batch.zone, batch.language, batch.comments, shared))
    except DAMAGED as error:
        return ReadPage(
            found=LeftOut(task.name, "unreadable", f"it can't be read: {error}"[:300], loses=True)
        )
    except Exception as error:
        problem = unexpected(task.name, error)
        url = task.record.url if task.record else ""
        return ReadPage(found=LeftOut(task.name, "failed", problem.message, url=url, loses=True))


def _raw(task: Task) -> RawPage:
    if task.record is not None:
        return archives.read_record(task.record, task.name)
    with opened(task.path) as stream:
        return RawPage(task.name, stream.read(MAX_BYTES + 1))


@lru_cache(maxsize=1)
def _shared(workspace: str) -> dict[str, frozenset[str]]:
    return msgspec.msgpack.decode(Path(workspace, _SHARED_FILE).read_bytes(), type=dict[str, frozenset[str]])


def _texts_batch(tasks: list[Task]) -> list[tuple[str, set[str]]]:
    """The title and the texts of pages."""
    found = []
    for task in tasks:
        try:
            found.append(texts_of(_raw(task)))
        except DAMAGED:
            continue  # it is left out, with the reason, when it is read
    return found


def _saved_beside(path: str, files: Sequence[str]) -> list[tuple[str, str]]:
    """The pictures of a page that a browser saved in a folder beside it, as address and path."""
    folder = Path(path).parent
    found = []
    for url in files:
        parts = unquote(urlsplit(url).path).split("/")[-2:]
        if len(parts) == 2 and parts[0] not in ("", ".", "..") and parts[1] not in ("", ".", ".."):
            file = folder / parts[0] / parts[1]
            if file.is_file() and not file.is_symlink() and folder in file.parents:
                found.append((url, str(file)))
    return found


def _spool(workspace: str, number: int, read: Sequence[ReadPage]) -> list[PageRef]:
    """Write pages to a file of the workspace that is named after the number of the first."""
    found: list[PageRef] = []
    with Path(workspace, f"pages-{number:08}.json").open("wb") as out:
        for page in read:
            raw = msgspec.json.encode(page.found)  # MessagePack has no zones
            found.append(
                PageRef(
                    file=number,
                    offset=out.tell(),
                    length=len(raw),
                    is_story=isinstance(page.found, Story),
                    key=_hash(page.key) if page.key else 0,
                    own_key=_hash(page.own_key) if page.own_key else 0,
                    part=page.part,
                    title=_hash(page.title) if page.title else 0,
                    site=_hash(site_of(host_of(page.url))) if page.url else 0,
                    size=page.size,
                    lede=_hash(page.lede) if page.lede else 0,
                    has_long_title=page.title.count("-") > 2,
                    sketch=page.sketch,
                    day=_day(page.found),
                )
            )
            out.write(raw)
    return found


def _day(found: Story | LeftOut) -> int:
    when = found.header.date if isinstance(found, Story) else None
    return when.at.toordinal() if when else 0


def _spooled(workspace: str, page: PageRef) -> Story | LeftOut:
    with Path(workspace, f"pages-{page.file:08}.json").open("rb") as stream:
        stream.seek(page.offset, os.SEEK_SET)
        raw = stream.read(page.length)
    return msgspec.json.decode(raw, type=Story if page.is_story else LeftOut)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
