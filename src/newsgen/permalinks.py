"""Patterns of articles' addresses: which one an article goes by, and the path that it gives."""

import re
from collections.abc import Callable
from typing import NamedTuple

from newsgen.config import PERMALINK, Config, PermalinkRule
from newsgen.content.article import Article
from newsgen.content.slugs import folder_slugs, term_slug

_NO_SECTION = "berita"
_WORDPRESS_ID = re.compile(r"/\?p=(\d{1,19})")
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
        self._rules = [_compiled(rule) for rule in (*config.permalinks, PermalinkRule(PERMALINK))]

    def path(self, article: Article) -> str:
        """The path of an article, decoded, by the first pattern that it fits and has all fields of."""
        at = article.date.at.astimezone(self._zone)
        section = term_slug(article.categories[0]) if article.categories else ""
        fields = {
            "year": f"{at.year:04d}",
            "month": f"{at.month:02d}",
            "day": f"{at.day:02d}",
            "hour": f"{at.hour:02d}",
            "minute": f"{at.minute:02d}",
            "second": f"{at.second:02d}",
            "section": section or _NO_SECTION,
            "slug": article.slug,
        }
        day = at.date().isoformat()
        for rule in self._rules:
            if _fits(rule, article, section, day):
                more = {
                    name: value(article) for name, value in _OTHERS.items() if f"{{{name}}}" in rule.pattern
                }
                if None not in more.values():
                    return rule.pattern.format(**fields, **more)
        raise AssertionError("the last pattern fits all")


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


def _wordpress_id(article: Article) -> str | None:
    found = filter(None, map(_WORDPRESS_ID.fullmatch, article.aliases))
    return next((match[1] for match in found), None)


def _author(article: Article) -> str | None:
    return term_slug(article.authors[0]) if article.authors else None


def _categories(article: Article) -> str:
    return "/".join(map(term_slug, article.categories))


def _path(article: Article) -> str:
    return "/".join(folder_slugs(article.path))


# What few patterns use; None where an article lacks it.
_OTHERS: dict[str, Callable[[Article], str | None]] = {
    "id": _wordpress_id,
    "author": _author,
    "categories": _categories,
    "path": _path,
}
