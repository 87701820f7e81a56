"""The reading of a batch of items, in a worker: what they tell of their stories, and of their site."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from newsgen.errors import unexpected
from newsgen.importing.story import Header, LeftOut
from newsgen.importing.wordpress import fields, lexicon
from newsgen.importing.wordpress.dates import feed_date, moment, offset
from newsgen.importing.wordpress.headers import (
    LOSSES,
    body_of,
    header_of,
    kind_of,
    parts_of,
    place_of,
    url_of,
    why_left_out,
)
from newsgen.importing.wordpress.items import Item, read_item
from newsgen.importing.wordpress.known import ExportFile, Known, read
from newsgen.importing.wordpress.plain import excerpt, plain, slug_of
from newsgen.importing.wordpress.splitting import Piece
from newsgen.importing.wordpress.stories import Told, encoded, told_by

_CREDIT = re.compile(r's:6:"credit";s:\d+:"([^"]*)"')
_LINK = re.compile(r"""href=["']([^"'\s<>]{1,300})["']""")
_NUMBER = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d{1,15})$", re.ASCII)
_WORD = re.compile(r"[a-z][a-z-]{1,30}")
_LIST_WORDS = frozenset(word for words in lexicon.LIST_WORDS.values() for word in words)


class Attachment(msgspec.Struct, frozen=True):
    """A picture or another file; `addresses` are those of its own page, from the root of the host."""

    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    addresses: tuple[str, ...] = ()
    number: str = ""


class MenuEntry(msgspec.Struct, frozen=True):
    """An entry of a menu: the address that it has, or what it stands for."""

    menu: str
    order: int
    title: str
    kind: str
    object: str
    target: int
    url: str
    parent: int
    id: int


class Profile(msgspec.Struct, frozen=True):
    """A guest author of a plugin for several authors."""

    login: str
    name: str


class Surveyed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one item is: a story by its header, left out, or an attachment.

    `key` is the same for the same post of several exports, and `address` for posts with the same slug; 0 is
    none. `is_local` says that the date is by the clock of the site.
    """

    header: Header | None = None
    left: LeftOut | None = None
    attachment: Attachment | None = None
    menu: MenuEntry | None = None
    profile: Profile | None = None
    key: int = 0
    address: int = 0
    id: int = 0
    parent: int = 0
    thumbnail: int = 0
    order: str = ""  # of the versions of one post the one with the greatest counts
    is_local: bool = True
    is_sticky: bool = False
    is_damaged: bool = False
    coauthors: tuple[str, ...] = ()


class SurveyedBatch(msgspec.Struct, frozen=True):
    """Some items, and what is counted over all of them.

    `offsets` counts posts by the minutes that the clock was ahead of UTC, and by month. `words` counts links
    to lists by their words. `terms` are names by taxonomy and slug.
    """

    items: tuple[Surveyed, ...]
    offsets: dict[str, int]
    words: dict[str, int]
    terms: dict[str, str]


class Batch(msgspec.Struct, frozen=True):
    """Items of one file, and the file with what is known before them."""

    known: str
    file: int
    pieces: tuple[Piece, ...]


class ReadBatch(NamedTuple):
    """A batch that was read: a `SurveyedBatch`, and what its items tell, both encoded."""

    surveyed: bytes
    told: bytes


def read_batches(batches: list[Batch]) -> list[ReadBatch]:
    """What is in some batches."""
    return list(map(_read, batches))


def _read(batch: Batch) -> ReadBatch:
    known = read(batch.known)
    file = known.files[batch.file]
    offsets: Counter[str] = Counter()
    words: Counter[str] = Counter()
    terms: dict[str, str] = {}
    found: list[Surveyed] = []
    told: list[Told | None] = []
    lists = _lists(batch.known)
    for piece in batch.pieces:
        item = read_item(piece, file.names)
        tells = None
        try:
            one, tells = survey_item(item, piece.number, known, file)
        except Exception as error:
            problem = unexpected(file.name, error)
            place = f"{file.name}: item {piece.number}"
            one = Surveyed(left=LeftOut(place, "failed", problem.message, loses=True))
        found.append(one)
        told.append(tells)
        if one.header is not None:
            offsets.update(_offset(item))
            words.update(lists.words(body_of(item)))
            for domain, slug, name in item.terms:
                if slug and domain in ("category", "post_tag", "tag"):
                    terms.setdefault(f"{'category' if domain == 'category' else 'post_tag'}:{slug}", name)
    surveyed = SurveyedBatch(tuple(found), dict(offsets), dict(words), terms)
    return ReadBatch(msgspec.json.encode(surveyed), encoded(told))


def survey_item(item: Item, number: int, known: Known, file: ExportFile) -> tuple[Surveyed, Told | None]:
    """What an item is, and what it tells if it is a story."""
    kind = kind_of(item)
    post = item.number("wp:post_id")
    is_damaged = not LOSSES.isdisjoint(item.faults)
    order = f"{moment(item.text('wp:post_modified_gmt')) or ''}"
    if kind == "attachment" and (attachment := _attachment(item, known)):
        return Surveyed(
            attachment=attachment, id=post, parent=item.number("wp:post_parent"), key=_key(item, known, file),
            order=order, is_damaged=is_damaged,
        ), None  # fmt: skip
    if kind == "attachment":
        place, reason = place_of(item, file, number), "the export does not say where the file is"
        left = LeftOut(place, "file-unknown", reason, plain(item.text("title")), loses=True)
        return Surveyed(left=left), None
    if why := why_left_out(item, known, file, number):
        menu = _menu_entry(item) if kind == "nav_menu_item" else None
        profile = _profile(item) if kind == "guest-author" else None
        key = _key(item, known, file)
        return Surveyed(left=why, menu=menu, profile=profile, key=key, order=order), None
    parts = parts_of(item, known, file)
    header = header_of(item, parts, known, file)
    thumbnail = fields.first(item.meta, ("_thumbnail_id",))
    surveyed = Surveyed(
        header=header,
        key=_key(item, known, file),
        address=hashed(header.slug) if header.slug else 0,
        id=post,
        parent=item.number("wp:post_parent"),
        thumbnail=int(thumbnail)
        if thumbnail.isascii() and thumbnail.isdigit() and len(thumbnail) < 19
        else 0,
        order=order,
        is_local=moment(item.text("wp:post_date")) is not None,
        is_sticky=item.text("wp:is_sticky") == "1",
        is_damaged=is_damaged,
        coauthors=tuple(
            f"{slug.removeprefix('cap-')}" for domain, slug, _ in item.terms if domain == "author" and slug
        ),
    )
    return surveyed, told_by(item, number, header, parts, known, file)


def _key(item: Item, known: Known, file: ExportFile) -> int:
    """A number for the post as such: its own number on its site, else its guid or address."""
    post, guid = item.number("wp:post_id"), item.text("guid", "id")
    if not post and (found := _NUMBER.search(guid)):
        post = int(found[1])  # of a post that is cut off before its number
    if post:
        site = urlsplit(file.url or known.url).netloc.removeprefix("www.")
        return hashed(f"{site} {post} {guid.partition('://')[2].partition('/')[2]}")
    name = guid or url_of(item, known)
    return hashed(name) if name else 0


def hashed(text: str) -> int:
    """A text as a number of 63 bits."""
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest()) >> 1


def _attachment(item: Item, known: Known) -> Attachment | None:
    url = "".join(item.text("wp:attachment_url").split())
    if not url and "/uploads/" in (guid := item.text("guid")):
        url = guid
    if not url.startswith(("http://", "https://")):
        return None
    serialised = fields.first(item.meta, ("_wp_attachment_metadata",))
    credit = plain(fields.first(item.meta, lexicon.CREDIT_FIELDS))
    if not credit and (found := _CREDIT.search(serialised)):
        credit = plain(found[1])
    return Attachment(
        url,
        plain(item.text("title")),
        plain(fields.first(item.meta, ("_wp_attachment_image_alt",))),
        excerpt(item.text("excerpt:encoded")),
        credit,
        tuple(dict.fromkeys(_attachment_addresses(item, known, url))),
        item.text("wp:post_id").strip(),
    )


def _attachment_addresses(item: Item, known: Known, url: str) -> Iterator[str]:
    if post := item.number("wp:post_id"):
        yield f"{known.base}?attachment_id={post}"
    link = urlsplit(url_of(item, known))
    if link.path.strip("/") and link.path != urlsplit(url).path:
        yield link.path + (f"?{link.query}" if link.query else "")


def _menu_entry(item: Item) -> MenuEntry:
    menu = next((slug for domain, slug, _ in item.terms if domain == "nav_menu"), "")
    target = fields.first(item.meta, ("_menu_item_object_id",))
    parent = fields.first(item.meta, ("_menu_item_menu_item_parent",))
    return MenuEntry(
        menu,
        item.number("wp:menu_order"),
        plain(item.text("title")),
        fields.first(item.meta, ("_menu_item_type",)),
        fields.first(item.meta, ("_menu_item_object",)),
        int(target) if target.isascii() and target.isdigit() else 0,
        fields.first(item.meta, ("_menu_item_url",)),
        int(parent) if parent.isascii() and parent.isdigit() else 0,
        item.number("wp:post_id"),
    )


def _profile(item: Item) -> Profile | None:
    name = plain(fields.first(item.meta, ("cap-display_name",)) or item.text("title"))
    login = fields.first(item.meta, ("cap-user_login",)) or item.text("wp:post_name").removeprefix("cap-")
    return Profile(login, name) if login and name and "@" not in name else None


def _offset(item: Item) -> Iterator[str]:
    """How many minutes the site's clock was ahead of UTC when a post was published, and the month."""
    local, gmt = moment(item.text("wp:post_date")), moment(item.text("wp:post_date_gmt"))
    if local and gmt and not (local.tzinfo or gmt.tzinfo):
        ahead = offset(local, gmt)
        if ahead is not None:
            yield f"{ahead.total_seconds() / 60:.0f} {local:%Y-%m}"
    elif not item.is_wordpress and (at := feed_date(item.text("pubDate"))):
        yield from _told_offset(at)


def _told_offset(at: datetime) -> Iterator[str]:
    ahead = at.utcoffset()
    if ahead:
        yield f"{ahead.total_seconds() / 60:.0f} {at:%Y-%m}"


@lru_cache(maxsize=4)
def _lists(path: str) -> "_Lists":
    return _Lists(read(path))


class _Lists:
    """The words before slugs of known terms in links, by which the addresses of lists are told."""

    def __init__(self, known: Known) -> None:
        self._host = urlsplit(known.url).netloc
        self._base = known.base
        self._slugs = {"section": frozenset(known.categories), "tag": frozenset(known.tags)}

    def words(self, body: str) -> Iterator[str]:
        """Each word with what it is the word of."""
        if not self._host or self._host not in body:
            return
        for link in _LINK.findall(body):
            _, host, path = link.partition(f"{self._host}{self._base}")
            parts = [part for part in path.split("/") if part] if host else []
            if len(parts) < 2 or not _WORD.fullmatch(parts[-2]) or parts[-2] not in _LIST_WORDS:
                continue
            slug = slug_of(parts[-1])
            for kind, slugs in self._slugs.items():
                if slug in slugs:
                    yield f"{kind} {'/'.join(parts[:-1])}"
