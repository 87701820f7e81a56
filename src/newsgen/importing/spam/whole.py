"""Whether a story as a whole is advertising, and by which signs."""

import re
from collections.abc import Sequence

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.advertising import baits, is_honest, quotes, reasons_of_words, sentences
from newsgen.importing.spam.evidence import Site
from newsgen.importing.spam.folding import LANGUAGES, SCRIPTS, findings, fold, seen, words
from newsgen.importing.spam.passages import Cut, Page
from newsgen.importing.spam.words import (
    ADVERTISED,
    ATTRIBUTION,
    COMMON,
    IN_OTHER_SCRIPTS,
    OF_GAMBLING,
    PROMISES,
    REPORTING,
    WINNINGS,
)

_ENOUGH = 5.0
_TALE = 4.0
_FEW = 5  # words
_LONGEST = 100_000


def signs_of_whole(page: Page, site: Site, title: str, cuts: list[Cut]) -> tuple[str, ...]:
    """The signs that nothing but advertising is in a text; none if there is more in it."""
    if cuts and _nothing_is_left(page, cuts):
        return ("nothing else is in the story", *dict.fromkeys(sign for cut in cuts for sign in cut.signs))[
            :12
        ]
    if not page.matters or not (cuts or baits(_said(page, title))):
        return ()
    if signs := _signs_of_tale(page, site, title, cuts):
        return signs
    if _has_other_words(page, title, site):
        return ()
    said = _said(page, title)
    reasons: Sequence[Reason] = ()
    if ADVERTISED.search(fold(said)) or IN_OTHER_SCRIPTS.search(said):
        reasons = (*reasons_of_words(said, site.language), *_of_headline(fold(seen(title)), seen(title)))
    if len(set(findings(REPORTING, PROMISES.sub(" ", fold(said))))) > 1 or quotes(said):
        reasons = ()
    if cuts:
        reasons = (*reasons, Reason(1.0, "it links to what it advertises"))
    if sum(reason.weight for reason in reasons) < _ENOUGH:
        reasons = _reasons(page, site, title, cuts)
    if sum(reason.weight for reason in reasons) < _ENOUGH:
        return ()
    return tuple(reason.words for reason in reasons if reason.weight > 0)


def _said(page: Page, title: str) -> str:
    return " . ".join(
        [seen(title), *(page.shown(passage) for passage in page.passages if not passage.hidden)]
    )


def _signs_of_tale(page: Page, site: Site, title: str, cuts: list[Cut]) -> tuple[str, ...]:
    """The signs of a story that is a tale of winnings around its links to one site."""
    hosts = {link.host for link in page.links if link.host and not site.is_own(link.host)}
    if not cuts or len(hosts) != 1:
        return ()
    edges = [0, *(edge for cut in cuts for edge in (cut.start, cut.end)), len(page.text)]
    left = " ".join(page.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    said = seen(f"{title} . {left}")
    reasons = reasons_of_words(said, site.language)
    named = sum(one.weight for one in reasons if one.weight > 0 or one.words == "it reports")
    if not WINNINGS.search(fold(said)) or named < _TALE:
        return ()
    signs = [reason.words for reason in reasons if reason.weight > 0]
    return tuple(dict.fromkeys([*signs, *(sign for cut in cuts for sign in cut.signs)]))[:12]


def _has_other_words(page: Page, title: str, site: Site) -> bool:
    """Whether a good part of the words stands in sentences that don't advertise."""
    count, others = len(words(seen(title))), 0
    for passage in page.passages:
        count += len(words(page.shown(passage)))
        honest = [said for said in sentences(passage.said) if is_honest(said, site.language)]
        others += sum(len(words(said)) for said in honest)
    share = 0.5 if ADVERTISED.search(fold(seen(title))) else 0.35
    return others >= share * count and others >= _FEW


def _nothing_is_left(page: Page, cuts: list[Cut]) -> bool:
    places = iter(cuts)
    cut = next(places, None)
    left = 0
    for position in page.matters:
        while cut and cut.end <= position:
            cut = next(places, None)
        if cut is None or position < cut.start:
            left += 1
            if left >= _FEW or page.text[position] == "<":
                return False
    return True


def _reasons(page: Page, site: Site, title: str, cuts: list[Cut]) -> list[Reason]:
    plain = seen(" ".join(page.text[p.start : p.end] for p in page.passages if not p.hidden)[:_LONGEST])
    text, headline = fold(plain), fold(seen(title))
    advertised = findings(ADVERTISED, text)
    foreign = _foreign(plain, site)
    count = len(words(plain)) or 1
    promises = set(findings(PROMISES, text))
    gambling = OF_GAMBLING.intersection(findings(COMMON, f"{headline} {text}"))
    reports = REPORTING.search(PROMISES.sub(" ", f"{headline} {text}")) is not None
    lures = len(promises) >= 3 and len(gambling) >= 2 and not reports
    if len(advertised) + len(foreign) + 2 * bool(ADVERTISED.search(headline)) < 3 and not lures:
        return []
    reasons = _of_headline(headline, seen(title))
    if lures:
        reasons.append(Reason(2.0, f"it speaks of gambling: {', '.join(sorted(gambling)[:4])}"))
    density = 100 * len(advertised) / count
    if len(advertised) + bool(ADVERTISED.search(headline)) >= 3 and density >= 1.5:
        words_ = ", ".join(list(dict.fromkeys(" ".join(term.split()) for term in advertised))[:4])
        reasons.append(
            Reason(4.0 if density >= 10 else 3.0 if density >= 4 else 2.5, f"its words advertise: {words_}")
        )
    if len(foreign) >= 3:
        reasons.append(Reason(4.0, f"its words advertise in another language: {foreign[0]}"))
    if promises:
        reasons.append(Reason(min(3.0, len(promises)), f"it promises: {', '.join(sorted(promises)[:4])}"))
    if cuts:
        reasons.append(Reason(2.0, "it links to what it advertises"))
    return [*reasons, *_against(f"{headline} {text}", plain)]


def _of_headline(headline: str, plain: str) -> list[Reason]:
    if REPORTING.search(PROMISES.sub(" ", headline)):
        return []
    if ADVERTISED.search(headline) or IN_OTHER_SCRIPTS.search(plain):
        return [Reason(2.0, "its headline advertises")]
    return [Reason(1.0, "its headline has words of advertising")] if COMMON.search(headline) else []


def _foreign(plain: str, site: Site) -> tuple[str, ...]:
    """Words that advertise in the letters of another language, if most of the text is in it."""
    found = findings(IN_OTHER_SCRIPTS, plain)
    if not found or any(
        SCRIPTS[name].search(plain) and site.language[:2] in LANGUAGES[name] for name in SCRIPTS
    ):
        return ()
    latin = len(re.findall(r"[a-z]", plain))
    others = len(re.findall(r"[^\x00-\u024f\W]", plain))
    return found if others * 2 > latin else ()


def _against(text: str, plain: str) -> list[Reason]:
    without = PROMISES.sub(" ", text)
    reporting = len(set(findings(REPORTING, without)))
    reasons = [Reason(-min(5.0, 1.0 * reporting), "it reports")] if reporting >= 2 else []
    if said := len(findings(ATTRIBUTION, without)):
        reasons.append(Reason(-1.0 if said == 1 else -2.0, "it quotes people"))
    if quotes(plain):
        reasons.append(Reason(-3.0, "it quotes"))
    return reasons
