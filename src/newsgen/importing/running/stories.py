"""Makes an article, and what its file holds, of a story: judged, converted, and tidied for front matter."""

import re
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content import keys
from newsgen.content.article import ArchivedComment, Article, Document, Picture, Provenance, Status, When
from newsgen.content.schema import address_mistake
from newsgen.importing.comments import archived
from newsgen.importing.conversion.converting import convert
from newsgen.importing.converted import Converted, Judged, Links
from newsgen.importing.outcome import Count, Quarantined, Tally
from newsgen.importing.running.buildable import buildable
from newsgen.importing.running.entries import Entry, was_public
from newsgen.importing.running.links import SiteLinks
from newsgen.importing.running.planning import NO_DATE
from newsgen.importing.spam.comments import judge_comment
from newsgen.importing.spam.judging import judge
from newsgen.importing.story import Comment, Header, Note, Story

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_UNTITLED = 60  # characters of a text in place of its headline
_YEARS = range(1, 9999)


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What workers know of the site; `url` is where it was."""

    url: str
    hosts: frozenset[str]
    timezone: str
    language: str
    comments: bool


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of a story: the record, the text of its file, and what is to be told of it.

    With `is_spam`, it is spam as a whole.
    """

    record: Article | Document
    text: str
    is_spam: bool
    tally: Tally
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[Note, ...] = ()
    unsure: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


def made(story: Story, entry: Entry, site: Site, links: SiteLinks) -> Made:
    """Judge and convert a story."""
    header = story.header
    language = header.language or site.language
    judged = judge(story.body, story.format, title=header.title, own_hosts=site.hosts, language=language)
    converted = convert(judged.body, story.format, links, base=header.url, attachments=links.attachment)
    comments, comment_count, hidden = _comments(story, site)
    guessed = (field for field, how in story.provenance.items() if how is Provenance.GUESS)
    unsure = tuple(dict.fromkeys((*entry.review, *guessed)))
    review = (*unsure, *_cut(judged))
    picture, media = _picture(story.image, links)
    title = _line(header.title) or _first_words(converted.markdown)
    record: Article | Document
    if header.kind == "page":
        record = _page(story, entry, title, converted, picture)
    else:
        record = _article(story, entry, title, converted, picture)
        record = msgspec.structs.replace(record, archived_comments=comments, review=review)
        if language and site.language and language.partition("-")[0] != site.language:
            record = msgspec.structs.replace(record, language=_line(language))
    taken = buildable(record, ZoneInfo(site.timezone))
    simplified = (taken.note,) if taken.note else ()
    return Made(
        record=taken.record,
        text=taken.text,
        is_spam=judged.is_spam,
        tally=_tally(converted, judged, comment_count, entry),
        quarantined=(*_quarantined(judged, story), *hidden),
        notes=(
            *story.notes,
            *converted.notes,
            *_address_notes(entry),
            *_missing_notes(entry, header),
            *_moved_notes(entry),
            *simplified,
        ),
        unsure=unsure,
        media=tuple(dict.fromkeys((*converted.media, *media))),
    )


def _article(
    story: Story, entry: Entry, title: str, converted: Converted, picture: Picture | None
) -> Article:
    header = story.header
    return Article(
        path=entry.path,
        title=title,
        date=_when(header.date) or _when(story.updated) or When(NO_DATE, False),
        updated=_when(story.updated) if header.date else None,
        slug=entry.slug,
        authors=_lines(header.authors),
        editors=_lines(story.editors),
        source=_line(story.source),
        categories=_lines(header.categories),
        tags=_lines(tag.replace(",", " ") for tag in story.tags),
        summary=_plain(story.summary) or _plain(converted.summary),
        image=picture,
        dateline=_line(story.dateline),
        aliases=entry.aliases,
        related=_lines(story.related),
        series=_line(story.series),
        lead=story.lead,
        status=Status.DRAFT if entry.is_draft else Status.PUBLISHED,
        comments=story.comments_open,
        origin=_web_address(header.url),
        permalink=entry.permalink,
        guid=_line(story.guid),
        extra=_extra(story.extra),
        body=_body(converted.markdown),
    )


def _page(story: Story, entry: Entry, title: str, converted: Converted, picture: Picture | None) -> Document:
    return Document(
        path=entry.path,
        title=title,
        slug=entry.slug,
        summary=_plain(story.summary) or _plain(converted.summary),
        image=picture,
        aliases=entry.aliases,
        permalink=entry.permalink,
        status=Status.DRAFT if entry.is_draft else Status.PUBLISHED,
        body=_body(converted.markdown),
    )


def _cut(judged: Judged) -> tuple[str, ...]:
    """What a person is told of spam that was cut out of a text."""
    if not judged.quarantined:
        return ()
    links = sum(one.links for one in judged.quarantined)
    what = f"{links} links were" if links > 1 else "a passage was"
    return (f"{what} cut out as spam",)


# texts as front matter holds them


def _line(text: str) -> str:
    """A text in one line, without what can't be written."""
    return " ".join(_CONTROL.sub("", text).split())


def _lines(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_line, texts))))


def _plain(text: str) -> str:
    """A text that may have markup, as one line."""
    return _line(unescape(_MARKUP.sub(" ", text))) if "<" in text or "&" in text else _line(text)


def _body(markdown: str) -> str:
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip("\n")


def _first_words(markdown: str) -> str:
    """What stands for a headline that is missing."""
    start = _line(re.sub(r"[*_#>\[\]`\\]", "", markdown[:1000]))
    if len(start) > _UNTITLED:
        start = f"{start[:_UNTITLED].rpartition(' ')[0] or start[:_UNTITLED]} …"
    return start or "(…)"


def _when(when: When | None) -> When | None:
    """A date that can be written in any time zone."""
    return when if when and when.at.year in _YEARS and isinstance(when.at, datetime) else None


def _web_address(url: str) -> str:
    line = _line(url)
    return line if line.startswith(("http://", "https://")) and " " not in line else ""


def _extra(found: dict[str, Any]) -> dict[str, Any]:
    """Other fields, under names that mean nothing to newsgen, as the texts that are read again."""
    return {
        (f"x_{name}" if keys.find(name) else name): _texts(value)
        for key, value in found.items()
        if (name := _line(str(key)))
    }


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {_line(str(key)): _texts(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else _CONTROL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")


def _picture(picture: Picture | None, links: Links) -> tuple[Picture | None, tuple[str, ...]]:
    if picture is None or not picture.src.strip():
        return None, ()
    src = _line(links.file(picture.src))
    if not src.startswith(("http://", "https://")) and (address_mistake(src) or not src.startswith("/")):
        return None, ()
    texts = (_plain(picture.alt), _plain(picture.caption), _plain(picture.credit))
    return Picture(src, *texts), ((picture.src,) if src.startswith("/") else ())


# what is told


def _comments(story: Story, site: Site) -> tuple[tuple[ArchivedComment, ...], Count, tuple[Quarantined, ...]]:
    """The comments as they are kept, how many there were, and those that are spam."""
    found = len(story.comments) + story.hidden_comments
    count = Count(found=found, left=story.hidden_comments)
    if not site.comments:
        count.left = found
        return (), count, ()
    told: list[Comment] = []
    spam: list[Quarantined] = []
    for comment in story.comments:
        judged = judge_comment(
            comment.text, comment.author, own_hosts=site.hosts, language=site.language or "id"
        )
        spam += judged.quarantined
        told.append(msgspec.structs.replace(comment, text="") if judged.is_spam else comment)
        count.quarantined += judged.is_spam
    kept = archived(told)
    count.kept = len(kept)
    count.left = found - count.kept - count.quarantined
    return tuple(_dated(one) for one in kept), count, tuple(spam)


def _dated(comment: ArchivedComment) -> ArchivedComment:
    return msgspec.structs.replace(comment, date=_when(comment.date))


def _tally(converted: Converted, judged: Judged, comments: Count, entry: Entry) -> Tally:
    tally = Tally(comments=comments)
    tally.add(converted.tally)
    for one in judged.quarantined:
        for count, number in (
            (tally.paragraphs, one.paragraphs),
            (tally.links, one.links),
            (tally.pictures, one.pictures),
        ):
            count.add(Count(found=number, quarantined=number))
    left = entry.found - entry.answered
    tally.addresses.add(Count(found=entry.found, kept=entry.answered, left=left))
    return tally


def _quarantined(judged: Judged, story: Story) -> tuple[Quarantined, ...]:
    if judged.is_spam and not judged.quarantined:
        return (Quarantined(text=story.body, offset=0, signs=judged.signs),)
    return judged.quarantined


def _address_notes(entry: Entry) -> tuple[Note, ...]:
    message = "an old address does not lead to the story: another one has it, or no page can stand there"
    return tuple(Note("address-lost", message, address, loses=True) for address in entry.unanswered)


def _missing_notes(entry: Entry, header: Header) -> tuple[Note, ...]:
    """That readers can't see a story for want of a date; what was a draft may well have none."""
    message = "it has no date, and is a draft until a person gives it one"
    is_lost = "date" in entry.review and was_public(header)
    return (Note("no-date", message, loses=True),) if is_lost else ()


def _moved_notes(entry: Entry) -> tuple[Note, ...]:
    message = "it was changed at its source, and has another file now; its former addresses lead to it"
    return (Note("moved", message, entry.former),) if entry.former else ()
