"""What may be wrong with many texts at once, and is said once: how often, and where first."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from newsgen.content import images, reader
from newsgen.content.article import Article, Document
from newsgen.content.blocks import positions
from newsgen.errors import ContentError, Problem
from newsgen.index.files import Files
from newsgen.index.reading import body
from newsgen.index.rows import File, Flawed

LONGEST_TITLE = 110  # characters, as search engines recommend
_NAMED = 3  # files that a warning names
_ALT_HINT = "describe each for those who can't see it: ![Warga menanam padi](sawah.jpg), or `alt` in `image`"
_TITLE_HINT = "search engines and phones cut longer ones"


def no_alt(record: Article | Document) -> int:
    """How many pictures of a text have no alternative text; one that was withdrawn shows none."""
    if record.status.takes_down:
        return 0
    return len(images.without_alt(record.body)) + _has_bare_image(record)


def _has_bare_image(record: Article | Document) -> bool:
    return record.image is not None and not record.image.alt.strip()


def has_long_title(record: Article | Document) -> bool:
    """Whether an article's headline is longer than is shown everywhere."""
    return isinstance(record, Article) and len(record.title) > LONGEST_TITLE


def flaws(files: Files, content: Path, zone: ZoneInfo) -> Iterator[Problem]:
    """A warning for each flaw that texts have, with the place of the first."""
    alt, title = files.flawed("no_alt", _NAMED), files.flawed("long_title", _NAMED)
    yield from _described(alt, title, files, content, zone)


def flaws_of(file: File, files: Files, content: Path, zone: ZoneInfo) -> Iterator[Problem]:
    """A warning for each flaw that one text has."""
    alt = Flawed(file.no_alt, min(file.no_alt, 1), (file.path,))
    title = Flawed(file.long_title, file.long_title, (file.path,))
    yield from _described(alt, title, files, content, zone)


def _described(alt: Flawed, title: Flawed, files: Files, content: Path, zone: ZoneInfo) -> Iterator[Problem]:
    if alt.count:
        pictures = "a picture has" if alt.times == 1 else f"{alt.times:,} pictures{_in_files(alt)} have"
        place = _place(content, alt.first[0], partial(_alt_place, files, zone))
        yield _problem(alt, place, f"{pictures} no alt text", _ALT_HINT)
    if title.count:
        headlines = "the headline has" if title.count == 1 else f"{title.count:,} headlines have"
        place = _place(content, title.first[0], partial(reader.field_place, name="title"))
        yield _problem(title, place, f"{headlines} more than {LONGEST_TITLE} characters", _TITLE_HINT)


def _in_files(found: Flawed) -> str:
    return f" in {found.count:,} files" if found.count > 1 else ""


def _problem(found: Flawed, place: tuple[int, int], message: str, hint: str) -> Problem:
    first, *others = found.first
    more = ", …" if found.count > len(found.first) else ""
    also = f"also in {', '.join(others)}{more}; " if others else ""
    return Problem(first, *place, message, also + hint)


def _place(content: Path, path: str, find: Callable[[str, bytes], tuple[int, int]]) -> tuple[int, int]:
    """Line and column of what is found in a file, or zeros if it can't be read any more."""
    try:
        return find(path, (content / path).read_bytes())
    except (OSError, ContentError):
        return 0, 0


def _alt_place(files: Files, zone: ZoneInfo, path: str, data: bytes) -> tuple[int, int]:
    """Where the first picture without an alternative text stands."""
    file = files.at(path)
    if file and file.unpacked and _has_bare_image(file.unpacked.record):
        return reader.image_place(path, data)
    text = body(path, data, zone)
    return positions(text, images.without_alt(text)[:1], [""], data, 0)[0]
