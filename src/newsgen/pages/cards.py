"""Social cards: what a link to a page without a photo is shown with elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.content.article import Picture
from newsgen.pages.photos import SOCIAL, photo_preview
from newsgen.pages.pictures import Preview
from newsgen.pages.values import Owner, Page, SocialPage

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

_NAME = "social.jpg"


def preview(
    edition: Edition, url: str, title: str, image: Picture | None, owner: str
) -> tuple[Preview | None, tuple[str, ...]]:
    """How links to a page are shown, and its pictures for search engines: its photo, else its card."""
    found, shapes = photo_preview(edition, image, owner)
    if found or not edition.config.social_cards:
        return found, shapes
    drawn = address(url)
    return Preview(drawn, title, *SOCIAL), (drawn,)


def own(edition: Edition) -> Preview | None:
    """The card with the paper's name alone, for all pages that have no headline of their own."""
    if not edition.config.social_cards:
        return None
    return Preview(address(edition.urls.root), edition.config.title, *SOCIAL)


def address(url: str) -> str:
    """Where the card of the page at `url` is; of a split article, it is that of the whole."""
    return (url if url.endswith("/") else url.removesuffix(".html") + "/") + _NAME


def few(edition: Edition) -> Iterator[tuple[str, Owner]]:
    """The cards of all but listed articles."""
    if not edition.config.social_cards:
        return
    yield address(edition.urls.root), Owner(what="the newspaper's card")
    for row in edition.store.unlisted():
        yield address(row.url), Owner(row.path, "card")
    for slug, record in edition.standing_pages.items():
        if record.path not in edition.photos.previewed:
            yield address(edition.urls.page(slug)), Owner(record.path, "card")


def pictured(edition: Edition) -> list[int]:
    """The articles, and other files, that links show with a photo."""
    return list(edition.photos.previewed.values())


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The card at an address, or None."""
    if not edition.config.social_cards or not url.endswith("/" + _NAME):
        return None
    of = url.removesuffix(_NAME)
    if of == edition.urls.root:
        return card_page(edition, url, "")
    if row := edition.store.article_by_url(of) or edition.store.article_by_url(of[:-1] + ".html"):
        image = row.article.image if row.listed else None
        has_photo = photo_preview(edition, image, row.path)[0]
        return None if has_photo else card_page(edition, url, row.article.title)
    for slug, record in edition.standing_pages.items():
        if edition.urls.page(slug) == of and not photo_preview(edition, record.image, record.path)[0]:
            return card_page(edition, url, record.title)
    return None


def card_page(edition: Edition, url: str, title: str) -> SocialPage:
    c = edition.config
    return SocialPage(
        url=url, title=title, paper=c.title, tagline="" if title else c.tagline, accent=c.accent
    )
