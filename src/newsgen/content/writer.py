"""Write article files that `reader` reads back as the same record and body."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsgen.content.article import (
    ArchivedComment,
    Article,
    Correction,
    Document,
    Picture,
    Status,
    When,
)
from newsgen.content.front_matter import front_matter
from newsgen.content.reader import PAGES

# Fields that are written as they are.
_PLAIN = (
    *("permalink", "source", "summary", "dateline", "series", "reason", "language", "origin", "guid"),
    *("translations", "lead"),
)
_LISTS = ("editors", "aliases", "related", "review")


def write_article(article: Article, zone: ZoneInfo) -> str:
    """The article as Markdown with YAML front matter, without empty fields. `zone` is the site's."""
    matter: dict[str, Any] = {"title": article.title, "date": _when(article.date, zone)}
    if article.updated:
        matter["updated"] = _when(article.updated, zone)
    for key in ("authors", "categories", "tags", *_LISTS):
        if values := getattr(article, key):
            matter[key] = list(values)
    matter["slug"] = article.slug
    matter |= {key: value for key in _PLAIN if (value := getattr(article, key))}
    if article.image:
        matter["image"] = _picture(article.image)
    if not article.comments:
        matter["comments"] = False
    if article.corrections:
        matter["corrections"] = [_correction(item, zone) for item in article.corrections]
    if article.archived_comments:
        matter["archived_comments"] = [_archived(comment, zone) for comment in article.archived_comments]
    if article.status is not Status.PUBLISHED:
        matter["status"] = article.status.value
    if article.expires:
        matter["expires"] = _when(article.expires, zone)
    # Not `frontmatter.dumps`, which strips the body and treats the keys `content` and `handler` as its own.
    return f"---\n{front_matter({**article.extra, **matter})}\n---\n\n{article.body}\n"


def _when(when: When, zone: ZoneInfo) -> str:
    """`2018-08-02`, `2018-08-02 10:00`, or with an offset that differs from the site's."""
    at = when.at
    if not when.clock:
        return at.date().isoformat()
    local = at.astimezone(zone)
    naive = local.replace(tzinfo=None, fold=0)
    if local.utcoffset() != at.utcoffset() or naive.replace(tzinfo=zone).utcoffset() != local.utcoffset():
        return _clock(at)
    return _clock(naive)


def _clock(at: datetime) -> str:
    precise = at.second or at.microsecond
    return at.isoformat(" ", timespec="auto" if precise else "minutes")


def _picture(picture: Picture) -> str | dict[str, str]:
    parts = {key: value for key in ("src", "alt", "caption", "credit") if (value := getattr(picture, key))}
    return parts if len(parts) > 1 else picture.src


def _correction(correction: Correction, zone: ZoneInfo) -> dict[str, str]:
    return {"date": _when(correction.date, zone), "text": correction.text}


def _archived(comment: ArchivedComment, zone: ZoneInfo) -> dict[str, str | int]:
    parts: dict[str, str | int] = {"author": comment.author} if comment.author else {}
    if comment.date:
        parts["date"] = _when(comment.date, zone)
    parts["text"] = comment.text
    if comment.answers:
        parts["answers"] = comment.answers
    return parts


def write_document(document: Document) -> str:
    """A static page, or a text about a list, as Markdown with YAML front matter, without empty fields."""
    matter: dict[str, Any] = {
        key: value
        for key in ("title", "slug", "role", "social", "fediverse", "summary", "permalink", "merge_into")
        if (value := getattr(document, key))
    }
    if document.path.startswith(PAGES):
        matter["slug"] = document.slug.rpartition("/")[2]  # its folders stand before it
    if document.image:
        matter["image"] = _picture(document.image)
    if document.aliases:
        matter["aliases"] = list(document.aliases)
    if document.status is not Status.PUBLISHED:
        matter["status"] = document.status.value
    return f"---\n{front_matter(matter)}\n---\n\n{document.body}\n"
