"""Open one saved page: its tree, its addresses, what its markup says, and its blocks by region."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from zoneinfo import ZoneInfo

import msgspec
from lxml.html import Element, HtmlElement

from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.comments import PageComments, read_comments
from newsgen.importing.saved_pages.metadata import Metadata, read_metadata
from newsgen.importing.saved_pages.regions import Regions
from newsgen.importing.saved_pages.titles import site_slugs, title_slugs
from newsgen.importing.saved_pages.tree import Block, Page, blocks, clean, squeezed, words

MAX_BYTES = 20_000_000
_MIN_BODY = 200  # characters of a story in JSON-LD
_SMALL = 0.4  # of them that a page without scripts shows
_PRINTED = re.compile(r"\b(?:cetak|print|versi cetak)\b", re.I)
_SOURCE_LINE = re.compile(r"(?:sumber|source|url|alamat|link|tautan)\W{1,4}(https?://\S{8,350})", re.I)
_MAX_SOURCE_LINE = 400
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_PARAGRAPH_ENDS = re.compile(r"\n|</(?:p|div|li|h\d)>|<br ?/?>", re.I)


class RawPage(msgspec.Struct, frozen=True):
    """A page as it was saved. `name` is its place for people, `url` its address if the source knows it."""

    name: str
    raw: bytes
    url: str = ""
    charset: str = ""
    saved: str = ""


class Settings(msgspec.Struct, frozen=True):
    """How pages are read. `repeated` are the texts that stand on many pages of a site, as slugs."""

    zone: str
    language: str = ""
    comments: bool = False
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page that was opened. `url` is where it was, `own` the address under which it wants to be known.

    `base` is the address that its links start from, `saved` when it was saved, and `sites` are the names of
    its site as slugs. `all_blocks` also has the blocks of what stands around stories on every page.
    """

    name: str
    url: str
    own: str
    base: str
    saved: str
    settings: Settings
    root: HtmlElement
    said: Metadata
    sites: frozenset[str]
    comments: PageComments
    all_blocks: Sequence[Block]
    regions: Regions

    @property
    def blocks(self) -> Sequence[Block]:
        return self.regions.blocks

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.zone)

    @property
    def host(self) -> str:
        return addresses.host_of(self.own or self.base)

    @property
    def body_class(self) -> str:
        return " ".join(one.get("class") or "" for one in self.root.iter("body"))

    def weight(self, at: int) -> int:
        """How much a block counts as a part of a story."""
        return self.regions.weight(self.blocks[at])


def open_page(tree: Page, page: RawPage, url: str, saved: str, settings: Settings) -> OpenPage:
    """Open a page; its tree is changed. `url` and `saved` are what the page or its source says of itself."""
    root = tree.root
    said = read_metadata(tree)
    own = addresses.own_address(said.canonical, said.og_url, url)
    own = own if page.url else addresses.without_index(own)
    link = next((one.get("href") or "" for one in root.iter("base")), "")
    base = addresses.web_address(addresses.joined(url, link)) or url or own
    own = own or printed_address(root, tree.title)
    comments = read_comments(root, ZoneInfo(settings.zone), whole=settings.comments)
    clean(root)
    all_blocks = blocks(root)
    regions = Regions(root, all_blocks, title_slugs(said))
    if len(said.text) >= _MIN_BODY and regions.total < _SMALL * len(said.text):
        _show_text(root, said.text)
        all_blocks = blocks(root)
        regions = Regions(root, all_blocks, title_slugs(said))
    return OpenPage(
        name=page.name,
        url=url,
        own=own,
        base=base,
        saved=saved,
        settings=settings,
        root=root,
        said=said,
        sites=site_slugs(said, addresses.host_of(own or base)),
        comments=comments,
        all_blocks=all_blocks,
        regions=regions,
    )


def printed_address(root: HtmlElement, title: str) -> str:
    """The address that a version for printing names as that of its story."""
    scripts = [one.text or "" for one in root.iter("script")] + [
        one.get("onload") or "" for one in root.iter("body")
    ]
    if not _PRINTED.search(title) and not any("window.print" in script for script in scripts):
        return ""
    texts = (words(one) for one in root.iter("p", "small", "div", "td", "span") if not len(one))
    found = (_SOURCE_LINE.fullmatch(text) for text in texts if len(text) < _MAX_SOURCE_LINE)
    return next((addresses.web_address(match[1]) for match in found if match), "")


def _show_text(root: HtmlElement, text: str) -> None:
    """Put the text of a story into a page that only a script would fill with it."""
    story = Element("article", itemprop="articleBody")
    parts = _PARAGRAPH_ENDS.split(text if "<" in text else unescape(text))
    for line in filter(None, (squeezed(unescape(_TAGS.sub("", part))) for part in parts)):
        paragraph = Element("p")
        paragraph.text = line
        story.append(paragraph)
    next(root.iter("body"), root).append(story)
