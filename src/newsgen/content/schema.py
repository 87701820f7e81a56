"""Convert the fields of front matter to their types, and report those that can't be converted."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from newsgen.content import keys
from newsgen.content.allowlist import is_on_web, scheme
from newsgen.content.article import (
    LEADS,
    ArchivedComment,
    Article,
    Correction,
    Document,
    Picture,
    Reading,
    Status,
    When,
)
from newsgen.content.dates import parse_date
from newsgen.content.fediverse import is_account
from newsgen.content.frontmatter import Field, ParsedFile, plain_value
from newsgen.content.languages import canonical_language
from newsgen.content.slugs import kept_slug, slugify
from newsgen.errors import ContentError, Problem, nearest

_SAFE_ALIAS = "/:?#[]@!$&'()*+,;=%~"
_MAX_SEGMENT, _MAX_ALIAS = 255, 1000  # bytes, as file systems have it
_DATE_HINT = "write 2018-08-02 10:00"
# As Jekyll, Hexo, Eleventy and Hugo write a pattern; and Jekyll's names for some.
_PATTERN = re.compile(r"(?<!\w):[a-z]|[{}<>]")
_NAMED_PATTERNS = ("date", "none", "ordinal", "pretty", "weekdate")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")  # of a file; `1.0-Beta` has none
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_REVIEW = "stories wait for a person to look at them: `newsgen list --review` says which"
_LINE_END = re.compile(r"\r\n?|\n")
_BLANK_LINES = re.compile(r"\n{3,}")
_PICTURE_FILE = ("src", "image", "url", "path")
_PICTURE_TEXTS = ("alt", "caption", "credit")
_STATUSES = {  # of WordPress and Pelican; of a `future` one the date decides
    "publish": Status.PUBLISHED,
    "future": Status.PUBLISHED,
    **dict.fromkeys(("hidden", "skip", "unlisted", "private", "pending", "trash"), Status.DRAFT),
}


def address_mistake(path: str) -> str:
    """Why no file of the site can stand at a decoded path, or an empty string."""
    segments = [segment for segment in path.split("/") if segment not in ("", ".")]
    if ".." in segments or "\\" in path or "\0" in path:
        return "leaves the site"
    if any(segment.startswith(".") for segment in segments) and segments[0] != ".well-known":
        return "is hidden: most hosts serve no names that start with a dot"
    if len(path.encode()) > _MAX_ALIAS or any(len(segment.encode()) > _MAX_SEGMENT for segment in segments):
        return f"is too long: a name may have {_MAX_SEGMENT} bytes, an address {_MAX_ALIAS}"
    return ""


def _paragraphs(text: str) -> str:
    """A text with its lines, without needless spaces in them and between them."""
    lines = (" ".join(line.split()) for line in _LINE_END.split(text))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _part(item: Field, name: str) -> Field:
    """The part of a mapping that has this name in any capitals."""
    assert isinstance(item.value, dict)
    return next(part for key, part in item.value.items() if key.lower() == name)


class FieldReader:
    """Reads the fields of one file, and collects its problems and warnings."""

    def __init__(self, path: str, parsed: ParsedFile, zone: ZoneInfo, known: frozenset[str]) -> None:
        self.path = path
        self.zone = zone
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.fields: dict[str, Field] = {}
        self.extra: dict[str, Any] = {}
        self._foreign: set[str] = set()
        self._releases: list[tuple[str, Field]] = []
        self._hiding: list[tuple[str, Field]] = []
        self._sort_keys(parsed.fields, known)

    def _sort_keys(self, given: dict[str, Field], known: frozenset[str]) -> None:
        """Sort the keys into those that give a field, those that hide the text, and `extra`."""
        foreign: list[tuple[int, str, str, Field]] = []
        for key, field in given.items():
            found = keys.find(key)
            if found and found.hides and found.hides(field.value):
                self._hiding.append((key, field))
            elif found and (found.rank or found.hides) and found.is_idle(field.value):
                self.extra[key] = plain_value(field.value)
            elif found is None or found.field not in known:
                self.extra[key] = plain_value(field.value)
                self.warn_of_key(field, f"unknown key `{key}`", keys.nearest_key(key, known), "unknown key")
            elif found.field == "publish_date":
                self._releases.append((key, field))
            elif found.rank:
                foreign.append((found.rank, key, found.field, field))
            elif found.field in self.fields:
                self.problem(
                    field, f"`{key}` and another key both give the {found.field}", "keep one of them"
                )
            else:
                self.fields[found.field] = field
        if foreign:
            self._fill_in(foreign)

    def _fill_in(self, foreign: list[tuple[int, str, str, Field]]) -> None:
        """Give the fields that have no value those of other generators' keys."""
        for _, key, name, field in sorted(foreign, key=itemgetter(0)):
            own = self.fields.get(name)
            if own and own.value:
                self.extra[key] = plain_value(field.value)
            elif field.value:
                self.fields[name] = field
                self._foreign.add(name)
                if isinstance(field.value, dict):  # it may hold more than newsgen takes from it
                    self.extra[key] = plain_value(field.value)

    def written(self) -> set[str]:
        """The fields of an article that the file gives."""
        others = {"date": self._releases, "status": self._hiding}
        found = {*self.fields, *(name for name, given in others.items() if given)}
        return {"aliases" if name == "redirect_from" else name for name in found} - {"redirect_to"}

    def warn_of_key(self, field: Field, message: str, hint: str, kind: str) -> None:
        """Warn of a key rather than of its value, once for all files."""
        self.warnings.append(Problem(self.path, field.key_line or field.line, 1, message, hint, kind=kind))

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

    def day(self, year: int, month: int, day: int) -> When | None:
        """A day by its numbers; None if there is none."""
        try:
            return parse_date(f"{year:04d}-{month:02d}-{day:02d}", self.zone).when
        except ValueError:
            return None

    def picture(self, name: str) -> Picture | None:
        field = self.fields.get(name)
        if field is None or not field.value:
            return None
        if isinstance(field.value, str):
            return Picture(field.value.strip())
        is_foreign = name in self._foreign
        parts = self._mapping(name, field, (*_PICTURE_FILE, *_PICTURE_TEXTS), only=not is_foreign)
        src = next(filter(None, map((parts or {}).get, _PICTURE_FILE)), "")
        if src and parts:
            return Picture(src.strip(), **{key: parts[key] for key in _PICTURE_TEXTS if key in parts})
        if parts is not None and not is_foreign:
            self.problem(field, f"{name}: expected a file name, or `src` with `alt`, `caption`, `credit`")
        return None

    def _mapping(
        self, name: str, field: Field, allowed: tuple[str, ...], *, only: bool = True
    ) -> dict[str, str] | None:
        """The allowed texts of a mapping, which holds `only` those; None after a problem.

        It is empty if the field is no mapping.
        """
        before = len(self.problems)
        parts = {}
        for typed, part in field.value.items() if isinstance(field.value, dict) else ():
            key = typed.lower()
            if key not in allowed:
                if only:
                    self.problem(field, f"{name}: unknown key `{typed}`", nearest(typed, allowed))
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
                if when := self.parse_date_field("corrections", _part(item, "date")):
                    found.append(Correction(when, parts["text"]))
            elif parts is not None:
                hint = "write `corrections: [{date: 2018-08-04, text: …}]`"
                self.problem(item, "corrections: each needs a `date` and a `text`", hint)
        return tuple(found)

    def archived_comments(self) -> tuple[ArchivedComment, ...]:
        field = self.fields.get("archived_comments")
        if field is None or not field.value:
            return ()
        items = field.value if isinstance(field.value, list) else [field]
        return tuple(filter(None, (self._archived_comment(item, n) for n, item in enumerate(items, 1))))

    def _archived_comment(self, item: Field, place: int) -> ArchivedComment | None:
        """The comment at a place of the list, from 1; None after a problem."""
        name = "archived_comments"
        parts = self._mapping(name, item, ("author", "date", "text", "answers"))
        if parts is None:
            return None
        text = _paragraphs(parts.get("text", ""))
        if not text:
            hint = "write `archived_comments: [{author: Ani, date: 2018-08-03 09:12, text: …}]`"
            self.problem(item, f"{name}: each needs a `text`", hint)
            return None
        answers = parts.get("answers", "")
        if answers and not (_NUMBER.fullmatch(answers) and 0 < int(answers) < place):
            message = f"{name}: `{answers}` is not the place of a comment above this one"
            hint = "count the comments from 1, or take `answers` out"
            self.problem(_part(item, "answers"), message, hint, answers)
            return None
        return ArchivedComment(
            author=" ".join(parts.get("author", "").split()),
            date=self.parse_date_field(name, _part(item, "date")) if parts.get("date") else None,
            text=text,
            answers=int(answers or 0),
        )

    def lead(self) -> int:
        """The place on top of lists, from 1; 0 if the text has none. Numbers of others are no places."""
        field = self.fields.get("lead")
        if field is None:
            return 0
        is_on, is_foreign = keys.switch(field.value), "lead" in self._foreign
        if is_on is not None:
            return int(is_on)
        number = int(field.value) if isinstance(field.value, str) and _NUMBER.fullmatch(field.value) else -1
        if is_foreign or 0 < number <= LEADS:
            return 1 if is_foreign else number
        self.problem(field, "lead: expected `true` or a place", f"write a number from 1 to {LEADS}")
        return 0

    def translations(self) -> dict[str, str]:
        """By language code, the names of the same story in other languages."""
        found: dict[str, str] = {}
        for typed, name, part in self._texts_by_key("translations", "{en: slug-of-the-story}"):
            code = canonical_language(typed)
            if not code:
                hint = "write a code such as en, jv or zh-Hans"
                self.problem(part, f"translations: `{typed}` is not the code of a language", hint, typed)
            elif code in found:
                self.problem(part, f"translations: `{code}` is given twice", "keep one of them", typed)
            else:
                found[code] = name
        return found

    def social(self) -> dict[str, str]:
        """By name, the web addresses of an author's profiles."""
        found: dict[str, str] = {}
        for name, url, part in self._texts_by_key("social", "{facebook: https://www.facebook.com/nama}"):
            if is_on_web(url) and scheme(url):
                found[name] = url
            else:
                self.problem(part, f"social: `{url}` is not a web address", "start it with https://", url)
        return found

    def _texts_by_key(self, name: str, example: str) -> Iterator[tuple[str, str, Field]]:
        """Key, text and place of each line of a mapping."""
        field = self.fields.get(name)
        if field is None or field.value == "":
            return
        if not isinstance(field.value, dict):
            self.problem(field, f"{name}: expected lines of `key: value`", f"write `{name}: {example}`")
            return
        for key, part in field.value.items():
            text = " ".join(part.value.split()) if isinstance(part.value, str) else ""
            if text:
                yield key, text, part
            else:
                self.problem(part, f"{name}: expected a text for `{key}`", f"write `{name}: {example}`")

    def fediverse(self) -> str:
        """An account as `nama@server.example`."""
        typed = self.text("fediverse")
        account = typed.removeprefix("@")
        if typed and not is_account(account):
            hint = 'write "@nama@mastodon.example"'
            self.problem(self.fields["fediverse"], f"fediverse: `{typed}` is not an account", hint, typed)
            return ""
        return account

    def comments(self) -> bool:
        """Whether readers may comment: unless a clear no is written."""
        field = self.fields.get("comments")
        if field is None or field.value == "":
            return True
        may = keys.switch(field.value)
        if may is None:
            self.problem(field, "comments: expected `true` or `false`", "write `comments: false`")
        return may is not False

    def review(self) -> tuple[str, ...]:
        """What a person should look at, of which a warning tells."""
        field = self.fields.get("review")
        if field is None or keys.switch(field.value) is False:
            return ()
        found = self.texts("review")
        if found:
            message = f"please look at this: {'; '.join(found)}"
            hint = "remove `review` once you have looked"
            place = (field.key_line or field.line, 1 if field.key_line else field.column)
            self.warnings.append(Problem(self.path, *place, message, hint, kind="review", summary=_REVIEW))
        return found

    def dates(self) -> Iterator[tuple[str, Field]]:
        """The keys that say when the story comes out, the date first."""
        if (own := self.fields.get("date")) and own.value != "":
            yield "date", own
        yield from (release for release in self._releases if release[1].value != "")

    def status(self) -> Status:
        """The status that is written, unless another key hides the text."""
        field, written = self.fields.get("status"), self.text("status")
        status = self._status_named(written)
        for key, hiding in self._hiding:
            if not keys.is_draft(key):
                self._warn_of_draft(hiding, f"`{key}`")
            elif field and status is not Status.DRAFT:
                message = f"`{key}` makes this a draft, whatever its status says"
                self.warn_of_key(hiding, message, "remove one of the two", "draft")
        if self._hiding:
            return Status.DRAFT
        if field and status is Status.DRAFT and written.lower() in _STATUSES:
            self._warn_of_draft(field, f"`status: {written}`")
        return status

    def _warn_of_draft(self, field: Field, written: str) -> None:
        message = f"{written} makes this a draft: newsgen knows nothing between that and public"
        self.warn_of_key(field, message, "remove it to publish this", "draft")

    def _status_named(self, name: str) -> Status:
        if not name:
            return Status.PUBLISHED
        if name.lower() in _STATUSES:
            return _STATUSES[name.lower()]
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

    def slug(self, name: str, title: str) -> str:
        """The slug that is written, else the name of the file, else one made from the title or the path."""
        found = kept_slug(self.text("slug")) or kept_slug(name) or slugify(title)
        return found or "artikel-" + blake2b(self.path.encode(), digest_size=4).hexdigest()

    def aliases(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in filter(self.fields.__contains__, ("aliases", "redirect_from")):
            for alias in self.texts(name):
                field = self.fields[name]
                address = self._address("aliases", alias, field, "write /old/path/")
                if address:
                    found[address] = None
        return tuple(found)

    def _address(self, name: str, typed: str, field: Field, hint: str) -> str:
        """The path and query of an address on the site, percent-encoded; empty after a problem."""
        try:
            parts = urlsplit(typed)
        except ValueError:
            self.problem(field, f"{name}: `{typed}` is not an address", hint, typed)
            return ""
        path = "/" + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
        if mistake := address_mistake(unquote(path).replace("?", "/")):
            self.problem(field, f"{name}: `{typed}` {mistake}", hint, typed)
            return ""
        return quote(path, safe=_SAFE_ALIAS)

    def permalink(self) -> str:
        """The text's own address, percent-encoded; empty if it has none."""
        field = self.fields.get("permalink")
        if field is None or not (typed := self.text("permalink")):
            return ""
        hint = "write the address itself, as /2018/08/judul/"
        if _PATTERN.search(typed) or typed.lower() in _NAMED_PATTERNS:
            hint += "; a pattern for all stories is the `permalink` of newsgen.yaml"
            self.problem(field, f"permalink: `{typed}` is a pattern", hint, typed)
            return ""
        address = self._address("permalink", typed, field, hint).removesuffix("index.html")
        last = address.rpartition("/")[2]
        if "?" in address or (_SUFFIX.search(last) and not last.endswith(".html")):
            message = f"permalink: no static host shows a page at `{typed}`"
            self.problem(
                field, message, f"{hint}, or with `.html` at its end, and put this one into `aliases`", typed
            )
            return ""
        return address

    def _refuse_redirect(self) -> None:
        """Report a text that is to lead elsewhere: newsgen would show it."""
        if field := self.fields.get("redirect_to"):
            hint = "put its address into `aliases` of the story that it leads to, and remove this file"
            self.problem(field, "this story is to lead elsewhere, and has no page of its own", hint)

    def reading(self, record: Article | Document, body_line: int) -> Reading:
        """The record with its warnings, or all problems at once."""
        self._refuse_redirect()
        if self.problems:
            raise ContentError(*sorted(self.problems))
        return Reading(record, tuple(sorted(self.warnings)), body_line)
