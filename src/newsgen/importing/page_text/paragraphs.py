"""Turn the rows of a story into paragraphs of Markdown, without dateline, credit and other titles."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsgen.content.article import Provenance
from newsgen.importing.page_text.boilerplate import (
    READ_ALSO,
    is_bulleted,
    is_prose,
    is_teaser,
    is_title,
    same_words,
)
from newsgen.importing.page_text.candidates import Doubt, Fields, FieldValue
from newsgen.importing.page_text.datelines import Dateline, split_credit, split_dateline
from newsgen.importing.page_text.lines import Line, ends_sentence
from newsgen.importing.page_text.markdown import escaped
from newsgen.importing.page_text.rows import Row
from newsgen.importing.page_text.story import with_read_alsos

_SENTENCES = re.compile(r"[.!?][\"”']? [\"“]?[A-Z].{40}")
_IN_STORY = ("text", "date", "read-also")
_SUBHEADING = range(4, 101)
_MIN_TITLE_SPACES = 5  # shorter lines within a story are headings of its own
_MOST_TITLES = 2  # more are headings
_SMALL_WORDS = frozenset("yang dari pada untuk dengan dalam akan oleh para from with that this into".split())
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_MAX_BELOW_CREDIT = 8  # lines that may follow the credit at the end of a story


class Story(NamedTuple):
    """The paragraphs of a story in Markdown, the fields of its dateline and credit, and its lines."""

    paragraphs: tuple[str, ...]
    fields: Fields
    doubts: list[Doubt]
    lines: frozenset[int]


class _Uncredited(NamedTuple):
    """The rows of a story without its credit, and the fields of the credit."""

    rows: list[Row]
    fields: Fields
    doubts: list[Doubt]


def story_of(rows: Sequence[Row], start: int, end: int, headline: str) -> Story:
    """Take the dateline, the credit and other titles out of the story from row `start` to before `end`."""
    listed, doubts = _without_lists(rows[start:end])
    kept, more = with_read_alsos(listed)
    story, fields, under = _without_credit(kept)
    doubts = [*doubts, *more, *under]
    if story and (found := split_dateline(story[0].line.text)):
        fields = {**_dateline_fields(found, story[0].line.number), **fields}
        story[:1] = [_with_text(story[0], found.text)] if found.text else []
    story, titles = _without_other_titles(story, headline)
    doubts += titles
    story = [row for row in story if not same_words(row.line.text.removeprefix(READ_ALSO), headline)]
    if not any(row.text for row in story):
        return Story((), {}, [], frozenset())
    story[1:1] = [
        row
        for row in rows[max(0, start - 8) : start]
        if row.kind == "read-also" and row.line.text.strip() != READ_ALSO.strip()
    ]
    subheadings = {at for at in range(1, len(story) - 1) if _is_subheading(story[at].text)}
    paragraphs = tuple("## " * (at in subheadings) + escaped(row.line.text) for at, row in enumerate(story))
    lines = frozenset(row.line.number for row in story)
    return Story(paragraphs, fields, [*doubts, *_other_titles(story, subheadings)], lines)


def _without_lists(rows: Sequence[Row]) -> tuple[list[Row], list[Doubt]]:
    """The rows of a story without boilerplate, and without lists of other stories under a label."""
    kept: list[Row] = []
    doubts: list[Doubt] = []
    in_list = False
    last = max((at for at, row in enumerate(rows) if row.weight), default=0)
    for at, row in enumerate(rows):
        text = row.line.text
        if row.kind in ("boilerplate", "end") and is_prose(text) and not is_bulleted(text):
            doubts.append(Doubt(row.line.number, "body: this sentence was taken for a notice, and left out"))
        if row.label:
            in_list = True
        elif in_list and row.weight:
            doubts.append(Doubt(row.line.number, "body: it goes on under a list of other stories here"))
            in_list = False
        if row.kind == "caption" and (row.weight or at > last):  # below, it is the last paragraph
            kept.append(Row(row.line, "text", row.weight or len(text)))
        elif row.kind == "caption" and _SENTENCES.search(text):
            doubts.append(
                Doubt(row.line.number, "body: this was taken for the caption of a photo, and left out")
            )
        elif row.kind in _IN_STORY and not in_list:
            kept.append(row)
    return kept, doubts


def _is_subheading(text: str) -> bool:
    return text.isupper() and len(text) in _SUBHEADING and not ends_sentence(text)


def _without_other_titles(story: list[Row], headline: str) -> tuple[list[Row], list[Doubt]]:
    """The rows without titles of other articles: lines in capitals between paragraphs that share no word."""
    titles = [
        at
        for at in range(1, len(story) - 1)
        if not story[at].weight
        and story[at].text.count(" ") >= _MIN_TITLE_SPACES
        and story[at].text[0].isalpha()
        and is_title(story[at].text)
        and _is_in_capitals(story[at].text)
        and story[at - 1].weight
        and story[at + 1].weight
    ]
    if not titles or len(titles) > _MOST_TITLES:
        return story, []
    told = set(_LONG_WORD.findall(headline.lower()))
    told.update(word for row in story if row.weight for word in _LONG_WORD.findall(row.text.lower()))
    others = {at for at in titles if told.isdisjoint(_LONG_WORD.findall(story[at].text.lower()))}
    message = "body: the title of another article was left out"
    doubts = [Doubt(story[at].line.number, message) for at in sorted(others)]
    return [row for at, row in enumerate(story) if at not in others], doubts


def _is_in_capitals(text: str) -> bool:
    """Whether all longer words begin with a capital, which those of a sentence don't, and all letters not."""
    return not text.isupper() and not any(
        word.islower() for word in _LONG_WORD.findall(text) if word not in _SMALL_WORDS
    )


def _other_titles(story: Sequence[Row], subheadings: set[int]) -> list[Doubt]:
    """Lines that may be titles of other articles, though no label says so."""
    doubts = []
    prose = [is_prose(row.text) for row in story]
    for at in range(1, len(story) - 1):
        if at not in subheadings and is_title(story[at].text) and prose[at - 1] and prose[at + 1]:
            message = "body: this line may be the title of another article"
            doubts.append(Doubt(story[at].line.number, message))
    return doubts


def _with_text(row: Row, text: str) -> Row:
    return Row(Line(row.line.number, text, row.line.raw, row.line.after_blank), row.kind, row.weight)


def _dateline_fields(found: Dateline, line: int) -> Fields:
    provenance = Provenance.POSITION if found.sure else Provenance.GUESS
    dateline = {"dateline": FieldValue(found.place, provenance, line, "the first words of the story")}
    source = {"source": FieldValue(found.agency, Provenance.POSITION, line, "the agency in the dateline")}
    return (dateline if found.place else {}) | (source if found.agency else {})


def _without_credit(story: list[Row]) -> _Uncredited:
    """Split off the credit at the end; unlabelled titles below it belong to other articles."""
    prose_below = False
    for at in range(len(story) - 1, max(-1, len(story) - 1 - _MAX_BELOW_CREDIT), -1):
        row = story[at]
        credit = split_credit(row.line.text, row.line.number) if row.text else None
        if credit and (
            not prose_below or ("/" in credit.words and "source" in credit.fields)
        ):  # as `(tan/jpnn)`
            last = [_with_text(row, credit.before)] if credit.before else []
            read_alsos = [row for row in story[at + 1 :] if row.kind == "read-also"]
            message = "body: what stands under the credit was left out"
            doubts = [Doubt(row.line.number, message)] if prose_below else []
            fields = {**credit.fields}
            if credit.signed:
                fields["credit"] = FieldValue(
                    credit.words, Provenance.POSITION, row.line.number, "the credit at the end"
                )
            return _Uncredited([*story[:at], *last, *read_alsos], fields, doubts)
        prose_below = prose_below or is_prose(row.text)
    end = next(
        (
            at
            for at in range(len(story), 0, -1)
            if story[at - 1].kind != "date" and not is_teaser(story[at - 1].line.text)
        ),
        0,
    )
    return _Uncredited(story[:end], {}, [])
