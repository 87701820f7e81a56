"""Write a corpus of Indonesian news that is the same bytes each time: python corpus.py FOLDER N.

N articles over ten years go to FOLDER/{year}/{month}/{slug}.md: headlines of 6 to 14 words, 12 sections,
0 to 6 tags (Zipf-Mandelbrot over one tag for 50 articles), 250 to 560 words, read-alsos to earlier articles.
`--add K` writes only the K articles that follow these N, an hour apart. Only the standard library is used.
"""

import argparse
import os
import random
import re
import sys
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from multiprocessing import Process
from pathlib import Path
from typing import TypeVar

import vocabulary as words

WIB = timezone(timedelta(hours=7))
START = datetime(2015, 1, 1, 5, tzinfo=WIB)
SPAN = int((datetime(2024, 12, 31, 22, tzinfo=WIB) - START).total_seconds())

T = TypeVar("T")
Draw = Callable[[], float]  # a number from 0 up to 1
Template = list[str]  # text and names of slots by turns


def _templates(sentences: Iterable[str]) -> list[Template]:
    return [re.split(r"\{(\w+)\}", sentence) for sentence in sentences]


DATELINES, LEADS, TELLING = map(_templates, (words.DATELINES, words.LEADS, words.TELLING))
QUOTES, CLOSINGS, HEADLINES = map(_templates, (words.QUOTES, words.CLOSINGS, words.HEADLINES))

_AGENCY_STARTS = frozenset([*(agency.split(" ")[0] for agency in words.AGENCIES), "Pemprov"])
_MOST_TAGS = 3_000  # there are no more names to make others of
_OTHER_BLOCKS = ("*", ">", "-", "#", "!", "1")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is decided about an article before its text; `facts` fill the slots of its sentences."""

    title: str
    date: datetime
    author: str
    section: str
    tags: tuple[str, ...]
    facts: dict[str, str]


class Corpus:
    """`size` articles, and `extra` that follow them; an article is known by its number, from the oldest."""

    def __init__(self, size: int, seed: int = 1, extra: int = 0) -> None:
        self.size = size
        self.seed = seed
        rng = random.Random(f"newsgen-corpus:{seed}:{size}")
        self.tags = _tags(min(max(200, size // 50), _MOST_TAGS), rng)
        self._shares = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(self.tags) + 1)))
        self._seconds = sorted(rng.randrange(SPAN) for _ in range(size))
        self._seconds += [SPAN + 3600 * (hour + 1) for hour in range(extra)]
        self._titles: list[str] = []
        self._slugs: list[str] = []
        used: dict[str, int] = {}
        for number in range(size + extra):
            title = self.draft(number).title
            self._titles.append(title)
            self._slugs.append(_unused(slugify(title)[:80].strip("-"), used))

    def address(self, number: int) -> str:
        """The article's path without slash at start and end, and that of its file without `.md`."""
        date = START + timedelta(seconds=self._seconds[number])
        return f"{date.year:04d}/{date.month:02d}/{self._slugs[number]}"

    def draft(self, number: int) -> Draft:
        rng = random.Random(f"m:{self.seed}:{self.size}:{number}")
        draw = rng.random
        date = START + timedelta(seconds=self._seconds[number])
        count = _one((0, 1, 2, 3, 3, 4, 5, 6), draw)
        tags = tuple(dict.fromkeys(self._tag(draw) for _ in range(count)))
        facts = _facts(tags, date, draw)
        title = ""
        while not 6 <= len(title.split()) <= 14:
            title = _fill(_one(HEADLINES, draw), draw, facts)
        if draw() < 0.12:
            title = title.upper()
        author = _one(words.AUTHORS, draw)
        section = rng.choices(list(words.SECTIONS), list(words.SECTIONS.values()))[0]
        return Draft(title, date, author, section, tags, facts)

    def text(self, number: int) -> str:
        """The whole file."""
        draft = self.draft(number)
        rng = random.Random(f"b:{self.seed}:{self.size}:{number}")
        draw = rng.random
        body = _prose(draft, rng)
        if number and draw() < 0.85:
            for _ in range(int(draw() * 4)):
                self._insert_read_also(body, number, draw)
        if draw() < 0.15:
            _insert_other_block(body, draft, number, rng)
        if draw() < 0.2:
            _append_link(body, draft.facts["agency"], draw)
        keys = [
            f"title: {_quoted(draft.title)}",
            f"date: {draft.date.isoformat()}",
            f"author: {_quoted(draft.author)}",
            f"categories: [{_quoted(draft.section)}]",
            f"tags: [{', '.join(map(_quoted, draft.tags))}]",
            f"slug: {self._slugs[number]}",
        ]
        if draw() < 0.5:
            keys.append("summary: " + _quoted(" ".join(body[0].replace("**", "").split()[:28]) + " …"))
        return "---\n" + "\n".join(keys) + "\n---\n\n" + "\n\n".join(body) + "\n"

    def write(self, folder: Path, numbers: Sequence[int], jobs: int = 1) -> list[Path]:
        """Write these articles with so many processes, which make no difference to the bytes."""
        files = [folder / f"{self.address(number)}.md" for number in numbers]
        for month in {file.parent for file in files}:
            month.mkdir(parents=True, exist_ok=True)
        shares = [(files[job::jobs], numbers[job::jobs]) for job in range(jobs)]
        workers = [Process(target=self._write, args=share) for share in shares[1:]]
        for worker in workers:
            worker.start()
        self._write(*shares[0])
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            raise RuntimeError("a worker failed")
        return files

    def _write(self, files: Sequence[Path], numbers: Sequence[int]) -> None:
        for file, number in zip(files, numbers, strict=True):
            file.write_bytes(self.text(number).encode())

    def _tag(self, draw: Draw) -> str:
        return self.tags[bisect(self._shares, draw() * self._shares[-1])]

    def _insert_read_also(self, body: list[str], number: int, draw: Draw) -> None:
        """Mostly to a recent article, sometimes to any earlier one; none twice."""
        recent = draw() < 0.7
        other = max(0, number - 1 - int(draw() * min(number, 400))) if recent else int(draw() * number)
        title = self._titles[other].replace("[", "\\[").replace("]", "\\]")
        place, line = _between(body, draw), f"**Baca Juga:** [{title}](/{self.address(other)}/)"
        if line not in body:
            body.insert(place, line)


def _tags(size: int, rng: random.Random) -> list[str]:
    """So many tags: places and topics are the frequent ones, people and agencies the others."""
    head = [*words.PLACES[:60], *(f"Pemprov {place}" for place in words.PLACES[:6]), *words.TOPICS]
    rng.shuffle(head)
    others = set(words.PLACES[60:])
    while len(others) + len(head) < size + 60:
        if rng.random() < 0.5:
            others.add(f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.LAST_NAMES)}")
        else:
            others.add(f"{rng.choice(words.AGENCIES)} {rng.choice(words.PLACES)}")
    tail = sorted(others)
    rng.shuffle(tail)
    return [*head, *tail][:size]


def _facts(tags: tuple[str, ...], date: datetime, draw: Draw) -> dict[str, str]:
    """Who, where and when; a tag that is a place, an agency or a person is the one of the text."""
    place = next((tag for tag in tags if tag in words.PLACES), "")
    place = place or words.PLACES[int(draw() ** 2 * len(words.PLACES))]
    agency = next((tag for tag in tags if tag.split(" ")[0] in _AGENCY_STARTS), "")
    agency = agency or f"{_one(words.AGENCIES, draw)} {place}"
    name = next((tag for tag in tags if tag.split(" ")[0] in words.FIRST_NAMES), "") or _name(draw)
    short_office = _one(words.SHORT_OFFICES, draw)
    return {
        "place": place,
        "agency": agency,
        "name": name,
        "short_office": short_office,
        "elsewhere": _one(words.PLACES, draw),
        "office": _one(words.OFFICES, draw),
        "person": _one(words.TITLES_BEFORE, draw) + name + _one(words.TITLES_AFTER, draw),
        "partner": f"{_one(words.AGENCIES, draw)} {place}",
        "speaker": short_office if draw() < 0.7 else name.split(" ")[0],
        "other_name": _name(draw),
        "weekday": words.WEEKDAYS[date.weekday()],
        "day": date.strftime("%d/%m/%Y"),
        "year": str(date.year),
    }


def _prose(draft: Draft, rng: random.Random) -> list[str]:
    """The paragraphs: a lead with its dateline, what was said and done, a closing with the byline."""
    draw, facts = rng.random, draft.facts
    target = int(rng.triangular(250, 560, 370))
    count = max(6, min(14, round(target / 40)))
    body: list[str] = []
    length = 0
    for index in range(count):
        text = ""
        if index == 0:
            text = _fill(_one(DATELINES, draw), draw, facts) + _fill(_one(LEADS, draw), draw, facts)
        elif index == count - 1:
            text = _fill(_one(CLOSINGS, draw), draw, facts)
        while not text or length + len(text.split()) < target / count * (index + 1) - 8:
            sentence = _fill(_one(QUOTES if draw() < 0.4 else TELLING, draw), draw, facts)
            text += f" {sentence}" if text else sentence
        length += len(text.split())
        body.append(text[0].upper() + text[1:])
    body[-1] += f" {draft.author}" if draw() < 0.7 else f" ({draft.author})"
    return body


def _insert_other_block(body: list[str], draft: Draft, number: int, rng: random.Random) -> None:
    """A picture, a list, a quotation or a heading."""
    draw, facts = rng.random, draft.facts
    kind = draw()
    at = _between(body, draw)
    if kind < 0.35:
        caption = f"{facts['office']} {facts['place']} {facts['name']} saat kegiatan"
        block = f"![{caption}](/img/{draft.date.year}/foto-{number % 997}.jpg)"
    elif kind < 0.55:
        block = "\n".join(f"- {point}" for point in _points(rng, 3 + int(draw() * 3)))
    elif kind < 0.65:
        block = "\n".join(f"{n}. {point}" for n, point in enumerate(_points(rng, 4), 1))
    elif kind < 0.8:
        block = "> " + _fill(_one(QUOTES, draw), draw, facts)
    else:
        block = "## " + words.capitalised(_one(words.SUBJECTS, draw))
    body.insert(at, block)


def _points(rng: random.Random, count: int) -> list[str]:
    return [point[0].upper() + point[1:] for point in rng.sample(words.SUBJECTS, count)]


def _append_link(body: list[str], agency: str, draw: Draw) -> None:
    index = 1 + int(draw() * (len(body) - 1))
    if not body[index].startswith(_OTHER_BLOCKS):
        address = f"https://www.example.go.id/{slugify(agency)}"
        body[index] += f" Informasi lengkap tersedia di [situs resmi {agency}]({address})."


def _fill(template: Template, draw: Draw, facts: dict[str, str]) -> str:
    parts = template.copy()
    for index in range(1, len(parts), 2):
        choices = words.CHOICES.get(parts[index])
        parts[index] = choices[int(draw() * len(choices))] if choices else facts[parts[index]]
    return "".join(parts)


def _one(choices: Sequence[T], draw: Draw) -> T:
    return choices[int(draw() * len(choices))]


def _name(draw: Draw) -> str:
    return f"{_one(words.FIRST_NAMES, draw)} {_one(words.LAST_NAMES, draw)}"


def _between(body: list[str], draw: Draw) -> int:
    """A place after the second paragraph."""
    return 2 + int(draw() * (len(body) - 2))


def _unused(slug: str, used: dict[str, int]) -> str:
    """The slug, with a number where it is taken; `used` remembers it."""
    base = slug
    while slug in used:
        used[base] += 1
        slug = f"{base}-{used[base]}"
    used[slug] = 1
    return slug


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def slugify(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--add", type=int, default=0, metavar="K", help="write only the K that follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    numbers = range(options.size if options.add else 0, options.size + options.add)
    files = Corpus(options.size, options.seed, options.add).write(options.folder, numbers, options.jobs)
    if options.add:
        sys.stdout.writelines(f"{file}\n" for file in files)


if __name__ == "__main__":
    main()
