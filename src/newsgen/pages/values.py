"""The frozen values that templates see: everything that a page shows, and nothing else.

All addresses (`url`, `src`) start at the root of the host, include the path of `base_url`, and are
percent-encoded, so that they stand in an `href` as they are.
"""

from datetime import date

import msgspec

from newsgen.content.article import Status, When
from newsgen.pages.pictures import Picture, Preview

LABELS = {Status.SPONSORED: "sponsored", Status.UNVERIFIED: "unverified"}


class Owner(msgspec.Struct, frozen=True):
    """Who wants an address: a file of `content/`, or newsgen itself, and what for."""

    path: str = ""
    what: str = ""

    def __str__(self) -> str:
        file = f"content/{self.path}"
        return f"the {self.what} in {file}" if self.path and self.what else file if self.path else self.what


class Link(msgspec.Struct, frozen=True):
    """A title and where it leads."""

    title: str
    url: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An article as lists show it. `label` is "", "sponsored" or "unverified".

    `corrected` and `updated` tell that it was, after it was published.
    """

    url: str
    title: str
    date: When
    section: Link | None = None
    summary: str = ""
    image: Picture | None = None
    label: str = ""
    corrected: bool = False
    updated: bool = False


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """The way through a list that is numbered from its oldest page; an empty URL means there is none.

    `number` is 0 on the list's own address, which holds the newest.
    """

    number: int = 0
    newer: str = ""
    older: str = ""


class Notice(msgspec.Struct, frozen=True):
    """A correction (*Ralat*) as it is shown."""

    date: When
    text: str


class Insert(msgspec.Struct, frozen=True):
    """A read-also card in the text, in the place of the characters of the body from `start` to `end`."""

    start: int
    end: int
    card: Card


class SeriesPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article stands in its series; part 1 is the oldest. A total would change on all pages."""

    title: str
    url: str
    part: int
    older: Link | None = None
    newer: Link | None = None


class Part(msgspec.Struct, frozen=True):
    """One page of a split article."""

    number: int
    url: str
    current: bool


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An author as `content/authors/` describes them."""

    name: str
    role: str = ""
    image: Picture | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What all pages have. `crumbs` leads from the front page to the page above this one."""

    url: str
    title: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    latest: tuple[Card, ...] = ()
    feed: str = ""
    image: Picture | None = None
    preview: Preview | None = None


class ArticlePage(Page, frozen=True, kw_only=True):
    """An article, or one part of a split one. Its text is rendered from `source`, not kept here.

    `path` and `digest` name the file. `dropped` are the characters of read-alsos that lead to this page, or
    for the second time to one place.
    """

    path: str
    digest: str
    date: When
    updated: When | None = None
    authors: tuple[Link, ...] = ()
    editors: tuple[str, ...] = ()
    source: str = ""
    dateline: str = ""
    standfirst: str = ""
    section: Link | None = None
    tags: tuple[Link, ...] = ()
    series: SeriesPlace | None = None
    label: str = ""
    corrections: tuple[Notice, ...] = ()
    origin: str = ""
    language: str = ""
    part: int = 0
    parts: tuple[Part, ...] = ()
    whole: str = ""
    read_alsos: tuple[Insert, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Picture], ...] = ()
    shapes: tuple[str, ...] = ()
    related: tuple[Card, ...] = ()
    older: Link | None = None
    newer: Link | None = None


class WithdrawnPage(Page, frozen=True, kw_only=True):
    """What stands at the address of an article that was withdrawn."""

    date: When
    reason: str
    updated: When | None = None


class HomePage(Page, frozen=True, kw_only=True):
    """The front page: `lead`, `top`, blocks by section, then all other `cards`; none of them twice."""

    lead: Card | None
    top: tuple[Card, ...]
    cards: tuple[Card, ...]
    sections: tuple[tuple[Link, tuple[Card, ...]], ...]
    pager: Pager


class ListPage(Page, frozen=True, kw_only=True):
    """A page of a list. `kind` is "home" (older pages), "section", "tag", "author" or "series".

    `first_part` is which part of a series the last card is, else 0.
    """

    kind: str
    cards: tuple[Card, ...]
    pager: Pager
    first_part: int = 0
    profile: Profile | None = None
    path: str = ""
    digest: str = ""
    links: tuple[tuple[str, str], ...] = ()


class IndexPage(Page, frozen=True, kw_only=True):
    """The index by date. `kind` is "years", "months", "days" or "day".

    `entries` are the years, months or days below (`first` is the first day of each, `url` empty
    where nothing was published); `cards` are the articles of a day.
    """

    kind: str
    first: date | None = None
    entries: tuple["Period", ...] = ()
    cards: tuple[Card, ...] = ()
    older: Link | None = None
    newer: Link | None = None


class Period(msgspec.Struct, frozen=True):
    """A year, month or day in the index by date."""

    first: date
    url: str


class StaticPage(Page, frozen=True, kw_only=True):
    """A page from `content/pages/`."""

    path: str
    digest: str
    updated: When | None = None
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Picture], ...] = ()


class NotFoundPage(Page, frozen=True, kw_only=True):
    """What hosts show for an address that nothing answers."""


class LatestPage(Page, frozen=True, kw_only=True):
    """The fragment with the newest articles, which `latest: frozen` swaps in."""


class RedirectPage(Page, frozen=True, kw_only=True):
    """An old address that leads to `target`."""

    target: str


class FeedPage(Page, frozen=True, kw_only=True):
    """An RSS feed of the newest articles of a list at `list_url`."""

    cards: tuple[Card, ...]
    list_url: str


class SitemapEntry(msgspec.Struct, frozen=True):
    """An address in a sitemap. `modified` is true to the content, or None."""

    url: str
    modified: When | None = None


class SitemapPage(Page, frozen=True, kw_only=True):
    """A sitemap, or the index of all (`index` is True)."""

    entries: tuple[SitemapEntry, ...]
    index: bool = False


class RobotsPage(Page, frozen=True, kw_only=True):
    """`robots.txt`."""

    sitemap: str


class HeadersPage(Page, frozen=True, kw_only=True):
    """`_headers`, which some hosts read: what they send along with every file."""


class FilePage(Page, frozen=True, kw_only=True):
    """A file that is copied as it is: `kind` is "media" (from `content/`) or "asset" (of the theme)."""

    kind: str
    path: str
    digest: str


class PhotoPage(Page, frozen=True, kw_only=True):
    """A picture file of `content/` in one of its forms: `720.avif`, or `original` (itself, cleaned)."""

    path: str
    digest: str
    form: str


class SocialPage(Page, frozen=True, kw_only=True):
    """The drawn card of a page without a photo: its `title` is the headline, empty on the paper's own."""

    paper: str
    tagline: str
    accent: str


AnyPage = (
    ArticlePage | WithdrawnPage | HomePage | ListPage | IndexPage | StaticPage | NotFoundPage | LatestPage
    | RedirectPage | FeedPage | SitemapPage | RobotsPage | HeadersPage | FilePage | PhotoPage | SocialPage
)  # fmt: skip
