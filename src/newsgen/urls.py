"""What every page's address is, and which file holds it."""

import re
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from newsgen.config import Config

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

_REMOTE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
LISTS = ("section", "tag", "author", "series")


class Urls:
    """The addresses of one site: percent-encoded, from the root of its host."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.host = config.host
        self.words = _WORDS[config.language]
        self.permalink = config.permalink
        self.lists = {self.words[kind]: kind for kind in LISTS}

    def article(self, day: date, section: str, slug: str) -> str:
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
        base = article if article.endswith("/") else article.removesuffix(".html") + "/"
        if number == 1:
            return article
        return f"{base}{self.words['all']}/" if number == 0 else f"{base}{number}/"

    def list(self, kind: str, slug: str = "", number: int = 0) -> str:
        """The address of a list, or of its page `number` from the oldest; kind "home" is the front page."""
        base = self.root if kind == "home" else f"{self.root}{self.words[kind]}/{quote(slug)}/"
        return f"{base}{self.words['page']}/{number}/" if number else base

    def archive(self, period: str = "") -> str:
        """The index by date of a period: "", "2018", "2018-08" or "2018-08-02"."""
        return self.root + (period.replace("-", "/") if period else self.words["archive"]) + "/"

    def page(self, slug: str) -> str:
        return f"{self.root}{quote(slug)}/"

    def feed(self, list_url: str) -> str:
        return list_url + "feed.xml"

    def sitemap(self, name: str = "") -> str:
        return f"{self.root}sitemap/{name}.xml" if name else f"{self.root}sitemap.xml"

    def file(self, path: str) -> str:
        """The address of a media file, or of any other with a fixed name."""
        return self.root + quote(path)

    def alias(self, old: str) -> str:
        """The address at which a static host can answer an old one: `/?p=12` becomes `/_/p=12/`."""
        path, _, query = old.lstrip("/").partition("?")
        if query:
            return f"{self.root}{path}_/{query}/"
        return (
            self.root + path
            if not path or "." in path.rpartition("/")[2] or path.endswith("/")
            else self.root + path + "/"
        )

    def typed(self, path: str) -> str:
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
        return self.typed(path) if path.startswith("/") else ""

    def output(self, url: str) -> str:
        """The file below the output folder that holds an address: the only place where that is decided.

        Raises:
            ValueError: the address lies outside of the site.
        """
        path = unquote(url.removeprefix(self.root))
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"{url} lies outside of the site")
        return path + "index.html" if not path or path.endswith("/") else path


def is_remote(url: str) -> bool:
    """Whether an address names a scheme or host."""
    return _REMOTE.match(url) is not None


def list_pages(count: int, per_page: int) -> int:
    """How many numbered pages a list of `count` has beside its own address, which keeps the newest 20 to 39.

    >>> [list_pages(n, 20) for n in (0, 20, 39, 40, 59, 60)]
    [0, 0, 0, 1, 1, 2]
    """
    return max(0, count // per_page - 1)


def beside(path: str, link: str) -> str:
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
