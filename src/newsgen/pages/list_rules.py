"""The former addresses of lists and of their feeds that redirect rules give."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from newsgen.config import RedirectRule
from newsgen.index.order import ListName, Order
from newsgen.pages.documents import ListFiles
from newsgen.urls import Urls

HOME = ListName("home", "")
_FEED = "feed"


class ListTarget(msgspec.Struct, frozen=True):
    """Where a former address leads: to a list, or, if `feed_of` is one, to the feed of that."""

    url: str
    feed_of: ListName | None = None


def former_list_addresses(
    rules: Sequence[RedirectRule],
    urls: Urls,
    files: ListFiles,
    index_order: Order,
    has_feed: Callable[[str, str], bool],
) -> dict[str, ListTarget]:
    """By former address, where redirect rules lead; `has_feed` tells it of a kind and slug."""
    targets = _Targets(urls, files, index_order, has_feed)
    found: dict[str, ListTarget] = {}
    for rule in reversed(rules):  # the first counts
        if rule.to != "article":
            found.update(targets.of_rule(rule))
    return {url: target for url, target in sorted(found.items()) if url != target.url}


class _Targets(msgspec.Struct, frozen=True):
    urls: Urls
    files: ListFiles
    index_order: Order
    has_feed: Callable[[str, str], bool]

    def of_rule(self, rule: RedirectRule) -> Iterator[tuple[str, ListTarget]]:
        """The former addresses by one rule, each with where it leads."""
        kind, _, feed = rule.to.partition("-")
        is_feed = _FEED in {kind, feed}
        names = [HOME] if kind == _FEED else [ListName(kind, slug) for slug in self._slugs(kind)]
        for name in names:
            target = ListName(name.kind, self.files.target(*name))
            old = rule.old.replace("{slug}", name.slug)
            if not is_feed:
                yield self.urls.path_address(old), ListTarget(self.urls.list(*target))
            elif self.has_feed(*target):
                yield self.urls.feed_alias(old), ListTarget(self.urls.feed(*target), target)

    def _slugs(self, kind: str) -> list[str]:
        """The slugs of all lists of a kind, those that are merged into others among them."""
        files = (*self.files.described, *self.files.merged)
        own = {file.list.slug for file in files if file.list and file.list.kind == kind}
        return sorted(own.union(self.index_order.slugs(kind)))
