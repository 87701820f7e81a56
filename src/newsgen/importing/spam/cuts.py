"""Which spans of a text to cut out: hidden elements, passages of advertising, links in sentences."""

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.evidence import (
    Site,
    Subject,
    Weighed,
    weigh_by_itself,
    weigh_in_place,
)
from newsgen.importing.spam.folding import findings, words
from newsgen.importing.spam.hiding import Hiding
from newsgen.importing.spam.passages import UNREAD, Page, Passage
from newsgen.importing.spam.unread import signs_of_unread
from newsgen.importing.spam.words import ADVERTISED, CONNECTING, IN_OTHER_SCRIPTS, PROMISES, REPORTING

_BETWEEN = re.compile(r"(?:\s|&nbsp;|<br\s?/?>|</?p>|<hr\s?/?>)*+\Z", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:p|div|ul|ol|li|h\d|table|section|article|blockquote|center|marquee)\b|<!--", re.IGNORECASE
)
_KEPT_WORDS = 40  # with as many own words, something hidden is not cut as a whole


class Cut(NamedTuple):
    """A span to cut out, and by which signs."""

    start: int
    end: int
    signs: tuple[str, ...]


def cuts_of(page: Page, site: Site, title: str) -> list[Cut]:
    """All spans to cut, in order, none in another."""
    unread = _unread_cuts(page, site)
    weighed = [weigh_by_itself(link, _hiding(page, link.element, link.start), site) for link in page.links]
    if not any(one.lexical > 0 or one.hidden for one in weighed):
        return _outermost(page, unread)
    by_start = {one.link.start: one for one in weighed}
    passages = page.passages
    in_passages = [[by_start[link.start] for link in passage.links] for passage in passages]
    _weigh_all(page, in_passages, title)
    subject = Subject(title, passages)
    cuts = unread + _hidden_cuts(page, weighed)
    spam: list[bool] = []
    for passage, links in zip(passages, in_passages, strict=True):
        found = _cuts_of_passage(page, passage, links)
        spam.append(bool(found) and found[0].start <= passage.start and found[0].end >= passage.end)
        cuts += found
    cuts += _beside(page, spam, subject)
    cuts += _definitions(page, weighed)
    return _outermost(page, cuts)


def _hiding(page: Page, element: int, position: int) -> Hiding | None:
    place = element if element >= 0 else page.around(position)
    found = page.hiding[place] if place >= 0 else None
    return found[1] if found else None


def _weigh_all(page: Page, in_passages: list[list[Weighed]], title: str) -> None:
    """Add the signs of place and company to all links."""
    passages = page.passages
    subject = Subject(
        title, [p for p, links in zip(passages, in_passages, strict=True) if not _is_promotion(p, links)]
    )
    prose = [
        place
        for place, (passage, links) in enumerate(zip(passages, in_passages, strict=True))
        if passage.is_prose and not _is_promotion(passage, links)
    ]
    ends = (prose[0], prose[-1]) if prose else (len(passages), -1)
    for place, links in enumerate(in_passages):
        for one in links:
            weigh_in_place(one, page, place, subject, ends)
    _weigh_company(in_passages, set(prose))


def _weigh_company(in_passages: list[list[Weighed]], prose: set[int]) -> None:
    """Links that stand together without prose between them, and those that lead to one host."""
    group: list[Weighed] = []
    for place, links in enumerate(in_passages):
        if place in prose:
            _weigh_group(group)
            _weigh_group(links)
            group = []
        else:
            group.extend(links)
    _weigh_group(group)
    everywhere = [one for links in in_passages for one in links if one.foreign and one.lexical > 0]
    hosts = Counter(one.link.host for one in everywhere)
    for one in everywhere:
        if hosts[one.link.host] >= 3 and one.lexical >= 2:
            one.reasons.append(Reason(1.0, f"{hosts[one.link.host]} links to one host"))


def _weigh_group(group: list[Weighed]) -> None:
    foreign = [one for one in group if one.foreign]
    lexical = sum(one.lexical >= 2 for one in foreign)
    if lexical < 2 or lexical * 2 < len(foreign):
        scripted = sum(any("language" in reason.words for reason in one.reasons) for one in foreign)
        if scripted < 4 or scripted * 2 < len(foreign):
            return
        lexical = scripted
    weight = 2.0 if len(foreign) >= 4 else 1.0
    for one in foreign:
        words_ = f"among {len(foreign)} links to other sites, of which {lexical} advertise"
        one.reasons.append(Reason(weight, words_))
        if (
            one.lexical == 0
            and len(foreign) >= 4
            and lexical >= 3
            and not any(r.words.startswith("it reports") for r in one.reasons)
        ):
            one.reasons.append(Reason(1.0, "between advertising links"))


def _is_promotion(passage: Passage, links: list[Weighed]) -> bool:
    """Whether the own words of a passage advertise as well."""
    own = passage.own
    if not any(one.lexical > 0 and one.foreign for one in links):
        return False
    return _advertises(own)


def _advertises(own: str) -> bool:
    advertised = len(set(findings(ADVERTISED, own))) + len(set(findings(IN_OTHER_SCRIPTS, own)))
    promises = len(set(findings(PROMISES, own)))
    if advertised == 0 or advertised + promises < 2:
        return False
    reporting = len(set(findings(REPORTING, PROMISES.sub(" ", own))))
    density = (advertised + promises) / max(1, len(words(own.partition("\n")[0])))
    return reporting * 2 <= advertised + promises and density >= 0.05


def _unread_cuts(page: Page, site: Site) -> list[Cut]:
    cuts = []
    for element in page.elements:
        if element.name in ("!--", "script"):
            inner = page.text[element.content : element.content_end]
            if signs := signs_of_unread(element.name, inner, site):
                cuts.append(Cut(element.start, element.end, signs))
    return cuts


def _hidden_cuts(page: Page, weighed: list[Weighed]) -> list[Cut]:
    """Hidden elements whose links are spam."""
    inside: dict[int, list[Weighed]] = {}
    for one in weighed:
        place = one.link.element if one.link.element >= 0 else page.around(one.link.start)
        if place >= 0 and (found := page.hiding[place]):
            inside.setdefault(found[0], []).append(one)
    cuts = []
    for place, links in inside.items():
        element = page.elements[place]
        spam = [one for one in links if one.is_spam]
        if not spam or len(spam) * 2 < sum(one.foreign for one in links):
            continue
        own = _own_words(page, element.content, element.content_end, links)
        if own < _KEPT_WORDS or _advertises(
            " ".join(p.own for p in page.passages if element.start <= p.start < element.end)
        ):
            cuts.append(Cut(element.start, element.end, _all_signs(spam)))
    return cuts


def _own_words(page: Page, start: int, end: int, links: list[Weighed]) -> int:
    """How many words of a span are in none of the links."""
    matters = page.matters
    count = bisect_left(matters, end) - bisect_left(matters, start)
    for one in links:
        count -= bisect_left(matters, one.link.end) - bisect_left(matters, one.link.start)
    return count


def _cuts_of_passage(page: Page, passage: Passage, links: list[Weighed]) -> list[Cut]:
    spam = [one for one in links if one.is_spam]
    if not spam:
        return []
    own = [word for word in words(passage.own.partition("\n")[0]) if word not in CONNECTING]
    kept = [one for one in links if not one.is_spam]
    nothing_else = not own and not kept and not _shows(page, passage, spam)
    mostly = len(spam) >= 3 and not kept and len(own) <= len(spam) and not REPORTING.search(passage.own)
    promotion = _advertises(passage.own) and all(
        one.lexical > 0 or one.is_spam for one in links if one.foreign
    )
    if (nothing_else or mostly or promotion) and page.is_whole(passage.start, passage.end):
        signs = _all_signs(spam)
        if promotion:
            signs = (*signs, "the words around it advertise too")
        return [Cut(passage.start, passage.end, signs)]
    return [Cut(one.link.start, one.link.end, one.signs) for one in spam]


def _shows(page: Page, passage: Passage, spam: list[Weighed]) -> bool:
    """Whether something is shown in a passage beside its links."""
    inside = {offset for one in spam for offset in page.between(one.link.start, one.link.end)}
    shown = page.between(passage.start, passage.end)
    return any(page.text[offset] == "<" and offset not in inside for offset in shown)


def _beside(page: Page, spam: list[bool], subject: Subject) -> list[Cut]:
    """Passages next to others that were cut, which advertise without links."""
    cuts = []
    for places in (range(1, len(spam)), range(len(spam) - 2, -1, -1)):
        step = -1 if places.step == 1 else 1
        for place in places:
            passage = page.passages[place]
            if (
                spam[place]
                or not spam[place + step]
                or passage.links
                or not page.is_whole(passage.start, passage.end)
            ):
                continue
            advertised = len(findings(ADVERTISED, passage.own.rpartition("\n")[2]))
            if (
                _advertises(passage.own) or advertised * 6 >= len(words(passage.own)) > 0
            ) and not subject.reports:
                spam[place] = True
                cuts.append(Cut(passage.start, passage.end, ("its words advertise, next to links that do",)))
    return cuts


def _definitions(page: Page, weighed: list[Weighed]) -> list[Cut]:
    """Addresses of Markdown links that are written elsewhere."""
    urls = {one.link.url: one for one in weighed if one.is_spam and not one.link.bare}
    return [
        Cut(one.link.start, one.link.end, urls[one.link.url].signs)
        for one in weighed
        if one.link.url in urls
        and page.text.startswith(("[", " "), one.link.start)
        and page.text.find("]:", one.link.start, one.link.end) > 0
    ]


def _all_signs(spam: list[Weighed]) -> tuple[str, ...]:
    """The signs of several links, each once, not more than twelve."""
    return tuple(dict.fromkeys(sign for one in spam for sign in one.signs))[:12]


def _outermost(page: Page, cuts: list[Cut]) -> list[Cut]:
    """Cuts without those in others; whole elements that have nothing else in them; runs as one."""
    if not cuts:
        return []
    cuts = _joined_overlaps(cuts)
    gone = _gone(page, cuts)
    cuts = _joined_overlaps([_grown(page, cut, gone) for cut in cuts])
    joined: list[Cut] = []
    for cut in cuts:
        last = joined[-1] if joined else None
        if (
            last
            and _is_block(page, last)
            and _is_block(page, cut)
            and _BETWEEN.match(page.text[last.end : cut.start])
            and page.is_whole(last.start, cut.end)
        ):
            signs = tuple(dict.fromkeys((*last.signs, *cut.signs)))[:12]
            joined[-1] = Cut(last.start, cut.end, signs)
        else:
            joined.append(cut)
    return joined


def _joined_overlaps(cuts: list[Cut]) -> list[Cut]:
    joined: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if joined and cut.start < joined[-1].end:
            last = joined[-1]
            if cut.end > last.end:
                joined[-1] = Cut(last.start, cut.end, last.signs)
        else:
            joined.append(cut)
    return joined


def _grown(page: Page, cut: Cut, gone: list[int]) -> Cut:
    """The outermost element around a cut that shows nothing else; `gone` has the offsets that are cut."""
    place = page.around(cut.start)
    while place >= 0 and page.elements[place].start >= cut.start:
        place = page.elements[place].parent
    start, end = cut.start, cut.end
    while place >= 0:
        element = page.elements[place]
        if element.end < end or element.name in UNREAD:
            break
        shown = _count(page.matters, element.content, element.content_end)
        if shown > _count(gone, element.content, element.content_end):
            break
        start, end, place = element.start, element.end, element.parent
    return Cut(start, end, cut.signs)


def _count(offsets: list[int], start: int, end: int) -> int:
    return bisect_left(offsets, end) - bisect_left(offsets, start)


def _gone(page: Page, cuts: list[Cut]) -> list[int]:
    """The offsets of what is shown in cuts."""
    return [offset for cut in cuts for offset in page.between(cut.start, cut.end)]


def _is_block(page: Page, cut: Cut) -> bool:
    """Whether a cut is a block, or all of a line."""
    return _BLOCK.match(page.text, cut.start) is not None or _is_line(page.text, cut)


def _is_line(text: str, cut: Cut) -> bool:
    before, after = text[: cut.start].rstrip(" \t")[-1:], text[cut.end : cut.end + 40].lstrip(" \t\r")[:1]
    return before in ("", "\n") and after in ("", "\n")
