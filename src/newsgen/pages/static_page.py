"""Static pages: the texts of `content/pages/`, outside the stream of news."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from newsgen.content.article import When
from newsgen.content.reader import PAGES
from newsgen.pages.kind import Lasting, Owner, PageGroup, groups_by_value, make_key, split_key
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Link, TextPage


class StaticPage(TextPage, frozen=True, kw_only=True):
    """A page from `content/pages/`."""

    template: ClassVar[str] = "page.html"
    is_current: ClassVar[bool] = True
    updated: When | None = None


class StaticPageKind(msgspec.Struct, frozen=True):
    """Keys hold the id of the file."""

    name: ClassVar[str] = "static page"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        page = snapshot.static_pages.get(path)
        return make_key(self.rank, page.id) if page else None

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.page_url(snapshot.document(split_key(key).owner).record)

    def page(self, snapshot: Snapshot, key: int) -> StaticPage:
        document = snapshot.document(split_key(key).owner)
        record, path = document.record, document.path
        url = snapshot.page_url(record)
        return StaticPage(
            url=url,
            title=record.title,
            description=record.summary,
            crumbs=(snapshot.info.home,),
            latest=snapshot.latest(),
            image=snapshot.picture(record.image, path),
            path=path,
            digest=document.digest,
            text=snapshot.text(path, record),
            updated=record.updated,
            links=snapshot.links(path, document.outline),
            pictures=snapshot.pictures_in(document.outline, path),
            preview=snapshot.preview(Link(record.title, url), record.image, path).preview,
            players=snapshot.players_in(document.outline, path),
        )

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        keys = (make_key(self.rank, document.id) for document in snapshot.documents(PAGES))
        yield from groups_by_value(self, snapshot, keys)

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(snapshot.path(split_key(key).owner))

    def lasting(self, key: int) -> Lasting:
        hint = "put the file back, or give its address to another page as one of its `aliases`"
        return Lasting(hint, file=split_key(key).owner)
