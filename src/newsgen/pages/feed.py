"""Feeds: of the whole site, and of the lists of the kinds that a site wants feeds of; RSS and JSON Feed."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import PurePosixPath
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.article import Picture, When
from newsgen.index.entries import hash64
from newsgen.index.resolver import place_read_alsos
from newsgen.index.rows import ArticleRow
from newsgen.index.view import micros, moment
from newsgen.pages.article import Notice
from newsgen.pages.documents import DocumentFile
from newsgen.pages.kind import (
    Lasting,
    Owner,
    PageGroup,
    group,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.list import HOME, list_of, term_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import LABELS, Insert, Link, Page, TextPage
from newsgen.urls import is_feed_alias

_OF_FILE = 1 << 16  # from this number on, the feeds that stand at the old addresses of a list with a file
_ITEMS_KEPT = 512  # that several feeds show
_IMAGE_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}


class Enclosure(msgspec.Struct, frozen=True):
    """A file that goes with an article: its address, media type, and size in bytes, 0 if not known."""

    url: str
    type: str
    size: int = 0


class FeedItem(TextPage, frozen=True, kw_only=True):
    """An article as feeds have it, with its whole text.

    `categories` are the names of its sections and tags; `cover` is the address of its picture, or empty.
    `modified` is when its text last changed, if that was after it was published.
    """

    has_parts: ClassVar[bool] = True
    guid: str
    date: When
    modified: When | None = None
    authors: tuple[Link, ...] = ()
    source: str = ""
    dateline: str = ""
    categories: tuple[str, ...] = ()
    label: str = ""
    language: str = ""
    corrections: tuple[Notice, ...] = ()
    cover: str = ""
    enclosure: Enclosure | None = None


class FeedPage(Page, frozen=True, kw_only=True):
    """An RSS feed of the newest articles of the list at `list_url`.

    `feed_url` is its own address; one at an old address has the same bytes as the feed there.
    """

    template: ClassVar[str] = "feed.xml"
    items: tuple[FeedItem, ...]
    list_url: str
    feed_url: str


class JsonFeedPage(FeedPage, frozen=True, kw_only=True):
    """The same as a JSON Feed."""

    template: ClassVar[str] = "feed_json.txt"


class FeedKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the term, and the place of the feed's name.

    Those of feeds at the old addresses of a list hold the id of its file, and the place of the address.
    """

    name: ClassVar[str] = "feed"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        found = [key for key in self._matches(snapshot, url, path) if self.url(snapshot, key) == url]
        return min(found, key=lambda key: self.owner(snapshot, key).path) if found[1:] else (*found, None)[0]

    def _matches(self, snapshot: Snapshot, url: str, path: str) -> Iterator[int]:
        """The keys of all feeds that want an address."""
        site_feeds = snapshot.urls.site_feeds()
        if url in site_feeds:
            yield make_key(self.rank, HOME, site_feeds.index(url))
        if found := snapshot.urls.parse_feed(path):
            kind, slug, place = found
            if kind != "home" and snapshot.has_feed(kind, slug):
                yield make_key(self.rank, term_of(snapshot, kind, slug), place)
        for file, number in _old_feeds(snapshot).get(url, ()):
            yield make_key(self.rank, file, number)

    def url(self, snapshot: Snapshot, key: int) -> str:
        parts = split_key(key)
        if parts.number >= _OF_FILE:
            return _feeds_of(snapshot, snapshot.document(parts.owner))[parts.number - _OF_FILE]
        if parts.owner == HOME:
            return snapshot.urls.site_feeds()[parts.number]
        name = snapshot.urls.feed_names[parts.number]
        return snapshot.urls.feed(*list_of(snapshot, parts.owner), name)

    def _list(self, snapshot: Snapshot, key: int) -> tuple[str, str]:
        """Kind and slug of the list whose articles a feed has."""
        parts = split_key(key)
        if parts.number < _OF_FILE:
            return list_of(snapshot, parts.owner)
        name = snapshot.document(parts.owner).list
        assert name is not None
        return name.kind, snapshot.lists.target(*name)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        parts = split_key(key)
        if parts.number >= _OF_FILE:
            return Owner(snapshot.path(parts.owner), "feed")
        kind, slug = self._list(snapshot, key)
        if file := snapshot.lists.get(kind, slug):
            return Owner(file.path, "feed")
        return Owner(what=f"the feed of the {kind} {slug}" if slug else "the feed")

    def lasting(self, key: int) -> Lasting:
        hint = "whoever reads it gets no news any more: give it to the file of a list, in its `aliases`"
        parts = split_key(key)
        is_old = parts.number >= _OF_FILE
        return Lasting(hint, file=parts.owner) if is_old else Lasting(hint, term=parts.owner)

    # values

    def page(self, snapshot: Snapshot, key: int) -> FeedPage:
        return feed_at(snapshot, self.url(snapshot, key), *self._list(snapshot, key))

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        columns, lists, size = snapshot.columns, snapshot.order.lists, snapshot.config.feed_items
        count = len(columns.feed_item)
        newest = columns.feed_sums[[count]] - columns.feed_sums[[max(count - size, 0)]]
        for place, url in enumerate(snapshot.urls.site_feeds()):
            key = np.array([make_key(self.rank, HOME, place)])
            yield group(_type_of(url), key, own=hash64(url), cards=newest)
        with_feed = [term.id for term in snapshot.order.all_terms if term.kind in snapshot.config.feeds]
        fed = np.isin(lists.terms, with_feed)
        terms, end = lists.terms[fed], lists.starts[1:][fed]
        start = np.maximum(lists.starts[:-1][fed], end - size)
        cards = columns.list_feed_sums[end] - columns.list_feed_sums[start]
        for place, name in enumerate(snapshot.urls.feed_names):
            yield group(
                _type_of(name),
                make_keys(self.rank, terms, place),
                lists.members[end - 1],
                own=columns.names[terms] + np.uint64(hash64(name) & (1 << 64) - 1),
                names=columns.names[terms],
                cards=cards,
            )
        yield from self._old_groups(snapshot)

    def _old_groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        """The feeds at old addresses of lists."""
        every = ((url, *one) for url, some in _old_feeds(snapshot).items() for one in some)
        for url, file, number in every:
            key = make_key(self.rank, file, number)
            yield feed_group(snapshot, key, url, *self._list(snapshot, key))


def feed_at(snapshot: Snapshot, url: str, kind: str, slug: str) -> FeedPage:
    """The feed of a list as it stands at an address."""
    config = snapshot.config
    newest = snapshot.order.members(kind, slug)[: -config.feed_items - 1 : -1]
    item = _items_of(snapshot)
    return _type_of(url)(
        url=url,
        title=snapshot.name(kind, slug) if slug else config.title,
        description=config.description or config.tagline,
        items=tuple(map(item, snapshot.order.ids[newest].tolist())),
        list_url=snapshot.urls.list(kind, slug),
        feed_url=_own_address(snapshot, kind, slug, url),
    )


def feed_group(snapshot: Snapshot, key: int, url: str, kind: str, slug: str) -> PageGroup:
    """The key and fingerprint of a feed that stands at an old address."""
    own = _own_address(snapshot, kind, slug, url)
    names = hash64(url, own, snapshot.name(kind, slug), snapshot.urls.list(kind, slug))
    newest = snapshot.order.members(kind, slug)[-snapshot.config.feed_items :]
    cards = int(snapshot.columns.feed_item[newest].sum(dtype=np.uint64))
    return group(_type_of(url), np.array([key]), own=names, cards=cards)


def _type_of(url: str) -> type[FeedPage]:
    return JsonFeedPage if url.endswith(".json") else FeedPage


def _own_address(snapshot: Snapshot, kind: str, slug: str, url: str) -> str:
    """Where the feed of a list stands of which there is one at `url`: there, if the list has no other."""
    name = snapshot.urls.feed_names[_type_of(url) is JsonFeedPage]
    return snapshot.urls.feed(kind, slug, name) if snapshot.has_feed(kind, slug) else url


# old addresses


@lru_cache(maxsize=1)
def _old_feeds(snapshot: Snapshot) -> dict[str, list[tuple[int, int]]]:
    """By address, the feeds at old addresses of lists: the id of the list's file, and the feed's number."""
    found: dict[str, list[tuple[int, int]]] = {}
    for document in sorted((*snapshot.lists.described, *snapshot.lists.merged), key=lambda one: one.path):
        for place, url in enumerate(_feeds_of(snapshot, document)):
            found.setdefault(url, []).append((document.id, _OF_FILE + place))
    return found


def _feeds_of(snapshot: Snapshot, document: DocumentFile) -> list[str]:
    """The old addresses that answer with the feed of a list, sorted.

    They stand below the old addresses of the list, that of one which is merged into another among them, and
    among its aliases.
    """
    assert document.list is not None
    urls, (kind, slug), here = snapshot.urls, document.list, snapshot.document_url(document)
    aliases = document.record.aliases
    pages = {urls.alias(alias) for alias in aliases if "?" not in alias and not is_feed_alias(alias)}
    pages = (pages | {urls.list(kind, slug)}) - {here} if kind in snapshot.config.feeds else set()
    found = {urls.feed_below(page, name) for page in pages for name in urls.feed_names}
    found |= {urls.feed_alias(alias) for alias in aliases if is_feed_alias(alias)}
    return sorted(found - {urls.feed_below(here, name) for name in urls.feed_names})


# items


@lru_cache(maxsize=1)
def _items_of(snapshot: Snapshot) -> Callable[[int], FeedItem]:
    """Gives the item of an article by its id; those that several feeds show are made once."""
    return lru_cache(maxsize=_ITEMS_KEPT)(partial(_item, snapshot))


def _item(snapshot: Snapshot, article_id: int) -> FeedItem:
    row = snapshot.article(article_id)
    assert row is not None
    article, pictures = row.article, snapshot.pictures_in(row.outline, row.path)
    players = snapshot.players_in(row.outline, row.path)
    image = snapshot.picture(article.image, row.path)
    preview = snapshot.pictures.preview(article.image, row.path).preview
    in_text = (snapshot.picture(Picture(src), row.path) for src in row.outline.pictures)
    shown = chain((preview, image), in_text)
    cover = next((picture.src for picture in shown if picture), "")
    played = next((Enclosure(player.src, player.type, player.size) for _, player in players), None)
    placed = place_read_alsos(row.id, row.outline.spans, row.references.targets)
    terms = [("section", name) for name in article.categories] + [("tag", name) for name in article.tags]
    return FeedItem(
        url=row.url,
        title=article.title,
        description=article.summary or row.outline.summary,
        image=image,
        path=row.path,
        digest=row.digest.hex(),
        text=snapshot.text(row.path, article),
        links=row.references.links,
        pictures=pictures,
        players=players,
        read_alsos=tuple(Insert(card.start, card.end, snapshot.card(card.article)) for card in placed.cards),
        dropped=placed.dropped,
        guid=article.guid or f"/{snapshot.urls.behind_root(row.url)}",
        date=article.date,
        modified=_modified(row),
        authors=tuple(dict.fromkeys(snapshot.term_named("author", name) for name in article.authors)),
        source=article.source,
        dateline=article.dateline,
        categories=tuple(dict.fromkeys(snapshot.term_named(*term).title for term in terms)),
        label=LABELS.get(article.status, ""),
        language=article.language if article.language != snapshot.config.language else "",
        corrections=tuple(Notice(correction.date, correction.text) for correction in article.corrections),
        cover=cover,
        enclosure=played or _enclosed(cover),
    )


def _modified(row: ArticleRow) -> When | None:
    """When the text of an article last changed, unless that was when it was published."""
    return When(moment(row.modified)) if row.modified > micros(row.article.date.at) else None


def _enclosed(cover: str) -> Enclosure | None:
    """A picture as an enclosure, whose type must be known."""
    type_ = _IMAGE_TYPES.get(PurePosixPath(cover.partition("?")[0]).suffix.lower())
    return Enclosure(cover, type_) if type_ else None
