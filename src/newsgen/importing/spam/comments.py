"""Whether a comment by a reader is spam."""

import re

from newsgen.importing.converted import Judged
from newsgen.importing.outcome import Quarantined
from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.evidence import ENOUGH, Site, Weighed, weigh_by_itself
from newsgen.importing.spam.folding import fold, scripts, seen, words
from newsgen.importing.spam.judging import may_have_spam
from newsgen.importing.spam.links import host_of
from newsgen.importing.spam.passages import Page
from newsgen.importing.spam.unread import signs_of_unread
from newsgen.importing.spam.words import (
    ADVERTISED,
    CALLS,
    COMMON,
    COMPLAINTS,
    IN_ADDRESS,
    IN_OTHER_SCRIPTS,
    NAMED_BRAND,
    OF_GAMBLING,
    PROMISES,
    REPORTING,
    SELLING,
)
from newsgen.importing.story import Format

_MANY_LINKS = 4
_BBCODE = re.compile(r"\[url=([^\]\s]{1,500})\]([^\[\]]{0,500})\[/url\]", re.IGNORECASE)  # links of forums


def judge_comment(
    text: str,
    author: str = "",
    *,
    url: str = "",
    own_hosts: frozenset[str] = frozenset(),
    language: str = "id",
) -> Judged:
    """A comment is kept as it is, or spam as a whole. `url` is the site that its author gave."""
    shown = _BBCODE.sub(r"[\2](\1)", text)
    if not may_have_spam(shown, f"{author} {url}"):
        return Judged(body=text)
    site = Site(own_hosts, language)
    page = Page(shown, Format.MARKDOWN)
    reasons = [*_of_links(page, site), *_of_author(author, url, site), *_of_words(shown, page)]
    positive = [reason for reason in reasons if reason.weight > 0]
    if sum(reason.weight for reason in reasons) < ENOUGH or len(positive) < 2:
        return Judged(body=text)
    signs = tuple(dict.fromkeys(reason.words for reason in positive))
    whole = Quarantined(text, 0, signs, max(1, len(page.passages)), len(page.links))
    return Judged(body="", quarantined=(whole,) if text else (), is_spam=True, signs=signs)


def _of_links(page: Page, site: Site) -> list[Reason]:
    reasons: list[Reason] = []
    foreign: list[Weighed] = []
    for link in page.links:
        place = link.element if link.element >= 0 else page.around(link.start)
        hidden = page.hiding[place] if place >= 0 else None
        weighed = weigh_by_itself(link, hidden[1] if hidden else None, site)
        if weighed.foreign:
            foreign.append(weighed)
    if foreign:
        best = max(foreign, key=lambda one: one.score)
        reasons += best.reasons
        if best.lexical >= 1.25:
            reasons.append(Reason(1.0, "a link to another site in a comment"))
    lexical = sum(one.lexical > 0 for one in foreign)
    if len(foreign) >= _MANY_LINKS and lexical * 2 >= len(foreign):
        reasons.append(Reason(2.0, f"{len(foreign)} links to other sites"))
    for element in page.elements:
        if element.name in ("!--", "script"):
            signs = signs_of_unread(element.name, page.text[element.content : element.content_end], site)
            reasons += [Reason(2.0, sign) for sign in signs]
    return reasons


def _of_author(author: str, url: str, site: Site) -> list[Reason]:
    reasons = []
    name = seen(author)
    host = host_of(url)
    if ADVERTISED.search(fold(name)) or IN_OTHER_SCRIPTS.search(name):
        reasons.append(Reason(3.0, f"the name of its author advertises: {author}"))
    elif len(COMMON.findall(fold(name))) >= 1 and len(name) < 60:
        reasons.append(Reason(1.0, f"the name of its author has words of advertising: {author}"))
    plain = "".join(c for c in fold(host.rpartition(".")[0]).split("\n")[0] if c.isalnum())
    if host and not site.is_own(host) and IN_ADDRESS.search(plain):
        reasons.append(Reason(3.0, f"the site of its author advertises: {host}"))
    return reasons


def _of_words(text: str, page: Page) -> list[Reason]:
    plain = seen(" ".join(passage.own for passage in page.passages))
    shown = " ".join(link.text for link in page.links if not link.bare)
    own = fold(f"{plain} {seen(shown)}")
    advertised = set(ADVERTISED.findall(own))
    promises = set(PROMISES.findall(own))
    reporting = set(REPORTING.findall(PROMISES.sub(" ", own)))
    reasons = []
    if len(advertised) >= 2 and len(reporting) <= 1:
        reasons.append(Reason(3.0, f"its words advertise: {', '.join(sorted(advertised)[:3])}"))
    elif advertised and not reporting and promises:
        reasons.append(Reason(2.5, f"its words advertise: {min(advertised)}"))
    elif advertised and not reporting:
        reasons.append(Reason(2.0, f"its words advertise: {min(advertised)}"))
    elif COMMON.search(own) and not reporting and (promises or CALLS.search(own)):
        reasons.append(Reason(1.5, "words that advertising has"))
    reasons += _of_tone(own, bool(page.links))
    reasons += _of_few_words(own, len(words(plain)), page)
    plain_text = seen(text)
    if IN_OTHER_SCRIPTS.search(plain_text) and scripts(plain_text):
        reasons.append(Reason(3.0, "its words advertise in another language"))
    if promises:
        reasons.append(Reason(min(2.0, len(promises) * 1.0), f"it promises: {min(promises)}"))
    if len(words(plain)) < 30 and not reporting:
        reasons.append(Reason(1.0, "it says little else"))
    if reporting:
        reasons.append(Reason(-1.0 * min(3, len(reporting)), "it speaks of reporting"))
    return reasons


def _of_few_words(own: str, count: int, page: Page) -> list[Reason]:
    """The signs of a short comment: nothing but advertising, the name of a betting site, only links."""
    if REPORTING.search(PROMISES.sub(" ", own)) or COMPLAINTS.search(own):
        return []
    reasons = []
    advertised = ADVERTISED.search(own)
    if advertised and count <= 5:
        reasons.append(Reason(1.5, "it is hardly more than words of advertising"))
    elif advertised and count <= 15 and SELLING.search(own) and "?" not in own:
        reasons.append(Reason(1.0, "it sells"))
    if OF_GAMBLING.intersection(COMMON.findall(own)) and (brand := NAMED_BRAND.search(own)):
        reasons.append(Reason(3.0, f"it names a betting site: {brand[0]}"))
    if count == 0 and len(page.links) >= 2:
        reasons.append(Reason(2.0, "nothing but links"))
    return reasons


def _of_tone(own: str, has_links: bool) -> list[Reason]:
    """Whether a comment calls its readers elsewhere, or complains."""
    reasons = []
    if CALLS.search(own) and (ADVERTISED.search(own) or COMMON.search(own)):
        reasons.append(Reason(2.0, "it calls its readers elsewhere"))
    if COMPLAINTS.search(own) and not has_links:
        reasons.append(Reason(-3.0, "it complains"))
    return reasons
