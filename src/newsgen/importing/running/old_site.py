"""The old site: which hosts were its own, and how its addresses are compared."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import msgspec

_NAMED = re.compile(r"(?:p|page_id|attachment_id|cat|author|tag_ID)=\d{1,19}", re.ASCII)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|_ga|ref|amp|m|share|replytocom|nb|noamp|relatedposts\w*|like_comment"
    r"|_wpnonce|doing_wp_cron|preview|ver|v)(?:=.*)?",
    re.ASCII | re.IGNORECASE,
)
_INDEX = re.compile(r"(?:^|/)index\.(?:php|html?)$", re.IGNORECASE)
_PHOTON = re.compile(r"i[0-3]\.wp\.com")
_BLOG_FILES = re.compile(r"([a-z0-9-]+)\.files\.wordpress\.com")
_PREFIXES = ("www.", "m.", "amp.", "mobile.")


class Place(msgspec.Struct, frozen=True):
    """Where an address leads on the old site: its path and query, and the fragment with its `#`."""

    path: str
    query: str
    fragment: str = ""


def bare_host(netloc: str) -> str:
    """A host without port, user and the prefixes that a site's own hosts differ by."""
    host = netloc.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    for prefix in _PREFIXES:
        if host.startswith(prefix) and "." in host[len(prefix) :]:
            return host[len(prefix) :]
    return host


def host_of(url: str) -> str:
    """The host of a full address, as `bare_host`; empty if there is none."""
    try:
        return bare_host(urlsplit(url).netloc)
    except ValueError:
        return ""


def place(url: str, hosts: Iterable[str]) -> Place | None:
    """The place that a full address, or one from the root of the host, means on the site of these `hosts`."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or (parts.scheme and not parts.netloc):
        return None
    path = parts.path
    if parts.netloc and _PHOTON.fullmatch(parts.netloc.lower()):
        host, _, rest = path.lstrip("/").partition("/")
        return Place(f"/{rest}", "") if bare_host(host) in hosts else None
    if parts.netloc:
        host = bare_host(parts.netloc)
        if blog := _BLOG_FILES.fullmatch(host):  # where wordpress.com has the pictures of a blog
            host = f"{blog[1]}.wordpress.com"
        if host not in hosts:
            return None
    elif not path.startswith("/"):
        return None
    return Place(path or "/", parts.query, f"#{parts.fragment}" if parts.fragment else "")


def key(path: str, query: str = "") -> str:
    """What equal addresses have in common, however they are typed; empty for the front page.

    >>> key("/2018/08/harga%20cabai/index.html", "utm_source=x"), key("/", "p=12&fbclid=a")
    ('2018/08/harga cabai', '?p=12')
    """
    bare = unquote(path).strip("/")
    if "//" in bare:
        bare = "/".join(filter(None, bare.split("/")))
    if "index." in bare.lower():
        bare = _INDEX.sub("", bare)
    return f"{bare}?{kept}" if query and (kept := _told(query, is_root=not bare)) else bare


def key_of(address: str) -> str:
    """The key of an address from the root of the host, as it is typed."""
    path, _, query = address.partition("#")[0].partition("?")
    return key(path, query)


def _told(query: str, *, is_root: bool) -> str:
    """The part of a query that says which page is meant."""
    parts = [part for part in query.replace("&amp;", "&").replace("#038;", "").split("&") if part]
    if is_root and (named := next((part for part in parts if _NAMED.fullmatch(part)), "")):
        return named
    return unquote("&".join(part for part in parts if not _TRACKING.fullmatch(part)))
