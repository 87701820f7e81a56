"""What speaks for and against a link being advertising that was put into a story: several signs, weighed."""

import re
from functools import cached_property
from urllib.parse import unquote

import msgspec

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.addresses import reasons_of_address
from newsgen.importing.spam.folding import LANGUAGES, findings, fold, scripts, seen, words
from newsgen.importing.spam.hiding import Hiding, Strength
from newsgen.importing.spam.links import Link
from newsgen.importing.spam.passages import Page, Passage
from newsgen.importing.spam.words import (
    ADVERTISED,
    COMMON,
    CONNECTING,
    CORE,
    DRUGS,
    FILLERS,
    GENERIC,
    IN_ADDRESS,
    IN_OTHER_SCRIPTS,
    LIST_LABEL,
    MEDICAL,
    PROMISES,
    REPORTING,
    TRUSTED_HOSTS,
)

ENOUGH = 4.0
_LONGEST_LIST = 50  # passages
_HIDDEN = {Strength.TRICK: 3.0, Strength.SWITCHED_OFF: 2.5, Strength.PALE: 1.5}
_DISGUISED = re.compile(
    r"cursor:\s?(?:text|default|auto)|color:\s?inherit[^\"]{0,80}decoration:\s?none|decoration:\s?none[^\"]{0,80}color:\s?inherit"
)
_PUNCTUATION = re.compile(r"[^a-z0-9]+")


class Weighed(msgspec.Struct):
    """A link with its signs. `terms` are the words in it that advertise, `lexical` how much they say."""

    link: Link
    reasons: list[Reason]
    terms: frozenset[str] = frozenset()
    lexical: float = 0.0
    strong: bool = False  # a phrase advertises, not only words
    foreign: bool = True
    hidden: bool = False

    @property
    def score(self) -> float:
        return sum(reason.weight for reason in self.reasons)

    @property
    def is_spam(self) -> bool:
        return self.score >= ENOUGH and sum(reason.weight > 0 for reason in self.reasons) >= 2

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(reason.words for reason in self.reasons if reason.weight > 0)


class Site(msgspec.Struct, frozen=True):
    """What is known of the site that the text is from."""

    hosts: frozenset[str]
    language: str

    def is_own(self, host: str) -> bool:
        return not host or host in self.hosts or any(host.endswith(f".{own}") for own in self.hosts)


class Subject:
    """What a story is about: its title and own words, without its links and what is hidden."""

    def __init__(self, title: str, passages: list[Passage]) -> None:
        own = " \n ".join(passage.own for passage in passages if not passage.hidden and len(passage.own) > 20)
        self.title = frozenset(words(fold(seen(title))))
        self.text = f"{fold(seen(title))} \n {own}"

    @cached_property
    def words(self) -> frozenset[str]:
        found = frozenset(words(self.text))
        return found | {"casino"} if "kasino" in found else found

    @cached_property
    def reports(self) -> bool:
        """Whether it is reporting on what spam advertises."""
        without = PROMISES.sub(" ", self.text)
        return len(set(findings(REPORTING, without))) >= 3 and bool(
            findings(ADVERTISED, self.text) or findings(COMMON, self.text)
        )


def weigh_by_itself(link: Link, hiding: Hiding | None, site: Site) -> Weighed:
    """The signs that are in the link alone: its words, its address, and whether it is hidden."""
    weighed = Weighed(link, [], foreign=not site.is_own(link.host))
    said = seen(link.text)
    address = unquote(link.url).lower() if "%" in link.url else link.url.lower()
    if not link.bare:
        _by_words(weighed, said, site)
    path = address.partition(link.host)[2] if link.host else address
    weighed.reasons.extend(reasons_of_address(link.host, path, fold(said).split("\n")[0]))
    weighed.lexical = weighed.score
    if link.scripted:
        weighed.reasons.append(Reason(2.0, "a script hides its address"))
    if hiding:
        weighed.hidden = hiding.strength is not Strength.PALE
        weighed.reasons.append(Reason(_HIDDEN[hiding.strength] - (1.5 if hiding.opened else 0), hiding.words))
    elif weighed.foreign and _DISGUISED.search(link.style):
        weighed.reasons.append(Reason(2.0, "it is made to look like the words around it"))
    elif not said.strip(" \n\t.,|-") and not link.pictures and link.element >= 0 and not _is_frame(link):
        weighed.reasons.append(Reason(2.0, "the link shows nothing"))
    _against(weighed, said, address)
    return weighed


def _is_frame(link: Link) -> bool:
    return not link.text.strip() and "iframe" in link.text


def _by_words(weighed: Weighed, said: str, site: Site) -> None:
    folded = fold(said)
    advertised, common = findings(ADVERTISED, folded), findings(COMMON, folded)
    terms = [term.replace("kasino", "casino") for term in (*advertised, *common)]
    weighed.terms = frozenset(word for term in terms for word in words(term) if len(word) > 2) - GENERIC
    weighed.strong = bool(advertised)
    if advertised:
        weight = 3.5 if len(set(advertised)) > 1 else 3.0
        weighed.reasons.append(Reason(weight, f"its words advertise: {' '.join(advertised[0].split())}"))
    elif foreign := IN_OTHER_SCRIPTS.search(said):
        weighed.reasons.append(Reason(2.75, f"its words advertise: {foreign[0]}"))
    elif common and _is_core(folded):
        weighed.reasons.append(Reason(3.0, f"nothing but words of advertising: {common[0]}"))
    elif common:
        weight = 2.0 if len(set(common)) > 1 else 1.25
        weighed.reasons.append(Reason(weight, f"words that advertising has: {common[0]}"))
    if terms and PROMISES.search(folded):
        weighed.reasons.append(Reason(1.0, "its words promise something"))
    if any(site.language[:2] not in LANGUAGES[script] for script in scripts(said)):
        weighed.reasons.append(Reason(1.0, "its language is not that of the story"))


def _is_core(folded: str) -> bool:
    """Whether the text of a link is a word of advertising and next to nothing else."""
    said = set(words(folded.partition("\n")[0]))
    return bool(said & CORE) and said <= CORE | FILLERS


def _against(weighed: Weighed, said: str, address: str) -> None:
    host = weighed.link.host
    if not weighed.foreign:
        weighed.reasons.append(Reason(-2.5, "it stays on the site"))
    elif TRUSTED_HOSTS.search(host):
        public = ("go.id", "ac.id", "sch.id", "mil.id", "edu", "gov")
        lexical = IN_ADDRESS.search(_PUNCTUATION.sub("", address)) and not REPORTING.search(address)
        weight = -0.5 if lexical or (host.endswith(public) and weighed.lexical >= 3) else -3.0
        weighed.reasons.append(Reason(weight, "its host is a well-known one"))
    reporting = set(findings(REPORTING, PROMISES.sub(" ", fold(said))))
    reporting |= set(findings(REPORTING, address[:400].replace("-", " ").replace("/", " ")))
    if reporting and weighed.lexical < 7:
        weighed.reasons.append(Reason(-3.0 if len(reporting) == 1 else -4.5, "it reports"))


def weigh_in_place(
    weighed: Weighed, page: Page, place: int, subject: Subject, prose: tuple[int, int]
) -> None:
    """Add the signs of where a link stands: in which passage; `prose` are the first and last of prose."""
    passage = page.passages[place]
    outside = place < prose[0] or place > prose[1]
    link = weighed.link
    if outside:
        weighed.reasons.append(Reason(1.0, "before or after the story"))
    if passage.is_prose and weighed.lexical >= 2.5 and not weighed.terms and link.words[1] > link.words[0]:
        shown = seen(link.text)
        said = words(shown)
        if (
            0 < len(said) <= 2
            and shown.isascii()
            and not CONNECTING.intersection(said)
            and said[0] not in link.host
        ):
            weighed.reasons.append(Reason(1.0, "its words have nothing to do with its address"))
    if "dofollow" in link.rel:
        weighed.reasons.append(Reason(1.0, "made for search engines"))
    if weighed.lexical > 0 and _is_unrelated(weighed, subject):
        weighed.reasons.append(Reason(1.0, "it has nothing to do with the story"))
    elif weighed.terms and not weighed.strong and not weighed.hidden and weighed.terms <= subject.words:
        weighed.reasons.append(Reason(-1.5, "the story speaks of it"))
    elif weighed.terms and not weighed.hidden and weighed.terms <= subject.title:
        weighed.reasons.append(Reason(-2.0, "its headline speaks of it"))
    if subject.reports and not weighed.hidden:
        bare = link.bare or link.host in seen(link.text)
        weighed.reasons.append(Reason(-3.5 if bare else -2.0, "the story reports on such sites"))
    if LIST_LABEL.search(_label_over(page, place)) and not weighed.hidden:
        by_name = any("name of its host" in one.words for one in weighed.reasons)
        weight = -1.0 if by_name or not weighed.lexical else -4.0
        weighed.reasons.append(Reason(weight, "in a list of sources or sponsors"))


def _label_over(page: Page, place: int) -> str:
    """The words over a list of links, and those before the links in a passage."""
    above = place - 1
    while (
        above > max(0, place - _LONGEST_LIST)
        and page.passages[above].links
        and not words(page.passages[above].own)
    ):
        above -= 1
    return f"{page.passages[above].own[:80] if place else ''} {page.passages[place].own[:60]}"


def _is_unrelated(weighed: Weighed, subject: Subject) -> bool:
    terms = {word for word in weighed.terms if len(word) > 3 and word not in CONNECTING}
    if terms:
        medical = terms <= DRUGS and len(MEDICAL & subject.words) >= 2
        return not medical and not terms <= subject.words
    return not (findings(COMMON, subject.text) or findings(ADVERTISED, subject.text))
