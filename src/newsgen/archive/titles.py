"""Which article a title means: how read-alsos and an editor's picks find their targets."""

import re
import unicodedata
from functools import lru_cache

from newsgen.archive.rows import ArticleRow
from newsgen.archive.store import Store

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PREFIX = 12


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """A title without what typists vary: case, quotes, punctuation and spaces. Numbers stay."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(_WORD.findall(re.sub("['’‘`´]", "", text)))


def by_title(store: Store, title: str, asker: ArticleRow) -> ArticleRow | None:
    """The article that a read-also in `asker` names, or None.

    Of several with one title it is the newest that came before `asker`, else the oldest after. A title
    cut with `…` must begin one article's title only, and not end inside a number.
    """
    cut = title.rstrip().endswith(("…", "..."))
    key = title_key(title)
    if not key or (cut and len(key) < _SHORTEST_PREFIX):
        return None
    found = [row for row in store.articles_titled(key, prefix=cut) if row.path != asker.path]
    if cut:
        found = [row for row in found if not (key[-1:].isdigit() and row.key[len(key) :][:1].isdigit())]
        return found[0] if len({row.key for row in found}) == 1 else None
    before = [row for row in found if (row.at, row.path) < (asker.at, asker.path)]
    return before[0] if before else found[-1] if found else None


def by_name(store: Store, name: str, asker: ArticleRow) -> ArticleRow | None:
    """The article that an editor picked by path, address, slug or title, or None."""
    found = (
        store.article_at(name.removeprefix("content/"))
        or (store.article_by_url(name) or store.article_by_alias(name) if name.startswith("/") else None)
        or next(iter(store.articles_slugged(name)), None)
        or by_title(store, name, asker)
    )
    return found if found and found.listed and found.path != asker.path else None
