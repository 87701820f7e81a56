"""What an address that died tells of its story: words, numbers and a date."""

import re
from datetime import date
from urllib.parse import unquote

import msgspec

from newsgen.content.slugs import slugify
from newsgen.publishing.published.address import Published

_SUFFIX = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|do)$", re.IGNORECASE)
_NO_SLUG = {"amp", "print", "embed", "feed", "rss", "index", "read", "view", "comments", "all", "single"}
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_NUMBERED = re.compile(r"^\d{5,}-|-[a-z]?\d{5,}$")  # the id of an article before or after its slug
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])(?=/)")
_ID_QUERY = re.compile(
    r"(?:^|[?&/])(?:p|page_id|id|post|postid|news_id|newsid|article|artikel|berita|nid|idberita|id_berita)=(\d+)",
    re.IGNORECASE,
)
_ID_PATH = re.compile(r"(?<![\d.])(\d{5,})(?![\d.])")
_FEWEST_WORDS = 3  # of a segment that is a headline, though a number follows it


class Trace(msgspec.Struct, frozen=True):
    """What an address and its source tell: the words of its `slugs`, and of its `titles`.

    `day` or `month` (`2018-08`) stand in the address itself, `told` is the day that its source gives.
    """

    slugs: tuple[str, ...]
    titles: tuple[str, ...]
    ids: frozenset[int]
    day: str = ""
    month: str = ""
    told: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All words as they may be in a slug or a headline."""
        return tuple(dict.fromkeys((*self.slugs, *self.titles)))


def trace(published: Published, titles: tuple[str, ...]) -> Trace:
    """What can be told of the story of an address; `titles` are what may be its headline."""
    path = published.address.path
    day, month = _date(path)
    headlines = tuple(dict.fromkeys(filter(None, map(words, titles))))
    return Trace(slug_texts(path), headlines, ids(published.address.local), day, month, published.date)


def words(text: str) -> str:
    """The words of a slug or headline, parted by spaces, as they are compared."""
    return slugify(text).replace("-", " ")


def slug_texts(path: str) -> tuple[str, ...]:
    """The words of the segment of a path that is the slug of a story, as far as one can be."""
    segments = [_SUFFIX.sub("", segment) for segment in unquote(path).split("/") if segment]
    is_last = True
    for segment in reversed(segments):
        slug = slugify(segment)
        if slug.replace("-", "").isdigit() or slug in _NO_SLUG:
            is_last = is_last and not slug.isdigit()
            continue
        plain = _NUMBERED.sub("", _DATED.sub("", slug))
        if not is_last and len(plain.split("-")) < _FEWEST_WORDS:
            return ()
        return tuple(dict.fromkeys(one.replace("-", " ") for one in (plain, slug) if one))
    return ()


def ids(address: str) -> frozenset[int]:
    """The numbers in an address that may be the id of an article."""
    path, _, query = address.partition("?")
    plain = _DAY.sub("/", path)
    found = [*_ID_QUERY.findall(f"?{query}"), *_ID_QUERY.findall(path), *_ID_PATH.findall(plain)]
    return frozenset(map(int, found))


def _date(path: str) -> tuple[str, str]:
    """The day and the month in an address."""
    if found := _DAY.search(path):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        try:
            return date(year, month, day).isoformat(), f"{year}-{month:02}"
        except ValueError:  # as the 31st of February
            return "", f"{year}-{month:02}"
    found = _MONTH.search(path)
    return ("", f"{found[1]}-{int(found[2]):02}") if found else ("", "")
