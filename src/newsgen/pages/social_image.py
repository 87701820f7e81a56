"""Social images: what links to a page without a photo are shown with elsewhere, drawn from its headline."""

from collections.abc import Iterator
from typing import ClassVar

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
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import SocialImagePage

_PAPER = 0  # the owner of the one with the paper's name alone, for all pages without a headline of their own


class SocialImageKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file of the article or static page. A split article has one for all parts."""

    name: ClassVar[str] = "social image"
    rank: int

    # addresses and keys

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        pages = snapshot.urls.parse_social_image(url) if snapshot.config.social_cards else ()
        if snapshot.urls.root in pages:
            return make_key(self.rank, _PAPER)
        files = filter(None, (_file_of(snapshot, page) for page in pages))
        drawn = (file for file in files if file not in snapshot.shown_pictures.previewed.values())
        return next((make_key(self.rank, file) for file in drawn), None)

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.social_image(_page_url(snapshot, split_key(key).owner))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        file = split_key(key).owner
        return Owner(snapshot.path(file), "card") if file != _PAPER else Owner(what="the newspaper's card")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""

    # values

    def page(self, snapshot: Snapshot, key: int) -> SocialImagePage:
        config = snapshot.config
        title = _title(snapshot, split_key(key).owner)
        return SocialImagePage(
            url=self.url(snapshot, key),
            title=title,
            paper=config.title,
            tagline="" if title else config.tagline,
            accent=config.accent,
        )

    # fingerprints

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        if not snapshot.config.social_cards:
            return
        order, previewed = snapshot.order, snapshot.shown_pictures.previewed
        drawn = np.flatnonzero(~np.isin(order.ids, list(previewed.values())))
        keys = make_keys(self.rank, order.ids[drawn])
        yield group(SocialImagePage, keys, drawn, own=snapshot.columns.own[drawn])
        few = [_PAPER, *(row.id for row in snapshot.database.articles.unlisted() if not row.is_removed)]
        few += [page.id for page in snapshot.documents(PAGES) if page.path not in previewed]
        yield from groups_by_value(self, snapshot, (make_key(self.rank, file) for file in few))


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


def _title(snapshot: Snapshot, file: int) -> str:
    """The headline of the page that an image is drawn for."""
    if file == _PAPER:
        return ""
    row = snapshot.article(file)
    return row.article.title if row else snapshot.document(file).record.title
