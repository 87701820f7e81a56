"""`newsgen export`."""

import sys
from pathlib import Path

import click

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import SharedOptions, shared_options
from newsgen.cli.output import ProgressBar, report_exported
from newsgen.errors import ConfigError


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen export warc kabar.warc.gz": "Write the built site as a web archive.",
        "newsgen export wacz kabar.wacz": "The same in one file that replayweb.page opens.",
        "newsgen export json kabar.jsonl": "Write all articles, pages and lists, one in a line.",
        "newsgen export json": "Print them, for another program.",
    },
)
@shared_options("project", "output", "base_url", "drafts", "future", "expired")
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@click.argument("format_", metavar="FORMAT", type=click.Choice(["warc", "wacz", "json"]))
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def export(options: SharedOptions, force: bool, format_: str, target: Path | None) -> None:
    """Write the built site, or its records, to one file.

    FORMAT is warc or wacz (the site as it was last built, for archives), or json (all articles, pages and
    lists as JSON Lines, printed if no FILE is named).
    """
    from newsgen.publishing.export.export import export_records, export_site
    from newsgen.publishing.options import BuildOptions

    config = options.config()
    export_options = BuildOptions(
        project=options.project, output=options.site_folder, view=options.view(), force=force
    )
    with ProgressBar() as progress:
        if format_ == "json":
            target = None if target == Path("-") else target
            result = export_records(export_options, config, progress, target, sys.stdout.buffer)
        elif target is None:
            raise ConfigError(f"name the file to write: newsgen export {format_} FILE")
        else:
            result = export_site(export_options, config, progress, target, packed=format_ == "wacz")
    report_exported(result)
