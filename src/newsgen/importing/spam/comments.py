"""Whether a comment by a reader is spam."""

import re

from newsgen.importing.converted import Judged
from newsgen.importing.outcome import Quarantined
from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.advertising import is_mostly_goods, reasons_of_words, weight_of_words
from newsgen.importing.spam.evidence import ENOUGH, Site, Weighed, weigh_by_itself
from newsgen.importing.spam.folding import fold, scripts, seen, words
from newsgen.importing.spam.judging import may_have_spam
from newsgen.importing.spam.links import host_of
from newsgen.importing.spam.passages import Page
from newsgen.importing.spam.unread import signs_of_unread
from newsgen.importing.spam.words import (
    CALLS,
    COMPLAINTS,
    IN_ADDRESS,
    IN_OTHER_SCRIPTS,
    NAMED_BRAND,
    PROMISES,
    REPORTING,
    WINNINGS,
)
from newsgen.importing.story import Format

_MANY_LINKS = 4
_ADVERTISES = 3.0
_NAMED = 2.0  # the weight of a name that advertises
_REACHED = re.compile(r"@\w|(?:\d[ .-]?){8}|\.me/")
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
    if not may_have_spam(shown, f"{author} {url}") and not NAMED_BRAND.search(f"{author} {shown}".lower()):
        return Judged(body=text)
    site = Site(own_hosts, language)
    page = Page(shown, Format.MARKDOWN)
    of_author = _of_author(author, url, site)
    named = any(reason.weight >= _ADVERTISES for reason in of_author)
    reasons = [*_of_links(page, site), *of_author, *_of_words(page, site, named=named)]
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
    if lexical and (won := WINNINGS.search(seen(page.text))):
        reasons.append(Reason(2.0, f"it tells of winnings: {won[0]}"))
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
    weight = weight_of_words(name, site.language)
    if weight >= _NAMED:
        reasons.append(Reason(3.0, f"the name of its author advertises: {author}"))
    elif weight > 0 and len(name) < 60:
        reasons.append(Reason(1.0, f"the name of its author has words of advertising: {author}"))
    plain = "".join(c for c in fold(host.rpartition(".")[0]).split("\n")[0] if c.isalnum())
    if host and not site.is_own(host) and IN_ADDRESS.search(plain):
        reasons.append(Reason(3.0, f"the site of its author advertises: {host}"))
    return reasons


def _of_words(page: Page, site: Site, *, named: bool) -> list[Reason]:
    own = " ".join(passage.said for passage in page.passages)
    folded = fold(own)
    reasons = [*reasons_of_words(" ".join(page.shown(one) for one in page.passages), site.language)]
    reporting = REPORTING.search(PROMISES.sub(" ", folded))
    if len(words(own)) < 30 and (named or not reporting):
        reasons.append(Reason(1.0, "it says little else"))
    if reasons and CALLS.search(folded):
        reasons.append(Reason(1.5, "it calls its readers elsewhere"))
    if is_mostly_goods(own):
        reasons.append(Reason(1.5, "it is hardly more than words of advertising"))
    if not own.strip() and len(page.links) >= 2:
        reasons.append(Reason(2.0, "nothing but links"))
    if IN_OTHER_SCRIPTS.search(own) and scripts(own):
        reasons.append(Reason(1.5, "it advertises in another language"))
    if COMPLAINTS.search(folded) and not page.links and not _REACHED.search(own):
        reasons.append(Reason(-3.0, "it complains"))
    return reasons
