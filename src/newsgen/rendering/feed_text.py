"""The text of an article for feeds: full addresses, and nothing but what readers of feeds show."""

import re
from collections.abc import Callable
from functools import partial

import nh3

from newsgen.content import allowlist
from newsgen.content.allowlist import is_remote

_FRAME = re.compile(r"<iframe([^<>]*)></iframe>")  # as `MarkdownConverter` writes it
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_SOURCE_OF_PICTURE = re.compile(r"<source [^<>]*srcset=[^<>]*>")  # the `img` behind them is enough
_TAGS = allowlist.TAGS - {"iframe", "picture", "track", "colgroup", "col"}
_ATTRIBUTES = allowlist.ATTRIBUTES | {"*": {"lang", "dir", "title"}, "img": {"src", "alt", "width", "height"}}
_LINKS = allowlist.LINK_ATTRIBUTES


def feed_html(html: str, page: str, absolute: Callable[[str], str]) -> str:
    """Sanitised HTML of the page at a full address as feeds have it.

    Frames become links. `absolute` gives the full address of one of the site.
    """
    html = _SOURCE_OF_PICTURE.sub("", _FRAME.sub(_link, html))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=allowlist.SCHEMES,
        link_rel=None,
        attribute_filter=partial(_attribute, page, absolute),
    )


def _link(frame: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(frame[1]))
    src = attributes.get("src", "")
    return f'<a href="{src}">{attributes.get("title") or src}</a>'


def _attribute(page: str, absolute: Callable[[str], str], tag: str, name: str, value: str) -> str | None:
    if name not in _LINKS:
        return value
    if value.startswith("#"):
        return page + value
    if not value.strip():
        return None
    return value if is_remote(value) and not value.startswith("//") else absolute(value)
