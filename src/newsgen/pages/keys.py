"""The number of every page: its kind, what it is of, and which of those. It lasts as long as the page."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from newsgen.index.order import Integers

# Kinds of page, in the order in which they claim their addresses. Behind each: whose number follows.
FEW = 1  # a hash of its address
LIST = 2  # the list's; 0 is the front page's
DAY = 3  # the day's ordinal
FEED = 4  # the list's
SITEMAP = 5  # the month's
MEDIA = 6  # the file's
ARTICLE = 7  # the file's; page 1 is the whole of a split article, the others are its parts
ALIAS = 8  # the file's
CARD = 9  # the article's, which has no photo
PHOTO = 10  # the file's; the number is that of the form

_OWNER, _NUMBER = 32, 24  # bits
_NEAR = 12  # bits of the numbers of owners that share a block
AFTER_FEW = 2 << _OWNER + _NUMBER


def many(family: int, owners: Integers, numbers: Integers | int) -> Integers:
    return np.asarray((family << _OWNER + _NUMBER) + (owners << _NUMBER) + numbers, np.int64)


def family(key: int) -> int:
    return key >> _OWNER + _NUMBER


def split(key: int) -> tuple[int, int, int]:
    """Family, owner and number."""
    return key >> _OWNER + _NUMBER, (key >> _NUMBER) & (1 << _OWNER) - 1, key & (1 << _NUMBER) - 1


def columns(found: Integers) -> tuple[Integers, Integers, Integers]:
    """Family, owner and number of each key."""
    return found >> _OWNER + _NUMBER, (found >> _NUMBER) & (1 << _OWNER) - 1, found & (1 << _NUMBER) - 1


def block(found: Integers) -> Integers:
    """A number that pages share of which a change to one often changes others too; it rises with the keys."""
    return np.where(found < AFTER_FEW, FEW << _OWNER - _NEAR, found >> _NUMBER + _NEAR)


def few(url: str) -> int:
    digest = int.from_bytes(blake2b(url.encode(), digest_size=7).digest())
    return (FEW << _OWNER + _NUMBER) + digest


def month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
