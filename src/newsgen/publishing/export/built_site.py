"""The built site as an export takes it: every file that newsgen wrote, once nothing of it is out of date."""

from collections.abc import Iterator

import msgspec

from newsgen.errors import ContentError, OutputError, Problem
from newsgen.publishing.media_types import content_type
from newsgen.publishing.options import BuildOptions
from newsgen.publishing.plan import BuildRecord, make_plan
from newsgen.publishing.project import Project

_NO_PAGE_KINDS = ("redirect", "list redirect", "feed")
_NO_PAGES = ("404.html", "latest.html")  # HTML that is no page for a list of pages


class SiteFile(msgspec.Struct, frozen=True):
    """A file of the site: its path below the output folder, its full address, and how it is served.

    `is_page` is True for what a reader would open: HTML, but redirects.
    """

    file: str
    url: str
    type: str
    is_page: bool


class BuiltSite(msgspec.Struct, frozen=True):
    """The files of a site, by path."""

    files: tuple[SiteFile, ...]


def built_site(project: Project, options: BuildOptions) -> BuiltSite:
    """The files of the output folder, which is as a build would leave it.

    Raises:
        ContentError: something in the content can't be built.
        OutputError: a build would change the folder.
    """
    record = BuildRecord(project.database, str(options.output.resolve()))
    plan = make_plan(
        project.site, record, project.altered, (), is_whole=not project.problems, full=False, explain=""
    )
    if problems := sorted([*project.problems, *plan.problems]):
        raise ContentError(*problems)
    if plan.write or plan.remove:
        count = len(plan.write) + len(plan.remove)
        message = f"is not up to date: a build would change {count} of its files"
        raise OutputError(Problem(str(options.output), 0, 0, message, "newsgen build, then export"))
    return BuiltSite(tuple(_files(project, record)))


def _files(project: Project, record: BuildRecord) -> Iterator[SiteFile]:
    urls = project.site.snapshot.urls
    for row in project.database.outputs.pages(record.folder):
        kind, type_ = record.kind_of(row.key), content_type(row.file)
        is_html = type_.startswith("text/html") and row.file not in _NO_PAGES
        is_page = is_html and kind is not None and kind.name not in _NO_PAGE_KINDS
        yield SiteFile(row.file, project.config.origin + urls.at_file(row.file), type_, is_page)
