"""What the index takes from an article: worked out by whoever reads its file, so that many can."""

import re
from collections.abc import Iterator
from urllib.parse import unquote
from zlib import crc32

from newsgen.config import Config
from newsgen.content.article import Article, Status
from newsgen.content.body import Outline
from newsgen.index.features import Features
from newsgen.index.mentions import asks, picks, title_key, wants, web_key
from newsgen.index.resolver import seal, term_slug
from newsgen.index.rows import Entry, Indexed, Kept, Names, pack
from newsgen.index.view import NEVER, micros
from newsgen.urls import Urls, is_remote, linked_file


def indexed(kept: Kept, features: Features, digest: bytes, config: Config, urls: Urls) -> Indexed | None:
    """What the index takes from a file with this digest, or None if it is no article."""
    article = kept.record
    if not isinstance(article, Article):
        return None
    entry, names = _entry(article, kept.outline, digest, config, urls)
    return Indexed(
        at=entry.at,
        until=micros(article.expires.at) if article.expires else NEVER,
        draft=int(article.status is Status.DRAFT),
        entry=pack(entry),
        names=pack(names) if names else None,
        features=pack(features),
    )


def _entry(
    article: Article, outline: Outline, digest: bytes, config: Config, urls: Urls
) -> tuple[Entry, Names | None]:
    day = article.date.at.astimezone(config.zone).date()
    section = term_slug(article.categories[0]) if article.categories else ""
    listed = article.status is not Status.WITHDRAWN
    url = urls.article(day, section, article.slug)
    modified = _modified(article)
    summary = article.summary or outline.summary
    shown = (url, article.title, article.date, summary, article.image, article.status)
    renewed = article.updated is not None and article.updated.at > article.date.at
    card = seal(shown, bool(article.corrections), renewed, modified, article.path)
    own = seal(digest, url)
    names = _names(article, outline, urls, card, own)
    entry = Entry(
        url=url,
        at=micros(article.date.at),
        modified=modified,
        day=day.isoformat(),
        listed=int(listed),
        slug=article.slug,
        key=title_key(article.title),
        section=section,
        parts=outline.parts if config.nextpage == "split" and listed else 1,
        origin=web_key(article.origin),
        aliases=tuple(sorted({urls.alias(alias) for alias in article.aliases} - {url})),
        terms=tuple((kind, term_slug(name), name) for kind, name in _terms(article)) if listed else (),
        asks=tuple(sorted(set(map(hashed, _asks(names))))) if names else (),
        card=card,
        own=own,
    )
    return entry, names


def hashed(key: str) -> int:
    """What stands for a key that is asked for: where two share it, some are looked at in vain."""
    return crc32(key.encode())


def _modified(article: Article) -> int:
    """When the article last changed: its newest update or correction, else its publication."""
    moments = [article.date, article.updated or article.date, *(c.date for c in article.corrections)]
    return max(micros(when.at) for when in moments)


def _terms(article: Article) -> Iterator[tuple[str, str]]:
    for name in article.categories:
        yield "section", name
    for name in article.tags:
        yield "tag", name
    for name in article.authors:
        yield "author", name
    if article.series:
        yield "series", article.series


def _names(article: Article, outline: Outline, urls: Urls, card: int, own: int) -> Names | None:
    """The names in an article, or None if there are none."""
    head = article.image.src if article.image else ""
    if not (head or article.related or outline.read_alsos or outline.links or outline.pictures):
        return None
    return Names(
        card=card,
        own=own,
        read_alsos=tuple(wants(urls, article, mention) for mention in outline.read_alsos),
        spans=outline.spans,
        picks=tuple((name, picks(urls, article, name)) for name in article.related),
        links=tuple((link, linked_file(article.path, link)) for link in outline.links),
        image=_files(unquote(head), article.path),
        pictures=tuple(_pictures(article.path, head, outline)),
    )


def _pictures(path: str, head: str, outline: Outline) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and files of each picture of an article, at its head and in its text."""
    for src in ((head,) if head else ()) + outline.pictures:
        if not is_remote(src):
            needed = src != head and not src.startswith("/")
            plain = unquote(re.split("[?#]", src, maxsplit=1)[0])
            yield src if needed else "", _files(plain, path)


def _files(plain: str, owner: str) -> tuple[str, ...]:
    """The files that the name of a picture may mean: beside the file that names it, or from `content/`."""
    if not plain or is_remote(plain):
        return ()
    return tuple(path for path in (linked_file(owner, plain), linked_file("", plain)) if path)


def _asks(names: Names) -> Iterator[str]:
    """The keys that an article's names ask for."""
    yield from asks((*names.read_alsos, *(keys for _, keys in names.picks)))
    files = [file for _, file in names.links]
    for some in (names.image, *(some for _, some in names.pictures)):
        files += some
    yield from (f"path:{file}" for file in files)
