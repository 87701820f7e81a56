"""Measure how well saved page texts are read: python page_texts.py [FOLDER…] [--verbose].

A folder holds pairs of files: NAME.txt, the text of a page, and NAME.yaml, what a person reads in it. A key
that NAME.yaml leaves out is not measured; `title: null` says that the page has none. A page without a date
is right to be refused; its other fields are then measured with a date written on top.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import yaml

from newsgen.content.article import Article, When
from newsgen.errors import ContentError
from newsgen.importing.page_text.reader import read_page_text

ZONE = ZoneInfo("Asia/Jakarta")
FOLDERS = Path(__file__).parent.parent / "tests" / "page_texts"
FIELDS = ("title", "date", "authors", "editors", "tags", "source", "dateline", "read_also")
ROWS = ("index refused", "article accepted", *FIELDS, "paragraphs", "furniture")
READ_ALSO = "Baca Juga: "
_NO_ARTICLE = "this is no article"
_SHORT = 20  # letters up to which a line of furniture must be a paragraph of its own, or end one


class Page(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person reads in a page; UNSET is not measured."""

    grammar: str
    kind: Literal["article", "index"]
    title: str | msgspec.UnsetType | None = msgspec.UNSET
    date: str | msgspec.UnsetType | None = msgspec.UNSET
    authors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    editors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    tags: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    source: str | msgspec.UnsetType | None = msgspec.UNSET
    dateline: str | msgspec.UnsetType | None = msgspec.UNSET
    read_also: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """How one thing on a page was read: `verdict` is right, wrong, missing or invented.

    An index page that was refused, but not for being one, is "missing".
    """

    row: str
    verdict: str
    expected: object = None
    got: object = None


class Wanting(NamedTuple):
    """A field that a page may lack: what the reader says then, and a key that a person would write on top."""

    field: str
    message: str
    key: str


_WANTING = (
    Wanting("date", "no date of publication can be found", "tanggal: 2001-01-01\n"),
    Wanting("title", "no headline can be found", "judul: Tanpa Judul\n"),
)


def measure(text_file: Path) -> list[Outcome]:
    """Read one page, and judge all that is known of it."""
    expected = msgspec.convert(yaml.safe_load(text_file.with_suffix(".yaml").read_text("utf-8")), Page)
    name, text = text_file.name, text_file.read_text("utf-8")
    record, refused = _read(name, text)
    if expected.kind == "index":
        verdict = "right" if _NO_ARTICLE in refused else "missing" if refused else "wrong"
        return [Outcome(ROWS[0], verdict, _NO_ARTICLE, refused or "accepted")]
    lacking = [want for want in _WANTING if want.message in refused]
    rightly = len(refused.splitlines()) == sum(getattr(expected, want.field) is None for want in lacking)
    if lacking:
        record, _ = _read(name, "".join(want.key for want in lacking) + "\n" + text)
    outcomes = [Outcome(ROWS[1], "right" if rightly else "wrong", "accepted", refused)]
    if record is None:
        return [*outcomes, *_unread(expected)]
    return [
        *outcomes,
        *_fields(expected, record, {want.field for want in lacking}),
        *_body(expected, record.body),
    ]


def _read(name: str, text: str) -> tuple[Article | None, str]:
    """The article, or why it was refused."""
    try:
        record = read_page_text(name, text, ZONE).record
    except ContentError as error:
        return None, str(error)
    assert isinstance(record, Article)
    return record, ""


def _unread(expected: Page) -> Iterator[Outcome]:
    """An article of which nothing could be read."""
    for field in FIELDS:
        if getattr(expected, field) not in (None, (), msgspec.UNSET):
            yield Outcome(field, "missing", getattr(expected, field))
    yield from (Outcome("paragraphs", "missing", start) for start in expected.body)


def _fields(expected: Page, record: Article, lacks: set[str]) -> Iterator[Outcome]:
    got: dict[str, object] = {field: getattr(record, field) or None for field in FIELDS[2:7]}
    got["title"] = None if "title" in lacks else record.title
    got["date"] = None if "date" in lacks else _written(record.date)
    paragraphs = _plain(record.body)
    got["read_also"] = tuple(p.removeprefix(READ_ALSO) for p in paragraphs if p.startswith(READ_ALSO))
    for field in FIELDS:
        wanted = getattr(expected, field)
        if wanted is msgspec.UNSET:
            continue
        found, wanted = got[field] or None, wanted or None
        if found == wanted:
            verdict = "right"
        elif found is None:
            verdict = "missing"
        else:
            verdict = "wrong" if wanted else "invented"
        yield Outcome(field, verdict, wanted, found)


def _written(when: When) -> str:
    """A time as it stands on the page, whatever its zone."""
    return when.at.strftime("%Y-%m-%dT%H:%M" if when.clock else "%Y-%m-%d")


def _body(expected: Page, body: str) -> Iterator[Outcome]:
    paragraphs = _plain(body)
    for start in expected.body:
        kept = any(_opens(paragraph, " ".join(start.split())) for paragraph in paragraphs)
        yield Outcome("paragraphs", "right" if kept else "missing", start)
    for line in expected.furniture:
        paragraph = next((one for one in paragraphs if _holds(one, " ".join(line.split()))), None)
        yield Outcome("furniture", "invented" if paragraph else "right", None, line if paragraph else None)


def _opens(paragraph: str, start: str) -> bool:
    """Whether a paragraph has these first words, or has them after what was joined in front of it."""
    return paragraph.startswith(start) or f" {start}" in paragraph


def _holds(paragraph: str, line: str) -> bool:
    if len(line) > _SHORT:
        return line in paragraph
    return paragraph == line or (line[0] in "([" and paragraph.endswith(line))


def _plain(body: str) -> list[str]:
    """The paragraphs of a body in Markdown, as text."""
    text = re.sub(r"^#+ ", "", re.sub(r"\\([^\w\s])", r"\1", body), flags=re.M)
    text = text.replace("&lt;", "<").replace("&amp;", "&")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def table(outcomes: Sequence[Outcome], pages: int) -> str:
    """Counts for each row, percentages of all that was judged in it."""
    counts = Counter((outcome.row, outcome.verdict) for outcome in outcomes)
    verdicts = ("right", "wrong", "missing", "invented")
    lines = [f"{'':18}" + "".join(f"{verdict:>16}" for verdict in verdicts)]
    for row in ROWS:
        total = sum(counts[row, verdict] for verdict in verdicts) or 1
        cells = (counts[row, verdict] for verdict in verdicts)
        lines.append(f"{row:18}" + "".join(f"{cell:7} {cell / total:7.1%} " for cell in cells))
    slipped = counts["furniture", "invented"]
    return "\n".join([*lines, f"{pages} articles, {slipped / max(1, pages):.2f} furniture lines each"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER", help="by default tests/page_texts")
    parser.add_argument("--verbose", action="store_true", help="print each failure: file, expected, got")
    options = parser.parse_args()
    for folder in options.folders or sorted(path for path in FOLDERS.iterdir() if path.is_dir()):
        outcomes = {file.name: measure(file) for file in sorted(folder.glob("*.txt"))}
        everything = [outcome for each in outcomes.values() for outcome in each]
        articles = sum(each[0].row != ROWS[0] for each in outcomes.values())
        print(f"{folder}: {len(outcomes)} pages\n{table(everything, articles)}\n")
        for name, each in outcomes.items() if options.verbose else ():
            for row, verdict, expected, got in each:
                if verdict != "right":
                    print(f"{name}: {row} {verdict}\n  expected {expected!r}\n  got {got!r}")


if __name__ == "__main__":
    main()
