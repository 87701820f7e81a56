"""Choose the headline of a saved page among the lines above its story, by evidence."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import is_bulleted
from newsgen.importing.page_text.bylines import is_name, sections_in
from newsgen.importing.page_text.candidates import Candidate, Fields, FieldValue, Reason
from newsgen.importing.page_text.lexicon import HIGHLIGHT_LABELS
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.page_text.rows import Row, is_title_case

_MAX_HEADLINE = 200
_MAX_ABOVE = 60  # rows above the story among which it is looked for
_MIN_WORDS = 4
_MOST_WORDS = 25
_HALF = 0.5
_MOST = 0.6  # of the words
_MAX_LEDE = 600  # characters of each
_LEAST = 1.0  # score of a headline
_CLEAR = 1.0  # lead over the next one that makes it sure
_MOST_HIGHLIGHTS = 6  # rows below the label over lines that sum the story up
_NEAR_LEDE = 5  # paragraphs whose words a headline shares
_PREFIX = re.compile(r"(?:foto|video|infografis|photos?|breaking news|update|terpopuler) ?[:|] ", re.I)
_DOMAIN = re.compile(r"[\w-]{2,30}(?:\.[a-z]{2,4})?\.(?:com|co|id|net|org|news|tv|info)", re.I)
_CAPTION_WORDS = re.compile(
    r"\b(?:saat|ketika|sedang|tampak|berfoto|bersalaman|kiri|kanan|menunjukkan|memimpin)\b", re.I
)
_WORD = re.compile(r"[^\W_]{3,}")
_TWO_SENTENCES = re.compile(r"[a-z”\"]\. [A-Z]")
_SMALL_WORDS = frozenset(
    "yang dan di ke dari pada untuk dengan ini itu dalam akan tidak oleh para the and for with from"
    " that this".split()
)


class Headline(NamedTuple):
    """The index of the headline among the rows, and its field; -1 and no field if there is none."""

    at: int
    fields: Fields


class Clues(NamedTuple):
    """What is known before any line is looked at: the slugs of the headline, and the site's own names."""

    slugs: Collection[str]
    sites: Collection[str]


def find_headline(rows: Sequence[Row], start: int, end: int, clues: Clues) -> Headline:
    """Choose the headline among the rows above the story, which goes from `start` to before `end`."""
    first = max(0, start - _MAX_ABOVE)
    above = [at for at in range(first, start) if _may_be_headline(rows[at], clues.sites)]
    above = above or [
        at
        for at in range(first, start - 1)
        if rows[at].weight and len(rows[at].text) <= _MAX_HEADLINE and rows[at + 1].dates
    ]
    if not above:
        return Headline(-1, {})
    every = Counter(row.line.text.lower() for row in rows)
    told = _words(" ".join(row.line.text[:_MAX_LEDE] for row in rows[start : min(end, start + _NEAR_LEDE)]))
    nearest = max((at for at in above if _is_long(rows[at].line.text)), default=-1)
    found = {
        at: Candidate(
            rows[at].line.text,
            rows[at].line.number,
            tuple(_reasons(rows, at, start, clues, every, told, nearest)),
        )
        for at in above
    }
    ranked = sorted(found, key=lambda at: -found[at].score)
    best = found[ranked[0]]
    others = [found[at] for at in ranked[1:] if slugify(found[at].value) != slugify(best.value)]
    if best.score < _LEAST:
        return Headline(-1, {})
    clear = not others or best.score - others[0].score >= _CLEAR
    provenance = Provenance.POSITION if clear and best.score >= _LEAST * 2 else Provenance.GUESS
    evidence = "a line above the story" if clear else "the likeliest of several lines above the story"
    title = FieldValue(best.value, provenance, best.line, evidence, best.reasons, tuple(others[:3]))
    return Headline(ranked[0], {"title": title})


def _may_be_headline(row: Row, sites: Collection[str]) -> bool:
    text = row.line.text
    if row.kind == "caption":
        return _PREFIX.match(text) is not None and text.count(" ") >= _MIN_WORDS and text[-1] not in ")].-"
    if row.kind == "field":
        return (
            "caption" in row.fields
            and _PREFIX.match(text) is not None
            and text.count(" ") >= _MIN_WORDS
            and text[-1] not in ")].-"
        )
    sentence = text.endswith(".") and not text.endswith("...")
    return (
        row.kind == "text"
        and any(map(str.isalnum, text))
        and len(text) <= _MAX_HEADLINE
        and not sentence
        and not (text[0] == "(" and text[-1] == ")")
        and sections_in(text) is None
        and not _is_site(text, sites)
    )


def _is_site(text: str, sites: Collection[str]) -> bool:
    plain = slugify(text).replace("-", "")
    return len(text) < 40 and (
        _DOMAIN.fullmatch(text) is not None
        or any(plain == site or (len(site) > 5 and plain.startswith(site)) for site in sites)
    )


def _reasons(
    rows: Sequence[Row], at: int, start: int, clues: Clues, every: Counter[str], told: set[str], nearest: int
) -> Iterator[Reason]:
    text = rows[at].line.text
    slug = slugify(text)
    yield from _by_words(text, slug, clues, every, told)
    between = rows[at + 1 : start]
    below = next((row for row in between if row.kind not in ("boilerplate", "section")), None)
    if below is not None and (
        below.is_byline or (_is_summary(below, told) and _is_long(text) and _share(text, told) >= _HALF)
    ):
        yield Reason(
            2.5, "right above the date or byline" if below.is_byline else "above a line that may sum up"
        )
    elif below is not None and is_name(below.text):
        yield Reason(2.0, "right above a name")
    elif any(row.is_byline for row in between[:8]):
        yield Reason(1.5, "above the date or byline")
    if len(between) > 1 and "source" in between[0].fields and between[1].kind == "caption":
        yield Reason(-3.0, "right above the source of a photo")
    yield from _by_lines_above(rows, at, told)
    if at == nearest:
        yield Reason(0.5, "the last long line above the story")
    others = sum(row.kind == "text" and not row.weight and _is_long(row.line.text) for row in between)
    if others:
        yield Reason(-0.4 * min(others, 8), f"{others} more such lines between it and the story")
    if any(row.kind == "label" and row.label in ("latest", "related") for row in between):
        yield Reason(-1.5, "a list of other stories is below it")
    if any(row.kind == "relative date" for row in between[:2]):
        yield Reason(-1.5, "dated as a list dates stories")


def _by_lines_above(rows: Sequence[Row], at: int, told: set[str]) -> Iterator[Reason]:
    """What the lines above one say of it."""
    before = [row for row in rows[max(0, at - 4) : at] if row.kind not in ("boilerplate", "section")]
    if any(_is_over_highlights(row) for row in rows[max(0, at - _MOST_HIGHLIGHTS) : at]):
        yield Reason(-4.0, "in a list that sums the story up")
    elif before and before[-1].is_byline:
        yield Reason(1.0, "right below a date or byline")
    elif before and _is_summary(before[-1], told) and _share(before[-1].text, told) >= _HALF:
        yield Reason(-1.5, "right below a line that may be the headline")
    elif before and is_name(before[-1].text) and any(_is_long(row.text) for row in before[:-1]):
        yield Reason(-2.0, "right below a name, where profiles stand")
    elif any(row.is_byline for row in before):
        yield Reason(-1.0, "further below a date or byline, where captions stand")


def _is_over_highlights(row: Row) -> bool:
    return row.line.text.lower().rstrip(" :") in HIGHLIGHT_LABELS


def _is_summary(row: Row, told: set[str]) -> bool:
    """Whether a line is long, and tells of the same as the story."""
    return (
        bool(row.text) and not row.weight and row.text.count(" ") >= _MIN_WORDS and _share(row.text, told) > 0
    )


def _share(text: str, told: set[str]) -> float:
    words = _words(text)
    return len(words & told) / len(words) if words else 0


def _by_words(text: str, slug: str, clues: Clues, every: Counter[str], told: set[str]) -> Iterator[Reason]:
    share = max((_shared(slug, known) for known in clues.slugs), default=0)
    if share == 1:
        yield Reason(6.0, "the words of the file's name or address")
    elif share > _MOST:
        yield Reason(4.0 * share, "most words of the file's name or address")
    if told:
        share = _share(text, told)
        yield Reason(4.0 * share, f"{round(100 * share)} % of its words are in the story")
    count = slug.count("-") + 1
    if every[text.lower()] > 1 and count > 2:
        yield Reason(2.0, "repeated on the page")
    if _MIN_WORDS <= count <= _MOST_WORDS:
        yield Reason(2.0, f"{count} words long")
    elif count < 3:
        yield Reason(-1.0, "a word or two")
    yield from _against(text)


def _against(text: str) -> Iterator[Reason]:
    """What speaks against a line as such."""
    capitals = is_title_case(text)
    if is_bulleted(text):
        yield Reason(-2.0, "begins with a bullet")
    if ends_sentence(text.rstrip("?!…")) or (not capitals and text.endswith((",", ";", ":"))):
        yield Reason(-2.0, "ends like a sentence")
    if _TWO_SENTENCES.search(text):
        yield Reason(-1.5, "more than one sentence")
    if is_name(text):
        yield Reason(-1.5, "looks like a name")
    if _CAPTION_WORDS.search(text) and not capitals:
        yield Reason(-1.5, "reads like the caption of a photo")


def _shared(slug: str, known: str) -> float:
    """How many of the words of two slugs are in both: 1 for all."""
    one, two = set(slug.split("-")), set(known.split("-"))
    return 1 if slug == known else min(0.99, len(one & two) / max(len(one), len(two)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _SMALL_WORDS


def _is_long(text: str) -> bool:
    return text.count(" ") + 1 >= _MIN_WORDS
