"""Writes the files that answer old addresses: in the language of each server, and as JSON.

A server compares decoded paths, and leaves the slash at their end aside. Queries are compared as they are
sent. A page that is there is always shown: only then old addresses are looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby
from urllib.parse import unquote

import msgspec

from newsgen.pages.redirect_files import OldQueriesPage, RedirectRulesPage, ServerRedirectsPage
from newsgen.pages.redirects import location
from newsgen.permalinks import FIELD_PATTERNS, FormerPattern

RedirectFile = RedirectRulesPage | ServerRedirectsPage | OldQueriesPage
Links = Iterable[tuple[str, str]]

_UPPER = re.compile("[A-Z]")
_NOT_NGINX = re.compile(r'[\x00-\x20\x7f"\\$]')  # of these, a quoted word has another meaning there
_NOT_CADDY = re.compile(r'[\x00-\x20\x7f"\\{}`]')
_LITERAL = re.compile(r"[\w/%-]", re.ASCII)
_GROUP = re.compile(r"\((?=\[)")
_NOWHERE = "/-"  # no page is there
_LEAST_BUCKET = 64

_NGINX = """\
# Old addresses, written by newsgen. Put into the http block of nginx: include {file};
# and into the server block, whose root is the folder of the site:
#     if ($newsgen_query) {{ return 301 $newsgen_query; }}
#     location / {{ try_files $uri $uri/index.html @newsgen; }}
#     location @newsgen {{
#         if ($newsgen_path) {{ return 301 $newsgen_path; }}
#         if (-e $document_root$newsgen_pattern) {{ return 301 $newsgen_pattern; }}
#         return 404;
#     }}
map_hash_max_size {size};
map_hash_bucket_size {bucket};
"""
_APACHE = """\
# Old addresses, written by newsgen. It needs mod_rewrite, and `AllowOverride FileInfo` or `All`.
RewriteEngine On
"""
_CADDY = """\
# Old addresses, written by newsgen. Put into the block of the site, beside its `root` and `file_server`:
#     import {file}
"""


def redirect_file(page: RedirectFile) -> bytes:
    """The bytes of a file that answers old addresses."""
    if isinstance(page, OldQueriesPage):
        return msgspec.json.format(msgspec.json.encode(page.links), indent=0) + b"\n"
    if isinstance(page, RedirectRulesPage):
        own = page.own if not page.own or page.own.endswith("\n") else f"{page.own}\n"
        return (own + "".join(f"{line}\n" for line in page.lines)).encode()
    return "".join(f"{line}\n" for line in _SERVERS[page.server](page)).encode()


def _decoded(links: Links) -> Iterator[tuple[str, str]]:
    """Old paths as servers compare them, without the slash at the end, and where each leads."""
    for old, target in links:
        yield unquote(old).rstrip("/"), location(target)


def _regex(text: str) -> str:
    """A regular expression for a text, in which no character means anything to the file around it."""
    return "".join(
        char if _LITERAL.fullmatch(char) or ord(char) > 0x7F else f"\\x{ord(char):02X}" for char in text
    )


def _pattern(pattern: FormerPattern, root: str) -> str:
    """The regular expression of a pattern, for paths from `root` with or without a slash at the end."""
    parts = (f"({FIELD_PATTERNS[part]})" if n % 2 else _regex(part) for n, part in enumerate(pattern.parts))
    return f"^{_regex(root)}{''.join(parts).removesuffix('/')}/?$"


def _goal(pattern: FormerPattern, field: Callable[[int], str]) -> str:
    """Where a pattern leads, from the root of the site; `field` gives what stands for a group, from 1."""
    number = {name: place for place, name in enumerate(pattern.parts[1::2], 1)}
    parts = (field(number[part]) if n % 2 else location(part) for n, part in enumerate(pattern.goal))
    return "".join(parts)


# nginx


def _nginx(page: ServerRedirectsPage) -> Iterator[str]:
    maps = (list(_decoded(page.paths)), [*page.queries], [*page.longer])
    longest = max((len(old.encode()) for links in maps for old, _ in links), default=0)
    bucket = max(_LEAST_BUCKET, 1 << (longest + 40).bit_length())
    size = 1 << max(11, (2 * max(map(len, maps))).bit_length())
    yield _NGINX.format(file=page.title, size=size, bucket=bucket).rstrip("\n")
    yield from _nginx_map('"$uri"', "$newsgen_bare", [r'    "~^(?s)(?<newsgen_rest>.*?)/*$" $newsgen_rest;'])
    yield from _nginx_map('"$newsgen_bare"', "$newsgen_path", _nginx_entries(maps[0]))
    first = [r'    "~^(?s)(?<newsgen_first>[^?]*\?[^&]*)" $newsgen_first;']
    yield from _nginx_map('"$uri?$args"', "$newsgen_parameter", first)
    located = ([(old, location(target)) for old, target in links] for links in maps[1:])
    one, several = (_nginx_entries(links) for links in located)
    yield from _nginx_map('"$newsgen_parameter"', "$newsgen_one", one)
    yield from _nginx_map('"$uri?$args"', "$newsgen_several", several)
    both = ['    "" $newsgen_one;', "    default $newsgen_several;"]
    yield from _nginx_map("$newsgen_several", "$newsgen_query", both)
    patterns = [f"    default {_NOWHERE};"]
    patterns += (_nginx_pattern(one, page.root, f"newsgen_{n}_") for n, one in enumerate(page.patterns))
    yield from _nginx_map('"$uri"', "$newsgen_pattern", patterns)


def _nginx_pattern(pattern: FormerPattern, root: str, prefix: str) -> str:
    """The entry of a pattern, whose groups are variables with a prefix."""
    number = count(1)
    regex = _GROUP.sub(lambda _: f"(?<{prefix}{next(number)}>", _pattern(pattern, root))
    goal = _goal(pattern, lambda n: f"${{{prefix}{n}}}")
    return f'    "~{regex}" "{location(root)}{goal}";'


def _nginx_map(source: str, name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"map {source} {name} {{"
    yield from lines
    yield "}"


def _nginx_entries(links: Links) -> Iterator[str]:
    """The entries of a map. They are compared in any capitals, unless they are regular expressions."""
    found = dict(reversed([*links]))
    folded = sorted(found, key=lambda old: (_folded(old), old))
    for _, same in groupby(folded, key=_folded):
        some = [*same]
        for old in some:
            is_plain = len(some) == 1 and not _NOT_NGINX.search(old)
            yield f'    "{old if is_plain else f"~^{_regex(old)}$"}" {found[old]};'


def _folded(text: str) -> str:
    return _UPPER.sub(lambda found: found[0].lower(), text)


# Apache


def _apache(page: ServerRedirectsPage) -> Iterator[str]:
    yield _APACHE.rstrip("\n")
    for old, target in (*page.longer, *page.queries):
        path, _, query = old.partition("?")
        yield f'RewriteCond %{{QUERY_STRING}} "^{_regex(query)}(?:&|$)"'
        here, goal = _below(unquote(path), page.root), _apache_goal(target)
        yield f'RewriteRule "^{here}/?$" "{goal}" [R=301,L,NE,QSD]'
    yield "RewriteCond %{REQUEST_FILENAME} -f [OR]"
    yield "RewriteCond %{REQUEST_FILENAME}/index.html -f"
    yield 'RewriteRule "^" "-" [L]'
    for old, target in _decoded(page.paths):
        yield f'RewriteRule "^{_below(old, page.root)}/?$" "{_apache_goal(target)}" [R=301,L,NE]'
    for pattern in page.patterns:
        goal = location(page.root) + _goal(pattern, lambda n: f"${n}")
        file = goal + "index.html" if goal.endswith("/") else goal
        yield f'RewriteCond "%{{DOCUMENT_ROOT}}{file}" -f'
        yield f'RewriteRule "{_pattern(pattern, "")}" "{goal}" [R=301,L,NE]'


def _below(path: str, root: str) -> str:
    """A regular expression for a path from the root of the site, as a rule in its folder sees it."""
    return _regex(path.removeprefix(root).rstrip("/"))


def _apache_goal(target: str) -> str:
    return location(target).replace("%", "\\%")


# Caddy


def _caddy(page: ServerRedirectsPage) -> Iterator[str]:
    yield _CADDY.format(file=page.title).rstrip("\n")
    path, whole = "{http.request.uri.path}", "{http.request.uri.path}?{http.request.uri.query}"
    yield from _caddy_map(path, "newsgen_bare", [r'	"~^(?s)(.*?)/*$" "${1}"'], default="")
    yield from _caddy_map("{newsgen_bare}", "newsgen_path", _caddy_entries(_decoded(page.paths)))
    yield from _caddy_map(whole, "newsgen_parameter", [r'	"~^(?s)([^?]*\?[^&]*).*$" "${1}"'], default="")
    for source, name, links in (
        ("{newsgen_parameter}", "newsgen_one", page.queries),
        (whole, "newsgen_several", page.longer),
    ):
        yield from _caddy_map(source, name, _caddy_entries((old, location(new)) for old, new in links))
    lines = []
    for pattern in page.patterns:
        goal = location(page.root) + _goal(pattern, lambda n: f"${{{n}}}")
        lines.append(f'	"~{_pattern(pattern, page.root)}" "{goal}"')
    yield from _caddy_map(path, "newsgen_pattern", lines)
    for name in ("newsgen_several", "newsgen_one"):
        yield f'@{name} expression `{{{name}}} != "{_NOWHERE}"`'
        yield f"redir @{name} {{{name}}} 301"
    yield "@newsgen_path {"
    yield "	not file {path} {path}/index.html"
    yield f'	expression `{{newsgen_path}} != "{_NOWHERE}"`'
    yield "}"
    yield "redir @newsgen_path {newsgen_path} 301"
    yield "@newsgen_pattern {"
    yield "	not file {path} {path}/index.html"
    yield "	file {newsgen_pattern} {newsgen_pattern}index.html"
    yield "}"
    yield "redir @newsgen_pattern {newsgen_pattern} 301"


def _caddy_map(source: str, name: str, lines: Iterable[str], default: str = _NOWHERE) -> Iterator[str]:
    yield f"map {source} {{{name}}} {{"
    yield from lines
    yield f'	default "{default}"'
    yield "}"


def _caddy_entries(links: Links) -> Iterator[str]:
    for old, target in dict(reversed([*links])).items():
        is_plain = not _NOT_CADDY.search(old) and not old.startswith("~")
        yield f'	"{old if is_plain else f"~^{_regex(old)}$"}" "{target}"'


_SERVERS: dict[str, Callable[[ServerRedirectsPage], Iterator[str]]] = {
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
}
