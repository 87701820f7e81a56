"""The schema of an article file: which keys there are, what each may hold, and what is said otherwise."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Correction, Picture, Reading, Standing, Status, When
from newsgen.content.dates import parse_date
from newsgen.content.frontmatter import Field, Matter, plain
from newsgen.content.slugs import slugify
from newsgen.errors import ContentError, Problem, nearest

_ARTICLE_KEYS = (
    "title date updated authors editors source categories tags summary image dateline slug aliases"
    " related series corrections status reason expires language origin"
).split()
_STANDING_KEYS = "title slug role summary image updated aliases".split()
_NAMES = {
    "judul": "title", "tanggal": "date", "penulis": "authors", "sumber": "source",
    "kategori": "categories", "tag": "tags", "ringkasan": "summary", "gambar": "image",
    "author": "authors", "editor": "editors", "category": "categories", "name": "title", "nama": "title",
}  # fmt: skip
_FROM_ELSEWHERE = {
    "description": "summary", "excerpt": "summary", "modified": "updated", "lastmod": "updated",
    "expirydate": "expires", "expiryDate": "expires", "lang": "language",
}  # fmt: skip
_SAFE_ALIAS = "/:?#[]@!$&'()*+,;=%~"
_DATE_HINT = "write 2018-08-02 10:00"
_NEVER = datetime(1, 1, 2, tzinfo=UTC)  # stands in for a date that is missing, which is a problem already


class Schema:
    """Reads the fields of one file, and gathers all that is wrong or odd with them."""

    def __init__(self, path: str, matter: Matter, zone: ZoneInfo, keys: Iterable[str]) -> None:
        self.path = path
        self.zone = zone
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.fields: dict[str, Field] = {}
        self.extra: dict[str, Any] = {}
        self._name(matter.fields, frozenset(keys))

    def _name(self, given: dict[str, Field], keys: frozenset[str]) -> None:
        """Sort keys into known ones, by their English names, and `extra`."""
        borrowed: dict[str, Field] = {}
        for key, field in given.items():
            name = _NAMES.get(key, key)
            if name in self.fields:
                self.problem(field, f"`{key}` and another key both give the {name}", "keep one of them")
            elif name in keys:
                self.fields[name] = field
            elif _FROM_ELSEWHERE.get(key) in keys:
                borrowed[key] = field
            elif key == "draft" and "status" in keys and field.value == "true":
                borrowed["status"] = Field("draft", field.line, field.column)
            else:
                self.extra[key] = plain(field.value)
                if key != "draft":
                    hint = nearest(key, [*keys, *_NAMES])
                    self.warn(Field("", field.line, 1), f"unknown key `{key}`", hint)
        for key, field in borrowed.items():
            if field.value and self.fields.setdefault(_FROM_ELSEWHERE.get(key, key), field) is not field:
                self.extra[key] = plain(field.value)

    def problem(self, field: Field | None, message: str, hint: str = "") -> None:
        place = (field.line, field.column) if field else (1, 1)
        self.problems.append(Problem(self.path, *place, message, hint))

    def warn(self, field: Field, message: str, hint: str = "") -> None:
        self.warnings.append(Problem(self.path, field.line, field.column, message, hint))

    def text(self, name: str) -> str:
        field = self.fields.get(name)
        if field is None:
            return ""
        if not isinstance(field.value, str):
            self.problem(field, f"{name}: expected a text, not a list", f"write `{name}: …`")
            return ""
        return " ".join(field.value.split())

    def texts(self, name: str, *, commas: bool = False) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one, or of its comma-separated parts."""
        field = self.fields.get(name)
        if field is None:
            return ()
        if isinstance(field.value, dict):
            self.problem(field, f"{name}: expected a list of texts", f"write `{name}: [a, b]`")
            return ()
        items = field.value if isinstance(field.value, list) else [field]
        found: dict[str, None] = {}
        for item in items:
            if not isinstance(item.value, str):
                self.problem(item, f"{name}: expected texts in this list", f"write `{name}: [a, b]`")
                continue
            split = commas and items == [field]
            for part in item.value.split(",") if split else [item.value]:
                if word := " ".join(part.split()):
                    found[word] = None
        return tuple(found)

    def when(self, name: str) -> When | None:
        field = self.fields.get(name)
        return self._when(name, field) if field and field.value != "" else None

    def _when(self, name: str, field: Field) -> When | None:
        text = field.value
        if not isinstance(text, str):
            self.problem(field, f"{name}: expected a date", _DATE_HINT)
            return None
        try:
            found = parse_date(text, self.zone)
        except ValueError as error:
            self.problem(field, f"{name}: {error}", _DATE_HINT)
            return None
        if found.weekday_differs:
            self.warn(field, f'{name}: "{text}" was not on that weekday', "check the day and the date")
        return found.when

    def picture(self, name: str) -> Picture | None:
        field = self.fields.get(name)
        if field is None or not field.value:
            return None
        if isinstance(field.value, str):
            return Picture(field.value.strip())
        allowed = ("src", "alt", "caption", "credit")
        parts = plain(field.value)
        if not isinstance(parts, dict) or not isinstance(parts.get("src"), str) or not parts["src"]:
            self.problem(field, f"{name}: expected a file name, or `src` with `alt`, `caption`, `credit`")
            return None
        for key in parts.keys() - set(allowed):
            self.problem(field, f"{name}: unknown key `{key}`", nearest(key, allowed))
        return Picture(**{key: str(parts[key]) for key in allowed if key in parts})

    def corrections(self) -> tuple[Correction, ...]:
        field = self.fields.get("corrections")
        if field is None or not field.value:
            return ()
        found = []
        for item in field.value if isinstance(field.value, list) else [field]:
            parts = item.value if isinstance(item.value, dict) else {}
            when = self._when("corrections", parts["date"]) if "date" in parts else None
            text = plain(parts["text"].value) if "text" in parts else ""
            if when and isinstance(text, str) and text:
                found.append(Correction(when, text))
            elif "date" not in parts or not text:
                hint = "write `corrections: [{date: 2018-08-04, text: …}]`"
                self.problem(item, "corrections: each needs a `date` and a `text`", hint)
        return tuple(found)

    def status(self) -> Status:
        name = self.text("status") or Status.PUBLISHED.value
        try:
            return Status(name.lower())
        except ValueError:
            hint = nearest(name, [s.value for s in Status]) or "one of " + ", ".join(s.value for s in Status)
            self.problem(self.fields["status"], f"status: `{name}` is not a status", hint)
            return Status.PUBLISHED

    def title(self) -> str:
        title = self.text("title")
        field = self.fields.get("title")
        if not title and (field is None or isinstance(field.value, str)):
            hint = 'quote a title that starts with `#`: title: "#JambiTuntas"' if field else "add `title: …`"
            self.problem(field, "the title is empty" if field else "there is no title", hint)
        return title

    def slug(self, *fallbacks: str) -> str:
        for text in (self.text("slug"), *fallbacks):
            if slug := slugify(text):
                return slug
        return "artikel-" + blake2b(self.path.encode(), digest_size=4).hexdigest()

    def aliases(self) -> tuple[str, ...]:
        found = []
        for alias in self.texts("aliases"):
            parts = urlsplit(alias)
            path = "/" + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
            if ".." in PurePosixPath(path).parts or "\\" in path:
                self.problem(
                    self.fields["aliases"], f"aliases: `{alias}` leaves the site", "write /old/path/"
                )
                continue
            if parts.query and parts.path not in ("", "/"):
                message = f"aliases: no static host can answer `{alias}`"
                self.warn(self.fields["aliases"], message, "only those like /?p=12 work")
            found.append(quote(path, safe=_SAFE_ALIAS))
        return tuple(found)

    def reading(self, make: Callable[[], Article | Standing]) -> Reading:
        """The record with its warnings, or all problems at once."""
        record = make()
        if self.problems:
            raise ContentError(*sorted(self.problems))
        return Reading(record, tuple(sorted(self.warnings)))


_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]|$)")


def article(path: str, matter: Matter, zone: ZoneInfo) -> Reading:
    """Read the fields of an article.

    Raises:
        ContentError: with every problem of the file.
    """
    schema = Schema(path, matter, zone, _ARTICLE_KEYS)
    stem = PurePosixPath(path).stem.strip()
    dated = _DATED_NAME.match(stem)

    def make() -> Article:
        date = schema.when("date")
        if not date and dated and not (schema.fields.get("date") and schema.problems):
            date = schema._when("date", Field(dated[1], 1, 1))
        if not date and not any("date:" in problem.message for problem in schema.problems):
            hint = "add `date: 2018-08-02 10:00`, or name the file 2018-08-02-…"
            schema.problem(schema.fields.get("date"), "there is no date", hint)
        title = schema.title()
        status = schema.status()
        reason = schema.text("reason")
        if status is Status.WITHDRAWN and not reason:
            schema.problem(schema.fields["status"], "a withdrawn article needs its reason", "add `reason: …`")
        return Article(
            path=path,
            title=title,
            date=date or When(_NEVER),
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
            body=matter.body,
        )

    return schema.reading(make)


def standing(path: str, matter: Matter, zone: ZoneInfo) -> Reading:
    """Read the fields of a page or an author.

    Raises:
        ContentError: with every problem of the file.
    """
    schema = Schema(path, matter, zone, _STANDING_KEYS)

    def make() -> Standing:
        return Standing(
            path=path,
            title=schema.title(),
            slug=schema.slug(PurePosixPath(path).stem.strip()),
            role=schema.text("role"),
            summary=schema.text("summary"),
            image=schema.picture("image"),
            updated=schema.when("updated"),
            aliases=schema.aliases(),
            body=matter.body,
        )

    return schema.reading(make)
