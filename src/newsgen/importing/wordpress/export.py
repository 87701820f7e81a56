"""WordPress exports (WXR 1.0 to 1.2) and news feeds as sources of stories.

They are read once, in pieces. What an item tells of its story is kept on disk, until all were read and it is
known what the site is made of.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsgen.errors import ContentError, Problem
from newsgen.importing.story import Header, Media, Progress, SourceOptions, Survey, Unit
from newsgen.importing.wordpress import known as knowing
from newsgen.importing.wordpress.channel import Channel, namespaces, read_channel
from newsgen.importing.wordpress.collecting import Collected
from newsgen.importing.wordpress.items import Item, read_item
from newsgen.importing.wordpress.known import ExportFile, Known
from newsgen.importing.wordpress.settings import site_facts
from newsgen.importing.wordpress.splitting import Piece, Splitter, Stream, refuse_entities
from newsgen.importing.wordpress.stories import ItemsUnit
from newsgen.importing.wordpress.surveying import Batch, hashed, read_batches
from newsgen.workers import WorkerPool

_ITEMS, _BYTES = 100, 400_000  # of a batch
_SHARED = 4  # batches from which on other processes help
_WORDPRESS = re.compile(rb"wordpress\.org/export/\d|<wp:(?:wxr_version|post_type|post_id|status)>")
_FEED = re.compile(rb"<(?:rss|rdf:RDF|feed|item|entry|channel)[\s>]")
_GUID = re.compile(r"(https?://[^?#]*/)\?(?:p|page_id|attachment_id)=\d+$")
_ORIGIN = re.compile(r"https?://[^/?#]+")
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)


def is_wordpress(head: bytes) -> bool:
    """Whether a file that begins so (the first 64 KiB, decompressed) is a WordPress export."""
    return _WORDPRESS.search(_ascii(head)) is not None and is_feed(head)


def is_feed(head: bytes) -> bool:
    """Whether a file that begins so is an RSS or Atom feed; also true for a WordPress export."""
    head = _ascii(head)
    if _HTML.match(head) and b"<?xml" not in head:
        return False
    found = _FEED.search(head)
    if found is None:
        return False
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    # Warnings of PHP may stand before it.
    return text.startswith((b"<?xml", found.group()[:-1])) or b"<?xml" in head or b"<channel" in head


def _ascii(head: bytes) -> bytes:
    """Bytes of which those of UTF-16 lose every other one."""
    return head.replace(b"\0", b"") if b"\0" in head[:200] else head


class WordPressExport:
    """One export of a WordPress site, or several of one site: of a post in more than one, the newest counts.

    Files may be compressed with gzip.
    """

    name = "WordPress export"

    def __init__(self, files: tuple[str, ...], options: SourceOptions) -> None:
        self.files = files
        self._options = options
        self._collected: Collected | None = None
        self._known = ""

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """See `Source.survey`."""
        channels, files = self._heads()
        known = known_of(channels, files, self._options)
        path = knowing.write(known, "known-before.json")
        collected = Collected(Path(self._options.workspace), channels, known)
        batches = _Batches(self.files, path, progress)
        try:
            for some in pool.map_batches(read_batches, batches, batch_size=1, min_shared=_SHARED):
                for one in some:
                    collected.add(one)
        finally:
            collected.close()
        collected.file_of_batch = batches.file_of_batch
        collected.stream_faults = batches.faults
        collected.finish()
        facts = site_facts(channels, collected)
        zone = self._options.timezone or facts.settings.get("timezone", "")
        authors = {**collected.profiles, **known.authors}
        collected.known = msgspec.structs.replace(known, zone=zone, authors=authors)
        self._known = knowing.write(collected.known, "known.json")
        self._collected = collected
        if not collected.count and not collected.items:
            raise ContentError(*(Problem(file, 0, 0, "has no items that can be read") for file in self.files))
        return Survey(site=facts, headers=_Headers(collected), media=_MediaFiles(collected))

    def _heads(self) -> tuple[list[Channel], list[ExportFile]]:
        channels, files = [], []
        for path in self.files:
            splitter, first = _start(path)
            refuse_entities(splitter.head, path)
            names = namespaces(splitter.head)
            channel = read_channel(splitter.head, names)
            start = splitter.head + (first.raw if first else b"")
            is_feed = not (_WORDPRESS.search(start) or "wp" in names.prefixes.values())
            channels.append(channel)
            url = channel.url or (_site_of(read_item(first, names)) if first else "")
            files.append(ExportFile(Path(path).name, names, url, is_feed))
        return channels, files

    def units(self) -> Iterator[Unit]:
        """See `Source.units`."""
        assert self._collected is not None
        spool = self._collected.spool
        for place, planned in enumerate(self._collected.planned()):
            start, end = spool.told_ends[place : place + 2]
            yield ItemsUnit(self._known, str(spool.told), start, end - start, planned)
        self._collected.attachments.close()


class Feed(WordPressExport):
    """RSS or Atom feeds with the texts of stories."""

    name = "news feed"


def _start(path: str) -> tuple[Splitter, Piece | None]:
    """A splitter that has read what stands before the first item, and that item.

    Raises:
        ContentError: the file can't be opened.
    """
    try:
        stream = Stream(path)
    except OSError as error:
        raise ContentError(Problem(path, 0, 0, f"can't be read: {error.strerror}")) from None
    try:
        splitter = Splitter(stream, path)
        return splitter, next(iter(splitter), None)
    finally:
        stream.close()


def _site_of(item: Item) -> str:
    """The address of a site of which only items are there."""
    guid = item.text("guid")
    if found := _GUID.match(guid):
        return found[1]
    found = _ORIGIN.match(item.text("link") or guid)
    return f"{found[0]}/" if found else ""


class _Headers:
    """The headers of the stories, read from disk each time."""

    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    def __iter__(self) -> Iterator[Header]:
        for batch in self._collected.planned():
            yield from (plan.header for plan in batch if plan.header is not None)

    def __len__(self) -> int:
        return self._collected.count


class _MediaFiles:
    """The files of the site, read from disk each time."""

    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    def __iter__(self) -> Iterator[Media]:
        seen: set[int] = set()
        for attachment in self._collected.attachments:
            if (name := hashed(attachment.url)) not in seen:
                seen.add(name)
                yield Media(attachment.url, attachment.title, attachment.number)


class _Batches:
    """The items of all files in batches."""

    def __init__(self, files: tuple[str, ...], known: str, progress: Progress) -> None:
        self.faults: list[tuple[int, str]] = []
        self.file_of_batch: list[int] = []
        self._files = files
        self._known = known
        self._progress = progress

    def __iter__(self) -> Iterator[Batch]:
        total = sum(Path(path).stat().st_size for path in self._files)
        done = 0
        for number, path in enumerate(self._files):
            stream = Stream(path)
            try:
                for pieces in _batches(Splitter(stream, path)):
                    self.file_of_batch.append(number)
                    yield Batch(self._known, number, pieces)
                    self._progress("reading", done + stream.read_so_far, total)
                if stream.fault:
                    self.faults.append((number, stream.fault))
            finally:
                stream.close()
            done += stream.read_so_far


def _batches(pieces: Splitter) -> Iterator[tuple[Piece, ...]]:
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.raw)
        if len(batch) >= _ITEMS or size >= _BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def known_of(channels: list[Channel], files: list[ExportFile], options: SourceOptions) -> Known:
    """What the heads of all files say of their site; the newest export counts most."""
    authors: dict[str, str] = {}
    ids: dict[str, str] = {}
    categories: dict[str, str] = {}
    parents: dict[str, str] = {}
    category_ids: dict[str, str] = {}
    tags: dict[str, None] = {}
    ordered = sorted(channels, key=lambda channel: channel.exported)
    for channel in ordered:
        for author in channel.authors:
            authors[author.login] = author.name
            ids[str(author.id)] = author.name
        for term in channel.terms:
            if term.taxonomy == "category":
                categories[term.slug] = term.name
                category_ids[str(term.id)] = term.slug
                parents[term.slug] = term.parent
            elif term.taxonomy == "post_tag":
                tags[term.slug] = None
    return Known(
        options=options,
        files=tuple(files),
        url=next((channel.url for channel in reversed(ordered) if channel.url), "")
        or next((file.url for file in files if file.url), ""),
        language=options.language or next((one.language for one in reversed(ordered) if one.language), ""),
        authors=authors,
        author_ids=ids,
        categories=categories,
        parents={slug: parent for slug, parent in parents.items() if parent and parent != slug},
        category_ids=category_ids,
        tags=tuple(tags),
    )
