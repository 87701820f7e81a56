"""Whether plain words are an advertisement: what they name, promise and ask their readers to do.

A text of any length is weighed in the same way, wherever it stands: a passage or a sentence of a story, what
is hidden in it, the words around a link, the alternative text of a picture, a comment.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.addresses import reasons_of_address, written_addresses
from newsgen.importing.spam.folding import LANGUAGES, findings, fold, scripts, words
from newsgen.importing.spam.words import (
    ADVERTISED,
    ASKING,
    ATTRIBUTION,
    COMMON,
    CONTACTS,
    GENERIC,
    IN_OTHER_SCRIPTS,
    NAMED_BRAND,
    PROMISES,
    REPORTING,
    SELLING,
    TRUSTED_HOSTS,
    WINNINGS,
)

_LONGEST = 2000  # characters: an advertisement among other text is short
_QUOTED = re.compile(r"[“„«]([^“”„«»]{4,400})[”»]|(?<!=)\"([^\"]{4,400})\"")


@lru_cache(maxsize=512)
def reasons_of_words(text: str, language: str) -> tuple[Reason, ...]:
    """What speaks for and against seen text being an advertisement; nothing without a word that names goods."""
    if len(text) > _LONGEST:
        return ()
    text = text.replace("\n", " ")
    folded = fold(text)
    plain, _, spelled = folded.partition("\n")
    reasons = [*_goods(text, folded), *_of_sites(text)]
    if not reasons:
        return ()
    promises = set(findings(PROMISES, folded))
    selling = set(findings(SELLING, plain))
    if any(not TRUSTED_HOSTS.search(host) for host, _ in written_addresses(text)):
        reasons.append(Reason(1.0, "it names a site without a link"))
    if promises:
        reasons.append(Reason(min(2.0, float(len(promises))), f"it promises: {min(promises)}"))
    if len(selling) >= 2 and len(selling) * 6 >= len(words(plain)):
        reasons.append(Reason(1.0, "it sells"))
    if won := WINNINGS.search(folded):
        reasons.append(Reason(1.5, f"it tells of winnings: {won[0]}"))
    if contact := CONTACTS.search(text):
        reasons.append(Reason(1.0, f"it gives a contact: {contact[0].strip()}"))
    if asked := ASKING.search(folded):
        reasons.append(Reason(1.0, f"it asks its readers: {asked[0]}"))
    if spelled and not findings(ADVERTISED, plain) and findings(ADVERTISED, spelled):
        reasons.append(Reason(2.0, "its words are disguised"))
    if any(language[:2] not in LANGUAGES[script] for script in scripts(text)):
        reasons.append(Reason(1.0, "its language is not that of the story"))
    return (*reasons, *_against(text, folded))


def weight_of_words(text: str, language: str) -> float:
    return sum(reason.weight for reason in reasons_of_words(text, language))


def is_honest(text: str, language: str) -> bool:
    """Whether a sentence neither advertises nor belongs to what does."""
    plain = fold(text).partition("\n")[0]
    return (
        len(words(plain)) >= 4
        and weight_of_words(text, language) <= 0
        and len(set(findings(SELLING, plain)) | set(findings(PROMISES, plain))) < 2
    )


def is_mostly_goods(text: str) -> bool:
    """Whether words of advertising are most of a text, as in a list of words for search engines."""
    last = fold(text.replace("\n", " ")).rpartition("\n")[2]
    hits = findings(ADVERTISED, last)
    return bool(hits) and sum(len(words(hit)) for hit in hits) >= 0.6 * len(words(last))


def _goods(text: str, folded: str) -> Iterator[Reason]:
    """The signs that goods are named: words of advertising, names of sites and of their hosts."""
    advertised = set(findings(ADVERTISED, folded))
    common = set(findings(COMMON, folded)) - GENERIC
    if advertised:
        weight = 3.5 if len(advertised) > 2 else 2.5 if len(advertised) > 1 else 2.0
        yield Reason(weight, f"its words advertise: {', '.join(sorted(advertised)[:3])}")
    elif foreign := set(findings(IN_OTHER_SCRIPTS, text)):
        yield Reason(3.0 if len(foreign) > 1 else 1.5, f"its words advertise: {min(foreign)}")
    elif common:
        yield Reason(1.0 if len(common) > 1 else 0.5, f"words that advertising has: {min(common)}")
    if brand := NAMED_BRAND.search(folded):
        yield Reason(1.0, f"it names a betting site: {brand[0]}")


def _of_sites(text: str) -> Iterator[Reason]:
    """The signs in the address of a site that is named without a link to it: of several the strongest."""
    hosts = [
        [*reasons_of_address(host, path)]
        for host, path in written_addresses(text)
        if not TRUSTED_HOSTS.search(host)
    ]
    if hosts:
        yield from max(hosts, key=lambda reasons: sum(reason.weight for reason in reasons))


def _against(text: str, folded: str) -> Iterator[Reason]:
    without = PROMISES.sub(" ", folded)
    if reporting := set(findings(REPORTING, without)):
        yield Reason(-1.5 * min(4, len(reporting)), "it reports")
    if ATTRIBUTION.search(without):
        yield Reason(-2.0, "it quotes people")
    elif any(ADVERTISED.search(fold(found[1] or found[2])) for found in _QUOTED.finditer(text)):
        yield Reason(-4.0, "it quotes")
