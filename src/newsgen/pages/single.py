"""The single pages: what stands at a fixed address, once on every site."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from newsgen.pages.kind import Owner, PageGroup, groups_by_value, make_key, split_key
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.values import Page


class NotFoundPage(Page, frozen=True, kw_only=True):
    """What hosts show for an address that nothing answers."""

    template: ClassVar[str] = "404.html"
    is_current: ClassVar[bool] = True


class LatestPage(Page, frozen=True, kw_only=True):
    """The fragment with the newest articles, which `latest: frozen` swaps in."""

    template: ClassVar[str] = "latest.html"
    is_fragment: ClassVar[bool] = True


class RobotsPage(Page, frozen=True, kw_only=True):
    """`robots.txt`. `ai` is the setting: which crawlers of artificial intelligence may come."""

    template: ClassVar[str] = "robots.txt"
    sitemaps: tuple[str, ...]
    ai: str


class IndexNowPage(Page, frozen=True, kw_only=True):
    """The file that shows search engines whose `key` of IndexNow it is."""

    template: ClassVar[str] = "indexnow.txt"
    key: str


class HeadersPage(Page, frozen=True, kw_only=True):
    """`_headers`, which some hosts read: what they send along with every file."""

    template: ClassVar[str] = "headers.txt"


NOT_FOUND = "404.html"
LATEST = "latest.html"
_ROBOTS = "robots.txt"
_HEADERS = "_headers"
_INDEXNOW = "indexnow"  # its file has the name of the key
_NAMES = (NOT_FOUND, LATEST, _ROBOTS, _HEADERS, _INDEXNOW)
_SPARE = 20  # stories in the fragment that make up for those which a page shows already
_MAY_BE_THEIRS = (_ROBOTS, _HEADERS)  # a newsroom's own comes first


class SinglePageKind(msgspec.Struct, frozen=True):
    """Keys hold the place in `_NAMES`."""

    name: ClassVar[str] = "single page"
    rank: int

    def match(self, snapshot: Snapshot, url: str, path: str) -> int | None:
        indexnow = snapshot.config.indexnow
        if indexnow and path == f"{indexnow}.txt":
            return make_key(self.rank, _NAMES.index(_INDEXNOW))
        if path not in _NAMES or path == _INDEXNOW:
            return None
        if path in _MAY_BE_THEIRS and snapshot.database.files.has_media(path):
            return None
        return make_key(self.rank, _NAMES.index(path))

    def url(self, snapshot: Snapshot, key: int) -> str:
        return snapshot.urls.file(self._file(snapshot, key))

    def _file(self, snapshot: Snapshot, key: int) -> str:
        name = self._name(key)
        return f"{snapshot.config.indexnow}.txt" if name == _INDEXNOW else name

    def page(self, snapshot: Snapshot, key: int) -> Page:
        url, name = self.url(snapshot, key), self._name(key)
        if name == NOT_FOUND:
            queries = snapshot.redirects.prefixes
            return NotFoundPage(url=url, title="404", latest=snapshot.latest(), old_queries=queries)
        if name == LATEST:
            count = snapshot.config.latest_count + _SPARE if snapshot.config.latest_count else 0
            return LatestPage(url=url, title=snapshot.config.title, latest=snapshot.latest(count=count))
        if name == _ROBOTS:
            sitemaps = (snapshot.urls.sitemap(), snapshot.urls.sitemap("news"))
            return RobotsPage(url=url, title=name, sitemaps=sitemaps, ai=snapshot.config.ai)
        if name == _INDEXNOW:
            return IndexNowPage(url=url, title=name, key=snapshot.config.indexnow)
        return HeadersPage(url=url, title=name)

    def _name(self, key: int) -> str:
        return _NAMES[split_key(key).owner]

    def groups(self, snapshot: Snapshot) -> Iterator[PageGroup]:
        files = (*_NAMES[:-1], f"{snapshot.config.indexnow}.txt")
        matches = (self.match(snapshot, snapshot.urls.file(name), name) for name in files)
        yield from groups_by_value(self, snapshot, filter(None, matches))

    def owner(self, snapshot: Snapshot, key: int) -> Owner:
        return Owner(what=f"newsgen's {self._name(key)}")

    def lasting(self, key: int) -> None:
        """Readers find it by other pages, which name it anew."""
