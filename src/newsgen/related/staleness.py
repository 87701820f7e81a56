"""Which related lists may have changed after some articles were added, changed or removed.

An article that changed counts as removed, as it was, and added, as it is. The articles found are all whose
best may differ from before, and some more; only for these are lists computed again.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsgen.related.arrays import Ints, Mask, distinct
from newsgen.related.postings import (
    WINDOW,
    Corpus,
    Postings,
    Timeline,
    frequency_classes,
    merge,
    needed_shards,
)
from newsgen.related.scoring import (
    Metadata,
    Neighbourhood,
    all_scores,
    blocks,
    nearest,
    neighbourhoods,
    neighbours,
)
from newsgen.related.storage import ListStore


class _Comparison(NamedTuple):
    """Postings of the same terms."""

    before: Postings
    after: Postings


class _WindowSizes(NamedTuple):
    """The article of each untouched posting, and how many untouched ones its window has on each side."""

    articles: Ints
    older: Ints
    newer: Ints


def affected_articles(
    old: Corpus, new: Corpus, metadata: Metadata, lists: ListStore, touched: Ints, relinked: Ints
) -> Ints:
    """The ids of the articles of `new` whose best or list may have changed by the touched ones, rising.

    `metadata` is the metadata of `new`; `lists` has the best of `old`. `relinked` are those whose links may
    give something else to a list than before.
    """
    removed, added = touched[old.timeline.has(touched)], touched[new.timeline.has(touched)]
    relinked = relinked[old.timeline.has(relinked)]  # a new one is among nobody's best so far
    compared = _surroundings(old, new, removed, added)
    reweighted = _weight_changed(compared)
    found = [
        added,
        new.articles_with(compared.after.terms[reweighted]),
        _with_other_windows(compared, old, new, reweighted, touched),
        *_neighbours(new.timeline, metadata.neighbourhoods, added),
        lists.with_best_among(np.append(removed, relinked)),
    ]
    if len(removed):
        found += _neighbours(old.timeline, neighbourhoods(old.columns()), removed)
    for timeline, articles in ((old.timeline, removed), (new.timeline, added)):
        near = nearest(timeline.positions[articles], len(timeline.ids))
        found.append(lists.unfilled(timeline.ids[near[near >= 0]]))
    for block in blocks(compared.after, metadata, np.sort(new.timeline.positions[added])):
        pairs = all_scores(block, metadata)
        found.append(lists.reached(metadata.ids[pairs.positions], pairs.scores))
    affected = distinct(*found)
    return affected[new.timeline.has(affected)]


def _surroundings(old: Corpus, new: Corpus, removed: Ints, added: Ints) -> _Comparison:
    """The postings near the removed and the added articles, of all terms of these, before and after.

    They are read from the same shards before and after, and so far that the windows of those near a touched
    article are whole too.
    """
    around_old, around_new = old.term_counts(removed), new.term_counts(added)
    terms = distinct(around_old.terms, around_new.terms)
    old_matches, new_matches = tuple(old.lookup(terms)), tuple(new.lookup(terms))
    reach = 2 * (WINDOW + 1 + len(removed) + len(added))
    needed = needed_shards(old_matches, old.timeline, terms, around_old, reach)
    needed |= needed_shards(new_matches, new.timeline, terms, around_new, reach)
    return _Comparison(
        merge(old_matches, old.timeline, terms, needed), merge(new_matches, new.timeline, terms, needed)
    )


def _weight_changed(compared: _Comparison) -> Mask:
    """For each term whether its frequency class, and so its weight, is another than before."""
    before, after = (frequency_classes(postings.frequencies) for postings in compared)
    changed: Mask = before != after
    return changed


def _with_other_windows(
    compared: _Comparison, old: Corpus, new: Corpus, reweighted: Mask, touched: Ints
) -> Ints:
    """The untouched articles with other untouched ones in the window of a term than before.

    Terms with another weight are left out; the others have the same untouched postings before and after.
    """
    before = _window_sizes(compared.before, old.timeline, reweighted, touched)
    after = _window_sizes(compared.after, new.timeline, reweighted, touched)
    moved: Mask = (before.older != after.older) | (before.newer != after.newer)
    return before.articles[moved]


def _window_sizes(postings: Postings, timeline: Timeline, reweighted: Mask, touched: Ints) -> _WindowSizes:
    untouched: Mask = ~np.isin(timeline.ids, touched)[postings.positions]
    untouched &= ~reweighted[postings.numbers]
    passed = np.concatenate([np.zeros(1, np.int64), np.cumsum(untouched)])
    found = np.flatnonzero(untouched)
    window = postings.window(found)
    return _WindowSizes(
        timeline.ids[postings.positions[found]],
        passed[found] - passed[window.start],
        passed[window.stop] - passed[found],
    )


def _neighbours(timeline: Timeline, within: tuple[Neighbourhood, ...], articles: Ints) -> list[Ints]:
    """The ids of the neighbours of some articles, by neighbourhood."""
    rows = timeline.positions[articles]
    return [timeline.ids[neighbours(rows, each).positions] for each in within]
