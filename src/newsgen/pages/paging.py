"""Lists that are numbered from their oldest page, so that one more story touches the newest page alone."""

from collections.abc import Callable

import msgspec
import numpy as np

from newsgen.index.entries import hash64
from newsgen.index.order import Integers
from newsgen.pages.hashing import Hashes, mixed, numbered, unsigned
from newsgen.urls import list_pages


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """The way through a list that is numbered from its oldest page; an empty URL means there is none.

    `number` is 0 on the list's own address, which holds the newest.
    """

    number: int = 0
    newer: str = ""
    older: str = ""


class PagedColumns(msgspec.Struct, frozen=True):
    """All pages of some lists: the list of each by its row, its number, the members that it holds.

    `low` is the place of its oldest member, and `high` that behind its newest; `pager` is a hash of the links
    that its pager has.
    """

    rows: Integers
    numbers: Integers
    low: Integers
    high: Integers
    pager: Hashes


def page_slice(count: int, per_page: int, number: int) -> slice:
    """Which members of a list of `count` stand on its page of a number, oldest first."""
    start = (number - 1 if number else list_pages(count, per_page)) * per_page
    return slice(start, start + per_page if number else None)


def pager(count: int, per_page: int, number: int, url: Callable[[int], str]) -> Pager:
    """The pager of a page; `url` gives the address of each number."""
    pages = list_pages(count, per_page)
    return Pager(
        number=number,
        newer="" if not number else url(0) if number == pages else url(number + 1),
        older=url(pages) if not number and pages else url(number - 1) if number > 1 else "",
    )


def paged(starts: Integers, ends: Integers, per_page: int, word: str) -> PagedColumns:
    """The pages of lists whose members begin and end at these places; `word` is that in their addresses."""
    counts = np.maximum(0, (ends - starts) // per_page - 1)  # of numbered pages
    rows, numbers = numbered(counts + 1)
    is_numbered, count = numbers > 0, counts[rows]
    low = starts[rows] + np.where(is_numbered, numbers - 1, count) * per_page
    high = np.where(is_numbered, low + per_page, ends[rows])
    links = np.where(is_numbered, numbers == count, count + 2)
    return PagedColumns(rows, numbers, low, high, mixed(unsigned(links) ^ unsigned(np.array(hash64(word)))))
