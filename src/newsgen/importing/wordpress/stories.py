"""The second reading: an item with what is known of its site becomes a story."""

import re
from collections.abc import Iterator

import msgspec

from newsgen.content.article import Picture, Provenance
from newsgen.errors import unexpected
from newsgen.importing.story import Format, Header, LeftOut, Note, Story
from newsgen.importing.wordpress import fields, lexicon
from newsgen.importing.wordpress.comments import approved, read_comments
from newsgen.importing.wordpress.headers import (
    Terms,
    body_of,
    fault_notes,
    place_of,
    terms_of,
    title_of,
    updated_of,
    visibility_of,
)
from newsgen.importing.wordpress.items import Item, read_item
from newsgen.importing.wordpress.known import ExportFile, Known, read, zone_of
from newsgen.importing.wordpress.plain import excerpt, plain
from newsgen.importing.wordpress.splitting import Piece

_CUT = re.compile(r"(?:\[(?:…|\.\.\.|&hellip;|&#8230;)\]|…|\.\.\.)\s*(?:<|$)")
_APPEARED_FIRST = re.compile(r"<p>\s*(?:The post|Artikel)\b(?:(?!</p>).){0,1000}</p>\s*$", re.DOTALL)
_TEMPLATE = re.compile(r"%%\w+%%|%\w+%")
_FIELDS = frozenset(
    "authors editors source dateline series summary tags categories credit image title".split()
)
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


class Planned(msgspec.Struct, frozen=True):
    """What the first reading decided of an item: a story with its header, one that is left out, or neither.

    `image` is the featured picture, and `missing` the number of one that the export does not have.
    """

    file: int
    header: Header | None = None
    left: LeftOut | None = None
    image: Picture | None = None
    missing: str = ""
    lead: int = 0
    notes: tuple[Note, ...] = ()


class ItemsUnit(msgspec.Struct, frozen=True):
    """Some items of an export. `known` is the file with what they need to know of it."""

    known: str
    pieces: tuple[Piece, ...]
    planned: tuple[Planned, ...]

    def found(self) -> Iterator[Story | LeftOut]:
        """See `Unit.found`."""
        known = read(self.known)
        for piece, planned in zip(self.pieces, self.planned, strict=True):
            if planned.left is not None:
                yield planned.left
            elif planned.header is not None:
                yield _read(piece, planned, planned.header, known)


def _read(piece: Piece, planned: Planned, header: Header, known: Known) -> Story | LeftOut:
    file = known.files[planned.file]
    try:
        return story_of(read_item(piece, file.names), piece.number, planned, header, known)
    except Exception as error:
        problem = unexpected(file.name, error)
        place = f"{file.name}: item {piece.number}"
        return LeftOut(place, "failed", problem.message, header.title, header.url, loses=True)


def story_of(item: Item, number: int, planned: Planned, header: Header, known: Known) -> Story:
    """All that an item says of its story."""
    file = known.files[planned.file]
    terms = terms_of(item, known, file)
    mapped = fields.mapped(item.meta, known)
    body = body_of(item)
    notes = [*planned.notes, *fault_notes(item), *_notes(item, terms, planned, file, known)]
    if not item.is_wordpress:
        body = _feed_body(body, notes)
    comments = approved(item.comments)
    hidden = len(item.comments) - len(comments)
    if comments and not known.options.comments:
        message = "approved comments are not in the article (--comments takes them)"
        notes.append(Note("comments-left", message, str(len(comments))))
    return Story(
        header=header,
        place=place_of(item, file, number),
        body=body,
        format=Format.WORDPRESS if item.is_wordpress or "content:encoded" in item.texts else Format.HTML,
        updated=updated_of(item, known),
        editors=fields.names(mapped["editors"], known) if "editors" in mapped else (),
        source=mapped.get("source", ""),
        dateline=mapped.get("dateline", ""),
        tags=header.tags,
        summary=mapped.get("summary", "") or _summary(item, body),
        image=_image(item, planned, mapped, body),
        guid=item.text("guid", "id"),
        lead=planned.lead,
        series=mapped.get("series", "") or terms.series,
        comments=read_comments(item.comments, zone_of(known)) if known.options.comments else (),
        comments_open=item.text("wp:comment_status") != "closed",
        hidden_comments=hidden,
        extra={field: text for field, text in mapped.items() if field not in _FIELDS},
        provenance=_provenance(item, mapped, terms, known),
        notes=tuple(dict.fromkeys(notes)),
    )


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


def _image(item: Item, planned: Planned, mapped: dict[str, str], body: str) -> Picture | None:
    """The picture on top of a story: the featured one, else that of a field, else that of a feed."""
    image = planned.image
    src = mapped.get("image") or fields.first(item.meta, lexicon.PICTURE_FIELDS)
    if image is None and src.startswith(("http://", "https://", "/")):
        image = Picture(src, plain(fields.first(item.meta, lexicon.PICTURE_ALT_FIELDS)))
    if image is None and not item.is_wordpress:
        src = next((one.get("url", "") for one in item.links if _is_picture(one)), "")
        image = Picture(src) if src and src not in body else None
    if image is not None and "credit" in mapped and not image.credit:
        image = msgspec.structs.replace(image, credit=mapped["credit"])
    return image


def _is_picture(link: dict[str, str]) -> bool:
    kind = link.get("type", "") or link.get("medium", "")
    url = link.get("url", "")
    is_shown = link[""] in ("enclosure", "media:content", "media:thumbnail")
    return is_shown and url.startswith("http") and (kind.startswith("image") or bool(_IMAGE_NAME.search(url)))


def _notes(item: Item, terms: Terms, planned: Planned, file: ExportFile, known: Known) -> Iterator[Note]:
    if why := visibility_of(item, file)[1]:
        yield Note("status-unknown", why, item.text("wp:status")[:40])
    if planned.missing:
        message = "its featured picture is not in the export"
        yield Note("featured-image-missing", message, planned.missing, loses=True)
    for taxonomy in terms.other:
        yield Note(f"taxonomy-{taxonomy[:40]}", f"terms of {taxonomy} became tags", taxonomy)
    if terms.series:
        yield Note("taxonomy-series", "the term of a series became the series", terms.series)
    if terms.unsorted:
        yield Note("terms-unsorted", "the feed mixes categories and tags: the first is taken for the section")
    if languages := title_of(item, known).languages:
        message = "it is written in several languages: the headline is of one, and the text of all"
        yield Note("several-languages", message, " ".join(languages))
    yield from fields.unknown_fields(item.meta, known)


def _provenance(item: Item, mapped: dict[str, str], terms: Terms, known: Known) -> dict[str, Provenance]:
    found: dict[str, Provenance] = {
        field: Provenance.METADATA
        for field in ("authors", "editors", "source", "dateline", "series")
        if field in mapped
    }
    if title_of(item, known).is_guess:
        found["title"] = Provenance.GUESS
    if terms.unsorted:
        found["categories"] = Provenance.GUESS
    return found
