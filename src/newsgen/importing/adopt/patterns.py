"""Finds the patterns of addresses that give most articles the address that they had."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

import msgspec

from newsgen.config import PERMALINK, Config, PermalinkMatch, PermalinkRule, mistakes
from newsgen.content.article import Article
from newsgen.content.slugs import folder_slugs, kept_slug, term_slug
from newsgen.permalinks import Permalinks, post_number
from newsgen.urls import Urls

_SAMPLE = 500  # articles from which patterns are learned
_MOST_SPELLINGS = 24  # of one address
_MOST_PATTERNS = 8  # that are tried on all articles
_MOST_RULES = 12
_MOST_PARTS = 12  # of an address
# Of patterns that keep as many addresses the cheapest counts: one that holds for articles to come.
_COSTS = {
    "year": 1, "month": 1, "day": 1, "path": 1, "slug": 0,
    "categories": 3, "language": 5, "section": 4, "author": 6, "id": 1,
}  # fmt: skip
_LITERAL = 2
_NUMBER = 9  # a literal number is likely to be a date


class Published(msgspec.Struct, frozen=True):
    """An article and its old address, decoded, from the root of the site."""

    article: Article
    address: str


def best_rules(published: Sequence[Published], config: Config) -> tuple[PermalinkRule, ...]:
    """The fewest patterns that keep the most addresses; those of single folders first."""
    patterns = Permalinks(config)
    urls = Urls(config)

    def keeps(pattern: str, one: Published) -> bool:
        path = patterns.former(one.article, pattern)
        return bool(path) and urls.path_address(path) == urls.path_address(one.address)

    whole = _best(published, config, keeps)
    if whole is None:
        return (PermalinkRule(PERMALINK),)
    rest = [one for one in published if not keeps(whole, one)]
    folders = Counter(folder for one in rest for folder in _folders(one.article.path))
    rules: list[PermalinkRule] = []
    for folder, _ in sorted(folders.items(), key=lambda item: (item[0].count("/"), -item[1], item[0])):
        if len(rules) == _MOST_RULES:
            break
        inside = [one for one in published if _is_in(one.article.path, folder)]
        present = next((rule.pattern for rule in rules if _is_below(folder, rule)), whole)
        own = _best(inside, config, keeps)
        if own and _has_number(own):  # a day that these few stories share
            continue
        gain = (
            sum(keeps(own, one) for one in inside) - sum(keeps(present, one) for one in inside) if own else 0
        )
        if own and gain > 0:
            rules.insert(0, PermalinkRule(own, PermalinkMatch(path=f"{folder}/**" if folder else "*")))
    return (*rules, PermalinkRule(whole))


def _has_number(pattern: str) -> bool:
    return any(part.isdigit() for part in pattern.split("/"))


def _is_in(path: str, folder: str) -> bool:
    """Whether a file is below a folder; without one, whether it is in none."""
    return path.startswith(f"{folder}/") if folder else "/" not in path


def _is_below(folder: str, rule: PermalinkRule) -> bool:
    return f"{folder}/".startswith(rule.match.path.removesuffix("**")) and rule.match.path != "*"


def _folders(path: str) -> list[str]:
    """The folders of a path, two at most; those with a sign of a pattern in their names can't be matched."""
    parts = path.split("/")[:-1][:2]
    if not parts:
        return [""]
    found = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return [folder for folder in found if not set("*?") & {*folder}]


def _best(
    published: Sequence[Published], config: Config, keeps: Callable[[str, Published], bool]
) -> str | None:
    """The pattern that keeps the most of these addresses."""
    sample = published[:: max(1, len(published) // _SAMPLE)]
    zone = config.zone
    spelled = Counter(
        pattern
        for one in sample
        for pattern in islice(_spellings(one, zone, config.language), _MOST_SPELLINGS)
    )
    ordered = sorted(spelled, key=lambda pattern: (-spelled[pattern], _cost(pattern), pattern))
    tried = [pattern for pattern in ordered[: 3 * _MOST_PATTERNS] if _is_valid(pattern)][:_MOST_PATTERNS]
    counts = {pattern: sum(keeps(pattern, one) for one in published) for pattern in tried}
    best = min(counts, key=lambda pattern: (-counts[pattern], _cost(pattern), pattern), default=None)
    return best if best and counts[best] else tried[0] if tried else None


def _is_valid(pattern: str) -> bool:
    return not any(mistakes(msgspec.structs.replace(Config(), permalink=pattern)))


def _cost(pattern: str) -> int:
    cost = 0
    for part in filter(None, pattern.removesuffix(".html").split("/")):
        name = part.partition("}")[0].strip("{")
        literal = _NUMBER if part.isdigit() else _LITERAL
        cost += _COSTS.get(name, _LITERAL) if part.startswith("{") else literal
    return cost


def _spellings(one: Published, zone: ZoneInfo, language: str) -> Iterator[str]:
    """The patterns that give an article its old address, or would by another slug."""
    segments = [part for part in one.address.split("/") if part]
    if not 0 < len(segments) < _MOST_PARTS:
        return
    article, at = one.article, one.article.date.at.astimezone(zone)
    single = {
        "year": f"{at:%Y}",
        "month": f"{at:%m}",
        "day": f"{at:%d}",
        "section": term_slug(article.categories[0]) if article.categories else "",
        "language": kept_slug(article.language) or language,
        "author": term_slug(article.authors[0]) if article.authors else "",
    }
    folders = folder_slugs(article.path)
    several = {
        # Folders that are the date say no more than it does.
        "path": [] if folders == [f"{at:%Y}", f"{at:%m}", f"{at:%d}"][: len(folders)] else folders,
        "categories": [term_slug(name) for name in article.categories],
    }
    number = post_number(article)
    suffix = ".html" if one.address.endswith(".html") else "/"
    end = _end(segments[-1].removesuffix(".html"), article.slug, number) + suffix
    if "{id}" not in end:
        single["id"] = number
    for spelled in _spelled(tuple(segments[:-1]), single, several):
        yield "/" + "".join(f"{part}/" for part in spelled) + end
    without = {"path": folders, "categories": article.categories}
    for name in (name for name, parts in without.items() if not parts):  # others may have one
        for spelled in _spelled(tuple(segments[:-1]), single, several):
            yield f"/{{{name}}}/" + "".join(f"{part}/" for part in spelled) + end


def _end(segment: str, slug: str, number: str) -> str:
    """How the last part of an address is written: with its number, or as a slug whatever that is now."""
    forms = {number: "{id}", f"{number}-{slug}": "{id}-{slug}", f"{slug}-{number}": "{slug}-{id}"}
    return forms.get(segment, "{slug}") if number else "{slug}"


def _spelled(
    segments: tuple[str, ...], single: Mapping[str, str], several: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """The ways to write these parts of an address with fields, each of which stands once."""
    if not segments:
        yield ()
        return
    for name, parts in several.items():
        if parts and segments[: len(parts)] == tuple(parts):
            rest = {other: value for other, value in several.items() if other != name}
            yield from ((f"{{{name}}}", *more) for more in _spelled(segments[len(parts) :], single, rest))
    for name, value in single.items():
        if value == segments[0]:
            left = {other: value for other, value in single.items() if other != name}
            yield from ((f"{{{name}}}", *more) for more in _spelled(segments[1:], left, several))
    yield from ((segments[0], *more) for more in _spelled(segments[1:], single, several))
