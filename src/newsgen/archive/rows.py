"""The rows of the store, and the records inside them."""

from functools import cached_property

import msgspec

from newsgen.archive.telling import Features
from newsgen.content.article import Article, Standing
from newsgen.content.body import Outline
from newsgen.content.pictures import Facts, Named
from newsgen.errors import Problem


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file that was read: its record without the body, and the body's outline."""

    record: Article | Standing
    outline: Outline
    warnings: tuple[Problem, ...] = ()
    features: Features = Features()


class References(msgspec.Struct, frozen=True, array_like=True):
    """What the names in an article lead to: ids of articles, 0 where there is none.

    `targets` stand beside the read-alsos of the outline, `picks` are the editor's related articles. `links`
    gives the address of each link to a file, `image` that of the article's picture.
    """

    targets: tuple[int, ...] = ()
    picks: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    image: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Kept).decode
unpack_references = msgspec.msgpack.Decoder(References).decode
_NO_REFERENCES = References()


def pack(value: Kept | References) -> bytes:
    """A record, or what its names lead to, as the store holds it."""
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


class FileRow(msgspec.Struct, frozen=True):
    """A file of `content/`. Times are nanoseconds; `kept` is None for media.

    `warned` is 1 where the record has warnings. `id` stays with the path, and is never another's. `facts`
    holds what is known of a picture, or which pictures a record names; None if there is nothing to say.
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
