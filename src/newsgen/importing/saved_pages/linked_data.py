"""Read JSON-LD of a page as sites write it: in lists and graphs, and sometimes broken."""

import json
import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

ARTICLES = frozenset(
    "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle Report"
    " BackgroundNewsArticle ReviewNewsArticle AdvertiserContentArticle LiveBlogPosting SocialMediaPosting"
    " TechArticle ScholarlyArticle".split()
)
LISTS = frozenset("CollectionPage SearchResultsPage ItemList ProfilePage".split())
_NODES = 2000
_AROUND = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_LAST_COMMA = re.compile(r",(\s{0,200}[}\]])")
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "about", "hasPart")
_BROKEN = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|keywords|description)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,500})"'
)
_BROKEN_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,9}[\[{][^\]}]{0,300}?"name"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,200})"'
)


def nodes(texts: list[str]) -> list[Node]:
    """The nodes of a page that may be its article, its lists and what they refer to, in order."""
    found: list[Node] = []
    for text in texts:
        data = _loaded(text)
        found += _salvaged(text) if data is None else _walked(data)
    return found[:_NODES]


def types(node: Node) -> frozenset[str]:
    named = node.get("@type")
    several = named if isinstance(named, list) else [named]
    return frozenset(str(one).rpartition("/")[2] for one in several if one)


def texts(value: Any) -> Iterator[str]:
    """The texts or names in a value that may be a text, a node, or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
        elif isinstance(one, dict) and isinstance(one.get("name"), str | list):
            yield from (
                name.strip() for name in _several(one["name"]) if isinstance(name, str) and name.strip()
            )


def resolved(value: Any, by_id: dict[str, Node]) -> list[Any]:
    """A value as a list, where nodes that only name another one are replaced by it."""
    return [
        by_id.get(str(one.get("@id")), one) if isinstance(one, dict) and "name" not in one else one
        for one in _several(value)
        if one
    ]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _loaded(text: str) -> Any:
    text = _AROUND.sub("", _AROUND.sub("", text.strip())).strip().rstrip(";")
    for attempt in (text, _LAST_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walked(data: Any) -> Iterator[Node]:
    waiting, seen = [data], 0
    while waiting and seen < _NODES:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, list):
            waiting[:0] = one[:_NODES]
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [one[name] for name in _INNER if isinstance(one.get(name), dict | list)]


def _salvaged(text: str) -> Iterator[Node]:
    """What can be read of a node whose JSON is broken."""
    found: Node = {}
    for match in _BROKEN.finditer(text):
        found.setdefault(match[1], _unescaped(match[2]))
    if author := _BROKEN_AUTHOR.search(text):
        found["author"] = {"name": _unescaped(author[1]), "@type": "Person"}
    if "headline" in found:
        yield {"@type": "NewsArticle", **found}


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
