"""Read the front matter of an article, a static page or an author into a record."""

import re
from datetime import UTC, datetime
from posixpath import basename, splitext
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Document, Reading, Status, When
from newsgen.content.frontmatter import Field, ParsedFile
from newsgen.content.schema import FieldReader

_ARTICLE_FIELDS = frozenset(
    "title date updated authors editors source categories tags summary image dateline slug aliases"
    " permalink related series lead corrections status reason expires language origin"
    " publish_date redirect_from redirect_to".split()
)
_AUTHOR_FIELDS = frozenset(
    "title slug role summary image updated aliases status redirect_from redirect_to".split()
)
_PAGE_FIELDS = _AUTHOR_FIELDS | {"permalink"}
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]|$)")
_NO_DATE = datetime(1, 1, 2, tzinfo=UTC)  # in place of a missing date, which is reported


def article(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of an article.

    Raises:
        ContentError: with every problem of the file.
    """
    reader = FieldReader(path, parsed, zone, _ARTICLE_FIELDS)
    stem = _stem(path)
    title = reader.title()
    status, reason = _status(reader)
    record = Article(
        path=path,
        title=title,
        date=_date(reader, stem),
        updated=reader.when("updated"),
        authors=reader.texts("authors"),
        editors=reader.texts("editors"),
        source=reader.text("source"),
        categories=reader.texts("categories", commas=not parsed.has_lists),
        tags=reader.texts("tags", commas=True),
        summary=reader.text("summary"),
        image=reader.picture("image"),
        dateline=reader.text("dateline"),
        slug=reader.slug(title, stem),
        aliases=reader.aliases(),
        related=reader.texts("related"),
        series=reader.text("series"),
        lead=reader.lead(),
        corrections=reader.corrections(),
        status=status,
        reason=reason,
        expires=reader.when("expires"),
        language=reader.text("language"),
        origin=reader.text("origin"),
        permalink=reader.permalink(),
        extra=reader.extra,
        body=parsed.body,
    )
    return reader.reading(record, parsed.body_line)


def _stem(path: str) -> str:
    return splitext(basename(path))[0].strip()


def _date(reader: FieldReader, stem: str) -> When:
    """The latest date in the front matter, else the one in the name of the file.

    Where a generator dates a story by one key and shows it by another, it comes out by the later one.
    """
    found = [
        (reader.parse_date_field(key, field) or When(_NO_DATE), key, field) for key, field in reader.dates()
    ]
    if len(found) == 1:
        return found[0][0]
    if found:
        first, (latest, key, field) = found[0], max(found, key=lambda one: one[0].at)
        if latest.at.astimezone(reader.zone).date() != first[0].at.astimezone(reader.zone).date():
            message = f"`{key}` is later than `{first[1]}`, and dates this story"
            reader.warn_of_key(field, message, "write one date", "date")
        return latest
    if dated := _DATED_NAME.match(stem):
        return reader.parse_date_field("date", Field(dated[1], 1, 1)) or When(_NO_DATE)
    hint = "add `date: 2018-08-02 10:00`, or name the file 2018-08-02-…"
    reader.problem(reader.fields.get("date"), "there is no date", hint)
    return When(_NO_DATE)


def _status(reader: FieldReader) -> tuple[Status, str]:
    status, reason = reader.status(), reader.text("reason")
    if status is Status.WITHDRAWN and not reason:
        reader.problem(reader.fields["status"], "a withdrawn article needs its reason", "add `reason: …`")
    return status, reason


def static_page(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of a static page.

    Raises:
        ContentError: with every problem of the file.
    """
    return _document(FieldReader(path, parsed, zone, _PAGE_FIELDS), parsed)


def author(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of an author.

    Raises:
        ContentError: with every problem of the file.
    """
    return _document(FieldReader(path, parsed, zone, _AUTHOR_FIELDS), parsed)


def _document(reader: FieldReader, parsed: ParsedFile) -> Reading:
    record = Document(
        path=reader.path,
        title=reader.title(),
        slug=reader.slug(_stem(reader.path)),
        role=reader.text("role"),
        summary=reader.text("summary"),
        image=reader.picture("image"),
        updated=reader.when("updated"),
        aliases=reader.aliases(),
        permalink=reader.permalink(),
        status=reader.status(),
        body=parsed.body,
    )
    return reader.reading(record, parsed.body_line)
