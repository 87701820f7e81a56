"""Make stories of the rows of a table."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from newsgen.config import Config
from newsgen.content import keys
from newsgen.content.article import Picture, Provenance, When
from newsgen.content.dates import parse_date
from newsgen.importing.story import Format, Header, LeftOut, Note, SourceOptions, Story, Visibility
from newsgen.importing.table_columns import Columns, extra_key
from newsgen.importing.table_rows import Row

_EMPTY = ("", "\\N", "NULL", "null", "None", "N/A", "#N/A", "NaN", "nan")
_NO_DATES = ("0000-00-00 00:00:00", "0000-00-00", "0", "-")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
BLOCK = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|table|figure|blockquote|section|article)\b[^<>]{0,300}>|<br ?/?>", re.I
)
_ANY_TAG = re.compile(r"</?(?:a|b|i|em|strong|img|span|u|iframe|p|div)\b[^<>]{0,1000}>", re.I)
_WORDPRESS = re.compile(r"<!-- wp:|\[/?(?:caption|gallery|embed|youtube|audio|video|sourcecode)\b|<!--more")
MARKDOWN = re.compile(
    r"\]\((?:https?:/)?/|^#{1,6} \S|\*\*[^*\s][^*\n]{0,200}\*\*|^> \S|^[-*] \S|^\[\^?[\w-]{1,30}\]:", re.M
)
_SLASHED = re.compile(r"(\d\d?)([/.-])(\d\d?)(?=\2\d{4}\b)")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d{1,9})?|\d{13}", re.ASCII)
_CLOCK = re.compile(r"\d\d?[:.]\d\d(?:[:.]\d\d)?(?: ?(?:WIB|WITA|WIT))?", re.I)
_SEPARATORS = re.compile(r"[;|\n]")
_WITH_COMMAS = re.compile(r"[,;|\n]")
_QUERY_ID = re.compile(r"[?&](?:p|page_id)=\d{1,12}$", re.ASCII)
_MAX_EXTRA = 4000  # characters of a value that front matter keeps
_MAX_TITLE = 90
_MAX_SAID = 200
_DRAFTS = "draft drafts pending auto-draft konsep unpublished review in-review 0 false no tidak belum".split()
_STATUSES = {
    **dict.fromkeys(
        "publish published public terbit tayang live aktif active 1 true yes ya".split(), "public"
    ),
    **dict.fromkeys(_DRAFTS, "draft"),
    **dict.fromkeys("future scheduled terjadwal dijadwalkan".split(), "scheduled"),
    **dict.fromkeys("private hidden members paid tiers unlisted internal pribadi inherit".split(), "private"),
    **dict.fromkeys("trash trashed deleted dihapus spam".split(), "trashed"),
    **dict.fromkeys("password protected".split(), "protected"),
}
_STRICTEST = tuple(map(Visibility, "trashed protected private draft scheduled public".split()))
_ARTICLES = ("", "post", "posts", "article", "artikel", "berita", "news", "story")
_PAGES = ("page", "pages", "halaman")
_NO_STORIES = "attachment revision nav_menu_item custom_css customize_changeset wp_block wp_template".split()


class Shape(msgspec.Struct, frozen=True):
    """What holds for all rows of a table. `month_first` are columns with dates as Americans write them."""

    columns: Columns
    format: Format = Format.TEXT
    month_first: tuple[str, ...] = ()


def story_of(row: Row, place: str, shape: Shape, options: SourceOptions) -> Story | LeftOut:
    """The story of a row, or why it is none."""
    if row.values is None:
        return LeftOut(place, "unreadable", row.problem, loses=True)
    return _Reader(row, place, shape, options).found()


class _Reader:
    """Reads the fields of one row, and collects notes and what has no field."""

    def __init__(self, row: Row, place: str, shape: Shape, options: SourceOptions) -> None:
        self.values = row.values or {}
        self.place = place
        self.shape = shape
        self.options = options
        self.zone = ZoneInfo(options.timezone or Config().timezone)
        self.notes: list[Note] = []
        self.provenance: dict[str, Provenance] = {}
        self.extra: dict[str, Any] = {}
        if row.is_short:
            self.note("short-row", "the line has fewer cells than there are columns", f"line {row.line}")

    def note(self, kind: str, message: str, subject: str = "", *, loses: bool = False) -> None:
        self.notes.append(Note(kind, message, subject[:_MAX_SAID], loses))

    def found(self) -> Story | LeftOut:
        kind = self.kind()
        if isinstance(kind, LeftOut):
            return kind
        body, form = self.body()
        title = _plain(self.text("title")) or self.title_from(body, form)
        url, addresses = self.addresses(kind)
        if not title:
            return LeftOut(self.place, "no-text", "it has neither a title nor a text", url=url)
        when = self.date()
        header = Header(
            kind=kind,
            title=title,
            slug=self.text("slug"),
            date=when,
            url=url,
            addresses=addresses,
            visibility=self.visibility(),
            categories=self.names("categories", _WITH_COMMAS),
            authors=self.names("authors", _SEPARATORS),
            language=self.text("language"),
        )
        self.keep_unknown()
        if not body and self.shape.columns.has_body:
            self.note("no-text", "there is a title, but no text")
        return Story(
            header=header,
            place=self.place,
            body=body,
            format=form,
            updated=self.updated(when),
            editors=self.names("editors", _SEPARATORS),
            source=self.text("source"),
            dateline=self.text("dateline"),
            tags=self.names("tags", _WITH_COMMAS),
            summary=_plain(self.text("summary")),
            image=self.image(),
            guid=self.text("guid"),
            lead=self.lead(),
            series=self.text("series"),
            related=self.names("related", _SEPARATORS),
            comments_open=self.comments_open(),
            extra=self.extra,
            provenance=self.provenance,
            notes=tuple(self.notes),
        )

    # values

    def all(self, field: str) -> Iterator[tuple[str, Any]]:
        """The columns of a field that have a value, the best first."""
        for name in self.shape.columns.fields.get(field, ()):
            value = _value(self.values.get(name))
            if value not in (None, "", [], {}):
                yield name, value

    def text(self, field: str) -> str:
        """The text of the best column of a field; what others say is kept as `extra`."""
        best = ""
        for name, value in self.all(field):
            text = _text(value)
            if not best:
                best = text
            elif text != best:
                self.keep(name, value)
        return " ".join(best.split())

    def names(self, field: str, separators: re.Pattern[str]) -> tuple[str, ...]:
        """The names in all columns of a field; numbers are no names."""
        found: dict[str, None] = {}
        for column, value in self.all(field):
            for name in _names_in(value, separators):
                if name.isdigit() and field != "tags":
                    message = f"the column `{column}` has numbers instead of names"
                    self.note("number-for-name", message, name)
                    self.keep(column, value)
                else:
                    found[name] = None
        return tuple(found)

    def keep(self, column: str, value: Any) -> None:
        """Keep a value in the front matter, under the name of its column."""
        if len(str(value)) > _MAX_EXTRA:
            message = f"the column `{column}` is too long for front matter, and left out"
            self.note("column-too-long", message, str(value), loses=True)
        else:
            self.extra[self.shape.columns.extra.get(column) or extra_key(column)] = value

    def keep_unknown(self) -> None:
        known = {*self.shape.columns.hiding}.union(*self.shape.columns.fields.values())
        for name, given in self.values.items():
            value = _value(given)
            if name not in known and value not in (None, "", [], {}):
                self.keep(name, value)

    # fields

    def kind(self) -> Literal["article", "page"] | LeftOut:
        typed = self.text("type")
        low = typed.lower()
        wanted = self.options.types
        if low in _NO_STORIES:
            return LeftOut(self.place, "not-a-story", f"its type is `{low}`", self.text("title"))
        if typed and wanted and low not in wanted:
            message = f"its type `{typed}` was not chosen"
            return LeftOut(self.place, "type-not-chosen", message, self.text("title"))
        if low in _PAGES:
            return "page"
        if low not in _ARTICLES:
            self.keep(self.shape.columns.fields["type"][0], typed)
        return "article"

    def body(self) -> tuple[str, Format]:
        best, form = "", self.shape.format
        for field in ("body_html", "body_wordpress", "body_markdown", "body"):
            for name, value in self.all(field):
                text = _text(value).replace("\r\n", "\n").strip("\n")
                if best:
                    if _words(text) != _words(best):
                        self.note(
                            "second-text",
                            f"the column `{name}` has another text, which is left out",
                            text[:_MAX_SAID],
                            loses=True,
                        )
                    continue
                best, form = text, _format(text, field, self.shape.format)
        return best, form

    def title_from(self, body: str, form: Format) -> str:
        """The beginning of the text, where there is no title."""
        if form in (Format.HTML, Format.WORDPRESS):
            body = BLOCK.sub("\n", body)
        first = next((line for line in map(_plain, body[:20_000].split("\n")) if line.lstrip("#> *-")), "")
        first = first.lstrip("#> *-")
        if not first:
            return ""
        self.provenance["title"] = Provenance.GUESS
        self.note("no-title", "there is no title; it is the beginning of the text")
        return first if len(first) <= _MAX_TITLE else first[:_MAX_TITLE].rsplit(" ", 1)[0] + "…"

    def date(self) -> When | None:
        found = self.when("date") or self.when("date_utc", ZoneInfo("UTC"))
        if found and not found.clock:
            for name, value in (*self.all("clock"), *self.all("date")):
                if _CLOCK.fullmatch(text := _text(value)):
                    day = f"{found.at.date().isoformat()} {text}"
                    return self.parsed(name, day, self.zone) or found
        return found

    def updated(self, published: When | None) -> When | None:
        found = self.when("updated") or self.when("updated_utc", ZoneInfo("UTC"))
        if found and published and (found.at - published.at).total_seconds() <= 60:
            return None  # systems write it for each story
        return found

    def when(self, field: str, zone: ZoneInfo | None = None) -> When | None:
        """The first date among the columns of a field; others are kept."""
        found: When | None = None
        for name, value in self.all(field):
            text = _text(value)
            if text in _NO_DATES or keys.switch(text) is not None or _CLOCK.fullmatch(text):
                continue
            parsed = self.parsed(name, text, zone or self.zone)
            if parsed is None:
                message = f"the column `{name}` has no date that can be read"
                self.note("unreadable-date", message, text, loses=True)
                self.keep(name, text)
            elif found is None:
                found = parsed
            elif parsed.at != found.at:
                self.keep(name, text)
        return found

    def parsed(self, name: str, text: str, zone: ZoneInfo) -> When | None:
        if _EPOCH.fullmatch(text):
            seconds = float(text) / (1000 if len(text) == 13 else 1)
            return When(datetime.fromtimestamp(seconds, UTC).astimezone(self.zone))
        if name in self.shape.month_first:
            text = _SLASHED.sub(r"\3\2\1", text, count=1)
        try:
            found = parse_date(text, zone)
        except ValueError:
            return None
        if found.weekday_differs:
            self.note("weekday-differs", "the weekday is not that of the date", text)
        at = found.when.at
        if not found.when.clock:
            return When(at.replace(tzinfo=self.zone), clock=False)
        in_utc = not at.utcoffset()  # as systems write it, not people
        return When(at.astimezone(self.zone) if in_utc else at)

    def addresses(self, kind: str) -> tuple[str, tuple[str, ...]]:
        """The full address, and others from the root of the host."""
        url, found = "", dict[str, None]()
        given = [*self.all("url"), *self.all("guid")]
        for name, value in given:
            text = _text(value)
            full, path = _address(text)
            is_guid = name in self.shape.columns.fields.get("guid", ())
            if full and not url and not (is_guid and _QUERY_ID.search(path)):
                url = full
            elif path and not (is_guid and not full):
                found[path] = None
            elif not path and not is_guid:
                self.note("unreadable-address", f"the column `{name}` is no address", text, loses=True)
                self.keep(name, text)
        for _, value in self.all("addresses"):
            for part in value if isinstance(value, list) else re.split(r"[\s|,;]+", _text(value)):
                if path := _address(_text(part))[1]:
                    found[path] = None
        for _, value in self.all("post"):
            if _text(value).isdecimal():
                found[f"/?{'page_id' if kind == 'page' else 'p'}={_text(value)}"] = None
        return url, tuple(path for path in found if path != _address(url)[1])

    def visibility(self) -> Visibility:
        """The strictest of what all columns say; what nobody knows is a draft."""
        found = {Visibility.PUBLIC}
        for name, value in self.all("visibility"):
            status = _STATUSES.get(_text(value).lower())
            if status is None:
                message = f"the column `{name}` has a state that is not known; the story becomes a draft"
                self.note("unknown-status", message, _text(value), loses=True)
            found.add(Visibility(status or "draft"))
        for name in self.shape.columns.hiding:
            key, value = keys.find(name.strip()), _text(_value(self.values.get(name)))
            if key and key.hides and key.hides(value):
                hidden = Visibility.PROTECTED if name.lower().endswith("password") else Visibility.PRIVATE
                found.add(Visibility.DRAFT if keys.is_draft(name.strip()) else hidden)
        return next(filter(found.__contains__, _STRICTEST))

    def image(self) -> Picture | None:
        for name, value in self.all("image"):
            if isinstance(value, dict):
                src = _text(value.get("src") or value.get("url"))
                given = {key: _text(value.get(key)) for key in ("alt", "caption", "credit")}
            else:
                src, given = _text(value), {}
            if src.isdigit():
                self.note(
                    "number-for-picture", f"the column `{name}` has a number, no picture", src, loses=True
                )
                self.keep(name, value)
            elif src:
                texts = {
                    key: _plain(self.text(f"image_{key}")) or given.get(key, "")
                    for key in ("alt", "caption", "credit")
                }
                return Picture(src, **texts)
        for field in ("image_caption", "image_alt", "image_credit"):
            for name, value in self.all(field):
                self.keep(name, value)
        return None

    def lead(self) -> int:
        for name, value in self.all("lead"):
            is_on = keys.switch(_text(value))
            if is_on is None:
                self.keep(name, value)
            return int(bool(is_on))
        return 0

    def comments_open(self) -> bool:
        for name, value in self.all("comments"):
            text = _text(value).lower()
            if text in ("closed", "tutup", "false", "no", "tidak"):
                return False
            if text not in ("open", "buka", "true", "yes", "ya"):
                self.keep(name, value)
        return True


def _value(given: Any) -> Any:
    """A value without what stands for none, and without what can't be written."""
    if isinstance(given, str):
        text = given.replace("\0", "").strip()
        if not text.isascii():
            text = _SURROGATE.sub("\ufffd", text)
        return "" if text in _EMPTY else text
    if isinstance(given, dict):
        if isinstance(given.get("rendered"), str):  # of WordPress
            return _value(given["rendered"])
        return {str(_value(key)): _value(value) for key, value in given.items()}
    if isinstance(given, list):
        return [value for value in map(_value, given) if value not in (None, "")]
    return given


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return next(
            (_text(value[key]) for key in ("name", "nama", "title", "url", "text") if value.get(key)), ""
        )
    return "" if value is None else str(value)


def _names_in(value: Any, separators: re.Pattern[str]) -> Iterator[str]:
    """The names in a list, or in a text that separates them."""
    for part in value if isinstance(value, list) else separators.split(_text(value)):
        if name := _plain(_text(part)).removeprefix("#"):
            yield name


def _plain(text: str) -> str:
    """A text of one line without tags and entities."""
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(unescape(text).split()) if "&" in text else " ".join(text.split())


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text)))


def _address(typed: str) -> tuple[str, str]:
    """A full address and what follows its host; both empty for what is none, the first for a mere path."""
    text = f"https:{typed}" if typed.startswith("//") else typed
    if any(char.isspace() for char in text):
        return "", ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "", ""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme.lower() in ("http", "https") and parts.netloc:
        return text, path
    return ("", text) if text.startswith("/") else ("", "")


_AS_NAMED: dict[str, Format] = {"body_html": Format.HTML, "body_markdown": Format.MARKDOWN}


def _format(text: str, field: str, usual: Format) -> Format:
    """The format of one text, by the name of its column, or that of its table unless it can't be."""
    named = _AS_NAMED.get(field)
    if named is Format.MARKDOWN:
        return named
    if BLOCK.search(text):
        if usual is Format.WORDPRESS or _WORDPRESS.search(text):
            return Format.WORDPRESS
        return usual if usual is Format.MARKDOWN and "</p>" not in text else Format.HTML
    if named or usual in (Format.HTML, Format.WORDPRESS) or field == "body_wordpress":
        return Format.WORDPRESS  # a blank line parts paragraphs
    return Format.WORDPRESS if usual is Format.TEXT and _ANY_TAG.search(text) else usual


def usual_format(texts: list[str], *, is_wordpress: bool) -> Format:
    """The format of most texts of a table."""
    if is_wordpress or _most(texts, _WORDPRESS.search, 0.2):
        return Format.WORDPRESS
    if _most(texts, BLOCK.search, 0.5):
        return Format.HTML
    if _most(texts, _ANY_TAG.search, 0.5):
        return Format.WORDPRESS
    return Format.MARKDOWN if _most(texts, MARKDOWN.search, 0.05) else Format.TEXT


def _most(texts: list[str], has: Callable[[str], Any], share: float) -> bool:
    return bool(texts) and sum(has(text) is not None for text in texts) >= share * len(texts)
