"""Patterns of articles' addresses: which one an article goes by, and the path that it gives."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from newsgen.config import PERMALINK, Config, PermalinkMatch, PermalinkRule, RedirectRule
from newsgen.content.article import Article
from newsgen.content.slugs import folder_slugs, kept_slug, term_slug

_NO_SECTION = "berita"
_WORDPRESS_ID = re.compile(r"/\?p=(\d{1,19})")
_FIELD = re.compile(r"\{([^{}]*)\}")
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class _Rule(NamedTuple):
    """A pattern and the articles that go by it: of a section, of days from `after` to before `before`."""

    pattern: str
    section: str
    after: str
    before: str
    path: re.Pattern[str] | None


class Permalinks:
    """The patterns of a site, in the order in which they are tried."""

    def __init__(self, config: Config) -> None:
        self._zone = config.zone
        self._language = config.language
        self._rules = [_compiled(rule) for rule in (*config.permalinks, PermalinkRule(PERMALINK))]

    def path(self, article: Article) -> str:
        """The path of an article, decoded, by the first pattern that it fits and has all fields of."""
        fields, section = self._fields(article), _section(article)
        day = article.date.at.astimezone(self._zone).date().isoformat()
        for rule in self._rules:
            if _fits(rule, article, section, day) and (path := _filled(rule.pattern, fields, article)):
                return path
        raise AssertionError("the last pattern fits all")

    def former(self, article: Article, pattern: str) -> str:
        """The path of an article by a former pattern, decoded; empty if the article lacks a field of it."""
        return _filled(pattern, self._fields(article), article)

    def _fields(self, article: Article) -> dict[str, str]:
        """The fields that all articles have."""
        at = article.date.at.astimezone(self._zone)
        return {
            "year": f"{at.year:04d}",
            "month": f"{at.month:02d}",
            "day": f"{at.day:02d}",
            "hour": f"{at.hour:02d}",
            "minute": f"{at.minute:02d}",
            "second": f"{at.second:02d}",
            "section": _section(article) or _NO_SECTION,
            "language": kept_slug(article.language) or self._language,
            "slug": article.slug,
        }


class FormerPattern(NamedTuple):
    """A former pattern of articles' addresses from which the present ones can be worked out.

    `parts` are literal texts and, at each odd place, the names of fields; so are those of the `goal`.
    """

    parts: tuple[str, ...]
    goal: tuple[str, ...]

    def target(self, path: str) -> str:
        """Where a decoded path leads, both from the root of the site; empty if it is not of the pattern."""
        found = re.fullmatch(self.regex(), path, re.ASCII)
        values = dict(zip(self.parts[1::2], found.groups(), strict=True)) if found else None
        return "".join(values[part] if n % 2 else part for n, part in enumerate(self.goal)) if values else ""

    def regex(self) -> str:
        """A regular expression for the path, with a group for each field, that all servers understand."""
        return "".join(
            f"({FIELD_PATTERNS[part]})" if n % 2 else re.escape(part) for n, part in enumerate(self.parts)
        )


_ADDRESS_PART = "[A-Za-z0-9_.~-]+"  # what stands in an address as it is
FIELD_PATTERNS = {
    "year": "[0-9]{4}",
    **dict.fromkeys(("month", "day", "hour", "minute", "second"), "[0-9]{2}"),
    **dict.fromkeys(("slug", "section", "author", "language"), _ADDRESS_PART),
    "id": "[0-9]+",
}


def former_patterns(config: Config) -> list[FormerPattern | None]:
    """For each redirect rule its pattern, None where the new address can't be worked out from the old one.

    That is so if articles go by several patterns, or the one that all go by has a field that the old lacks.
    """
    return [_former(config, rule) for rule in config.redirect_rules]


def _former(config: Config, rule: RedirectRule) -> FormerPattern | None:
    parts = tuple(_FIELD.split(_as_page(rule.old)))
    names = parts[1::2]
    if rule.to != "article" or len(config.permalinks) != 1 or len(set(names)) != len(names):
        return None
    (present,) = config.permalinks
    goal = tuple(_FIELD.split(_as_page(present.pattern)))
    is_known = set(goal[1::2]) <= set(names) <= FIELD_PATTERNS.keys()
    return FormerPattern(parts, goal) if is_known and present.match == PermalinkMatch() else None


def _as_page(pattern: str) -> str:
    """A pattern from the root of the site, as its addresses are spelled."""
    path = "/".join(part for part in pattern.split("/") if part)
    return path if path.endswith(".html") and not pattern.endswith("/") else path + "/"


def _section(article: Article) -> str:
    return term_slug(article.categories[0]) if article.categories else ""


def _filled(pattern: str, fields: Mapping[str, str], article: Article) -> str:
    """A pattern with an article's fields; empty if the article lacks one."""
    more = {name: value(article) for name, value in _OTHERS.items() if f"{{{name}}}" in pattern}
    return "" if None in more.values() else pattern.format(**fields, **more)


def _compiled(rule: PermalinkRule) -> _Rule:
    match = rule.match
    return _Rule(
        rule.pattern,
        term_slug(match.section) if match.section else "",
        match.after,
        match.before,
        _glob(match.path) if match.path else None,
    )


def _fits(rule: _Rule, article: Article, section: str, day: str) -> bool:
    return (
        (not rule.section or rule.section == section)
        and (not rule.after or rule.after <= day)
        and (not rule.before or day < rule.before)
        and (rule.path is None or rule.path.fullmatch(article.path) is not None)
    )


def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern of paths: `*` and `?` stand for what is inside of one folder, `**` for any folders.

    >>> [_glob("a/**/*.md").fullmatch(path) is not None for path in ("a/b.md", "a/b/c.md", "b.md")]
    [True, True, False]
    """
    return re.compile("".join(_WILD.get(part) or re.escape(part) for part in _GLOB.findall(pattern)))


def post_number(article: Article) -> str:
    """The number of a post of WordPress, by the address `/?p=126` that it had; empty without one."""
    found = filter(None, map(_WORDPRESS_ID.fullmatch, article.aliases))
    return next((match[1] for match in found), "")


def _author(article: Article) -> str | None:
    return term_slug(article.authors[0]) if article.authors else None


def _categories(article: Article) -> str:
    return "/".join(map(term_slug, article.categories))


def _path(article: Article) -> str:
    return "/".join(folder_slugs(article.path))


# What few patterns use; None where an article lacks it.
_OTHERS: dict[str, Callable[[Article], str | None]] = {
    "id": lambda article: post_number(article) or None,
    "author": _author,
    "categories": _categories,
    "path": _path,
}
