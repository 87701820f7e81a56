"""Advertising in plain words that any reader sees: paragraphs, runs of them, sentences, texts of pictures."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.advertising import (
    SENTENCE_END,
    is_honest,
    is_mostly_goods,
    quoted,
    reasons_of_words,
    sentences,
    weight_of_words,
)
from newsgen.importing.spam.evidence import Site, Subject
from newsgen.importing.spam.folding import findings, fold, seen
from newsgen.importing.spam.links import Link
from newsgen.importing.spam.passages import Cut, Page, Passage
from newsgen.importing.spam.words import (
    ADVERTISED,
    COMMON,
    CONTACTS,
    FICTION,
    GENERIC,
    OF_GAMBLING,
    PROMISES,
    REPORTING,
    TRUSTED_HOSTS,
)

_ENOUGH, _SUSPECT, _SLIGHT = 4.5, 2.5, 1.0  # weights of words
_ENOUGH_IN_STORY = 5.5  # for a sentence among those of a story
_LONGEST_RUN = 12  # passages
_ALTERNATIVE = re.compile(r"\b(?:alt|title|aria-label)=([\"'])([^\"'<>]{8,1000})\1", re.IGNORECASE)


def advertising_paragraphs(page: Page, site: Site, title: str) -> list[Cut]:
    """Passages and sentences that advertise what the story does not speak of."""
    passages = page.passages
    weights = [weight_of_words(page.shown(one), site.language) for one in passages]
    if not any(weight >= _SLIGHT for weight in weights):
        return []
    honest = [one for one, weight in zip(passages, weights, strict=True) if weight < _SLIGHT]
    story = Subject(title, honest).text
    cuts: list[Cut] = []
    for suspect, some in groupby(passages, key=lambda one: _is_suspect(one, site)):
        run = list(some)
        if suspect and (signs := _signs_of_run(page, run, story, site)):
            cuts.extend(Cut(one.start, one.end, signs) for one in run)
        else:
            cuts.extend(cut for one in run for cut in _cuts_in(page, one, story, site))
    return cuts


def hidden_words(page: Page, site: Site) -> list[Cut]:
    """Hidden elements without links that advertise."""
    cuts = []
    for place, element in enumerate(page.elements):
        found = page.hiding[place]
        if (
            not found
            or found[0] != place
            or found[1].opened
            or page.links_between(element.start, element.end)
        ):
            continue
        said = seen(page.text[element.content : element.content_end])
        if weight_of_words(said, site.language) >= _SUSPECT:
            cuts.append(Cut(element.start, element.end, (found[1].words, "its words advertise")))
    return cuts


def alternative_texts(page: Page, site: Site, title: str) -> list[Cut]:
    """The alternative texts and titles of pictures of the story that were filled with advertising."""
    cuts = []
    for element in page.elements:
        parent = page.elements[element.parent].name if element.parent >= 0 else ""
        if element.name not in ("img", "video") or parent == "a":
            continue
        for found in _ALTERNATIVE.finditer(page.text, element.start, element.content):
            said = seen(found[2])
            if weight_of_words(said, site.language) < _SLIGHT:
                continue
            reasons = [
                *reasons_of_words(said, site.language),
                *_of_story(said, Subject(title, page.passages).text),
            ]
            if sum(reason.weight for reason in reasons) >= _SUSPECT + 1:
                signs = ("in the alternative text of a picture", "its words advertise")
                cuts.append(Cut(*found.span(2), signs))
    return cuts


def _is_suspect(passage: Passage, site: Site) -> bool:
    """Whether something in a passage sells, and no sentence in it is one of a story."""
    if weight_of_words(passage.said, site.language) <= 0 and not PROMISES.search(passage.own):
        return False
    if _stays(passage.links, site):
        return False
    if REPORTING.search(PROMISES.sub(" ", passage.own)) or quoted(passage.said):
        return False
    return not any(is_honest(said, site.language) for said in sentences(passage.said))


def _stays(links: list[Link], site: Site) -> bool:
    """Whether one of the links stays on the site, or leads to a host that everybody knows."""
    return any(site.is_own(one.host) or TRUSTED_HOSTS.search(one.host) for one in links)


def _signs_of_run(page: Page, run: list[Passage], story: str, site: Site) -> tuple[str, ...]:
    """The signs that the passages of a run, taken as one text, are an advertisement."""
    if len(run) > _LONGEST_RUN or not all(page.is_whole(one.start, one.end) for one in run):
        return ()
    shown = " . ".join(page.shown(one) for one in run)
    return _signs([*_reasons(page, run, shown, story, site)])


def _cuts_in(page: Page, passage: Passage, story: str, site: Site) -> Iterator[Cut]:
    """The sentences of a passage that advertise; all of it if no sentence is honest."""
    if weight_of_words(passage.said, site.language) < _SLIGHT:
        return
    if _is_suspect(passage, site) and (signs := _signs_of_run(page, [passage], story, site)):
        yield Cut(passage.start, passage.end, signs)
        return
    ends = [found.end() for found in SENTENCE_END.finditer(page.text, passage.start, passage.end)]
    for start, after in pairwise([passage.start, *ends, passage.end]):
        end = start + len(page.text[start:after].rstrip())
        links = [link for link in passage.links if start <= link.start < end]
        if not page.is_whole(start, end) or _stays(links, site):
            continue
        own = Passage(start, end, passage.block, links)
        own.said = page.said(own)
        if links and weight_of_words(own.said, site.language) < _SLIGHT:
            continue
        said = page.shown(own)
        rest = seen(f"{page.text[passage.start : start]} {page.text[end : passage.end]}")
        around = f"{story} {fold(rest)}"
        reasons = [*reasons_of_words(said, site.language), *_of_story(said, around)]
        if signs := _signs(reasons, _ENOUGH_IN_STORY):
            yield Cut(start, end, signs)


def _signs(reasons: list[Reason], enough: float = _ENOUGH) -> tuple[str, ...]:
    positive = tuple(reason.words for reason in reasons if reason.weight > 0)
    weight = sum(reason.weight for reason in reasons)
    return positive if len(positive) >= 2 and weight >= enough else ()


def _reasons(page: Page, run: list[Passage], shown: str, story: str, site: Site) -> Iterator[Reason]:
    named = reasons_of_words(shown, site.language)
    if not named:
        return
    yield from named
    hidden = page.hiding[run[0].block] if run[0].hidden else None
    if hidden and not hidden[1].opened:
        yield Reason(2.0, hidden[1].words)
    links = [link for passage in run for link in passage.links]
    if links:
        yield Reason(1.0, f"it links to another site: {links[0].host}")
    if any(CONTACTS.search(link.url) for link in links):
        yield Reason(1.0, "it links to a contact")
    yield from _of_story(shown, story, is_hidden=hidden is not None)


def _of_story(said: str, story: str, *, is_hidden: bool = False) -> Iterator[Reason]:
    """What the story around words of advertising says for and against their being put there."""
    told = set(findings(COMMON, story))
    shared = told.intersection(findings(COMMON, fold(said))) - GENERIC - {"bonus"}
    if not findings(ADVERTISED, story) and OF_GAMBLING.isdisjoint(told) and not shared:
        yield Reason(1.0, "it has nothing to do with the story")
    elif not is_hidden:
        reporting = len(set(findings(REPORTING, PROMISES.sub(" ", story))))
        yield Reason(-1.5 - min(3, reporting), "the story speaks of it")
    if FICTION.search(story):
        yield Reason(-3.0, "the story is made up")
    if is_mostly_goods(said):
        yield Reason(1.5, "hardly more than words of advertising")
