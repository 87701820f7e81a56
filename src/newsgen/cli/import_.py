"""`newsgen import`: makes article files of what is left of a news site."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import check_text
from newsgen.cli.output import ProgressBar, fail
from newsgen.errors import ConfigError, NewsgenError, Problem

if TYPE_CHECKING:
    from newsgen.config import Config
    from newsgen.importing.outcome import Outcome
    from newsgen.importing.receipt.counts import Pictures, Run, Totals
    from newsgen.importing.running.options import ImportOptions
    from newsgen.importing.running.run import Imported

_DAY = click.DateTime(["%Y-%m-%d"])
_REPORT = "import-report.html"
_CONTENT = "content"
_NAMED = 5  # files
_EXTRA = "pip install 'newsgen[import]'"
_LISTED = ("pages", "sections", "tags", "authors", "series")
_BY_EXTRA = ("lxml", "html_to_markdown", "charset_normalizer", "warcio")


class _Pairs(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic in some versions only
    """A pair as `penulis=authors`."""

    name = "pair"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value[0], value[1]
        one, sign, other = str(value).partition("=")
        if not (one.strip() and sign and other.strip()):
            self.fail(f"{value!r} is not written as one=other.", param, ctx)
        return one.strip(), other.strip()


def _types(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in value.split(","))))


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command(
    "import",
    cls=CommandWithExamples,
    examples={
        "newsgen import kabar.xml.gz": "Make a newsroom of an export of WordPress, or add it to this one.",
        "newsgen import mirror/ kabar.warc.gz --dry-run": "Say what would come of saved pages.",
        "newsgen import kabar.xml --uploads wp-content/uploads --comments": (
            "Take pictures and readers' comments along."
        ),
        "newsgen import berita.csv --map title=Judul --map date=Tanggal": "Read a table.",
        "newsgen import kabar.xml --resume": "Go on where a former import was interrupted.",
    },
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The newsroom, or its folder content/; by default this one, or else a new one.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing but a --report.")
@click.option("--resume", is_flag=True, help="Go on with the same import, which was interrupted.")
@click.option("--since", metavar="DATE", type=_DAY, callback=_day, help="Leave out stories before that day.")
@click.option("--until", metavar="DATE", type=_DAY, callback=_day, help="Leave out stories after that day.")
@click.option(
    "--types",
    metavar="TYPE,TYPE",
    default="",
    callback=_types,
    help="The types of posts to take, such as post,page; by default all that readers could see.",
)
@click.option("--comments", is_flag=True, help="Keep approved comments, frozen under their stories.")
@click.option("--private", is_flag=True, help="Keep private, protected and trashed stories as drafts.")
@click.option(
    "--uploads",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="A copy of wp-content/uploads to take pictures and files from.",
)
@click.option(
    "--meta",
    metavar="KEY=FIELD",
    multiple=True,
    type=_Pairs(),
    help="What a custom field holds, such as penulis=authors. May be given several times.",
)
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN",
    multiple=True,
    type=_Pairs(),
    help="The column of a table that holds a field, such as title=Judul. May be given several times.",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"The receipt, as a page or as .json; by default {_REPORT} in the newsroom.",
)
@click.option("--force", is_flag=True, help="Overwrite files that were edited, or are not newsgen's.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Processes; by default one a processor.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(
    sources: tuple[Path, ...], into: Path | None, report: Path | None, as_json: bool, **given: Any
) -> None:
    """Make article files of what is left of a news site.

    Each SOURCE is known by its content: exports of WordPress, news feeds, saved HTML pages and folders of
    them, web archives (WARC, WACZ), texts of saved pages, tables (CSV, JSON lines). All of them are one
    site. Old addresses go on to answer. Files that people edited stay as they are.

    Exit status: 0 if nothing was lost; 1 if something that readers saw is missing, or a story waits for a
    person (it has no date, or a file of others is in its place), as the receipt says, or no story became a
    file; 2 for wrong use.
    """
    check_text({"into": into, "report": report, **{str(n): path for n, path in enumerate(sources)}})
    try:
        lost = _imported(sources, into, report, as_json, given)
    except NewsgenError as error:
        fail(error, as_json)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _BY_EXTRA:
            raise
        problem = Problem("newsgen import", 0, 0, f"needs {error.name}, which is not installed", _EXTRA)
        fail(ConfigError(problem), as_json)
    sys.exit(1 if lost else 0)


def _imported(
    sources: tuple[Path, ...], into: Path | None, report: Path | None, as_json: bool, given: dict[str, Any]
) -> bool:
    """Import, report, and return whether something was lost.

    Raises:
        NewsgenError: it can't be done.
    """
    from newsgen.cli.settings_file import settings_text
    from newsgen.importing.receipt.counts import has_loss, summary_lines
    from newsgen.importing.receipt.report import write_report
    from newsgen.importing.running.run import imported

    options = options_of(sources, into, given)
    with ProgressBar() as progress, imported(options, progress, settings_text) as result:
        is_dry = options.dry_run or not result.has_stories
        target = report or (None if is_dry else options.newsroom / _REPORT)
        pictures = _pictures(result)
        run = _run(result, options, pictures, is_dry=is_dry)
        if target is not None:
            write_report(target, run, result.outcomes(), result.previews())
        reasons = [] if result.has_stories else _reasons(result.outcomes())
    totals = result.totals
    if as_json:
        click.echo(
            msgspec.json.encode({"run": run, "totals": totals, "kept": result.kept}, order="deterministic")
        )
    else:
        for line in summary_lines(run, totals):
            click.echo(line)
        for line in _said(result, options, target, run.steps) if result.has_stories else reasons:
            click.echo(line)
        if not result.has_stories:
            click.echo(_nothing(target))
    return has_loss(run, totals) or _is_nothing(totals)


# where to


def options_of(sources: tuple[Path, ...], into: Path | None, given: dict[str, Any]) -> "ImportOptions":
    """What is to be done, out of what was typed.

    Raises:
        ConfigError: there is no such source, or the newsroom can't be in that place.
    """
    from newsgen.importing.running.options import ImportOptions

    missing = [
        Problem(str(path), 0, 0, "there is no such file or folder") for path in sources if not path.exists()
    ]
    if missing:
        raise ConfigError(*missing)
    newsroom, folder = newsroom_of(sources, into)
    _check_place(sources, newsroom)
    config, written = _settings(newsroom)
    return ImportOptions(
        sources=sources,
        newsroom=newsroom,
        folder=folder,
        config=config,
        written=written,
        dry_run=given["dry_run"],
        resume=given["resume"],
        force=given["force"],
        since=given["since"],
        until=given["until"],
        types=given["types"],
        comments=given["comments"],
        private=given["private"],
        meta=dict(given["meta"]),
        columns=dict(given["columns"]),
        uploads=given["uploads"],
        jobs=given["jobs"],
    )


def newsroom_of(sources: Sequence[Path], into: Path | None) -> tuple[Path, str]:
    """The folder of the newsroom, and the one below its `content/` that stories go to, with a slash.

    Without `into` it is this folder, if it is a newsroom, or else a new one that is named after the source.

    Raises:
        ConfigError: stories can't be in that folder.
    """
    if into is None:
        here = Path()
        if (here / "newsgen.yaml").exists() or (here / _CONTENT).is_dir():
            return here, ""
        return here / f"{_stem(sources[0].resolve())}-newsgen", ""
    parts = into.parts if into.is_absolute() else into.resolve().parts
    at = max((n for n, part in enumerate(parts) if part == _CONTENT), default=0)
    above = Path(*parts[:at]) if at else Path()
    if not at or (at < len(parts) - 1 and not (above / "newsgen.yaml").exists()):
        return into, ""
    below = parts[at + 1 :]
    if below and below[0] in _LISTED:
        message = "is for static pages and texts about lists"
        raise ConfigError(Problem(str(into), 0, 0, message, "name another folder of content/"))
    return Path(os.path.relpath(above)) if not into.is_absolute() else above, "".join(
        f"{one}/" for one in below
    )


def _stem(source: Path) -> str:
    """The name of a source without what says how it is packed."""
    name = source.name
    for suffix in (
        ".gz",
        ".zip",
        ".xml",
        ".warc",
        ".wacz",
        ".csv",
        ".jsonl",
        ".json",
        ".html",
        ".htm",
        ".txt",
    ):
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return name.strip(". ") or "kabar"


def _check_place(sources: Sequence[Path], newsroom: Path) -> None:
    """Refuse a newsroom inside of a source: it would be a part of that at the next import."""
    target = (newsroom / _CONTENT).resolve()
    for source in sources:
        if source.is_dir() and target.is_relative_to(source.resolve()):
            hint = "choose one outside: --into DIR"
            raise ConfigError(
                Problem(str(newsroom), 0, 0, f"lies in {source}, which is to be imported", hint)
            )


def _settings(newsroom: Path) -> tuple["Config | None", frozenset[str]]:
    """The settings of a newsroom that is there, and the names of those in its file.

    Raises:
        ConfigError: they can't be used.
    """
    from newsgen import config

    file = newsroom / "newsgen.yaml"
    if not file.exists():
        return None, frozenset()
    return config.load(file), frozenset(config.read(file).values)


# what came of it


def _pictures(result: "Imported") -> "Pictures":
    from newsgen.importing.receipt.counts import Pictures

    found = result.media
    return Pictures(
        copied=found.copied,
        existing=found.there,
        to_download=found.missing,
        manifest="media.aria2.txt" if found.missing else "",
        command=found.commands[0] if found.commands else "",
    )


def _run(result: "Imported", options: "ImportOptions", pictures: "Pictures", *, is_dry: bool) -> "Run":
    """What the receipt says of the import as a whole."""
    from newsgen import __version__, clock
    from newsgen.cli.settings_file import settings_lines
    from newsgen.importing.receipt.counts import Run

    is_written = "newsgen.yaml" in result.files
    return Run(
        sources=result.sources,
        content=str(options.content),
        site=result.site,
        settings=settings_lines(result.settings if options.config is None else result.to_set),
        settings_file=str(options.newsroom / "newsgen.yaml") if is_written else "",
        written=result.files,
        pictures=pictures,
        steps=() if is_dry else _steps(options, pictures),
        dry_run=is_dry,
        finished=f"{datetime.fromtimestamp(clock.now() / 1_000_000, UTC):%Y-%m-%d %H:%M} UTC",
        version=__version__,
    )


def _is_nothing(totals: "Totals") -> bool:
    """Whether no story at all became a file."""
    from newsgen.importing.outcome import Fate

    return all(
        fate in (Fate.LEFT_OUT, Fate.QUARANTINED) or not count for fate, count in totals.stories.items()
    )


def _steps(options: "ImportOptions", pictures: "Pictures") -> tuple[str, ...]:
    enter = [] if options.newsroom.resolve() == Path().resolve() else [f"cd {options.newsroom}"]
    download = [pictures.command] if pictures.command else []
    return (*enter, *download, "newsgen build", "newsgen check --published addresses.csv")


def _reasons(outcomes: "Iterable[Outcome]") -> list[str]:
    """Why nothing is a story to write: of each kind of reason the first."""
    first: dict[str, str] = {}
    for outcome in outcomes:
        first.setdefault(outcome.kind, f"  {outcome.place}: {outcome.reason}")
    return list(first.values())[:_NAMED]


def _nothing(report: Path | None) -> str:
    more = f"Everything is in {report}" if report else "With --report FILE there is a receipt of it."
    return f"There is no story to write, so nothing was written. {more}"


def _said(
    result: "Imported", options: "ImportOptions", report: Path | None, steps: Sequence[str]
) -> list[str]:
    """What is said below the counts."""
    from newsgen.cli.settings_file import settings_lines

    lines = [f"kept as it was: content/{path}" for path in result.kept[:_NAMED]]
    if result.to_set:
        lines.append("newsgen.yaml is as it was; by these settings more old addresses are kept:")
        lines += [f"  {line}" for line in settings_lines(result.to_set).splitlines()]
    if _is_nothing(result.totals):
        lines.append("No story became a file.")
    if options.dry_run:
        return [*lines, f"Nothing was written. Without --dry-run it would be into {options.newsroom}/"]
    if report is not None:
        lines.append(f"Everything is in {report}")
    return [*lines, "Next:", *(f"  {step}" for step in steps)]
