"""Front matter into records: the keys of an article, and those of a page or an author."""

import re
from datetime import UTC, datetime
from posixpath import basename, splitext
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Reading, Standing, Status, When
from newsgen.content.frontmatter import Field, ParsedFile
from newsgen.content.schema import Schema

_ARTICLE_KEYS = frozenset(
    "title date updated authors editors source categories tags summary image dateline slug aliases"
    " related series corrections status reason expires language origin".split()
)
_STANDING_KEYS = frozenset("title slug role summary image updated aliases status".split())
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]|$)")
_NEVER = datetime(1, 1, 2, tzinfo=UTC)  # stands in for a date that is missing, which is a problem already


def article(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of an article.

    Raises:
        ContentError: with every problem of the file.
    """
    schema = Schema(path, parsed, zone, _ARTICLE_KEYS)
    stem = _stem(path)
    title = schema.title()
    status, reason = _status(schema)
    record = Article(
        path=path,
        title=title,
        date=_date(schema, stem),
        updated=schema.when("updated"),
        authors=schema.texts("authors"),
        editors=schema.texts("editors"),
        source=schema.text("source"),
        categories=schema.texts("categories"),
        tags=schema.texts("tags", commas=True),
        summary=schema.text("summary"),
        image=schema.picture("image"),
        dateline=schema.text("dateline"),
        slug=schema.slug(title, stem),
        aliases=schema.aliases(),
        related=schema.texts("related"),
        series=schema.text("series"),
        corrections=schema.corrections(),
        status=status,
        reason=reason,
        expires=schema.when("expires"),
        language=schema.text("language"),
        origin=schema.text("origin"),
        extra=schema.extra,
        body=parsed.body,
    )
    return schema.reading(record, parsed.body_line)


def _stem(path: str) -> str:
    return splitext(basename(path))[0].strip()


def _date(schema: Schema, stem: str) -> When:
    """The date that is written, else that of the file's name."""
    field = schema.fields.get("date")
    if field and field.value != "":
        return schema.when("date") or When(_NEVER)
    if dated := _DATED_NAME.match(stem):
        return schema.moment("date", Field(dated[1], 1, 1)) or When(_NEVER)
    hint = "add `date: 2018-08-02 10:00`, or name the file 2018-08-02-…"
    schema.problem(field, "there is no date", hint)
    return When(_NEVER)


def _status(schema: Schema) -> tuple[Status, str]:
    status, reason = schema.status(), schema.text("reason")
    if status is Status.WITHDRAWN and not reason:
        schema.problem(schema.fields["status"], "a withdrawn article needs its reason", "add `reason: …`")
    return status, reason


def standing(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of a page or an author.

    Raises:
        ContentError: with every problem of the file.
    """
    schema = Schema(path, parsed, zone, _STANDING_KEYS)
    record = Standing(
        path=path,
        title=schema.title(),
        slug=schema.slug(_stem(path)),
        role=schema.text("role"),
        summary=schema.text("summary"),
        image=schema.picture("image"),
        updated=schema.when("updated"),
        aliases=schema.aliases(),
        status=schema.status(),
        body=parsed.body,
    )
    return schema.reading(record, parsed.body_line)
