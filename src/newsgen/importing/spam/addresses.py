"""What addresses say by the names of their hosts and their paths; and addresses without a scheme."""

import re
from collections.abc import Iterator

from newsgen.importing.page_text.candidates import Reason
from newsgen.importing.spam.folding import fold
from newsgen.importing.spam.words import (
    ADVERTISED,
    COMMON,
    IN_ADDRESS,
    LUCKY,
    LUCKY_SYLLABLES,
    NUMBERED,
    REPORTING,
    SHORTENERS,
    TOP_DOMAINS,
    TRADING,
)

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_DOT = r"(?:\.| \. |\s?[(\[](?:dot|titik|\.)[)\]]\s?)"
_WRITTEN = re.compile(
    rf"(?<![\w@./-])(?:https?://|www\.)?((?:[a-z0-9-]{{1,40}}{_DOT}){{1,3}}(?:{TOP_DOMAINS}))(?![\w@-])"
    r"(?:\s?/\s?([^\s<>\"'()\[\],]{1,200}))?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:^|\W)(?:daftar|login|link|masuk)(?: |$)"
)  # what the name of a site follows or leads
_DOTS = re.compile(_DOT)


def written_addresses(text: str) -> Iterator[tuple[str, str]]:
    """The hosts that plain words name, also as `name (dot) com`, with the paths behind them."""
    for found in _WRITTEN.finditer(text):
        yield _DOTS.sub(".", found[1].lower()), (found[2] or "").lower()


def without_addresses(text: str) -> str:
    return _WRITTEN.sub(" ", text)


def reasons_of_address(host: str, path: str, said: str = "") -> Iterator[Reason]:
    """The signs in the name of a host and in a path; `said` are the folded words of a link to it."""
    folded = fold(host.rpartition(".")[0]).split("\n")
    plain, name = _PUNCTUATION.sub("", folded[0]), _PUNCTUATION.sub("", folded[-1])
    found = set(IN_ADDRESS.findall(plain)) | set(IN_ADDRESS.findall(name))
    lucky = LUCKY.search(plain.replace("www", "")) or any(
        LUCKY.search(part) for part in re.split(r"[.-]", folded[0])
    )
    trading = next(filter(None, map(TRADING.search, re.split(r"[.-]", folded[0]))), None)
    syllables, numbered = LUCKY_SYLLABLES.match(plain.removesuffix("com")), NUMBERED.match(plain)
    if found:
        weight = 3.0 if len(found) > 1 or lucky else 2.0
        yield Reason(weight, f"the name of its host advertises: {host}")
    elif lucky or syllables:
        yield Reason(1.0, f"the name of its host is like those of betting sites: {host}")
    elif trading:
        weight = 0.5 if said.endswith(f" {trading[0][3:]}") else 1.0
        yield Reason(weight, f"the name of its host is like those of sites that advertise: {host}")
    elif numbered:
        yield Reason(0.5, f"the name of its host ends in a number: {host}")
    known = found or lucky or syllables or trading or numbered
    called = _PUNCTUATION.sub("", _LEADING.sub("", said, count=1))
    if plain and known and (called == plain or (_LEADING.search(said) and called.startswith(plain))):
        yield Reason(1.0, "its words are the name of that host")
    yield from _reasons_of_path(host, path[:300])


def _reasons_of_path(host: str, path: str) -> Iterator[Reason]:
    parts = re.split(r"[/.-]", path)
    trading = any(map(TRADING.search, parts))
    short = SHORTENERS.search(host) is not None
    lucky = [found[0] for part in parts if (found := LUCKY.search(part.removesuffix("vip")))]
    if trading or lucky:
        weight = 0.5 if short and not trading and lucky[0][-3].isalpha() else 1.0
        yield Reason(weight, "the path of its address is like the name of a betting site")
    if trading and short and not REPORTING.search(path):
        yield Reason(2.0, "a short link to it")
    if REPORTING.search(path) or not IN_ADDRESS.search(_PUNCTUATION.sub("", path)):
        return
    several = len(set(IN_ADDRESS.findall(_PUNCTUATION.sub("", path)))) > 1
    if several or ADVERTISED.search(path):
        yield Reason(1.5, "the path of its address advertises")
    elif COMMON.search(path.replace("-", " ").replace("/", " ")):
        yield Reason(0.5, "the path of its address has words of advertising")
