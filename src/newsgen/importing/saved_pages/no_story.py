"""Tell pages without a story of their own: front pages, sections, tags, searches, errors."""

from collections.abc import Sequence

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages.addresses import is_list
from newsgen.importing.saved_pages.linked_data import LISTS
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.regions import Regions
from newsgen.importing.saved_pages.titles import Title
from newsgen.importing.saved_pages.tree import Block
from newsgen.importing.saved_pages.words import HEADINGS, LIST_BODIES, NOT_FOUND, SINGLE_BODIES

_MIN_CARDS = 3
_SHORT = 320  # characters that the beginning of a story under its headline has at most
_STORY = 600

Reason = tuple[str, str]


def why_no_story(
    url: str, said: Metadata, body_class: str, regions: Regions, places: Sequence[int], title: Title
) -> Reason | None:
    """The kind of page that has no story of its own, and the reason in words; None for a story."""
    classes = set(body_class.lower().split())
    if "error404" in classes or NOT_FOUND.fullmatch(title.text) or _says_not_found(said):
        return "not-found", "it says that there is no such page"
    if said.has_article and said.og_type != "website":
        return None if places else ("no-text", "no story can be found on it")
    if classes & LIST_BODIES and not classes & SINGLE_BODIES:
        return "list", f"it is a list: its body is of the class `{sorted(classes & LIST_BODIES)[0]}`"
    if is_list(url) and not classes & SINGLE_BODIES and not said.has_article:
        return "list", "its address is that of a list"
    if said.kinds & LISTS and not said.has_article and "ItemList" not in said.kinds:
        return "list", "its markup says that it is a list"
    if not places:
        return (
            ("list", "it is a list of headlines")
            if _cards(regions.blocks) >= _MIN_CARDS
            else (
                "no-text",
                "no story can be found on it",
            )
        )
    return _why_list_by_blocks([regions.blocks[at] for at in places], regions, said, title)


def _says_not_found(said: Metadata) -> bool:
    return any(NOT_FOUND.fullmatch(one.text) for one in said.titles[:3])


def _why_list_by_blocks(
    blocks: Sequence[Block], regions: Regions, said: Metadata, title: Title
) -> Reason | None:
    """Whether headlines that are links and beginnings of stories take turns."""
    longest = _longest_run(blocks, regions)
    cards = _cards(blocks)
    if cards >= _MIN_CARDS and longest < _STORY and said.og_type != "article":
        return "list", f"it lists {cards} stories"
    if _cards(regions.blocks) >= 2 * _MIN_CARDS and longest < _SHORT and said.og_type != "article":
        return "list", "it is a list of headlines"
    return None


def _cards(blocks: Sequence[Block]) -> int:
    """The headlines that lead to other pages, each another one."""
    return len(
        {
            slugify(block.text)
            for block in blocks
            if block.tag in HEADINGS and block.text and block.links >= 0.9 * len(block.text)
        }
    )


def _longest_run(blocks: Sequence[Block], regions: Regions) -> int:
    """The most characters of paragraphs that no headline with a link parts."""
    longest = run = 0
    for block in blocks:
        if block.tag in HEADINGS and block.links >= 0.9 * max(1, len(block.text)):
            run = 0
        elif regions.weight(block):
            run += len(block.text)
            longest = max(longest, run)
    return longest
