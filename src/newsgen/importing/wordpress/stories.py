"""An item becomes a story: by what it tells itself, and then by what is known of its site."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from newsgen.content.article import Picture, Provenance, When
from newsgen.importing.story import Comment, Format, Header, LeftOut, Note, Story
from newsgen.importing.wordpress import fields, lexicon
from newsgen.importing.wordpress.comments import approved, read_comments
from newsgen.importing.wordpress.headers import (
    Parts,
    Terms,
    Titled,
    body_of,
    fault_notes,
    place_of,
    updated_of,
    visibility_of,
    zoned,
)
from newsgen.importing.wordpress.items import Item
from newsgen.importing.wordpress.known import ExportFile, Known, read
from newsgen.importing.wordpress.plain import excerpt, plain

_CUT = re.compile(r"(?:\[(?:…|\.\.\.|&hellip;|&#8230;)\]|…|\.\.\.)\s*(?:<|$)")
_APPEARED_FIRST = re.compile(r"<p>\s*(?:The post|Artikel)\b(?:(?!</p>).){0,1000}</p>\s*$", re.DOTALL)
_TEMPLATE = re.compile(r"%%\w+%%|%\w+%")
_FIELDS = frozenset(
    "authors editors source dateline series summary tags categories credit image title".split()
)
_AT_ONCE = 60  # seconds in which a change belongs to the publication
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


class Told(msgspec.Struct, frozen=True):
    """What an item tells of its story by itself; its dates are by the clock of the site, without a zone.

    `credit` is that of its picture, whichever that will be.
    """

    story: Story
    credit: str


class Planned(msgspec.Struct, frozen=True):
    """What was decided of an item: a story with its header, one that is left out, or neither.

    `image` is the featured picture, and `missing` the number of one that the export does not have.
    """

    header: Header | None = None
    left: LeftOut | None = None
    image: Picture | None = None
    missing: str = ""
    lead: int = 0
    notes: tuple[Note, ...] = ()


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Told | None, ...])


def encoded(told: Sequence[Told | None]) -> bytes:
    """What the items of a batch tell, as `ItemsUnit` reads it."""
    return _ENCODER.encode(told)


class ItemsUnit(msgspec.Struct, frozen=True):
    """Some items of an export: what they tell stands in a `file`, and `known` is the file on their site."""

    known: str
    file: str
    start: int
    size: int
    planned: tuple[Planned, ...]

    def found(self) -> Iterator[Story | LeftOut]:
        """See `Unit.found`."""
        known = read(self.known)
        with Path(self.file).open("rb") as stream:
            stream.seek(self.start)
            items = _DECODER.decode(stream.read(self.size))
        for told, planned in zip(items, self.planned, strict=True):
            if planned.left is not None:
                yield planned.left
            elif planned.header is not None and told is not None:
                yield finished(told, planned, planned.header, known)


def finished(told: Told, planned: Planned, header: Header, known: Known) -> Story:
    """A story with what only all items of its site tell together."""
    story = told.story
    image = planned.image or story.image
    if image is not None and told.credit and not image.credit:
        image = msgspec.structs.replace(image, credit=told.credit)
    missing: tuple[Note, ...] = ()
    if planned.missing:
        message = "its featured picture is not in the export"
        missing = (Note("featured-image-missing", message, planned.missing, loses=True),)
    return msgspec.structs.replace(
        story,
        header=header,
        tags=header.tags,
        updated=_updated(story.updated, header.date, known),
        editors=tuple(known.authors.get(name, name) for name in story.editors),
        image=image,
        lead=planned.lead,
        comments=tuple(_dated(comment, known) for comment in story.comments),
        notes=tuple(dict.fromkeys((*planned.notes, *missing, *story.notes))),
    )


def _updated(updated: When | None, published: When | None, known: Known) -> When | None:
    """When a post was changed, if that was after it was published."""
    when = zoned(updated, known, is_local=False)
    is_later = when and published and (when.at - published.at).total_seconds() >= _AT_ONCE
    return when if is_later else None


def _dated(comment: Comment, known: Known) -> Comment:
    return msgspec.structs.replace(comment, date=zoned(comment.date, known, is_local=False))


def told_by(item: Item, number: int, header: Header, parts: Parts, known: Known, file: ExportFile) -> Told:
    """All that an item says of its story."""
    terms, title, mapped = parts.terms, parts.title, parts.mapped
    body = body_of(item)
    notes = [*fault_notes(item), *_notes(item, terms, title, file, known)]
    if not item.is_wordpress:
        body = _feed_body(body, notes)
    comments = approved(item.comments)
    hidden = len(item.comments) - len(comments)
    if comments and not known.options.comments:
        message = "approved comments are not in the article (--comments takes them)"
        notes.append(Note("comments-left", message, str(len(comments))))
    story = Story(
        header=header,
        place=place_of(item, file, number),
        body=body,
        format=Format.WORDPRESS if item.is_wordpress or "content:encoded" in item.texts else Format.HTML,
        updated=updated_of(item),
        editors=fields.names(mapped["editors"], known) if "editors" in mapped else (),
        source=mapped.get("source", ""),
        dateline=mapped.get("dateline", ""),
        summary=mapped.get("summary", "") or _summary(item, body),
        image=_image(item, mapped, body),
        guid=item.text("guid", "id"),
        series=mapped.get("series", "") or terms.series,
        comments=read_comments(item.comments) if known.options.comments else (),
        comments_open=item.text("wp:comment_status") != "closed",
        hidden_comments=hidden,
        extra={field: text for field, text in mapped.items() if field not in _FIELDS},
        provenance=_provenance(title, mapped, terms),
        notes=tuple(notes),
    )
    return Told(story, mapped.get("credit", ""))


def _feed_body(body: str, notes: list[Note]) -> str:
    """The text of an item of a feed without the line that WordPress adds; a note if it is only a part."""
    body = _APPEARED_FIRST.sub("", body) if "appeared first on" in body or "pertama kali" in body else body
    if _CUT.search(body[-400:].strip()):
        notes.append(Note("excerpt-only", "the feed has only the beginning of the text", loses=True))
    return body


def _summary(item: Item, body: str) -> str:
    text = item.text("excerpt:encoded")
    if not text and not item.is_wordpress and "content:encoded" in item.texts:
        text = item.text("description")
    elif not text and not item.is_wordpress and "content" in item.texts:
        text = item.text("summary")
    if text and not (text == body or (not item.is_wordpress and _CUT.search(text[-400:]))):
        return excerpt(text)
    described = fields.first(item.meta, lexicon.SUMMARY_FIELDS)
    return "" if _TEMPLATE.search(described) else plain(described)


def _image(item: Item, mapped: dict[str, str], body: str) -> Picture | None:
    """The picture on top of a story that has no featured one: that of a field, else that of a feed."""
    image = None
    src = mapped.get("image") or fields.first(item.meta, lexicon.PICTURE_FIELDS)
    if src.startswith(("http://", "https://", "/")):
        image = Picture(src, plain(fields.first(item.meta, lexicon.PICTURE_ALT_FIELDS)))
    if image is None and not item.is_wordpress:
        src = next((one.get("url", "") for one in item.links if _is_picture(one)), "")
        image = Picture(src) if src and src not in body else None
    return image


def _is_picture(link: dict[str, str]) -> bool:
    kind = link.get("type", "") or link.get("medium", "")
    url = link.get("url", "")
    is_shown = link[""] in ("enclosure", "media:content", "media:thumbnail")
    return is_shown and url.startswith("http") and (kind.startswith("image") or bool(_IMAGE_NAME.search(url)))


def _notes(item: Item, terms: Terms, title: Titled, file: ExportFile, known: Known) -> Iterator[Note]:
    if why := visibility_of(item, file)[1]:
        yield Note("status-unknown", why, item.text("wp:status")[:40])
    for taxonomy in terms.other:
        yield Note(f"taxonomy-{taxonomy[:40]}", f"terms of {taxonomy} became tags", taxonomy)
    if terms.series:
        yield Note("taxonomy-series", "the term of a series became the series", terms.series)
    if terms.unsorted:
        yield Note("terms-unsorted", "the feed mixes categories and tags: the first is taken for the section")
    if title.languages:
        message = "it is written in several languages: the headline is of one, and the text of all"
        yield Note("several-languages", message, " ".join(title.languages))
    yield from fields.unknown_fields(item.meta, known)


def _provenance(title: Titled, mapped: dict[str, str], terms: Terms) -> dict[str, Provenance]:
    found: dict[str, Provenance] = {
        field: Provenance.METADATA
        for field in ("authors", "editors", "source", "dateline", "series")
        if field in mapped
    }
    if title.is_guess:
        found["title"] = Provenance.GUESS
    if terms.unsorted:
        found["categories"] = Provenance.GUESS
    return found
