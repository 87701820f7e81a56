"""All records of a project as JSON, one in a line: articles with their texts, static pages, and lists."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Article, Document, Status, When
from newsgen.content.slugs import term_slug
from newsgen.errors import ContentError
from newsgen.index.order import ListName
from newsgen.index.rows import ArticleRow
from newsgen.pages.snapshot import Snapshot
from newsgen.publishing.options import Progress
from newsgen.publishing.project import Project

_OF_REMOVED = ("path", "date", "status", "reason", "aliases")  # nothing else of such a story may come back


def records(project: Project, progress: Progress) -> Iterator[bytes]:
    """The lines of all articles that have an address, by path; then of static pages, and of lists.

    Raises:
        ContentError: something can't be read: nothing is left out in silence.
    """
    if project.problems:
        raise ContentError(*sorted(project.problems))
    snapshot = project.site.snapshot
    ids = [row.id for row in snapshot.database.articles.named()]
    for done, article in enumerate(ids):
        progress("Exporting", done, len(ids))
        row = snapshot.database.articles.get(article)
        assert row is not None
        yield _line(_article(snapshot, row))
    for page in snapshot.static_pages.values():
        yield _line(_page(snapshot, page.record))
    for kind, slug in sorted(snapshot.order.terms):
        yield _line(_list(snapshot, kind, slug))


def _line(value: dict[str, Any]) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _page(snapshot: Snapshot, page: Document) -> dict[str, Any]:
    fields = {
        name: value for name, value in _plain(page, snapshot.config.zone).items() if name != "merge_into"
    }
    url = _full(snapshot, snapshot.page_url(page))
    return {"type": "page", "url": url, **fields, "body": snapshot.text(page.path, page)}


def _article(snapshot: Snapshot, row: ArticleRow) -> dict[str, Any]:
    fields = _plain(row.article, snapshot.config.zone)
    head = {"type": "article", "url": _full(snapshot, row.url)}
    if row.article.status is Status.REMOVED:
        return {**head, **{name: fields[name] for name in _OF_REMOVED}}
    lists = [_list(snapshot, term.kind, term.slug) for term in _terms(row.article)]
    return {**head, **fields, "lists": lists, "body": snapshot.text(row.path, row.article)}


def _terms(article: Article) -> Iterator[ListName]:
    named = {
        "section": article.categories,
        "tag": article.tags,
        "author": article.authors,
        "series": (article.series,) if article.series else (),
    }
    for kind, names in named.items():
        for slug in dict.fromkeys(map(term_slug, names)):
            yield ListName(kind, slug)


def _list(snapshot: Snapshot, kind: str, slug: str) -> dict[str, Any]:
    link = snapshot.term(kind, slug)
    target = snapshot.lists.target(kind, slug)
    return {
        "type": "list",
        "kind": kind,
        "slug": target,
        "name": link.title,
        "url": _full(snapshot, link.url),
    }


def _full(snapshot: Snapshot, url: str) -> str:
    return snapshot.urls.host + url


def _plain(value: Any, zone: ZoneInfo) -> Any:
    """A record as texts, numbers, lists and objects; times in a zone, a date alone as `2018-08-02`."""
    if isinstance(value, When):
        at = value.at.astimezone(zone)
        return at.isoformat() if value.clock else at.date().isoformat()
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        return {name: _plain(getattr(value, name), zone) for name in names if name != "body"}
    if isinstance(value, tuple | list):
        return [_plain(item, zone) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, zone) for key, item in value.items()}
    return value
