"""The rows of the database as named structs, and the records packed inside them.

A table of such rows has one column for each field, so that a field is named here and nowhere else.
"""

import sqlite3
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar
from zlib import crc32

import msgspec

from newsgen.content.article import Article, Document, Status
from newsgen.content.body import Outline
from newsgen.content.images import ImageInfo, ImageRefs
from newsgen.errors import Problem
from newsgen.index.features import Features

T = TypeVar("T")

_CHECKSUM = 4  # bytes
_encode = msgspec.msgpack.Encoder().encode
_SQL_TYPES: dict[object, str] = {int: "INTEGER", str: "TEXT", bytes: "BLOB", bytes | None: "BLOB"}


def columns(row: type[msgspec.Struct], table: str = "") -> str:
    """The columns of a row, for a SELECT; `table` is the name that they are qualified with."""
    return ", ".join(f"{table}.{name}" if table else name for name in row.__struct_fields__)


def create_table(name: str, row: type[msgspec.Struct], **constraints: str) -> str:
    """The statement that makes a table of such rows; `constraints` by column, `table` for the whole."""
    whole = constraints.pop("table", "")
    lines = [
        f"{field.name} {_SQL_TYPES[field.type]} {constraints.get(field.name, '')}".rstrip()
        for field in msgspec.structs.fields(row)
    ]
    options = "WITHOUT ROWID" if whole.startswith("PRIMARY KEY") else ""
    return f"CREATE TABLE {name} ({', '.join([*lines, *([whole] if whole else [])])}) {options};\n"


def insert(name: str, row: type[msgspec.Struct], *, replace: bool = False) -> str:
    """The statement that adds such a row."""
    marks = ", ".join("?" for _ in row.__struct_fields__)
    return f"INSERT {'OR REPLACE ' if replace else ''}INTO {name} ({columns(row)}) VALUES ({marks})"  # noqa: S608


# packed records


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a text file: its record, the outline of its body, and warnings.

    The body itself stays in the file. Only the record of a saved page has one: it stands in no file as it is.
    """

    record: Article | Document
    outline: Outline
    warnings: tuple[Problem, ...] = ()


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A section, tag, author or series of an article, by the name that the article gives it."""

    kind: str
    slug: str
    name: str


class ArticleColumns(msgspec.Struct, frozen=True, array_like=True):
    """What the index knows of an article by itself, whatever other files there are.

    `at` and `modified` are microseconds since 1970, `day` is the site's local date. `listed` is 0 for one
    that has an address but stands in no list (a withdrawn one). `key` is the normalised title, `aliases` the
    number of old addresses, `queries` of those among them that have a query, `origin` where it came from,
    `lead` its place on top of lists, or 0. `card` is a hash of all that other pages show of it, `own` of its
    file and address; neither counts what its mentions lead to.
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
    aliases: int
    queries: int
    origin: str
    lead: int
    card: int
    own: int


class OldUrl(msgspec.Struct, frozen=True, array_like=True):
    """An old address of an article: first come those without a query, and of them the typed ones, by address.

    `shard` and `query` are as in `urls.OldAddress`. `rule` is 0 for one that the newsroom typed, else it
    comes from the redirect rule of that number, counted from 1: a negative one where the rule's pattern does
    not give the article's address. `hash` is one over the address and where it leads.
    """

    shard: str
    rule: int
    url: str
    query: str
    hash: int


class IndexEntry(ArticleColumns, frozen=True):
    """All that an article gives to the index.

    `old_urls` are its old addresses in the order of `OldUrl`; `asks` are the hashed keys that its mentions
    ask for, rising.
    """

    old_urls: tuple[OldUrl, ...]
    terms: tuple[Term, ...]
    asks: tuple[int, ...]


class Pick(msgspec.Struct, frozen=True, array_like=True):
    """An editor's pick: the name that was written, and the keys that it may be found by."""

    name: str
    keys: tuple[str, ...]


class TranslationMention(msgspec.Struct, frozen=True, array_like=True):
    """The same story in another language: the name that was written, and the keys that it may be found by.

    `url` is its address, if it is one of another site.
    """

    language: str
    name: str
    keys: tuple[str, ...]
    url: str


class FileLink(msgspec.Struct, frozen=True, array_like=True):
    """A link to a file of `content/` as it is typed, and the file that it means."""

    typed: str
    file: str


class AddressLink(msgspec.Struct, frozen=True, array_like=True):
    """A link in a text to an address of the site, old or new, and the keys that its article may be found by.

    `typed` is empty where readers follow it as it is: it is no link to another host.
    """

    typed: str
    keys: tuple[str, ...]


class PictureMention(msgspec.Struct, frozen=True, array_like=True):
    """A picture by the files that it may be; `src` is its name if a text without it is flawed."""

    src: str
    files: tuple[str, ...]


class PlayerMention(msgspec.Struct, frozen=True, array_like=True):
    """A sound or video file as it is typed, and the files that it may be, each with those beside it."""

    src: str
    files: tuple[tuple[str, tuple[str, ...]], ...]


class Mentions(msgspec.Struct, frozen=True, array_like=True):
    """The names in an article that are to be resolved: files by their paths, articles by keys.

    `read_alsos` has the keys of each read-also, and `spans` its characters in the body. `image` are the
    files that the picture at the head may be; `pictures` has that one, and those of the body. `players` are
    the sound and video files of the body. `language` is that of the article, where it has `translations`.
    `links` are those to files, `addresses` those to addresses of the site.
    """

    read_alsos: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int], ...]
    picks: tuple[Pick, ...]
    links: tuple[FileLink, ...]
    image: tuple[str, ...]
    pictures: tuple[PictureMention, ...]
    players: tuple[PlayerMention, ...] = ()
    translations: tuple[TranslationMention, ...] = ()
    language: str = ""
    addresses: tuple[AddressLink, ...] = ()


class TranslationLink(msgspec.Struct, frozen=True, array_like=True):
    """The same story in another language: an article, or else an address of another site."""

    language: str
    article: int
    url: str = ""


class References(msgspec.Struct, frozen=True, array_like=True):
    """What the mentions in an article lead to: ids of articles, 0 where there is none.

    `targets` stand beside the read-alsos of the outline, `picks` are the editor's related articles. `links`
    has each link to a file as it is typed, or to the site's former host, and its address. `translations`
    leaves out what names nothing. `articles` are all other listed ones that read-alsos, picks or links in the
    text lead to, rising.
    """

    targets: tuple[int, ...] = ()
    picks: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    translations: tuple[TranslationLink, ...] = ()
    articles: tuple[int, ...] = ()


class DamagedRowError(sqlite3.DatabaseError):
    """Bytes in the database are not those that were put there."""

    sqlite_errorcode = sqlite3.SQLITE_ERROR


def with_checksum(data: bytes) -> bytes:
    """Bytes with their checksum: a file of SQLite has none."""
    return data + crc32(data).to_bytes(_CHECKSUM)


def checked(data: bytes) -> bytes:
    """The bytes without their checksum.

    Raises:
        DamagedRowError: it is another one.
    """
    body = data[:-_CHECKSUM]
    if data[-_CHECKSUM:] != crc32(body).to_bytes(_CHECKSUM):
        raise DamagedRowError("a checksum is wrong")
    return body


def pack(value: object) -> bytes:
    return with_checksum(_encode(value))


def _unpacker(type_: type[T]) -> Callable[[bytes], T]:
    decode = msgspec.msgpack.Decoder(type_).decode
    return lambda data: decode(checked(data))


unpack_record = _unpacker(FileRecord)
unpack_entry = _unpacker(IndexEntry)
unpack_mentions = _unpacker(Mentions)
unpack_references = _unpacker(References)
unpack_features = _unpacker(Features)
unpack_facts = _unpacker(ImageInfo)
unpack_named = _unpacker(ImageRefs)
unpack_problems = _unpacker(tuple[Problem, ...])

_NO_REFERENCES = References()


# files


class FileRow(msgspec.Struct, frozen=True):
    """A file of `content/`; times are nanoseconds. `id` stays with the path, and is never another's.

    `media` is 0 for a text, `warned` is 1 where the record has warnings. `images` holds what is known of
    a picture file, or which pictures a text names. `no_alt` is the number of its pictures without an
    alternative text, `long_title` is 1 where its headline is too long.
    """

    id: int
    path: str
    size: int
    mtime: int
    ctime: int
    digest: bytes
    media: int
    warned: int
    images: bytes | None
    no_alt: int
    long_title: int


class RecordRow(msgspec.Struct, frozen=True):
    """The packed `FileRecord` of a text."""

    id: int
    record: bytes


class EntryRow(msgspec.Struct, frozen=True):
    """When an article that was read is shown, and what it gives to the index then.

    It is shown from `at` on (microseconds since 1970), a `draft` to its makers only; at `until` it expires.
    `mentions` is None where it has none.
    """

    id: int
    at: int
    until: int
    draft: int
    entry: bytes
    mentions: bytes | None


class FeaturesRow(msgspec.Struct, frozen=True):
    """What the related stories of an article are found by."""

    id: int
    features: bytes


class FolderRow(msgspec.Struct, frozen=True):
    """A folder of `content/` with a hash over the names, times and sizes of its files.

    The hash is empty as long as the folder has to be looked at again.
    """

    path: str
    hash: bytes


class ReadFile(msgspec.Struct, frozen=True):
    """A file that was just read: its rows, whose ids are 0 until they are stored."""

    file: FileRow
    record: RecordRow | None = None
    entry: EntryRow | None = None
    features: FeaturesRow | None = None


class File(FileRow, frozen=True, dict=True):
    """A file with its packed record, None for media."""

    record: bytes | None

    @cached_property
    def unpacked(self) -> FileRecord | None:
        return unpack_record(self.record) if self.record else None


class Flawed(msgspec.Struct, frozen=True):
    """How often texts have a flaw, in how many of them, and the paths of the first of these."""

    times: int
    count: int
    first: tuple[str, ...]


class KnownFile(msgspec.Struct, frozen=True):
    """What is compared to tell whether a file has changed."""

    path: str
    size: int
    mtime: int
    ctime: int
    digest: bytes


class MediaRow(msgspec.Struct, frozen=True):
    """A media file; see `FileRow`."""

    id: int
    path: str
    digest: bytes
    media: int
    images: bytes | None


class ImageRow(msgspec.Struct, frozen=True):
    """A file that is a picture (`media`), or a text that names some; `shown` if it is a listed article's."""

    id: int
    path: str
    digest: bytes
    media: int
    images: bytes
    shown: int


class ShowableRow(msgspec.Struct, frozen=True):
    """An article that was read: when it is shown, as in `EntryRow`, and how the index has it now.

    `listed` is as in `ArticleColumns`, None where the index doesn't have it.
    """

    id: int
    at: int
    until: int
    draft: int
    listed: int | None
    path: str
    entry: bytes


# the index


class IndexedArticle(ArticleColumns, frozen=True, array_like=False):
    """An article that is shown; its id is that of its file."""

    id: int
    path: str


class MemberRow(msgspec.Struct, frozen=True):
    """A place in a list, by the name that the article gives the list."""

    article: int
    term: int
    name: str


class AliasRow(msgspec.Struct, frozen=True):
    """An old address of an article, as in `OldUrl`."""

    article: int
    shard: str
    rule: int
    url: str
    query: str
    hash: int


class OldLink(msgspec.Struct, frozen=True):
    """An old address and where it leads; `query` and `rule` are as in `OldUrl`."""

    url: str
    query: str
    rule: int
    target: str


class OldPlace(msgspec.Struct, frozen=True):
    """An old address by its place among those of its article; `rule` is as in `OldUrl`."""

    article: int
    number: int
    url: str
    rule: int


class ShardRow(msgspec.Struct, frozen=True):
    """The old addresses of articles that share a shard: how many, and the sum of their hashes."""

    shard: str
    count: int
    hashes: int


class AskRow(msgspec.Struct, frozen=True):
    """A hashed key that the mentions of an article ask for."""

    article: int
    key: int


class ResolvedRow(msgspec.Struct, frozen=True):
    """What the mentions of an article lead to, packed.

    `card` and `own` are its hashes with what they lead to; `problems` is None where none is wrong.
    """

    article: int
    refs: bytes
    card: int
    own: int
    problems: bytes | None


class RelatedRow(msgspec.Struct, frozen=True):
    """The ids of related articles, best first, as 8-byte integers."""

    article: int
    related: bytes


class TermRow(msgspec.Struct, frozen=True):
    """A section, tag, author or series that has articles; `hash` is that of its name."""

    id: int
    kind: str
    slug: str
    name: str
    hash: int


class ArticleRow(IndexedArticle, frozen=True, array_like=False, dict=True):
    """An article with the digest of its file, its record, and what it leads to."""

    digest: bytes
    record: bytes
    refs: bytes | None
    related: bytes | None

    @cached_property
    def unpacked(self) -> FileRecord:
        return unpack_record(self.record)

    @property
    def article(self) -> Article:
        record = self.unpacked.record
        assert isinstance(record, Article)
        return record

    @property
    def is_removed(self) -> bool:
        """Whether nothing of it may be shown, not even its headline."""
        return self.article.status is Status.REMOVED

    @property
    def outline(self) -> Outline:
        return self.unpacked.outline

    @cached_property
    def references(self) -> References:
        return unpack_references(self.refs) if self.refs else _NO_REFERENCES


class Target(msgspec.Struct, frozen=True):
    """An article that mentions lead to, or that asks where they do."""

    id: int
    path: str
    at: int
    key: str
    listed: int


class MentioningRow(Target, frozen=True):
    """An article with its packed mentions, and its hashes without what they lead to."""

    mentions: bytes
    card: int
    own: int


class Location(msgspec.Struct, frozen=True):
    """Where the pages of an article are."""

    id: int
    path: str
    url: str
    parts: int


class NamedRow(msgspec.Struct, frozen=True):
    """By what an article that is shown may be known elsewhere; the fields are as in `ArticleColumns`."""

    id: int
    path: str
    url: str
    slug: str
    key: str
    day: str
    origin: str


class ModifiedRow(msgspec.Struct, frozen=True):
    """The address of an article, its file, when it last changed (microseconds since 1970), and its pictures.

    `images` are packed `ImageRefs`, None where it names none.
    """

    url: str
    modified: int
    path: str
    images: bytes | None

    @property
    def named(self) -> tuple[str, ...]:
        """The pictures at its head and in its text, as they are typed."""
        named = unpack_named(self.images) if self.images else None
        return tuple(filter(None, (named.image, *named.in_body))) if named else ()


class SharedUrl(msgspec.Struct, frozen=True):
    """An article whose address another one has as well."""

    url: str
    path: str
    id: int


class Placed(msgspec.Struct, frozen=True):
    """A listed article as the order has it; the fields stand in the order that sorts them, oldest first."""

    day: str
    at: int
    path: str
    id: int
    modified: int
    card: int
    own: int
    parts: int
    aliases: int
    queries: int
    lead: int


class LinkingRow(msgspec.Struct, frozen=True):
    """The packed links of an article to others."""

    id: int
    related: bytes | None
    refs: bytes | None


# outputs


class OutputRow(msgspec.Struct, frozen=True):
    """A page as it was written into an output folder; size and mtime (ns) tell tampering.

    A size below 0 is of a file that was staged by a build that did not end: `~size` is that of the file.
    """

    output: str
    file: str
    key: int
    size: int
    mtime: int


class OutputTotals(msgspec.Struct, frozen=True):
    """How many files there are in an output folder, their bytes, and the largest with its own."""

    files: int
    bytes: int
    largest: int
    largest_file: str


class NameRow(msgspec.Struct, frozen=True):
    """The name of a file in an output folder that not every file system would keep as it is."""

    output: str
    file: str
    folded: str
    forbidden: str


# addresses


class AnsweredRow(msgspec.Struct, frozen=True):
    """An address at which a host or a script answers: the file that would stand for it, and its page."""

    output: str
    file: str
    key: int


class UnpublishedRow(msgspec.Struct, frozen=True):
    """A file in an output folder that no build has written for readers, only one with drafts or the like."""

    output: str
    file: str


class FormerFile(msgspec.Struct, frozen=True):
    """A file of `content/` as it was when it was published; `key` is the normalised title of an article.

    The packed `record` is None of media, and where all files were to be read anew.
    """

    id: int
    path: str
    digest: bytes
    key: str
    record: bytes | None

    @property
    def article(self) -> Article | None:
        record = unpack_record(self.record).record if self.record else None
        return record if isinstance(record, Article) else None


class FormerTerm(msgspec.Struct, frozen=True):
    """A section, tag, author or series that lost its last article.

    `heir` and `heir_slug` are those of the list that all its articles came into instead, empty if there is no
    one such.
    """

    id: int
    kind: str
    slug: str
    name: str
    heir: str
    heir_slug: str


class LostRow(msgspec.Struct, frozen=True):
    """A published address that no page has any more: the file that held it, and what it was of.

    `kind` is the name of the page kind; `hint` and `is_story` are as in `Lasting`. `id`, `path`, `digest` and
    `key` are those of its file in `content/` as in `FormerFile`, the id 0 if that has another story now. Its
    article's `title` and `at` (microseconds since 1970) are there if they are known. `list`, `slug`, `name`,
    `heir` and `heir_slug` are those of its list as in `FormerTerm`. `dropped` is 1 if it was let go before a
    build took it away.
    """

    output: str
    file: str
    kind: str
    hint: str
    is_story: int
    id: int = 0
    path: str = ""
    digest: bytes = b""
    key: str = ""
    title: str = ""
    at: int = 0
    list: str = ""
    slug: str = ""
    name: str = ""
    heir: str = ""
    heir_slug: str = ""
    dropped: int = 0
