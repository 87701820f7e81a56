"""Which article a title or a link means: how read-alsos and an editor's picks find their targets.

Everything that can be asked for is a key, `kind:value`. What an article `asks` for and what it `answers`
to decide between them which others are looked at anew when it arrives, changes or goes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from newsgen.content.article import Article
from newsgen.content.read_also import ReadAlso
from newsgen.index.articles import Store
from newsgen.index.rows import ArticleRow, Entry, Target
from newsgen.urls import Urls, linked_file

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PREFIX = 12
_LAST = "\U0010ffff"
_FILES = (".md", ".markdown", ".txt")
_TRACKING = re.compile(r"(?:utm_|fbclid|gclid|amp\b|m=1)")
_WEB = ("http://", "https://", "//")


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """A title without what typists vary: case, quotes, punctuation and spaces. Numbers stay."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(_WORD.findall(re.sub("['’‘`´]", "", text)))


def web_key(url: str) -> str:
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


# --- keys


def answers(path: str, found: ArticleRow | Entry, aliases: Iterable[str]) -> frozenset[str]:
    """The keys that the article at a path answers to, which has these old urls."""
    keys = {f"path:{path}", f"url:{found.url}", f"slug:{found.slug}"}
    keys |= {f"url:{url}" for url in aliases}
    if found.key:
        keys |= {f"title:{found.key}", f"start:{found.key[:_SHORTEST_PREFIX]}"}
    if found.origin:
        keys.add(f"origin:{found.origin}")
    return frozenset(keys)


def asks(names: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """What names ask for that go by these keys, as `wants` and `picks` give them.

    What they resolve to can only change with the article itself, or with one that answers to one of these.
    """
    return frozenset(
        f"start:{key[4 : 4 + _SHORTEST_PREFIX]}" if key.startswith("cut:") else key
        for keys in names
        for key in keys
    )


def wants(urls: Urls, article: Article, mention: ReadAlso) -> tuple[str, ...]:
    """The keys that a read-also goes by, the surest first: its link, then its title."""
    return (*_linked(urls, article, mention.url), *_titled(mention.title))


def picks(urls: Urls, article: Article, name: str) -> tuple[str, ...]:
    """The keys that an editor's pick goes by: a path, an address, a slug or a title."""
    links = _linked(urls, article, name) if name.startswith(("/", *_WEB)) else ()
    return (f"path:{name.removeprefix('content/')}", *links, f"slug:{name}", *_titled(name))


def _linked(urls: Urls, article: Article, url: str) -> tuple[str, ...]:
    """The keys of a link: an article's file, an address of this site, or of the one that it came from."""
    if not url:
        return ()
    if local := urls.local(url):
        return _local(urls, local)
    if not url.lower().startswith(_WEB):
        file = url.partition("#")[0].partition("?")[0]
        return (f"path:{linked_file(article.path, file)}",) if file.endswith(_FILES) else ()
    keys = [f"origin:{web_key(url)}"]
    there, home = _split(url), _split(article.origin)
    if home.netloc and there.netloc and web_key(f"//{there.netloc}") == web_key(f"//{home.netloc}"):
        path = (there.path or "/") + (f"?{there.query}" if there.query else "")
        keys += _local(urls, urls.from_root(path))
    return tuple(keys)


def _local(urls: Urls, local: str) -> tuple[str, ...]:
    """The keys of an address of this site, as it is, as an old one, and without what only counts clicks."""
    path, _, query = local.partition("?")
    typed = (local, path) if _TRACKING.match(query) else (local,)
    old = (urls.alias("/" + address.removeprefix(urls.root)) for address in typed)
    return tuple(dict.fromkeys(f"url:{address}" for address in (*typed, *old)))


def _titled(title: str) -> tuple[str, ...]:
    """The key of a title: of a whole one, or of one that is cut."""
    key = title_key(title)
    if title.rstrip().rstrip("\"'”’)").endswith(("…", "...")):
        return (f"cut:{key}",) if len(key) >= _SHORTEST_PREFIX else ()
    return (f"title:{key}",) if key else ()


# --- targets


def resolve(store: Store, asker: Target, keys: tuple[str, ...]) -> Target | None:
    """The article that a read-also means which goes by these keys: `asker` where it leads to its own page.

    None if there is none, or if it may not be offered. Of several with one title it is the newest that came
    before the one that asks, else the oldest after. A title cut with `…` must begin one article's title only,
    and not end inside a number.
    """
    return next(_targets(store, asker, keys), None)


def resolve_pick(store: Store, asker: Target, keys: tuple[str, ...]) -> Target | None:
    """The article that an editor picked by path, address, slug or title, or None."""
    return next((target for target in _targets(store, asker, keys) if target.id != asker.id), None)


def _targets(store: Store, asker: Target, keys: tuple[str, ...]) -> Iterator[Target]:
    """What the keys lead to and may be offered, one for each key; `asker` may be among them."""
    for key in keys:
        kind, _, value = key.partition(":")
        found = _answer(store, kind, value, asker)
        if found and found.listed:
            yield found


def _answer(store: Store, kind: str, value: str, asker: Target) -> Target | None:
    if kind == "url":
        return store.target_by_url(value) or store.target_by_alias(value)
    if kind == "path":
        return store.target_at(value)
    if kind == "origin":
        return store.target_from(value)
    if kind == "slug":
        return store.target_slugged(value)
    keys = [value] if kind == "title" else store.keys_from(*_range(value), asker.path)
    if len(keys) > 1:
        return None
    found = store.target_titled(keys[0], asker.at, asker.path) if keys else None
    return found or (asker if _is_own(kind, value, asker.key) else None)


def _is_own(kind: str, value: str, key: str) -> bool:
    if kind == "title":
        return key == value
    start, end = _range(value)
    return start <= key < end


def _range(start: str) -> tuple[str, str]:
    """From which title key up to which all begin with `start`; a number is never continued."""
    return start, start + ("!" if start[-1].isdigit() else _LAST)
