"""The rows of the store, and the records inside them."""

from functools import cached_property

import msgspec

from newsgen.content.article import Article, Standing
from newsgen.content.body import Outline
from newsgen.content.pictures import Facts, Named
from newsgen.errors import Problem


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file that was read: its record without the body, and the body's outline."""

    record: Article | Standing
    outline: Outline
    warnings: tuple[Problem, ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Kept).decode


def pack(kept: Kept) -> bytes:
    """A record as the store holds it."""
    return _encode(kept)


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


def unpack_named(data: bytes) -> Named:
    return _named(data)


class Found(msgspec.Struct, frozen=True):
    """A file as the file system tells it, times in nanoseconds."""

    path: str
    size: int
    mtime: int
    ctime: int


class FileRow(msgspec.Struct, frozen=True):
    """A file of `content/`. Times are nanoseconds; `kept` is None for media.

    `warned` is 1 where the record has warnings. `facts` holds what is known of a picture, or which
    pictures a record names; None if there is nothing to say.
    """

    path: str
    size: int
    mtime: int
    ctime: int
    digest: bytes
    kept: bytes | None = None
    warned: int = 0
    facts: bytes | None = None


class ArticleRow(msgspec.Struct, frozen=True, dict=True):
    """An article that is shown. `at` and `modified` are microseconds since 1970, `day` the site's local date.

    `listed` is 0 for one that has an address but stands in no list (a withdrawn one). `key` is what
    read-alsos find it by, `digest` the hash of its file. `related` holds the ids of related articles,
    best first, as 8-byte integers.
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
    digest: bytes
    kept: bytes
    related: bytes = b""

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


class PageRow(msgspec.Struct, frozen=True):
    """A page as it was written. `file` is its path in the output; size and mtime tell tampering."""

    url: str
    file: str
    digest: bytes
    size: int
    mtime: int
