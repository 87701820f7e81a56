"""Where links to what is no story lead: to lists, to the front page and to feeds."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from newsgen.config import Config
from newsgen.importing.running.catalog import Catalog
from newsgen.importing.running.hashes import hash64
from newsgen.importing.running.lists import ListPlan
from newsgen.importing.running.old_site import key_of
from newsgen.importing.running.records import RecordWriter
from newsgen.importing.story import SiteFacts
from newsgen.urls import Urls


def list_targets(
    lists: list[ListPlan], catalog: Catalog, writer: RecordWriter, urls: Urls
) -> Iterator[tuple[int, int]]:
    """Links to lists: to those that the old site told of, and to those that stories are in."""
    used = catalog.terms()
    moved: dict[tuple[str, str], str] = {(one.text.kind, one.slug): one.address for one in lists}
    for one in lists:
        if one.slug in used.get(one.text.kind, ()) or not used.get(one.text.kind):
            offset = writer.add("/" + urls.behind_root(one.address))
            yield from ((hash64(key_of(old)), offset) for old in one.olds)
    for kind, slugs in used.items():
        for slug in sorted(slugs):
            own = urls.list(kind, slug)
            yield hash64(key_of(own)), writer.add("/" + urls.behind_root(moved.get((kind, slug), own)))


def site_targets(site: SiteFacts, config: Config, writer: RecordWriter) -> Iterator[tuple[int, int]]:
    """Links to the front page, and to the feeds of the site."""
    front = writer.add("/")
    root = urlsplit(site.url).path
    for old in {"", key_of(root), key_of(config.root)}:
        yield hash64(old), front
    feed = writer.add("/feed.xml")
    for name in ("/feed/", "/rss/", "/feed.xml", *config.feed_aliases):
        if name.startswith("/"):
            yield hash64(key_of(name)), feed
