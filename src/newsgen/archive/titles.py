"""Which article a title means: how read-alsos and an editor's picks find their targets."""

import re
import unicodedata
from functools import lru_cache

from newsgen.archive.rows import ArticleRow
from newsgen.archive.store import Store

_WORD = re.compile(r"[^\W_]+")
SHORTEST_PREFIX = 12
_LAST = "\U0010ffff"


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """A title without what typists vary: case, quotes, punctuation and spaces. Numbers stay."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(_WORD.findall(re.sub("['’‘`´]", "", text)))


def is_cut(title: str) -> bool:
    """Whether a title ends with an ellipsis, and so is only the beginning of one."""
    return title.rstrip().endswith(("…", "..."))


def by_title(store: Store, title: str, asker: ArticleRow) -> ArticleRow | None:
    """The article that a read-also in `asker` names, or None.

    Of several with one title it is the newest that came before `asker`, else the oldest after. A title
    cut with `…` must begin one article's title only, and not end inside a number.
    """
    key = title_key(title)
    if is_cut(title):
        key = _completed(store, key, asker) if len(key) >= SHORTEST_PREFIX else ""
    return store.article_titled(key, asker.at, asker.path) if key else None


def _completed(store: Store, start: str, asker: ArticleRow) -> str:
    """The only title key that starts so, or an empty string; a number is never continued."""
    if start[-1].isdigit():
        found = store.keys_from(start, start + "!", asker.path)
    else:
        found = store.keys_from(start, start + _LAST, asker.path)
    return found[0] if len(found) == 1 else ""


def by_name(store: Store, name: str, asker: ArticleRow) -> ArticleRow | None:
    """The article that an editor picked by path, address, slug or title, or None."""
    found = (
        store.article_at(name.removeprefix("content/"))
        or (store.article_by_url(name) or store.article_by_alias(name) if name.startswith("/") else None)
        or store.article_slugged(name)
        or by_title(store, name, asker)
    )
    return found if found and found.listed and found.path != asker.path else None
