"""Lists of articles: the front page, sections, tags, authors and series, numbered from the oldest."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.config import LISTS
from newsgen.index.order import LEAD_FOR, Integers, iso_day
from newsgen.pages.documents import DocumentFile
from newsgen.pages.hashing import Hashes
from newsgen.pages.kind import (
    Lasting,
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.paging import Pager, page_slice, paged, pager
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Card, Link, Page, Picture, TextPage
from newsgen.urls import FEEDS, list_pages

HOME = 0  # the number of the list of all articles, beside those of terms
_DESCRIBED = 1 << 23  # a page number that no list reaches: the first page of one with a file
WITH_LEADS = ("home", "section")
_MOST_LEADS = 4
_ON_TOP = 3
_IN_A_BLOCK = 4
_MOST_BLOCKS = 12  # where no menu tells which sections
_OLD = 366  # days after which an article stands no more in a block


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An author, or another list, as its file in `content/` describes it.

    `social` are an author's profiles elsewhere.
    """

    name: str
    role: str = ""
    image: Picture | None = None
    social: tuple[Link, ...] = ()
    fediverse: str = ""


class HomePage(Page, frozen=True, kw_only=True):
    """The front page: `lead`, `top`, blocks by section, then all other `cards`; none of them twice.

    Cards of the day `clock_since` and later ones are shown with their clock.
    """

    template: ClassVar[str] = "home.html"
    is_current: ClassVar[bool] = True
    lead: Card | None
    top: tuple[Card, ...]
    cards: tuple[Card, ...]
    sections: tuple[tuple[Link, tuple[Card, ...]], ...]
    pager: Pager
    clock_since: str = ""

    @property
    def stories(self) -> tuple[Card, ...]:
        """All that it shows, from the top."""
        lead = (self.lead,) if self.lead else ()
        blocks = (card for _, cards in self.sections for card in cards)
        return (*lead, *self.top, *blocks, *self.cards)


class ListPage(TextPage, frozen=True, kw_only=True):
    """A page of a list. `kind` is "home" (older pages), "section", "tag", "author" or "series".

    `first_part` is which part of a series the last card is, else 0. The text is that of its file.
    Cards of the day `clock_since` and later ones are shown with their clock. One that `is_thin` has too few
    stories for search engines.
    """

    template: ClassVar[str] = "list.html"
    kind: str
    cards: tuple[Card, ...]
    pager: Pager
    first_part: int = 0
    profile: Profile | None = None
    clock_since: str = ""
    is_thin: bool = False

    @property
    def stories(self) -> tuple[Card, ...]:
        """All that it shows, from the top."""
        return self.cards


class ListPlace(msgspec.Struct, frozen=True):
    """A page of a list: the kind and slug of the list, and the number of the page from the oldest."""

    kind: str
    slug: str
    number: int


class ListSlice(msgspec.Struct, frozen=True):
    """What a page of a list holds: cards, newest first but for those that lead.

    `end` is the position behind that of the newest, and `clock_since` the second newest day; None and empty
    without any card.
    """

    cards: tuple[Card, ...]
    pager: Pager
    end: int | None
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

    The first page of one with a file has the id of that file.
    """

    name: ClassVar[str] = "list"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = snapshot.urls.parse_list(path)
        if found is None:
            return None
        kind, slug, number = found
        file = None if number else snapshot.lists.get(kind, slug)
        if file:
            return make_key(self.rank, file.id, _DESCRIBED)
        count = snapshot.order.count(kind, slug)
        if number > list_pages(count, snapshot.config.per_page) or (kind != "home" and not count):
            return None
        return make_key(self.rank, term_of(snapshot, kind, slug), number)

    def place(self, snapshot: Snapshot, key: int) -> ListPlace:
        """Which page of which list a key is of."""
        parts = split_key(key)
        if parts.number == _DESCRIBED and (name := snapshot.document(parts.owner).list):
            return ListPlace(*name, 0)
        kind, slug = list_of(snapshot, parts.owner)
        return ListPlace(kind, slug, parts.number)

    def url(self, snapshot: Snapshot, key: int) -> str:
        place = self.place(snapshot, key)
        return snapshot.urls.list(place.kind, place.slug, place.number)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        parts = split_key(key)
        if parts.number == _DESCRIBED:
            return Owner(snapshot.path(parts.owner))
        kind, slug = list_of(snapshot, parts.owner)
        if file := snapshot.lists.get(kind, slug):
            return Owner(file.path, f"page {parts.number}")
        return Owner(what=f"the list of the {kind} {slug}" if slug else "the front page")

    def lasting(self, key: int) -> Lasting | None:
        parts = split_key(key)
        hint = "let an article be in it, or give its address to another list"
        if parts.number == _DESCRIBED:
            return Lasting(hint, file=parts.owner)
        return None if parts.number else Lasting(hint, term=parts.owner)

    # values

    def page(self, snapshot: Snapshot, key: int) -> Page:
        place = self.place(snapshot, key)
        shown = self._slice(snapshot, place)
        if place == ListPlace("home", "", 0):
            return self._home(snapshot, shown)
        parts = split_key(key)
        file = snapshot.document(parts.owner) if parts.number == _DESCRIBED else None
        return self._list(snapshot, place, shown, file)

    def _slice(self, snapshot: Snapshot, place: ListPlace) -> ListSlice:
        members = snapshot.order.members(place.kind, place.slug)
        of_list = (len(members), snapshot.config.per_page, place.number)
        shown = members[page_slice(*of_list)]
        positions = _with_leads(snapshot, place, shown.tolist())
        days = sorted(set(snapshot.order.day[positions].tolist()))
        return ListSlice(
            cards=tuple(map(snapshot.card_at, positions)),
            pager=pager(*of_list, partial(snapshot.urls.list, place.kind, place.slug)),
            end=int(shown[-1]) + 1 if len(shown) else None,
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
            latest=snapshot.latest(shown={card.url for card in shown.cards} | below),
            feed=snapshot.urls.feed("home"),
            json_feed=snapshot.urls.feed("home", name=FEEDS[1]),
            masthead_date=snapshot.card_at(shown.end - 1).date if shown.end else None,
            lead=lead[0] if lead else None,
            top=top,
            cards=tuple(card for card in shown.cards[_ON_TOP + 1 :] if card.url not in below),
            sections=sections,
            pager=shown.pager,
            clock_since=shown.clock_since,
            old_queries=snapshot.redirects.prefixes,
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
        self, snapshot: Snapshot, place: ListPlace, shown: ListSlice, file: DocumentFile | None
    ) -> ListPage:
        kind, slug = place.kind, place.slug
        is_home, is_fed = kind == "home", snapshot.has_feed(kind, slug)
        title = snapshot.config.title if is_home else snapshot.name(kind, slug)
        top = Link(title, snapshot.urls.list(kind, slug))
        return ListPage(
            url=snapshot.urls.list(kind, slug, place.number),
            title=title,
            description=file.record.summary if file else "",
            crumbs=(snapshot.info.home, *((top,) if place.number and not is_home else ())),
            latest=snapshot.latest(shown.end, {card.url for card in shown.cards}),
            feed=snapshot.urls.feed(kind, slug) if is_fed else "",
            json_feed=snapshot.urls.feed(kind, slug, FEEDS[1]) if is_fed else "",
            kind=kind,
            preview=snapshot.section_preview(slug) if kind == "section" else None,
            cards=shown.cards,
            pager=shown.pager,
            clock_since=shown.clock_since,
            is_thin=is_thin(snapshot, kind, slug),
            first_part=_first_part(snapshot, place) if kind == "series" else 0,
            profile=_profile(snapshot, file, title) if file else None,
            path=file.path if file else "",
            digest=file.digest if file else "",
            text=snapshot.text(file.path, file.record) if file else "",
            links=snapshot.links(file.path, file.outline) if file else (),
            pictures=snapshot.pictures_in(file.outline, file.path) if file else (),
            players=snapshot.players_in(file.outline, file.path) if file else (),
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
            slugs = {*snapshot.lists.slugs(kind)}
            with_file = [term.id for term in of_kind if term.slug in slugs]
            rows = np.flatnonzero(np.isin(lists.terms, [term.id for term in of_kind]))
            thin = snapshot.config.thin if kind == "tag" else 0
            yield self._group(snapshot, lists, rows, by_value=with_file, thin=thin)
        described = (make_key(self.rank, file.id, _DESCRIBED) for file in snapshot.lists.described)
        few = (make_key(self.rank, HOME), *described)
        yield from groups_by_value(self, snapshot, few)

    def _group(
        self, snapshot: Snapshot, lists: ListColumns, wanted: Integers, *, by_value: list[int], thin: int = 0
    ) -> PageGroup:
        """The pages of some rows of lists; the first pages of those `by_value` stand in another group.

        Lists with fewer than `thin` members are for readers alone.
        """
        columns = snapshot.columns
        starts, ends = lists.starts[wanted], lists.starts[wanted + 1]
        pages = paged(starts, ends, snapshot.config.per_page, snapshot.urls.words["page"])
        terms = lists.terms[wanted[pages.rows]]
        here = ((pages.numbers > 0) | ~np.isin(terms, by_value)) & (len(lists.members) > 0)
        terms, numbers, low, high = terms[here], pages.numbers[here], pages.low[here], pages.high[here]
        oldest, newest = lists.members[low], lists.members[high - 1]
        names = columns.names[terms]
        is_first = numbers == 0
        is_thin = ((ends - starts)[pages.rows[here]] < thin).astype(np.uint64)
        behind = np.where(is_first, np.maximum(high - LEAD_FOR - 1, starts[pages.rows[here]]), high)
        return group(
            ListPage,
            make_keys(self.rank, terms, numbers),
            np.where(is_first, newest, oldest),
            own=pages.pager[here] ^ names,
            names=names,
            cards=lists.sums[high]
            - lists.sums[low]
            + (lists.lead_sums[high] - lists.lead_sums[behind])
            + is_thin,
            latest=columns.latest(newest + 1, high - low + _MOST_LEADS * is_first),
        )


def is_thin(snapshot: Snapshot, kind: str, slug: str) -> bool:
    """Whether a list has too few stories for search engines: tags are many, and often used once."""
    return kind == "tag" and snapshot.order.count(kind, slug) < snapshot.config.thin


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
    """Kind and slug of every list, the front page's first; one with a file needs no article."""
    yield "home", ""
    for kind in LISTS:
        for slug in sorted({*snapshot.order.slugs(kind), *snapshot.lists.slugs(kind)}):
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


def _profile(snapshot: Snapshot, file: DocumentFile, name: str) -> Profile:
    record = file.record
    return Profile(
        name=name,
        role=record.role,
        image=snapshot.picture(record.image, file.path),
        social=tuple(Link(title, url) for title, url in record.social.items()),
        fediverse=record.fediverse,
    )
