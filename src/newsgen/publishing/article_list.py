"""`newsgen list`: the articles of a project, whether they are shown or not."""

from itertools import islice

import msgspec

from newsgen.content.article import Article, Status
from newsgen.errors import Problem
from newsgen.index.rows import ShowableRow, unpack_entry
from newsgen.publishing.project import Project

_REVIEW = "review"
_OTHERS = {_REVIEW, *(status.value for status in Status if status is not Status.DRAFT)}  # than by time


class ListedArticle(msgspec.Struct, frozen=True):
    """An article as a list shows it. `date` is in the site's zone, `path` from the project's folder.

    `status` is that of its file, or `scheduled` or `expired` where time decides. `review` is what a person
    should look at.
    """

    date: str
    status: str
    title: str
    path: str
    url: str
    review: tuple[str, ...] = ()


class ArticleList(msgspec.Struct, frozen=True):
    """Articles, the newest first, and what can't be read."""

    articles: tuple[ListedArticle, ...]
    problems: tuple[Problem, ...] = ()


def list_articles(project: Project, statuses: frozenset[str], newest: int | None) -> ArticleList:
    """The articles with one of these statuses, or all where none is given; at most the `newest`.

    `review` counts as the status of those that a person should look at.
    """
    rows = sorted(project.database.files.showable(), key=lambda row: (-row.at, row.path))
    found = filter(None, (_listed(project, row, statuses) for row in rows))
    return ArticleList(tuple(islice(found, newest)), tuple(sorted(project.problems)))


def _listed(project: Project, row: ShowableRow, statuses: frozenset[str]) -> ListedArticle | None:
    """The article of a row, or None if it has another status."""
    by_time = _status_by_time(row, project.options.view.now)
    if statuses and not statuses & ({by_time, _REVIEW} if by_time else _OTHERS):
        return None
    file = project.database.files.get(row.id)
    article = file.unpacked.record if file and file.unpacked else None
    assert isinstance(article, Article)
    status = by_time or article.status.value
    if statuses and not statuses & {status, _REVIEW if article.review else status}:
        return None
    at = article.date.at.astimezone(project.config.zone)
    return ListedArticle(
        date=f"{at:%Y-%m-%d %H:%M}" if article.date.clock else f"{at:%Y-%m-%d}",
        status=status,
        title=article.title,
        path=f"content/{row.path}",
        url=project.config.origin + unpack_entry(row.entry).url,
        review=article.review,
    )


def _status_by_time(row: ShowableRow, now: int) -> str:
    """The status of an article that is not shown, for which its record isn't needed; else empty."""
    if row.draft:
        return Status.DRAFT.value
    return "scheduled" if row.at > now else "expired" if row.until <= now else ""
