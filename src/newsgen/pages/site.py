"""A site is a function from address to page, made of page kinds: the registry of these."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, unquote

import msgspec
import numpy as np

from newsgen.errors import Problem
from newsgen.index.order import Integers
from newsgen.pages.article import ArticleKind
from newsgen.pages.asset import AssetKind
from newsgen.pages.feed import FeedKind
from newsgen.pages.icon import IconKind
from newsgen.pages.image_variant import ImageVariantKind
from newsgen.pages.kind import (
    PARTS,
    RANK_SHIFT,
    Claim,
    Fingerprints,
    PageGroup,
    PageKind,
    failure,
    rank_of,
)
from newsgen.pages.list import ListKind
from newsgen.pages.list_redirect import ListRedirectKind
from newsgen.pages.media import MediaKind
from newsgen.pages.period import PeriodKind
from newsgen.pages.redirect import AnsweredRedirect, RedirectKind, RedirectPage
from newsgen.pages.redirect_files import OldQueriesKind, RedirectFileKind
from newsgen.pages.redirects import Answering
from newsgen.pages.search import SearchKind
from newsgen.pages.single import SinglePageKind
from newsgen.pages.sitemap import SitemapKind, news_until
from newsgen.pages.snapshot import Snapshot
from newsgen.pages.social_image import SocialImageKind
from newsgen.pages.static_page import StaticPageKind
from newsgen.pages.values import ImagePage, Page
from newsgen.urls import is_wordpress

_TEMPLATE = PARTS.index("template")

# In the order in which they win conflicts of addresses, and are asked for a page.
_KINDS: tuple[Callable[[int], PageKind], ...] = (
    AssetKind,
    SinglePageKind,
    IconKind,
    RedirectFileKind,
    OldQueriesKind,
    StaticPageKind,
    ListKind,
    PeriodKind,
    FeedKind,
    SearchKind,
    SitemapKind,
    MediaKind,
    ArticleKind,
    RedirectKind,
    ListRedirectKind,
    SocialImageKind,
    ImageVariantKind,
)
KINDS: tuple[PageKind, ...] = tuple(make(rank) for rank, make in enumerate(_KINDS, 1))
_REDIRECTS = (RedirectKind.name, ListRedirectKind.name)
_BY_RANK = {kind.rank: kind for kind in KINDS}
_TEXTS = frozenset(kind.rank for kind in KINDS if isinstance(kind, ArticleKind | StaticPageKind))


def kind_of(key: int) -> PageKind:
    return _BY_RANK[rank_of(key)]


class AllPages(msgspec.Struct, frozen=True):
    """All pages of a site: their fingerprints, and beside each its position in rendering.

    `images` are the keys of those that are pictures, `texts` of those that are `is_text`, `answered` of those
    that have no file.
    """

    fingerprints: Fingerprints
    positions: Integers
    images: Integers
    texts: Integers
    answered: Integers


def is_text(kind: PageKind) -> bool:
    """Whether the pages of a kind are texts: articles, or what stands for them, and static pages."""
    return kind.rank in _TEXTS


class Redirection(msgspec.Struct, frozen=True):
    """Where an old address leads, and what answers it: a page that is there, the host, or a script.

    A `page` at the address leads on by itself, `host` by the status 301, and a `script` on the front page
    or on `404.html` that the host shows.
    """

    target: str
    by: Answering


class Site:
    """The pages of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def match(self, url: str) -> int | None:
        """The key of the page at an address, in this spelling, or None if there is none."""
        path = self.snapshot.urls.path(url)
        keys = () if path is None else (kind.match(self.snapshot, url, path) for kind in KINDS)
        return next((key for key in keys if key is not None and self.url(key) == url), None)

    def find(self, url: str) -> int | None:
        """The key of the page that answers at an address of the site.

        Its last slash may be left out, and it may be encoded in another way, or be an old one with a query.
        """
        urls = self.snapshot.urls
        path, _, query = url.partition("?")
        first = query.partition("&")[0]  # what others add to it counts clicks
        typed = (url, f"{path}?{first}") if first else (url,)
        old = [urls.alias("/" + one.removeprefix(urls.root)) for one in typed]
        plain = path.removesuffix("index.html")
        spellings = () if is_wordpress(query) else (path, f"{path}/", plain, quote(unquote(plain)))
        if query:
            asked = (self.match(one) for one in old)
            if key := next((key for key in asked if key is not None and self._answers_query(key)), None):
                return key
        keys = map(self.match, dict.fromkeys(spellings if query else (*spellings, *old)))
        return next((key for key in keys if key is not None), None)

    def _answers_query(self, key: int) -> bool:
        page = self._redirect(key)
        return isinstance(page, AnsweredRedirect) and bool(page.query)

    def redirection(self, url: str) -> Redirection | None:
        """How an address of the site that readers ask for leads on, in any spelling; None if it does not."""
        key = self.find(url)
        page = self._redirect(key) if key is not None else None
        if isinstance(page, AnsweredRedirect):
            is_asked = not page.query or "?" in url
            return Redirection(page.target, page.by) if is_asked else None
        return Redirection(page.target, "page") if page else None

    def has_file(self, key: int) -> bool:
        """Whether a page has a file of its own."""
        return not isinstance(self._redirect(key), AnsweredRedirect)

    def _redirect(self, key: int) -> RedirectPage | AnsweredRedirect | None:
        page = self.page(key) if kind_of(key).name in _REDIRECTS else None
        return page if isinstance(page, RedirectPage | AnsweredRedirect) else None

    def meant(self, typed: str) -> int | None:
        """The key of the page that a person means by an address, with or without the site's host and path."""
        url = typed.partition("#")[0]
        local = self.snapshot.urls.local(url)
        found = self.find(url)
        return self.find(local) if found is None and local else found

    def url(self, key: int) -> str:
        """The address of a page."""
        return kind_of(key).url(self.snapshot, key)

    def page(self, key: int) -> Page:
        """The value of a page.

        Raises:
            ContentError: its text can't be read any more.
        """
        return kind_of(key).page(self.snapshot, key)

    def failure(self, key: int, error: Exception) -> Problem:
        """An exception that nobody expected at work on a page, as a problem; what ends all is raised."""
        return failure(kind_of(key), self.snapshot, key, error)

    def page_at(self, url: str) -> Page | None:
        """The value of the page at an address, or None if there is none."""
        key = self.match(url)
        return None if key is None else self.page(key)

    def output(self, url: str) -> str:
        """The file below the output folder that holds an address."""
        return self.snapshot.urls.output(url)

    def groups(self) -> Iterator[PageGroup]:
        for kind in KINDS:
            yield from kind.groups(self.snapshot)

    def all_pages(self, template: Callable[[type[Page]], int]) -> AllPages:
        """All pages; `template` gives a hash of what renders those of a type."""
        groups = list(self.groups())
        for group in groups:
            group.parts[:, _TEMPLATE] = template(group.type) & (2**64 - 1)
        keys = np.concatenate([group.keys for group in groups])
        rising = np.argsort(keys)
        parts = np.concatenate([group.parts for group in groups])[rising]
        positions = np.concatenate([group.positions for group in groups])[rising]
        images = [group.keys for group in groups if issubclass(group.type, ImagePage)]
        texts = np.sort(keys[np.isin(keys >> RANK_SHIFT, list(_TEXTS))])
        answered = [group.keys for group in groups if not group.type.has_file]
        return AllPages(
            Fingerprints(keys[rising], parts),
            positions,
            np.concatenate(images),
            texts,
            np.concatenate(answered),
        )

    @property
    def until(self) -> int:
        """When time alone will next change a page whose article stays as it is: microseconds since 1970."""
        return news_until(self.snapshot)

    def claims(self, keys: Iterable[int]) -> Iterator[Claim]:
        """Who wants the addresses of some pages."""
        for key in keys:
            kind = kind_of(key)
            yield Claim(key, kind.url(self.snapshot, key), kind.owner(self.snapshot, key))
