"""How the old addresses of a site are answered: each by a page of its own, by the host, or by a script.

A host answers those that its file of redirects has. Which of them fit into it depends on them alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal
from urllib.parse import quote, unquote

import msgspec

from newsgen.config import Config
from newsgen.hosts import HOSTS, Measure
from newsgen.index.database import Database
from newsgen.index.entries import hash64
from newsgen.pages.hashing import address_hash
from newsgen.pages.list_rules import ListTarget
from newsgen.permalinks import FormerPattern, former_patterns
from newsgen.urls import OldAddress, of_shard

Answering = Literal["page", "host", "script"]

RULES = "_redirects"  # the file of redirect rules that Cloudflare, GitLab and Netlify read
FILES = {
    **dict.fromkeys(("cloudflare", "gitlab", "netlify"), RULES),
    "nginx": "redirects.conf",
    "apache": ".htaccess",
    "caddy": "redirects.caddy",
}
_SERVERS = ("nginx", "apache", "caddy")
_STATUS = 301
_RULE_PARTS = 2  # an old address and a new one
_SPECIAL = re.compile(r"[*:]")  # in a rule: a wildcard, and the begin of a placeholder
_SEGMENT = re.compile(r"\{\w+\}|[^{}]*")
_MOST_PREFIXES = 20


class DocumentAddress(msgspec.Struct, frozen=True):
    """An old address of a static page or list, which has the file of this id, and where it leads."""

    file: int
    number: int
    old: OldAddress
    target: str


class Shard(msgspec.Struct, frozen=True):
    """Old addresses with a query that share a file: where it is, and a hash that changes with them."""

    url: str
    hash: tuple[int, ...]


class Redirects:
    """The old addresses of one site.

    `documents` are those of static pages and lists, `lists` those that come from redirect rules for lists,
    each with its target, and `own` what a newsroom's own file of rules has.
    """

    def __init__(
        self,
        config: Config,
        database: Database,
        documents: Sequence[DocumentAddress],
        lists: Mapping[str, ListTarget],
        own: str,
    ) -> None:
        self.database = database
        self.documents = documents
        self.lists = lists
        self.own = own
        self.setting = config.redirects
        self.is_server = config.redirects in _SERVERS
        self.file = FILES.get(config.redirects, "")
        self._root = config.root
        self._rules = former_patterns(config)

    @cached_property
    def by_file(self) -> dict[int, list[DocumentAddress]]:
        """By the id of its file, the old addresses of each static page or list."""
        found: dict[int, list[DocumentAddress]] = {}
        for one in self.documents:
            found.setdefault(one.file, []).append(one)
        return found

    @cached_property
    def by_url(self) -> dict[str, list[DocumentAddress]]:
        """The same, by old address."""
        found: dict[str, list[DocumentAddress]] = {}
        for one in self.documents:
            found.setdefault(one.old.url, []).append(one)
        return found

    def answering(self, url: str, query: str, rule: int = 0) -> Answering:
        """What answers an old address; `query` and `rule` are as in `index.rows.OldUrl`."""
        if query:
            return "host" if self.is_server else "script"
        if self.is_server:
            return "host"
        return "host" if rule in self._patterns or url in self.chosen else "page"

    # patterns

    @cached_property
    def _patterns(self) -> dict[int, FormerPattern]:
        """By number the redirect rules whose pattern the host answers, so that no article needs a rule.

        Cloudflare follows a rule even where a page stands, so that it gets none.
        """
        if not self.file or self.setting == "cloudflare":
            return {}
        known = {number: pattern for number, pattern in enumerate(self._rules, 1) if pattern}
        return {n: one for n, one in known.items() if self.is_server or _has_whole_segments(one)}

    @property
    def patterns(self) -> tuple[FormerPattern, ...]:
        return tuple(self._patterns.values())

    def pattern_lines(self) -> list[str]:
        """The patterns as lines of a file of rules."""
        return [_line(*(self._placeholders(parts) for parts in (p.parts, p.goal))) for p in self.patterns]

    def _placeholders(self, parts: Sequence[str]) -> str:
        return self._root + "".join(f":{part}" if n % 2 else part for n, part in enumerate(parts))

    # the file of the host

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What a file of rules has: old addresses without a query, each with its target.

        The static pages' and lists' own come first, then those of articles, both in the order of addresses,
        as long as the host takes more.
        """
        if self.file != RULES:
            return {}
        found: dict[str, str] = {}
        room = _Room(self.setting, self.own, self.pattern_lines())
        for url, target in self._candidates():
            if url not in found and (lines := self._lines(url, target)):
                if room.is_full(lines):
                    break
                if room.takes(lines):
                    found[url] = target
        return found

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """What may stand in a file of rules: on Cloudflare nothing that may be a page's address."""
        yield from sorted((one.old.url, one.target) for one in self.documents if not one.old.query)
        is_safe = self.setting != "cloudflare"
        for link in self.database.articles.old_links():
            if not link.query and (is_safe or not link.rule):
                yield link.url, link.target
        if is_safe:
            yield from self._list_links()

    def _lines(self, url: str, target: str) -> list[str]:
        """The lines for an old address; none if it can't be written so that it means nothing else.

        GitLab compares decoded addresses, and Cloudflare those with and without a slash as two.
        """
        if _SPECIAL.search(url) or (self.setting == "gitlab" and "%" in url):
            return []
        is_exact = self.setting == "cloudflare" and url.endswith("/")
        spellings = (url, url[:-1]) if is_exact else (url,)
        return [_line(spelling, location(target)) for spelling in spellings]

    def lines(self) -> list[str]:
        """All lines of a file of rules that newsgen writes, those for one address first."""
        exact = [line for url, target in self.chosen.items() for line in self._lines(url, target)]
        return exact + self.pattern_lines()

    def links(self) -> Iterator[tuple[str, str]]:
        """All old addresses that a server answers one by one, with their targets: paths or paths and queries.

        What is given first counts.
        """
        for one in self.documents:
            yield one.old.query or one.old.url, one.target
        for link in self.database.articles.old_links():
            yield link.query or link.url, link.target
        yield from self._list_links()

    def _list_links(self) -> Iterator[tuple[str, str]]:
        return ((url, target.url) for url, target in sorted(self.lists.items()))

    @cached_property
    def hash(self) -> tuple[object, ...]:
        """What changes whenever the file of the host does."""
        documents = [(one.old, one.target) for one in self.documents]
        return (
            self.setting,
            self.own,
            documents,
            tuple(self._list_links()),
            self.database.articles.old_link_hashes(),
        )

    # what a script answers

    @cached_property
    def shards(self) -> dict[str, Shard]:
        """By address, the files of old addresses with a query; none where the server answers these."""
        if self.is_server:
            return {}
        hashes = {row.shard: (row.count, row.hashes) for row in self.database.articles.shards()}
        for one in self.documents:
            if shard := one.old.shard:
                hashes[shard] = (*hashes.get(shard, ()), hash64(one.old.query, one.target))
        return {url: Shard(url, numbers) for url, numbers in sorted(hashes.items())}

    def links_in(self, shard: str) -> dict[str, str]:
        """The decoded queries of a shard, each with its target."""
        found: dict[str, str] = {}
        for one in self.documents:
            if one.old.shard == shard:
                found.setdefault(_query(one.old.query), one.target)
        for link in self.database.articles.old_links_of(shard):
            found.setdefault(_query(link.query), link.target)
        return dict(sorted(found.items()))

    @cached_property
    def by_hash(self) -> dict[int, str]:
        """The addresses of lists and shards by their hashes."""
        return {address_hash(url): url for url in (*self.lists, *self.shards)}

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """How the old addresses begin that a script answers: `/?p=`; very many are one, `*`."""
        found = tuple(sorted(set(map(of_shard, self.shards))))
        return found if len(found) <= _MOST_PREFIXES else ("*",)


class _Room:
    """What a host still takes of redirects."""

    def __init__(self, host: str, own: str, patterns: Sequence[str]) -> None:
        limits = {limit.what: limit.free for limit in HOSTS[host].limits}

        def most(what: Measure) -> int:
            return limits.get(what, 1 << 60)

        rules = rules_in(own)
        wild = sum(map(is_dynamic, rules))
        self._lines = most("redirects") - (len(rules) - wild)
        if limits.get("dynamic redirects") is None:
            self._lines -= wild + len(patterns)
        elif wild:  # all that follow one with a wildcard count as such
            self._lines = min(self._lines, most("dynamic redirects") - wild)
        self._bytes = most("bytes of redirects") - len(own.encode()) - 1
        self._bytes -= sum(len(line) + 1 for line in patterns)
        self._longest = most("longest redirect")

    def is_full(self, lines: Sequence[str]) -> bool:
        return len(lines) > self._lines or sum(len(line) + 1 for line in lines) > self._bytes

    def takes(self, lines: Sequence[str]) -> bool:
        """Whether the lines are short enough; then their room is taken."""
        if max(map(len, lines)) > self._longest:
            return False
        self._lines -= len(lines)
        self._bytes -= sum(len(line) + 1 for line in lines)
        return True


def rules_in(text: str) -> list[str]:
    """The lines of a file of rules that are redirects."""
    lines = text.splitlines()
    return [line for line in lines if len(line.split()) >= _RULE_PARTS and not line.lstrip().startswith("#")]


def is_dynamic(rule: str) -> bool:
    """Whether a rule is for more than one address."""
    old = rule.split(maxsplit=1)[0]
    return "*" in old or "/:" in old


def location(url: str) -> str:
    """An address in which no character means anything to a server: all but `-._~/` is encoded."""
    return quote(unquote(url), safe="/~")


def _line(old: str, new: str) -> str:
    return f"{old} {new} {_STATUS}"


def _query(address: str) -> str:
    return unquote(address.partition("?")[2])


def _has_whole_segments(pattern: FormerPattern) -> bool:
    """Whether each field of a pattern and of its goal is a whole segment, as placeholders are."""
    every = (
        "".join(f"{{{p}}}" if n % 2 else p for n, p in enumerate(parts))
        for parts in (pattern.parts, pattern.goal)
    )
    return all(_SEGMENT.fullmatch(segment) for path in every for segment in path.split("/"))
