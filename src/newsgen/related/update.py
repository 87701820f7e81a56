"""Related stories, kept up to date: lists are computed again only where something changed."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing

import msgspec
import numpy as np

from newsgen.index.database import Database
from newsgen.index.order import Order
from newsgen.related.arrays import Ints, distinct
from newsgen.related.links import Links, links_of, placed, relinked
from newsgen.related.postings import Corpus, merge, postings_near, timeline
from newsgen.related.ranking import RankingInput, Rankings, rank, rank_all
from newsgen.related.scoring import BEST, article_metadata, followed_best
from newsgen.related.staleness import affected_articles
from newsgen.related.storage import (
    ListStore,
    ShardStore,
    load_links,
    load_order,
    save_links,
    save_order,
    shared_file,
    update_shards,
)
from newsgen.workers import WorkerPool

_MAX_TOUCHED = 64  # and 1 in 500 articles: of more, all lists are computed


class RelatedChanges(msgspec.Struct, frozen=True):
    """What an update changed: the ids of the articles that have another list now, rising."""

    articles: tuple[int, ...]


def update(
    database: Database, order: Order, touched: Iterable[int], count: int, pool: WorkerPool | None = None
) -> RelatedChanges:
    """Compute and store the related lists of all listed articles, as far as they may have changed.

    `touched` are the ids of all articles that were added, removed, or changed (in features, moment or
    position) since the last update; whose links changed is found here. A list has `count` articles, or
    fewer. Everything is written within the open transaction of the database, a few thousand lists at a time.
    """
    changing = np.array(sorted(touched), np.int64)
    before, now = load_order(database), timeline(order.ids)
    listed = now.has(changing)
    highest = max(int(ids.max(initial=0)) for ids in (before, order.ids, changing))
    lists = ListStore(database, highest, changing, min(count, BEST))
    old_links, links = load_links(database), links_of(order)
    other_links = distinct(relinked(old_links, links, changing))
    if not (lists.outdated or len(changing) or len(other_links)):
        return RelatedChanges(())
    whole = lists.outdated or followed_best(len(before)) != followed_best(len(order.ids))
    if whole or len(changing) + len(other_links) > max(_MAX_TOUCHED, len(order.ids) // 500):
        update_shards(database, changing, changing[listed])
        rankings = rank_all(_whole_input(database, order, links, lists.count), pool, shared_file(database))
    else:
        old = Corpus(timeline(before), dict(ShardStore(database, np.append(before, changing))))
        update_shards(database, changing, changing[listed])
        new = Corpus(now, {**old.shards, **ShardStore(database, changing)})
        rankings = _rank_affected(old, new, order, links, lists, changing, other_links)
    with closing(rankings):
        changed = [article for some in rankings for article in lists.put(some)]
    lists.save(changing[~listed])
    save_order(database, order.ids)
    save_links(database, links, other_links)
    return RelatedChanges(tuple(sorted(changed)))


def _whole_input(database: Database, order: Order, links: Links, count: int) -> RankingInput:
    """The input to rank for all articles. The shards are read one by one, and none of them is held."""
    corpus = Corpus(timeline(order.ids), ShardStore(database, order.ids))
    terms = distinct(np.empty(0, np.uint32), *(shard.terms for shard in corpus.shards.values()))
    postings = merge(corpus.lookup(terms), corpus.timeline, terms)
    metadata = article_metadata(order.ids, order.at, corpus.columns())
    return RankingInput(postings, metadata, placed(links, corpus.timeline), count)


def _rank_affected(
    old: Corpus, new: Corpus, order: Order, links: Links, lists: ListStore, touched: Ints, other_links: Ints
) -> Generator[Rankings, None, None]:
    metadata = article_metadata(order.ids, order.at, new.columns())
    affected = affected_articles(old, new, metadata, lists, touched, other_links)
    if len(affected):
        postings = postings_near(new, affected)
        inputs = RankingInput(postings, metadata, placed(links, new.timeline), lists.count)
        yield rank(inputs, np.sort(new.timeline.positions[affected]))
