"""Find the tags of a story: behind a label, in the lines below one, or with `#`."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import is_title
from newsgen.importing.page_text.candidates import Candidate, FieldValue, Reason, best_first
from newsgen.importing.page_text.rows import Row, is_title_case

_MAX_TAG_WORDS = 5
_MAX_TAG = 50
_MAX_TAGS = 25
_MAX_LINES = 30
_SINGLE_TAG = 3  # words on the only line under a label that are one tag
_MOST_UNLABELLED = 16  # words
_MAX_PHRASE = 4  # words of a tag among tags that only spaces part
_NEAR = 40  # rows below the story
_MIN_JOINED = 8  # letters of a tag such as `hargakentang`, which the story may have as two words
_LEAST = 1.5
_SEPARATOR = re.compile(r"[|•·]| / ")
_LENGTH = re.compile(r"(?:\d\d?:)?\d\d?:\d\d")  # of a video
_MORE = re.compile(r"\W*(?:show more|lainnya|lihat semua|selengkapnya|more|next|#)?\W*", re.I)


class Phrases:
    """The words of a story, in which phrases can be looked for."""

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        self._title = title
        self._rows = rows

    @cached_property
    def words(self) -> str:
        """All words in small letters, with a hyphen around each."""
        return hyphenated(" ".join((self._title, *(row.line.text for row in self._rows))))

    @cached_property
    def letters(self) -> str:
        """The same without anything between them."""
        return self.words.replace("-", "")


def hyphenated(text: str) -> str:
    """Words in small letters with a hyphen around each, in which phrases can be looked for."""
    return "-" + "-".join(re.findall(r"[^\W_]+", text.lower())) + "-"


def find_tags(rows: Sequence[Row], start: int, end: int, title: str) -> FieldValue | None:
    """The tags of the story from row `start` to before `end`."""
    captions = [row for row in rows[max(0, start - _NEAR) : start] if row.kind == "caption"]
    story = Phrases(title, [*captions, *rows[start:end]])
    candidates = [
        candidate for at in _places(rows, end) if (candidate := _candidate(rows, at, end, story)) is not None
    ]
    ranked = best_first(candidates)
    if not ranked or ranked[0].score < _LEAST:
        return None
    best = ranked[0]
    tags, sure = best.value
    others = tuple(Candidate(one.value[0], one.line, one.reasons) for one in ranked[1:4])
    evidence = best.reasons[0].words if sure else "words that may belong together"
    provenance = Provenance.LABEL if sure else Provenance.GUESS
    return FieldValue(tags, provenance, best.line, evidence, best.reasons, others)


def _places(rows: Sequence[Row], end: int) -> Iterator[int]:
    """The rows below the story that may hold tags, or be the label over them."""
    near, listed = True, False
    for at in range(end, min(len(rows), end + _NEAR)):
        row = rows[at]
        near = near and (at == end or rows[at - 1].kind != "text" or rows[at - 1].text[0] in "([")
        near = near and (at == end or rows[at - 1].label not in ("latest", "related"))
        if row.label == "comments":
            return
        listed = listed or row.label == "latest"
        if (
            row.line.text == "#"
            and not listed
            and all(above.line.text != "#" for above in rows[max(end, at - 2) : at])
        ):
            yield at
        hashtag = row.line.text[0] == "#"
        if hashtag and at > end and rows[at - 1].line.text[0] == "#":
            continue  # taken with the line above
        plain = row.kind == "text" and near and row.text[0] not in "(["
        if row.label == "tags" or "tags" in row.fields or plain:
            yield at


def _candidate(rows: Sequence[Row], at: int, end: int, story: Phrases) -> Candidate | None:
    row = rows[at]
    text = row.line.text
    labelled = row.label == "tags" or not text.startswith("#")
    if text == "#":
        tags, sure = _behind_marks(rows, at), True
        reason = Reason(2.5, "lines below `#`")
    elif "tags" in row.fields and row.fields["tags"].value.strip(" :|-#"):
        raw = row.fields["tags"].value
        if raw.startswith("#"):
            raw = " ".join(
                (raw, *(below.line.text for below in _lines_below(rows, at + 1) if below.line.text[0] == "#"))
            )
        tags, sure = split_tags(raw, story)
        reason = Reason(3.0, "behind a label") if labelled else Reason(2.5, "words with `#`")
    elif row.label == "tags" or "tags" in row.fields:
        tags, sure = _tags_below(rows, at + 1, story)
        reason = Reason(2.0, f"under `{text.strip(' :')}`")
    else:
        return _unlabelled(rows, at, story)
    if not tags or len(tags) > _MAX_TAGS:
        return None
    reasons = [reason, *_agreement(tags, labelled, story)]
    if any(above.label in ("latest", "related") for above in rows[end:at]):
        reasons.append(Reason(-0.5, "below a list of other stories"))
    return Candidate((tags, sure), row.line.number, tuple(reasons))


def _behind_marks(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    """The lines of which each stands below a line of its own with `#`."""
    tags: list[str] = []
    while at + 1 < len(rows) and rows[at].line.text == "#" and len(rows[at + 1].line.text) <= _MAX_TAG:
        tags.append(rows[at + 1].line.text)
        at += 2
    return _unique(tags)


def _agreement(tags: Sequence[str], labelled: bool, story: Phrases) -> Iterator[Reason]:
    found = sum(_is_in(tag, story) for tag in tags)
    yield Reason(2.0 * found / len(tags), f"{found} of {len(tags)} are in the story")
    if found:
        return
    partly = sum(_are_words_in(tag, story) for tag in tags)
    if not labelled or partly * 2 < len(tags):
        yield Reason(-1.0 if labelled else -2.0, "the story names none of them")


def _tags_below(rows: Sequence[Row], start: int, story: Phrases) -> tuple[tuple[str, ...], bool]:
    below = _lines_below(rows, start)
    if len(below) == 1 and len(below[0].line.text.split()) <= _SINGLE_TAG:
        words = below[0].line.text.split()
        joined = re.search(r"[#,;|•·]|\s{2,}|\t", below[0].line.raw) is None
        if joined and not all(_is_word_in(word, story) for word in words):
            return _unique([below[0].line.raw]), False
    if len(below) == 1:
        return split_tags(below[0].line.raw, story)
    tags = _unique([part for row in below for part in _parts(row.line.raw)])
    return _without_titles(tags, story), True


def _without_titles(tags: tuple[str, ...], story: Phrases) -> tuple[str, ...]:
    """The tags up to where titles of other stories begin: several long ones, none of which the story has."""
    known = max((at for at, tag in enumerate(tags) if _is_in(tag, story)), default=-1) + 1
    rest = tags[known:]
    titles = known > 0 and len(rest) > 1 and all(tag.count(" ") > 1 and is_title_case(tag) for tag in rest)
    return tags[:known] if titles else tags


def _unlabelled(rows: Sequence[Row], at: int, story: Phrases) -> Candidate | None:
    """Tags without a label right under the story: words that the story has, most of them small."""
    below = _lines_below(rows, at)
    if named := _named_in_story(rows, at, below, story):
        reasons = (Reason(1.6, "words of the story in lines of their own below it"),)
        return Candidate((named, named[0].islower()), rows[at].line.number, reasons)
    text = " ".join(row.line.text for row in below)
    small = text == text.lower() or (len(below) > 1 and any(row.line.text.islower() for row in below))
    if not small or not 2 <= len(text.split()) <= _MOST_UNLABELLED or text[-1] in ".?!:":
        return None
    tags, _ = _tags_below(rows, at, story)
    strange = [tag for tag in tags if not _is_in(tag, story)]
    most = 0 if text != text.lower() else 0.5 if all(map(_is_phrase, strange)) else 0.4
    if len(strange) > most * len(tags):
        return None
    reasons = (Reason(1.6, "words of the story in lines of their own below it"),)
    return Candidate((tags, len(below) > 1), rows[at].line.number, reasons)


def _named_in_story(rows: Sequence[Row], at: int, below: Sequence[Row], story: Phrases) -> tuple[str, ...]:
    """Several tags that the story has word by word: with separators above a label, or the first if small."""
    if not below:
        return ()
    first = below[0].line
    if _SEPARATOR.search(first.raw):
        after = rows[at + 1] if at + 1 < len(rows) else None
        tags = split_tags(first.raw, story)[0]
        closed = len(tags) > 1 and after is not None and after.kind == "label"
        return tags if closed and all(_is_short_phrase(tag, story) for tag in tags) else ()
    tags = tuple(row.line.text for row in below)
    known = tuple(takewhile(lambda tag: _is_short_phrase(tag, story), tags))
    several = len(known) > 1 and first.text.islower()
    return _unique(known) if several and not any(tag.islower() for tag in tags[len(known) :]) else ()


def _is_short_phrase(tag: str, story: Phrases) -> bool:
    return 0 < len(tag.split()) <= _MAX_PHRASE and not tag.isdigit() and hyphenated(tag) in story.words


def _is_phrase(tag: str) -> bool:
    return " " in tag


def _lines_below(rows: Sequence[Row], start: int) -> list[Row]:
    """The short lines under a label, up to anything else."""
    found: list[Row] = []
    for row in rows[start : start + _MAX_LINES]:
        text = row.line.text
        if row.kind == "boilerplate" and _MORE.fullmatch(text):
            continue
        single = row.kind in ("text", "section", "field") and (not row.fields or "tags" in row.fields)
        single = single or (
            bool(found) and row.kind in ("label", "boilerplate") and text.islower() and " " not in text
        )
        if not single or row.weight or len(text) > 300 or _LENGTH.fullmatch(text):
            break
        if (
            len(text) > _MAX_TAG
            and not re.search(r"[#,|•·]|\s{2,}", row.line.raw)
            and (found or is_title(text))
        ):
            break
        if found and len(text.split()) > _MAX_TAG_WORDS:
            break
        found.append(row)
    return found


def _parts(raw: str) -> list[str]:
    separator = next((one for one in ("#", ",", "|", "•") if one in raw), None)
    return raw.split(separator) if separator else [raw]


def split_tags(raw: str, story: Phrases) -> tuple[tuple[str, ...], bool]:
    """The tags, and whether it is certain where each ends: one may contain single spaces.

    Words that only single spaces part belong together where the story has them side by side.
    """
    raw = raw.strip()
    for separator in ("#", r"[,;]", r"\s{2,}|\t|[|•·]| / "):
        if re.search(separator, raw):
            return _unique(re.split(separator, raw)), True
    words = raw.split()
    if len(words) < 2:
        return _unique(words), True
    tags: list[str] = []
    at = 0
    while at < len(words):
        size = next(
            (
                n
                for n in range(min(_MAX_PHRASE, len(words) - at), 1, -1)
                if _is_in(" ".join(words[at : at + n]), story)
            ),
            1,
        )
        tags.append(" ".join(words[at : at + size]))
        at += size
    return _unique(tags), False


def _unique(tags: Sequence[str]) -> tuple[str, ...]:
    cleaned = (" ".join(tag.split()).strip(" ,;|#:-") for tag in tags)
    named = {
        slugify(tag): tag for tag in reversed([tag for tag in cleaned if tag and not _MORE.fullmatch(tag)])
    }
    return tuple(reversed(named.values()))


def _is_word_in(word: str, story: Phrases) -> bool:
    return len(word) > 3 and f"-{word.lower()}-" in story.words


def _are_words_in(tag: str, story: Phrases) -> bool:
    """Whether the story has all longer words of a tag, though not side by side."""
    words = [word for word in tag.split() if len(word) > 3]
    return bool(words) and all(_is_word_in(word, story) for word in words)


def _is_in(tag: str, story: Phrases) -> bool:
    words = hyphenated(tag)
    if len(words) < 3:
        return False
    return words in story.words or (len(words) > _MIN_JOINED and words.replace("-", "") in story.letters)
