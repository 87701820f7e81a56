"""Choose the headline of a page: what is seen, checked against what the markup says."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.article import Provenance
from newsgen.content.dates import find_dates
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.bylines import labelled_fields, name_in_byline, sections_in
from newsgen.importing.page_text.lines import Line, ends_sentence
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages.credits import is_credit
from newsgen.importing.saved_pages.metadata import Metadata, Said
from newsgen.importing.saved_pages.tree import Block, named, words
from newsgen.importing.saved_pages.words import HEADINGS, HEADLINE_CLASSES, NOT_FOUND, SUMMARIES

_SEPARATOR = re.compile(r"\s+(?:[|»«·•~]|[-–—]{1,2}|::?|::)\s+|\s*\|\s*|\s»\s")
_LONGEST = 300
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|hak cipta)\W{0,3}(?:\d{4}\W{1,3}){0,2}(?P<name>[^\d|.,·©]{3,40})", re.I
)
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.(?:html?|php))?")
_LEAST = 2.0
_AGREED = 0.75  # for each other kind of markup that says the same
_FEW = 3  # words of the name of a site
_MANY = 4  # words of a headline
_LEAST_WORDS = 2  # of one that the markup calls so, and of which its story tells
_NEAR = 6  # blocks between a headline and the story
_KNOWN = 0.55  # of the longer words of a headline are in its story
_ALIKE = 0.6  # of the words
_NO_HEADLINE = re.compile(r"(?:edisi|nomor|no|volume|vol)\b[^a-z]?.{0,40}\d", re.IGNORECASE)  # of a print
_BESIDE_DATE = 15  # letters of a line that has little more than a date
_UTC = ZoneInfo("UTC")
_CUT = re.compile(r"\s?(?:\.\.\.|…)$")
_TRUST = {"json-ld": 4.0, "meta": 4.0, "microdata": 4.0, "title": 3.5}


class Title(NamedTuple):
    """The headline, the place of its block on the page (-1 if it is not seen there), how it was found."""

    text: str
    at: int
    provenance: Provenance


def site_slugs(said: Metadata, host: str) -> frozenset[str]:
    """The names of the site as slugs without hyphens."""
    labels = host.removeprefix("www.").split(".")
    found = {
        slugify(name).replace("-", "") for name in (said.site_name, said.publisher, host.removeprefix("www."))
    }
    found.update(label for label in labels[:1] if len(label) > 3)
    return frozenset(name for name in found if len(name) > 1)


def names_of_site(said: Metadata, texts: Iterable[str]) -> frozenset[str]:
    """What the ends of titles and lines of copyright call the site, as slugs without hyphens."""
    ends = [parts[-1] for one in said.titles if len(parts := _SEPARATOR.split(one.text)) > 1]
    ends += [found["name"] for text in texts if (found := _COPYRIGHT.search(text))]
    short = [end for end in ends if end.count(" ") <= _FEW]
    slugs = {slugify(end).replace("-", "") for end in short}
    slugs |= {slugify(end.partition(".")[0]).replace("-", "") for end in short if "." in end}
    return frozenset(slug for slug in slugs if len(slug) > _FEW)


def variants(text: str) -> Iterator[str]:
    """A title, and what is left of it without the parts that separators set off at its end or start."""
    yield text
    cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(text)]
    for start, _ in reversed(cuts):
        yield text[:start]
    for _, end in cuts:
        yield text[end:]


def title_slugs(said: Metadata) -> dict[str, float]:
    """The slugs that the headline may have, with how much each says for it; more if several kinds agree."""
    found: dict[str, float] = {}
    kinds: dict[str, set[str]] = {}
    for one in said.titles:
        for place, variant in enumerate(variants(one.text)):
            slug = slugify(variant)
            if slug.count("-") or place == 0:
                found[slug] = max(found.get(slug, 0.0), _TRUST[one.by] - (0.5 if place else 0.0))
                kinds.setdefault(slug, set()).add(one.by)
    return {slug: trust + _AGREED * (len(kinds[slug]) - 1) for slug, trust in found.items()}


def find_title(blocks: Sequence[Block], said: Metadata, sites: Collection[str], story_at: int) -> Title:
    """The headline; `story_at` is the place of the first paragraph of the story."""
    known = title_slugs(said)
    scored = [
        (score, -at)
        for at, block in enumerate(blocks)
        if (score := _score(block, at, known, said, sites, story_at)) >= _LEAST
    ]
    told = _stripped(said, sites)
    if not scored:
        beginning = " ".join(block.text for block in blocks[max(story_at, 0) :][:_NEAR])
        below = -1 if is_told_of(told, beginning) else _above_story(blocks, said, -1, story_at)
        if below >= 0:
            return Title(_headline_on(blocks[below], _LEAST_WORDS), below, Provenance.POSITION)
        return Title(told, -1, Provenance.METADATA if told else Provenance.GUESS)
    score, at = max(scored)
    if (below := _under_site_name(blocks, said, -at, story_at)) >= 0:
        return Title(_headline_on(blocks[below], _LEAST_WORDS), below, Provenance.POSITION)
    seen = blocks[-at].text
    if _CUT.search(seen) and slugify(told).startswith(slugify(_CUT.sub("", seen))):
        seen = told
    return Title(seen, -at, Provenance.METADATA if score >= 4.0 else Provenance.POSITION)


def _under_site_name(blocks: Sequence[Block], said: Metadata, at: int, story_at: int) -> int:
    """The place of a headline below a short title that only `<title>` and a heading on top have, or -1."""
    if blocks[at].text.count(" ") >= _FEW:
        return -1
    below = _above_story(blocks, said, at - 1, story_at)
    return -1 if below == at else below


def _above_story(blocks: Sequence[Block], said: Metadata, at: int, story_at: int) -> int:
    """The place of a headline right above the story, where nothing but `<title>` says another one."""
    if {one.by for one in said.titles} - {"title"}:
        return -1
    beginning = " ".join(block.text for block in blocks[max(story_at, 0) :][:_NEAR])
    for below in range(story_at - 1, max(at, story_at - 1 - _NEAR), -1):
        block, top = blocks[below], below
        while top > max(at, 0) and _is_over(blocks[top - 1], blocks[top], said, beginning):
            top -= 1
        is_called = block.tag == "h1" or HEADLINE_CLASSES.search(named(block.element)) is not None
        if top < below or (is_called and _is_told_headline(block, said, beginning)):
            return top
        if _headline_on(block) and not _sums_up(block):
            return below
    return -1


def _headline_on(block: Block, least: int = _MANY) -> str:
    """The line of a block that is a heading, is called one or is bold, and may be a headline; else empty."""
    if block.tag in HEADINGS or HEADLINE_CLASSES.search(named(block.element)):
        lines = [block.text]
    else:
        bold = [words(one) for one in block.element.iter("b", "strong")]
        lines = [line for line in (block.text, *block.lines) if line in bold]
    if _leads_home(block):
        return ""
    return next((line for line in lines if line.count(" ") >= least - 1 and not is_no_headline(line)), "")


def _is_over(block: Block, below: Block, said: Metadata, beginning: str) -> bool:
    """Whether a block is the headline to which the one below it may be what sums the story up."""
    return _is_larger(block, below) and _is_told_headline(block, said, beginning)


def _is_larger(block: Block, below: Block) -> bool:
    if block.tag in HEADINGS:
        return below.tag not in HEADINGS or block.tag < below.tag
    is_called = HEADLINE_CLASSES.search(named(block.element)) is not None
    return is_called and below.tag not in HEADINGS and not HEADLINE_CLASSES.search(named(below.element))


def _is_told_headline(block: Block, said: Metadata, beginning: str) -> bool:
    """Whether a heading of few words is a headline: the story has them, and they do not name the site."""
    text = _headline_on(block, _LEAST_WORDS)
    mine, known = slugify(text).split("-"), hyphenated(beginning)
    longer = [word for word in mine if len(word) > 3]
    if not text or not longer or sections_in(text) is not None:
        return False
    if any(set(mine) <= set(slugify(one.text).split("-")) for one in said.titles):
        return False
    return 2 * sum(word in known for word in longer) >= len(longer)


def _sums_up(block: Block) -> bool:
    """Whether a block is a line that sums the story up: called so, or a sentence with its full stop."""
    is_called = SUMMARIES.search(named(block.element)) is not None
    return is_called or (block.tag != "h1" and ends_sentence(block.text))


def is_no_headline(text: str) -> bool:
    """Whether a line is that of an edition, a date or place and date, or names who wrote a story."""
    if _NO_HEADLINE.match(text) or name_in_byline(text):
        return True
    if is_credit(text) or {"authors", "editors"}.intersection(labelled_fields(Line(1, text, text)) or {}):
        return True
    for date in find_dates(text, _UTC):
        rest = slugify(text[: date.start] + text[date.end :]).replace("-", "")
        if len(rest) <= _BESIDE_DATE:
            return True
    return False


def is_told_of(title: str, story: str) -> bool:
    """Whether the words of a title, or of what separators leave of it, are those of a story."""
    known = slugify(story)
    for one in variants(title):
        longer = [word for word in slugify(one).split("-") if len(word) > 3]
        if one.count(" ") < _MANY - 1 or not longer:
            continue
        if sum(word in known for word in longer) >= _KNOWN * len(longer):
            return True
    return False


def without_site(title: str, story: str) -> str:
    """A title without its last part, if that is no more than a few words and the story has none of them."""
    cuts = [*_SEPARATOR.finditer(title)]
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    known = set(slugify(story).split("-"))
    is_short = tail.count(" ") <= _FEW and not set(slugify(tail).split("-")) & known
    return head if is_short and head.count(" ") >= _MANY - 1 else title


def _score(
    block: Block, at: int, known: dict[str, float], said: Metadata, sites: Collection[str], story_at: int
) -> float:
    text = block.text
    if not 2 < len(text) <= _LONGEST or block.tag in ("ul", "ol", "table", "figure", "pre"):
        return 0.0
    slug = slugify(text)
    if not slug or slug.replace("-", "") in sites or _leads_home(block) or _NO_HEADLINE.match(text):
        return 0.0
    names = f"{named(block.element)} {named(block.parent)}"
    by_class = HEADLINE_CLASSES.search(names) is not None
    told = known.get(slug, 0.0)
    heading = block.tag in HEADINGS
    if not told and (not (heading or by_class) or is_no_headline(text)):
        return 0.0
    score = told or (_likeness(text, said.titles) if said.titles else 0.0)
    score += {"h1": 2.0, "h2": 1.0, "h3": 0.5}.get(block.tag, 0.0) + by_class * 1.0
    if "headline" in f"{block.element.get('itemprop')} {block.parent.get('itemprop')}":
        score += 1.0
    if at > story_at >= 0:
        score -= 2.5
    if text.count(" ") < 2 and not told:
        score -= 1.5
    if sections_in(text) is not None:
        score -= 3.0
    if not told and _likeness(text, said.titles) < 1 and said.titles and block.tag != "h1":
        score -= 1.5
    return score


def _leads_home(block: Block) -> bool:
    """Whether a block is the name of the site: a link to its front page."""
    links = [link.get("href") or "" for link in block.element.iter("a")]
    return block.links >= len(block.text) and bool(links) and all(map(_HOME.fullmatch, links))


def _likeness(text: str, titles: Sequence[Said]) -> float:
    """2 or more if most words are those of a title, else 0."""
    mine = set(slugify(text).split("-"))
    best = 0.0
    for one in titles:
        other = set(slugify(one.text).split("-"))
        best = max(best, len(mine & other) / max(1, len(mine | other)))
        if len(mine) > 3 and mine <= other:
            best = max(best, _ALIKE)
    return 3.0 * best if best >= _ALIKE else 0.0


def _stripped(said: Metadata, sites: Collection[str]) -> str:
    """The title that the markup gives, without the name of the site."""
    for one in said.titles:
        text = one.text
        parts = _SEPARATOR.split(text)
        if len(parts) > 1 and _is_site(parts[-1], sites):
            text = next(v for v in variants(text) if v == text[: len(v)] and v != text)
        elif len(parts) > 1 and _is_site(parts[0], sites):
            text = text[_SEPARATOR.search(text).end() :]  # type: ignore[union-attr]
        if text and slugify(text).replace("-", "") not in sites and not NOT_FOUND.fullmatch(text):
            return text
    return ""


def _is_site(text: str, sites: Collection[str]) -> bool:
    plain = slugify(text).replace("-", "")
    return any(plain == site or (len(site) > 4 and site in plain) for site in sites)
