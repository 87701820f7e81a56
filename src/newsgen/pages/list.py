"""Lists of articles: the front page, sections, tags, authors and series, numbered from the oldest."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.reader import AUTHORS
from newsgen.index.entries import hash64
from newsgen.index.order import LEAD_FOR, Integers, iso_day
from newsgen.pages.hashing import Hashes, mixed, numbered, unsigned
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.snapshot import DocumentFile, Snapshot
from newsgen.pages.values import Card, Link, Page, Picture, TextPage
from newsgen.urls import LISTS, list_pages

HOME = 0  # the number of the list of all articles, beside those of terms
WITH_FEED = ("home", "section", "tag")
WITH_LEADS = ("home", "section")
_PROFILE = 1 << 23  # a page number that no list reaches: the first page of an author with a file
_ON_TOP = 3
_IN_A_BLOCK = 4
_MOST_BLOCKS = 12  # where no menu tells which sections
_OLD = 366  # days after which an article stands no more in a block


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """The way through a list that is numbered from its oldest page; an empty URL means there is none.

    `number` is 0 on the list's own address, which holds the newest.
    """

    number: int = 0
    newer: str = ""
    older: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An author as `content/authors/` describes them."""

    name: str
    role: str = ""
    image: Picture | None = None


class HomePage(Page, frozen=True, kw_only=True):
    """The front page: `lead`, `top`, blocks by section, then all other `cards`; none of them twice.

    Cards of the day `clock_since` and later ones are shown with their clock.
    """

    template: ClassVar[str] = "home.html"
    lead: Card | None
    top: tuple[Card, ...]
    cards: tuple[Card, ...]
    sections: tuple[tuple[Link, tuple[Card, ...]], ...]
    pager: Pager
    clock_since: str = ""


class ListPage(TextPage, frozen=True, kw_only=True):
    """A page of a list. `kind` is "home" (older pages), "section", "tag", "author" or "series".

    `first_part` is which part of a series the last card is, else 0. The text is that of an author's file.
    Cards of the day `clock_since` and later ones are shown with their clock.
    """

    template: ClassVar[str] = "list.html"
    kind: str
    cards: tuple[Card, ...]
    pager: Pager
    first_part: int = 0
    profile: Profile | None = None
    clock_since: str = ""


class ListPlace(msgspec.Struct, frozen=True):
    """A page of a list: the kind and slug of the list, and the number of the page from the oldest."""

    kind: str
    slug: str
    number: int


class ListSlice(msgspec.Struct, frozen=True):
    """What a page of a list holds: cards, newest first but for those that lead, and the day of the newest.

    The day is empty without any card; `clock_since` is the second newest day.
    """

    cards: tuple[Card, ...]
    pager: Pager
    newest: Card | None
    day: str
    clock_since: str


class ListColumns(msgspec.Struct, frozen=True):
    """Some lists in columns, as `Lists` of the order.

    With prefix sums over the cards of their members, and over those that lead.
    """

    terms: Integers
    starts: Integers
    members: Integers
    sums: Hashes
    lead_sums: Hashes


class ListKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the term, and the page's number, 0 for the list's own address.

    The first page of an author with a file has the id of that file.
    """

    name: ClassVar[str] = "list"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_list(path)
        if found is None:
            return None
        kind, slug, number = found
        author = snapshot.authors.get(slug) if kind == "author" and not number else None
        if author:
            return make_key(self.rank, author.id, _PROFILE)
        count = snapshot.order.count(kind, slug)
        if number > list_pages(count, snapshot.config.per_page) or (kind != "home" and not count):
            return None
        return make_key(self.rank, term_of(snapshot, kind, slug), number)

    def place(self, snapshot: Snapshot, key: int) -> ListPlace:
        """Which page of which list a key is of."""
        parts = split_key(key)
        if parts.number == _PROFILE:
            return ListPlace("author", snapshot.document(parts.owner).record.slug, 0)
        kind, slug = list_of(snapshot, parts.owner)
        return ListPlace(kind, slug, parts.number)

    def url(self, snapshot: Snapshot, key: int) -> str:
        place = self.place(snapshot, key)
        return snapshot.urls.list(place.kind, place.slug, place.number)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        parts = split_key(key)
        if parts.number == _PROFILE:
            return Owner(snapshot.path(parts.owner))
        kind, slug = list_of(snapshot, parts.owner)
        return Owner(what=f"the list of the {kind} {slug}" if slug else "the front page")

    # values

    def page(self, snapshot: Snapshot, key: int) -> Page:
        place = self.place(snapshot, key)
        shown = self._slice(snapshot, place)
        if place == ListPlace("home", "", 0):
            return self._home(snapshot, shown)
        parts = split_key(key)
        author = snapshot.document(parts.owner) if parts.number == _PROFILE else None
        return self._list(snapshot, place, shown, author)

    def _slice(self, snapshot: Snapshot, place: ListPlace) -> ListSlice:
        per_page = snapshot.config.per_page
        members = snapshot.order.members(place.kind, place.slug)
        number, pages = place.number, list_pages(len(members), per_page)
        start = (number - 1 if number else pages) * per_page
        shown = members[start : start + per_page if number else None]

        def url(n: int) -> str:
            return snapshot.urls.list(place.kind, place.slug, n)

        pager = Pager(
            number=number,
            newer="" if not number else url(0) if number == pages else url(number + 1),
            older=url(pages) if not number and pages else url(number - 1) if number > 1 else "",
        )
        positions = _with_leads(snapshot, place, shown.tolist())
        days = sorted(set(snapshot.order.day[positions].tolist()))
        return ListSlice(
            cards=tuple(map(snapshot.card_at, positions)),
            pager=pager,
            newest=snapshot.card_at(int(shown[-1])) if len(shown) else None,
            day=snapshot.order.day_of(int(shown[-1])) if len(shown) else "",
            clock_since=iso_day(days[-2:][0]) if days else "",
        )

    def _home(self, snapshot: Snapshot, shown: ListSlice) -> HomePage:
        """The front page: always as of now."""
        lead, top = shown.cards[:1], shown.cards[1 : _ON_TOP + 1]
        sections = tuple(self._blocks(snapshot, shown={card.url for card in lead + top}))
        below = {card.url for _, block in sections for card in block}
        return HomePage(
            url=snapshot.urls.root,
            title=snapshot.config.title,
            description=snapshot.config.description or snapshot.config.tagline,
            latest=snapshot.latest(None),
            feed=snapshot.urls.feed("home"),
            masthead_date=shown.newest.date if shown.newest else None,
            lead=lead[0] if lead else None,
            top=top,
            cards=tuple(card for card in shown.cards[_ON_TOP + 1 :] if card.url not in below),
            sections=sections,
            pager=shown.pager,
            clock_since=shown.clock_since,
        )

    def _blocks(self, snapshot: Snapshot, shown: set[str]) -> Iterator[tuple[Link, tuple[Card, ...]]]:
        """For each section its newest articles that are not shown above; each stands in one block only.

        A block ends before an article that is much older than the first, and one that begins with such an
        article is left out: old news beside today's says nothing of the section.
        """
        newest = snapshot.order.newest("home", "")
        since = 0 if newest is None else int(snapshot.order.day[newest]) - _OLD
        for slug in _sections(snapshot):
            members = snapshot.order.members("section", slug)[-(2 * _IN_A_BLOCK + _ON_TOP) :]
            recent = members[snapshot.order.day[members] >= since]
            cards = snapshot.newest(recent, len(recent))
            block = [card for card in cards if card.url not in shown][:_IN_A_BLOCK]
            shown |= {card.url for card in block}
            if block:
                yield snapshot.term("section", slug), tuple(block)

    def _list(
        self, snapshot: Snapshot, place: ListPlace, shown: ListSlice, author: DocumentFile | None
    ) -> ListPage:
        kind, slug = place.kind, place.slug
        is_home = kind == "home"
        title = snapshot.config.title if is_home else snapshot.name(kind, slug)
        top = Link(title, snapshot.urls.list(kind, slug))
        return ListPage(
            url=snapshot.urls.list(kind, slug, place.number),
            title=title,
            description=author.record.summary if author else "",
            crumbs=(snapshot.info.home, *((top,) if place.number and not is_home else ())),
            latest=snapshot.latest(shown.day or None),
            feed=snapshot.urls.feed(kind, slug) if kind in WITH_FEED else "",
            kind=kind,
            cards=shown.cards,
            pager=shown.pager,
            clock_since=shown.clock_since,
            first_part=_first_part(snapshot, place) if kind == "series" else 0,
            profile=_profile(snapshot, author) if author else None,
            path=author.path if author else "",
            digest=author.digest if author else "",
            text=snapshot.text(author.path, author.record) if author else "",
            links=snapshot.links(author.path, author.outline) if author else (),
            pictures=snapshot.pictures_in(author.outline, author.path) if author else (),
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns, order = snapshot.columns, snapshot.order
        everyone = np.arange(len(order.ids))
        ends = np.array([0, len(everyone)])
        whole = ListColumns(np.array([HOME]), ends, everyone, columns.sums, np.zeros_like(columns.sums))
        yield self._group(snapshot, whole, np.array([0]), by_value=[HOME])
        terms, starts, members = order.lists.terms, order.lists.starts, order.lists.members
        lists = ListColumns(terms, starts, members, columns.list_sums, columns.list_lead_sums)
        for kind in LISTS:
            of_kind = [term for term in order.all_terms if term.kind == kind]
            with_file = [term.id for term in of_kind if kind == "author" and term.slug in snapshot.authors]
            rows = np.flatnonzero(np.isin(lists.terms, [term.id for term in of_kind]))
            yield self._group(snapshot, lists, rows, by_value=with_file)
        profiles = (make_key(self.rank, author.id, _PROFILE) for author in snapshot.documents(AUTHORS))
        few = (make_key(self.rank, HOME), *profiles)
        yield from groups_by_value(self, snapshot, few)

    def _group(
        self, snapshot: Snapshot, lists: ListColumns, wanted: Integers, *, by_value: list[int]
    ) -> PageGroup:
        """The pages of some rows of lists; the first pages of those `by_value` stand in another group."""
        columns, per_page = snapshot.columns, snapshot.config.per_page
        counts = np.maximum(0, np.diff(lists.starts)[wanted] // per_page - 1)  # of numbered pages
        which, numbers = numbered(counts + 1)
        here = ((numbers > 0) | ~np.isin(lists.terms[wanted[which]], by_value)) & (len(lists.members) > 0)
        which, numbers = which[here], numbers[here]
        is_numbered, count = numbers > 0, counts[which]
        rows = wanted[which]
        low = lists.starts[rows] + np.where(is_numbered, numbers - 1, count) * per_page
        high = np.where(is_numbered, low + per_page, lists.starts[rows + 1])
        oldest, newest = lists.members[low], lists.members[high - 1]
        top = np.where(is_numbered, high, np.maximum(high - LEAD_FOR - 1, lists.starts[rows]))
        pager = np.where(is_numbered, numbers == count, count + 2)  # what its links to other pages depend on
        word = unsigned(np.array([hash64(snapshot.urls.words["page"])]))  # in the address of numbered ones
        return group(
            ListPage,
            make_keys(self.rank, lists.terms[rows], numbers),
            np.where(is_numbered, oldest, newest),
            own=mixed(unsigned(pager)) ^ word,
            names=columns.names[lists.terms[rows]],
            cards=lists.sums[high] - lists.sums[low] + (lists.lead_sums[high] - lists.lead_sums[top]),
            latest=columns.latest(snapshot.order.day[newest]),
        )


def term_of(snapshot: Snapshot, kind: str, slug: str) -> int:
    """The id of the term whose list has this kind and slug, which exists."""
    return HOME if kind == "home" else snapshot.order.terms[kind, slug].id


def list_of(snapshot: Snapshot, term: int) -> tuple[str, str]:
    """Kind and slug of the list of a term."""
    if term == HOME:
        return "home", ""
    found = snapshot.order.by_id[term]
    return found.kind, found.slug


def list_urls(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Kind and slug of every list, the front page's first; an author with a file needs no article."""
    yield "home", ""
    for kind in LISTS:
        slugs = snapshot.order.slugs(kind)
        for slug in sorted({*slugs, *snapshot.authors}) if kind == "author" else slugs:
            yield kind, slug


def _with_leads(snapshot: Snapshot, place: ListPlace, shown: list[int]) -> list[int]:
    """The positions of a page's articles, newest first but for those that lead."""
    has_leads = place.kind in WITH_LEADS and not place.number
    leads = snapshot.order.leads(place.kind, place.slug) if has_leads else {}
    found = [position for position in reversed(shown) if position not in leads.values()]
    for number, position in leads.items():
        found.insert(number - 1, position)
    return found


def _sections(snapshot: Snapshot) -> Iterable[str]:
    """The sections that have a block: those of the menu in its order, else the first with news."""
    order, menu = snapshot.order, [link.url for link in snapshot.info.menu]
    by_url = {snapshot.urls.list("section", slug): slug for slug in order.slugs("section")}
    if snapshot.config.menu is not None and (listed := [by_url[url] for url in menu if url in by_url]):
        return dict.fromkeys(listed)
    return sorted(by_url.values(), key=lambda slug: -(order.newest("section", slug) or 0))[:_MOST_BLOCKS]


def _first_part(snapshot: Snapshot, place: ListPlace) -> int:
    """The number of the oldest part of a series on a page of its list."""
    per_page = snapshot.config.per_page
    pages = list_pages(snapshot.order.count("series", place.slug), per_page)
    return (place.number - 1 if place.number else pages) * per_page + 1


def _profile(snapshot: Snapshot, author: DocumentFile) -> Profile:
    record = author.record
    return Profile(name=record.title, role=record.role, image=snapshot.picture(record.image, author.path))
