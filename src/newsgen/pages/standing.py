"""What stands outside the stream of news: static pages, 404, the latest fragment, media."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgen.archive.rows import unpack
from newsgen.content.reading import PAGES
from newsgen.pages.values import (
    FilePage,
    HeadersPage,
    LatestPage,
    NotFoundPage,
    Owner,
    Page,
    RedirectPage,
    StaticPage,
)

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

HEADERS = "_headers"


def urls(edition: Edition) -> Iterator[tuple[str, Owner]]:
    for record in edition.standing(PAGES):
        own = edition.addresses.page(record.slug)
        yield own, Owner(record.path)
        for old in map(edition.addresses.alias, record.aliases):
            if old != own:
                yield old, Owner(record.path, "alias")
    if edition.store.file(HEADERS) is None:  # a newsroom's own comes first
        yield edition.addresses.file(HEADERS), Owner(what="newsgen's _headers")
    for row in edition.store.media():
        yield edition.addresses.file(row.path), Owner(row.path)


def find(edition: Edition, url: str, path: str) -> Page | None:
    """The page or file at an address, or None."""
    if path in ("404.html", "latest.html", HEADERS) and (own := _own(edition, url, path)):
        return own
    for slug, record in edition.standing_pages.items():
        if url == edition.addresses.page(slug):
            return _static_page(edition, slug)
        if url in map(edition.addresses.alias, record.aliases):
            return RedirectPage(url=url, title=record.title, target=edition.addresses.page(slug))
    row = edition.store.file(path)
    if row is not None and row.kept is None:
        return FilePage(url=url, title=path, kind="media", path=path, digest=row.digest.hex())
    return None


def _own(edition: Edition, url: str, path: str) -> Page | None:
    """What newsgen itself puts at an address; a newsroom's own `_headers` come first."""
    if path == "404.html":
        return NotFoundPage(url=url, title="404", latest=edition.latest(None))
    if path == "latest.html":
        return LatestPage(url=url, title=edition.config.title, latest=edition.latest(None))
    return HeadersPage(url=url, title=path) if edition.store.file(path) is None else None


def _static_page(edition: Edition, slug: str) -> StaticPage:
    record = edition.standing_pages[slug]
    row = edition.store.file(record.path)
    assert row is not None
    return StaticPage(
        url=edition.addresses.page(slug),
        title=record.title,
        description=record.summary,
        crumbs=(edition.info.home,),
        latest=edition.latest(None),
        image=edition.picture(record.image, record.path),
        path=record.path,
        digest=row.digest.hex(),
        updated=record.updated,
        links=edition.links(row.path, unpack(row.kept or b"").outline),
    )
