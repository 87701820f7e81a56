"""Whether a story as a whole is advertising, and by which signs."""

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.addresses import reasons_of_address
from newsgen.importing.spam.advertising import LONGEST, baits, is_honest, quoted, reasons_of_words, sentences
from newsgen.importing.spam.evidence import Site
from newsgen.importing.spam.folding import findings, fold, seen, words
from newsgen.importing.spam.passages import PROSE_WORDS, Cut, Page
from newsgen.importing.spam.words import (
    ADVERTISED,
    ASKING,
    ATTRIBUTION,
    COMMON,
    CONTACTS,
    GENERIC,
    IN_OTHER_SCRIPTS,
    NAMED_BRAND,
    OFFICES,
    PROMISES,
    REPORTING,
    TRUSTED_HOSTS,
    WINNINGS,
)

_ENOUGH = 5.0
_TALE = 4.0
_BAITS = 3
_FEW = 5  # words


def signs_of_whole(page: Page, site: Site, title: str, cuts: list[Cut]) -> tuple[str, ...]:
    """The signs that nothing but advertising is in a text; none if there is more in it."""
    if cuts and _nothing_is_left(page, cuts):
        return ("nothing else is in the story", *dict.fromkeys(sign for cut in cuts for sign in cut.signs))[
            :12
        ]
    said = _said(page, title)
    if not page.matters or not (cuts or baits(said)):
        return ()
    if signs := _signs_of_tale(page, site, title, cuts) or _signs_of_offer(page, site, title, said):
        return signs
    if _has_other_words(page, title, site) or _tells(said):
        return ()
    reasons = [*reasons_of_words(said[:LONGEST], site.language), *_of_headline(title)]
    if cuts:
        reasons.append(Reason(1.0, "it links to what it advertises"))
    if sum(reason.weight for reason in reasons) < _ENOUGH:
        return ()
    return tuple(reason.words for reason in reasons if reason.weight > 0)


def _tells(said: str) -> bool:
    """Whether a text reports on advertising, or quotes it, about as often as it advertises."""
    folded = fold(said)
    advertised = len(findings(ADVERTISED, folded)) + len(findings(IN_OTHER_SCRIPTS, said))
    without = PROMISES.sub(" ", folded)
    if ATTRIBUTION.search(without):
        return True
    reporting = findings(REPORTING, without)
    told = len(reporting) + quoted(said) if len(set(reporting)) > 1 or quoted(said) else 0
    return advertised == 0 or told * 3 >= advertised > 0


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


def _signs_of_offer(page: Page, site: Site, title: str, said: str) -> tuple[str, ...]:
    """The signs of a post that offers goods, baits and can be answered, and tells nothing."""
    folded = fold(said)
    without = PROMISES.sub(" ", folded)
    if any(pattern.search(without) for pattern in (REPORTING, ATTRIBUTION, OFFICES)) or quoted(said):
        return ()
    if any(site.is_own(link.host) or TRUSTED_HOSTS.search(link.host) for link in page.links):
        return ()
    of_hosts = [one for link in page.links for one in reasons_of_address(link.host, "")]
    contact = CONTACTS.search(said)
    promised = [*dict.fromkeys((*findings(PROMISES, folded), *findings(ASKING, folded)))]
    common = set(findings(COMMON, folded))
    named = ADVERTISED.search(folded) or (common and (of_hosts or NAMED_BRAND.search(folded)))
    goods = named or (len(promised) > _BAITS and common - GENERIC)
    if not goods or not (contact or of_hosts) or len(promised) + bool(WINNINGS.search(folded)) < _BAITS:
        return ()
    headline = seen(title)
    passages = [page.shown(passage) for passage in page.passages]
    offers = _offers(headline)
    units = passages if offers else [one for passage in passages for one in sentences(passage)]
    long = [one for one in units if len(words(one)) >= PROSE_WORDS]
    others = sum(len(words(one)) for one in long if not _offers(one))
    if others > (0.35 * sum(len(words(one)) for one in long) if offers else 0):
        return ()
    signs = [f"it promises: {one}" for one in promised[:3]] + [one.words for one in of_hosts[:1]]
    return (
        "it offers goods and tells nothing",
        *signs,
        *([f"it gives a contact: {contact[0]}"] if contact else []),
    )


def _offers(said: str) -> bool:
    """Whether a sentence or a paragraph names goods, baits, or gives a contact."""
    folded = fold(said)
    patterns = (ADVERTISED, PROMISES, ASKING, WINNINGS, NAMED_BRAND)
    named = set(findings(COMMON, folded)) - GENERIC - {"bonus"}
    return (
        bool(named)
        or any(pattern.search(folded) for pattern in patterns)
        or CONTACTS.search(said) is not None
    )


def _has_other_words(page: Page, title: str, site: Site) -> bool:
    """Whether a good part of the words stands in sentences that don't advertise.

    Under a headline that advertises, a paragraph does so as a whole.
    """
    headline = ADVERTISED.search(fold(seen(title))) is not None
    count, others = len(words(seen(title))), 0
    for passage in page.passages:
        count += len(words(page.shown(passage)))
        if not headline or not ADVERTISED.search(passage.own):
            honest = [said for said in sentences(passage.said) if is_honest(said, site.language)]
            others += sum(len(words(said)) for said in honest)
    enough = max(_FEW, (0.5 if headline else 0.35) * count)
    if headline or others >= enough:
        return others >= enough
    return (
        sum(len(words(one.said)) for one in page.passages if not one.links and not _offers(one.said))
        >= enough
    )


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


def _of_headline(title: str) -> list[Reason]:
    plain = seen(title)
    headline = fold(plain)
    if REPORTING.search(PROMISES.sub(" ", headline)):
        return []
    if ADVERTISED.search(headline) or IN_OTHER_SCRIPTS.search(plain):
        return [Reason(2.0, "its headline advertises")]
    return [Reason(1.0, "its headline has words of advertising")] if COMMON.search(headline) else []
