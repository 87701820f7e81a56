"""Spam in what no reader sees as text: comments of HTML, and scripts that write links."""

import re

from newsgen.importing.spam.evidence import Site, weigh_by_itself
from newsgen.importing.spam.folding import fold, seen
from newsgen.importing.spam.links import links_in
from newsgen.importing.spam.markup import parse
from newsgen.importing.spam.scripts import written_out
from newsgen.importing.spam.words import ADVERTISED, IN_ADDRESS, IN_OTHER_SCRIPTS
from newsgen.importing.story import Format

_LONGEST = 50_000
_ADDRESS = re.compile(r"https?:\\?/\\?/([^/\\\s\"'<>]{4,200})")


def signs_of_unread(name: str, inner: str, site: Site) -> tuple[str, ...]:
    """By which signs a comment or a script is spam; none if it is not."""
    where = "in a comment of the HTML" if name == "!--" else "written by a script"
    text = inner[:_LONGEST]
    if name == "script":
        text = written_out(text)
    signs = _signs_of_links(text, site)
    if not signs and name == "script" and (hosts := _ADDRESS.findall(text)):
        hosts = [
            host
            for host in hosts
            if not site.is_own(host) and IN_ADDRESS.search(re.sub(r"[^a-z0-9]", "", host.lower()))
        ]
        if hosts and (
            ADVERTISED.search(fold(seen(text)))
            or re.search(r"location|document\.write|innerHTML|insertAdjacent", text)
        ):
            signs = (f"the name of its host advertises: {hosts[0]}",)
    return (where, *signs) if signs else ()


def _signs_of_links(text: str, site: Site) -> tuple[str, ...]:
    if "http" not in text and "href" not in text and "//" not in text:
        return ()
    text = text.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
    for link in links_in(text, parse(text), Format.MARKDOWN):
        weighed = weigh_by_itself(link, None, site)
        advertised = ADVERTISED.search(fold(seen(text))) or IN_OTHER_SCRIPTS.search(text)
        if weighed.foreign and weighed.score >= 3 and (weighed.lexical >= 4 or advertised):
            return weighed.signs
    return ()
