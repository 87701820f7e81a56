"""Social images: what links to a page without a photo are shown with elsewhere.

One is drawn for each section and one for the paper; by setting, one for each such page, with its headline.
"""

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

import msgspec
import numpy as np

from newsgen.content.reader import PAGES
from newsgen.pages.kind import (
    Owner,
    PageGroup,
    group,
    groups_by_value,
    make_key,
    make_keys,
    split_key,
)
from newsgen.pages.list import list_of, term_of
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import SocialImagePage

NOT_IN_FONTS = re.compile(
    "[^ -~\xa0-\u024f\u02bb\u02bc\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122]+"
)
_PAPER = 0  # the owner of the one with the paper's name alone
_OF_FILE, _OF_LIST = 0, 1  # the number in a key: what its owner is


class SocialImageKind(msgspec.Struct, frozen=True):
    """Keys hold the id of a section, or of the file of an article or static page.

    A split article has one for all parts.
    """

    name: ClassVar[str] = "social image"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        wanted = snapshot.config.social_images
        for page in snapshot.urls.parse_social_image(url) if wanted != "off" else ():
            if page == snapshot.urls.root:
                return make_key(self.rank, _PAPER)
            kind, slug, number = snapshot.urls.parse_list(snapshot.urls.path(page) or "") or ("", "", 0)
            if kind == "section" and not number and snapshot.order.count(kind, slug):
                return make_key(self.rank, term_of(snapshot, kind, slug), _OF_LIST)
            file = _file_of(snapshot, page) if wanted == "article" else None
            if file and file not in snapshot.shown_pictures.previewed.values():
                return make_key(self.rank, file)
        return None

    def url(self, snapshot: Snapshot, key: int) -> str:
        parts = split_key(key)
        if parts.number == _OF_LIST:
            return snapshot.urls.social_image(snapshot.urls.list(*list_of(snapshot, parts.owner)))
        return snapshot.urls.social_image(_page_url(snapshot, parts.owner))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        parts = split_key(key)
        if parts.number == _OF_LIST:
            return Owner(what=f"the social image of the section {list_of(snapshot, parts.owner)[1]}")
        if parts.owner == _PAPER:
            return Owner(what="the newspaper's social image")
        return Owner(snapshot.path(parts.owner), "social image")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> SocialImagePage:
        config = snapshot.config
        titles = filter(_is_drawable, _titles(snapshot, key))
        title = next(titles, "")
        paper = config.title if _is_drawable(config.title) else urlsplit(config.base_url).hostname or ""
        return SocialImagePage(
            url=self.url(snapshot, key),
            title=title,
            paper=paper,
            tagline="" if title else config.tagline,
            accent=config.accent,
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        if snapshot.config.social_images == "off":
            return
        terms = (term_of(snapshot, "section", slug) for slug in snapshot.order.slugs("section"))
        few = [make_key(self.rank, _PAPER), *(make_key(self.rank, term, _OF_LIST) for term in terms)]
        if snapshot.config.social_images == "article":
            yield self._articles(snapshot)
            files = [row.id for row in snapshot.database.articles.unlisted() if not row.is_removed]
            previewed = snapshot.shown_pictures.previewed
            files += [page.id for page in snapshot.documents(PAGES) if page.path not in previewed]
            few += [make_key(self.rank, file) for file in files]
        yield from groups_by_value(self, snapshot, few)

    def _articles(self, snapshot: Snapshot) -> PageGroup:
        """The images of listed articles; the card has the name of the section, which may be drawn instead."""
        order, columns, previewed = snapshot.order, snapshot.columns, snapshot.shown_pictures.previewed
        drawn = np.flatnonzero(~np.isin(order.ids, list(previewed.values())))
        keys = make_keys(self.rank, order.ids[drawn])
        return group(SocialImagePage, keys, drawn, own=columns.own[drawn], cards=columns.card[drawn])


def is_of_page(key: int) -> bool:
    """Whether an image is drawn for an article or a static page, rather than for a section or the paper."""
    parts = split_key(key)
    return parts.number == _OF_FILE and parts.owner != _PAPER


def _is_drawable(text: str) -> bool:
    """Whether the fonts have every letter of a text."""
    lacking = "".join(NOT_IN_FONTS.findall(text))
    return not any(map(str.isalpha, lacking)) and any(map(str.isalnum, text))


def _file_of(snapshot: Snapshot, url: str) -> int | None:
    """The id of the file whose article or static page is at an address, if it has a headline to draw."""
    if row := snapshot.database.articles.at_url(url):
        return None if row.is_removed else row.id
    page = snapshot.static_pages.get(snapshot.urls.path(url) or "")
    return page.id if page else None


def _page_url(snapshot: Snapshot, file: int) -> str:
    """The address of the page that an image is drawn for."""
    if file == _PAPER:
        return snapshot.urls.root
    location = snapshot.location(file)
    return location.url if location else snapshot.page_url(snapshot.document(file).record)


def _titles(snapshot: Snapshot, key: int) -> Iterator[str]:
    """What may be drawn: the headline of a page, else the name of its section."""
    parts = split_key(key)
    if parts.number == _OF_LIST:
        yield snapshot.name(*list_of(snapshot, parts.owner))
    elif row := snapshot.article(parts.owner):
        yield row.article.title
        if row.section:
            yield snapshot.name("section", row.section)
    elif parts.owner != _PAPER:
        yield snapshot.document(parts.owner).record.title
