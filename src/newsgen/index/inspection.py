"""Explain how a file of `content/` is read: each field, where it was found, and what else was considered."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content import frontmatter, keys, reader
from newsgen.content.article import Article, Document, Provenance, When
from newsgen.content.body import outline
from newsgen.content.fields import is_article_key
from newsgen.content.frontmatter import Field
from newsgen.errors import ContentError, Problem
from newsgen.index.reading import is_page_text, read

if TYPE_CHECKING:
    from newsgen.importing.page_text.candidates import Candidate, FieldValue, Reason
    from newsgen.importing.page_text.reader import PageReading

Value = str | tuple[str, ...]

_ALWAYS = ("title", "date", "authors", "source", "tags", "dateline")
_ORDER = (
    *("title", "date", "updated", "authors", "editors", "source", "categories", "tags", "dateline"),
    *("summary", "image", "caption", "credit", "origin", "status", "slug", "body"),
)
_SHOWN_PARAGRAPHS = 3
_SHOWN = 300  # characters of a value


class Considered(msgspec.Struct, frozen=True):
    """A value that was considered and not taken, its line (0 for none), and why."""

    value: Value
    line: int
    why: str


class InspectedField(msgspec.Struct, frozen=True):
    """A field: its value, empty if there is none, its line (0 for none), and how it was found.

    `found` is `key`, `label`, `position`, `metadata`, `guess`, `default` or `none`; `sure` is False if a
    person should check it.
    """

    field: str
    value: Value
    line: int = 0
    found: str = "none"
    sure: bool = True
    why: str = ""
    others: tuple[Considered, ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """A line of a saved page that belongs to no field."""

    line: int
    text: str


class Inspection(msgspec.Struct, frozen=True):
    """How a file is read. `opening` are its first paragraphs; `problems` say why it is refused."""

    path: str
    fields: tuple[InspectedField, ...] = ()
    paragraphs: int = 0
    opening: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def inspect(path: str, data: bytes, zone: ZoneInfo) -> Inspection:
    """Explain how a file is read, also one that is refused. `path` is POSIX, from `content/`."""
    try:
        text = reader.decode(path, data)
        return _page_text(path, text, zone) if is_page_text(path) else _markdown(path, text, data, zone)
    except ContentError as error:
        return Inspection(path, problems=_problems(error))


def _problems(error: ContentError) -> tuple[Problem, ...]:
    return tuple(problem for problem in error.problems if isinstance(problem, Problem))


# --- the text of a saved page


def _page_text(path: str, text: str, zone: ZoneInfo) -> Inspection:
    from newsgen.importing.page_text.reader import examine, read_page_text

    page = examine(path, text, zone)
    typed = _typed(frontmatter.split_page_text(path, text, is_article_key).fields)
    found = {name: _of_page(name, value) for name, value in page.fields.items()}
    for name, value in page.written.items():
        found[name] = _of_key(name, value, typed.get(name, []))
    if not page.problems:
        record = read_page_text(path, text, zone).record
        assert isinstance(record, Article)
        found.setdefault("slug", _default("slug", record.slug, "made from the headline"))
    if "summary" not in found and page.story.paragraphs:
        found["summary"] = _default("summary", _summary(page.story.paragraphs), "the first paragraph")
    for name in _ALWAYS:
        found.setdefault(name, InspectedField(name, "", others=_rejected(name, page)))
    used = page.story.lines | {value.line for value in page.fields.values()}
    return Inspection(
        path,
        _ordered(found),
        len(page.story.paragraphs),
        page.story.paragraphs[:_SHOWN_PARAGRAPHS],
        tuple(LeftOut(row.line.number, row.line.text) for row in page.rows if row.line.number not in used),
        page.problems,
        page.warnings,
    )


def _of_page(name: str, found: "FieldValue") -> InspectedField:
    is_sure = found.provenance is not Provenance.GUESS
    reasons = _weighed(found.reasons)
    why = reasons if reasons and is_sure else "; ".join(filter(None, (found.evidence, reasons)))
    return InspectedField(
        name,
        _shown(found.value),
        found.line,
        found.provenance.value,
        is_sure,
        why,
        tuple(_considered(other) for other in found.others),
    )


def _considered(candidate: "Candidate") -> Considered:
    return Considered(_shown(candidate.value), candidate.line, _weighed(candidate.reasons))


def _weighed(reasons: Sequence["Reason"]) -> str:
    """Evidence in words, each with how much it counts."""
    return ", ".join(f"{reason.words} ({reason.weight:+.1f})" for reason in reasons)


def _rejected(name: str, page: "PageReading") -> tuple[Considered, ...]:
    return tuple(map(_considered, page.rejected[:_SHOWN_PARAGRAPHS])) if name == "date" else ()


# --- Markdown


def _markdown(path: str, text: str, data: bytes, zone: ZoneInfo) -> Inspection:
    parsed = frontmatter.split(path, text)
    typed = _typed(parsed.fields)
    try:
        reading = read(path, data, zone)
    except ContentError as error:
        given = {name: _of_key(name, None, keys_) for name, keys_ in typed.items()}
        return Inspection(path, _ordered(given), problems=_problems(error))
    record = reading.record
    found = {
        name: _of_key(name, getattr(record, name, None), keys_)
        for name, keys_ in typed.items()
        if name != "publish_date" or "date" not in typed
    }
    paragraphs = tuple(part for part in record.body.split("\n\n") if part.strip())
    found |= {one.field: one for one in _defaults(record, typed, data) if one.field not in found}
    return Inspection(
        path, _ordered(found), len(paragraphs), paragraphs[:_SHOWN_PARAGRAPHS], warnings=reading.warnings
    )


def _defaults(
    record: Article | Document, typed: dict[str, list[tuple[str, Field]]], data: bytes
) -> Iterator[InspectedField]:
    """The fields that no key gives."""
    if "title" not in typed:
        yield InspectedField("title", record.title, 0, "position", why="the heading on top of the text")
    yield _default("slug", record.slug, "made from the name of the file, or else the title")
    if "summary" not in typed:
        yield _default(
            "summary", _summary((outline(record.body, (), data, 1).summary,)), "the first paragraph"
        )
    if not isinstance(record, Article):
        return
    if "publish_date" in typed:
        yield _of_key("date", record.date, typed["publish_date"])
    else:
        yield InspectedField("date", _shown(record.date), 0, "metadata", why="the name of the file")
    yield from (InspectedField(name, "") for name in ("authors", "source", "tags", "dateline"))


def _typed(given: dict[str, Field]) -> dict[str, list[tuple[str, Field]]]:
    """The keys of a file with their fields, by what they give; unknown ones under their own name."""
    typed: dict[str, list[tuple[str, Field]]] = {}
    for key, field in given.items():
        known = keys.find(key)
        typed.setdefault(known.field if known and known.field else key, []).append((key, field))
    return typed


def _of_key(name: str, value: Any, typed: Sequence[tuple[str, Field]]) -> InspectedField:
    """A field that keys give: the first that has a value counts, and others were considered."""
    if not typed:
        return InspectedField(name, _shown(value), 0, "key")
    key, field = next(((key, field) for key, field in typed if field.value != ""), typed[0])
    others = tuple(
        Considered(
            _shown(frontmatter.plain_value(other.value)), other.key_line or other.line, f"the key `{also}`"
        )
        for also, other in typed
        if also != key
    )
    shown = _shown(frontmatter.plain_value(field.value) if value is None else value)
    return InspectedField(
        name, shown, field.key_line or field.line, "key", why=f"the key `{key}`", others=others
    )


# --- both


def _default(name: str, value: str, why: str) -> InspectedField:
    return InspectedField(name, value, 0, "default", why=why)


def _summary(paragraphs: Sequence[str]) -> str:
    return next(iter(paragraphs), "")[:_SHOWN]


def _ordered(found: dict[str, InspectedField]) -> tuple[InspectedField, ...]:
    known = {name: place for place, name in enumerate(_ORDER)}
    return tuple(sorted(found.values(), key=lambda one: known.get(one.field, len(known))))


def _shown(value: Any) -> Value:
    """A value as text, or as several."""
    if isinstance(value, (tuple, list)):
        return tuple(part if isinstance(part, str) else _text(part) for part in value)
    return _text(value)


def _text(value: Any) -> str:
    when = value if isinstance(value, When) else getattr(value, "when", None)
    if isinstance(when, When):
        return when.at.strftime("%Y-%m-%d %H:%M %Z" if when.clock else "%Y-%m-%d").strip()
    if value is None or isinstance(value, str):
        return (value or "")[:_SHOWN]
    if isinstance(value, msgspec.Struct):
        return _parts(value)[:_SHOWN]
    return str(value)[:_SHOWN]


def _parts(value: msgspec.Struct) -> str:
    """The first part of a value, and the others by name, without empty ones: `a.jpg (alt: A river)`."""
    (_, first), *others = msgspec.structs.asdict(value).items()
    named = ", ".join(f"{name}: {_text(part)}" for name, part in others if part)
    return f"{_text(first)} ({named})" if named else _text(first)
