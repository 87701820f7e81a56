"""Read the front matter of an article, a static page or a list into a record."""

import re
from datetime import UTC, datetime
from posixpath import basename, dirname, splitext
from typing import Any
from zoneinfo import ZoneInfo

from newsgen.content import keys
from newsgen.content.article import Article, Document, Reading, Status, When
from newsgen.content.frontmatter import Field, ParsedFile
from newsgen.content.schema import FieldReader
from newsgen.content.slugs import folder_slugs, is_index, term_slug

ARTICLE_FIELDS = frozenset(
    "title date updated authors editors source categories tags summary image dateline slug aliases"
    " permalink related translations comments archived_comments series lead corrections status reason expires"
    " language origin guid review publish_date redirect_from redirect_to".split()
)
_PAGE_FIELDS = frozenset(
    "title slug role summary image updated aliases permalink status redirect_from redirect_to".split()
)
_LIST_FIELDS = _PAGE_FIELDS | {"merge_into", "social", "fediverse"}
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]|$)")
_DATED_FOLDERS = re.compile(r"(?:^|/)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=/)", re.ASCII)
_NO_DATE = datetime(1, 1, 2, tzinfo=UTC)  # in place of a missing date, which is reported


def article(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of an article.

    Raises:
        ContentError: with every problem of the file.
    """
    reader = FieldReader(path, parsed, zone, ARTICLE_FIELDS)
    return reader.reading(_article(reader, parsed), parsed.body_line)


def is_article_key(key: str) -> bool:
    """Whether an article may have a key, as its field is called here or elsewhere."""
    found = keys.find(key)
    return found is not None and (found.field in ARTICLE_FIELDS or found.hides is not None)


def written_over(reader: FieldReader, parsed: ParsedFile) -> dict[str, Any]:
    """The fields of an article that a person has written over the text of a page, by name."""
    names = reader.written()
    reader.fields.setdefault("title", Field("-", 1, 1))
    if "date" not in names:
        reader.fields["date"] = Field("1970-01-01", 1, 1)
    given = _article(reader, parsed)
    return {name: getattr(given, name) for name in names}


def _article(reader: FieldReader, parsed: ParsedFile) -> Article:
    path = reader.path
    name = _name(path)
    title = reader.title()
    status, reason = _status(reader)
    return Article(
        path=path,
        title=title,
        date=_date(reader, name),
        updated=reader.when("updated"),
        authors=reader.texts("authors"),
        editors=reader.texts("editors"),
        source=reader.text("source"),
        categories=reader.texts("categories", commas=not parsed.has_lists),
        tags=reader.texts("tags", commas=True),
        summary=reader.text("summary"),
        image=reader.picture("image"),
        dateline=reader.text("dateline"),
        slug=reader.slug(undated(name), title),
        aliases=reader.aliases(),
        related=reader.texts("related"),
        translations=reader.translations(),
        series=reader.text("series"),
        lead=reader.lead(),
        corrections=reader.corrections(),
        status=status,
        reason=reason,
        expires=reader.when("expires"),
        comments=reader.comments(),
        language=reader.text("language"),
        origin=reader.text("origin"),
        permalink=reader.permalink(),
        guid=reader.text("guid"),
        archived_comments=reader.archived_comments(),
        review=reader.review(),
        extra=reader.extra,
        body=parsed.body,
    )


def _name(path: str) -> str:
    """The name of a file, which may begin with a date; that of its folder for an `index.md`."""
    name = basename(dirname(path)) if is_index(basename(path)) else splitext(basename(path))[0]
    return name.strip()


def undated(name: str) -> str:
    dated = _DATED_NAME.match(name)
    return name[dated.end() :] if dated else name


def _date(reader: FieldReader, name: str) -> When:
    """The latest date in the front matter, else that of the file's name, of its own address or its folders.

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
    if dated := _DATED_NAME.match(name):
        return reader.parse_date_field("date", Field(dated[1], 1, 1)) or When(_NO_DATE)
    own = reader.fields.get("permalink")
    for place in (own.value if own else "", reader.path):
        dated = _DATED_FOLDERS.search(place) if isinstance(place, str) else None
        if dated and (when := reader.day(*map(int, dated.groups()))):
            return when
    hint = "add `date: 2018-08-02 10:00`, or name the file 2018-08-02-…"
    reader.problem(reader.fields.get("date"), "there is no date", hint)
    return When(_NO_DATE)


def _status(reader: FieldReader) -> tuple[Status, str]:
    status, reason = reader.status(), reader.text("reason")
    if status is Status.WITHDRAWN and not reason:
        reader.problem(reader.fields["status"], "a withdrawn article needs its reason", "add `reason: …`")
    if status is Status.REMOVED and not reason:
        message = "readers are not told why this was removed"
        reader.warn(reader.fields["status"], message, "add `reason: …`, without naming anybody")
    return status, reason


def static_page(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of a static page, whose slug stands below those of its folders.

    Raises:
        ContentError: with every problem of the file.
    """
    reader = FieldReader(path, parsed, zone, _PAGE_FIELDS)
    below = path.partition("/")[2]
    title = reader.title()
    slug = "/".join((*folder_slugs(below), reader.slug(_name(below), title)))
    return _document(reader, parsed, slug, title)


def list_file(path: str, parsed: ParsedFile, zone: ZoneInfo) -> Reading:
    """Read the fields of a list: of a section, tag, author or series.

    Raises:
        ContentError: with every problem of the file.
    """
    reader = FieldReader(path, parsed, zone, _LIST_FIELDS)
    if found := _date_of_article(path, parsed):
        message = f"a file in {path.partition('/')[0]}/ is about a list, and has no date"
        reader.problem(found, message, "move an article to another folder")
    slug = term_slug(reader.text("slug") or _name(path))
    return _document(reader, parsed, slug, reader.text("title"))


def _date_of_article(path: str, parsed: ParsedFile) -> Field | None:
    """The date of what looks like an article; other generators date their authors and `_index.md`, too."""
    if path.startswith("authors/") or is_index(basename(path)):
        return None
    if dated := _DATED_NAME.match(_name(path)):
        return Field(dated[1], 1, 1)
    named = ((keys.find(key), field) for key, field in parsed.fields.items())
    return next((field for key, field in named if key and key.field == "date"), None)


def _document(reader: FieldReader, parsed: ParsedFile, slug: str, title: str) -> Reading:
    merge_into = reader.text("merge_into")
    if merge_into and parsed.body:
        reader.warn(
            reader.fields["merge_into"], "the text is not shown, since the list is merged into another"
        )
    status = reader.status()
    if status.takes_down:
        message = f"status: only an article can be {status.value}"
        reader.problem(reader.fields["status"], message, "write `status: draft`, or change the text")
    record = Document(
        path=reader.path,
        title=title,
        slug=slug,
        role=reader.text("role"),
        social=reader.social(),
        fediverse=reader.fediverse(),
        summary=reader.text("summary"),
        image=reader.picture("image"),
        updated=reader.when("updated"),
        aliases=reader.aliases(),
        permalink=reader.permalink(),
        merge_into=term_slug(merge_into) if merge_into else "",
        status=status,
        body=parsed.body,
    )
    return reader.reading(record, parsed.body_line)
