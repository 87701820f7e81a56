"""The commands. What only one command needs is imported when it runs, so that `--version` is fast."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import SharedOptions, shared_options
from newsgen.cli.output import ProgressBar, report_build, report_check, report_kept, report_verdict
from newsgen.errors import ConfigError

if TYPE_CHECKING:
    from newsgen.publishing.project import Project


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen build": "Bring site/ up to the content: what has not changed is not written again.",
        "newsgen build --base-url https://kabar.example/": "Build for another address.",
        "newsgen build --keep-going": "Build all that can be built, and list the rest.",
        "newsgen build --drafts --output pratinjau": "Build a copy with drafts into another folder.",
        "newsgen build --explain /2026/03/pasar-tani/": "Build, and say why this page is written.",
    },
)
@shared_options("project", "output", "base_url", "drafts", "future", "expired", "strict", "as_json")
@click.option("--keep-going", is_flag=True, help="Leave broken articles out, list them, and exit with 1.")
@click.option("--full", is_flag=True, help="Read and render everything anew, whatever the state holds.")
@click.option("--force", is_flag=True, help="Overwrite files in the output that newsgen did not write.")
@click.option(
    "--explain",
    metavar="URL",
    default="",
    help="Say why the page at this address is written; it may be a full one.",
)
def build(options: SharedOptions, keep_going: bool, full: bool, force: bool, explain: str) -> None:
    """Build the site: write the pages that changed."""
    from newsgen.publishing.build import build as run
    from newsgen.publishing.options import BuildOptions

    config = options.config()
    build_options = BuildOptions(
        project=options.project,
        output=options.site_folder,
        view=options.view(),
        strict=options.strict,
        keep_going=keep_going,
        full=full,
        force=force,
        explain=explain,
    )
    with ProgressBar() as progress:
        result = run(build_options, config, progress)
    report_build(result, options.as_json)
    if result.problems:
        sys.exit(1)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen verify": "Name the files in site/ that are not as built from nothing.",
    },
)
@shared_options("project", "output", "base_url", "drafts", "future", "expired", "as_json")
def verify(options: SharedOptions) -> None:
    """Compare the site with one built from nothing, byte for byte."""
    from newsgen.publishing.options import BuildOptions
    from newsgen.publishing.verify import verify as run

    config = options.config()
    build_options = BuildOptions(project=options.project, output=options.site_folder, view=options.view())
    with ProgressBar() as progress:
        verdict = run(build_options, config, progress)
    report_verdict(verdict, options.as_json)
    if not verdict.holds:
        sys.exit(1)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen check": "Name broken files, dead links and lost Baca Juga, each with its line.",
        "newsgen check --strict": "Exit with 1 on warnings, too.",
        "newsgen check --all": "Name every place where a text shows code or loses something.",
        "newsgen check --drafts --future": "Look at articles that are not shown yet, too.",
        "newsgen check --published sitemap.xml": "Name what the last sitemap has and no page answers.",
        "newsgen check --published old-site/ links.csv --fix": "Give old addresses to their stories.",
    },
)
@shared_options("project", "output", "base_url", "drafts", "future", "expired", "strict", "as_json")
@click.option(
    "--published",
    multiple=True,
    metavar="SOURCE",
    help="Hold addresses that were published against the site: of a saved sitemap, the folder of an old "
    "site, a list (text, CSV, JSON lines; - for standard input) or a web archive (WARC, WACZ). "
    "Others may follow.",
)
@click.option("--former-url", "former", multiple=True, metavar="URL", help="Where the site was before.")
@click.option("--fix", is_flag=True, help="Write what would die into the aliases of its story, if certain.")
@click.option(
    "--sure",
    type=click.IntRange(1, 100),
    metavar="N",
    default=90,
    show_default=True,
    help="The percentage from which on a guess is certain.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what --fix would write.")
@click.option("--all", "every", is_flag=True, help="Name each place of what many texts have.")
@click.argument("others", nargs=-1, metavar="[SOURCE]...")
def check(
    options: SharedOptions,
    published: tuple[str, ...],
    others: tuple[str, ...],
    former: tuple[str, ...],
    sure: int,
    **flags: bool,
) -> None:
    """Say what is wrong or odd, without building.

    That is all that a build would find, and dead links and lost Baca Juga besides. With --published it also
    names each address that was published and would die, with the file that it most likely belongs to.
    """
    from newsgen.publishing.check import CheckOptions
    from newsgen.publishing.check import check as run

    fix, dry_run = flags["fix"], flags["dry_run"]
    if not published and (others or former or fix or dry_run):
        raise ConfigError("what was published must be named: newsgen check --published SOURCE")
    if dry_run and not fix:
        raise ConfigError("--dry-run goes with --fix")
    config = options.config()
    check_options = CheckOptions(
        project=options.project,
        output=options.site_folder,
        view=options.view(),
        published=(*published, *others),
        former=former,
        fix=fix,
        sure=sure,
        dry_run=dry_run,
    )
    with ProgressBar() as progress:
        result = run(check_options, config, progress)
    report_check(result, options.as_json, sure=sure, dry_run=dry_run, every=flags["every"])
    odd = (*result.warnings, *(result.published.warnings if result.published else ()))
    if result.problems or result.left(dry_run=dry_run) or (options.strict and odd):
        sys.exit(1)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen keep --dry-run": "Name the addresses that went, and what would keep each.",
        "newsgen keep": "Write into content/ what keeps them, for you to review.",
        "newsgen keep --drop /2024/05/salah-terbit/": "Let one go.",
    },
)
@shared_options("project", "output", "base_url", "as_json")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be written.")
@click.option("--drop", is_flag=True, help="Let these addresses go; `*` stands for anything.")
def keep(options: SharedOptions, urls: tuple[str, ...], dry_run: bool, drop: bool) -> None:
    """Keep published addresses that no page has any more.

    Writes into content/, for you to review, what keeps all of them or those that are named: `slug` or
    `aliases` into the file of a story that moved, a withdrawn story in the place of one that is gone.
    """
    from newsgen.publishing.keep import KeepOptions
    from newsgen.publishing.keep import keep as run

    if drop and not urls:
        raise ConfigError("--drop needs the addresses to let go")
    config = options.config()
    keep_options = KeepOptions(
        project=options.project,
        output=options.site_folder,
        view=options.view(),
        urls=urls,
        dry_run=dry_run,
        drop=drop,
    )
    with ProgressBar() as progress:
        result = run(keep_options, config, progress)
    report_kept(result, options.as_json, dry_run=dry_run)


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen serve --open": "Show the site in a browser, and renew it at each save.",
        "newsgen serve --drafts --future": "Show drafts and articles dated ahead, too.",
        "newsgen serve --host 0.0.0.0 --port 8080": "Let others in your network see it.",
    },
)
@shared_options("project", "drafts", "future")
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen on."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.option("--open", "browser", is_flag=True, help="Open the front page in a browser.")
def serve(options: SharedOptions, host: str, port: int, browser: bool) -> None:
    """Show the site on this machine while it is written."""
    from newsgen.preview.serve import ServeOptions
    from newsgen.preview.serve import serve as run

    serve_options = ServeOptions(options.project, host, port, options.drafts, options.future, browser)
    run(serve_options, lambda line: click.echo(line, err=True))


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen why 2026/03/pasar-tani.md 2026/03/harga-karet.md": "Name what relates these two.",
    },
)
@shared_options("project")
@click.argument("path")
@click.argument("other")
def why(options: SharedOptions, path: str, other: str) -> None:
    """Say why two articles are related. Their paths are from content/."""
    from newsgen.publishing.options import SessionOptions
    from newsgen.publishing.session import in_session
    from newsgen.related.why import explain

    config = options.config()
    session_options = SessionOptions(project=options.project, view=options.view())

    def reasons(project: "Project") -> list[str]:
        return list(explain(project.database, session_options.content, config.zone, path, other))

    with ProgressBar() as progress:
        lines = in_session(session_options, config, progress, reasons)
    click.echo("\n".join(lines))


@click.command(
    cls=CommandWithExamples,
    examples={
        'newsgen new "Pasar Tani Buka Setiap Kamis"': "Start one with the date of today and a slug.",
        'newsgen new "Harga Karet Naik" --section Ekonomi --tag Karet': "With a section and tags.",
    },
)
@shared_options("project")
@click.argument("title")
@click.option("--section", metavar="NAME", default="", help="The section (kategori) of the article.")
@click.option("--tag", "tags", metavar="NAME", multiple=True, help="A tag; may be given several times.")
def new(options: SharedOptions, title: str, section: str, tags: tuple[str, ...]) -> None:
    """Start an article of today, and print the path of its file."""
    from newsgen.content.article import Article, When
    from newsgen.content.slugs import slugify
    from newsgen.content.writer import write_article
    from newsgen.index.view import moment

    zone = options.config().zone
    title = " ".join(title.split())
    slug = slugify(title)
    if not slug:
        raise ConfigError(f'"{title}" has no letters to make an address from: give the article a headline')
    now = moment(options.view().now).astimezone(zone).replace(second=0, microsecond=0)
    path = f"{now:%Y}/{now:%m}/{slug}.md"
    article = Article(
        path=path,
        title=title,
        date=When(now),
        slug=slug,
        categories=(section,) if section else (),
        tags=tuple(dict.fromkeys(tags)),
    )
    file = options.project / "content" / path
    _create(file, write_article(article, zone))
    click.echo(file)


def _create(file: Path, text: str) -> None:
    """Write a file that must not exist yet."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ConfigError(f"{file}: exists already (edit it, or choose another headline)") from None
    except OSError as error:
        raise ConfigError(f"{file}: can't be written: {error.strerror}") from error
