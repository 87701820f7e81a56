"""Sees that newsgen takes every file that an import writes, and simplifies what it would refuse."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import msgspec

from newsgen.content.article import Article, Document, Status
from newsgen.content.complexity import check_complexity
from newsgen.content.reader import read
from newsgen.content.writer import write_article, write_document
from newsgen.errors import ContentError, Problem
from newsgen.importing.story import Note

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_START = re.compile(r"^([-+=:!]|\d+(?=[.)]))", re.MULTILINE)
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_[]<>#~|{}"})
# Front matter of other characters is read again, which takes a fifth of the time for a story.
_ODD = re.compile(r"[^\w\s:/?=.,'\"()–—“”‘’…|*&;!+@-]")
_MOST_BLOCKS = 5000
_MOST = 1_400_000  # characters of a text that has no marks


class Buildable(msgspec.Struct, frozen=True):
    """A record, and the text of its file; with a note if it had to be made simpler."""

    record: Article | Document
    text: str
    note: Note | None = None


def buildable(record: Article | Document, zone: ZoneInfo) -> Buildable:
    """The record as it is, if newsgen takes it, else in the fullest form that it takes.

    Raises:
        ContentError: it takes none.
    """
    text = _written(record, zone)
    problem = _refusal(record, text, zone)
    if problem is None:
        return Buildable(record, text)
    for simpler, lost in _simpler(record):
        text = _written(simpler, zone)
        if _refusal(simpler, text, zone) is None:
            message = f"newsgen would refuse it ({problem.message}), so {lost}"
            return Buildable(simpler, text, Note("simplified", message, loses=True))
    raise ContentError(problem)


def _simpler(record: Article | Document) -> Iterator[tuple[Article | Document, str]]:
    """The record with less and less in it, each with what became of it."""
    text = plain_paragraphs(record.body)
    yield _draft(record, text), "its text is without links and markup, and it is a draft"
    cut = text[:_MOST].rpartition("\n")[0] or text[:_MOST]
    if cut != text:
        yield _draft(record, cut), "only the beginning of its text is there, and it is a draft"
    yield _bare(record, record.body), "it has only its headline, date, addresses and text, and is a draft"
    yield _bare(record, text), "it has only its headline, date, addresses and words, and is a draft"
    yield _bare(record, cut), "only its headline, date and the beginning of its text are there, as a draft"


def _draft(record: Article | Document, body: str) -> Article | Document:
    if isinstance(record, Article):
        review = tuple(dict.fromkeys((*record.review, "text")))
        return msgspec.structs.replace(record, body=body, status=Status.DRAFT, review=review)
    return msgspec.structs.replace(record, body=body, status=Status.DRAFT)


def _bare(record: Article | Document, body: str) -> Article | Document:
    if isinstance(record, Article):
        kept = Article(
            path=record.path,
            title=record.title,
            date=record.date,
            slug=record.slug,
            permalink=record.permalink,
            aliases=record.aliases,
        )
        return _draft(kept, body)
    return _draft(Document(path=record.path, title=record.title, slug=record.slug), body)


def _written(record: Article | Document, zone: ZoneInfo) -> str:
    return write_article(record, zone) if isinstance(record, Article) else write_document(record)


def _refusal(record: Article | Document, text: str, zone: ZoneInfo) -> Problem | None:
    path = record.path
    front = text.removesuffix(f"{record.body}\n")
    try:
        if _ODD.search(front) or (isinstance(record, Article) and record.extra):
            read(path, text.encode(), zone)
        check_complexity(record.body, path, 1)
    except ContentError as error:
        return next((one for one in error.problems if isinstance(one, Problem)), Problem(path, 0, 0, "wrong"))
    return None


def plain_paragraphs(markdown: str) -> str:
    """The words of a text, and the marks in it as characters that mean nothing; not too many paragraphs."""
    lines = (line.strip() for line in _ESCAPED.sub(r"\1", markdown).translate(_MARKS).split("\n"))
    blocks = [_START.sub(_entity, line) for line in lines if line]
    together = len(blocks) // _MOST_BLOCKS + 1
    return "\n\n".join("\n".join(blocks[at : at + together]) for at in range(0, len(blocks), together))


def _entity(found: re.Match[str]) -> str:
    """The start of a line that would make it a list, a rule or an underlined headline."""
    start = found[1]
    return f"&#{ord(start[0])};{start[1:]}"
