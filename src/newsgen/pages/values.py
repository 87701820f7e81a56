"""The frozen values that templates see: everything that a page shows, and nothing else.

What only pages of one kind show stands beside that kind. All addresses (`url`, `src`) start at the root of
the host, include the path of `base_url`, and are percent-encoded: they stand in an `href` as they are.
"""

from typing import ClassVar

import msgspec

from newsgen.content.article import Status, When

LABELS = {Status.SPONSORED: "sponsored", Status.UNVERIFIED: "unverified"}


class Link(msgspec.Struct, frozen=True):
    """A title and where it leads."""

    title: str
    url: str


class Source(msgspec.Struct, frozen=True):
    """The same picture in another format: its media type, and addresses with widths as `srcset` has them."""

    type: str
    srcset: str


class Picture(msgspec.Struct, frozen=True):
    """A picture as a page shows it.

    `width` and `height` are 0 where they are not known (on another host). `srcset` has the other
    sizes of `src`, and `sources` the better formats; both are empty where there is only `src`.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    srcset: str = ""
    sources: tuple[Source, ...] = ()


class Player(msgspec.Struct, frozen=True):
    """A sound or video file as a page plays it: `kind` is "audio" or "video", `type` its media type.

    `captions` is the address of its captions, or empty.
    """

    kind: str
    type: str
    src: str
    poster: Picture | None = None
    captions: str = ""


class LinkPreview(msgspec.Struct, frozen=True):
    """The picture that a link to a page is shown with elsewhere; `width` 0 where it is not known."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An article as lists show it. `label` is "", "sponsored" or "unverified".

    `language` is empty for that of the site. `corrected` and `updated` tell that it was, after it was
    published.
    """

    url: str
    title: str
    date: When
    section: Link | None = None
    summary: str = ""
    image: Picture | None = None
    label: str = ""
    language: str = ""
    corrected: bool = False
    updated: bool = False


class Insert(msgspec.Struct, frozen=True):
    """A read-also card in the text, in the place of the characters of the body from `start` to `end`."""

    start: int
    end: int
    card: Card


class SiteInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What every page may show of its newspaper; `root` is the path of `base_url`, a slash at its end."""

    title: str
    tagline: str
    description: str
    base_url: str
    root: str
    language: str
    timezone: str
    logo: str
    accent: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    social: tuple[Link, ...]
    whatsapp_channel: str
    publisher: str
    masthead: tuple[str, ...]
    comments: str
    latest: str
    latest_count: int
    archive: Link
    home: Link
    preview: LinkPreview | None = None
    search: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What all pages have. `crumbs` leads from the front page to the page above this one.

    The type of a page says how it becomes bytes: by the `template` of its type, by a copy, or by a recipe.
    """

    template: ClassVar[str] = ""
    is_fragment: ClassVar[bool] = False  # a piece of HTML for other pages
    is_current: ClassVar[bool] = False  # its sidebar is never that of another day
    url: str
    title: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    latest: tuple[Card, ...] = ()
    feed: str = ""
    image: Picture | None = None
    preview: LinkPreview | None = None
    masthead_date: When | None = None

    @property
    def location(self) -> str:
        """Where the page leads at once, or an empty string."""
        return ""


class TextPage(Page, frozen=True, kw_only=True):
    """A page with a text of a newsroom: `text` is its Markdown, from the file at `path`.

    `links`, `pictures` and `players` give the address of each link to a file, each picture, and each sound
    or video file, as they are typed.
    `read_alsos` are cards in the text, and `dropped` the characters of read-alsos that are left out. `part`
    is the part of the text that is shown, 0 for all of it, which stands at `whole`.
    """

    has_ads: ClassVar[bool] = False
    has_parts: ClassVar[bool] = False
    path: str
    digest: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Picture], ...] = ()
    players: tuple[tuple[str, Player], ...] = ()
    read_alsos: tuple[Insert, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    part: int = 0
    whole: str = ""


class FilePage(Page, frozen=True, kw_only=True):
    """A file that is copied as it is: `kind` is "media" (from `content/`) or "asset" (of the theme)."""

    kind: str
    path: str
    digest: str


class ImagePage(Page, frozen=True, kw_only=True):
    """A picture file of `content/` in one of its forms: `720.avif`, or `original` (itself, cleaned)."""

    path: str
    digest: str
    form: str


class IconPage(Page, frozen=True, kw_only=True):
    """The paper's icon, `size` pixels wide: from its logo at `path`, else from its name, the `title`."""

    size: int
    accent: str
    path: str
    digest: str


class SocialImagePage(Page, frozen=True, kw_only=True):
    """The drawn image of a page without a photo: its `title` is the headline, empty on the paper's own."""

    paper: str
    tagline: str
    accent: str
