"""Tell which page of a longer story a page is, by its pager and its title, for addresses without it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.tree import named, short_words, squeezed, words
from newsgen.importing.saved_pages.words import COMMENT_LISTS, CURRENT_PAGE

_MOST = 100
_MOST_LINKS = 1000
_LONGEST = 200
_LONGEST_LINK = 30
_LEVELS = 4
_WORD = r"(?:halaman|hal|page|laman)"
_IN_TITLE = re.compile(rf"[\s(|–—-]{_WORD}\.? ?-? ?(\d{{1,2}})(?!\d)", re.I)
_AT_END = re.compile(rf"[|(–—-] ?{_WORD}\.? ?-? ?(\d{{1,2}})(?: ?(?:dari|of|/) ?\d{{1,2}})?\)?$", re.I)
_IN_NAME = re.compile(rf"[_-](?:p|{_WORD})[_-]?(\d{{1,2}})(?=\.\w{{1,5}}$|$)", re.I)
_OF_SEVERAL = re.compile(rf"\W{{0,3}}{_WORD}\W{{0,3}}(\d{{1,2}}) ?(?:dari|of|/) ?(\d{{1,2}})\W{{0,3}}", re.I)
_PAGER = re.compile(
    rf"(?:{_WORD}\b|\d{{1,2}}\b|dari\b|of\b|sebelumnya|selanjutnya|berikutnya|lanjut|next|prev(?:ious)?|pertama"
    r"|terakhir|first|last|(?:tampilkan|lihat|baca)? ?semua|show all|view all|all\b|[^\w]){1,40}",
    re.I,
)
_NEXT = re.compile(rf"\W*(?:(?:{_WORD} )?(?:selanjutnya|berikutnya|lanjut)|next(?: page)?)\W*", re.I)
_PREVIOUS = re.compile(rf"\W*(?:(?:{_WORD} )?sebelumnya|prev(?:ious)?(?: page)?)\W*", re.I)
_NUMBERED = re.compile(
    r"(?P<start>[/_=-](?:p|page|hal|halaman)?[-_]?)(?P<number>\d{1,2})(?P<end>/?|\.html?|\.php)$", re.I
)
_COPY = re.compile(
    r"^(?:(?:versi-)?(?:cetak|print|mobile|amp)-)+|(?:-(?:versi-)?(?:cetak|print|mobile|amp)(?:-version)?)+$"
)


class PagePart(NamedTuple):
    """Which page of a story a page is, and the keys of the address of the first and of its own."""

    number: int
    key: str
    own_key: str


def part_of_page(page: OpenPage, headline: str) -> PagePart:
    """Which page of a story a page is, by its address, else by what it shows."""
    key = addresses.fold_key(page.own)
    here = page.url or page.own
    own_key = addresses.fold_key(here)
    links = [link.get("href") or "" for link in islice(page.root.iter("a"), _MOST_LINKS)]
    known = frozenset(addresses.fold_key(addresses.joined(page.base, link)) for link in links if link)
    part = addresses.part_of(here, known | {key})
    if part.number == 1 and page.own:
        part = addresses.part_of(page.own, known)
    if part.number == 1:
        number = shown_part(page.root, page.said, page.name, headline)
        part = addresses.Part(number, first_address(page.own or here, number))
    if part.number == 1:
        return PagePart(1, key, own_key)
    if not key or key == own_key:
        return PagePart(part.number, addresses.fold_key(part.first), own_key)
    own = addresses.part_of(page.own, known | {key})
    first = own.first if own.number > 1 else first_address(page.own, part.number)
    return PagePart(part.number, addresses.fold_key(first), own_key)


def title_of_whole(title: str, number: int) -> str:
    """The headline of a story as a slug, for that of one of its pages or of a copy for printers or phones."""
    slug = re.sub(rf"-(?:{_WORD}-\d{{1,2}}|{number})(?:-(?:dari-)?\d{{1,2}})?$", "", slugify(title))
    return _COPY.sub("", slug) or slug


def shown_part(root: HtmlElement, said: Metadata, name: str, headline: str) -> int:
    """The number of a page that its title, its pager or the name of its file shows; 1 if they show none."""
    for title in said.titles:
        found = _IN_TITLE.search(title.text)
        if found and found[0].strip(" (|-–—").lower() not in headline.lower():
            return int(found[1]) or 1
    if at_end := _AT_END.search(headline):
        return int(at_end[1]) or 1
    numbers = (*_linked_numbers(said.next_page, said.previous_page), *_current_numbers(root))
    if number := next((one for one in numbers if 0 < one < _MOST), None):
        return number
    in_name = _IN_NAME.search(name)
    return int(in_name[1]) or 1 if in_name else 1


def first_address(url: str, number: int) -> str:
    """The address of the first page of a story, for that of a later one which ends with its number."""
    found = _NUMBERED.search(url)
    if not found or int(found["number"]) != number:
        return url
    end = "" if found["end"] == "/" and not found["start"].startswith("/") else found["end"]
    return url[: found.start()] + (end or ("/" if url.endswith("/") else ""))


def _linked_numbers(following: str, previous: str) -> Iterator[int]:
    """The number of a page by those in the addresses of the next and the previous one.

    An address without the name of a page number in it may be that of another story.
    """
    if (number := addresses.part_of(following, frozenset()).number) > 1:
        yield number - 1
    if (number := addresses.part_of(previous, frozenset()).number) > 1:
        yield number + 1


def _current_numbers(root: HtmlElement) -> Iterator[int]:
    """The numbers that pagers of the story show as that of the page itself."""
    for element in root.iter("div", "p", "span", "td", "li", "b", "strong", "small", "em", "center"):
        several = _OF_SEVERAL.fullmatch(squeezed(element.text or "")) if len(element) == 0 else None
        if several and int(several[1]) <= int(several[2]):
            yield int(several[1])
    for box in _pagers(root):
        yield from _current_number(box)


def _pagers(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements with links to numbered pages, to the next or the previous one, and nothing else."""
    done: set[HtmlElement] = set()
    for link in root.iter("a"):
        if not _PAGER.fullmatch(short_words(link, _LONGEST_LINK)):
            continue
        for box in islice(link.iterancestors(), _LEVELS):
            text = short_words(box, _LONGEST)
            if box in done or len(text) > _LONGEST or not _PAGER.fullmatch(text):
                break
            done.add(box)
            if not any(COMMENT_LISTS.search(named(above)) for above in box.iterancestors()):
                yield box


def _current_number(box: HtmlElement) -> Iterator[int]:
    links = [link for link in box.iter("a") if (link.get("href") or "#").strip("#")]
    linked = {int(words(link)) for link in links if words(link).isdigit()}
    shown = {int(one) for one in re.findall(r"\d+", words(box))}
    marked = {
        int(words(one))
        for one in box.iter()
        if isinstance(one.tag, str) and words(one).isdigit() and _is_marked(one, box)
    }
    if len(current := marked or shown - linked) == 1 and linked:
        yield from current
    elif not shown:
        following = next((link.get("href") or "" for link in links if _NEXT.fullmatch(words(link))), "")
        previous = next((link.get("href") or "" for link in links if _PREVIOUS.fullmatch(words(link))), "")
        yield from _linked_numbers(following, previous)


def _is_marked(element: HtmlElement, box: HtmlElement) -> bool:
    """Whether the class of an element, or of one around it in the pager, says that it is the page itself."""
    for one in (element, *element.iterancestors()):
        if one is box:
            return False
        if CURRENT_PAGE.search(named(one)) or one.get("aria-current"):
            return True
    return False
