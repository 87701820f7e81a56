"""The index entry of an article: what the index takes from it, worked out by whoever reads its file."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from zlib import crc32

import msgspec

from newsgen.config import Config
from newsgen.content.allowlist import is_remote
from newsgen.content.article import Article, Status
from newsgen.content.body import Outline
from newsgen.content.players import files_beside
from newsgen.content.slugs import term_slug
from newsgen.index.mentions import (
    address_keys,
    normalised_title,
    normalised_url,
    pick_keys,
    read_also_keys,
    requested_keys,
)
from newsgen.index.rows import (
    AddressLink,
    EntryRow,
    FileLink,
    IndexEntry,
    Mentions,
    OldUrl,
    Pick,
    PictureMention,
    PlayerMention,
    Term,
    TranslationMention,
    pack,
)
from newsgen.index.view import NEVER, micros
from newsgen.urls import OldAddress, Urls, linked_file, picture_files

_HASH = 2**40 - 1  # SQLite adds up a million of them
_encode = msgspec.msgpack.Encoder().encode


def hash64(*values: object) -> int:
    """A hash over values, as SQLite and NumPy keep one: a signed whole number of 64 bits."""
    return int.from_bytes(blake2b(_encode(values), digest_size=8).digest(), signed=True)


def hashed_key(key: str) -> int:
    """What is kept of a key that is asked for: where two share it, some are looked at in vain."""
    return crc32(key.encode())


def entry_of(
    article: Article,
    outline: Outline,
    digest: bytes,
    config: Config,
    urls: Urls,
    addresses: Iterable[str] = (),
) -> EntryRow:
    """The index entry of an article whose file has this digest; `addresses` are links in its text."""
    links = tuple(_address_links(article, urls, addresses))
    mentions = _mentions(article, outline, config.language, urls, links)
    entry = _entry(article, outline, digest, config, urls, mentions)
    return EntryRow(
        id=0,
        at=entry.at,
        until=micros(article.expires.at) if article.expires else NEVER,
        draft=int(article.status is Status.DRAFT),
        entry=pack(entry),
        mentions=pack(mentions) if mentions else None,
    )


def unlisted(entry: IndexEntry) -> IndexEntry:
    """The entry of an article that has expired: it keeps its addresses, and stands in no list."""
    return msgspec.structs.replace(entry, listed=0, parts=1, terms=())


def _entry(
    article: Article, outline: Outline, digest: bytes, config: Config, urls: Urls, mentions: Mentions | None
) -> IndexEntry:
    day = article.date.at.astimezone(config.zone).date()
    section = term_slug(article.categories[0]) if article.categories else ""
    listed = not article.status.takes_down
    url = urls.article(article)
    modified = _modified(article)
    old_urls = tuple(_old_urls(article, url, urls))
    return IndexEntry(
        url=url,
        at=micros(article.date.at),
        modified=modified,
        day=day.isoformat(),
        listed=int(listed),
        slug=article.slug,
        key=normalised_title(article.title),
        section=section,
        parts=outline.parts if config.nextpage == "split" and listed else 1,
        aliases=len(old_urls),
        queries=sum(old.shard != "" for old in old_urls),
        origin=normalised_url(article.origin),
        lead=article.lead,
        card=_card_hash(article, outline, url, modified),
        own=hash64(digest, url),
        old_urls=old_urls,
        terms=tuple(_terms(article)) if listed else (),
        asks=tuple(sorted(set(map(hashed_key, _asked_keys(mentions))))) if mentions else (),
    )


def _old_urls(article: Article, url: str, urls: Urls) -> list[OldUrl]:
    """The old addresses of an article: those that it names, then those that redirect rules give."""
    found: dict[str, OldUrl] = {}
    for alias in article.aliases:
        old = urls.old(alias)
        if old.shard or old.url not in found:
            found[old.url] = _old_url(old, 0, url)
    for rule, former in urls.former(article, url):
        found.setdefault(former.url, _old_url(former, rule, url))
    found.pop(url, None)
    return sorted(found.values(), key=lambda old: (old.shard != "", old.rule != 0, old.url))


def _old_url(old: OldAddress, rule: int, target: str) -> OldUrl:
    return OldUrl(old.shard, rule, old.url, old.query, hash64(old.url, old.query, rule, target) & _HASH)


def _card_hash(article: Article, outline: Outline, url: str, modified: int) -> int:
    """A hash over all that other pages show of an article, its picture aside."""
    summary = article.summary or outline.summary
    shown = (url, article.title, article.date, summary, article.image, article.status, article.language)
    updated = article.updated is not None and article.updated.at > article.date.at
    return hash64(shown, bool(article.corrections), updated, modified, article.path)


def _modified(article: Article) -> int:
    """When the article last changed: its newest update or correction, else its publication."""
    moments = [article.date, article.updated or article.date, *(c.date for c in article.corrections)]
    return max(micros(when.at) for when in moments)


def _terms(article: Article) -> Iterator[Term]:
    for kind, names in (
        ("section", article.categories),
        ("tag", article.tags),
        ("author", article.authors),
        ("series", (article.series,) if article.series else ()),
    ):
        for name in names:
            yield Term(kind, term_slug(name), name)


def _address_links(article: Article, urls: Urls, addresses: Iterable[str]) -> Iterator[AddressLink]:
    for link in addresses:
        if keys := address_keys(urls, article, link):
            is_followed = urls.local(link) and not urls.formerly_local(link)
            yield AddressLink("" if is_followed else link.partition("#")[0], keys)


def _mentions(
    article: Article, outline: Outline, language: str, urls: Urls, addresses: tuple[AddressLink, ...]
) -> Mentions | None:
    """The names in an article that are to be resolved, or None if there are none.

    `language` is that of the site.
    """
    head = article.image.src if article.image else ""
    named = (outline.read_alsos, outline.links, outline.pictures, outline.players, addresses)
    if not (head or article.related or article.translations or any(named)):
        return None
    return Mentions(
        read_alsos=tuple(read_also_keys(urls, article, read_also) for read_also in outline.read_alsos),
        spans=outline.spans,
        picks=tuple(Pick(name, pick_keys(urls, article, name)) for name in article.related),
        links=tuple(FileLink(link, linked_file(article.path, link)) for link in outline.links),
        image=picture_files(article.path, head),
        pictures=tuple(_pictures(article.path, head, outline)),
        players=tuple(_player(article.path, src) for src in outline.players),
        translations=tuple(_translations(article, urls)),
        language=(article.language or language) if article.translations else "",
        addresses=addresses,
    )


def _translations(article: Article, urls: Urls) -> Iterator[TranslationMention]:
    for language, name in article.translations.items():
        is_elsewhere = name.startswith(("https://", "http://")) and not urls.local(name)
        yield TranslationMention(language, name, pick_keys(urls, article, name), name if is_elsewhere else "")


def _pictures(path: str, head: str, outline: Outline) -> Iterator[PictureMention]:
    """The pictures of an article, at its head and in its text.

    One from the root of the site that isn't in `content/` may be served from elsewhere.
    """
    for src in ((head,) if head else ()) + outline.pictures:
        if not is_remote(src):
            is_needed = src != head and not src.startswith("/")
            yield PictureMention(src if is_needed else "", picture_files(path, src))


def _player(path: str, src: str) -> PlayerMention:
    return PlayerMention(src, tuple((file, files_beside(file)) for file in picture_files(path, src)))


def _asked_keys(mentions: Mentions) -> Iterator[str]:
    """The keys that an article's mentions ask for."""
    picks = (pick.keys for pick in mentions.picks)
    translations = (translation.keys for translation in mentions.translations)
    addresses = (link.keys for link in mentions.addresses)
    yield from requested_keys((*mentions.read_alsos, *picks, *translations, *addresses))
    files = [link.file for link in mentions.links]
    for some in (mentions.image, *(picture.files for picture in mentions.pictures)):
        files += some
    for player in mentions.players:
        for file, beside in player.files:
            files += (file, *beside)
    yield from (f"path:{file}" for file in files)
