"""Convert the fields of front matter to their types, and report those that can't be converted."""

from functools import lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Correction, Document, Picture, Reading, Status, When
from newsgen.content.dates import parse_date
from newsgen.content.frontmatter import Field, ParsedFile, plain_value
from newsgen.content.slugs import slugify
from newsgen.errors import ContentError, Problem, nearest

_SYNONYMS = {
    "judul": "title", "tanggal": "date", "penulis": "authors", "sumber": "source",
    "kategori": "categories", "tag": "tags", "ringkasan": "summary", "gambar": "image",
    "author": "authors", "editor": "editors", "category": "categories", "name": "title", "nama": "title",
}  # fmt: skip
_FOREIGN_KEYS = {
    "description": "summary", "excerpt": "summary", "modified": "updated", "lastmod": "updated",
    "expirydate": "expires", "expiryDate": "expires", "lang": "language", "draft": "status",
}  # fmt: skip
_SAFE_ALIAS = "/:?#[]@!$&'()*+,;=%~"
_MAX_SEGMENT, _MAX_ALIAS = 255, 1000  # bytes, as file systems have it
_DATE_HINT = "write 2018-08-02 10:00"
# Any other value of `draft` makes one: what is published can't be called back.
_FALSE = ("false", "no", "off", "0", "n", "tidak", "")


def _is_false(field: Field) -> bool:
    return str(field.value).lower() in _FALSE


@lru_cache(maxsize=1000)  # the files of an archive have the same unknown keys
def _nearest_key(key: str, keys: frozenset[str]) -> str:
    return nearest(key, [*keys, *_SYNONYMS])


def _alias_mistake(path: str) -> str:
    """Why no file of the site can stand at a decoded path, or an empty string."""
    segments = [segment for segment in path.split("/") if segment not in ("", ".")]
    if ".." in segments or "\\" in path or "\0" in path:
        return "leaves the site"
    if any(segment.startswith(".") for segment in segments) and segments[0] != ".well-known":
        return "is hidden: most hosts serve no names that start with a dot"
    if len(path.encode()) > _MAX_ALIAS or any(len(segment.encode()) > _MAX_SEGMENT for segment in segments):
        return f"is too long: a name may have {_MAX_SEGMENT} bytes, an address {_MAX_ALIAS}"
    return ""


class FieldReader:
    """Reads the fields of one file, and collects its problems and warnings."""

    def __init__(self, path: str, parsed: ParsedFile, zone: ZoneInfo, keys: frozenset[str]) -> None:
        self.path = path
        self.zone = zone
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.fields: dict[str, Field] = {}
        self.extra: dict[str, Any] = {}
        self._sort_keys(parsed.fields, keys)

    def _sort_keys(self, given: dict[str, Field], keys: frozenset[str]) -> None:
        """Sort the keys into known ones, by their English names, and `extra`."""
        foreign: dict[str, Field] = {}
        for key, field in given.items():
            name = _SYNONYMS.get(key, key)
            if name in self.fields:
                self.problem(field, f"`{key}` and another key both give the {name}", "keep one of them")
            elif name in keys:
                self.fields[name] = field
            elif _FOREIGN_KEYS.get(key) in keys and not (key == "draft" and _is_false(field)):
                foreign[key] = field
            else:
                self.extra[key] = plain_value(field.value)
                if key != "draft":
                    hint = _nearest_key(key, keys)
                    self.warn(Field("", field.key_line or field.line, 1), f"unknown key `{key}`", hint)
        for key, field in foreign.items():
            name = _FOREIGN_KEYS[key]
            own = self.fields.get(name)
            if own and own.value:
                self.extra[key] = plain_value(field.value)
            elif field.value:
                self.fields[name] = field if name != "status" else Field("draft", field.line, field.column)

    def problem(self, field: Field | None, message: str, hint: str = "", subject: str = "") -> None:
        position = (field.line, field.column) if field else (1, 1)
        self.problems.append(Problem(self.path, *position, message, hint, subject))

    def warn(self, field: Field, message: str, hint: str = "", subject: str = "") -> None:
        self.warnings.append(Problem(self.path, field.line, field.column, message, hint, subject))

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
        listed = isinstance(field.value, list)
        items = field.value if isinstance(field.value, list) else [field]
        found: dict[str, None] = {}
        for item in items:
            if not isinstance(item.value, str):
                self.problem(item, f"{name}: expected texts in this list", f"write `{name}: [a, b]`")
                continue
            for part in item.value.split(",") if commas and not listed else [item.value]:
                if word := " ".join(part.split()):
                    found[word] = None
        return tuple(found)

    def when(self, name: str) -> When | None:
        field = self.fields.get(name)
        return self.parse_date_field(name, field) if field and field.value != "" else None

    def parse_date_field(self, name: str, field: Field) -> When | None:
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
        # A date without a clock is the same everywhere: `2 Agustus 2018 WIT` is not the 1st in Jambi.
        return found.when if found.when.clock else When(found.when.at.replace(tzinfo=self.zone), clock=False)

    def picture(self, name: str) -> Picture | None:
        field = self.fields.get(name)
        if field is None or not field.value:
            return None
        if isinstance(field.value, str):
            return Picture(field.value.strip())
        parts = self._mapping(name, field, ("src", "alt", "caption", "credit"))
        if parts and parts.get("src"):
            return Picture(**parts)
        if parts is not None:
            self.problem(field, f"{name}: expected a file name, or `src` with `alt`, `caption`, `credit`")
        return None

    def _mapping(self, name: str, field: Field, allowed: tuple[str, ...]) -> dict[str, str] | None:
        """The texts of a mapping; empty if the field is none, None after a problem."""
        before = len(self.problems)
        parts = {}
        for key, part in field.value.items() if isinstance(field.value, dict) else ():
            if key not in allowed:
                self.problem(field, f"{name}: unknown key `{key}`", nearest(key, allowed))
            elif not isinstance(part.value, str):
                self.problem(field, f"{name}: expected a text for `{key}`", f"write `{key}: …`")
            else:
                parts[key] = part.value
        return parts if len(self.problems) == before else None

    def corrections(self) -> tuple[Correction, ...]:
        field = self.fields.get("corrections")
        if field is None or not field.value:
            return ()
        found = []
        for item in field.value if isinstance(field.value, list) else [field]:
            parts = self._mapping("corrections", item, ("date", "text"))
            if parts and parts.get("date") and parts.get("text"):
                assert isinstance(item.value, dict)
                if when := self.parse_date_field("corrections", item.value["date"]):
                    found.append(Correction(when, parts["text"]))
            elif parts is not None:
                hint = "write `corrections: [{date: 2018-08-04, text: …}]`"
                self.problem(item, "corrections: each needs a `date` and a `text`", hint)
        return tuple(found)

    def status(self) -> Status:
        name = self.text("status")
        if not name:
            return Status.PUBLISHED
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
            field = self.fields["aliases"]
            try:
                parts = urlsplit(alias)
            except ValueError:
                self.problem(field, f"aliases: `{alias}` is not an address", "write /old/path/", alias)
                continue
            path = "/" + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
            if mistake := _alias_mistake(unquote(path).replace("?", "/")):
                self.problem(field, f"aliases: `{alias}` {mistake}", "write /old/path/", alias)
                continue
            if parts.query and parts.path not in ("", "/"):
                message = f"aliases: no static host can answer `{alias}`"
                self.warn(field, message, "only those like /?p=12 work", alias)
            found.append(quote(path, safe=_SAFE_ALIAS))
        return tuple(found)

    def reading(self, record: Article | Document, body_line: int) -> Reading:
        """The record with its warnings, or all problems at once."""
        if self.problems:
            raise ContentError(*sorted(self.problems))
        return Reading(record, tuple(sorted(self.warnings)), body_line)
