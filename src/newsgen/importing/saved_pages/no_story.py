"""Tell pages without a story of their own: front pages, sections, tags, searches, errors."""

import re
from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urlsplit

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages.addresses import is_list
from newsgen.importing.saved_pages.linked_data import LISTS
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.regions import Regions
from newsgen.importing.saved_pages.titles import Title, variants
from newsgen.importing.saved_pages.tree import Block, named, words
from newsgen.importing.saved_pages.words import HEADINGS, LIST_BODIES, NOT_FOUND, SINGLE_BODIES

_MIN_CARDS = 3
_MIN_LINKS = 5
_SHORT = 320  # characters that the beginning of a story under its headline has at most
_STORY = 600
_SEARCH = re.compile(r"(?:hasil (?:pencarian|cari|untuk)|search results?|pencarian ?:|ditemukan \d+ )", re.I)

Reason = tuple[str, str]


def why_no_story(
    url: str, said: Metadata, body_class: str, regions: Regions, places: Sequence[int], title: Title
) -> Reason | None:
    """The kind of page that has no story of its own, and the reason in words; None for a story."""
    classes = set(body_class.lower().split())
    blocks = [regions.blocks[at] for at in places]
    whole = _longest_run(blocks, regions) >= _STORY
    if "error404" in classes or (_says_not_found(said, title) and not whole):
        return "not-found", "it says that there is no such page"
    if not (said.has_article and said.og_type != "website"):
        if reason := _says_list(url, said, classes, whole=whole and title.at >= 0):
            return "list", reason
        if places:
            if _SEARCH.match(title.text):
                return "list", "it is a list of what was found"
            return _why_list_by_heads(blocks, regions, title) or _why_list_by_blocks(
                blocks, regions, said, title
            )
    return None if places else _without_text(regions)


def _says_list(url: str, said: Metadata, classes: set[str], *, whole: bool) -> str:
    """How markup or address of a page say that it is a list; a `whole` story outweighs the address."""
    if classes & SINGLE_BODIES:
        return ""
    if lists := classes & LIST_BODIES:
        return f"it is a list: its body is of the class `{min(lists)}`"
    if is_list(url):
        parts = urlsplit(url)
        if not whole or (parts.path in ("", "/") and not parts.query):
            return "its address is that of a list"
    if said.kinds & LISTS and not said.has_article and "ItemList" not in said.kinds:
        return "its markup says that it is a list"
    return ""


def _without_text(regions: Regions) -> Reason:
    links = {
        text
        for block in regions.blocks
        for link in block.element.iter("a")
        if (text := words(link)).count(" ") > 2
    }
    if _cards(regions.blocks) >= _MIN_CARDS or len(links) >= _MIN_LINKS:
        return "list", "it is a list of headlines"
    return "no-text", "no story can be found on it"


def _says_not_found(said: Metadata, title: Title) -> bool:
    texts = [title.text, *(part for one in said.titles[:3] for part in variants(one.text))]
    return any(NOT_FOUND.fullmatch(text.strip(" !.")) for text in texts)


def _why_list_by_blocks(
    blocks: Sequence[Block], regions: Regions, said: Metadata, title: Title
) -> Reason | None:
    """Whether headlines that are links and beginnings of stories take turns."""
    if said.og_type == "article" or (title.at >= 0 and _opens_with_story(blocks, regions)):
        return None
    longest = _longest_run(blocks, regions)
    cards = _cards(blocks)
    if cards >= _MIN_CARDS and longest < (_STORY if cards > _MIN_CARDS else _SHORT):
        return "list", f"it lists {cards} stories"
    if _cards(regions.blocks) >= 2 * _MIN_CARDS and longest < _SHORT:
        return "list", "it is a list of headlines"
    return None


def _opens_with_story(blocks: Sequence[Block], regions: Regions) -> bool:
    """Whether several paragraphs stand above the first headline that leads to another page."""
    above = takewhile(lambda block: not _is_card(block), blocks)
    paragraphs = [len(block.text) for block in above if regions.weight(block)]
    return len(paragraphs) >= _MIN_CARDS and sum(paragraphs) >= _SHORT


def _why_list_by_heads(blocks: Sequence[Block], regions: Regions, title: Title) -> Reason | None:
    """Whether whole stories, or the beginnings of some, follow each other under headlines that are links."""
    own = slugify(title.text)
    alike = max(_heads(blocks, regions), key=len, default={})
    if len(alike) >= _MIN_CARDS and (title.at < 0 or own in alike):
        return "list", f"it has {len(alike)} stories, each under a headline that leads to it"
    of_page = next((heads for heads in _heads(regions.blocks, regions) if own in heads), {})
    whole = sum(prose >= _SHORT for prose in of_page.values())
    if whole > 1:
        return "list", f"it has {whole} whole stories, each under a headline that leads to it"
    teasers = {slugify(block.lines[0]) for block in blocks if _is_teaser(block)}
    paragraphs = sum(regions.weight(block) > 0 for block in blocks)
    if len(teasers) >= _MIN_CARDS and (title.at < 0 or len(teasers) > paragraphs / 2):
        return "list", f"it has the beginnings of {len(teasers)} stories"
    return None


def _heads(blocks: Sequence[Block], regions: Regions) -> list[dict[str, int]]:
    """The headlines of each kind that lead to other pages, with the prose below each."""
    heads: dict[str, dict[str, int]] = {}
    below: dict[str, int] = {}
    head = ""
    for block in blocks:
        if block.tag in HEADINGS and _is_card(block):
            below = heads.setdefault(f"{block.tag} {named(block.element)}", {})
            head = slugify(block.text)
            below.setdefault(head, 0)
        elif head:
            below[head] += regions.weight(block)
    return [*heads.values()]


def _is_teaser(block: Block) -> bool:
    """Whether a block opens with a line that leads to another page, as the beginnings of stories do."""
    if len(block.lines) < 2 or block.tag in ("ul", "ol", "table"):
        return False
    first = next((text for link in block.element.iter("a") if (text := words(link))), "")
    return first.count(" ") > 2 and block.lines[0] == first


def _is_card(block: Block) -> bool:
    """Whether a block is the headline of a story elsewhere: a heading or line that is a link."""
    if not block.text:
        return False
    if block.tag in HEADINGS:
        return block.links >= 0.9 * len(block.text)
    text = next((shown for link in block.element.iter("a") if (shown := words(link))), "")
    if block.tag in ("ul", "ol", "table"):
        return False
    return text.count(" ") > 3 and block.text.startswith(text) and block.links > 0.5 * len(block.text)


def _cards(blocks: Sequence[Block]) -> int:
    """The headlines that lead to other pages, each another one."""
    return len({slugify(block.text) for block in blocks if _is_card(block)})


def _longest_run(blocks: Sequence[Block], regions: Regions) -> int:
    """The most characters of paragraphs that no headline with a link parts."""
    longest = run = 0
    for block in blocks:
        if _is_card(block):
            run = 0
        elif regions.weight(block):
            run += len(block.text)
            longest = max(longest, run)
    return longest
