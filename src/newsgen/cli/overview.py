"""`newsgen list` and `newsgen budget`: what there is, and whether a host takes it."""

import sys
from typing import TYPE_CHECKING

import click

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import SharedOptions, shared_options
from newsgen.cli.output import ProgressBar, report_articles, report_budget
from newsgen.hosts import HOSTS

if TYPE_CHECKING:
    from newsgen.publishing.article_list import ArticleList
    from newsgen.publishing.project import Project


@click.command(
    "list",
    cls=CommandWithExamples,
    examples={
        "newsgen list --newest 10": "The ten newest articles, shown or not.",
        "newsgen list --drafts --scheduled": "What readers will see later.",
        "newsgen list --unverified --json": "What has to be verified, for another program.",
    },
)
@shared_options("project", "as_json")
@click.option("--drafts", is_flag=True, help="List drafts.")
@click.option("--scheduled", is_flag=True, help="List articles whose date is yet to come.")
@click.option("--withdrawn", is_flag=True, help="List withdrawn articles.")
@click.option("--unverified", is_flag=True, help="List unverified articles.")
@click.option("--review", is_flag=True, help="List articles that a person should look at.")
@click.option("--newest", type=click.IntRange(1), metavar="N", help="List at most the newest N.")
def list_(options: SharedOptions, newest: int | None, **wanted: bool) -> None:
    """List articles, whether they are shown or not.

    The newest stand first. Without a filter all are listed, with several those that match any.
    """
    from newsgen.publishing.article_list import list_articles
    from newsgen.publishing.options import SessionOptions
    from newsgen.publishing.session import in_session

    statuses = frozenset(name.removesuffix("s") for name, is_wanted in wanted.items() if is_wanted)

    def work(project: "Project") -> "ArticleList":
        return list_articles(project, statuses, newest)

    session_options = SessionOptions(project=options.project, view=options.view())
    with ProgressBar() as progress:
        found = in_session(session_options, options.config(), progress, work)
    report_articles(found, options.as_json)
    if found.problems:
        sys.exit(1)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen budget": "Hold the site against the host in newsgen.yaml, or else against all.",
        "newsgen budget cloudflare": "Hold it against Cloudflare; exit with 1 if it is too much.",
        "newsgen budget --json": "The same for another program.",
    },
)
@shared_options("project", "output", "as_json")
@click.argument("host", type=click.Choice(list(HOSTS)), required=False)
def budget(options: SharedOptions, host: str | None) -> None:
    """Say whether the site fits a host, and what would make it fit.

    Files, bytes, redirect rules and publishes a month are held against the limits of free plans. What counts
    is the site as it was last built. Without HOST that of newsgen.yaml is meant, or else all are shown.
    """
    from newsgen.publishing.budget import budget as run

    config = options.config()
    named = host or config.host
    state = options.project / ".newsgen" / "state.db"
    found = run(state, options.site_folder, config, [named] if named else list(HOSTS))
    report_budget(found, options.as_json)
    if named and not found.fits:
        sys.exit(1)
