"""What a newsroom says of itself, in options or when it is asked, and the project that is written from it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import click
import msgspec

from newsgen import clock
from newsgen.cli.adopt import adopted, adoption_lines
from newsgen.cli.existing import Existing, find_existing, has_articles, has_pages
from newsgen.cli.new_project import NewProject, Written, write_project
from newsgen.cli.options import COUNT
from newsgen.config import Config, load, mistakes
from newsgen.errors import OutputError, Problem, nearest
from newsgen.hosts import HOSTS
from newsgen.index.view import moment
from newsgen.publishing.budget import forecast, host_budget

_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_IN_INDONESIA = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
_LONGEST_TITLE = 100  # characters


def checked_title(value: str) -> str:
    """A newspaper's name."""
    title = " ".join(value.split())
    if not any(map(str.isalnum, title)):
        raise click.BadParameter("a newspaper's name has letters.")
    if len(title) > _LONGEST_TITLE:
        raise click.BadParameter(f"a name has at most {_LONGEST_TITLE} characters.")
    return title


def checked_timezone(value: str) -> str:
    """A time zone, by its name or as Indonesians call theirs."""
    zone = _ZONES.get(value.strip().upper(), value.strip())
    _check("timezone", zone, _nearest_zone)
    return zone


def checked_base_url(value: str) -> str:
    """An address as people type it: without `https://`, too."""
    url = value.strip()
    url = url if "://" in url else f"https://{url}"
    host = (urlsplit(url).hostname or "") if url.count("[") == url.count("]") else ""
    if "." not in host and host != "localhost":
        raise click.BadParameter(f'"{value}" is not a web address: write https://kabar.example/')
    _check("base_url", url)
    return url.rstrip("/") + "/"


def _check(name: str, value: str, hint: Callable[[str], str] = lambda value: "") -> None:
    """See that a setting may have this value."""
    for mistake in mistakes(msgspec.structs.replace(Config(), **{name: value})):
        raise click.BadParameter(f"{mistake.message}: {hint(value) or mistake.hint}")


def _nearest_zone(value: str) -> str:
    return nearest(value.replace(" ", "_"), available_timezones())


CHECKS = {"title": checked_title, "timezone": checked_timezone, "base_url": checked_base_url}


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What a newsroom says of itself; `base_url` is empty if it does not know that yet."""

    title: str
    language: str
    timezone: str
    articles_per_day: int
    archive_size: int
    host: str
    base_url: str


def make_newsroom(folder: Path, yes: bool, given: dict[str, Any]) -> None:
    """Ask for what is not `given`, and write a project into a folder.

    Raises:
        NewsgenError: it can't be written, or its settings can't be used.
    """
    _check_folder(folder)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    _adopt_project(folder, given, asks, yes)
    existing = find_existing(folder)
    answers = _answers(folder, given, existing, asks)
    is_empty = not has_articles(folder)
    if not is_empty:
        click.echo(f"{folder / 'content'}/ holds articles already: no others are written")
    adopted = _adopted(existing, is_empty, asks, yes)
    zone = msgspec.structs.replace(Config(), timezone=answers.timezone).zone
    project = NewProject(
        folder=folder,
        now=moment(clock.now()).astimezone(zone),
        title=answers.title,
        language=answers.language,
        host=answers.host,
        settings=_settings(answers, is_adopted=bool(adopted), gets_pages=not has_pages(folder)),
        stories=is_empty and not adopted,
        pages=not has_pages(folder),
        adopted=adopted,
    )
    written = write_project(project)
    _report(folder, answers, written, adopted)


def _check_folder(folder: Path) -> None:
    """See that a folder can be written into, before anything is asked."""
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    problem = ""
    if not existing.is_dir():
        problem = "is a file, not a folder"
    elif not os.access(existing, os.W_OK | os.X_OK):
        problem = "can't be written: Permission denied"
    if problem:
        hint = "make it writable, or choose another folder: newsgen init FOLDER"
        raise OutputError(Problem(str(existing), 0, 0, problem, hint))


_GIVEN = ("title", "language", "timezone", "host", "base_url")


def _adopt_project(folder: Path, given: dict[str, Any], asks: bool, yes: bool) -> None:
    """Adopt what another generator has in this folder, or say how."""
    from newsgen.importing.adopt.recognise import recognise_settings

    generator = recognise_settings(folder) if folder.is_dir() else None
    if generator is None or (folder / "newsgen.yaml").exists():
        return
    what = f"a project of {generator.name}"
    if (folder / "content").exists():
        click.echo(f"found {what}: `newsgen adopt {folder}` makes a newsroom of it beside this folder")
    elif yes or (
        asks and click.confirm(f"Found {what}. Copy it to content/, with its addresses?", default=True)
    ):
        settings = {name: given[name] for name in _GIVEN if given.get(name) is not None}
        for line in adoption_lines(adopted(folder, folder, dry_run=False, settings=settings)):
            click.echo(line)
    else:
        click.echo(f"found {what}: `newsgen adopt {folder}` makes a newsroom of it that keeps its addresses")


# answers


def _answers(folder: Path, given: dict[str, Any], existing: Iterable[Existing], asks: bool) -> Answers:
    """What was given as options, what the settings say that exist already, and what is asked or assumed."""
    found = dict(given)
    settings = folder / "newsgen.yaml"
    asks = asks and not settings.exists()
    if settings.exists():
        click.echo(f"{settings} is kept: what it says counts")
        kept = load(settings)
        found |= {name: getattr(kept, name) for name in ("title", "language", "timezone", "host", "base_url")}

    def value(name: str, question: str, default: Any, **settings: Any) -> Any:
        if found[name] is not None:
            return found[name]
        return click.prompt(question, default=default, **settings) if asks else default

    if asks:
        click.echo(f"A newsroom in {folder.resolve()}. Enter takes what stands in brackets.")
    articles = sum(one.articles for one in existing)
    title = value("title", "The newspaper's name", _title_of(folder), value_proc=_asked(checked_title))
    language = value("language", "Language of the articles", "id", type=click.Choice(["id", "en"]))
    zone = value(
        "timezone",
        "Time zone (WIB, WITA, WIT or a name)",
        _zone(language),
        value_proc=_asked(checked_timezone),
    )
    a_day = value("articles_per_day", "Articles a day, about", 5, type=COUNT)
    size = value("archive_size", "Old articles that will be added", articles, type=COUNT)
    answers = Answers(
        title=title,
        language=language,
        timezone=zone,
        articles_per_day=a_day,
        archive_size=size,
        host=found["host"] or "",
        base_url=found["base_url"] or "",
    )
    host = value("host", "Host", _fitting_host(answers) if asks else "", type=click.Choice(list(HOSTS)))
    question = "Address of the site (Enter if you don't know it yet)"
    base_url = value("base_url", question, "", show_default=False, value_proc=_asked(checked_base_url))
    return msgspec.structs.replace(answers, host=host, base_url=base_url or "")


def _asked(check: Callable[[str], str]) -> Callable[[str], str]:
    """What checks an option, for an answer, which may be empty."""
    return lambda answer: check(answer) if answer else ""


def _title_of(folder: Path) -> str:
    """A name for a newspaper from that of its folder."""
    words = folder.resolve().name.replace("-", " ").replace("_", " ").split()
    title = " ".join(word[:1].upper() + word[1:] for word in words)
    return title if any(map(str.isalpha, title)) and len(title) <= _LONGEST_TITLE else Config().title


def _zone(language: str) -> str:
    """The time zone of this machine if it can be told and may be the newsroom's, else the usual one."""
    local = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")[2]
    if language == "id":
        return local if local in _IN_INDONESIA else Config().timezone
    return local if "/" in local and not local.startswith("Etc/") else "UTC"


def _adopted(existing: list[Existing], is_empty: bool, asks: bool, yes: bool) -> tuple[Existing, ...]:
    """The folders whose files are to be copied to `content/`; says what was found, and what becomes of it."""
    adopted = []
    for one in existing:
        what = f"found {one.folder}/ with {one.articles:,} Markdown articles"
        if not is_empty:
            click.echo(f"{what}: not copied, since content/ holds articles already")
        elif yes or (asks and click.confirm(f"F{what[1:]}. Copy them to content/?", default=True)):
            adopted.append(one)
        else:
            click.echo(f"{what}: copy what you want of it to content/, or run newsgen init with --yes")
    return tuple(adopted)


# what fits


_POLICIES = {  # the starter pages
    "id": {
        "masthead": "/redaksi/",
        "ethics": "/pedoman-media-siber/",
        "corrections": "/redaksi/",
        "contact": "/kontak/",
    },
    "en": {
        "masthead": "/newsroom/",
        "ethics": "/editorial-guidelines/",
        "corrections": "/newsroom/",
        "contact": "/contact/",
    },
}


def _settings(answers: Answers, *, is_adopted: bool, gets_pages: bool) -> dict[str, object]:
    """The settings of a new project that stand in its file with a value."""
    found: dict[str, object] = {
        "title": answers.title,
        "base_url": answers.base_url or Config().base_url,
        "language": answers.language,
        "timezone": answers.timezone,
    }
    if answers.host:
        found["host"] = answers.host
        per_page = _fitting_per_page(answers)
        if per_page != Config().per_page:
            found["per_page"] = per_page
    if gets_pages:
        found["policies"] = _POLICIES[answers.language]
    if is_adopted:
        found["originals"] = "all"  # pictures of an archive have addresses
    return found


_PER_PAGE = (Config().per_page, 50, 100)  # longer lists are fewer files


def _fitting_per_page(answers: Answers) -> int:
    return next((size for size in _PER_PAGE if not _outgrown(answers, answers.host, size)), _PER_PAGE[0])


def _fitting_host(answers: Answers) -> str:
    """The first host that takes the site for free within a year."""
    return next(host for host in list(HOSTS) if not _outgrown(answers, host, _PER_PAGE[0]))


def _outgrown(answers: Answers, host: str, per_page: int) -> list[str]:
    """What is likely to be too much for a host within a year."""
    usage = forecast(answers.archive_size, answers.articles_per_day, per_page)
    return [str(verdict) for verdict in host_budget(host, usage).verdicts if not verdict.fits]


# what is said


_MOST_NAMED = 20


def _report(folder: Path, answers: Answers, written: Written, adopted: Iterable[Existing]) -> None:
    for line in _said(folder, answers, written, adopted):
        click.echo(line)


def _said(folder: Path, answers: Answers, written: Written, adopted: Iterable[Existing]) -> Iterator[str]:
    yield from (f"new: {folder / path}" for path in written.new)
    if written.copied:
        names = ", ".join(f"{one.folder}/" for one in adopted)
        to = folder / "content"
        yield f"copied: {len(written.copied):,} files from {names} to {to}/ (the originals stay)"
    yield from (f"kept: {folder / path}, which exists already" for path in written.kept[:_MOST_NAMED])
    if len(written.kept) > _MOST_NAMED:
        yield f"kept: {len(written.kept) - _MOST_NAMED:,} more that exist already"
    if ".newsgen" not in (folder / ".gitignore").read_text("utf-8", "replace"):
        yield "Add the lines /site/ and /.newsgen/ to .gitignore: newsgen makes both anew."
    yield from _doubts(answers)
    yield "\nNext:"
    if folder.resolve() != Path.cwd():
        yield f"  cd {folder}"
    yield "  newsgen serve --open            see the site while you write"
    yield '  newsgen new "A headline"        start an article'
    if adopted:
        yield "  newsgen check                   say what is wrong or odd"
    yield "  newsgen build                   make the site, in site/"
    if answers.base_url in ("", Config().base_url):
        yield "Before you publish, write the address of the site into newsgen.yaml, as base_url."


def _doubts(answers: Answers) -> Iterator[str]:
    """Whether the host is likely to be too small within a year."""
    if not answers.host:
        return
    much = _outgrown(answers, answers.host, _fitting_per_page(answers))
    if much:
        title = HOSTS[answers.host].title
        others = [host.title for name, host in HOSTS.items() if not _outgrown(answers, name, _PER_PAGE[0])]
        yield (
            f"If each new article has a photo, the site is likely to outgrow {title} within a year"
            f" ({'; '.join(much)}). These would take it: {', '.join(others)}."
        )
