"""The cases: what is done to an archive, and which programs are measured in it, in turn."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus import Corpus
from measure import Measurement
from programs import Floor, Hugo, Newsgen

HUGO_MOST = 100_000  # a million articles take more memory than most machines have
NEWSGEN = "newsgen"

Outcome = tuple[str, Measurement]  # the program's name with what it took
Table = dict[tuple[str, str], list[Measurement]]  # by case and program


@dataclass(frozen=True, slots=True)
class Bench:
    """One corpus, what builds it, and the articles to come, to edit and to retag: one is taken each time."""

    newsgen: Newsgen
    floor: Floor | None
    hugos: dict[str, Hugo]
    publications: list[tuple[Path, str]]
    edits: list[tuple[Path, str]]
    retags: list[tuple[Path, str]]


def cold(bench: Bench) -> Iterator[Outcome]:
    bench.newsgen.forget()
    yield NEWSGEN, bench.newsgen.build()
    if bench.floor:
        yield "plain C loop", bench.floor.build()
    for name, hugo in bench.hugos.items():
        hugo.forget()
        yield name, hugo.build()


def nothing(bench: Bench) -> Iterator[Outcome]:
    yield NEWSGEN, bench.newsgen.build()


def publish(bench: Bench) -> Iterator[Outcome]:
    """The first Hugo only: with related articles where it can."""
    _write(bench.publications)
    yield NEWSGEN, bench.newsgen.build()
    for name, hugo in islice(bench.hugos.items(), 1):
        yield name, hugo.build()


def publish_frozen(bench: Bench) -> Iterator[Outcome]:
    _write(bench.publications)
    yield NEWSGEN, bench.newsgen.build()


def edit(bench: Bench) -> Iterator[Outcome]:
    _write(bench.edits)
    yield NEWSGEN, bench.newsgen.build()


def retag(bench: Bench) -> Iterator[Outcome]:
    _write(bench.retags)
    yield NEWSGEN, bench.newsgen.build()


def template(bench: Bench) -> Iterator[Outcome]:
    bench.newsgen.change_footer()
    yield NEWSGEN, bench.newsgen.build()


Case = Callable[[Bench], Iterator[Outcome]]
CASES: dict[str, tuple[str, Case]] = {
    "cold": ("cold", cold),
    "nothing": ("nothing changed", nothing),
    "publish": ("publish one, `current`", publish),
    "edit": ("edit one", edit),
    "retag": ("retag one", retag),
    "template": ("change a template", template),
}


def measured(bench: Bench, cases: list[str], runs: int) -> Table:
    """All cases; the frozen sidebar comes last, for it changes every page once."""
    table: Table = {}
    if "cold" not in cases:
        bench.newsgen.build()
        for hugo in islice(bench.hugos.values(), 1 if "publish" in cases else 0):
            hugo.build()
    for case, (label, once) in CASES.items():
        if case in cases:
            _repeat(table, runs, label, once, bench)
    if "publish" in cases:
        bench.newsgen.configure("frozen")
        bench.newsgen.build()
        _repeat(table, runs, "publish one, `frozen`", publish_frozen, bench)
    return table


def _repeat(table: Table, runs: int, case: str, once: Case, bench: Bench) -> None:
    for _ in range(runs):
        for program, measurement in once(bench):
            table.setdefault((case, program), []).append(measurement)


def prepare(
    size: int, runs: int, folder: Path, hugo: Path | None, floor: Path | None, related_most: int
) -> Bench:
    """Write the corpus; `hugo` and `floor` are the programs, where they are to be measured."""
    attic = folder / "attic"
    newsgen = Newsgen(folder / "project", attic)
    newsgen.configure("current")
    newsgen.change_footer()
    corpus = Corpus(size, extra=2 * runs)
    corpus.write(newsgen.content, range(size), os.cpu_count() or 1)
    hugos = {}
    if hugo and size <= HUGO_MOST:
        if size <= related_most:
            hugos["Hugo, related"] = Hugo(hugo, newsgen.content, folder / "hugo-related", attic, True)
        hugos["Hugo, no related"] = Hugo(hugo, newsgen.content, folder / "hugo", attic, False)
    tagged = (number for number in range(size // 2, size) if _can_retag(corpus, number))
    return Bench(
        newsgen,
        Floor(floor, newsgen.output, folder / "floor", attic) if floor else None,
        hugos,
        [_file(corpus, newsgen, number) for number in range(size, size + 2 * runs)],
        [_edited(*_file(corpus, newsgen, number)) for number in range(size // 3, size // 3 + runs)],
        [_retagged(*_file(corpus, newsgen, number), _tag(corpus)) for number in islice(tagged, runs)],
    )


def _file(corpus: Corpus, newsgen: Newsgen, number: int) -> tuple[Path, str]:
    return newsgen.content / f"{corpus.address(number)}.md", corpus.text(number)


def _edited(file: Path, text: str) -> tuple[Path, str]:
    return file, f"{text}\nRedaksi menambahkan satu kalimat pada berita ini.\n"


def _retagged(file: Path, text: str, tag: str) -> tuple[Path, str]:
    """With this tag in place of the first."""
    return file, re.sub(r'^tags: \["[^"]+"', f'tags: ["{tag}"', text, count=1, flags=re.MULTILINE)


def _tag(corpus: Corpus) -> str:
    """One that about one in a hundred articles has."""
    return corpus.tags[20]


def _can_retag(corpus: Corpus, number: int) -> bool:
    tags = corpus.draft(number).tags
    return bool(tags) and _tag(corpus) not in tags


def _write(files: list[tuple[Path, str]]) -> None:
    file, text = files.pop(0)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
