"""Spam in what no reader sees as text: comments of HTML, and scripts that write links."""

import re
from base64 import b64decode
from binascii import Error
from html import unescape
from urllib.parse import unquote

from newsgen.importing.spam.evidence import Site, weigh_by_itself
from newsgen.importing.spam.folding import fold, seen
from newsgen.importing.spam.links import links_in
from newsgen.importing.spam.markup import parse
from newsgen.importing.spam.words import ADVERTISED, IN_ADDRESS, IN_OTHER_SCRIPTS
from newsgen.importing.story import Format

_LONGEST = 50_000
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,20000}={0,2}")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")
_CODES = re.compile(r"fromCharCode\(([\d\s,]{3,20000})\)")
_JOINED = re.compile(r"['\"]\s{0,3}\+\s{0,3}['\"]")
_ADDRESS = re.compile(r"https?:\\?/\\?/([^/\\\s\"'<>]{4,200})")


def signs_of_unread(name: str, inner: str, site: Site) -> tuple[str, ...]:
    """By which signs a comment or a script is spam; none if it is not."""
    where = "in a comment of the HTML" if name == "!--" else "written by a script"
    text = inner[:_LONGEST]
    if name == "script":
        text = _decoded(text)
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


def _decoded(text: str) -> str:
    """A script with what it hides by escapes, codes and base64 written out once."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    plain = _JOINED.sub("", plain)
    parts = [plain]
    if "%3c" in plain.lower():
        parts.append(unquote(plain))
    parts.extend(_from_codes(codes) for codes in _CODES.findall(plain))
    for coded in _BASE64.findall(plain)[:50]:
        try:
            parts.append(b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8"))
        except (Error, UnicodeDecodeError, ValueError):
            continue
    return unescape(" ".join(parts))


def _from_codes(codes: str) -> str:
    numbers = (code.strip() for code in codes.split(","))
    return "".join(chr(int(n)) for n in numbers if n.isdigit() and len(n) < 8 and int(n) < 0x110000)
