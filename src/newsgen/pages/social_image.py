"""Social images: what links to a page without a photo are shown with elsewhere, drawn from its headline."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import msgspec
import numpy as np

from newsgen.content.reader import PAGES
from newsgen.pages.kind import (
    Claim,
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
        for page in pages:
            if file := _file_of(snapshot, page):
                is_pictured = file in snapshot.shown_pictures.previewed.values()
                return None if is_pictured else make_key(self.rank, file)
        return None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.social_image(_page_of(snapshot, split_key(key).owner)[0])

    def claims(self, snapshot: Snapshot, keys: Iterable[int]) -> Iterator[Claim]:
        for key in keys:
            file = split_key(key).owner
            owner = Owner(what="the newspaper's card")
            if file != _PAPER:
                owner = Owner(snapshot.database.files.path(file), "card")
            yield Claim(key, self.url(snapshot, key), owner)

    # values

    def page(self, snapshot: Snapshot, key: int) -> SocialImagePage:
        config = snapshot.config
        url, title = _page_of(snapshot, split_key(key).owner)
        return SocialImagePage(
            url=snapshot.urls.social_image(url),
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
        few = [_PAPER, *(row.id for row in snapshot.database.articles.unlisted())]
        few += [page.id for page in snapshot.documents(PAGES) if page.path not in previewed]
        yield from groups_by_value(
            (make_key(self.rank, file) for file in few), lambda key: self.page(snapshot, key)
        )


def _file_of(snapshot: Snapshot, url: str) -> int | None:
    """The id of the file whose article or static page is at an address."""
    if row := snapshot.database.articles.at_url(url):
        return row.id
    path = snapshot.urls.path(url) or ""
    page = snapshot.static_pages.get(path.removesuffix("/"))
    return page.id if page else None


def _page_of(snapshot: Snapshot, file: int) -> tuple[str, str]:
    """Address and headline of the page that an image is drawn for."""
    if file == _PAPER:
        return snapshot.urls.root, ""
    if row := snapshot.article(file):
        return row.url, row.article.title
    page = snapshot.document(file)
    return snapshot.urls.page(page.record.slug), page.record.title
