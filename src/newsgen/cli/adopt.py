"""`newsgen adopt`: makes a newsroom of a project of another generator."""

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from newsgen.cli.help import CommandWithExamples
from newsgen.cli.options import check_text
from newsgen.cli.output import ProgressBar, fail
from newsgen.errors import ConfigError, NewsgenError, OutputError, Problem

if TYPE_CHECKING:
    from newsgen.importing.adopt.adopting import Plan

_NAMED = 3  # files of a kind
_LOST_NAMED = 10
_ADDRESSES = "addresses.csv"
_GITIGNORE = "/site/\n/.newsgen/\n"


class Adopted(msgspec.Struct, frozen=True, kw_only=True):
    """What was written into a folder, or would be: `written` files are new, `kept` ones existed."""

    folder: str
    written: int
    kept: tuple[str, ...]
    plan: "Plan"


@click.command(
    cls=CommandWithExamples,
    examples={
        "newsgen adopt blog": "Make the newsroom blog-newsgen beside the folder blog.",
        "newsgen adopt blog --into kabar": "Make it in the folder kabar.",
        "newsgen adopt blog --dry-run": "Say which settings and addresses would result, and write nothing.",
    },
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the newsroom; by default one beside FOLDER.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON, with all files and addresses."
)
def adopt(folder: Path, into: Path | None, dry_run: bool, as_json: bool) -> None:
    """Make a newsroom of another generator's project.

    Projects of Jekyll, Hugo, Eleventy, Astro, Pelican, Hexo and Zola are known by their files. Articles,
    pages and pictures are copied as they are, and the settings are those that keep the most addresses;
    addresses.csv has all old ones. FOLDER stays as it is, and nothing is overwritten.
    """
    check_text({"folder": folder, "into": into})
    try:
        result = adopted(folder, into, dry_run=dry_run)
    except NewsgenError as error:
        fail(error, as_json)
    if as_json:
        click.echo(msgspec.json.encode(result))
        return
    for line in said(result, dry_run=dry_run):
        click.echo(line)


def adopted(
    folder: Path, into: Path | None, *, dry_run: bool, settings: Mapping[str, object] = {}
) -> Adopted:
    """Plan the newsroom, and write it unless this is a dry run; `settings` count more than those found.

    Raises:
        NewsgenError: the generator is not known, or the newsroom can't be written.
    """
    from newsgen.cli.settings_file import settings_text
    from newsgen.importing.adopt.adopting import plan
    from newsgen.importing.adopt.recognise import recognised

    if not folder.is_dir():
        raise ConfigError(Problem(str(folder), 0, 0, "there is no such folder", "name that of the project"))
    project = folder.resolve()
    target = into or project.parent / f"{project.name}-newsgen"
    if target.resolve() != project and target.resolve().is_relative_to(project):
        hint = "choose one outside, or the folder itself: --into ."
        raise ConfigError(Problem(str(target), 0, 0, "lies in the folder that is to be adopted", hint))
    with ProgressBar() as progress:
        found = plan(project, recognised(project), progress)
        if not found.articles and not found.unread:
            message = f"is a project of {found.generator} without any article that can be read"
            raise ConfigError(Problem(str(folder), 0, 0, message, _reasons(found)))
        if target.resolve() == project and any(file.startswith("content/") for file in found.files.values()):
            message = "has texts in content/, which would be there twice"
            raise ConfigError(Problem(str(folder), 0, 0, message, "choose another folder: --into DIR"))
        if dry_run:
            return Adopted(folder=str(target), written=0, kept=(), plan=found)
        written, kept = 0, list[str]()
        files = list(found.files.items())
        for done, (path, source) in enumerate(files):
            progress("Copying", done, len(files))
            if _copy(project / source, target / "content" / path):
                written += 1
            else:
                kept.append(f"content/{path}")
        texts = {
            "newsgen.yaml": settings_text({**found.settings, **settings}),
            _ADDRESSES: _csv(found),
            ".gitignore": _GITIGNORE,
        }
        for name, text in texts.items():
            if _write(target / name, text):
                written += 1
            else:
                kept.append(name)
    return Adopted(folder=str(target), written=written, kept=tuple(kept), plan=found)


def _reasons(found: "Plan") -> str:
    return "; ".join(f"{_count(len(files), 'file')}: {reason}" for reason, files in found.left.items())


def _csv(found: "Plan") -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("url", "file"))
    table.writerows((one.url, one.file) for one in found.addresses)
    return stream.getvalue()


def _copy(source: Path, target: Path) -> bool:
    """Copy a file unless one is there; whether it was copied."""
    if target.exists():
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as original, target.open("xb") as copy:
            shutil.copyfileobj(original, copy)
    except OSError as error:
        raise OutputError(Problem(str(target), 0, 0, f"can't be written: {error.strerror}")) from error
    return True


def _write(target: Path, text: str) -> bool:
    """Write a file unless one is there; whether it was written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise OutputError(Problem(str(target), 0, 0, f"can't be written: {error.strerror}")) from error
    return True


# what is said


def said(result: Adopted, *, dry_run: bool) -> Iterator[str]:
    """What a person is told."""
    yield from adoption_lines(result)
    yield ""
    yield from _settings(result.plan)
    yield ""
    yield from _next(result, dry_run=dry_run)


def adoption_lines(result: Adopted) -> Iterator[str]:
    """What was found, which addresses are kept, and what stays behind."""
    found = result.plan
    counts = ((found.articles, "article"), (found.pages, "static page"), (found.media, "other file"))
    yield f"{found.generator}: {', '.join(_count(number, noun) for number, noun in counts)}"
    if total := len(found.addresses):
        yield f"{found.kept:,} of {total:,} addresses are kept ({100 * found.kept // total} %)"
    lost = [one for one in found.addresses if one.why]
    for one in lost[:_LOST_NAMED]:
        yield f"  {one.url}\n    now {one.now}: {one.why}"
    if len(lost) > _LOST_NAMED:
        yield f"  and {len(lost) - _LOST_NAMED:,} more (all: --json)"
    for why, files in found.unknown.items():
        many = _count(len(files), "old address", "old addresses")
        yield f"{many} can't be told, since {why}:{_first(files)}"
    for reason, files in found.left.items():
        yield f"{_count(len(files), 'file')} left out, {reason}:{_first(files)}"
    if found.unread:
        broken = list(dict.fromkeys(problem.path for problem in found.unread))
        yield f"{_count(len(broken), 'file')} to mend, as `newsgen check` says:{_first(broken)}"


def _settings(found: "Plan") -> Iterator[str]:
    """The settings by which addresses are kept."""
    permalink = found.settings.get("permalink")
    if isinstance(permalink, list):
        yield "permalink:"
        for rule in permalink:
            where = f"  (in {rule['match']['path']})" if "match" in rule else ""
            yield f"  {rule['pattern']}{where}"
    elif permalink:
        yield f"permalink: {permalink}"
    yield from (
        f"{name}: {found.settings[name]}"
        for name in ("base_url", "timezone", "language")
        if name in found.settings
    )


def _next(result: Adopted, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"Nothing was written. Without --dry-run it would be into {result.folder}/"
        return
    yield f"{_count(result.written, 'file')} written into {result.folder}/"
    if result.kept:
        yield f"{_count(len(result.kept), 'file')} kept that existed:{_first(result.kept)}"
    yield "Next:"
    yield f"  cd {result.folder}"
    if result.plan.unread:
        yield "  newsgen check                   what is wrong or odd"
        yield "  newsgen build --keep-going      make the site of all that can be read"
    else:
        yield "  newsgen build                   make the site, in site/"
    fix = " --fix" if any(one.why for one in result.plan.addresses) else ""
    yield f"  newsgen check --published {_ADDRESSES}{fix}"
    if fix:
        yield "                                  let the other addresses lead to their articles"


def _first(files: Sequence[str]) -> str:
    """The first files, each on a line of its own."""
    more = [f"and {len(files) - _NAMED:,} more"] if len(files) > _NAMED else []
    return "".join(f"\n  {name}" for name in [*files[:_NAMED], *more])


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
