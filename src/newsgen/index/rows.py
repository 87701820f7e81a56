"""The rows of the store, and the records inside them."""

from functools import cached_property
from typing import NamedTuple

import msgspec

from newsgen.content.article import Article, Picture, Standing, Status, When
from newsgen.content.body import Outline
from newsgen.content.images import Facts, Named
from newsgen.errors import Problem
from newsgen.index.features import Features


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file that was read: its record without the body, and the body's outline."""

    record: Article | Standing
    outline: Outline
    warnings: tuple[Problem, ...] = ()


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What an article gives to the index, as soon as it is shown; see `ArticleRow` for most of it.

    `aliases` are sorted, `terms` are kind, slug and name of each list, `asks` the hashed keys that its names
    ask for, rising. `card` and `own` are its seals, but for what its names lead to.
    """

    url: str
    at: int
    modified: int
    day: str
    listed: int
    slug: str
    key: str
    section: str
    parts: int
    origin: str
    aliases: tuple[str, ...]
    terms: tuple[tuple[str, str, str], ...]
    asks: tuple[int, ...]
    card: int
    own: int


class Names(msgspec.Struct, frozen=True, array_like=True):
    """The names in an article, as they are looked up: files by their paths, articles by keys.

    Of each read-also the keys, and its characters in the text (`spans`); of an editor's pick the name and its
    keys; of a link what is typed and the file; of the picture at the head (`image`) and of all `pictures`
    the files that it may be. The name of a picture is there if a text without it is flawed. `card` and `own`
    are the seals of the article without what its names lead to.
    """

    card: int
    own: int
    read_alsos: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int], ...]
    picks: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[tuple[str, str], ...]
    image: tuple[str, ...]
    pictures: tuple[tuple[str, tuple[str, ...]], ...]


class References(msgspec.Struct, frozen=True, array_like=True):
    """What the names in an article lead to: ids of articles, 0 where there is none.

    `targets` stand beside the read-alsos of the outline, `picks` are the editor's related articles. `links`
    gives the address of each link to a file.
    """

    targets: tuple[int, ...] = ()
    picks: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


_encode = msgspec.msgpack.Encoder().encode


class _Told(msgspec.Struct, frozen=True, array_like=True, tag="Article"):
    """The beginning of an `Article`, as it is packed, with the fields that a card shows."""

    path: msgspec.Raw
    title: str
    date: When
    slug: msgspec.Raw
    updated: When | None
    authors: msgspec.Raw
    editors: msgspec.Raw
    source: msgspec.Raw
    categories: msgspec.Raw
    tags: msgspec.Raw
    summary: str
    image: Picture | None
    dateline: msgspec.Raw
    aliases: msgspec.Raw
    related: msgspec.Raw
    series: msgspec.Raw
    corrections: tuple[msgspec.Raw, ...]
    status: Status


class _Opening(msgspec.Struct, frozen=True):
    summary: str


class _Shown(msgspec.Struct, frozen=True, array_like=True):
    record: _Told
    outline: _Opening


class Glimpse(msgspec.Struct, frozen=True):
    """An article as far as cards show it: the rest of its record is passed over, which takes a third."""

    url: str
    path: str
    section: str
    kept: bytes

    @property
    def shown(self) -> _Shown:
        return _shown(self.kept)


_shown = msgspec.msgpack.Decoder(_Shown).decode
_decode = msgspec.msgpack.Decoder(Kept).decode
unpack_references = msgspec.msgpack.Decoder(References).decode
unpack_entry = msgspec.msgpack.Decoder(Entry).decode
unpack_features = msgspec.msgpack.Decoder(Features).decode
unpack_names = msgspec.msgpack.Decoder(Names).decode
_NO_REFERENCES = References()


def pack(value: Kept | Entry | Names | Features | References) -> bytes:
    """A record, or what the index takes from it, as the store holds it."""
    return _encode(value)


def unpack(data: bytes) -> Kept:
    """A record out of the store; its times are in UTC."""
    return _decode(data)


_facts = msgspec.msgpack.Decoder(Facts).decode
_named = msgspec.msgpack.Decoder(Named).decode


def pack_facts(facts: Facts | Named | None) -> bytes | None:
    """What is known of a picture, or which ones a record names, as the store holds it."""
    return _encode(facts) if facts else None


def unpack_facts(data: bytes) -> Facts:
    return _facts(data)


def is_shown(data: bytes | None) -> bool:
    """Whether the facts of a file are those of a picture that can be shown."""
    return data is not None and not unpack_facts(data).wrong


def unpack_named(data: bytes) -> Named:
    return _named(data)


class Indexed(msgspec.Struct, frozen=True):
    """What the index takes from an article, packed, and when it is shown: from `at` on, before `until`.

    Times are microseconds since 1970; a `draft` is shown to its makers only. `names` is None where there are
    none, which is quicker to index.
    """

    at: int
    until: int
    draft: int
    entry: bytes
    names: bytes | None
    features: bytes


class Showing(NamedTuple):
    """When an article that was read is shown, as in `Indexed`, whether it is, and what it gives the index."""

    id: int
    at: int
    until: int
    draft: int
    present: int
    path: str
    entry: bytes


class FileRow(msgspec.Struct, frozen=True):
    """A file of `content/`. Times are nanoseconds; `kept` is None for media.

    `warned` is 1 where the record has warnings. `id` stays with the path, and is never another's. `facts`
    holds what is known of a picture, or which pictures a record names; None if there is nothing to say.
    `indexed` is there when an article was just read.
    """

    path: str
    size: int
    mtime: int
    ctime: int
    digest: bytes
    kept: bytes | None = None
    warned: int = 0
    id: int = 0
    facts: bytes | None = None
    indexed: Indexed | None = None


class ArticleRow(msgspec.Struct, frozen=True, dict=True):
    """An article that is shown. `at` and `modified` are microseconds since 1970, `day` the site's local date.

    `id` is that of its file. `listed` is 0 for one that has an address but stands in no list (a withdrawn
    one). `key` is what read-alsos find it by, `aliases` how many old addresses lead to it, `origin` where it
    came from, `digest` the hash of its file. `related` holds the ids of related articles, best first, as
    8-byte integers; `names` are its references, packed.
    """

    id: int
    path: str
    url: str
    at: int
    modified: int
    day: str
    listed: int
    slug: str
    key: str
    section: str
    parts: int
    aliases: int
    origin: str
    digest: bytes
    kept: bytes
    related: bytes = b""
    names: bytes = b""

    @cached_property
    def unpacked(self) -> Kept:
        return unpack(self.kept)

    @property
    def article(self) -> Article:
        record = self.unpacked.record
        assert isinstance(record, Article)
        return record

    @property
    def outline(self) -> Outline:
        return self.unpacked.outline

    @cached_property
    def references(self) -> References:
        return unpack_references(self.names) if self.names else _NO_REFERENCES


class Target(msgspec.Struct, frozen=True):
    """An article that names lead to, or that asks where they do; see `ArticleRow`."""

    id: int
    path: str
    at: int
    key: str
    listed: int


class Location(NamedTuple):
    """Where the pages of an article are."""

    id: int
    path: str
    url: str
    parts: int


class Term(msgspec.Struct, frozen=True):
    """A section, tag, author or series that has articles. `seal` is a hash of its name."""

    id: int
    kind: str
    slug: str
    name: str
    seal: int


class PageRow(msgspec.Struct, frozen=True):
    """A page as it was written. `file` is its path in the output; size and mtime tell tampering."""

    key: int
    file: str
    size: int
    mtime: int
