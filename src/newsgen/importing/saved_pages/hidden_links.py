"""Find the links to other sites that a page hides from its readers outside of its story."""

import re
from collections import Counter
from collections.abc import Iterable

from lxml.html import HtmlElement

from newsgen.importing.saved_pages.addresses import host_of, site_of
from newsgen.importing.saved_pages.words import SHARE_HOSTS

_HIDDEN = re.compile(
    r"display *: *none|visibility *: *hidden|(?:left|top|text-indent|margin-left) *: *-\d{3,}"
    r"|font-size *: *0(?![.\d])|(?:height|width|max-height) *: *[01](?:px)?(?![.\d%])|opacity *: *0(?![.\d])",
    re.I,
)
_DEPTH = 6
_MOST = 5000


def hidden_links(root: HtmlElement, site: str, story: Iterable[HtmlElement]) -> Counter[str]:
    """How many hidden links lead to each other host, without those in the elements of the story."""
    hosts: Counter[str] = Counter()
    inside: set[HtmlElement] = set()
    for element in story:
        inside.update(element.iter("a"))
    own = site_of(site)
    for link in [*root.iter("a")][:_MOST]:
        host = host_of(link.get("href") or "").removeprefix("www.")
        is_other = host and site_of(host) != own and not SHARE_HOSTS.search(host)
        if is_other and link not in inside and _is_hidden(link):
            hosts[host] += 1
    return hosts


def _is_hidden(link: HtmlElement) -> bool:
    element: HtmlElement | None = link
    for _ in range(_DEPTH):
        if element is None or element.tag == "body":
            return False
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            return True
        element = element.getparent()
    return False
