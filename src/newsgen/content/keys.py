"""The keys of front matter: what each field is called, here and by others, and which keys hide a text."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newsgen.content.frontmatter import Value
from newsgen.errors import nearest

Rule = Callable[[Value], bool]


class Key(NamedTuple):
    """What a key gives, if any `field`, and the values with which it `hides` its text.

    Its `rank` is 0 if it is newsgen's own; of others the lowest counts.
    """

    field: str = ""
    rank: int = 0
    hides: Rule | None = None

    def is_idle(self, value: Value) -> bool:
        """Whether a value says nothing: `draft: false`, or `published: true`, which might give a date."""
        return not self.field or (self.field in _MAY_SWITCH and _word(value) in _SWITCHES)


# By field: its own keys, of which a file may have one; and those of other generators, of which the first in
# this order counts, if there is none of the former. Capitals, hyphens and underscores don't matter.
_KEYS = {
    "title": ("title judul name nama", ""),
    "date": ("date tanggal", ""),
    "publish_date": ("", "publishDate pubDate date_published published_at published publish"),
    "updated": ("updated", "lastmod last_modified_at last_modified modified updated_date updated_at"),
    "expires": ("expires", "expiryDate unpublish_date"),
    "authors": ("authors author penulis", ""),
    "editors": ("editors editor", ""),
    "source": ("source sumber", ""),
    "categories": ("categories category kategori", ""),
    "tags": ("tags tag", ""),
    "summary": ("summary ringkasan", "excerpt description"),
    "image": ("image gambar foto", "featured_image cover cover_image hero_image photo thumbnail"),
    "dateline": ("dateline", ""),
    "slug": ("slug", ""),
    "permalink": ("permalink url", "save_as path"),
    "aliases": ("aliases alias", ""),
    "redirect_from": ("", "redirect_from"),
    "redirect_to": ("", "redirect_to redirect_url redirect"),
    "related": ("related", ""),
    "translations": ("translations terjemahan", ""),
    "comments": ("comments komentar", ""),
    "archived_comments": ("archived_comments arsip_komentar", ""),
    "series": ("series", ""),
    "lead": ("lead", "sticky"),
    "corrections": ("corrections", ""),
    "status": ("status", ""),
    "reason": ("reason", ""),
    "language": ("language", "lang"),
    "origin": ("origin", ""),
    "guid": ("guid", ""),
    "review": ("review periksa", ""),
    "role": ("role", ""),
    "social": ("social", ""),
    "fediverse": ("fediverse", ""),
    "merge_into": ("merge_into", ""),
}  # fmt: skip
# What is published can't be called back: where a key hides, any value does that isn't a clear no.
_NO = ("false", "no", "off", "0", "n", "tidak", "")
_YES = ("true", "yes", "on", "1", "y", "ya")
_SWITCHES = (*_NO, *_YES)
_MAY_SWITCH = ("publish_date", "redirect_to")
_EVERYWHERE = ("always", *_YES, "")  # of Hugo's `build`
_PUBLIC = ("public", "publish", "published", "visible", "")


def switch(value: Value) -> bool | None:
    """Whether a value is a yes or a no; None where it is neither."""
    return _word(value) in _YES if _word(value) in _SWITCHES else None


def _word(value: Value) -> str | None:
    return value.lower() if isinstance(value, str) else None


def _is_not_no(value: Value) -> bool:
    return _word(value) not in _NO


def _is_no(value: Value) -> bool:
    return _word(value) in _NO


def _is_written_no(value: Value) -> bool:
    return value != "" and _is_no(value)


def _is_not_public(value: Value) -> bool:
    return _word(value) not in _PUBLIC


def _is_left_out(value: Value) -> bool:
    if not isinstance(value, dict):
        return _word(value) not in _EVERYWHERE
    where = [part.value for name, part in value.items() if name.lower() in ("list", "render")]
    return any(_word(part) not in _EVERYWHERE for part in where)


_HIDING: dict[str, Rule] = {
    "draft": _is_not_no,
    "published": _is_written_no,
    "publish": _is_written_no,
    "hidden": _is_not_no,
    "private": _is_not_no,
    "unlisted": _is_not_no,
    "headless": _is_not_no,
    "eleventyExcludeFromCollections": _is_not_no,
    "password": bool,
    "visible": _is_written_no,
    "listed": _is_written_no,
    "visibility": _is_not_public,
    "build": _is_left_out,
    "permalink": _is_written_no,
    "url": _is_written_no,
    "save_as": _is_no,
}
_PLAIN = ("draft", "published", "publish")  # they mean here just what they mean elsewhere


def _normalised(key: str) -> str:
    """A key without what people vary: capitals, hyphens and underscores."""
    return key.lower().replace("_", "").replace("-", "")


def _known_keys() -> Iterator[tuple[str, Key]]:
    rules = {_normalised(name): rule for name, rule in _HIDING.items()}
    for field, (own, foreign) in _KEYS.items():
        for rank, name in [*((0, name) for name in own.split()), *enumerate(foreign.split(), 1)]:
            yield _normalised(name), Key(field, rank, rules.pop(_normalised(name), None))
    yield from ((name, Key(hides=rule)) for name, rule in rules.items())


_KNOWN = dict(_known_keys())


@lru_cache(maxsize=4096)  # the files of an archive have the same keys
def find(key: str) -> Key | None:
    return _KNOWN.get(_normalised(key))


def is_draft(key: str) -> bool:
    """Whether a key that hides means what a draft is here; others mean something between that and public."""
    return _normalised(key) in _PLAIN


@lru_cache(maxsize=1000)
def nearest_key(key: str, fields: frozenset[str]) -> str:
    """A hint that names the key closest to an unknown one, of those that give one of these fields or hide."""
    names = [name for field in fields for some in _KEYS[field] for name in some.split()]
    return nearest(key, [*names, *_HIDING])
