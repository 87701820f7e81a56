"""The addresses that need not answer for ever: numbered pages, the index by date, other sizes of pictures."""

import re
from urllib.parse import unquote

from newsgen.pages.site import Site, kind_of

_NUMBERED = re.compile(r"(?:^|/)(?:page|hal)/\d+/?$", re.IGNORECASE)
_MOST_PARTS = 999  # a higher number is the id of an article
_NUMBERED_QUERY = re.compile(r"(?:page|paged|halaman|hal|start|offset)=\d+", re.IGNORECASE)
_SMALL = re.compile(
    r"-\d{2,4}x\d{2,4}\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE
)  # as WordPress makes them
_SITEMAPS = re.compile(r"(?:^|/)[\w-]*sitemap[\w-]*\.(?:xml|xsl)(?:\.gz)?$", re.IGNORECASE)
_MACHINES = {
    "404.html", "latest.html", "robots.txt", "favicon.ico", "apple-touch-icon.png", "manifest.webmanifest",
    "_headers", "_redirects",
}  # fmt: skip


def exemption(site: Site, url: str) -> str:
    """Why nobody will miss an address of the site at which nothing answers; empty if it must."""
    urls = site.snapshot.urls
    plain, _, query = url.partition("?")
    path = urls.path(plain) or ""
    if urls.parse_period(path if path.endswith("/") else f"{path}/"):
        return "index by date"
    found = urls.parse_list(path if path.endswith("/") else f"{path}/")
    if (found and found[2]) or _NUMBERED.search(path) or _NUMBERED_QUERY.fullmatch(query):
        return "numbered pages"
    if _is_part(site, plain if plain.endswith("/") else f"{plain}/"):
        return "numbered pages"
    if urls.parse_variant(path) or urls.parse_social_image(plain) or _SMALL.search(unquote(plain)):
        return "other sizes of pictures"
    if urls.parse_sitemap(path) or _SITEMAPS.search(path) or path.rpartition("/")[2] in _MACHINES:
        return "files for machines"
    return ""


def _is_part(site: Site, url: str) -> bool:
    """Whether an address is that of a page of an article, of whatever number."""
    parts = site.snapshot.urls.parse_part(url)
    keys = map(site.find, parts[0]) if parts and parts[1] <= _MOST_PARTS else ()
    return any(key is not None and kind_of(key).name == "article" for key in keys)
