"""Which spans of a text to cut out: hidden elements, passages of advertising, links in sentences."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.advertising import (
    SENTENCE_END,
    is_foreign,
    is_honest,
    is_mostly_goods,
    language_of,
    sentences,
    weight_of_words,
)
from newsgen.importing.spam.edges import joined_overlaps, outermost
from newsgen.importing.spam.evidence import (
    Site,
    Subject,
    Weighed,
    weigh_by_itself,
    weigh_in_place,
)
from newsgen.importing.spam.folding import findings, fold, seen, words
from newsgen.importing.spam.hiding import Hiding, Strength
from newsgen.importing.spam.paragraphs import advertising_paragraphs, alternative_texts, hidden_words
from newsgen.importing.spam.passages import Cut, Page, Passage
from newsgen.importing.spam.unread import signs_of_unread
from newsgen.importing.spam.words import (
    ADVERTISED,
    ATTRIBUTION,
    COMMON,
    CONNECTING,
    CONTACTS,
    GENERIC,
    IN_OTHER_SCRIPTS,
    OF_GAMBLING,
    PROMISES,
    REPORTING,
    SELLING,
    TRUSTED_HOSTS,
)
from newsgen.importing.story import Format

_SENTENCE_STOP = re.compile(r"[.!?](?=\s|<|\Z)")
_OPENED = re.compile(r"\((?:baca|lihat|kunjungi|see|read|cek|info)?(?: juga| also)?:?\s?\Z", re.IGNORECASE)
_CLOSED = re.compile(r"\s?\)")
_WORD_BEFORE = re.compile(r"\w[,;]?\s*\Z")
_WORD_AFTER = re.compile(r"\s*[\w,.;]")
_MARKDOWN_COMMENT = re.compile(r"^\[//\]: # \(([^\n]{0,500})\)$", re.MULTILINE)
_SELLS, _MAY_ADVERTISE, _ADVERTISES = 2.0, 2.5, 4.5  # weights of words
_HIDDEN_GOODS = 1.5  # the same, of what is hidden with links to other sites
_FEW_WORDS = 25
_FEW_BESIDE = 8  # words around links that were cut
_KEPT_WORDS = 40  # with as many own words, something hidden is not cut as a whole


def cuts_of(page: Page, site: Site, title: str) -> list[Cut]:
    """All spans to cut, in order, none in another."""
    said = " ".join(passage.said for passage in page.passages if passage.is_prose)
    site = Site(site.hosts, language_of(said, site.language))
    unread = _unread_cuts(page, site)
    unread += hidden_words(page, site)
    unread += advertising_paragraphs(page, site, title) + alternative_texts(page, site, title)
    weighed = [weigh_by_itself(link, _hiding(page, link.element, link.start), site) for link in page.links]
    if not any(one.lexical > 0 or one.hidden for one in weighed) and not any(
        weight_of_words(one.said, site.language) >= _MAY_ADVERTISE for one in page.passages if one.links
    ):
        return outermost(page, unread + _beside(page, unread, Subject(title, page.passages), site.language))
    by_start = {one.link.start: one for one in weighed}
    passages = page.passages
    in_passages = [[by_start[link.start] for link in passage.links] for passage in passages]
    _weigh_all(page, in_passages, site, title)
    subject = Subject(title, passages)
    cuts = unread + _hidden_cuts(page, weighed, site.language)
    for passage, links in zip(passages, in_passages, strict=True):
        cuts += _cuts_of_passage(page, passage, links, site.language)
    cuts += _beside(page, cuts, subject, site.language)
    cuts += _definitions(page, weighed)
    return outermost(page, cuts)


def _hiding(page: Page, element: int, position: int) -> Hiding | None:
    place = element if element >= 0 else page.around(position)
    found = page.hiding[place] if place >= 0 else None
    return found[1] if found else None


def _weigh_all(page: Page, in_passages: list[list[Weighed]], site: Site, title: str) -> None:
    """Add the signs of place and company to all links."""
    passages = page.passages
    subject = Subject(title, [one for one in passages if weight_of_words(one.said, site.language) < _SELLS])
    prose = [
        place
        for place, passage in enumerate(passages)
        if passage.is_prose and weight_of_words(passage.said, site.language) < _SELLS
    ]
    ends = (prose[0], prose[-1]) if prose else (len(passages), -1)
    for place, links in enumerate(in_passages):
        for one in links:
            weigh_in_place(one, page, place, subject, ends)
            _weigh_words_around(page, one, passages[place], site)
    _weigh_company(in_passages, set(prose))


def _weigh_words_around(page: Page, one: Weighed, passage: Passage, site: Site) -> None:
    weight = weight_of_words(passage.said, site.language) if one.foreign else 0.0
    if weight >= 1.5 or (weight > 0 and one.hidden):
        one.reasons.append(Reason(min(weight, 2.5), "the words around it advertise"))
    elif one.foreign and one.lexical >= 1.5 and one.link.host not in seen(one.link.text):
        start, end = _sentence(page.text, passage, one.link.start, one.link.end)
        around = fold(seen(f"{page.text[start : one.link.start]} {page.text[one.link.end : end]}"))
        baits = not OF_GAMBLING.isdisjoint(findings(COMMON, around)) or PROMISES.search(around)
        if baits and _sells(around):
            one.strong = True
            one.reasons.append(Reason(2.0, "the sentence around it sells"))


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
    _weigh_slugs([one for links in in_passages for one in links if one.foreign])
    everywhere = [one for links in in_passages for one in links if one.foreign and one.lexical > 0]
    hosts = Counter(one.link.host for one in everywhere)
    for one in everywhere:
        if hosts[one.link.host] >= 3 and one.lexical >= 2:
            one.reasons.append(Reason(1.0, f"{hosts[one.link.host]} links to one host"))


def _weigh_slugs(foreign: list[Weighed]) -> None:
    """Links to many hosts at addresses that repeat their words, of which many name goods."""
    slugs = [one for one in foreign if _repeats_words(one)]
    hosts = {one.link.host for one in slugs}
    if len(hosts) < 4 or sum(one.lexical > 0 for one in slugs) * 3 < len(slugs):
        return
    for one in slugs:
        one.reasons.append(Reason(2.0, "its address repeats its words"))
        one.reasons.append(Reason(2.0, f"among {len(slugs)} such links to {len(hosts)} hosts"))


def _repeats_words(one: Weighed) -> bool:
    if one.link.bare or TRUSTED_HOSTS.search(one.link.host):
        return False
    said = re.sub(r"[^a-z0-9]+", "-", fold(seen(one.link.text)).partition("\n")[0]).strip("-")
    last = one.link.url.lower().rstrip("/").rpartition("/")[2].partition("?")[0]
    last = last.removesuffix(".html").removesuffix(".htm").removesuffix(".php").removesuffix(".asp")
    return len(said) > 4 and last.replace("_", "-") == said and said.replace("-", "") not in one.link.host


def _weigh_group(group: list[Weighed]) -> None:
    foreign = [one for one in group if one.foreign]
    lexical = sum(one.lexical >= 2 for one in foreign)
    names = sum(one.lexical >= 1.5 for one in foreign)
    if len(foreign) >= 3 and names == len(foreign):
        lexical = names
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


def _unread_cuts(page: Page, site: Site) -> list[Cut]:
    cuts = []
    if page.form is Format.MARKDOWN:
        cuts = [
            Cut(found.start(), found.end(), ("in a comment of the Markdown", "its words advertise"))
            for found in _MARKDOWN_COMMENT.finditer(page.text)
            if weight_of_words(seen(found[1]), site.language) >= _SELLS
        ]
    for element in page.elements:
        if element.name in ("!--", "script"):
            inner = page.text[element.content : element.content_end]
            if signs := signs_of_unread(element.name, inner, site) or _signs_of_comment(
                element.name, inner, site
            ):
                cuts.append(Cut(element.start, element.end, signs))
    return cuts


def _signs_of_comment(name: str, inner: str, site: Site) -> tuple[str, ...]:
    """The signs of a comment of the HTML that has nothing but a few words of advertising."""
    if name != "!--" or len(inner) > 2000:
        return ()
    advertises = weight_of_words(seen(inner), site.language) >= _SELLS
    return ("in a comment of the HTML", "its words advertise") if advertises else ()


def _hidden_cuts(page: Page, weighed: list[Weighed], language: str) -> list[Cut]:
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
        foreign = [one for one in links if one.foreign]
        hosts = {one.link.host for one in foreign if not TRUSTED_HOSTS.search(one.link.host)}
        opened = page.hiding_opened(place)
        scattered = len(hosts) >= 4 and len(hosts) == len(links) and not opened
        all_said = seen(page.text[element.content : element.content_end])
        hiding = page.hiding[place]
        trick = hiding is not None and hiding[1].strength is Strength.TRICK
        if (
            hosts
            and not opened
            and (weight_of_words(all_said, language) >= _HIDDEN_GOODS or (trick and _names_goods(all_said)))
        ):
            spam = spam or foreign
        if not spam or (len(spam) * 2 < len(foreign) and not scattered):
            continue
        own = _own_words(page, element.content, element.content_end, links)
        inside_said = " ".join(p.said for p in page.passages if element.start <= p.start < element.end)
        if own < _KEPT_WORDS or weight_of_words(inside_said, language) >= _SELLS:
            cuts.append(Cut(element.start, element.end, _all_signs(spam)))
    return cuts


def _names_goods(said: str) -> bool:
    folded = fold(said)
    goods = {*findings(ADVERTISED, folded), *findings(COMMON, folded)} - GENERIC - {"bonus"}
    return bool(goods) and not REPORTING.search(PROMISES.sub(" ", folded))


def _own_words(page: Page, start: int, end: int, links: list[Weighed]) -> int:
    """How many words of a span are in none of the links."""
    matters = page.matters
    count = bisect_left(matters, end) - bisect_left(matters, start)
    for one in links:
        count -= bisect_left(matters, one.link.end) - bisect_left(matters, one.link.start)
    return count


def _cuts_of_passage(page: Page, passage: Passage, links: list[Weighed], language: str) -> list[Cut]:
    spam = [one for one in links if one.is_spam]
    if not spam:
        return []
    own = [word for word in words(passage.own.partition("\n")[0]) if word not in CONNECTING]
    kept = [one for one in links if not one.is_spam]
    nothing_else = not own and not kept and not _shows(page, passage, spam)
    mostly = len(spam) >= 3 and not kept and len(own) <= len(spam) and not REPORTING.search(passage.own)
    honest = any(is_honest(said, language) for said in sentences(page.shown(passage)))
    sells = any(one.strong for one in spam) and not kept and len(own) <= 40 and _sells(passage.own)
    sells = sells and not honest
    advertises = not kept and (
        is_mostly_goods(passage.said)
        or (len(own) <= _FEW_WORDS and is_foreign(passage.said, language))
        or (
            weight_of_words(page.shown(passage), language) >= _MAY_ADVERTISE
            and weight_of_words(passage.said, language) >= 1
            and not honest
        )
    )
    if (nothing_else or mostly or sells or advertises) and page.is_whole(passage.start, passage.end):
        signs = _all_signs(spam)
        if sells or advertises:
            signs = (*signs, "the words around it advertise too")
        return [Cut(passage.start, passage.end, signs)]
    cuts = [cut for one in spam for cut in _cuts_in_sentence(page, passage, one, language)]
    if kept or not PROMISES.search(passage.own) or not page.is_whole(passage.start, passage.end):
        return cuts
    edges = [passage.start, *(edge for cut in joined_overlaps(cuts) for edge in cut[:2]), passage.end]
    rest = seen(" ".join(page.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)))
    if CONTACTS.search(rest) and len(words(rest)) <= _FEW_BESIDE:
        return [Cut(passage.start, passage.end, (*_all_signs(spam), "a contact is all that is beside it"))]
    return cuts


def _sells(own: str) -> bool:
    """Whether the few words around links are there to sell."""
    plain = own.partition("\n")[0]
    if REPORTING.search(PROMISES.sub(" ", plain)) or ATTRIBUTION.search(plain):
        return False
    selling = len(set(findings(SELLING, plain))) + len(set(findings(PROMISES, plain)))
    count = len([word for word in words(plain) if word not in CONNECTING])
    return selling >= 2 and selling * 6 >= count


def _cuts_in_sentence(page: Page, passage: Passage, one: Weighed, language: str) -> list[Cut]:
    """Of a link in a sentence: all of a sentence that sells, else the link, or its tags about a word."""
    link = one.link
    if _is_word_of_story(page, one):
        start, end = link.words
        return [Cut(link.start, start, one.signs), Cut(end, link.end, one.signs)]
    if bracketed := _bracketed(page.text, link.start, link.end):
        return [Cut(*bracketed, one.signs)]
    start, end = _sentence(page.text, passage, link.start, link.end)
    if _hiding(page, link.element, link.start) or page.links_between(start, end) > 1:
        return [Cut(link.start, link.end, one.signs)]
    inner = seen(f"{page.text[start : link.start]} {page.text[link.end : end]}")
    sells = _sells(fold(inner)) or weight_of_words(inner, language) >= _SELLS
    if page.is_whole(start, end) and 4 <= len(words(inner)) <= 30 and sells:
        return [Cut(start, end, (*one.signs, "the sentence around it sells"))]
    return [Cut(link.start, link.end, one.signs)]


def _is_word_of_story(page: Page, one: Weighed) -> bool:
    """Whether a link was put around a word that belongs to the sentence."""
    start, end = one.link.words
    if end <= start or one.hidden or one.link.pictures:
        return False
    said = fold(seen(page.text[start:end]))
    found = words(said)
    if len(found) > 1 and _repeats_words(one):
        return False
    if IN_OTHER_SCRIPTS.search(seen(page.text[start:end])):
        return False
    if not found or len(found) > 4 or all(word in CONNECTING for word in found):
        return False
    if any(findings(pattern, said) for pattern in (ADVERTISED, COMMON, PROMISES)) or len(said) < 3:
        return False
    host = re.sub(r"[^a-z0-9]", "", one.link.host)
    before, after = (
        page.text[max(0, start - 400) : one.link.start],
        page.text[one.link.end : one.link.end + 40],
    )
    in_sentence = _WORD_BEFORE.search(before) is not None or _WORD_AFTER.match(after) is not None
    return in_sentence and found[0] not in host


def _bracketed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The brackets around a link and a word like `baca`."""
    before, after = _OPENED.search(text[max(0, start - 30) : start]), _CLOSED.match(text, end)
    return (start - len(before[0]), after.end()) if before and after else None


def _sentence(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The sentence of a passage that a link is in."""
    first, last = max(passage.start, start - 300), min(passage.end, end + 300)
    ends = [found.end() for found in SENTENCE_END.finditer(text, first, start)]
    first = ends[-1] if ends else first
    if after := _SENTENCE_STOP.search(text, end, last):
        last = after.end()
    return first, last


def _shows(page: Page, passage: Passage, spam: list[Weighed]) -> bool:
    """Whether something is shown in a passage beside its links."""
    inside = {offset for one in spam for offset in page.between(one.link.start, one.link.end)}
    shown = page.between(passage.start, passage.end)
    return any(page.text[offset] == "<" and offset not in inside for offset in shown)


def _are_cut(passages: list[Passage], cuts: list[Cut]) -> list[bool]:
    """For each passage whether all of it is in a cut."""
    joined = joined_overlaps(cuts)
    starts = [cut.start for cut in joined]
    places = [bisect_right(starts, passage.start) - 1 for passage in passages]
    return [
        place >= 0 and joined[place].end >= passage.end
        for place, passage in zip(places, passages, strict=True)
    ]


def _beside(page: Page, before: list[Cut], subject: Subject, language: str) -> list[Cut]:
    """Passages next to others that were cut, which advertise without links."""
    if not before:
        return []
    cuts: list[Cut] = []
    spam = _are_cut(page.passages, before)
    for places in (range(len(spam) - 2, -1, -1), range(1, len(spam))):
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
            if subject.reports or any(is_honest(said, language) for said in sentences(passage.said)):
                continue
            belongs = weight_of_words(passage.said, language) >= _MAY_ADVERTISE
            if len(set(findings(SELLING, passage.own))) >= 2 or len(words(passage.own)) < 4:
                belongs = belongs or _is_last_in_block(page, spam, place)
            if belongs:
                spam[place] = True
                cuts.append(Cut(passage.start, passage.end, ("its words advertise, next to links that do",)))
    return cuts


def _is_last_in_block(page: Page, spam: list[bool], place: int) -> bool:
    """Whether all other passages of the block that a paragraph is in are spam."""
    passages = page.passages
    block = page.elements[passages[place].block].parent if passages[place].block >= 0 else -1
    if block < 0:
        return False
    start, end = page.elements[block].start, page.elements[block].end
    first = bisect_left(passages, start, key=lambda one: one.start)
    last = bisect_left(passages, end, key=lambda one: one.start)
    is_label = passages[place].said.rstrip().endswith(":")
    return last - first + is_label > 2 and all(spam[other] or other == place for other in range(first, last))


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
