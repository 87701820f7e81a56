"""The stories and static pages of a site, as those are looked up that an old address may have been of."""

import math
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from newsgen.index.mentions import normalised_url
from newsgen.index.order import Integers
from newsgen.pages.snapshot import Snapshot
from newsgen.publishing.published.traces import Trace, ids, words

_MOST = 60  # stories that are compared with a trace, those first that share its rarest words
_MOST_ALIKE = 500  # that have the same words


class Known(msgspec.Struct, frozen=True):
    """A story, or a static page, whose `day` is empty: its file, and by what it may be known.

    `texts` are the words of its slug and headline, `ids` the numbers in the addresses that it had.
    """

    path: str
    url: str
    texts: tuple[str, ...]
    day: str = ""
    origin: str = ""
    ids: frozenset[int] = frozenset()


class KnownPages:
    """Pages of a site, found by what `traces` tell."""

    def __init__(self, pages: Sequence[Known], traces: Iterable[Trace]) -> None:
        every = list(traces)
        self.pages = pages
        self._by_path = {page.path: page for page in pages}
        self._by_text = _by_text(self.pages, {text for trace in every for text in trace.texts})
        self._by_id = _by_id(self.pages, {number for trace in every for number in trace.ids})
        self._by_origin = {page.origin: [at] for at, page in enumerate(self.pages) if page.origin}
        needed = {word for trace in every for text in trace.texts for word in text.split()}
        self._by_word = _by_word(self.pages, needed)

    def at(self, path: str) -> Known | None:
        """The page of a file."""
        return self._by_path.get(path.removeprefix("content/"))

    def like(self, trace: Trace, origin: str) -> list[Known]:
        """The pages that a trace may be of, best or not; `origin` is the whole address."""
        found: dict[int, None] = dict.fromkeys(self._by_origin.get(origin, ()))
        for number in sorted(trace.ids):
            found |= dict.fromkeys(self._by_id.get(number, ())[:_MOST_ALIKE])
        for text in trace.texts:
            found |= dict.fromkeys(self._by_text.get(text, ())[:_MOST_ALIKE])
            found |= dict.fromkeys(self._sharing_words(text.split()))
        return [self.pages[at] for at in found]

    def _sharing_words(self, typed: Sequence[str]) -> list[int]:
        """The pages that share the rarest of some words."""
        found = [self._by_word[word] for word in dict.fromkeys(typed) if word in self._by_word]
        if not found:
            return []
        weights = [math.log(1 + len(self.pages) / len(some)) for some in found]
        scores = np.bincount(
            np.concatenate(found), np.repeat(weights, [len(some) for some in found]), len(self.pages)
        )
        some = min(_MOST, len(scores))
        best = np.argpartition(scores, len(scores) - some)[len(scores) - some :]
        rising = best[np.lexsort((best, -scores[best]))]
        return [at for at in rising.tolist() if scores[at] > 0]


def known_pages(snapshot: Snapshot) -> list[Known]:
    """All stories and static pages of a site."""
    return [*_stories(snapshot), *_static_pages(snapshot)]


def _stories(snapshot: Snapshot) -> list[Known]:
    numbers: dict[int, set[int]] = {}
    for alias in snapshot.database.articles.every_old_url():
        numbers.setdefault(alias.article, set()).update(ids(alias.query or alias.url))
    return [
        Known(
            path=row.path,
            url=row.url,
            texts=tuple(dict.fromkeys(filter(None, (words(row.slug), words(row.key))))),
            day=row.day,
            origin=row.origin,
            ids=frozenset(numbers.get(row.id, ())) | (ids(row.origin) if row.origin else frozenset()),
        )
        for row in snapshot.database.articles.named()
    ]


def _static_pages(snapshot: Snapshot) -> list[Known]:
    pages = snapshot.static_pages.values()
    return [
        Known(
            path=page.path,
            url=snapshot.page_url(page.record),
            texts=tuple(dict.fromkeys(filter(None, (words(page.record.slug), words(page.record.title))))),
        )
        for page in pages
    ]


def _by_text(pages: Sequence[Known], needed: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        for text in page.texts:
            if text in needed:
                found.setdefault(text, []).append(at)
    return found


def _by_id(pages: Sequence[Known], needed: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at, page in enumerate(pages):
        for number in page.ids & needed:
            found.setdefault(number, []).append(at)
    return found


def _by_word(pages: Sequence[Known], needed: set[str]) -> dict[str, Integers]:
    found: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        for word in needed.intersection(" ".join(page.texts).split()):
            found.setdefault(word, []).append(at)
    return {word: np.array(places, np.int64) for word, places in found.items()}


def origin_of(host: str, local: str) -> str:
    """An old address as `origin` of an article has it."""
    return normalised_url(f"https://{host}{local}")
