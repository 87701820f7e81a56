"""The addresses of pages: where a saved file stood, which addresses mean one story, which lead to lists."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from newsgen.importing.saved_pages.words import LIST_PATH, LIST_QUERY, TRACKING

_LONGEST = 2000
_WAYBACK = re.compile(
    r"(?:https?:)?(?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/((?:https?:)?/{0,2}[^\s]+)", re.I
)
_WAYBACK_FILE = re.compile(
    r"web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?:https?(?::|%3A)?/{1,2})?(.+)", re.I
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24}(?::\d{1,5})?", re.I)
_FILES = re.compile(
    r"html?|php|aspx?|jsp|txt|jpe?g|png|gif|css|js|xml|json|pdf|webp|mp4|zip|gz|warc|wacz|md", re.I
)
_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,6}\)(\S{8,2000}?)\s{0,5}-->", re.I)
_HTTRACK = re.compile(
    r"<!--\s{0,5}Mirrored from (\S{4,2000}) by HTTrack Website Copier/\S{1,40} \[[^\]]{0,60}\],"
    r" ([^<>]{10,60}?)\s{0,5}-->",
    re.I,
)
_WAYBACK_TIME = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d [A-Z][a-z]{2} \d\d, \d{4})")
_TWO_LEVELS = frozenset(
    ("co", "or", "ac", "go", "web", "my", "sch", "net", "com", "org", "desa", "biz", "ponpes")
)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch|beta)\.")
_AMP_PATH = re.compile(
    r"/(?:amp|print|cetak)/?$|(?<=/)(?:amp|print|cetak|m)/(?=.)|\.amp(?=\.html?$|$)|_print(?=\.html?$)|-amp(?=\.html?$)",
    re.I,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
_PART_QUERY = ("page", "hal", "halaman", "p_no", "pg", "start")
_PART_PATH = re.compile(r"/(?:(page|halaman|hal)[/-])?(\d{1,2})/?$", re.I)
_PART_FILE = re.compile(r"[-_](?:page|hal|halaman|p)[-_]?(\d{1,2})(\.html?)$", re.I)
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-])")
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?=/)")
_COMPACT = re.compile(r"/(?:[\w-]{1,40}/)?((?:20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=/|\d{2,8}[/_-]|-)")


class Origin(NamedTuple):
    """Where a saved page was: its address, "" if unknown, and when it was saved as the page says it."""

    url: str
    saved: str


class Part(NamedTuple):
    """The number of a page of a longer story, 1 for a whole story, and the address of the first."""

    number: int
    first: str


def origin(head: str, name: str) -> Origin:
    """Where a page was, by the comments of the program that saved it, else by the path of its file."""
    if found := _HTTRACK.search(head):
        return Origin(web_address(found[1] if "://" in found[1] else f"http://{found[1]}"), found[2].strip())
    archived = _WAYBACK_TIME.search(head)
    saved = archived[1] if archived else ""
    if found := _SAVED_FROM.search(head):
        return Origin(web_address(unarchived(found[1])), saved)
    return Origin(address_of_file(name), saved)


def address_of_file(name: str) -> str:
    """The address of a file of a mirror, from the folder with the name of its host on."""
    name = name.replace("\\", "/")
    if found := _WAYBACK_FILE.search(name):
        name = found[1]
    parts = name.split("/")
    for at, part in enumerate(parts[:-1]):
        if _is_host(part):
            return web_address(f"https://{part}/" + "/".join(map(_address_part, parts[at + 1 :])))
    return ""


def _is_host(part: str) -> bool:
    return _HOST.fullmatch(part) is not None and not _FILES.fullmatch(part.rpartition(".")[2])


def _address_part(part: str) -> str:
    """A part of a path as an address has it: `index.html?p=5.html`, on Windows `index.html@p=5.html`."""
    part = re.sub(r"@(?=[\w-]{1,40}=)", "?", part, count=1) if "?" not in part else part
    path, mark, query = part.partition("?")
    query = query.removesuffix(".html").removesuffix(".htm") if mark else ""
    return quote(unquote(path), safe="~!$&'()*+,;=:@-._%") + mark + query


def unarchived(url: str) -> str:
    """An address without that of the archive in front of it."""
    found = _WAYBACK.match(url.strip())
    if not found:
        return url
    inner = found[1]
    return (
        inner
        if "://" in inner
        else f"http://{inner.lstrip('/')}"
        if not inner.startswith("http:/")
        else inner.replace(":/", "://", 1)
    )


def web_address(url: str) -> str:
    """A full address of the web as it is, without its fragment; empty for anything else."""
    url = re.sub(r"[\x00-\x20]", "", url.partition("#")[0])[:_LONGEST]
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "." not in host or parts.username:
        return ""
    return url


def joined(base: str, link: str) -> str:
    """The full address of a link on a page; unchanged if there is no base, or it is no address."""
    link = link.strip()
    if not link or link.startswith("#"):
        return link
    link = unarchived(link)
    try:
        full = urljoin(base, link) if base else link
    except ValueError:
        return link
    return unarchived(full)


def site_of(host: str) -> str:
    """The part of a host that one publisher has: `kabar.example` of `m.kabar.example`."""
    labels = host.lower().partition(":")[0].split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LEVELS else 2
    return ".".join(labels[-count:])


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def own_address(canonical: str, og_url: str, url: str) -> str:
    """The address under which a page wants to be known, if that can be true."""
    for said in (canonical, og_url):
        full = web_address(unarchived(joined(url, said))) if said else ""
        if not full:
            continue
        if not url:
            return full if urlsplit(full).path not in ("", "/") or urlsplit(full).query else ""
        home = urlsplit(full).path in ("", "/") and not urlsplit(full).query
        here = urlsplit(url).path in ("", "/", "/index.html") and not urlsplit(url).query
        if site_of(host_of(full)) == site_of(host_of(url)) and home == here:
            return full
    return url


def fold_key(url: str) -> str:
    """The same for all addresses of one page: mobile, AMP, for print, with tracking, with another scheme."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = (parts.hostname or "").lower()
    host = _MOBILE.sub("", host, count=1) if host.count(".") > 1 else host
    path = _INDEX.sub("/", unquote(parts.path))
    while (shorter := _AMP_PATH.sub("", path)) != path:
        path = shorter
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _is_tracking(name, value)]
    path = re.sub(r"/{2,}", "/", path).rstrip("/").lower()
    path = re.sub(r"\.html?$", "", path)
    return host + path + (f"?{urlencode(sorted(query))}" if query else "")


def _is_tracking(name: str, value: str) -> bool:
    return TRACKING.match(name) is not None and not (name == "m" and len(value) > 1)


def part_of(url: str, has_address: frozenset[str]) -> Part:
    """Which page of a story an address is; a number at its end counts if the page leads to its first one."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query)
    except ValueError:
        return Part(1, url)
    for name, value in query:
        if name.lower() in _PART_QUERY and value.isdigit() and 1 <= int(value) < 100 and len(value) < 3:
            rest = urlencode([pair for pair in query if pair[0] != name])
            return Part(int(value), parts._replace(query=rest, fragment="").geturl())
    if named := _PART_FILE.search(parts.path):
        first = parts._replace(path=parts.path[: named.start()] + named[2]).geturl()
        return Part(int(named[1]), first)
    found = _PART_PATH.search(parts.path)
    if found and int(found[2]) > 1:
        first = parts._replace(path=parts.path[: found.start()] + "/", query="").geturl()
        if found[1] or fold_key(first) in has_address:
            return Part(int(found[2]), first)
    return Part(1, url)


def is_list(url: str) -> bool:
    """Whether an address leads to a list: a front page, a section, a tag, a search."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if LIST_QUERY.search(parts.query):
        return parts.path.count("/") < 3 and not re.search(r"(?:^|&)(?:p|id|artid|aid)=\d", parts.query)
    return not parts.query and LIST_PATH.fullmatch(unquote(parts.path) or "/") is not None


def day_in(url: str) -> tuple[int, int, int] | None:
    """The day in an address."""
    path = urlsplit(url).path if url else ""
    found = _DAY.search(path) or _COMPACT.search(path)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def month_in(url: str) -> tuple[int, int] | None:
    """The year and month in an address."""
    found = _MONTH.search(urlsplit(url).path) if url else None
    return (int(found[1]), int(found[2])) if found and 1 <= int(found[2]) <= 12 else None


def path_and_query(url: str) -> str:
    """An address from the root of its host."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def without_index(url: str) -> str:
    """The address of a folder for that of the file that a mirror puts there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(path=_INDEX.sub("/", parts.path)).geturl() if not parts.query else url


def variants(url: str) -> Iterator[str]:
    """An address as path and query, and without the name of the file that a mirror gave it."""
    path = path_and_query(url)
    yield path
    if (short := _INDEX.sub("/", path)) != path:
        yield short
