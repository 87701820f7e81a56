"""How addresses are spelled: what each page's address is, what an address may be, and which file holds it.

Each pattern stands beside its inverse. All addresses are percent-encoded and start at the root of the host;
paths are decoded and start behind the site's root.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import msgspec

from newsgen.config import LISTS, Config
from newsgen.content.allowlist import is_remote
from newsgen.content.article import Article
from newsgen.permalinks import Permalinks, former_patterns

FEEDS = ("feed.xml", "feed.json")  # RSS and JSON Feed, below the address of a list
_FEED_FILES = (".xml", ".rss", ".atom", ".rdf", ".json")
_FEED_ALIAS = re.compile(
    r"(?:.*/)?feed(?:/(?:rss2?|atom|rdf))?/?|.*\.(?:xml|rss|atom|rdf)|(?:.*/)?feed\.json", re.IGNORECASE
)
_SOCIAL = "social.jpg"
_END_OF_PATH = re.compile(r"[?#]")
_PERIOD = re.compile(r"(\d{4})/(?:(\d\d)/(?:(\d\d)/)?)?", re.ASCII)
_SITEMAP = re.compile(r"sitemap/(news|pages|\d{4}-\d\d)(?:-([2-9]|[1-9]\d{1,6}))?\.xml", re.ASCII)
_SEARCH = re.compile(r"(?:(words|cards-(\d{4}))(?:-([01]{1,30}))?\.json)?", re.ASCII)
_INDIRECT = re.compile(r"(?:^|/)\.{0,2}/|(?:^|/)\.{1,2}$")  # an empty segment, `.` or `..`
_WORDPRESS = re.compile(r"(?:p|page_id|attachment_id|cat)=\d")
_NUMBERED = re.compile(r"([A-Za-z]\w{0,30})=(\d{1,15})(?:&|$)", re.ASCII)
_OF_QUERY = re.compile(r"(.*?)_/([^/=]+=.*)/")  # an address that stands for one with a query
_UNNUMBERED = "others"
_SHARD = re.compile(rf"(.*)_/(?:([A-Za-z]\w*)/\d+|{_UNNUMBERED})\.json", re.ASCII)
PER_SHARD = 1000  # numbers of old addresses with a query whose redirects share a file
SAFE = "/:[]@!$&'()*+,;=~"  # as people and WordPress write them in addresses
_WRITTEN_AS_IT_IS = re.compile(r"[\w./=-]*", re.ASCII)
_VARIANT = re.compile(r"(.+)\.([0-9a-f]{10})\.(\w+\.(?:avif|jpg))", re.DOTALL)


class SearchFile(msgspec.Struct, frozen=True):
    """A file of the search: of "words" or "cards", by the `bits` it was cut by; without a kind, its page."""

    kind: str = ""
    bits: str = ""
    year: int = 0

    @property
    def stem(self) -> str:
        """What tells a file from others of its kind: `2024-01`."""
        return "-".join(filter(None, (f"{self.year:04d}" if self.year else "", self.bits)))


SEARCH_PAGE = SearchFile()


class OldAddress(NamedTuple):
    """An old address of a page.

    `url` is where a file for it stands, or would stand. One that was typed with a query has that, with the
    path before it from the root of the host, as `query`, and the address of the list of such ones that it is
    in as `shard`; both are empty for all others.
    """

    url: str
    query: str = ""
    shard: str = ""


class Urls:
    """The addresses of one site. `lists` are the addresses of lists that have their own, by kind and slug."""

    def __init__(self, config: Config, lists: Mapping[tuple[str, str], str] = {}) -> None:
        self.root = config.root
        self.host = config.origin
        sites = sorted(map(_split_site, config.former_urls), key=lambda site: -len(site[1]))
        self.former_sites = tuple(sites)  # those in a folder of another one before it
        self.words = config.words
        self.permalinks = Permalinks(config)
        self._article_rules = [
            (number, rule.old, pattern)
            for number, (rule, pattern) in enumerate(
                zip(config.redirect_rules, former_patterns(config), strict=True), 1
            )
            if rule.to == "article"
        ]
        self.lists = {self.words[kind] + "/": kind for kind in LISTS}
        self.feed_names = (*FEEDS, *(name for name in config.feed_aliases if not name.startswith("/")))
        self._site_feeds = tuple(name for name in config.feed_aliases if name.startswith("/"))
        self._own = {name: self.alias(address) for name, address in lists.items()}
        own = {unquote(url[len(self.root) :]): name for name, url in self._own.items()}
        self._own_paths = {path: name for url, name in own.items() for path in (_as_folder(url), url)}
        self._list_page = re.compile(
            rf"((?:.*/)?){re.escape(self.words['page'])}/([1-9]\d{{0,6}})/", re.ASCII | re.S
        )
        self._part = re.compile(rf"(.*?)(?:(\d{{1,7}})|{re.escape(self.words['all'])})/", re.ASCII)

    def path(self, url: str) -> str | None:
        """What stands behind the root of the site, decoded; None for an address outside of the site."""
        return unquote(url[len(self.root) :]) if url.startswith(self.root) else None

    def behind_root(self, url: str) -> str:
        """What stands behind the root of the site, as it is: the same wherever the site is moved."""
        return url.removeprefix(self.root)

    # articles

    def article(self, article: Article) -> str:
        """The address of an article: its own `permalink`, or one after a pattern of the site."""
        if article.permalink:
            return self.alias(article.permalink)
        return self.path_address(self.permalinks.path(article))

    def former(self, article: Article, url: str) -> Iterator[tuple[int, OldAddress]]:
        """The former addresses of an article that is at `url`, each with the number of its redirect rule.

        The number is negative where the rule's pattern does not give this article's address.
        """
        for number, rule, pattern in self._article_rules:
            if path := self.permalinks.former(article, rule):
                old = self.path_address(path)
                found = pattern.target(unquote(old[len(self.root) :])) if pattern else ""
                yield (
                    (number if found and self.root + quote(found, safe=SAFE) == url else -number),
                    OldAddress(old),
                )

    def path_address(self, path: str) -> str:
        """The address of a page at a decoded path, however its slashes are typed."""
        return self._page([segment for segment in path.split("/") if segment], path)

    def part(self, article: str, number: int) -> str:
        """The address of a page of a split article; 1 is the article's own, 0 the whole on one page."""
        if number == 1:
            return article
        return (
            f"{_as_folder(article)}{self.words['all']}/" if number == 0 else f"{_as_folder(article)}{number}/"
        )

    def parse_part(self, url: str) -> tuple[tuple[str, ...], int] | None:
        """The articles' addresses that `url` may be a part of, and the number of the part."""
        found = self._part.fullmatch(url)
        return (_as_pages(found[1]), int(found[2] or 0)) if found else None

    def alias(self, old: str) -> str:
        """The address at which a static host can answer one that is typed: `/?p=12` becomes `/_/p=12/`.

        Only `.html` and `.htm` are served as pages: all else becomes a folder.
        """
        path, _, query = old.partition("?")
        meant = f"{path}_/{query}/" if query else path
        return self._page(_segments(meant), meant)

    def old(self, alias: str) -> OldAddress:
        """An old address as it is typed."""
        path, mark, query = alias.partition("?")
        if not (mark and query):
            return OldAddress(self.alias(path))
        base = self.from_root(_quoted(unquote(path)))
        number = _NUMBERED.match(query)
        name = f"{number[1]}/{int(number[2]) // PER_SHARD}" if number else _UNNUMBERED
        return OldAddress(self.alias(alias), f"{base}?{_quoted(unquote(query))}", f"{base}_/{name}.json")

    def _page(self, segments: list[str], typed: str) -> str:
        """The address of a page with these segments, decoded, as it is typed with or without a slash."""
        is_file = not typed.endswith("/") and typed.lower().endswith((".html", ".htm"))
        return self.root + _quoted("/".join(segments)) + ("/" if segments and not is_file else "")

    # lists

    def list(self, kind: str, slug: str = "", number: int = 0) -> str:
        """The address of a list, or of its page `number` from the oldest; kind "home" is the front page."""
        if kind == "home":
            base = self.root
        else:
            base = self._own.get((kind, slug)) or f"{self.root}{self.words[kind]}/{quote(slug)}/"
        return self._numbered(base, number)

    def parse_list(self, path: str) -> tuple[str, str, int] | None:
        """Kind, slug and number of the list page at a path."""
        base, number = self._parse_numbered(path)
        if own := self._own_paths.get(base):
            return (*own, number)
        word = next(filter(base.startswith, self.lists), "")
        if not word:
            return None if base else ("home", "", number)
        slug, slash, rest = base.removeprefix(word).partition("/")
        return (self.lists[word], slug, number) if slash and not rest else None

    def feed(self, kind: str, slug: str = "", name: str = FEEDS[0]) -> str:
        """The address of a feed of a list, by one of the `feed_names`."""
        return self.feed_below(self.list(kind, slug), name)

    def feed_below(self, page: str, name: str) -> str:
        """The address of a feed of the list at an address."""
        return _as_folder(page) + _feed_path(name)

    def parse_feed(self, path: str) -> tuple[str, str, int] | None:
        """Kind and slug of the list whose feed is at a path, and the place of its name in `feed_names`."""
        for place, name in enumerate(self.feed_names):
            if path.endswith(end := unquote(_feed_path(name))):
                found = self.parse_list(path[: -len(end)])
                if found and not found[2]:
                    return (*found[:2], place)
        return None

    def site_feeds(self) -> tuple[str, ...]:
        """The addresses of the site's own feed: those by `feed_names`, then its other ones."""
        named = (self.feed("home", name=name) for name in self.feed_names)
        return tuple(dict.fromkeys((*named, *map(self.feed_alias, self._site_feeds))))

    def feed_alias(self, old: str) -> str:
        """The address at which a feed answers that is typed as an old one: a file, or a folder."""
        return self.root + _feed_path(old.lstrip("/"))

    # periods

    def period(self, period: str = "", number: int = 0) -> str:
        """The index by date of "", "2018", "2018-08" or "2018-08-02", or its page of a number."""
        base = self.root + (period.replace("-", "/") if period else self.words["archive"]) + "/"
        return self._numbered(base, number)

    def parse_period(self, path: str) -> tuple[str, int] | None:
        """The period at a path, which need not be one of the calendar, and the number of its page."""
        base, number = self._parse_numbered(path)
        if base == self.words["archive"] + "/":
            return "", number
        found = _PERIOD.fullmatch(base)
        return ("-".join(filter(None, found.groups())), number) if found else None

    # pages of lists and periods

    def _numbered(self, base: str, number: int) -> str:
        return f"{_as_folder(base)}{self.words['page']}/{number}/" if number else base

    def _parse_numbered(self, path: str) -> tuple[str, int]:
        """The path of the list that a path is a page of, and the number of the page, 0 for the list's own."""
        found = self._list_page.fullmatch(path)
        return (found[1], int(found[2])) if found else (path, 0)

    def sitemap(self, name: str = "", number: int = 1) -> str:
        """The sitemap of a month (`2018-08`), of lists and static pages (`pages`), of `news`, or of all."""
        if not name:
            return f"{self.root}sitemap.xml"
        return f"{self.root}sitemap/{name}{f'-{number}' if number > 1 else ''}.xml"

    def parse_sitemap(self, path: str) -> tuple[str, int] | None:
        """Name and number of the sitemap at a path; the name of the index is empty."""
        if path == "sitemap.xml":
            return "", 1
        found = _SITEMAP.fullmatch(path)
        return (found[1], int(found[2] or 1)) if found else None

    # search

    def search(self, file: SearchFile = SEARCH_PAGE) -> str:
        """The address of the page to search on, or of one of its files."""
        folder = f"{self.root}{self.words['search']}/"
        return f"{folder}{'-'.join(filter(None, (file.kind, file.stem)))}.json" if file.kind else folder

    def parse_search(self, path: str) -> SearchFile | None:
        """The inverse of `search`, for files that need not exist."""
        folder = self.words["search"] + "/"
        found = _SEARCH.fullmatch(path.removeprefix(folder)) if path.startswith(folder) else None
        if found is None:
            return None
        kind, year, bits = (group or "" for group in found.groups())
        return SearchFile("cards" if year else kind, bits, int(year or 0))

    # files

    def page(self, slug: str, permalink: str = "") -> str:
        """The address of a static page: its own `permalink`, or its slug, which may end in `.html`."""
        return self.alias(permalink or slug)

    def file(self, path: str) -> str:
        """The address of a media file, or of any other with a fixed name."""
        return self.root + quote(path)

    def variant(self, path: str, digest: str, form: str) -> str:
        """The address of a picture in another form: another picture at the same path has other addresses."""
        return self.file(f"{path}.{digest}.{form}")

    def parse_variant(self, path: str) -> tuple[str, str, str] | None:
        """File, digest and form of the image variant at a path."""
        found = _VARIANT.fullmatch(path)
        return (found[1], found[2], found[3]) if found else None

    def social_image(self, page: str) -> str:
        """The address of the drawn image of the page at an address."""
        return _as_folder(page) + _SOCIAL

    def parse_social_image(self, url: str) -> tuple[str, ...]:
        """The addresses of the pages whose drawn image may be at `url`."""
        base = url.removesuffix(_SOCIAL)
        return _as_pages(base) if base != url and base.endswith("/") else ()

    def output(self, url: str) -> str:
        """The file below the output folder that holds an address: the only place where that is decided.

        Raises:
            ValueError: the address lies outside of the site, or another one means the same file.
        """
        path = unquote(url.removeprefix(self.root))
        if _INDIRECT.search(path):
            raise ValueError(f"{url} is not the address of one file in the site")
        return path + "index.html" if not path or path.endswith("/") else path

    def at_file(self, file: str) -> str:
        """The inverse of `output`: the address that a file of the output folder holds."""
        is_index = file == "index.html" or file.endswith("/index.html")
        return self.root + quote(file.removesuffix("index.html") if is_index else file, safe=SAFE)

    def as_alias(self, url: str) -> str:
        """What to write into `aliases` or `permalink` for an address: the inverse of `alias`."""
        behind = self.behind_root(url)
        found = _OF_QUERY.fullmatch(behind)
        return f"/{found[1]}?{found[2]}" if found else f"/{behind}"

    # what people type

    def from_root(self, path: str) -> str:
        """The address that people mean by `/x`: from the root of the site, wherever that is."""
        return self.root + path[1:]

    def local(self, url: str) -> str:
        """The site's own address that a typed one means, or an empty string."""
        try:
            parts = urlsplit(url)
        except ValueError:  # as of `http://[x`
            return ""
        if (parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc}" != self.host:
            return ""
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        path = path if parts.path or not parts.netloc else "/" + path
        if parts.netloc and path.startswith(self.root):
            return path
        return self.from_root(path) if path.startswith("/") else ""

    def formerly_local(self, url: str) -> str:
        """The site's own address for one that is typed as on a former site, or an empty string."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        for host, folder in self.former_sites:
            if _host(parts.netloc) == host and path.startswith(folder):
                return self.root + path[len(folder) :]
        return ""


def _split_site(url: str) -> tuple[str, str]:
    """The host of a site, and its path with a slash at the end."""
    parts = urlsplit(url)
    return _host(parts.netloc), parts.path.rstrip("/") + "/"


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def _as_folder(page: str) -> str:
    """Where what belongs to a page stands: below its address, without `.html`."""
    return page if page.endswith("/") else page.removesuffix(".html") + "/"


def is_feed_alias(old: str) -> bool:
    """Whether a typed address is that of a feed: readers of feeds follow no page that leads on."""
    return _FEED_ALIAS.fullmatch(old) is not None


def _feed_path(name: str) -> str:
    """Where a feed stands below a folder: a file by its suffix, else a folder."""
    path = quote("/".join(_segments(name)), safe=SAFE)
    return path if path.lower().endswith(_FEED_FILES) else f"{path}/"


def _quoted(text: str) -> str:
    """A path or query, percent-encoded where it needs to be."""
    return text if _WRITTEN_AS_IT_IS.fullmatch(text) else quote(text, safe=SAFE)


def _segments(path: str) -> list[str]:
    """The segments of a path, decoded, without those that change nothing about which file is meant."""
    return [segment for segment in unquote(path).split("/") if segment not in ("", ".")]


def _as_pages(folder: str) -> tuple[str, ...]:
    """The inverse of `_as_folder`: the addresses that a page with this folder may have."""
    return folder, folder.rstrip("/") + ".html"


def of_shard(shard: str) -> str:
    """How the old addresses of a shard begin: `/?p=`, or `/?` where they have no number."""
    found = _SHARD.fullmatch(shard)
    assert found is not None
    return f"{found[1]}?{found[2]}=" if found[2] else f"{found[1]}?"


def list_pages(count: int, per_page: int) -> int:
    """How many numbered pages a list of `count` has beside its own address, which keeps the newest 20 to 39.

    >>> [list_pages(n, 20) for n in (0, 20, 39, 40, 59, 60)]
    [0, 0, 0, 1, 1, 2]
    """
    return max(0, count // per_page - 1)


# links in files of `content/`


def is_wordpress(query: str) -> bool:
    """Whether a query alone names a page, as in `/?p=123`."""
    return _WORDPRESS.match(query) is not None


def split_link(link: str) -> tuple[str, str]:
    """The path of a link, and its query and fragment."""
    found = _END_OF_PATH.search(link)
    return (link[: found.start()], link[found.start() :]) if found else (link, "")


def linked_file(path: str, link: str) -> str:
    """The file that a link in the file `path` means: relative to its folder, or with a slash from the top.

    Empty if the link climbs out of `content/`.
    """
    parts = [] if link.startswith("/") else path.split("/")[:-1]
    for part in link.split("/"):
        if part == ".." and not parts:
            return ""
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def picture_files(path: str, src: str) -> tuple[str, ...]:
    """The files that a picture's name in the file `path` may mean: beside that file, or from `content/`."""
    if not src or is_remote(src):
        return ()
    name = unquote(split_link(src)[0])
    return tuple(dict.fromkeys(filter(None, (linked_file(path, name), linked_file("", name)))))
