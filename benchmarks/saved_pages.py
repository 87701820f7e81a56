"""Measure how well saved HTML pages are read: python saved_pages.py [FOLDER…] [--verbose].

A folder holds layouts of invented sites, NAME.html, as templates that are filled with the stories of
`stories.yaml` above it; the comment on top of each says its address and which fields its pages show. A page
is measured by its headline, its date to the minute (or the day, if no more is seen), its authors, editors,
tags and paragraphs, and by the lines of it that are no part of the story.

A folder with a `truth.json` holds pages as they are, made by somebody who had not seen the importer.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml
from jinja2 import Environment
from lxml.html import fragments_fromstring

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages.opened import RawPage, Settings
from newsgen.importing.saved_pages.reading import read_page
from newsgen.importing.story import LeftOut, Story

MATERIAL = Path(__file__).parent.parent / "tests" / "imports" / "saved_pages"
OTHERS = tuple(MATERIAL / name for name in ("others", "unfamiliar", "further"))
FOLDERS = (MATERIAL / "dev", MATERIAL / "kept", MATERIAL / "fresh")
ROWS = (
    "list refused",
    "story accepted",
    "title",
    "date",
    "authors",
    "editors",
    "tags",
    "source",
    "dateline",
    "paragraphs",
    "furniture",
)
PAGES_EACH = 2
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_TRUTH = re.compile(r"\{#(.*?)#\}", re.DOTALL)


class Truth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pages of a layout show. `date` is `minute`, `day` or `none`; `file` that of the saved file."""

    url: str
    kind: str = "story"
    file: str = "page.html"
    date: str = "minute"
    title: bool = True
    authors: bool = True
    editors: bool = True
    tags: bool = True
    updated: bool = True
    source: str = ""
    dateline: str = ""
    charset: str = "utf-8"
    english: bool = False
    known_address: bool = True
    read_also: bool = True
    extra: tuple[str, ...] = ()


class Sample(NamedTuple):
    """A page with what a person reads on it."""

    name: str
    page: RawPage
    truth: Truth
    story: dict[str, Any]


class Outcome(NamedTuple):
    """How one thing on a page was read: `verdict` is right, wrong, missing or invented."""

    row: str
    verdict: str
    expected: object = None
    got: object = None


def samples(folder: Path) -> Iterator[Sample]:
    """All pages of the layouts in a folder."""
    stories = yaml.safe_load((folder.parent / "stories.yaml").read_text("utf-8"))
    environment = Environment(autoescape=False)
    for number, file in enumerate(sorted(folder.glob("*.html"))):
        text = file.read_text("utf-8")
        said = _TRUTH.match(text)
        assert said, file
        for place in range(PAGES_EACH):
            story = stories[(number * 3 + place * 5) % len(stories)]
            others = [one for one in stories if one is not story][:4]
            shown = _TRUTH.sub("", text, count=1).lstrip()
            values = {"s": story, "others": others, **dates(story["date"])}
            raw_truth = environment.from_string(said[1]).render(values)
            truth = msgspec.convert(yaml.safe_load(re.sub(r"\n +", "\n", raw_truth.strip())), Truth)
            html = environment.from_string(shown).render(values)
            raw = html.encode(truth.charset, "xmlcharrefreplace")
            page = RawPage(truth.file, raw, truth.url if truth.known_address else "")
            yield Sample(f"{file.stem}-{place + 1}", page, truth, story)


def dates(iso: str) -> dict[str, str]:
    """A date in the shapes that sites print."""
    at = datetime.fromisoformat(iso)
    month, day = _MONTHS[at.month - 1], _DAYS[at.weekday()]
    plain = f"{at.day} {month} {at.year}"
    return {
        "iso": iso,
        "utc": at.astimezone(UTC).isoformat(),
        "zulu": f"{at:%Y-%m-%dT%H:%M:%S}Z",
        "later": (at + timedelta(days=2, hours=1)).isoformat(),
        "naive": f"{at:%Y-%m-%d %H:%M:%S}",
        "clock": f"{at:%H.%M}",
        "indo": f"{day}, {plain} - {at:%H:%M} WIB",
        "indo_day": plain,
        "indo_weekday": f"{day}, {plain}",
        "dmy": f"{at:%d/%m/%Y %H:%M}",
        "abbr": f"{day}, {at.day:02} {month[:3]} {at.year} {at:%H:%M} WIB",
        "english": f"{at:%B} {at.day}, {at.year} at {at:%I:%M %p}",
        "path": f"{at:%Y/%m/%d}",
        "month_path": f"{at:%Y/%m}",
    }


def measure_others(folder: Path) -> Iterator[tuple[str, list[Outcome]]]:
    """Judge each page of a folder with a `truth.json`, without the copies and later parts of others."""
    for name, truth in json.loads((folder / "truth.json").read_text("utf-8")).items():
        if truth["kind"] in ("copy", "part"):
            continue
        page = RawPage(f"{name}.html", (folder / f"{name}.html").read_bytes())
        yield name, list(_judged_page(read_page(page, Settings("Asia/Jakarta")).found, truth))


def _judged_page(found: Story | LeftOut, truth: dict[str, Any]) -> Iterator[Outcome]:
    if truth["kind"] == "list":
        refused = isinstance(found, LeftOut) and found.kind in ("list", "not-found")
        yield Outcome("list refused", "right" if refused else "wrong", "refused", found)
        return
    yield Outcome("story accepted", "wrong" if isinstance(found, LeftOut) else "right", "a story", found)
    if isinstance(found, LeftOut):
        return
    yield _judged("title", slugify(truth["title"]), slugify(found.header.title))
    yield _told_date(found, truth["date"])
    for row, names in (("authors", found.header.authors), ("editors", found.editors), ("tags", found.tags)):
        yield _names(row, tuple(truth[row]), names)
    lines = list(lines_of(found.body))
    joined = _plain(" ".join(lines))
    expected = [_plain(paragraph) for paragraph in truth["paragraphs"]]
    has_all_pages = isinstance(truth.get("parts"), int)
    for paragraph in () if has_all_pages else expected:
        yield Outcome("paragraphs", "right" if paragraph in joined else "missing", paragraph)
    around = {_plain(text) for text in truth["around"]} | {_plain(name) for name in truth["authors"]}
    known = " ".join((*expected, *around))
    odd = [line for line in lines if _has_rest(_plain(line), around.union(expected), known)]
    yield Outcome("furniture", "right" if len(odd) <= 1 else "wrong", "at most one line", odd)


def _has_rest(line: str, around: set[str], known: str) -> bool:
    """Whether more of a line than a label is in none of the texts that may stand there."""
    for text in sorted(around, key=len, reverse=True):
        line = line.replace(text, "") if len(text) > 3 else line
    return len(line) > 12 and line not in known


def _told_date(found: Story, told: str | None) -> Outcome:
    when = found.header.date
    if told is None or when is None:
        verdict = "right" if told is None and when is None else "missing" if when is None else "invented"
        return Outcome("date", verdict, told, when)
    if len(told) == len("2019-01-01"):
        same = when.at.date().isoformat() == told
    else:
        expected = datetime.fromisoformat(told)
        same = (
            abs((when.at - expected).total_seconds()) < 60
            if when.clock
            else when.at.date() == expected.date()
        )
    verdict = "wrong" if not same else "right" if when.clock or len(told) < 11 else "missing"
    return Outcome("date", verdict, told, when)


def measure(sample: Sample) -> list[Outcome]:
    """Read one page, and judge all that is known of it."""
    found = read_page(sample.page, Settings("Asia/Jakarta")).found
    truth, story = sample.truth, sample.story
    if truth.kind == "list":
        refused = isinstance(found, LeftOut) and found.kind in ("list", "not-found")
        return [Outcome("list refused", "right" if refused else "wrong", "refused", found)]
    if isinstance(found, LeftOut):
        return [Outcome("story accepted", "wrong", "a story", found)]
    return [Outcome("story accepted", "right"), *_fields(found, truth, story), *_text(found, truth, story)]


def _fields(found: Story, truth: Truth, story: dict[str, Any]) -> Iterator[Outcome]:
    header = found.header
    yield _judged("title", slugify(story["title"]), slugify(header.title))
    yield _date(found, truth, story["date"])
    yield _names("authors", (story["author"],) if truth.authors else (), header.authors)
    yield _names("editors", (story["editor"],) if truth.editors else (), found.editors)
    yield _names("tags", tuple(story["tags"]) if truth.tags else (), found.tags)
    yield _judged("source", truth.source, found.source)
    if truth.dateline:
        yield _judged("dateline", truth.dateline, found.dateline)


def _judged(row: str, expected: str, got: str) -> Outcome:
    if expected == got:
        return Outcome(row, "right", expected, got)
    return Outcome(row, "missing" if not got else "wrong" if expected else "invented", expected, got)


def _names(row: str, expected: tuple[str, ...], got: tuple[str, ...]) -> Outcome:
    wanted, read = {slugify(one) for one in expected}, {slugify(one) for one in got}
    if wanted == read:
        return Outcome(row, "right", expected, got)
    return Outcome(row, "invented" if read - wanted else "missing", expected, got)


def _date(found: Story, truth: Truth, iso: str) -> Outcome:
    when, expected = found.header.date, datetime.fromisoformat(iso)
    if truth.date == "none" or when is None:
        verdict = (
            "right" if when is None and truth.date == "none" else "missing" if when is None else "invented"
        )
        return Outcome("date", verdict, truth.date, when)
    same = when.at.date() == expected.date()
    if truth.date == "minute" and when.clock:
        same = abs((when.at - expected).total_seconds()) < 60
    verdict = "right" if same and (when.clock or truth.date == "day") else "missing" if same else "wrong"
    return Outcome("date", verdict, iso, when)


def _text(found: Story, truth: Truth, story: dict[str, Any]) -> Iterator[Outcome]:
    lines = list(lines_of(found.body))
    expected = [_plain(paragraph) for paragraph in (*story["paragraphs"], *truth.extra)]
    joined = _plain(" ".join(lines))
    for paragraph in expected:
        yield Outcome("paragraphs", "right" if paragraph in joined else "missing", paragraph)
    known = {*expected, *(_plain(story[name]) for name in ("read_also", "caption"))}
    read_also = _plain(story["read_also"])
    furniture = [
        line
        for line in lines
        if not any(part in _plain(line) or _plain(line) in part for part in known)
        and _plain(line) not in ("bacajuga", read_also, "")
    ]
    furniture += [line for line in lines if _has_more(_plain(line), expected)]
    yield Outcome("furniture", "right" if len(furniture) <= 1 else "wrong", "at most one line", furniture)


def _has_more(line: str, expected: Sequence[str]) -> bool:
    """Whether a line has a paragraph and more than a credit or dateline beside it."""
    return any(len(part) > 20 and part in line and len(line) > len(part) + 25 for part in expected)


def lines_of(html: str) -> Iterator[str]:
    """The lines of a story: those of its paragraphs, items, cells and captions."""
    for part in fragments_fromstring(html) if html else []:
        if isinstance(part, str):
            yield from filter(None, [part.strip()])
        else:
            for cell in part.iter("td", "th", "li", "p", "br", "figcaption"):
                cell.tail = "\n\n" + (cell.tail or "")
            text = "".join(map(str, part.itertext()))
            yield from (line for line in re.split(r"\n{2,}", text) if line.strip())


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unescape(text)).lower()


def shares(outcomes: Sequence[Outcome]) -> dict[str, Counter[str]]:
    """The verdicts by row."""
    counts: dict[str, Counter[str]] = {row: Counter() for row in ROWS}
    for outcome in outcomes:
        counts[outcome.row][outcome.verdict] += 1
    return counts


def measured(folder: Path) -> Iterator[tuple[str, list[Outcome]]]:
    """The pages of a folder by name, each judged."""
    if (folder / "truth.json").exists():
        yield from measure_others(folder)
    else:
        yield from ((sample.name, measure(sample)) for sample in samples(folder))


def report(folder: Path, *, verbose: bool) -> None:
    found: list[Outcome] = []
    started, count = time.perf_counter(), 0
    for name, outcomes in measured(folder):
        count += 1
        found += outcomes
        for outcome in outcomes if verbose else ():
            if outcome.verdict != "right":
                line = f"{name}: {outcome.row} {outcome.verdict}: {outcome.expected!r} {outcome.got!r}"
                print(line[:420])
    took = (time.perf_counter() - started) / max(1, count)
    print(f"{folder.name}: {count} pages, {took * 1000:.1f} ms each")
    for row, verdicts in shares(found).items():
        total = sum(verdicts.values())
        if total:
            others = ", ".join(
                f"{number} {name}" for name, number in sorted(verdicts.items()) if name != "right"
            )
            print(f"  {row:15} {verdicts['right'] / total:7.1%} of {total:3}  {others}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=(*FOLDERS, *OTHERS))
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        report(folder, verbose=arguments.verbose)


if __name__ == "__main__":
    main()
