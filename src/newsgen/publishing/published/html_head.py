"""What the head of an HTML page says of its story: its headline and its date."""

import html
import re

import msgspec

_MOST = 200_000  # bytes in which a head ends
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+(?:[-–—|·»]|::)\s+")  # parts a headline from the name of its paper
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLES = ("og:title", "twitter:title")
_DATES = ("article:published_time", "datepublished", "pubdate", "publishdate", "date")


class Head(msgspec.Struct, frozen=True):
    """What may be the headline of a page, the likeliest first, and its day of publication."""

    titles: tuple[str, ...] = ()
    date: str = ""


def read_head(data: bytes, charset: str = "") -> Head:
    """Read the head of a page; its server may have named the `charset`."""
    text = _decoded(data[:_MOST], charset)
    text = text[: end.start()] if (end := re.search(r"</head", text, re.IGNORECASE)) else text
    named: dict[str, str] = {}
    for tag in _META.findall(text):
        values = {key.lower(): html.unescape(a or b or c).strip() for key, a, b, c in _ATTRIBUTE.findall(tag)}
        name = values.get("property") or values.get("name") or values.get("itemprop") or ""
        named.setdefault(name.lower(), values.get("content", ""))
    found = _TITLE.search(text)
    whole = " ".join(html.unescape(found[1]).split()) if found else ""
    given = next((named[name] for name in _TITLES if named.get(name)), "")
    titles = [title for typed in (given, whole) for title in (typed, *_headlines(typed)) if title]
    dates = (_DAY.match(named.get(name, "")) for name in _DATES)
    return Head(tuple(dict.fromkeys(titles)), next((day[0] for day in dates if day), ""))


def _headlines(title: str) -> tuple[str, ...]:
    """A title without the name of the paper, which may stand at its end or at its beginning."""
    parts = list(_SITE_NAME.finditer(title))
    return (title[: parts[-1].start()], title[parts[0].end() :]) if parts else ()


def _decoded(data: bytes, charset: str) -> str:
    named = _CHARSET.search(data[:2048])
    for name in (charset, named[1].decode("ascii") if named else "", "utf-8"):
        try:
            return data.decode(name or "utf-8", "replace")
        except LookupError:  # no such charset
            continue
    return ""
