"""Bring together what was read in single items, and decide what becomes of each."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsgen.content.article import LEADS, Picture
from newsgen.importing.story import Header, LeftOut, Note, Visibility
from newsgen.importing.wordpress.channel import Channel, Term
from newsgen.importing.wordpress.headers import SAFE, zoned
from newsgen.importing.wordpress.known import Known
from newsgen.importing.wordpress.plain import plain, slug_of
from newsgen.importing.wordpress.spool import Attachments, Column, Spool
from newsgen.importing.wordpress.stories import Planned
from newsgen.importing.wordpress.surveying import MenuEntry, ReadBatch, Surveyed, hashed

_MOST_PAGES = 100_000
_DEEPEST = 10
_STORY, _ATTACHMENT, _OTHER = 1, 2, 0


class PageFact(msgspec.Struct, frozen=True):
    """A page or another post that menus and other pages name by its number."""

    slug: str
    parent: int
    title: str
    url: str
    is_public: bool


class Collected:
    """All items of a source. After `finish`, `planned` says what becomes of each."""

    def __init__(self, workspace: Path, channels: list[Channel], known: Known) -> None:
        self.known = known
        self.count = 0  # stories
        self.numbered = 0  # those whose address was a number: `/?p=126`
        self.items = 0
        self.attachments = Attachments(workspace / "attachments.jsonl")
        self.offsets: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.terms: dict[str, str] = {}
        self.menus: list[MenuEntry] = []
        self.pages: dict[int, PageFact] = {}
        self.profiles: dict[str, str] = {}
        self.used_authors: set[str] = set()
        self.file_of_batch: list[int] = []
        self.stream_faults: list[tuple[int, str]] = []
        self._channels = channels
        self._exported = [channel.exported for channel in channels]
        self.spool = Spool(workspace)
        self._keys, self._slugs, self._ranks, self._thumbnails = Column(), Column(), Column(), Column()
        self._kinds = bytearray()
        self._sticky: list[tuple[float, int]] = []
        self._dropped: NDArray[np.int64] = np.empty(0, np.int64)
        self._ambiguous: frozenset[int] = frozenset()
        self._leads: dict[int, int] = {}
        self._owners: NDArray[np.int64] = np.empty(0, np.int64)  # items whose picture is theirs first
        self._batch_sizes: list[int] = []

    def add(self, read: ReadBatch) -> None:
        """Add a batch that was read."""
        batch = self.spool.add(read)
        self.offsets.update(batch.offsets)
        self.words.update(batch.words)
        for term, name in batch.terms.items():
            self.terms.setdefault(term, name)
        self._batch_sizes.append(len(batch.items))
        for one in batch.items:
            self._add(one)

    def _add(self, one: Surveyed) -> None:
        number = self.items
        self.items += 1
        self._keys.add(one.key)
        self._slugs.add(one.address)
        self._ranks.add(_rank(one))
        self._thumbnails.add(one.thumbnail)
        self._kinds.append(_STORY if one.header else _ATTACHMENT if one.attachment else _OTHER)
        if one.menu is not None:
            self.menus.append(one.menu)
        if one.profile is not None:
            self.profiles[one.profile.login] = one.profile.name
        if one.attachment is not None:
            self.attachments.add(one)
        if one.header is not None:
            self._add_story(one, one.header, number)

    def _add_story(self, one: Surveyed, header: Header, number: int) -> None:
        self.used_authors.update(header.authors)
        self.numbered += "?p=" in header.url
        is_public = header.visibility is Visibility.PUBLIC
        if header.kind == "page" and one.id and len(self.pages) < _MOST_PAGES:
            self.pages[one.id] = PageFact(header.slug, one.parent, header.title, header.url, is_public)
        if one.is_sticky and is_public and header.date:
            at = header.date.at
            self._sticky.append(
                (at.replace(tzinfo=None).timestamp() if at.tzinfo is None else at.timestamp(), number)
            )

    # after all were added

    def finish(self) -> None:
        """Decide which of several versions of a post counts, and what else needs all of them."""
        self.spool.finish()
        self.attachments.finish()
        self._dropped = self._older_versions()
        dropped = {int(number) for number in self._dropped}
        newest = sorted(
            (entry for entry in self._sticky if entry[1] not in dropped),
            key=lambda entry: (-entry[0], entry[1]),
        )
        self._leads = {number: place <= LEADS for place, (_, number) in enumerate(newest, 1)}
        self._owners = np.sort(np.unique(self._thumbnails.array(), return_index=True)[1])
        slugs = self._slugs.array()
        kept = np.array(self._kinds, dtype=np.uint8) == _STORY
        kept[self._dropped] = False
        names, counts = np.unique(slugs[kept & (slugs != 0)], return_counts=True)
        self._ambiguous = frozenset(map(int, names[counts > 1]))
        pages = {hashed(page.slug) for page in self.pages.values() if page.slug}
        self._ambiguous |= pages
        self.count = int(kept.sum())

    def _older_versions(self) -> NDArray[np.int64]:
        """The numbers of items of which another export, or another place, has a newer version."""
        keys = self._keys.array()
        numbers = np.arange(len(keys))
        sizes = np.array(self._batch_sizes, np.int64)
        files = np.repeat(np.array(self.file_of_batch[: len(sizes)], np.int64), sizes)
        ages = sorted({*self._exported})
        exported = np.array([ages.index(one) for one in self._exported], np.int64)[files]
        order = np.lexsort((-numbers, self._ranks.array(), exported, _wholeness(self._ranks.array()), keys))
        ordered = keys[order]
        is_older = np.zeros(len(keys), bool)
        if len(keys):
            is_older[:-1] = (ordered[:-1] == ordered[1:]) & (ordered[:-1] != 0)
        result: NDArray[np.int64] = np.sort(order[is_older])
        return result

    @property
    def listed_terms(self) -> tuple[Term, ...]:
        """All terms; those that only posts name come behind those that the newest export lists."""
        channels = sorted(self._channels, key=lambda channel: channel.exported, reverse=True)
        found = {(term.taxonomy, term.slug): term for channel in channels for term in channel.terms}
        for channel in channels[::-1]:
            found |= {(term.taxonomy, term.slug): term for term in channel.terms}
        for key, name in sorted(self.terms.items()):
            taxonomy, _, slug = key.partition(":")
            found.setdefault((taxonomy, slug_of(slug)), Term(taxonomy, slug_of(slug), plain(name)))
        return tuple(found.values())

    def planned(self) -> Iterator[tuple[Planned, ...]]:
        """What becomes of each item, in batches."""
        dropped = frozenset(map(int, self._dropped))
        number = 0
        for place, batch in enumerate(self.spool.batches()):
            file = self.file_of_batch[place]
            plans = []
            with self.attachments.reading():
                for one in batch.items:
                    plans.append(self._plan(one, number, file, number in dropped))
                    number += 1
            yield tuple(plans)

    def close(self) -> None:
        """Close what an error has left open."""
        self.spool.finish()
        self.attachments.close()

    def _plan(self, one: Surveyed, number: int, file: int, is_dropped: bool) -> Planned:
        if one.left is not None:
            return Planned(left=one.left)
        if one.header is None:
            return Planned()
        name = self.known.files[file].name
        place = f"{name}: post {one.id}" if one.id else f"{name}: {one.header.url}"
        if is_dropped:
            reason = "the same post is there in a newer version"
            return Planned(left=LeftOut(place, "duplicate", reason, one.header.title, one.header.url))
        header = self._header(one, one.header, number)
        image = self.attachments.by_id(one.thumbnail) if one.thumbnail else None
        lead = self._leads.get(number)
        notes = (Note("sticky-left", f"it is sticky, but only {LEADS} can lead"),) if lead is False else ()
        return Planned(
            header,
            image=Picture(image.url, image.alt, image.caption, image.credit) if image else None,
            missing=str(one.thumbnail) if one.thumbnail and not image else "",
            lead=int(bool(lead)),
            notes=notes,
        )

    def _header(self, one: Surveyed, header: Header, number: int) -> Header:
        addresses = list(header.addresses)
        if one.address in self._ambiguous:
            dateless = f"{self.known.base}{quote(header.slug, safe=SAFE)}/"
            addresses = [address for address in addresses if address != dateless]
        if one.id:
            for attachment in self.attachments.of_post(one.id):
                addresses += attachment.addresses
        if one.thumbnail and self._owners[np.searchsorted(self._owners, number, "right") - 1] == number:
            attachment_of = self.attachments.by_id(one.thumbnail)
            if attachment_of and not self._has_parent(one.thumbnail):
                addresses += attachment_of.addresses
        authors = header.authors
        if one.coauthors and self.profiles and not self._is_known(authors):
            found = [self.profiles.get(login, "") for login in one.coauthors]
            authors = tuple(dict.fromkeys(filter(None, found))) or authors
        date = zoned(header.date, self.known, is_local=one.is_local)
        slug = self._path(header.slug, one.parent) if header.kind == "page" else header.slug
        return msgspec.structs.replace(
            header, addresses=tuple(dict.fromkeys(addresses)), date=date, authors=authors, slug=slug
        )

    def _has_parent(self, attachment: int) -> bool:
        return self.attachments.parent_of(attachment) != 0

    def _is_known(self, authors: tuple[str, ...]) -> bool:
        return bool(authors) and all(name in self.known.authors.values() for name in authors)

    def _path(self, slug: str, parent: int) -> str:
        """The slug of a page behind those of the pages above it."""
        parts = [slug]
        while parent in self.pages and len(parts) < _DEEPEST:
            page = self.pages[parent]
            parts.append(page.slug)
            parent = page.parent
        return "/".join(filter(None, reversed(parts)))


def _rank(one: Surveyed) -> int:
    """A number that is greater for a later version of a post, and greatest for whole ones."""
    digits = "".join(char for char in one.order if char.isdigit())[:14]
    return int(digits.ljust(14, "0") or 0) + (0 if one.is_damaged else _WHOLE)


_WHOLE = 10**15


def _wholeness(ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    result: NDArray[np.int64] = ranks // _WHOLE
    return result
