"""What stands outside the stream of news: static pages, 404, the latest fragment, media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsgen.index.rows import FileRow, unpack
from newsgen.pages import cards, photos
from newsgen.pages.values import (
    FilePage,
    HeadersPage,
    LatestPage,
    NotFoundPage,
    Page,
    RedirectPage,
    StaticPage,
)

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

HEADERS = "_headers"


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The page or file at an address, or None."""
    if path in ("404.html", "latest.html", HEADERS) and (own := _own(edition, url, path)):
        return own
    for slug, record in edition.standing_pages.items():
        if url == edition.urls.page(slug):
            return _static_page(edition, slug)
        if url in map(edition.urls.alias, record.aliases):
            return RedirectPage(url=url, title=record.title, target=edition.urls.page(slug))
    row = edition.store.file(path)
    if row is not None and row.kept is None and path not in edition.photos.secret:
        return file_page(edition, row)
    return None


def file_page(edition: Edition, row: FileRow) -> Page:
    """A file of `content/`: a picture is cleaned, all others are copied as they are."""
    url = edition.urls.file(row.path)
    return photos.original(row, url) or FilePage(
        url=url, title=row.path, kind="media", path=row.path, digest=row.digest.hex()
    )


def _own(edition: Edition, url: str, path: str) -> Page | None:
    """What newsgen itself puts at an address; a newsroom's own `_headers` come first."""
    if path == "404.html":
        return NotFoundPage(url=url, title="404", latest=edition.latest(None))
    if path == "latest.html":
        return LatestPage(url=url, title=edition.config.title, latest=edition.latest(None))
    return HeadersPage(url=url, title=path) if not edition.store.has_media(path) else None


def _static_page(edition: Edition, slug: str) -> StaticPage:
    record = edition.standing_pages[slug]
    row = edition.store.file(record.path)
    assert row is not None
    url, outline = edition.urls.page(slug), unpack(row.kept or b"").outline
    return StaticPage(
        url=url,
        title=record.title,
        description=record.summary,
        crumbs=(edition.info.home,),
        latest=edition.latest(None),
        image=edition.picture(record.image, record.path),
        path=record.path,
        digest=row.digest.hex(),
        updated=record.updated,
        links=edition.links(row.path, outline),
        pictures=photos.inside(edition, outline, row.path),
        preview=cards.preview(edition, url, record.title, record.image, record.path)[0],
    )
