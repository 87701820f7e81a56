"""Whether plain words are an advertisement: what they name, promise and ask their readers to do.

A text of any length is weighed in the same way, wherever it stands: a passage or a sentence of a story, what
is hidden in it, the words around a link, the alternative text of a picture, a comment.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.addresses import reasons_of_address, without_addresses, written_addresses
from newsgen.importing.spam.folding import LANGUAGES, findings, fold, scripts, words
from newsgen.importing.spam.words import (
    ADVERTISED,
    ASKING,
    ATTRIBUTION,
    COMMON,
    CONTACTS,
    ENGLISH,
    GENERIC,
    IN_OTHER_SCRIPTS,
    INDONESIAN,
    LUCKY_SYLLABLES,
    NAMED_BRAND,
    OF_GAMBLING,
    OFFICES,
    PROMISES,
    REPORTING,
    SELLING,
    TRUSTED_HOSTS,
    WINNINGS,
)

SENTENCE_END = re.compile(r"[.!?]['\"”’)]{0,2}\s+")
_LUCKY_WORD = re.compile(rf"(?<![a-z0-9])(?=[a-z]{{7}}){LUCKY_SYLLABLES.pattern.strip('^$')}(?![a-z0-9])")
LONGEST = 2000  # characters: an advertisement among other text is short
_QUOTED = re.compile(r"[“„«]([^“”„«»]{4,400})[”»]|(?<!=)\"([^\"]{4,400})\"")


@lru_cache(maxsize=512)
def reasons_of_words(text: str, language: str) -> tuple[Reason, ...]:
    """What speaks for and against seen text being an advertisement; nothing if it names no goods."""
    if len(text) > LONGEST:
        return ()
    text = text.replace("\n", " ")
    folded = fold(text)
    hosts = [(host, path) for host, path in written_addresses(text) if not TRUSTED_HOSTS.search(host)]
    named = [*_goods(text, fold(without_addresses(text)) if hosts else folded), *_of_sites(hosts)]
    if not named:
        return ()
    weak = max(reason.weight for reason in named) < 1
    if hosts:
        named.append(Reason(1.0, "it names a site without a link"))
    if is_foreign(text, language):
        named.append(Reason(1.0, "its language is not that of the story"))
    if weak:
        named.append(Reason(-1.5, "honest trades have such words"))
    return (*named, *_of_bait(text, folded), *_against(text, folded))


def weight_of_words(text: str, language: str) -> float:
    return sum(reason.weight for reason in reasons_of_words(text, language))


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


@lru_cache(maxsize=512)
def is_honest(text: str, language: str) -> bool:
    """Whether a sentence neither advertises nor belongs to what does."""
    if len(text) > LONGEST:
        return True
    plain = fold(text.replace("\n", " ")).partition("\n")[0]
    selling = {*findings(SELLING, plain), *findings(PROMISES, plain)}
    if len(selling) > 1 or CONTACTS.search(text) or ASKING.search(plain) or is_foreign(text, language):
        return False
    return len(words(plain)) >= 4 and weight_of_words(text, language) <= 0


def is_foreign(text: str, language: str) -> bool:
    """Whether the letters of a text, or its short words, are not of the language of the story."""
    if language == "id" and text.isascii():
        spoken = set(text.split())
        return len(spoken & ENGLISH) >= 2 and not spoken & INDONESIAN
    return any(language[:2] not in LANGUAGES[script] for script in scripts(text))


def language_of(text: str, language: str) -> str:
    """The language of a story: that of its site, unless it has more short words of English."""
    spoken = text.split()
    english, own = sum(word in ENGLISH for word in spoken), sum(word in INDONESIAN for word in spoken)
    return "en" if language == "id" and english > own else language


def is_mostly_goods(text: str) -> bool:
    """Whether words of advertising are most of a text, as in a list of words for search engines."""
    last = fold(text.replace("\n", " ")).rpartition("\n")[2]
    hits = findings(ADVERTISED, last)
    return bool(hits) and sum(len(words(hit)) for hit in hits) >= 0.6 * len(words(last))


def _goods(text: str, folded: str) -> Iterator[Reason]:
    """The signs that goods are named: words of advertising, names of sites and of their hosts."""
    advertised = set(findings(ADVERTISED, folded))
    common = set(findings(COMMON, folded)) - GENERIC
    gambling = common & OF_GAMBLING
    if advertised:
        weight = 3.5 if len(advertised) > 2 else 2.5 if len(advertised) > 1 else 2.0
        yield Reason(weight, f"its words advertise: {', '.join(sorted(advertised)[:3])}")
    elif foreign := set(findings(IN_OTHER_SCRIPTS, text)):
        yield Reason(3.0 if len(foreign) > 1 else 1.5, f"its words advertise: {min(foreign)}")
    elif common:
        yield Reason(1.0 if len(gambling) > 1 else 0.5, f"words that advertising has: {min(common)}")
    if brand := NAMED_BRAND.search(folded) or _LUCKY_WORD.search(folded):
        yield Reason(
            2.5 if gambling else 1.0 if COMMON.search(folded) else 0.5, f"it names a betting site: {brand[0]}"
        )


def _of_sites(hosts: list[tuple[str, str]]) -> list[Reason]:
    """The signs in the addresses of sites that are named without a link: of several the strongest."""
    found = [[*reasons_of_address(host, path)] for host, path in hosts]
    return max(found, key=lambda reasons: sum(reason.weight for reason in reasons), default=[])


def _of_bait(text: str, folded: str) -> Iterator[Reason]:
    """What an advertisement says beside the names of its goods."""
    plain, _, spelled = folded.partition("\n")
    if promises := set(findings(PROMISES, folded)):
        yield Reason(min(2.0, float(len(promises))), f"it promises: {min(promises)}")
    selling = set(findings(SELLING, plain))
    if len(selling) >= 2 and len(selling) * 6 >= len(words(plain)):
        yield Reason(1.0, "it sells")
    if won := WINNINGS.search(folded):
        yield Reason(1.5, f"it tells of winnings: {won[0]}")
    if contact := CONTACTS.search(text):
        yield Reason(1.0, f"it gives a contact: {contact[0].strip()}")
    if asked := ASKING.search(folded):
        yield Reason(1.0, f"it asks its readers: {asked[0]}")
    if _goods_in(spelled) and not _goods_in(plain):
        yield Reason(2.0, "its words are disguised")


def _goods_in(folded: str) -> bool:
    return bool(findings(ADVERTISED, folded)) or not OF_GAMBLING.isdisjoint(findings(COMMON, folded))


def _against(text: str, folded: str) -> Iterator[Reason]:
    without = PROMISES.sub(" ", folded)
    if reporting := set(findings(REPORTING, without)):
        yield Reason(-1.5 * min(4, len(reporting)), "it reports")
    if ATTRIBUTION.search(without):
        yield Reason(-2.0, "it quotes people")
    if OFFICES.search(without):
        yield Reason(-2.0, "an office offers it")
    if quoted(text):
        yield Reason(-4.0, "it quotes")


def baits(text: str) -> bool:
    """Whether a text does more than to name goods."""
    return any(_of_bait(text, fold(text))) or any(written_addresses(text))


def quoted(text: str) -> int:
    """How often words of advertising are between quotation marks."""
    return sum(bool(ADVERTISED.search(fold(found[1] or found[2]))) for found in _QUOTED.finditer(text))
