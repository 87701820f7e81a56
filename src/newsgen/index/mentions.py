"""The keys by which articles are found: what a mention asks for, and what an article answers to.

A mention is a name in a text that is to be resolved: a read-also, an editor's pick, a link. Each key is
`kind:value`. When an article arrives, changes or goes, only those are resolved anew that ask for one of the
keys that it answers to.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from newsgen.content.article import Article
from newsgen.content.read_also import ReadAlso
from newsgen.content.reader import is_article_file
from newsgen.index.rows import ArticleColumns
from newsgen.urls import Urls, linked_file

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’‘ʼ`´]")  # taken out before and after NFKC, which makes others of some
SHORTEST_PREFIX = 12
_TRACKING = re.compile(r"(?:utm_|fbclid|gclid|amp\b|m=1)")
_WEB = ("http://", "https://", "//")


@lru_cache(maxsize=8192)
def normalised_title(title: str) -> str:
    """A title without what typists vary: case, quotes, punctuation and spaces. Numbers stay."""
    text = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", title)).casefold()
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", text)))


def normalised_url(url: str) -> str:
    """An address of another site without what varies: scheme, `www.`, fragment, slash or index at its end."""
    parts = _split(url.strip())
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    path = parts.path.removesuffix("index.html").removesuffix("index.php").rstrip("/")
    return f"{host}{path}{f'?{parts.query}' if parts.query else ''}" if host else ""


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # as of `http://[x`
        return urlsplit("")


def answered_keys(path: str, article: ArticleColumns, old_urls: Iterable[str]) -> frozenset[str]:
    """The keys that the article at a path answers to."""
    keys = {f"path:{path}", f"url:{article.url}", f"slug:{article.slug}"}
    keys |= {f"url:{url}" for url in old_urls}
    if article.key:
        keys |= {f"title:{article.key}", f"start:{article.key[:SHORTEST_PREFIX]}"}
    if article.origin:
        keys.add(f"origin:{article.origin}")
    return frozenset(keys)


def requested_keys(mentions: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """What mentions ask for that go by these keys; a cut title asks for its beginning.

    What they resolve to can only change with the article itself, or with one that answers to one of these.
    """
    return frozenset(
        f"start:{key[4 : 4 + SHORTEST_PREFIX]}" if key.startswith("cut:") else key
        for keys in mentions
        for key in keys
    )


def read_also_keys(urls: Urls, article: Article, read_also: ReadAlso) -> tuple[str, ...]:
    """The keys that a read-also goes by, the surest first: its link, then its title."""
    return (*_linked(urls, article, read_also.url), *_titled(read_also.title))


def pick_keys(urls: Urls, article: Article, name: str) -> tuple[str, ...]:
    """The keys that an editor's pick goes by: a path, an address, a slug or a title."""
    links = _linked(urls, article, name) if name.startswith(("/", *_WEB)) else ()
    return (f"path:{name.removeprefix('content/')}", *links, f"slug:{name}", *_titled(name))


def address_keys(urls: Urls, article: Article, url: str) -> tuple[str, ...]:
    """The keys that a link in a text goes by, if it is an address of this site, as it is or was."""
    is_own = urls.local(url) or urls.formerly_local(url) or _is_from_origin(article, url)
    return _linked(urls, article, url) if is_own else ()


def _linked(urls: Urls, article: Article, url: str) -> tuple[str, ...]:
    """The keys of a link: an article's file, an address of this site, or of the one that it came from."""
    if not url:
        return ()
    former = urls.formerly_local(url)
    if local := urls.local(url):
        return tuple(dict.fromkeys((*_local(urls, local), *(_local(urls, former) if former else ()))))
    if not url.lower().startswith(_WEB):
        file = url.partition("#")[0].partition("?")[0]
        return (f"path:{linked_file(article.path, file)}",) if is_article_file(file) else ()
    keys = [f"origin:{normalised_url(url)}"]
    if former:
        keys += _local(urls, former)
    elif _is_from_origin(article, url):
        there = _split(url)
        path = (there.path or "/") + (f"?{there.query}" if there.query else "")
        keys += _local(urls, urls.from_root(path))
    return tuple(keys)


def _is_from_origin(article: Article, url: str) -> bool:
    """Whether an address is on the site that an article came from."""
    there, home = (normalised_url(f"//{_split(one).netloc}") for one in (url, article.origin))
    return there == home != ""


def _local(urls: Urls, local: str) -> tuple[str, ...]:
    """The keys of an address of this site, as it is, as an old one, and without what only counts clicks."""
    path, _, query = local.partition("?")
    typed = (local, path) if _TRACKING.match(query) else (local,)
    old = (urls.alias("/" + address.removeprefix(urls.root)) for address in typed)
    return tuple(dict.fromkeys(f"url:{address}" for address in (*typed, *old)))


def _titled(title: str) -> tuple[str, ...]:
    """The key of a title: of a whole one, or of one that is cut."""
    key = normalised_title(title)
    if title.rstrip().rstrip("\"'”’)").endswith(("…", "...")):
        return (f"cut:{key}",) if len(key) >= SHORTEST_PREFIX else ()
    return (f"title:{key}",) if key else ()
