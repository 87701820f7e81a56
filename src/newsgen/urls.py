"""How addresses are spelled: what each page's address is, what an address may be, and which file holds it.

Each pattern stands beside its inverse. All addresses are percent-encoded and start at the root of the host;
paths are decoded and start behind the site's root.
"""

import re
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from newsgen.config import Config
from newsgen.content.allowlist import is_remote

_WORDS = {
    "id": {
        "page": "hal", "section": "kategori", "tag": "tag",
        "author": "penulis", "series": "seri", "archive": "indeks", "all": "semua",
    },
    "en": {
        "page": "page", "section": "section", "tag": "tag",
        "author": "author", "series": "series", "archive": "archive", "all": "all",
    },
}  # fmt: skip

LISTS = ("section", "tag", "author", "series")
_FEED = "feed.xml"
_SOCIAL = "social.jpg"
_END_OF_PATH = re.compile(r"[?#]")
_PART = re.compile(r"(.*?)(?:(\d{1,7})|[a-z]+)/", re.ASCII)
_PERIOD = re.compile(r"(\d{4})/(?:(\d\d)/(?:(\d\d)/)?)?", re.ASCII)
_SITEMAP = re.compile(r"sitemap/(pages|\d{4}-\d\d)(?:-([2-9]|[1-9]\d{1,6}))?\.xml", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_INDIRECT = re.compile(r"(?:^|/)\.{0,2}/|(?:^|/)\.{1,2}$")  # an empty segment, `.` or `..`
_WORDPRESS = re.compile(r"(?:p|page_id|attachment_id|cat)=\d")
SAFE = "/:[]@!$&'()*+,;=~"  # as people and WordPress write them in addresses
_VARIANT = re.compile(r"(.+)\.([0-9a-f]{10})\.(\w+\.(?:avif|jpg))", re.DOTALL)


class Urls:
    """The addresses of one site."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.host = config.origin
        self.words = _WORDS[config.language]
        self.permalink = config.permalink
        self.lists = {self.words[kind]: kind for kind in LISTS}

    def path(self, url: str) -> str | None:
        """What stands behind the root of the site, decoded; None for an address outside of the site."""
        return unquote(url[len(self.root) :]) if url.startswith(self.root) else None

    # articles

    def article(self, day: date, section: str, slug: str, permalink: str = "") -> str:
        """The address of an article: its own `permalink`, or one after the pattern of the site."""
        if permalink:
            return self.alias(permalink)
        path = self.permalink.format(
            year=f"{day.year:04d}",
            month=f"{day.month:02d}",
            day=f"{day.day:02d}",
            section=quote(section or "berita"),
            slug=quote(slug),
        )
        return self.root + path.lstrip("/")

    def part(self, article: str, number: int) -> str:
        """The address of a page of a split article; 1 is the article's own, 0 the whole on one page."""
        if number == 1:
            return article
        return (
            f"{_as_folder(article)}{self.words['all']}/" if number == 0 else f"{_as_folder(article)}{number}/"
        )

    def parse_part(self, url: str) -> tuple[tuple[str, ...], int] | None:
        """The articles' addresses that `url` may be a part of, and the number of the part."""
        found = _PART.fullmatch(url)
        return (_as_pages(found[1]), int(found[2] or 0)) if found else None

    def alias(self, old: str) -> str:
        """The address at which a static host can answer one that is typed: `/?p=12` becomes `/_/p=12/`.

        Only `.html` and `.htm` are served as pages: all else becomes a folder.
        """
        path, _, query = old.partition("?")
        meant = f"{path}_/{query}/" if query else path
        segments = _segments(meant)
        is_file = not meant.endswith("/") and meant.lower().endswith((".html", ".htm"))
        return self.root + quote("/".join(segments), safe=SAFE) + ("/" if segments and not is_file else "")

    # lists

    def list(self, kind: str, slug: str = "", number: int = 0) -> str:
        """The address of a list, or of its page `number` from the oldest; kind "home" is the front page."""
        base = self.root if kind == "home" else f"{self.root}{self.words[kind]}/{quote(slug)}/"
        return f"{base}{self.words['page']}/{number}/" if number else base

    def parse_list(self, path: str) -> tuple[str, str, int] | None:
        """Kind, slug and number of the list page at a path."""
        kind, slug, rest = "home", "", path
        word, _, below = path.partition("/")
        if word in self.lists:
            kind = self.lists[word]
            slug, slash, rest = below.partition("/")
            if not slash:
                return None
        if not rest:
            return kind, slug, 0
        page, number, end = [*rest.split("/"), "", ""][:3]
        if rest.count("/") != 2 or end or page != self.words["page"] or not _NUMBER.fullmatch(number):
            return None
        return kind, slug, int(number)

    def feed(self, kind: str, slug: str = "") -> str:
        return self.list(kind, slug) + _FEED

    def parse_feed(self, path: str) -> tuple[str, str] | None:
        """Kind and slug of the list whose feed is at a path."""
        found = self.parse_list(path.removesuffix(_FEED)) if path.endswith(_FEED) else None
        return found[:2] if found and not found[2] else None

    # periods

    def period(self, period: str = "") -> str:
        """The index by date of a period: "", "2018", "2018-08" or "2018-08-02"."""
        return self.root + (period.replace("-", "/") if period else self.words["archive"]) + "/"

    def parse_period(self, path: str) -> str | None:
        """The period whose index is at a path; it need not be one of the calendar."""
        if path == self.words["archive"] + "/":
            return ""
        found = _PERIOD.fullmatch(path)
        return "-".join(filter(None, found.groups())) if found else None

    def sitemap(self, name: str = "", number: int = 1) -> str:
        """The sitemap of a month (`2018-08`), of lists and static pages (`pages`), or the index of all."""
        if not name:
            return f"{self.root}sitemap.xml"
        return f"{self.root}sitemap/{name}{f'-{number}' if number > 1 else ''}.xml"

    def parse_sitemap(self, path: str) -> tuple[str, int] | None:
        """Name and number of the sitemap at a path; the name of the index is empty."""
        if path == "sitemap.xml":
            return "", 1
        found = _SITEMAP.fullmatch(path)
        return (found[1], int(found[2] or 1)) if found else None

    # files

    def page(self, slug: str, permalink: str = "") -> str:
        """The address of a static page: its own `permalink`, or one from its slug."""
        return self.alias(permalink) if permalink else f"{self.root}{quote(slug)}/"

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


def _as_folder(page: str) -> str:
    """Where what belongs to a page stands: below its address, without `.html`."""
    return page if page.endswith("/") else page.removesuffix(".html") + "/"


def _segments(path: str) -> list[str]:
    """The segments of a path, decoded, without those that change nothing about which file is meant."""
    return [segment for segment in unquote(path).split("/") if segment not in ("", ".")]


def _as_pages(folder: str) -> tuple[str, ...]:
    """The inverse of `_as_folder`: the addresses that a page with this folder may have."""
    return folder, folder.rstrip("/") + ".html"


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
